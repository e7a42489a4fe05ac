"""Repeatability and reproducibility of scores: gage R&R, and reviewers who agree with themselves."""

from __future__ import annotations

from qa_service.agreement.gage.result import AnovaLine, GageRR, Source
from qa_service.agreement.gage.rr import gage_rr
from qa_service.agreement.gage.self_agreement import SelfAgreement, SelfAgreementStudy, self_agreement

__all__ = ["AnovaLine", "GageRR", "SelfAgreement", "SelfAgreementStudy", "Source", "gage_rr", "self_agreement"]
