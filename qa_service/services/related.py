"""What the store knows around a deliverable that is handed in, gathered for the checks that compare with it.

It is read before the store's write lock is taken, so that checking holds nobody up. Under the lock only the keys of
what was read are asked for again; where they differ, somebody else was faster and the checks run once more.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from qa_service.checks import CheckPlan
from qa_service.checks.case.minhash import bands
from qa_service.checks.related import EarlierVersion, Other, Past, Related
from qa_service.documents import Document
from qa_service.services import whereabouts
from qa_service.services.whereabouts import Whereabouts
from qa_service.storage.queries import related as queries
from qa_service.storage.tables import DuplicateBand
from qa_service.storage.unit_of_work import UnitOfWork

if TYPE_CHECKING:
    from qa_service.services.submissions import Submission

MAX_OF_CASE, MAX_LOOKALIKES, MAX_VERSIONS = 20, 8, 10
_LIMITS = frozenset({"limit", "length"})
_COMPARING = ("case.conflicts", "case.near_duplicate", "case.regression")


@dataclass(frozen=True, slots=True)
class Needs:
    """What the checks of a plan compare with; ``everywhere`` looks for duplicates beyond the engagement."""

    case: bool
    duplicates: bool
    versions: bool
    everywhere: bool

    def __bool__(self) -> bool:
        return self.case or self.duplicates or self.versions


def needs_of(plan: CheckPlan) -> Needs:
    """Return what the plan's checks compare with."""
    conflicts, duplicates, regression = (name in plan.uses for name in _COMPARING)
    everywhere = duplicates and any(
        planned.params.get("scope") == "organisation" for planned in plan.checks if planned.type.name == _COMPARING[1]
    )
    return Needs(conflicts, duplicates, regression, everywhere)


def lock(uow: UnitOfWork, wanted: Sequence[tuple[CheckPlan, str]]) -> None:
    """Let nobody else hand in what these plans compare with until the end; plans come with their engagements' names."""
    names = set()
    for plan, engagement in wanted:
        needs = needs_of(plan)
        if needs:
            names.add("related" if needs.everywhere else f"related\n{engagement}")
    for name in sorted(names):
        uow.lock_name(name)


def gather(uow: UnitOfWork, plan: CheckPlan, place: Whereabouts, document: Document) -> Related | None:
    """Return what the plan's checks compare this document with; None when they compare with nothing."""
    needs = needs_of(plan)
    return _gather(uow, needs, place, document) if needs else None


def renewed(
    uow: UnitOfWork, plan: CheckPlan, submission: Submission, document: Document, known: Related | None
) -> Related | None:
    """Return what is there by now, or None when ``known`` still says it all."""
    needs = needs_of(plan)
    if not needs:
        return None
    place = whereabouts.find(uow, submission)
    if known is not None and known.key == _key(uow, needs, place, document):
        return None
    return _gather(uow, needs, place, document)


def index(
    uow: UnitOfWork, plan: CheckPlan, document: Document, engagement: str, deliverable: str, *, new: bool
) -> None:
    """Let later deliverables find this one as a near-duplicate, if its rubric looks for them."""
    if not needs_of(plan).duplicates:
        return
    own = sorted(set(bands(document)))
    there = frozenset() if new or not own else queries.bands_of(uow, engagement, deliverable, own)
    rows = [{"band": b, "engagement_id": engagement, "deliverable_id": deliverable} for b in own if b not in there]
    uow.insert(DuplicateBand, rows)


def _key(uow: UnitOfWork, needs: Needs, place: Whereabouts, document: Document) -> tuple[object, ...]:
    alike = _lookalikes(uow, needs, place, document)
    numbers = {row.id: row.version for row in queries.versions_of(uow, alike)} if alike else {}
    return (
        tuple(_of_case(uow, needs, place)),
        tuple((name, numbers[name]) for name in alike if name in numbers),
        tuple(row.number for row in _earlier(uow, needs, place)),
    )


def _gather(uow: UnitOfWork, needs: Needs, place: Whereabouts, document: Document) -> Related:
    of_case, alike = _of_case(uow, needs, place), _lookalikes(uow, needs, place, document)
    rows = queries.texts(uow, list(dict.fromkeys([*(name for name, _ in of_case), *alike])))
    case = tuple(_other(rows[name], place) for name, _ in of_case if name in rows)
    lookalikes = tuple(_other(rows[name], place) for name in alike if name in rows)
    versions = _versions(uow, _earlier(uow, needs, place))
    key = (
        tuple((other.id, other.version) for other in case),
        tuple((other.id, other.version) for other in lookalikes),
        tuple(version.number for version in versions),
    )
    return Related(case, lookalikes, versions, key)


def _of_case(uow: UnitOfWork, needs: Needs, place: Whereabouts) -> list[tuple[str, int]]:
    if not needs.case or not place.case:
        return []
    rows = queries.of_case(uow, place.case, MAX_OF_CASE + 1)
    return [(row.id, row.version) for row in rows if row.id != place.deliverable][:MAX_OF_CASE]


def _lookalikes(uow: UnitOfWork, needs: Needs, place: Whereabouts, document: Document) -> list[str]:
    if not needs.duplicates:
        return []
    engagement = None if needs.everywhere else place.engagement
    found = queries.sharing_bands(uow, engagement, bands(document), MAX_LOOKALIKES + 1)
    return [name for name in found if name != place.deliverable][:MAX_LOOKALIKES]


def _earlier(uow: UnitOfWork, needs: Needs, place: Whereabouts) -> Sequence[Any]:
    return queries.earlier(uow, place.deliverable, MAX_VERSIONS) if needs.versions and place.deliverable else ()


def _other(row: Any, place: Whereabouts) -> Other:
    return Other(
        row.id,
        row.title,
        row.number,
        row.text,
        row.facts,
        row.producer or "",
        same_engagement=row.engagement_id == place.engagement,
    )


def _versions(uow: UnitOfWork, rows: Sequence[Any]) -> tuple[EarlierVersion, ...]:
    if not rows:
        return ()
    found: dict[str, list[Past]] = defaultdict(list)
    for row in queries.findings(uow, [row.id for row in rows]):
        capped = not row.quote and bool(row.evidence) and _LIMITS.issuperset(row.evidence)
        past = Past(row.check, row.quote, row.message, row.fingerprint, row.state == "dismissed", capped)
        found[row.version_id].append(past)
    return tuple(
        EarlierVersion(row.number, tuple(found[row.id]), frozenset(row.checked.get("facts", ()))) for row in rows
    )
