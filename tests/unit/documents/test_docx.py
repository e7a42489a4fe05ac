"""DOCX: text, numbers and notes as Word shows them; changes, comments and hidden text beside them."""

from __future__ import annotations

import io

import docx as python_docx
import pytest
from docx.shared import Inches, Pt, RGBColor
from PIL import Image as Pillow

from qa_service.documents import DocumentError, parse_document, truncate
from tests.unit.documents.building import W, archive, assert_places, docx, kinds_of, para, read, row, rows_of, run

HEADINGS = (
    '<w:style w:type="paragraph" w:styleId="Berschrift1"><w:name w:val="heading 1"/></w:style>'
    '<w:style w:type="paragraph" w:styleId="Mine"><w:name w:val="Mine"/><w:basedOn w:val="Berschrift1"/>'
    '<w:pPr><w:outlineLvl w:val="1"/></w:pPr></w:style>'
    '<w:style w:type="character" w:styleId="Secret"><w:name w:val="Secret"/><w:rPr><w:vanish/></w:rPr></w:style>'
    '<w:style w:type="table" w:styleId="Fancy"><w:name w:val="Grid Table 4 Accent 1"/></w:style>'
    '<w:style w:type="table" w:styleId="Grid"><w:name w:val="Table Grid"/></w:style>'
)
LEGAL = (
    '<w:abstractNum w:abstractNumId="0">'
    '<w:lvl w:ilvl="0"><w:start w:val="1"/><w:numFmt w:val="decimal"/><w:lvlText w:val="%1."/></w:lvl>'
    '<w:lvl w:ilvl="1"><w:start w:val="1"/><w:numFmt w:val="decimal"/><w:lvlText w:val="%1.%2"/></w:lvl>'
    '<w:lvl w:ilvl="2"><w:start w:val="1"/><w:numFmt w:val="lowerLetter"/><w:lvlText w:val="(%3)"/></w:lvl>'
    '<w:lvl w:ilvl="3"><w:start w:val="1"/><w:numFmt w:val="lowerRoman"/><w:lvlText w:val="(%4)"/></w:lvl>'
    "</w:abstractNum>"
    '<w:abstractNum w:abstractNumId="1"><w:lvl w:ilvl="0"><w:numFmt w:val="bullet"/><w:lvlText w:val="\uf0b7"/></w:lvl>'
    '</w:abstractNum><w:abstractNum w:abstractNumId="2"><w:lvl w:ilvl="0"><w:start w:val="1"/>'
    '<w:numFmt w:val="upperRoman"/><w:lvlText w:val="Article %1"/></w:lvl><w:lvl w:ilvl="1"><w:start w:val="1"/>'
    '<w:isLgl/><w:numFmt w:val="decimal"/><w:lvlText w:val="Section %1.%2"/></w:lvl></w:abstractNum>'
    '<w:num w:numId="1"><w:abstractNumId w:val="0"/></w:num><w:num w:numId="2"><w:abstractNumId w:val="1"/></w:num>'
    '<w:num w:numId="3"><w:abstractNumId w:val="0"/><w:lvlOverride w:ilvl="0"><w:startOverride w:val="1"/>'
    '</w:lvlOverride></w:num><w:num w:numId="4"><w:abstractNumId w:val="2"/></w:num>'
)


def tag(name: str, **attributes: str) -> str:
    return f"<w:{name} " + " ".join(f'w:{key}="{value}"' for key, value in attributes.items()) + "/>"


def numbered(text: str, level: int = 0, number: int = 1) -> str:
    return para(text, f'<w:numPr><w:ilvl w:val="{level}"/><w:numId w:val="{number}"/></w:numPr>')


def ins(text: str, author: str = "Ann") -> str:
    return f'<w:ins w:author="{author}">{run(text)}</w:ins>'


def gone(text: str, author: str = "Ann") -> str:
    return f'<w:del w:author="{author}"><w:r><w:delText xml:space="preserve">{text}</w:delText></w:r></w:del>'


def table(*rows: str, style: str = "") -> str:
    return f'<w:tbl><w:tblPr><w:tblStyle w:val="{style}"/></w:tblPr>{"".join(rows)}</w:tbl>'


def test_a_document_of_an_editor_is_read() -> None:
    made = python_docx.Document()
    made.core_properties.author, made.core_properties.title = "Ann Lee", "Memo"
    made.add_heading("1. Summary", 1)
    made.add_paragraph("The fee is due.")
    made.add_paragraph("first", style="List Bullet")
    made.add_paragraph("second", style="List Bullet")
    made.add_paragraph("one", style="List Number")
    made.add_paragraph("two", style="List Number")
    grid = made.add_table(2, 2)
    for n, text in enumerate(["Item", "2023", "Fees", "1,200"]):
        grid.cell(n // 2, n % 2).text = text
    words = made.add_paragraph("See ")
    words.add_run("secret").font.hidden = True
    words.add_run(" ghost").font.color.rgb = RGBColor(255, 255, 255)
    made.add_comment(words.runs[0], text="Is this right?", author="Bob")
    made.sections[0].header.paragraphs[0].text = "Draft"
    out = io.BytesIO()
    made.save(out)
    document = read(out.getvalue(), "x.docx")
    assert document.text == (
        "1. Summary\n\nThe fee is due.\n\n- first\n- second\n\n1. one\n\n2. "
        "two\n\nItem\t2023\nFees\t1,200\n\nSee  ghost"
    )
    assert [(h.number, h.title, h.level) for h in document.headings] == [("1", "Summary", 1)]
    assert rows_of(document) == [[["Item", "2023"], ["Fees", "1,200"]]]
    assert sorted(kinds_of(document)) == [
        ("comment", "Is this right?"), ("header", "Draft"), ("hidden_text", "secret"), ("invisible_text", " ghost"),
    ]  # fmt: skip
    assert (document.properties.author, document.properties.title) == ("Ann Lee", "Memo")
    assert document.properties.language == "en-US"


@pytest.mark.parametrize(
    ("body", "text"),
    [
        (para("One") + para("Two"), "One\n\nTwo"),
        (f"<w:p>{run('a')}{run(' b')}</w:p>", "a b"),
        ("<w:p><w:r><w:t>a</w:t><w:tab/><w:t>b</w:t><w:br/><w:t>c</w:t></w:r></w:p>", "a\tb\nc"),
        ("<w:p><w:pPr><w:tabs><w:tab w:val='left'/></w:tabs></w:pPr><w:r><w:t>a</w:t></w:r></w:p>", "a"),
        ("<w:p><w:r><w:t>co</w:t><w:noBreakHyphen/><w:t>op</w:t><w:softHyphen/></w:r></w:p>", "co\u2011op"),
        ("<w:p><w:r><w:sym w:font='Wingdings' w:char='F0FE'/><w:t> yes</w:t></w:r></w:p>", "☒ yes"),
        ("<w:p><w:hyperlink><w:r><w:t>link</w:t></w:r></w:hyperlink></w:p>", "link"),
        ("<w:p><w:r><w:fldChar w:fldCharType='begin'/></w:r><w:r><w:instrText>REF x</w:instrText></w:r>"
         "<w:r><w:t>7.3</w:t></w:r></w:p>", "7.3"),
        ("<w:sdt><w:sdtPr><w:alias w:val='t'/></w:sdtPr><w:sdtContent>" + para("in") + "</w:sdtContent></w:sdt>", "in"),
        ("<w:p><w:r><mc:AlternateContent xmlns:mc='m'><mc:Choice><w:txbxContent>" + para("box")
         + "</w:txbxContent></mc:Choice><mc:Fallback><w:txbxContent>" + para("box")
         + "</w:txbxContent></mc:Fallback></mc:AlternateContent></w:r>" + run("host") + "</w:p>", "box\n\nhost"),
        (f"<w:p>{ins('new')}{run(' old')}</w:p>", "new old"),
        (f"<w:p>{gone('old ')}{run('new')}</w:p>", "new"),
        (table(row("only"), row("column")), "only\n\ncolumn"),
        ("<w:p><w:r><w:rPr><w:rPrChange><w:rPr><w:vanish/></w:rPr></w:rPrChange></w:rPr><w:t>seen</w:t></w:r></w:p>",
         "seen"),
        ("<w:p><w:pPr><w:rPr><w:vanish/></w:rPr></w:pPr><w:r><w:t>seen</w:t></w:r></w:p>", "seen"),
        (f"<w:p>{run('10')}{run('6', tag('vertAlign', val='superscript'))}</w:p>", "10^6"),
        (f"<w:p>{run('H')}{run('2', tag('vertAlign', val='subscript'))}{run('O')}</w:p>", "H2O"),
    ],
)  # fmt: skip
def test_the_text_of_a_body(body: str, text: str) -> None:
    assert read(docx(body), "x.docx").text == text


def test_automatic_numbers_are_part_of_the_text() -> None:
    body = (
        numbered("Scope") + numbered("Work", 1) + numbered("More", 1) + numbered("a thing", 2) + numbered("deep", 3)
        + numbered("Fees") + numbered("Rate", 1) + numbered("bullet", 0, 2) + numbered("again", 0, 3)
    )  # fmt: skip
    document = read(docx(body, numbering=LEGAL), "x.docx")
    assert document.text.replace("\n\n", "\n").split("\n") == [
        "1. Scope", "1.1 Work", "1.2 More", "(a) a thing", "(i) deep", "2. Fees", "2.1 Rate", "- bullet", "1. again",
    ]  # fmt: skip


def test_numbers_of_articles_and_their_sections() -> None:
    body = numbered("Term", 0, 4) + numbered("Start", 1, 4) + numbered("Fees", 0, 4) + numbered("Rate", 1, 4)
    text = read(docx(body, numbering=LEGAL), "x.docx").text
    assert text.split("\n\n") == ["Article I Term", "Section 1.1 Start", "Article II Fees", "Section 2.1 Rate"]


def test_a_deleted_paragraph_takes_no_number() -> None:
    numbering = '<w:numPr><w:ilvl w:val="0"/><w:numId w:val="1"/></w:numPr>'
    body = numbered("one") + f"<w:p><w:pPr>{numbering}</w:pPr>{gone('two')}</w:p>" + numbered("three")
    document = read(docx(body, numbering=LEGAL), "x.docx")
    assert document.text == "1. one\n\n2. three"
    assert kinds_of(document) == [("deleted", "two")]


def test_an_empty_paragraph_takes_a_number_unless_it_only_breaks_a_section() -> None:
    numbering = '<w:numPr><w:ilvl w:val="0"/><w:numId w:val="1"/></w:numPr>'
    empty, section = (f"<w:p><w:pPr>{numbering}{more}</w:pPr></w:p>" for more in ("", "<w:sectPr/>"))
    assert read(docx(section + numbered("one") + empty + numbered("three"), numbering=LEGAL), "x.docx").text == (
        "1. one\n\n3. three"
    )
    last = f"<w:p><w:pPr>{numbering}<w:sectPr/></w:pPr>{run('one')}</w:p>"
    assert read(docx(last + numbered("two"), numbering=LEGAL), "x.docx").text == "1. one\n\n2. two"


def test_headings_are_known_by_name_outline_and_base() -> None:
    body = para("Eins", '<w:pStyle w:val="Berschrift1"/>') + para("Zwei", '<w:pStyle w:val="Mine"/>')
    body += para("Drei", '<w:outlineLvl w:val="2"/>') + para("Text", '<w:outlineLvl w:val="9"/>')
    document = read(docx(body, styles=HEADINGS), "x.docx")
    assert [(h.title, h.level) for h in document.headings] == [("Eins", 1), ("Zwei", 2), ("Drei", 3)]


def test_headings_without_styles_are_known_by_their_looks() -> None:
    document = read(
        docx(para("7. Governing Law") + para("This agreement is governed by the law of Ireland.")), "x.docx"
    )
    assert [(h.number, h.title) for h in document.headings] == [("7", "Governing Law")]


def test_tracked_changes_keep_who_and_where() -> None:
    body = f"<w:p>{run('Pay ')}{gone('100')}{ins('20', 'Bob')}{ins('0', 'Bob')}{run(' now')}</w:p>"
    document = read(docx(body), "x.docx")
    assert document.text == "Pay 200 now"
    assert [(h.kind, h.text, h.author, document.text[h.start : h.end]) for h in document.hidden] == [
        ("deleted", "100", "Ann", ""), ("inserted", "200", "Bob", "200"),
    ]  # fmt: skip


def test_moved_text_is_where_it_went() -> None:
    body = (
        f'<w:p><w:moveFrom w:author="A">{run("moved")}</w:moveFrom>{run("start")}</w:p>'
        f'<w:p>{run("end ")}<w:moveTo w:author="A">{run("moved")}</w:moveTo></w:p>'
    )  # fmt: skip
    document = read(docx(body), "x.docx")
    assert document.text == "start\n\nend moved"
    assert kinds_of(document) == [("deleted", "moved"), ("moved", "moved")]


def test_comments_have_their_place_author_and_text() -> None:
    comments = f'<w:comment w:id="0" w:author="Bob">{para("Really?")}{para("No.")}</w:comment>'
    comments += f'<w:comment w:id="9" w:author="Eve">{para("lost")}</w:comment>'
    body = f'<w:p>{run("a ")}<w:commentRangeStart w:id="0"/>{run("word")}<w:commentRangeEnd w:id="0"/>{run(" b")}</w:p>'
    document = read(docx(body, comments=comments), "x.docx")
    found = document.hidden[0]
    assert (found.text, found.author, document.text[found.start : found.end]) == ("Really? No.", "Bob", "word")
    assert (document.hidden[1].text, document.hidden[1].start) == ("lost", None)


def test_a_comment_over_paragraphs_stands_at_the_first() -> None:
    body = f'<w:commentRangeStart w:id="0"/>{para("first")}{para("second")}<w:commentRangeEnd w:id="0"/>'
    document = read(docx(body, comments=f'<w:comment w:id="0">{para("c")}</w:comment>'), "x.docx")
    assert [document.text[h.start : h.end] for h in document.hidden] == ["first"]


def test_footnotes_follow_the_body() -> None:
    line = f'<w:footnote w:id="0" w:type="separator">{para("-")}</w:footnote>'
    notes = f'{line}<w:footnote w:id="2">{para("See A.")}</w:footnote>'
    body = f'<w:p>{run("Claim")}<w:r><w:footnoteReference w:id="2"/></w:r>{run(" holds.")}</w:p>'
    document = read(docx(body, footnotes=notes), "x.docx")
    assert document.text == "Claim[1] holds.\n\n[1] See A."
    assert [(h.kind, h.text, document.text[h.start : h.end]) for h in document.hidden] == [
        ("footnote", "See A.", "[1] See A.")
    ]


@pytest.mark.parametrize(
    "hidden",
    [
        run("gone", "<w:vanish/>"), run("gone", '<w:vanish w:val="1"/>'), run("gone", '<w:rStyle w:val="Secret"/>'),
    ],
)  # fmt: skip
def test_hidden_text_is_not_part_of_the_text(hidden: str) -> None:
    document = read(docx(f"<w:p>{run('seen ')}{hidden}{run('too')}</w:p>", styles=HEADINGS), "x.docx")
    assert document.text == "seen too"
    assert kinds_of(document) == [("hidden_text", "gone")]


WHITE = '<w:color w:val="FFFFFF"/>'


@pytest.mark.parametrize(
    "body",
    [
        f"<w:p>{run('ghost', WHITE)}</w:p>",
        f"<w:p>{run('ghost', tag('color', val='FEFEFE'))}</w:p>",
        f"<w:p>{run('ghost', tag('sz', val='2'))}</w:p>",
        table("<w:tr><w:tc>" + f"<w:p>{run('ghost', WHITE)}</w:p>" + "</w:tc></w:tr>", style="Grid"),
        f"<w:p>{run('ghost', WHITE + tag('shd', fill='auto'))}</w:p>",
    ],
)
def test_letters_that_cannot_be_seen_are_invisible_text(body: str) -> None:
    document = read(docx(body, styles=HEADINGS), "x.docx")
    found = document.hidden[0]
    assert (found.kind, document.text[found.start : found.end]) == ("invisible_text", "ghost")


@pytest.mark.parametrize(
    "body",
    [
        f"<w:p>{run('x', WHITE + tag('shd', val='clear', fill='1F3864'))}</w:p>",
        f"<w:p>{run('x', WHITE + tag('highlight', val='black'))}</w:p>",
        f"<w:p><w:pPr><w:shd w:fill='000000'/></w:pPr>{run('x', WHITE)}</w:p>",
        table(f"<w:tr><w:tc><w:tcPr><w:shd w:fill='4472C4'/></w:tcPr><w:p>{run('x', WHITE)}</w:p></w:tc></w:tr>"),
        table(f"<w:tr><w:tc><w:p>{run('x', WHITE)}</w:p></w:tc></w:tr>", style="Fancy"),
        f"<w:p><w:r><w:txbxContent><w:p>{run('x', WHITE)}</w:p></w:txbxContent></w:r></w:p>",
        f"<w:p><w:r><w:drawing><wp:anchor xmlns:wp='d' behindDoc='1'/></w:drawing></w:r>{run('x', WHITE)}</w:p>",
        f"<w:p>{run(' ', WHITE)}</w:p>",
        f"<w:p>{run('x', tag('color', val='D9D9D9'))}</w:p>",
        f"<w:p>{run('x', tag('color', val='auto'))}</w:p>",
        f"<w:p>{run('x', tag('vanish', val='0'))}</w:p>",
        f"<w:p>{run('x', '<w:webHidden/>')}</w:p>",
        "<w:p><w:r><w:rPr><w:vanish/></w:rPr><w:instrText> XE \"term\" </w:instrText></w:r></w:p>",
    ],
)  # fmt: skip
def test_letters_on_colour_and_marks_of_the_editor_are_not_hidden(body: str) -> None:
    assert kinds_of(read(docx(body, styles=HEADINGS), "x.docx")) == []


def test_tables_with_wide_cells_and_tables_inside() -> None:
    wide = (
        '<w:tr><w:tc><w:tcPr><w:gridSpan w:val="2"/></w:tcPr>'
        + para("wide")
        + f"</w:tc><w:tc>{para('c')}</w:tc></w:tr>"
    )
    inner = "<w:tr><w:tc>" + table(row("in", "side")) + para("end") + f"</w:tc><w:tc>{para('b')}</w:tc></w:tr>"
    document = read(docx(table(wide, inner)), "x.docx")
    assert rows_of(document) == [[["wide", "", "c"], ["in side end", "b"]]]


def test_pictures_fonts_and_pages() -> None:
    picture = io.BytesIO()
    Pillow.new("RGB", (300, 200)).save(picture, "PNG")
    made = python_docx.Document()
    made.add_picture(picture, width=Inches(3))
    words = made.add_paragraph().add_run("styled")
    words.font.name, words.font.size = "Garamond", Pt(11)
    out = io.BytesIO()
    made.save(out)
    properties = read(out.getvalue(), "x.docx").properties
    assert [(i.width, i.height, i.mode, i.dpi) for i in properties.images] == [(300, 200, "RGB", 100)]
    assert [font.name for font in properties.fonts] == ["Garamond"]
    assert properties.page_count == 1


def test_headers_macros_and_embedded_files_are_told() -> None:
    header = para("Privileged") + f"<w:p>{ins('draft')}</w:p>"
    source = docx(para("x"), header=header)
    parts = {"word/vbaProject.bin": b"x", "word/embeddings/book.xlsx": b"y"}
    document = read(_with(source, parts), "x.docx")
    assert ("header", "Privileged draft") in kinds_of(document)
    assert {"inserted", "macro", "attachment"} <= {kind for kind, _ in kinds_of(document)}


def _with(source: bytes, parts: dict[str, bytes]) -> bytes:
    import zipfile

    file = zipfile.ZipFile(io.BytesIO(source))
    return archive({name: file.read(name) for name in file.namelist()} | parts)


def test_another_place_of_the_main_part_and_the_strict_kind() -> None:
    made = archive({
        "_rels/.rels": '<Relationships><Relationship Id="a" Type="http://purl.oclc.org/ooxml/x/officeDocument" '
                       'Target="/word/document2.xml"/></Relationships>',
        "word/document2.xml": '<x:document xmlns:x="http://purl.oclc.org/ooxml/wordprocessingml/main"><x:body><x:p><x:r>'
                              "<x:t>strict</x:t></x:r></x:p></x:body></x:document>",
    })  # fmt: skip
    assert read(made, "x.docx").text == "strict"


def test_the_beginning_of_a_document() -> None:
    body = para("One") + table(row("a", "b"), row("c", "d")) + f"<w:p>{ins('Two')}</w:p>"
    document = read(docx(body), "x.docx")
    for length in range(len(document.text) + 1):
        cut = truncate(document, length)
        assert_places(cut)
        assert cut.text == document.text[:length]


@pytest.mark.parametrize(
    ("source", "code"),
    [
        (docx("<w:p>" * 1_000), "too_deep"),
        (docx(para("x")[:-4]), "damaged_file"),
        (docx(para("x"))[:300], "damaged_file"),
        (archive({"word/styles.xml": "<a/>"}), "damaged_file"),
        (archive({"word/document.xml": "not xml"}), "damaged_file"),
        (archive({"word/document.xml": f'<!DOCTYPE d [<!ENTITY a "b">]><w:document {W}/>'}), "doctype"),
        (docx(table("<w:tr><w:tc><w:tcPr><w:gridSpan w:val='999999'/></w:tcPr><w:p/></w:tc><w:tc/></w:tr>" * 3_000)),
         "table_too_large"),
    ],
)  # fmt: skip
def test_damaged_and_hostile_documents_are_refused(source: bytes, code: str) -> None:
    with pytest.raises(DocumentError) as refused:
        parse_document(source, "", filename="x.docx")
    assert (refused.value.problems[0].code, refused.value.status) == (code, 422)
