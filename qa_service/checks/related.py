"""What a store knows around a deliverable, as far as checks compare with it.

Nothing here says who produced anything: findings are read by people who must not know.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Final

# These read the findings of all others.
LAST: Final = frozenset({"case.regression"})


@dataclass(frozen=True, slots=True)
class Other:
    """The newest version of another deliverable.

    ``producer`` is there to be kept out of findings. ``same_engagement`` tells whether it may be named at all.
    """

    id: str
    title: str
    version: int
    text: str
    facts: Mapping[str, object] = field(default_factory=dict)
    producer: str = ""
    same_engagement: bool = True

    @property
    def name(self) -> str:
        """What findings call it: its title, unless that tells who produced it, and its id."""
        if not self.same_engagement:
            return "a deliverable of another engagement"
        told = bool(self.producer.strip()) and self.producer.casefold().strip() in self.title.casefold()
        return self.id if told or not self.title.strip() else f"“{' '.join(self.title.split())}” ({self.id})"


@dataclass(frozen=True, slots=True)
class Past:
    """A finding on an earlier version.

    ``dismissed`` tells that a person took it for a false alarm, ``capped`` that it says of a limit that it was reached.
    """

    check: str
    quote: str
    message: str
    fingerprint: str
    dismissed: bool = False
    capped: bool = False


@dataclass(frozen=True, slots=True)
class EarlierVersion:
    """What the checks said of an earlier version: its findings and the ids of the checks that ran."""

    number: int
    findings: tuple[Past, ...]
    ran: frozenset[str]


@dataclass(frozen=True, slots=True)
class Related:
    """Around one deliverable: others of its case, others that look alike, and its own earlier versions, oldest first.

    ``key`` is equal for two that were gathered from the same rows.
    """

    case: tuple[Other, ...] = ()
    lookalikes: tuple[Other, ...] = ()
    versions: tuple[EarlierVersion, ...] = ()
    key: tuple[object, ...] = ()
