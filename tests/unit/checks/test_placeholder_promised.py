"""Figures and values of fields that are promised for later, and lines on which pages are initialled at signing."""

from __future__ import annotations

import pytest

from tests.unit.checks.running import quotes

CLAUSE = "This Agreement is made between Harrow Mills and Tolland Foods. The Buyer shall pay on delivery.\n"
LEFT_OVER = (
    ("A party may leave on ??-day notice to the other.", "??-day"),
    ("The licence has a ?-year term.", "?-year"),
    ("Payment falls due within ? (?) days of the invoice.", "? (?) days"),
    ("The buyer pays within ?? (??) days.", "?? (??) days"),
    ("The duty lasts for XX (xx) years from today.", "XX (xx) years"),
    ("Reply within xx (XX) business days.", "xx (XX) business days"),
    ("Telephone No.: to be supplied before signing\nFax: 555", "to be supplied before signing"),
    ("Address: to be confirmed prior to execution hereof\n", "to be confirmed prior to execution hereof"),
    ("Attention: to be advised at signing\n", "to be advised at signing"),
    ("Facsimile: to follow.\n", "to follow"),
    ("| Telephone | to follow |\n", "to follow"),
    ("E-mail: will follow shortly\n", "will follow shortly"),
    ("Contract No.: to be assigned\n", "to be assigned"),
    ("Contact: not yet known\n", "not yet known"),
    ("telefax - to be inserted before execution\n", "to be inserted before execution"),
    ("Telephone – to be added prior to signing\n", "to be added prior to signing"),
    ("Fax: to be inserted upon execution of this Agreement\n", "to be inserted upon execution of this Agreement"),
    ("Attention\tto be advised by Tenant’s solicitors\n", "to be advised by Tenant’s solicitors"),
    ("(b) E-mail: to be notified\n", "to be notified"),
    ("(a) Address - to be filled in before signing;\n", "to be filled in before signing"),
    ("| Seller | to be entered by counsel before signature |\n", "to be entered by counsel before signature"),
    ("Price: to be inserted at closing\n", "to be inserted at closing"),
    ("Mobile: to be provided by the Tenant before completion\n", "to be provided by the Tenant before completion"),
    ("Company number      to be completed at signing\n", "to be completed at signing"),
    ("Contract No. — to be assigned\n", "to be assigned"),
)  # fmt: skip
LAWFUL = (
    "Why?-day is what the pupils call it.",
    "How long? (?) days are marked in the diary.",
    "The legion of XX (twenty) years is told of in Volume XX (20) years later.",
    "Documents: to be supplied before signing of the lease by the Tenant.",
    "Keys: to be supplied at completion.",
    "Delivery address: to be notified by the Buyer before delivery.",
    "Price: to be determined in accordance with clause 5.",
    "Instructions: to follow the law.",
    "The number is to be supplied before signing by the Buyer.",
    "The Fee is to be agreed between the parties.",
    "Fee: to be agreed between the parties.",
    "Price: to be determined at completion",
    "Price: to be determined by the Expert",
    "Keys - to be supplied at completion",
    "Delivery address - to be notified by the Buyer",
    "Survey - to be completed before signing",
    "Date: to be completed by March",
    "Details: to be completed by the applicant",
    "Name: to be filled in by the Tenant at the time of signing of the inventory.",
    "The name - to be inserted before signature - stays open.",
    "Certificate: to be provided by the Seller at closing",
)
PAGES = (
    "Each page shall be initialed in the margin: ______ (Buyer) ______ (Buyer’s Broker).",
    "Buyer’s Initials ____ Seller’s Initials ____",
    "The parties shall initial here: ____ ____",
    "Seller to initial: ____ and ____.",
    "The parties have initialled this clause: Seller ____  Buyer ____",
    "Please initial each page (Buyer ____ Seller ____).",
)
TERMS = (
    "The initial term is ____ years.",
    "The initial payment shall be $____ on signing.",
    "The Seller has initialled the plan. The price is ____ dollars.",
)


@pytest.mark.parametrize(("sentence", "found"), LEFT_OVER)
def test_a_figure_or_value_is_still_to_come(sentence: str, found: str) -> None:
    assert quotes("text.placeholders", CLAUSE + sentence) == [found]


@pytest.mark.parametrize("sentence", LAWFUL)
def test_what_the_parties_leave_for_later_is_none(sentence: str) -> None:
    assert quotes("text.placeholders", CLAUSE + sentence) == []


@pytest.mark.parametrize("line", PAGES)
def test_initials_are_written_at_signing(line: str) -> None:
    assert quotes("text.placeholders", f"{CLAUSE}2. Pages. {line}\n3. Law. Ohio.") == []


@pytest.mark.parametrize("line", TERMS)
def test_what_is_initial_is_not_initialled(line: str) -> None:
    assert quotes("text.placeholders", f"{CLAUSE}2. Term. {line}\n3. Law. Ohio.") == ["____"]
