"""Citations against their list: numbered references ("[3]"), raised figures, notes, authors and years."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from qa_service.checks.citations.authors import author_hits
from qa_service.checks.context import CheckContext
from qa_service.checks.finding import Hit
from qa_service.checks.registry import check
from qa_service.documents.references.lists import (
    RAISED,
    Numbered,
    Section,
    closing_list,
    numbered_entries,
    reference_sections,
)
from qa_service.documents.searching.rare_signs import signed

MAX_RANGE, UNREAD = 50, 3
_BOXES = re.compile(
    r"\[(?P<low>\d{1,3})\]\s?[\u2013-]\s?\[(?P<high>\d{1,3})\]|(?<![\]])\[(?P<list>\d{1,3}(?:\s?[,;\u2013-][^\[\]\n]{1,60})?)\](?![\w(:])"
)
_PART = re.compile(r"\s*(?P<low>\d{1,3})(?:\s?[\u2013-]\s?(?P<high>\d{1,3}))?\s*")
_PLACE = re.compile(
    r"\s*(?:pp?|chs?|chap|paras?|secs?|art|figs?|tab|table|vol|n|S|at|lines?|§§?)\.?\s?[\w.\u2013-]{1,12}\s*"
)
_REFS = re.compile(r"\b[Rr]efs?\.?\s(?P<list>\d{1,3}(?:(?:,\s?|\s?[\u2013-]\s?|\s(?:and|&)\s)\d{1,3}){0,10})")
_RAISED = re.compile(r"(?<=\S\S)(?P<list>[⁰¹²³⁴-⁹]{1,3}(?:[,\u2013-][⁰¹²³⁴-⁹]{1,3}){0,8})")
# A measure, a bracket, or one letter of any script: "χ²(1) = 4.20".
_UNIT = re.compile(r"(?:^|[\s\d/(*_|])(?:[kcdmnµ]?m|ft|yd|mi|in|sq|[^\W\d_])\Z|[\d)\]=^]\Z")
# "at [57]" is a paragraph, "[0, 10]" and "the range [5, 95]" are intervals.
_NO_CITATION = re.compile(
    r"\b(?:at|paras?\.?|paragraphs?|range|interval|scale|band|domain|between)\s\Z|[\u2208=]\s?\Z", re.IGNORECASE
)
_NOTE = re.compile(r"\[\^(?P<label>[^\]\s]{1,40})\](?P<colon>:)?")


@dataclass(frozen=True, slots=True)
class _Cited:
    start: int
    end: int
    label: str
    tight: bool = False
    leads: bool = False


@check(
    "references.citations",
    title="Citation without entry, entry never cited",
    description=(
        "Numbered citations in square brackets or raised figures against the entries of the reference list, citations"
        " by author and year against theirs, and footnote marks against their notes, both ways. A document without a"
        " list or notes is left alone."
    ),
    severity="major",
    fires="As shown in [1] and [3].\n\nReferences\n[1] Smith, Claims, 2020.\n[2] Jones, Reserves, 2021.\n",
    quiet=(
        "As shown in [1] and [2] on a scale of [0, 10].\n\nReferences\n[1] Smith, Claims, 2020.\n"
        "[2] Jones, Reserves, 2021.\n"
    ),
)
def citations(ctx: CheckContext) -> Iterator[Hit]:
    """Yield citations without an entry and entries without a citation, in the order of the text."""
    text = ctx.document.text
    sections = reference_sections(signed(ctx.document))
    hits = [*_numbered(text, sections), *_footnotes(text), *author_hits(text, sections)]
    yield from sorted(hits, key=lambda hit: (hit.start, hit.end))


def _numbered(text: str, sections: Sequence[Section]) -> Iterator[Hit]:
    for section in sections:
        entries = numbered_entries(text, section)
        if entries:
            yield from _against(text, [(0, section.head), (section.end, len(text))], entries)
            return
    if found := closing_list(text):
        section, entries = found
        yield from _against(text, [(0, section.head)], entries)


def _against(text: str, places: Sequence[tuple[int, int]], entries: Sequence[Numbered]) -> Iterator[Hit]:
    cited = [each for start, end in places for each in _boxes(text, start, end)]
    known = {entry.label for entry in entries}
    if not any(each.tight and each.label in known for each in cited):
        cited = [each for each in cited if not each.tight]  # "array[7]"
    if not cited:
        cited = [each for start, end in places for each in (*_spelled(text, start, end), *_raised(text, start, end))]
    if cited:
        yield from _two_way(cited, entries, "citation", "entry")


def _boxes(text: str, start: int, end: int) -> Iterator[_Cited]:
    for match in _BOXES.finditer(text, start, end):
        before = text[max(0, match.start() - 14) : match.start()]
        labels = _range(match["low"], match["high"]) if match["low"] else _labels(match["list"])
        if not labels or "0" in labels or _NO_CITATION.search(before) or before[-1:] == "`":
            continue
        tight = before[-1:].isalnum()
        leads = not before.rpartition("\n")[2].strip() and ("\n" in before or match.start() < 14)
        for label in labels:
            yield _Cited(match.start(), match.end(), label, tight, leads)


def _spelled(text: str, start: int, end: int) -> Iterator[_Cited]:
    for match in _REFS.finditer(text, start, end):
        for label in _labels(re.sub(r"\s(?:and|&)\s", ",", match["list"])):
            yield _Cited(match.start(), match.end(), label)


def _raised(text: str, start: int, end: int) -> Iterator[_Cited]:
    for match in _RAISED.finditer(text, start, end):
        if not _UNIT.search(text, max(0, match.start() - 4), match.start()):
            for label in _labels(match["list"].translate(RAISED)):
                yield _Cited(match.start(), match.end(), label)


def _labels(printed: str) -> list[str]:
    """Return the numbers of "1, 3-5, p. 7"; none where something else stands between."""
    found: list[str] = []
    for piece in re.split(r"[,;]", printed):
        part = _PART.fullmatch(piece)
        if part is None and not (found and _PLACE.fullmatch(piece)):
            return []
        if part is not None:
            found.extend(_range(part["low"], part["high"] or part["low"]))
    return found


def _range(low: str, high: str) -> list[str]:
    first, last = int(low), int(high)
    return [str(number) for number in range(first, last + 1)] if 0 <= last - first <= MAX_RANGE else [str(first)]


def _footnotes(text: str) -> Iterator[Hit]:
    marks: list[_Cited] = []
    notes: list[Numbered] = []
    for match in _NOTE.finditer(text):
        before = text[max(0, match.start() - 8) : match.start()]
        if match["colon"] and not before.rpartition("\n")[2].strip():
            notes.append(Numbered(match.start(), match.end(), match["label"]))
        else:
            marks.append(_Cited(match.start(), match.end(), match["label"]))
    if notes:
        yield from _two_way(marks, notes, "footnote mark", "note")


def _two_way(cited: Sequence[_Cited], entries: Sequence[Numbered], citation: str, entry: str) -> Iterator[Hit]:
    known = {span.label for span in entries}
    used = {span.label for span in cited}
    missing: dict[tuple[int, int], list[str]] = {}
    for span in cited:
        if span.label not in known and not span.leads:
            missing.setdefault((span.start, span.end), []).append(span.label)
    for (start, end), labels in missing.items():
        evidence = {"label": labels[0], "labels": labels, "entries": len(known)}
        yield Hit(start, end, f"No {entry} for {citation} {', '.join(labels)}.", evidence, code="no_entry")
    unused = [each for each in entries if each.label not in used]
    if len(unused) >= UNREAD and len(unused) > len(entries) / 2:
        # They are cited in a way that the text does not show, such as raised numbers of a PDF.
        return
    for each in unused:
        message = f"The {entry} {each.label} is never cited."
        yield Hit(each.start, each.end, message, {"label": each.label}, code="not_cited")
