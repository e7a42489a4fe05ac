"""HTML as a stream of tags and text, read once from left to right whatever it holds.

Parsers that build the tree of the standard need minutes for a megabyte of hostile tags (unclosed elements, unmatched
ends, thousands of attributes); here every character is looked at a bounded number of times.
"""

from __future__ import annotations

import html
import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from typing import Final

from qa_service.documents.errors import DocumentError

MAX_TAGS: Final = 300_000
MAX_ATTRIBUTES: Final = 100
NAME = re.compile(r"[a-zA-Z][^\s/>]*")
ATTRIBUTE = re.compile(r"[^\s/>=]+")
BLANKS = re.compile(r"[\s/]*")
EQUALS = re.compile(r"\s*=\s*")
BARE = re.compile(r"[^\s>]*")
# What is inside these is no markup.
RAW: Final = frozenset({"script", "style", "textarea", "title", "xmp", "iframe", "noembed", "noframes"})
RAW_ENDS: Final = {tag: re.compile(rf"</{tag}(?=[\s/>])", re.IGNORECASE) for tag in sorted(RAW)}
VOID: Final = frozenset(
    {"area", "base", "br", "col", "embed", "hr", "img", "input", "link", "meta", "param", "source", "track", "wbr"}
)


@dataclass(frozen=True, slots=True)
class Token:
    """Text (``tag`` is ""), the beginning of an element, or its end (``closes``).

    ``empty`` tells a beginning that ends itself ("<path />"), which counts in drawings and formulas alone.
    """

    tag: str = ""
    text: str = ""
    closes: bool = False
    empty: bool = False
    attributes: Mapping[str, str] = field(default_factory=dict)


def tokens(source: str) -> Iterator[Token]:
    """Yield the tokens of a page. Raises DocumentError with code too_complex."""
    at, tags = 0, 0
    while at < len(source):
        mark = source.find("<", at)
        if mark != at:
            end = len(source) if mark < 0 else mark
            yield Token(text=unescape(source[at:end]))
            at = end
            continue
        token, at = _mark(source, mark)
        if token is None:
            continue
        tags += 1
        if tags > MAX_TAGS:
            raise DocumentError("too_complex", f"The page has more than {MAX_TAGS:,} tags.")
        yield token
        if token.tag in RAW and not token.closes:
            found = RAW_ENDS[token.tag].search(source, at)
            end = found.start() if found else len(source)
            text = source[at:end]
            yield Token(text=unescape(text) if token.tag in ("title", "textarea") else text)
            at = end


def unescape(text: str) -> str:
    """Return text with its character references resolved."""
    if "&" not in text:
        return text
    try:
        return html.unescape(text)
    except (ValueError, OverflowError):
        return text


def _mark(source: str, at: int) -> tuple[Token | None, int]:
    """Read what begins with "<"; return the token, if it is one, and where it ends."""
    following = source[at + 1 : at + 2]
    if following.isascii() and following.isalpha():
        return _tag(source, at + 1, closes=False)
    if following == "/":
        third = source[at + 2 : at + 3]
        if third.isascii() and third.isalpha():
            return _tag(source, at + 2, closes=True)
        return None, _after(source, ">", at + 2)
    if source.startswith("<!--", at):
        short = next((size for size in (5, 6) if source[at : at + size] in ("<!-->", "<!--->")), 0)
        return None, at + short if short else _after(source, "-->", at + 4)
    if following in ("!", "?"):
        return None, _after(source, ">", at + 2)
    return Token(text="<"), at + 1


def _after(source: str, mark: str, at: int) -> int:
    found = source.find(mark, at)
    return len(source) if found < 0 else found + len(mark)


def _tag(source: str, at: int, *, closes: bool) -> tuple[Token | None, int]:
    found = NAME.match(source, at)
    if found is None:
        return None, at
    at = found.end()
    attributes: dict[str, str] = {}
    while True:
        blank = BLANKS.match(source, at)
        at = blank.end() if blank else at
        if at >= len(source):
            return None, at
        if source[at] == ">":
            empty = blank is not None and blank.group().endswith("/")
            return Token(found.group().lower(), closes=closes, empty=empty, attributes=attributes), at + 1
        name, value, at = _attribute(source, at)
        if len(attributes) < MAX_ATTRIBUTES:
            attributes.setdefault(name, value)


def _attribute(source: str, at: int) -> tuple[str, str, int]:
    """Read a name and its value; a quotation mark that is never closed reaches to the end of the page."""
    found = ATTRIBUTE.match(source, at)
    if found is None:
        return "", "", at + 1
    at = found.end()
    sign = EQUALS.match(source, at)
    if sign is None:
        return found.group().lower(), "", at
    at = sign.end()
    quote = source[at : at + 1]
    if quote in ('"', "'") and quote:
        end = source.find(quote, at + 1)
        end = len(source) if end < 0 else end
        return found.group().lower(), unescape(source[at + 1 : end]), end + 1
    bare = BARE.match(source, at)
    end = bare.end() if bare else at
    return found.group().lower(), unescape(source[at:end]), end
