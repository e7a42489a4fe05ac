"""Results as pages and files: the calibration and agreement report."""

from __future__ import annotations

from qa_service.reports.csv_input import read_ratings_csv
from qa_service.reports.inputs import CriterionInfo, Record, ReportInputs
from qa_service.reports.report import Report, build_report

__all__ = ["CriterionInfo", "Record", "Report", "ReportInputs", "build_report", "read_ratings_csv"]
