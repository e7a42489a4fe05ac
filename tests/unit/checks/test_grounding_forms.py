"""Harder forms of figures, names and topics, and what must not be flagged."""

from __future__ import annotations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

ACCOUNTS = """\
Annual report of Brightwater Ferries Ltd, in thousands of euros

| | 2023 | 2022 |
|---|---|---|
| Tickets | 4,213 | 3,905 |
| Freight | 1,187 | 1,240 |
| Other | 96 | 88 |
| Revenue | 5,496 | 5,233 |
| Staff cost | 2,310 | 2,198 |
| Fuel | 1,402 | 1,517 |

The average headcount was 61. The loan of EUR 2.75 million carries interest at 4.25 % and is repaid in twenty-four equal
instalments. Occupancy was 71.4 per cent, a third of all passengers were commuters, and 318,450 passengers were carried.
"""
GIVEN = [
    "Ticket sales were EUR 4.213 million in 2023.",
    "Ticket sales were EUR 4.2 million in 2023.",
    "Ticket sales were €4,213,000 in 2023.",
    "Ticket sales were 4,213 in 2023 and 3,905 in 2022, a rise of 7.9%.",
    "Ticket sales rose by 308, from 3,905 to 4,213.",
    "Freight fell by 4.3%.",
    "Freight made up 21.6% of revenue (1,187 of 5,496).",
    "Tickets and freight together came to 5,400 in 2023.",
    "Revenue was EUR 5.5m, or roughly 5,500 thousand.",
    "Revenue was 5,496.",
    "The headcount was 61; staff cost per head was 37.9 (2,310 over 61).",
    "The loan of EUR 2,750,000 is repaid in 24 instalments.",
    "The loan carries 4.25% interest, which is EUR 116,875 a year on EUR 2,750,000.",
    "Nearly 320,000 passengers were carried.",
    "About 318,000 passengers were carried.",
    "Occupancy was 71.4%, that is 28.6% below full, as 71.4% and 28.6% make 100%.",
    "A third, or 33.3%, of the passengers were commuters.",
    "Der Ticketumsatz betrug 4,213 Mio. EUR bei einem Zins von 4,25 %.",
    "In 2023 the company had 12 routes and 7 boats.",
    "See Section 145, page 212 and Table 44 for the details.",
    "Under Rule 144 and Form 1040 nothing else is due.",
    "See 410 U.S. 113 and 42 U.S.C. § 1983, and 123 F.3d 456.",
    "On 2024-05-17 at 10:45 the board met in room 212.",
    "We assume a discount rate of 8.75% and growth of 2.25%.",
    "Assuming a price of EUR 99.50, the result does not change.",
    "Call +49 89 5550 1234 for more.",
    "Each of the 24 instalments is EUR 114,583 (EUR 2.75 million divided by 24).",
    "`x = 98765` is the code that was run.",
    "1. The first point.\n2. The second point.\n45. The last point.",
    "The ISO 14001 audit and the Boeing 737 are beside the point.",
    "Fuel fell from 1,517 to 1,402 (115 less, 7.6%).",
    "The mean of 4,213 and 3,905 is 4,059.",
    "Staff cost and fuel made up 67.5% of revenue: 2,310 and 1,402, together 3,712, of 5,496.",
]
ABSENT = [
    ("Ticket sales were EUR 4.312 million in 2023.", "EUR 4.312 million"),
    ("Ticket sales were EUR 4.6 million in 2023.", "EUR 4.6 million"),
    ("Ticket sales were $4.213 million in 2023.", None),
    ("Ticket sales were €4,231,000 in 2023.", "€4,231,000"),
    ("Ticket sales rose by 9.7%, from 3,905 to 4,213.", "9.7%"),
    ("Freight fell by 3.4% to 1,187.", "3.4%"),
    ("Tickets and freight together came to 5,480 in 2023.", "5,480"),
    ("The headcount was 67 on average.", "67"),
    ("The loan carries 4.75% interest.", "4.75%"),
    ("The loan of EUR 2,570,000 is repaid in 24 instalments.", "EUR 2,570,000"),
    ("The loan is repaid in 42 instalments.", "42"),
    ("Nearly 380,000 passengers were carried.", "380,000"),
    ("Exactly 318,540 passengers were carried.", "318,540"),
    ("Occupancy was 74.1%.", "74.1%"),
    ("The fine was GBP 12,500.", "GBP 12,500"),
    ("The market is worth $3.4 billion.", "$3.4 billion"),
    ("Some 57.3% of the passengers were commuters.", "57.3%"),
    ("The pier cost CHF 845,000 to repair.", "CHF 845,000"),
    ("A total of 1,950 people were asked.", "1,950"),
    ("The subsidy of EUR 640,000 was paid in full.", "EUR 640,000"),
    ("Fuel was 1,420 and staff cost 2,310.", "1,420"),
]
KNOWN = [
    "The report of Brightwater shows a profit.",
    "Brightwater's Ltd form is beside the point, says BRIGHTWATER.",
    "However, Brightwater Ferries did well. Revenue rose. Occupancy too.",
    "The Board approved the Budget, and the Budget was met. No budget was missed by the board.",
    "In March and on Monday the ferries stood still.",
    "Under the Companies Act 2006 and the Ferry Regulations 2011 accounts are due.",
    "In Donoghue v Stevenson the court held otherwise.",
    "See Meyer (2012) and Lopez and Grant (2019) for the method.",
    "“Net Debt” means the loan less cash. Net Debt was low.",
    "Prepared by: Ursula Kettleburn\nReviewed by: Otto Finkbeiner\n\nAll is well.",
    "# Assessment Of Strategic Options\n\nAll is well.",
    "The EBITDA and the IFRS figures are missing.",
    "The Recommendation of this memo is plain. The Management should act.",
    "FY2023 and Q4-2023 were good; H1 2023 was not.",
    "The loan is a 24-month loan at 30/360.",
    "| Route | Boats |\n|---|---|\n| North | 3 |\n",
    "Its occupancy (Passengers and Freight) was fair.",
]
STRANGE = [
    ("The boats were built by Hansen Marine in the yard.", "Hansen Marine"),
    ("The pilot was Mr Calloway, who knew the coast.", "Mr Calloway"),
    ("The report was signed by Ingrid Solberg last week.", "Ingrid Solberg"),
    ("The ferry was moored at Port Ellery overnight.", "Port Ellery"),
    ("The loan was given by Kestrel Bank plc in May.", "Kestrel Bank"),
    ("The boat with the number MMSI-244660123 was late.", "MMSI-244660123"),
    ("A ferry to Gothenburg was planned.", "Gothenburg"),
    ("The accounts of Brightwater Ferrys show a loss.", "Brightwater Ferrys"),
    ("He works for Brightwalter now, it seems.", "Brightwalter"),
    ("They quote invoice INV-2023-0457 twice, INV-2023-0457 again.", "INV-2023-0457"),
    ("The auditors are Lindqvist & Partners from abroad.", "Lindqvist & Partners"),
    ("The route was sold to Société Maritime du Léman without a word.", "Société Maritime du Léman"),
]


BODIES = (
    "Northgate Heating Services serviced the boiler. Lancashire Fire and Rescue attended. Mr Alan Petrov saw it."
    " Calder Vale Properties owns the yard. Severn Mutual Insurance was told of it. The board of the yard met."
)


@pytest.mark.parametrize(
    ("text", "quotes"),
    [
        ("Northgate Boiler Maintenance had serviced the boiler.", ["Northgate Boiler Maintenance"]),
        ("Cheshire Fire and Rescue attended.", ["Cheshire Fire and Rescue"]),
        ("We wrote to Severn Mutual Bank in May.", ["Severn Mutual Bank"]),
        ("The Lancashire Fire and Rescue crew left. Mr Petrov and Mr Alan Petrov are one person.", []),
        ("Northgate says that the valve was sound. Severn Mutual is the insurer under the Severn Mutual Policy.", []),
        ("Calder Vale owns the yard. The Calder Vale Board met.", []),
    ],
)
def test_another_body_with_a_name_like_one_of_the_sources(run, text: str, quotes: list[str]) -> None:
    assert [f.quote for f in run("grounding.entities", text, sources=[BODIES]).findings] == quotes


@pytest.mark.parametrize("text", GIVEN)
def test_figures_that_are_given_or_follow_are_quiet(run, text: str) -> None:
    found = run("grounding.numbers", text, sources=[ACCOUNTS], media_type="text/markdown").findings
    assert [f.quote for f in found] == []


@pytest.mark.parametrize(("text", "quote"), ABSENT)
def test_figures_from_nowhere_are_found(run, text: str, quote: str | None) -> None:
    found = run("grounding.numbers", text, sources=[ACCOUNTS], media_type="text/markdown").findings
    assert [f.quote.strip() for f in found] == ([quote] if quote else [])


@pytest.mark.parametrize("text", KNOWN)
def test_names_that_are_known_or_none_are_quiet(run, text: str) -> None:
    found = run("grounding.entities", text, sources=[ACCOUNTS], media_type="text/markdown").findings
    assert [f.quote for f in found] == []


@pytest.mark.parametrize(("text", "quote"), STRANGE)
def test_names_from_nowhere_are_found_once(run, text: str, quote: str) -> None:
    found = run("grounding.entities", text, sources=[ACCOUNTS], media_type="text/markdown").findings
    assert [f.quote for f in found] == [quote]


def test_a_misspelt_name_comes_with_the_right_one(run) -> None:
    found = run("grounding.entities", "He works for Brightwalter now.", sources=[ACCOUNTS]).findings[0]
    assert found.suggestion == "Brightwater"


def test_allowed_names_need_no_source(run) -> None:
    text = "The boats were built by Hansen Marine in the yard."
    assert run("grounding.entities", text, {"allowed": ["Hansen Marine"]}, sources=[ACCOUNTS]).findings == ()


BRIEFS = [
    (
        "Please analyse the causes of the delay and recommend how to avoid it.",
        ["the causes of the delay", "how to avoid it"],
    ),
    (
        "- Title to the land\n- Environmental risk\n- Insurance\n",
        ["Title to the land", "Environmental risk", "Insurance"],
    ),
    ("1) Is the claim time-barred?\n2) Who bears the costs?\n", ["Is the claim time-barred?", "Who bears the costs?"]),
    (
        "Was the notice valid? If so, from which day does it run?",
        ["Was the notice valid?", "If so, from which day does it run?"],
    ),
    ("Cover pricing, churn and regional sales. Max. 10 pages, due Friday.", ["pricing", "churn and regional sales"]),
    ("We met on Tuesday. The client is a shipping company from Bremen.", []),
    ("Write no more than 2,000 words. Use the house template.", []),
]


@pytest.mark.parametrize(("brief", "topics"), BRIEFS)
def test_topics_are_read_off_the_brief(run, brief: str, topics: list[str]) -> None:
    found = run("grounding.coverage", "Nothing of interest here.", brief=brief).findings
    assert sorted(f.evidence["topic"] for f in found) == sorted(topics)


@pytest.mark.parametrize(
    ("topic", "text"),
    [
        ("Applicability of the exclusion", "The exclusion applies because the loss was gradual."),
        ("Is the claim time-barred?", "The claims are barred: the limit of time ended in May."),
        (["remedies", "relief", "damages"], "The buyer may claim damages."),
        ("valuation of the property", "We valued the properties at market level."),
        ("tax consequences", "# Tax\n\nNo tax falls due on the transfer."),
        ("competitors", "The main competitor is the railway."),
        ("distribution channels", "Goods are distributed through three channels."),
    ],
)
def test_other_forms_of_a_word_cover_a_topic(run, topic: str | list[str], text: str) -> None:
    assert run("grounding.coverage", text, {"topics": [topic]}, media_type="text/markdown").findings == ()


@pytest.mark.parametrize(
    ("topic", "text"),
    [
        ("insurance of the cargo", "The vessel was built in 2001 and has two engines."),
        ("distribution channels", "The market grew and prices fell."),
        (["remedies", "relief"], "The buyer may go to court."),
        ("limitation period for the warranty claim", "The warranty is broad."),
    ],
)
def test_a_topic_that_is_only_touched_is_not_covered(run, topic: str | list[str], text: str) -> None:
    assert len(run("grounding.coverage", text, {"topics": [topic]}).findings) == 1


@pytest.mark.parametrize("name", ["quotes", "numbers", "entities", "support"])
def test_without_sources_a_check_is_skipped(run, name: str) -> None:
    assert "under_test" in run(f"grounding.{name}", "The fee is $99,000.").skipped


def test_without_brief_and_topics_coverage_is_skipped(run) -> None:
    assert "under_test" in run("grounding.coverage", "Text.", sources=["Text."]).skipped


NEAR = "abAB é0123456789.,%$€-/()[]“”‘’'\n|#: notZKm"


@pytest.mark.parametrize("name", ["quotes", "numbers", "entities", "support", "coverage"])
@settings(max_examples=40, deadline=None)
@given(
    text=st.text(alphabet=st.sampled_from(NEAR), max_size=200),
    source=st.text(alphabet=st.sampled_from(NEAR), max_size=200),
)
def test_no_text_breaks_a_check(run, name: str, text: str, source: str) -> None:
    result = run(f"grounding.{name}", text, sources=[source], brief=source, media_type="text/markdown")
    assert all(text[f.start : f.end] == f.quote for f in result.findings)
    assert not result.failed


@pytest.mark.parametrize("name", ["quotes", "numbers", "entities", "support", "coverage"])
@pytest.mark.parametrize(
    "unit", ["1.", "1,", "A ", "“", "‘a ", "A-1", "'a", "[x] ", "... ", "$1 %", "Ab cd. ", "Ab and "]
)
def test_hostile_repeats_stay_linear(run, name: str, unit: str) -> None:
    text = unit * (60_000 // len(unit))
    result = run(f"grounding.{name}", text, sources=[text], brief=text[:5000])
    assert not result.failed


@pytest.mark.parametrize(
    ("text", "source"),
    [
        ("The price is EUR 12,500 and the rate 3.5%.", "Der Preis ist 12.500 EUR, der Zins 3,5 %."),
        ("Sales were EUR 184.5 million.", "Umsatz 2024: 184,5 Mio. EUR."),
        ("Sales were CHF 1,234,500.", "Umsatz: CHF 1'234'500.00"),
        ("Sales were EUR 1,234.56 in all.", "Chiffre d'affaires : 1\u202f234,56 €."),
        ("The claim is for INR 1.25 crore.", "The claim is for ₹1,25,00,000."),
        ("Sales were EUR 1.25 million.", "Umsatz (TEUR): TEUR 1.250"),
        ("Three quarters of them, 75%, agreed.", "Three quarters agreed."),
    ],
)
def test_figures_of_a_source_in_another_notation_are_given(run, text: str, source: str) -> None:
    assert [f.quote for f in run("grounding.numbers", text, sources=[source]).findings] == []


@pytest.mark.parametrize(
    ("text", "source"),
    [
        ("The price is EUR 12.50 at 4.1%.", "Der Preis ist 12.500 EUR, der Zins 4,1 %."),
        ("Sales were EUR 184.5 billion.", "Umsatz 2024: 184,5 Mio. EUR."),
        ("Sales were EUR 184.5 billion.", "Sales were EUR 184.5 million."),
        ("Sales were CHF 1.23.", "Umsatz: CHF 1'234'500.00"),
        ("The claim is for INR 12.5 crore.", "The claim is for ₹1,25,00,000."),
    ],
)
def test_figures_of_a_source_are_not_read_twice(run, text: str, source: str) -> None:
    assert len(run("grounding.numbers", text, sources=[source]).findings) == 1


def test_a_text_without_words_covers_no_topic(run) -> None:
    result = run("grounding.coverage", "£ 1 to 2 —", brief="Assess the break clause.")
    assert not result.failed
    assert [finding.code for finding in result.findings] == ["not_covered"]
