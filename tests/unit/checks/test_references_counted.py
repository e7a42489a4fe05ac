"""References to what a document counts itself, under any noun, letter or bracket, and look-alikes of the world."""

from __future__ import annotations

import pytest

from tests.unit.checks.running import quotes

AUDIT = """# Audit of the stores

*Finding 1. Counts.* The keeper counts what he keeps. {}

*Finding 2. Issues.* Eleven of eighty had no number.

*Finding 3. Old stock.* It has not moved for two years (see Finding 1).

| Ref | Action | Due |
|---|---|---|
| R1 | Rotate the counters | June |
| R2 | Block such issues | July |
| R3 | Sell the old stock | June |

R1 comes first, and R2 is urgent.

**TAB 1 – STOCK LIST**

Bolts and nuts.

**TAB 2 – PHOTOGRAPHS**

The north bay is at Tab 2.
"""


@pytest.mark.parametrize(
    ("sentence", "found"),
    [
        ("It goes with Finding 3.", []),
        ("It goes with Finding 6.", ["Finding 6"]),
        ("It repeats Findings 2 and 5.", ["5"]),
        ("It is put right (Findings 1 to 3 and 7).", ["7"]),
        ("The list is at Tab 3.", ["Tab 3"]),
        ("It is dealt with under R5.", ["R5"]),
        ("It is dealt with (R2 and R4).", ["R4"]),
        # Those of other papers, or of the world.
        ("The report of 2024, Finding 9, was closed.", []),
        ("The bank's Finding 6 was closed.", []),
        ("Finding 7 of the 2023 audit was closed.", []),
        ("It follows the former Finding 8.", []),
        ("Phase 4 begins in May and Building 6 is shut.", []),
        ("The words \u201cFinding 6\u201d were struck out.", []),
        ("The stock of the R8 was sold.", []),
        ("Item R9 of the survey of 2022 was closed.", []),
    ],
)
def test_findings_tabs_and_lettered_rows_are_counted(sentence: str, found: list[str]) -> None:
    assert quotes("references.dangling", AUDIT.format(sentence)) == found


TERMS = """# Terms of the rota app

## A. Access
A.1 You get a login.
A.2 We may stop for work on Sunday. {}

## B. Leaving
B.1 These terms run from month to month, as A.1 says.
B.2 You may leave under B.1.
"""


@pytest.mark.parametrize(
    ("sentence", "found"),
    [
        ("See B.2 for the end.", []),
        ("See B.5 for the end.", ["B.5"]),
        ("You may leave under A.6.", ["A.6"]),
        ("See B.5 of the group terms for the end.", []),
        ("This Part A yields to the rest.", []),
        ("The plan is printed on A4 paper.", []),
    ],
)
def test_letters_with_numbers(sentence: str, found: list[str]) -> None:
    assert quotes("references.dangling", TERMS.format(sentence)) == found


DECISION = """**Decision**

[1] The review is allowed in part.

[2] The tear came first. {}

[3] The sprain healed later.

[4] Costs follow.
"""


@pytest.mark.parametrize(
    ("sentence", "found"),
    [
        ("That is dealt with in paragraph [3].", []),
        ("That is dealt with in paragraph [13].", ["[13]"]),
        ("That is dealt with in paragraphs [3] and [8].", ["[8]"]),
        ("That is dealt with at [9] below.", ["[9]"]),
        ("In *Ellwood* the court said so (see paragraph [65] of that judgment).", []),
        ("His statement, paragraph [14], says so.", []),
        ("It was said in *Kerr v Highland Board* at [41].", []),
    ],
)
def test_paragraphs_in_square_brackets(sentence: str, found: list[str]) -> None:
    assert quotes("references.dangling", DECISION.format(sentence)) == found


LEASE = """LEASE

1. Letting
1.1 The shop is let for five years.
1.2 The rights in Part A of the Schedule go with it.

2. Rent
2.1 The rent is 900 a month. {}
2.2 It is paid on the first.

3. Repair
3.1 The tenant repairs.
3.2 The landlord insures.

SCHEDULE

Part A
1. Way over the yard.

Part B
1. Entry to inspect.
"""


@pytest.mark.parametrize(
    ("sentence", "found"),
    [
        ("Interest is due under 2.2.", []),
        ("Interest is due under 2.7.", ["2.7"]),
        ("The rent is changed as 3.6 provides.", ["3.6"]),
        ("The condition in 3.9 has been met.", ["3.9"]),
        ("It is due under 2.7 in June.", ["2.7"]),
        ("The lease ends if 3.2 is broken.", []),
        ("The lease ends if 3.7 is broken.", ["3.7"]),
        ("The pump stops if 3.7 is the reading.", []),
        ("The ratio is kept under 3.9 in all years.", []),
        ("It rose by 2.7 in the year, at 3.8 per cent.", []),
        ("It is laid under 2.7 metres of soil.", []),
        ("The rights in Part B of the Schedule are kept.", []),
        ("The rights in Part D of the Schedule go with it.", ["Part D"]),
    ],
)
def test_bare_numbers_where_no_amount_can_stand(sentence: str, found: list[str]) -> None:
    assert quotes("references.dangling", LEASE.format(sentence)) == found


LETTER = """Your claim

**1. What happened**

The car was left open.

**2. What the policy says**

Theft is covered, as part 1 above shows. {}

**3. What we pay**

Nothing.
"""


@pytest.mark.parametrize(
    ("sentence", "found"),
    [
        ("The table in part 3 below is final.", []),
        ("The table in part 5 above is final.", ["part 5"]),
        ("Part 5 of the booklet is final.", []),
        ("The booklet, including Part 6 to it, is final.", []),
        ("Section 9 to that booklet is final.", []),
        ("\u201cSection 9 \u2013 Theft\u201d of the booklet is final.", []),
        ("We replaced \u201cClause 40\u201d by \u201cClause 41\u201d.", []),
    ],
)
def test_headings_without_a_word(sentence: str, found: list[str]) -> None:
    assert quotes("references.dangling", LETTER.format(sentence)) == found


MINUTES = """# Minutes

1. Apologies. None.
2. Minutes. Agreed.
3. Boiler. See item 4 for the money. {}
4. Budget. The boiler (item 3) takes most of it.
"""


@pytest.mark.parametrize(
    ("sentence", "found"),
    [
        ("It was put off (item 2).", []),
        ("It was put off (item 9).", ["item 9"]),
        ("It is item 7 below.", ["item 7"]),
        ("Item 14 of those minutes is closed.", []),
        ("The minutes of 9 April say so in item 8.", []),
        ("It is in item 12 of the schedule to the Act.", []),
    ],
)
def test_the_items_of_minutes_are_their_numbered_lines(sentence: str, found: list[str]) -> None:
    assert quotes("references.dangling", MINUTES.format(sentence)) == found


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("Feststellung 1: nass\nFeststellung 2: kalt\n\nWegen Feststellung {} wird abgezogen.", "Feststellung 5"),
        ("Foto 1: Leitung\nFoto 2: Lampe\n\nDer Scheinwerfer ist tr\u00fcb (Foto {}).", "Foto 6"),
        ("Lot 1 : cadrage\nLot 2 : audit\n\nLe prix du lot {} est net.", "lot 5"),
        ("Ground 1: notice\nGround 2: costs\nGround 3: delay\n\nShe relies on Ground {} only.", "Ground 5"),
        ("Risk 1: sales\nRisk 2: ground\n\nIt is subject to Risk {} being cleared.", "Risk 5"),
        ("CONDITIONS OF CARRIAGE\n\n1. A\n2. B\n3. C\n4. See condition 1 or condition {}.", "condition 7"),
    ],
)
def test_nouns_of_other_papers_and_tongues(text: str, found: str) -> None:
    assert quotes("references.dangling", text.format(2)) == []
    assert quotes("references.dangling", text.format(found.split()[1])) == [found]


def test_notes_that_a_sentence_sends_to() -> None:
    text = "It was tested.[^1] It failed.[^2]\n\n[^1]: For the sampling see note {}.\n\n[^2]: Guide, p. 17, note 4.\n"
    assert quotes("references.dangling", text.format("2")) == []
    assert quotes("references.dangling", text.format("6")) == ["note 6"]
    assert quotes("references.dangling", text.format("6 to the accounts")) == []


def test_a_mark_alone_behind_what_is_listed() -> None:
    text = (
        "# Letter\n\n1. You will:\n\n(a) send accounts;\n\n(b) keep debt low; and\n\n(c) make no charge.\n\n"
        "2. A breach of undertaking ({}) may be put right.\n"
    )
    assert quotes("references.dangling", text.format("b")) == []
    assert quotes("references.dangling", text.format("f")) == ["undertaking (f)"]


@pytest.mark.parametrize(
    "sentence",
    [
        "Es gilt Anlage 4 der ImmoWertV.",
        "L'article 9 des conditions g\u00e9n\u00e9rales du client s'applique.",
        "L'annexe 9 \u00e0 ce r\u00e8glement s'applique.",
        "The Particulars, paragraph 31, plead it.",
    ],
)
def test_papers_of_others_by_their_names(sentence: str) -> None:
    text = f"Article 1\nUn.\n\nArticle 2\nDeux. {sentence}\n\nArticle 3\nTrois.\n\nAnnexe 1\n\nAnlage 1\n"
    assert quotes("references.dangling", text) == []
