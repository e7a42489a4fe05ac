"""One quantity with two values in a text: those that cannot both be right, and those that can."""

from __future__ import annotations

import pytest

from tests.unit.checks.running import run

WRONG = (
    "We report revenue of EUR 4.2 million for 2023. The board notes that revenue was EUR 4.3 million in 2023.",
    "The tenant pays a deposit of EUR 5,000. The landlord returns the EUR 6,000 deposit within a month.",
    "The company has a staff of 48. Its 46 employees work at two sites.",
    "The purchase price is USD 1,200,000. At completion the buyer transfers the purchase price of USD 1,250,000.",
    'The seller receives EUR 500,000 (the "Purchase Price"). The Purchase Price of EUR 550,000 is paid at closing.',
    "The buyer pays \u00a32,500 (the \u201cFee\u201d). If no notice is given, the Fee (\u00a32,600) falls due.",
    "The annual rent is \u00a324,000. The annual rent of \u00a326,000 is payable in advance.",
    "The term of the lease is 24 months. The term of the lease is 36 months.",
    "The deductible is $1,000. After the deductible of $1,500 the insurer pays.",
    "# Summary\n\nThe market size was $3.4 billion in 2022.\n\n# Market\n\nIn 2022 the market size was $3.6 billion.",
    "# Summary\n\nTotal costs are EUR 45,000.\n\n# Costs\n\nThe total costs amount to EUR 54,000.",
    "The discount rate is 8.5%. We apply a discount rate of 9.5%.",
    "Interest rate: 4.5%\n\nThe loan bears the interest rate of 5.4%.",
    "The policy limit is $300,000. The loss exceeds the policy limit of $200,000.",
    "The sum insured is \u00a3310,000. With a sum insured of \u00a3301,000 the home is underinsured.",
    "The study enrolled 120 patients. All 130 patients gave consent.",
    "The firm employs 250 people. The workforce of 205 is young.",
    "The loan amount is EUR 2.5 million. The loan amount of EUR 2.6 million is drawn in full.",
    "The equity value is EUR 12.4 million. The equity value (EUR 14.2 million) follows from the table.",
    "Net debt was $3.1m at year end. We deduct net debt of $3.4m.",
    "The notice period is three months. The notice period of two months was kept.",
    "The warranty period is 24 months. The warranty period of 12 months runs from delivery.",
    "The liability cap is EUR 100,000. Claims above the liability cap of EUR 1,000,000 are excluded.",
    "The monthly fee is EUR 900. The monthly fee of EUR 950 is due on the first day.",
    "EBITDA was 1.8 million. A multiple is applied to EBITDA of 1.6 million.",
    "The gross floor area is 12,400 square feet. The gross floor area of 14,200 square feet was measured.",
    "The repair costs were $8,500. We accept the repair costs of $5,800.",
    "Our fee is GBP 3,000. Our fee of GBP 3,500 includes travel.",
    "The contract sum is CHF 1'250'000. The contract sum of CHF 1'520'000 is fixed.",
    "Der Kaufpreis betr\u00e4gt 1.200.000 EUR. Der Kaufpreis von 1.300.000 EUR ist bei \u00dcbergabe f\u00e4llig.",
    "The share capital is EUR 25,000. The share capital amounts to EUR 50,000.",
    "Turnover was EUR 7.1m in 2023. In 2023 turnover reached EUR 7.7m.",
    "The floor area is 4,200 sq ft. It is let.\n\nThe floor area is 2,400 sq ft.",
    "The resting heart rate was 72 bpm. He slept.\n\nThe resting heart rate was 27 bpm.",
    "The repair will cost £385,000. The owner agreed.\n\nThe repair will cost £358,000.",
    "The market is worth €4.8 billion. It grows.\n\nThe market is worth €8.4 billion.",
    "The average contract lasts 28 months. It renews.\n\nThe average contract lasts 38 months.",
    "For the roof, the depreciation is $6,150. Photographs follow.\n\nFor the roof, the depreciation is $6,510.",
    "In Q2 2023, net sales totalled $12.4 million. Net sales of $14.2 million in Q2 2023 beat the plan.",
    "Growth was 12% in 2023. The growth of 21% in 2023 came from exports.",
    "The market share of Acorn is 23%. Acorn's market share is 32%.",
    "The vacancy rate stood at 6%. The vacancy rate of 9% is low.",
    "The claim amount is \u20ac14,350. The claim amount of \u20ac13,450 was examined.",
    "The capitalisation rate is 5.25%. The value follows from the capitalisation rate of 5.75%.",
    "The policy excess is $500. Less the policy excess of $250 the payment is due.",
    "The Company has 1,000,000 shares outstanding. The 1,200,000 shares outstanding carry one vote each.",
    "The plot measures 850 m\u00b2. The plot of 580 m\u00b2 lies by the river.",
    "Maximum capacity is 400 guests. The hall has a maximum capacity of 500 guests.",
    "The retention is 5% of the price. The retention of 10% is released after a year.",
    "The purchase price (EUR 90,000) is due in May. The EUR 95,000 purchase price was agreed in April.",
    "- Deposit: EUR 5,000\n- Rent: EUR 1,200\n\nThe deposit is EUR 5,500.",
    "The commitment fee is 0.75% p.a. The commitment fee of 0.50% p.a. accrues daily.",
    "The project budget is EUR 1.5 million. Of the project budget of EUR 1.8 million, half is spent.",
    "The survey had 1,204 respondents. The 1,240 respondents were adults.",
    "The average age was 54 years. With an average age of 45 years, the group is typical.",
    "The total loss is $42,300. The adjuster fixes the total loss at $43,200.",
    "The settlement amount is $75,000. The settlement amount of $57,000 shall be wired.",
    "The building has a useful life of 40 years. The useful life is 50 years.",
    "The mortgage is EUR 180,000. The mortgage of EUR 160,000 was registered.",
    "The company's headcount is 320. The headcount of 230 includes apprentices.",
    "Terminal growth rate: 2.0%. The terminal growth rate of 2.5% is prudent.",
    "The lease runs for a term of five years. The five-year term ends in 2028. The term of six years is binding.",
    "The blood pressure was 140 mmHg. The blood pressure of 160 mmHg was noted.",
    "The security deposit equals two months' rent. The security deposit is EUR 2,400. The security deposit of EUR "
    "2,200 is held.",
    "The base salary is $95,000 per year. The base salary of $98,000 per year is paid monthly.",
    "The severance payment is EUR 30,000. The severance payment of EUR 33,000 is due in June.",
    "The WACC is 7.8%. We discount at a WACC of 8.7%.",
)

RIGHT = (
    "We report revenue of EUR 4.2 million for 2023. The board notes that revenue was EUR 4.2 million in 2023.",
    "Revenue was EUR 4.2 million in 2023. Revenue was EUR 3.9 million in 2022.",
    "Revenue was EUR 4.2 million. Precisely, revenue was EUR 4,218,000.",
    "Revenue was about EUR 4.2 million. Revenue was EUR 4,310,000.",
    "Revenue rose to EUR 4.3 million. Revenue was EUR 4.2 million before.",
    "Revenue in Germany was EUR 4.2 million. Revenue in France was EUR 4.3 million.",
    "Acorn reported revenue of EUR 4.2 million. Birch reported revenue of EUR 4.3 million.",
    "# Germany\n\nRevenue was EUR 4.2 million.\n\n# France\n\nRevenue was EUR 4.3 million.",
    "The deposit of EUR 5,000 was raised to a deposit of EUR 6,000.",
    "The deposit is EUR 5,000. The increased deposit is EUR 6,000.",
    "The deposit is EUR 5,000. From May the deposit is EUR 6,000.",
    "The deposit is EUR 5,000. The deposit is USD 5,400.",
    "The deposit is at least EUR 5,000. The deposit is EUR 6,000.",
    "The deposit is EUR 5,000. The deposit may not exceed EUR 6,000.",
    "If the tenant is a company, the deposit is EUR 6,000. The deposit is EUR 5,000.",
    "The deposit is EUR 5,000 for flats. The deposit is EUR 6,000 for houses.",
    "A deposit of EUR 5,000 is paid for the flat. A deposit of EUR 600 is paid for the garage.",
    "The deposit is EUR 5,000 to EUR 6,000. The deposit is EUR 5,500.",
    "The tenant's deposit is EUR 5,000. The subtenant's deposit is EUR 6,000.",
    "The first instalment is EUR 5,000. The second instalment is EUR 6,000.",
    "The deposit is EUR 5,000 per flat. The deposit is EUR 15,000 in all.",
    "The claimant says that the deposit was EUR 6,000. The deposit was EUR 5,000.",
    "According to the landlord the deposit was EUR 6,000. The deposit is EUR 5,000.",
    "\u201cThe deposit is EUR 6,000,\u201d the landlord wrote. The deposit is EUR 5,000.",
    "The deposit is not EUR 6,000. The deposit is EUR 5,000.",
    "In the base case, EBITDA is 1.8 million. In the low case, EBITDA is 1.6 million.",
    "The budgeted cost was EUR 45,000. The cost was EUR 48,000.",
    "Budget: the cost is EUR 45,000. The cost is EUR 48,000 in fact.",
    "The estimated cost is EUR 45,000. The final cost is EUR 48,000.",
    "The gross rent is EUR 1,200. The net rent is EUR 1,000.",
    "The rent is EUR 1,200 a month. The rent is EUR 14,400 a year.",
    "The rent is EUR 1,200. The rent for the garage is EUR 80.",
    "A rent of EUR 1,100 was discussed. The rent is EUR 1,200.",
    "The fee is EUR 50 for late delivery. The fee is EUR 75 for early exit.",
    "A fee of EUR 50 is charged for copies. A fee of EUR 75 is charged for searches.",
    "The fee is 5% of the price. The fee is EUR 4,000.",
    "The company has 48 employees. The plant has 20 employees.",
    "The company has 48 employees. In 2019 it had 40 employees.",
    "The company has 48 employees, of whom 20 employees work part time.",
    "The company has 48 employees. 12 employees left.",
    "The company has 48 employees. The 12 new employees start in May.",
    "Of the 240 claims, 60 were rejected. The 60 claims were old. The 240 claims were recent.",
    "The 240 claims were read. The 60 claims with errors were sent back.",
    "We reviewed 240 claims. 60 claims were rejected.",
    "The growth rate was 12% in the North. The growth rate was 9% in the South.",
    "The interest rate is 5%. The default interest rate is 8%.",
    "The interest rate was 5% until 2020. The interest rate is 4% now.",
    "The interest rate fell from 5% to 4%. The interest rate is 4%.",
    "The notice period is 30 days. The notice period for the landlord is 60 days.",
    "The notice period is 30 days. The notice period is one month in the case of breach.",
    "The term is 24 months. The extended term is 36 months.",
    "The term is 24 months. The term is two years.",
    "The distance is 5 km. The distance is 5,000 m.",
    "The distance is 5 miles. The distance is 8 km.",
    "The purchase price is EUR 90,000. The purchase price of EUR 95,000 that the seller asked was refused.",
    "The seller offered a purchase price of EUR 95,000. The purchase price is EUR 90,000.",
    "The purchase price is EUR 90,000. The comparable property had a purchase price of EUR 95,000.",
    "Comparable 1: The purchase price was EUR 90,000.\n\nComparable 2: The purchase price was EUR 95,000.",
    "- Site A: rent of EUR 500\n- Site B: rent of EUR 600",
    "Invoice 1: Amount: EUR 500\n\nInvoice 2: Amount: EUR 600",
    "The balance was EUR 500 on 1 May. The balance was EUR 600 on 1 June.",
    "The temperature was 20 \u00b0C at noon. The temperature was 12 \u00b0C at night.",
    "The price is EUR 10 compared with a price of EUR 12 elsewhere.",
    "Instead of the fee of EUR 500, the fee is EUR 400.",
    "The fee was EUR 500. The court reduced the fee to EUR 400. The fee of EUR 400 was paid.",
    "The original fee was EUR 500. The fee is EUR 400.",
    "The fee is EUR 500. Should the project be delayed, the fee would be EUR 700.",
    "Is the fee EUR 500? The fee is EUR 400.",
    "The fee shall not be less than EUR 500. The fee is EUR 700.",
    "The fee is EUR 500 plus VAT. The fee is EUR 600 including VAT.",
    "The fee is EUR 500 (net). The fee is EUR 600 (gross).",
    "Each party has a share of 50%. The share of Acorn is 30%.",
    "The probability is 5% for fire. The probability is 2% for flood.",
    "The limit per event is $100,000. The limit per year is $300,000.",
    "The average price is EUR 12 in shops. The average price is EUR 10 online.",
    "The loss was 12 units on Monday. The loss was 14 units on Tuesday.",
    "The mean age was 54 years in the treatment group. The mean age was 45 years in the control group.",
    "Patient 1: The dose was 20 mg. Patient 2: The dose was 30 mg.",
    "The dose is 20 mg in the morning. The dose is 30 mg in the evening.",
    "Mr Brown's salary is $95,000. Ms Green's salary is $98,000.",
    "The price was EUR 10. Then the price was EUR 12.",
    "The standard deviation is 4. The standard deviation is 5.",
    "The enterprise value is \u00a38.0 million. An enterprise value of \u00a39.0 million is plausible, and the "
    "enterprise value of "
    "\u00a38.0 million is used.",
)


ALSO_WRONG = (
    "The bonus pool is EUR 1.2 million. Ten managers share the bonus pool of EUR 1.4 million.",
    "The guarantee amount is USD 750,000. The bank pays on first demand up to the guarantee amount (USD 570,000).",
    'Licensee pays a royalty of 4% (the "Royalty Rate"). The Royalty Rate of 5% applies from signing.',
    "## Key facts\n\n- Purchase price: EUR 3,450,000\n- Closing date: 1 May 2024\n\n## Payment\n\nThe purchase "
    "price of EUR 3,540,000 falls due at closing.",
    "The lettable area is 8,200 m\u00b2. Rents are based on the lettable area of 8,020 m\u00b2.",
    "Our client employs 85 people. The 58 employees elected a works council.",
    "The trial included 310 participants. The 301 participants were followed for a year.",
    "The retention period is six years. After the retention period of ten years the files are destroyed.",
    "Operating profit was \u00a36.2m in 2024. The operating profit of \u00a32.6m in 2024 disappointed.",
    "The cost of equity is 9.1%. Discounting at the cost of equity of 9.7% gives the value.",
    "The franchise fee is $25,000. The $35,000 franchise fee is not refundable.",
    "The late fee is 1.5%. A late fee is charged. The late fee of 2.5% accrues monthly.",
    "The burn rate is $300,000 a month. With a burn rate of $400,000 a month the cash lasts a year.",
    "The insured value of the yacht is \u20ac480,000. The insured value of the yacht (\u20ac840,000) was not disputed.",
    "Total assets were $91.3 million on 31 December 2023. Total assets of $93.1 million on 31 December 2023 "
    "include cash.",
    "The power rating is 450 kW. At its power rating of 540 kW the unit overheats.",
    "The minimum order is 500 units. The minimum order of 50 units applies.",
    "The arbitration panel has 3 members. Stamp duty amounts to \u00a314,750. The buyer bears stamp duty of "
    "\u00a317,450.",
    "The annuity is EUR 1,850. Payment of the EUR 1,580 annuity begins in May.",
    "Die Miete betr\u00e4gt 1.250 EUR. Die Miete von 1.520 EUR ist im Voraus zu zahlen.",
    "The closing payment is EUR 2,750,000. At closing the purchaser wires the closing payment of EUR 2,570,000.",
    "The board approved the dividend. The dividend per share is $0.45. The total dividend is $9.0 million. The "
    "total dividend of $9.6 million is payable in June.",
    "The lease term is ten years. Upon expiry of the lease term of twelve years the premises revert.",
    "The expert's fee is \u20ac4,800. The losing party bears the expert's fee of \u20ac8,400.",
    "The commitment amounts to \u00a312 million. Of the \u00a313 million commitment, half is drawn.",
    "The storage capacity is 3,200 litres. With a storage capacity of 2,300 litres the tank lasts a month.",
    "The survey response rate was 34%. The response rate of 43% is high for mail surveys. The survey response rate "
    "of 43% surprised us.",
    "# Abstract\n\nWe enrolled 212 patients.\n\n# Methods\n\nAll 221 patients signed the form.",
    "The cure period is 30 days. If the breach is not remedied within the cure period of 20 days, the agreement ends.",
    "The recovery rate is 62%. The model uses a recovery rate of 26%.",
    "The replacement cost is $184,000. The replacement cost ($148,000) exceeds the limit.",
    "The base fee is CHF 15,000 per month. The base fee of CHF 16,000 per month includes support.",
    "The cash balance stood at $2.4 million at year end. The cash balance of $4.2 million at year end was pledged.",
    "The break fee is \u20ac250,000. Either party may terminate on payment of the break fee of \u20ac225,000.",
    "The water depth at the berth is 11.5 m. The water depth at the berth of 15.1 m suffices.",
    "The haemoglobin level was noted. The body weight is 72 kg. The dose follows from the body weight of 27 kg.",
    'The seller grants a loan of USD 400,000 (the "Vendor Loan"). The Vendor Loan of USD 440,000 bears interest.',
    "The hotel has 140 rooms. The 104 rooms were renovated in 2019.",
    "The monthly service charge is \u00a31,250. The annual service charge of \u00a315,500 is split by area.",
    "The contractor is owed $48,615.00 for the east wing. The claim for the east wing, $48,165.00, is admitted.",
    "Die Kaution betr\u00e4gt 3.600 EUR. Die Kaution von 3.900 EUR ist verzinslich.",
    "The monthly hosting fees are \u00a326,400. The reviewer notes that yearly hosting fees of \u00a3338,400 "
    "exceed the cap.",
    "The office in Building 2, claimed at $7,315.00, is not included. Deny the interior of Building 2, $7,135.00.",
    "The insurer's retention is $50,000. Losses within the insurer's retention of $75,000 are not ceded.",
    "Rent: EUR 2,300 per month\n\nUnder clause 4 the rent of EUR 2,200 per month is payable on the first.",
    "The acquisition cost (USD 3.2 million) is amortised. An acquisition cost of USD 3.2 million was booked; the "
    "acquisition cost of USD 2.3 million in note 7 is gross.",
    "The vessel's draught is 8.4 m. A draught of 4.8 m is stated in the certificate; the vessel's draught of 4.8 m "
    "was used.",
    "Ms Adler's salary is EUR 72,000. The severance is computed on Ms Adler's salary of EUR 78,000.",
    "The court fixed damages at $64,000. The judgment of 3 May orders the damages of $46,000 to be paid.",
    "The option price is 12 euros per share. The option price of 14 euros per share was paid in cash.",
    "Our sample comprises 64 companies. The 46 companies are listed in Europe.",
    "The useful area amounts to 1,150 square metres. The useful area of 1,510 square metres is let.",
    "Under the policy the waiting period is 90 days. The waiting period of 60 days had expired.",
)
ALSO_RIGHT = (
    "The bonus pool is EUR 1.2 million. The bonus pool of EUR 1.2 million is shared.",
    "The guarantee amount is USD 750,000. It falls to the guarantee amount of USD 500,000 after a year.",
    "The price is $12 in the shop and the price is $10 on the web.",
    "## Plan A\n\nThe purchase price is EUR 3,450,000.\n\n## Plan B\n\nThe purchase price is EUR 3,540,000.",
    "The lettable area is 8,200 m\u00b2. The lettable area of the annex is 820 m\u00b2.",
    "Our client employs 85 people. The 58 part-time employees elected a works council.",
    "Goodwill is $4.5 million. Goodwill of $0.5 million arose from the deal with Birch.",
    "The trial included 310 participants. The 150 participants in arm A were younger.",
    "Operating profit was \u00a36.2m in 2024. Operating profit of \u00a32.6m in 2023 was lower.",
    "The franchise fee is $25,000. Franchisees pay a $35,000 franchise fee in Canada.",
    "The cost of equity is 9.1%. Kroll reports a cost of equity of 9.7% for the industry.",
    "Unadjusted EBITDA was 4.1 million. EBITDA was 4.6 million.",
    "Total assets were $91.3 million at the start of the year. Total assets were $93.1 million at its end.",
    "The yield is 4.2% gross. The yield is 3.6% net.",
    "The premium is $900 for drivers over 25. The premium of $1,400 for younger drivers is usual.",
    "The tenant paid the March rent of EUR 900. The tenant paid the April rent of EUR 950.",
    "The speed limit is 50 km/h. The speed limit on the motorway is 130 km/h.",
    "The site lies 12 km (7.5 miles) from the port and 8 km (5 miles) from the rail head.",
    "The unit has 25,000 sq ft (2,323 m²), of which 10,000 sq ft (929 m²) is office.",
    "The pipe was tested at 10 bar (145 psi), then at 15 bar (218 psi).",
    "For the roof, the replacement cost of $24,600 is met. For the fence, the replacement cost of $3,200 is met.",
    "Fees of €30,000 for 2021 and fees of €35,000 for 2022 were paid.",
    "The audit fee of £30,000 (2022) and the audit fee of £35,000 (2023) were paid.",
    "The deposit of €700 paid by Mr Lane and the deposit of €900 paid by Ms Roe were returned.",
    "Loan A bears an interest rate of 4%. Loan B bears an interest rate of 5%.",
    "The batch size is 200 units. For export the batch size is 400 units.",
    "The purchase price is EUR 90,000; the buyer financed EUR 60,000 of the purchase price.",
    "The patient's temperature was 38.5 \u00b0C. In the evening the temperature of 39.2 \u00b0C was treated.",
    "The fine is $500. The fine is doubled to $1,000. The fine of $1,000 was paid.",
    "The closing payment is EUR 2,750,000. The deferred payment is EUR 570,000.",
    "The lease term is ten years. The renewal term is five years.",
    "The expert's fee is \u20ac4,800. The court's fee is \u20ac8,400.",
    "The commitment amounts to \u00a312 million. The undrawn commitment of \u00a35 million is cancelled.",
    "The response rate was 34% in the first wave. The response rate was 43% in the second wave.",
    "We enrolled 212 patients. The 105 patients in the placebo group were older.",
    "The cure period is 30 days. For payment defaults, the cure period is 5 days.",
    "The recovery rate is 62%. Moody's reports a recovery rate of 47% for the sector.",
    "The replacement cost is $184,000. The actual cash value is $148,000.",
    "The base fee is CHF 15,000 per month. The base fee of CHF 180,000 per year is capped.",
    "The cash balance was $2.4 million in March. The cash balance was $4.2 million in June.",
    "The break fee is \u20ac250,000. The break fee increases to \u20ac300,000 after May. The break fee of "
    "\u20ac300,000 was agreed.",
    "The hotel has 140 rooms. The 104 rooms that face the sea were renovated.",
    "The monthly service charge is \u00a31,250. The annual service charge is \u00a315,000.",
    "The invoice of $48,615.00 is for timber. The invoice of $12,165.00 is for glass.",
    "The north plant has a capacity of 500 tonnes. The south plant has a capacity of 300 tonnes.",
    "The warranty cap is EUR 1 million. The cap for environmental claims is EUR 3 million.",
    "Sales in the UK were \u00a34 million. Sales in the US were \u00a36 million.",
    "The tenant says the rent is $1,200. The rent is $1,250.",
    "The exchange ratio is 1.25. The exchange rate is 1.08.",
    "The loan is EUR 200,000. The outstanding loan is EUR 150,000.",
    "The design pressure is 16 bar. The test pressure is 24 bar.",
    "- Unit 1: rent of \u00a3950\n- Unit 2: rent of \u00a31,050\n- Unit 3: rent of \u00a3990",
    "The speed is 50 km/h in town. Outside, the speed of 100 km/h is allowed.",
    "The monthly rent is EUR 900. The annual rent is EUR 10,800.",
    "The monthly fee is EUR 90. The annual fee is EUR 900.",
    "Drying cost $1,325 in 2023. Painting cost $1,235 in 2024.",
    "Invoice 41 of Hale is for $4,315.20. Invoice 52 of Brent is for $4,351.20.",
)


@pytest.mark.parametrize("text", [*WRONG, *ALSO_WRONG])
def test_a_quantity_with_two_values_is_found(text: str) -> None:
    found = run("numbers.restated", text)
    assert len(found) == 1
    assert {"quantity", "value", "other", "other_start"} <= set(found[0].evidence)


@pytest.mark.parametrize("text", [*RIGHT, *ALSO_RIGHT])
def test_what_may_have_two_values_is_left_alone(text: str) -> None:
    assert [(found.message, found.quote) for found in run("numbers.restated", text)] == []


def test_a_finding_says_where_the_other_value_stands() -> None:
    text = "The deposit is EUR 5,000. The deposit of EUR 6,000 is held. The deposit of EUR 5,000 was paid."
    (found,) = run("numbers.restated", text)
    start, end = (int(str(found.evidence[name])) for name in ("other_start", "other_end"))
    assert found.quote == "EUR 6,000"
    assert text[start:end] == found.evidence["other_text"] == "EUR 5,000"
    assert found.evidence["difference"] == "1000"


def test_kinds_of_findings_are_told_apart_by_their_code() -> None:
    swapped = "The office in Building 2 is claimed at $7,315.00. Deny Building 2, the office, $7,135.00."
    period = "The monthly rent is EUR 900. The annual rent is EUR 10,900."
    assert [found.code for found in run("numbers.restated", swapped)] == ["swapped"]
    assert [found.code for found in run("numbers.restated", period)] == ["period"]


def test_values_in_tables_and_code_are_not_compared() -> None:
    table = "| Item | EUR |\n|---|---|\n| The deposit is | EUR 6,000 |\n"
    assert run("numbers.restated", f"The deposit is EUR 5,000.\n\n{table}") == ()
    assert run("numbers.restated", "The deposit is EUR 5,000.\n\n```\nThe deposit is EUR 6,000.\n```\n") == ()
