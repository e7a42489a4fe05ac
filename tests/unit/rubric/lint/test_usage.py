"""Advice from reviews and cases: only from enough of them, with the figures that it rests on."""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from scipy import stats

from qa_service.rubric.lint import Usage
from qa_service.rubric.lint.usage_criteria import lower_bound, rank_correlation
from tests.unit.rubric.lint import use
from tests.unit.rubric.lint.base import THIRD, Changes, lint
from tests.unit.rubric.lint.use import USED, counts, urgent


def codes(usage: Usage, changes: Changes | None = None) -> list[tuple[str, str]]:
    return [(one.code, one.pointer) for one in lint(changes or {}, usage)]


def test_lint_has_nothing_to_say_of_ordinary_use() -> None:
    assert codes(USED) == []


@pytest.mark.parametrize(
    ("code", "usage", "pointer"), use.FIRES, ids=lambda value: value if isinstance(value, str) else ""
)
def test_a_rule_fires_on_what_was_used_and_no_other_does(code: str, usage: Usage, pointer: str) -> None:
    assert codes(usage) == [(code, pointer)]


@pytest.mark.parametrize(("code", "usage"), use.QUIET, ids=lambda value: value if isinstance(value, str) else "")
def test_a_rule_is_quiet_on_ordinary_or_little_use(code: str, usage: Usage) -> None:
    assert code not in {found for found, _ in codes(usage)}


def test_no_reviews_and_no_cases_say_nothing() -> None:
    assert codes(Usage()) == []


def test_the_trigger_of_double_reviews_and_sign_off_are_looked_at_too() -> None:
    changes = {
        "/review/double/always_when": "case.urgent == true",
        "/signoff": {"by": {"role": "lead"}, "when": "case.urgent == true"},
    }
    pointers = [pointer for code, pointer in codes(urgent(*[False] * 40), changes) if code == "condition_never_true"]
    assert pointers == [f"{THIRD}/when", "/review/double/always_when", "/signoff/when"]


def test_what_reads_answers_is_not_decided_by_facts() -> None:
    assert codes(urgent(*[False] * 40), {f"{THIRD}/when": 'answers.reasoning == "sound"'}) == []


def test_an_entry_for_a_rule_of_the_data_is_unused_only_where_data_are_looked_at() -> None:
    entry = {"/x-lint": {"ignore": [{"code": "level_unused", "at": "reasoning", "why": "rare by nature"}]}}
    assert lint(entry) == []
    assert codes(USED, entry) == [("ignore_unused", "/x-lint/ignore/0")]
    (found,) = lint(entry, counts("reasoning", unusable=0, rework=20, sound=40))
    assert (found.code, found.suppressed) == ("level_unused", True)


def test_a_level_that_nobody_uses_comes_with_the_bound_of_its_rate() -> None:
    (found,) = lint({}, counts("reasoning", rework=20, sound=40))
    assert "in 60 reviews; its true rate is below 5.0 % (95 %)" in found.message


def test_only_the_last_200_cases_are_looked_at() -> None:
    assert codes(urgent(*[False] * 200, *[True] * 50)) == [("condition_never_true", f"{THIRD}/when")]


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
