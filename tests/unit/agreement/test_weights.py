"""Weights of one's own, and coefficients with any weights."""

from __future__ import annotations

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from hypothesis.extra.numpy import arrays

from qa_service.agreement import COEFFICIENTS, AgreementError, Ratings, Scale, coefficients
from qa_service.agreement.catalogue import FAMILIES, MORE_COEFFICIENTS, weighted
from qa_service.agreement.weights import agreement_weights, custom_weights, weights_from_losses

THREE = Scale("ordinal", ("1", "2", "3"))


def codes_of(problem_call):
    with pytest.raises(AgreementError) as caught:
        problem_call()
    return [(p.pointer, p.code) for p in caught.value.problems]


@pytest.mark.parametrize("loss", ["loss", "loss_asymmetric"])
def test_cohen_1968(known, loss):
    book = known("cohen_1968")
    table = [(a, b) for a, line in enumerate(book["table"]) for b, n in enumerate(line) for _ in range(n)]
    ratings = Ratings.from_codes(np.array(table, dtype=np.int8).T, Scale("nominal", ("a", "b", "c")))
    own = weights_from_losses(book[loss], 3, symmetric=loss == "loss")
    found = weighted(ratings, own, ["cohen_kappa"])["cohen_kappa"]
    assert found.value == pytest.approx(book["results"][loss], abs=1e-9)
    assert found.se > 0


def test_named_weights_of_every_family_are_the_named_coefficients(known):
    ratings = Ratings.from_matrix(known("gwet_2014_four_raters")["ratings"], Scale("ordinal", tuple("12345")))
    named = coefficients(ratings, [*COEFFICIENTS, *MORE_COEFFICIENTS], min_items=1)
    for kind in ("identity", "linear", "quadratic", "ordinal", "radical", "adjacent", "circular"):
        found = weighted(ratings, kind, min_items=1)
        own = weighted(ratings, agreement_weights(kind, (1, 2, 3, 4, 5)).tolist(), min_items=1)
        assert set(found) == set(FAMILIES)
        for family, figure in found.items():
            name = {"gwet_ac": "gwet_ac2"}.get(family, family) + ("" if kind == "identity" else f"_{kind}")
            name = {"gwet_ac2": "gwet_ac1", "percent": "percent_exact"}.get(name, name)
            if name in named:
                assert figure.value == named[name].value, name
                assert figure.se == named[name].se
            assert own[family].value == (None if figure.value is None else pytest.approx(figure.value, abs=1e-12))


@pytest.mark.parametrize("family", ["percent", "gwet_ac", "fleiss", "conger", "brennan_prediger"])
def test_published_weights_through_the_public_call(known, family):
    table = known("gwet_2014_four_raters")
    ratings = Ratings.from_matrix(table["ratings"], Scale("ordinal", tuple("12345")))
    name = {"fleiss": "fleiss_kappa", "conger": "conger_kappa"}.get(family, family)
    for kind in ("linear", "quadratic", "ordinal", "radical"):
        expected = table["results"][f"{family} {kind}"]
        found = weighted(ratings, kind, [name], min_items=1)[name]
        assert found.value == pytest.approx(expected["value"], abs=1e-9)
        assert found.se == pytest.approx(expected["se"], abs=expected["se_tolerance"])


def test_circular_weights_join_the_ends():
    found = agreement_weights("circular", (1, 2, 3, 4))
    assert found[0, 3] == pytest.approx(found[0, 1])
    assert found[0].tolist() == pytest.approx([1, 0.5, 0, 0.5])
    days = agreement_weights("circular", tuple(range(1, 8)))
    loss = np.sin(np.pi * np.subtract.outer(np.arange(7), np.arange(7)) / 7) ** 2
    assert days == pytest.approx(1 - loss / loss.max())


@settings(deadline=None, max_examples=40)
@given(
    arrays(np.int8, st.tuples(st.integers(2, 4), st.integers(2, 15)), elements=st.integers(-1, 2)),
    arrays(np.float64, 3, elements=st.floats(0, 1)),
    st.permutations(range(3)),
)
def test_names_of_levels_do_not_matter_when_weights_follow(array, off, order):
    own = np.eye(3)
    own[0, 1] = own[1, 0] = off[0]
    own[0, 2] = own[2, 0] = off[1]
    own[1, 2] = own[2, 1] = off[2]
    nominal = Scale("nominal", ("a", "b", "c"))
    renamed = np.append(np.argsort(order).astype(np.int8), np.int8(-1))[array]
    first = weighted(Ratings.from_codes(array, nominal), own, min_items=1)
    second = weighted(Ratings.from_codes(renamed, nominal), own[np.ix_(order, order)], min_items=1)
    for name, figure in first.items():
        assert (figure.value is None) == (second[name].value is None)
        if figure.value is not None:
            assert second[name].value == pytest.approx(figure.value, abs=1e-9)


def test_the_unit_of_disagreement_does_not_matter():
    first, second = (weights_from_losses(np.array([[0, 1, 3], [1, 0, 6], [3, 6, 0]]) * u, 3) for u in (1e-9, 1e9))
    assert first == pytest.approx(second)


def test_bad_weights_are_named_with_their_place():
    assert codes_of(lambda: custom_weights([[1, 2], [0.5, 1]], 2)) == [
        ("/weights/0/1", "weight_out_of_range"),
        ("/weights/0/1", "weights_not_symmetric"),
    ]
    assert codes_of(lambda: custom_weights([[0.9, 0], [0, 1]], 2)) == [("/weights/0/0", "weight_not_one")]
    assert codes_of(lambda: custom_weights([[1, "x"], [0]], 2)) == [
        ("/weights/0/1", "not_a_number"),
        ("/weights/1", "weights_shape"),
    ]
    assert codes_of(lambda: custom_weights("identity", 2)) == [("/weights", "weights_shape")]
    assert codes_of(lambda: custom_weights([[1, float("nan")], [0, 1]], 2)) == [("/weights/0/1", "not_a_number")]
    assert codes_of(lambda: weights_from_losses([[1, 1], [-1, 0]], 2)) == [
        ("/weights/1/0", "weight_out_of_range"),
        ("/weights/0/0", "weight_not_zero"),
    ]
    assert codes_of(lambda: weights_from_losses([[0, 0], [0, 0]], 2)) == [("/weights", "weights_all_zero")]
    assert custom_weights([["1", "0.5"], ["0.5", "1"]], 2)[0, 1] == 0.5


def test_only_cohens_kappa_takes_asymmetric_weights():
    ratings = Ratings.from_matrix([[1, 2], [2, 2], [3, 1], [1, 1]], THREE)
    own = [[1, 0.5, 0], [0.2, 1, 0.5], [0, 0.5, 1]]
    assert weighted(ratings, own, ["cohen_kappa"], min_items=1)["cohen_kappa"].value is not None
    assert codes_of(lambda: weighted(ratings, own, ["cohen_kappa", "fleiss_kappa"])) == [
        ("/weights/0/1", "weights_not_symmetric")
    ]


def test_unknown_weights_and_families_are_named():
    ratings = Ratings.from_matrix([[1, 2], [2, 2]], THREE)
    assert codes_of(lambda: weighted(ratings, "cubic")) == [("/weights", "unknown_weights")]
    assert codes_of(lambda: weighted(ratings, "linear", ["krippendorff_alpha"])) == [("/families/0", "unknown_family")]
    assert codes_of(lambda: coefficients(ratings, ["krippendorff_alpha_radical"])) == [
        ("/coefficients/0", "unknown_coefficient")
    ]


def test_scales_without_distances_or_levels():
    nominal = Ratings.from_matrix([["a", "b"], ["c", "c"]] * 15, Scale("nominal", ("a", "b", "c")))
    assert all(c.withheld.startswith("needs_ordered_levels") for c in weighted(nominal, "linear").values())
    assert weighted(nominal, np.eye(3))["fleiss_kappa"].value == weighted(nominal, "identity")["fleiss_kappa"].value
    numbers = Ratings.from_matrix([[1.5, 2.5], [3.5, 3.5]] * 15, Scale("interval"))
    assert all(c.withheld.startswith("needs_levels") for c in weighted(numbers, "linear").values())
    assert codes_of(lambda: weighted(numbers, np.eye(3))) == [("/weights", "weights_shape")]
