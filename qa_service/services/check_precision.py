"""How good each check is, from people's decisions: what it found, what became of that, and its precision.

Precision is the share of confirmed findings among those that were decided, with its exact interval. A finding that
comes back in later versions of a deliverable is one case: its last decision counts.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any

from qa_service.agreement.proportions import Proportion, proportion
from qa_service.checks import CheckInfo, catalogue
from qa_service.errors import not_found
from qa_service.services import check_standing, rubrics
from qa_service.services.actor import Actor
from qa_service.services.check_modes import EVERYWHERE
from qa_service.services.check_standing import ACTIVE, SHADOW
from qa_service.storage.queries import checks as queries
from qa_service.storage.unit_of_work import UnitOfWork

RECENT = 50
_Key = tuple[str, str, str]  # rubric version, check id, catalogue name


@dataclass(frozen=True, slots=True)
class Tally:
    """What became of a check's findings; the five parts add up to ``findings``."""

    findings: int
    open: int
    confirmed: int
    dismissed: int
    waived: int
    shadow: int
    precision: Proportion

    def to_dict(self) -> dict[str, object]:
        """Return the JSON form."""
        counts = {
            name: getattr(self, name) for name in ("findings", "open", "confirmed", "dismissed", "waived", "shadow")
        }
        return {**counts, "precision": self.precision.to_dict()}


@dataclass(frozen=True, slots=True)
class RubricTally:
    """The tally of one check of one rubric version."""

    rubric: str
    version: str
    check: str
    mode: str
    tally: Tally


@dataclass(frozen=True, slots=True)
class CheckFigures:
    """A check of the catalogue with its live figures; None where they are not open to the actor."""

    info: CheckInfo
    mode: str | None = None
    tally: Tally | None = None
    rubrics: tuple[RubricTally, ...] = ()


@dataclass(slots=True)
class _Counts:
    findings: int = 0
    confirmed: int = 0
    dismissed: int = 0
    waived: int = 0
    shadow: int = 0
    # By deliverable, check and fingerprint: the number of the version it was last decided on, and the decision.
    verdicts: dict[tuple[str, str, str], tuple[int, bool]] = field(default_factory=dict)

    def add(self, other: _Counts) -> None:
        for name in ("findings", "confirmed", "dismissed", "waived", "shadow"):
            setattr(self, name, getattr(self, name) + getattr(other, name))
        for key, verdict in other.verdicts.items():
            self.verdicts[key] = max(verdict, self.verdicts.get(key, verdict), key=lambda decided: decided[0])

    def tally(self) -> Tally:
        left = self.findings - self.confirmed - self.dismissed - self.waived - self.shadow
        precision = proportion(sum(confirmed for _, confirmed in self.verdicts.values()), len(self.verdicts))
        return Tally(self.findings, left, self.confirmed, self.dismissed, self.waived, self.shadow, precision)


def catalogue_figures(uow: UnitOfWork, actor: Actor) -> list[CheckFigures]:
    """Every check of the catalogue, by name; with figures for those who see everything."""
    if not actor.sees_everything:
        return [CheckFigures(info) for info in catalogue()]
    counts = _counted(uow, None)
    modes = {row.name: row.mode for row in queries.all_modes(uow) if row.rubric_id == EVERYWHERE}
    return [_figures(info, modes.get(info.name, ACTIVE), counts) for info in catalogue()]


def figures(uow: UnitOfWork, actor: Actor, name: str) -> CheckFigures:
    """One check of the catalogue, with the figures of each rubric version for those who see everything."""
    info = next((info for info in catalogue() if info.name == name), None)
    if info is None:
        raise not_found("check", name)
    if not actor.sees_everything:
        return CheckFigures(info)
    everywhere = queries.mode(uow, EVERYWHERE, name)
    return _figures(info, everywhere.mode if everywhere else ACTIVE, _counted(uow, name))


def undecided(uow: UnitOfWork, actor: Actor, name: str) -> Sequence[Any]:
    """The newest undecided findings of a check, with their deliverables: what its precision is still to be made of."""
    actor.require_overview()
    return queries.undecided(uow, name, RECENT)


@dataclass(frozen=True, slots=True)
class _Counted:
    by_key: Mapping[_Key, _Counts]
    versions: Mapping[str, tuple[str, str]]
    shadow: Mapping[str, frozenset[str]]
    order: Sequence[_Key]


def _counted(uow: UnitOfWork, uses: str | None) -> _Counted:
    tallies = queries.tallies(uow, uses)
    counts = {(row.rubric_version_id, row.check, row.uses): _Counts(findings=row.n) for row in tallies}
    for row in queries.decided(uow, uses):
        own = counts.setdefault((row.rubric_version_id, row.check, row.uses), _Counts())
        confirmed = row.state == "confirmed"
        own.confirmed += confirmed
        own.dismissed += not confirmed
        own.verdicts[row.deliverable_id, row.check, row.fingerprint] = row.number, confirmed
    for row in queries.waived_counts(uow, uses):
        counts.setdefault((row.rubric_version_id, row.check, row.uses), _Counts()).waived += row.n
    shadow = {name: check_standing.shadowed(uow, rubrics.by_row_id(uow, name).rubric) for name, _, _ in counts}
    for (version, check, _), own in counts.items():
        if check in shadow[version]:
            # Waived or not, nobody but a lead sees them.
            own.shadow, own.waived = own.findings - own.confirmed - own.dismissed, 0
    versions = {row.rubric_version_id: (row.rubric_id, row.version) for row in tallies}
    return _Counted(counts, versions, shadow, [(row.rubric_version_id, row.check, row.uses) for row in tallies])


def _figures(info: CheckInfo, mode: str, counted: _Counted) -> CheckFigures:
    total, parts = _Counts(), []
    for key in counted.order:
        version, check, uses = key
        if uses != info.name:
            continue
        own = counted.by_key[key]
        total.add(own)
        rubric, number = counted.versions[version]
        parts.append(
            RubricTally(rubric, number, check, SHADOW if check in counted.shadow[version] else ACTIVE, own.tally())
        )
    return CheckFigures(info, mode, total.tally(), tuple(parts))
