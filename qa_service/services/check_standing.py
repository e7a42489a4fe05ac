"""What of the checks' findings counts: neither what was waived nor what a check in shadow found.

Both are looked up when they are asked for and never written to the findings: a waiver ends by itself when its time is
up, and a check that leaves the shadow counts at once.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from qa_service.checks import CAPPED, Finding
from qa_service.rubric import Rubric
from qa_service.services.whereabouts import Whereabouts
from qa_service.storage.queries import checks as queries
from qa_service.storage.unit_of_work import UnitOfWork

ACTIVE, SHADOW = "active", "shadow"


@dataclass(frozen=True, slots=True)
class Standing:
    """What does not count around a deliverable: waived findings (check and fingerprint), checks in shadow (ids)."""

    waived: frozenset[tuple[str, str]] = frozenset()
    shadow: frozenset[str] = frozenset()

    def silences(self, finding: Finding) -> bool:
        """Whether a finding does not count."""
        return finding.check in self.shadow or (finding.check, finding.fingerprint) in self.waived


COUNTS_ALL = Standing()


@dataclass(frozen=True, slots=True)
class Ground:
    """What holds for everything that is handed in under one rubric: its checks in shadow, whether there are waivers."""

    shadow: frozenset[str]
    waivers: bool


def ground(uow: UnitOfWork, rubric: Rubric) -> Ground:
    """Read what holds for everything that is handed in under a rubric."""
    return Ground(shadowed(uow, rubric), queries.any_in_force(uow))


def around(uow: UnitOfWork, on: Ground, place: Whereabouts) -> Standing:
    """What does not count in a deliverable that is handed in."""
    places = [name for name in (place.engagement, place.case, place.deliverable) if name]
    rows = queries.in_force_around(uow, places) if on.waivers else ()
    return Standing(frozenset((row.check, row.fingerprint) for row in rows), on.shadow)


def shadowed(uow: UnitOfWork, rubric: Rubric) -> frozenset[str]:
    """The ids of a rubric's checks that run in shadow; what was set for the rubric goes before the rest."""
    rows = queries.modes(uow, rubric.id)
    own = {row.name: row.mode for row in rows if row.rubric_id}
    everywhere = {row.name: row.mode for row in rows if not row.rubric_id}
    return frozenset(s.id for s in rubric.checks if own.get(s.id, everywhere.get(s.uses)) == SHADOW)


def waived_hits(uow: UnitOfWork, version_ids: Sequence[str]) -> Mapping[str, Mapping[str, int]]:
    """How many hits of each check are waived, by version."""
    found = {(row.finding, row.version_id, row.check) for row in queries.waived(uow, version_ids) if row.code != CAPPED}
    counts: dict[str, Counter[str]] = {}
    for _, version, check in found:
        counts.setdefault(version, Counter())[check] += 1
    return counts


def counted(hits: Mapping[str, Any], shadow: Iterable[str], waived: Mapping[str, int]) -> dict[str, Any]:
    """The facts of the checks as conditions see them: in shadow nothing was hit, and what was waived does not count."""
    found = {name: dict(values) for name, values in hits.items()}
    for name, n in waived.items():
        if name in found:
            found[name]["hits"] = max(found[name].get("hits", 0) - n, 0)
    for name in shadow:
        if name in found:
            found[name]["hits"] = 0
    return found


def uncounted(hits: Mapping[str, Any], aside: Iterable[Finding]) -> dict[str, Any]:
    """The facts with all hits, also those that were set aside: what is stored."""
    found = {name: dict(values) for name, values in hits.items()}
    for finding in aside:
        if finding.code != CAPPED and finding.check in found:
            found[finding.check]["hits"] += 1
    return found
