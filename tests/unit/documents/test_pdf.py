"""PDF: paragraphs and tables over pages; running heads, comments and what cannot be seen beside them."""

from __future__ import annotations

import io

import pytest
from pypdf import PdfReader, PdfWriter

from qa_service.documents import DocumentError, parse_document, truncate
from tests.unit.documents.building import (
    HELVETICA,
    assert_places,
    at,
    kinds_of,
    lines,
    objects,
    pdf,
    read,
    rows_of,
    stream,
)  # fmt: skip


def text_of(*pages: bytes, **rest: bytes) -> str:
    return read(pdf(pages, **rest), "x.pdf").text


@pytest.mark.parametrize(
    ("content", "text"),
    [
        (at(72, 700, "Hello world"), "Hello world"),
        (at(72, 700, "Brackets (a) and \\ “é” €"), "Brackets (a) and \\ “é” €"),
        (b"BT /F1 11 Tf 72 700 Td [(He) 20 (llo) -300 (wor) 10 (ld)] TJ ET", "Hello world"),
        (b"BT /F1 11 Tf 72 700 Td (a) Tj 5.5 0 Td (b) Tj ET", "ab"),
        (b"BT /F1 11 Tf 72 700 Td (a) Tj 10 0 Td (b) Tj ET", "a b"),
        (
            b"BT /F1 11 Tf 14 TL 72 700 Td (one two) Tj T* (three) Tj (four) ' 1 1 (five) \" ET",
            "one two three four five",
        ),
        (b"BT /F1 11 Tf 72 700 Td <48656C6C6F> Tj ET", "Hello"),
        (b"BT /F1 11 Tf 72 700 Td (a\\(b\\)\\050\\101\\\n c) Tj ET", "a(b)(A c"),
        (b"BT /F1 11 Tf 72 700 Td (a(b)c) Tj ET", "a(b)c"),
        (b"q 1 0 0 1 10 10 cm BT /F1 1 Tf 11 0 0 11 62 690 Tm (scaled) Tj ET Q", "scaled"),
        (b"BT /F1 11 Tf 72 700 Td (x) Tj ET BI /W 1 /H 1 ID \x00(no) Tj\xff EI " + at(80, 700, "y"), "x y"),
        (b"0 0 m 10 10 l 20 20 30 30 40 40 c h S " + at(72, 700, "y"), "y"),
        (at(72, 700, "10") + at(84.3, 704, "6", 6), "10^6"),
        (at(72, 700, "the Term") + at(117, 704, "2", 6), "the Term[2]"),
        (at(72, 700, "twice") + at(72.3, 700, "twice"), "twice"),
        (b"", ""),
    ],
)
def test_the_text_of_a_page(content: bytes, text: str) -> None:
    assert text_of(content) == text


def test_lines_are_joined_and_words_put_together() -> None:
    page = lines(
        "The agreement is an inter-", "national one, well-", "known to all, and its self-",
        "evident terms go on over many",
        "more lines.",
    ) + lines("A second paragraph begins after", "a gap.", top=600)  # fmt: skip
    assert text_of(page) == (
        "The agreement is an international one, well-known to all, and its self-evident "
        "terms go on over many more lines."
        "\n\nA second paragraph begins after a gap."
    )


def test_a_hyphen_that_the_file_prints_elsewhere_stays() -> None:
    page = lines("A data-", "base of sub-", "tenants and sub-tenants, a database of", "everything there is.")
    assert text_of(page) == "A database of sub-tenants and sub-tenants, a database of everything there is."


def test_paragraphs_run_over_pages_past_heads_and_feet() -> None:
    def page(n: int, *body: str) -> bytes:
        return at(72, 760, "ACME  Confidential") + lines(*body) + at(280, 30, f"Page {n} of 3")

    document = read(pdf([
        page(1, "The first sentence goes on and is not at its end because it is con-"),
        page(2, "tinued on the next page, where it ends.", "A new sentence follows and"),
        page(3, "goes on here too."),
    ]), "x.pdf")  # fmt: skip
    assert document.text == (
        "The first sentence goes on and is not at its end because it is continued on the next page, where it ends."
        " A new sentence follows and goes on here too."
    )
    assert kinds_of(document).count(("header", "ACME Confidential")) == 3
    assert ("footer", "Page 2 of 3") in kinds_of(document)
    starts = [document.text[page.start :][:9] for page in document.pages]
    assert starts == ["The first", "tinued on", "goes on h"]
    assert document.properties.page_count == 3


def test_lines_of_the_text_near_the_edge_are_no_running_heads() -> None:
    document = read(
        pdf([lines("First line of one page.", top=750), lines("Other words on the next.", top=750)]), "x.pdf"
    )
    assert kinds_of(document) == []
    assert "First line" in document.text


def test_headings_are_larger_or_bold() -> None:
    page = (
        at(72, 720, "Valuation report", 20) + at(72, 690, "1. Summary", 15) + lines("Text of the first part.", top=660)
        + at(72, 630, "Method", 11, "F2") + lines("Text of the method, again in", "usual letters.", top=610)
    )  # fmt: skip
    document = read(pdf([page]), "x.pdf")
    assert [(h.level, h.number, h.title) for h in document.headings] == [
        (1, "", "Valuation report"), (2, "1", "Summary"), (3, "", "Method"),
    ]  # fmt: skip


def test_lists_and_numbered_clauses_are_items() -> None:
    page = (
        lines("The parties agree:", top=700) + at(72, 680, "1.") + at(100, 680, "First item that goes on")
        + at(100, 666, "in a second line.") + at(72, 652, "2.") + at(100, 652, "Second item") + at(72, 638, "• bullet")
    )  # fmt: skip
    document = read(pdf([page]), "x.pdf")
    assert document.text.split("\n\n")[0] == "The parties agree:"
    items = [document.text[b.start : b.end] for b in document.blocks if b.kind == "list_item"]
    assert items == ["1. First item that goes on in a second line.", "2. Second item", "• bullet"]


def test_rows_of_aligned_pieces_are_a_table() -> None:
    rows = [
        ("Item", "2022", "2023"),
        ("Fees and other income", "1,200", "1,300"),
        ("Taxes", "", "(220)"),
        ("Total", "1,200", "1,080"),
    ]
    page = lines("Before the table.", top=730)
    for n, row in enumerate(rows):
        page += b"".join(at(x, 700 - 16 * n, text) for x, text in zip((72, 250, 350), row, strict=True) if text)
    page += lines("After the table.", top=600)
    document = read(pdf([page]), "x.pdf")
    assert rows_of(document) == [[list(row) for row in rows]]
    assert document.text.startswith("Before the table.\n\nItem\t2022\t2023\n")
    assert document.text.endswith("\n\nAfter the table.")


def test_two_columns_of_prose_are_read_one_after_the_other() -> None:
    page = b""
    for n in range(5):
        page += at(60, 700 - 14 * n, f"left line {n} with quite a few words")
        page += at(330, 700 - 14 * n, f"right line {n} with quite a few words")
    text = text_of(page)
    assert text.index("left line 4") < text.index("right line 0")
    assert "\t" not in text


TO_UNICODE = (
    b"1 begincodespacerange <0000> <ffff> endcodespacerange 2 beginbfchar <0001> <0048> <0002> <d83dde00> endbfchar "
    b"2 beginbfrange <0003> <0005> <0061> <0006> <0007> [<006600660069> <FB01>] endbfrange"
)


def test_fonts_say_what_their_codes_mean() -> None:
    extra = {
        1000: b"<</Type/Font/Subtype/Type0/BaseFont/ABCDEF+Garamond-Bold/Encoding/Identity-H/ToUnicode 1001 0 R"
              b"/DescendantFonts[<</Subtype/CIDFontType2/W[1[500 500]3 7 "
              b"400]/FontDescriptor<</FontFile2 1001 0 R>>>>]>>",
        1001: stream(TO_UNICODE),
        1002: b"<</Type/Font/Subtype/Type1/BaseFont/X/Encoding<</BaseEncoding/WinAnsiEncoding/Differences"
              b"[65/eacute/Euro 67/uni20AC/fi/nosuch]>>>>",
    }  # fmt: skip
    content = b"BT /F9 11 Tf 72 700 Td <000100020003000400050006 0007> Tj ET BT /F8 11 Tf 72 600 Td (ABCDE!) Tj ET"
    source = pdf([content], extra=extra, resources=b"").replace(b"/F2 4 0 R", b"/F9 1000 0 R/F8 1002 0 R/F2 4 0 R")
    document = read(_repaired(source), "x.pdf")
    assert document.text == "H😀abcffifi\n\né€€fi!"
    fonts = {font.name: font.embedded for font in document.properties.fonts}
    assert fonts == {"Garamond-Bold": True, "X": False}


def _repaired(source: bytes) -> bytes:
    """The same file with a table of places that is true again."""
    writer = PdfWriter(clone_from=PdfReader(io.BytesIO(source)))
    out = io.BytesIO()
    writer.write(out)
    return out.getvalue()


WHITE = b"1 1 1 rg "


@pytest.mark.parametrize(
    "content",
    [
        WHITE + at(72, 700, "ghost"),
        b"1 g " + at(72, 700, "ghost"),
        b"0 0 0 0 k " + at(72, 700, "ghost"),
        b"/DeviceRGB cs 1 1 1 sc " + at(72, 700, "ghost"),
        b"BT 3 Tr ET " + at(72, 700, "ghost"),
        at(72, 700, "ghost", 1),
        b"0 g 0 0 20 20 re f " + WHITE + at(72, 700, "ghost"),
        b"0 g 0 0 600 800 re n " + WHITE + at(72, 700, "ghost"),
    ],
)
def test_letters_that_cannot_be_seen_are_invisible_text(content: bytes) -> None:
    document = read(pdf([b"q 0 g " + at(72, 600, "visible words") + b"Q " + content]), "x.pdf")
    found = document.hidden[0]
    assert (found.kind, found.part, document.text[found.start : found.end]) == ("invisible_text", "page 1", "ghost")


@pytest.mark.parametrize(
    "content",
    [
        b"0 0 0.5 rg 60 690 200 30 re f " + WHITE + at(72, 700, "head"),
        b"0.2 g 60 690 m 260 690 l 260 720 l 60 720 l h f " + WHITE + at(72, 700, "head"),
        b"/Sh sh " + WHITE + at(72, 700, "head"),
        b"q " + WHITE + b"Q " + at(72, 700, "head"),
        WHITE + b"0 g " + at(72, 700, "head"),
        WHITE + b"10 10 5 5 re f 0 g " + at(72, 700, "head"),
        b"0.9 g " + at(72, 700, "head"),
        b"BT 3 Tr ET " + at(72, 700, "all of a scan"),
    ],
)
def test_white_on_colour_and_the_text_of_a_scan_are_not_hidden(content: bytes) -> None:
    assert kinds_of(read(pdf([content]), "x.pdf")) == []


def test_words_printed_one_by_one_are_one_invisible_passage() -> None:
    page = at(72, 600, "visible words") + WHITE + at(72, 700, "ghost") + at(100, 700, " ") + at(103, 700, "text")
    assert kinds_of(read(pdf([page]), "x.pdf")) == [("invisible_text", "ghost text")]


def test_raised_numbers_of_nearly_the_same_size_stay_on_their_line() -> None:
    page = at(72, 700, "see the note", 12) + at(138, 704, "1", 10) + at(146, 700, "and more", 12)
    assert text_of(page) == "see the note[1] and more"


def test_short_paragraphs_with_gaps_are_not_joined() -> None:
    page = at(72, 700, "A line that is one paragraph") + at(72, 674, "and one more") + at(72, 648, "the third")
    page += lines("A long paragraph that goes on", "and on over", "three lines.", top=600)
    assert text_of(page).split("\n\n") == [
        "A line that is one paragraph", "and one more", "the third",
        "A long paragraph that goes on and on over three lines.",
    ]  # fmt: skip


def test_text_off_the_page_and_in_layers_switched_off_is_hidden() -> None:
    layers = b"/OCProperties<</D<</OFF[1000 0 R]>>>>"
    content = (
        at(72, 700, "seen")
        + at(72, 900, "above")
        + b"/OC /L BDC "
        + at(72, 600, "layer")
        + b"EMC "
        + at(72, 650, "too")
    )
    source = pdf([content], extra={1000: b"<</Type/OCG/Name(x)>>"}, catalogue=layers,
                 resources=b"/Properties<</L 1000 0 R>>")  # fmt: skip
    document = read(source, "x.pdf")
    assert document.text == "seen\n\ntoo"
    assert sorted(kinds_of(document)) == [("hidden_text", "layer"), ("invisible_text", "above")]


def test_comments_fields_attachments_and_scripts() -> None:
    page = (
        b"/Annots[<</Subtype/Text/Contents(Check this)/T(Bob)>><</Subtype/Link/Contents(no)>>"
        b"<</Subtype/Widget/FT/Tx/T(Name)/V(Jane Roe)>><</Subtype/Widget/FT/Btn/T(b)/V/Yes>>]"
    )
    names = b"/Names<</EmbeddedFiles<</Names[(a.xlsx) 1000 0 R]>>/JavaScript<</Names[(x) 1000 0 R]>>>>"
    document = read(pdf([at(72, 700, "text")], page=page, catalogue=names, extra={1000: b"<<>>"}), "x.pdf")
    assert document.text == "text\n\nName: Jane Roe"
    assert kinds_of(document) == [("comment", "Check this"), ("attachment", "a.xlsx"), ("macro", "JavaScript")]
    assert document.hidden[0].author == "Bob"


def test_properties_and_pictures() -> None:
    extra = {
        1000: b"<</Title(My memo)/Author(\xfe\xff\x00J\x00\xf6)/Producer(P)/CreationDate(D:20240301)>>",
        1001: stream(b"\x00" * 9, b"/Subtype/Image/Width 300/Height 200/ColorSpace/DeviceCMYK/BitsPerComponent 8"),
        1002: stream(b"\x00" * 9, b"/Subtype/Image/Width 9/Height 9/ImageMask true"),
    }
    content = b"q 144 0 0 96 72 500 cm /Im Do /Ma Do Q " + at(72, 700, "x")
    source = pdf([content], extra=extra, trailer=b"/Info 1000 0 R", catalogue=b"/Lang(de-DE)",
                 resources=b"/XObject<</Im 1001 0 R/Ma 1002 0 R>>")  # fmt: skip
    properties = read(source, "x.pdf").properties
    assert (properties.title, properties.author, properties.language) == ("My memo", "Jö", "de-DE")
    assert [(i.width, i.height, i.mode, i.dpi, i.page) for i in properties.images] == [(300, 200, "CMYK", 150, 1)]


def test_text_in_forms_and_turned_text() -> None:
    extra = {
        1000: stream(at(0, 0, "in a form"), b"/Subtype/Form/Matrix[1 0 0 1 72 650]/Resources<</Font<</F1 3 0 R>>>>")
    }
    content = at(72, 700, "on the page") + b"/Fo Do BT /F1 11 Tf 0 1 -1 0 20 300 Tm (up the side) Tj ET"
    assert (
        text_of(content, extra=extra, resources=b"/XObject<</Fo 1000 0 R>>")
        == "on the page\n\nin a form\n\nup the side"
    )
    turned = b"BT /F1 11 Tf 0 1 -1 0 100 72 Tm (first line) Tj ET BT /F1 11 Tf 0 1 -1 0 114 72 Tm (goes on) Tj ET"
    assert text_of(turned) == "first line goes on"


def _encrypted(password: str) -> bytes:
    writer = PdfWriter(clone_from=PdfReader(io.BytesIO(pdf([at(72, 700, "secret")]))))
    writer.encrypt(password, "owner", algorithm="RC4-128")
    out = io.BytesIO()
    writer.write(out)
    return out.getvalue()


def test_a_file_with_a_password_is_refused_and_one_that_anybody_may_open_is_read() -> None:
    with pytest.raises(DocumentError) as refused:
        parse_document(_encrypted("pass"), "application/pdf")
    assert refused.value.problems[0].code == "encrypted_file"
    assert read(_encrypted(""), "x.pdf").text == "secret"


def _looping_forms() -> bytes:
    forms = {
        n: stream(b"/X Do " * 60, b"/Subtype/Form/Resources<</XObject<</X %d 0 R>>>>" % (n + 1))
        for n in range(1000, 1012)
    }
    forms[1012] = stream(b"", b"/Subtype/Form")
    return pdf([b"/X Do " * 60], extra=forms, resources=b"/XObject<</X 1000 0 R>>")


@pytest.mark.parametrize(
    ("source", "code"),
    [
        (pdf([at(72, 700, "x")])[:400], "damaged_file"),
        (b"%PDF-1.7\nnothing", "damaged_file"),
        (objects({1: b"<</Type/Catalog>>"}), "damaged_file"),
        (objects({1: b"<</Type/Catalog/Pages 2 0 R>>", 2: b"<</Kids[2 0 R]>>"}), "damaged_file"),
        (objects({1: b"<</Type/Catalog/Pages 2 0 R>>", 2: b"[" * 20_000}), "too_deep"),
        (pdf([b"q Q " * 900_000]), "too_complex"),
        (pdf([b" " * 40_000_000]), "archive_bomb"),
        (_looping_forms(), "too_complex"),
    ],
)
def test_damaged_and_hostile_files_are_refused(source: bytes, code: str) -> None:
    with pytest.raises(DocumentError) as refused:
        parse_document(source, "application/pdf")
    assert (refused.value.problems[0].code, refused.value.status) == (code, 422)


@pytest.mark.parametrize(
    "content", [b"(" * 300_000, b"(a" * 99_999, b"-" * 300_000, b"<" * 300_000, b"[" * 99_999, b"1" * 300_000]
)
def test_content_that_is_no_content_is_passed_over(content: bytes) -> None:
    assert text_of(content) == ""


def test_the_beginning_of_a_file() -> None:
    document = read(pdf([lines("one", "two.") + at(72, 500, "a") + at(300, 500, "b"), at(72, 700, "three")]), "x.pdf")
    for length in range(len(document.text) + 1):
        assert_places(truncate(document, length))


def test_an_empty_page_has_an_empty_place() -> None:
    document = read(pdf([at(72, 700, "one"), b"", at(72, 700, "Three")]), "x.pdf")
    assert [(page.number, document.text[page.start : page.end].strip()) for page in document.pages] == [
        (1, "one"), (2, ""), (3, "Three"),
    ]  # fmt: skip
    assert HELVETICA in pdf([b""])


def _forms_in_forms(levels: int) -> str:
    within = b"/Subtype/Form/Resources<</XObject<</Fo %d 0 R>>>>"
    extra = {1000 + at: stream(b"/Fo Do", within % (1001 + at)) for at in range(levels - 1)}
    last = stream(at(72, 650, "far inside"), b"/Subtype/Form/Resources<</Font<</F1 3 0 R>>>>")
    return text_of(b"/Fo Do", extra=extra | {999 + levels: last}, resources=b"/XObject<</Fo 1000 0 R>>")


@pytest.mark.parametrize("levels", [1, 12, 50])
def test_text_is_read_however_many_forms_it_lies_in(levels: int) -> None:
    assert _forms_in_forms(levels) == "far inside"


def test_forms_nested_without_measure_are_refused() -> None:
    with pytest.raises(DocumentError) as refused:
        _forms_in_forms(51)
    assert refused.value.problems[0].code == "too_deep"


def test_a_form_that_draws_itself_is_read_once() -> None:
    own = b"/Subtype/Form/Resources<</Font<</F1 3 0 R>>/XObject<</Fo 1000 0 R>>>>"
    extra = {1000: stream(at(72, 650, "once") + b" /Fo Do", own)}
    assert text_of(b"/Fo Do", extra=extra, resources=b"/XObject<</Fo 1000 0 R>>") == "once"
