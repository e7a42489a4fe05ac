"""Figures against tables: what rows and columns lead to, and decimals of any size."""

from __future__ import annotations

import pytest

TABLE = """\
Scores of the five plants

| Plant (opened) | 2023 | 2022 | Index |
|---|---|---|---|
| Aldmoor (1987) | 51.3 | 44.9 | 0.571 |
| Brackwell | 48.6 | 47.2 | 0.531 |
| Corran (2004) | 62.9 | 58.1 | 0.539 |
| Denby | 38.4 | 41.7 | 0.602 |
| Elstow | 57.7 | 60.2 | 0.466 |

Of those asked, 412 agreed and 188 did not. The sample held 238 \u00b5g of lead.
"""
LED_TO = [
    "Aldmoor scores 33.6% better than Denby.",
    "Elstow is 19.3 points ahead of Denby.",
    "The index of Corran is 0.8% above that of Brackwell.",
    "Of those asked, 412 (68.7%) agreed and 188 (31.3%) did not.",
    "Corran scores 1.6 times as much as Denby.",
    "The sample held 238 \u00b5g, which is 0.238 mg, of lead.",
    "The gap was +6.4 in one year.",
]
NOT_LED_TO = [
    ("Aldmoor scores 36.3% better than Denby.", "36.3%"),
    ("Elstow is 13.9 points ahead of Denby.", "13.9"),
    ("The index of Denby is 0.862.", "0.862"),
    ("The mean weight is 17.35.", "17.35"),
    ("The works took 7.9 years.", "7.9"),
    ("Corran scores 8.4 times as much as Denby.", "8.4"),
]
NO_FIGURES = [
    "See 4.2 and 4.3 of the rules. Under 2.7 it is due. Paragraphs 3.1 to 3.4 apply. Clause 8.2 is void.",
    "Version 3.1 ran from 9.30 am to 10.45. The visit was at 9.30 in the morning. It is due on 30.6. in full.",
    "Windows 3.1 is old, and p < 0.05 throughout.",
    "## 1.7 Scope\n\nThe scope is 1.7 in our count.",
]


@pytest.mark.parametrize("text", LED_TO)
def test_what_a_row_a_column_or_a_paragraph_leads_to_is_quiet(run, text: str) -> None:
    found = run("grounding.numbers", text, sources=[TABLE], media_type="text/markdown").findings
    assert [f.quote for f in found] == []


@pytest.mark.parametrize(("text", "quote"), NOT_LED_TO)
def test_what_nothing_leads_to_is_found(run, text: str, quote: str) -> None:
    found = run("grounding.numbers", text, sources=[TABLE], media_type="text/markdown").findings
    assert [f.quote.strip() for f in found] == [quote]


@pytest.mark.parametrize("text", NO_FIGURES)
def test_decimals_that_are_no_measured_figures_are_left_alone(run, text: str) -> None:
    found = run("grounding.numbers", text, sources=[TABLE], media_type="text/markdown").findings
    assert [f.quote for f in found] == []


def test_years_above_the_columns_lead_to_nothing(run) -> None:
    source = "| | 2023 | 2022 |\n|---|---|---|\n| Other | 96 | 88 |\n"
    assert run("grounding.numbers", "The rate is 4.75%.", sources=[source]).findings


def test_words_in_other_forms_and_words_that_say_nothing_support_a_statement(run) -> None:
    source = (
        "The recipient shall not disclose information to any purchaser, and its advisers are bound by secrecy. " * 2
    )
    text = (
        "Purchasing parties themselves never obtain anything secretly disclosed whatever the recipient's adviser says."
    )
    assert run("grounding.support", text, sources=[source]).findings == ()
