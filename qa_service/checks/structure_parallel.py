"""Passages that are alike by design: the same clause for each party, definitions, items of lists, forms, figures."""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from operator import attrgetter
from typing import Protocol

import numpy as np

from qa_service.checks.wordlists import FUNCTION_WORDS
from qa_service.documents import Document
from qa_service.documents.document import Block
from qa_service.documents.word_sets import word_set
from qa_service.documents.words import Words, words_of

LONGEST = 400
EDGE = 8
OPENING = 6
FIGURES = 3
ESTABLISHED = 3
SIBLINGS = 0.15
LEAD_BACK = 40
ITEM = re.compile(r"\s*[-*•]?\s*(?:(?:\(?(?:\d{1,2}|[a-z]{1,4}|[A-Z])[.)]|\d{1,2}(?:\.\d{1,2}){1,4})\s+)?(?P<first>\S)")
TERM = re.compile(r"\W{0,8}(?:\(?\w{1,3}[.)]\s*)?[“\"'‘*]{1,3}(?P<term>[^”\"’*\n]{1,80})[”\"’*]")
START = attrgetter("start")
# Those who have duties to each other, as contracts call them.
ROLES = word_set(
    "seller buyer vendor purchaser supplier customer client contractor subcontractor consultant company landlord tenant"
    " lessor lessee licensor licensee employer employee lender borrower creditor debtor discloser recipient disclosing"
    " receiving party disclosee agent principal insurer insured plaintiff defendant claimant respondent appellant"
    " appellee husband wife parent guarantor provider user owner operator franchisor franchisee assignor assignee"
    " mortgagor mortgagee author publisher shareholder investor issuer holder trustee beneficiary bank carrier shipper"
    " sender manufacturer distributor servicer applicant patient doctor first second former latter former latter"
    " covered member manager partner executive consignor consignee bailor bailee grantor grantee donor donee"
)
DOCUMENTS = word_set("agreement contract section clause schedule deed lease policy exhibit annex article part")


class Copied(Protocol):
    """A copy and its original in word positions, ends inclusive."""

    @property
    def start(self) -> int:
        """The first word of the copy."""

    @property
    def end(self) -> int:
        """Its last word."""

    @property
    def source_start(self) -> int:
        """The first word of the original."""

    @property
    def source_end(self) -> int:
        """Its last word."""


@dataclass(frozen=True, slots=True)
class Change:
    """Words of the original, and those of the copy in their place, as positions; ends exclusive."""

    old: range
    new: range


def alike_by_design(document: Document, words: Words, copy: Copied) -> bool:
    """Tell whether a repeat is lawful by its kind."""
    if not _is_prose(document, words, copy.start, copy.end) or _is_quoted(document.text, int(words.starts[copy.start])):
        return True
    here, there = _block_at(document, words, copy.start), _block_at(document, words, copy.source_start)
    if here < 0 or there < 0 or here == there:
        return False
    if _defines_another(document, here, there) or _under_other_words(document, here, there):
        return True
    new = _with_edges(document, words, here, range(copy.start, copy.end + 1))
    old = _with_edges(document, words, there, range(copy.source_start, copy.source_end + 1))
    if max(len(old), len(new)) > LONGEST:
        return False
    changes = list(_changes(words, old, new))
    changed = max(sum(len(each.old) for each in changes) / len(old), sum(len(each.new) for each in changes) / len(new))
    if changed > SIBLINGS and all(_is_fragment(document.text, document.blocks[at]) for at in (here, there)):
        return True
    return _for_another_party(document, words, changes, old) or _other_figures(words, changes, old)


def _is_prose(document: Document, words: Words, start: int, end: int) -> bool:
    """Signature blocks, addresses and rows of blanks repeat by design; a long passage is judged by its beginning."""
    end = min(end, start + LONGEST)
    printed = words.printed[start : end + 1]
    text = document.text[int(words.starts[start]) : int(words.ends[end]) + 1]
    small = sum(map(FUNCTION_WORDS.__contains__, map(str.lower, printed)))
    letters = sum(map(str.isalnum, text))
    visible = len("".join(text.split()))
    return small >= 0.15 * len(printed) and letters >= 0.85 * visible and any(mark in text for mark in ".;,")


def _is_quoted(text: str, start: int) -> bool:
    return text[max(0, start - 1) : start] in ("“", "„", "«", "»")


def _block_at(document: Document, words: Words, place: int) -> int:
    return bisect_right(document.blocks, int(words.starts[place]), key=START) - 1


def _defines_another(document: Document, here: int, there: int) -> bool:
    found = [TERM.match(document.text, document.blocks[at].start) for at in (here, there)]
    terms = [each["term"].casefold() for each in found if each is not None]
    return len(terms) == 2 and terms[0] != terms[1]


def _under_other_words(document: Document, here: int, there: int) -> bool:
    """Tell whether both stand in lists that different words lead in ("The seller represents that:")."""
    leads = [_lead(document, at) for at in (here, there)]
    return None not in leads and leads[0] != leads[1]


def _is_fragment(text: str, block: Block) -> bool:
    """Tell whether a block is part of a sentence: items of a list take up the same words to name what differs."""
    found = ITEM.match(text, block.start)
    small = found is not None and found["first"].islower()
    return small or text[block.end - 1] in ";," or text[block.start : block.end].endswith(("; and", "; or"))


def _lead(document: Document, at: int) -> str | None:
    """Return what leads in the list that a block is an item of, None for a block on its own."""
    text, blocks = document.text, document.blocks
    if not _is_item(text, blocks[at]):
        return None
    for before in range(at - 1, max(-1, at - LEAD_BACK), -1):
        if text[blocks[before].end - 1] == ":" or not _is_item(text, blocks[before]):
            lead = text[blocks[before].start : blocks[before].end]
            return " ".join(lead.split()) if lead.endswith(":") else None
    return None


def _is_item(text: str, block: Block) -> bool:
    found = ITEM.match(text, block.start)
    return block.kind == "list_item" or (found is not None and found["first"].islower())


def _with_edges(document: Document, words: Words, at: int, span: range) -> range:
    """Widen a span by a few words to the edges of its block: what differs there is part of the comparison."""
    block = document.blocks[at]
    first = int(np.searchsorted(words.starts, block.start))
    last = int(np.searchsorted(words.starts, block.end))
    start = first if 0 < span.start - first <= EDGE else span.start
    return range(start, last if 0 < last - span.stop <= EDGE else span.stop)


def _changes(words: Words, old: range, new: range) -> Iterator[Change]:
    from rapidfuzz.distance import Levenshtein

    before, after = (words.ids[span.start : span.stop].tolist() for span in (old, new))
    for step in Levenshtein.opcodes(before, after):
        if step.tag != "equal":
            yield Change(old[step.src_start : step.src_end], new[step.dest_start : step.dest_end])


def _for_another_party(document: Document, words: Words, changes: Sequence[Change], old: range) -> bool:
    """Tell whether a party of the document stands for another throughout, or two have changed places."""
    texts = [(_phrase(words, each.old), _phrase(words, each.new)) for each in changes]
    both = set(texts)
    parties: dict[str, str] = {}
    for change, (one, other) in zip(changes, texts, strict=True):
        swapped = (other, one) in both and all(text.isalpha() or not text.strip("_") for text in (one, other) if text)
        party = swapped or all(_is_party(document, words, span) for span in (change.old, change.new))
        if party and parties.setdefault(one, other) != other:
            return False
    changed = {place for each in changes for place in each.old}
    kept = {words.printed[place].lower() for place in old if place not in changed}
    return bool(parties) and not any(word in kept for one in parties for word in one.split() if word != "party")


def _phrase(words: Words, span: range) -> str:
    return " ".join(words.printed[place].lower() for place in span)


def _is_party(document: Document, words: Words, span: range) -> bool:
    """Tell whether the words name somebody who plays a part in the document, by role or by a name used throughout."""
    printed = [words.printed[place] for place in span]
    if not 0 < len(printed) <= 4 or any(word.lower() in DOCUMENTS for word in printed):
        return False
    if all(word.lower() in ROLES for word in printed):
        return True
    counts = document.cached("word_counts", lambda subject: np.bincount(words_of(subject).ids))
    return any(
        word[0].isupper() and word.lower() not in FUNCTION_WORDS and counts[words.ids[place]] >= ESTABLISHED
        for word, place in zip(printed, span, strict=True)
    )


def _other_figures(words: Words, changes: Sequence[Change], old: range) -> bool:
    """Tell whether the same is told of something else: another name or number leads, and no figure is the same."""
    if not changes or changes[0].old.start - old.start >= OPENING:
        return False
    leads = [words.printed[place] for place in (*changes[0].old, *changes[0].new)]
    changed = {place for each in changes for place in each.old}
    figures = [place for place in old if words.printed[place].isdigit()]
    same = sum(place not in changed for place in figures)
    told = all(word[0].isupper() or word.isdigit() for word in leads)
    return told and len(figures) >= FIGURES and same <= len(figures) // 5
