"""The labelled documents of the project: each fault is one edit, and is measured as the benchmark says."""

from __future__ import annotations

import json

import pytest

from benchmarks.checks_labelled import LABELLED, main, measure, rows
from qa_service.checks import catalogue

FILES = sorted(LABELLED.glob("*.jsonl"))
CHECKS = {info.name for info in catalogue()}
SUM = "| Cost | 2024 |\n|---|---|\n| Staff | 520 |\n| Rooms | 210 |\n| Total costs | 730 |\n"
RENT = "Rent and staff are told below.\n\n"


@pytest.mark.parametrize("path", FILES, ids=lambda path: path.stem)
def test_each_fault_is_one_edit_of_a_known_check(path) -> None:
    documents = rows(path)
    assert len({row["id"] for row in documents}) == len(documents) > 0
    for row in documents:
        for fault in row["faults"]:
            assert row["text"].count(fault["find"]) == 1
            assert fault["find"] != fault["replace"]
            assert fault["at"] in fault["replace"]
            assert fault["check"] in CHECKS


def test_a_fault_counts_as_found_where_a_new_finding_is() -> None:
    faults = [
        {"check": "numbers.footing", "find": "| 730 |", "replace": "| 930 |", "at": "930"},
        {"check": "numbers.footing", "find": "Rent and", "replace": "Rents and", "at": "Rents"},
    ]
    (tally,) = measure([{"id": "sum", "text": RENT + SUM, "faults": faults}])
    assert (tally.found, tally.faults, tally.alarms, tally.documents) == (1, 2, 0, 1)
    (tally,) = measure([{"id": "sum", "text": RENT + SUM.replace("730", "930"), "faults": faults[1:]}])
    assert (tally.found, tally.alarms, tally.alarmed) == (0, 1, 1)


def test_the_command_measures_a_file(tmp_path, capsys) -> None:
    fault = {"check": "numbers.footing", "find": "| 730 |", "replace": "| 930 |", "at": "930"}
    path = tmp_path / "sums.jsonl"
    path.write_text(json.dumps({"id": "sum", "text": RENT + SUM, "faults": [fault]}), "utf-8")
    assert main([str(path), "--json"]) == 0
    (tally,) = json.loads(capsys.readouterr().out)["sums"]
    assert (tally["check"], tally["found"], tally["faults"]) == ("numbers.footing", 1, 1)
    assert main([str(path), "--misses"]) == 0
    assert "1/1" in capsys.readouterr().out
