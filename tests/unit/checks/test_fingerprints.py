"""Fingerprints: names of findings that outlive edits elsewhere, other line ends and other formats."""

from __future__ import annotations

import io

import docx
import openpyxl
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from qa_service.checks import Finding, Hit, compile_checks, run_checks
from qa_service.checks.finding import fingerprints
from qa_service.documents import Document, parse_document
from qa_service.rubric import CheckSpec

NAMES = ("text.placeholders", "numbers.words_digits", "structure.doubled_words", "dates.impossible")
PLAN = compile_checks([CheckSpec(name, name, {}, "finding") for name in NAMES])
# Paragraphs with one finding, and plain ones; none of them says what another check compares.
FAULTY = (
    "It is TBD.",
    "The fee is TBD today, and that is all there is to it.",
    "The term is twenty-four (25) months from the date of this agreement.",
    "[insert name] signs for the the seller.",
    "They met on 31 June 2024 in Lima.",
    "TBD",
)
PLAIN = ("All is well.", "The buyer pays.", "Nothing follows from it, however one reads it.", "# A heading", "Lima")


def found(document: Document | str) -> tuple[Finding, ...]:
    return run_checks(PLAN, parse_document(document) if isinstance(document, str) else document).findings


def names_in(text: str, part: str) -> list[str]:
    """The fingerprints of the findings inside the only place where ``part`` stands."""
    start = text.index(part)
    return [f.fingerprint for f in found(text) if start <= f.start and f.end <= start + len(part)]


paragraphs = st.lists(st.sampled_from(FAULTY + PLAIN), max_size=6)
plain = st.lists(st.sampled_from(PLAIN), max_size=6)


@settings(max_examples=200, deadline=None)
@given(before=paragraphs, other=paragraphs, after=plain, target=st.sampled_from(FAULTY))
def test_nothing_before_a_finding_changes_its_name(before, other, after, target):
    """Whatever is written into, taken from or put in the place of what stands before, even equal findings."""
    rest = "\n\n".join([target, *after])
    old, new = ("\n\n".join([*above, rest]) for above in (before, other))
    names = [[f.fingerprint for f in found(text) if f.start >= len(text) - len(rest)] for text in (old, new)]
    assert names[0]
    assert names[0] == names[1]


@settings(max_examples=200, deadline=None)
@given(before=plain, after=plain, target=st.sampled_from(FAULTY), new=plain, at=st.integers(0, 12))
def test_edits_of_other_paragraphs_change_no_name(before, after, target, new, at):
    """A finding that is the only one of its kind keeps its name wherever paragraphs come, go or change."""
    old = [*before, target, *after]
    place = len(before)
    where = min(at, len(old))
    inserted = [*old[:where], *new, *old[where:]]
    removed = [p for n, p in enumerate(old) if n == place or n % 2 != at % 2]
    replaced = [p if n == place else "Something else altogether." for n, p in enumerate(old)]
    expected = names_in("\n\n".join(old), target)
    assert expected
    for edited in (inserted, removed, replaced):
        assert names_in("\n\n".join(edited), target) == expected


@settings(max_examples=150, deadline=None)
@given(parts=st.lists(st.sampled_from(FAULTY + PLAIN), min_size=1, max_size=10))
def test_repeats_have_names_of_their_own(parts):
    names = [(f.check, f.fingerprint) for f in found("\n\n".join(parts))]
    assert len(names) == len(set(names))


@settings(max_examples=150, deadline=None)
@given(parts=st.lists(st.sampled_from(FAULTY + PLAIN), min_size=1, max_size=10), wrap=st.booleans())
def test_line_ends_do_not_matter(parts, wrap):
    text = "\n\n".join(part.replace(" ", "\n", 1) if wrap else part for part in parts)
    expected = [f.fingerprint for f in found(text)]
    assert [f.fingerprint for f in found(text.replace("\n", "\r\n"))] == expected
    assert [f.fingerprint for f in found(parse_document(text.encode("utf-16"), "text/plain"))] == expected


def test_the_format_does_not_matter_where_the_text_is_the_same():
    parts = ["Memo on the fee", *(part for part in FAULTY if part != "TBD"), "All is well."]
    word = docx.Document()
    for part in parts:
        word.add_paragraph(part)
    out = io.BytesIO()
    word.save(out)
    kind = "application/vnd.openxmlformats-officedocument.wordprocessingml.document"
    documents = {
        "text": parse_document("\n\n".join(parts)),
        "markdown": parse_document("\n\n".join(parts), "text/markdown"),
        "html": parse_document("<body>" + "".join(f"<p>{part}</p>" for part in parts) + "</body>", "text/html"),
        "docx": parse_document(out.getvalue(), kind),
    }
    names = {form: [f.fingerprint for f in found(document)] for form, document in documents.items()}
    assert len(names["text"]) == 6
    assert set(map(tuple, names.values())) == {tuple(names["text"])}


TABLE = (("Item", "2023", "2024"), ("Rent", "120", "130"), ("Car", "TBD", "1"), ("Total", "165", "190"))


def test_the_format_of_a_table_does_not_matter():
    book = openpyxl.Workbook()
    for row in TABLE:
        book.active.append(row)
    out = io.BytesIO()
    book.save(out)
    markdown = "\n".join(f"| {' | '.join(row)} |" + ("\n|---|---|---|" if row[0] == "Item" else "") for row in TABLE)
    cells = "".join("<tr>" + "".join(f"<td>{cell}</td>" for cell in row) + "</tr>" for row in TABLE)
    documents = {
        "a.md": f"# Costs\n\n{markdown}\n\nThe end.".encode(),
        "a.csv": "\n".join(map(",".join, TABLE)).encode(),
        "a.html": f"<h1>Costs</h1><table>{cells}</table>".encode(),
        "a.xlsx": out.getvalue(),
    }
    names = {found(parse_document(content, "", filename=name))[0].fingerprint for name, content in documents.items()}
    assert len(names) == 1


def test_emphasis_does_not_matter():
    plain = "The _fee_ is TBD for_now _and_ then.".replace("_fee_", "fee").replace("_and_", "and")
    emphasised = ("The _fee_ is TBD for_now _and_ then.", "The **fee** *is* TBD for_now __and__ then.")
    assert {names_of(text)[0] for text in emphasised} == set(names_of(plain))


@pytest.mark.parametrize("number", [2, 3, 4, 6])
@pytest.mark.parametrize("paragraph", ["It is TBD.", "The fee is TBD today, and so on."])
def test_of_equal_findings_one_that_is_mended_takes_no_other_ones_name(number, paragraph):
    sections = [f"## Part {chr(65 + n)}\n\n{paragraph}\n\n" for n in range(number)]
    names = [f.fingerprint for f in found("".join(sections))]
    for gone in range(number):
        left = [f.fingerprint for f in found("".join(s for n, s in enumerate(sections) if n != gone))]
        assert set(left) < set(names)
        # Those behind it keep theirs in any case, those before it unless it was the last.
        assert left[gone:] == names[gone + 1 :] if gone < number - 1 else True
        assert left[: gone - 1] == names[: gone - 1] if gone else True


@pytest.mark.parametrize("number", [2, 5])
def test_equal_findings_side_by_side_keep_their_names_when_the_first_goes(number):
    lines = ["It is TBD."] * number
    names = [f.fingerprint for f in found("\n\n".join(lines))]
    assert [f.fingerprint for f in found("\n\n".join(lines[1:]))] == names[1:]


def test_a_count_in_what_is_said_of_the_whole_document_is_no_part_of_its_name():
    plan = compile_checks([CheckSpec("short", "structure.length", {"min": 500}, "finding")])
    (short,), (longer,) = (run_checks(plan, parse_document("word " * n)).findings for n in (40, 41))
    assert short.message != longer.message
    assert short.fingerprint == longer.fingerprint


def test_different_kinds_quotes_and_words_beside_have_different_names():
    text = "The fee is TBD now. A fee is TBD now."
    one, two = Hit(11, 14, "m"), Hit(30, 33, "m")
    names = fingerprints("a.b", text, [one, two])
    names += fingerprints("a.c", text, [one])
    names += fingerprints("a.b", text, [Hit(11, 14, "m", code="other"), Hit(11, 18, "m"), Hit(0, 0, "m")])
    assert len(set(names)) == 6
    assert fingerprints("a.b", text, [Hit(11, 14, "another message")]) == fingerprints("a.b", text, [one])


def test_a_name_is_the_same_however_long_the_lines_and_words_around_it_are():
    long = "x" * 5_000
    for text in (f"{long} TBD {long}", f"{' ' * 5_000}TBD{' ' * 5_000}", "TBD"):
        (name,) = fingerprints("a.b", text, [Hit(text.index("TBD"), text.index("TBD") + 3, "m")])
        assert len(name) == 32
    far = "The fee\n" + " " * 90 + "is TBD now."
    near = far.replace(" " * 90, " ")
    assert len({*names_of(far), *names_of(near), *names_of(far.replace("\n", "\r\n"))}) == 1


def names_of(text: str) -> list[str]:
    at = text.index("TBD")
    return fingerprints("a.b", text, [Hit(at, at + 3, "m")])
