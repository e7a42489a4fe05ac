"""Short clauses that stand twice in words that drafters take for one another, and short clauses that only look so."""

from __future__ import annotations

import pytest

from tests.unit.checks.running import quotes
from tests.unit.checks.test_structure_second_drafts import HOST

DRAFTS = [
    (
        "10.3 On expiry Larkspur must let the Client download the Client Records in XML or PDF format for ninety (90)"
        " days, and must then erase them. Clauses 4, 6 and 8 remain in force.",
        "11.5 When this agreement expires, Larkspur shall for 90 days permit the Client to download the Client Records"
        " in either XML or PDF format, and shall delete the Client Records afterwards. Clauses 4, 6 and 8 shall"
        " survive.",
    ),
    (
        "The Owner shall appoint a surveyor within ten days, who shall inspect the hull and report any defect to both"
        " parties in writing.",
        "A surveyor shall be nominated by the Owner within ten days, who shall examine the hull and tell both parties"
        " in writing of any fault.",
    ),
    (
        "If the Grower becomes aware of an error in a bill, it shall tell the Mill at once and the Mill shall put the"
        " bill right by the next delivery.",
        "As soon as the Grower knows of a mistake in an invoice, it shall inform the Mill, and the Mill shall put the"
        " invoice right by the next delivery.",
    ),
]
OTHERS = [
    (
        "On expiry Larkspur must let the Client download the Client Records in XML or PDF format for ninety (90) days,"
        " and must then erase them.",
        "On expiry the Client must let Larkspur collect the hired scanners from its offices for ten (10) days, and must"
        " then erase the access codes.",
    ),
    (
        "The Owner shall appoint a surveyor within ten days, who shall inspect the hull and report any defect to both"
        " parties in writing.",
        "The Charterer shall appoint a surveyor within ten days, who shall inspect the engine and report any defect to"
        " both parties in writing.",
    ),
    (
        "The duties in clause 4 survive the end of this agreement and bind the Grower for three years from that day,"
        " whoever ended it.",
        "For two years from the end of this agreement, whoever ended it, the Mill remains bound by the duties in clause"
        " 5.",
    ),
    (
        "The Licensee shall delete the maps from its own machines within a week of the end and shall certify that it"
        " has done so.",
        "Within a week of the end the Licensee shall not remove the maps from its own machines, and it shall certify"
        " that they are there.",
    ),
]


def _between(first: str, second: str) -> str:
    return "\n\n".join([*HOST[:2], first, *HOST[2:], second])


@pytest.mark.parametrize("pair", DRAFTS, ids=range(len(DRAFTS)))
@pytest.mark.parametrize("turned", [False, True])
def test_a_short_clause_in_other_words_is_found(pair: tuple[str, str], turned: bool) -> None:
    first, second = reversed(pair) if turned else pair
    assert len(quotes("structure.duplicates", _between(first, second))) == 1


@pytest.mark.parametrize("pair", OTHERS, ids=range(len(OTHERS)))
@pytest.mark.parametrize("turned", [False, True])
def test_another_duty_in_the_same_words_is_no_copy(pair: tuple[str, str], turned: bool) -> None:
    first, second = reversed(pair) if turned else pair
    assert quotes("structure.duplicates", _between(first, second)) == []
