"""Undefined terms in French contracts, and terms that papers mark by bold or in lists."""

from __future__ import annotations

import pytest

from tests.unit.checks.running import quotes

HEAD = (
    "Entre la société Orvane (le « Bailleur ») et la société Vent du Nord (le « Preneur »).\n\n"
    "Le Bailleur loue au Preneur un terrain et une remise. Les lieux sont en bon état et le bail est de neuf ans.\n\n"
)
FRENCH = (
    ("Loyer", "Le Preneur paie le Loyer par trimestre."),
    ("Anomalie", "Toute Anomalie signalée par le Preneur est corrigée sans frais."),
    ("Livrables", "Il vérifie les Livrables. La remise des Livrables met fin au contrat."),
    ("Procès-Verbal de Recette", "Il signe le Procès-Verbal de Recette."),
    ("Date d'Effet", "La durée court à compter de la Date d'Effet."),
    ("Exploitation", "L'Exploitation est libre. Il finance l'Exploitation lui-même."),
)
FRENCH_NAMES = (
    "Le Tribunal judiciaire d'Angers est compétent. Le Code civil s'applique. L'État et la Région ne sont pas parties.",
    "La Loire borde le terrain. Il donne sur la Loire, la Sarthe et le Rhône, vers les Alpes.",
    "Il est inscrit au Registre du commerce. Il écrit au Directeur général et au Conseil d'administration.",
    "La durée de l'exploitation est libre. LE PRÉSENT CONTRAT LIE LES HÉRITIERS DU FONDATEUR.",
    "Article 3 – Prix du Logiciel\n\nIl paie 400 euros par mois, au plus tard le 5 du mois.",
    "L'Union européenne, la Banque de France et La Poste sont citées.",
)
POLICY = (
    "Words in **bold** have the meaning shown below.\n\n## Definitions\n\n**Home** means the house at the address you"
    " gave us.\n\n**Damp** means water that rises in a wall.\n\n"
)
LISTED = "Words below have these meanings.\n\nStart Date\n: 1 October 2025.\n\nProject Lead\n: Dr Imogen Fair.\n\n"
TOLD = "“Joining Fee” is £35. “Minimum Term” is twelve months. “Peak Hours” are the hours from five to eight.\n\n"


@pytest.mark.parametrize(("term", "text"), FRENCH)
def test_a_common_noun_with_a_capital_is_a_term_in_french(term: str, text: str) -> None:
    assert quotes("terms.undefined", HEAD + text) == [term]
    assert quotes("terms.undefined", f"{HEAD}« {term} » désigne ce qui suit.\n\n{text}") == []


@pytest.mark.parametrize("text", FRENCH_NAMES)
def test_bodies_rivers_and_titles_are_no_terms_in_french(text: str) -> None:
    assert quotes("terms.undefined", HEAD + text) == []


def test_french_without_definitions_has_no_terms() -> None:
    assert quotes("terms.undefined", "Le Loyer est payé. Les murs et le toit sont neufs, et le Loyer est fixe.") == []


def test_bold_that_says_that_a_word_is_defined() -> None:
    assert quotes("terms.undefined", POLICY + "We pay for **Heave** in the **Home**.") == ["Heave"]
    assert quotes("terms.undefined", POLICY + "We pay for **Damp** in the **Home**.") == []
    assert quotes("terms.undefined", POLICY.replace("in **bold** ", "") + "We pay for **Heave** in the Home.") == []


def test_definition_lists_and_sentences_in_turn_define() -> None:
    assert quotes("terms.unused", LISTED + "It begins on the Start Date and the Project Lead reports.") == []
    assert quotes("terms.unused", LISTED + "It begins on the Start Date.") == ["Project Lead"]
    assert quotes("terms.unused", TOLD + "The Joining Fee is due. The Minimum Term runs. Come in Peak Hours.") == []
    assert quotes("terms.unused", TOLD + "The Joining Fee is due. The Minimum Term runs.") == ["Peak Hours"]
    assert quotes("terms.unused", "“Low Tide” is a song by Ines Barrow. She wrote it in May.") == []


def test_lines_that_begin_with_a_word_in_bold_define_it_where_several_do() -> None:
    lines = "**Open Season** the time from May\n\n**Day Fee** a sum of 4 euros\n\nThe Day Fee is paid."
    assert quotes("terms.unused", lines) == ["Open Season"]
    assert quotes("terms.unused", "**Open Season** the gate is shut.\n\nThe Day Fee is paid.") == []
