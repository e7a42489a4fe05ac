"""Figures of others beside a table (means of a sector, limits, forecasts), and rows that only head a paragraph."""

from __future__ import annotations

import pytest

from tests.unit.checks.running import quotes

CLAIM = """# Adjuster's report

| Head of claim | Claimed (£) | Adjusted (£) |
|---|---:|---:|
| Buildings reinstatement | 184,650 | 171,320 |
| Stock | 312,905 | 268,740 |
| Plant and machinery | 96,200 | 73,850 |
| Total | 593,755 | 513,910 |

The claim was presented at £593,755 and is adjusted to £513,910.

**Buildings.** The tender was in the sum of £184,650. We disallowed betterment to the doors and arrive at £{buildings}.

**Stock.** The Insured sought £312,905. Ware on the upper racks was sound, and we have agreed £{stock}.

**Plant.** Two kilns were claimed as new at £96,200. We have settled at £73,850.
"""


@pytest.mark.parametrize(
    ("figures", "found"),
    [
        ({"buildings": "171,320", "stock": "268,740"}, []),
        ({"buildings": "117,320", "stock": "268,740"}, ["117,320"]),
        ({"buildings": "171,320", "stock": "286,740"}, ["286,740"]),
    ],
)
def test_a_word_that_heads_a_paragraph_names_the_row(figures: dict[str, str], found: list[str]) -> None:
    assert quotes("numbers.tie_out", CLAIM.format(**figures)) == found


CLINIC = """# Quality report

| Unit | Surveys returned | Response rate | Would recommend |
|---|---|---|---|
| Medical | 412 | 31% | 78% |
| Surgical | 387 | 36% | 84% |
| Outpatient | 1,153 | 27% | 81% |

On the medical unit 78% of patients would recommend us, on the surgical unit 84%. We received 1,153 surveys from
outpatients, {last}
"""


@pytest.mark.parametrize(
    "last",
    [
        "81% of whom would recommend us; the state average was 76%.",
        "81% of whom would recommend us; the permissible share of 79% was kept.",
        "81% of whom would recommend us, and the forecast of those who would recommend us is held at 88%.",
    ],
)
def test_what_others_have_is_no_slip_of_ours(last: str) -> None:
    assert quotes("numbers.tie_out", CLINIC.format(last=last)) == []


SALES = """# Discussion

| (in thousands) | Fiscal 2023 | Fiscal 2022 | % Change |
|---|---:|---:|---:|
| Footwear | $214,386 | $198,740 | 7.9% |
| Equipment | 58,617 | 52,094 | 12.5% |
| Net interest expense | 9,418 | 8,018 | 17.5% |

Footwear grew 7.9% to $214.4 million. Equipment advanced 12.5% and {crossed} for the first time. Net interest expense
{interest}.
"""


@pytest.mark.parametrize(
    ("crossed", "interest", "found"),
    [
        ("crossed $58 million", "increased by $1.4 million to $9.4 million", []),
        ("reached $58.6 million", "increased by $1.4 million to $9.4 million", []),
        ("reached $58.6 million", "increased by $1.4 million to $9.7 million", ["9.7"]),
    ],
)
def test_marks_that_are_passed_and_changes_that_follow(crossed: str, interest: str, found: list[str]) -> None:
    assert quotes("numbers.tie_out", SALES.format(crossed=crossed, interest=interest)) == found


BERICHT = """# Logistikbericht der Berger Versand GmbH

| Standort | Sendungen | Pünktlichkeit (%) | Kosten je Sendung (€) |
|---|---:|---:|---:|
| Hamburg | 184.320 | 96,4 | 6,42 |
| Kassel | 267.915 | 94,7 | 5,87 |
| Ulm | 76.239 | 95,3 | 6,91 |

Kassel bleibt mit 267.915 Sendungen der größte Platz und arbeitet mit 5,87 € je Sendung am günstigsten. In Hamburg
wurden 184.320 Sendungen bewegt; davon kamen 96,4 % pünktlich an. Ulm, erst seit September 2021 in Betrieb, fertigte
{} Sendungen ab.
"""


@pytest.mark.parametrize(("figure", "found"), [("76.239", []), ("76.329", ["76.329"])])
def test_points_between_thousands_where_the_language_has_them(figure: str, found: list[str]) -> None:
    assert quotes("numbers.tie_out", BERICHT.format(figure)) == found


WELLS = """# Monitoring report

Concentrations are in micrograms per litre (µg/L); dissolved oxygen (DO) was read in mg/L.

| Well | TCE | DCE | DO (mg/L) |
|---|---:|---:|---:|
| MW-1 | 33.8 | 11.2 | 4.61 |
| MW-2 | 47.3 | 18.6 | 1.37 |
| MW-4 | 88.4 | 41.5 | 0.72 |

Well MW-1 was at 33.8 µg/L of TCE. MW-4 contained {} µg/L of TCE and MW-2 contained 47.3 µg/L. The highest DCE was
41.5 µg/L at MW-4.
"""
COSTS = """# Results of the third quarter

| | Q3 2024 | Q3 2023 |
|---|---:|---:|
| Total cash costs ($/oz) | 1,038 | 982 |
| All-in sustaining costs ($/oz) | 1,417 | 1,346 |
| Average realized price ($/oz) | 2,468 | 1,927 |

Total cash costs were $1,038 in Q3 2024, against $982 in Q3 2023. The average realized price was $2,468. AISC was {}
in Q3 2024.
"""


@pytest.mark.parametrize(("figure", "found"), [("88.4", []), ("84.8", ["84.8"])])
def test_a_unit_that_the_words_above_a_table_tell(figure: str, found: list[str]) -> None:
    assert quotes("numbers.tie_out", WELLS.format(figure)) == found


@pytest.mark.parametrize(("figure", "found"), [("$1,417", []), ("$1,471", ["1,471"])])
def test_a_row_is_named_by_its_initials(figure: str, found: list[str]) -> None:
    assert quotes("numbers.tie_out", COSTS.format(figure)) == found
