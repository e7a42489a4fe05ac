"""Phrases that a contract uses once although it defines nearly all others, and capitals that mean no term there."""

from __future__ import annotations

import pytest

from tests.unit.checks.running import quotes

TERMS = (
    "Base Rent", "Break Date", "Building", "Commencement Day", "Deposit Account", "Fitting-Out Works", "Insured Risk",
    "Landlord", "Opening Hours", "Permitted Trade", "Plant Room", "Rent Day", "Service Yard", "Tenant",
)  # fmt: skip
# Every term is used, so that none but the phrase in question stands out.
DEFINED = "\n".join(f"\u201c{term}\u201d means what the table says of it." for term in TERMS)
USED = " ".join(f"The {term} is as agreed." for term in TERMS)
ONCE = {
    "a word that is no common one": ("Cure Notice", "Nothing is owed until the Cure Notice has been read."),
    "at the beginning of a sentence": ("Water Samples", "It ends with the water. Water Samples shall not be sold."),
    "a paper": ("Disclosure Letter", "Each claim is limited by what is said in the Disclosure Letter and by law."),
    "beside the label of something else": (
        "Store Fuel",
        "It keeps the Store Fuel dry. It pays for harm done by the Store Fuel (a \u201cSite Loss\u201d). A Site Loss is"
        " told at once.",
    ),
    "an acronym at the end": ("Background IP", "Each keeps its Background IP. It is paid for the background."),
    "with a hyphen": ("Top-Up", "It is made up. A Top-Up cannot be added in the last week."),
}
CONTRACT = "This Supply Agreement is made by Orla Finch and Piet Brandt. In this Agreement:\n\n"
FEW = "\n".join(f"\u201c{term}\u201d means what the table says of it." for term in TERMS[:7])
LONE = {
    "a common noun that is never small": ("Downtime", "The credit is for the minutes less Downtime in the month."),
    "a business day": ("Business Days", "It hands the list over within five (5) Business Days of a request."),
}
NO_TERMS = {
    "a role": "It was let by Seller, as Tenant, in May.",
    "a title": "(c) *No Mitigation.* It pays in full.",
    "an acronym alone": "It keeps an Aldern LSP for all.",
    "a number behind": "It was paid under Award No. 221774 by the state.",
    "a name taken up": "It follows the Swiss Rules of Arbitration. Article 5 of those Rules is left out.",
    "an annex by its letter": "It is shown on the plan in Annexure A, with its doors.",
}
NAMES = {
    "a heading": "## Reference Schedule\n\nItem 1\n\nIt is one of the Reference Schedule, as told.",
    "particulars of a table": (
        "| Item | Matter | Particulars |\n|---|---|---|\n| 1 | Further Fee | 3% |\n| 2 | Sale Agent | A. Quill |\n\n"
        "It pays the Further Fee."
    ),
    "a bold title": "**8. Acting Managers and their pay.** They are paid by the month.",
    "part of a longer name": "It follows the Travel and Expense Policy. It wrote to the Head of Care, Mill House.",
    "a company": "It is a branch of Amber Hearth Franchising, LLC. It runs an Amber Hearth restaurant.",
    "no capital behind a hyphen": "Keep them. Back-up copies may be kept.",
    "capitals": "IT IS AGREED as follows.",
    "a role without an article": "Mr Finch was appointed Proposal Trustee by the court.",
}


@pytest.mark.parametrize("name", ONCE)
def test_a_phrase_used_once_stands_out_where_all_others_are_defined(name: str) -> None:
    term, text = ONCE[name]
    assert quotes("terms.undefined", f"{DEFINED}\n\n{USED}\n\n{text}") == [term]
    assert quotes("terms.undefined", f"{DEFINED}\n\u201c{term}\u201d means all of it.\n\n{USED}\n\n{text}") == []


@pytest.mark.parametrize("name", NAMES)
def test_names_titles_and_particulars_do_not(name: str) -> None:
    assert quotes("terms.undefined", f"{DEFINED}\n\n{USED}\n\n{NAMES[name]}") == []


@pytest.mark.parametrize("name", LONE)
def test_a_contract_with_few_terms_defines_what_it_writes_with_capitals(name: str) -> None:
    term, text = LONE[name]
    used = " ".join(f"The {each} is as agreed." for each in TERMS[:7])
    assert quotes("terms.undefined", f"{CONTRACT}{FEW}\n\n{used}\n\n{text}") == [term]
    assert quotes("terms.undefined", f"{FEW}\n\n{used}\n\n{text}") == []


@pytest.mark.parametrize("name", NO_TERMS)
def test_roles_titles_and_numbers_are_none(name: str) -> None:
    used = " ".join(f"The {each} is as agreed." for each in TERMS)
    assert quotes("terms.undefined", f"{CONTRACT}{DEFINED}\n\n{used}\n\n{NO_TERMS[name]}") == []


def test_nothing_stands_out_where_much_is_left_undefined() -> None:
    many = " ".join(f"It tells the {first} Notice." for first in ("Cure", "Quorn", "Tilde", "Umber", "Vetch"))
    assert quotes("terms.undefined", f"{DEFINED}\n\n{USED}\n\n{many}") == []


def test_a_list_of_definitions_ends_with_its_part_of_the_document() -> None:
    text = (
        "## Schedule 1 - Meaning of words\n\n**Field**: the water of a works.\n\n**Quarter**: three months.\n\n"
        "The Field and the Quarter are as agreed.\n\n## Schedule 2 - Plan\n\n| Step | Task | Done by |\n|---|---|---|\n"
        "| 1 | Pilot line | May |\n\nNotes: (a) the line is short."
    )
    assert quotes("terms.unused", text) == []
    assert quotes("terms.unused", text.replace("the Quarter are", "the rest are")) == ["Quarter"]
