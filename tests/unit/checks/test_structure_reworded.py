"""Short paragraphs told twice in other words, and those that share a frame and tell of another matter."""

from __future__ import annotations

import pytest

from tests.unit.checks.running import run

REWORDED = [
    (
        "No sanction is imposed until you have been told in writing of the complaint, have seen the evidence and have"
        " had an opportunity to answer it at a meeting held on at least forty-eight hours' notice.",
        "Before any sanction is imposed you will be told of the complaint in writing, will see the evidence, and will"
        " have an opportunity to answer it at a meeting of which at least forty-eight hours' notice is given.",
    ),
    (
        "If any part of the Works does not conform, the Contractor must issue a report to the Superintendent"
        " within two business days, with its proposal to correct or replace the part.",
        "The Contractor must issue a report to the Superintendent within two business days if any part of the"
        " Works is non-conforming, together with its proposal for the correction or replacement of that part.",
    ),
    (
        "The Privacy Officer decides whether there is a real risk of significant harm and, if so, reports to the"
        " Privacy Commissioner and to the Donors concerned.",
        "The Privacy Officer decides whether there is a real risk of significant harm, and if so reports to the"
        " Donors concerned and to the Privacy Commissioner.",
    ),
    (
        "The Tenant shall keep the drains free from obstruction and shall pay the cost of clearing any"
        " blockage it causes.",
        "The Tenant must keep all drains clear of obstruction and must pay the costs of removing any blockage"
        " caused by it.",
    ),
    (
        "The Supplier shall replace any defective part within ten days after notice, at its own cost, or"
        " refund its price.",
        "Any defective part shall be replaced by the Supplier within ten days of notice, at its own expense,"
        " or its price refunded.",
    ),
    (
        "Each Member may inspect the register of members at the registered office during business hours on"
        " giving two days' notice.",
        "Any Member can inspect the register of members at the registered office in business hours upon two"
        " days' notice.",
    ),
    (
        "The claimant slipped on a wet floor near the entrance at about 9.40 and was taken to hospital by a colleague.",
        "At about 9.40 the claimant slipped on the wet floor close to the entrance, and a colleague took her"
        " to hospital.",
    ),
    (
        "The pump failed twice in March because the seal had been fitted the wrong way round by the contractor.",
        "The pump broke down twice in March since its seal had been fitted the wrong way round by our contractor.",
    ),
    (
        "The Borrower shall deliver audited accounts to the Lender within 120 days after the end of each"
        " financial year.",
        "Within 120 days of the end of every financial year the Borrower shall provide the Lender with its"
        " audited accounts.",
    ),
    (
        "The Licensee shall not remove any copyright notice from the Software and shall reproduce it on every"
        " copy it makes.",
        "The Licensee must not remove copyright notices from the Software and must reproduce them on each copy made.",
    ),
    (
        "Interest accrues on overdue sums from the due date until payment at four per cent above the base rate.",
        "Overdue sums bear interest from the due date until they are paid at 4 per cent over the base rate.",
    ),
    (
        "The trustees resolved to sell the cottage at auction and to spend the proceeds on the roof of the hall.",
        "It was resolved by the trustees that the cottage be sold at auction and the proceeds spent on the hall roof.",
    ),
    (
        "The witness says that he saw the van reverse into the gate and that nobody got out to look at the damage.",
        "According to the witness, the van reversed into the gate and nobody got out to look at the damage.",
    ),
    (
        "The nurse telephoned the registrar at 23.10 but he was in theatre and called back forty minutes later.",
        "At 23.10 the nurse rang the registrar, but he was in theatre and rang back some forty minutes later.",
    ),
    (
        "Applicants are told of the decision in writing within six weeks and may appeal to the panel within one month.",
        "We tell applicants about the decision in writing within six weeks; they may appeal to the panel"
        " within a month.",
    ),
    (
        "The Vendor warrants that the Machine has been serviced according to the maker's schedule and is free"
        " of known defects.",
        "The Vendor warrants the Machine to have been serviced in accordance with the maker's schedule and to"
        " be free from any known defects.",
    ),
    (
        "Samples were stored at four degrees and analysed within two days by a laboratory accredited for the method.",
        "The samples were kept at four degrees and were analysed in two days by a laboratory that is"
        " accredited for this method.",
    ),
    (
        "Your policy does not cover damage caused by wear and tear, and the corrosion of the pipe had gone on"
        " for years.",
        "Damage caused by wear and tear is not covered by your policy, and the pipe had been corroding for years.",
    ),
    (
        "The Agent keeps separate accounts for the Principal and remits what it has collected by the fifth"
        " day of each month.",
        "The Agent shall keep a separate account for the Principal and shall remit the money collected by the"
        " fifth day of every month.",
    ),
    (
        "Visitors must sign in at the desk, wear a badge at all times and be accompanied by a member of staff.",
        "All visitors must sign in at the front desk, must wear their badge at all times and be accompanied by staff.",
    ),
    (
        "A Director who has an interest in a contract must declare it at the meeting and may not vote on it.",
        "Any Director with an interest in a contract shall declare that interest at the meeting and shall not"
        " vote on it.",
    ),
    (
        "The roof above the gym leaks in heavy rain, and the buckets which the caretaker puts out are full by noon.",
        "In heavy rain the roof over the gym leaks, and buckets put out by the caretaker are full by noon.",
    ),
    (
        "Title to the Goods passes to the Buyer once the price has been paid in full, but risk passes on delivery.",
        "Title in the Goods shall pass to the Buyer when the price is paid in full; risk, however, passes"
        " upon delivery.",
    ),
    (
        "Both auditors found that stock had been counted by one person only and that no record of the count was kept.",
        "The two auditors found that the stock was counted by only one person and no record had been kept of"
        " the count.",
    ),
]
PARALLEL = [
    (
        "The Landlord may end this lease by three months' notice if the Tenant is in breach and has not made it good.",
        "The Tenant may end this lease by three months' notice if the Landlord is in breach and has not made it good.",
    ),
    (
        "The Buyer shall keep the Seller's information secret and shall use it for the purposes of this contract only.",
        "The Seller shall keep the Buyer's information secret and shall use it for the purposes of this contract only.",
    ),
    (
        "The Supplier shall replace any defective part within ten days after notice, at its own cost, or"
        " refund its price.",
        "The Supplier shall repair any defective software within two days after notice, at its own cost, or"
        " cancel its fee.",
    ),
    (
        "In the north region sales rose by 4% to €3.1 million, mainly because two new customers joined in the spring.",
        "In the south region sales rose by 6% to €2.4 million, mainly because two old customers returned in"
        " the summer.",
    ),
    (
        "The boiler in Block A was inspected on 3 May; the valve was found to leak and was replaced the same day.",
        "The boiler in Block B was inspected on 4 May; the pump was found to be noisy and will be replaced in June.",
    ),
    (
        "Mr Ortiz joined the board in 2019. He chairs the audit committee and is a director of two other companies.",
        "Ms Feld joined the board in 2021. She chairs the pay committee and is a director of three other companies.",
    ),
    (
        "Employees who work on a public holiday receive a day off in lieu within the following eight weeks.",
        "Employees who work at night receive a supplement of 25 per cent and a medical check within the first year.",
    ),
    (
        "If the Purchaser fails to complete, the Vendor may keep the deposit and sell the Property to another person.",
        "If the Vendor fails to complete, the Purchaser may recover the deposit and claim the cost of the searches.",
    ),
    (
        "Notices to the Company shall be sent to its registered office, marked for the attention of the"
        " company secretary.",
        "Notices to the Employee shall be sent to the address last given by him, or handed to him at his"
        " place of work.",
    ),
    (
        "The first claim is rejected because the notice was given out of time and no reason for the delay was shown.",
        "The second claim is rejected because the loss was not caused by the insured event and no cover was"
        " bought for it.",
    ),
    (
        "A Director who has an interest in a contract must declare it at the meeting and may not vote on it.",
        "A Director may appoint an alternate to attend a meeting and to vote on his behalf on a contract in"
        " which he has no interest.",
    ),
    (
        "Test 1: the unit was run for six hours at full load and the bearing reached a temperature of 71 degrees.",
        "Test 2: the unit was run for nine hours at half load and the bearing reached a temperature of 58 degrees.",
    ),
    (
        "The Contractor shall insure the Works against fire, flood and theft until the date of practical completion.",
        "The Contractor shall insure its staff against accidents and shall show the policy to the Employer on request.",
    ),
    (
        "Line 2 was cut because the repayments on the sum sought would have been more than 35% of net income.",
        "Line 3 was cut because the security offered would have covered less than 60% of the sum sought.",
    ),
    (
        "In 2023 the fund returned 6.1%, against 5.4% for its index, and paid two dividends of 40 pence in total.",
        "In 2024 the fund returned 3.8%, against 4.9% for its index, and paid two dividends of 42 pence in total.",
    ),
    (
        "Patients under eighteen are seen within two weeks by the children's team and are offered a course of"
        " six sessions.",
        "Patients over sixty-five are seen within four weeks by the memory team and are offered a course of"
        " ten sessions.",
    ),
    (
        "Sick leave: tell your manager before nine on the first day and send a certificate on the fourth day"
        " at the latest.",
        "Parental leave: tell your manager eight weeks before the first day and send a birth certificate"
        " within a month.",
    ),
    (
        "The Lender may assign its rights without the consent of the Borrower after an Event of Default has occurred.",
        "The Borrower may not assign its rights without the consent of the Lender, whether or not a Default"
        " has occurred.",
    ),
    (
        "The wall facing north was repainted in April after the render had been repaired by Messrs Dole.",
        "The windows facing south were replaced in April after the frames had been condemned by Messrs Dole.",
    ),
    (
        "Class A shares carry one vote each and rank first for dividends up to five per cent of their nominal value.",
        "Class B shares carry no votes and rank after Class A for dividends, without any limit on their amount.",
    ),
    (
        "The applicant lives with her sister in Leeds and has worked as a nurse at the infirmary since March 2018.",
        "The respondent lives with his parents in York and has worked as a driver for the council since June 2020.",
    ),
    (
        "Documents must be kept for six years from the end of the tax year and then destroyed by shredding.",
        "Recordings must be kept for six months from the date of the call and then deleted by the administrator.",
    ),
    (
        "We recommend that the board approve the budget and instruct the treasurer to open the account in Lisbon.",
        "We recommend that the board reject the tender and instruct the secretary to write to the bidder in Porto.",
    ),
    (
        "On arrival, the driver must report to the gate, show his papers and wait until a bay has been"
        " assigned to him.",
        "On departure, the driver must report to the gate, hand in his badge and wait until the load has been checked.",
    ),
    (
        "The Guarantor shall pay on first demand any sum that the Principal owes under this Guarantee.",
        "The Insurer shall pay within thirty days any sum that the Insured has become liable to pay under this Policy.",
    ),
    (
        "Northgate, which has certain information about methods, designs and customers, wishes to disclose it to Halden"
        " for the purpose of a valuation.",
        "Halden, which has certain information about methods, designs and customers, wishes to disclose it to Northgate"
        " for the purpose of a valuation.",
    ),
]
OTHERS = (
    "This report was prepared for the board and covers the period from January to June.",
    "All figures are in thousands unless something else is said, and totals may differ by one because of rounding.",
    "The committee met four times. Its chair thanked the secretary for the minutes, which were approved.",
)


@pytest.mark.parametrize("pair", REWORDED, ids=range(len(REWORDED)))
@pytest.mark.parametrize("between", [0, 2])
def test_a_paragraph_told_again_in_other_words_is_found(pair: tuple[str, str], between: int) -> None:
    (found,) = run("structure.duplicates", "\n\n".join([OTHERS[2], pair[0], *OTHERS[:between], pair[1]]))
    assert found.quote == pair[1].rstrip(".")


def test_it_may_stand_at_the_end_of_another_paragraph() -> None:
    first, second = REWORDED[0]
    text = "\n\n".join([f"{OTHERS[0]} {OTHERS[2]} {first}", OTHERS[1], f"4.2 {second}"])
    (found,) = run("structure.duplicates", text)
    assert found.quote.endswith(second.rstrip("."))


@pytest.mark.parametrize("pair", PARALLEL, ids=range(len(PARALLEL)))
@pytest.mark.parametrize("between", [0, 2])
def test_the_same_frame_around_another_matter_is_no_copy(pair: tuple[str, str], between: int) -> None:
    assert run("structure.duplicates", "\n\n".join([OTHERS[2], pair[0], *OTHERS[:between], pair[1]])) == ()
