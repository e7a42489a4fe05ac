"""Figures of a report: one function per plot from a result to a matplotlib figure, and ``to_svg``."""

from __future__ import annotations

from qa_service.reports.plots.p01_agreement import agreement_plot
from qa_service.reports.plots.p03_confusion import confusion_plot
from qa_service.reports.plots.p05_drift import drift_plot
from qa_service.reports.plots.p06_levels import level_plot
from qa_service.reports.plots.svg import to_svg

__all__ = ["agreement_plot", "confusion_plot", "drift_plot", "level_plot", "to_svg"]
