"""Passages that stand twice: copies with changes are found, what is alike by design is not."""

from __future__ import annotations

import re
from collections.abc import Callable

import pytest

PARTS = (
    "The supplier shall keep complete records of all work done under this agreement for seven years. It shall show"
    " them to the client on request during business hours, and shall hand over copies at the cost of the client"
    " within 10 days of a written demand.",
    "We inspected the roof on 4 March 2024 with Mr Hale of Northgate Surveyors. Eleven tiles on the eastern slope were"
    " cracked, and the felt below them was wet to the touch. The damage is in our view older than the storm for which"
    " the claim was made.",
    "Sales of bottled water in the region grew for the third year in a row and reached 412 million litres in 2023."
    " Two brands hold more than half of the market, while private labels gained ground in every city that we visited.",
    "The value of the property was derived from three sales of similar houses in the same street. Each price was"
    " adjusted for size, for the state of the kitchen and for the date of the sale, and the mean of the three was"
    " rounded to the nearest thousand.",
    "If either party is prevented from performing by an event beyond its control, it must tell the other without delay"
    " and is excused for as long as the event lasts. If the event goes on for more than 60 days, either party may end"
    " this contract by notice.",
    "The patient was seen on the ward at 9.30 and complained of pain in the left knee that had begun two weeks before."
    " There was no fever and no swelling. An X-ray showed a small effusion but no fracture, and rest was advised.",
    "Interest runs on any sum that is not paid when due at four per cent above the base rate of the Bank of Harwich,"
    " from the due date until the day of payment, before as well as after judgment, and is payable on demand.",
    "Each member of the panel filled in a diary of their meals for 14 days. Those who skipped more than two days were"
    " left out, which left 236 persons, of whom 131 were women. Nobody was paid, but a voucher was drawn by lot.",
)
REWORDED = (
    ("complete", "full", "request", "demand", "hand over", "deliver"),
    ("cracked", "broken", "touch", "hand", "in our view", "we think"),
    ("reached", "came to", "half", "50 per cent", "gained ground", "grew"),
    ("similar", "comparable", "state", "condition", "nearest", "next"),
    ("prevented", "kept", "without delay", "at once", "end", "terminate"),
    ("complained", "spoke", "small", "slight", "advised", "recommended"),
    ("sum", "amount", "above", "over", "judgment", "award"),
    ("filled in", "kept", "skipped", "missed", "Nobody", "No one"),
)
BETWEEN = (
    "Nothing in the next part touches what was said so far, since it deals with other things.",
    "Prices are quoted in euros and hold until the end of the quarter.",
    "Letters go to the office in Harwich, and mail to the address in the footer.",
)
LEAD = "Some words on the method come first, so that a reader who was not there can follow each step we took. "
TAIL = " What follows from this for the budget of next year is set out further below, with a table of its own."


def reworded(part: str) -> str:
    changes = REWORDED[PARTS.index(part)]
    for old, new in zip(changes[::2], changes[1::2], strict=True):
        assert old in part
        part = part.replace(old, new, 1)
    return part


def sentences(part: str) -> list[str]:
    return re.split(r"(?<=[a-z0-9]\.) (?=[A-Z])", part)


def figures_changed(part: str) -> str:
    changed = re.sub(r"\d+", lambda found: str(int(found[0]) + 7), part)
    for old, new in (("seven", "nine"), ("three", "five"), ("Hale", "Frome"), ("Harwich", "Ely"), ("two", "six")):
        changed = changed.replace(old, new)
    return changed


def reordered(part: str) -> str:
    parts = sentences(part)
    return " ".join(reversed(parts)) if len(parts) > 1 else part


def split(part: str) -> str:
    parts = sentences(part)
    if len(parts) == 1:
        cut = part.index(", ", len(part) // 3) + 1
        parts = [part[:cut], part[cut + 1 :]]
    return "\n\n".join([parts[0], " ".join(parts[1:])])


def thinned(part: str) -> str:
    words = part.split(" ")
    return " ".join(word for place, word in enumerate(words) if place % 11 != 7)


def padded(part: str) -> str:
    words = part.split(" ")
    return " ".join(word + (" also" if place % 10 == 6 else "") for place, word in enumerate(words))


def wrapped(part: str) -> str:
    return re.sub(r"(.{40,60}) ", r"\1\n", part)


COPIES: tuple[Callable[[str], str], ...] = (
    str,
    reworded,
    figures_changed,
    reordered,
    lambda part: LEAD + part + TAIL,
    lambda part: LEAD + reworded(part) + TAIL,
    split,
    thinned,
    padded,
    str.upper,
    wrapped,
)


def text_with(first: str, second: str) -> str:
    return "\n\n".join([BETWEEN[0], first, BETWEEN[1], second, BETWEEN[2]])


@pytest.mark.parametrize("part", PARTS, ids=range(len(PARTS)))
@pytest.mark.parametrize("copy", COPIES, ids=range(len(COPIES)))
def test_copies_with_changes_are_found(run, copy: Callable[[str], str], part: str) -> None:
    text = text_with(part, copy(part))
    findings = run("structure.duplicates", text).findings
    assert findings
    assert all(finding.start > text.index(BETWEEN[1]) for finding in findings)


@pytest.mark.parametrize("part", PARTS, ids=range(len(PARTS)))
def test_the_longer_form_may_come_first(run, part: str) -> None:
    assert run("structure.duplicates", text_with(LEAD + part + TAIL, part)).findings


SELLER = (
    "The Seller shall indemnify the Buyer against all losses that arise from a breach of this Agreement by the Seller,"
    " its staff or its agents, provided that the Buyer tells the Seller of the claim within ten days."
)
POWER = (
    "it is a company duly formed and in good standing under the laws of its home state, and has full power to enter"
    " into this Agreement and to perform what it promises in it"
)
USE = " The Seller sells and the Buyer buys. The Seller delivers. The Buyer pays. Seller and Buyer sign."
RENT = (
    "The landlord may end this lease by three months’ notice in writing if the tenant is in breach of it and has not"
    " made the breach good within thirty days after the landlord asked the tenant to do so."
)


def swapped(text: str, one: str, other: str) -> str:
    return re.sub(rf"{one}|{other}", lambda found: other if found[0] == one else one, text)


ALIKE = [
    # The same clause for each party.
    text_with(SELLER, swapped(SELLER, "Seller", "Buyer")),
    text_with(RENT, swapped(RENT, "landlord", "tenant")),
    f"1. The Seller promises that {POWER}.\n\n2. The Buyer promises that {POWER}.\n{USE}",
    f"The Seller represents that:\n\n(a) {POWER};\n\n(b) no suit is pending.\n\nThe Buyer represents that:\n\n(a)"
    f" {POWER};\n\n(b) no suit is pending.\n{USE}",
    "The Licensor keeps all rights in the marks, and nothing here gives the Licensee more than the use that clause 2"
    " allows for the term.\n\nThe Licensee keeps all rights in the marks, and nothing here gives the Licensor more than"
    " the use that clause 2 allows for the term.\n\nLicensor and Licensee agree. The Licensor and the Licensee sign."
    " The Licensee pays. The Licensor bills.",
    "Notices to Harbour Ltd are sent by post to its registered office and take effect on the second working day after"
    " they are posted there.\n\nNotices to Quayle plc are sent by post to its registered office and take effect on the"
    " second working day after they are posted there.\n\nHarbour Ltd and Quayle plc agree. Harbour Ltd sells to"
    " Quayle plc. Quayle plc pays Harbour Ltd. Quayle plc and Harbour Ltd sign.",
    # Signatures, addresses, forms, tables.
    "SIGNED for and on behalf of Harbour Ltd by its duly authorised officer in the presence of the witness named below"
    "\n\nName: ________\nTitle: ________\nDate: ________\n\nSIGNED for and on behalf of Quayle plc by its duly"
    " authorised officer in the presence of the witness named below\n\nName: ________\nTitle: ________\nDate: ________",
    "IN WITNESS WHEREOF\n\nBy: ______________\nName: Ada King\nTitle: Director of the Company\nAddress: 4 Quay Road\n\n"
    "By: ______________\nName: Ben Lee\nTitle: Director of the Company\nAddress: 9 Hill Road\n",
    "| Item | Terms |\n|---|---|\n| Desks | to be delivered to the site of the client within ten days of the order, and"
    " paid within thirty days of the bill |\n| Chairs | to be delivered to the site of the client within ten days of"
    " the order, and paid within thirty days of the bill |\n",
    # Definitions.
    "“Seller Affiliate” means any person that controls, is controlled by or is under common control with the Seller,"
    " where control means more than half of the votes.\n\n“Buyer Affiliate” means any person that controls, is"
    " controlled by or is under common control with the Buyer, where control means more than half of the votes.\n"
    + USE,
    "“First Delivery Date” means the date on which the first part of the goods is handed over at the yard, as shown on"
    " the note that the carrier signs.\n\n“Last Delivery Date” means the date on which the last part of the goods is"
    " handed over at the yard, as shown on the note that the carrier signs.",
    # Set phrases of a trade.
    "No party is liable for loss of profit, loss of use or loss of data, to the fullest extent permitted by law.\n\n"
    "The maker gives no warranty that the goods fit a purpose, to the fullest extent permitted by law.",
    "Save as otherwise expressly provided in this agreement, the fee is due in May.\n\nSave as otherwise expressly"
    " provided in this agreement, the goods travel at the risk of the client.",
    "Subject to the terms and conditions of this Agreement, Seller shall sell the boat to Buyer at the price.\n\n"
    "Subject to the terms and conditions of this Agreement, Buyer shall take over the mooring from the first of May.",
    # Reports that tell the same of several things.
    "In the North, sales rose by 4 per cent to 12.4 million euros, with 310 shops at the end of the year and 14 new"
    " ones under way.\n\nIn the South, sales rose by 9 per cent to 31.8 million euros, with 702 shops at the end of the"
    " year and 22 new ones under way.",
    "Sample 1 was kept at 4 °C for 12 days and lost 2.1 g, which is 3.4 per cent of the weight at the start of the"
    " trial.\n\nSample 2 was kept at 9 °C for 15 days and lost 3.7 g, which is 5.9 per cent of the weight at the start"
    " of the trial.",
    # Short repeats.
    "See the note below.\n\nText of its own stands here.\n\nSee the note below.",
    "The client pays within thirty days.\n\nGoods are sent by road.\n\nThe client pays within thirty days.",
    "# Findings\n\nThe roof leaks in two places.\n\n# Findings\n\nThe cellar is dry and warm.",
    "I swear that this is true.\n\nAda King\n\nI swear that this is true.\n\nBen Lee",
    # Summary and body say the same in other words.
    PARTS[1] + "\n\nIn short: the tiles were cracked before the storm came, so nothing is owed for the roof.",
    PARTS[2] + "\n\nWater sold well again; two brands lead, and the labels of the shops are catching up in every city.",
    # What is quoted is answered.
    "“" + PARTS[4] + "”\n\nThe clause names an event beyond the control of a party; a strike of its own staff is none.",
    "\n\n".join(PARTS),
    "\n\n".join(reversed(PARTS)),
    "",
    "one two three four five six seven eight nine ten " * 2,
]  # fmt: skip


@pytest.mark.parametrize("text", ALIKE, ids=range(len(ALIKE)))
def test_what_is_alike_by_design_is_left_alone(run, text: str) -> None:
    assert [finding.quote for finding in run("structure.duplicates", text, media_type="text/markdown").findings] == []


@pytest.mark.parametrize("first", range(len(PARTS)))
@pytest.mark.parametrize("second", range(0, len(PARTS), 2))
def test_different_paragraphs_are_no_copies(run, first: int, second: int) -> None:
    if first != second:
        assert run("structure.duplicates", text_with(PARTS[first], reworded(PARTS[second]))).findings == ()


def test_a_sentence_said_ten_thousand_times_is_one_finding(run) -> None:
    said = "The boat of the owner lies in the harbour at night, and no one minds. "
    assert len(run("structure.duplicates", said * 10_000).findings) == 1


def test_the_first_place_is_named(run) -> None:
    text = text_with(PARTS[0], PARTS[0])
    finding = run("structure.duplicates", text).findings[0]
    start, end = finding.evidence["first"]
    assert text[start:end] == PARTS[0].rstrip(".")
