"""First drafts are valid, pass their own tests, and keep what the author said."""

from __future__ import annotations

import re

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from qa_service.rubric import RubricError, read_rubric
from qa_service.rubric.snippets import SNIPPETS
from qa_service.rubric.starter import (
    MAX_CRITERIA,
    SCALE_KINDS,
    StarterCriterion,
    criterion_ids,
    renamed,
    rubric_id_of,
    starter,
)
from qa_service.scoring import run_tests

ID = re.compile(r"[a-z][a-z0-9_]*")
# Letters, figures, marks and signs of any script, and blanks between them.
WORDS = st.text(st.characters(categories=("L", "N", "P", "S")), min_size=1, max_size=20).filter(str.isprintable)
TITLES = st.lists(WORDS, min_size=1, max_size=5).map(" ".join)
CRITERIA = st.builds(StarterCriterion, TITLES, st.sampled_from(list(SCALE_KINDS)), st.integers(1, 1000))


@settings(max_examples=60, deadline=None)
@given(title=TITLES, criteria=st.lists(CRITERIA, min_size=1, max_size=8), mark=st.integers(1, 99))
def test_a_first_draft_is_valid_and_green(title: str, criteria: list[StarterCriterion], mark: int) -> None:
    rubric = read_rubric(starter("team.note", title, criteria, pass_mark=mark))
    assert [result.message for result in run_tests(rubric)] == ["", ""]
    assert [c.title for c in rubric.criteria.values()] == [" ".join(one.title.split()) for one in criteria]
    assert [c.weight for c in rubric.criteria.values()] == [one.weight for one in criteria]
    assert rubric.scoring.pass_mark == mark


@given(st.lists(st.text(max_size=80), max_size=30))
def test_ids_of_criteria_are_words_and_differ(titles: list[str]) -> None:
    ids = criterion_ids(titles)
    assert len(set(ids)) == len(titles)
    assert all(ID.fullmatch(name) and len(name) <= 64 for name in ids)


@given(st.text(max_size=300))
def test_an_id_is_suggested_for_every_title(title: str) -> None:
    assert read_rubric(starter(rubric_id_of(title), "Note", [StarterCriterion("One")])).id == rubric_id_of(title)


def test_ids_are_made_from_what_titles_say() -> None:
    assert criterion_ids(["Überblick der Fälle", "1. Überblick der Fälle", "no", "—"]) == [
        "uberblick_der_falle",
        "uberblick_der_falle_2",
        "criterion_no",
        "criterion",
    ]
    assert rubric_id_of("2026 Review of a Tender: Part II") == "review-of-a-tender-part-ii"


@pytest.mark.parametrize("count", [0, MAX_CRITERIA + 1])
def test_a_draft_has_some_criteria_and_not_too_many(count: int) -> None:
    with pytest.raises(RubricError, match="1 to 40 criteria"):
        starter("team.note", "Note", [StarterCriterion("One")] * count)


@pytest.mark.parametrize("mark", [0, 100])
def test_a_pass_mark_leaves_room_on_both_sides(mark: int) -> None:
    with pytest.raises(RubricError, match="between 1 and 99"):
        starter("team.note", "Note", [StarterCriterion("One")], pass_mark=mark)


def test_a_wrong_id_is_refused_by_name() -> None:
    with pytest.raises(RubricError) as caught:
        starter("Team Note", "Note", [StarterCriterion("One")])
    assert [(problem.pointer, problem.line) for problem in caught.value.problems] == [("/id", None)]


def test_a_copy_keeps_words_and_comments_under_its_own_name(example_texts: list[str]) -> None:
    for text in example_texts:
        original, copy_text = read_rubric(text), renamed(text, "my.copy", 'My "copy"')
        copy = read_rubric(copy_text)
        assert (copy.id, copy.version, copy.title) == ("my.copy", "1.0.0", 'My "copy"')
        assert copy.scoring_hash == original.scoring_hash
        assert [change["note"] for change in copy.changes] == [f"Made from {original.id}@{original.version}"]
        assert [line for line in text.splitlines() if "#" in line] == [
            line for line in copy_text.splitlines() if "#" in line
        ]


@pytest.mark.parametrize(
    "head",
    [
        'id: "old.name"\nversion: "3.2.1"\ntitle: >\n  Folded\n  over lines\n',
        "id: 'old.name'\nversion: '3.2.1'\ntitle: Plain\n",
        "title: Plain\nversion: 3.2.1\nid: old.name   # permanent\n",
    ],
)
def test_a_copy_replaces_values_however_they_are_written(small: str, head: str) -> None:
    text = head + "\n".join(line for line in small.splitlines() if not re.match("id|version|title", line)) + "\n"
    copy = read_rubric(renamed(text, "my.copy", "New title"))
    assert (copy.id, copy.version, copy.title) == ("my.copy", "1.0.0", "New title")
    assert read_rubric(renamed(text, "my.copy")).title == read_rubric(text).title


def test_every_part_to_insert_fits_a_first_draft() -> None:
    base = starter("team.note", "Note", [StarterCriterion("One"), StarterCriterion("Two", "met")])
    parts = {snippet.key: snippet.text for snippet in SNIPPETS}
    two = "        weight: 1\n        anchors:\n          not_met"
    places = {
        "levels": "\nscoring:", "met": "\nscoring:", "errors": "\nscoring:", "scale": None, "bands": "\nsections:",
        "gate": two, "cap": two, "when": two, "section": None, "checks": "\nreview:", "test": None,
    }  # fmt: skip
    assert places.keys() == parts.keys()
    for key, place in places.items():
        if place is not None:
            assert place in base
            text = base.replace(place, "\n" * place.startswith("\n") + parts[key] + place.removeprefix("\n"), 1)
            assert read_rubric(text).id == "team.note", key
    sections = base.replace("  - id: work\n", parts["section"] + parts["levels"] + "  - id: work\n")
    tested = sections.replace("tests:\n", "tests:\n" + parts["test"])
    assert len(read_rubric(tested).tests) == 3
    assert parts["scale"].splitlines()[0] == "  quality:"
