"""Reviewer effects by many-facet Rasch measurement, with the tests of bias that go with it."""

from qa_service.agreement.multiplicity import benjamini_hochberg
from qa_service.agreement.rasch.functioning import Functioning, differential_functioning
from qa_service.agreement.rasch.interaction import Bias, Interaction, interaction
from qa_service.agreement.rasch.mantel import MantelHaenszel, OrdinalMantel, mantel_haenszel, ordinal_mantel
from qa_service.agreement.rasch.model import many_facet_rasch
from qa_service.agreement.rasch.ratings import FacetRatings
from qa_service.agreement.rasch.result import (
    ChiSquare,
    Element,
    Facet,
    FacetFit,
    FitStatistics,
    Separation,
    Step,
)
from qa_service.agreement.rasch.sites import SiteDifference, site_differences

__all__ = [
    "Bias",
    "ChiSquare",
    "Element",
    "Facet",
    "FacetFit",
    "FacetRatings",
    "FitStatistics",
    "Functioning",
    "Interaction",
    "MantelHaenszel",
    "OrdinalMantel",
    "Separation",
    "SiteDifference",
    "Step",
    "benjamini_hochberg",
    "differential_functioning",
    "interaction",
    "mantel_haenszel",
    "many_facet_rasch",
    "ordinal_mantel",
    "site_differences",
]
