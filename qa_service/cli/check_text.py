"""The answer of `check` as lines for people."""

from __future__ import annotations

from collections.abc import Iterator

import click

from qa_service.cli.check_answer import Answer, shown_name
from qa_service.cli.check_work import FileReport, Found

QUOTE = 120
COLOURS = {"critical": "bright_red", "major": "red", "minor": "yellow", "neutral": "cyan"}


def as_text(answer: Answer, statistics: bool) -> str:
    """Return ``path:line:column severity check message`` for each finding, with what it quotes and a fix."""
    lines = [line for report, found in answer.new() for line in _finding(report, found)]
    if statistics:
        lines += ["", *_statistics(answer)] if lines else _statistics(answer)
    return "".join(f"{line}\n" for line in lines)


def _finding(report: FileReport, found: Found) -> Iterator[str]:
    finding, place = found.finding, found.place
    where = click.style(f"{_one_line(shown_name(report.name), 4_096)}:{place.line}:{place.column}", bold=True)
    severity = click.style(finding.severity, fg=COLOURS.get(finding.severity, "red"))
    inside = f" ({place})" if str(place) else ""
    yield f"{where} {severity} {click.style(finding.check, dim=True)} {_one_line(finding.message, 1_000)}{inside}"
    if finding.quote:
        yield f"    > {_one_line(finding.quote)}"
    if finding.suggestion:
        yield f"    suggestion: {_one_line(finding.suggestion)}"


def _statistics(answer: Answer) -> Iterator[str]:
    rows = [("shown", "known", "waived", "shadow", "check")]
    rows += [(str(t.shown), str(t.known), str(t.waived), str(t.shadow), t.check) for t in answer.tallies()]
    for *numbers, check in rows:
        yield "".join(f"{number:>8}" for number in numbers) + f"  {check}"
    yield from (f"unused waiver of {waiver.fingerprint}: {_one_line(waiver.why)}" for waiver in answer.unused())


def _one_line(text: str, length: int = QUOTE) -> str:
    flat = " ".join(_printable(text).split())
    return flat if len(flat) <= length else flat[: length - 1] + "…"


def _printable(text: str) -> str:
    """The text without the characters that steer a terminal."""
    return text if text.isprintable() else "".join(c if c.isprintable() or c in "\n\t " else "�" for c in text)
