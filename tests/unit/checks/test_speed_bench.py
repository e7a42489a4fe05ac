"""The benchmark of speed runs on tiny texts; it makes no statement about time."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from benchmarks.checks_speed import RULES, contract, free_checks, main, memo
from benchmarks.checks_speed_peers import lint, linters, print_linters
from benchmarks.checks_speed_rules import RULES as RULES_OF_PEERS
from benchmarks.checks_speed_rules import compare, ours, plain

KINDS = ("phrases", "patterns")


def test_tables_are_printed(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    (tmp_path / "contracts_docs.jsonl").write_text(json.dumps({"text": contract(1500)}) + "\n", encoding="utf-8")
    assert main(["--tiny", "--data", str(tmp_path)]) == 0
    out = capsys.readouterr().out
    assert "20 rules, 3 memos" in out
    assert "documents/s" in out
    assert "contract of 4 KB" in out
    assert all(out.count(f"  {name} ") == 2 for name in free_checks())
    assert all(f"{matches} matches, {kind}, one rule" in out for matches in ("few", "many") for kind in KINDS)
    assert "NOT MEASURED, because not there: proselint, write-good, alex, textlint, deepeval, promptfoo" in out


def test_a_linter_of_a_folder_is_run_on_the_same_texts(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    place = tmp_path / "node_modules" / ".bin"
    place.mkdir(parents=True)
    linter = place / "write-good"
    linter.write_text("#!/bin/sh\ncat \"$@\" | grep -c party | sed 's/$/ on line 1/'\n", encoding="utf-8")
    linter.chmod(0o755)
    found, absent = linters(None, tmp_path)
    assert ([each.name for each in found], absent) == (["write-good"], ["proselint", "alex", "textlint"])
    row = lint(found[0], ["A party.", "No guest."], tmp_path)
    assert (row.characters, row.findings) == (17, 1)
    print_linters([row], [("all checks", 5.0, 3)])
    assert "write-good" in capsys.readouterr().out


def test_all_engines_agree_on_what_twenty_rules_say() -> None:
    rows = compare([ours(), plain()], 30, 30)
    assert [(name, wrong) for name, _, _, wrong in rows] == [("this", 0), ("plain Python", 0)]
    assert len(RULES_OF_PEERS) == 20


def test_a_folder_without_contracts_is_named(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["--tiny", "--data", str(tmp_path)]) == 0
    assert "No contracts_docs.jsonl" in capsys.readouterr().err


def test_texts_are_the_same_on_every_run() -> None:
    assert memo(3) == memo(3) != memo(4)
    assert contract(5000) == contract(5000)
    assert (len(memo(1)), len(contract(5000)), len(RULES)) == (2000, 5000, 20)
