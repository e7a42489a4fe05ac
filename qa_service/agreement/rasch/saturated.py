"""The design in which every combination of two facets has a severity of its own."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, replace

import numpy as np

from qa_service.agreement.rasch.categories import Floats, Index, add_up, chances
from qa_service.agreement.rasch.core import Core
from qa_service.agreement.rasch.design import Design
from qa_service.agreement.rasch.marginal import Blocks, Marginal, Parameters, derivatives

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
        group = np.full(joined.size, -1, np.intp)
        group[cell_of >= 0] = keys[cell_of[cell_of >= 0]] % width
        design = replace(design, offset=base + _main(core, design, at, group))
    return Combined(keys // width, keys % width, cell, cell_of, design, at)


def _main(core: Core, design: Design, at: Parameters, group: Index) -> Floats:
    """Return the main effect of the groups by cell: without it, poorer work of a site would pass for severity."""
    names, code = np.unique(group, return_inverse=True)
    effects = np.zeros(names.size)
    base = np.zeros(code.size) if design.offset is None else design.offset
    for _ in range(_ROUNDS):
        moved = replace(design, n_raters=names.size, cell_rater=code, offset=base, freedom=np.zeros((names.size, 0)))
        gradient, information = _of_groups(core, moved, replace(at, effects=effects))
        step = np.clip(np.linalg.lstsq(information, gradient, rcond=1e-10)[0], -1.0, 1.0)
        effects = effects + step
        if np.abs(step).max(initial=0.0) < 1e-9:
            break
    return effects[code]


def _of_groups(core: Core, design: Design, at: Parameters) -> tuple[Floats, Floats]:
    n = design.n_raters
    if core.marginal is not None:
        found = derivatives(Marginal(design, core.marginal.model.grid), at)
        return found.gradient[:n], found.information[:n, :n]
    if core.joint is None:
        raise AssertionError
    severity = design.severity(at.effects, at.means)[design.cell]
    spread = design.steps.spread(at.cumulative)[design.cell_row[design.cell]]
    found_at = chances(core.joint.items[design.item] - severity, spread, design.steps.values)
    code = design.cell_rater[design.cell]
    return add_up(code, found_at.mean - design.value, n), np.diag(add_up(code, found_at.variance, n))


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
