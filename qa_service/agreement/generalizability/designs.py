"""Which variance components a study has: the facets, and how they cross or nest."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field

Facets = tuple[str, ...]
RESIDUAL = "residual"
REPEATS = "occasion"


@dataclass(frozen=True, slots=True)
class Term:
    """One variance component: its name and the facets whose joint conditions number its effects."""

    name: str
    facets: Facets

    def within(self, other: Term) -> bool:
        """Whether every facet of this term is one of the other's, and the other has more."""
        return set(self.facets) < set(other.facets)


@dataclass(frozen=True, slots=True)
class Design:
    """A fully random design; the last term holds all facets. ``nested`` maps a facet to the one it is nested in."""

    name: str
    terms: tuple[Term, ...]
    nested: Mapping[str, str] = field(default_factory=dict)

    @property
    def facets(self) -> Facets:
        """All facets of the design."""
        return self.terms[-1].facets

    def estimable(self, repeated: bool) -> tuple[Term, ...]:
        """Components that can be told apart: without repeats the last interaction and error are one residual."""
        if not repeated:
            return (*self.terms[:-1], Term(RESIDUAL, self.facets))
        return (*self.terms, Term(RESIDUAL, (*self.facets, REPEATS)))


def _design(name: str, terms: Mapping[str, str], nested: Mapping[str, str] | None = None) -> Design:
    return Design(name, tuple(Term(key, tuple(facets.split())) for key, facets in terms.items()), nested or {})


def _nested_raters(outer: str) -> Design:
    terms = {
        "item": "item",
        outer: outer,
        f"rater:{outer}": f"{outer} rater",
        f"item x {outer}": f"item {outer}",
        f"item x (rater:{outer})": f"item {outer} rater",
    }
    return _design(f"item x (rater:{outer})", terms, {"rater": outer})


_CROSSED = {
    "item": "item",
    "rater": "rater",
    "criterion": "criterion",
    "item x rater": "item rater",
    "item x criterion": "item criterion",
    "rater x criterion": "rater criterion",
    "item x rater x criterion": "item rater criterion",
}
_OWN_RATERS = {
    "item": "item",
    "criterion": "criterion",
    "rater:item": "item rater",
    "item x criterion": "item criterion",
    "criterion x (rater:item)": "item rater criterion",
}
_ALL = (
    _design("item x rater", {"item": "item", "rater": "rater", "item x rater": "item rater"}),
    _design("item x rater x criterion", _CROSSED),
    _nested_raters("site"),
    _nested_raters("criterion"),
    _design("rater:item", {"item": "item", "rater:item": "item rater"}, {"rater": "item"}),
    _design("(rater:item) x criterion", _OWN_RATERS, {"rater": "item"}),
)
DESIGNS: dict[str, Design] = {design.name: design for design in _ALL}
OWN_ITEMS = _design("item:rater", {"rater": "rater", "item:rater": "rater item"}, {"item": "rater"})
"""Each rater has items of their own: the nested gage study. There is no common item to generalise over."""


def design_named(name: str) -> Design:
    """Return the design; ValueError lists the names."""
    if name not in DESIGNS:
        raise ValueError(f"{name!r} is not a design; the designs are {', '.join(DESIGNS)}.")
    return DESIGNS[name]
