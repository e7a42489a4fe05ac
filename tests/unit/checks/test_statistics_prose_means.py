"""GRIM in sentences: what is counted or answered once, and whose n it is, is told by the words around a mean."""

from __future__ import annotations

import pytest

from tests.unit.checks.running import quotes

WALKERS = (
    "Forty-one older adults took part. Nineteen were allotted to a walking group and 22 to a reading group. Loneliness"
    " was asked with one question on a scale from 0 (never) to 10 (always).\n\nThe walkers reported less loneliness"
    " (M = {0}, SD = 2.11) than the readers (M = 5.41, SD = 2.40), t(39) = 1.98, p = .055. Walkers received a mean of"
    " {1} visits (SD 1.62), readers 2.64 (SD 1.70). Quality of life, the mean of eight items, was 3.62 (SD 0.61).\n"
)
WARDS = (
    "Over the quarter, 17 nurses on Ward 5 and 23 nurses on Ward 8 kept a diary. Nurses on Ward 5 filed an average of"
    " {0} reports each; those on Ward 8 (n = 23) filed 2.13 on average. The mean time needed to file was 7.43 minutes."
    " Asked to grade the form from 1 (very good) to 6 (insufficient), Ward 5 gave it a mean grade of {1} and Ward 8 one"
    " of 3.13.\n"
)
DETAILS = (
    "Thirty-four students read either a vivid or a plain story (17 per condition) and wrote down what they"
    " recalled.\n\n"
    "Students in the vivid condition recalled M = {0} details (SD = 2.53), compared with M = {1} (SD = 2.29) in the"
    " plain condition, t(32) = 1.79, p = .083. Reading times did not differ (M = 41.27 s vs. M = 39.88 s).\n"
)
PORTAL = (
    "Twelve claims handlers tested the portal. On average they needed 6.57 minutes per claim and made {0} mistakes."
    " After the test they rated the portal on a 7-point item: M = {1}, SD = 1.19. The SUS score averaged 71.46.\n"
)
PATIENTS = (
    "Of the patients, 27 were seen by a nurse and 25 by a physiotherapist. In the nurse group, patients had {0}"
    " falls on"
    " average (SD 1.12) over the year; in the physiotherapist group, 1.16 (SD 1.03). The number of drugs per patient"
    " was"
    " 6.04 (SD 2.4) and {1} (SD 2.2).\n"
)
DRAFTS = (
    "Each of the 31 editors read one of two drafts and rated its clarity and its tone, each on a single seven-point"
    " scale. Draft A was read by 15 editors, draft B by 16.\n\n| Rating | Draft A | Draft B |\n|---|---|---|\n"
    "| Clarity, M (SD) | {0} (1.13) | 5.69 (1.08) |\n| Tone, M (SD) | 4.53 (1.30) | {1} (1.25) |\n"
    "| Minutes spent, M (SD) | 12.47 (3.31) | 13.02 (3.90) |\n"
)
DROPPED = (
    "Fifty-eight adults were randomised; eleven did not complete the form. The final sample comprised 24 letter writers"
    " and 23 controls. They noted the number of people they had met.\n\nWriters (n = 24) were less lonely on a single"
    " item (M = {0}, SD = 1.52) than controls (n = 23, M = 4.04, SD = 1.15), t(45) = 3.07. They also met more people"
    " (M = {1}, SD = 2.36) than the controls did (M = 5.39, SD = 2.02), t(45) = 2.38.\n"
)
WITHIN = (
    "Twenty-six pump operators (18 nurses, 8 technicians) used both interfaces. Each rated the ease of use on one"
    " seven-point item.\n\nThey made M = {0} errors (SD = 2.07) with the old interface and M = 5.00 (SD = 2.51) with"
    " the"
    " new one, F(1, 25) = 4.97, p = .035. Ease was rated at M = {1} (SD = 1.06) and M = 5.19 (SD = 1.17), respectively,"
    " t(25) = -1.07, p = .295.\n"
)
ROWS = (
    "Seventeen patients rated their worst pain from 0 to 10 and counted their pauses. Two left the page on satisfaction"
    " (1 to 5) blank.\n\n| Outcome | n | Without | With |\n|---|---|---|---|\n"
    "| Worst pain, mean (SD) | 17 | 6.65 (1.46) | {0} (2.03) |\n| Pauses requested, mean (SD) | 17 | 3.71 (1.16) | 3.47"
    " (1.74) |\n| Satisfaction, mean (SD) | 15 | - | {1} (0.70) |\n"
)
GERMAN = (
    "38 Eltern beantworteten den Bogen. Die Zufriedenheit wurde mit einer einzelnen Frage von 1 bis 6 erhoben und"
    " lag im"
    " Mittel bei {0} (SD = 0.98). Im Mittel hatten die Familien {1} Kinder. Das mittlere Alter betrug 38.41 Jahre.\n"
)
CASES = [
    (WALKERS, ("4.00", "3.32"), ("4.03", "3.35")),
    (WARDS, ("2.59", "2.76"), ("2.62", "2.79")),
    (DETAILS, ("8.59", "7.12"), ("8.62", "7.15")),
    (PORTAL, ("2.42", "5.17"), ("2.45", "5.20")),
    (PATIENTS, ("1.41", "5.92"), ("1.38", "5.95")),
    (DRAFTS, ("5.13", "4.69"), ("5.16", "4.72")),
    (DROPPED, ("2.83", "6.92"), ("2.86", "6.94")),
    (WITHIN, ("5.96", "4.92"), ("5.98", "4.94")),
    (ROWS, ("5.41", "4.07"), ("5.45", "4.09")),
    (GERMAN, ("4.71", "1.87"), ("4.73", "1.85")),
]


@pytest.mark.parametrize(("text", "right", "wrong"), CASES)
def test_a_mean_in_a_sentence_or_of_a_group_told_there_is_found(
    text: str, right: tuple[str, str], wrong: tuple[str, str]
) -> None:
    assert quotes("statistics.grim", text.format(*right)) == []
    assert quotes("statistics.grim", text.format(wrong[0], right[1])) == [wrong[0]]
    assert quotes("statistics.grim", text.format(right[0], wrong[1])) == [wrong[1]]


@pytest.mark.parametrize(
    "text",
    [
        "Participants (n = 24) spent M = 5.97 hours (SD = 1.2) and earned M = 12.43 points per block (SD = 3.1).",
        "The 17 plots yielded a mean of 5.37 tonnes (SD 0.83) per hectare; 4.19 litres of water were used per plot.",
        "Twenty-six drivers completed ten laps each. They made M = 1.37 errors per lap (SD = 0.61).",
        "In 14 countries the mean number of doctors was 3.47 per 1,000 people; there were 1.63 children per woman.",
        "Three judges scored each of the 24 pianists from 1 to 10; the scores were averaged. Winners (n = 8) had"
        " M = 8.37 (SD = 0.44), the others (n = 16) M = 6.91 (SD = 0.72).",
        "Least-squares means were 4.37 errors (SE 0.41) with training (n = 26) and 5.83 errors (SE 0.43) without"
        " (n = 25).",
        "Our own trial had 32 and 31 residents. The earlier meta-analysis gave a mean of 2.11 falls.",
        "At follow-up, 19 of the 24 walkers answered. The walkers reported M = 3.49 outings (SD = 1.9), whereas the 22"
        " readers reported M = 2.91 (SD = 1.5).",
        "Children in the play group (n = 19) were 5.37 years old on average and had 2.42 siblings; those in the music"
        " group (n = 16) were 5.61 years old and had 1.94 siblings.",
        "Teams met a mean of 2.37 times a week and had 11.93 full-time equivalents (n = 14 teams).",
        "Ratings from 1 to 5 were collected from 24 guests at three meals; each guest's mean was taken, and the means"
        " averaged 3.86 (SD = 0.4).",
        "We asked 34 residents; 29 replied. The mean number of visits was 3.40 (SD 1.7).",
        "Respondents (N = 38) agreed that the plan was fair (M = 4.14, SD = 0.77, mean of 5 statements).",
        "Insects were counted on ten leaves of each of the plots (n = 12) and averaged, giving 3.47 aphids.",
        "Ratings of 14 wines were averaged over three judges: the reds had a mean of 84.37 points.",
        "The 22 households used a mean of 3.47 appliances per room and 11.37 units of current per day.",
        "The cost of 19 projects averaged 3.46 times the estimate, and they were 2.31 times as long as planned.",
        "Pain of the 23 patients was lower by 1.24 points on average (SD 0.97), t(22) = 5.25, p < .001.",
        "Among 28 smokers the mean was 14.37 cigarettes a day (SD 6.1) and 21.83 pack-years.",
        "In this experiment 26 adults (13 per group) sorted cards. The watched group made 3.31 errors (SD = 1.7).",
    ],
)
def test_what_is_measured_averaged_or_of_unknown_people_is_quiet(text: str) -> None:
    assert quotes("statistics.grim", text) == []


def test_degrees_of_freedom_that_fit_no_groups_told_leave_the_means_alone() -> None:
    assert quotes("statistics.grim", DETAILS.format("8.62", "7.12").replace("t(32)", "t(29)")) == []
