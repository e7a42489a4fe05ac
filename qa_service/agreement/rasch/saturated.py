"""The design in which every combination of two facets has a severity of its own."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, replace

import numpy as np

from qa_service.agreement.rasch.categories import Floats, Index, add_up, chances
from qa_service.agreement.rasch.core import Core
from qa_service.agreement.rasch.design import Design
from qa_service.agreement.rasch.links import subsets_of_pairs
from qa_service.agreement.rasch.marginal import Blocks, Marginal, Parameters, derivatives
from qa_service.agreement.rasch.newton import climb

_ROUNDS = 50


@dataclass(frozen=True, eq=False)
class Combined:
    """Combinations ``first`` x ``second`` (codes) and the ``design`` whose cells hold one of them each.

    ``cell_of`` is the combination of each design cell, ``cell`` that of each rating; -1 where there is none. The main
    effects are the ``offset`` of the design, and ``at`` its parameters.
    """

    first: Index
    second: Index
    cell: Index
    cell_of: Index
    design: Design
    at: Parameters

    @property
    def n(self) -> int:
        """Number of combinations."""
        return int(self.first.size)


def combine(core: Core, first: Index, second: Index, by: str | Mapping[str, str]) -> Combined:
    """Return the combinations of two facets, coded for the ratings that took part in the fit."""
    width = int(second.max(initial=0)) + 1
    with_group = second >= 0
    keys, some = np.unique(first[with_group] * width + second[with_group], return_inverse=True)
    cell = np.full(first.size, -1, np.intp)
    cell[with_group] = some
    d = core.fitted
    # A rating's cell and combination make its new cell.
    joined, new = np.unique(d.cell * (keys.size + 1) + cell + 1, return_inverse=True)
    old, cell_of = np.divmod(joined, keys.size + 1)
    cell_of = cell_of - 1
    none = np.zeros(joined.size, np.intp)
    base = d.severity(core.parameters.effects, core.parameters.means)[old]
    design = replace(
        d, n_raters=1, n_criteria=0, n_groups=1, cell=new, cell_rater=none, cell_criterion=none, cell_group=none,
        cell_row=d.cell_row[old], freedom=np.zeros((1, 0)), offset=base,
    )  # fmt: skip
    at = Parameters(np.zeros(1), np.zeros(1), core.parameters.cumulative, core.parameters.log_sd)
    if by != "criterion":
        a, b = np.full(joined.size, -1, np.intp), np.full(joined.size, -1, np.intp)
        some_cell = cell_of >= 0
        a[some_cell], b[some_cell] = keys[cell_of[some_cell]] // width, keys[cell_of[some_cell]] % width
        shift, at = _main_effects(core, design, at, a, b)
        design = replace(design, offset=base + shift)
    return Combined(keys // width, keys % width, cell, cell_of, design, at)


def _main_effects(core: Core, design: Design, at: Parameters, first: Index, second: Index) -> tuple[Floats, Parameters]:
    """Return the main effects of the groups, and what they change in the others, by cell.

    Without them, poorer work of a site would pass for severity of those who rate it.
    """
    a_names, a = np.unique(first, return_inverse=True)
    b_names, b = np.unique(second, return_inverse=True)
    parts = subsets_of_pairs(a, b, a_names.size, b_names.size)[0]
    free = np.zeros((a_names.size + b_names.size, int(parts.max()) + 2))
    free[np.arange(a_names.size), parts] = 1.0
    free[a_names.size :, -1] = 1.0
    main = replace(
        design, n_raters=a_names.size, n_criteria=b_names.size, cell_rater=a, cell_criterion=b,
        freedom=free / np.sqrt(free.sum(axis=0)),
    )  # fmt: skip
    begin = replace(at, effects=np.zeros(a_names.size + b_names.size))
    if core.marginal is None:
        return _joint_effects(core, main, begin)[a_names.size + b], at
    found = climb(Marginal(main, core.marginal.model.grid), begin, 1e-8)
    if not found.converged:
        return np.zeros(a.size), at
    return main.severity(found.at.effects, found.at.means) - main.severity(begin.effects, begin.means), replace(
        found.at, effects=at.effects, means=at.means
    )


def _joint_effects(core: Core, design: Design, at: Parameters) -> Floats:
    """Return effects that meet the totals of the groups, items and all else held."""
    if core.joint is None:
        raise AssertionError
    effects, code = at.effects.copy(), design.n_raters + design.cell_criterion[design.cell]
    spread = design.steps.spread(at.cumulative)[design.cell_row[design.cell]]
    for _ in range(_ROUNDS):
        distance = core.joint.items[design.item] - design.severity(effects, at.means)[design.cell]
        found = chances(distance, spread, design.steps.values)
        slope = np.maximum(add_up(code, found.variance, effects.size), 1e-12)
        step = np.clip(add_up(code, found.mean - design.value, effects.size) / slope, -1.0, 1.0)
        effects += step
        if np.abs(step).max(initial=0.0) < 1e-9:
            break
    return effects


def score_statistic(core: Core, found: Combined) -> float | None:
    """Return the score test (Rao 1948) of all combinations at once, with the information of the marginal likelihood.

    None where the information is not definite.
    """
    if core.marginal is None:
        return None
    own = np.append(np.arange(found.n), found.n)
    code = own[found.cell_of]
    size = found.n + 1
    design = replace(found.design, n_raters=size, cell_rater=code, freedom=np.zeros((size, 0)))
    at = replace(found.at, effects=np.zeros(size))
    value = derivatives(Marginal(design, core.marginal.model.grid), at)
    seen = np.ones(Blocks(design).size, np.bool_)
    seen[found.n] = bool((found.cell_of < 0).any())
    information, gradient = value.information[np.ix_(seen, seen)], value.gradient[seen]
    scale = np.sqrt(np.maximum(np.diag(information), 1e-300))
    # A mean and the sum of all combinations are the same: the ridge settles which; the gradient has no part in it.
    ridged = information / scale[:, None] / scale + 1e-9 * np.eye(scale.size)
    try:
        factor = np.linalg.cholesky(ridged)
    except np.linalg.LinAlgError:
        return None
    return float(np.square(np.linalg.solve(factor, gradient / scale)).sum())
