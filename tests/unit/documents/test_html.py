"""HTML: what a reader of the page sees, with structure; the rest is hidden content."""

from __future__ import annotations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from selectolax.lexbor import LexborHTMLParser

from qa_service.documents import DocumentError, parse_document, truncate
from tests.unit.documents.building import assert_places, kinds_of, read, rows_of


def page(body: str) -> str:
    return f"<!DOCTYPE html><html><head><title>T</title></head><body>{body}</body></html>"


@pytest.mark.parametrize(
    ("body", "text"),
    [
        ("<p>One</p><p>Two</p>", "One\n\nTwo"),
        ("<p>One<p>Two", "One\n\nTwo"),
        ("<div>One<div>Two</div>Three</div>", "One\n\nTwo\n\nThree"),
        ("<p>a <b> b</b>  c\n d</p>", "a b c d"),
        ("<p>a<br>b<br/>c</p>", "a\nb\nc"),
        ("x &lt;y&gt; &amp; &eacute;&#8364;&#x20AC; &copy &nosuch;", "x <y> & é€€ © &nosuch;"),
        ("1 < 2 and 3 > 2", "1 < 2 and 3 > 2"),
        ("<p>a&nbsp;b</p>", "a\u00a0b"),
        ("<p>He said <q>yes</q>.</p>", "He said “yes”."),
        ("<pre>a  b\n  c</pre>", "a  b\n  c"),
        ("10<sup>6</sup> and m<sup>2</sup>, the Term<sup>3</sup>; 1<sup>st</sup>", "10^6 and m^2, the Term[3]; 1st"),
        ("<ul><li>a<li>b</ul>", "- a\n- b"),
        ("<ol start=3><li>a</li><li value=7>b</li><li>c</li></ol>", "3. a\n7. b\n8. c"),
        ("<ol type=a><li>x<ol type=I><li>y</ol><li>z</ol>", "a. x\nI. y\nb. z"),
        ("<dl><dt>Term<dd>Meaning</dl>", "Term\n\nMeaning"),
        ("a<!-- no --><!-->b<!--->c<! x>d<?php e ?>f", "abcdf"),
        ("<script>if (a < b) { '<p>no</p>' }</script>yes", "yes"),
        ("<style>p { color: red }</style>yes<noscript>no</noscript>", "yes"),
        ("<textarea>no</textarea><select><option>no</select><svg><title>no</title></svg><button>Go</button>", "Go"),
        ("<p title='a > b' data-x=\"<p>\">yes</p>", "yes"),
        ("</p></div>a</span>", "a"),
        ("<h1>Title</h1>text", "Title\n\ntext"),
        ("<P>UPPER</P><BR>", "UPPER"),
        ("<p>a</p>\n\n\n<p>b</p>\n", "a\n\nb"),
        ("<a href=x>link</a><img alt='no'>", "link"),
        ("<input value=no type=text>", ""),
    ],
)
def test_the_text_of_a_page(body: str, text: str) -> None:
    assert read(page(body), "x.html").text == text
    assert read(body, "x.html").text == text


def test_structure_of_a_page() -> None:
    document = read(
        page("<h1>1. Scope</h1><p>x<h3>Fees</h3><ul><li>y</ul><blockquote>q</blockquote><pre>z</pre>"), "x.htm"
    )
    assert [(h.level, h.number, h.title) for h in document.headings] == [(1, "1", "Scope"), (3, "", "Fees")]
    assert [b.kind for b in document.blocks] == ["heading", "paragraph", "heading", "list_item", "quote", "code"]


def test_a_page_without_marked_headings_has_those_that_look_like_one() -> None:
    document = read(
        page("<p><b>7. Governing Law</b></p><p>This agreement is governed by the law of Ireland.</p>"), "x.html"
    )
    assert [(h.number, h.title) for h in document.headings] == [("7", "Governing Law")]


@pytest.mark.parametrize(
    ("table", "rows"),
    [
        ("<tr><td>a<td>b<tr><td>1<td>2", [["a", "b"], ["1", "2"]]),
        ("<tr><th rowspan=2>a<th colspan=2>b<tr><td>1<td>2<tr><td>x<td>y<td>z",
         [["a", "b", ""], ["", "1", "2"], ["x", "y", "z"]]),
        ("<tr><td>a<td rowspan=0>b<tr><td>1<td>2", [["a", "b"], ["1", "2"]]),
        ("<tr><td rowspan=9>a<td>b<tr><td>c", [["a", "b"], ["", "c"]]),
        ("<thead><tr><th>a<th>b<tbody><tr><td><p>one<p>two<td><ul><li>x<li>y</ul>",
         [["a", "b"], ["one two", "- x - y"]]),
        ("<td>a<td>b", [["a", "b"]]),
        ("<tr><td>a</td>\n<td></td></tr><tr></tr><tr><td>c</td><td>d</td>", [["a", ""], [], ["c", "d"]]),
        ("<tr><td>line<br>break<td>tab\tbed", [["line break", "tab bed"]]),
    ],
)  # fmt: skip
def test_tables_of_a_page(table: str, rows: list[list[str]]) -> None:
    assert rows_of(read(page(f"<p>before<table>{table}</table>after"), "x.html")) == [rows]


def test_a_caption_stands_above_its_table() -> None:
    document = read("<table><caption>Fees</caption><tr><td>a<td>b</table>end", "x.html")
    assert document.text == "Fees\n\na\tb\n\nend"


def test_a_table_that_only_lays_text_out_is_none() -> None:
    mail = "<table><tr><td><h1>News</h1><table><tr><td>a<td>b<tr><td>1<td>2</table><p>Bye</table>"
    document = read(mail, "x.html")
    assert document.text == "News\n\na\tb\n1\t2\n\nBye"
    assert rows_of(document) == [[["a", "b"], ["1", "2"]]]
    assert rows_of(read("<table role=presentation><tr><td>a<td>b</table>", "x.html")) == []
    assert read("<table><tr><td>one<tr><td>two</table>", "x.html").text == "one\n\ntwo"


@pytest.mark.parametrize(
    "body",
    [
        "see <span style='display:none'>gone</span> here",
        "see <span style='color:red; DISPLAY : none !important'>gone</span> here",
        "see <span style='visibility:hidden'>gone</span> here",
        "see <span style='font-size:0px'>gone</span> here",
        "see <span style='opacity: 0'>gone</span> here",
        "see <span hidden>gone</span> here",
        "<style>.x, #y { display: none }</style>see <span class='a x'>gone</span> here",
        "<style>/* .z{} */ span.secret{color:red;display:none}</style>see <span class=secret>gone</span> here",
        "<style>#off{visibility:hidden}</style>see <span id=off>gone</span> here",
        "see <div hidden><p>gone</p></div> here",
        "see <p hidden>gone<p>here",
        "see <dialog>gone</dialog> here",
    ],
)
def test_what_is_not_shown_is_hidden_content(body: str) -> None:
    document = read(page(body), "x.html")
    assert kinds_of(document) == [("hidden_text", "gone")]
    assert "gone" not in document.text
    assert document.text.split() == ["see", "here"]


@pytest.mark.parametrize(
    "body",
    [
        "<span style='font-size:0.9em; opacity:0.5'>x</span>",
        "<style>@media print { .x { display: none } }</style><p class=x>x</p>",
        "<style>.x:hover { display: none } .x > b { display: none }</style><p class=x>x</p>",
        "<p hidden></p><div style='display:none'> </div>x",
        "<p aria-hidden=true>x</p>",
        "<details><summary>more</summary>x</details>",
        "<p style='background:#000;color:#fff'>x</p>",
        "<table bgcolor=black><tr><td style='color:white'>x<td>y</table>",
        "<div style='background-color:navy'><p><b style='color:#FFFFFF'>x</b></div>",
        "<style>h1{background:navy}</style><h1 style='color:#fff'>x</h1>",
        "<link rel=stylesheet href=a.css><h1 style='color:#fff'>x</h1>",
        "<p style='color:#eee'>x</p>",
        "<input type=hidden value=x>",
        "<script>hidden</script><template>x</template>",
    ],
)
def test_what_is_shown_is_not_hidden_content(body: str) -> None:
    assert kinds_of(read(page(body), "x.html")) == []


@pytest.mark.parametrize("colour", ["#fff", "#FFFFFF", "white", "rgb(255, 255, 255)", "#fefefe"])
def test_white_letters_on_white_are_invisible_text(colour: str) -> None:
    document = read(page(f"<p>a <span style='color: {colour}'>ghost</span> b</p>"), "x.html")
    found = document.hidden[0]
    assert (found.kind, document.text[found.start : found.end]) == ("invisible_text", "ghost")


def test_properties_of_a_page() -> None:
    source = '<html lang="de-CH"><head><title>My &amp;\n page</title><meta name="Author" content="Ann"></head><p>x'
    properties = read(source, "x.html").properties
    assert (properties.title, properties.author, properties.language) == ("My & page", "Ann", "de-CH")


@pytest.mark.parametrize(
    ("source", "code"),
    [
        ("<div>" * 2_000, "too_deep"),
        ("<i></span>" * 2_000, "too_deep"),
        ("<select>" + "<option>" * 9 + "<a>" * 2_000, "too_deep"),
        ("<br>" * 300_001, "too_complex"),
        ("<table>" + "<tr><td rowspan=65534 colspan=1000>x" * 400, "table_too_large"),
    ],
)
def test_a_page_that_asks_for_too_much_is_refused(source: str, code: str) -> None:
    with pytest.raises(DocumentError) as refused:
        parse_document(source, "text/html")
    assert refused.value.problems[0].code == code


PIECES = (
    "<p>", "</p>", "<div>", "</div>", "<b>", "</b>", "<ul>", "<li>", "</li>", "</ul>", "<table>", "<tr>", "<td>",
    "</td>",
    "</tr>", "</table>", "<h1>", "</h1>", "<br>", "word", " ", "\n", "&amp;", "<span hidden>", "</span>",
    "<pre>", "</pre>",
    "<!--", "-->", "<", ">", '<a title="', '"', "<script>", "</script>", "<sup>", "1", "</sup>", "<q>", "</q>",
    "<caption>",
)  # fmt: skip


@settings(max_examples=300, deadline=None)
@given(source=st.lists(st.sampled_from(PIECES), max_size=40).map("".join))
def test_any_markup_has_true_places(source: str) -> None:
    document = read(source, "x.html")
    assert_places(truncate(document, len(document.text) // 2))


WELL_FORMED = st.recursive(
    st.sampled_from(["one", "two words", "é &amp; ü", "3 &lt; 4"]),
    lambda inner: st.builds(
        lambda tag, parts: f"<{tag}>{' '.join(parts)}</{tag}>",
        st.sampled_from(["b", "i", "span", "a", "em"]),
        st.lists(inner, min_size=1, max_size=3),
    ),
    max_leaves=8,
)


@settings(max_examples=100, deadline=None)
@given(parts=st.lists(WELL_FORMED, min_size=1, max_size=4))
def test_the_words_are_those_of_a_parser_that_builds_a_tree(parts: list[str]) -> None:
    source = page("".join(f"<div><p>{part}</p></div>" for part in parts))
    body = LexborHTMLParser(source).body
    assert body is not None
    assert read(source, "x.html").text.split() == body.text(separator=" ").split()


@pytest.mark.parametrize(
    ("source", "text"),
    [
        ("<p>Now</p><svg><text>Fee: <tspan>TBD</tspan>.</text></svg><p>Then</p>", "Now\n\nFee: TBD.\n\nThen"),
        ("<svg><g><text><tspan x=0>Signed</tspan><tspan x=0 dy=9>by us</tspan></text></g></svg>", "Signed by us"),
        ("<svg><defs/><text>one</text><path d='M0'/><text>two</text></svg><br/>three", "one\n\ntwo\n\nthree"),
        ("<svg>" + "<path d='M0 0' />" * 999 + "<text>far</text></svg>", "far"),
        ("<p>A<b/>b", "Ab"),
        ("<svg><foreignObject><div>Rent <b>due</b></div></foreignObject></svg>", "Rent due"),
        ("<p>An <svg><title>icon</title><path d=x /></svg> icon</p>", "An icon"),
        ("<svg><defs><text>no</text></defs><symbol><text>no</text></symbol><desc>no</desc>no</svg>Yes", "Yes"),
        ("<p>One <text>word</text> more</p>", "One word more"),
        ("<template><svg><text>no</text></svg></template>Yes", "Yes"),
    ],
)  # fmt: skip
def test_the_words_of_inline_drawings_are_read(source: str, text: str) -> None:
    assert parse_document(source, "text/html").text == text


def test_the_words_of_a_drawing_that_is_not_shown_are_hidden() -> None:
    document = parse_document('<p>Yes</p><svg style="display:none"><text>No longer</text></svg>', "text/html")
    assert document.text == "Yes"
    assert [(each.kind, each.text) for each in document.hidden] == [("hidden_text", "No longer")]
