"""A rubric as the flat list of criteria with named levels that all foreign formats have in common."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from fractions import Fraction

from qa_service.errors import Problem
from qa_service.rubric.exchange.left_out import Carried
from qa_service.rubric.exchange.model import Losses, refusal
from qa_service.rubric.exchange.points import exact, whole_points
from qa_service.rubric.exchange.texts import writable
from qa_service.rubric.model import ERROR_SCALE, Criterion, Rubric, Scale, Section

_NO_LEVELS = {
    "numeric": "It is answered with a number, and the format knows levels only: it is left out.",
    ERROR_SCALE: "It counts errors, and the format knows levels only: it is left out.",
}


@dataclass(slots=True)
class SheetLevel:
    """A level: ``score`` 0..1, ``points`` what it earns in the whole rubric."""

    id: str
    label: str
    score: Fraction
    anchor: str
    points: int = 0


@dataclass(slots=True)
class SheetCriterion:
    """A criterion that can be written: ``share`` of the weight of all (0 when it is not counted)."""

    criterion: Criterion
    section: Section
    scale: Scale
    levels: list[SheetLevel]
    share: Fraction
    title: str
    ask: str
    guidance: str

    @property
    def top(self) -> Fraction:
        """The score of the best level."""
        return max(level.score for level in self.levels)


def sheet(rubric: Rubric, losses: Losses, carried: Carried) -> list[SheetCriterion]:
    """Return the criteria that have levels, in order. Raises ExchangeError when none has."""
    shares = _shares(rubric)
    found = [
        _criterion(rubric, section, criterion, shares.get(criterion.id, Fraction(0)), losses)
        for section in rubric.sections
        for criterion in section.criteria
        if _has_levels(rubric, criterion, losses)
    ]
    if not found:
        message = "No criterion of this rubric has levels, and the format knows nothing else."
        raise refusal(Problem("/sections", "nothing_to_export", message))
    if not carried.weights:
        _give_points(found, losses)
    return found


def _has_levels(rubric: Rubric, criterion: Criterion, losses: Losses) -> bool:
    scale = rubric.scale_of(criterion.id)
    if scale.levels or scale.bands:
        return True
    losses.add(f"criterion {criterion.id}", f"{scale.type}_scale", _NO_LEVELS[scale.type])
    return False


def _criterion(
    rubric: Rubric, section: Section, criterion: Criterion, share: Fraction, losses: Losses
) -> SheetCriterion:
    scale = rubric.scale_of(criterion.id)
    where = f"criterion {criterion.id}"
    levels = [
        SheetLevel(
            level.id, _text(level.label, f"level {level.id} of {where}", losses), exact(level.score),
            _text(criterion.anchors.get(level.id, ""), f"anchor {level.id} of {where}", losses),
        )
        for level in (scale.levels or scale.bands)
    ]  # fmt: skip
    if scale.bands:
        message = "It is answered with a number: its bands are written as levels, without the numbers."
        losses.add(where, "numeric_scale", message)
        levels.sort(key=lambda level: level.score)
    texts = (_text(text, where, losses) for text in (criterion.title, criterion.ask, criterion.guidance))
    return SheetCriterion(criterion, section, scale, levels, share, *texts)


def _shares(rubric: Rubric) -> dict[str, Fraction]:
    """Return the share of each counted criterion in the weight of all, by id; the others have none."""
    counted = {section.id: [one for one in section.criteria if not one.advisory] for section in rubric.sections}
    totals = {name: _sum(one.weight for one in criteria) for name, criteria in counted.items()}
    sections = [section for section in rubric.sections if section.weight and totals[section.id]]
    whole = _sum(section.weight for section in sections)
    return {
        one.id: _decimal(section.weight) / whole * _decimal(one.weight) / totals[section.id]
        for section in sections
        for one in counted[section.id]
    }


def _sum(weights: Iterable[float]) -> Fraction:
    return sum(map(_decimal, weights), Fraction(0))


def _decimal(weight: float) -> Fraction:
    return Fraction(repr(weight))


def _text(text: str, where: str, losses: Losses) -> str:
    kept = writable(text)
    if len(kept) < len(text.replace("\r\n", "\n")):
        losses.add(where, "bad_character", "Characters of its text that the format cannot hold were left out.")
    return kept


def _give_points(found: list[SheetCriterion], losses: Losses) -> None:
    """Set the points of all levels, and note where they say less than weights and scores do."""
    rows, are_exact = whole_points([[one.share * level.score for level in one.levels] for one in found])
    total = sum(map(max, rows))
    worth = sum((one.share * one.top for one in found), Fraction(0))
    for one, row in zip(found, rows, strict=True):
        for level, points in zip(one.levels, row, strict=True):
            level.points = points
        _note_points(one, losses)
        if not are_exact and max(row):
            _note_rounding(one, Fraction(max(row), total), one.share * one.top / worth, losses)


def _note_points(one: SheetCriterion, losses: Losses) -> None:
    where = f"criterion {one.criterion.id}"
    if not one.share:
        if not one.criterion.advisory:
            losses.add(where, "no_weight", "It weighs nothing: all its points are 0, its scores are lost.")
    elif not one.top:
        losses.add(where, "no_points", "None of its levels earns anything: its weight is lost.")
    elif one.top < 1:
        losses.add(where, "top_score", f"Its best level scores {float(one.top):g}; there the best level is full.")


def _note_rounding(one: SheetCriterion, share: Fraction, meant: Fraction, losses: Losses) -> None:
    where = f"criterion {one.criterion.id}"
    if share != meant:
        message = f"Its share of the weight, {float(meant):.4%}, becomes {float(share):.4%} in whole points."
        losses.add(where, "weight_rounded", message)
    best = max(level.points for level in one.levels)
    for level in one.levels:
        if Fraction(level.points, best) != level.score / one.top:
            message = f"Its score {float(level.score):g} becomes {level.points / best:.4g} in whole points."
            losses.add(f"level {level.id} of {where}", "score_rounded", message)
