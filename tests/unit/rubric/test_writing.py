"""Documents as YAML: read back unchanged, the same for every reader, and laid out as by hand."""

from __future__ import annotations

import math
import re
from typing import Any

import pytest
import yaml
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from qa_service.rubric import load_rubric, read_rubric
from qa_service.rubric.writing import to_yaml
from qa_service.rubric.yaml_reader import read_yaml

TRAPS = [
    "",
    " ",
    "no",
    "Yes",
    "off",
    "y",
    "null",
    "~",
    "true",
    "12:30",
    "1_000",
    "010",
    "0b1",
    "0x1F",
    "1e3",
    ".5",
    "-",
    "- a",
    "?",
    "? a",
    ": a",
    "a: b",
    "a:",
    "a #b",
    "#a",
    "<<",
    "=",
    "*a",
    "&a",
    "!a",
    "%a",
    "@a",
    "`a`",
    "'a",
    '"a"',
    "it's",
    "a, b",
    "[a]",
    "{a}",
    "2026-03-31",
    "2026-03-31 12:00:00",
    "1.0",
    "1.0.0",
    "a\nb",
    "a\n",
    "a\n\n",
    "\na",
    "\n",
    " a",
    "a ",
    "a\n b",
    "a \nb",
    "a\tb",
    "a\r\nb",
    "a\x85b",
    "a\u2028b",
    "\ufeffa",
    "a\x07b",
    "a\0b",
    "---",
    "--- a",
    "...",
    "a\\nb",
    "caf\u00e9",
    "a\u00a0b",
    "\u202fa",
    "\U0001f468\u200d\U0001f4bb",
    "\u202eabc",
    "word " * 60,
    "word " * 60 + "end",
    "x" * 300,
    "two  blanks " * 20 + "end",
    "first paragraph " * 12 + "end\nsecond " * 20 + "end",
    "http://example.org/a?b=c#d",
    ".inf",
    "+1",
    "a\n\n\nb " + "long " * 40 + "end\n",
    '"',
    "\\",
    "a?b",
    "a|b",
    ">",
    "|-",
]
TEXTS = st.one_of(st.sampled_from(TRAPS), st.text(st.characters(exclude_categories=["Cs"]), max_size=40))
LONG = st.lists(TEXTS, min_size=1, max_size=40).map(" ".join) | st.lists(TEXTS, max_size=8).map("\n".join)
SCALARS = st.one_of(
    st.none(), st.booleans(), st.integers(-(2**63) + 1, 2**63 - 1), TEXTS, LONG,
    st.floats(allow_nan=False, allow_infinity=False),
)  # fmt: skip
KEYS = TEXTS | st.just("k" * 1500)
VALUES = st.recursive(
    SCALARS,
    lambda inner: st.lists(inner, max_size=4) | st.dictionaries(KEYS, inner, max_size=4),
    max_leaves=24,
)


@given(st.dictionaries(KEYS, VALUES, max_size=5))
@settings(max_examples=400, suppress_health_check=[HealthCheck.too_slow])
def test_strict_reader_gives_the_same_back(document: dict[str, object]) -> None:
    reading = read_yaml(to_yaml(document))
    assert reading.problems == []
    assert reading.value == document


@given(st.dictionaries(KEYS, VALUES, max_size=5))
@settings(max_examples=150, suppress_health_check=[HealthCheck.too_slow])
def test_readers_of_yaml_1_1_read_the_same(document: dict[str, object]) -> None:
    assert yaml.load(to_yaml(document), yaml.SafeLoader) == document


@pytest.mark.parametrize("text", TRAPS)
def test_texts_stay_texts_wherever_they_stand(text: str) -> None:
    document = {"a": text, "b": [text], "c": {"k": text}, "d": [{"k": [text]}], text or "e": {text: 1}}
    assert read_yaml(to_yaml(document)).value == document


@given(TEXTS | LONG, TEXTS | LONG, LONG, st.text("abc \n:#-", min_size=10, max_size=400), VALUES)
@settings(max_examples=150, suppress_health_check=[HealthCheck.too_slow])
def test_every_valid_rubric_survives(title: str, ask: str, note: str, anchor: str, extra: object) -> None:
    title, ask, note, extra = (_fit(value) for value in (title, ask, note, extra))
    top = {"id": "top", "score": 1, "label": ask}
    criterion = {"id": "one", "title": title, "ask": ask, "scale": "grade", "weight": 1, "anchors": {"low": anchor}}
    rubric = load_rubric(
        {
            "schema": "kpo-rubric/1", "id": "test.words", "version": "1.0.0", "title": title, "purpose": note,
            "scales": {"grade": {"type": "binary", "levels": [{"id": "low", "score": 0}, top]}},
            "sections": [{"id": "all", "title": note, "weight": 1, "criteria": [criterion]}],
            "scoring": {"method": "weighted_mean", "pass_mark": 50},
            "tests": [{"name": note, "answers": {"one": "top"}, "expect": {"outcome": "passed", "band": None}}],
            "x-note": extra,
        }
    )  # fmt: skip
    again = read_rubric(to_yaml(rubric.document))
    assert again.document == rubric.document
    assert again.content_hash == rubric.content_hash


def _fit(value: Any) -> Any:
    """The value as a rubric may hold it: without control characters and over-long keys."""
    if isinstance(value, dict):
        return {_fit(key)[:200]: _fit(item) for key, item in value.items()}
    if isinstance(value, list):
        return [_fit(item) for item in value]
    return re.sub("[\\0-\\x08\\x0b\\x0c\\x0e-\\x1f]", "", value) if isinstance(value, str) else value


def test_examples_keep_their_content(example_texts: list[str]) -> None:
    for source in example_texts:
        rubric = read_rubric(source)
        text = to_yaml(rubric.document)
        assert read_rubric(text).content_hash == rubric.content_hash
        # Only what has no blank to break at may be longer, as the pattern of a check.
        assert all(len(line) <= 110 or len(line.split()) < 4 for line in text.splitlines())


def test_keys_go_in_schema_order_and_short_mappings_on_one_line(small: str) -> None:
    document = dict(reversed(read_rubric(small).document.items()))
    text = to_yaml(document | {"x-own": {"z": 1, "a": 2}})
    assert text.startswith("schema: kpo-rubric/1\nid: test.small\nversion: 1.0.0\ntitle: Small\nunit: { name: page, ")
    assert "      - { id: low, score: 0 }\n" in text or "levels: [ { id: low, score: 0 }, " in text
    assert text.endswith("x-own: { z: 1, a: 2 }\n")
    assert load_rubric(read_yaml(text).value)  # type: ignore[arg-type]


def test_long_texts_are_folded_and_lines_kept() -> None:
    folded = to_yaml({"title": "several words " * 20 + "end"})
    assert folded.startswith("title: >-\n  several words")
    assert max(map(len, folded.splitlines())) <= 110
    assert to_yaml({"title": "one\ntwo\n"}) == "title: |\n  one\n  two\n"


@pytest.mark.parametrize("value", [math.nan, math.inf, 2**64 + 1, 10**400, "\ud800", object(), {1, 2}])
def test_what_no_reader_could_give_back_is_refused(value: object) -> None:
    with pytest.raises(ValueError, match=r"finite|64 bits|surrogate|JSON"):
        to_yaml({"x-value": value})


def test_whole_numbers_that_a_fraction_holds_are_written() -> None:
    assert read_yaml(to_yaml({"x-value": 10**20})).value == {"x-value": 1e20}


def test_an_empty_document() -> None:
    assert to_yaml({}) == "{}\n"
