"""Agreement figures against the libraries people use for them, on the same ratings in the same run.

    python -m benchmarks.agreement [--tiny] [--peers-python PATH ...] [--limit SECONDS] [--only WORK ...] [--json FILE]

Ratings are 5 ordered levels with 30 % missing (none missing where a peer cannot). Every cell of the table is a
process of its own with one BLAS thread: the shortest time of its runs, the growth of resident memory over the
loaded data, and the figures, which are compared. Ours is timed end to end from the integer codes, a peer from the
input it wants. Peers are not dependencies: install them in environments of their own and name their Pythons, e.g.
``pip install krippendorff evalica irrCAC statsmodels scikit-learn pingouin interrater crowd-kit "pandas<3"``.
What is not installed, or does not end in time, is said. Absolute times mean nothing on a shared machine: read the
ratios.
"""

from __future__ import annotations

import argparse
import json
import math
import os
import platform
import subprocess
import sys
import tempfile
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

import numpy as np
from numpy.typing import NDArray

from benchmarks.agreement_cell import measure
from benchmarks.agreement_ours import WORKS
from benchmarks.agreement_peers import COUNTED, MODULES, PEERS
from benchmarks.agreement_running import latencies

SIZES = ((1_000, 5), (10_000, 20), (100_000, 50), (1_000_000, 10))
TINY = ((60, 3),)
NUMBERS = ((300, 3), (100_000, 10))
ROOT = Path(__file__).parents[1]
_ONE_THREAD = ("OPENBLAS_NUM_THREADS", "MKL_NUM_THREADS", "OMP_NUM_THREADS")
Figures = Mapping[str, Any]


@dataclass(frozen=True, slots=True)
class Goal:
    """How many times faster than the best peer, and from how many ratings on."""

    ratio: float
    ratings: int = 0


GOALS = {
    **{f"alpha {metric}": Goal(20, 5_000_000) for metric in ("nominal", "ordinal", "interval", "ratio")},
    "Fleiss + SE": Goal(45),
    "AC2 quadratic + SE": Goal(45),
    "six ICCs + intervals": Goal(500),
    "weighted kappa of all pairs": Goal(15),
    "the same, complete": Goal(15),
    "1,000 bootstraps of alpha": Goal(20),
    "Dawid-Skene, loosely": Goal(14),
    "Dawid-Skene, converged": Goal(14),
}
_SIMULATED = {"1,000 bootstraps of alpha": (0.0, 0.15)}
"""Work whose figures are random: how far the n-th figure may be off, as a share of it."""


@dataclass(slots=True)
class Row:
    """One piece of work at one size: our cell, those of the peers, and what they could not do."""

    work: str
    items: int
    raters: int
    ours: Figures
    peers: dict[str, Figures] = field(default_factory=dict)
    stopped: dict[str, float] = field(default_factory=dict)
    failed: dict[str, str] = field(default_factory=dict)

    @property
    def best(self) -> str | None:
        """The fastest peer."""
        names = [name for name in self.peers if name != COUNTED]
        return min(names, key=lambda name: self.peers[name]["seconds"], default=None)

    @property
    def ratio(self) -> float | None:
        """How many times longer the fastest peer takes."""
        return None if self.best is None else self.peers[self.best]["seconds"] / self.ours["seconds"]

    @property
    def least(self) -> float | None:
        """What the ratio is at least when every peer was stopped."""
        return min(self.stopped.values()) / self.ours["seconds"] if self.stopped and not self.peers else None

    @property
    def met(self) -> bool | None:
        """Whether the goal is reached; None where there is none, or nothing to compare with."""
        reached = self.ratio or self.least
        return None if self.goal is None or reached is None else reached >= self.goal

    @property
    def goal(self) -> float | None:
        """The ratio that is aimed at."""
        goal = GOALS.get(self.work)
        return goal.ratio if goal and self.items * self.raters >= goal.ratings else None

    def equal(self, peer: str) -> str:
        """How closely the peer's figures are ours."""
        mine, theirs = (np.array(found["values"], dtype=np.float64) for found in (self.ours, self.peers[peer]))
        size = min(mine.size, theirs.size)
        gap = np.abs(mine[:size] - theirs[:size])
        if self.work in _SIMULATED:
            off = gap / np.abs(mine[:size])
            return (
                "as simulated" if np.all(off <= np.array(_SIMULATED[self.work]) + 1e-9) else f"off by {off.max():.1%}"
            )
        if self.work.startswith("Dawid-Skene") and gap[1:].max() > 1e-4:
            # The first figure is the likelihood: of two solutions the likelier one is right.
            return f"{'likelier' if mine[0] > theirs[0] else 'LESS LIKELY'} {gap[0]:.2g}"
        worst = float((gap[1:] if self.work.startswith("Dawid-Skene") else gap).max(initial=0.0))
        if not math.isfinite(worst):
            return "no number"
        return f"1e-{min(int(-math.log10(max(worst, 1e-16))), 15)}" if worst <= 1e-4 else f"off by {worst:.2g}"

    def to_dict(self) -> dict[str, Any]:
        """Return the JSON form, without the figures themselves."""

        def slim(found: Figures) -> dict[str, Any]:
            return {key: value for key, value in found.items() if key != "values"}

        return {
            "work": self.work,
            "items": self.items,
            "raters": self.raters,
            "ours": slim(self.ours),
            "peers": {name: {**slim(found), "equal_to": self.equal(name)} for name, found in self.peers.items()},
            "best": self.best,
            "ratio": self.ratio,
            "goal": self.goal,
            "ratio_at_least": self.least,
            "met": self.met,
            "stopped_after_seconds": self.stopped,
            "failed": self.failed,
        }


def simulate(items: int, raters: int, missing: float, seed: int = 20240501) -> NDArray[np.int8]:
    """Latent quality, rater severity (sd 0.4) and noise (sd 0.6) cut into five levels; raters x items."""
    rng = np.random.default_rng(seed)
    quality = rng.normal(size=items)
    codes = np.empty((raters, items), dtype=np.int8)
    for row in codes:
        seen = quality + rng.normal(0, 0.4) + rng.normal(0, 0.6, items)
        row[:] = np.digitize(seen, [-1.2, -0.4, 0.4, 1.2])
        row[rng.random(items) < missing] = -1
    return codes


def numbers(items: int, raters: int, seed: int = 20240501) -> NDArray[np.float64]:
    """Real-valued scores, raters x items, 30 % missing."""
    rng = np.random.default_rng(seed)
    values = 50 + 10 * rng.normal(size=items) + rng.normal(0, 4, (raters, 1)) + rng.normal(0, 6, (raters, items))
    values[rng.random(values.shape) < 0.3] = np.nan
    return values


class Bench:
    """Where cells run and how long they may take."""

    def __init__(self, pythons: Sequence[str], limit: float, here: bool) -> None:
        self.limit = limit
        self.here = here
        self.absent: set[str] = set()
        self.python_of = {peer: found for peer in PEERS if (found := _having(MODULES[peer], pythons))}

    def rows(self, works: Sequence[str], items: int, raters: int, data: Mapping[str, NDArray[Any]]) -> Iterator[Row]:
        """Measure some pieces of work on one set of ratings."""
        with tempfile.TemporaryDirectory() as folder:
            file = Path(folder) / "ratings.npz"
            np.savez(file, **data)  # type: ignore[arg-type]
            for work in works:
                yield self._row(work, items, raters, file, data)

    def _row(self, work: str, items: int, raters: int, file: Path, data: Mapping[str, NDArray[Any]]) -> Row:
        if self.here:
            row = Row(work, items, raters, measure(WORKS[work](data), 0.01))
        else:
            mine = self._cell([sys.executable, "-m", "benchmarks.agreement_ours", str(file), work, "1.5"], None)
            if mine is None or "error" in mine:
                raise SystemExit(f"{work}, {items} x {raters}: {mine}")
            row = Row(work, items, raters, mine)
        for peer in (name for name, steps in PEERS.items() if work in steps):
            if peer not in self.python_of:
                self.absent.add(MODULES[peer])
                continue
            command = [
                self.python_of[peer],
                "-m",
                "benchmarks.agreement_peers",
                peer,
                str(file),
                work,
                "0.01" if self.here else "2",
            ]
            found = self._cell(command, self.limit)
            if found is None:
                row.stopped[peer] = self.limit
            elif "error" in found:
                row.failed[peer] = found["error"]
            else:
                row.peers[peer] = found
        return row

    def _cell(self, command: list[str], limit: float | None) -> Figures | None:
        environment = {**os.environ, **dict.fromkeys(_ONE_THREAD, "1"), "HF_HUB_OFFLINE": "1"}
        try:
            done = subprocess.run(
                command, capture_output=True, text=True, check=False, timeout=limit, cwd=ROOT, env=environment
            )
        except subprocess.TimeoutExpired:
            return None
        if done.returncode:
            return {"error": "".join(done.stderr.strip().splitlines()[-1:])[:160]}
        found: Figures = json.loads(done.stdout.splitlines()[-1])
        return found


def _having(module: str, pythons: Sequence[str]) -> str | None:
    code = f"import importlib.util, sys; sys.exit(importlib.util.find_spec({module!r}) is None)"
    for python in pythons:
        if subprocess.run([python, "-c", code], check=False, capture_output=True).returncode == 0:
            return python
    return None


_HEAD = (
    f"{'work':<28}{'items x raters':>18}{'ours ms':>11}{'best peer':>15}{'its ms':>11}{'ratio':>9}"
    f"{'MB ours/peer':>16}  {'equal to':<13}{'goal':>7}  met"
)


def line(row: Row) -> str:
    """Return one line of the table."""
    size = f"{row.items:,} x {row.raters}"
    mine = f"{row.work:<28}{size:>18}{row.ours['seconds'] * 1e3:>11.3f}"
    goal = "-" if row.goal is None else f"{row.goal:g} x"
    met = {None: "", True: "yes", False: "NO"}[row.met]
    if row.best is None or row.ratio is None:
        ratio = "-" if row.least is None else f"> {row.least:.1f}"
        who = "-" if row.least is None else "stopped"
        return f"{mine}{who:>15}{'-':>11}{ratio:>9}{_mb(row.ours) + '/-':>16}  {'-':<13}{goal:>7}  {met}"
    best = row.peers[row.best]
    memory = _mb(row.ours) + "/" + _mb(best)
    theirs = f"{row.best:>15}{best['seconds'] * 1e3:>11.2f}{row.ratio:>9.1f}{memory:>16}"
    return f"{mine}{theirs}  {row.equal(row.best):<13}{goal:>7}  {met}"


def _mb(found: Figures) -> str:
    return "?" if found.get("extra_mb") is None else f"{found['extra_mb']:.0f}"


def studies(tiny: bool) -> Iterator[tuple[list[str], int, int, Callable[[], Mapping[str, NDArray[Any]]]]]:
    """Yield the pieces of work that share a set of ratings, its size, and how to make it."""
    of_levels = [work for work in WORKS if "numbers" not in work]
    for items, raters in TINY if tiny else SIZES:
        yield (
            of_levels,
            items,
            raters,
            lambda n=items, k=raters: {"codes": simulate(n, k, 0.3), "complete": simulate(n, k, 0.0)},  # type: ignore[misc]
        )
    for items, raters in NUMBERS[:1] if tiny else NUMBERS:
        yield (
            [work for work in WORKS if "numbers" in work],
            items,
            raters,
            lambda n=items, k=raters: {"values": numbers(n, k)},  # type: ignore[misc]
        )


def main(arguments: Sequence[str] | None = None) -> None:
    """Read the options, measure, and print one table."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--peers-python", nargs="+", action="extend", help="Pythons that have peers installed")
    parser.add_argument("--tiny", action="store_true", help="one small size, to see that it runs")
    parser.add_argument("--limit", type=float, default=75.0, help="seconds a peer may take for a cell")
    parser.add_argument("--only", nargs="+", action="extend", help="pieces of work, by the first words of their names")
    parser.add_argument("--json", type=Path, help="write the table to this file too")
    options = parser.parse_args(arguments)
    bench = Bench(options.peers_python or [sys.executable], options.limit, options.tiny)
    print(f"{platform.machine()}, Python {platform.python_version()}, NumPy {np.__version__}, one BLAS thread")
    for items, raters in TINY if options.tiny else SIZES:
        print(f"  {items:,} items x {raters} raters, 5 levels, 30 % missing")
    print(f"\n{_HEAD}\n{'-' * len(_HEAD)}")
    table: list[Row] = []
    for works, items, raters, make in studies(options.tiny):
        wanted = [work for work in works if not options.only or work.startswith(tuple(options.only))]
        for row in bench.rows(wanted, items, raters, make()) if wanted else ():
            print(line(row), flush=True)
            table.append(row)
    live = latencies(200 if options.tiny else 20_000)
    for what, microseconds in live.items():
        print(f"{what:<60}{microseconds:>9.1f} microseconds")
    _say_what_is_missing(table, bench.absent)
    if options.json:
        document = {"machine": platform.machine(), "rows": [row.to_dict() for row in table], "live": live}
        options.json.write_text(json.dumps(document, indent=1), encoding="utf-8")


def _say_what_is_missing(table: Sequence[Row], absent: set[str]) -> None:
    versions = {name: found["version"] for row in table for name, found in row.peers.items()}
    if versions:
        print("\nPeers: " + ", ".join(f"{name} {version}" for name, version in sorted(versions.items())))
    if absent:
        print(f"Not installed: {', '.join(sorted(absent))}")
    for row in table:
        if COUNTED in row.peers:
            ratio = row.peers[COUNTED]["seconds"] / row.ours["seconds"]
            print(f"  {row.work}, {row.items:,} x {row.raters}: {COUNTED} by NumPy first: ratio {ratio:.1f}")
        late = {peer: f"stopped after {limit:g} s" for peer, limit in row.stopped.items()}
        for peer, note in {**late, **row.failed}.items():
            print(f"  {row.work}, {row.items:,} x {row.raters}: {peer}: {note}")


if __name__ == "__main__":
    main()
