"""Repeated passages in policies, reports, papers and judgments, and what is alike in them by design."""

from __future__ import annotations

import pytest

BETWEEN = "The matter in between is of another kind and says so in words of its own.\n\n"
TALKS = (
    "We held four group talks in Leeds with owners of small shops, each of ninety minutes, led by the same "
    "two people and recorded with consent. Nobody was told who paid for the study until the end."
)
NOTICE = (
    "Where a claim is made under this policy the insured shall give notice in writing within fourteen days, "
    "shall preserve the damaged property for inspection, and shall not admit liability or settle without our "
    "written consent."
)
SCAN = (
    "An MRI of the lumbar spine on 12 June 2023 showed a broad protrusion at L4/5 that touches the left nerve "
    "root, with mild narrowing of the canal. No fracture was seen, and the cord ends where it should."
)
DEFAULT = (
    "The court will set aside a judgment entered in default only if the defendant shows a real prospect of "
    "success, and acts promptly once it learns of the judgment; delay of more than a few weeks calls for an "
    "explanation."
)
DEFECTS = (
    "Der Verkäufer haftet für Mängel der Ware nur, wenn der Käufer sie innerhalb von acht Tagen nach der "
    "Lieferung schriftlich rügt und die Ware bis zur Prüfung durch den Verkäufer unverändert aufbewahrt."
)
DRIVERS = (
    "Our forecast rests on three drivers: the number of new homes, the share of them that is sold with a heat "
    "pump, and the price of power. The first is taken from the plans of the councils, the second from a "
    "survey of builders."
)
ASSIGN = (
    "The Lender may assign its rights under this note to any bank that is licensed in the same state, "
    "provided that it tells the Borrower of the assignment within ten days and that the Borrower bears no "
    "cost from it."
)

VISIT = (
    "The plumber came to the flat on the morning after the leak, together with the agent, and found water under the "
    "sink and in the cupboard of the hall; he turned the supply off and put a sign on the door."
)
VISIT_REWORDED = (
    "The plumber came to the flat the morning after the leak with the agent, and found water in the cupboard of the "
    "hall and under the sink; he then turned the supply off and put up a sign on the door."
)
GULLY = (
    "The gully in the yard is filled with leaves and gravel, so that on rainy days the water runs along the "
    "wall of the annex and enters the cellar through the vent beside the meter."
)
WARRANTY = (
    "Northgate shall repair at its own cost every defect that Halden reports to it within the first two years after "
    "the handover, and shall bear the cost of any part that has to be sent abroad for it."
)
LED = "The occupier was told by the surveyor what follows:\n\n"
COPIES = [
    f"{LED}{VISIT}\n\n{BETWEEN}He says in another place:\n\n{VISIT}\n\n{BETWEEN}",
    f"{VISIT}\n\n{BETWEEN}{VISIT_REWORDED}\n",
    f"{GULLY}\n\n{BETWEEN}{GULLY.replace('leaves and gravel', 'gravel and leaves')}\n",
    f"{GULLY}\n\n{BETWEEN}{GULLY.replace('on rainy days the water runs', 'the water runs on rainy days')}\n",
    TALKS + "\n\n" + BETWEEN + TALKS,
    TALKS + "\n\n" + BETWEEN + TALKS.replace("four", "five").replace("Leeds", "Hull").replace("ninety", "eighty"),
    NOTICE
    + "\n\n"
    + BETWEEN
    + NOTICE.replace("fourteen", "thirty").replace("in writing", "by letter").replace("written", "prior"),
    NOTICE
    + "\n\n"
    + BETWEEN
    + ("It should be recalled at this point what the parties agreed when the cover began, so we set it out. ")
    + NOTICE
    + " That is all that needs to be said on notice, and we turn to the amount of the loss.",
    SCAN + "\n\n" + BETWEEN + SCAN.replace("12 June 2023", "3 May 2022").replace("left", "right"),
    SCAN
    + "\n\n"
    + BETWEEN
    + (
        "No fracture was seen, and the cord ends where it should. An MRI of the lumbar spine on 12 "
        "June 2023 showed a broad protrusion at L4/5 that touches the left nerve root, with mild "
        "narrowing of the canal."
    ),
    DEFAULT
    + "\n\n"
    + BETWEEN
    + DEFAULT.replace("set aside", "lift").replace("entered", "given").replace("learns", "hears"),
    DEFAULT + "\n\n" + BETWEEN + DEFAULT.replace("; delay", "\n\nDelay"),
    DEFECTS + "\n\n" + BETWEEN + DEFECTS.replace("acht", "zehn").replace("schriftlich", "in Textform"),
    DRIVERS + "\n\n" + BETWEEN + DRIVERS.upper(),
    DRIVERS
    + "\n\n"
    + BETWEEN
    + DRIVERS.replace("three drivers", "three things").replace("heat pump", "boiler").replace("power", "gas"),
    "# Method\n\n"
    + TALKS
    + "\n\n# Results\n\n"
    + DRIVERS
    + "\n\n# Method\n\n"
    + TALKS.replace("each of ninety minutes, ", ""),
    "1. " + NOTICE + "\n2. " + BETWEEN + "3. " + NOTICE.replace("the insured", "the policyholder"),
    "- " + TALKS + "\n- Other.\n\n" + BETWEEN + TALKS,
    NOTICE.replace(". ", ".\n") + "\n\n" + BETWEEN + NOTICE,
    DEFAULT + " " + TALKS + "\n\n" + BETWEEN + DEFAULT + "\n\n" + DRIVERS,
    TALKS + "\n\n" + TALKS,
    DRIVERS
    + "\n\n"
    + BETWEEN
    + DRIVERS.replace(
        "The first is taken from the plans of the councils, the second from a survey of builders.",
        "The second is taken from a survey of builders, the first from the plans of the councils.",
    ),
    SCAN.replace("showed", "has shown").replace("with mild", "and mild") + "\n\n" + BETWEEN + SCAN,
    BETWEEN + NOTICE + "\n\n" + DEFAULT + "\n\n" + "Annex\n\n" + NOTICE.replace("shall", "must"),
]
LAW = (
    "An occupier of premises owes the same duty, the common duty of care, to all his visitors, except in so far as he"
    " is free to and does extend, restrict, modify or exclude his duty to any visitor by agreement or otherwise.\n\n"
)
ALIKE = [
    f"Section 2 of the Act reads:\n\n{LAW}{BETWEEN}We come back to section 2 of the Act:\n\n{LAW}{BETWEEN}",
    f"This is the duty.\n\n> {LAW}{BETWEEN}It is broken if somebody falls.\n\n> {LAW}{BETWEEN}",
    f"{VISIT.replace('on the morning', 'on 4 May')}\n\n{BETWEEN}{VISIT_REWORDED.replace('the morning', 'on 9 June')}\n",
    f"Northgate and Halden sign. Northgate builds. Halden pays. Northgate and Halden meet.\n\n{WARRANTY}\n\n{BETWEEN}"
    + WARRANTY.replace("Northgate", "*").replace("Halden", "Northgate").replace("*", "Halden"),
    "The adjuster notes that the owner “saw the smoke rise from the roof of the barn at noon” and that she “called the "
    "fire brigade from the house of her neighbour without delay”, which nobody disputes.\n\n"
    + BETWEEN
    + "Two remarks stand here: “called the fire brigade from the house of her neighbour without delay”, in "
    "the first letter, then “saw the smoke rise from the roof of the barn at noon”, in the second one.\n",
    ASSIGN + "\n\n" + ASSIGN.replace("Lender", "#").replace("Borrower", "Lender").replace("#", "Borrower"),
    (
        "The plaintiff says that the brakes failed without warning and that the defendant knew of it "
        "since May, when the garage wrote to it.\n\nThe defendant says that the brakes were sound "
        "when the car was sold and that the plaintiff drove it for a year without a service."
    ),
    (
        "In Leeds, 41 of 120 shops said that they would stock the brand, at a mean price of 2.40 "
        "euros and with 3 facings.\n\nIn Hull, 57 of 98 shops said that they would stock the brand, "
        "at a mean price of 2.15 euros and with 4 facings."
    ),
    (
        "Question 7. How satisfied are you with the speed of delivery, on a scale from 1 (not at all) "
        "to 5 (very), if you think of your last order?\n\nQuestion 8. How satisfied are you with the "
        "state of the goods, on a scale from 1 (not at all) to 5 (very), if you think of your last "
        "order?"
    ),
    (
        "“Base Rent” means the sum that is payable each month under clause 3 for the use of the "
        "premises, as adjusted from time to time under clause 4.\n\n“Service Rent” means the sum that "
        "is payable each month under clause 5 for the use of the premises, as adjusted from time to "
        "time under clause 6."
    ),
    (
        "The tenant shall not, without the prior written consent of the landlord, which shall not be "
        "unreasonably withheld: assign this lease.\n\nThe tenant shall not, without the prior written "
        "consent of the landlord, which may be withheld for any reason: keep a dog on the premises or "
        "in the yard."
    ),
    (
        "If to the Seller:\nHarbour Light Ltd\n4 Quay Road\nHarwich\nAttention: Ada King\nwith a copy "
        "to its counsel at the address below\n\nIf to the Buyer:\nNorth Sea plc\n9 Hill "
        "Road\nHull\nAttention: Ben Lee\nwith a copy to its counsel at the address below"
    ),
    "The memorandum asks whether the notice was in time. “"
    + NOTICE
    + ("” is what clause 4 says.\n\nWe find that it was not, since the letter came on the twentieth day."),
    "> " + NOTICE + "\n\nThat is the clause. It asks for a notice in writing, and an e-mail is one.",
    (
        "| Drug | Advice |\n|---|---|\n| A | take one tablet each morning with a glass of water and "
        "do not lie down for half an hour after it |\n| B | take one tablet each morning with a glass "
        "of water and do not lie down for half an hour after it |\n"
    ),
    (
        "1. Goods. The supplier warrants that the goods are new.\n\n2. Services. The supplier "
        "warrants that the services are done with care."
    ),
    TALKS + "\n\n" + NOTICE + "\n\n" + SCAN + "\n\n" + DEFAULT + "\n\n" + DEFECTS + "\n\n" + DRIVERS,
    (
        "The expert for the claimant holds that the wall moved because of the works next door; he "
        "relies on the cracks of June.\n\nThe expert for the insurer holds that the wall moved "
        "because of the drought; she relies on the levels of May and on the trees."
    ),
    (
        "Mr Hale appeared for the appellant, instructed by Quayle and Partners of Harwich, and "
        "addressed us on the first ground alone.\n\nMs Orr appeared for the respondent, instructed by "
        "Lee and Sons of Hull, and addressed us on both grounds at length."
    ),
    (
        "Each party keeps the other’s papers secret for five years.\n\nEach party bears its own "
        "costs.\n\nEach party may end this contract by notice of a month."
    ),
    (
        "Yours faithfully,\n\nAda King\nPartner, for and on behalf of Harbour Light LLP, who are "
        "regulated by the Board\n\nEnc.\n\nYours faithfully,\n\nBen Lee\nPartner, for and on behalf "
        "of Harbour Light LLP, who are regulated by the Board"
    ),
    (
        "Revenue is recognised when control of the goods passes to the customer, which is when they "
        "are handed over at the yard.\n\nCost of sales is recognised when control of the goods "
        "passes, and holds the cost of making them and of the freight."
    ),
    (
        "The Executive shall not, during the term and for a year after it, work for a rival of the "
        "Company in any state in which the Company has an office.\n\nThe Executive shall not, during "
        "the term and for a year after it, hire any person who worked for the Company in the six "
        "months before."
    ),
    (
        "Subject 014 was withdrawn on day 12 after a rash on both arms that cleared within 4 days "
        "without treatment.\n\nSubject 027 was withdrawn on day 31 after a rash on both arms that "
        "cleared within 9 days without treatment."
    ),
    (
        "The Seller represents and warrants to the Buyer that, as of the date hereof, it has taken "
        "all steps needed to authorise this Agreement.\n\nThe Buyer represents and warrants to the "
        "Seller that, as of the date hereof, it has taken all steps needed to authorise this Agreement."
    ),
]
NEXT = "{} pays rent of £{} a month, in advance, on the second day of each month by standing order to the agents."
MEADOW = (
    "Herr Brandt berichtet über die Gespräche mit der Gemeinde. Die Wiese (Flurstück 18/2, 4.100 m²) grenzt im {} an "
    "die Halle 2. Der Preis soll 61,00 EUR je Quadratmeter betragen; das Angebot der Gemeinde gilt bis 30. Juni 2027."
)
ALIKE += [
    f"{NEXT.format('The tenant of Flat 2', '1,210.00')}\n\n{NEXT.format('The tenant of Flat 4', '1,385.50')}\n",
    f"2.1 {NEXT.format('The tenant of Flat 2', '1,210.00')}\n\n{BETWEEN}3.1 "
    + NEXT.format("The tenant of Flat 4", "1,385.50"),
]
QUARTER = (
    "In the {} quarter revenue rose by {} % to EUR {} million, mainly because of higher prices, while volumes were "
    "stable and the order book was as long as it had been at the start of the year."
)
ALIKE.append(f"{QUARTER.format('first', 4, '12.1')}\n\n{BETWEEN}{QUARTER.format('second', 6, '12.9')}\n")
COPIES += [
    f"{NEXT.format('The tenant of Flat 2', '1,210.00')}\n\n{BETWEEN}" + NEXT.format("The tenant of Flat 2", "1,385.50"),
    f"{MEADOW.format('Osten')}\n\n{BETWEEN}{MEADOW.format('Norden')}\n",
]


@pytest.mark.parametrize("text", COPIES, ids=range(len(COPIES)))
def test_copies_are_found_in_texts_of_many_kinds(run, text: str) -> None:
    kind = "text/markdown" if "#" in text else "text/plain"
    assert run("structure.duplicates", text, media_type=kind).findings


@pytest.mark.parametrize("text", ALIKE, ids=range(len(ALIKE)))
def test_what_is_alike_by_design_is_no_copy(run, text: str) -> None:
    kind = "text/markdown" if "|" in text or "> " in text else "text/plain"
    assert [finding.quote for finding in run("structure.duplicates", text, media_type=kind).findings] == []
