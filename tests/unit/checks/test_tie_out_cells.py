"""Figures from another cell than the one named, totals told in other words, and figures that belong to no table."""

from __future__ import annotations

import pytest

from tests.unit.checks.tables_written import markdown, on_text

FLOWS = (
    "\u00a3'000|2025|2024\nProfit for the year|6,418|5,207\nRepayment of borrowings|(1,580)|(1,850)\n"
    "Dividends paid|(1,126)|(1,043)"
)
PLANS = (
    "$000|FY 2024 actual|FY 2025 adopted|FY 2026 proposed\n"
    "Property tax|14,286|14,905|15,617\nSales tax|8,431|8,720|8,655"
)
ARMS = "Characteristic|Active|Placebo|Total\nAll patients|214|209|423\nFemale|96|88|184\nMale|118|121|239"
FUND = "Security|Market value (EUR 000)|% of assets\nAldern Freight NV|6,205.4|12.9\nBrevia Pharma SA|7,418.2|15.4"
FUELS = "ktoe|Coal|Oil|Gas\nIndustry|241|742|1,126\nTransport|0|2,593|58\nHouseholds|48|385|1,272"
ROOMS = "Use|Net area|Rooms\nOffices|12,460|214\nStores|2,275|31\nVacant|1,815|29"
AGES = (
    "|16-34|35-59|60 and over|All ages\nDaily|143|118|47|308\nWeekly|96|127|108|331\nAll respondents|239|245|155|1,639"
)
GRANT = "Heading|Budget (EUR)|Actual (EUR)\nPersonnel|184,600|179,352\nTravel|22,400|15,935"
SPEED = "Engine, MB/s|ratio|p99 ms\nalex|0.30|9\nflask-smorest|0.776|2.15\nparse only|1.0|4.20\nflask|0.9|3.5"
STATES = "Current state|Refund\n0x60006000556000600055|15000\n0x60006001556000600055|4200"

WRONG = {
    "last year's column": (FLOWS, "During the year we repaid \u00a31,850 thousand of borrowings.", "1,850"),
    "another year's column": (FLOWS, "In 2025 the repayment of borrowings took \u00a31,850 thousand.", "1,850"),
    "another arm": (ARMS, "In the Active arm 88 patients were women, and in the placebo arm 88.", "88"),
    "another row": (FUND, "Brevia Pharma remained the largest position, at \u20ac6,205.4 thousand.", "6,205.4"),
    "another row and column": (FUELS, "Transport used 1,126 ktoe of oil.", "1,126"),
    "beside what it is compared with": (
        "Item, MWh|July|August\nGross generation|5,712|6,948\nExported|5,502|6,741\nBudget|6,350|6,600",
        "Export in July reached only 5,712 MWh against a budget of 6,350 MWh.",
        "5,712",
    ),
    "a head that holds a word of comparing": (
        "Parameter|Raw water|After filter|Tap\nTurbidity|3.40|0.21|0.18\nNitrate|4.10|4.05|4.02",
        "Turbidity after the filter was 0.18.",
        "0.18",
    ),
    "another row, and a number before the label": (
        "No.|Unit|Area (sq ft)\n2|Pellgate Pets|8,150\n3|Ostrey Kitchens|6,800",
        "Pellgate Pets holds 6,800 sq ft.",
        "6,800",
    ),
    "expected in a plan": (PLANS, "Property tax is expected to yield $16,517 thousand.", "16,517"),
    "off the budget": (
        "Head|Budget (EUR)|Actual (EUR)|Underspend (EUR)\nTravel|22,400|15,935|6,465\nRent|9,000|8,410|590",
        "Travel stayed EUR 12,460 below budget since the meeting was held online.",
        "12,460",
    ),
    "the column of differences": (
        "Book|Ledger|Bank|Difference\nOperating|214,806.12|219,345.77|4,539.65\nPayroll|38,400.00|38,400.00|0",
        "Cheques of 4,593.65 explain the difference.",
        "4,593.65",
    ),
    "added": (
        "EUR 000|2024|2025|Change\nNorth|7,260|8,154|894\nSouth|9,835|9,412|(423)",
        "North added EUR 849 thousand.",
        "849",
    ),
    "since a year": (
        "Ortsteil|2015|2020|2024\nAltstadt|8.412|8.230|8.517\nHafen|3.120|4.375|5.961",
        "Der Ortsteil Hafen wuchs seit 2020 um 1.586 auf 5.691 Einwohner.",
        "5.691",
    ),
    "years as rows": (
        "Accident year|Paid|Outstanding\n2023|5,207|1,364\n2024|2,951|4,086",
        "Outstanding claims of 2024 stand at 1,364.",
        "1,364",
    ),
    "the most since": (
        "Month|Passengers|Vehicles\nJune|52,947|12,038\nJuly|78,316|17,492",
        "In July 73,816 passengers travelled, the most since 2018.",
        "73,816",
    ),
    "a reason behind": (GRANT, "Personnel cost EUR 109,352, as one post stood empty until October.", "109,352"),
}
BELOW = {
    "total with cents": (
        "Person|Hours|Amount \u00a3\nGrant|6.4|2,464.00\nOkoro|18.7|4,862.00\nTotal|25.1|7,326.00",
        "The fees come to \u00a37,362.00.",
        "7,362.00",
    ),
    "total in other words": (AGES, "Of the people asked, 1,369 answered the question.", "1,369"),
}
RIGHT = {
    "both years": (FLOWS, "We repaid \u00a31,580 thousand of borrowings in 2025 and \u00a31,850 thousand in 2024."),
    "compared with the year before": (FLOWS, "The repayment of borrowings in 2025 compares with \u00a31,850 thousand."),
    "off the budget as printed": (
        "Head|Budget (EUR)|Actual (EUR)|Underspend (EUR)\nTravel|22,400|15,935|6,465\nRent|9,000|8,410|590",
        "Travel stayed EUR 6,465 below budget, and rent about EUR 600 below budget.",
    ),
    "off the budget before": (
        "Head|Budget (EUR)|Actual (EUR)|Underspend (EUR)\nTravel|22,400|15,935|6,465\nRent|9,000|8,410|590",
        "Travel stayed EUR 12,460 below budget until March.",
    ),
    "a word of another column": (
        "Programme|Awards|Amount awarded (\u20ac)\nEarly|47|5,640,000\nConsolidator|29|8,410,000",
        "Consolidator awards were worth \u20ac8,410,000.",
    ),
    "a column beside one without a name": (
        "Model|Accuracy|F1\nBaseNet|0.812|0.794\nDeepNet|0.857|0.841",
        "On the older set BaseNet had an accuracy of 0.774.",
    ),
    "no year said": (FLOWS, "We repaid \u00a31,850 thousand of borrowings."),
    "arms in turn": (ARMS, "In the Active arm 96 patients were women, and in the placebo arm 88."),
    "another arm said first": (ARMS, "The placebo and active arms had 88 and 96 female patients."),
    "another row said": (FUND, "Brevia Pharma stood ahead of Aldern Freight, at \u20ac6,205.4 thousand."),
    "not the subject": (FUND, "With Brevia Pharma sold, the largest position is \u20ac6,205.4 thousand."),
    "more than another": (FUELS, "Transport used 1,126 ktoe of oil more than industry used of gas."),
    "the column of another figure": (ROOMS, "The letting leaves 1,815 m\u00b2 vacant in 29 rooms."),
    "a figure of another table": (
        FUELS,
        "Transport used 4,480 ktoe of oil in 1998.",
    ),
    "number of a heading": (SPEED, "### 2.51 flask-smorest\n\nThe ratio of alex is 0.30."),
    "number of a version": (SPEED, "This was tried with flask-limiter 2.16 and works."),
    "another power of ten": (SPEED, "The ratio to parse only, 10,500 req/s, is told below."),
    "another unit": (SPEED, "With flask-smorest p99 is 2.51 s."),
    "a list of figures": (SPEED, "In process, ratio: flask-smorest 2.51 / 2.40 / 2.41."),
    "a limit": (SPEED, "The p99 of parse only is <= 4.02 ms."),
    "a name with a number": (STATES, "In [EIP-4800](./x.md) three refunds were introduced."),
    "rows named by codes": (STATES, "The refund adds 4800 to the counter."),
    "strange figures": (SPEED, "Ratio: flask-smorest 0.545, 0.567, 0.531, 0.542, 0.467, 0.726 and 0.482."),
    "per person": ("Team|Spend limit\nTeam|$1,850\nBoard|$2,400", "Each team spends $150 per person per quarter."),
    "a quarter of something else": (PLANS, "We expect 16,517 visitors."),
}


@pytest.mark.parametrize("name", WRONG)
def test_a_figure_of_another_cell_is_found(name: str) -> None:
    table, sentence, quote = WRONG[name]
    found = on_text("numbers.tie_out", markdown(table, before=sentence))
    assert [finding.quote for finding in found] == [quote]


@pytest.mark.parametrize("name", BELOW)
def test_the_total_of_a_table_right_above_is_known_by_its_digits(name: str) -> None:
    table, sentence, quote = BELOW[name]
    found = on_text("numbers.tie_out", markdown(table, after=sentence))
    assert [finding.quote for finding in found] == [quote]


@pytest.mark.parametrize("name", RIGHT)
@pytest.mark.parametrize("place", ["before", "after"])
def test_figures_of_something_else_are_left_alone(name: str, place: str) -> None:
    table, sentence = RIGHT[name]
    assert [finding.message for finding in on_text("numbers.tie_out", markdown(table, **{place: sentence}))] == []


def test_a_caption_says_that_a_table_gives_percentages() -> None:
    table = markdown("Facility|Good|Fair|Poor|Very poor\nPublic toilets|46|28|13|6\nParking|35|29|17|9")
    sentence = "Public toilets are judged poor by {} per cent.\n\n"
    caption = "Table 2. Rating of facilities (%)\n"
    (found,) = on_text("numbers.tie_out", f"{sentence.format(17)}{caption}{table}")
    assert (found.quote, found.suggestion) == ("17", "13")
    assert on_text("numbers.tie_out", f"{sentence.format(13)}{caption}{table}") == ()


@pytest.mark.parametrize("note", ["(ii)", "[a]", "(a)"])
def test_a_note_behind_a_figure_is_no_second_figure(note: str) -> None:
    table = f"Item|2023|2024\nStaff costs|1,902|1,957 {note}\nRent|640|655"
    (found,) = on_text("numbers.tie_out", markdown(table, before="Staff costs came to 1,975 in 2024."))
    assert found.quote == "1,975"
