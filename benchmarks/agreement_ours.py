"""One piece of work done by this project, under the names that the peers' script has; run by ``benchmarks.agreement``.

    python -m benchmarks.agreement_ours DATA.npz WORK SECONDS

Everything is timed end to end: from the integer codes (or the numbers) to figures with intervals.
"""

from __future__ import annotations

from typing import Any

import numpy as np

from benchmarks.agreement_cell import Build, Data, Run, main
from qa_service.agreement import Ratings, Scale, coefficients

LEVELS = tuple("12345")
SCALE = Scale("ordinal", LEVELS)
NUMBERS = Scale("interval")
REPLICATES = 1000
_ICCS = [f"icc_{form}_{unit}" for unit in "1k" for form in "123"]


def _coefficient(name: str, source: str = "codes", with_error: bool = False) -> Build:
    def build(data: Data) -> Run:
        codes = data[source]

        def run() -> list[Any]:
            found = coefficients(Ratings.from_codes(codes, SCALE), [name])[name]
            return [found.value, found.se] if with_error else [found.value]

        return run

    return build


def _of_numbers(name: str) -> Build:
    def build(data: Data) -> Run:
        values = np.ascontiguousarray(data["values"])
        raters = tuple(map(str, range(len(values))))
        ratings = Ratings(NUMBERS, raters, (), None, values)
        return lambda: [coefficients(ratings, [name])[name].value]

    return build


def _iccs(source: str) -> Build:
    def build(data: Data) -> Run:
        codes = data[source]

        def run() -> list[Any]:
            found = list(coefficients(Ratings.from_codes(codes, SCALE), _ICCS).values())
            return [figure.value for figure in found] + [bound for figure in found for bound in figure.ci95 or ()]

        return run

    return build


def _pairs(source: str) -> Build:
    from qa_service.agreement.pairs import all_pair_kappas

    def build(data: Data) -> Run:
        codes = data[source]

        def run() -> Any:
            kappas = all_pair_kappas(codes, len(LEVELS), "quadratic", SCALE.scores)
            return kappas[np.triu_indices(len(codes), 1)]

        return run

    return build


def _bootstrap(data: Data) -> Run:
    from qa_service.agreement.resampling.study import bootstrap

    codes = data["codes"]

    def run() -> list[Any]:
        found = bootstrap(Ratings.from_codes(codes, SCALE), "krippendorff_alpha_nominal", REPLICATES, seed=1)
        return [found.value, found.se]

    return run


def _dawid_skene(tolerance: float) -> Build:
    from qa_service.agreement.latent import dawid_skene

    def build(data: Data) -> Run:
        codes = data["codes"]

        def run() -> list[Any]:
            ratings = Ratings.from_codes(codes, SCALE)
            found = dawid_skene(ratings, tolerance=tolerance, intervals=False)
            return [found.log_likelihood, *(share.value for share in found.prevalence.values())]

        return run

    return build


WORKS: dict[str, Build] = {
    **{
        f"alpha {metric}": _coefficient(f"krippendorff_alpha_{metric}")
        for metric in ("nominal", "ordinal", "interval", "ratio")
    },
    "Fleiss + SE": _coefficient("fleiss_kappa", with_error=True),
    "AC2 quadratic + SE": _coefficient("gwet_ac2_quadratic", with_error=True),
    "Fleiss, complete": _coefficient("fleiss_kappa", "complete"),
    "six ICCs + intervals": _iccs("complete"),
    "six ICCs, missing": _iccs("codes"),
    "weighted kappa of all pairs": _pairs("codes"),
    "the same, complete": _pairs("complete"),
    "1,000 bootstraps of alpha": _bootstrap,
    "Dawid-Skene, loosely": _dawid_skene(1e-5),
    "Dawid-Skene, converged": _dawid_skene(1e-8),
    "alpha of numbers, ordinal": _of_numbers("krippendorff_alpha_ordinal"),
    "alpha of numbers, interval": _of_numbers("krippendorff_alpha_interval"),
}


if __name__ == "__main__":
    main(WORKS, "")
