"""The faults that were put into the example's documents are found by their rubrics' checks, and little else is."""

from __future__ import annotations

from collections.abc import Iterator
from functools import cache
from pathlib import Path

import pytest

from qa_service.checks import Finding, compile_rubric_checks, run_checks
from qa_service.documents import parse_document
from qa_service.example.decisions import speaks_of
from qa_service.example.material import Example, examples
from qa_service.paths import data_folder
from qa_service.rubric import Rubric
from qa_service.rubric.load import read_rubric
from qa_service.services.submissions import facts_of

EXAMPLES = {str(example.submission.external_id): example for example in examples()}
# Other clients' names are planted where no list of parties is at hand.
BY_PERSON = ("names.allowlist",)
# What these find is right or wrong; the others flag what a person has to judge.
EXACT = ("numbers.", "dates.impossible", "references.", "statistics.", "structure.doubled_words", "text.placeholders")


@cache
def rubric(name: str) -> Rubric:
    return read_rubric((Path(data_folder("rubrics")) / f"{name}.yaml").read_text("utf-8"))


def findings(example: Example) -> Iterator[Finding]:
    given = example.submission
    document = parse_document(given.content, given.media_type)
    plan = compile_rubric_checks(rubric(example.rubric))
    facts = facts_of(given, document)
    yield from run_checks(plan, document, facts=facts, sources=given.sources, brief=given.brief).findings


@pytest.mark.parametrize("name", EXAMPLES)
def test_planted_faults_are_found(name: str) -> None:
    example = EXAMPLES[name]
    found = list(findings(example))
    looked_for = {check.uses for check in rubric(example.rubric).checks}
    planted = [entry for entry in example.planted if entry["check"] in looked_for and entry["check"] not in BY_PERSON]
    assert [entry for entry in planted if not any(speaks_of(entry, finding) for finding in found)] == []


@pytest.mark.parametrize("name", EXAMPLES)
def test_exact_checks_find_nothing_that_was_not_planted(name: str) -> None:
    example = EXAMPLES[name]
    exact = [finding for finding in findings(example) if finding.uses.startswith(EXACT) and finding.quote]
    assert [
        finding.message for finding in exact if not any(speaks_of(entry, finding) for entry in example.planted)
    ] == []
