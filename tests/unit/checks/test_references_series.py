"""References to entries of the document's own lists, columns, notes and attached papers, and whose they are."""

from __future__ import annotations

import pytest

from tests.unit.checks.running import quotes

POLICY = """# Shop policy

## Section A: Stock

### Extensions

1. *Signs.* Signs are covered.

2. *Keys.* Keys are covered, subject to Exclusion 2.

3. *Glass.* Glass is covered.

### Exclusions

We do not pay for:

1. wear;

2. moths;

3. the excess.

## Section B: Money

Money is covered as under Section A.

## General Conditions

1. **Care.** Take care of the stock.

2. **Claims.** Tell us at once.

3. **Law.** The law of Malta applies.

## Endorsements

**C1 Safes.** Safes are locked.

**C2 Dogs.** A dog is kept.

## Security measures

1. The door is locked.

2. The alarm is set.

3. The gate is shut.

## Notes for the buyer

{}
"""
HIRE = """HIRE AGREEMENT

**RECITALS**

A. The owner has a crane.

B. The hirer needs one.

C. They have agreed as follows.

**1. PARTICULARS**

| Item | Matter | Entry |
|---|---|---|
| 1 | Crane | No. 7 |
| 2 | Hire | 400 a day |
| 3 | Term | a month |

| Ref. | Subject | Detail |
|---|---|---|
| K1 | Site | Quay |
| K2 | Power | Diesel |
| K3 | Driver | Owner's |

**2. HIRE**

2.1 The hire is paid weekly by transfer to the owner.

2.2 The hirer shall:

(a) keep the crane dry; and

(b) grease it.

2.3 Clause 2.1 and Clause 2.2 apply at once, and Clause 1 later.

2.4 {}

**3. LAW**

3.1 (a) The law of Malta applies; (1) to the hire; and (2) to the crane. (b) So does its forum.
"""
SCHEDULES = """SUPPLY AGREEMENT

1. Goods
1.1 The goods are those of Schedule 1, as clause 2.1 says.

2. Price
2.1 The price is that of Schedule 2, as clause 1.1 says.
2.2 {0}

3. Terms

4. Time

5. Risk

6. Place

7. Law

SCHEDULE 1

Part 1

1. Oats.

Part 2

2. Rye.

SCHEDULE 2

Table 1. Prices

| Corn | Price |
|---|---|
| Oats | 4 |

Notes: (1) Prices are net. (2) They hold for a year.

Table 2. Rebates

1. Rebates are credited in May.

2. {1}

3. They lapse in June.
"""
MISSING = [
    (POLICY, "See Extension 5 of Section A.", "Extension 5"),
    (POLICY, "Exclusion 6 is read with it.", "Exclusion 6"),
    (POLICY, "General Condition 5 applies.", "General Condition 5"),
    (POLICY, "A dog is kept as under Endorsement C4.", "Endorsement C4"),
    (POLICY, "The keys for measure 7 are kept by us.", "measure 7"),
    (POLICY, "Cash is covered as under Section D.", "Section D"),
    (HIRE, "The fact in Recital F is known.", "Recital F"),
    (HIRE, "The sum is that of Item 8, paid monthly.", "Item 8"),
    (HIRE, "The driver is that of entry K5.", "entry K5"),
    (HIRE, "Interest is that of Clause 2.1(c), paid monthly.", "Clause 2.1(c)"),
    (SCHEDULES, "See Part 1 of Schedule 1. The oats of Part 3 of that Schedule are dry.", "Part 3"),
    (SCHEDULES, "The rebate is in Table 4 of Schedule 2.", "Table 4"),
    (SCHEDULES, "Prices are net (see note 4 to Table 1).", "note 4 to Table 1"),
]
FINE = [
    (POLICY, "See Extension 2, Exclusion 3, General Condition 3, Endorsement C2, measure 3 and Section B."),
    (POLICY, "Exclusion 6 of the flood policy and the club's Condition 9 are theirs."),
    (POLICY, "Special Condition 5 was agreed, and the former Extension 5 is gone."),
    (POLICY, "The gates measure 7 feet; stand clear by measure 7 metres."),
    (POLICY, "The planning permission is subject to General Condition 5."),
    (POLICY, "Exclusion 400 and Exclusion 5(2) are not of this kind."),
    (HIRE, "Recital C and Items 1 to 3 and entry K2 are agreed."),
    (HIRE, "Recital F of the Head Lease and Recital 12 of the Directive are not."),
    (HIRE, "Clause 2.2(b) is kept, and clause 2.1(c) of the Head Lease."),
    (SCHEDULES, "See Part 1 of Schedule 1. See Part 2 of that Schedule, and Table 2 of Schedule 2."),
    (SCHEDULES, "See Schedule 1 to the Seeds Act 1999. Part 3 of that Schedule is long."),
    (SCHEDULES, "Prices are net (see note 2 to Table 1 and note 4 to that table of the old list)."),
]


@pytest.mark.parametrize(("document", "sentence", "quote"), MISSING)
def test_an_entry_that_does_not_exist_is_found(document: str, sentence: str, quote: str) -> None:
    found = quotes("references.dangling", document.format(sentence, "They are net."))
    assert [each.removeprefix("General ") for each in found] == [quote.removeprefix("General ")]


@pytest.mark.parametrize(("document", "sentence"), FINE)
def test_entries_that_exist_or_are_anothers_are_not_reported(document: str, sentence: str) -> None:
    assert quotes("references.dangling", document.format(sentence, "They are net.")) == []


@pytest.mark.parametrize(
    ("sentence", "found"),
    [
        ("They are paid as paragraph 7 says.", ["paragraph 7"]),
        ("They are those of item 7 above.", ["item 7"]),
        ("They are paid as paragraph 3 says.", []),
        ("They are paid as paragraph 7 of the Seed Rules says.", []),
        ("Under the Side Letter, they are paid as paragraph 7 says.", []),
        ("By Schedule 1 the goods are dry, and paragraph 7 says more.", []),
        ("They are 7 in a sack and in item 7% wet.", []),
        ("They are those of point 5 of Schedule 1.", ["point 5"]),
        ("They are those of point 3 of Schedule 2.", []),
        ("They are those of point 5 of Schedule 1 to the Seed Rules.", []),
        ("They are those of point 5 of the order.", []),
    ],
)
def test_a_paragraph_is_that_of_the_paper_it_stands_in(sentence: str, found: list[str]) -> None:
    assert quotes("references.dangling", SCHEDULES.format("The price is net.", sentence)) == found


def test_paragraphs_with_two_numbers_count_in_the_paper_too() -> None:
    text = SCHEDULES.replace("1. Rebates", "1. Rebates\n1.1 Dry.\n1.2 Clean.\n1.3 {2}\nThey").replace(
        "2.2 {0}", "2.5 {0}"
    )
    assert quotes("references.dangling", text.format("", "", "See paragraph 1.2.")) == []
    text = text.replace("1.1 The goods", "1.5 The goods")
    assert quotes("references.dangling", text.format("", "", "See paragraph 1.5.")) == ["paragraph 1.5"]


def test_a_paper_of_a_letter_with_paragraphs_may_mean_the_letters() -> None:
    letter = SCHEDULES.replace("clause", "paragraph").format("The price is net.", "It is paid as paragraph 7 says.")
    assert "paragraph 7" not in quotes("references.dangling", letter.replace("2.2", "7. Later\n2.2"))


@pytest.mark.parametrize(
    "text",
    [
        # A list that goes on behind a heading, one that begins anew, and one without numbers.
        "## Exclusions\n\n1. Wear.\n2. Rust.\n3. Rot.\n\n## Fire\n\n4. Smoke.\n\nSee Exclusion 5.",
        "## Exclusions\n\n1. Wear.\n2. Rust:\n1. red;\n2. brown;\n3. Rot.\n\nSee Exclusion 5.",
        "## Exclusions\n\n1. Wear.\n2. Rust.\n3. Rot.\n\n## More exclusions\n\n- Smoke.\n\nSee Exclusion 5.",
        # Numbered headings with lists of their own below, and a column that leaves numbers out.
        "# Conditions\n\n## 1 Care\n\n1. a\n2. b\n3. c\n\n## 2 Law\n\n## 3 Cost\n\n## 4 End\n\nSee Condition 4.",
        "## Background\n\n1. Wear.\n2. Rust.\n3. Rot.\n\nUnder the GDPR, as Recital 11 says, it is anonymous.",
        "| Item | Name |\n|---|---|\n| 1 | A |\n| 2 | B |\n| 5 | C |\n\nSee Item 4.",
        "| Item | Name |\n|---|---|\n| 1 | A |\n| 2 | B |\n| 3 | C |\n| 3.1 | D |\n\nSee Item 4.",
        "| Unit | Tenant |\n|---|---|\n| 1 | A |\n| 2 | B |\n| 3 | C |\n\nUnit 5 is empty.",
        "| No. | Name |\n|---|---|\n| 1 | A |\n| 2 | B |\n| 3 | C |\n\n1. x\n2. y\n3. z\n4. v\n\nThe cost in item 4.",
        "## Conditions\n\n1. Wear.\n2. Rust.\n3. Rot.\n\n### Condition 4\n\nSmoke.\n\nSee Condition 4.",
    ],
)
def test_a_series_that_is_not_all_there_is_not_judged(text: str) -> None:
    assert quotes("references.dangling", text) == []


CASES = """1. Sale
1.1 The seller sells under Clause 1.2, Clause 2 and Clause 3.
1.2 Clause 8 of that lease, or clause 8 of either lease, is not touched.
2. Price
2.1 {}
3. Law
3.1 This Agreement is under the law of Malta.
"""


@pytest.mark.parametrize(
    ("lease", "sentence", "found"),
    [
        ("clause 8 of that lease", "The price is due under Clause 8.", ["Clause 8"]),
        ("Clause 8 of that lease", "The price is due under Clause 8.", []),
        ("clause 8 of that lease", "The price is due under clause 9 or clause 7 of both leases.", []),
        ("clause 8 of that lease", "The lease (and Clause 6 of it) ends.", []),
    ],
)
def test_a_capital_tells_an_own_part_from_anothers(lease: str, sentence: str, found: list[str]) -> None:
    text = CASES.replace("Clause 8 of that lease, or clause 8 of either lease", lease).format(sentence)
    assert quotes("references.dangling", text) == found


def test_a_word_kept_for_another_text_is_not_the_own_by_a_chance_number() -> None:
    text = """1. Terms
1.1 This Agreement is under Section 1.2 of this Agreement.
1.2 Clause 7 of the Model Terms and Clause 13 of the Model Terms apply.
2. Transfers
2.1 The option in Clause 2 does not apply, and under Clause 17 the law is that of Malta. Section 9 is void.
"""
    assert quotes("references.dangling", text) == ["Section 9"]


LETTER = """Re: Notice under the Loan Agreement

{}

1. Ratio. Section 7.12 requires a ratio of 2 to 1.

2. Accounts. The accounts have not come.
"""


def test_a_letter_that_takes_its_terms_from_an_agreement_means_its_sections() -> None:
    lent = "Terms with capitals have the meanings given in the Loan Agreement."
    assert quotes("references.dangling", LETTER.format(lent)) == []
    assert quotes("references.dangling", LETTER.format("We write for the bank.")) == ["Section 7.12"]


def test_an_extract_has_not_all_parts() -> None:
    text = "SUPPLY AGREEMENT\n({})\n\n1. Price\nThe price is that of clause 9.\n\n2. Time\nA week."
    assert quotes("references.dangling", text.format("signed copy, extracts")) == []
    assert quotes("references.dangling", text.format("signed copy")) == ["clause 9"]


INNER = """## Section 1. Pay

(a) *Salary.* The salary is paid monthly.

(b) *Bonus.* The bonus is (1) paid in May and (2) a tenth of the salary.

(c) *Stop.* Payments under {} stop.

## Section 2. Leave

(a) Leave is a month.

(b) It is (1) paid, (2) yearly, (3) whole and (4) free.
"""


@pytest.mark.parametrize(
    ("reference", "found"),
    [
        ("subsection (b)(4)", ["subsection (b)(4)"]),
        ("subsection (b)(2)", []),
        ("subsection (b)(4) of Section 2", []),
        ("subsection (b)(4) of the Pay Act", []),
        ("subsection (a)(4)", []),
        ("subsection (e)", []),
    ],
)
def test_a_mark_in_the_list_of_a_mark_is_looked_for_in_the_same_section(reference: str, found: list[str]) -> None:
    assert quotes("references.dangling", INNER.format(reference)) == found
