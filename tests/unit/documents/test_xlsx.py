"""XLSX: what its cells show, sheet by sheet; hidden parts, comments and broken formulas beside it."""

from __future__ import annotations

import datetime
import io

import openpyxl
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from openpyxl.comments import Comment
from openpyxl.styles import Font as CellFont
from openpyxl.styles import PatternFill
from python_calamine import CalamineWorkbook

from qa_service.documents import DocumentError, parse_document, truncate
from qa_service.documents.formats.xlsx.formats import print_number
from qa_service.documents.formats.xlsx.sheet import address, cell_name
from tests.unit.documents.building import archive, assert_places, kinds_of, read, rows_of, xlsx

FAR_ROW = '<row r="{0}"><c r="A{0}"><v>1</v></c><c r="XFD{0}"><v>2</v></c></row>'


def saved(book: openpyxl.Workbook) -> bytes:
    out = io.BytesIO()
    book.save(out)
    return out.getvalue()


def book_of(*rows: list[object], title: str = "Sheet1") -> openpyxl.Workbook:
    book = openpyxl.Workbook()
    sheet = book.active
    sheet.title = title
    for row in rows:
        sheet.append(row)
    return book


@pytest.mark.parametrize(
    ("value", "code", "shown"),
    [
        ("1234.5", "General", "1234.5"), ("0.30000000000000004", "General", "0.3"), ("1E-7", "General", "0.0000001"),
        ("33.333333333333336", "General", "33.3333333333333"), ("-5", "General", "-5"), ("1E+30", "General", "1E+30"),
        ("1234.5", "#,##0.00", "1,234.50"), ("-1234.5", "#,##0.00", "-1,234.50"), ("0.125", "0%", "13%"),
        ("0.0725", "0.0%", "7.3%"), ("-1234.5", "#,##0;(#,##0)", "(1,235)"), ("0", "#,##0;(#,##0);-", "-"),
        ("1234567", "#,##0,", "1,235"), ("1234567", '0.0,,"m"', "1.2m"), ("5", "00000", "5"), ("2.5", "0.##", "2.5"),
        ("2", "0.##", "2"), ("12", '"$"#,##0.00', "$12.00"), ("12", "[$€-407] #,##0.00", "€ 12.00"), ("12",
        "0 \"pcs\"", "12 pcs"),
        ("-12", "[Red]0.0", "-12.0"), ("3", '0"x"', "3x"), ("3", "@", "3"), ("1.005", "0.00", "1.01"),
        ("-0.4", "0", "0"), ("1234.5", "_(* #,##0.00_);_(* (#,##0.00);_(* \"-\"??_);_(@_)", "1,234.50"),
        ("-1234.5", "_(* #,##0.00_);_(* (#,##0.00);_(* \"-\"??_);_(@_)", "(1,234.50)"),
        ("0", "_(* #,##0.00_);_(* (#,##0.00);_(* \"-\"??_);_(@_)", "-"),
        ("45352", "yyyy-mm-dd", "2024-03-01"), ("45352", "dd/mm/yyyy", "2024-03-01"), ("45352", "m/d/yy", "2024-03-01"),
        ("45352", "mmm-yy", "Mar-24"), ("45352", "d mmmm yyyy", "1 March 2024"),
        ("45352", '[$-409]mmmm d", "yyyy', "March 1, 2024"),
        ("45352.4375", "dd.mm.yyyy hh:mm", "2024-03-01 10:30"), ("0.4375", "h:mm", "10:30"), ("0.5",
        "h:mm:ss AM/PM", "12:00:00"),
        ("1", "yyyy-mm-dd", "1900-01-01"), ("61", "yyyy-mm-dd", "1900-03-01"), ("-1", "yyyy-mm-dd", "-1"),
        ("99999999", "yyyy-mm-dd", "99999999"), ("0.5", "# ?/?", "0.5"), ("12000", "0.00E+00", "12000"), ("abc",
        "0.0", "abc"),
        ("NaN", "0.0", "NaN"), ("7", "x" * 300, "7"), ("7", ";;", ""), ("7", "", "7"),
    ],
)  # fmt: skip
def test_numbers_are_printed_as_a_cell_shows_them(value: str, code: str, shown: str) -> None:
    assert print_number(value, code) == shown


def test_days_may_count_from_1904() -> None:
    assert print_number("0", "yyyy-mm-dd", from_1904=True) == "1904-01-01"


@settings(max_examples=300, deadline=None)
@given(code=st.text(st.sampled_from('0#?.,%E+-;[]"\\_*@ymdhsAP/$€( )Gener'), max_size=24), value=st.floats())
def test_no_format_breaks(code: str, value: float) -> None:
    assert isinstance(print_number(str(value), code), str)


def test_a_workbook_reads_as_headings_lines_and_tables() -> None:
    book = book_of(["Quarterly revenue"], ["in EUR thousand"], [], ["Item", 2023], ["Fees", 1200], ["Total", 1200], [],
                   ["Source: ledger"], title="Revenue")  # fmt: skip
    book.create_sheet("Costs").append(["Rent", 5])
    document = read(saved(book), "x.xlsx")
    assert document.text == (
        "Revenue\n\nQuarterly revenue\n\nin EUR thousand\n\nItem\t2023\nFees\t1200\nTotal\t1200\n\nSource: ledger\n\n"
        "Costs\n\nRent\t5"
    )
    assert [table.sheet for table in document.tables] == ["Revenue", "Costs"]
    assert document.tables[0].top == 3
    assert [h.title for h in document.headings] == ["Revenue", "Costs"]


def test_a_cell_knows_its_place_in_the_sheet() -> None:
    book = openpyxl.Workbook()
    book.active["C5"], book.active["D5"], book.active["C6"], book.active["D7"] = "a", "b", 1, 2
    document = read(saved(book), "x.xlsx")
    table = document.tables[0]
    assert (table.top, table.left, rows_of(document)) == (4, 2, [[["a", "b"], ["1"], ["", "2"]]])


def test_two_blank_rows_part_two_tables() -> None:
    book = book_of(["a", "b"], [1, 2], [], [3, 4], [], [], ["c", "d"], [5, 6])
    assert rows_of(read(saved(book), "x.xlsx")) == [
        [["a", "b"], ["1", "2"], [], ["3", "4"]], [["c", "d"], ["5", "6"]],
    ]  # fmt: skip


def test_values_agree_with_another_reader() -> None:
    values = [["text", 1, 2.5, True, "é & <x>"], [-7, 0.1, 1e6, False, "line\nbreak"], ["", None, 3, "  ", 0]]
    source = saved(book_of(*values))
    theirs = CalamineWorkbook.from_filelike(io.BytesIO(source)).get_sheet_by_index(0).to_python()
    for ours, other in zip(rows_of(read(source, "x.xlsx"))[0], theirs, strict=True):
        for cell, value in zip(ours, other, strict=False):
            if isinstance(value, bool):
                assert cell == str(value).upper()
            elif isinstance(value, float | int):
                assert float(cell) == value
            else:
                assert cell.split() == str(value).split()


def test_dates_of_an_editor_are_read() -> None:
    book = book_of(["When", "What"], [datetime.date(2024, 2, 29), "x"], [datetime.datetime(2024, 2, 29, 8, 5), "y"])
    assert rows_of(read(saved(book), "x.xlsx"))[0][1:] == [["2024-02-29", "x"], ["2024-02-29 08:05:00", "y"]]


def test_hidden_sheets_rows_and_columns_are_told() -> None:
    book = book_of(["Item", "Cost", "Price"], ["a", 1, 2], ["b", 3, 4], title="Prices")
    sheet = book.active
    sheet.row_dimensions[3].hidden = True
    sheet.column_dimensions["B"].hidden = True
    for name, state in (("Notes", "hidden"), ("Deep", "veryHidden")):
        other = book.create_sheet(name)
        other["A1"], other.sheet_state = f"in {name}", state
    document = read(saved(book), "x.xlsx")
    assert "in Notes" not in document.text
    assert [(h.kind, h.sheet, h.cell, h.text) for h in document.hidden] == [
        ("hidden_row", "Prices", "3:3", "b 3 4"), ("hidden_column", "Prices", "B:B", "Cost 1 3"),
        ("hidden_sheet", "Notes", "", "in Notes"), ("hidden_sheet", "Deep", "", "in Deep"),
    ]  # fmt: skip
    row = document.hidden[0]
    assert document.text[row.start : row.end] == "b\t3\t4"


def test_hidden_rows_and_columns_without_content_are_no_content() -> None:
    book = book_of(["a", "b"], [1, 2])
    book.active.row_dimensions[9].hidden = True
    book.active.column_dimensions["Z"].hidden = True
    assert kinds_of(read(saved(book), "x.xlsx")) == []


def test_comments_stand_at_their_cells() -> None:
    book = book_of(["a", "b"], [1, 2])
    book.active["B2"].comment = Comment("Check this", "Bob")
    book.active["D9"].comment = Comment("Lost", "Eve")
    document = read(saved(book), "x.xlsx")
    first, second = document.hidden
    assert (first.text, first.author, first.cell, document.text[first.start : first.end]) == (
        "Check this",
        "Bob",
        "B2",
        "2",
    )
    assert (second.text, second.cell) == ("Lost", "D9")


def test_threads_replace_the_notes_that_stand_for_them() -> None:
    source = xlsx(
        {"S": '<sheetData><row r="1"><c r="A1"><v>1</v></c><c r="B1"><v>2</v></c></row></sheetData>'},
        xl__worksheets___rels__sheet1_xml="",
    )
    parts = {
        "xl/worksheets/_rels/sheet1.xml.rels": (
            '<Relationships><Relationship Id="a" Type="x/comments" Target="../comments1.xml"/>'
            '<Relationship Id="b" Type="x/threadedComment" Target="../threaded1.xml"/></Relationships>'
        ),
        "xl/comments1.xml": '<comments><commentList><comment ref="A1"><text><t>[Threaded comment]</t></text>'
        "</comment></commentList></comments>",
        "xl/threaded1.xml": '<ThreadedComments><threadedComment ref="A1"><text>Why?</text></threadedComment>'
        '<threadedComment ref="A1"><text>Because.</text></threadedComment></ThreadedComments>',
    }
    assert kinds_of(read(_with(source, parts), "x.xlsx")) == [("comment", "Why?\nBecause.")]


def _with(source: bytes, parts: dict[str, str]) -> bytes:
    import zipfile

    file = zipfile.ZipFile(io.BytesIO(source))
    return archive({name: file.read(name) for name in file.namelist() if "__" not in name} | parts)


def test_formulas_that_lost_their_cells_are_told() -> None:
    cells = (
        '<c r="A1"><f>SUM(#REF!)</f><v>5</v></c><c r="B1" t="e"><f>Sheet9!#REF!+1</f><v>#REF!</v></c>'
        '<c r="C1"><f>SUM(A1:B1)</f><v>6</v></c>'
    )
    document = read(xlsx({"S": f'<sheetData><row r="1">{cells}</row></sheetData>'}), "x.xlsx")
    assert rows_of(document) == [[["5", "#REF!", "6"]]]
    assert [(h.kind, h.text, h.cell, document.text[h.start : h.end]) for h in document.hidden] == [
        ("broken_formula", "=SUM(#REF!)", "A1", "5"), ("broken_formula", "=Sheet9!#REF!+1", "B1", "#REF!"),
    ]  # fmt: skip


def test_white_letters_and_formats_that_show_nothing() -> None:
    book = book_of(["a", "ghost", "head"], [1, 4711, 3])
    book.active["B1"].font = CellFont(color="FFFFFFFF")
    book.active["C1"].font = CellFont(color="FFFFFFFF")
    book.active["C1"].fill = PatternFill("solid", fgColor="FF1F3864")
    book.active["B2"].number_format = ";;;"
    document = read(saved(book), "x.xlsx")
    assert kinds_of(document) == [("invisible_text", "ghost"), ("hidden_text", "4711")]
    assert "4711" not in document.text


def test_strings_of_all_kinds() -> None:
    strings = (
        "<si><t>plain</t></si><si><r><t>rich </t></r><r><t>text</t></r></si>"
        '<si><t>東京</t><rPh sb="0" eb="2"><t>トウキョウ</t></rPh></si>'
    )
    cells = (
        "".join(f'<c t="s"><v>{n}</v></c>' for n in range(4))
        + '<c t="inlineStr"><is><t>in</t></is></c><c t="b"><v>1</v></c>'
    )
    document = read(xlsx({"S": f"<sheetData><row>{cells}</row></sheetData>"}, strings=strings), "x.xlsx")
    assert rows_of(document) == [[["plain", "rich text", "東京", "", "in", "TRUE"]]]


def test_cells_without_addresses_follow_each_other() -> None:
    second = '<row><c r="B2"><v>3</v></c><c><v>4</v></c></row>'
    sheet = f"<sheetData><row><c><v>1</v></c><c><v>2</v></c></row>{second}</sheetData>"
    assert rows_of(read(xlsx({"S": sheet}), "x.xlsx")) == [[["1", "2"], ["", "3", "4"]]]


@pytest.mark.parametrize(
    ("name", "place"),
    [
        ("A1", (0, 0)), ("XFD1048576", (1048575, 16383)), ("AA10", (9, 26)), ("a1", (0, 0)), ("XFE1", None),
        ("A0", None),
        ("A1048577", None), ("1A", None), ("", None), ("A", None), ("ÄÄ1", None), ("A99999999999", None),
    ],
)  # fmt: skip
def test_addresses_of_cells(name: str, place: tuple[int, int] | None) -> None:
    assert address(name) == place
    if place is not None:
        assert cell_name(*place) == name.upper()


def test_a_sheet_may_say_it_is_larger_than_it_is() -> None:
    far = (
        '<dimension ref="A1:XFD1048576"/><sheetData><row r="1"><c r="A1"><v>1</v></c></row>'
        '<row r="1048576"><c r="XFD1048576"><v>2</v></c></row></sheetData>'
    )
    assert read(xlsx({"S": far}), "x.xlsx").text == "S\n\n1\n\n2"


@pytest.mark.parametrize(
    ("sheet", "code"),
    [
        ("<sheetData>" + "<row><c><v>1</v></c></row>" * 2 + '<row><c r="A3"/>' + "<c/>" * 1_500_001, "too_complex"),
        ("<sheetData>" + "".join(map(FAR_ROW.format, range(1, 40))) + "</sheetData>", "table_too_large"),
        ("<sheetData><row>", "damaged_file"),
        ("<a>" * 300 + "</a>" * 300, "too_deep"),
    ],
)  # fmt: skip
def test_sheets_that_ask_for_too_much_are_refused(sheet: str, code: str) -> None:
    with pytest.raises(DocumentError) as refused:
        parse_document(xlsx({"S": sheet}), "", filename="x.xlsx")
    assert (refused.value.problems[0].code, refused.value.status) == (code, 422)


def test_the_beginning_of_a_workbook() -> None:
    book = book_of(["a", "b"], [1, 2])
    book.active["B2"].comment = Comment("c", "Bob")
    document = read(saved(book), "x.xlsx")
    for length in range(len(document.text) + 1):
        assert_places(truncate(document, length))
