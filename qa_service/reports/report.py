"""The calibration and agreement report: assembled once, then written as a page, JSON or CSV."""

from __future__ import annotations

import json
from dataclasses import dataclass
from functools import cached_property
from importlib import metadata

import qa_service
from qa_service.reports import tabular
from qa_service.reports.drawings import Drawing, draw
from qa_service.reports.inputs import ReportInputs
from qa_service.reports.measure import headlines
from qa_service.reports.methods import METHODS
from qa_service.reports.reviewers import review_panels
from qa_service.reports.study import build_study
from qa_service.reports.summary import Point, Results, summarise
from qa_service.reports.tables import t01_scope, t02_agreement, t04_standard, t06_pairs, t07_reviewers, t08_spread
from qa_service.reports.tables.model import Section

FORMAT = 1
_LIBRARIES = ("numpy", "scipy", "matplotlib")


@dataclass(frozen=True, eq=False)
class Report:
    """All results of a report; nothing is computed again when it is written, but figures are drawn for the page."""

    inputs: ReportInputs
    results: Results
    sections: tuple[Section, ...]
    points: tuple[Point, ...]

    @property
    def summary(self) -> tuple[str, ...]:
        """What a lead should do this week, in plain sentences."""
        return tuple(point.sentence for point in self.points)

    @cached_property
    def digest(self) -> str:
        """SHA-256 of the inputs."""
        return self.inputs.digest()

    @cached_property
    def versions(self) -> dict[str, str]:
        """What computed and drew the report."""
        return {
            "report": str(FORMAT),
            "qa-service": _version("qa-service"),
            **{name: _version(name) for name in _LIBRARIES},
        }

    def drawings(self) -> dict[str, tuple[Drawing, ...]]:
        """Figures by the key of their section."""
        return draw(self.results.headlines, self.results.study.panels, self.results.reviewers)

    def html(self) -> str:
        """One self-contained page: no script, no outside address."""
        from qa_service.reports.page import render

        return render(self)

    def json(self) -> str:
        """All figures as JSON; what is undefined is null."""
        document = {
            "title": self.inputs.title,
            "rubric": self.inputs.rubric,
            "made_at": self.inputs.made_at,
            "min_items": self.inputs.min_items,
            "summary": list(self.summary),
            "tables": {
                section.key: {"title": section.title, "rows": [tabular.rounded(line) for line in section.lines]}
                for section in self.sections
            },
            "methods": dict(METHODS),
            "inputs_digest": self.digest,
            "versions": self.versions,
        }
        return json.dumps(document, ensure_ascii=False, indent=1, allow_nan=False) + "\n"

    def csv(self) -> dict[str, str]:
        """One CSV text per table, by file name."""
        return {f"{section.name}.csv": tabular.write_csv(section.fields, section.lines) for section in self.sections}

    def csv_zip(self) -> bytes:
        """All CSV files in one ZIP archive, the same bytes every time."""
        return tabular.write_zip(self.csv())


def build_report(inputs: ReportInputs) -> Report:
    """Compute everything a report says; depends on nothing but the inputs."""
    study = build_study(inputs)
    least = inputs.min_items
    results = Results(
        study=study,
        headlines=tuple(row for panel in study.panels for row in headlines(panel, least)),
        matches=tuple(row for panel in study.panels for row in t04_standard.matches(panel, least)),
        pairs=tuple(t06_pairs.pairs(panel, least) for panel in study.panels),
        reviewers=review_panels(study.panels, least),
    )
    sections = (
        t01_scope.section(study),
        t02_agreement.section(results.headlines, least),
        t04_standard.section(results.matches, least),
        t06_pairs.section(results.pairs, least),
        t07_reviewers.section(results.reviewers, least),
        t08_spread.section(study, [t08_spread.spreads(panel) for panel in study.panels]),
    )
    return Report(inputs, results, sections, summarise(results))


def _version(name: str) -> str:
    try:
        return metadata.version(name)
    except metadata.PackageNotFoundError:
        return getattr(qa_service, "__version__", "unknown")
