"""Whose mailbox an address is: a person's, or that of an office, a firm or a thing."""

from __future__ import annotations

import pytest

from tests.unit.checks.running import quotes

PERSONS = (
    ("Ms Yilmaz asked for it; write to yilmaz@orlik.example.", "yilmaz@orlik.example"),
    ("Contact: J. R. Halloran (jhalloran@halden.example)", "jhalloran@halden.example"),
    ("It was signed by Thomas Weger. Copies go to weger@school.example.", "weger@school.example"),
    ("Weger, Tobias <weger@firm.example>", "weger@firm.example"),
    ("Herr Müller: mueller@stadt.example", "mueller@stadt.example"),
    ("Marta Kowalska-Nowak, mnowak@firma.example", "mnowak@firma.example"),
    ("Sven Åkesson, sakesson@firma.example", "sakesson@firma.example"),
    ("Jan van den Berg, vandenberg@firm.example", "vandenberg@firm.example"),
    ("Brightwood Oke (boke@firm.example)", "boke@firm.example"),
    ("Her e-mail is moonlight@orlik.example.", "moonlight@orlik.example"),
    ("the private mailbox tulip@orlik.example", "tulip@orlik.example"),
    ("She can be reached at larkspur@firm.example.", "larkspur@firm.example"),
    ("the claimant's e-mail address: sunny@firm.example", "sunny@firm.example"),
    ("copy to the patient (by e-mail, rosebud@health.example)", "rosebud@health.example"),
    ("write to tulip@gmail.com", "tulip@gmail.com"),
    ("write to okafor77@firm.example", "okafor77@firm.example"),
    ("write to anna@firm.example", "anna@firm.example"),
    ("write to tremaine.okafor@firm.example", "tremaine.okafor@firm.example"),
    ("john.brown@firm.example wore brown", "john.brown@firm.example"),
    ("the patient wrote from jane.roe.patient@firm.example", "jane.roe.patient@firm.example"),
)
OTHERS = (
    "write to pravni@orlik.example",
    "Notices go to vertrieb@alpinova.example and direzione@orsi.example.",
    "Office of Technology Transfer, transfer@state.example",
    "Client Onboarding, onboarding@bank.example",
    "the Data Room, dataroom@deal.example",
    "Contracts Manager, Northern Region, northern@firm.example",
    "Orlik d.o.o., orlik@orlik.example",
    "Dear Customer, write to vip@firm.example",
    "conference2026@uni.example",
    "service24@firm.example",
    "The Sensory Laboratory answers at sensory.lab@practice.example.",
    "tech.transfer@uni.example handles the transfer of rights",
    "cargo.survey@firm.example surveys cargo",
)


@pytest.mark.parametrize(("text", "value"), PERSONS)
def test_the_mailbox_of_a_person_is_found(text: str, value: str) -> None:
    assert quotes("privacy.identifiers", text) == [value]


@pytest.mark.parametrize("text", OTHERS)
def test_other_mailboxes_are_left_alone(text: str) -> None:
    assert quotes("privacy.identifiers", text) == []
