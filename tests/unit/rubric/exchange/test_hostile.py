"""Hostile and broken files: refused with a place, never anything worse."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from qa_service.rubric import load_rubric, read_rubric
from qa_service.rubric.exchange import FORMATS, ExchangeError, guess_format, import_rubric

SAMPLES = {path.name: path.read_bytes() for path in sorted((Path(__file__).parent / "samples").iterdir())}
FORM = {name: next(one.name for one in FORMATS.values() if name.endswith(one.suffix)) for name in SAMPLES}
BOMB = (
    '<?xml version="1.0"?><!DOCTYPE r [<!ENTITY a "ha"><!ENTITY b "&a;&a;&a;&a;">]>'
    "<rubric><criterion>&b;</criterion></rubric>"
)
EXTERNAL = '<!DOCTYPE rubric SYSTEM "file:///etc/passwd"><rubric/>'
PARAMETER = '<!DOCTYPE rubric [<!ENTITY % p SYSTEM "file:///etc/passwd"> %p;]><rubric/>'
OPTION = "<option points='{}'><name>a</name></option>"
RATING = '{"description": "A", "points": %s}'
CRITERION = '{"data": [{"description": "A", "ratings": [%s]}]}'

REFUSED: list[tuple[str, str | bytes, str]] = [
    ("ora-xml", BOMB, "doctype"),
    ("ora-xml", EXTERNAL, "doctype"),
    ("ora-xml", PARAMETER, "doctype"),
    ("ora-xml", "<rubric>&undefined;</rubric>", "syntax"),
    ("ora-xml", "", "syntax"),
    ("ora-xml", "<rubric><criterion>", "syntax"),
    ("ora-xml", "<problem><rubric/></problem>", "wrong_type"),
    ("ora-xml", "<openassessment/>", "required"),
    ("ora-xml", "<rubric/>", "empty"),
    ("ora-xml", b"<rubric>\0</rubric>", "bad_character"),
    ("ora-xml", b"\xff\xfe<\0r\0\xd8", "invalid_encoding"),
    ("ora-xml", b"<?xml version='1.0' encoding='utf-7'?><rubric/>", "invalid_encoding"),
    ("ora-xml", b"<?xml version='1.0' encoding='unicode_escape'?><rubric/>", "invalid_encoding"),
    ("ora-xml", b"<rubric>\xff</rubric>", "invalid_encoding"),
    ("ora-xml", "<a>" * 60 + "</a>" * 60, "too_deep"),
    ("ora-xml", "<rubric><criterion>" + OPTION.format("many") + "</criterion></rubric>", "wrong_type"),
    ("ora-xml", "<rubric><criterion>" + OPTION.format("1e30") + "</criterion></rubric>", "wrong_type"),
    ("ora-xml", "<rubric><criterion><option/></criterion></rubric>", "required"),
    ("ora-xml", "<rubric><criterion>" + OPTION.format(1) * 51 + "</criterion></rubric>", "too_many"),
    ("ora-xml", "<rubric>" + "<criterion/>" * 1001 + "</rubric>", "too_many"),
    ("ora-xml", "<rubric>" + " " * 1024 * 1024 + "</rubric>", "too_large"),
    ("ora-xml", "<rubric><criterion>" + OPTION.format(0) * 2 + "</criterion></rubric>", "no_weight"),
    ("canvas-json", "", "invalid_json"),
    ("canvas-json", '{"data": [', "invalid_json"),
    ("canvas-json", "[" * 100_000, "too_deep"),
    ("canvas-json", "[" * 40 + "]" * 40, "too_deep"),
    ("canvas-json", '{"a": 1, "a": 2}', "duplicate_key"),
    ("canvas-json", '{"data": NaN}', "invalid_json"),
    ("canvas-json", "5", "not_an_object"),
    ("canvas-json", "[]", "empty"),
    ("canvas-json", "{}", "required"),
    ("canvas-json", '{"data": "x"}', "not_a_list"),
    ("canvas-json", '{"data": [5]}', "not_an_object"),
    ("canvas-json", '{"data": [{}]}', "empty"),
    ("canvas-json", CRITERION % RATING % '"ten"', "wrong_type"),
    ("canvas-json", CRITERION % RATING % ("9" * 5000), "wrong_type"),
    ("canvas-json", CRITERION % RATING % "1e999999", "wrong_type"),
    ("canvas-json", CRITERION % RATING % "[]", "wrong_type"),
    ("canvas-json", CRITERION % '{"description": {}, "points": 1}', "wrong_type"),
    ("canvas-json", CRITERION % '{"description": "a\\u0000", "points": 1}', "bad_character"),
    ("canvas-json", CRITERION % '{"description": "a\\ud800", "points": 1}', "bad_character"),
    ("canvas-json", '{"data": {"\\u0007": {}}}', "bad_character"),
    ("canvas-json", CRITERION % ",".join([RATING % 1] * 51), "too_many"),
    ("canvas-json", b'{"data": \xff}', "invalid_encoding"),
    ("canvas-json", "\ud800", "bad_character"),
    ("csv", "", "empty"),
    ("csv", "a,b\n1,2\n", "missing_column"),
    ("csv", 'title,level 1,level 2\n"open', "bad_csv"),
    ("csv", 'title,level 1,level 2\n"a"b,x,y', "bad_csv"),
    ("csv", "title,level 1,level 2\n,x,y", "required"),
    ("csv", "title,level 1,level 2", "empty"),
    ("csv", "title,title,level 1", "duplicate_column"),
    ("csv", "title,level 1,score 1,level 2,score 2\nA,x,0,z,", "required"),
    ("csv", "title,level 1,score 1,level 2,score 2\nA,x,0,z,full", "wrong_type"),
    ("csv", "title,weight,level 1,level 2\nA,-1,x,z", "wrong_type"),
    ("csv", "title,advisory,level 1,level 2\nA,perhaps,x,z", "wrong_type"),
    ("csv", "title,type,level 1,level 2\nA,numeric,x,z", "not_allowed"),
    ("csv", "title,type,level 1,level 2,level 3\nA,binary,x,z,q", "wrong_count"),
    ("csv", "title," + ",".join(f"level {n}" for n in range(60)), "too_many"),
    ("csv", "," * 2000, "empty"),
    ("csv", "title" + ",x" * 2000, "too_many"),
    ("csv", b"title,level 1,level 2\nA\0,x,z", "bad_character"),
    ("csv", "Criteria Name,Rating Name,Rating Points\n,x,1", "required"),
    ("csv", "Criteria Name,Rating Name,Rating Points\nA,x,much", "wrong_type"),
    ("csv", "Criteria Name,Rating Name\nA,x", "missing_column"),
    ("csv", "title,level 1,level 2\n" + f'A,"{"x" * 200_000}",z', "bad_csv"),
    ("csv", "title,ask,level 1,level 2\n" + "".join(f"A{n},{'long ' * 60},x,z\n" for n in range(1000)), "too_large"),
    ("pdf", "x", "unknown_format"),
]  # fmt: skip


@pytest.mark.parametrize(("form", "source", "code"), REFUSED, ids=[f"{case[0]}-{i}" for i, case in enumerate(REFUSED)])
def test_what_cannot_be_carried_over_is_refused(form: str, source: str | bytes, code: str) -> None:
    with pytest.raises(ExchangeError) as caught:
        import_rubric(source, form)
    assert caught.value.code == "invalid_exchange_file"
    assert code in {problem.code for problem in caught.value.problems}


@pytest.mark.parametrize(
    ("form", "source", "place"),
    [
        ("ora-xml", "<rubric>\n  <criterion>\n    <option points='x'/></criterion></rubric>", (3, 5)),
        ("ora-xml", "<rubric>\n<criterion></rubric>", (2, 14)),
        ("canvas-json", '{\n "data": ]}', (2, 10)),
        ("csv", 'title;level 1;score 1\n"two\nlines";x;1\nB;x;y', (4, 3)),
    ],
)
def test_refusals_name_line_and_column(form: str, source: str, place: tuple[int, int]) -> None:
    with pytest.raises(ExchangeError) as caught:
        import_rubric(source, form)
    found = caught.value.problems[0]
    assert (found.line, found.column) == place


def test_refusals_in_json_point_at_the_value() -> None:
    with pytest.raises(ExchangeError) as caught:
        import_rubric(CRITERION % RATING % "true", "canvas-json")
    assert caught.value.problems[0].pointer == "/data/0/ratings/0/points"


def check(source: bytes, form: str) -> None:
    """Hold what every source must do: give a valid document, or be refused with a reason."""
    try:
        found = import_rubric(source, form)
    except ExchangeError as refusal:
        reasons = [problem.code and problem.message for problem in refusal.problems]
        assert reasons and all(reasons)  # noqa: PT018 - either of two outcomes is lawful
        return
    assert load_rubric(found.document).document == found.document
    assert read_rubric(found.yaml).document == found.document


@given(st.binary(max_size=200), st.sampled_from(sorted(FORMATS)), st.text(max_size=20))
@settings(max_examples=300, suppress_health_check=list(HealthCheck), deadline=None)
def test_random_bytes(source: bytes, form: str, name: str) -> None:
    check(source, form)
    assert guess_format(source, name) in (None, *FORMATS)


PIECES = st.sampled_from([
    b"", b"<", b">", b"</", b'"', b"'", b"&", b";", b",", b"{", b"}", b"[", b"]", b"\n", b"\r", b"\0", b"\xff", b"-",
    b"9" * 30, b"null", b"true", b"=", b"\\u0000", b"\\ud83d", b"<!DOCTYPE a>", b"]]>", b"no", b"points", b"\xc2\x85",
    b"\xe2\x80\xa8", b"%",
])  # fmt: skip
EDITS = st.lists(st.tuples(st.floats(0, 1), st.integers(0, 40), PIECES), min_size=1, max_size=6)


@given(st.sampled_from(sorted(SAMPLES)), EDITS)
@settings(max_examples=500, suppress_health_check=list(HealthCheck), deadline=None)
def test_good_files_gone_bad(name: str, edits: list[tuple[float, int, bytes]]) -> None:
    source = SAMPLES[name]
    for where, cut, piece in edits:
        at = int(where * len(source))
        source = source[:at] + piece + source[at + cut :]
    check(source, FORM[name])
    assert guess_format(source, name) in (None, *FORMATS)


CANVAS_KEYS = st.sampled_from([
    "data", "criteria", "rubric", "title", "description", "long_description", "points", "ratings", "id", "0", "1",
    "ignore_for_scoring", "criterion_use_range", "rubric_settings", "x",
])  # fmt: skip
LEAVES = st.one_of(
    st.none(), st.booleans(), st.integers(-5, 5), st.floats(-3, 3), st.text(max_size=12),
    st.sampled_from(["<p>a", "&#0;b", "&#xd800;", "no", "1,5", "blank", "a\u2028b"]),
)  # fmt: skip
ANY_JSON = st.recursive(
    LEAVES, lambda inner: st.lists(inner, max_size=3) | st.dictionaries(CANVAS_KEYS, inner, max_size=6), max_leaves=30
)
RATINGS = st.lists(
    st.fixed_dictionaries({"points": LEAVES | st.integers(0, 9), "description": st.text(max_size=9)}), max_size=4
)
CRITERIA = st.lists(
    st.fixed_dictionaries(
        {"ratings": RATINGS},
        optional={"description": LEAVES, "long_description": LEAVES, "points": LEAVES, "id": LEAVES},
    ),
    max_size=4,
)


@given(ANY_JSON | st.fixed_dictionaries({"data": CRITERIA, "title": st.text(max_size=9)}))
@settings(max_examples=400, suppress_health_check=list(HealthCheck), deadline=None)
def test_any_json(value: Any) -> None:
    source = json.dumps(value).encode()
    check(source, "canvas-json")
    assert guess_format(source) in (None, "canvas-json")


CELLS = st.one_of(
    st.sampled_from(["", "0", "1", "3", "50%", "yes", "no", "na", "errors", "a", "ordinal", "'=1", "-1"]),
    st.text(max_size=9),
)
HEADINGS = st.lists(
    st.sampled_from([
        "criterion", "title", "weight", "section", "section title", "section weight", "scale", "type", "advisory",
        "level 1", "score 1", "anchor 1", "level 2", "score 2", "label 2", "anchor 2", "level 3", "score 3", "rubric",
        "version", "other",
    ]),
    unique=True, min_size=3, max_size=12,
)  # fmt: skip


@given(HEADINGS, st.lists(st.lists(CELLS, max_size=12), max_size=6), st.sampled_from(",;\t"))
@settings(max_examples=400, suppress_health_check=list(HealthCheck), deadline=None)
def test_any_table(headings: list[str], rows: list[list[str]], separator: str) -> None:
    lines = [headings, *([cell.replace('"', "'").join('""') for cell in row] for row in rows)]
    check("\n".join(separator.join(line) for line in lines).encode(), "csv")


def test_the_largest_lawful_file_is_read() -> None:
    rows = "".join(f"Criterion {n},x,z\n" for n in range(1000))
    assert len(import_rubric(f"title,level 1,level 2\n{rows}", "csv").document["sections"][0]["criteria"]) == 1000


@pytest.mark.parametrize(
    ("source", "name", "form"),
    [
        *((source, "", FORM[name]) for name, source in SAMPLES.items()),
        (b"schema: kpo-rubric/1\nid: a,b\n", "rubric.yaml", None),
        (b'{"schema": "kpo-rubric/1", "criteria": []}', "rubric.json", None),
        (b"<html><body/></html>", "", None),
        (b"<html><body/></html>", "page.xml", "ora-xml"),
        (b"{", "broken.JSON", "canvas-json"),
        (b"", "", None),
        (b"plain words", "notes.txt", None),
    ],
)
def test_formats_are_told_from_the_content(source: bytes, name: str, form: str | None) -> None:
    assert guess_format(source, name) == form
