"""Phrases that a short document uses like its few defined terms, weighed by kinds of evidence, and names there."""

from __future__ import annotations

import pytest

from tests.unit.checks.running import quotes

LETTER = """Dear Ms Okafor

1. We offer you the post at Teasel Diagnostics Ltd (the "Company") from 4 May 2026 (the "Start Date").

2. The first three months from the Start Date are a trial (the "Probationary Period").

3. During the Probationary Period the Company may give one week's notice. The pay is due on the last day.

4. {}

Yours sincerely
"""


@pytest.mark.parametrize(
    ("term", "sentence"),
    [
        ("Roster", "You take your turn on the call-out roster. For each day on the Roster you receive $45."),
        ("Order", "It came under an order of 8 March. Claims under the Order are settled."),
        ("Pension Plan", "You may join our pension plan. You pay 3% into the Pension Plan."),
        (
            "Line Manager",
            "You report to the laboratory manager. Tell your Line Manager or a deputy of your Line Manager.",
        ),
        ("Arbitration", "It withdraws its request for arbitration. Each bears its costs of the Arbitration."),
        ("Adjudicator", "A dispute goes to an engineer. It is told to the Adjudicator within a week."),
        ("Initial Work", "We write one letter. What is done for the Initial Work is paid by the hour."),
        ("Contract", "It was built under a contract dated 4 March 2019. It was pleaded in respect of the Contract."),
        ("House", "I give my house at 4 Bell Lane to Karl. Tomas may live in the House for two years."),
    ],
)
def test_a_term_of_a_short_letter_is_found_by_one_use(term: str, sentence: str) -> None:
    assert quotes("terms.undefined", LETTER.format(sentence))[:1] == [term]


@pytest.mark.parametrize(
    "sentence",
    [
        "You take your turn on the call-out roster. For each day on the roster you receive $45.",
        "You use the Iron Market car park, the Land Registry and the Fire Brigade.",
        "You report to the Head of Engineering and to the Works Engineer.",
        "The Staff Handbook is on the intranet; ask the People Team.",
        "The Board meets in May and the Ombudsman may be asked.",
        "It is paid on the Quarter Days, which are 25 March and 24 June.",
        "On a Change of Control you may ask for pay. A change of control is a sale of the shares.",
        "It follows the Medical Devices Rules, 2017.",
        "It follows the European Communities (Late Payment in Commercial Transactions) Regulations 2012.",
        "Answer the said Request for Proposal. Requests go to the Special Assets desk.",
        "This Letter Agreement is governed by English law.",
        "It uses a Taylor series, is kept in the LiquidityTree and follows the GitHub Statement.",
        "The salary is paid on time; the Salary is high and the salary is fixed.",
        "It runs on WordPress.com and on the Fairview Model Eight.",
    ],
)
def test_names_customs_and_what_is_told_are_none(sentence: str) -> None:
    assert quotes("terms.undefined", LETTER.format(sentence)) == []


def test_nothing_is_weighed_where_nothing_is_defined_or_capitals_are_the_habit() -> None:
    alone = "Dear Ms Okafor\n\nWe use the old one.\n\nIt came under an order. Claims under the Order are settled.\n"
    assert quotes("terms.undefined", alone) == []
    habit = LETTER.format(
        "It came under an order. The Order is told to the Adviser, the Claim to the Reviewer, the Loan to the Surveyor,"
        " the Survey to the Insurer, and the Repair to the Editor."
    )
    assert "Order" not in quotes("terms.undefined", habit)


def test_particulars_tell_their_terms() -> None:
    text = (
        "# Lease\n\n**Landlord:** Ironmarket Estates\n\n**Term:** five years\n\n**Rent:** 900 a month\n\n"
        "## Words we use\n\n- **Building** \u2013 the mill.\n- **Yard** \u2013 the yard behind it.\n- **Gate** \u2013"
        " the gate to the road.\n\n1. The Landlord lets the Building for the Term at the Rent, with the Yard and the"
        " Gate.\n2. The Landlord keeps the {} shut.\n"
    )
    assert quotes("terms.undefined", text.format("Gate")) == []
    assert quotes("terms.undefined", text.replace("- **Yard** \u2013 the yard behind it.\n", "").format("Gate")) == [
        "Yard"
    ]


def test_rows_of_particulars_may_be_counted() -> None:
    text = (
        "# Services\n\n| Item | Detail |\n|---|---|\n| 1. Completion Date | 30 June |\n| 2. Key Personnel | Ann |\n\n"
        "**Fee** means 900.\n\n**Works** means the works.\n\n**Site** means the yard.\n\nThe Works end on the"
        " Completion Date at the Site for the Fee, by the Key Personnel.\n"
    )
    assert quotes("terms.undefined", text) == []


def test_things_told_are_read_once_for_all_terms() -> None:
    terms = "".join(f'"Lot {at} Notice" means the notice of the owner of lot {at}.\n\n' for at in range(600))
    uses = "".join(f"The Field {at} Notice is kept. The owner reads the Field {at} Notice. " for at in range(600))
    hostile = "A part of a part of a part " * 800
    assert len(quotes("terms.undefined", f"{terms}{hostile}\n\n{uses}")) <= 201


LINE = """AGREEMENT

"Tariff" means the tariff of the carrier. "Dth" is one dekatherm. "Day" means a day of the week. "Points" means the
points listed in Appendix 1. "Security" means a letter of credit. "Shipper" means Divide LLC. "Carrier" means Kiowa Inc.

1. The Carrier shall deliver Dth to the Shipper at the Points on each Day as the Tariff says, against the Security.

2. {}
"""


@pytest.mark.parametrize(
    ("sentence", "told"),
    [
        (
            "The Carrier shall finish the Lateral by May. The Shipper pays for the Lateral, up to $5,000.",
            ["Lateral"],
        ),
        ("The Carrier keeps to the Galway rules. The Shipper keeps to the Galway rules.", []),
        ("The Carrier shall finish the Lateral line by May.", []),
    ],
)
def test_a_noun_that_is_known_by_its_place_alone(sentence: str, told: list[str]) -> None:
    assert quotes("terms.undefined", LINE.format(sentence)) == told


MEMORANDUM = """MEMORANDUM OF ADVICE

You have asked us to advise Castle Foods, Inc. ("Castle") on its purchase of Bright Bakery, Inc. ("Bright"). Castle
bought the shares under an agreement of 30 June 2020 (the "Purchase Agreement"). It pays more if sales reach a sum
(the "Earn-Out"). By letter of 17 January (the "Demand Letter") the claim was made for the year 2022 (the "Second
Year"). The minutes of the board (the "Minutes") tell why. In our opinion the Purchase Agreement allows the closure, as
the Minutes show, and the Demand Letter does not say otherwise for the Second Year. The Earn-Out is not owed by Castle
or by Bright.

{}
"""


@pytest.mark.parametrize(
    ("sentence", "found"),
    [
        (
            "A crack runs along the crown. The Crown Crack was seen by two. Then the Crown Crack was mended.",
            ["Crown Crack"],
        ),
        (
            "The sums are discounted at a rate. The Discount Rate is 7 per cent, and the Discount Rate is usual.",
            ["Discount Rate"],
        ),
        ("The house stands in the Record of\n    Protected Structures of the county.", []),
        ("The ovens are kept on the way in any Approved Store.", ["Approved Store"]),
        ("The ovens are old, and the plant was closed.", []),
    ],
)
def test_a_memorandum_that_names_what_it_speaks_of(sentence: str, found: list[str]) -> None:
    assert quotes("terms.undefined", MEMORANDUM.format(sentence)) == found


@pytest.mark.parametrize(
    ("sentence", "found"),
    [
        (
            "A committee of three chooses the plan. If the Plan Committee cannot agree, the pay stays.",
            ["Plan Committee"],
        ),
        ("If the Plan Committee cannot agree, the pay stays.", []),
        ("It is reckoned on a Fully Diluted Basis. A Fully Diluted Basis is used again.", ["Fully Diluted Basis"]),
        ("It changes in a writing signed by your Managing Member. Ask your Managing Member.", []),
        ("Letters are marked for the attention of its Financial Controller.", []),
        ("It needs the approval of the Federal Inspectorate for Heavy Current Installations.", []),
        ("The parties file a Statement of Claim, and after the Statement of Claim a reply.", []),
        (
            "You bring a letter of credit. We draw on the Letter of Credit, and the Letter of Credit runs a year.",
            ["Letter of Credit"],
        ),
        ("We draw on the Letter of Credit, and the Letter of Credit runs a year.", []),
    ],
)
def test_bodies_offices_and_what_is_taken_up(sentence: str, found: list[str]) -> None:
    assert quotes("terms.undefined", LETTER.format(sentence)) == found


@pytest.mark.parametrize(
    "sentence",
    [
        "It was admitted under the Insolvency and\n      Bankruptcy Code, 2016.",
        "No third party has a right under the Contracts (Rights of Third Parties) Act 2001.",
        "The staff were vetted under the National Vetting Bureau (Children and Vulnerable Persons) Acts 2012 to 2016.",
        "A Phase I assessment was made. The Phase II results are awaited, and the Phase II results decide.",
        "Each load has a Vendor Declaration in the form published by Grain Trade Australia.",
        "The Swiss Federal Office for the Environment has said the same.",
    ],
)
def test_names_of_statutes_phases_and_forms(sentence: str) -> None:
    assert quotes("terms.undefined", LETTER.format(sentence)) == []


def test_parties_in_capitals_beside_their_names() -> None:
    text = """FORMAL INSTRUMENT OF SUBCONTRACT

CONTRACTOR      Torrens Bay Pty Ltd
                Level 6, 118 Crown Street

SUBCONTRACTOR   Ironbark Pty Ltd

1. The Contractor has agreed with a trust (the "Principal") to build a hall (the "Hall") on a field (the "Site").

2. The Subcontractor builds the Hall on the Site for the Principal, and the Contractor pays the Subcontractor.
"""
    assert quotes("terms.undefined", text) == []


@pytest.mark.parametrize(
    "sentence",
    [
        "It follows the Health and Safety at Work etc. Act 1974.",
        "We searched the Register of Judgments for five years, and the Register of Judgments was clear.",
        "The data are those of the Wieringermeer polder.",
    ],
)
def test_names_of_registers_acts_and_places(sentence: str) -> None:
    assert quotes("terms.undefined", LETTER.format(sentence)) == []


def test_items_of_particulars_two_blanks_apart() -> None:
    text = """LEASE

Item 1  Landlord  Harbour Estates Pty Ltd
Item 2  Tenant  Bellbird Speech Pty Ltd
Item 3  Permitted Use  Consulting rooms
Item 4  Rent  $4,000 a month

1. The Landlord lets the rooms (the "Premises") to the Tenant for five years (the "Term").

2. The Tenant uses the Premises for the Permitted Use only, and pays the Rent during the Term (the "Rent Day").

3. The Permitted Use may not be changed. The Rent is paid on each Rent Day.
"""
    assert quotes("terms.undefined", text) == []
