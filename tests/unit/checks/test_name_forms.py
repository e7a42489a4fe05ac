"""Names: harder forms of one name spelled two ways, and names that only look alike."""

from __future__ import annotations

import re

import pytest

from tests.unit.checks.running import quotes, run

# What is written wrongly, and the text around it.
VARIANTS = (
    (
        "Halvorson",
        "The vessel is owned by Halvorsen Shipping ASA. On 4 May Halvorsen Shipping ASA chartered it out. The master"
        " told Halvorson Shipping ASA of the damage. Halvorsen Shipping ASA then notified its club.",
    ),
    (
        "Rodriquez",
        "Patient Elena Rodriguez, 54, presented with chest pain. Ms. Rodriguez denied fever. The ECG of Ms. Rodriquez"
        " was normal. Ms. Rodriguez was discharged.",
    ),
    (
        "Blackwel",
        "MEMORANDUM\n\nTo: File\n\nBlackwell Partners LP filed suit on 2 June. We act for Blackwell Partners LP. The"
        " complaint of Blackwel Partners LP pleads fraud.",
    ),
    (
        "Timbelrake",
        "Timberlake Software, Inc. (“Timberlake”) licenses the code. Timberlake may audit. If Timbelrake finds a"
        " breach, it may terminate. Timberlake shall give notice.",
    ),
    (
        "Schröeder",
        "Dr. Schröder certified the illness. Dr. Schröder saw her twice. The letter of Dr. Schröeder is enclosed. Dr."
        " Schröder has retired.",
    ),
    (
        "Guttierez",
        "The driver, Luis Gutierrez, was alone. Mr. Gutierrez braked late. Police cited Mr. Guttierez. Mr. Gutierrez"
        " paid the fine.",
    ),
    (
        "COPPERFILED",
        "COPPERFIELD MINING CORP.\n\nBalance sheet\n\nCopperfield Mining Corp. owns three pits.\n\nCOPPERFILED MINING"
        " CORP.\n\nIncome statement",
    ),
    (
        "Macquire",
        "Macquarie Lane Pty Ltd leases the shop. Macquarie Lane Pty Ltd pays rent. The guarantor of Macquire Lane Pty"
        " Ltd signs too.",
    ),
    (
        "Nikcolas",
        "Nickolas Tremblay signed on Monday. We interviewed Nickolas Tremblay at home. The statement of Nikcolas"
        " Tremblay is short. Nickolas Tremblay declined to add to it.",
    ),
    (
        "Verona Dairys",
        "Verona Dairies S.p.A. exports cheese. Verona Dairies S.p.A. has 40 sites. The margin of Verona Dairys S.p.A."
        " fell. Verona Dairies S.p.A. cut costs.",
    ),
    (
        "Wellignton",
        "The flat in Wellington is let. Rents in Wellington rose. Buyers left Wellignton last year. Values in"
        " Wellington fell.",
    ),
    (
        "Pembrook",
        "Pembroke Insurance plc wrote the policy. Pembroke Insurance plc denied cover. The letter from Pembrook"
        " Insurance plc is late. Pembroke Insurance plc apologised.",
    ),
    (
        "Zoloftin",
        "Zoloftan was begun in May. He tolerates Zoloftan well. His wife says Zoloftin makes him tired. The dose of"
        " Zoloftan is unchanged.",
    ),
    (
        "Osbourne",
        "Mr. Osborne owns the dog. Mr. Osborne was out. The neighbour called Mr. Osbourne at six. Mr. Osborne came at"
        " once.",
    ),
    (
        "St. Bartholemew",
        "St. Bartholomew Clinic Ltd runs the ward. St. Bartholomew Clinic Ltd hired her. The chart of St. Bartholemew"
        " Clinic Ltd is lost.",
    ),
    (
        "Greenfeild",
        "| Tenant | Rent |\n|---|---|\n| Greenfield Bakery LLC | 4,000 |\n| Oak Tools LLC | 3,000 |\n\nGreenfield"
        " Bakery LLC renewed. Greenfeild Bakery LLC pays on time. Greenfield Bakery LLC has a break right.",
    ),
    (
        "Ferrari & Figlio",
        "Ferrari & Figli S.r.l. makes chairs. Ferrari & Figli S.r.l. sells them. The stock of Ferrari & Figlio S.r.l."
        " burned. Ferrari & Figli S.r.l. claims.",
    ),
    (
        "Lakeshore Properites",
        "Lakeshore Properties LLC (“Landlord”) lets the unit.\n\nLANDLORD:\nLakeshore Properites LLC\nBy: ______",
    ),
    (
        "Dubios",
        "Madame Dubois sold the field. Mme Dubois kept the barn. The heirs of Mme Dubios object. Mme Dubois died in"
        " March.",
    ),
    (
        "Hartmanm",
        "Hartmann KG delivers. Hartmann KG bills monthly. The books of Hartmanm KG are open. Hartmann KG waits.",
    ),
    ("Kestral Marine Ltd", "Kestrel Marine Ltd signs first. Kestral Marine Ltd pays. Kestrel Marine Ltd delivers."),
    ("Kestrle Marine Ltd", "Kestrel Marine Ltd signs. Kestrel Marine Ltd pays. Kestrle Marine Ltd delivers."),
    ("Kestrle Marine", "Kestrel Marine Ltd signs. Kestrel Marine Ltd pays. The goods of Kestrle Marine arrive."),
    ("Kestrl Marine", "Kestrel Marine Ltd signs. Kestrel Marine Ltd pays. The goods of Kestrl Marine arrive."),
    ("Kesttrel Marine", "Kestrel Marine Ltd signs. Kestrel Marine Ltd pays. The goods of Kesttrel Marine arrive."),
    ("Kestrel Marien", "Kestrel Marine Ltd signs. Kestrel Marine Ltd pays. The goods of Kestrel Marien arrive."),
    ("KESTERL MARINE LTD", "Kestrel Marine Ltd signs. Kestrel Marine Ltd pays.\n\nKESTERL MARINE LTD\nBy: J. Roe"),
    ("Harland Compnay, LLC", "Harland Company, LLC hereby agrees. Both sides sign.\n\nHarland Compnay, LLC\nBy: A. B."),
    ("Halden Paper C.o Limited", "Halden Paper Co. Limited sells.\n\nFor Halden Paper C.o Limited\nBy: A. B."),
    ("Halden Pape rCo. Limited", "Halden Paper Co. Limited sells. The site of Halden Pape rCo. Limited is shut."),
    ("OrdalMukmaal, LLP", "Jo Orr of OrdalMukamal, LLP, acts as assignee.\n\nJo Orr\nOrdalMukmaal, LLP\n12 High Road"),
    (
        "Meridain Energy",
        "Meridian Energy plc reported. Analysts like Meridian Energy. Meridain Energy pays a dividend.",
    ),
    (
        "Northwoood",
        "Northwood Capital LLC lent the sum. Northwoood Capital LLC took a charge. Northwood Capital LLC sued.",
    ),
    ("Brandt & Sohne", "Brandt & Söhne GmbH sued. Brandt & Söhne GmbH won. The award to Brandt & Sohne GmbH stands."),
    ("Muller", "Herr Müller fell. Dr. Müller was treated. The doctor saw Mr. Muller again. Mr. Müller was discharged."),
    ("Mueller", "Ms. Müller fell. Ms. Müller was treated. The doctor saw Ms. Mueller again. Ms. Müller went home."),
    ("Veles", "Ms. Velez fell on 3 May. Ms. Velez saw a doctor. Ms. Veles has no earlier claims. Ms. Velez works."),
    (
        "Veles",
        "Maria Velez fell on 3 May. Velez saw a doctor. The claim of Veles is open. Later Velez returned to work.",
    ),
    ("Maria Veles", "We met Maria Velez in May. Then Maria Velez signed. A week later Maria Veles withdrew."),
    (
        "Mr. Hendersen",
        "Mr. Henderson drove. Mr. Henderson braked. We paid Mr. Hendersen in full. Mr. Henderson agreed.",
    ),
    ("Hendreson", "Mr. Henderson drove. Mr. Henderson braked. We paid Hendreson in full."),
    ("Jonh Pratt", "John Pratt signed. We asked John Pratt to pay. The lawyer of Jonh Pratt replied. John Pratt paid."),
    ("Okonkow", "Dr. Okonkwo saw the patient. Dr. Okonkwo ordered a scan. The report of Dr. Okonkow is annexed."),
    (
        "Okonwko",
        "Patient: Ngozi Okonkwo\n\nMs. Okonkwo came on foot. The scan of Ms. Okonwko is normal. Ms. Okonkwo rests.",
    ),
    (
        "Fitzgerlad",
        "Judge Fitzgerald held otherwise. In Judge Fitzgerlad's view the duty ends. Judge Fitzgerald dissented.",
    ),
    (
        "Katherine Doyle",
        "Catherine Doyle rang. Mr. Roe told Catherine Doyle. Katherine Doyle paid. Catherine Doyle left.",
    ),
    ("D’Angello", "Mr. D’Angelo drove. Mr. D’Angelo braked. The claim of Mr. D’Angello is open. Mr. D’Angelo waits."),
    ("O'Conor", "Ms. O'Connor slipped. Ms. O'Connor fell. We wrote to Ms. O'Conor in May. Ms. O'Connor replied."),
    ("Smith-Jnoes", "Ms. Smith-Jones slipped. Ms. Smith-Jones fell. The knee of Ms. Smith-Jnoes hurts."),
    (
        "Roterdam",
        "The ship left Rotterdam. Cargo in Rotterdam was wet. The port of Roterdam is deep. At Rotterdam it rained.",
    ),
    (
        "Albuquerqe",
        "We sold in Albuquerque. Rents in Albuquerque rose. The shop in Albuquerqe closed. In Albuquerque taxes fell.",
    ),
    (
        "Xarelton",
        "He takes Xareltan. The dose of Xareltan is 5 mg. He stopped Xarelton in May. Then Xareltan was resumed.",
    ),
    (
        "Solvencia",
        "The fund Solventia grew. Fees of Solventia fell. The board of Solvencia met. The assets of Solventia rose.",
    ),
    ("Zephyr Logisitcs", "Zephyr Logistics Inc. hauls. Zephyr Logisitcs Inc. stores. Zephyr Logistics Inc. bills."),
    (
        "Orinoco Minning",
        "Orinoco Mining S.A. digs. Orinoco Mining S.A. sells. Then Orinoco Minning S.A. closed the pit.",
    ),
    ("Lindqvits", "Lindqvist Oyj builds. The yard of Lindqvist Oyj is full. Lindqvits Oyj hires. Lindqvist Oyj pays."),
    ("Carrefuor", "Carrefour SA sells. Carrefour leads. Shops of Carrefuor closed. The share of Carrefour fell."),
    ("Van der Berg Constuction", "Van der Berg Construction B.V. built. Van der Berg Constuction B.V. was paid."),
    ("Emergnet Group", "Emergent Group, Inc. agrees.\n\nEmergnet Group, Inc.\nBy: Jo Roe"),
    ("EMREGENT GROUP", "Emergent Group, Inc. agrees. Emergent Group, Inc. pays.\n\nEMREGENT GROUP, INC.\nBy: Jo Roe"),
    ("FallingWater Trsut", "The FallingWater Trust lets. The FallingWater Trust repairs. The FallingWater Trsut pays."),
    (
        "Tri State Freight",
        "Tri-State Freight Inc. hauls. Tri-State Freight Inc. bills. Tri State Freight Inc. waits. Tri-State Freight"
        " Inc. sues.",
    ),
    (
        "Blue Water Yachts",
        "Bluewater Yachts Ltd builds. Bluewater Yachts Ltd sells. Blue Water Yachts Ltd paid. Bluewater Yachts Ltd"
        " won.",
    ),
    (
        "Ashdwon",
        "| claimant | amount |\n|---|---|\n| Ashdown Farms Ltd | 5 |\n| Ashdwon Farms Ltd | 6 |\n\nAshdown Farms Ltd"
        " claims. Ashdown Farms Ltd waits.",
    ),
    (
        "ASHDAWN FARMS",
        "Ashdown Farms Ltd claims. Ashdown Farms Ltd waits.\n\nASHDAWN FARMS LTD\nBy: ____\nName: Jo Roe",
    ),
    ("Petrovic", "Ms. Petrović fell. Ms. Petrović saw Dr. Roe. The scan of Ms. Petrovic is clear. Ms. Petrović rests."),
    ("Nunez", "Mr. Núñez fell. Mr. Núñez rose. The car of Mr. Nunez burned. Mr. Núñez sued."),
    ("Saint-Gabain", "Saint-Gobain Verre S.A. ships. Saint-Gobain Verre S.A. bills. Saint-Gabain Verre S.A. waits."),
    ("Wittgenstien", "Prof. Wittgenstein wrote. Prof. Wittgenstein spoke. The view of Prof. Wittgenstien is old."),
    ("Deutche", "Deutsche Hafen AG lends. Deutsche Hafen AG calls. The loan of Deutche Hafen AG is due."),
    ("Castellanos Fod", "Castellanos Food Inc. cooks. Castellanos Food Inc. sells. Then Castellanos Fod Inc. shut."),
    (
        "Blackstone Aquisition",
        "Blackstone Acquisition Corp. buys. Blackstone Acquisition Corp. pays. Blackstone Aquisition Corp. sells.",
    ),
    (
        "Pinnacel Roofing",
        "Pinnacle Roofing Co. mended the roof. Pinnacel Roofing Co. sent a bill. Pinnacle Roofing Co. came.",
    ),
    (
        "Magdelena",
        "We asked Magdalena Ruiz. Then Magdalena Ruiz rang. In June Magdelena Ruiz moved. Magdalena Ruiz paid.",
    ),
    ("Thibodeau", "Mr. Thibodeaux fished. Mr. Thibodeaux sailed. The boat of Mr. Thibodeau sank. Mr. Thibodeaux swam."),
    ("MacAllister", "Mr. McAllister sold. Mr. McAllister left. We owe Mr. MacAllister the rest. Mr. McAllister waits."),
    ("Schmid", "Ms. Schmidt fiel. Mr. Schmidt half. Der Arzt sah Ms. Schmid. Ms. Schmidt ging heim."),
    ("Tomlinsen", "The insured, Ruth Tomlinson, fell. Tomlinson rose. A friend of Tomlinsen rang. Tomlinson paid."),
    (
        "Garwick Airport",
        "At Gatwick Airport it rained. Near Gatwick Airport fog hung. We left Garwick Airport. Then Gatwick Airport"
        " shut.",
    ),
    (
        "Vandelay Industires",
        "Vandelay Industries, Inc. imports. Vandelay Industires exports. Vandelay Industries, Inc. sells.",
    ),
    (
        "Acme Holding",
        "Acme Holdings Ltd owns. Acme Holdings Ltd lends. Acme Holdings Ltd sells. Then Acme Holding Ltd paid.",
    ),
)

# Different names, and lawful forms of one name.
DISTINCT = (
    "Mr. Peterson drove and Mr. Petersen rode with him. Mr. Peterson was hurt. Mr. Peterson sued.",
    "Anna Kowalska and Hanna Kowalska own the flat. Anna Kowalska lives abroad. Anna Kowalska pays.",
    "Sterling Holdings plc, its daughter Sterling Holding GmbH and others guarantee. Sterling Holdings plc borrows."
    " Sterling Holdings plc repays.",
    "The Grantor gives. The Grantee takes. The Grantor warrants. The Grantor covenants. The Grants are void.",
    "Brighton Rail Ltd runs trains. Brighton Sail Ltd runs boats. Brighton Rail Ltd lost money.",
    "Windows 10 and Windows 11 were tested. Windows 10 failed. Windows 10 is old. Windows 12 is awaited.",
    "Route X5 beats Route X6. Engine TDI4 is old, engine TDI5 new. Engine TDI4 is cheap.",
    "The Netherlands and Nederland N.V. differ. The Netherlands tax it. In the Netherlands it rains.",
    "We visited Hannover, Germany, and Hanover, New Hampshire. In Hannover we met Mr. Roe. From Hannover we flew.",
    "The deed names Catherine O'Neil (also spelled O'Neill). Catherine O'Neil sold. Ms. O'Neil left. Ms. O'Neil died.",
    "Ms. Ortiz’s file is thick. The Ortizes moved. Ms. Ortiz paid. Ms. Ortiz signed.",
    "Deloitte & Touche LLP audits. DELOITTE & TOUCHE LLP signed. Deloitte and Touche LLP bills. Deloitte reports.",
    "Die Käufer zahlen. Der Käufer prüft und der Verkäufer liefert. Die Kosten trägt der Käufer und nicht die Kasten"
    " GmbH. Der Käufer und der Makler einigen sich.",
    "Lessee shall pay. Lessee shall repair. Lesser sums are waived. Lessee insures.",
    "The Effective Date is 1 May. The Affective Disorders Clinic opens. The Effective Date may move. The Effective"
    " Date stands.",
    "Dr. Chan treated him. Dr. Chang operated. Dr. Chan wrote the report. Dr. Chang agreed. Dr. Chan left.",
    "Robert Klein (father) and Roberta Klein (daughter) hold shares. Robert Klein chairs. Robert Klein votes.",
    "Phase I trials ended. Phase II trials began. Phase III trials follow. Phase II enrolled 20.",
    "Celebrex is stopped; Cerebyx is begun. Celebrex helped. Celebrex is cheap.",
    "Marriott International, Inc. runs it. Marriot Ridge LLC owns the land. Marriott International, Inc. pays rent."
    " Marriott International, Inc. leaves.",
    "Dorn GmbH sells to Norn GmbH. Dorn GmbH delivers on Monday. Norn GmbH pays on Friday. Dorn GmbH waits; Norn GmbH"
    " too.",
    "Dorn GmbH and Norn GmbH merge. Dorn GmbH survives.",
    "Dorn GmbH signs. Norn GmbH pays.",
    "Kestrel Marine Ltd signs. Kestrel Marine Limited pays. Kestrel Marine delivers. KESTREL MARINE LTD. waits.",
    "Kestrel Fund II Ltd signs. Kestrel Fund III Ltd pays. Kestrel Fund II Ltd waits.",
    "Kestrel Fund VII LP signs. Kestrel Fund VIII LP pays. Kestrel Fund VII LP waits. Kestrel Fund VII LP sues.",
    "Alpha Marine Ltd signs. Omega Marine Ltd pays.",
    "Acme Holdings Ltd owns Acme Holding B.V. and lends to it. Acme Holdings Ltd pays.",
    "Acme Holdings Ltd and its subsidiary Acme Holding Ltd sign. Acme Holdings Ltd lends. Acme Holdings Ltd pays.",
    "Acme Holdings Ltd lends. Acme Holdings Ltd pays. Acme Holding Ltd borrows. Acme Holding Ltd repays.",
    "Mr. Hansen drove. Ms. Hanson walked. Mr. Hansen braked. Mr. Hansen called the police.",
    "Mr. Hansen drove. Mr. Hansen braked. Mr. Hanson, the other driver, did not. Mr. Hanson was hurt. Mr. Hansen paid.",
    "Peter Hansen drove. Ann Hanson walked. Peter Hansen braked.",
    "Maria Velez and Mario Velez own the house. Maria Velez lives there. Maria Velez pays the rates.",
    "Maria Velez fell. Her sister Marta Velez saw it. Maria Velez rose. Maria Velez sued.",
    "Carla Roe, born 1990, and Clara Roe, born 1992, inherit. Carla Roe paid the tax. Carla Roe sold her share.",
    "Ms. Velez's claim is open. Ms. Velez’s car is sold. Ms. Velez called.",
    "St. Mary's Hospital Ltd treated him. Saint Mary's Hospital Ltd billed. St Mary's Hospital Ltd waits. St. Mary's"
    " Hospital Ltd sued.",
    "J. Pratt signed. John Pratt paid. J.P. Pratt called. Mr. Pratt left. John P. Pratt returned.",
    "Dr. Müller operated. Dr. Müller left. The clinic of Dr. Müller closed.",
    "Dr. Mueller operated. Dr. Mueller left. The clinic of Dr. Mueller closed.",
    "Model X200 is cheap. Model X210 is dear. Model X200 sells. Model X200 leads.",
    "We tested Fenster 2000 and Fenster 2001. Fenster 2000 won. Fenster 2000 sold.",
    "Austria taxes it. Australia does not. In Austria the rate is 20 %. In Austria courts agree. In Austria it fell.",
    "Slovakia grew. Slovenia shrank. In Slovakia wages rose. In Slovakia rents rose. In Slovakia prices fell.",
    "We sold in Newton and in Newtown. Rents in Newton rose. In Newton taxes fell. In Newton shops closed.",
    "The Buyer pays the Seller. The Sellers deliver. The Buyers accept. The Seller waits. The Seller signs. Each"
    " Seller agrees.",
    "The Lessor lets. The Lessee pays. The Lessor repairs. The Lessor insures. The Lessee leaves. The Lessor enters.",
    "The Trustor gives. The Trustee holds. The Trustor amends. The Trustor dies. The Trustee pays.",
    "The Discloser discloses. The Disclosee keeps. The Discloser marks. The Discloser owns. The Disclosed Items stay.",
    "Confidential Information is kept. Confidental is no word here, we quote the typo “Confidental”.",
    "The Affiliate pays. Affiliated firms do not. Each Affiliate signs. The Affiliate's board met. Affiliates are"
    " bound.",
    "Section 5 binds. Sections 6 and 7 do not. Section 8 ends. Section 9 remains. Section 10 is void.",
    "On Tuesday he came. On Thursday he left. On Tuesday she rang. On Tuesday it rained.",
    "In June it rained. In July it snowed. In June he left. In June she came. In June they met.",
    "Brown Brothers Inc. sells. Browne Jacobson LLP advises. Brown Brothers Inc. pays. Brown Brothers Inc. ships.",
    "Delta Foods Inc. cooks. Delta Goods Inc. ships. Delta Foods Inc. bills. Delta Goods Inc. waits. Delta Foods Inc."
    " pays.",
    "Delta Foods Inc., Delta Goods Inc. and Delta Woods Inc. are affiliates. Delta Foods Inc. leads. Delta Foods Inc."
    " pays.",
    "Northern Rail Ltd runs. Northern Mail Ltd sorts. Northern Rail Ltd bills.",
    "East Harbor LLC lets. West Harbor LLC rents. East Harbor LLC repairs. East Harbor LLC sues.",
    "Mr. Smith called Mr. Smyth. Mr. Smith paid. Mr. Smith left. Mr. Smyth agreed.",
    "Mr. Smith paid. Mr. Smith left. Mr. Smyth, who is not related to Mr. Smith, agreed. Mr. Smith sued.",
    "Zed Bank N.A. lends. Zen Bank N.A. borrows. Zed Bank N.A. calls. Zed Bank N.A. sues.",
    "Jon Pratt, son of John Pratt, signed. John Pratt paid. John Pratt left. John Pratt died.",
    "Marine Kestrel Ltd sails. Kestrel Marine Ltd signs. Kestrel Marine Ltd pays. Marine Kestrel Ltd sinks.",
    "Apple Inc. sells. Maple Inc. buys. Apple Inc. ships. Apple Inc. bills.",
    "Tri-State Freight Inc. hauls. TRI-STATE FREIGHT, INC. bills. Tri-State Freight waits.",
    "Ernst & Young LLP audits. Ernst and Young LLP signs. Ernst & Young reports. Ernst & Young LLP bills.",
    "Nestlé S.A. grew. NESTLE S.A. is its name in the register. Nestlé S.A. paid. Nestlé S.A. leads.",
    "Kestrel Marine Ltd (formerly Kestral Marine Ltd) signs. Kestrel Marine Ltd pays. Kestrel Marine Ltd delivers.",
    "He wrote “Kestral [sic] Marine Ltd”. Kestrel Marine Ltd signs. Kestrel Marine Ltd pays.",
    "The invoice names “Kestral [sic]”. Kestrel Marine Ltd signs. Kestrel Marine Ltd pays.",
    "General Mills sells. General Hills rises. General Mills pays. General Mills leads.",
    "Kestrel Marine Ltd signs. Write to info@kestrelmarine.example or see www.kestrelmarin.example. Kestrel Marine"
    " Ltd pays.",
    "Dr. Ann Lee and Dr. Ann Leigh differ. Dr. Ann Lee said no. Dr. Ann Leigh said yes. Dr. Ann Lee left.",
    "Ms. Garcia sold. Ms. García bought. Ms. Garcia left. Ms. García stayed.",
    "Mr. Martin met Mr. Martinez. Mr. Martin paid. Mr. Martin left. Mr. Martinez agreed.",
    "Mr. Johnson met Mr. Johnston. Mr. Johnson paid. Mr. Johnson left. Mr. Johnston agreed. Mr. Johnson sued.",
    "Clark & Sons Ltd ships. Mr. Clarke is its director. Clark & Sons Ltd bills. Clark & Sons Ltd waits.",
    "Harris v. Harrison, 12 F.3d 4. Harris appealed. In Harris the court held so. In Harris the duty ends. Harrison"
    " lost.",
    "Stationary engines run. Stationery Supplies Ltd sells. The Stationary Engine Company Ltd buys. Stationery"
    " Supplies Ltd pays.",
    "Principal Finance Ltd lends. The Principle of equality binds. Principal Finance Ltd calls. Principal Finance Ltd"
    " sues.",
    "Insurers Ensure Ltd and Insure Ltd differ. Insure Ltd pays. Insure Ltd signs. Insure Ltd waits. Ensure Ltd"
    " leaves.",
    "Metformin helps. Metforalin is another drug. Metformin is cheap. Metformin is safe.",
    "Celebrex and Celexa are different drugs. He takes Celebrex. Celebrex is stopped. Celexa is begun.",
)


@pytest.mark.parametrize(("wrong", "text"), VARIANTS)
def test_the_rarer_spelling_of_a_name_is_found(wrong: str, text: str) -> None:
    at = next(found.start() for found in re.finditer(rf"{re.escape(wrong)}\b", text))
    found = run("names.variants", text)
    assert len(found) == 1
    assert found[0].start < at + len(wrong)
    assert found[0].end > at


@pytest.mark.parametrize("name", ["Halden Paper Mills Limited", "Orlandi Ptys Ltd"])
def test_neighbours_that_changed_places_are_found_anywhere_in_a_name(name: str) -> None:
    for at in range(len(name) - 1):
        wrong = name[:at] + name[at + 1] + name[at] + name[at + 2 :]
        text = f"{name} sells paper. {name} pays. The site of {wrong} is shut."
        assert quotes("names.variants", text) == [wrong] * (wrong != name)


@pytest.mark.parametrize("text", DISTINCT)
def test_other_names_and_lawful_forms_are_left_alone(text: str) -> None:
    assert quotes("names.variants", text) == []


@pytest.mark.parametrize(
    "piece",
    ["Aaaa ", "Kestrel Ltd ", "Kestral, Kestrel ", "A. ", "Mr. ", "Ab-", "O'", "Müller Mueller ", "Ltd ", "& Co "],
)
def test_repeats_are_read_in_linear_time(piece: str) -> None:
    assert len(run("names.variants", piece * (100_000 // len(piece)))) <= 200
