"""Running a plan over one document: the same input gives byte-identical findings in a fixed order."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from itertools import islice

from qa_service.checks.context import CannotRun, CheckContext, Source
from qa_service.checks.finding import Finding, Hit, fingerprints
from qa_service.checks.plan import CheckPlan, PlannedCheck
from qa_service.checks.related import LAST, Related
from qa_service.documents import Document, truncate

MAX_FINDINGS = 200
MAX_CHARS = 5_000_000


@dataclass(frozen=True, slots=True)
class CheckResult:
    """Findings of all checks, and what conditions may ask of them.

    ``facts`` maps a check id to ``{"hits": n}`` for each check that ran; ``skipped`` maps a check id to the
    reason why it could not.
    """

    findings: tuple[Finding, ...]
    facts: Mapping[str, Mapping[str, object]] = field(default_factory=dict)
    unavailable: tuple[str, ...] = ()
    skipped: Mapping[str, str] = field(default_factory=dict)

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
) -> CheckResult:
    """Run every check of the plan, in the order of the plan; those that compare findings run after all others.

    At most ``max_findings`` hits are read of each check and at most ``max_chars`` code points of the
    document; either cap is itself a finding. A check that lacks what it needs is skipped with the reason: a fact, the
    sources, or ``related``, what the store knows around the deliverable.
    """
    asked = Source("brief", "", brief)
    given = dict(facts or {})
    found: list[Finding] = []
    counts: dict[str, Mapping[str, object]] = {}  # grows with each check, so that later ones see earlier results
    skipped: dict[str, str] = {}
    if len(document.text) > max_chars:
        found.append(_document_cap(len(document.text), max_chars))
        document = truncate(document, max_chars)
    earlier = given.get("checks")
    known = dict(earlier) if isinstance(earlier, Mapping) else {}
    for planned in sorted(plan.checks, key=lambda planned: planned.type.name in LAST):
        seen = given | {"checks": known | counts}
        context = CheckContext(document, planned.params, seen, sources, brief, related, found, asked)
        try:
            hits = list(islice(planned.type.function(context), max_findings + 1))
        except CannotRun as why:
            skipped[planned.id] = why.reason
            continue
        counts[planned.id] = {"hits": min(len(hits), max_findings)}
        if hits:
            found += _findings(planned, document.text, _capped(planned, hits, max_findings))
    return CheckResult(tuple(sorted(found, key=_order)), counts, plan.unavailable, skipped)


def _capped(planned: PlannedCheck, hits: list[Hit], limit: int) -> list[Hit]:
    if len(hits) <= limit:
        return hits
    message = f"{planned.type.title}: only the first {limit} findings are listed."
    return [*hits[:limit], Hit(0, 0, message, {"limit": limit}, code="capped")]


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
    hit = Hit(0, 0, message, {"length": length, "limit": limit}, code="capped")
    name = fingerprints("limits.document", "", [hit])[0]
    return Finding(
        "limits.document", "limits.document", None, "minor", message, 0, 0, "", hit.evidence, name, code=hit.code
    )


def _order(finding: Finding) -> tuple[int, str, str, int, str]:
    return finding.start, finding.check, finding.message, finding.end, finding.fingerprint


def hit_counts(findings: Iterable[Finding]) -> dict[str, int]:
    """Return the number of findings by check id."""
    out: dict[str, int] = {}
    for finding in findings:
        out[finding.check] = out.get(finding.check, 0) + 1
    return out
