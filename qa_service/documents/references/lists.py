"""Lists of references at the end of a text: where they stand, and their entries by number or by authors and years."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass

from qa_service.documents.searching.anchors import LETTER_I
from qa_service.documents.searching.rare_signs import Signed, rare_form, rare_sign

_TITLE = (
    r"references|reference list|bibliography|works cited|"
    r"literature(?: cited)?|authorities(?: cited)?|sources|endnotes|notes|footnotes|literatur(?:verzeichnis)?|"
    r"quellen(?:verzeichnis)?|anmerkungen|fußnoten|bibliographie|références(?: bibliographiques)?|"
    r"bibliografia|bibliografía|referencias|riferimenti|further reading"
)
_HEAD = rare_form(
    re.compile(
        rf"^[ \t#*_]*(?:\d{{1,2}}\.?[ \t]+)?(?:list of )?(?P<title>{_TITLE})[ \t#*_:]*$", re.IGNORECASE | re.MULTILINE
    ),
    rare_sign(
        r"(?m:^)[ \t#*_]*(?:\p{Nd}{1,2}\.?[ \t]+)?"
        + f"(?:list of )?(?:{_TITLE})".replace("i", LETTER_I)
        + r"[ \t#*_:]*(?m:$)",
        ignore_case=True,
    ),
)
_NEXT_HEAD = re.compile(r"^(?:#{1,6}[ \t]+\S|[A-Z][A-Z ]{5,60}$|(?:Appendix|Annex|Exhibit|Schedule)\b)", re.MULTILINE)
RAISED = str.maketrans("⁰¹²³⁴⁵⁶⁷⁸⁹", "0123456789")
_ENTRY = re.compile(
    r"^[ \t]*(?:[-*][ \t]+)?(?P<mark>\[(?P<boxed>\d{1,3})\]|\((?P<round>\d{1,3})\)(?=[ \t])|(?P<plain>\d{1,3})[.)]"
    r"(?=[ \t])|(?P<raised>[⁰¹²³⁴-⁹]{1,3}))[ \t:]*(?=\S)",
    re.MULTILINE,
)
_BOX = re.compile(r"\[\d{1,3}\][ \t]")
_BOXED = re.compile(r"^[ \t]*(?P<mark>\[(?P<boxed>\d{1,3})\])[ \t]+(?=\S)", re.MULTILINE)
YEAR = r"(?:1[5-9]|20)\d\d"
_DATED = re.compile(rf"\((?P<apa>{YEAR}[a-z]?)\b|(?<=[.,]\s)(?P<plain>{YEAR}[a-z]?)(?=[.,:;\s]|$)")
_ANY_YEAR = re.compile(rf"(?<!\d){YEAR}[a-z]?(?![\d-])")
_AUTHOR = re.compile(
    r"[ \t>*\u2022\u2013-]*(?P<author>(?:(?:van|von|de|der|den|du|la|le|di|da|dos|del)\s){0,3}[A-Z\u00c0-\u00dd])"
)
_NEW_AUTHOR = re.compile(
    r"[ \t>*\u2022\u2013-]*[A-Z\u00c0-\u00dd](?:[\w'\u2019-]+(?:,\s[A-Z]|\s[A-Z]{1,3}[,.])|"
    rf"[^\n().]{{1,80}}(?:\s\({YEAR}[a-z]?\)|\.\s{YEAR}[a-z]?\.))"
)
_CAPITAL = re.compile(r"(?<![\w'\u2019-])[A-Z\u00c0-\u00dd][\w'\u2019-]*")
_HEAD_CHARS = 250
MAX_LISTS = 8


@dataclass(frozen=True, slots=True)
class Section:
    """A list of references: offsets of its heading and of what stands below it.

    A ``selective`` one may name more than is cited.
    """

    head: int
    start: int
    end: int
    selective: bool = False


@dataclass(frozen=True, slots=True)
class Numbered:
    """An entry by its number, with the offsets of the number."""

    start: int
    end: int
    label: str


@dataclass(frozen=True, slots=True)
class Authored:
    """An entry by its authors: every capitalised word before the year, in small letters, and every year in it.

    ``first`` is the first author's name or the last word of an institution's; ``year`` is the year of the work.
    """

    start: int
    end: int
    first: str
    names: frozenset[str]
    years: frozenset[str]
    year: str


def reference_sections(subject: Signed) -> list[Section]:
    """Return the last lists of references of a text, the very last one first."""
    text = subject.text
    return [
        Section(head.start(), head.end(), following.start() if following else len(text), _is_selective(head["title"]))
        for head in reversed(list(_HEAD.find_in(subject))[-MAX_LISTS:])
        for following in [_NEXT_HEAD.search(text, head.end() + 1)]
    ]


def _is_selective(title: str) -> bool:
    return title.lower().startswith(("biblio", "further", "source", "quelle", "literature", "literatur"))


def numbered_entries(text: str, section: Section) -> list[Numbered]:
    """Return the entries of a list that are numbered."""
    return [_numbered(match) for match in _ENTRY.finditer(text, section.start, section.end)]


def _numbered(match: re.Match[str]) -> Numbered:
    groups = match.groupdict()
    printed = groups["boxed"] or groups.get("round") or groups.get("plain") or groups.get("raised") or ""
    return Numbered(match.start("mark"), match.end("mark"), str(int(printed.translate(RAISED))))


def closing_list(text: str) -> tuple[Section, list[Numbered]] | None:
    """Return the entries "[1] …", "[2] …" that end a text without a heading; at least two, from 1 upwards."""
    if _BOX.search(text) is None:
        return None
    run: list[Numbered] = []
    for match in _BOXED.finditer(text):
        entry = _numbered(match)
        run = [entry] if entry.label == "1" else [*run, entry] if run and int(entry.label) == len(run) + 1 else []
    if len(run) < 2:
        return None
    return Section(run[0].start, run[0].start, len(text)), run


def authored_entries(text: str, section: Section) -> list[Authored]:
    """Return the entries of a list that begin with names and hold a year."""
    return [entry for start, end in _paragraphs(text, section) if (entry := _authored(text, start, end)) is not None]


def _paragraphs(text: str, section: Section) -> Iterator[tuple[int, int]]:
    """Yield the entries: divided by blank lines, or lines that each begin with an author."""
    first, at = -1, section.start
    while at < section.end:
        end = text.find("\n", at, section.end)
        end = end if end >= 0 else section.end
        blank = not text[at:end].strip()
        if first >= 0 and (blank or _NEW_AUTHOR.match(text, at, end)):
            yield first, at
            first = -1
        if first < 0 and not blank:
            first = at
        at = end + 1
    if first >= 0:
        yield first, section.end


def _authored(text: str, start: int, end: int) -> Authored | None:
    author = _AUTHOR.match(text, start, end)
    if author is None:
        return None
    begin, limit = author.start("author"), min(end, start + _HEAD_CHARS)
    every = _ANY_YEAR.findall(text, begin, end)
    dated = _DATED.search(text, begin, limit)
    if not every:
        return None
    year = (dated["apa"] or dated["plain"]) if dated else every[-1]
    stop = dated.end() if dated else min(limit, text.find(".", begin, limit) + 1 or limit)
    stop += dated is not None and text[stop : stop + 1] == ")"
    names = _CAPITAL.findall(text, begin, dated.start() if dated else stop)
    lead = re.split(r"[,(]|\.\s", text[begin:stop], maxsplit=1)[0].split()
    if not names or not lead:
        return None
    first = lead[-1] if len(lead[-1]) > 2 or len(lead) == 1 else lead[0]
    return Authored(begin, stop, first.lower(), frozenset(map(str.lower, names)), frozenset(every), year)
