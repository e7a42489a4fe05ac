"""Terms that are unused, varied, defined twice or not mentioned; and texts in which they are not."""

from __future__ import annotations

import pytest

from tests.unit.checks.running import quotes, run

REST = "\n\nThe parties meet in May and agree on the price of the pumps that are sold under this deed.\n"
UNUSED = (
    "The “Gross Margin” is £4,000.",
    '| Defined term | Meaning in this deed |\n|---|---|\n| "Gross Margin" | Revenue less cost |',
    "- [[Gross Margin]] means revenue less cost.",
    'They share a yearly gross margin (the "Gross Margin").',
    "“Gross Margin” means revenue less cost.",
    "**Gross Margin** means revenue less cost.",
    "‘Gross Margin’ shall mean revenue less cost.",
    "'Gross Margin' has the meaning given in the Head Lease.",
    "Revenue less cost (the “Gross Margin”) is paid.",
    "Revenue less cost (“Gross Margin”) is paid.",
    "Revenue less cost (hereinafter referred to as the “Gross Margin”) is paid.",
    "Revenue less cost, hereinafter called the Gross Margin, is paid.",
    "Revenue less cost (together, the “Gross Margins” and each a “Gross Margin”) is paid.",
    "The term “Gross Margin” refers to revenue less cost.",
    "Definitions\n\nGross Margin: revenue less cost",
    "| Term | Meaning |\n|---|---|\n| Gross Margin | Revenue less cost |",
    "„Gross Margin“ bezeichnet den Rohertrag.",
    "« Gross Margin » désigne le résultat.",
    "“Gross Margin” means revenue less cost; Gross Margin includes rent.",
    "“Gross Margin” – revenue less cost.",
    "“GROSS MARGIN” MEANS REVENUE LESS COST.",
    "“Gross Margin”, when used of a year, means revenue less cost.",
    "“Gross Margin” means revenue less cost.\n\n# Gross Margin\n\nNothing.",
    "“Gross Margin” means revenue less cost.\n\nThe gross margin of a shop differs.",
)
USED = (
    "“Data of Persons” or “DP” means names. The DP is kept.",
    "The area (the “Sea Area” or the “Zone”) is closed. The Zone is marked.",
    "“Actual cash value” means the cost less depreciation. We settle such losses at actual cash value.",
    "“Gross Margin” means revenue less cost. The Gross Margin is 4.",
    "“Gross Margin” means revenue less cost.\n\nThe Gross Margins are 4.",
    "“Gross Margin” means revenue less cost.\n\nThe Gross Margin’s share is 4.",
    "“Gross Margins” means revenue less cost.\n\nNo Gross Margin is paid.",
    "“Gross Margin” means revenue less cost.\n\nTHE GROSS MARGIN IS 4.",
    "“Gross Margin” means revenue less cost.\n\nThe Gross\nMargin is 4.",
    "“Gross Margin” means revenue less cost.\n\nA Gross-Margin bonus is paid.",
    "The Gross Margin is 4. It is revenue less cost (the “Gross Margin”).",
    "“Party” means a person.\n\nThe Parties agree.",
    "“Affiliate” means a company; “Control” means the power. An Affiliate is under Control.",
    "“Gross Margin” means revenue less cost.\n\n| Item | Value |\n|---|---|\n| The Gross Margin of 2024 | 4 |",
    "He said “Good Morning” and “See You Later” to them.",
    "The file marked “Strictly Private” was lost.",
    "See the section “Risk Factors” of the report.",
    "The newspaper “Daily Mirror” wrote so.",
    "She answered: “Yes means yes”.",
    "The Digital Operational Resilience Act (DORA) was passed.",
    "An order of the Superior Court (Commercial List) was made.",
    "Growth means more jobs.",
    "Berlin (Germany) is large.",
    "“Gross Margin” means revenue less cost. “Bonus” means a tenth of the Gross Margin.\n\nThe Bonus is due.",
)
VARIED = (
    ("“Confidential Information” means data.", "We keep the Confidental Information."),
    ("“Confidential Information” means data.", "We keep the Confidential Infomation."),
    ("“Confidential Information” means data.", "We keep the Confidentail Information."),
    ("“Confidential Information” means data.", "We keep all Proprietary Information."),
    ("“Completion Date” means 4 May.", "Payment is due on the Competion Date."),
    ("“Completion Date” means 4 May.", "Payment is due on the Closing Date."),
    ("“Intellectual Property Rights” means patents.", "He owns the Intelectual Property Rights."),
    ("The buyer (the “Purchaser”) pays.", "The Purchasor may leave, and the Purchaser pays."),
    ("The buyer (the “Recipient”) pays.", "The Receipient may leave, and the Recipient pays."),
    ("“Licensed Products” means pumps.", "The Licenced Products are sold."),
    ("“Service Fee” means 4.", "Any Additional Fee is waived."),
    ("“Termination Notice” means a letter.", "Each Cancellation Notice is sent by post."),
    ("“Confidential Information” means data.", "They return all Confidential Materials."),
    ("“Confidential Information” means data.", "They return all Confidential Data."),
    ("“Sub-Contract Sum” means 4.", "He is liable up to the Sub-Contract Price."),
    ("“Period of Insurance” means May.", "Loss during the Period of Cover is paid."),
    ("“Completion Accounts” means the accounts.", "It is less, as the Completion Statements show."),
    ("“Basic Salary” means 4.", "He is paid Base Salary in lieu."),
    ("“Customer Data” means data.", "He keeps the Customers Data safe."),
    ("“Initial Fee” means 4.", "The Initial Franchise Fee is due."),
    ("“Interest Period” means May.", "In each Interests Period he pays."),
)
NOT_VARIED = (
    ("“License” means these terms. “Licensee” means the user.", "Licensed under the License, the Licensee copies."),
    ("“Licensor Group” means A. “Licensee Group” means B.", "The Licensor Group and the Licensee Group agree."),
    ("“Lessor Party” means A.", "The Lessee Party is not named; the Lessor Party is."),
    ("“Confidential Information” means data.", "CONFIDENTIAL INFORMATION and Confidential  Information are kept."),
    ("“Effective Date” means May.", "The Effective Dates and the Effective Date’s year are known."),
    ("“Sub-Contractor” means A.", "The Sub-contractor and the Sub Contractor work."),
    ("“Representatives” means staff.", "11. No Representations or Warranties. The Representatives agree."),
    ("“SIAC Rules” means rules.", "The Arbitration Rules of the Singapore Centre apply beside the SIAC Rules."),
    ("“Labour Cost” means pay.", "The Labour Party and the Labour Cost are known."),
    ("“Board” means A.", "The Bored Company met the Board."),
    ("“Credit Agreement” means A.", "The Paris Agreement and the Credit Agreement are in force."),
    (
        "“Vertragliche Leistung” bezeichnet A.",
        "Die Sonstige Leistung und die Vertragliche Leistung und der Preis.",
    ),
    ("“Contract Documents” means A.", "The Contract Data and the Contract Documents differ."),
    (
        "“Purchase Price” means 4. “Purchase Consideration” means 5.",
        "Purchase Price and Purchase Consideration differ.",
    ),
    ("“Building Works” means A.", "It maintains the Building Services and the Building Works."),
    ("“Main Contract” means A.", "It follows the Scheme for Construction Contracts and the Main Contract."),
    ("“Export Laws” means A.", "The Model Law and the Export Laws apply."),
    ("“Supplier” means A.", "The Supplier Supplied the goods."),
    ("“Master Agreement” means A.", "It signs the Master Transaction Agreement."),
    ("“Event of Default” means A.", "Upon Events of Default he ends it."),
    ("“Customer Data” means data.", "He keeps the Customer’s Data, the Customers’ Data and CUSTOMERS DATA."),
    ("“Service Level” means A. “Services Levels” means B.", "The Services Levels are high."),
)
TWICE = (
    "“Fee” means the price.\n“Fee” means the tax.",
    "“Fee” means the price.\n\n'Fee' shall mean the tax.",
    "**Fee** means the price.\n\n**Fee** means the tax.",
    "The price (the “Fee”) is 4.\n\n“Fee” means the tax.",
    "“Fee” means the price.\n\nThe tax (the “Fee”) is 4.",
    "“Fee” means the price.\n\n“fee” means the tax. “Fee” means 4.",
    "“Fee”: the price\n“Term”: a year\n“Fee”: the tax",
    "| Term | Meaning |\n|---|---|\n| Fee | The price |\n| Fee | The tax |",
    "“Fee” and “Charge” mean the price.\n\n“Charge” means the tax.",
    "“FEE” means the price.\n\n“Fee” means the tax.",
)
ONCE = (
    '"Term" means the time in clause 5.3.\n\n5.3 It runs for two years (the "Term").',
    "“Fee” means the price. The Fee is due.",
    "“Fee” means the price.\n\nThe term “Fee” includes the tax.",
    "“Fee” means the price.\n\n“Fees” are due.",
    "The price (the “Fee”) is 4.\n\n“Fee” has the meaning given in clause 1.",
    "“Fee” has the meaning given in clause 4.\n\nThe price (the “Fee”) is 4.",
    "“Fee” means the price.\n\nFor the purposes of clause 9, “Fee” means the tax.",
    "“Fee” means the price. The word “Fee” stands in bold.",
    "The price (the “Fee”) is 4. Annex: the price (the “Fee”) is 4.",
    "“Service Fee” means the price.\n“Fee” means the tax.",
    "“Fee” means the price.\n\n“Fee” does not mean the tax.",
    "“Seller” means the person named as such above; the person (the “Seller”) sells.",
    "“Fee” means the price.\n\nIf the lease ends, the term “Fee” shall mean the tax.",
)
MENTIONED = (
    ("liability cap", "The Liability Caps apply."),
    ("liability cap", "The liability-cap is low."),
    ("liability cap", "The liability\ncap is low."),
    ("force majeure", "FORCE MAJEURE ends it."),
    ("data subject", "Each data subject’s wish counts."),
    ("Act of God", "An Act of God is excluded."),
    ("IP rights", "(IP rights)"),
    ("policies", "The policy is old."),
    ("Haftung", "Die Haftung ist begrenzt."),
    ("résumé", "The résumé is here."),
)
NOT_MENTIONED = (
    ("liability cap", "The liability is not capped."),
    ("liability cap", "Liability. Caps are worn."),
    ("cap", "The capital is low."),
    ("force majeure", "A major force ends it."),
    ("IP rights", "The rights in the IP."),
    ("net", "The network is down."),
)


@pytest.mark.parametrize("text", UNUSED)
def test_a_defined_term_that_is_never_used(text: str) -> None:
    assert {quote.lower() for quote in quotes("terms.unused", text + REST)} <= {"gross margin", "gross margins"}
    assert quotes("terms.unused", text + REST)


@pytest.mark.parametrize("text", USED)
def test_used_terms_and_quotations_are_left_alone(text: str) -> None:
    assert quotes("terms.unused", text + REST) == []


@pytest.mark.parametrize(("defined", "use"), VARIED)
def test_a_variant_of_a_defined_term(defined: str, use: str) -> None:
    (found,) = run("terms.variant", f"{defined}\n\n{use}")
    assert found.start > len(defined)
    assert found.suggestion


@pytest.mark.parametrize(("defined", "use"), NOT_VARIED)
def test_inflections_names_and_other_words_are_no_variants(defined: str, use: str) -> None:
    assert quotes("terms.variant", f"{defined}\n\n{use}") == []


@pytest.mark.parametrize("text", TWICE)
def test_a_term_defined_twice(text: str) -> None:
    (found,) = run("terms.duplicate", text)
    assert int(str(found.evidence["first"])) < found.start


@pytest.mark.parametrize("text", ONCE)
def test_additions_pointers_and_changes_are_no_second_definition(text: str) -> None:
    assert quotes("terms.duplicate", text) == []


@pytest.mark.parametrize(("term", "text"), MENTIONED)
def test_a_listed_term_that_is_mentioned(term: str, text: str) -> None:
    assert not run("terms.coverage", text, {"list": [term]})


@pytest.mark.parametrize(("term", "text"), NOT_MENTIONED)
def test_a_listed_term_that_is_not_mentioned(term: str, text: str) -> None:
    (found,) = run("terms.coverage", text, {"list": [term]})
    assert found.evidence["accepted"] == [term]


QUOTED_LAW = (
    '# Memo\n\nThe statute is narrow: "‘Redact’ means to alter a number so that it cannot be read." It was amended in '
    '2024: "‘Redact’ means to alter or truncate a number." The firm complies.\n'
)


@pytest.mark.parametrize("check", ["terms.unused", "terms.duplicate"])
def test_a_term_that_quoted_law_defines_is_not_the_documents_own(check: str) -> None:
    assert quotes(check, QUOTED_LAW) == []
    assert quotes(check, QUOTED_LAW.replace('"', "").replace("‘", '"').replace("’", '"')) == ["Redact"]


@pytest.mark.parametrize(
    "text",
    [
        'Lead with good will (e.g., "Great!", "Thanks!", "I agree!"), and say what is kept (for example, "Carta").\n',
        "A licence between **Ost GmbH** (the “Licensor”) and **Fen Ltd** (the “Licensee”). The Licensor pays"
        " the Licensee.",
        "The court recited the test (*Lamp v. American Prosthetics* and *Glass Depot v. Jindrich*) and applied it.\n",
        'See it:\n\n```json\n{\n  "Function": "search",\n  "Body": {}\n}\n```\n\n```json\n{\n"Function": "x"\n}\n```\n',
    ],
)
def test_examples_cases_and_code_define_nothing(text: str) -> None:
    for check in ("terms.unused", "terms.duplicate"):
        assert quotes(check, text) == []


OTHER_FORMS = (
    ("Trade Marks", "It uses the Trademarks only in the Territory."),
    ("Sub-processor", "It engages no Subprocessor without notice."),
    ("Shareholders", "The Share Holders agree to it."),
    ("Event of Default", "It pays while a Default Event is continuing."),
    ("Statement of Work", "Each Work Statement is signed by both."),
    ("Confidential Information", "It returns all Confidentiality Information."),
    ("Eligible Expenditure", "It spends money on Eligible Expenses only."),
    ("Approved Location", "It opens at the Approved Locality."),
    ("Sales Area", "It sells in the Sales Region."),
    ("Settlement Payment", "It pays the Settlement Sum at once."),
    ("Security Deposit", "It repays the Securities Deposit."),
    ("Purchase Quantity", "It orders less than the Purchase Volume."),
)
OTHER_TERMS = (
    ("Approved Location", "It opens at the Approved Menu."),
    ("Support Services", "It calls the Social Services."),
    ("Licensor Materials", "It returns the Licensee Materials."),
    ("Project Manager", "It pays for Project Management."),
    ("Customer Content", "It shows the Content Customer lists."),
    ("Study Drug", "It stores Study-Drug kits."),
)


@pytest.mark.parametrize(("term", "text"), OTHER_FORMS)
def test_a_term_in_another_form_is_a_variant(term: str, text: str) -> None:
    text = f"“{term}” means what is told here. The {term} and the like count.\n\n{text}"
    assert [found.suggestion for found in run("terms.variant", text)] == [term]


@pytest.mark.parametrize(("term", "text"), OTHER_TERMS)
def test_a_counterpart_or_another_thing_is_no_form_of_a_term(term: str, text: str) -> None:
    assert quotes("terms.variant", f"“{term}” means what is told here. The {term} and the like count.\n\n{text}") == []


def test_a_german_compound_in_parts_is_a_variant() -> None:
    text = (
        "„Leistungsverzeichnis“ bezeichnet die Liste. Das Leistungsverzeichnis gilt. Nun gilt das {} für die Stadt.\n"
    )
    assert quotes("terms.variant", text.format("Leistungs-Verzeichnis")) == ["Leistungs-Verzeichnis"]
    assert quotes("terms.variant", text.format("Leistungsheft")) == []


def test_a_german_ending_makes_no_variant() -> None:
    text = "Der „Festpreis“ ist der Preis in der Anlage. Der Festpreis ist fällig. Ein Drittel des Festpreises folgt."
    assert quotes("terms.variant", text) == []


def test_a_definition_may_say_of_what_before_its_verb() -> None:
    told = "The “Corresponding Source” for a work in object code form {} all the code. The Licence says no more."
    assert quotes("terms.unused", told.format("means")) == ["Corresponding Source"]
    assert not quotes("terms.unused", told.format("shows"))


GLOSSED = (
    "# Lease\n\n1. The Landlord maintains roof and walls {} of the building and pays for it at the end of each year.\n"
    "\n2. The Tenant carries out the repairs that are needed for the use of the premises.\n"
)


@pytest.mark.parametrize(
    "gloss", ['("Haus und Hof")', "(“Clause de style”)", '("Kündigungsfrist")', '(*"Wet op de huur"*)']
)
def test_words_of_another_language_in_brackets_define_nothing(gloss: str) -> None:
    assert quotes("terms.unused", GLOSSED.format(gloss)) == []


@pytest.mark.parametrize("term", ['("Works")', '(the "Works")', '("Date of Delivery")', '("Rent per Year")'])
def test_a_name_in_brackets_is_a_term(term: str) -> None:
    assert len(quotes("terms.unused", GLOSSED.format(term))) == 1


@pytest.mark.parametrize(
    ("sentence", "used", "found"),
    [
        ('We call produce so grown "Local Produce." ', "It is fresh.", ["Local Produce"]),
        ('We call produce so grown "Local Produce." ', "Local Produce is fresh.", []),
        (
            "Moreton Grid (a firm, referred to in this decision as the Network Operator) cut it. ",
            "Done.",
            ["Network Operator"],
        ),
        (
            "Moreton Grid (a firm, referred to in this decision as the Network Operator) cut it. ",
            "The Network Operator is asked.",
            [],
        ),
        ('Clauses are numbered so that "H71/120" means clause 120 of section H71. ', "Done.", []),
    ],
)
def test_names_that_we_call_things_by(sentence: str, used: str, found: list[str]) -> None:
    others = "\u201cFee\u201d means the sum of $5. \u201cSite\u201d means the farm. The Fee is paid at the Site. "
    assert quotes("terms.unused", f"{others}{sentence}{used}{REST}") == found
