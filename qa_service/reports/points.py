"""What the summary is made of: points, the results behind them, and how their figures are written."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from qa_service.reports.figures import interval, number
from qa_service.reports.measure import ALL_REVIEWERS, Headline
from qa_service.reports.reviewers import Reviewer
from qa_service.reports.study import Study
from qa_service.reports.tables.t04_standard import Match
from qa_service.reports.tables.t06_pairs import Pairs


@dataclass(frozen=True, slots=True)
class Point:
    """One thing to do or to know: a short head, the sentences behind it, and its cases as a list."""

    head: str
    text: str
    urgent: bool = False
    cases: tuple[str, ...] = ()

    @property
    def sentence(self) -> str:
        """Everything as one text: cases go on a sentence that ends in a colon, else they are sentences."""
        mark = "; " if self.text.endswith(":") else ". "
        more = f" {mark.join(self.cases)}." if self.cases else ""
        return f"{self.head} {self.text}{more}"


@dataclass(frozen=True, slots=True)
class Results:
    """What the summary is drawn from."""

    study: Study
    headlines: tuple[Headline, ...]
    matches: tuple[Match, ...]
    pairs: tuple[Pairs, ...]
    reviewers: tuple[tuple[Reviewer, ...], ...]

    @property
    def min_items(self) -> int:
        """Items below which figures are withheld."""
        return self.study.inputs.min_items


def quoted(title: str) -> str:
    """A criterion in quotation marks: titles are sentences with commas."""
    return f"“{title}”"


def alpha(row: Headline) -> str:
    """The coefficient of a row with its interval and n."""
    return f"α = {figure(row)}, n = {row.alpha.n_items:,}"


def figure(row: Headline) -> str:
    """The coefficient of a row with its interval."""
    return f"{number(value(row))} ({interval(row.alpha.ci95)})"


def case(row: Headline) -> str:
    """A criterion with its coefficient, and the site when it is not all reviewers."""
    pool = "" if row.pool == ALL_REVIEWERS else f" among {row.pool}"
    return f"{quoted(row.title)}{pool}: {alpha(row)}"


def value(row: Headline) -> float:
    """Alpha, 0 where undefined."""
    return row.alpha.value or 0.0


def lowest(row: Headline) -> float:
    """The lower end of alpha's interval."""
    return row.alpha.ci95[0] if row.alpha.ci95 else -1.0


def highest(row: Headline) -> float:
    """The upper end of alpha's interval."""
    return row.alpha.ci95[1] if row.alpha.ci95 else 1.0


def listed(words: Sequence[str]) -> str:
    """Words as a list in a sentence."""
    if len(words) < 2:
        return "".join(words)
    return f"{', '.join(words[:-1])} and {words[-1]}"


def count(n: int, one: str, more: str = "") -> str:
    """A number with its noun."""
    return f"{n:,} {one}" if n == 1 else f"{n:,} {more or f'{one}s'}"


def started(text: str) -> str:
    """A text as the start of a sentence."""
    return f"{text[:1].upper()}{text[1:]}"


def some(cases: Sequence[str], most: int, where: str) -> tuple[str, ...]:
    """The first cases, and how many more there are in a table."""
    left = len(cases) - most
    return (*cases[:most], f"{left:,} more in table {where}") if left > 0 else tuple(cases)
