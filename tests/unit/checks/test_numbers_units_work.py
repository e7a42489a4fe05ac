"""Whole pieces of work in the notations of several countries, in which nothing is mixed up."""

# ruff: noqa: E501
from __future__ import annotations

import pytest

from tests.unit.checks.running import run

DOCUMENTS = {
    "valuation_us": """# Valuation of Harbor Mills, Inc.

All amounts in USD thousands unless otherwise stated.

## Summary

We value the equity of Harbor Mills, Inc. at $184.5 million (range: $171.2 million to $198.0 million) as of December 31, 2024. Enterprise value is $212.3 million, or 9.4x LTM EBITDA of $22.6 million. Net debt of $27.8 million was deducted. A 1% change in WACC (9.5%) moves the value by about 12%.

| Item | 2022 | 2023 | 2024 |
|---|---|---|---|
| Revenue | 141,200 | 152,480 | 163,905 |
| Gross margin | 31.2% | 32.4% | 33.1% |
| EBITDA | 18,100 | 20,450 | 22,585 |
| EBITDA margin | 12.8% | 13.4% | 13.8% |
| Headcount | 412 | 430 | 441 |

Revenue grew 7.5% from $152.5 million to $163.9 million. The EBITDA margin rose from 13.4% to 13.8%, or 40 basis points. Terminal growth is 2.5%; the tax rate is 25% and beta 1.12. Capex ran at 3.1% of revenue.

| Peer | Country | EV | EV/EBITDA |
|---|---|---|---|
| Alder | US | $1,204m | 9.1x |
| Birch plc | UK | £640m | 8.4x |
| Cedar SE | Germany | €812m | 8.9x |
| Dogwood | US | $455m | 10.2x |

Peer amounts are in local currency. At the spot rate of 1.0835 USD per EUR, Cedar's EV of EUR 812 million is USD 880 million.
""",
    "claim_uk": """Claim decision CL-2024-00817

Insured: Northgate Cold Storage Ltd. Date of loss: 14 February 2024. Sum insured: £2,500,000. Excess: £25,000.

On 14 February 2024 the temperature in chamber 3 rose from -18 °C (0 °F) to +4 °C (39 °F) over 11 hours. 42 pallets (31,500 kg, about 69,450 lb) of frozen fish were lost. The adjuster priced the loss at £4.10 per kg, i.e. £129,150. Salvage of 2,200 kg was sold at £0.85/kg (£1,870). The invoice of the Norwegian supplier is for NOK 1,745,000 (£129,150 at 13.51 NOK/£).

Clause 7.3 excludes loss below 2.5 % of the sum insured. Net of the excess we pay £102,280 (129,150 - 1,870 - 25,000). Storage costs of £1,250 a week for 6 weeks (42 days) are not covered. The reserve was reduced from £150,000 to £102,280. The compressor (15 kW, 20 hp) ran for 8,760 hours (1 year).
""",
    "gutachten": """# Gutachten zum Verkehrswert

Das Grundstück hat 1.245 m² (12,45 a) und liegt 3,5 km vom Zentrum. Der Bodenrichtwert beträgt 320,00 EUR/m², der Bodenwert also 398.400 EUR. Die Wohnfläche ist 186,5 m², die Miete 11,80 EUR/m² oder 2.200,70 EUR im Monat. Der Liegenschaftszins ist 3,25 %. Bewirtschaftung: 18,5 % des Rohertrags von 26.408 EUR, das sind 4.885 EUR. Nach § 7 Abs. 2 ImmoWertV und Ziffer 3.2.1 der Richtlinie vom 12.05.2021 ist der Sachwert zu prüfen.

| Position | Betrag |
|---|---|
| Bodenwert | 398.400 € |
| Gebäudewert | 412.350,50 € |
| Außenanlagen | 12.000 € |
| Summe | 822.750,50 € |

Der Verkehrswert beträgt rund 820.000 EUR (TEUR 820). Die Mieten stiegen von 10,20 EUR auf 11,80 EUR je m², also um 15,7 %. Der Leerstand sank von 6 % auf 4 %, mithin um 2 Prozentpunkte. Maßstab 1:500, Blatt 3, Version 2.1.
""",
    "marche": """# Étude de marché : vélos cargo

Le marché pèse 1,2 milliard d'euros en 2024, contre 1 050 millions d'euros en 2023 (+14,3 %). Il s'est vendu 41 250 unités, au prix moyen de 4 470,50 €. La part des magasins est passée de 70 % à 68,5 %, soit −1,5 point. Les ventes en ligne ont crû de 25 %, à 312,5 M€.

| Segment | Ventes (M€) | Part |
|---|---|---|
| Magasins | 822,0 | 68,5 % |
| En ligne | 312,5 | 26,0 % |
| Autres | 65,5 | 5,5 % |
| Total | 1 200,0 | 100,0 % |

Un vélo pèse 35 kg et porte jusqu'à 200 kg ; la batterie a 500 Wh. Voir pages 12 et 13, tableau 2.1.
""",
    "diagnostic": """# Diagnostic report: plant 4

Vibration on pump P-101 rose from 2.8 mm/s to 7.1 mm/s (ISO 10816-3 limit: 4.5 mm/s). Flow fell from 120 m³/h to 96 m³/h, a loss of 20%. Discharge pressure is 6.2 bar (90 psi), suction 0.4 bar (6 psi). Bearing temperature peaked at 92 °C (198 °F), 27 °C (49 °F) above ambient. Oil change every 4,000 hours or 6 months; 12 litres (3.2 US gal) of ISO VG 46. The motor takes 55 kW (75 hp) at 1,480 rpm; power factor 0.86. The shaft of 48.02 mm (1.8906 in) is worn by 0.15 mm (0.006 in). Availability dropped from 98.5% to 94.0%, by 4.5 percentage points. Cost of repair: EUR 12,500, of which EUR 3,750 (30%) for parts; downtime costs EUR 1,200 per hour.

| Point | Limit | Measured | Unit |
|---|---|---|---|
| 1H | 4.5 | 7.1 | mm/s |
| 1V | 4.5 | 5.2 | mm/s |
| Temp | 85 | 92 | °C |
| Pressure | 6.0 | 6.2 | bar |
| Flow | 120 | 96 | m³/h |
""",
    "swiss": """# Bewertung der Alpstein AG

Umsatz 2024: CHF 12'450'300.00 (2023: CHF 11'980'150.00), ein Plus von 3.9%. EBITDA-Marge 14.2% nach 13.8%. Wechselkurs EUR/CHF 0.9412; Umsatz also EUR 13'228'113. Kredit: CHF 2.5 Mio. zu 1.85%. Mitarbeitende: 61. Bewertung: CHF 18.4 Mio. (Bandbreite CHF 17.1 Mio. bis CHF 19.6 Mio.).

| Jahr | Umsatz (TCHF) | EBITDA (TCHF) |
|---|---|---|
| 2022 | 11'402 | 1'505 |
| 2023 | 11'980 | 1'653 |
| 2024 | 12'450 | 1'768 |
""",
    "india": """The claimant seeks ₹1,25,00,000 (Rupees one crore twenty-five lakh) with interest at 12% p.a. The tribunal awards ₹87,50,000 and costs of ₹4,75,000. The foreign bank guarantee is for USD 1,050,000 (INR 8,71,50,000 at a rate of 83.00). Freight was INR 2.35 crore. The vessel carried 52,300 MT of coal at USD 87.50 per MT.
""",
    "memo": """MEMORANDUM

Under Section 2.1(a) the Purchase Price is US$45,000,000, of which US$4,500,000 (10%) goes into escrow for eighteen (18) months. The basket is 0.5% of the Purchase Price (US$225,000) and the cap 10% (US$4,500,000). Buyer's parent reports in euro; the Purchase Price is about EUR 41.5 million at 1.0845. The lease covers 12,400 square feet (1,152 m²) at $32.50 per square foot, $403,000 a year. See 17 C.F.R. § 240.10b-5, 15 U.S.C. § 78j(b) and 123 F.3d 456, 460 (2d Cir. 1997). The HSR threshold rose from $111.4 million to $119.5 million (7.3%). Foreign subsidiaries: GBP 1.2 million of cash in the UK, EUR 1.2 million in Germany. Termination fee: 3% or US$1,350,000; reverse fee: 5% or US$2,250,000.
""",
}


@pytest.mark.parametrize("name", sorted(DOCUMENTS))
def test_sound_work_is_quiet(name: str) -> None:
    assert [(found.quote, found.message) for found in run("numbers.units", DOCUMENTS[name])] == []


SEEDED = [
    ("valuation_us", "or 40 basis points", "or 0.4%", "percent"),
    ("valuation_us", "to $163.9 million", "to $163.9 billion", "scale"),
    ("valuation_us", "| 20,450 |", "| 20.450 |", "separators"),
    ("claim_uk", "(39 °F)", "(93 °F)", "conversion"),
    ("claim_uk", "about 69,450 lb", "about 14,288 lb", "conversion"),
    ("claim_uk", "at 13.51 NOK", "at 15.31 NOK", "currency"),
    ("gutachten", "412.350,50 €", "412,350.50 €", "separators"),
    ("gutachten", "oder 2.200,70 EUR", "oder 2,200.70 EUR", "separators"),
    ("gutachten", "um 2 Prozentpunkte", "um 2 %", "percent"),
    ("marche", "26,0 %", "26.0 %", "separators"),
    ("diagnostic", "6.2 bar (90 psi)", "6.2 bar (9 psi)", "conversion"),
    ("diagnostic", "92 °C (198 °F)", "92 °C (92 °F)", "conversion"),
    ("swiss", "| 11'980 |", "| 11.980 |", "separators"),
    ("india", "costs of ₹4,75,000", "costs of ₹1,475,000", "separators"),
    ("memo", "(1,152 m²)", "(1,512 m²)", "conversion"),
]


@pytest.mark.parametrize(("name", "sound", "wrong", "code"), SEEDED)
def test_what_is_mixed_up_in_it_is_found(name: str, sound: str, wrong: str, code: str) -> None:
    text = DOCUMENTS[name]
    assert text.count(sound) == 1
    at = text.index(sound)
    findings = run("numbers.units", text.replace(sound, wrong))
    assert code in {found.code for found in findings if found.start < at + len(wrong) and found.end > at}
