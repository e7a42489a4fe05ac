"""Defined terms: where a document defines them."""

from __future__ import annotations

from qa_service.documents.definitions.definition import Definition, singular, term_key
from qa_service.documents.definitions.lines import plain_definitions
from qa_service.documents.definitions.lists import listed_definitions
from qa_service.documents.definitions.quotes import marked_definitions

__all__ = ["Definition", "find_definitions", "singular", "term_key"]

_STRENGTH = {
    kind: at
    for at, kind in enumerate(("means", "label", "scope", "told", "bare", "reference", "promise", "listed", "quoted"))
}


def find_definitions(text: str) -> tuple[Definition, ...]:
    """Return the places that define a term, in order; of several readings of one place the strongest is kept."""
    found = [*marked_definitions(text), *plain_definitions(text), *listed_definitions(text)]
    out: dict[int, Definition] = {}
    for definition in sorted(found, key=lambda item: (item.start, _STRENGTH[item.kind])):
        out.setdefault(definition.start, definition)
    return tuple(out.values())
