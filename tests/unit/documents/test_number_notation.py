"""Numbers in the notations of the world, each read the way its text reads numbers."""

from __future__ import annotations

from decimal import Decimal
from itertools import pairwise

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from qa_service.documents import parse_digits, parse_document
from qa_service.documents.numbers.notation import shape_of, value_of


def amounts(text: str) -> list[str]:
    return [format(number.amount.normalize(), "f") for number in parse_document(text).numbers]


# One number alone: what its own shape, unit or currency tells.
ALONE = [
    ("1.234,56", "1234.56"),
    ("1.234.567", "1234567"),
    ("1.234.567,8", "1234567.8"),
    ("12.345.678,90 EUR", "12345678.9"),
    ("EUR 12.500", "12500"),
    ("12.500 €", "12500"),
    ("EUR12.500,00", "12500"),
    ("€ 12.500,-", "12500"),
    ("CHF 1'234.50", "1234.5"),
    ("CHF 1\u2019234\u2019567.80", "1234567.8"),
    ("Fr. 1'250.--", "1250"),
    ("3,5 %", "3.5"),
    ("3,5%", "3.5"),
    ("0,75 Prozent", "0.75"),
    ("12,5 pour cent", "12.5"),
    ("1 234,56", "1234.56"),
    ("1\u00a0234,56 €", "1234.56"),
    ("1\u202f234\u202f567,8", "1234567.8"),
    ("EUR 12 500", "12500"),
    ("12 500 euros", "12500"),
    ("1 250 000 habitants", "1250000"),
    ("5 000 km", "5000"),
    ("₹1,00,000", "100000"),
    ("Rs. 12,34,567.50", "1234567.5"),
    ("INR 2,50,00,000", "25000000"),
    ("1,234,567", "1234567"),
    ("1,234.5", "1234.5"),
    ("USD 1,250", "1250"),
    ("$1,250.75", "1250.75"),
    ("12,500", "12500"),
    ("0.125", "0.125"),
    ("0,125", "0.125"),
    ("1234,5 kg", "1234.5"),
    ("1,2 Mio. EUR", "1200000"),
    ("2,5 Mrd. €", "2500000000"),
    ("2,5 Milliarden Euro", "2500000000"),
    ("3,4 millions d'euros", "3400000"),
    ("3,4 milliards d\u2019euros", "3400000000"),
    ("450 Tsd. EUR", "450000"),
    ("TEUR 1.250", "1250000"),
    ("T€ 12,5", "12500"),
    ("12,5 T€", "12500"),
    ("k€ 340", "340000"),
    ("-1.234,50", "-1234.5"),
    ("(1.234,50)", "-1234.5"),
    ("EUR -3,50", "-3.5"),
    ("1,5 miljoen euro", "1500000"),
    ("7,25 mln zł", "7250000"),
    ("4,1 miliardi di euro", "4100000000"),
    ("2,75 millones de euros", "2750000"),
    ("R$ 1.234,56", "1234.56"),
    ("kr 12 500", "12500"),
    ("12,5", "12.5"),
    ("EUR 1.250 million", "1250000"),
    ("$1.5bn", "1500000000"),
    ("EUR 1.459 per litre", "1.459"),
    ("5 m", "5"),
    ("12 mm", "12"),
    ("$5 m", "5000000"),
    ("1234567,89", "1234567.89"),
]

# Doubtful digits in a text: what the rest of the text tells.
IN_TEXT = [
    ("Der Zins ist 3,5 %. Es sind 12.500 Stück.", ["3.5", "12500"]),
    ("Es sind 12.500 Stück bei 3,5 % Zins.", ["12500", "3.5"]),
    ("Preis 1.234,56 EUR, Menge 2,500 kg.", ["1234.56", "2.5"]),
    ("A rate of 3.5% on 12,500 pieces.", ["3.5", "12500"]),
    ("A rate of 3.5% and a weight of 12.500 kg.", ["3.5", "12.5"]),
    ("Total 1,234,567 and factor 1.125.", ["1234567", "1.125"]),
    ("Total 1.234.567 und Faktor 1,125.", ["1234567", "1.125"]),
    ("Die Anlage hat 12.500 Teile, und der Preis ist nicht bekannt.", ["12500"]),
    ("Le parc compte 12.500 logements dans la ville et les communes.", ["12500"]),
    ("The plant has a capacity of 12.500 t, and the price is not known.", ["12.5"]),
    ("Der Kurs war CHF 1'234.50, und die Menge war 12.500 kg auf der Waage.", ["1234.5", "12.5"]),
    ("The fee is EUR 1.200. Interest is 4.5%.", ["1.2", "4.5"]),
    ("The fee is EUR 1.200. Interest is 4,5%.", ["1200", "4.5"]),
    ("See Sections 3,4 and 5; the rate is 7.5%.", ["3", "5", "7.5"]),
    ("as shown in [3,4] before", ["3"]),
    ("Version 1.2.3 of 12.05.2024 at 10.0.0.1", []),
    ("The values 1,2,3 are codes.", ["1"]),
    ("from 2023 450 people left", ["2023", "450"]),
    ("in 2019 12 000 people and 7,5 %", ["2019", "12000", "7.5"]),
    ("row 120 130 140", ["120", "130", "140"]),
    ("Item 100,00 200,00 300,00", ["100", "200", "300"]),
    ("Summe 1 234,56 5 678,90", ["1234.56", "5678.9"]),
    ("EUR 1.250.000 and EUR 12.500", ["1250000", "12500"]),
    ("between 1.234,50 and 2.500", ["1234.5", "2500"]),
    (
        "The price is USD 1,234.50 and USD 2,500.75 at 3.5%.\n\nDer Preis: 1.234,50 EUR und 2.500 EUR.",
        ["1234.5", "2500.75", "3.5", "1234.5", "2500"],
    ),
]


@pytest.mark.parametrize(("text", "amount"), ALONE)
def test_a_number_is_read_by_its_own_shape(text: str, amount: str) -> None:
    assert amounts(f"It is {text} now") == [amount]


@pytest.mark.parametrize(("text", "expected"), IN_TEXT)
def test_doubtful_digits_are_read_as_the_text_reads_numbers(text: str, expected: list[str]) -> None:
    assert amounts(text) == expected


@pytest.mark.parametrize(
    ("text", "currency"),
    [
        ("EUR12.500", "EUR"),
        ("12.500 Euro", "EUR"),
        ("TEUR 1.250", "EUR"),
        ("2,5 Mio. €", "EUR"),
        ("3,4 millions d'euros", "EUR"),
        ("Rs. 500", "INR"),
        ("R$ 1.234,56", "BRL"),
        ("kr 12 500", "kr"),
        ("7,25 mln zł", "PLN"),
        ("12,5 T€", "EUR"),
    ],
)
def test_currencies_before_and_after(text: str, currency: str) -> None:
    assert [number.currency for number in parse_document(f"It is {text} now").numbers] == [currency]


def test_what_the_text_leaves_open_has_a_second_value() -> None:
    open_one, sure = parse_document("The fee is EUR 12.500.").numbers[0], parse_document("3,5 % auf 12.500").numbers[1]
    assert (open_one.value, open_one.other) == (Decimal(12500), Decimal("12.500"))
    assert (sure.value, sure.other) == (Decimal(12500), None)


def test_digits_alone_are_read_with_a_decimal_point_where_they_leave_it_open() -> None:
    assert [parse_digits(text) for text in ("1,234.5", "1.234.567,8", "1 234", "1.234", "1,234", "12,5")] == [
        Decimal(text) for text in ("1234.5", "1234567.8", "1234", "1.234", "1234", "12.5")
    ]
    assert [parse_digits(text) for text in ("Q1 2023", "1.2.3", "", "-", "note 4")] == [None] * 5


@settings(max_examples=200, deadline=None)
@given(
    value=st.decimals(min_value=0, max_value=10**12, places=2),
    group=st.sampled_from(["", ",", ".", "'", "\u2019", "\u00a0", "\u202f"]),
    mark=st.sampled_from([".", ","]),
)
def test_every_notation_is_read_back(value: Decimal, group: str, mark: str) -> None:
    if group == mark:
        return
    printed = f"{value:,.2f}".translate({44: group, 46: mark})
    number = parse_document(f"Sum: {printed} EUR").numbers[0]
    assert (number.value, number.decimals) == (value, 2)


@settings(max_examples=200, deadline=None)
@given(st.text(st.sampled_from("0123456789.,'\u00a0 \u2019"), max_size=24))
def test_every_shape_has_a_value(digits: str) -> None:
    shape = shape_of(digits)
    if shape is not None and any(char.isdigit() for char in digits):
        assert value_of(digits, shape, ",") >= 0


@settings(max_examples=200, deadline=None)
@given(st.text(st.sampled_from("0123456789.,'\u00a0 \u2019-+%$€()kmMEURTs\n"), max_size=120))
def test_numbers_of_any_text_have_offsets_in_order(text: str) -> None:
    numbers = parse_document(text).numbers
    assert all(0 <= n.start <= n.digits_start < n.digits_end <= n.end <= len(text) for n in numbers)
    assert all(one.digits_end <= other.digits_start for one, other in pairwise(numbers))
    assert all(parse_digits(text[n.digits_start : n.digits_end]) is not None for n in numbers)


@pytest.mark.parametrize("unit", ["1.", "1,", "1 234 ", "1.234 ", "1.234,5 ", "12.500 ", "1'", "1 ", "EUR ", "1,00,"])
def test_hostile_repeats_have_numbers_too(unit: str) -> None:
    text = unit * (100_000 // len(unit)) + "\n\n3,5 % 4.5 %"
    assert parse_document(text).numbers[-1].value == Decimal("4.5")
