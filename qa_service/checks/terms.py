"""Capitalised phrases that no definition covers: undefined terms and near variants; registers the family."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence
from functools import lru_cache

from rapidfuzz.distance import DamerauLevenshtein

from qa_service.checks import terms_mentioned
from qa_service.checks.context import CheckContext
from qa_service.checks.finding import Hit
from qa_service.checks.registry import check
from qa_service.checks.terms_mentioned import definitions_of
from qa_service.documents import Document
from qa_service.documents.spans_names import find_companies
from qa_service.documents.spans_terms import (
    Phrase,
    find_phrases,
    singular,
    term_key,
)
from qa_service.documents.word_sets import word_set
from qa_service.documents.words import words_of

__all__ = ["terms_mentioned", "undefined", "variant"]

USES_SHOWN, MANY_SHOWN = 2, 4
MANY = 10
MIN_USES = 3
FREQUENT = 5
TITLE_CHARS = 120
_ARTICLE = re.compile(r"\b(?:the|any|such|all|said|each|no|an?|every|either|this|these|its|their)\s\Z")
_AS_DEFINED = re.compile(r"[\"\u201d]?\s*\(?(?:as\s+)?(?:hereinafter\s+)?defined\b|[\"\u201d]\s*\)")
_ANTECEDENT = re.compile(r"[^.;\n()\u201c\"]{0,60}\((?:the\s|each\s)?[\u201c\"]")
_ENTITY_WORDS = word_set(
    "inc llc ltd corp corporation company limited plc gmbh lp llp bank university college hospital institute county "
    "city state street avenue road court commission department ministry exchange united states america act code law "
    "laws rules regulation january february march april may june july august september october november december "
    "monday tuesday wednesday thursday friday saturday sunday mr mrs ms dr new york delaware california "
    "texas england "
    "wales nasdaq association committee republic kingdom commonwealth province"
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


def _phrases(document: Document) -> tuple[Phrase, ...]:
    return document.cached("phrases", lambda item: find_phrases(item.text))


def _defined_keys(document: Document) -> tuple[frozenset[str], frozenset[str]]:
    """Return the folded terms that are defined, and those that stand in quotation marks only."""
    return document.cached("defined_keys", _find_defined_keys)


def _find_defined_keys(document: Document) -> tuple[frozenset[str], frozenset[str]]:
    formal = frozenset(term_key(item.term) for item in definitions_of(document) if item.formal)
    return formal, frozenset(term_key(item.term) for item in definitions_of(document)) - formal


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
    defined_heads = _heads(formal)
    heads = _heads(formal | {key for key, phrases in uses.items() if len(phrases) >= FREQUENT})
    for key, phrases in uses.items():
        if key in _GENERIC or _introduced_name(document, key, phrases) or phrases[0].text.lower() in title:
            continue
        if _covered(key, formal) or (len(phrases) < FREQUENT and _is_part(key, formal)):
            continue
        real = [phrase for phrase in phrases if not _AS_DEFINED.match(document.text, phrase.end)]
        model = _look_alike(key, heads) if len(real) < FREQUENT else None
        if key not in quoted and len(real) >= FREQUENT:
            model = _look_alike(key, defined_heads)
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
    shown = 1 if len(phrases) <= FREQUENT else USES_SHOWN if len(phrases) < MANY else MANY_SHOWN
    for phrase in phrases[:shown]:
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
    """Whether the phrase is a defined term, extends one, or is made of defined words only."""
    words = key.split()
    parts = {" ".join(words[i:j]) for i in range(len(words)) for j in range(i + 2, len(words) + 1)}
    return bool(parts & defined) or set(words) <= defined or "".join(words) in defined


def _is_part(key: str, defined: frozenset[str]) -> bool:
    """Whether a longer term that is defined holds the phrase; one that is used on its own often is a term itself."""
    return any(f" {key} " in f" {term} " for term in defined)


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
    return document.cached("lower_words", _find_common_nouns)


def _find_common_nouns(document: Document) -> frozenset[str]:
    words = words_of(document)
    return frozenset(map(_noun, set(words.vocabulary) & set(words.printed)))


@lru_cache(maxsize=1 << 16)
def _noun(word: str) -> str:
    return singular(word) if len(word) > 2 and word.isascii() and word.isalpha() else ""


def _short_names(document: Document) -> frozenset[str]:
    """Return two-word beginnings of company names: short forms that the document has to introduce."""
    names = document.cached("companies", lambda item: find_companies(item.text))
    return frozenset(term_key(" ".join(name.stem.split()[:2])) for name in names if len(name.stem.split()) > 1)


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
    printed = {term_key(item.term): item.term for item in reversed(definitions_of(document))}
    heads = _heads(formal)
    spelled = sorted(key for key in formal if " " in key)
    for key, phrases in _uses(document).items():
        if key in _GENERIC or key in formal or len(phrases) >= FREQUENT:
            continue
        near = _misspelt(key, spelled)
        model = near or (
            None if _covered(key, formal) or _is_part(key, formal) or key in quoted else _look_alike(key, heads)
        )
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
