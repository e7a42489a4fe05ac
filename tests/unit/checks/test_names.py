from __future__ import annotations

import pytest

from tests.unit.checks.running import quotes, run, skipped

FACTS = {"case": {"parties": ["Kestrel Marine Ltd", {"name": "Osprey Holdings, Inc.", "aliases": ["Osprey"]}]}}
PARAMS = {"from": "case.parties"}


def test_names_outside_the_list() -> None:
    text = (
        "Kestrel Marine Limited, KESTREL MARINE LTD. and Osprey Holdings Inc. met Beta & Sons GmbH and Zed S.A. today."
    )
    assert quotes("names.allowlist", text, params=PARAMS, facts=FACTS) == ["Beta & Sons GmbH", "Zed S.A."]
    assert skipped("names.allowlist", PARAMS, {})


@pytest.mark.parametrize(
    "text",
    [
        "The Company is a limited liability company.",
        "Each Party and its Group signed.",
        "Kestral Marine Ltd is misspelled.",
    ],
)
def test_roles_and_misspellings_are_not_other_names(text: str) -> None:
    assert not run("names.allowlist", text, PARAMS, FACTS)


def test_names_of_other_clients() -> None:
    params = {"foreign": ["Beta Tools Ltd", "Gamma"], "allowed": "case.parties"}
    text = "We told BETA TOOLS and Gamma, not gamma rays or Alpha."
    assert quotes("names.foreign", text, params=params, facts=FACTS) == ["BETA TOOLS", "Gamma"]


OTHERS = {
    "foreign": ["Ernst & Jung LLP", "J.P. Harlan", "Nestor Café S.A.", "Tri-State Freight, Inc.", "Target Corp", "Ulla"]
}


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("The auditor was Ernst and Jung.", ["Ernst and Jung"]),
        ("ERNST & JUNG, LLP signed.", ["ERNST & JUNG"]),
        ("Then JP Harlan paid, and J. P. Harlan left.", ["JP Harlan", "J. P. Harlan"]),
        ("Served by Nestor Cafe in May.", ["Nestor Cafe"]),
        ("Moved by Tri State Freight’s vans.", ["Tri State Freight"]),
        ("Rent due from Target Corp in May.", ["Target Corp"]),
        ("Ulla’s advisers agree.", ["Ulla"]),
        ("| party | sum |\n|---|---|\n| Ernst & Jung LLP | 5 |\n", ["Ernst & Jung"]),
        ("Target dates slipped. The target is June.", []),
        ("The Seller shall cause the Target to deliver.", []),
        ("We reached the target.", []),
        ("Ullage is lost wine; Ernst signed for Jung.", []),
        ("The ernst & jung case is a jest.", []),
        ("J. Harlan and P. Harlan signed.", []),
    ],
)
def test_names_of_other_clients_in_other_spellings(text: str, expected: list[str]) -> None:
    found = quotes("names.foreign", text, params=OTHERS)
    assert [quote.removesuffix(" Corp") for quote in found] == [quote.removesuffix(" Corp") for quote in expected]


def test_a_name_that_this_case_shares_is_not_foreign() -> None:
    params = {"foreign": ["Nestor Café S.A.", "Zed S.A."], "allowed": ["Nestor Cafe"]}
    assert quotes("names.foreign", "Nestor Café S.A. and Zed S.A. met.", params=params) == ["Zed"]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("Kestrel-Marine Ltd and Osprey Holdings Incorporated pay.", []),
        ("INCLUDING, BUT NOT LIMITED TO, THE GOODS.", []),
        ("2019-CA-2764 Osprey Holdings, Inc. pays.", []),
        ("The Clinic of St. Louis, LLC treats.", ["Clinic of St. Louis, LLC"]),
        ("We pay Kestrel Marine Holdings Ltd at once.", ["Kestrel Marine Holdings Ltd"]),
    ],
)
def test_companies_beside_the_list(text: str, expected: list[str]) -> None:
    assert quotes("names.allowlist", text, params=PARAMS, facts=FACTS) == expected


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("Kestrel Marine Ltd signs. Kestrel Marine Ltd pays. Kestral Marine Ltd delivers.", ["Kestral Marine Ltd"]),
        ("Kestrel Marine Ltd signs. Kestrel Marine Ltd pays. Kestrle Marine delivers.", ["Kestrle"]),
        ("Kestrel Fund II Ltd signs. Kestrel Fund III Ltd pays.", []),
        ("Kestrel Marine Ltd signs. KESTREL MARINE LTD pays.", []),
        ("Alpha Marine Ltd signs. Omega Marine Ltd pays.", []),
    ],
)
def test_one_name_spelled_two_ways(text: str, expected: list[str]) -> None:
    assert quotes("names.variants", text) == expected
