"""Numbered parts: gaps, repeats and order, in the notations of contracts, reports, papers and files."""

from __future__ import annotations

from itertools import cycle

import pytest

PROSE = (
    "The supplier delivers the goods to the yard.",
    "Fees are due on receipt of the invoice.",
    "Neither party may assign its rights without consent.",
    "Records are kept for seven years after the work ends.",
    "A notice takes effect when it reaches the address above.",
    "The client names one person who may give orders.",
    "Losses are shared in equal parts.",
)


def numbered(labels: str, gap: str = "\n", divided_by: str = " ") -> str:
    """One sentence for each label."""
    return gap.join(f"{label} {prose}" for label, prose in zip(labels.split(divided_by), cycle(PROSE)))


def laid_out(text: str) -> str:
    """¶ stands for a paragraph of its own, ¬ for one right below a heading."""
    return text.replace("¶", "\n\nText.\n\n").replace("¬", "\nText.\n\n")


# What is written, and the labels that the findings quote.
FAULTS = [
    # Clauses and items with a stop or in brackets.
    (numbered("1. 2. 3. 5. 6."), ["5."]),
    (numbered("1. 2. 3. 5."), ["5."]),
    (numbered("1. 3. 4. 5."), ["3."]),
    (numbered("1. 2. 3. 3. 4."), ["3."]),
    (numbered("1. 2. 4. 3. 5."), ["3."]),
    (numbered("1. 2. 3. 6. 7. 8."), ["6."]),
    (numbered("8. 9. 10. 12. 13.", "\n\n"), ["12."]),
    (numbered("1) 2) 4) 5)"), ["4)"]),
    (numbered("(1) (2) (4) (5)"), ["(4)"]),
    (numbered("(a) (b) (d) (e)"), ["(d)"]),
    (numbered("(a) (b) (b) (c)"), ["(b)"]),
    (numbered("(a) (c) (b) (d)"), ["(b)"]),
    (numbered("a. b. c. e."), ["e."]),
    (numbered("a) b) d)"), ["d)"]),
    (numbered("A. B. C. E. F."), ["E."]),
    (numbered("(A) (B) (D)"), ["(D)"]),
    (numbered("(i) (ii) (iv) (v)"), ["(iv)"]),
    (numbered("i. ii. iii. v. vi."), ["v."]),
    (numbered("I. II. IV. V."), ["IV."]),
    (numbered("(i) (ii) (iii) (iii) (iv)"), ["(iii)"]),
    (numbered("(h) (i) (k) (l)").replace("(h)", numbered("(a) (b) (c) (d) (e) (f) (g)") + "\n(h)"), ["(k)"]),
    (numbered("(x) (y) (z) (bb) (cc)"), ["(bb)"]),
    (numbered("(a) (b) (c) (d) (e) (f) (g) (h) (j) (k)"), ["(j)"]),
    # Nested numbers.
    (numbered("1. 1.1 1.2 1.4 2. 2.1 2.2"), ["1.4"]),
    (numbered("1. 1.1 1.2 2. 2.1 2.3 3."), ["2.3"]),
    (numbered("4. 4.1 4.2 4.2 4.3 5. 5.1"), ["4.2"]),
    (numbered("1 1.1 1.1.1 1.1.3 1.2 2 2.1").replace("1 The", "1 Goods\nThe"), ["1.1.3"]),
    (numbered("3.1. 3.2. 3.4. 3.5."), ["3.4."]),
    (numbered("1. (a) (b) (c) 2. (a) (c) (d) 3."), ["(c)"]),
    (numbered("1. (a) (i) (ii) (iii) (b) (c) 3. (a) (b) 4."), ["3."]),
    (numbered("1. (a) (i) (iii) (iv) (b) (c) 2. (a) (b) 3."), ["(iii)"]),
    (numbered("1. 1.1 (a) (b) 1.2 (a) (b) (d) 1.3 2. 2.1"), ["(d)"]),
    (numbered("5. 5.2 5.3 5.4 6. 6.1 6.2"), ["5.2"]),
    (numbered("1.1 1.2 2.1 2.2 4.1 4.2 5.1"), ["4.1"]),
    (numbered("2. (b) (c) (d) 3. (a) (b)"), ["(b)"]),
    # Labels.
    ("Section 1. Goods\nText one.\n\nSection 2. Fees\nText two.\n\nSection 4. Law¬Section 5. End\n"
     "Text.", ["Section 4."]),
    ("ARTICLE I\nGOODS¬ARTICLE II\nFEES¬ARTICLE IV\nLAW¬ARTICLE V\nEND\nText.", ["ARTICLE IV"]),
    ("Article 1 – Scope¬Article 2 – Fees¬Article 2 – Law¬Article 3 – End\nText.", ["Article 2"]),
    ("ARTICLE ONE¬ARTICLE TWO¬ARTICLE FOUR¬ARTICLE FIVE\nText.", ["ARTICLE FOUR"]),
    ("§ 1 Goods¬§ 2 Fees¬§ 4 Law¬§ 5 End\nText.", ["§ 4"]),
    ("Clause 1: Goods. Text.\n\nClause 2: Fees. Text.\n\nClause 4: Law. Text.", ["Clause 4"]),
    ("Part I. Facts¬Part II. Law¬Part IV. Advice¬Part V. Costs\nText.", ["Part IV."]),
    ("Question 1: Is there cover?\nYes.\n\nQuestion 2: For whom?\nAll.\n\nQuestion 4: Until when?\n"
     "May.", ["Question 4"]),
    ("Recommendation 1: Fix it.\n\nRecommendation 2: Test it.\n\nRecommendation 2: Keep it.\n\n"
     "Recommendation 3: Sell it.", ["Recommendation 2"]),
    ("Section 1.01 Goods. Text.\nSection 1.02 Fees. Text.\nSection 1.04 Law. Text.\n"
     "Section 1.05 End. Text.", ["Section 1.04"]),
    # Captions.
    ("Table 1: Sales¬Table 2: Costs¬Table 4: Staff\nText.", ["Table 4"]),
    ("Figure 1. Growth¶Figure 3. Shares¶Figure 2. Age¶Figure 4. Sex\n\nText.", ["Figure 2."]),
    ("Table 1\nSales¶Table 2\nCosts¶Table 2\nStaff¶Table 3\nRents\n\nText.", ["Table 2"]),
    ("Figure 3.1 Growth¶Figure 3.2 Shares¶Figure 3.4 Age\n\nText.", ["Figure 3.4"]),
    ("EXHIBIT A\nPlan¶EXHIBIT B\nPrices¶EXHIBIT D\nStaff\n\nText.", ["EXHIBIT D"]),
    ("Schedule 1 – Goods¬Schedule 2 – Fees¬Schedule 4 – Sites\nText.", ["Schedule 4"]),
    ("Appendix A: Data¬Appendix B: Code¬Appendix B: Terms¬Appendix C: Names\nText.", ["Appendix B"]),
    ("Tabelle 1: Umsatz¶Tabelle 2: Kosten¶Tabelle 4: Personal\n\nText.", ["Tabelle 4"]),
    # Notes and lists of literature.
    ("Text.[^1] More.[^2] Most.[^3]\n\n[^1]: One.\n[^2]: Two.\n[^4]: Four.\n", ["[^4]"]),
    ("Text.\n\n[1] Lee 2001.\n[2] May 2002.\n[4] Ng 2004.\n[5] Orr 2005.", ["[4]"]),
    ("Text.\n\n¹ See the lease.\n² See the plan.\n⁴ See the letter.", ["⁴"]),
    ("References\n\n[1] Lee 2001.\n[2] May 2002.\n[2] Ng 2004.\n[3] Orr 2005.", ["[2]"]),
    # Lists within a sentence.
    ("The tenant shall (a) pay the rent; (b) insure the house; (d) paint it; and (e) keep it clean.", ["(d)"]),
    ("The report covers: (i) sales, (ii) costs, and (iv) staff.", ["(iv)"]),
    ("We did three things: (1) we met, (2) we measured, (2) we wrote, and (3) we billed.", ["(2)"]),
    # Several in one text, and forms of files.
    (numbered("1. 2. 4. 5. 7. 8."), ["4.", "7."]),
    (numbered("1. 2. 3. 4. 1. 2. 4. 5."), ["4."]),
    ("Schedule 1\n" + numbered("1. 2. 3.") + "\n\nSchedule 2\n" + numbered("1. 2. 4. 5."), ["4."]),
    (numbered("   1. 2. 3. 5. 6.", "\n   ").replace("   1.", " 1."), ["5."]),
    ("1. SCOPE¶2. FEES¶4. LAW¶5. END\n\nText.", ["4."]),
    ("1.\nScope. Text.\n\n2.\nFees. Text.\n\n4.\nLaw. Text.", ["4."]),
    ("1 Introduction¶2 Methods¶3 Results¶5 Discussion\n\nText.", ["5"]),
    ("1. Goods. Text.\r\n2. Fees. Text.\r\n4. Law. Text.\r\n5. End. Text.\r\n", ["4."]),
]  # fmt: skip
MARKED_FAULTS = [
    ("# 1. Scope¶# 2. Fees¶# 4. Law\n\nText.\n", ["4."]),
    ("## 1 Scope¶## 2 Fees¶## 4 Law¶## 5 End\n\nText.\n", ["4"]),
    ("## 3.1 Scope¶## 3.2 Fees¶## 3.2 Law¶## 3.3 End\n\nText.\n", ["3.2"]),
    ("**1. Scope**¶**2. Fees**¶**4. Law**\n\nText.\n", ["4."]),
    ("**Table 1.** Sales¶**Table 2.** Costs¶**Table 4.** Staff\n\nText.\n", ["Table 4."]),
    ("> 1. One is quoted.\n\n1. First. Text.\n\n2. Second. Text.\n\n4. Third. Text.\n", ["4."]),
]
RESERVED = "1. Goods. Text.\n2. Fees. Text.\n3. [Reserved]\n4. Law. Text.\n5. End. Text."
SOUND = [
    numbered("1. 2. 3. 4. 5. 6. 7. 8. 9. 10. 11. 12."),
    numbered("(a) (b) (c) (d) (e) (f) (g) (h) (i) (j) (k) (l) (m) (n)"),
    numbered("(i) (ii) (iii) (iv) (v) (vi) (vii) (viii) (ix) (x) (xi)"),
    numbered("(t) (u) (v) (w) (x) (y) (z) (aa) (bb) (cc)"),
    numbered("(x) (y) (z) (aa) (ab) (ac)"),
    numbered("I. II. III. IV. V. VI. VII. VIII. IX. X."),
    numbered("A. B. C. D. E. F. G. H. I. J. K."),
    # Lists that begin anew, and go on.
    numbered("1. (a) (b) (c) 2. (a) (b) 3. (a) 4. 5. (a) (b)"),
    numbered("1. 2. 3. 1. 2. 1. 2. 3. 4."),
    numbered("1. 2. 1. 2. 3. 3. 4."),
    numbered("1. (a) (b) (i) (ii) (c) 2. (a) (i) (ii) (b) 3."),
    numbered("(a) (b) (c) (d) (e) (f) (g) (h) (i) (ii) (iii) (i) (j)"),
    numbered("1. 1.1 1.1.1 1.1.2 1.2 2. 2.1 2.1.1 2.2 2.10").replace("2.10", "2.3"),
    "Schedule 1\n" + numbered("1. 2. 3.") + "\n\nSchedule 2\n" + numbered("1. 2.") + "\n\n"
    "Schedule 3\n" + numbered("1. 2."),
    numbered("1. 2. 3. 4. 5. 6.") + "\n\nSERVICE AGREEMENT\n\n" + numbered("1. 2. 3. 4."),
    numbered("1. (a) (b) 2. (c) (d) 3. (e)"),
    "ARTICLE I\nSection 1. Text.\nSection 2. Text.\nARTICLE II\nSection 3. Text.\nSection 4. Text.\n"
    "ARTICLE III\nSection 5. Text.",
    "ARTICLE I\nSection 1. Text.\nSection 2. Text.\nARTICLE II\nSection 1. Text.\nSection 2. Text.\n"
    "ARTICLE III\nSection 1. Text.",
    # References, years and amounts at the beginning of a line.
    numbered("1. 2. 3.") + "\n\nSection 5 below sets out the price.\n\n" + numbered("4. 5."),
    "1. Goods. They are sold under\nSection 9. The buyer pays.\n2. Fees. Text.\n3. Law. Text.",
    "1. Goods. The rules of Section\n7. 2 and others apply.\n2. Fees. Text.\n3. Law. "
    "As said in clause\n3. Text.\n4. End. Text.",
    "1. Goods. The work was done in\n2019. It was paid.\n2. Fees. Text.\n3. Law. Text.",
    "The firm was founded in\n1998. It grew in\n2004. It was sold in\n2011. It closed.",
    "1. Growth. Sales grew to\n3.5 million euros.\n2. Costs. They fell to\n2.1 million euros, then to\n1.9 million.",
    "12 March 2024\n\nDear Ms King,\n\n15 items were sent.\n\n3 were returned.\n\nYours",
    "5 apples\n7 pears\n12 plums\n",
    "2019 Sales were low.\n\n2021 Sales were high.\n\n2023 Sales were fair.",
    "14.30 Arrival\n15.00 Talk\n16.45 Break\n17.15 End",
    "3.5 per cent of the goods were lost.\n\n3.9 per cent were late.",
    "140 West Street\n10007 New York\n\n12 High Road\nLeeds",
    "Section 3 applies to the goods.\nSection 7 applies to the fees.\nSection 12 of the Act is left out.",
    "Table 1: Sales\n\nTable 3 below shows costs. Table 2 is in the annex.\n\nTable 2: Costs¶Table 3: Staff",
    "Table 1: Sales¶Table 1 (continued)¶Table 2: Costs\n\nTable 2, cont’d\n\nText.",
    "The costs are found in\nTable 7. They are low.\n\nTable 1. Sales¶Table 2. Costs\n\nText.",
    # Quoted parts, contents, pages, parts left out.
    numbered("1. 2. 3.") + "\n\n“12. Assignment. No party may assign.”\n\n" + numbered("4. 5."),
    "1. Goods. Text.\n2. Fees. The lease says:\n“7. Rent. It is paid monthly.\n9. Heating. "
    "It is free.”\n3. Law. Text.\n4. End. Text.",
    "CONTENTS\n1. Goods ........ 2\n2. Fees ........ 3\n4. Law ........ 9\n\n1. Goods¬2. Fees¬3. Law\nText.",
    "Contents\n\n1. Goods\n2. Fees\n3. Law\n\n1. Goods¶2. Fees¶3. Law\n\nText.",
    "1. Goods\t2\n1.2 Price\t3\n2. Fees\t5\n4. Law\t9\n\n1. Goods. Text.\n2. Fees. Text.\n3. Law. Text.",
    "Table 1: Sales ..... 4\nTable 2: Costs ..... 7\n\nTable 1: Sales¶Table 2: Costs\n\nText.",
    RESERVED,
    "1. Goods. Text.\n2. Fees. Text.\n3.–5. [Reserved]\n6. Law. Text.\n7. End. Text.",
    "1. Goods. Text.\n2. Fees. Text.\n3 to 5. Intentionally omitted.\n6. Law. Text.\n7. End. Text.",
    "1. Goods. Text.\n2. Fees. Text.\n(Clauses 3 to 5 deleted.)\n6. Law. Text.\n7. End. Text.",
    "1. Goods. Text.\n2. Fees. Text.\n* * *\n6. Law. Text.\n7. End. Text.",
    "(a) Goods. Text.\n[…]\n(d) Law. Text.\n(e) End. Text.",
    "1. Goods. Text.\n\n- 1 -\n\n2. Fees. Text.\n\n- 2 -\n\n3. Law. Text.\n\nPage 3 of 4\n\n4. End. "
    "Text.\n\n4\n\n5. Costs. Text.",
    "1. Goods. Text.\n7\n2. Fees. Text.\n8\n3. Law. Text.\n9\n4. End. Text.",
    "1. Goods. Text. 2. Fees. Text.\n3. Law. Text. 4. End. Text.\n5. Costs. Text.",
    "5. Term. 5.1 The term is a year.\n5.2 It may be renewed.\n5.3 It ends in May.\n6. Law. "
    "6.1 Of England.\n6.2 And Wales.",
    "1. Duties. The tenant: (a) pays;\n(b) insures; and\n(c) cleans.\n2. Law. Text.",
    "1. Goods. Text.\n2. Fees. Text.\n2A. More fees. Text.\n2B. Most fees. Text.\n3. Law. Text.",
    "The following clauses are added:\n\n14. Insurance. Text.\n\n15. Audit. Text.\n\n16. Tax. Text.",
    "Clause 7 is replaced by:\n\n7. Insurance. Text.\n\nClause 12 is replaced by:\n\n12. Audit. Text.",
    # References within a sentence, and names.
    "Under clauses (a), (b) and (d) above nothing is owed. Items (i) and (iv) are void, and so is (vi) of the list.",
    "See Sections 2(a), 2(c) and (f) hereof. The rule of paragraph (b) and that in (e) differ.",
    "A. Smith wrote it.\nC. Jones read it.\nD. Brown signed it.",
    "A. Smith\nB. Jones\nD. Brown",
    "The vitamins (A) and (C) are good; so is (D) in milk. Plan (b) failed, plan (d) did not.",
    "Either (x) pay or (y) leave.\nThe group (n) was 12; (p) was .04.",
    "Pay (1) one coin. Pay (3) three coins. Pay (5) five coins.",
    "The points (X) and (Y) meet. It was built by the firm (i) in May and (v) in June.",
    "| No. | Item |\n|---|---|\n| 1. | Bread |\n| 3. | Milk |\n| 7. | Salt |\n",
    "1. Yes.\n\nFigure 1. Growth\n\n2. No.\n\nFigure 2. Age\n\n3. Maybe.",
    "¹ See the lease.\n\n² See the plan.\n\nText of the next page.\n\n¹ See the will.\n\n² See the map.",
    "Text.[^1] More.[^2]\n\n[^1]: One.\n[^note]: A word.\n[^2]: Two.\n",
    "v. Smith, 12 F.3d 4\n\nI. The facts\n\nII. The law\n\nIII. The costs",
    "Level 3: some risk.\nLevel 5: high risk.\n\nPhase 2 ends in May.\nPhase 4 ends in June.",
    "Exhibit C\n\nForm of note¶Exhibit F\n\nForm of deed\n\nText.",
    "Table 1.1: Sales¶Table 1.2: Costs¶Table 2.1: Staff¶Table 3.1: Rents\n\nText.",
    "No. 4\nNo. 9\nNo. 12\n",
    "400. The body is wrong.\n\n400. So is the head.\n\n401. No key.\n\n403. Wrong key.\n\n404. Not there.",
    "Dosage: 0.5 mg.\n\n2.5 mg on day two.\n\n7.5 mg on day three.",
    "10.1 The price list of 2019 applies.\n\n10.2 It is in euros.\n\n10.3 It ends in May.",
    "",
    "1.",
    "(a)",
]  # fmt: skip
MARKED_SOUND = [
    "1. One.\n1. Two.\n1. Three.\n",
    "# 1. Scope\n\n1. One.\n2. Two.\n3. Three.\n\n# 2. Fees\n\n1. One.\n2. Two.\n\n# 3. Law\n\nText.\n",
    "```\n1. a\n3. b\n4. c\n```\n\nText.\n",
    "> 4. Rent. Text.\n>\n> 6. Heat. Text.\n>\n> 7. Light. Text.\n\nText.\n",
    "1. One.\n\n   1. Inner.\n   2. Inner.\n\n2. Two.\n\n   1. Inner.\n\n3. Three.\n",
    "## 1 Scope¶### 1.1 Goods¶### 1.2 Sites¶## 2 Fees¶### 2.1 Rates\n",
    "## Step 1¶## Step 2¶## Notes on 4¶## Step 3\n\nText.\n",
]


@pytest.mark.parametrize(("text", "labels"), FAULTS)
def test_gaps_repeats_and_order_are_found(run, text: str, labels: list[str]) -> None:
    assert [finding.quote for finding in run("structure.numbering", laid_out(text)).findings] == labels


@pytest.mark.parametrize(("text", "labels"), MARKED_FAULTS)
def test_gaps_are_found_in_markdown(run, text: str, labels: list[str]) -> None:
    found = run("structure.numbering", laid_out(text), media_type="text/markdown").findings
    assert [finding.quote for finding in found] == labels


@pytest.mark.parametrize("text", SOUND)
def test_sound_numbering_is_left_alone(run, text: str) -> None:
    assert [finding.message for finding in run("structure.numbering", laid_out(text)).findings] == []


@pytest.mark.parametrize("text", MARKED_SOUND)
def test_sound_numbering_of_markdown_is_left_alone(run, text: str) -> None:
    found = run("structure.numbering", laid_out(text), media_type="text/markdown").findings
    assert [finding.message for finding in found] == []
