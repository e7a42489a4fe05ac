from __future__ import annotations

import pytest
from hypothesis import example, given, settings
from hypothesis import strategies as st

from qa_service.checks import CheckError
from tests.unit.checks.running import quotes, run, skipped

DISAGREE = [
    "twenty-four (25) months",
    "five (2) years",
    "one hundred and fifty thousand dollars (US$160,000)",
    "thirty percent (35%)",
    "30 (thirty-one) days",
    "twenty-first (22nd)",
    "five million (US$6 million)",
    "ten per cent. (12%)",
    "one-half of one percent (0.6%)",
    "five one-hundredths of one percent (0.5%)",
    "Five Hundred Dollars and Fifty Cents ($500.60)",
    "TWENTY FOUR (42)",
    "One Hundred Fifty Thousand and 00/100 Dollars ($155,000.00)",
    "thirty days (31)",
    "one hundred twenty (20) days",
    "[one (6)] year",
    "two and a half (3.5) years",
    "three lakh (Rs. 4,00,000)",
    "ninety [60] days",
    "one million, two hundred thousand (1,300,000)",
    "1.5 million (one million six hundred thousand)",
    "a hundred (110)",
]
AGREE = [
    "twenty-four (24) months",
    "one hundred and fifty thousand dollars (US$150,000)",
    "Section five (a)",
    "three (i) foo",
    "one (or more)",
    "thirty percent (30%)",
    "one-half of one percent (0.5%)",
    "five one-hundredths of one percent (0.05%)",
    "twenty-one hundredths (0.21)",
    "hundred twenty (120)",
    "Five Hundred Dollars and Fifty Cents ($500.50)",
    "One Hundred Fifty Thousand and No/100 Dollars ($150,000.00)",
    "between five and ten (10) days",
    "one third (33.3%)",
    "twenty nineteen (2019)",
    "call one (800) 555-1234",
    "any of three (1) apples, (2) pears and (3) plums",
    "fifty cents ($0.50)",
    "chapter five (2019)",
    "half (50%)",
    "2.5 million (2,500,000)",
    "thirty (30-day)",
    "sixty-six and two-thirds percent (66 2/3%)",
    "no one (2) cares",
    "eleven (11:00) a.m.",
    "five hundred thousand US dollars (USD 500,000)",
    "five thousand (5k)",
]


@pytest.mark.parametrize("text", DISAGREE)
def test_words_and_digits_that_disagree(text: str) -> None:
    (found,) = run("numbers.words_digits", f"It is {text}.")
    assert found.evidence["words_value"] != found.evidence["digits_value"]


@pytest.mark.parametrize("text", AGREE)
def test_words_and_digits_that_agree_or_are_no_pair(text: str) -> None:
    assert not run("numbers.words_digits", f"It is {text}.")


TABLE = "| Item | 2022 | 2023 | 2024 |\n|---|---|---|---|\n"


def test_footing_names_the_cell_and_shows_its_arithmetic() -> None:
    rows = "| Rent | 100 | 110 | 120 |\n| Fuel | 40 | 45 | 50 |\n| Total | 140 | 165 | 170 |\n"
    (found,) = run("numbers.footing", TABLE + rows)
    assert (found.row, found.column, found.quote) == (3, 2, "165")
    assert found.evidence["sum"] == "155"
    assert found.evidence["difference"] == "10"


@pytest.mark.parametrize(
    "rows",
    [
        "| Rent | 100 | 110 | 120 |\n| Rebate | (40) | (45) | (50) |\n| Total | 60 | 65 | 70 |\n",
        "| Sales | 100 | 110 | 120 |\n| Less: costs | 40 | 45 | 50 |\n| Total | 60 | 65 | 70 |\n",
        "| A | 1.4 | 1.4 | 1.4 |\n| B | 1.4 | 1.4 | 1.4 |\n| Total | 2.9 | 2.8 | 2.7 |\n",
        "| A | 10 | 20 | 30 |\n| B | 5 | 5 | 5 |\n| Subtotal | 15 | 25 | 35 |\n"
        "| C | 1 | 1 | 1 |\n| Total | 16 | 26 | 36 |\n",
        "| A | 10 | 20 | 30 |\n| B | 5 | 5 | 5 |\n| Total assets under care | 991 | 872 | 763 |\n",
    ],
)
def test_footing_understands_signs_subtotals_rounding_and_unrelated_totals(rows: str) -> None:
    assert not run("numbers.footing", TABLE + rows)


def test_cross_footing_reports_the_row_total() -> None:
    text = "| Area | North | South | Total |\n|---|---|---|---|\n| Rent | 100 | 110 | 310 |\n| Fuel | 40 | 45 | 85 |\n"
    (found,) = run("numbers.footing", text)
    assert (found.row, found.column, found.code) == (1, 3, "across")


@given(parts=st.lists(st.integers(1, 10**6), min_size=2, max_size=12))
@example(parts=[1, 211, 77789, 77580])
@settings(deadline=None, max_examples=40)
def test_a_true_total_is_never_reported(parts: list[int]) -> None:
    rows = "".join(f"| Part {at} | {part:,} | {2 * part:,} |\n" for at, part in enumerate(parts))
    text = f"| Item | First | Second |\n|---|---|---|\n{rows}| Total | {sum(parts):,} | {2 * sum(parts):,} |\n"
    assert not run("numbers.footing", text)


def test_shares_are_summed_with_rounding() -> None:
    rounded = "| Area | Share |\n|---|---|\n| A | 33.3% |\n| B | 33.3% |\n| C | 33.3% |\n| Total | 100.0% |\n"
    assert not run("numbers.percentages", rounded)
    (found,) = run("numbers.percentages", rounded.replace("| C | 33.3%", "| C | 38.3%"))
    assert found.evidence["sum"] == "104.9"


def test_tie_out_reads_scales_and_reports_near_misses() -> None:
    table = "\n\n| Item | 2023 | 2024 |\n|---|---|---|\n| Operating revenue | 4,120 | 4,235 |\n"
    assert not run("numbers.tie_out", f"Operating revenue was 4.2 million and 4,235 thousand.{table}")
    assert quotes("numbers.tie_out", f"Operating revenue was 4,325.{table}") == ["4,325"]


def test_reconcile_adds_numbers_and_mappings() -> None:
    params = {"parts": "deliverable.line_items", "total": "deliverable.payment", "tolerance": 0.01}
    items: list[object] = [{"amount": 100.10}, 250, "1,000.00"]
    assert not run("numbers.reconcile", "x", params, {"deliverable": {"line_items": items, "payment": 1350.10}})
    (found,) = run("numbers.reconcile", "x", params, {"deliverable": {"line_items": items, "payment": 1351}})
    assert found.evidence["difference"] == "0.9"
    assert skipped("numbers.reconcile", params, {"deliverable": {"payment": 1}})


def test_formula_is_exact_and_follows_precedence() -> None:
    params = {"expr": "rcv - depreciation - deductible", "equals": "deliverable.acv_payment"}
    facts = {"deliverable": {"rcv": 10000, "depreciation": 1500.1, "deductible": 500, "acv_payment": 7999.9}}
    assert not run("numbers.formula", "x", params, facts)
    wrong = {"deliverable": {**facts["deliverable"], "acv_payment": 8100}}
    assert run("numbers.formula", "x", params, wrong)[0].evidence["result"] == "7999.9"
    assert not run("numbers.formula", "x", {"expr": "2 + 3 * (4 - 1) / 2", "equals": 6.5}, {})
    assert skipped("numbers.formula", params, {"deliverable": {"rcv": 1}})


@pytest.mark.parametrize("expr", ["", "1 +", "(1", "a b", "a ** b", "__import__('os')", "1;2", "(" * 200])
def test_formula_refuses_what_is_no_arithmetic(expr: str) -> None:
    with pytest.raises(CheckError):
        run("numbers.formula", "x", {"expr": expr, "equals": 1})
