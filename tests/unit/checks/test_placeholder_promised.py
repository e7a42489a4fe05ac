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
