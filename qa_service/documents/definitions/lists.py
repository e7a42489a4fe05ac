"""Definitions in lists and tables: a term, a colon, dash, tab or bar, and what it means."""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Iterator, Sequence
from functools import cached_property

from qa_service.documents.definitions.definition import Definition
from qa_service.documents.searching.anchors import compile_anchor, places_of, spans

# "{IF fee}Fee" is a row of a form that a machine fills.
_ITEM = (
    r"(?:\{[^{}\n]{1,60}\}|[-*\u2022][ \t]{1,3}|(?:\|[ \t]*)?\(?(?:[A-Za-z]{1,4}(?:-?[A-Z\d])?|\d[\d.]{0,7})[).]"
    r"[ \t]{1,4}(?:\|[ \t]*)?|(?:\|[ \t]*)?[A-Z]{0,2}\d[\d.]{0,7}[ \t]{1,4}(?:\|[ \t]*)?|\|[ \t]*)?"
)
_ENTRY = re.compile(
    rf"[ \t]{{0,8}}(?P<item>{_ITEM})[*_\"\u201c]{{0,3}}(?:the[ ](?=[A-Z]))?(?P<term>[A-Z][\w'\u2019&/-]*"
    r"(?:[ ](?:(?:of|and|to|for|per|in|a)[ ]){0,2}[A-Z(][\w'\u2019&/()-]*){0,5})[*_\"\u201d]{0,3}"
    r"(?:[ ]{0,3}(?P<sign>[:|\u2013\u2014\t=]|-[ ])(?:[*_]{2})?)[ \t]{0,9}"
    r"(?P<rest>[\w\u201c\"({\[\u00a3$\u20ac][^\n|]{0,60})"
)
# The definition list of Markdown: a term on its line, its meaning on the next.
_DEFINED_LINE = re.compile(r"[*_]{0,2}(?P<term>[A-Z][\w'\u2019&/ -]{1,60}?)[*_]{0,2}\n{1,2}(?=: )")
# "Owner      Fen Plant Hire Ltd": the particulars at the head of a contract, in columns.
_COLUMNS = re.compile(
    r"^[ \t]{0,4}(?P<term>[A-Z][a-z]+(?:[ ][A-Z][a-z]+){0,2})[ ]{3,}[A-Z\d\u00a3$\u20ac]", re.MULTILINE
)
_HEAD_CHARS = 2000
_LINE = re.compile(r"[^\n]*\n|[^\n]+\Z")
_COLUMN_ENTRY = re.compile(
    r"[ \t]{0,24}(?P<term>[A-Z][\w'\u2019&-]*(?:[ ](?:of[ ])?[A-Z][\w'\u2019&-]*){0,4})[ ]{3,}(?=[A-Za-z\u201c\"])"
)
_FEWEST_ENTRIES, _LINES_BEFORE = 3, 6
_SIGNS = (":", "|", "\u2013", "\u2014", "\t", "=", " - ")
_RULE = re.compile(r"[ \t]*\|?[ \t]*:?-{2,}")
_WIDEST = 120
_HEAD_WORDS = (
    r"(?:definition|glossar|abbreviation|interpretation|defined term|begriffe|abk\x{fc}rzung|lexique|"
    r"(?:words?|terms|expressions?) (?:mean|we use|you use)|what we mean|special meaning|"
    r"meanings? of (?:the )?(?:words|terms|expressions)|terms used|(?:words|expressions) (?:defined|used|explained)|"
    r"dictionary|terminology|(?:key|special|technical|our|explanation of) (?:words|terms|expressions)|"
    r"in this (?:agreement|lease|deed|contract|licen[cs]e|policy|plan|will):)"
)
_MEANINGS = r"(?:following|these) meanings?"
_HEAD_WORD = compile_anchor(f"{_HEAD_WORDS}|{_MEANINGS}", ignore_case=True)
_HEAD = compile_anchor(
    rf"(?i)^[^\n]{{0,30}}{_HEAD_WORDS}(?:[^\n]{{0,30}}|[^\n]{{0,120}}:[ *]{{0,4}})$|\b{_MEANINGS}:?$"
)
_COLUMN = re.compile(
    r"(?:Defined\s)?(?:Terms?|Expressions?|Words?|Begriffe?|Abbreviations?|Acronyms?|Definitions?)", re.IGNORECASE
)
# The second column of a table of figures: its rows define nothing, wherever it stands.
_FIGURES = re.compile(
    r"\s*(?:Amounts?|Sums?|Totals?|Quantit|Qty|Price|Cost|Value|Payments?|Share|%|[\u00a3$\u20ac])", re.IGNORECASE
)
_MEANING = re.compile(r"\s*(?:Meanings?|Definitions?|Explanations?|Bedeutung|Descriptions?)\b", re.IGNORECASE)
# An entry belongs to a list of definitions when it stands this near to its head or to the entry before.
_NEAR = 600


def listed_definitions(text: str) -> Iterator[Definition]:
    """Yield the terms that open an entry; ``listed`` where nothing says that the entries are definitions."""
    for match in _COLUMNS.finditer(text, 0, _HEAD_CHARS):
        yield Definition(*match.span("term"), match.group("term"), "listed")
    last, table_end, figures_end, label_end, heads = -_NEAR, 0, 0, -_NEAR, _Heads(text)
    yield from _column_definitions(text, heads.ends if "   " in text else ())
    for match in _entries(text):
        if match.re is _DEFINED_LINE:
            yield Definition(*match.span("term"), match.group("term"), "means")
            continue
        start, term, rest = match.start(), match.group("term"), match.group("rest")
        piped = match.group("sign") in "|\t"
        if piped and _FIGURES.match(rest) and _is_head_row(text, match.end()):
            figures_end = text.find("\n\n", start) % (len(text) + 1)
        if start < figures_end:
            yield Definition(*match.span("term"), term, "listed")
        elif not _may_define(match):
            # "Company: Quillfeather Press Limited" does so among definitions.
            if _is_near(text, max(last, heads.before(start)), start):
                last = match.end()
                yield Definition(*match.span("term"), term, "means")
            elif match.group("sign") == ":":
                # "Landlord: Ullswater Mill Estates Limited": a label of a form, or of the parties.
                label_end = text.find("\n", match.end())
                yield Definition(*match.span("term"), term, "listed")
        elif piped and _COLUMN.fullmatch(term) and _MEANING.match(rest):
            table_end = text.find("\n\n", start) % (len(text) + 1)
        elif start < table_end or (
            (piped or rest[0].islower() or rest[0].isdecimal() or match.group("item"))
            and _is_near(text, max(last, heads.before(start)), start)
            and not (match.group("sign") == "|" and _is_head_row(text, match.end()))
        ):
            last = match.end()
            yield Definition(*match.span("term"), term, "means")
        elif " " in term or (piped and _has_two_cells(text, match.end())) or 0 < start - label_end < 3:
            yield Definition(*match.span("term"), term, "listed")


def _column_definitions(text: str, heads: Sequence[int]) -> Iterator[Definition]:
    """Yield the terms of a glossary in two columns below its head: "Hold Point     a stage of the works"."""
    reach = -1
    for head in heads:
        if head < reach:
            continue
        entries, indent, before, end = list[re.Match[str]](), -1, 0, head
        for line in _LINE.finditer(text, head + 1):
            entry = _COLUMN_ENTRY.match(text, line.start())
            depth = len(line.group()) - len(line.group().lstrip())
            if entry is not None and indent in (-1, depth):
                indent = depth
                entries.append(entry)
            elif (line.group().strip() and depth <= indent) or before > _LINES_BEFORE:
                break
            before += indent < 0
            end = line.end()
        reach = end if entries else reach
        if len(entries) >= _FEWEST_ENTRIES:
            entries = [
                each for each in entries if not (_COLUMN.fullmatch(each["term"]) and _MEANING.match(text, each.end()))
            ]
            yield from (Definition(*entry.span("term"), entry.group("term"), "means") for entry in entries)


def _is_near(text: str, last: int, start: int) -> bool:
    """Whether an entry follows its head or the one before, under the same heading."""
    return start - last < _NEAR and text.find("\n#", max(last, 0), start) < 0


def _is_head_row(text: str, end: int) -> bool:
    """Whether the rule below the head of a table comes next."""
    stop = text.find("\n", end)
    return stop >= 0 and _RULE.match(text, stop + 1) is not None


def _has_two_cells(text: str, end: int) -> bool:
    """Whether the row ends with this cell: "Employer | Fen Ltd" on the cover of a contract says who it is."""
    stop = text.find("\n", end)
    return text[end : stop if stop >= 0 else len(text)].strip(" |\t") == ""


class _Heads:
    """The heads of lists of definitions, looked for when the first entry asks."""

    def __init__(self, text: str) -> None:
        self._text = text

    @cached_property
    def ends(self) -> Sequence[int]:
        """Where the heads end."""
        return list(_heads(self._text))

    def before(self, offset: int) -> int:
        """Return where the last head before an offset ends; far away if there is none."""
        at = bisect_right(self.ends, offset) - 1
        return self.ends[at] if at >= 0 else -_NEAR


def _heads(text: str) -> Iterator[int]:
    """Yield the ends of the lines that head a list of definitions: only those with a word of a head are read."""
    stop = -1
    for at, _ in spans(_HEAD_WORD, text):
        if at < stop:
            continue
        start, stop = text.rfind("\n", 0, at) + 1, text.find("\n", at) % (len(text) + 1)
        if next(spans(_HEAD, text[start:stop]), None) is not None:
            yield stop


def _entries(text: str) -> Iterator[re.Match[str]]:
    """Yield the lines that begin with a term and a sign."""
    tried = -1
    for at in sorted(places_of(text, _SIGNS)):
        start = text.rfind("\n", max(0, at - _WIDEST), at) + 1
        if start == tried or (not start and at > _WIDEST):
            continue
        tried = start
        match = _defined_line(text, start) if start == at and text[at] == ":" else _ENTRY.match(text, start)
        if match is not None:
            yield match


def _defined_line(text: str, at: int) -> re.Match[str] | None:
    """Read the line before a colon that opens a line."""
    first = text.rfind("\n", max(0, at - _WIDEST), max(0, at - 2)) + 1
    match = _DEFINED_LINE.match(text, first)
    return match if match is not None and match.end() == at else None


def _may_define(match: re.Match[str]) -> bool:
    rest, sign = match.group("rest", "sign")
    if rest[0].islower() or sign in "|\t":
        return True
    # "Effective Date: 1 July 2024" gives a term its value.
    return " " in match.group("term") and (match.group("item") != "" or rest[0].isdecimal())
