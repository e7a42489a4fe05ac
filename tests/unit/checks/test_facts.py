"""Checks on facts alone."""

from __future__ import annotations

import pytest

from qa_service.checks import CheckError


@pytest.mark.parametrize(
    ("left", "right"), [("HO-3", "ho-3 "), (100, "100.00"), (100.5, "100.50"), (["a", 1], ["A", 1.0])]
)
def test_equal_facts_are_equal_in_any_notation(run, left: object, right: object) -> None:
    facts = {"case": {"a": left}, "policy": {"b": right}}
    assert run("facts.equal", "", {"left": "case.a", "right": "policy.b"}, facts).findings == ()


@pytest.mark.parametrize(("left", "right"), [("HO-3", "HO-5"), ("007", "7"), (1, 2), (True, 1), (None, 0)])
def test_different_facts_are_told(run, left: object, right: object) -> None:
    facts = {"case": {"a": left}, "policy": {"b": right}}
    finding = run("facts.equal", "", {"left": "case.a", "right": "policy.b"}, facts).findings[0]
    assert finding.evidence == {"left": left, "right": right}


def test_a_fact_may_be_compared_with_a_value(run) -> None:
    assert run("facts.equal", "", {"left": "case.a", "right": "HO-3"}, {"case": {"a": "HO-3"}}).findings == ()


def test_records_with_one_key_are_found_once(run) -> None:
    payments = [
        {"payee": "A", "amount": 10, "invoice": "1"},
        {"payee": "a", "amount": "10.00", "invoice": "1"},
        {"payee": "A", "amount": 10, "invoice": "2"},
        {"amount": None},
        {"amount": None},
    ]
    params = {"over": "payments", "key": ["payee", "amount", "invoice"]}
    findings = run("facts.duplicates", "", params, {"deliverable": {"payments": payments}}).findings
    assert [finding.evidence["rows"] for finding in findings] == [[0, 1]]


def test_without_records_the_check_is_skipped(run) -> None:
    result = run("facts.duplicates", "", {"over": "payments", "key": ["payee"]})
    assert result.skipped == {"under_test": "fact payments is missing"}


def test_an_expression_must_be_true(run) -> None:
    params = {"expr": "case.paid <= policy.limit", "message": "Over the limit."}
    facts = {"case": {"paid": 120}, "policy": {"limit": 100}}
    assert run("facts.expression", "", params, facts).findings[0].message == "Over the limit."
    assert run("facts.expression", "", params, {**facts, "case": {"paid": 80}}).findings == ()
    assert "policy.limit" in run("facts.expression", "", params, {"case": {"paid": 80}}).skipped["under_test"]


@pytest.mark.parametrize("expr", ["case.paid <=", "nonsense(1)", "", "elsewhere.x > 1"])
def test_an_expression_that_cannot_be_compiled_is_refused(run, expr: str) -> None:
    with pytest.raises(CheckError):
        run("facts.expression", "", {"expr": expr})


def test_bare_names_of_submitted_facts_are_facts(run) -> None:
    facts = {"a": 5, "b": 5, "c": 6, "parts": [2, 3], "early": "2024-01-02", "late": "2024-03-04"}
    assert run("facts.equal", "", {"left": "a", "right": "b"}, facts).findings == ()
    assert run("facts.equal", "", {"left": "a", "right": "c"}, facts).findings[0].message == "a is 5, but c is 6."
    assert run("facts.equal", "", {"left": "a", "right": "5"}, facts).findings == ()
    assert run("numbers.reconcile", "", {"parts": "parts", "total": "a"}, facts).findings == ()
    assert len(run("numbers.reconcile", "", {"parts": "parts", "total": "c"}, facts).findings) == 1
    assert len(run("dates.order", "", {"events": ["late", "early"]}, facts).findings) == 1
    assert run("dates.between", "", {"value": "early", "from": "early", "to": "late"}, facts).findings == ()


@pytest.mark.parametrize(
    ("name", "params", "reason"),
    [
        ("dates.order", {"events": ["d", "e"]}, "fact d is “2024-02-30”, which is no date"),
        ("dates.order", {"events": ["absent", "e"]}, "fact absent is missing"),
        (
            "dates.between",
            {"value": "case.x", "from": "2024-01-01", "to": "2024-02-01"},
            "fact case.x is “0000-01-01”, which is no date",
        ),
        (
            "dates.between",
            {"value": "2024-13-01", "from": "2024-01-01", "to": "2024-02-01"},
            "“2024-13-01” is no date",
        ),
        ("dates.between", {"value": "case.none", "from": "e", "to": "e"}, "fact case.none is missing"),
        (
            "dates.deadlines",
            {"from": "case.x", "to": "e", "days": 3},
            "fact case.x is “0000-01-01”, which is no date",
        ),
        ("numbers.reconcile", {"parts": "p", "total": "t"}, "fact t is “abc”, which is no number"),
        ("numbers.reconcile", {"parts": "p", "total": "absent"}, "fact absent is missing"),
        ("numbers.reconcile", {"parts": "bad", "total": "a"}, "fact bad.1 is “abc”, which is no number"),
        ("numbers.reconcile", {"parts": "rows", "total": "a"}, "part 2 of rows has no amount"),
        ("numbers.formula", {"expr": "a / z", "equals": "a"}, "a / z divides by zero"),
        ("numbers.formula", {"expr": "a + t", "equals": "a"}, "fact t is “abc”, which is no number"),
        ("numbers.formula", {"expr": "a + p", "equals": "a"}, "fact p is a list, which is no number"),
        ("facts.expression", {"expr": "case.x > 5"}, "'case.x > 5' is neither true nor false here: "),
    ],
)
def test_a_check_that_cannot_run_says_what_is_so(run, name: str, params: dict[str, object], reason: str) -> None:
    facts = {
        "a": 5, "z": 0, "t": "abc", "p": [1, 2], "bad": [1, "abc"], "rows": [{"amount": 1}, {"note": 2}],
        "d": "2024-02-30", "e": "2024-01-01", "case": {"x": "0000-01-01", "none": None},
    }  # fmt: skip
    result = run(name, "", params, facts)
    assert result.findings == ()
    assert result.skipped["under_test"].startswith(reason)


def test_a_parameter_that_is_missing_is_named(run) -> None:
    with pytest.raises(CheckError) as caught:
        run("names.foreign", "", {}, {})
    assert caught.value.problems[0].message == "The check needs 'foreign': give it a value."
    assert caught.value.problems[0].pointer == "/0/with/foreign"
