"""Whose account, home or number it is: a person's, or that of a firm or a thing."""

from __future__ import annotations

import pytest

from tests.unit.checks.running import quotes

PERSONAL = (
    (
        "The sum is credited to the checking account of Nora Lisle, routing no. 063100277, account no. 89814470231.",
        ["063100277", "89814470231"],
    ),
    ("It is credited to his savings account no. 4471902286 at Tolland Bank.", ["4471902286"]),
    ("The fee is paid to Nora Lisle, account no. 5577991122.", ["5577991122"]),
    ("Wire it to Tolland Bank Limited for Nora Lisle, account no. 3299814067.", ["3299814067"]),
    ("Pay it to the account of Harrow Mills Ltd's adviser Ms Lisle, account no. 3299814067.", ["3299814067"]),
    ("Name: Nora Lisle\nAddress: 12 Fell View Road, Apt. 3B, Stratham, NH 03885", ["12 Fell View Road"]),
    ("The taxpayer 504-21-0731 lives in Ohio.", ["504-21-0731"]),
)  # fmt: skip
NOBODYS = (
    "Payment is made by wire transfer to Harrow Mills, Inc., operating account no. 3299814067, ABA no. 061000104.",
    "The price is paid to the account of Harrow Trading Ltd, sort code 20-00-00, account no. 55779911.",
    "Beneficiary: Tolland Foods GmbH, account number 123456789012",
    "The sum was credited to account no. 600100 of the general ledger.",
    "The land (county tax parcel 504-21-0731) is sold.",
    "It is entered under docket 504-21-0731, and the valve is part 604-31-2287.",
    "Harrow Mills Ltd\nAddress: 22 Foundry Road, Exeter, NH 03833",
)


@pytest.mark.parametrize(("sentence", "found"), PERSONAL)
def test_a_person_has_an_account_and_a_home(sentence: str, found: list[str]) -> None:
    assert [quote.split(",")[0] for quote in quotes("privacy.identifiers", sentence)] == found


@pytest.mark.parametrize("sentence", NOBODYS)
def test_those_of_firms_and_things_are_nobodys(sentence: str) -> None:
    assert quotes("privacy.identifiers", sentence) == []
