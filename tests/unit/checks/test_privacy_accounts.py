"""Whose account, home or number it is: a person's, or that of a firm or a thing."""

from __future__ import annotations

import pytest

from tests.unit.checks.running import quotes

PARTIES = (
    "Harrow Mills Ltd, whose office is at 4 Mill Row, Hull (the “Supplier”) and Nora Lisle (the “Customer”) agree.\n\n"
)
PERSONAL = (
    (
        "The sum is credited to the checking account of Nora Lisle, routing no. 063100277, account no. 89814470231.",
        ["063100277", "89814470231"],
    ),
    ("It is credited to his savings account no. 4471902286 at Tolland Bank.", ["4471902286"]),
    ("The fee is paid to Nora Lisle, account no. 5577991122.", ["5577991122"]),
    ("Wire it to Tolland Bank Limited for Nora Lisle, account no. 3299814067.", ["3299814067"]),
    ("Pay it to the account of Harrow Mills Ltd's adviser Ms Lisle, account no. 3299814067.", ["3299814067"]),
    (f"{PARTIES}The Supplier shall refund to the Customer’s bank account, account no. 55779911.", ["55779911"]),
    ("The trust account of Nora Lisle, account no. 4471902286 at Tolland Bank, is closed.", ["4471902286"]),
    ("Her solicitors shall pay to her savings account no. 4471902286 at Tolland Bank.", ["4471902286"]),
    ("The Owner’s solicitors shall pay the sum to Nora Lisle, account no. 4471902286.", ["4471902286"]),
    ("The Company pays the salary to the Employee’s account no. 4471902286 at Tolland Bank.", ["4471902286"]),
    ("Name: Nora Lisle\nAddress: 12 Fell View Road, Apt. 3B, Stratham, NH 03885", ["12 Fell View Road"]),
    ("The taxpayer 504-21-0731 lives in Ohio.", ["504-21-0731"]),
)  # fmt: skip
NOBODYS = (
    "Payment is made by wire transfer to Harrow Mills, Inc., operating account no. 3299814067, ABA no. 061000104.",
    "The price is paid to the account of Harrow Trading Ltd, sort code 20-00-00, account no. 55779911.",
    "Beneficiary: Tolland Foods GmbH, account number 123456789012",
    "It goes to the trust account of the Owner’s solicitors, Marl Stone Lawyers (BSB 062-001, account 48 1120).",
    "It is paid into the client account of the Tenant’s solicitors, account no. 48112077, sort code 20-11-33.",
    "Pay the deposit to the Escrow Agent’s account no. 4471902286 at Tolland Bank.",
    "The sum is paid to the law firm’s IOLTA account no. 4471902286.",
    "The fee is paid to Marl Stone Accountants, account no. 4471902286 at Tolland Bank.",
    "The Company’s account no. 55779911 at Tolland Bank receives the price.",
    f"{PARTIES}The Customer shall pay to the Supplier’s bank account, sort code 20-00-00, account no. 55779911.",
    f"{PARTIES}The price is payable to the Supplier, account no. 55779911 at Tolland Bank.",
    "SELLER: Harrow Mills, Inc.\nBUYER: Nora Lisle\n\nPay to Seller’s account no. 55779911 at Tolland Bank.",
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
