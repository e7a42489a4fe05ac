"""CSV, tables with tabs, and JSON."""

from __future__ import annotations

import json

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from qa_service.documents import DocumentError, parse_document, truncate
from tests.unit.documents.building import assert_places, attempt, read, rows_of


@pytest.mark.parametrize(
    ("source", "rows"),
    [
        ("a,b\n1,2\n", [["a", "b"], ["1", "2"]]),
        ("a;b\r\n1,5;2,75\r\n", [["a", "b"], ["1,5", "2,75"]]),
        ("A;1,5\nB;2,5\n", [["A", "1,5"], ["B", "2,5"]]),
        ("a\tb\n1,000\t2\n", [["a", "b"], ["1,000", "2"]]),
        ("a|b\n1|2\n", [["a", "b"], ["1", "2"]]),
        ("sep=;\na;b,c\n", [["a", "b,c"]]),
        ("SEP=,\r\na,b;c\n", [["a", "b;c"]]),
        ('"a, b","say ""hi""",c\n', [["a, b", 'say "hi"', "c"]]),
        ('a,"two\nlines",c\n1,2,3\n', [["a", "two lines", "c"], ["1", "2", "3"]]),
        ('Pipe 5" wide,x\nb,y\n', [['Pipe 5" wide', "x"], ["b", "y"]]),
        ('"He "said" it",x\nb,y\n', [['He said" it"', "x"], ["b", "y"]]),
        ("\ufeffa,b\n1,2", [["a", "b"], ["1", "2"]]),
        ("only one column\nof words\n", [["only one column"], ["of words"]]),
        ("a,b,c\n1,2\n\n3,4,5\n", [["a", "b", "c"], ["1", "2"], [], ["3", "4", "5"]]),
        ("name, amount\nx, 1\n", [["name", "amount"], ["x", "1"]]),
        ("Datum;Betrag\n01.02.2024;-1.234,50\n02.02.2024;(12,00)\n",
         [["Datum", "Betrag"], ["01.02.2024", "-1.234,50"], ["02.02.2024", "(12,00)"]]),
    ],
)  # fmt: skip
def test_tables_are_read_with_their_separator(source: str, rows: list[list[str]]) -> None:
    assert rows_of(read(source, "x.csv")) == [rows]


def test_the_text_of_a_table_reads_as_a_table() -> None:
    assert read("a;b\n1,5;x y\n", "x.csv").text == "a\tb\n1,5\tx y"
    assert rows_of(read("a;b\tc\n", "x.tsv")) == [[["a;b", "c"]]]


@pytest.mark.parametrize("source", ['a,"never closed\n1,2\n', '"' + "x" * 200_000])
def test_a_quotation_that_never_ends_is_refused(source: str) -> None:
    with pytest.raises(DocumentError) as refused:
        parse_document(source, "text/csv")
    assert refused.value.problems[0].code == "invalid_csv"


@pytest.mark.parametrize("source", ["," * 20_000, "a,b\n" * 160_000])
def test_a_table_may_be_too_large(source: str) -> None:
    with pytest.raises(DocumentError) as refused:
        parse_document(source, "text/csv")
    assert refused.value.problems[0].code == "table_too_large"


def test_any_json_reads_as_text() -> None:
    value = {
        "title": "Claim memo",
        "loss_date": "2024-01-02",
        "approved": True,
        "items": [{"name": "Roof", "amount": 1200.50}, {"name": "Wall", "note": "wet"}],
        "grid": [[1, 2], [3, 4]],
        "reasons": ["water", "wind"],
        "opinion": "The first paragraph.\n\nThe second.",
        "nested": {"deep": {"x": 1}},
    }
    document = read(json.dumps(value), "x.json")
    assert document.text.startswith("title: Claim memo\nloss_date: 2024-01-02\napproved: true\n\nitems\n\n")
    assert rows_of(document) == [
        [["name", "amount", "note"], ["Roof", "1200.5", ""], ["Wall", "", "wet"]],
        [["1", "2"], ["3", "4"]],
    ]
    assert "- water\n- wind" in document.text
    assert "opinion\n\nThe first paragraph.\n\nThe second." in document.text
    assert ("deep", 2) in [(heading.title, heading.level) for heading in document.headings]


@pytest.mark.parametrize("source", ['"just text"', "12.50", "null", "[]", "{}", "[1, [2, {}]]", '[{"a": 1}, 2]'])
def test_any_json_value_is_a_document(source: str) -> None:
    assert read(source, "x.json").media_type == "application/json"
    assert read("12.50", "x.json").text == "12.50"


@pytest.mark.parametrize(
    ("source", "code"),
    [
        ("{", "invalid_json"), ("[1,]", "invalid_json"), ("[NaN]", "invalid_json"), ("[Infinity]", "invalid_json"),
        ("", "invalid_json"), ("[" * 5_000, "too_deep"),
        ("[" * 150 + "]" * 150, "too_deep"), ('{"a":' * 120 + "1" + "}" * 120, "too_deep"),
        ("[" + "1," * 400_001 + "1]", "too_complex"), ('{"table": [[{}]]}', "invalid_table"),
        (json.dumps({"table": [["x"] * 17_000]}), "table_too_large"),
        (json.dumps([{f"k{n}": 1} for n in range(600)]), "table_too_large"),
    ],
)  # fmt: skip
def test_json_that_is_none_or_too_much_is_refused(source: str, code: str) -> None:
    with pytest.raises(DocumentError) as refused:
        parse_document(source, "application/json")
    assert (refused.value.problems[0].code, refused.value.status) == (code, 422)


JSON_VALUES = st.recursive(
    st.none() | st.booleans() | st.integers() | st.text(max_size=20),
    lambda inner: st.lists(inner, max_size=4) | st.dictionaries(st.text(max_size=8), inner, max_size=4),
    max_leaves=12,
)


@settings(max_examples=150, deadline=None)
@given(value=JSON_VALUES)
def test_every_json_value_has_true_places(value: object) -> None:
    document = attempt(json.dumps(value), "x.json")
    if isinstance(document, str):
        assert document in ("invalid_table", "control_character")
        return
    assert_places(truncate(document, len(document.text) // 2))


@settings(max_examples=150, deadline=None)
@given(source=st.text(st.sampled_from('ab1,;\t|"\n\r é'), max_size=80), name=st.sampled_from(["x.csv", "x.tsv"]))
def test_every_table_of_text_has_true_places(source: str, name: str) -> None:
    document = attempt(source, name)
    if isinstance(document, str):
        assert document == "invalid_csv"
        return
    assert "\n".join("\t".join(row) for table in rows_of(document) for row in table) == document.text
    assert_places(truncate(document, len(document.text) // 2))


@pytest.mark.parametrize("cell", ["word " * 40_000, '"' + "so it is, " * 20_000 + '"'])
def test_a_cell_may_be_long(cell: str) -> None:
    document = parse_document(f"id,transcript\n1,{cell}\n2,short\n", "text/csv")
    assert rows_of(document)[0][2] == ["2", "short"]
    assert len(document.text) > 190_000


@pytest.mark.parametrize(
    ("source", "message"),
    [
        ('{"a": "NaN",\n "b": NaN}', "line 2, column 7: NaN is no JSON number"),
        ('["\\"Infinity", -Infinity]', "line 1, column 16: -Infinity is no JSON number"),
        ('{"a": 1,}', "line 1, column "),
        ('{"a": 01}', "line 1, column 8: "),
    ],
)
def test_json_that_is_none_is_refused_with_place_and_reason(source: str, message: str) -> None:
    with pytest.raises(DocumentError) as refused:
        parse_document(source, "application/json")
    assert f"The document is not valid JSON in {message}" in refused.value.detail


def test_whole_numbers_of_any_length_are_read() -> None:
    digits = "7" * 5_000
    assert digits in parse_document(f'{{"a": {digits}}}', "application/json").text
