"""Marks, paragraphs and entries that the list of the part meant ends before."""

from __future__ import annotations

import pytest

from tests.unit.checks.running import quotes

CARE = """CARE AGREEMENT

This Agreement is made between Fenwick Orchards Ltd (the "Owner") and Pell Tree Care Ltd (the "Carer").

1. Works
The Carer shall in each season:
(a) prune the trees, and among them (a) the pears, (b) the quinces, (c) the plums, (d) the figs and (e) the vines;
(b) mow the grass; and
(c) mend the fences. {works}
53 Harbour Street
(d) All tools are kept there.
2. Price
2.1 The Owner shall pay (i) the fee; (ii) the cost of materials and (iii) the tax. {price}
2.2 The fee covers (a) visits; (b) calls; (c) reports; (d) plans; (e) drawings; (f) samples and (g) travel.
2.3 Nothing is due for:
(a) waiting; or
(b) rain. {rain}
3. End
(a) Either party may end this Agreement on notice.
(b) The Carer shall then return all keys. {end}
4. Law
English law governs this Agreement. {law}
"""
PLACES = ("works", "price", "rain", "end", "law")


def _found(place: str, words: str) -> bool:
    text = CARE.format(**{each: f"It is done as told {words}." if each == place else "" for each in PLACES})
    return bool(quotes("references.dangling", text))


@pytest.mark.parametrize(
    ("place", "words", "missing"),
    [
        # The list of the own part decides, the nearest around first.
        ("end", "in paragraph (b)", False),
        ("end", "in paragraph (d)", True),
        ("end", "in clause (f) above", True),
        ("end", "in (d) above", True),
        ("end", "in (d) of this Section", True),
        ("end", "in subsection (e)", True),
        ("end", "in subsection (b)", False),
        ("end", "in point (e)", True),
        ("end", "in item (e)", False),
        ("rain", "in sub-clause (d)", True),
        ("rain", "in sub-clause (b)", False),
        ("price", "in clause (iii)", False),
        ("price", "in clause (v)", True),
        ("law", "in paragraph (g)", False),
        # A part that is named has it.
        ("end", "in paragraph (f) of Section 2.2", False),
        ("end", "in Section 2.2, paragraph (b) or paragraph (f)", False),
        ("end", "in paragraph (e) or paragraph (f) of Section 2.2", False),
        ("end", "in paragraph (f) of the Pruning Code", False),
        # A list within an entry is not that of the part; the number of a house ends no part.
        ("law", "in Section 1(d)", False),
        ("law", "in Section 1(e)", True),
        ("law", "in Section 3(e)", True),
        # The mark with other words, signs or none.
        ("law", "in (b) of Section 2.3", False),
        ("law", "in (d) of Section 2.3", True),
        ("law", "at (d) of Section 2.3", True),
        ("law", "in either (a) or (d) of Section 2.3", True),
        ("law", "in either (a) or (b) of Section 2.3", False),
        ("law", "in letter d of Section 2.3", True),
        ("law", "in letter b of Section 2.3", False),
        ("law", "in Section 2.3b", False),
        ("law", "in Section 2.3d", True),
        ("law", "in Section 2.3.(d)", True),
        ("law", "in Section 2.3.(b)", False),
        ("law", "in 3(b)", False),
        ("law", "in 3(e)", True),
        ("law", "in 3(e) of the Pruning Code", False),
    ],
)
def test_a_mark_behind_the_last_of_the_list_meant(place: str, words: str, missing: bool) -> None:
    assert _found(place, words) is missing


def test_a_second_list_of_a_part_has_its_marks_too() -> None:
    text = CARE.replace(
        "(c) mend the fences.",
        "(c) mend the fences.\nHe shall bring (a) a saw, (b) oil, (c) rope, (d) wax and (e) gloves.",
    )
    edited = text.format(**dict.fromkeys(PLACES, "See Section 1(e)."))
    assert quotes("references.dangling", edited) == []


def test_a_mark_within_a_list_of_a_named_part() -> None:
    text = """LOAN AGREEMENT

This Agreement is made between Ada Orme and Bo Lund.

1. Default
(a) The loan falls due if (i) no rate is paid or (ii) the borrower dies.
(b) A notice is needed.
2. Law
English law governs this Agreement, as told in paragraph {} of Section 1(a).
"""
    assert quotes("references.dangling", text.format("(ii)")) == []
    assert quotes("references.dangling", text.format("(iv)")) == ["Section 1(a)"]


ARTICLES = """HOSTING AGREEMENT

This Agreement is made between Lind Data ApS and Torp Retail AS.

Article 1 - Scope

1. Lind Data ApS hosts the shop of Torp Retail AS.

2. The measures are those of Annex II. {first}

Article 2 - Notices

1. A breach is told within a day.

2. The notice names the data concerned.

3. What is not known yet follows in stages. {second}

Article 3 - Term

1. This Agreement lasts for one year. {third}

2. It may be renewed once.

Annex II - Measures

1. Locks on the doors.

2. Copies each night.

3. Keys for all staff. {annex}

4. A test each year.
"""


@pytest.mark.parametrize(
    ("place", "words", "missing"),
    [
        ("second", "paragraph 1", False),
        ("second", "paragraph 3", False),
        ("second", "paragraph 5", True),
        ("second", "paragraphs 1 and 5", True),
        ("second", "paragraph 5 above", True),
        ("second", "paragraph 5 of this Article", True),
        ("first", "paragraph 3", True),
        ("first", "paragraph 3 of Article 2", False),
        ("first", "paragraph 5 of Article 2", True),
        ("first", "Article 2, paragraph 3", False),
        ("first", "Article 2, paragraph 5", True),
        ("first", "Article 2.3", False),
        ("first", "Article 2.5", True),
        # Of another text, or of the Annex.
        ("first", "paragraph 5 of the Host Rules", False),
        ("first", "the Host Rules, paragraph 5", False),
        ("first", "paragraph 5 of Article 2 of the Host Rules", False),
        ("first", "Annex II paragraph 4", False),
        ("third", "paragraph 4 of Annex II", False),
        ("third", "Annex II, point 4", False),
        ("third", "Annex II, point 6", True),
        ("third", "Annex II (item 6)", True),
        ("third", "Annex II paragraph 6", True),
        ("third", "Annex II, no. 6", True),
        ("third", "step 6 of Annex II", True),
        ("third", "Annex II, point 6 of the Host Directive", False),
        ("third", "amendment no. 6 to Annex II", False),
        ("annex", "paragraph 4", False),
        ("annex", "paragraph 6", True),
        ("annex", "paragraph 6 of this Annex", True),
    ],
)
def test_paragraphs_of_an_article_and_entries_of_an_annex(place: str, words: str, missing: bool) -> None:
    filled = {
        each: f"This is told in {words}." if each == place else "" for each in ("first", "second", "third", "annex")
    }
    assert bool(quotes("references.dangling", ARTICLES.format(**filled))) is missing


def test_articles_whose_paragraphs_count_on_are_not_judged_alone() -> None:
    text = (
        "LEASE AGREEMENT\n\nThis Agreement is made today.\n\nARTICLE 1 - Rent\n\n1. Rent is due monthly.\n\n"
        "2. See paragraph 4.\n\nARTICLE 2 - Use\n\n3. The flat is lived in.\n\n4. Pets are welcome.\n"
    )
    assert quotes("references.dangling", text) == []


def test_a_word_of_the_annex_itself_may_head_what_is_meant() -> None:
    text = (
        ARTICLES.format(first="", second="", third="See step 6 of Annex II.", annex="") + "\nStep 6: lock the doors.\n"
    )
    assert quotes("references.dangling", text) == []


COVER = """Motor cover, terms and conditions
This policy is a contract between you and Larch Mutual.

E1. We will not pay for loss caused by:
   (a) frost;
   (b) wear; or
   (c) racing.

E2. We will not pay for tyres.

E3. Exclusion {} does not apply to hired cars.
"""


@pytest.mark.parametrize(
    ("words", "missing"),
    [("E1(b)", False), ("E1(e)", True), ("E1 (e)", True), ("E2", False), ("E1(e) of the Road Code", False)],
)
def test_a_mark_behind_a_lettered_label(words: str, missing: bool) -> None:
    assert bool(quotes("references.dangling", COVER.format(words))) is missing


@pytest.mark.parametrize("title", ["MUTUAL NONDISCLOSURE AGREEMENT (page 2.)", "Secrecy paper"])
def test_an_agreement_that_calls_itself_by_its_initials(title: str) -> None:
    text = f"{title}\n\n1. This MNDA binds both. It lasts for the time shown in {{}}.\n\n2. This MNDA ends on notice.\n"
    assert quotes("references.dangling", text.format("Table 2 above")) == ["Table 2"]
    assert quotes("references.dangling", text.format("the register")) == []


def test_an_agreement_in_general_is_no_paper_with_tables() -> None:
    text = (
        "SUPPLY AGREEMENT\n\nThis Agreement is made today.\n\n1. Whole. This is the {} of the parties, at the rates in"
        " Table 1.\n\n2. Law. English law.\n"
    )
    assert quotes("references.dangling", text.format("entire agreement")) == ["Table 1"]
    assert quotes("references.dangling", text.format("annual report")) == []
