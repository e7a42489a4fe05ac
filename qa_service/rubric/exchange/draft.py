"""What every foreign format is read into: criteria with named levels and points, before ids and scores are made."""

from __future__ import annotations

from dataclasses import dataclass, field
from fractions import Fraction


@dataclass(slots=True)
class DraftLevel:
    """One level: ``name`` may be an id, ``label`` is for people, ``text`` describes it."""

    name: str
    label: str
    text: str
    points: Fraction


@dataclass(slots=True)
class DraftSection:
    """A section; without a ``weight`` it weighs what its criteria weigh together."""

    name: str
    title: str
    weight: Fraction | None = None


@dataclass(slots=True)
class DraftCriterion:
    """One criterion as it stands in the source.

    ``full`` are the points that count as 1 (the most of any level, when None); ``weight`` is ``full`` when None;
    ``highest_first`` tells in which order levels of equal points stand; ``where`` opens the path of its losses.
    """

    where: str
    name: str
    title: str
    levels: list[DraftLevel]
    ask: str = ""
    guidance: str = ""
    weight: Fraction | None = None
    full: Fraction | None = None
    advisory: bool = False
    scale: str = ""
    type: str = ""
    section: str = ""
    highest_first: bool = False


@dataclass(slots=True)
class Draft:
    """A rubric as it stands in the source; ``sections`` by the name that its criteria give."""

    title: str = ""
    id: str = ""
    version: str = ""
    criteria: list[DraftCriterion] = field(default_factory=list)
    sections: dict[str, DraftSection] = field(default_factory=dict)
