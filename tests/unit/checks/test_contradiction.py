"""Statements made again with the opposite sense, and pairs of sentences that are no contradiction."""

from __future__ import annotations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

CHECK = "contradiction.restatements"
BETWEEN = " The adjuster visited the site on Tuesday and spoke to the owner. "
# fmt: off
# ruff: noqa: E501
OPPOSED = [
    ("The policy was in force on the date of the loss.", "The policy was not in force on the date of the loss."),
    ("The policy was in force on the date of the loss.", "In summary, the policy was not in force on the date of loss."),
    (
        "If any provision of this lease is held invalid by a competent court, the remaining provisions stay in full effect between the parties.",
        "If any provision of this lease is not held invalid by a competent court, the remaining provisions stay in full effect between the parties.",
    ),
    ("The insured notified the carrier within the policy period.", "The insured did not notify the carrier within the policy period."),
    ("The insured notified the carrier within the policy period.", "The insured never notified the carrier within the policy period."),
    ("The insured notified the carrier within the policy period.", "As noted above, the insured didn’t notify the carrier within the policy period."),
    ("The Supplier shall deliver the equipment to the main site.", "The Supplier shall not deliver the equipment to the main site."),
    ("The tenant may assign the lease with the landlord's consent.", "The tenant may not assign the lease with the landlord's consent."),
    ("Either party may terminate this agreement for convenience.", "Neither party may terminate this agreement for convenience."),
    ("Any party may disclose the terms of the settlement to its insurers.", "No party may disclose the terms of the settlement to its insurers."),
    ("Revenue in the northern region increased in the second quarter.", "Revenue in the northern region decreased in the second quarter."),
    ("Revenue in the northern region rose in the second quarter.", "Revenue in the northern region fell in the second quarter."),
    ("Customer churn in the retail segment is declining steadily.", "Customer churn in the retail segment is increasing steadily."),
    ("The committee approved the purchase of the second vessel.", "The committee rejected the purchase of the second vessel."),
    ("The lesion in the right upper lobe is benign.", "The lesion in the right upper lobe is malignant."),
    ("The arbitration clause in the framework agreement is valid.", "The arbitration clause in the framework agreement is invalid."),
    ("The arbitration clause in the framework agreement is enforceable.", "The arbitration clause in the framework agreement is unenforceable."),
    ("Water damage from burst pipes is covered under the policy.", "Water damage from burst pipes is not covered under the policy."),
    ("The notice was served before the expiry of the limitation period.", "The notice was served after the expiry of the limitation period."),
    ("The seizure of the vessel in the northern port was lawful.", "The seizure of the vessel in the northern port was unlawful."),
    ("The company is able to meet its debts as they fall due.", "The company is unable to meet its debts as they fall due."),
    ("The deposit must be returned to the tenant within 14 days of the move.", "The deposit must be returned to the tenant within 30 days of the move."),
    ("The contract price for the extension works is $48,000.", "The contract price for the extension works is $84,000."),
    ("The survey was answered by 412 respondents in five countries.", "The survey was answered by 421 respondents in five countries."),
    ("The royalty payable on net sales of the product is 4.5 percent.", "The royalty payable on net sales of the product is 5.4 percent."),
    ("The vendor holds a 12% stake in the joint venture company.", "The vendor holds a 21% stake in the joint venture company."),
    ("The valuer had access to the whole of the upper floor.", "The valuer had no access to the whole of the upper floor."),
    ("The contractor obtained the building permit before work began.", "The contractor did not obtain the building permit before work began."),
    ("The audit committee has reviewed the impairment test.", "We note that the audit committee has not reviewed the impairment test."),
    ("There is evidence of forced entry at the rear door.", "There is no evidence of forced entry at the rear door."),
    ("The patient has a history of cardiac disease.", "The patient has no history of cardiac disease."),
    ("The claimant was wearing a seat belt at the time of the collision.", "The claimant was not wearing a seat belt at the time of the collision."),
    ("The parties intended the letter to be legally binding.", "The parties did not intend the letter to be legally binding."),
    ("The exclusion for gradual deterioration applies to this claim.", "It follows that the exclusion for gradual deterioration does not apply to this claim."),
    ("The board can issue new shares without shareholder approval.", "The board cannot issue new shares without shareholder approval."),
    ("The seller accepted the counter-offer made on behalf of the buyer.", "The seller refused to discuss it. The seller rejected the counter-offer made on behalf of the buyer."),
    ("If the tenant leaves early, the landlord shall keep the whole deposit.", "If the tenant leaves early, the landlord shall not keep the whole deposit."),
    ("The company paid a dividend for the financial year.", "The company did not pay a dividend for the financial year."),
    ("The target's largest customer renewed its supply contract.", "The target's largest customer has not renewed its supply contract."),
    ("The model includes the cost of decommissioning the plant.", "The model excludes the cost of decommissioning the plant."),
    ("The witness confirmed that the gate was locked at night.", "The witness denied that the gate was locked at night."),
    ("The terms of the settlement are confidential between the parties.", "The terms of the settlement are non-confidential between the parties. Confidential papers are kept apart."),
    ("The time allowed for the reply was reasonable in the circumstances.", "The time allowed for the reply was unreasonable in the circumstances."),
    ("Delivery takes place no later than 30 days after the order.", "Delivery takes place no later than 60 days after the order."),
    ("The buyer paid the deposit on exchange (Exhibit B).", "The buyer did not pay the deposit on exchange."),
    ("The wall was built by Harker Ltd in 2019 (see invoice C-4).", "The wall was not built by Harker Ltd in 2019."),
    ("The tenant was aware of the damp in the cellar.", "For the avoidance of doubt, the tenant was unaware of the damp in the cellar."),
    ("The driver wore a helmet on the site.", "The driver did not wear a helmet on the site."),
    ("The policy runs from 1 October 2023 to 30 September 2024 (Exhibit B).", "The policy runs from 1 October 2023 to 31 December 2024."),
    ("The driver noticed the leak on 5 May 2024 and called on 6 May 2024.", "The driver noticed the leak on 15 May 2024 and called on 6 May 2024."),
    ("The charterparty for the vessel was signed on 3 March 2023.", "The charterparty for the vessel was signed on 13 March 2023."),
    ("The tenant may extend the lease for three years (the “Renewal Option”) by notice.", "The tenant may extend the lease for five years by notice."),
    ("For source code the Confidentiality Period is ten years.", "For source code the Confidentiality Period is seven years."),
    ("During probation either side may end the employment by one week's notice.", "During probation either side may end the employment by one month's notice."),
    ("The planning consent for the flats is still valid.", "The planning consent for the flats is no longer valid."),
    ("The survey by post reached 420 households in five cities.", "The survey by post reached 402 households in five cities."),
    ("She had received two written warnings from the plant.", "She had received three written warnings from the plant."),
    ("She was dismissed on 4 July 2024 without any notice.", "She was dismissed on 14 July 2024 without any notice."),
    ("Ms Duarte joined the company in Porto on 1 March 2016.", "Ms Duarte joined the company in Porto on 1 May 2016."),
    ("The trustees agreed to sell the old minibus.", "The trustees did not agree to sell the old minibus."),
]
LAWFUL = [
    ("The following groups are eligible for general club funding:\n\n", "\n\nThe following groups are not eligible for general club funding:\n\n"),
    ("There was an express contract giving ownership of the formulas.", "\n\n\u201cThere was no express contract giving ownership of the formulas\u201d[^a]\n\n"),
    ("If the tenant pays the rent on time, interest is not due.", "If the tenant does not pay the rent on time, interest is due."),
    ("The buyer shall indemnify the seller against third party claims.", "The seller shall not indemnify the buyer against third party claims."),
    ("The policy was in force on the date of the loss.", "The policy was in force on the date of the loss."),
    ("The policy was in force on the date of the loss.", "Was the policy not in force on the date of the loss?"),
    ("Revenue in the northern region increased in the second quarter.", "Revenue in the southern region decreased in the second quarter."),
    ("Revenue in the northern region increased in the second quarter.", "Revenue in the northern region decreased in the third quarter."),
    ("Revenue in the northern region increased in 2022.", "Revenue in the northern region decreased in 2023."),
    ("The insured argues that the policy was in force on the date of loss.", "The insurer argues that the policy was not in force on the date of loss."),
    ("On 3 May 2024 the insured called the broker about the claim.", "On 5 May 2024 the insured called the broker about the claim."),
    ("The upper limit of the agreed price range is open.", "The lower limit of the agreed price range is open."),
    ("Section 4 of the agreement deals with the allocation of risk.", "Section 7 of the agreement deals with the allocation of risk."),
    ("The supplier shall be liable for damage caused by its staff.", "The supplier shall not be liable for damage caused by the weather."),
    ("Confidential information may be disclosed to the advisers of a party.", "Confidential information may not be disclosed to the competitors of a party."),
    ("Phase 1 of the project was completed by the first contractor.", "Phase 2 of the project was not completed by the first contractor."),
    ("The first instalment is paid when the contract is signed.", "The second instalment is not paid when the contract is signed."),
    ("Persons who have signed the register may enter the data room.", "Persons who have not signed the register may enter the data room."),
    ("The price was accepted by the buyer without any reservation.", "The price was not unacceptable to the buyer."),
    ("The plaintiff must show that the defendant knew of the defect.", "The plaintiff must show that the defendant did not warn of the defect."),
    ("The cost of the works was about $48,000 in total.", "The cost of the materials was about $38,000 in total."),
    ("The contract price for the extension works is $48,000.", "The contract price for the extension works is $48 thousand."),
    ("The royalty payable on net sales of the product is 4.5 percent.", "The royalty payable on net sales of the product is 4.48 percent."),
    ("The right kidney is normal in size and position.", "The left kidney is not normal in size and position."),
    ("Unless the landlord consents, the tenant may not sublet the flat.", "The tenant may sublet the flat."),
    ("Where the loss is covered, the insurer pays within thirty days.", "Where the loss is not covered, the insurer pays nothing."),
    ("The claim is not time-barred.", "The claim succeeds."),
    ("The increase in claims was driven by storms in the north.", "The decrease in claims was driven by storms in the north."),
    ("The product is not only cheaper but also lighter than the old one.", "The product is cheaper but also lighter than the old one."),
    ("Delivery takes place no later than 30 days after the order.", "Delivery takes place within 30 days after the order."),
    ("The notice may be given by e-mail or by letter to the registered office.", "The notice may not be given by telephone or by text message to the registered office."),
    ("The receiver may keep one copy for its records.", "The receiver may not keep more than one copy for its records."),
    ("Room 12 was inspected and no damage to the ceiling was seen.", "Room 14 was inspected and damage to the ceiling was seen."),
    ("In the base case the plant runs for twenty years.", "In the low case the plant runs for fifteen years."),
    ("The insured was asked whether the door was locked at night.", "The insured was asked whether the door was not locked at night."),
    (
        "If the buyer accepts the goods in writing within ten days, the seller bears the cost of carriage and the risk of loss.",
        "If the buyer does not accept the goods in writing within ten days, the seller bears neither the cost of carriage nor the risk of loss.",
    ),
    ("The employee shall give notice of one month.", "The employer shall give notice of three months."),
    ("He paid on 4 March.", "He did not pay on 4 April."),
    ("The board approved the budget for the coming year.", "The board did not approve the budget for the previous year."),
    ("Until the fee is paid, the licence is not transferable.", "Once the fee is paid, the licence is transferable."),
    ("The machine shall be available 24 hours a day.", "The machine shall be available 7 days a week."),
    ("The signal rose in the treated group (Figure 2A).", "The signal fell in the treated group (Figure 3C)."),
    ("The buyer paid the deposit on exchange (Lot 4).", "The buyer did not pay the deposit on exchange (Lot 7)."),
    ("The tenant kept the keys in the office (front door).", "The tenant did not keep the keys in the office."),
    ("The engineer signed the log of the lift on 3 May 2024.", "The engineer signed the log of the lift on 3 November 2024."),
    ("The surveyor tested the bags in the hold on 4 June 2023.", "The surveyor tested the bags in the hold on 6 June 2023."),
    ("Online shops sell 31% of all garden furniture in Poland.", "In 2022 online shops sold 28% of all garden furniture in Poland."),
    ("The court held that section 12 deals with the form of notices.", "The court held that section 14 deals with the form of notices."),
    ("In March revenue in the northern region rose.", "In April revenue in the northern region fell."),
    ("In March revenue in the northern region rose.", "Revenue in the northern region fell."),
    ("The rate for the room per week is fixed by the council.", "The rate for the room per month is fixed by the council."),
    ("Notice to the supplier (the “Seller”) is sent by post in writing.", "Notice to the supplier (the “Maker”) is not sent by post in writing."),
]
# fmt: on


@pytest.mark.parametrize(("first", "second"), OPPOSED)
@pytest.mark.parametrize("turned", [False, True])
def test_a_statement_and_its_opposite_are_found(run, first: str, second: str, turned: bool) -> None:
    first, second = (second, first) if turned else (first, second)
    found = run(CHECK, first + BETWEEN + second).findings
    assert len(found) == 1
    assert found[0].quote in second
    assert found[0].evidence["other"] in first


@pytest.mark.parametrize(("first", "second"), LAWFUL)
@pytest.mark.parametrize("turned", [False, True])
def test_alike_sentences_that_can_both_be_true_are_quiet(run, first: str, second: str, turned: bool) -> None:
    first, second = (second, first) if turned else (first, second)
    assert run(CHECK, first + BETWEEN + second).findings == ()


@pytest.mark.parametrize(
    ("first", "second"),
    [("Left kidney", "Right kidney"), ("Site 1", "Site 2"), ("2022", "2023"), ("Retail clients", "Corporate clients")],
)
def test_one_sentence_under_parallel_headings_speaks_of_two_things(run, first: str, second: str) -> None:
    text = (
        f"# {first}\n\nThe size and the position are within normal limits for age.\n\n"
        f"# {second}\n\nThe size and the position are not within normal limits for age.\n"
    )
    assert run(CHECK, text, media_type="text/markdown").findings == ()
    other = text.replace(first, "Findings").replace(second, "Summary of the results")
    assert len(run(CHECK, other, media_type="text/markdown").findings) == 1


def test_a_short_sentence_is_compared_with_the_summary_but_not_with_another_part(run) -> None:
    text = "# {}\n\nThe valuer accepted the painter's offer.\n\n# Repairs\n\nThe valuer rejected the painter's offer.\n"
    assert len(run(CHECK, text.format("Summary"), media_type="text/markdown").findings) == 1
    assert len(run(CHECK, text.format("2. Facts and background"), media_type="text/markdown").findings) == 1
    assert run(CHECK, text.format("House in Mill Lane"), media_type="text/markdown").findings == ()


def test_the_evidence_says_what_differs_and_where(run) -> None:
    text = "The contract price for the works is $48,000." + BETWEEN + "The contract price for the works is $84,000."
    found = run(CHECK, text).findings[0]
    assert found.evidence["difference"] == ["$48,000", "$84,000"]
    assert text[found.evidence["other_start"] : found.evidence["other_end"]].startswith("The contract price")
    assert found.code == "number"
    assert run(CHECK, text, {"numbers": False}).findings == ()


def test_the_examples_of_the_catalogue(run) -> None:
    from qa_service.checks import catalogue

    info = next(info for info in catalogue() if info.name == CHECK)
    assert run(CHECK, info.example_fires).findings
    assert run(CHECK, info.example_quiet).findings == ()


@settings(max_examples=80, deadline=None)
@given(st.text(alphabet=st.sampled_from("abnot .\n\u00e9'1,?#|-"), max_size=300))
def test_no_text_breaks_it(run, text: str) -> None:
    result = run(CHECK, text, media_type="text/markdown")
    assert all(text[f.start : f.end] == f.quote for f in result.findings)


def test_hostile_repeats_stay_linear(run) -> None:
    for text in (
        "not a b c d e. " * 8000,
        "a " * 60_000,
        "no." * 40_000,
        "The price is not 5. The price is 5. " * 3000,
    ):
        assert len(run(CHECK, text).findings) <= 201
