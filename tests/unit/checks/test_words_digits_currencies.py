"""Words and digits: currencies of more countries, ordinals, factors, parts of a measure, hundredths, tables."""

from __future__ import annotations

import pytest

from tests.unit.checks.running import quotes

DIFFER = (
    "The fee is R3,85 (three rand and fifty-eight cents) a page.",
    "It costs R1 640 500.00 (one million six hundred and four thousand five hundred rand) in all.",
    "The county pays KES 3,150,000.00 (three million fifteen thousand shillings).",
    "The county pays seventy thousand naira (₦75,000).",
    "The price is PLN 75 000 (seventy thousand zloty).",
    "Liability is limited to three and a half times (2.5 x) the price.",
    "Liability is limited to 2.5 times (three and a half times) the price.",
    "The 4th (fifth) part is due in May.",
    "It has 4 pages (three pages) and ten annexes (12 annexes).",
    "It needs 2/3 (three quarters) of the votes.",
    "It takes 1.5m (one and a quarter million) of it.",
    "It takes 120 business days (one hundred and two business days).",
    "It goes to 20 000 (two thousand) readers.",
    "It was liked by four out of five (75%).",
    "The 2nd (third) part is due in May.",
    "The gap is 0.06 mm (six thousandths of a millimetre).",
    "The gap is six hundredths of a millimetre (0.6 mm).",
    "He weighed 12 kg (thirteen kilograms) of it.",
    "Interest rises by one-quarter of 1% (0.5%).",
    "Pay 12.50 (twelve and 60/100).",
    "Pay $12.50 (twelve and 05/100 dollars).",
    "Pay twelve dollars and 05/100 ($12.50).",
    "The house is valued at Rs. 2.40 crore (Rs. 24 lakh).",
    "Es sind 3.475 (dreitausendvierhundertsiebenundfünfzig) Euro zu zahlen und nicht mehr.",
    "Le prix est de 1 820 (mille deux cent quatre-vingts) euros pour les lots et les caves.",
    "La quote-part est de quatre-vingt-dix-sept millièmes (87/1000e) pour les lots et les caves.",
    "La quote-part est de 87/1000 (quatre-vingt-dix-sept millièmes) pour les lots et les caves.",
    "Der Anteil ist mit achtundsiebzig Tausendsteln belegt und nicht 87/1000 (achtundsiebzig Tausendstel).",
    "| Loan | Limit (Rs.) | Limit in words |\n|---|---|---|\n| A | 1,70,00,000 | Rupees one crore seven lakh |\n",
    "| Sum in figures | Payee | Sum in words |\n|---|---|---|\n| $1,250 | B | One thousand two hundred dollars |\n",
    "| Item | Entry |\n|---|---|\n| Amount | EUR 1,250 |\n| Amount in words | one thousand fifty euros |\n",
)
AGREE = (
    "The fee is R3,85 (three rand and eighty-five cents) a page.",
    "It costs R1 640 500.00 (one million six hundred and forty thousand five hundred rand) in all.",
    "The county pays KES 3,150,000.00 (three million one hundred and fifty thousand shillings).",
    "The county pays five (KES 2,000) vouchers, two (₦200) notes and one hundred rand (€5).",
    "The price is PLN 75 000 (seventy-five thousand zloty).",
    "Liability is limited to two and a half times (2.5 x) the price.",
    "It was cited three times (12) and fits sample three (R2).",
    "The 4th (fourth) part is due in May, the 2nd (second) is paid, and so is the 1,000th (one thousandth).",
    "It has 3 pages (three pages) and ten annexes (10 annexes).",
    "It needs 2/3 (two thirds) of the votes, and page 3/4 (three) too.",
    "It takes 1.5m (three rods) of it, and 1.5m (one and a half million).",
    "It goes to 20 000 (twenty thousand) readers and 20 500 (five hundred) others.",
    "It was liked by four out of five (82%), and by two out of three (67%).",
    "She came 3rd (second from the left).",
    "The gap is 0.06 mm (six hundredths of a millimetre), and six hundredths of a millimetre (0.06 mm) is much.",
    "A quarter of an inch (6 mm) is enough, or 10 kg (twenty-two pounds).",
    "Interest rises by one-quarter of 1% (0.25%).",
    "Pay 12.50 (twelve and 50/100), or twelve dollars and 05/100 ($12.05).",
    "Sales were $1.2 billion ($120 million in cash), and profit $1.2 billion ($210 million).",
    "The house is valued at Rs. 2.40 crore (Rs. 240 lakh); it cost Rs. 1.10 crore (Rs. 95 lakh).",
    "Es sind 3.457 (dreitausendvierhundertsiebenundfünfzig) Euro zu zahlen und nicht mehr.",
    "Le prix est de 1 820 (mille huit cent vingt) euros pour les lots et les caves.",
    "La quote-part est de quatre-vingt-sept millièmes (87/1000e) pour les lots et les caves.",
    "| Loan | Limit (Rs.) | Limit in words |\n|---|---|---|\n| A | 1,70,00,000 | Rupees one crore seventy lakh |\n",
    "| Term | In other words |\n|---|---|\n| 12 | thirteen |\n",
    "| Number | Length in words |\n|---|---|\n| 1 | two hundred |\n",
)


@pytest.mark.parametrize("text", DIFFER)
def test_two_values_are_found(text: str) -> None:
    assert quotes("numbers.words_digits", text)


@pytest.mark.parametrize("text", AGREE)
def test_one_value_is_quiet(text: str) -> None:
    assert quotes("numbers.words_digits", text) == []
