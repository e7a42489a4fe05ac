"""A message writes its figures as the document does; the value is the same whatever the signs."""

from __future__ import annotations

from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from qa_service.checks.numbers.written_like import written_like
from qa_service.documents.numbers.notation import COMMA, POINT, shape_of, value_of
from tests.unit.checks.running import run

SAMPLES = {
    "12,345.60": POINT,
    "1,234,567": POINT,
    "1.234,50": COMMA,
    "1.234.567": COMMA,
    "1'234.50": POINT,
    "1 234,50": COMMA,
    "12,34,567": POINT,
}


@pytest.mark.parametrize(
    ("value", "samples", "written"),
    [
        ("42000", ["£42,500"], "42,000"),
        ("42000.5", ["42,500.00"], "42,000.5"),
        ("-270.00", ["**28,845.50**"], "-270.00"),
        ("-1270.00", ["(28,845.50)"], "-1,270.00"),
        ("1234567", ["9,87,654"], "12,34,567"),
        ("42000", ["42.500 €"], "42.000"),
        ("12.75", ["12,500 kg"], "12,75"),
        ("1250.5", ["950,5"], "1250,5"),
        ("1250", ["950", "1 020"], "1 250"),
        ("24000", ["24"], "24000"),
        ("24000", ["none", ""], "24000"),
    ],
)
def test_signs_of_the_sample(value: str, samples: list[str], written: str) -> None:
    assert written_like(Decimal(value), samples) == written


@given(
    st.decimals(min_value=-(10**12), max_value=10**12, allow_nan=False, places=2),
    st.sampled_from(sorted(SAMPLES)),
)
def test_the_value_is_read_back(value: Decimal, sample: str) -> None:
    written = written_like(value, [sample])
    shape = shape_of(written.removeprefix("-"))
    assert shape is not None
    assert value_of(written.removeprefix("-"), shape, SAMPLES[sample]) == abs(value)
    assert written.startswith("-") == f"{value:f}".startswith("-")


@pytest.mark.parametrize(
    ("name", "text", "message", "fix"),
    [
        (
            "numbers.footing",
            "| Posten | Betrag (€) | Vorjahr (€) |\n|---|---|---|\n| Miete | 12.000,50 | 11.500,00 |\n"
            "| Löhne | 48.250,25 | 47.000,00 |\n| Summe | 60.520,75 | 58.500,00 |\n",
            "The total says 60.520,75, its parts add up to 60.250,75 (difference 270,00).",
            "Write 60.250,75, or correct the part that is wrong.",
        ),
        (
            "numbers.words_digits",
            "The fee is twenty-four thousand (£42,000) pounds.",
            "“twenty-four thousand” is 24,000, but the digits say £42,000.",
            "Write 24,000 or 42,000 in both places.",
        ),
        (
            "numbers.tie_out",
            "Operating revenue rose to $4,325 in 2024.\n\n| Item | 2023 | 2024 |\n|---|---|---|\n"
            "| Operating revenue | 4,120 | **4,235** |\n| Staff costs | 1,900 | 1,950 |\n",
            "4,325 does not tie to the table, which says 4,235.",
            "4,235",
        ),
    ],
)
def test_messages(name: str, text: str, message: str, fix: str) -> None:
    (found,) = run(name, text)
    assert (found.message, found.suggestion) == (message, fix)
