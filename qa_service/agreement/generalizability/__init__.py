"""Generalizability theory: sources of variance in ratings, and how many ratings a decision needs."""

from __future__ import annotations

from qa_service.agreement.generalizability.anova import MeanSquare
from qa_service.agreement.generalizability.bands import Band, Split
from qa_service.agreement.generalizability.decision_study import DStudy, Panel, d_study
from qa_service.agreement.generalizability.decisions import (
    DecisionConsistency,
    DecisionModel,
    decision_agreement,
    decision_consistency,
    decision_model,
)
from qa_service.agreement.generalizability.designs import DESIGNS
from qa_service.agreement.generalizability.g_result import GStudy, VarianceComponent
from qa_service.agreement.generalizability.observations import Observation, Observations
from qa_service.agreement.generalizability.reviewers import ReviewersNeeded, reviewers_needed
from qa_service.agreement.generalizability.spearman_brown import ratings_needed, spearman_brown
from qa_service.agreement.generalizability.study import g_study

__all__ = [
    "DESIGNS",
    "Band",
    "DStudy",
    "DecisionConsistency",
    "DecisionModel",
    "GStudy",
    "MeanSquare",
    "Observation",
    "Observations",
    "Panel",
    "ReviewersNeeded",
    "Split",
    "VarianceComponent",
    "d_study",
    "decision_agreement",
    "decision_consistency",
    "decision_model",
    "g_study",
    "ratings_needed",
    "reviewers_needed",
    "spearman_brown",
]
