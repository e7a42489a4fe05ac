"""A table of plain text may have units and ranges behind its figures."""

from __future__ import annotations

from qa_service.documents import parse_document

REPORT = """Analyte             Result   Previous     Unit    Reference
Neutrophils           4.36       5.02   10^9/L    2.00-7.50
Lymphocytes           1.87       1.64   10^9/L    1.00-4.00
Haemoglobin            128        134      g/L      130-170
Platelets              246        251   10^9/L      150-400

The haemoglobin has fallen.
"""


def test_units_and_ranges_are_columns() -> None:
    (table,) = parse_document(REPORT, "text/plain").tables
    printed = [[cell.text for cell in row] for row in table.rows]
    assert printed[0] == ["Analyte", "Result", "Previous", "Unit", "Reference"]
    assert printed[3] == ["Haemoglobin", "128", "134", "g/L", "130-170"]
    assert len(printed) == 5


def test_prose_with_wide_blanks_is_none() -> None:
    text = (
        "The rate is 4.36.  It rose  in May\nto 5.02.  Others kept  1.64  each\nand more  at 2.11  than was due  so\n"
    )
    assert not parse_document(text, "text/plain").tables
