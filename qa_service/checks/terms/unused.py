"""Whether the terms that a document defines are used."""

from __future__ import annotations

import re
from bisect import bisect_right
from collections import defaultdict
from collections.abc import Collection, Iterator, Sequence

from qa_service.checks.context import CheckContext
from qa_service.checks.finding import Hit
from qa_service.checks.references.paper_kinds import is_extract
from qa_service.checks.registry import check
from qa_service.checks.terms.counted import counted_definitions
from qa_service.checks.terms.glosses import is_gloss
from qa_service.checks.terms.places import is_countable, occurrences
from qa_service.checks.terms.shortened import full_names
from qa_service.checks.terms.uses import definitions_of
from qa_service.documents import Document
from qa_service.documents.definitions.definition import Definition, term_key
from qa_service.documents.searching.lookup import part_at

_SENTENCE_STOP = re.compile(r"[.;](?=\s)|\n")
_PARAGRAPH_STOP = re.compile(r"[.;](?=\s)|\n[ \t]*\n")
# "the laboratory" may be the one that has the name; "schools in her area" are others.
_POINTING = re.compile(
    r"\b(?:the|this|such|said|these|those|each|both|either|neither|our|its|their|his|her|your)\s+\Z", re.IGNORECASE
)
# A line that goes on for so many characters before or behind a place is no heading.
LONGEST_HEADING, LONGEST_SENTENCE = 200, 4000
NEAR, TRIED = 20_000, 20
_LONGEST_NUMBER = 24
_NUMBER_ONLY = re.compile(r"[ \t>*_#(]*+(?:[\dA-Za-z]{1,3}(?:\.\d{1,2})*[.)]?[ \t]+)?[*_]*")
# What stands between two names of one thing, and how wide it is at most.
_SYNONYM = re.compile(r"[\"\u201d*_]*,?\s(?:or|and/or)\s(?:the\s|an?\s)?[\"\u201c*_]*")
_NEXT, _BESIDES = 16, 4
# A label stands this near behind the word to which it gives a name, and in the same sentence.
_BESIDE = 160
_SMALL_WORD = re.compile(r"\s[a-z]{4,}\s")
# The endings by which the forms of one verb differ, and the shortest base that is looked for.
_CONJUGATED = re.compile(r"(?:(?<=[a-z]{3})(?:ing|ed|e))\Z")
_SHORTEST_VERB = 4
# "H71/120" means a clause, as an example of how clauses are numbered.
_MARK = re.compile(r"[A-Z]?\d+[./-]\d[\d./-]*")
_LETTERS_TOLD = re.compile(r"\s\(([A-Z]{2,6})\)\Z")
# "A Covered Request shall include, but not be limited to, …"
_DEFINITION_GOES_ON = re.compile(
    r"[A-Z][\w'\u2019-]*(?:\s(?:of\s|and\s)?[A-Z][\w'\u2019-]*){0,5}\s(?:(?:shall|does|do|will|may|also)\s){0,2}(?:not\s)?"
    r"(?:also\s)?(?:include|includes|mean|means|comprise|comprises|exclude|excludes)\b"
)
# "…, and the Agency shall not show it to …": another clause of the sentence, which may use what the first has defined.
_NEXT_CLAUSE = re.compile(
    r",\s(?:and|but|so\sthat)\s(?:the\s)?(?:[A-Z][\w'\u2019-]*(?:\s[A-Z][\w'\u2019-]*){0,2}|(?:each|either|neither|no)\s[Pp]arty|"
    r"parties|it|they|we|you)\s(?:shall|will|must|may)\s(?:not\s)?(?!(?:also\s)?(?:mean|include|exclude|comprise|refer|be\s(?:deemed|construed|read))\b)"
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
    wanted: dict[str, list[Definition]] = defaultdict(list)
    for item in counted_definitions(document):
        if _MARK.fullmatch(item.term):
            continue
        wanted[term_key(item.term)].append(item)
    left = {key: items for key, items in wanted.items() if not _is_used_as_printed(document.text, items)}
    found = occurrences(document, left) if left else {}
    unused = {key: items for key, items in left.items() if not _is_used(document, items, found.get(key, []))}
    for items in unused.values():
        if _is_abbreviated(document.text, items[0]) or any(is_gloss(document.text, item) for item in items):
            continue
        if _is_conjugated(document.text, items[0]):
            continue
        if not (is_extract(document.text) or any(_has_used_synonym(document, item, unused) for item in items)):
            first = items[0]
            message = f"\u201c{first.term}\u201d is defined but never used."
            yield Hit(first.start, first.end, message, {"term": first.term, "uses": 0})


def _is_abbreviated(text: str, definition: Definition) -> bool:
    """Whether a term that tells its letters is used by them: "Pharmacist in Charge (PIC): …"."""
    letters = _LETTERS_TOLD.search(definition.term)
    if letters is None:
        return False
    return re.search(rf"\b{letters[1]}\b", f"{text[: definition.start]} {text[definition.end :]}") is not None


def _has_used_synonym(document: Document, definition: Definition, unused: Collection[str]) -> bool:
    """Whether the same sentence gives the thing another name, and that one is used: “Personal Data” or “PD” means …"""
    definitions = definitions_of(document)
    at = bisect_right(definitions, definition.start, key=lambda each: each.start)
    return any(
        is_countable(other)
        and term_key(other.term) not in unused
        and _SYNONYM.fullmatch(document.text, *_gap(definition, other))
        for other in definitions[max(0, at - _BESIDES) : at + _BESIDES]
        if abs(other.start - definition.end) < _NEXT or abs(definition.start - other.end) < _NEXT
    )


def _gap(one: Definition, other: Definition) -> tuple[int, int]:
    first, second = sorted((one, other), key=lambda item: item.start)
    return first.end, max(first.end, second.start)


def _is_used(document: Document, definitions: Sequence[Definition], places: Sequence[int]) -> bool:
    """Whether a term stands outside its definitions; a mere label counts as used wherever it stands again."""
    own = [_own_sentence(document.text, each) for each in definitions]
    starts = [start for start, _ in own]
    names = full_names(document.text, definitions)
    outside = [at for at in places if not (_within(own, starts, at) or names.hold(document.text, at))]
    # A term of several words that is printed like a sentence ("Actual cash value") is used in small letters too.
    small = all(" " in each.term and each.term[1:].islower() for each in definitions)
    width = len(definitions[0].term)
    if any(_is_use(document, at, at + width, small=small) for at in outside):
        return True
    return not any(each.means for each in definitions) and any(
        not _is_named_thing(document.text, definitions, at) for at in outside
    )


def _is_named_thing(text: str, definitions: Sequence[Definition], at: int) -> bool:
    """Whether a word is the one to which a label gives its name: "a development program (the “Program”)"."""
    if not text[at].islower():
        return False
    term = definitions[0].term
    singular = term.endswith("s") and not text[at : at + len(term)].endswith("s")
    if singular or _POINTING.search(text, max(0, at - 16), at) is None:
        return True
    return any(
        0 < each.start - at < _BESIDE and _PARAGRAPH_STOP.search(text, at, each.start) is None for each in definitions
    )


def _is_conjugated(text: str, definition: Definition) -> bool:
    """Whether a verb is used in another form behind its definition: "(“Purge”) … that it has been Purged"."""
    base = _CONJUGATED.sub("", definition.term)
    if len(base) < _SHORTEST_VERB or not base.isalpha():
        return False
    form = re.compile(rf"(?<=[a-z] ){base}(?:{base[-1]})?(?:e|es|ed|ing)?(?![\w-]|[ ][A-Z])")
    return any(match.group() != definition.term for match in form.finditer(text, definition.end))


def _within(spans: Sequence[tuple[int, int]], starts: Sequence[int], at: int) -> bool:
    last = bisect_right(starts, at) - 1
    return last >= 0 and at < spans[last][1]


def _is_used_as_printed(text: str, definitions: Sequence[Definition]) -> bool:
    """Whether the term plainly is used as it is printed, near its definition: most are, and this is quick."""
    definition, term = definitions[0], definitions[0].term
    defined = {each.start for each in definitions}
    first, last = _own_sentence(text, definition)
    names = full_names(text, definitions)
    for start, stop in ((last, definition.end + NEAR), (max(0, definition.start - NEAR), first)):
        at = text.find(term, start, stop)
        for _ in range(TRIED):
            if at < 0:
                break
            end = at + len(term)
            if (
                at not in defined
                and not names.hold(text, at)
                and not text[at - 1 : at].isalnum()
                and not text[end : end + 1].isalnum()
                and _in_sentence(text, at)
                and not _heads_line(text, at, end)
            ):
                return True
            at = text.find(term, end, stop)
    return False


def _in_sentence(text: str, at: int) -> bool:
    """Whether a place lies in running text, as far as its line alone tells, and continues no definition."""
    first = text.rfind("\n", max(0, at - LONGEST_HEADING), at) + 1
    last = text.find("\n", at, at + LONGEST_HEADING)
    if _DEFINITION_GOES_ON.match(text, at) is not None or (first and text[first] == "#"):
        return False
    if (not first and at > LONGEST_HEADING) or (last < 0 and len(text) - at > LONGEST_HEADING):
        return True
    return text[last - 1] in ".;," and _SMALL_WORD.search(text, first, at) is not None


def _is_use(document: Document, at: int, end: int, *, small: bool) -> bool:
    """Whether a term is used here: not in a heading, where its definition goes on, or (but ``small``) uncapitalised."""
    if not (small or document.text[at].isupper()) or _DEFINITION_GOES_ON.match(document.text, at) is not None:
        return False
    return part_at(document.headings, at) is None and not _heads_line(document.text, at, end)


def _heads_line(text: str, at: int, end: int) -> bool:
    """Whether a term is the title that opens a paragraph: "2. **Deposit.** The tenant pays …"."""
    if not text.startswith(".", end):
        return False
    line = text.rfind("\n", max(0, at - LONGEST_HEADING), at) + 1
    return at - line < _LONGEST_NUMBER and _NUMBER_ONLY.fullmatch(text, line, at) is not None


def _own_sentence(text: str, definition: Definition) -> tuple[int, int]:
    """Return the span in which a definition may name its own term: the term, or the clause after "means"."""
    if not definition.means:
        return definition.start, definition.end
    last = min(len(text), definition.end + LONGEST_SENTENCE)
    stop = _SENTENCE_STOP.search(text, definition.end, last)
    end = stop.start() if stop else last
    after = _NEXT_CLAUSE.search(text, definition.end, end)
    return definition.start, after.end() if after else end
