"""Paragraphs that a second draft turned: "shall neither" for "shall not … or", "abstain" for "not vote"."""

from __future__ import annotations

import pytest

from tests.unit.checks.running import quotes

RULES = """RULES OF THE ASSOCIATION

D1 The Board shall meet at least six times a year. Five members make a quorum, and the secretary keeps the minutes.

{first}

D3 The Board may delegate any of its powers to committees with written terms of reference, which report to it
each month.

D4 The auditor examines the accounts of each year within three months and reports to the members at the annual meeting.

{second}
"""
PAIRS = [
    (
        "D2 A Board Member who has a personal or financial interest in a matter shall declare it, shall"
        " leave the meeting"
        " while the matter is discussed and shall not vote on it. The interest shall be recorded in the minutes.",
        "D5 Any Board Member with a financial or personal interest in a matter must declare that interest,"
        " withdraw from"
        " the meeting during discussion of the matter and abstain from voting on it. The minutes shall record the"
        " interest.",
    ),
    (
        "D2 Grantor shall keep the Property in good repair, shall not commit or permit waste, and shall"
        " allow Beneficiary"
        " to enter and inspect the Property at reasonable times on twenty-four (24) hours' notice.",
        "D5 Grantor shall maintain the Property in good condition and repair and shall neither commit nor suffer waste."
        " On twenty-four (24) hours' notice Beneficiary shall be allowed to enter the Property and inspect it at"
        " reasonable times.",
    ),
    (
        "D2 The survey was visual. We did not open up floors, walls or ceilings, and we cannot say that"
        " parts which were"
        " covered or out of reach are free from defect. The areas not seen are listed below.",
        "D5 Our inspection was visual only. Floors, walls and ceilings were not opened up, and we are unable"
        " to say that"
        " parts which were out of reach or covered are free of defects. The areas we did not see are listed below.",
    ),
]
OTHER = (
    "D5 Grantor shall maintain the Property in good condition and repair and shall commit and suffer waste as he likes."
    " On twenty-four (24) hours' notice Beneficiary shall be allowed to enter the Property and inspect it at"
    " reasonable times."
)


@pytest.mark.parametrize(("first", "second"), PAIRS)
def test_what_a_second_draft_turned_is_found(first: str, second: str) -> None:
    assert len(quotes("structure.duplicates", RULES.format(first=first, second=second))) == 1


def test_what_is_forbidden_here_and_allowed_there_is_another_rule() -> None:
    assert quotes("structure.duplicates", RULES.format(first=PAIRS[1][0], second=OTHER)) == []
