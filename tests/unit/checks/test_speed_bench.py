"""The benchmark of speed runs on tiny texts; it makes no statement about time."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from benchmarks.checks_speed import RULES, contract, free_checks, main, memo


def test_tables_are_printed(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    (tmp_path / "contracts_docs.jsonl").write_text(json.dumps({"text": contract(1500)}) + "\n", encoding="utf-8")
    assert main(["--tiny", "--data", str(tmp_path)]) == 0
    out = capsys.readouterr().out
    assert "20 rules, 3 memos" in out
    assert "documents/s" in out
    assert "contract of 4 KB" in out
    assert all(out.count(f"  {name} ") == 2 for name in free_checks())


def test_a_folder_without_contracts_is_named(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["--tiny", "--data", str(tmp_path)]) == 0
    assert "No contracts_docs.jsonl" in capsys.readouterr().err


def test_texts_are_the_same_on_every_run() -> None:
    assert memo(3) == memo(3) != memo(4)
    assert contract(5000) == contract(5000)
    assert (len(memo(1)), len(contract(5000)), len(RULES)) == (2000, 5000, 20)
