"""Words in bold of a paper that says that its defined words stand in bold, as policies of insurance do."""

from __future__ import annotations

import re

from qa_service.checks.terms.likeness import covered
from qa_service.checks.terms.uses import Terms
from qa_service.documents import Document
from qa_service.documents.definitions.definition import term_key
from qa_service.documents.searching.rare_signs import rare_sign, signed

_SIGN = rare_sign(r"\bbold\b")
_SAID = re.compile(
    r"\b(?:words?|terms?|phrases?|expressions?)\b[^.\n]{0,60}\bbold\b|\bbold\b[^.\n]{0,40}\b(?:words?|terms?|meanings?|defined)\b",
    re.IGNORECASE,
)
_BOLD = re.compile(r"[a-z0-9,;)\u2019]\s\*\*(?P<term>[A-Z][\w'\u2019& -]{1,40})\*\*(?=[\s.,;:)\u2019]|\Z)")


def bold_terms(document: Document, terms: Terms) -> frozenset[str]:
    """Return the folded phrases in bold that nothing defines, where bold says that a word is defined."""
    text = document.text
    if not _SIGN.occurs_in(signed(document)) or _SAID.search(text) is None:
        return frozenset()
    found = {term_key(match.group("term")) for match in _BOLD.finditer(text)}
    return frozenset(key for key in found - terms.defined if not covered(key, terms.defined))
