from __future__ import annotations

from pathlib import Path

import pytest

from qa_service.checks import applicable, compile_rubric_checks, run_checks
from qa_service.documents import parse_document
from qa_service.paths import data_folder
from qa_service.rubric import read_rubric

CLAIM = read_rubric((Path(data_folder("rubrics")) / "insurance.claim-decision-file.yaml").read_text("utf-8"))


@pytest.mark.parametrize(("decision", "expected"), [("paid", False), ("denied", True), (None, True)])
def test_a_check_of_a_criterion_that_does_not_apply_is_silent(decision: str | None, expected: bool) -> None:
    facts = {"case": {"decision": decision} if decision else {}, "policy": {"provisions_relied_on": ["Section I"]}}
    found = run_checks(compile_rubric_checks(CLAIM), parse_document("The loss is covered."), facts=facts)
    assert any(f.check == "denial_letter_terms" for f in found.findings)
    shown = applicable(CLAIM, found, facts)
    assert any(f.check == "denial_letter_terms" for f in shown.findings) is expected
    assert ("denial_letter_terms" in shown.skipped) is not expected
    assert shown.facts == found.facts
