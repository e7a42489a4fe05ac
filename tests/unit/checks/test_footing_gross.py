"""Gross amounts above a net one of the same name, and what is called gross and is no sum."""

from __future__ import annotations

import pytest

from tests.unit.checks.tables_written import on_table

FOOTING = "numbers.footing"
PAY = (
    "Payslip|EUR\nBasic pay|2,865.00\nOvertime|312.40\nNight work|148.75\nGross pay|3,326.15\nTax|604.20\n"
    "Pension|186.35\nNet pay|2,535.60"
)
VALUE = (
    "|EUR\nHall A|3,185,000\nHall B|2,740,000\nYard|965,000\nGross value|6,890,000\nRepairs|(143,000)\n"
    "Net value|6,747,000"
)
LOHN = "Lohn|EUR\nGrundlohn|2.865,00\nMehrarbeit|312,40\nBruttolohn|3.177,40\nSteuer|-604,20\nNettolohn|2.573,20"

TAX = (
    "|2025\nProvisions|1,284\nLosses carried on|3,917\nLeases|{leases}\nGross claims on tax|5,847\n"
    "Allowance|(1,092)\nClaims on tax, net of allowance|4,755\nBuildings|7,316\nTools|2,158\n"
    "Plant, gross|{plant}\nWorn off|(3,871)\nPlant, net|5,603"
)


@pytest.mark.parametrize(
    ("table", "right", "wrong"),
    [
        (TAX.format(leases="646", plant="9,474"), "646", "664"),
        (PAY, "312.40", "321.40"),
        (PAY, "3,326.15", "3,236.15"),
        (VALUE, "2,740,000", "2,470,000"),
        (LOHN, "312,40", "321,40"),
    ],
)
def test_gross_amounts(table: str, right: str, wrong: str) -> None:
    """What stands above a gross amount adds up to it where deductions lead on to a net one."""
    assert not on_table(FOOTING, table)
    assert len(on_table(FOOTING, table.replace(right, wrong))) == 1


@pytest.mark.parametrize(
    "table",
    [
        VALUE.replace("2,740,000", "2,470,000").replace("Net value", "Offered for"),
        "Hall|\nFloor, square metres|1,250\nFrontage, metres|84\nGross rent|15,720\nRates|(2,310)\nNet rent|13,410",
        "Trade|EUR\nHome|56,500\nAbroad|1,020\nGross profit|55,480\nRent|(4,180)\nNet profit|51,300",
    ],
)
def test_gross_amounts_that_are_no_sums(table: str) -> None:
    """Without a net amount of the same name nothing says that the lines above are all of it; a profit is a rest."""
    assert not on_table(FOOTING, table)
