"""Checks on facts alone."""

from __future__ import annotations

import pytest

from qa_service.checks import CheckError


@pytest.mark.parametrize(
    ("left", "right"), [("HO-3", "ho-3 "), (100, "100.00"), (100.5, "100.50"), (["a", 1], ["A", 1.0])]
)
def test_equal_facts_are_equal_in_any_notation(run, left: object, right: object) -> None:
    facts = {"case": {"a": left}, "policy": {"b": right}}
    assert run("facts.equal", "", {"left": "case.a", "right": "policy.b"}, facts).findings == ()


@pytest.mark.parametrize(("left", "right"), [("HO-3", "HO-5"), ("007", "7"), (1, 2), (True, 1), (None, 0)])
def test_different_facts_are_told(run, left: object, right: object) -> None:
    facts = {"case": {"a": left}, "policy": {"b": right}}
    finding = run("facts.equal", "", {"left": "case.a", "right": "policy.b"}, facts).findings[0]
    assert finding.evidence == {"left": left, "right": right}


def test_a_fact_may_be_compared_with_a_value(run) -> None:
    assert run("facts.equal", "", {"left": "case.a", "right": "HO-3"}, {"case": {"a": "HO-3"}}).findings == ()


def test_records_with_one_key_are_found_once(run) -> None:
    payments = [
        {"payee": "A", "amount": 10, "invoice": "1"},
        {"payee": "a", "amount": "10.00", "invoice": "1"},
        {"payee": "A", "amount": 10, "invoice": "2"},
        {"amount": None},
        {"amount": None},
    ]
    params = {"over": "payments", "key": ["payee", "amount", "invoice"]}
    findings = run("facts.duplicates", "", params, {"deliverable": {"payments": payments}}).findings
    assert [finding.evidence["rows"] for finding in findings] == [[0, 1]]


def test_without_records_the_check_is_skipped(run) -> None:
    result = run("facts.duplicates", "", {"over": "payments", "key": ["payee"]})
    assert result.skipped == {"under_test": "fact payments is missing"}


def test_an_expression_must_be_true(run) -> None:
    params = {"expr": "case.paid <= policy.limit", "message": "Over the limit."}
    facts = {"case": {"paid": 120}, "policy": {"limit": 100}}
    assert run("facts.expression", "", params, facts).findings[0].message == "Over the limit."
    assert run("facts.expression", "", params, {**facts, "case": {"paid": 80}}).findings == ()
    assert "policy.limit" in run("facts.expression", "", params, {"case": {"paid": 80}}).skipped["under_test"]


@pytest.mark.parametrize("expr", ["case.paid <=", "nonsense(1)", "", "elsewhere.x > 1"])
def test_an_expression_that_cannot_be_compiled_is_refused(run, expr: str) -> None:
    with pytest.raises(CheckError):
        run("facts.expression", "", {"expr": expr})
