"""Figures that no single rule tells to be wrong: slips in words of the author's own, and figures of another cell."""

from __future__ import annotations

import pytest

from benchmarks.checks_labelled import LABELLED
from benchmarks.tie_out_weights import main
from qa_service.checks.tables.tie_out.weights import CELL, SLIP
from tests.unit.checks.tables_written import markdown, on_text

FERRY = (
    "Route|Passengers 2023|Passengers 2024|Vehicles 2024\nIslay|214,380|221,947|68,412\nArran|742,165|758,034|171,206\n"
    "Mull|588,240|561,873|149,935\nAll routes|1,544,785|1,541,854|389,553"
)
WATER = (
    "District|Households, ML|Industry, ML|All uses, ML\nPort Ellery|4,817|3,961|8,778\nMitta Flat|563|1,842|2,405\n"
    "All districts|5,380|5,803|11,183"
)
KLINIK = (
    "Abteilung|F\u00e4lle 2023|F\u00e4lle 2024|Verweildauer (Tage)\nChirurgie|3.412|3.586|5,8\n"
    "Innere Medizin|6.274|6.049|6,4\n"
    "Geburtshilfe|1.187|1.243|3,1"
)
RAND = "R thousand|Paid|Outstanding|Incurred\nMotor|497,638|45,459|543,097\nLiability|72,945|34,755|107,700"
EAU = (
    "En milliers d'euros|2023|2024\nRedevance assainissement|5 214,6|5 702,1\nSubventions|1 877,3|1 640,8\n"
    "Total des recettes|7 091,9|7 342,9"
)
LEITZ = (
    "Item|Three months ended 31 Dec 2024|Three months ended 31 Dec 2023\nOrders received|48,217|45,906\n"
    "Revenue|51,384|50,772\nGross profit|19,638|18,945"
)
INTRO = {
    FERRY: "The ferries carried 1,541,854 people, of whom 758,034 went to Arran, and 389,553 vehicles.\n\n",
    WATER: "We delivered 11,183 ML, of which households took 5,380 ML.\n\n",
    KLINIK: "Die Innere Medizin versorgte 6.049 Fälle, die Chirurgie 3.586.\n\n",
    EAU: "Les recettes s'établissent à 7 342,9 milliers d'euros, dont 1 640,8 de subventions.\n\n",
    LEITZ: "Revenue of 51,384 and a gross profit of 19,638 are the best of the year.\n\n",
    RAND: "Motor cost R543,097 thousand, of which R45,459 thousand is outstanding.\n\n",
}
SLIPS = {
    "a subject in other words": (FERRY, "On the Islay crossing we counted 221,847 people.", "221,847"),
    "another word for the column": (FERRY, "Mull lost ground and ended at 561,373.", "561,373"),
    "a letter of a currency": (RAND, "Incurred liability claims came to R107,100 thousand.", "R107,100"),
    "swapped digits of a part": (WATER, "Industry in Mitta Flat used 1,482 ML.", "1,482"),
    "decimal point in thousands": (KLINIK, "In der Geburtshilfe waren es 1.343 Fälle.", "1.343"),
    "millions of another language": (EAU, "La redevance assainissement a rapporté 5,72 millions d'euros.", "5,72"),
    "a quarter by its number": (LEITZ, "In the fourth quarter we took orders of 48,271.", "48,271"),
    "the year before, told by words": (FERRY, "For Islay the count of the previous year was 214,830.", "214,830"),
}
CELLS = {
    "the year before": (FERRY, "In 2024 Islay had 214,380 passengers.", "214,380"),
    "the row above": (WATER, "Households in Mitta Flat used 4,817 ML.", "4,817"),
    "the other column": (RAND, "Claims paid in liability were R34,755 thousand.", "R34,755"),
}
RIGHT = {
    "of another year": (FERRY, "In 2019 the Islay route had 221,847 passengers."),
    "the sum of two rows": (FERRY, "Islay and Mull together carried 783,820 passengers in 2024."),
    "a difference": (FERRY, "Arran gained 15,869 passengers."),
    "about": (WATER, "Port Ellery received about 8,700 ML."),
    "the year told before": (FERRY, "Islay had 214,380 passengers in 2023 and 221,947 in 2024."),
    "with one row aside": (FERRY, "Without Arran, Mull is the largest route with 561,873 passengers."),
    "millions rounded": (EAU, "La redevance assainissement a rapporté 5,70 millions d'euros."),
    "another quarter": (LEITZ, "In the first half we had taken orders of 84,217."),
    "a rival": (FERRY, "A competitor on the Arran crossing carried 758,043 passengers in 2024."),
    "a limit": (FERRY, "The licence for Islay is for not more than the ceiling of 221,900."),
    "a target": (FERRY, "For 2024 Mull had aimed at a target of 561,900 passengers."),
    "a name with a letter": (RAND, "Form R107 asks for the incurred claims of the class."),
}


def told(table: str, sentence: str) -> list[str]:
    """Return what is quoted from a text that cites its table, and then has one more sentence."""
    found = on_text("numbers.tie_out", markdown(table, before=INTRO[table] + sentence))
    return [each.quote for each in found]


@pytest.mark.parametrize(("table", "sentence", "quote"), SLIPS.values(), ids=SLIPS)
def test_a_slip_in_a_sentence_of_the_authors_own(table: str, sentence: str, quote: str) -> None:
    assert told(table, sentence) == [quote.lstrip("R")]


@pytest.mark.parametrize(("table", "sentence", "quote"), CELLS.values(), ids=CELLS)
def test_the_figure_of_another_cell(table: str, sentence: str, quote: str) -> None:
    assert told(table, sentence) == [quote.lstrip("R")]


@pytest.mark.parametrize(("table", "sentence"), RIGHT.values(), ids=RIGHT)
def test_a_figure_of_something_else(table: str, sentence: str) -> None:
    assert told(table, sentence) == []


def test_the_finding_names_the_cell() -> None:
    text = markdown(FERRY, before=INTRO[FERRY] + "On the Islay crossing we counted 221,847 people.")
    (found,) = on_text("numbers.tie_out", text)
    assert found.message == "221,847 does not tie to the table, which says 221,947."
    assert (found.row, found.column, found.suggestion) == (1, 2, "221,947")
    assert found.evidence["table"] == "221947"


@pytest.mark.parametrize("weights", [SLIP, CELL])
def test_the_sum_is_of_whole_numbers(weights) -> None:
    assert all(isinstance(weight, int) for weight in (weights.base, weights.bar, *weights.signs.values()))
    assert weights.sum({}) == weights.base
    name, weight = next(iter(weights.signs.items()))
    assert weights.sum({name: 3, "unknown": 5}) == weights.base + 3 * weight


def test_weights_are_fitted_anew(capsys) -> None:
    assert main([str(path) for path in sorted(LABELLED.glob("reports_and_papers.jsonl"))]) == 0
    printed = capsys.readouterr().out
    assert "SLIP = Weights(" in printed
    assert "CELL = Weights(" in printed
    assert '"row_cited"' in printed
