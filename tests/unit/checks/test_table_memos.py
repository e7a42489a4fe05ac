"""Whole memoranda with tables: silent as they stand, and told apart from a copy with one figure changed."""

from __future__ import annotations

import pytest

from tests.unit.checks.tables_written import on_text

CHECKS = ("numbers.footing", "numbers.percentages", "numbers.tie_out")
CLAIM = """\
# Claim decision 2024-118

On 14 March 2024 a storm damaged the roof and the porch of the insured house at 41 Mill Lane. The policy (no.
77-1204) has a limit of $350,000 and a deductible of $2,500. We inspected on 18 March 2024.

| Element | Replacement cost | Depreciation | Actual cash value |
|---|---|---|---|
| Roof | 24,310.00 | 6,077.50 | 18,232.50 |
| Porch | 8,940.00 | 894.00 | 8,046.00 |
| Gutters | 1,865.00 | 466.25 | 1,398.75 |
| Interior | 5,420.00 | 271.00 | 5,149.00 |
| **Total** | **40,535.00** | **7,708.75** | **32,826.25** |

The replacement cost of the roof is $24,310.00. At 25% depreciation its actual cash value is $18,232.50. The
porch was two years old, so that depreciation of only $894.00 applies. For the gutters we allow $1,398.75, and
the interior repair has a replacement cost of $5,420.00.

The total actual cash value is $32,826.25. After the deductible of $2,500.00 we pay $30,326.25. The insured's
contractor had estimated $46,200.00, which includes $5,665.00 for a new fence that the policy does not cover.

Recoverable depreciation of $7,708.75 in total is payable once repairs are complete. The roof accounts for 60%
of the replacement cost.
"""
VALUATION = """\
# Valuation of Northgate Ltd

All amounts in GBP million unless stated otherwise.

Table 1: Income statement (GBP m)

| Year to 31 December | 2021 | 2022 | 2023 |
|---|---|---|---|
| Revenue | 118.4 | 127.9 | 139.6 |
| Cost of sales | (71.2) | (76.1) | (82.4) |
| Gross profit | 47.2 | 51.8 | 57.2 |
| Operating expenses | (29.8) | (32.0) | (34.9) |
| Operating profit | 17.4 | 19.8 | 22.3 |
| Finance costs | (2.1) | (1.9) | (2.4) |
| Profit before tax | 15.3 | 17.9 | 19.9 |

Revenue grew by 8.0% in 2022 and by 9.1% in 2023, to 139.6 million. Gross profit reached 57.2 million in 2023, a
margin of 41.0%. Operating expenses rose to 34.9 million. Operating profit increased from 17.4 million in 2021
to 22.3 million in 2023. Finance costs were 1.9 million in 2022. Profit before tax of 19.9 million compares with
17.9 million a year earlier.

Table 2: Comparable companies

| Company | Enterprise value | Revenue | EV/Revenue |
|---|---|---|---|
| Harrow plc | 412.0 | 205.1 | 2.0x |
| Lindley plc | 287.5 | 151.3 | 1.9x |
| Marsh & Co | 533.8 | 242.6 | 2.2x |

At a multiple of 2.0 times revenue the enterprise value is about 279 million. Harrow has an enterprise value of
412.0 million, and Marsh & Co of 533.8 million on revenue of 242.6 million. We expect revenue of 151.0 million
in 2024 and apply a discount rate of 9.5%.
"""
MARKET = """\
# Market study: electric bicycles

The market was measured in thousands of units.

| Country | 2021 | 2022 | 2023 | Share 2023 |
|---|---|---|---|---|
| Germany | 2,004 | 2,210 | 2,118 | 42.0% |
| France | 659 | 738 | 671 | 13.3% |
| Netherlands | 520 | 488 | 453 | 9.0% |
| Italy | 295 | 337 | 273 | 5.4% |
| Other | 1,420 | 1,578 | 1,530 | 30.3% |
| Total | 4,898 | 5,351 | 5,045 | 100.0% |

Germany remained the largest market with 2,118 thousand units in 2023, a share of 42.0%. In France sales fell
from 738 thousand in 2022 to 671 thousand in 2023, a decline of 9.1%. The Netherlands sold 453,000 units, down
7.2%. Italy reached 337 thousand units in 2022. In total 5.05 million units were sold in 2023, 5.7% fewer than
the 5,351 thousand of 2022.

We interviewed 1,250 owners. Of respondents, 44% commute, 38% ride for leisure and 18% carry goods. Several
answers were possible to the question on brands: 62% named Bosch, 41% Shimano and 22% Yamaha. The average price
was 2,950 euros.
"""
GERMAN = """\
# Jahresbericht

Alle Beträge in TEUR.

| Position | 2022 | 2023 | 2024 |
|---|---|---|---|
| Umsatzerlöse | 48.214 | 51.907 | 55.310 |
| Materialaufwand | -21.480 | -23.015 | -24.688 |
| Personalaufwand | -14.905 | -15.620 | -16.744 |
| Sonstiger Aufwand | -6.310 | -6.852 | -7.195 |
| Ergebnis vor Steuern | 5.519 | 6.420 | 6.683 |

Die Umsatzerlöse stiegen 2024 um 6,6 % auf 55.310 TEUR. Der Materialaufwand betrug 24,7 Mio. Euro. Der
Personalaufwand lag 2023 bei 15.620 TEUR und 2024 bei 16.744 TEUR. Das Ergebnis vor Steuern von 6.683 TEUR
übertrifft das Vorjahr (6.420 TEUR) um 263 TEUR. Zum Stichtag beschäftigten wir 412 Personen an 3 Standorten.
Für 2025 erwarten wir Umsatzerlöse von 58.000 TEUR.
"""
DEBT = """\
NOTE 6. INVENTORIES AND DEBT

The components of inventories were as follows (in thousands):

| | June 30, 2024 | December 31, 2023 |
|---|---|---|
| Raw materials | $ 18,442 | $ 17,906 |
| Work in process | 7,315 | 6,884 |
| Finished goods | 31,270 | 33,519 |
| | 57,027 | 58,309 |
| Less: reserve for obsolescence | (2,118) | (1,954) |
| Inventories, net | $ 54,909 | $ 56,355 |

Inventories, net decreased $1.4 million from December 31, 2023. Finished goods were $31.3 million and $33.5
million at June 30, 2024 and December 31, 2023, respectively. We increased the reserve for obsolescence to
$2,118 thousand. Raw materials of $18,442 thousand include copper.

Long-term debt consisted of the following (in thousands):

| | June 30, 2024 | December 31, 2023 |
|---|---|---|
| Term loan due 2028 | $ 120,000 | $ 125,000 |
| Revolving credit facility | 34,500 | 28,000 |
| Equipment notes | 6,215 | 7,140 |
| Total debt | 160,715 | 160,140 |
| Less: current portion | (11,850) | (11,790) |
| Long-term debt | $ 148,865 | $ 148,350 |

During the six months we repaid $5.0 million of the term loan and drew $6.5 million on the revolving credit
facility. The weighted average interest rate was 6.85%. Total debt was $160.7 million. Equipment notes of $6,215
thousand mature through 2027. The facility has a limit of $75.0 million, and $40,500 thousand was unused.
"""
CHARITY = """\
# Trustees' report

| Income | Unrestricted £ | Restricted £ | Total 2024 £ | Total 2023 £ |
|---|---|---|---|---|
| Donations | 214,380 | 96,150 | 310,530 | 287,912 |
| Legacies | 58,000 | - | 58,000 | 112,400 |
| Grants | - | 143,725 | 143,725 | 130,060 |
| Shop | 71,946 | - | 71,946 | 69,388 |
| Total income | 344,326 | 239,875 | 584,201 | 599,760 |

Total income fell by 2.6% to £584,201 in 2024 (2023: £599,760), because legacies halved to £58,000. Donations
rose to £310,530, of which £96,150 is restricted. Grants brought £143,725, and the shop £71,946. Restricted
income was £239,875 in all. Reserves stand at £203,000, or 4.1 months of spending. We thank 1,240 volunteers.
"""
ENERGY = """\
# Energy audit

Table 4. Consumption by use, MWh

| Use | 2022 | 2023 | Change | Share of 2023 (%) |
|---|---|---|---|---|
| Heating | 1,842 | 1,695 | -147 | 45.8 |
| Cooling | 412 | 455 | 43 | 12.3 |
| Lighting | 633 | 581 | -52 | 15.7 |
| Ventilation | 718 | 702 | -16 | 19.0 |
| Lifts | 249 | 268 | 19 | 7.2 |
| Building | 3,854 | 3,701 | -153 | 100.0 |

Heating used 1,695 MWh in 2023, 8.0% less than in 2022. Cooling rose by 43 MWh to 455 MWh after the hot summer.
Lighting fell from 633 to 581 MWh thanks to 1,150 LED lamps. Ventilation took 702 MWh, and heating 45.8% of the
total. The building used 3,701 MWh. With a price of 0.21 euro per kWh the cost is about 777,000 euros. We
propose measures that save 240 MWh a year for an investment of 310,000 euros, which pays back in 6.2 years.
"""
MEMOS = {
    "claim": CLAIM,
    "valuation": VALUATION,
    "market": MARKET,
    "german": GERMAN,
    "debt": DEBT,
    "charity": CHARITY,
    "energy": ENERGY,
}
EDITS = [
    ("claim", "of the roof is $24,310.00", "of the roof is $24,130.00", "numbers.tie_out"),
    ("claim", "we allow $1,398.75", "we allow $1,389.75", "numbers.tie_out"),
    ("claim", "| **32,826.25**", "| **32,862.25**", "numbers.footing"),
    ("claim", "| 5,149.00 |", "| 5,419.00 |", "numbers.footing"),
    ("valuation", "reached 57.2 million", "reached 52.7 million", "numbers.tie_out"),
    ("valuation", "rose to 34.9 million", "rose to 39.4 million", "numbers.tie_out"),
    ("valuation", "| 47.2 | 51.8 |", "| 47.2 | 58.1 |", "numbers.footing"),
    ("market", "with 2,118 thousand", "with 2,181 thousand", "numbers.tie_out"),
    ("market", "the 5,351 thousand", "the 5,315 thousand", "numbers.tie_out"),
    ("market", "| 4,898 | 5,351 |", "| 4,989 | 5,351 |", "numbers.footing"),
    ("market", "44% commute, 38% ride", "54% commute, 38% ride", "numbers.percentages"),
    ("market", "| 13.3% |", "| 18.3% |", "numbers.percentages"),
    ("german", "auf 55.310 TEUR", "auf 53.510 TEUR", "numbers.tie_out"),
    ("german", "| 6.420 | 6.683 |", "| 6.420 | 6.863 |", "numbers.footing"),
    ("debt", "debt was $160.7 million", "debt was $106.7 million", "numbers.tie_out"),
    ("debt", "notes of $6,215", "notes of $6,251", "numbers.tie_out"),
    ("debt", "| 57,027 | 58,309 |", "| 57,027 | 53,809 |", "numbers.footing"),
    ("debt", "| $ 54,909 |", "| $ 54,990 |", "numbers.footing"),
    ("charity", "brought \u00a3143,725", "brought \u00a3143,275", "numbers.tie_out"),
    ("charity", "| 58,000 | - | 58,000 |", "| 58,000 | - | 85,000 |", "numbers.footing"),
    ("energy", "used 1,695 MWh", "used 1,965 MWh", "numbers.tie_out"),
    ("energy", "from 633 to 581", "from 683 to 581", "numbers.tie_out"),
]


@pytest.mark.parametrize("name", MEMOS)
def test_a_right_memorandum_is_left_alone(name: str) -> None:
    assert [found.message for check in CHECKS for found in on_text(check, MEMOS[name])] == []


@pytest.mark.parametrize(("name", "printed", "changed", "check"), EDITS)
def test_one_changed_figure_is_found_once(name: str, printed: str, changed: str, check: str) -> None:
    assert MEMOS[name].count(printed) == 1
    text = MEMOS[name].replace(printed, changed)
    (found,) = on_text(check, text)
    in_table = found.row is not None
    assert in_table or check == "numbers.percentages"
    if check == "numbers.tie_out":
        assert found.quote in changed
