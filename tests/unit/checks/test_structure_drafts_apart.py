"""Second drafts below numbers and titles of their own and with negations turned; copies far from their originals."""

from __future__ import annotations

import pytest

from tests.unit.checks.running import run

HOST = (
    "The weavers of Tarn Wood deliver their cloth to the mill at Leith each spring, dyed and measured.",
    "Whoever fetches wool from the store signs for it in the green book beside the door of the office.",
    "In years of drought the dye house draws its water from the upper pond, if the warden agrees to that.",
)
DRAFTS = (
    (
        "7. The Weaver acknowledges that a payment may not be an adequate remedy for any breach of this Covenant. The"
        " Mill will be entitled to seek an injunction and other equitable relief as a remedy for any breach of this"
        " Covenant, in addition to all sums due at law.",
        "The Weaver accepts that a payment may be an inadequate remedy for a breach of this Covenant and that, besides"
        " all sums which are due at law, the Mill shall be entitled to seek an injunction and other equitable relief"
        " for any such breach.",
    ),
    (
        "8. Severance. In the event any term of this Covenant is invalid as applied to a season, it shall be modified"
        " by the least extent necessary to render it valid, and its invalidity shall not affect the validity of any"
        " other term or of the same term as applied to another season.",
        "Should any term of this Covenant be invalid as applied to a season, such term shall be modified by the least"
        " extent needed to make it valid; its invalidity shall affect neither the validity of any other term nor that"
        " of the same term when applied to another season.",
    ),
    (
        "9.4 Expenses. In the event of litigation relating to this Covenant, if a court determines in a final order"
        " that a party has breached this Covenant, then such party shall be liable and pay to the other party the"
        " reasonable legal fees such other party has incurred in connection with its enforcement, including any"
        " appeal.",
        "9.8 Costs of Lawsuits. Should this Covenant be litigated and a court find, by final order, that a party has"
        " breached this Covenant, the party in breach shall be liable for and shall pay to the other party the"
        " reasonable legal fees which it has incurred in its enforcement, including those of any appeal.",
    ),
)
OTHER_MATTERS = (
    (
        "The Weaver acknowledges that a payment may be an adequate remedy for any breach of this Covenant by the Mill,"
        " and that an injunction is needed then.",
        "Where this Covenant is breached by the Mill, it is accepted by the Weaver that a payment may be an inadequate"
        " remedy, and that then an injunction is needed.",
    ),
    (
        "The Weaver shall indemnify the Mill, its owners and its agents against any losses, costs or expenses suffered"
        " or incurred by any of them in connection with any breach of this Covenant by the Weaver; provided, however,"
        " that the Weaver shall not be liable for any indirect or special damages.",
        "The Mill shall indemnify the Weaver against any losses, costs or expenses suffered or incurred by her in"
        " connection with any claim of a dyer that the Mill was not entitled to hand the patterns out; provided,"
        " however, that the Mill shall not be liable beyond the sum of the price paid by the Weaver.",
    ),
)
COPIED = (
    "The Mill, which has its seat at 4 Bell Lane in Leith, keeps the patterns of all the weavers of Tarn Wood in its"
    " dry store by the upper pond, behind two doors.{}\n\nIt is agreed that these patterns are drawn on paper which the"
    " dyers of the town have made from old linen,{} and that nobody may copy them, lend them or show them at a fair"
    " before the weaver who drew them has had her price for them in full and has said so to the warden of the house."
)
ADDED = (
    " They lie in oak drawers.",
    " cut to the size of a card,",
)


def _between(first: str, second: str) -> str:
    return "\n\n".join([*HOST[:2], first, *HOST[2:], second])


@pytest.mark.parametrize("pair", DRAFTS, ids=range(len(DRAFTS)))
@pytest.mark.parametrize("turned", [False, True])
def test_a_second_draft_is_found(pair: tuple[str, str], turned: bool) -> None:
    first, second = reversed(pair) if turned else pair
    (found,) = run("structure.duplicates", _between(first, second))
    assert found.quote[-20:].rstrip(".") in second


@pytest.mark.parametrize("pair", OTHER_MATTERS, ids=range(len(OTHER_MATTERS)))
@pytest.mark.parametrize("turned", [False, True])
def test_the_contrary_and_what_the_other_owes_are_no_drafts(pair: tuple[str, str], turned: bool) -> None:
    first, second = reversed(pair) if turned else pair
    assert run("structure.duplicates", _between(first, second)) == ()


def test_a_copy_is_found_whole_however_far_it_stands_from_its_original() -> None:
    first, second = COPIED.format(*ADDED), COPIED.format("", "")
    quotes = set[str]()
    for words in range(16):
        found = run("structure.duplicates", "\n\n".join([first, f"{HOST[0]}{' Wool' * words}.", second]))
        quotes.add(" | ".join(each.quote for each in found))
    (quote,) = quotes
    assert quote.split() == second.removesuffix(".").split()
