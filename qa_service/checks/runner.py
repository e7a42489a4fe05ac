"""Running a plan over one document: the same input gives byte-identical findings in a fixed order."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from itertools import islice

from qa_service.checks.context import CannotRun, CheckContext, FactMissing, Source
from qa_service.checks.finding import CAPPED, Finding, Hit, fingerprints
from qa_service.checks.plan import CheckPlan, PlannedCheck
from qa_service.checks.reading.running_heads import RunningHeads, look_there, running_heads
from qa_service.checks.reading.wording import Rule
from qa_service.checks.related import Related
from qa_service.documents import Document, truncate
from qa_service.documents.searching.utf8 import reading

MAX_FINDINGS = 200
MAX_CHARS = 5_000_000


@dataclass(frozen=True, slots=True)
class CheckResult:
    """Findings of all checks, and what conditions may ask of them.

    ``facts`` maps a check id to ``{"hits": n}`` for each check that ran; ``skipped`` maps a check id to the
    reason why it could not. ``failed`` maps those among the skipped that broke off by a fault of their own to the
    exception, for the caller's log. ``aside`` are the findings that the caller set aside: they are no hits, and no
    other check sees them. ``lacking`` are those among the skipped for which something was not handed in.
    """

    findings: tuple[Finding, ...]
    facts: Mapping[str, Mapping[str, object]] = field(default_factory=dict)
    unavailable: tuple[str, ...] = ()
    skipped: Mapping[str, str] = field(default_factory=dict)
    failed: Mapping[str, Exception] = field(default_factory=dict, compare=False)
    aside: tuple[Finding, ...] = ()
    lacking: frozenset[str] = frozenset()

    def to_dict(self) -> dict[str, object]:
        """Return the JSON form."""
        return {
            "findings": [finding.to_dict() for finding in self.findings],
            "facts": {name: dict(values) for name, values in self.facts.items()},
            "unavailable": list(self.unavailable),
            "skipped": dict(self.skipped),
        }


def run_checks(
    plan: CheckPlan,
    document: Document,
    *,
    facts: Mapping[str, object] | None = None,
    sources: Sequence[Source] = (),
    brief: str = "",
    related: Related | None = None,
    max_findings: int = MAX_FINDINGS,
    max_chars: int = MAX_CHARS,
    set_aside: Callable[[Finding], bool] | None = None,
) -> CheckResult:
    """Run every check of the plan, in the order of the plan; those that compare findings run after all others.

    At most ``max_findings`` hits are read of each check and at most ``max_chars`` code points of the
    document; either cap is itself a finding. A check that lacks what it needs is skipped with the reason: a fact, the
    sources, or ``related``, what the store knows around the deliverable. So is one that fails: the others go on.
    ``set_aside`` tells which findings do not count, such as those that were waived.
    """
    run = _Run(plan, max_findings, set_aside)
    if len(document.text) > max_chars:
        run.findings.append(_document_cap(len(document.text), max_chars))
        document = truncate(document, max_chars)
    given = dict(facts or {})
    earlier = given.get("checks")
    run.seen |= earlier if isinstance(earlier, Mapping) else {}
    base = CheckContext(
        document,
        {},
        given | {"checks": run.seen},
        sources,
        brief,
        related,
        run.findings,
        Source("brief", "", brief),
        plan.wording.find(document),
    )
    with reading(document.prose.text):
        run.all(_Views.of(base, plan))
    findings, aside = (tuple(sorted(part, key=_order)) for part in (run.findings, run.aside))
    return CheckResult(findings, run.counts, plan.unavailable, run.skipped, run.failed, aside, frozenset(run.lacking))


@dataclass(frozen=True, slots=True)
class _Views:
    """What checks are given of one document: its source, its prose, and its running heads where it has any."""

    source: CheckContext
    prose: CheckContext
    heads: RunningHeads | None = None
    beside: CheckContext | None = None

    @classmethod
    def of(cls, source: CheckContext, plan: CheckPlan) -> _Views:
        """Return the views; ``source`` is the context of the whole text."""
        document = source.document
        prose = source if document.prose is document else replace(source, document=document.prose)
        heads = running_heads(document) if any(each.type.reads == "all" for each in plan.checks) else None
        if heads is None:
            return cls(source, prose)
        return cls(
            source, prose, heads, replace(source, document=heads.document, wording=plan.wording.find(heads.document))
        )

    @property
    def occurring(self) -> Iterable[Rule]:
        """The wording rules that occur anywhere."""
        found = self.source.found.occurring
        return found if self.beside is None else [*found, *self.beside.found.occurring]

    def hits(self, planned: PlannedCheck) -> Iterator[Hit]:
        """Yield the hits in the text, then those in running heads."""
        run, params, reads = planned.type.function, planned.params, planned.type.reads
        if reads != "all" or self.heads is None or self.beside is None or not look_there(params):
            yield from run((self.prose if reads == "prose" else self.source).given_params(params))
            return
        own = []
        for hit in run(self.source.given_params(params)):
            own.append(hit)
            yield hit
        yield from self.heads.hits(run(self.beside.given_params(params)), self.source.document, own)


@dataclass(slots=True)
class _Run:
    """One pass over the checks of a plan; ``seen`` grows with each check, so that later ones see earlier results."""

    plan: CheckPlan
    limit: int
    set_aside: Callable[[Finding], bool] | None = None
    findings: list[Finding] = field(default_factory=list)
    counts: dict[str, Mapping[str, object]] = field(default_factory=dict)
    seen: dict[object, object] = field(default_factory=dict)
    skipped: dict[str, str] = field(default_factory=dict)
    failed: dict[str, Exception] = field(default_factory=dict)
    aside: list[Finding] = field(default_factory=list)
    lacking: set[str] = field(default_factory=set)

    def all(self, views: _Views) -> None:
        """Run every check; those whose wording does not occur are known to be quiet."""
        for stretch in self.plan.stretches:
            self.seen.update(stretch.quiet)
            self.counts.update(stretch.quiet)
            for planned in stretch.awake(views.occurring):
                self._one(planned, views)

    def _one(self, planned: PlannedCheck, views: _Views) -> None:
        try:
            hits = list(islice(views.hits(planned), self.limit + 1))
            found = _findings(planned, views.source.document.text, _capped(planned, hits, self.limit)) if hits else []
        except CannotRun as why:
            self._skip(planned, why.reason)
            if isinstance(why, FactMissing):
                self.lacking.add(planned.id)
        except Exception as fault:  # one fault must not cost the findings of all others
            whose = planned.type.origin or "the service"
            self._skip(planned, f"the check failed ({type(fault).__name__}); this is a fault of {whose}")
            self.failed[planned.id] = fault
        else:
            hushed = self._put_aside(found)
            self.counts[planned.id] = self.seen[planned.id] = {"hits": min(len(hits), self.limit) - hushed}

    def _skip(self, planned: PlannedCheck, reason: str) -> None:
        self.skipped[planned.id] = reason
        for results in (self.counts, self.seen):
            results.pop(planned.id, None)

    def _put_aside(self, found: list[Finding]) -> int:
        """Keep a check's findings, apart those that do not count; return how many hits these are."""
        if self.set_aside is None:
            self.findings += found
            return 0
        hushed = 0
        for finding in found:
            apart = self.set_aside(finding)
            (self.aside if apart else self.findings).append(finding)
            hushed += apart and finding.code != CAPPED
        return hushed


def _capped(planned: PlannedCheck, hits: list[Hit], limit: int) -> list[Hit]:
    if len(hits) <= limit:
        return hits
    message = f"{planned.type.title}: only the first {limit} findings are listed."
    return [*hits[:limit], Hit(0, 0, message, {"limit": limit}, code=CAPPED)]


def _findings(planned: PlannedCheck, text: str, hits: list[Hit]) -> list[Finding]:
    ordered = sorted(hits, key=lambda hit: (hit.start, hit.end, hit.message, hit.row or 0, hit.column or 0))
    names = fingerprints(planned.type.name, text, ordered)
    return [_finding(planned, text, hit, name) for hit, name in zip(ordered, names, strict=True)]


def _finding(planned: PlannedCheck, text: str, hit: Hit, fingerprint: str) -> Finding:
    return Finding(
        check=planned.id,
        uses=planned.type.name,
        criterion=planned.criterion,
        severity=planned.severity,
        message=hit.message,
        start=hit.start,
        end=hit.end,
        quote=text[hit.start : hit.end],
        evidence=hit.evidence,
        fingerprint=fingerprint,
        suggestion=hit.suggestion,
        row=hit.row,
        column=hit.column,
        code=hit.code,
    )


def _document_cap(length: int, limit: int) -> Finding:
    message = f"The document has {length} characters; only the first {limit} were checked."
    hit = Hit(0, 0, message, {"length": length, "limit": limit}, code=CAPPED)
    name = fingerprints("limits.document", "", [hit])[0]
    return Finding(
        "limits.document", "limits.document", None, "minor", message, 0, 0, "", hit.evidence, name, code=hit.code
    )


def _order(finding: Finding) -> tuple[int, str, str, int, str]:
    return finding.start, finding.check, finding.message, finding.end, finding.fingerprint
