"""Terms that a contract uses once or twice: states, lists, protocols, and what little is defined beside them."""

from __future__ import annotations

import pytest

from tests.unit.checks.running import quotes

TERMS = ("Discloser", "Mill Project", "Sample Book", "Tarn Site", "Trial Batch", "Weaving Method", "Yarn Store")
DEFINED = "\n".join(f"“{term}” means what the table says of it." for term in TERMS)
USED = " ".join(f"The {term} is as agreed." for term in TERMS)
CONTRACT = "This Secrecy Agreement is made by Orla Finch and Piet Brandt. In this Agreement:\n\n"
LETTER = """Dear Mr Brandt

1. You receive drawings of the loom (the "Loom Papers") from Orla Finch (the "Maker").

2. You shall keep the Loom Papers and show them to nobody, {}.

3. This Agreement ends when the Maker has its papers back.

Yours sincerely
"""


@pytest.mark.parametrize(
    ("term", "sentence"),
    [
        ("Publicly Disclosed", "It covers what has not been Publicly Disclosed before."),
        ("Beneficially Owned", "It counts shares that are Beneficially Owned by either."),
        ("Deal Team List", "Only those on the Deal Team List may see it."),
        ("Access Log", "Each look is told in the Access Log."),
        ("Handling Protocol", "It is stored as the Handling Protocol says."),
        ("Clean Room Procedures", "It is opened under the Clean Room Procedures."),
        ("Outside Date", "It lapses if the mill is not sold by the Outside Date."),
        (
            "Remnants",
            "They may use any Remnants. However, Remnants does not cover drawings, and use of Remnants is free.",
        ),
    ],
)
def test_what_a_contract_with_definitions_leaves_undefined_is_found(term: str, sentence: str) -> None:
    text = f"{CONTRACT}{DEFINED}\n\n{USED}\n\n{sentence}"
    assert quotes("terms.undefined", text)[:1] == [term]
    assert quotes("terms.undefined", text.replace("\n\n", f"\n\n“{term}” means all of it.\n", 1)) == []


@pytest.mark.parametrize("phrase", ["save for the Permitted Purpose", "other than to the Approved Recipients"])
def test_a_permitted_thing_needs_a_definition_also_where_little_is_defined(phrase: str) -> None:
    assert quotes("terms.undefined", LETTER.format(phrase)) == [phrase.partition("the ")[2]]


@pytest.mark.parametrize(
    "sentence",
    [
        "It goes by the Early Learning Fund and by what the Italy Division owned.",
        "It works with the Environmental Issues Addendum, if attached.",
        "Outside Delaware the law may differ.",
        "It follows the Nagoya Protocol.",
        "They may use any remnants; Remnants may be sold, and Remnants are small.",
        "It is told that any Dundonians may enter.",
    ],
)
def test_names_and_what_is_also_written_small_are_left_alone(sentence: str) -> None:
    assert quotes("terms.undefined", f"{CONTRACT}{DEFINED}\n\n{USED}\n\n{sentence}") == []
