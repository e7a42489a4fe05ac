"""What DOCX and XLSX share: relations between parts, and the properties of the file."""

from __future__ import annotations

import posixpath
from dataclasses import replace
from typing import Final

from qa_service.documents.errors import DocumentError
from qa_service.documents.formats.archives import Archive
from qa_service.documents.formats.decode import clean
from qa_service.documents.formats.pictures import HEAD, read_picture
from qa_service.documents.formats.xml_events import Attributes, Events, each_element, read_xml
from qa_service.documents.properties import Hidden, Image, Properties

MAX_PICTURES: Final = 300
MAX_VALUE: Final = 1_000
CORE: Final = {
    "title": "title", "creator": "author", "lastModifiedBy": "last_author", "language": "language",
    "created": "created", "modified": "modified", "Company": "company", "Application": "producer",
}  # fmt: skip
MACROS: Final = ("vbaProject.bin",)
Relations = dict[str, tuple[str, str]]


def relations(archive: Archive, part: str) -> Relations:
    """Return the parts that ``part`` refers to: id → (last word of the type, name of the part)."""
    folder, name = posixpath.split(part)
    path = posixpath.join(folder, "_rels", f"{name}.rels")
    found: Relations = {}

    def see(tag: str, attributes: Attributes) -> None:
        if tag == "Relationship" and attributes.get("TargetMode") != "External":
            target = posixpath.normpath(posixpath.join("/" + folder, attributes.get("Target", ""))).lstrip("/")
            found[attributes.get("Id", "")] = attributes.get("Type", "").rpartition("/")[2], target

    each_element(archive.read(path), path, see)
    return found


def related_part(archive: Archive, found: Relations, kind: str) -> tuple[bytes, str]:
    """Return the bytes and the name of the first related part of a kind; both are empty where there is none."""
    name = next((name for each, name in found.values() if each == kind), "")
    return archive.read(name), name


def main_part(archive: Archive, usual: str) -> str:
    """Return the name of the part that the file is about."""
    named = next((name for kind, name in relations(archive, "").values() if kind == "officeDocument"), usual)
    part = named if named in archive else usual
    if part not in archive:
        raise DocumentError("damaged_file", f"The file is damaged: its part {usual} is missing.")
    return part


class _Values(Events):
    """Collects the text of elements without children."""

    def __init__(self) -> None:
        self.values: dict[str, str] = {}
        self._text: list[str] = []

    def start(self, tag: str, attributes: Attributes) -> None:
        self._text.clear()

    def characters(self, data: str) -> None:
        self._text.append(data)

    def end(self, tag: str) -> None:
        text = clean("".join(self._text)).strip()
        self._text.clear()
        if text:
            self.values.setdefault(tag, text[:MAX_VALUE])


def file_properties(archive: Archive, media_type: str) -> Properties:
    """Return what the property parts state."""
    values = _Values()
    for part in ("docProps/core.xml", "docProps/app.xml"):
        data = archive.read(part)
        if data:
            read_xml(data, values, part)
    stated = {ours: values.values[theirs] for theirs, ours in CORE.items() if theirs in values.values}
    pages = values.values.get("Pages", "")
    count = int(pages) if pages.isascii() and pages.isdigit() and len(pages) < 7 else None
    return replace(Properties(media_type=media_type, page_count=count), **stated)  # type: ignore[arg-type]


def pictures(archive: Archive, folder: str) -> tuple[Image, ...]:
    """Return the bitmaps in a folder of the file."""
    names = [name for name in archive.names if name.startswith(folder)][:MAX_PICTURES]
    found = (read_picture(archive.head(name, HEAD), name) for name in names)
    return tuple(image for image in found if image is not None)


def carried(archive: Archive, folder: str) -> list[Hidden]:
    """Return macros and embedded files."""
    out = [Hidden("macro", "Visual Basic macros", part=name) for name in archive.names if name.endswith(MACROS)]
    embedded = (name for name in archive.names if name.startswith(f"{folder}/embeddings/"))
    return out + [Hidden("attachment", posixpath.basename(name), part=name) for name in embedded]
