"""The same said of the other party, which is no repeat, and the same party under another word, which is one."""

from __future__ import annotations

import pytest

from tests.unit.checks.running import quotes

BETWEEN = (
    "\n\nThe mill keeps its own accounts, and Brackwater Dyes pays for the water that Tarn Vale Mills draws at night;"
    " Tarn Vale Mills reads the meters, Brackwater Dyes the gauges, and neither Brackwater Dyes nor Tarn"
    " Vale Mills bills"
    " more than once in a season.\n\n"
)
LETTER = (
    "{0} understand{1} that some of what is handed to {2} by {3} may be price sensitive until it is published."
    " Apart from the other limits set out in this letter, {0} undertake{1} that for as long as it is not published {4}"
    " will not deal, and will tell {5} advisers not to deal, in any shares or bonds of {6} on a market where such"
    " dealing would be an offence."
)
YOURS = LETTER.format("You", "", "you", "the Company", "you", "your", "the Company")
THEIRS = LETTER.format("The Company", "s", "it", "you", "it", "its", "yours")
REMEDY = (
    "{0} accepts that, should it depart from clause {2}, {1} may find that damages alone do not make good its loss,"
    " and that {1} is then free to ask any court with jurisdiction for an order that stops the breach or puts an end"
    " to its effects, for a limited time or for good, without having to show what loss it has suffered so far."
)
ROLES = (
    "The {0} shall keep the drawings safe and shall not copy them unless the {1} has agreed in writing. When the work"
    " ends the {0} shall send every copy back at the cost of the {1}, or, where the {1} asks for it, burn them and"
    " send the {1} a statement by one of the directors of the {0} that none is left anywhere."
)


@pytest.mark.parametrize(
    ("one", "other"),
    [
        (YOURS, THEIRS),
        (
            REMEDY.format("Tarn Vale Mills", "Brackwater Dyes", 6),
            REMEDY.format("Brackwater Dyes", "Tarn Vale Mills", 9),
        ),
        (ROLES.format("Tenant", "Landlord"), ROLES.format("Landlord", "Tenant")),
        (ROLES.format("First Party", "Second Party"), ROLES.format("Second Party", "First Party")),
        (
            YOURS.replace("You", "We").replace("you", "us").replace("usr", "our").replace("the Company", "you"),
            YOURS.replace("the Company", "us"),
        ),
    ],
)
def test_the_same_duty_of_the_other_party_is_no_repeat(one: str, other: str) -> None:
    assert quotes("structure.duplicates", f"{one}{BETWEEN}{other}\n") == []


@pytest.mark.parametrize(
    ("one", "other"),
    [
        (YOURS, YOURS.replace("some of what", "part of what").replace("an offence", "unlawful")),
        # A pronoun for the name exchanges nobody.
        (THEIRS, THEIRS.replace("it will not deal", "the Company will not deal")),
        # Nor do sentences in another order.
        (YOURS, " ".join(reversed(YOURS.split(". "))).replace("offence.", "offence. ") + "."),
        (
            REMEDY.format("Tarn Vale Mills", "Brackwater Dyes", 6),
            REMEDY.format("Tarn Vale Mills", "Brackwater Dyes", 6).replace("for good", "for ever"),
        ),
    ],
)
def test_a_copy_in_which_nobody_is_exchanged_is_a_repeat(one: str, other: str) -> None:
    assert len(quotes("structure.duplicates", f"{one}{BETWEEN}{other}\n")) == 1
