"""Parts in words in German, French, Spanish and Italian: "zwei Drittel", "un quart", "tres cuartas partes"."""

from __future__ import annotations

import re
from collections.abc import Callable
from fractions import Fraction

from qa_service.documents.searching.word_sets import word_list

_PERCENTAGE = re.compile(r"(?P<number>[0-9]{1,2}(?:[.,][0-9]{1,3})?)[\s\u00a0\u202f]?%")
_AT_END = re.compile(r"(?P<count>[^\W\d_]+)\s(?P<part>[^\W\d_]{4,12})(?:\spartes?)?\s?\Z")
_COUNTS = {
    "de": {"einem": 1, "eines": 1, **{w: n for n, w in enumerate(word_list("ein zwei drei vier fünf sechs"), start=1)}},
    "fr": {w: n for n, w in enumerate(word_list("un deux trois quatre cinq six"), start=1)},
    "es": {"una": 1, **{w: n for n, w in enumerate(word_list("un dos tres cuatro cinco seis"), start=1)}},
    "it": {w: n for n, w in enumerate(word_list("un due tre quattro cinque sei"), start=1)},
}
# What the words for a third, a quarter and so on begin with.
_PARTS = {
    tongue: {begin: n for n, begin in enumerate(word_list(begins), start=3)}
    for tongue, begins in {
        "de": "drittel viertel fünftel sechstel siebtel achtel neuntel zehntel",
        "fr": "tiers quart cinquième sixième septième huitième neuvième dixième",
        "es": "terci cuart quint sext séptim octav noven décim",
        "it": "terz quart quint sest settim ottav non decim",
    }.items()
}
_THIRD = re.compile("tercer")
_ENDING = re.compile(r"(?<=tel)[ns]\Z|(?<=art)s\Z|(?<=ème)s\Z|[oa]s?\Z|i\Z")
_ENDS = ("tel", "teln", "tels", "tiers", "quart", "quarts", "ème", "èmes", "o", "os", "parte", "partes", "i")
_NOT_EXACT = re.compile(
    r"(?:\b(?:fast|knapp|gut|rund|etwa|ca\.|circa|ungefähr|beinahe|nahezu|annähernd|als|über|unter|presque|environ|quasi|"
    r"quelque|casi|cerca\sde|(?:más|menos)\sde|alrededor\sde|apenas|unos|aproximadamente|oltre|(?:più|meno|poco)\sdi)\s"
    r"|\b(?:près|plus|moins|autour)\sd(?:es?\s|['\u2019]))(?:den?\s|les\s)?\Z",
    re.IGNORECASE,
)
# "cédé à un tiers", "ceduto a un terzo": a third party.
_THIRD_PARTY = re.compile(r"(?:\b(?:à|par|avec|chez|envers|pour|a|ad|da|con|per|di)\s|\bd['\u2019])\Z", re.IGNORECASE)


def percentage(inside: str) -> Fraction | None:
    """Return the percentage that a bracket holds."""
    found = _PERCENTAGE.fullmatch(inside)
    return Fraction(found["number"].replace(",", ".")) if found else None


def part_at_end(words: str, tongue: Callable[[], str]) -> tuple[int, Fraction] | None:
    """Return where the part that ends ``words`` begins, and its value; none for what is only near or a third party."""
    found = _AT_END.search(words) if words.endswith(_ENDS) else None
    if found is None:
        return None
    count = _COUNTS.get(tongue(), {}).get(found["count"].lower())
    part = _PARTS.get(tongue(), {}).get(_ENDING.sub("", _THIRD.sub("terci", found["part"].lower())))
    if count is None or part is None or count >= part or is_rough(words, found.start()):
        return None
    if (count, part) == (1, 3) and _THIRD_PARTY.search(words, 0, found.start()):
        return None
    return found.start(), Fraction(count, part)


def is_rough(text: str, start: int) -> bool:
    """Whether what begins at a place is said to be near a number: "rund", "près de"."""
    return _NOT_EXACT.search(text, max(0, start - 30), start) is not None
