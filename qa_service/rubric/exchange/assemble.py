"""Turn a draft into a rubric document: ids, sections, shared scales, weights and anchors."""

from __future__ import annotations

from fractions import Fraction
from typing import Any

from qa_service.errors import Problem
from qa_service.rubric.exchange.draft import Draft, DraftCriterion, DraftSection
from qa_service.rubric.exchange.levels import Scored, ScoredLevel, level_scales, scored
from qa_service.rubric.exchange.model import MAX_CRITERIA, MAX_LEVELS, Losses, refusal, shown
from qa_service.rubric.exchange.names import Names, id_of_title
from qa_service.rubric.exchange.texts import one_line, paragraphs, plain_number
from qa_service.rubric.schema import FORMAT

_SHORTEST_ANCHOR = 10
_ONE_SECTION = DraftSection("criteria", "Criteria")
_FALLBACK_ID = "imported-rubric"
_FALLBACK_TITLE = "Imported rubric"
_NO_PASS_MARK = "The source has no pass mark; 0 stands here and lets everything pass: set your own."  # noqa: S105

Json = dict[str, Any]


def assemble(draft: Draft, losses: Losses) -> Json:
    """Return the document of a draft; what was changed on the way is added to ``losses``.

    Raises ExchangeError when there are no criteria, or too many.
    """
    names = Names("criterion")
    criteria = [
        scored(names.claim(one.name, one_line(one.title)), one, losses) for one in _usable(draft.criteria, losses)
    ]
    scales, scale_of = level_scales(criteria)
    title = one_line(draft.title) or _FALLBACK_TITLE
    sections = _sections(draft, [(one.draft, _criterion(one, scale_of[one.id], losses)) for one in criteria])
    losses.add("rubric", "pass_mark", _NO_PASS_MARK)
    return {
        "schema": FORMAT,
        "id": draft.id or id_of_title(title, _FALLBACK_ID),
        "version": draft.version,
        "title": title,
        "scales": scales,
        "sections": sections,
        "scoring": {"method": "weighted_mean", "pass_mark": 0},
    }


def _usable(criteria: list[DraftCriterion], losses: Losses) -> list[DraftCriterion]:
    if len(criteria) > MAX_CRITERIA:
        raise refusal(Problem("", "too_many", f"A rubric has at most {MAX_CRITERIA} criteria."))
    for criterion in criteria:
        if len(criterion.levels) > MAX_LEVELS:
            message = f"A criterion has at most {MAX_LEVELS} levels: {shown(criterion.where)} has more."
            raise refusal(Problem("", "too_many", message))
        if not criterion.levels:
            losses.add(criterion.where, "no_levels", "It has no levels to choose from and is left out.")
    usable = [criterion for criterion in criteria if criterion.levels]
    if not usable:
        raise refusal(Problem("", "empty", "The file has no criterion with levels."))
    return usable


def _criterion(one: Scored, scale: str, losses: Losses) -> Json:
    draft = one.draft
    weight = max(Fraction(0), one.full if draft.weight is None else draft.weight)
    out: Json = {"id": one.id, "title": one_line(draft.title) or one.id}
    out |= {key: text for key in ("ask", "guidance") if (text := paragraphs(getattr(draft, key)))}
    out |= {"scale": scale, "weight": plain_number(weight)}
    if draft.advisory or one.full == 0:
        out["advisory"] = True
    anchors = dict(_anchors(one, losses))
    return out | ({"anchors": anchors} if anchors else {})


def _anchors(one: Scored, losses: Losses) -> list[tuple[str, str]]:
    found = [(level, _anchor(level)) for level in one.levels]
    for level, text in found:
        if 0 < len(text) < _SHORTEST_ANCHOR and text.casefold() != level.label.casefold():
            message = f'"{shown(text)}" is left out: an anchor has at least {_SHORTEST_ANCHOR} characters.'
            losses.add(f"level {level.id} of {one.draft.where}", "short_anchor", message)
    return [(level.id, text) for level, text in found if len(text) >= _SHORTEST_ANCHOR]


def _anchor(level: ScoredLevel) -> str:
    """Return the description of a level; one that is too short alone goes behind its label."""
    text, label = paragraphs(level.text), level.label
    is_short = label and 0 < len(text) < _SHORTEST_ANCHOR and text.casefold() != label.casefold()
    joined = f"{label}: {text}"
    return joined if is_short and len(joined) >= _SHORTEST_ANCHOR else text


def _sections(draft: Draft, criteria: list[tuple[DraftCriterion, Json]]) -> list[Json]:
    names = Names("section")
    groups: dict[str, list[Json]] = {}
    for one, built in criteria:
        groups.setdefault(one.section, []).append(built)
    return [_section(draft.sections.get(name, _ONE_SECTION), group, names) for name, group in groups.items()]


def _section(draft: DraftSection, criteria: list[Json], names: Names) -> Json:
    title = one_line(draft.title or draft.name)
    name = names.claim(draft.name, title)
    weight = plain_number(draft.weight) if draft.weight is not None else _total(criteria)
    return {"id": name, "title": title or name, "weight": weight, "criteria": criteria}


def _total(criteria: list[Json]) -> int | float:
    return plain_number(sum((Fraction(one["weight"]) for one in criteria if not one.get("advisory")), Fraction(0)))
