"""Two values of one name with the same digits in another order: a slip that asks for less proof that they are one."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from itertools import pairwise

from qa_service.checks.numbers.restated.mentions import Mention
from qa_service.checks.numbers.restated.scopes import parallel, same_possessor
from qa_service.documents import Document

FEWEST_DIGITS, MOST_MENTIONS = 3, 12


def slips(document: Document, group: Sequence[Mention]) -> Iterator[tuple[Mention, Mention]]:
    """Yield (later, earlier) for two values of a name whose digits are the same in another order.

    What one mention says of period, owner or thing may be left out by the other, but must not differ.
    """
    if len(group) > MOST_MENTIONS:
        return
    alike = dict[str, list[Mention]]()
    for mention in group:
        alike.setdefault(_digits(mention), []).append(mention)
    for digits, same in alike.items():
        if len(digits) < FEWEST_DIGITS or len({mention.quantity.value for mention in same}) != 2:
            continue
        for early, late in pairwise(sorted(same, key=lambda mention: mention.start)):
            if early.quantity.differs(late.quantity) and _may_be_one(document, early, late):
                yield late, early
                break


def _digits(mention: Mention) -> str:
    """Return the digits that count, sorted."""
    return "".join(sorted(f"{abs(mention.quantity.value):f}".replace(".", "").strip("0")))


def _may_be_one(document: Document, one: Mention, other: Mention) -> bool:
    if len(f"{one.quantity.value.normalize():f}") != len(f"{other.quantity.value.normalize():f}"):
        return False
    ours, theirs = one.narrowed | one.limited, other.narrowed | other.limited
    pairs = (ours, theirs), (one.names, other.names), (one.periods, other.periods), (one.basis, other.basis)
    if not all(a <= b or b <= a for a, b in pairs):
        return False
    if one.numbered != other.numbered:
        return False
    if one.label and other.label and one.label != other.label:
        return False
    return same_possessor(one, other) and not parallel(document, one, other)
