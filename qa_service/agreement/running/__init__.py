"""Live agreement: Krippendorff's alpha with its interval, kept up to date at a cost that does not grow with history."""

from __future__ import annotations

from qa_service.agreement.running.levels import RunningAlpha
from qa_service.agreement.running.scores import RunningScoreAlpha

__all__ = ["RunningAlpha", "RunningScoreAlpha"]
