"""Names and codes of a deliverable that neither brief nor sources mention."""

from __future__ import annotations

import re
from bisect import bisect_left
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

import numpy as np
from marshmallow import fields
from rapidfuzz import process
from rapidfuzz.distance import DamerauLevenshtein

from qa_service.checks.case.facts import OWN, label_key
from qa_service.checks.context import CheckContext, FactMissing, Source
from qa_service.checks.finding import Hit
from qa_service.checks.grounding.codes import unknown_codes
from qa_service.checks.grounding.entity_runs import COMMON, TITLES, other_bodies
from qa_service.checks.grounding.neighbours import names_apart, run_around
from qa_service.checks.grounding.openers import goes_on, is_country, is_opening_name, is_told_of, is_value, leads
from qa_service.checks.parameters import Parameters, Phrase
from qa_service.checks.reading.scopes import unit_of
from qa_service.checks.reading.stems import FUNCTION_WORDS, stem
from qa_service.checks.registry import check
from qa_service.documents import Document
from qa_service.documents.definitions.spans import find_definitions
from qa_service.documents.names.spans import find_companies
from qa_service.documents.searching.word_sets import word_set
from qa_service.documents.words import Words, words_of

WORD = re.compile(r"\w+")
CITED = re.compile(r"(?:,| et al\.?)?\s*[(\[]?(?:19|20)\d\d[a-z]?\b")
LAW = word_set(
    "act code rules rule regulation regulations directive constitution convention treaty court courts tribunal"
    " statute amendment section article cir circuit supp ordinance decree v vs reporter l.r. restatement protocol"
)
CALENDAR = word_set(
    "january february march april may june july august september october november december monday tuesday wednesday"
    " thursday friday saturday sunday jan feb mar apr jun jul aug sep sept oct nov dec easter christmas"
)
# Words that point to a part of a paper, and that stand on forms.
POINTERS = word_set(
    "table figure appendix annex exhibit section chapter page paragraph clause schedule part title name date by"
    " signature print ltd inc llc corp co plc gmbh ag esq box suite street road avenue notice re attn dear"
)
ROLES = word_set(
    "officer director counsel head chief manager secretary president chair chairman chairwoman partner board"
    " committee team department desk office officers directors council ministry minister authority agency division"
    " unit panel"
)
# Papers and bodies that are called after whom they belong to: "the Severn Mutual Policy".
PAPERS = word_set("policy lease deed claim file letter site account invoice tender bid will loan bond")
# Peoples and languages before what they describe: Dutch law, English courts.
PEOPLE = re.compile(r"[a-z]{2,}(?:ish|an|ese|ch|ic|ss)\Z")
DETERMINERS = word_set("the a an this that these those each every any our your their its his her no such both said all")
PASSED = CALENDAR | TITLES | POINTERS | FUNCTION_WORDS
OPENERS = tuple("\n“\"‘‚„«(:;•–—-|>.?!'")


class EntityParams(Parameters):
    """Parameters of grounding.entities."""

    allowed = fields.List(
        Phrase(), load_default=list, metadata={"description": "Names that may stand there without a source."}
    )
    codes = fields.Boolean(
        load_default=True, metadata={"description": "Check identifiers too, such as HO-123456 or S72.001A."}
    )


@dataclass(frozen=True, slots=True)
class _Name:
    """A run of capitalised words: their positions, and those that no given text holds.

    ``opens`` is where the words end with which a sentence begins, if the name is among them, else 0.
    """

    first: int
    last: int
    unknown: tuple[int, ...]
    opens: int = 0


@check(
    "grounding.entities",
    title="Name without a source",
    description=(
        "Finds names (runs of capitalised words, companies, titled persons) and identifiers of"
        " letters and digits with a part that neither brief, sources nor submitted facts hold. Words that the text also"
        " writes small, headings, terms that it defines, acronyms, months, laws, courts and who prepared the paper are"
        " left alone. A name close to one in the sources is named beside it."
    ),
    params=EntityParams,
    severity="major",
    fires="The lease was signed by Zenith Holdings in May. (Source: the lease was signed by Kestrel Marine in May.)",
    quiet="The lease was signed by Kestrel Marine in May. (Source: KESTREL MARINE LTD signed the lease in May.)",
)
def entities(ctx: CheckContext) -> Iterator[Hit]:
    """Yield each unknown name once, where it first stands; without sources the check is skipped."""
    given = ctx.given
    if not any(source.text.strip() for source in ctx.sources):
        raise FactMissing("sources")
    known = frozenset().union(*(source.cached("vocabulary", _vocabulary) for source in given))
    known |= {word.lower() for name in ctx.params["allowed"] for word in re.findall(r"\w+", str(name))}  # type: ignore[attr-defined]
    hits = [*_unknown_names(ctx.document, known, given)]
    told = {hit.start for hit in hits}
    hits += (hit for hit in _other_bodies(ctx.document, given, known) if hit.start not in told)
    if ctx.params["codes"]:
        hits += unknown_codes(ctx.document, given)
    yield from hits


def _vocabulary(source: Source) -> frozenset[str]:
    printed = frozenset(WORD.findall(source.text))
    small = {stem(word) for word in printed if word.islower()}
    return frozenset(map(str.lower, printed)) | small


def _unknown_names(document: Document, known: frozenset[str], given: Sequence[Source]) -> Iterator[Hit]:
    words = words_of(document)
    seen: dict[str, list[_Name]] = {}
    for name in _names(document, known, given):
        key = " ".join(words.printed[at].lower() for at in name.unknown)
        seen.setdefault(key, []).append(name)
    for names in seen.values():
        first = names[0]
        start, end = int(words.starts[first.first]), int(words.ends[first.last])
        shown = " ".join(document.text[start:end].split())
        lacking = [words.printed[at] for at in first.unknown]
        evidence: dict[str, object] = {"missing": lacking, "count": len(names)}
        close = _closest(lacking, given)
        if close:
            evidence["closest"] = close
        yield Hit(start, end, f"{shown} is in neither brief nor sources.", evidence, close, code="name")


def _other_bodies(document: Document, given: Sequence[Source], known: frozenset[str]) -> Iterator[Hit]:
    """Yield each name of several words that shares its head or its tail with another one of the sources, once."""
    skipped, seen = _skipped(document), set[str]()
    for start, end, near in other_bodies(document, given, known | _small_words(document)):
        shown = " ".join(document.text[start:end].split())
        if shown not in seen and not _within(skipped, start):
            seen.add(shown)
            evidence: dict[str, object] = {"closest": near}
            yield Hit(start, end, f"{shown} is in neither brief nor sources.", evidence, near, code="name")


def _closest(words: Sequence[str], given: Sequence[Source]) -> str | None:
    """Return the sources' capitalised word of which the only unknown word is a misspelling, or None."""
    if len(words) != 1 or len(words[0]) < 5:
        return None
    capitals = sorted(frozenset().union(*(source.cached("capitals", _capitals) for source in given)))
    limit = 1 if len(words[0]) < 8 else 2
    found = process.extractOne(
        words[0], capitals, scorer=DamerauLevenshtein.distance, score_cutoff=limit, processor=str.lower
    )
    return str(found[0]) if found else None


def _capitals(source: Source) -> frozenset[str]:
    return frozenset(word for word in WORD.findall(source.text) if word[0].isupper() and len(word) > 3)


def _names(document: Document, known: frozenset[str], given: Sequence[Source]) -> Iterator[_Name]:
    """Yield runs of capitalised words with one that is known nowhere and reads as a name."""
    words, text = words_of(document), document.text
    small = _small_words(document)
    small_stems = {stem(word) for word in small}
    company = _positions(words, [(name.start, name.end) for name in find_companies(text)])
    skipped = _skipped(document)
    taken = -1
    for at, word in enumerate(words.printed):
        if at <= taken or not word[0].isupper() or not _is_unknown(word, known, small, small_stems):
            continue
        first, taken = run_around(words, text, at)
        led = first < taken and leads(words.printed[first]) and _opens(document, first)
        opening = first + led if led or _opens(document, first) else -1
        for begin, last in names_apart(words, first + led, taken, company):
            unknown = tuple(
                i
                for i in range(begin, last + 1)
                if words.printed[i][0].isupper() and _is_unknown(words.printed[i], known, small, small_stems)
            )
            name = _Name(begin, last, unknown, int(words.ends[taken]) if begin == opening else 0)
            if not unknown or _within(skipped, int(words.starts[unknown[0]])):
                continue
            if _is_name(name, document, company) or _is_misspelt(name, document, given):
                yield name


def _small_words(document: Document) -> frozenset[str]:
    """Return words that the text writes small somewhere, and those of the terms that it defines."""
    terms = document.cached("definitions", lambda subject: find_definitions(subject.text))
    defined = (word.lower() for term in terms for word in re.findall(r"\w+", term.term))
    return frozenset(word for word in words_of(document).printed if word.islower()) | frozenset(defined)


def _is_unknown(word: str, known: frozenset[str], small: frozenset[str], small_stems: set[str]) -> bool:
    low = word.lower()
    if low in known or low in small or low in PASSED or len(word) < 3 or not word.isalpha():
        return False
    if word.removesuffix("s").isupper() or low.removesuffix("s") in known or _people_of(low, known):
        return False
    base = stem(low)
    return base not in known and base not in small_stems


def _people_of(low: str, known: frozenset[str]) -> bool:
    """Tell whether a word names the people or language of a country that is known: Malaysian, German."""
    if PEOPLE.search(low) is None:
        return False
    return low + "y" in known or any(low[:-cut] in known for cut in (1, 2, 3) if len(low) - cut >= 5)


def _is_name(name: _Name, document: Document, company: frozenset[int]) -> bool:
    words = words_of(document)
    run = [words.printed[at].lower() for at in range(name.first, name.last + 1)]
    before = words.printed[name.first - 1].lower() if name.first else ""
    after = words.printed[name.last + 1].lower() if name.last + 1 < len(words.printed) else ""
    if not LAW.isdisjoint({*run, before, after}) or CITED.match(document.text, int(words.ends[name.last])):
        return False
    if any(at in company for at in name.unknown) or before in TITLES or not TITLES.isdisjoint(run):
        return True
    start, end = int(words.starts[name.first]), int(words.ends[name.last])
    printed = words.printed[name.first : name.last + 1]
    if name.opens and is_opening_name(printed, document.text, end, name.opens):
        return True
    if not ROLES.isdisjoint(run) or (name.first == name.last and _describes(name, document)):
        return False
    if (
        name.opens
        and not is_value(document.text, start)
        and (is_country(printed) or _is_phrase(document.text, start, end))
    ):
        return False
    inside = [words.printed[at] for at in name.unknown if not _opens(document, at)]
    special = any(not COMMON.search(low) and low not in PAPERS for low in map(str.lower, inside))
    if name.first == name.last:
        told = not name.opens and is_told_of(printed[0], document.text, start)
        return (special and before not in DETERMINERS) or told
    return special or (len(inside) > 1 and before not in DETERMINERS)


def _is_phrase(text: str, start: int, end: int) -> bool:
    """Tell whether a sentence goes on behind what may be words with capitals: "Industry Standards require"."""
    return goes_on(text, end) and "&" not in text[start:end] and not is_value(text, start)


def _describes(name: _Name, document: Document) -> bool:
    words = words_of(document)
    at = name.last
    if not PEOPLE.search(words.printed[at].lower()) or at + 1 >= len(words.printed):
        return False
    following = words.printed[at + 1]
    gap = document.text[int(words.ends[at]) : int(words.starts[at + 1])]
    return gap == " " and following.islower() and following not in FUNCTION_WORDS


def _is_misspelt(name: _Name, document: Document, given: Sequence[Source]) -> bool:
    """Tell whether the one unknown word is nearly a capitalised word of a source."""
    words = [words_of(document).printed[at] for at in name.unknown]
    return _closest(words, given) is not None and not any(_opens(document, at) for at in name.unknown)


def _opens(document: Document, at: int) -> bool:
    """Tell whether a word begins a sentence, an item, a quotation or a labelled value."""
    start = int(words_of(document).starts[at])
    before = document.text[max(0, start - 3) : start].rstrip(" \t\u00a0*_")
    if before[-1:] in OPENERS or not before:
        return True
    found = bisect_left(document.sentences, start, key=lambda sentence: sentence.start)
    return found < len(document.sentences) and document.sentences[found].start == start


def _positions(words: Words, spans: Sequence[tuple[int, int]]) -> frozenset[int]:
    out: set[int] = set()
    for start, end in spans:
        low, high = np.searchsorted(words.starts, [start, end])
        out.update(range(int(low), int(high)))
    return frozenset(out)


def _skipped(document: Document) -> list[tuple[int, int]]:
    """Return where names are nobody's business: headings, code, defined terms, who prepared the paper."""
    spans = [(heading.start, heading.end) for heading in document.headings]
    spans += [(block.start, block.end) for block in document.blocks if block.kind == "code"]
    start = 0
    for line in document.text.split("\n"):
        label = line.partition(":")[0] if ":" in line[:40] else ""
        key = label_key(label).split() if label else []
        if label and (not key or not OWN.isdisjoint(key)):
            spans.append((start, start + len(line)))
        start += len(line) + 1
    return sorted(spans)


def _within(spans: Sequence[tuple[int, int]], offset: int) -> bool:
    return unit_of(spans, (offset, offset + 1)) is not None
