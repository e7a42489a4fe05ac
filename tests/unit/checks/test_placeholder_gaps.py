"""Gaps in running text, forms that a text appends, boxes to be ticked, and fields that a text explains."""

from __future__ import annotations

import pytest

from tests.unit.checks.running import quotes

PREAMBLE = "The parties agreed on the sale of the mill in March. " * 8
LEFT_OVER = (
    ("The plot has the number XXX/XX in the register.", "XXX"),
    ("Parcel No. XXX/XX lies in the north.", "XXX"),
    ("The pipe is broken at xx,xx m from the shaft.", "xx,xx"),
    ("The copy costs R xxx.xx at the desk.", "xxx.xx"),
    ("We start at XX.XX on Monday.", "XX.XX"),
    ("Beginn um xx Uhr im Saal.", "xx Uhr"),
    ("Ihr Schreiben vom TT.MM.2025 liegt vor.", "TT.MM.2025"),
    ("The lease ends on DD June 2027.", "DD June 2027"),
    ("Paid on dd/mm/2026 by cheque.", "dd/mm/2026"),
    ("Grant YYYY/NN pays for the work.", "YYYY/NN"),
    ("Our file HM/2026/nnn is closed.", "2026/nnn"),
    ("The lorry carries R[insert amount] million of cover.", "[insert amount]"),
    ("The scar has a length of … cm.", "… cm"),
    ("Une cicatrice de … cm est visible.", "… cm"),
    ("The mill was sold in 20.. to its tenants.", "20.."),
    ("We shall inspect it on August __ and report.", "__"),
    ("The fee is due on the __ of each month.", "__"),
    ("Die Sitzung war am __. Juni in Kiel.", "__"),
    ("The rates are set out in Annex __ below.", "__"),
    ("?? to ask the surveyor by Friday.", "??"),
    ("- ?? to book the hall", "??"),
    ("| Who | What |\n|---|---|\n| Ann | ?? will call the bank |\n", "??"),
    ("The trend that Table ? shows is clear.", "Table ?"),
    ("siehe Anlage ?? und den Plan", "Anlage ??"),
    ("Version 3 DRAFT – KP to check the prices · in force from May", "DRAFT – KP to check the prices"),
    ("Das Gutachten [folgt] wird beigelegt.", "[folgt]"),
    ("There were, in all, [X] rounds of talks.", "[X]"),
    ("La date (à compléter) est fixée par le juge.", "(à compléter)"),
    ("It was built by Hall (source?) in the war.", "(source?)"),
    ("Text folgt.", "Text folgt"),
    ("Max Mustermann hat das Angebot gezeichnet.", "Max Mustermann"),
    ("    Re:  Notice of default\n         Loan No. [LOAN_NUMBER]\n\nLadies and Gentlemen,\n", "[LOAN_NUMBER]"),
    (f"{PREAMBLE}\n\nSchedule 2 – Fees\n\nThe fee is [amount].\n", "[amount]"),
    (
        f"{PREAMBLE}\n\nSchedule 2 – Form of Notice\n\nWe give notice.\n\nSchedule 3 – Fees\n\nIt is [amount].\n",
        "[amount]",
    ),
    ("The rent is [ ]\nThe deposit is [ ]\n", "[ ]"),
    ("| Item | Value |\n|---|---|\n| Rent | [ ] |\n| Deposit | 5 |\n", "[ ]"),
    ("The rules oblige us to write [Attach the plan.] in capitals.", "[Attach the plan.]"),
    ("The rent is ........ francs\nThe deposit is ........ francs\n", "........"),
    ("Sent to ________. The rest is known (2 pages).", "________"),
    ("Price: [ ] euros, deposit: [ ] euros", "[ ]"),
    ("The rent is TBD, and the deposit too.", "TBD"),
    ("The total is #REF! in all.", "#REF!"),
    ("It was told by A ________ in May, as the file says.", "________"),
    ("The sum of ________ is due (to be checked by nobody).", "________"),
)
LAWFUL = (
    "SSN: xxx-xx-xxxx (masked)",
    "The card xxxx-xxxx-xxxx-xxxx (redacted) was stolen.",
    "Offer (to be completed by the bidder)\n\nWe offer to do the works by ________ at the latest.\n\nPlace: ________\n",
    "Bremen, den ____________\n\n____________      ____________\nVorsitz              Protokoll\n",
    "Lyon, le ____________\n\n____________\nLe bailleur\n",
    "Le modèle (« Date : ……… Heure : ……… ») est joint.",
    "**Signed for the Mill** ____________  **Signed for the Buyer of the Mill** ____________",
    "Name: ____________\nReason: ____________\n[Attach any letter from the bank.]\nSigned: ____________\n",
    f"{PREAMBLE}\n\n**SCHEDULE 2 – FORM OF DRAWDOWN**\n\nWe draw S$[amount] on [date], of which ____ in cash.\n\n"
    "*(To be completed on drawing.)*\n\n**SCHEDULE 3 – FEES**\n\nNone.\n",
    f"{PREAMBLE}\n\n## Form of purchase order\n\nOrder no. ____ dated ____.\n\n## Marks\n\nNone.\n",
    "A tag such as {{grower}} may stand in a message.",
    "In the letter {{tenant}} becomes the name of the tenant.",
    "The field {{name}} is replaced by the system.",
    'Twelve people had a letter that began "Dear {{first_name}}, we thank you".',
    "Keys handed over [ ]\nMeter read [ ]\n",
    "| Step | Done |\n|---|---|\n| Keys | [ ] |\n| Meter | [ ] |\n",
    "(a) [ ] keys\n(b) [ ] meter\n",
    "> - [ ] keys\n",
    "[X] Yes, [ ] No",
    "Numbers take the form GM/YYYY/NN and are given by the registry.",
    "The text is a DRAFT – for comment by members.",
    "Der Text folgt der Vorlage.",
    "Chapter XX, section 4, and Louis XX, king",
    "Why?? to be sure of it",
    "He moved on ... 20... and left.",
    "The array arr[insert here] grows.",
    "Names with a __ prefix are private.",
    "A.________ gegen B.________ AG, Urteil vom 3. Mai",
    "M. [O] [L] demeurant [Adresse 2]",
    "Soup of the day ........ £4.50\nFish pie ............. £12.00\n",
    "Hamlet ............ John Gray\nOphelia ........... Mary Poe\n",
    "1. The capital of Peru is ________. (2 marks)\n",
    "Score ___/10 on the first day",
    "Please tick: [ ] I agree [ ] I do not agree",
    "Enter the amount in the box [ ] at the foot.",
    "Press <Enter> to go on.",
    "It calls /users/{name}/files for each.",
    "It is kept under /people/<name>/docs and nowhere else.",
    "The field [name] is filled by the system.",
    "The witness, XXXX (name withheld), was heard.",
    "Tasks are TODO, DOING or DONE.",
    "The cell showed #REF! until the link was mended.",
    "The clause marked TBC was settled.",
    "A variable such as {name} may be used.",
    "Set it:\n\n    name = [LOAN_NUMBER]\n    run(name)\n\nand go.\n",
)


@pytest.mark.parametrize(("text", "gap"), LEFT_OVER)
def test_a_gap_is_found(text: str, gap: str) -> None:
    assert gap in quotes("text.placeholders", text)


@pytest.mark.parametrize("text", LAWFUL)
def test_what_is_no_gap_is_left_alone(text: str) -> None:
    assert quotes("text.placeholders", text) == []
