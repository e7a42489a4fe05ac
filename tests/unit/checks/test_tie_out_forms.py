"""Sentences about tables: figures that tie at some scale or follow from the table, and figures one slip away."""

from __future__ import annotations

import pytest

from tests.unit.checks.tables_written import markdown, on_text

INCOME = (
    "Item|2022|2023|2024\nOperating revenue|4,018|4,120|4,235\nStaff costs|1,861|1,902|"
    "1,957\nRent and rates|612|640|655\n"
    "Operating profit|1,545|1,578|1,623"
)
THOUSANDS = (
    "($ in thousands)|2023|2024\nNet sales|412,045|438,612\nCost of sales|287,311|301,480\nGross margin|30.3%|31.3%"
)
CLAIM = (
    "Element|Replacement cost|Depreciation|Actual cash value\nRoof|18,450.00|4,612.50|13,837.50\n"
    "Gutters|2,310.00|577.50|1,732.50\nInterior|6,875.00|687.50|6,187.50\nTotal|27,635.00|5,877.50|21,757.50"
)
GERMAN = "in TEUR|2023|2024\nUmsatzerl\u00f6se|12.450|13.871\nMaterialaufwand|6.118|6.902\nPersonalaufwand|3.240|3.415"
MARKET = (
    "Vendor|Units 2023|Units 2024|Share 2024\nAcorn|14,200|15,900|31.8%\nBirch|11,350|12,400|"
    "24.8%\nCedar|9,800|21,700|43.4%"
)

QUARTERS = (
    "\u00a3m|Q1|Q2|Q3|Q4|Full year\nRetail|12.4|13.1|14.8|19.6|59.9\nWholesale|8.7|9.2|8.9|10.3|37.1\n"
    "Group|21.1|22.3|23.7|29.9|97.0"
)
HOURS = (
    "Name|Hours|Rate|Fee\nK. Nowak (Director)|14.2|\u00a3240|\u00a33,408.00\n"
    "T. Brierley (Surveyor)|36.8|\u00a3155|\u00a35,704.00\nTotal|51.0||\u00a39,112.00"
)
BUDGET = (
    "Heading|Budget|Actual|Variance\nGrounds|24,600|26,315|(1,715)\nStaff|41,200|40,870|330\nHall|9,850|11,420|(1,570)"
)
TOWNS = "Town|2011|2021\nAshby|31,420|34,875\nBrent|18,960|17,815\nColby|24,305|27,190"
ARMS = (
    "Event|Active|Placebo|p\nNausea|47 (22.0%)|21 (10.0%)|0.001\nHeadache|36 (16.8%)|39 (18.7%)|0.61\n"
    "Stay, days|4.2 (3.1)|6.0 (4.4)|0.02"
)
TRADES = "Position|Betrag (\u20ac)\nElektroinstallation|12.480,00\nMalerarbeiten|4.365,75\nSumme netto|16.845,75"
BLANKS = "Poste|2022|2023\nCotisations|18 450|19 320\nSubventions|42 000|38 500"
RENT = (
    "Quarter|Due|Received|Arrears\nMarch 2023|7,875|7,875|0\nJune 2023|7,430|5,000|2,430\n"
    "September 2023|7,430|3,200|4,230"
)
TAX = "Item|\u00a3\nTaxable profit|178,720\nTax at 25%|44,680"
PLAN = (
    "in Tsd. Euro|Plan|Ist|Abweichung\nSchulen|3.420|3.587|167\nStra\u00dfen|2.815|2.640|-175\nKultur|940|1.025|85\n"
    "Gesamt|7.175|7.252|77"
)
AGES = "Age|All\n18 to 39|65\n40 to 64|127\n65 or over|47"
STAFF = "Department|31 Dec 2022|31 Dec 2023\nProduction|412|427\nSales|136|140"
TRIAL = (
    "Characteristic|Intervention (n=87)|Control (n=85)\nAge, years, mean (SD)|61.4 (8.2)|60.7 (9.1)\n"
    "Women, n (%)|47 (54)|41 (48)\nDiabetes, n (%)|22 (25)|19 (22)\nWalking distance, m|412 (96)|378 (88)\n"
    "Death, hazard ratio|0.72 (0.58 to 0.89)|"
)
SATISFIED = "Share satisfied, %|Private tenants|Social tenants\nRepairs|64|71\nHeating|58|66\nRespondents|1,207|986"
MONTHS = "Month|Hours|Margin\nMarch|1,284|18%\nApril|1,406|21%"
CHANNELS = "Channel (EUR k)|2023|2024\nWeb|3,018|3,412\nStores|3,120|2,980"
RETURNS = (
    "Index|2019|2020|2021\nOur common stock|100|112.4|131.9\nS&P 500 Index|100|118.4|152.4\n"
    "S&P 500 Retail Index|100|144.1|171.2"
)
INCOME_BY_QUARTER = "$ million|1st Qtr|2nd Qtr|3rd Qtr\nRevenue|1,570|1,745|1,800\nOperating income (loss)|156|269|200"

WRONG = {
    "one digit": (INCOME, "Operating revenue reached 4,285 in 2024.", "4,285"),
    "swapped digits": (INCOME, "Staff costs came to 1,975 in 2024.", "1,975"),
    "currency": (INCOME, "Rent and rates cost $645 in 2024.", "645"),
    "another row's year": (INCOME, "In 2022, operating profit was 1,554.", "1,554"),
    "millions for thousands": (THOUSANDS, "Net sales grew to $483.6 million in 2024.", "483.6"),
    "full figure for thousands": (THOUSANDS, "Net sales in 2024 were $438,621,000.", "438,621,000"),
    "billion": (THOUSANDS.replace("thousands", "millions"), "Net sales in 2024 were $483.6 billion.", "483.6"),
    "percent cell": (THOUSANDS, "The gross margin improved to 33.1% in 2024.", "33.1"),
    "cents": (CLAIM, "The actual cash value of the roof is $13,873.50.", "13,873.50"),
    "column named": (CLAIM, "Depreciation on the interior comes to $678.50.", "678.50"),
    "total named": (CLAIM, "Total replacement cost is $27,365.00.", "27,365.00"),
    "German": (GERMAN, "Die Umsatzerl\u00f6se stiegen 2024 auf 13.781 TEUR.", "13.781"),
    "German millions": (GERMAN, "Der Materialaufwand betrug 2024 rund 6,2 Mio. Euro.", None),
    "German euros": (GERMAN, "Der Personalaufwand lag 2024 bei 3.451.000 Euro.", "3.451.000"),
    "change in percent": (INCOME, "Operating revenue rose by 2.8% from 4,120 to 4,325.", "4,325"),
    "change amount": (INCOME, "Operating revenue increased by 151 to 4,235 in 2024.", "151"),
    "share": (MARKET, "Birch held a share of 28.4% in 2024.", "28.4"),
    "units": (MARKET, "Acorn sold 15,600 units in 2024.", "15,600"),
    "lost zero": (MARKET, "Cedar shipped 2,170 units in 2024.", "2,170"),
    "column total not printed": (INCOME, "Staff costs and rent and rates together were 2,621 in 2024.", None),
    "negative cell": (
        "|2023|2024\nDisposals|(14,805)|(16,664)\nAdditions|60,807|44,618",
        "The group disposed of investments of RMB16,668 million (disposals).",
        "16,668",
    ),
    "two figures, one wrong": (INCOME, "Staff costs rose from 1,902 in 2023 to 1,597 in 2024.", "1,597"),
    "sentence after the table": (INCOME, "As shown above, operating profit for 2023 was 1,587.", "1,587"),
    "caption scale": (
        "Region|Sales\nNorth|2,415\nSouth|1,980",
        "Sales of the North region were $2,145,000.",
        "2,145,000",
    ),
    "row and column in words": (CLAIM, "For the gutters we allow depreciation of $575.50.", "575.50"),
    "million without decimals": (
        "(in millions)|2018|2017\nNet revenues|$2,280|$1,664\nOperating income|$1,111|$839",
        "Operating income fell short at $893 million in 2017.",
        "893",
    ),
    "derived difference": (
        "(in millions)|2018|2017\nNet revenues|$2,280|$1,664\nOperating income|$1,111|$839",
        "Net revenues increased by $661 million.",
        "661",
    ),
    "dash range before": (INCOME, "Operating profit, 2023: 1,758.", "1,758"),
    "bullet": (INCOME, "- Operating revenue 2024: 4,253\n- Staff costs 2024: 1,957", "4,253"),
    "negative percent": ("Area|2024|Change\nNorth|4,410|(12.6)%\nSouth|3,880|4.1%", "North fell by 16.2%.", "16.2"),
    "quarter in words": (QUARTERS, "Retail took \u00a316.9m in the fourth quarter.", "16.9"),
    "full year": (QUARTERS, "Group sales for the full year were \u00a379.0m.", "79.0"),
    "year in a bracket before": (INCOME, "Revenue grew 2.8% (2022: 4,018), and staff costs to 1,975.", "1,975"),
    "hours of a person": (HOURS, "Mr Brierley spent 38.6 hours on the file.", "38.6"),
    "rate of a person": (HOURS, "Mr Brierley's rate is \u00a3115.", "115"),
    "over budget": (BUDGET, "The hall is \u00a31,750 over budget.", "1,750"),
    "overspent": (BUDGET, "Grounds were overspent by \u00a31,175.", "1,175"),
    "below budget": (BUDGET, "Staff costs were \u00a3380 below budget.", "380"),
    "loss on a value": (TOWNS, "Brent lost 1,415 inhabitants.", "1,415"),
    "change over ten years": (TOWNS, "Between 2011 and 2021 Ashby grew by 3,545.", "3,545"),
    "slipped": (INCOME, "Rent and rates slipped by 82 in 2023, staff costs edged up by 14.", None),
    "less than the year before": (INCOME, "Operating profit was 8.2% more than the year before.", None),
    "change by three figures": (TOWNS, "Colby gained 2,858 inhabitants.", "2,858"),
    "change in millions": (THOUSANDS, "Net sales went up by $62.6 million in 2024.", "62.6"),
    "count of two in a cell": (ARMS, "The stay was 2.4 days with the active drug.", "2.4"),
    "share of two in a cell": (ARMS, "Headache occurred in 17.8% of the placebo arm.", "17.8"),
    "part named behind": (TRADES, "Davon entfallen 12.840,00 \u20ac auf die Elektroinstallation.", "12.840,00"),
    "blanks between thousands": (BLANKS, "Les cotisations ont atteint 19 230 euros en 2023.", "19 230"),
    "baisse": (BLANKS, "Les subventions ont baiss\u00e9 de 5 300 euros.", "5 300"),
    "months as labels": (RENT, "The September quarter alone left \u00a34,320 open.", "4,320"),
    "rate in a label": (TAX, "Tax of \u00a346,480 is due in October.", "46,480"),
    "over the plan in German": (PLAN, "Die Kultur lag um 58.000 Euro \u00fcber dem Plan.", "58.000"),
    "more than planned in German": (PLAN, "F\u00fcr Schulen waren es 176.000 Euro mehr als geplant.", "176.000"),
    "in all": (PLAN, "Insgesamt betrugen die Ausgaben 7.225.000 Euro.", "7.225.000"),
    "band of ages": (AGES, "Of the 239 participants, 172 were aged 40 to 64.", "172"),
    "mean of a cell of two": (TRIAL, "Mean age was 64.1 years in the intervention group.", "64.1"),
    "share of a count": (TRIAL, "In the control group 41 (84%) were women.", "84"),
    "a count of two digits": (TRIAL, "Diabetes was present in 18 control patients.", "18"),
    "metres": (TRIAL, "Walking distance was 421 m in the intervention group.", "421"),
    "bounds": (TRIAL, "The hazard ratio for death was 0.72 (95% CI 0.85 to 0.89).", "0.85"),
    "size of a group": (TRIAL, "Of the 78 control patients 19 had diabetes.", None),
    "percent in the corner": (SATISFIED, "Repairs satisfied 46% of private tenants.", "46"),
    "a month is no date": (MONTHS, "In April 1,460 hours were worked.", "1,460"),
    "margin is no month": (MONTHS, "In March the margin was 81%.", "81"),
    "millions with an abbreviation": (
        GERMAN,
        "Die Umsatzerl\u00f6se stiegen 2024 auf 13,9 Mio. \u20ac, nach 15,2 Mio. \u20ac im Vorjahr.",
        "15,2",
    ),
    "less than budgeted": (BUDGET, "The hall cost \u00a311,240, \u00a31,570 more than budgeted.", "11,240"),
    "number of members in German": (
        "Angabe|2022|2023\nMitglieder|1.792|1.846\nBeitr\u00e4ge|48.210|51.375",
        "Die Mitgliederzahl stieg 2023 auf 1.864.",
        "1.864",
    ),
    "percent in brackets in the corner": (
        "Indicateur (%)|Femmes|Hommes\nNotori\u00e9t\u00e9|72|64\nIntention|45|38",
        "La notori\u00e9t\u00e9 atteint 46 % chez les hommes.",
        "46",
    ),
    "apart": (BUDGET, "Plan and fact for grounds are \u00a31,175 apart.", "1,175"),
    "en 2023": (BLANKS, "Les cotisations, de 18 450 euros en 2022, atteignent 13 920 euros en 2023.", "13 920"),
    "two digits of millions": (CHANNELS, "In 2024 web sales came to EUR 4.3m.", "4.3"),
    "place in a list of years": (
        INCOME,
        "Staff costs were 1,957, 1,902 and 1,681 in 2024, 2023 and 2022, respectively.",
        "1,681",
    ),
    "years before their figures": (INCOME, "For 2023 and 2022, staff costs were 1,902 and 1,681.", "1,681"),
    "brackets of a label": (
        "$ million|2018|2019\nFree cash flow (non-GAAP measure)|533|497\nCapital expenditure|(212)|(198)",
        "Free cash flow was 479 in 2019.",
        "479",
    ),
    "two digits of a row that the sentence cites twice": (
        THOUSANDS.replace("Cost of sales|287,311|301,480", "Restructuring|6,340|2,118"),
        "Restructuring fell from $6.8 million to $2.1 million.",
        "6.8",
    ),
    "a row said at the beginning, last year meant": (STAFF, "Production, by contrast, came to 472 people.", "472"),
    "a share of those beside it": (
        "Depot|Sampled|On time\nLeeds|530|412\nYork|264|249",
        "In Leeds, 421 of the 530 parcels arrived on time.",
        "421",
    ),
    "another time told in brackets": (QUARTERS, "Retail took \u00a341.8m in the third quarter (Q2: 13.1).", "41.8"),
    "a saving that is no difference": (
        "Measure|Saving, MWh/yr|Cost\nHeat pump|412|18,400\nCondensate return|298|7,150",
        "Condensate return saves 289 MWh.",
        "289",
    ),
    "people of a country": (
        "Country|Interviews\nAustralia|317\nIceland|168",
        "Of the visitors, Australians gave 371 interviews.",
        "371",
    ),
    "budgeted in a budget": (
        "District|Salaries\nNorth|36,725,100\nSouth|28,114,300",
        "# Adopted budget\n\nNorth salaries are budgeted at $37.6 million.",
        "37.6",
    ),
    "two figures of one cell": (
        "Subjects|Placebo|Total\nCompleted week 24|88 (84.6%)|262 (83.4%)\nWithdrawn|16 (15.4%)|52 (16.6%)",
        "Overall, 226 subjects (83.4%) came back.",
        "226",
    ),
    "rounded to hundreds": (
        "Warehouse|2023|2024\nLyon|27,912|29,387\nTilburg|31,455|30,118",
        "In 2024 Lyon took in some 28,400 pallets.",
        "28,400",
    ),
    "kWh in MWh": (
        "Use (kWh)|Baseline|After\nSpace heating|412,850|287,310\nHot water|98,120|91,405",
        "At baseline space heating took 423 MWh.",
        "423",
    ),
    "an overspend by name": (
        "Portfolio (\u00a3000)|Budget|Outturn|Variance\nHousing|9,655|11,086|1,431\nHighways|21,470|21,105|(365)",
        "Housing overspent by \u00a31.9m.",
        "1.9",
    ),
    "what was named in the sentence before": (
        "\u00a3m|2024|2023\nRail systems|412.6|387.9\nHighways maintenance|195.7|203.4",
        "Rail systems was the largest again. Its revenue of \u00a3412.8m was ahead of the prior year.",
        "412.8",
    ),
    "so many of the whole": (
        "Level|Headcount|Women\nExecutive|46|22\nOfficer|527|318",
        "Women fill 27 of the 46 executive positions.",
        "27",
    ),
    "German day and month": (
        "Aktiva in TEUR|31.12.2024|31.12.2023\nVorr\u00e4te|18.953|21.407\nSachanlagen|27.346|25.812",
        "Die Vorr\u00e4te betrugen zum 31. Dezember 2024 noch 18.943 TEUR.",
        "18.943",
    ),
    "December is no decrease": (STAFF, "Production employed 472 people at the end of 2023.", "472"),
}
RIGHT = {
    "exact": (INCOME, "Operating revenue reached 4,235 in 2024, after 4,120 and 4,018."),
    "rounded": (THOUSANDS, "Net sales grew to $438.6 million, or about $439 million."),
    "in full": (THOUSANDS, "Net sales were $438,612,000 in 2024."),
    "billions": (THOUSANDS.replace("thousands", "millions"), "Net sales were $438.6 billion in 2024."),
    "difference": (INCOME, "Operating revenue rose by 115 and staff costs by 55 in 2024."),
    "percent change": (INCOME, "Operating revenue rose 2.8% and staff costs 2.9%."),
    "sum of rows": (INCOME, "Staff costs and rent together were 2,612 in 2024."),
    "share of a total": (CLAIM, "The roof makes up 66.8% of the replacement cost."),
    "ratio": (INCOME, "The operating margin was 38.3% in 2024."),
    "another subject": (INCOME, "We interviewed 4,285 households in Leeds."),
    "a year and a page": (INCOME, "See page 655 of the 2024 report, section 4.12."),
    "another period": (INCOME, "Operating revenue was 3,985 in 2019."),
    "forecast": (INCOME, "We expect operating revenue of 4,325 in 2025."),
    "small numbers": (INCOME, "Staff costs cover 14 teams in 3 towns."),
    "approximate": (INCOME, "Operating revenue was about 4,200 in 2024 and nearly 4,240 at constant rates."),
    "part of a row": (INCOME, "Of staff costs, 1,597 were wages of the head office."),
    "German exact": (GERMAN, "Die Umsatzerl\u00f6se stiegen 2024 auf 13.871 TEUR, das sind 13,9 Mio. Euro."),
    "German change": (GERMAN, "Der Materialaufwand stieg um 12,8 % oder 784 TEUR."),
    "money of another kind": (CLAIM, "The policy limit is $27,365.00 per contract year."),
    "deductible": (CLAIM, "After the deductible of $1,000.00 we pay $20,757.50."),
    "column sums": (MARKET, "The three vendors shipped 50,000 units in 2024."),
    "growth of vendor": (MARKET, "Acorn grew by 12.0% and Birch by 9.3%."),
    "points": (THOUSANDS, "The gross margin improved by 1.0 percentage points to 31.3%."),
    "date": (INCOME, "On 23 April 2024 the board met in Room 4,235."),
    "reference numbers": (INCOME, "Claim no. 4,285 and policy 1,975 concern rent and rates."),
    "basis points": (
        "|F19|F18|Change\nEBIT|474|516|(8.2)%\nEBIT to sales (%)|5.5|6.3|(78) bps",
        "EBIT normalised for the 53rd week decreased 5.6%.",
    ),
    "second currency": (
        "|2019|2018\nFinal dividend per share (cents)|3.45|2.73",
        "The final dividend of 3.45 cents per share is equivalent to 2.70 pence per share.",
    ),
    "average": (INCOME, "Operating profit averaged 1,582 a year over the three years."),
    "multiple": (INCOME, "Operating revenue is 2.16 times staff costs."),
    "quarter that ties": (QUARTERS, "Retail took \u00a314.8m in the third quarter, Q2 brought \u00a313.1m."),
    "quarter of another table": (INCOME, "Operating revenue was 1,324 in the third quarter of 2024."),
    "budget of a quarter": (QUARTERS, "Retail had planned \u00a316.9m for the fourth quarter."),
    "hours that no column counts": (INCOME, "Staff costs were checked for 1,975 hours."),
    "hours of two persons": (HOURS, "Mr Brierley and Mr Nowak spent 51.0 hours."),
    "over budget as printed": (BUDGET, "The hall is \u00a31,570 over budget, staff \u00a3330 below it."),
    "spent over a time": (BUDGET, "The hall was let for \u00a31,507 over the year."),
    "change since": (TOWNS, "Over three decades Brent lost 1,415 inhabitants."),
    "share of something else": (TOWNS, "Brent lost 6.9% of its shops."),
    "change from column to column": (TOWNS, "Ashby grew by 3,455 and Colby by 11.9% or 2,885."),
    "two in a cell": (ARMS, "Nausea: 47 (22.0%) against 21 (10.0%); stays were 4.2 and 6.0 days."),
    "part of a part": (TRADES, "Von der Elektroinstallation entfallen 12.840,00 \u20ac auf Kabel."),
    "of these without a comma": (STAFF, "Of the production staff 247 work in shifts in 2023."),
    "money beside a measure": ("Site|Use MWh\nLeeds|3,874\nYork|1,587", "York paid \u00a31,857 and Leeds \u00a33,784."),
    "per month": (TAX, "Tax of \u00a344,860 a month was paid."),
    "target": (TOWNS, "The target for Colby is 27,910 inhabitants in 2021."),
    "blanks that tie": (BLANKS, "Les subventions ont baiss\u00e9 de 3 500 euros \u00e0 38 500 euros."),
    "mehr als geplant": (PLAN, "Die Schulen kosteten 167.000 Euro mehr als geplant, insgesamt 7.252.000 Euro."),
    "in all of something else": (PLAN, "Insgesamt wurden 1.284 Antr\u00e4ge gestellt."),
    "another band": (AGES, "Of the 239 participants, 172 were aged 30 to 64."),
    "counts of something else": (TRIAL, "Diabetes was newly found in 14 control patients during follow-up."),
    "a part of a count": (TRIAL, "Among women in the control group, 11 smoked."),
    "all of a cell of two": (
        TRIAL,
        "Of 87 intervention patients, 47 (54%) were women, aged 61.4 (8.2) on average; 12 weeks later 34 came back.",
    ),
    "more precise than the table": (AGES, "On average 65.3 were aged 18 to 39."),
    "at tender": (BUDGET, "The hall was \u00a311,240 at tender."),
    "index": (
        "Fund|Assets EUR m|Return %\nAlder|48.2|6.4\nBirch|31.7|4.9",
        "Birch's return of 4.9% compares with 4.4% for its index.",
    ),
    "benchmark": (MONTHS, "The benchmark margin in April was 12%."),
    "number in a name": (
        RETURNS,
        "We compare our shares with the S&P 500 Index and the S&P 500 Retail Index since 2019.",
    ),
    "number of an index": (
        RETURNS,
        "We compare our common stock with the Standard & Poor's 500 composite index since 2019.",
    ),
    "year of another place in a list": (
        INCOME,
        "Staff costs of the parent were 1,210, 1,597 and 1,188 in 2024, 2018 and 2017, respectively.",
    ),
    "parts of a figure of the row": (
        "|2015|2016\nSpecial terminations, settlements and curtailments|35.2|7.3\nService cost|38.0|40.4",
        "Special items of $35.2 included settlements of $21.2, special terminations of $8.7 and curtailments of $5.3.",
    ),
    "a part of the year": (INCOME_BY_QUARTER, "We recorded $136 million of operating income from the settlement."),
    "an increase in something": (
        "|2009|2010\nNet cash provided by operating activities|3,173|3,547\nNet cash used for investing|(1,518)|(319)",
        "The decline was due to an increase in our operating contributions to the pension plan of $1,373 million.",
    ),
    "what one cause made of a row": (
        INCOME,
        "We recorded 1,632 of operating profit from the settlement in 2024.",
    ),
    "at least": (TOWNS, "A sample of at least 18,690 inhabitants of Brent was drawn in 2011."),
    "environ": (BLANKS, "Les cotisations plafonnent \u00e0 un peu moins de 19 230 euros en 2023."),
    "a count beside money in tenths": (
        "$ thousand|Actual|Budget\nPatent boutiques (3 firms)|127.9|120.0\nTranslators|61.4|45.0",
        "The patent work has 128 families, spread over three boutiques and firms.",
    ),
    "a length beside counts": (
        "Span|Plates|Length, m|Adhesive, kg\nSpan 1|20|376|451\nSpan 2|28|714|864",
        "No hollow plate of span 1 was longer than 40 mm, and span 2 is 24.0 m long.",
    ),
    "not delivered": (
        "Depot|On time|Late|Not delivered\nHull|2,910|190|812\nLeeds|4,120|960|220",
        "Hull delivered 2,910 parcels within two days.",
    ),
    "the figure itself beside another view": (
        "S$ thousand|2025|2026\nEBITDA|3,852|4,274\nCapital expenditure|910|870",
        "In 2026 we use EBITDA of S$4,274,000, where the board has S$4.5 million.",
    ),
    "rounded to hundreds, rightly": (
        "Warehouse|2023|2024\nLyon|27,912|29,387\nTilburg|31,455|30,118",
        "In 2024 Lyon took in some 29,400 pallets, and Tilburg 30,100.",
    ),
    "two years with a dash": (
        "Indicator|2023\u201324|2024\u201325\nVacancies|64|52\nVoluntary turnover (%)|10.4|9.1",
        "Vacancies fell, and voluntary turnover came down to 9.1% in 2024\u201325.",
    ),
    "a sample taken again": (
        "Analyte|Assigned|Found\nNitrate (mg/L)|31.6|34.9\nFluoride (mg/L)|0.87|0.85",
        "A repeat sample of nitrate gave 31.9 mg/L.",
    ),
    "a share beside a cited figure": (
        "Attribute|Share of users\nPrice transparency|43.7%\nReliability|39.2%",
        "Price transparency stays low (43.7%), and 49% were surprised by a bill.",
    ),
    "a standard": (
        "|2007|2008\nTotal capital|121.6|108.4\nLeverage ratio|6.65|5.82",
        "Capital was relieved of the impact of adopting SFAS 158 at the end of 2008.",
    ),
    "a row named in part, undated": (
        "|2005|2006\nCapacity and commercial facilities|509|510\nLocomotives|120|131",
        "Beside our credit facilities, we had $150 million in lines of credit.",
    ),
    "no table": ("A|B\nx|y", "Operating revenue was 4,285."),
}


@pytest.mark.parametrize("name", [name for name, (_, _, quote) in WRONG.items() if quote])
@pytest.mark.parametrize("place", ["before", "after"])
def test_a_figure_one_slip_away_from_the_table_is_found(name: str, place: str) -> None:
    table, sentence, quote = WRONG[name]
    found = on_text("numbers.tie_out", markdown(table, **{place: sentence}))
    assert [finding.quote for finding in found] == [quote]
    assert all(finding.row is not None and finding.column is not None for finding in found)


@pytest.mark.parametrize("name", RIGHT)
def test_figures_that_tie_or_follow_or_speak_of_something_else_are_left_alone(name: str) -> None:
    table, sentence = RIGHT[name]
    assert [finding.message for finding in on_text("numbers.tie_out", markdown(table, before=sentence))] == []


def test_a_right_figure_is_not_blamed_for_a_wrong_total() -> None:
    table = "Cost|2023|2024\nStaff|520|560\nRooms|210|215\nTravel|130|160\nTotal costs|860|953"
    (found,) = on_text("numbers.tie_out", markdown(table, before="Total costs were 935 in 2024."))
    assert found.quote == "935"
    assert "does not foot" in found.message
    assert found.evidence["table_sum"] == "935"


def test_a_scale_named_in_the_caption_is_the_table_s() -> None:
    table = "Region|2023|2024\nNorth|2,415|2,530\nSouth|1,980|2,064"
    text = markdown(
        table, before="North reached $2.35 million in 2024.\n\nTable 1: Sales by region, in thousands of dollars"
    )
    assert [found.quote for found in on_text("numbers.tie_out", text)] == ["2.35"]
