"""Paragraphs that a second draft turned: "shall neither" for "shall not … or", "abstain" for "not vote"."""

from __future__ import annotations

import pytest

from tests.unit.checks.running import quotes

RULES = """RULES OF THE ASSOCIATION

D1 The Board shall meet at least six times a year. Five members make a quorum, and the secretary keeps the minutes.

{first}

D3 The Board may delegate any of its powers to committees with written terms of reference, which report to it
each month.

D4 The auditor examines the accounts of each year within three months and reports to the members at the annual meeting.

{second}
"""
PAIRS = [
    (
        "D2 A Board Member who has a personal or financial interest in a matter shall declare it, shall"
        " leave the meeting"
        " while the matter is discussed and shall not vote on it. The interest shall be recorded in the minutes.",
        "D5 Any Board Member with a financial or personal interest in a matter must declare that interest,"
        " withdraw from"
        " the meeting during discussion of the matter and abstain from voting on it. The minutes shall record the"
        " interest.",
    ),
    (
        "D2 Grantor shall keep the Property in good repair, shall not commit or permit waste, and shall"
        " allow Beneficiary"
        " to enter and inspect the Property at reasonable times on twenty-four (24) hours' notice.",
        "D5 Grantor shall maintain the Property in good condition and repair and shall neither commit nor suffer waste."
        " On twenty-four (24) hours' notice Beneficiary shall be allowed to enter the Property and inspect it at"
        " reasonable times.",
    ),
    (
        "D2 The survey was visual. We did not open up floors, walls or ceilings, and we cannot say that"
        " parts which were"
        " covered or out of reach are free from defect. The areas not seen are listed below.",
        "D5 Our inspection was visual only. Floors, walls and ceilings were not opened up, and we are unable"
        " to say that"
        " parts which were out of reach or covered are free of defects. The areas we did not see are listed below.",
    ),
    (
        "D2 The joint between the arches and the Widening leaks along its full length. Water reaches the bearing"
        " shelves"
        " and is, in our opinion, the main reason for the condition described above.",
        "D5 The joint between the Widening and the arches is leaking over its full length. Water gets to the bearing"
        " shelves, which in our opinion is the principal cause of the condition described above.",
    ),
    (
        "D2 The Landlord shall render an account of the Operating Costs by 31 December of the following year. Any"
        " balance is payable within thirty (30) days of receipt of the account.",
        "D5 By 31 December of the following year, the Landlord shall render to the Tenant an account of the Operating"
        " Costs. A balance shown by it falls due for payment within thirty (30) days after receipt of the account.",
    ),
    (
        "D2 On termination the Customer shall, at its own cost, remove the Goods within 21 days. If it does not, the"
        " Warehousekeeper may, after seven days' further notice, sell the Goods and account to the Customer for the"
        " proceeds less the Charges and the cost of sale.",
        "D5 When this Agreement ends the Customer shall remove the Goods at its own expense within 21 days. Failing"
        " that,"
        " the Warehousekeeper may sell the Goods, having given seven days' further notice, and shall account to the"
        " Customer for the proceeds after deducting the Charges and the cost of sale.",
    ),
    (
        "D2 The Supplier shall make a full back-up of the Customer Data each night and keep every back-up for"
        " thirty-five"
        " (35) days at a site at least fifty kilometres from the data centre that hosts the Platform.",
        "D5 Each night the Supplier shall make a full back-up of the Customer Data. Every back-up shall be kept for"
        " thirty-five (35) days at a location not less than fifty kilometres away from the data centre in which the"
        " Platform is hosted.",
    ),
    (
        "D2 Before it withdraws the Grant, the Foundation shall give the Grantee at least three weeks to comment. Sums"
        " which have been spent in good faith on Eligible Costs before the withdrawal need not be returned, except in"
        " the"
        " cases mentioned in paragraph (2)(a) and (b).",
        "D5 Before withdrawing the Grant the Foundation shall allow the Grantee not less than three weeks for its"
        " comments. Except in the cases mentioned in § 10(2)(a) and (b), sums spent in good faith on Eligible Costs"
        " prior"
        " to the withdrawal do not have to be returned.",
    ),
    (
        "D2 Where a stock count shows a net deficiency of more than 0.15 per cent of the pallets handled since the"
        " previous count, the Contractor shall pay the Customer the manufactured cost of the excess deficiency within"
        " 30"
        " days.",
        "D5 If a stock count reveals a net deficiency exceeding 0.15 per cent of the pallets handled since the last"
        " count,"
        " the Contractor shall within 30 days pay to the Customer the manufactured cost of the deficiency in excess of"
        " that percentage.",
    ),
]
APART = [
    (
        "D2 If the consumer price index changes by more than five per cent (5%) compared with the level at the"
        " beginning"
        " of the lease, the Base Rent changes in the same proportion.",
        "D5 If the consumer price index changes by more than ten per cent (10%) compared with the level at the"
        " beginning"
        " of the lease, the rent for the parking spaces changes in the same proportion.",
    ),
    (
        "D2 After a Crop Event the Contract Quantity of each variety is reduced, for that Crop Year only, in the"
        " proportion in which the Grower's harvest falls short of the average of the three preceding years. Damages are"
        " not owed for the reduction.",
        "D5 After a fire or flood at the brewhouse the Contract Quantity of each variety is reduced, for that Crop Year"
        " only, in the proportion in which the Brewery's output of beer falls short of the average of the three"
        " preceding"
        " years. Damages are not owed for the reduction.",
    ),
]
OTHER = (
    "D5 Grantor shall maintain the Property in good condition and repair and shall commit and suffer waste as he likes."
    " On twenty-four (24) hours' notice Beneficiary shall be allowed to enter the Property and inspect it at"
    " reasonable times."
)


@pytest.mark.parametrize(("first", "second"), PAIRS)
def test_what_a_second_draft_turned_is_found(first: str, second: str) -> None:
    assert len(quotes("structure.duplicates", RULES.format(first=first, second=second))) == 1


def test_what_is_forbidden_here_and_allowed_there_is_another_rule() -> None:
    assert quotes("structure.duplicates", RULES.format(first=PAIRS[1][0], second=OTHER)) == []


@pytest.mark.parametrize(("first", "second"), APART)
def test_the_like_rule_of_another_thing_or_party_is_no_copy(first: str, second: str) -> None:
    assert quotes("structure.duplicates", RULES.format(first=first, second=second)) == []
