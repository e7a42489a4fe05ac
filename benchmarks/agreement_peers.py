"""One piece of work done by one peer, under an interpreter that has it; run by ``benchmarks.agreement``.

    python -m benchmarks.agreement_peers PEER DATA.npz WORK SECONDS

Each peer gets the input its manual asks for, made before the clock starts, and the fastest documented call.
"""

from __future__ import annotations

import importlib
import sys
from collections.abc import Callable
from typing import Any

import numpy as np

from benchmarks.agreement_cell import Build, Data, Run, main

REPLICATES = 1000
COUNTED = "krippendorff, counted"
"""krippendorff when its user counts the levels of each item with NumPy first: shown, but not the package's own work."""
MODULES = {
    "krippendorff": "krippendorff",
    COUNTED: "krippendorff",
    "evalica": "evalica",
    "irrCAC": "irrCAC",
    "statsmodels": "statsmodels",
    "scikit-learn": "sklearn",
    "pingouin": "pingouin",
    "crowd-kit": "crowdkit",
    "interrater": "interrater",
}


def _frame(array: Any) -> Any:
    return importlib.import_module("pandas").DataFrame(array)


def _scored(codes: Any) -> Any:
    return np.where(codes < 0, np.nan, codes + 1.0)


def _counts(codes: Any) -> Any:
    return np.stack([np.count_nonzero(codes == level, axis=0) for level in range(5)], axis=1)


def _krippendorff(level: str) -> Build:
    def build(data: Data) -> Run:
        alpha, scored = importlib.import_module("krippendorff").alpha, _scored(data["codes"])
        return lambda: alpha(scored, value_domain=np.arange(1, 6), level_of_measurement=level)

    return build


def _krippendorff_counts(level: str) -> Build:
    def build(data: Data) -> Run:
        alpha, codes, domain = importlib.import_module("krippendorff").alpha, data["codes"], np.arange(1, 6)
        return lambda: alpha(value_counts=_counts(codes), value_domain=domain, level_of_measurement=level)

    return build


def _krippendorff_values(level: str) -> Build:
    def build(data: Data) -> Run:
        alpha = importlib.import_module("krippendorff").alpha
        return lambda: alpha(data["values"], level_of_measurement=level)

    return build


def _evalica(level: str, source: str = "codes") -> Build:
    def build(data: Data) -> Run:
        alpha = importlib.import_module("evalica").alpha
        frame = _frame(_scored(data["codes"]) if source == "codes" else data["values"])
        return lambda: alpha(frame, level).alpha

    return build


def _irrcac(method: str, weights: str) -> Build:
    def build(data: Data) -> Run:
        raw, frame = importlib.import_module("irrCAC.raw"), _frame(_scored(data["codes"]).T)

        def run() -> list[float]:
            found = getattr(raw.CAC(frame, weights=weights, digits=12), method)()["est"]
            return [found["coefficient_value"], found["se"]]

        return run

    return build


def _fleiss_of_statsmodels(data: Data) -> Run:
    rater, items = importlib.import_module("statsmodels.stats.inter_rater"), data["complete"].T
    return lambda: rater.fleiss_kappa(rater.aggregate_raters(items)[0])


def _pairs_of_statsmodels(source: str) -> Build:
    def build(data: Data) -> Run:
        kappa = importlib.import_module("statsmodels.stats.inter_rater").cohens_kappa
        codes = data[source]

        def one(first: Any, second: Any) -> float:
            cells = np.bincount((first.astype(np.int16) * 5 + second), minlength=25)
            return float(kappa(cells.reshape(5, 5), wt="quadratic", return_results=False))

        return lambda: [one(*_both(codes[g], codes[h])) for g, h in zip(*np.triu_indices(len(codes), 1), strict=True)]

    return build


def _pairs_of_sklearn(source: str) -> Build:
    def build(data: Data) -> Run:
        score = importlib.import_module("sklearn.metrics").cohen_kappa_score
        codes, levels = data[source], range(5)
        return lambda: [
            score(*_both(codes[g], codes[h]), weights="quadratic", labels=levels)
            for g, h in zip(*np.triu_indices(len(codes), 1), strict=True)
        ]

    return build


def _both(first: Any, second: Any) -> tuple[Any, Any]:
    given = (first >= 0) & (second >= 0)
    return (first, second) if given.all() else (first[given], second[given])


def _iccs(data: Data) -> Run:
    pingouin, complete = importlib.import_module("pingouin"), data["complete"]
    pingouin.options["round.column.CI95"] = None
    raters, items = complete.shape
    frame = _frame(
        {
            "item": np.repeat(np.arange(items), raters),
            "rater": np.tile(np.arange(raters), items),
            "score": complete.T.ravel() + 1.0,
        }
    )

    def run() -> list[float]:
        found = pingouin.intraclass_corr(frame, "item", "rater", "score")
        return [*found["ICC"], *np.concatenate(found["CI95"].tolist())]

    return run


def _bootstrap(data: Data) -> Run:
    package, codes = importlib.import_module("interrater"), data["codes"]
    config = package.KrippendorffAlphaConfig(n_resamples=REPLICATES, random_state=1, ci_method="percentile")

    def run() -> list[float]:
        counts = _counts(codes)
        counts = package.NijMatrix(matrix=counts[counts.sum(axis=1) > 0])
        analyzer = package.KrippendorffAlphaAnalyzer.build_from_nij_matrix(counts, config)
        found = analyzer.estimate_from_nij_matrix()
        return [found.point, float(np.std(found.bootstrap_distribution, ddof=1))]

    return run


def _dawid_skene(passes: int, tolerance: float) -> Build:
    def build(data: Data) -> Run:
        model, codes = importlib.import_module("crowdkit.aggregation").DawidSkene, data["codes"]
        items, raters = np.nonzero(codes.T >= 0)
        frame = _frame({"task": items, "worker": raters, "label": codes[raters, items]})

        def run() -> Callable[[], list[float]]:
            fitted = model(n_iter=passes, tol=tolerance).fit(frame)
            return lambda: _likelihood_and_shares(codes, fitted)

        return run

    return build


def _likelihood_and_shares(codes: Any, fitted: Any) -> list[float]:
    shares = fitted.priors_.sort_index().to_numpy()
    chances = fitted.errors_.sort_index().sort_index(axis=1).to_numpy().reshape(len(codes), -1, len(shares))
    found = np.tile(np.log(shares), (codes.shape[1], 1))
    for rater, row in enumerate(codes):
        found[row >= 0] += np.log(np.maximum(chances[rater][row[row >= 0]], 1e-300))
    most = found.max(axis=1)
    rated = (codes >= 0).any(axis=0)
    return [float((most + np.log(np.exp(found - most[:, None]).sum(axis=1)))[rated].sum()), *shares]


PEERS: dict[str, dict[str, Build]] = {
    "krippendorff": {
        **{f"alpha {level}": _krippendorff(level) for level in ("nominal", "ordinal", "interval", "ratio")},
        **{f"alpha of numbers, {level}": _krippendorff_values(level) for level in ("ordinal", "interval")},
    },
    COUNTED: {f"alpha {level}": _krippendorff_counts(level) for level in ("nominal", "ordinal", "interval", "ratio")},
    "evalica": {
        **{f"alpha {level}": _evalica(level) for level in ("nominal", "ordinal", "interval", "ratio")},
        **{f"alpha of numbers, {level}": _evalica(level, "values") for level in ("ordinal", "interval")},
    },
    "irrCAC": {"Fleiss + SE": _irrcac("fleiss", "identity"), "AC2 quadratic + SE": _irrcac("gwet", "quadratic")},
    "statsmodels": {
        "Fleiss, complete": _fleiss_of_statsmodels,
        "weighted kappa of all pairs": _pairs_of_statsmodels("codes"),
        "the same, complete": _pairs_of_statsmodels("complete"),
    },
    "scikit-learn": {
        "weighted kappa of all pairs": _pairs_of_sklearn("codes"),
        "the same, complete": _pairs_of_sklearn("complete"),
    },
    "pingouin": {"six ICCs + intervals": _iccs},
    "interrater": {"1,000 bootstraps of alpha": _bootstrap},
    "crowd-kit": {
        # As it comes, and until it stands still: its bound, not its figures, has to move by less.
        "Dawid-Skene, loosely": _dawid_skene(100, 1e-5),
        "Dawid-Skene, converged": _dawid_skene(3000, 1e-8),
    },
}


if __name__ == "__main__":
    main(PEERS[sys.argv[1]], sys.argv[1].partition(",")[0])
