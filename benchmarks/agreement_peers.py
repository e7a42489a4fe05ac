"""Time the peers on stored ratings; run by ``benchmarks.agreement`` under an interpreter that has them.

    python agreement_peers.py RATINGS.npz PEER

Prints a JSON line ``[work, seconds, value]`` or ``[work, message]`` per step. Needs nothing but NumPy and the peer.
"""

from __future__ import annotations

import importlib
import json
import sys
import time
import warnings
from collections.abc import Callable
from typing import Any

import numpy as np

Steps = dict[str, Callable[[], float]]
WEIGHTS = "quadratic"


def _krippendorff(codes: Any, complete: Any) -> Steps:
    alpha = importlib.import_module("krippendorff").alpha
    values = np.where(codes < 0, np.nan, codes + 1.0)
    domain = np.arange(1, 6)

    def one(level: str) -> Callable[[], float]:
        return lambda: float(alpha(values, value_domain=domain, level_of_measurement=level))

    return {f"alpha {level}": one(level) for level in ("nominal", "ordinal", "interval", "ratio")}


def _irrcac(codes: Any, complete: Any) -> Steps:
    raw = importlib.import_module("irrCAC.raw")
    pandas = importlib.import_module("pandas")
    frame = pandas.DataFrame(np.where(codes < 0, np.nan, codes + 1.0).T)

    def estimate(method: str, weights: str) -> float:
        cac = raw.CAC(frame, weights=weights, digits=12)
        return float(getattr(cac, method)()["est"]["coefficient_value"])

    return {
        "AC2 quadratic + SE": lambda: estimate("gwet", WEIGHTS),
        "Fleiss, missing, + SE": lambda: estimate("fleiss", "identity"),
    }


def _statsmodels(codes: Any, complete: Any) -> Steps:
    rater = importlib.import_module("statsmodels.stats.inter_rater")

    def fleiss() -> float:
        return float(rater.fleiss_kappa(rater.aggregate_raters(complete.T)[0]))

    def pairs() -> float:
        found = []
        for g, h in zip(*np.triu_indices(len(complete), 1), strict=True):
            table = np.bincount(complete[g].astype(np.int64) * 5 + complete[h], minlength=25).reshape(5, 5)
            found.append(rater.cohens_kappa(table, wt=WEIGHTS, return_results=False))
        return float(np.mean(found))

    return {"Fleiss, complete": fleiss, "weighted kappa of all pairs": pairs}


def _sklearn(codes: Any, complete: Any) -> Steps:
    score = importlib.import_module("sklearn.metrics").cohen_kappa_score

    def pairs() -> float:
        found = [
            score(complete[g], complete[h], weights=WEIGHTS, labels=range(5))
            for g, h in zip(*np.triu_indices(len(complete), 1), strict=True)
        ]
        return float(np.mean(found))

    return {"weighted kappa of all pairs": pairs}


def _pingouin(codes: Any, complete: Any) -> Steps:
    pingouin = importlib.import_module("pingouin")
    pandas = importlib.import_module("pandas")
    raters, items = complete.shape
    frame = pandas.DataFrame(
        {
            "item": np.repeat(np.arange(items), raters),
            "rater": np.tile(np.arange(raters), items),
            "score": complete.T.ravel() + 1.0,
        }
    )

    def iccs() -> float:
        return float(pingouin.intraclass_corr(frame, "item", "rater", "score")["ICC"].iloc[1])

    return {"six ICCs + intervals": iccs}


PEERS = {
    "krippendorff": _krippendorff,
    "irrCAC": _irrcac,
    "statsmodels": _statsmodels,
    "scikit-learn": _sklearn,
    "pingouin": _pingouin,
}


def _time(work: Callable[[], float]) -> tuple[float, float]:
    times: list[float] = []
    value = 0.0
    while not times or (len(times) < 5 and sum(times) < 2.0):
        start = time.perf_counter()
        value = work()
        times.append(time.perf_counter() - start)
    return min(times), value


def main() -> None:
    """Time one peer, a line per step as soon as it is known."""
    warnings.simplefilter("ignore")
    stored = np.load(sys.argv[1])
    try:
        steps = PEERS[sys.argv[2]](stored["codes"], stored["complete"])
    except ImportError as error:
        print(json.dumps(["all", f"not installed: {error}"]))
        return
    for name, work in steps.items():
        try:
            print(json.dumps([name, *_time(work)]), flush=True)
        except Exception as error:
            print(json.dumps([name, f"failed: {type(error).__name__}: {error}"]), flush=True)


if __name__ == "__main__":
    main()
