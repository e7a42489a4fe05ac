"""References to parts of attached papers, to marks and bare numbers, to steps and the like, and whose they are."""

from __future__ import annotations

import pytest

from tests.unit.checks.running import quotes

DEED = """SALE DEED

1. Price
1.1 The price is paid on the day.
1.2 The seller shall:
(a) hand over the keys;
(b) read the meters; and
(c) leave the fittings.

2. Title
2.1 Title is shown as in 1.1.

{}

SCHEDULE 1

Part 1 - The house
1. The dwelling.
2. The garage.

Part 2 - The fittings
1. Oven.
2. Hob.
3. Shed.

SCHEDULE 2

1. Notices.
2. Disputes.
"""
ARTICLES = """BAUWERKVERTRAG

Artikel 1 Gegenstand
(1) Der Unternehmer baut die Halle.
(2) Der Plan liegt bei.

Artikel 2 Preis
(1) Der Preis ist fest.
(2) Er ist in Raten fällig.
(3) Skonto wird nicht gewährt.

Nach Artikel 12 des Rahmenvertrags gilt die VOB. {}
"""
PORTAL = """# Claims portal

## 1 General
Claims come in by form.

## 2 Data
The number is formed as in section 2.3 of the Data Dictionary. See RFC 5322, section 3.4.

## 3 Open points

{}

Step 1: check
Step 2: send

Plate 1: Screen

3.1 Recommendation 1: test it. Recommendation 2: ship it.
"""
MINUTES = """Minutes

41.1 Apologies. None.

41.2 Planning. Item 40.6 was closed.

41.3 Finance. {}
"""
DOCUMENTS = {"deed": DEED, "articles": ARTICLES, "portal": PORTAL, "minutes": MINUTES}


def dangling(document: str, sentence: str) -> list[str]:
    return quotes("references.dangling", DOCUMENTS[document].format(sentence))


MISSING = [
    ("deed", "It is as Part 1 of Schedule 4 says.", "Schedule 4"),
    ("deed", "It is as Part 3 of Schedule 1 says.", "Part 3"),
    ("deed", "It is as paragraph 5 of Schedule 2 says.", "paragraph 5"),
    ("deed", "Paragraphs 1 and 4 of Schedule 2 apply.", "4"),
    ("deed", "Paragraph 3 of Part 1 of Schedule 1 applies.", "Paragraph 3"),
    ("deed", "It is as Schedule 2, paragraph 6, says.", "paragraph 6"),
    ("deed", "Clauses 1.2(a) to (f) survive.", "(f)"),
    ("deed", "Clause 1.2(a) or (e) is not met.", "(e)"),
    ("deed", "Sub-clause (e) of clause 1.2 is not met.", "Sub-clause (e) of clause 1.2"),
    ("deed", "Nothing in 1.7 limits this.", "1.7"),
    ("deed", "This is subject to 2.1 and 2.4.", "2.4"),
    ("deed", "The keys are held under 1.2(d).", "1.2(d)"),
    ("deed", "The keys are held under 1.6.", "1.6"),
    ("deed", "As 1.7 says, the keys are held.", "1.7"),
    ("deed", "If the seller fails, see item (g).", "item (g)"),
    ("deed", "Clauses 1 (price), 2 (title) and 7 (costs) survive.", "7"),
    ("articles", "Artikel 1 Abs. 4 bleibt.", "Artikel 1 Abs. 4"),
    ("articles", "Artikel 2(5) bleibt.", "Artikel 2(5)"),
    ("articles", "Artikel 8 bleibt unberührt.", "Artikel 8"),
    ("portal", "As section 7 says, this may change.", "section 7"),
    ("portal", "Then go to Step 4.", "Step 4"),
    ("portal", "The screen is shown in Plate 3.", "Plate 3"),
    ("portal", "Recommendations 1 and 5 are urgent.", "5"),
    ("minutes", "Item 41.9 comes back.", "Item 41.9"),
]
FINE = [
    ("deed", "Paragraph 3 of Part 2 of Schedule 1 applies."),
    ("deed", "Paragraph 2 of Part 1 of Schedule 1 and Schedule 2, paragraph 1, apply."),
    ("deed", "Part 7 of Schedule 9 to the Finance Act 2003 applies."),
    ("deed", "Clause 1.2(a) or (b) and sub-clause (c) of clause 1.2 are met."),
    ("deed", "Clauses 11 (confidentiality) and 14 (returns) of the Agency Agreement go on."),
    ("deed", "The bylaws bind the buyer; their clause 9 and its Table 4 are new."),
    ("deed", "The claim is denied (Defence, paragraph 22)."),
    ("deed", "So says the clerk (Exhibit D, statement, at paragraph 12), and Orr 1, para 32."),
    ("deed", "See Section II, Condition 5 of the base form HO 00 03."),
    (
        "deed",
        "The rise came in 1.5 years; the rate fell to 1.8 from 2.6 and is under 2.5, with values such as 2.4 and 2.7.",
    ),
    ("deed", "The ratio is as in 1.7 of the older report."),
    ("deed", "Paragraph (g) of Rule 144 is met; see item (b)."),
    ("deed", "It was signed as the Annex. 5 days later it was void."),
    ("articles", "Artikel 2 Abs. 3 bleibt, ebenso Artikel 6 Abs. 1 DSGVO."),
    ("portal", "Section 9 of the Data Dictionary gives more."),
    ("portal", "Repeat Step 2. General Condition 12 applies."),
    ("portal", "Pevsner, plate 61, shows the house."),
    ("minutes", "Items 41.1 and 41.2 were noted, and Item 5.02 of Form 8-K."),
]


@pytest.mark.parametrize(("document", "sentence", "quote"), MISSING)
def test_a_part_that_does_not_exist_is_found(document: str, sentence: str, quote: str) -> None:
    assert dangling(document, sentence) == [quote]


@pytest.mark.parametrize(("document", "sentence"), FINE)
def test_a_part_that_exists_or_is_of_another_text_is_left_alone(document: str, sentence: str) -> None:
    assert dangling(document, sentence) == []


CHAPTER = "# 3 Results\n\n## 3.1 Yield\n\n{}\n\n**Table 3.1:** Yields\n\n## 3.2 Quality\n\nGood.\n"
BOARD = "Minutes of the board\n\n1. Apologies\nNone.\n2. Property\n2.1 {}\n3. Finance\nNone.\n"
ANSWER = "Dear Mr Lowe\n\nThank you for your letter of 3 March.\n\n1. {}\n2. The rest is agreed.\n"
PLAN = "# Data management plan\n\n## 1. Data\n\nSurveys.\n\n## 2. Storage\n\n{}\n"
SENT = "SCHEDULE 3 - SERVICE LEVELS\n\n1. Levels\n1.1 {}\n2. Credits\n2.1 None.\n"
PROSPECTUS = "PART I: LETTER\n1. {}\n2. All.\n\nPART II: TERMS\n1. Price.\n2. Time.\n3. Place.\n"


@pytest.mark.parametrize(
    ("text", "sentence", "found"),
    [
        (CHAPTER, "As Section 2.4 and Table 2.2 say, and Section 4.3 discusses, it was dry.", []),
        (CHAPTER, "See Section 3.7 and Table 3.4.", ["Section 3.7", "Table 3.4"]),
        (BOARD, "The lease of Unit 2 ends in May; clause 22 gives an option.", []),
        (BOARD, "The accounts (paper 3, section 5) and page 9, table 6, were noted.", []),
        (BOARD, "It was resolved to act as section 8 says.", ["section 8"]),
        (ANSWER, "Clause 8 is not in point, nor your paragraph 11 or section 13.", []),
        (BOARD, "Witness 4, at paragraph 18 of his statement, differs. See items 2.1 and 2.7.", ["2.7"]),
        (BOARD, "The signed agreement (Appendix 4) is enclosed.\n\nAppendix 1: minutes", ["Appendix 4"]),
        (BOARD, "If one cannot act, section 9 applies (3.6 above).\n3.1 Costs.", ["section 9", "3.6"]),
        (SENT, "Paragraph 7 of Schedule 4 and Schedule 5 apply.", []),
        (SENT, "As paragraph 6 says, calls are answered.", ["paragraph 6"]),
        (CHAPTER, "Table 3.4 in [14] agrees, unlike Table 3.6.", ["Table 3.6"]),
        (
            PLAN,
            "The ISO 27001 certificate (control A.8.2, clause 6.1.2) and the Grant Agreement (Article 17) bind us.",
            [],
        ),
        (PLAN, "See Section 1 and Section 6.", ["Section 6"]),
        (PROSPECTUS, "The place is the one listed as item 3 of Part II.", []),
        (PROSPECTUS, "The place is the one listed as item 8 of Part II.", ["item 8"]),
        (PROSPECTUS, "The place is the one listed as item 8 of the list.", []),
        (PROSPECTUS, "Paragraph 3 of Part II sets out the place.", []),
        (PROSPECTUS, "Paragraph 8 of Part II sets out the place.", ["Paragraph 8"]),
        (PROSPECTUS, "Paragraph 1 of Part IV sets out the place.", ["Part IV"]),
    ],
)
def test_the_kind_of_document_tells_whose_a_part_is(text: str, sentence: str, found: list[str]) -> None:
    assert quotes("references.dangling", text.format(sentence)) == found


def test_the_numbered_paragraphs_of_an_article_are_counted() -> None:
    text = "Article 1. Office\n\n1. One.\n\n2. Two.\n\nArticle 2. Term\n\n1. It ends under Article 1({}).\n"
    assert quotes("references.dangling", text.format(4)) == ["Article 1(4)"]
    assert not quotes("references.dangling", text.format(2))
