"""Tables that only blanks align in texts sent as Markdown, which has other names for them."""

from __future__ import annotations

import pytest

from qa_service.documents import parse_document
from tests.unit.checks.tables_written import on_text

ACCOUNT = """Harbour dues, 2024

Berth                 Spring    Autumn
--------------------------------------
North quay             4,210     3,985
South quay             2,640     2,715
Slipway                  385       412
--------------------------------------
All berths             7,235     7,112

The dues of spring came to 7,235.
"""
INDENTED = "Dues\n\n" + "".join(f"    {line}\n" if line else "\n" for line in ACCOUNT.splitlines()[2:9])
FENCED = f"Dues\n\n```\n{ACCOUNT}```\n\nMore.\n"


def cells(text: str) -> list[list[list[str]]]:
    """The texts of the cells of each table."""
    return [[[cell.text for cell in row] for row in each.rows] for each in parse_document(text, "text/markdown").tables]


@pytest.mark.parametrize("text", [ACCOUNT, INDENTED])
def test_a_slip_in_an_aligned_table(text: str) -> None:
    """A rule above the total makes no heading of the rows, an indent no code."""
    assert cells(text)[0][0] == ["Berth", "Spring", "Autumn"]
    assert not on_text("numbers.footing", text)
    assert len(on_text("numbers.footing", text.replace("2,715", "2,175"))) == 1


def test_the_text_around_an_aligned_table() -> None:
    """What stands before and behind the table keeps its kind; the table's lines are in no other block."""
    document = parse_document(ACCOUNT, "text/markdown")
    assert [block.kind for block in document.blocks] == ["paragraph", "table", "paragraph"]
    assert not document.headings
    indented = "    first = 1\n\n" + INDENTED[6:] + "\n    last = 2\n"
    blocks = parse_document(indented, "text/markdown").blocks
    assert [(block.kind, indented[block.start : block.end][:5]) for block in blocks] == [
        ("code", "first"),
        ("table", "    B"),
        ("code", "last "),
    ]


@pytest.mark.parametrize(
    "text",
    [
        FENCED,
        "> " + ACCOUNT.replace("\n", "\n> "),
        "Berth | 2024\n---|---:\nNorth  |  4,210\nSouth  |  2,640\nSlip  |  385\n",
        "- North quay    4,210\n- South quay    2,640\n- Slipway         385\n",
    ],
)
def test_what_is_marked_otherwise(text: str) -> None:
    """Code in a fence, quotes, lists and tables of bars stay what they are marked as."""
    document = parse_document(text, "text/markdown")
    aligned = [each for each in document.tables if "|" not in text[each.start : each.end]]
    assert not aligned
    assert all(text.count("|") or block.kind != "table" for block in document.blocks)
