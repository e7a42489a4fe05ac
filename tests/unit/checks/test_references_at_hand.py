"""References to what a contract's own lists, notes, tables and clauses do not reach, in notations that are rarer."""

from __future__ import annotations

import pytest

from tests.unit.checks.running import quotes, run

ADVICE = """ADVISORY AGREEMENT

This Advisory Agreement (this "Agreement") is made between Larkmoor Ltd ("Larkmoor") and Ines Tarrant.

1. Advice. The adviser answers within ten (10) days what Larkmoor (LKM) asks in writing, and reports at the end of each
quarter.

2. Secrets. The adviser shall tell nobody what she learns {secrets}but may use what:
(a) is public;
(b) she knew before;
(c) others told her without breach of a duty; and
(d) a court orders her to tell.

3. Remedies. Larkmoor may ask a court to stop any breach, for which money alone would not be enough{remedies}. What is
said here takes nothing from any other right.

4. End. Each party may end it if the other (i) breaks it, (ii) cannot pay, (iii) stops its trade or (iv) is barred{end}.

5. Law. The courts of Bristol decide{law}.
"""


def _quotes(**put: str) -> list[str]:
    blanks = {"secrets": "", "remedies": "", "end": "", "law": ""}
    return quotes("references.dangling", ADVICE.format(**(blanks | put)))


@pytest.mark.parametrize(
    ("words", "found"),
    [
        ("save under limbs (a)-(f) below ", ["(f)"]),
        ("save under any of (a) through (g) below ", ["(g)"]),
        ("save under (a) through and including (e) ", ["(e)"]),
        ("(paragraphs (b)\u2013(h) (inclusive) apart) ", ["(h)"]),
        ("(points (b) to (f) of which she shall prove) ", []),
        ("save for the following, heads (b) to (f) of which she shall prove, ", ["(f)"]),
        # What the list has, and what others have.
        ("save under (a) through (d) below ", []),
        ("save for the following, heads (b) to (d) of which she shall prove, ", []),
        ("save under the Lease, heads (b) to (f) of which still apply, ", []),
        ("save under (a) to (h) of the Lease ", []),
        ("save under Rule 9, (a) to (h), ", []),
        ("in the sum of (p) - (q) pounds ", []),
    ],
)
def test_a_range_of_marks_ends_with_its_list(words: str, found: list[str]) -> None:
    assert _quotes(secrets=words) == found


def test_a_list_that_is_to_come_ends_before_the_range() -> None:
    text = ADVICE.replace("but may use what:", "but may use the following, items {} of which she proves:")
    for marks, found in (("(b) to (d)", []), ("(b) to (f)", ["(f)"])):
        assert quotes("references.dangling", text.replace("items {}", f"items {marks}").format_map(_Blanks())) == found


class _Blanks(dict[str, str]):
    def __missing__(self, key: str) -> str:
        return ""


@pytest.mark.parametrize(
    ("words", "found"),
    [
        (", and cases (i) to (v) count twice", ["(v)"]),
        (", and (ii)-(vii) above count twice", ["(vii)"]),
        (", and events (i) through (iv) count twice", []),
        (", and items (ii) to (ix) of the Policy count twice", []),
        (", or as sub-paragraph (h) says", ["sub-paragraph (h)"]),
    ],
)
def test_numerals_go_as_far_as_their_list(words: str, found: list[str]) -> None:
    assert _quotes(end=words) == found


def test_a_range_is_of_the_list_of_its_clause() -> None:
    text = (
        "SALE AGREEMENT\n\nThis Sale Agreement is made today.\n\n"
        "1. Goods. Sold are (a) pans, (b) lids, (c) tongs, (d) forks and (e) jars.\n\n"
        "2. Price. The price includes (a) packing, (b) carriage and (c) tax; {} are paid first.\n\n3. Law. Kent.\n"
    )
    assert quotes("references.dangling", text.format("items (a) to (e)")) == ["(e)"]
    assert not quotes("references.dangling", text.format("items (a) to (c)"))
    assert not quotes("references.dangling", text.format("the goods in Section 1(a) to (e)"))
    assert not quotes("references.dangling", text.format("item (e)"))


@pytest.mark.parametrize(
    ("words", "found"),
    [
        (" under Section 3(c)", ["Section 3(c)"]),
        (" under Section 3 (c)", ["Section 3 (c)"]),
        (" under clause 1(b)", ["clause 1(b)"]),
        (" under clause 2(b)", []),
        (" under clause 4(iv)", []),
    ],
)
def test_a_clause_that_speaks_of_its_own_mark_has_none(words: str, found: list[str]) -> None:
    assert _quotes(remedies=words) == found


@pytest.mark.parametrize(
    "words",
    [
        "Table 2",
        "Figure 3",
        "Chart 1",
    ],
)
def test_a_contract_without_any_table_or_figure(words: str) -> None:
    assert _quotes(remedies=f" at the rates set out in {words}") == [words]
    assert _quotes(remedies=f" (see {words})") == [words]


@pytest.mark.parametrize(
    "words",
    [
        " at the rates in Table 2 of the Fee Book",
        " at the rates that Larkmoor's handbook gives in Table 2",
        " on the scale of the Code (Table 3)",
        " by Table 4, Fee Book,",
        " under ISO 2859-1, Table 2",
        " as the Supply Agreement says in Table 2",
        " as Tamworth reports in Figure 3",
        " by the mortality Table 2",
        " tied in figure 8 knots",
        " for the seat at Table 5",
    ],
)
def test_tables_and_figures_of_others(words: str) -> None:
    assert not _quotes(remedies=words)


@pytest.mark.parametrize(
    ("words", "shown"),
    [
        (" (see Table 2)", "\n| Hours | Rate |\n|---|---|\n| 10 | 90 |\n"),
        (" (see Figure 2)", "\nFigure 2: The yard\n"),
        (" (see Figure 1)", "\n![The yard](yard.png)\n"),
        (" (see Table 2)", "\nTable 2\nHours and rates\n"),
        (" (see Table 2)", "\nHours worked   10\nRate per hour   90\n"),
        (" under Schedule 1 (see Table 2)", "\nSchedule 1\n\nRates\n"),
    ],
)
def test_a_table_or_paper_that_is_there(words: str, shown: str) -> None:
    put = {"secrets": "", "remedies": words, "end": "", "law": ""}
    assert not quotes("references.dangling", ADVICE.format(**put) + shown)


def test_a_table_may_be_in_a_paper_that_is_not_here() -> None:
    assert not _quotes(remedies=" at the rates in Table 2", law=" as listed in Exhibit A")


@pytest.mark.parametrize(
    ("words", "found"),
    [
        (" (see note 5)", ["note 5"]),
        ("; see, however, note 3 at the foot of this letter", ["note 3"]),
        (", subject to note 2 overleaf", ["note 2"]),
        (", subject to footnote 4", ["footnote 4"]),
        (", as said in note 2 to the accounts", []),
        (" under the promissory note 7", []),
        (" (see note 5) on the accounts", []),
    ],
)
def test_notes_of_a_contract_without_notes(words: str, found: list[str]) -> None:
    assert _quotes(law=words) == found


@pytest.mark.parametrize("notes", ["\nNote 5: Only in June.\n", "\nNotes\n5. Only in June.\n", "\n[5] Only in June.\n"])
def test_notes_that_are_there(notes: str) -> None:
    put = {"secrets": "", "remedies": "", "end": "", "law": " (see note 5)"}
    assert not quotes("references.dangling", ADVICE.format(**put) + notes)


@pytest.mark.parametrize(
    ("words", "found"),
    [
        (" under Secton 15", ["Secton 15"]),
        (" under Artcile 9", ["Artcile 9"]),
        (" under Clasue 12.1", ["Clasue 12.1"]),
        (" under paragrraph 8", ["paragrraph 8"]),
        (" under Sectoin 3(c)", ["Sectoin 3(c)"]),
        (" under Secton 4", []),
        (" under Secton 15 of the Lease", []),
        (" for cause 9 times", []),
        (" under \u00b6 15", ["\u00b6 15"]),
        (" under \u00b6 2", []),
        (" (Compl. \u00b6 19)", []),
        (" under the Complaint, \u00b6 19", []),
        (" under clause 1 bis", ["clause 1 bis"]),
        (" under clause 1bis", ["clause 1bis"]),
        (" under Article 3 bis of the Hague Convention", []),
        (" wie in Artikel 1 bis 4", []),
    ],
)
def test_misspelt_and_rare_labels(words: str, found: list[str]) -> None:
    assert _quotes(law=words) == found


def test_headings_with_such_labels_are_parts() -> None:
    text = (
        "SUPPLY AGREEMENT\n\nThis Supply Agreement begins today.\n\n1. Goods. Pans.\n\n1 bis. Lids. Glass lids.\n\n{}\n"
    )
    assert not quotes("references.dangling", text.format("2. Price. As clause 1 bis says.\n\n3. Law. Kent."))
    assert not quotes("references.dangling", text.format("2. Price. None.\n\nSecton 5. Law. Kent."))


def test_what_is_said_of_a_misspelt_label() -> None:
    put = {"secrets": "", "remedies": "", "end": "", "law": " under Secton 15"}
    (found,) = run("references.dangling", ADVICE.format(**put))
    assert found.message == "Secton 15: no part has that number."
