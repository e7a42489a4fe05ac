"""Citations against their list: numbered references ("[3]") and Markdown footnotes ("[^note]")."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass

from qa_service.checks.context import CheckContext
from qa_service.checks.finding import Hit
from qa_service.checks.registry import check

MAX_RANGE = 50
_LIST_HEAD = re.compile(
    r"^[ \t#*_]*(?:\d{1,2}\.?[ \t]+)?(?:list of )?(?:references|bibliography|works cited|literature(?: "
    r"cited)?|authorities(?: cited)?|sources|"
    r"endnotes|notes|footnotes)[ \t#*_:]*$",
    re.IGNORECASE | re.MULTILINE,
)
_NEXT_HEAD = re.compile(r"^(?:#{1,6}[ \t]+\S|[A-Z][A-Z ]{5,60}$|(?:Appendix|Annex|Exhibit|Schedule)\b)", re.MULTILINE)
_ENTRY = re.compile(
    r"^[ \t]*(?:[-*][ \t]+)?(?:\[(?P<boxed>\d{1,3})\]|(?P<plain>\d{1,3})[.)])[ \t:]+(?=\S)", re.MULTILINE
)
_CITATION = re.compile(
    r"(?<![\w\]])\[(?P<list>\d{1,3}(?:\s?[,;\u2013-]\s?\d{1,3}){0,20})\](?![\w(:])|"
    r"(?<=[\w.,;)])\[(?P<tight>\d{1,3}(?:\s?[,;\u2013-]\s?\d{1,3}){0,20})\](?![\w(:])"
)
_NUMBER = re.compile(r"\d{1,3}")
_RANGE = re.compile(r"(\d{1,3})\s?[\u2013-]\s?(\d{1,3})")
_NOTE = re.compile(r"\[\^(?P<label>[^\]\s]{1,40})\](?P<colon>:)?")


@dataclass(frozen=True, slots=True)
class _Span:
    start: int
    end: int
    label: str


@check(
    "references.citations",
    title="Citation without entry, entry never cited",
    description=(
        "Numbered citations in square brackets against the entries of the reference list, and footnote marks against"
        " their notes, both ways. A document without a list or notes is left alone."
    ),
    severity="major",
    fires="As shown in [1] and [3].\n\nReferences\n[1] Smith, Claims, 2020.\n[2] Jones, Reserves, 2021.\n",
    quiet="As shown in [1] and [2].\n\nReferences\n[1] Smith, Claims, 2020.\n[2] Jones, Reserves, 2021.\n",
)
def citations(ctx: CheckContext) -> Iterator[Hit]:
    """Yield citations without an entry and entries without a citation, in the order of the text."""
    text = ctx.document.text
    hits = [*_numbered(text), *_footnotes(text)]
    yield from sorted(hits, key=lambda hit: hit.start)


def _numbered(text: str) -> Iterator[Hit]:
    heads = list(_LIST_HEAD.finditer(text))
    if not heads:
        return
    start = heads[-1].end()
    following = _NEXT_HEAD.search(text, start + 1)
    end = following.start() if following else len(text)
    entries = [
        _Span(m.start("boxed") if m.group("boxed") else m.start("plain"), m.end(), m.group("boxed") or m.group("plain"))
        for m in _ENTRY.finditer(text, start, end)
    ]
    cited = [*_cited(text, 0, heads[-1].start()), *_cited(text, end, len(text))]
    if entries and cited:
        yield from _two_way(cited, entries, "citation", "entry")


def _cited(text: str, start: int, end: int) -> Iterator[_Span]:
    for match in _CITATION.finditer(text, start, end):
        group = "list" if match.group("list") else "tight"
        for number in _expanded(match.group(group)):
            yield _Span(match.start(), match.end(), number)


def _expanded(printed: str) -> list[str]:
    numbers = [str(int(number)) for number in _NUMBER.findall(printed)]
    for low, high in _RANGE.findall(printed):
        if 0 < int(high) - int(low) <= MAX_RANGE:
            numbers.extend(str(number) for number in range(int(low) + 1, int(high)))
    return numbers


def _footnotes(text: str) -> Iterator[Hit]:
    marks: list[_Span] = []
    notes: list[_Span] = []
    for match in _NOTE.finditer(text):
        line_start = not text[text.rfind("\n", 0, match.start()) + 1 : match.start()].strip()
        span = _Span(match.start(), match.end(), match.group("label"))
        (notes if match.group("colon") and line_start else marks).append(span)
    if notes:
        yield from _two_way(marks, notes, "footnote mark", "note")


def _two_way(cited: list[_Span], entries: list[_Span], citation: str, entry: str) -> Iterator[Hit]:
    known = {span.label for span in entries}
    used = {span.label for span in cited}
    for span in cited:
        if span.label not in known:
            evidence = {"label": span.label, "entries": len(known)}
            yield Hit(span.start, span.end, f"No {entry} for {citation} {span.label}.", evidence, code="no_entry")
    for span in entries:
        if span.label not in used:
            yield Hit(
                span.start,
                span.end,
                f"The {entry} {span.label} is never cited.",
                {"label": span.label},
                code="not_cited",
            )
