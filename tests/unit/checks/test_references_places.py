"""Whose part a reference is to, by emphasis, titles, sources and its place; marks of notes without their note."""

from __future__ import annotations

import pytest

from tests.unit.checks.running import quotes

SUPPLY = """# Supply agreement

1. Term

This agreement runs for two years, subject to clause 3. {}

2. Price

The price is fixed, see clause 1 and clause 3.

3. Law

English law governs this agreement under clause 2.
"""
TASTING = """# Trial of two lids

## 1. Background

Earlier work used more. {first}

## 2. Methods

The panel had 16 members. {second}

## 3. Results

Marks are in Table 1.

**Table 1.** Mean marks

| Lid | Mean |
|---|---|
| A | 5.1 |

Comparisons are in Table 2.

**Table 2.** Comparisons

| Lid | p |
|---|---|
| A | 0.1 |

## 4. Discussion

The wide lid was liked. {last}
"""
OTHERS = [
    "It replaces the letter of intent of 2 May 2025, clause 12 of which ends.",
    "The Guarantor gave a bond whose clause 12 applies.",
    "The deed of 3 May 2024 (clause 12) stays in force.",
    "The engagement letter dated 3 May 2024, at clause 12, says so.",
    "They comply with section 31 of the *Dangerous Goods Act 1985* (NSW).",
    "They comply with *section 31* of the **Dangerous Goods Act 1985**.",
    "They comply with section 31 of the _Dangerous Goods Act 1985_.",
    "They comply with clause 8 of <em>ISO 9001</em>.",
    "They comply with *ISO 9001*, clause 8.",
    "They comply with *Clause 9* and *Clause 12* of the *Head Lease*.",
    "Der Vertrag löst die Absichtserklärung ab, deren Ziffer 12 endet.",
    "Work follows Circular 12/2023, paragraph 9.",
    "Work follows Working Paper No. 14, section 9.",
    "The purchase order of 3 May 2024, clause 9, is void.",
    "Section 9, Care and Repair of Goods Act 1979, applies.",
    "Art. 12 OR gilt.",
]
OWN = [
    "See *clause 12*.",
    "As **clause 12** says.",
    "See clause 12 of *this* agreement.",
    "Under clause 12 the *price* falls due.",
    "The **Buyer**, subject to clause 12, pays.",
    "This agreement, clause 12 of which binds the heirs, is final.",
]
CITED = [
    "An earlier paper (Brewing Note 9, Table 3) found more.",
    "Working Paper No. 2019/12, Table 4, agrees.",
    "It agrees with (Bulletin 47, Table 9).",
    "The *Scottish Health Survey*, Table 3, agrees.",
    "Orr's Table 5 is larger.",
    "See Supplementary Table 3.",
    "In the 2019 census (Table 7) it was less.",
    "[Orr 2019, Table 3] agrees.",
    "Table 3 of Orr (2019) is larger, and Table 4 is smaller.",
    "\n\nReferences: (1) Guide to panels, paragraph 41; (2) Coffee yearbook, edition of 2022, Table 6.2.",
    "\n\n*Source:* Office for Statistics 2024, Table 9.",
    "\n\n## References\n\n1. Guide to panels, Section 41.\n2. Yearly report. 2024. Table 9.",
]


@pytest.mark.parametrize("sentence", OTHERS)
def test_a_part_of_another_text_is_told_by_emphasis_relatives_dates_and_titles(sentence: str) -> None:
    assert quotes("references.dangling", SUPPLY.format(sentence)) == []


@pytest.mark.parametrize("sentence", OWN)
def test_emphasis_and_relatives_leave_the_own_parts_alone(sentence: str) -> None:
    assert quotes("references.dangling", SUPPLY.format(sentence)) == ["clause 12"]


@pytest.mark.parametrize("sentence", CITED)
def test_works_that_are_cited_with_a_place(sentence: str) -> None:
    assert quotes("references.dangling", TASTING.format(first="", second="", last=sentence)) == []


@pytest.mark.parametrize(
    "sentence",
    [
        "Marks fell (Table 3).",
        "The marks of the panel's Table 3 fell.",
        "Compare Table 3 with the rest.",
        "Marks (Table 3) fell, and all marks were low.",
        "In Phase 2, Table 3 shows more than in Phase 1.",
        "In May 2024, Table 3 shows a fall.",
        "Source: worked out from Table 3.",
    ],
)
def test_what_is_no_title_of_a_work(sentence: str) -> None:
    assert quotes("references.dangling", TASTING.format(first="", second="", last="\n\n" + sentence)) == ["Table 3"]


def test_an_equal_number_of_another_text_is_judged_by_its_place() -> None:
    cited, own = "An earlier paper (Brewing Note 9, Table 3) found more.", "Paired tests (Table 3) are not corrected."
    for first, last in ((cited, own), (own, cited)):
        assert quotes("references.dangling", TASTING.format(first=first, second="", last=last)) == ["Table 3"]
    assert quotes("references.dangling", TASTING.format(first="", second="", last=f"{cited} Table 3 is clear.")) == []


def test_a_paragraph_sign_of_a_law_does_not_hide_an_equal_one_of_the_contract() -> None:
    parts = "\n\n".join(f"**§ {n} Gegenstand**\n\nDer Mieter zahlt nach § 1." for n in range(1, 6))
    lease = f"**MIETVERTRAG**\n\nDer Nachtrag gilt (§ 7 para. 3).\n\n{parts} Konzerne (§ 7 AktG) sind frei."
    assert quotes("references.dangling", lease) == ["§ 7 para. 3"]
    assert quotes("references.dangling", lease.replace("(§ 7 para. 3)", "nach § 5") + " Auch § 7 gilt.") == []


@pytest.mark.parametrize(
    ("sentence", "found"),
    [
        ("Doses were lower (see Section 5).", ["Section 5"]),
        ("This is discussed in Section 5.", ["Section 5"]),
        ("This is discussed in Section 3.", []),
        ("The trial protocol says so (see Section 5).", []),
    ],
)
def test_a_text_sends_to_its_own_sections_before_it_names_another(sentence: str, found: list[str]) -> None:
    protocol = "Harms were counted as Section 4 of the trial protocol asks."
    assert quotes("references.dangling", TASTING.format(first=sentence, second=protocol, last="")) == found
    later = TASTING.format(first="", second=protocol, last="Doses were as set out in Section 5.")
    assert quotes("references.dangling", later) == []


@pytest.mark.parametrize("number", ["**Art. {}** Gegenstand", "**Art. {} Gegenstand**", "**{}** Gegenstand"])
def test_the_number_of_a_heading_may_alone_be_bold(number: str) -> None:
    parts = "\n\n".join(f"{number.format(n)}\n\nDie Partei leistet nach Art. 1." for n in range(1, 5))
    assert quotes("references.dangling", f"VERTRAG\n\n{parts} Es gilt Art. 9.") == ["Art. 9"]


def test_a_number_behind_an_abbreviation_numbers_nothing() -> None:
    chapter = "## 2. Bericht\n\n### 2.2 Ertrag\n\nWegen § 264 Abs. 2 HGB siehe Abschnitt 5.\n"
    assert quotes("references.dangling", chapter) == []


@pytest.mark.parametrize(
    ("part", "found"),
    [
        ("Part 3 of this circular", ["Part 3"]),
        ("Part 2 of this circular", []),
        ("Part 3 of the prospectus", []),
        ("Part 3", []),
    ],
)
def test_one_part_is_enough_where_a_reference_says_that_it_is_here(part: str, found: list[str]) -> None:
    text = f"# Circular\n\n1. Terms\n\nSee {part}.\n\n2. Law\n\nScots law.\n\n**Part 2 – Members abroad**\n\nNone.\n"
    assert quotes("references.dangling", text) == found


REPORT = (
    "# Report\n\n1. Policy\n\n1.1 Cover is limited, see 3.1.\n\n1.2 The exclusion {}\n\n2. Loss\n\n2.1 Rain got in.\n\n"
    "2.2 The fence fell.\n\n3. Reserve\n\n3.1 Hold it.\n\n3.2 Pay it.\n"
)


@pytest.mark.parametrize("words", ["is discussed at 2.3.", "is dealt with at 2.3 below.", "is addressed in 2.3."])
def test_a_bare_number_at_which_something_is_discussed(words: str) -> None:
    assert quotes("references.dangling", REPORT.format(words)) == ["2.3"]


@pytest.mark.parametrize("words", ["is discussed at 2.2.", "was priced at 2.3.", "stood at 2.4.", "is rated at 2.5."])
def test_an_amount_at_which_something_stands(words: str) -> None:
    assert quotes("references.dangling", REPORT.format(words)) == []


MARKED = "# Claim\n\nTimber was 85.[^1] Rent was 12.[^2] {}\n\n[^1]: Paid in advance.\n[^2]: The average.\n"
RAISED = "# Claim\n\nTimber was dear.¹ Rent was low² in May. {}\n\n¹ Paid in advance.\n² The average of five.\n"


@pytest.mark.parametrize("sentence", ["Fuel was 9.[^3]", "Fuel[^3] was 9.", "Fuel was 9[^1] or 8.[^3]"])
def test_a_mark_without_its_note(sentence: str) -> None:
    assert quotes("references.dangling", MARKED.format(sentence)) == ["[^3]"]


@pytest.mark.parametrize(
    "sentence",
    [
        "Fuel.[^2]",
        "It is `x[^3]`.",
        "\n\n```\nx[^3]\n```\n",
        "The class [^3] of digits.",
        "See f[^3](x).",
        "x[^abc] is it.",
    ],
)
def test_what_is_no_mark_of_a_note(sentence: str) -> None:
    assert quotes("references.dangling", MARKED.format(sentence)) == []
    assert quotes("references.dangling", "# Claim\n\nTimber was 85.[^1]\n") == []


@pytest.mark.parametrize("sentence", ["Fuel was dear.³", "Fuel³ was dear.", "Fuel was “dear”.³"])
def test_a_raised_mark_without_its_note(sentence: str) -> None:
    assert quotes("references.dangling", RAISED.format(sentence)) == ["³"]


@pytest.mark.parametrize(
    "sentence", ["Fuel was dear.²", "12 m³ of fuel.", "10³ litres.", "500 kg/m³.", "A cubic inch³.", "(a + b)³ is it."]
)
def test_a_raised_figure_that_is_a_power(sentence: str) -> None:
    assert quotes("references.dangling", RAISED.format(sentence)) == []


def test_a_line_lists_parts_by_roman_numerals() -> None:
    text = "# Rules\n\n1. Leave\n\nSee Annexure I and Annexure II.{}\n\n*Annexures: I – rates; II – routes.*\n"
    assert quotes("references.dangling", text.format("")) == []
    assert quotes("references.dangling", text.format(" See Annexure IV.")) == ["Annexure IV"]


DEED = (
    "# Deed of lease\n\n1. Term\n\n1.1 This deed runs, subject to clause 2.2. {}\n\n1.2 It ends on the last"
    " day of the second year.\n\n2. Price\n\n2.1 See clause 1.1.\n\n2.2 See Schedule 2.\n\n## Schedule 1\n\nOne.\n\n"
    "## Schedule 2\n\nTwo.\n"
)


@pytest.mark.parametrize(
    ("sentence", "found"),
    [
        ("See clause 1.2.4.", ["clause 1.2.4"]),
        ("Under cl 9 he pays.", ["cl 9"]),
        ("Under cll 2 and 9 he pays.", ["9"]),
        ("See Sch 4.", ["Sch 4"]),
        ("Clause 1 or 9 applies.", ["9"]),
        ("See clause 2.1 and 2.9.", ["2.9"]),
    ],
)
def test_short_words_lists_behind_a_singular_and_parts_of_one_paragraph(sentence: str, found: list[str]) -> None:
    assert quotes("references.dangling", DEED.format(sentence)) == found


@pytest.mark.parametrize(
    "sentence",
    [
        "He sells 70 cl 9 times.",
        "The Finance Act 2004, Sch 36 applies.",
        "The Head Lease, cl 9, says so.",
        "Under clause 1 and 9 days later he pays.",
        "Under clause 1 or 9 tenants pay.",
        "See clause 1 and 9 of the Head Lease.",
        "Under clause 1 and 5, rue de la Paix, he pays.",
    ],
)
def test_measures_addresses_and_laws_behind_them(sentence: str) -> None:
    assert quotes("references.dangling", DEED.format(sentence)) == []
