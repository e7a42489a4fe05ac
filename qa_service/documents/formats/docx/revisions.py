"""Marks of a DOCX paragraph: tracked changes, hidden and invisible text, comments."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from typing import Final

from qa_service.documents.formats.composing import Passage
from qa_service.documents.formats.docx.styles import is_on, is_tinted, small_number
from qa_service.documents.formats.xml_events import Attributes
from qa_service.documents.properties import Hidden, HiddenKind

REVISIONS: Final[Mapping[str, HiddenKind]] = {
    "ins": "inserted", "moveTo": "moved", "del": "deleted", "moveFrom": "deleted",
}  # fmt: skip
# From here on a colour cannot be told from paper.
PAPER: Final = 0xF5
# Half points; nobody reads letters of a point and a half.
DUST: Final = 3


@dataclass(slots=True)
class Run:
    """The format of a stretch of text, as far as it hides it."""

    vanish: bool | None = None
    pale: bool = False
    shaded: bool = False
    dust: bool = False
    raised: bool = False
    style: str = ""
    font: str = ""

    def see(self, tag: str, attributes: Attributes) -> None:
        """Take in one property."""
        value = attributes.get("val", "")
        if tag == "vanish":
            self.vanish = is_on(attributes)
        elif tag == "color":
            self.pale = is_pale(value)
        elif tag == "sz":
            self.dust = 0 < (small_number(value) or 99) <= DUST
        elif tag == "vertAlign":
            self.raised = value == "superscript"
        elif tag == "highlight":
            self.shaded = self.shaded or value not in ("none", "white")
        elif tag == "shd":
            self.shaded = self.shaded or is_tinted(attributes.get("fill"))
        elif tag == "rStyle":
            self.style = value
        elif tag == "rFonts":
            self.font = attributes.get("ascii", "")


def is_pale(colour: str) -> bool:
    """Tell whether a colour ("FFFFFF") cannot be seen on white."""
    if len(colour) != 6:
        return False
    try:
        return all(int(colour[at : at + 2], 16) >= PAPER for at in (0, 2, 4))
    except ValueError:
        return False


@dataclass(slots=True)
class Revision:
    """A tracked change under way; what is deleted is kept apart from the text."""

    kind: HiddenKind
    author: str
    passage: Passage | None
    start: int = 0
    first_part: int = 0
    gone: list[str] = field(default_factory=list)


def note(content: Passage, found: Hidden) -> None:
    """Add a mark; what an editor cut into stretches of one kind by one person is one mark."""
    last = content.marks[-1] if content.marks else None
    same = last is not None and (last.kind, last.author, last.end) == (found.kind, found.author, found.start)
    if last is not None and same and len(last.text) < 5_000:
        content.marks[-1] = replace(last, end=found.end, text=last.text + found.text)
    else:
        content.marks.append(found)
