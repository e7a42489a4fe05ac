"""References in many notations: those without a target, and those that exist or point elsewhere."""

from __future__ import annotations

import pytest

from tests.unit.checks.running import quotes

LEASE = """# Lease of the warehouse

1. Definitions
In this Lease the following apply.
2. Rent
2.1 The rent is due monthly.
2.2 It is paid (a) by transfer; (b) by standing order; or (c) in cash.
2.3 Late rent bears interest.
3. Repairs
3.1 The tenant shall:
(a) keep the roof tight;
(b) keep the yard clean, that is:
(i) free of waste; and
(ii) free of snow;
(c) paint the gates.
3.2 The landlord insures.
4. Term
Five years.
5. General
5.1 Notices are in writing.

Schedule 1 - Plan
The plan.

Schedule 2 - Inventory
Two gates.

"""
US = """MASTER SERVICES AGREEMENT

ARTICLE I. DEFINITIONS
Section 1.01. Terms. Words have these meanings.
Section 1.02. Reading. Headings do not matter.

ARTICLE II. SERVICES
Section 2.01. Scope. The vendor serves.
Section 2.02. Change. Changes need writing.

ARTICLE III. FEES
Section 3.01. Fees. As agreed.

EXHIBIT A
Statement of work

EXHIBIT B
Prices

"""
MEMO = """# Memorandum on coverage

Exhibits
- Exhibit 1: policy form
- Exhibit 2: notice of loss
- Exhibit 3: engineer's letter

## I. Facts
The roof leaked.

## II. Analysis
The policy covers storms.

## III. Conclusion
Pay.

"""
REPORT = """# Diagnostic report

## 1 Findings
Table 1. Readings by room
| Room | Reading |
|---|---|
| A | 12 |

Table 2. Readings by hour
| Hour | Reading |
|---|---|
| 1 | 14 |

Figure 1: Floor plan
Figure 2: Trace of the sensor

## 2 Methods
We measured.

## 3 Outlook
All is well.

Appendix A: Calibration
Appendix B: Raw data

"""
GERMAN = """# Mietvertrag

§ 1 Mietsache
Vermietet wird das Lager.

§ 2 Miete
(1) Die Miete ist monatlich fällig.
(2) Sie wird überwiesen.

§ 3 Dauer
Fünf Jahre.

Anlage 1: Plan
Anlage 2: Inventar

"""
GERMAN_POINTS = """# Dienstvertrag

1. Leistung
Der Dienstleister berät.
2. Vergütung
2.1 Das Honorar ist monatlich fällig.
2.2 Spesen werden ersetzt.
3. Dauer
Ein Jahr.

"""
FRENCH = """# Contrat de bail

Article 1 - Objet
Le local est loué.

Article 2 - Loyer
Le loyer est mensuel.

Article 3 - Durée
Trois ans.

Annexe 1 : Plan
Annexe 2 : Inventaire

"""
NOTES = """# Market study

The market grew.[^1] It slowed later.[^2]

[^1]: Office of statistics, 2021.
[^2]: Chamber of commerce, 2022.

"""
CLOSING = """Dear Ms Ode,

We enclose what you asked for.

{}

Enclosures: Exhibit 1 (policy), Exhibit 2 (photographs) and Exhibit 3 (invoice)
"""
POLICY = """COMMERCIAL PROPERTY POLICY

PART A: INSURING CLAUSES
Clause 1: Cover
We insure the building.
Clause 2: Limits
2.1 Buildings up to 4 m.
2.2 Contents up to 1 m.

PART B: EXCLUSIONS
Clause 3: Wear
Wear is excluded.
Clause 4: War
War is excluded: (i) declared; (ii) undeclared; (iii) civil.

Annexure I: Locations
Annexure II: Warranties
"""
OPINION = """# Legal opinion

**I. Facts**
A ship sank.

**II. Law**
The contract governs.

**III. Opinion**
Pay.

Table 1 | Loss by head
Table 2 | Loss by year
"""
STUDY = """# Report on trams

Chapter 1 History
Long.

Chapter 2 Costs
High.

Chapter 3 Outlook
Good.

Fig. 1.1: Lines in 1900
Fig. 1.2: Lines in 1950
Fig. 2.1: Costs per km

Annex A Interviews
Annex B Data
"""
ROMAN = """TERMS OF SALE

I. Scope
These terms apply.
II. Price
The price is fixed.
III. Delivery
Ex works.
IV. Law
Austria.
"""
LONG = """# Services contract

Section 1: Services
1.1 Work.
1.1.1 Design.
1.1.2 Build.
1.2 Time.

Section 2: Pay
2.1 Rates.
2.1.1 Hours.

Section 3: End
Notice.

Attachment 1 - Rates
Attachment 2 - Staff
"""
NDA = """MUTUAL NON-DISCLOSURE AGREEMENT

This Agreement is made on 4 May 2023.

1. Purpose. The parties talk.
2. Confidential Information. It excludes (a) public facts; (b) known facts.
3. Duties. Each party shall:
3.1 keep secrets;
3.2 return papers.
4. Term. Two years.
5. Law. Ohio.

Appendix 1: People
Appendix 2: Systems
"""
HOSP = """# Root cause report

## Summary
A pump failed.

## Findings
### 1.1 Pump
It leaked (Photo 1).
### 1.2 Alarm
It was off.
### 1.3 Staff
Two were absent.

Photo 1: Pump
Photo 2: Alarm panel
Table 1: Timeline
Table 2: Staff

Attachment A - Log
Attachment B - Interviews
"""
ACT = """Satzung des Vereins

§ 1 Name
Der Verein heißt Linde.
§ 2 Zweck
(1) Er pflegt Bäume.
(2) Er ist gemeinnützig.
§ 3 Beitrag
Er beträgt 20 EUR.
§ 4 Organe
Vorstand und Versammlung.

Anhang A: Wappen
"""
DOCUMENTS = {
    "lease": LEASE, "us": US, "memo": MEMO, "report": REPORT, "german": GERMAN, "points": GERMAN_POINTS,
    "french": FRENCH, "notes": NOTES, "policy": POLICY, "opinion": OPINION, "study": STUDY, "roman": ROMAN,
    "long": LONG, "nda": NDA, "hospital": HOSP, "club": ACT,
}  # fmt: skip


def dangling(document: str, sentence: str) -> list[str]:
    """Return what the check quotes when the sentence stands in the document."""
    if document == "closing":
        return quotes("references.dangling", CLOSING.format(sentence))
    return quotes("references.dangling", f"{DOCUMENTS[document]}{sentence}\n")


MISSING = [
    ("lease", "The tenant pays as set out in clause 6.", "clause 6"),
    ("lease", "Subject to Clause 2.4, the rent is fixed.", "Clause 2.4"),
    ("lease", "Clauses 3.1, 3.2 and 9.9 survive the end.", "9.9"),
    ("lease", "Clauses 2 to 7 survive the end.", "7"),
    ("lease", "Clauses 4\u20138 survive.", "8"),
    ("lease", "Under clause 2.2(d) the tenant may pay otherwise.", "clause 2.2(d)"),
    ("lease", "Under clause 3.1(e) the tenant cleans.", "clause 3.1(e)"),
    ("lease", "See clause 3.1(b)(iii) on ice.", "clause 3.1(b)(iii)"),
    ("lease", "See sub-clause 2.5.", "sub-clause 2.5"),
    ("lease", "As paragraph 8 above says, repairs are due.", "paragraph 8"),
    ("lease", "The list in Schedule 3 is complete.", "Schedule 3"),
    ("lease", "Schedules 1, 2 and 4 form part of this Lease.", "4"),
    ("lease", "The fee (see cl. 9) is due.", "cl. 9"),
    ("lease", "The fee (cll. 2 and 9) is due.", "9"),
    ("lease", "Notices under clause 5.2 are void.", "clause 5.2"),
    ("lease", "The parties agree on \u00a7 12.", "\u00a7 12"),
    ("lease", "The parties agree on \u00a7\u00a7 2, 3 and 11.", "11"),
    ("lease", "Nothing in Clause Nine limits this.", "Clause Nine"),
    ("lease", "Save as clause 7 of this Lease provides, rent is due.", "clause 7"),
    ("lease", "Clause 6 (Assignment) shall not apply.", "Clause 6"),
    ("lease", "It is due under **Clause 10**.", "Clause 10"),
    ("lease", "Rent is payable in accordance with section 14 hereof.", "section 14"),
    ("lease", "Both clause 4 and clause 14 apply.", "clause 14"),
    ("lease", "Clause 2.1 or clause 2.7, as the case may be, applies.", "clause 2.7"),
    ("us", "Pursuant to Section 4.01, fees accrue.", "Section 4.01"),
    ("us", "Pursuant to Section 2.03 hereof, the vendor serves.", "Section 2.03"),
    ("us", "Article IV governs.", "Article IV"),
    ("us", "Articles I through V survive termination.", "V"),
    ("us", "THE PARTIES AGREE THAT ARTICLE VI SURVIVES.", "ARTICLE VI"),
    ("us", "Prices stand in Exhibit C.", "Exhibit C"),
    ("us", "Exhibits A, B and D are attached.", "D"),
    ("us", "See Exhibits A-E attached hereto.", "E"),
    ("us", "as set forth on Exhibit \u201cD\u201d hereto", "Exhibit \u201cD\u201d"),
    ("us", "Sections 1.01, 2.02 and 5.03 survive.", "5.03"),
    ("us", "Sec. 6.02 applies.", "Sec. 6.02"),
    ("us", "The vendor shall perform under Article Five.", "Article Five"),
    ("memo", "The letter (Exhibit 4) is silent.", "Exhibit 4"),
    ("memo", "As Ex. 5 shows, notice was late.", "Ex. 5"),
    ("memo", "As Exhibits 2 and 6 show, notice was late.", "6"),
    ("memo", "As Part V explains, notice was late.", "Part V"),
    ("memo", "As Section IV explains, notice was late.", "Section IV"),
    ("report", "Table 3 gives the means.", "Table 3"),
    ("report", "The means are in tables 1 and 4.", "4"),
    ("report", "The trace (Fig. 3) is flat.", "Fig. 3"),
    ("report", "The trace (figs. 1 and 5) is flat.", "5"),
    ("report", "see Figure 7", "Figure 7"),
    ("report", "The raw data stand in Appendix C.", "Appendix C"),
    ("report", "Appendices A, B and D hold them.", "D"),
    ("report", "Methods are described in Section 4.", "Section 4"),
    ("report", "The method is that of section 5 below.", "section 5"),
    ("report", "(Table 2; Figure 4)", "Figure 4"),
    ("german", "Die Frist richtet sich nach § 5.", "§ 5"),
    ("german", "Siehe § 2 Abs. 3 dieses Vertrages.", "§ 2 Abs. 3"),
    ("german", "Das Inventar steht in Anlage 3.", "Anlage 3"),
    ("german", "Die Anlagen 1 und 4 sind Bestandteil.", "4"),
    ("points", "Das Honorar nach Ziffer 4 ist fällig.", "Ziffer 4"),
    ("points", "Das Honorar nach Ziff. 2.3 ist fällig.", "Ziff. 2.3"),
    ("points", "Abschnitt 5 bleibt unberührt.", "Abschnitt 5"),
    ("points", "Die Ziffern 1, 2 und 6 gelten fort.", "6"),
    ("french", "Conformément à l'article 5, le loyer est révisé.", "article 5"),
    ("french", "Les articles 2 et 7 s'appliquent.", "7"),
    ("french", "L'inventaire figure en annexe 3.", "annexe 3"),
    ("notes", "As footnote 3 says, growth was slow.", "footnote 3"),
    ("notes", "See note 5 above.", "note 5"),
    ("closing", "The invoice (Exhibit 4) is paid.", "Exhibit 4"),
    ("closing", "Please see Exhibit 7 for photographs.", "Exhibit 7"),
    ("policy", "Cover under clause 5 is extra.", "clause 5"),
    ("policy", "Clause 2.3 caps the rest.", "Clause 2.3"),
    ("policy", "Clause 4(iv) is about terror.", "Clause 4(iv)"),
    ("policy", "The list in Annexure III is closed.", "Annexure III"),
    ("policy", "Annexures I and IV apply.", "IV"),
    ("policy", "Part C sets the premium.", "Part C"),
    ("policy", "This is subject to clauses 1-3 and 7.", "7"),
    ("policy", "You must comply with clause 11 below.", "clause 11"),
    ("opinion", "The sums are in Table 4.", "Table 4"),
    ("opinion", "(see Tables 1 and 3)", "3"),
    ("opinion", "Under Section V above we said so.", "Section V"),
    ("study", "Chapter 5 deals with fares.", "Chapter 5"),
    ("study", "Costs per stop (Fig. 2.2) are low.", "Fig. 2.2"),
    ("study", "The talks are in Annex D.", "Annex D"),
    ("study", "See figures 1.1, 1.2 and 1.4.", "1.4"),
    ("roman", "Under Section VII the seller pays.", "Section VII"),
    ("roman", "Delivery is governed by Article VI of these Terms.", "Article VI"),
    ("long", "Section 1.1.3 is void.", "Section 1.1.3"),
    ("long", "Sections 2.1.1 through 2.1.4 survive.", "2.1.4"),
    ("long", "Section 5 and Section 1.2 survive.", "Section 5"),
    ("long", "The rates are in Attachment 3.", "Attachment 3"),
    ("long", "As stated in section 1.3, time counts.", "section 1.3"),
    ("nda", "Paragraph 6 survives.", "Paragraph 6"),
    ("nda", "Sections 3.1 to 3.4 survive.", "3.4"),
    ("nda", "The exception in Section 2(c) is narrow.", "Section 2(c)"),
    ("nda", "Section 8 hereof is severable.", "Section 8"),
    ("nda", "Notwithstanding Section 7 and subject to the Bankruptcy Code, the term is two years.", "Section 7"),
    ("nda", "Section 5 of the Defend Trade Secrets Act and Section 9 of this Agreement apply.", "Section 9"),
    ("nda", "Those in Appendix 3 may see it.", "Appendix 3"),
    ("nda", "The systems (App. 4) are safe.", "App. 4"),
    ("nda", "SECTION 11 SHALL SURVIVE THE TERM.", "SECTION 11"),
    ("hospital", "See section 1.4 on training.", "section 1.4"),
    ("hospital", "Photo 3 shows rust.", "Photo 3"),
    ("hospital", "The times are in Table 3.", "Table 3"),
    ("hospital", "Photos 1, 2 and 5 show it.", "5"),
    ("hospital", "The talks are in attachment C.", "attachment C"),
    ("hospital", "Attachments A to D follow.", "D"),
    ("club", "Das regelt § 9.", "§ 9"),
    ("club", "Vgl. § 2 Abs. 4.", "§ 2 Abs. 4"),
    ("club", "Die §§ 1, 3 und 7 bleiben.", "7"),
    ("club", "Das Wappen zeigt Anhang B.", "Anhang B"),
    ("club", "Näheres in § 6 dieser Satzung.", "§ 6"),
]  # fmt: skip

FINE = [
    ("lease", "The tenant pays as set out in clause 2."),
    ("lease", "Clauses 3.1, 3.2 and 5.1 survive the end."),
    ("lease", "Clauses 2 to 5 survive the end."),
    ("lease", "Clauses 2\u20135 survive."),
    ("lease", "Under clause 2.2(b) or (c) the tenant may pay."),
    ("lease", "See clause 3.1(b)(ii) on snow."),
    ("lease", "Schedules 1 and 2 form part of this Lease."),
    ("lease", "Clause 14 of the Head Lease governs."),
    ("lease", "the rent reserved by the Head Lease (clause 9)"),
    ("lease", "Clauses 8, 9 and 12 of the Superior Lease govern."),
    ("lease", "Section 54 of the Landlord and Tenant Act 1954 is excluded."),
    ("lease", "sections 24 to 28 of the Landlord and Tenant Act 1954 are excluded."),
    ("lease", "The 1954 Act, section 30, applies."),
    ("lease", "Section 9 of that Act applies."),
    ("lease", "Clause 12 thereof applies."),
    ("lease", "Paragraph 6 of Part II of Schedule 4 to the Finance Act 2003 applies."),
    ("lease", "paragraph 7 of the landlord's letter of 3 May"),
    ("lease", "ISO 9001, clause 8.4, is met."),
    ("lease", "BS 7671 section 9 is met."),
    ("lease", "regulation 7 of the Control of Asbestos Regulations 2012"),
    ("lease", "The unit in Section 8 of the industrial estate is empty."),
    ("lease", "Schedule 9 of the Insurance Policy lists them."),
    ("lease", "GDPR Art. 6 and Art. 28 apply."),
    ("lease", "It heeds Article 32 of the GDPR, helps under Article 35 and, if asked, under Article 36 of the GDPR."),
    ("lease", "Article 6(1)(f) of Regulation (EU) 2016/679 applies."),
    ("lease", "Articles 101 and 102 TFEU apply."),
    ("lease", "\u00a7 823 BGB applies."),
    ("lease", "The tenant shall comply with Part L of the Building Regulations."),
    ("lease", "In clause 9 of their standard terms the carriers say more."),
    ("lease", "Clause 6 was deleted from the draft of the Agreement for Lease."),
    ("us", "Pursuant to Sections 1.01 and 3.01, fees accrue."),
    ("us", "Section 14(a) of the Exchange Act applies."),
    ("us", "28 U.S.C. \u00a7 1332 applies."),
    ("us", "See 17 C.F.R. \u00a7\u00a7 240.10b-5 and 229.402."),
    ("us", "N.Y. Gen. Bus. Law \u00a7 9 applies."),
    ("us", "Cal. Civ. Code \u00a7 17 applies."),
    ("us", "a corporation under Section 501(c)(3) of the Code"),
    ("us", "Article 9 of the UCC applies."),
    ("us", "UCC \u00a7 9-102 applies."),
    ("us", "Rule 26 of the Federal Rules of Civil Procedure applies."),
    ("us", "Section 6.02 of the Credit Agreement dated 3 May 2019 limits liens."),
    ("us", "(as defined in Section 8.1 of the Merger Agreement)"),
    ("us", "the Credit Agreement, including Sections 6.02 and 7.04 thereof"),
    ("us", "Exhibit 10.2 to the annual report on Form 10-K"),
    ("us", "Exhibit C to the Credit Agreement sets the form."),
    ("us", "Exhibits A and B are attached."),
    ("us", "Chapter 11 of the Bankruptcy Code, or Chapter 7, may apply."),
    ("us", "Schedule 13D was filed."),
    ("us", "Title VII of the Civil Rights Act applies."),
    ("us", "Articles I through III survive termination."),
    ("memo", "The letter (Exhibit 3) is silent."),
    ("memo", "Section 7 of the policy excludes wear."),
    ("memo", "Clause 12 of the policy form, read with clause 14, excludes wear."),
    ("memo", "As Part II explains, notice was late."),
    ("memo", "Plaintiff's Exhibit 14 says so."),
    ("memo", "Smith Decl. Ex. 9 says so."),
    ("report", "Table 2 gives the means; Figures 1 and 2 show the trace."),
    ("report", "Table 7 of Smith (2014) gives norms."),
    ("report", "Smith et al. (2014, Table 7) give norms."),
    ("report", "(see Figure 9 in Jones et al. 2019)"),
    ("report", "The periodic table 8 elements wide"),
    ("report", "Appendix F of the manual gives limits."),
    ("report", "Section 4 of ASTM E1234 gives limits."),
    ("report", "Our annual report, Appendix D, gives limits."),
    ("report", "In section 3 we look ahead."),
    ("report", "At table 9 the guests sat."),
    ("report", "the table 8 guests sat at"),
    ("german", "Nach § 535 BGB ist der Vermieter verpflichtet."),
    ("german", "Nach § 5 des Mustermietvertrages gilt anderes."),
    ("german", "Gemäß §§ 13, 14 BGB."),
    ("german", "Siehe § 2 Abs. 2."),
    ("german", "Art. 6 DSGVO gilt."),
    ("german", "Anlagen 1 und 2 sind Bestandteil."),
    ("points", "Das Honorar nach Ziffer 2.1 ist fällig."),
    ("points", "Ziffer 7 der AGB gilt."),
    ("points", "Abschnitt 9 des Rahmenvertrags gilt."),
    ("french", "Conformément à l'article 2, le loyer est révisé."),
    ("french", "L'article 1103 du Code civil s'applique."),
    ("french", "L'article 9 de la loi du 6 juillet 1989 s'applique."),
    ("french", "L'annexe 4 du règlement de copropriété s'applique."),
    ("notes", "As footnote 2 says, growth was slow."),
    ("notes", "Note 5 to the financial statements explains it."),
    ("notes", "Please note 7 days pass."),
    ("closing", "The invoice (Exhibit 3) is paid."),
    ("closing", "The photographs (Exhibit 2) are dark."),
    ("closing", "Exhibit 9 to the complaint is not ours."),
    ('policy', 'Clause 4(ii) is about undeclared war.'),
    ('policy', 'Clause 9 of the marine policy differs.'),
    ('policy', 'Part B, clause 3, and Part A, clause 1, apply.'),
    ('policy', 'Section 33 of the Insurance Act 2015 was not used.'),
    ('policy', 'Form 12, part 6, must be filled in.'),
    ('policy', 'Annexures I and II apply.'),
    ('opinion', 'Lloyd v Grace [1912] AC 716, cl. 5 of the charterparty'),
    ('opinion', 'Art. 74 CISG and Articles 45 to 52 CISG apply.'),
    ('opinion', 'The Hague-Visby Rules, Article IV, rule 2, exempt him.'),
    ('opinion', 'Table 2 shows it, unlike Table 9 of the survey report.'),
    ('opinion', 'COGSA 1971, s 1, Schedule, Article III r 6'),
    ('study', 'Fig. 1.2 and Annex B show it.'),
    ('study', 'In chapter 7 of his book Vuchic says so.'),
    ('study', 'Platform 4, Track 9, Line 12 and Box 7 were closed.'),
    ('study', 'Figure 4 in Vuchic (2007) is older.'),
    ('roman', 'Article 35 of the CISG is excluded; Section III applies.'),
    ('roman', 'The Incoterms 2020 rule EXW, point A4, applies.'),
    ('roman', 'Regulation (EC) No 593/2008, Article 3, applies.'),
    ('long', 'Sections 1.1.1 and 2.1 survive.'),
    ('long', 'Section 6 of that Schedule to the 1998 Act is excluded.'),
    ('long', 'ISO/IEC 27001:2022, clause 6.1.2, and SOC 2 Section 5 are met.'),
    ('long', 'The supplier completed section 12 of the questionnaire.'),
    ('long', 'Section 4 (since deleted) dealt with travel.'),
    ("nda", "Sections 3.1 and 3.2 survive."),
    ("nda", "Section 7 of the Defend Trade Secrets Act applies."),
    ("nda", "18 U.S.C. § 1836 and Ohio Rev. Code § 1333.61 apply."),
    ("nda", "It was signed under Section 12 of the Master Agreement between them."),
    ("nda", "Appendix 9 to the tender lists more."),
    ("nda", "Section 2(b) and Appendices 1 and 2 apply."),
    ("nda", "Article 39 of TRIPS protects it."),
    ("nda", "Within 9 sections or 12 paragraphs."),
    ("nda", "The Schedule K-1 and Exhibit 99.1 were filed."),
    ("hospital", "NICE NG89, section 1.9, is met."),
    ("hospital", "Table 7 of the WHO guideline lists more."),
    ("hospital", "The ward (section 9 of the building) was closed."),
    ("hospital", "Photo 2 and Table 1 show it."),
    ("hospital", "Regulation 12 of the Health and Social Care Act 2008 (Regulated Activities) Regulations 2014"),
    ("hospital", "IEC 60601-1, clause 11.3"),
    ("club", "§ 58 BGB und § 52 AO gelten."),
    ("club", "§ 9 der Beitragsordnung gilt."),
    ("club", "Nach § 2 Abs. 2 und Anhang A."),
    ("club", "Nach § 7 Satz 2 des Vereinsgesetzes."),
    ("club", "§§ 1 und 3 gelten."),
]  # fmt: skip


@pytest.mark.parametrize(("document", "sentence", "quote"), MISSING)
def test_a_reference_without_a_target_is_found(document: str, sentence: str, quote: str) -> None:
    assert dangling(document, sentence) == [quote]


@pytest.mark.parametrize(("document", "sentence"), FINE)
def test_a_reference_that_exists_or_points_elsewhere_is_left_alone(document: str, sentence: str) -> None:
    assert dangling(document, sentence) == []


NUMBERED = "1. Term\nOne year.\n2. Fees\nNone.\n3. Law\nEngland.\n"
NAMES = ("Term", "Fees", "Law")
OF_OTHERS = [
    'The court said: "a person is liable under section 9 for what section 12(a) forbids" and stopped there.',
    "A person may sue under section 24 of this title and under section 9 of this act.",
    "It is a group within the meaning of Section 13(d) and 14(d) of the Securities Exchange Act of 1934.",
    "Personal data as told in section 18-551, paragraph 7, are left out; so says Ala. Act No. 2026-552, \u00a7 7(f).",
    "See the Partnership Act, 1932, section 54, and the Constitution of India, article 19(1)(g).",
    "Hejl v. Hood, 196 N.C. App. 299 (2009). Appendix 1\n\nThe list.",
]


@pytest.mark.parametrize("text", OF_OTHERS)
def test_what_is_quoted_or_of_a_statute_is_anothers(text: str) -> None:
    assert quotes("references.dangling", f"# Memo\n\n{NUMBERED}\n{text}") == []


@pytest.mark.parametrize(
    ("name", "told"),
    [
        ("Settlement Agreement", ["Section 12"]),
        ("Share Purchase Agreement", ["Section 12"]),
        ("Supplemental Agreement", []),
    ],
)
def test_what_a_text_calls_itself_is_known_by_its_last_word(name: str, told: list[str]) -> None:
    text = (
        f"This {name} is made by A and B.\n\n1. Payment. A pays.\n\n2. Taxes. B keeps the terms of the order and pays"
        " the taxes, except as Section 12 allows.\n\n3. Law. The laws of Ohio govern.\n"
    )
    assert quotes("references.dangling", text) == told


LETTERED = (
    "# Policy\n\n## Section A: Words\n\nWe pay.\n\n## Section B: Home\n\n{}\n\n## Section C: Contents\n\nWe pay.\n"
)
RULES = "# Club\n\n## Rule 1. Name\n\nIt has a name.\n\n## Rule 2. Members\n\n{}\n\n## Rule 3. Fees\n\nThey pay.\n"


@pytest.mark.parametrize(
    ("text", "sentence", "told"),
    [
        (LETTERED, "We pay under section C and section H.", ["section H"]),
        (LETTERED, "We pay under Section D of the Head Policy, section A.4 and section 9.", []),
        (RULES, "Meetings under Rule 28 are called; see Rule 3.", ["Rule 28"]),
        (RULES, "See CPR rule 31, Rule 10b-5, Rule 5 of the Order and the Society's Rule 7.", []),
        (RULES.replace("Rule 3", "Rule 4"), "Meetings under Rule 28 are called.", []),
    ],
)
def test_parts_that_titles_name_by_letter_or_as_rules(text: str, sentence: str, told: list[str]) -> None:
    assert quotes("references.dangling", text.format(sentence)) == told


def test_items_that_all_begin_with_one_are_counted() -> None:
    items = "".join(
        f"1. **{name}**\n\n   It is so, as Section {at} says.\n\n" for at, name in enumerate(("Term", "Fees", "Law"), 1)
    )
    assert quotes("references.dangling", f"# Agreement\n\n## Section 1.1 Use\n\nText.\n\n{items}") == []


ORDINALS = (
    "Lease\n\n1. Term\nOne year.\n\n2. Rent\nAs told in the Second Schedule.\n\nTHE FIRST SCHEDULE\nThe house.\n\n"
    "THE SECOND SCHEDULE \u2013 Review of rent\n1. It is reviewed.\n2. By an expert.\n"
)


@pytest.mark.parametrize(
    ("sentence", "told"),
    [
        ("It is held as the First Schedule says.", []),
        ("It is held as the Fifth Schedule says.", ["Fifth Schedule"]),
        ("It is held under the Fourth Schedule to the Housing Act 1985.", []),
    ],
)
def test_schedules_by_ordinal_are_held_against_those_there_are(sentence: str, told: list[str]) -> None:
    assert quotes("references.dangling", ORDINALS.replace("One year.", sentence)) == told
    assert quotes("references.dangling", f"# Lease\n\n{NUMBERED}\n{sentence}\n") == []
