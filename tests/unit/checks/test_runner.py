"""The runner: one check's fault, caps, order, and the same bytes in every process."""

from __future__ import annotations

import json
import os
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest
from structlog.testing import capture_logs

from qa_service.checks import CheckContext, CheckPlan, CheckType, Hit, PlannedCheck, compile_checks, run_checks
from qa_service.documents import parse_document
from qa_service.services.check_faults import told
from tests.unit.checks.running import Use

ROOT = Path(__file__).parents[3]
TEXT = (
    "# Findings Of The Review\n\nThe the fee is TBD, perhaps; write to jane@example.org. “a b c d” An adviser, an"
    " advisor. The term is five (6) years from 31 February 2024. See Section 9.\n\n| a | b |\n|---|---|\n| x | 1 |\n"
)


def broken(ctx: CheckContext) -> Iterator[Hit]:
    yield Hit(0, 1, "Seen before the fault.")
    raise KeyError("nothing of the document's text may be told")


def failing(name: str) -> PlannedCheck:
    return PlannedCheck(name, CheckType("text.broken", "Broken", "", broken, None, "minor", "", ""), {}, "minor")


def test_a_check_that_fails_costs_no_other_its_findings() -> None:
    good = compile_checks([Use("text.placeholders", {}, id="blanks"), Use("text.hedging", {}, id="hedges")]).checks
    result = run_checks(CheckPlan((good[0], failing("bad"), good[1])), parse_document(TEXT))
    assert {each.check for each in result.findings} == {"blanks", "hedges"}
    assert result.skipped == {"bad": "the check failed (KeyError); this is a fault of the service"}
    assert isinstance(result.failed["bad"], KeyError)
    assert "bad" not in result.facts
    assert json.dumps(result.to_dict())


def test_a_fault_is_logged_with_its_place_and_without_what_it_says() -> None:
    with capture_logs() as logs:
        told(run_checks(CheckPlan((failing("bad"),)), parse_document(TEXT)))
    assert [(entry["event"], entry["check"], entry["fault"]) for entry in logs] == [("check_failed", "bad", "KeyError")]
    assert "in broken" in logs[0]["place"]
    assert "may be told" not in json.dumps({name: value for name, value in logs[0].items() if name != "place"})


def test_a_condition_on_a_check_that_failed_is_unknown() -> None:
    after = compile_checks([Use("facts.expression", {"expr": "checks.bad.hits == 0"}, id="after")]).checks
    result = run_checks(CheckPlan((failing("bad"), *after)), parse_document("x"))
    assert set(result.skipped) == {"bad", "after"}


def test_checks_see_the_results_of_those_before_them_only() -> None:
    uses = [
        Use("facts.expression", {"expr": "checks.quiet.hits == 0"}, id="before"),
        Use("text.existence", {"tokens": ["absent"]}, id="quiet"),
        Use("facts.expression", {"expr": "checks.quiet.hits == 0"}, id="after"),
    ]
    result = run_checks(compile_checks(uses), parse_document("x"))
    assert set(result.skipped) == {"before"}
    assert result.facts["after"] == {"hits": 0}


def test_results_stand_in_the_order_of_the_plan() -> None:
    uses = [Use("text.existence", {"tokens": [word]}, id=word) for word in ("zeta", "fee", "alpha", "the")]
    result = run_checks(compile_checks(uses), parse_document("The fee."))
    assert list(result.facts) == ["zeta", "fee", "alpha", "the"]
    assert [each.check for each in result.findings] == ["the", "fee"]


@pytest.mark.parametrize("limit", [1, 3, 4])
def test_the_first_findings_are_kept_and_the_cap_is_one_more(limit: int) -> None:
    plan = compile_checks([Use("text.existence", {"tokens": ["a"], "raw": ["b"]}, id="ab")])
    result = run_checks(plan, parse_document("b a b a b"), max_findings=limit)
    places = [each.start for each in result.findings if each.code != "capped"]
    assert places == [0, 2, 4, 6][:limit]
    assert [each.evidence for each in result.findings if each.code == "capped"] == [{"limit": limit}]
    assert result.facts["ab"] == {"hits": limit}


def test_a_thousand_rules_that_do_not_occur_are_known_to_be_quiet() -> None:
    uses = [Use("text.existence", {"tokens": [f"word{at}"], "raw": [rf"w{at}\d"]}, id=f"r{at}") for at in range(1000)]
    result = run_checks(compile_checks(uses), parse_document("Nothing but word77 here."))
    assert [each.check for each in result.findings] == ["r77"]
    assert len(result.facts) == 1000


SCRIPT = """
import json, sys
from qa_service.checks import catalogue, compile_checks, run_checks, CheckError, Source
from qa_service.documents import parse_document
from qa_service.rubric import CheckSpec
given = json.loads(sys.stdin.read())
specs = [CheckSpec(f"c{at}", name, params, "finding") for at, (name, params) in enumerate(given["checks"])]
for info in catalogue():
    try:
        compile_checks([CheckSpec(info.name, info.name, {}, "finding")])
    except CheckError:
        continue
    specs.append(CheckSpec(info.name, info.name, {}, "finding"))
facts = {"case": {"b": 1, "a": [2, 1], "c": {"z": 1, "y": "x"}}}
result = run_checks(compile_checks(specs), parse_document(given["text"], "text/markdown"), facts=facts,
                    sources=[Source("s", "", "The fee is $5.")], brief="Say what the fee is.")
assert not result.failed, result.failed
print(json.dumps(result.to_dict()))
"""
CHECKS: list[tuple[str, dict[str, object]]] = [
    ("text.existence", {"tokens": ["the", "fee", "the fee"], "raw": [r"\bf\w+"]}),
    ("text.substitution", {"swap": {"adviser": "advisor", "perhaps": "|maybe"}, "swap_raw": {"te[rx]m": "period"}}),
    ("text.consistency", {"either": [["adviser", "advisor"], ["a", "an"]]}),
    ("text.conditional", {"first": r"\b([A-Z]{3})\b", "second": r"\(([A-Z]{3})\)"}),
    ("text.capitalization", {"match": "sentence"}),
    ("text.occurrence", {"raw": [r"\w+"], "max": 1, "scope": "sentence"}),
    ("text.metric", {"formula": "syllables / words + complex_words", "condition": "> 0"}),
    ("text.must_contain", {"all": ["alpha", "beta"]}),
    (
        "facts.schema",
        {"schema": {"additionalProperties": {"additionalProperties": {"type": "boolean"}}, "required": ["q", "p"]}},
    ),
    ("facts.duplicates", {"over": "case.a", "key": ["x"]}),
]


def test_findings_are_the_same_bytes_in_every_process() -> None:
    given = json.dumps({"checks": CHECKS, "text": TEXT * 3})
    outputs = {
        subprocess.run(
            [sys.executable, "-c", SCRIPT],
            input=given.encode(),
            capture_output=True,
            check=True,
            cwd=ROOT,
            env={**os.environ, "PYTHONHASHSEED": seed},
        ).stdout
        for seed in ("0", "1", "77")
    }
    assert len(outputs) == 1
    assert len(json.loads(outputs.pop())["findings"]) > 40


HOSTILE = (
    "a " * 50_000,
    "a" * 100_000,
    "[" * 50_000,
    "_" * 100_000,
    "x" * 50_000,
    "“" * 20_000,
    "\n" * 50_000,
    ". " * 50_000,
)


@pytest.mark.parametrize("text", [*HOSTILE, "TBD " * 20_000, "[insert name] " * 8_000, "é" * 50_000, "<a " * 30_000])
def test_long_repeats_break_no_wording_rule(text: str) -> None:
    uses = [Use(name, params, id=f"u{at}") for at, (name, params) in enumerate(CHECKS) if name.startswith("text.")]
    uses += [Use(name, {}, id=name) for name in ("text.placeholders", "text.hedging", "text.repetition")]
    result = run_checks(compile_checks(uses), parse_document(text))
    assert not result.failed
    assert len(result.findings) <= len(uses) * 201
