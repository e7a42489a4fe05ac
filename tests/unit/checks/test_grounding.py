"""Quotations and numbers against their sources."""

from __future__ import annotations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from qa_service.checks.grounding.quoting import Original, is_verbatim, nearest

SOURCE = (
    "The Tenant shall pay the rent in advance on the first day of each month, and agrees to keep the premises in good"
    " order. It must not assign this lease without prior written consent of the Land-\nlord, which shall not be un-"
    "reasonably withheld. The deposit is $5,000 (“Deposit”) recieved today."
)
LAWFUL = [
    "“[t]he Tenant shall pay the rent in advance”",
    "“the tenant shall pay … on the first day”",
    '"shall pay the rent in advance..."',
    "“[the lessee] shall pay the rent in advance”",
    "“agree[d] to keep the premises in good order”",
    "“prior written consent of the Landlord, which shall not be unreasonably withheld”",
    "“The deposit is $5,000 (‘Deposit’) recieved [sic] today”",
    "“shall pay the rent [...] on the first day of each month, and agrees to keep . . . the premises”",
    "“shall pay the rent in advance [emphasis added] on the first day”",
    "“in advance on the first day of each month,”",
    "“Shall pay the rent in advance”",
    "«shall pay the rent in advance»",
    "“pay the rent in advance on the first day of [every] month”",
    "(the “Master Services Agreement”)",
]
CHANGED = [
    ("“The Tenant shall pay the rent in arrears”", "“arrears” for “advance”"),
    ("“the tenant may pay the rent in advance”", "“may” for “shall”"),
    ("“shall pay the rent on the first day of each month”", "“in advance” was left out"),
    ("“must assign this lease without prior written consent”", "“not” was left out"),
    ("“agrees to keep the premises in very good order”", "“very” was added"),
    ("“The deposit is $6,000”", "“6” for “5”"),
    ("“on the first day … shall pay the rent”", ""),
    ("“the parties will arbitrate all disputes in Geneva under the rules”", "none of the sources"),
]


@pytest.mark.parametrize("quotation", LAWFUL)
def test_lawful_changes_are_understood(run, quotation: str) -> None:
    assert run("grounding.quotes", f"It says {quotation} there.", sources=["Nothing.", SOURCE]).findings == ()


@pytest.mark.parametrize(("quotation", "why"), CHANGED)
def test_a_changed_quotation_is_found_with_its_change(run, quotation: str, why: str) -> None:
    finding = run("grounding.quotes", f"It says {quotation} there.", sources=["Nothing.", SOURCE]).findings[0]
    assert finding.quote == quotation
    assert why in finding.message


def test_a_quotation_may_be_held_against_a_fact(run) -> None:
    params = {"against": "case.contract"}
    text = "It says “the tenant may pay the rent in advance”."
    assert run("grounding.quotes", text, params, {"case": {"contract": SOURCE}}).findings
    assert run("grounding.quotes", text, params).skipped == {"under_test": "fact case.contract is missing"}


def test_max_edit_forgives_a_slip_but_not_another_word(run) -> None:
    slip, word = "“keep the premisses in good order”", "“keep the premises in bad order”"
    assert run("grounding.quotes", slip, sources=[SOURCE]).findings
    assert run("grounding.quotes", slip, {"max_edit": 0.05}, sources=[SOURCE]).findings == ()
    assert run("grounding.quotes", word, {"max_edit": 0.2}, sources=[SOURCE]).findings


def test_titles_and_irony_are_no_quotations(run) -> None:
    assert run("grounding.quotes", "So much for “business as usual”, they say.", sources=[SOURCE]).findings == ()


@settings(max_examples=60, deadline=None)
@given(text=st.text(alphabet=st.sampled_from("ab é-[]….“”\n12"), max_size=80), data=st.data())
def test_every_run_of_words_of_a_source_is_verbatim(text: str, data: st.DataObject) -> None:
    original = Original("s", text)
    nearest("a b [c] … 1", original)
    if original.folded:
        first = data.draw(st.integers(0, len(original.folded) - 1))
        last = data.draw(st.integers(first, len(original.folded) - 1))
        assert is_verbatim(" ".join(original.folded[first : last + 1]), original)


@pytest.mark.parametrize(
    "text",
    [
        "Revenue was $4.2 million.",
        "It rose by 5 % in 2023.",
        "The two sites make 300 units.",
        "See Section 145 and page 99.",
        "On 2024-05-17 all 12 met.",
    ],
)
def test_numbers_that_are_given_rounded_or_derived_are_quiet(run, text: str) -> None:
    sources = ["Revenue: $4,213,000; before: $4,012,381. Site one made 120 units, site two 180."]
    assert run("grounding.numbers", text, sources=sources).findings == ()


def test_a_number_from_nowhere_is_found(run) -> None:
    result = run("grounding.numbers", "Revenue was $4.7 million.", brief="Revenue was $4.2 million.")
    assert result.findings[0].evidence == {"value": "4700000", "nearest": "4200000"}
    assert run("grounding.numbers", "Revenue was $4.7 million.").skipped
