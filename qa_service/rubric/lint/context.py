"""What a lint rule may look at: the rubric with its places, and how it was used."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any, NamedTuple, TypeVar

from qa_service.rubric.model import Criterion, Rubric, Scale, Section

T = TypeVar("T")


@dataclass(frozen=True, slots=True)
class Usage:
    """How one major of a rubric was used: its newest submitted, blind reviews, and the facts of its newest cases.

    ``answers`` counts by criterion what was answered: level ids (bands of numbers), ``na``, ``cannot_assess``,
    ``not_triggered``. ``scores`` holds by criterion the score (0..1, None without one) of each review, in one order;
    ``totals`` the score (0..100) of each review in that order; ``gates`` how often each criterion's gate fired.
    ``cases`` are facts as conditions see them (case, deliverable, policy, checks), newest first.
    """

    n_reviews: int = 0
    answers: Mapping[str, Mapping[str, int]] = field(default_factory=dict)
    scores: Mapping[str, Sequence[float | None]] = field(default_factory=dict)
    totals: Sequence[float | None] = ()
    gates: Mapping[str, int] = field(default_factory=dict)
    cases: Sequence[Mapping[str, object]] = ()


class Place(NamedTuple):
    """One criterion with its pointer, its section and its scale."""

    pointer: str
    section: Section
    criterion: Criterion
    scale: Scale

    @property
    def steps(self) -> tuple[str, ...]:
        """What an anchor can describe: the levels, or the bands of numbers, lowest first."""
        return self.scale.level_ids or tuple(band.id for band in self.scale.bands)

    @property
    def section_index(self) -> int:
        """The place of its section in the rubric."""
        return int(self.pointer.split("/")[2])


class Context:
    """A rubric, its plain document and its usage; ``places`` are its criteria in order."""

    def __init__(self, rubric: Rubric, usage: Usage | None) -> None:
        self.rubric = rubric
        self.document: Mapping[str, Any] = rubric.document
        self.usage = usage
        self.places = [
            Place(f"/sections/{s}/criteria/{c}", section, criterion, rubric.scale_of(criterion.id))
            for s, section in enumerate(rubric.sections)
            for c, criterion in enumerate(section.criteria)
        ]
        total = sum(section.weight for section in rubric.sections)
        self._section_shares = [section.weight / total if total else 0.0 for section in rubric.sections]
        self._memory: dict[str, Any] = {}

    def once(self, name: str, work: Callable[[Context], T]) -> T:
        """Return what several rules need, worked out by the first that asks."""
        if name not in self._memory:
            self._memory[name] = work(self)
        found: T = self._memory[name]
        return found

    @property
    def counted(self) -> list[Place]:
        """The criteria that count: not advisory."""
        return [place for place in self.places if not place.criterion.advisory]

    @property
    def leveled(self) -> list[Place]:
        """The criteria that are answered with a level."""
        return [place for place in self.places if place.scale.levels]

    def share(self, place: Place) -> float:
        """The declared share of the rubric that a criterion carries, 0 to 1; 0 when it is advisory."""
        if place.criterion.advisory:
            return 0.0
        local = sum(one.weight for one in place.section.criteria if not one.advisory)
        return self.section_share(place) * place.criterion.weight / local if local else 0.0

    def section_share(self, place: Place) -> float:
        """The declared share of the rubric that a criterion's section carries, 0 to 1."""
        return self._section_shares[place.section_index]

    def document_at(self, pointer: str) -> Mapping[str, Any]:
        """The mapping at a pointer that is known to lead to one."""
        value: Any = self.document
        for step in pointer.split("/")[1:]:
            value = value[int(step)] if isinstance(value, list) else value[step]
        found: Mapping[str, Any] = value
        return found

    def words(self, pointer: str) -> str:
        """A pointer in words: ids instead of numbers, ``substance.issue_spotting.anchors.sound``."""
        parts = []
        value: Any = self.document
        for step in pointer.split("/")[1:]:
            key = step.replace("~1", "/").replace("~0", "~")
            if isinstance(value, list):
                value = value[int(key)] if key.isdigit() and int(key) < len(value) else None
                known = value.get("id") or value.get("name") if isinstance(value, Mapping) else None
                parts.append(str(known or key))
                continue
            value = value.get(key) if isinstance(value, Mapping) else None
            if key not in {"sections", "criteria"}:
                parts.append(key)
        return ".".join(parts) or self.rubric.id


def binomial_at_least(successes: int, trials: int, rate: float) -> float:
    """Return the chance of ``successes`` or more in independent ``trials`` of one rate."""
    from math import comb

    return sum(comb(trials, k) * rate**k * (1 - rate) ** (trials - k) for k in range(max(successes, 0), trials + 1))


def percent(share: float) -> str:
    """A share as percent, whole where that is near enough."""
    return f"{100 * share:.1f} %" if share < 0.1 else f"{100 * share:.0f} %"


def listed(words: Iterator[str] | Sequence[str], most: int = 5) -> str:
    """A few words with commas, and how many more there are."""
    known = list(words)
    more = f" and {len(known) - most} more" if len(known) > most else ""
    return ", ".join(known[:most]) + more
