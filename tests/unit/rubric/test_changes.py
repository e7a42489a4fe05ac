"""Two versions compared: every difference is told, and major is exactly what can change a score."""

from __future__ import annotations

import copy
import json
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from qa_service.rubric import Comparison, RubricError, bump, compare, load_rubric, read_rubric, version_key
from qa_service.rubric.hashing import content_hash, scoring_hash

RICH = """\
schema: kpo-rubric/1
id: test.rich
version: 1.4.2
title: Rich
language: en
owner: Ann
applies_to: { deliverable: memo, when: 'case.kind == "memo"' }
unit: { name: page, size: deliverable.pages }
scales:
  grade:
    type: ordinal
    levels:
      - { id: low, score: 0, label: Low }
      - { id: mid, score: 0.5 }
      - { id: high, score: 1 }
  days:
    type: numeric
    min: 0
    max: 30
    step: 1
    better: lower
    bands:
      - { id: on_time, from: 0, score: 1 }
      - { id: late, from: 1, score: 0.5 }
      - { id: very_late, from: 10, score: 0 }
  share: { type: numeric, min: 0, max: 10, score: [[0, 0], [5, 0.5], [10, 1]] }
  unused: { type: binary, levels: [ { id: no_way, score: 0 }, { id: yes_way, score: 1 } ] }
sections:
  - id: one
    title: One
    weight: 60
    criteria:
      - id: reasoning
        title: Reasoning
        ask: Does each conclusion follow from what was found?
        scale: grade
        weight: 30
        anchors: { low: Conclusions stand alone without any support., high: Every conclusion follows from a source. }
        evidence: { required: below_top, kind: span }
        gate: { below: mid, effect: cap, to: 50, reason: unsupported }
        na: { allow: true, reason: required, effect: exclude }
        checks: [probe, other]
        compare: { statistic: gwet_ac1, at_least: 0.6 }
      - { id: delay, title: Delay, scale: days, weight: 20, when: case.urgent == true }
      - { id: tone, title: Tone, scale: grade, weight: 10, advisory: true }
  - id: two
    title: Two
    weight: 40
    criteria:
      - { id: leakage, title: Leakage, scale: share, weight: 1, gate: { above: 5, effect: fail, reason: leak } }
checks:
  - { id: probe, uses: text.must_contain, with: { any: [Confidential, Draft] }, on_fail: suggest, level: low }
  - { id: other, uses: text.placeholders, on_fail: finding, severity: major }
scoring:
  method: weighted_mean
  pass_mark: 80
  cap: 90
  na: { redistribute: section, max_share: 0.5 }
  bands: [ { id: top, from: 90, label: Top }, { id: fine, from: 50 } ]
review: { reviewers: 2, not_by: [producer, lead], blind: { producer: true }, double: { rate: 0.1, seed: a } }
adjudication: { open_when: { levels_apart: 2, value_apart: { delay: 5 } }, by: { role: lead }, result: median }
monitoring: { gold: { every: [5, 9], window: 20 } }
disputes: { window: 10d, grounds: [wrong_rule, missed_fact] }
signoff: { by: { role: approver }, required: true }
changes: [ { version: 1.4.2, level: patch, note: Clearer words }, { version: 1.4.1, level: patch, note: Typing } ]
tests: [ { name: best, answers: { reasoning: high, delay: 0, leakage: 0 }, expect: { outcome: failed_threshold } } ]
x-team: { channel: memos, on_call: [ann, ben] }
"""
ERRORS = """\
schema: kpo-rubric/1
id: test.errors
version: 0.3.0
title: Errors
unit: { name: word, size: deliverable.word_count }
scales:
  met: { type: binary, levels: [ { id: not_met, score: 0 }, { id: met, score: 1 } ] }
sections:
  - id: all_of_it
    title: All
    weight: 1
    criteria:
      - id: slips
        title: Slips
        scale: errors
        weight: 2
        errors:
          per: 1000
          tolerance: 10
          severities: { minor: 1, major: 5 }
          critical: fail
          types:
            - { id: accuracy, title: Accuracy }
            - { id: omission, title: Omission, weight: 2, parent: accuracy }
      - { id: marked, title: Marked, scale: met, weight: 1 }
scoring: { method: weighted_mean, pass_mark: 80 }
"""
LEVELS = ("major", "minor", "patch")


def compared(before: str, after: str) -> Comparison:
    return compare(read_rubric(before).document, read_rubric(after).document)


def changed(old: str, new: str, source: str = RICH) -> Comparison:
    assert source.count(old) >= 1, old
    return compared(source, source.replace(old, new, 1))


# What was written before, what is written now, the level of the one change, its code, its pointer (§ is the list of the
# first section's criteria), words of it.
KNOWN = [
    # what can change a score
    ("weight: 30", "weight: 20", "major", "weight_changed", "§/0/weight",
     "weight of `reasoning` 30 → 20 (share of the rubric 36 % → 30 %)"),
    ("weight: 60", "weight: 10", "major", "weight_changed", "/sections/0/weight", "60 % → 20 %"),
    ("score: 0.5 }\n      - { id: high", "score: 0.6 }\n      - { id: high", "major", "level_rescored",
     "/scales/grade/levels/1/score", "score of level `mid` of scale `grade` 0.5 → 0.6"),
    ("from: 1, score: 0.5", "from: 2, score: 0.5", "major", "band_moved", "/scales/days/bands/1", "starts at 1 → 2"),
    ("from: 1, score: 0.5", "from: 1, score: 0.4", "major", "band_rescored", "/scales/days/bands/1/score", "0.5 → 0.4"),
    ("[5, 0.5]", "[5, 0.6]", "major", "curve_changed", "/scales/share/score", "curve of scale `share`"),
    ("min: 0, max: 10", "min: 0, max: 12", "major", "maximum_changed", "/scales/share/max",
     "maximum of scale `share` 10 → 12"),
    ("case.urgent == true", "case.late == true", "major", "condition_changed", "§/1/when", "delay"),
    ("weight: 40\n", "weight: 40\n    when: case.leak == 1\n", "major", "condition_changed", "/sections/1/when", "two"),
    ("below: mid, effect", "below: high, effect", "major", "gate_changed", "§/0/gate/below", "mid → high"),
    ("to: 50", "to: 40", "major", "gate_changed", "§/0/gate/to", "to 50 → 40"),
    (", gate: { above: 5, effect: fail, reason: leak }", "", "major", "gate_removed", "/sections/1/criteria/0/gate",
     "gate of `leakage` removed: above 5 → fail, reason leak"),
    ("effect: exclude", "effect: zero", "major", "na_changed", "§/0/na/effect", "exclude → zero"),
    ("na: { allow: true, reason: required, effect: exclude }", "na: never", "major", "na_changed",
     "§/0/na", "allow true → false"),
    (", advisory: true", "", "major", "advisory_changed", "§/2/advisory", "it counts now"),
    ("scale: share", "scale: days", "major", "scale_changed", "/sections/1/criteria/0/scale", "share → days"),
    ("method: weighted_mean", "method: minimum", "major", "method_changed", "/scoring/method",
     "weighted_mean → minimum"),
    ("cap: 90", "cap: 80", "major", "cap_changed", "/scoring/cap", "90 → 80"),
    ("max_share: 0.5", "max_share: 0.4", "major", "na_limit_changed", "/scoring/na/max_share", "0.5 → 0.4"),
    # verdict, checks and policy
    ("pass_mark: 80", "pass_mark: 75", "minor", "pass_mark_changed", "/scoring/pass_mark", "pass mark 80 → 75"),
    ("id: top, from: 90", "id: top, from: 95", "minor", "score_band_changed", "/scoring/bands/0/from", "90 → 95"),
    (", { id: fine, from: 50 }", "", "minor", "score_band_removed", "/scoring/bands/1",
     "band `fine` (from 50) removed"),
    ("required: below_top", "required: true", "minor", "evidence_changed", "§/0/evidence/required", "true"),
    ("reason: required", "reason: optional", "minor", "na_reason_changed", "§/0/na/reason", "optional"),
    ("reason: unsupported", "reason: no_source", "minor", "gate_reason_changed", "§/0/gate/reason", "no_source"),
    ("Confidential, Draft", "Confidential, Secret", "minor", "item_added", "/checks/0/with/any/1", "Secret added"),
    ("severity: major", "severity: minor", "minor", "check_changed", "/checks/1/severity", "check `other`, severity"),
    ("checks: [probe, other]", "checks: [probe]", "minor", "item_removed", "§/0/checks/1", "other removed"),
    ("at_least: 0.6", "at_least: 0.7", "minor", "key_changed", "§/0/compare/at_least", "0.6 → 0.7"),
    ("reviewers: 2", "reviewers: 3", "minor", "key_changed", "/review/reviewers", "`review.reviewers` 2 → 3"),
    ("not_by: [producer, lead]", "not_by: [producer]", "minor", "item_removed", "/review/not_by/1", "lead removed"),
    ("delay: 5", "delay: 6", "minor", "key_changed", "/adjudication/open_when/value_apart/delay", "5 → 6"),
    ("every: [5, 9]", "every: [5, 8]", "minor", "item_added", "/monitoring/gold/every/1", "8 added"),
    ("window: 10d", "window: 2w", "minor", "key_changed", "/disputes/window", "10d"),
    ("step: 1", "step: 0.5", "minor", "step_changed", "/scales/days/step", "step of scale `days` 1 → 0.5"),
    ("id: late, from", "id: tardy, from", "minor", "band_renamed", "/scales/days/bands/1/id", "late → tardy"),
    ("case.kind ==", "case.sort ==", "minor", "condition_changed", "/applies_to/when", "condition of the rubric"),
    ("size: deliverable.pages", "size: deliverable.words", "minor", "unit_size_changed", "/unit/size",
     "deliverable.words"),
    ("weight: 10, advisory: true", "weight: 10, advisory: true, gate: { below: mid, effect: fail, reason: r }", "minor",
     "gate_added", "§/2/gate", "gate of `tone` added"),
    # words and order
    ("title: Rich", "title: Richer", "patch", "text_changed", "/title", "“Rich” → “Richer”"),
    ("ask: Does each conclusion", "ask: Does every conclusion", "patch", "text_changed", "§/0/ask", "each"),
    ("Every conclusion follows from a source.", "Every conclusion follows from a named source.", "patch",
     "text_changed",
     "§/0/anchors/high", "anchor of `reasoning` at `high` reworded"),
    ("label: Low", "label: Poor", "patch", "text_changed", "/scales/grade/levels/0/label", "label of level `low`"),
    ("label: Top", "label: Best", "patch", "text_changed", "/scoring/bands/0/label", "label of band `top`"),
    ("scale: share, weight: 1", "scale: share, weight: 7", "patch", "weight_rewritten",
     "/sections/1/criteria/0/weight", "same share"),
    ("weight: 10, advisory", "weight: 15, advisory", "patch", "weight_changed", "§/2/weight", "counts for nothing"),
    ("na: { redistribute: section, max_share", "na: { max_share", "patch", "written_out",
     "/scoring/na/redistribute", "means the same"),
    ("checks: [probe, other]", "checks: [other, probe]", "patch", "reordered", "§/0/checks", "reordered"),
    ("not_by: [producer, lead]", "not_by: [lead, producer]", "patch", "reordered", "/review/not_by", "reordered"),
    ("{ id: no_way, score: 0 }", "{ id: no_way, score: 0.5 }", "patch", "level_rescored",
     "/scales/unused/levels/0/score", "0 → 0.5"),
    ("note: Clearer words", "note: Plainer words", "patch", "item_added", "/changes/0", "`changes`: {\"level\""),
    ("outcome: failed_threshold", "outcome: passed", "patch", "key_changed", "/tests/0/expect/outcome",
     "tests.best.expect.outcome"),
    ("channel: memos", "channel: memo", "patch", "extension_changed", "/x-team", "extension data `x-team` changed"),
    ("owner: Ann", "owner: Ben", "patch", "text_changed", "/owner", "“Ann” → “Ben”"),
]  # fmt: skip


@pytest.mark.parametrize(("old", "new", "level", "code", "pointer", "words"), KNOWN, ids=lambda value: str(value)[:30])
def test_a_single_change_is_told_with_its_level_and_place(
    old: str, new: str, level: str, code: str, pointer: str, words: str
) -> None:
    comparison = changed(old, new)
    first = comparison.changes[0]
    assert (first.level, first.code, first.pointer) == (level, code, pointer.replace("§", "/sections/0/criteria"))
    assert words in first.message
    assert comparison.level == level
    assert comparison.required_version == bump("1.4.2", first.level)
    assert not comparison.sufficient


def test_what_the_pass_mark_and_size_are_depends_on_counted_errors() -> None:
    assert changed("pass_mark: 80", "pass_mark: 70", ERRORS).level == "major"
    assert changed("word_count", "words", ERRORS).level == "major"
    assert changed("pass_mark: 80", "pass_mark: 70").level == "minor"


@pytest.mark.parametrize(
    ("old", "new", "level", "code"),
    [
        ("tolerance: 10", "tolerance: 12", "major", "tolerance_changed"),
        ("per: 1000", "per: 500", "major", "reference_size_changed"),
        ("major: 5", "major: 10", "major", "severity_changed"),
        ("major: 5", "major: 5, critical: 25", "major", "severity_added"),
        ("critical: fail", "critical: none", "major", "critical_changed"),
        ("weight: 2, parent", "weight: 3, parent", "major", "error_type_weight_changed"),
        (", parent: accuracy", "", "minor", "error_type_moved"),
        ("title: Accuracy", "title: Exactness", "patch", "text_changed"),
        ("title: Accuracy", "title: Accuracy, weight: 1", "patch", "written_out"),
        (
            "- { id: accuracy",
            "- { id: style, title: Style }\n            - { id: accuracy",
            "major",
            "error_type_added",
        ),
    ],
)
def test_error_models(old: str, new: str, level: str, code: str) -> None:
    (change,) = changed(old, new, ERRORS).changes
    assert (change.level, change.code) == (level, code)


def test_levels_come_go_and_are_renamed() -> None:
    source = RICH.replace("below: mid", "below: high")
    (change,) = changed("id: mid", "id: fair", source).changes
    assert (change.code, change.message) == ("level_renamed", "level `mid` of scale `grade` renamed to `fair`")
    added = changed("- { id: high", "- { id: good, score: 0.75 }\n      - { id: high").changes
    assert [(c.code, c.pointer) for c in added] == [("level_added", "/scales/grade/levels/2")]
    removed = changed("      - { id: mid, score: 0.5 }\n", "", source).changes
    assert [(c.code, c.pointer) for c in removed] == [("level_removed", "/scales/grade/levels/1")]


def test_criteria_and_sections_come_go_move_and_change_places() -> None:
    document = read_rubric(RICH).document
    moved = copy.deepcopy(dict(document))
    moved["sections"][1]["criteria"].append(moved["sections"][0]["criteria"].pop(0))
    codes = {change.code: change for change in compare(document, moved).changes}
    assert set(codes) == {"criterion_moved"}
    assert codes["criterion_moved"].pointer == "/sections/1/criteria/1"
    assert "from section `one` to `two`" in codes["criterion_moved"].message
    turned = copy.deepcopy(dict(document))
    turned["sections"].reverse()
    turned["sections"][1]["criteria"].reverse()
    reordered = compare(document, turned)
    assert {change.code for change in reordered.changes} == {"reordered"}
    assert reordered.level == "patch"
    gone = copy.deepcopy(dict(document))
    del gone["sections"][1], gone["sections"][0]["criteria"][1]
    removed = [(change.code, change.pointer, change.after) for change in compare(document, gone).changes]
    assert removed == [
        ("criterion_removed", "/sections/0/criteria/1", None), ("section_removed", "/sections/1", None)
    ]  # fmt: skip
    back = [change.message for change in compare(gone, document).changes]
    assert back == [
        "criterion `delay` added to section `one` (scale days, weight 20, 24 %)",
        "section `two` added (weight 40, 40 % of the rubric) with `leakage`",
    ]


def test_long_texts_are_shown_around_their_first_difference() -> None:
    old = "ask: Does each conclusion follow from what was found?"
    text = "Does each conclusion of the memo follow from what was found in the documents that the reviewer could read"
    (change,) = compared(RICH.replace(old, f"ask: {text} today"), RICH.replace(old, f"ask: {text} now")).changes
    assert "today”" in change.message
    assert "now”" in change.message
    assert "Does each" not in change.message
    assert change.before == f"{text} today"


def test_the_gravest_changes_come_first_and_the_summary_counts_them() -> None:
    after = RICH.replace("title: Rich", "title: Other", 1).replace("pass_mark: 80", "pass_mark: 70")
    after = after.replace("cap: 90", "cap: 85").replace("version: 1.4.2", "version: 1.5.0", 1)
    comparison = compared(RICH, after)
    assert [change.level for change in comparison.changes] == ["major", "minor", "patch"]
    assert comparison.summary() == (
        "1.4.2 → 1.5.0: 3 changes (1 major, 1 minor, 1 patch); 2.0.0 or later is needed, so 1.5.0 is too low."
    )
    body = comparison.to_dict()
    assert (body["level"], body["required_version"], body["sufficient"]) == ("major", "2.0.0", False)
    assert json.loads(json.dumps(body)) == body


@pytest.mark.parametrize(
    ("version", "sufficient"), [("1.4.2", True), ("1.4.3", True), ("1.10.0", True), ("1.4.1", False)]
)
def test_a_number_alone_is_no_change(version: str, sufficient: bool) -> None:
    comparison = compared(RICH, RICH.replace("version: 1.4.2", f"version: {version}", 1))
    assert (comparison.level, comparison.changes, comparison.sufficient) == (None, (), sufficient)
    assert "nothing changed" in comparison.summary()


def test_versions_sort_as_numbers_and_have_a_next_one() -> None:
    assert sorted(["1.10.0", "1.9.9", "2.0.0", "1.2.10"], key=version_key) == ["1.2.10", "1.9.9", "1.10.0", "2.0.0"]
    assert [bump("1.9.9", level) for level in LEVELS] == ["2.0.0", "1.10.0", "1.9.10"]  # type: ignore[arg-type]
    with pytest.raises(ValueError, match="invalid literal"):
        version_key("1.x.0")


def test_keys_of_a_later_format_are_minor_and_numbers_are_compared_as_json() -> None:
    document = dict(read_rubric(RICH).document)
    assert [(c.level, c.pointer) for c in compare(document, {**document, "later": [1]}).changes] == [
        ("minor", "/later")
    ]
    assert compare({**document, "later": 80}, {**document, "later": 80.0}).changes == ()
    assert compare({**document, "x-flag": 1}, {**document, "x-flag": True}).level == "patch"


# --- every mutation ---------------------------------------------------------------------------------------------

PATHS = sorted((Path(__file__).parents[3] / "rubrics").glob("*.yaml"))
DOCUMENTS = [read_rubric(text).document for text in (RICH, ERRORS, *(path.read_text("utf-8") for path in PATHS))]
OTHERS: list[Any] = [
    0, 1, 0.25, 7, 55, True, False, "errors", "grade", "high", "mid", "never", "zero", "fail", "lower", "optional",
    "section", "rubric", "minimum", "nominal", "ordinal", "span", "none", "case.other == 2",
    "A different text of words.", "lead", {}, [], {"allow": True}, {"allow": False},
    {"required": "below_top"}, {"id": "extra", "score": 0.3},
    {"id": "extra", "from": 3, "score": 0.2}, {"id": "extra", "title": "Extra"}, {"x-a": 1}, [[0, 0], [9, 1]],
]  # fmt: skip
KEYS = [
    "when", "advisory", "weight", "better", "step", "label", "na", "gate", "evidence", "critical", "parent", "checks",
    "score", "cap", "max_share", "redistribute", "size", "ask", "model", "x-note", "owner", "with", "effect", "scale",
]  # fmt: skip


def places(value: Any, path: tuple[Any, ...] = ()) -> Iterator[tuple[Any, ...]]:
    yield path
    pairs = value.items() if isinstance(value, dict) else enumerate(value) if isinstance(value, list) else ()
    for key, item in pairs:
        yield from places(item, (*path, key))


def found(document: Any, path: tuple[Any, ...]) -> Any:
    for step in path:
        document = document[step]
    return document


def mutate(document: Any, data: st.DataObject) -> None:
    """Change one random place: replace, remove, add, copy, swap or move."""
    paths = list(places(document))
    path = paths[data.draw(st.integers(1, len(paths) - 1))]
    holder, key = found(document, path[:-1]), path[-1]
    kind = data.draw(st.sampled_from(["replace", "remove", "add", "swap", "move", "number"]))
    if kind == "remove":
        del holder[key]
    elif kind == "number" and isinstance(holder[key], int | float):
        holder[key] = holder[key] * 2
    elif kind == "add" and isinstance(holder[key], list):
        holder[key].insert(0, data.draw(st.sampled_from([*OTHERS, *holder[key]])))
    elif kind == "add" and isinstance(holder[key], dict):
        holder[key][data.draw(st.sampled_from(KEYS))] = copy.deepcopy(data.draw(st.sampled_from(OTHERS)))
    elif kind == "swap" and isinstance(holder, list):
        holder.insert(data.draw(st.integers(0, len(holder) - 1)), holder.pop(key))
    elif kind == "move" and len(document["sections"]) > 1:
        first, second = document["sections"][0]["criteria"], document["sections"][1]["criteria"]
        second.insert(0, first.pop())
    else:
        holder[key] = copy.deepcopy(data.draw(st.sampled_from(OTHERS)))


def resolves(document: Any, pointer: str) -> bool:
    try:
        for step in pointer.split("/")[1:]:
            name = step.replace("~1", "/").replace("~0", "~")
            document = document[int(name)] if isinstance(document, list) else document[name]
    except (KeyError, IndexError):
        return False
    return True


@settings(max_examples=400, deadline=None, suppress_health_check=[HealthCheck.filter_too_much, HealthCheck.too_slow])
@given(st.data())
def test_major_is_what_moves_the_scoring_hash_and_every_difference_is_told(data: st.DataObject) -> None:
    before = data.draw(st.sampled_from(DOCUMENTS))
    after = copy.deepcopy(dict(before))
    for _ in range(data.draw(st.integers(1, 3))):
        candidate = copy.deepcopy(after)
        try:
            mutate(candidate, data)
            after = dict(load_rubric(candidate).document)
        except (RubricError, IndexError):
            continue
    same = content_hash({**before, "version": ""}) == content_hash({**after, "version": ""})
    for old, new in ((before, after), (after, before)):
        comparison = compare(old, new)
        assert (comparison.level == "major") == (scoring_hash(old) != scoring_hash(new)), comparison.to_dict()
        assert (comparison.changes == ()) == same
        assert "scoring_changed" not in {change.code for change in comparison.changes}
        ranks = [LEVELS.index(change.level) for change in comparison.changes]
        assert ranks == sorted(ranks)
        for change in comparison.changes:
            assert resolves(new, change.pointer) or resolves(old, change.pointer), change
            assert change.message
        stored = [json.loads(json.dumps(side, sort_keys=True)) for side in (old, new)]
        assert compare(*stored) == comparison
