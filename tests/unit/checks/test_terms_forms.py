"""Defined terms in the many forms in which documents define them, and phrases that only look like terms."""

from __future__ import annotations

import pytest

from tests.unit.checks.running import quotes, run

PARTIES = '"Landlord" means Orla Finch. "Tenant" means Piet Brandt.\n\n'
BODY = (
    "\n\nThe Tenant shall pay the {term} to the Landlord. If the {term} is late, the Landlord may charge interest on"
    " the {term}. The {term} is reviewed each year, and any {term} that is overpaid is returned."
)
DEFINED = (
    "**Service Charge**: 1,250 euros a year.",
    '"Service Charge" means the yearly cost of the building.',
    "**Service Charge** means the yearly cost of the building.",
    "'Service Charge' shall mean the yearly cost of the building.",
    "“Service Charge”: the yearly cost of the building.",
    "“Service Charge” – the yearly cost of the building.",
    "“Service Charge” has the meaning given in the Head Lease.",
    "“Service Charge” bears the meaning set out in Schedule 2.",
    'The yearly cost of the building (the "Service Charge") is shared.',
    "The yearly cost of the building (the “Service Charge” or the “Charge”) is shared.",
    'The yearly cost of the building (hereinafter the "Service Charge") is shared.',
    "The yearly cost of the building (hereinafter referred to as the Service Charge) is shared.",
    "The yearly cost of the building, hereinafter called the Service Charge, is shared.",
    'The yearly cost of the building (collectively, the "Service Charge") is shared.',
    "The yearly cost of the building (“Service Charge”) is shared.",
    "The yearly cost of the building (“Service Charge), is shared.",
    "The yearly cost of the building (the Service Charge) is shared.",
    'The term "Service Charge" refers to the yearly cost of the building.',
    "For the purposes of this lease, Service Charge shall mean the yearly cost of the building.",
    "In this lease the term Service Charge means the yearly cost.",
    "Service Charge means the yearly cost of the building.",
    "| Term | Meaning |\n|---|---|\n| Service Charge | the yearly cost of the building |",
    "„Service Charge“ means the yearly cost.",
    "« Service Charge » means the yearly cost.",
    '"Service Charge" and "Charge" each mean the yearly cost.',
    '"Service Charges" means the yearly costs of the building.',
    '"SERVICE CHARGE" means the yearly cost.',
    '"Service Charge" shall have the same meaning as in the Head Lease.',
    "- Service Charge: the yearly cost of the building",
    "Service Charge: the yearly cost of the building",
    "The Service Charge is defined in Schedule 2.",
    'As used herein, "Service Charge" includes the yearly cost.',
    '(a) "Service Charge" - the yearly cost of the building;',
    'The yearly cost (such cost, the "Service Charge") is shared.',
    'The yearly cost (the "Service  Charge") is shared.',
    "The yearly cost (being the “Service Charge”) is shared.",
    'The yearly cost (each, a "Service Charge") is shared.',
    'The yearly cost (together with interest, the "Service Charge") is shared.',
    'The yearly cost (as amended from time to time, the "Service Charge") is shared.',
)
TERMS = (
    "Service Charge",
    "Rent Review Date",
    "Permitted Use",
    "Quarter Day",
    "Insured Risks",
    "Common Parts",
    "Break Notice",
    "Cleaning Fee",
    "Event of Default",
    "Holding Over Period",
)
NAMES = (
    (
        "Sincerely yours, Dr. Anna Weiss wrote to the High Court in New York on Monday, and the High Court "
        "replied. The High Court sat on Tuesday; the High Court rose."
    ),
    (
        "The European Commission opened a case. The European Commission fined the firm. The European "
        "Commission may appeal."
    ),
    (
        "Der Mieter zahlt die Miete an den Vermieter. Die Monatliche Miete wird jährlich geprüft. Der "
        "Vermieter gibt dem Mieter eine Quittung über die Monatliche Miete, und die Monatliche Miete ist "
        "fällig."
    ),
    (
        "Ms Delgado met Mr Chen in San Francisco. The San Francisco office belongs to Harbor Street Partners "
        "LLC, and the Harbor Street Partners LLC lease runs on. The San Francisco office closed; the San "
        "Francisco office reopened."
    ),
    (
        "The Managing Director signed. The Managing Director and the Finance Director met. The Managing "
        "Director left; any Managing Director may sign."
    ),
    (
        "Under the Data Protection Act the Data Protection Act fines apply, and the Data Protection Act "
        "exemptions too, says the Data Protection Act guidance."
    ),
    (
        "The Golden Gate Bridge was closed; the Golden Gate Bridge reopened. The Golden Gate Bridge is long. "
        "The Golden Gate Bridge is red."
    ),
)


@pytest.mark.parametrize("form", DEFINED)
def test_a_term_that_is_defined_somehow_is_not_undefined(form: str) -> None:
    assert quotes("terms.undefined", PARTIES + form + BODY.format(term="Service Charge")) == []


@pytest.mark.parametrize("term", TERMS)
def test_a_term_that_is_used_again_and_again_without_a_definition_is_found(term: str) -> None:
    found = run("terms.undefined", PARTIES + BODY.format(term=term))
    assert {each.quote for each in found} == {term}


@pytest.mark.parametrize("text", NAMES)
def test_names_offices_and_german_nouns_are_no_terms(text: str) -> None:
    assert quotes("terms.undefined", text) == []


def test_a_quotation_that_only_says_what_a_term_does_not_include_defines_nothing() -> None:
    text = PARTIES + 'The term "Service Charge" does not include rates.' + BODY.format(term="Service Charge")
    assert "Service Charge" in quotes("terms.undefined", text)


def test_a_name_over_a_signature_defines_nothing() -> None:
    text = PARTIES + BODY.format(term="Managing Party") + '\n\n"MANAGING PARTY"\n\nBy: Ada Roth'
    assert "Managing Party" in quotes("terms.undefined", text)


def test_part_of_a_longer_term_that_is_often_used_alone_needs_a_definition() -> None:
    longer = '"Service Charge Reserve" means a fund. '
    assert quotes("terms.undefined", PARTIES + longer + "The Service Charge is due.") == []
    assert quotes("terms.undefined", PARTIES + longer + BODY.format(term="Service Charge"))


@pytest.mark.parametrize(
    "rest",
    [
        "",
        " A Service Charge shall include, but not be limited to, cleaning.",
        "\n\n# Service Charge\n\nThe parties meet in May.",
        " The landlord's service charge is paid.",
    ],
)
def test_a_term_is_not_used_by_its_own_definition_a_heading_or_small_letters(rest: str) -> None:
    assert quotes("terms.unused", f'"Service Charge" means the cost of the building.{rest}') == ["Service Charge"]


@pytest.mark.parametrize(
    "use",
    [
        "The Service Charge is due in May.",
        "Service Charges are due in May.",
        "The Service Charge's amount is fixed.",
        "The Tenant's Service\nCharge is due.",
        "THE SERVICE CHARGE IS DUE.",
        "See the Service-Charge.",
    ],
)
def test_a_term_is_used_in_plural_possessive_and_capitals(use: str) -> None:
    assert quotes("terms.unused", f'"Service Charge" means the cost of the building.\n\n{use}') == []


@pytest.mark.parametrize(
    ("use", "found"),
    [
        ("The supplier confirms that it has been Purged.", []),
        ("The supplier confirms the Purging within a week.", []),
        ("Purging is a matter for the supplier.", ["Purge"]),
        ("The supplier shall read the Purged Ledger.", ["Purge"]),
    ],
)
def test_a_verb_is_used_in_its_other_forms(use: str, found: list[str]) -> None:
    text = f"To destroy it means to erase it beyond recovery (“Purge”). {use}"
    assert quotes("terms.unused", text) == found


def test_a_remark_in_brackets_is_no_unused_term() -> None:
    assert quotes("terms.unused", "An order of the Superior Court (Commercial List) was made.") == []
    assert quotes("terms.unused", "An order (the Vesting Order) was made.") == ["Vesting Order"]


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ('In this notice, "Guests" are people who stay; "Staff" are persons who work here.\nGuests pay.', ["Staff"]),
        ('"Notice Day" is the day that falls two months later.\nThe tenancy ends then.', ["Notice Day"]),
        ('"Force majeure" is a concept that courts dislike, and "Best efforts" a phrase.', []),
        ('1. **What is secret.** "Know-how" means all that we know. Know-how is kept.', []),
        ('**Employer:** Ash Ltd ("the Company")\n\n**Employee:** Jo Fox ("you")\n\nThe Company pays you.', []),
        ('1. **Deposit.** "Deposit" means £900. It is held by us.', ["Deposit"]),
        ('1. **Deposit.** "Deposit" means £900. The Deposit is held by us.', []),
        ("Definitions\n\nFund – all shares held\n\nPart B – the houses\n\nThe Fund is safe.", []),
    ],
)
def test_titles_and_labels_neither_define_nor_use_a_term(text: str, found: list[str]) -> None:
    assert quotes("terms.unused", text) == found


BIDDERS = 'This is made between Ash Ltd (the "Buyer") and Elm Ltd (the "Seller"). The Buyer pays the Seller.\n'


@pytest.mark.parametrize(
    ("rest", "unused"),
    [
        ("and the Seller shall not show the bid to Rival Bidders.", []),
        ("and neither party may deal with any Rival Bidder.", []),
        ("and includes a Rival Bidder of another group.", ["Rival Bidder"]),
        ("and Rival Bidders shall include groups.", ["Rival Bidder"]),
        ("and all services the Seller may give to Rival Bidders.", ["Rival Bidder"]),
    ],
)
def test_the_next_clause_of_a_sentence_uses_what_the_first_defines(rest: str, unused: list[str]) -> None:
    text = f"{BIDDERS}“Rival Bidder” means any person other than the Buyer that has made a bid, {rest}"
    assert quotes("terms.unused", text) == unused


BOXES = """TIME CHARTER

| Box 2  Owners                         | Petralia Navigation S.A., Majuro     |
| Box 3  Charterers                     | Sembilan Bulk Pte. Ltd., Singapore   |
| Box 4  Vessel                         | m.v. ANEMONE K                       |

1. "Bunkers" means fuel. "Hire" means USD 14,250 daily. "Cargo" means grain. "Trip" means a voyage.

2. Owners shall let the Vessel to Charterers, and Charterers shall pay the Hire and the Bunkers for each Trip to Owners.
Charterers shall name the Cargo. Owners shall keep the Vessel, and Charterers may look at the Vessel.
"""


def test_boxes_and_columns_of_particulars_tell_their_terms() -> None:
    assert quotes("terms.undefined", BOXES) == []
    columns = BOXES.replace("| Box ", "Item ").replace(" |\n", "\n").replace("|", " ")
    assert quotes("terms.undefined", columns) == []


def test_the_parties_below_their_names_in_a_caption() -> None:
    text = (
        "ORDER\n\n                              Turbines SA\n                              Claimant\n\n"
        '1. "Tribunal" means the arbitrators. "Timetable" means Annex 1. "Hearing" means that in May.\n\n'
        "2. The Claimant files the claim with the Tribunal. The Claimant pays for the Hearing as the Timetable says.\n"
    )
    assert quotes("terms.undefined", text) == []


def test_a_glossary_entry_that_tells_its_letters_is_used_by_them() -> None:
    text = "# Words\n\n**Pharmacist in Charge (PIC):** the pharmacist named on the roster.\n\n# Duties\n\n{}\n"
    assert quotes("terms.unused", text.format("The PIC keeps the key.")) == []


GLOSSARY = """1     GENERAL

1.1   Definitions

1.1.1 In this Specification the following words have the meanings
      given here.

  Bridge         Tanner's Weir Bridge, carrying Weir Road over
                 the River Merrow
  Hold Point     a stage of the Works beyond which nobody may
                 go without a written release
  Substrate      the concrete surface of the deck once it has
                 been prepared
  Works          the works described in clause 1.2

1.2   The Works

1.2.1 The Works at the Bridge stop at each Hold Point. The texture of the Substrate is measured, and
      the resin is laid when the Substrate is dry. This Specification binds all. The Specification is kept on site.
"""


def test_a_glossary_in_two_columns_defines() -> None:
    assert quotes("terms.undefined", GLOSSARY) == []
    assert quotes("terms.unused", GLOSSARY) == []
    removed = GLOSSARY.replace("Hold Point     a stage", "Quay Rule      a stage")
    assert quotes("terms.unused", removed) == ["Quay Rule"]
    assert quotes("terms.undefined", removed) == ["Hold Point"]


def test_two_lines_in_columns_are_no_glossary() -> None:
    text = "Definitions\n\n  Stop           a stage of the works\n  Go             another one\n\nThe works stop.\n"
    assert quotes("terms.unused", text) == []


def test_a_table_of_contents_is_no_list_of_particulars() -> None:
    contents = "".join(
        f"{number}. {title}          {3 * number}\n"
        for number, title in enumerate(("Completion Date", "Fee", "Law"), 1)
    )
    text = BOXES.replace("| Box 2  Owners                         | Petralia Navigation S.A., Majuro     |\n", contents)
    text = text.replace(
        "Charterers shall name the Cargo.",
        "The Cargo is named before the Completion Date. Nobody alters the Completion Date.",
    )
    assert "Completion Date" in quotes("terms.undefined", text)


def test_the_head_of_a_glossary_in_columns_is_no_term() -> None:
    headed = GLOSSARY.replace("  Bridge  ", "  Term           Meaning\n  Bridge  ")
    assert quotes("terms.unused", headed) == []
