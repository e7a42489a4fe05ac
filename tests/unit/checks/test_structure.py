"""Structure: repeated passages, doubled words, sections, length."""

from __future__ import annotations

import pytest

from qa_service.checks import CheckError

CLAUSE = (
    "The supplier shall keep complete and accurate records of all work done under this agreement, and shall make"
    " them available to the client on request during business hours for a period of seven years after the work ends."
)
OTHER = "The client pays each invoice within thirty days.\n\nNotices are sent by post to the address above.\n\n"


def test_a_copied_paragraph_is_found_at_its_second_place(run) -> None:
    text = f"{CLAUSE}\n\n{OTHER}{CLAUSE}\n"
    finding = run("structure.duplicates", text).findings[0]
    assert finding.start >= text.rindex("The supplier")
    assert finding.code == "exact"


@pytest.mark.parametrize(
    ("old", "new"),
    [
        ("complete and accurate", "full and correct"),
        ("on request ", ""),
        ("seven", "six"),
        ("the client", "any client"),
    ],
)
def test_a_few_changed_words_do_not_hide_a_copy(run, old: str, new: str) -> None:
    findings = run("structure.duplicates", f"{CLAUSE}\n\n{OTHER}{CLAUSE.replace(old, new)}\n").findings
    assert [finding.code for finding in findings] == ["near"]


def test_set_phrases_blocks_to_sign_and_tables_are_no_copies(run) -> None:
    signed = "By: ____________\nName: Ada King of the Company and for the Company\nTitle: Director of the Company\n\n"
    rows = "| the work of the client in the year | on the site of the client, as agreed and done by the firm |\n" * 4
    phrase = "to the fullest extent permitted by applicable law"
    text = f"{signed}{signed}One party is liable {phrase}.\n\nAnother is free {phrase}.\n\n| a | b |\n|---|---|\n{rows}"
    assert run("structure.duplicates", text).findings == ()


def test_the_limit_of_similarity_can_be_raised(run) -> None:
    text = f"{CLAUSE}\n\n{OTHER}{CLAUSE.replace('seven', 'six')}\n"
    assert run("structure.duplicates", text, {"similarity": 1.0}).findings == ()


@pytest.mark.parametrize(
    "text", ["It is the the end.", "We agreed to\nto pay.", "a report report on it", "The the end."]
)
def test_a_doubled_word_is_found(run, text: str) -> None:
    assert len(run("structure.doubled_words", text).findings) == 1


@pytest.mark.parametrize(
    "text",
    [
        "He had had enough.",
        "I know that that is so.",
        "Duran Duran played.",
        "the end, the end",
        "Walla Walla is a town.",
        "| the | the |",
        "10 10 20",
        "very very good",
        "Summary\nSummary of work",
    ],
)
def test_lawful_repeats_are_left_alone(run, text: str) -> None:
    assert run("structure.doubled_words", text).findings == ()


def test_sections_may_have_synonyms_numbers_and_slips(run) -> None:
    text = "# 1. Executive Sumary\n\nWell.\n\n# 2. Conclusions\n\nDone.\n"
    params = {"required": [["Summary", "Executive summary"], "Conclusions"]}
    assert run("structure.sections", text, params, media_type="text/markdown").findings == ()


def test_missing_empty_and_misplaced_sections_are_told_apart(run) -> None:
    text = "# Scope\n\n# Summary\n\nWell.\n"
    params = {"required": ["Summary", "Scope", "Risks"], "ordered": True}
    findings = run("structure.sections", text, params, media_type="text/markdown").findings
    assert {finding.code for finding in findings} == {"missing", "empty", "order"}


def test_plain_text_has_sections_too(run) -> None:
    text = "1. SCOPE\n\nThe scope is this.\n\n2. RISKS\n\nThere are none.\n"
    assert run("structure.sections", text, {"required": ["Scope", "Risks"]}).findings == ()


def test_the_length_has_a_band(run) -> None:
    assert run("structure.length", "one two three", {"min": 4}).findings[0].evidence == {"words": 3, "min": 4}
    assert run("structure.length", "one two three", {"max": 2}).findings[0].evidence == {"words": 3, "max": 2}
    assert run("structure.length", "one two three", {"min": 3, "max": 3}).findings == ()


@pytest.mark.parametrize("params", [{}, {"min": 5, "max": 4}, {"min": -1}])
def test_an_impossible_band_is_refused(run, params: dict[str, int]) -> None:
    with pytest.raises(CheckError):
        run("structure.length", "x", params)
