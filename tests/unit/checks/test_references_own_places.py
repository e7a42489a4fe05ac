"""References of an agreement to places of its own by page, count, letter, mark or a general word."""

from __future__ import annotations

import pytest

from tests.unit.checks.running import quotes, run

KILN = """MUTUAL CONFIDENTIALITY AGREEMENT

This Agreement is made on 4 March 2024 between Orrin Feldspar Ltd ("Orrin") and Tamsin Quay LLP ("Tamsin").

WHEREAS the parties wish to talk about a sale of Orrin's kilns;

NOW, THEREFORE, the parties agree as follows:

1. Definitions. "Secrets" means all that is (a) marked as secret, (b) told in confidence, or (c) seen on a visit.

2. Duty. Tamsin shall keep the Secrets to itself and use them for the talks alone. {}

3. Exceptions. The duty does not apply to what:
(a) is public;
(b) was known before; or
(c) comes from a third party.

4. Term. This Agreement lasts for two years from its date.

5. Return. On request Tamsin shall return all papers. It keeps no copies.

6. Law. The laws of England apply.
"""
LETTERED = """CONFIDENTIALITY AGREEMENT

This Agreement is made between Hollis Grange Inc. and Edda Varga.

A. Secrets

1. Hollis shows its designs to Varga.
2. Varga keeps them to herself.

B. General

1. The law of Ohio governs. {}
2. Notices are sent by post.
"""
RECIPES = """CONFIDENTIALITY AGREEMENT

RECITAL

Bracken Mills Inc. wishes to show certain recipes to Lowell Foods Corp.

ARTICLE I
DEFINITIONS

1.1 "Recipes" means the recipes of Bracken Mills.
1.2 "Purpose" means the testing of the Recipes.

ARTICLE II
DUTIES

2.1 Lowell keeps the Recipes secret. {}
2.2 Lowell shall not copy them.
2.3 Lowell returns all copies within ten days.

SCHEDULE 1
The Recipes

1. Rye loaf
2. Oat cake
"""
INLINE = """NONDISCLOSURE AGREEMENT

This Agreement is made by Cawdor Slate Company and Mr Penhallow.

Information is secret if it (1) is marked so and (2) is not public. {}

Mr Penhallow keeps it to himself and gives it back when asked.

4. The law of Maine governs this Agreement.
"""


@pytest.mark.parametrize(
    ("sentence", "told"),
    [
        ("See page 14 of this Agreement.", ["page 14"]),
        ("The form is on pages 11 and 12 hereof.", ["pages 11 and 12"]),
        ("See line 900 above.", ["line 900"]),
        ("It ends as the ninth clause hereof says.", ["ninth clause"]),
        ("It ends as the 12th paragraph of this Agreement says.", ["12th paragraph"]),
        ("It ends as the fourth sentence of Section 5 says.", ["fourth sentence of Section 5"]),
        ("It ends as the second paragraph of Section 4 says.", ["second paragraph of Section 4"]),
        ("It ends as item 12 of this Agreement says.", ["item 12"]),
        ("It ends as No. 16 above says.", ["No. 16"]),
        ("It ends as provision 9 of this Agreement says.", ["provision 9"]),
        ("It ends as told in 9 above.", ["9"]),
        ("It ends as Article D says.", ["Article D"]),
        ("It ends as Section 5(b)(iii) says.", ["Section 5(b)(iii)"]),
        ("It ends as Section 4.7 says.", ["Section 4.7"]),
        ("It ends as the Section numbered 9 says.", ["Section numbered 9"]),
        ("It ends as told in section nine.", ["section nine"]),
        ("It ends as told in exception (e) in Section 3.", ["Section 3"]),
        ("It ends as told in Chapter 9 of this Agreement.", ["Chapter 9"]),
        ("Prices are in the table numbered 2 below.", ["table numbered 2"]),
        ("See page 2 of this Agreement.", []),
        ("See page 14 of the brochure.", []),
        ("See line 14 of the tender form.", []),
        ("It ends as the sixth clause hereof says.", []),
        ("It ends as the second paragraph of this Agreement says.", []),
        ("It ends as the second sentence of Section 5 says.", []),
        ("It ends as the fourth sentence of Section 5 of the Companies Act says.", []),
        ("It ends as item 6 of this Agreement says.", []),
        ("It ends as exception (b) in Section 3 says.", []),
        ("It ends as Article D of the Articles of Association says.", []),
        ("It ends as Part D of the Medicare Act says.", []),
        ("Orrin's clauses numbered 9 to 12 do not apply.", []),
        ("The temperature stays in 9 above-ground kilns.", []),
    ],
)
def test_numbered_agreement(sentence: str, told: list[str]) -> None:
    assert quotes("references.dangling", KILN.format(sentence)) == told


@pytest.mark.parametrize(
    ("sentence", "told"),
    [
        ("It goes on in accordance with Article D.", ["Article D"]),
        ("It goes on as paragraph G above says.", ["paragraph G"]),
        ("It goes on as Section C says.", ["Section C"]),
        ("It goes on as Article A says.", []),
        ("It goes on as paragraph B above says.", []),
        ("It goes on as Section D of the Companies Act says.", []),
    ],
)
def test_lettered_agreement(sentence: str, told: list[str]) -> None:
    assert quotes("references.dangling", LETTERED.format(sentence)) == told


@pytest.mark.parametrize(
    ("sentence", "told"),
    [
        ("They may talk as contemplated by Recital D, to weigh a sale.", ["Recital D"]),
        ("They may talk (and see footnote 2).", ["footnote 2"]),
        ("They may talk as the fifth article of this Agreement says.", ["fifth article"]),
        ("They may talk as the Third Schedule says.", ["Third Schedule"]),
        ("They may talk as Section 2.9 of Article II says.", ["Section 2.9"]),
        ("They may talk as Section 2.3 of Article II says.", []),
        ("They may talk as Section 9.9 of Article II of the Constitution says.", []),
        ("They may talk as the first recital says.", []),
        ("They may talk as the second article of this Agreement says.", []),
    ],
)
def test_agreement_of_articles(sentence: str, told: list[str]) -> None:
    assert quotes("references.dangling", RECIPES.format(sentence)) == told


@pytest.mark.parametrize(
    ("sentence", "told"),
    [
        ("Both clauses (1) and (4) above must be met.", ["(4)"]),
        ("The criteria in (1) to (3) above must be met.", ["(3)"]),
        ("Item (5) must be met.", ["(5)"]),
        ("What clause (c) above says must be met.", ["clause (c)"]),
        ("What the thirtieth paragraph of this Agreement says must be met.", ["thirtieth paragraph"]),
        ("Both clauses (1) and (2) above must be met.", []),
        ("Paragraph (4) of the Companies Act must be met.", []),
        ("What the third paragraph of this Agreement says must be met.", []),
    ],
)
def test_marks_within_a_paragraph(sentence: str, told: list[str]) -> None:
    assert quotes("references.dangling", INLINE.format(sentence)) == told


def test_items_under_a_title_of_the_text_and_letters_of_a_list() -> None:
    hire = (
        "DRY HIRE AGREEMENT\n\nThis Agreement is for one digger.\n\n"
        "1. The charge is in item {} of the Hire Details.\n\n"
        "2. The hirer shall:\n\na) grease the pins;\nb) lock the cab.\n\n"
        "3. Letter {}) of the second clause is waived.\n\n"
        "HIRE DETAILS\n\nItem 1  Machine: one digger\nItem 2  Charge: 300 a week\n\nSigned: ________\n"
    )
    assert quotes("references.dangling", hire.format(2, "b")) == []
    assert quotes("references.dangling", hire.format(5, "f")) == ["item 5", "Letter f)"]


def test_a_part_that_begins_on_the_line_of_its_own_part() -> None:
    text = (
        "CONFIDENTIALITY AGREEMENT\n\nThis Agreement is made between Hollis Grange Inc. and Edda Varga.\n\n"
        "1. Secrets\n\n1.1 Hollis shows its designs.\n"
        "1.2 1.2.1 shall not be shown to others than staff, nor\n1.2.2 be copied.\n\n"
        "2. Remedies\n\nNo delay limits any right under paragraphs 1.2.1, 1.2.2 or {}.\n\n"
        "3. Law\n\nThe laws of Maine apply."
    )
    assert quotes("references.dangling", text.format("1.1")) == []
    assert quotes("references.dangling", text.format("1.2.3")) == ["1.2.3"]


SUPPER_LETTER = """# Marlow Hall

Dear Mr Teague,

We engage you to serve our suppers.

## What you do

You cook and serve. The permit is described under "{}".

## Permits and Inspection

You hold a permit of the county.

## Money

We pay within ten days.

## Ending

Either of us may end this by a letter{}.

Yours truly
"""


@pytest.mark.parametrize(
    ("heading", "end", "found"),
    [
        ("Permits and Inspection", "", []),
        ("Licences", "", ['under "Licences"']),
        ("Money", ', as told under the heading "Notice"', ['under the heading "Notice"']),
        ("Money", ', as told under the heading "Ending"', []),
        ("Money", ', as told in a paragraph headed "Other Things" of our booklet', []),
        ("Money", '. It stands in the booklet, in a paragraph headed "Other Things"', []),
        ("Money", ', listed under "Suppers" on our site', []),
    ],
)
def test_a_text_whose_headings_bear_no_numbers_is_referred_to_by_them(heading: str, end: str, found: list[str]) -> None:
    assert quotes("references.dangling", SUPPER_LETTER.format(heading, end)) == found


LOAN = """# Loan Agreement

I. THE LOAN

1(a) The Lender lends the sum named below, for:
     (i)  the price of the mill; and
     (ii) its carriage.

1(b) It is paid in two parts.

II. REPAYMENT

2(a) The Borrower repays the loan in sixty parts.

2(b) It may repay more, see Clause {}.

III. LAW

3(a) This is governed by the law of India.

3(b) The courts at Pune decide.
"""


@pytest.mark.parametrize(
    ("reference", "found"),
    [("2(a)", []), ("1(a)(ii)", []), ("3(b)", []), ("1(a)(iv)", ["Clause 1(a)(iv)"]), ("2(d)", ["Clause 2(d)"])],
)
def test_lines_that_begin_with_number_and_letter(reference: str, found: list[str]) -> None:
    assert quotes("references.dangling", LOAN.format(reference)) == found


DECISION = """# Decision

1. The insured keeps a cold store. It is insured with us under the Policy.

2. The stock was lost in a flood, as told in paragraph 1.

3. The provisions that matter are Section 1, {0} 1.1, on the stock, and {0} 1.4(k), on the temperature.

4. {1} 1.5 speaks of rivers. Compare paragraphs 2 and 3.

5. For the reasons in paragraph 4 the claim is accepted in part.
"""


def test_clauses_of_a_policy_in_a_decision_of_paragraphs() -> None:
    assert quotes("references.dangling", DECISION.format("clause", "Clause")) == []
    assert quotes("references.dangling", DECISION.format("paragraph", "Clause")) == [
        "paragraph 1.1",
        "paragraph 1.4(k)",
        "Clause 1.5",
    ]


SCHEDULED = """# Loan of a picture

THIS AGREEMENT is made between the Trust and the Museum.

1. The Trust lends the picture described in the Schedule.

2. It travels in a crate as told in {}.

3. This Agreement is governed by the law of England.

SCHEDULE{}

A view of a mill, in oil.
"""


@pytest.mark.parametrize(
    ("reference", "title", "found"),
    [
        ("the Schedule", "", []),
        ("Schedule 1", "", []),
        ("Schedule 2", "", ["Schedule 2"]),
        ("Schedule 2", ": THE PICTURE", ["Schedule 2"]),
        ("Schedule 2 to the Transport Agreement", "", []),
    ],
)
def test_one_schedule_without_a_number_has_no_second_beside_it(reference: str, title: str, found: list[str]) -> None:
    assert quotes("references.dangling", SCHEDULED.format(reference, title)) == found


TIMETABLE = """# Order

1. Requests are made at Step 1 and answered at Step 2.

2. The witnesses are named at Step {}.

3. A joint report follows.

ANNEX 1

Step   Action              By
1      Requests            Parties
2      Answers             Parties
3      Decision on         Tribunal
       requests
4      Witnesses           Parties

Part of the costs is paid.
"""


def test_a_column_of_steps_that_blanks_part() -> None:
    assert quotes("references.dangling", TIMETABLE.format(4)) == []
    assert quotes("references.dangling", TIMETABLE.format(7)) == ["Step 7"]


WORKS = """# Subcontract

1. Works
The works are those of item 1.2 of Appendix 1 and of {}.

2. Law
English law applies.

APPENDIX 1

Item   Description          Quantity
1.1    Frames               11
1.2    Purlins              84
1.3    Stairs               3
"""


def test_an_item_below_a_number_of_an_appendix() -> None:
    assert quotes("references.dangling", WORKS.format("Item 1.3 of Appendix 1")) == []
    assert quotes("references.dangling", WORKS.format("Item 1.7 of Appendix 1")) == ["Item 1.7"]


AUDIT = """# Audit of hip fractures

1. The aim was to measure care by the standards shown in Box {}.

Box 1 \u2013 Standards

Surgery within a day.

2. The form has a box for each. {}
"""


def test_a_box_beside_one_with_a_caption() -> None:
    assert quotes("references.dangling", AUDIT.format(1, "Tick box 3 of it.")) == []
    assert quotes("references.dangling", AUDIT.format(3, "")) == ["Box 3"]


REPORT = """# Report of the investigation

\u00b6 1. The claim is large, see \u00b6 {}.

\u00b6 2. It was made in May, as Compl. \u00b6 40 says.

\u00b6 3. We compared the tests of \u00b6\u00b6 1\u2013{}.
"""


@pytest.mark.parametrize(
    ("one", "last", "found"), [(3, 2, []), (9, 2, ["9"]), (2, 8, ["8"]), (3, 3, [])], ids=lambda each: str(each)
)
def test_paragraphs_that_begin_with_a_pilcrow(one: int, last: int, found: list[str]) -> None:
    assert quotes("references.dangling", REPORT.format(one, last)) == found


SPECIFICATION = """SPECIFICATION OF WORKS

A30   PRELIMINARIES

110   HOURS
Work ends at six. The days are listed in Table A30-{table}.

Table A30-1: Days
Polling day      To be told

120   SUBMITTALS
Submit the statement required by C20/{clause}, see also Q20/310, and drawing 2217-0{drawing}.

C20   STRIPPING OUT

110   EXTENT
Remove the felt.

120   METHOD
By hand.

APPENDIX 1

2217-01   Site plan
2217-02   Roof plan
2217-03   Details
"""


@pytest.mark.parametrize(
    ("changed", "found"),
    [
        ({}, []),
        ({"clause": "160"}, ["C20/160"]),
        ({"table": 3}, ["Table A30-3"]),
        ({"drawing": 7}, ["drawing 2217-07"]),
        ({"drawing": 3}, []),
    ],
)
def test_clauses_tables_and_drawings_of_a_specification(changed: dict[str, object], found: list[str]) -> None:
    told = {"table": 1, "clause": "120", "drawing": 2} | changed
    assert quotes("references.dangling", SPECIFICATION.format(**told)) == found


VENTURE = """JOINT VENTURE AGREEMENT

This Deed is made between Seletar and Tanaka.

WHEREAS:

(i)   Seletar repairs aircraft;

(ii)  Tanaka has processes; and

(iii) they have agreed to form a company.

NOW THIS DEED WITNESSETH as follows:

1. The processes described in recital ({}) belong to the company.

2. It has: (i) a board; (ii) a chair; (iii) an auditor; (iv) a seal; (v) a secretary.
"""


def test_recitals_end_where_the_deed_witnesses() -> None:
    assert quotes("references.dangling", VENTURE.format("ii")) == []
    assert quotes("references.dangling", VENTURE.format("v")) == ["recital (v)"]


TENDER = """INVITATION TO TENDER

The contract may end if the insurances of Part B paragraph 2({}) lapse.

PART A   SCOPE

1   Works
The roads are salted.

PART B   INSTRUCTIONS

1   Contents
A tender is short.

2   Requirements
The tenderer shows that it:
   (i)    has a turnover of a million;
   (ii)   holds insurance; and
   (iii)  has gritters.
"""


def test_a_paragraph_of_a_part_without_a_comma() -> None:
    assert quotes("references.dangling", TENDER.format("ii")) == []
    assert quotes("references.dangling", TENDER.format("vi")) == ["paragraph 2(vi)"]


@pytest.mark.parametrize(
    "owner",
    [
        "tested in accordance with PIANC (2002) guidelines, section 6.2 and Appendix A",
        "made in Item 19 of, or Exhibit F to, the franchise disclosure document",
        "forecast in Edition 3 (Table 4 there)",
    ],
)
def test_owners_of_parts_of_other_papers(owner: str) -> None:
    text = f"# Agreement\n\n1. Term\nIt is {owner}.\n\n2. Law\nEnglish law.\n\nAppendix 1\n\nTable 1: Prices\n"
    assert quotes("references.dangling", text) == []


def test_a_letter_is_dated_and_its_date_is_no_part() -> None:
    text = (
        "6 November 2023\n\nDear Sirs\n\n5   We act for you.\n\n6   We assumed:\n\n    (a) that all is genuine;\n\n"
        "    (b) that it is complete;\n\n    (c) that all acted well.\n\n7   What paragraph 6({}) says is made.\n"
    )
    assert quotes("references.dangling", text.format("c")) == []
    assert quotes("references.dangling", text.format("j")) == ["paragraph 6(j)"]


STATUTES = """STATUTES OF THE ALPINE CLUB

Art. 1 Name
1 The club is called the Alpine Club.
2 Its seat is Thun.

Art. 2 Exclusion
1 The Committee may exclude a member who:
a. acts against the club;
b. has not paid; or
c. breaks the rules of the hut.
2 The member is heard first. In the cases of {} the member may appeal.

Art. 3 Voting
1 Each member has one vote.
2 Votes are by show of hands. {} applies.
3 The president has the casting vote.
"""


@pytest.mark.parametrize(
    ("cases", "vote", "found"),
    [
        ("para. 1 lit. a and c", "Art. 2 para. 2", []),
        ("para. 1 lit. a and e", "Art. 2 para. 2", ["para. 1 lit. a and e"]),
        ("para. 1 lit. a", "Art. 3 para. 6", ["Art. 3 para. 6"]),
        ("Art. 2 para. 1 lit. f", "Art. 1 para. 1", ["Art. 2 para. 1 lit. f"]),
        ("Art. 61 para. 2 of the Civil Code", "Art. 69 para. 9 ZGB", []),
    ],
)
def test_paragraphs_and_letters_of_the_civil_law(cases: str, vote: str, found: list[str]) -> None:
    assert quotes("references.dangling", STATUTES.format(cases, vote)) == found


def test_the_message_names_the_reference_as_printed_and_what_there_is() -> None:
    (found,) = run("references.dangling", STATUTES.format("para. 1 lit. e", "Art. 2 para. 2"))
    assert found.message == "Para. 1 lit. e: part 2 (1) has no e."
    assert found.evidence["exists"] == ["a", "b", "c"]


SLATES = """SPECIFICATION

200/1   STRIPPING
        Set the slates aside.

200/2   FELT
        Remove it.

300/1   SLATES
        Sort the slates set aside under 200/{} for size, 24/7 and in all weathers.

300/2   FIXING
        Fix them.
"""


def test_clauses_that_bear_the_number_of_their_section() -> None:
    assert quotes("references.dangling", SLATES.format(1)) == []
    assert quotes("references.dangling", SLATES.format(9)) == ["200/9"]


NOTED = """# Audit

The report was made in May.(1)

The failure rate was 17 per cent of the purchases in the six months.({})

Notes

(1) Reported to the committee on 12 June.
(2) See the table of purchases.
"""


def test_notes_in_brackets_behind_a_stop() -> None:
    assert quotes("references.dangling", NOTED.format(2)) == []
    assert quotes("references.dangling", NOTED.format(3)) == ["(3)"]


OPINION = """LEGAL OPINION

We have examined the results of the searches described in {}, and assume that they are complete.

We express no opinion on tax{}.

{}

The results of the searches.
"""


@pytest.mark.parametrize(
    ("paper", "more", "title", "found"),
    [
        ("the Appendix", "", "APPENDIX", []),
        ("Annex B", "", "APPENDIX", ["Annex B"]),
        ("Annex B", "", "ANNEX B", []),
        ("Annex B to the Facility Agreement", "", "APPENDIX", []),
        ("the Appendix", " (see footnote 2)", "APPENDIX", ["footnote 2"]),
        ("the Appendix", "; footnote 2 of the lease deals with it", "APPENDIX", []),
    ],
)
def test_an_opinion_with_one_appendix_and_no_notes(paper: str, more: str, title: str, found: list[str]) -> None:
    assert quotes("references.dangling", OPINION.format(paper, more, title)) == found


FACILITY = """FACILITY LETTER

A. THE FACILITY

A1. We lend you the sum, once the conditions in paragraph {} are met.

A2. It is drawn at once.

B. INTEREST

B1. Interest is 4 per cent.

B2. It is paid monthly.

C. CONDITIONS

C1. You send us your accounts.

C2. You insure the plant.
"""


def test_a_lettered_part_that_is_called_a_paragraph() -> None:
    assert quotes("references.dangling", FACILITY.format("C")) == []
    assert quotes("references.dangling", FACILITY.format("F")) == ["paragraph F"]
