"""Whole pieces of work against their briefs and sources: quiet when they are sound, precise when they are not."""

from __future__ import annotations

import pytest

from qa_service.checks import Finding, Source, compile_checks, run_checks
from qa_service.documents import parse_document
from qa_service.rubric import CheckSpec
from tests.unit.checks.memos import ALL, CLAIM, LEGAL, MARKET, Work

NAMES = ("quotes", "numbers", "entities", "coverage", "support")


def findings(work: Work, text: str, *names: str) -> list[Finding]:
    plan = compile_checks([CheckSpec(name, f"grounding.{name}", {}, "finding") for name in names or NAMES])
    result = run_checks(plan, parse_document(text, "text/markdown"), sources=work.sources, brief=work.brief)
    assert result.skipped == {}
    return list(result.findings)


@pytest.mark.parametrize("name", ALL)
def test_sound_work_is_quiet(name: str) -> None:
    work = ALL[name]
    assert [(f.check, f.quote, f.message) for f in findings(work, work.text)] == []


NUMBERS = [
    (LEGAL, "The rent is £86,500 a year", "The rent is £86,900 a year", "£86,900"),
    (LEGAL, "£97,000 to £101,000;", "£95,000 to £101,000;", "£95,000"),
    (LEGAL, "12.1% to 16.8%", "12.1% to 18.6%", "18.6%"),
    (LEGAL, "£10,500 and £14,500", "£10,500 and £15,400", "£15,400"),
    (LEGAL, "12,400 square feet", "14,200 square feet", "14,200"),
    (LEGAL, "A quarter's rent is today £21,625", "A quarter's rent is today £26,125", "£26,125"),
    (CLAIM, "together $8,500", "together $8,900", "$8,900"),
    (CLAIM, "plaster $2,460", "plaster $2,640", "$2,640"),
    (CLAIM, "between 18% and 34%", "between 18% and 43%", "43%"),
    (CLAIM, "plaster $2,460", "plaster €2,460", None),
    (MARKET, "EUR 184.5 million", "EUR 148.5 million", "EUR 148.5 million"),
    (MARKET, "Sales in 2024 were EUR 184.5 million", "Sales in 2024 were EUR 184.5 billion", "EUR 184.5 billion"),
    (MARKET, "(28.9%)", "(29.8%)", "29.8%"),
    (MARKET, "grew by 13.9%", "grew by 19.3%", "19.3%"),
    (MARKET, "Some 41,000 bikes", "Some 43,000 bikes", "43,000"),
    (MARKET, "was EUR 4,470", "was EUR 4,740", "EUR 4,740"),
    (MARKET, "hold 68.5% of sales", "hold 65.8% of sales", "65.8%"),
]  # fmt: skip


@pytest.mark.parametrize(("work", "sound", "wrong", "found"), NUMBERS)
def test_a_wrong_number_is_found(work: Work, sound: str, wrong: str, found: str | None) -> None:
    assert work.text.count(sound) == 1
    quotes = [f.quote.strip() for f in findings(work, work.text.replace(sound, wrong), "numbers")]
    assert quotes[:1] == ([found] if found else [])


ENTITIES = [
    (LEGAL, "between Quayside Estates and Harrow Mills.", "between Riverside Holdings and Harrow Mills.", "Riverside"),
    (LEGAL, "Ms Penhaligon of Tarrant & Lowe", "Ms Pendleton of Tarrant & Lowe", "Pendleton"),
    (LEGAL, "Ms Penhaligon of Tarrant & Lowe", "Ms Penhaligon of Tarrant & Rowe", "Rowe"),
    (LEGAL, "under HD482113", "under HD482131", "HD482131"),
    (LEGAL, "on which Quayside could", "on which Southwark could", "Southwark"),
    (CLAIM, "report Mr Marques replaced", "report Mr Moreno replaced", "Moreno"),
    (CLAIM, "number: HP-2281-774", "number: HP-2281-747", "HP-2281-747"),
    (CLAIM, "in the kitchen. Escape", "in the kitchen of Folake Adeyami. Escape", "Adeyami"),
    (MARKET, "are Lindauer Radwerk and Kufstein Cargo", "are Lindauer Radwerk and Salzburger Velo GmbH", "Salzburger"),
    (MARKET, "53.3 million in Tyrol", "53.3 million in Carinthia", "Carinthia"),
]  # fmt: skip


@pytest.mark.parametrize(("work", "sound", "wrong", "part"), ENTITIES)
def test_a_strange_name_is_found(work: Work, sound: str, wrong: str, part: str) -> None:
    assert work.text.count(sound) == 1
    found = findings(work, work.text.replace(sound, wrong), "entities")
    assert len(found) == 1
    assert part in found[0].quote


COVERAGE = [
    (LEGAL, "## Assignment", "## Rent", "May Harrow Mills assign the lease to its subsidiary?"),
    (LEGAL, "## Rent", "## Repair and break", "What rent is payable after the review in 2025?"),
    (CLAIM, "## Amount", "", "What amount is payable after the excess?"),
    (CLAIM, "## Cover", "## Exclusions", "Is the escape of water covered?"),
    (MARKET, "## Competitors and prices", "## Distribution channels", "competitors and prices"),
    (MARKET, "## Distribution channels", "", "the distribution channels"),
]


@pytest.mark.parametrize(("work", "begin", "end", "topic"), COVERAGE)
def test_a_topic_without_its_section_is_not_covered(work: Work, begin: str, end: str, topic: str) -> None:
    at = work.text.index(begin)
    left = work.text[:at] + (work.text[work.text.index(end) :] if end else "")
    assert topic in [f.evidence["topic"] for f in findings(work, left, "coverage")]


SUPPORT = [
    (LEGAL, "An insolvency administrator from Rotterdam seized three containers of frozen shrimp."),
    (CLAIM, "A second contractor inspected the attic and photographed the damaged rafters."),
]


@pytest.mark.parametrize(("work", "sentence"), SUPPORT)
def test_a_sentence_from_nowhere_has_no_support(work: Work, sentence: str) -> None:
    found = findings(work, work.text + "\n" + sentence + "\n", "support")
    assert [f.quote for f in found] == [sentence]
    assert 0 <= float(found[0].evidence["score"]) < 0.25


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("The ovens cost £624,800 together, the mixer £58,950 and the line £121,300, in all £805,050.", []),
        ("The ovens cost £628,400 together.", ["£628,400"]),
        ("All machines cost £850,050.", ["£850,050"]),
        ("The lamps cost £5,100.", []),
        ("The lamps cost £3,400.", ["£3,400"]),
        ("The desks cost £1,590.", ["£1,590"]),
    ],
)
def test_so_many_pieces_at_so_much_each_lead_to_their_total(text: str, found: list[str]) -> None:
    source = (
        "Lost: two deck ovens (£312,400 each), one mixer (£58,950), the line £121,300.\n\n"
        "Also 12 lamps at £425 each. Each room had three desks. A desk costs £530.\n"
    )
    plan = compile_checks([CheckSpec("numbers", "grounding.numbers", {}, "finding")])
    result = run_checks(plan, parse_document(text), sources=(Source("s1", "list.txt", source),))
    assert [f.quote.strip() for f in result.findings] == found
