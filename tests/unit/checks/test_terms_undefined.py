"""Terms without a definition, terms that documents define in many ways, and phrases that only look like terms."""

from __future__ import annotations

import pytest

from tests.unit.checks.running import quotes

HEAD = '"Landlord" means Orla Finch and "Tenant" means Piet Brandt (each a "Party").\n\n'
OFTEN = (
    "\n\nThe Tenant pays the {term} to the Landlord. If the {term} is late, the Landlord may charge interest on the"
    " {term}. The {term} is reviewed each year, and no {term} is returned."
)
TERMS = (
    "Service Charge",
    "Rent Review Date",
    "Permitted Use",
    "Insured Risks",
    "Common Parts",
    "Break Notice",
    "Event of Default",
    "Holding Over Period",
    "Qualifying Expenditure",
    "Non-Conforming Goods",
    "Guarantor's Liability",
    "Key Personnel",
    "Change of Control",
    "Minimum Purchase Commitment",
    "Background IP",
    "Material Adverse Change",
    "Sub-Processor",
    "Licensed Software",
    "Post-Closing Adjustment",
    "Works",
    "Premises",
    "Deposit",
    "Warranties",
    "Deliverables",
)
ONCE = (
    # A look-alike of a term that is defined, used once.
    ('"Confidential Information" means all data.', "The Recipient keeps all Sensitive Information safe."),
    ('"Receiving Party" means Orla Finch.', "The loss falls on the Delivering Party."),
    ('"Licensed Products" means the pumps.', "Nobody may resell the Approved Products."),
    ('"Closing Date" means 3 May 2024.', "Payment is due on the Completion Date."),
    ('"Base Rent" means 900 a month.', "He owes the Additional Rent too."),
    ('"Permitted Purpose" means the review.', "Data are used for the Agreed Purpose only."),
    ('The price of the shares (the "Purchase Price") is 5.', "The Adjusted Price is paid in May."),
    ('The loan (the "Senior Loan") is due.', "The Junior Loan ranks behind it."),
    ('"Business Day" means a weekday.', "Notice takes five Working Days."),
    ('"Initial Term" means two years.', "Either party may end it during the Renewal Term."),
)
TWICE = (
    "The Tenant pays the Delay Damages. Any Delay Damages are capped, and each payment of damages is final.",
    "A Change Request is made in writing. The buyer answers each Change Request, and a late request is void.",
    (
        "The parties fix the Target Cost in May. Where the Target Cost is passed, the cost is shared. The Target "
        "Cost is net."
    ),
    (
        "No Restricted Transfer is valid. A Restricted Transfer needs consent; such Restricted Transfer is a "
        "transfer of shares."
    ),
    (
        "The Retention Amount is held back. The Retention Amount is an amount in euro. Release of the Retention "
        "Amount is due."
    ),
    (
        "Each Eligible Employee may join. An Eligible Employee who leaves is no longer an employee; any Eligible "
        "Employee may vote."
    ),
)
DEFINED = (
    '"Service Charge" means the yearly cost of the building.',
    "**Service Charge** means the yearly cost of the building.",
    "**“Service Charge”** means the yearly cost of the building.",
    "*Service Charge* means the yearly cost of the building.",
    "__Service Charge__: the yearly cost of the building.",
    "**Service Charge:** the yearly cost of the building.",
    "'Service Charge' shall mean the yearly cost.",
    "‘Service Charge’ will have the meaning set out in Schedule 4.",
    "„Service Charge“ bezeichnet die Kosten.",
    "»Service Charge« means the cost.",
    "«Service Charge» désigne les frais.",
    "“Service Charge”: the yearly cost of the building.",
    "“Service Charge” – the yearly cost of the building.",
    "“Service Charge”\tthe yearly cost of the building.",
    "“Service Charge” has the meaning given in the Credit Agreement.",
    "“Service Charge” has the meaning ascribed to such term in the Credit Agreement.",
    "“Service Charge” is as defined in clause 14.",
    "“Service Charge” shall be construed as the yearly cost.",
    "The yearly cost (the “Service Charge” or “Charge”) is shared.",
    "The yearly cost (“Service Charge”) is shared.",
    "The yearly cost (the ‘Service Charge’) is shared.",
    "The yearly cost (hereinafter “Service Charge”) is shared.",
    "The yearly cost (hereinafter referred to as Service Charge) is shared.",
    "The yearly cost, hereafter Service Charge, is shared.",
    "The yearly cost, hereinafter called the Service Charge, is shared.",
    "The yearly cost (collectively, the “Service Charge”) is shared.",
    "The yearly costs (together, the “Service Charges” and each a “Service Charge”) are shared.",
    "The yearly cost (the Service Charge) is shared.",
    "The yearly cost is herein referred to as the Service Charge.",
    "The yearly cost is called the “Service Charge” in this lease.",
    "The yearly cost shall be known as the Service Charge.",
    "The term Service Charge refers to the yearly cost.",
    "The expression “Service Charge” includes the yearly cost and tax.",
    "In this lease, Service Charge means the yearly cost.",
    "References to the Service Charge are to the yearly cost of the building.",
    "A reference to the Service Charge is a reference to the yearly cost.",
    "Service Charge shall mean the yearly cost.",
    "SERVICE CHARGE means the yearly cost.",
    "“SERVICE CHARGE” MEANS THE YEARLY COST.",
    "| Term | Meaning |\n|---|---|\n| Service Charge | The yearly cost |",
    "Definitions\n\nService Charge: the yearly cost\nTerm: five years",
    "Definitions\n\nService Charge - the yearly cost\nTerm - five years",
    "Definitions\n\nService Charge\tThe yearly cost\nTerm\tFive years",
    "- **Service Charge**: The yearly cost of the building",
    "1.4 Service Charge: the yearly cost of the building;",
    "(b) Service Charge means the yearly cost;",
    "All terms are as follows: “Rent”, “Service Charge” and “Term” have the meanings set out in Schedule 1.",
    "“Rent”, “Service Charge” and “Term” have the meanings given to them in the Head Lease.",
    "The terms Rent, Service Charge and Term have the meanings given to them in the Head Lease.",
    "Service Charge has the same meaning as in the Head Lease.",
    "The Service Charge (as defined in the Head Lease) is payable.",
    "The Service Charge, as that term is defined in section 9 of the Act, is payable.",
    "The Service Charge shall have the meaning set forth in Annex B.",
    "The yearly cost (such cost, the “Service Charge”) is shared.",
    "The yearly cost (as varied from time to time, the “Service Charge”) is shared.",
    'The yearly cost (the "Service Charge") is shared.',
    "The yearly cost (the “Service\nCharge”) is shared.",
    "The yearly cost – the “Service Charge” – is shared.",
    "The yearly cost, the “Service Charge”, is shared.",
    "“service charge” means the yearly cost.",
    "“Service Charge(s)” means the yearly costs.",
    "Service Charge (SC) means the yearly cost.",
    "Capitalised terms not defined here have the meaning given to them in the Head Lease.",
    "Terms used but not defined in this deed bear the meanings given in the Head Lease.",
    "“Rent” means 900 a month; “Service Charge” the yearly cost; “Term” five years.",
)
NO_TERMS = (
    "The Supreme Court and the United States of America and New York City agreed with John Smith.",
    "We met the Boston Public Schools (“BPS”). The Boston Public Schools said so. The Boston Public Schools closed.",
    (
        "The European Commission opened a case. The European Commission fined the firm. The European Commission may "
        "appeal."
    ),
    "The Managing Director signed. The Managing Director met the Finance Director. The Managing Director left.",
    "Under the Data Protection Act fines apply. The Data Protection Act is strict; the Data Protection Act has rules.",
    "The Golden Gate Bridge closed; the Golden Gate Bridge reopened. The bridge is old. The Golden Gate Bridge is red.",
    (
        "The Federal Reserve raised rates. The Federal Reserve met in May. The reserve is large. The Federal Reserve "
        "waits."
    ),
    "The Sixth Circuit reversed. The Sixth Circuit held that a circuit may do so. The Sixth Circuit is clear.",
    (
        "The Full Scale IQ was 97. The Verbal Comprehension Index was 101, and the Verbal Comprehension Index is an "
        "index of"
        " words. The Verbal Comprehension Index is average."
    ),
    "The Beck Depression Inventory was given. The Beck Depression Inventory shows mild signs; the Beck Depression"
    " Inventory was repeated. An inventory was made.",
    "The North Sea is rough. The North Sea fields produce oil; the North Sea wind is strong, and the sea is cold.",
    "The Black Forest clinic wrote. The Black Forest clinic is in a forest; the Black Forest clinic closed.",
    "Our Chief Executive Officer resigned. The Chief Executive Officer was paid; each officer of the firm left.",
    "The Great Recession hurt sales. Since the Great Recession prices rose; the Great Recession was a recession.",
    "The World Bank lends. The World Bank is a bank. Loans of the World Bank are cheap, says the World Bank.",
    "See the Annual Report of 2023. The Annual Report says so, and the Annual Report was audited; it is a report.",
    "Dear Ms Delgado, Thank You for the letter. Kind Regards, Anna Weiss, Senior Claims Handler",
    "The Plaintiff filed a Motion for Summary Judgment. The court denied the Motion for Summary Judgment.",
    "Der Mieter zahlt die Monatliche Miete. Die Monatliche Miete ist fällig; der Vermieter prüft die Monatliche Miete.",
    "Die Parteien schließen einen Vertrag. Der Auftraggeber zahlt dem Auftragnehmer die Vergütung für die Leistung.",
    "Die Gesellschaft mit beschränkter Haftung hat ihren Sitz in Köln. Der Geschäftsführer der Gesellschaft vertritt"
    " die Gesellschaft. Die Gesellschaft ist solvent, die Bilanz der Gesellschaft geprüft.",
    "On Good Friday and Easter Monday the shop is shut. After Easter Monday it opens; Easter Monday is a holiday.",
    "The Ford Transit was hit. The Ford Transit belongs to the insured; the Ford Transit was sold.",
    (
        "We use Microsoft Azure. The Microsoft Azure region failed; the Microsoft Azure bill rose; Microsoft Azure "
        "is back."
    ),
    "The Lake District is wet. The Lake District flood hit the district; the Lake District is a park.",
    "The Royal Mail lost it. The Royal Mail paid; mail is slow; the Royal Mail agreed.",
    "The Second World War ended. Since the Second World War no war was seen; the Second World War is over.",
    "The Financial Conduct Authority wrote. The Financial Conduct Authority is an authority; the Financial Conduct"
    " Authority fined it.",
    "1. Scope Of Work\n\n2. Payment Terms\n\n3. Late Payment Fees\n\n4. Governing Law\n\nThe work is done in May.",
    "Contents\n\nPayment Terms 3\nLate Fees 4\nNotice Period 5\n\nThe parties agree.",
    "# Executive Summary\n\nText.\n\n# Key Findings\n\nText.\n\n# Next Steps\n\nThe next steps are clear.",
    (
        "| Key Metric | Base Case |\n|---|---|\n| Net Sales | 4 |\n| Gross Profit | 2 |\n\nNet sales rose; gross "
        "profit fell."
    ),
    (
        "The Grand Hotel was full. Guests of the Grand Hotel left the hotel; the Grand Hotel burned; the Grand Hotel "
        "is gone."
    ),
    "He read The Wealth of Nations and the Financial Times. The Financial Times agreed; the Financial Times is read.",
    "The Gulf of Mexico is warm. The Gulf of Mexico and the gulf are one; rigs in the Gulf of Mexico burn.",
    "The Uniform Commercial Code applies. The Uniform Commercial Code is a code; see the Uniform Commercial Code.",
    "Saint Mary's Hospital admitted her. The Saint Mary's Hospital notes and the Saint Mary's Hospital scan agree.",
    "The Second Amendment applies. The Second Amendment is an amendment to it; under the Second Amendment they may.",
    "The Q3 Forecast rose. Germany, France and Italy grew. In Eastern Europe the growth is high. Eastern Europe grows.",
    "Type 2 Diabetes was found. The patient has Type 2 Diabetes; Type 2 Diabetes is common; care for Type 2 Diabetes.",
)
LAWFUL = (
    # Beside a document's own terms: other words in capitals that need no definition.
    '"Effective Date" means 2 May. The Effective Date is a Monday. It was signed on Election Day by John Date.',
    '"Confidential Information" means data. Confidential Information is kept under the Freedom of Information Act.',
    '"Loan Agreement" means the loan. The Loan Agreement and the North Atlantic Treaty and Paris Agreement bind.',
    '"Disclosing Party" means Orla. The Disclosing Party met the Labour Party and the Green Party in Berlin.',
    '"Service Charge" means cost. SERVICE CHARGE and Service Charges and the Tenant’s Service Charge are due.',
    '"Credit Card" means the card. The Credit Card and the Green Card of Mr Chen were lost.',
    '"Services" means work. The Services are done under the National Health Services Act.',
    '"Work Product" means files. Work Product is stored in Google Cloud and Adobe Acrobat.',
    '"Purchase Price" means 5. The Purchase Price is set by the Consumer Price Index.',
    '"Data Room" means the site. The Data Room is run by Harbor Street Partners LLC in the White House.',
    '"Share Sale" means the sale. The Share Sale is led by Yard Sale Media Inc.',
    '"Notice Period" means May. The Notice Period includes the Christmas Period of 2024.',
    '"Project Manager" means Ada. The Project Manager reports to the Regional Manager of Acme Ltd.',
    '"Board" means the board. The Board met at Harbour Board Street. The Board agreed.',
    '"Fund" means the fund. The Fund repaid the International Monetary Fund. The Fund is closed.',
    '"Agreement" means this deed. The Agreement is governed by English Law. This Agreement may be ended.',
    '"Key Date" means 3 May. The Key Date is near. Yours Sincerely, Peter Date',
    '"Customer Data" means data. Customer Data is held under the General Data Protection Regulation.',
    '"Sale Shares" means all shares. The Sale Shares are Class A Ordinary Shares. The Sale Shares pass.',
    '"Insured Event" means fire. An Insured Event is told to the Claims Department. The Insured Event is paid.',
)


@pytest.mark.parametrize("term", TERMS)
def test_a_term_used_again_and_again_without_a_definition_is_found(term: str) -> None:
    assert term in quotes("terms.undefined", HEAD + OFTEN.format(term=term))


@pytest.mark.parametrize(("defined", "use"), ONCE)
def test_a_look_alike_of_a_defined_term_is_found(defined: str, use: str) -> None:
    assert len(quotes("terms.undefined", f"{defined}\n\n{use}")) == 1


@pytest.mark.parametrize("text", TWICE)
def test_a_term_told_by_its_articles_and_its_noun_is_found(text: str) -> None:
    assert len(quotes("terms.undefined", HEAD + text)) == 1


@pytest.mark.parametrize("form", DEFINED)
def test_a_term_that_is_defined_somehow_is_not_undefined(form: str) -> None:
    assert quotes("terms.undefined", HEAD + form + OFTEN.format(term="Service Charge")) == []


@pytest.mark.parametrize("removed", [form for form in DEFINED if "Charge" in form][::3])
def test_the_same_text_without_its_definition_is_told(removed: str) -> None:
    other = removed.replace("Service Charge", "Ground Rent").replace("service charge", "ground rent")
    other = other.replace("SERVICE CHARGE", "GROUND RENT").replace("Service\nCharge", "Ground\nRent")
    assert "Service Charge" in quotes("terms.undefined", HEAD + other + OFTEN.format(term="Service Charge"))


@pytest.mark.parametrize("text", NO_TERMS)
def test_names_offices_titles_and_german_nouns_are_no_terms(text: str) -> None:
    assert quotes("terms.undefined", text) == []


@pytest.mark.parametrize("text", [text for text in NO_TERMS if "Annual Report" not in text])
def test_nor_are_they_in_a_contract(text: str) -> None:
    assert quotes("terms.undefined", HEAD + text) == []


@pytest.mark.parametrize("text", LAWFUL)
def test_other_words_in_capitals_need_no_definition(text: str) -> None:
    assert quotes("terms.undefined", text) == []


# Six definitions: a document that means to define what it writes with capitals.
DEFINES = "".join(
    f"\u201c{term}\u201d means {meaning}.\n"
    for term, meaning in {
        "Contract Year": "each year from the start",
        "Grid Fee": "the fee for the grid",
        "Meter Reading": "the reading of a meter",
        "Peak Load": "the highest load in a month",
        "Tariff Sheet": "the list of prices",
        "Works Order": "an order for works",
    }.items()
)
LOOSE = [
    ("Key Artefacts", "The Key Artefacts stay. It lights the Key Artefacts, and it guards the Key Artefacts."),
    ("Service Credits", "It is entitled to Service Credits. The Service Credits are paid; any Service Credits lapse."),
    ("Common Areas", "The caretaker cleans the Common Areas, lights the Common Areas and insures the Common Areas."),
    ("Sales Staff", "The Sales Staff are trained. The Sales Staff wear badges, and the Sales Staff are paid."),
    ("Advisory Council", "The Advisory Council meets. The Advisory Council elects, and the Advisory Council is heard."),
    (
        "Security Protocol",
        "It keeps the Security Protocol. A breach of the Security Protocol is told; the Security Protocol ends.",
    ),
    ("Completion Accounts", "They draw up the Completion Accounts and sign the Completion Accounts."),
    ("Hirer", "It pays the Hirer. If the Hirer is late, the Hirer is told."),
    ("Company", "It pays the Company on time. If the Company is late, it tells the Company so; the Company answers."),
    ("Tenant", "On each day Tenant pays, and if Tenant is late, Tenant is told."),
    ("Proceedings", "It stays the Proceedings. All claims in the Proceedings end."),
    ("Manuscript", "It edits the Manuscript, prints the Manuscript and keeps the Manuscript."),
    ("Territory", "It sells in the Territory. Nobody else sells in the Territory."),
    ("Borrower", "It pays the Borrower. The Borrower signs."),
    ("Quality Standards", "It keeps the Quality Standards. The Quality Standards are strict."),
    ("Authorised User", "Each Authorised User logs in. It tells the Authorised Users."),
    ("DEPOSIT SUM", "It pays the DEPOSIT SUM. It tells the DEPOSIT SUM, and the DEPOSIT SUM answers."),
    ("Retention Period", "It keeps the files for the Retention Period."),
    ("Acceptance Certificate", "It gives an Acceptance Certificate when the work is done."),
    ("Advance Payment", "It pays back the Advance Payment."),
    ("Handover Date", "On the Handover Date the keys pass."),
    ("Delay Payment", "Any Delay Payment is capped. A Delay Payment is due at once."),
    ("Working Hours", "It helps during Working Hours. Outside Working Hours it need not answer."),
    ("Security Documents", "It signs the Security Documents."),
    ("Settlement Sum", "If a part of the Settlement Sum is late, interest runs."),
    ("Usage Limits", "It shall not exceed the Usage Limits."),
    ("Delivery Location", "The goods are unloaded at the Delivery Location."),
    ("Bad Leaver", "Who leaves within a year is a Bad Leaver."),
    ("Excluded Cargo", "It shall not load any Excluded Cargo."),
    ("Transfer Requirements", "Each sale is subject to Transfer Requirements."),
    ("Deadlock", "If it cannot resolve the Deadlock in a month, the votes are counted."),
    ("Rent", "It pays the Rent. The Rent includes VAT."),
    ("Build-Up Days", "Lorries may enter on the Build-Up Days."),
    ("Attendance Charges", "It deducts a part of the Tariff Sheet for Attendance Charges."),
    ("Salary", "It may deduct from the Salary what is owed."),
    ("Prime Rate", "The loan bears interest at the Prime Rate plus two per cent."),
    ("Joint Direction", "It pays when it receives a Joint Direction. It obeys each Joint Direction."),
    ("Material Adverse Effect", "Nothing may have a Material Adverse Effect. It tells of a Material Adverse Effect."),
    ("Protocol", "It follows the Protocol. Where the Protocol is silent, it asks."),
    ("Novel", "It wrote a novel of its own. It films the Novel and sells the Novel."),
    ("Completion", "Before Completion it pays. At Completion it signs, and after Completion it leaves."),
    (
        "Study",
        "It runs the Study. The Study ends in May; who leaves the Study is paid.\n\n“Study Drug” means the pill.",
    ),
    (
        "Collateral",
        "It keeps the Collateral. Who takes the Collateral sells the Collateral; the Collateral lasts.",
    ),
    (
        "Potential Event of Default",
        "An Event of Default (“Event of Default”) ends it. It tells of any Potential Event of Default.",
    ),
    ("Net Sales Value", "It pays a share of the Net Sales Value."),
    ("Price List", "It sells at the Price List. It may change the Price List."),
    ("Contract of Employment", "It keeps the Contract of Employment. It ends the Contract of Employment."),
    ("Pre-Existing Materials", "It owns all of them, except for Pre-Existing Materials."),
    ("Acceptance Criteria", "It meets the Acceptance Criteria."),
    ("Leakage", "It says that no Leakage has occurred, and pays for any Leakage."),
    ("Charter Fee", "It pays the Charter Fee in May."),
    ("Downtime", "It pays for Downtime. Any Downtime is logged."),
    ("Tax Deduction", "It pays without any Tax Deduction."),
    (
        "Rent Fee Date",
        "The fee (the “Fee Date” being in May) is due from the Rent Fee Date. The Rent Fee Date is told.",
    ),
    ("Working Time", "It replies by the next Working Time."),
    ("Net Revenue", "It pays a share of Net Revenue."),
    ("Source Code", "It lodges the Source Code. It releases the Source Code on demand."),
    ("Arising IP", "It owns the Arising IP."),
    ("Black-Out Days", "They are not valid on Black-Out Days."),
    ("Long-Stop Date", "It ends by the Long-Stop Date."),
    ("Retained Woodland", "It looks after the Retained Woodland."),
    ("Approved Contractors", "It is done by Approved Contractors."),
    ("Retention Fund", "Half of the Retention Fund is paid in May."),
    ("Escrow Amount", "It invests the Escrow Amount in the Lake Treasury Fund."),
    (
        "Claim Notice",
        "It waits for days after the Claim Notice (the “Objection Period”) and pays the pending Claim Notice.",
    ),
    ("Trial Product", "It keeps the Trial Product below 25 degrees."),
    ("Garden Leave", "It may be put on Garden Leave for all of May."),
    ("Cause", "It may be dismissed without Cause."),
]
NAMES_AMONG_DEFINITIONS = [
    "Landlord: Ullswater Mill Estates Limited\n\nIt pays the Landlord. The Landlord owns it; the Landlord keeps it.",
    "It pays under the Second Schedule. See the Second Schedule and the Second Schedule again.",
    "Those named here ('the Founders') agree. The Founders sell, the Founders pay, and it tells the Founders.",
    "In this agreement:\n\nWorks: the objects in the Appendix.\n\nIt lends the Works, moves the Works, has the Works.",
    "The Royal Mail lost it. The Royal Mail paid; mail is slow; the Royal Mail agreed.",
    "It sells in the Netherlands. The Netherlands taxes it; the law of the Netherlands holds, as the Netherlands says.",
    "It uses the Internet. The Internet is slow; the Internet fails; it needs the Internet.",
    "See the [Payment Terms](/terms), the [Payment Terms](/terms) and the [Payment Terms](/terms).",
    "In Belt Power, LLC v. Reed it lost. It cites Belt Power, LLC v. Reed and the rule of Belt Power, LLC v. Reed.",
    "# Cover Terms\n\nText.\n\nIt is as said in Cover Terms, and paid as said in Cover Terms, not in Cover Terms only.",
    "The purpose of it is clear. For the purpose of this the Purpose is one; the purpose is told; the Purpose holds.",
    "It is paid under the Loan Agreement dated 4 June 2021 and the Loan Agreement with Fenwick Bank plc.",
    "It follows the Scheme for Construction Contracts and files it with the Securities and Exchange Commission.",
    "It has the meaning given in the Credit Agreement. It is as defined in the Facility Agreement.",
    "It lasts for the Disclosure Period, which begins on 3 May. It is paid on the Delivery Date stated in the order.",
    "The Right to Buy and the Right to Work are one. It sells in the Market; the market is old; the Market is small.",
    "It follows the Windsor Agreement. It writes to the Council and the Bank; the Council and the Bank answer.",
    "It follows the GNU General Public License. Terms of the GNU General Public License hold; the GNU General Public"
    " License is long, and any copy of the GNU General Public License is kept.",
    "It is given but WITHOUT ANY WARRANTY. It is sold, but WITHOUT ANY WARRANTY, and lent WITHOUT ANY WARRANTY at all.",
    "IN NO EVENT IS IT LIABLE FOR PROCUREMENT OF SUBSTITUTE GOODS, NOR FOR ANY LOST PROFITS. PROCUREMENT OF SUBSTITUTE"
    " GOODS, LOST PROFITS AND THE LIKE ARE EXCLUDED, AND SO IS PROCUREMENT OF SUBSTITUTE GOODS, IF ANY.",
    "The Exchange Payment is the sum of both fees.",
    "It tells the Social Services and the Emergency Services. The Working Party on Statutes sits.",
    "All Intellectual Property Rights stay with it. It signs this Confidentiality Agreement twice.",
    "The loan bears interest at the Prime Rate published in a newspaper. It rings the Member Support team.",
    "It heeds the Housing Grants, Construction and Regeneration Act 1996 and the Medicines for Human Use (Clinical"
    " Trials) Regulations 2004.",
    "It follows the Staff Handbook, the Cyber Code and the Incident Standard. It takes the CBT Test and pays Business"
    " Rates, save on Public Holidays.",
    "**Section 4.3 Hazardous Materials.** It brings none.\n\n**Section 4.4 Operating Costs.** It pays them.",
    "It pays the salary on time; the Salary is high.",
    "It gets a Delivery Note, an Energy Performance Certificate and a Quality Management System. It is kept in the"
    " Research Data Store.",
    "The Loan Period is the time shown below. It ends with the Loan Period, and the Loan Period is short.",
    "In this deed:\n\n“Guarantor” Edith Wharfe of Otley;\n\n“Loan Cap” £4,000;\n\nThe Guarantor pays the Loan Cap.",
    "## Definitions\n\n- *Support Hours* – 08:00 to 18:00\n\nIt helps in the Support Hours.",
    "It ends under the Early Exit section. It is subject to the Broadcast Employers section.",
    "| Borrower | Fen Ltd |\n|---|---|\n| Start Date | 3 May |\n\nThe Borrower pays on the Start Date.",
    "{IF fee}Start Date: {date}{END-IF}\n\nIt begins on the Start Date.",
    "It is signed by an Ohio-based Borrower. Dealings with Borrower Lender are rare.",
    "It follows the Disciplinary Procedure, the Standard Method of Measurement and the Late Payment Regulations.",
    "It shows great completion. Before Completion it pays. At Completion it signs, and after Completion it leaves.",
    "It adds to the Hosting Agreement of 14 January 2025 between us. It ends with the Hosting Agreement.",
    "It is kept under the Transfer Agreement that the Parties signed in May. The Transfer Agreement goes on.",
    "The Scheme for Construction Contracts applies.",
    "In this agreement:\n\nCapacity: as agent or owner.\n\nStart Day: 1 June 2025.\n\nIt begins on the Start Day.",
    "It sends it to the Quantity Surveyor, Ms E. Laird. It heeds the Site Rules posted at the gate.",
    "It has works at Denby. The Denby Plant is old, and it met in the Cottonwood Room by the Factory Shop.",
    "It follows the Commercial Arbitration Rules. It made a Loan Assignment Agreement on May 2, 2025.",
    "It asks the Chartered Bailiff, any Authorised Signatory and the Country Land and Business Association.",
    "The Works Engineer has the keys, the Capacity Market is run by others, and the Control Room line is open.",
    "The Living Wage is paid. A Commercial Invoice is sent. Mountain Standard Time is used.",
    "He writes to the Advisory Group and to any Denby lorry that has the Harmonised System code.",
    "Controlled Drugs are kept as the law requires. It needs a Parking Study.",
    "4.1 The Sponsor is Rexalin BV, Leiden. It tells the Sponsor; the Sponsor pays.",
    "It pays under the Claim Notice (the “Notice”).",
    "In this deed these words have the following meanings:\n\n(a) the Trust Period: the time from now.\n\nIt is paid in"
    " the Trust Period.",
    "2.0 TERMS USED\n\nStudy Area - the blocks in the middle\n\nIt walks the Study Area.",
    "It writes to the People Team. It joins the Flexible Spending Account and the Employee Assistance Program.",
    "It shows good cause. Cause and effect are told.",
    "## Meaning of words\n\n**Campaign**: the launch in May.\n\nIt is shown in the Campaign only.",
    "- [[Day Rate]] means the sum in the table.\n\nIt is paid at the Day Rate.",
    "Date: 14 June 2024\nSite: Unit 4, Leith\nTenure: ten years\n\nIt ends with the Tenure. The Tenure is long.",
    "The Directors meet. The Secretary writes; the Secretary signs; the Secretary keeps it.",
]


@pytest.mark.parametrize(("term", "text"), LOOSE)
def test_where_much_is_defined_what_has_an_article_is_a_term(term: str, text: str) -> None:
    assert term in quotes("terms.undefined", f"{DEFINES}\n{text}")
    assert quotes("terms.undefined", f"{DEFINES}\u201c{term}\u201d means all of it.\n\n{text}") == []


@pytest.mark.parametrize("text", NAMES_AMONG_DEFINITIONS)
def test_names_are_none_however_much_is_defined(text: str) -> None:
    assert quotes("terms.undefined", f"{DEFINES}\n{text}") == []


def test_a_text_whose_habit_are_capitals_is_not_told_of_each() -> None:
    bodies = ["Finance", "Audit", "Standing", "Planning", "Housing", "Building", "Training", "Cleaning"]
    uses = "".join(f"The {body} Group meets. The {body} Group votes, and the {body} Group ends.\n" for body in bodies)
    assert quotes("terms.undefined", f"{DEFINES}\n{uses}") == []
    assert quotes("terms.undefined", f"{DEFINES}\n{uses.splitlines()[0]}") == ["Finance Group"]


def test_an_entry_of_a_list_of_definitions_may_be_a_name() -> None:
    text = "Definitions\n\nBusiness: the business of today.\n\nCompany: Quill Press Limited.\n\nSeller: Mr Quill.\n\n"
    uses = "The Company pays. The Seller owns the Company; the Company is sound, and the Seller knows the Company."
    assert quotes("terms.undefined", f"{DEFINES}\n{text}{uses}") == []
    assert "Company" in quotes("terms.undefined", f"{DEFINES}\n{uses}")


@pytest.mark.parametrize(
    "sentence",
    [
        "The insurance is taken out under section 40a of the German Medicinal\n     Products Act for each person.",
        "The deposit is protected in a scheme run by the Tenancy Deposit Scheme.",
        "The works must be ready by the Date for Completion, and the Date for Completion may be extended.",
    ],
)
def test_the_end_of_a_longer_name_is_no_term(sentence: str) -> None:
    text = (
        "This Agreement is made between Alder Ltd (the “Client”) and Birch Ltd (the “Contractor”).\n\n"
        "Date for Completion means 28 November 2025.\n\nPractical Completion means the stage when the Works are ready."
        "\n\nSecurity means the undertakings.\n\nThe Works means the bridge.\n\n"
        "The Contractor gives the Security before Practical Completion of the Works.\n\n"
    )
    assert quotes("terms.undefined", text + sentence) == []
