"""How a finding's quotation and evidence are put for people."""

from __future__ import annotations

import pytest

from qa_service.web.show import evidence, quoted


@pytest.mark.parametrize(
    ("text", "shown"), [("**9,529.50**", "9,529.50"), ("_x_", "x"), ("**", "**"), ("a*b", "a*b"), ("", "")]
)
def test_a_quotation_has_no_marks_of_emphasis_around_it(text: str, shown: str) -> None:
    assert quoted(text) == shown


@pytest.mark.parametrize("axis", ["row", "column"])
def test_a_suspect_is_a_place_that_people_can_count(axis: str) -> None:
    given = {"sum": "12", "terms": [{axis: 1, "sign": 1}, {axis: 2, "sign": 1}], "suspect": 2}
    assert evidence(given) == {"sum": "12", "suspect": f"{axis} 3"}


def test_other_evidence_stands_as_it_is() -> None:
    given = {"term": "Buyer", "uses": 0, "terms": "none"}
    assert evidence(given) == given
