"""Ratings to agreement: coefficients with intervals, severity, attribute agreement, drift."""

from __future__ import annotations

from qa_service.agreement.analysis import analyse, limit_raters
from qa_service.agreement.attribute import AttributeAgreement, attribute_agreement, fleiss_levels, fleiss_test
from qa_service.agreement.catalogue import COEFFICIENTS, coefficients, coefficients_from_ledger
from qa_service.agreement.components import Components, icc_unbalanced
from qa_service.agreement.csv_ratings import read_csv
from qa_service.agreement.drift import Cusum, Ewma, cusum, ewma
from qa_service.agreement.infer import infer_scale, tidy
from qa_service.agreement.ledger import Ledger
from qa_service.agreement.proportions import Proportion, clopper_pearson, proportion
from qa_service.agreement.ratings import Ratings
from qa_service.agreement.records import Rating, read_records
from qa_service.agreement.result import Coefficient
from qa_service.agreement.scale import AgreementError, Scale, read_scale
from qa_service.agreement.severity import Severity, deviations, severities

__all__ = [
    "COEFFICIENTS",
    "AgreementError",
    "AttributeAgreement",
    "Coefficient",
    "Components",
    "Cusum",
    "Ewma",
    "Ledger",
    "Proportion",
    "Rating",
    "Ratings",
    "Scale",
    "Severity",
    "analyse",
    "attribute_agreement",
    "clopper_pearson",
    "coefficients",
    "coefficients_from_ledger",
    "cusum",
    "deviations",
    "ewma",
    "fleiss_levels",
    "fleiss_test",
    "icc_unbalanced",
    "infer_scale",
    "limit_raters",
    "proportion",
    "read_csv",
    "read_records",
    "read_scale",
    "severities",
    "tidy",
]
