"""By site: each site's own figures, and the difference of sites on the items that both rated."""

from __future__ import annotations

import numpy as np
import pytest

from qa_service.agreement import Rating, Scale
from qa_service.agreement.analysis import Options, analyse
from qa_service.agreement.by_site import analyse_by_site

FIVE = Scale("ordinal", tuple("12345"))


def ratings(shift=1, shared=30, numeric=False):
    """Ann and Ben in Pune, Cy and Dee in Cebu, who rate ``shift`` lower; Pune alone rated ten items more."""
    rng = np.random.default_rng(3)
    out = []
    for i in range(shared + 10):
        quality = int(rng.integers(2, 6))
        for rater, site, off in (("ann", "Pune", 0), ("ben", "Pune", 0), ("cy", "Cebu", shift), ("dee", "Cebu", shift)):
            if site == "Cebu" and i >= shared:
                continue
            value = max(1, quality - off - int(rng.random() < 0.2))
            out.append(Rating(f"i{i}", rater, value + 0.5 if numeric else str(value), site=site))
    return out


def test_each_site_has_the_figures_of_its_own_raters():
    rows = ratings()
    found = analyse_by_site(rows, FIVE)
    assert list(found["sites"]) == ["Cebu", "Pune"]
    assert found["criteria"] == analyse(rows, FIVE)["criteria"]
    own = [row for row in rows if row.site == "Pune"]
    assert found["sites"]["Pune"] == analyse(own, FIVE)["criteria"]
    assert found["sites"]["Pune"]["all"]["n_items"] == 40
    assert found["sites"]["Cebu"]["all"]["n_raters"] == 2


@pytest.mark.parametrize("numeric", [False, True])
def test_the_harsher_site_is_found_on_common_items(numeric):
    scale = Scale("interval") if numeric else FIVE
    pair = analyse_by_site(ratings(numeric=numeric), scale)["site_differences"]["all"]["pairs"][0]
    sign = 1 if pair["first"] == "Pune" else -1
    low, high = sorted(sign * end for end in pair["difference"]["ci95"])
    assert pair["difference"]["n"] == 30
    assert 0.7 < low < high < 1.2
    assert pair["p_adjusted"] < 1e-6


def test_a_difference_computed_by_hand():
    rows = [
        Rating(item, rater, value, site=site)
        for item, a, b in (("x", 3, 2), ("y", 5, 3), ("z", 4, 4))
        for rater, site, value in (("ann", "north", a), ("bob", "south", b))
    ]
    pair = analyse_by_site(rows, FIVE, Options(min_items=1))["site_differences"]["all"]["pairs"][0]
    off = np.array([1, 2, 0])
    assert pair["difference"]["value"] == pytest.approx(off.mean())
    assert pair["difference"]["se"] == pytest.approx(off.std(ddof=1) / 3**0.5)


def test_levels_that_a_site_never_used_stay_in_its_scale():
    rows = [Rating(f"i{i}", r, str(1 + i % 5), site="a") for i in range(25) for r in ("x", "y")]
    rows += [Rating(f"j{i}", r, str(4 + i % 2), site="b") for i in range(25) for r in ("v", "w")]
    found = analyse_by_site(rows, Scale("ordinal"))
    assert found["sites"]["b"]["all"]["raters"]["v"]["levels"] == {"1": 0, "2": 0, "3": 0, "4": 13, "5": 12}


def test_words_without_order_and_ratings_without_sites_say_why():
    rows = [Rating(f"i{i}", r, "ab"[i % 2], site=r) for i in range(4) for r in ("x", "y")]
    named = analyse_by_site(rows, Scale("nominal"))["site_differences"]["all"]
    assert (named["pairs"], named["withheld"][:20]) == ([], "needs_ordered_levels")
    nowhere = analyse_by_site([Rating("a", "x", 1), Rating("a", "y", 1)], FIVE)
    assert nowhere["sites"] == {}
    assert nowhere["site_differences"]["all"]["withheld"] == "no_sites: the ratings name no site"


def test_weights_and_intervals_of_ones_own():
    rows = ratings()
    found = analyse(rows, FIVE, options=Options(weights="radical", interval="jackknife"))["criteria"]["all"]
    assert found["weighted"]["weights"] == "radical"
    assert found["weighted"]["coefficients"]["gwet_ac"]["value"] > 0
    assert "jackknife" in found["coefficients"]["krippendorff_alpha_ordinal"]["method"]
    matrix = (1 - np.abs(np.subtract.outer(range(5), range(5))) / 4).tolist()
    own = analyse(rows, FIVE, options=Options(weights=matrix))["criteria"]["all"]
    linear = analyse(rows, FIVE, options=Options(weights="linear"))["criteria"]["all"]
    assert own["weighted"]["weights"] == "custom"
    for family, figure in own["weighted"]["coefficients"].items():
        assert figure["value"] == pytest.approx(
            linear["weighted"]["coefficients"][family]["value"] or 0, abs=1e-12
        ) or (figure["withheld"] is not None)
