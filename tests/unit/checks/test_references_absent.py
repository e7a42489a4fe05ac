"""References to parts of which a contract has none at all, though its words say that they are its own."""

from __future__ import annotations

import pytest

from tests.unit.checks.running import quotes, run

LOAN = """Exhibit 10.7
EQUIPMENT LOAN AGREEMENT

This Equipment Loan Agreement (the "Agreement") is made between Orchard Lane Ltd ("Orchard") and Pemberton Tools Inc.
("Pemberton").

WHEREAS, Orchard designs pruning machines; and

WHEREAS, Pemberton wishes to test them.

NOW, THEREFORE, the parties agree as follows:

1. Purpose. The machines are lent for the tests only.

2. Duties. Pemberton shall:
(a) keep the machines dry;
(b) use them for the purpose alone; and
(c) return them on demand.

3. Exceptions. No rent is due (i) in May; (ii) while it snows; or (iii) for spare parts. {}

4. Term. This Agreement runs for two years.

IN WITNESS WHEREOF the parties have signed.
By: ____________                       By: ____________
"""


@pytest.mark.parametrize(
    ("sentence", "told"),
    [
        ("The machines are those of Exhibit A hereto.", ["Exhibit A"]),
        ("The machines are those of the attached Exhibit A.", ["Exhibit A"]),
        ("The machines are those of Schedules 1 and 2 to this Agreement.", ["Schedules 1", "2"]),
        ("Each driver signs the form attached hereto as Annex B.", ["Annex B"]),
        ('Each driver signs the form attached hereto and marked "Exhibit C".', ["Exhibit C"]),
        ("A receipt in the form attached as Exhibit D is given.", ["Exhibit D"]),
        ("Rates are in Exhibit B (Rates), a copy of which is attached hereto.", ["Exhibit B"]),
        ("Rates are in Attachment No. 2, attached hereto and made a part hereof.", ["Attachment No. 2"]),
        ("Rates are in Part II of Appendix 3 hereto.", ["Appendix 3"]),
        ("Rates are in Annexure II annexed to this Agreement.", ["Annexure II"]),
        ("Rates are in the Second Schedule hereto.", ["Second Schedule"]),
        ("Rates are in the Schedule hereto.", ["the Schedule"]),
        ("Rates are in the attached Schedule.", ["the attached Schedule"]),
        ("Rates are in Rider A attached hereto.", ["Rider A"]),
        ("Rates are in Table 2 below.", ["Table 2"]),
        ("Rates are in Table 3 at the end of this Agreement.", ["Table 3"]),
        ("The blades are those of Figure 4 of this Agreement.", ["Figure 4"]),
        (
            "Parts to be provided, if any, and rates as amended from time to time are in Exhibit B hereto.",
            ["Exhibit B"],
        ),
        ("Notice shall be provided in the form attached hereto as Exhibit E.", ["Exhibit E"]),
        ("Footnote 2 applies.", ["Footnote 2"]),
        ("Subject to endnote 4, rent is due.", ["endnote 4"]),
    ],
)
def test_a_kind_of_part_that_is_nowhere(sentence: str, told: list[str]) -> None:
    assert [quote.strip('"') for quote in quotes("references.dangling", LOAN.format(sentence))] == told


@pytest.mark.parametrize(
    "sentence",
    [
        "The machines are those of Exhibit A to the Supply Agreement.",
        "The machines are those of Exhibit A attached thereto.",
        "The machines are those of Section 22 of, and Exhibit A to, the Field Trial Agreement.",
        "The machines are those of section 9 of, or Schedule 2 to, that certain Head Lease.",
        "The list attached to the Offer as Annex 4 is known.",
        "The deed of 3 May, attached thereto as Exhibit 1, is known.",
        "A list may be attached hereto as Exhibit A.",
        "The machines are those of Exhibit A hereto, if any.",
        "Any Exhibit C attached hereto forms a part of it.",
        "All Schedules annexed hereto form a part of it.",
        "The form of any schedule to this Agreement is free.",
        "Schedule 13D filings and a Form 8-K are public.",
        "As listed in Exhibit A, the machines are new.",
        "Rates are in Table 4 of the Price Book.",
        "Footnote 2 to the financial statements applies.",
        "Exhibits A and B hereto have been omitted from this copy.",
    ],
)
def test_what_may_be_elsewhere_or_yet_to_come(sentence: str) -> None:
    assert not quotes("references.dangling", LOAN.format(sentence))


@pytest.mark.parametrize(
    "paper",
    [
        "EXHIBIT A\nTwo machines.",
        "Exhibit (A)\nTwo machines.",
        "[Form of Receipt (Exhibit A)]\nReceived.",
        "Exhibits:\nmachines",
    ],
)
def test_a_paper_that_is_there_under_some_title(paper: str) -> None:
    assert not quotes("references.dangling", LOAN.format("See Exhibit A hereto.") + f"\n{paper}\n")


def test_the_message_says_what_is_missing() -> None:
    (found,) = run("references.dangling", LOAN.format("Each driver signs the form attached hereto as Annex B."))
    assert found.message == "Annex B: the text says that it is attached, and the document has no annex."
    (found,) = run("references.dangling", LOAN.format("Footnote 2 applies."))
    assert found.message == "Footnote 2: the document has no footnotes."


def test_a_letter_may_enclose_what_is_not_in_it() -> None:
    letter = (
        "Dear Ms Brook\n\nPhotographs are attached hereto as Exhibit 2. We await your reply.\n\nYours\nA. Lindqvist\n"
    )
    assert not quotes("references.dangling", letter)


@pytest.mark.parametrize(
    ("sentence", "told"),
    [
        ("Rent follows Recital C.", ["Recital C"]),
        ("Rent follows Recital (D) above.", ["Recital (D)"]),
        ("Rent follows recital 5.", ["recital 5"]),
        ("Rent follows the third recital above.", ["third recital"]),
        ("Rent follows the fourth WHEREAS clause.", ["fourth WHEREAS clause"]),
        ("Rent follows the second recital.", []),
        ("Rent follows the first WHEREAS clause.", []),
        ("Rent follows Recital 2.", []),
        ("Recital 26 of the GDPR is known.", []),
        ("Recital (47) of Regulation 9 is known.", []),
        ("Recital C of the Framework Agreement is known.", []),
    ],
)
def test_recitals_are_counted(sentence: str, told: list[str]) -> None:
    assert quotes("references.dangling", LOAN.format(sentence)) == told


@pytest.mark.parametrize(
    ("label", "told"),
    [("(D)", ["Recital (D)"]), ("(iv)", ["Recital (iv)"]), ("(B)", []), ("A", [])],
)
def test_two_recitals_with_letters(label: str, told: list[str]) -> None:
    text = (
        "LOAN AGREEMENT\n\nBACKGROUND\n\n(A) Orchard designs machines.\n\n(B) Pemberton tests them.\n\n"
        f"THE PARTIES AGREE as follows.\n\n1. Rent\nRent follows Recital {label}.\n\n2. Law\nOregon.\n"
    )
    assert quotes("references.dangling", text) == told


@pytest.mark.parametrize(
    ("sentence", "told"),
    [
        ('No rent is due under the heading "Wet Days" below.', ['under the heading "Wet Days"']),
        ("No rent is due under the heading Wet Days below.", ["under the heading Wet Days"]),
        ('The section entitled "Wet Days" of this Agreement applies.', ['section entitled "Wet Days"']),
        ('No rent is due under the clause headed "Wet Days".', ['clause headed "Wet Days"']),
        ('No rent is due under the heading "Exceptions" above.', []),
        ('No rent is due under the heading "DUTIES" above.', []),
        ('Rates stand on the website under the heading "Rates".', []),
        ('Risks stand under the heading "Risk Factors" in the Prospectus.', []),
        ('The Handbook has a section entitled "Wet Days".', []),
        ('The barn called "Wet Days" is not lent.', []),
    ],
)
def test_headings_by_their_words(sentence: str, told: list[str]) -> None:
    assert quotes("references.dangling", LOAN.format(sentence)) == told


@pytest.mark.parametrize(
    ("sentence", "told"),
    [
        ("Clause (vi) above does not apply.", ["Clause (vi)"]),
        ("Items (i) through (vii) above do not apply.", ["(vii)"]),
        ("Item (ii) below does not apply.", ["Item (ii)"]),
        ("As told in (f) above, rent is due.", ["(f)"]),
        ("Paragraphs (a) to (h) of Section 2 do not apply.", ["Section 2"]),
        ("Section 2(a)-(h) does not apply.", ["(h)"]),
        ("Paragraphs 2.a) through 2.h) do not apply.", ["2.h)"]),
        ("Paragraph fourteen hereof does not apply.", ["Paragraph fourteen"]),
        ("As told in paragraph Nine, rent is due.", ["paragraph Nine"]),
        ("Clause (ii) above does not apply.", []),
        ("Items (i) through (iii) above do not apply.", []),
        ("Paragraphs (a) to (c) of Section 2 do not apply.", []),
        ("Paragraphs 2.a) through 2.c) do not apply.", []),
        ("Clause (vi) thereof does not apply.", []),
        ("Clauses (v) and (vi) of the Order do not apply.", []),
        ("Paragraph two hereof applies.", []),
        ("A paragraph nine lines long is no fault.", []),
    ],
)
def test_marks_ranges_and_numbers_in_words(sentence: str, told: list[str]) -> None:
    assert quotes("references.dangling", LOAN.format(sentence)) == told


def test_captions_beside_each_other_in_bold() -> None:
    text = "1. Deck\nAs Figure 2 shows, see Figure 3.\n\n**Figure 1.** Deck. **Figure 2.** Screws.\n"
    assert quotes("references.dangling", text) == ["Figure 3"]
