"""One name spelled two ways."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Sequence

from qa_service.checks.context import CheckContext
from qa_service.checks.finding import Hit
from qa_service.checks.names.companies import displaced, grouped, one_company
from qa_service.checks.names.places import find_places, likely, one_name
from qa_service.checks.names.words import Pair, counted_words, fold, near_pairs, tokens
from qa_service.checks.registry import check
from qa_service.documents import Document
from qa_service.documents.names.spans import Name, find_companies, find_persons

MAX_NAMES = 2000
MAX_PAIRS = 500


def names_of(document: Document) -> tuple[Name, ...]:
    """Return companies and titled persons, in order."""
    companies = document.cached("companies", lambda item: find_companies(item.text))
    persons = document.cached("persons", lambda item: find_persons(item.text))
    return tuple(sorted((*companies, *persons), key=lambda name: name.start))


@check(
    "names.variants",
    title="One name spelled two ways",
    description=(
        "A name of a company, person or place that stands beside a nearly equal, more frequent one: letters swapped,"
        " doubled, dropped or replaced, accents and blanks lost. Two names that the text itself tells apart are"
        " left alone, and so are legal forms, initials, capitals and possessives. The rarer spelling is reported"
        " with the other as suggestion."
    ),
    severity="major",
    fires="Kestrel Marine Ltd signs first. Kestral Marine Ltd pays. Kestrel Marine Ltd delivers.",
    quiet="Kestrel Marine Ltd signs first. Osprey Marine Ltd pays. Kestrel Marine Ltd delivers.",
)
def variants(ctx: CheckContext) -> Iterator[Hit]:
    """Yield the places of the rarer spelling."""
    text = ctx.document.text
    companies = ctx.document.cached("companies", lambda item: find_companies(item.text))[:MAX_NAMES]
    reach = 0
    for hit in sorted((*_companies(text, companies), *_words(text, companies)), key=_order):
        if hit.start >= reach:
            reach = hit.end
            yield hit


def _order(hit: Hit) -> tuple[int, int]:
    return hit.start, -hit.end


def _companies(text: str, companies: Sequence[Name]) -> Iterator[Hit]:
    groups = grouped(companies)
    for wrong, right in one_company(groups, text):
        for name in groups[wrong]:
            yield _hit(text, name.start, name.end, groups[right][0].text, len(groups[right]), len(groups[wrong]))
    for start, end, key in displaced(text, groups):
        yield _hit(text, start, end, groups[key][0].text, len(groups[key]), 1)


def _words(text: str, companies: Sequence[Name]) -> Iterator[Hit]:
    printed = Counter(tokens(text).findall(text))
    pairs = [pair for pair in near_pairs(counted_words(printed)) if likely(pair)]
    if not pairs:
        return
    known = {fold(word) for name in companies for word in name.stem.split()}
    pairs = [pair for pair in pairs if not _ordinary(text, pair, known)][:MAX_PAIRS]
    places = find_places(text, printed, {word for pair in pairs for word in (pair.rare, pair.frequent)})
    free = text.count(" und ") <= text.count(" and ")
    for pair in pairs:
        rare, frequent = places[pair.rare], places[pair.frequent]
        if one_name(pair, rare, frequent, text, pair.frequent in known, free):
            for place in rare:
                yield _hit(text, place.start, place.end, frequent[0].printed, pair.other_count, pair.count)


def _ordinary(text: str, pair: Pair, known: set[str]) -> bool:
    """Whether a pair is of words that the text also writes small."""
    return f" {pair.rare}" in text or (f" {pair.frequent}" in text and pair.frequent not in known)


def _hit(text: str, start: int, end: int, better: str, other_count: int, count: int) -> Hit:
    flat, other = (" ".join(part.split()) for part in (text[start:end], better))
    evidence = {"other": other, "other_count": other_count, "count": count}
    return Hit(start, end, f"{flat} is also spelled {other}.", evidence, other)
