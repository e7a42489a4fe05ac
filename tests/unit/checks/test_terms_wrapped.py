"""Terms in lines of one width, in memoranda that name things themselves, and laws that a contract has no name for."""

from __future__ import annotations

import pytest

from tests.unit.checks.running import quotes

WRAPPED = """SUBCONTRACT

THIS SUBCONTRACT is made between Fenwick Glass Limited ("the Contractor")
and Alder Joinery Limited ("the Subcontractor").

1 Time

1.1 The Subcontractor shall make and fit the windows of the hall and of
the two stairs ("the Works") within twelve weeks of today{}.

1.2 The Contractor shall allow a fair extension of the Completion
Period where the Works are held up by frost. It shall pay the Contract
Sum ("the Contract Sum" being ninety thousand pounds) when it is done.

1.3 The Subcontractor shall keep a foreman on site ("the Foreman") for the Completion
Period and shall tell the Contractor at once when
the frost is over.
"""
MEMO = """MEMORANDUM

TO: Claims Department
RE: The collapse at Pier 9

Larkspur Mutual ("Larkspur") insured Tolland Roofs ("Tolland") under a policy (the "Policy"). A roof fell in on 4 May
2022 (the "Collapse") and the owner sued (the "Action"). A duty to pay follows from the first part (the "Insuring
Clause"). Damage in the course of work is left out (the "Ongoing Work Exclusion"){}.

The loss falls within both the Ongoing Work Exclusion and the {}.
"""
RULED = """AGREEMENT

This Agreement is made between Orrin Foods Ltd (the "Supplier") and Tamsin Quay LLP (the "Buyer") for the sale of flour
(the "Goods") at a sum (the "Price").

1. {}

2. The Supplier keeps to all that is imposed by the {}.

3. The Buyer pays the Price when the Goods are there.
"""
SHORT = """AGREEMENT

This Agreement is made between Orrin Foods Ltd (the "Discloser") and Tamsin Quay LLP. "Confidential Information" means
all that is told.

1. It may show the Confidential Information to its {}.
"""


def test_a_term_broken_over_two_lines_is_one() -> None:
    defined = ' ("the Completion\nPeriod")'
    assert quotes("terms.undefined", WRAPPED.format(defined)) == []
    assert quotes("terms.undefined", WRAPPED.format(""))[:1] == ["Completion\nPeriod"]


@pytest.mark.parametrize("heading", ["Payment", "Late Delivery", "The Works"])
def test_a_heading_above_a_paragraph_is_no_part_of_a_term(heading: str) -> None:
    text = WRAPPED.format(' ("the Completion\nPeriod")') + f"\n2 {heading}\nContractor and Subcontractor shall meet.\n"
    assert quotes("terms.undefined", text) == []


def test_a_title_with_small_words() -> None:
    title = "Software as a Service Agreement\n\n"
    assert quotes("terms.undefined", title + RULED.format("The Data Act 2019 applies.", "Data Act 2019")) == []


@pytest.mark.parametrize(
    ("label", "used", "told"),
    [
        ("", "Faulty Work Exclusion", ["Faulty Work Exclusion"]),
        ("", "Wrongful Use Exclusion", ["Wrongful Use Exclusion"]),
        (', and so is faulty work (the "Faulty Work Exclusion")', "Faulty Work Exclusion", []),
        ("", "Policy", []),
        ("", "Department of Labor", []),
        ("", "Faulty Work Exclusion, if not within the Wrongful Use Exclusion", []),
    ],
)
def test_a_memorandum_that_names_things_itself(label: str, used: str, told: list[str]) -> None:
    assert quotes("terms.undefined", MEMO.format(label, used)) == told


def test_a_memorandum_that_names_little_uses_the_terms_of_what_it_reviews() -> None:
    text = MEMO.format("", "Faulty Work Exclusion")
    for label in (' ("Larkspur")', ' ("Tolland")', ' (the "Policy")'):
        text = text.replace(label, "")
    assert quotes("terms.undefined", text) == []


@pytest.mark.parametrize(
    ("sentence", "law", "told"),
    [
        ("The Export Control Act and other laws apply.", "Acts", ["Acts"]),
        ("Flour is sold by weight.", "Act", ["Act"]),
        ("Flour is sold by weight.", "Regulations", ["Regulations"]),
        ("The Flour Act applies.", "Regulations", ["Regulations"]),
        ("The Export Control Act and the Flour Act apply.", "Acts", []),
        ("The Flour Acts apply.", "Acts", []),
        ("The Flour Act 1998 applies.", "Act", []),
        ("The Act of 3 May 1998 on flour applies.", "Act", []),
        ("The act of 3 May 1998 on flour applies.", "Act", []),
        ("The Flour Regulations apply.", "Regulations", []),
        ("It obeys 21 C.F.R. § 137.", "Regulations", []),
        ('"Act" means the law on flour.', "Act", []),
        ("Flour is sold by weight.", "Rules of the Corn Exchange", []),
        ("Flour is sold by weight.", "Act on Weights", []),
        ("Flour is sold by weight.", "1985 Act", []),
        ("The Corn Exchange (Rules) has a book.", "Rules", []),
    ],
)
def test_laws_by_a_bare_word(sentence: str, law: str, told: list[str]) -> None:
    assert quotes("terms.undefined", RULED.format(sentence, law)) == told


@pytest.mark.parametrize(
    ("those", "told"),
    [
        ("Approved Subcontractors", ["Approved Subcontractors"]),
        ("Permitted Recipients and lawyers", ["Permitted Recipients"]),
        ("Designated Employees", ["Designated Employees"]),
        ("Authorized Representatives", []),
        ("approved subcontractors", []),
        ("Chartered Accountants", []),
        ("Registered Office", []),
        ("Board of Directors", []),
    ],
)
def test_things_singled_out_where_little_is_defined(those: str, told: list[str]) -> None:
    assert quotes("terms.undefined", SHORT.format(those)) == told
