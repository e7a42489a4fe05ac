"""From records, matrices and CSV to ratings, with every defect named by its place."""

from __future__ import annotations

import numpy as np
import pytest

from qa_service.agreement import (
    AgreementError,
    Rating,
    Ratings,
    Scale,
    coefficients,
    read_csv,
    read_records,
    read_scale,
)
from qa_service.agreement.csv_columns import read_csv_columns

SCALE = Scale("ordinal", ("low", "mid", "top"))


def refused(call, *arguments):
    with pytest.raises(AgreementError) as caught:
        call(*arguments)
    assert caught.value.code == "invalid_ratings"
    return caught.value.problems


def test_records_become_codes_rater_by_item():
    ratings = Ratings.from_records(["x", "x", "y"], ["a", "b", "b"], ["low", "top", None], SCALE)
    assert ratings.raters == ("a", "b")
    assert ratings.items == ("x", "y")
    assert ratings.codes.dtype == np.int8
    assert ratings.codes.tolist() == [[0, -1], [2, -1]]


def test_numbers_and_their_texts_are_one_level():
    scale = Scale("ordinal", ("1", "2", "3"))
    ratings = Ratings.from_records(["x"] * 4, list("abcd"), [1, 2.0, "3", "3.0"], scale)
    assert ratings.codes.ravel().tolist() == [0, 1, 2, 2]


def test_levels_outside_the_scale_and_repeats_are_named():
    problems = refused(Ratings.from_records, ["x", "x", "x"], ["a", "a", "b"], ["low", "mid", "best"], SCALE)
    assert [(p.pointer, p.code) for p in problems] == [
        ("/ratings/2/value", "not_in_scale"),
        ("/ratings/1", "duplicate_rating"),
    ]
    assert problems[0].allowed == ("low", "mid", "top")


def test_matrix_problems_point_to_row_and_column():
    assert refused(Ratings.from_matrix, [["low", "top"], ["mid", "no"]], SCALE)[0].pointer == "/ratings/1/1"
    assert refused(Ratings.from_matrix, [["low", "top"], ["mid"]], SCALE)[0].code == "ragged_row"


@pytest.mark.parametrize("value", [float("inf"), "seven", -1])
def test_ratio_scales_take_numbers_that_are_not_negative(value):
    assert refused(Ratings.from_matrix, [[value, 1.0]], Scale("ratio"))[0].code == "not_in_scale"


def test_many_levels_need_wider_codes():
    scale = Scale("ordinal", tuple(str(i) for i in range(200)))
    assert Ratings.from_matrix([[199, 3]], scale).codes.dtype == np.int16
    assert Ratings.from_codes(np.array([[199], [3]]), scale).codes.tolist() == [[199], [3]]


@pytest.mark.parametrize("codes", [[[3]], [[-2]], [[0.5]], [1, 2]])
def test_codes_outside_the_scale_are_refused(codes):
    assert refused(Ratings.from_codes, codes, SCALE)[0].code == "invalid_codes"


def test_undeclared_levels_come_from_the_data():
    assert Ratings.from_matrix([["b", "a"]], Scale("nominal")).scale.levels == ("a", "b")
    assert Ratings.from_matrix([[10, 9]], Scale("ordinal")).scale.levels == ("9", "10")
    assert refused(Ratings.from_matrix, [["b", "a"]], Scale("ordinal"))[0].code == "levels_required"
    assert refused(Ratings.from_matrix, [["b", "a", "c"]], Scale("binary"))[0].code == "level_count"


def test_nothing_at_all_is_withheld_not_an_error():
    found = coefficients(Ratings.from_matrix([], Scale("nominal")))
    assert all(c.withheld for c in found.values())


@pytest.mark.parametrize(
    ("document", "code"),
    [
        ("ordinal", "not_an_object"),
        ({"type": "fuzzy"}, "unknown_scale_type"),
        ({"type": ["ordinal"]}, "unknown_scale_type"),
        ({"type": "ordinal", "levels": "abc"}, "not_a_list"),
        ({"type": "ordinal", "levels": []}, "level_count"),
        ({"type": "ordinal", "levels": ["a", "a"]}, "duplicate_level"),
        ({"type": "binary", "levels": ["a", "b", "c"]}, "level_count"),
    ],
)
def test_unusable_scales_are_refused(document, code):
    assert refused(read_scale, document)[0].code == code


def test_scales_read_from_json():
    assert read_scale({"type": "ordinal", "levels": [1, 2, 3]}) == Scale("ordinal", ("1", "2", "3"))
    assert read_scale({"type": "numeric"}) == Scale("interval")
    assert Scale("ordinal", ("1", "2", "5")).scores == (1.0, 2.0, 5.0)
    assert Scale("ordinal", ("3", "1", "2")).scores == (1.0, 2.0, 3.0)


def test_json_records_name_their_defects():
    rows = [{"item": "x", "rater": 7, "value": None}, {"item": "", "rater": "a", "value": [1]}, 5, {"item": "x"}]
    problems = refused(read_records, rows)
    assert {p.pointer for p in problems} == {"/ratings/1/item", "/ratings/1/value", "/ratings/2", "/ratings/3/rater"}
    assert refused(read_records, {"a": 1})[0].code == "not_a_list"
    assert refused(read_records, [{"item": "x", "rater": "a", "blind": "no"}])[0].pointer == "/ratings/0/blind"


def test_json_records_are_read():
    row = {"item": 4, "rater": "a", "value": 2, "criterion": "tone", "reference": 3, "time": "t", "blind": False}
    assert read_records([row]) == [Rating("4", "a", 2, "tone", None, 3, "t", False)]


LONG = "item,rater,value,criterion,reference\nx,a,low,tone,mid\nx,b,,tone,mid\n"


def test_long_csv():
    assert read_csv(LONG) == [Rating("x", "a", "low", "tone", None, "mid"), Rating("x", "b", None, "tone", None, "mid")]


@pytest.mark.parametrize("separator", [",", ";", "\t"])
def test_wide_csv_with_any_separator_and_byte_order_mark(separator):
    text = "\ufeff" + "item,ann,bob\r\nx,1,2\r\n\r\ny,,3\r\n".replace(",", separator)
    found = read_csv(text)
    assert [(r.item, r.rater, r.value) for r in found] == [
        ("x", "ann", "1"),
        ("x", "bob", "2"),
        ("y", "ann", None),
        ("y", "bob", "3"),
    ]


def test_blind_column():
    found = read_csv("item,rater,value,blind\nx,a,1,false\nx,b,1,\n")
    assert [r.blind for r in found] == [False, True]


@pytest.mark.parametrize(
    ("text", "code", "line", "column"),
    [
        ("", "missing_column", 1, 1),
        ("a,b\n1,2\n", "missing_column", 1, 1),
        ("item,rater\nx,a\n", "missing_column", 1, 1),
        ("item,rater,value,item\n", "duplicate_column", 1, 4),
        ("item,rater,value,colour\n", "unknown_column", 1, 4),
        ("item,rater,value\nx,a,1\nx,,2\n", "required", 3, 2),
        ("item,rater,value\nx,a\n", "ragged_row", 2, 3),
        ("item,ann,bob\n,1,2\n", "required", 2, 1),
        ("item,rater,value,blind\nx,a,1,maybe\n", "not_a_boolean", 2, 4),
        ('item,rater,value\nx,"a,1\n', "invalid_csv", 2, 1),
    ],
)
def test_csv_defects_have_a_line_and_a_column(text, code, line, column):
    problem = refused(read_csv, text)[0]
    assert (problem.code, problem.line, problem.column) == (code, line, column)


@pytest.mark.parametrize("cell", ["", "NA", "N/A", "NaN", " nan "])
def test_what_statistics_programs_write_for_missing_is_missing(cell):
    wide = f"item,ann,ben,cy\na,3,{cell},4\nb,5,3,3\n"
    assert [r.value for r in read_csv(wide)] == ["3", None, "4", "5", "3", "3"]
    long = f"item,rater,value,reference\na,ann,3,{cell}\na,ben,{cell},2\n"
    assert [(r.value, r.reference) for r in read_csv(long)] == [("3", None), (None, "2")]
    for text in (wide, long):
        columns = read_csv_columns(text)
        assert [columns.value.names[c] if c >= 0 else None for c in columns.value.codes.tolist()] == [
            r.value for r in read_csv(text)
        ]


@pytest.mark.parametrize("separator", [";", "\t"])
def test_a_decimal_comma_is_read_where_the_comma_separates_nothing(separator):
    long, wide = (
        text.replace(",", separator).replace("|", ",")
        for text in (
            "item,rater,value,reference\nx,ann,2|5,3\ny,ann,-1|25,\nz,ann,1|2|3,NA\n",
            "item,ann,bob\nx,2|5,2.5\ny,3,0|75\n",
        )
    )
    assert [(r.value, r.reference) for r in read_csv(long)] == [("2.5", "3"), ("-1.25", None), ("1,2,3", None)]
    assert [r.value for r in read_csv(wide)] == ["2.5", "2.5", "3", "0.75"]
    for text in (long, wide):
        columns = read_csv_columns(text).value
        assert [columns.names[code] for code in columns.codes] == [r.value for r in read_csv(text)]


def test_a_quoted_comma_is_no_decimal_comma_where_commas_separate():
    assert [r.value for r in read_csv('item,rater,value\nx,ann,"2,5"\n')] == ["2,5"]
