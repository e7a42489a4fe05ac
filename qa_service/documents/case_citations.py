"""Citations of American cases: "Roe v. Wade, 410 U.S. 113, 120 (1973)", with what stands before and behind them."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace

from qa_service.documents.anchors import BLANK
from qa_service.documents.rare_signs import Signed, rare_sign
from qa_service.documents.reporters import Reported, find_reported

# A number, what may abbreviate a reporter, and a number. The day of a date looks alike and costs only time.
_CANDIDATE = rare_sign(
    rf"\p{{Nd}}{{1,4}}{BLANK}{{1,2}}(?:[A-Z][\w'\x{{2019}}&]{{0,12}}\.?{BLANK}{{0,2}}|[2-9][a-z]{{1,2}}\.?{BLANK}){{1,7}}"
    rf",?{BLANK}{{0,2}}(?:at{BLANK})?\p{{Nd}}{{1,7}}"
)
# A full stop, a series or nothing but capitals: "888 Seventh Avenue, 23" and "5 May 2024" abbreviate nothing.
_ABBREVIATED = re.compile(
    r"\d+\s{1,2}(?:[^\n.]{0,60}\.|[^\n]{0,60}(?:[2-9](?:d|th|nd|rd)\b|LEXIS)|[A-Z]{1,4}(?:[\s,]{1,3}(?:at\s)?\d|\s[A-Z]{1,4}\b))"
)
_AROUND = 12
_CHUNK = 4_000
_OVERLAP = 90
_YEAR = r"(?P<year>1[6-9]\d\d|20\d\d)"
_PAGES = r"\d{1,6}(?:\s?[-\u2013]\s?\d{1,6})?"
_BEHIND = re.compile(
    rf"(?:,?\s(?:at\s)?(?P<pin>\d{{1,6}})(?:\s?[-\u2013]\s?\d{{1,6}})?(?:\sn\.\s?\d{{1,3}})?(?:,\s(?:n\.\s?)?{_PAGES}){{0,4}})?"
    r"(?P<close>\s?[(\[]"
    rf"(?P<court>(?:[A-Z0-9][\w.,'\u2019\u2014\u2013\[\]& -]{{0,60}}?[\s,])?){_YEAR}(?:,\s[^()]{{1,40}})?[)\]])?"
)
_PARALLEL = re.compile(rf"(?:,\s(?:at\s)?{_PAGES}){{0,2}},\s")
_YEAR_BEFORE = re.compile(rf"[(\[](?:[A-Z][\w.' ]{{0,20}}\s)?{_YEAR}[)\]],?\s?\Z")
_PARTY = r"[A-Z][\w.'\u2019&-]{0,30}"
_NAME = re.compile(
    rf"(?P<plaintiff>{_PARTY}),?(?:\s(?:Inc|Co|Corp|Ltd|LLC|L\.?P|N\.A|et\sal)\.?,?){{0,2}}\sv\.?\s"
    rf"(?P<defendant>{_PARTY})[^;:()\n]{{0,80}}?,?\s?\Z"
    rf"|\b(?:In\sre|Ex\sparte|Matter\sof|Estate\sof)\s(?P<alone>{_PARTY})[^;:()\n]{{0,80}}?,?\s?\Z"
)
_LOOK_BACK = 150
Place = tuple[int, int]
_LETTERS = re.compile(r"[^\w]+")


@dataclass(frozen=True, slots=True)
class CaseCitation:
    """One citation of a case, in full or short ("410 U.S. at 115").

    ``parties`` are the names next to the "v.", in small letters, and ``head`` is where they begin; citations of one
    case beside each other share a ``chain``, with its names, court and year. ``stopped`` tells that nothing more of
    the citation follows.
    """

    at: Reported
    start: int
    end: int
    pin: str | None = None
    year: int | None = None
    court: str = ""
    parties: tuple[str, ...] = ()
    head: int = 0
    chain: int = 0
    stopped: bool = False


def find_case_citations(text: str, places: Sequence[Place]) -> tuple[CaseCitation, ...]:
    """Return the citations at the `candidates` of a text in its order; linear in its length."""
    found: list[CaseCitation] = []
    for start, reported in _all_reported(text, places):
        here = CaseCitation(reported, start + reported.start, start + reported.end)
        if not found or here.start >= found[-1].end:
            found.append(here)
    return tuple(citation for chain in _chains(text, found) for citation in _described(text, *chain))


def _all_reported(text: str, places: Sequence[Place]) -> Iterator[tuple[int, Reported]]:
    for start, end in _windows(text, places):
        for base in range(start, end, _CHUNK):
            piece = text[base : min(base + _CHUNK + _OVERLAP, end)]
            yield from ((base, reported) for reported in find_reported(piece))


def candidates(subject: Signed) -> list[Place]:
    """Return where a citation could stand: a number, an abbreviation, a number."""
    return [span for span in _CANDIDATE.spans_in(subject) if _ABBREVIATED.match(subject.text, *span)]


def _windows(text: str, places: Sequence[Place]) -> Iterator[Place]:
    """Yield the stretches that may hold citations, in order and apart from each other."""
    last: Place | None = None
    for start, end in places:
        first = max(0, start - _AROUND)
        if last is not None and first > last[1]:
            yield last
            last = None
        last = (first if last is None else last[0], min(len(text), end + _AROUND))
    if last is not None:
        yield last


def _chains(text: str, found: Sequence[CaseCitation]) -> Iterator[tuple[int, list[CaseCitation]]]:
    """Yield citations that stand side by side: "410 U.S. 113, 93 S. Ct. 705 (1973)"."""
    chain: list[CaseCitation] = []
    number = 0
    for citation in found:
        if chain and not (citation.start - chain[-1].end < 40 and _gap(text, chain[-1].end, citation.start)):
            yield number, chain
            chain, number = [], number + 1
        chain.append(citation)
    if chain:
        yield number, chain


def _gap(text: str, start: int, end: int) -> bool:
    return _PARALLEL.fullmatch(text, start, end) is not None


def _described(text: str, number: int, chain: list[CaseCitation]) -> Iterator[CaseCitation]:
    first, last = chain[0], chain[-1]
    closing = _BEHIND.match(text, last.end)
    window = text[max(0, first.start - _LOOK_BACK) : first.start]
    before = _YEAR_BEFORE.search(window)
    name = _NAME.search(window[: before.start()] if before else window)
    year = closing["year"] if closing and closing["year"] else before["year"] if before else None
    for citation in chain:
        behind = _BEHIND.match(text, citation.end)
        yield replace(
            citation,
            pin=behind["pin"] if behind and (citation is last or _pinned(text, behind)) else None,
            year=int(year) if year else None,
            court=(closing["court"] or "").strip(" ,") if closing else "",
            parties=_parties(name),
            head=first.start - len(window) + name.start() if name else first.start,
            chain=number,
            stopped=closing is not None and text[closing.end() : closing.end() + 2].strip()[:1] in {"", ".", ";"},
        )


def _pinned(text: str, behind: re.Match[str]) -> bool:
    """Tell whether the number behind a citation is a page, not the volume of the next one."""
    return text[behind.end("pin") : behind.end("pin") + 1] in {",", "-", "\u2013"}


def _parties(name: re.Match[str] | None) -> tuple[str, ...]:
    if name is None:
        return ()
    words = (name["alone"],) if name["alone"] else (name["plaintiff"], name["defendant"])
    return tuple(_LETTERS.sub("", word).lower() for word in words)
