"""Notes between asterisks, and numbers left open before a stop."""

from __future__ import annotations

import pytest

from tests.unit.checks.running import quotes

LEFT = (
    ("We saw none. ***CK to add photo ref***", "***CK to add photo ref***"),
    ("The rate is 4 %. ***insert source here***", "***insert source here***"),
    ("***Anna to confirm***", "***Anna to confirm***"),
    ("It held. *** MT to add para on costs ***", "*** MT to add para on costs ***"),
    ("It is due then. ***check with client***", "***check with client***"),
    ("as told in our report, recommendation ??.", "??"),
    ("Stanza 4 repeats stanza ??, which is odd.", "??"),
    ("It follows finding ??, which we noted.", "??"),
)
MEANT = (
    "***Insert the key***",
    "***CK to check the boiler***",
    "***HR to confirm dates***",
    "**JB to check figures**",
    "***Note: prices exclude VAT.***",
    "Press ***delete*** to go on.",
    "you must ***delete the old key*** first",
    "It stood. ***not for children***",
    "***subject to contract***",
    "Is that so ??",
    "He asked why ??, and left.",
    "Is that so ??, she wrote in 2024.",
    "x = y ?? z, w",
)


@pytest.mark.parametrize(("text", "quote"), LEFT)
def test_what_was_left_is_found(text: str, quote: str) -> None:
    assert quotes("text.placeholders", text) == [quote]


@pytest.mark.parametrize("text", MEANT)
def test_what_is_meant_is_left_alone(text: str) -> None:
    assert quotes("text.placeholders", text) == []
