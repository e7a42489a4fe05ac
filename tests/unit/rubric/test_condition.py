"""Conditions: three-valued, never an exception, refused early when they cannot be used."""

from __future__ import annotations

import pickle
from time import process_time

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from qa_service.rubric import ConditionError, compile_condition


@pytest.mark.parametrize(
    ("source", "facts", "value"),
    [
        ('case.line in ["a", "b"]', {"case": {"line": "a"}}, True),
        ("case.paid >= 250000", {"case": {"paid": 18000.5}}, False),
        ('case.paid > 5 || case.decision == "denied"', {"case": {"decision": "denied"}}, True),
        ("checks.fraud.hits > 0", {"checks": {"fraud": {"hits": 0}}}, False),
        ("has(case.x)", {"case": {}}, False),
        ("size(case.parties) == 2", {"case": {"parties": ["a", "b"]}}, True),
        ('case["x"] == 1', {"case": {"x": 1}}, True),
        ("case.items.exists(i, i.paid > 3)", {"case": {"items": [{"paid": 4}]}}, True),
        ('case.name == "case.other"', {"case": {"name": "case.other"}}, True),
        ("case.x == 1 // case.y", {"case": {"x": 1}}, True),
    ],
)
def test_known_facts_decide(source: str, facts: dict[str, object], value: bool) -> None:
    condition = compile_condition(source)
    assert condition.evaluate(facts).value is value
    assert condition.evaluate(facts).value is value


@pytest.mark.parametrize(
    ("source", "facts", "missing"),
    [
        ("case.a.b == 1", {}, ("case.a.b",)),
        ("case.a.b == 1", {"case": {"a": {}}}, ("case.a.b",)),
        ("case.a == 1 && checks.z.hits > 0", {"case": {"a": 1}}, ("checks.z.hits",)),
        ("case.paid > 1", {"case": {"paid": None}}, ("case.paid",)),
    ],
)
def test_missing_facts_are_named(source: str, facts: dict[str, object], missing: tuple[str, ...]) -> None:
    result = compile_condition(source).evaluate(facts)
    assert (result.value, result.missing) == (None, missing)


@pytest.mark.parametrize(
    ("source", "facts"),
    [
        ("case.paid > 1", {"case": {"paid": "much"}}),
        ("case.paid", {"case": {"paid": 5}}),
        ("case.paid == 1", {"case": {"paid": object()}}),
        ("case.x / 0 > 1", {"case": {"x": 1}}),
        ("case.l[5] == 1", {"case": {"l": [1]}}),
        ("case.paid > 1", {"case": "flat"}),
        ('case.s.matches("(")', {"case": {"s": "a"}}),
        ("case.x + 9223372036854775807 > 0", {"case": {"x": 1}}),
    ],
)
def test_ill_typed_facts_are_unknown_with_a_reason(source: str, facts: dict[str, object]) -> None:
    result = compile_condition(source).evaluate(facts)
    assert result.value is None
    assert result.reason


def test_equal_numbers_of_other_types_are_not_mixed_up() -> None:
    condition = compile_condition("case.x == true")
    assert condition.evaluate({"case": {"x": True}}).value is True
    assert condition.evaluate({"case": {"x": 1}}).value is not True


@pytest.mark.parametrize(
    ("source", "line", "column"),
    [
        ("case.x ==", 1, 10),
        ("case.x = 1", 1, 8),
        ("case.x > 1 &&\n  * 2", 2, 3),
        ("case.x > 1 && cse.y == 2", 1, 15),
        ("sise(case.x) > 1", 1, 1),
        ("", 1, 1),
        ("true" + " " * 500, 1, 501),
        ("(" * 200 + "true" + ")" * 200, 1, 97),
        ("case.a.all(x, case.b.all(y, x + y > 0))", 1, 27),
        ("case.a.exists( // a comment\n x, case.b.all( // another\n y, x == y))", 3, 3),
        ("case.a.all(case, checks.b. // a comment\n all(checks, case == checks))", 2, 12),
        ('case.a.all(x, size(r"\\") == 1 && case.b.all(y, x == y))', 1, 46),
    ],
)
def test_unusable_expressions_are_refused_with_their_place(source: str, line: int, column: int) -> None:
    with pytest.raises(ConditionError) as caught:
        compile_condition(source)
    assert (caught.value.line, caught.value.column) == (line, column)


def test_loops_one_after_the_other_are_allowed() -> None:
    source = "case.a.all(x, x > 0) && case.a.exists(x, x > 1) && case.a.all(y, y < 3)"
    assert compile_condition(source).evaluate({"case": {"a": [1, 2]}}).value is True


@pytest.mark.parametrize(
    ("source", "message"),
    [
        ('1 + "a" == 2', "can never be true or false"),
        ("1 + 1", "gives a number"),
        ('"x"', "gives a text"),
        ("case", "gives a mapping"),
        ('"a".matches("(?=x)")', "can never be true or false"),
        ('int("x") == 1', "can never be true or false"),
        ('{"a": 1}["b"] == 1', "no key 'b'"),
        ("1 / 0 == 1", "can never be true or false"),
    ],
)
def test_expressions_that_can_never_decide_are_refused(source: str, message: str) -> None:
    with pytest.raises(ConditionError, match=message):
        compile_condition(source)


@pytest.mark.parametrize(
    "source",
    [
        "has(case.x)",
        'case.a in ["p", "q"]',
        "case.a == 1 || case.b > 2",
        "size(case.x) > 0",
        "checks.fraud_screen.hits > 0",
        "!(case.x == true)",
        "case.x",
        "case.x ? case.y : case.z",
        'timestamp(case.at) > timestamp("2026-01-01T00:00:00Z")',
        "true",
    ],
)
def test_expressions_that_wait_for_facts_are_accepted(source: str) -> None:
    assert compile_condition(source).source == source


def test_a_condition_travels_as_its_source() -> None:
    condition = compile_condition("case.x == 1")
    again = pickle.loads(pickle.dumps(condition))  # noqa: S301
    assert again == condition
    assert hash(again) == hash(condition)
    assert again.evaluate({"case": {"x": 1}}).value is True


@settings(max_examples=100, deadline=None)
@given(st.text(alphabet="case.xy ()[]&|!<>=+-*/\"'0123?:,{}", max_size=60))
def test_any_text_compiles_or_is_refused(source: str) -> None:
    assert _outcome(source) in ("refused", True, False, None)


def _outcome(source: str) -> object:
    try:
        return compile_condition(source).evaluate({"case": {"x": 1}}).value
    except ConditionError as error:
        return "refused" if error.line >= 1 and error.column >= 1 else "no place"


MANY: list[object] = list(range(50_000))
RECORDS: list[object] = [{"amount": number} for number in range(20_000)]


@pytest.mark.parametrize(
    "source",
    [
        "case.many.all(x, x in case.many)",
        "case.many.all(x, case.many.size() > x)",
        "case.many.exists(x, x < 0 || case.text.contains('zz'))",
        "case.many.map(x, x + 1).size() > 0",
        "case.many.filter(x, x >= 0).size() > 0",
        "case.records.all(x, case['many'].size() > x.amount)",
    ],
)
def test_a_loop_that_reads_much_at_every_turn_is_unknown_and_says_so(source: str) -> None:
    started = process_time()
    result = compile_condition(source).evaluate({"case": {"many": MANY, "records": RECORDS, "text": "word " * 400_000}})
    assert result.value is None
    assert "at every turn is too much work" in result.reason
    assert process_time() - started < 5


@pytest.mark.parametrize(
    "source",
    [
        "case.many.all(x, x <= policy.limit)",
        "case.records.all(x, x.amount <= policy.limit)",
        "case.records.exists(x, x.amount in policy.allowed)",
        "case.few.map(x, x + 1) == [2, 3]",
        "case.many.size() == 50000",
    ],
)
def test_a_loop_over_many_facts_that_reads_a_few_is_decided(source: str) -> None:
    facts = {
        "case": {"many": MANY, "records": RECORDS, "few": [1, 2]},
        "policy": {"limit": 10**6, "allowed": [1, 2, 3]},
    }
    assert compile_condition(source).evaluate(facts).value is True
