"""All that a run of `check` has to say, whatever form it is said in."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field

import click

from qa_service.cli.check_waivers import Waiver, Waivers
from qa_service.cli.check_work import FileReport, Found

SEVERITIES = ("neutral", "minor", "major", "critical")


@dataclass(frozen=True, slots=True)
class Tally:
    """The findings of one check: shown, and those that are not because they are known, waived or in shadow."""

    check: str
    shown: int
    known: int
    waived: int
    shadow: int

    def to_dict(self) -> dict[str, object]:
        """Return the JSON form."""
        return {name: getattr(self, name) for name in ("check", "shown", "known", "waived", "shadow")}


@dataclass(frozen=True, slots=True)
class Answer:
    """The reports of all files, and what holds for the run: ``unavailable`` checks, the waivers."""

    reports: Sequence[FileReport]
    unavailable: tuple[str, ...] = ()
    waivers: Waivers = field(default_factory=Waivers)

    @property
    def read(self) -> list[FileReport]:
        """The reports of the files that could be read."""
        return [report for report in self.reports if not report.problems]

    @property
    def unreadable(self) -> list[FileReport]:
        """The reports of those that could not."""
        return [report for report in self.reports if report.problems]

    def new(self) -> Iterator[tuple[FileReport, Found]]:
        """Yield the findings that count, file by file."""
        return ((report, found) for report in self.read for found in report.findings if not found.known)

    def worst(self) -> int:
        """The rank of the gravest finding that counts, -1 without any."""
        return max((rank(found.finding.severity) for _, found in self.new()), default=-1)

    def unused(self) -> list[Waiver]:
        """Return the waivers in force that no finding of these files has."""
        used = {found.waiver for report in self.read for found in report.waived}
        return [waiver for waiver in self.waivers.active if waiver not in used]

    def skipped(self) -> dict[tuple[str, str], list[str]]:
        """Return the files on which a check did not run, by check and reason."""
        out: dict[tuple[str, str], list[str]] = {}
        for report in self.read:
            for each in report.skipped.items():
                out.setdefault(each, []).append(report.name)
        return out

    def tallies(self) -> list[Tally]:
        """Return the counts of every check that found something, most first."""
        shown: Counter[str] = Counter(found.finding.check for _, found in self.new())
        known = Counter(f.finding.check for report in self.read for f in report.findings if f.known)
        waived = Counter(f.finding.check for report in self.read for f in report.waived)
        shadow: Counter[str] = Counter()
        for report in self.read:
            shadow.update(report.shadow)
        names = sorted({*shown, *known, *waived, *shadow}, key=lambda name: (-shown[name], name))
        return [Tally(name, shown[name], known[name], waived[name], shadow[name]) for name in names]


def rank(severity: str) -> int:
    """The place of a severity; a rubric may name its own, and an unknown one is taken seriously."""
    return SEVERITIES.index(severity if severity in SEVERITIES else "major")


def shown_name(name: str) -> str:
    """A file's name as text, also where its bytes are none."""
    return click.format_filename(name)


def counted(n: int, what: str) -> str:
    """``1 file``, ``2 files``."""
    return f"{n} {what}{'' if n == 1 else 's'}"


def summary(answer: Answer) -> str:
    """One line for the end of a run."""
    tallies = answer.tallies()
    line = f"{counted(sum(t.shown for t in tallies), 'finding')} in {counted(len(answer.read), 'file')}"
    aside = {
        "known": sum(t.known for t in tallies),
        "waived": sum(t.waived for t in tallies),
        "in shadow": sum(t.shadow for t in tallies),
    }
    return ", ".join((line, *(f"{n} {what}" for what, n in aside.items() if n)))
