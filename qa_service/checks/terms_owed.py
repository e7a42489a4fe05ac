"""Terms that a contract surely owes a definition: it says that it defines them, or shortens a firm's name by letters."""

from __future__ import annotations

import re
from collections.abc import Collection, Iterator, Mapping

from qa_service.checks.ownership import is_instrument
from qa_service.checks.terms_plain import defines_some
from qa_service.checks.terms_uses import Terms
from qa_service.documents import Document
from qa_service.documents.anchors import match_lines
from qa_service.documents.capital_runs import run_key

# "Castle Rigg Surveying Limited" in full; its letters are told with or without those of the legal form.
_FIRM = re.compile(
    r"(?P<name>[A-Z][\w&'\u2019-]*(?:[ ](?:(?:and|of|the|&)[ ])?[A-Z][\w&'\u2019-]*){1,6}?),?[ ]"
    r"(?P<form>Inc|Incorporated|LLC|LLP|LP|Ltd|Limited|Corp|Corporation|PLC|plc|Company|Trust|Association)\b"
)
_RUN_IN = re.compile(
    r"^[ \t#*_]{0,6}(?:(?:Section|Clause|Article)[ ])?(?:\(?[\w.]{1,6}[.)]?[ \t]{1,4})?[*_\"\u201c]{0,3}"
    r"(?P<title>[A-Z][\w'\u2019-]*(?:[ ][\w'\u2019-]+){0,4})[*_\"\u201d]{0,3}[.:]",
    re.MULTILINE,
)
_LETTERS = re.compile(r"[A-Z]{3,6}\Z")
_MIN_USES = 2


def owed_terms(document: Document, terms: Terms, printed: Mapping[str, int]) -> frozenset[str]:
    """Return the folded terms, of the runs ``printed``, that nothing defines although a definition is due."""
    if not is_instrument(document):
        return frozenset()
    promised = terms.promised - terms.defined - terms.mentioned - _titles(document)
    return promised | frozenset(_letters(document, terms, printed))


def _titles(document: Document) -> frozenset[str]:
    """Return the folded headings and titles of paragraphs, whose text may well tell what is meant: "4. Fee. …"."""
    run_in = (match["title"] for match in match_lines(_RUN_IN, document.text))
    return frozenset(run_key(title) for title in (*(heading.title for heading in document.headings), *run_in))


def _letters(document: Document, terms: Terms, printed: Mapping[str, int]) -> Iterator[str]:
    """Yield the letters that stand for a firm which is named in full, though no label tells so."""
    if not defines_some(terms):
        return
    letters = {run for run, count in printed.items() if count >= _MIN_USES and _LETTERS.match(run)}
    wanted = {run for run in letters if run.lower() not in terms.defined and run.lower() not in terms.mentioned}
    if wanted:
        names = {letters for match in _FIRM.finditer(document.text) for letters in _initials(match)}
        yield from (run.lower() for run in sorted(wanted & names))


def _initials(match: re.Match[str]) -> Collection[str]:
    """Return the initials of a firm's name, with and without its legal form."""
    words = [word for word in re.split(r"[\s-]", match["name"]) if word[:1].isupper()]
    short = "".join(word[0] for word in words)
    return (short, short + match["form"][0].upper())
