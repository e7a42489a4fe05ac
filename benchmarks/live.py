"""Live agreement figures after a thousand, a hundred thousand and a million reviews: the cost must stay the same.

    python -m benchmarks.live [--tiny]

Each store is filled through the ledger's own counting (two reviewers of forty an item, two criteria on three levels
and a raw score); then `services.agreement.figures` is timed, read from a store on disk. Read the ratio, not the time.
"""

from __future__ import annotations

import argparse
import random
import tempfile
import time
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

from qa_service.services import access, agreement, rubrics
from qa_service.services.access import NewPerson
from qa_service.services.actor import Actor
from qa_service.services.agreement import Filters
from qa_service.services.ledger import Delta
from qa_service.storage.engine import Store
from qa_service.storage.migrate import migrate
from qa_service.storage.unit_of_work import UnitOfWork

RUBRIC = """\
schema: kpo-rubric/1
id: bench.memo
version: 1.0.0
title: Memo
scales:
  quality:
    type: ordinal
    levels: [{ id: poor, score: 0.0 }, { id: fair, score: 0.5 }, { id: good, score: 1.0 }]
sections:
  - id: substance
    title: Substance
    weight: 100
    criteria:
      - { id: reasoning, title: Reasoning, scale: quality, weight: 60 }
      - { id: sources, title: Sources, scale: quality, weight: 40 }
scoring: { method: weighted_mean, pass_mark: 70 }
tests:
  - { name: best, answers: { reasoning: good, sources: good }, expect: { score: 100.0 } }
"""
LEVELS = ("poor", "fair", "good")
REVIEWERS = tuple(f"per_{i:03}" for i in range(40))
SIZES = (1_000, 100_000, 1_000_000)


@dataclass(frozen=True, slots=True)
class Given:
    """One rating, as the ledger sees it."""

    reviewer_id: str
    value: str
    kind: str = "ordinary"


def main(arguments: Sequence[str] | None = None) -> None:
    """Fill, measure, and print a line per size."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--tiny", action="store_true", help="two small sizes, to see that it runs")
    sizes = (200, 2_000) if parser.parse_args(arguments).tiny else SIZES
    first = 0.0
    for reviews in sizes:
        with tempfile.TemporaryDirectory() as folder:
            seconds, rows = measure(Path(folder), reviews)
        first = first or seconds
        line = f"{reviews:>9,} reviews   {seconds * 1e3:7.2f} ms   ratio to the first {seconds / first:5.2f}"
        print(f"{line}   {rows:,} rows in the ledger", flush=True)


def measure(folder: Path, reviews: int) -> tuple[float, int]:
    """The best time of ten readings of every figure, and the size of the ledger."""
    store = Store(f"sqlite:///{folder / 'store.sqlite3'}")
    migrate(store)
    with store.write() as uow:
        tenant = access.bootstrap(uow)
    lead = store.transact(tenant, _prepare)
    delta = counted(reviews)
    with store.write(tenant) as uow:
        delta.write(uow)
    best = min(_timed(store, tenant, lead) for _ in range(10))
    store.close()
    return best, sum(len(rows) for *_, rows in delta.rows())


def _prepare(uow: UnitOfWork) -> Actor:
    rubrics.publish(uow, None, RUBRIC)
    actor = access.actor_by_id(uow, access.add_person(uow, None, NewPerson("lead", roles=("lead",))))
    if actor is None:
        raise RuntimeError("the lead was not found again")
    return actor


def counted(reviews: int) -> Delta:
    """The counts of so many reviews, two an item."""
    rng = random.Random(20261125)
    delta = Delta()
    for _ in range(reviews // 2):
        quality = rng.gauss(0, 1)
        who = rng.sample(REVIEWERS, 2)
        for criterion in ("reasoning", "sources"):
            given = [Given(w, LEVELS[max(0, min(2, round(1 + quality + rng.gauss(0, 0.6))))]) for w in who]
            delta.count(("bench.memo", 1, "eng_bench", criterion), given)
        scores = [Given(w, str(round(min(100, max(0, 60 + 20 * quality + rng.gauss(0, 8))), 2))) for w in who]
        delta.count(("bench.memo", 1, "eng_bench", "@raw_score"), scores, numbers=True)
    return delta


def _timed(store: Store, tenant: str, lead: Actor) -> float:
    with store.read(tenant) as uow:
        start = time.perf_counter()
        agreement.figures(uow, lead, Filters("bench.memo", from_counts=True))
        return time.perf_counter() - start


if __name__ == "__main__":
    main()
