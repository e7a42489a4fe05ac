"""Flags over many simulated teams: seldom where nothing is wrong, nearly always where something was planted."""

from __future__ import annotations

from collections import defaultdict

import numpy as np
import pytest

from qa_service.agreement.flags import Mark, Reviews, reviewer_flags

TEAMS = 24


def team(seed, *, raters=6, items=70, per=2, plant=None):
    """Reviews of four criteria that go together, with differences of pace; ``plant`` changes what r0 gives."""
    rng = np.random.default_rng(seed)
    pace = rng.normal(0, 0.25, raters)
    marks = []
    at = 0
    for item in range(items):
        quality = 0.8 * rng.normal() + rng.normal(0, 0.6, 4)
        for rater in rng.choice(raters, per, replace=False).tolist():
            given = np.clip(np.round(3 + quality + rng.normal(0, 0.3) + rng.normal(0, 0.6, 4)), 1, 5)
            seconds = float(np.exp(5 + pace[rater] + rng.normal(0, 0.5)))
            if plant and rater == 0:
                given, seconds = plant(given, seconds, rng)
            at += 1
            marks += [
                Mark(f"i{item}", f"r{rater}", f"c{place}", float(value), float(at), seconds)
                for place, value in enumerate(given)
            ]
    return Reviews.of(marks, {f"c{place}": (1.0, 5.0) for place in range(4)})


@pytest.mark.parametrize("per", [2, 3])
def test_teams_without_a_fault_are_seldom_flagged(per):
    p_values, flagged = defaultdict(list), defaultdict(int)
    for seed in range(TEAMS):
        found = reviewer_flags(team(seed, per=per), seed=seed, min_items=15)
        for kind in {flag.kind for flag in found.flags}:
            of_kind = [flag for flag in found.flags if flag.kind == kind]
            p_values[kind] += [flag.p for flag in of_kind if flag.p is not None]
            flagged[kind] += any(flag.flagged for flag in of_kind)
    assert len(p_values) == 7
    for kind, values in p_values.items():
        assert len(values) > 3 * TEAMS
        # 5 % of single tests, and of teams: within four standard errors of the number of teams.
        assert np.mean(np.array(values) <= 0.05) <= 0.05 + 4 * np.sqrt(0.05 * 0.95 / len(values)), kind
        assert flagged[kind] / TEAMS <= 0.05 + 3 * np.sqrt(0.05 * 0.95 / TEAMS), kind


def only_the_middle(given, seconds, rng):
    return np.clip(given, 2, 4), seconds


def narrow(given, seconds, rng):
    return np.round(3 + (given - 3) * 0.4), seconds


def one_impression(given, seconds, rng):
    return np.clip(np.round(given.mean() + rng.normal(0, 0.3, 4)), 1, 5), seconds


def one_level(given, seconds, rng):
    return (np.full(4, np.round(given.mean())) if rng.random() < 0.7 else given), seconds


def harsh(given, seconds, rng):
    return np.clip(given - 1, 1, 5), seconds


def hasty(given, seconds, rng):
    return given, seconds * 0.1


@pytest.mark.parametrize(
    ("kind", "plant"),
    [
        ("central_tendency", only_the_middle),
        ("restricted_range", narrow),
        ("halo", one_impression),
        ("straight_lining", one_level),
        ("outlying_severity", harsh),
        ("too_fast", hasty),
        ("below_minimum", hasty),
    ],
)
def test_planted_faults_are_found(kind, plant):
    found = 0
    for seed in range(8):
        flags = reviewer_flags(team(500 + seed, items=90, plant=plant), seed=seed, min_items=15, min_seconds=20).flags
        found += any(flag.flagged for flag in flags if (flag.kind, flag.rater) == (kind, "r0"))
    assert found >= 7


def test_raised_flags_come_surest_first():
    found = reviewer_flags(team(7, items=90, plant=one_impression), min_items=15)
    assert found.raised
    assert [flag.q for flag in found.raised] == sorted(flag.q for flag in found.raised)
    assert all(flag.flagged for flag in found.raised)
