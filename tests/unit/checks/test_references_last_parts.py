"""What lies behind the last paragraph, letter or mark of an agreement whose lists stand within one another."""

from __future__ import annotations

import pytest

from tests.unit.checks.running import quotes

LETTERED = """SERVICE AGREEMENT

This Agreement is made between Harrow Mills Ltd (the "Client") and Tolland Works Ltd (the "Contractor").

1. Purpose
The parties hereby agree on the care of the mill.
2. Duties
The Contractor agrees to the following:
a. It shall keep all data of the Client secret at all times.
b. It shall return all data on demand of the Client.
c. It shall train its staff in the care of data each year.
d. It may disclose data in two cases only: (1) on an order of a court; or (2) with the consent of the Client.
3. Term
(a) This Agreement lasts for two years.
(b) It may be renewed once by the parties.
4. Storage
A. The Contractor shall keep the data on its own machines.
B. The Contractor shall erase the data at the end.
5. Law
The law of Ohio governs this Agreement. Notice under paragraph {} is due at once.
"""
COUNTED = """Gate Street 140
140 Gate Street

Dear Sirs

This letter (this “Agreement”) is made with the Company. This Agreement binds us.
""" + "\n".join(
    f"{number}. The Company and you hereby agree that what was said of matter {number} shall be kept in confidence."
    for number in range(1, 13)
    if number != 9
)


@pytest.mark.parametrize(
    ("printed", "missing"),
    [
        ("2(d)(1) above", False),
        ("2(c)", False),
        ("2(e) above", True),
        ("4.B", False),
        ("4.C", True),
        ("4D", True),
        ("(3)(b) of this Agreement", False),
        ("(3)(f) of this Agreement", True),
        ("(3)(f) of that agreement", False),
    ],
)
def test_a_letter_behind_the_last_of_a_part(printed: str, missing: bool) -> None:
    assert bool(quotes("references.dangling", LETTERED.format(printed))) is missing


@pytest.mark.parametrize(
    ("ordinal", "missing"),
    [("eleventh", False), ("seventeenth", True), ("twenty-third", True), ("twenty-first", True), ("first", False)],
)
def test_a_paragraph_behind_the_last_though_one_is_printed_otherwise(ordinal: str, missing: bool) -> None:
    text = f"{COUNTED}\n13. Subject to the {ordinal} paragraph hereof, the Company may end the talks at any time."
    assert bool(quotes("references.dangling", text)) is missing
