"""Citations by author and year against the list of references, both ways."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

from qa_service.checks.finding import Hit
from qa_service.documents.citations.author_years import AuthorCitation, find_author_citations
from qa_service.documents.references.lists import Authored, Section, authored_entries

_WORD = re.compile(r"\w[\w'\u2019-]*")
_FEW = 2


def author_hits(text: str, sections: Sequence[Section]) -> Iterator[Hit]:
    """Yield citations without an entry and entries without a citation; nothing where the text cites in another way."""
    for section in sections:
        entries = authored_entries(text, section)
        if len(entries) >= _FEW:
            found = sorted(set(find_author_citations(text, section.head)), key=lambda each: (each.start, each.end))
            yield from _paired(text, section.head, found, entries, judged=not section.selective)
            return


def _paired(
    text: str, end: int, found: Sequence[AuthorCitation], entries: Sequence[Authored], *, judged: bool
) -> Iterator[Hit]:
    written: dict[str, list[Authored]] = {}
    for entry in entries:
        for name in sorted(entry.names):
            written.setdefault(name, []).append(entry)
    met = {each: [e for e in written.get(each.name, ()) if _is_of(each.year, e)] for each in found}
    lone = [each for each in found if not met[each]]
    resolved = len(found) - len(lone)
    if resolved < min(_FEW, len(lone), len(found)) or not resolved:
        return  # what looks like authors and years is none
    words, small = _outside(text, end, found)
    for each in lone:
        if each.name not in small:
            yield _no_entry(each, written.get(each.name, ()))
    if judged:
        used = {entry.start for entries in met.values() for entry in entries}
        spared = {each.name for each in lone} | words
        yield from (_not_cited(entry) for entry in entries if entry.start not in used and entry.first not in spared)


def _is_of(year: str, entry: Authored) -> bool:
    """Tell whether an entry is of a year; a letter counts where both have one."""
    return any(year == own or (year[:4] == own[:4] and len(year) != len(own)) for own in entry.years)


def _outside(text: str, end: int, found: Sequence[AuthorCitation]) -> tuple[set[str], set[str]]:
    """Return the words outside citations, in small letters, and those that stand somewhere in small letters."""
    words: set[str] = set()
    small: set[str] = set()
    at = 0
    for stop, behind in [*((each.start, each.end) for each in found), (end, end)]:
        for word in _WORD.findall(text, at, max(at, stop)):
            words.add(word.lower().removesuffix("'s").removesuffix("\u2019s"))
            if word.islower():
                small.add(word)
        at = max(at, behind)
    return words, small


def _no_entry(each: AuthorCitation, others: Sequence[Authored]) -> Hit:
    years = sorted({entry.year for entry in others})
    listed = f" The list has {', '.join(years)}." if years else ""
    message = f"No entry for {each.name.title()}, {each.year}.{listed}"
    return Hit(each.start, each.end, message, {"name": each.name, "year": each.year, "listed": years}, code="no_entry")


def _not_cited(entry: Authored) -> Hit:
    message = f"The entry {entry.first.title()}, {entry.year} is never cited."
    return Hit(entry.start, entry.end, message, {"name": entry.first, "year": entry.year}, code="not_cited")
