"""The benchmark of the checks runs on a tiny corpus of its own, and says so when there is none."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from benchmarks.checks_quality import main
from benchmarks.checks_seeding import SEEDS, put_in
from benchmarks.checks_seeding.mechanism import Contract, Seed, Trial, trials, unmarked
from qa_service.checks import catalogue

CONTRACT = """NON-DISCLOSURE AGREEMENT
1. Definitions. “Papers” means all writings that either party hands to the other in the course of the talks.
2. Use. The receiver shall keep the Papers secret and shall not show them to any person without leave in writing.
3. Return. The receiver sends the Papers back within thirty days of the end of the talks. Copies are destroyed.
4. Law. This agreement is governed by the law of England, and the courts of England decide on all disputes under it.
"""


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


def write_sources(folder: Path) -> None:
    """Statements with what they are held against: a table, a contract and two reports."""
    table: dict[str, object] = {
        "id": "t",
        "caption": "Rents",
        "columns": ["flat", "rent"],
        "rows": [["north", "410"], ["south", "560"]],
    }
    claims = (("The north flat costs 410.", "supports"), ("The north flat costs 470.", "refutes"))
    write(folder, "table_claims", *({**table, "claim": claim, "label": label} for claim, label in claims))
    hypotheses = (("The rent is paid in advance each month.", "Entailment"), ("Pets need a vet.", "NotMentioned"))
    write(
        folder,
        "contracts_nli",
        *({"doc": "d", "hypothesis": text, "label": label, "evidence": []} for text, label in hypotheses),
    )
    report: dict[str, object] = {"Results": ["Of 120 patients 45 improved on the tablets."]}
    write(folder, "trials_sources", {"id": "a", "sections": report}, {"id": "b", "sections": {"Results": ["None."]}})
    claim: dict[str, object] = {
        "source": "a",
        "section": "Results",
        "statement": "45 patients improved",
        "label": "Entailment",
    }
    write(folder, "trials_claims", claim)


def test_statements_are_held_against_their_sources(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    write(tmp_path, "contracts_docs", {"id": "d", "text": "The rent is $4,200 a month and is paid in advance."})
    write_sources(tmp_path)
    assert main(["--data", str(tmp_path), "--json"]) == 0
    results = {result["fault"]: result for result in json.loads(capsys.readouterr().out)}
    assert (results["figure_in_table"]["recall"], results["figure_in_table"]["alarm_rate"]) == (1.0, 0.0)
    assert "figure_changed" not in results
    assert (results["figure_in_report"]["seeded"], results["figure_in_report"]["alarms"]) == (0, 0)
    assert (results["not_mentioned"]["seeded"], results["other_report"]["seeded"]) == (1, 1)


def test_true_statements_are_held_against_their_tables_with_a_figure_changed(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    write(tmp_path, "contracts_docs", {"id": "d", "text": "The rent is $4,200 a month and is paid in advance."})
    table = {"id": "t", "caption": "Shares", "columns": ["flat", "share"], "rows": [["north", "41.7%"]]}
    write(tmp_path, "table_claims", {**table, "claim": "North holds 41.7%", "label": "supports"})
    assert main(["--data", str(tmp_path), "--json"]) == 0
    results = {result["fault"]: result for result in json.loads(capsys.readouterr().out)}
    assert (results["figure_changed"]["recall"], results["figure_changed"]["alarm_rate"]) == (1.0, 0.0)


@pytest.fixture(scope="module")
def contracts() -> list[Contract]:
    return [Contract("d", CONTRACT, ("Reed Ltd",)), Contract("e", CONTRACT.replace("Papers", "Drawings"))]


def test_every_check_of_the_catalogue_has_a_row(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    write(tmp_path, "contracts_docs", {"id": "d", "text": CONTRACT}, {"id": "e", "text": CONTRACT.lower()})
    write_sources(tmp_path)
    assert main(["--data", str(tmp_path), "--json"]) == 0
    results = json.loads(capsys.readouterr().out)
    assert {info.name for info in catalogue()} == {result["check"] for result in results}
    assert len({(result["fault"], result["check"]) for result in results}) == len(results)


@pytest.mark.parametrize("seed", SEEDS, ids=lambda seed: seed.fault)
def test_a_fault_is_put_in_the_same_way_each_time(seed: Seed, contracts: list[Contract]) -> None:
    first, second = (trials(seed, contracts) for _ in range(2))
    assert first
    assert [described(trial) for trial in first] == [described(trial) for trial in second]
    assert all(described(trial)[0] != described(trial)[1] for trial in first)


def described(trial: Trial) -> list[tuple[object, ...]]:
    """What a trial consists of, in a form that can be compared."""
    forms = [
        (
            form.document.text,
            form.document.media_type,
            str(form.document.hidden),
            str(form.document.properties),
            str(form.facts),
            form.brief,
            str(form.related),
        )
        for form in (trial.right, trial.wrong)
    ]
    return [*forms, (str(trial.params), str(trial.spans), trial.says)]


def test_without_contracts_nothing_is_put_in(tmp_path: Path) -> None:
    assert list(put_in(tmp_path)) == []


def test_marks_tell_where_a_fault_stands() -> None:
    assert unmarked("The ⟦fee⟧ is ⟦due⟧.") == ("The fee is due.", [(4, 7), (11, 14)])
    assert unmarked("The fee is due.") == ("The fee is due.", [])
