"""What stands around a number or an address: whose it is said to be, in which words, and what it is a number of."""

from __future__ import annotations

import pytest

from tests.unit.checks.running import quotes

LAWFUL = (
    # Numbers of things look like those of persons.
    "Cast it as in (for example, the bracket of drawing no. 318-42-7706).",
    "The mould is numbered by its plate, plate number 318-42-7706, in the store.",
    "The sample is kept as slide no. 943 476 5919 in the laboratory.",
    "Cannulated screw set, titanium (GTIN 00847210033059), 24 in a box.",
    "Pay to the account of Brennecke Armaturen GmbH, IBAN DE65 4105 0095 0032 7188 46.",
    "We took the middle one (quotation 0412-338-907), which is the cheapest.",
    # What looks like a health number is a telephone's, and an office's.
    "A2 Architect: Brennick Studio CC, whose office telephone is 943 476 5919.",
    # Whoever answers for a department.
    "Send it to the fax of the Harlow Works legal department, 312-555-0147.",
    "Lindorm Weaving NV\nMill Lane 4, Ghent\nPersonnel department, direct line 09 555 01 72\n\nDear Ms Aerts",
    "**Corran Valley Hospital**\nDepartment of Neurology, Level 3\nSecretary: 01752 555 0133\n\nDear Dr Ames",
    "**Corran Valley Hospital**\nDepartment of Neurology\nWrite to cvh.neurology@corranvalley.org\n\nDear Dr Ames",
    # Nobody lives there.
    "The museum is at Rua das Flores, 318, where the exhibition opens in May.",
    "The registered office is at Via della Torre 12, where the company has its seat.",
)
FOUND = (
    ("The carrier is Mr Tom Ebner (SV-Nr. 3127 150472).", "3127 150472"),
    ("Write to the manager (Carla Bossi, S.I.N. 461 208 332).", "461 208 332"),
    ("Her P.P.S. no. is 4418265D, as she told us.", "4418265D"),
    ("Per: Luc Beauchemin, Président (NAS 263 471 187)", "263 471 187"),
    ("The heir, Rosa Tizi (tax code TZIRSO62D55H501H), accepts.", "TZIRSO62D55H501H"),
    ("Residence of Dr. Pool: 27 Cherry Knoll Lane, Dover", "27 Cherry Knoll Lane, Dover"),
    ("Send it to Rua das Flores Novas, 318, apto. 902, Porto, where he lives.", "Rua das Flores Novas, 318"),
    ("It goes to 14 Birch Rise, Hull, where she now lives.", "14 Birch Rise, Hull"),
    ("Her employee no. 412-63-7085 is on the form.", "412-63-7085"),
    ("The patient, number 943 476 5919, was seen in May.", "943 476 5919"),
)


@pytest.mark.parametrize("text", LAWFUL)
def test_numbers_of_things_and_offices_are_nobodys(text: str) -> None:
    assert quotes("privacy.identifiers", text) == []


@pytest.mark.parametrize(("text", "expected"), FOUND)
def test_labels_and_lives_tell_whose_it_is(text: str, expected: str) -> None:
    assert quotes("privacy.identifiers", text) == [expected]


def test_a_line_beside_a_name_is_a_persons() -> None:
    text = "Personnel department, Ms Ida Aerts, direct line 020 7946 0958"
    assert quotes("privacy.identifiers", text) == ["020 7946 0958"]
