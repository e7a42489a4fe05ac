"""Files as other systems write them: what becomes of them, and what is reported as lost."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import pytest

from qa_service.rubric import load_rubric, read_rubric
from qa_service.rubric.exchange import FORMATS, ExchangeError, Imported, import_rubric

Sample = Callable[[str], bytes]


def criteria(found: Imported) -> dict[str, dict[str, Any]]:
    return {one["id"]: one for section in found.document["sections"] for one in section["criteria"]}


def levels(found: Imported, criterion: str) -> list[tuple[str, float]]:
    scale = found.document["scales"][criteria(found)[criterion]["scale"]]
    return [(level["id"], level["score"]) for level in scale["levels"]]


def lost(found: Imported) -> set[tuple[str, str]]:
    return {(loss.path, loss.code) for loss in found.losses}


def test_an_ora_assignment_with_all_its_steps(sample: Sample) -> None:
    found = import_rubric(sample("essay.xml"), "ora-xml")
    assert found.document["id"] == "position-paper-on-data-protection"
    assert list(criteria(found)) == ["thesis", "quellen_grosse_gute", "tone"]
    assert levels(found, "thesis") == [("missing", 0), ("clear", 0.6), ("compelling", 1)]
    assert levels(found, "quellen_grosse_gute") == [("level_no", 0), ("level_yes", 1)]
    thesis = criteria(found)["thesis"]
    assert (thesis["title"], thesis["weight"]) == ("Thesis & argument", 5)
    assert thesis["ask"] == "Is there one claim that the whole paper serves?"
    assert thesis["anchors"]["missing"] == "No claim is made, or several that contradict each other."
    assert criteria(found)["tone"]["advisory"] is True
    assert lost(found) == {
        ("openassessment", "date"), ("openassessment", "setting"), ("assessment student-training", "assessment_step"),
        ("assessment student-training, example 1", "training_example"),
        ("assessment student-training, example 2", "training_example"),
        ("assessment peer-assessment", "assessment_step"), ("assessment peer-assessment", "setting"),
        ("assessment peer-assessment", "date"), ("assessment self-assessment", "assessment_step"),
        ("assessment staff-assessment", "assessment_step"), ("assessment staff-assessment", "setting"),
        ("prompt 1", "prompt"), ("prompt 2", "prompt"), ("criterion Thesis", "feedback"),
        ("criterion Quellen – Größe & Güte", "feedback"), ("rubric, feedbackprompt", "feedback"),
        ("rubric, feedback_default_text", "feedback"), ("criterion remarks", "no_levels"),
        ("criterion Tone", "no_points"), ("level level_no of criterion Quellen – Größe & Güte", "short_anchor"),
        ("rubric", "pass_mark"),
    }  # fmt: skip


def test_a_canvas_answer(sample: Sample) -> None:
    found = import_rubric(sample("canvas_answer.json"), "canvas-json")
    assert [one["weight"] for one in criteria(found).values()] == [10, 10, 5, 5]
    assert levels(found, "method") == [("no_marks", 0), ("some", 0.25), ("full_marks", 1)]
    assert criteria(found)["method"]["scale"] == criteria(found)["results"]["scale"]
    assert criteria(found)["method"]["ask"] == "Could somebody repeat the experiment?\nLook at amounts & times."
    assert criteria(found)["method"]["anchors"] == {
        "some": "Some: Gaps",
        "full_marks": "Every step, amount and time is given.",
    }
    assert criteria(found)["sources"]["advisory"] is True
    assert levels(found, "over_length") == [("late", 0), ("in_time", 1)]
    assert lost(found) == {
        ("rubric", "id"), ("rubric", "context_id"), ("rubric", "hide_score_total"), ("rubric", "pass_mark"),
        ("criterion Method", "criterion_use_range"), ("long_description of criterion Method", "markup"),
        ("criterion Sources", "learning_outcome_id"), ("criterion Sources", "mastery_points"),
        ("criterion Sources", "ignore_for_scoring"), ("criterion Over-length", "points"),
        ("level Late of criterion Over-length", "negative_points"),
    }  # fmt: skip


def test_the_form_that_creates_a_canvas_rubric(sample: Sample) -> None:
    found = import_rubric(sample("canvas_form.json"), "canvas-json")
    assert list(criteria(found)) == ["slides", "voice"]
    assert criteria(found)["slides"]["ask"] == "Read <them> & judge."
    assert levels(found, "slides") == [("poor", 0), ("good", 1)]
    assert lost(found) == {("file", "unknown_key"), ("rubric", "pass_mark")}


RATINGS = '"ratings": [{"description": "Good", "points": 2}, {"description": "Bad", "points": 0}]'


@pytest.mark.parametrize(
    ("text", "code"),
    [
        (f'[{{"title": "One", "data": [{{"description": "A", {RATINGS}}}]}}, {{"title": "Two"}}]', "other_rubric"),
        (f'{{"name": "One", "rubric": [{{"description": "A", {RATINGS}}}]}}', "assignment"),
        (f'{{"rubric_settings": {{"title": "One"}}, "rubric": [{{"description": "A", {RATINGS}}}]}}', "assignment"),
        (f'{{"title": "One", "criteria": [{{"description": "A", {RATINGS}, "colour": "red"}}]}}', "unknown_key"),
    ],
)  # fmt: skip
def test_other_shapes_of_canvas_answers(text: str, code: str) -> None:
    found = import_rubric(text, "canvas-json")
    assert found.document["title"] == "One"
    assert levels(found, "a") == [("bad", 0), ("good", 1)]
    assert code in {loss.code for loss in found.losses}


def test_a_bare_list_of_criteria() -> None:
    found = import_rubric(f'[{{"description": "A", {RATINGS}}}]', "canvas-json", title="Given")
    assert (found.document["title"], found.document["id"]) == ("Given", "given")


def test_a_spreadsheet_with_marks_semicolons_and_gaps(sample: Sample) -> None:
    found = import_rubric(sample("sheet.csv"), "csv", rubric_id="team.sheet", version="2.0.0", title="Sheet")
    sections = found.document["sections"]
    assert [(one["id"], one["weight"], len(one["criteria"])) for one in sections] == [
        ("substance", 60, 2),
        ("form", 5, 2),
    ]
    assert criteria(found)["issues_are_found"]["ask"] == "Is every issue found?\nAlso the small ones?"
    assert levels(found, "reasons_are_given") == [("poor", 0), ("fair", 0.5), ("good", 1)]
    assert (criteria(found)["length"]["weight"], levels(found, "length")) == (3, [("over", 0), ("in_bounds", 1)])
    assert found.document["scales"]["length"]["levels"][0]["label"] == "+ over"
    assert criteria(found)["style"]["title"] == "=Style"
    assert lost(found) == {
        ("column Notes", "unknown_column"), ("criterion =Style", "no_scores"), ("section Form", "section_weight"),
        ("rubric", "pass_mark"),
    }  # fmt: skip


def test_the_table_that_canvas_imports(sample: Sample) -> None:
    found = import_rubric(sample("canvas_import.csv"), "csv")
    assert found.document["title"] == "Debate"
    assert levels(found, "opening") == [("none", 0), ("weak", 0.375), ("strong", 1)]
    assert lost(found) == {
        ("criterion Rebuttal", "criterion_use_range"), ("rubric Other", "other_rubric"), ("rubric", "pass_mark"),
    }  # fmt: skip


@pytest.mark.parametrize(
    "name", ["essay.xml", "canvas_answer.json", "canvas_form.json", "sheet.csv", "canvas_import.csv"]
)
def test_every_import_is_a_valid_file_with_losses_told_once(sample: Sample, name: str) -> None:
    form = next(one.name for one in FORMATS.values() if name.endswith(one.suffix))
    found = import_rubric(sample(name), form)
    assert load_rubric(found.document).document == found.document
    assert read_rubric(found.yaml).document == found.document
    assert len(found.losses) == len(set(found.losses))
    assert import_rubric(sample(name), form) == found
    assert all(
        set(loss.to_dict()) == {"path", "code", "message"} and loss.message.endswith(".") for loss in found.losses
    )


def grid(*rows: str) -> Imported:
    return import_rubric("\n".join(rows), "csv")


def test_names_become_ids() -> None:
    rows = (
        f"{name},a,b"
        for name in ("needs work", "Needs-Work", "no", "na", "2nd try", "日本", "Straße", "Ünïcode", "x" * 90)
    )
    found = grid("title,level_1,level_2", *rows)
    assert list(criteria(found)) == [
        "needs_work", "needs_work_2", "criterion_no", "na", "criterion_2nd_try", "criterion_6", "strasse", "unicode",
        "x" * 64,
    ]  # fmt: skip
    assert criteria(found)["criterion_6"]["title"] == "日本"


def test_level_names_avoid_answers_of_the_system() -> None:
    found = grid("title,level_1,level_2,level_3", "A,n/a,na,cannot assess")
    assert [name for name, _ in levels(found, "a")] == ["n_a", "level_na", "level_cannot_assess"]


def test_levels_that_agree_are_one_scale() -> None:
    found = grid(
        "title,level_1,score_1,level_2,score_2", "A,no,0,yes,1", "B,no,0,yes,1", "C,no,0,yes,0.9", "D,No,0,yes,1"
    )
    names = [one["scale"] for one in criteria(found).values()]
    assert names == ["levels2", "levels2", "c", "d"]


def test_points_of_one_level_or_equal_points() -> None:
    found = grid("title,level_1,score_1,level_2,score_2", "A,only,5", "B,x,4,z,4")
    assert levels(found, "a") == [("none", 0), ("only", 1)]
    assert levels(found, "b") == [("x", 1), ("z", 1)]
    assert {("criterion A", "one_level"), ("criterion B", "same_points")} <= lost(found)


def test_a_table_may_give_each_thing_once_in_any_order() -> None:
    found = import_rubric(
        "level 2,level 1,Title,Section title,Rubric,Version,Type,Advisory,Section weight,Weight\n"
        "b,a,First,Own words,team.own,3.1.0,,,,1\n"
        "b,a,Second,,,,nominal,yes,10,1\n"
        ",,,,,,,,11,\n",
        "csv",
    )
    document = found.document
    assert (document["id"], document["version"]) == ("team.own", "3.1.0")
    assert [(one["id"], one["title"], one["weight"]) for one in document["sections"]] == [
        ("own_words", "Own words", 10)
    ]
    assert criteria(found)["second"]["advisory"] is True
    assert document["scales"][criteria(found)["second"]["scale"]]["type"] == "nominal"
    assert ("section Own words", "conflicting_weight") in lost(found)


def test_ora_notes_what_is_not_known_and_keeps_texts() -> None:
    found = import_rubric(
        "<rubric mood='glad'>stray<criterion><name>a</name><prompt>see <b>bold</b></prompt><prompt/><colour/>"
        "<option points='1.5' size='2'><name>x</name><explanation>as &#65;nd &amp; so on</explanation></option>"
        "<option points='-1'><name>y</name></option></criterion><extra/></rubric>",
        "ora-xml",
    )
    assert criteria(found)["a"]["ask"] == "see bold"
    assert criteria(found)["a"]["anchors"] == {"x": "as And & so on"}
    assert {loss.code for loss in found.losses} == {
        "setting", "stray_text", "markup", "repeated_element", "unknown_element", "negative_points", "pass_mark",
    }  # fmt: skip


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "utf-16", "iso-8859-1", "windows-1252"])
def test_ora_in_other_encodings(encoding: str) -> None:
    text = (
        f"<?xml version='1.0' encoding='{encoding.removesuffix('-sig')}'?><rubric><criterion><label>Güte</label>"
        "<option points='0'><name>a</name></option><option points='1'><name>b</name></option></criterion></rubric>"
    )
    found = import_rubric(text.encode(encoding), "ora-xml")
    assert criteria(found)["gute"]["title"] == "Güte"


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "utf-16", "cp1252"])
@pytest.mark.parametrize("separator", [",", ";", "\t"])
def test_tables_in_other_encodings_and_separators(encoding: str, separator: str) -> None:
    text = "title,level 1,level 2\r\nGüte,a,b\r\n".replace(",", separator)
    assert criteria(import_rubric(text.encode(encoding), "csv"))["gute"]["title"] == "Güte"
    assert import_rubric(f"sep={separator}\r\n{text}", "csv").document["sections"]


def test_given_names_that_are_none_are_refused() -> None:
    with pytest.raises(ExchangeError) as caught:
        import_rubric("title,level 1,level 2\nA,x,y", "csv", rubric_id="Not An Id", version="one")
    assert {problem.pointer for problem in caught.value.problems} == {"/id", "/version"}
