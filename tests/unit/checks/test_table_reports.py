"""More reports: trial balances, estates, budgets, surveys and examinations, with sentences about them."""

from __future__ import annotations

import pytest

from tests.unit.checks.tables_written import markdown, on_table, on_text

FOOT_WRONG = {
    "trial balance": (
        "Account|Debit|Credit\nCash|12,400.00|\nReceivables|8,150.00|\nPayables||6,320.00\n"
        "Capital||10,000.00\nRevenue||9,730.00\nRent|5,500.00|\n|26,050.00|26,500.00",
        (7, 2),
    ),
    "CR and DR": (
        "Line|Amount\nRent|1,200.00 Dr\nRefund|350.00 Cr\nPower|275.40 Dr\nBalance due|1,152.40 Dr",
        (4, 1),
    ),
    "estate less debts": (
        "Asset|Value\nHouse|\u00a3410,000\nSavings|\u00a338,250\nCar|\u00a39,400\n"
        "Gross estate|\u00a3457,650\nLess mortgage|\u00a3122,300\nLess funeral|\u00a34,150\n"
        "Net estate|\u00a3331,020",
        (7, 1),
    ),
    "nested three deep": (
        "Budget|2025\nSalaries|310,000\nPensions|42,000\nTotal staff|352,000\nRent|88,000\nRates|19,500\n"
        "Total premises|107,500\nTotal running costs|459,500\nVehicles|64,000\nComputers|23,800\n"
        "Total investment|87,800\nTotal budget|574,300",
        (11, 1),
    ),
    "quarterly with subtotal columns": (
        "|Jan|Feb|Mar|Q1|Apr|May|Jun|Q2\nUnits A|40|42|45|127|50|51|49|150\n"
        "Units B|30|28|31|89|35|33|36|104\nUnits C|22|25|24|71|26|29|27|82\n"
        "Total|92|95|100|287|111|113|112|363",
        (4, 8),
    ),
    "thousands with decimals": (
        "Segment|EUR k\nRetail|1,204.6\nTrade|875.3\nOnline|640.8\nSum|2,702.7",
        (4, 1),
    ),
    "unlabelled subtotal mid": (
        "|2024|2023\nCash|120|115\nShort-term deposits|340|290\n|460|450\nReceivables|715|702\n"
        "Inventory|288|301\nTotal current assets|1,463|1,408",
        (3, 2),
    ),
    "spaces and minus sign": (
        "Poste|2024\nVentes|48 210\nRemises|\u2212 1 340\nAvoirs|\u2212 620\nVentes nettes|46 520",
        (4, 1),
    ),
    "percent contribution": (
        "Driver|2023|2024\nVolume|2.1%|1.4%\nPrice|3.6%|2.9%\nCurrency|(1.2)%|0.3%\nTotal growth|4.5%|6.4%",
        (4, 2),
    ),
    "weights in kg": (
        "Lot|Gross kg|Tare kg|Net kg\n1|1,240.5|85.5|1,155.0\n2|1,198.0|84.0|1,114.0\n"
        "3|1,305.5|86.0|1,291.5\n4|1,276.0|85.0|1,191.0",
        (3, 3),
    ),
    "population tables": (
        "County|Men|Women|Total\nAvon|48,210|50,115|98,325\nKent|71,940|74,388|146,328\n"
        "York|39,902|41,077|80,979\nAll counties|160,052|165,580|325,362",
        (4, 3),
    ),
    "total first column": (
        "|Total|North|South|West\nOrders|412|150|162|100\nReturns|38|12|15|11\nComplaints|29|9|13|5",
        (3, 1),
    ),
    "subtotals with same label": (
        "Item|Amount\nDesks|2,400\nChairs|1,800\nSubtotal|4,200\nLamps|640\nRugs|910\nSubtotal|1,505\nTotal|5,750",
        (6, 1),
    ),
    "swapped sign in cash flow": (
        "EUR m|2024|2023\nCash from operations|412|388\nCapital expenditure|(156)|(141)\n"
        "Acquisitions|45|(30)\nDividends|(80)|(75)\nNet change in cash|131|142",
        (5, 1),
    ),
    "depreciation schedule": (
        "Asset|Cost|Accumulated depreciation|Carrying amount\nPlant|84,200|(31,450)|52,750\n"
        "Vehicles|22,600|(9,870)|12,370\nFittings|15,300|(6,120)|9,180\nTotal|122,100|(47,440)|74,660",
        (2, 3),
    ),
    "opening to closing, columns": (
        "Loan|At 1 Jan|Drawn|Repaid|At 31 Dec\nA|5,000|1,200|(800)|5,400\nB|3,400|0|(650)|2,750\n"
        "C|1,900|700|(300)|2,030",
        (3, 4),
    ),
    "extra digit": (
        "Work|Hours\nPlan|124\nBuild|386\nTest|2115\nTotal|721",
        (4, 1),
    ),
    "big table of one column": (
        "Month|Sales\nJan|10,412\nFeb|9,874\nMar|11,230\nApr|10,998\nMay|12,045\nJun|12,380\nJul|11,764\n"
        "Aug|10,120\nSep|11,905\nOct|12,210\nNov|13,022\nDec|14,871\nTotal|140,381",
        (13, 1),
    ),
    "German subtotal": (
        "Kostenart|Betrag\nMaterial|4.210,00\nLohn|6.875,50\nZwischensumme|11.085,50\n"
        "Gemeinkosten|1.662,83\nGesamtsumme|12.784,33",
        (5, 1),
    ),
    "Indian grouping": (
        "Head|Rs\nCivil works|1,24,50,000\nElectrical|38,75,000\nPlumbing|21,40,000\nTotal|1,84,56,000",
        (4, 1),
    ),
}
FOOT_RIGHT = {
    "dilution": (
        "|Shares|%\nFounders|4,000,000|40.0\nFund|3,500,000|35.0\nPool|2,500,000|25.0\nTotal|10,000,000|100.0"
    ),
    "per unit": ("Product|Units|Price|Revenue\nA|100|12.50|1,250\nB|200|9.00|1,800\nTotal|300|10.17|3,050"),
    "time series": ("Year|GDP|Total debt\n2020|2,100|1,300\n2021|2,180|1,380\n2022|2,240|1,455"),
    "nutrition": (
        "Per 100 g|Amount\nEnergy|1,520 kJ\nFat|8.2 g\nof which saturates|2.1 g\nCarbohydrate|61 g\n"
        "of which sugars|14 g\nTotal weight|100 g"
    ),
    "survey means": ("Question|N|Mean|Median\nQ1|120|3.8|4\nQ2|118|4.1|4\nOverall|119|3.95|4"),
    "league": ("Team|Played|Won|Drawn|Lost|Points\nA|10|6|2|2|20\nB|10|5|3|2|18\nC|10|4|4|2|16"),
    "lab panel": ("Test|Day 1|Day 2\nTotal bilirubin|14|12\nDirect bilirubin|4|3\nALP|88|91\nTotal protein|70|71"),
    "ranges": ("Item|Low|High|Total exposure\nFire|100|250|900\nFlood|50|400|700"),
    "tax": (
        "Band|Income|Rate|Tax\n0-10,000|10,000|0%|0\n10,000-40,000|30,000|20%|6,000\n"
        "Over 40,000|15,000|40%|6,000\nTotal|55,000|21.8%|12,000"
    ),
    "overlap": ("Symptom|Patients\nCough|34\nFever|29\nRash|8\nAny symptom (total)|46"),
    "two currencies": ("Item|USD|EUR\nFee|1,200|1,104\nTravel|340|313\nTotal USD|1,540|1,417"),
    "net debt": ("|2024\nTotal borrowings|412.0\nCash|98.5\nNet debt|313.5\nTotal equity|820.4\nGearing|38.2%"),
    "top ten": ("Rank|Client|Fees\n1|A|410\n2|B|388\n3|C|295\nTotal all clients||4,120"),
    "index series": ("Month|CPI|Core\nJan|101.2|100.9\nFeb|101.6|101.1\nTotal change|0.4|0.2"),
    "capacity": ("Plant|Capacity|Output|Use\nA|500|410|82%\nB|300|285|95%\nTotal|800|695|87%"),
    "grades": ("Student|Maths|Physics|Average\nAda|80|90|85\nBen|70|64|67\nTotal average|75|77|76"),
    "rounded column": ("Region|2023 (bn)\nA|1.2\nB|0.7\nC|0.4\nWorld|2.4"),
    "cases per day": ("Date|New|Cumulative total\n1 May|14|214\n2 May|11|225\n3 May|19|244"),
    "mixed notes": (
        "|Note|2024|2023\nTurnover|2|9,120|8,765\nCost of sales||(5,410)|(5,233)\n"
        "Gross profit||3,710|3,532\nAdmin costs|3|(2,104)|(2,050)\nOperating profit|4|1,606|1,482"
    ),
    "valuation range": ("Method|Low|Mid|High\nDCF|410|455|500\nMultiples|395|430|465\nWeighted total|403|443|483"),
}
ACCOUNTS = (
    "Item|2023|2024\nNet sales|48,214|51,907\nGross profit|17,033|18,264\n"
    "Selling expenses|6,418|6,902\nHeadcount|1,204|1,187\nGross margin|35.3%|35.2%"
)
SEGMENTS = (
    "USD millions|Q4 2024|Q4 2023|FY 2024|FY 2023\nCloud revenue|1,842|1,507|6,915|5,620\n"
    "Licence revenue|411|452|1,688|1,790\nOperating cash flow|702|618|2,540|2,204"
)
VALUATION = (
    "Approach|Value (USD 000)|Weight\nIncome approach|84,250|60%\nMarket approach|79,600|30%\n"
    "Asset approach|61,400|10%\nConcluded value|80,570|100%"
)
SURVEY = (
    "Channel|Respondents|Share\nSearch|412|41.2%\nFriends|287|28.7%\nPress|176|17.6%\nOther|125|12.5%\n"
    "Total|1,000|100.0%"
)
EYES = (
    "Examination|Left|Right\nVisual acuity|0.63|0.80\nIntraocular pressure|17|19\n"
    "Corneal thickness|548|553\nAxial length|23.84|24.01"
)
KONTEN = (
    "Position|2023 (TEUR)|2024 (TEUR)\nUmsatzerl\u00f6se|48.214|51.907\nRohertrag|17.033|18.264\n"
    "Vertriebskosten|6.418|6.902\nMitarbeiter|1.204|1.187"
)
TIE_WRONG = {
    "sales": (ACCOUNTS, "Net sales climbed from 48,214 to 51,970 in 2024.", "51,970"),
    "profit in 2023": (ACCOUNTS, "In 2023 the gross profit was 17,303.", "17,303"),
    "headcount": (ACCOUNTS, "The headcount fell to 1,178 in 2024.", "1,178"),
    "margin": (ACCOUNTS, "The gross margin was 33.2% in 2024.", "33.2"),
    "respectively": (ACCOUNTS, "Net sales were 48,241 and 51,907 in 2023 and 2024, respectively.", "48,241"),
    "selling": (ACCOUNTS, "Selling expenses of 6,902 (2023: 6,481) rose with volume.", "6,481"),
    "quarter": (SEGMENTS, "Cloud revenue was $1,824 million in Q4 2024.", "1,824"),
    "year": (SEGMENTS, "For FY 2024, licence revenue declined to $1,668 million.", "1,668"),
    "cash": (SEGMENTS, "Operating cash flow came to $2.45 billion in FY 2024.", "2.45"),
    "cloud billions": (SEGMENTS, "Cloud revenue reached $6.95 billion in FY 2024.", "6.95"),
    "concluded": (VALUATION, "We conclude a value of $80,750,000.", "80,750,000"),
    "income": (VALUATION, "The income approach gives USD 82,450 thousand.", "82,450"),
    "market": (VALUATION, "Under the market approach the value is $76.9 million.", "76.9"),
    "respondents": (SURVEY, "Search was named by 421 respondents.", "421"),
    "share": (SURVEY, "Friends account for a share of 27.8%.", "27.8"),
    "thickness": (EYES, "The corneal thickness of the left eye is 584.", "584"),
    "axial": (EYES, "Axial length measures 23.48 mm on the left.", "23.48"),
    "Umsatz": (KONTEN, "Die Umsatzerl\u00f6se betrugen 2024 51,970 Mio. Euro.", "51,970"),
    "Rohertrag": (KONTEN, "Der Rohertrag stieg 2024 auf 18.246 TEUR.", "18.246"),
    "Kosten": (KONTEN, "Die Vertriebskosten beliefen sich 2023 auf 6.481 TEUR.", "6.481"),
}
TIE_RIGHT = {
    "sales growth": (ACCOUNTS, "Net sales grew by 7.7%, or 3,693, in 2024."),
    "margin points": (ACCOUNTS, "The gross margin slipped by 0.1 points."),
    "per head": (ACCOUNTS, "Net sales per head were 43.7 in 2024."),
    "cost ratio": (ACCOUNTS, "Selling expenses were 13.3% of net sales."),
    "competitor": (ACCOUNTS, "A competitor sold 51,970 units in 2018."),
    "target": (ACCOUNTS, "The board expects net sales of 51,970 next year."),
    "approx": (ACCOUNTS, "Net sales were roughly 52,000."),
    "quarter not shown": (SEGMENTS, "Cloud revenue was $1,482 million in the third quarter."),
    "sum": (SEGMENTS, "Cloud and licence revenue together were $8,603 million in FY 2024."),
    "billion": (SEGMENTS, "Cloud revenue reached $6.9 billion in FY 2024."),
    "weighted": (VALUATION, "The income approach contributes 50,550 to the concluded value."),
    "range": (VALUATION, "Values between $75 million and $85 million are reasonable."),
    "discount": (VALUATION, "After a discount of 10% the value is $72.5 million."),
    "two thirds": (SURVEY, "Search and friends account for 69.9% of respondents."),
    "response": (SURVEY, "1,000 of 4,120 people asked answered."),
    "normal range": (EYES, "Pressure of 10-21 is normal; 17 and 19 were found."),
    "date of test": (EYES, "The examination took place on 17.08.2024 at 19:15."),
    "mean": (EYES, "Corneal thickness averaged 550.5."),
    "Wachstum": (KONTEN, "Die Umsatzerl\u00f6se wuchsen um 7,7 % oder 3.693 TEUR."),
    "Vorjahre": (KONTEN, "Im Jahr 2019 lagen die Umsatzerl\u00f6se bei 51.790 TEUR."),
}
SHARES_WRONG = {
    "pie": "Spending was split as follows: staff 52%, rent 21%, travel 15% and other 22%.",
    "shareholders": "The shares are divided among the founders (45%), the fund (35%) and employees (25%).",
    "remainder": "Two thirds of patients (66%) recovered, 20% improved and the remaining 24% did not respond.",
    "answers": "Of all respondents, 48% answered yes, 37% answered no and 25% were undecided.",
    "composition": "The mixture is composed of 70% sand, 20% clay and 20% lime.",
    "rest": "60% of the budget goes to staff, 25% to rent and the rest (25%) to travel.",
    "German": "Die Ausgaben verteilen sich auf Personal (52 %), Miete (21 %) und Reisen (37 %).",
    "per cent": "The portfolio consists of 40 per cent bonds, 35 per cent shares and 35 per cent property.",
    "list": "Revenue breakdown: Europe 44%, Asia 33%, Americas 33%.",
    "voters": "Of voters, 51% voted for A, 33% voted for B and 26% voted for C.",
}
SHARES_RIGHT = {
    "sum": "Spending was split as follows: staff 52%, rent 21%, travel 15% and other 12%.",
    "women": "The panel was split by sex: 52% of women and 61% of men agreed.",
    "growth": "Growth was split: Europe grew 4%, Asia 9% and America 3%.",
    "tolerance": "The fund is allocated 60% to bonds and 39.9% to shares.",
    "range": "Between 40% and 60% of the samples consist of sand, 20% to 30% of clay.",
    "survey": "Respondents were asked what they use: 81% use e-mail, 64% chat and 22% letters.",
    "partly": "Europe (44%) and Asia (33%) make up most of revenue.",
    "remaining term": "Interest is 5% for the first year and 7% for the remaining 4 years, with a fee of 1%.",
    "discount": "Staff get 20% off, members 10% and the rest 5%.",
    "confidence": "The remaining effect was 12% (95% CI 4% to 21%).",
    "of the remaining": "40% replied; of the remaining 60%, 25% were reached by phone.",
    "vesting": "Options vest 25% after one year, 25% after two and the remaining 50% after three years.",
    "commission": "The agent receives 6% of sales up to 1 million and 4% of the remaining sales.",
    "liability": "The insurer bears 80% and the insured the remaining 20% of costs above 5%.",
}


@pytest.mark.parametrize("name", FOOT_WRONG)
def test_wrong_totals(name: str) -> None:
    table, cell = FOOT_WRONG[name]
    assert [(found.row, found.column) for found in on_table("numbers.footing", table)] == [cell]


@pytest.mark.parametrize("name", FOOT_RIGHT)
def test_tables_without_wrong_totals(name: str) -> None:
    assert [found.message for found in on_table("numbers.footing", FOOT_RIGHT[name])] == []
    assert [found.message for found in on_table("numbers.percentages", FOOT_RIGHT[name])] == []


@pytest.mark.parametrize("name", TIE_WRONG)
def test_sentences_that_miss_their_table(name: str) -> None:
    table, sentence, quote = TIE_WRONG[name]
    assert [found.quote for found in on_text("numbers.tie_out", markdown(table, before=sentence))] == [quote]


@pytest.mark.parametrize("name", TIE_RIGHT)
def test_sentences_that_tie_or_speak_of_something_else(name: str) -> None:
    table, sentence = TIE_RIGHT[name]
    assert [found.message for found in on_text("numbers.tie_out", markdown(table, before=sentence))] == []


@pytest.mark.parametrize("name", SHARES_WRONG)
def test_sentences_whose_shares_do_not_add_up(name: str) -> None:
    assert len(on_text("numbers.percentages", SHARES_WRONG[name])) == 1


@pytest.mark.parametrize("name", SHARES_RIGHT)
def test_sentences_whose_shares_add_up_or_need_not(name: str) -> None:
    assert [found.message for found in on_text("numbers.percentages", SHARES_RIGHT[name])] == []
