"""Harder forms of quotations: what editors may lawfully change, and what they may not."""

# ruff: noqa: E501
from __future__ import annotations

import pytest

LEASE = """\
12. Assignment. The Tenant shall not assign this Lease without the prior written consent of the Landlord, which shall not be
unreasonably withheld or delayed. Any assignment made in breach of this clause is void.

13. Rent. The Tenant shall pay the annual rent of £24,500.50 by equal quarterly payments in advance. If the rent is more than
14 days late, interest accrues at 4.5% above the base rate of the Bank from the due date until pay-
ment, whether before or after judgment.

Page 3 of 10

14. Repair. The Tenant shall keep the Premises in good and substantial repair1 and shall yield them up in that state at the
end of the term.[2] The parties’ rights survive. The surveyor wrote: “the roof has "recieved" no maintenance since 2009”.

15. Quiet enjoyment. The Landlord covenants that the Tenant may peaceably hold and enjoy the Premises during

- 4 -

the term without any interruption by the Landlord or any person claiming under it. Naïve reliance on the café’s façade is no
defence. Diﬃculties of proof fall on the party that relies on them.
"""
REPORT = """\
The pump failed at 09:40. The operator said: "I closed the valve, but the alarm did not stop." No spare part was on site.
The cost of the repair is US$ 1,250.00 and the loss of production is about 3 percent of the monthly volume.
"""
LAWFUL = [
    "The lease says “the Tenant shall not assign this Lease without the prior written consent of the Landlord”.",
    "The lease says “[t]he Tenant shall not assign this Lease without the prior written consent of the Landlord”.",
    "The lease says “[T]he Landlord covenants that the Tenant may peaceably hold and enjoy the Premises”.",
    "The lease says “The Tenant shall not assign … without the prior written consent of the Landlord”.",
    "The lease says “The Tenant shall not assign ... without the prior written consent of the Landlord.”",
    "The lease says “The Tenant shall not assign . . . without the prior written consent of the Landlord”.",
    "The lease says “The Tenant shall not assign [...] without the prior written consent”.",
    "The lease says “The Tenant shall not assign […] without the prior written consent”.",
    "The lease says “The Tenant shall not assign (...) without the prior written consent”.",
    "The lease says “The Tenant shall not assign * * * without the prior written consent”.",
    "The lease says “The Tenant shall not assign [omitted] without the prior written consent”.",
    "The lease says “… which shall not be unreasonably withheld or delayed …”.",
    "The lease says “[the lessee] shall not assign this Lease without the prior written consent”.",
    "The lease says “[It] shall pay the annual rent of £24,500.50 by equal quarterly payments”.",
    "The lease says “The Tenant shall pay the annual rent [of some £24,500] by equal quarterly payments”.",
    "The lease says “interest accrue[s] at 4.5% above the base rate of the Bank”.",
    "The lease says “keep[ing] the Premises in good and substantial repair”.",
    "The lease says “interest accrues at 4.5% above the base rate of the Bank from the due date until payment”.",
    "The lease says “until pay-\nment, whether before or after judgment”.",
    "The lease says “the Tenant may peaceably hold and\nenjoy the Premises”.",
    "The lease says “the Tenant may peaceably hold and enjoy the Premises during the term without any interruption”.",
    "The lease says “in good and substantial repair and shall yield them up in that state at the end of the term”.",
    "The lease says “at the end of the term. The parties' rights survive”.",
    "The lease says “The parties’ rights survive. The surveyor wrote”.",
    "The lease says “The Tenant shall pay the annual rent [emphasis added] of £24,500.50”.",
    "The lease says “The Tenant shall pay the annual rent (emphasis added) of £24,500.50”.",
    "The lease says “The Tenant shall pay the annual rent [emphasis in original] of £24,500.50”.",
    "The lease says “The Tenant shall pay the annual rent [my emphasis] of £24,500.50”.",
    "The lease says “Any assignment made in breach of this clause is void [footnote omitted]”.",
    "The surveyor wrote “the roof has ‘recieved’ [sic] no maintenance since 2009”.",
    "The surveyor wrote “the roof has ‘recieved’ (sic) no maintenance since 2009”.",
    "The surveyor wrote “the roof has 'recieved' [sic!] no maintenance”.",
    "The surveyor wrote “the roof has 'rec[e]ived' no maintenance since 2009”.",
    "A clause such as “The Tenant shall not assign this Lease without consent” would have been clearer.",
    "The clause should have read “the Tenant shall not assign, underlet or charge the whole without consent”.",
    "The tenant's best case is to say “we asked for consent twice and you did not answer us”.",
    "It is trite that “equity will not suffer a wrong to be without a remedy”.",
    "The lease says “not [to be] unreasonably withheld or delayed”.",
    "The tenant is “delayed or withheld beyond measure” once more.",
    "The surveyor wrote ‘the roof has “recieved” no maintenance since 2009’.",
    "The lease says ‘any assignment made in breach of this clause is void’.",
    "The lease says 'any assignment made in breach of this clause is void'.",
    'The lease says "any assignment made in breach of this clause is void".',
    "The lease says «any assignment made in breach of this clause is void».",
    "Der Vertrag sagt „any assignment made in breach of this clause is void“.",
    "The lease says “any assignment made in breach of this clause is void,” and it is.",
    "The lease says “ANY ASSIGNMENT MADE IN BREACH OF THIS CLAUSE IS VOID”.",
    "The lease says “any **assignment** made in breach of this _clause_ is void”.",
    "The lease says “Any assignment made in breach\u00a0of this clause is\u200b void”.",
    "The lease says “reliance on the cafe\u0301’s façade is no defence”.",
    "The lease says “Difficulties of proof fall on the party that relies on them”.",
    "The operator said: ‘I closed the valve, but the alarm did not stop.’",
    "The operator said “I closed the valve … the alarm did not stop”.",
    "The report puts “The cost of the repair [at] US$1,250.00 and the loss of production”.",
    "The report says “the loss of production is about 3 percent of the monthly volume”.",
    "It is “business as usual” for them.",
    "The “so-called expert report” was late.",
    "He calls it a “Win Win Situation For All”.",
    "(the “Master Framework Supply Agreement”)",
    "“Net Working Capital Adjustment” means the amount set out in the schedule.",
    "The tenants' rights and the landlords' duties are listed below, as are the sureties' debts.",
    "They don't know, we can't say, and the owner won't tell anybody about it.",
    "# Scope of the work and its limits\n\nSee “Scope of the work and its limits” above.",
    "The task was to “compare the lease with the market for offices in the town”.",
    "> The Tenant shall pay the annual rent of £24,500.50 by equal quarterly payments in advance.",
    "> We thank the client's staff for their help in the course of this work on the lease.",
    "“The Tenant shall not assign this Lease without the prior written consent of the Landlord.\n\n“Any assignment made in breach of this clause is void.”",
]
CHANGED = [
    ("It has the ring of a proverb: “any assignment made in breach of this clause is no good”.", "good"),
    ("The lease says “the Tenant may not assign this Lease without the prior written consent of the Landlord”.", "may"),
    ("The lease says “the Tenant shall assign this Lease without the prior written consent of the Landlord”.", "not"),
    ("The lease says “[t]he Tenant shall not assign this Lease without the written consent of the Landlord”.", "prior"),
    ("The lease says “The Tenant shall not assign … without the prior oral consent of the Landlord”.", "oral"),
    ("The lease says “which shall not be reasonably withheld or delayed”.", "reasonably"),
    ("The lease says “which must not be unreasonably withheld or delayed”.", "must"),
    ("The lease says “The Tenant shall pay the annual rent of £25,400.50 by equal quarterly payments”.", "25"),
    ("The lease says “The Tenant shall pay the annual rent of €24,500.50 by equal quarterly payments”.", "€"),
    ("The lease says “interest accrues at 45% above the base rate of the Bank”.", "45"),
    ("The lease says “interest accrues at 4.5% below the base rate of the Bank”.", "below"),
    ("The lease says “If the rent is more than 41 days late, interest accrues”.", "41"),
    ("The lease says “whether before or following judgment, from the due date until payment”.", ""),
    ("The lease says ‘any assignment made in breach of this clause is voidable’.", "voidable"),
    ("The lease says 'any assignment made in breach of this clause is valid'.", "valid"),
    ('The lease says "any assignment made in breach of the clause is void".', "the"),
    ("Der Vertrag sagt „any assignment made without breach of this clause is void“.", "without"),
    ("The surveyor wrote “the roof has received [sic] no maintenance since 2009”.", "received"),
    ("The surveyor wrote “the roof has ‘recieved’ [sic] some maintenance since 2009”.", "some"),
    ("The surveyor wrote “the roof has ‘recieved’ no maintenance since 2019”.", "2019"),
    ("The lease says “keep[ing] the Premises in good and sufficient repair”.", "sufficient"),
    ("The lease says “[the lessee] shall pay the monthly rent of £24,500.50”.", "monthly"),
    ("The lease says “The Tenant shall pay the annual rent [emphasis added] of £24,500.05”.", "05"),
    ("The lease says “the Tenant may peaceably hold and use the Premises during the term”.", "use"),
    ("The lease says “the Landlord covenants that the Landlord may peaceably hold and enjoy”.", "landlord"),
    ("The lease says “without any interruption by the Tenant or any person claiming under it”.", "tenant"),
    ("The operator said: ‘I closed the valve, and the alarm did not stop.’", "and"),
    ("The operator said “I opened the valve, but the alarm did not stop”.", "opened"),
    ("The report says “the loss of production is about 30 percent of the monthly volume”.", "30"),
    ("The report says “the loss of production is about 3 percent of the annual volume”.", "annual"),
    ("The report says “No spare part was on the site. The cost of the repair is high”.", ""),
    ("The lease says “by equal quarterly payments … The Tenant shall not assign this Lease at all”.", ""),
    ("> The Tenant shall pay the annual rent of £24,500.50 by equal monthly payments in advance.", "monthly"),
    ("The court held that “a clause of this kind is to be read against the party that drafted it”.", "none"),
    (
        "“The Tenant shall not assign this Lease without the prior consent of the Landlord.\n\n“Any assignment made in breach of this clause is void.”",
        "written",
    ),
    ("The lease says “shall yield them up in that condition at the end”.", "condition"),
    ("The lease says “good and substantial repairs and shall yield”.", "repairs"),
    ("The lease says “not [to be] unreasonably delayed or withheld”.", "order"),
    ("The surveyor wrote “the roof has 'rec[e]ived' no repairs since 2009”.", "repairs"),
    ("The surveyor went on to say “the roof has had all the maintenance that a roof needs”.", "none"),
    ("That is to say “the roof has had all the maintenance that a roof needs”.", "none"),
    ("The lease could not say “any assignment made in breach of this clause is valid”.", "valid"),
    ("The parties settled that “the rent was paid in full on the first of March”.", "none"),
]


def check(run, text: str):
    brief = "Please compare the lease with the market for offices in the town."
    return run("grounding.quotes", text, sources=[REPORT, LEASE], brief=brief, media_type="text/markdown")


@pytest.mark.parametrize("text", LAWFUL)
def test_lawful_forms_are_quiet(run, text: str) -> None:
    assert check(run, text).findings == ()


@pytest.mark.parametrize(("text", "word"), CHANGED)
def test_changed_forms_are_found(run, text: str, word: str) -> None:
    found = check(run, text).findings
    assert len(found) == 1
    assert word in found[0].message


def test_a_quotation_in_another_source_counts(run) -> None:
    assert run("grounding.quotes", "He says “no spare part was on site”.", sources=[LEASE, "x", REPORT]).findings == ()


def test_many_short_parts_in_a_long_source_stay_cheap(run) -> None:
    source = "the sum of the parts is the whole of the sum " * 20_000
    quote = "“" + " … ".join(["the sum", "the parts", "the whole"] * 40) + " … the end of it all”"
    assert len(run("grounding.quotes", f"He says {quote}.", sources=[source]).findings) == 1
