"""What the latent truth models return."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

import numpy as np
from numpy.typing import NDArray

from qa_service.agreement.result import Figure

Floats = NDArray[np.float64]


@dataclass(frozen=True, slots=True, eq=False)
class LatentTruth:
    """Items and how the fit ended; base of the results.

    ``posterior`` is items x levels, each row sums to 1; an item without ratings has the level shares there and -1 in
    ``labels``, which otherwise holds the index of the most probable level (the lower one of equals). ``iterations``
    counts passes through the data, ``change`` is the last move of a share or posterior. ``path`` holds the
    log-likelihood, with what smoothing adds, after each step that was kept: it never falls by more than rounding.
    (First passes over large data are made in single precision and left out.) ``warnings`` and ``withheld`` are
    ``code: details``; when ``withheld`` is set there are no items, figures or likelihood.
    """

    model: str
    levels: tuple[str, ...]
    raters: tuple[str, ...]
    items: tuple[str, ...]
    posterior: Floats
    labels: NDArray[np.int16]
    log_likelihood: float | None
    iterations: int
    converged: bool
    change: float | None
    path: tuple[float, ...]
    warnings: tuple[str, ...]
    withheld: str | None

    def entropy(self) -> Floats:
        """Return the entropy of each item's posterior in nats: 0 (sure) to ``log(levels)`` (no idea)."""
        safe = np.maximum(self.posterior, 1e-300)
        found: Floats = -np.einsum("nk,nk->n", self.posterior, np.log(safe))
        return np.maximum(found, 0.0)

    def to_dict(self, items: bool = True) -> dict[str, object]:
        """Return the JSON form, without the items when ``items`` is False."""
        out: dict[str, object] = {
            "model": self.model,
            "levels": list(self.levels),
            "log_likelihood": self.log_likelihood,
            "iterations": self.iterations,
            "converged": self.converged,
            "change": self.change,
            "warnings": list(self.warnings),
            "withheld": self.withheld,
        }
        return out | {"items": self._items()} if items else out

    def _items(self) -> list[dict[str, object]]:
        names = self.items or tuple(str(i + 1) for i in range(len(self.labels)))
        rows = zip(names, self.labels.tolist(), self.posterior.tolist(), self.entropy().tolist(), strict=True)
        return [
            {"item": name, "level": self.levels[label] if label >= 0 else None, "posterior": row, "entropy": entropy}
            for name, label, row, entropy in rows
        ]


@dataclass(frozen=True, slots=True, eq=False)
class DawidSkene(LatentTruth):
    """Level shares, and per rater a confusion matrix and an accuracy.

    ``confusion`` is raters x true level x given level, each row sums to 1; ``expected`` (raters x true level) is the
    expected number of ratings behind a row, and a row that nothing stands behind is all 0. ``accuracy`` is the chance
    that a rating is right: the diagonal weighted by the level shares; its ``coverage`` is the share of items whose
    true level the rater met.
    """

    prevalence: Mapping[str, Figure]
    accuracy: Mapping[str, Figure]
    confusion: Floats
    expected: Floats

    def to_dict(self, items: bool = True) -> dict[str, object]:
        """Return the JSON form; a confusion row that nothing stands behind is null."""
        out = LatentTruth.to_dict(self, items)
        out["prevalence"] = {level: figure.to_dict() for level, figure in self.prevalence.items()}
        out["raters"] = {
            rater: {"accuracy": figure.to_dict(), "confusion": self._rows(index)}
            for index, (rater, figure) in enumerate(self.accuracy.items())
        }
        return out

    def _rows(self, rater: int) -> dict[str, Any] | None:
        if self.withheld is not None:
            return None
        rows = zip(self.levels, self.confusion[rater], self.expected[rater].tolist(), strict=True)
        return {
            level: {"given": dict(zip(self.levels, row.tolist(), strict=True)) if row.any() else None, "expected": n}
            for level, row, n in rows
        }


@dataclass(frozen=True, slots=True, eq=False)
class Mace(LatentTruth):
    """Per rater a competence, the chance of knowing the answer, and ``habits`` (raters x levels) when not knowing."""

    competence: Mapping[str, Figure]
    habits: Floats

    def to_dict(self, items: bool = True) -> dict[str, object]:
        """Return the JSON form."""
        out = LatentTruth.to_dict(self, items)
        out["raters"] = {
            rater: {"competence": figure.to_dict(), "habits": dict(zip(self.levels, row, strict=True))}
            for (rater, figure), row in zip(self.competence.items(), self.habits.tolist(), strict=True)
        }
        return out
