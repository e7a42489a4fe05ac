"""Which media type a file has, which encoding, and what is said of bytes that are something else."""

from __future__ import annotations

import pytest

from qa_service.documents import DocumentError, media_type_of, parse_document
from tests.unit.documents.building import archive, docx, para, pdf, xlsx

DOCX = "application/vnd.openxmlformats-officedocument.wordprocessingml.document"
XLSX = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"


def refusal(content: bytes | str, media_type: str, filename: str | None = None) -> tuple[str, str, int]:
    with pytest.raises(DocumentError) as refused:
        parse_document(content, media_type, filename=filename)
    problem = refused.value.problems[0]
    return problem.code, problem.message, refused.value.status


@pytest.mark.parametrize(
    ("name", "kind"),
    [
        ("memo.txt", "text/plain"), ("Memo.MD", "text/markdown"), ("a/b.c/page.htm", "text/html"), ("x.csv",
        "text/csv"),
        ("C:\\cases\\x.tsv", "text/tab-separated-values"), ("x.json", "application/json"), ("x.PDF", "application/pdf"),
        ("x.docx", DOCX), ("x.docm", DOCX), ("x.xlsx", XLSX), ("v1.2 final.xlsx", XLSX), ("x.doc", None),
        ("x.xls", None),
        ("README", None), (".pdf", None), ("", None), ("pdf", None), ("x.pdf/", None),
    ],
)  # fmt: skip
def test_the_ending_of_a_name_tells_the_media_type(name: str, kind: str | None) -> None:
    assert media_type_of(name) == kind


@pytest.mark.parametrize("stated", ["", "application/octet-stream", "binary/octet-stream"])
def test_a_name_helps_where_the_type_states_nothing(stated: str) -> None:
    assert parse_document(docx(para("Hello")), stated, filename="x.docx").media_type == DOCX
    assert parse_document(b"a,b\n1,2\n", stated, filename="x.csv").tables


def test_a_stated_type_counts_more_than_a_name() -> None:
    assert parse_document(b"# T", "text/plain", filename="x.md").media_type == "text/plain"


def test_other_names_of_a_type_are_known() -> None:
    assert parse_document("# T", "Text/X-Markdown; charset=utf-8").media_type == "text/markdown"
    assert parse_document("<p>x", "application/xhtml+xml").media_type == "text/html"


@pytest.mark.parametrize(
    ("content", "kind", "looks"),
    [
        (archive({"a": "b"}), "text/plain", "ZIP"),
        (docx(""), "text/plain", "Word document"),
        (docx(""), XLSX, "Word document"),
        (xlsx({"S": ""}), DOCX, "Excel workbook"),
        (archive({"ppt/presentation.xml": "x"}), DOCX, "PowerPoint"),
        (archive({"mimetype": "application/vnd.oasis.opendocument.text"}), DOCX, "OpenDocument"),
        (pdf([b""]), "text/markdown", "PDF"),
        (pdf([b""]), DOCX, "PDF"),
        (b"<!DOCTYPE html><html><body>x", "application/pdf", "HTML"),
        (b"\xef\xbb\xbf <html><table>", "text/csv", "HTML"),
        (b"<html>", "application/json", "HTML"),
        (b"{\\rtf1\\ansi Hello}", "text/plain", "RTF"),
        (b"{\\rtf1\\ansi Hello}", DOCX, "RTF"),
        (b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + bytes(600), DOCX, "old Office file"),
        (b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + bytes(600), "text/plain", "old Office file"),
        (b"\x89PNG\r\n\x1a\n" + bytes(20), "application/pdf", "PNG"),
        (b"\xff\xd8\xff\xe0" + bytes(20), "text/plain", "JPEG"),
        (b"\x1f\x8b\x08" + bytes(20), "text/plain", "gzip"),
        (b"just some words", "application/pdf", "plain text"),
        (b'{"a": 1}', XLSX, "JSON"),
        (b"\x00\x01\x02\x03", XLSX, "binary data"),
        (b"caf\xe9 cr\xe8me " * 9, "application/pdf", "binary data"),
    ],
)
def test_a_lying_media_type_is_answered_with_what_the_bytes_are(content: bytes, kind: str, looks: str) -> None:
    code, message, status = refusal(content, kind)
    assert (code, status) == ("media_type_mismatch", 422)
    assert looks in message


@pytest.mark.parametrize("kind", ["application/pdf", DOCX, XLSX])
def test_an_empty_file_is_no_office_file(kind: str) -> None:
    assert refusal(b"", kind)[0] == "empty_file"
    assert refusal("text", kind)[0] == "not_binary"


def test_an_empty_text_is_a_text() -> None:
    assert parse_document(b"", "text/plain").text == ""
    assert parse_document(b"", "text/html").text == ""
    assert parse_document(b"", "text/csv").text == ""


def test_html_may_be_sent_as_text() -> None:
    source = "<!doctype html><p>x"
    assert parse_document(source.encode(), "text/plain").text == source


@pytest.mark.parametrize(
    ("content", "stated", "text"),
    [
        (b"\xef\xbb\xbfcaf\xc3\xa9", "text/plain", "café"),
        ("café 😀".encode("utf-16"), "text/plain", "café 😀"),
        ("café".encode("utf-16-be").join([b"\xfe\xff", b""]), "text/plain", "café"),
        ("café 😀".encode("utf-32"), "text/plain", "café 😀"),
        (b"caf\xe9", "text/plain; charset=latin-1", "café"),
        (b"caf\xe9", "text/plain;charset=ISO-8859-1", "café"),
        (b"\x93caf\xe9\x94 \x80", "text/plain; charset=iso-8859-1", "“café” €"),
        (b"\x93x\x94", 'text/plain; charset="windows-1252"', "“x”"),
        (b"\xa4", "text/plain; charset=iso-8859-15", "€"),
        ("Привет".encode("koi8-r"), "text/plain; format=flowed; charset=koi8-r", "Привет"),
        ("日本".encode("shift_jis"), "text/plain; charset=Shift_JIS", "日本"),
        (b"caf\xc3\xa9", "text/plain; charset=utf-8", "café"),
        (b"\xef\xbb\xbfcaf\xc3\xa9", "text/plain; charset=latin-1", "café"),
    ],
)
def test_text_is_read_in_the_encoding_that_it_states(content: bytes, stated: str, text: str) -> None:
    assert parse_document(content, stated).text == text


@pytest.mark.parametrize(
    ("content", "stated", "code", "place"),
    [
        (b"abc\xff", "text/plain", "not_utf8", "position 3"),
        (b"caf\xe9", "text/plain; charset=utf-8", "not_utf8", "position 3"),
        (b"ab\x81", "text/plain; charset=windows-1252", "wrong_encoding", "position 2"),
        (b"\xff\xfea\x00b", "text/plain", "wrong_encoding", "position 4"),
        (b"x", "text/plain; charset=klingon", "unknown_charset", "klingon"),
        (b"x", "text/plain; charset=punycode", "unknown_charset", "punycode"),
        (b"x", "text/plain; charset=utf-7", "unknown_charset", "utf-7"),
        (b"x", "text/plain; charset=base64", "unknown_charset", "base64"),
        (b"x", "text/plain; charset=a\x00b", "unknown_charset", "x00"),
    ],
)
def test_a_wrong_encoding_is_refused_with_the_place(content: bytes, stated: str, code: str, place: str) -> None:
    found, message, status = refusal(content, stated)
    assert (found, status) == (code, 422)
    assert place in message


def test_a_page_may_state_its_encoding_itself() -> None:
    page = '<html><head><meta charset="windows-1252"></head><body>caf\xe9'.encode("cp1252")
    assert parse_document(page, "text/html").text == "café"
    old = '<meta http-equiv="Content-Type" content="text/html; charset=iso-8859-1"><p>caf\xe9'.encode("latin-1")
    assert parse_document(old, "text/html").text == "café"
    assert parse_document("<meta charset=latin-1><p>caf\u00e9", "text/html").text == "café"


def test_a_file_may_be_too_large() -> None:
    assert refusal(bytes((64 << 20) + 1), "application/pdf")[0::2] == ("file_too_large", 413)


@pytest.mark.parametrize("charset", ["utf-16-le", "utf-16-be"])
def test_utf_16_without_a_mark_is_told_and_read_where_it_is_stated(charset: str) -> None:
    content = "Die Gebühr beträgt 5 €.".encode(charset)
    code, message, _ = refusal(content, "text/plain")
    assert code == "not_utf8"
    assert f"looks like {charset} without a byte order mark" in message
    stated = f"text/plain; charset={charset}"
    assert f"“{stated}”" in message
    assert parse_document(content, stated).text == "Die Gebühr beträgt 5 €."


def test_a_text_in_another_encoding_is_refused_with_the_way_out() -> None:
    assert "its media type says so, as in “text/plain; charset=cp1252”" in refusal(b"caf\xe9", "text/plain")[1]


def test_an_unknown_charset_is_refused_with_those_that_are_read() -> None:
    with pytest.raises(DocumentError) as caught:
        parse_document(b"x", "text/plain; charset=klingon")
    assert {"utf-8", "cp1252", "shift_jis", "gb18030"} <= set(caught.value.problems[0].allowed)


@pytest.mark.parametrize("charset", ["utf-16", "UTF-16LE", "utf-32"])
def test_a_page_that_states_utf_16_in_single_bytes_is_utf_8(charset: str) -> None:
    page = f'<html><head><meta charset="{charset}"></head><body><p>Gebühr TBD</p></body></html>'
    assert parse_document(page.encode(), "text/html").text == "Gebühr TBD"


def test_a_picture_without_a_type_is_not_said_to_be_a_text() -> None:
    message = refusal(b"\x89PNG\r\n\x1a\n" + b"x" * 40, "text/plain")[1]
    assert message == "The file is taken for plain text where nothing else is stated, but its bytes are a PNG image."
