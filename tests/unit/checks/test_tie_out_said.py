"""What the words beside a figure say of its period, its unit, its aim and its year."""

from __future__ import annotations

import pytest

from tests.unit.checks.tables_written import markdown, on_text

WARDS = (
    "Indicator|Q2 2025|Q3 2025|Q4 2025|Target\nPressure ulcers per 1,000 bed days|1.84|1.92|2.07|1.60\n"
    "Line infections per 1,000 line days|1.53|1.29|0.94|1.10\nInjurious falls per 1,000 bed days|0.83|0.76|0.62|0.65\n"
    "Readmissions within 30 days|14.2%|13.6%|12.9%|12.5%"
)
CLAIM = (
    "Head of claim|Claimed (£)|Adjusted (£)\nBuildings|318,400|284,650\nStock|46,925|39,180\nFees|27,350|21,940\n"
    "Total|392,675|345,770"
)
CORES = "Core|Max. load (kN)|Strength (MPa)\nD1|184.2|23.4\nD2|192.6|24.5\nD3|301.8|38.4\nD4|268.7|34.2"
AWARDS = (
    "Share-based payment|2025|2024|2023\nResearch and development|61,482|49,307|35,816\nSelling|44,965|38,721|31,094\n"
    "General and administrative|31,247|26,483|20,159\nTotal|137,694|114,511|87,069"
)
PORT = (
    "Month|Lines picked|Orders|Claims\nJanuary|214,360|48,217|312\nFebruary|196,845|45,108|287\n"
    "March|237,290|52,663|341"
)
STAFF = "Company|Average headcount|Leavers|Turnover (%)\nAlder|412|71|17.2\nBirch|678|115|17.0\nGroup|1,090|186|17.1"
DEPOTS = (
    "Depot|Parcels|On time (%)|Cost a stop (£)\nHarbour|48,312|96.4|11.82\nLock|36,945|93.1|12.47\n"
    "Mill Lane|41,780|95.7|10.96\nCanal|27,634|89.8|14.35\nStation|33,208|94.9|12.08\nNetwork|187,879|94.4|12.17"
)
RESERVES = (
    "£'000|Repairs|Grounds|Contracts|All\nAt 1 May|1,284|640|375|2,299\nAdded|462|85|40|587\n"
    "Used|(518)|(161)|(210)|(889)\nAt 30 April|1,228|564|205|1,997"
)
INTRO = {
    WARDS: "Line infections fell to 0.94 per 1,000 line days, and readmissions to 12.9%. ",
    CLAIM: "The claim of £392,675 includes £318,400 for the buildings, which we adjust to £284,650. ",
    CORES: "Core D1 failed at 184.2 kN (23.4 MPa) and core D2 at 192.6 kN (24.5 MPa). ",
    AWARDS: "The total was $137.7 million, $114.5 million and $87.1 million in fiscal 2025, 2024 and 2023. ",
    PORT: "We shipped 48,217 orders in January, 45,108 in February and 52,663 in March. ",
    STAFF: "Turnover was 17.2% at Alder and 17.0% at Birch. ",
    DEPOTS: "Mill Lane moved 41,780 parcels with 95.7% on time, and Station 33,208 with 94.9%. ",
    RESERVES: "Repairs used £518,000 and ended at £1,228,000; grounds ended at £564,000. ",
}
WRONG = {
    "of a quarter told by its number": (
        WARDS,
        "Pressure ulcers were at 1.84 in the second quarter, 1.29 in the third and are now at 2.07.",
        "1.29",
    ),
    "for so many quarters running": (
        WARDS,
        "Injurious falls came down for the second quarter running and stand at 0.26 per 1,000 bed days.",
        "0.26",
    ),
    "what is recommended": (CLAIM, "We would recommend settlement at £354,770.", "354,770"),
    "beside a share and an amount that add up by chance": (
        AWARDS,
        "Selling took $45.0 million, up 8.3%, while general and administrative took $37.2 million, with $0.5 million"
        " for one leaver.",
        "37.2",
    ),
    "in the unit of its column, with its row named": (
        CORES,
        "D4 gave the next best result, 286.7 kN at 34.2 MPa.",
        "286.7",
    ),
    "behind what it is told before": (
        AWARDS,
        "Before any tax relief, the cost of research and development stood at $65.1 million in fiscal 2025.",
        "65.1",
    ),
    "of another year than the one behind it": (
        AWARDS,
        "The largest was research and development, at $61.5 million in fiscal 2025 and $35.8 million in fiscal 2024.",
        "35.8",
    ),
}
RIGHT = {
    "a limit in brackets": (STAFF, "Turnover at group level stayed at 17.1% (limit: 17.3%)."),
    "a goal in brackets": (STAFF, "Turnover at group level stayed at 17.1% (goal: below 17.5%)."),
    "an alarm level behind a unit": (CORES, "Core D4 came to 34.2 MPa, above the 24.4 MPa warning level."),
    "of a quarter told by its number": (
        WARDS,
        "Pressure ulcers were at 1.84 in the second quarter, 1.92 in the third and are now at 2.07.",
    ),
    "inside an aim": (WARDS, "Injurious falls are also inside target: 0.62 against 0.76 in the previous quarter."),
    "what is recommended": (CLAIM, "We would recommend settlement at £345,770."),
    "what would have been": (CLAIM, "Without the sprinklers it would have come to £354,770."),
    "an average in the unit of another column": (CORES, "The average for the load, 38.4 MPa, meets the clause."),
    "beside the figure that it may be taken for": (
        STAFF,
        "Group-wide, 186 people left on an average headcount of 1,090.",
    ),
    "of a peak": (PORT, "Lines picked peaked at 237,290."),
    "of the year behind it": (
        AWARDS,
        "The largest was research and development, at $61.5 million in fiscal 2025 and $49.3 million in fiscal 2024.",
    ),
    "a sum that names a thing": (
        AWARDS,
        "Selling rose to $45.0 million owing to the first payment on the $31.7 million bonds approved in May.",
    ),
    "what a growth follows from": (AWARDS, "Total awards grew 20.2% to $137.7 million in fiscal 2025."),
    "all first, then how many of them": (
        DEPOTS,
        "The five depots moved 187,879 parcels, about 26% of them out of Harbour, which also had the best number"
        " on time, at 96.4%.",
    ),
    "what is brought and carried forward": (
        RESERVES,
        "In aggregate, reserves fell by £302,000 to just under £2.0m, and £889,000 was used across all classes.",
    ),
}


def told(table: str, sentence: str) -> list[str]:
    """Return what is quoted from a text that cites its table, and then has one more sentence."""
    return [found.quote for found in on_text("numbers.tie_out", markdown(table, INTRO[table] + sentence))]


@pytest.mark.parametrize(("table", "sentence", "figure"), WRONG.values(), ids=WRONG)
def test_a_figure_that_its_words_contradict(table: str, sentence: str, figure: str) -> None:
    assert told(table, sentence) == [figure]


@pytest.mark.parametrize(("table", "sentence"), RIGHT.values(), ids=RIGHT)
def test_a_figure_that_its_words_explain(table: str, sentence: str) -> None:
    assert told(table, sentence) == []


@pytest.mark.parametrize(
    "sentence",
    [
        "Injurious falls per 1,000 bed days stood at 0.62, versus a goal of 0.65.",
        "Readmissions within 30 days came to 12.9% against a goal of 12.5%.",
    ],
)
def test_goals_are_targets(sentence: str) -> None:
    assert [found.quote for found in on_text("numbers.tie_out", markdown(WARDS, sentence))] == []


INFECTIONS = "Indicator|Q1|Q2|Q3|Q4\nProcedures|1,284|1,351|1,297|1,418\nInfections|11|9|14|7\nCancelled|63|58|71|49"
DEBT = (
    "Facility|Rate|2023|2022|Matures\nTerm loan A|6.85%|18,400|21,200|2027\nTerm loan B|7.40%|9,750|9,750|2029\n"
    "Notes|5.15%|2,618|3,407|2025"
)


@pytest.mark.parametrize(
    ("table", "sentence", "told"),
    [
        (INFECTIONS, "Procedures rose to 1,418 in Q4 from 1,297 in Q3. Infections numbered 41 in all.", []),
        (INFECTIONS, "We saw 1,418 patients in Q4. Procedures were done 1,248 times in Q1.", ["1,248"]),
        (DEBT, "Repayments of $2.8 million brought Term loan A down to $18.4 million, in thousands.", []),
        (DEBT, "Term loan A fell to $18,400 thousand from $21,200 thousand, some $3,000 thousand less.", []),
        (DEBT, "Term loan A fell to $18.4 million, a reduction of $2.8 million or 13.2%, and Notes to 2,618.", []),
        (
            INFECTIONS,
            "Procedures rose to 1,418 in Q4. Cancelled stood at 49, better than the 59 we had set ourselves.",
            [],
        ),
    ],
)
def test_sums_of_a_row_years_of_maturity_and_what_parts_two_figures(table: str, sentence: str, told: list[str]) -> None:
    assert [found.quote for found in on_text("numbers.tie_out", markdown(table, sentence))] == told
