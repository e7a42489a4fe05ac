"""Second drafts, with another voice, order of clauses and choice of words; and parallels that are none."""

from __future__ import annotations

import pytest

from qa_service.checks.structure.wording_roots import root
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
    (
        "The Supplier warrants that the Goods will conform to the Specification for twelve months from delivery"
        " and shall, at its option, repair or replace any that do not.",
        "6.2 For a period of twelve months after the Goods are delivered they are warranted by the Supplier to"
        " comply with the Specification. Any which fail to comply shall be replaced or repaired, as the Supplier"
        " elects.",
    ),
    (
        "Neither party is liable for delay caused by strikes, flood, war or acts of government, so long as it"
        " gives prompt notice and resumes performance as soon as it can.",
        "Delay resulting from acts of government, war, flood or strikes shall not render a party liable if prompt"
        " notice of it is given and performance is resumed at the earliest possible time.",
    ),
    (
        "The Employee shall devote the whole of her working time to the business of the Company and shall not"
        " engage in any other employment without the consent of the board.",
        "Without the board's consent the Employee may not take up other employment; her entire working time shall"
        " be devoted to the Company's business.",
    ),
    (
        "All intellectual property in the drawings remains with the Architect, who grants the Client a licence to"
        " use them for building, maintaining and selling the house.",
        "The Architect keeps the intellectual property in all drawings. A licence is granted to the Client to use"
        " the drawings in order to build, maintain and sell the house.",
    ),
    (
        "Any notice shall be in writing and delivered by hand or courier to the address set out above, and is"
        " deemed received on the next business day.",
        "Notices must be written and sent by courier or by hand to the addresses given at the head of this"
        " agreement; receipt is deemed to occur on the business day that follows.",
    ),
    (
        "This Agreement is governed by the laws of Norway, and the courts of Bergen have exclusive jurisdiction"
        " over disputes arising from it.",
        "The laws of Norway shall govern this Agreement. Exclusive jurisdiction over any dispute which arises"
        " under it lies with the Bergen courts.",
    ),
    (
        "The obligations in clauses 4 to 6 survive the termination of this Agreement and continue for three years"
        " after the last disclosure made under it.",
        "Termination of this Agreement does not affect the obligations under clauses 4 to 6, which shall survive"
        " and remain in force until three years have passed since the last disclosure.",
    ),
    (
        "The inspector found mould behind the wardrobe in both bedrooms and advised the landlord to fit vents and"
        " to repaint the walls with a fungicidal paint.",
        "Behind the wardrobes of both bedrooms mould was found by the inspector, whose advice to the landlord was"
        " that vents be fitted and the walls repainted in fungicidal paint.",
    ),
    (
        "If the Purchaser does not pay an invoice when due, the Vendor may suspend deliveries and charge interest"
        " at eight per cent a year until it is paid.",
        "In the event of an invoice not being paid by the Purchaser on its due date, interest at eight per cent"
        " per annum may be charged by the Vendor until payment, and deliveries suspended.",
    ),
    (
        "The Client may cancel a booking up to ten days before the event and receives back the deposit, less an"
        " administration fee of forty euros.",
        "A booking may be cancelled by the Client until ten days before the event takes place, in which case the"
        " deposit is refunded after deduction of an administration fee of forty euros.",
    ),
    (
        "Confidential Information does not include anything that is or becomes public other than by breach of"
        " this Deed, or that the Recipient developed independently.",
        "Information that the Recipient has independently developed, or which is in the public domain or enters"
        " it otherwise than through a breach of this Deed, is not Confidential Information.",
    ),
    (
        "The Pledgor shall not sell, lease or otherwise dispose of the Pledged Shares, nor allow any other"
        " security to exist over them, while any Secured Debt is outstanding.",
        "As long as Secured Debt is outstanding, no disposal of the Pledged Shares, whether by sale, lease or"
        " otherwise, shall be made by the Pledgor, and it shall not permit other security over them to exist.",
    ),
    (
        "The Operator keeps a log of every landing, with the time, the wind and the name of the pilot, and hands"
        " it to the authority each month.",
        "A log of all landings is kept by the Operator, stating the pilot's name, the wind and the time. It is"
        " submitted to the authority monthly.",
    ),
    (
        "No failure of the Lessor to insist on strict performance of a covenant is a waiver of that covenant or"
        " of any later breach.",
        "The Lessor's failure to insist that a covenant be strictly performed shall not be construed as waiving"
        " that covenant or any subsequent breach thereof.",
    ),
    (
        "Each party has taken its own legal advice on this settlement and enters into it freely, relying on no"
        " statement that is not written in it.",
        "The parties declare that they enter into this settlement of their own free will, that each was legally"
        " advised, and that neither relies on any statement not contained herein.",
    ),
    (
        "The bearings were replaced in May, but the vibration came back within a week and was loudest when the"
        " fan ran at half speed.",
        "In May the bearings were replaced. Within a week the vibration had returned, and it was at its loudest"
        " with the fan running at half speed.",
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
    (
        "The Supplier warrants that the Goods will conform to the Specification for twelve months from delivery"
        " and shall repair or replace any that do not.",
        "The Supplier warrants that the Services will be performed with due skill and shall re-perform any that"
        " are not within twelve months of completion.",
    ),
    (
        "The Recipient shall promptly inform the Discloser if it is compelled by court order to reveal"
        " Confidential Information, so that the Discloser may seek a protective order.",
        "The Recipient shall promptly inform the Discloser if it becomes aware of a leak of Confidential"
        " Information, so that the Discloser may seek an injunction.",
    ),
    (
        "The Lessee shall give the Lessor notice of any defect in the roof, and the Lessor shall repair it within"
        " thirty days of the notice.",
        "The Lessor shall give the Lessee notice of any works to the roof, and the Lessee shall clear the loft"
        " within thirty days of the notice.",
    ),
    (
        "The Employee shall not, for six months after the end of her employment, solicit any client of the"
        " Company with whom she dealt in her last year.",
        "The Company shall not, for six months after the end of her employment, disclose to any client with whom"
        " she dealt the reasons for which the Employee left.",
    ),
    (
        "Meridian grants Ashdown a licence to use the Meridian marks on packaging in the Territory for the Term,"
        " free of charge.",
        "Ashdown grants Meridian a licence to use the Ashdown marks in advertising in the Territory for the Term,"
        " free of charge.",
    ),
    (
        "Each Shareholder shall vote its shares so that two directors named by Ashdown are elected to the board"
        " of the Company.",
        "Each Shareholder shall vote its shares so that no director named by Meridian is removed from the board"
        " of the Company without cause.",
    ),
    (
        "Fees for the design stage are invoiced on approval of the drawings and are payable within thirty days of"
        " the invoice.",
        "Fees for the building stage are invoiced at the end of each month and are payable within fourteen days"
        " of the invoice.",
    ),
    (
        "The Agent may accept orders up to EUR 5,000 without reference to the Principal and shall report them at"
        " the end of the week.",
        "The Agent may not accept orders above EUR 5,000 without the approval of the Principal, which shall"
        " answer by the end of the week.",
    ),
    (
        "The Pledgor shall not sell, lease or otherwise dispose of the Pledged Shares while any Secured Debt is"
        " outstanding.",
        "The Pledgor may vote the Pledged Shares and receive dividends on them while no Secured Debt is in default.",
    ),
    (
        "The Company may set off against any sum due to the Contractor any amount which the Contractor owes it"
        " under this or another contract.",
        "The Contractor may set off against any sum due to the Company any amount which the Company owes it under"
        " this or another contract.",
    ),
    (
        "Claims under the fire section must be notified within seven days and supported by a report of the fire"
        " brigade.",
        "Claims under the theft section must be notified within two days and supported by a report of the police.",
    ),
    (
        "The Client may cancel a booking up to ten days before the event and receives back the deposit, less a"
        " fee of forty euros.",
        "The Venue may cancel a booking up to thirty days before the event and pays back the deposit, with a sum"
        " of one hundred euros.",
    ),
    (
        "No failure of the Lessor to insist on strict performance of a covenant is a waiver of that covenant or"
        " of any later breach.",
        "No payment by the Lessee of a lesser sum than the rent is an admission by the Lessor of that sum or of"
        " any later payment.",
    ),
    (
        "Director means a member of the board of the Company and includes an alternate appointed under article"
        " twelve by such a member.",
        "Secretary means the secretary of the Company and includes a deputy appointed under article thirty by the"
        " board.",
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
