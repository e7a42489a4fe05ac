"""Numbering in memos, reports, policies, papers and files of other languages."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from qa_service.checks import compile_checks, run_checks
from qa_service.documents import parse_document
from qa_service.rubric import CheckSpec

FAULTS = [
    ("I. Facts\nRain.\n\nII. Law\nOld.\n\nIV. Analysis\nShort.\n\nIV. Advice\nPay.\n", ["IV."]),
    ("Table 1. Sales\n\nTable 3. Shops\n\nTable 3. Staff\n", ["Table 3."]),
    ("§ 1 Miete\nDie Räume („Mietsache“).\n\n§ 2 Dauer\nLang.\n\n§ 4 Ende\nSpät.\n\n§ 5 Recht\n", ["§ 4"]),
    ("Article 1er - Objet\n\nArticle 3 - Prix\n\nArticle 4 - Fin\n", ["Article 3"]),
    ("0.1. Rules\n0.1.1. One.\n0.1.2. Two.\n0.1.4. Four.\n0.1.5. Five.\n", ["0.1.4."]),
    ("1.1 Who is the party.\n1.2 Who pays.\n1.2 Quien paga.\n1.3 Who signs.\n", ["1.2"]),
    (
        "MEMORANDUM\n\nTo: A. King\nFrom: B. Lee\nDate: 3 May 2024\n\nI. QUESTION PRESENTED\n\n"
        "May the tenant leave?\n\nII. SHORT ANSWER\n\nYes.\n\nIII. FACTS\n\nThe lease began in 2019.\n"
        "\nV. DISCUSSION\n\nThe rule is old.\n\nVI. CONCLUSION\n\nShe may.",
        ["V."],
    ),
    (
        "1 Executive summary\n\nSales grew.\n\n2 Method\n\n2.1 Sample\n\nWe asked 300 people.\n\n"
        "2.2 Weights\n\nBy age.\n\n2.4 Errors\n\nSmall.\n\n3 Results\n\n3.1 Brands\n\nTwo lead.\n",
        ["2.4"],
    ),
    (
        "The insured must:\n\n(a) tell us at once;\n\n(b) keep what is damaged;\n\n"
        "(d) let us see it; and\n\n(e) send the bills.",
        ["(d)"],
    ),
    (
        "Findings\n\n1. The roof leaks.\n2. The gutter is blocked.\n2. The felt is torn.\n3. The rafters are sound.",
        ["2."],
    ),
    (
        "Exhibit 1. Lease\nExhibit 2. Plan\nExhibit 4. Letter\nExhibit 5. Bill",
        ["Exhibit 4."],
    ),
    (
        "Abbildung 1: Umsatz\n\nText hier.\n\nAbbildung 3: Kosten\n\nText dort.\n\nAbbildung 4: Gewinn\n",
        ["Abbildung 3"],
    ),
    (
        "Artikel 1 Gegenstand\nText.\n\nArtikel 2 Preis\nText.\n\nArtikel 4 Recht\nText.\n\nArtikel 5 Schluss\nText.",
        ["Artikel 4"],
    ),
    (
        "Article premier. Objet\nTexte.\n\nArticle 2. Prix\nTexte.\n\nArticle 3. Durée\nTexte.\n\n"
        "Article 5. Droit\nTexte.",
        ["Article 5."],
    ),
    (
        "SECTION 1.01. Terms. Words mean what they say.\n\n"
        "SECTION 1.02. Signs. Headings mean nothing.\n\nSECTION 1.02. Time. Days are business days.\n"
        "\nARTICLE 2\n\nSECTION 2.01. Loan. The bank lends.",
        ["SECTION 1.02."],
    ),
    (
        "Step 1: Open the valve.\nStep 2: Wait.\nStep 4: Close it.\n",
        ["Step 4"],
    ),
    (
        "### 4.1 Income\n\nText.\n\n### 4.2 Costs\n\nText.\n\n### 4.4 Yield\n\nText.\n",
        ["4.4"],
    ),
    (
        "- [1] Adams, 2001\n- [2] Baker, 2004\n",
        [],
    ),
    (
        "References\n\n1. Adams J. The boat. 2001.\n2. Baker K. The sea. 2003.\n"
        "4. Cole L. The net. 2004.\n5. Dunn M. The fish. 2007.",
        ["4."],
    ),
    (
        "The claim fails because (i) the loss came before the policy, (ii) no notice was given, and (iii) the "
        "sum is unproved; it also fails since (i) the wrong party sued and (iii) the time ran out.",
        ["(iii)"],
    ),
    (
        "1.1 Scope\nText.\n1.2 Sites\nText.\n1.2.1 Harwich\nText.\n1.2.2 Ely\nText.\n1.2.4 Leeds\n"
        "Text.\n1.3 Time\nText.",
        ["1.2.4"],
    ),
    (
        "Q1. Who owns it?\nA1. Ada.",
        [],
    ),
    (
        "Note 1: Basis\n\nText.\n\nNote 2: Cash\n\nText.\n\nNote 2: Debts\n\nText.\n\nNote 3: Tax\n",
        ["Note 2"],
    ),
    (
        "a. Coffee\nb. Tea\nd. Milk\ne. Water",
        ["d."],
    ),
    (
        "[^1]: One.\n[^2]: Two.\n[^3]: Three.\n[^3]: Again.\n[^4]: Four.\n",
        ["[^3]"],
    ),
    (
        "SCHEDULE A\nRates\n\n1. Day rate. Forty.\n2. Night rate. Fifty.\n4. Week rate. Two hundred.\n"
        "\nSCHEDULE B\nSites\n\n1. Ely. Open.\n2. Leeds. Shut.",
        ["4."],
    ),
    (
        "Hypothesis 1. Price matters.\n\nHypothesis 2. Place matters.\n\nHypothesis 4. Age matters.",
        ["Hypothesis 4."],
    ),
    (
        "Clause 1.\nThe goods. Text.\n\nClause 2.\nThe fee. Text.\n\nClause 4.\nThe law. Text.",
        ["Clause 4."],
    ),
]
SOUND = [
    "## 2. Related work\n\nMuch.\n\n## 3. Method\n\nOurs.\n\n## 4. Results\n\nGood.\n",
    "Article 1er - Objet\n\nArticle 2 - Prix\n\nArticle 3 - Fin\n\nArticle 4 - Divers\n",
    "Es heißt dort: „§ 1 Name.\n§ 2 Zweck.\n§ 4 Ende.\n§ 5 Recht.“ Das gilt.",
    # A noun at the end of a line refers to nothing.
    "1.1. Eligibility\n1.1.1. Applications hold:\na. A quote for every line\nb. The purpose of each line item\n"
    "1.2. Evaluation\n1.2.1. Funds are given.\n0.4. Reports and Discussion Items\n1.3. Sharing\n1.3.1. By cheque.\n",
    "The term includes:\nA. Removal of soil, sand or gravel\nB. Changing of flushing characteristics\nC. Dam of "
    "water level or water table\nD. Dumping, discharging, or filling\nE. Placing of fill\nF. Driving of piles\n",
    # Markdown escapes the stop behind a number.
    "5\\. Pay\n\n**5.1** You are paid.\n\n6\\. Leave\n\n**6.1** You have leave.\n\n7\\. End\n\n**7.1** You leave.\n",
    # Two languages, one below the other.
    "".join(f"{n}.{m} {words} it.\n\n" for n in (1, 2, 3) for m in range(1, 7) for words in ("We say", "Decimos")),
    '1. Rule. The statute says: "A covered entity is entitled to a defense. (2) A covered entity that satisfies '
    'divisions (A)(2), (B), and (C) is so too. (C) Nothing else is. (F) None." It is narrow.\n2. Facts. None.\n',
    "Call us:\n\n1-800-555-0100\n\n2 May is a holiday.\n\n5 staff are away.",
    "The table below gives ages:\n18 to 24\n25 to 34\n35 to 44\n",
    (
        "Dear Sir,\n\nI refer to your letter.\n\n1. You ask for rent. It is paid.\n\n"
        "2. You ask for keys. See para\n9. above.\n\n3. You ask for costs. We refuse."
    ),
    "§ 823 BGB gilt.\n§ 826 BGB gilt nicht.\n§ 31 BGB ist anwendbar.",
    "Art. 5 GDPR\nArt. 6 GDPR\nArt. 13 GDPR\nArt. 32 GDPR",
    ("Rule 12. A motion may be made.\n\nRule 15. It may be changed.\n\nRule 56. It may end the case."),
    ("Answers to selected questions\n\nQuestion 3: Yes.\n\nQuestion 7: No.\n\nQuestion 12: In part."),
    (
        "Medication: 1. Aspirin 100 mg\n2. Statin 20 mg\n3. Insulin\n\nPlan:\n1. Rest\n2. Diet\n\n"
        "Follow-up in 6 weeks.\n6. weeks is enough."
    ),
    "ICD codes\nA. 41.9\nJ. 18.9\nN. 39.0",
    "1990\nThe firm begins.\n\n1995\nIt grows.\n\n2001\nIt ends.",
    "9.30 Doors open\n10.00 Talk\n10.45 Coffee\n11.15 Talk\n12.30 Lunch",
    ("CHAPTER 1\n\n1. Once.\n2. Twice.\n\nCHAPTER 2\n\n3. Thrice.\n4. More.\n\nCHAPTER 3\n\n5. Most."),
    ("1. Who is it?\n   a. Ada\n   b. Ben\n2. Where?\n   a. Ely\n   b. York\n   c. Hull\n3. When?\n   a. May"),
    (
        "Table 2 shows the costs; Table 4 shows the staff.\n\nTable 1. Sales\nText.\n\n"
        "Table 2. Costs\nText.\n\nTable 3. Rents\nText.\n\nTable 4. Staff\nText."
    ),
    (
        "Amendment No. 2\n\n1. Section 4 is deleted and replaced as follows:\n\n"
        "4. Fees. The fee is ten.\n\n2. Section 9 is deleted and replaced as follows:\n\n"
        "9. Law. That of Wales.\n\n3. All else stays."
    ),
    "(1) First. (a) One. (b) Two.\n(2) Second. (a) One.\n(3) Third. (a) One. (b) Two. (c) Three.",
    "The vectors (x) and (z) are known, as are (k) and (m).",
    "Exhibit 10.1 Lease\nExhibit 10.3 Loan\nExhibit 21 Subsidiaries\nExhibit 31.1 Certificate",
    ("Item 1. Business\nItem 1A. Risks\nItem 1B. Comments\nItem 2. Properties\nItem 3. Suits\nItem 4. Mines"),
    ("1. Goods. Text.\n2. Fees. Text.\n3. Not used.\n4. Law. Text.\n4A. More law. Text.\n5. End. Text."),
    "Step 1 – Open\nStep 2 – Wait\n\nSecond method\n\nStep 1 – Close\nStep 2 – Go",
    (
        "Der Vertrag regelt:\n1. die Ware,\n2. den Preis,\n3. die Frist.\n\nEr endet am\n"
        "31. Mai 2025.\n\nEr beginnt am\n2. Januar 2024."
    ),
    "Am 3. Mai kam er.\n\n4. Mai: Er ging.\n\n7. Mai: Er schrieb.\n\n9. Mai: Er rief an.",
    "1er étage\n2e étage\n4e étage",
    "Room 101: free\nRoom 102: taken\nRoom 105: free",
]
PIECES = ("1.", "2.", "4.", "(a)", "(c)", "(i)", "IV.", "1.2", "Section 3", "Table 2:", "[^1]:", "¹", "Text", "5", ";")
HOSTILE = ("1. ", "(a) ", "1.1.1.1", "2.\n", "Section ", "(i)\n(h)\n", "I. a\n", "3. x\n1. y\n", "… ")
TEXTS = st.text(st.characters(exclude_categories=("Cc", "Cs")), max_size=200)
PLAN = compile_checks([CheckSpec("numbering", "structure.numbering", {}, "finding")])


@pytest.mark.parametrize(("text", "labels"), FAULTS)
def test_faults_of_many_kinds_of_text_are_found(run, text: str, labels: list[str]) -> None:
    kind = "text/markdown" if "#" in text or "[^" in text else "text/plain"
    assert [finding.quote for finding in run("structure.numbering", text, media_type=kind).findings] == labels


@pytest.mark.parametrize("text", SOUND)
def test_what_counts_nothing_is_left_alone(run, text: str) -> None:
    assert [finding.message for finding in run("structure.numbering", text).findings] == []


@given(st.lists(st.sampled_from((*PIECES, "\n", " ")), max_size=60).map("".join) | TEXTS)
def test_any_text_is_read(text: str) -> None:
    document = parse_document(text)
    result = run_checks(PLAN, document)
    assert not result.skipped
    assert all(document.text[each.start : each.end] == each.quote != "" for each in result.findings)


@pytest.mark.parametrize(
    "piece", ["1. ", "(a) ", "1.1.1.1", "2.\n", "Section ", "(i)\n(h)\n", "I. a\n", "3. x\n1. y\n", "… "]
)
def test_hostile_repeats_are_read(run, piece: str) -> None:
    result = run("structure.numbering", piece * (100_000 // len(piece)))
    assert not result.skipped
    assert len(result.findings) <= 201


def test_evidence_names_what_is_missing(run) -> None:
    finding = run("structure.numbering", "1. One.\n2. Two.\n5. Five.\n6. Six.").findings[0]
    assert (finding.code, finding.evidence["missing"], finding.evidence["before"]) == ("gap", ["3", "4"], "2")
    assert finding.message == "Before “5.” 3 to 4 are missing."
