"""HTML: what a reader of the page sees as text, headings, lists and tables; what is not shown beside it."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from typing import Final

from qa_service.documents.document import BlockKind, Document
from qa_service.documents.errors import DocumentError
from qa_service.documents.formats.composing import Composer, Passage, raise_number
from qa_service.documents.formats.decode import clean
from qa_service.documents.formats.docx.styles import small_number
from qa_service.documents.formats.html.hiding import HidingRules, has_ground, is_white
from qa_service.documents.formats.html.tables import Piece, TableBuilder, TablePiece
from qa_service.documents.formats.html.tokens import VOID, tokens
from qa_service.documents.formats.media_types import HTML
from qa_service.documents.numbers.list_numbers import LIST_FORMS, in_form
from qa_service.documents.properties import Hidden, Properties
from qa_service.documents.searching.word_sets import word_set

MARKUP_SHARE: Final = 8
MAX_DEPTH: Final = 256
BLANKS = re.compile(r"[ \t\n\r\f]+")
BLOCKS: Final = word_set(
    "address article aside blockquote body caption center dd details dialog dir div dl dt fieldset figcaption figure"
    " footer form h1 h2 h3 h4 h5 h6 header hgroup hr html legend li main menu nav ol optgroup option p pre search"
    " section summary table tbody td tfoot th thead tr ul"
)
UNSEEN: Final = word_set(
    "script style template noscript title iframe object svg math canvas audio video select textarea noembed noframes"
    " datalist head"
)
# What an inline drawing (SVG) shows as words, and what only stands by in it.
DRAWN: Final = frozenset({"text", "foreignobject"})
NOT_DRAWN: Final = word_set("defs symbol title desc metadata style script clippath mask pattern marker")
# An end tag inside one of these closes nothing outside of it.
SCOPES: Final = frozenset({"table", "td", "th", "caption", "ul", "ol", "dl", "menu"})
CELLS: Final = frozenset({"td", "th", "caption"})
TABLE_PARTS: Final = frozenset({"table", "tbody", "thead", "tfoot", "tr", "td", "th", "caption"})
ROWS: Final = ("tr", "td", "th", "caption")
# A beginning that ends what stands open, where its end tag was left out.
ENDS: Final[Mapping[str, tuple[str, ...]]] = {
    "li": ("li",), "dt": ("dt", "dd"), "dd": ("dt", "dd"), "td": ("td", "th", "caption"), "th": ("td", "th", "caption"),
    "tr": ROWS, "tbody": (*ROWS, "tbody", "thead"), "tfoot": (*ROWS, "tbody", "thead"), "thead": ROWS,
    "option": ("option",),
}  # fmt: skip


@dataclass(slots=True)
class Element:
    """An open element; ``hidden`` and ``ground`` are inherited, ``unseen`` stands for what is never text.

    ``drawing`` tells that words may be shown inside: it is part of an inline drawing. ``foreign`` are all parts of
    drawings and formulas, where tags may end themselves.
    """

    tag: str
    attributes: Mapping[str, str]
    hidden: bool = False
    unseen: bool = False
    drawing: bool = False
    foreign: bool = False
    white: bool = False
    ground: bool = False
    count: int = 0
    names: dict[str, int] = field(default_factory=dict)


def read_html(source: str, max_chars: int) -> Document:
    """Return the document of a page.

    Raises DocumentError: too_deep, too_complex, table_too_large, document_too_long.
    """
    page = _Page(max_chars)
    for token in tokens(source):
        if not token.tag:
            page.text(token.text)
        elif token.closes:
            page.end(token.tag)
        else:
            page.start(token.tag, token.attributes)
            if token.empty:
                page.end_empty(token.tag)
    return page.finish()


class _Page:
    """Follows the open elements and writes each paragraph when it is complete."""

    def __init__(self, max_chars: int) -> None:
        self._composer = Composer(max_chars)
        root = Element("", {})
        self._open: list[Element] = [root]
        self._scopes: list[Element] = [root]
        self._passage = Passage()
        self._label = ""
        self._tables: list[TableBuilder] = []
        self._rules = HidingRules()
        self._gone: list[str] = []
        self._stated: dict[str, str] = {}
        self._pre = self._quote = 0
        self._heading = 0
        self._raised = -1

    def start(self, tag: str, attributes: Mapping[str, str]) -> None:
        """An element begins."""
        self._state(tag, attributes)
        self._end_implied(tag)
        if tag == "br":
            self._add("\n")
        if tag in BLOCKS or (tag in DRAWN and self._open[-1].drawing):
            self._flush()
        if tag in VOID:
            return
        self._push(tag, attributes)
        top = self._open[-1]
        if top.hidden or top.unseen:
            return
        if tag in TABLE_PARTS:
            self._start_table_part(tag, attributes)
        elif tag == "li":
            self._start_item(attributes)
        elif len(tag) == 2 and tag[0] == "h" and tag[1] in "123456":
            self._heading = int(tag[1])
        elif tag == "pre":
            self._pre += 1
        elif tag == "blockquote":
            self._quote += 1
        else:
            self._start_inline(tag, attributes)

    def _start_inline(self, tag: str, attributes: Mapping[str, str]) -> None:
        if tag == "q":
            self._add("“")
        elif tag == "tspan":
            # A stretch of a drawing's words that has a place of its own.
            self._add(" " if attributes.keys() & {"x", "y", "dy"} else "")
        elif tag == "sup":
            self._raised = self._passage.part_count

    def end(self, tag: str) -> None:
        """An element ends; an end without a beginning is nothing."""
        if tag == "p" and not self._is_open("p"):
            self._flush()
        for scope in self._scopes[:-20:-1]:
            if scope.names.get(tag):
                while self._open[-1].tag != tag:
                    self._pop()
                self._pop()
                return
            if scope.tag == tag:
                while self._open[-1] is not scope:
                    self._pop()
                self._pop()
                return
            if scope.tag in TABLE_PARTS and tag not in TABLE_PARTS:
                return

    def end_empty(self, tag: str) -> None:
        """An element that ends itself: only drawings and formulas have such."""
        if self._open[-1].tag == tag and self._open[-1].foreign:
            self.end(tag)

    def text(self, text: str) -> None:
        """Text between tags."""
        top = self._open[-1]
        if top.tag == "style":
            self._rules.see_sheet(text)
        elif top.tag == "title" and "title" not in self._stated:
            self._stated["title"] = " ".join(clean(text).split())
        elif top.unseen:
            return
        elif top.hidden:
            self._gone.append(clean(text))
        else:
            self._add(text if self._pre else BLANKS.sub(" ", text))

    def finish(self) -> Document:
        """Close what is open and return the document."""
        while len(self._open) > 1:
            self._pop()
        self._flush()
        return self._composer.document(HTML, replace(Properties(media_type=HTML), **self._stated))  # type: ignore[arg-type]

    # Open elements

    def _push(self, tag: str, attributes: Mapping[str, str]) -> None:
        if len(self._open) > MAX_DEPTH:
            raise DocumentError("too_deep", f"The page is nested deeper than {MAX_DEPTH} levels.")
        above = self._open[-1]
        element = Element(tag, attributes, above.hidden, above.unseen, white=above.white, ground=above.ground)
        if tag == "body":
            element.unseen = False
        _draw(element, above)
        element.unseen = element.unseen or tag in UNSEEN
        shown = element.drawing or not element.unseen
        element.hidden = element.hidden or (shown and self._rules.hides(tag, attributes))
        if attributes:
            element.ground = element.ground or has_ground(attributes)
            element.white = is_white(attributes) if "style" in attributes or "color" in attributes else element.white
        if tag in SCOPES:
            self._scopes.append(element)
        else:
            names = self._scopes[-1].names
            names[tag] = names.get(tag, 0) + 1
        self._open.append(element)

    def _pop(self) -> None:
        element = self._open[-1]
        if len(self._open) == 1:
            return
        if element.tag in BLOCKS or (element.tag in DRAWN and self._open[-2].drawing):
            self._flush()
        self._open.pop()
        if self._scopes[-1] is element:
            self._scopes.pop()
        else:
            self._scopes[-1].names[element.tag] -= 1
        above = self._open[-1]
        if element.hidden and not above.hidden:
            self._hide()
        if not element.hidden and not element.unseen:
            self._close(element.tag)

    def _close(self, tag: str) -> None:
        if tag == "table" and self._tables:
            self._end_table()
        elif tag == "pre":
            self._pre -= 1
        elif tag == "blockquote":
            self._quote -= 1
        elif tag == "q":
            self._add("”")
        elif tag == "sup":
            self._lower()
        elif len(tag) == 2 and tag[0] == "h" and tag[1] in "123456":
            self._heading = 0

    def _is_open(self, tag: str) -> bool:
        return bool(self._scopes[-1].names.get(tag))

    def _end_implied(self, tag: str) -> None:
        if tag in BLOCKS and self._is_open("p"):
            self.end("p")
        if tag == "body" and self._is_open("head"):
            self.end("head")
        for name in ENDS.get(tag, ()):
            scope = self._scopes[-1]
            if scope.names.get(name) or (scope.tag == name and name in CELLS):
                self.end(name)

    # Text

    def _add(self, text: str) -> None:
        top = self._open[-1]
        if top.hidden or top.unseen:
            return
        if not self._pre:
            ends = self._passage.ends_with_blank
            text = text.lstrip(" ") if ends or not len(self._passage) else text
        if not text:
            return
        start = len(self._passage)
        self._passage.add(text)
        if top.white and not top.ground and not self._rules.paints and text.strip():
            self._passage.marks.append(Hidden("invisible_text", text.strip(), start, len(self._passage)))

    def _lower(self) -> None:
        """Keep a raised number apart from the word or figure before it: "10^6", "the Term[1]"."""
        first, self._raised = self._raised, -1
        raised = self._passage.since(first) if 0 < first <= self._passage.part_count else ""
        if raised.isascii() and raised.isdigit():
            self._passage.replace_since(first, raise_number(raised, self._passage.before(first)))

    def _hide(self) -> None:
        text = " ".join("".join(self._gone).split())
        self._gone.clear()
        if text:
            at = len(self._passage)
            self._passage.marks.append(Hidden("hidden_text", text[:5_000], at, at))

    def _flush(self) -> None:
        if not self._passage:
            return
        content, self._passage = self._passage.close(), Passage()
        if self._label and content.text.strip():
            labelled = Passage()
            labelled.add(f"{self._label} ")
            labelled.join(content.stripped(), "")
            content, self._label = labelled.close(), ""
            self._emit(Piece(content, "list_item"))
        else:
            self._emit(Piece(content, self._kind(), self._heading))

    def _kind(self) -> BlockKind:
        return "code" if self._pre else "quote" if self._quote else "paragraph"

    def _emit(self, piece: Piece | TablePiece) -> None:
        if self._tables and self._tables[-1].takes(piece):
            return
        piece.write(self._composer)

    def _state(self, tag: str, attributes: Mapping[str, str]) -> None:
        """Note what the head of the page states."""
        if tag == "html" and attributes.get("lang"):
            self._stated["language"] = clean(attributes["lang"])[:40]
        elif tag == "meta" and attributes.get("name", "").lower() in ("author", "generator"):
            name = "author" if attributes["name"].lower() == "author" else "producer"
            self._stated[name] = clean(attributes.get("content", "")).strip()[:1_000]
        elif tag == "link" and "stylesheet" in attributes.get("rel", "").lower():
            self._rules.paints = True

    # Lists and tables

    def _start_item(self, attributes: Mapping[str, str]) -> None:
        within = self._scopes[-1]
        if within.tag != "ol":
            self._label = "-"
            return
        if within.count == 0:
            within.count = (small_number(within.attributes.get("start")) or 1) - 1
        within.count = small_number(attributes.get("value")) or within.count + 1
        self._label = f"{in_form(within.count, LIST_FORMS.get(within.attributes.get('type', ''), 'decimal'))}."

    def _start_table_part(self, tag: str, attributes: Mapping[str, str]) -> None:
        if tag == "table":
            for outer in self._tables:
                outer.lays_out = True
            self._tables.append(TableBuilder(attributes.get("role", "").lower() in ("presentation", "none")))
        elif self._tables and tag == "tr":
            self._tables[-1].start_row()
        elif self._tables and tag in ("td", "th"):
            self._tables[-1].start_cell(
                small_number(attributes.get("rowspan")), small_number(attributes.get("colspan"))
            )
        elif self._tables and tag == "caption":
            self._tables[-1].leave()

    def _end_table(self) -> None:
        table = self._tables.pop()
        # A single row of columns in a table is layout too: a picture beside its caption.
        if table.is_data and (not self._tables or table.row_count > 1):
            self._emit(TablePiece(table.rows()))
            return
        for piece in table.all_pieces():
            self._emit(piece)


def _draw(element: Element, above: Element) -> None:
    """Let the words of an inline drawing be seen."""
    within = above.drawing and element.tag not in NOT_DRAWN
    element.drawing = (within and element.tag not in DRAWN) or (element.tag == "svg" and not above.unseen)
    if within and element.tag in DRAWN:
        element.unseen = False
    element.foreign = element.tag in ("svg", "math") or (above.foreign and above.tag != "foreignobject")
