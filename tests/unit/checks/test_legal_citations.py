"""Legal citations that cannot be right, and those that only look odd."""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from qa_service.documents.citations.cases import candidates, find_case_citations
from qa_service.documents.searching.rare_signs import Signed
from tests.unit.checks.running import quotes, run

ROOT = Path(__file__).parents[3]
ROE = "Roe v. Wade, 410 U.S. 113 (1973). "
CHECK = "references.legal_citations"

WRONG = [
    ("Lawful under Article 6 GDPR Article 120 GDPR notwithstanding.", "article"),
    # A reporter that is not known.
    ("Doe v. Poe, 410 U.Z. 113 (1973).", "reporter"),
    ("Doe v. Poe, 45 Zyx. Rep. 12 (1999).", "reporter"),
    ("See Doe v. Poe, 123 F.5d 456 (9th Cir. 2003).", "reporter"),
    ("123 F.7th 456 (2d Cir. 2003) holds so.", "reporter"),
    ("In re Poe, 88 Bnk. Rptr. 45 (Bankr. D. Del. 1988).", "reporter"),
    ("Doe v. Poe, 12 Fed. Sup. 4d 15, 18 (S.D.N.Y. 2004).", "reporter"),
    # A volume or page that cannot be.
    ("Doe v. Poe, 1204 F.3d 45 (9th Cir. 2015).", "volume"),
    ("Doe v. Poe, 1001 F.2d 45 (9th Cir. 1993).", "volume"),
    ("Doe v. Poe, 1500 F. Supp. 45 (S.D.N.Y. 1990).", "volume"),
    ("Doe v. Poe, 310 F. 45 (2d Cir. 1923).", "volume"),
    ("People v. Doe, 99 Cal. 3d 12 (1985).", "volume"),
    ("Doe v. Poe, 25 Wall. 12 (1874).", "volume"),
    ("Doe v. Poe, 400 N.E. 12 (Ill. 1920).", "volume"),
    # A year before or behind the reporter's run, or not that of the volume.
    ("Doe v. Poe, 123 F.3d 45 (9th Cir. 1979).", "year"),
    ("Doe v. Poe, 12 F.4th 45 (9th Cir. 2012).", "year"),
    ("Doe v. Poe, 345 F.2d 45 (2d Cir. 2005).", "year"),
    ("Doe v. Poe, 12 F. Supp. 2d 15 (S.D.N.Y. 1970).", "year"),
    ("People v. Doe, 12 Cal. 4th 15 (1962).", "year"),
    ("Doe v. Poe, 410 U.S. 113 (1937).", "year"),
    ("Doe v. Poe, 347 U.S. 483 (1945).", "year"),
    ("Doe v. Poe, 93 S. Ct. 705 (1995).", "year"),
    ("Doe v. Poe, 35 L. Ed. 2d 147 (1992).", "year"),
    ("Doe v. Poe, 500 F.2d 45 (2d Cir. 1990).", "year"),
    ("Doe v. Poe, 500 F.3d 45 (2d Cir. 1997).", "year"),
    ("Doe v. Poe, 999 N.E.2d 12 (Ill. 1890).", "year"),
    ("Doe v. Poe, 3 U.S. 4 (1699).", "year"),
    ("Doe v. Poe, 45 P.3d 12 (Or. 1955).", "year"),
    # No year.
    ("The court held so in Doe v. Poe, 2001 reports, 770 A.2d 97.", "no_year"),
    ("The court held so in Doe v. Poe, 410 U.S. 113.", "no_year"),
    ("See Doe v. Poe, 123 F.3d 45, 48; it binds us.", "no_year"),
    ("In re Doe, 123 F.3d 45.", "no_year"),
    # A short form, id. or supra with nothing before.
    ("As held in Roe, 410 U.S. at 115, it is so.", "short"),
    (ROE + "But see Doe, 411 U.S. at 115.", "short"),
    ("Roe, 123 F.3d at 48. Later: Roe v. Poe, 123 F.3d 45 (9th Cir. 1997).", "short"),
    ("Id. at 120. The claim fails.", "id"),
    ("The claim fails. See id. at 5.", "id"),
    ("Ibid. The claim fails.", "id"),
    (ROE + "See Miller, supra, at 4.", "supra"),
    (ROE + "But see Hart, *supra* note 4.", "supra"),
    # Pages before the first.
    ("Roe v. Wade, 410 U.S. 113, 103 (1973).", "pin"),
    (ROE + "Roe, 410 U.S. at 12.", "pin"),
    # One case in two ways.
    (ROE + "As Roe v. Wade, 410 U.S. 131 (1973), says.", "other_page"),
    (ROE + "As Roe v. Wade, 401 U.S. 113 (1973), says.", "other_volume"),
    (ROE + "As Roe v. Wade, 410 U.S. 113 (1972), says.", "other_year"),
    ("In re Gault, 387 U.S. 1 (1967). See In re Gault, 378 U.S. 1.", "other_volume"),
    ("A v. B, 123 F.3d 45 (9th Cir. 1997). A v. B, 123 F.3d 45, 47 (9th Cir. 1998).", "other_year"),
    # Statutes, rules and treaties.
    ("99 U.S.C. § 1332 applies.", "title"),
    ("Under 55 U.S.C. § 12 it is so.", "title"),
    ("See 71 C.F.R. § 12.3.", "title"),
    ("See U.S.C. § 1332.", "title"),
    ("See 28 U.S.C. § and the rest.", "section"),
    ("See 28 U.S.C. § 0.", "section"),
    ("Under Fed. R. Civ. P. 112 it is so.", "rule"),
    ("Under Fed. R. Evid. 43 it is so.", "rule"),
    ("Under Article 123 GDPR it is so.", "article"),
    ("Nach Art. 120 DSGVO gilt das.", "article"),
    ("Article 400 TFEU applies.", "article"),
    # Europe.
    ("ECLI:EU:C:14:317 is cited.", "ecli"),
    ("ECLI:EU:X:2014:317 is cited.", "ecli"),
    ("ECLI:QQ:ABC:2014:317 is cited.", "ecli"),
    ("ECLI:NL:HR:2014 is cited.", "ecli"),
    ("ECLI:DE:BGH:2016:" + "1" * 30 + " is cited.", "ecli"),
    ("ECLI:nl:HR:2014:12 is cited.", "ecli"),
    ("CELEX 3216R0679 is cited.", "celex"),
    ("CELEX: 32016/679 is cited.", "celex"),
    ("See Case C-123/45 on this.", "eu_case"),
    ("See Case T-0/12 on this.", "eu_case"),
    ("Case C-131/2012 Google Spain", "eu_case"),
    ("Case C-131/12 Google Spain, ECLI:EU:C:2010:317", "eu_case_year"),
    ("Robinson [2019] UKXC 41", "neutral"),
    ("Robinson [2005] UKSC 41", "neutral"),
    ("Robinson [2012] UKHL 41", "neutral"),
    ("Robinson (2019) UKSC 41", "neutral"),
    ("Robinson [2019] EWCA 41", "neutral"),
    ("Robinson [2019] UKSC and others", "neutral"),
    ("Robinson v Jones [2018] UKSC 4 and Robinson v Jones [2017] UKSC 4", "other_year"),
    ("Robinson v Jones [2018] EWHC 412 (Ch). In Robinson v Jones [2019] EWHC 412 (Ch) it", "other_year"),
    ('Acme Corp. v. Widget, Inc., 512 F. Supp. 3d 44 (D. Mass. 1987).', 'year'),
    ('State v. Green, 88 N.W.2d 12 (Minn. 1999).', 'year'),
    ('Hall v. Oates, 77 S.E.4d 12 (N.C. 2001).', 'reporter'),
    ('Hall v. Oates, 300 So. 2x 12 (Fla. 1974).', 'reporter'),
    ('Burns v. Allen, 1010 A.2d 5 (Pa. 2010).', 'volume'),
    ('Burns v. Allen, 450 U.S. 248 (1918).', 'year'),
    ('The rule is old. Burns v. Allen, 450 U.S. 248.', 'no_year'),
    ('Burns v. Allen, 450 U.S. 248, 252 (1981). Later, Burns v. Allen, 450 U.S. 284 (1981).', 'other_page'),
    ('Burns v. Allen, 450 U.S. 248 (1981). Cf. Burns v. Allen, 450 U.S. 248, 253 (1984).', 'other_year'),
    ('Burns v. Allen, 450 U.S. 248 (1981). Burns v. Allen, 450 U.S. 248 (1982).', 'other_year'),
    ('It follows. Ibid. at 4.', 'id'),
    ('Burns v. Allen, 450 U.S. 248 (1981). Keller, 460 U.S. at 12.', 'short'),
    ('Burns v. Allen, 450 U.S. 248 (1981). See Kellner, supra, 12.', 'supra'),
    ('Under 60 U.S.C. § 101 he may sue.', 'title'),
    ('See 51 CFR 12.4.', 'title'),
    ('Fed. R. Crim. P. 99 bars it.', 'rule'),
    ('Art. 102 of the GDPR applies.', 'article'),
    ('ECLI:EU:T:98:12', 'ecli'),
    ('ECLI:FR:CCASS:2015', 'ecli'),
    ('CELEX 32016L', 'celex'),
    ('Joined Cases C-0/99 and C-12/99', 'eu_case'),
    ('Case T-12/75 Smith', 'eu_case'),
    ('Patel v Mirza [2016] UKCS 42', 'neutral'),
    ('R v Brown [2012] EWCA 1234', 'neutral'),
]  # fmt: skip

RIGHT = [
    # The year stands in the citation that the court itself numbers.
    "Bernier v. Merrill Air Eng'rs, 2001 ME 17, \u00b6 18, 770 A.2d 97. The clause stands.",
    "KidsKare, P.C. v. Mann, 2015-NMCA-064, 350 P.3d 1228. The clause stands.",
    "Hassler v. Circle C Resources, 2022 WY 28, 505 P.3d 169. The clause stands.",
    "Foti Fuels, Inc. v. Kurrle Corp., 2013 VT 111, 195 Vt. 524, 90 A.3d 885. The clause stands.",
    "Porter's Com. Refrigeration, Inc. v. Brewer, 2024 Ark. App. 232, 688 S.W.3d 145. The clause stands.",
    "Summits 7, Inc. v. Kelly, 2005 VT 97, \u00b6\u00b6 18-20, 178 Vt. 396, 886 A.2d 365. The clause stands.",
    # Reports of the Commonwealth have the year in front; the page after a break of the line is a volume.
    "Lindner v Murdock's Garage (1950) 83 CLR 628, followed in Amoco v Rocca (1973) 133 CLR 288 at 318.",
    "Caring Hearts v. Hobley, 35 Kan. App. 2d 345, 130\n  P.3d 1215 (2006). The clause stands.",
    "Roto-Die Co. v. Lesser, 899 F. Supp. 1515 (W.D. Va. 1995), and Doe v. Poe, 4 A.S.R.3d 145 (Trial Div. 2000).",
    # A quotation refers to what it was taken from.
    'The court went on: "the worker must be free of control (see Concourse Ophthalmology, 60 N.Y.2d at 736)."',
    "Directive 2014/17/EU (CELEX 32014L0017) and the judgment (CELEX 62020CJ0303) apply.",
    ROE,
    "Roe v. Wade, 410 U.S. 113, 153-54 (1973). Id. at 154. Roe, 410 U.S. at 155. See also Roe, supra, at 156.",
    "Marbury v. Madison, 5 U.S. (1 Cranch) 137 (1803).",
    "Marbury v. Madison, 5 U.S. 137 (1803).",
    "Brown v. Board of Education, 347 U.S. 483, 74 S. Ct. 686, 98 L. Ed. 873 (1954).",
    "N.Y. Times Co. v. Sullivan, 376 U.S. 254, 84 S. Ct. 710, 11 L. Ed. 2d 686 (1964).",
    "Miranda v. Arizona, 384 U.S. 436 (1966); Erie R.R. v. Tompkins, 304 U.S. 64 (1938).",
    "Obergefell v. Hodges, 576 U.S. 644 (2015); Dobbs v. Jackson, 597 U.S. 215 (2022).",
    "Plessy v. Ferguson, 163 U.S. 537 (1896); Lochner v. New York, 198 U.S. 45 (1905).",
    "McCulloch v. Maryland, 17 U.S. (4 Wheat.) 316 (1819); Dred Scott v. Sandford, 60 U.S. 393 (1857).",
    "Celotex Corp. v. Catrett, 477 U.S. 317 (1986). Celotex, 477 U.S. at 322.",
    "Daubert v. Merrell Dow, 509 U.S. 579 (1993); Kumho v. Carmichael, 526 U.S. 137 (1999).",
    "Bell Atl. Corp. v. Twombly, 550 U.S. 544, 570 (2007); Ashcroft v. Iqbal, 556 U.S. 662, 678 (2009).",
    "Shaffer v. Heitner, 433 U.S. 186 (1977); Gideon v. Wainwright, 372 U.S. 335 (1963).",
    "Doe v. Poe, 123 F.3d 45 (9th Cir. 1997), cert. denied, 522 U.S. 12 (1998).",
    "Doe v. Poe, 925 F.3d 1339 (D.C. Cir. 2019). Doe v. Poe, 101 F.3d 12 (2d Cir. 1996).",
    "Doe v. Poe, 12 F.4th 3 (9th Cir. 2021) (en banc).",
    "Doe v. Poe, 2012 WL 123456, at *3 (S.D.N.Y. May 3, 2012).",
    "Doe v. Poe, No. 12 Civ. 345, 2012 U.S. Dist. LEXIS 98765 (S.D.N.Y. May 3, 2012).",
    "Doe v. Poe, No. 12 Civ. 345 (S.D.N.Y. 2012).",
    "People v. Smith (1990) 50 Cal.3d 12, 14; People v. Smith, 50 Cal. 3d at 15.",
    "A v. B, 345 S.W.3d 12 (Tex. App.\u2014Houston [14th Dist.] 2011, pet. denied).",
    "People v. Roe, 12 A.D.3d 45, 783 N.Y.S.2d 12 (1st Dep't 2004).",
    "Matter of Doe, 12 N.Y.3d 45 (2009).",
    "In re Gault, 387 U.S. 1 (1967). As Gault says, 387 U.S. at 13.",
    "Smith v. Hughes, 6 Q.B. 597 (1871); Donoghue v. Stevenson, 562 A.C. 12 (1932).",
    "R. v. Oakes, 26 D.L.R. 200 (1986).",
    "Hadley v Baxendale (1854) 9 Exch 341; Donoghue v Stevenson [1932] AC 562.",
    "Caparo v Dickman [1990] 2 AC 605; Smith v Jones [2001] 1 WLR 12.",
    "R. H. Coase, The Problem of Social Cost, 3 J.L. & Econ. 1 (1960).",
    "Note, 100 Harv. L. Rev. 761 (1987); Prosser v. Wigmore, 12 Yale L.J. 3 (1903).",
    "United States v. Smith, 500 F.3d 12 (2007). United States v. Smith, 520 F.3d 90 (2008).",
    "Roe v. Wade, 314 F. Supp. 1217 (N.D. Tex. 1970), aff'd, 410 U.S. 113 (1973).",
    ROE + "The court said so again in Roe v. Wade, 410 U.S. 113.",
    "Roe v. Wade, 410 U.S. 113 (quoting Doe v. Poe, 381 U.S. 479 (1965)).",
    "We met on 5 May 2024 and 12 June 2023 (see Annex 5 of 2019).",
    "It cost 40 Million Pounds 1995 (2001).",
    "Exhibit 4 is clear. Id. at 5.",
    "Smith Decl. \u00b6 4; id. at 5.",
    "The report (2019) says so. Ibid.",
    "Miller (2014) found more. Miller, supra, at 4.",
    "See supra Part II and infra Section 4.",
    "Send your id. to us. The id. number is 4.",
    "28 U.S.C. § 1332(a)(1); 42 USC 1983; 15 U.S.C. §§ 1, 2; 26 U.S.C. § 501(c)(3).",
    "Title 28 of the U.S.C. § 1332 applies; title 18, U.S.C. § 2 too.",
    "17 C.F.R. § 240.10b-5; 50 C.F.R. pt. 17; 29 CFR 1910.134.",
    "the U.S.C. and the C.F.R. are codes",
    "Fed. R. Civ. P. 12(b)(6); Fed. R. Evid. 702; Fed. R. Crim. P. 61; Fed. R. App. P. 28.1; Fed. R. Bankr. P. 7012.",
    "FRCP 56 and FRE 403 apply.",
    "Article 6(1)(f) GDPR, Art. 99 DSGVO, Article 267 TFEU, Art. 8 ECHR.",
    "Recital 120 of the GDPR; 123 GDPR fines; Article 123 of the Act implementing the GDPR.",
    "ECLI:EU:C:2014:317; ECLI:NL:HR:2014:1405",
    "ECLI:DE:BGH:2016:030516UVIZR123.15.0; ECLI:CE:ECHR:2009:1210JUD002571103.",
    "ECLI:FR:CCASS:2015:SO00123. ECLI:AT:OGH0002:2016:0010OB00123.16A.0101.000.",
    "An ECLI: that is an identifier.",
    "CELEX 32016R0679; CELEX: 62012CJ0131; CELEX 02016R0679-20160504; CELEX number 12012E267.",
    "Case C-131/12 Google Spain, EU:C:2014:317; Case T-201/04 Microsoft; Joined Cases C-402/05 P and C-415/05 P Kadi.",
    "Case C-415/93 Bosman ECLI:EU:C:1995:463; Case 26/62 Van Gend en Loos; Rechtssache C-6/90.",
    "Form C-12/45 and part T-100/60 of the drawing.",
    "R (Miller) v Prime Minister [2019] UKSC 41; Robinson [2018] UKSC 4; Smith [2018] EWHC 412 (Admin).",
    "Jones v Smith [2014] EWCA Civ 41; R v Smith [2014] EWCA Crim 12; [2003] UKHL 40; [2010] UKPC 3; [2012] CSIH 3.",
    "Robinson [2018] UKSC 4 and Miller [2017] UKSC 4 differ. Smith [2018] UKUT 12 (IAC).",
    "The UK (2019) was UKSC-minded; [2019] EMLR 5; [1998] IRLR 12; [2000] FSR 5.",
    "",
    "A. B. v. C. D., at 5.",
    'Acme Corp. v. Widget, Inc., 512 F. Supp. 3d 44 (D. Mass. 2021).',
    'State v. Green, 88 N.W.2d 12 (Minn. 1958).',
    'Youngstown Sheet & Tube Co. v. Sawyer, 343 U.S. 579, 637 (1952) (Jackson, J., concurring). Id. at 640.',
    'Burns v. Allen, 450 U.S. 248, 252 & n.5 (1981); accord Smith v. Doe, 9 F.4th 12, 15 (1st Cir. 2021).',
    "Tex. Dep't of Cmty. Affairs v. Burdine, 450 U.S. 248, 253, 101 S. Ct. 1089, 67 L. Ed. 2d 207 (1981).",
    'People v. Cahill, 2 N.Y.3d 14, 809 N.E.2d 561, 777 N.Y.S.2d 332 (2003).',
    'Palsgraf v. Long Island R.R. Co., 248 N.Y. 339, 162 N.E. 99 (1928).',
    'MacPherson v. Buick Motor Co., 217 N.Y. 382, 111 N.E. 1050 (1916).',
    'International Shoe Co. v. Washington, 326 U.S. 310 (1945); Pennoyer v. Neff, 95 U.S. 714 (1878).',
    'Swift v. Tyson, 41 U.S. (16 Pet.) 1 (1842); Ex parte Young, 209 U.S. 123 (1908).',
    "Chevron U.S.A. Inc. v. NRDC, 467 U.S. 837, 842 (1984), overruled by Loper v. Raimondo, 603 U.S. 369 (2024).",
    'United States v. Carroll Towing Co., 159 F.2d 169, 173 (2d Cir. 1947) (Hand, J.).',
    "In re Caremark Int'l Inc. Derivative Litig., 698 A.2d 959 (Del. Ch. 1996).",
    'Smith v. Van Gorkom, 488 A.2d 858 (Del. 1985). Van Gorkom, 488 A.2d at 872.',
    'Escola v. Coca Cola Bottling Co. (1944) 24 Cal.2d 453, 461 [150 P.2d 436].',
    'Rowland v. Christian (1968) 69 Cal.2d 108; Tarasoff v. Regents (1976) 17 Cal.3d 425.',
    '5 U.S.C. § 552a(b); 29 U.S.C. § 201 et seq.; 45 C.F.R. pt. 164, subpt. E.',
    'Fed. R. Civ. P. 26(f)(3)(C) and 45; Fed. R. Evid. 1002; FRCP 12(b)(6).',
    'Art. 83(5) GDPR; Articles 107(1) and 108(3) TFEU; Article 6 ECHR.',
    'Case C-311/18 Data Protection Commissioner v Facebook Ireland, ECLI:EU:C:2020:559, para 12.',
    'ECLI:EU:T:2022:541, Case T-604/18; ECLI:PL:SN:2019:IIICZP1.19; CELEX:32019R1020R(01).',
    'Ivey v Genting [2017] UKSC 67; R v Barton [2020] EWCA Crim 575; Re B [2013] UKSC 33, [2013] 1 WLR 1911.',
    'The room (12 Q Street 45) was let in 2019 (No. 4). Model 12 F 150 (2004). 3 St. Paul 44 (1999).',
    'See note 4, supra. The id. is 12. Supra, at 5, we said so.',
]  # fmt: skip


@pytest.mark.parametrize(("text", "code"), WRONG)
def test_a_citation_that_cannot_be_right_is_found(text: str, code: str) -> None:
    assert [item.code for item in run(CHECK, text)] == [code]


@pytest.mark.parametrize("text", RIGHT)
def test_a_citation_that_may_be_right_is_left_alone(text: str) -> None:
    assert [item.message for item in run(CHECK, text)] == []


def test_a_reporter_that_is_nearly_right_is_put_right() -> None:
    (found,) = run(CHECK, "Doe v. Poe, 123 Cal. Rptx. 456 (1976).")
    assert (found.quote, found.suggestion) == ("123 Cal. Rptx. 456", "123 Cal. Rptr. 456")


def test_the_evidence_holds_what_does_not_fit() -> None:
    (found,) = run(CHECK, "Doe v. Poe, 410 U.S. 113 (1937).")
    assert found.evidence["year"] == 1937
    assert found.evidence["about"] == 1973
    (found,) = run(CHECK, ROE + "See Roe v. Wade, 410 U.S. 131 (1973).")
    assert found.evidence["before"] == "410 U.S. 113"


def test_parallel_citations_share_names_and_year() -> None:
    text = "Roe v. Wade, 410 U.S. 113, 153, 93 S. Ct. 705, 35 L. Ed. 2d 147 (1973)."
    found = find_case_citations(text, candidates(Signed(text)))
    assert [text[citation.start : citation.end] for citation in found] == [
        "410 U.S. 113",
        "93 S. Ct. 705",
        "35 L. Ed. 2d 147",
    ]
    assert {(citation.year, citation.parties) for citation in found} == {(1973, ("roe", "wade"))}
    assert [citation.pin for citation in found] == ["153", None, None]


def test_citations_are_found_across_a_break_of_the_line_and_with_other_letters_around() -> None:
    text = "Ж" * 500 + " Roe v. Wade, 410\nU.S. 113 (1937)."
    assert quotes(CHECK, text) == ["410\nU.S. 113"]


def test_each_of_many_citations_without_a_gap_is_read() -> None:
    text = "".join(f"Doe v. P{volume}oe, {volume} F.3d 12 (1950); " for volume in range(1, 150))
    assert len(quotes(CHECK, text)) == 149


@settings(deadline=None, max_examples=60)
@given(
    st.lists(
        st.sampled_from(
            [*(text for text, _ in WRONG), "410", " U.S. ", "F.3d ", "v. ", "Id. ", "(1973)", "§ ", "\n", "é"]
        ),
        max_size=8,
    ).map("".join)
)
def test_any_text_is_read_and_read_alike(text: str) -> None:
    found = run(CHECK, text)
    assert all(0 <= item.start < item.end <= len(text) for item in found)
    assert found == run(CHECK, text)


def printed() -> str:
    """Return all findings of all wrong citations, with their evidence."""
    text = "\n".join(text for text, _ in WRONG)
    return str([(f.start, f.code, sorted(f.evidence.items())) for f in run(CHECK, text)])


def test_the_order_of_hashes_changes_nothing() -> None:
    code = "from tests.unit.checks.test_legal_citations import printed; print(printed())"
    command = [sys.executable, "-c", code]
    env = {"PYTHONHASHSEED": "77", "PATH": ""}
    done = subprocess.run(command, env=env, cwd=ROOT, capture_output=True, text=True, check=True)
    assert done.stdout.strip() == printed()
    assert "reporter" in done.stdout
