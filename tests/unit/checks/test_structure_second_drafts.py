"""Second drafts, with another voice, order of clauses and choice of words; and parallels that are none."""

from __future__ import annotations

import pytest

from qa_service.checks.wording_roots import root
from tests.unit.checks.running import run

# Active and passive, clauses in another order, synonyms, nouns for verbs; letters, reports and minutes.
SECOND_DRAFTS = [
    (
        "The Consultant shall not disclose to any third party the methods, price lists or customer data of the"
        " Client, and shall return all copies of them to the Client when the assignment ends.",
        "No methods, price lists or customer data of the Client shall be disclosed by the Consultant to a third"
        " party, and upon the end of the assignment all copies of these shall be returned to the Client by the"
        " Consultant.",
    ),
    (
        "If the Carrier delays delivery by more than five days, the Shipper may reject the consignment and"
        " recover the freight that it has paid.",
        "Where delivery has been delayed by the Carrier for more than five days, the consignment may be rejected,"
        " and the freight paid may be recovered, by the Shipper.",
    ),
    (
        "The auditor shall be appointed by the members at the annual meeting and may be removed by them only for"
        " good cause and after she has been heard.",
        "9. Auditor. The members appoint the auditor at the annual meeting; they may remove her for good cause"
        " only, once they have heard her.",
    ),
    (
        "The Escrow Agent shall release the deposit to Marlowe Freight upon joint written instructions of both"
        " parties, or upon a final judgment that orders its release.",
        "The deposit shall be released by the Escrow Agent to Marlowe Freight on the parties' joint instruction"
        " in writing or on a final judgment ordering that it be released.",
    ),
    (
        "Unless the Lender has agreed in writing beforehand, the Borrower shall not create a charge over the"
        " Equipment, part with possession of it, or move it from the Premises.",
        "The Borrower shall not move the Equipment from the Premises, part with its possession or create any"
        " charge over it without the prior written agreement of the Lender.",
    ),
    (
        "This Deed may be executed in any number of counterparts, each of which is an original, and all of which"
        " together make up one and the same instrument. Signatures sent by e-mail bind as if they were written by"
        " hand.",
        "Signatures by e-mail are binding as if hand-written. The present Deed may be signed in counterparts, of"
        " any number, all of which together form the same single instrument, each being an original.",
    ),
    (
        "Should a court hold any term of this licence to be void, the other terms stay in force, and the parties"
        " shall replace the void term by one that comes as close as possible to its economic effect.",
        "12. Severability. The remaining terms of this licence shall continue in force if any of its terms is"
        " held void by a court; the term that is void shall be substituted by the parties with the one coming"
        " closest to its economic effect.",
    ),
    (
        "Rent is payable in advance on the first day of each quarter by bank transfer, without deduction or set-"
        " off, to the account that the Landlord has named.",
        "The rent shall be paid to the account named by the Landlord, by bank transfer, with no set-off or"
        " deduction, on every quarter's first day in advance.",
    ),
    (
        "Either party may terminate this Contract with immediate effect by written notice if the other commits a"
        " material breach and fails to remedy it within fourteen days after being requested to do so.",
        "This Contract can be ended by either party at once by notice in writing where the other is in material"
        " breach of it and has not cured that breach within fourteen days of a request.",
    ),
    (
        "The Grower acknowledges that the seed is supplied for one sowing only and undertakes to destroy any seed"
        " that is left over after the season.",
        "The Grower accepts that the seed is furnished for a single sowing and agrees that any seed remaining at"
        " the end of the season will be destroyed.",
    ),
    (
        "Money damages would not be an adequate remedy for a breach of Article IV, and Tolland may therefore seek"
        " an injunction, without posting a bond, in addition to its other remedies at law.",
        "Relief in equity. A violation of Article IV cannot be adequately remedied by monetary damages. In"
        " addition to any other legal remedy, Tolland shall accordingly be entitled to seek an injunction without"
        " the posting of a bond.",
    ),
    (
        "The Publisher shall furnish the Author with a statement of sales within sixty days of the end of each"
        " half-year and shall permit her accountant to inspect the books on reasonable notice.",
        "Within sixty days after every half-year has ended, the Publisher must supply a sales statement to the"
        " Author, whose accountant shall be allowed to inspect its books upon reasonable notice.",
    ),
    (
        "No waiver of a default under this indenture extends to any later default, and no omission by the Trustee"
        " to exercise a power impairs that power.",
        "The waiver of any default hereunder shall not extend to a subsequent default, nor shall any power of the"
        " Trustee be impaired by its omission to exercise it.",
    ),
    (
        "On completion of the works the Builder shall remove its plant, clear the site of rubbish and reinstate"
        " the verge to the satisfaction of the surveyor.",
        "Once the works have been completed the surveyor must be satisfied that the verge is reinstated, the site"
        " cleared of rubbish and the Builder's plant removed.",
    ),
    (
        "The Museum will insure the paintings from collection to return for the value stated in the list, and"
        " will notify the Lender at once of any damage to them or theft of them.",
        "Insurance of the paintings is for the Museum, at the values that the list states, from when they are"
        " collected until they are returned. If any is damaged or stolen, the Lender is to be notified"
        " immediately.",
    ),
    (
        "Any dispute about the valuation of the shares shall be determined by an independent accountant, who acts"
        " as an expert and not as an arbitrator and whose determination is final.",
        "Where it is disputed how the shares are to be valued, an independent accountant shall determine it,"
        " finally and as an expert, not an arbitrator.",
    ),
    (
        "The Receiving Party shall hold the Samples in confidence, shall analyse them only so far as the"
        " Evaluation requires, and shall give access to them only to those of its laboratory staff who need it and"
        " are bound by duties no less strict than those set out here. Within ten days after the Evaluation the"
        " Receiving Party shall ship whatever is left of the Samples to the Disclosing Party, or shall incinerate"
        " it and certify the incineration, as the Disclosing Party may choose.",
        "The Samples are to be held confidentially by the Receiving Party. Analysis is limited to that required"
        " by the Evaluation, and access to such members of its laboratory staff as need it, being subject to"
        " duties at least as strict as those herein. The Disclosing Party may choose whether any of the Samples"
        " left over are incinerated, with a certificate of incineration, or shipped to it; in either case the"
        " Receiving Party shall see to that within ten days of the Evaluation.",
    ),
    (
        "Nothing in this Agreement makes either party the agent, partner or employee of the other. Neither has"
        " authority to bind the other or to incur any debt in the name of the other.",
        "14. Independent contractors. The parties are not each other's partners, agents or employees by virtue of"
        " anything in this Agreement, and no party is authorised to incur debts in the other's name or to bind it.",
    ),
    (
        "We visited the warehouse on two mornings in June and counted the pallets with the foreman. Nine were"
        " missing, and the seals of four others had been broken.",
        "On two mornings in June the warehouse was visited by us, and together with the foreman we counted the"
        " pallets: nine could not be found, and four others had broken seals.",
    ),
    (
        "The treasurer reported that the subscription had not been raised since 2019 and proposed an increase of"
        " six pounds, which the meeting carried with two votes against.",
        "An increase of six pounds was proposed by the treasurer, who reported that subscriptions had not risen"
        " since 2019; it was carried by the meeting, two voting against.",
    ),
    (
        "Your daughter's asthma is well controlled by the brown inhaler. Please go on with two puffs in the"
        " morning and two at night, and see the nurse again before the hay fever season.",
        "The brown inhaler controls your daughter's asthma well. She should continue with two puffs each morning"
        " and night, and the nurse would like to see her again before the season for hay fever.",
    ),
    (
        "The leak came from a joint behind the bath which the plumber had left hand-tight. Water ran down inside"
        " the wall and lifted the parquet in the room below.",
        "A joint behind the bath, left hand-tight by the plumber, was where the leak came from; the parquet of"
        " the room beneath was lifted by water that had run down within the wall.",
    ),
    (
        "Half of the shelters had no light after dusk, and women told us that they avoided them for that reason."
        " We recommend solar lamps, which the district can maintain itself.",
        "Women told us that they avoid the shelters because half of them are without light after dusk. Solar"
        " lamps, which can be maintained by the district itself, are what we recommend.",
    ),
]
# The other party has the duty; another object, breach, amount or day; forbidden and allowed; rules of one series.
OTHER_MATTERS = [
    (
        "The Consultant shall not disclose to any third party the price lists or customer data of the Client, and"
        " shall return all copies of them to the Client when the assignment ends.",
        "No price lists or customer data of the Consultant shall be disclosed by the Client to any third party,"
        " and when the assignment ends all copies of them shall be returned by the Client to the Consultant.",
    ),
    (
        "The Franchisor may inspect the records of the Franchisee during business hours on three days' notice and"
        " may take copies of them at its own expense.",
        "On three days' notice the Franchisee may, at its own expense, inspect the records of the Franchisor"
        " during business hours and take copies of them.",
    ),
    (
        "Tolland shall indemnify Brackwater against every claim which arises from a defect in the pumps that"
        " Tolland has made and Brackwater has resold.",
        "Brackwater shall indemnify Tolland against every claim which arises from a defect in the pumps that"
        " Brackwater has made and Tolland has resold.",
    ),
    (
        "The Disclosing Party gives no warranty that its Information is accurate or complete, and the Receiving"
        " Party relies on it at its own risk.",
        "The Receiving Party gives no warranty that its findings are accurate or complete, and the Disclosing"
        " Party relies on them at its own risk.",
    ),
    (
        "The Husband shall have the children from Friday evening to Sunday evening in every other week and shall"
        " fetch them from the school.",
        "The Wife shall have the children from Sunday evening to Friday evening in every other week and shall"
        " fetch them from the school.",
    ),
    (
        "For two years after the Term the Distributor shall not solicit any customer of the Supplier to end or"
        " reduce its business with the Supplier.",
        "For two years after the Term the Distributor shall not solicit any employee of the Supplier to end or"
        " reduce his employment with the Supplier.",
    ),
    (
        "Money damages would not be an adequate remedy for a breach of Article IV, and Tolland may therefore seek"
        " an injunction in addition to its other remedies at law.",
        "Money damages would be an adequate remedy for late payment, and Tolland may therefore claim interest in"
        " place of its other remedies at law.",
    ),
    (
        "The Licensee shall not decompile, disassemble or reverse engineer the Software, save as the law allows"
        " it notwithstanding this clause.",
        "The Licensee shall not copy, translate or reproduce the Documentation, save as the law allows it"
        " notwithstanding this clause.",
    ),
    (
        "On request the Receiving Party shall return every document that contains Confidential Information and"
        " shall confirm in writing that it has done so.",
        "On request the Receiving Party shall name every person who has seen Confidential Information and shall"
        " confirm in writing that the list is complete.",
    ),
    (
        "The Contractor shall keep the works insured against fire, storm and theft in their full value until they"
        " are handed over.",
        "The Contractor shall keep its workmen insured against accident and illness in the amount that the law"
        " demands until they are paid off.",
    ),
    (
        "If the Buyer fails to open the letter of credit in time, the Seller may cancel the contract and claim"
        " the loss on a resale of the goods.",
        "If the Seller fails to ship the goods in time, the Buyer may cancel the contract and claim the loss on a"
        " purchase of other goods.",
    ),
    (
        "A Tenant of a workshop pays a service charge of £12.50 per square metre in four equal parts, beginning"
        " on 25 March.",
        "A Tenant of an office pays a service charge of £19.75 per square metre in four equal parts, beginning on"
        " 24 June.",
    ),
    (
        "Trade secrets shall be kept confidential for ten (10) years from the end of this Agreement, whatever the"
        " reason for its end may be.",
        "Business plans shall be kept confidential for three (3) years from the end of this Agreement, whatever"
        " the reason for its end may be.",
    ),
    (
        "The first instalment of $40,000 falls due when the hull has been laid and is paid against the"
        " certificate of the surveyor.",
        "The second instalment of $65,000 falls due when the mast has been stepped and is paid against the"
        " certificate of the surveyor.",
    ),
    (
        "The Licensee may grant sub-licences of the Patents to its affiliates in the Territory and shall tell the"
        " Licensor of each of them.",
        "No sub-licences of the Patents shall be granted to affiliates of the Licensee in the Territory once a"
        " royalty is in arrears, and the Licensor shall be told of each of them that ends.",
    ),
    (
        "Members may bring guests to the pool at weekends if they pay for them at the desk and stay with them in"
        " the water.",
        "Members may not bring guests to the gym at weekends, even if they pay for them at the desk and stay with"
        " them.",
    ),
    (
        "In the event of a merger of the Company, each Option becomes an option on shares of the new company at"
        " the ratio at which shares are exchanged.",
        "In the event of a split of the shares, each Option becomes an option on so many new shares as the ratio"
        " of the split demands.",
    ),
    (
        "If the Manager dies or falls ill for more than ninety days, her duties pass to the Deputy until the"
        " members have chosen another.",
        "If the Treasurer resigns or is absent for more than thirty days, his duties pass to the Secretary until"
        " the members have chosen another.",
    ),
    (
        "The interview with Ms Arlt took place on 4 May. She confirmed the dates, had not seen the invoice and"
        " signed the record.",
        "The interview with Mr Pell took place on 6 May. He confirmed the dates, had seen the invoice and refused"
        " to sign the record.",
    ),
    (
        "Phase one ends with a report on the soil, which the geologist writes within four weeks and the Client"
        " approves.",
        "Phase two ends with a design of the piles, which the engineer draws within six weeks and the Client approves.",
    ),
    (
        "Where a seat falls vacant among the directors named by the Investors, the Investors shall name another"
        " director.",
        "Where a seat falls vacant among the directors named by the Founders, the Founders shall name another"
        " director.",
    ),
]
HOST = (
    "This memorandum records what was agreed on the telephone and what is still open between us.",
    "The schedule lists the vessels with their tonnage, their flags and the year in which they were built.",
    "Invoices are numbered in the order of the month. Any that are older than a year are kept in the cellar.",
    "Either party shall bear its own costs. Notices take effect when they reach the office of the party to"
    " which they go.",
)


def _between(first: str, second: str) -> str:
    return "\n\n".join([*HOST[:2], first, *HOST[2:], second])


@pytest.mark.parametrize("pair", SECOND_DRAFTS, ids=range(len(SECOND_DRAFTS)))
@pytest.mark.parametrize("turned", [False, True])
def test_a_second_draft_is_found_whichever_stands_first(pair: tuple[str, str], turned: bool) -> None:
    first, second = reversed(pair) if turned else pair
    (found,) = run("structure.duplicates", _between(first, second))
    assert found.quote[-20:].rstrip(".") in second
    assert found.quote[:15] in second


@pytest.mark.parametrize("pair", OTHER_MATTERS, ids=range(len(OTHER_MATTERS)))
@pytest.mark.parametrize("turned", [False, True])
def test_what_is_said_of_another_party_duty_or_amount_is_no_draft(pair: tuple[str, str], turned: bool) -> None:
    first, second = reversed(pair) if turned else pair
    assert run("structure.duplicates", _between(first, second)) == ()
    assert run("structure.duplicates", "\n\n".join([HOST[0], first, second, HOST[1]])) == ()


def test_the_message_tells_what_was_said_before() -> None:
    first, second = SECOND_DRAFTS[1]
    (found,) = run("structure.duplicates", _between(first, second))
    assert (
        "what was told in “If the Carrier delays delivery by …”: “Where delivery has been delayed by …”"
        in found.message
    )


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("disclosure", "disclosed"),
        ("completion", "completes"),
        ("terminate", "ending"),
        ("furnished", "supplies"),
        ("unenforceable", "void"),
        ("disagree", "disagreement"),
    ],
)
def test_words_of_one_root_or_sense(one: str, other: str) -> None:
    assert root(one) == root(other) != ""


@pytest.mark.parametrize(
    ("one", "other"), [("employer", "employee"), ("agreement", "agree"), ("inform", "information")]
)
def test_words_apart(one: str, other: str) -> None:
    assert root(one) != root(other)
