"""YAML before the text of a Markdown source: no prose, but looked through for what was never filled in."""

from __future__ import annotations

import pytest

from qa_service.checks import compile_checks, run_checks, text_checks
from qa_service.documents import parse_document
from tests.unit.checks.running import Use, quotes, run

MATTER = """---
title: The the lease of twenty-four (25) months
date: 2031-02-30
author: jane@quay.example
tags: [name, date]
keywords: []
notes: |
  See Section 9, perhaps.
  Rent     1,200
  Rates      300
  Total    1,600
---
"""
BODY = "\n# Memo\n\nThe rent is due monthly.\n"


def test_front_matter_is_code_and_not_counted() -> None:
    document = parse_document(MATTER + BODY, "text/markdown")
    assert [block.kind for block in document.blocks] == ["code", "heading", "paragraph"]
    assert document.text[slice(*document.blocks[0][1:])] == MATTER.rstrip()
    assert [document.text[each.start : each.end] for each in document.sentences] == [
        "# Memo", "The rent is due monthly.",
    ]  # fmt: skip
    assert document.word_count == 6
    assert [heading.title for heading in document.headings] == ["Memo"]
    assert document.tables == ()


def test_no_check_of_prose_reads_it() -> None:
    plan = compile_checks([Use(name, {}, id=name) for name in text_checks()])
    assert run_checks(plan, parse_document(MATTER + BODY, "text/markdown")).findings == ()
    assert run_checks(plan, parse_document("\n" + MATTER + BODY, "text/markdown")).findings


@pytest.mark.parametrize("end", ["\n", "\r\n", "\r"])
def test_places_behind_it_stay_exact(end: str) -> None:
    text = (MATTER + "\nOn 30 February 2031 the the lease ends.\n").replace("\n", end)
    assert quotes("dates.impossible", text) == ["30 February 2031"]
    assert quotes("structure.doubled_words", text) == ["the the"]


@pytest.mark.parametrize(
    ("line", "expected"),
    [
        ("title: [insert title]", "[insert title]"),
        ("author: TBD", "TBD"),
        ("client: [Client Name]", "[Client Name]"),
        ("date: YYYY-MM-DD", "YYYY-MM-DD"),
        ("authors: [name]", None),
        ("fields: [name, address]", None),
        ("alias: []", None),
        ("draft: true", None),
    ],
)
def test_what_was_never_filled_in_is_found(line: str, expected: str | None) -> None:
    found = quotes("text.placeholders", f"---\n{line}\nlang: en\n---\n{BODY}")
    assert found == ([expected] if expected else [])


def test_names_and_refused_wording_are_found_in_it_and_house_style_is_not() -> None:
    text = f"---\nclient: Brackwater Marine Ltd\n---\n{BODY}"
    assert len(run("names.foreign", text, {"foreign": ["Brackwater Marine"]})) == 1
    assert len(run("text.must_not_contain", text, {"any": ["Brackwater Marine"]})) == 1
    assert len(run("text.existence", text, {"tokens": ["Brackwater Marine"]})) == 0
    assert len(run("text.existence", text, {"tokens": ["Brackwater Marine"], "scope": "raw"})) == 1
    assert len(run("text.must_contain", text, {"all": ["Brackwater Marine"]})) == 0


@pytest.mark.parametrize(
    "text",
    [
        "---\n\ntitle: x\n---\n\nText.",
        "---\nIt rained on the quay all day long.\n---\n\nText.",
        "---\nNote: this one is never closed.\n\nText.",
        "---\nNote: it rained.\n\nThe quay was wet: so were we.\n\n---\n",
        "--- \n---\n\nText.",
        "\n---\ntitle: x\n---\n",
        "----\ntitle: x\n----\n",
        "---\n# only a remark\n---\n",
        "---",
    ],
)
def test_a_rule_above_a_text_begins_no_front_matter(text: str) -> None:
    document = parse_document(text, "text/markdown")
    assert document.prose is document
    assert all(block.kind != "code" for block in document.blocks)


def test_only_markdown_has_it() -> None:
    assert parse_document(MATTER + BODY).prose.text == MATTER + BODY


def test_it_may_end_in_dots_and_end_the_text() -> None:
    document = parse_document("---\ntitle: x\n...", "text/markdown")
    assert [(block.kind, block.end) for block in document.blocks] == [("code", 16)]
    assert document.word_count == 0
