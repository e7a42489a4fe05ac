"""What holds for every table and text: no exception, the same findings again, and each finding on its cell."""

from __future__ import annotations

import io

import openpyxl  # type: ignore[import-untyped]
import pytest
from hypothesis import given
from hypothesis import strategies as st

from qa_service.documents import parse_document, parse_table
from qa_service.documents.numbers.figures import cell_figure, figure_value, prints_comma
from tests.unit.checks.tables_written import markdown, on_document, on_text, rows_of

CHECKS = ("numbers.footing", "numbers.percentages", "numbers.tie_out")
XLSX = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"
COSTS = "Item|2023|2024\nStaff|520|560\nRooms|210|215\nTravel|130|160\nTotal|860|953"
CELLS = st.one_of(
    st.sampled_from(
        ["Total", "", "-", "2024", "Less: tax", "Share (%)", "(1,204)", "45%", "1.204,50", "12", "TEUR", "n/a"]
    ),
    st.integers(-10_000, 10_000).map(lambda value: f"{value:,}"),
    st.text(max_size=8).filter(lambda text: "\x00" not in text and text.isprintable()),
)


@pytest.mark.parametrize("check", CHECKS)
@given(rows=st.lists(st.lists(CELLS, max_size=6), max_size=9))
def test_any_table_is_judged_alike_twice_and_on_its_cells(check: str, rows: list[list[str]]) -> None:
    document = parse_table(rows)
    found = on_document(check, document)
    assert found == on_document(check, parse_table(rows))
    for finding in found:
        assert finding.quote == document.text[finding.start : finding.end]
        assert finding.row is not None
        assert finding.column is not None
        assert rows[finding.row][finding.column] == finding.quote


@given(text=st.text(alphabet="0123456789%., of therstand()$-\n|", max_size=200))
def test_any_text_is_read(text: str) -> None:
    table = markdown("Item|2024\nRest of the tests|4,235\nShare of theft|45%")
    for check in CHECKS:
        found = on_text(check, f"{text}\n{table}")
        assert found == on_text(check, f"{text}\n{table}")


@given(st.integers(0, 10**9), st.integers(0, 2))
def test_figures_are_read_in_both_notations(units: int, decimals: int) -> None:
    value = units / 10**decimals
    point = f"{value:,.{decimals}f}"
    comma = point.translate(str.maketrans(",.", ".,"))
    english, continental = cell_figure(point), cell_figure(comma, comma=True)
    assert english is not None
    assert continental is not None
    assert english.value == continental.value == figure_value(point)
    assert english.decimals == decimals
    assert cell_figure(f"({point})") == cell_figure(f"{point}-") == cell_figure(f"\u2212{point}")


@pytest.mark.parametrize(
    ("printed", "comma"),
    [("1.234,5", True), ("1,234.5", False), ("1.234", None), ("12,5", True), ("0.125", False), ("12", None)],
)
def test_digits_tell_their_notation_where_they_can(printed: str, comma: bool | None) -> None:
    assert prints_comma(printed) is comma


def in_a_workbook() -> bytes:
    book = openpyxl.Workbook()
    for row in rows_of(COSTS):
        book.active.append([int(cell) if cell.isdigit() else cell for cell in row])
    out = io.BytesIO()
    book.save(out)
    return out.getvalue()


HTML = "<table>" + "".join(
    "<tr>" + "".join(f"<td>{cell}</td>" for cell in row) + "</tr>" for row in rows_of(COSTS)
) + "</table>"  # fmt: skip
CSV = "\n".join(",".join(row) for row in rows_of(COSTS))


@pytest.mark.parametrize(
    ("content", "media_type"),
    [(HTML, "text/html"), (CSV, "text/csv"), (markdown(COSTS), "text/markdown"), (in_a_workbook(), XLSX)],
)
def test_a_table_is_judged_alike_in_every_format(content: str | bytes, media_type: str) -> None:
    (found,) = on_document("numbers.footing", parse_document(content, media_type))
    assert (found.row, found.column, found.quote) == (4, 2, "953")
    assert found.evidence["sum"] == "935"


@pytest.mark.parametrize("hostile", ["1,", "5 %, ", "of the rest ", "(", "- ", "9" * 30 + " ", "in 2024 ", "$ 1.2.3 "])
def test_long_repeats_are_read(hostile: str) -> None:
    text = f"{hostile * 3_000}\n{markdown(COSTS)}"
    assert on_text("numbers.footing", text)
    assert isinstance(on_text("numbers.percentages", text), tuple)
    assert isinstance(on_text("numbers.tie_out", text), tuple)
