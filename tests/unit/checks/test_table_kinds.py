"""Payslips, leases, regions, orders and trials: tables with several heads, blocks and notations, and their text."""

from __future__ import annotations

import pytest

from tests.unit.checks.tables_written import markdown, on_table, on_text

FOOT_WRONG = {
    "hours at a rate": (
        "Engineer|Hours|Rate|Fee\nOkafor|138.0|85|11,730\nLind|145.0|72|10,440\nMarch|125.0|96|12,000\n"
        "Pryce|137.0|64|8,768\nTeam|549.0||42,938",
        (5, 1),
    ),
    "area and yield": (
        "Crop|Area|Production|Yield|Value\nWheat|184.6|1,606|8.70|285,868\nBarley|97.2|583|6.00|96,195\n"
        "Rape|62.5|213|3.41|87,756\nBeans|41.3|161|3.90|34,454\nTotal|785.6|2,563||504,273",
        (5, 1),
    ),
    "litres for each distance": (
        "Class|Kilometres|Fuel|Litres per 100 km|Cost\nVans|964,210|74,244|7.7|118,790\n"
        "Trucks|612,904|109,710|17.9|175,536\nLorries|403,187|106,441|26.4|170,306\n"
        "Fleet|1,980,301|290,395|14.7|446,632",
        (4, 4),
    ),
    "margins in money": (
        "Enterprise|Output|Costs|Gross margin\nWheat|212.4|(98.7)|113.7\nRape|86.9|(47.3)|39.6\n"
        "Cattle|141.6|(88.2)|53.4\nTotal|440.9|(234.2)|260.7",
        (4, 3),
    ),
    "nights for each guest": (
        "Kreis|Gäste|Nächte|Tage je Gast\nNordhausen|48.213|126.540|2,6\nKyffhäuser|39.706|148.295|3,7\n"
        "Eichsfeld|44.187|132.068|3,0\nInsgesamt|182.106|406.903|3,1",
        (4, 1),
    ),
    "multi level": (
        "|Home||Abroad||Total\n|Men|Women|Men|Women|\nUnder 30|120|134|41|39|334\n"
        "30 to 50|211|198|77|80|566\nOver 50|98|105|30|28|216\nAll ages|429|437|148|147|1,161",
        (4, 5),
    ),
    "money with cents no symbol": (
        "Date|Payee|Amount\n02/01|Smith & Co|1,240.50\n05/01|City Water|88.15\n09/01|Print Shop|312.00\n"
        "|Total|1,640.56",
        (4, 2),
    ),
    "gross to net pay": (
        "Item|Amount\nGross pay|4,850.00\nLess income tax|873.00\nLess pension|242.50\n"
        "Less union dues|18.00\nNet pay|3,761.50",
        (5, 1),
    ),
    "project cost": (
        "Phase|Budget|Actual|Variance\nDesign|120|131|(11)\nBuild|480|455|25\nTest|90|97|(7)\nTotal|690|638|7",
        (4, 2),
    ),
    "notes in total": (
        "USD m|2024|2023\nTrade payables|1,204|1,180\nAccruals (note 9)|366|341\nTaxes|118|122\n"
        "Total payables (a)|1,868|1,643",
        (4, 1),
    ),
    "lease maturities": (
        "Year|Operating|Finance\n2025|4,120|820\n2026|3,870|805\n2027|3,215|760\nThereafter|6,940|1,180\n"
        "Total payments|18,145|3,565\nLess imputed interest|(2,310)|(415)\nLease liability|15,835|3,105",
        (7, 2),
    ),
    "segments eliminated": (
        "CHF m|Pharma|Chem|Elim.|Group\nSales|812|455|(38)|1,229\nCosts|(590)|(371)|38|(932)\nProfit|222|84|-|306",
        (2, 4),
    ),
    "sum in words": (
        "Cost head|EUR\nTravel|3,410.20\nHotel|2,275.00\nMeals|864.35\nSum|6,594.55",
        (4, 1),
    ),
    "sign slip subtotal": (
        "|2024|2023\nTurnover|9,840|9,120\nReturns|(310)|(285)\nTurnover, net|(9,530)|8,835",
        (3, 1),
    ),
    "hundredths": (
        "Ore|Share of mass\nIron|41.37\nSilica|32.18\nAlumina|15.90\nOther|10.55\nTotal|101.00",
        (5, 1),
    ),
    "insulated blocks": (
        "Part A|2024\nx1|310\nx2|295\nTotal A|605\nPart B|2024\ny1|118\ny2|84\nTotal B|220",
        (7, 1),
    ),
    "opening stock": (
        "Stock movement|Units\nStock at 1 January|4,210\nReceived|12,780\nIssued|(11,945)\nStock at 31 December|5,405",
        (4, 1),
    ),
    "wide": (
        "Team|Mon|Tue|Wed|Thu|Fri|Sat|Sum\nA|12|15|11|14|13|9|74\nB|18|17|19|16|20|11|101\n"
        "C|7|9|8|10|6|5|54\nSum|37|41|38|40|39|25|220",
        (3, 7),
    ),
    "parentheses with space": (
        "|2024|2023\nInterest income|1,512|1,377\nInterest expense|( 488 )|( 502 )\nFees|240|251\n"
        "Net income|1,246|1,126",
        (4, 1),
    ),
    "rub": (
        "\u0421\u0442\u0430\u0442\u044c\u044f|2024\nA|1 240\nB|3 115\nC|870\nTotal|5 252",
        (4, 1),
    ),
}
FOOT_RIGHT = {
    "litres for each distance": (
        "Class|Kilometres|Fuel|Litres per 100 km|Cost\nVans|964,210|74,244|7.7|118,790\n"
        "Trucks|612,904|109,710|17.9|175,536\nLorries|403,187|106,441|26.4|170,306\n"
        "Fleet|1,980,301|290,395|14.7|464,632"
    ),
    "margins as shares": (
        "Enterprise|Output|Costs|Gross margin\nWheat|212.4|98.7|53.5\nRape|86.9|47.3|45.6\nCattle|141.6|88.2|37.7\n"
        "Total|440.9|234.2|46.9"
    ),
    "nights for each guest": (
        "Kreis|Gäste|Nächte|Tage je Gast\nNordhausen|48.213|126.540|2,6\nKyffhäuser|39.706|148.295|3,7\n"
        "Eichsfeld|44.187|132.068|3,0\nInsgesamt|132.106|406.903|3,1"
    ),
    "averages by year": ("Year|Staff|Average pay\n2022|120|41.2\n2023|131|42.8\n2024|140|44.0\nTotal|391|42.8"),
    "percent of total column": ("Fund|Assets|% of total\nA|410|41%\nB|390|39%\nC|200|20%\nTotal|1,000|100%"),
    "cum": ("Quarter|New|Total customers\nQ1|120|1,120\nQ2|95|1,215\nQ3|140|1,355"),
    "ph": ("Sample|pH|Total hardness\n1|7.1|214\n2|7.4|198\n3|6.9|230"),
    "prices": ("Item|List price|Total price\nChair|120.00|115.00\nDesk|340.00|320.00"),
    "bands": ("Band|From|To\n1|0|10,000\n2|10,000|50,000\n3|50,000|150,000"),
    "net and total unrelated": ("|2024|2023\nNet sales|412|388\nTotal assets|1,204|1,150\nTotal employees|5,120|5,004"),
    "lines without all parts": (
        "|2024|2023\nSalaries|4,120|3,990\nOther|1,204|1,150\nTotal costs (continuing and discontinued)|7,881|7,442"
    ),
    "time": ("Leg|Time\nA-B|1:20\nB-C|0:45\nTotal|2:05"),
    "both totals": ("|2024|2023\nTotal debt|412|388\nTotal equity|820|775\nTotal capital|1,232|1,163"),
    "rates of return": ("Fund|1 year|3 years\nA|8.1%|21.4%\nB|6.2%|18.8%\nTotal return|7.4%|20.3%"),
    "rounded thousands": ("USD k|2024\nA|12,345\nB|8,766\nC|4,112\nTotal|25,224"),
    "dates": ("Task|Start|End\nA|2024|2025\nB|2025|2026\nTotal|2024|2026"),
    "stock splits": ("Class|Shares|Votes per share|Votes\nA|100|10|1,000\nB|500|1|500\nTotal|600|2.5|1,500"),
    "weights": ("Criterion|Weight|Score|Weighted\nPrice|0.5|8|4.0\nQuality|0.3|9|2.7\nTime|0.2|7|1.4\nTotal|1.0||8.1"),
}
REGIONS = "Region|2023|2024\nNordics|18,420|19,377\nBaltics|4,116|4,682\nPoland|11,905|12,248\nTotal|34,441|36,307"
ORDERS = (
    "EUR million|2022|2023|2024\nOrder intake|1,288|1,402|1,371\nBacklog|2,046|2,210|2,318\n"
    "Free cash flow|88.4|96.2|104.7\nDividend per share (EUR)|1.15|1.25|1.40"
)
ANSWERS = "Answer|18–34|35–54|75+|All\nYes|263|241|47|551\nNo|94|158|103|355\nTotal|357|399|150|906"
SPACE = "Use|Net area|Rooms\nOffices|12,460|214\nStores|2,275|31\nVacant|1,815|29"
RECEIPTS = (
    "Head of account|Budget 2024-25|Actuals 2024-25\nShare of excise|41,00,000|43,67,250\n"
    "Grants-in-aid|2,35,00,000|2,10,62,500\nTotal|2,76,00,000|2,54,29,750"
)
TRIAL = "Drug|Patients|Responders|Response rate\nDrug A|152|88|57.9%\nDrug B|149|61|40.9%\nPlacebo|150|32|21.3%"
TIE_WRONG = [
    (ANSWERS, "Among those aged 75 and over, 130 of 150 were against.", "130"),
    (SPACE, "The letting of the north wing leaves 1,815 m² vacant in 39 rooms.", "39"),
    (RECEIPTS, "The share of excise was more than the ₹14,00,000 that had been budgeted.", "14,00,000"),
    (RECEIPTS, "Grants-in-aid of about ₹1.2 crore were paid.", "1.2"),
    (REGIONS, "Sales in the Nordics were 19,737 in 2024.", "19,737"),
    (REGIONS, "Poland contributed 12,284 in 2024, after 11,905.", "12,284"),
    (REGIONS, "Overall, 36,370 units were sold in 2024.", "36,370"),
    (REGIONS, "In 2023 the Baltics sold 4,161 units.", "4,161"),
    (ORDERS, "Order intake fell from EUR 1,402 million to EUR 1,317 million in 2024.", "1,317"),
    (ORDERS, "The backlog reached EUR 2.138 billion in 2024.", "2.138"),
    (ORDERS, "Free cash flow rose to EUR 107.4 million in 2024.", "107.4"),
    (ORDERS, "A dividend per share of EUR 1.45 is proposed for 2024.", "1.45"),
    (ORDERS, "Order intake was EUR 1,228 million in 2022.", "1,228"),
    (TRIAL, "The response rate under placebo was 23.1%.", "23.1"),
    (TRIAL, "Drug B had a response rate of 49.0%.", "49.0"),
    (TRIAL, "There were 61 responders among 194 patients on drug B.", "194"),
    (REGIONS, "- Baltics 2024: 4,628", "4,628"),
    (REGIONS, "The Baltics (2024: 4,682; 2023: 4,161) grew fastest.", "4,161"),
]
TIE_RIGHT = [
    (ANSWERS, "Among those aged 75 and over, 103 of 150 were against."),
    (ANSWERS, "Among those aged 75 and over, 130 had a car."),
    (SPACE, "The letting of the north wing leaves 1,815 m² vacant in 29 rooms."),
    (RECEIPTS, "The share of excise was more than the ₹41,00,000 that had been budgeted."),
    (RECEIPTS, "Grants-in-aid of about ₹2.1 crore were paid."),
    (REGIONS, "The Nordics grew by 5.2% and Poland by 2.9%."),
    (REGIONS, "The Baltics and Poland together sold 16,930 units in 2024."),
    (REGIONS, "About 19,400 units went to the Nordics in 2024."),
    (REGIONS, "The Nordics had 1,937 dealers."),
    (REGIONS, "The Nordics account for 53.4% of all units in 2024."),
    (ORDERS, "Book-to-bill was 1.04, and the backlog covers 20.3 months."),
    (ORDERS, "The backlog grew by EUR 108 million, or 4.9%."),
    (ORDERS, "We guide for order intake of EUR 1,450 million in 2025."),
    (ORDERS, "In the first half of 2024 order intake was EUR 731 million."),
    (ORDERS, "The dividend rises by 12.0% to EUR 1.40."),
    (
        TRIAL,
        "The difference in response between drug A and placebo was 36.6 percentage points (95% CI 26.4 to 46.8).",
    ),
    (TRIAL, "Drug A was given at 150 mg twice daily for 12 weeks."),
    (TRIAL, "In all, 451 patients were treated."),
    (TRIAL, "Responders under drug A lived 18.8 months."),
    (TRIAL, "In an earlier trial the response rate of drug B was 49.0% (2017)."),
]


@pytest.mark.parametrize("name", FOOT_WRONG)
def test_wrong_totals(name: str) -> None:
    table, cell = FOOT_WRONG[name]
    assert [(found.row, found.column) for found in on_table("numbers.footing", table)] == [cell]


@pytest.mark.parametrize("name", FOOT_RIGHT)
def test_tables_without_wrong_totals(name: str) -> None:
    assert [found.message for found in on_table("numbers.footing", FOOT_RIGHT[name])] == []
    assert [found.message for found in on_table("numbers.percentages", FOOT_RIGHT[name])] == []


@pytest.mark.parametrize(("table", "sentence", "quote"), TIE_WRONG)
def test_sentences_that_miss_their_table(table: str, sentence: str, quote: str) -> None:
    assert [found.quote for found in on_text("numbers.tie_out", markdown(table, before=sentence))] == [quote]


@pytest.mark.parametrize(("table", "sentence"), TIE_RIGHT)
def test_sentences_that_tie_or_speak_of_something_else(table: str, sentence: str) -> None:
    assert [found.message for found in on_text("numbers.tie_out", markdown(table, before=sentence))] == []


LEDGER = (
    "No.|Payee|Debit|Credit|Balance\n|Balance forward|||4,210.55\n1|Gas|214.87||3,995.68\n2|Clerk|480.00||3,515.68\n"
    "3|Refund||255.00|3,770.68\n4|Interest||34.12|3,804.80\n5|Travel|612.40||3,192.40\n6|Void|-|-|3,192.40\n"
)
LOAN = (
    "Month|Instalment|Interest|Principal|Owed\nJan|500.00|50.00|450.00|9,550.00\nFeb|500.00|47.75|452.25|9,097.75\n"
    "Mar|500.00|45.49|454.51|8,643.24\nApr|500.00|43.22|456.78|8,186.46\nMay|500.00|40.93|459.07|7,727.39\n"
)
MEMBERS = "Year|Joined|So far\n2020|41|41\n2021|37|78\n2022|52|130\n2023|48|178\n2024|61|239\n"
RUNNING = {
    "closing balance below": LEDGER + "|Totals|1,307.27|289.12|3,192.40",
    "newest first": (
        "Date|Umsatz|Saldo\n30.06.|-120,00|1.480,00\n28.06.|900,00|1.600,00\n21.06.|-75,50|700,00\n"
        "14.06.|-24,50|775,50\n02.06.|300,00|800,00\n01.06.|500,00|500,00\nSumme|1.480,00|1.480,00"
    ),
    "repayment": LOAN + "Total|2,500.00|227.39|2,272.61|7,727.39",
    "members so far": MEMBERS + "Total|239|239",
    "stock": (
        "Week|In|Out|On hand\n1|120|95|325\n2|80|110|295\n3|140|90|345\n4|60|130|275\n5|150|75|350\nTotal|550|500|350"
    ),
}
RUNNING_WRONG = {
    "credits": (LEDGER + "|Totals|1,307.27|298.12|3,192.40", "298.12"),
    "principal": (LOAN + "Total|2,500.00|227.39|2,262.61|7,727.39", "2,262.61"),
    "joined": (MEMBERS + "Total|249|239", "249"),
}


@pytest.mark.parametrize("name", RUNNING)
def test_balances_that_are_carried_on_are_not_added_up(name: str) -> None:
    assert on_table("numbers.footing", RUNNING[name]) == ()


@pytest.mark.parametrize("name", RUNNING_WRONG)
def test_wrong_totals_beside_a_balance_that_is_carried_on(name: str) -> None:
    table, quote = RUNNING_WRONG[name]
    assert [finding.quote for finding in on_table("numbers.footing", table)] == [quote]
