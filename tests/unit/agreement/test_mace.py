"""Competence of raters: a naive EM as oracle, and what must hold for any ratings."""

from __future__ import annotations

import json

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from qa_service.agreement import Ratings, Scale
from qa_service.agreement.latent import mace

FEW = settings(deadline=None, max_examples=20)
LEVELS = 3
SCALE = Scale("nominal", tuple("abc"))


def simulate(seed, competence=(0.9, 0.8, 0.6, 0.3, 0.0), items=200, missing=0.1):
    """Raters who know the truth with a chance of ``competence`` and else prefer the first level."""
    rng = np.random.default_rng(seed)
    truth = rng.integers(0, LEVELS, items)
    habit = rng.choice(LEVELS, (len(competence), items), p=[0.6, 0.3, 0.1])
    knows = rng.random(habit.shape) < np.array(competence)[:, None]
    codes = np.where(knows, truth, habit)
    codes[rng.random(codes.shape) < missing] = -1
    return codes.astype(np.int8), truth


def fit(codes, **options):
    return mace(Ratings.from_codes(codes, SCALE), **options)


def naive(codes, passes, smoothing, gold=None):
    """Plain EM in plain probabilities, from the definition of the model; starts as the package does."""
    given = codes[:, :, None] == np.arange(LEVELS)
    share = given.sum(axis=0) / np.maximum(given.sum(axis=(0, 2)), 1)[:, None]
    allowed = np.ones(share.shape)
    if gold is not None:
        allowed = np.where(gold[:, None] >= 0, gold[:, None] == np.arange(LEVELS), 1.0)
        share = np.where(gold[:, None] >= 0, allowed, share)
    right, total = (given * share).sum(axis=(1, 2)), given.sum(axis=(1, 2))
    knows = np.stack([right, total - right], axis=1) + 0.5 + smoothing
    habit = given.sum(axis=1) + 0.5 + smoothing
    for _ in range(passes):
        competence, style = knows[:, 0] / knows.sum(axis=1), habit / habit.sum(axis=1, keepdims=True)
        joint = allowed / LEVELS
        for sure, own, hit in zip(competence, style, given, strict=True):
            chance = sure * np.eye(LEVELS) + (1 - sure) * own
            joint = joint * np.where(hit.any(axis=1)[:, None], hit @ chance.T, 1.0)
        likelihood = np.log(joint.sum(axis=1)).sum()
        posterior = joint / joint.sum(axis=1, keepdims=True)
        known = competence[:, None] / (competence[:, None] + (1 - competence[:, None]) * style)
        right = (given * posterior).sum(axis=1) * known
        knows = np.stack([right.sum(axis=1), total - right.sum(axis=1)], axis=1) + smoothing
        habit = given.sum(axis=1) - right + smoothing
    return posterior, competence, style, likelihood


@pytest.mark.parametrize("smoothing", [0.01 / 3, 0.5])
def test_it_is_the_fixed_point_of_a_naive_em(smoothing):
    codes, _ = simulate(1, items=70)
    found = fit(codes, smoothing=smoothing)
    posterior, competence, habits, likelihood = naive(codes, 700, smoothing)
    assert found.converged
    assert np.abs(found.posterior - posterior).max() < 1e-7
    assert [figure.value for figure in found.competence.values()] == pytest.approx(competence.tolist(), abs=1e-7)
    assert np.abs(found.habits - habits).max() < 1e-7
    assert found.log_likelihood == pytest.approx(likelihood, abs=1e-7)


def test_known_levels_agree_with_the_naive_em():
    codes, truth = simulate(2, items=60)
    gold = np.where(np.arange(60) % 4 == 0, truth, -1)
    gold[(codes < 0).all(axis=0)] = -1
    found = fit(codes, gold=gold, smoothing=0.1)
    posterior, competence, _, _ = naive(codes, 700, 0.1, gold)
    assert np.abs(found.posterior - posterior).max() < 1e-7
    assert [figure.value for figure in found.competence.values()] == pytest.approx(competence.tolist(), abs=1e-7)


def test_it_recovers_competence_and_habits():
    codes, truth = simulate(3, items=4000)
    found = fit(codes)
    for true, figure in zip((0.9, 0.8, 0.6, 0.3, 0.0), found.competence.values(), strict=True):
        assert figure.value == pytest.approx(true, abs=0.04)
        assert figure.ci95[0] <= figure.value <= figure.ci95[1]
    assert found.habits[3:] == pytest.approx(np.tile([0.6, 0.3, 0.1], (2, 1)), abs=0.04)
    assert np.mean(found.labels == truth) > 0.9


def test_unsure_items_have_high_entropy():
    codes, truth = simulate(4, items=1500)
    found = fit(codes)
    right = found.labels == truth
    assert found.entropy()[~right].mean() > 2 * found.entropy()[right].mean()
    assert found.entropy().max() <= np.log(LEVELS) + 1e-12


def test_intervals_cover_the_truth():
    hits = []
    for seed in range(40):
        found = fit(simulate(seed, items=300)[0])
        pairs = zip((0.9, 0.8, 0.6, 0.3), found.competence.values(), strict=False)
        hits += [figure.ci95[0] <= true <= figure.ci95[1] for true, figure in pairs]
    assert 0.92 <= np.mean(hits) <= 0.99


def test_the_interval_is_that_of_a_jackknife_over_items():
    codes, _ = simulate(5, items=400)
    found = fit(codes)
    parts = [fit(np.delete(codes, range(g, 400, 50), axis=1), intervals=False) for g in range(50)]
    for rater in "1234":
        values = np.array([part.competence[rater].value for part in parts])
        jackknife = np.sqrt(49 / 50 * ((values - values.mean()) ** 2).sum())
        assert found.competence[rater].se == pytest.approx(jackknife, rel=0.45)


@FEW
@given(st.integers(0, 10_000), st.randoms(use_true_random=False))
def test_order_and_names_do_not_matter(seed, random):
    codes, _ = simulate(seed, (0.9, 0.8, 0.8, 0.7, 0.4))
    raters, items, levels = list(range(5)), list(range(200)), list(range(LEVELS))
    for each in (raters, items, levels):
        random.shuffle(each)
    renamed = np.append(levels, -1)[codes]
    first, second = fit(codes), fit(np.ascontiguousarray(renamed[raters][:, items]))
    assert np.abs(second.posterior - first.posterior[items][:, np.argsort(levels)]).max() < 1e-6
    for new, old in enumerate(raters):
        one, other = second.competence[str(new + 1)], first.competence[str(old + 1)]
        assert one.value == pytest.approx(other.value, abs=1e-6)
    assert np.abs(second.habits - first.habits[raters][:, np.argsort(levels)]).max() < 1e-5


def test_restarts_repeat_with_their_seed_and_never_make_it_worse():
    codes, _ = simulate(6, items=50)
    plain = fit(codes, smoothing=0.0)
    first, second = (fit(codes, smoothing=0.0, restarts=5, seed=11) for _ in range(2))
    assert first.to_dict() == second.to_dict()
    assert first.log_likelihood >= plain.log_likelihood - 1e-9
    with pytest.raises(ValueError, match="seed"):
        fit(codes, restarts=3)
    with pytest.raises(ValueError, match="Restarts"):
        fit(codes, restarts=-1, seed=1)
    with pytest.raises(ValueError, match="Smoothing"):
        fit(codes, smoothing=float("nan"))


@pytest.mark.parametrize(
    ("matrix", "on", "code"),
    [
        ([[1.5, 2.5], [2.0, 3.0]], Scale("ratio"), "needs_levels"),
        ([[None, None]], SCALE, "no_ratings"),
        ([["b", "b"], ["b", "b"]], SCALE, "no_variation"),
        ([["a"], ["b"]], SCALE, "needs_two_raters"),
        ([["a", None], [None, "b"]], SCALE, "no_pairable_units"),
    ],
)
def test_what_cannot_be_known_is_withheld(matrix, on, code):
    found = mace(Ratings.from_matrix(matrix, on))
    assert found.withheld.startswith(f"{code}: ")
    assert all(figure.value is None and figure.withheld for figure in found.competence.values())
    assert json.dumps(found.to_dict(), allow_nan=False)


def test_the_json_form_is_complete():
    codes, _ = simulate(7, items=30)
    codes[:, 4] = -1
    out = json.loads(json.dumps(fit(codes).to_dict(), allow_nan=False))
    assert out["model"] == "mace"
    assert out["items"][4]["level"] is None
    assert out["items"][4]["entropy"] == pytest.approx(np.log(LEVELS))
    assert sum(out["raters"]["2"]["habits"].values()) == pytest.approx(1)
    assert out["raters"]["2"]["competence"]["ci95"][0] > 0
