"""What holds for every change of a good rubric: read or refused, with places in the text, and the same each time."""

from __future__ import annotations

import copy
import json
import random
import re
from collections.abc import Callable
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from jsonschema import Draft202012Validator

from qa_service.rubric import (
    RubricError,
    json_schema,
    load_rubric,
    read_rubric,
    schema_problems,
    semantic_problems,
    validate_rubric,
)
from qa_service.rubric.yaml_reader import read_yaml

VALIDATOR = Draft202012Validator(json_schema())
LINE_END = re.compile(r"\r\n?|\n")
SPECIALS = [
    "", ":", " ", "&a ", "*a", "[", "]", "{", "}", "\n", "\r", "\r\n", "\t", "no", '"', "'", "\x85", "\u2028", "\ufeff",
    "\0", "\x07", "? ", "- ", "---\n", "...\n", "%YAML 1.1\n", "!!binary ", "<<: ", "| ", "> ", "#", "1e400", "0x1F",
    "0o17", "1_000", ".5", "012", "12:30", "2.10", "2024-01-01", "~", "=", "NaN", "\u00e9", "\U0001f600", "when: ", "%",
    "\\ud83d\\ude00", "x-a", "k" * 300, "`", "@", ", ",
]  # fmt: skip
KEYS = ["id", "title", "weight", "x-a", "_schema", "to", "above", "errors", "na", "gate", "no", "when", "", "a/b~c"]
VALUES: list[Any] = [
    None, True, 0, -1, 1.5, 2.0, 1e20, 101, "", "errors", "never", "cap", "no", "12:30", "x" * 600, [], {}, [[0, 1]],
    {"a": 1}, {"allow": True}, {"id": "a", "score": 1}, "\U0001f600 \u2028 \x7f \x85 \ufeff", "case.x == 1", "cas.x",
]  # fmt: skip


def _change_lines(text: str, rnd: random.Random) -> str:
    lines = text.split("\n")
    here, there = rnd.randrange(len(lines)), rnd.randrange(len(lines))
    change = rnd.randrange(4)
    if change == 0:
        del lines[here]
    elif change == 1:
        lines.insert(there, lines[here])
    elif change == 2:
        lines[here], lines[there] = lines[there], lines[here]
    else:
        lines[here] = rnd.choice(["  " + lines[here], " " + lines[here], lines[here][1:], lines[here][2:]])
    return "\n".join(lines)


def _change_characters(text: str, rnd: random.Random) -> str:
    at = rnd.randrange(len(text) + 1)
    piece = rnd.choice([rnd.choice(SPECIALS), chr(rnd.randrange(0x110000)), text[at : at + 40] * 2])
    return text[:at] + piece + text[at + rnd.choice([0, 1, 5, 30]) :]


def _change_bytes(text: str, rnd: random.Random) -> bytes:
    data = bytearray(text.encode("utf-8", "surrogatepass"))
    for _ in range(rnd.choice([0, 1, 3])):
        data[rnd.randrange(len(data))] = rnd.randrange(256)
    return bytes(data)


def _mutated_text(texts: list[str], rnd: random.Random) -> str | bytes:
    text = rnd.choice(texts)
    for _ in range(rnd.choice([1, 1, 2, 3, 6])):
        text = rnd.choice([_change_lines, _change_characters])(text, rnd)
    return _change_bytes(text, rnd) if rnd.random() < 0.3 else text


def _holders(value: Any) -> list[Any]:
    inner = value.values() if isinstance(value, dict) else value if isinstance(value, list) else ()
    here = [value] if isinstance(value, dict | list) and value else []
    return here + [found for part in inner for found in _holders(part)]


def _mutated_document(texts: list[str], rnd: random.Random) -> dict[str, Any]:
    document = copy.deepcopy(dict(read_rubric(rnd.choice(texts)).document))
    for _ in range(rnd.choice([1, 1, 2, 3])):
        holder = rnd.choice(_holders(document) or [document])
        step: Any = rnd.choice(list(holder) or [""]) if isinstance(holder, dict) else rnd.randrange(len(holder))
        change = rnd.randrange(3)
        if change == 0 and step in (holder if isinstance(holder, dict) else range(len(holder))):
            del holder[step]
        elif change == 1 and isinstance(holder, dict):
            holder[rnd.choice(KEYS)] = copy.deepcopy(rnd.choice(VALUES))
        else:
            holder[step] = copy.deepcopy(rnd.choice(VALUES))
    return document


def _outcome(read: Callable[[], Any]) -> tuple[object, ...]:
    """Both hashes of what is accepted, or the codes and pointers of what is refused."""
    try:
        rubric = read()
    except RubricError as error:
        return tuple(sorted((problem.code, problem.pointer) for problem in error.problems))
    return rubric.content_hash, rubric.scoring_hash


@settings(max_examples=250, deadline=None)
@given(seed=st.integers(0, 2**40))
def test_every_changed_text_is_read_or_refused_with_places_in_it(example_texts: list[str], seed: int) -> None:
    source = _mutated_text(example_texts, random.Random(seed))  # noqa: S311
    problems = validate_rubric(source)
    text = source if isinstance(source, str) else source.decode("utf-8-sig", "replace")
    lines = LINE_END.split(text)
    for problem in problems:
        assert 1 <= (problem.line or 0) <= len(lines)
        assert 1 <= (problem.column or 0) <= len(lines[(problem.line or 0) - 1]) + 1
    assert validate_rubric(source) == problems
    assert problems or read_rubric(source).id


@settings(max_examples=60, deadline=None)
@given(seed=st.integers(0, 2**40))
def test_both_parsers_read_the_same_and_place_it_the_same(example_texts: list[str], seed: int) -> None:
    source = _mutated_text(example_texts, random.Random(seed))  # noqa: S311
    fast, pure = read_yaml(source), read_yaml(source, pure=True)
    if not fast.cut_short and not pure.cut_short:
        assert fast.value == pure.value
        assert fast.problems == pure.problems
        assert dict(fast.keys) == dict(pure.keys)


@pytest.mark.parametrize(
    "source",
    [
        "{? : 0.03, a: 1}", "{?  : 1}", "a: {b: , c: 2}", "a: {b: }", "[a: , b]", "{a: # why\n  , b: 2}",
        '{"\U0001f600": , ? # why\n\n : 2}', "a: [x: # why\r\n\r\n]", "{a: !x , b: &y }", "- \n-   \n- a", "a:\n\nb: 1",
    ],
)  # fmt: skip
def test_both_parsers_place_what_is_left_out_the_same(source: str) -> None:
    fast, pure = read_yaml(source), read_yaml(source, pure=True)
    assert fast.problems == pure.problems
    assert (dict(fast.keys), dict(fast.values)) == (dict(pure.keys), dict(pure.values))


@settings(max_examples=250, deadline=None)
@given(seed=st.integers(0, 2**40))
def test_text_code_and_schema_agree_on_every_document(example_texts: list[str], seed: int) -> None:
    document = _mutated_document(example_texts, random.Random(seed))  # noqa: S311
    well_shaped = VALIDATOR.is_valid(document)
    assert well_shaped == (not schema_problems(document))
    loaded = _outcome(lambda: load_rubric(document))
    assert loaded == _outcome(lambda: load_rubric(document))
    assert loaded == _outcome(lambda: read_rubric(json.dumps(document)))
    assert loaded == _outcome(lambda: read_rubric(json.dumps(document, ensure_ascii=False, indent=1)))
    accepted = not validate_rubric(json.dumps(document))
    assert accepted == (well_shaped and not semantic_problems(document))


@settings(max_examples=150, deadline=None)
@given(text=st.text(st.characters(exclude_categories=["Cs"]), max_size=30), ascii_only=st.booleans())
def test_json_says_the_same_as_yaml_and_places_stay_true(small: str, text: str, ascii_only: bool) -> None:
    document = {"x-text": text, "titel": 1} | dict(read_rubric(small).document)
    written = json.dumps(document, ensure_ascii=ascii_only)
    assert read_yaml(written).value == document
    places = [problem.column or 0 for problem in validate_rubric(written) if problem.code == "unknown_key"]
    assert [written[place - 1 :][:7] for place in places] in ([], ['"titel"'])
    assert places or not text.isprintable()


@pytest.mark.parametrize("pure", [False, True])
@pytest.mark.parametrize("text", ['"\u00e9": 1, ', '"\U0001f600": 1, ', '"\t\t": 1, ', "'\u0928\u093f': 1, "])
@pytest.mark.parametrize(("start", "line"), [("", 1), ("\ufeff", 1), ("# \u00e9\r\n", 2), ("# a\r", 2), ("\n\n", 3)])
def test_columns_count_characters(text: str, start: str, line: int, pure: bool) -> None:
    reading = read_yaml(f"{start}{{{text}k: 1}}", pure=pure)
    assert reading.keys["/k"] == (line, len(text) + 2)
