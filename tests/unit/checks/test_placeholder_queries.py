"""Gaps in dates, remarks of drafters in brackets, values that are asked for, and lines that are signed."""

from __future__ import annotations

import pytest

from tests.unit.checks.running import quotes

PROSE = "The parties met at the mill in March and went through the accounts together. " * 6
LEFT_OVER = (
    # Sums that nobody has done yet.
    ("The report is due on [completion date + 10 working days].", "[completion date + 10 working days]"),
    ("The option lapses on [SIGNING + 90 DAYS].", "[SIGNING + 90 DAYS]"),
    ("Rent review: [review date minus 3 months].", "[review date minus 3 months]"),
    # Days and years.
    ("The hearing is listed for ?? June at ten.", "?? June"),
    ("The works end by ??/09/2026.", "??/09/2026"),
    ("Abnahme am ??.04.2026 vor Ort.", "??.04.2026"),
    ("It covers the year to March 20?? only.", "20??"),
    ("Lieferung: KW ??", "??"),
    ("Handover: ?? Q3", "??"),
    ("Sample size: n = ??", "??"),
    ("DATE: October XX, 2026\nRE: Cards", "October XX"),
    ("Zürich, XX. Mai 2026", "XX. Mai"),
    ("De vergadering is op xx maart 2026.", "xx maart 2026"),
    ("It was signed on April XX by both.", "April XX"),
    ("This deed is made on the       day of May 2026 between:", "the       day of"),
    ("THIS DEED is dated                2026 between:", "dated                2026"),
    ("**Date:**                 2025\n\n**Tenant:** Hollin Mills", "**Date:**                 2025"),
    ("Signé à Metz, le            mars 2026", "le            mars 2026"),
    ("The rent is £        per month, in advance.", "£        per"),
    ("La réunion est fixée au [jour] mars.", "[jour]"),
    ("The car was seen at [hh:mm].", "[hh:mm]"),
    # Figures that are not agreed.
    ("The buyer shall pay within [30] days of completion.", "[30]"),
    ("Interest runs at [4]% above base.", "[4]"),
    # What drafters tell each other.
    (
        "We reserve our rights. [RT – does this work in Utrecht? ask Pieter]",
        "[RT – does this work in Utrecht? ask Pieter]",
    ),
    ("The lift stood for six days. [source? Petra's mail says four]", "[source? Petra's mail says four]"),
    ("The cap is £2m. [Do the insurers want a carve-out?]", "[Do the insurers want a carve-out?]"),
    ("It ends with the lease. [Hm, she will never accept that – soften]", "[Hm, she will never accept that – soften]"),
    ("Growth was 4%. [need the figures from Tom]", "[need the figures from Tom]"),
    ("Title is good. [I don't think they will give this – park]", "[I don't think they will give this – park]"),
    ("Die Pumpe fiel aus. [hier fehlt noch das Protokoll]", "[hier fehlt noch das Protokoll]"),
    ("Der Mieter haftet. [Rücksprache mit RA Kern, ob § 536 greift?]", "[Rücksprache mit RA Kern, ob § 536 greift?]"),
    ("Enclosed: [list enclosures]", "[list enclosures]"),
    ("Our ref: [our ref]\nYour ref: HK/22", "[our ref]"),
    ("Der Kaufpreis beträgt [Kaufpreis] Euro.", "[Kaufpreis]"),
    ("The sample was of [sample size] cows.", "[sample size]"),
    ("The yard is worth £[figure from Ros].", "[figure from Ros]"),
    ("The loss was £4,000 [LW to re-run this].", "[LW to re-run this]"),
    ("The tender closes on the [nth] of the month.", "[nth]"),
    ("Das Treffen ist am [TT.MM.] in Ulm.", "[TT.MM.]"),
    ("[Paragraph on limitation goes here]", "[Paragraph on limitation goes here]"),
    ("Le loyer est de XX € par mois.", "XX €"),
    ("The roof is 40 years old (check!).", "(check!)"),
    ("Policy no. #POLICY#", "#POLICY#"),
    # Values in parentheses.
    ("The ledgers are wanted by (time – Priya to confirm).", "(time – Priya to confirm)"),
    ("The contractor is (firm – to be appointed).", "(firm – to be appointed)"),
    ("L'acompte est de (montant – la banque confirme lundi).", "(montant – la banque confirme lundi)"),
    ("The roof was relaid in (year? ask the warden).", "(year? ask the warden)"),
    ("Please pay by (date to be agreed with Lena).", "(date to be agreed with Lena)"),
    ("Conclusion: (still to write)", "(still to write)"),
    # Other languages.
    ("STATUS: ENTWURF – noch auszufüllen: Fazit", "noch auszufüllen"),
    ("Statut : PROJET – à compléter : conclusion", "à compléter"),
    ("Estado: BORRADOR – falta completar: conclusiones", "falta completar"),
    ("Status: concept, nog aan te vullen: aanbevelingen", "nog aan te vullen"),
    # Markdown takes these for elements.
    ("**Re**: Pay\n\nYours truly,\n\nRuth Kerr\n<Title>\n", "<Title>"),
    ("Yours truly,\n\n<name of signatory>\nHead, **Leasing**\n", "<name of signatory>"),
)
LAWFUL = (
    "Concentration [mg/L] and pressure [kPa] were logged hourly.",
    "See Harding [2019] UKSC 14 at [23]; three trials [4, 7–9] agree.",
    "Smith [14] reported that 30 days suffice; he waited [14] months.",
    "The dose [30] days after surgery was halved.",
    "| Temps [jour] | Prix [€] |\n|---|---|\n| 1 | 2 |\n",
    "Press [Enter] to continue.",
    "He was obliged [illegible] for the kind [words?] of yours.",
    "[Why did you leave the firm?] I was ill.",
    "Interviewer: [Can you tell me more?]\nRespondent: Yes.",
    "[Question from the floor: is the roof safe?]",
    "[Counsel for the Crown did not appear.]",
    "The minutes record: [Ms Roe left the meeting at 19.10.]",
    "Status: [CLOSED]   Priority: [HIGH]",
    "[CONFIDENTIAL] Minutes of the board",
    "The log [health check at 14.00] was kept.",
    "The lessor [sic] pays, and the map [scale 1:2500] is attached.",
    "Mr Lund [the second respondent] stayed away; it rained [again].",
    "It is [broadly speaking] fair, and was sold by [among others] Mr Hall.",
    "Median 14 days [IQR 9–21]; OR 1.4 [95% CI 1.1 to 1.9]",
    "The bank [HSBC] refused; the claimants [Nos 1 to 4] were heard.",
    "Simon Josefsson         2002\nPeter Hall              2004",
    "He said: “We pay by [today + 14], do we [not]?”",
    "Two leaves are lost [Seite fehlt] here.",
    "The boat (length – 12 m; beam – 4 m) was moored.",
    "The price (net – without tax) is £40.",
    "It was sold by (among others) Mr Lund.",
    "The panel asked itself (is this fair?) and said yes.",
    "Draft minutes – concept plan attached; the conclusion is in section 4.",
    "Documents : à compléter et à renvoyer",
    "Wer war es ?? Niemand.",
    "What is a ?? b in this language?",
    "Chapter XX, March 1894: the mill burns.",
    "XX. Auflage, München 1998",
    "September XX (the legion) marched north.",
    "Profit for the year        2025        2024\nRent                        120         110",
    "Valid from          2025\nValid until         2027",
    "Founded            1987\nStaff              40",
    "Dated                    4 May 2026\n\n(1) A Ltd",
    "Price in £         per month\n400                12",
    "<div>\n{{name}}\n</div>\n\n**The roof**",
    "<!-- [insert date] -->\n\n**The roof**",
    f"{PROSE}\n\nReceived by: ____________________  Name: ____________________  Company stamp:\n\nEncl. (2)",
    f"{PROSE}\n\nSigned as a deed by *Hollin* by two directors: ________________ ________________\n",
    f"{PROSE}\n\nSigned for the *Owners* by: ________________ (member) ________________ (member)\n",
    f"{PROSE}\n\nSigned under a power of attorney by: ________________ in the presence of: ________________"
    " Occupation: ________________ City: ________________",
    f"{PROSE}\n\nUnterzeichnet: ________________ (Geschäftsführerin)   ________________ (Prokurist)",
    "Getekend te Zwolle: ____________________ (verhuurder)   ____________________ (huurder)",
)


@pytest.mark.parametrize(("text", "expected"), LEFT_OVER, ids=[text[:60] for text, _ in LEFT_OVER])
def test_a_gap_or_a_remark_is_left_over(text: str, expected: str) -> None:
    assert expected in quotes("text.placeholders", text)


@pytest.mark.parametrize("text", LAWFUL, ids=[text[-60:] for text in LAWFUL])
def test_what_only_looks_like_one_is_left_alone(text: str) -> None:
    assert quotes("text.placeholders", text) == []
