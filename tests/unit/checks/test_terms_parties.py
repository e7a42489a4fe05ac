"""Parties that a contract calls by a role or a short name which it never gave them."""

from __future__ import annotations

import pytest

from tests.unit.checks.running import quotes

HEAD = """SUPPLY AGREEMENT

This Supply Agreement is made on 4 March 2025 between Halden Castings Ltd, a company registered in England{halden}, and
Osprey Marine plc, a company registered in Scotland{osprey}.

"""
BODY = """1. Supply. {supplier} shall supply the castings ordered from time to time, and {customer} shall pay for them
within thirty days of the invoice.

2. Returns. If a casting is faulty, {customer} may return it, and {supplier} shall replace it at its own cost.
{customer} shall keep a record of every return.

3. Records. {supplier} shall keep the certificates of every melt for six years and show them to {customer} on request.
"""
ROLES = {"supplier": "the Supplier", "customer": "the Customer"}
NAMES = {"supplier": "Halden", "customer": "Osprey"}
SUPPLIER, CUSTOMER = " (the \u201cSupplier\u201d)", " (the \u201cCustomer\u201d)"


def told(head: str, body: str) -> set[str]:
    """Return the terms that are found undefined."""
    return set(quotes("terms.undefined", head + body))


@pytest.mark.parametrize(
    ("halden", "osprey", "called", "term"),
    [
        (SUPPLIER, "", ROLES, "Customer"),
        ("", CUSTOMER, ROLES, "Supplier"),
        (" (\u201cHalden\u201d)", "", NAMES, "Osprey"),
    ],
)
def test_a_party_without_the_name_that_it_is_called_by(
    halden: str, osprey: str, called: dict[str, str], term: str
) -> None:
    assert told(HEAD.format(halden=halden, osprey=osprey), BODY.format(**called)) == {term}


@pytest.mark.parametrize(
    ("halden", "osprey", "called"),
    [
        (SUPPLIER, CUSTOMER, ROLES),
        (" (\u201cHalden\u201d)", " (\u201cOsprey\u201d)", NAMES),
        (SUPPLIER, ", as the Customer", ROLES),
        (SUPPLIER, " (the Customer)", ROLES),
        # Where none is named so, all readers know whom the names mean.
        ("", "", NAMES),
    ],
)
def test_parties_that_have_their_names(halden: str, osprey: str, called: dict[str, str]) -> None:
    assert told(HEAD.format(halden=halden, osprey=osprey), BODY.format(**called)) == set()


def test_a_list_of_the_parties_gives_their_names() -> None:
    head = HEAD.format(halden=SUPPLIER, osprey="") + "Customer: Osprey Marine plc\n\n"
    assert told(head, BODY.format(**ROLES)) == set()


def test_a_line_that_goes_on_with_a_sentence_gives_no_role() -> None:
    body = BODY.format(**ROLES).replace(
        "\n\n2.", "\nWhere a casting is late by more than a week in a quarter,\nCustomer is credited.\n\n2."
    )
    assert "Customer" in told(HEAD.format(halden=SUPPLIER, osprey=""), body)
