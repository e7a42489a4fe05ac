"""Ratings as columns: the same answers and the same refusals as one rating at a time, from any source."""

from __future__ import annotations

import json

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from qa_service.agreement import AgreementError, Rating, Ratings, Scale, analyse, infer_scale, read_csv, read_records
from qa_service.agreement.analysis import analyse_csv, limit_raters
from qa_service.agreement.columns import Columns, Factor, infer_scales, read_record_columns
from qa_service.agreement.csv_columns import read_csv_columns
from qa_service.agreement.studies import study

NAMES = ["percent_exact", "krippendorff_alpha_nominal"]
SCALES = (
    Scale("ordinal", ("1", "2", "3")),
    Scale("nominal"),
    Scale("ordinal"),
    Scale("interval"),
    Scale("ratio"),
    Scale("binary"),
)
VALUES = st.one_of(
    st.sampled_from(["1", "2", "3", " 2", "3.0", "x", "1e200", "-1", "nan", ""]),
    st.sampled_from([1, 2, 3.0, True, None, 2.5, float("nan")]),
)
FEW = st.sampled_from(["1", "2", "3"])


def refused_or(call, *arguments):
    """What a call answers, or every part of its refusal."""
    try:
        return json.dumps(call(*arguments))
    except AgreementError as error:
        return [(p.pointer, p.code, p.message, p.line, p.column, p.allowed) for p in error.problems]


@st.composite
def rows(draw, values=VALUES):
    sensible = draw(st.booleans())
    out = []
    for i in range(draw(st.integers(0, 14))):
        row = {
            "item": draw(st.sampled_from(["x", "y", "z"])) if not sensible else f"i{i // 3}",
            "rater": draw(st.sampled_from("abc")) if not sensible else "abc"[i % 3],
            "value": draw(FEW if sensible else values),
            "criterion": draw(st.sampled_from([None, "tone", "all", ""])) if not sensible else None,
            "reference": draw(st.one_of(st.none(), values)) if not sensible else "2",
            "time": draw(st.one_of(st.none(), st.sampled_from(["09:00", "10:00", "11:00"]))),
            "blind": draw(st.integers(0, 9)) > 0,
        }
        out.append(row)
    return out


def kept_one_by_one(records):
    """The ratings that count, found one at a time: the earliest of repeats, then the missing ones."""
    best, missing = {}, {}
    for record in records:
        key = (record.item, record.rater)
        if not record.blind:
            continue
        if record.value is None or record.value != record.value:
            missing.setdefault(key, record)
        elif key not in best or (record.time or "") < (best[key].time or ""):
            best[key] = record
    kept = list(best.values()) + [record for key, record in missing.items() if key not in best]
    return kept, {r.item: r.reference for r in records if r.reference is not None}


@given(rows(FEW))
@settings(max_examples=150, deadline=None)
def test_a_study_holds_the_ratings_that_count(table):
    seen = {}
    for number, row in enumerate(table):
        row["criterion"] = None
        row["time"] = f"{number % 5}-{number:03}"
        row["reference"] = seen.setdefault(row["item"], row["reference"])
    records = [Rating(**row) for row in table]
    kept, references = kept_one_by_one(records)
    columns = Columns.of(records)
    found = study(columns, np.arange(len(records)), SCALES[0])
    expected = Ratings.from_records([r.item for r in kept], [r.rater for r in kept], [r.value for r in kept], SCALES[0])
    assert found.ratings.raters == expected.raters
    assert found.ratings.items == expected.items
    assert found.ratings.codes.tolist() == expected.codes.tolist()
    levels = [references.get(item) for item in expected.items]
    assert [None if np.isnan(x) else str(int(x) + 1) for x in found.reference] == levels
    assert found.n_not_blind == sum(not r.blind for r in records)
    given_ones = [(r.item, r.rater) for r in records if r.blind and r.value is not None]
    assert found.n_repeats == len(given_ones) - len(set(given_ones))


@given(rows(), st.sampled_from(SCALES), st.sampled_from([1, 3]))
@settings(max_examples=150, deadline=None)
def test_columns_of_objects_answer_as_the_records_do(table, scale, min_items):
    slow = refused_or(lambda: analyse(read_records(table), scale, min_items, NAMES))
    assert refused_or(lambda: analyse(read_record_columns(table), scale, min_items, NAMES)) == slow


def cells(value):
    return "" if value is None else {True: "yes", False: "no"}.get(value, str(value))


@given(
    rows(),
    st.sampled_from(SCALES),
    st.sampled_from([",", ";", "\t"]),
    st.sampled_from(["\n", "\r\n"]),
    st.lists(st.sampled_from(["", "  ", "x", ",,", '"']), max_size=2),
    st.permutations(["item", "rater", "value", "criterion", "reference", "time", "blind"]),
)
@settings(max_examples=150, deadline=None)
def test_columns_of_long_text_answer_as_the_records_do(table, scale, separator, end, odd, header):
    lines = [separator.join(cells(row[name]) for name in header) for row in table]
    text = end.join([separator.join(header), *lines, *odd])
    slow = refused_or(lambda: analyse(read_csv(text), scale, 1, NAMES))
    assert refused_or(lambda: analyse(read_csv_columns(text), scale, 1, NAMES)) == slow


@given(
    st.lists(st.tuples(st.sampled_from(["x", "y ", "z", "", "v", "w"]), *[st.sampled_from(["1", " 2", "", "9"])] * 3)),
    st.sampled_from(SCALES),
    st.booleans(),
)
@settings(max_examples=100, deadline=None)
def test_columns_of_wide_text_answer_as_the_records_do(table, scale, with_reference):
    header = ["item", "ann", "reference" if with_reference else "bob", "cat"]
    text = "\n".join(";".join(row) for row in [header, *table])
    slow = refused_or(lambda: analyse(read_csv(text), scale, 1, NAMES))
    assert refused_or(lambda: analyse(read_csv_columns(text), scale, 1, NAMES)) == slow


@pytest.mark.parametrize(
    "text",
    [
        "",
        "\ufeff\n",
        "a,b\n1,2\n",
        "item,rater\nx,a\n",
        "item,rater,value,item\n",
        "item,rater,value,colour\n",
        "item,rater,value\nx,a,1\nx,,2\n",
        "item,rater,value\nx,a\n",
        "item,ann,bob\n,1,2\n",
        "item,ann,bob\n",
        "item\nx\n",
        "item,rater,value,blind\nx,a,1,maybe\n",
        'item,rater,value\nx,"a,1\n',
        "\n\nitem,rater,value\nx,a,1\n,,\n , ,\nx,b,1",
    ],
)
def test_defects_of_text_are_named_alike(text):
    columns = refused_or(lambda: [str(r) for r in read_csv_columns(text).value.names])
    records = refused_or(lambda: list(dict.fromkeys(r.value for r in read_csv(text) if r.value is not None)))
    assert columns == records


def test_a_text_longer_than_a_part_is_read_in_parts():
    rows_of_text = [f'item {i},rater {r},{(i + r) % 3 + 1},"two\nlines, quoted"' for i in range(9000) for r in range(3)]
    text = "item,rater,value,criterion\r\n" + "\r\n".join(rows_of_text)
    assert len(text) > 1 << 20
    columns, records = read_csv_columns(text), read_csv(text)
    assert len(columns) == len(records) == 27_000
    for name in ("item", "rater", "value", "criterion"):
        factor = getattr(columns, name)
        assert [factor.names[code] for code in factor.codes.tolist()] == [getattr(r, name) for r in records]


def test_factors_keep_types_apart_and_drop_what_is_missing():
    factor = Factor.of([1, 1.0, True, None, "1", float("nan"), 1])
    assert factor.codes.tolist() == [0, 1, 2, -1, 3, -1, 0]
    assert [type(name) for name in factor.names] == [int, float, bool, str]
    merged = factor.renamed(str)
    assert merged.names == ["1", "1.0", "True"]
    assert merged.codes.tolist() == [0, 1, 2, -1, 0, -1, 0]
    assert factor.renamed(lambda _: None).codes.tolist() == [-1] * 7


def test_criteria_come_in_the_order_of_the_input():
    columns = Columns.of([Rating("x", "a", 1, name) for name in ["b", None, "a", "all", "b", ""]])
    assert {name: rows.tolist() for name, rows in columns.groups().items()} == {"b": [0, 4], "all": [1, 3, 5], "a": [2]}
    assert Columns.of([]).groups() == {}


def test_many_criteria_share_the_columns():
    records = [Rating(f"i{i}", r, 1 + i % 3, f"c{i % 40}") for i in range(200) for r in "ab"]
    found = analyse(Columns.of(records), Scale("ordinal", ("1", "2", "3")), names=[])["criteria"]
    assert [part["n_ratings"] for part in found.values()] == [10] * 40
    assert found["c39"]["raters"]["b"]["n"] == 5


def test_csv_text_is_analysed_in_one_call():
    text = "item,rater,value,criterion\n" + "".join(f"i{i},{r},{1 + i % 4},tone\n" for i in range(30) for r in "ab")
    assert infer_scales(read_csv_columns(text)) == {"tone": infer_scale(["1", "2", "3", "4"], None, ())}
    answer = analyse_csv(text)
    assert answer == analyse(read_csv(text), Scale("ordinal", ("1", "2", "3", "4")))
    assert answer == analyse_csv(text, Scale("ordinal", ("1", "2", "3", "4")), 20, None)


def test_raters_are_limited_in_columns_too():
    records = [Rating("x", f"r{i}", 1) for i in range(501)]
    expected = refused_or(limit_raters, records, Scale("interval"))
    assert expected == refused_or(limit_raters, Columns.of(records), Scale("interval"))
    assert expected[0][1] == "too_many_raters"
    assert "all has 501 raters; a criterion of 1 levels may have 500." in expected[0][2]
