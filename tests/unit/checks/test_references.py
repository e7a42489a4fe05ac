from __future__ import annotations

import pytest

from qa_service.checks import Source
from tests.unit.checks.running import quotes, run, skipped

CONTRACT = (
    "1. Term\nThe term.\n2. Fees\n2.1 Basic.\n2.2 Extra: (a) one; (b) two.\n3. Law\nEngland.\nEXHIBIT A\nPrices.\n"
)


@pytest.mark.parametrize(
    "reference",
    [
        "Section 9",
        "clause 4",
        "Sections 2 and 7",
        "Article IX",
        "Section 2.7",
        "Section 2.2(d)",
        "Exhibit C",
        "\u00a7 12",
    ],
)
def test_references_without_a_target(reference: str) -> None:
    (found,) = run("references.dangling", f"{CONTRACT}As set out in {reference} the parties agree.")
    assert found.evidence["exists"]


@pytest.mark.parametrize(
    "reference",
    [
        "Section 2",
        "Clause 2.1",
        "Sections 1 and 3",
        "Section 2.2(b)",
        "Exhibit A",
        "Section 12 of the Exchange Act",
        "17 C.F.R. \u00a7 240",
        "Section 552 of the Act",
        "Rule 10b-5",
        "Clause 4 of the Master Agreement",
        "Section 409A",
        "Section 7.3 thereof",
        "Sections 13(d) and 14 of the Securities Exchange Act of 1934",
        "Schedule 4",
        "Table 7",
        "Article 28 of that certain Credit Agreement",
        "Article 6 GDPR",
        "Section 3.4",
    ],
)
def test_references_that_exist_or_are_not_ours(reference: str) -> None:
    assert not run("references.dangling", f"{CONTRACT}As set out in {reference} the parties agree.")


def test_a_document_without_numbers_is_left_alone() -> None:
    assert not run("references.dangling", "As set out in Section 9 and Exhibit B, we agree.")


def test_references_into_another_text() -> None:
    params = {"against": "case.contract"}
    memo = "Clause 2 of the Agreement is fine. Clause 8 is not. Section 9 of this memo says why."
    assert quotes("references.dangling", memo, params=params, facts={"case": {"contract": CONTRACT}}) == ["Clause 8"]
    source = (Source("C-1", "Contract", CONTRACT),)
    assert quotes("references.dangling", memo, params=params, facts={"case": {"contract": "C-1"}}, sources=source) == [
        "Clause 8"
    ]
    assert skipped("references.dangling", params, {})


def test_citations_two_ways_with_ranges_and_footnotes() -> None:
    text = "See [1-3] and [5].[^a]\n\n## References\n\n1. A\n2. B\n3. C\n4. D\n\n[^b]: note\n"
    assert {item.message for item in run("references.citations", text)} == {
        "No entry for citation 5.",
        "The entry 4 is never cited.",
        "No note for footnote mark a.",
        "The note b is never cited.",
    }
    assert not run("references.citations", "See [2019] EWCA 1 and [sic] in [4].")


def test_a_reference_right_behind_the_word_of_another_is_seen() -> None:
    notices = "Subject to such Section. Section 28(b) of this Agreement applies."
    text = f"1. Term\nOne year.\n2. Notices\n{notices}\n3. Law\nEngland."
    assert quotes("references.dangling", text) == ["Section 28(b)"]


def test_one_numbered_heading_is_enough_when_it_says_that_it_is_one() -> None:
    assert quotes("references.dangling", "# 1. Term\nOne year, see Section 7.3.\n") == ["Section 7.3"]
    assert quotes("references.dangling", "Section 1. Term\nOne year, see Section 7.3.\n") == ["Section 7.3"]
    assert not quotes("references.dangling", "1. milk\nSee Section 7.3.\n")


@pytest.mark.parametrize(
    "index",
    [
        "Exhibit 1 policy\nExhibit 2 notice of loss\nExhibit 3 letter\n",
        "- Exhibit 1\n- Exhibit 2\n- Exhibit 3\n",
        "Exhibit 1, Exhibit 2 and Exhibit 3",
        [{"id": "Exhibit 1", "title": "policy"}, {"id": "Exhibit 2"}, {"number": "Exhibit 3"}],
        ["Exhibit 1", "Exhibit 2", "Exhibit 3"],
    ],
)
def test_references_into_a_list_of_exhibits(index: object) -> None:
    memo = "The notice (Exhibit 2) came late, see Exhibit 3 and Exhibit 9."
    params = {"against": "case.exhibits"}
    assert quotes("references.dangling", memo, params=params, facts={"case": {"exhibits": index}}) == ["Exhibit 9"]


@pytest.mark.parametrize(
    "line",
    [
        "Exhibit 1: policy; Exhibit 2: notice; Exhibit 3: letter",
        "Exhibits: 1 (policy), 2 (notice) and 3 (letter)",
        "| Exhibit 1 | policy |\n| Exhibit 2 | notice |\n| Exhibit 3 | letter |",
        "* Exhibit 1 \u2013 policy\n* Exhibit 2 \u2013 notice\n* Exhibit 3 \u2013 letter",
        "1) Exhibit 1: policy\n2) Exhibit 2: notice\n3) Exhibit 3: letter",
        "List of exhibits\n1. policy\n2. notice\n3. letter",
        "**Exhibit 1** policy\n\n**Exhibit 2** notice\n\n**Exhibit 3** letter",
    ],
)
def test_lists_of_exhibits_hold_what_may_be_referred_to(line: str) -> None:
    assert quotes("references.dangling", f"{line}\n\nThe letter (Exhibit 3) is silent; Exhibit 4 is not.\n") == [
        "Exhibit 4"
    ]


def test_a_bare_clause_belongs_to_the_lease_that_a_memorandum_speaks_of() -> None:
    memo = "# 1. Facts\nA leak.\n# 2. Law\nClause 12 of the Lease says who repairs. Clause 14 says who pays.\n"
    assert not quotes("references.dangling", memo)
    lease = memo.replace("A leak.", "This Lease begins today.").replace("12 of the Lease", "12 of the Head Lease")
    assert quotes("references.dangling", lease) == ["Clause 14"]


REVIEW = """Privileged and confidential

# Review memo: warehousing agreement

## 1. Summary

The draft departs from the playbook in clauses 11.2 and 13.1. Section 3 below proposes wording.

## 2. Clauses and ratings

| Clause | Subject | Rating |
|---|---|---|
| 11.2 | Liability cap | High |
| 13.1, 13.2 | Termination | Low |

## 3. Issues

**Clause 11.2.** The cap is low. Clause 11.4 makes the client's own liability unlimited.

Fallback: either party may terminate this Agreement under clause 13.5 on ninety days' notice.

## 4. Governing law

Clause 16.3 chooses the law of England.
"""


def test_a_review_goes_through_the_clauses_of_the_paper_that_it_reviews() -> None:
    assert not quotes("references.dangling", REVIEW)
    own = REVIEW.replace("Section 3 below", "Section 7 below")
    assert quotes("references.dangling", own) == ["Section 7"]


def test_a_contract_may_be_printed_as_a_table_of_its_clauses() -> None:
    agreement = """# Storage agreement

| Clause | Terms of this Agreement |
|---|---|
| 1 | The keeper stores the goods, subject to clause 3. |
| 2 | The fee is due monthly under clause 9. |
| 3 | The keeper insures the goods. |
"""
    assert quotes("references.dangling", agreement) == ["clause 9"]


def test_a_memorandum_of_understanding_is_an_instrument() -> None:
    text = "# Memorandum of understanding\n\n1. Aim\nTo share, see clause 8.\n\n2. Term\nA year.\n\n3. Law\nEngland.\n"
    assert quotes("references.dangling", text) == ["clause 8"]
