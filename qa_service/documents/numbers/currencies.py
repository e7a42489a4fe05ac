"""Currencies beyond the largest: the words for them, and the codes and signs before figures (ISO 4217)."""

from __future__ import annotations

from qa_service.documents.searching.word_sets import word_list, word_set

# What each is called in words, and what stands with its figures; a sign that is one letter counts before digits only.
_OTHERS = (
    ("rand rands", "ZAR R"),
    ("shilling shillings", "KES UGX TZS KSh KShs Ksh"),
    ("naira", "NGN ₦"),
    ("cedi cedis", "GHS GH₵"),
    ("dirham dirhams", "AED MAD Dhs"),
    ("riyal riyals", "SAR QAR OMR"),
    ("dinar dinars", "KWD BHD JOD TND RSD"),
    ("krona kronor krone kroner crowns koruna koruny korun", "SEK NOK DKK ISK CZK"),
    ("zloty zlotys zlotych", "PLN"),
    ("forint forints", "HUF"),
    ("lira liras", "TRY ₺"),
    ("reais", "BRL R$"),
    ("peso pesos", "MXN PHP CLP COP ARS ₱"),
    ("baht", "THB ฿"),
    ("ringgit", "MYR RM"),
    ("rupiah", "IDR"),
    ("taka", "BDT"),
    ("hryvnia hryvnias", "UAH ₴"),
    ("ruble rubles rouble roubles", "RUB ₽"),
    ("shekel shekels", "ILS ₪"),
    ("pula", "BWP"),
    ("dong", "VND ₫"),
    ("lei leu", "RON"),
    ("leva lev", "BGN"),
    ("birr", "ETB"),
    ("tenge", "KZT"),
    ("quetzales quetzal", "GTQ"),
    ("meticais metical", "MZN"),
    ("kwacha", "ZMW MWK"),
)
# Codes that are words in small letters are no words for a currency.
_NO_WORDS = frozenset({"TRY", "COP", "MAD"})
_CODES = (code for _, codes in _OTHERS for code in word_list(codes) if len(code) == 3 and code.isupper())
OTHER_WORDS = word_set(" ".join((*(words for words, _ in _OTHERS), *(c.lower() for c in _CODES if c not in _NO_WORDS))))


def _signs(codes: str) -> str:
    """Write codes as a pattern; one letter may be that of a label, and stands before an amount only ("R2 500")."""
    long = [code.replace("$", r"\$") for code in word_list(codes) if len(code) > 1 or not code.isascii()]
    short = [rf"{code}(?=\s?(?:\d{{3}}|\d{{1,2}}[\s,.]\d))" for code in word_list(codes) if code in {"R"}]
    return "|".join([*sorted(long, key=len, reverse=True), *short])


# A code or sign right before a figure.
OTHER_SIGNS = "|".join(_signs(codes) for _, codes in _OTHERS)
# One group for each currency, whether words or signs name it.
OTHER_CURRENCIES = "|".join(
    rf"(?P<{words.split()[0]}>(?<![A-Za-z])(?:(?-i:{_signs(codes)})|(?i:{'|'.join(words.split())}))(?![A-Za-z]))"
    for words, codes in _OTHERS
)
