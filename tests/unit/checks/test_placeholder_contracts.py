"""Masks of any sign, alternatives left open, notes of drafters and fields of templates in contracts."""

from __future__ import annotations

import pytest

from tests.unit.checks.running import quotes

PROSE = "The parties shall keep to this Agreement. They met at the mill in March and went through the accounts. " * 5
LEFT_OVER = (
    # Signs for digits.
    ("The duty lasts for ## (##) months after delivery.", "## (##) months"),
    ("It lasts for NN months after expiry.", "NN months"),
    ("Notice of not less than ## Business Days is needed.", "## Business Days"),
    ("Payment falls due within N days of receipt.", "within N days"),
    ("The fee is USD ##,### a year.", "USD ##,###"),
    ("The fee is £-- a year.", "£--"),
    ("The deed is dated ## March 2026.", "## March"),
    ("It begins on ##/##/2026 and ends later.", "##/##/2026"),
    ("It begins on 00/00/00 and ends later.", "00/00/00"),
    ("It begins on 1 March yyyy and ends later.", "March yyyy"),
    ("It ends on 31 March 20-- at noon.", "March 20--"),
    ("It ends on 31 March 202_ at noon.", "March 202_"),
    ("The gates open at hh:mm on Mondays.", "at hh:mm"),
    ("This is subject to clause X.X of the deed.", "clause X.X"),
    ("The firm is registered under number 0000000 in Hull.", "number 0000000"),
    ("the Information Act as it stood on DD/MM/YYYY.", "DD/MM/YYYY"),
    # Alternatives.
    ("The laws of [Ohio / Maine – RT to select] apply.", "[Ohio / Maine – RT to select]"),
    ("The laws of [Ohio or Maine] apply.", "[Ohio or Maine]"),
    ("The term is [two][three] years.", "[two]"),
    ("Leave of [three][five] days is given on the death of a parent.", "[three]"),
    ("It is amended by the vote of [two-thirds] [three-quarters] of the Members.", "[two-thirds]"),
    ("The Company shall pay within [forty-five (45)/sixty (60)] days.", "[forty-five (45)/sixty (60)]"),
    ("Notice is given under Section 4.01(__) of the Credit Agreement.", "__"),
    ("The term is [12 / 18] months.", "[12 / 18]"),
    ("It ends on [five (5)] [ten (10)] days notice.", "[five (5)]"),
    ("The bids under RFQ ### close at noon.", "RFQ ###"),
    ("It is governed by Manx / Scots law (delete as applicable) and no other.", "(delete as applicable)"),
    ("It is governed by Manx / Scots law (strike out which does not apply).", "(strike out which does not apply)"),
    ("Es gilt Schweizer / deutsches Recht (Nichtzutreffendes streichen).", "(Nichtzutreffendes streichen)"),
    ("The party is a [company, partnership or trust] of Ohio.", "[company, partnership or trust]"),
    ("[Option 2:] The term is two years.", "[Option 2:]"),
    # Notes.
    ("The laws of Maine [RT to select] apply.", "[RT to select]"),
    ("The cap is GBP 40,000 (client to check) in all.", "(client to check)"),
    ("The cap is GBP 40,000 – RT to confirm.", " – RT to confirm"),
    ("The cap is GBP 40,000 (per Anna's email) in all.", "(per Anna's email)"),
    ("The cap is GBP 40,000 [see my comment] in all.", "[see my comment]"),
    ("The cap is GBP 40,000 (?) in all.", "(?)"),
    ("Commented [RT3]: too low for them", "Commented [RT3]:"),
    # Templates.
    ("It is made between Company Name and Recipient Name.", "Company Name"),
    ("It is made between NAME OF SUPPLIER, of Hull, and the Buyer.", "NAME OF SUPPLIER"),
    ("The Supplier is (company name), of Hull.", "(company name)"),
    ("Select an item.", "Select an item."),
)
LAWFUL = (
    'Under "Name" the member shall write a name or leave ______ blank.',
    "The buyer shall pay damages of $X, where X is the number of days of delay.",
    'The hotel shall not charge films rated "XXX" to the bill.',
    "It ends on [*] days notice.\n\n* Confidential portions have been omitted and filed separately.",
    "The date is entered as dd.mm.yyyy in each file.",
    "Dates shall be written DD/MM/YYYY.",
    "Date of birth (DD/MM/YYYY): 4 March 1971",
    "The lag shall be N days, where N is fixed in the schedule.",
    "The rate shall be NN per cent; NN means the rate of the bank.",
    "## Months and years\n\nThese shall be counted in full.",
    "Total  $ --  $ --  shall be nil.",
    "Goods shall be received between 00:00 and 06:00.",
    "Clause XIX and clause XX shall stay in force.",
    "Order no. ##-4471 shall be void.",
    "The Buyer and/or the Seller shall pay; he/she shall sign.",
    "The Recipient shall return or destroy the papers, as applicable.",
    "The Parties may strike out any part that does not apply.",
    "I do / do not* agree.\n\n* delete as applicable\n\nSigned ____________ Date ____________",
    "I/We agree / do not agree (delete as applicable) to it.\n\nSigned: ____________\nDate: ____________",
    "The Seller shall deliver (the Buyer to confirm receipt) on Monday.",
    "The parties agree – the Company to provide the room, the Client to provide the staff.",
    "An expert (to be appointed by the Employer) shall decide.",
    "The terms agreed with Anna (see Anna's e-mail dated 4 May 2026) shall apply.",
    "The Agreement [Doc. 14] [Ex. A] shall stand.",
    'As was held, "the tenant [or lessee] shall repair".',
    "The price is $[***] a unit and shall be paid.",
    'The "Company Name" shall be used only by the Company; a change of Company Name shall be told.',
)


@pytest.mark.parametrize(("text", "expected"), LEFT_OVER)
def test_what_a_contract_still_lacks_is_left_over(text: str, expected: str) -> None:
    assert expected in quotes("text.placeholders", f"{PROSE}\n\n{text}\n\n{PROSE}")


@pytest.mark.parametrize("text", LAWFUL)
def test_what_a_contract_may_say_is_left_alone(text: str) -> None:
    assert quotes("text.placeholders", f"{PROSE}\n\n{text}\n\n{PROSE}") == []


def test_minutes_say_who_is_to_do_what() -> None:
    text = (
        "Minutes of the board\n\nThe lease shall be renewed – KM to check. The roof is to be mended (RT to advise).\n"
    )
    assert quotes("text.placeholders", text) == []
