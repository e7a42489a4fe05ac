"""Totals that other figures of the table prove wrong, and totals that are excused by them."""

from __future__ import annotations

import pytest

from tests.unit.checks.tables_written import on_table

FOOTING = "numbers.footing"
CASH = (
    "EUR thousand|2025|2026|2027|2028\nSales|31,200|32,950|34,410|35,870\nCore earnings|5,214|5,637|6,082|6,315\n"
    "Tax|(702)|(768)|(829)|(851)\nPlant|(1,340)|(1,215)|(1,160)|(1,085)\nStocks|(385)|(342)|(318)|(276)\n"
    "Free funds|2,787|3,312|3,775|4,103\nFactor|0.9259|0.8573|0.7938|0.7350"
)
HEAT = (
    "Plant|2021|2022|2023\nBoilers|7,316|6,948|6,205\nKilns|2,847|2,611|2,390\nOn site|10,163|9,559|8,595\n"
    "Lorries|40,258|38,617|36,904\nRail|3,175|2,980|3,412\nShips|12,690|11,745|10,873\nOff site|56,123|53,342|51,189\n"
    "Total|66,286|62,901|59,784"
)
BALANCE = (
    "Item|EUR\nPlant at cost|84,317,655\nStocks|6,208,914\nDebtors|2,749,380\nTotal assets|93,275,949\n"
    "Suppliers|(1,483,216)\nTaxes|(507,684)\nAccruals|(218,190)\nTotal liabilities|(2,209,090)\nNet assets|91,066,859"
)


@pytest.mark.parametrize(
    ("table", "right", "wrong"),
    [
        pytest.param(CASH, "(318)", "(518)", id="beside a row of factors"),
        pytest.param(HEAT, "|3,175|", "|7,135|", id="digits in another order"),
        pytest.param(BALANCE, "(2,209,090)", "(2,920,990)", id="the next sum foots without"),
    ],
)
def test_proven_slips(table: str, right: str, wrong: str) -> None:
    """What other columns, or the next sum, prove to the last digit needs no plain slip."""
    assert table.count(right) == 1
    assert not on_table(FOOTING, table)
    assert len(on_table(FOOTING, table.replace(right, wrong))) == 1


@pytest.mark.parametrize(
    ("table", "right", "wrong"),
    [
        pytest.param(HEAT, "|3,175|", "|5,942|", id="no slip at all"),
        pytest.param(BALANCE.rpartition("\n")[0], "(2,209,090)", "(2,920,990)", id="no next sum"),
    ],
)
def test_what_nothing_proves(table: str, right: str, wrong: str) -> None:
    """Without other digits that agree, or a sum that confirms, the lines may be no parts at all."""
    assert not on_table(FOOTING, table.replace(right, wrong))


LEFT_TO_BUY = (
    "Month|Bought|On the market|Left to buy (EUR m)\nMay|417,250|402,118|8.4\nJune|1,263,904|1,209,377|6.1\n"
    "July|988,615|951,240|{july}\nTotal|2,669,769|2,562,735|{total}"
)
DUE = (
    "Due|Total|2026|2027|Later\nLoans|9,418.6|1,207.3|3,116.4|5,094.9\nLeases|612.7|148.2|137.9|326.6\n"
    "Fixed in time|10,031.3|1,355.5|3,254.3|5,421.5\nPensions|{pensions}|-|-|-\n"
    "Total|{all}|1,355.5|3,254.3|5,421.5"
)


@pytest.mark.parametrize(
    ("table", "count"),
    [
        (LEFT_TO_BUY.format(july="4.9", total="4.9"), 0),
        (LEFT_TO_BUY.format(july="4.9", total="18.9"), 1),
        (DUE.format(pensions="873.5", all="10,904.8"), 0),
        (DUE.format(pensions="873.5", all="10,940.8"), 1),
    ],
)
def test_excused_totals(table: str, count: int) -> None:
    """The total of balances repeats the last one; what is allotted to no column stands in the last total alone."""
    assert len(on_table(FOOTING, table)) == count


COSTS = (
    "{heads}\nRent|24,360|23,915\nStaff|118,742|109,388\nRepairs|9,127|12,604\nExceptional|{once}|-\nFlood|{flood}|-\n"
    "Total|{total}|145,907"
)


@pytest.mark.parametrize(
    ("values", "count"),
    [
        ({"heads": "EUR|2025|2024", "once": "-", "flood": "-", "total": "152,229"}, 0),
        ({"heads": "EUR|2025|2024", "once": "-", "flood": "-", "total": "163,914"}, 1),
        ({"heads": "EUR|Budget|Actual", "once": "-", "flood": "-", "total": "163,914"}, 1),
        ({"heads": "Site|2025 (EUR)|2025 (n)", "once": "-", "flood": "-", "total": "163,914"}, 0),
        ({"heads": "Site|Visits|Visitors", "once": "-", "flood": "-", "total": "163,914"}, 0),
        ({"heads": "EUR|2025|2024", "once": "4,815", "flood": "6,230", "total": "152,229"}, 0),
        ({"heads": "EUR|2025|2024", "once": "4,815", "flood": "6,230", "total": "136,914"}, 1),
    ],
)
def test_columns_of_one_measure(values: dict[str, str], count: int) -> None:
    """What adds up in one year adds up in the next, but for lines that only the next one has; people overlap."""
    assert len(on_table(FOOTING, COSTS.format(**values))) == count


RESERVES = (
    "|2025|2024|2023\nOpening reserve for claims|4,816|4,217|3,952\nAdded|739|871|648\nPaid|(395)|(272)|(383)\n"
    "Closing reserve for claims|5,160|4,816|4,217\nOpening reserve for returns|1,250|1,384|1,127\n"
    "Added to it|165|(134)|257\nClosing reserve for returns|1,442|1,250|1,384\nTotal reserves|{total}|6,066|5,601"
)


@pytest.mark.parametrize(("total", "told"), [("6,602", False), ("6,755", True)])
def test_balances_that_the_next_sum_takes(total: str, told: bool) -> None:
    """A balance moved by a little that is not in the table is no slip where the next sum takes it as it stands."""
    rows = [finding.row for finding in on_table(FOOTING, RESERVES.format(total=total))]
    assert (7 in rows or 8 in rows) == told
