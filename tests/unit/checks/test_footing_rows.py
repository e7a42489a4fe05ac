"""Totals whose rows prove them: balances carried on, quantity by rate, shares of a hundred, sums without a label."""

from __future__ import annotations

import pytest

from tests.unit.checks.tables_written import on_table

LEDGER = (
    "Date|Details|Paid out|Paid in|Balance\n2 Jan|Opening balance|||12,480.55\n9 Jan|Rent||1,850.00|14,330.55\n"
    "11 Jan|Plumber|{plumber}||{balance}\n19 Jan|Insurance|1,118.42||12,947.83\n28 Jan|Rent||1,850.00|14,797.83\n"
    "30 Jan|Fee|222.00||{last}\n|Totals|{out}|3,700.00|"
)
BILL = (
    "Item|Quantity|Rate|Amount\nClear site|1,240|1.85|2,294.00\nExcavate|386|14.20|{excavate}\n"
    "Fill|{fill}|22.75|4,891.25\nKerbs|164|31.60|5,182.40"
)
LEDGER_RIGHT = {"plumber": "264.30", "balance": "14,066.25", "last": "14,575.83", "out": "1,604.72"}
BILL_RIGHT = {"excavate": "5,481.20", "fill": "215"}
WRONG = {
    "balance": (LEDGER.format(**{**LEDGER_RIGHT, "balance": "14,606.25"}), (3, 4), "balance"),
    "entry": (LEDGER.format(**{**LEDGER_RIGHT, "plumber": "246.30"}), (3, 2), "entry"),
    "last balance": (LEDGER.format(**{**LEDGER_RIGHT, "last": "14,755.83"}), (6, 4), "balance"),
    "totals of a ledger": (LEDGER.format(**{**LEDGER_RIGHT, "out": "1,640.72"}), (7, 2), "down"),
    "amortisation": (
        "No.|Payment|Interest|Principal|Balance\n0||||50,000.00\n1|1,500.00|250.00|1,250.00|48,750.00\n"
        "2|1,500.00|243.75|1,256.25|47,493.75\n3|1,500.00|237.47|1,262.53|46,531.22\n"
        "4|1,500.00|231.16|1,268.84|44,962.38\n5|1,500.00|224.81|1,275.19|43,687.19",
        (4, 4),
        "balance",
    ),
    "product": (BILL.format(**{**BILL_RIGHT, "excavate": "5,418.20"}), (2, 3), "product"),
    "factor": (BILL.format(**{**BILL_RIGHT, "fill": "251"}), (3, 1), "product"),
    "sum of products": (
        "Line|Count|Unit cost|Value\nPallets|340|12.75|4,335.00\nDrums|96|41.20|3,955.20\nCartons|1,250|0.84|1,050.00\n"
        "Reels|58|117.30|6,803.40\nStock held|||16,413.60",
        (5, 3),
        "down",
    ),
    "running balance, first entry": (
        "Date|Memo|Debits|Credits|Running balance\n03/01|Deposit||25,000.00|25,000.00\n03/04|Search|385.00||24,615.00\n"
        "03/09|Survey|2,140.00||23,375.00\n03/15|Taxes|3,118.47||20,256.53\n03/21|Deposit||6,500.00|26,756.53\n"
        "03/28|Seller|24,190.06||2,566.47",
        (3, 2),
        "entry",
    ),
    "close to what adds up in the other year": (
        "|2024|2023\nOperating profit|7,545|6,378\nFinance costs|(1,106)|(987)\nProfit before tax|6,439|5,391\n"
        "Tax|(1,610)|(1,345)\nProfit for the year|4,829|4,064",
        (5, 2),
        "down",
    ),
    "fully diluted": (
        "Holder|Shares|Percent\nFounders|425,000|42.5%\nFamily trust|255,000|25.5%\nPool|152,000|12.5%\n"
        "Fund|195,000|19.5%\nFully diluted|1,000,000|100.0%",
        (5, 1),
        "down",
    ),
    "counts with shares": (
        "Age|Treated|Control|Both\nUnder 40|34 (28.3%)|31 (26.1%)|65 (27.2%)\n"
        "40 to 64|67 (50.8%)|66 (55.5%)|127 (53.1%)\n"
        "65 or over|25 (20.8%)|22 (18.5%)|47 (19.7%)\nAll|120 (100%)|119 (100%)|239 (100%)",
        (4, 1),
        "down",
    ),
    "total score": (
        "Bidder|Price|Quality|Total score\nAlder|38.5|41.0|79.5\nBirch|36.0|47.5|85.3\nCedar|40.0|35.0|75.0",
        (2, 3),
        "across",
    ),
    "trading profit": (
        "Step|GBP\nProfit per accounts|286,400\nAdd back: depreciation|41,350\nAdd back: gifts|610\n"
        "Deduct: capital allowances|(58,200)\nTrading profit|271,060\n"
        "Bank interest|1,140\nTaxable total profits|271,300",
        (5, 1),
        "down",
    ),
    "net estate": (
        "Estate|GBP\nHouse|312,500.00\nBonds|18,000.00\nCurrent account|4,217.36\nGross estate|334,717.36\n"
        "Funeral|4,180.00\nDebts|693.15\nLiabilities|4,873.15\nNet estate|329,484.21",
        (8, 1),
        "down",
    ),
    "trailing minus": (
        "Item|GBP\nContract sum|418,750.00\nDrainage|6,240.00\nCanopy omitted|11,800.00-\nDoors|3,915.50\n"
        "Adjusted contract sum|417,150.50",
        (5, 1),
        "down",
    ),
}
RIGHT = {
    "ledger": LEDGER.format(**LEDGER_RIGHT),
    "bill": BILL.format(**BILL_RIGHT),
    "entries left out of a ledger": (
        "Date|In|Out|Balance\n2 Jun|||4,120.00\n3 Jun|350.00||4,470.00\n11 Jun||128.40|4,341.60\n"
        "19 Jun||95.00|4,246.60\n2 Jul|600.00||5,112.35\n8 Jul||41.20|5,071.15"
    ),
    "two ledgers": (
        "Account|Date|In|Out|Balance\nA|1 May|500.00||500.00\nA|3 May|220.00||720.00\nA|9 May||145.50|574.50\n"
        "B|2 May|900.00||900.00\nB|8 May||310.25|589.75\nB|12 May|75.00||664.75"
    ),
    "minimum charge": (
        "Zone|Weight|Rate|Charge\nA|12.5|4.10|51.25\nB|8.0|3.90|31.20\nC|2.0|3.90|15.00\nD|20.4|3.75|76.50"
    ),
    "half price": (
        "Item|Quantity|Price|Amount\nChairs|24|62.50|1,500.00\nTables|12|148.00|888.00\nLamps|36|28.50|1,026.00\n"
        "Rugs|8|212.00|1,696.00"
    ),
    "price for a hundred": (
        "Item|Quantity|Rate|Amount\nChairs|24|62.50|1,500.00\nBolts|1,450|18.60|269.70\nLamps|36|28.50|1,026.00\n"
        "Rugs|8|212.00|1,696.00"
    ),
    "overtime": (
        "Name|Hours|Rate|Pay\nRay|40|21.50|860.00\nSue|38|24.00|912.00\nTim, 4 h at a half more|44|22.00|1,012.00\n"
        "Una|36|19.75|711.00"
    ),
    "a lump sum below products": (
        "Item|Quantity|Rate|Amount\nPaper|40|6.25|250.00\nToner|12|58.40|700.80\nBinders|75|2.15|161.25\n"
        "Carriage|||35.00\nNet|||1,147.05\nVAT|||229.41\nTo pay|||1,376.46"
    ),
    "balances of accounts": (
        "Account|GBP\nCurrent|12,406.33\nDeposit|13,406.33\nClient|8,114.90\nPetty cash|214.05\nReserve|26,812.66"
    ),
    "averages of all": "Set|A|B\nEasy|91.4|90.2\nHard|71.3|69.8\nAll|84.2|81.6",
    "an item that one year alone has": (
        "|2024|2023\nOperating profit|7,545|6,378\nFinance costs|(1,106)|(987)\nProfit before tax|6,439|4,104"
    ),
    "means with deviations": "Group|Weight\nTreated|54.2 (10.1)\nControl|53.8 (9.6)\nAll|54.0 (9.9)",
    "bridge with a rest": (
        "Bridge|GBP m\nEBITDA 2022|214.6\nPrice|18.3\nVolume|(6.1)\nCost inflation|(22.4)\nEBITDA 2023|209.7"
    ),
}


@pytest.mark.parametrize("name", WRONG)
def test_the_figure_that_its_row_or_its_column_proves_wrong_is_found(name: str) -> None:
    table, (row, column), code = WRONG[name]
    assert [(found.row, found.column, found.code) for found in on_table("numbers.footing", table)] == [
        (row, column, code)
    ]


@pytest.mark.parametrize("name", RIGHT)
def test_rows_that_are_right_or_need_not_agree_are_left_alone(name: str) -> None:
    assert [found.message for found in on_table("numbers.footing", RIGHT[name])] == []
