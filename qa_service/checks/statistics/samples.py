"""How many were in each group, by the words that stand with their number: "19 were allotted to a walking group".

A mean is of the group that its clause shares the most telling words with. A word that stands with several numbers tells
less, and so does a number out of brackets, which may be of a part, or of several groups together. Degrees of freedom of
a test in the same sentence confirm the numbers, or show that they are others.
"""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property
from itertools import combinations, product

from qa_service.checks.statistics.averages import COUNT, count_of
from qa_service.documents import Document
from qa_service.documents.numbers.numerals import ONES, TENS
from qa_service.documents.searching.word_sets import word_set
from qa_service.documents.statistics.notation import folded

_NO_WORD = r"(?!(?:and|or|but|while|whereas|of|versus|vs|per)\b)"
_NAME = r"(?:[^\W\d][\w'-]*|\d{1,2}[A-Z]\b)"
_WORDS = rf"(?:{_NO_WORD}{_NAME}(?: \d{{1,2}}(?![\d.,]\d))?[ ]){{0,8}}"
# "the letter group (n = 24", "Class 6X (21 pupils)"; "17 nurses on Ward 5", "22 to a reading group"; "draft B by 16."
_STATED = re.compile(rf"(?P<words>{_WORDS})\((?:[nN] ?= ?(?P<n>{COUNT})[),;]|(?P<bare>\d{{1,3}})(?: [a-z]{{3,20}})?\))")
_TOLD = re.compile(
    rf"(?<![\w.,/=<>±$€£+-])(?<![=<>±/] )(?P<n>{COUNT})"
    rf"(?P<words>(?: {_NO_WORD}{_NAME}(?: \d{{1,2}}(?![\w.,]))?){{1,9}})",
    re.IGNORECASE,
)
_LAST = re.compile(
    rf"(?:\A ?|[,.;:] |\band |\bwhile )(?P<words>(?:[^\W\d][\w'-]* ){{2,7}})(?:by|for|from|to) "
    rf"(?P<n>{COUNT})(?: (?P<who>[a-z]{{4,20}}s))?(?= ?[,.;)]|\Z)",
    re.IGNORECASE,
)
# "Ward 5", "of 12", "from 3"
_LABELLED = re.compile(r"(?:\b[A-Z][a-z]+|\b(?:of|to|than|from|item|page|=)) ?\Z")
# A number of these is none of a group.
_NO_GROUP = re.compile(
    r" (?:(?!(?:were|was|in|to|got|had|received|on|for|with|by|who|chose)\b)[a-z-]+ ){0,2}?"
    r"(?:items?|questions?|points?|minutes?|hours?|days?|weeks?|months?|years?|seconds?|times|percent|per|euros|pounds|"
    r"dollars|million|thousand|sessions?|trials?|orders?|images?|words?|laps|blocks?|scales?|more|fewer|lessons?|"
    r"statements?|homes|centres|hospitals|schools|sites|countries|judges|coders|observers|decimals?)\b",
    re.IGNORECASE,
)
# "26 operators (18 nurses" tells of a part.
_COUNTED_ALREADY = re.compile(rf"{COUNT} ", re.IGNORECASE)
_NAMED_BY_SIGN = re.compile(r"\b(?P<kind>[A-Za-z]{3,12}) (?P<sign>\d{1,2}|[A-Z])\b")
_CODE = re.compile(r"\b\d{1,2}[A-Z]\b")
_WITHOUT = re.compile(r"\b(?:no|not|without|untreated|never)\b", re.IGNORECASE)
_WORD = re.compile(r"[^\W\d_]{3,}")
# "walkers" and "walking" are of one group; longer words are told by their beginnings.
_ENDING = re.compile(r"(?:ings?|ers?|ed|es?|s)\Z")
_STEM = 6
_COMMON = word_set(
    "the and were was with that this they them their who for from than had has have been each one two three took part "
    "group groups condition conditions arm arms mean means average averaged rated rating ratings scale reported made "
    "gave "
    "all not did does into other others such both same after before during over under between among which these those "
    "when then also only per given read asked received assigned allotted allocated randomised randomized chose left"
)
_FEWEST, _MOST = 5, 5000
_MOST_TOLD = 60
_DEGREES = re.compile(r"\b(?:t|F) {0,3}\( {0,2}(?:1 {0,2}, {0,2})?(?P<df>\d{1,4}) {0,2}\)")
_DIGIT = re.compile(r"[0-9]")
_COUNTING = frozenset({*TENS, *ONES})
_PART = re.compile(r"[.;:!?](?= |$)|\n")
_NEARLY = 0.8
_LONGEST = 500


@dataclass(frozen=True, slots=True)
class _Sample:
    n: int
    words: frozenset[str]
    is_stated: bool


@dataclass(frozen=True)
class Samples:
    """The groups of a text with their numbers."""

    told: Sequence[_Sample]

    @cached_property
    def sizes(self) -> frozenset[int]:
        """All numbers that are told."""
        return frozenset(each.n for each in self.told)

    @cached_property
    def totals(self) -> frozenset[int]:
        """The numbers that are those of two groups together."""
        stated = {each.n for each in self.told if each.is_stated}
        return frozenset(one + other for one, other in combinations(self.sizes, 2)) & self.sizes - stated

    @cached_property
    def groups(self) -> list[int]:
        """The numbers of groups, in the order of the text."""
        return [n for n in dict.fromkeys(each.n for each in self.told) if n not in self.totals]

    @cached_property
    def _spread(self) -> dict[str, int]:
        found: dict[str, set[int]] = defaultdict(set)
        for each in self.told:
            for word in each.words:
                found[word].add(each.n)
        return {word: len(numbers) for word, numbers in found.items()}

    def scored(self, words: str) -> dict[int, float]:
        """Return how well words name each group."""
        said = tokens(words)
        scores: dict[int, float] = defaultdict(float)
        for each in self.told:
            score = sum(1 / self._spread[word] ** 2 for word in each.words & said)
            doubt = 1 + (each.n in self.totals) + (not each.is_stated)
            scores[each.n] = max(score / doubt, scores[each.n])
        return scores

    def named(self, name: str) -> int:
        """Return the number of the group with all the words of a name, of which "A" may be all; 0 where none has."""
        said = tokens(name)
        having = [each for each in self.told if (said <= each.words if said else _has_sign(each.words, name))]
        stated = {each.n for each in having if each.is_stated} or {each.n for each in having}
        return stated.pop() if len(stated) == 1 else 0

    def of(self, words: str) -> list[int]:
        """Return the number of the group that words name; several where it is told with several; none where none is."""
        scores = self.scored(words)
        best = max(scores.values(), default=0.0)
        return [n for n, score in scores.items() if best and score > _NEARLY * best]


def _has_sign(words: frozenset[str], name: str) -> bool:
    return len(name) == 1 and any(word.endswith(f" {name.lower()}") for word in words)


def samples_of(document: Document) -> Samples:
    """Read the groups that the sentences of a text tell of."""
    return Samples(list({each: None for part in parts_of(document) for each in _in_part(part)})[:_MOST_TOLD])


def parts_of(document: Document) -> Iterator[str]:
    """Cut a text, without its tables, into clauses of a length that sentences have."""
    at, text = 0, folded(document)
    for start, end in [*((table.start, table.end) for table in document.tables), (len(text), len(text))]:
        for part in _PART.split(text[at : max(at, start)]):
            if part.strip() and len(part) <= _LONGEST:
                yield part
        at = end


def _in_part(part: str) -> Iterator[_Sample]:
    if _DIGIT.search(part) is None and _COUNTING.isdisjoint(part.lower().replace("-", " ").split()):
        return
    for match in _STATED.finditer(part) if "(" in part else ():
        if match["bare"] and _COUNTED_ALREADY.match(match["words"]):
            continue
        yield from _sample(match["n"] or match["bare"], match["words"], is_stated="N =" not in match.group())
    for match in _TOLD.finditer(part):
        if (match["n"].isdigit() and _LABELLED.search(part[: match.start()])) or _NO_GROUP.match(match["words"]):
            continue
        yield from _sample(match["n"], match["words"])
    for match in _LAST.finditer(part):
        yield from _sample(match["n"], f"{match['words']} {match['who'] or ''}")


def _sample(printed: str, words: str, *, is_stated: bool = False) -> Iterator[_Sample]:
    n, said = count_of(printed), tokens(words)
    if said and _FEWEST <= n <= _MOST and not 1900 <= n <= 2100:
        yield _Sample(n, said, is_stated)


def tokens(words: str) -> frozenset[str]:
    """Return the beginnings of the words, and the names of groups by number or letter: "Ward 5", "draft B".

    That a group is without something is one name, however it is said.
    """
    without = {"without"} if _WITHOUT.search(words) else set()
    found = {_ENDING.sub("", word.lower())[:_STEM] for word in _WORD.findall(words) if word.lower() not in _COMMON}
    found |= {word.lower() for word in _CODE.findall(words)}
    signs = {f"{each['kind'][:_STEM]} {each['sign']}".lower() for each in _NAMED_BY_SIGN.finditer(words)}
    return frozenset(found | signs | without)


def degrees_of(said: str) -> list[int]:
    """Return the whole degrees of freedom of the tests of two means that a sentence holds."""
    return [int(each["df"]) for each in _DEGREES.finditer(said)]


def confirmed(options: Sequence[Mapping[int, float]], degrees: int) -> list[int]:
    """Return the numbers of two groups, or of one group twice, that have such degrees of freedom.

    Each mean has its ``options`` with how well they are named. Nothing where two pairs of numbers do as well.
    """
    fitting: dict[tuple[int, ...], float] = {}
    for ns in product(*options):
        if sum(ns) - len(ns) == degrees or (len(set(ns)) == 1 and ns[0] - 1 == degrees):
            fitting[ns] = sum(each[n] for each, n in zip(options, ns, strict=True))
    best = [ns for ns, score in fitting.items() if score == max(fitting.values())]
    return list(best[0]) if len(best) == 1 else []
