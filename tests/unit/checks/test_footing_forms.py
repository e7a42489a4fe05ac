"""Totals of unlike tables: those that do not foot, with the cell to blame, and those that do."""

from __future__ import annotations

import pytest

from tests.unit.checks.tables_written import markdown, on_table, on_text

WRONG = {
    "answers": (
        "Ward|Yes|No|Ballots\nOne|739|684|1,423\nTwo|512|498|1,010\nThree|866|1,125|2,018\nTotal|2,117|2,334|4,451",
        (4, 2),
    ),
    "net assets acquired": (
        "Item|2024\nBrand|2,410\nStock|1,822\nReceivables|1,641\nCash|733\nPayables|(1,425)\n"
        "Identifiable net assets acquired|5,811\nGoodwill|4,586\nTotal consideration|9,767",
        (6, 1),
    ),
    "days outstanding": (
        "Debtor|Current|30 days|60 days|90+ days|Balance\nAcme|1,200.00|300.00|0.00|0.00|1,500.00\n"
        "Bolt|800.10|110.10|918.00|0.00|1,828.20\nCrane|500.00|200.00|300.00|200.00|1,200.00\n"
        "Total|2,500.10|610.10|1,218.00|200.00|4,582.20",
        (4, 5),
    ),
    "closing balance across": (
        "Loan|Opening balance|Drawn|Repaid|Interest|Closing balance\nA|1,250,000|300,000|187,500|41,250|1,403,750\n"
        "B|640,000|0|64,000|22,400|589,400\nC|0|215,000|0|3,870|218,870",
        (2, 5),
    ),
    "payment in German": (
        "Position|CHF\nDach|45'000.00\nGer\u00fcst|12'480.50\nTotal|57'480.50\nSelbstbehalt|-1'000.00\nAuszahlung|54'680.50",
        (5, 1),
    ),
    "last row in one column": (
        "Line|Limit|Deductible|Premium\nProperty|25,000,000|250,000|184,300\nLiability|10,000,000|50,000|96,450\n"
        "Cargo|5,000,000|25,000|38,720\nCyber|3,000,000|100,000|61,080\nPremiums|||385,050",
        (5, 3),
    ),
    "what is left of an income": (
        "Month|Income|Rent|Food|Other|Left\nMay|3,412.50|1,180.00|486.20|912.75|833.55\n"
        "June|3,412.50|1,180.00|512.85|1,104.10|651.55\nJuly|3,598.00|1,180.00|530.40|745.60|1,142.00\n"
        "August|3,412.50|1,210.00|498.15|1,350.00|354.35",
        (2, 5),
    ),
    "profit of one year": (
        "|GBP\nSales|48,210\nCost of sales|29,874\nGross profit|18,336\nWages|8,005\nRent|3,240\nNet profit|7,901",
        (6, 1),
    ),
    "in all": ("Date|Item|GBP\n3 June|Postage|18.40\n7 June|Taxi|41.00\n9 June|Keys|12.75\n|In all|71.25", (4, 2)),
    "equals sign": ("Supplier|USD\nAshby|1,284.60\nBrook|3,910.25\nCarr|742.18\n=|5,973.03", (4, 1)),
    "gross below a tax": (
        "Item|GBP\nDesign|4,210.00\nDrawings|875.50\nNet|5,085.50\nVAT 20%|1,017.10\nGross|6,120.60",
        (5, 1),
    ),
    "a rate in a label": (
        "Cost|USD\nDirect costs|125,940\nIndirect costs 7%|8,816\nTotal|134,576",
        (3, 1),
    ),
    "costs without a sign": (
        "|Q1|Q2|Q3\nNet sales|84.2|88.9|91.4\nCost of sales|51.7|54.3|55.9\nGross profit|32.5|34.6|35.5\n"
        "Selling|11.8|12.1|12.6\nResearch|6.4|9.6|7.2\nOffice|4.1|4.0|4.3\nOperating income|10.2|11.6|11.4",
        (7, 2),
    ),
    "days": ("Item|Days\nSite visits|120\nDrafting|216\nReview|150\nTotal|468", (4, 1)),
    "amount required": (
        "Settlement|USD\nReplacement cost value|27,430.75\nLess depreciation|5,870.20\nLess deductible|1,000.00\n"
        "Amount required to complete|20,506.55",
        (4, 1),
    ),
    "carried to summary": (
        "Bill|GBP\nExcavation|4,210.00\nConcrete|12,480.00\nMasonry|9,315.50\nCarried to summary|26,050.50",
        (4, 1),
    ),
    "invoice in German": (
        "Leistung|EUR\nPlanung|4.210,00\nBauleitung|2.480,00\nSumme netto|6.690,00\nzzgl. 19 % USt|1.271,10\n"
        "Rechnungsbetrag|7.916,10",
        (5, 1),
    ),
    "settlement without less": (
        "Claim|USD\nReplacement cost value|27,430.75\nRecoverable depreciation|5,870.20\n"
        "Actual cash value|21,560.55\nDeductible|1,000.00\nPrior payment|2,500.00\nNet claim payable|18,600.55",
        (6, 1),
    ),
    "subtotals": (
        "Item|2023|2024\nWages|410|430\nRent|120|125\nStaff and rooms|530|555\nFuel|45|50\nPost|12|14\n"
        "Other costs|57|64\nTotal costs|587|629",
        (7, 2),
    ),
    "subtotal wrong, grand total right": (
        "Region|Units\nNorth|1,210\nSouth|1,480\nSubtotal home|2,960\nFrance|310\nSpain|275\nSubtotal abroad|585\n"
        "Grand total|3,275",
        (3, 1),
    ),
    "nested subtotals": (
        "Assets|2023|2024\nCash|1,204|1,310\nDebtors|3,418|3,902\nStock|2,117|2,240\nTotal current assets|6,739|7,452\n"
        "Plant|8,460|8,115\nLand|2,300|2,300\nTotal fixed assets|10,760|10,415\nTotal assets|17,499|17,687",
        (8, 2),
    ),
    "brackets": (
        "|2024|2023\nSales|9,410|8,876\nReturns|(312)|(298)\nDiscounts|(145)|(151)\nNet sales|8,953|8,472",
        (4, 2),
    ),
    "trailing minus": ("Konto|Soll\nAnfang|5,120.00\nAbgang|310.00-\nZugang|1,240.00\nTotal|6,500.00", (4, 1)),
    "less rows in plain figures": (
        "|2024|2023\nReplacement cost|48,200|51,300\nLess: depreciation|7,230|8,100\nLess: deductible|1,000|1,000\n"
        "Net claim|39,970|42,020",
        (4, 2),
    ),
    "unicode minus": (
        "Flow|EUR\nOperating|4,381\nInvesting|\u22121,916\nFinancing|\u2212822\nTotal cash flow|1,463",
        (4, 1),
    ),
    "debit and credit marks": (
        "Entry|Amount\nInvoice|2,400.00 DR\nPayment|1,150.00 CR\nFee|35.00 DR\nTotal|1,385.00 DR",
        (4, 1),
    ),
    "cross footing": (
        "Branch|Q1|Q2|Q3|Q4|Total\nLeeds|210|225|240|251|926\nYork|118|121|130|127|469\nHull|95|99|92|104|390",
        (2, 5),
    ),
    "both ways": (
        "Branch|Q1|Q2|Total\nLeeds|210|225|435\nYork|118|121|239\nHull|95|99|194\nTotal|423|454|868",
        (4, 2),
    ),
    "units row": (
        "|FY23|FY24\n|EUR m|EUR m\nCloud|312.4|377.9\nLicences|188.2|171.5\nServices|96.1|99.8\n"
        "Total revenue|596.7|694.2",
        (5, 2),
    ),
    "note column": (
        "|Note|2024|2023\nCash|4|812|790\nDebtors|7|1,455|1,390\nStock|12|603|655\nTotal|  |2,870|2,853",
        (4, 3),
    ),
    "blank and dash cells": (
        "Fund|A|B|C\nOpening grant|500|\u2014|120\nGifts|75||40\nLegacies|-|310|\nTotal|575|310|190",
        (4, 3),
    ),
    "rounded, yet too far off": ("Line|USD m\nOne|1.3\nTwo|2.4\nThree|3.5\nFour|4.1\nTotal|12.3", (5, 1)),
    "percent beside amounts": (
        "Area|Sales|Share\nNorth|4,120|45.8%\nSouth|3,080|34.2%\nWest|1,800|20.0%\nTotal|9,900|100.0%",
        (4, 1),
    ),
    "total on top": ("Cost|2023|2024\nTotal|860|915\nStaff|520|560\nRooms|210|215\nTravel|130|160", (1, 2)),
    "unlabelled total": ("Item|GBP\nBoiler|2,450.00\nPipes|618.50\nLabour|1,320.00\n|4,398.50", (4, 1)),
    "head over heads": (
        "|Domestic||Foreign|\n|2023|2024|2023|2024\nBoats|214|233|88|92\nPlanes|471|502|163|181\nTrains|129|140|77|71\n"
        "Total|814|875|328|354",
        (5, 4),
    ),
    "roll-forward": (
        "|2024|2023\nOpening balance|3,410|2,980\nAdditions|1,275|1,340\nDisposals|(460)|(515)\n"
        "Amortisation|(395)|(395)\n"
        "Closing balance|3,380|3,410",
        (5, 1),
    ),
    "swapped digits in a part": (
        "|2022|2023\nAlpha|1,874|1,932\nBeta|2,653|2,716\nGamma|905|950\nTotal|5,432|5,553",
        (4, 2),
    ),
    "lost digit in a total": ("Phase|Hours\nSurvey|1,240\nDesign|2,315\nBuild|4,870\nTotal|845", (4, 1)),
    "wrong sign of a part": (
        "|2023|2024\nEBITDA|1,418|1,502\nDepreciation|(388)|(402)\nInterest|(117)|121\nTax|(230)|"
        "(246)\nNet result|683|733",
        (5, 2),
    ),
    "decimal comma": (
        "Posten|2023|2024\nMiete|1.204,50|1.260,00\nStrom|312,75|344,10\nWasser|88,20|91,40\nSumme|1.605,45|1.659,50",
        (4, 2),
    ),
    "points for thousands": (
        "Posten|2023|2024\nL\u00f6hne|14.120|14.980\nMieten|3.456|3.510\nSonstiges|1.224|1.310\nGesamt|18.800|19.880",
        (4, 2),
    ),
    "spaces for thousands": (
        "Poste|2023|2024\nSalaires|14 120|14 980\nLoyers|3 456|3 510\nDivers|1 224|1 310\nTotal|18 800|19 900",
        (4, 2),
    ),
    "apostrophes for thousands": ("Position|CHF\nAushub|124'300\nBeton|86'450\nStahl|41'720\nTotal|252'740", (4, 1)),
    "footnote marks": (
        "Unit|2023|2024\nMill\u00b9|1,310|1,275\nYard*|860|902 (a)\nDock|415|431\nTotal|2,585|2,680",
        (4, 2),
    ),
    "currency before bracket": (
        "|2024|2023\nGross|$ 5,310|$ 4,870\nFees|$ (415)|$ (390)\nRefunds|(62)|(58)\nNet|$ 4,833|$ 4,442",
        (4, 2),
    ),
    "label in second column": (
        "No.|Item|Amount\n1|Roof|8,420\n2|Walls|5,135\n3|Floor|2,790\n|Total|16,435",
        (4, 2),
    ),
    "derived without the word total": (
        "|2022|2023|2024\nRevenue|8,120|8,544|9,071\nCost of sales|4,933|5,127|5,398\nGross profit|3,187|3,417|3,637",
        (3, 3),
    ),
    "average beside": (
        "Site|Visits|Average stay\nDover|12,410|2.4\nDeal|8,305|3.1\nHythe|6,118|1.9\nTotal|26,733|2.5",
        (4, 1),
    ),
    "two blocks in one table": (
        "(m)|2022|2023\nWood|410|422\nCoal|95|88\nTotal|505|510\n(m)|2021|2022\nWood|398|410\n"
        "Coal|104|95\nTotal|502|515",
        (7, 2),
    ),
    "subtotal after less": (
        "|2023|2024\nBilled|9,412|9,870\nAllowance|(214)|(236)\nBilled, net|9,198|9,634\nAccrued|3,305|3,412\n"
        "Deferred|1,120|1,164\nTotal receivables|13,623|14,120",
        (6, 2),
    ),
    "hours with halves": ("Task|Hours\nReview|12.5\nDrafting|31.25\nCalls|6.75\nTotal|55.50", (4, 1)),
}
RIGHT = {
    "answers": "Ward|Yes|No|All\nOne|739|684|1,423\nTwo|512|498|1,010\nThree|866|1,152|2,018\nTotal|2,117|2,334|4,451",
    "numbers of rows": "No|Item|GBP\n1|Desk|120\n2|Chair|80\n3|Lamp|45\nTotal||245",
    "debtor days": "Area|Debtor days|Margin\nNorth|42|12.1\nSouth|51|11.0\nTotal|46|11.6",
    "settlement": (
        "Claim|USD\nReplacement cost value|27,430.75\nRecoverable depreciation|5,870.20\n"
        "Actual cash value|21,560.55\nDeductible|1,000.00\nPrior payment|2,500.00\nNet claim payable|18,060.55"
    ),
    "rounded": "Line|USD m\nOne|1.3\nTwo|2.4\nThree|3.4\nFour|4.4\nTotal|11.6",
    "average row": "Year|Price\n2021|12.40\n2022|13.10\n2023|14.60\nAverage|13.37",
    "average called total": "Site|Rating\nDover|4.4\nDeal|3.8\nHythe|4.1\nTotal|4.1",
    "percent changes": "Area|2023|2024|Change\nNorth|410|445|8.5%\nSouth|380|361|(5.0%)\nTotal|790|806|2.0%",
    "ratio column without sign": (
        "Plant|Output|Cost|Cost per unit\nA|100|450|4.50\nB|200|880|4.40\nTotal|300|1,330|4.43"
    ),
    "selected rows only": (
        "|2023|2024\nNet sales|1,000.3|908.3\nTotal debt|292.6|57.8\nFixed assets|191.9|162.2\n"
        "Total equity|689.7|630.0\nTotal assets|1,231.7|915.9"
    ),
    "percent rows between": (
        "|2023|2024\nProduct|39,005|36,709\nPercentage of revenue|75.1%|74.4%\nService|12,899|"
        "12,621\nPercentage of revenue|24.9%|25.6%\nTotal|51,904|49,330"
    ),
    "of which": (
        "|2023|2024\nDeposits|4,100|4,310\nof which insured|3,050|3,220\nBonds|1,900|1,850\nTotal funding|6,000|6,160"
    ),
    "including": "Cost|EUR\nStaff|5,200\n  including pensions|610\nRooms|1,480\nTotal|6,680",
    "count of distinct people": (
        "Course|Students\nHarp|14\nLute|11\nDrum|17\nTotal students enrolled (some take two courses)|33"
    ),
    "balance sheet equality": (
        "|2023\nCash|310\nDebtors|420\nTotal assets|730\nLoans|280\nEquity|450\nTotal equity and liabilities|730"
    ),
    "two totals in a row": "|2023|2024\nWood|410|422\nCoal|95|88\nTotal|505|510\nTotal prior year|498|505",
    "years as labels": "Year|Cases|Closed\n2021|120|110\n2022|135|128\n2023|150|141\nTotal|405|379",
    "note column": "|Note|2024|2023\nCash|4|812|790\nDebtors|7|1,455|1,390\nStock|12|603|655\nTotal||2,870|2,835",
    "dash total": "Fund|A|B\nGrants|-|120\nGifts|-|40\nTotal|-|160",
    "roll-forward over columns": (
        "|2023|2024\nOpening balance|2,980|3,410\nAdditions|1,340|1,275\nDisposals|(515)|(460)\n"
        "Amortisation|(395)|(395)\nClosing balance|3,410|3,830"
    ),
    "total minus other": "|2023|2024\nTotal assets|9,410|9,877\nTotal liabilities|5,120|5,333\nNet assets|4,290|4,544",
    "total on top": "Cost|2023|2024\nTotal|860|935\nStaff|520|560\nRooms|210|215\nTravel|130|160",
    "weighted rate": "Loan|Amount|Rate\nA|1,000|4.0%\nB|3,000|5.0%\nTotal|4,000|4.75%",
    "index": "Month|Index\nJan|101.2\nFeb|102.4\nMar|103.1\nTotal|103.1",
    "round figures that nearly add up": (
        "Item|A|B\nFit-out|120,000|95,000\nFurniture|40,000|35,000\nEquipment|60,000|60,000\nRemoval|20,000|15,000\n"
        "Legal|10,000|10,000\nContingency|30,000|20,000"
    ),
    "readings": (
        "Meter|Opening|Closing|Units|Days\nA|48,210|51,975|3,765|92\nB|12,004|12,690|686|92\nC|90,551|93,018|2,467|92"
    ),
    "figures of a year": (
        "Figure|2024\nRevenue|12,845\nEBITDA|2,346\nOperating income|1,902\nNet income|1,284\nNet debt|4,310"
    ),
    "maximum possible": "Criterion|Score|Maximum\nScope|8|10\nMethod|14|20\nTotal|22|30",
    "running total": "Month|Units|Running total\nJan|120|120\nFeb|135|255\nMar|150|405",
    "cumulative rows": "|Q1|Q2|Q3\nNew|120|135|150\nCumulative total|120|255|405",
    "decimal comma": (
        "Posten|2023|2024\nMiete|1.204,50|1.260,00\nStrom|312,75|344,10\nWasser|88,20|91,40\nSumme|1.605,45|1.695,50"
    ),
    "per share": (
        "|2023|2024\nNet income|91.6|57.2\nBasic earnings per share|2.45|1.54\n"
        "Diluted earnings per share|2.43|1.52\nTotal shares|37.4|37.1"
    ),
    "unlabelled, no total": "Item|Size\nDoor|210\nWindow|140\n|95\nRoof|880",
    "eliminations": (
        "Segment|2023|2024\nRetail|4,120|4,310\nWholesale|2,450|2,380\nEliminations|(310)|(295)\nTotal|6,260|6,395"
    ),
    "less shown negative": "|2023|2024\nGross|9,100|9,400\nLess: rebates|(410)|(450)\nNet|8,690|8,950",
    "totals of three tables in one": (
        "|2023\nPaper|120\nInk|80\nTotal office|200\nVans|450\nFuel|95\nTotal transport|545\nTotal|745"
    ),
    "indented parts of a part": (
        "|2023|2024\nRevenue|1,600|1,750\nHome|1,000|1,050\nAbroad|600|700\nOther income|90|85\n"
        "Total income|1,690|1,835"
    ),
    "mean and deviation": "Group|N|Mean|SD\nOne|40|12.4|3.1\nTwo|38|13.9|2.8\nTotal|78|13.1|3.0",
    "scores of models": "Model|P|R|F1\nBase|71.2|68.4|69.8\nBig|74.0|70.9|72.4\nSum of both|75.1|72.0|73.5",
    "net as a first row": (
        "|2024|2023\nNet sales|9,410|8,876\nOther income|120|110\nCost|(7,800)|(7,300)\nOperating profit|1,730|1,686"
    ),
    "changes of sign between years": "|2024|2023\nSurplus|310|(120)\nGrants|95|80\nTotal|405|(40)",
}


@pytest.mark.parametrize("name", WRONG)
def test_a_total_that_does_not_foot_is_found_in_its_cell(name: str) -> None:
    table, cell = WRONG[name]
    assert [(found.row, found.column) for found in on_table("numbers.footing", table)] == [cell]


@pytest.mark.parametrize("name", RIGHT)
def test_a_table_that_foots_or_need_not_is_left_alone(name: str) -> None:
    assert [found.message for found in on_table("numbers.footing", RIGHT[name])] == []


@pytest.mark.parametrize(
    "note",
    [
        "Figures may not sum due to rounding.",
        "Totals may not add up because of rounding.",
        "Rundungsdifferenzen sind m\u00f6glich.",
    ],
)
def test_a_note_on_rounding_allows_a_wider_gap(note: str) -> None:
    table = "Line|2023|2024\nOne|13|14\nTwo|24|21\nThree|35|33\nFour|41|45\nFive|12|10\nTotal|125|126"
    assert on_text("numbers.footing", markdown(table, after=note)) == ()
    assert len(on_text("numbers.footing", markdown(table))) == 1


@pytest.mark.parametrize("label", ["SUMME", "\u017fumme", "\u0130nsgesamt", "\u0131nsgesamt", "SUB-TOTAL"])
def test_a_total_is_told_in_any_case(label: str) -> None:
    table = f"Posten|2023|2024\nMiete|120|130\nStrom|45|50\n{label}|165|190"
    assert [(found.row, found.column) for found in on_table("numbers.footing", table)] == [(3, 2)]
