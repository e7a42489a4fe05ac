"""GRIM where the text says elsewhere that whole points were given, in sentences and in tables."""

from __future__ import annotations

import pytest

from tests.unit.checks.running import quotes

SAID = "Each criterion was marked in whole points from 1 to 6.\n\n"
REVIEW = SAID + (
    "Reviewers agreed. Originality (n = 8): M = {first}. Method (n = 8): M = 4.38. Feasibility (n = 8):"
    " M = 4.75. Impact (n = 8): M = 3.50.\n"
)
TABLE = SAID + (
    "| Criterion | n | M | SD |\n|---|---|---|---|\n| Novelty | 8 | {first} | 0.64 |\n| Method | 8 | 4.38 | 0.74 |\n"
    "| Feasibility | 8 | 4.75 | 0.71 |\n| Impact | 8 | 3.50 | 0.93 |\n"
)
COURSE = (
    "All questions were single items, answered in whole numbers from 1 (poor) to 5 (very good).\n\n"
    "The lectures were rated well (n = 28; M = {first}, SD = 0.76). The seminars were rated lower (n = 24; M = 3.54,"
    " SD = 1.02), and so was the reading (n = 19; M = 3.63, SD = 1.01).\n"
)


@pytest.mark.parametrize(
    ("text", "wrong", "right"), [(REVIEW, "5.15", "5.13"), (TABLE, "5.15", "5.13"), (COURSE, "4.12", "4.11")]
)
def test_a_mean_that_whole_points_cannot_have(text: str, wrong: str, right: str) -> None:
    assert quotes("statistics.grim", text.format(first=right)) == []
    assert quotes("statistics.grim", text.format(first=wrong)) == [wrong]


@pytest.mark.parametrize(
    ("old", "new"),
    [
        (
            "Each criterion was marked in whole points",
            "Each criterion is the mean of four items, marked in whole points",
        ),
        ("in whole points", "in half points"),
        ("Each criterion was marked in whole points from 1 to 6.", "Each criterion was marked by the panel."),
        ("in whole points from 1 to 6", "in whole points from 1 to 6, weighted by seniority"),
    ],
)
def test_means_of_other_numbers_are_left_alone(old: str, new: str) -> None:
    for text in (REVIEW, TABLE):
        assert old in text
        assert quotes("statistics.grim", text.replace(old, new).format(first="5.15")) == []


def test_where_most_means_are_impossible_they_are_no_ratings() -> None:
    strange = REVIEW.replace("4.38", "4.41").replace("4.75", "4.72").replace("3.50", "3.57")
    assert quotes("statistics.grim", strange.format(first="5.15")) == []


@pytest.mark.parametrize(
    ("text", "wrong"),
    [
        (
            "The survey had 18 answers; the 18 respondents rated it with a mean rating of {} on a scale from 1 to 5.",
            "2.73",
        ),
        ("The 28 therapists rated it on a five-point scale; the 15 supervisors rated it at a mean of {}.", "3.84"),
    ],
)
def test_a_count_said_twice_or_in_the_clause_of_the_mean_is_its_n(text: str, wrong: str) -> None:
    right = {"2.73": "2.72", "3.84": "3.87"}[wrong]
    assert quotes("statistics.grim", text.format(right)) == []
    assert quotes("statistics.grim", text.format(wrong)) == [wrong]
