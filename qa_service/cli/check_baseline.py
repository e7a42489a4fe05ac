"""Findings that are known: a file of fingerprints by path, so that only new ones count."""

from __future__ import annotations

import json
import os
from collections import Counter
from collections.abc import Sequence
from dataclasses import replace
from pathlib import Path

from qa_service.cli.check_waivers import path_from
from qa_service.cli.check_work import FileReport, Found
from qa_service.cli.inputs import read_mapping, refusal

VERSION = 1
FIELDS = ("path", "check", "fingerprint")
Key = tuple[str, str, str]


def mark_known(reports: Sequence[FileReport], file: str) -> list[FileReport]:
    """Mark the findings that a baseline has; each of its entries covers one finding."""
    left = _read(file)

    def marked(report: FileReport, found: Found) -> Found:
        key = _key(report, found, file)
        known = left[key] > 0
        left[key] -= known
        return replace(found, known=known)

    return [replace(report, findings=tuple(marked(report, each) for each in report.findings)) for report in reports]


def write_baseline(reports: Sequence[FileReport], file: str) -> int:
    """Write all findings as known; return how many there are. Paths are those from the file's own folder on."""
    entries = [
        {**dict(zip(FIELDS, _key(report, found, file), strict=True)), "message": found.finding.message}
        for report in reports
        for found in report.findings
    ]
    entries.sort(key=lambda entry: tuple(entry.values()))
    text = json.dumps({"version": VERSION, "findings": entries}, ensure_ascii=False, indent=1)
    Path(file).write_text(text + "\n", "utf-8", errors="replace")
    return len(entries)


def _read(file: str) -> Counter[Key]:
    data = read_mapping(file)
    findings = data.value.get("findings")
    if data.value.get("version") != VERSION or not isinstance(findings, list):
        message = "This is no baseline: --write-baseline makes one."
        raise refusal(file, "invalid_file", message, line=1, column=1)
    found: Counter[Key] = Counter()
    for number, entry in enumerate(findings):
        values = [str(entry[name]) for name in FIELDS if name in entry] if isinstance(entry, dict) else []
        if len(values) != len(FIELDS):
            line, column = data.places.of(f"/findings/{number}")
            message = f"Finding {number + 1} of the baseline does not say {', '.join(FIELDS)}."
            raise refusal(file, "invalid_file", message, line=line, column=column)
        found[values[0], values[1], values[2]] += 1
    return found


def _key(report: FileReport, found: Found, file: str) -> Key:
    path = path_from(os.path.dirname(os.path.abspath(file)), report.name)
    return path.encode("utf-8", "replace").decode(), found.finding.check, found.finding.fingerprint
