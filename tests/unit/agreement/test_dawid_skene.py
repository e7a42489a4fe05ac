"""The model of Dawid and Skene: published answers, a naive EM as oracle, and what it says when it cannot know."""

from __future__ import annotations

import json
from itertools import pairwise

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from qa_service.agreement import AgreementError, Ratings, Scale
from qa_service.agreement.latent import RepeatedRatings, dawid_skene, one_coin

FEW = settings(deadline=None, max_examples=25)
seeds = st.integers(0, 10_000)


def scale(levels=3, kind="nominal"):
    return Scale(kind, tuple("abcdefgh"[:levels]))


def simulate(seed, items=120, raters=5, levels=3, skill=0.75, missing=0.2, shares=None):
    """Raters who give the truth with a chance of ``skill``, else any level; raters x items, and the truth."""
    rng = np.random.default_rng(seed)
    truth = rng.choice(levels, items, p=shares)
    codes = np.where(rng.random((raters, items)) < skill, truth, rng.integers(0, levels, (raters, items)))
    codes[rng.random(codes.shape) < missing] = -1
    return codes.astype(np.int8), truth


def fit(codes, levels=3, **options):
    return dawid_skene(Ratings.from_codes(codes, scale(levels)), **options)


def naive(codes, levels, passes, smoothing=0.0, gold=None, coin=False):
    """Plain EM in plain probabilities, from the definition; every item has a rating."""
    given = codes[:, :, None] == np.arange(levels)
    posterior = given.sum(axis=0) / given.sum(axis=(0, 2))[:, None]
    allowed = np.ones(posterior.shape)
    if gold is not None:
        allowed = np.where(gold[:, None] >= 0, gold[:, None] == np.arange(levels), 1.0)
        posterior = np.where(gold[:, None] >= 0, allowed, posterior)
    for _ in range(passes):
        prior = posterior.mean(axis=0)
        theta = np.array([posterior.T @ one for one in given]) + smoothing
        if coin:
            right = np.trace(theta, axis1=1, axis2=2) / theta.sum(axis=(1, 2))
            theta = np.where(np.eye(levels) == 1, right[:, None, None], (1 - right[:, None, None]) / (levels - 1))
        theta = theta / theta.sum(axis=2, keepdims=True)
        joint = prior * allowed
        for matrix, row in zip(theta, codes, strict=True):
            joint = joint * np.where(row[:, None] >= 0, matrix.T[row], 1.0)
        likelihood = np.log(joint.sum(axis=1)).sum()
        posterior = joint / joint.sum(axis=1, keepdims=True)
    return posterior, theta, prior, likelihood


@pytest.fixture(scope="module")
def anaesthetists(known):
    table = known("dawid_skene_1979")
    items, raters, grades = zip(*table["ratings"], strict=True)
    ratings = RepeatedRatings.from_records(
        [str(i) for i in items], [str(r) for r in raters], grades, Scale("ordinal", tuple("1234"))
    )
    return table, ratings


def test_the_anaesthetists_of_1979(anaesthetists):
    table, ratings = anaesthetists
    found, expected, off = dawid_skene(ratings), table["results"], table["tolerances"]
    assert found.converged
    prevalence = [figure.value for figure in found.prevalence.values()]
    assert prevalence == pytest.approx(expected["prevalence"], abs=off["prevalence"])
    assert [f"{p:.2f}" for p in prevalence] == expected["prevalence_printed"]
    assert np.abs(found.confusion - expected["confusion"]).max() < off["confusion"]
    assert np.abs(found.posterior - expected["posterior"]).max() < off["posterior"]
    assert found.log_likelihood == pytest.approx(expected["log_likelihood"], abs=off["log_likelihood"])


def test_repeats_do_not_stop_it_early(anaesthetists):
    table, ratings = anaesthetists
    early, done = dawid_skene(ratings, max_iterations=4), dawid_skene(ratings)
    gap = np.abs(early.posterior - table["results"]["posterior"]).max()
    assert gap > 1e-3
    assert not early.converged
    assert early.warnings[-1].startswith("not_converged: after ")
    assert all(figure.ci95 is None and figure.value is not None for figure in early.accuracy.values())
    assert done.converged
    assert done.warnings == ()


def test_accuracy_is_the_diagonal_weighted_by_the_level_shares(anaesthetists):
    table, ratings = anaesthetists
    found, results = dawid_skene(ratings), table["results"]
    for rater, matrix in zip(("1", "2", "3", "4", "5"), results["confusion"], strict=True):
        figure = found.accuracy[rater]
        assert figure.value == pytest.approx(np.diag(matrix) @ results["prevalence"], abs=1e-6)
        assert figure.ci95[0] < figure.value < figure.ci95[1]
        assert figure.n == (135 if rater == "1" else 45)
        assert figure.coverage == pytest.approx(1.0)


@pytest.mark.parametrize(("seed", "levels", "raters", "items"), [(1, 2, 4, 60), (2, 3, 5, 80), (3, 4, 8, 150)])
def test_it_is_the_fixed_point_of_a_naive_em(seed, levels, raters, items):
    codes, _ = simulate(seed, items, raters, levels)
    codes = codes[:, (codes >= 0).any(axis=0)]
    found = fit(codes, levels)
    posterior, theta, prior, likelihood = naive(codes, levels, 1500)
    assert np.abs(found.posterior - posterior).max() < 1e-7
    assert np.abs(found.confusion - theta).max() < 1e-7
    assert [f.value for f in found.prevalence.values()] == pytest.approx(prior.tolist(), abs=1e-7)
    assert found.log_likelihood == pytest.approx(likelihood, abs=1e-7)


def test_smoothing_and_known_levels_agree_with_the_naive_em():
    codes, truth = simulate(5, 60, 4, skill=0.6)
    codes = codes[:, (codes >= 0).any(axis=0)]
    gold = np.where(np.arange(codes.shape[1]) % 3 == 0, truth[: codes.shape[1]], -1)
    found = fit(codes, smoothing=0.5, gold=gold)
    posterior, theta, _, likelihood = naive(codes, 3, 1500, smoothing=0.5, gold=gold)
    assert np.abs(found.posterior - posterior).max() < 1e-7
    assert np.abs(found.confusion - theta).max() < 1e-7
    assert found.log_likelihood == pytest.approx(likelihood, abs=1e-7)
    assert np.array_equal(found.labels[gold >= 0], gold[gold >= 0])


def test_one_coin_agrees_with_the_naive_em():
    codes, _ = simulate(6, 80, 4)
    codes = codes[:, (codes >= 0).any(axis=0)]
    found = one_coin(Ratings.from_codes(codes, scale()))
    posterior, theta, _, likelihood = naive(codes, 3, 1500, coin=True)
    assert np.abs(found.posterior - posterior).max() < 1e-7
    assert np.abs(found.confusion - theta).max() < 1e-7
    assert found.log_likelihood == pytest.approx(likelihood, abs=1e-7)
    assert found.model == "one_coin"


@FEW
@given(seeds, st.sampled_from([0.0, 0.3]))
def test_the_likelihood_never_falls(seed, smoothing):
    found = fit(simulate(seed, 60, 4, skill=0.6)[0], smoothing=smoothing, intervals=False)
    assert len(found.path) > 5
    assert all(b >= a - 1e-9 for a, b in pairwise(found.path))
    if smoothing == 0:
        assert found.path[-1] == found.log_likelihood


@FEW
@given(seeds)
def test_extrapolation_ends_where_plain_steps_end(seed):
    codes, _ = simulate(seed, 80, 5, skill=0.7)
    codes = codes[:, (codes >= 0).any(axis=0)]
    found = fit(codes, smoothing=0.1, intervals=False)
    assert found.converged
    assert np.abs(found.posterior - naive(codes, 3, 1200, smoothing=0.1)[0]).max() < 1e-6


@FEW
@given(seeds, st.randoms(use_true_random=False))
def test_order_and_names_do_not_matter(seed, random):
    codes, _ = simulate(seed, 150, 6, skill=0.8)
    raters, items, levels = list(range(6)), list(range(150)), list(range(3))
    for each in (raters, items, levels):
        random.shuffle(each)
    renamed = np.append(levels, -1)[codes]
    first, second = fit(codes), fit(np.ascontiguousarray(renamed[raters][:, items]))
    assert np.abs(second.posterior - first.posterior[items][:, np.argsort(levels)]).max() < 1e-6
    assert second.log_likelihood == pytest.approx(first.log_likelihood, abs=1e-6)
    for new, old in enumerate(raters):
        one, other = second.accuracy[str(new + 1)], first.accuracy[str(old + 1)]
        assert one.value == pytest.approx(other.value, abs=1e-6)
        assert one.ci95 == pytest.approx(other.ci95, abs=1e-5)


@FEW
@given(seeds)
def test_every_row_is_a_distribution(seed):
    found = fit(simulate(seed, 30, 3)[0])
    assert np.allclose(found.posterior.sum(axis=1), 1)
    assert np.allclose(found.confusion.sum(axis=2), (found.expected > 1e-3).astype(float))
    assert sum(figure.value for figure in found.prevalence.values()) == pytest.approx(1)
    assert ((found.posterior >= 0) & (found.posterior <= 1)).all()


def test_items_with_equal_ratings_are_counted_not_repeated():
    codes, _ = simulate(7, 90, 4, 2, missing=0.1)
    many = fit(np.tile(codes, 40), 2)
    few = fit(codes, 2)
    assert many.posterior.shape == (3600, 2)
    assert np.abs(many.posterior - np.tile(few.posterior, (40, 1))).max() < 1e-7
    assert many.log_likelihood == pytest.approx(40 * few.log_likelihood, rel=1e-9)
    assert np.array_equal(many.labels, np.tile(few.labels, 40))


def test_a_large_grid_with_few_ratings():
    rng = np.random.default_rng(8)
    codes, _ = simulate(8, 300, 60, 4, missing=0.0)
    keep = np.argsort(rng.random(codes.shape), axis=0) < 4
    codes[~keep] = -1
    found = fit(codes, 4, smoothing=0.2)
    posterior, _, _, likelihood = naive(codes, 4, 600, smoothing=0.2)
    assert np.abs(found.posterior - posterior).max() < 1e-6
    assert found.log_likelihood == pytest.approx(likelihood, abs=1e-6)
    assert all(figure.ci95 is not None for figure in found.accuracy.values())


def test_items_without_ratings_change_nothing():
    codes, _ = simulate(9, 80, 4, missing=0.1)
    codes = codes[:, (codes >= 0).any(axis=0)]
    wider = np.concatenate([codes, np.full((4, 25), -1, np.int8)], axis=1)
    found, plain = fit(wider), fit(codes)
    assert found.log_likelihood == pytest.approx(plain.log_likelihood, abs=1e-8)
    shares = [figure.value for figure in found.prevalence.values()]
    assert shares == pytest.approx([figure.value for figure in plain.prevalence.values()], abs=1e-8)
    assert np.allclose(found.posterior[-25:], shares)
    assert set(found.labels[-25:].tolist()) == {-1}
    assert found.to_dict()["items"][-1]["level"] is None


def test_it_finds_a_bad_rater_whom_the_majority_hides():
    codes, truth = simulate(10, 400, 5, 2, skill=0.9, missing=0.0)
    codes[4] = np.where(np.random.default_rng(1).random(400) < 0.9, 1 - truth, truth)
    found = fit(codes, 2)
    assert found.accuracy["5"].value < 0.2
    assert min(found.accuracy[r].value for r in "1234") > 0.85
    majority = (codes.sum(axis=0) > 2.5).astype(int)
    assert np.mean(found.labels == truth) > np.mean(majority == truth)


def test_known_levels_by_name_and_with_one_rater():
    rows = [["x"], ["y"], ["y"], ["x"], ["y"]]
    ratings = Ratings.from_matrix(rows, Scale("binary", ("x", "y")), ["r"])
    found = dawid_skene(ratings, gold={"1": "x", "2": "x", "3": "y", "5": "y"}, smoothing=0.01)
    assert found.labels[:3].tolist() == [0, 0, 1]
    assert found.posterior[1].tolist() == [1.0, 0.0]
    assert found.accuracy["r"].value is not None
    with pytest.raises(AgreementError, match="not a level"):
        dawid_skene(ratings, gold={"1": "z"})
    with pytest.raises(AgreementError, match="one per item"):
        dawid_skene(ratings, gold=[0, 1])
    with pytest.raises(AgreementError, match="code of the scale"):
        dawid_skene(ratings, gold=[0, 1, 7, 0, 0])


@pytest.mark.parametrize("levels", [2, 3])
def test_the_interval_is_that_of_a_jackknife_over_items(levels):
    codes, _ = simulate(11, 250, 5, levels, skill=0.7, missing=0.1)
    found = fit(codes, levels)
    parts = [fit(np.delete(codes, range(g, 250, 50), axis=1), levels, intervals=False) for g in range(50)]
    for rater in found.accuracy:
        values = np.array([part.accuracy[rater].value for part in parts])
        jackknife = np.sqrt(49 / 50 * ((values - values.mean()) ** 2).sum())
        assert found.accuracy[rater].se == pytest.approx(jackknife, rel=0.45)
        assert found.accuracy[rater].se > np.sqrt(0.1 * 0.9 / 250) / 2


def test_intervals_cover_the_truth():
    hits = []
    for seed in range(60):
        codes, _ = simulate(seed, 200, 5, 3, skill=0.7, missing=0.0)
        hits += [f.ci95[0] <= 0.8 <= f.ci95[1] for f in fit(codes).accuracy.values()]
    assert 0.92 <= np.mean(hits) <= 0.99


def test_an_accuracy_of_one_keeps_an_open_interval():
    codes = np.tile(np.array([0, 1, 0, 1, 1, 0, 0, 1], np.int8), (4, 3))
    found = fit(codes, 2)
    for figure in found.accuracy.values():
        assert figure.value == pytest.approx(1.0)
        assert figure.ci95[1] == 1.0
        assert figure.ci95[0] < 0.9


@pytest.mark.parametrize(
    ("matrix", "on", "code"),
    [
        ([[1.5, 2.5], [2.0, 3.0]], Scale("interval"), "needs_levels"),
        ([[None, None], [None, None]], scale(), "no_ratings"),
        ([["a", "a"], ["a", "a"]], scale(), "no_variation"),
        ([["a"], ["b"]], scale(), "needs_two_raters"),
        ([["a", None], [None, "b"]], scale(), "no_pairable_units"),
    ],
)
def test_what_cannot_be_known_is_withheld(matrix, on, code):
    found = dawid_skene(Ratings.from_matrix(matrix, on))
    assert found.withheld.startswith(f"{code}: ")
    assert found.log_likelihood is None
    assert found.posterior.shape[0] == found.labels.size == 0
    assert all(figure.value is None and figure.withheld == found.withheld for figure in found.accuracy.values())
    assert json.loads(json.dumps(found.to_dict(), allow_nan=False))["items"] == []


def test_known_levels_of_numbers_without_levels_change_nothing():
    ratings = Ratings.from_matrix([[1.5, 2.5], [2.0, 3.0]], Scale("interval"))
    assert dawid_skene(ratings, gold={"1": 1.5}).withheld.startswith("needs_levels")


def test_few_ratings_and_raters_without_common_items_are_said():
    codes, _ = simulate(12, 90, 6, missing=0.0)
    codes[:2, 60:] = codes[2:4, :60] = codes[4:, :] = -1
    codes[2:4, 60:], codes[4, 0] = 1, 0
    codes[2, 60:70] = codes[3, 62:72] = 0
    found = fit(codes)
    assert [note.split(":")[0] for note in found.warnings] == ["few_ratings", "disconnected"]
    assert "2 groups" in found.warnings[1]
    assert found.accuracy["6"].withheld.startswith("no_ratings")


def test_a_rater_who_shares_no_item_has_no_accuracy():
    codes, _ = simulate(13, 60, 4, missing=0.0)
    alone = np.full((5, 70), -1, np.int8)
    alone[:4, :60], alone[4, 60:] = codes, np.arange(10) % 3
    found = fit(alone)
    assert found.accuracy["5"].withheld.startswith("disconnected")
    assert found.accuracy["1"].value is not None


def test_a_level_that_nobody_used_has_no_row():
    found = fit(simulate(14, 80, 4, 3)[0], 5)
    assert found.prevalence["e"].value == 0.0
    assert not found.confusion[:, 3:].any()
    out = json.loads(json.dumps(found.to_dict(), allow_nan=False))
    assert out["raters"]["1"]["confusion"]["e"]["given"] is None
    assert sum(out["raters"]["1"]["confusion"]["a"]["given"].values()) == pytest.approx(1)
    assert "items" not in found.to_dict(items=False)


def test_many_levels_and_many_ratings_stay_finite():
    codes, truth = simulate(15, 300, 60, 8, skill=0.6, missing=0.0)
    found = fit(codes, 8)
    assert np.mean(found.labels == truth) == 1.0
    assert np.isfinite(found.posterior).all()
    assert json.dumps(found.to_dict(), allow_nan=False)


def test_entropy_is_nothing_where_the_truth_is_sure():
    found = fit(simulate(16, 100, 9, 3, skill=0.9, missing=0.0)[0])
    assert found.entropy().max() <= np.log(3)
    assert found.entropy().min() == pytest.approx(0.0, abs=1e-9)


@pytest.mark.parametrize("options", [{"smoothing": -1}, {"tolerance": 0}, {"max_iterations": 0}])
def test_impossible_options_are_refused(options):
    with pytest.raises(ValueError, match="not"):
        fit(simulate(1)[0], **options)


def test_the_same_rater_twice_counts_twice():
    items = ["p", "p", "p", "q", "q", "q", "r", "r", "r"]
    raters = ["A", "A", "B", "A", "A", "B", "A", "A", "B"]
    ratings = RepeatedRatings.from_records(items, raters, [1, 1, 1, 2, 1, 2, 2, 2, 2], Scale("ordinal", ("1", "2")))
    found = dawid_skene(ratings)
    assert found.raters == ("A", "B")
    assert found.accuracy["A"].n == 6
    assert found.expected.sum(axis=1).tolist() == pytest.approx([6, 3])
