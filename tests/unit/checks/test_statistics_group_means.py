"""GRIM where the size of a group, or that a measure is of whole numbers, is told elsewhere than beside the mean."""

from __future__ import annotations

import pytest

from tests.unit.checks.running import quotes

CAPTION = (
    "Guests marked three soups once each, on single items from 1 to 9, for taste and for warmth.\n\n"
    "Table 1. Mean marks, n = 17\n\n| Soup | Taste | Warmth |\n|---|---|---|\n"
    "| Leek | {} | 4.82 |\n| Bean | 6.18 | 5.53 |\n| Pea | 7.06 | 7.24 |\n"
)
NAMED = (
    "**Stretching for gardeners.** Of the gardeners, 22 were given the sheet (n = 22) and the others a talk (n = 26)."
    " We counted stumbles in the last week by diary.\n\nTable 1\n\n"
    "| | Sheet (n = 22) | Talk (n = 26) |\n|---|---|---|\n"
    "| Age, years, mean (SD) | 48.61 (9.20) | 47.93 (8.70) |\n| Children, mean (SD) | 1.18 (0.96) | 1.04 (0.91) |\n\n"
    "Table 2\n\n| | Sheet | Talk |\n|---|---|---|\n| Stumbles, mean (SD) | {} (1.18) | 3.27 (1.39) |\n"
    "| Walking time, min, mean (SD) | 34.41 (6.12) | 31.29 (5.80) |\n"
)
CLASSES = (
    "Class 6X (21 pupils) sang every day, class 6Y (24 pupils) once a week.\n\n*Table 1: Mean answers*\n\n"
    "| Statement | 6X | 6Y |\n|---|---|---|\n| I like singing | {} | 3.54 |\n| I know many songs | 4.19 | 3.58 |\n"
    "| The room was warm | 2.95 | 2.71 |\n\n"
    "The number of songs learnt was on average 4.33 in 6X and 3.42 in 6Y.\n"
)
LIST = CLASSES.format("3.86").replace("4.33", "{}")
EACH = (
    "We tested 52 walkers, 26 in each condition. Tiredness was rated with a single item from 1 to 7. Recall was the"
    " number of signs remembered.\n\nWalkers with a map were less tired (M = {}, SD = 1.37) than those without"
    " (M = 3.62, SD = 1.52), t(50) = 2.49. They remembered more signs (M = 5.42, SD = 1.70) than the others"
    " (M = 3.54, SD = 1.60).\n"
)
OPEN = (
    "Values before the course are in the table.\n\n| | Course (n = 19) | List (n = 21) |\n|---|---|---|\n"
    "| Hope, mean (SD) | {} (3.20) | 9.48 (3.10) |\n| Trust, mean (SD) | 7.21 (2.20) | 7.67 (2.50) |\n"
    "| Calm, mean (SD) | 5.84 (1.90) | 6.19 (2.00) |\n| Zest, mean (SD) | 4.37 (1.10) | 4.05 (1.40) |\n"
)
STATEMENTS = (
    "All 18 employees of the yard filled in the form.\n\nTable 3. Means and standard deviations\n\n"
    "| | M | SD |\n|---|---|---|\n| 1. I feel safe here | {} | 1.44 |\n| 2. My tasks are clear | 2.17 | 0.98 |\n"
    "| 3. I can ask for help | 2.06 | 1.51 |\n| 4. The canteen is good | 3.50 | 1.25 |\n"
)
ANSWERS = (
    "Mean answers to one question each\n\n| | Elm House | Oak House |\n|---|---|---|\n| Number of answers | 27 | 25 |\n"
    "| Meals | {} | 2.92 |\n| Garden | 3.37 | 3.08 |\n| Staff | 3.63 | 4.40 |\n"
)
FIRST = (
    "Of 33 guests, 16 saw the film and 17 read the letter. Trust and doubt were judged on one seven-point item each."
    " Mean trust was {} in the film group and 2.59 in the letter group. Mean doubt was 4.75 in the film group and 3.12"
    " in the letter group.\n"
)
CASES = [
    (STATEMENTS, "3.15", "3.11"),
    (ANSWERS, "2.54", "2.52"),
    (FIRST, "4.84", "4.81"),
    (CAPTION, "5.44", "5.41"),
    (NAMED, "2.43", "2.41"),
    (CLASSES, "3.88", "3.86"),
    (LIST, "4.35", "4.33"),
    (EACH, "4.56", "4.54"),
    (OPEN, "9.18", "9.16"),
]


@pytest.mark.parametrize(("text", "wrong", "right"), CASES)
def test_a_mean_that_its_group_cannot_have_is_found(text: str, wrong: str, right: str) -> None:
    assert quotes("statistics.grim", text.format(right)) == []
    assert quotes("statistics.grim", text.format(wrong)) == [wrong]


@pytest.mark.parametrize(
    ("text", "old", "new"),
    [
        (CAPTION, "once each, on single items from 1 to 9", "on scales of four items from 1 to 9"),
        (CAPTION, "Guests", "Answers were imputed. Guests"),
        (CAPTION, "Mean marks", "Marginal means of the marks"),
        (NAMED, "Stumbles, mean", "Stumbles per day, mean"),
        (NAMED, "Stumbles, mean", "Stumbles, median"),
        (NAMED, "We counted", "Twenty returned the diary. We counted"),
        (NAMED, "We counted", "Two of them were excluded. We counted"),
        (CLASSES, "Class 6X (21 pupils)", "Class 6X"),
        (LIST, "The number of songs learnt", "The time for a song"),
        (EACH, "was rated with a single item from 1 to 7", "was the mean of five items"),
        (EACH, "26 in each condition", "in two conditions"),
        (EACH, "less tired", "tired in less time"),
        (STATEMENTS, "Means and", "Adjusted means and"),
        (STATEMENTS, "All 18 employees of the yard filled in the form", "Forms lay in the yard"),
        (ANSWERS, "| Number of answers", "| Number of beds"),
        (FIRST, "16 saw the film", "some saw the film"),
        (OPEN, "Values before", "Answers were given in steps of 0.5. Values before"),
    ],
)
def test_other_measures_and_other_numbers_are_quiet(text: str, old: str, new: str) -> None:
    wrong = next(wrong for each, wrong, _ in CASES if each is text)
    assert old in text
    found = quotes("statistics.grim", text.replace(old, new).format(wrong))
    assert found == []


def test_where_most_means_are_impossible_they_are_of_other_things() -> None:
    text = OPEN.replace("7.21", "7.23").replace("7.67", "7.64").replace("5.84", "5.81").replace("4.05", "4.07")
    assert quotes("statistics.grim", text.format("9.18")) == []


def test_means_that_two_items_can_have_are_no_surprise_in_a_short_table() -> None:
    text = "Table. Mean scores on seven-point scales\n\n| | Map (n = 18) | List (n = 17) |\n|---|---|---|\n"
    text += "| Trust (1-7) | 4.75 | 3.71 |\n| Calm (1-7) | 3.33 | 2.59 |\n| Zest (1-7) | 3.11 | 4.29 |\n"
    assert quotes("statistics.grim", text) == []
