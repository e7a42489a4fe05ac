"""Dates written into the blanks of a form, and the month in which an edition was revised."""

from __future__ import annotations

import pytest

from tests.unit.checks.running import quotes

IMPOSSIBLE = (
    ("This Lease is of the _31st__ day of ____April_____, 20_19_ by us.", "31st__ day of ____April_____, 20_19"),
    ("Made this __30__ day of __February__, 2021.", "30__ day of __February__, 2021"),
    ("It starts on _June_ _31_, 20 21 at noon.", "June_ _31_, 20 21"),
    ("Made this 31st day of September____, 2020.", "31st day of September____, 2020"),
    ("Signed the _thirty-first_ day of _November___, 20_20_.", "thirty-first_ day of _November___, 20_20"),
    ("LEASE (Form LS-4, Revised 13/18)", "13/18"),
    ("Form 12 (Rev. 14/2019)", "14/2019"),
    ("Last updated: 00/21", "00/21"),
)  # fmt: skip
LAWFUL = (
    "This Lease is dated as of the _30th__ day of ____April_____, 20_19_ by and among us.",
    "Made this __28__ day of __February__, 2021.",
    "Made this ____ day of ________, 20__.",
    "_4_ may apply; the file is called form_feb_30_2020.",
    "LEASE (Form LS-4, Revised 12/18)",
    "The plan was revised 25/10 at the site.",
    "The fees were revised 17/18.",
    "The order was revised 45/18.",
    "Regulation 12/2004 as amended by 15/18",
)


@pytest.mark.parametrize(("sentence", "found"), IMPOSSIBLE)
def test_no_calendar_has_the_date_that_fills_a_blank(sentence: str, found: str) -> None:
    assert quotes("dates.impossible", sentence) == [found]


@pytest.mark.parametrize("sentence", LAWFUL)
def test_a_day_that_fills_a_blank_and_a_number_of_an_edition_are_real(sentence: str) -> None:
    assert quotes("dates.impossible", sentence) == []
