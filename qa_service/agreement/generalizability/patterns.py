"""Blocks that are not balanced inside: R is inverted once for each pattern of cells that occurs."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

import numpy as np
from numpy.typing import NDArray

from qa_service.agreement.generalizability.likelihood import Blocks, Cross
from qa_service.agreement.generalizability.observations import Codes, Floats

if TYPE_CHECKING:
    from scipy.sparse import csr_array

_CHUNK = 4_000_000


@dataclass(frozen=True, slots=True, eq=False)
class Patterns:
    """Blocks of ``n`` observations each: ``columns`` holds X in block order, ``pattern`` the pattern of each block.

    ``labels`` is inner components x patterns x n: observations of one cell have one label.
    """

    columns: csr_array
    pattern: Codes
    labels: NDArray[np.int16]

    def cross(self, inner: Floats) -> Cross:
        """See ``Blocks``."""
        inverse = self._inverse(inner)
        count = np.bincount(self.pattern, minlength=len(inverse)).astype(np.float64)
        traces = [float(count @ np.where(_same(label), inverse, 0.0).sum(axis=(1, 2))) for label in self.labels]
        log_det = -float(count @ np.linalg.slogdet(inverse)[1])
        whole, parts = self._dense(inverse) if self._narrow else self._sparse(inverse)
        return Cross(whole, parts, log_det, np.array(traces))

    def curvature(self, inner: Floats, v: Floats) -> Floats:
        """See ``Blocks``."""
        inverse = self._inverse(inner)[self.pattern]
        shape = len(self.pattern), -1, 1
        left = (inverse @ (self.columns @ v).reshape(shape)).ravel()
        pulled = [left if sums is None else sums.T @ (sums @ left) for sums in self._sums()]
        spread = [(inverse @ vector.reshape(shape)).ravel() for vector in pulled]
        return np.array([[float(a @ b) for b in spread] for a in pulled])

    def _inverse(self, inner: Floats) -> Floats:
        whole = sum(float(weight) * _same(label) for weight, label in zip(inner, self.labels, strict=True))
        found: Floats = np.linalg.inv(whole)
        return found

    def _sums(self) -> list[csr_array | None]:
        """What sums observations over the cells of each component; None where every observation is its own cell."""
        from scipy.sparse import csr_array

        blocks, n = len(self.pattern), self.labels.shape[2]
        place = np.arange(blocks * n)
        out: list[csr_array | None] = []
        for label in self.labels:
            if np.array_equal(label, np.broadcast_to(np.arange(n), label.shape)):
                out.append(None)
                continue
            cell = np.arange(blocks)[:, None] * n + label[self.pattern]
            out.append(csr_array((np.ones(len(place)), (cell.ravel(), place)), shape=(len(place), len(place))))
        return out

    @property
    def _narrow(self) -> bool:
        """Whether a block touches most columns, so that full matrices are less work than sparse ones."""
        return bool(self.columns.shape[1] <= 3 * self.labels.shape[2])

    def _dense(self, inverse: Floats) -> tuple[Floats, list[Floats]]:
        blocks, n = len(self.pattern), inverse.shape[1]
        wide = self.columns.toarray().reshape(blocks, n, -1)
        reach = (inverse[self.pattern] @ wide).reshape(blocks * n, -1)
        summed = [reach if sums is None else sums @ reach for sums in self._sums()]
        return np.asarray(self.columns.T @ reach), [matrix.T @ matrix for matrix in summed]

    def _sparse(self, inverse: Floats) -> tuple[Floats, list[Floats]]:
        products = [inverse @ _same(label).astype(np.float64) @ inverse for label in self.labels]
        return self._squeeze(inverse), [self._squeeze(product) for product in products]

    def _squeeze(self, middle: Floats) -> Floats:
        """``X' M X`` for the block-diagonal M with the pattern's matrix in each block."""
        from scipy.sparse import bsr_array

        blocks = len(self.pattern)
        size = blocks * middle.shape[1]
        spread = bsr_array((middle[self.pattern], np.arange(blocks), np.arange(blocks + 1)), shape=(size, size))
        found: Floats = (self.columns.T @ (spread.tocsr() @ self.columns)).toarray()
        return found


def _same(label: NDArray[np.int16]) -> NDArray[np.bool_]:
    """Which pairs of observations are in one cell, patterns x n x n."""
    found: NDArray[np.bool_] = label[:, :, None] == label[:, None, :]
    return found


def patterned(block: Codes, wanted: NDArray[np.bool_], labels: Codes, columns: csr_array) -> list[Blocks]:
    """Group the wanted blocks by their number of observations and by pattern.

    ``block`` numbers the block of each observation, ``labels`` (inner components x observations) the cells.
    """
    rows = np.flatnonzero(wanted[block])
    rows = rows[np.lexsort((*labels[:, rows], block[rows]))]
    size = np.bincount(block, minlength=len(wanted))[block[rows]]
    out: list[Blocks] = []
    for n in np.unique(size).tolist():
        table = rows[size == n].reshape(-1, n)
        step = max(_CHUNK // n**2, 1)
        out += [_patterns(table[start : start + step], labels, columns) for start in range(0, len(table), step)]
    return out


def _patterns(table: Codes, labels: Codes, columns: csr_array) -> Patterns:
    blocks, n = table.shape
    plain = np.stack([_plain(codes[table]) for codes in labels])
    keys, pattern = np.unique(plain.transpose(1, 0, 2).reshape(blocks, -1), axis=0, return_inverse=True)
    return Patterns(columns[table.ravel()], pattern.ravel(), keys.reshape(len(keys), len(labels), n).transpose(1, 0, 2))


def _plain(codes: Codes) -> NDArray[np.int16]:
    """Label each observation by the first one of its block in the same cell, so that names do not matter."""
    found: NDArray[np.int16] = np.argmax(codes[:, :, None] == codes[:, None, :], axis=2).astype(np.int16)
    return found
