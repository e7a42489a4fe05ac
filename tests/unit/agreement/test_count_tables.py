"""Count tables: the same sums whatever the size, the merging of equal items, and who else is counting."""

from __future__ import annotations

from concurrent.futures import ThreadPoolExecutor

import numpy as np
import pytest

from qa_service.agreement import Ratings, Scale, coefficients
from qa_service.agreement.patterns import CountTable, borrow, give_back

SCALE = Scale("ordinal", tuple("12345"))
NAMES = ["krippendorff_alpha_ordinal", "krippendorff_alpha_nominal", "fleiss_kappa", "gwet_ac2_quadratic"]


def simulated(items, raters, seed=3, levels=5):
    rng = np.random.default_rng(seed)
    quality = rng.integers(0, levels, items)
    codes = np.clip(quality + rng.integers(-1, 2, (raters, items)), 0, levels - 1).astype(np.int8)
    codes[rng.random(codes.shape) < 0.3] = -1
    return codes


@pytest.mark.parametrize(("items", "raters"), [(50, 3), (4_000, 12), (40_000, 40), (60_000, 3)])
def test_sums_over_items_are_those_of_the_plain_table(items, raters):
    codes = simulated(items, raters)
    plain = np.array([(codes == level).sum(axis=0) for level in range(5)], dtype=np.float64)
    plain = plain[:, plain.sum(axis=0) > 0]
    rng = np.random.default_rng(1)
    matrix, vector = rng.random((5, 5)), rng.random(5)
    for compress in (True, False):
        table = CountTable.from_codes(codes, 5, compress)
        size = table.size.astype(np.float64)
        assert table.total(size) == plain.sum()
        assert table.total(table.form(matrix)) == pytest.approx(np.einsum("kp,kl,lp->", plain, matrix, plain))
        assert table.total(table.dot(vector)) == pytest.approx((vector @ plain).sum())
        share = 1 / plain.sum(axis=0)
        assert table.weighted_sum(1 / size) == pytest.approx((plain * share).sum(axis=1))
        pairs = (plain * share) @ plain.T - np.diag((plain * share).sum(axis=1))
        assert table.coincidences(1 / size) == pytest.approx(pairs)
        assert sum(table.patterns().values()) == plain.shape[1]


def test_codes_need_not_lie_close_together():
    codes = simulated(500, 8)
    wide = np.zeros((8, 1000), dtype=np.int8)
    wide[:, ::2] = codes
    assert CountTable.from_codes(wide[:, ::2], 5).patterns() == CountTable.from_codes(codes, 5).patterns()


def test_more_than_255_raters_are_counted():
    table = CountTable.from_codes(np.zeros((300, 4), dtype=np.int8), 2)
    assert table.patterns() == {(300, 0): 4}
    assert table.size.tolist() == [300] * table.size.size


def test_threads_do_not_disturb_each_other():
    inputs = [simulated(9_000, 12, seed) for seed in range(12)]

    def figures(codes):
        return coefficients(Ratings.from_codes(codes, SCALE), NAMES)

    alone = [figures(codes) for codes in inputs]
    with ThreadPoolExecutor(6) as pool:
        assert list(pool.map(figures, inputs)) == alone


def test_room_is_lent_to_one_at_a_time():
    first, second = borrow(10), borrow(10)
    assert not np.shares_memory(first, second)
    give_back(first)
    assert np.shares_memory(borrow(10), first)
    large = borrow(10_000_000)
    give_back(large)
    assert not np.shares_memory(borrow(10), large)
