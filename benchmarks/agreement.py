"""Agreement coefficients against the libraries people use for them, on the same ratings in the same run.

    python -m benchmarks.agreement [--full] [--tiny] [--peers-python PATH]

Ratings are 5 ordered levels with 30 % missing. Ours is timed end to end from the integer codes; a peer from
the input it wants. Peers are not dependencies: install them in an environment of their own and name its
Python, e.g. ``pip install krippendorff irrCAC statsmodels scikit-learn pingouin "pandas<3"``. What is not
installed is said in a line. Absolute times mean nothing on a shared machine: read the ratios.
"""

from __future__ import annotations

import argparse
import json
import platform
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable, Iterator, Sequence
from pathlib import Path

import numpy as np
from numpy.typing import NDArray

from qa_service.agreement import Ratings, Scale, coefficients
from qa_service.agreement.pairs import all_pairs, weighted_kappas
from qa_service.agreement.weights import agreement_weights

LEVELS = tuple("12345")
SCALE = Scale("ordinal", LEVELS)
SIZES = ((1_000, 5), (10_000, 20), (100_000, 50))
FULL = (1_000_000, 10)
TINY = ((60, 3),)
PEERS = ("krippendorff", "irrCAC", "statsmodels", "scikit-learn", "pingouin")
SCRIPT = Path(__file__).with_name("agreement_peers.py")
Codes = NDArray[np.int8]
Figure = tuple[float, float]  # best seconds, value


def simulate(items: int, raters: int, missing: float, seed: int = 20240501) -> Codes:
    """Latent quality, rater severity (sd 0.4) and noise (sd 0.6) cut into five levels; raters x items."""
    rng = np.random.default_rng(seed)
    quality = rng.normal(size=items)
    codes = np.empty((raters, items), dtype=np.int8)
    for row in codes:
        seen = quality + rng.normal(0, 0.4) + rng.normal(0, 0.6, items)
        row[:] = np.digitize(seen, [-1.2, -0.4, 0.4, 1.2])
        row[rng.random(items) < missing] = -1
    return codes


def best_of(work: Callable[[], float], seconds: float = 1.0, most: int = 30) -> Figure:
    """Return the shortest time of repeated runs and the value they gave."""
    times: list[float] = []
    value = 0.0
    began = time.perf_counter()
    while not times or (len(times) < most and time.perf_counter() - began < seconds):
        start = time.perf_counter()
        value = work()
        times.append(time.perf_counter() - start)
    return min(times), value


def ours(codes: Codes, complete: Codes) -> dict[str, Figure]:
    """Time our coefficients; the names match those of the peers' script."""

    def one(name: str, data: Codes) -> Callable[[], float]:
        return lambda: coefficients(Ratings.from_codes(data, SCALE), [name])[name].value or 0.0

    out = {
        f"alpha {metric}": best_of(one(f"krippendorff_alpha_{metric}", codes))
        for metric in ("nominal", "ordinal", "interval", "ratio")
    }
    out["AC2 quadratic + SE"] = best_of(one("gwet_ac2_quadratic", codes))
    out["Fleiss, missing, + SE"] = best_of(one("fleiss_kappa", codes))
    out["Fleiss, complete"] = best_of(one("fleiss_kappa", complete))
    out["six ICCs + intervals"] = best_of(lambda: _iccs(complete))
    out["weighted kappa of all pairs"] = best_of(lambda: _pairs(complete))
    return out


def _iccs(complete: Codes) -> float:
    names = [f"icc_{form}_{unit}" for form in "123" for unit in "1k"]
    return coefficients(Ratings.from_codes(complete, SCALE), names)["icc_2_1"].value or 0.0


def _pairs(complete: Codes) -> float:
    tables = all_pairs(complete, len(LEVELS))
    first, second = np.triu_indices(len(complete), 1)
    return float(weighted_kappas(tables[first, second], agreement_weights("quadratic", SCALE.scores)).mean())


def peers(python: str, codes: Codes, complete: Codes, limit: float) -> Iterator[tuple[str, list[object]]]:
    """Run each peer in a process of its own; yield its name and ``[work, seconds, value]`` or ``[work, message]``."""
    with tempfile.TemporaryDirectory() as folder:
        file = Path(folder) / "ratings.npz"
        np.savez(file, codes=codes, complete=complete)
        for peer in PEERS:
            yield from ((peer, step) for step in _run([python, str(SCRIPT), str(file), peer], limit))


def _run(command: list[str], limit: float) -> list[list[object]]:
    note: list[list[object]] = []
    try:
        done = subprocess.run(command, capture_output=True, text=True, check=False, timeout=limit)
        text = done.stdout
        if done.returncode:
            note = [["all", f"did not run: {done.stderr.strip().splitlines()[-1:]}"]]
    except subprocess.TimeoutExpired as late:
        text = late.stdout.decode() if isinstance(late.stdout, bytes) else late.stdout or ""
        note = [["the rest", f"stopped after {limit:g} s"]]
    return [json.loads(line) for line in text.splitlines() if line.endswith("]")] + note


def compare(items: int, raters: int, python: str, limit: float) -> None:
    """Measure one size and print a line per peer and piece of work."""
    codes, complete = simulate(items, raters, 0.3), simulate(items, raters, 0.0)
    mine = ours(codes, complete)
    print(f"\n{items:,} items x {raters} raters")
    for work, (seconds, _) in mine.items():
        print(f"  {work:<28} {seconds * 1e3:10.3f} ms")
    for peer, step in peers(python, codes, complete, limit):
        print(f"    {_line(peer, step, mine)}")


def _line(peer: str, step: list[object], mine: dict[str, Figure]) -> str:
    work = str(step[0])
    if len(step) < 3:
        return f"{peer:<14} {work:<28} {step[-1]}"
    theirs, value = float(str(step[1])), float(str(step[2]))
    seconds, own = mine[work]
    gap = abs(value - own)
    same = "equal" if gap <= 1e-7 else f"differs by {gap:.2g} ({own:.9g} against {value:.9g})"
    return f"{peer:<14} {work:<28} {theirs * 1e3:12.2f} ms   ratio {theirs / seconds:9.1f}   {same}"


def main(arguments: Sequence[str] | None = None) -> None:
    """Read the options and run the sizes asked for."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--peers-python", default=sys.executable, help="Python that has the peers installed")
    parser.add_argument("--full", action="store_true", help="also 1,000,000 items x 10 raters")
    parser.add_argument("--tiny", action="store_true", help="one small size, to see that it runs")
    parser.add_argument("--limit", type=float, default=60.0, help="seconds a peer may take per size")
    options = parser.parse_args(arguments)
    print(f"{platform.machine()}, Python {platform.python_version()}, NumPy {np.__version__}")
    sizes = TINY if options.tiny else SIZES + ((FULL,) if options.full else ())
    for items, raters in sizes:
        compare(items, raters, options.peers_python, options.limit)


if __name__ == "__main__":
    main()
