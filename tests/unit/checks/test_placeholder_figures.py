"""Figures and fields that are lacking without brackets, and what only looks like them."""

from __future__ import annotations

import pytest

from tests.unit.checks.running import quotes

BODY = "The parties agree on the terms above. They keep them for three years and pay each quarter.\n\n" * 6
LEFT_OVER = (
    "The tenant is told within (      ) days of the vote.",
    "It is signed on this (    ) day of May.",
    "The buyer pays the sum of (        ) in two parts.",
    "A deposit of EUR (      ) is held by the agent.",
    "The crack is ?,? mm wide at the sill.",
    "The load rose by ?.? % over the year.",
    "The guarantee runs for ?? calendar days from today.",
    "The last potassium, ** mmol/L, is a little low.",
    "The beam carries *** kN at its middle.",
    "Please quote reference nnnnnn-nn when you pay.",
    "The grant runs under file no. nnn/nn of the ministry.",
    "Send the form to the office, NAME OF OFFICE HERE, by post.",
    "Der Bericht geht an NAME DER FIRMA EINSETZEN in Bremen.",
    "Le loyer est payé à INSÉRER NOM chaque mois.",
    "El pago se hace a NOMBRE DEL BANCO AQUÍ cada mes.",
    "Scrivete a ufficio@da-completare per le copie.",
    "Ask for copies at leasing@tbc before the fair.",
    "The laws of [Province] apply to this lease.",
    "The seat of the tribunal is in [Canton], Switzerland.",
    "[ansvarig person saknas] reads the minutes.",
)
LAWFUL = (
    "Tick one: ( ) by post (  ) by hand (  ) by courier.",
    "(   ) I would like to be told of later meetings.",
    "The function f(  ) takes no argument and returns a list.",
    "Wait, what?. Mr Bell asked that twice, and nobody answered.",
    "** g = gram, as everywhere in this table.",
    "The dose is **5 mg** a day, and **10 mg** at night.",
    "5 ** m is a power in this notation.",
    "The sample nnn was read twice by the typist.",
    "A nnnn in the sequence marks a base that was not read.",
    "The rent is NNN, that is net of tax, insurance and upkeep.",
    "SIGN HERE IF YOU AGREE is printed on the tabs.",
    "WHAT CAN BE SEEN HERE is a barn of the last century.",
    "CELUI QUI PARLE is the title of the second part.",
    "The list is kept by ann.lee@da-vinci.example for the museum.",
    "The UN Convention on the International Sale of Goods [CISG] is excluded.",
    "The European Bank for Reconstruction and Development [EBRD] lends the rest.",
    "Any drawing in which a height is shown as “TBD” or “XXX” is a draft.",
    "A cell that is marked with “XXX” or “TBD” is read again in June.",
    "The fund trades TBA (to-be-announced) mortgage-backed securities.",
    "Its desk sells into the TBA market each month.",
)


@pytest.mark.parametrize("text", LEFT_OVER)
def test_what_is_lacking_is_left_over(text: str) -> None:
    assert quotes("text.placeholders", f"{BODY}{text}\n\n{BODY}") != []


@pytest.mark.parametrize("text", LAWFUL)
def test_what_looks_like_it_is_left_alone(text: str) -> None:
    assert quotes("text.placeholders", f"{BODY}{text}\n\n{BODY}") == []


def test_an_abbreviation_is_one_of_the_name_before_it() -> None:
    assert quotes("text.placeholders", "The chamber wrote to [CLIENT] in May.") == ["[CLIENT]"]
    assert quotes("text.placeholders", "The North Atlantic Mining Enterprise wrote to [NAME].") == ["[NAME]"]
