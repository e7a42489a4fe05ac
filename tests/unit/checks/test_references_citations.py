"""Citations against their list of references: numbers, notes, and authors with years."""

from __future__ import annotations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from tests.unit.checks.running import quotes, run

CHECK = "references.citations"
NUMBERED = "\n\n## References\n\n[1] Smith, Claims, 2020.\n[2] Jones, Reserves, 2021.\n[3] Roe, Losses, 2019.\n"
POINTS = "\n\nReferences\n1. Smith, Claims, 2020.\n2. Jones, Reserves, 2021.\n3. Roe, Losses, 2019.\n"
BARE = "\n\n[1] Smith, Claims, 2020.\n[2] Jones, Reserves, 2021.\n[3] Roe, Losses, 2019.\n"
AUTHORS = (
    "\n\n## References\n\n"
    "Doe, J., Poe, E. and Roe, R. (2020a). Markets. Journal of Markets 3, 1-12.\n\n"
    "Jones, K. & Lee, A. (2018). Prices in 2015. Review 4.\n\n"
    "Smith, A. (2019). Demand. Press.\n\n"
    "World Bank. 2021. Outlook.\n"
)
CITED = "Demand fell (Smith, 2019). Prices rose (Jones & Lee, 2018; Doe et al., 2020a). See World Bank (2021). "
NOTES = "\n\n[^1]: A.\n[^2]: B.\n"
RAISED = "\n\nNotes\n\u00b9 Smith, Claims.\n\u00b2 Jones, Reserves.\n"

MEDICAL = (
    "\n\nReferences\n\n1. Alder H. Storm claims. J Risk 2011;4:1-9.\n"
    "2. Birch K. Hail. J Risk 2012;5:2-8.\n3. Cedar L. Frost. J Risk 2013;6:3.\n"
)
GERMAN = "\n\nLiteratur\n\n[1] Alder, H.: Sturm. Berlin 2011.\n[2] Birch, K.: Hagel. Bonn 2012.\n"
LINES = (
    "\n\nReferences\nAlder, H., & Birch, K. (2011). Storm claims. *J Risk*, 4, 1-9.\n"
    "Cedar, L. (2013). Frost. Press.\nElm, M. (2014). Hail in 2009. Press.\nOECD (2020). Outlook. OECD.\n"
)
CHICAGO = (
    "\n\nBibliography\n\nAlder, Henry. Storm Claims. London: Press, 2011.\n\n"
    "Birch, Karen. Hail. New York: Press, 2012.\n\nCedar, Lee. Frost. New York: Press, 2013.\n"
)
STORMS = "Storms cost more (Alder & Birch, 2011, p. 3; Cedar, 2013). Elm (2014) and the OECD (2020) agree. "

WRONG = [
    # Numbers.
    ("See [1], [2] and [3]; also [4].", NUMBERED, "[4]", "no_entry"),
    ("See [1-3] and [5].", NUMBERED, "[5]", "no_entry"),
    ("See [1\u20134].", NUMBERED, "[1\u20134]", "no_entry"),
    ("See [1, 2, 3, 7].", NUMBERED, "[1, 2, 3, 7]", "no_entry"),
    ("See [1; 2; 3; 8].", NUMBERED, "[1; 2; 3; 8]", "no_entry"),
    ("Claims fell.[1] They rose[2,3] and fell[6].", NUMBERED, "[6]", "no_entry"),
    ("See [1, p. 4], [2, pp. 5-7], [3] and [9, p. 2].", NUMBERED, "[9, p. 2]", "no_entry"),
    ("See [1]-[3] and [4].", NUMBERED, "[4]", "no_entry"),
    ("See [1]\u2013[5].", NUMBERED, "[1]\u2013[5]", "no_entry"),
    ("See [1] and [2].", NUMBERED, "[3]", "not_cited"),
    ("See [1, 3].", POINTS, "2.", "not_cited"),
    ("See [1, 2, 3] and [4].", POINTS, "[4]", "no_entry"),
    ("See [1], [3].", BARE, "[2]", "not_cited"),
    ("See [1], [2], [3], [4].", BARE, "[4]", "no_entry"),
    ("See [1] and [2].", "\n\n# Literaturverzeichnis\n[1] A.\n[2] B.\n[3] C.\n", "[3]", "not_cited"),
    ("Voir [1] et [4].", "\n\n# Bibliographie\n[1] A.\n[4] B.\n[3] C.\n", "[3]", "not_cited"),
    ("See (ref. 1), (refs. 2 and 3) and (ref. 5).", POINTS, "ref. 5", "no_entry"),
    # Notes.
    ("A[^1] and B[^2] and C[^3].", NOTES, "[^3]", "no_entry"),
    ("A[^1].", NOTES, "[^2]:", "not_cited"),
    ("A[^1] and B[^2] and C[^note].", NOTES, "[^note]", "no_entry"),
    ("Claims fell.\u00b9 They rose.\u00b2 They fell again.\u00b3", RAISED, "\u00b3", "no_entry"),
    ("Claims fell.\u00b9", RAISED, "\u00b2", "not_cited"),
    # Authors and years.
    (CITED + "Supply fell (Miller, 2017).", AUTHORS, "Miller, 2017", "no_entry"),
    (CITED + "Supply fell (see Miller and Hart, 2017, p. 4).", AUTHORS, "Miller and Hart, 2017", "no_entry"),
    (CITED + "Miller (2017) saw it.", AUTHORS, "Miller (2017", "no_entry"),
    (CITED + "Miller et al. (2017) saw it.", AUTHORS, "Miller et al. (2017", "no_entry"),
    (CITED + "Miller and Hart (2017, p. 5) saw it.", AUTHORS, "Miller and Hart (2017", "no_entry"),
    (CITED + "It is so (Smith, 2009).", AUTHORS, "Smith, 2009", "no_entry"),
    (CITED + "It is so (Doe et al., 2020b).", AUTHORS, "Doe et al., 2020b", "no_entry"),
    (CITED + "It is so (Smith, 2019; Miller, 2011).", AUTHORS, "Miller, 2011", "no_entry"),
    (CITED + "It is so (Smith 2019, 2022).", AUTHORS, "2022", "no_entry"),
    (CITED + "It is so (cf. van der Berg, 2016).", AUTHORS, "van der Berg, 2016", "no_entry"),
    (CITED + "O'Neil (2016) says so.", AUTHORS, "O'Neil (2016", "no_entry"),
    (CITED.replace("(Smith, 2019)", "then"), AUTHORS, "Smith, A. (2019)", "not_cited"),
    (CITED.replace("See World Bank (2021).", ""), AUTHORS, "World Bank. 2021", "not_cited"),
    (CITED.replace("Jones & Lee, 2018; ", ""), AUTHORS, "Jones, K. & Lee, A. (2018)", "not_cited"),
    (CITED, AUTHORS.replace("\n\nSmith", "\n\nMiller, B. (2017). Supply.\n\nSmith"), "Miller, B. (2017)", "not_cited"),
    (CITED, AUTHORS.replace("\n\nSmith", "\n\nSmith, A. (2010). Supply.\n\nSmith"), "Smith, A. (2010)", "not_cited"),
    ('Storms [1,2] and frost [3] and wind [4].', MEDICAL, '[4]', 'no_entry'),
    ('Storms (refs 1-3, ref. 9).', MEDICAL, 'ref. 9', 'no_entry'),
    ('Storms [1–3] and [3, 5].', MEDICAL, '[3, 5]', 'no_entry'),
    ('Storms [1] and frost [3].', MEDICAL, '2.', 'not_cited'),
    ('Sturm [1], Hagel [2, S. 14], Frost [3].', GERMAN, '[3]', 'no_entry'),
    (STORMS + 'Ash (2010) does not.', LINES, 'Ash (2010', 'no_entry'),
    (STORMS + 'It varies (Alder & Birch, 2012).', LINES, 'Alder & Birch, 2012', 'no_entry'),
    (STORMS + '(see also Fir et al., 2015)', LINES, 'Fir et al., 2015', 'no_entry'),
    (STORMS.replace("Elm (2014) and the", "The"), LINES, 'Elm, M. (2014)', 'not_cited'),
    (STORMS.replace(" and the OECD (2020) agree", " agrees"), LINES, 'OECD (2020)', 'not_cited'),
    (STORMS + 'Ash, Fir and Oak (2012) say more.', LINES, 'Ash, Fir and Oak (2012', 'no_entry'),
    (STORMS + 'As de Vries (2012) said.', LINES, 'de Vries (2012', 'no_entry'),
    ('Storms (Alder 2011) and hail (Birch 2012), not wind (Dale 2010).', CHICAGO, 'Dale 2010', 'no_entry'),
    ('Storms (Alder 2011), hail (Birch 2013).', CHICAGO, 'Birch 2013', 'no_entry'),
]  # fmt: skip

RIGHT = [
    ("See [1], [2] and [3].", NUMBERED),
    ("See [1-3].", NUMBERED),
    ("See [1]-[3].", NUMBERED),
    ("See [1, p. 12] and [2, \u00a7 4] and [3, ch. 7].", NUMBERED),
    ("See [1,2,3].", POINTS),
    ("Claims fell.[1,2] They rose.[3]", POINTS),
    ("See [1], [2], [3] and, on a scale of [0, 10], four.", NUMBERED),
    ("See [1], [2], [3]; the range [5, 95] holds.", NUMBERED),
    ("See [1], [2], [3] and Smith v Jones [2019] UKSC 41 at [57].", NUMBERED),
    ("See [1], [2], [3] and array[7] and `x[8]`.", NUMBERED),
    ("See [1], [2] and [3], and the [7](https://example.org) page.", NUMBERED),
    ("See [1-3]. [sic] [...] [emphasis added] [12 May]", NUMBERED),
    ("See [1], [2], [3].", BARE),
    ("There is nothing to see.", NUMBERED),
    ("There is nothing to see [4].", ""),
    ("[1] The first point.\n\n[2] The second point.", ""),
    ("1. Term\n2. Fees\n\nSee [3].", ""),
    ("A[^1] and B[^2].", NOTES),
    ("A[^1] and B[^2], and again[^1].", NOTES),
    ("Claims fell.\u00b9 They rose.\u00b2 A room of 20 m\u00b2 and 4 m\u00b3.", RAISED),
    ("A room of 20 m\u00b2 and 10\u00b3 pounds.", ""),
    (CITED, AUTHORS),
    (CITED + "As Smith (2019, p. 4) and Jones and Lee (2018) say.", AUTHORS),
    (CITED + "As Smith's (2019) work shows.", AUTHORS),
    (CITED + "As Doe, Poe and Roe (2020a) show (Smith, 2019: 4).", AUTHORS),
    (CITED + "(e.g., Smith, 2019; see also Doe, Poe, & Roe, 2020a)", AUTHORS),
    (CITED + "It fell in March (2019) and in Q2 (2020).", AUTHORS),
    (CITED + "It fell (May 2019). It fell (Table 3, 2019). It fell (since 2019).", AUTHORS),
    (CITED + "The Companies Act (2006) and Regulation (2016) apply.", AUTHORS),
    (CITED + "Our costs are known. Revenue (2019: 4 million) and Costs (2019) were flat.", AUTHORS),
    (CITED + "The office (Berlin, Germany) opened in 2019 (Annual Report, 2019).", AUTHORS),
    (CITED + "Roe v. Wade, 410 U.S. 113 (1973).", AUTHORS),
    (CITED + "Smith [2001] says little; the Treaty of Lisbon (2007) more.", AUTHORS),
    ("Demand fell (Smith, 2019).", ""),
    ("Demand fell (Smith, 2019).", "\n\nReferences are available on request.\n"),
    (CITED.replace("(Smith, 2019)", "(World Bank, 2021)"), AUTHORS.replace("References", "Further reading")),
    (CITED.replace("(Smith, 2019)", "as Smith found"), AUTHORS),
    ("Demand fell.", AUTHORS),
    ("See [1].\n\n## Sources\n\n[1] Policy.\n\n## Annex\n\n[2] is not a source.\n", ""),
    ("Smith (2019) and Jones (2020) were hired. Poe (2021) left.", "\n\nReferences\n\nAnn Lee, director, 2011.\n"),
    ('Storms [1,2] and frost [3].', MEDICAL),
    ('Storms.[1-3] There were 5 [five] of them [sic].', MEDICAL),
    ('Sturm [1], Hagel [2, S. 14].', GERMAN),
    ('Sturm [vgl. 1] und [2].', '\n\nLiteratur\n\n[2] Birch, K.: Hagel. Bonn 2012.\n'),
    (STORMS, LINES),
    (STORMS + 'In 2015 (see Table 2) it rose. On Monday (2015) it fell.', LINES),
    (STORMS + "Alder and Birch's (2011) data; Cedar (2013: 14).", LINES),
    (STORMS + 'The Fund (est. 1999) and Acme Ltd (founded 2001) paid.', LINES),
    (STORMS + 'Hurricane Katrina (2005) and the Kobe earthquake (1995).', LINES),
    ('Storms (Alder 2011), hail (Birch 2012, 14) and frost (Cedar 2013).', CHICAGO),
    ('Storms (Alder 2011) and hail (Birch 2012).', CHICAGO),
    ('Notes\n1. We met.\n2. We left.\n', ''),
    ('See x[1] and y[2].', '\n\nReferences\n1. A book.\n2. A film.\n'),
    ('Dear Ms Ode, [1 May]', '\n\nSources\n- policy\n- letter\n'),
    ('Wind rose.[^a]', '\n\n[^a]: Met office.\n'),
]  # fmt: skip


@pytest.mark.parametrize(("text", "listed", "quote", "code"), WRONG)
def test_what_does_not_pair_is_found(text: str, listed: str, quote: str, code: str) -> None:
    assert [(item.quote, item.code) for item in run(CHECK, text + listed)] == [(quote, code)]


@pytest.mark.parametrize(("text", "listed"), RIGHT)
def test_what_pairs_or_is_no_citation_is_left_alone(text: str, listed: str) -> None:
    assert quotes(CHECK, text + listed) == []


@settings(deadline=None, max_examples=60)
@given(
    st.lists(
        st.sampled_from(
            [
                "[1]",
                "[^a]",
                "[^a]: x",
                "(Smith, 2019)",
                "Smith, A. (2019). X",
                "References",
                "\n",
                "\n\n",
                " ",
                "1. x",
                "\u00b9",
            ]
        ),
        max_size=14,
    ).map("".join)
)
def test_any_text_is_read(text: str) -> None:
    assert all(0 <= item.start < item.end <= len(text) for item in run(CHECK, text))


def test_entries_that_are_cited_in_a_way_the_text_does_not_show_are_left_alone() -> None:
    entries = "".join(f"[{n}] Author {n}, Title, 2001.\n" for n in range(1, 7))
    assert quotes("references.citations", f"# Paper\n\nAs shown [1].\n\n# References\n\n{entries}") == []
    most = "As shown [1], [2], [3], [4] and [5]."
    assert quotes("references.citations", f"# Paper\n\n{most}\n\n# References\n\n{entries}") == ["[6]"]


def test_a_raised_figure_behind_a_letter_of_any_script_is_a_power() -> None:
    paper = "# Paper\n\nThe test (χ²(1) = 4.20) agrees.{}\n\n# References\n\n1. One, 2001.\n2. Two, 2002.\n"
    assert quotes("references.citations", paper.format("")) == []
    assert quotes("references.citations", paper.format(" As shown elsewhere.²")) == ["1."]
