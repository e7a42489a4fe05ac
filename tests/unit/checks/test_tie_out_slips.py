"""Long figures that one slip parts from the table's are found where the text cites the table in its own words."""

from __future__ import annotations

import pytest

from tests.unit.checks.running import quotes

ACCOUNTS = """| General account (£) | 2025 | 2024 |
|---|---|---|
| Planned giving | 41,318 | 39,906 |
| Collections | 6,871 | 7,240 |
| Hall lettings | 45,470 | 38,774 |
| Total receipts | 93,659 | 85,920 |
| Parish share | 44,600 | 43,200 |
| Running costs | 40,320 | 38,169 |
| Total payments | 84,920 | 81,369 |

Regular givers promised {giving} and lettings brought {lets}. The council received £{received} and paid out £{paid}.
{more}
"""
RIGHT = {"giving": "£41,318", "lets": "£45,470", "received": "93,659", "paid": "84,920", "more": ""}


def told(**changed: str) -> list[str]:
    return quotes("numbers.tie_out", ACCOUNTS.format(**(RIGHT | changed)))


@pytest.mark.parametrize(
    ("place", "slip", "found"),
    [("received", "93,695", "93,695"), ("paid", "84,902", "84,902"), ("received", "93,669", "93,669")],
)
def test_a_long_figure_with_a_slip_is_found(place: str, slip: str, found: str) -> None:
    assert told() == []
    assert told(**{place: slip}) == [found]


@pytest.mark.parametrize(
    "more",
    [
        "The bank in Lower Marsh quotes 93,560 savers of its own.",
        "About £93,600 is needed each year.",
        "With the legacy the council received £95,659 in all, being the sum of both.",
        "The neighbouring parish received £93,695, and £93,695 again the year after.",
        "In 2019 the council paid out £84,290.",
    ],
)
def test_long_figures_of_something_else_are_left_alone(more: str) -> None:
    assert told(more=more) == []


def test_a_text_whose_figures_are_its_own_cites_no_table() -> None:
    strange = "It has 31,417 members, 5,871 readers, 72,350 visitors, 18,268 friends and 62,077 names on file."
    assert told(received="93,695", giving="much", lets="more", paid="12,345", more=strange) == []
