"""Blanks behind who signs, and forms under headings that say so."""

from __future__ import annotations

import pytest

from tests.unit.checks.running import quotes

BODY = "The parties agree on the terms above. They keep them for three years and pay each quarter.\n\n" * 6
LAWFUL = (
    "Signed for FEN WORKS LTD by its director: ____________________\n",
    "For QUILL ANALYTICS LLP \u2014 Authorised Signatory: ____________________\n",
    "ALDERN HOLDINGS INC.   Per: ____________________\n",
    "Received by: ____________________\n",
    'SCHEDULE "C" \u2014 FORM OF JOINDER\n\n[Name of investor] has read the agreement dated [date] as well.\n',
    "THIRD SCHEDULE: FORM OF CERTIFICATE\n\nThis certifies that [name of holder] of [address] holds the notes.\n",
)
LEFT_OVER = (
    "The deposit was received by ____________________ on the first day of the term.\n",
    "The rent is paid on behalf of ____________________ by the tenant each month.\n",
    "THIRD SCHEDULE: THE NOTES\n\nThe holder of the notes is [name of holder] of [address] in the city.\n",
)


@pytest.mark.parametrize("text", LAWFUL)
def test_blanks_to_sign_and_forms_are_lawful(text: str) -> None:
    assert quotes("text.placeholders", f"{BODY}{text}") == []


@pytest.mark.parametrize("text", LEFT_OVER)
def test_blanks_in_sentences_are_left_over(text: str) -> None:
    assert quotes("text.placeholders", f"{BODY}{text}") != []
