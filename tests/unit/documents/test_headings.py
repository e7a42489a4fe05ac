"""Which paragraphs with the style of a heading are headings, and which are clauses."""

from __future__ import annotations

from collections.abc import Callable

import pytest

from qa_service.documents import Document, parse_document
from tests.unit.documents.building import docx, read

STYLES = (
    '<w:style w:type="paragraph" w:styleId="Heading2"><w:name w:val="heading 2"/><w:basedOn w:val="Normal"/>'
    '<w:pPr><w:outlineLvl w:val="1"/></w:pPr></w:style>'
)
RUN_IN = "1.4 Usage Data. The provider may collect Usage Data, and may use it to maintain the product."
UNTITLED = "2.1 The provider makes no guarantee that the product will always be safe, secure or free of errors."
LONG_TITLE = "Report of the independent auditor to the members of Harrow Mill Limited on the accounts for 2024"
QUESTION = "What do we do with the personal data that our customers and their users give us?"


def of_markdown(text: str) -> Document:
    return parse_document(f"# Terms\n\n## {text}\n\nThe end of it.\n", "text/markdown")


def of_docx(text: str) -> Document:
    body = "".join(
        f'<w:p><w:pPr><w:pStyle w:val="{style}"/></w:pPr><w:r><w:t>{words}</w:t></w:r></w:p>'
        for style, words in (("Heading2", "Terms"), ("Heading2", text), ("", "The end of it."))
    )
    return read(docx(body, styles=STYLES), "x.docx")


def of_html(text: str) -> Document:
    return parse_document(f"<h1>Terms</h1><h2>{text}</h2><p>The end of it.</p>", "text/html")


Reader = Callable[[str], Document]
READERS: list[Reader] = [of_markdown, of_docx, of_html]


@pytest.mark.parametrize("reader", READERS)
def test_a_clause_in_the_style_of_a_heading_is_a_paragraph_with_a_title_that_runs_in(reader: Reader) -> None:
    document = reader(RUN_IN)
    headings = [(each.number, each.title, document.text[each.start : each.end]) for each in document.headings]
    assert headings[1:] == [("1.4", "Usage Data", "1.4 Usage Data.")]
    assert next(document.text[b.start : b.end] for b in document.blocks if b.kind == "paragraph") == RUN_IN


@pytest.mark.parametrize("reader", READERS)
def test_a_clause_without_a_title_is_a_paragraph(reader: Reader) -> None:
    document = reader(UNTITLED)
    assert [each.title for each in document.headings] == ["Terms"]
    assert UNTITLED in [document.text[b.start : b.end] for b in document.blocks if b.kind == "paragraph"]


@pytest.mark.parametrize("reader", READERS)
@pytest.mark.parametrize("title", [LONG_TITLE, QUESTION, "Effect of the termination.", "Survival"])
def test_titles_stay_headings_however_long(reader: Reader, title: str) -> None:
    assert [each.title.rstrip(".") for each in reader(title).headings] == ["Terms", title.rstrip(".")]
