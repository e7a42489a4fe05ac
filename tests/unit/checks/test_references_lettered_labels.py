"""References to parts with a letter and several numbers, and to the paragraphs of parts with Roman numbers."""

from __future__ import annotations

import pytest

from tests.unit.checks.running import quotes, run

WORKS = """SPECIFICATION FOR THE FOOTBRIDGE

This specification is part of the contract between the Council and the Contractor.

A.    GENERAL
A.1   Terms
A.1.1 The Contractor must read this specification with the drawings.
A.1.2 A hold point is a point at which the work stops.
B.    QUALITY
B.1   Plans
B.1.1 The Contractor must send the plan ten days before the work.
B.1.2 The plan must name the tests.
B.1.3 The Contractor must keep the records.
B.2   Non-conformance
B.2.1 The Contractor must report a part that does not conform.
B.2.2 {}
C.    STEELWORK
C.1   Plates
C.1.1 Plates must be of grade 350 to AS/NZS 3678.
"""

OPINION = """OPINION LETTER

Dear Sirs,

I.   DOCUMENTS
     We have read the papers named in the agreement.
II.  ASSUMPTIONS
     We assume that all signatures are genuine.
III. OPINION
     1.  The Borrower exists.
     2.  The Borrower may sign the agreement.
     3.  The agreement binds the Borrower.
IV.  LIMITS
     {}
"""


@pytest.mark.parametrize(
    ("sentence", "found"),
    [
        ("Work stops until the proposal made under clause B.5.1 is accepted.", ["clause B.5.1"]),
        ("Work stops until the proposal made under clause B.2.1 is accepted.", []),
        ("Work stops as at the hold point of B.1.7, which the plan names.", ["B.1.7"]),
        ("Work stops as at the hold point of B1.3, which the plan names.", []),
        ("The Contractor must follow section F.1.2 at all times.", ["section F.1.2"]),
        ("The Contractor must follow section F.1.2 of the Manual for Bridges.", []),
        ("The Contractor must follow section F at all times.", ["section F"]),
        ("The Contractor must follow section B at all times.", []),
        ("The Contractor must follow section F of the Manual for Bridges.", []),
        ("The Contractor must follow annex B.5.1 of AS/NZS 5131 at all times.", []),
        ("The release is of version V.2.1 of the program.", []),
        ("The level is B.1.2.1 in the model.", []),
    ],
)
def test_parts_with_a_letter_and_numbers(sentence: str, found: list[str]) -> None:
    assert quotes("references.dangling", WORKS.format(sentence)) == found


def test_the_parts_that_are_there_are_named() -> None:
    text = WORKS.format("Work stops until the proposal made under clause B.5.1 is accepted.")
    assert [found.evidence["exists"] for found in run("references.dangling", text)] == [["B.1", "B.2"]]


@pytest.mark.parametrize(
    ("sentence", "found"),
    [
        ("Our opinion in paragraph 9 of Part III does not extend to tax.", ["paragraph 9"]),
        ("Our opinion in paragraph 2 of Part III does not extend to tax.", []),
        ("Our opinion in paragraphs 1 and 3 of Part III does not extend to tax.", []),
        ("We have not looked at paragraph 9 of Part III of the Companies Act 2006.", []),
    ],
)
def test_paragraphs_of_parts_with_roman_numbers(sentence: str, found: list[str]) -> None:
    assert quotes("references.dangling", OPINION.format(sentence)) == found


RULES = "RULES OF THE SCHEME\n\nIn these Rules the employer is the one admitted under {}.\n\n" + "".join(
    f"Rule {number}.   {title}\n\n(1)  The trustees decide.\n\n"
    for number, title in enumerate(("Admission", "Opting out", "Contributions", "Transfers"), start=1)
)
ITEMS = """SUBCONTRACT

This Subcontract is made between Ironbark Pty Ltd and Coolabah Pty Ltd.

1. Meaning
Security means the undertakings described in {}. The project is the one in Item 2.

2. Duties
The Subcontractor must do the works so as not to break those terms of the Head Contract {} which it has read.

Schedule 1

Item 1   Principal: Hunter Schools
Item 2   Project: Wattle Park, stage 2
Item 3   Security: two undertakings
"""


@pytest.mark.parametrize(("rule", "found"), [("Rule 3", []), ("Rule 9", ["Rule 9"])])
def test_rules_that_head_lines(rule: str, found: list[str]) -> None:
    assert quotes("references.dangling", RULES.format(rule)) == found


@pytest.mark.parametrize(
    ("item", "others", "found"),
    [
        ("Item 3", "", []),
        ("Item 7", "", ["Item 7"]),
        ("Item 3", "(including clauses 34.5 and 41)", []),
        ("Item 3", "(such as clause 41)", []),
    ],
)
def test_items_that_head_lines_and_clauses_of_another(item: str, others: str, found: list[str]) -> None:
    assert quotes("references.dangling", ITEMS.format(item, others)) == found


@pytest.mark.parametrize(
    "other",
    [
        "Exhibit F to the Nebraska Department of Revenue's Bulletin",
        "the standard contractual clauses, Clause 18,",
    ],
)
def test_parts_of_papers_that_others_publish(other: str) -> None:
    text = (
        ITEMS.format("Item 3", "")
        + f"\nExhibit A\nRates\n\nExhibit B\nPlans\n\nThe form is that of {other} as amended.\n"
    )
    assert quotes("references.dangling", text) == []


MINUTES = """MINUTES

I.  OPENING

The chair opened the meeting.

II.  REPORT

  (i)   Landings were up by nine per cent.
  (ii)  Berth income was good.
  (iii) The works had reached sixty per cent.

III.  FINANCE

The secretary puts on the agenda the note mentioned at {}.
"""


@pytest.mark.parametrize(
    ("place", "found"),
    [
        ("item II(iii)", []),
        ("item II(v)", ["item II(v)"]),
        ("item II(v) of the minutes of March", []),
        ("section IX(v)", []),
    ],
)
def test_marks_below_roman_numbers(place: str, found: list[str]) -> None:
    assert quotes("references.dangling", MINUTES.format(place)) == found


HOUSE_RULES = """HOUSE RULES

E.1  Complaints. A member may complain.

E.2  Breach. The Committee (i) tells the member what the complaint is; (ii) hears the member; and (iii) decides.

E.3  Appeal. A member may appeal against a decision under E.2({}) to a panel of three members.
"""


@pytest.mark.parametrize(("mark", "found"), [("iii", []), ("iv", ["E.2(iv)"])])
def test_a_decision_is_brought_before_a_panel_and_is_no_part_of_it(mark: str, found: list[str]) -> None:
    assert quotes("references.dangling", HOUSE_RULES.format(mark)) == found


PLAN = """RULES OF THE OPTION PLAN

1. Meaning
1.1 A bid is what rule 2.1 says. The date is told in rule 2.2.
1.2 The company is Alder plc.

2. Change of control
2.1 If a bid is made, options may be exercised within ninety days.
2.2 An option holder may release an option within the period stated in {}.
2.3 If the company is wound up, options lapse.
"""


@pytest.mark.parametrize(
    ("rule", "found"),
    [
        ("rule 2.1", []),
        ("rule 2.4", ["rule 2.4"]),
        ("rule 2.4 of the Takeover Code", []),
        ("rule 9.1", ["rule 9.1"]),
        ("rule 9.1 of the Takeover Code", []),
    ],
)
def test_rules_with_a_point(rule: str, found: list[str]) -> None:
    assert quotes("references.dangling", PLAN.format(rule)) == found


def test_a_recital_at_the_beginning_of_a_line_is_no_heading() -> None:
    recitals = "".join(f"({letter}) Ostara has made turbine {letter}.\n\n" for letter in "ABCDE")
    text = (
        f"SETTLEMENT AGREEMENT\n\nThis Agreement is made between Ostara Ltd and TMM Ltd.\n\nRECITALS\n\n{recitals}"
        "IT IS AGREED as follows:\n\n1. In full settlement of the dispute and of the matters in\nRecital (G), Ostara"
        " pays the sum told in Recital (B).\n"
    )
    assert quotes("references.dangling", text) == ["Recital (G)"]
