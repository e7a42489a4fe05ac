"""What a passage is about beside its plain words: figures, names, parties with what they do, and whether it says no."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np

from qa_service.checks.contradiction.words import MONTHS
from qa_service.checks.reading.stems import stem
from qa_service.checks.structure.denials import MODALS, Denial
from qa_service.checks.structure.parallel import DOCUMENTS, ROLES
from qa_service.checks.structure.wording_roots import GLUE, ROOTS
from qa_service.documents import Document
from qa_service.documents.numbers.numerals import CARDINAL_WORDS, cardinal
from qa_service.documents.searching.word_sets import word_set
from qa_service.documents.words import Words

# Where a word stands: in a title that is run in, first in a sentence or in a clause of it, or within one. In a sentence
# a capital tells of a name.
TITLE, FIRST, CLAUSE, WITHIN = range(4)
# So many words to either side say what a party does, or what is done to it; beyond a comma they tell less.
BESIDE = 3
# "By the said Escrow Agent"
LINK_BACK = 3
DOES, DONE_BY, OWNS, OWNED_BY = "does", "by", "'s", "of"
_ROLE = {DOES: DOES, DONE_BY: DOES, OWNS: OWNS, OWNED_BY: OWNS}
# What somebody does or owns counts as much as several words beside.
LINKED = 6
LONGEST_TITLE = 8
# The month, where it is none of the small words.
MAY = "may"
# "Section 6.04  Infringement."
_NUMBER = re.compile(
    r"(?:(?i:section|sec\.|clause|article|art\.|paragraph|para\.|condition|rule|item)|§{1,2})\s{0,3}\d+(?:\.\d+)*[A-Za-z]?"
    r"(?:[.:)]?\s{2,}|[.:)]\s|\s?[–—-]\s|\s(?=[A-Z“\"(]))"
)
_STOP = re.compile(r"[.:]")
_ROMAN = re.compile(r"[IVXL]{2,6}")
# "Test 1", "Option B"
_LABEL = re.compile(
    r"(?P<kind>(?!(?:By|On|In|At|From|Until|After|Before|Within|For|To|Of)\b)[A-Z][a-z]+) (?P<sign>\d+|[A-Z])\Z"
)
# Whoever is meant by it, these are the same in every draft.
_GENERIC = word_set("party parties agreements") | DOCUMENTS
_NOBODY = _GENERIC | MONTHS
# "Each month" and "monthly" are one.
_PERIODS = {
    "daily": "day",
    "weekly": "week",
    "monthly": "month",
    "yearly": "year",
    "annual": "year",
    "annually": "year",
}
_EITHER = frozenset(("former", "latter"))
_DISCLOSES = frozenset(("disclosing", "receiving"))
# What a name at the beginning of a sentence is followed by.
_ACTS = word_set(
    "shall will may must can agrees agree acknowledges acknowledge is has hereby warrants represents undertakes"
    " understands confirms does and or"
)


@dataclass(frozen=True, slots=True)
class _Told:
    """A word that tells something: its root or the name of one who acts, what links that one to it, and its clause."""

    name: str
    acts: bool
    link: str
    clause: int


@dataclass(frozen=True, slots=True)
class Matter:
    """What a passage is about: words, figures, names within sentences, parties and the words beside them.

    ``small`` are the stems that it writes in small letters.
    """

    stems: Counter[str]
    small: frozenset[str]
    roots: Counter[str]
    figures: Counter[str]
    names: frozenset[str]
    parties: tuple[str, ...]
    beside: Counter[tuple[str, str]]
    label: tuple[str, str] | None
    denial: Denial

    def does(self, party: str) -> bool:
        """Whether a party does something in it, or has it done."""
        return any(name == party and word.startswith(f"{DOES} ") for name, word in self.beside)

    @classmethod
    def of(cls, printed: Sequence[str], depths: Sequence[int]) -> Matter:
        """Read a passage, of which each word is in a title, first in a sentence, or within one."""
        low = [word.lower() for word in printed]
        # The number of a paragraph is none of its figures.
        begun = next((at for at, word in enumerate(low) if not (_is_mark(word) or _is_numeral(printed[at], at))), 0)
        stems, roots, figures = Counter[str](), Counter[str](), Counter[str]()
        names, told, clause, spelled = set[str](), list[_Told](), 0, list[str]()
        for at, word in enumerate(low[begun:], start=begun):
            clause += depths[at] in (FIRST, CLAUSE)
            if word[0].isdigit():
                figures[word] += 1
                continue
            if word in CARDINAL_WORDS and (spelled or word != "one"):
                spelled.append(word)
                if low[at + 1 : at + 2] and low[at + 1] in CARDINAL_WORDS:
                    continue
                # "Twenty-five" is one figure.
                figures.update(_figures(spelled))
                spelled.clear()
                continue
            base = MAY if printed[at] == "May" and depths[at] >= CLAUSE else ROOTS[word]
            acts = _acts(printed, low, at, depths[at])
            if base:
                stems[_PERIODS.get(word, stem(word))] += 1
                roots[base] += 1
            if base and depths[at] >= CLAUSE and printed[at][0].isupper() and word not in _GENERIC:
                names.add(base)
            if base or acts:
                link = _link(low, at, begun) if acts else ""
                told.append(_Told(stem(word) if acts else base, acts, link, clause))
        parties = tuple(dict.fromkeys(each.name for each in told if each.acts))
        small = frozenset(stem(word) for word, given in zip(low, printed, strict=True) if given.islower())
        label = _LABEL.match(" ".join(printed[begun : begun + 2]))
        sign = (label["kind"], label["sign"]) if label else None
        return cls(
            stems,
            small,
            roots,
            figures,
            frozenset(names),
            parties,
            _beside(told),
            sign,
            Denial.of(low, [depth == FIRST for depth in depths]),
        )


def _figures(spelled: Sequence[str]) -> list[str]:
    """Return the figure that numerals make together, or each of them where they are several."""
    whole = cardinal(spelled)
    return [str(cardinal([word])) for word in spelled] if whole is None else [str(whole)]


def _is_mark(word: str) -> bool:
    return word[0].isdigit() or len(word) == 1


def _is_numeral(printed: str, at: int) -> bool:
    """Whether a Roman numeral opens the passage: "VII.2 The recipient"."""
    return at == 0 and _ROMAN.fullmatch(printed) is not None


def matter_of(document: Document, words: Words, span: range) -> Matter:
    """Read a passage that is given as word positions, without "Section 6.04" as the number of a heading."""
    if number := _NUMBER.match(document.text, int(words.starts[span.start])):
        span = range(min(int(np.searchsorted(words.starts, number.end())), span.stop - 1), span.stop)
    return Matter.of(words.printed[span.start : span.stop], _depths(document, words, span))


def _depths(document: Document, words: Words, span: range) -> list[int]:
    """Tell of each word whether it stands in a title that is run in, first in a sentence or clause, or within one."""
    starts, ends = words.starts[span.start : span.stop].tolist(), words.ends[span.start : span.stop].tolist()
    gaps = [document.text[end:start] for end, start in zip(ends[:-1], starts[1:], strict=True)]
    # The number of a paragraph has a stop of its own.
    number = next((at for at, word in enumerate(words.printed[span.start : span.stop]) if not _is_mark(word)), 0)
    title = next((at + 1 for at, gap in enumerate(gaps[:LONGEST_TITLE]) if at >= number and _STOP.search(gap)), 0)
    return [TITLE] * title + [FIRST, *map(_depth, gaps)][title:]


def _depth(gap: str) -> int:
    # A line may end anywhere within a sentence.
    if any(mark in gap for mark in ".:;!?") or gap.count("\n") > 1:
        return FIRST
    return CLAUSE if "," in gap or "(" in gap or ")" in gap else WITHIN


def _acts(printed: Sequence[str], low: Sequence[str], at: int, depth: int) -> bool:
    """Whether a word names one who acts: a role, a blank to put a name in, or the last word of a name."""
    word, following = low[at], low[at + 1] if at + 1 < len(low) else ""
    if word in _EITHER:
        return False
    if word in _DISCLOSES:
        return following in ("party", "parties")
    if word in ROLES or not word.strip("_"):
        return word not in ("party", "parties")
    if depth == TITLE or word in _NOBODY or word in GLUE or not printed[at][0].isupper():
        return False
    if depth == FIRST:
        return following in _ACTS
    return not (following and printed[at + 1][0].isupper() and following not in GLUE)


def _link(low: Sequence[str], at: int, begun: int) -> str:
    """Tell how one who acts is linked to the words beside: "delivered by", "delivers" or "property of" the Seller."""
    before, after = low[max(begun, at - LINK_BACK) : at], low[at + 1 : at + 4]
    if "by" in before:
        return DONE_BY
    if after[:1] == ["s"]:
        return OWNS
    if after and after[0] in MODALS:
        return "" if "be" in after else DOES
    return OWNED_BY if "of" in before[1:] else ""


def _beside(told: Sequence[_Told]) -> Counter[tuple[str, str]]:
    """Count which words stand beside which party, the nearer the more; after "by" what it does stands before it."""
    out = Counter[tuple[str, str]]()
    for at, party in enumerate(told):
        if not party.acts:
            continue
        after = 0 if party.link == DONE_BY else BESIDE
        for place in range(max(0, at - BESIDE), min(len(told), at + after + 1)):
            if (other := told[place]).name != party.name:
                near = party.link == DONE_BY or other.clause == party.clause
                out[party.name, other.name] += BESIDE + 1 - abs(at - place) if near else 1
        linked = at + 1 if party.link in (DOES, OWNS) else at - 1
        if party.link and 0 <= linked < len(told):
            out[party.name, f"{_ROLE[party.link]} {told[linked].name}"] += LINKED
    return out
