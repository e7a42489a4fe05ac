"""What the example's reviewers said of the machine's findings, so that every check has a live precision to look at.

The index files list the faults that are in each document (``planted``) and the findings that are none, with the reason
(``cleared``). A finding that is on neither list stays open.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from datetime import timedelta
from typing import Any

from qa_service.checks import Finding
from qa_service.example.material import Example
from qa_service.services import findings
from qa_service.services.actor import Actor
from qa_service.storage.unit_of_work import UnitOfWork

AFTER_REVIEW = timedelta(minutes=4)


def verdicts(example: Example, found: Sequence[tuple[str, Finding]]) -> Iterator[tuple[str, str, str]]:
    """Yield (id, state, reason) for each finding that the index file speaks of."""
    for identifier, finding in found:
        cleared = next((entry for entry in example.cleared if speaks_of(entry, finding)), None)
        if any(speaks_of(entry, finding) for entry in example.planted):
            yield identifier, "confirmed", ""
        elif cleared is not None:
            yield identifier, "dismissed", str(cleared["reason"])


def decide(uow: UnitOfWork, reviewer: Actor, example: Example, found: Sequence[tuple[str, Finding]]) -> None:
    """Confirm and dismiss findings the way the reviewer did."""
    for identifier, state, reason in verdicts(example, found):
        findings.decide(uow, reviewer, identifier, state, reason, "*")


def speaks_of(entry: Mapping[str, Any], finding: Finding) -> bool:
    """An entry names a check and a quotation that holds the finding or is part of it; or the whole document's."""
    if entry["check"] != finding.uses:
        return False
    quote = str(entry.get("quote", ""))
    return not finding.quote or not quote or quote in finding.quote or finding.quote in quote
