"""A document as HTML: its text content is the text, its marks are the findings, whatever the text."""

from __future__ import annotations

import time
from html.parser import HTMLParser

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from qa_service.web.marks import Mark, document_html

TYPES = ("text/plain", "text/markdown", "application/json")
TEXT = st.text(st.sampled_from("ab *|#>-`~_\\\n\t:<&1.🙂𝔸é"), max_size=120)
SPANS = st.lists(st.tuples(st.integers(0, 120), st.integers(0, 120)), max_size=6)


class Reader(HTMLParser):
    """What a browser would read: the whole text, and the text under each mark's number."""

    def __init__(self, html: str) -> None:
        super().__init__(convert_charrefs=True)
        self.text = ""
        self.marked: dict[str, str] = {}
        self.open: list[str] = []
        self.depth = 0
        self.deepest = 0
        self.feed(html)
        self.close()

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        if tag == "mark":
            self.depth += 1
            self.deepest = max(self.deepest, self.depth)
            self.open = str(dict(attrs)["data-f"]).split()

    def handle_endtag(self, tag: str) -> None:
        if tag == "mark":
            self.depth -= 1
            self.open = []

    def handle_data(self, data: str) -> None:
        self.text += data
        for number in self.open:
            self.marked[number] = self.marked.get(number, "") + data


@given(TEXT, st.sampled_from(TYPES), SPANS)
@settings(max_examples=150, deadline=None)
def test_text_and_marks_are_exact(text: str, media_type: str, spans: list[tuple[int, int]]) -> None:
    inside = [(a, b) for a, b in spans if a < b <= len(text)]
    marks = [Mark(number, a, b, "major") for number, (a, b) in enumerate(inside, 1)]
    read = Reader(str(document_html(text, media_type, marks)))
    assert read.text == text
    assert read.marked == {str(m.number): text[m.start : m.end] for m in marks}
    assert read.deepest <= 1


def test_a_carriage_return_survives_the_browser() -> None:
    assert "&#13;" in document_html("a\r\nb", "text/plain", [])


def test_a_place_without_extent_is_marked_once() -> None:
    html = str(document_html("Signed: \nEnd", "text/plain", [Mark(1, 8, 8, "minor")]))
    assert html.count("<mark") == 1
    assert Reader(html).text == "Signed: \nEnd"


def test_a_finding_about_the_whole_document_is_not_drawn() -> None:
    assert "<mark" not in document_html("Text", "text/plain", [Mark(1, 0, 0, "major")])


@pytest.mark.parametrize(
    ("source", "kept"),
    [
        ("## Title", '<div class="ln h2">'),
        ("> said", '<div class="ln bq">'),
        ("- one", '<div class="ln li">'),
        ("**bold**", '<span class="strong">bold</span>'),
        ("| a | b |\n|---|--:|\n| 1 | 2 |", '<span class="cell num">'),
    ],
)
def test_markdown_is_styled(source: str, kept: str) -> None:
    assert kept in document_html(source, "text/markdown", [])


@pytest.mark.parametrize(
    "text",
    ["|a|\n|" + "-" * 20_000 + "x\n", "**a " * 20_000, "|" + " " * 50_000 + "x|\n", "**a** " * 20_000, "- " * 20_000],
    ids=["rule", "open", "blanks", "emphasis", "hyphens"],
)
def test_a_hostile_text_costs_no_more_than_its_length(text: str) -> None:
    begun = time.process_time()
    assert Reader(str(document_html(text, "text/markdown", []))).text == text
    assert time.process_time() - begun < 3


def test_markup_in_a_text_stays_text() -> None:
    html = str(document_html("| <script>x</script> |\n", "text/markdown", []))
    assert "<script" not in html


def test_many_marks_in_one_long_line_cost_no_more_than_their_number() -> None:
    text = "word " * 20_000
    marks = [Mark(n, 20 * n, 20 * n + 6, "major") for n in range(4_900)]
    begun = time.process_time()
    html = str(document_html(text, "text/plain", marks))
    assert time.process_time() - begun < 1
    assert Reader(html).marked["4000"] == text[80_000:80_006]
