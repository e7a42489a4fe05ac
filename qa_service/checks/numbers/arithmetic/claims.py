"""A calculation that a text states: operands, what it says that they come to, and what they do come to."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, replace
from decimal import Decimal, DecimalException, localcontext

from qa_service.checks.numbers.arithmetic.figures import Figure, together
from qa_service.checks.numbers.arithmetic.intervals import CONTEXT, Interval, exactly
from qa_service.checks.numbers.arithmetic.passages import Passage

Computation = Callable[[Sequence[Interval]], Sequence[Interval]]


def times(*factors: Interval) -> Computation:
    """Return the computation of the first operand times a factor; each factor gives a lawful result."""
    return lambda values: [values[0] * factor for factor in factors]


@dataclass(frozen=True, slots=True)
class Claim:
    """What a passage says: ``compute`` returns every lawful result of the operands, the plainest first.

    ``formula`` names the operands as {0}, {1} …; ``label`` follows a printed result ("%"). With a ``test`` no result
    is compared: it tells whether the operands can be as they are (a "rise" from 150 to 120 cannot).
    """

    code: str
    formula: str
    operands: tuple[Figure, ...]
    stated: Figure
    compute: Computation
    label: str = ""
    test: Callable[[Sequence[Interval]], bool] | None = None
    said: str = ""

    def coarse(self) -> Claim:
        """Return the claim with whole amounts rounded."""
        return replace(self, operands=tuple(figure.coarse() for figure in self.operands), stated=self.stated.coarse())


@dataclass(frozen=True, slots=True)
class Miss:
    """A claim that does not hold; ``result`` is what the figures as printed come to, None where only a test failed."""

    claim: Claim
    result: Decimal | None
    bounds: Interval | None


def missed(claim: Claim) -> Miss | None:
    """Return the miss, or None where some way to read the figures makes the claim true."""
    best: tuple[Decimal, Interval] | None = None
    with localcontext(CONTEXT):
        for figures in together((*claim.operands, claim.stated)):
            values = [figure.interval for figure in figures[:-1]]
            try:
                found = list(claim.compute(values))
                plain = list(claim.compute([exactly(figure.value) for figure in figures[:-1]]))
            except (ZeroDivisionError, DecimalException):
                return None
            if claim.test(values) if claim.test is not None else any(map(figures[-1].allows, found)):
                return None
            if plain and (best is None or _nearer(plain[0].middle, best[0], claim.stated)):
                best = plain[0].middle, found[0]
    return Miss(claim, *(best or (None, None)))


def _nearer(one: Decimal, other: Decimal, stated: Figure) -> bool:
    return abs(abs(one) - abs(stated.value)) < abs(abs(other) - abs(stated.value))


def matches(pattern: re.Pattern[str], passage: Passage) -> Iterator[tuple[re.Match[str], dict[str, Figure]]]:
    """Yield every match with the figures of its named groups."""
    for found in pattern.finditer(passage.text):
        yield found, named(found, passage)


def named(found: re.Match[str], passage: Passage) -> dict[str, Figure]:
    """Return the figures of the groups that are one figure long; groups of words are left out."""
    out = {}
    for name, where in found.re.groupindex.items():
        at = found.start(where)
        if at >= 0 and at in passage.figures and found.end(where) == at + 1:
            out[name] = passage.figures[at]
    return out
