"""Words and digits: currencies named with their country, and remarks between an amount and its words."""

from __future__ import annotations

import pytest

from tests.unit.checks.running import quotes

DIFFER = (
    "The fee is CHF 7,300 (Swiss francs seven thousand and thirty).",
    "The fee is HK$2,450,000 (Hong Kong dollars two million five hundred and forty thousand only).",
    "The fee is GBP 12,500 (pounds sterling twelve thousand and fifty).",
    "The fee is USD 1,250 (US dollars one thousand two hundred).",
    "The fee is RM5,000 (Ringgit Malaysia six thousand only).",
    "The fee is TT$5,000 (Trinidad and Tobago dollars six thousand).",
    "The fee is KES 75,000 (Kenya Shillings Fifty Seven Thousand).",
    "The fee is 48,000 Norwegian kroner (forty-five thousand Norwegian kroner).",
    "The fee is 5,000 Hong Kong dollars (six thousand Hong Kong dollars).",
    "The fee is five thousand Trinidad and Tobago dollars (TT$6,000).",
    "The fee is fifty thousand Singapore dollars (S$55,000).",
    "The fee is six hundred thousand Danish kroner (DKK 660,000).",
    "The fee is 12,000 pounds sterling (twenty-one thousand pounds sterling).",
    "The rent is $24,500 per annum (twenty-four thousand dollars).",
    "The rent is $24,500 per annum (twenty-four thousand dollars per annum).",
    "The rent is £86,000 exclusive of VAT (sixty-eight thousand pounds).",
    "The rent is £86,000, exclusive of VAT, (sixty-eight thousand pounds).",
    "The price is €1,350,000 in aggregate (one million five hundred and thirty thousand euros).",
    "The price is $286,000 plus applicable sales taxes (two hundred and sixty-eight thousand dollars).",
    "The price is $286,000 plus GST (two hundred and sixty-eight thousand dollars plus GST).",
    "The price is two hundred and sixty-eight thousand dollars plus GST ($286,000).",
    "The price is two hundred and sixty-eight thousand dollars ($286,000 plus GST).",
    "The price is two hundred and sixty-eight thousand dollars plus GST ($286,000 plus GST).",
    "The price is A$19,800 excl. GST (eighteen thousand nine hundred Australian dollars).",
    "They come on 30 days in total (thirty-one days).",
    "The fee is R 4 500 excluding VAT (four thousand and fifty rand).",
    "The fee is AED 15,000 only (fifty thousand UAE dirhams).",
    "The fee is 10,000 Czech crowns (eleven thousand Czech crowns).",
)
AGREE = (
    "The fee is CHF 7,030 (Swiss francs seven thousand and thirty).",
    "The fee is HK$2,540,000 (Hong Kong dollars two million five hundred and forty thousand only).",
    "The fee is GBP 12,050 (pounds sterling twelve thousand and fifty).",
    "The fee is RM6,000 (Ringgit Malaysia six thousand only).",
    "The fee is 45,000 Norwegian kroner (forty-five thousand Norwegian kroner).",
    "The fee is five thousand Trinidad and Tobago dollars (TT$5,000).",
    "The rent is $24,000 per annum (two thousand dollars per month).",
    "The rent is $24,000 per annum (two thousand dollars).",
    "The rent is $24,000 (two thousand dollars per month).",
    "The rent is $25,000 a year (four hundred and eighty dollars a week).",
    "The rent is five hundred dollars a week ($26,000 per annum).",
    "The price is $100,000 plus GST (one hundred and ten thousand dollars).",
    "The price is $100,000 plus GST (ten thousand dollars).",
    "The price is £120,000 including VAT (one hundred thousand pounds).",
    "The price is £100,000 plus VAT (one hundred and twenty thousand pounds in total).",
    "The price is £500 plus delivery (fifty pounds).",
    "They pay $5,000 (Schedule Two) and €100 (Category Three).",
    "They pay $50 each (one hundred dollars).",
    "They pay two Norwegian men in kroner ($500).",
    "They pay two Canadians in US dollars ($5,000).",
    "TWO MEN IN DOLLARS ($500) AND FIVE OF THE DOLLARS (20).",
    "They pay five Canadian dollars ($5).",
    "The fee is NOK 300 (Norway won two thousand of them).",
    "It costs 300 Danish kroner (two hundred for children).",
    "It costs $40 only (two persons).",
    "It costs €40 (Swiss francs forty-two).",
    "It was 5,000 US dollars (four thousand pounds).",
    "It was 5,000 US dollars (five thousand US dollars).",
    "He took 30 days in all (five weeks).",
    "The rate is 5 per cent per annum (five per cent).",
    "The rate is five per cent per annum (5%).",
    "They came in 2019, with VAT (twelve of them).",
    "The dose is 5 mg a day (two tablets).",
    "The company paid USD 4.5 million in cash (two thirds of it).",
    "The price is $286,000 plus GST (two hundred and eighty-six thousand dollars plus GST).",
)


@pytest.mark.parametrize("text", DIFFER)
def test_two_values_are_found(text: str) -> None:
    assert quotes("numbers.words_digits", text)


@pytest.mark.parametrize("text", AGREE)
def test_one_value_is_quiet(text: str) -> None:
    assert quotes("numbers.words_digits", text) == []
