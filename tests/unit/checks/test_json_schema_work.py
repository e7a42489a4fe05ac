"""Schemas and facts that would be work without end: refused with the place, or given up with the reason."""

from __future__ import annotations

import time
from collections.abc import Iterator
from decimal import Decimal

import pytest

from qa_service.checks import CheckError, CheckResult, compile_checks, run_checks
from qa_service.documents import parse_document
from tests.unit.checks.running import Use

Json = dict[str, object]
DIALECT = "https://json-schema.org/draft/2020-12/schema"
DRAFT_4 = "http://json-schema.org/draft-04/schema#"


def run(schema: object, facts: Json, check: str = "facts.schema") -> CheckResult:
    return run_checks(compile_checks([Use(check, {"schema": schema})]), parse_document("x"), facts=facts)


def messages(schema: object, facts: Json) -> list[str]:
    result = run(schema, facts)
    assert result.skipped == {}
    return [each.message for each in result.findings]


def refused(schema: object) -> tuple[str, str]:
    with pytest.raises(CheckError) as caught:
        compile_checks([Use("facts.schema", {"schema": schema})])
    return caught.value.problems[0].pointer, caught.value.problems[0].message


def given_up(schema: object, facts: Json) -> str:
    result = run(schema, facts)
    assert result.failed == {}
    return result.skipped["use"]


@pytest.fixture(autouse=True)
def _soon() -> Iterator[None]:
    started = time.process_time()
    yield
    assert time.process_time() - started < 60


def doubling(keyword: str, steps: int, reference: str = "$ref") -> Json:
    """Return a schema each of whose definitions names the next one twice."""
    names = [f"#/$defs/d{at}" for at in range(steps + 1)]
    defs: Json = {f"d{at}": _twice(keyword, {reference: names[at + 1]}) for at in range(steps)}
    return {"$defs": defs | {f"d{steps}": {"type": "object"}}, reference: names[0]}


def _twice(keyword: str, inner: Json) -> Json:
    if keyword == "dependentSchemas":
        return {keyword: {"a": inner, "b": inner}}
    if keyword == "if":
        return {"if": inner, "then": inner}
    return {keyword: [inner, inner]}


@pytest.mark.parametrize("keyword", ["allOf", "anyOf", "oneOf", "dependentSchemas", "if"])
@pytest.mark.parametrize("reference", ["$ref", "$dynamicRef"])
def test_references_that_double_are_refused_where_they_come_to_too_much(keyword: str, reference: str) -> None:
    pointer, message = refused(doubling(keyword, 30, reference))
    assert pointer.startswith("/0/with/schema/$defs/d")
    assert "comes, through its references, to" in message
    assert "at most 5000 are allowed" in message


def test_references_that_fan_out_a_little_are_lawful() -> None:
    assert messages(doubling("allOf", 4), {"a": 1}) == []
    assert len(messages({"properties": {"a": doubling("allOf", 2)}, **doubling("allOf", 2)}, {"a": 1})) == 4


def test_a_chain_of_references_has_an_end() -> None:
    defs: Json = {f"d{at}": {"$ref": f"#/$defs/d{at + 1}"} for at in range(200)}
    pointer, message = refused({"$defs": defs | {"d200": {}}, "$ref": "#/$defs/d0"})
    assert "Too deep" in message
    assert pointer.startswith("/0/with/schema/$defs/d")


@pytest.mark.parametrize(
    "loop",
    [
        {"dependentSchemas": {"a": {"$ref": "#/$defs/loop"}}},
        {"if": {"required": ["a"]}, "then": {"$ref": "#/$defs/loop"}},
        {"not": {"$dynamicRef": "#/$defs/loop"}},
    ],
)
def test_a_loop_that_only_some_facts_enter_is_found(loop: Json) -> None:
    assert refused({"properties": {"x": {"$ref": "#/$defs/loop"}}, "$defs": {"loop": loop}}) == (
        "/0/with/schema/$defs/loop",
        "The schema refers to itself without end.",
    )


def nested(levels: int) -> Json:
    value: Json = {}
    for _ in range(levels):
        value = {"a": value}
    return value


def test_a_schema_that_applies_itself_twice_to_each_part_is_given_up_with_the_place() -> None:
    twice = [{"$ref": "#/$defs/tree"}, {"$ref": "#/$defs/tree"}]
    schema: Json = {"$defs": {"tree": {"properties": {"a": {"allOf": twice}}}}, "$ref": "#/$defs/tree"}
    assert messages(schema, nested(8)) == []
    reason = given_up(schema, nested(40))
    assert "takes more than 500000 steps; it was at /$defs/tree" in reason


def test_evaluated_properties_that_are_looked_for_again_and_again_are_given_up() -> None:
    schema: Json = {"properties": {"a": True}, "unevaluatedProperties": False}
    for _ in range(22):
        schema = {"allOf": [schema], "unevaluatedProperties": False}
    assert "steps" in given_up(schema, {"a": 1})


def test_nothing_is_fetched_whatever_a_reference_says(monkeypatch: pytest.MonkeyPatch) -> None:
    asked: list[object] = []
    monkeypatch.setattr("urllib.request.urlopen", lambda *given, **more: asked.append(given))
    defs: Json = {"a": {}}
    outside = "http://example.org/schema.json"
    for schema in (
        {"$ref": "#/$defs/a", "$dynamicRef": outside, "$defs": defs},
        {"$schema": "https://json-schema.org/draft/2019-09/schema", "$recursiveRef": outside},
        {"$schema": DRAFT_4, "properties": {"a": {"id": outside, "$ref": "#/definitions/z"}}, "definitions": {"z": {}}},
    ):
        refused(schema)
    assert asked == []


@pytest.mark.parametrize(
    "schema",
    [
        {"$ref": "#/$defs/a/enum", "$defs": {"a": {"enum": [1]}}},
        {"$ref": "#/default", "default": {"type": 5}},
        {"$schema": DRAFT_4, "$ref": 5},
        {"$schema": 5},
        {"$schema": "http://json-schema.org/draft-03/schema#"},
        {"properties": {"a": {"$schema": DIALECT, "pattern": "x"}}},
    ],
)
def test_what_the_engine_would_stumble_over_is_refused(schema: Json) -> None:
    assert refused(schema)[0].startswith("/0/with/schema")


def test_patterns_stay_linear_where_a_schema_that_names_its_dialect_refers_to_itself() -> None:
    schema: Json = {
        "$schema": DIALECT,
        "$id": "https://example.org/tree",
        "type": ["object", "string"],
        "pattern": "^(x+x+)+y$",
        "additionalProperties": {"$ref": "#"},
    }
    assert len(messages(schema, {"a": "x" * 40})) == 1


def test_classes_of_letters_that_only_google_re2_knows_are_patterns() -> None:
    assert messages({"properties": {"a": {"pattern": r"^\p{Lu}\pL+$"}}}, {"a": "Ödland"}) == []


def test_a_schema_of_very_many_parts_is_refused() -> None:
    assert refused({"allOf": [{}] * 12_000})[1] == "The schema has 12001 objects; at most 2000 are allowed."


@pytest.mark.parametrize("keyword", ["type", "enum", "required"])
def test_long_lists_of_mixed_values_cost_no_comparison_of_each_with_each(keyword: str) -> None:
    mixed = [at if at % 2 else str(at) for at in range(6_000)]
    if keyword == "enum":
        assert messages({"$schema": DRAFT_4, "properties": {"a": {"enum": mixed}}}, {"a": 5, "b": 1}) == []
    else:
        refused({"$schema": DRAFT_4, "properties": {"a": {keyword: mixed}}})


def test_values_are_equal_as_json_has_it() -> None:
    schema: Json = {"properties": {"a": {"enum": [1, ["", 1], {"k": 2}]}, "b": {"const": True}}}
    for value in (1, 1.0, ["", 1.0], {"k": 2.0}):
        assert messages(schema, {"a": value}) == []
    for value in (True, "1", ["", True], [1], {"k": True}):
        assert len(messages(schema, {"a": value})) == 1
    assert messages(schema, {"b": 1}) == ["/b must be true, and is 1."]


def test_lists_with_many_items_are_compared_in_one_pass() -> None:
    schema: Json = {"properties": {"a": {"uniqueItems": True}}}
    values: list[object] = [{"id": at, "tags": [at]} for at in range(50_000)]
    assert messages(schema, {"a": values}) == []
    assert len(messages(schema, {"a": [*values, values[0]]})) == 1


def test_multiples_of_numbers_far_apart_are_exact() -> None:
    schema: Json = {"properties": {"a": {"multipleOf": 0.001}}}
    assert messages(schema, {"a": 1e300}) == []
    assert messages({"properties": {"a": {"multipleOf": 3}}}, {"a": 1e300}) != []


def test_whole_numbers_are_whole_in_any_notation() -> None:
    schema: Json = {"properties": {"a": {"type": "integer"}}}
    for value in (5, 5.0, Decimal("5.0"), Decimal("7" * 5_000)):
        assert messages(schema, {"a": value}) == []
    for value in (5.5, Decimal("5.5"), True, "5"):
        assert len(messages(schema, {"a": value})) == 1


def test_errors_about_large_facts_do_not_repeat_them() -> None:
    parts: list[object] = [False, {"type": "string"}, {"not": {}}, {"minProperties": 10**6}]
    schema: Json = {"allOf": parts * 100}
    facts: Json = {"notes": ["word " * 200] * 1_000}
    result = run(schema, facts)
    assert result.failed == {}
    assert result.skipped or all(len(each.message) < 400 for each in result.findings)


def test_what_is_forbidden_is_said_plainly() -> None:
    assert messages({"properties": {"a": False}}, {"a": {"b": 1}}) == ["/a must not be there."]


def test_facts_as_deep_as_a_request_may_be_are_held_to_a_tree() -> None:
    tree: Json = {"type": "object", "properties": {"a": {"anyOf": [{"$ref": "#/$defs/tree"}, {"type": "null"}]}}}
    result = run({"$defs": {"tree": tree}, "$ref": "#/$defs/tree"}, nested(90))
    assert result.failed == {}
    assert result.skipped in ({}, {"use": "value and schema together are nested too deeply"})
