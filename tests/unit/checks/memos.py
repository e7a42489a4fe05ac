"""Three small pieces of work with their briefs and sources: a legal memo, a claim decision, a market study."""

# ruff: noqa: E501
from __future__ import annotations

from dataclasses import dataclass

from qa_service.checks import Source


@dataclass(frozen=True)
class Work:
    brief: str
    sources: tuple[Source, ...]
    text: str


LEGAL = Work(
    """\
Please advise Harrow Mills on its lease of the Dock Street warehouse.

1. May Harrow Mills assign the lease to its subsidiary?
2. What rent is payable after the review in 2025?
3. Assess the repairing obligations and the break clause.

The memo should not exceed 1,200 words and is due on Friday.
""",
    (
        Source(
            "lease",
            "Lease",
            """\
LEASE dated 24 June 2015 between QUAYSIDE ESTATES PLC (the Landlord) and HARROW MILLS LIMITED (the Tenant) of the
warehouse at 14 Dock Street, title number HD482113. The term is fifteen years. The yearly rent is £86,500, payable
quarterly. On 24 June 2025 the rent is reviewed upwards only to the open market rent. The Tenant shall keep the roof and the
main walls in repair. The Tenant may end this lease on 24 June 2027 by giving not less than six months' notice. The Tenant
shall not assign without the consent of the Landlord, not to be unreasonably withheld; consent is not needed for a company in
the same group.
""",
        ),
        Source(
            "letter",
            "Valuer's letter",
            "We put the open market rent at £97,000 to £101,000. Signed: Moira Penhaligon, Tarrant & Lowe LLP. The floor area"
            " is 12,400 square feet; comparable rents are £7.80 to £8.20 per square foot.",
        ),
    ),
    """\
# Memo: Dock Street

Prepared by: Justin Oakeshott
Client: Harrow Mills Limited

## Assignment

The lease is between Quayside Estates and Harrow Mills. The tenant may not assign without the landlord's consent, but an
assignment to a subsidiary is free: no consent is needed for a company in the same group.

## Rent

The rent is £86,500 a year and is reviewed upwards only on 24 June 2025. Ms Penhaligon of Tarrant & Lowe puts the market rent
at £97,000 to £101,000; the rise would be between £10,500 and £14,500, or 12.1% to 16.8%. The midpoint is £99,000. At
£8.00 per square foot, 12,400 square feet come to £99,200. A quarter's rent is today £21,625.

## Repair and break

The tenant repairs the roof and the main walls. The break right can be used on 24 June 2027 with six months' notice. We see no
ground on which Quayside could refuse. The title is registered under HD482113.
""",
)
CLAIM = Work(
    """\
Decide the claim of Mrs Adeyemi under policy HP-2281-774.
- Is the escape of water covered?
- Which exclusions apply?
- What amount is payable after the excess?
""",
    (
        Source(
            "policy",
            "Policy",
            "Policy HP-2281-774. Insured: Folake Adeyemi. Buildings sum insured: $310,000. Excess: $500. Covered: escape of"
            " water from fixed installations. Excluded: gradual seepage over more than fourteen days; loss while the home is"
            " unoccupied for more than sixty days.",
        ),
        Source(
            "report",
            "Adjuster's report",
            "On 9 February 2026 a pipe burst in the kitchen of Folake Adeyemi. The plumber, Rui Marques, replaced the joint."
            "\n\n| Item | Amount |\n|---|---|\n| Drying | 1,850.00 |\n| Plaster | 2,460.00 |\n| Flooring | 4,190.00 |\n\n"
            "The home was occupied. Moisture readings were between 18 and 34 per cent. There were no signs of gradual"
            " seepage.",
        ),
    ),
    """\
# Decision

Policy number: HP-2281-774
Insured: Folake Adeyemi

## Cover

The pipe burst on 9 February 2026 in the kitchen. Escape of water from fixed installations is covered. According to the
report Mr Marques replaced the joint.

## Exclusions

The home was occupied, so that the exclusion for unoccupied homes does not apply. There were no signs of gradual seepage;
moisture readings were between 18% and 34%.

## Amount

Drying cost $1,850, plaster $2,460 and flooring $4,190, together $8,500. After the excess of $500 the sum of $8,000 is payable.
""",
)
MARKET = Work(
    """\
Study of the market for cargo bikes in Bavaria and Tyrol. Cover market size, growth, competitors and prices. Describe the
distribution channels. Language: English.
""",
    (
        Source(
            "statistics",
            "Statistics",
            "Umsatz 2024: 184,5 Mio. EUR, davon Bayern 131,2 Mio. EUR und Tirol 53,3 Mio. EUR. Umsatz 2023: 162,0 Mio. EUR."
            " Verkaufte Lastenräder 2024: 41.250. Anteil des Fachhandels: 68,5 %. Anbieter: Lindauer Radwerk GmbH,"
            " Kufstein Cargo AG.",
        ),
        Source(
            "interviews",
            "Interviews",
            "Twenty-four dealers were asked. Three quarters expect growth. The average price named was EUR 4.470. Online sales"
            " grow faster than specialist shops, said the head of Kufstein Cargo.",
        ),
    ),
    """\
# Cargo bikes in Bavaria and Tyrol

## Market size and growth

Sales in 2024 were EUR 184.5 million, EUR 131.2 million of it in Bavaria and EUR 53.3 million in Tyrol (28.9%). In 2023 they
were EUR 162.0 million, so that the market grew by 13.9%, or EUR 22.5 million. Some 41,000 bikes were sold in 2024.

## Competitors and prices

The suppliers are Lindauer Radwerk and Kufstein Cargo. The average price named by 24 dealers was EUR 4,470; 75% of them expect
growth.

## Distribution channels

Specialist shops hold 68.5% of sales. Online sales grow faster. Assuming that they grow by 20% a year, they double in four years.
""",
)
ALL = {"legal": LEGAL, "claim": CLAIM, "market": MARKET}
