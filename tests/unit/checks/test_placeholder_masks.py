"""Masks of dates, counts asked for between brackets, and marks of drafts that a text speaks of."""

from __future__ import annotations

import pytest

from tests.unit.checks.running import quotes

LEFT_OVER = (
    ("The Landlord lets six parking spaces, numbered XX to XX, in the garage.", "XX to XX"),
    # Masks of dates, in any order, with any gap, and half filled in.
    ("Orla Finch was made receiver on MMMM DD, YYYY under the Deed.", "MMMM DD, YYYY"),
    ("The lease began on mmmm d, yyyy and runs on.", "mmmm d, yyyy"),
    ("The works were accepted on MMM DD YYYY by the engineer.", "MMM DD YYYY"),
    ("This deed was made on D.M.YYYY in Leith.", "D.M.YYYY"),
    ("It lapses on dd-mmm-yy at noon.", "dd-mmm-yy"),
    ("It runs until 31 MMM 2026.", "31 MMM 2026"),
    ("It runs until 31/MM/2026.", "31/MM/2026"),
    ("It runs until June 30, YYYY.", "June 30, YYYY"),
    ("The option ends on 2026-MM-DD.", "2026-MM-DD"),
    ("Made as of Month Day, Year between Hollin Mills and Tarn Wood.", "Month Day, Year"),
    ("Unterzeichnet am TT. Monat JJJJ in Chur.", "TT. Monat JJJJ"),
    ("Signé le JJ mois AAAA à Metz.", "JJ mois AAAA"),
    ("The Term starts on [MMMM D, YYYY].", "MMMM D, YYYY"),
    # Counts.
    ("Notes are sent to the Buyer within [# of days] after the visit.", "[# of days]"),
    ("The Client replies in [no. of business days].", "[no. of business days]"),
    ("Hollin Mills delivers [# copies of each map].", "[# copies of each map]"),
    ("The pilot has [max. # of users].", "[max. # of users]"),
    ("It runs for [X years] from delivery.", "[X years]"),
    ("It runs for [N months] from delivery.", "[N months]"),
    ("The goods are inspected within [days] of delivery.", "[days]"),
    ("It may be ended on [• (•)] notice.", "[• (•)]"),
    # Numbers that a contract leaves between brackets.
    ("This Agreement shall run for [twelve (12)] months.", "[twelve (12)]"),
    ("The Buyer shall pay within [thirty (30) days].", "[thirty (30) days]"),
    ("The Buyer shall pay not later than [5] Business Days after delivery.", "[5]"),
    ("The Buyer shall pay a fee of [$5,000] on signing.", "[$5,000]"),
    # The name of a field in the place of its value.
    ("This Agreement binds Tarn AB, located at the address address to come, Sweden.", "address to come"),
    ("This Agreement binds Tarn AB, whose registered number is number to follow.", "number to follow"),
    # A gap in quotation marks that nothing speaks of.
    ("The fee of the Agent is “TBD”.", "TBD"),
    ("The Seller is a firm known as “XXX”.", "XXX"),
)
FINISHED = (
    "Dates are entered as MMMM DD, YYYY in all our papers.",
    "Each invoice shows the date (MM/DD/YYYY) and the number of the order.",
    "Exhibit B has three columns: Month Day, Year and place.",
    "The beam is 10 mm 2019 steel.",
    "He stayed within ten [days] of the ford.",
    "We waited [14] months, as Poole [7] tells.",
    "The delay is [n days], where n is the number of days lost.",
    "The Buyer shall pay as Poole [7] and Reid [30] describe.",
    "This Agreement runs from the date to be confirmed by notice, at a price to be agreed.",
    "Chapters XX to XXII tell of the popes.",
    # Marks that are spoken of.
    "Working papers in which a line still reads “TBD” or “[insert]” are covered too.",
    "A sketch bearing “DRAFT” or “TBC” or “[date]” in place of a figure binds nobody.",
    "This holds even where a form still says “[to be completed]”.",
    "A schedule left empty or marked “[TBC]” is completed by the Buyer.",
    "Prompts (for example “[insert name]”) are completed before signature.",
    "No page on which the legend “[DRAFT]” or “[insert]” appears may be relied on.",
    "Words in brackets such as [insert] or [date] are there for the drafters.",
    "For the other charter they may describe the ship as “TBN” (to be nominated).",
    "Each report must show a code of the form QA-XXX, where XXX is the number of the project.",
    'A report is sent for each visit in the form "Customer: ______ Date: ______\n    Result: ______" by mail.',
    "Nightly specials may be shown on the menu board as “TBA” until four.",
    "“[●]” indicates that the price was not agreed.",
)


@pytest.mark.parametrize(("sentence", "expected"), LEFT_OVER)
def test_masks_and_counts_that_were_never_filled_in_are_found(sentence: str, expected: str) -> None:
    """Each is found whole, and alone."""
    assert quotes("text.placeholders", sentence) == [expected]


@pytest.mark.parametrize("sentence", FINISHED)
def test_formats_variables_and_marks_that_are_spoken_of_are_left_alone(sentence: str) -> None:
    """None of these is a gap."""
    assert quotes("text.placeholders", sentence) == []
