"""Laws by a bare word that a contract has no name for: "under the Act", where it names no Act.

Whoever has named the Companies Act 2006 may go on with "the Act"; "the Acts" are more than one that was named.
"""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterator, Sequence

from qa_service.checks.references.ownership import is_instrument
from qa_service.checks.terms.plain import defines_some
from qa_service.checks.terms.uses import Terms, Use
from qa_service.documents import Document
from qa_service.documents.definitions.definition import term_key
from qa_service.documents.references.labels import line_start
from qa_service.documents.searching.anchors import BLANK
from qa_service.documents.searching.lookup import part_at
from qa_service.documents.searching.rare_signs import rare_form, rare_sign, signed

_LAWS = "Acts?|Regulations|Directives?|Ordinances?|Statutes?|Bye?-?[Ll]aws|Rules"
# No longer name and no year goes on behind it: "the Act of 1990", "the Regulations on Works", "the Rules and Policies".
_BARE = rare_form(
    re.compile(
        rf"(?<=[a-z,;]\s)the\s(?P<law>{_LAWS})\b(?![\w'\u2019-]|,?\s(?:of|on|for|and|or|to|concerning|relating|governing|"
        rf"published|issued|made|adopted|set|referred|[A-Z\d\u00a7(])|[\u201d\"]|,\s(?:\w+\s)?(?:{_LAWS}|Laws|Codes?))"
    ),
    rare_sign(rf"\bthe{BLANK}(?:{_LAWS})\b"),
)
_NAMED = re.compile(
    r"(?:(?P<before>[\w&)\u201d.'\u2019-]+)\s+)?\b(?P<law>Acts?|ACTS?|Regulations?|REGULATIONS?|Directives?|Ordinances?|Statutes?|"
    r"Bye?-?[Ll]aws|Rules?|RULES?)\b(?P<behind>\s(?:\d|of\s|on\s|for\s|\(|No\b|[A-Z]))?"
)
# What is named otherwise: by its sections, number, letters or in another tongue.
_CITED = re.compile(
    r"U\.\s?S\.\s?C|C\.\s?F\.\s?R|\u00a7|\b\d{2,4}/\d{2,4}\b|\b(?:GDPR|HIPAA|FOIA|ERISA|FCPA)\b|[Gg]esetz|\b[Ll]oi\b|\b[Ll]ey\b"
)
_SMALL = re.compile(
    r"\b(?:act|acts|regulations?|directives?|ordinances?|statutes?|rules?)\s(?:of|dated|on|no\.?)\s[A-Z\d]"
)
_LINE = 300
_ARTICLES = frozenset({"the", "The", "THE", "this", "that", "such", "any", "an", "each", "said"})


def unnamed_laws(document: Document, terms: Terms) -> Iterator[Sequence[Use]]:
    """Yield the uses of each word that stands for a law although the text names none of its kind."""
    found = list(_BARE.find_in(signed(document)))
    text = document.text
    if not found or not defines_some(terms) or not is_instrument(document):
        return
    if _CITED.search(text) is not None or _SMALL.search(text) is not None:
        return
    uses: dict[str, list[Use]] = defaultdict(list)
    for each in found:
        if part_at(document.quotations, each.start()) is None:
            uses[each["law"]].append(Use(*each.span("law"), each["law"], "the"))
    known = terms.defined | terms.mentioned | terms.promised
    for law, places in uses.items():
        key = term_key(law)
        many = law.endswith("s") and key == "act"
        if not any(key == each.rpartition(" ")[2] for each in known) and len(_names(text, key)) < (2 if many else 1):
            yield places


def _names(text: str, key: str) -> set[str]:
    """Return the names of laws of a kind, each by the word before; a plural or a title counts as two."""
    names: set[str] = set()
    for found in _NAMED.finditer(text):
        before, law = found["before"] or "", found["law"]
        if term_key(law) != key:
            continue
        line = text[line_start(text, found.start(), _LINE) : found.start()]
        if not line.strip(' \t#*_>|.\u201c"0123456789') or line.endswith("("):
            names |= {"", law}
        elif (before[:1].isupper() or before[:1].isdigit()) and before not in _ARTICLES:
            names |= {before, law} if law.lower().endswith("s") else {before}
        elif found["behind"]:
            names |= {found["behind"], law}
    return names
