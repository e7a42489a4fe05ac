"""References that the outline of a text judges: below letters and Roman numbers, and in papers named for entries."""

from __future__ import annotations

import pytest

from qa_service.documents.references.outline import Part, outline_of
from tests.unit.checks.running import quotes, run

OPINION = """MEMORANDUM

I.   SUMMARY

A.   The insurer has a duty to defend.
B.   It has no duty to pay. {}

II.  FACTS

The facts come from the file.

III. ANALYSIS

A.   Duty to defend
     It exists.
B.   Late notice
     1.  The storm was in May.
     2.  Notice was given in June, (a) by letter and (b) by telephone.
C.   Costs
     They are shared.
"""


@pytest.mark.parametrize(
    ("sentence", "told"),
    [
        ("For the reasons in Part III.F, it is late.", ["Part III.F"]),
        ("For the reasons in Part III.C, it is late.", []),
        ("For the reasons in Section III.B.", []),
        ("For the reasons in Section III.B.2, it is late.", []),
        ("For the reasons in Section III.B.4, it is late.", ["Section III.B.4"]),
        ("For the reasons in paragraphs A to G, it is late.", ["paragraphs A to G"]),
        ("For the reasons in paragraphs A to B, it is late.", []),
        ("For the reasons in Part III.F of the Policy, it is late.", []),
        ("For the reasons in\nPart III.F, it is late.", ["Part III.F"]),
        ("It is late, as Part III.Z says.", []),
    ],
)
def test_letters_below_roman_numbers(sentence: str, told: list[str]) -> None:
    assert quotes("references.dangling", OPINION.format(sentence)) == told


def test_the_marks_beside_the_missing_one_are_named() -> None:
    found = run("references.dangling", OPINION.format("See Part III.F for that."))
    assert [each.evidence["exists"] for each in found] == [["III.A", "III.B", "III.C"]]


CLUB = """RULES OF THE SOCIETY

PART A - NAME

A1   The name of the society is Tarn Valley.
A2   Its office is at Hawes.
A3   It acts subject to {}.

PART B - MEMBERS

B1   A member holds one share.
B2   A member leaves by notice to the office, and may be expelled when:
     (a)  a complaint is proved; and
     (b)  the member was heard.
"""


@pytest.mark.parametrize(
    ("place", "missing"),
    [
        ("rule A5", True),
        ("rule B3", True),
        ("rules B2 and A1", False),
        ("rule B2(b)", False),
        ("rule B2(e)", True),
        ("rule D1", False),
        ("rule B3 of the Football Association", False),
    ],
)
def test_rules_with_a_letter(place: str, missing: bool) -> None:
    assert bool(quotes("references.dangling", CLUB.format(place))) is missing


NOTES = """INSTRUMENT

THIS INSTRUMENT is made by Corrib Marine Limited (the "Company").

1. Amount

(a) The amount is as {} says.

(b) The notes rank equally.

2. Register

The Company keeps a register.

FIRST SCHEDULE
Form of Certificate

This certifies that the holder has a note.

SECOND SCHEDULE
Conditions of the Notes

1. Interest

(a) Interest is paid in May.

(b) It runs from day to day.

2. Repayment

The notes are repaid at par.

3. Transfer

A note may be transferred.
"""


@pytest.mark.parametrize(
    ("place", "missing"),
    [
        ("Condition 3", False),
        ("Condition 5", True),
        ("Condition 1(b)", False),
        ("Condition 1(d)", True),
        ("Condition 5 of the Bonds", False),
        ("Condition 40", False),
    ],
)
def test_entries_of_a_paper_that_is_named_for_them(place: str, missing: bool) -> None:
    assert bool(quotes("references.dangling", NOTES.format(place))) is missing


def test_amendments_of_other_rules_are_no_rules() -> None:
    text = NOTES.replace("Conditions of the Notes", "Conditions amended by this Instrument")
    assert not quotes("references.dangling", text.format("Condition 5"))


LEASE = """LEASE

§ 1 Premises

(1) The landlord lets the office.

(2) The tenant pays the rent.

§ 2 Rent

(1) The rent is 900.

(2) It is due in May.

(3) The sum stated in {} is paid in advance.

§ 3 End

The lease ends in June.
"""


@pytest.mark.parametrize(
    ("place", "missing"),
    [
        ("paragraph (1)", False),
        ("paragraph (5)", True),
        ("paragraphs (1) and (2)", False),
        ("paragraph (5) of § 3", False),
        ("§ 1 paragraph (5)", True),
        ("§ 1 paragraph (2)", False),
    ],
)
def test_paragraphs_of_the_part_around(place: str, missing: bool) -> None:
    assert len(quotes("references.dangling", LEASE.format(place))) == missing


CONDITIONS = """SUBCONTRACT

PART A - PARTICULARS

Item 1   Head Contractor   Kestrel Building
Item 2   Subcontractor     Doonside Facades
Item 3   Date for access   3 June 2024

PART B - GENERAL CONDITIONS

Paragraph 1   Time

(a) Access is given on the date in Item 3.

(b) Time is extended if:

    (i) work is delayed by an act of the Principal; and

    (ii) notice is given.

(c) If the date, as extended under
    paragraph {}, is missed, damages are owed.

Paragraph 2   Law

Western law applies.

PART C - SPECIAL CONDITIONS

Paragraph 1   Cranes

(a) No crane is lent.
"""


@pytest.mark.parametrize(("place", "missing"), [("1(b)(ii)", False), ("1(b)(v)", True), ("1(c)", False)])
def test_a_number_is_that_of_the_same_part_of_the_text(place: str, missing: bool) -> None:
    assert bool(quotes("references.dangling", CONDITIONS.format(place))) is missing


def _shown(part: Part) -> list[object]:
    return [[each.mark, *_shown(each)] if each.below else each.mark for each in part.below]


@pytest.mark.parametrize(
    ("text", "outline"),
    [
        ("1. One\n(a) a\n(b) b\n2. Two\n", [["1", "a", "b"], "2"]),
        ("A. One\n1. x\n2. y\nB. Two\n1. x\n", [["A", "1", "2"], ["B", "1"]]),
        ("PART A\nA1 x\nA2 y\nPART B\nB1 z\n", [["A", "1", "2"], ["B", "1"]]),
        ("ARTICLE I\n1.1 x\n1.2 y\nARTICLE II\n2.1 z\n", [["I", "1", "2"], ["II", "1"]]),
        ("(a) x\n(b) y\n(i) p\n(ii) q\n(c) z\n", ["a", ["b", "i", "ii"], "c"]),
        ("4.2.1 deep\n4.2.2 down\n", [["4", ["2", "1", "2"]]]),
        (
            "1. One\n2. Two\nSCHEDULE 1\n1. x\nSchedule 2 is long and tells of many things that are no head at all, as"
            " it is a long sentence.\n2. y\n",
            ["1", "2", ["1", "1", "2"]],
        ),
        ("5 apples\n6 pears\n", []),
        ("", []),
    ],
)
def test_the_outline_of_a_text(text: str, outline: list[object]) -> None:
    assert _shown(outline_of(text)) == outline


def test_parts_lie_within_the_part_above_and_end_where_the_next_begins() -> None:
    text = OPINION.format("")
    for part in outline_of(text).walk():
        assert part.start <= part.head <= part.stop <= len(text)
        assert all(part.start < each.start and each.stop <= part.stop for each in part.below)
        assert [one.stop for one in part.below[:-1]] == [other.start for other in part.below[1:]]


VENTURE = "".join(
    f"{numeral}.  {title}\n\n{number}  {text}\n\n"
    for numeral, title, number, text in (
        ("I", "PURPOSE", 1, "The parties found a company."),
        ("II", "SHARES", 2, "Each holds half of the shares."),
        ("III", "BREACH", 3, "A party may end this agreement if the other breaches {}."),
        ("IV", "TERM", 4, "It runs for ten years."),
    )
)


@pytest.mark.parametrize(
    ("place", "missing"),
    [
        ("Chapter II", False),
        ("Chapter VI", True),
        ("Chapter VI of the Code", False),
        ("Chapter XXX", False),
    ],
)
def test_chapters_whose_heads_have_no_word(place: str, missing: bool) -> None:
    assert bool(quotes("references.dangling", VENTURE.format(place))) is missing


GRANT = """Dear Ms Byrne

We offer you a grant on these terms.

Reports

You send us a report each May.

Use of the Mill

You keep the mill open, as said under "Reports" and under the heading "Use of the Mill" of this letter.

Paying the grant

The last tenth is paid when the report described under {} has been accepted.
"""


@pytest.mark.parametrize(
    ("place", "missing"),
    [
        ('the heading "Reports"', False),
        ('the heading "Final account"', True),
        ('"Final account"', True),
        ('"Paying the grant"', False),
        ('the heading "Final account" of the Rules', False),
    ],
)
def test_headings_where_the_text_speaks_of_two_others(place: str, missing: bool) -> None:
    assert bool(quotes("references.dangling", GRANT.format(place))) is missing


def test_one_heading_alone_is_no_habit() -> None:
    text = GRANT.replace('said under "Reports" and', "said").format('the heading "Final account"')
    assert not quotes(
        "references.dangling", text.replace('under the heading "Use of the Mill" of this letter', "above")
    )


APPENDIX = """SPECIFICATION

1. Works

1.1 The deck is tested in accordance with Appendix B, {}, at three places.

1.2 The texture is measured.

APPENDIX A - MATERIALS

A.1 Resin.

A.2 Sand.

APPENDIX B - TESTS

B.1 Pull.

B.2 Rub.

B.3 Wash.
"""


@pytest.mark.parametrize(("place", "missing"), [("B.3", False), ("B.7", True), ("B.70", False)])
def test_labels_of_an_appendix_that_is_named_before(place: str, missing: bool) -> None:
    assert bool(quotes("references.dangling", APPENDIX.format(place))) is missing


CONTRACT = """DISTRIBUTION AGREEMENT

This Agreement is made between Nordwerk GmbH and Baltic Supply Oy.

§ 1 Term

(1) It runs for a year.

(2) Either party may end it if the other:

    a) is insolvent; or

    b) breaks § 2.

§ 2 Duties

(1) The distributor buys; the supplier may also give notice under § 1 (2) {}.

(2) The distributor sells.
"""


@pytest.mark.parametrize(("mark", "missing"), [("b)", False), ("d)", True), ("(b)", False), ("(d)", True)])
def test_marks_without_a_bracket_before(mark: str, missing: bool) -> None:
    assert bool(quotes("references.dangling", CONTRACT.format(mark))) is missing


@pytest.mark.parametrize(("ordinal", "missing"), [("Second", False), ("Fifth", True)])
def test_an_ordinal_and_its_schedule_may_be_parted_by_a_line_end(ordinal: str, missing: bool) -> None:
    text = NOTES.replace("The Company keeps a register.", "The register has the form in the {}\n        Schedule.")
    assert bool(quotes("references.dangling", text.format("Condition 1", ordinal))) is missing


@pytest.mark.parametrize(
    "sentence",
    [
        "He brought a chapter VII petition.",
        "It has Chapter IX powers.",
        "These are Roman Chapter IX duties.",
    ],
)
def test_names_with_a_letter_or_a_numeral_are_no_references(sentence: str) -> None:
    assert quotes("references.dangling", OPINION.format(sentence)) == []


def test_a_list_that_begins_anew_stands_beside_the_last_one() -> None:
    begun = "1. One\n2. Two\n" + "(a) x\n(b) y\n\nPlain words.\n\n" * 3_000
    (one, two) = outline_of(begun).below
    assert (one.below, len(two.below)) == ([], 6_000)
    asked = "Q. Did you see it?\nA. Yes, it is in Section III.\n" * 1_500
    assert quotes("references.dangling", f"I. x\n\nII. y\n\nIII. z\n\n{asked}") == []


@pytest.mark.parametrize(
    "text",
    ["(\u0131) x\n", "(\u017f) x\n", "F\u0130RST SCHEDULE\n", "\u017fecond Schedule\n", "(\u0663) x\n", "(K) x\n"],
)
def test_letters_that_fold_to_others_open_no_part_or_one(text: str) -> None:
    assert len(outline_of(text).below) <= 1


def test_quoted_paragraphs_do_not_shorten_the_list_around() -> None:
    text = LEASE.replace("(2) It is due in May.", "(2) In the Act insert:\n“(1) sub\n(2) sub”").replace(
        "(3) The sum", "(3) Three.\n\n(4) Four.\n\n(5) The sum"
    )
    assert quotes("references.dangling", text.format("paragraph (4)")) == []


def test_the_part_is_told_by_its_whole_label() -> None:
    (found,) = run("references.dangling", CLUB.format("rule B2(e)"))
    assert "part B2 has no (e)" in found.message


def test_the_next_entry_of_a_list_is_no_mark_of_the_reference_before() -> None:
    text = (
        CONTRACT.format("(b)") + "\nThe parties bear: a) costs, b) fees under § 1 (2) c) taxes and d) nothing else.\n"
    )
    assert quotes("references.dangling", text) == []


BYE_LAWS = """BYE-LAWS

PART I: GENERAL

Bye-law 1. Citation
These are the bye-laws of the club.

Bye-law 2. Officers
(1) There is a Harbour Officer.
(2) The officer acts as told in paragraph ({}).

PART II: BERTHS

Bye-law 3. Duties
A holder keeps the boat insured, and may appeal under Bye-law {}.

Bye-law 4. Appeals
(1) An appeal is heard by the Committee.
(2) It is heard within a month.
"""


@pytest.mark.parametrize(
    ("paragraph", "law", "found"),
    [(1, 4, []), (1, 3, []), (4, 4, ["paragraph (4)"]), (1, 9, ["Bye-law 9"]), (2, 2, [])],
)
def test_numbers_that_go_on_through_the_parts(paragraph: int, law: int, found: list[str]) -> None:
    assert quotes("references.dangling", BYE_LAWS.format(paragraph, law)) == found


def test_letters_with_numbers_need_no_word_before() -> None:
    text = (
        "# Specification\n\nG2  HARBOUR\n\nG2.1  The plant remains in use.\n\nG2.2  No noisy work, as defined in {},"
        " is done at night.\n\nG2.3  Noisy work is drilling. Mixes are of class C3.9 and better.\n\n"
        "C1  CONCRETE\n\nC1.1  Cement is fresh.\n\nC1.2  Water is clean.\n"
    )
    assert quotes("references.dangling", text.format("G2.3")) == []
    assert quotes("references.dangling", text.format("G2.6")) == ["G2.6"]


HARBOUR = """THE COLNE HARBOUR BYELAWS 1998

PART I - GENERAL

1.  These byelaws apply to the harbour.

2.  A master reports under byelaw 1.

PART II - MOORING

3. (1) No person lays a mooring except under a licence.

    (2) A licence under paragraph ({}) is valid for a year.

    (3) It may be renewed.

4.  A person charged under byelaw {} may prove that all care was taken.

FIRST SCHEDULE

1.  The harbour is the river.

2.  The limit is a line.
"""


@pytest.mark.parametrize(
    ("paragraph", "law", "found"), [(1, 3, []), (4, 3, ["paragraph (4)"]), (1, 30, []), (1, 9, ["byelaw 9"])]
)
def test_byelaws_that_begin_with_a_number_alone(paragraph: int, law: int, found: list[str]) -> None:
    assert quotes("references.dangling", HARBOUR.format(paragraph, law)) == found


LETTER_OF_OPINION = """LEGAL OPINION

I. SCOPE

(1) This opinion is limited to the law of Ireland.

(2) We express no opinion on tax, except as stated in paragraph ({}).

II. OPINION

(3) The company exists.

(4) Its obligations bind it.
"""


def test_paragraphs_in_brackets_go_on_through_the_sections() -> None:
    assert quotes("references.dangling", LETTER_OF_OPINION.format(4)) == []
    assert quotes("references.dangling", LETTER_OF_OPINION.format(7)) == ["paragraph (7)"]
