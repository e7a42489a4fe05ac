"""Reading the example's index files: deliverables with their brief, facts, source and agreed standard."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from typing import Any

import yaml

from qa_service.checks import Source
from qa_service.paths import example_folder
from qa_service.services.submissions import Submission

# Day 0 of the example; every document is dated from it.
START = datetime(2026, 3, 2, 8, 0, tzinfo=UTC)
DOMAINS = {
    "legal": ("legal.contract-review-memo", "Northgate legal"),
    "insurance": ("insurance.claim-decision-file", "Plains property claims"),
}
# The compiled reader is seven times faster; both are the safe kind.
_LOADER = getattr(yaml, "CSafeLoader", yaml.SafeLoader)
_FACTS = ("policy", "playbook", "deliverable", "payments")


@dataclass(frozen=True, slots=True)
class Example:
    """One deliverable of the example; ``gold`` holds the answers that senior reviewers agreed on.

    ``planted`` lists the faults in its text, ``cleared`` the findings that are none.
    """

    domain: str
    rubric: str
    submission: Submission
    at: datetime
    gold: Mapping[str, Any]
    planted: Sequence[Mapping[str, Any]] = ()
    cleared: Sequence[Mapping[str, Any]] = ()


def examples() -> Iterator[Example]:
    """Every deliverable of the example, by domain and day."""
    for domain in DOMAINS:
        entries = yaml.load((example_folder() / f"{domain}.yaml").read_text("utf-8"), Loader=_LOADER)  # noqa: S506
        yield from (_example(domain, entry) for entry in entries)


def _example(domain: str, entry: Mapping[str, Any]) -> Example:
    rubric, engagement = DOMAINS[domain]
    source, text = _sources(entry), _read(entry["file"])
    case = {k: v for k, v in entry["case"].items() if k != "external_id"}
    if source:
        case["contract"] = source[0].text
    submission = Submission(
        title=entry["title"],
        content=text,
        media_type="text/markdown",
        engagement=engagement,
        external_id=entry["external_id"],
        case_external_id=entry["case"]["external_id"],
        case=case,
        producer=entry["producer"],
        site=entry["site"],
        brief=entry["brief"],
        sources=source,
        facts={k: entry[k] for k in _FACTS if k in entry},
    )
    lists = entry.get("planted", ()), entry.get("cleared", ())
    return Example(domain, rubric, submission, START + timedelta(days=entry["day"]), entry["gold"], *lists)


def _sources(entry: Mapping[str, Any]) -> tuple[Source, ...]:
    source = entry.get("source")
    return (Source(source["id"], source["title"], _read(source["file"])),) if source else ()


def _read(name: str) -> str:
    return (example_folder() / name).read_text("utf-8")
