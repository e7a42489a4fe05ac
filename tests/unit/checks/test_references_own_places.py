"""References of an agreement to places of its own by page, count, letter, mark or a general word."""

from __future__ import annotations

import pytest

from tests.unit.checks.running import quotes

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
