"""Homes behind names and in clauses, numbers apart from the names of their schemes, private lines and mailboxes."""

from __future__ import annotations

import pytest

from qa_service.checks.privacy.identifier_schemes import is_hong_kong_card, is_nz_health, is_singapore_card
from tests.unit.checks.running import quotes

PERSONAL = (
    # Where somebody lives.
    ("Ring Gord at home: 604-555-0171, or drop by 88 Kestrel Way, Squamish.", "88 Kestrel Way, Squamish"),
    ("Employee: Wiremu Tane, whose home is 7 Kowhai Road, Levin 5510", "7 Kowhai Road, Levin 5510"),
    ("She can be found at home: The Larches, 3 Mill Lane, Bakewell.", "3 Mill Lane, Bakewell"),
    ("After six go to the manager's house, 41 Hawthorn Avenue, Leduc.", "41 Hawthorn Avenue, Leduc"),
    ("His mother lives next door at 5 Ebor Terrace, York.", "5 Ebor Terrace, York"),
    ("Keys are with Mrs Amory of 14 Tanner's Row, Hexham NE46 3QX.", "14 Tanner's Row, Hexham NE46 3QX"),
    ("The barge hit the quay, and Jocelyn Firth of 3 Weston Crescent, Otley, saw it.", "3 Weston Crescent, Otley"),
    ("The keeper is Kirsty Mair, 22 Shore Street, Ullapool.", "22 Shore Street, Ullapool"),
    ("The insured driver, Mr K. Adeyemi, 114 Selby Road, Leeds, reported it.", "114 Selby Road, Leeds"),
    ("Frau Ilse Brandt, Gartenstraße 17, 79098 Freiburg, hat den Unfall gesehen.", "Gartenstraße 17"),
    ("Anschrift des Zeugen: Lindenweg 8, 24103 Kiel", "Lindenweg 8"),
    ("Madame Roux, 18 avenue Foch, Nancy, a vu l'accident.", "18 avenue Foch"),
    ("Don Luis Ortega, con domicilio en Calle Mayor 14, Toledo, compareció.", "Calle Mayor 14"),
    ("Mevrouw De Wit, Kerkstraat 12, Zwolle, belde om acht uur.", "Kerkstraat 12"),
    # A bracket has its own matter, and Japan numbers its blocks.
    (
        "He called the fire service (Mrs Joan Ainscough, of 43 Bridgefold Road, Rochdale OL11 5BX).",
        "43 Bridgefold Road, Rochdale OL11 5BX",
    ),
    (
        "The nominee is Mr Shoji Hayakawa, who lives at Flat 803, 2-17-5 Kamezaki Tokiwa-cho, Handa City.",
        "Flat 803, 2-17-5 Kamezaki Tokiwa-cho, Handa City",
    ),
    # Numbers with check digits, whoever they are of.
    ("PPSN of the director is 2735558U.", "2735558U"),
    ("IRD number of Ms Tane: 49-091-850", "49-091-850"),
    ("Ms Hohepa (NHI ZAC5361) was seen in clinic.", "ZAC5361"),
    ("The child, NHI number ZBN77VL, was admitted.", "ZBN77VL"),
    ("The NRIC of the driver (S1234567D) was copied.", "S1234567D"),
    ("HKID of the guarantor: A123456(3)", "A123456(3)"),
    ("MyKad of the tenant: 770305-02-1234", "770305-02-1234"),
    ("Numer PESEL świadka: 44051401359", "44051401359"),
    ("SVNR des Klägers 1237 010180", "1237 010180"),
    ("SIN given over the phone by the member: 046 454 286", "046 454 286"),
    ("Her BSN (burgerservicenummer), 111222333, was sent.", "111222333"),
    ("Pass-Nr. des Zeugen: C01X00T47", "C01X00T47"),
    ("The nanny, Rosa Pinto (passport CB 417 062), left.", "CB 417 062"),
    ("The lad, b. 14 June 2009, was alone.", "14 June 2009"),
    # Lines and mailboxes.
    ("Reach Dilys at home on 01834 496 0122 if it rings.", "01834 496 0122"),
    ("Ruf bitte Jana zu Hause an: 0431 555 0192.", "0431 555 0192"),
    ("Appelez Luc chez lui au 04 94 55 01 92.", "04 94 55 01 92"),
    ("Ask for Aroha, 027 555 0123, after six.", "027 555 0123"),
    ("Requests go to jw.tan.personal88@yahoo.com.sg, with the number.", "jw.tan.personal88@yahoo.com.sg"),
)
OTHER = (
    "Our registered office is at 14 Tanner's Row, Hexham NE46 3QX.",
    "Hollin Mills Limited of 9 Fell View, Kendal, is the tenant.",
    "Amory & Co, 14 Market Row, Hexham, act for the seller.",
    "Mrs P. Lowe, Lowe Surveying Ltd, 6 Abbey Walk, Whitby",
    "Ms Vogel, our solicitor, of 14 Quarry Street, Bath",
    "Chambers of Ruth Hale KC, 4 Fountain Court, London EC4Y 9DQ",
    "Dr Adeyemi, 114 Selby Road, Leeds, is the partner in charge.",
    "The nursing home at 8 Cliff Road, Filey, passed.",
    "The company moved to 6 Abbey Walk, Whitby.",
    "The property, 41 Hawthorn Avenue, Leduc, was valued at $410,000.",
    'This deed is between Ellen Marsh of 27 Orchard Close, Wells (the "Seller") and Halden Ltd.',
    "(1) ELLEN MARSH of 27 Orchard Close, Wells; and\n(2) JOHN POE of 3 Fern Grove, Derby",
    "I, Ellen Marsh, of 27 Orchard Close, Wells, say as follows.",
    "To: Mr John Poe, 3 Fern Grove, Derby",
    "Notices to the Tenant go to Mr Singh of 31 Station Road.",
    "Die Wohnung Birkenstraße 4 wurde verkauft.",
    "Frau Vogel, Stadtwerke Köln AG, Birkenweg 4, 50667 Köln, prüft es.",
    "La société Vasseur, 12 rue des Tanneurs, 59000 Lille, est locataire.",
    "The NHI rate was 5361 per 100,000.",
    "The IRD circular 2025-068 of 12 May says so.",
    "The BSN of the pump is 111222334.",
    "FIN 2025: 1234567 euros in all.",
    "For an outage, call the hotline printed on your sheet, (509) 555-0111, at any hour.",
    "The control room answers at 705-555-0140 day and night.",
    "Out of hours the plant room answers on 01978 555 0101.",
    "The duty engineer can be called on 01978 555 0102.",
    "Tel: 6555 0133 (general line)",
    "Tel: 020 7946 0100 (members' enquiries)",
)


@pytest.mark.parametrize(("text", "expected"), PERSONAL, ids=[text[:60] for text, _ in PERSONAL])
def test_what_points_to_a_person_is_found(text: str, expected: str) -> None:
    assert expected in quotes("privacy.identifiers", text)


@pytest.mark.parametrize("text", OTHER, ids=[text[:60] for text in OTHER])
def test_offices_parties_and_other_numbers_are_left_alone(text: str) -> None:
    assert quotes("privacy.identifiers", text) == []


@pytest.mark.parametrize("number", ["HCK2604", "ZAC5361", "ZBN77VL", "ALU18KZ"])
def test_a_health_number_of_new_zealand_has_its_check_sign(number: str) -> None:
    assert is_nz_health(number)
    assert not is_nz_health(f"{number[:-1]}{'5' if number[-1].isdigit() else 'D'}")


def test_identity_cards_have_their_check_signs() -> None:
    assert all(map(is_singapore_card, ("S1234567D", "T0012345A")))
    assert not is_singapore_card("S1234567E")
    assert all(map(is_hong_kong_card, ("A123456(3)", "AB987654(3)")))
    assert not is_hong_kong_card("A123456(4)")


def test_no_number_of_another_length_is_one_of_the_health_index() -> None:
    assert not is_nz_health("HCKI604")
    assert not is_nz_health("HCK26045")
