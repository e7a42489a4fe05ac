"""Which reviewers, criteria and items can be compared at all.

Severity is known only through shared work. When two groups of reviewers share no item, each group can be made
harsher and its items better without any change in the ratings. Such freedoms are the null space of the design once
every item has its own measure; elements are comparable when no freedom moves them apart (Weeks and Williams 1964;
"disconnected subsets" of Linacre 1989).
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

Floats = NDArray[np.float64]
Index = NDArray[np.intp]
_SMALL = 1e-9
_NAMED = 10


@dataclass(frozen=True, eq=False)
class Links:
    """Subsets of comparable elements, numbered from 0 with the largest first, and the freedoms of the design.

    ``freedom`` is (raters + criteria) x d with orthonormal columns. An item without ratings has subset -1.
    """

    raters: Index
    criteria: Index
    items: Index
    freedom: Floats

    @property
    def connected(self) -> bool:
        """Whether all elements of each facet are comparable."""
        return all(subsets.max(initial=0) == 0 for subsets in (self.raters, self.criteria, self.items))


def subsets_of_pairs(left: Index, right: Index, n_left: int, n_right: int) -> tuple[Index, Index]:
    """Return the connected component of every left and right node of a bipartite graph, largest first.

    Union by the smaller label, with all edges at once: labels sink along the edges and jump to their root.
    """
    label = np.arange(n_left + n_right)
    while True:
        a, b = label[left], label[n_left + right]
        if np.array_equal(a, b):
            break
        low = np.minimum(a, b)
        np.minimum.at(label, a, low)
        np.minimum.at(label, b, low)
        while not np.array_equal(label[label], label):
            label = label[label]
    sizes = np.bincount(label[n_left:], minlength=label.size) * (n_left + 1.0) + np.bincount(
        label[:n_left], minlength=label.size
    )
    return _by_size(label, sizes, n_left)


def _by_size(label: Index, sizes: NDArray[np.floating], n_left: int) -> tuple[Index, Index]:
    roots = np.unique(label)
    order = roots[np.argsort(-sizes[roots], kind="stable")]
    rank = np.zeros(label.size, np.intp)
    rank[order] = np.arange(order.size)
    return rank[label[:n_left]], rank[label[n_left:]]


def find_links(
    item: Index, rater: Index, criterion: Index | None, n_items: int, n_raters: int, n_criteria: int
) -> Links:
    """Return the subsets of a design of ratings; ``criterion`` None means no such facet."""
    seen = np.bincount(item, minlength=n_items) > 0
    if criterion is None:
        item_part, rater_part = subsets_of_pairs(item, rater, n_items, n_raters)
        freedom = _indicators(rater_part)
        return Links(rater_part, np.zeros(0, np.intp), np.where(seen, item_part, -1), freedom)
    freedom = _freedom(item, rater, n_raters + criterion, n_items, n_raters, n_raters + n_criteria)
    shift = np.zeros((n_items, freedom.shape[1]))
    moved = freedom[rater] + freedom[n_raters + criterion]
    for column in range(freedom.shape[1]):
        shift[:, column] = np.bincount(item, moved[:, column], n_items)
    shift /= np.maximum(np.bincount(item, minlength=n_items), 1)[:, None]
    items = np.full(n_items, -1, np.intp)
    items[seen] = _classes(shift[seen])
    raters = _classes(freedom[:n_raters])
    return Links(raters, _classes(freedom[n_raters:]), _same_numbers(items, raters, item, rater), freedom)


def _same_numbers(items: Index, raters: Index, item: Index, rater: Index) -> Index:
    """Give a subset of items the number of its reviewers' subset where they belong together one to one."""
    pairs = np.unique(np.stack([items[item], raters[rater]], axis=1), axis=0)
    if not len(pairs) == np.unique(pairs[:, 0]).size == np.unique(pairs[:, 1]).size:
        return items
    number = np.append(pairs[np.argsort(pairs[:, 0]), 1], -1)
    return number[items]


def _indicators(part: Index) -> Floats:
    out = np.zeros((part.size, int(part.max(initial=-1)) + 1))
    out[np.arange(part.size), part] = 1.0
    out /= np.sqrt(np.maximum(out.sum(axis=0), 1.0))
    return out


def _freedom(item: Index, rater: Index, other: Index, n_items: int, n_raters: int, size: int) -> Floats:
    """Return an orthonormal basis of the shifts of raters and criteria that the items can undo."""
    from scipy import sparse

    n = item.size
    ones = np.ones(2 * n)
    shown = (ones, (np.concatenate([item, item]), np.concatenate([rater, other])))
    counts = sparse.csr_array(sparse.coo_array(shown, shape=(n_items, size)))
    per_item = np.maximum(np.bincount(item, minlength=n_items), 1).astype(np.float64)
    cross = np.zeros(size * size)
    np.add.at(cross, rater * size + other, 1.0)
    joint = cross.reshape(size, size)
    within = joint + joint.T + np.diag(np.bincount(rater, minlength=size) + np.bincount(other, minlength=size))
    absorbed = within - (counts.T @ (counts.multiply(1 / per_item[:, None]).tocsr())).toarray()
    scale = np.sqrt(np.maximum(np.diag(within), 1.0))
    usual = _indicators(np.repeat(np.arange(2), [n_raters, size - n_raters]))
    if _full_rank(absorbed / scale[:, None] / scale, usual * scale[:, None]):
        return usual
    values, vectors = np.linalg.eigh(absorbed / scale[:, None] / scale)
    freedom, _ = np.linalg.qr(vectors[:, values < _SMALL] / scale[:, None])
    return freedom


def _full_rank(absorbed: Floats, usual: Floats) -> bool:
    """Whether nothing is free but one constant for each facet: a Cholesky factor with sound pivots."""
    usual = usual / np.sqrt((usual * usual).sum(axis=0))
    try:
        pivots = np.diag(np.linalg.cholesky(absorbed + usual @ usual.T))
    except np.linalg.LinAlgError:
        return False
    return bool(pivots.min() ** 2 > _SMALL)


def _classes(rows: Floats) -> Index:
    """Return the class of equal rows, largest first: rows are told apart by one projection in general position."""
    if not len(rows):
        return np.zeros(0, np.intp)
    line = rows @ np.sqrt(np.arange(2.0, 2.0 + rows.shape[1]) + 0.5 * np.arange(rows.shape[1]) ** 2)
    order = np.argsort(line, kind="stable")
    gaps = np.diff(line[order], prepend=line[order[0]]) > 1e-7
    label = np.empty(len(rows), np.intp)
    label[order] = np.cumsum(gaps)
    sizes = np.bincount(label)
    first = np.full(sizes.size, len(rows))
    np.minimum.at(first, label, np.arange(len(rows)))
    rank = np.empty(sizes.size, np.intp)
    rank[np.lexsort((first, -sizes))] = np.arange(sizes.size)
    return rank[label]


def sentence(links: Links, raters: Sequence[str], criteria: Sequence[str]) -> str | None:
    """Say in one sentence which reviewers (or criteria) stand apart; None when all are comparable."""
    if links.raters.max(initial=0) > 0:
        return f"disconnected: {_apart('reviewer', links.raters, raters)}: severity is not comparable"
    if links.criteria.max(initial=0) > 0:
        return f"disconnected: {_apart('criterion', links.criteria, criteria)}: difficulty is not comparable"
    if links.items.max(initial=0) > 0:
        return "disconnected: items fall into groups without a common criterion: measures are not comparable"
    return None


def _apart(what: str, subsets: Index, names: Sequence[str]) -> str:
    groups = [[names[i] for i in np.flatnonzero(subsets == s).tolist()] for s in range(1, int(subsets.max()) + 1)]
    said = [f"{_plural(what, len(group))} {listed(group)}" for group in groups[:_NAMED]]
    more = f"; and {len(groups) - _NAMED} more groups" if len(groups) > _NAMED else ""
    single = len(groups) == 1 and len(groups[0]) == 1
    return f"{'; '.join(said)}{more} {'never overlaps' if single else 'never overlap'} with the rest"


def _plural(what: str, n: int) -> str:
    if n == 1:
        return what
    return "criteria" if what == "criterion" else f"{what}s"


def listed(names: Sequence[str]) -> str:
    """Join names with commas and an "and"; a long list ends with how many are left out."""
    if len(names) > _NAMED:
        return f"{', '.join(names[:_NAMED])} and {len(names) - _NAMED} others"
    if len(names) < 2:
        return "".join(names)
    return f"{', '.join(names[:-1])} and {names[-1]}"
