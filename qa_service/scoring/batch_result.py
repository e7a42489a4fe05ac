"""What scoring many answer sets gives: arrays over all of them, and the full result of each."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from functools import cached_property
from typing import get_args

import numpy as np
from numpy.typing import NDArray

from qa_service.rubric import Rubric
from qa_service.scoring.assess import assess_answer
from qa_service.scoring.batch_assess import STATES
from qa_service.scoring.batch_columns import Column
from qa_service.scoring.batch_facts import Trigger
from qa_service.scoring.batch_round import rounded_all
from qa_service.scoring.batch_weights import Shares
from qa_service.scoring.plan import Plan
from qa_service.scoring.result import (
    ENGINE_VERSION,
    CriterionScore,
    GateHit,
    Outcome,
    ScoreResult,
    SectionScore,
    rounded,
)

Floats = NDArray[np.float64]
Flags = NDArray[np.bool_]
OUTCOMES: tuple[Outcome, ...] = get_args(Outcome)


@dataclass(frozen=True, slots=True, eq=False)
class Inputs:
    """What was scored; ``sizes`` (n) are NaN where none is known and negative where they are of no use."""

    rubric: Rubric
    plan: Plan
    columns: Sequence[Column]
    triggers: Sequence[Trigger | None]
    sizes: Floats


@dataclass(frozen=True, eq=False, repr=False)
class BatchResult:
    """The scores of n answer sets by k criteria. What is undefined is NaN, never 0.

    ``score`` and ``raw_score`` (n) lie in 0..100. ``outcome`` (n) holds places in ``outcomes``, ``band`` (n) places
    in ``bands`` or -1, ``state`` (n, k) places in ``states``. ``gates`` (n, g) tells which of the g ``gate_hits``
    each set trips; gates that no answer here could trip may be left out. ``missing`` (n, k) are the criteria
    that apply, count and have no answer.
    """

    score: Floats
    raw_score: Floats
    outcome: NDArray[np.int8]
    band: NDArray[np.int16]
    gates: Flags
    gate_hits: tuple[GateHit, ...]
    state: NDArray[np.int8]
    missing: Flags
    _scores: Floats
    _points: Floats
    _zeroed: Flags
    _shares: Shares
    _inputs: Inputs

    outcomes = OUTCOMES
    states = STATES

    def __len__(self) -> int:
        return len(self.score)

    def __repr__(self) -> str:
        return f"<BatchResult: {len(self)} sets of answers to {self._inputs.rubric.id} {self._inputs.rubric.version}>"

    @property
    def criteria(self) -> tuple[str, ...]:
        """The ids of the criteria (k), in the order of the matrices."""
        return tuple(item.id for item in self._inputs.plan.items)

    @property
    def bands(self) -> tuple[str, ...]:
        """The ids of the rubric's bands, from the highest down."""
        return tuple(band.id for band in self._inputs.rubric.scoring.bands)

    @cached_property
    def criterion_score(self) -> Floats:
        """The score of each criterion (n, k), 0..1; NaN where it has none."""
        return rounded_all(self._scores).T

    @cached_property
    def applied_weight(self) -> Floats:
        """The share of the score that each criterion carries (n, k), 0..1."""
        return rounded_all(self._shares.items)[:, self._shares.pattern].T

    @cached_property
    def contribution(self) -> Floats:
        """The points that each criterion adds to the raw score (n, k), 0..100."""
        return rounded_all(self._points).T

    def result(self, row: int) -> ScoreResult:
        """Return everything about one set, as ``score`` gives it. Raises IndexError for a row beyond the sets."""
        at = range(len(self))[row]
        score, raw = (_defined(array[at]) for array in (self.score, self.raw_score))
        band = int(self.band[at])
        names = self.criteria
        return ScoreResult(
            score=score,
            raw_score=raw,
            outcome=OUTCOMES[self.outcome[at]],
            band=self.bands[band] if band >= 0 else None,
            gates=tuple(hit for hit, tripped in zip(self.gate_hits, self.gates[at], strict=True) if tripped),
            criteria=tuple(self._criterion(at, place) for place in range(len(names))),
            sections=tuple(self._section(at, place) for place in range(len(self._inputs.plan.sections))),
            scoring_hash=self._inputs.rubric.scoring_hash,
            engine_version=ENGINE_VERSION,
            missing=tuple(name for name, missing in zip(names, self.missing[at], strict=True) if missing),
        )

    def _criterion(self, row: int, place: int) -> CriterionScore:
        inputs = self._inputs
        item, trigger = inputs.plan.items[place], inputs.triggers[place]
        state = STATES[self.state[row, place]]
        note = trigger.note(row) if trigger else ""
        answer = inputs.columns[place].answer(row) if state != "not_triggered" else None
        if answer is not None:
            # Only its words: the numbers are those of the arrays.
            note = assess_answer(inputs.rubric, inputs.plan, item, answer, note, _defined(inputs.sizes[row])).note
        return CriterionScore(
            item.id, inputs.plan.sections[item.section].id, state, answer.value if answer else None,
            rounded(_defined(self._scores[place, row])), item.shown_share,
            round(float(self._shares.items[place, self._shares.pattern[row]]), 6),
            round(float(self._points[place, row]), 6), note,
        )  # fmt: skip

    def _section(self, row: int, place: int) -> SectionScore:
        section, weight = self._inputs.plan.sections[place], float(self._shares.section(place)[row])
        earned = 0.0
        for item, points in zip(self._inputs.plan.items, self._points[:, row].tolist(), strict=True):
            earned += points if item.section == place else 0.0
        return SectionScore(
            section.id, round(earned / weight, 6) if weight > 0 else None, section.shown_share, round(weight, 6),
            round(earned, 6), bool(self._zeroed[place, row]),
        )  # fmt: skip


def _defined(value: float) -> float | None:
    return None if np.isnan(value) else float(value)
