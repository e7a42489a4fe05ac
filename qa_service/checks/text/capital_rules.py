"""Title case, sentence case and the like, written word by word; names and abbreviations stay as they are."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Mapping
from dataclasses import dataclass

from qa_service.checks.reading.encoded import Span
from qa_service.checks.reading.scopes import unit_of, units
from qa_service.documents import Document
from qa_service.documents.searching.word_sets import word_set

WORD = re.compile(r"[^\W\d_][\w'’.&/@-]*")
# A word inside a sentence: behind a small letter or a comma.
INSIDE = re.compile(r"(?<=[a-z,] )[^\W\d_]\w*")
OPENS = re.compile(r"(?:[.:!?—–]\s*|\s-\s+)[“\"'(]?\Z")
NUMBER = r"(?:\(?(?:\d+(?:\.\d+)*|[A-Za-z]|[ivxlcIVXLC]{1,7})[.):](?!\d)|\d+(?:\.\d+)*(?=\s|\Z))"
LABEL = re.compile(
    r"\s*+(?:#{1,6}\s+|[-*+•>]\s+)*[*_]{0,3}"
    rf"(?:(?:(?:Article|Section|Clause|Part|Chapter|Schedule|Exhibit|Appendix|Annex)\s+)?{NUMBER}\s*)?[–—-]?\s*"
)
LONG = 5
# Words that stand in lower case inside a title. AP: short ones; Chicago: every preposition.
SMALL = {
    "AP": word_set("a an and as at but by for if in nor of off on or per so the to up via vs yet"),
    "Chicago": word_set(
        "a about above across after against along among an and around as at before behind below beneath beside between"
        " beyond but by down during for from in inside into near nor of off on onto or out outside over past per"
        " so than the through throughout to toward under until up upon via vs with within without yet"
    ),
}
# Parts of names, which are written both ways.
PARTICLES = word_set("de da di do du del der den dos la le van von zu zur ten ter bin al el y e vs")
CALENDAR = word_set(
    "monday tuesday wednesday thursday friday saturday sunday january february march april june july august september"
    " october november december i english french german spanish italian dutch european american british"
)


@dataclass(frozen=True, slots=True)
class Writer:
    """Writes a text in a form; ``kept`` gives folded exceptions as they are written, ``used`` words of the document."""

    kept: Mapping[str, str]
    used: Mapping[str, int]
    small: frozenset[str]

    def write(self, body: str, form: str) -> str:
        """Return ``body`` in title, sentence, lower or upper case."""
        shouted = form in ("title", "sentence") and _shouts(body)
        out, at = [], 0
        words = list(WORD.finditer(body))
        names = form != "title" and not shouted and self._tells_names(body)
        for number, word in enumerate(words):
            begins = number == 0 or OPENS.search(body, max(0, word.start() - LONG), word.start()) is not None
            plain = word.group().lower() if shouted else word.group()
            out += [body[at : word.start()], self._word(plain, form, begins, number == len(words) - 1, names)]
            at = word.end()
        return "".join([*out, body[at:]])

    def _word(self, word: str, form: str, begins: bool, last: bool, names: bool) -> str:
        bare = re.split(r"['’]", word)[0]
        if word.casefold().rstrip(".") in self.kept:
            return self.kept[word.casefold().rstrip(".")] + ("." if word.endswith(".") else "")
        if form == "upper":
            return word.upper()
        if _is_code(bare):
            return word
        if form == "title":
            return self._in_title(word, begins or last)
        if begins and form == "sentence":
            return word[0].upper() + word[1:]
        return word if self._is_name(bare, names) else word.lower()

    def _in_title(self, word: str, edge: bool) -> str:
        low = word.lower()
        either = low in PARTICLES or (len(low) >= LONG and low in self.small)
        if edge or not (low in self.small or either):
            return word if edge and low in PARTICLES else word[0].upper() + word[1:]
        return word if either else low

    def _tells_names(self, body: str) -> bool:
        """Whether the text has a small word of some weight, so that capitals elsewhere in it are meant."""
        rest = (word.group() for word in list(WORD.finditer(body))[1:])
        return any(word.islower() and len(word) > LONG and word not in SMALL["Chicago"] for word in rest)

    def _is_name(self, word: str, names: bool) -> bool:
        """A word that the running text mostly writes with a capital; where ``names`` are told, an unknown one too."""
        low = word.lower()
        often = self.used.get(low, 0)
        return low in CALENDAR or often > 0 or (names and often == 0 and low not in SMALL["Chicago"])


def _is_code(word: str) -> bool:
    """Abbreviations, product names, addresses: capitals, digits or signs inside."""
    inside = word[1:].rstrip(".")
    return any(char.isupper() or char.isdigit() or char in "./@&_" for char in inside)


def _shouts(body: str) -> bool:
    words = WORD.findall(body)
    return len(words) > 1 and body.isupper() and any(len(word) > LONG for word in words)


def body_of(text: str, part: Span) -> Span:
    """Return a heading without its label, number and marks."""
    label = LABEL.match(text, *part)
    start = label.end() if label else part[0]
    return start, max(start, part[0] + len(text[slice(*part)].rstrip(" \t\r\n#*_.:;")))


def usage(document: Document) -> Mapping[str, int]:
    """Return for each word inside a sentence how often it has a capital, less how often it has none."""
    return document.cached("capitals.used", _usage)


def _usage(document: Document) -> Counter[str]:
    headings, used = units(document, "heading"), Counter[str]()
    for found in INSIDE.finditer(document.text):
        if unit_of(headings, found.span()) is None:
            used[found.group().lower()] += 1 if found.group()[0].isupper() else -1
    return used
