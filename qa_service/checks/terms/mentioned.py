"""Whether the terms that a document defines are defined once, and whether listed terms are mentioned."""

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
from qa_service.checks.terms.places import in_one_sentence, is_countable, occurrences
from qa_service.checks.terms.uses import definitions_of
from qa_service.documents import Document
from qa_service.documents.definitions.definition import Definition, term_key

# "“Fee” has the meaning given in clause 4", "means the person named as such above": no meaning of its own.
_POINTS = re.compile(
    r"[^.;\n]{0,60}\bmeanings?\b|[^.;\n]{0,90}\b(?:as such|(?:named|identified|defined|set out|described) above)\b"
)
# "“Default Rate” means the rate in clause 5": the clause may repeat the name in brackets.
_IN_CLAUSE = re.compile(
    r"[\"\u201d*_]{0,4}\s(?:shall\s)?means?\s(?:the|any|each)\s[^.;,\n]{0,40}\s(?:in|by|under)\s(?:clause|section|paragraph|"
    r"article)\s[\d.()a-z]{1,9}(?=\s|\Z)"
)
# "For the purposes of clause 9, “Fee” means …", "if the lease ends, “Fee” shall mean …": a meaning for a part.
_PARTLY = re.compile(
    r"\b(?:if|where|after|upon|following|in the event|for (?:the )?purposes? of (?:this )?(?:sections?|clauses?|"
    r"articles?|"
    r"paragraphs?|sub\w+)|in this (?:section|clause|article|paragraph|schedule|annex|appendix)|unless)\b[^.;\n]*\Z",
    re.IGNORECASE,
)


@check(
    "terms.duplicate",
    title="Term defined twice",
    description="A term with two definitions of its own; the second is reported, with the offset of the first.",
    fires="\u201cTerm\u201d means one year.\n\u201cFee\u201d means the price.\n\u201cTerm\u201d means two years.",
    quiet="\u201cTerm\u201d means one year.\n\u201cFee\u201d means the price. The Term may be extended.",
)
def duplicate(ctx: CheckContext) -> Iterator[Hit]:
    """Yield each later definition of a term that is already defined."""
    for earlier, definition in sorted(_repeats(ctx.document), key=lambda pair: pair[1].start):
        message = f"\u201c{definition.term}\u201d is defined twice."
        yield Hit(definition.start, definition.end, message, {"first": earlier.start, "term": definition.term})


def _repeats(document: Document) -> Iterator[tuple[Definition, Definition]]:
    """Yield the first definition of a term and a later one, of which one spells out a meaning."""
    groups: dict[str, list[Definition]] = defaultdict(list)
    for each in definitions_of(document):
        groups[" ".join(each.term.lower().split())].append(each)
    for group in groups.values():
        if len(group) > 1 and any(each.means for each in group):
            own = [each for each in group if _has_own_meaning(document.text, each)]
            yield from (
                (own[0], later)
                for later in own[1:]
                if (own[0].means or later.means) and not _is_label_for(document.text, own[0], later)
            )


def _is_label_for(text: str, one: Definition, other: Definition) -> bool:
    """Whether a definition refers to a clause, and the other one is the name in brackets that the clause gives."""
    return one.means != other.means and any(_IN_CLAUSE.match(text, each.end) for each in (one, other) if each.means)


def _has_own_meaning(text: str, definition: Definition) -> bool:
    """Whether a definition gives a meaning of its own, for the whole document."""
    if not is_countable(definition) or definition.kind == "scope" or _POINTS.match(text, definition.end):
        return False
    before = text[max(0, definition.start - 160) : definition.start]
    return _PARTLY.search(before, max(map(before.rfind, ".;\n")) + 1) is None


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
    found = occurrences(ctx.document, keys)
    for group in groups:
        if group and not any(_stands(ctx.document.text, found, term_key(word)) for word in group):
            yield Hit(0, 0, f"\u201c{group[0]}\u201d is not mentioned.", {"accepted": list(group)})


def _stands(text: str, found: Mapping[str, Sequence[int]], key: str) -> bool:
    return any(in_one_sentence(text, at, key) for at in found.get(key, ()))


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
