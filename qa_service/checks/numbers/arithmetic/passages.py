"""Passages with figures, written so that patterns can read them: every figure is one capital letter.

"Revenue rose from EUR 120 to EUR 150, an increase of 20 %." becomes "revenue rose from M to M, an increase of P.".
The letters: N a number, M money, P percent, Q percentage points, B basis points, X a multiple, F a fraction in words,
Y a year, and O what takes no part in arithmetic (an ordinal, a day, a clause, a limit such as "at least 5").
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass

from qa_service.checks.grounding.figures import MILLIONS, THOUSANDS
from qa_service.checks.numbers.arithmetic.figures import ABOUT, Figure, printed_figures, worded_figures
from qa_service.documents import Document, Number
from qa_service.documents.searching.anchors import compile_anchor
from qa_service.documents.searching.lookup import part_at
from qa_service.documents.searching.screens import Screen

APART, AROUND, ENOUGH, MOST, LISTING = 140, 90, 16, 24, 4
# Many figures are cut into passages where a sentence ends: a calculation that is cut in two is not seen.
SENTENCE_END = re.compile(r"[a-z0-9%)]\.\s+[A-Z]")
COUNTED = "NMPQBXF"
CUES = Screen([compile_anchor(
    r"[%=\x{d7}]|\b(?:per ?cent|prozent|total|sum\b|in all\b|altogether|together|averag|mean\b|ratio|twice|doubl|tripl|"
    r"trebl|quadrupl|half\b|halv|third|quarter|fold\b|factor|plus|less|minus|i\.e|leav|increas|rise|rose|grew|grow|"
    r"fell|"
    r"fall|decreas|declin|drop|reduc|cut|cagr|basis|bps?\b|differ|exceed|equal|times|comes? to|each|a (?:month|year)|"
    r"per\b|annum|went|came|climb|jump|slip|shr[ai]nk|shrunk|widen|narrow|improv|(?:up|down) "
    r"(?:from|by)|compared|award|stieg|"
    r"sank|gestiegen|gesunken|ein plus|of which|subtract|held back|hold back|withh|deduct|consist|compris|made up|"
    r"composed|surplus|shortfall|(?:profit|gain|loss) of)",
    ignore_case=True,
)])  # fmt: skip
AWAY = re.compile(r"[_`\"\u201c\u201d\u201e|\\]")
# A replacement that finds nothing costs less than a table for all characters.
PLAIN_SIGNS = (
    ("\u2013", "-"), ("\u2014", "-"), ("\u2212", "-"), ("\u2019", "'"), ("\u2018", "'"), ("\u00b7", "×"),
)  # fmt: skip


@dataclass(frozen=True, slots=True)
class Passage:
    """A passage as patterns read it; ``figures`` by the place of their letter in ``text``, ``kinds`` their letters."""

    text: str
    figures: Mapping[int, Figure]
    kinds: str

    def has(self, kinds: str, count: int = 1) -> bool:
        """Tell whether there are so many figures of these kinds."""
        return sum(map(self.kinds.count, kinds)) >= count

    def names(self, words: Iterable[str]) -> bool:
        """Tell whether one of the words or signs stands anywhere: a pattern that needs one costs far more."""
        return any(map(self.text.__contains__, words))


def in_thousands(document: Document) -> bool:
    """Tell whether the text says that amounts are in thousands or millions, so that whole numbers are rounded."""
    return document.cached(
        "in_thousands", lambda given: bool(THOUSANDS.search(given.text) or MILLIONS.search(given.text))
    )


def passages(document: Document) -> tuple[Passage, ...]:
    """Return the passages with at least two figures and a word or sign of arithmetic, computed once."""
    return document.cached("arithmetic_passages", lambda given: tuple(_passages(given)))


def _passages(document: Document) -> Iterator[Passage]:
    text = document.text
    for run in _runs(document):
        if len(run) < 2 and not run[0].percent:
            continue
        start, end = _bounds(text, run)
        if len(run) < LISTING and not CUES.hits(text[start:end]):
            continue
        if part_at(document.tables, run[0].start) is not None or document.in_code(run[0].start):
            continue
        found = [*printed_figures(text, run), *worded_figures(text, run, start, end)]
        if sum(figure.kind in COUNTED for figure in found) < 2:
            continue
        passage = _passage(text, sorted(found, key=lambda each: each.start), start, end)
        if passage.has(COUNTED, 2):
            yield passage


def _runs(document: Document) -> Iterator[list[Number]]:
    """Yield the numbers that stand close together in one paragraph."""
    text, run = document.text, list[Number]()
    for number in document.numbers:
        if run and _is_cut(text, run, number):
            yield run
            run = []
        run.append(number)
    if run:
        yield run


def _is_cut(text: str, run: Sequence[Number], number: Number) -> bool:
    """Whether a number begins another run: it stands far off, or there are enough already."""
    end = run[-1].end
    if number.start - end > APART or "\n\n" in text[end : number.start]:
        return True
    ended = len(run) >= ENOUGH and SENTENCE_END.search(text, end - 1, number.start + 1) is not None
    return ended or len(run) >= MOST


def _bounds(text: str, run: Sequence[Number]) -> tuple[int, int]:
    first, last = run[0].start, run[-1].end
    start, end = max(0, first - AROUND), min(len(text), last + AROUND)
    cut = text.rfind("\n\n", start, first)
    stop = text.find("\n\n", last, end)
    start = cut + 2 if cut >= 0 else _word_start(text, start, first)
    return start, stop if stop >= 0 else end


def _word_start(text: str, start: int, first: int) -> int:
    if start == 0:
        return 0
    blank = text.find(" ", start, first)
    return blank + 1 if blank >= 0 else first


def _passage(text: str, found: Sequence[Figure], start: int, end: int) -> Passage:
    parts, figures, at, length = list[str](), dict[int, Figure](), start, 0
    for figure in found:
        if figure.start < at:
            continue
        between = _plain(text[at : figure.start])
        if figure.about:
            between = ABOUT.sub("", between)
        if length == 0 or parts[-1].endswith(" "):
            between = between.lstrip() if length else between
        sign = "+" if text[figure.start] == "+" else ""
        between += sign
        parts += (between, figure.kind)
        length += len(between)
        figures[length] = figure
        length += 1
        at = figure.end
    parts.append(_plain(text[at:end]))
    return Passage("".join(parts), figures, "".join(figure.kind for figure in figures.values()))


def _plain(text: str) -> str:
    bare = AWAY.sub("", text.replace("**", ""))
    words = " ".join(bare.split()).replace("*", "×")
    if not bare.isascii():
        for sign, plain in PLAIN_SIGNS:
            words = words.replace(sign, plain)
    if not words:
        return " " if bare else ""
    return f"{' ' if bare[0].isspace() else ''}{words.lower()}{' ' if bare[-1].isspace() else ''}"
