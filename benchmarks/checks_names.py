"""Names of other contracts' parties, put into contracts: told by the lists of foreign and of own names."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from pathlib import Path

from benchmarks.checks_quality import Result, Row, is_found, rows
from qa_service.checks import CheckPlan, compile_checks, run_checks
from qa_service.documents import parse_document
from qa_service.rubric import CheckSpec

FAULT = "foreign_party_name"


def foreign_names(data: Path) -> Iterator[Result]:
    """Yield recall and alarms of both checks on the contracts whose parties are given."""
    contracts = {str(row["id"]): row for row in rows(data, "contracts_docs")}
    faults = [row for row in rows(data, "contracts_faults") if row["fault"] == FAULT]
    plans = {name: _plans(parties) for name, parties in _parties(contracts).items()}
    for check in ("names.foreign", "names.allowlist"):
        clean = [
            len(run_checks(plan[check], parse_document(str(contracts[name]["text"]))).findings)
            for name, plan in plans.items()
        ]
        found = sum(
            is_found(plans[str(row["doc"])][check], str(contracts[str(row["doc"])]["text"]), row) for row in faults
        )
        yield Result(FAULT, check, found, len(faults), sum(clean), sum(map(bool, clean)), len(clean))


def _parties(contracts: Mapping[str, Row]) -> dict[str, tuple[list[str], list[str]]]:
    """Return the own and the foreign parties of each contract that names any."""
    own = {name: [str(party) for party in _listed(row)] for name, row in contracts.items() if _listed(row)}
    everybody = sorted({party for parties in own.values() for party in parties})
    return {name: (parties, [party for party in everybody if party not in parties]) for name, parties in own.items()}


def _listed(row: Row) -> Sequence[object]:
    parties = row.get("parties")
    return parties if isinstance(parties, list) else []


def _plans(parties: tuple[list[str], list[str]]) -> dict[str, CheckPlan]:
    own, foreign = parties
    given: dict[str, dict[str, object]] = {
        "names.foreign": {"foreign": foreign, "allowed": own},
        "names.allowlist": {"from": own},
    }
    return {check: compile_checks([CheckSpec(check, check, params, "finding")]) for check, params in given.items()}
