"""Columns of one measure: other years, or the plan of what is the outcome beside it.

Customers need not add up where orders do, but what adds up in one year adds up in the next.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping, Sequence

from qa_service.checks.tables.footing.miss import Miss
from qa_service.checks.tables.footing.panel import Fit, Panel, Strength
from qa_service.checks.tables.tie_out.periods import periods_in
from qa_service.checks.tables.tie_out.words import MONTHS, STOP, YEAR
from qa_service.documents.searching.word_sets import word_set

PLANS = word_set(
    "actual actuals budget budgeted forecast plan planned outturn estimate estimated revised prior previous last this "
    "current restated audited unaudited see plan ist soll vorjahr"
)
# Words, and the signs of a count or a currency.
TOLD = re.compile(r"[^\W\d_]+|[$\u20ac\u00a3#]")
BESIDE = PLANS | STOP | MONTHS
UNLIKELY = 0.001


def measures(heads: Sequence[str], columns: Iterable[int]) -> Mapping[int, frozenset[str]]:
    """Return what the columns of years, periods and plans measure: the other words of their heads."""
    words = {at: frozenset(TOLD.findall(heads[at].lower())) for at in columns}
    return {at: found - BESIDE for at, found in words.items() if _is_one_of_several(heads[at], found)}


def _is_one_of_several(head: str, words: frozenset[str]) -> bool:
    return not words.isdisjoint(PLANS) or YEAR.search(head) is not None or bool(periods_in(head))


def proves(panel: Panel, fit: Fit, miss: Miss) -> bool:
    """Whether a total is the sum of its usual parts to the last digit, by no accident, in a column of the measure."""
    own = panel.measures.get(miss.column)
    if own is None or not fit.natural or len(fit.failing) > 1 or panel.strengths[miss.line] is not Strength.STRONG:
        return False
    beside = [at for at in fit.ok if panel.measures.get(at) == own and panel.weighs(miss.line, at, fit.terms)]
    exact = any(panel.gap(miss.line, at, fit.terms) == 0 for at in beside)
    return exact and fit.chance < UNLIKELY and 3 * miss.tolerance < abs(miss.difference)
