"""Tables as reports print them: claims, valuations, market studies, laboratory reports, accounts."""

from __future__ import annotations

import pytest

from tests.unit.checks.tables_written import markdown, on_table, on_text

FOOT_WRONG = {
    "claim with limits": (
        "Coverage|Limit|Claimed|Allowed\nDwelling|250,000.00|41,318.22|38,904.10\nContents|"
        "120,000.00|9,872.40|8,115.00\n"
        "Loss of use|30,000.00|2,140.00|2,140.00\nTotal||53,330.62|49,195.10",
        (4, 3),
    ),
    "payment summary": (
        "Replacement cost value|$62,410.00\nLess recoverable depreciation|$11,205.00\nActual cash value|$51,205.00\n"
        "Less deductible|$2,500.00\nLess prior payments|$20,000.00\nNet payment|$28,750.00",
        (5, 1),
    ),
    "valuation": (
        "USD m|2025E|2026E|2027E\nRevenue|412.6|447.3|481.9\nOperating costs|(298.4)|(319.7)|"
        "(342.0)\nEBITDA|114.2|127.6|139.9\n"
        "Depreciation|(21.5)|(22.8)|(24.1)\nEBIT|92.7|108.4|115.8",
        (5, 2),
    ),
    "market study": (
        "Region|2021|2022|2023|2024\nNorth America|1,842|1,967|2,104|2,251\nEurope|1,315|1,398|1,472|1,540\n"
        "Asia Pacific|987|1,123|1,290|1,468\nRest of world|243|259|281|301\nWorld|4,387|4,747|5,174|5,560",
        (5, 3),
    ),
    "bridge": (
        "Step|EUR k\nNet debt at start of year|8,420\nCash from operations|(3,115)\nInvestments|1,930\nDividends|800\n"
        "Net debt at end of year|8,305",
        (5, 1),
    ),
    "staff": (
        "Department|Men|Women|All\nSales|31|42|73\nPlant|118|57|157\nOffice|22|38|60",
        (2, 3),
    ),
    "invoice": (
        "Description|Qty|Unit price|Amount\nHours of counsel|12|310.00|3,720.00\nCourt fees|1|485.50|485.50\n"
        "Copies|240|0.15|36.00\nSubtotal|||4,241.50\nVAT 20%|||848.30\nTotal|||5,098.80",
        (6, 3),
    ),
    "balance with two sides": (
        "|2024|2023\nFixed assets|6,120|5,870\nCurrent assets|3,455|3,610\nTotal assets|9,575|"
        "9,480\nEquity|4,980|4,720\n"
        "Long-term debt|2,750|3,000\nCurrent liabilities|1,845|1,760\nTotal equity and liabilities|9,575|9,840",
        (7, 2),
    ),
    "Swiss francs": (
        "Position|2022|2023\nBaukosten|1'204'500|1'310'250\nHonorare|188'300|194'100\nReserve|60'000|65'000\n"
        "Total|1'452'800|1'596'350",
        (4, 2),
    ),
    "French": (
        "Poste|2023|2024\nChiffre d'affaires|12 450,5|13 120,0\nAutres produits|310,2|295,4\n"
        "Total des produits|12 760,7|13 451,4",
        (3, 2),
    ),
    "German with deductions": (
        "in TEUR|2023|2024\nUmsatz|14.120|14.980\nMaterial|-6.210|-6.540\nPersonal|-4.115|-4.320\nErgebnis|3.795|4.210",
        (4, 2),
    ),
    "quarters and year": (
        "Sales|Q1|Q2|Q3|Q4|Year\nBooks|310|295|340|420|1,365\nGames|188|204|197|312|910\nMusic|95|91|88|102|376",
        (2, 5),
    ),
    "blank rows between": (
        "|2024|2023\nIncome||\nFees|910|880\nGrants|340|355\n||\nExpense||\nSalaries|705|690\nRent|180|175\n"
        "Total expense|855|865\n||\nTotal income|1,250|1,235",
        (8, 1),
    ),
    "net with brackets and dashes": (
        "|Gross|Ceded|Net\nPremiums|18,420|(6,115)|12,305\nClaims|(11,870)|4,020|(7,850)\n"
        "Expenses|(3,905)|\u2013|(3,905)\n"
        "Result|2,645|(2,095)|505",
        (4, 3),
    ),
    "sum of hours": ("Day|Hours\nMon|7.5\nTue|8.25\nWed|6.75\nThu|8.0\nFri|5.5\nTotal|35.0", (6, 1)),
    "subtotals by section": (
        "Trust|GBP\nProperty|\nHouse|410,000\nFlat|185,500\nTotal property|595,500\nInvestments|"
        "\nShares|88,240\nBonds|61,300\n"
        "Total investments|149,540\nTotal estate|754,040",
        (9, 1),
    ),
    "movement": (
        "Provision|Opening|Charged|Used|Closing\nWarranty|420|115|(98)|437\nLegal|260|40|(75)|"
        "225\nRestructuring|180|95|(160)|151\n"
        "Total|860|250|(333)|777",
        (3, 4),
    ),
    "headcount exact": ("Office|Number of employees\nParis|118\nLyon|64\nNice|39\nTotal|222", (4, 1)),
    "votes": ("Candidate|Votes\nAsh|12,408\nBeech|9,977\nElm|4,216\nInvalid|311\nTotal votes|26,921", (5, 1)),
    "wrong leaf": ("|2023|2024\nInk|1,220|1,315\nPaper|3,480|5,610\nGlue|415|402\nTotal|5,115|5,327", (4, 2)),
}
FOOT_RIGHT = {
    "laboratory": (
        "Test|Result|Reference low|Reference high\nSodium|139|135|145\nPotassium|4.2|3.5|5.1\n"
        "Total protein|71|64|83\nTotal cholesterol|5.4|3.0|5.2"
    ),
    "valuation multiples": "Company|EV|Sales|EV/Sales\nA|1,200|400|3.0x\nB|900|450|2.0x\nTotal|2,100|850|2.5x",
    "discount factors": (
        "Year|Cash flow|Factor|Present value\n1|100.0|0.909|90.9\n2|110.0|0.826|90.9\n3|121.0|"
        "0.751|90.9\nTotal|331.0||272.7"
    ),
    "scores and weights": "Factor|Weight|Score\nSize|30%|4\nRisk|50%|3\nGrowth|20%|5\nTotal|100%|3.7",
    "stock and flow": "Year|Opened|Closed|Total open\n2021|40|12|128\n2022|35|20|143\n2023|28|31|140",
    "two measures": "Site|Area (m2)|Rent per m2|Rent\nA|120|25.00|3,000\nB|300|18.00|5,400\nTotal|420|20.00|8,400",
    "average of rows": "Month|Visits|Conversion\nJan|1,200|3.1%\nFeb|1,150|2.9%\nTotal|2,350|3.0%",
    "best of": "Model|Accuracy|Total time\nBase|71.2|140\nLarge|75.4|310\nDistilled|70.8|95",
    "total shown first and last": "Cost|2024\nTotal budget|1,000\nStaff|620\nRooms|230\nOther|150\nTotal|1,000",
    "rounded in millions": "EUR m|2023|2024\nA|12.4|13.1\nB|8.3|8.8\nC|4.2|4.4\nTotal|24.8|26.2",
    "memo below": "|2023|2024\nDeposits|410|430\nLoans|220|215\nTotal|630|645\nof which secured|180|175",
    "joint lives": "Policy|Insured persons\nA|2\nB|1\nC|3\nDistinct persons in total|5",
    "change columns": "|2024|2023|Change\nSales|412|388|24\nCosts|(310)|(295)|(15)\nProfit|102|93|9",
    "favourable changes": "|2024|2023|Fav/(unfav)\nSales|412|388|24\nCosts|310|295|(15)\nProfit|102|93|9",
    "population": (
        "Town|1990|2000|2010\nAlton|14,200|15,100|15,900\nBeccles|9,800|9,750|10,100\nCounty total|61,300|63,900|66,400"
    ),
    "list of totals": "Fund|Total assets|Total fees\nAlpha|410|4.1\nBeta|388|3.6\nGamma|295|2.2",
    "ages": "Group|Mean age|n\nTreated|54.2|61\nControl|53.8|60\nTotal|54.0|121",
    "mixed periods": "|H1|H2|Full year\nSales|200|230|430\nMargin|12.1%|13.0%|12.6%\nHeadcount|55|58|57",
    "maximum of two": (
        "Item|Policy limit|Loss|Payable\nRoof|20,000|26,400|20,000\nFence|5,000|3,150|3,150\nTotal|25,000|29,550|23,150"
    ),
    "differences of signs only": "|2024|2023\nTotal income|910|880\nTotal costs|705|690\nSurplus|205|190",
    "temperatures": "Station|Min|Max|Mean\nKew|4.1|18.2|11.3\nHull|3.2|17.1|10.2\nTotal|3.2|18.2|10.8",
}


@pytest.mark.parametrize("name", FOOT_WRONG)
def test_wrong_totals_of_reports(name: str) -> None:
    table, cell = FOOT_WRONG[name]
    assert [(found.row, found.column) for found in on_table("numbers.footing", table)] == [cell]


@pytest.mark.parametrize("name", FOOT_RIGHT)
def test_right_tables_of_reports(name: str) -> None:
    assert [found.message for found in on_table("numbers.footing", FOOT_RIGHT[name])] == []
    assert [found.message for found in on_table("numbers.percentages", FOOT_RIGHT[name])] == []


COVER = (
    "Coverage|Claimed|Allowed\nDwelling|41,318.22|38,904.10\nContents|9,872.40|8,115.00\n"
    "Loss of use|2,140.00|2,140.00\nTotal|53,330.62|49,159.10"
)
VALUE = (
    "USD m|2024A|2025E|2026E\nRevenue|381.2|412.6|447.3\nEBITDA|103.9|114.2|127.6\n"
    "Capital expenditure|27.4|30.8|33.1\nFree cash flow|51.6|58.7|66.9"
)
STUDY = (
    "Region|2022|2023|Share of 2023\nNorth America|1,967|2,104|41.5%\nEurope|1,398|1,472|"
    "29.1%\nAsia Pacific|1,123|1,290|25.5%\nAfrica|187|198|3.9%"
)
LAB = (
    "Analyte|Result|Unit|Reference\nHaemoglobin|13.8|g/dL|12.0-16.0\nPlatelets|248|10^9/L|"
    "150-400\nFerritin|17.4|ug/L|20-300\nCreatinine|68.5|umol/L|45-90"
)
SHOP = (
    "(in thousands of euros)|Fiscal 2024|Fiscal 2023\nStore sales|84,316|79,204\n"
    "Online sales|31,870|24,655\nShrinkage|(1,245)|(1,118)\nOperating income|9,430|8,016"
)
BILANZ = (
    "in Mio. EUR|31.12.2023|31.12.2024\nEigenkapital|412,6|438,9\nR\u00fcckstellungen|96,4|"
    "101,7\nFinanzschulden|287,3|265,0"
)

TIE_WRONG = {
    "claim narrative": (COVER, "We allow $38,940.10 for the dwelling.", "38,940.10"),
    "claim contents": (
        COVER,
        "The insured claimed $9,827.40 for contents, and $41,318.22 for the dwelling.",
        "9,827.40",
    ),
    "claim total": (COVER, "In total, $49,195.10 is allowed.", "49,195.10"),
    "forecast year in table": (VALUE, "Revenue of USD 421.6 million in 2025 follows from the pipeline.", "421.6"),
    "without unit": (VALUE, "EBITDA reaches 126.7 in 2026.", "126.7"),
    "free cash flow": (VALUE, "Free cash flow of $57.8 million is assumed for 2025.", "57.8"),
    "thousand for million": (VALUE, "Capital expenditure was USD 24,700 thousand in 2024.", "24,700"),
    "region": (STUDY, "Europe grew to 1,427 units in 2023.", "1,427"),
    "share of region": (STUDY, "Asia Pacific has a share of 22.5% in 2023.", "22.5"),
    "region by year": (STUDY, "In 2022 North America bought 1,976 units.", "1,976"),
    "laboratory": (LAB, "Ferritin was low at 14.7 ug/L.", "14.7"),
    "laboratory count": (LAB, "Platelets were normal at 284.", "284"),
    "euros in words": (SHOP, "Store sales came to \u20ac84.6 million in fiscal 2024.", "84.6"),
    "full euros": (SHOP, "Online sales rose to EUR 31,780,000 in fiscal 2024.", "31,780,000"),
    "bracketed row": (SHOP, "Shrinkage cost 1,425 in fiscal 2024.", "1,425"),
    "prior year": (
        SHOP,
        "Operating income was \u20ac9,430 thousand, compared with \u20ac8,106 thousand in the prior year of 2023.",
        "8,106",
    ),
    "German balance": (BILANZ, "Das Eigenkapital betrug Ende 2024 483,9 Mio. Euro.", "483,9"),
    "German debt": (BILANZ, "Die Finanzschulden sanken von 287,3 auf 256,0 Mio. Euro.", "256,0"),
    "growth of a row": (STUDY, "Europe grew by 3.5% in 2023.", "3.5"),
    "difference of a row": (SHOP, "Online sales rose by \u20ac7,251 thousand in fiscal 2024.", "7,251"),
}
TIE_RIGHT = {
    "claim narrative": (COVER, "We allow $38,904.10 for the dwelling and $8,115.00 for contents, $47,019.10 together."),
    "unpaid part": (COVER, "For the dwelling $2,414.12 was not allowed."),
    "coverage limit": (COVER, "The dwelling is insured for $389,040.00 under the policy."),
    "share of claim": (COVER, "We allow 92.2% of the total claimed."),
    "margin": (VALUE, "The EBITDA margin is 27.7% in 2025 and 28.5% in 2026."),
    "growth": (VALUE, "Revenue grows by 8.2% in 2025 and 8.4% in 2026."),
    "another company": (VALUE, "Acme reported revenue of USD 421.6 million in 2019."),
    "capex to sales": (VALUE, "Capital expenditure stays near 7.5% of revenue."),
    "rounded": (VALUE, "Revenue of about USD 413 million, or 0.41 billion, in 2025."),
    "sum of regions": (STUDY, "Europe and Africa bought 1,670 units in 2023."),
    "growth of region": (STUDY, "Europe grew by 5.3% and Asia Pacific by 14.9%."),
    "reference range": (LAB, "Ferritin below 20 suggests deficiency; 17.4 was measured."),
    "earlier result": (LAB, "Ferritin was 14.7 in March 2019."),
    "dose": (LAB, "Take 100 mg of iron for 84 days and measure ferritin again."),
    "sales in total": (SHOP, "Store and online sales were \u20ac116.2 million together in fiscal 2024."),
    "sales per store": (SHOP, "Store sales per square metre were \u20ac4,316."),
    "adjusted": (SHOP, "Adjusted operating income was \u20ac9,340 thousand."),
    "quarter": (SHOP, "In the fourth quarter online sales were \u20ac3,187 thousand."),
    "German": (BILANZ, "Das Eigenkapital stieg um 26,3 Mio. Euro oder 6,4 % auf 438,9 Mio. Euro."),
    "German other": (BILANZ, "Der Umsatz lag 2024 bei 483,9 Mio. Euro."),
}


@pytest.mark.parametrize("name", TIE_WRONG)
def test_sentences_of_reports_that_miss_their_table(name: str) -> None:
    table, sentence, quote = TIE_WRONG[name]
    assert [found.quote for found in on_text("numbers.tie_out", markdown(table, before=sentence))] == [quote]


@pytest.mark.parametrize("name", TIE_RIGHT)
def test_sentences_of_reports_that_do_not(name: str) -> None:
    table, sentence = TIE_RIGHT[name]
    assert [found.message for found in on_text("numbers.tie_out", markdown(table, before=sentence))] == []
