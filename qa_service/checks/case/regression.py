"""Findings that were gone in an earlier version of a deliverable and are back."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

from marshmallow import fields

from qa_service.checks.context import CheckContext
from qa_service.checks.finding import CAPPED, Finding, Hit
from qa_service.checks.parameters import Parameters
from qa_service.checks.registry import check
from qa_service.checks.related import EarlierVersion, Past

WHOLE_DOCUMENT = "limits.document"
DIGITS = re.compile(r"\d[\d.,]*")


class RegressionParams(Parameters):
    """Parameters of case.regression."""

    dismissed = fields.Boolean(
        load_default=True,
        metadata={"description": "Report those too that a person had dismissed as false alarms."},
    )


@check(
    "case.regression",
    title="Finding that is back",
    description=(
        "A finding of another check that an earlier version had, that a later version no longer had, and that this"
        " version has again, known by its fingerprint. Runs after all other checks; the version without the finding"
        " counts only if the check ran there and found nothing of the kind at the same words."
    ),
    params=RegressionParams,
    severity="major",
    fires="The fee is TBD. (Version 1: the fee is TBD. Version 2: the fee is 300.)",
    quiet="The fee is TBD. (Version 1: the fee is TBD. Version 2: the fee is TBD.)",
)
def regression(ctx: CheckContext) -> Iterator[Hit]:
    """Yield each finding of this run that an earlier version had and a later one had not."""
    versions = ctx.around().versions
    for finding in sorted(ctx.findings, key=lambda item: (item.start, item.end, item.check, item.fingerprint)):
        if finding.code == CAPPED:
            continue
        seen = [v.number for v in versions if any(_same(past, finding) for past in v.findings)]
        if not seen or (not ctx.params["dismissed"] and _dismissed(versions, finding)):
            continue
        gone = [v.number for v in versions if v.number > seen[0] and _lacks(v, finding)]
        if gone and gone[-1] > seen[-1]:
            yield _hit(finding, seen, gone)


def _hit(finding: Finding, seen: Sequence[int], gone: Sequence[int]) -> Hit:
    message = f"Gone in version {gone[-1]} and back: {finding.message}"
    evidence = {
        "check": finding.check,
        "fingerprint": finding.fingerprint,
        "seen_in": list(seen),
        "gone_in": list(gone),
    }
    return Hit(
        finding.start, finding.end, message, evidence, finding.suggestion, finding.row, finding.column, finding.check
    )


def _same(past: Past, finding: Finding) -> bool:
    return past.fingerprint == finding.fingerprint and past.check == finding.check


def _dismissed(versions: Sequence[EarlierVersion], finding: Finding) -> bool:
    """Tell whether the newest version that had the finding saw it dismissed."""
    decided = [past.dismissed for v in versions for past in v.findings if _same(past, finding)]
    return decided[-1]


def _lacks(version: EarlierVersion, finding: Finding) -> bool:
    """Tell whether the check ran on the whole version and found nothing of the kind at the same words.

    A fingerprint also changes with the words around it, so that a finding whose neighbours were edited is not gone.
    """
    capped = any(past.capped and past.check in (finding.check, WHOLE_DOCUMENT) for past in version.findings)
    if capped or finding.check not in version.ran:
        return False
    kind = _kind(finding)
    return all(_kind(past) != kind for past in version.findings)


def _kind(finding: Finding | Past) -> tuple[str, str]:
    """Return the check and its words; of a finding on the whole document what it says, whatever its figures."""
    said = finding.quote or DIGITS.sub("0", finding.message)
    return finding.check, " ".join(said.casefold().split())
