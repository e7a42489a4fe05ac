"""Lines with several blanks: signed by parties and officers, or left open by whoever drafted them."""

from __future__ import annotations

import pytest

from tests.unit.checks.running import quotes

BODY = "The parties met in the hall and heard what was read to them, which they took as heard. " * 9
BLANK, DOTS = "_____________", "..................."
TO_SIGN = (
    "{b} (Supplier)   {b} (Distributor)\n\n### Annex 1 – Products\n\nText.",
    "Leipzig, {d}        Leipzig, {d}\n\n(Landlord)                  (Tenant)\n\nAnnex 1",
    "Lyon, le {b}   Lyon, le {b}\n\n(le bailleur)   (le preneur)",
    "All parties are told. Date: {b} Signature: {b}",
    "Adopted on {b}   Chair: {b}   Secretary: {b}\n",
    "Enc. 3 Form of acceptance, to be signed: Name {b} Date {b}",
    "{b} Vermieter    {b} Mieter\n\nAnlage 1: Plan",
    "Place: {b} Date: {b} Stamp: {b}\n\nSchedule 1\n\nText",
    "The parties agree. Signed at {b} on {b}.",
    "Chair: {b}  Clerk: {b}\n\nCopies: file",
    "Read and approved on {b}   The Mayor: {b}",
    "{b} (Supplier)\n\n{b} (Distributor)\n",
    "Firma del arrendador {b} Firma del arrendatario {b}\n",
    "{b}, Landlord   {b}, Tenant\n",
    "Vienna, {b} 2026    Graz, {b} 2026\n\n(Seller)  (Buyer)\n",
    "Hamburg, den {b}  Unterschrift {b}",
    "Director {b} Director/Secretary {b}\n",
    "Enc. 4, to be dated: Place {b} Date {b}",
    "Voorzitter: {b}   Secretaris: {b}",
    "**ANNEX B – CLEARANCE FORM** *(to be completed on the last day)*\n\nEmployee: {b} Laptop: {b} Card: {b}\n",
)
LEFT_OPEN = (
    "LEASE\n\nLandlord: {b}  Tenant: {b}\n\n1. Premises\n\n",
    "Rent: {b} Deposit: {b}\n\n",
    "between {b} (Supplier) and {b} (Distributor)\n\n",
    "Invoice no.: {b} Date: {b}\n\n",
    "Start date: {b} End date: {b}\n\n",
    "The Supplier {b} and the Distributor {b} agree.\n\n",
    "The deposit is due. Amount: {b} Account: {b}\n\n",
    "Site manager: {b} Telephone: {b}\n\n",
    "It was signed at {b} on {b} by the Chair.\n\n",
    "The Chair is {b}. The Secretary is {b}.\n\n",
    "Customer number: {b}  Order number: {b}\n\n",
    "(to be completed before signing)\n\n",
    "The rent is (to be completed on receipt of the survey) a month.\n\n",
)


@pytest.mark.parametrize("line", TO_SIGN)
def test_lines_to_be_signed_are_left_alone(line: str) -> None:
    assert quotes("text.placeholders", f"{BODY}\n\n{line.format(b=BLANK, d=DOTS)}") == []


@pytest.mark.parametrize("line", LEFT_OPEN)
def test_lines_left_open_are_found(line: str) -> None:
    assert quotes("text.placeholders", f"{line.format(b=BLANK)}{BODY}\n\n{BODY}")


@pytest.mark.parametrize(
    "block",
    [
        "Signed by Margaret Oldroyd for and on behalf of\nHARROWGATE PLANT LIMITED            {d}\n"
        "                     Director\n\nin the presence of: {d}\nWitness",
        "SIGNED AND DELIVERED by the within-named Lender\nby the hand of its signatory\nMr. Prakash Wagle       {b}\n\n"
        "In the presence of:\n\n1. {b}        2. {b}",
        "SECOND SCHEDULE\nApplication to hire the room\n\nName of member: {d}   Date: {d}\nNumber expected: {d}",
        "APPENDIX 2 - PERMIT (FORM)\n\nWidth left clear: {d}  Guard boat: yes / no\nMaster: {d}",
        "Total carried to Form 1 (tenderer to enter): EUR {b}",
        "Signed by M. R. Aldous for and on behalf of HALLOWFIELD STORAGE LIMITED {d} Director",
        "Payment is to be made  [ ] by transfer  [ ] by cheque",
        "  {b}      Date: 07/02/2024\n  Walter J. Ostrander, P.E.",
    ],
)
def test_blocks_of_signers_and_forms_at_the_end(block: str) -> None:
    assert quotes("text.placeholders", f"{BODY}\n\n{block.format(b=BLANK, d=DOTS)}\n") == []


@pytest.mark.parametrize(
    ("sentence", "found"),
    [
        ("The cost is about EUR (figure to come from Pieter) million.", ["(figure to come from Pieter)"]),
        ("A sworn proof of loss is due. The retention is $__________.", ["__________"]),
        ("Supply the tools (supplier to enter): EUR __________ a day is paid.", ["__________"]),
    ],
)
def test_amounts_that_are_missing(sentence: str, found: list[str]) -> None:
    assert quotes("text.placeholders", f"{BODY}\n\n{sentence}\n\n{BODY}") == found
