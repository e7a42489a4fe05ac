"""Sentences: where they end, and where a full stop ends none."""

from __future__ import annotations

import pytest

from qa_service.documents import parse_document

WHOLE = (
    "Die Vorr\u00e4te betrugen zum 31. Dezember 2024 noch 18.953 TEUR.",
    "Es gilt ab 1. August 2025 bei uns.",
    "Der Vertrag vom 3. M\u00e4rz ist beendet.",
)


@pytest.mark.parametrize("text", WHOLE)
def test_the_day_of_a_german_date_ends_no_sentence(text: str) -> None:
    document = parse_document(f"{text} Das ist alles.", "text/plain")
    assert [document.text[each.start : each.end] for each in document.sentences] == [text, "Das ist alles."]


def test_a_number_before_a_month_that_begins_a_sentence_ends_one() -> None:
    document = parse_document("It is told on page 3. April was cold.", "text/plain")
    assert [document.text[each.start : each.end] for each in document.sentences] == [
        "It is told on page 3.",
        "April was cold.",
    ]
