"""Subtotals among the shares of a whole."""

from __future__ import annotations

import pytest

from tests.unit.checks.tables_written import on_table

FOOTING = "numbers.footing"
HOLDINGS = (
    "Country|% of assets\nAustria|21.3\nPoland|17.6\nSpain|14.8\nNorway|12.9\nOthers|27.1\nTotal shares|93.7\n"
    "Cash|4.2\nDeposits|2.1\nTotal|100.0"
)
MIXED = (
    "Source|2022|2023\nWind|31.4%|35.2%\nSun|18.7%|21.6%\nTotal renewable|50.1%|56.8%\nGas|28.6%|24.9%\n"
    "Oil|21.3%|18.3%\nTotal fossil|49.9%|43.2%\nTotal|100.0%|100.0%"
)


@pytest.mark.parametrize(
    ("table", "right", "wrong"),
    [
        (HOLDINGS, "14.8", "18.4"),
        (HOLDINGS, "93.7", "97.3"),
        (MIXED, "21.6%", "26.1%"),
        (MIXED, "43.2%", "34.2%"),
    ],
)
def test_subtotals_of_shares(table: str, right: str, wrong: str) -> None:
    """A subtotal of shares is the sum of its part of them."""
    assert not on_table(FOOTING, table)
    assert len(on_table(FOOTING, table.replace(right, wrong))) == 1


@pytest.mark.parametrize(
    "table",
    [
        HOLDINGS.replace("100.0", "101.0"),
        HOLDINGS.replace("\nTotal|100.0", "").replace("14.8", "18.4"),
        "Answer|%\nVery good|41.2\nGood|33.5\nPoor|25.3\nTotal with children|74.6\nTotal|100.0",
    ],
)
def test_shares_that_are_no_sums(table: str) -> None:
    """What makes up a hundred is left to the shares; a total that adds up no line above is no subtotal."""
    assert not on_table(FOOTING, table)
