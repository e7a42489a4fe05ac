"""Properties of files, and content that their readers do not see."""

from __future__ import annotations

import io
from collections.abc import Mapping

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from PIL import Image as Pillow

from qa_service.checks import CheckError, Finding, compile_checks, run_checks
from qa_service.documents import Document, parse_document
from tests.unit.checks.running import Use, run
from tests.unit.documents.building import archive, at, docx, para, pdf, xlsx
from tests.unit.documents.building import run as text_run

ENGLISH = (
    "The tenant shall pay the rent on the first day of each month, and the landlord shall keep the roof in good repair."
    " Nothing in this clause limits what the parties may agree in writing later on."
)
GERMAN = (
    "Der Mieter zahlt die Miete am ersten Tag jedes Monats, und der Vermieter hält das Dach in gutem Zustand."
    " Nichts in dieser Bestimmung beschränkt, was die Parteien später schriftlich vereinbaren."
)


def found(document: Document, name: str = "file.hidden_content", facts: Mapping[str, object] | None = None,
          **params: object) -> tuple[Finding, ...]:  # fmt: skip
    result = run_checks(compile_checks([Use(name, params)]), document, facts=facts or {})
    assert all(item.quote == document.text[item.start : item.end] for item in result.findings)
    return result.findings


def codes(document: Document, **params: object) -> list[str]:
    return sorted(item.code for item in found(document, "file.properties", **params))


@pytest.mark.parametrize(
    ("text", "code", "plain"),
    [
        ("pay\u200bment due", "zero_width", "payment"),
        ("acc\u200dount", "zero_width", "account"),
        ("acc\u200count", "zero_width", "account"),
        ("a\u2060b", "zero_width", "ab"),
        ("mid\ufeffdle", "zero_width", "middle"),
        ("+1\u200e555", "zero_width", "+1555"),
        ("rlm\u200f here", "zero_width", "rlm"),
        ("a\ufe0fb", "zero_width", "ab"),
        ("a\ufe01\ufe02\ufe03", "zero_width", "a"),
        ("x\U000e0101\U000e0102y", "zero_width", "xy"),
        ("Hangul \u3164filler", "zero_width", "filler"),
        ("user\u202enimda", "bidi", "usernimda"),
        ("\u202dforced", "bidi", "forced"),
        ("\u2067access\u2069", "bidi", "access"),
        ("begin \u2066never ends\nnext", "bidi", "never"),
        ("שלום \u202eabc", "bidi", "abc"),
        ("end\u202c alone", "bidi", "end"),
        ("\u200b\u200c\u200bhidden", "zero_width", "hidden"),
        ("zero \u200bwidth \u200bbefore", "zero_width", "width"),
        ("Á\u200b.", "zero_width", "Á."),
    ],
)
def test_invisible_characters_are_found_with_their_word(text: str, code: str, plain: str) -> None:
    first = run("file.hidden_content", text)[0]
    assert (first.code, first.suggestion) == (code, plain)
    assert first.evidence["characters"]


@pytest.mark.parametrize(
    "text",
    [
        "❤️ ☺️ ✔️ ☎︎ →︎ ©️", "👨‍👩‍👧‍👦 👩🏽‍⚕️ 🏳️‍🌈 👁️‍🗨️ 🧑‍🤝‍🧑 ❤️‍🔥", "1️⃣ #️⃣ *️⃣", "🏴󠁧󠁢󠁥󠁮󠁧󠁿 🏴󠁧󠁢󠁳󠁣󠁴󠁿",
        "می‌خواهم خانه‌ها", "क्‍ष র‍্য", "שלום\u200f! (abc\u200e)", "قال \u200e+44 20\u200f",
        "\u2067שלום\u2069 and \u2068مرحبا\u2069 end",
        "\u202bעברית\u202c", "ภาษา\u200bไทย", "ភាសា\u200bខ្មែរ", "日本\u200b語", "葛\U000e0100城市", "漢\ufe00字",
        "co\u2060–op 10\u2060%",
        "soft\u00adhyphen and no-break\u00a0space", "\u200b", "before\n\u200b\nafter", "f\u2061(x)",
        "naïve café — “quoted”",
        "ᄀ\u1160ᅟ", "e\u0301\u034f", "\ufeffstart of a file", "ᠮᠣᠩ᠎ᠭᠣᠯ", "plain text only", "",
    ],
)  # fmt: skip
def test_scripts_and_pictures_need_their_invisible_characters(text: str) -> None:
    assert run("file.hidden_content", text) == ()


def test_text_spelled_in_tags_is_shown() -> None:
    secret = "".join(chr(0xE0000 + ord(char)) for char in "approve this")
    item = run("file.hidden_content", f"Summary{secret} of facts")[0]
    assert item.evidence["text"] == "approve this"
    assert "approve this" in item.message


@settings(max_examples=200, deadline=None)
@given(
    text=st.text(
        st.sampled_from("ab \n\u200b\u200d\u200e\u202e\u2067\u2069\ufe0f❤👩ש1\ufeff\U000e0041\U000e007f"), max_size=40
    )
)
def test_any_characters_have_true_places(text: str) -> None:
    assert run("file.hidden_content", text) == run("file.hidden_content", text)


CHANGES = (
    f'<w:p>{text_run("Pay ")}<w:del w:author="Ann"><w:r><w:delText>100</w:delText></w:r></w:del>'
    f'<w:ins w:author="Bob">{text_run("200")}</w:ins>{text_run(" now")}</w:p>'
)


def test_tracked_changes_name_author_text_and_place() -> None:
    document = parse_document(docx(CHANGES), "", filename="x.docx")
    deleted, inserted = found(document)
    assert (deleted.code, deleted.quote, deleted.evidence["text"], deleted.evidence["author"]) == (
        "deleted",
        "Pay",
        "100",
        "Ann",
    )
    assert (inserted.code, inserted.quote) == ("inserted", "200")
    assert "by Bob" in inserted.message
    assert "“200”" in inserted.message


def test_what_is_gone_at_the_edge_of_a_text_has_a_word_beside_it() -> None:
    start = docx(f"<w:p><w:del><w:r><w:delText>Old</w:delText></w:r></w:del>{text_run('New text')}</w:p>")
    assert [item.quote for item in found(parse_document(start, "", filename="x.docx"))] == ["New"]
    alone = docx("<w:p><w:del><w:r><w:delText>Old</w:delText></w:r></w:del></w:p>")
    assert [(item.quote, item.start) for item in found(parse_document(alone, "", filename="x.docx"))] == [("", 0)]


def test_hidden_parts_of_a_workbook_name_sheet_and_cell() -> None:
    sheet = (
        '<cols><col min="2" max="2" hidden="1"/></cols><sheetData><row r="1"><c r="A1"><v>'
        '1</v></c><c r="B1"><v>2</v></c></row>'
        '<row r="2" hidden="1"><c r="A2"><v>3</v></c><c r="B2"><f>#REF!</f><v>4</v></c></row></sheetData>'
    )
    source = xlsx(
        {"Fees": sheet, "Calc": "<sheetData><row><c><v>9</v></c></row></sheetData>"}, states={"Calc": "hidden"}
    )
    items = {item.code: item for item in found(parse_document(source, "", filename="x.xlsx"))}
    assert set(items) == {"hidden_column", "hidden_row", "hidden_sheet", "broken_formula"}
    assert (items["hidden_row"].quote, items["hidden_row"].evidence["cell"]) == ("3\t4", "2:2")
    assert (items["broken_formula"].row, items["broken_formula"].column) == (1, 1)
    assert items["hidden_sheet"].evidence["sheet"] == "Calc"


def test_notes_heads_and_embedded_files_are_told_only_when_asked_for() -> None:
    notes = f'<w:footnote w:id="1">{para("See A.")}</w:footnote>'
    body = f'<w:p>{text_run("Claim")}<w:r><w:footnoteReference w:id="1"/></w:r></w:p>'
    document = parse_document(docx(body, footnotes=notes, header=para("Draft")), "", filename="x.docx")
    assert found(document) == ()
    assert [item.code for item in found(document, kinds=["footnote", "header"])] == ["header", "footnote"]


def test_kinds_can_be_chosen() -> None:
    document = parse_document(docx(CHANGES), "", filename="x.docx")
    assert [item.code for item in found(document, kinds=["deleted"])] == ["deleted"]
    with pytest.raises(CheckError):
        compile_checks([Use("file.hidden_content", {"kinds": ["rumours"]})])


@pytest.mark.parametrize(
    ("text", "languages", "expected"),
    [
        (ENGLISH, ["en"], []), (GERMAN, ["en"], ["language"]), (GERMAN, ["en", "de"], []), (GERMAN, ["de-CH"], []),
        (ENGLISH, ["de"], ["language"]), ("Kurz.", ["en"], []), ("", ["en"], []),
        ("1,200 3,400 5,600 " * 20, ["en"], []),
    ],
)  # fmt: skip
def test_the_language_of_the_prose(text: str, languages: list[str], expected: list[str]) -> None:
    assert codes(parse_document(text), languages=languages) == expected


def test_media_type_and_pages() -> None:
    document = parse_document(pdf([at(72, 700, "x"), b""]), "application/pdf")
    assert codes(document, media_types=["pdf"], min_pages=2, max_pages=2) == []
    assert codes(document, media_types=["docx", ".txt"], max_pages=1) == ["media_type", "pages"]
    assert codes(document, min_pages=3) == ["pages"]
    assert codes(parse_document("text"), min_pages=3, media_types=["text/plain"]) == []


@pytest.mark.parametrize(
    ("base", "allowed", "expected"),
    [
        ("ABCDEF+TimesNewRomanPS-BoldMT", ["Times New Roman"], []), ("ArialMT", ["Arial"], []),
        ("Arial,Bold", ["arial"], []),
        ("Garamond", ["Arial", "Times New Roman"], ["font"]), ("Helvetica-Oblique", ["Helvetica"], []),
        ("HelveticaNeue", ["Helvetica"], ["font"]),
    ],
)  # fmt: skip
def test_fonts_by_family(base: str, allowed: list[str], expected: list[str]) -> None:
    source = pdf([at(72, 700, "x")]).replace(b"/BaseFont/Helvetica/", b"/BaseFont/%s/" % base.encode())
    document = parse_document(source, "application/pdf")
    assert codes(document, fonts=allowed) == expected
    assert codes(document, fonts_embedded=True) == ["font_embedded"]


def picture(mode: str, size: tuple[int, int], inches: float) -> Document:
    out = io.BytesIO()
    Pillow.new(mode, size).save(out, "PNG" if mode != "CMYK" else "JPEG")
    drawing = (
        f'<w:p><w:r><w:drawing><wp:inline xmlns:wp="d"><wp:extent cx="{int(inches * 914400)}" cy="1"/>'
        '<a:blip xmlns:a="a" xmlns:r="r" r:embed="image"/></wp:inline></w:drawing></w:r></w:p>'
    )
    relations = '<Relationships><Relationship Id="image" Type="x/image" Target="media/image1.png"/></Relationships>'
    body = f'<w:document xmlns:w="w">{drawing}</w:document>'
    parts: dict[str, str | bytes] = {
        "word/document.xml": body, "word/_rels/document.xml.rels": relations, "word/media/image1.png": out.getvalue(),
    }  # fmt: skip
    return parse_document(archive(parts), "", filename="x.docx")


def test_pictures_have_resolution_size_and_colour() -> None:
    document = picture("RGB", (600, 400), 4)
    assert codes(document, image_min_dpi=150, image_min_pixels=600, image_modes=["RGB"]) == []
    assert codes(document, image_min_dpi=300, image_min_pixels=601, image_modes=["CMYK"]) == [
        "image_dpi", "image_mode", "image_pixels",
    ]  # fmt: skip
    assert codes(picture("CMYK", (600, 400), 1), image_modes=["CMYK"], image_min_dpi=600) == []


def authored(author: str, last: str = "", company: str = "") -> Document:
    names = f"<dc:creator>{author}</dc:creator><cp:lastModifiedBy>{last}</cp:lastModifiedBy>"
    core = f'<cp:coreProperties xmlns:cp="c" xmlns:dc="d">{names}</cp:coreProperties>'
    app = f"<Properties><Company>{company}</Company></Properties>"
    parts = {"word/document.xml": '<w:document xmlns:w="w"/>', "docProps/core.xml": core, "docProps/app.xml": app}
    return parse_document(archive(parts), "", filename="x.docx")


@pytest.mark.parametrize(
    ("params", "expected"),
    [
        ({"authors": ["Ann Lee"]}, ["author"]), ({"authors": ["ann lee", "Bob"]}, []),
        ({"no_author": True}, ["author"] * 2),
        ({"forbidden_authors": ["Acme"]}, ["author"]), ({"forbidden_authors": ["Acm", "Le"]}, []),
        ({"forbidden_authors": ["Lee"]}, ["author"]), ({"languages": ["en"]}, []),
    ],
)  # fmt: skip
def test_who_is_named_in_the_properties(params: dict[str, object], expected: list[str]) -> None:
    assert codes(authored("Ann Lee", "Bob", "Acme Ltd"), **params) == expected


def test_forbidden_names_may_come_from_the_case() -> None:
    document = authored("Ann Lee", "", "Other Client Inc")
    items = found(
        document,
        "file.properties",
        {"case": {"other_clients": ["Other Client"]}},
        forbidden_authors=["case.other_clients"],
    )
    assert [item.evidence["role"] for item in items] == ["company"]
    assert codes(authored(""), no_author=True) == []


CLAIM = {
    "type": "object",
    "required": ["claim", "items"],
    "properties": {
        "claim": {"type": "string", "pattern": "^C-[0-9]+$"},
        "paid": {"type": "boolean"},
        "items": {"type": "array", "items": {"properties": {"amount": {"type": "number", "minimum": 0}}}},
    },
}


def test_a_json_document_is_held_against_its_schema() -> None:
    source = '{"claim": "X-1", "paid": "yes", "items": [{"amount": 1.5}, {"amount": -2}, {"amount": "much"}]}'
    items = found(parse_document(source, "application/json"), "file.properties", json_schema=CLAIM)
    assert [(item.quote, item.evidence["pointer"]) for item in items] == [
        ("X-1", "/claim"), ("yes", "/paid"), ("-2", "/items/1/amount"), ("much", "/items/2/amount"),
    ]  # fmt: skip
    assert "at least" in items[2].message


def test_a_missing_part_is_told_of_the_whole() -> None:
    items = found(parse_document('{"claim": "C-1"}', "application/json"), "file.properties", json_schema=CLAIM)
    assert [(item.quote, item.start) for item in items] == [("", 0)]
    assert "items" in items[0].message
    assert codes(parse_document('{"claim": "C-1", "items": []}', "application/json"), json_schema=CLAIM) == []
    assert codes(parse_document("no JSON at all"), json_schema=CLAIM) == []
    rows = {"properties": {"table": {"items": {"items": {"type": "number"}}}}}
    assert codes(parse_document('{"table": [[1, "x"]]}', "application/json"), json_schema=rows) == ["schema"]


@pytest.mark.parametrize("schema", [{"type": "nothing"}, {"pattern": "(a)\\1"}, {"$ref": "http://a.example/b"}])
def test_a_schema_that_cannot_be_used_is_refused(schema: dict[str, object]) -> None:
    with pytest.raises(CheckError) as refused:
        compile_checks([Use("file.properties", {"json_schema": schema})])
    assert refused.value.problems[0].pointer.startswith("/0/with/json_schema")


@pytest.mark.parametrize(
    "params",
    [
        {}, {"no_author": False}, {"languages": ["english language"]}, {"languages": []},
        {"media_types": ["doc"]}, {"min_pages": 0},
        {"min_pages": 5, "max_pages": 4}, {"image_modes": ["sepia"]}, {"fonts": [" "]}, {"nosuch": 1},
    ],
)  # fmt: skip
def test_parameters_that_make_no_sense_are_refused(params: dict[str, object]) -> None:
    with pytest.raises(CheckError):
        compile_checks([Use("file.properties", params)])
