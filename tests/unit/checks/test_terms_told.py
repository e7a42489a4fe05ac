"""Definitions in the words of a sentence, a list or a bracket; those that are owed; names that a label shortens."""

from __future__ import annotations

import pytest

from tests.unit.checks.running import quotes

MILL = """SUPPLY AGREEMENT

This agreement is made between Harrow Mills Limited (the "Supplier") and Tolland Foods Limited (the "Buyer").

1. In this agreement, "Products" means the flours in Schedule 1 and "Delivery Point" means the Buyer's mill at Wick.

2. The Supplier shall deliver the Products to the Delivery Point each Monday.

3. {}

4. The Buyer shall pay within 30 days. {}
"""
USED = "It may set off the Storage Credit. No Storage Credit bears interest."
DEFINED = (
    "That sum is the “Storage Credit”.",
    "The sums that the Supplier allows for storage are its “Storage Credit”.",
    "The sum allowed for storage constitutes the “Storage Credit”.",
    "The Supplier allows £40 a week for storage, the “Storage Credit”.",
    "The Supplier allows £40 a week for storage (in this clause, the “Storage Credit”).",
    "The Supplier allows £40 a week for storage (from now on the “Storage Credit”).",
    "The Supplier allows £40 a week for storage [the “Storage Credit”].",
    "The Supplier allows £40 a week for storage, referred to below as the “Storage Credit”.",
    "The Supplier allows £40 a week for storage, hereinafter called the *Storage Credit*.",
    "“Storage Credit” is any sum that the Supplier allows for storage.",
    "“Storage Credit” shall be as set out in Schedule 2.",
    "“Storage Credit” equals £40 for each week of storage.",
    "“Storage Credit” is short for the sum allowed for storage.",
    "“Storage Credit” is to be read as the sum allowed for storage.",
    "“Storage Credit” under this agreement means the sum allowed for storage.",
    "For the purposes of this clause, a “Storage Credit” is a sum allowed for storage.",
    "A “Storage Credit” arises when a delivery is stored for more than a week.",
    "There is a “Storage Credit” when a delivery is stored for more than a week.",
    "By “Storage Credit” we mean the sum allowed for storage.",
    "We use the term “Storage Credit” for the sum allowed for storage.",
    "The term “Storage Credit” is used for the sum allowed for storage.",
    "A reference to “Storage Credit” is to the sum allowed for storage.",
    "Storage Credit is hereby defined as the sum allowed for storage.",
)


@pytest.mark.parametrize("definition", DEFINED)
def test_what_a_sentence_defines_has_to_be_used(definition: str) -> None:
    assert quotes("terms.unused", MILL.format(definition, "")) == ["Storage Credit"]


@pytest.mark.parametrize("definition", DEFINED)
def test_what_a_sentence_defines_is_defined(definition: str) -> None:
    text = MILL.format(definition, USED)
    assert quotes("terms.undefined", text) == []
    assert quotes("terms.unused", text) == []


@pytest.mark.parametrize(
    "told",
    [
        "Storage Credit. The sum that the Supplier allows for each week of storage.",
        "**Storage Credit.** A sum payable for storage.",
        "The Storage Credit (being the sum that the Supplier allows for storage) falls due monthly.",
        "The Supplier allows a sum, which is referred to below as the Storage Credit.",
    ],
)
def test_what_is_told_without_marks_is_no_undefined_term(told: str) -> None:
    assert "Storage Credit" not in quotes("terms.undefined", MILL.format(told, USED))


@pytest.mark.parametrize(
    "remark",
    [
        "A bag marked “Best Before” shall be sold first.",
        "No week would otherwise be the “Harvest Week”, and none is.",
        "“Including” means including without limitation.",
        "The Buyer is not a “Foreign Buyer”.",
        "The court of the county (Commercial List) decides.",
    ],
)
def test_a_remark_defines_nothing(remark: str) -> None:
    assert quotes("terms.unused", MILL.format(remark, "")) == []


def test_names_in_mere_brackets_count_where_a_contract_gives_them_so() -> None:
    text = """LOAN AGREEMENT

This agreement is made by the owner of the hall (Lender) and the drama club of Penrith (Borrower).

1. The Lender shall lend the lamps of the hall (Equipment). The Borrower shall keep the Equipment dry.

2. The Borrower shall mend what breaks at its own cost (Repair Duty) and tell the Lender.
"""
    assert quotes("terms.unused", text) == ["Repair Duty"]
    assert quotes("terms.unused", text + "\n3. The Repair Duty ends on return of the Equipment.\n") == []


@pytest.mark.parametrize(
    ("name", "later", "unused"),
    [
        ("the Inland Ports Act of 1961, as amended (the “Ports Act”)", "", ["Ports Act"]),
        (
            "the Inland Ports Act of 1961 (the “Ports Act”)",
            "The Inland Ports Act of 1961 has no such rule.",
            ["Ports Act"],
        ),
        ("the Inland Ports Act of 1961 (the “Ports Act”)", "The Ports Act has no such rule.", []),
        ("the Upper Tribunal for Land (Northern List) (the “Tribunal”)", "", ["Tribunal"]),
        ("the Upper Tribunal for Land (the “Tribunal”)", "It obeys the Tribunal.", []),
    ],
)
def test_a_name_in_full_is_no_use_of_its_short_form(name: str, later: str, unused: list[str]) -> None:
    assert quotes("terms.unused", MILL.format(f"The Supplier obeys {name}.", later)) == unused


LISTS = """WORKS AGREEMENT

Employer     Larkfield Trust
Contractor   Oake and Daughters Ltd

A. WORDS DEFINED

A1 Works: the new bandstand shown on drawing 12.
A2 Completion Day: 1 June 2025.
A3 Retention: five per cent of each amount certified.
{}
B. WORK

B1 The Contractor builds the Works for the Employer by the Completion Day.
B2 The Employer keeps the Retention for six months. No Retention bears interest.
"""


def test_entries_with_letter_and_number_define() -> None:
    assert quotes("terms.undefined", LISTS.format("")) == quotes("terms.unused", LISTS.format("")) == []
    spare = "A4 Nominated Firm: a firm that the Employer names.\n"
    assert quotes("terms.unused", LISTS.format(spare)) == ["Nominated Firm"]


def test_rows_of_figures_define_nothing() -> None:
    figures = "| Payer | Amount |\n|---|---|\n| Insurer | £350 |\n| Total | £412 |"
    text = f'In this deed, "Sum" means the total below.\n\n{figures}\n\nThe Sum is paid by the Insurer.'
    assert quotes("terms.unused", text) == []


@pytest.mark.parametrize(
    "promise",
    ["(as hereinafter defined)", "(as defined below)", "(defined below)", "(as further defined in Section 9)"],
)
def test_a_promised_definition_is_owed(promise: str) -> None:
    text = MILL.format(f"The Buyer shall keep all Trade Secrets {promise} safe.", "A Trade Secret may be old.")
    assert "Trade Secrets" in quotes("terms.undefined", text)
    kept = MILL.format(f"The Buyer shall keep all Trade Secrets {promise} safe.", "“Trade Secrets” means recipes.")
    assert quotes("terms.undefined", kept) == []
    entry = text + "\n5. Trade Secrets: Recipes that the Supplier has not published.\n"
    assert quotes("terms.undefined", entry) == []


def test_of_two_joined_terms_each_is_promised() -> None:
    text = MILL.format(
        "The Buyer shall keep all Trade Secrets and Trial Data (as such terms are defined below) safe.",
        "It may show Trial Data to its bank. “Trade Secrets” means recipes.",
    )
    assert "Trial Data" in quotes("terms.undefined", text)


def test_letters_that_stand_for_a_firm_need_a_label() -> None:
    firm = "The Supplier is advised by Castle Rigg Surveying Limited{} in all that follows."
    later = "The Buyer shall write to CRS alone. Neither CRS nor the Supplier is bound to answer."
    assert quotes("terms.undefined", MILL.format(firm.format(""), later)) == ["CRS"]
    assert quotes("terms.undefined", MILL.format(firm.format(" (“CRS”)"), later)) == []
    other = "The Buyer shall pay by BACS. The rules of BACS apply."
    assert quotes("terms.undefined", MILL.format(firm.format(""), other)) == []


def test_one_is_called_so_and_the_others_so() -> None:
    text = MILL.format(
        "The party that leaves is referred to as the “Leaving Party” and the other as the “Staying Party”.",
        "The Staying Party pays the Leaving Party.",
    )
    assert quotes("terms.undefined", text) == []


NARROWED = "The Buyer keeps the “Secret Information”, which means recipes. "


@pytest.mark.parametrize(
    ("uses", "found"),
    [
        (
            "It returns any Derivative Secret Information. It destroys any Derivative Secret Information at once.",
            ["Derivative Secret Information"],
        ),
        ("It returns the Supplier Secret Information and any Buyer Secret Information.", []),
    ],
)
def test_an_adjective_makes_another_term_of_a_defined_one(uses: str, found: list[str]) -> None:
    definition = "“Secret Information” means recipes, “Season” means June and July, “Depot” means the yard at Wick."
    text = MILL.format(definition, f"In the Season it sends Secret Information to the Depot. {uses}")
    assert quotes("terms.undefined", text) == found


def test_capitals_that_stress_a_line_mark_no_term() -> None:
    text = MILL.format(
        "The Products come WITHOUT ANY WARRANTY OF FITNESS FOR A\n   PARTICULAR PURPOSE. The Buyer tests them.", ""
    )
    assert quotes("terms.undefined", text) == []
