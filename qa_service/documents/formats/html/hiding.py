"""What a page hides: attributes, inline styles and the simple rules of its own style sheets."""

from __future__ import annotations

import re
from collections.abc import Mapping
from typing import Final

from qa_service.documents.formats.docx.revisions import is_pale

NOTHING = re.compile(
    r"display\s*:\s*none|visibility\s*:\s*hidden|font-size\s*:\s*0(?:px|pt|em|rem|%)?\s*(?:[;!}]|$)"
    r"|opacity\s*:\s*0(?:\.0*)?\s*(?:[;!}]|$)",
    re.IGNORECASE,
)
COLOUR = re.compile(r"(?:^|[;\s])color\s*:\s*(#[0-9a-f]{3,6}|white|rgb\([\d\s,]{5,20}\))", re.IGNORECASE)
GROUND = re.compile(r"background", re.IGNORECASE)
COMMENT = re.compile(r"/\*.*?\*/", re.DOTALL)
SELECTOR = re.compile(r"([a-z][a-z0-9]*)?([.#][A-Za-z_][\w-]*)?")
HIDDEN_TAGS: Final = frozenset({"dialog"})
MAX_SHEET: Final = 200_000


class HidingRules:
    """Selectors (a tag, a class, an id, or a tag with one of them) under which a page shows nothing."""

    def __init__(self) -> None:
        self._hidden: set[str] = set()
        self.paints = False

    def see_sheet(self, sheet: str) -> None:
        """Take in a style sheet; rules under conditions (@media …) are left out."""
        sheet = sheet[:MAX_SHEET]
        self.paints = self.paints or GROUND.search(sheet) is not None
        if "/*" in sheet and "*/" in sheet[sheet.rfind("/*") :]:
            sheet = COMMENT.sub("", sheet)
        depth = 0
        for part in sheet.split("}"):
            *outer, selectors, body = ["", *part.split("{")] if "{" in part else ["", "", part]
            conditional = depth > 0 or any("@" in piece for piece in (*outer, selectors))
            depth = max(0, depth + part.count("{") - 1)
            if not conditional and NOTHING.search(body):
                self._hidden.update(filter(None, map(_simple, selectors.split(","))))

    def hides(self, tag: str, attributes: Mapping[str, str]) -> bool:
        """Tell whether an element is not shown."""
        if tag in HIDDEN_TAGS and "open" not in attributes:
            return True
        if not attributes:
            return bool(self._hidden) and tag in self._hidden
        if "hidden" in attributes and attributes["hidden"].lower() != "until-found":
            return True
        style = attributes.get("style", "")
        if style and NOTHING.search(style):
            return True
        return bool(self._hidden) and not self._hidden.isdisjoint(_names(tag, attributes))


def _simple(selector: str) -> str:
    selector = selector.strip()
    return selector if SELECTOR.fullmatch(selector) else ""


def _names(tag: str, attributes: Mapping[str, str]) -> list[str]:
    marks = [f".{name}" for name in attributes.get("class", "").split()[:20]]
    if "id" in attributes:
        marks.append(f"#{attributes['id']}")
    return [tag, *marks, *(f"{tag}{mark}" for mark in marks)]


def is_white(attributes: Mapping[str, str]) -> bool:
    """Tell whether an element asks for white letters."""
    found = COLOUR.search(attributes.get("style", "")[:2_000])
    value = (found[1] if found else attributes.get("color", "")).lower()
    if value == "white":
        return True
    if value.startswith("rgb("):
        numbers = re.findall(r"\d+", value)
        return len(numbers) == 3 and all(int(number[:4]) >= 0xF5 for number in numbers)
    digits = value.removeprefix("#")
    return is_pale(digits if len(digits) == 6 else "".join(2 * sign for sign in digits))


def has_ground(attributes: Mapping[str, str]) -> bool:
    """Tell whether an element brings a background of its own."""
    return (
        "bgcolor" in attributes or "background" in attributes or GROUND.search(attributes.get("style", "")) is not None
    )
