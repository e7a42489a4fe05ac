"""Names at the beginning of a sentence, and names that stand beside each other."""

from __future__ import annotations

import pytest

LEASE = (
    "Kestrel Marine Ltd signed the lease of the quay on 3 May 2023. The rent is 5,000 euros a month. Mr Alan Petrov of"
    " Calder Vale Properties witnessed it. The tenant may end it on six months' notice."
)
NAMED = [
    ("Globex Industries guaranteed the rent.", ["Globex Industries"]),
    ("Jane Porter witnessed the deed.", ["Jane Porter"]),
    ("Zenith Holdings signed the lease in May.", ["Zenith Holdings"]),
    ("Vantora acquired Nuance in 2021.", ["Vantora", "Nuance"]),
    ("Initech paid the rent.", ["Initech"]),
    ("Orbisonic has guaranteed the rent.", ["Orbisonic"]),
    ("Siemens owns the quay.", ["Siemens"]),
    ("Orlen said that the quay leaks.", ["Orlen"]),
    ("Olu Ogunbanjo signed the deed.", ["Olu Ogunbanjo"]),
    ("Ada Fischer drafted the lease.", ["Ada Fischer"]),
    ("Peter Hallam, the surveyor, saw the quay.", ["Peter Hallam"]),
    ("Marta Kowalska's letter is of May.", ["Marta Kowalska"]),
    ("Kestrel Bank lent the money.", ["Kestrel Bank"]),
    ("Finally, Dana Whitlock agreed to pay.", ["Dana Whitlock"]),
    ("Yesterday Jane Porter left.", ["Jane Porter"]),
    ("Smith and Marlow LLP audited the books.", ["Smith and Marlow LLP"]),
    ("- Jane Porter witnessed the deed.\n- Initech paid the rent.\n", ["Jane Porter", "Initech"]),
    ("Employee: Hemi Rawiri Patton (the clerk)", ["Hemi Rawiri Patton"]),
]
NO_NAMES = [
    "Accordingly, the lease ended. Consequently Kestrel paid the rent. Nevertheless, it is due.",
    "Industry Standards require care. Payment Terms apply. Key Risks remain. Interest Rates rose in autumn.",
    "Counsel argued that it ended. Nobody signed the form. Finance paid the bill. Parliament passed the bill.",
    "Goods sold abroad are taxed. Property acquired by the tenant stays. Notice given on Monday was late.",
    "Germany signed the treaty. South Korea refused to pay. France leases the site. Dutch law applies.",
    "March was cold. Winter sold the most coats. Monday is a holiday.",
    "Insurers denied the claim. Lenders refused the loan. Experts testified that it was sound.",
    "Selling Shareholders agreed to the terms. External Auditors signed the accounts. Senior Management told the crew.",
    "Human Resources hired a clerk. Real Estate sold the shed. Climate Change is a risk. Max Weight is four tons.",
    "Mark the date. Grant the consent. Bill the guest. Rose gardens adorn the yard.",
    "“Signing Fee” means the fee on signing. Signing Fee paid the costs.",
    "# Zenith Holdings Signed The Lease\n\nAll is well.",
    "According to Schedule 2, it is due. According to Management, all is well. The firm acquired Equipment.",
]
APART = [
    ("It was seen that Dr. Helen Park and Siemens AG disagree.", ["Dr. Helen Park", "Siemens AG"]),
    ("The clerk met John Smith of Deutsche Bank.", ["John Smith", "Deutsche Bank"]),
    ("The clerk met Ernst Kaiser and Vera Molnar.", ["Ernst Kaiser", "Vera Molnar"]),
    ("The clerk met Vera Molnar of Calder Vale Properties.", ["Vera Molnar"]),
    ("Globex Industries and Initech Systems agreed to merge.", ["Globex Industries", "Initech Systems"]),
    ("The books are with Tarrant and Lowe LLP.", ["Tarrant and Lowe LLP"]),
    ("The loan is from the Bank of Lindmark.", ["Bank of Lindmark"]),
    ("According to Reuters, the lease was assigned.", ["Reuters"]),
]


@pytest.mark.parametrize(("text", "quotes"), NAMED + APART)
def test_names_that_open_a_sentence_or_stand_together_are_read(run, text: str, quotes: list[str]) -> None:
    found = run("grounding.entities", text, sources=[LEASE], media_type="text/markdown").findings
    assert [f.quote for f in found] == quotes


@pytest.mark.parametrize("text", NO_NAMES)
def test_words_that_open_a_sentence_and_name_nobody_are_quiet(run, text: str) -> None:
    found = run("grounding.entities", text, sources=[LEASE], media_type="text/markdown").findings
    assert [f.quote for f in found] == []


def test_names_of_the_sources_may_open_sentences_and_stand_in_the_possessive(run) -> None:
    text = (
        "Kestrel Marine signed the lease. Alan Petrov witnessed it. Calder Vale Properties owns the quay."
        " Petrov's Lease Terms and Kestrel's Lease Notice are of May."
    )
    assert run("grounding.entities", text, sources=[LEASE, text]).findings == ()
    assert run("grounding.entities", text.partition(" Petrov's")[0], sources=[LEASE]).findings == ()
