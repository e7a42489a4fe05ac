"""Tables of plain text that only blanks align, and lines that stand in columns and are no tables."""

from __future__ import annotations

import pytest

from qa_service.documents import parse_document
from tests.unit.checks.tables_written import markdown, on_text

ACCOUNT = """SERVICE CHARGE

Larkfield Court, year ended 24 December 2024

Expenditure                Budget 2024   Actual 2024
Cleaning                        14,200        13,874
Lift maintenance                 8,650         9,127
                                ------        ------
Total day to day                22,850        23,001

Management
  Managing agent                18,250        18,250
  Accountancy                    1,450         1,475
                                ------        ------
Total management                19,700        19,725
                                ======        ======
Total service charge            42,550        42,726

Lift maintenance came to £9,127 and the whole charge to £42,726.
"""
RECEIPTS = """Receipt                       Cash          Bank
Subscriptions                               3,460.00
Bar takings               2,187.40
Raffle                      418.25
Hall hire                   362.50          1,284.00
Total receipts            2,968.15          4,744.00
"""
FOOTING, TIE_OUT = "numbers.footing", "numbers.tie_out"


def tables(text: str) -> list[list[list[str]]]:
    """The texts of the cells of each table."""
    return [[[cell.text for cell in row] for row in each.rows] for each in parse_document(text, "text/plain").tables]


@pytest.mark.parametrize(
    ("text", "right", "wrong", "check"),
    [
        (ACCOUNT, "42,726\n\nLift", "42,762\n\nLift", FOOTING),
        (ACCOUNT, "19,700", "17,900", FOOTING),
        (ACCOUNT, "£9,127", "£9,217", TIE_OUT),
        (ACCOUNT, "£42,726", "£42,276", TIE_OUT),
        (RECEIPTS, "2,968.15", "2,986.15", FOOTING),
        (RECEIPTS, "4,744.00", "4,474.00", FOOTING),
    ],
)
def test_slips_in_aligned_tables(text: str, right: str, wrong: str, check: str) -> None:
    """A total, and a figure of the text, are read as in any other table."""
    assert text.count(right) == 1
    assert not on_text(check, text, "text/plain")
    assert len(on_text(check, text.replace(right, wrong), "text/plain")) == 1


def test_cells_of_an_aligned_table() -> None:
    """Cells stand below their heads, whichever are blank, and know where they stand."""
    (rows,) = tables(RECEIPTS)
    assert rows[0] == ["Receipt", "Cash", "Bank"]
    assert rows[1] == ["Subscriptions", "", "3,460.00"]
    assert rows[2] == ["Bar takings", "2,187.40", ""]
    document = parse_document(RECEIPTS, "text/plain")
    cells = [cell for row in document.tables[0].rows for cell in row]
    assert all(RECEIPTS[cell.start : cell.end] == cell.text for cell in cells)


@pytest.mark.parametrize(
    "text",
    [
        "CONTENTS\n\n1. Definitions          3\n2. Term                 5\n3. Fees                11\n"
        "4. General             19\n",
        "Signed for the Seller       Signed for the Buyer\nName: J. Poole              Name: A. Reed\n"
        "Date: 4 March 2025          Date: 5 March 2025\nRoom 214                    Suite 1,100\n",
        "Order      Customer       Phone\n100234     Blake & Sons   020 7946 0018\n"
        "100235     Harris Ltd     020 7946 0123\n100236     Oddie plc      020 7946 0991\n",
        "The parties agree.  The fee is  £1,200\nand the deposit is paid on the date below.  The rent is  £2,400\n"
        "The term is fixed.  The sum is  £3,600\n",
        "Time     Bus    Stop\n07.15    214    High Street\n07.40    214    Station\n08.05    215    School\n",
    ],
)
def test_columns_that_are_no_tables(text: str) -> None:
    """Contents, signatures, lists of numbers and doubled blanks in sentences are running text."""
    assert tables(text) == []


OUTPUT = (
    "Line|Output|Scrap|Hours\nA|18,420 pcs|312 pcs|164 h\nB|15,976 pcs|287 pcs|151 h\nC|21,684 pcs|405 pcs|178 h\n"
    "Total|56,080 pcs|1,004 pcs|493 h"
)
ENERGY = "Source (GWh)|2022|2023\nCoal|12,480|10,216\nHydro|17,652|18,391\nWind|9,174|11,428\nTotal|39,306|40,035"
PERMITS = (
    "Year|Residential|Commercial|Total\n2021|438|301|739\n2022|467|294|761\n2023|451|318|769\nTotal|1,356|913|2,269"
)


@pytest.mark.parametrize(
    ("table", "sentence", "right", "wrong"),
    [
        (OUTPUT, "Together the lines made 56,080 pieces in 493 hours.", "56,080", "50,680"),
        (ENERGY, "Wind generated 11.4 TWh in 2023.", "11.4", "14.1"),
        (PERMITS, "In 2022 467 residential permits were granted and in 2023 451.", "467", "476"),
        (PERMITS, "Permits of all kinds came to 2,269.", "2,269", "2,296"),
    ],
)
def test_sentences_with_units_years_and_all_kinds(table: str, sentence: str, right: str, wrong: str) -> None:
    """Units of cells and energy, a year just before a figure, and "all kinds" tell which figure is meant."""
    assert not on_text(TIE_OUT, markdown(table, after=sentence))
    assert len(on_text(TIE_OUT, markdown(table, after=sentence.replace(right, wrong)))) == 1


@pytest.mark.parametrize(
    "sentence",
    [
        "Wind is to generate 14.1 TWh in 2030.",
        "The tariff rose to 11.9 cents per kWh in 2023.",
        "The largest turbine made 11.2 GWh in 2023.",
    ],
)
def test_other_energy(sentence: str) -> None:
    """Another year, a price and a part of what the table tells are no slips."""
    assert not on_text(TIE_OUT, markdown(ENERGY, after=sentence))


def test_staff_of_all_offices() -> None:
    """A short count of something else, said of a year of the table, is no total of it."""
    assert not on_text(TIE_OUT, markdown(PERMITS, after="Across all offices 719 staff worked in 2023."))


def test_cells_with_units() -> None:
    """Units in the cells hide no total; terms in years and ordinals add up to nothing."""
    assert not on_text(FOOTING, markdown(OUTPUT))
    assert len(on_text(FOOTING, markdown(OUTPUT.replace("56,080", "65,080")))) == 1
    assert not on_text(FOOTING, markdown("Lease|Term\nA|12 years\nB|15 years\nC|10 years\nTotal|38 years"))
