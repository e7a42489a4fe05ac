"""References by numbers with letters, to papers out of series, and to other instruments by a bare name."""

from __future__ import annotations

import pytest

from tests.unit.checks.running import quotes

QUARRY = """CONFIDENTIALITY AGREEMENT

This Confidentiality Agreement ("Confidentiality Agreement") is given in view of that certain Quarry Purchase Agreement
dated 3 May 2024 ("Agreement") between Tolland Stone Inc. and Mrs Ekwall.

1. PURPOSE: Mrs Ekwall wishes to see the books of the quarry.
2. DUTIES: Mrs Ekwall agrees that:
A. RECORDS: She keeps a list of all papers.
B. COPIES: She makes no copies.
C. RETURN: She gives all papers back when asked.
D. CONTACTS: She does not speak to the workers. {}
3. GENERAL:
A. LAW: The law of Vermont governs.
B. NOTICES: Notices are sent by post.
"""


@pytest.mark.parametrize(
    ("sentence", "told"),
    [
        ("This is subject to Paragraph 2F.", ["Paragraph 2F"]),
        ("This is subject to paragraph 2(G) above.", ["paragraph 2(G)"]),
        ("This is subject to Paragraph 2C.", []),
        ("This is subject to paragraph 2(D).", []),
        ("This is subject to Paragraph 3K.", []),
        ("This is subject to Section 2F of the Vermont Quarries Act.", []),
        ("A sale is made as paragraph 14B(2) of the Agreement says.", []),
        ("A sale is made as the Agreement's clause 21 says.", []),
        ("A sale is made as paragraph 14 of this Confidentiality Agreement says.", ["paragraph 14"]),
        ("A sale is made as paragraph 14 says.", ["paragraph 14"]),
    ],
)
def test_letters_below_numbers_and_an_agreement_of_another(sentence: str, told: list[str]) -> None:
    assert quotes("references.dangling", QUARRY.format(sentence)) == told


@pytest.mark.parametrize(
    "opening",
    [
        'This Confidentiality Agreement (the "Agreement") is made between Tolland Stone Inc. and Mrs Ekwall.',
        'This Supply Agreement, dated 3 May 2024 (the "Agreement"), is made between Tolland Inc. and Mrs Ekwall.',
        "This Agreement is made between Tolland Stone Inc. and Mrs Ekwall.",
    ],
)
def test_the_agreement_is_the_own_one_where_it_is_called_so(opening: str) -> None:
    text = f"{opening}\n\n1. Scope. All slate.\n\n2. Price. As clause 9 of the Agreement says.\n\n3. Law. Ohio.\n"
    assert quotes("references.dangling", text) == ["clause 9"]


PARTS = """SERVICE AGREEMENT

This Agreement is made between Hollis Grange Inc. and Edda Varga.

A. SERVICES

1. Varga mows the lawns.
2. Varga trims the hedges.
3. Varga rakes the leaves.

B. GENERAL

1. The law of Ohio governs. {}
2. Notices are sent by post.
3. This Agreement ends on 1 May.
4. No one may assign it.
"""


@pytest.mark.parametrize(
    ("sentence", "told"),
    [
        ("This is subject to Paragraph B.6 hereof.", ["Paragraph B.6"]),
        ("This is subject to Section A5.", ["Section A5"]),
        ("This is subject to Paragraph B.4 hereof.", []),
        ("This is subject to Section A.3.", []),
        ("This is subject to Section B.6 of the Lawn Care Code.", []),
        ("This is subject to Section C.6 of the tender.", []),
    ],
)
def test_numbers_below_letters(sentence: str, told: list[str]) -> None:
    assert quotes("references.dangling", PARTS.format(sentence)) == told


ROOMS = """LEASE

This Lease is made between Pellew Estates Ltd and the person named in Annexure A.

1. Rooms. The rooms are those described in Annexure A.

2. Rent. The rent is that stated in Annexure A. {}

3. Ending.
3.1 Either party may end this Lease by a month's notice.
3.2 The tenant leaves the rooms clean.
3.3 The keys are handed back.

4. Law. The laws of England apply.
"""


@pytest.mark.parametrize(
    ("sentence", "told"),
    [
        ("Notices go to the address stated in Annexure C.", ["Annexure C"]),
        ("Notices go to the address stated in Annexure B.", []),
        ("Notices go to the address stated in Annexure C, if any.", []),
        ("Notices go to the address stated in Annexure C to the head lease.", []),
        ("Annexures are omitted from this copy. Notices go to the address in Annexure C.", []),
        ("Annexure B has the map. Annexure B is short. Notices go to the address in Annexure D.", ["Annexure D"]),
        ("Pictures are in Annexure C and plans in Annexure C.", []),
        ("He does what is asked in terms of 3.1 and/or 3.5 above within five days.", ["3.5"]),
        ("He does what is asked in terms of 3.6.", ["3.6"]),
        ("The duties 3.1, 3.2 and 3.8 above shall go on.", ["3.8"]),
        ("The duties 3.2 and 3.7 hereof go on.", ["3.7"]),
        ("He does what is asked in terms of 3.1 and/or 3.3 above within five days.", []),
        ("Readings were 3.5 and 3.8 above the norm.", []),
        ("Readings of 3.5 or 3.8 below average are left out.", []),
    ],
)
def test_papers_out_of_series_and_numbers_without_a_word(sentence: str, told: list[str]) -> None:
    assert quotes("references.dangling", ROOMS.format(sentence)) == told


@pytest.mark.parametrize(
    "law",
    [
        "Section 727.104, Florida Statutes",
        "Section 13, Chapter 90, Florida Statutes",
        "Section 15, Companies Act 2006",
        "Section 19, Title 21 of the Code",
        "Section 12, Cap. 57",
        "Article 14, Constitution of Kenya",
        "Section 8.01, Minn. Stat.",
        "Section 31, Chapter 486, Laws of Kenya",
        "Section 22, Rent Control Ordinance",
    ],
)
def test_a_law_may_be_named_behind_a_comma(law: str) -> None:
    assert quotes("references.dangling", ROOMS.format(f"The tenant files a petition under {law}, in time.")) == []


PLAYER = """ENDORSEMENT AGREEMENT

This Agreement is made between Larch Shoes Inc. and Ridge Nine Inc.

A.  DEFINITIONS

1.  "Event" means a match of the tour.
2.  "Products" means shoes.

B.  GRANT

1.  The Lender grants the right to use the name.
2.  Each use is sent to the Lender first.
3.  {}

C.  PAYMENT

1.  The fee is paid in May.
2.  The fee is reduced if an Event is missed.
"""


@pytest.mark.parametrize(
    ("sentence", "told"),
    [
        ("The rider prevails over paragraph E.2.", ["paragraph E.2"]),
        ("The rider prevails over paragraph B.9.", ["paragraph B.9"]),
        ("The rider prevails over paragraph C.2.", []),
        ("The rider prevails over paragraph E.2 of the Tour Rules.", []),
    ],
)
def test_a_part_behind_the_last_letter(sentence: str, told: list[str]) -> None:
    assert quotes("references.dangling", PLAYER.format(sentence)) == told


COLUMNS = """AGREEMENT

This Agreement is made between Alder Ltd and Birch Ltd, who contribute what Annex I tells.

ANNEX I

Member      Cash            In kind                       Value
Alder       $ 9,500,000     Rights at Silver Peak (1)     $ 6,450,000
Birch       $12,150,000     Pilot line ({})                $   900,000

(1) As described in the lease.
(2) Now at the works in Dover.
{}"""


@pytest.mark.parametrize(
    ("mark", "more", "told"),
    [
        ("4", "", ["4"]),
        ("2", "", []),
        ("3", "(3) To be moved in May.\n", []),
        ("b", "", []),
        ("40", "", []),
    ],
)
def test_notes_right_below_columns(mark: str, more: str, told: list[str]) -> None:
    assert quotes("references.dangling", COLUMNS.format(mark, more)) == told


def test_items_below_a_paragraph_are_no_notes_of_columns() -> None:
    text = COLUMNS.format("4", "").replace("\n\n(1)", "\n\nThe members also bring:\n\n(1)")
    assert quotes("references.dangling", text) == []
