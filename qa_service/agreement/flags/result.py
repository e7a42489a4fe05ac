"""One flag about one reviewer, and the control of false flags over a team."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace

from qa_service.agreement.json_form import JsonForm
from qa_service.agreement.multiplicity import benjamini_hochberg
from qa_service.agreement.result import Figure

ALPHA = 0.05
MIN_ITEMS = 20


@dataclass(frozen=True, slots=True)
class Flag(JsonForm):
    """What one rule says about one reviewer.

    ``figure`` is the statistic with its interval, ``expected`` what the others show on the same items (None where there
    is no such figure), ``n`` counts compared items (reviews, for rules of time). ``p`` is the chance of a statistic as
    extreme for a reviewer like the others, ``q`` the same after Benjamini and Hochberg (1995) over the reviewers. A
    reviewer is ``flagged`` when ``q`` is at most alpha and ``rule`` (which says what else is asked) holds. ``robust_z``
    is the distance from the reviewers' median in scaled median absolute deviations, where the rule looks at it.
    """

    kind: str
    rater: str
    n: int
    figure: Figure
    expected: float | None = None
    p: float | None = None
    q: float | None = None
    flagged: bool = False
    sentence: str = ""
    rule: str = ""
    robust_z: float | None = None
    withheld: str | None = None


def judged(
    flags: Sequence[Flag], alpha: float, large: Callable[[Flag], bool], sentence: Callable[[Flag], str], rule: str
) -> tuple[Flag, ...]:
    """Adjust for the number of reviewers and say who is flagged: ``large`` asks for an effect that matters."""
    if not 0 < alpha < 1:
        raise ValueError("alpha lies between 0 and 1")
    tested = [i for i, flag in enumerate(flags) if flag.p is not None]
    adjusted = dict(zip(tested, benjamini_hochberg([flags[i].p or 0.0 for i in tested]), strict=True))
    out = []
    for i, flag in enumerate(flags):
        q = adjusted.get(i)
        told = replace(flag, q=q, flagged=q is not None and q <= alpha and large(flag), rule=rule)
        out.append(replace(told, sentence=_withheld(told) if told.withheld else sentence(told)))
    return tuple(out)


def _withheld(flag: Flag) -> str:
    return f"{flag.rater}: no statement ({flag.withheld})."


def nothing(kind: str, rater: str, n: int, reason: str) -> Flag:
    """A flag without a figure."""
    return Flag(kind, rater, n, Figure(None, n=n, withheld=reason), withheld=reason)


def verdict(flag: Flag) -> str:
    """How each sentence ends."""
    return ": flagged." if flag.flagged else ": no flag."
