"""What stands around digits: sign, brackets, currency, percent sign, scale word, and whether a unit follows."""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import lru_cache

SCALES = {
    "thousand": 3,
    "million": 6,
    "billion": 9,
    "trillion": 12,
    "k": 3,
    "m": 6,
    "mn": 6,
    "mm": 6,
    "bn": 9,
    "b": 9,
    "tn": 12,
    "lakh": 5,
    "crore": 7,
    # Stems of other languages.
    "t": 3,
    "tsd": 3,
    "tausend": 3,
    "mille": 3,
    "duizend": 3,
    "mio": 6,
    "mln": 6,
    "milion": 6,
    "milh": 6,
    "mill\u00f3n": 6,
    "millones": 6,
    "miljo": 6,
    "milliard": 9,
    "miliard": 9,
    "miljard": 9,
    "mrd": 9,
    "mld": 9,
    "billionen": 12,
}
SYMBOLS = {
    "$": "USD",
    "US$": "USD",
    "A$": "AUD",
    "AU$": "AUD",
    "C$": "CAD",
    "CA$": "CAD",
    "NZ$": "NZD",
    "HK$": "HKD",
    "S$": "SGD",
    "R$": "BRL",
    "€": "EUR",
    "£": "GBP",
    "¥": "JPY",
    "₹": "INR",
    "Rs": "INR",
    "Fr": "CHF",
    "SFr": "CHF",
    "z\u0142": "PLN",
    "K\u010d": "CZK",
    "Ft": "HUF",
    "kr": "kr",
}
WORDS = {
    "dollar": "USD",
    "euro": "EUR",
    "pound": "GBP",
    "yen": "JPY",
    "rupee": "INR",
    "franken": "CHF",
    "franc": "CHF",
}
CODES = (
    "USD|EUR|GBP|JPY|CHF|AUD|CAD|INR|PHP|CNY|SGD|HKD|NZD|SEK|NOK|DKK|ZAR|MXN|BRL|PLN|CZK|HUF|RUB|TRY|AED|SAR|KRW|THB"
)
_DOLLARS = r"(?:US|AU|CA|NZ|HK|A|C|S|R)?\$"
_BEFORE = re.compile(
    r"(?<![\w.,])(?P<open>\()?(?P<sign>[-+\u2212\u2013])?"
    rf"(?P<currency>(?:(?P<short>[TkMm])?(?:{CODES}|[€£])|{_DOLLARS}|[¥₹]|(?:Rs|S?Fr(?=\.)|kr)\.?)"
    r"(?P<scale>\s(?:Tsd|Mio|Mrd)\.?)?|(?:Tsd|Mio|Mrd)\.?\s(?:[€£]|EUR|CHF|USD))?"
    r"\s?(?P<inner>[-\u2212])?\Z"
)
_PERCENT = (
    r"\s?%|[\s-](?:percent(?:age\spoints?)?|per\scent|pour\scent|Prozent(?:punkten?)?|por\scien(?:to)?|per\scento|procent|"
    r"por\scento)\b"
)
_SCALE = (
    r"(?:\n[ \t]{1,8}|[\s-])?"
    r"(?i:thousand|million(?:en|s)?|billion(?:en|s)?|trillions?|lakhs?|crores?|tsd\b\.?|tausend|milliers?|mille|duizend|"
    r"(?:mio|mln|mrd|mld)\b\.?|milliarden?|milliards?|miliard[aioy]?|miljard(?:er|en)?|milion[aeiy]?|milh(?:\u00e3o|\u00f5es)|"
    r"miljo(?:en|ner|nen)?|mill(?:\u00f3n|ones))(?!\w)|\s?(?:bn|mn|mm|tn|[kKmMbB]|MM)\b(?!-\w)"
)
_AFTER = (
    rf"\s?(?P<short>[TkMm])?(?:{CODES}|[€£](?!\w)|(?:z\u0142|K\u010d|Ft|kr)(?!\w))(?!\s?[\d-])|"
    r"\s(?:d['\u2019]|de\s|di\s)?(?:US\s)?(?i:dollars?|euros?|pounds?|yen|rupees?|franken|francs?)\b"
)
_BEHIND = re.compile(
    r"(?P<dash>[,.][-\u2013\u2014]{1,2}(?![\d-]))?(?P<close>\))?"
    rf"(?P<percent>{_PERCENT})?(?P<scale>{_SCALE})?(?P<after>{_AFTER})?"
)
_UNIT = re.compile(
    r"[\s-]?(?:[kcmd\u00b5n]?[mgl][\u00b2\u00b3]?|[kM]?W|[kMG]Wh|k?t|ha|sqm|h|km/h|mph|lbs?|ft|oz|\u00b0\s?[CF]|bps?|bar|psi|"
    r"(?:kilo|centi|milli)?(?:gram(?:me)?|met(?:re|er)|lit(?:re|er))s?|miles?|tonnes?|tons?|feet|inch(?:es)?|basis|points?|"
    r"Stunden?|Punkte|Stück|years?|Jahren?|hours?|months?|days?|minutes?|times)(?![^\W_])"
)
_RATE = re.compile(r"\s?(?:/|(?:per|pro|par|je|a|each)\s)\s?[a-zA-Z]{1,12}")
_ARTICLE = re.compile(r"^\s(?:d['\u2019]|de\s|di\s)?(?:US\s)?")
# The last character of what may stand before digits, or the last two or three.
_BEFORE_ENDS = frozenset(
    ["(", "$", "€", "£", "¥", "₹", "-", "+", "\u2212", "\u2013", "kr", "Rs", "kr.", "Rs.", "Fr.", *CODES.split("|")]
    + [part for scale in ("Tsd", "Mio", "Mrd") for part in (scale, f"{scale[1:]}.")]
)
_LAST_BEFORE = frozenset(part[-1] for part in _BEFORE_ENDS)
_ONE_LETTER = frozenset({"m", "mm", "b", "k"})
_BEHIND_STARTS = frozenset("%)-€£\u00b0/")
_DASHES = frozenset("-\u2013\u2014")
_NOTHING = frozenset(["", *" |\n\t0123456789;:,.!?\"'\u2019\u201c\u201d[]*_+=<>&#"])
WIDTH = 14


@dataclass(slots=True)
class Around:
    """The surroundings of digits; ``start`` and ``end`` include them.

    ``measured`` means that something shows the digits to be one number: a currency, percent sign, scale or unit;
    ``money`` that it is an amount in units or, as accounts print it, in thousands ("TEUR 1.250"); a price for each of
    something, or an amount in millions, may have any decimals.
    """

    start: int
    end: int
    negative: bool = False
    bracketed: bool = False
    percent: bool = False
    currency: str | None = None
    scale: str | None = None
    measured: bool = False
    money: bool = False


def around(text: str, start: int, end: int) -> Around | None:
    """Return what stands around digits; None where they are part of a word ("AB12")."""
    before = _before(text, start)
    if before is None and start and (text[start - 1].isalnum() or text[start - 1] in "_.,"):
        return None
    goes_on = _goes_on(text[end : end + 2])
    behind = _BEHIND.match(text, end) if goes_on else None
    if behind is not None and behind.end() == end:
        behind = None
    unit = goes_on and _UNIT.match(text, end) is not None
    if before is None and behind is None:
        return Around(start, end, measured=unit)
    currency, power = _currency(before, behind)
    scale = power or _scale_word(behind, currency)
    opened = before is not None and bool(before["open"]) and not (currency and _explains(text, before.start()))
    closed = behind is not None and bool(behind["close"])
    last = end if behind is None or (closed and not opened) else _end(behind, scale)
    percent = behind is not None and bool(behind["percent"]) and not (closed and not opened)
    return Around(
        start=start if before is None else before.start() + (1 if before["open"] and not (opened and closed) else 0),
        end=last,
        negative=before is not None and (before["sign"] in ("-", "\u2212") or bool(before["inner"])),
        bracketed=opened and closed,
        percent=percent,
        currency=currency,
        scale=scale,
        measured=unit or bool(currency or percent or scale),
        money=currency is not None and (scale is None or power == "t") and not _RATE.match(text, last),
    )


def _explains(text: str, at: int) -> bool:
    """Tell whether a bracket goes on with the sentence: an amount in it is no accountant's minus."""
    before = text[max(0, at - 2) : at].rstrip(" \u00a0")[-1:]
    return before.isalnum() or before in ("%", "€", "$", "£") if before else False


def _before(text: str, start: int) -> re.Match[str] | None:
    """Return what stands before digits, where that is more than a word or a blank."""
    end = start - text[start - 1 : start].isspace()
    if end < 1 or text[end - 1] not in _LAST_BEFORE:
        return None
    if _BEFORE_ENDS.isdisjoint((text[end - 1], text[max(0, end - 2) : end], text[max(0, end - 3) : end])):
        return None
    found = _BEFORE.search(text, max(0, start - WIDTH), start)
    return found if found and found.group().strip() else None


def _goes_on(after: str) -> bool:
    """Tell whether two characters may begin what stands behind digits: most end a cell, a sentence or a line."""
    first, second = after[:1], after[1:]
    if first.isspace():
        # The line may go on behind the indent of the next one.
        return second not in _NOTHING or (first == "\n" and second in " \t" and second != "")
    if first in (".", ","):
        return second in _DASHES
    return first in _BEHIND_STARTS or first.isalpha()


def _end(behind: re.Match[str], scale: str | None) -> int:
    if behind["scale"] and scale is None and not behind["after"]:
        return behind.start("scale")
    return behind.end()


def _currency(before: re.Match[str] | None, behind: re.Match[str] | None) -> tuple[str | None, str | None]:
    """Return the currency and the scale that is written with it ("TEUR", "Mio. EUR", "k€")."""
    for part, name in ((before, "currency"), (behind, "after")):
        if part is not None and part[name]:
            return _named(part[name], part["short"] or "")
    return None, None


@lru_cache(maxsize=1 << 10)
def _named(printed: str, short: str) -> tuple[str | None, str | None]:
    words = _ARTICLE.sub("", printed, count=1)
    scale = short.lower() or None
    for part in re.split(r"\.?\s+|\.$", printed.strip()):
        if part.lower() in SCALES:
            scale, words = part.lower(), printed.replace(part, "", 1)
    name = words.strip(" .\t\n\u00a0\u202f")
    name = name[len(short) :] if short and name.startswith(short) and len(name) > 1 else name
    return SYMBOLS.get(name) or WORDS.get(name.lower().rstrip("s")) or name, scale


def _scale_word(behind: re.Match[str] | None, currency: str | None) -> str | None:
    if behind is None or not behind["scale"]:
        return None
    name = scale_of(behind["scale"])
    # "5 m" and "5 mm" are lengths; "5m" is not sure to be one, and "$5 m" is money.
    blank = not behind["scale"][:1].isalpha()
    return None if currency is None and (name == "mm" or (name in _ONE_LETTER and blank)) else name


@lru_cache(maxsize=1 << 10)
def scale_of(printed: str) -> str | None:
    """Return the key of `SCALES` for a printed scale word ("Millionen" is "million"), None if it is none."""
    word = printed.strip(" -.\t\n\u00a0\u202f").lower()
    fits = [stem for stem in SCALES if word == stem or (len(stem) > 2 and word.startswith(stem))]
    return max(fits, key=len, default=None)
