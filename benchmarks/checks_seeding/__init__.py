"""Faults put by machine into the contracts of the folder, one each, where no labelled data have faults for a check."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

from benchmarks.checks_quality import Result, rows
from benchmarks.checks_seeding import around, citing, days, figures, filed, given, structure, wording, wording_rules
from benchmarks.checks_seeding.mechanism import contracts_of, measured
from qa_service.checks import catalogue

FAMILIES = (wording, wording_rules, structure, citing, figures, given, days, around, filed)
SEEDS = tuple(seed for family in FAMILIES for seed in family.SEEDS)


def put_in(data: Path) -> Iterator[Result]:
    """Yield a result per kind of fault whose check is built, where the folder has contracts."""
    contracts = contracts_of(rows(data, "contracts_docs"))
    built = {info.name for info in catalogue()}
    yield from (measured(seed, contracts) for seed in SEEDS if contracts and seed.check in built)
