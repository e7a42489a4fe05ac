"""Files made for tests: office files from their parts, PDF files from content streams."""

from __future__ import annotations

import io
import zipfile
import zlib
from collections.abc import Mapping, Sequence

from qa_service.documents import Document, DocumentError, parse_document

W = 'xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main"'
KINDS = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"


def archive(parts: Mapping[str, str | bytes], method: int = zipfile.ZIP_STORED) -> bytes:
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", method) as file:
        for name, content in parts.items():
            file.writestr(name, content)
    return out.getvalue()


def relations(**targets: str) -> str:
    rows = "".join(
        f'<Relationship Id="{name}" Type="{KINDS}/{target.partition("|")[0]}" Target="{target.partition("|")[2]}"/>'
        for name, target in targets.items()
    )
    return f"<Relationships>{rows}</Relationships>"


def docx(body: str, **parts: str) -> bytes:
    """A DOCX with this body; other parts by their kind: comments, footnotes, styles, numbering, header …"""
    files = {
        "[Content_Types].xml": "<Types/>",
        "word/document.xml": f"<w:document {W}><w:body>{body}</w:body></w:document>",
        "word/_rels/document.xml.rels": relations(**{kind: f"{kind}|{kind}.xml" for kind in parts}),
    }
    files |= {f"word/{kind}.xml": f"<w:{kind} {W}>{content}</w:{kind}>" for kind, content in parts.items()}
    return archive(files)


def para(text: str, properties: str = "") -> str:
    return f"<w:p><w:pPr>{properties}</w:pPr>{run(text)}</w:p>"


def run(text: str, properties: str = "") -> str:
    return f'<w:r><w:rPr>{properties}</w:rPr><w:t xml:space="preserve">{text}</w:t></w:r>'


def row(*cells: str) -> str:
    return "<w:tr>" + "".join(f"<w:tc>{para(cell)}</w:tc>" for cell in cells) + "</w:tr>"


def xlsx(sheets: Mapping[str, str], *, strings: str = "", styles: str = "", states: Mapping[str, str] | None = None,
         **parts: str) -> bytes:  # fmt: skip
    """A workbook of sheets by name, each given as the content of its worksheet part."""
    listed = "".join(
        f'<sheet name="{name}" sheetId="{n}" r:id="s{n}" state="{(states or {}).get(name, "visible")}"/>'
        for n, name in enumerate(sheets, 1)
    )
    targets = {f"s{n}": f"worksheet|worksheets/sheet{n}.xml" for n in range(1, len(sheets) + 1)}
    targets |= {"t": "sharedStrings|sharedStrings.xml", "y": "styles|styles.xml"}
    files = {
        "[Content_Types].xml": "<Types/>",
        "xl/workbook.xml": f'<workbook xmlns:r="r"><sheets>{listed}</sheets></workbook>',
        "xl/_rels/workbook.xml.rels": relations(**targets),
        "xl/sharedStrings.xml": f"<sst>{strings}</sst>",
        "xl/styles.xml": f"<styleSheet>{styles}</styleSheet>",
    }
    files |= {
        f"xl/worksheets/sheet{n}.xml": f"<worksheet>{sheet}</worksheet>" for n, sheet in enumerate(sheets.values(), 1)
    }
    return archive(files | {name.replace("__", "/"): content for name, content in parts.items()})


def stream(data: bytes, extra: bytes = b"", *, packed: bool = True) -> bytes:
    body = zlib.compress(data) if packed else data
    head = b"<<%s/Length %d%s>>" % (b"/Filter/FlateDecode" if packed else b"", len(body), extra)
    return head + b"\nstream\n" + body + b"\nendstream"


def objects(parts: Mapping[int, bytes], trailer: bytes = b"") -> bytes:
    """A PDF of numbered objects; 1 is the catalogue."""
    out, places = bytearray(b"%PDF-1.7\n%\xe2\xe3\xcf\xd3\n"), {}
    for number, body in sorted(parts.items()):
        places[number] = len(out)
        out += b"%d 0 obj\n" % number + body + b"\nendobj\n"
    start, size = len(out), max(parts) + 1
    out += b"xref\n0 %d\n0000000000 65535 f \n" % size
    for number in range(1, size):
        out += b"%010d 00000 n \n" % places[number] if number in places else b"0000000000 65535 f \n"
    out += b"trailer\n<</Size %d/Root 1 0 R%s>>\nstartxref\n%d\n%%%%EOF\n" % (size, trailer, start)
    return bytes(out)


HELVETICA = b"<</Type/Font/Subtype/Type1/BaseFont/Helvetica/Encoding/WinAnsiEncoding>>"
BOLD = b"<</Type/Font/Subtype/Type1/BaseFont/Helvetica-Bold/Encoding/WinAnsiEncoding>>"


def pdf(pages: Sequence[bytes], *, extra: Mapping[int, bytes] | None = None, catalogue: bytes = b"",
        resources: bytes = b"", page: bytes = b"", trailer: bytes = b"") -> bytes:  # fmt: skip
    """A PDF of content streams; fonts are F1 (Helvetica) and F2 (its bold), extra objects count from 1000."""
    parts = {1: b"<</Type/Catalog/Pages 2 0 R%s>>" % catalogue, 3: HELVETICA, 4: BOLD, **(extra or {})}
    kids = []
    for n, content in enumerate(pages):
        kids.append(b"%d 0 R" % (10 + 2 * n))
        parts[10 + 2 * n] = (
            b"<</Type/Page/Parent 2 0 R/MediaBox[0 0 612 792]/Resources<</Font<</F1 3 0 R/F2 4 0 R>>%s>>"
            b"/Contents %d 0 R%s>>" % (resources, 11 + 2 * n, page)
        )
        parts[11 + 2 * n] = stream(content)
    parts[2] = b"<</Type/Pages/Count %d/Kids[%s]>>" % (len(pages), b" ".join(kids))
    return objects(parts, trailer)


def at(x: float, y: float, text: str, size: float = 11, font: str = "F1") -> bytes:
    """One line of text on a page."""
    shown = text.encode("cp1252").replace(b"\\", b"\\\\").replace(b"(", b"\\(").replace(b")", b"\\)")
    return b"BT /%s %g Tf %g %g Td (%s) Tj ET\n" % (font.encode(), size, x, y, shown)


def lines(*texts: str, top: float = 700, left: float = 72, step: float = 14) -> bytes:
    return b"".join(at(left, top - step * n, text) for n, text in enumerate(texts))


def read(content: bytes | str, name: str) -> Document:
    """Read a file by the ending of its name, and see that every place in it is true."""
    document = parse_document(content, "", filename=name)
    assert_places(document)
    return document


def attempt(content: bytes | str, name: str) -> Document | str:
    """Read a file, or return the code of its refusal; nothing else may come of it."""
    try:
        return read(content, name)
    except DocumentError as refused:
        return refused.problems[0].code


def assert_places(document: Document) -> None:
    text = document.text
    for span in (*document.blocks, *document.headings, *document.pages):
        assert 0 <= span.start <= span.end <= len(text)
    starts = [block.start for block in document.blocks]
    assert starts == sorted(starts)
    for table in document.tables:
        for cells in table.rows:
            for cell in cells:
                assert text[cell.start : cell.end] == cell.text
    for found in document.hidden:
        assert (found.start is None) == (found.end is None)
        if found.start is not None and found.end is not None:
            assert 0 <= found.start <= found.end <= len(text)


def rows_of(document: Document) -> list[list[list[str]]]:
    return [[[cell.text for cell in cells] for cells in table.rows] for table in document.tables]


def kinds_of(document: Document) -> list[tuple[str, str]]:
    return [(found.kind, found.text) for found in document.hidden]
