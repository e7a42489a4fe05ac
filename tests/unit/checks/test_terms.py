from __future__ import annotations

import pytest

from tests.unit.checks.running import quotes, run, skipped

DEFINED = "\u201cConfidential Information\u201d means all data. (each a \u201cReceiving Party\u201d) "


def test_undefined_terms() -> None:
    text = DEFINED + "The Receiving Party keeps the Confidential Information and any Covered Information."
    assert quotes("terms.undefined", text) == ["Covered Information"]
    often = "We need the Closing Payment now. Pay the Closing Payment. Any payment after the Closing Payment is late."
    assert quotes("terms.undefined", often) == ["Closing Payment"]


@pytest.mark.parametrize(
    "text",
    [
        "The Supreme Court and the United States of America and New York City agreed with John Smith.",
        "The Receiving Parties keep Confidential Information; Receiving Party\u2019s Confidential Information is safe.",
        "We met the Boston Public Schools (\u201cBPS\u201d). The Boston Public Schools said so.",
    ],
)
def test_names_plurals_and_possessives_are_not_undefined_terms(text: str) -> None:
    assert not run("terms.undefined", DEFINED + text)


def test_unused_terms_fold_plurals_and_capitals() -> None:
    text = "\u201cService\u201d means work. \u201cGross Margin\u201d means profit.\nThe Services are good.\n"
    assert quotes("terms.unused", text) == ["Gross Margin"]
    assert not run("terms.unused", text + "GROSS MARGIN is low.")


def test_duplicate_definitions() -> None:
    text = "\u201cFee\u201d means the price.\n\u201cTerm\u201d means a year.\n\u201cFee\u201d means the tax.\n"
    (found,) = run("terms.duplicate", text)
    assert (found.quote, found.start > 20, found.evidence["first"]) == ("Fee", True, 1)


def test_variants_suggest_the_defined_term() -> None:
    (found,) = run("terms.variant", DEFINED + "We keep the Confidental Information.")
    assert (found.quote, found.suggestion) == ("Confidental Information", "Confidential Information")


def test_coverage_of_a_list_with_synonyms() -> None:
    facts = {"playbook": {"red_list": ["liability cap", {"term": "indemnity", "any": ["hold harmless"]}, "IP rights"]}}
    params = {"list": "playbook.red_list"}
    found = run("terms.coverage", "The Liability Caps apply; we hold harmless.", params, facts)
    assert [item.message for item in found] == ["\u201cIP rights\u201d is not mentioned."]
    assert skipped("terms.coverage", params, {})
