"""What scoring needs of a rubric, worked out once per rubric."""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass
from functools import reduce
from operator import add
from typing import TYPE_CHECKING, NamedTuple

from qa_service.rubric import Condition, Criterion, Rubric, Scale, ValueBand
from qa_service.scoring.answer import Answer, AnswerValue

if TYPE_CHECKING:
    from qa_service.scoring.assess import Assessment

_KEY = "scoring_plan"


@dataclass(frozen=True, slots=True, eq=False)
class Item:
    """One criterion, ready to score.

    ``share`` is its declared share of the rubric (0..1, 0 when advisory), ``local`` its share of its section.
    ``scores`` maps levels to scores, ``curve`` scores numbers; both are empty for errors.
    ``fires`` tells whether an answer's value (for errors: the penalty per reference size) trips the gate.
    ``known`` remembers what each level comes to, as the same few are given again and again; ``conditional`` says
    that the criterion or its section has a condition.
    """

    id: str
    section: int
    criterion: Criterion
    when: Condition | None
    share: float
    shown_share: float
    local: float
    counts: bool
    scores: Mapping[str, float]
    top: float
    curve: Callable[[float], float] | None
    fires: Callable[[str | float], bool] | None
    known: dict[AnswerValue, Assessment]
    conditional: bool


@dataclass(frozen=True, slots=True, eq=False)
class SectionPlan:
    """One section: ``share`` is its declared share of the rubric."""

    id: str
    share: float
    shown_share: float
    when: Condition | None


class Weights(NamedTuple):
    """Applied shares (0..1) of criteria and sections, exact and as shown; all zero when nothing counts."""

    items: tuple[float, ...]
    sections: tuple[float, ...]
    shown_items: tuple[float, ...]
    shown_sections: tuple[float, ...]


@dataclass(frozen=True, slots=True, eq=False)
class Plan:
    """All criteria in order.

    ``reads_answers`` says that a condition looks at answers; ``weights`` remembers the applied weights by which
    criteria count, as reviews of one rubric show only a few such patterns.
    """

    items: tuple[Item, ...]
    sections: tuple[SectionPlan, ...]
    size_path: tuple[str, ...]
    reads_answers: bool
    weights: dict[tuple[bool, ...], Weights]


def plan_of(rubric: Rubric) -> Plan:
    """Return the plan of a rubric, built on first use and kept with it."""
    plan = rubric.derived.get(_KEY)
    if not isinstance(plan, Plan):
        plan = rubric.derived[_KEY] = _build(rubric)
    return plan


def plain_sum(values: Iterable[float]) -> float:
    """Add from left to right; ``sum`` corrects for lost digits from Python 3.12 on, which would make scores differ."""
    return reduce(add, values, 0.0)


def triggered(plan: Plan, item: Item, facts: Mapping[str, object]) -> tuple[bool, str]:
    """Tell whether a criterion applies, and why when that is not plain. Unknown applies."""
    note = ""
    for condition in (plan.sections[item.section].when, item.when):
        if condition is None:
            continue
        result = condition.evaluate(facts)
        if result.value is False:
            return False, f"not triggered: {condition.source}"
        if result.value is None:
            note = f"applies because its condition is unknown ({result.reason})"
    return True, note


def with_answers(plan: Plan, facts: Mapping[str, object], answers: Mapping[str, Answer]) -> Mapping[str, object]:
    """Return the facts with the short answers added, where a condition reads answers and none are given."""
    if not plan.reads_answers or "answers" in facts:
        return facts
    return {**facts, "answers": {name: answer.short() for name, answer in answers.items()}}


def _build(rubric: Rubric) -> Plan:
    total = plain_sum(section.weight for section in rubric.sections)
    items: list[Item] = []
    sections: list[SectionPlan] = []
    for place, section in enumerate(rubric.sections):
        share = section.weight / total if total else 0.0
        sections.append(SectionPlan(section.id, share, round(share, 6), section.when))
        weight = plain_sum(criterion.weight for criterion in section.criteria if not criterion.advisory)
        for criterion in section.criteria:
            local = 0.0 if criterion.advisory or not weight else criterion.weight / weight
            conditional = criterion.when is not None or section.when is not None
            items.append(_item(criterion, rubric.scale_of(criterion.id), place, share, local, conditional))
    conditions = [one for one in (*(item.when for item in items), *(part.when for part in sections)) if one]
    size = tuple(rubric.unit.size.split(".")) if rubric.unit and rubric.unit.size else ()
    return Plan(tuple(items), tuple(sections), size, any("answers" in one.roots for one in conditions), {})


def _item(criterion: Criterion, scale: Scale, section: int, share: float, local: float, conditional: bool) -> Item:
    scores = {level.id: level.score for level in scale.levels}
    return Item(
        id=criterion.id,
        section=section,
        criterion=criterion,
        when=criterion.when,
        share=share * local,
        shown_share=round(share * local, 6),
        local=local,
        counts=not criterion.advisory,
        scores=scores,
        top=_top(scale),
        curve=_curve(scale) if scale.type == "numeric" else None,
        fires=None if criterion.advisory else _gate_test(criterion, scale),
        known={},
        conditional=conditional,
    )


def _top(scale: Scale) -> float:
    scores = (*(x.score for x in scale.levels), *(y for _, y in scale.points), *(band.score for band in scale.bands))
    return max(scores, default=1.0)


def _curve(scale: Scale) -> Callable[[float], float]:
    return steps(scale.bands) if scale.bands else piecewise_linear(scale.points)


def steps(bands: tuple[ValueBand, ...]) -> Callable[[float], float]:
    """Return the function that is constant within each band (rising in start) and flat below the first."""
    starts = [band.start for band in bands]
    scores = [band.score for band in bands]
    return lambda value: scores[max(bisect_right(starts, value) - 1, 0)]


def _gate_test(criterion: Criterion, scale: Scale) -> Callable[[str | float], bool] | None:
    gate = criterion.gate
    if gate is None:
        return None
    if isinstance(gate.below, str):
        return frozenset(scale.level_ids[: scale.index(gate.below)]).__contains__
    bound = gate.above if gate.above is not None else gate.below
    if bound is None:
        return None
    limit = float(bound)
    if gate.above is not None:
        return lambda value: float(value) > limit
    return lambda value: float(value) < limit


def piecewise_linear(points: tuple[tuple[float, float], ...]) -> Callable[[float], float]:
    """Return the function that joins the points (rising in value) by straight lines and is flat outside."""
    xs = [at for at, _ in points]
    ys = [score for _, score in points]

    def curve(value: float) -> float:
        right = bisect_right(xs, value)
        if right == 0:
            return ys[0]
        if right == len(xs):
            return ys[-1]
        x0, x1, y0, y1 = xs[right - 1], xs[right], ys[right - 1], ys[right]
        return y0 + (y1 - y0) * (value - x0) / (x1 - x0)

    return curve
