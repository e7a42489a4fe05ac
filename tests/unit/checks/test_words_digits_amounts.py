"""Amounts in words and digits: currencies, pence, fractions of a million, and other tongues, in either order."""

from __future__ import annotations

import pytest

from tests.unit.checks.running import quotes

DIFFER = (
    "A deposit of £45,000 (forty-five thousand euros) was paid.",
    "A bond of fifty thousand dollars (£50,000) was given.",
    "Duty of £47,816.40 (forty-seven thousand eight hundred and sixteen pounds and fourteen pence) is due.",
    "The unit price is three pounds and one penny (£3.10).",
    "There were forty replies, of which one fifth (25%) came late.",
    "One and a half million pounds (£1,050,000) was set aside.",
    "Die Miete beträgt 8.400,00 EUR (in Worten: achttausendvierzig Euro) im Monat.",
    "Der Kaufpreis beträgt 21.375,00 EUR (einundzwanzigtausenddreihundertsiebenundfünfzig Euro) und ist fällig.",
    "Der Wert liegt bei 186.400 € (einhundertachtundsechzigtausendvierhundert Euro).",
    "Nous réglons la somme de 4 380 € (quatre mille trois cent quatre-vingt-dix euros) par virement.",
    "Es stimmten zwei Drittel (75 %) der Mitglieder zu.",
    "Le vote a réuni un tiers (25 %) des voix des membres de la société.",
)
AGREE = (
    "A deposit of £45,000 (forty-five thousand pounds) was paid.",
    "A bond of fifty thousand dollars (US$50,000) was given.",
    "Duty of £47,816.14 (forty-seven thousand eight hundred and sixteen pounds and fourteen pence) is due.",
    "The unit price is three pounds and one penny (£3.01).",
    "There were forty replies, of which one fifth (20%) came late.",
    "One and a half million pounds (£1,500,000) was set aside.",
    "The fund holds seven and a half million pounds (£7,500,000).",
    "He paid fifty thousand dollars (about £40,000 at the rate of the day).",
    "Almost a third (31%) of them replied.",
    "Die Miete beträgt 8.400,00 EUR (in Worten: achttausendvierhundert Euro) im Monat.",
    "Nous réglons la somme de 4 390 € (quatre mille trois cent quatre-vingt-dix euros) par virement.",
    "Es stimmten zwei Drittel (66,7 %) der Mitglieder zu.",
    "Le vote a réuni un tiers (33 %) des voix des membres de la société.",
)


@pytest.mark.parametrize("text", DIFFER)
def test_amounts_that_differ_are_found(text: str) -> None:
    assert len(quotes("numbers.words_digits", text)) == 1


@pytest.mark.parametrize("text", AGREE)
def test_amounts_that_agree_are_left_alone(text: str) -> None:
    assert quotes("numbers.words_digits", text) == []
