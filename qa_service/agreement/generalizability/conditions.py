"""Reading the numbers of conditions that a D study asks for."""

from __future__ import annotations

import itertools
from collections.abc import Iterable, Mapping, Sequence

from qa_service.agreement.generalizability.g_result import GStudy, design_of

Numbers = int | Iterable[int]
_FACETS = {"raters": "rater", "criteria": "criterion", "sites": "site", "repeats": "occasion"}
_PANEL = range(1, 11)


def grid(g: GStudy, asked: Mapping[str, Numbers | None], fixed: Sequence[str]) -> list[dict[str, int]]:
    """All combinations of the numbers asked for, keyed by facet; ValueError for what the design does not have."""
    design = design_of(g)
    for facet in fixed:
        if facet not in design.facets or facet == "item" or facet in design.nested:
            raise ValueError(f"{facet!r} cannot be fixed: it is the item, nested, or not in the design {design.name}.")
    choices: dict[str, list[int]] = {}
    for argument, facet in _FACETS.items():
        numbers = asked.get(argument)
        if facet not in design.facets and facet not in g.conditions:
            if numbers is not None and list(_several(numbers)) != [1]:
                raise ValueError(f"The study {design.name} has no {argument}.")
            continue
        choices[facet] = _chosen(g, facet, numbers, facet in fixed)
    return [dict(zip(choices, combination, strict=True)) for combination in itertools.product(*choices.values())]


def _several(numbers: Numbers) -> list[int]:
    return [numbers] if isinstance(numbers, int) else list(numbers)


def _chosen(g: GStudy, facet: str, numbers: Numbers | None, fixed: bool) -> list[int]:
    studied = max(round(g.conditions.get(facet, 1)), 1)
    if numbers is None:
        return list(_PANEL) if facet == "rater" and not fixed else [1 if facet == "occasion" else studied]
    found = _several(numbers)
    if not found or min(found) < 1 or any(not isinstance(number, int) for number in found):
        raise ValueError(f"A number of conditions of {facet} is a whole number from 1.")
    if fixed and found != [studied]:
        raise ValueError(f"{facet} is fixed: its number is that of the study, {studied}.")
    return found
