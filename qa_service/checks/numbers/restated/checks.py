"""The same named quantity with two values in one text."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import replace
from decimal import Decimal
from itertools import product

from qa_service.checks.context import CheckContext
from qa_service.checks.dates.governing_years import other_years
from qa_service.checks.finding import Hit
from qa_service.checks.numbers.restated.counts import counts
from qa_service.checks.numbers.restated.mentions import (
    BASIS,
    DATED,
    GENERIC_STEMS,
    LED,
    PERIOD,
    PREFIX,
    TOKEN,
    VERBS,
    YEAR,
    Mention,
    Phrase,
    attached,
    phrases,
)
from qa_service.checks.numbers.restated.owners import borne, numbered, possessor
from qa_service.checks.numbers.restated.scopes import (
    Scopes,
    comparable,
    names_in,
    other_heads,
    other_subjects,
    parallel,
    scopes_of,
    unsure,
)
from qa_service.checks.numbers.restated.slips import slips
from qa_service.checks.numbers.restated.spelled import spelled
from qa_service.checks.numbers.restated.swaps import swaps
from qa_service.checks.numbers.restated.values import Quantity, quantities
from qa_service.checks.reading.stems import FUNCTION_WORDS, stem
from qa_service.checks.registry import check
from qa_service.documents import Document
from qa_service.documents.searching.lookup import last_begun, part_at
from qa_service.documents.searching.word_sets import word_set

MONTHS = {stem("monthly"): 1, stem("quarterly"): 3, stem("annual"): 12, stem("yearly"): 12}
NEARLY = Decimal("0.1")
MOST_VALUES, SURE, MOST_PAIRS, BEFORE_CHANGE = 4, 3, 8, 120
# What a quantity will be later says nothing of its own time.
# "At pier 2" is not "at pier 3".
TELLING = re.compile(r"[^\W_][\w'\u2019-]*")
PROSPECT = re.compile(r",? and (?:will|is (?:expected|forecast|set|likely) to)\b")
TO_A_VALUE = ("to ", "by ", "from ", "at ")
Changes = Mapping[tuple[str, Decimal], Sequence[frozenset[str]]]
CHANGES = frozenset(
    map(
        stem,
        word_set(
            "double halve triple quadruple raise raised reduce increase lower cut amend revise change adjust "
            "correct rise fall grow decrease drop decline climb move extend shorten set"
        ),
    )
)
SET = stem("set")
# "$750 million of 1.375% notes", "interest in US dollars at 4.95%": what is counted in is no name of a quantity.
_NO_NAME = word_set(
    "million millions billion billions trillion thousand thousands hundred dollars dollar euros euro pounds yen francs"
)
Key = tuple[tuple[str, ...], str]


@check(
    "numbers.restated",
    title="One quantity with two values",
    description=(
        "A named quantity that the text states with two values: “the deposit of EUR 5,000” and “the EUR 6,000 deposit”,"
        " a defined amount and another one later, the summary and the body. It is compared only with the same name,"
        " period, place, owner, basis and unit. Changes, limits, ranges, scenarios, offers, quotations and what others"
        " are said to claim are left alone, and so is rounding."
    ),
    severity="major",
    fires="The tenant pays a deposit of EUR 5,000. The landlord returns the EUR 6,000 deposit within a month.",
    quiet=(
        "The deposit is EUR 5,000. If the tenant is a company, the deposit is EUR 6,000. The monthly rent is EUR 900."
    ),
)
def restated(ctx: CheckContext) -> Iterator[Hit]:
    """Yield the first mention of each value that contradicts the one stated most often; evidence holds both."""
    hits = [_hit(ctx.document, *pair) for pair in _conflicts(ctx.document) if not _of_others(ctx.document, *pair)]
    named = {place for hit in hits for place in (hit.start, hit.evidence["other_start"])}
    swapped = (hit for hit in swaps(ctx.document) if hit.start not in named)
    others = (*counts(ctx.document), *spelled(ctx.document))
    yield from sorted((*hits, *swapped, *others), key=lambda hit: hit.start)


def _of_others(document: Document, one: Mention, other: Mention) -> bool:
    """Tell whether what stands around two mentions tells of another year, thing or bearer."""
    return (
        other_years(document, one.start, other.start)
        or other_heads(document, one, other)
        or other_subjects(document, one, other)
    )


def mentions(document: Document) -> list[Mention]:
    """Return all named quantities of the running text, without what narrows them down."""
    text, found = document.text, list[Mention]()
    for quantity in quantities(document):
        if part_at(document.tables, quantity.start) is not None or document.in_code(quantity.start):
            continue
        sentence = last_begun(document.sentences, quantity.start)
        if sentence is None or quantity.start >= sentence.end:
            continue
        bounds = _clauses(text, quantity, sentence.start, sentence.end)
        found += [Mention(quantity, phrase, form, bounds) for form, phrase in phrases(text, quantity, *bounds)]
    known = {mention.phrase.key for mention in found if mention.phrase.closed}
    return [each for mention in found if (each := _settled(mention, known)) is not None]


def _clauses(text: str, quantity: Quantity, begin: int, end: int) -> tuple[int, int]:
    """Return the part of a sentence between semicolons that a quantity stands in."""
    cut, stop = text.rfind(";", begin, quantity.start), text.find(";", quantity.end, end)
    return (begin if cut < 0 else cut + 1, end if stop < 0 else stop)


def _settled(mention: Mention, known: set[tuple[str, ...]]) -> Mention | None:
    """Cut a phrase whose end is not sure down to one that is: "deduct net debt" to "net debt"."""
    phrase = mention.phrase
    if phrase.key in known and phrase.closed:
        return mention
    sizes = range(len(phrase.words), 0, -1)
    cuts = [phrase.words[:size] if mention.form == "before" else phrase.words[-size:] for size in sizes]
    best = next((cut for cut in cuts if tuple(map(stem, cut)) in known and _cut_off(phrase, cut, mention.form)), None)
    return replace(mention, phrase=replace(phrase, words=best)) if best else None


def _cut_off(phrase: Phrase, kept: Sequence[str], form: str) -> bool:
    """Whether what is left out before a phrase ends with a verb, and so is no part of it."""
    rest = phrase.words[: len(phrase.words) - len(kept)]
    return form == "before" or not rest or rest[-1] in VERBS


def _generic(mention: Mention) -> bool:
    words = mention.phrase.key
    if _NO_NAME.issuperset(mention.phrase.words[-1:]):
        return True
    return len(words) == 1 and words[0] in GENERIC_STEMS and mention.form != "term" and not mention.periods


def scoped(document: Document, mention: Mention) -> Mention:
    """Return the mention with period, names, qualifiers, basis, label and section."""
    text, quantity, form, phrase = document.text, mention.quantity, mention.form, mention.phrase
    begin, end = mention.bounds
    right = text[quantity.end : min(end, quantity.end + 80)]
    near = attached(right, form) or (DATED.match(right) or [""])[0]
    loose = form in ("is", "label") or phrase.article != "the"
    around = (
        PROSPECT.split(text[max(begin, quantity.start - 300) : min(end, quantity.end + 200)], maxsplit=1)[0]
        if loose
        else f"{' '.join(phrase.after)}{near}"
    )
    behind = _telling(TELLING.findall(PERIOD.sub("", YEAR.sub("", near))))
    led = LED.match(text, begin, quantity.start)
    narrowed = _telling((*phrase.after, phrase.owner)) | (_telling(TOKEN.findall(led["what"])) if led else frozenset())
    # "Is 50 in town" says that it is another elsewhere; "5 % of the price" says what it is a part of.
    limits = form == "is" and not near.lstrip().lower().startswith("of ")
    prefix = (
        (PREFIX.match(text, begin) or PREFIX.match(text, text.rfind("\n", 0, begin) + 1)) if form != "label" else None
    )
    heading = last_begun(document.headings, quantity.start)
    return replace(
        possessor(document, mention),
        # A year beside the quantity is its own, whatever other years the sentence names.
        periods=_periods(near if YEAR.search(near) else around),
        names=names_in(document, mention.bounds, phrase, quantity, loose=loose),
        narrowed=narrowed if limits else behind | narrowed,
        limited=behind if limits else frozenset(),
        basis=frozenset(found.group().lower() for found in BASIS.finditer(near)),
        label=prefix["label"].lower() if prefix else "",
        numbered=numbered(document, mention),
        section=-1 if heading is None else heading.start,
    )


def _periods(said: str) -> frozenset[str]:
    return frozenset(found.group().lower() for pattern in (YEAR, PERIOD) for found in pattern.finditer(said))


def _telling(words: Sequence[str]) -> frozenset[str]:
    """Return the stems of words that narrow something down."""
    return frozenset(stem(w.lower()) for w in words if w and w.lower() not in FUNCTION_WORDS and not PERIOD.search(w))


def _conflicts(document: Document) -> Iterator[tuple[Mention, Mention]]:
    groups: dict[Key, list[Mention]] = {}
    for mention in mentions(document):
        groups.setdefault((mention.phrase.key, mention.quantity.kind), []).append(mention)
    yield from _over_periods(document, groups)
    several = [group for group in groups.values() if any(m.quantity.differs(group[0].quantity) for m in group)]
    changes = _changes(document) if several else {}
    for group in several:
        sure = [mention for mention in group if not unsure(document, mention)]
        if len({mention.quantity.value for mention in sure}) > 1:
            full = borne(document, [scoped(document, mention) for mention in sure])
            yield from _within(document, [mention for mention in full if not _generic(mention)], changes)


def _over_periods(document: Document, groups: Mapping[Key, list[Mention]]) -> Iterator[tuple[Mention, Mention]]:
    """Yield (later, earlier) for a monthly and a yearly figure of one name that nearly but not quite agree."""
    for (words, kind), group in groups.items():
        for at, months in ((at, MONTHS[word]) for at, word in enumerate(words) if word in MONTHS):
            for unit, others in (pair for pair in MONTHS.items() if pair[1] > months):
                key = (*words[:at], unit, *words[at + 1 :]), kind
                yield from _nearly(document, group, groups.get(key, []), others // months)


def _nearly(
    document: Document, short: Sequence[Mention], long: Sequence[Mention], times: int
) -> Iterator[tuple[Mention, Mention]]:
    values = {mention.quantity.value for mention in short}, {mention.quantity.value for mention in long}
    if len({mention.phrase.owner for mention in (*short, *long)}) > 1:
        return
    if len(values[0]) != 1 or len(values[1]) != 1 or len(short[0].phrase.words) < 2:
        return
    one, other = short[0], long[0]
    gap = abs(one.quantity.value * times - other.quantity.value)
    slack = (one.quantity.high - one.quantity.low) * times + other.quantity.high - other.quantity.low
    if not slack < gap <= other.quantity.value * NEARLY:
        return
    one, other = scoped(document, one), scoped(document, other)
    if not (unsure(document, one) or unsure(document, other)) and one.names == other.names:
        yield (one, other) if one.start > other.start else (other, one)


def _changes(document: Document) -> Changes:
    """Return by value the stems of each sentence that says that something changes to, by or from it."""
    text, out = document.text, dict[tuple[str, Decimal], list[frozenset[str]]]()
    for quantity in quantities(document):
        before = text[max(0, quantity.start - BEFORE_CHANGE) : quantity.start]
        if not before.endswith(TO_A_VALUE):
            continue
        words = frozenset(stem(word.lower()) for word in TOKEN.findall(before.rpartition(". ")[2]))
        # Who sets a price at a value fixes it and changes nothing.
        if words & CHANGES - ({SET} if before.endswith("at ") else set()):
            out.setdefault((quantity.kind, quantity.value), []).append(words)
    return out


def _changed(one: Mention, other: Mention, changes: Changes) -> bool:
    """Whether a sentence tells how the quantity changed to one of the two values."""
    key = set(one.phrase.key)
    told = (changes.get((end.quantity.kind, end.quantity.value), ()) for end in (one, other))
    return any(key <= words for listed in told for words in listed[:MOST_PAIRS])


def _within(document: Document, group: list[Mention], changes: Changes) -> Iterator[tuple[Mention, Mention]]:
    """Yield (odd one, reference) for each value that contradicts the most frequent one; lists of values are none."""
    if sum(mention.form == "label" for mention in group) > 1:
        group = [mention for mention in group if mention.form != "label"]
    known, told = scopes_of(group), False
    for alike in _parts(group):
        for pair in _odd(document, _clusters(alike), known, changes):
            told = True
            yield pair
    if not told:
        yield from (pair for pair in slips(document, group) if not _changed(*pair, changes))


def _parts(group: Sequence[Mention]) -> Iterable[Sequence[Mention]]:
    """Return the mentions whole, but by scope where they have so many values that scopes tell most of them apart."""
    clusters = _clusters(group)
    if len(clusters) == 2 or (len(clusters) > 2 and len(clusters[0]) >= SURE):
        return [group]
    parts = dict[object, list[Mention]]()
    for mention in group if len(clusters) > 2 else ():
        parts.setdefault(mention.scope, []).append(mention)
    return [part for part in parts.values() if len(_clusters(part)) == 2]


def _odd(
    document: Document, clusters: Sequence[Sequence[Mention]], known: Scopes, changes: Changes
) -> Iterator[tuple[Mention, Mention]]:
    for cluster in clusters[1:]:
        for odd, other in product(cluster[:MOST_PAIRS], clusters[0][:MOST_PAIRS]):
            if not comparable(odd, other, known) or parallel(document, odd, other) or _changed(odd, other, changes):
                continue
            if odd.section != other.section and _several(document, odd):
                continue
            rarer = len(cluster) < len(clusters[0]) or odd.start > other.start
            yield (odd, other) if rarer else (other, odd)
            break


def _several(document: Document, mention: Mention) -> bool:
    """Whether the text speaks of several ("the sums insured"), so that each part may have its own."""
    words = mention.phrase.words
    plurals = (" ".join((*words[:at], f"{word}s", *words[at + 1 :])) for at, word in enumerate(words))
    return any(plural in document.text for plural in plurals)


def _clusters(group: Sequence[Mention]) -> list[list[Mention]]:
    """Return the mentions by value, the most frequent first; none where there are so many values that it is a list."""
    clusters = list[list[Mention]]()
    for mention in group:
        home = next((c for c in clusters if not mention.quantity.differs(c[0].quantity)), None)
        if home is not None:
            home.append(mention)
        elif len(clusters) == MOST_VALUES:
            return []
        else:
            clusters.append([mention])
    return sorted(clusters, key=len, reverse=True)


def _hit(document: Document, odd: Mention, other: Mention) -> Hit:
    text = document.text
    shown, said = (text[m.quantity.start : m.quantity.end] for m in (odd, other))
    if odd.phrase.key != other.phrase.key:
        return _period_hit(document, odd, other)
    name = " ".join(odd.phrase.words)
    evidence = {
        "quantity": name,
        "value": f"{odd.quantity.value:f}",
        "other": f"{other.quantity.value:f}",
        "difference": f"{abs(odd.quantity.value - other.quantity.value):f}",
        "unit": odd.quantity.kind,
        "other_text": said,
        "other_start": other.quantity.start,
        "other_end": other.quantity.end,
    }
    message = f"{name.capitalize()}: {shown} here, {said} elsewhere."
    return Hit(odd.quantity.start, odd.quantity.end, message, evidence, f"Write {said} or {shown} in both places.")


def _period_hit(document: Document, odd: Mention, other: Mention) -> Hit:
    shown, said = (document.text[m.quantity.start : m.quantity.end] for m in (odd, other))
    name, compared = (" ".join(m.phrase.words) for m in (odd, other))
    evidence = {
        "quantity": name,
        "compared": compared,
        "value": f"{odd.quantity.value:f}",
        "other": f"{other.quantity.value:f}",
        "unit": odd.quantity.kind,
        "other_text": said,
        "other_start": other.quantity.start,
        "other_end": other.quantity.end,
    }
    message = f"{name.capitalize()}: {shown} does not go with {said}, the {compared}."
    return Hit(odd.quantity.start, odd.quantity.end, message, evidence, code="period")
