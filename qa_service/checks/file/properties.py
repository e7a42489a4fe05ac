"""Properties of a file: language, type, pages, fonts, pictures and who is named in it."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from typing import Any, Final, cast

from marshmallow import ValidationError, fields, post_load, validate, validates_schema

from qa_service.checks.context import CheckContext
from qa_service.checks.facts.json_schema import JsonSchema, compile_schema, pointer_of
from qa_service.checks.facts.schema import said
from qa_service.checks.finding import Hit
from qa_service.checks.parameters import Parameters, phrases
from qa_service.checks.reading.languages import language_of, same_language
from qa_service.checks.reading.matching import texts
from qa_service.checks.registry import check
from qa_service.documents import MEDIA_TYPES, Image, media_type_of

MODES: Final = ("1", "L", "LA", "P", "RGB", "RGBA", "CMYK", "YCbCr", "LAB")
LANGUAGE = re.compile(r"[A-Za-z]{2,3}(?:[-_][A-Za-z0-9]{2,8})*")
STYLE = re.compile(r"[-,].*$")
MAKER = re.compile(r"(?:PS)?(?:MT)?$")
JSON: Final = "application/json"
MOST_ERRORS: Final = 1_000
POSITIVE: Final = validate.Range(min=1)


class MediaType(fields.String):
    """A media type that is read, or the ending of its files."""

    def _deserialize(self, value: object, attr: str | None, data: Mapping[str, object] | None, **kwargs: object) -> str:
        text = str(super()._deserialize(value, attr, data, **kwargs)).strip().lower()
        kind = text if text in MEDIA_TYPES else media_type_of(f"file.{text.removeprefix('.')}")
        if kind is None:
            raise ValidationError(f"Must be an ending such as docx, or one of: {', '.join(MEDIA_TYPES)}.")
        return kind


class PropertiesParams(Parameters):
    """Parameters of file.properties; what is not given is not looked at."""

    languages = fields.List(
        fields.String(validate=validate.Regexp(rf"^(?:{LANGUAGE.pattern})$")),
        validate=validate.Length(min=1),
        metadata={"description": "Languages (ISO 639-1) that the text may have."},
    )
    media_types = fields.List(
        MediaType(), validate=validate.Length(min=1), metadata={"description": "Media types, or endings such as docx."}
    )
    min_pages = fields.Integer(validate=POSITIVE, metadata={"description": "Fewest pages."})
    max_pages = fields.Integer(validate=POSITIVE, metadata={"description": "Most pages."})
    fonts = phrases(metadata={"description": "Typefaces that may be used, by family."})
    fonts_embedded = fields.Boolean(load_default=False, metadata={"description": "Whether every font is embedded."})
    image_min_dpi = fields.Integer(validate=POSITIVE, metadata={"description": "Least dots per inch as shown."})
    image_min_pixels = fields.Integer(validate=POSITIVE, metadata={"description": "Least pixels of the longer side."})
    image_modes = fields.List(
        fields.String(validate=validate.OneOf(MODES)),
        validate=validate.Length(min=1),
        metadata={"description": "Colour modes that pictures may have."},
    )
    authors = phrases(metadata={"description": "Only these may be named as author in the properties."})
    forbidden_authors = phrases(metadata={"description": "Names or facts that must not be in the properties."})
    no_author = fields.Boolean(load_default=False, metadata={"description": "Whether nobody may be named."})

    json_schema = fields.Dict(
        keys=fields.String(), metadata={"description": "A JSON Schema (drafts 4 to 2020-12) for a JSON document."}
    )

    @post_load
    def _compile(self, data: dict[str, Any], **kwargs: object) -> dict[str, Any]:
        if "json_schema" not in data:
            return data
        try:
            return data | {"validator": compile_schema(data["json_schema"])}
        except ValidationError as refused:
            raise ValidationError({"json_schema": refused.messages}) from None

    @validates_schema
    def _band(self, data: Mapping[str, int], **kwargs: object) -> None:
        if not any(data.values()):
            raise ValidationError("Name at least one property that the file should have.")
        if data.get("min_pages", 1) > data.get("max_pages", 10**9):
            raise ValidationError({"min_pages": ["Must not be above max_pages."]})


@check(
    "file.properties",
    title="File properties",
    description=(
        "Holds the file against what was agreed: language, media type, number of pages, fonts, resolution and colour"
        " of pictures, whom the file's properties name, and the schema of a JSON document."
        " What the format does not state is not judged."
    ),
    params=PropertiesParams,
    fires="Ein deutscher Bericht, wo die Regel languages: [en] verlangt.",
    quiet="An English report where the rule asks for languages: [en].",
)
def properties(ctx: CheckContext) -> Iterator[Hit]:
    """Yield each property that is not as it should be."""
    yield from _language(ctx)
    yield from _media_type(ctx)
    yield from _pages(ctx)
    yield from _fonts(ctx)
    yield from _images(ctx)
    yield from _authors(ctx)
    yield from _schema(ctx)


def _schema(ctx: CheckContext) -> Iterator[Hit]:
    """Yield one hit per place of a JSON document that does not fit its schema, in the order of pointers."""
    held = cast(JsonSchema | None, ctx.params.get("validator"))
    if held is None or ctx.document.media_type != JSON:
        return
    errors = held.errors(ctx.document.data, MOST_ERRORS)
    found = [(pointer_of(error.absolute_path), pointer_of(error.absolute_schema_path), error) for error in errors]
    for pointer, rule, error in sorted(found, key=lambda each: each[:2]):
        start, end = _place_of(ctx, pointer)
        evidence = {"pointer": pointer, "schema": rule}
        yield Hit(start, end, f"{pointer or 'The document'} {said(error)}.", evidence, code="schema")


def _place_of(ctx: CheckContext, pointer: str) -> tuple[int, int]:
    """Return where a value stands, or what it is part of."""
    while pointer and pointer not in ctx.document.places:
        pointer = pointer.rpartition("/")[0]
    start, end = ctx.document.places.get(pointer, (0, 0))
    return (start, end) if start < end else (0, 0)


def _language(ctx: CheckContext) -> Iterator[Hit]:
    expected = cast(Sequence[str], ctx.params.get("languages", ()))
    found = language_of(ctx.document) if expected else None
    if found is not None and not any(same_language(found, language) for language in expected):
        message = f"The text is in the language “{found}”; expected: {', '.join(expected)}."
        yield Hit(0, 0, message, {"language": found, "expected": list(expected)}, code="language")


def _media_type(ctx: CheckContext) -> Iterator[Hit]:
    allowed = cast(Sequence[str], ctx.params.get("media_types", ()))
    found = ctx.document.media_type
    if allowed and found not in allowed:
        message = f"The file is of type {found}; allowed: {', '.join(allowed)}."
        yield Hit(0, 0, message, {"media_type": found, "allowed": list(allowed)}, code="media_type")


def _pages(ctx: CheckContext) -> Iterator[Hit]:
    count = ctx.document.properties.page_count
    if count is None:
        return
    low, high = ctx.params.get("min_pages"), ctx.params.get("max_pages")
    if isinstance(low, int) and count < low:
        message = f"The file has {count} pages; at least {low} are asked for."
        yield Hit(0, 0, message, {"pages": count, "min": low}, code="pages")
    if isinstance(high, int) and count > high:
        message = f"The file has {count} pages; at most {high} are allowed."
        yield Hit(0, 0, message, {"pages": count, "max": high}, code="pages")


def _fonts(ctx: CheckContext) -> Iterator[Hit]:
    allowed = [_family(name) for name in cast(Sequence[str], ctx.params.get("fonts", ()))]
    for font in ctx.document.properties.fonts:
        if allowed and _family(font.name) not in allowed:
            evidence = {"font": font.name, "allowed": list(cast(Sequence[str], ctx.params["fonts"]))}
            yield Hit(0, 0, f"The font {font.name[:80]} is not one of those allowed.", evidence, code="font")
        if ctx.params["fonts_embedded"] and font.embedded is False:
            yield Hit(0, 0, f"The font {font.name[:80]} is not embedded.", {"font": font.name}, code="font_embedded")


def _family(name: str) -> str:
    """Return the family of a font: "TimesNewRomanPS-BoldMT" is "Times New Roman"."""
    plain = MAKER.sub("", STYLE.sub("", name).replace(" ", ""), count=1)
    return "".join(char for char in plain.casefold() if char.isalnum())


def _images(ctx: CheckContext) -> Iterator[Hit]:
    dpi, pixels = ctx.params.get("image_min_dpi"), ctx.params.get("image_min_pixels")
    modes = cast(Sequence[str], ctx.params.get("image_modes", ()))
    for image in ctx.document.properties.images:
        start, end = _page_place(ctx, image)
        evidence = {"width": image.width, "height": image.height, "mode": image.mode, "dpi": image.dpi}
        name = f"The picture {image.part}" if image.page is None else f"A picture on page {image.page}"
        if isinstance(dpi, int) and image.dpi is not None and image.dpi < dpi:
            message = f"{name} has {image.dpi} dpi; at least {dpi} are asked for."
            yield Hit(start, end, message, evidence | {"min": dpi}, code="image_dpi")
        if isinstance(pixels, int) and max(image.width, image.height) < pixels:
            message = f"{name} has {image.width} × {image.height} pixels; the longer side needs {pixels}."
            yield Hit(start, end, message, evidence | {"min": pixels}, code="image_pixels")
        if modes and image.mode and image.mode not in modes:
            message = f"{name} has the colour mode {image.mode}; allowed: {', '.join(modes)}."
            yield Hit(start, end, message, evidence | {"allowed": list(modes)}, code="image_mode")


def _page_place(ctx: CheckContext, image: Image) -> tuple[int, int]:
    """Return the first word of the page that a picture is on."""
    page = next((page for page in ctx.document.pages if page.number == image.page), None)
    if page is None:
        return 0, 0
    words = ctx.document.text[page.start : page.end].split(maxsplit=1)
    return (
        (page.start, page.start + len(words[0]))
        if words and ctx.document.text.startswith(words[0], page.start)
        else (0, 0)
    )


def _authors(ctx: CheckContext) -> Iterator[Hit]:
    stated = ctx.document.properties
    named = [("author", stated.author), ("last author", stated.last_author), ("company", stated.company)]
    allowed = [_plain(name) for name in texts(ctx.resolved(ctx.params.get("authors", ())))]
    forbidden = [_plain(name) for name in texts(ctx.resolved(ctx.params.get("forbidden_authors", ())))]
    for role, name in named:
        if not name.strip():
            continue
        plain = f" {_plain(name)} "
        if ctx.params["no_author"] and role != "company":
            message = f"The properties name {name[:80]} as {role}."
        elif allowed and role != "company" and plain.strip() not in allowed:
            message = f"The properties name {name[:80]} as {role}, who is not one of those allowed."
        elif any(f" {word} " in plain for word in forbidden):
            message = f"The properties name {name[:80]} as {role}, which must not be there."
        else:
            continue
        yield Hit(0, 0, message, {"role": role, "name": name}, code="author")


def _plain(name: str) -> str:
    return " ".join(re.findall(r"\w+", name.casefold()))
