"""Capitalised phrases of a document grouped by term, and how each is used."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Collection, Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import NamedTuple

from qa_service.checks.terms.nouns import (
    BODIES,
    CONTRACTUAL,
    LONE,
    NAMED,
    OFFICES,
    PAYING,
    PUBLIC,
    SET_UP,
    is_common,
)
from qa_service.documents import Document
from qa_service.documents.dates.calendar_names import FULL_MONTH_NAME
from qa_service.documents.definitions.definition import Definition, term_key
from qa_service.documents.definitions.spans import find_definitions
from qa_service.documents.names.capital_runs import find_runs, locate_runs, run_key, split_opener
from qa_service.documents.searching.lookup import part_at
from qa_service.documents.searching.remembered import Remembered
from qa_service.documents.searching.word_sets import word_set
from qa_service.documents.wrapped_lines import joined_lines, without_wraps

MANY_WORDS, MAX_WORDS = 30, 6
# Papers on medicine explain acronyms, and define no terms.
ACRONYM = 4
DETERMINERS = word_set(
    "the any such all said each no a an every either neither other this that these those its their our your his her own"
)
GENERIC = frozenset({"any", "such", "each", "no", "a", "an", "every", "either", "neither", "all"})
# These stand before no name, while "it is a Bosch" is said.
ANY = frozenset({"any", "such", "each", "no", "every", "either", "neither", "all"})
DEFINITE = frozenset({"the", "said", "this", "that", "its", "their", "these", "those", "other", "our", "your", "own"})
_AS_DEFINED = re.compile(r"[\"\u201d]?\s*\(?(?:as\s+)?(?:hereinafter\s+)?defined\b|[\"\u201d]\s*\)")
_OPENS = re.compile(r"(?:[.!?:;\u2022|]|\n|\A|[\u201c\"(]|\d[.)]|\([a-z]{1,4}\))[\s*_#>-]*\Z")
_VERB_FOLLOWS = re.compile(r"\s[a-z]")
_NUMBERED_TITLE = re.compile(
    r"[\s*#]{0,9}(?:(?:Section|Clause|Article|Rule|\u00a7)[ ])?(?:\(?\w{1,4}[.)]|\d[\d.]{0,9}|[A-Z]\.)[ \t]{1,6}"
    r"(?:(?:[A-Z][\w'\u2019-]*|of|and|or|the|to|for|in|a|with|by|on)(?:[ ,;&/]{1,3}|(?=[.:\n]|\Z))){1,14}(?=[.:\n]|\Z)"
)
_MARKED = re.compile(r"[ \t]{0,8}(?:(?:\d[\d.]{0,9}|\([a-z]{1,4}\))[.)]?[ \t]{1,4})?[*_]")
_INSTITUTION = re.compile(rf"\s(?:of|for|in|to)\s(?:the\s)?(?!(?:{FULL_MONTH_NAME})\b)(?P<name>[A-Z][\w-]*|\d)")
# "Scheme for Construction Contracts"; "Securities and Exchange Commission".
_LONGER_NAME = re.compile(r"(?<![^\s(])(?:[a-z]+|The|A),?\s(?P<name>[A-Z][a-z]+)\sfor\s\Z")
_JOINED_BODY = re.compile(
    r"\s(?:and|&)\s(?P<name>(?:[A-Z][\w-]*\s(?:[a-z]+\s)?){1,3}(?:Commission|Authority|Council|Board|Act|Agency|Office|Regulations|Association|Institute|Society|Federation|Committee|Department|Service|Executive|Inspectorate))\b"
)
_STATUTE = re.compile(
    r"(?:,?\s{1,16}(?:[A-Z][\w-]*|and|or|of|for|the|in|to|at|on|by|etc\.?|\([^()\n]{1,40}\))){1,10}?\s?"
    r"(?<=\s)(?:Acts?|Regulations?|Order|Rules|Code|Ordinance),?\s(?:19|20)\d\d\b"
)
# "The European Communities (Late Payment in Commercial Transactions) Regulations 2012".
_WITHIN_STATUTE = re.compile(r"[^()\n]{0,60}\)\s(?:\w+\s)?(?:Acts?|Regulations?|Rules|Order|Directive)\b")
_SMALL = word_set("of and or the to for in a an on by with from at as per via into upon under but nor between")
_NUMBER = re.compile(r"\s*(?:\d{1,2}(?:\.\d{1,2}){0,3}\.?|[A-Z]\.|\(?[a-z0-9]\))\s+[A-Z]")
_SINGLE = ("'", "\u2018", "\u201a")
_CODES = frozenset({"source code", "object code"})
_EMPHASIS = "*_"
# "by the next Working Day"
_BETWEEN = word_set(
    "next first second third fourth fifth sixth last relevant applicable same new whole full entire"
    " final previous current"
)
_MONEY = word_set("amount sum payment price fee charge deposit fund share balance cost consideration")
LINE, TITLE_WORDS, PASSAGE = 120, 9, 24


class Use(NamedTuple):
    """A place where a phrase is used; ``determiner`` is the small-letter word in front of it, if it is one."""

    start: int
    end: int
    text: str
    determiner: str

    @property
    def marked(self) -> bool:
        """Whether a determiner shows that a thing is meant: "the Lender", "any Permitted Use"."""
        return self.determiner in GENERIC or self.determiner in DEFINITE


@dataclass(frozen=True, slots=True)
class Terms:
    """The folded terms of a document.

    ``promised`` terms are "as defined below", ``mentioned`` ones only listed or quoted; ``parts`` are the phrases
    within defined terms, ``heads`` their last words, which may stand for them. ``spelled`` is the number of defined
    terms that are no acronyms.
    """

    defined: frozenset[str]
    promised: frozenset[str]
    mentioned: frozenset[str]
    parts: frozenset[str]
    heads: frozenset[str]
    spelled: int


def definitions_of(document: Document) -> tuple[Definition, ...]:
    """Return the definitions of a document, found once.

    A term in single marks within a quotation is defined by what is quoted: "‘Redact’ means to alter …".
    """
    return document.cached("definitions", _own_definitions)


def _own_definitions(document: Document) -> tuple[Definition, ...]:
    text, found = document.text, find_definitions(joined_lines(document))
    if any(block.kind == "code" for block in document.blocks):
        found = tuple(each for each in found if not document.in_code(each.start))
    if not any(text[each.start - 1 : each.start] in _SINGLE for each in found):
        return found
    return tuple(
        each
        for each in found
        if text[each.start - 1 : each.start] not in _SINGLE or part_at(document.quotations, each.start) is None
    )


def terms_of(document: Document) -> Terms:
    """Return the folded terms of a document."""
    return document.cached("terms", _find_terms)


def _find_terms(document: Document) -> Terms:
    kinds: dict[str, set[str]] = defaultdict(set)
    spelled: set[str] = set()
    for item in definitions_of(document):
        kinds[item.kind].add(term_key(item.term))
        kinds["defined" if item.formal else "promised" if item.kind == "promise" else "mentioned"].add(
            term_key(item.term)
        )
        if _is_spelled(item):
            spelled.add(item.term)
    # "(defined below)", and below "2. Secret Data: Data whose loss …".
    defined = frozenset(kinds["defined"] | (kinds["promise"] & kinds["listed"]))
    parts = frozenset(part for key in defined if " " in key for part in parts_of(key))
    heads = frozenset(key.rpartition(" ")[2] for key in defined)
    promised, mentioned = (frozenset(kinds[kind]) - defined for kind in ("promised", "mentioned"))
    return Terms(defined, promised, mentioned, parts, heads, len(spelled))


def _is_spelled(item: Definition) -> bool:
    """Whether a thing gets a name, and not an acronym or an office; the particulars of a contract name its roles."""
    if item.kind == "listed":
        return item.term.lower() in LONE
    return item.formal and not (len(item.term) <= ACRONYM and item.term.isupper()) and item.term.lower() not in OFFICES


def parts_of(key: str) -> Iterator[str]:
    """Yield the phrases of one word and more within a term."""
    words = key.split()
    for first in range(len(words)):
        for last in range(first + 1, len(words) + 1):
            yield " ".join(words[first:last])


@dataclass(frozen=True, slots=True)
class Runs:
    """The capitalised phrases of a document: how often each term stands there, and where each run as printed.

    ``keys`` are the terms of the printed runs, one by one; names of bodies have none.
    """

    counts: Mapping[str, int]
    printed: Mapping[str, Sequence[int]]
    keys: Sequence[str]


def runs_of(document: Document) -> Runs:
    """Return the capitalised phrases of a document."""
    return document.cached("term_runs", _find_runs)


def _find_runs(document: Document) -> Runs:
    printed = find_runs(without_wraps(document.text))
    keys = list(map(_KEYS.__getitem__, printed))
    counts: dict[str, int] = {}
    for key, places in zip(keys, printed.values(), strict=True):
        counts[key] = counts.get(key, 0) + len(places)
    counts.pop("", None)
    return Runs(counts, printed, keys)


def _key(run: str) -> str:
    key = run_key(run)
    words = key.split()
    if len(key) < 3 or len(words) > MAX_WORDS:
        return ""
    if NAMED.isdisjoint(words) or key in BODIES or key in SET_UP:
        return key
    if len(words) == 2 and ((words[0] in PAYING and words[1] in CONTRACTUAL) or key in _CODES):
        return key
    # "Advisory Council", "Applicable Laws" are no names.
    own = words[-1] in SET_UP and len(words) > 1 and NAMED.isdisjoint(words[:-1])
    return key if own and all(map(is_common, words[:-1])) and PUBLIC.isdisjoint(words) else ""


_KEYS = Remembered(_key)


def uses_of(document: Document, keys: Collection[str]) -> dict[str, list[Use]]:
    """Return the uses of these terms inside sentences, in order; titles and openings of lines are left out."""
    if not keys:
        return {}
    runs, found = runs_of(document), {key: list[Use]() for key in keys}
    wanted = {run: key for run, key in zip(runs.printed, runs.keys, strict=True) if key in found}
    for run, use in uses_of_runs(document, wanted):
        found[wanted[run]].append(use)
    return found


def uses_of_runs(document: Document, wanted: Collection[str]) -> Iterator[tuple[str, Use]]:
    """Yield these runs inside sentences and how each is used, in order."""
    for start, end in locate_runs(runs_of(document).printed, wanted):
        run = document.text[start:end].replace("\n", " ")
        use = _use(document.text, start, end, *split_opener(run))
        if use is not None:
            yield run, use


def _use(text: str, start: int, end: int, opener: str, rest: str) -> Use | None:
    first = end - len(rest)
    # "{IF fee}Fee{END-IF}" is for the machine that fills the form.
    if text[start - 1 : start] in ("{", "}") or _is_title(text, start, end) or _is_linked(text, start, end):
        return None
    if opener:
        return Use(first, end, rest, opener.split()[-1].lower())
    before = _determiner(text, start)
    if not before and _OPENS.search(text, max(0, start - 12), start) and not _VERB_FOLLOWS.match(text, end):
        return None
    return Use(first, end, rest, before)


def _determiner(text: str, start: int) -> str:
    """Return the determiner or possessive in front of a place in small letters, empty if there is none."""
    while start and text[start - 1] in _EMPHASIS:
        start -= 1
    words = text[max(0, start - 24) : start].lower().split()
    if not words or not text[start - 1].isspace() or text[start - 2 : start] == "\n\n":
        return ""
    word = words[-2 if words[-1] in _BETWEEN and len(words) > 1 else -1].lstrip('(\u201c"')
    return word if word in DETERMINERS or word.endswith(("'s", "\u2019s", "s'", "s\u2019")) else ""


def _is_linked(text: str, start: int, end: int) -> bool:
    """Whether the phrase stands in the label of a link, which shows where it is told."""
    close = text.find("](", end, end + LINE)
    if close < 0 or "[" in text[end:close] or "\n" in text[end:close]:
        return False
    before = text[max(0, start - LINE) : start]
    return before.rfind("[") > max(before.rfind("]"), before.rfind("\n"))


def _is_title(text: str, start: int, end: int) -> bool:
    """Whether the phrase is part of a line in title case, or of a numbered title: "13. No Implied Agreement."."""
    if start - (line := text.rfind("\n", max(0, start - LINE), start) + 1) < LINE:
        title = _NUMBERED_TITLE.match(text, line)
        if title is not None and title.end() >= end:
            return True
        opened = _MARKED.match(text, line, start)
        if opened is not None and _closes_title(text, opened.end() - 1, start, end):
            return True
    last = text.find("\n", end, end + LINE)
    if last < 0 and len(text) > end + LINE:
        return False
    first = text.rfind("\n", max(0, start - LINE), start) + 1
    if not first and start > LINE:
        return False
    last = last if last >= 0 else len(text)
    for sign in "\t|":
        if text.find(sign, first, last) >= 0:
            first, last = _cell(text, sign, first, last, start, end)
    return is_title(text[first:last])


def _closes_title(text: str, at: int, start: int, end: int) -> bool:
    """Whether emphasis from the beginning of a line to a stop holds a phrase: "**8. Partners and their pay.** …"."""
    mark = text[at : at + 2] if text.startswith(("**", "__"), at) else text[at]
    close = text.find(mark, end, end + LINE)
    return close > 0 and text[close - 1] in ".:" and text.find(mark, at + len(mark), start) < 0


def _cell(text: str, sign: str, first: int, last: int, start: int, end: int) -> tuple[int, int]:
    """Return the bounds of the cell of a row in which a phrase stands."""
    before, behind = text.rfind(sign, first, start) + 1, text.find(sign, end, last)
    return before or first, behind if behind >= 0 else last


def is_title(line: str) -> bool:
    """Whether a line is in title case, or numbered and without a stop: "5 Return of Information and duties"."""
    words = line.split()
    if not words or words[-1][-1] in ".;,:":
        return False
    return all(not word[0].islower() or word in _SMALL for word in words) or (
        len(words) < TITLE_WORDS and _NUMBER.match(line) is not None
    )


def as_defined(text: str, use: Use) -> bool:
    """Whether "as defined …" or a closing quotation mark and bracket follows."""
    return _AS_DEFINED.match(text, use.end) is not None


def in_capitals(text: str, use: Use) -> bool:
    """Whether capitals stress a whole passage and mark no term: "but WITHOUT ANY WARRANTY"."""
    if not use.text.isupper() or " " not in use.text:
        return False
    if not DETERMINERS.isdisjoint(use.text.lower().split()):
        return True
    before, behind = text[max(0, use.start - PASSAGE) : use.start], text[use.end : use.end + PASSAGE]
    return any(
        side.isupper() and len(side) > 3 for side in (" ".join(before.split()[-2:]), " ".join(behind.split()[:2]))
    )


def is_of_statute(text: str, use: Use) -> bool:
    """Whether a use is part of the name of a statute: "the Contracts (Rights of Third Parties) Act 2001"."""
    return _STATUTE.match(text, use.end) is not None or _WITHIN_STATUTE.match(text, use.end) is not None


def of_an_institution(text: str, uses: Sequence[Use], defined: frozenset[str]) -> bool:
    """Whether each use is part of a longer name: "Arbitration Rules of the Singapore Centre"."""
    return all(_of_an_institution(text, use, defined) for use in uses)


def _of_an_institution(text: str, use: Use, defined: frozenset[str]) -> bool:
    before = _LONGER_NAME.search(text, max(0, use.start - LINE), use.start)
    if is_of_statute(text, use):
        return True
    match = before or _JOINED_BODY.match(text, use.end) or _INSTITUTION.match(text, use.end)
    # "It invests the Escrow Amount in the Lake Fund": what is done with a thing is no part of its name.
    if match and match.re is _INSTITUTION and text[use.end + 1 : use.end + 3] in ("in", "to") and _is_money(use):
        return False
    return match is not None and run_key(match.group("name")) not in defined


def _is_money(use: Use) -> bool:
    return run_key(use.text).rpartition(" ")[2] in _MONEY


class SmallWords:
    """Which words a document also writes small; few are looked up one by one, many in a set."""

    __slots__ = ("_asked", "_known", "_text")

    def __init__(self, text: str) -> None:
        self._text, self._asked = text, 0
        self._known: frozenset[str] | None = None

    def __contains__(self, word: object) -> bool:
        self._asked += 1
        if self._asked <= MANY_WORDS:
            return self._stands(f" {word}")
        if self._known is None:
            self._known = frozenset(map(run_key, set(re.findall(r"\b[a-z]{3,}", self._text))))
        return word in self._known

    def _stands(self, word: str) -> bool:
        at = self._text.find(word)
        while at >= 0:
            end = at + len(word)
            end += self._text.startswith("s", end)
            if not self._text[end : end + 1].isalpha():
                return True
            at = self._text.find(word, end)
        return False
