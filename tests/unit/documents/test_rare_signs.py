"""Rare signs: found together in one pass, whenever they were made known."""

from __future__ import annotations

import re

from hypothesis import given
from hypothesis import strategies as st

from qa_service.documents import parse_document
from qa_service.documents.searching.rare_signs import Signed, rare_form, rare_sign, signed

CODES = re.compile(r"ZQ-\d+(?:/\d+)?")
CODE = rare_form(CODES, rare_sign(r"ZQ-\pN"))


@given(st.lists(st.sampled_from(["ZQ-", "12", "/", "٣", "é", "\n", "no code ", "zq-4", "𝟙"]), max_size=30).map("".join))
def test_a_form_is_found_wherever_its_pattern_matches(text: str) -> None:
    assert [found.span() for found in CODE.find_in(Signed(text))] == [found.span() for found in CODES.finditer(text)]


def test_a_sign_made_known_later_is_looked_for_in_the_next_text() -> None:
    assert not list(CODE.find_in(Signed("Nothing of the kind.")))
    later = rare_sign("wyvern", ignore_case=True)
    assert list(later.spans_in(Signed("Zoë's Wyvern, a WYVERN"))) == [(6, 12), (16, 22)]
    assert not later.occurs_in(Signed("a dragon"))


def test_a_document_is_read_once_for_all_signs() -> None:
    document = parse_document("The file is ZQ-17/2.")
    assert signed(document) is signed(document)
    assert signed(document).signs is signed(document).signs
