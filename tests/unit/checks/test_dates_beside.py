"""Weekdays behind dates and in tables, hours with an h, weeks that a year does not have."""

from __future__ import annotations

import pytest

from tests.unit.checks.running import quotes

IMPOSSIBLE = (
    ("Visite le jeudi 5 mars 2026, de 10 h 15 à 11 h 70, au siège.", "11 h 70"),
    ("La réunion du 05/03/2026 de 9h à 25h30 est reportée.", "25h30"),
    ("We meet on Thursday, 5 March 2026 at 25h15 in the hall.", "25h15"),
    ("We meet on 5 March 2026 at 10h65 in the hall.", "10h65"),
    ("Due 2026-03-05, Friday.", "2026-03-05, Friday"),
    ("Due 2026-03-05 Friday at 10:00.", "2026-03-05 Friday"),
    ("It was 5 March 2026, a Friday, and it rained.", "5 March 2026, a Friday"),
    ("Lieferung in KW 53/2025.", "KW 53/2025"),
    ("It ships in ISO week 53 of 2025.", "week 53 of 2025"),
    ("| Date | Day | Room |\n|---|---|---|\n| 5 March 2026 | Friday | 2 |\n", "5 March 2026 | Friday"),
    ("| Tag | Datum |\n|---|---|\n| Freitag | 05.03.2026 |\n", "Freitag | 05.03.2026"),
)
POSSIBLE = (
    "Visite le jeudi 5 mars 2026, de 10 h 15 à 11 h 30, au siège.",
    "Jeudi, elle a travaillé 7h75. La durée passe de 7h50 à 8h75 par jour.",
    "The tank emptied from 10h to 26h30 after the start, and was full at 36h75 of the run.",
    "We meet on Thursday, 5 March 2026 at 10h15. The test of 5 March 2026 ran 37h30.",
    "Due 2026-03-05, Thursday. From 2026-03-05, Friday to Sunday is free. On 2026-03-05 Friday prayers move.",
    "It was 5 March 2026, a Thursday, and it rained.",
    "By 5 March 2026, a Friday deadline was set. On 2026-03-05, Friday, 6 March was agreed.",
    "Temps de travail du lundi de 7h50 à 8h75 selon les semaines.",
    "An engine of 200 KW 53 2025 times sold.",
    "Lieferung in KW 53/2026 und KW 52/2025. The shop counts a week 53 of 2025.",
    "It ships in ISO week 53 of 2026.",
    "| Date | Day | Room |\n|---|---|---|\n| 5 March 2026 | Thursday | 2 |\n| 5 March 2026 | 1 | 2 |\n",
    "| Start | Collection day |\n|---|---|\n| 5 March 2026 | Friday |\n",
    "| Date | Day | Until |\n|---|---|---|\n| 5 March 2026 | Friday | 6 March 2026 |\n",
)


@pytest.mark.parametrize(("text", "quote"), IMPOSSIBLE)
def test_what_is_in_no_calendar_is_found(text: str, quote: str) -> None:
    assert quotes("dates.impossible", text) == [quote]


@pytest.mark.parametrize("text", POSSIBLE)
def test_what_is_right_or_no_date_is_quiet(text: str) -> None:
    assert quotes("dates.impossible", text) == []
