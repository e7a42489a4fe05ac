"""Harder forms of units, currencies, scales and notations that do not go together, and of what is lawful."""

# ruff: noqa: E501
from __future__ import annotations

import pytest

from tests.unit.checks.running import run


def table(*rows: str) -> str:
    head, *rest = (f"| {row} |" for row in rows)
    return "\n".join([head, "|" + "---|" * rows[0].count("|") + "---|", *rest]) + "\n"


POSITIVES = [
    ("conversion", "Wall thickness is 6 inches (25 mm)."),
    ("conversion", "The vessel draws 12.5 metres (12.5 ft) when laden."),
    ("conversion", "Maximum take-off weight: 79,000 kg (17,417 lb)."),
    ("conversion", "Max. load 2 tonnes (200 kg) per shelf."),
    ("conversion", "The reservoir covers 640 acres (26 ha)."),
    ("conversion", "A wind speed of 120 km/h (745 mph) was recorded."),
    ("conversion", "The child received paracetamol 0.25 g (25 mg) every six hours."),
    ("conversion", "Ambient temperature was 104 °F (104 °C)."),
    ("conversion", "The Target is 3,000 sq ft (2,787 m²) in size."),
    ("conversion", "Der Tank fasst 1.000 Liter (10 m³)."),
    ("conversion", "The notice period is 12 months (2 years)."),
    ("conversion", "Each session lasts 90 minutes (2.5 hours)."),
    ("conversion", "The margin is 175 bps (17.5%) above the base rate."),
    ("conversion", "The stadium stands 1.5 miles (24 km) east of the station."),
    ("percent", "Gross margin improved to 42% from 39%, a gain of 3%."),
    ("percent", "The vacancy rate dropped 4% from 16% to 12%."),
    ("percent", "Churn came down from 8.5% to 6.0% – a reduction of 2.5%."),
    ("percent", "The combined ratio worsened from 86.2% in 2022 to 88.7% in 2023, up 2.5%."),
    ("percent", "Market share increased to 31% (2022: 28%), an increase of 3%."),
    ("percent", "The corporate tax rate will be cut from 25% to 20%, a 5% cut."),
    ("percent", "Turnout rose from 40% to 50%, or 25 percentage points."),
    ("percent", "The coupon steps up from 3.50% to 4.00%, i.e. by 5 basis points."),
    (
        "currency",
        "The Consideration shall be USD 1,250,000. ... \n\nThe Consideration of EUR 1,250,000 shall be paid into escrow.",
    ),
    (
        "currency",
        "| Position | Amount |\n|---|---|\n| Labour | £12,400 |\n| Material | £8,150 |\n| Plant | €3,300 |\n| Overheads | £2,075 |\n| Profit | £1,900 |\n",
    ),
    ("currency", "Total loss: $48,200. The adjuster recommends paying the total loss of £48,200."),
    (
        "currency",
        "The enterprise value was estimated at CHF 86 million. At an enterprise value of EUR 86 million the multiple is 9.2x.",
    ),
    (
        "currency",
        "Table 2: Income statement (USD thousand)\n\n"
        + table("|2024|2023", "Net sales|18,450|16,210", "Gross profit|7,380|6,322")
        + "\nNet sales grew to EUR 18,450 thousand.",
    ),
    (
        "scale",
        "Table 2: Income statement (USD thousand)\n\n"
        + table("|2024|2023", "Net sales|18,450|16,210", "Gross profit|7,380|6,322")
        + "\nNet sales grew to USD 18,450 million.",
    ),
    (
        "scale",
        "Table 2: Income statement (USD thousand)\n\n"
        + table("|2024|2023", "Net sales|18,450|16,210", "Gross profit|7,380|6,322")
        + "\nNet sales grew to USD 18.45 billion.",
    ),
    (
        "scale",
        "The addressable market is EUR 2.3 billion in 2025 (Section 1). We size the addressable market at EUR 2.3 million.",
    ),
    ("scale", table("Segment|Revenue (€m)", "Retail|412.5", "Wholesale|287.3", "Online|98,400 thousand", "Other|12.1")),
    (
        "scale",
        "Bilanz (in TEUR)\n\n"
        + table("Position|2024|2023", "Anlagevermögen|45.310|44.120", "Umlaufvermögen|12.870|11.930")
        + "\nDas Anlagevermögen beträgt 45.310 Mio. EUR.",
    ),
    ("separators", table("Quarter|Sales", "Q1|1.204,5", "Q2|1.310,2", "Q3|1,287.3", "Q4|1.198,7")),
    ("separators", table("Quarter|Margin", "Q1|12,5 %", "Q2|13,1 %", "Q3|12.8 %", "Q4|13,4 %")),
    (
        "separators",
        "The claimant seeks $12,500.00 for repairs, $3,250.00 for rent and $1,875.50 for storage, in all $17.625,50.",
    ),
    ("separators", table("Item|Amount", "A|1 234,50", "B|2 345,60", "C|3.456,70", "D|4 567,80")),
    (
        "separators",
        "Die Miete beträgt 1.250,00 EUR, die Kaution 3.750,00 EUR und die Pauschale 89.90 EUR; dazu kommen 12,5 % Zuschlag.",
    ),
    (
        "measure",
        "The gross weight is 2,350 kg per the packing list.\n\nAccording to the survey, the gross weight of 2,350 lb was verified.",
    ),
    ("measure", table("Sample|Concentration", "S1|12 mg", "S2|14 mg", "S3|11 oz", "S4|13 mg", "S5|12 mg")),
    ("measure", table("Room|Area (m²)", "Living|32", "Kitchen|14", "Bed|170 sq ft", "Bath|8")),
    ("conversion", "Rods of 5–10 kg (11–32 lb) are used."),
    ("conversion", "The distance is 12 to 15 km (7 to 19 miles)."),
    ("percent", "The margin was 10% in 2023 and 12% in 2024, an increase of 2%."),
    ("percent", "Utilisation: 84% vs. 80% last year (+4%)."),
    ("percent", "EBITDA margin fell to 11.5%, compared with 13.0% a year earlier, a decline of 1.5%."),
    ("percent", "The unemployment rate rose 0.4% to 5.2% (previous month: 4.8%)."),
    (
        "currency",
        table("Item|Amount|Currency", "Labour|1,200|EUR", "Parts|350|USD", "Travel|150|EUR", "Total|1,700|EUR"),
    ),
    ("currency", table("Item|Amount", "Labour|EUR 1,200", "Parts|USD 350", "Total|EUR 1,550")),
    ("currency", "The repair cost EUR 1,200 and the towing USD 300, in total EUR 1,500."),
    ("currency", "The purchase price is EUR 250,000. The purchase price of USD 0.25 million is due on completion."),
    ("measure", table("Part|Weight", "Frame|12 kg", "Engine|30 lb", "Total|42 kg")),
    ("measure", "The maximum dose is 250 mg. The maximum dose of 2.5 g must not be exceeded."),
    ("scale", "The contract sum is USD 340,000. A contract sum of USD 340 million calls for a guarantee."),
    (
        "scale",
        "## Key figures (in EUR thousands)\n\n- Revenue: 4,213\n- EBITDA: 812\n\n## Outlook\n\nRevenue of EUR 4,213 million is the base.",
    ),
    ("scale", "(in EUR thousands)\n\n" + table("EUR million|2024|2023", "Revenue|4,213|3,905", "Cost|3,100|2,890")),
    ("scale", "Our platform has 4.2 million users. Its 4.2 billion users come from six countries."),
    ("separators", "The rate is 3.5% and the margin 2,75% over the term of the loan."),
    ("separators", "Umsatz 1.234,5 Mio. EUR, Ergebnis 98.7 Mio. EUR, Quote 8,0 %."),
    ("separators", "Costs were $1,250.00; the refund is $1.250,00."),
    ("percent", table("Region|Share", "North|25%", "South|40%", "East|0.21", "West|14%")),
]

CONTROLS = [
    "Wall thickness is 6 inches (152 mm); pipes are 1/2 inch (DN 15) and 2 x 4 in (5 x 10 cm).",
    "Maximum take-off weight: 79,000 kg (174,165 lb); range 3,300 nmi (6,112 km; 3,798 mi).",
    "The reservoir covers 640 acres (259 ha), i.e. one square mile.",
    "A wind speed of 120 km/h (75 mph, 65 knots) was recorded.",
    "Body temperature rose to 102.2 °F (39 °C), 2 °C (3.6 °F) above normal.",
    "The lease runs 24 months (2 years) with an option of 5 years (60 months); cure within 30 days (1 month).",
    "The plan covers 8 hours (1 day) of training and 20 days (4 weeks) of holiday.",
    "She worked 3 years (18 months part time) and was paid for 2 weeks (6 days in May).",
    "Gross margin improved to 42% from 39%, a gain of 3 percentage points (7.7%).",
    "Price rose from 5% below to 2% above the index, with 3% of trades off-market.",
    "Interest at 5% to 7% plus a margin of 2%.",
    "The rate rose from 4% to 6% in 2022. In 2023 it rose by 2% in real terms.",
    "Sales rose from 20% to 25% of the total, while costs fell by 5%.",
    "Of 120 patients, 12% to 15% relapsed, an increase of 3 patients.",
    "Inflation eased from 6.1% to 4.1%; wages rose 2%.",
    "Tax rises from 20% to 22%, an increase of 10% (two percentage points).",
    "The Consideration is USD 1,250,000. The Escrow Amount is EUR 1,250,000.",
    "Fees: USD 500 per filing in New York; EUR 500 per filing in Munich.",
    "Limits of liability: USD 1,000,000 / EUR 1,000,000 / GBP 1,000,000.",
    "The facility is available in euro or dollars. Tranche A is EUR 50 million. Tranche B is USD 50 million.",
    "Net sales were EUR 18,450 thousand (USD 19,926 thousand at 1.08).",
    table("Currency pair|Rate", "EUR/USD|1.0850", "EUR/GBP|0.8540", "EUR/JPY|162.35", "EUR/CHF|0.9650"),
    table(
        "Entity|Cash", "Acme GmbH|€1,200", "Acme SARL|€950", "Acme Inc. (USA)|$2,300", "Acme BV|€410", "Acme SpA|€620"
    ),
    table(
        "KPI|2024|2023",
        "Revenue (€m)|412.5|398.1",
        "EBITDA margin|12.5%|11.9%",
        "Employees|1,204|1,187",
        "Net debt / EBITDA|2.1x|2.4x",
    ),
    "Table 2: Income statement (USD thousand)\n\n"
    + table("|2024|2023", "Net sales|18,450|16,210", "Gross profit|7,380|6,322")
    + "\nNet sales grew to USD 18.45 million, gross profit to USD 7.4 million.",
    "Table 2 (USD million)\n\n"
    + table("|2024|2023", "Net sales|18,450|16,210", "Gross profit|7,380|6,322")
    + "\nNet sales grew to USD 18.45 billion.",
    "Kennzahlen (in TEUR)\n\n"
    + table("Position|2024|2023", "Umsatz|45.310|44.120", "Ergebnis|12.870|11.930")
    + "\nDer Umsatz beträgt 45,3 Mio. EUR.",
    "In 2024 the group sold 18,450 bikes. Net sales were USD 18,450 thousand.\n\n(USD thousand)\n\n"
    + table("|2024|2023", "Net sales|18,450|16,210", "Gross profit|7,380|6,322"),
    table(
        "Drug|Dose|Interval",
        "Ibuprofen|400 mg|8 h",
        "Vitamin D|20 µg|1 day",
        "Magnesium|0.3 g|12 h",
        "Zinc|10 mg|1 day",
    ),
    table("Route|Distance", "Oslo–Bergen|463 km", "Oslo–Bodø|1 190 km", "Bergen–Molde|345 km", "Molde–Bodø|760 km"),
    "The values 3.14, 2.718 and 1.414 are constants; see pages 12,14 and 16 and the set {1,2;3,4}.",
    "The amount of EUR 1,250.50 is due; Art. 3,4 and 7 apply, Nos. 12,13 do not; DIN 1.4301 steel is used.",
    "At 10.30 a.m. on 12.5.2024 the fee of 1.250,00 EUR was paid, that is 12,5 % of 10.000,00 EUR.",
    'He said: "Der Preis ist 1.250,00 EUR". The price was converted to $1,375.00, $12.50 a piece, with 3.5% tax and a 1.5% fee.',
    "ISBN 978-3-16-148410-0, part no. 12.345.678, VAT DE 123 456 789; price $1,234.50, $2,345.60 and $3,456.70.",
    "The company had 12 345 employees and 1 234 567 customers; sales were 3,5 % higher at 1 234,5 million euros.",
    "Population: 1,204,500 (2020), 1,310,250 (2021). Phone 800 123 456. Account 123 456 789.",
    "The tablet contains 25 mg. The bottle contains 25 g.",
    "The old unit weighed 12 kg. The new unit weighs 12 lb.",
    "Torque 50 Nm (37 lb-ft); pressure 2.5 bar/36 psi; 100 W/m² (9.3 W/sq ft); 5 g/l (0.6 oz/gal).",
    "Rods of 5–10 kg (11–22 lb) are used; 12 to 15 km (7.5 to 9.3 miles).",
    "The margin was 10% in 2023 and 12% in 2024, an increase of 2 percentage points.",
    "Utilisation: 84% vs. 80% last year (+4 pp); plan: 85% (+5%).",
    "Growth was 10% in 2023 and 12% in 2024; the market grew by 2%.",
    table("Item|Amount|Currency", "Labour|1,200|EUR", "Parts|350|USD", "Travel|150|EUR"),
    table("Item|Amount|Currency", "Labour|1,200|EUR", "Parts|350|USD", "Travel|150|EUR", "Total|1,674|EUR"),
    table("Item|Amount", "Labour|EUR 1,200", "Parts|USD 350", "Total|EUR 1,524"),
    "The repair cost EUR 1,200 and the towing USD 300, in total EUR 1,476 at 0.92.",
    "The maximum dose is 250 mg. The maximum dose of 0.25 g must not be exceeded.",
    "The contract sum is USD 340,000. A contract sum of USD 0.34 million calls for no guarantee.",
    "## Key figures (in EUR thousands)\n\n- Revenue: 4,213\n- EBITDA: 812\n\n## Outlook\n\nRevenue of EUR 4.213 million is the base.",
    "(in EUR thousands)\n\n" + table("EUR thousand|2024|2023", "Revenue|4,213|3,905", "Cost|3,100|2,890"),
    "The spread widened from 1.50% to 1.90% (40 basis points), after 13.4% and 13.8%, or 40 basis points.",
    "All amounts in USD thousands unless otherwise stated.\n\n"
    + table("Peer|EV", "Alder|$1,204m", "Birch|$640m", "Cedar|$812m", "Dogwood|$455m"),
    "The term is 3 years. A renewal term of 3 months follows. The cure period is 30 days, the notice period 30 hours.",
    "The fee is EUR 500. The late fee is 500 basis points over EURIBOR, at least USD 500.",
    "The warranty is 12 months. The warranty claim must be made within 12 days.",
    "Its 4.2 million users include 4.2 thousand firms. Revenue per user was $4.2.",
    "According to the German report “der Zins von 2,75 % gilt”, which is 0.25% above the 2.5% of the bank.",
    table("Metric|2023|2024", "Share of women|25%|27%", "Ratio|0.41|0.39", "Quota|30%|30%", "Target|40%|40%"),
]


@pytest.mark.parametrize(("code", "text"), POSITIVES)
def test_harder_forms_are_found(code: str, text: str) -> None:
    assert code in {found.code for found in run("numbers.units", text)}


@pytest.mark.parametrize("text", CONTROLS)
def test_harder_lawful_mixes_are_left_alone(text: str) -> None:
    assert [(found.quote, found.message) for found in run("numbers.units", text)] == []
