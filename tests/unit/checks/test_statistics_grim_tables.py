"""GRIM in tables whose heads, labels or columns name the n, and in groups whose sizes are told before."""

from __future__ import annotations

import pytest

from tests.unit.checks.running import quotes

SAID = "Comfort was rated once, on a numeric scale (whole numbers, 0 to 10). Stress was the mean of 6 parts.\n\n"
HEADS = SAID + (
    "| Outcome | Plain chair (n = 18) | Padded chair (n = 17) |\n|---|---|---|\n"
    "| Comfort, 0–10, M (SD) | {} (2.14) | 5.76 (2.23) |\n| Stress, mean (SD) | 2.63 (0.58) | 2.44 (0.61) |\n"
)
LABELS = (
    "Clarity was answered by one question, in whole numbers from 1 to 5.\n\n*Table 2. Means*\n\n"
    "| Group | Clarity |\n|---|---|\n| Morning (n = 19) | {} |\n| Evening (n = 22) | 4.05 |\n"
)
COLUMN = (
    "Clarity was answered by one question, in whole numbers from 1 to 5.\n\n"
    "| Group | n | Clarity, mean |\n|---|---|---|\n| Morning | 19 | {} |\n| Evening | 22 | 4.05 |\n"
)
ROW = (
    "Clarity was answered by one question, in whole numbers from 1 to 5.\n\n"
    "| | Morning | Evening |\n|---|---|---|\n| n | 19 | 22 |\n| Clarity, mean | {} | 4.05 |\n"
)
QUESTIONS = (
    "Each visitor answered two questions by a number from 1 to 7 (whole numbers only):\n\n- Q1 How quick was it?\n"
    "- Q2 How clear was it?\n\n| Measure | Stand A (n = 19) | Stand B (n = 22) |\n|---|---|---|\n"
    "| Q1 quick, mean | {} | 4.95 |\n| Q2 clear, mean | 3.84 | 4.82 |\n| Time, s, median | 74.5 | 96.0 |\n"
)
GROUPS = (
    "A draw left 31 in the garden condition and 29 in the control condition. Afterwards they answered a single"
    ' question, "How rested are you?", on a scale of whole numbers from 1 to 7. Worry was taken with eight items;'
    " the score is the mean of its items.\n\nThey were more rested in the garden condition (M = {}, SD = 1.27) than"
    " in the control condition (M = 4.10, SD = 1.30).\n"
)
PAIR = (
    GROUPS.format("4.90") + "At six weeks the means were {} (SD = 1.19) and 4.41 (SD = 1.21), respectively.\n"
    "Asked by letter, they gave means of 4.81 and 4.59 in the garden and the control condition, respectively.\n"
)
FALLS = (
    "| Per resident, mean (SD) | Ward A (n = 23) | Ward B (n = 31) |\n|---|---|---|\n"
    "| Number of falls | {} (1.04) | 0.94 (0.90) |\n| Decayed teeth | 3.26 (1.80) | 2.71 (1.66) |\n"
)
CASES = [
    (HEADS, "7.75", "7.72"),
    (LABELS, "3.70", "3.68"),
    (COLUMN, "3.70", "3.68"),
    (ROW, "3.70", "3.68"),
    (QUESTIONS, "5.66", "5.68"),
    (GROUPS, "4.93", "4.90"),
    (FALLS, "1.28", "1.26"),
    (PAIR, "4.66", "4.68"),
]


@pytest.mark.parametrize(("text", "wrong", "right"), CASES)
def test_a_mean_that_its_group_cannot_have_is_found(text: str, wrong: str, right: str) -> None:
    assert quotes("statistics.grim", text.format(right)) == []
    assert quotes("statistics.grim", text.format(wrong)) == [wrong]


@pytest.mark.parametrize(("text", "wrong", "right"), CASES)
def test_where_answers_are_missing_a_group_may_be_smaller(text: str, wrong: str, right: str) -> None:
    missing = f"{text.format(wrong)}\nFor two of them the answer is missing.\n"
    assert quotes("statistics.grim", missing) == []
    none = f"{text.format(wrong)}\nNo answer is missing.\n"
    assert quotes("statistics.grim", none) == [wrong]


@pytest.mark.parametrize(
    ("text", "old", "new"),
    [
        (HEADS, "Comfort was rated once, on a numeric scale", "Comfort was rated on six items and averaged"),
        (HEADS, "whole numbers, 0 to 10", "in half points, 0 to 10"),
        (HEADS, "M (SD)", "median (IQR)"),
        (HEADS, "0–10, M", "0–40, M"),
        (LABELS, "*Table 2. Means*", "*Table 2. Medians*"),
        (HEADS, "| Comfort, 0–10, M (SD)", "| Time to comfort, h, M (SD)"),
        (HEADS, "M (SD) | {}", "M (SE) | {}"),
        (FALLS, "Number of falls", "Number of falls per month"),
        (FALLS, "Per resident, mean (SD)", "Per month, mean (SD)"),
        (FALLS, "Number of falls", "Fall score"),
    ],
)
def test_other_measures_and_other_numbers_are_quiet(text: str, old: str, new: str) -> None:
    wrong = next(wrong for each, wrong, _ in CASES if each is text)
    assert old in text
    assert quotes("statistics.grim", text.replace(old, new).format(wrong)) == []


def test_half_points_on_another_scale_leave_whole_points_as_they_are() -> None:
    other = "The test of forty questions was marked in half points (0 to 40).\n\n"
    assert quotes("statistics.grim", other + HEADS.format("7.75")) == ["7.75"]
    same = "Where two nurses differed, half points were given.\n\n"
    assert quotes("statistics.grim", same + HEADS.format("7.75")) == []


def test_a_count_within_a_sentence_and_a_rate() -> None:
    assert quotes("statistics.grim", "They had a mean of 2.37 children (n = 15).") == ["2.37"]
    assert quotes("statistics.grim", "They had a mean of 2.37 falls per 1,000 days (n = 15).") == []


def test_several_markers_of_one_paper_make_more_of_its_n() -> None:
    text = COLUMN.format("3.70")
    assert quotes("statistics.grim", text + "\nEach paper was read by two independent markers.\n") == []


def test_a_scale_of_whole_points_in_the_sentence_itself() -> None:
    text = "The 22 jurors scored the cake in whole points from 0 to 10; its mean was {}."
    assert quotes("statistics.grim", text.format("7.46")) == ["7.46"]
    assert quotes("statistics.grim", text.format("7.45")) == []
