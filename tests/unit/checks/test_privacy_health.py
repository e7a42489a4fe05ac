"""Numbers of health insurance of several countries, and homes that are called residences, dwellings or flats."""

from __future__ import annotations

import pytest

from tests.unit.checks.running import quotes

PERSONAL = (
    # Canada.
    ("Luc Marchand (carte-soleil MARL 7104 2219)", "MARL 7104 2219"),
    ("No d'assurance maladie de la salariée : ROYA89622418", "ROYA89622418"),
    ("Witness: Anne Royer (ROYA 8962 2418), of Sherbrooke", "ROYA 8962 2418"),
    ("Her OHIP number is 5846-271-939-XK.", "5846-271-939-XK"),
    ("OHIP of the child, as told by her father: 5846 271 939", "5846 271 939"),
    ("personal health number 9123 456 789", "9123 456 789"),
    ("Alberta Health Care number 12345-6789", "12345-6789"),
    # The United Kingdom.
    ("CHI of the patient: 0403712637", "0403712637"),
    ("Health and Care Number 3201234567", "3201234567"),
    # Australia and the United States.
    ("Medicare no. of the driver: 2953 41707 1/1", "2953 41707 1/1"),
    ("IHI 8003 6041 6629 1830", "8003 6041 6629 1830"),
    ("Beneficiary: Ann Poole, 1EG4-TE5-MK73, Ohio", "1EG4-TE5-MK73"),
    ("HICN 536-22-1874A", "536-22-1874A"),
    # The rest of Europe.
    ("EHIC of the guide: 80276000001234567890", "80276000001234567890"),
    ("The patient is Helga Brandt (insured no. B473019626).", "B473019626"),
    ("KV-Nr. der Zeugin: A123456780", "A123456780"),
    # Homes.
    ("Copies go to Mr. Poole at his residence, 418 Larch View Road, Apt. 3C, Dover.", "418 Larch View Road"),
    ("He was served at his last known residence, 44 Larch Lane, Dover.", "44 Larch Lane, Dover"),
    ("The laptop goes to her apartment, 210 West 78th Street, Dover.", "210 West 78th Street, Dover"),
    ("Letters reach him at his place of residence, namely 44 Larch Lane, Dover.", "44 Larch Lane, Dover"),
    ("They met at the house of Ms Tarn at 44 Larch Lane, Dover.", "44 Larch Lane, Dover"),
    ("Emergency contact\nHome address:\n44 Larch Lane, Dover", "44 Larch Lane, Dover"),
)
OTHER = (
    "The machine is insured, no. B473019627.",
    "The pump is a model MARL 7104 2219 of 2003.",
    "Container ROYA 8962 2418 was unloaded by Anne Smith.",
    "The OHIP schedule of 2019 has 84 pages.",
    "Medicare paid 2953417 dollars in 2019.",
    "The plan is numbered H1234-001 by Medicare.",
    "CHI 2019 took place in Glasgow.",
    "Part 1EG4-TE5 was ordered.",
    "Ambassador Residence Inn, 44 Larch Lane, Dover, has forty rooms.",
    "Students eat in the residence hall, 44 Larch Lane, Dover.",
    "The firm's residence office is at 44 Larch Lane, Dover.",
    "Plan of the yard\n44 Larch Lane, Dover",
)


def found(text: str) -> list[str]:
    return quotes("privacy.identifiers", text)


@pytest.mark.parametrize(("text", "expected"), PERSONAL)
def test_numbers_of_health_and_homes_are_found(text: str, expected: str) -> None:
    """The number or the house is quoted."""
    assert [quote.startswith(expected) for quote in found(text)] == [True]


@pytest.mark.parametrize("text", OTHER)
def test_other_numbers_and_houses_are_left_alone(text: str) -> None:
    """None of these is anybody's."""
    assert found(text) == []
