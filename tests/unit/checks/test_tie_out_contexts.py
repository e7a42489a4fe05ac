"""Figures of another cell that the sentence alone does not tell: by now and then, the paragraph, the text's habits."""

from __future__ import annotations

import re
from decimal import Decimal

import pytest

from qa_service.checks.tables.tie_out.companions import all_mentions
from qa_service.checks.tables.tie_out.entries import entries_of
from qa_service.checks.tables.tie_out.of_none import is_of_another_thing, is_unpaired, signs_of_none
from qa_service.checks.tables.tie_out.one_off import one_edit_off, one_slip_off
from qa_service.checks.tables.tie_out.other_measures import limit_in
from qa_service.checks.tables.tie_out.passage import LEAD_IN, names_in
from qa_service.checks.tables.tie_out.then_and_now import later, moved
from qa_service.documents import Document, parse_document
from tests.unit.checks.tables_written import markdown, on_text

HOTELS = (
    "\u00a3000|2024|2023\nRoom revenue|18,462|17,035\nFood and drink|6,987|7,412\nConference hire|2,143|1,868\n"
    "Wages|11,905|11,260\nEnergy|1,318|1,874"
)
WELLS = (
    "Parameter|BW-1|BW-2|BW-3\nNitrate (mg/L)|31.4|18.7|22.6\nChloride (mg/L)|84.2|147.5|63.9\n"
    "Iron (\u00b5g/L)|143|286|57"
)
MEASURES = (
    "Measure|Saving (kWh)|Cost ($)|Payback (years)\nM-1 Boiler controls|42,300|9,800|3.1\n"
    "M-2 LED lighting|118,600|38,200|2.7\nM-3 Roof insulation|64,150|71,400|8.4"
)
SEGMENTS = (
    "$ million|Q3 2024|Q3 2023|Nine months 2024|Nine months 2023\nPaints|412.6|398.1|1,228.4|1,201.7\n"
    "Resins|287.9|305.4|861.2|918.5\nGroup|700.5|703.5|2,089.6|2,120.2"
)
TRIAGE = (
    "Category|Cases|Seen on time (%)\n1 Resuscitation|486|100.0\n2 Emergency|7,912|74.3\n3 Urgent|21,465|61.8\n"
    "4 Minor|3,204|88.1\nAll categories|33,067|68.2"
)
INTRO = {
    TRIAGE: "Our emergency hospital ",
    HOTELS: "Room revenue was \u00a318,462,000, helped by the summer, and food and drink brought in \u00a36,987,000. ",
    WELLS: "BW-1 had nitrate of 31.4 mg/L and iron of 143 \u00b5g/L.\n\n",
    MEASURES: "The package saves 225,050 kWh for $119,400. Boiler controls cost $9,800. ",
    SEGMENTS: "Group sales were $700.5 million in the quarter.\n\n",
}
WRONG = {
    "what it rose to": (HOTELS, "Conference hire increased to \u00a31,868,000.", "1,868,000"),
    "what it fell to": (HOTELS, "Energy costs declined to \u00a31,874,000 as the boilers were replaced.", "1,874,000"),
    "compared with last year": (
        HOTELS,
        "Wages were \u00a311,260,000, \u00a3645,000 more than last year.",
        "11,260,000",
    ),
    "of the column named before": (WELLS, "BW-2 is the worst. Its iron reached 143 \u00b5g/L.", "143"),
    "of the row cited around it": (
        MEASURES,
        "The LED lighting should go first. It saves 118,600 kWh, costs $71,400 and pays back in 2.7 years.",
        "71,400",
    ),
    "of the row that heads the paragraph": (SEGMENTS, "**Resins.** Sales slipped to $412.6 million.", "412.6"),
}
RIGHT = {
    "what it rose to": (HOTELS, "Conference hire increased to \u00a32,143,000."),
    "from then to now": (HOTELS, "Energy costs fell from \u00a31,874,000 to \u00a31,318,000."),
    "to now from then": (HOTELS, "Energy costs declined to \u00a31,318,000 from \u00a31,874,000."),
    "against then": (HOTELS, "Wages were \u00a311,905,000, against \u00a311,260,000 a year earlier."),
    "by how much more": (HOTELS, "Wages were \u00a311,905,000, \u00a3645,000 more than last year."),
    "two years told": (HOTELS, "Conference hire was \u00a32,143,000 (2023: \u00a31,868,000)."),
    "of the column named before": (WELLS, "BW-2 is the worst. Its iron reached 286 \u00b5g/L."),
    "of the row cited around it": (
        MEASURES,
        "The LED lighting should go first. It saves 118,600 kWh, costs $38,200 and pays back in 2.7 years.",
    ),
    "of the row that heads the paragraph": (SEGMENTS, "**Resins.** Sales slipped to $287.9 million."),
    "of a longer period": (
        SEGMENTS,
        "**Resins.** Over nine months we booked $861.2 million, compared with $918.5 million in 2023.",
    ),
    "a target": (SEGMENTS, "**Resins.** Sales were short of our $305.4 million target."),
    "of all rows, with a word of one": (
        TRIAGE,
        "cared for 33,067 people, 91 a day. Every one of the 486 patients in the resuscitation category was seen.",
    ),
    "a range": (SEGMENTS, "**Resins.** We expect between $287.9 million and $305.4 million again."),
}


def told(table: str, sentence: str) -> list[str]:
    """Return what is quoted from a text that cites its table, and then has one more sentence."""
    return [each.quote for each in on_text("numbers.tie_out", markdown(table, after=INTRO[table] + sentence))]


def last_of(table: str, sentence: str) -> tuple[Document, int]:
    """Return a document that ends in a sentence, and the place of its last figure among all."""
    document = parse_document(markdown(table, after=INTRO[table] + sentence), "text/markdown")
    return document, len(all_mentions(document)) - 1


@pytest.mark.parametrize(("table", "sentence", "quote"), WRONG.values(), ids=WRONG)
def test_a_figure_of_another_cell(table: str, sentence: str, quote: str) -> None:
    assert told(table, sentence) == [quote]


@pytest.mark.parametrize(("table", "sentence"), RIGHT.values(), ids=RIGHT)
def test_the_figure_of_the_cell(table: str, sentence: str) -> None:
    assert told(table, sentence) == []


def test_months_tell_which_of_two_columns_is_the_later() -> None:
    table = "Loans|30 June 2024|30 September 2024|30 September 2023|Share\nHomes|6,207|6,385|5,771|41"
    entries = entries_of(parse_document(markdown(table), "text/markdown"))
    june, september, before, share = entries.entries
    assert [later(september, june), later(june, before), later(before, september)] == [1, 1, -1]
    assert later(september, share) == later(share, june) == 0


@pytest.mark.parametrize(
    ("sentence", "way"),
    [
        ("Wages rose to \u00a311,905,000.", 1),
        ("Wages rose from \u00a311,905,000.", -1),
        ("Wages were cut to \u00a311,905,000.", -1),
        ("Wages fell from \u00a311,905,000.", 1),
        ("Wages came to a sum of \u00a311,905,000.", 0),
    ],
)
def test_which_way_something_moved(sentence: str, way: int) -> None:
    document, at = last_of(HOTELS, sentence)
    mention = all_mentions(document)[at]
    assert moved(document, mention, mention.sentence) == way


@pytest.mark.parametrize(
    ("sentence", "aimed", "ranged"),
    [
        ("It missed our 84.2% target.", 1, 0),
        ("It lies between 57 and 84.2 mg/L.", 0, 1),
        ("It has 84.2 mg/L of chloride.", 0, 0),
    ],
)
def test_aims_and_ranges_are_of_no_cell(sentence: str, aimed: int, ranged: int) -> None:
    document, at = last_of(WELLS, sentence)
    assert signs_of_none(document, all_mentions(document)[at]) == {"aimed": aimed, "ranged": ranged}


@pytest.mark.parametrize(("other", "unpaired"), [("1,868,000", False), ("1,777,000", True)])
def test_a_figure_beside_an_unknown_one_of_the_other_year_is_of_no_cell(other: str, unpaired: bool) -> None:
    document, at = last_of(HOTELS, f"Repairs took \u00a32,143,000 (2023: \u00a3{other}).")
    entries, mention = entries_of(document), all_mentions(document)[at - 1]
    assert mention.value == Decimal(2143000)
    assert is_unpaired(document, mention, entries.by_value[Decimal(2143)], entries) is unpaired


def test_what_is_one_slip_away_is_looked_up_by_its_digits() -> None:
    document, at = last_of(MEASURES, "The roof costs $74,100.")
    mention, entries = all_mentions(document)[at], entries_of(document)
    assert [(slip.right, slip.power) for slip in one_slip_off(document, mention)] == [(Decimal(71400), 0)]
    assert one_edit_off(document, mention) == {id(entry) for entry in entries.by_value[Decimal(71400)]}


def test_a_code_is_a_name_and_a_date_is_none() -> None:
    assert {"bw3", "unit12"} <= names_in("BW-3 and Unit 12")
    assert names_in("at June 30") == names_in("at June")


@pytest.mark.parametrize("text", ["**Resins.** Sales", "*Resins* fell", "- Resins: sales fell"])
def test_how_a_paragraph_is_headed(text: str) -> None:
    led = LEAD_IN.match(text)
    assert led is not None
    assert re.sub(r"\W", "", led["marked"] or led["plain"]) == "Resins"


@pytest.mark.parametrize(
    ("before", "behind", "kind"),
    [
        ("Readings are in mm/s. The alarm level is ", " mm/s and the next one higher", "alarm"),
        ("The statutory limit was \u00a3", ", which we kept to", "statutory"),
        ("Nothing fell below the contractual ", "%.", "contractual"),
        ("It must not fall below \u00a3", "m.", ""),
        ("The first instalment of the $", " million harbour bond falls due in May", "bond"),
        ("Interest on our \u20ac", " loan from the bank rose", "loan"),
        ("The water level is ", " m, as in the table", None),
        ("Sales of the harbour came to $", " million, and a bond of the town was repaid", None),
    ],
)
def test_a_limit_or_the_sum_by_which_a_thing_is_called(before: str, behind: str, kind: str | None) -> None:
    assert limit_in(before, behind) == kind


@pytest.mark.parametrize(
    ("sentence", "elsewhere"),
    [
        ("Energy costs fell, and so did a 4.6% rise in the average bill.", True),
        ("Sales had a 4.6% rise in room revenue behind them.", False),
        ("The mean revenue of the four hotels was \u00a318,412,000.", True),
        ("The average of the hotel was \u00a318,412,000.", False),
        ("Room revenue was \u00a318,412,000.", False),
    ],
)
def test_a_mean_of_several_rows_or_the_rise_of_something_else(sentence: str, elsewhere: bool) -> None:
    document, at = last_of(HOTELS, sentence)
    room = entries_of(document).entries[0]
    assert is_of_another_thing(document, all_mentions(document)[at], room) is elsewhere
