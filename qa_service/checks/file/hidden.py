"""Content that goes out with a file although its reader does not see it."""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Collection, Iterator, Mapping
from typing import Final, cast

from marshmallow import fields, validate

from qa_service.checks.context import CheckContext
from qa_service.checks.file.invisible import INVISIBLE, Invisible, find_invisible, word_around
from qa_service.checks.finding import Hit
from qa_service.checks.parameters import Parameters
from qa_service.checks.registry import check
from qa_service.documents import Cell, Document, Hidden

QUOTED: Final = 120
WHAT: Final[Mapping[str, str]] = {
    "inserted": "A tracked insertion is not accepted",
    "deleted": "Text deleted under tracked changes is still in the file",
    "moved": "A tracked move is not accepted",
    "comment": "A comment is left in the file",
    "hidden_text": "Hidden text is in the file",
    "invisible_text": "Text that cannot be seen is in the file",
    "hidden_sheet": "A hidden sheet is in the workbook",
    "hidden_row": "Hidden rows are in the table",
    "hidden_column": "Hidden columns are in the table",
    "broken_formula": "A formula refers to cells that are gone",
    "header": "A running head",
    "footer": "A running foot",
    "footnote": "A footnote",
    "endnote": "An endnote",
    "attachment": "Another file is embedded",
    "macro": "The file carries a program",
}
IN_TEXT: Final = ("bidi", "zero_width")
KINDS: Final = (*WHAT, *IN_TEXT)
# Notes and running heads are seen by every reader; embedded files and programs are a matter of taste.
USUAL: Final = tuple(
    kind for kind in KINDS if kind not in ("header", "footer", "footnote", "endnote", "attachment", "macro")
)


class HiddenParams(Parameters):
    """Parameters of file.hidden_content."""

    kinds = fields.List(
        fields.String(validate=validate.OneOf(KINDS)),
        load_default=list(USUAL),
        validate=validate.Length(min=1),
        metadata={"description": "What to look for; running heads, notes, embedded files and programs only if named."},
    )


@check(
    "file.hidden_content",
    title="Hidden content",
    description=(
        "Finds tracked changes, comments, hidden or invisible text, hidden sheets, rows and columns, broken formulas,"
        " and characters that turn the direction of text over or have no width. Joiners in emoji and direction marks"
        " in Arabic or Hebrew text are lawful."
    ),
    params=HiddenParams,
    severity="major",
    fires="Pay to acc\u200bount 4711.",
    quiet="The whole family 👨‍👩‍👧‍👦 says שלום\u200f, and signs.",
    reads="source",
)
def hidden_content(ctx: CheckContext) -> Iterator[Hit]:
    """Yield everything hidden, at its place in the text where it has one."""
    kinds = frozenset(cast(Collection[str], ctx.params["kinds"]))
    for found in ctx.document.hidden:
        if found.kind in kinds:
            yield _hit(ctx.document, found)
    if kinds & {"bidi", "zero_width"}:
        for invisible in find_invisible(ctx.document):
            if invisible.kind in kinds:
                yield _character_hit(ctx.document.text, invisible)


def _hit(document: Document, found: Hidden) -> Hit:
    start, end = _place(document.text, found)
    cell = _cell_at(document, start) if start < end and found.sheet else None
    message = f"{WHAT[found.kind]}{_where(found)}"
    if found.text:
        message += f": “{_short(found.text)}”"
    evidence = {"kind": found.kind, "text": found.text[:1_000]}
    evidence |= {
        name: value
        for name in ("author", "sheet", "cell", "part")
        if (value := getattr(found, name))
    }  # fmt: skip
    row, column = (cell.row, cell.column) if cell is not None else (None, None)
    return Hit(start, end, f"{message}.", evidence, row=row, column=column, code=found.kind)


def _where(found: Hidden) -> str:
    by = f" by {found.author[:60]}" if found.author else ""
    if found.sheet:
        return f"{by} (sheet {found.sheet[:60]}{', ' + found.cell if found.cell else ''})"
    return f"{by} ({found.part})" if found.part.startswith("page ") else by


def _short(text: str) -> str:
    plain = " ".join(text.split())
    return plain if len(plain) <= QUOTED else f"{plain[:QUOTED].rstrip()}…"


def _place(text: str, found: Hidden) -> tuple[int, int]:
    """Return a place that can be quoted: what is gone is shown at the word before it, or behind it."""
    if found.start is None or found.end is None:
        return 0, 0
    if found.start < found.end:
        return found.start, found.end
    at = min(found.start, len(text))
    left = at - len(text[max(0, at - 60) : at]) + len(text[max(0, at - 60) : at].rstrip())
    start, end = word_around(text, left, left)
    if start == end:
        right = (
            at + 60 - len(text[at : at + 60].lstrip()) if len(text) >= at + 60 else len(text) - len(text[at:].lstrip())
        )
        start, end = word_around(text, right, right)
    return (start, end) if start < end else (0, 0)


def _cell_at(document: Document, offset: int) -> Cell | None:
    cells: list[Cell] = document.cached("cells", _cells)
    at = bisect_right(cells, offset, key=lambda cell: cell.start) - 1
    while at > 0 and cells[at].start == cells[at].end and cells[at - 1].start == cells[at].start:
        at -= 1
    return cells[at] if at >= 0 and cells[at].start <= offset <= cells[at].end else None


def _cells(document: Document) -> list[Cell]:
    return [cell for table in document.tables for row in table.rows for cell in row]


def _character_hit(text: str, found: Invisible) -> Hit:
    start, end = word_around(text, found.start, found.end)
    evidence: dict[str, object] = {"kind": found.kind, "characters": list(found.names), "position": found.start}
    if found.spelled:
        evidence["text"] = found.spelled
    plain = (text[start : found.start] + text[found.end : end]).translate(INVISIBLE)
    if found.kind == "bidi":
        message = "A character turns the direction of the text over, so that it reads other than it is."
    elif found.spelled:
        message = f"Invisible characters spell “{_short(found.spelled)}”."
    else:
        message = "A character without width stands in the text."
    return Hit(start, end, message, evidence, suggestion=plain.strip() or None, code=found.kind)
