"""Rubrics in other formats: what stands there, and one loss for each thing that does not."""

from __future__ import annotations

import csv
import io
import json
from typing import Any
from xml.etree import ElementTree

import pytest

from qa_service.rubric import Rubric, load_rubric, read_rubric
from qa_service.rubric.exchange import FORMATS, ExchangeError, Exported, export_rubric


def lost(made: Exported) -> set[tuple[str, str]]:
    return {(loss.path, loss.code) for loss in made.losses}


def ora(text: str) -> ElementTree.Element:
    return ElementTree.fromstring(text)  # noqa: S314 - our own text


def table(text: str) -> list[list[str]]:
    return list(csv.reader(io.StringIO(text, newline="")))


def test_ora_holds_names_labels_texts_and_whole_points(levels_only: str) -> None:
    made = export_rubric(read_rubric(levels_only), "ora-xml")
    root = ora(made.text)
    assert (root.tag, root.findtext("title")) == ("openassessment", "Memo & more")
    issues, sources = root.findall("rubric/criterion")
    assert [issues.findtext(tag) for tag in ("name", "label", "prompt")] == [
        "issues", "Issues <found>", "Are all issues found?",
    ]  # fmt: skip
    assert [option.get("points") for option in issues.findall("option")] == ["0", "1", "2"]
    assert [option.findtext("label") for option in issues.findall("option")] == ["low", "So-so", "high"]
    assert issues.findtext("option/explanation") == "Some are missing & more."
    assert [option.get("points") for option in sources.findall("option")] == ["0", "1"]
    assert lost(made) == {
        ("rubric", "id"), ("rubric", "version"), ("scale grade", "scale_name"), ("scale met", "scale_name"),
        ("scoring", "pass_mark"),
    }  # fmt: skip


def test_canvas_holds_the_form_that_creates_a_rubric(levels_only: str) -> None:
    made = export_rubric(read_rubric(levels_only), "canvas-json")
    rubric = json.loads(made.text)["rubric"]
    issues = rubric["criteria"]["0"]
    assert (rubric["title"], list(rubric["criteria"])) == ("Memo & more", ["0", "1"])
    assert (issues["id"], issues["description"], issues["points"]) == ("issues", "Issues <found>", 2)
    assert [(one["id"], one["points"]) for one in issues["ratings"].values()] == [
        ("issues.high", 2), ("issues.mid", 1), ("issues.low", 0),
    ]  # fmt: skip


def test_the_grid_guards_formulas_and_keeps_weights(levels_only: str) -> None:
    made = export_rubric(read_rubric(levels_only), "csv")
    header, issues, sources = table(made.text)
    by_name = dict(zip(header, sources, strict=False))
    assert (by_name["criterion"], by_name["weight"], by_name["scale"]) == ("sources", "1", "met")
    assert (by_name["label_2"], by_name["anchor_2"]) == ("'=Met", "'- Each one is named.")
    assert dict(zip(header, issues, strict=False))["rubric"] == "team.memo"
    assert lost(made) == {("scoring", "pass_mark")}


def test_every_part_that_has_no_place_is_named(example_texts: list[str]) -> None:
    (text,) = (text for text in example_texts if "id: legal.contract-review-memo\n" in text)
    made = export_rubric(read_rubric(text), "ora-xml")
    assert {
        ("rubric", "purpose"), ("rubric", "unit"), ("rubric", "applies_to"), ("scale quality4", "scale_name"),
        ("section substance", "section"), ("criterion issue_spotting", "guidance"),
        ("criterion issue_spotting", "gate"),
        ("criterion issue_spotting", "evidence"), ("criterion issue_spotting", "checks"),
        ("criterion fallback_positions", "when"), ("criterion governing_law", "na"),
        ("criterion drafting_errors", "errors_scale"),
        ("error type misquote of criterion drafting_errors", "error_type"), ("check citations", "check"),
        ("scoring", "pass_mark"), ("scoring", "cap"), ("scoring", "na"), ("band rework", "band"), ("review", "policy"),
        ("disputes", "policy"), ("change 2.0.0", "change"), ("test clean memo", "test"),
    } <= lost(made)  # fmt: skip
    assert len(made.losses) == len(set(made.losses))


@pytest.mark.parametrize("name", FORMATS)
def test_the_same_rubric_gives_the_same_bytes(example_texts: list[str], name: str) -> None:
    for text in example_texts:
        assert export_rubric(read_rubric(text), name) == export_rubric(read_rubric(text), name)


def rubric(*criteria: dict[str, Any], scores: tuple[float, ...] = (0, 1), **more: Any) -> Rubric:
    levels = [{"id": f"l{index}", "score": score} for index, score in enumerate(scores)]
    kind = more.pop("type", "ordinal")
    whole = [{"title": f"Criterion {one['id']}", "scale": "s", "weight": 1} | one for one in criteria]
    scales = {"s": {"type": kind, "levels": levels}} | more.pop("scales", {})
    scoring = {"method": more.pop("method", "weighted_mean"), "pass_mark": 50}
    sections = [{"id": "all", "title": "All", "weight": 1, "criteria": whole}]
    document = {
        "schema": "kpo-rubric/1",
        "id": "t",
        "version": "1.0.0",
        "title": "T",
        "scales": scales,
        "scoring": scoring,
    }
    return load_rubric(document | {"sections": sections} | more)


def points(made: Exported) -> list[list[int]]:
    return [
        [int(option.get("points", "")) for option in criterion.findall("option")]
        for criterion in ora(made.text).findall("rubric/criterion")
    ]  # fmt: skip


def test_points_are_the_smallest_that_keep_all_proportions() -> None:
    made = export_rubric(
        rubric({"id": "a", "weight": 0.5}, {"id": "b", "weight": 30.5}, scores=(0, 0.4, 0.8, 1)), "ora-xml"
    )
    assert points(made) == [[0, 2, 4, 5], [0, 122, 244, 305]]
    thirds = export_rubric(rubric({"id": "a"}, scores=(0, 0.333333, 0.6667, 1)), "ora-xml")
    assert {code for _, code in lost(thirds)} >= {"score_rounded"}
    assert points(export_rubric(rubric({"id": "a"}, scores=(0, 0.333333, 1)), "ora-xml")) == [[0, 1, 3]]


def test_rounded_points_are_told_with_what_they_become() -> None:
    made = export_rubric(rubric({"id": "a", "weight": 1}, {"id": "b", "weight": 2999}, scores=(0, 0.5, 1)), "ora-xml")
    assert points(made) == [[0, 1, 1], [0, 500, 1000]]
    assert {("criterion a", "weight_rounded"), ("level l1 of criterion a", "score_rounded")} <= lost(made)


@pytest.mark.parametrize(
    ("made_of", "path", "code"),
    [
        ({"scores": (0, 0.7)}, "criterion a", "top_score"),
        ({"scores": (0, 0)}, "criterion a", "no_points"),
        ({"type": "nominal"}, "scale s", "scale_type"),
        ({"method": "minimum"}, "scoring", "method"),
        ({"x-own": 1}, "rubric", "extension"),
        ({"scales": {"t": {"type": "numeric", "min": 0, "max": 1, "x-own": 2}}}, "scale t", "unused_scale"),
        ({"scales": {"t": {"type": "numeric", "min": 0, "max": 1, "x-own": 2}}}, "scale t", "extension"),
        ({"signoff": {"by": {"role": "approver"}}}, "signoff", "policy"),
    ],
)
def test_what_points_and_levels_cannot_say(made_of: dict[str, Any], path: str, code: str) -> None:
    assert (path, code) in lost(export_rubric(rubric({"id": "a"}, **made_of), "canvas-json"))


def test_criteria_that_are_not_counted_earn_nothing() -> None:
    made = export_rubric(rubric({"id": "a"}, {"id": "b", "advisory": True}, {"id": "c", "weight": 0}), "ora-xml")
    assert points(made) == [[0, 1], [0, 0], [0, 0]]
    assert {("criterion b", "advisory"), ("criterion c", "no_weight")} <= lost(made)


def test_bands_are_written_as_levels_and_plain_numbers_left_out() -> None:
    bands = [{"id": "few", "from": 0, "score": 1}, {"id": "many", "from": 3, "score": 0, "label": "Many"}]
    scales = {
        "v": {"type": "numeric", "min": 0, "max": 9, "bands": bands, "better": "lower"},
        "p": {"type": "numeric", "min": 0, "max": 9},
    }
    one = {"id": "b", "scale": "v", "anchors": {"few": "Fewer than three."}}
    for name in FORMATS:
        made = export_rubric(rubric({"id": "a"}, one, {"id": "c", "scale": "p"}, scales=scales), name)
        assert {("criterion b", "numeric_scale"), ("criterion c", "numeric_scale")} <= lost(made)
        assert "Fewer than three." in made.text
        assert "Criterion c" not in made.text


def test_characters_that_no_format_holds_are_left_out_and_told() -> None:
    for name in FORMATS:
        made = export_rubric(rubric({"id": "a", "ask": "bell\uffff and more"}), name)
        assert ("criterion a", "bad_character") in lost(made)
        assert "bell and more" in made.text


def test_ids_that_look_made_up_are_told() -> None:
    name = "d41d8cd98f00b204e9800998ecf8427e"
    assert (f"criterion {name}", "made_up_id") in lost(export_rubric(rubric({"id": name}), "ora-xml"))


@pytest.mark.parametrize("name", FORMATS)
def test_a_rubric_without_levels_is_refused(name: str) -> None:
    only = rubric({"id": "a", "scale": "p"}, scales={"p": {"type": "numeric", "min": 0, "max": 9}})
    with pytest.raises(ExchangeError) as caught:
        export_rubric(only, name)
    assert [problem.code for problem in caught.value.problems] == ["nothing_to_export"]


def test_unknown_formats_are_refused_with_the_known_ones(levels_only: str) -> None:
    with pytest.raises(ExchangeError) as caught:
        export_rubric(read_rubric(levels_only), "ora")
    assert caught.value.problems[0].code == "unknown_format"
    assert caught.value.problems[0].allowed == ("ora-xml", "canvas-json", "csv")


def test_formats_say_what_they_are() -> None:
    assert {name: (one.name, one.media_type, one.suffix) for name, one in FORMATS.items()} == {
        "ora-xml": ("ora-xml", "application/xml", ".xml"),
        "canvas-json": ("canvas-json", "application/json", ".json"),
        "csv": ("csv", "text/csv", ".csv"),
    }
