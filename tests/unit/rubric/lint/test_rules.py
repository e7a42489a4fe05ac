"""Every rule fires where it should, at the place it should, and is quiet beside it."""

from __future__ import annotations

import pytest

from qa_service.rubric.lint import rules
from tests.unit.rubric.lint import cases, use
from tests.unit.rubric.lint.base import Changes, lint


def test_lint_has_nothing_to_say_of_the_clean_rubric() -> None:
    assert lint({}) == []


@pytest.mark.parametrize("code", sorted(rules()))
def test_every_rule_has_a_case_that_fires_and_one_that_is_quiet(code: str) -> None:
    fires, quiet = (use.FIRES, use.QUIET) if rules()[code].needs_usage else (cases.FIRES, cases.QUIET)
    assert code in {one[0] for one in fires}
    assert code in {one[0] for one in quiet}


@pytest.mark.parametrize(
    ("code", "changes", "pointer"), cases.FIRES, ids=lambda value: value if isinstance(value, str) else ""
)
def test_a_rule_fires_at_its_place(code: str, changes: Changes, pointer: str) -> None:
    found = lint(changes)
    mine = [one for one in found if one.code == code]
    assert [one.pointer for one in mine][:1] == [pointer], [(one.code, one.pointer) for one in found]
    assert all(one.severity == rules()[code].severity for one in mine)
    assert all(one.message.endswith((".", ")")) and one.suggestion.endswith(".") for one in mine)


@pytest.mark.parametrize(("code", "changes"), cases.QUIET, ids=lambda value: value if isinstance(value, str) else "")
def test_a_rule_is_quiet_where_nothing_is_wrong(code: str, changes: Changes) -> None:
    assert [one for one in lint(changes) if one.code == code] == []


def test_rules_explain_themselves() -> None:
    for code, rule in rules().items():
        assert code == rule.code
        assert rule.severity in {"error", "warning", "info"}
        assert rule.title
        assert rule.explanation.endswith(".")
        assert rule.fires
        assert rule.quiet
        assert rule.fires != rule.quiet
