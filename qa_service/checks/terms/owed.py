"""Terms that a contract surely owes a definition: it says that it defines them, or has letters for a firm's name."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator, Mapping, Sequence

from qa_service.checks.references.ownership import is_instrument
from qa_service.checks.terms.names import INTRODUCTION
from qa_service.checks.terms.plain import defines_some
from qa_service.checks.terms.small_forms import opens_paragraph
from qa_service.checks.terms.uses import Terms, definitions_of
from qa_service.documents import Document
from qa_service.documents.definitions.definition import term_key
from qa_service.documents.names.capital_runs import run_key, split_opener
from qa_service.documents.searching.anchors import places_of

_FORMS = (" Inc", " LLC", " LLP", " LP", " Ltd", " Limited", " Corp", " PLC", " plc", " Company", " Trust")
# "Castle Rigg Surveying" before " Limited".
_NAME = re.compile(r"(?<![\w&])(?:[A-Z][\w&'\u2019-]*,?[ ](?:(?:and|of|the|&)[ ])?){1,6}[A-Z][\w&'\u2019-]*,?\Z")
_LETTERS = re.compile(r"[A-Z]{3,6}\Z")
_MIN_USES, _LONGEST_NAME = 2, 90


def owed_terms(document: Document, terms: Terms, printed: Mapping[str, Sequence[int]]) -> frozenset[str]:
    """Return the folded terms, of the runs ``printed``, that nothing defines although a definition is due."""
    letters = frozenset(_letters(terms, printed))
    if not (terms.promised or letters) or not is_instrument(document):
        return frozenset()
    promised = frozenset(_promised(document, terms)) if terms.promised else terms.promised
    return promised | (letters and _of_firms(document.text, letters))


def _promised(document: Document, terms: Terms) -> Iterator[str]:
    """Yield the terms that are "as defined below" and nowhere; a paragraph of that title may tell what is meant."""
    told = terms.mentioned | terms.parts | {run_key(heading.title) for heading in document.headings}
    printed = {key: each.term for each in definitions_of(document) if (key := term_key(each.term)) in terms.promised}
    for key, term in printed.items():
        if key not in told and not opens_paragraph(document.text, term):
            yield key


def _letters(terms: Terms, printed: Mapping[str, Sequence[int]]) -> Iterator[str]:
    """Yield the folded words of capital letters alone that are used again and that nothing tells."""
    if not defines_some(terms):
        return
    counts = Counter[str]()
    for run, places in printed.items():
        word = split_opener(run)[1]
        if _LETTERS.match(word):
            counts[word] += len(places)
    for word, count in counts.items():
        if count >= _MIN_USES and (key := run_key(word)) not in terms.defined and key not in terms.mentioned:
            yield key


def _of_firms(text: str, letters: frozenset[str]) -> frozenset[str]:
    """Return those of the letters that are the initials of a firm named in full, with or without its legal form."""
    initials: set[str] = set()
    for at in places_of(text[:INTRODUCTION], _FORMS):
        name = _NAME.search(text[max(0, at - _LONGEST_NAME) : at])
        if name is not None:
            short = "".join(word[0] for word in re.split(r"[\s-]", name.group()) if word[:1].isupper())
            initials |= {run_key(short), run_key(short + text[at + 1].upper())}
    return letters & initials
