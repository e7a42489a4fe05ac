"""Plain text whose lines end anywhere: what goes on behind a line end is read as one."""

from __future__ import annotations

import pytest

from qa_service.documents import parse_document
from tests.unit.checks.running import quotes

AROUND = (
    "This Agreement is made between the Supplier and the Customer, each of whom keeps\n"
    "the terms that are set out below and none of the others, whatever they may have\n"
    "said to each other before they signed it, and each of whom bears its own costs.\n\n{}\n\n"
    "The parties shall meet once in each month at the office of the Customer to look\n"
    "at what has been done and at what is still to be done before the end of the year.\n"
)


@pytest.mark.parametrize(
    ("check", "passage", "found"),
    [
        (
            "text.placeholders",
            "The Supplier sends each of its invoices to the Customer at the address [insert\n"
            "    the address of the Customer], which pays it within one month.",
            ["[insert\n    the address of the Customer]"],
        ),
        (
            "text.placeholders",
            "The registered office of the Association, at which the minutes are kept, is at\n(address to be\n"
            "inserted) and may be moved.",
            ["(address to be\ninserted)"],
        ),
        (
            "text.placeholders",
            "It was judged under the rules of 2019, of which the first and by far the oldest\n"
            "one (which the parties\nhave read) is the only one that matters here.",
            [],
        ),
        (
            "privacy.identifiers",
            "Carriage is refunded by the Supplier to the private account of Dr Vogel, IBAN DE02\n"
            "3704 0044 0628 1145 03, within one month of the day on which it was paid.",
            ["DE02\n3704 0044 0628 1145 03"],
        ),
        (
            "privacy.identifiers",
            "Twelve of the pallets were ordered for the Customer under the purchase order no.\n"
            "450-78-1234, and were delivered to it in the month of May.",
            [],
        ),
        (
            "terms.undefined",
            "In this agreement, for all that it says of days and of months, references to a\n"
            "Banking Day are to a day on which banks are open. The Customer pays on a Banking Day.",
            [],
        ),
    ],
)
def test_what_goes_on_behind_a_line_end(check: str, passage: str, found: list[str]) -> None:
    assert quotes(check, AROUND.format(passage)) == found


def test_paragraphs_that_hang_below_their_numbers() -> None:
    text = (
        "1.1 Release of the Builder. The Owner releases the Builder from all of the claims, as\n"
        "    recital (B) explains, and pays nothing for it at any time or place whatsoever.\n\n"
        "1.2 Secrecy. The Builder shall not show the terms of this deed to anybody else, other\n"
        "    than to those who have to know them and who have been told that they are secret.\n\n"
        "1.3 Costs. Each party bears its own costs. The report of the surveyor Dr Vogel is paid\n"
        "    for by the Owner within ten days. He is paid by transfer to his account IBAN DE02\n"
        "3704 0044 0628 1145 03.\n"
    )
    assert quotes("privacy.identifiers", text) == ["DE02\n3704 0044 0628 1145 03"]


def test_lines_to_sign_on_are_not_joined() -> None:
    block = "\n".join(("Signed for the Supplier by the person whose name is printed below and who may sign",) * 2)
    text = AROUND.format(f"{block}\n______________________________\nName: ______________________________")
    assert quotes("text.placeholders", text) == []


def test_a_title_that_is_run_in_belongs_to_its_paragraph() -> None:
    text = AROUND.format(
        "4.5 Return of Property. When employment ends, the Executive shall on the last day\n"
        "give back all copies and all property of the Company.\n\n5. TERMINATION\nEmployment ends on death."
    )
    blocks = [text[block.start : block.end] for block in parse_document(text).blocks]
    assert any(block.startswith("4.5 Return") and block.endswith("the Company.") for block in blocks)
    assert "5. TERMINATION" in blocks


def test_a_repeat_is_found_however_its_lines_are_broken() -> None:
    first = (
        "4.5 Return of Property. When employment ends, the Executive shall on the last day\n"
        "give back all copies of Confidential Information in whatever form they are held and\n"
        "all property of the Company."
    )
    second = (
        "4.9 Return. The Executive shall give back all property of the Company and all copies\n"
        "of Confidential Information, in whatever form they are held, on the last day when\n"
        "employment ends."
    )
    assert len(quotes("structure.duplicates", AROUND.format(f"{first}\n\n4.6 Pay is due in May.\n\n{second}"))) == 1
