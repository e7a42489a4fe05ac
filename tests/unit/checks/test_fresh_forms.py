"""Forms that look like one thing and are another: cents before their number, file numbers, firms, laws by letters."""

from __future__ import annotations

import pytest

from tests.unit.checks.running import quotes

RULES = """RULES OF THE PLAN

This Plan is made under the Act. "ITCA" means the Income Tax (Charges) Act 1998.

1. Grant. The board may grant options.

2. Limit. The value of all shares under option within the meaning of {} shall not exceed £30,000.

3. Lapse. An option lapses on the tenth anniversary of its grant, as Schedule 1 says.

Schedule 1: Lapse

An option lapses when its holder leaves.
"""
RIGHT = {
    "cents before their number": (
        "numbers.words_digits",
        "The fee is Singapore Dollars Twelve Thousand Four Hundred and Cents Thirty Only (S$12,400.30).",
    ),
    "a number of a file": ("dates.impossible", "Our reference: MKR/2023/02/30. Please quote it in every letter."),
    "a firm whose name begins so": (
        "text.placeholders",
        "The loss was measured by TBA Harbour Assessors Pte. Ltd. before the vessel sailed.",
    ),
    "a number of an invoice": (
        "privacy.identifiers",
        "The cost follows from four supplier invoices, of which the largest is no. 214-48-7730.",
    ),
    "a schedule to a law": ("references.dangling", RULES.format("Schedule 4 to ITCA")),
}
WRONG = {
    "cents before their number": (
        "numbers.words_digits",
        "The fee is Singapore Dollars Twelve Thousand Four Hundred and Cents Thirty Only (S$12,400.03).",
    ),
    "a date": ("dates.impossible", "It was signed on 2023/02/30 in Leeds."),
    "a value to be announced": ("text.placeholders", "The loss was measured by TBA before the vessel sailed."),
    "a number of a person": ("privacy.identifiers", "She signed the supplier’s form as the holder of 214-48-7730."),
    "a schedule of its own": ("references.dangling", RULES.format("Schedule 4")),
}


@pytest.mark.parametrize(("check", "text"), RIGHT.values(), ids=RIGHT)
def test_what_only_looks_like_a_fault(check: str, text: str) -> None:
    assert quotes(check, text) == []


@pytest.mark.parametrize(("check", "text"), WRONG.values(), ids=WRONG)
def test_the_fault_that_it_looks_like(check: str, text: str) -> None:
    assert len(quotes(check, text)) == 1
