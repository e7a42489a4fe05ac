"""Whether the terms that a document defines are used, once defined, and whether listed terms are mentioned."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence

from marshmallow import fields

from qa_service.checks.arguments import argument
from qa_service.checks.context import CheckContext
from qa_service.checks.finding import Hit
from qa_service.checks.parameters import Parameters
from qa_service.checks.registry import check
from qa_service.checks.terms_uses import definitions_of
from qa_service.documents import Document
from qa_service.documents.folded_words import fold_words
from qa_service.documents.lookup import part_at
from qa_service.documents.spans_terms import Definition, term_key

_SENTENCE_STOP = re.compile(r"[.;](?=\s)|\n")
_FOLDED_WORD = re.compile(r"\w+")
# "A Covered Request shall include, but not be limited to, …"
_DEFINITION_GOES_ON = re.compile(
    r"[A-Z][\w'\u2019-]*(?:\s(?:of\s|and\s)?[A-Z][\w'\u2019-]*){0,5}\s(?:(?:shall|does|do|will|may|also)\s){0,2}(?:not\s)?"
    r"(?:also\s)?(?:include|includes|mean|means|comprise|comprises|exclude|excludes)\b"
)


@check(
    "terms.unused",
    title="Defined term that is never used",
    description="A term that is defined and does not occur again (hyphens and plural endings aside).",
    fires="\u201cGross Margin\u201d means revenue less cost of sales.\nThe parties agree to meet.",
    quiet="\u201cGross Margin\u201d means revenue less cost of sales.\nThe Gross Margins are reported monthly.",
)
def unused(ctx: CheckContext) -> Iterator[Hit]:
    """Yield each term whose only occurrence is its definition."""
    document = ctx.document
    wanted = {term_key(item.term): item for item in reversed(definitions_of(document)) if _countable(item)}
    found = _occurrences(document, wanted)
    for key, definition in sorted(wanted.items(), key=lambda pair: pair[1].start):
        own = _own_sentence(document.text, definition)
        uses = (at for at in found[key] if not own[0] <= at < own[1] and _is_use(document, at))
        if next(uses, None) is None and (definition.means or len(found[key]) <= 1):
            message = f"\u201c{definition.term}\u201d is defined but never used."
            yield Hit(definition.start, definition.end, message, {"term": definition.term, "uses": 0})


def _is_use(document: Document, at: int) -> bool:
    """Whether a term is used here: not in small letters, in a heading, or where its definition goes on."""
    if not document.text[at].isupper() or part_at(document.headings, at) is not None:
        return False
    return _DEFINITION_GOES_ON.match(document.text, at) is None


def _own_sentence(text: str, definition: Definition) -> tuple[int, int]:
    """Return the span in which a definition may name its own term: the term, or the sentence after "means"."""
    if not definition.means:
        return definition.start, definition.end
    stop = _SENTENCE_STOP.search(text, definition.end)
    return definition.start, stop.start() if stop else len(text)


def _countable(definition: Definition) -> bool:
    return (
        definition.formal
        and not definition.plain
        and definition.term[:1].isupper()
        and len(term_key(definition.term)) > 1
    )


def _occurrences(document: Document, keys: Mapping[str, object]) -> dict[str, list[int]]:
    """Return the offsets of folded terms, in order; each is looked for where its rarest word stands."""
    folded = document.cached("folded_words", fold_words)
    found: dict[str, list[int]] = defaultdict(list)
    for key in keys:
        parts = [folded.number.get(word) for word in _FOLDED_WORD.findall(key)]
        wanted = [part for part in parts if part is not None]
        if wanted and len(wanted) == len(parts):
            found[key] = folded.places(wanted)
    return found


@check(
    "terms.duplicate",
    title="Term defined twice",
    description="A term with two definitions of its own; the second is reported, with the offset of the first.",
    fires="\u201cTerm\u201d means one year.\n\u201cFee\u201d means the price.\n\u201cTerm\u201d means two years.",
    quiet="\u201cTerm\u201d means one year.\n\u201cFee\u201d means the price. The Term may be extended.",
)
def duplicate(ctx: CheckContext) -> Iterator[Hit]:
    """Yield each later definition of a term that is already defined."""
    first: dict[str, Definition] = {}
    for definition in definitions_of(ctx.document):
        if not _countable(definition):
            continue
        earlier = first.setdefault(" ".join(definition.term.lower().split()), definition)
        if earlier is not definition and (earlier.means or definition.means):
            message = f"\u201c{definition.term}\u201d is defined twice."
            yield Hit(definition.start, definition.end, message, {"first": earlier.start, "term": definition.term})


class CoverageParameters(Parameters):
    """The terms that have to be mentioned."""

    list = fields.Raw(required=True, metadata={"description": "A list of terms, or the fact that holds it."})


@check(
    "terms.coverage",
    title="Listed term that is not mentioned",
    description="Every term of the list has to occur; a term may be a mapping with its synonyms (`any`).",
    params=CoverageParameters,
    severity="major",
    fires="The memo covers indemnity.",
    quiet="The memo covers the liability cap and the indemnity.",
)
def coverage(ctx: CheckContext) -> Iterator[Hit]:
    """Yield one finding of the whole document for each term that is not mentioned."""
    groups = [_synonyms(entry) for entry in as_list(argument(ctx, "list"))]
    keys = {term_key(word): None for group in groups for word in group}
    counts = _occurrences(ctx.document, keys)
    for group in groups:
        if group and not any(counts[term_key(word)] for word in group):
            yield Hit(0, 0, f"\u201c{group[0]}\u201d is not mentioned.", {"accepted": list(group)})


def _synonyms(entry: object) -> tuple[str, ...]:
    if isinstance(entry, Mapping):
        words = [
            entry.get("term"),
            entry.get("name"),
            entry.get("title"),
            *as_list(entry.get("any") or entry.get("synonyms")),
        ]
        return tuple(str(word) for word in words if word)
    return (str(entry),) if str(entry).strip() else ()


def as_list(value: object) -> Sequence[object]:
    """Return a list as it is, nothing for None, and a single value as a list of one."""
    if value is None:
        return []
    return value if isinstance(value, list | tuple) else [value]
