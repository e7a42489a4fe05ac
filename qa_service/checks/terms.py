"""Defined terms: undefined, unused, defined twice, near variants, and terms that a text has to mention."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence

from marshmallow import fields
from rapidfuzz.distance import DamerauLevenshtein

from qa_service.checks.arguments import argument
from qa_service.checks.context import CheckContext
from qa_service.checks.finding import Hit
from qa_service.checks.parameters import Parameters
from qa_service.checks.registry import check
from qa_service.documents import Document
from qa_service.documents.spans_names import find_companies
from qa_service.documents.spans_terms import (
    Definition,
    Phrase,
    find_definitions,
    find_phrases,
    singular,
    term_key,
    word_sequence,
)
from qa_service.documents.word_sets import word_set
from qa_service.documents.words import words_of

USES_SHOWN = 2
MIN_USES = 3
FREQUENT = 5
TITLE_CHARS = 120
_DETERMINER = re.compile(
    r"\b(?:the|any|such|its|of|all|said|each|this|no|other|their|an?|every|either|neither|both|both|use|disclose|as|"
    r"to|by|in|for|from|with|and|or|that|these|those)\s\Z"
)
_ARTICLE = re.compile(r"\b(?:the|any|such|all|said|each|no|an?|every|either|this|these|its|their)\s\Z")
_SENTENCE_STOP = re.compile(r"[.;](?=\s)|\n")
_FOLDED_WORD = re.compile(r"[\w&]+")
_AS_DEFINED = re.compile(r"[\"\u201d]?\s*\(?(?:as\s+)?(?:hereinafter\s+)?defined\b|[\"\u201d]\s*\)")
_ANTECEDENT = re.compile(r"[^.;\n()\u201c\"]{0,60}\((?:the\s|each\s)?[\u201c\"]")
_ENTITY_WORDS = word_set(
    "inc llc ltd corp corporation company limited plc gmbh lp llp bank university college hospital institute county "
    "city state street avenue road court commission department ministry exchange united states america act code law "
    "laws rules regulation january february march april may june july august september october november december "
    "monday tuesday wednesday thursday friday saturday sunday mr mrs ms dr new york delaware california "
    "texas england "
    "wales nasdaq association committee"
)
_OFFICES = word_set(
    "president officer director secretary manager board directors executive counsel chairman treasurer "
    "attorney judge "
    "agent north south east west section article exhibit schedule clause annex appendix agreement"
)
_GENERIC = word_set(
    "third party;intellectual property;trade secret;due diligence;good faith;net worth;common stock;force majeure;"
    "effective date;governing law;entire agreement;business day;private placement;supreme court;high court;"
    "district court;federal government;public law",
    ";",
)


def _definitions(document: Document) -> tuple[Definition, ...]:
    return document.cached("definitions", lambda item: find_definitions(item.text))


def _phrases(document: Document) -> tuple[Phrase, ...]:
    return document.cached("phrases", lambda item: find_phrases(item.text))


def _defined_keys(document: Document) -> tuple[frozenset[str], frozenset[str]]:
    """Return the folded terms that are defined, and those that stand in quotation marks only."""
    return document.cached("defined_keys", _find_defined_keys)


def _find_defined_keys(document: Document) -> tuple[frozenset[str], frozenset[str]]:
    formal = frozenset(term_key(item.term) for item in _definitions(document) if item.formal)
    return formal, frozenset(term_key(item.term) for item in _definitions(document)) - formal


def _uses(document: Document) -> dict[str, list[Phrase]]:
    """Group the phrases inside sentences by folded term; phrases of names and offices are left out."""
    return document.cached("term_uses", _find_uses)


def _find_uses(document: Document) -> dict[str, list[Phrase]]:
    uses: dict[str, list[Phrase]] = defaultdict(list)
    keys: dict[str, str] = {}
    for phrase in _phrases(document):
        if not phrase.inside:
            continue
        key = keys.get(phrase.text)
        if key is None:
            key = keys[phrase.text] = term_key(phrase.text)
        if _ENTITY_WORDS.isdisjoint(key.split()):
            uses[key].append(phrase)
    return dict(uses)


@check(
    "terms.undefined",
    title="Term that is never defined",
    description=(
        "A capitalised phrase used like a defined term although the document never defines it: a look-alike of a"
        " defined term, or a term used again and again behind an article. Names, offices and headings are left out."
    ),
    severity="major",
    fires=(
        "\u201cConfidential Information\u201d means all data. The Recipient shall protect the"
        " Confidential Information and shall not copy any Covered Information."
    ),
    quiet="\u201cConfidential Information\u201d means all data. The Recipient keeps the Confidential Information.",
)
def undefined(ctx: CheckContext) -> Iterator[Hit]:
    """Yield the first uses of each undefined term; evidence counts its uses and names the term it resembles."""
    document = ctx.document
    uses = _uses(document)
    if not uses:
        return
    formal, quoted = _defined_keys(document)
    title = _title(document.text)
    heads = _heads(formal | {key for key, phrases in uses.items() if len(phrases) >= FREQUENT})
    for key, phrases in uses.items():
        if key in _GENERIC or _covered(key, formal) or _introduced_name(document, key, phrases):
            continue
        if phrases[0].text.lower() in title:
            continue
        real = [phrase for phrase in phrases if not _AS_DEFINED.match(document.text, phrase.end)]
        model = _look_alike(key, heads) if len(real) < FREQUENT else None
        if model or (key not in quoted and _used_like_a_term(document, key, real)):
            yield from _undefined_hits(real, model)


def _title(text: str) -> str:
    """Return the first line in lower case when it is a title: a document may call itself by it."""
    line = text.lstrip("\ufeff\n ").partition("\n")[0].strip()
    return "" if len(line) > TITLE_CHARS or line.endswith(".") else line.lower()


def _introduced_name(document: Document, key: str, phrases: Sequence[Phrase]) -> bool:
    """Whether the phrase is a proper name that gets its short form in brackets: Boston Public Schools "
    "(\u201cBPS\u201d)."""
    return key.rpartition(" ")[2] not in _common_nouns(document) and any(
        _ANTECEDENT.match(document.text, phrase.end) for phrase in phrases
    )


def _undefined_hits(phrases: Sequence[Phrase], model: str | None) -> Iterator[Hit]:
    for phrase in phrases[: USES_SHOWN if len(phrases) > FREQUENT else 1]:
        evidence: dict[str, object] = {"term": phrase.text, "uses": len(phrases)}
        if model:
            evidence["resembles"] = model
        yield Hit(
            phrase.start,
            phrase.end,
            f"\u201c{phrase.text}\u201d is used like a defined term but is not defined.",
            evidence,
        )


def _heads(defined: frozenset[str]) -> Mapping[str, list[str]]:
    heads: dict[str, list[str]] = defaultdict(list)
    for key in sorted(defined):
        if " " in key:
            heads[key.rpartition(" ")[2]].append(key)
    return heads


def _covered(key: str, defined: frozenset[str]) -> bool:
    """Whether the phrase is a defined term, extends one, is part of one, or is made of defined words only."""
    words = key.split()
    parts = {" ".join(words[i:j]) for i in range(len(words)) for j in range(i + 2, len(words) + 1)}
    return bool(parts & defined) or set(words) <= defined or any(f" {key} " in f" {term} " for term in defined)


def _look_alike(key: str, heads: Mapping[str, list[str]]) -> str | None:
    words = key.split()
    same = [term for term in heads.get(words[-1], []) if len(term.split()) == len(words)]
    return same[0] if same and len(words) <= 3 else None


def _used_like_a_term(document: Document, key: str, phrases: Sequence[Phrase]) -> bool:
    if len(phrases) >= MIN_USES and key in _short_names(document):
        return True
    if len(phrases) < MIN_USES or set(key.split()) & _OFFICES - {"agreement"}:
        return False
    article = sum(1 for phrase in phrases if _ARTICLE.search(document.text, max(0, phrase.start - 8), phrase.start))
    return article * 2 >= len(phrases) or (
        len(phrases) > MIN_USES and key.rpartition(" ")[2] in _common_nouns(document)
    )


def _common_nouns(document: Document) -> frozenset[str]:
    """Return the words that the document also prints without a capital; a proper name's head is not among them."""
    return document.cached("lower_words", lambda item: frozenset(map(singular, _lower_words(item))))


def _lower_words(document: Document) -> set[str]:
    letters = filter(str.islower, filter(str.isalpha, set(words_of(document).printed)))
    return {word for word in letters if len(word) > 2 and word.isascii()}


def _short_names(document: Document) -> frozenset[str]:
    """Return two-word beginnings of company names: short forms that the document has to introduce."""
    names = document.cached("companies", lambda item: find_companies(item.text))
    return frozenset(term_key(" ".join(name.stem.split()[:2])) for name in names if len(name.stem.split()) > 1)


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
    wanted = {term_key(item.term): item for item in reversed(_definitions(document)) if _countable(item)}
    found = _occurrences(document, wanted)
    for key, definition in sorted(wanted.items(), key=lambda pair: pair[1].start):
        own = _own_sentence(document.text, definition)
        uses = [at for at in found[key] if document.text[at].isupper() and not own[0] <= at < own[1]]
        if not uses and (definition.means or len(found[key]) <= 1):
            message = f"\u201c{definition.term}\u201d is defined but never used."
            yield Hit(definition.start, definition.end, message, {"term": definition.term, "uses": 0})


def _own_sentence(text: str, definition: Definition) -> tuple[int, int]:
    """Return the span in which a definition may name its own term: the term, or the sentence after "means"."""
    if not definition.means:
        return definition.start, definition.end
    stop = _SENTENCE_STOP.search(text, definition.end)
    return definition.start, stop.start() if stop else len(text)


def _countable(definition: Definition) -> bool:
    return definition.formal and any(char.isalpha() for char in definition.term) and len(term_key(definition.term)) > 1


def _occurrences(document: Document, keys: Mapping[str, object]) -> dict[str, list[int]]:
    """Return the offsets of folded terms, found in one pass over the words of the text."""
    by_first: dict[str, set[int]] = defaultdict(set)
    terms: dict[tuple[str, ...], list[str]] = defaultdict(list)
    for key in keys:
        parts = tuple(_FOLDED_WORD.findall(key))
        if parts:
            by_first[parts[0]].add(len(parts))
            terms[parts].append(key)
    found: dict[str, list[int]] = defaultdict(list)
    if not by_first:
        return found
    words, starts = document.cached("folded_words", lambda item: word_sequence(item.text))
    for at in [at for at, word in enumerate(words) if word in by_first]:
        for size in by_first[words[at]]:
            for key in terms.get(tuple(words[at : at + size]), ()):
                found[key].append(starts[at])
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
    for definition in _definitions(ctx.document):
        if not _countable(definition):
            continue
        earlier = first.setdefault(" ".join(definition.term.lower().split()), definition)
        if earlier is not definition and (earlier.means or definition.means):
            message = f"\u201c{definition.term}\u201d is defined twice."
            yield Hit(definition.start, definition.end, message, {"first": earlier.start, "term": definition.term})


@check(
    "terms.variant",
    title="Near variant of a defined term",
    description=(
        "A capitalised phrase that differs from a defined term in one word, or in a letter or two, and is not defined"
        " itself; the defined term is suggested."
    ),
    fires="\u201cConfidential Information\u201d means all data. The Recipient shall protect Confidental Information.",
    quiet="\u201cConfidential Information\u201d means all data. The Recipient keeps Confidential Information.",
)
def variant(ctx: CheckContext) -> Iterator[Hit]:
    """Yield the first use of each near variant, with the defined term as suggestion."""
    document = ctx.document
    formal, quoted = _defined_keys(document)
    if not formal:
        return
    printed = {term_key(item.term): item.term for item in reversed(_definitions(document))}
    heads = _heads(formal)
    spelled = sorted(key for key in formal if " " in key)
    for key, phrases in _uses(document).items():
        if key in _GENERIC or key in formal or len(phrases) >= FREQUENT:
            continue
        near = _misspelt(key, spelled)
        model = near or (None if _covered(key, formal) or key in quoted else _look_alike(key, heads))
        if model:
            found = phrases[0]
            message = f"\u201c{found.text}\u201d looks like a variant of \u201c{printed[model]}\u201d."
            yield Hit(found.start, found.end, message, {"term": printed[model], "uses": len(phrases)}, printed[model])


def _misspelt(key: str, terms: Sequence[str]) -> str | None:
    limit = 2 if len(key) > 12 else 1
    close = (term for term in terms if abs(len(term) - len(key)) <= limit and term[:2] == key[:2])
    return next(
        (term for term in close if 0 < DamerauLevenshtein.distance(term, key, score_cutoff=limit) <= limit), None
    )


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
