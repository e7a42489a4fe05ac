"""Lakhs, crores and other large scales, and brackets that a wrapped line breaks in two."""

from __future__ import annotations

import pytest

from tests.unit.checks.running import quotes

DIFFER = (
    "The fee is Rs. 35,00,000 (Rupees Three Crores Fifty Lakhs only) in all.",
    "The fee is Rs.35,00,000/- (Rupees Thirty Lakhs only) in all.",
    "A guarantee of Rs 40 Lakhs (Rupees Four Crores) is given.",
    "A guarantee of Rs. 1.75 Cr. (Rupees One Crore Seven Lakh Fifty Thousand only) is given.",
    "A guarantee of ₹3,00,00,000 (INR Thirty Lakh) is given.",
    "Rupees Four Crores (Rs. 40,00,000) is the least cover.",
    "Rupees Sixty Lakhs only (Rs. 6,00,000/-) is the least cover.",
    "The outlay is Rs. 300 crore (Rupees three thousand crore).",
    "The outlay is £3,000,000,000 (thirty thousand million pounds).",
    "The grant came to three millions (3,500,000).",
    "The rent is £8,430 (eight thousand four hundred\nand forty-three pounds) a year.",
    "    The rent is £8,430 (eight thousand four hundred\n    and forty-three\n    pounds) a year.",
    "It lasts ninety (60\ndays) from the day of the order.",
    "Die Miete beträgt 8.400,00 EUR (in Worten:\nachttausendvierzig Euro) im Monat.",
    "Cores were taken at half a dozen (8) places.",
)
AGREE = (
    "The fee is Rs. 3,50,00,000 (Rupees Three Crores Fifty Lakhs only) in all.",
    "The fee is Rs.35,00,000/- (Rupees Thirty Five Lakhs only) in all.",
    "A guarantee of Rs 40 Lakhs (Rupees Forty lacs) is given.",
    "A guarantee of Rs. 1.75 Cr. (Rupees One Crore Seventy Five Lakh only) is given.",
    "One and a half crores (Rs. 1,50,00,000) was set aside.",
    "The outlay is Rs. 3,000 crore (Rupees three thousand crore).",
    "The outlay is Rs. 2,750 crores (Rupees Two Thousand Seven Hundred Fifty Crores).",
    "The debt is Rs. 1,00,000 crore (Rupees one lakh crore).",
    "The outlay is £3,000,000,000 (three thousand million pounds).",
    "Several crores (50) of tiles and hundreds of thousands (450,000) of bricks were sold.",
    "Tens of millions (30,000,000) of nails were sold.",
    "The figures in lakhs (12.5) stand beside those in crores (0.125).",
    "The course earns fifteen credits (15 cr).",
    "The rent is £8,430 (eight thousand four hundred\nand thirty pounds) a year.",
    "There were 12 houses (ten\nin the village and two on the hill).",
    "It has twelve rooms (a list:\n14 items) and a hall.",
    "There are 30 (see the note\n\nTwenty houses) on the list.",
    "Nothing was recovered in the six months.(2)",
    "Cores were taken at half a dozen (6) places.",
    "We saw a dozen (12) of them.",
)


@pytest.mark.parametrize("text", DIFFER)
def test_scales_and_wrapped_brackets_that_differ_are_found(text: str) -> None:
    assert len(quotes("numbers.words_digits", text)) == 1


@pytest.mark.parametrize("text", AGREE)
def test_scales_and_wrapped_brackets_that_agree_are_left_alone(text: str) -> None:
    assert quotes("numbers.words_digits", text) == []
