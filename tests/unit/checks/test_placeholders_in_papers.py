"""What is left open in awards, deeds, minutes and reports, and what such papers hold that is not."""

from __future__ import annotations

import pytest

from tests.unit.checks.running import quotes


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("See the transcript, Day 4, pages __ to __.", ["__"]),
        ("See the transcript, Day 4, pages 88 to 95.", []),
        ("The minutes were not signed, and Exhibit R-?? shows it.", ["Exhibit R-??"]),
        ("Was it in Exhibit R-12?", []),
        ("The signals are to be built by drawing (number to follow).", ["(number to follow)"]),
        ("We heard the tenor (an encore to follow) with pleasure.", []),
        ("Cheques of up to 50,000 (or 75,000?? check with VSK) may be signed by one.", ["75,000??"]),
        ("Nobody knew it in 2024? Nobody did.", []),
        (
            "The Lender shall lend up to [sixty per cent (60%)] [seventy per cent (70%)] of the price.",
            ["[sixty per cent (60%)]", "[seventy per cent (70%)]"],
        ),
        ("Give the Discloser at least [X] Business Days' notice.", ["[X]"]),
        ("The Employee pays the rest by deduction. **HR TO CONFIRM**", ["HR TO CONFIRM"]),
        ("DUTY TO REVIEW\n\nThe Board reviews the plan.", []),
        ("Give the Discloser at least five Business Days' notice.", []),
        (
            "AGENDA OF THE MONTHLY MEETING\n\nDirectorate: ____________     Date of meeting: ____________\n\n"
            "1. Minutes\n2. Incidents\n",
            [],
        ),
    ],
)
def test_what_is_left_open(text: str, found: list[str]) -> None:
    assert quotes("text.placeholders", text) == found


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("The surveyor (Mr. L. Aerts, national register No. 74.03.18-215.44) came.", ["74.03.18-215.44"]),
        ("The surveyor (Mr. L. Aerts, national register No. 74.03.18-215.45) came.", []),
        ("No. 2: four trucks, serial numbers 516-42-7781 to 516-42-7784", []),
        ("His numbers are 516-42-7781 and 516-42-7784.", ["516-42-7781", "516-42-7784"]),
        ("Registered at Hagen under HRB 4417, VAT ID No. DE 813 529 479", []),
        ("Pay to the business account of the Supplier (Sparkasse Deggendorf, DE44 7415 0000 0380 0411 52).", []),
        ("Pay to her account (Sparkasse Deggendorf, DE44 7415 0000 0380 0411 52).", ["DE44 7415 0000 0380 0411 52"]),
    ],
)
def test_numbers_of_persons_and_of_businesses(text: str, found: list[str]) -> None:
    assert quotes("privacy.identifiers", text) == found
