"""Acceptance: what a sample proves, sampling plans, certification, switching inspection."""

from __future__ import annotations

from qa_service.agreement.acceptance.certification import (
    BarVerdict,
    Certification,
    clears,
    design_fixed_length,
    fixed_length,
)
from qa_service.agreement.acceptance.proof import needed, proves
from qa_service.agreement.acceptance.sequential import (
    Path,
    SequentialPoint,
    Sprt,
    follow,
    sequential_characteristic,
    sprt,
)
from qa_service.agreement.acceptance.single import (
    Designed,
    OperatingCharacteristic,
    OperatingPoint,
    Plan,
    acceptance,
    operating_characteristic,
    plan_for,
)
from qa_service.agreement.acceptance.switching import LongRun, Lot, Rules, State, long_run, reinstate, replay, switch

__all__ = [
    "BarVerdict",
    "Certification",
    "Designed",
    "LongRun",
    "Lot",
    "OperatingCharacteristic",
    "OperatingPoint",
    "Path",
    "Plan",
    "Rules",
    "SequentialPoint",
    "Sprt",
    "State",
    "acceptance",
    "clears",
    "design_fixed_length",
    "fixed_length",
    "follow",
    "long_run",
    "needed",
    "operating_characteristic",
    "plan_for",
    "proves",
    "reinstate",
    "replay",
    "sequential_characteristic",
    "sprt",
    "switch",
]
