"""Facts and sizes of many sets: conditions are evaluated once for each distinct set of what they read."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from qa_service.rubric import Condition, Rubric
from qa_service.scoring.batch_columns import Column
from qa_service.scoring.engine import fact_number
from qa_service.scoring.plan import Item, Plan, triggered, with_answers

Groups = NDArray[np.int64]
Sizes = NDArray[np.float64]
Facts = Mapping[str, object]
UNUSABLE = -1.0
"""Stands for a size that is known and no positive number, where NaN says that none is known."""
_ROOT = re.compile(r"\banswers\b")
_READ = re.compile(r"\banswers\s*\.\s*([A-Za-z_]\w*)(?!\w|\s*\()")


@dataclass(frozen=True, slots=True, eq=False)
class Trigger:
    """Whether one criterion applies: ``groups`` (n) number the ``outcomes``, each with why when that is not plain."""

    groups: Groups
    outcomes: Sequence[tuple[bool, str]]

    def applies(self) -> NDArray[np.bool_]:
        """Return whether it applies (n)."""
        return np.array([applies for applies, _ in self.outcomes], bool)[self.groups]

    def note(self, row: int) -> str:
        """Return why it applies, or not, to one set."""
        return self.outcomes[int(self.groups[row])][1]


@dataclass(frozen=True, slots=True, eq=False)
class FactTable:
    """The ``distinct`` facts and which of them each set has (``places``, n)."""

    distinct: Sequence[Facts]
    places: Groups

    def of(self, row: int) -> Facts:
        """Return the facts of one set."""
        return self.distinct[int(self.places[row])]


def read_facts(facts: Facts | Sequence[Facts], size: int) -> FactTable:
    """Return the facts of ``size`` sets: one mapping for all, or one for each. Raises ValueError on another number."""
    if isinstance(facts, Mapping):
        return FactTable([facts], np.zeros(size, np.int64))
    if len(facts) != size:
        raise ValueError(f"There are {size} sets of answers and facts for {len(facts)}.")
    known: dict[int, int] = {}
    places = np.fromiter((known.setdefault(id(one), len(known)) for one in facts), np.int64, size)
    _, first = np.unique(places, return_index=True)
    return FactTable([facts[row] for row in first.tolist()], places)


def read_sizes(
    size: float | Sequence[float | None] | None, plan: Plan, facts: FactTable, columns: Mapping[str, Column]
) -> Sizes:
    """Return the sizes (n), NaN where none is known. Raises ValueError when there are more or fewer than sets."""
    rows = len(facts.places)
    if size is None or isinstance(size, int | float):
        given = np.full(rows, np.nan if size is None else float(size))
    else:
        given = np.array(size, np.float64)
    if given.shape != (rows,):
        raise ValueError(f"There are {rows} sets of answers and {given.size} sizes.")
    unknown = np.isnan(given)
    if plan.size_path and unknown.any():
        given[unknown] = _fact_sizes(plan, facts, columns)[unknown]
    given[np.isinf(given) | (given <= 0)] = UNUSABLE
    return given


def _fact_sizes(plan: Plan, facts: FactTable, columns: Mapping[str, Column]) -> Sizes:
    if plan.size_path[0] == "answers":
        found = [
            fact_number(_with_answers(plan, facts, columns, row), plan.size_path) for row in range(len(facts.places))
        ]
        return _known(found)
    return _known([fact_number(one, plan.size_path) for one in facts.distinct])[facts.places]


def _known(sizes: Sequence[float | None]) -> Sizes:
    return np.array([np.nan if size is None else UNUSABLE if size != size else size for size in sizes], np.float64)


def _with_answers(plan: Plan, facts: FactTable, columns: Mapping[str, Column], row: int) -> Facts:
    answers = {name: column.answer(row) for name, column in columns.items()}
    return with_answers(plan, facts.of(row), {name: answer for name, answer in answers.items() if answer is not None})


def read_triggers(rubric: Rubric, plan: Plan, facts: FactTable, columns: Mapping[str, Column]) -> list[Trigger | None]:
    """Return when each criterion applies; None when it always does. Criteria with the same conditions share one."""
    known: dict[tuple[Condition | None, Condition | None], Trigger | None] = {(None, None): None}
    triggers: list[Trigger | None] = []
    for item in plan.items:
        conditions = plan.sections[item.section].when, item.when
        if conditions not in known:
            known[conditions] = _trigger(rubric, plan, item, facts, columns)
        triggers.append(known[conditions])
    return triggers


def _trigger(rubric: Rubric, plan: Plan, item: Item, facts: FactTable, columns: Mapping[str, Column]) -> Trigger:
    conditions = [one for one in (plan.sections[item.section].when, item.when) if one is not None]
    read = {name: columns[name] for one in conditions for name in _answers_read(rubric, one)}
    if not any("answers" in one.roots for one in conditions):
        return Trigger(facts.places, [triggered(plan, item, one) for one in facts.distinct])
    groups = facts.places
    for column in read.values():
        own = column.groups()
        pairs = groups * (int(own.max(initial=0)) + 1) + own
        _, groups = np.unique(pairs, return_inverse=True)
    _, first = np.unique(groups, return_index=True)
    return Trigger(groups, [triggered(plan, item, _with_answers(plan, facts, read, row)) for row in first.tolist()])


def _answers_read(rubric: Rubric, condition: Condition) -> Sequence[str]:
    """Return the criteria whose answers a condition may read: all of them unless each is plainly named."""
    if "answers" not in condition.roots:
        return ()
    names = _READ.findall(condition.source)
    if len(names) < len(_ROOT.findall(condition.source)):
        return tuple(rubric.criteria)
    return [name for name in dict.fromkeys(names) if name in rubric.criteria]
