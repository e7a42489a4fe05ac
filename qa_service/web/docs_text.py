"""The manual's Markdown as safe HTML, and JSON Schemas as rows of fields."""

from __future__ import annotations

import json
import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from html import escape
from typing import Any

from markdown_it import MarkdownIt
from markdown_it.renderer import RendererHTML
from markdown_it.token import Token
from markdown_it.utils import EnvType, OptionsDict
from markupsafe import Markup

_LINK = re.compile(r"(?P<page>[a-z-]+)\.md(?P<anchor>#.*)?")
_DEPTH = 4
_ANYTHING = 4  # a choice of so many JSON types says nothing any more
Json = Mapping[str, Any]


@dataclass(frozen=True, slots=True)
class Page:
    """One page: its title, its HTML, and id and text of each second-level heading."""

    title: str
    html: Markup
    contents: tuple[tuple[str, str], ...]


@dataclass(frozen=True, slots=True)
class Field:
    """One field of an object; ``name`` is dotted for what is inside, with ``[]`` for the elements of a list."""

    name: str
    kind: str
    required: bool
    note: Markup


def read_page(text: str) -> Page:
    """Render one Markdown file; HTML in it is shown, not obeyed."""
    tokens = _MARKDOWN.parse(text)
    headings = [(t, tokens[i + 1]) for i, t in enumerate(tokens) if t.type == "heading_open"]
    _name(headings)
    for token in tokens:
        for part in (token, *(token.children or ())):
            _adapt(part)
    contents = tuple((str(t.attrs["id"]), _plain(text)) for t, text in headings if t.tag == "h2")
    title = next((_plain(text) for t, text in headings if t.tag == "h1"), "")
    return Page(title, Markup(_MARKDOWN.renderer.render(tokens, _MARKDOWN.options, {})), contents)  # noqa: S704


def inline(text: str) -> Markup:
    """One paragraph's worth of Markdown, without the paragraph."""
    return Markup(_MARKDOWN.renderInline(text))  # noqa: S704 - raw HTML is disabled


def slug(text: str) -> str:
    """The anchor of a heading: its words in lower case, joined by hyphens; a problem's code stays as it is."""
    return re.sub(r"[^\w]+", "-", text.lower()).strip("-")


def fields(schema: Json, shapes: Json) -> list[Field]:
    """The fields of an object's JSON Schema, what is inside of them right below."""
    return list(_fields(schema, shapes, "", _DEPTH))


def resolved(schema: Json, shapes: Json) -> Json:
    """The schema that a reference names, or the one beside null in a choice of two."""
    if "$ref" in schema:
        found: Json = shapes.get(str(schema["$ref"]).rpartition("/")[2], {})
        return {**found, **{k: v for k, v in schema.items() if k != "$ref"}}
    choices = [c for c in schema.get("anyOf", ()) if c.get("type") != "null"]
    if len(choices) == 1:
        more = {k: v for k, v in schema.items() if k != "anyOf"}
        return {**resolved(choices[0], shapes), **more, "nullable": len(schema["anyOf"]) > 1}
    return schema


def kind(schema: Json, shapes: Json) -> str:
    """The type of a value in words."""
    schema = resolved(schema, shapes)
    given = schema.get("type", "any value")
    names = list(given) if isinstance(given, list | tuple) else [given]
    if len(names) >= _ANYTHING:
        return "any value"
    names = [f"{n} ({schema['format']})" if n == "string" and schema.get("format") else n for n in names]
    words = [f"list of {kind(schema['items'], shapes)}" if n == "array" and schema.get("items") else n for n in names]
    if schema.get("nullable"):
        words.append("null")
    return " or ".join(words)


def _fields(schema: Json, shapes: Json, prefix: str, depth: int) -> Iterator[Field]:
    schema = resolved(schema, shapes)
    required = set(schema.get("required", ()))
    for name, value in schema.get("properties", {}).items():
        whole = resolved(value, shapes)
        yield Field(f"{prefix}{name}", kind(value, shapes), name in required, _note(whole))
        inner = resolved(whole.get("items") or {}, shapes) if whole.get("type") == "array" else whole
        if depth and inner.get("properties"):
            path = f"{prefix}{name}[]." if whole.get("type") == "array" else f"{prefix}{name}."
            yield from _fields(inner, shapes, path, depth - 1)


def _note(schema: Json) -> Markup:
    parts = [str(schema.get("description", "")).strip()]
    if schema.get("enum"):
        parts.append("One of " + ", ".join(f"`{_literal(v)}`" for v in schema["enum"]) + ".")
    parts += [words.format(f"{schema[key]:,}") for key, words in _BOUNDS if schema.get(key)]
    if schema.get("default") not in (None, "", [], {}):
        parts.append(f"Default `{_literal(schema['default'])}`.")
    return inline(" ".join(p if p.endswith((".", "!", "?")) else f"{p}." for p in parts if p))


_BOUNDS = (
    ("minimum", "From {}."), ("maximum", "Up to {}."), ("maxLength", "Up to {} characters."),
    ("maxItems", "Up to {} entries."),
)  # fmt: skip


def _literal(value: object) -> str:
    return value if isinstance(value, str) else json.dumps(value, ensure_ascii=False)


def _name(headings: Sequence[tuple[Token, Token]]) -> None:
    """Give every heading an id of its own."""
    taken: dict[str, int] = {}
    for opening, text in headings:
        name = slug(_plain(text))
        taken[name] = taken.get(name, 0) + 1
        opening.attrSet("id", name if taken[name] == 1 else f"{name}-{taken[name]}")


def _plain(token: Token) -> str:
    return "".join(part.content for part in token.children or () if part.type in {"text", "code_inline"})


def _adapt(token: Token) -> None:
    """Lead links between the files to the pages, and leave no style attributes, which the pages do not allow."""
    if token.type == "link_open":
        found = _LINK.fullmatch(str(token.attrs.get("href", "")))
        if found:
            path = "/docs" if found["page"] == "index" else f"/docs/{found['page']}"
            token.attrSet("href", path + (found["anchor"] or ""))
    elif token.attrs.pop("style", None) == "text-align:right":
        token.attrSet("class", "num")


def _block(_renderer: RendererHTML, tokens: Sequence[Token], index: int, _options: OptionsDict, _env: EnvType) -> str:
    # A long line scrolls inside its block, which a keyboard must then be able to reach.
    return f'<pre tabindex="0"><code>{escape(tokens[index].content)}</code></pre>\n'


def _table_open(*_: object) -> str:
    return '<div class="table-scroll" tabindex="0"><table>\n'


def _table_close(*_: object) -> str:
    return "</table></div>\n"


def _reader() -> MarkdownIt:
    reader = MarkdownIt("commonmark", {"html": False}).enable("table")
    reader.add_render_rule("fence", _block)
    reader.add_render_rule("table_open", _table_open)
    reader.add_render_rule("table_close", _table_close)
    return reader


_MARKDOWN = _reader()
