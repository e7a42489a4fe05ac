"""Reviewer effects by many-facet Rasch measurement."""

from qa_service.agreement.rasch.model import many_facet_rasch
from qa_service.agreement.rasch.ratings import FacetRatings

__all__ = ["FacetRatings", "many_facet_rasch"]
