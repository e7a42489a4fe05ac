"""Blanks behind who signs, and forms under headings that say so."""

from __future__ import annotations

import pytest

from tests.unit.checks.running import quotes

BODY = "The parties agree on the terms above. They keep them for three years and pay each quarter.\n\n" * 8
LAWFUL = (
    "Signed for FEN WORKS LTD by its director: ____________________\n",
    "For QUILL ANALYTICS LLP \u2014 Authorised Signatory: ____________________\n",
    "ALDERN HOLDINGS INC.   Per: ____________________\n",
    "Received by: ____________________\n",
    'SCHEDULE "C" \u2014 FORM OF JOINDER\n\n[Name of investor] has read the agreement dated [date] as well.\n',
    "Executed as a deed by Fenmoor Estates Limited\nDirector: ...............  Witness: ...............\n\n"
    "Executed as a deed by Quillan Print Limited\nDirector: ...............  Witness: ...............\n",
    "Falun, date: ____________     V\u00e4ster\u00e5s, date: ____________\n\n_______________     _______________\n"
    "for the Buyer                    for the Seller\n",
    "The Lender                         The Borrower\n\n....................               ....................\n",
    "Porto Alegre, ______ of ______________ of 20____\n\n_______________   _______________\nOwner           Builder\n",
    "For the board of trustees\nThe treasurer: ____________________\n\n**Annex B. Prices**\n\nWood, per metre: 4.\n",
    "Attending physician: ____________________\n\nTyped by the records office of the clinic.\n",
    "Chief internal auditor  ____________________\n\nNext visit (filled in by the committee): ____ . ____ . ______\n",
    "Form 4: call for payment. The Builder fills in the month and the amount: month ________ amount ________\n\n"
    "Form 5: the list of defects is kept on site by the clerk of works.\n",
    "THIRD SCHEDULE: FORM OF CERTIFICATE\n\nThis certifies that [name of holder] of [address] holds the notes.\n",
)
LEFT_OVER = (
    "The deposit was received by ____________________ on the first day of the term.\n",
    "The rent is paid on behalf of ____________________ by the tenant each month.\n",
    "The lease is let to\nTenant: ____________________\nfrom 1 May on, at a rent of 900 a month, to nobody else.\n\n"
    + "The rent is due on the first of each month and is paid to the bank of the landlord in one sum.\n\n" * 4,
    "The works are done in Turku, ____________ 2026, and at a price that the parties fix by then.\n\n"
    "The parties keep the price to themselves.\n",
    "The Builder completes the works by: ____________ at the latest, and removes the huts from the site.\n",
    "THIRD SCHEDULE: THE NOTES\n\nThe holder of the notes is [name of holder] of [address] in the city.\n",
)


@pytest.mark.parametrize("text", LAWFUL)
def test_blanks_to_sign_and_forms_are_lawful(text: str) -> None:
    assert quotes("text.placeholders", f"{BODY}{text}") == []


@pytest.mark.parametrize("text", LEFT_OVER)
def test_blanks_in_sentences_are_left_over(text: str) -> None:
    assert quotes("text.placeholders", f"{BODY}{text}") != []
