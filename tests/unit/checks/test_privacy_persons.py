"""Where somebody is at home, numbers of other countries, and lines and mailboxes of offices."""

from __future__ import annotations

import pytest

from tests.unit.checks.running import quotes

PERSONAL = (
    (
        "A pipe in the roof of Mr and Mrs K's house at 9 Larch Rise, Skipton BD9 4QT froze.",
        "9 Larch Rise, Skipton BD9 4QT",
    ),
    ("The witness gave her address as 4 Mill Lane, Leeds.", "4 Mill Lane, Leeds"),
    ("The patient's address (118 Dunn Creek Road, Rupany) is far away.", "118 Dunn Creek Road, Rupany"),
    ("She was seen at home (12 Mill Lane) in May.", "12 Mill Lane"),
    ("Mrs Okoro (14 Ash Avenue, Leeds LS1 4AB) agreed.", "14 Ash Avenue, Leeds LS1 4AB"),
    ("The complainant, of 12 Mill Lane, wrote twice.", "12 Mill Lane"),
    ("Frau K. (Lindenweg 12, Berlin) gab es an.", "Lindenweg 12"),
    ("M. Perrin habite 14 rue des Lilas.", "14 rue des Lilas"),
    ("She moved into 7 Hazel Court, Leeds, in May.", "7 Hazel Court, Leeds"),
    ("The tenant now lives in Flat 2, 12 Mill Lane.", "Flat 2, 12 Mill Lane"),
    ("Letters sent to her at 12 Mill Lane, Leeds LS1 4AB came back.", "12 Mill Lane, Leeds LS1 4AB"),
    ("In ihrer Wohnung in der Lindenstraße 12 war es kalt.", "Lindenstraße 12"),
    ("Her passport no. 533 380 006 has run out.", "533 380 006"),
    ("Wohnanschrift: Lindenstraße 12", "Lindenstraße 12"),
    ("Frau K. war telefonisch (0176 48201937) dabei.", "0176 48201937"),
    ("Handy 0151 23456789", "0151 23456789"),
    ("The partner (0491 570 156) was told.", "0491 570 156"),
    ("His son is on 06 12 34 56 78.", "06 12 34 56 78"),
    ("Ring 087 123 4567 for it.", "087 123 4567"),
    ("Ring 07911 123456 (office hours) for it.", "07911 123456"),
    ("**Hospital number:** NMR 0883412", "NMR 0883412"),
    ("Ann Poe (born 31 March 1985) wrote it.", "31 March 1985"),
    ("Tel.: +49 421 9600-17", "+49 421 9600-17"),
    ("**Patient ID** – 4471882", "4471882"),
    ("A sole trader (ID 830417 6347 084) came third.", "830417 6347 084"),
    ("Die Nummer nach § 139b AO ist 86 095 742 719.", "86 095 742 719"),
    ("Ihre IdNr. 86095742719 steht im Bescheid.", "86095742719"),
    ("IP 192.0.2.44 logged in at nine.", "192.0.2.44"),
    ("Ask Mrs Squire (squire@halden.example) about it.", "squire@halden.example"),
    ("Ann Ohtsu, ohtsu@ohtsu.example", "ohtsu@ohtsu.example"),
    ("John Ray Clement, jrc@halden.example", "jrc@halden.example"),
    ("Mr Bruls (private number 06 1284 5573) was told.", "06 1284 5573"),
    ("her private line 0316 482 911", "0316 482 911"),
    ("Tel. 020 7946 0123. 12 people came.", "020 7946 0123"),
    ("The tenant told this office that she can be called on 020 7946 0123.", "020 7946 0123"),
    ("The office was told by Jane Roe, 4 Mill Lane, 020 7946 0123.", "020 7946 0123"),
    ("Anna Berg, tel. +47 73 55 01 00, berg@nordre.example", "+47 73 55 01 00"),
    ("Jane Roe, of the claims office, 020 7946 0123.", "020 7946 0123"),
    ("After the visit to the office at 4 Mill Lane the patient rang from 020 7946 0123.", "020 7946 0123"),
)
OTHER = (
    "Complaints may be made to the Registrar at 4 Court Lane, Leeds LS1 4AB or by telephone on 0113 496 0000.",
    "Incidents are told to the Security Operations Centre, which is open day and night, +1 612 555 0100.",
    "Notices to the Agent: 2 Gresham Street, London, telephone +44 20 7946 0300",
    "Payment goes to its corporate desk at Kongens Gate 9, Trondheim (telephone +47 73 55 01 00; x@nordre.example).",
    "A plan may be sent to this office at leasing@hollister.example or by calling (602) 555-0133.",
    "The hearing centre, at 9 Bridge Street, Exeter (tel. 01392 555 010), opens at nine.",
    "Write to the Secretary to the Tribunal, 5th Floor, 8 Quay Street, Leeds LS1 2AB (tel. 0113 496 0123).",
    "A notice to the Bank goes to its branch, Karl Johans gate 1, 0154 Oslo, telephone +47 22 00 00 00.",
    "Samples go to the laboratory at 12 Dock Road, Hull, United Kingdom (phone +44 1482 496 055).",
    "Orlik Valves, Zagreb, tel. +385 1 4855 100, pravni@orlik.example",
    "Orsi S.r.l., Lodi (P. IVA 05182930965)",
    "call us; UID CHE-114.286.503",
    "phone or fax; NIP 526 104 0828",
    "see 15 C.F.R. Parts 730-774. 9.03 applies",
    "Mr Brown (12 Angry Men fan) spoke.",
    "Mr Brown (25 March 2026) spoke.",
    "The shop at 12 High Street, Leeds is open.",
    "At home 3 Teams Won.",
    "Counsel was Mr Poe of 3 Hare Court.",
    "Mr J Poe,\n12 Mill Lane,\nLeeds\n\nDear Mr Poe,\n",
    "He had moved to 5 Star hotels.",
    "Bestellnummer 0176 48201937",
    "Ticket no. 0491 570 156",
    "USt-IdNr. DE 136 695 976",
    "Umsatzsteuer-ID DE136695976",
    "Questions to the Safety and Quality Unit, squnit@halden.example.",
    "Supply Chain Management answers at scm@halden.example.",
    "Halden Mills answers at halden@halden.example, the town at parking@council.example.",
    "Bach (born 31 March 1685) wrote it.",
    "Tel. 0161 496 0000 (Mon to Fri)",
    "Tel.: +49 421 9600-0",
    "member of the NHS 1948 1998",
    "Skriv till dataskydd@halden.example.",
    "Ring 020 7946 0958 (switchboard) for it.",
    "Jane Roe, manager, Summit Homes (office 303-555-0118), was there.",
    "The records use BSN 123456789, which does not pass the check-digit test.",
    "The made-up NHS number 943 476 5919 is used in the course.",
    "The documentation address 192.0.2.44 is used in the course.",
)


@pytest.mark.parametrize(("text", "value"), PERSONAL)
def test_what_points_to_a_person_is_found(text: str, value: str) -> None:
    assert value in quotes("privacy.identifiers", text)


@pytest.mark.parametrize("text", OTHER)
def test_what_points_to_nobody_is_left_alone(text: str) -> None:
    assert quotes("privacy.identifiers", text) == []
