"""Reading anybody's CSV of ratings."""

from __future__ import annotations

import pytest

from qa_service.errors import DomainError, Problem
from qa_service.reports import ReportInputs, read_ratings_csv

LONG = "item,rater,value\na,R1,1\na,R2,4\nb,R1,2\n"


def refused(text: str, **options: object) -> tuple[Problem, ...]:
    with pytest.raises(DomainError) as caught:
        read_ratings_csv(text, **options)  # type: ignore[arg-type]
    assert caught.value.code == "invalid_ratings_csv"
    return caught.value.problems


def test_whole_numbers_are_ordinal_with_every_level_between() -> None:
    scale = read_ratings_csv(LONG).criteria[0].scale
    assert (scale.type, scale.levels) == ("ordinal", ("1", "2", "3", "4"))


@pytest.mark.parametrize(
    ("values", "kind", "levels"),
    [
        (("0.5", "1.25"), "interval", None),
        (("10", "95"), "interval", None),
        (("yes", "no"), "nominal", ("no", "yes")),
        (("3.0", "2"), "ordinal", ("2", "3")),
    ],
)
def test_scale_is_inferred_from_the_values(values: tuple[str, str], kind: str, levels: tuple[str, ...] | None) -> None:
    scale = read_ratings_csv(f"item,rater,value\na,R1,{values[0]}\na,R2,{values[1]}\n").criteria[0].scale
    assert (scale.type, scale.levels) == (kind, levels)


def test_declared_levels_make_words_ordinal() -> None:
    scale = read_ratings_csv("item,rater,value\na,R1,low\na,R2,high\n", levels=["low", "mid", "high"]).criteria[0].scale
    assert (scale.type, scale.levels) == ("ordinal", ("low", "mid", "high"))


def test_wide_form_has_one_column_per_rater() -> None:
    found = read_ratings_csv("item;Ann;Bob\na;1;2\nb;;3\n")
    assert [(r.item, r.rater, r.value) for r in found.records] == [
        ("a", "Ann", "1"),
        ("a", "Bob", "2"),
        ("b", "Bob", "3"),
    ]
    assert found.exclusions == (("Rating left empty or marked N/A in the file", 1),)


def test_reference_becomes_one_standard_per_item_and_criterion() -> None:
    text = "item,rater,value,criterion,reference,site,time\n" + "".join(
        f"a,R{n},{n},tone,2,Pune,2026-01-0{n}T10:00:00Z\n" for n in (1, 2, 3)
    )
    found = read_ratings_csv(text)
    standards = [r for r in found.records if r.kind == "reference"]
    assert [(r.item, r.criterion, r.value) for r in standards] == [("a", "tone", "2")]
    assert {r.site for r in found.records if r.kind == "ordinary"} == {"Pune"}


def test_spreadsheet_habits_are_read() -> None:
    found = read_ratings_csv('\ufeffItem_ID,Reviewer,Score,Notes\r\n"a, part 1",R1,1.0,"two\nlines"\r\n\r\nb,R1,2,\r\n')
    assert [(r.item, r.value) for r in found.records] == [("a, part 1", "1"), ("b", "2")]
    assert found.scope == (("Columns of the file that were not used", "Notes"),)


@pytest.mark.parametrize(
    ("text", "code", "line", "column"),
    [
        ("item,rater\na,R1\n", "missing_column", 1, 1),
        ("item,rater,rater,value\na,R1,R1,1\n", "duplicate_column", 1, 3),
        ("item,rater,value\na,R1,1\nb,R1\n", "field_count", 3, 3),
        ("item,rater,value\n,R1,1\n", "required", 2, 1),
        ("item,rater,value\na,,1\n", "required", 2, 2),
        ("item,rater,value\na,R1,1\na,R1,2\n", "duplicate_rating", 3, 3),
        ("item,rater,value,time\na,R1,1,yesterday\n", "not_a_time", 2, 4),
        ("item,rater,value,reference\na,R1,1,1\na,R2,1,2\n", "conflicting_reference", 3, 3),
        ('item,rater,value\na,R1,"1\n', "bad_csv", 2, 1),
        ("item,rater,value\n", "no_ratings", 1, 1),
        ("", "missing_column", 1, 1),
    ],
)
def test_defects_are_named_by_line_and_column(text: str, code: str, line: int, column: int) -> None:
    first = refused(text)[0]
    assert (first.code, first.line, first.column) == (code, line, column)


def test_value_outside_declared_levels_lists_what_is_allowed() -> None:
    problem = refused("item,rater,value\na,R1,1\nb,R1,7\n", levels=["1", "2"])[0]
    assert (problem.code, problem.line, problem.column, problem.allowed) == ("not_in_scale", 3, 3, ("1", "2"))


def test_word_in_an_interval_scale_is_refused() -> None:
    assert refused("item,rater,value\na,R1,good\n", scale="interval")[0].code == "not_in_scale"


def test_all_defects_are_reported_together() -> None:
    assert [p.line for p in refused("item,rater,value\n,R1,1\na,,1\n")] == [2, 3]


@pytest.mark.parametrize(
    ("scale", "code"), [("ordinal", "levels_required"), ("binary", "level_count"), ("x", "unknown_scale_type")]
)
def test_impossible_scale_is_refused(scale: str, code: str) -> None:
    assert refused("item,rater,value\na,R1,low\na,R2,mid\na,R3,high\n", scale=scale)[0].code == code


def test_inputs_survive_a_round_trip_with_the_same_digest() -> None:
    found = read_ratings_csv(LONG, made_at="2026-04-01T08:00:00Z")
    again = ReportInputs.from_json(found.to_json())
    assert again == found
    assert again.digest() == found.digest()


def test_digest_depends_on_every_rating() -> None:
    assert read_ratings_csv(LONG).digest() != read_ratings_csv(LONG.replace("a,R2,4", "a,R2,3")).digest()
