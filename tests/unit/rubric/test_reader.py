"""The strict reader: every refusal with its place, and no crash on any input."""

from __future__ import annotations

import json

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from qa_service.rubric import RubricError, load_rubric, read_rubric, validate_rubric

REFUSALS = [
    ("title: Small", "title: no", "ambiguous_word", "/title", 4, 8),
    ("title: Small", "title: Off", "ambiguous_word", "/title", 4, 8),
    ("title: Small", "title: y", "ambiguous_word", "/title", 4, 8),
    ("title: Small", "title: 12:30", "ambiguous_number", "/title", 4, 8),
    ("title: Small", "title: 12:30:45.5", "ambiguous_number", "/title", 4, 8),
    ("title: Small", "title: 010", "ambiguous_number", "/title", 4, 8),
    ("title: Small", "title: 1_000", "ambiguous_number", "/title", 4, 8),
    ("title: Small", "title: 0b11", "ambiguous_number", "/title", 4, 8),
    ("title: Small", "title: 0o17", "ambiguous_number", "/title", 4, 8),
    ("title: Small", "title: -0x1F", "ambiguous_number", "/title", 4, 8),
    ("title: Small", "title: NaN", "not_finite", "/title", 4, 8),
    ("title: Small", "title: -Infinity", "not_finite", "/title", 4, 8),
    ("title: Small", 'title: "a\\0b"', "control_character", "/title", 4, 8),
    ("title: Small", "title: Small\n&k key: 1", "anchor", "/key", 5, 1),
    ("title: Small", "title: Small\n!k key: 1", "tag", "/key", 5, 1),
    ("title: Small", "title: [ *name ]", "alias", "/title/0", 4, 10),
    ("title: Small", "title: Small\n*name : 1", "key_not_a_word", "", 5, 1),
    ("title: Small", "title: Small\n? |\n  a\n  b\n: 1", "unknown_key", "/a\nb\n", 5, 3),
    ("title: Small", "title: Small\n~: 1", "key_not_a_word", "/~0", 5, 1),
    ("title: Small", "title: !!binary aGk=", "tag", "/title", 4, 8),
    ("title: Small", "title: Small\n" + "k" * 201 + ": 1", "key_too_long", "/" + "k" * 199 + "\u2026", 5, 1),
    ("title: Small", "title: Small\u2028", "bad_character", "", 4, 13),
    ("title: Small", "title: \ufeffSmall", "bad_character", "", 4, 8),
    ("title: Small", "title: Small\n...\n---\nmore: 1", "several_documents", "", 6, 1),
    ("schema:", "%YAML 1.1\n---\nschema:", "directive", "", 1, 1),
    ("schema:", "%TAG ! tag:example.org,2026:\n---\nschema:", "directive", "", 1, 1),
    ("title: Small", "title: .nan", "not_finite", "/title", 4, 8),
    ("title: Small", "title: -.inf", "not_finite", "/title", 4, 8),
    ("title: Small", "title: 1e999", "not_finite", "/title", 4, 8),
    ("title: Small", "title: 99999999999999999999", "number_too_large", "/title", 4, 8),
    ("title: Small", "title: true", "wrong_type", "/title", 4, 8),
    ("title: Small", "title:", "null", "/title", 4, 7),
    ("title: Small", "title: &name Small", "anchor", "/title", 4, 8),
    ("title: Small", "title: *name", "alias", "/title", 4, 8),
    ("title: Small", "title: !!str Small", "tag", "/title", 4, 8),
    ("title: Small", "title: !python/object:os.system Small", "tag", "/title", 4, 8),
    ("title: Small", "title: Small\ntitle: Again", "duplicate_key", "/title", 5, 1),
    ("title: Small", "title: Small\n<<: { a: 1 }", "merge_key", "", 5, 1),
    ("title: Small", "title: Small\n? [a]\n: b", "key_not_a_word", "", 5, 3),
    ("title: Small", "title: Small\n1: b", "key_not_a_word", "/1", 5, 1),
    ("title: Small", "title: Small\nyes: b", "ambiguous_word", "/yes", 5, 1),
    ("title: Small", 'title: "\x07"', "bad_character", "", 4, 9),
    ("title: Small", "title: [Small", "syntax", "", 5, 5),
    ("title: Small", "title: Small\n---\nmore: 1", "several_documents", "", 5, 1),
    ("version: 1.0.0", "version: 2.10", "wrong_type", "/version", 3, 10),
    ("version: 1.0.0", "version: 1.0", "wrong_type", "/version", 3, 10),
    ("pass_mark: 80", 'pass_mark: "80"', "wrong_type", "/scoring/pass_mark", 24, 46),
    ("pass_mark: 80", "pass_mark: true", "wrong_type", "/scoring/pass_mark", 24, 46),
    ("pass_mark: 80", "pass_mark: 101", "out_of_range", "/scoring/pass_mark", 24, 46),
    ("pass_mark: 80", "passmark: 80", "unknown_key", "/scoring/passmark", 24, 35),
    ("pass_mark: 80", "y-note: 80", "unknown_key", "/scoring/y-note", 24, 35),
    ("scale: grade", "scale: grades", "unknown_scale", "/sections/0/criteria/0/scale", 16, 43),
    ("grade:", "no:", "ambiguous_word", "/scales/no", 7, 3),
    ("grade:", '"no":', "bad_key", "/scales/no", 7, 3),
]


@pytest.mark.parametrize(("old", "new", "code", "pointer", "line", "column"), REFUSALS)
def test_refusal_names_place_and_code(
    small: str, old: str, new: str, code: str, pointer: str, line: int, column: int
) -> None:
    problems = validate_rubric(small.replace(old, new, 1))
    assert (code, pointer, line, column) in {(p.code, p.pointer, p.line, p.column) for p in problems}


@pytest.mark.parametrize(
    ("source", "code", "line", "column"),
    [
        ("", "empty", 1, 1),
        ("# only a comment\n", "empty", 1, 1),
        ("- a list", "wrong_type", 1, 1),
        (b"title: caf\xe9", "not_utf8", 1, 11),
        (b"a: b\nc: \xc3\xa9\xff", "not_utf8", 2, 5),
        ("a: \ud800", "not_utf8", 1, 4),
        ("[" * 40, "too_deep", 1, 33),
        ("a: " + "x" * 262_144, "too_large", 1, 1),
        ("a:\n\t- b", "syntax", 2, 1),
    ],
)
def test_text_that_is_no_rubric(source: str | bytes, code: str, line: int, column: int) -> None:
    assert (code, line, column) in {(p.code, p.line, p.column) for p in validate_rubric(source)}


def test_all_problems_are_collected_in_order_of_the_text(small: str) -> None:
    broken = small.replace("title: Small", "title: no\ntitel: x").replace("pass_mark: 80", "pass_mark: 800")
    found = [(p.code, p.line) for p in validate_rubric(broken)]
    assert found == [("ambiguous_word", 4), ("unknown_key", 5), ("out_of_range", 25)]


def test_nearest_key_is_suggested(small: str) -> None:
    (problem,) = validate_rubric(small.replace("pass_mark: 80", "pass_mark: 80, methud: minimum"))
    assert problem.suggestion == "method"
    assert "pass_mark" in problem.allowed
    assert 'Did you mean "method"?' in problem.message


def test_error_carries_name_and_every_problem() -> None:
    with pytest.raises(RubricError, match=r"^file\.yaml: ") as caught:
        read_rubric("id: 1", name="file.yaml")
    assert caught.value.code == "invalid_rubric"
    assert len(caught.value.problems) > 3


@pytest.mark.parametrize(
    ("written", "meant"),
    [("2024-01-01", "2024-01-01"), ("1.2.3", "1.2.3"), ('"no"', "no"), ("'12:30'", "12:30"), ("'010'", "010"),
     ("365d", "365d"), ("north", "north"), ("=", "="), ('"<<"', "<<"), ("a: b"[:1], "a")],
)  # fmt: skip
def test_words_stay_words(small: str, written: str, meant: str) -> None:
    assert read_rubric(small.replace("title: Small", f"title: {written}", 1)).title == meant


@pytest.mark.parametrize(("written", "meant"), [("1e3", 1000), ("0x10", 16), ("+5", 5), (".5", 0.5)])
def test_core_numbers_are_numbers(small: str, written: str, meant: float) -> None:
    rubric = read_rubric(small + f"x-probe: {{ value: {written} }}\n")
    assert rubric.document["x-probe"] == {"value": meant}


def test_json_is_yaml(example_texts: list[str]) -> None:
    for text in example_texts:
        rubric = read_rubric(text)
        again = read_rubric(json.dumps(rubric.document))
        assert again.content_hash == rubric.content_hash


def test_byte_order_mark_is_passed_over(small: str) -> None:
    assert read_rubric(b"\xef\xbb\xbf" + small.encode()).id == "test.small"


@pytest.mark.parametrize("bad", [{"a": {1}}, {1: 2}, {"a": float("inf")}, {"review": {"x": object()}}])
def test_documents_hold_json_values_only(bad: dict[object, object]) -> None:
    with pytest.raises(RubricError) as caught:
        load_rubric(bad)  # type: ignore[arg-type]
    assert caught.value.problems[0].code in {"wrong_type", "key_not_a_word", "not_finite"}


def test_a_loaded_rubric_does_not_follow_its_source(small: str) -> None:
    document = json.loads(json.dumps(read_rubric(small).document))
    rubric = load_rubric(document)
    document["title"] = "Changed"
    assert rubric.document["title"] == "Small"


@settings(max_examples=60, deadline=None)
@given(st.one_of(st.binary(max_size=200), st.text(max_size=200)))
def test_any_bytes_give_problems_never_a_crash(source: bytes | str) -> None:
    assert validate_rubric(source)


@pytest.mark.parametrize(
    ("old", "new", "told"),
    [
        ("title: Small", "title: Small\npass_mark: 80", '"pass_mark" belongs under scoring.'),
        ("title: Small", "title: Small\nPass-Mark: 80", '"pass_mark" belongs under scoring.'),
        ("pass_mark: 80", "pass_mark: 80, weight: 1", '"weight" belongs under sections.'),
        ("scale: grade", "scale: grade, below: low", '"below" belongs under sections.criteria.gate.'),
        ("scale: grade", "scale: grade, owner: me", '"owner" belongs at the top level.'),
        ("pass_mark: 80", "pass-mark: 80", 'Did you mean "pass_mark"?'),
        ("pass_mark: 80", "passMark: 80", 'Did you mean "pass_mark"?'),
        ("title: Small", "Title: Small", 'Did you mean "title"?'),
        ("title: Small", "tilte: Small", 'Did you mean "title"?'),
        ("level: low", "levels: low", 'Did you mean "level"?'),
        ("on_fail: suggest", "on_fail: Sugest", 'Did you mean "suggest"?'),
        ("scale: grade", "scale: Grade", 'Did you mean "grade"?'),
        ("[probe]", "[porbe]", 'Did you mean "probe"?'),
        ("scale: grade", "scale: grade, when: cas.x == 1", 'Did you mean "case"?'),
        ("scale: grade", "scale: grade, when: sise(case.x) == 1", 'Did you mean "size"?'),
    ],
)
def test_a_refusal_says_what_was_meant(small: str, old: str, new: str, told: str) -> None:
    assert any(told in problem.message for problem in validate_rubric(small.replace(old, new, 1)))


@pytest.mark.parametrize(
    ("written", "shift"),
    [
        ("case.a == 1 && cas.b", 15),
        ("'case.a == ''x'' && cas.b'", 20),
        ('"case.\\u0061 == \\"x\\" && cas.b"', 25),
        ('"case.a == 1\\t&& cas.b"', 17),
        ('"case.a == 1 &&\n         cas.b"', 0),
        ("case.a == 1 &&\n         cas.b", 0),
        ("case.a == 1 && true", None),
    ],
)
def test_faults_inside_conditions_are_placed_inside_the_line(small: str, written: str, shift: int | None) -> None:
    block = "      - id: second\n        title: Second\n        scale: share\n        weight: 1\n        when: "
    text = small.replace("      - { id: second, title: Second, scale: share, weight: 1 }", block + written)
    places = [(problem.line, problem.column) for problem in validate_rubric(text)]
    assert places == ([] if shift is None else [(21, 15 + shift)])


def test_a_wrong_anchor_is_placed_at_its_key(small: str) -> None:
    (problem,) = validate_rubric(small.replace("scale: grade", "scale: grade, anchors: { hihg: ten letters at least }"))
    assert (problem.line, problem.column, problem.suggestion) == (16, 61, "high")
