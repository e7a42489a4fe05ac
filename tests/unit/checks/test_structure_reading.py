"""Bands of reading level, the formulas behind them, and the syllables that they count."""

from __future__ import annotations

from decimal import Decimal

import pytest

from qa_service.checks import CheckError
from qa_service.checks.structure.reading_level import FORMULAS, Counts, counts_of, reading_level
from qa_service.checks.structure.syllables import syllables
from qa_service.documents import parse_document

PLAIN = "The cat sat on the mat. It was a big cat. The dog ran to the door. He saw the cat and sat down."
DENSE = (
    "Notwithstanding any contractual stipulation concerning limitation of liability, the indemnifying organisation"
    " irrevocably undertakes responsibility for consequential deterioration attributable to insufficient maintenance."
)
SYLLABLES = (
    "a1 the1 cat1 table2 being2 create2 created3 idea3 area3 material4 liability5 science2 client2 society4 dual2"
    " actual3 evaluate4 valuation4 statement2 useful2 settlement3 handled2 matches2 called1 needed2 special2 initial3"
    " region2 previous3 efficient3 experience4 player2 employee3 going2 unique2 league1 rhythm2 capitalism5 museum3"
    " radio3 real1 nuclear3 therefore2 forecast2 premium3 deductible4 appraisal3 termination4 confidential4 breach1"
    " depreciation5 amortization5 anterior4 hypertension4 radiology5 weighed1 evaluated5 guest1 quality3 people2"
)


@pytest.mark.parametrize("entry", SYLLABLES.split())
def test_syllables_of_english_words(entry: str) -> None:
    assert syllables(entry[:-1]) == int(entry[-1])


def test_counts_are_of_running_text_alone() -> None:
    text = (
        "# A heading of words\n\nOne two three. Four five.\n\n| a | b |\n|---|---|\n| c | d |\n\n```\ncode here\n```\n"
    )
    counts = counts_of(parse_document(text, "text/markdown"))
    assert (counts.sentences, counts.words) == (2, 5)


@pytest.mark.parametrize(
    ("name", "value"),
    [
        ("flesch_reading_ease", "67.53"),
        ("flesch_kincaid_grade", "7.57"),
        ("gunning_fog", "10.00"),
        ("smog", "10.13"),
        ("automated_readability_index", "6.17"),
        ("coleman_liau", "7.31"),
        ("lix", "35.00"),
        ("words_per_sentence", "15.00"),
    ],
)
def test_the_formulas(name: str, value: str) -> None:
    counts = Counts(sentences=2, words=30, letters=128, syllables=44, complex=3, long=6)
    assert reading_level(name, counts) == Decimal(value)


def test_a_text_without_words_has_no_level(run) -> None:
    assert reading_level("lix", Counts(0, 0, 0, 0, 0, 0)) is None
    assert run("structure.length", "", {"reading": {"lix": {"max": 1}}}).findings == ()


@pytest.mark.parametrize("name", sorted(FORMULAS))
def test_a_hard_text_is_told_from_an_easy_one(run, name: str) -> None:
    easy, hard = (reading_level(name, counts_of(parse_document(text))) for text in (PLAIN, DENSE))
    assert easy is not None
    assert hard is not None
    edge = float((easy + hard) / 2)
    band = {"min": edge} if name == "flesch_reading_ease" else {"max": edge}
    assert run("structure.length", PLAIN, {"reading": {name: band}}).findings == ()
    finding = run("structure.length", DENSE, {"reading": {name: band}}).findings[0]
    assert (finding.code, finding.evidence["value"]) == (name, str(hard))


def test_both_ends_of_a_band_count(run) -> None:
    found = run(
        "structure.length", PLAIN, {"min": 500, "reading": {"flesch_kincaid_grade": {"min": 8, "max": 12}}}
    ).findings
    assert sorted(finding.message for finding in found) == [
        "The Flesch–Kincaid grade is -1.45; at least 8.0 is asked for.",
        "The document has 24 words; at least 500 are asked for.",
    ]


@pytest.mark.parametrize(
    "params",
    [
        {"reading": {}},
        {"reading": {"flesch": {"max": 3}}},
        {"reading": {"lix": {}}},
        {"reading": {"lix": {"min": 3, "max": 2}}},
    ],
)
def test_a_band_that_says_nothing_is_refused(run, params: dict[str, object]) -> None:
    with pytest.raises(CheckError):
        run("structure.length", "x", params)
