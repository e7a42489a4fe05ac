"""Texts that call themselves by a plain noun ("this lease", "rule 4"), and the places that only such texts have."""

from __future__ import annotations

import pytest

from tests.unit.checks.running import quotes

DEED = """DATED 14 March 2025

HALLAM MILLS LIMITED
and
TOLLAND WORKS LIMITED

DEED OF SETTLEMENT AND RELEASE
relating to the mill at Hallam

BACKGROUND

(A) Hallam owns the mill.

(B) The parties have agreed to settle the claim on the terms of this deed.

1. RELEASE

1.1 Hallam releases Tolland on the terms of this deed{}.

1.2 Nothing in this deed limits a liability for fraud.

2. COSTS

Each party bears its own costs of this deed.
"""
RULES = """RULES OF THE HALLAM SHARE PLAN

1. GRANT
1.1 The Board grants options under rule 2, within the limit of rule 3.1.
1.2 A grant under rule 1.1 is by deed.
2. PRICE
2.1 The price is the market value.
2.2 The Board may not lower it{}.
3. LIMIT
3.1 No more than one tenth of the shares may be under option.
"""
REPORT = """MEMORANDUM

Facts

The tenant signed this lease in May. Under this lease it pays rent, and by this lease it insures, see {}.

Analysis

(A) The rent is due.

(B) The insurance is not.

Conclusion

The tenant owes rent.
"""


@pytest.mark.parametrize(
    ("words", "missing"),
    [
        (", as recital (D) explains", True),
        (", as recital (B) explains", False),
        (", as paragraph D of the Background explains", True),
        (", as paragraph A of the Background explains", False),
        (", as footnote 2 explains", True),
        (", as recital (D) of the Directive explains", False),
    ],
)
def test_a_deed_that_speaks_of_itself_in_small_letters(words: str, missing: bool) -> None:
    assert bool(quotes("references.dangling", DEED.format(words))) is missing


@pytest.mark.parametrize(
    ("words", "missing"),
    [
        (" but under rule 3", False),
        (" but under rule 7", True),
        (" but under rules 3 and 7", True),
        (" but under rule 2.3", True),
        (" but under rule 7 of the Listing Rules", False),
    ],
)
def test_the_rules_of_a_plan_are_called_rules_though_their_headings_are_not(words: str, missing: bool) -> None:
    assert bool(quotes("references.dangling", RULES.format(words))) is missing


def test_a_paper_about_a_lease_is_none() -> None:
    assert quotes("references.dangling", REPORT.format("recital (D) and footnote 2")) == []


PAPERS = """This Agreement (the "Agreement") is made today.
1. Term. This Agreement, with its Exhibits {}, is the entire agreement.
2. Fees. The fees are in Exhibit A and the form is in Exhibit B. The landlord's exhibits are his own.
3. Costs. Costs fall under {}.

EXHIBIT A
Fees

PART A - FEES
1. Ten pounds.
2. Five pounds:
(a) in May; or
(b) in June.

PART B - COSTS
3. The costs of repair.
4. The costs of light.

EXHIBIT B
Form
I accept.
"""


@pytest.mark.parametrize(
    ("exhibits", "place", "missing"),
    [
        ("A and B", "paragraph 3 of Part B of Exhibit A", []),
        ("A and D", "paragraph 3 of Part B of Exhibit A", ["D"]),
        ("A and B", "paragraph 9 of Part B of Exhibit A", ["paragraph 9"]),
        ("A and B", "paragraph 2(b) of Part A of Exhibit A", []),
        ("A and B", "paragraph 2(d) of Part A of Exhibit A", ["paragraph 2(d)"]),
    ],
)
def test_exhibits_of_an_agreement_and_their_parts(exhibits: str, place: str, missing: list[str]) -> None:
    assert quotes("references.dangling", PAPERS.format(exhibits, place)) == missing


LETTERED = """DATA PROCESSING AGREEMENT

This Agreement is made between Nimbra and Tidewell.

E. INCIDENTS
E.1 Nimbra reports an incident at once, see {}.
E.2 The report gives:
(a) the nature of the incident;
(b) its consequences; and
(c) the measures taken.
E.3 The costs are Nimbra's.

F. HELPERS
F.1 Nimbra names its helpers.
F.2 They are bound as Nimbra is.
"""
NUMERALS = """DEED OF PARTNERSHIP

This Deed is made between Asha and Vikram.

I. NAME
The name is Asha and Vikram.

II. CAPITAL
(a) The capital is paid in:
(i) by Asha, in May; and
(ii) by Vikram, in June.
(b) No interest is paid.

III. PROFIT
It is shared, see {}.
"""


@pytest.mark.parametrize(
    ("text", "place", "missing"),
    [
        (LETTERED, "E.2(a) to (c)", False),
        (LETTERED, "E.2(a) to (e)", True),
        (LETTERED, "clause E.2(d)", True),
        (LETTERED, "clause E.3", False),
        (LETTERED, "clause F.4", True),
        (LETTERED, "Table F4", False),
        (NUMERALS, "Clause II(a)(ii)", False),
        (NUMERALS, "Clause II(a)(iii)", True),
        (NUMERALS, "Clause II(a)(iii) of the Partnership Act", False),
    ],
)
def test_marks_below_letters_and_numerals(text: str, place: str, missing: bool) -> None:
    assert bool(quotes("references.dangling", text.format(place))) is missing


GERMAN = """# Supply Agreement

This Agreement is made between the Supplier and the Customer.

§ 1 Goods
(1) The Supplier sells the goods.
(2) The Customer takes them, see § 2 {}.

§ 2 Price
(1) It is five euros.
(2) It is paid monthly.

§ 3 Law
German law governs.
"""


@pytest.mark.parametrize(
    ("place", "missing"),
    [("para. 2", False), ("para. 4", True), ("\n    para. 4", True), ("para. 4 BGB", False)],
)
def test_paragraphs_of_a_section_by_the_abbreviation(place: str, missing: bool) -> None:
    assert bool(quotes("references.dangling", GERMAN.format(place))) is missing


def test_a_line_of_a_clause_of_another_contract() -> None:
    text = DEED.format(" (see clause 8, line 78, of the charterparty)")
    assert quotes("references.dangling", text) == []
