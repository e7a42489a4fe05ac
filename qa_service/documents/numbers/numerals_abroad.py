"""Numerals from 2 to 99,999,999 in German, French, Spanish, Italian and Dutch, and which tongue a text is in."""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping
from fractions import Fraction
from functools import lru_cache

from qa_service.documents.searching.word_sets import word_list, word_set
from qa_service.plain_letters import without_accents

SAMPLE, LEAST = 4_000, 3
_WORD = re.compile(r"[^\W\d_]+")
_LAST_WORD = re.compile(r"[^\W\d_]+\Z")
# Small words that the other tongues do not have, English among them.
_TELLING = {
    "en": word_set("the and with that this which shall are from by"),
    "de": word_set("der die das und ist nicht mit dem den ein eine wird bei nach oder"),
    "fr": word_set("le les des et est dans une du au aux par dans pour ou ans mois"),
    "es": word_set("el los las del y para una con por que se no meses años"),
    "it": word_set("il di gli della che per sono nel una dei mesi anni"),
    "nl": word_set("het een van en voor met op zijn wordt binnen maanden jaar"),
}
_DE = word_list(
    "eins zwei drei vier fünf sechs sieben acht neun zehn elf zwölf dreizehn vierzehn fünfzehn sechzehn siebzehn"
    " achtzehn neunzehn"
)
_DE_TENS = word_list("zwanzig dreißig vierzig fünfzig sechzig siebzig achtzig neunzig")
_FR = word_list(
    "un deux trois quatre cinq six sept huit neuf dix onze douze treize quatorze quinze seize dix-sept dix-huit"
    " dix-neuf"
)
_FR_TENS = word_list("vingt trente quarante cinquante soixante soixante quatre-vingt quatre-vingt")
_ES = word_list(
    "uno dos tres cuatro cinco seis siete ocho nueve diez once doce trece catorce quince dieciséis diecisiete dieciocho"
    " diecinueve veinte veintiuno veintidós veintitrés veinticuatro veinticinco veintiséis veintisiete veintiocho"
    " veintinueve"
)
_ES_TENS = word_list("treinta cuarenta cincuenta sesenta setenta ochenta noventa")
_ES_HUNDREDS = word_list(
    "ciento doscientos trescientos cuatrocientos quinientos seiscientos setecientos ochocientos novecientos"
)
_IT = word_list(
    "uno due tre quattro cinque sei sette otto nove dieci undici dodici tredici quattordici quindici sedici diciassette"
    " diciotto diciannove"
)
_IT_TENS = word_list("venti trenta quaranta cinquanta sessanta settanta ottanta novanta")
_NL = word_list(
    "een twee drie vier vijf zes zeven acht negen tien elf twaalf dertien veertien vijftien zestien zeventien achttien"
    " negentien"
)
_THOUSANDS = {"de": "tausend", "fr": "mille", "es": "mil", "it": "mila", "nl": "duizend"}
_ONE_THOUSAND = frozenset({"", "ein"})
_MILLION = re.compile(r"\b(?:million(?:en|s|es)?|millon|milion[ei]|miljoen)\b")
_ONE_MILLION = frozenset({"eine", "un", "een"})
_NL_TENS = word_list("twintig dertig veertig vijftig zestig zeventig tachtig negentig")

# Figures beside a numeral, and what may stand behind it or lead to it.
FIGURE = re.compile(
    r"(?:€\s?|EUR\s|CHF\s|Fr\.\s)?(?P<number>[0-9]{1,3}(?:[.\s'’\u00a0\u202f][0-9]{3}){1,2}|[0-9]{1,8})"
    # Nothing is left beyond the whole number: "8.400,00", "3.600,-".
    r"(?:[.,](?:00|[-\u2013\u2014]{1,2}))?"
    r"(?:[\s\u00a0\u202f]?(?:(?P<percent>%|Prozent|pour\scent|por\sciento|per\scento|procent)|€|EUR|CHF|euros?|francs?|Franken))?",
    re.IGNORECASE,
)
TAIL = re.compile(
    r"\s(?:(?P<percent>Prozent|pour\scent|por\sciento|per\scento|procent)|euros?|francs?|Franken)\s?\Z", re.IGNORECASE
)
LED = re.compile(
    r"(?:in\sWorten|en\s(?:toutes\s)?lettres|en\sletras|in\slettere|in\sletters|zegge|soit)\s?:?\s+", re.IGNORECASE
)
FIGURE_AT_END = re.compile(rf"(?<![\w.,/-]){FIGURE.pattern}\s?\Z", re.IGNORECASE)


def tongue_of(text: str) -> str:
    """Return the tongue of which a text has most small words ("en", "de", "fr", "es", "it", "nl"); "" if none tells."""
    words = list(map(str.lower, _WORD.findall(text[:SAMPLE])))
    counts = {tongue: sum(map(small.__contains__, words)) for tongue, small in _TELLING.items()}
    best = max(counts, key=lambda tongue: counts[tongue])
    return best if counts[best] and sum(count == counts[best] for count in counts.values()) == 1 else ""


def may_end_numeral(words: str) -> bool:
    """Tell at little cost whether a numeral of one of these tongues may end ``words``."""
    last = words.rstrip()[-_LONGEST_END:]
    return last[-1:].isalpha() and _folded(last).endswith(_ENDS)


def numeral_at_end(words: str, tongue: str) -> tuple[int, int] | None:
    """Return where the longest numeral that ends ``words`` begins, and its value."""
    known = _numerals(tongue)
    if not known:
        return None
    found = list(_WORD.finditer(words))[-10:]
    if not found or found[-1].end() != len(words.rstrip()):
        return None
    for first in found:
        value = _value(_folded(words[first.start() :]), known, _THOUSANDS.get(tongue, " "))
        if value is not None:
            # What goes on with a numeral that is not read to its beginning has no value of its own.
            return None if _ends_numeral(words, first.start()) else (first.start(), value)
    return None


def _ends_numeral(words: str, start: int) -> bool:
    before = words[:start].rstrip(" -")
    return before[-1:].isalpha() and _folded(_LAST_WORD.findall(before)[-1]) in _PARTS


def whole(figure: re.Match[str]) -> frozenset[Fraction]:
    """Return the value of a figure without decimals."""
    return frozenset({Fraction(int("".join(filter(str.isdecimal, figure["number"]))))})


def _value(words: str, known: Mapping[str, int], thousand: str) -> int | None:
    if millions := _MILLION.search(words):
        count, rest = words[: millions.start()].strip(), words[millions.end() :].strip()
        high = 1 if count in _ONE_MILLION else known.get(count)
        low = _value(rest.removeprefix("und "), known, thousand) if rest else 0
        return None if high is None or low is None else 10**6 * high + low
    if thousand == "mila" and words.startswith("mille") and words not in known:
        rest = words.removeprefix("mille").strip()
        return 1000 + known[rest] if rest in known else None if rest else 1000
    if words in known or thousand not in words:
        return known.get(words)
    before, _, after = words.partition(thousand)
    high = 1 if before.strip() in _ONE_THOUSAND else known.get(before.strip())
    low = known.get(after.strip()) if after.strip() else 0
    return None if high is None or low is None else 1000 * high + low


def _folded(words: str) -> str:
    """Fold case, hyphens and accents: "Quatre-vingt-dix", "veintidós", "dreissig"."""
    return re.sub(r"[\s-]+", " ", without_accents(words.strip().lower().replace("ß", "ss")))


@lru_cache(maxsize=8)
def _numerals(tongue: str) -> Mapping[str, int]:
    return {_folded(write(n)): n for write in _WRITERS.get(tongue, ()) for n in range(2, 1000)}


def _german(n: int) -> str:
    hundreds, rest = divmod(n, 100)
    begun = (("ein" if hundreds == 1 else _DE[hundreds - 1]) + "hundert") if hundreds else ""
    if rest < 20:
        return begun + (_DE[rest - 1] if rest else "")
    tens, ones = divmod(rest, 10)
    small = ("ein" if ones == 1 else _DE[ones - 1]) + "und" if ones else ""
    return begun + small + _DE_TENS[tens - 2]


def _german_bare(n: int) -> str:
    """Write "hundertzwanzig"."""
    return _german(n).removeprefix("ein") if 100 <= n < 200 else _german(n)


def _french(n: int) -> str:
    hundreds, rest = divmod(n, 100)
    begun = (
        f"{_FR[hundreds - 1]} cents"
        if hundreds > 1 and not rest
        else f"{_FR[hundreds - 1]} cent"
        if hundreds > 1
        else ""
    )
    begun = "cent" if hundreds == 1 else begun
    return f"{begun} {_french_small(rest)}".strip()


def _french_small(rest: int) -> str:
    if rest < 20:
        return _FR[rest - 1] if rest else ""
    tens, ones = divmod(rest, 10)
    ones += 10 if tens in (7, 9) else 0
    begun = _FR_TENS[tens - 2]
    if rest == 80:
        return "quatre-vingts"
    if not ones:
        return begun
    return f"{begun} et {_FR[ones - 1]}" if ones in (1, 11) and tens < 8 else f"{begun}-{_FR[ones - 1]}"


def _french_before_thousand(n: int) -> str:
    """Write "deux cent" mille, "quatre-vingt" mille."""
    return _french(n).removesuffix("s") if n % 100 in {0, 80} else _french(n)


def _french_swiss(n: int) -> str:
    """Write "septante", "huitante", "nonante"."""
    hundreds, rest = divmod(n, 100)
    if rest < 70:
        return _french(n)
    ones = rest % 10
    tens = ("septante", "huitante", "nonante")[rest // 10 - 7]
    small = tens if not ones else f"{tens} et un" if ones == 1 else f"{tens}-{_FR[ones - 1]}"
    return f"{_french(100 * hundreds).removesuffix('s')} {small}" if hundreds else small


def _spanish(n: int) -> str:
    hundreds, rest = divmod(n, 100)
    begun = "cien" if n == 100 else _ES_HUNDREDS[hundreds - 1] if hundreds else ""
    if rest < 30:
        small = _ES[rest - 1] if rest else ""
    else:
        tens, ones = divmod(rest, 10)
        small = _ES_TENS[tens - 3] + (f" y {_ES[ones - 1]}" if ones else "")
    return f"{begun} {small}".strip()


def _spanish_before_noun(n: int) -> str:
    """Write "veintiún" euros."""
    return _spanish(n).removesuffix("o") if n % 10 == 1 and n % 100 != 11 else _spanish(n)


def _spanish_feminine(n: int) -> str:
    """Write "doscientas una" libras."""
    words = _spanish(n).replace("cientos", "cientas").replace("quinientos", "quinientas")
    return f"{words[:-1]}a" if n % 10 == 1 and n % 100 != 11 else words


def _italian(n: int) -> str:
    hundreds, rest = divmod(n, 100)
    begun = ("" if hundreds == 1 else _IT[hundreds - 1]) + "cento" if hundreds else ""
    if rest < 20:
        return begun + (_IT[rest - 1] if rest else "")
    tens, ones = divmod(rest, 10)
    begun_tens = _IT_TENS[tens - 2][:-1] if ones in (1, 8) else _IT_TENS[tens - 2]
    return begun + begun_tens + (_IT[ones - 1] if ones else "")


def _dutch(n: int) -> str:
    hundreds, rest = divmod(n, 100)
    begun = ("" if hundreds == 1 else _NL[hundreds - 1]) + "honderd" if hundreds else ""
    if rest < 20:
        return begun + (_NL[rest - 1] if rest else "")
    tens, ones = divmod(rest, 10)
    small = "" if not ones else _NL[ones - 1] + ("ën" if _NL[ones - 1].endswith("e") else "en")
    return begun + small + _NL_TENS[tens - 2]


# What a numeral of any size ends with.
_ENDS = tuple(
    {
        _folded(word)
        for word in (*_DE, *_DE_TENS, *_FR, *_FR_TENS, *_ES, *_ES_TENS, *_ES_HUNDREDS, *_IT, *_IT_TENS, *_NL, *_NL_TENS)
    }
    | {f"{word[:-2]}as" for word in _ES_HUNDREDS if word.endswith("os")}
    | set(
        word_list(
            "hundert cent cents vingts septante huitante nonante cien cento honderd veintiun una"
            " tausend mille mil mila duizend million millionen millions millon millones milione milioni miljoen"
        )
    )
)
_PARTS = frozenset({*_ENDS} - {"un", "una", "uno", "een"})
_LONGEST_END = max(map(len, _ENDS))
_WRITERS: Mapping[str, tuple[Callable[[int], str], ...]] = {
    "de": (_german, _german_bare),
    "fr": (_french, _french_before_thousand, _french_swiss),
    "es": (_spanish, _spanish_before_noun, _spanish_feminine),
    "it": (_italian,),
    "nl": (_dutch,),
}
