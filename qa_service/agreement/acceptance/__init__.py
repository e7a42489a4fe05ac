"""Acceptance: what a sample proves, sampling plans, certification, switching inspection."""

from __future__ import annotations

from qa_service.agreement.acceptance.certification import (
    AgreementTest,
    BarVerdict,
    Certification,
    certify_agreement,
    clears,
    design_fixed_length,
    fixed_length,
)
from qa_service.agreement.acceptance.long_run import LongRun, composite_characteristic, long_run
from qa_service.agreement.acceptance.proof import Proof, needed, proves
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
    quality_at,
)
from qa_service.agreement.acceptance.switching import (
    ANSI_Z1_4,
    ISO_2859_1,
    MIL_STD_105D,
    Lot,
    Rules,
    State,
    reinstate,
    replay,
    skip_lot,
    switch,
)

__all__ = [
    "ANSI_Z1_4",
    "ISO_2859_1",
    "MIL_STD_105D",
    "AgreementTest",
    "BarVerdict",
    "Certification",
    "Designed",
    "LongRun",
    "Lot",
    "OperatingCharacteristic",
    "OperatingPoint",
    "Path",
    "Plan",
    "Proof",
    "Rules",
    "SequentialPoint",
    "Sprt",
    "State",
    "acceptance",
    "certify_agreement",
    "clears",
    "composite_characteristic",
    "design_fixed_length",
    "fixed_length",
    "follow",
    "long_run",
    "needed",
    "operating_characteristic",
    "plan_for",
    "proves",
    "quality_at",
    "reinstate",
    "replay",
    "sequential_characteristic",
    "skip_lot",
    "sprt",
    "switch",
]
