"""The sparse form of the ratings: items x cells, where a cell is one reviewer on one criterion.

A rating's chances depend on its cell and on the measure of its item alone, so everything the likelihood needs are
how often each item met each cell, the sum of each item's levels and the counts of levels by cell.
"""

from __future__ import annotations

from dataclasses import dataclass
from functools import cached_property
from typing import TYPE_CHECKING

import numpy as np
from numpy.typing import NDArray

from qa_service.agreement.rasch.categories import Floats, Index, Steps, add_up
from qa_service.agreement.rasch.links import Links

if TYPE_CHECKING:
    from scipy.sparse import csr_array


@dataclass(frozen=True, eq=False)
class Design:
    """Ratings joined into cells. ``level`` holds positions in ``steps.values``; ``value`` the levels as numbers.

    ``cell_group`` is the subset of items a cell was met in; ``cell_row`` its row of thresholds; ``offset`` what is
    added to its severity whatever the parameters.
    """

    n_items: int
    n_raters: int
    n_criteria: int
    n_groups: int
    steps: Steps
    item: Index
    cell: Index
    level: Index
    cell_rater: Index
    cell_criterion: Index
    cell_group: Index
    cell_row: Index
    freedom: Floats
    offset: Floats | None = None

    @property
    def n_cells(self) -> int:
        """Number of cells met."""
        return int(self.cell_rater.size)

    @property
    def n_effects(self) -> int:
        """Number of severities and difficulties, before their sums are fixed."""
        return self.n_raters + self.n_criteria

    @cached_property
    def value(self) -> Floats:
        """Level of each rating as a number from 0."""
        return self.steps.values[self.level]

    @cached_property
    def met(self) -> csr_array:
        """Items x cells: how many ratings."""
        from scipy import sparse

        ones = np.ones(self.item.size)
        return sparse.csr_array(sparse.coo_array((ones, (self.item, self.cell)), shape=(self.n_items, self.n_cells)))

    @cached_property
    def met_back(self) -> csr_array:
        """Cells x items."""
        return self.met.T.tocsr()

    @cached_property
    def sums(self) -> Floats:
        """Sum of levels of each item."""
        return add_up(self.item, self.value, self.n_items)

    @cached_property
    def cell_sums(self) -> Floats:
        """Sum of levels of each cell."""
        return add_up(self.cell, self.value, self.n_cells)

    @cached_property
    def row_counts(self) -> Floats:
        """Threshold rows x levels: how many ratings."""
        width = self.steps.values.size
        flat = self.cell_row[self.cell] * width + self.level
        return np.bincount(flat, minlength=self.steps.rows * width).reshape(self.steps.rows, width).astype(np.float64)

    def severity(self, effects: Floats, means: Floats) -> Floats:
        """Return what each cell takes off the distribution of its items: severity + difficulty - mean."""
        out = effects[self.cell_rater] - means[self.cell_group]
        out += 0.0 if self.offset is None else self.offset
        return out + effects[self.n_raters + self.cell_criterion] if self.n_criteria else out


def build(
    item: Index, rater: Index, criterion: Index | None, level: Index, sizes: tuple[int, int, int], links: Links,
    partial_credit: bool, steps: Steps | None = None,
) -> Design:  # fmt: skip
    """Join ratings into cells; ``sizes`` are the numbers of items, raters and criteria.

    ``steps`` None reads the levels in use off the ratings.
    """
    n_items, n_raters, n_criteria = sizes
    group = np.maximum(links.items, 0)
    n_groups = int(group.max(initial=0)) + 1
    second = np.zeros_like(rater) if criterion is None else criterion
    key = (rater * max(n_criteria, 1) + second) * n_groups + group[item]
    cells, cell = np.unique(key, return_inverse=True)
    pair, cell_group = np.divmod(cells, n_groups)
    cell_rater, cell_criterion = np.divmod(pair, max(n_criteria, 1))
    rows = partial_credit and criterion is not None and (steps is None or steps.rows == n_criteria)
    cell_row = cell_criterion if rows else np.zeros_like(cell_rater)
    steps = steps or Steps.of(cell_row[cell], level, n_criteria if rows else 1)
    position = np.searchsorted(steps.values, level)
    return Design(
        n_items, n_raters, 0 if criterion is None else n_criteria, n_groups, steps, item, cell, position,
        cell_rater, cell_criterion, cell_group, cell_row, links.freedom,
    )  # fmt: skip


Mask = NDArray[np.bool_]
