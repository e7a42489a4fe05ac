"""Generalizability theory: sources of variance in ratings, and how many ratings a decision needs."""

from __future__ import annotations

from qa_service.agreement.generalizability.anova import MeanSquare
from qa_service.agreement.generalizability.decision_study import DStudy, Panel, d_study
from qa_service.agreement.generalizability.designs import DESIGNS
from qa_service.agreement.generalizability.observations import Observation, Observations
from qa_service.agreement.generalizability.reviewers import ReviewersNeeded, reviewers_needed
from qa_service.agreement.generalizability.spearman_brown import ratings_needed, spearman_brown
from qa_service.agreement.generalizability.study import GStudy, VarianceComponent, g_study

__all__ = [
    "DESIGNS",
    "DStudy",
    "GStudy",
    "MeanSquare",
    "Observation",
    "Observations",
    "Panel",
    "ReviewersNeeded",
    "VarianceComponent",
    "d_study",
    "g_study",
    "ratings_needed",
    "reviewers_needed",
    "spearman_brown",
]
