"""A mean of n whole numbers, or a share of n, as printed, and whether any whole numbers have it."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from decimal import Decimal
from fractions import Fraction

from qa_service.documents.numbers.numerals import ONES, TENS, cardinal

COUNT_WORDS = "|".join(sorted((*TENS, *ONES), key=len, reverse=True))
# "20", "1,250", "twenty", "twenty-five"; "2,5" and "20.5" are no counts.
COUNT = rf"(?:\d{{1,3}}(?:,\d{{3}})+|\d{{1,6}}|\b(?:{COUNT_WORDS})(?:-(?:{COUNT_WORDS}))?\b)(?![\d]|[.,]\d)"
PEOPLE = (
    r"(?:respondents|participants|subjects|patients|raters|reviewers|interviewees|students|employees|customers|clients|"
    r"voters|children|adults|women|men|persons|people|households|users|members|companies|firms|sites|cases|files|claims|"
    r"testers|judges|experts|assessors|graders|examiners|evaluators|handlers|managers|teachers|nurses|physicians|doctors|"
    r"parents|mothers|fathers|carers|guests|passengers|jurors|tasters|trainees|learners|drivers|delegates|panellists|"
    r"volunteers|tenants|residents|buyers|consumers|visitors|readers|pupils|colleagues|staff)"
)
# What may be told of a count between it and its noun: "20 randomised patients"; not "20 million patients".
ADJECTIVE = (
    r"(?:(?!(?:million|billion|trillion|thousand|hundred|dozen|weighted|more|fewer|other|per|of|and|or|to|in)(?![\w-]))"
    r"[a-z][a-z-]{2,19}\s)"
)

# More impossible means are no slips.
_MOST_WRONG = 12
_FEW_ITEMS, _ITEMS_CHANCE = (2, 3), 0.05


@dataclass(frozen=True, slots=True)
class Average:
    """A printed mean of ``n`` whole numbers, or with ``unit`` 100 a percentage of n."""

    start: int
    end: int
    printed: str
    n: int
    unit: int = 1

    @property
    def number(self) -> Decimal:
        """What is printed, a decimal comma read as a point."""
        return Decimal(self.printed.replace(",", "."))

    @property
    def places(self) -> int:
        """The number of printed decimals."""
        return -int(self.number.as_tuple().exponent)

    @property
    def is_possible(self) -> bool:
        """Whether some whole number over n rounds to what is printed, with a five up or down."""
        printed = Fraction(self.number)
        nearest = int(printed * self.n / self.unit + Fraction(1, 2))
        return abs(Fraction(nearest * self.unit, self.n) - printed) <= Fraction(Decimal(5).scaleb(-self.places - 1))

    @property
    def share_possible(self) -> float:
        """Which part of all means with as many decimals n whole numbers can have."""
        steps: int = 10**self.places
        if self.n >= steps:
            return 1.0
        values = sum(2 if (2 * k * steps) % self.n == 0 and (2 * k * steps // self.n) % 2 else 1 for k in range(self.n))
        return min(1.0, values / steps)

    def nearest(self) -> tuple[str, str]:
        """Return the possible values on either side, printed with as many decimals."""
        below = int(Fraction(self.number) * self.n / self.unit)
        exact = (Decimal((below + more) * self.unit) / Decimal(self.n) for more in (0, 1))
        low, high = (str(value.quantize(Decimal(1).scaleb(-self.places))) for value in exact)
        return low, high


def chance_of(averages: Iterable[Average]) -> float:
    """Return how likely as many possible means are, or more, if they are not of whole numbers."""
    return chance_of_shares([(each.is_possible, each.share_possible) for each in averages])


def chance_of_shares(telling: Sequence[tuple[bool, float]]) -> float:
    """Return the same of whether each mean is possible, and which part of all means is; 1 where very many are not."""
    wrong = sum(not is_possible for is_possible, _ in telling)
    if wrong > _MOST_WRONG:
        return 1.0
    # How likely it is that none, one, two … of the means so far are impossible.
    ways = [1.0] + [0.0] * wrong
    for _, share in telling:
        ways = [here * share + below * (1 - share) for here, below in zip(ways, [0.0, *ways], strict=False)]
    return float(sum(ways))


def may_be_of_items(averages: Sequence[Average]) -> bool:
    """Whether the impossible means may be those of two items or three: then a half or a third of all is possible."""
    wrong = [each for each in averages if not each.is_possible]
    for items in _FEW_ITEMS:
        if all(replace(each, n=items * each.n).is_possible for each in wrong):
            shares = [(each.is_possible, max(1 / items, each.share_possible)) for each in averages]
            if chance_of_shares(shares) > _ITEMS_CHANCE:
                return True
    return False


def count_of(printed: str) -> int:
    """Return a count in digits or words, 0 for what is none."""
    if printed[0].isdigit():
        return int(printed.replace(",", ""))
    return cardinal(re.split("-", printed.lower())) or 0
