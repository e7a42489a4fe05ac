"""References in notations seldom seen, to parts that a contract has and to those that it has not."""

from __future__ import annotations

import pytest

from tests.unit.checks.running import quotes

HIVES = """BEEHIVE HIRE AGREEMENT

This Agreement is made between Marram Apiaries Ltd and Tessa Holloway, who keeps an orchard at Long Sutton.

1. Hives. Marram lends forty hives to the orchard from the first of April until the last of May in each year.

2. Duties of the orchard. Mrs Holloway shall:
(a) keep the hives out of the wind;
(b) spray no blossom while bees fly; and
(c) let the beekeeper in on fifteen (15) days' notice.

3. Losses
The orchard answers for hives that are stolen or broken while they stand on its land.
Marram answers for swarms and bears the cost of new queens.

4. Honey. All honey is Marram's, except (A) ten jars a year for the orchard; and (B) what the bees leave.

5. Term
5.1 The term is five years.
5.2 Either side may end it in the autumn. {}
"""


def dangling(sentence: str) -> list[str]:
    return quotes("references.dangling", HIVES.format(sentence))


MISSING = [
    # A mark behind a word of its own, a stop or nothing.
    ("This is subject to Section 2, paragraph (f).", "Section 2, paragraph (f)"),
    ("This is subject to Clause 2, sub-clause (e).", "Clause 2, sub-clause (e)"),
    ("This is subject to clause 2 subparagraph (d).", "clause 2 subparagraph (d)"),
    ("This is subject to Section 2, letter e.", "Section 2, letter e"),
    ("This is subject to Section 2 lit. g.", "Section 2 lit. g"),
    ("This is subject to Section 2.f.", "Section 2.f"),
    ("This is subject to Section 2e of this Agreement.", "Section 2e"),
    # Capitals mark parts as small letters do.
    ("The jars are those of items (C) and (D) of Section 4.", "Section 4"),
    ("The jars are those of Section 4(D).", "Section 4(D)"),
    ("The duty in Section 2(E) goes on.", "Section 2(E)"),
    # Paragraphs without marks have no marked parts.
    ("Claims follow Section 3(c).", "Section 3(c)"),
    ("Claims follow clause 3.2.", "clause 3.2"),
    ("Claims follow Section 1(b)(ii).", "Section 1(b)(ii)"),
    ("The term follows Section 5(d).", "Section 5(d)"),
    # Numbers in words, in brackets, behind a sign, and those of a list behind a word in the singular.
    ("This is subject to Section nine (9).", "Section nine"),
    ("The duties in Section fourteen go on.", "Section fourteen"),
    ("This is subject to Section #12.", "Section #12"),
    ("The duties in Paragraph (15) go on.", "(15)"),
    ("This is subject to Section 2 and/or 11.", "11"),
    ("This is subject to Section 1, 2 and 9.", "9"),
    ("This is subject to Sections 2 through and including 9.", "9"),
    ("This is subject to Sections 8 ff. of this Agreement.", "Sections 8"),
    ("This is subject to Sect. 11.", "Sect. 11"),
    ("This is subject to Article XV, Section 2.", "Article XV"),
    # A mark of a style that the list of the clause has not.
    ("This is subject to Section 2(ii).", "Section 2(ii)"),
    ("This is subject to Section 4(3).", "Section 4(3)"),
    ("This is subject to Section 8 et seq. of this Agreement.", "Section 8"),
    # Numbers alone, with what says that they are of this text.
    ("Bees are kept for the purposes told in 14. above and for no others.", "14."),
    ("Bees are kept as described in 12 above.", "12"),
    ("Bees are kept as described in 9.2 above.", "9.2"),
    # A letter with a number where no part has a letter; a mark that the agreement has nowhere.
    ("Rates are in Section D.4.", "Section D.4"),
    ("This is subject to paragraph (h) of this Agreement.", "paragraph (h)"),
    # Papers of which there is no first one.
    ("The hives are those listed in Schedule 2.", "Schedule 2"),
    ("The hives are those described in Exhibit C, and no others.", "Exhibit C"),
    ("Stings are told of under Annex III.", "Annex III"),
    ("Stings are told of as in Recital 4.", "Recital 4"),
]
FINE = [
    "This is subject to Section 2, paragraph (b).",
    "This is subject to Section 2 lit. c.",
    "This is subject to Section 2.c.",
    "This is subject to Section 2c of this Agreement.",
    "This is subject to Section 2(B) and items (A) and (B) of Section 4.",
    "This is subject to Section 4(b).",
    "This is subject to Section three (3) and Section five.",
    "The duties in Paragraph (3) go on.",
    "This is subject to Section 2 and/or 3.",
    "This is subject to Section 3 et seq. of this Agreement.",
    "This is subject to Section 8 et seq. of the Bees Act 1980.",
    "Bees are kept for the purposes told in 4. above and for no others.",
    "Bees are kept at heights of 9 above and below the ridge.",
    "Bees are kept where winters are 14 above average.",
    "Rates are in Section D.4 of the Honey Regulations.",
    "The hives may be those listed in Schedule 1.",
    "The hives are those of the dam safety report, except Appendix F, which is withheld.",
    "The hives are those of Annex II countries.",
    "The survey of 2019 lists the hives in Schedule 2.",
    # What a statute or another paper has.
    "The terms of the Lease, in particular clause 14, stay as they are.",
    "Where they differ from those (in particular Sections 12 and 14) in the Grower's order form, these prevail.",
    "The hives are those of Exhibit B, attached to the Lease.",
    "The hives are listed in Schedule 2 (as defined in the Orchard Sale Agreement).",
    "Item 9 of Part 2A of Form ADV is filed by others.",
    "Nothing here is a Section 22 notice under the Boundaries Act.",
    "Rights of way are Section 22 rights under the Commons Act 1985.",
    "No Section 16 officer and no Section 8 housing is touched by this.",
]


@pytest.mark.parametrize(("sentence", "quote"), MISSING)
def test_a_part_that_is_not_there_is_found_in_any_notation(sentence: str, quote: str) -> None:
    assert quote in dangling(sentence)


@pytest.mark.parametrize("sentence", FINE)
def test_what_is_there_or_anothers_is_left_alone(sentence: str) -> None:
    assert dangling(sentence) == []


@pytest.mark.parametrize(
    ("clause", "told"),
    [
        ("The orchard keeps:\nthe hives dry;\nthe gate shut.", []),
        ("The orchard keeps the hives dry, and\nMarram feeds them.", []),
        ("The orchard keeps the hives dry.\n\u2022 Marram feeds them.", []),
        ("The orchard keeps the hives dry.\nMarram feeds them.", ["Section 6(b)"]),
        (
            "Whoever keeps the hives dry may also be paid for the feeding of the bees in each of the cold months",
            ["Section 6(b)"],
        ),
    ],
)
def test_a_clause_that_may_have_lost_its_marks_is_not_judged(clause: str, told: list[str]) -> None:
    text = HIVES.format("") + f"\n6. Care\n{clause}\n\n7. Law. Section 6(b) is read under the law of England.\n"
    assert quotes("references.dangling", text) == told


def test_letters_behind_numbers_may_be_numbers_of_their_own() -> None:
    text = HIVES.format("As Section 2d says.") + "\n2d. Feeding. Marram brings the sugar.\n"
    assert quotes("references.dangling", text) == []


def test_an_attached_paper_itself_may_speak_of_the_others() -> None:
    text = "Schedule 4\n\n" + HIVES.format("The hives are those listed in Schedule 2.")
    assert quotes("references.dangling", text) == []


def test_a_title_that_ends_with_law_is_no_statute() -> None:
    text = HIVES.format("") + "\n6. Governing Law. Section 11 says where disputes are heard.\n"
    assert quotes("references.dangling", text) == ["Section 11"]
