"""The benchmark of the checks runs on a tiny corpus of its own, and says so when there is none."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from benchmarks.checks_quality import main


def write(folder: Path, name: str, *rows: dict[str, object]) -> None:
    (folder / f"{name}.jsonl").write_text("".join(json.dumps(row) + "\n" for row in rows), encoding="utf-8")


def test_recall_and_alarms_are_counted(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    text = "The fee is due today. The rent is paid in advance by the tenant."
    write(tmp_path, "contracts_docs", {"id": "d", "text": text})
    write(
        tmp_path,
        "contracts_faults",
        {"doc": "d", "fault": "placeholder", "edit": [4, 7, "[TBD]"], "span": [4, 9], "related": []},
    )
    quote = "It says “the rent is paid in arrears by the tenant”."
    write(
        tmp_path,
        "memo_quotes",
        {"source": "d", "memo": quote, "quotes": [{"span": [8, len(quote) - 1], "verbatim": False}]},
    )
    assert main(["--data", str(tmp_path), "--json"]) == 0
    results = {result["fault"]: result for result in json.loads(capsys.readouterr().out)}
    assert (results["placeholder"]["recall"], results["placeholder"]["alarm_rate"]) == (1.0, 0.0)
    assert results["quotation"]["recall"] == 1.0
    assert main(["--data", str(tmp_path)]) == 0
    assert "placeholder" in capsys.readouterr().out


def test_without_data_it_says_so(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["--data", str(tmp_path / "absent")]) == 0
    assert "No labelled data" in capsys.readouterr().err
