"""Ways in which the clean rubric was used: what fires, and what is near to that and quiet."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from qa_service.rubric.lint import Usage
from tests.unit.rubric.lint.base import FIRST, SECOND, THIRD

N = 60
SPREAD = [float(n % 7) / 6 for n in range(N)]
OTHER = [float((n * 5) % 11) / 10 for n in range(N)]
USED = Usage(
    n_reviews=N,
    answers={
        "reasoning": {"unusable": 10, "rework": 20, "sound": 30},
        "coverage": {"answered": 40, "na": 20},
        "deadline": {"met": 30, "not_met": 10, "not_triggered": 20},
    },
    scores={"reasoning": SPREAD, "coverage": OTHER, "deadline": OTHER[::-1], "slips": SPREAD[::-1]},
    totals=[60.0 + n for n in range(N)],
    gates={"deadline": 10},
    cases=[{"case": {"urgent": n % 3 == 0}} for n in range(200)],
)


def counts(criterion: str, **answers: int) -> Usage:
    """The ordinary use with other answers to one criterion."""
    return replace(USED, answers={**USED.answers, criterion: answers})


def scored(**columns: Sequence[float | None]) -> Usage:
    """The ordinary use with other scores of some criteria."""
    return replace(USED, scores={**USED.scores, **columns})


def urgent(*values: bool | None) -> Usage:
    """The ordinary use with other cases; None for one that does not say."""
    return replace(USED, cases=[{"case": {} if value is None else {"urgent": value}} for value in values])


def alike(*names: str) -> Usage:
    """The ordinary use, where some criteria nearly say the same."""
    columns = {
        name: [min(max(value + (0.05 if k else 0) * ((n * 7 + k) % 5 - 2), 0), 1) for n, value in enumerate(SPREAD)]
        for k, name in enumerate(names)
    }
    return scored(**columns)


FIRES: list[tuple[str, Usage, str]] = [
    ("level_unused", counts("reasoning", unusable=0, rework=20, sound=40), f"{FIRST}/anchors/unusable"),
    ("level_dominates", counts("reasoning", unusable=1, rework=2, sound=57), FIRST),
    ("na_common", counts("coverage", answered=20, na=40), SECOND),
    ("cannot_assess_common", counts("deadline", met=20, not_met=10, cannot_assess=10), THIRD),
    ("gate_never_fired", replace(counts("deadline", met=90, not_met=20), gates={}), f"{THIRD}/gate"),
    ("pass_mark_all_one_side", replace(USED, totals=[50.0 + n / 10 for n in range(N)]), "/scoring/pass_mark"),
    ("pass_mark_all_one_side", replace(USED, totals=[81.0 + n / 10 for n in range(N)]), "/scoring/pass_mark"),
    ("criteria_redundant", scored(coverage=SPREAD), SECOND),
    ("criteria_halo", alike("reasoning", "coverage", "deadline", "slips"), "/sections"),
    ("condition_never_true", urgent(*[False] * 40), f"{THIRD}/when"),
    ("condition_never_true", urgent(*[False] * 40, *[None] * 20), f"{THIRD}/when"),
    ("condition_always_true", urgent(*[True] * 40), f"{THIRD}/when"),
    ("condition_undecided", urgent(*[None] * 40), f"{THIRD}/when"),
]
"""(code, usage, pointer of the only finding)."""

QUIET: list[tuple[str, Usage]] = [
    ("level_unused", counts("reasoning", unusable=0, rework=9, sound=20)),
    ("level_unused", counts("reasoning", unusable=1, rework=20, sound=20)),
    ("level_dominates", counts("reasoning", unusable=5, rework=5, sound=50)),
    ("na_common", counts("coverage", answered=10, na=19)),
    ("na_common", counts("coverage", answered=30, na=30)),
    ("cannot_assess_common", counts("deadline", met=40, not_met=18, cannot_assess=2)),
    ("gate_never_fired", replace(USED, gates={})),
    ("pass_mark_all_one_side", replace(USED, totals=[90.0] * 29)),
    ("pass_mark_all_one_side", replace(USED, totals=[*[90.0] * 59, 79.9])),
    ("criteria_redundant", scored(coverage=[*SPREAD[:29], *[None] * (N - 29)])),
    ("criteria_redundant", scored(coverage=[0.5] * N)),
    ("criteria_redundant", alike("reasoning", "coverage", "deadline", "slips")),
    ("criteria_halo", alike("reasoning", "coverage")),
    ("condition_never_true", urgent(*[False] * 29)),
    ("condition_never_true", urgent(*[False] * 40, True)),
    ("condition_always_true", urgent(*[True] * 40, False)),
    ("condition_undecided", urgent(*[None] * 20, *[True, False] * 15)),
    ("level_unused", Usage()),
]
"""(code, usage)."""
