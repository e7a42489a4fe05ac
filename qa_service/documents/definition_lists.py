"""Definitions in lists and tables: a term, a colon, dash, tab or bar, and what it means."""

from __future__ import annotations

import re
from collections.abc import Iterator

from qa_service.documents.anchors import Anchored, compile_anchor, spans
from qa_service.documents.definition import Definition

_ITEM = r"(?:[-*\u2022][ \t]{1,3}|\|[ \t]*|\(?[A-Za-z0-9.]{1,6}[).]?[ \t]{1,4})?"
_ENTRY = Anchored(
    re.compile(
        rf"^[ \t]{{0,8}}(?P<item>{_ITEM})(?:[*_]{{2}})?(?P<term>[A-Z][\w'\u2019&/-]*(?:[ ](?:of[ ]|and[ ]|to[ ])?"
        r"[A-Z(][\w'\u2019&/()-]*){0,5})(?:[*_]{2})?"
        r"(?:[ ]{0,3}(?P<sign>[:|\u2013\u2014\t=]|-[ ])(?:[*_]{2})?)[ \t]{0,9}(?P<rest>[\w\u201c\"(][^\n|]{0,60})",
        re.MULTILINE,
    ),
    compile_anchor(
        r"(?m)^[ \t]{0,8}(?:[-*\x{2022}|(][ \t]*)?[A-Za-z0-9_*][A-Za-z0-9 .)_*'\x{2019}&/(-]*[:|\x{2013}\x{2014}\t=-]"
    ),
    width=1,
)
_HEAD = compile_anchor(
    r"(?im)^[^\n]{0,30}(?:definitions?|glossary|abbreviations?|interpretation|defined terms|begriffe|definitionen|"
    r"abk\x{fc}rzungen|lexique)[^\n]{0,30}$"
)
_COLUMN = re.compile(
    r"(?:Defined\s)?(?:Terms?|Expressions?|Words?|Begriffe?|Abbreviations?|Acronyms?|Definitions?)", re.IGNORECASE
)
_MEANING = re.compile(r"\s*(?:Meanings?|Definitions?|Explanations?|Bedeutung|Descriptions?)\b", re.IGNORECASE)
# An entry belongs to a list of definitions when it stands this near to its head or to the entry before.
_NEAR = 600


def listed_definitions(text: str) -> Iterator[Definition]:
    """Yield the terms that open an entry; ``listed`` where nothing says that the entries are definitions."""
    heads = [end for _, end in spans(_HEAD, text)]
    last, table_end, passed = -_NEAR, 0, 0
    for match in _ENTRY.finditer(text):
        start, term, rest = match.start(), match.group("term"), match.group("rest")
        while passed < len(heads) and heads[passed] <= start:
            last, passed = heads[passed], passed + 1
        piped = match.group("sign") in "|\t"
        if piped and _COLUMN.fullmatch(term) and _MEANING.match(rest):
            table_end = text.find("\n\n", start) % (len(text) + 1)
        elif start < table_end or (start - last < _NEAR and (piped or rest[0].islower())):
            last = match.end()
            yield Definition(*match.span("term"), term, "means")
        elif " " in term and (rest[0].islower() or piped or match.group("item")):
            yield Definition(*match.span("term"), term, "listed")
