"""References to a kind of part that a document has none of at all, though its words say that the part is its own.

"The form annexed hereto as Exhibit A" where no exhibit is in the text, "Table 2 below" where there is no table, and
"footnote 3" of a contract without notes. What nothing says to be of this text may be of any other, but for a table or
figure where no other paper is spoken of.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Callable, Sequence
from functools import cache, partial

from qa_service.checks.references.absent.notes import has_note
from qa_service.checks.references.absent.shown import is_shown_nowhere, may_hold_pictures
from qa_service.checks.references.attached_signs import is_attached, is_left_open
from qa_service.checks.references.attached_titles import are_left_out, has_title
from qa_service.checks.references.ownership import SHOWN, is_instrument, is_named_own
from qa_service.checks.references.paper_kinds import is_extract
from qa_service.checks.references.quoted_references import is_mentioned
from qa_service.checks.references.skipped_papers import skipped_papers
from qa_service.documents import Document
from qa_service.documents.references.numbers import FAMILIES, PLURALS, family_of
from qa_service.documents.references.spans import Reference
from qa_service.documents.references.targets import ATTACHED, Targets
from qa_service.documents.searching.lookup import part_at

_HEAD = 240
# Where a table stands that no words "above" or "below" tell of.
_PLACED = re.compile(
    r"[\s,)]*(?:\(?(?:at|on|in)\sthe\s(?:end|foot|back|bottom|beginning|head|top|next|following|previous|preceding|last)"
    r"(?:\s(?:page|pages))?(?:\sof\sthis\b|\shereof|[).,;]|\s(?:page|paragraph)\b)|overleaf\b)",
    re.IGNORECASE,
)
_LONE_TITLE = re.compile(
    r"^[ \t#*_]*(?:THE[ \t]+|The[ \t]+)?"
    r"(?P<word>(?:SCHEDULE|ANNEXURE|ANNEX|APPENDIX|ATTACHMENT|EXHIBIT)|Schedule|Annexure|Annex|Appendix|Attachment|Exhibit)"
    r"(?:[ \t*_]*[:\u2013\u2014-][ \t]*[A-Z][^\n]{0,60})?[ \t*_]*$",
    re.MULTILINE,
)
_NUMBERED_TITLE = re.compile(
    r"^[ \t#*_]*(?i:schedule|annexure|annex|appendix|attachment|exhibit)"
    r"[ \t]+(?:\d{1,2}|[A-Z]|[IVX]{1,4})\b",
    re.MULTILINE,
)
_LED = re.compile(r"(?:\b(?:described|set\sout|stated|given|contained|acceptance)\sin|\(see)\s\Z")
_FIRST = frozenset({"1", "A", "I"})
_TABLE_TAG = re.compile(r"<table\b|^[ \t]*[|\u250c+][|\u2500=+-]{3}", re.IGNORECASE | re.MULTILINE)


def absent_kinds(document: Document, references: Sequence[Reference], targets: Targets) -> dict[Reference, str | None]:
    """Return why each reference cannot be followed whose kind of part a contract or the like has nowhere."""
    tops = targets.tops()
    asked = [
        r
        for r in references
        if r.family in _FAMILIES and not _known(r, targets) and not (r.family in _DIVISIONS and r.number in tops)
    ]
    if not is_instrument(document):
        asked = [r for r in asked if r.family in {*ATTACHED, "footnote"} and _is_led(document.text, r)]
    # Who speaks of Annexes II and III speaks of another paper's.
    named_here = {(r.family, r.number) for r in asked if "\n\n" not in document.text[r.start : r.end]}
    spoken = Counter(family for family, _ in named_here)
    asked = [r for r in asked if r.family not in ATTACHED or spoken[r.family] == 1 or is_instrument(document)]
    if not asked or is_extract(document.text):
        return {}
    named, noted = cache(partial(_has_label, document.text)), cache(partial(has_note, document.text))
    skipping = frozenset(skipped_papers(document.text, asked))
    # Where an attached paper is not here, it may have the table.
    alone = all(r.family not in ATTACHED or r.number in targets.of(r.family) for r in references)
    problems = {
        each: _problem(
            document, each, named, noted, skipping=each in skipping, alone=alone, once=spoken[each.family] == 1
        )
        for each in asked
    }
    return {reference: told for reference, told in problems.items() if told}


_WORDS, _FEWEST = FAMILIES | {plural: FAMILIES[word] for plural, word in PLURALS.items()}, 3
_PICTURED = frozenset({"figure", "chart", "plate", "photo", "box", "equation"})
_SEEN = SHOWN | _PICTURED
_DIVISIONS = frozenset({"part", "chapter"})
_FAMILIES = ATTACHED | _SEEN | _DIVISIONS | {"footnote"}


def _known(reference: Reference, targets: Targets) -> bool:
    """Tell whether the kind has parts; one label over the whole text is that of the paper which this one goes with."""
    known = targets.of(reference.family)
    over_all = len(known) == 1 and reference.number not in known and min(known.values()) < _HEAD
    return bool(known) and not (over_all and reference.family in ATTACHED)


def _problem(
    document: Document,
    reference: Reference,
    named: Callable[[str], bool],
    noted: Callable[[str], bool],
    *,
    skipping: bool,
    alone: bool,
    once: bool,
) -> str | None:
    text, family, start, end = document.text, reference.family, reference.group_start, reference.group_end
    if is_mentioned(text, start, end) or part_at(document.quotations, start) is not None:
        return None
    if is_left_open(text, start, end):
        return None
    if family in ATTACHED and not is_instrument(document):
        return None if named(family) else _beside_other_paper(document, reference)
    if skipping and not are_left_out(text):
        return _said_to_be_here(text, reference) or f"the text speaks of no {family} right before this one"
    if named(family):
        return _beside_lone_paper(document, reference) if once else None
    if once and family in ATTACHED and (told := _beside_other_paper(document, reference)):
        return told
    if family == "footnote":
        return None if noted(reference.number) else "the document has no footnotes"
    if family in _SEEN:
        if _is_placed(text, reference):
            seen = _may_be_seen(document, reference)
            return None if seen else f"the text points to it, and the document has no {family}"
        return f"the document has no {family}" if alone and is_shown_nowhere(document, reference) else None
    return _said_to_be_here(text, reference)


def _lone_titles(document: Document) -> tuple[list[str], bool]:
    """Return the titles of attached papers that bear no number, and whether other titles bear one; looked for once."""
    titles: tuple[list[str], bool] = document.cached(
        "lone titles",
        lambda given: (
            [each["word"] for each in _LONE_TITLE.finditer(given.text)],
            _NUMBERED_TITLE.search(given.text) is not None,
        ),
    )
    return titles


def _beside_lone_paper(document: Document, reference: Reference) -> str | None:
    """Return why a second paper is none, where the text has one of the kind, which bears no number."""
    if reference.family not in ATTACHED or reference.number in _FIRST:
        return None
    if [family_of(title) for title in _lone_titles(document)[0]].count(reference.family) != 1:
        return None
    return f"the document has one {reference.family}, which bears no number"


def _beside_other_paper(document: Document, reference: Reference) -> str | None:
    """Return why "Annex B" is none, where all that is attached is one paper of another name: "the Appendix"."""
    titles, numbered = _lone_titles(document)
    if reference.family == "exhibit" or numbered or len(titles) != 1:
        return None
    return f"all that is attached is one {family_of(titles[0])}"


def _is_led(text: str, reference: Reference) -> bool:
    """Tell whether words lead to a paper as to one of this text: "described in Annex B", "see Annex C"."""
    return _LED.search(text, max(0, reference.group_start - 24), reference.group_start) is not None


def _said_to_be_here(text: str, reference: Reference) -> str | None:
    """Return by what words the part should be in this text, where it has no such part."""
    family = reference.family
    if family in ATTACHED and is_attached(text, reference.group_start, reference.group_end):
        return f"the text says that it is attached, and the document has no {family}"
    if is_named_own(text, reference):
        return f"the text speaks of it as its own, and the document has no {family}"
    return None


def _is_placed(text: str, reference: Reference) -> bool:
    return is_named_own(text, reference) or _PLACED.match(text, reference.group_end) is not None


def _may_be_seen(document: Document, reference: Reference) -> bool:
    """Tell whether a table without its label may be the one that is meant; a file's pictures may be figures."""
    if reference.family in _PICTURED:
        return may_hold_pictures(document)
    if _TABLE_TAG.search(document.text):
        return True
    return bool(document.tables) and not (reference.number.isdecimal() and int(reference.number) > len(document.tables))


def _has_label(text: str, family: str) -> bool:
    """Tell whether a title has a word for the kind, or the text says that such papers are left out."""
    words = (word for word, of in _WORDS.items() if of == family and len(word) >= _FEWEST)
    return has_title(text, *words) or (family in ATTACHED and are_left_out(text))
