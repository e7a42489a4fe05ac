"""The result of scoring: every number with where it comes from. Undefined is None, never 0."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal, NamedTuple

from qa_service.scoring.answer import AnswerValue, plain_value

ENGINE_VERSION = "1"
"""Raised whenever the arithmetic changes: same answers, scoring hash and engine version give the same score."""

Outcome = Literal["incomplete", "failed_gate", "failed_threshold", "passed", "scored"]
CriterionState = Literal["answered", "na", "cannot_assess", "not_triggered", "missing"]
PLACES = 6


def rounded(value: float | None) -> float | None:
    """Round half-even to six places, as scores are stored."""
    return None if value is None else round(value, PLACES)


class GateHit(NamedTuple):
    """A gate that fired; ``to`` is the ceiling (0..100) of a cap."""

    criterion: str
    effect: Literal["fail", "cap", "fail_section"]
    reason: str
    to: float | None = None

    def to_dict(self) -> dict[str, object]:
        """Return the JSON form."""
        return {"criterion": self.criterion, "effect": self.effect, "reason": self.reason, "to": self.to}


class CriterionScore(NamedTuple):
    """One criterion: ``score`` in 0..1; declared ``weight`` and ``applied_weight`` as shares; points contributed."""

    id: str
    section: str
    state: CriterionState
    value: AnswerValue
    score: float | None
    weight: float
    applied_weight: float
    contribution: float
    note: str

    def to_dict(self) -> dict[str, object]:
        """Return the JSON form."""
        return self._asdict() | {"value": plain_value(self.value)}


class SectionScore(NamedTuple):
    """One section: its own ``score`` (0..100, None when nothing counts), shares, and the points it contributes."""

    id: str
    score: float | None
    weight: float
    applied_weight: float
    contribution: float
    zeroed: bool

    def to_dict(self) -> dict[str, object]:
        """Return the JSON form."""
        return self._asdict()


@dataclass(frozen=True, slots=True)
class ScoreResult:
    """A score in 0..100: ``raw_score`` before gates, ``score`` after caps and zeroed sections.

    ``missing`` are the ids of criteria that apply, count and have no answer.
    """

    score: float | None
    raw_score: float | None
    outcome: Outcome
    band: str | None
    gates: tuple[GateHit, ...]
    criteria: tuple[CriterionScore, ...]
    sections: tuple[SectionScore, ...]
    scoring_hash: str
    engine_version: str
    missing: tuple[str, ...]

    def to_dict(self) -> dict[str, object]:
        """Return the JSON form."""
        return {
            "score": self.score,
            "raw_score": self.raw_score,
            "outcome": self.outcome,
            "band": self.band,
            "gates": [gate.to_dict() for gate in self.gates],
            "criteria": [criterion.to_dict() for criterion in self.criteria],
            "sections": [section.to_dict() for section in self.sections],
            "scoring_hash": self.scoring_hash,
            "engine_version": self.engine_version,
            "missing": list(self.missing),
        }
