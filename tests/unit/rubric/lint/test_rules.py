"""Every rule fires where it should, at the place it should, and is quiet beside it."""

from __future__ import annotations

import pytest

from qa_service.rubric.lint import rules
from tests.unit.rubric.lint.base import FIRST, REMOVE, SECOND, SLIPS, THIRD, Changes, document, lint

ANCHOR = f"{FIRST}/anchors/sound"
MORE = [{"id": f"c{n}", "title": f"Criterion {n}", "scale": "percent", "weight": 100} for n in range(17)]
TYPES = [{"id": f"t{n}", "title": f"Type {n}"} for n in range(16)]

# (code, changes, pointer of the finding)
FIRES: list[tuple[str, Changes, str]] = [
    ("description_missing", {"/owner": REMOVE, "/purpose": ""}, ""),
    ("change_not_logged", {"/version": "1.1.0"}, "/version"),
    ("criteria_many", {"/sections/1/criteria": [*document()["sections"][1]["criteria"], *MORE]}, "/sections"),
    ("titles_repeat", {f"{SECOND}/title": "The  Reasoning holds"}, f"{SECOND}/title"),
    ("ignore_unused", {"/x-lint": {"ignore": [{"code": "gate_with_na", "why": "so"}]}}, "/x-lint/ignore/0"),
    ("ignore_malformed", {"/x-lint": {"ignore": [{"code": "gate_with_na"}]}}, "/x-lint/ignore/0"),
    ("ignore_malformed", {"/x-lint": {"ignore": [{"code": "nothing", "why": "so"}]}}, "/x-lint/ignore/0"),
    ("ignore_malformed", {"/x-lint": ["gate_with_na"]}, "/x-lint"),
    ("scale_unused", {"/scales/spare": {"type": "numeric", "min": 0, "max": 1}}, "/scales/spare"),
    ("scales_same", {"/scales/again": {"type": "numeric", "min": 0, "max": 100}}, "/scales/again"),
    ("levels_same_score", {"/scales/quality/levels/1/score": 0}, "/scales/quality/levels/1/score"),
    ("scale_without_full_score", {"/scales/quality/levels/2/score": 0.9}, "/scales/quality"),
    ("ordinal_of_two", {"/scales/met/type": "ordinal"}, "/scales/met/type"),
    ("weight_share_high", {"/sections/0/weight": 20}, f"{SLIPS}/weight"),
    ("weight_share_low", {f"{THIRD}/weight": 2}, f"{THIRD}/weight"),
    ("weight_zero", {f"{SECOND}/weight": 0}, f"{SECOND}/weight"),
    ("error_types_many", {f"{SLIPS}/errors/types": TYPES}, f"{SLIPS}/errors/types"),
    ("ask_double", {f"{FIRST}/ask": "Is it complete and/or correct?"}, f"{FIRST}/ask"),
    ("ask_double", {f"{FIRST}/ask": "Is it complete? Is it right?"}, f"{FIRST}/ask"),
    ("ask_double", {f"{FIRST}/ask": "Is the advice complete and does it follow from the facts?"}, f"{FIRST}/ask"),
    ("anchor_vague", {ANCHOR: "The reasoning is adequate and the sources are named."}, ANCHOR),
    ("anchor_vague", {ANCHOR: "Every conclusion is set out clearly for the client."}, ANCHOR),
    ("anchor_long", {ANCHOR: "word " * 61}, ANCHOR),
    ("anchors_missing", {f"{FIRST}/anchors": REMOVE}, FIRST),
    ("anchors_missing", {ANCHOR: REMOVE}, f"{FIRST}/anchors"),
    ("anchors_missing_binary", {f"{THIRD}/anchors": REMOVE}, THIRD),
    ("anchors_alike", {f"{FIRST}/anchors/rework": "Conclusions rest on stated facts of the case in the file.",
                       ANCHOR: "Conclusions rest firmly on stated facts of the case in the file."}, ANCHOR),
    ("anchors_copied", {f"{THIRD}/anchors/not_met": "At most one conclusion rests on no stated fact, and it decides "
                                                    "nothing."}, f"{THIRD}/anchors/not_met"),
    ("gate_with_na", {f"{THIRD}/na": {"allow": True}}, f"{THIRD}/na"),
    ("gate_never_fires", {f"{THIRD}/gate/below": "not_met"}, f"{THIRD}/gate"),
    ("gate_never_fires", {f"{SECOND}/gate": {"above": 100, "effect": "fail", "reason": "r"}}, f"{SECOND}/gate"),
    ("gate_never_fires", {f"{SECOND}/gate": {"below": 0, "effect": "fail", "reason": "r"}}, f"{SECOND}/gate"),
    ("gate_never_fires", {f"{THIRD}/advisory": True}, f"{THIRD}/gate"),
    ("gate_without_evidence", {f"{THIRD}/evidence": REMOVE}, f"{THIRD}/gate"),
    ("gate_without_order", {"/scales/met/type": "nominal"}, f"{THIRD}/gate"),
    ("pass_mark_unreachable", {"/scales/quality/levels/2/score": 0.5, "/scales/quality/levels/1/score": 0.1,
                               "/scoring/pass_mark": 90}, "/scoring/pass_mark"),
    ("pass_mark_unreachable", {f"{FIRST}/gate": {"below": "sound", "effect": "cap", "to": 10, "reason": "r"},
                               f"{SECOND}/gate": {"above": 99, "effect": "cap", "to": 10, "reason": "r"},
                               "/scoring/pass_mark": 99.9, "/scales/percent/score": [[0, 0], [99, 0.5], [100, 1]]},
     "/scoring/pass_mark"),
    ("pass_mark_always", {"/scoring/pass_mark": 0, f"{THIRD}/gate": REMOVE}, "/scoring/pass_mark"),
    ("errors_without_effect", {"/scoring/pass_mark": 100}, f"{SLIPS}/errors"),
    ("cap_never_lowers", {f"{FIRST}/gate": {"below": "rework", "effect": "cap", "to": 90, "reason": "r"}},
     f"{FIRST}/gate/to"),
    ("cap_never_lowers", {f"{SLIPS}/gate": {"above": 8, "effect": "cap", "to": 95, "reason": "r"}},
     f"{SLIPS}/gate/to"),
    ("cap_keeps_verdict", {f"{FIRST}/gate": {"below": "sound", "effect": "cap", "to": 81, "reason": "r"}},
     f"{FIRST}/gate/to"),
    ("bands_gap", {"/scoring/bands/1/from": 10}, "/scoring/bands/1/from"),
    ("band_unreachable", {"/scales/quality/levels/2/score": 0.8, "/scoring/bands/-": {"id": "top", "from": 99}},
     "/scoring/bands/2/from"),
    ("pass_mark_inside_band", {"/scoring/pass_mark": 75}, "/scoring/pass_mark"),
    ("na_over_limit", {"/scoring/na/max_share": 0.2}, "/scoring/na/max_share"),
    ("check_unused", {f"{FIRST}/checks": []}, "/checks/0"),
    ("check_suggests_top", {"/checks/1/level": "met"}, "/checks/1/level"),
    ("condition_constant", {f"{THIRD}/when": "1 < 2"}, f"{THIRD}/when"),
    ("condition_constant", {f"{THIRD}/when": "case.urgent == true || true"}, f"{THIRD}/when"),
    ("condition_repeats_section", {"/sections/0/when": "case.urgent == true"}, f"{THIRD}/when"),
    ("condition_untested", {"/tests/0/case": {"urgent": True},
                            "/tests/0/answers/deadline": "met"},
     f"{THIRD}/when"),
    ("tests_missing", {"/tests": []}, ""),
    ("gate_untested", {"/tests/1/expect/gates": []}, f"{THIRD}/gate"),
    ("test_without_score", {"/tests/0/expect": {"outcome": "passed"}}, "/tests/0/expect"),
    ("outcome_untested", {"/tests/0": REMOVE}, "/tests"),
    ("agreement_unmeasured", {"/review": REMOVE}, ""),
    ("agreement_unmeasured", {"/review/double": {"rate": 0}}, "/review"),
    ("double_without_chance", {"/review/double/rate": 0}, "/review/double"),
    ("adjudication_missing", {"/adjudication": REMOVE}, "/review"),
    ("adjudication_never_opens", {"/adjudication/open_when/levels_apart": 3},
     "/adjudication/open_when/levels_apart"),
    ("adjudication_never_opens", {"/adjudication/open_when/score_apart": 101}, "/adjudication/open_when/score_apart"),
    ("adjudication_never_opens", {"/adjudication/open_when/value_apart/coverage": 101},
     "/adjudication/open_when/value_apart/coverage"),
    ("dispute_outlasts_window", {"/disputes/decide_within": "2w"}, "/disputes/decide_within"),
    ("bar_does_not_fit", {f"{FIRST}/compare": {"statistic": "icc_2_1"}}, f"{FIRST}/compare"),
    ("bar_does_not_fit", {f"{FIRST}/compare": {"tolerance": 2}}, f"{FIRST}/compare"),
    ("bar_does_not_fit", {f"{SECOND}/compare": {"adjacent": 1}}, f"{SECOND}/compare"),
    ("bar_does_not_fit", {"/scales/met/type": "nominal", f"{THIRD}/compare": {"statistic": "qwk"}},
     f"{THIRD}/compare"),
    ("model_suggests_gate", {"/model": {"suggest": ["deadline"], "show": "after_submit"}}, "/model/suggest/0"),
    ("certification_weak", {"/certification/sets/items": 5}, "/certification/sets"),
    ("certification_weak", {"/certification/pass/exact": 0.99}, "/certification/sets"),
    ("gold_window_small", {"/monitoring/gold/window": 3}, "/monitoring/gold/window"),
    ("certification_without_gold", {"/monitoring": REMOVE}, "/certification"),
]  # fmt: skip

# What is near to a fault and none.
QUIET: list[tuple[str, Changes]] = [
    ("gate_with_na", {f"{THIRD}/na": {"allow": True, "effect": "fail"}}),
    ("gate_with_na", {f"{FIRST}/na": {"allow": True}}),
    ("gate_never_fires", {f"{SECOND}/gate": {"above": 99.5, "effect": "fail", "reason": "r"}}),
    ("gate_without_evidence", {f"{FIRST}/gate": {"below": "rework", "effect": "cap", "to": 50, "reason": "r"},
                               f"{FIRST}/evidence": REMOVE}),
    ("anchor_vague", {ANCHOR: "The claimant acted in good faith, as well as on time, before the effective date."}),
    ("anchor_vague", {ANCHOR: 'A red-list departure is called acceptable, or marked "good" in the table.'}),
    ("anchor_vague", {ANCHOR: "The difference is statistically significant at the level that the protocol names."}),
    ("anchor_vague", {ANCHOR: "Die Begründung ist adequate hergeleitet.", "/language": "de"}),
    ("anchors_alike", {f"{FIRST}/anchors/rework": "Two conclusions rest on stated facts of the case in the file.",
                       ANCHOR: "All conclusions rest on stated facts of the case in the file."}),
    ("anchors_alike", {f"{THIRD}/anchors/not_met": "The date by which the client must act is missing.",
                       f"{THIRD}/anchors/met": "The date by which the client must act is there."}),
    ("anchors_copied", {f"{FIRST}/anchors/unusable": "None is there.", f"{THIRD}/anchors/not_met": "None is there."}),
    ("anchors_missing", {f"{SECOND}/anchors": {}}),
    ("ask_double", {f"{FIRST}/ask": "Is the memo marked, addressed and limited as the letter requires?"}),
    ("ask_double", {f"{FIRST}/ask": "Which facts and documents were read?"}),
    ("weight_share_high", {"/sections/0/weight": 100, "/sections/1/weight": 100}),
    ("weight_share_low", {f"{SECOND}/weight": 0}),
    ("weight_zero", {f"{THIRD}/weight": 0}),
    ("weight_zero", {f"{SECOND}/weight": 0, f"{SECOND}/advisory": True}),
    ("scale_unused", {f"{SECOND}/advisory": True}),
    ("scale_without_full_score", {"/scales/percent/score": [[0, 0], [50, 1]]}),
    ("levels_same_score", {"/scales/quality/type": "nominal", "/scales/quality/levels/1/score": 0}),
    ("error_types_many", {f"{SLIPS}/errors/types": TYPES[:15]}),
    ("pass_mark_unreachable", {"/scoring/pass_mark": 100, f"{SLIPS}/scale": "percent", f"{SLIPS}/errors": REMOVE}),
    ("pass_mark_always", {"/scoring/pass_mark": 0}),
    ("cap_never_lowers", {f"{FIRST}/gate": {"below": "rework", "effect": "cap", "to": 71, "reason": "r"}}),
    ("cap_keeps_verdict", {f"{FIRST}/gate": {"below": "sound", "effect": "cap", "to": 79, "reason": "r"}}),
    ("check_unused", {f"{FIRST}/checks": [], f"{SECOND}/when": "checks.placeholders.hits > 0"}),
    ("check_suggests_top", {"/checks/1/on_fail": "finding"}),
    ("condition_constant", {f"{THIRD}/when": "has(case.urgent)"}),
    ("condition_constant", {f"{THIRD}/when": "size(case) > 0"}),
    ("condition_untested", {f"{THIRD}/when": 'answers.reasoning == "unusable"'}),
    ("test_without_score", {"/tests/0/expect": {"raw_score": 100}}),
    ("agreement_unmeasured", {"/review": {"reviewers": 2}}),
    ("double_without_chance", {"/review": {"reviewers": 2, "double": {"near_pass_mark": 5}}}),
    ("bar_does_not_fit", {f"{FIRST}/compare": {"statistic": "qwk", "at_least": 0.6, "adjacent": 1}}),
    ("bar_does_not_fit", {f"{SECOND}/compare": {"statistic": "icc_2_1", "tolerance": 2}}),
    ("model_suggests_gate", {"/model": {"suggest": ["deadline"], "show": "never"}}),
    ("certification_weak", {"/certification/sets/items": 30}),
    ("certification_without_gold", {"/monitoring": {"repeat_own": {"rate": 0.02, "after": "21d"}}}),
]  # fmt: skip
# These look at reviews and cases, or need more than a change or two.
ELSEWHERE = {code for code, rule in rules().items() if rule.function.__module__.rpartition(".")[2].startswith("usage")}


def test_lint_has_nothing_to_say_of_the_clean_rubric() -> None:
    assert lint({}) == []


@pytest.mark.parametrize(
    ("code", "changes", "pointer"), FIRES, ids=lambda value: value if isinstance(value, str) else ""
)
def test_a_rule_fires_at_its_place(code: str, changes: Changes, pointer: str) -> None:
    found = lint(changes)
    mine = [one for one in found if one.code == code]
    assert [one.pointer for one in mine][:1] == [pointer], [(one.code, one.pointer) for one in found]
    assert all(one.severity == rules()[code].severity for one in mine)
    assert all(one.message.endswith((".", ")")) and one.suggestion.endswith(".") for one in mine)


@pytest.mark.parametrize(("code", "changes"), QUIET, ids=lambda value: value if isinstance(value, str) else "")
def test_a_rule_is_quiet_where_nothing_is_wrong(code: str, changes: Changes) -> None:
    assert [one for one in lint(changes) if one.code == code] == []


def test_every_rule_of_the_file_has_a_case_that_fires() -> None:
    assert {code for code, *_ in FIRES} == set(rules()) - ELSEWHERE


def test_rules_explain_themselves() -> None:
    for code, rule in rules().items():
        assert code == rule.code
        assert rule.severity in {"error", "warning", "info"}
        assert rule.title
        assert rule.explanation.endswith(".")
