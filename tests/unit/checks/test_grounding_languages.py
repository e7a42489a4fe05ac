"""Which sources `grounding.support` holds a text against: those with running text in its language."""

from __future__ import annotations

import pytest

LEASE = (
    "Harbour Mills signed the lease on 3 May 2023. The rent is 5,000 euros a month. The tenant may end the lease on six"
    " months' notice."
)
FIGURES = "Item,2023,2024\nRent,120,131\nRepairs,44,57\nMarina Bistro,18,19\n"
BAIL = (
    "Le bail est conclu pour une durée de neuf ans et le locataire peut y mettre fin avec un préavis de six mois."
    " Madame Perrault représente le bailleur et reçoit chaque trimestre le loyer de 7 250 euros."
)
INVENTED = "The volcano erupted violently and destroyed the harbour of the island."


@pytest.mark.parametrize("others", [[FIGURES], [BAIL], ["Rent: 120"], [FIGURES, BAIL, "Rent: 120"]])
def test_other_sources_do_not_switch_the_check_off(run, others: list[str]) -> None:
    result = run("grounding.support", INVENTED, sources=[LEASE, *others])
    assert [f.quote for f in result.findings] == [INVENTED]
    assert result.skipped == {}


@pytest.mark.parametrize(
    "statement",
    [
        "Madame Perrault speaks for the landlord and collects every payment in person.",
        "A quarterly payment of 7,250 euros reaches the landlord through its own representative.",
        "The kitchen operator Marina Bistro enlarged its share of quayside turnover moderately.",
        "Repairs consumed considerably more money, namely 57 thousand, through the second season.",
    ],
)
def test_what_only_a_table_or_a_source_in_another_language_may_say_is_left_alone(run, statement: str) -> None:
    assert run("grounding.support", statement, sources=[LEASE, FIGURES, BAIL]).findings == ()
    assert len(run("grounding.support", statement, sources=[LEASE]).findings) == 1


@pytest.mark.parametrize(
    ("text", "sources", "reason"),
    [
        (INVENTED, [BAIL], "no source is in the language of the text"),
        (INVENTED, [FIGURES], "no source has running text in the language of the text"),
        (INVENTED, [FIGURES, BAIL], "no source has running text in the language of the text"),
        ("120, 131 | 44", [LEASE], "the text is too short to tell its language"),
        (BAIL, [LEASE], "no source is in the language of the text"),
    ],
)
def test_without_a_source_in_its_language_nothing_is_checked(run, text: str, sources: list[str], reason: str) -> None:
    assert run("grounding.support", text, sources=sources).skipped == {"under_test": reason}


def test_a_text_in_another_language_is_held_against_its_own_sources(run) -> None:
    text = f"{BAIL} Un éruption volcanique violente ravagea soudainement plusieurs quartiers portuaires voisins."
    (finding,) = run("grounding.support", text, sources=[BAIL, LEASE]).findings
    assert finding.quote.startswith("Un éruption")
