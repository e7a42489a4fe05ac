"""Whether a reference points into this document or into another instrument ("Clause 4 of the Head Lease").

The words around it tell: what it is "of", a statute, standard or agreement named right before it, or a list of
references that together are "of" something. In a text that is no instrument itself (a memorandum on a lease), a bare
"clause 14" belongs to what was spoken of just before.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Container, Mapping, Sequence
from itertools import pairwise

from qa_service.checks.references import foreign_signs as signs
from qa_service.checks.references.ownership import CLAUSES, SHOWN, Ownership
from qa_service.checks.references.reference_wholes import outermost
from qa_service.documents.references.numbers import FAMILIES
from qa_service.documents.references.spans import Reference

# A number alone, and the dotted one of an item, are seldom another text's.
_WORDS = FAMILIES.keys() - {"item"}
# How often a text writes its own parts with a capital before that is its way.
_CUSTOM = 3
_NEAR = 200


def foreign_references(
    owner: Ownership,
    references: Sequence[Reference],
    resolved: Mapping[Reference, bool],
    wholes: Mapping[Reference, Reference],
) -> frozenset[Reference]:
    """Return the references that are another instrument's; ``resolved`` says which have a target here.

    What ``wholes`` has is a part of that reference: both are another's, or neither is.
    """
    foreign = _with_lists(owner, references, wholes)
    bare = [reference for reference in references if reference not in wholes]
    same = _same_again(owner, references, foreign, resolved, wholes)
    meant = (_of_law if owner.is_instrument else _spoken_of)(owner, bare, foreign, resolved)
    never = set() if owner.is_instrument else _never_here(owner, bare, foreign, resolved)
    return frozenset(foreign | same | meant | never | _beside_others(owner, bare, foreign, resolved))


def _never_here(
    owner: Ownership, references: Sequence[Reference], foreign: set[Reference], resolved: Mapping[Reference, bool]
) -> set[Reference]:
    """Return the references by a word that no part here answers to, where the text has another word for its own.

    A decision of numbered paragraphs speaks of "clause 1.4" of the policy without saying so each time.
    """
    left = [r for r in references if r.family == "section" and r not in foreign and r.kind not in owner.kinds]
    here = Counter(r.kind for r in left if resolved[r])
    numbers: dict[str, set[str]] = {}
    for reference in left:
        if not resolved[reference] and not here[reference.kind] and reference.kind in CLAUSES:
            numbers.setdefault(reference.kind, set()).add(reference.number)
    if max(here.values(), default=0) < _CUSTOM:
        return set()
    kept = {kind for kind, told in numbers.items() if len(told) > 1}
    return {r for r in left if r.kind in kept and not resolved[r] and not owner.is_own(r)}


def _same_again(
    owner: Ownership,
    references: Sequence[Reference],
    foreign: set[Reference],
    resolved: Mapping[Reference, bool],
    wholes: Mapping[Reference, Reference],
) -> set[Reference]:
    """Return the bare references that name a part of another text again, or of an attached paper.

    Where the text has such parts of its own, only those right behind it do: "§ 15 AktG … as § 15 says".
    """
    bare = [reference for reference in references if reference not in wholes]
    told = _told_by_case(owner.text, bare, foreign, resolved)
    own = _words_here(owner, bare, foreign, resolved)
    everywhere = {_signature(owner.text, reference, told) for reference in (*foreign, *wholes)}
    last: dict[tuple[str, str, bool], int] = {}
    same = set()
    for reference in references:
        signature = _signature(owner.text, reference, told)
        if reference in foreign or reference in wholes:
            last[signature] = reference.group_end
            continue
        meant = reference.kind not in own or _goes_on(owner, last.get(signature), reference)
        if meant and signature in everywhere and not owner.has(reference):
            same.add(reference)
            last[signature] = reference.group_end
    return same


def _beside_others(
    owner: Ownership, references: Sequence[Reference], foreign: set[Reference], resolved: Mapping[Reference, bool]
) -> set[Reference]:
    """Return the tables and figures that go on with those of a work: "Table 3 of Orr, and Table 4"."""
    last: dict[str, int | None] = {}
    found = set()
    for reference in references:
        if reference.family not in SHOWN:
            continue
        at, own = last.get(reference.family), resolved[reference] or owner.is_own(reference)
        goes_on = at is not None and not own and _goes_on_with(owner.text, at, reference.group_start)
        if reference in foreign or goes_on:
            found.add(reference)
        last[reference.family] = reference.group_end if reference in found else None
    return found


def _goes_on_with(text: str, last: int, start: int) -> bool:
    return (
        start - last < _NEAR
        and signs.CONJUNCTION.search(text, last, start) is not None
        and "\n\n" not in text[last:start]
    )


def _goes_on(owner: Ownership, last: int | None, reference: Reference) -> bool:
    """Tell whether a bare reference speaks of the text that was named last; of its tables in the same paragraph."""
    if last is None:
        return False
    if reference.family != "section":
        return "\n\n" not in owner.text[last : reference.start]
    return owner.goes_on(reference.kind, last, reference.start)


def _words_here(
    owner: Ownership, references: Sequence[Reference], foreign: set[Reference], resolved: Mapping[Reference, bool]
) -> frozenset[str]:
    """Return the words for parts that this text has beyond doubt: its headings bear them, or it is full of such."""
    here = (r for r in references if resolved[r] and r not in foreign and r.family != "section")
    return owner.kinds | {reference.kind for reference in here}


def _told_by_case(
    text: str, references: Sequence[Reference], foreign: set[Reference], resolved: Mapping[Reference, bool]
) -> frozenset[str]:
    """Return the words with a capital wherever they stand for a part of this text: "Clause 4".

    Such a text writes "clause 13 of that deed" with a small letter, which says nothing about its own Clause 13.
    """
    own = [reference for reference in references if resolved[reference] and reference not in foreign]
    large = Counter(reference.kind for reference in own if _is_large(text, reference))
    small = {reference.kind for reference in own if not _is_large(text, reference)}
    return frozenset(kind for kind, times in large.items() if times >= _CUSTOM and kind not in small)


def _is_large(text: str, reference: Reference) -> bool:
    return text[reference.group_start].isupper()


def _signature(text: str, reference: Reference, told: Container[str]) -> tuple[str, str, bool]:
    """Return what two references have in common that are to the same part."""
    return reference.kind, reference.number, reference.kind in told and _is_large(text, reference)


def _with_lists(
    owner: Ownership, references: Sequence[Reference], wholes: Mapping[Reference, Reference]
) -> set[Reference]:
    """Return those with words that show it, and those in one list with them: "Clause 9 and Clause 12 of the Lease"."""
    foreign = {r for r in references if r not in wholes and owner.is_foreign(r)}
    pairs = [pair for pair in pairwise(references) if pair[0] not in wholes and _is_joined(owner.text, *pair)]
    for before, behind in reversed(pairs):
        if behind in foreign and not owner.is_own(before):
            foreign.add(before)
    for before, behind in pairs:
        if before in foreign and not owner.is_own(behind):
            foreign.add(behind)
    return foreign | {part for part in wholes if outermost(part, wholes) in foreign}


def _is_joined(text: str, reference: Reference, following: Reference) -> bool:
    gap = text[reference.end : following.start]
    return len(gap) <= 40 and signs.JOINT.match(gap) is not None


def _of_law(
    owner: Ownership, references: Sequence[Reference], foreign: set[Reference], resolved: Mapping[Reference, bool]
) -> set[Reference]:
    """Return references of a kind that an instrument keeps for others: its clauses beside "Article 36 of the GDPR"."""
    others, own = Counter(reference.kind for reference in foreign), _own_kinds(owner, references, foreign, resolved)
    own -= _chance_kinds(owner, references, foreign, resolved)
    kept = {kind for kind, times in others.items() if times > 1 and kind in CLAUSES and kind not in own}
    return {reference for reference in references if reference.kind in kept and not resolved[reference]}


def _chance_kinds(
    owner: Ownership, references: Sequence[Reference], foreign: set[Reference], resolved: Mapping[Reference, bool]
) -> frozenset[str]:
    """Return the words mostly kept for another text's parts, whose number is here by chance; the own have another word.

    "Clause 11(a)" of the clauses named just before, in an addendum that has a section 11.
    """
    others = Counter(reference.kind for reference in foreign)
    sections = [reference for reference in references if reference.family == "section"]
    here = Counter(r.kind for r in sections if resolved[r] and r not in foreign)
    usual = max(here.values(), default=0)
    plain = {r.kind for r in sections if owner.is_own(r)} | owner.kinds
    rare = (kind for kind, times in here.items() if times < others[kind] and times < usual)
    rival = (kind for kind, times in here.items() if times <= others[kind] and plain - {kind})
    return frozenset({*rare, *rival} - plain)


def _own_kinds(
    owner: Ownership, references: Sequence[Reference], foreign: set[Reference], resolved: Mapping[Reference, bool]
) -> frozenset[str]:
    """Return the words that stand for parts of this text somewhere."""
    return owner.kinds | {r.kind for r in references if r not in foreign and (owner.is_own(r) or resolved[r])}


def _spoken_of(
    owner: Ownership, references: Sequence[Reference], foreign: set[Reference], resolved: Mapping[Reference, bool]
) -> set[Reference]:
    """Return bare references that follow one to another instrument by the same word, with none to this text between."""
    others, own = Counter(reference.kind for reference in foreign), _own_kinds(owner, references, foreign, resolved)
    plain = owner.plainly_own(r for r in references if resolved[r] and r not in foreign)
    here = (r for r in references if "." in r.number and r.number in owner.numbers)
    listed = {r.group_start for r in here if owner.may_be_own(r, foreign)}
    last: dict[str, int] = {}
    met: set[str] = set()
    found: set[Reference] = set()
    for reference in references:
        kind, at = reference.kind, reference.start
        if reference.family != "section" or kind in owner.kinds or reference.group_start in listed:
            continue
        near = kind in last and owner.goes_on(kind, last[kind], at)
        near = near or (kind not in plain and kind in _WORDS and owner.tells_of(at))
        often = owner.has_no(kind) or (kind not in own and owner.speaks_of(kind, others[kind]))
        often = often and (kind in CLAUSES or kind in met or not owner.looks_up(reference))
        if reference in foreign or (not resolved[reference] and not owner.is_own(reference) and (near or often)):
            found.add(reference)
            last[kind] = reference.group_end
            met.add(kind)
        elif owner.is_own(reference):
            last.pop(kind, None)
    return found
