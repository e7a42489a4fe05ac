"""What cannot be right in citations of American cases, each by itself and all citations of one case together."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

from qa_service.checks.citations.volumes import TOLERANCE, last_volume, last_year, tolerance_of, year_of
from qa_service.checks.finding import Hit
from qa_service.documents.citations.cases import CaseCitation
from qa_service.documents.searching.rare_signs import Signed, rare_form, rare_sign

_SIGN = re.compile(
    r"§|\bv\.?\s[A-Z]|\bIn\sre\b|\((?:[^()\n]{0,60}\s)?(?:1[6-9]|20)\d\d\)|\b(?:Decl|Dep|Aff|Tr|Dkt|Doc|Ex|Compl|Br|Mem)\.|"
    r"\b(?:Exhibit|Section|Clause|Article|Rule|Report|Act|Code|Restatement|Regulations?|U\.S\.C|C\.F\.R)\b|https?:|"
    r"\bpp?\.\s?\d|\[\d{1,3}\]|\[\^|\bat\s\d|\u00b6"
)
_ID = rare_form(
    re.compile(
        r"\b(?:[Ii]d|[Ii]bid)\.(?=,?\s(?:at\s\d|§|¶))|(?<![\w.]\s)\b(?:Id|Ibid)\.(?=\s*(?:$|[A-Z(]))", re.MULTILINE
    ),
    rare_sign(r"\b(?:[Ii]d|[Ii]bid)\."),
)
_SUPRA = re.compile(r"\b(?P<name>[A-Z][\w'\u2019-]{1,30}),\s[*_]{0,2}supra\b")
_WORD = re.compile(r"[A-Z][\w'\u2019-]{1,30}")
_SIGNALS = frozenset({"See", "Cf", "Compare", "But", "Note", "And", "As"})


def cited(citation: CaseCitation) -> str:
    """Return volume, reporter and page as a citation has them: "410 U.S. 113"."""
    return f"{citation.at.volume} {citation.at.reporters[0]} {citation.at.page}"


def case_hits(subject: Signed, citations: Sequence[CaseCitation]) -> Iterator[Hit]:
    """Yield what is wrong with the citations of cases."""
    full = [citation for citation in citations if not citation.at.short]
    unlike = list(_unlike(full))
    seen = {hit.start for hit in unlike}
    alone = [*(hit for citation in full for hit in _by_itself(citation)), *_undated(full)]
    yield from unlike
    yield from (hit for hit in alone if hit.start not in seen)
    yield from _short(citations)
    yield from _referring(subject, citations)


def _by_itself(citation: CaseCitation) -> Iterator[Hit]:
    if citation.at.neutral or citation.by_year or not citation.at.volume.isdecimal():
        return
    yield from _volume(citation)
    page, pin = citation.at.page, citation.pin
    if page == "0":
        yield _hit(citation, "page", f"{cited(citation)}: a volume has no page 0.")
    if pin and page.isdecimal() and int(pin) < int(page) and len(pin) >= len(page):
        yield _hit(citation, "pin", f"{cited(citation)}: page {pin} lies before the first page.", pin=pin)


def _volume(citation: CaseCitation) -> Iterator[Hit]:
    volume, year = int(citation.at.volume), citation.year
    last = max(last_volume(reporter) for reporter in citation.at.reporters)
    if not 0 < volume <= last:
        text = f"{cited(citation)}: {citation.at.reporters[0]} has no volume {volume}."
        yield _hit(citation, "volume", text, last_volume=last)
    elif year is not None and not _ran(citation, year):
        text = f"{cited(citation)}: {citation.at.reporters[0]} did not appear in {year}."
        yield _hit(citation, "year", text, year=year, appeared=[list(years) for years in citation.at.lasted])
    elif year is not None and len(citation.at.reporters) == 1:
        about = year_of(citation.at.reporters[0], volume)
        if about is not None and abs(about - year) > tolerance_of(citation.at.reporters[0]):
            text = f"{cited(citation)}: volume {volume} is of about {about}, not of {year}."
            yield _hit(citation, "year", text, year=year, about=about)


def _ran(citation: CaseCitation, year: int) -> bool:
    """Tell whether one of the reporters that may be meant appeared in a year, give or take some years."""
    if "U.S." in citation.at.reporters:
        return year >= 1754  # the early volumes were numbered anew in 1875
    return any(
        (begun is None or begun - TOLERANCE <= year) and (ended is None or year <= max(ended, known) + TOLERANCE)
        for (begun, ended), known in zip(citation.at.lasted, map(last_year, citation.at.reporters), strict=False)
    )


def _hit(citation: CaseCitation, code: str, message: str, **evidence: object) -> Hit:
    facts = {"volume": citation.at.volume, "reporters": list(citation.at.reporters), "page": citation.at.page}
    return Hit(citation.start, citation.end, message, facts | evidence, code=code)


def _key(citation: CaseCitation) -> tuple[str, str, str]:
    return citation.at.reporters[0], citation.at.volume, citation.at.page


def _undated(full: Sequence[CaseCitation]) -> Iterator[Hit]:
    """Yield named citations without a year, where no other citation of the case has one."""
    dated = {_key(citation) for citation in full if citation.year is not None}
    said: set[int] = set()
    for citation in full:
        bare = citation.year is None and citation.parties and citation.stopped and not citation.at.neutral
        if bare and _key(citation) not in dated and citation.chain not in said:
            said.add(citation.chain)
            yield _hit(citation, "no_year", f"{cited(citation)}: the year of the decision is missing.")


def _unlike(full: Sequence[CaseCitation]) -> Iterator[Hit]:
    """Yield citations that differ in one number from an earlier one of the same case."""
    years: dict[tuple[str, str, str], CaseCitation] = {}
    named: dict[tuple[tuple[str, ...], str], CaseCitation] = {}
    for citation in full:
        first = years.setdefault(_key(citation), citation) if citation.year else citation
        if first.year != citation.year:
            text = f"{cited(citation)} is of {citation.year} here and of {first.year} before."
            yield _hit(citation, "other_year", text, year=citation.year, before=first.year)
        if citation.parties and not citation.at.neutral:
            yield from _renumbered(citation, named.setdefault((citation.parties, citation.at.reporters[0]), citation))


def _renumbered(citation: CaseCitation, first: CaseCitation) -> Iterator[Hit]:
    if None not in (citation.year, first.year) and citation.year != first.year:
        return
    volume, page = citation.at.volume != first.at.volume, citation.at.page != first.at.page
    if volume != page:
        text = f"The case cited as {cited(citation)} here is {cited(first)} before."
        yield _hit(citation, "other_volume" if volume else "other_page", text, before=cited(first))


def _short(citations: Sequence[CaseCitation]) -> Iterator[Hit]:
    """Yield short forms ("410 U.S. at 115") of cases that were not cited in full before."""
    pages: dict[tuple[str, str], list[int]] = {}
    for citation in citations:
        place = (citation.at.reporters[0], citation.at.volume)
        if not citation.at.short:
            pages.setdefault(place, []).append(int(citation.at.page) if citation.at.page.isdecimal() else 0)
        elif place not in pages:
            text = (
                f"{cited(citation).replace(' ' + citation.at.page, '')}: no full citation stands before the short one."
            )
            yield _hit(citation, "short", text)
        elif citation.at.page.isdecimal() and int(citation.at.page) < min(pages[place]):
            text = f"Page {citation.at.page} lies before the first page of the case, {min(pages[place])}."
            yield _hit(citation, "pin", text, first_page=min(pages[place]))


def _referring(subject: Signed, citations: Sequence[CaseCitation]) -> Iterator[Hit]:
    """Yield "id." with nothing before it that it could mean, and "Roe, supra" where no Roe was named before."""
    text = subject.text
    if "supra" in text:
        named: dict[str, int] = {}
        for word in _WORD.finditer(text):
            named.setdefault(word.group(), word.start())
        for found in _SUPRA.finditer(text):
            if found["name"] not in _SIGNALS and named[found["name"]] == found.start("name"):
                message = f"{found['name']} is not cited before this \u201csupra\u201d."
                yield Hit(found.start(), found.end(), message, {"name": found["name"]}, code="supra")
    first = next(_ID.find_in(subject), None)
    if first and _SIGN.search(text, 0, first.start()) is None and (not citations or citations[0].start > first.start()):
        message = f"Nothing is cited before this \u201c{first.group()}\u201d."
        yield Hit(first.start(), first.end(), message, {}, code="id")
