"""Units, currencies, scales and notations that do not go together, and the lawful mixes that must be left alone."""

from __future__ import annotations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from qa_service.checks import CheckError
from tests.unit.checks.running import run


def codes(text: str, params: dict[str, object] | None = None) -> set[str]:
    return {str(found.code) for found in run("numbers.units", text, params)}


def table(*rows: str) -> str:
    head, *rest = (f"| {row} |" for row in rows)
    return "\n".join([head, "|" + "---|" * rows[0].count("|") + "---|", *rest]) + "\n"


CONVERSIONS = [
    "The parcel weighs 5 kg (5 lb).",
    "The site lies 10 km (16 miles) from the port.",
    "The flat measures 120 m² (120 sq ft).",
    "Give 500 mg (0.05 g) twice a day.",
    "The beam is 2.5 m (25 cm) long.",
    "Storage at 20 °C (86 °F) is required.",
    "The tank holds 200 litres (200 gallons).",
    "The pump runs at 3 bar (435 psi).",
    "The engine gives 150 kW (150 hp).",
    "A dose of 0.5 mg (50 µg) was given.",
    "A spread of 50 basis points (5%) was agreed.",
    "The plot has 2.5 ha (25,000 acres).",
    "The lorry may carry 7,500 kg (75 tonnes).",
    "The trial lasted 36 months (4 years).",
    "The bottle holds 750 ml (7.5 litres).",
    "The limit is 50 km/h (80 mph).",
    "It yields 3.6 MJ (1 MWh) a day.",
    "The drum holds 55 gallons [20.8 litres].",
    "Each bag weighs 25 kilograms, or 25 pounds, when full.",
    "The span is 30 feet (30 m).",
]
PERCENT = [
    "The margin rose from 10% to 12%, an increase of 2%.",
    "Unemployment fell by 1.5% from 7.5% to 6.0%.",
    "The share went up 5% to 25% from 20%.",
    "The rate increased from 4.25% to 4.75%, i.e. by 0.5%.",
    "The vacancy rate declined from 8% to 6% (-2%).",
    "The quota grew from 30 per cent to 35 per cent, a rise of 5 per cent.",
    "The margin rose from 10% to 12%, an increase of 20 percentage points.",
    "Approval rose by 10 percentage points, from 40% to 44%.",
    "The base rate was raised from 4.00% to 4.25%, a step of 250 basis points.",
    "The response rate improved from 60% to 66%, up 6%.",
    "Sales rose from 100 to 120 units, an increase of 20 percentage points.",
    "The yield moved from 3.1% to 3.4%, a 0.3% increase.",
]
CURRENCY = [
    "The purchase price is EUR 250,000.\n\nAt closing the buyer pays the purchase price of USD 250,000.",
    "Net revenue was €4.25 million in 2023. The net revenue of $4.25 million in 2023 is the basis of the valuation.",
    "The sum insured is £1,750,000.\n\nThe claim stays within the sum insured of €1,750,000.",
    "Annual rent: CHF 86,500.\n\nThe annual rent of EUR 86,500 is payable in advance.",
    "The liability cap amounts to USD 2.5 million.\n\nBeyond the liability cap of GBP 2.5 million nothing is owed.",
    "The fee is EUR 4,800 (USD 4,800).",
    "The loan of EUR 12,345,678 was drawn. Interest accrues on the loan of USD 12,345,678.",
    table("Item|Cost", "Rent|EUR 1,200", "Power|EUR 310", "Water|EUR 95", "Cleaning|USD 240", "Security|EUR 400"),
    table("Item|Cost (EUR)", "Rent|1,200", "Power|310", "Water|$95", "Cleaning|240"),
    "Revenue was USD 4,213 thousand in 2023.\n\nIncome statement, in EUR thousands\n\n"
    + table("Item|2023|2022", "Revenue|4,213|3,905", "Staff cost|2,310|2,198"),
    "The price of EUR 5 million (USD 6.5 million at a rate of 1.10) was paid.",
    "The excess is €500. The claimant bears the excess of £500.",
]
SCALE = [
    "Revenue was EUR 4,213 million in 2023.\n\nIncome statement, in EUR thousands\n\n"
    + table("Item|2023|2022", "Revenue|4,213|3,905", "Staff cost|2,310|2,198"),
    "Staff cost came to EUR 2,310 thousand.\n\n(EUR million)\n\n"
    + table("Item|2023|2022", "Revenue|4,213|3,905", "Staff cost|2,310|2,198"),
    "Revenue was $184.5 billion in 2024.\n\n"
    + table("$ in millions|2024|2023", "Revenue|184.5|162.0", "Cost|120.1|99.8"),
    "EBITDA was EUR 12.4 million in 2023. The EBITDA of EUR 12.4 billion in 2023 carries the valuation.",
    "The market volume is USD 340 million.\n\nA market volume of USD 340 thousand leaves room for two suppliers.",
    table("Item|EUR thousand", "Revenue|4,213", "Cost|3.9 million", "Profit|313"),
    "Revenue amounted to EUR 4,213.\n\nIncome statement (in EUR thousands)\n\n"
    + table("Item|2023|2022", "Revenue|4,213|3,905", "Staff cost|2,310|2,198"),
    "Total assets stood at EUR 96,350 million.\n\nAll amounts in TEUR\n\n"
    + table("Position|2023", "Total assets|96,350", "Equity|31,207"),
    "The reserve is $1.2 million. On appeal the reserve of $1.2 thousand was held to be sufficient.",
    "Net debt was GBP 3,450k in March. The net debt of GBP 3,450m in March was too high.",
]
SEPARATORS = [
    table("Item|Amount", "Rent|1,234.50", "Power|2,310.75", "Water|1.095,20", "Cleaning|3,240.10"),
    table("Item|Amount", "Rent|1.234,50", "Power|2.310,75", "Water|1,095.20", "Cleaning|3.240,10"),
    table("Item|Rate", "North|3.5%", "South|4.1%", "East|2,9%", "West|3.8%"),
    table("Item|Units", "North|12,500", "South|13,250", "East|11.750", "West|14,100"),
    table("Item|Units", "North|12,500", "South|13,250", "East|11 750", "West|14,100"),
    table("Item|Units", "North|12'500", "South|13'250", "East|11,750", "West|14'100"),
    table("Item|Units", "North|112,500", "South|113,250", "East|111750", "West|114,100"),
    "The rate is 3.5%, the spread 1.25% and the fee 0.75%. The margin of 2,75% is added.",
    "Sales were EUR 1,234,567.50 and costs EUR 987,654.25; the profit of EUR 246.913,25 was paid out at 4.5%.",
    "The rent is EUR 1.250,00, the deposit EUR 3.750,00 and the fee EUR 89,90. Power costs EUR 1,095.50.",
    "There were 1,204,500 visits in May, 1,310,250 in June and 1 287 300 in July, 1,198,700 in August.",
    "Der Zins ist 3,5 %, die Marge 1,25 % und die Gebühr 0,75 %. Der Aufschlag ist 2.75 %.",
    "The award is ₹12,50,000 and the costs are ₹1,75,000; with ₹2,250,000 of interest the sum is ₹41,75,000.",
]
MEASURES = [
    "The cargo weighed 12,400 kg at loading.\n\nOn arrival the cargo of 12,400 lb was found wet.",
    "The living area is 145 m². A living area of 145 sq ft is offered.",
    "The daily dose was 25 mg. The daily dose of 25 g was exceeded.",
    "The driving distance is 340 km. A driving distance of 340 miles is too long.",
    table("Parcel|Weight", "A|12 kg", "B|15 kg", "C|9 lb", "D|11 kg", "E|14 kg"),
    table("Parcel|Weight (kg)", "A|12", "B|15", "C|9 lb", "D|11"),
    table("Plot|Area", "A|450 m²", "B|510 m²", "C|5,200 sq ft", "D|480 m²"),
    "The tank volume is 5,000 litres. With a tank volume of 5,000 gallons the permit would be needed.",
]
POSITIVES = [
    *(("conversion", text) for text in CONVERSIONS),
    *(("percent", text) for text in PERCENT),
    *(("currency", text) for text in CURRENCY),
    *(("scale", text) for text in SCALE),
    *(("separators", text) for text in SEPARATORS),
    *(("measure", text) for text in MEASURES),
]

CONTROLS = [
    # Conversions that are right, roughly right, or rounded.
    "The parcel weighs 5 kg (11 lb) and the crate 180 lb (82 kg).",
    "The site lies 10 miles (16 km) from the port, about 100 km (60 miles) from the airport.",
    "The flat measures 120 m² (1,292 sq ft), the house 1,500 sq ft (139 m²).",
    "Give 500 mg (0.5 g) twice a day, and 250 µg (0.25 mg) at night.",
    "Storage at 20 °C (68 °F); transport at -18 °C (0 °F).",
    "The tank holds 200 litres (53 US gallons, 44 imperial gallons).",
    "The tank holds 10 gallons (45 litres) and the can 1 gallon (3.8 litres).",
    "The engine gives 150 kW (201 hp), the pump 3 bar (43.5 psi).",
    "A spread of 50 basis points (0.5%) was agreed; 25 bps (0.25%) are waived.",
    "The plot has 2.5 ha (6.2 acres).",
    "The lorry may carry 7,500 kg (7.5 tonnes), the ship 1,200 tonnes (1,323 short tons).",
    "The trial lasted 36 months (3 years); follow-up was 18 months (1.5 years) or 78 weeks.",
    "He is 6 ft 2 in (188 cm) tall and weighs 12 st 4 lb (78 kg).",
    "The limit is 50 km/h (31 mph) and roughly 30 mph (50 km/h) elsewhere.",
    "Dose: 5 mg (2 tablets) twice a day. Weight: 70 kg (range 48 kg to 95 kg).",
    "Ship 5 kg (of which 2 lb is packaging) by Monday.",
    "The walk of 5 km (2 hours) is easy; 40 hours (5 days) of work remain.",
    "A 2 m (7 ft) ceiling and a 3.0 m (10 ft) door.",
    "Temperatures rose by 10 °C (18 °F) during the fire.",
    "The sample of 5 g (10 ml) was frozen; 1 l (1 kg) of water was added.",
    "The route is 26.2 miles (42.195 km), and 5 nautical miles (9.3 km) by sea.",
    # Percent and percentage points.
    "The margin rose from 10% to 12%, an increase of 2 percentage points.",
    "The margin rose from 10% to 12%, an increase of 20%.",
    "The margin rose from 10% to 12%, a relative increase of 20% or 2 percentage points.",
    "Sales grew by 2%, while the margin rose from 10% to 12%.",
    "The margin rose from 10% to 12%, driven by an increase of 2% in prices.",
    "The base rate was raised from 4.00% to 4.25%, a step of 25 basis points.",
    "Prices rose from 100% to 102%, an increase of 2%.",
    "Inflation fell from 10% to 2%. A further 8% of households moved.",
    "Between 10% and 12% of users left; 2% came back.",
    "The share rose from 20% to 25% and that of women by 5%.",
    "Revenue rose from 50 to 51 million, an increase of 2%.",
    "The discount range is from 5% to 7%, and 2% is the surcharge for cards.",
    # Currencies.
    "The purchase price is EUR 250,000 (USD 271,500 at a rate of 1.086).",
    "The purchase price is EUR 250,000. The loan is USD 250,000.",
    "The limit is USD 5,000,000 for the United States and EUR 5,000,000 for Europe.",
    "The fee is EUR 500 for Germany.\n\nThe fee is GBP 500 for the United Kingdom.",
    "The deductible is USD 10,000 or EUR 10,000, depending on the currency of the loss.",
    "The excess is €500 (£430). The claimant bears the excess of £430.",
    "Revenue was EUR 4.2 million in 2022. Revenue was USD 4.2 million in 2023 under the new reporting currency.",
    "The seller's cap is EUR 250,000.\n\nThe buyer's cap is USD 250,000.",
    table("Country|Price", "Germany|EUR 1,200", "United Kingdom|GBP 1,050", "Japan|JPY 180,000", "USA|USD 1,300"),
    table("Bank|Balance", "A|EUR 1,200", "B|EUR 310", "C|EUR 95", "US dollar account|USD 240", "E|EUR 400"),
    table("Item|EUR|USD", "Rent|EUR 1,200|USD 1,300", "Power|EUR 310|USD 336", "Water|EUR 95|USD 103"),
    table("Metric|Value", "Revenue|EUR 4.2 million", "Staff|61", "Margin|12.5%", "Oil price|USD 82", "Area|450 m²"),
    "EUR 1.00 equals USD 1.00 in this model. The price of EUR 5,000 (USD 5,000 at parity) applies.",
    # Scales.
    "Revenue was EUR 4.213 million in 2023, or EUR 4,213,000.\n\nIncome statement, in EUR thousands\n\n"
    + table("Item|2023|2022", "Revenue|4,213|3,905", "Staff cost|2,310|2,198"),
    "Revenue was EUR 4,213 thousand (prior year: EUR 3,905 thousand).\n\nIncome statement, in EUR thousands\n\n"
    + table("Item|2023|2022", "Revenue|4,213|3,905", "Staff cost|2,310|2,198"),
    "All amounts are in EUR thousands. Revenue amounted to EUR 4,213.\n\n"
    + table("Item|2023|2022", "Revenue|4,213|3,905", "Staff cost|2,310|2,198"),
    "The market is worth EUR 12.4 billion. EBITDA was EUR 12.4 million.",
    "Revenue was EUR 1.2 billion and profit EUR 1.2 million in 2023.",
    table("Product|Users", "Mail|4.2m", "Chat|512k", "Video|2.8m", "Voice|890k"),
    table("Item|EUR thousand|EUR million", "Revenue|4,213|4.2", "Cost|3,905|3.9"),
    "Revenue in the first half was $3 million. Revenue in the second half was $3 billion less than planned.",
    # Notations.
    "The rate is 3.5% on EUR 12,500. See Sections 3,4 and 5 and items 1,2,3 of the list.",
    "The rate is 3.5%, the spread 1.25% and the fee 0.75%. The letter says “die Marge von 2,75 % gilt”.",
    "The rate is 3.5%, the spread 1.25%.\n\n> Die Marge von 2,75 % gilt für alle Darlehen.\n\nThe fee is 0.75%.",
    "Version 1.2.3 of 12.05.2024 costs EUR 1,250.50; see Section 7.3.1 and IP 10.0.0.1.",
    "The rent is EUR 1.250,00 and the deposit EUR 3.750,00; siehe Ziffer 3.5 und Abschnitt 12.4.",
    table("Item|Value", "Factor|1.125", "Units|12,500", "Rate|3.250", "Share|0.125"),
    table("Year|Units", "2021|9500", "2022|12,500", "2023|13,250", "2024|14,100"),
    table("Id|Amount", "10234567|1,234.50", "10234568|2,310.75", "10234569|1,095.20"),
    "The award is ₹12,50,000 and the costs are ₹1,75,000; the bond is USD 2,250,000.",
    "The Rates are 3.5% and 4.5%.\n\nDie Zinsen betragen 3,5 % und 4,5 %, und der Preis ist 1.234,50 EUR.",
    "Call +49 89 5550 1234 or 1-800-555-1234; account 12 345 678; fees of EUR 1,234.50 at 3.5%.",
    "The sample had n = 1,204 people; p = .034, t(1203) = 2.31, and 95% CI [1.2, 3.4].",
    # Measures.
    "The cargo weighed 12,400 kg at loading. The crane lifts 12,400 lb.",
    "The daily dose was 25 mg (0.025 g). A tablet of 25 g of sugar has 100 kcal.",
    table("Drug|Dose", "A|500 mg", "B|250 mg", "C|1 g", "D|125 mg"),
    table("Parcel|Weight (kg)|Weight (lb)", "A|12 kg|26 lb", "B|15 kg|33 lb", "C|9 kg|20 lb"),
    table("Property|Value", "Weight|12 kg", "Length|30 cm", "Range|340 km", "Payload|25 lb"),
    "The room is 5 m wide. The tunnel is 5 km long.",
    "The tenant pays EUR 25 per m². The landlord pays EUR 25 per sq ft for the shop.",
    "Boxes of 10 kg cost EUR 12; boxes of 10 lb cost EUR 6.",
]


@pytest.mark.parametrize(("code", "text"), POSITIVES)
def test_what_does_not_go_together_is_found(code: str, text: str) -> None:
    assert code in codes(text)


@pytest.mark.parametrize("text", CONTROLS)
def test_what_goes_together_is_left_alone(text: str) -> None:
    assert [(found.quote, found.message) for found in run("numbers.units", text)] == []


def test_counts() -> None:
    assert len(POSITIVES) >= 60
    assert len(CONTROLS) >= 60


def test_a_conversion_comes_with_its_computation() -> None:
    (found,) = run("numbers.units", "The site lies 10 km (16 miles) from the port.")
    assert found.quote == "10 km (16 miles)"
    assert found.evidence["value"] == "10"
    assert found.evidence["unit"] == "km"
    assert found.evidence["stated"] == "16"
    assert found.evidence["stated_unit"] == "mi"
    assert found.evidence["expected"] == "6.21"
    assert found.suggestion is not None
    assert "6.21" in found.suggestion


def test_percentage_points_come_with_both_changes() -> None:
    (found,) = run("numbers.units", "The margin rose from 10% to 12%, an increase of 2%.")
    assert found.quote == "2%"
    assert (found.evidence["from"], found.evidence["to"]) == ("10", "12")
    assert (found.evidence["points"], found.evidence["relative"]) == ("2", "20")


def test_a_cell_is_found_with_row_and_column() -> None:
    rows = table("Item|Cost", "Rent|EUR 1,200", "Power|EUR 310", "Water|EUR 95", "Cleaning|USD 240", "Security|EUR 400")
    (found,) = run("numbers.units", rows)
    assert (found.row, found.column, found.quote.strip()) == (4, 1, "USD 240")
    assert found.evidence["counts"] == {"EUR": 4, "USD": 1}


def test_kinds_are_chosen() -> None:
    text = "The parcel weighs 5 kg (5 lb). The margin rose from 10% to 12%, an increase of 2%."
    assert codes(text) == {"conversion", "percent"}
    assert codes(text, {"kinds": ["percent"]}) == {"percent"}


def test_an_expected_currency_is_held_against_every_amount() -> None:
    text = "The fee is USD 500. The rent is EUR 700 (USD 760), the deposit CHF 900."
    assert codes(text) == set()
    found = run("numbers.units", text, {"currency": "EUR"})
    assert [(item.quote, item.code) for item in found] == [("USD 500", "currency"), ("CHF 900", "currency")]


def test_an_expected_decimal_mark_is_held_against_every_number() -> None:
    text = "The rate is 3,5 %, the fee EUR 1.250,00 and the share 12,5 %."
    assert codes(text) == set()
    found = run("numbers.units", text, {"decimal_mark": "."})
    assert [item.quote for item in found] == ["3,5", "1.250,00", "12,5"]


@pytest.mark.parametrize(
    "params",
    [{"kinds": ["colours"]}, {"currency": "euro"}, {"decimal_mark": ";"}, {"kinds": "percent"}, {"kinds": []}],
)
def test_parameters_that_mean_nothing_are_refused(params: dict[str, object]) -> None:
    with pytest.raises(CheckError) as caught:
        run("numbers.units", "Text.", params)
    assert [problem.pointer.split("/")[3] for problem in caught.value.problems] == list(params)


NEAR = "0123456789.,%'()-|\n kgmlbtEURSD€$from tobypercentrise"


@settings(max_examples=60, deadline=None)
@given(text=st.text(st.sampled_from(NEAR), max_size=240))
def test_no_text_breaks_the_check(text: str) -> None:
    assert run("numbers.units", text) == run("numbers.units", text)


@pytest.mark.parametrize(
    "unit",
    ["5 kg (", "5 kg ", "10% ", "from 1% to 2% ", "EUR 5 ", "1,5% 1.5% ", "| 1,5 ", "5 m (5 ft) ", "price of $5 "],
)
def test_hostile_repeats_are_read_to_the_end(unit: str) -> None:
    text = unit * (60_000 // len(unit))
    assert all(text[found.start : found.end] == found.quote for found in run("numbers.units", text))


def test_a_long_column_of_shares_is_read_once() -> None:
    rows = "".join(f"| item {at} | {at % 90 + 10}% |\n" for at in range(6_000))
    found = run("numbers.units", f"| Item | Share |\n|---|---:|\n{rows}| last | 0.14 |\n")
    assert [item.quote for item in found] == ["0.14"]
