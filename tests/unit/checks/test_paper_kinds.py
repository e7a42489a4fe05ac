"""Reviews speak of another paper's terms and parts, and extracts leave parts out."""

from __future__ import annotations

import pytest

from qa_service.checks.references.paper_kinds import is_extract, is_review
from tests.unit.checks.running import quotes

AGREEMENT = """# Supply agreement{mark}

1. Definitions
"Goods" means the films that the Seller supplies. "Specification" means the Buyer's description.

2. Supply
The Seller supplies the Goods in each Delivery Window. Time in a Delivery Window is of the essence.

4. Price
The Buyer pays for Goods within a Delivery Window.
"""
FAULTS = {"terms.undefined": ["Delivery Window"], "terms.unused": ["Specification"], "structure.numbering": ["4."]}


@pytest.mark.parametrize("name", FAULTS)
def test_an_extract_may_use_and_number_what_it_leaves_out(name: str) -> None:
    whole = quotes(name, AGREEMENT.format(mark=""))
    assert whole == FAULTS[name]
    assert not quotes(name, AGREEMENT.format(mark=" (extract)"))


def test_a_review_uses_the_terms_of_the_paper_that_it_reviews() -> None:
    memo = AGREEMENT.format(mark="").replace("# Supply", "# Review memo: supply")
    assert not quotes("terms.undefined", memo)


@pytest.mark.parametrize(
    "head",
    [
        "# Contract review memo\n",
        "MEMORANDUM\n\nTo: the partners\n",
        "Privileged and confidential\n\n# Memo – mutual agreement\n",
        "**Expert report**\n",
        "Coverage opinion: policy 12\n",
        "# Advice on the lease\n",
    ],
)
def test_titles_of_reviews(head: str) -> None:
    assert is_review(head)


@pytest.mark.parametrize(
    "head",
    [
        "# Memorandum of understanding\n",
        "# Share purchase agreement\n\nbetween A and B\n",
        "Report period ends in May.\n",
        "# Deed of review committee members\n",
        "",
    ],
)
def test_titles_of_others(head: str) -> None:
    assert not is_review(head)


@pytest.mark.parametrize(
    ("head", "told"),
    [
        ("LEASE (extract)\nbetween A and B\n", True),
        ("# Lease – relevant extracts\n", True),
        ("Extract from the policy\n", True),
        ("Auszug aus dem Vertrag\n", True),
        ("# Lease\n\nThe tenant may extract stone (extraction is limited).\n", False),
        ("# Licence for vanilla extracts\n", False),
    ],
)
def test_heads_of_extracts(head: str, told: bool) -> None:
    assert is_extract(head) is told


def test_words_quoted_at_length_are_terms_of_the_paper_they_come_from() -> None:
    memo = """The NDA was signed on 3 May 2024.

It reads: {0}The Recipient shall not disclose any Confidential Information to a third party.{1} We found no breach.

It goes on: {0}The Recipient shall return Confidential Information, and shall destroy Confidential Information.{1}
"""
    assert quotes("terms.undefined", memo.format("", "")) == ["Confidential Information"]
    assert not quotes("terms.undefined", memo.format("\u201c", "\u201d"))


@pytest.mark.parametrize("blank", ["\n", " \n", "\t\n  \n", "#\n", "**\n"])
def test_a_head_of_blank_lines_is_read_at_once(blank: str) -> None:
    # With a pattern that tries each cut of the blank lines this would never end.
    text = blank * 20_000 + "1. Term\nThe term is one year."
    assert not is_extract(text)
    assert not is_review(text)
    assert is_extract("\n" * 20_000 + "Supply agreement (extract)\n")
