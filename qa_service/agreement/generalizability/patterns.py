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
        products = [inverse @ mask @ inverse for mask in self._masks()]
        traces = np.array([count @ np.einsum("pij,pji->p", inverse, mask) for mask in self._masks()])
        log_det = -float(count @ np.linalg.slogdet(inverse)[1])
        return Cross(self._squeeze(inverse), [self._squeeze(product) for product in products], log_det, traces)

    def curvature(self, inner: Floats, v: Floats) -> Floats:
        """See ``Blocks``."""
        inverse = self._inverse(inner)[self.pattern]
        left = inverse @ (self.columns @ v).reshape(len(self.pattern), -1, 1)
        reach = [mask[self.pattern] @ left for mask in self._masks()]
        return np.array([[float((a * (inverse @ b)).sum()) for b in reach] for a in reach])

    def _masks(self) -> list[Floats]:
        return [(label[:, :, None] == label[:, None, :]).astype(np.float64) for label in self.labels]

    def _inverse(self, inner: Floats) -> Floats:
        found: Floats = np.linalg.inv(np.einsum("k,kpij->pij", inner, np.stack(self._masks())))
        return found

    def _squeeze(self, middle: Floats) -> Floats:
        """``X' M X`` for the block-diagonal M with the pattern's matrix in each block."""
        from scipy.sparse import bsr_array

        blocks = len(self.pattern)
        size = blocks * middle.shape[1]
        spread = bsr_array((middle[self.pattern], np.arange(blocks), np.arange(blocks + 1)), shape=(size, size))
        found: Floats = (self.columns.T @ (spread.tocsr() @ self.columns)).toarray()
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
