"""One named quantity with the same digits and another unit, currency or scale: EUR 250,000 here, USD 250,000 there."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from fractions import Fraction
from functools import lru_cache
from itertools import combinations

from qa_service.checks.finding import Hit
from qa_service.checks.numbers.units.reading import COUNT, MONEY, POINTS, SHARE, Quantity, own_words, plain, quantities
from qa_service.checks.reading.stems import FUNCTION_WORDS, stem
from qa_service.documents import Document
from qa_service.documents.numbers.numerals import CARDINAL_WORDS
from qa_service.documents.numbers.units import converted, unit_named
from qa_service.documents.searching.lookup import last_begun
from qa_service.documents.searching.word_sets import word_set

_COUNTED = (MONEY, COUNT)
REACH, WORDS, MOST = 110, 3, 40
_WORD = re.compile(r"[^\W\d_]+(?:['\u2019-][^\W\d_]+)*|\d+|[:,\u2013\u2014(]")
_BREAK = re.compile(r"[.;!?](?=\s)|[\n|)\]]")
_AFTER = re.compile(r"[\s-]?(?P<of>(?:of|in)\s(?:the\s|a\s)?)?(?P<words>(?:[^\W\d_]+[\s-]?){1,3})")
_STOP = re.compile(r"\.\s+[A-Z]")
_PARTITIVE = re.compile(r"\sof\s(?!which\b|the\b)")
_YEAR = re.compile(r"\b(?:19|20)\d\d\b")
_QUALIFIER = re.compile(
    r"\s?\(?(?:for|in|to|under|by|at|from|per|with|towards|a|an|each)\s(?:the\s)?(?P<what>[^\W_][\w-]*(?:\s[A-Z][\w-]*)?)"
)
_LINKS = word_set(
    "is was were are be been being to at by of in for a an the amounts amounted totals totalled totaled comes "
    "came stands stood equals equal equalled reaches reached reaching about approximately roughly nearly almost "
    "around over under only now then still up set fixed agreed capped limited valued estimated weighs weighed "
    "measures measured costs cost lasts runs ran holds held exceeds exceeded remains remained shall will should "
    "may must not some more less than least most therefore thus currently approx circa ca c exactly precisely "
    "namely that as its worth below above if with"
)
_OTHERS = word_set("further another other additional separate different any every each no such similar second new")
_LINKS = _LINKS | word_set(
    "liegt lag liegen lagen bei betr\u00e4gt betrug betragen bel\u00e4uft sich auf von um ist sind war waren der die "
    "das den dem des ein eine einer rund etwa est sont \u00e9tait de du des \u00e0 le la les un une"
)
_DETERMINERS = word_set("the a an this that its our their his her such said each per your my")
# A place where a currency is at home, or the currency by name: its use there is meant.
_HOMES = {
    "USD": r"\bU\.?S\.?(?:A\.?)?\b|United States|America|dollar|\bUSD\b|\$",
    "EUR": r"Europe|Eurozone|\beuro|German|France|French|Ital|Spain|Netherlands|Austria|Ireland|\bEU\b|\bEUR\b|€",
    "GBP": r"\bU\.?K\.?\b|United Kingdom|Britain|British|England|London|Scotland|sterling|\bGBP\b|£",
    "CHF": r"Swiss|Switzerland|Z\u00fcrich|Geneva|franc|\bCHF\b",
    "JPY": r"Japan|yen\b|\bJPY\b|¥",
    "INR": r"India|rupee|\bINR\b|₹",
    "CAD": r"Canad|\bCAD\b",
    "AUD": r"Austral|\bAUD\b",
}


@dataclass(frozen=True, slots=True)
class Named:
    """A quantity with the words that name it, the last word first, and the sentence it stands in."""

    quantity: Quantity
    words: tuple[str, ...]
    sentence: tuple[int, int]


def same_quantities(document: Document) -> Iterator[Hit]:
    """Yield each quantity that another place names alike, with the same digits and another unit."""
    groups: dict[tuple[str, tuple[int, ...]], list[Quantity]] = {}
    for found in quantities(document):
        if found.value and found.dimension not in (SHARE, POINTS):
            kind = MONEY if found.dimension == COUNT else found.dimension
            digits = abs(found.value).normalize().as_tuple().digits
            groups.setdefault((kind, digits), []).append(found)
    for group in groups.values():
        several = len({(found.unit, found.amount) for found in group}) > 1
        if several and any(_difference(late, early) for early, late in combinations(group[:MOST], 2)):
            yield from _group(document, group[:MOST])


def _group(document: Document, group: Sequence[Quantity]) -> Iterator[Hit]:
    named = [_named(document, found) for found in group if own_words(document, found.start)]
    usual = Counter((each.quantity.unit, each.quantity.exponent) for each in named)
    for at, one in enumerate(named):
        for other in named[:at]:
            code = _conflict(document, one, other)
            if code:
                rare, usual_one = _rarer(one, other, usual)
                yield _hit(document, rare, usual_one, code)
                break


def _rarer(one: Named, other: Named, usual: Counter[tuple[str, int]]) -> tuple[Named, Named]:
    """Return first the one whose unit is the rarer; of two alike, the later."""
    counts = [usual[each.quantity.unit, each.quantity.exponent] for each in (one, other)]
    return (other, one) if counts[1] < counts[0] else (one, other)


def _conflict(document: Document, one: Named, other: Named) -> str:
    """Return what differs between two mentions of one quantity, "" where they are two quantities or agree."""
    a, b = one.quantity, other.quantity
    code = _difference(a, b)
    if not code or _in_one_sentence(document.text, one, other) or not _one_name(one, other):
        return ""
    if not _one_case(document.text, one, other):
        return ""
    if code == "currency" and any(_at_home(document, each) for each in (one, other)):
        return ""
    return code


def _in_one_sentence(text: str, one: Named, other: Named) -> bool:
    """Tell whether two quantities stand in one sentence; a full stop behind a unit may have been missed."""
    if one.sentence != other.sentence:
        return False
    first, second = sorted((one.quantity, other.quantity), key=lambda each: each.start)
    return _STOP.search(text, first.end, min(second.start, first.end + REACH)) is None


def _difference(a: Quantity, b: Quantity) -> str:
    """Return what differs between two quantities with the same digits: currency, scale or measure."""
    one, other = abs(a.amount), abs(b.amount)
    if a.dimension == MONEY and b.dimension == MONEY and a.unit != b.unit:
        return "currency" if one == other else ""
    if a.unit == b.unit:
        power = one.adjusted() - other.adjusted()
        return "scale" if power and power % 3 == 0 and a.exponent != b.exponent and a.dimension in _COUNTED else ""
    if COUNT in (a.dimension, b.dimension):
        return ""
    return "measure" if _unlike(a, b) else ""


def _unlike(a: Quantity, b: Quantity) -> bool:
    """Tell whether two measures are not the same: in two systems equal digits are enough, in one the powers differ."""
    one, other = unit_named(a.unit), unit_named(b.unit)
    if one is None or other is None:
        return False
    if one.system != other.system or one.dimension == "time":
        return abs(a.amount) == abs(b.amount)
    return Fraction(abs(b.amount)) not in converted(Fraction(abs(a.amount)), one, other)


def _one_name(first: Named, second: Named) -> bool:
    """Tell whether two names mean one thing: the same noun, and no word in each that the other has not.

    Spans of time are many in a text: their names have to be equal.
    """
    one, other = first.words, second.words
    if not one or not other:
        return False
    if set(one) == set(other):
        return first.quantity.dimension != "time" or len(one) > 1
    if one[0] != other[0] or first.quantity.dimension == "time":
        return False
    return set(one) <= set(other) or set(other) <= set(one)


def _one_case(text: str, one: Named, other: Named) -> bool:
    """Tell whether neither another year nor another recipient, place or period sets the two apart."""
    years = [set(_YEAR.findall(text, *each.sentence)) for each in (one, other)]
    if years[0] and years[1] and not years[0] & years[1]:
        return False
    behind = [_QUALIFIER.match(text, each.quantity.end) for each in (one, other)]
    if behind[0] and behind[1]:
        return behind[0]["what"].lower() == behind[1]["what"].lower() or behind[0]["what"].islower()
    return True


def _at_home(document: Document, named: Named) -> bool:
    """Tell whether the sentence, but for the amount itself, or its heading names where the currency is used."""
    found, text = named.quantity, document.text
    start, end = named.sentence
    heading = last_begun(document.headings, found.start)
    title = heading.title if heading is not None else ""
    return at_home(found.unit, f"{text[start : found.start]} {text[found.end : end]} {title}")


def at_home(currency: str, around: str) -> bool:
    """Tell whether a text names a currency, or a place where it is used."""
    home = _HOMES.get(currency, rf"\b{currency}\b")
    return re.search(home, around) is not None


def _named(document: Document, found: Quantity) -> Named:
    text = document.text
    sentence = last_begun(document.sentences, found.start)
    bounds = (sentence.start, sentence.end) if sentence is not None else (0, len(text))
    line = text.rfind("\n", max(0, found.start - REACH), found.start) + 1
    start = max(bounds[0], line, found.start - REACH)
    before, behind = text[start : found.start], text[found.end : found.end + 40]
    part = _PARTITIVE.match(behind) is not None
    words = (part and _name_behind(behind)) or _name_before(before) or _name_behind(behind)
    return Named(found, words or (), bounds)


def _name_before(before: str) -> tuple[str, ...]:
    """Return the words of the noun before a number, the last first: "the annual rent of" is rent, annual."""
    cut = [match.end() for match in _BREAK.finditer(before)]
    tokens = _WORD.findall(before[cut[-1] if cut else 0 :])
    at, of = len(tokens) - 1, False
    while at >= 0 and _links(tokens[at], last=at == len(tokens) - 1):
        of = of or tokens[at] == "of"
        at -= 1
    words: list[str] = []
    while at >= 0 and len(words) < WORDS and tokens[at][0].isalpha() and not _function(tokens[at]):
        words.append(_key(tokens[at].lower()))
        at -= 1
    several = at < 0 or tokens[at].lower() not in _DETERMINERS
    # "a payment of" and "another fee of" bring in what was not named before.
    new = at >= 0 and tokens[at].lower() in _OTHERS
    if new or (of and at >= 0 and len(words) == 1 and tokens[at].lower() in ("a", "an")):
        return ()
    # "boxes of 10 kg" are no one thing.
    return () if of and several and len(words) == 1 and _plural(tokens, at) else tuple(words)


def _plural(tokens: Sequence[str], at: int) -> bool:
    word = tokens[at + 1]
    return word.endswith("s") and not word.endswith("ss")


def _links(token: str, *, last: bool) -> bool:
    low = token.lower()
    if low in _LINKS or low in CARDINAL_WORDS or low in ":,\u2013\u2014(" or _YEAR.fullmatch(token):
        return True
    return last and len(low) > 4 and low.endswith("ed")


def _function(token: str) -> bool:
    low = token.lower()
    return low in FUNCTION_WORDS or low in _LINKS or low in _DETERMINERS


def _name_behind(after: str) -> tuple[str, ...]:
    found = _AFTER.match(after)
    if found is None:
        return ()
    words = []
    for word in re.split(r"[\s-]+", found["words"].strip()):
        if _function(word):
            break
        words.append(_key(word.lower()))
    return tuple(words[:2])


@lru_cache(maxsize=1 << 12)
def _key(word: str) -> str:
    return stem(word)


def _hit(document: Document, one: Named, other: Named, code: str) -> Hit:
    text, a, b = document.text, one.quantity, other.quantity
    here, there = (" ".join(text[each.start : each.end].split()) for each in (a, b))
    evidence: dict[str, object] = {
        "value": plain(a.value),
        "unit": a.unit,
        "exponent": a.exponent,
        "other": there,
        "other_unit": b.unit,
        "other_exponent": b.exponent,
        "other_start": b.start,
        "quantity": " ".join(reversed(one.words)),
    }
    kind = {"currency": "currency", "scale": "scale", "measure": "unit"}[code]
    message = f"{here} has the digits of {there}, said of the same quantity, in another {kind}."
    return Hit(a.start, a.end, message, evidence, f"Convert the figure, or correct its {kind}.", code=code)
