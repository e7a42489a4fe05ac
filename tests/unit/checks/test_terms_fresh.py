"""Terms in the papers of other trades: deeds, policies, appraisals, studies and reports."""

from __future__ import annotations

import pytest

from tests.unit.checks.running import quotes, run

SUPPLY = (
    'This supply contract is made between Brandt Pumps AG ("Supplier") and Nadir Ltd ("Customer").\n\n'
    "1. The Supplier delivers the Equipment listed in Annex A (the “Equipment”) to the Customer.\n\n"
)
UNDEFINED = (
    SUPPLY + "2. The Customer pays the Milestone Payment. Each Milestone Payment falls due on a working day.",
    SUPPLY
    + "2. Acceptance Tests are run by the Supplier. If the Acceptance Tests fail, the Acceptance Tests are rerun.",
    SUPPLY
    + "2. Liability is limited to the Liability Cap. The Liability Cap is net, and no Liability Cap is exceeded.",
    SUPPLY
    + "2. During the Warranty Period the Supplier mends faults. The Warranty Period starts on delivery. The Warranty"
    " Period is not extended.",
    SUPPLY + "2. A Force Majeure Event is told at once. After any Force Majeure Event the term runs on.",
    SUPPLY
    + "2. Neither party discloses any Sensitive Material. A party that holds such Sensitive Material locks it up.",
    SUPPLY
    + "2. The Escrow Agent holds the sum. On demand, the Escrow Account is closed, the Escrow Account being free of"
    " charge; each Escrow Account bears interest.",
    SUPPLY
    + "2. The Delivery Schedule binds. The Supplier keeps to the Delivery Schedule; a change to the Delivery Schedule"
    " needs a letter. Any delivery is signed for.",
    SUPPLY + "2. Fees are in the Order Form. The Order Form prevails. Each Order Form is signed, and any form is kept.",
    SUPPLY + "2. The Supplier keeps the Retained Documentation. All Retained Documentation is kept for six years.",
    SUPPLY
    + "2. Title passes on the Transfer Date. Risk passes on the Transfer Date too. From the Transfer Date the Customer"
    " insures.",
    'The lender (the "Bank") lends 5. "Facility Agreement" means this paper. '
    "The Bank may call an Event of Default. While an Event of Default lasts, no Event of Default is waived.",
    '"Lender" means Orla Finch; "Borrower" means Piet Brandt. '
    "The Obligors are liable. Each Additional Borrower joins by deed.",
    '"Employer" means Nadir Ltd and "Employee" means Ada Roth. The Employee keeps the Restrictive Covenants. '
    "The Restrictive Covenants last a year. The Restrictive Covenants are severable.",
    '"Licence Fee" means 4 a month. The licensee pays the Renewal Fee in May.',
    "Terms\n\nThe “Insurer” pays the “Insured”. “Insured Event” means fire. An Uninsured Event is not paid.",
    '(the "Landlord") and (the "Tenant") agree. The Tenant pays the Deposit. The Landlord keeps the Deposit. '
    "The Deposit bears interest; on leaving, the Deposit is repaid.",
    SUPPLY + "2. The Customer’s Designated Representative signs. A Designated Representative may be replaced; every"
    " Designated Representative is named in writing.",
    SUPPLY + "2. Any Approved Subcontractor is paid by the Supplier. Approved Subcontractors are listed. No Approved"
    " Subcontractor is an employee.",
)
MEMO = (
    "MEMORANDUM\n\nTo: Partner Group\nFrom: Ada Roth, Senior Associate\nRe: Motion to Dismiss\n\n"
    "The Ninth Circuit affirmed. Under Federal Rule of Civil Procedure 12 the Motion to Dismiss is granted where the"
    " Complaint fails. The Motion to Dismiss argues that the Amended Complaint fails. The Amended"
    " Complaint names the City"
    " of Oakland. The Americans with Disabilities Act governs; the Americans with Disabilities Act defines the duty.\n"
)
CLAIM = (
    "Claim Decision\n\nDear Mr Quayle,\n\nWe refer to your claim of 4 May 2024 under policy HB-22. Storm"
    " Ciara damaged the"
    " roof. The Met Office recorded gusts of 80 mph, and the Met Office confirmed it. The Financial"
    " Ombudsman Service can"
    " look at it; the Financial Ombudsman Service is free. We pay 4,200 less the excess.\n\nYours sincerely,\n\nPeter"
    " Hollis\nSenior Claims Handler\nHarbour Light Insurance\n"
)
VALUATION = (
    "Valuation of Kestrel Foods\n\nWe used a Discounted Cash Flow analysis and the Guideline Public Company Method. The"
    " Guideline Public Company Method gives 41 million. Under the Income Approach we reach 44 million;"
    " the Market Approach"
    " gives 41 million. The Income Approach weighs more. The Capital Asset Pricing Model gives a cost of"
    " equity of 11 %.\n"
)
STUDY = (
    "# Market Study: Heat Pumps\n\n## Key Findings\n\nIn Western Europe sales rose by 12 %. Western"
    " Europe is the largest"
    " market, and Western Europe will grow. The Total Addressable Market is 9 billion. Net Promoter Score was 41. The"
    " Green Deal helps: since the Green Deal, demand rose. Bosch Thermotechnik and Viessmann Group lead.\n"
)
REPORT = (
    "Psychological Report\n\nThe Wechsler Adult Intelligence Scale was given. The Working Memory Index was 92, and the"
    " Processing Speed Index was 88. The Working Memory Index is average. The Perceptual Reasoning Index"
    " was 104. On the"
    " Patient Health Questionnaire she scored 14; the Patient Health Questionnaire was repeated in May. Generalized"
    " Anxiety Disorder is likely; Generalized Anxiety Disorder explains the sleep. Dr Weiss agreed.\n"
)
QUIET = (
    MEMO,
    CLAIM,
    VALUATION,
    STUDY,
    REPORT,
    "Sehr geehrte Frau Weiss, der Versicherungsnehmer meldete den Schaden. Die Versicherte Sache wurde zerstört. Die"
    " Versicherte Sache war neu; der Wert der Versicherten Sache beträgt 40 Euro und die Prämie ist bezahlt.",
    SUPPLY + "2. The International Chamber of Commerce appoints. The International Chamber of Commerce decides.",
    SUPPLY
    + "2. The contract follows the Incoterms. The Vienna Convention does not apply; the Vienna Convention is excluded.",
    SUPPLY + "2. Payment is made to Deutsche Kreditbank in Frankfurt am Main. Deutsche Kreditbank takes no fee.",
    SUPPLY
    + "2. The Customer, acting by its Chief Financial Officer, signs. The Chief Financial Officer may delegate; each"
    " Chief Financial Officer before him did.",
    SUPPLY + "2. See Section Nine, Annex B and Schedule Two. Schedule Two prevails over Annex B; each Annex counts.",
    SUPPLY
    + "2. Days of rest are Good Friday, Boxing Day and New Year’s Day. Boxing Day counts when Boxing Day is a Sunday.",
    SUPPLY + "2. **Late Delivery**: the Supplier pays one per cent.\n\n3. **Early Delivery**: nothing is paid.",
    SUPPLY
    + "2. Late Delivery. The Supplier pays.\n\n3. Early Delivery. Nothing is paid.\n\n4. Partial Delivery. So too.",
    SUPPLY
    + "2. The pump (the “Main Pump”) and the valve (“Valve”) are new. The Main Pump is blue; each Main Pump is tested.",
    SUPPLY + "2. The sum in Annex B, hereafter the Contract Price, is net. The Contract Price is paid in May; the"
    " Contract Price"
    " is final; no Contract Price is paid twice.",
    SUPPLY
    + "2. The Contract Price (as defined in the Framework Agreement) is net. The Contract Price is due; the Contract"
    " Price is final; no Contract Price is paid twice.",
    SUPPLY
    + "2. By “Contract Price” the parties mean the sum in Annex B. The Contract Price is due; each Contract Price is"
    " net; the Contract Price is final.",
    SUPPLY + "Glossary\n\nContract Price\tThe sum in Annex B\nWorking Day\tMonday to Friday\n\n2. The Contract"
    " Price is due on a"
    " Working Day. Each Contract Price is net. No Working Day is lost; the Contract Price is final.",
    SUPPLY
    + "2. Words in capitals have the meanings given in the Framework Agreement unless this contract defines them. The"
    " Contract Price is due. Each Contract Price is net. The Contract Price is final.",
)

LEASE = 'This lease is made between Orla Finch (the "Lessor") and Piet Brandt (the "Lessee").\n\n'
LEASED = (
    (
        LEASE + "The Lessee pays the Monthly Instalment in advance. Where the Monthly Instalment is late, the Lessor"
        " may end this lease; the Monthly Instalment is fixed.",
        "Monthly Instalment",
    ),
    (LEASE + "A Relevant Person signs. No Relevant Person is liable; the person is named.", "Relevant Person"),
    (
        LEASE + "The Service Levels are in Annex A. The Lessor meets the Service Levels and reports on the Service"
        " Levels each month.",
        "Service Levels",
    ),
    (
        LEASE
        + "Handover is at the Handover Point. The Lessee waits at the Handover Point; the Handover Point may move.",
        "Handover Point",
    ),
    (
        LEASE + "The Lessee bears all Outgoings. The Outgoings are estimated; the Outgoings are settled, and any"
        " Outgoings left are paid.",
        "Outgoings",
    ),
    (
        (
            '"Completion Date" means 4 May.\n\nThe buyer pays on the Long Stop Date. If the Long Stop Date'
            " passes, each party may leave. The Long Stop Date is fixed."
        ),
        "Long Stop Date",
    ),
    (
        (
            '"Personal Data" means data.\n\nThe processor keeps Special Category Data apart. Special Category'
            " Data is locked; no Special Category Data leaves."
        ),
        "Special Category Data",
    ),
    (
        LEASE + "The Guarantor guarantees the rent. The Guarantor waives defences, and the Guarantor pays; if the"
        " Guarantor dies, a new Guarantor is named.",
        "Guarantor",
    ),
    (LEASE + "Any Permitted Alteration is told. The Lessee removes each Permitted Alteration.", "Permitted Alteration"),
    (
        LEASE + "Costs up to the Agreed Maximum are shared. The Agreed Maximum rises yearly. Above the Agreed"
        " Maximum the Lessor pays.",
        "Agreed Maximum",
    ),
)
NAMES = (
    LEASE
    + "The keys are kept by Savills Lettings. Savills Lettings may enter; Savills Lettings is paid by the Lessor.",
    LEASE + "The Rent Act applies. The Land Registry is told; the Land Registry keeps the lease. The Land"
    " Registry charges 40.",
    LEASE
    + "The house lies in North Yorkshire near the River Ouse. North Yorkshire Council taxes it. The River Ouse floods.",
    LEASE + "The Lessee pays by Direct Debit. Direct Debit is safe; Direct Debit can be stopped.",
    LEASE + "The boiler is a Worcester Bosch. The Worcester Bosch is serviced yearly; the Worcester Bosch is old.",
    LEASE + "In Welsh: Mae'r Contract yn rhwym. The Energy Performance Certificate is shown.",
    LEASE + "The sum of 900 (the Rent) is due. The Rent is fixed. The Rent is paid; no Rent is late; the Rent stays.",
    LEASE + "For this lease Ground Floor Flat shall mean the flat on the plan. The Ground Floor Flat is dry."
    " Each Ground Floor Flat is let; the Ground Floor Flat is new.",
    (
        "Expert Report\n\nThe Claimant fell on Platform Two. The Claimant sued. The Defendant denies it. The"
        " Particulars of Claim state so; the Particulars of Claim are dated May. The Particulars of Claim"
        " are long."
    ),
    (
        "Market note\n\nThe Consumer Confidence Survey fell. The Consumer Confidence Survey is monthly; the"
        " Consumer Confidence Survey covers Germany. Black Friday sales rose; Black Friday is in November;"
        " Black Friday matters."
    ),
    (
        "Report\n\nThe Children's Memory Test was used. The Boston Naming Test was normal. The Boston Naming"
        " Test takes 20 minutes. The Boston Naming Test is old."
    ),
    (
        "Valuation\n\nThe Enterprise Value is 40. The Enterprise Value less debt gives the Equity Value. The"
        " Equity Value is 31; the Enterprise Value is a value."
    ),
)


@pytest.mark.parametrize("text", UNDEFINED)
def test_an_undefined_term_of_a_contract(text: str) -> None:
    assert len({quote.lower().removesuffix("s") for quote in quotes("terms.undefined", text)}) in (1, 2)


@pytest.mark.parametrize("text", QUIET)
def test_papers_of_other_trades_and_contracts_that_define_their_terms(text: str) -> None:
    assert quotes("terms.undefined", text) == []


@pytest.mark.parametrize("text", [MEMO, CLAIM, VALUATION, STUDY, REPORT])
@pytest.mark.parametrize("check", ["terms.unused", "terms.variant", "terms.duplicate"])
def test_papers_without_definitions_give_nothing(check: str, text: str) -> None:
    assert run(check, text) == ()


@pytest.mark.parametrize(("text", "term"), LEASED)
def test_an_undefined_term_of_a_lease(text: str, term: str) -> None:
    assert term in quotes("terms.undefined", text)


@pytest.mark.parametrize("text", NAMES)
def test_names_in_leases_and_reports(text: str) -> None:
    assert quotes("terms.undefined", text) == []
