"""Advice from reviews and cases: only from enough of them, with the figures that it rests on."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from scipy import stats

from qa_service.rubric.lint import Usage
from qa_service.rubric.lint.usage_criteria import lower_bound, rank_correlation
from tests.unit.rubric.lint.base import FIRST, THIRD, Changes, lint

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


def codes(usage: Usage, changes: Changes | None = None) -> list[tuple[str, str]]:
    return [(one.code, one.pointer) for one in lint(changes or {}, usage)]


def counts(criterion: str, **answers: int) -> Usage:
    return replace(USED, answers={**USED.answers, criterion: answers})


def test_lint_has_nothing_to_say_of_ordinary_use() -> None:
    assert codes(USED) == []


@pytest.mark.parametrize(
    ("usage", "finding"),
    [
        (counts("reasoning", unusable=0, rework=20, sound=40), ("level_unused", f"{FIRST}/anchors/unusable")),
        (counts("reasoning", unusable=1, rework=2, sound=57), ("level_dominates", FIRST)),
        (counts("coverage", answered=20, na=40), ("na_common", "/sections/0/criteria/1")),
        (counts("deadline", met=20, not_met=10, cannot_assess=10), ("cannot_assess_common", THIRD)),
        (replace(counts("deadline", met=90, not_met=20), gates={}), ("gate_never_fired", f"{THIRD}/gate")),
        (replace(USED, totals=[50.0 + n / 10 for n in range(N)]), ("pass_mark_all_one_side", "/scoring/pass_mark")),
        (replace(USED, totals=[81.0 + n / 10 for n in range(N)]), ("pass_mark_all_one_side", "/scoring/pass_mark")),
        (replace(USED, scores={**USED.scores, "coverage": SPREAD}), ("criteria_redundant", "/sections/0/criteria/1")),
        (replace(USED, cases=[{"case": {"urgent": False}}] * 40), ("condition_never_true", f"{THIRD}/when")),
        (replace(USED, cases=[{"case": {"urgent": True}}] * 40), ("condition_always_true", f"{THIRD}/when")),
        (replace(USED, cases=[{"case": {}}] * 40), ("condition_undecided", f"{THIRD}/when")),
    ],
)
def test_a_rule_fires_on_what_was_used(usage: Usage, finding: tuple[str, str]) -> None:
    assert codes(usage) == [finding]


@pytest.mark.parametrize(
    "usage",
    [
        counts("reasoning", unusable=0, rework=9, sound=20),
        counts("coverage", answered=10, na=19),
        replace(USED, totals=[90.0] * 29),
        replace(USED, scores={**USED.scores, "coverage": [*SPREAD[:29], *[None] * (N - 29)]}),
        replace(USED, scores={**USED.scores, "coverage": [0.5] * N}),
        replace(USED, cases=[{"case": {"urgent": False}}] * 29),
        replace(USED, gates={}),
        Usage(),
    ],
)
def test_little_use_says_nothing(usage: Usage) -> None:
    assert codes(usage) == []


def test_a_level_that_nobody_uses_comes_with_the_bound_of_its_rate() -> None:
    (found,) = lint({}, counts("reasoning", rework=20, sound=40))
    assert "in 60 reviews; its true rate is below 5.0 % (95 %)" in found.message


def test_one_impression_for_all_criteria_is_told_as_such() -> None:
    alike = {
        name: [min(max(value + shift * ((n * 7 + k) % 5 - 2), 0), 1) for n, value in enumerate(SPREAD)]
        for k, (name, shift) in enumerate([("reasoning", 0), ("coverage", 0.05), ("deadline", 0.05), ("slips", 0.05)])
    }
    assert "criteria_halo" in {code for code, _ in codes(replace(USED, scores=alike))}


def test_only_the_last_200_cases_are_looked_at() -> None:
    cases = [{"case": {"urgent": False}}] * 200 + [{"case": {"urgent": True}}] * 50
    assert codes(replace(USED, cases=cases)) == [("condition_never_true", f"{THIRD}/when")]


@given(st.lists(st.tuples(st.integers(0, 6), st.integers(0, 6)), min_size=3, max_size=60))
def test_rank_correlation_is_spearmans(pairs: list[tuple[int, int]]) -> None:
    columns: list[Sequence[float | None]] = [[float(pair[side]) for pair in pairs] for side in (0, 1)]
    found = rank_correlation(*columns)
    if any(len(set(column)) == 1 for column in columns):
        assert found is None
    else:
        assert found is not None
        assert found[0] == pytest.approx(stats.spearmanr(*columns).statistic, abs=1e-12)
        assert found[1] == len(pairs)


def test_the_lower_end_of_the_interval_covers_as_it_says() -> None:
    """Bivariate normal with a rank correlation of about 0.786: a one-sided miss in about 2.5 % of samples."""
    rng = np.random.default_rng(7)
    true = 6 / np.pi * np.arcsin(0.8 / 2)
    missed = 0
    for _ in range(2000):
        x = rng.standard_normal(60)
        y = 0.8 * x + 0.6 * rng.standard_normal(60)
        found = rank_correlation(x.tolist(), y.tolist())
        assert found is not None
        missed += lower_bound(*found) > true
    assert 0.01 <= missed / 2000 <= 0.045
