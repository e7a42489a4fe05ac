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
    ("conversion", "The witness is 5 ft 7 in (170 cm) tall, the man she saw 6 ft 3 in (170 cm)."),
    ("conversion", "The gate is 12 feet, 6 inches (3.18 m) wide."),
    ("conversion", "The slab is six inches (125 mm) thick."),
    ("conversion", "A setback of twenty-five feet (9.5 m) applies."),
    ("conversion", "Twelve acres (8 ha) are let, and a six-inch (250 mm) main crosses them."),
    ("conversion", "Hot water is stored at 60 °C (150 °F)."),
    ("conversion", "Keep between wash cycles at 30 °C (76 °F)."),
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
    ("conversion", "The container is 40 feet (21.2 m) long."),
    ("conversion", "Fuel consumption fell to 5,000 litres (13,209 US gallons) a month."),
    ("conversion", "Patients received 1,000 mcg (10 mg) of vitamin B12."),
    ("conversion", "The estate extends to 12.4 hectares (306 acres)."),
    ("conversion", "The breaker tripped at 0.8 kW (8,000 W)."),
    ("conversion", "Store below -20 °C (4 °F)."),
    ("conversion", "The interest margin of 2.25% (22.5 basis points) is payable quarterly."),
    ("conversion", "The hearing lasted 150 minutes (3.5 hours)."),
    ("conversion", "The pallet weighs 1,102 lb, i.e. 5,000 kg, including packaging."),
    ("percent", "Employee turnover went down from 18% to 15%, which is a decrease of 3%."),
    ("percent", "VAT goes up by 2% (from 19% to 21%)."),
    ("percent", "Occupancy: 91% (prior year: 86%), +5%."),
    ("percent", "The default rate climbed from 2.0% to 3.5%, an increase of 75 percentage points."),
    ("currency", "The annual licence fee is £18,400.\n\n…\n\nThe annual licence fee ($18,400) is due each January."),
    ("currency", "Salvage value: EUR 7,250. We deducted the salvage value of CHF 7,250."),
    (
        "currency",
        table(
            "Invoice|Net",
            "2024-001|EUR 1,180.00",
            "2024-002|EUR 940.50",
            "2024-003|GBP 1,310.00",
            "2024-004|EUR 875.25",
            "2024-005|EUR 1,020.00",
        ),
    ),
    (
        "currency",
        "Bridge financing of US$ 3.2 million was raised. The bridge financing of EUR 3.2 million falls due in May.",
    ),
    (
        "scale",
        "We estimate the total addressable market at USD 7.4 billion (Chapter 2).\n\nChapter 5: With a total addressable market of USD 7.4 million, entry is not worth it.",
    ),
    (
        "scale",
        "in EUR million\n\n"
        + table("Item|2024", "Order intake|612.4", "Backlog|1,204.9")
        + "\nOrder intake reached EUR 612.4 thousand.",
    ),
    ("scale", table("Asset|Value ($000)", "Land|1,250", "Buildings|3,480", "Plant|$2.1m", "Cash|310")),
    ("scale", "Der Umsatz lag bei 45,3 Mio. EUR. Der Umsatz von 45,3 Tsd. EUR wurde geprüft."),
    (
        "separators",
        table("Monat|Stromkosten", "Januar|1.245,30 €", "Februar|1.198,75 €", "März|1,310.20 €", "April|1.102,00 €"),
    ),
    ("separators", table("Test|Result (mmol/L)", "Glucose|5.4", "Sodium|139.5", "Potassium|4,1", "Chloride|101.2")),
    (
        "separators",
        "Le loyer est de 1 250,00 €, le dépôt de 3 750,00 € et les charges de 185.50 € ; la taxe est de 5,5 %.",
    ),
    (
        "separators",
        "The portfolio holds 1,250,000 shares, 2,310,400 options and 1'150'000 warrants; 3,400,250 units were sold.",
    ),
    ("measure", "Tank capacity is 12,000 litres. The permit covers a tank capacity of 12,000 m³."),
    (
        "measure",
        table("Vehicle|Mileage", "Van 1|84,200 km", "Van 2|91,050 km", "Van 3|55,300 miles", "Van 4|78,900 km"),
    ),
    ("measure", "The net floor area is 2,150 sq m.\n\nOur rent estimate rests on the net floor area of 2,150 sq ft."),
    ("conversion", "Each drum contains 208 litres (550 US gallons) of solvent."),
    ("conversion", "The runway is 2,400 m (7,874 km) long and 45 m (148 ft) wide."),
    ("conversion", "The patient was given 75 µg (0.75 mg) of fentanyl."),
    ("conversion", "The escalator clause adds 150 bp (15 %) after year two."),
    ("conversion", "Ice loads of 1.5 kPa (1.5 psi) were assumed."),
    ("percent", "Our estimate of the cap rate moved up from 5.25% to 5.75%, or 0.5%."),
    ("percent", "The loss ratio improved to 61% (2023: 66%), down 5%."),
    ("percent", "Women held 34% of seats, up 6% from 28%."),
    ("percent", "Support for the scheme increased from 50% to 60%, i.e. by 20 percentage points."),
    ("currency", "The deposit was fixed at GBP 62,500. The tenant has not paid the deposit of EUR 62,500."),
    (
        "currency",
        table(
            "Peril|Claimed (GBP)|Allowed",
            "Fire|12,400|£10,200",
            "Smoke|3,150|£2,900",
            "Water|1,875|$1,500",
            "Debris|640|£640",
        ),
    ),
    ("currency", table("Lot|Bid", "1|$4,200", "2|$3,900", "3|$5,150", "Sum|€13,250")),
    (
        "scale",
        "Free cash flow came to £88.4bn in the year.\n\nCash flow statement (£ million)\n\n"
        + table(
            "Item|FY24|FY23",
            "Operating cash flow|131.2|120.7",
            "Capital expenditure|(42.8)|(39.9)",
            "Free cash flow|88.4|80.8",
        ),
    ),
    (
        "scale",
        "Consolidated figures, in thousands of Swiss francs\n\n"
        + table("Item|2024|2023", "Turnover|24'610|23'985", "Result|1'873|1'702")
        + "\nTurnover rose to CHF 24'610 million.",
    ),
    (
        "scale",
        "The damages claim amounts to EUR 3.6 million.\n\nAgainst the damages claim of EUR 3,600 the defence is weak.",
    ),
    ("separators", table("Sample|pH|Mass (g)", "1|7.21|12.4051", "2|6.98|12.3987", "3|7,05|12.4102", "4|7.11|12.4008")),
    ("separators", "The three offers are £1,250,000, £1,310,500 and £1.275.000; the reserve is £1,200,000."),
    ("separators", "Ricavi 2024: 4.213.500,00 EUR; costi: 3.105.250,00 EUR; utile: 1,108,250.00 EUR."),
    ("measure", "The rated load is 630 kg. Signs in the lift state a rated load of 630 lb."),
    (
        "measure",
        table(
            "City|Avg. temperature", "Oslo|6.3 °C", "Paris|12.1 °C", "Rome|15.8 °C", "Boston|51.4 °F", "Lyon|12.5 °C"
        ),
    ),
    ("conversion", "The cable is rated for 45 kg (9.9 lb)."),
    ("conversion", "At 30 psi (20.7 bar) the valve opens."),
    ("conversion", "The catchment covers 85 square kilometres (328 square miles)."),
    ("conversion", "A pool of 50 m (16.4 ft) was built."),
    ("conversion", "The subscription runs for 18 months (2.5 years)."),
    ("percent", "The premium rate rose from 1.2% to 1.5%, a rise of 0.3%, because of hail."),
    ("percent", "Scrap fell 2% to 3% (from 5%)."),
    ("percent", "NPL ratio: 4.1% at year-end 2024 versus 5.6% at year-end 2023, a reduction of 1.5%."),
    ("percent", "The VAT rate was lowered from 20% to 16%, down 20 percentage points."),
    ("currency", "Attorney's fees: US$ 14,750. The court awarded attorney's fees of C$ 14,750."),
    (
        "currency",
        table(
            "Component|Unit price",
            "Frame|€129.00",
            "Motor|€245.50",
            "Battery|€389.00",
            "Display|$59.90",
            "Lights|€24.50",
        ),
    ),
    (
        "currency",
        "Consulting costs of EUR 4,000, travel of GBP 1,100 and printing of EUR 250, altogether EUR 5,350, were invoiced.",
    ),
    (
        "scale",
        "Key data (€ thousand)\n\n"
        + table("Metric|2024", "Backlog|7,845", "Order intake|6,120")
        + "\nThe backlog of EUR 7,845 million secures two years of work.",
    ),
    ("scale", "Market size: USD 5.6bn.\n\nA market size of USD 5.6m would not carry three suppliers."),
    (
        "scale",
        "Ergebnisse in Mio. EUR\n\n"
        + table("Posten|2024|2023", "Umsatzerlöse|1.204,5|1.187,2", "Materialaufwand|702,3|688,1")
        + "\nDie Umsatzerlöse stiegen auf 1.204,5 Tsd. EUR.",
    ),
    ("separators", table("Shop|Visitors", "A|1 204", "B|2 310", "C|3,455", "D|1 998", "E|4 120")),
    (
        "separators",
        "La prime est de 1.250,50 EUR, la franchise de 500,00 EUR et le taux de 3.5 %; la taxe est de 9,25 %.",
    ),
    ("separators", "Yields of 4.2%, 3.9% and 4,4% were quoted."),
    ("measure", "The ceiling height is 2.7 m. Because of the ceiling height of 2.7 ft no racks fit."),
    ("measure", table("Load|Mass (t)", "A|12.4", "B|11.8", "C|9,300 kg", "D|12.1")),
]

CONTROLS = [
    "The slab is six inches (150 mm) thick, the kerb four inches (100 mm) high and one foot (300 mm) wide.",
    "She is five feet six inches (168 cm) tall, the gate five feet and six inches (1.68 m).",
    "A pipe of one and six inches (25 mm), two by six inches (150 mm), one hundred six inches (2.7 m) long.",
    "The two-foot-six-inch (762 mm) gauge, a thirty-three-inch (838 mm) wheel and a one-half inch (13 mm) bolt.",
    "A six and a half inches (165 mm) gap; five to six inches (140 mm); twenty-five feet (7.6 m); ten miles (16 km).",
    "One gallon (5 litres), one pound (0.5 kg), two pints (1 litre), three boxes in three miles (5 km).",
    "Store at 20 °C (70 °F), wash at 60 °C (140 °F), bake at 180 °C (350 °F), freeze at -18 °C (0 °F), 5 °C (40 °F).",
    "A rise of 10 °C (18 °F); water of 80 °C (175 °F); 40 °C (105 °F); 65 °C (150 °F); 200 °C (400 °F).",
    "The man she saw is 6 ft 3 in (190 cm) tall, and she 5 ft 4 in (160 cm).",
    "The gate is 12 feet, 6 inches (3.81 m) wide, the wall beside it 6 ft 2 in (2 m) high.",
    "A room of 20 ft 6 in by 10 ft 2 in (6.2 m x 3.1 m), with posts 2 ft 6 inches (760 mm) apart.",
    "| Work | Qty | Unit | Amount (EUR) |\n|---|---|---|---|\n| Site visit | 2 | day | 1,200.00 |\n| Report | 3 | hour | 300.00 |\n"
    "| Subtotal | | | 1,500.00 |\n",
    "Section 1681b requires a clear disclosure. Section 1681m governs the notice of it.",
    "The removal is a power of the holders (dgcl-141k). The removal is a power of the board (dgcl-141b).",
    "The entry bar is $25\n  million in revenue.\n\nThe entry bar is $25 million in revenue.",
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
    "The container is 40 feet (12.2 m) long, 8 ft (2.44 m) wide and 8 ft 6 in (2.59 m) high.",
    "A 5-litre (1.3-gallon) can; a 10-mile (16-km) run; a 6-foot (1.8-metre) fence.",
    "1,000 mcg (1 mg) of vitamin B12; 400 IU (10 µg) of vitamin D; 5 ml (one teaspoon).",
    "Store below -20 °C (-4 °F); flash point 23 °C (73 °F); autoignition above 400 °C (750 °F).",
    "The test lasted 150 minutes (2.5 hours), 12 weeks (84 days), 1 fiscal year (365 days).",
    "A house of 200 m² (about 2,150 sq ft) on 0.25 acres (1,000 m²).",
    "The car does 35 mpg (6.7 l/100 km); CO2 120 g/km (193 g/mi).",
    "Payment within 30 days (14 days for consumers); a grace period of 10 days (2 weeks with notice).",
    "He worked 40 hours (5 days) and took 3 days (24 hours) off.",
    "Take 2 g (4 tablets); inject 5 ml (250 mg) slowly.",
    "Employee turnover went down from 18% to 15%, a decrease of 3 points or 16.7%.",
    "From 5% to 10% of users report this; 5% did in 2020.",
    "The share of exports rose from 40% to 44%. Domestic sales fell 4%.",
    "The fee is 2% of the price, falling from 3% to 2% above EUR 1 million, a discount of 1%-point.",
    "Real wages: +2% (nominal: from 4% to 6%, less 4% inflation).",
    "The annual licence fee is £18,400 in the UK and $23,000 in the US.",
    "The price is EUR 9,900. US customers pay a price of USD 9,900.",
    "A payment of EUR 5,000 was made on 3 May. A payment of USD 5,000 was made on 9 May.",
    "The first tranche is EUR 2 million. The second tranche is USD 2 million.",
    "Exhibit A lists EUR 1,500 of fees. Exhibit B lists USD 1,500 of costs.",
    table("Country|Revenue", "Germany|EUR 4.2m", "France|EUR 3.1m", "Italy|EUR 2.2m", "UK|GBP 1.9m", "Spain|EUR 1.1m"),
    table("Fund|NAV|Currency", "Alpha|102.50|EUR", "Beta|98.20|USD", "Gamma|110.75|CHF", "Delta|99.10|EUR"),
    table("Item|2023|2024|Change", "Revenue|4,213|4,405|4.6%", "Margin|12.5%|13.1%|0.6 pp", "Staff|61|64|3"),
    "in EUR million\n\n"
    + table("Item|2024", "Order intake|612.4", "Backlog|1,204.9")
    + "\nOrder intake reached EUR 612,400 thousand (EUR 0.6 billion), the backlog EUR 1.2 billion.",
    "Revenue per employee was EUR 184.5 thousand.\n\nin EUR million\n\n"
    + table("Item|2024", "Revenue|184.5", "Cost|120.1"),
    "The city has 1.2 million inhabitants. The region has 1.2 billion trees and a budget of USD 1.2 billion.",
    table(
        "Test|Result|Reference",
        "Glucose|5,4 mmol/l|3,9–5,6",
        "Sodium|139 mmol/l|135–145",
        "Potassium|4,1 mmol/l|3,5–5,0",
    ),
    "Coordinates 48.1374, 11.5755; figure 3.2; 5,6-dihydroxyindole; 1,4-dioxane at 0.5 mg/l; p < 0.05, n = 12,345.",
    "The report (in German: \u201eKosten von 12.500,50 EUR\u201c) puts the costs at EUR 12,500.50, i.e. 3.5% more than EUR 12,077.78.",
    "Tel. 089 123 456, fax 089 123 457; IBAN DE89 3704 0044 0532 0130 00; fees $1,250, $1,310,400.50 and $2,400.25.",
    "Each drum contains 208 litres (55 US gallons; 45.8 imperial gallons) and weighs 20 kg (44 lb) empty.",
    "The runway is 2,400 m (7,874 ft) long at an elevation of 1,450 ft (442 m).",
    "The ship left at 14 kn (26 km/h; 16 mph) for a port 240 nmi (444 km) away.",
    "Ice loads of 1.5 kPa (0.22 psi, 31 lb/sq ft); steel of 235 MPa (34,084 psi).",
    "It took 1 hour (60 minutes) by road, 45 minutes (0.75 hours) by rail, 5 days (one week) by sea.",
    "Pizza: 30 cm (12-inch), 450 g (1 lb); beer: 0.5 l (1 pint).",
    "Up to 10 kg (hand baggage 5 lb) may be taken; fares from EUR 49 (USD 53).",
    "The cap rate moved up from 5.25% to 5.75%, or 50 basis points, and rents by 0.5%.",
    "Women held 34% of seats, up from 28%; men lost 6% of theirs.",
    "Of the 61% who answered, 5% objected, down from 66%.",
    "The discount was cut from 30% to 20% and 10% of customers left.",
    "The deposit is GBP 62,500. The rent is EUR 62,500 for the Dublin office.",
    "Ticket prices: adults USD 25, EUR 25 or GBP 22; children USD 10, EUR 10 or GBP 9.",
    table(
        "Year|EUR/USD|EUR/GBP", "2021|1.1827|0.8596", "2022|1.0530|0.8528", "2023|1.0813|0.8698", "2024|1.0824|0.8466"
    ),
    table("Lot|Bid", "1|$4,200", "2|$3,900", "3|$5,150", "Sum|$13,250"),
    table("Item|Qty|Unit|Price", "Cable|120|m|€4.20", "Paint|15|l|€11.50", "Sand|2|t|€38.00", "Screws|500|pcs|€0.05"),
    "Cash flow statement (£ million)\n\n"
    + table("Item|FY24|FY23", "Operating cash flow|131.2|120.7", "Free cash flow|88.4|80.8")
    + "\nFree cash flow was £88.4m (FY23: £80.8m). Free cash flow per share was £0.884.",
    "The claim of EUR 3.6 million was settled for EUR 36,000. A further claim of EUR 3,600 is open.",
    "Drucksache 12.345, § 3.4.1, Nr. 1.234 der Urkundenrolle, DIN 18.195; Preis 1.234,50 EUR zzgl. 19 % USt. am 3.5.2024.",
    "Figures follow the US style (1,234.50), not the German one (1.234,50). Amounts: $1,204.75, $2,318.20 and 4.25%.",
    "The cable is rated for 45 kg (99 lb) and the hook for 1 t (2,205 lb).",
    "At 30 psi (2.07 bar) the valve opens; at 300 kPa (3 bar) it closes.",
    "The catchment covers 85 square kilometres (33 square miles), 8,500 ha or 21,000 acres.",
    "A 50 m (164 ft) pool, a 25-yard (23-metre) pool and a depth of 1.8 m (6 ft).",
    "The subscription runs for 18 months (78 weeks), and 24 months (2 years) for firms.",
    "He weighed 11 stone 6 (73 kg) and had a BMI of 24.1 kg/m² (normal: 18.5–24.9).",
    "Scrap fell 2 points to 3% (from 5%), or by 40%.",
    "Rates between 3% and 5%, on average 4%, up from 2% to 3% in 2021.",
    "The rate of 5% rises to 7% after three years; a fee of 2% is due then.",
    "NPL ratio: 4.1% versus 5.6%; coverage ratio up 1.5%.",
    "Attorney's fees: US$ 14,750. Expert's fees: C$ 14,750.",
    table(
        "Component|Unit price",
        "Frame|€129.00",
        "Motor|€245.50",
        "Battery|€389.00",
        "Display (from US supplier)|$59.90",
        "Lights|€24.50",
    ),
    "Consulting costs of EUR 4,000, travel of GBP 1,100 (EUR 1,280) and printing of EUR 250, altogether EUR 5,530, were invoiced.",
    "Key data (€ thousand)\n\n"
    + table("Metric|2024", "Backlog|7,845", "Order intake|6,120")
    + "\nThe backlog of EUR 7.8 million secures two years of work; 7,845 hours were worked.",
    "Net assets of the fund were USD 5.6bn; the management fee was USD 5.6m and the NAV USD 5.60.",
    table("Shop|Visitors|Sales", "A|1204|€5,310.50", "B|2310|€8,120.00", "C|3455|€12,004.75", "D|998|€3,870.10"),
    "See Art. 6(1)(a), Annex I.3.2, ECLI:EU:C:2020:559, OJ L 119, 4.5.2016, p. 1; fines of up to EUR 20,000,000 or 4% of turnover.",
    "Lot 4,5 and 6 sold for $4,500, $5,250 and $6,100; lot 7 at 12.30 p.m. for $7,200.50 plus 8.875% tax.",
    "Dosage: 0.5 mg/kg (35 mg for 70 kg), max. 2 g per day (28 mg/kg); 5 drops = 0.25 ml.",
    "Ceiling height: 2.7 m on the ground floor. Ceiling height: 2.7 m (8.9 ft) above.",
]


@pytest.mark.parametrize(("code", "text"), POSITIVES)
def test_harder_forms_are_found(code: str, text: str) -> None:
    assert code in {found.code for found in run("numbers.units", text)}


@pytest.mark.parametrize("text", CONTROLS)
def test_harder_lawful_mixes_are_left_alone(text: str) -> None:
    assert [(found.quote, found.message) for found in run("numbers.units", text)] == []
