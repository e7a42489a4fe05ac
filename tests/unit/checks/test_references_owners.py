"""Whose part a reference is to where what stands behind it names an owner, or only goes on with the sentence."""

from __future__ import annotations

import pytest

from tests.unit.checks.running import quotes

LEASE = """LEASE

THIS LEASE is dated 14 March 2022 and made between Harbour Estates Limited (the "Landlord") and Mill Bakery Limited (the
"Tenant").

1. Grant

1.1 The Landlord lets the Property to the Tenant.

2. Rent

2.1 The Tenant must pay the Rent. {}

3. Law

3.1 English law applies.
"""
SALE = """AGREEMENT

This Agreement is made between Alder Ltd and Birch Ltd.

WHEREAS Alder owns a mill; and
WHEREAS Birch wishes to buy it.

NOW, THEREFORE, the parties agree:

1. Purpose. Birch may use the data for the purpose, described in {}.

2. Term. One year.

3. Law. England.
"""
ADVICE = """MEMORANDUM

I. FACTS

The claim was made late.[1] The insurer knew.[2] It asked the broker,[3] who was silent.{} See Part II.

II. ADVICE

It must pay, as said in note 2 and in Part III.

III. COSTS

They follow the event.

{}

[1] Letter of 4 May 2021.

[2] Minutes of the board, at [9].

[3] Note of the call.
"""


@pytest.mark.parametrize(
    "sentence",
    [
        "See clause 48.4 of the lease of Unit 7 dated 2 May 2019.",
        "Clause 48 of the lease dated 2 May 2019 applies.",
        "Clause 48 of the lease made on 2nd May 2019 applies.",
        "Clause 48 of the lease made between Orchard Foods Limited and the Landlord applies.",
        "It is bound by clauses 48 and 49 of the lease of Unit 7.",
        "Clause 48 of the lease between the Landlord and Orchard Foods Limited applies.",
        "Clause 48 of the lease with Orchard Foods Limited applies.",
        "Under the lease dated 2 May 2019 clause 48 applies.",
        "Clauses 48 to 50 of the lease of 2/5/2019 apply.",
        "Clause 48 of the lease of the adjoining premises dated 2 May 2019 applies.",
        "Clause 48 of the lease of Unit 7\ndated\n2 May 2019 applies.",
        "The lease of Unit 7 dated 2 May 2019, clause 48, applies.",
        "By the lease of Unit 7 dated 2 May 2019 (clause 48.2) it may stay.",
        "See clause 48, of the Head Lease.",
        "See section 48, of the Act.",
        "Clause 48, of a lease of land, applies.",
    ],
)
def test_another_lease_is_told_by_its_day_its_parties_or_what_it_lets(sentence: str) -> None:
    assert quotes("references.dangling", LEASE.format(sentence)) == []


@pytest.mark.parametrize(
    "sentence",
    [
        "Clause 48 of the lease applies.",
        "Clause 48 of the lease dated 14 March 2022 applies.",
        "Clause 48 of the lease dated 14th day of March 2022 applies.",
        "Clause 48 of the lease made on March 14, 2022 applies.",
        "Clause 48 of the lease between the Landlord and the Tenant applies.",
        "Clause 48 of the lease made between Harbour Estates Limited and the Tenant applies.",
        "Clause 48 of the lease of the Property applies.",
        "Clause 48 of the lease between Harbour Estates Limited and Mill Bakery Limited applies.",
        "Clause 48 of the lease of 14 March 2022 applies.",
        "Notice under clause 48 of the lease may be given by 2 May 2019.",
        "The costs, listed in clause 48, of the Tenant are low.",
        "The aim, described in clause 48, of the parties is peace.",
        "The aim, described in clause 48, of letting the mill is reached.",
    ],
)
def test_the_lease_itself_by_its_own_day_and_parties(sentence: str) -> None:
    printed = "clause 48" if "clause" in sentence else "Clause 48"
    assert quotes("references.dangling", LEASE.format(sentence)) == [printed]


@pytest.mark.parametrize(
    "behind",
    [
        "",
        ", of exploring a sale",
        ",\nof exploring a sale",
        ", in accordance with the plan",
        " in accordance with the plan",
        " to enable Birch to bid",
        ", from time to time",
        ", in each case with notice",
        " in the manner agreed",
        " to the extent needed",
        " in connection with the sale",
    ],
)
def test_words_that_go_on_are_no_owner(behind: str) -> None:
    assert quotes("references.dangling", SALE.format("Recital C" + behind)) == ["Recital C"]


@pytest.mark.parametrize(
    "reference",
    [
        "Recital C of the Head Agreement",
        "Recital C, of the Head Agreement",
        "Recital C, in the Loan Agreement",
        "Recital C to that deed",
        "Recital C of planning permission 22/1",
        "Recital C of Alder's licence",
        "Recital B, of exploring a sale",
    ],
)
def test_owners_of_a_recital(reference: str) -> None:
    assert quotes("references.dangling", SALE.format(reference)) == []


@pytest.mark.parametrize(
    ("behind", "title", "told"),
    [
        ("[5]", "NOTES", ["[5]"]),
        ("[4]", "Footnotes", ["[4]"]),
        ("[3, 5]", "Endnotes", ["[3, 5]"]),
        ("[5]", "", ["[5]"]),
        (" He left[5] at once.", "NOTES", ["[5]"]),
        (" See note 5.", "NOTES", ["note 5"]),
        ("[3]", "NOTES", []),
        (" Hale v. Moss, at [8].", "NOTES", []),
        (" It is [5] pounds.", "NOTES", []),
        ("[5]", "References", []),
        (" See note 3.", "NOTES", []),
    ],
)
def test_marks_of_notes_in_brackets(behind: str, title: str, told: list[str]) -> None:
    assert quotes("references.dangling", ADVICE.format(behind, title)) == told


@pytest.mark.parametrize(
    ("sentence", "told"),
    [
        (" The costs follow. See Part\nV.", ["Part\nV"]),
        (" They are told in Part\nVII: costs.", ["Part\nVII"]),
        (" See Parts I and\nV.", ["V"]),
        (" The costs follow. See Part\nIII.", []),
        (" See Parts I and\nIII.", []),
    ],
)
def test_a_line_that_begins_with_the_number_of_a_reference_is_no_heading(sentence: str, told: list[str]) -> None:
    assert quotes("references.dangling", ADVICE.format(sentence, "NOTES")) == told


@pytest.mark.parametrize(
    ("law", "told"),
    [
        ("§ 14 (4) UStG", []),
        ("§ 14 BImSchG", []),
        ("§ 14 GmbHG", []),
        ("§ 14 HGB", []),
        ("§ 14 (4)", ["§ 14 (4)"]),
        ("§ 14", ["§ 14"]),
    ],
)
def test_letters_of_a_statute_behind_the_number(law: str, told: list[str]) -> None:
    text = "LEASE\n\n§ 1 Rent\n\n(1) It is due in May.\n\n(2) An invoice under {} is sent.\n\n§ 2 End\n\n(1) It ends.\n"
    assert quotes("references.dangling", text.format(law)) == told
