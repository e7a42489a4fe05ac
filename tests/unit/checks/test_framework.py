"""The frame around every check: compiling, running, order, fingerprints, caps, facts and suggestions."""

from __future__ import annotations

import json
import os
import subprocess
import sys
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from qa_service.checks import (
    DESIGN_NAMES,
    MISSING,
    CheckContext,
    CheckError,
    catalogue,
    compile_checks,
    compile_rubric_checks,
    run_checks,
    suggest,
)
from qa_service.documents import parse_document
from qa_service.rubric import CheckSpec, read_rubric

ROOT = Path(__file__).parents[3]
SUITE = (
    "text.placeholders",
    "text.hedging",
    "structure.duplicates",
    "structure.doubled_words",
    "privacy.identifiers",
)
RUBRIC = """
schema: kpo-rubric/1
id: test.memo
version: 1.0.0
title: Memo
scales:
  met: { type: binary, levels: [ { id: not_met, score: 0 }, { id: met, score: 1 } ] }
sections:
  - id: all
    title: All
    weight: 1
    criteria:
      - id: marking
        title: Marking
        scale: met
        weight: 1
        anchors: { not_met: No marking., met: A marking. }
        checks: [marked]
      - id: drafting
        title: Drafting
        scale: errors
        weight: 1
        errors:
          per: 1000
          tolerance: 8
          severities: { minor: 1, major: 5 }
          types: [ { id: leftover, title: Left over, weight: 1 } ]
        checks: [blanks]
checks:
  - { id: marked, uses: text.must_contain, with: { any: [Privileged] }, on_fail: suggest, level: not_met }
  - { id: blanks, uses: text.placeholders, on_fail: error, type: leftover, severity: major }
scoring: { method: weighted_mean, pass_mark: 80 }
"""


def spec(name: str, uses: str, **params: object) -> CheckSpec:
    return CheckSpec(name, uses, params, "finding")


def suite() -> list[CheckSpec]:
    return [spec(name, name) for name in SUITE]


def test_an_unknown_check_names_the_nearest_one() -> None:
    with pytest.raises(CheckError) as refused:
        compile_checks([spec("a", "text.placeholder")])
    problem = refused.value.problems[0]
    assert (problem.pointer, problem.code, problem.suggestion) == ("/0/uses", "unknown_check", "text.placeholders")


def test_every_bad_parameter_is_reported_with_its_pointer() -> None:
    specs = [spec("a", "text.existence", tokens=[], wrong=1), spec("b", "text.existence", raw=["(?=x)"])]
    with pytest.raises(CheckError) as refused:
        compile_checks(specs)
    found = {(problem.pointer, problem.code) for problem in refused.value.problems}
    assert ("/0/with/wrong", "unknown_parameter") in found
    assert ("/1/with/raw/0", "invalid_parameter") in found


def test_problems_of_a_rubric_point_into_its_text() -> None:
    text = RUBRIC.replace("text.must_contain", "text.must_contian").replace(
        "text.placeholders", "text.existence, with: { raw: ['(?=x)'], wrong: 1 }"
    )
    with pytest.raises(CheckError) as refused:
        compile_rubric_checks(read_rubric(text))
    found = {problem.pointer: (problem.line, problem.column) for problem in refused.value.problems}
    lines = text.splitlines()
    line = next(n for n, each in enumerate(lines, 1) if "must_contian" in each)
    assert found["/checks/0/uses"] == (line, lines[line - 1].index("text.") + 1)
    assert found["/checks/1/with/raw/0"] == (line + 1, lines[line].index("'(?=x)'") + 1)
    assert found["/checks/1/with/wrong"] == (line + 1, lines[line].index("wrong") + 1)


def test_pointers_start_with_the_prefix() -> None:
    with pytest.raises(CheckError) as refused:
        compile_checks([spec("a", "no.such")], prefix="/inline")
    assert refused.value.problems[0].pointer == "/inline/0/uses"


def test_a_check_without_parameters_refuses_any() -> None:
    with pytest.raises(CheckError) as refused:
        compile_checks([spec("a", "structure.doubled_words", strict=True)])
    assert refused.value.problems[0].code == "unknown_parameter"


def test_a_name_of_the_design_that_is_not_built_is_unavailable() -> None:
    built = {info.name for info in catalogue()}
    absent = sorted(DESIGN_NAMES - built)[:1]
    plan = compile_checks([spec("later", name) for name in absent])
    assert plan.unavailable == tuple("later" for _ in absent)
    assert run_checks(plan, parse_document("x")).unavailable == plan.unavailable


def test_the_catalogue_is_complete_enough_to_read() -> None:
    infos = catalogue()
    assert [info.name for info in infos] == sorted(info.name for info in infos)
    assert set(SUITE) <= {info.name for info in infos}
    for info in infos:
        assert info.name in DESIGN_NAMES
        assert info.title
        assert info.description
        assert info.example_fires
        assert info.example_quiet
        assert json.dumps(info.to_dict())


@pytest.mark.parametrize("name", ["text.placeholders", "text.hedging", "structure.duplicates", "privacy.identifiers"])
def test_examples_of_the_catalogue_hold(name: str) -> None:
    info = next(info for info in catalogue() if info.name == name)
    plan = compile_checks([spec(name, name)])
    assert run_checks(plan, parse_document(info.example_fires)).findings
    assert not run_checks(plan, parse_document(info.example_quiet)).findings


def test_a_missing_fact_skips_the_check_and_says_which() -> None:
    plan = compile_checks([spec("same", "facts.equal", left="case.form", right="policy.form")])
    result = run_checks(plan, parse_document("x"), facts={"case": {"form": "A"}})
    assert result.findings == ()
    assert result.skipped == {"same": "fact policy.form is missing"}
    assert "same" not in result.facts


def test_later_checks_see_the_hits_of_earlier_ones() -> None:
    specs = [spec("hedges", "text.hedging"), spec("few", "facts.expression", expr="checks.hedges.hits < 1")]
    result = run_checks(compile_checks(specs), parse_document("Perhaps so."))
    assert result.facts["hedges"] == {"hits": 1}
    assert [finding.check for finding in result.findings] == ["few", "hedges"]


def test_findings_are_capped_and_the_cap_is_a_finding() -> None:
    plan = compile_checks([spec("blanks", "text.placeholders")])
    result = run_checks(plan, parse_document("It is TBD now.\n" * 50), max_findings=10)
    assert len(result.findings) == 11
    assert [finding.code for finding in result.findings].count("capped") == 1
    assert result.facts["blanks"] == {"hits": 10}


def test_a_long_document_is_cut_and_the_cut_is_a_finding() -> None:
    plan = compile_checks([spec("blanks", "text.placeholders")])
    result = run_checks(plan, parse_document("It is TBD now. " * 20), max_chars=40)
    assert result.findings[0].check == "limits.document"
    assert all(finding.end <= 40 for finding in result.findings)


def test_severity_and_criterion_come_from_the_rubric() -> None:
    rubric = read_rubric(RUBRIC)
    result = run_checks(compile_rubric_checks(rubric), parse_document("The fee is TBD."))
    found = {finding.check: (finding.criterion, finding.severity) for finding in result.findings}
    assert found == {"marked": ("marking", "major"), "blanks": ("drafting", "major")}


def test_suggestions_are_levels_and_lists_of_errors() -> None:
    rubric = read_rubric(RUBRIC)
    result = run_checks(compile_rubric_checks(rubric), parse_document("The fee is TBD, the date [insert date]."))
    level, errors = suggest(rubric, result)
    assert (level.criterion, level.value, level.checks) == ("marking", "not_met", ("marked",))
    assert errors.criterion == "drafting"
    mark = errors.to_dict()["value"]
    assert isinstance(mark, list)
    assert (mark[0]["type"], mark[0]["severity"], mark[0]["count"]) == ("leftover", "major", 2)
    assert len(mark[0]["findings"]) == 2


def test_a_clean_document_suggests_nothing() -> None:
    rubric = read_rubric(RUBRIC)
    result = run_checks(compile_rubric_checks(rubric), parse_document("Privileged. The fee is $5."))
    assert suggest(rubric, result) == []
    assert result.facts == {"marked": {"hits": 0}, "blanks": {"hits": 0}}


def test_facts_are_found_by_dotted_bare_and_indexed_names() -> None:
    facts = {"case": {"parties": ["A", "B"]}, "deliverable": {"payments": [1]}, "checks.screen.hits": 2}
    context = CheckContext(parse_document(""), {}, facts)
    assert context.resolve("case.parties") == ["A", "B"]
    assert context.resolve("case.parties.1") == "B"
    assert context.resolve("case.absent") is MISSING
    assert context.resolve(["case.parties", "right to appeal"]) == [["A", "B"], "right to appeal"]
    assert context.fact("payments") == [1]
    assert context.fact("checks.screen.hits") == 2


def test_fingerprints_survive_an_edit_elsewhere() -> None:
    text = "One fee is TBD today.\n\nAnother date is [insert date] now.\n"
    plan = compile_checks(suite())
    before = {f.fingerprint for f in run_checks(plan, parse_document(text)).findings}
    after = {f.fingerprint for f in run_checks(plan, parse_document("A new first paragraph.\n\n" + text)).findings}
    assert len(before) == 2
    assert before == after


def test_equal_findings_have_different_fingerprints() -> None:
    result = run_checks(compile_checks(suite()), parse_document("It is TBD.\nIt is TBD.\nIt is TBD.\n"))
    assert len({finding.fingerprint for finding in result.findings}) == 3


TEXTS = st.text(alphabet=st.characters(exclude_categories=("Cs", "Cc")), max_size=300) | st.lists(
    st.sampled_from(
        ["[insert name] ", "TBD ", "the the ", "“a b c” ", "é", "\n\n", "| a |\n|---|\n", "# 1. X\n", "DOB 1/2/70"]
    ),
    max_size=30,
).map("".join)  # fmt: skip


@settings(max_examples=60, deadline=None)
@given(text=TEXTS, media_type=st.sampled_from(["text/plain", "text/markdown"]))
def test_any_text_gives_ordered_findings_that_quote_it(text: str, media_type: str) -> None:
    document = parse_document(text, media_type)
    findings = run_checks(compile_checks(suite()), document).findings
    assert list(findings) == sorted(findings, key=lambda f: (f.start, f.check, f.message, f.end, f.fingerprint))
    for finding in findings:
        assert 0 <= finding.start <= finding.end <= len(document.text)
        assert finding.quote == document.text[finding.start : finding.end]
        assert json.dumps(finding.to_dict())


@settings(max_examples=30, deadline=None)
@given(text=TEXTS)
def test_two_runs_are_equal(text: str) -> None:
    plan = compile_checks(suite())
    first, second = (run_checks(plan, parse_document(text)).to_dict() for _ in range(2))
    assert first == second


def test_findings_do_not_depend_on_the_hash_seed() -> None:
    code = (
        "import json,sys;from qa_service.checks import *;from qa_service.documents import parse_document;"
        "from qa_service.rubric import CheckSpec;"
        f"plan=compile_checks([CheckSpec(n,n,{{}},'finding') for n in {SUITE!r}]);"
        "text='The the fee is TBD, perhaps. Write to jane@example.org. [Client name] “a b c d”\\n'*3;"
        "print(json.dumps(run_checks(plan,parse_document(text)).to_dict()))"
    )
    outputs = {
        subprocess.run(
            [sys.executable, "-c", code],
            capture_output=True,
            check=True,
            cwd=ROOT,
            env={**os.environ, "PYTHONHASHSEED": seed},
        ).stdout
        for seed in ("0", "1", "4242")
    }
    assert len(outputs) == 1
    assert json.loads(outputs.pop())["findings"]
