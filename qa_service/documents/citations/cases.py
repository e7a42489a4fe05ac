"""Citations of American cases: "Roe v. Wade, 410 U.S. 113, 120 (1973)", with what stands before and behind them."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace

from qa_service.documents.citations.reporters import Reported, find_reported
from qa_service.documents.searching.anchors import BLANK
from qa_service.documents.searching.rare_signs import Signed, rare_sign

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
# What courts number themselves tells the year: "2001 ME 17, \u00b6 18, 770 A.2d 97", "2015-NMCA-064, 350 P.3d 1228".
_NEUTRAL_BEFORE = re.compile(
    rf"\b{_YEAR}[\s-](?:[A-Z][A-Za-z.]{{0,5}}[\s-]){{1,3}}\d{{1,5}}(?:-[A-Z])?"
    r"(?:,\s\u00b6{1,2}\s?\d[\d\u2013-]{0,8})?,\s\Z"
)
_NEUTRAL_BEHIND = re.compile(rf",\s{_YEAR}-[A-Z][A-Za-z.]{{1,9}}-\d{{1,5}}\b")
# The volume of another reporter on the next line, which is no page: "35 Kan. App. 2d 345, 130\n P.3d 1215".
_VOLUME = re.compile(r"\s+(?:[A-Z][\w.'\u2019]{0,10}\s?){1,3}(?:[2-9]d\.?\s)?\s*\d")
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

    @property
    def by_year(self) -> bool:
        """Whether the volume is a year: "2018 S.D. 28", "2024 Ark. App. 232"."""
        return self.at.volume.isdecimal() and 1950 <= int(self.at.volume) < 2100


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
    neutral = _NEUTRAL_BEFORE.search(window) or _NEUTRAL_BEHIND.match(text, last.end)
    year = _year(closing, before or neutral) or _year_of_volume(chain)
    name = _NAME.search(window[: before.start()] if before else window)
    if before and "." not in text[first.start : last.end]:
        # "(1950) 83 CLR 628": the reports of another country, whatever American ones have these letters.
        year, name = None, None
    for citation in chain:
        behind = _BEHIND.match(text, citation.end)
        yield replace(
            citation,
            pin=behind["pin"] if behind and _is_page(text, behind, last=citation is last) else None,
            year=year,
            court=(closing["court"] or "").strip(" ,") if closing else "",
            parties=_parties(name),
            head=first.start - len(window) + name.start() if name else first.start,
            chain=number,
            stopped=closing is not None and _is_stopped(text, closing.end()),
        )


def _year(closing: re.Match[str] | None, before: re.Match[str] | None) -> int | None:
    if closing and closing["year"]:
        return int(closing["year"])
    return int(before["year"]) if before else None


def _year_of_volume(chain: Sequence[CaseCitation]) -> int | None:
    """Read the year off a citation by year and number, as in "2005 VT 95, 178 Vt. 389, 886 A.2d 762"."""
    return next((int(citation.at.volume) for citation in chain if citation.by_year), None)


def _is_stopped(text: str, end: int) -> bool:
    return text[end : end + 2].strip()[:1] in {"", ".", ";"} and _VOLUME.match(text, end) is None


def _is_page(text: str, behind: re.Match[str], *, last: bool) -> bool:
    """Tell whether the number behind a citation is a page, not the volume of the next one."""
    if not last:
        return text[behind.end("pin") : behind.end("pin") + 1] in {",", "-", "\u2013"}
    return _VOLUME.match(text, behind.end("pin")) is None


def _parties(name: re.Match[str] | None) -> tuple[str, ...]:
    if name is None:
        return ()
    words = (name["alone"],) if name["alone"] else (name["plaintiff"], name["defendant"])
    return tuple(_LETTERS.sub("", word).lower() for word in words)
