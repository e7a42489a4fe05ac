"""Flags of reviewers who rate unlike the others on the same items, with false flags held over the team."""

from __future__ import annotations

from qa_service.agreement.flags.levels import central_tendency, restricted_range
from qa_service.agreement.flags.outliers import below_minimum, outlying_severity, too_fast
from qa_service.agreement.flags.profile import halo, identical_run, straight_lining
from qa_service.agreement.flags.result import Flag
from qa_service.agreement.flags.reviews import Mark, Reviews, read_marks
from qa_service.agreement.flags.team import TeamFlags, reviewer_flags

__all__ = [
    "Flag",
    "Mark",
    "Reviews",
    "TeamFlags",
    "below_minimum",
    "central_tendency",
    "halo",
    "identical_run",
    "outlying_severity",
    "read_marks",
    "restricted_range",
    "reviewer_flags",
    "straight_lining",
    "too_fast",
]
