"""Groups headed by their sum, and the figures that merely look like one."""

from __future__ import annotations

import pytest

from tests.unit.checks.running import quotes
from tests.unit.checks.tables_written import on_table

WRONG = {
    "numbered": (
        "Code|Cost|Budget\n1|Civil works|5,210\n1.1|Earthworks|1,845\n1.2|Structures|2,703\n1.3|Drainage|635\n"
        "2|Services|4,635\n2.1|Heating|3,340\n2.2|Wiring|1,295",
        (1, 2),
    ),
    "marked": (
        "Staff|2023|2024\nCentre|192|201\n- Finance|88|92\n- Legal|41|39\n- People|63|70\nCare|392|412\n"
        "- Adults|205|212\n- Children|147|115\n- Housing|40|45",
        (5, 2),
    ),
    "by figures": (
        "Region|Q1|Q2|Q3\nEurope|2,932|2,906|3,022\nGermany|1,204|1,188|1,251\nFrance|986|1,012|990\nItaly|742|760|781\n"
        "Asia|2,545|2,537|2,599\nJapan|655|702|688\nChina|1,890|1,835|1,911",
        (1, 2),
    ),
    "one column between groups": (
        "Line|USD\nStaff|106,450\nManager|48,200\nOfficers|36,500\nClerk|21,750\nTravel|11,150\nFlights|7,840\n"
        "Per diems|3,265\nEquipment|8,385\nLaptops|4,180\nRadios|2,990\nSoftware|1,215\nTotal|125,940",
        (5, 1),
    ),
    "total of heads": (
        "Line|USD\nStaff|106,450\nManager|48,200\nOfficers|36,500\nClerk|21,750\nTravel|11,105\nFlights|7,840\n"
        "Per diems|3,265\nEquipment|8,385\nLaptops|4,180\nRadios|2,990\nSoftware|1,215\nTotal|125,490",
        (12, 1),
    ),
    "a lone line among groups": (
        "Source|Tonnes\nScope 1|1,522.7\nGas|1,204.5\nVehicles|318.2\nScope 2|2,410.8\nScope 3|2,129.8\nGoods|905.4\n"
        "Travel|688.1\nCommuting|599.3\nTotal|6,126.3",
        (5, 1),
    ),
    "inner and outer column": (
        "|\u00a3|\u00a3\nSubscriptions|4,210.00|\nHall hire|1,865.50|\nDonations|730.00|6,805.50\nRent|2,400.00|\n"
        "Insurance|612.35|\nCoaches|1,980.00|4,929.35\nSurplus||1,813.15",
        (6, 2),
    ),
    "sums of an inner column in lines of their own": (
        "Estate||\nHouse|385,000.00|\nBank|41,206.38|\nShares|18,744.10|\n||444,590.48\nFuneral|4,985.00|\n"
        "Card|1,310.62|\nCare|7,420.00|\n||13,715.62",
        (4, 2),
    ),
    "parts of which": (
        "TWh|2021|2022|2023\nGeneration|195.5|201.8|206.5\nof which gas|118.4|101.7|94.6\n"
        "of which wind|46.2|61.3|66.9\nof which nuclear|30.9|38.8|44.1\nImports|22.6|19.4|24.3",
        (1, 3),
    ),
}
RIGHT = {
    "parts of which some": (
        "Figures|2022|2023\nRevenue|4,812|5,230\n- of which recurring|3,120|3,415\n- of which licences|842|790\n"
        "Employees|1,204|1,288\n- women|512|561\n- part-time|190|214"
    ),
    "numbered scores": (
        "No|Criterion|Points\n1|Quality|84\n1.1|Method|38\n1.2|Team|41\n2|Price|70\n2.1|Day rates|66\n2.2|Expenses|72"
    ),
    "round figures": (
        "Item|Option A|Option B\nFit-out|120,000|95,000\nFurniture|40,000|35,000\nEquipment|60,000|60,000\n"
        "Removal|20,000|15,000\nLegal|10,000|10,000\nContingency|30,000|20,000"
    ),
    "any of several events": (
        "Event|Active|Placebo\nAny event|96|71\nHeadache|34|29\nNausea|37|21\nDizziness|28|12\nSerious event|9|7\n"
        "Pneumonia|4|3\nFall|4|3"
    ),
    "two columns of the same money": (
        "|\u00a3|\u00a3\nDesk|240.00|\nChair|118.50|\nLamp|46.00|312.80\nShelf|96.00|\nStool|58.20|201.40"
    ),
    "some towns of a country": (
        "Place|Members|Active\nAustria|412|310\nVienna|205|160\nGraz|96|71\nPoland|655|502\nWarsaw|288|214\nGdansk|120|94"
    ),
}


@pytest.mark.parametrize("name", WRONG)
def test_a_head_that_its_parts_do_not_add_up_to_is_found(name: str) -> None:
    table, cell = WRONG[name]
    assert [(found.row, found.column) for found in on_table("numbers.footing", table)] == [cell]


@pytest.mark.parametrize("name", RIGHT)
def test_lines_that_are_no_parts_of_the_one_above_are_left_alone(name: str) -> None:
    assert [found.message for found in on_table("numbers.footing", RIGHT[name])] == []


SCHOOLS = """| School | Pupils | Teachers | Pupils per teacher |
|---|---|---|---|
| Ashby Primary | 404 | 18.4 | 22.0 |
| Fern Hill | 209 | 9.2 | 22.7 |
| North subtotal | {north} | 27.6 | 22.2 |
| Oakridge | 313 | 14.1 | 22.2 |
| St Anne's | 209 | 9.6 | 21.8 |
| South subtotal | 522 | 23.7 | 22.0 |
| County | 1,135 | 51.3 | 22.1 |
"""


def test_what_is_counted_per_person_has_no_sum_whatever_else_is_wrong() -> None:
    assert quotes("numbers.footing", SCHOOLS.format(north="613")) == []
    assert quotes("numbers.footing", SCHOOLS.format(north="631")) == ["631"]
