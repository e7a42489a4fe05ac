"""Facts against a JSON Schema: pointers, exact numbers, linear patterns, schemas that are refused."""

from __future__ import annotations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from qa_service.checks import CheckError, CheckPlan, Finding, compile_checks, run_checks
from qa_service.documents import parse_document
from tests.unit.checks.running import Use

POLICY = {
    "type": "object",
    "required": ["policy"],
    "properties": {
        "policy": {
            "type": "object",
            "required": ["limit", "number"],
            "properties": {
                "limit": {"type": "number", "minimum": 0, "maximum": 100, "multipleOf": 0.1},
                "number": {"type": "string", "pattern": r"^P-\d+$"},
                "inception": {"format": "date"},
                "received": {"format": "date-time"},
                "form": {"enum": ["HO-3", "HO-5"]},
                "lines": {"type": "array", "minItems": 1, "uniqueItems": True},
                "note": {"maxLength": 3},
                "contact": {"anyOf": [{"type": "string"}, {"type": "object", "required": ["mail"]}]},
            },
            "patternProperties": {"^x-": {"type": "string"}},
            "additionalProperties": False,
        }
    },
}
GOOD = {"limit": 0.3, "number": "P-12"}


def plan(schema: object, **more: object) -> CheckPlan:
    return compile_checks([Use("facts.schema", {"schema": schema, **more})])


def findings(schema: object, facts: dict[str, object], **more: object) -> tuple[Finding, ...]:
    result = run_checks(plan(schema, **more), parse_document("Any text."), facts=facts)
    assert not result.failed
    return result.findings


@pytest.mark.parametrize(
    ("change", "pointer", "message"),
    [
        ({"limit": "much"}, "/policy/limit", "/policy/limit must be a number, and is “much”."),
        ({"limit": True}, "/policy/limit", "/policy/limit must be a number, and is true."),
        ({"limit": 100.1}, "/policy/limit", "/policy/limit must be at most 100, and is 100.1."),
        ({"limit": -1}, "/policy/limit", "/policy/limit must be at least 0, and is -1."),
        ({"limit": 0.25}, "/policy/limit", "/policy/limit must be a multiple of 0.1, and is 0.25."),
        ({"number": "12"}, "/policy/number", "/policy/number must match ^P-\\d+$, and is “12”."),
        (
            {"inception": "2023-02-29"},
            "/policy/inception",
            "/policy/inception must be a valid date, and is “2023-02-29”.",
        ),
        (
            {"received": "2023-02-27"},
            "/policy/received",
            "/policy/received must be a valid date-time, and is “2023-02-27”.",
        ),
        ({"form": "HO-4"}, "/policy/form", "/policy/form must be one of “HO-3”, “HO-5”, and is “HO-4”."),
        ({"lines": []}, "/policy/lines", "/policy/lines must have at least 1 items."),
        ({"lines": [{"a": 1}, {"a": 1.0}]}, "/policy/lines", "/policy/lines must have items that are all different."),
        ({"note": "long"}, "/policy/note", "/policy/note must have at most 3 characters."),
        ({"contact": 5}, "/policy/contact", "/policy/contact must fit one of 2 alternatives."),
        ({"x-a": 5}, "/policy/x-a", "/policy/x-a must be a text, and is 5."),
        ({"b/c~": 1}, "/policy", "/policy must not have unknown fields: b/c~."),
    ],
)
def test_each_fault_names_its_place(change: dict[str, object], pointer: str, message: str) -> None:
    found = findings(POLICY, {"policy": {**GOOD, **change}})
    assert [(each.message, each.evidence["pointer"]) for each in found] == [(message, pointer)]
    assert (found[0].start, found[0].end, found[0].quote) == (0, 0, "")


@pytest.mark.parametrize(
    "change",
    [
        {},
        {"limit": 99.9},
        {"lines": [1, True, "1", None, [1], {"a": 1}, {"a": 2}]},
        {"inception": "2024-02-29"},
        {"received": "2024-02-29T10:00:00Z"},
        {"x-source": "broker"},
        {"contact": {"mail": 1}},
    ],
)
def test_lawful_facts_are_left_alone(change: dict[str, object]) -> None:
    assert findings(POLICY, {"policy": {**GOOD, **change}}) == ()


def test_all_missing_fields_are_named_one_by_one() -> None:
    assert [each.message for each in findings(POLICY, {"policy": {}})] == [
        "/policy must have “limit”.",
        "/policy must have “number”.",
    ]
    assert [each.message for each in findings(POLICY, {})] == ["The facts must have “policy”."]


def test_one_fact_may_be_held_to_a_schema_and_is_skipped_where_it_is_missing() -> None:
    assert (
        findings({"type": "number"}, {"case": {"paid": "x"}}, over="case.paid")[0].evidence["pointer"] == "/case/paid"
    )
    result = run_checks(plan({"type": "number"}, over="case.paid"), parse_document("x"))
    assert result.skipped == {"use": "fact case.paid is missing"}


def test_references_inside_the_schema_are_followed() -> None:
    schema = {
        "properties": {"a": {"$ref": "#/$defs/tree"}},
        "$defs": {"tree": {"items": {"$ref": "#/$defs/tree"}, "type": "array"}},
    }
    assert findings(schema, {"a": [[], [[]]]}) == ()
    assert findings(schema, {"a": [[], ["x"]]})[0].evidence["pointer"] == "/a/1/0"


@pytest.mark.parametrize(
    ("schema", "pointer"),
    [
        ({"type": "nonsense"}, "/0/with/schema/type"),
        ({"properties": {"a": {"pattern": "(?=x)"}}}, "/0/with/schema/properties/a"),
        ({"patternProperties": {r"(a)\1": {}}}, "/0/with/schema"),
        ({"properties": {"a": {"$ref": "https://example.org/a.json"}}}, "/0/with/schema/properties/a"),
        ({"$ref": "#/$defs/none"}, "/0/with/schema"),
        ({"$ref": "#"}, "/0/with/schema"),
        ({"$schema": "https://example.org/none"}, "/0/with/schema"),
        ({"properties": {"a/b": {"$id": "x"}}}, "/0/with/schema/properties/a~1b"),
        ({"patternProperties": {"a": {}}, "unevaluatedProperties": False}, "/0/with/schema"),
        ({"description": "x" * 60_000}, "/0/with/schema"),
        ("text", "/0/with/schema"),
    ],
)
def test_a_schema_that_cannot_be_used_is_refused_with_its_place(schema: object, pointer: str) -> None:
    with pytest.raises(CheckError) as caught:
        plan(schema)
    assert caught.value.problems[0].pointer == pointer


def test_a_schema_nested_without_end_is_refused() -> None:
    schema: dict[str, object] = {}
    for _ in range(200):
        schema = {"items": schema}
    with pytest.raises(CheckError):
        plan(schema)


def test_a_pattern_that_ruins_other_engines_is_read_in_linear_time() -> None:
    found = findings({"properties": {"a": {"pattern": "^(a+)+$"}}}, {"a": "a" * 50_000 + "!"})
    assert len(found) == 1


JSON = st.recursive(
    st.none() | st.booleans() | st.integers() | st.floats(allow_nan=False, allow_infinity=False) | st.text(max_size=5),
    lambda inner: st.lists(inner, max_size=4) | st.dictionaries(st.text(max_size=4), inner, max_size=4),
    max_leaves=12,
)


@settings(max_examples=80, deadline=None)
@given(JSON)
def test_any_facts_give_the_same_findings_twice(value: object) -> None:
    facts = {"policy": {**GOOD, "lines": value, "note": value, "contact": value}}
    assert findings(POLICY, facts) == findings(POLICY, facts)
