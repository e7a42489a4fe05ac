"""Names of several words that are nearly a name of the sources: another body with the same head or the same tail."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field

from qa_service.checks.context import Source
from qa_service.checks.reading.stems import FUNCTION_WORDS
from qa_service.documents import Document
from qa_service.documents.searching.word_sets import word_set

RUN = re.compile(
    r"\b[A-Z][a-z][\w'\u2019-]*(?:(?:[ \u00a0]| & |[ \u00a0](?:of|and)[ \u00a0](?:the )?)[A-Z][a-z][\w'\u2019-]*)+"
)
PIECE = re.compile(r"[\w'\u2019-]+|&")
POSSESSIVE = re.compile(r"(?:['\u2019]s|(?<=s)['\u2019])\Z")
# What a body is called by its trade: "Corvane Securities" is not "Corvane Estates".
BODIES = word_set(
    "services securities estates holdings partners maintenance rescue bank insurance assurance capital consulting"
    " solutions industries systems properties trust associates foundation engineering logistics shipping marine"
    " construction builders contractors developments investments ventures energy foods bakeries interiors motors"
    " airlines pharmaceuticals chemicals textiles brewery university hospital college clinic museum laboratories"
    " surveyors solicitors architects accountants brokers underwriters council"
)
SHORTEST_TAIL = 2
TITLES = word_set("mr mrs ms miss dr prof professor sir dame judge justice lord lady captain herr frau mme")
# Endings of common nouns and adjectives: a role or a subject written with a capital.
COMMON = re.compile(
    r"(?:ment|tion|sion|ance|ence|ity|ness|ship|ism|ing|ure|age|ant|ent|ee|er|or|ist|ary|ery|ory|al|ive|ous|able|ible|ed"
    r"|ics|ical|ies|ysis|yses|ology|graphy|ful|less|ward|wise|ly|hood|dom|sheet|work|line|date|form|plan)s?\Z"
)


@dataclass(slots=True)
class _Runs:
    """The names of several words in a source: what follows each first word, and what each tail follows."""

    heads: dict[str, set[tuple[str, ...]]] = field(default_factory=dict)
    tails: dict[tuple[str, ...], set[str]] = field(default_factory=dict)


def other_bodies(document: Document, given: Sequence[Source], known: frozenset[str]) -> Iterator[tuple[int, int, str]]:
    """Yield (start, end, the name of the sources that it is nearly) of names that no source holds as they are.

    ``known`` are words that begin no name: those of the sources, and those that the text writes small.
    """
    runs = [source.cached("name_runs", _runs) for source in given]
    if not any(run.heads for run in runs):
        return
    for found in RUN.finditer(document.text):
        first, *rest = _words(found.group())
        near = _near(runs, first, tuple(rest), known) if rest else ""
        if near:
            yield found.start(), found.end(), near


def _words(run: str) -> list[str]:
    """Return the words of a name without the article or title that stands before it."""
    words = [POSSESSIVE.sub("", piece.lower()) for piece in PIECE.findall(run)]
    while len(words) > 1 and (words[0] in FUNCTION_WORDS or words[0] in TITLES):
        words = words[1:]
    return words


def _runs(source: Source) -> _Runs:
    out = _Runs()
    for found in RUN.finditer(source.text):
        first, *rest = _words(found.group())
        if not rest:
            continue
        out.heads.setdefault(first, set()).add(tuple(rest))
        out.tails.setdefault(tuple(rest), set()).add(first)
    return out


def _near(runs: Sequence[_Runs], first: str, rest: tuple[str, ...], known: frozenset[str]) -> str:
    """Return the name that differs from this one in its first word alone, or in all that follows it."""
    firsts = sorted({word for run in runs for word in run.tails.get(rest, ())})
    if first in firsts:
        return ""
    if firsts and len(rest) >= SHORTEST_TAIL and first not in known and not COMMON.search(first):
        return _shown(firsts[0], rest)
    tails = sorted({tail for run in runs for tail in run.heads.get(first, ())})
    bodies = [tail for tail in tails if tail[-1] in BODIES or (tail[-2:-1] and tail[-2] in BODIES)]
    if not bodies or rest[-1] not in BODIES or any(set(rest) <= set(tail) for tail in tails):
        return ""
    return _shown(first, bodies[0]) if not any(set(rest) & set(tail) for tail in bodies) else ""


def _shown(first: str, rest: Sequence[str]) -> str:
    return " ".join(word if word in ("and", "of", "the") else word.capitalize() for word in (first, *rest))
