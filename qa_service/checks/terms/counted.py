"""Which definitions surely are some, so that their terms have to be used."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from qa_service.checks.references.ownership import is_instrument
from qa_service.checks.terms.places import is_countable
from qa_service.checks.terms.uses import definitions_of
from qa_service.documents import Document
from qa_service.documents.definitions.definition import Definition, term_key
from qa_service.documents.searching.word_sets import word_set

# With so many terms that are plainly defined, a sentence that says what a marked word is defines it too.
SOME, SOME_BRACKETED = 2, 2
_LOOK_BACK = 40
# Words of grammar, whose sense a clause on interpretation settles: "“Including” means including without limitation".
_GRAMMAR = word_set(
    "including include includes included excluding in or and and/or written writing shall must will may should hereof"
    " herein hereunder hereby hereto herewith thereof therein thereunder"
)


def counted_definitions(document: Document) -> Iterator[Definition]:
    """Yield the definitions whose terms have to be used, in order."""
    definitions = definitions_of(document)
    sure = [each for each in definitions if is_countable(each) and not _is_grammar(each)]
    told = [each for each in definitions if each.kind == "told" and _may_count(each)]
    used = [each for each in told if document.text.find(each.term, each.end) >= 0]
    some = len({term_key(each.term) for each in [*sure, *used]}) >= SOME
    taken = {each.start for each in [*sure, *_bracketed(document, definitions), *(told if some else ())]}
    for each in definitions:
        if each.start in taken:
            yield each


def _may_count(definition: Definition) -> bool:
    return is_countable(definition._replace(kind="label")) and not _is_grammar(definition)


def _is_grammar(definition: Definition) -> bool:
    return definition.term.lower() in _GRAMMAR and definition.means


def _bracketed(document: Document, definitions: Sequence[Definition]) -> list[Definition]:
    """Return the names in mere brackets, (Storage Credit), where a contract gives names so and uses most of them."""
    text = document.text
    if not any(each.kind == "bare" for each in definitions) or not is_instrument(document):
        return []
    found = [each for each in definitions if each.kind == "bare" and _is_bracketed(text, each) and _may_count(each)]
    used = sum(text.find(each.term, each.end) >= 0 for each in found)
    if used < SOME_BRACKETED or used * 3 < len(found) * 2:
        return []
    return [each for each in found if not _ends_name(text, each)]


def _is_bracketed(text: str, definition: Definition) -> bool:
    """Whether brackets alone hold a name that is no acronym."""
    held = text[definition.start - 1 : definition.start] == "(" and text.startswith(")", definition.end)
    return held and not definition.term.isupper()


def _ends_name(text: str, definition: Definition) -> bool:
    """Whether a capitalised word stands before the brackets, as in "Superior Court (Commercial List)"."""
    before = text[max(0, definition.start - _LOOK_BACK) : definition.start - 1].split()
    return not before or not before[-1][0].islower()
