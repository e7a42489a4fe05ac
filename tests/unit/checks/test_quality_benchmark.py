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


def test_statements_are_held_against_their_sources(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    write(tmp_path, "contracts_docs", {"id": "d", "text": "The rent is $4,200 a month and is paid in advance."})
    table: dict[str, object] = {
        "id": "t",
        "caption": "Rents",
        "columns": ["flat", "rent"],
        "rows": [["north", "410"], ["south", "560"]],
    }
    claims = (("The north flat costs 410.", "supports"), ("The north flat costs 470.", "refutes"))
    write(tmp_path, "table_claims", *({**table, "claim": claim, "label": label} for claim, label in claims))
    hypotheses = (("The rent is paid in advance each month.", "Entailment"), ("Pets need a vet.", "NotMentioned"))
    write(
        tmp_path,
        "contracts_nli",
        *({"doc": "d", "hypothesis": text, "label": label, "evidence": []} for text, label in hypotheses),
    )
    report: dict[str, object] = {"Results": ["Of 120 patients 45 improved on the tablets."]}
    write(tmp_path, "trials_sources", {"id": "a", "sections": report}, {"id": "b", "sections": {"Results": ["None."]}})
    claim: dict[str, object] = {
        "source": "a",
        "section": "Results",
        "statement": "45 patients improved",
        "label": "Entailment",
    }
    write(tmp_path, "trials_claims", claim)
    assert main(["--data", str(tmp_path), "--json"]) == 0
    results = {result["fault"]: result for result in json.loads(capsys.readouterr().out)}
    assert (results["figure_in_table"]["recall"], results["figure_in_table"]["alarm_rate"]) == (1.0, 0.0)
    assert (results["figure_in_report"]["seeded"], results["figure_in_report"]["alarms"]) == (0, 0)
    assert (results["not_mentioned"]["seeded"], results["other_report"]["seeded"]) == (1, 1)
