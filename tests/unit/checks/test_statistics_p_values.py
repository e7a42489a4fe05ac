"""p values computed again: known values, notations, rounding, decision errors."""

from __future__ import annotations

from decimal import Decimal

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from scipy import stats

from qa_service.checks import CheckError
from qa_service.checks.statistics.p import p_range, p_value
from qa_service.documents.searching.rare_signs import Signed
from qa_service.documents.statistics.spans import find_test_results
from tests.unit.checks.running import quotes, run

WRONG = (
    "t(67.38) = -1.79, p = .039 one-tailed, p = .048 two-tailed",
    "t(28) = 2.20, p = .06",
    "t (28) = 2.20, p=0.36",
    "t[28] = 2.20; p = .30",
    "t(28)=2.20,p<.01",
    "t(df = 28) = 2.20, p < .01",
    "T(28) = −2.20, p > .05",
    "t(28) = 2.20, ns",
    "t(28) = 2.20, d = 0.82, p = .30",
    "t(28) = 2.20, 95% CI [0.1, 0.9], p = .30",
    "t(15.7) = 1.02, p = .03",
    "F(2, 57) = 4.52, p = .15",
    "F(2,57) = 4.52, MSE = 3.1, p = .15",
    "F(2; 57) = 4,52; p = 0,15",
    "F(1.40, 29.38) = 12.02, p = .01",
    "χ2(1) = 3.84, p = .01",
    "χ²(1, N = 90) = 3.84; p = .5",
    "X2(3, N = 1,204) = 9.99, p = .19",
    "chi2(2) = 5.99, p = .50",
    "chi-square(2) = 5.99, p = .50",
    "χ^2(4) = 2.1, p < .001",
    "G2(1) = 3.08, p = .215",
    "r(58) = .32, p = .14",
    "r(58) = -0.32, p < .001",
    "z = 1.64, p = .01",
    "z = 2.58, p = .10 (two-tailed)",
    "Z = 3.29, p = .05",
    "Q(7) = 4.86, p = .08",
    "Qw(7) = 4.86, p = .08",
    "p = .30, t(28) = 2.20",
    "(p = .30; t(28) = 2.20)",
    "t(28) = 2.20, p-value = .30",
    "t(28) = 2.20, two-tailed p = .018",
    "t(28) = 2.20, p = .018, two-tailed",
    "t(28) = 2.20, p = 3.6 × 10-5",
    "t(28) = 2.20, p = 3.6e-5",
    "t(28) = 12.20, p = .000",
    "F(1, 98) > 10.4, p = .20",
    "F(1, 98) < 1, p = .02",
    "t(28) = 2.20 (p = .30)",
    "t(28) = 2.20, and a p value of... t(28) = 1.20, p = .02",
    "t(1,204) = 1.00, p = .01",
    "F(3, 96) = 2.70, η2p = .08, p = .25",
    "F(3, 96) = 2.70, ηp2 = .08, p = .25",
    "r (58) = .32, p = .30",
    "t(28) = 2.20,\np = .30",
)
RIGHT = (
    "t(67.38) = -1.79, p = .039 one-tailed, p = .078 two-tailed",
    "t(28) = 2.20, p = .036",
    "t(28) = 2.20, p = .04",
    "t(28) = 2.20, p < .05",
    "t(28) = 1.20, ns",
    "t(28) = 1.20, n.s.",
    "t(28) = 1.20, p > .05",
    "t(28) = 2.20, p = .018, one-tailed",
    "t(28) = 2.20, one-tailed p = .018",
    "t(28) = 2.20, p = .018 (one-sided)",
    "F(2, 57) = 4.52, p = .015",
    "F(2; 57) = 4,52; p = 0,015",
    "F(1, 30) < 1, p > .25",
    "F(1, 30) < 1, ns",
    "χ2(1) = 3.84, p = .05",
    "χ²(1, N = 90) = 3.84; p = .050",
    "r(58) = .32, p = .013",
    "r(58) = .32, p = .01",
    "z = 1.96, p = .05",
    "z = 1.64, p = .10",
    "Q(7) = 4.86, p = .68",
    "t(28) = 2.2, p = .037",
    "t(7) = 1.66, p = .141",
    "t(28) = 12.20, p < .001",
    "t(28) = 12.20, p < .0001",
    "Section t(28) applies",
    "The plan has P = 3 parts",
    "figure F(2, 3) and p. 12",
    "t(28) = 2.20 and, on page p. 36",
    "r = .32 was found",
    "z = 0.5 at p = 12 bar",
    "f(2, 57) = 4.52, p = .9",
    "the function F(2, 57) = 4.52 holds",
    "t = 2.20, p = .9",
    "SAT(28) = 2.20, p = .9",
    "t(28) = 2.20 in the first and p = .9 in the second study",
    "χ2(2, N = 1,204) = 5.99, p = .05",
    "F(1, 98) > 10.4, p < .01",
    "t(28) = 2.20, p = 3.6 × 10-2",
    "t(1,204) = 2.58, p = .01",
    "t(28) = −2.20, p = .036",
    "t(28) = 2.205, p = .0358",
)
# Critical values as printed tables give them: what is exceeded with probability .05.
TABLES = (
    ("t(10) = 2.228, p = .05", 0.05),
    ("t(120) = 1.980, p = .05", 0.05),
    ("z = 1.960, p = .05", 0.05),
    ("z = 2.576, p = .01", 0.01),
    ("F(2, 20) = 3.49, p = .05", 0.05),
    ("F(5, 60) = 2.37, p = .05", 0.05),
    ("χ2(1) = 3.841, p = .05", 0.05),
    ("χ2(10) = 18.307, p = .05", 0.05),
    ("Q(4) = 13.277, p = .01", 0.01),
    ("r(8) = .632, p = .05", 0.05),
    ("r(98) = .197, p = .05", 0.05),
)


@pytest.mark.parametrize("text", WRONG)
def test_a_p_that_does_not_follow_is_found(text: str) -> None:
    assert quotes("statistics.p_values", f"The groups differed, {text}.")


@pytest.mark.parametrize("text", RIGHT)
def test_a_p_that_may_follow_and_what_is_no_result_are_quiet(text: str) -> None:
    assert quotes("statistics.p_values", f"We found: {text}.") == []


@pytest.mark.parametrize(("text", "expected"), TABLES)
def test_critical_values_of_printed_tables_have_their_p(text: str, expected: float) -> None:
    (result,) = find_test_results(Signed(text))
    assert p_value(result, abs(float(result.value.readings[0]))) == pytest.approx(expected, rel=0.02)


def test_a_finding_holds_the_range_of_p_and_says_whether_the_decision_changes() -> None:
    mild, grave = run("statistics.p_values", "First t(28) = 2.20, p = .03. Then t(28) = 1.20, p = .02.")
    assert (mild.code, grave.code) == ("inconsistent", "decision")
    assert (mild.evidence["p_low"], mild.evidence["p_high"]) == (".036", ".037")
    assert grave.evidence["test"] == "t"
    assert "changes the decision at 0.05" in grave.message
    (only,) = run("statistics.p_values", "t(28) = 2.20, p = .03; t(28) = 1.20, p = .02.", {"decisions_only": True})
    assert only.quote == "t(28) = 1.20, p = .02"


def test_a_document_that_speaks_of_one_tailed_tests_may_halve_its_p() -> None:
    halved = "The result was clear, t(28) = 2.20, p = .018."
    assert quotes("statistics.p_values", halved)
    assert quotes("statistics.p_values", f"{halved} All tests were one-tailed.") == []
    assert quotes("statistics.p_values", "F(1, 28) = 4.84, p = .018. All tests were one-tailed.")


def test_the_level_of_significance_is_a_parameter_and_checked() -> None:
    text = "They differed, t(28) = 2.20, p = .003."
    assert run("statistics.p_values", text)[0].code == "inconsistent"
    assert run("statistics.p_values", text, {"alpha": 0.01})[0].code == "decision"
    with pytest.raises(CheckError, match="less than 1"):
        run("statistics.p_values", text, {"alpha": 1.5})


def printed(kind: str, df: tuple[int, ...], value: Decimal, p: float) -> str:
    degrees = f"({', '.join(map(str, df))})" if df else ""
    return f"{kind}{degrees} = {value}, p = {p:.3f}"


CASES = st.tuples(
    st.sampled_from(["t", "F", "χ2", "z"]),
    st.integers(2, 400),
    st.integers(1, 6),
    st.integers(5, 350).map(lambda cents: Decimal(cents) / 100),
)


def exact(kind: str, df: int, first: int, value: float) -> tuple[tuple[int, ...], float]:
    """Degrees of freedom and p by the distributions of SciPy, which the check does not call."""
    if kind == "t":
        return (df,), float(2 * stats.t.sf(value, df))
    if kind == "F":
        return (first, df), float(stats.f.sf(value, first, df))
    return ((first,), float(stats.chi2.sf(value, first))) if kind == "χ2" else ((), float(2 * stats.norm.sf(value)))


@settings(max_examples=150, deadline=None)
@given(CASES)
def test_a_correctly_rounded_p_never_fires(case: tuple[str, int, int, Decimal]) -> None:
    kind, df, first, value = case
    degrees, p = exact(kind, df, first, float(value))
    text = (
        printed(kind, degrees, value, p)
        if p >= 0.0005
        else printed(kind, degrees, value, p).replace("= 0.000", "< .001")
    )
    assert quotes("statistics.p_values", text) == []


@settings(max_examples=150, deadline=None)
@given(CASES, st.booleans())
def test_a_p_on_the_other_side_always_is_a_decision_error(case: tuple[str, int, int, Decimal], low: bool) -> None:
    kind, df, first, value = case
    degrees, p = exact(kind, df, first, float(value))
    found = p_range(find_test_results(Signed(printed(kind, degrees, value, 0.5)))[0])
    if found.low <= 0.05 <= found.high:
        return
    (finding,) = run("statistics.p_values", printed(kind, degrees, value, 0.3 if p <= 0.05 else 0.04))
    assert finding.code == "decision"


@settings(max_examples=200, deadline=None)
@given(st.text(st.sampled_from("tFrzQ2χp()=<>.,;:0159 n\n-−"), max_size=60))
def test_no_text_breaks_the_check(text: str) -> None:
    assert all(0 <= each.start <= each.end <= len(text) for each in run("statistics.p_values", text))
