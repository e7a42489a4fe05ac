"""Passages that are alike by design: the same clause for each party, definitions, items of lists, forms, figures."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Sequence
from typing import Protocol

import numpy as np

from qa_service.checks.reading.stems import FUNCTION_WORDS, FUNCTION_WORDS_ABROAD
from qa_service.checks.structure.changes import OPENING, Change, changes_between, tells_of_another, tells_of_next
from qa_service.checks.structure.exchanged import have_exchanged_parties
from qa_service.documents import Document
from qa_service.documents.document import Block
from qa_service.documents.searching.lookup import place_begun
from qa_service.documents.searching.word_sets import word_set
from qa_service.documents.words import Words, words_of

BLANKS = re.compile(r"[_.…]{3,}|…+")
FIELD = re.compile(r"^[ \t]*[A-Z][\w ]{1,20}:", re.MULTILINE)
SIGNED = re.compile(
    r"\b(?:name and (?:title|signature)|name of signatory|(?:signed|executed)\b[\w\s,]{0,40}\bbehalf"
    r"|in the presence of)\b",
    re.IGNORECASE,
)
LONGEST = 400
EDGE = 8
FARTHEST_NEIGHBOUR = 3
FIGURES = 3
ESTABLISHED = 3
SIBLINGS = 0.12
SAME_LEAD = 0.5
OTHERWISE = 0.1
CLOSING = {"“": "”", "„": "“", "«": "»", "»": "«", "‘": "’"}
LEAD_BACK = 40
SET_OFF, SOURCE_BACK = 0.6, 120
SOURCE = re.compile(
    r"\b(?:Act|Code|Regulations?|Directive|Convention|Statute|Rules?|Constitution|"
    r"[Aa]rticle|[Ss]ection|[Cc]lause|[Cc]ondition)\b[^.\n]{0,80}:[ \t]*\n\s*"
)
PAIRED = 2
OWN_WORDS = 0.7
QUOTED = re.compile(r"[“„«\"][^“”„«»\"]{1,2000}[”“»\"]")
ITEM = re.compile(
    r"\s*+[-*•]?\s*+(?:(?:\(?(?:\d{1,2}|[a-z]{1,4}|[A-Z])[.)]|\d{1,2}(?:\.\d{1,2}){1,4})\s+)?(?P<first>\S)"
)
TERM = re.compile(r"\W{0,8}(?:\(?\w{1,3}[.)]\s*)?[“\"'‘*]{1,3}(?P<term>[^”\"’*\n]{1,80})[”\"’*]")
DIGITS = re.compile(r"\d+")
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


def alike_by_design(document: Document, words: Words, copy: Copied, *, reworded: bool = False) -> bool:
    """Tell whether a repeat is lawful by its kind; of a ``reworded`` one the order of the words tells nothing."""
    if not _is_prose(document, words, copy.start, copy.end) or _is_quoted(document.text, words, copy):
        return True
    if _quotes_alike(document.text, words, copy):
        return True
    here, there = _block_at(document, words, copy.start), _block_at(document, words, copy.source_start)
    if here < 0 or there < 0 or here == there:
        return False
    if _defines_another(document, here, there) or _under_other_words(document, here, there):
        return True
    beside = _are_neighbours(document, there, here)
    old, new = _with_edges(document, words, (there, here), copy, 2 * EDGE if beside else EDGE)
    if max(len(old), len(new)) > LONGEST:
        return False
    changes = list(changes_between(words, old, new))
    changed = max(sum(len(each.old) for each in changes) / len(old), sum(len(each.new) for each in changes) / len(new))
    fragments = all(_is_fragment(document.text, document.blocks[at]) for at in (here, there))
    if fragments and changed > SIBLINGS:
        return True
    spans = range(copy.source_start, copy.source_end + 1), range(copy.start, copy.end + 1)
    if have_exchanged_parties(document, words, spans, lambda span: _is_party(document, words, span)):
        return True
    if reworded:
        return False
    if (beside or _are_numbered(document, here, there)) and tells_of_another(words, changes, old, changed):
        return True
    own = tells_of_next(words, changes, old) or _other_figures(words, changes, old)
    return own or _for_another_party(document, words, changes, old)


def _are_neighbours(document: Document, there: int, here: int) -> bool:
    """Whether two blocks follow each other, a heading or two between them: "Bidder 1 … Bidder 2 …"."""
    between = document.blocks[there + 1 : here] if here - there <= FARTHEST_NEIGHBOUR else ()
    return here - there == 1 or (bool(between) and all(block.kind == "heading" for block in between))


def _is_prose(document: Document, words: Words, start: int, end: int) -> bool:
    """Signature blocks, addresses and rows of blanks repeat by design; a long passage is judged by its beginning."""
    end = min(end, start + LONGEST)
    printed = words.printed[start : end + 1]
    text = document.text[int(words.starts[start]) : int(words.ends[end]) + 1]
    small = sum(map(FUNCTION_WORDS.__contains__, map(str.lower, printed)))
    plain = BLANKS.sub("_", text)
    letters = sum(map(str.isalnum, plain))
    # Names and addresses are capitalised, German nouns are too.
    abroad = sum(word.lower() in FUNCTION_WORDS_ABROAD for word in printed)
    lower = sum(word[0].islower() for word in printed)
    running = max(small, abroad) >= 0.15 * len(printed) or lower >= 0.55 * len(printed)
    if not running or letters < 0.85 * len("".join(plain.split())):
        return False
    form = len(FIELD.findall(text)) > 0.5 * (text.count("\n") + 1) or SIGNED.search(text) is not None
    blanks = 10 * len(BLANKS.findall(text)) >= len(printed)
    return not form and not blanks and (small >= 0.25 * len(printed) or any(mark in text for mark in ".;,:"))


def _is_quoted(text: str, words: Words, copy: Copied) -> bool:
    """Tell whether quotation marks enclose all of the copy or of the original, or both are set off as quotations."""
    spans = [
        (int(words.starts[start]), int(words.ends[end]))
        for start, end in ((copy.start, copy.end), (copy.source_start, copy.source_end))
    ]
    return any(_enclosed(text, *span) for span in spans) or all(_set_off(text, *span) for span in spans)


def _set_off(text: str, start: int, end: int) -> bool:
    """Tell whether a passage is a block quotation, or is led in by the law or paper that it is taken from."""
    begun = text.rfind("\n", 0, start) + 1
    lines = text[begun:end].split("\n")
    if any(line.startswith(">") for line in lines):
        return sum(len(line) for line in lines if line.startswith(">")) >= SET_OFF * sum(map(len, lines))
    led = SOURCE.search(text, max(0, start - SOURCE_BACK), min(end, start + SOURCE_BACK))
    return led is not None and led.end() >= start - 1 and end - led.end() >= SET_OFF * (end - start)


def _enclosed(text: str, start: int, end: int) -> bool:
    close = CLOSING.get(text[start - 1 : start])
    return close is not None and close not in text[start:end] and close in text[end : end + 3]


def _quotes_alike(text: str, words: Words, copy: Copied) -> bool:
    """Tell whether most of the copy is what both quote, in other words of their own."""
    spans = ((copy.start, copy.end), (copy.source_start, copy.source_end))
    one, other = (text[max(0, int(words.starts[start]) - 1) : int(words.ends[end]) + 1] for start, end in spans)
    if not ('"' in one or "“" in one):
        return False
    own, theirs = (QUOTED.sub(" ", each).split() for each in (one, other))
    shared = sum((Counter(own) & Counter(theirs)).values())
    return 2 * len(own) < len(one.split()) and shared < OWN_WORDS * len(own)


def _block_at(document: Document, words: Words, place: int) -> int:
    return place_begun(document.blocks, int(words.starts[place]))


def _defines_another(document: Document, here: int, there: int) -> bool:
    terms = _heads(document, here, there)
    return bool(terms) and terms[0] != terms[1] and not _are_numbered(document, here, there)


def _are_numbered(document: Document, here: int, there: int) -> bool:
    """Tell whether the heads of two blocks differ in their numbers only ("**Finding 3.**"), as definitions do not."""
    heads = _heads(document, here, there)
    one, other = heads or ("", "")
    return one != other and one[-1] in ".:" and DIGITS.sub("", one) == DIGITS.sub("", other)


def _heads(document: Document, here: int, there: int) -> list[str]:
    """Return what stands in quotation marks or in bold at the beginning of both blocks."""
    found = [TERM.match(document.text, document.blocks[at].start) for at in (here, there)]
    heads = [each["term"].casefold() for each in found if each is not None]
    return heads if len(heads) == 2 else []


def _under_other_words(document: Document, here: int, there: int) -> bool:
    """Tell whether the like is said of somebody else ("The seller represents that:", "The buyer represents that:")."""
    one, other = (_lead(document, at) for at in (here, there))
    if one is None or other is None or one == other:
        return False
    shared = sum((Counter(one) & Counter(other)).values())
    return shared >= SAME_LEAD * max(len(one), len(other))


def _is_fragment(text: str, block: Block) -> bool:
    """Tell whether a block is part of a sentence: items of a list take up the same words to name what differs."""
    found = ITEM.match(text, block.start)
    small = found is not None and found["first"].islower()
    return small or text[block.end - 1] in ";," or text[block.start : block.end].endswith(("; and", "; or"))


def _lead(document: Document, at: int) -> list[str] | None:
    """Return the words that lead in the list that a block is an item of, None for a block on its own."""
    text, blocks = document.text, document.blocks
    if not _is_fragment(text, blocks[at]):
        return None
    for before in range(at - 1, max(-1, at - LEAD_BACK), -1):
        if text[blocks[before].end - 1] == ":" or not _is_item(text, blocks[before]):
            lead = text[blocks[before].start : blocks[before].end]
            return lead.split() if lead.endswith(":") else None
    return None


def _is_item(text: str, block: Block) -> bool:
    found = ITEM.match(text, block.start)
    return block.kind == "list_item" or (found is not None and found["first"].islower())


def _with_edges(
    document: Document, words: Words, blocks: tuple[int, int], copy: Copied, most: int
) -> tuple[range, range]:
    """Return original and copy, widened by a few words to the edges of both blocks: what differs there counts too."""
    edges = [_edges(document, words, at) for at in blocks]
    spans = [range(copy.source_start, copy.source_end + 1), range(copy.start, copy.end + 1)]
    left = all(span.start - first <= most for span, (first, _) in zip(spans, edges, strict=True))
    right = all(last - span.stop <= most for span, (_, last) in zip(spans, edges, strict=True))
    old, new = (
        range(min(first, span.start) if left else span.start, max(last, span.stop) if right else span.stop)
        for span, (first, last) in zip(spans, edges, strict=True)
    )
    return old, new


def _edges(document: Document, words: Words, at: int) -> tuple[int, int]:
    """Return the first word of a block after its number, and the first word after the block."""
    block = document.blocks[at]
    item = ITEM.match(document.text, block.start)
    start = item.start("first") if item else block.start
    return int(np.searchsorted(words.starts, start)), int(np.searchsorted(words.starts, block.end))


def _for_another_party(document: Document, words: Words, changes: Sequence[Change], old: range) -> bool:
    """Tell whether a party of the document stands for another throughout, or two have changed places."""
    texts = [(_phrase(words, each.old), _phrase(words, each.new)) for each in changes]
    places = dict(zip(texts, changes, strict=True))
    parties: dict[str, str] = {}
    for change, (one, other) in zip(changes, texts, strict=True):
        back = places.get((other, one)) if one and other and _is_name(one) and _is_name(other) else None
        # "Silt and vegetation" for "vegetation and silt" says the same.
        swapped = back is not None and abs(back.old.start - change.old.start) > PAIRED
        party = swapped or all(_is_party(document, words, span) for span in (change.old, change.new))
        if party and parties.setdefault(one, other) != other:
            return False
    inner = (each for each, (one, _) in zip(changes, texts, strict=True) if one not in parties and each.new)
    if sum(len(each.old) for each in inner) > max(2, OTHERWISE * len(old)):
        return False
    changed = {place for each in changes for place in each.old}
    kept = {words.printed[place].lower() for place in old if place not in changed}
    return bool(parties) and not any(word in kept for one in parties for word in one.split() if word != "party")


def _is_name(phrase: str) -> bool:
    return phrase.replace(" ", "").isalpha() or not phrase.strip("_")


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
    """Tell whether the same is told of something else: another name or number leads, and the figures are its own."""
    if not changes or changes[0].old.start - old.start >= OPENING or not (changes[0].old and changes[0].new):
        return False
    leads = [words.printed[place] for place in (*changes[0].old, *changes[0].new)]
    changed = {place for each in changes for place in each.old}
    figures = [place for place in old if words.printed[place].isdigit()]
    same = sum(place not in changed for place in figures)
    told = all(word[0].isupper() or word.isdigit() for word in leads)
    own = len(figures) - same
    return told and (own > FIGURES or (len(figures) >= FIGURES and same <= len(figures) // 5))
