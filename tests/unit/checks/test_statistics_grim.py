"""GRIM: means and shares that whole numbers cannot have."""

from __future__ import annotations

from decimal import ROUND_HALF_EVEN, ROUND_HALF_UP, Decimal

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from tests.unit.checks.running import quotes, run

IMPOSSIBLE = (
    "The mean rating on a scale of 1 to 5 was 3.74 (n = 41).",
    "On the seven-point scale, in the group that judged age (n = 22) the mean rating was 2.79.",
    "The mean rating of the calls by 24 patients on a five-point scale was 4.48.",
    "Auf einer Skala von 1 bis 7 war das Urteil gut (M = 6,15; n = 24).",
    "Auf einer Skala von 1 bis 5 lag der Durchschnitt bei 3,47 (n = 20).",
    "The 20 raters gave a mean rating of 3.47 on the five-point scale.",
    "Ratings on the seven-point scale were high (M = 5.19, SD = 1.34, n = 28).",
    "Participants (n = 18) rated the memo at a mean of 4.26 out of 7.",
    "The mean number of errors was 2.37 (n = 15).",
    "Likert scores: control M = 3.91 (n = 25), treated M = 4.44 (n = 25).",
    "Average number of visits was 1.77 (N = 12).",
    "33% of 20 respondents agreed.",
    "17.4 % of 60 patients withdrew.",
    "Of these, 55 percent of the 16 reviewers disagreed.",
    "12% of 35 files were reopened.",
    "The average rating was 4.33 (n = 11) on a scale of 1 to 5.",
    "The mean count of defects (M = 0.55, n = 14) fell.",
    "The 31 participants reported a mean number of siblings of 1.46.",
)
TOLD_BEFORE = (
    "Rumination was rated with a single item. The mean is high.\n\nRumination was higher by night (n = 24, M = 3.14).",
    "Readiness was marked in whole numbers. The mean age was 44.\n\nReadiness at entry was 5.34 (n = 19) in one group.",
    "They rated their pain and their fear by one whole number.\n\nFear was less with it (M = 3.45, SD = 1, n = 28).",
    "Here 40 of the participants rated how honest they were on a scale from 1 to 5. The mean rating was 4.36.",
    "Sixteen nurses filled in a form. Their mean rating of it was 2.35 on a scale from 1 to 7, and nine agreed.",
)
TOLD_OTHERWISE = (
    "Rumination was rated with a single item. On average it was high.\n\nSleep was longer by night (n = 24, M = 3.14).",
    "Mood was the mean of four items, each a whole number. The mean is high.\n\nMood was better (M = 3.14, n = 24).",
    "Pain was scored by one item. The mean fell.\n\nPain fell by 1.37 (n = 20); pain was 41.33 mm (n = 20).",
    "Thirty staff rated the canteen in each of two months. The mean rating was 3.41.",
    "Thirty staff answered ten questions. The mean rating was 3.41.",
    "Thirty staff rated it. Among the women the mean rating was 3.41 (n = 17).",
    "Thirty staff and 12 guests rated it. The mean rating was 3.41.",
    "Thirty staff rated it. The mean rating of the 22 cooks was 3.41.",
)
POSSIBLE = (
    "On the seven-point scale, in the group that judged age (n = 22) the mean rating was 2.77.",
    "On a scale of 1 to 7, drawn as a slider, the mean rating was 2.79 (n = 22).",
    "The mean rating of the calls by 24 patients on a five-point scale was 4.46.",
    "Auf einer Skala von 1 bis 5 lag der Durchschnitt bei 3,45 (n = 20).",
    "Im Mittel kostete er 3,47 Euro (n = 20).",
    "The 20 raters gave a mean rating of 3.45 on the five-point scale.",
    "Their mean age was 41.37 years (n = 20).",
    "Mean response time was 512.37 ms (n = 16).",
    "About 33 % of 20 respondents left.",
    "More than 45% of 14 patients improved.",
    "Ratings on the seven-point scale were high (M = 5.18, SD = 1.34, n = 28).",
    "The average rating was 4.33 (n = 12) on a scale of 1 to 5.",
    "M = 3.47 (n = 250) on the rating scale.",
    "The mean price was 3.47 per unit (n = 20).",
    "Mean scores of 3.47 were seen.",
    "33% of 2020 budget",
    "40% of 20 respondents agreed.",
    "17% of 60 patients withdrew; 17% of 6 patients too.",
    "55% of the 20 reviewers disagreed.",
    "The mean rating of the 4-item scale was 3.46 (n = 12 participants, 48 answers).",
    "at least 33% of 20 shareholders",
    "The weighted mean rating was 3.47 (n = 20).",
    "66.7% of 3 claims and 33.3% of 3 claims",
    "M = 3.4 (n = 20) rating",
    "10% of 2,500 employees",
    "The ratings of 20 raters in each of 3 rounds had a mean of 3.47 (n = 60).",
    "5% of 7 days",
    "Ratings differed between groups; mean body height was 1.76 (n = 19).",
    "82 per cent of the 40 users finished the task.",
)


@pytest.mark.parametrize("text", IMPOSSIBLE)
def test_a_mean_or_share_that_n_cannot_give_is_found(text: str) -> None:
    assert quotes("statistics.grim", text)


@pytest.mark.parametrize("text", TOLD_BEFORE)
def test_another_sentence_may_tell_of_whole_numbers_or_of_who_rated(text: str) -> None:
    assert quotes("statistics.grim", text)


@pytest.mark.parametrize("text", POSSIBLE + TOLD_OTHERWISE)
def test_what_n_can_give_and_what_is_measured_is_quiet(text: str) -> None:
    assert quotes("statistics.grim", text) == []


def test_the_published_example_is_found() -> None:
    (found,) = run("statistics.grim", "Ratings on the seven-point scale were high (M = 5.19, SD = 1.34, n = 28).")
    assert (found.evidence["nearest_below"], found.evidence["nearest_above"]) == ("5.18", "5.21")
    assert found.quote == "5.19"


def test_items_of_a_scale_count_too() -> None:
    text = "The mean rating was 3.46 (n = 12)."
    assert quotes("statistics.grim", text)
    assert run("statistics.grim", text, {"items": 4}) == ()
    assert quotes("statistics.grim", "The mean rating on the 4-item scale was 3.46 (n = 12).") == []


def test_a_rubric_may_say_that_all_means_are_of_whole_numbers() -> None:
    text = "The mean was 3.47 (n = 20)."
    assert quotes("statistics.grim", text) == []
    (found,) = run("statistics.grim", text, {"whole_numbers": True})
    assert found.quote == "3.47"


@settings(max_examples=200, deadline=None)
@given(st.integers(1, 300).flatmap(lambda n: st.tuples(st.just(n), st.integers(0, 7 * n))), st.booleans())
def test_a_mean_of_whole_numbers_never_fires_however_its_fives_are_rounded(case: tuple[int, int], up: bool) -> None:
    n, total = case
    rounding = ROUND_HALF_UP if up else ROUND_HALF_EVEN
    mean = (Decimal(total) / Decimal(n)).quantize(Decimal("0.01"), rounding)
    share = (Decimal(100 * min(total, n)) / Decimal(n)).quantize(Decimal("0.1"), rounding)
    assert quotes("statistics.grim", f"The mean rating was {mean} (n = {n}).") == []
    assert quotes("statistics.grim", f"In all {share}% of {n} respondents agreed.") == []


@settings(max_examples=200, deadline=None)
@given(st.integers(3, 90), st.integers(100, 700))
def test_a_mean_fires_exactly_when_no_total_gives_it(n: int, cents: int) -> None:
    mean = Decimal(cents) / 100
    possible = any(abs(Decimal(k) / n - mean) <= Decimal("0.005") for k in range(7 * n + 1))
    assert bool(quotes("statistics.grim", f"The mean rating was {mean:.2f} (n = {n}).")) is not possible
