"""A file's text as it is shown: every code point in place, whatever its tables, headings and pages are said to be."""

from __future__ import annotations

import io
import re
from html import unescape
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from qa_service.documents import parse_document
from qa_service.services.file_record import file_of
from qa_service.web.layout import lay_out
from qa_service.web.marks import Mark, document_html
from tests.api.files import docx_file
from tests.api.test_uploads import FILES

TEXT = st.text(st.sampled_from("ab \t\n\r|#é🙂"), max_size=60)
PLACE = st.integers(0, 70)


def text_of(html: str) -> str:
    return unescape(re.sub(r"<[^>]+>", "", html))


@given(
    TEXT,
    st.lists(st.tuples(PLACE, PLACE, st.just("")), max_size=4),
    st.lists(st.tuples(PLACE, PLACE, st.integers(1, 9)), max_size=4),
    st.lists(st.tuples(st.integers(1, 9), PLACE, PLACE), max_size=4),
    st.lists(st.tuples(PLACE, PLACE), max_size=4),
)
def test_the_lines_cover_the_text_without_gaps(
    text: str, tables: Any, headings: Any, pages: Any, spans: list[tuple[int, int]]
) -> None:
    file = {"tables": tables, "headings": headings, "pages": pages}
    cells = [cell for block in lay_out(text, "x", file) for line in block.lines for cell in line.cells]
    assert "".join(text[cell.start : cell.end] for cell in cells) == text
    marks = [Mark(i, *sorted(span), "minor") for i, span in enumerate(spans, 1)]
    assert text_of(document_html(text, "x", marks, file)) == text


@pytest.mark.parametrize("kind", FILES)
def test_every_kind_of_file_is_shown_as_its_text(kind: str) -> None:
    name, data, _, media_type = FILES[kind]
    document = parse_document(data, media_type, filename=name)
    html = str(document_html(document.text, document.media_type, [], file_of(document)))
    assert text_of(html) == document.text
    if document.tables:
        assert html.count('class="grid"') == len(document.tables)
        cells = sum(len(row) for table in document.tables for row in table.rows)
        assert html.count('<span class="cell') == cells


def test_pages_and_headings_are_shown_as_such() -> None:
    file = {"pages": [[1, 0, 6], [2, 6, 20]], "headings": [[0, 5, 2]], "tables": []}
    html = str(document_html("Title\nBody\nMore\n", "application/pdf", [], file))
    assert html.count("data-page") == 2
    assert 'class="ln h2" data-page="1"' in html
    assert 'class="ln p" data-page="2">Body' in html


def test_the_page_of_a_deliverable_shows_what_is_hidden_in_it(api: Any, visit: Any) -> None:
    api.rubric()
    body = {"file": (io.BytesIO(docx_file("Confidential.", author="A. Person")), "a.docx"), "rubric": "test.memo"}
    made = api.lead.post("/v1/deliverables", data=body)
    assert made.status_code == 201, made.text
    page = visit("luis", "lead").go(f"/deliverables/{made.json['id']}").text
    assert "A. Person" in page
    assert "The file" in page
