"""Whatever the bytes are, the answer is a document with true places or a refusal with a code."""

from __future__ import annotations

import io
import zipfile
from random import Random

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from qa_service.checks import compile_checks, run_checks
from qa_service.documents import DocumentError, parse_document, truncate
from tests.unit.checks.running import Use
from tests.unit.documents.building import archive, assert_places, at, attempt, docx, lines, para, pdf, row, run, xlsx

BIG = b"\0" * 60_000_000
ENCRYPTED = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + bytes(400) + "EncryptedPackage".encode("utf-16-le") + bytes(200)


def bomb(**parts: bytes) -> bytes:
    return archive({name.replace("__", "/"): content for name, content in parts.items()}, zipfile.ZIP_DEFLATED)


def locked() -> bytes:
    """An archive whose directory says that its parts are encrypted."""
    source = bytearray(docx(para("x")))
    place = source.index(b"PK\x01\x02")
    source[place + 8] |= 1
    return bytes(source)


def lying() -> bytes:
    """An archive whose directory says that a part is smaller than it is."""
    source = bytearray(bomb(**{"word__document.xml": b"<a>" + b" " * 3_000_000 + b"</a>"}))
    place = source.index(b"PK\x01\x02")
    source[place + 24 : place + 28] = (1_000).to_bytes(4, "little")
    return bytes(source)


@pytest.mark.parametrize(
    ("name", "source", "code"),
    [
        ("x.docx", bomb(**{"word__document.xml": BIG}), "archive_bomb"),
        ("x.xlsx", bomb(**{"xl__workbook.xml": b"<a/>", "xl__media__x.png": BIG}), "archive_bomb"),
        ("x.docx", bomb(**{"word__document.xml": bomb(x=BIG)}), "damaged_file"),
        ("x.docx", archive({f"p{n}": b"" for n in range(5_001)}), "archive_bomb"),
        ("x.docx", locked(), "encrypted_file"),
        ("x.docx", lying(), "damaged_file"),
        ("x.docx", ENCRYPTED, "encrypted_file"),
        ("x.xlsx", ENCRYPTED, "encrypted_file"),
        ("x.docx", b"PK\x03\x04" + bytes(100), "damaged_file"),
        ("x.docx", docx(para("x"))[:-30], "damaged_file"),
        ("x.xlsx", archive({"xl/workbook.xml": '<!DOCTYPE w SYSTEM "http://127.0.0.1/x"><workbook/>'}), "doctype"),
        ("x.docx", archive({"word/document.xml": '<!DOCTYPE a [<!ENTITY x SYSTEM "file:///etc/passwd">]><a>&x;</a>'}),
         "doctype"),
        ("x.docx", archive({"word/document.xml": "<a>&undefined;</a>"}), "damaged_file"),
        ("x.docx", docx("<w:p " + " ".join(f'a{n}="1"' for n in range(200_000)) + "/>"), "too_complex"),
        ("x.docx", docx("<w:p/>" * 1_500_001), "too_complex"),
    ],
)  # fmt: skip
def test_bombs_and_locked_files_are_refused(name: str, source: bytes, code: str) -> None:
    with pytest.raises(DocumentError) as refused:
        parse_document(source, "", filename=name)
    assert (refused.value.problems[0].code, refused.value.status) == (code, 422)
    assert refused.value.problems[0].message.endswith(".")


@pytest.mark.parametrize(
    ("name", "source"),
    [
        ("x.docx", docx(para("lorem ipsum " * 5_000))),
        ("x.xlsx", xlsx({"S": "<sheetData>" + '<row><c t="inlineStr"><is><t>words</t></is></c></row>' * 3_000})),
        ("x.pdf", pdf([lines(*["words and more words"] * 40)] * 30)),
        ("x.html", b"<p>words</p>" * 2_000),
        ("x.csv", b"a,b\n" * 3_000),
        ("x.json", b'["words"]'),
        ("x.txt", b"words " * 400),
    ],
)
def test_the_text_has_its_limit_in_every_format(name: str, source: bytes) -> None:
    if name == "x.xlsx":
        source = xlsx(
            {"S": "<sheetData>" + '<row><c t="inlineStr"><is><t>words</t></is></c></row>' * 3_000 + "</sheetData>"}
        )
    with pytest.raises(DocumentError) as refused:
        parse_document(source, "", filename=name, max_chars=5)
    assert (refused.value.problems[0].code, refused.value.status) == ("document_too_long", 413)


PAGE = (
    b"<!doctype html><html lang=en><head><title>t</title><style>.x{display:none}</style>"
    b"</head><body><h1>1. In</h1><p>Hello <b>b</b>"
    b" 10<sup>6</sup><ul><li>one<li>two</ul><table><tr><th rowspan=2>A<th>B<tr><td>1</table><pre> x</pre></body></html>"
)
STYLED = '<w:style w:type="paragraph" w:styleId="H"><w:name w:val="heading 1"/></w:style>'
HIDDEN_CELLS = (
    '<cols><col min="2" max="2" hidden="1"/></cols><sheetData><row r="1" hidden="1"><c r="A1" t="s"><v>0</v></c>'
    '<c r="B1"><f>#REF!</f><v>2.5</v></c></row></sheetData>'
)
SEEDS = {
    "x.docx": docx(para("One", '<w:pStyle w:val="H"/>') + "<w:tbl>" + row("a", "b") + "</w:tbl>"
                   + f"<w:p>{run('x', '<w:vanish/>')}<w:ins w:author='A'>{run('y')}</w:ins></w:p>", styles=STYLED),
    "x.xlsx": xlsx({"S": HIDDEN_CELLS}, strings="<si><t>one</t></si>"),
    "x.pdf": pdf([lines("Hello there,", "world.") + at(72, 500, "a") + at(200, 500, "b") + b"BT [(x) -300 (y)] TJ ET"],
                 page=b"/Annots[<</Subtype/Text/Contents(n)>>]"),
    "x.html": PAGE,
    "x.json": b'{"a":[{"b":1,"c":null},{"b":2.5}],"t":"x\\ny","n":{"m":[1,[2,{"z":true}]]}}',
    "x.csv": b'a;b;"c\nd"\r\n1,5;2;"x""y"\n',
    "x.txt": "\ufeffHello\n\nWörld | x\n".encode(),
    "x.md": b"# T\n\n| a | b |\n|---|---|\n| 1 | 2 |\n",
}  # fmt: skip


def mutated(data: bytes, rnd: Random) -> bytes:
    out = bytearray(data)
    for _ in range(rnd.choice([1, 1, 2, 5])):
        place, kind = rnd.randrange(len(out) or 1), rnd.randrange(5)
        if kind == 0 and out:
            out[place] = rnd.randrange(256)
        elif kind == 1:
            del out[place : place + rnd.randrange(1, 40)]
        elif kind == 2:
            out[place:place] = rnd.randbytes(rnd.randrange(1, 8))
        elif kind == 3:
            other = rnd.randrange(len(out) or 1)
            out[place:place] = out[other : other + rnd.randrange(1, 60)]
        else:
            out[place : place + 1] = rnd.choice([b"0", b"-1", b"99999999", b"1048576", b"<", b">", b"(", b"\xff\xfe"])
    return bytes(out)


def within(source: bytes, rnd: Random) -> bytes:
    """Change one part of an archive and leave its checksums true."""
    file = zipfile.ZipFile(io.BytesIO(source))
    chosen = rnd.choice(file.namelist())
    return archive(
        {name: mutated(file.read(name), rnd) if name == chosen else file.read(name) for name in file.namelist()}
    )


@settings(max_examples=500, deadline=None)
@given(name=st.sampled_from(sorted(SEEDS)), seed=st.integers(0, 2**32))
def test_no_damage_breaks_a_reader(name: str, seed: int) -> None:
    rnd = Random(seed)  # noqa: S311
    packed = name in ("x.docx", "x.xlsx") and rnd.random() < 0.7
    source = within(SEEDS[name], rnd) if packed else mutated(SEEDS[name], rnd)
    document = attempt(source, name)
    if isinstance(document, str):
        assert document
        return
    assert_places(truncate(document, len(document.text) // 2))
    result = run_checks(compile_checks([Use("file.hidden_content")]), document)
    assert all(f.quote == document.text[f.start : f.end] for f in result.findings)


@settings(max_examples=150, deadline=None)
@given(name=st.sampled_from(sorted(SEEDS)), source=st.binary(max_size=300))
def test_no_bytes_break_a_reader(name: str, source: bytes) -> None:
    heads = {"x.pdf": b"%PDF-1.4\n", "x.docx": b"PK\x03\x04", "x.xlsx": b"PK\x03\x04"}
    for content in (source, heads.get(name, b"") + source):
        assert attempt(content, name)


@pytest.mark.parametrize("name", sorted(SEEDS))
def test_the_same_bytes_give_the_same_document(name: str) -> None:
    first, second = (parse_document(SEEDS[name], "", filename=name) for _ in range(2))
    assert (first.text, first.blocks, first.tables, first.hidden, first.properties, first.pages) == (
        second.text, second.blocks, second.tables, second.hidden, second.properties, second.pages,
    )  # fmt: skip
