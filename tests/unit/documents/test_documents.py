"""Reading documents: what is accepted, structure, and spans with true offsets."""

from __future__ import annotations

import json
from decimal import Decimal
from itertools import pairwise

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from qa_service.documents import DocumentError, parse_document, parse_table, truncate

MEMO = """# 1. Summary

The fee is *due*.

| Item | 2023 |
|:-----|-----:|
| Fees | 1,200 |
| Tax \\| other | (30) |

- first
- second

> quoted

```
code
```

## 1.1 Details

More.
"""


@pytest.mark.parametrize(
    ("content", "media_type", "code"),
    [
        (b"\xff\xfea", "text/plain", "wrong_encoding"),
        (b"caf\xe9", "text/plain", "not_utf8"),
        (b"a\x00b", "text/plain", "control_character"),
        ("a\x1bb", "text/plain", "control_character"),
        ("a\ud800b", "text/plain", "lone_surrogate"),
        ("x", "image/png", "unsupported_media_type"),
        ("{", "application/json", "invalid_json"),
        ('{"table": [1]}', "application/json", "invalid_table"),
        ('{"table": [[{}]]}', "application/json", "invalid_table"),
        ('{"table": [["\\ud800"]]}', "application/json", "lone_surrogate"),
        ("x" * 101, "text/plain", "document_too_long"),
        (b"x" * 500, "text/plain", "document_too_long"),
    ],
)
def test_what_is_no_text_is_refused_with_a_code(content: str | bytes, media_type: str, code: str) -> None:
    with pytest.raises(DocumentError) as refused:
        parse_document(content, media_type, max_chars=100)
    assert refused.value.code == "invalid_document"
    assert refused.value.problems[0].code == code


def test_unknown_media_types_say_what_is_allowed() -> None:
    with pytest.raises(DocumentError) as refused:
        parse_document("x", "application/x-latex")
    assert refused.value.status == 415
    assert "text/markdown" in refused.value.problems[0].allowed


def test_a_byte_order_mark_and_parameters_are_accepted() -> None:
    assert parse_document(b"\xef\xbb\xbfhello", "Text/Plain; charset=utf-8").text == "hello"


def test_markdown_keeps_its_source_and_gives_structure() -> None:
    document = parse_document(MEMO, "text/markdown")
    assert document.text == MEMO
    kinds = [block.kind for block in document.blocks]
    assert kinds == ["heading", "paragraph", "table", "list_item", "list_item", "quote", "code", "heading", "paragraph"]
    assert [(h.level, h.number, h.title) for h in document.headings] == [(1, "1", "Summary"), (2, "1.1", "Details")]
    assert document.in_code(MEMO.index("code"))
    assert not document.in_code(MEMO.index("More"))


def test_table_cells_know_their_place() -> None:
    table = parse_document(MEMO, "text/markdown").tables[0]
    assert [[cell.text for cell in row] for row in table.rows] == [
        ["Item", "2023"],
        ["Fees", "1,200"],
        ["Tax \\| other", "(30)"],
    ]
    for row in table.rows:
        for cell in row:
            assert MEMO[cell.start : cell.end] == cell.text


def test_plain_text_has_blocks_headings_and_tables() -> None:
    text = (
        "SERVICES AGREEMENT\n\n1. Term. This agreement runs for a year.\n\nARTICLE IV\n\nWrapped text goes\n"
        "on here.\n\n"
        "Name: Ada King\n\n7.3 Fees\n\n- one\n- two\n\n| a | b |\n|---|---|\n| 1 | 2 |\n"
    )
    document = parse_document(text)
    titles = [(heading.number, heading.title) for heading in document.headings]
    assert titles == [("", "SERVICES AGREEMENT"), ("1", "Term"), ("IV", ""), ("7.3", "Fees")]
    assert [block.kind for block in document.blocks].count("list_item") == 3
    assert document.tables[0].rows[1][1].text == "2"
    assert any(text[b.start : b.end] == "Wrapped text goes\non here." for b in document.blocks)


def test_lines_of_unwrapped_text_are_paragraphs() -> None:
    long = "word " * 40
    assert len(parse_document(f"{long}\n{long}\nshort.\n").blocks) == 3


def test_json_tables_become_text_with_cells() -> None:
    document = parse_document(json.dumps({"table": [["a", 1.50, None], [], [True, "x\ty"]]}), "application/json")
    for row in document.tables[0].rows:
        for cell in row:
            assert document.text[cell.start : cell.end] == cell.text
    assert [cell.text for cell in document.tables[0].rows[0]] == ["a", "1.5", ""]
    assert parse_table([]).text == ""


def test_sentences_know_abbreviations() -> None:
    text = "Dr. Jones met Mr. Smith in the U.S. on Monday. They agreed.\n\nNo more"
    sentences = [text[s.start : s.end] for s in parse_document(text).sentences]
    assert sentences[-2:] == ["They agreed.", "No more"]
    assert sentences[0].startswith("Dr. Jones met")


def test_words_are_counted_without_marks() -> None:
    assert parse_document("# One two — three! *** 4").word_count == 4


@pytest.mark.parametrize(
    ("text", "amount", "currency", "percent"),
    [
        ("$3.2 million", "3200000", "USD", False),
        ("(1,234)", "-1234", None, False),
        ("-5", "-5", None, False),
        ("45 %", "45", None, True),
        ("12.5 percent", "12.5", None, True),
        ("1.234,50 EUR", "1234.50", "EUR", False),
        ("£1,000,000", "1000000", "GBP", False),
        ("USD 5k", "5000", "USD", False),
        ("7 dollars", "7", "USD", False),
        ("(2)", "2", None, False),
        ("1\u00a0234", "1234", None, False),
    ],
)
def test_numbers_carry_value_currency_and_percent(text: str, amount: str, currency: str | None, percent: bool) -> None:
    number = parse_document(f"It is {text} now").numbers[0]
    assert (number.amount, number.currency, number.percent) == (Decimal(amount), currency, percent)


def test_quotations_take_straight_and_curly_marks() -> None:
    text = 'He said “one two three” and "four five six" but “no” and 5" or 6" pipe. “never closed at all\n\nNext.'
    assert [q.text for q in parse_document(text).quotations] == ["one two three", "four five six"]


def test_views_are_built_once() -> None:
    document = parse_document("a b c")
    assert document.cached("mine", lambda d: [d.text]) is document.cached("mine", lambda d: [])


BLANKS = "\u00a0\u202f\u2003\u3000\u2028\u0085"


@pytest.mark.parametrize("blank", BLANKS)
def test_wide_blanks_before_a_full_stop_end_sentences_too(blank: str) -> None:
    text = f"The fee is 12{blank}% of B{blank}. It is due."
    sentences = [text[s.start : s.end] for s in parse_document(text).sentences]
    assert sentences[-1].endswith("It is due.")


def test_a_long_text_is_not_cut_at_wide_blanks() -> None:
    assert [(s.start, s.end) for s in parse_document("a\u2003" * 2_000).sentences] == [(0, 2_999), (3_000, 3_999)]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("(a) The fee is due. It is paid.", ["(a) The fee is due.", "It is paid."]),
        (
            "1. The term is short. It is one year.\n2. It is let.",
            ["1. The term is short.", "It is one year.", "2. It is let."],
        ),
        ("3.2 Acme Inc. pays. It is late.", ["3.2 Acme Inc. pays.", "It is late."]),
        ("• Größe müßte.  Es ist.\n• Das auch", ["• Größe müßte.", "Es ist.", "• Das auch"]),
        ("(a) The fee, e.g. of Mr. Poe, is due", ["(a) The fee, e.g. of Mr. Poe, is due"]),
    ],
)
def test_an_item_of_a_list_may_have_several_sentences(text: str, expected: list[str]) -> None:
    assert [text[s.start : s.end] for s in parse_document(text).sentences] == expected


@settings(max_examples=300, deadline=None)
@given(st.text(st.sampled_from(f"aB .!?1’\"'()\n…-{BLANKS}é保。"), max_size=30))
def test_every_text_has_sentences_in_order(text: str) -> None:
    found = parse_document(text or "a").sentences
    assert all(one.end <= other.start for one, other in pairwise(found))


@settings(max_examples=80, deadline=None)
@given(
    text=st.text(alphabet=st.sampled_from('aB1 .,-#|>*`\n\r\t“”"[]()$%é😀'), max_size=200),
    media_type=st.sampled_from(["text/plain", "text/markdown"]),
)
def test_every_view_of_any_text_has_valid_offsets(text: str, media_type: str) -> None:
    document = parse_document(text, media_type)
    spans = [*document.blocks, *document.headings, *document.sentences, *document.numbers, *document.quotations]
    for span in spans:
        assert 0 <= span.start <= span.end <= len(text)
    starts = [sentence.start for sentence in document.sentences]
    assert starts == sorted(starts)
    for table in document.tables:
        for row in table.rows:
            for cell in row:
                assert text[cell.start : cell.end] == cell.text


def test_the_beginning_of_markdown_is_read_anew() -> None:
    document = parse_document(MEMO, "text/markdown")
    cut = truncate(document, MEMO.index("- first"))
    assert cut.text == MEMO[: MEMO.index("- first")]
    assert len(cut.tables) == 1
    assert len(cut.headings) == 1


@pytest.mark.parametrize(
    ("source", "rows"),
    [
        ("a | b\n--|--\n1 | 2\n# H\n", [["a", "b"], ["1", "2"]]),
        ("before\n| a | b |\n|---|---|\n| 1 |\n\nafter\n", [["a", "b"], ["1"]]),
        ("> | a | b |\n> |---|---|\n> | 1 | 2 |\n", [["a", "b"], ["1", "2"]]),
        ("- x\n\n  | a | b |\n  |---|---|\n  | 1 | 2 |\n", [["a", "b"], ["1", "2"]]),
        ("|a|\n|-|\n|1|\n- item\n", [["a"], ["1"]]),
    ],
)
def test_tables_of_markdown_stand_anywhere(source: str, rows: list[list[str]]) -> None:
    document = parse_document(source, "text/markdown")
    assert [[cell.text for cell in row] for row in document.tables[0].rows] == rows
    for row in document.tables[0].rows:
        for cell in row:
            assert source[cell.start : cell.end] == cell.text


@pytest.mark.parametrize("source", ["a | b\n---\n", "a | b\n\n|---|---|\n", "a | b | c\n|---|---|\n", "text\n"])
def test_what_looks_a_little_like_a_table_is_none(source: str) -> None:
    assert parse_document(source, "text/markdown").tables == ()


def test_a_row_that_closes_a_comment_is_no_row_of_the_table_below_it() -> None:
    document = parse_document(
        "<!--\n\n| a |\n| b -->\n| c | d |\n|---|---|\n| 1 | 2 |\n| 3 | 4 |\n| 5 | 6 |\n", "text/markdown"
    )
    (table,) = document.tables
    assert [[cell.text for cell in row] for row in table.rows] == [["c", "d"], ["1", "2"], ["3", "4"], ["5", "6"]]
    assert [block.kind for block in document.blocks] == ["code", "table"]


FRONT = "---\ntitle: Memo on the lease\ntags:\n  - lease\n# for the file\nauthor: TBD\n---\n"


def test_the_front_matter_of_markdown_is_no_prose() -> None:
    document = parse_document(FRONT + "\n# Facts\n\nThe rent is due.\n", "text/markdown")
    assert [(block.kind, document.text[block.start : block.end]) for block in document.blocks] == [
        ("code", FRONT.rstrip()),
        ("heading", "# Facts"),
        ("paragraph", "The rent is due."),
    ]
    assert [document.text[each.start : each.end] for each in document.headings] == ["# Facts"]


@pytest.mark.parametrize(
    "source",
    [
        "---\nThe rent is due.\n---\n",
        "---\n\ntitle: x\n---\n",
        "Text.\n\n---\ntitle: x\n---\n",
        "---\ntitle: x\n\nMore text.",
        "---\nNote: x\nThe rent is due.\n---\n",
        "---\n---\n",
    ],
)
def test_rules_around_text_are_no_front_matter(source: str) -> None:
    assert all(block.kind != "code" for block in parse_document(source, "text/markdown").blocks)


def test_tables_below_front_matter_keep_their_places() -> None:
    for end in ("\n", "\r\n"):
        source = "---\ndate:   2024\npages:  12\nlines:  40\n---\n\n| a | b |\n|---|---|\n| 1 | 2 |".replace("\n", end)
        document = parse_document(source, "text/markdown")
        assert [[[document.text[c.start : c.end] for c in row] for row in t.rows] for t in document.tables] == [
            [["a", "b"], ["1", "2"]]
        ]
