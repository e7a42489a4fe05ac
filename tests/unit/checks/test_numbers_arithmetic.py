"""Arithmetic told in prose: what does not work out, and what does or need not."""

from __future__ import annotations

import pytest

from tests.unit.checks.running import run

WRONG = {
    # change from one figure to another
    "Revenue rose from 120 to 150, an increase of 20%.": "25",
    "Revenue rose by 20% from 120 to 150.": "25",
    "Sales fell from EUR 250,000 to EUR 200,000, a decline of 25%.": "20",
    "Net sales were up 10 % to 336 from 300.": "12",
    "The headcount grew from 40 to 50 employees (+20%).": "25",
    "Traffic went from 1,200 visits in March to 1,500 visits in April, i.e. up by 30 percent.": "25",
    "Costs decreased from $4.0 million to $3.0 million, or 33%.": "25",
    "Turnover increased from \u20ac1.20m in 2022 to \u20ac1.50m in 2023 (an increase of 20%).": "25",
    "The rent was raised from \u00a31,000 to \u00a31,100, a rise of 15 per cent.": "10",
    "EBIT reached 336, up 15% from 300.": "12",
    "A 20% increase from 120 to 150 was recorded.": "25",
    "Revenue rose from 120 to 150. This is an increase of 20%.": "25",
    "Der Umsatz stieg von 120 auf 150 Mio. EUR (+20 %).": "25",
    "Le chiffre d'affaires est passé de 120 à 150, soit une hausse de 20 %.": "25",
    "Umsatz: von 1.200,00 EUR auf 1.500,00 EUR, ein Plus von 20,0 %": "25",
    "The price dropped from $80 to $60, down 20 percent.": "25",
    "Revenue rose from 120 to 150, up by 35.": "30",
    "Claims rose by 35, from 120 to 150.": "30",
    "Stock fell from 900 to 750 units, a reduction of 160 units.": "150",
    "Margin widened from 12% to 15%, an increase of 5 percentage points.": "3",
    "The rate was cut from 4.50% to 4.00%, a cut of 25 basis points.": "50",
    "The yield rose by 50 basis points from 2.10% to 2.35%.": "25",
    "The base rate went up from 4.25% to 4.75% (75 bp).": "50",
    "Backlog halved from 80 to 45.": "40",
    "Membership doubled from 400 to 900.": "800",
    "Output tripled from 30 to 80 tonnes.": "90",
    "Complaints more than doubled from 80 to 150.": "160",
    "Sales grew threefold from 20 to 50.": "60",
    "Volumes rose by a factor of 4, from 25 to 120.": "100",
    "Revenue rose from 150 to 120.": "",
    "Costs fell from EUR 80,000 to EUR 95,000.": "",
    "Sales grew from 100 in 2019 to 200 in 2023, a compound annual growth rate (CAGR) of 25%.": "18.9",
    "The market expanded from $2.0bn to $3.0bn over five years, a CAGR of 12%.": "8.4",
    # shares
    "Of the 240 claims, 60 (20%) were rejected.": "25",
    "60 of the 240 claims (30%) were rejected.": "25",
    "In 45 out of 60 cases (70%), the pump failed.": "75",
    "About a quarter had pain: 20% (60 of 240).": "25",
    "Of 1,250 respondents, 500 (45 %) agreed.": "40",
    "12 of 48 samples, or 20 percent, were contaminated.": "25",
    "60/240 (20%) of the patients responded.": "25",
    "20% of EUR 1,200 is EUR 250.": "240",
    "A retention of 5% of \u00a340,000, i.e. \u00a32,500, is held.": "2000",
    "A third of the 240 claims (90) were late.": "80",
    "Two thirds of the 90 members, 65, voted for the motion.": "60",
    "Half of the 80 apartments (45) are let.": "40",
    "Exports of 30 represent 20% of total sales of 120.": "25",
    # equations
    "3 x 45 = 125": "135",
    "The rent is 12 \u00d7 \u20ac1,500 = \u20ac16,000.": "18000",
    "We calculate 120 + 30 + 15 = 175.": "165",
    "EUR 1,200 - EUR 250 = EUR 850": "950",
    "8,400 / 12 = 750": "700",
    "(12 + 3) x 4 = 70": "60",
    "EUR 1,200 + 20% = EUR 1,450": "1440",
    "1,200 * 19% = 238": "228",
    # products and rates
    "Twelve months at 1,500 a month, i.e. 16,000, are owed.": "18000",
    "The trap caught insects averaging 5 per day over 10 days, 60 in all.": "50",
    "40 hours at $50 per hour, for a total of $2,100.": "2000",
    "We bought 100 shares at $12 each ($1,300).": "1200",
    "Payment is made in 12 monthly instalments of EUR 500, EUR 6,500 in total.": "6000",
    "The fee is EUR 500 a month, i.e. EUR 5,000 a year.": "6000",
    "Rent of \u00a33,000 per quarter (\u00a314,000 per annum) is payable.": "12000",
    "60 visits over 10 days, i.e. 5 per day.": "6",
    "She worked 38 hours a week for four weeks, 162 hours in all.": "152",
    # sums
    "EUR 1,200 net plus 20 % VAT EUR 250, EUR 1,450 in all.": "240",
    "EUR 1,200 net plus EUR 240 VAT, EUR 1,450 in all.": "1440",
    "The bag held a total of 14 items: 5 red, 6 blue and 4 green.": "15",
    "The 14 items (5 red, 6 blue and 4 green) were counted.": "15",
    "Drying cost $1,850, plaster $2,460 and flooring $4,190, together $8,600.": "8500",
    "The loss of $8,500 less the deductible of $500 leaves $8,100.": "8000",
    "5 red, 6 blue and 4 green marbles, 14 in total.": "15",
    "The price of EUR 900 plus delivery of EUR 45 comes to EUR 955.": "945",
    "The claim consists of EUR 4,000 for repairs and EUR 1,500 for hire, totalling EUR 5,600.": "5500",
    "The total of \u00a355 is made up of \u00a320 for labour, \u00a325 for parts and \u00a35 for postage.": "50",
    # others
    "A 10% discount on EUR 1,000, i.e. EUR 880, was given.": "900",
    "The mean of 10, 12 and 17 is 12.": "13",
    "There were 90 men and 30 women, a ratio of 4:1.": "3",
    "Actual costs of 540 exceeded the budget of 500 by 50.": "40",
    "The difference between 540 and 500 is 50.": "40",
    "At 90, output was twice the 40 of the year before.": "80",
    "Revenue was 150 in 2023 compared with 120 in 2022, an increase of 20%.": "25",
    "Revenue came to 150 (2022: 120; +20%).": "25",
    "The result improved to EUR 150 million (prior year: EUR 120 million), a rise of 20%.": "25",
}

RIGHT = (
    "Revenue rose from 120 to 150, an increase of 25%.",
    "Revenue rose by 25% from 120 to 150.",
    "Sales fell from EUR 250,000 to EUR 200,000, a decline of 20%.",
    "Net sales were up 12 % to 336 from 300.",
    "Net sales rose from $4.2 million to $5.3 million, an increase of 27%.",
    "Net sales rose from $4.2 million to $5.3 million, an increase of 25%.",
    "Revenue rose from 120 in 2022 to 150 in 2023, and costs by 20%.",
    "Revenue rose from 120 to 150 and costs rose by 20%.",
    "Revenue rose from 120 to 150, 20% more than planned.",
    "Revenue rose from 120 to 150, a like-for-like increase of 20%.",
    "Revenue rose from 120 to 150, an organic increase of 20%.",
    "Revenue rose from 120 to 150, or 18% at constant currency.",
    "Revenue rose from 120 to 150 over three years, or 8% a year.",
    "Revenue rose by 20% a year from 120 to 172.8.",
    "Revenue and profit rose from 120 to 150 and from 10 to 15, or 25% and 50%, respectively.",
    "Prices ranged from 120 to 150 (20% of them negotiable).",
    "The range from 5 to 10 (20%) was used.",
    "Pages from 5 to 10, a rise of 20%.",
    "The team climbed from 8th to 3rd.",
    "The firm rose from number 8 to number 3 in the ranking.",
    "The rating fell from 2 to 4, on a scale where 1 is best.",
    "The discount rose from 10% to 15%, an increase of 50%.",
    "The discount rose from 10% to 15%, an increase of 5%.",
    "The discount rose from 10% to 15%, by 5 percentage points.",
    "The rate was cut from 4.50% to 4.00%, a cut of 50 basis points.",
    "The loss narrowed from EUR 15 million to EUR 12 million, an improvement of 20%.",
    "The result fell from 10 to -5, down by 15.",
    "Backlog halved from 80 to 40.",
    "Backlog almost halved from 80 to 45.",
    "Sales nearly doubled from 400 to 780.",
    "Complaints more than doubled from 80 to 170.",
    "The staff roughly doubled from 40 to 77.",
    "Sales doubled. Costs rose from 40 to 45.",
    "Sales grew from 100 in 2019 to 200 in 2023, a CAGR of 18.9%.",
    "Sales grew from 100 in 2019 to 200 in 2023, a CAGR of 19%.",
    "The firm has grown from 3 to 4 offices since 2019 (20% of staff work at home).",
    "Of the 240 claims, 60 (25%) were rejected.",
    "Of the 240 claims, 60 (25%) were rejected and 30 (12.5%) are open.",
    "Of the 240 claims, 60 were rejected and 12 (20%) of these were appealed.",
    "Of the 240 claims, 60 were rejected, of which 12 (20%) were appealed.",
    "60 of the 240 claims (about 24%) were rejected.",
    "In 1 of 3 cases (33%), the pump failed.",
    "In 2 of 3 cases (66.6%), the pump failed.",
    "In 2 of 3 cases (67%), the pump failed.",
    "In 8 of 12 plants (20% of capacity), the pump failed.",
    "Of 240 claims 60 (25 %; 95% CI 20% to 31%) failed.",
    "60 of 240 claims were paid (80% in full).",
    "A deposit of 10% of the price of EUR 5,000 is due, and EUR 600 later.",
    "A third of the 240 claims (80) were late.",
    "About a third of the 240 claims (77) were late.",
    "3 x 45 = 135",
    "3 x 45 mm = 3 pieces of 45 mm",
    "The formula y = 3 x 4 = 12 is given.",
    "Set x = 3 and 4 = y.",
    "See 1.2 - 3.4 = 5.",
    "2019/2020 = 100 (index)",
    "12 \u00d7 \u20ac1,500 = \u20ac18,000",
    "10 / 3 = 3.33",
    "2/3 = 0.667",
    "2 + 3 x 4 = 14",
    "EUR 1,200 + 20% = EUR 1,440",
    "Twelve months at 1,500 a month, i.e. 18,000, are owed.",
    "Twelve months at 1,500 a month and 16,000 in costs are owed.",
    "12 months at 1,500 a month less a rebate of 2,000, i.e. 16,000.",
    "40 hours at $50 per hour plus expenses, for a total of $2,100.",
    "40 hours at $50 per hour plus 5% tax, for a total of $2,100.",
    "EUR 500 a month, i.e. EUR 6,000 a year.",
    "EUR 500 a month, EUR 5,500 a year if paid in advance.",
    "Averaging 5 per day over 10 days, about 60 in all.",
    "EUR 1,200 net plus 20 % VAT EUR 240, EUR 1,440 in all.",
    "EUR 1,200 plus 20 % VAT.",
    "The price of EUR 1,200 includes 20 % VAT (EUR 200).",
    "EUR 1,200 including 20 % VAT of EUR 200.",
    "A total of 15 items: 5 red, 6 blue and 4 green.",
    "A total of 14 items, including 5 red, 6 blue and 4 green.",
    "A total of 14 items, among them 5 red and 4 green.",
    "A total of 14 items: 5 red, 6 blue and others.",
    "A total of 14 patients took part: 9 were men, 8 had diabetes and 6 had asthma.",
    "A total of 30 points: 5 for content, 10 for style.",
    "The 14 items (5 red, 6 large and 4 broken) overlap.",
    "A total of 14 items in 3 boxes: 5 red, 6 blue and 3 green.",
    "Drying cost $1,850, plaster $2,460 and flooring $4,190, together $8,500.",
    "Rooms 4, 5 and 6 together hold 60 people.",
    "Clauses 4, 5 and 6, in total 12 pages, apply.",
    "The loss of $8,500 less the deductible of $500 leaves $8,000.",
    "On 4 May and 5 May, 14 in total.",
    "A 10% discount on EUR 1,000, i.e. EUR 900, was given.",
    "A 10% discount on EUR 1,000, i.e. EUR 100, was given.",
    "The mean of 10, 12 and 17 is 13.",
    "There were 90 men and 30 women, a ratio of 3:1.",
    "Odds of 4:1 were given to 90 men and 30 women.",
    "Actual costs of 540 exceeded the budget of 500 by 40.",
    "Actual costs of 540 exceeded the budget of 500 by 8%.",
    "Revenue was 150 in 2023 compared with 120 in 2022, an increase of 25%.",
    "Revenue came to 150 (2022: 120; +25%).",
    "In thousands: revenue rose from 120 to 151, up 32.",
    "Revenue rose from 1.2 to 1.5 million, an increase of 25%.",
    "Revenue rose from EUR 1.2 to EUR 1.5 million, up by EUR 0.3 million.",
    "Der Umsatz stieg von 1,2 auf 1,5 Mio. EUR (+25 %).",
    "Between 120 and 150 people came, up 20%.",
    "If sales rise from 100 to 130, we pay a bonus of 5%.",
    "From 1 January 2020 to 31 December 2024, 20% more was paid.",
    "The temperature rose from 5 to 10 \u00b0C, by 5 \u00b0C.",
    "The Buyer pays 30% on signing, 60% on delivery and 10% on acceptance, together 100%.",
    "The Company shall grant 3 days per week over 10 weeks, up to 25 days in all.",
    "Section 3.1 to Section 3.4, by 5 p.m., 20% of staff.",
    "He was sentenced to 12 months, reduced by 20% from 15 months to 12 months.",
)


ALSO_WRONG = (
    "Net income climbed from $3.20 million to $4.00 million, a jump of 20%.",
    "The number of branches shrank from 75 to 60, a fall of one quarter.",
    "Attendance was up by a third, from 600 to 900.",
    "Energy use fell 12% to 440 MWh, from 550 MWh a year earlier.",
    "Inventories stood at 1,320, compared to 1,200 a year ago, a rise of 12 per cent.",
    "The occupancy rate improved from 91.5% to 94.0%, i.e. by 3.5 percentage points.",
    "The spread tightened from 180 to 150 basis points, down 40 basis points.",
    "38 of 95 interviewees (45 percent) had seen the notice.",
    "Nearly half: of 400 parcels, 212 (48%) arrived late.",
    "Seven of the 28 valves, i.e. 30 %, leaked.",
    "Hourly rate $180 x 26 hours = $4,860.",
    "25 desks at \u00a3320 each, totalling \u00a38,200.",
    "Six quarterly payments of CHF 2,400, i.e. CHF 14,000 in total.",
    "The annual premium is $1,440, which is $130 a month.",
    "Labour of $4,200, materials of $2,750 and permits of $310 add up to $7,360.",
    "The invoice shows \u20ac2,400 plus 19% VAT of \u20ac465, \u20ac2,865 in total.",
    "The jury of 12 consisted of 7 women and 4 men.",
    "The award of $90,000 less fees of $31,500 leaves $57,500 for the client.",
    "A commission of 3% on the sale price of $420,000, i.e. $14,600, is owed.",
    "Assets of 640 and liabilities of 160 give a ratio of 5:1.",
    "The fund grew from 50 in 2015 to 100 in 2025, which is a CAGR of 10.0%.",
    "Rental income went up to $540,000 from $500,000, i.e. by 10%.",
    "Operating costs came down by EUR 1.5 million to EUR 8.1 million from EUR 9.4 million.",
    "Compared with 820 admissions in 2022 there were 943 in 2023, an increase of 12%.",
    "The premium increases from $2,400 to $2,760 (15.5%).",
    "Of the 64 exhibits, 16 (a third) were excluded.",
    "Of 36 sensors tested, nine (30 %) failed calibration.",
    "The court awarded 40% of the claimed \u00a375,000, that is \u00a332,000.",
    "4.5 hours \u00d7 \u20ac240 = \u20ac1,800",
    "RCV of $12,480.00, less depreciation of $1,872.00, less the deductible of $1,000.00, leaves an ACV payment of "
    "$9,806.00.",
    "The repairs cost $7,250.00. We subtract $950.00 for wear and your deductible of $500.00, so you will receive "
    "$5,900.00.",
    "The fee of CHF 3,600 plus 7.7% VAT of CHF 277.20 makes CHF 3,877.20 or, rounded, CHF 3,877. A second fee of "
    "CHF 1,000 plus 7.7% VAT, in total CHF 1,087, follows.",
    "He was paid \u00a31,150 a month for 18 months, \u00a321,700 in total.",
    "The three quotes of $4,100, $4,400 and $5,000 average $4,600. The mean of 41, 44 and 50 is 47.",
    "The Borrower repays the loan in 48 monthly instalments of USD 625, USD 32,000 in total.",
    "The panel has 11 members: 4 appointed by the tenant, 4 by the landlord and 2 by the court.",
    "Interest of 6% on \u20ac50,000 for one year is \u20ac3,500.",
    "The output of the line doubled from 1,250 to 2,900 units a day.",
    "Margins improved by 180 basis points, from 10.4% to 12.6%.",
    "Churn dropped from 5.0% to 4.0%, a decrease of 2 percentage points.",
    "Total damages of $88,000 comprise $52,000 in lost profit, $24,000 in repairs and $14,000 in costs.",
    "Der Personalaufwand sank von 4,8 Mio. EUR auf 4,2 Mio. EUR (-15 %).",
    "With 1,800 customers and 45 agents, the ratio of customers to agents is 40:1; 1,800 customers to 60 agents is "
    "a ratio of 20:1.",
    "The discount of 15% on the list price of $2,000, i.e. $350, was granted.",
    "Settlement: RCV $19,965.00 less depreciation $2,875.25 less deductible $1,000.00 = $16,589.75.",
    "The repairs come to $9,809.00. We subtract $1,485.55 for wear, which you can claim later, and your deductible "
    "of $1,000.00. A check for $6,923.45 is on its way.",
    "The claim of EUR 8,000, of which EUR 3,000 was paid in May, stands; the balance of EUR 4,000 is due.",
    "Occupancy rose by 4.0 percentage points to 93.0% (prior year: 88.0%).",
    "The number of claims fell by a quarter, from 480 to 390.",
    "Gross profit was $6.30 million on sales of $18.0 million, a gross margin of 38%.",
    "The hotel sold 219 of its 300 rooms, an occupancy of 77%.",
    "Revenue grew 9% year on year to $218.0 million (2022: $205.0 million).",
    "The tenant owes three months' rent of $2,150 each, i.e. $6,540.",
    "Six of the eight directors (70%) were present.",
    "The balance of $12,400 plus interest of $620 amounts to $13,200.",
    "The price per square metre is EUR 3,500 (EUR 420,000 for 125 m\u00b2).",
    "The cost overrun of \u20ac1.3 million is the difference between actual costs of \u20ac9.8 million and the "
    "budget of \u20ac8.0 million.",
    "The fine of 4% of annual turnover of EUR 250 million would be EUR 12 million.",
    "Out of every 10 invoices, 3 are late; of 450 invoices, 135 (35%) were late.",
    "The shares are held by A (40), B (35) and C (30), 100 in total.",
)
ALSO_RIGHT = (
    "Net income climbed from $3.20 million to $4.00 million, a jump of 25%.",
    "The number of branches shrank from 75 to 60, a fall of one fifth.",
    "Attendance was up by a half, from 600 to 900.",
    "Energy use fell 20% to 440 MWh, from 550 MWh a year earlier.",
    "Sales rose from 40 to 50 units in the North, and by 10% in the South.",
    "Prices went from $4 to $5, while volumes dropped by 8%.",
    "From 12 applicants we took 3, of whom 2 (67%) stayed.",
    "In round 2 of 5, 40% of points were scored.",
    "38 of 95 interviewees (40 percent; 12 percent of women) had seen the notice.",
    "Hourly rate $180 x 27 hours = $4,860.",
    "25 desks at \u00a3320 each and 10 chairs at \u00a395 each, totalling \u00a38,950.",
    "The annual premium is $1,440, which is $120 a month.",
    "We sold 5 vans, 3 trucks and 2 trailers for a total of $310,000.",
    "Labour, materials of $2,750 and permits of $310 add up to $7,260.",
    "The jury of 12 consisted of 7 women and 5 men.",
    "Sections 3, 4 and 5 have 12 pages in total.",
    "Between 2019 and 2023 the area grew from 4 ha to 6.5 ha, by 62.5%.",
    "The rate of 5.0% rose by 50 basis points to 5.5%.",
    "The bill of $90 less a 10% voucher is $81.",
    "He paid 12 months at $500 plus a deposit of $1,000, $7,000 in all.",
    "The share rose from 20% to 25%, an increase of a quarter.",
    "A team of 9 (3 engineers, 2 of them part-time, and 6 technicians) was sent.",
    "Shares fell 3% to 97 from 100 before recovering to 99, up 2%.",
    "Half of the 300 seats were sold, 150 of them at full price.",
    "Rental income went up to $540,000 from $500,000, i.e. by 8%.",
    "Operating costs came down by EUR 1.3 million to EUR 8.1 million from EUR 9.4 million.",
    "The premium increases from $2,400 to $2,760 (15%).",
    "Of the 64 exhibits, 16 (a quarter) were excluded.",
    "Of 36 sensors tested, nine (25 %) failed; of 12 spares, two (17 %) failed.",
    "The court awarded 40% of the claimed \u00a375,000, that is \u00a330,000.",
    "RCV of $12,480.00, less depreciation of $1,872.00, less the deductible of $1,000.00, leaves an ACV payment of "
    "$9,608.00.",
    "The repairs cost $7,250.00. Your deductible is $500.00. The reserve is $8,000.00.",
    "We subtract $950.00 for wear. Your neighbour's repairs cost $7,250.00. The check of $300.00 is for hotel costs.",
    "He was paid \u00a31,150 a month for 18 months, \u00a320,700 in total.",
    "Sales per employee rose from $210,000 to $240,000, while headcount fell by 5%.",
    "The interest rate rose from 3% to 4%, so that a loan of $200,000 costs $2,000 more a year.",
    "The index rose from 100 to 130 points in ten years, on average 2.7% a year.",
    "The patient lost 6 kg, from 84 kg to 78 kg, or 7% of body weight.",
    "In 3 of 8 wards, 20% of beds were empty.",
    "The lease covers 3 floors of 450 m\u00b2 each and 12 parking spaces, 1,350 m\u00b2 in total.",
    "Of the $90,000 received, $60,000 went to wages and $20,000 to rent; the rest was saved.",
    "The jury split 7 to 5, and the award was 60% of the claim of $50,000, $30,000.",
    "Between 60 and 70 of the 200 seats (30% to 35%) were empty.",
    "Prices rose from 4.00 to 4.20, or by 20 cents, and volumes by 10%.",
    "A sample of 50 (20 men, 30 women) was drawn from 1,000 members (5%).",
    "The fund returned 8% in 2021, 5% in 2022 and 2% in 2023, 15.7% in all.",
    "The limit of 5% of net assets of $40 million, or $2 million, was kept.",
    "Each of the 12 tenants pays $500 and the landlord $2,000, in total $8,000.",
    "The cost to repair is $20,803.00. We hold back $3,360.20 until the work is finished and subtract your "
    "deductible of $2,500.00, so you will receive $14,942.80.",
    "Net payment: $9,121.00 less $2,297.20 less $2,000.00 is $4,823.80.",
    "The contract is $14,850.00, so $4,850.00 of it is not covered.",
    "Gross profit was $6.30 million on sales of $18.0 million, a gross margin of 35%.",
    "The hotel sold 219 of its 300 rooms, an occupancy of 73%.",
    "Revenue grew 9% year on year to $218.0 million (2022: $200.0 million).",
    "The price per square metre is EUR 3,360 (EUR 420,000 for 125 m\u00b2).",
    "The fine of 4% of annual turnover of EUR 250 million would be EUR 10 million.",
)


@pytest.mark.parametrize("text", WRONG)
def test_arithmetic_that_does_not_work_out_is_found(text: str) -> None:
    found = run("numbers.arithmetic", text)
    assert [str(each.evidence["result"]).startswith(WRONG[text]) for each in found] == [True]
    assert all({"formula", "stated", "values"} <= set(each.evidence) for each in found)


@pytest.mark.parametrize("text", ALSO_WRONG)
def test_harder_forms_are_found(text: str) -> None:
    assert len(run("numbers.arithmetic", text)) == 1


@pytest.mark.parametrize("text", [*RIGHT, *ALSO_RIGHT])
def test_arithmetic_that_works_out_or_is_none_is_left_alone(text: str) -> None:
    assert [(found.message, found.quote) for found in run("numbers.arithmetic", text)] == []


def test_a_finding_holds_the_computation_and_the_right_figure() -> None:
    (found,) = run("numbers.arithmetic", "We paid 12 instalments of $1,500, in total $16,000.")
    assert found.code == "product"
    assert found.message == "12 \u00d7 $1,500 is 18,000, not $16,000."
    assert found.suggestion == "Write 18,000, or correct 12 or $1,500."
    wanted = {"formula": "12 \u00d7 $1,500", "values": ["12", "1500"], "stated": "16000", "result": "18000"}
    assert {key: found.evidence[key] for key in wanted} == wanted


def test_the_result_alone_is_suggested_where_the_other_figures_are_printed_elsewhere() -> None:
    text = "Revenue was EUR 120 in 2022 and EUR 150 in 2023. Revenue rose from EUR 120 to EUR 150, an increase of 20%."
    (found,) = run("numbers.arithmetic", text)
    assert found.suggestion == "Write 25 %."


def test_whole_numbers_are_rounded_in_a_text_that_counts_in_millions() -> None:
    claim = "Revenue rose from 120 to 151, up 32."
    assert len(run("numbers.arithmetic", claim)) == 1
    assert run("numbers.arithmetic", f"All amounts are in millions. {claim}") == ()


def test_tables_and_code_are_left_to_others() -> None:
    assert run("numbers.arithmetic", "| Sum | 3 x 45 = 125 |\n|---|---|\n| a | 3 x 45 = 125 |\n") == ()
    assert run("numbers.arithmetic", "```\n3 x 45 = 125\n```\n") == ()
