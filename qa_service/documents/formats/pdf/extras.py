"""What a PDF holds beside the text of its pages: properties, pictures, comments, attached files, scripts."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import Any, Final

from qa_service.documents.formats.decode import clean
from qa_service.documents.formats.media_types import PDF
from qa_service.documents.formats.pdf.fonts import mapping, number, resolved, sequence
from qa_service.documents.formats.pdf.graphics import Canvas
from qa_service.documents.formats.pictures import shown_dpi
from qa_service.documents.properties import Hidden, Image, Properties

MAX_NOTES: Final = 2_000
MAX_VALUE: Final = 1_000
POINTS_PER_INCH: Final = 72
COMMENTS: Final = frozenset({
    "/Text", "/FreeText", "/Highlight", "/Underline", "/Squiggly", "/StrikeOut", "/Stamp", "/Caret", "/Ink", "/Square",
    "/Circle", "/Line", "/Polygon", "/PolyLine",
})  # fmt: skip
MODES: Final = {"/DeviceRGB": "RGB", "/CalRGB": "RGB", "/DeviceGray": "L", "/CalGray": "L", "/DeviceCMYK": "CMYK",
                "/Lab": "LAB", "/Indexed": "P", "/Separation": "L"}  # fmt: skip
COMPONENTS: Final = {1: "L", 3: "RGB", 4: "CMYK"}


def text_of(value: Any, limit: int = MAX_VALUE) -> str:
    """Return a text string, "" where there is none."""
    found = resolved(value)
    if isinstance(found, bytes):
        found = found.decode("latin-1")
    return clean(found)[:limit].strip() if isinstance(found, str) else ""


def is_true(value: Any) -> bool:
    """Tell whether a value is the truth value "true"."""
    found = resolved(value)
    return bool(getattr(found, "value", found)) if found is not None else False


def document_properties(pdf: Any) -> Properties:
    """Return what the catalogue and the information dictionary state."""
    info = mapping(pdf.trailer.get("/Info"))
    return Properties(
        title=text_of(info.get("/Title")),
        author=text_of(info.get("/Author")),
        producer=text_of(info.get("/Producer")),
        created=text_of(info.get("/CreationDate")),
        modified=text_of(info.get("/ModDate")),
        language=text_of(pdf.root_object.get("/Lang"))[:40],
        media_type=PDF,
    )


def images(canvas: Canvas, page: int) -> Iterable[Image]:
    """Yield the pictures of a page with the resolution at which they are drawn; masks are no pictures."""
    for picture in canvas.pictures:
        width, height = (number(picture.source.get(key)) or 0 for key in ("/Width", "/Height"))
        if width < 1 or height < 1 or is_true(picture.source.get("/ImageMask")):
            continue
        across = shown_dpi(int(width), picture.width / POINTS_PER_INCH)
        down = shown_dpi(int(height), picture.height / POINTS_PER_INCH)
        known = [dpi for dpi in (across, down) if dpi is not None]
        yield Image(int(width), int(height), _mode(picture.source), min(known, default=None), f"page {page}", page)


def _mode(source: Mapping[str, Any]) -> str:
    space = resolved(source.get("/ColorSpace"))
    if isinstance(space, list) and space:
        if resolved(space[0]) == "/ICCBased" and len(space) > 1:
            return COMPONENTS.get(int(number(mapping(space[1]).get("/N")) or 0), "")
        if resolved(space[0]) == "/DeviceN" and len(space) > 1:
            return "CMYK" if len(sequence(space[1])) == 4 else ""
        space = resolved(space[0])
    if number(source.get("/BitsPerComponent")) == 1 and space in (None, "/DeviceGray"):
        return "1"
    return MODES.get(str(space), "")


def comments_on(page: Any, at: int) -> list[Hidden]:
    """Return the comments on a page; a link, a field or a window of a comment is none."""
    out: list[Hidden] = []
    for entry in sequence(page.get("/Annots"))[:MAX_NOTES]:
        found = mapping(entry)
        text = text_of(found.get("/Contents"), 5_000) if resolved(found.get("/Subtype")) in COMMENTS else ""
        if text:
            out.append(Hidden("comment", text, part=f"page {at}", author=text_of(found.get("/T"))))
    return out


def field_values(page: Any) -> list[str]:
    """Return what was filled into the fields of a page, as "name: value"."""
    out: list[str] = []
    for entry in sequence(page.get("/Annots"))[:MAX_NOTES]:
        found = mapping(entry)
        if resolved(found.get("/Subtype")) != "/Widget":
            continue
        kind, value, name = (_inherited(found, key) for key in ("/FT", "/V", "/T"))
        text = text_of(value, 5_000)
        if kind in ("/Tx", "/Ch") and text:
            out.append(f"{text_of(name)}: {text}".removeprefix(": "))
    return out


def _inherited(field: Mapping[str, Any], key: str) -> Any:
    for _ in range(10):
        if key in field:
            return resolved(field[key])
        field = mapping(field.get("/Parent"))
    return None


def attachments(pdf: Any) -> list[Hidden]:
    """Return attached files and scripts."""
    root = pdf.root_object
    names = mapping(root.get("/Names"))
    out = [Hidden("attachment", name) for name in _names(names.get("/EmbeddedFiles"))]
    action = mapping(root.get("/OpenAction"))
    if _names(names.get("/JavaScript")) or resolved(action.get("/S")) == "/JavaScript":
        out.append(Hidden("macro", "JavaScript", part="catalogue"))
    return out


def _names(tree: Any, depth: int = 0) -> list[str]:
    """Return the names of a name tree."""
    node = mapping(tree)
    out = [text_of(name) for name in sequence(node.get("/Names"))[0:MAX_NOTES:2]]
    if depth < 10:
        for kid in sequence(node.get("/Kids"))[:100]:
            if len(out) < MAX_NOTES:
                out += _names(kid, depth + 1)
    return out
