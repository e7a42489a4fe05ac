"""What a passage says no to, and whether another says yes to it: a duty denied, a consent that is not needed."""

from __future__ import annotations

from collections.abc import Collection, Sequence
from dataclasses import dataclass

from qa_service.checks.structure.wording_roots import ROOTS
from qa_service.documents.searching.word_sets import word_set

NEXT = 4
MODALS = word_set("shall will may must can")
_NEGATIONS = word_set("not no nor neither none never cannot nobody nothing nowhere without")
_DENIALS = word_set("not neither never")
_WITH = word_set("with on upon after by against")
_DENIED_OBJECTS = word_set("neither none nothing nobody")
# "Not less than" is "at least"; "not only" and "including but not limited to" deny nothing either.
_NO_DENIALS = word_set("less more fewer later earlier exceeding only limited")
# What says no without a negation.
_VEILED = word_set(
    "unless except save only until instead against regardless irrespective fail fails failed failing failure lack lacks"
    " absence refrain refrains abstain abstains abstained abstaining"
    " prohibited forbidden barred cease ceases stop stops free exclude excludes excluded excluding"
    " unable refuse refuses refused deny denies denied waive waives waived dispense unrestricted irrevocable "
    " independent whether missing absent prevent prevents prevented preclude precludes impossible otherwise"
)


@dataclass(frozen=True, slots=True)
class Denial:
    """What a passage says no to: the root that follows each negation, and those of verbs that are forbidden or not.

    What it asks for ("only with his consent") another does without, if it denies nothing else; ``opposite`` are the
    roots behind "non".
    """

    denied: frozenset[str]
    forbidden: frozenset[str]
    allowed: frozenset[str]
    asked: frozenset[str]
    spared: frozenset[str]
    opposite: frozenset[str]
    waits: bool
    precedes: bool
    says_no: bool
    veiled: bool

    @classmethod
    def of(cls, low: Sequence[str], opens: Sequence[bool]) -> Denial:
        """Read words in lower case, of which some open sentences; "no" and "neither" deny all that a sentence says."""
        denied, forbidden, allowed, asked, plain = set[str](), set[str](), set[str](), set[str](), True
        for at, word in enumerate(low):
            if word == "not" and not _NO_DENIALS.isdisjoint(low[at + 1 : at + 2]):
                continue
            plain = word not in _NEGATIONS and (plain or opens[at])
            if word in _NEGATIONS:
                denied.add(_next_root(low, at + 1))
            elif word in MODALS and not _DENIALS.isdisjoint(low[at + 1 : at + 2]):
                # "Shall not commit", "shall neither commit nor suffer".
                forbidden.add(_next_root(low, at + 2))
            elif word in MODALS and not _DENIED_OBJECTS.isdisjoint(low[at + 2 : at + 3]):
                # "It shall affect neither the deed nor the lease."
                forbidden.add(_next_root(low, at + 1))
            elif word in MODALS and plain:
                allowed.add(_next_root(low, at + 1))
            elif word == "only" and not _WITH.isdisjoint(low[at + 1 : at + 2]):
                asked.update(_next_roots(low, at + 2))
        # "Without delay" denies nothing.
        told = denied - {"", ROOTS["promptly"]}
        negations = [at for at, word in enumerate(low) if word in _NEGATIONS]
        veiled = not _VEILED.isdisjoint(low)
        opposite = {_next_root(low, at + 1) for at, word in enumerate(low) if word == "non"}
        spared = frozenset(_next_roots(low, negations[0] + 1) if [low[at] for at in negations] == ["without"] else ())
        return cls(
            denied=frozenset(told),
            forbidden=frozenset(forbidden),
            allowed=frozenset(allowed),
            asked=frozenset(asked),
            spared=spared,
            opposite=frozenset(opposite),
            waits="until" in low,
            precedes="before" in low,
            says_no=bool(denied),
            veiled=veiled,
        )

    def contradicts(self, other: Denial, roots: Collection[str]) -> bool:
        """Whether this says no to what the other, with these roots, says yes to."""
        if self.spared & other.asked:
            return True
        # "No sanction is imposed until you have been heard" is "before any sanction is imposed you will be heard".
        if other.veiled or (self.waits and other.precedes):
            return False
        # "Which does not conform" and "non-conforming" say no to the same.
        denied = self.denied - other.opposite
        return bool(self.forbidden & other.allowed - {""}) or (not other.says_no and not denied.isdisjoint(roots))


def _next_roots(low: Sequence[str], at: int) -> list[str]:
    return list(filter(None, map(ROOTS.__getitem__, low[at : at + NEXT])))


def _next_root(low: Sequence[str], at: int) -> str:
    return next(filter(None, map(ROOTS.__getitem__, low[at : at + NEXT])), "")
