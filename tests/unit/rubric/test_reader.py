"""The strict reader: every refusal with its place, and no crash on any input."""

from __future__ import annotations

import json
import random

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from qa_service.rubric import RubricError, load_rubric, read_rubric, validate_rubric

MUTANTS = ["", ":", "&a ", "*a", "[", "}", "\n", "no", '"', "\x85"]
REFUSALS = [
    ("title: Small", "title: no", "ambiguous_word", "/title", 4, 8),
    ("title: Small", "title: Off", "ambiguous_word", "/title", 4, 8),
    ("title: Small", "title: y", "ambiguous_word", "/title", 4, 8),
    ("title: Small", "title: 12:30", "ambiguous_number", "/title", 4, 8),
    ("title: Small", "title: 12:30:45.5", "ambiguous_number", "/title", 4, 8),
    ("title: Small", "title: 010", "ambiguous_number", "/title", 4, 8),
    ("title: Small", "title: 1_000", "ambiguous_number", "/title", 4, 8),
    ("title: Small", "title: 0b11", "ambiguous_number", "/title", 4, 8),
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


@pytest.mark.parametrize(("written", "meant"), [("1e3", 1000), ("0x10", 16), ("0o17", 15), ("+5", 5), (".5", 0.5)])
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


@settings(max_examples=60, deadline=None)
@given(seed=st.integers(0, 2**32))
def test_mutated_rubrics_are_read_or_refused(example_texts: list[str], seed: int) -> None:
    rnd = random.Random(seed)  # noqa: S311
    text = list(rnd.choice(example_texts))
    for _ in range(rnd.randint(1, 6)):
        place = rnd.randrange(len(text))
        text[place : place + rnd.choice([0, 1, 20])] = rnd.choice(
            ["", ":", "&a ", "*a", "[", "}", "\n", "no", '"', "\x85"]
        )
    mutated = "".join(text)
    problems = validate_rubric(mutated)
    assert all(problem.line and problem.column for problem in problems)
    assert problems or read_rubric(mutated).id
