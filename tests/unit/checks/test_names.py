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


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("Kestrel Marine Ltd signs. Kestrel Marine Ltd pays. Kestral Marine Ltd delivers.", ["Kestral Marine Ltd"]),
        ("Kestrel Marine Ltd signs. Kestrel Marine Ltd pays. Kestrle Marine delivers.", ["Kestrle Marine"]),
        ("Kestrel Fund II Ltd signs. Kestrel Fund III Ltd pays.", []),
        ("Kestrel Marine Ltd signs. KESTREL MARINE LTD pays.", []),
        ("Alpha Marine Ltd signs. Omega Marine Ltd pays.", []),
    ],
)
def test_one_name_spelled_two_ways(text: str, expected: list[str]) -> None:
    assert quotes("names.variants", text) == expected
