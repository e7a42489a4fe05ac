"""Values that somebody still has to tell, masks that a text prescribes, and what one reads on a screen."""

from __future__ import annotations

import pytest

from tests.unit.checks.running import quotes

CONTRACT = "This Agreement is made between Larkmoor Ltd and the Consultant, who shall act hereunder.\n\n"
AWAITED = (
    "2. (name awaited from Personnel), Site Manager.",
    "The monthly fee is (amount awaited from Accounts), payable in arrear.",
    "The Surveyor shall be (awaiting name from the client).",
    "Key staff: (names not yet received).",
    "3. (Personnel to supply name), Clerk of Works.",
    "The Supplier, (company number awaited), shall pay.",
    "4. [candidate awaited], Buyer.",
    "Notices go to (address yet to be supplied by the tenant) in Leeds.",
    "The premium is (figure outstanding from the broker).",
    "Account number: (details to follow from Treasury)",
    "Deputy: name awaited from the client",
    "Telephone: awaited from the client",
)
TOLD = (
    "The decision (award awaited from the arbitrator) is due in May.",
    "Payment is due (invoice to follow by post).",
    "The balance (amount outstanding) is due.",
    "The report (copy to follow) was sent.",
    "The Tenant (name known to the court) left.",
    "The permit (consent awaited from the council) is a condition.",
    "The notice (details to be given by the Buyer within five days) is due.",
    "The loss (figures awaited from the insurer) is borne by the carrier.",
    "(Seller to supply materials)",
)
PRESCRIBED = (
    "Account numbers shall be masked in the form “XXX-XX”.",
    "Card numbers are to be printed in the format XXXX-XXXX.",
    "Names shall be anonymised as “XXX”.",
    "The importer replaces each digit by “XXX” before it sends the file.",
    "Project numbers take the form “LM-XXX”.",
    "Telephone numbers in the pattern XXX-XXX-XXXX are refused.",
)
ON_SCREEN = (
    "Complaints are sent through the “[Insert Message]” button of the website.",
    "Press the “[Add Date]” key.",
    'Click "[Insert Name]" to begin.',
    "Choose “[Insert Date]” from the menu.",
    "The name is typed into the '[Insert Name]' field of the form.",
    "A message is sent by the [Insert Message] button.",
    "Der Antrag geht über die Schaltfläche „[Nachricht einfügen]“ ein.",
)
LEFT = (
    "The Agent is “[insert name]” of Leeds.",
    'The Agent is "XXX" of Leeds.',
    "The Buyer chooses “[insert option]”.",
    "The invoice XXX-XX is paid.",
    "It shall be in the form of XXX.",
    "The notice is given in the form “[insert form]”.",
)


@pytest.mark.parametrize("text", [*AWAITED, *LEFT])
def test_what_is_left_open_in_a_contract_is_found(text: str) -> None:
    assert len(quotes("text.placeholders", CONTRACT + text)) == 1


@pytest.mark.parametrize("text", [*TOLD, *PRESCRIBED, *ON_SCREEN])
def test_remarks_masks_and_controls_are_left_alone(text: str) -> None:
    assert quotes("text.placeholders", CONTRACT + text) == []


@pytest.mark.parametrize("text", AWAITED[:2])
def test_what_minutes_await_is_their_matter(text: str) -> None:
    assert quotes("text.placeholders", f"Minutes of the meeting of staff\n\nAgenda\n\n{text}") == []
