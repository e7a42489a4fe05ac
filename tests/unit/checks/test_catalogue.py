"""What holds for every check that needs no parameters: its own examples, and no text that breaks it."""

from __future__ import annotations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from tests.unit.checks.running import on_text, run

# Letters that come near what each family looks for, beside any text at all.
NEAR = {
    "dates": "0123456789/.- \n,JanFebMaApriuy31st",
    "numbers": "0123456789.,-()%$|\n onetwfivyhundra",
    "names": "KestrlMaineLtdInc., \n&ACorp",
    "references": "0123456789.()[]^ \nSectionClauseExhbtA",
    "terms": '\\u201c\\u201d"() \n.ConfidentalInformmeansthe',
}
CHECKS = [info for family in NEAR for info in on_text(family)]


@pytest.mark.parametrize("info", CHECKS, ids=lambda info: info.name)
def test_the_example_of_the_catalogue_fires_and_the_quiet_one_does_not(info) -> None:
    assert run(info.name, info.example_fires)
    assert not run(info.name, info.example_quiet)


@pytest.mark.parametrize("info", CHECKS, ids=lambda info: info.name)
@settings(deadline=None, max_examples=25)
@given(data=st.data())
def test_no_text_breaks_a_check_and_findings_repeat(info, data: st.DataObject) -> None:
    near = st.text(st.sampled_from(NEAR[info.family]), max_size=200)
    text = data.draw(near | st.text(st.characters(exclude_categories=["Cs", "Cc"]), max_size=200))
    assert run(info.name, text) == run(info.name, text)
