"""Shares of a whole, in tables and in sentences: those that cannot be right, and those that can."""

from __future__ import annotations

import pytest

from tests.unit.checks.tables_written import markdown, on_table, on_text

TABLES_WRONG = {
    "printed total": ("Area|Share\nNorth|45%\nSouth|35%\nEast|30%\nTotal|100%", (4, 1)),
    "no total row": ("Segment|Market share\nAcorn|42%\nBirch|38%\nCedar|30%", (3, 1)),
    "head with the sign": ("Segment|Share (%)\nAcorn|41.8\nBirch|23.7\nCedar|43.5", (3, 1)),
    "too little": ("Answer|% of respondents\nYes|52%\nNo|31%\nDo not know|7%", (3, 1)),
    "beside amounts": ("Country|Sales|% of sales\nSpain|4,120|41.2%\nItaly|3,210|32.1%\nMalta|2,670|36.7%", (3, 2)),
    "wrong printed total": ("Age|Share\n18-34|31%\n35-54|42%\n55+|27%\nTotal|110%", (4, 1)),
    "rows": ("Year|Direct share|Retail share|Online share|Total\n2023|30%|45%|25%|100%\n2024|28%|44%|38%|100%", (2, 4)),
    "distribution": ("Grade|Distribution\nA|12.5%\nB|37.5%\nC|35.0%\nD|25.0%", (4, 1)),
    "decimal comma": ("Land|Anteil\nBayern|41,5 %\nHessen|33,2 %\nSachsen|35,3 %\nSumme|100,0 %", (4, 1)),
    "unlabelled total": ("Land|Share\nSpain|61.4%\nItaly|25.3%\nMalta|14.3%\n|100.0%", (4, 1)),
}
TABLES_RIGHT = {
    "sums": "Area|Share\nNorth|45%\nSouth|35%\nEast|20%\nTotal|100%",
    "rounded": "Area|Share\nNorth|33.3%\nSouth|33.3%\nEast|33.3%\nTotal|100%",
    "rounded up": "Area|Share\nNorth|17%\nSouth|17%\nEast|17%\nWest|17%\nMid|17%\nIsles|16%\nTotal|100%",
    "several answers": "Channel used (several answers)|% of respondents\nWeb|62%\nShop|48%\nPhone|31%",
    "top three": "Top three vendors|Market share\nAcorn|31%\nBirch|22%\nCedar|14%",
    "growth": "Area|Growth\nNorth|40%\nSouth|35%\nEast|35%",
    "margins": "Plant|Margin (%)\nA|31.0\nB|35.0\nC|44.0",
    "shares over years": "Year|Market share\n2021|31%\n2022|33%\n2023|46%",
    "subgroups": "Group|Share agreeing\nMen|52%\nWomen|61%",
    "share of each product sold online": "Product|Share sold online\nBooks|61%\nShoes|34%\nFood|15%",
    "nested shares": "Area|Share\nHome|60%\n of which North|35%\n of which South|25%\nAbroad|40%\nTotal|100%",
    "subtotals": "Area|Share\nNorth|35%\nSouth|25%\nTotal home|60%\nAbroad|40%\nTotal|100%",
    "share repurchases": "Quarter|Share price change\nQ1|40%\nQ2|35%\nQ3|35%",
    "share by row": "Year|Direct share|Retail share|Online share\n2023|30%|45%|25%\n2024|28%|44%|28%",
}
PROSE_WRONG = {
    "two materials": "The blend is 70% maize and 40% rye.",
    "a second list": "The panel comprises 48% women and 52% men, the board 41% women and 69% men.",
    "states": "Of the 310 samples, 61% were clean, 25% mixed and 24% spoiled.",
    "weights": "The probabilities assigned are base case 60%, upside 25%, downside 25%; they were 60%, 20% and 20%.",
    "of one whole": "Visits: mobile 58%, desktop 33%, tablet 19% of all visits.",
    "no rounding of four": "The premium consists of risk (64%), expenses (22%), commission (12%) and profit (4%).",
    "by age": "By age, 45% are under 40, 30% are 40 to 60 and 15% are older.",
    "two kinds": "The jury is 62% women and 48% men.",
    "two kinds of those asked": "Of the patients, 58% were female and 52% male.",
    "placed": "The loss was shared 40% by the carrier, 35% by the shipper and 35% by the port.",
    "another list after a comma": (
        "The fund is made up of shares (40%), bonds (35%) and land (15%), while the other is made up of shares (60%)"
        " and bonds (40%)."
    ),
    "comes from": "Revenue comes from grants (55%), fees (30%) and gifts (25%).",
    "main mode": "Of the 240 respondents, 41% use rail, 32% use road and 37% use sea as their main mode.",
    "those surveyed": "Of those surveyed, 71% approve, 20% disapprove and 4% are undecided.",
    "im Vorjahr": "Der Umsatz gliedert sich in Inland (61 %) und Ausland (49 %), im Vorjahr in Inland (60 %).",
    "answers before a semicolon": (
        "When asked whether they would switch, 48 percent said yes, 39 percent said no and 23 percent did not know;"
        " when asked about prices, 48 percent said they were fair."
    ),
    "votes": "Votes were cast as follows: for 62.4%, against 31.3%, abstentions 9.3%.",
    "this year and last": (
        "The reserve is made up of case estimates (58%), IBNR (31%) and expenses (16%); last year it was made up of"
        " case estimates (58%), IBNR (31%) and expenses (11%)."
    ),
    "capital": "Le capital est réparti entre la famille (45 %), le fonds (35 %) et les salariés (30 %).",
    "of respondents": "Of the answers, 40 %, 35 % and 35 % of respondents chose A, B and C respectively.",
    "three groups": (
        "In the survey 40% of respondents preferred tea, 35% of respondents coffee and 35% of respondents water."
    ),
    "remaining": "The North took 45% of sales, the South 35% and the remaining 30% came from abroad.",
    "split": "Revenue is split between licences (52%), services (31%) and hardware (27%).",
    "two and the rest": "Acorn holds 62% of the market; the rest, 48%, belongs to small vendors.",
    "consists of": "The portfolio consists of 55% shares, 30% bonds and 25% cash.",
    "breakdown": "Breakdown of claims: water 44%, fire 23%, theft 18%, storm 25%.",
    "words": (
        "Respondents were divided as follows: 41 percent agreed, 33 percent disagreed and 36 percent were undecided."
    ),
    "too little": "The fund is made up of 45% equity, 30% bonds and 15% cash.",
    "German": "Der Umsatz verteilt sich auf Lizenzen (52 %), Service (31 %) und Ger\u00e4te (27 %).",
}
PROSE_RIGHT = {
    "people of two kinds that overlap": "The team is 40% engineers and 65% graduates.",
    "states that overlap": "The loan is 75% secured and 40% repaid.",
    "comparatives": "The new line is 60% faster and 50% cheaper than the old one.",
    "two materials of more": "The mash contains 12% protein and 85% water.",
    "two rates": "The discount is 10% on books and 90% on stationery, and the loan carries 55% and 48% of it.",
    "states with verbs of their own": "Of the 310 samples, 61% were wet, 25% were warm and 24% were late.",
    "risks": "The default probabilities of the three notes are 2%, 5% and 9%.",
    "rounding of three": "The premium consists of risk (64.5%), expenses (22.5%) and commission (13.1%).",
    "different answers": "Satisfaction was high: lifts 92%, heating 85% and cleaning 71% of tenants.",
    "by year": "By 2030, wind will supply 45% and sun 40%, gas 10%.",
    "by region, of other wholes": "By country, exports reached 40%, 30% and 25% of output in Austria, Italy and Spain.",
    "by comparison": "By comparison, 40% went to Spain, 35% to Italy and 30% to Malta.",
    "rates of two kinds": "Turnout was 62% among women and 48% among men.",
    "found in two kinds": "Obesity was found in 58% women and 52% men.",
    "of two kinds": "Some 62% of women and 48% of men agreed.",
    "fees of two kinds": "Fees are 30% for full-time and 80% for part-time pupils.",
    "several symptoms": "Symptoms were nausea (47%), headache (36%), rash (12%) and other (9%).",
    "used by the 240": "Of the 240 respondents, 61% use rail, 32% use road and 17% use sea.",
    "two lists in a sentence": "The fund is made up of shares (60%) and bonds (40%), while the other has shares (80%).",
    "answers that add up": "Asked about it, 48% said yes, 39% said no and 13% did not know.",
    "one answer over time": "Support was 48% yes in May, 39% yes in June and 23% yes in July.",
    "no twice": "No tax at 20%, no duty at 35% and no levy at 55% apply.",
    "two years": "It is made up of goods (58%), works (31%) and fees (11%); before, of goods (50%) and works (50%).",
    "sums": "Of respondents, 40%, 35% and 25% chose A, B and C respectively.",
    "rounded": "Revenue is split between licences (33.3%), services (33.3%) and hardware (33.3%).",
    "several answers": "Respondents could choose more than one: 40%, 35% and 35% of respondents chose A, B and C.",
    "multiple response": (
        "In a multiple-response question, 62% of respondents named price, 41% quality and 17% service."
    ),
    "growth": "Sales grew by 40%, 35% and 35% in the three years.",
    "over years": "The share was 40% of respondents in 2021, 35% in 2022 and 35% in 2023.",
    "other bases": "40% of men, 35% of women and 35% of children answered.",
    "not all": "Among others, Acorn (40%), Birch (25%) and Cedar (15%) lead the market.",
    "of whom": "60% of respondents agreed, of whom 35% strongly and 15% without reserve.",
    "margins": "Margins were 40%, 35% and 35% at the three plants.",
    "rates": "The tax rates are 10%, 35% and 45% of income above the limits.",
    "confidence": "The effect was 12% (95% CI 8% to 16%).",
    "top": "The top three vendors account for 41%, 22% and 14% of the market.",
    "from to": "The share of respondents rose from 40% to 55%, and the remaining stayed at 15%.",
    "discounts": "Discounts of 20%, 30% and 60% of the price are allowed.",
    "split sums": "The fund is made up of 45% equity, 30% bonds and 25% cash.",
    "rest of two": "Acorn holds 62% of the market; the rest, 38%, belongs to small vendors.",
    "less than all": "45% of respondents agreed, 30% disagreed and 15% abstained.",
    "agreement statements": (
        "62% of respondents said price matters, 48% of respondents said service matters and 31% "
        "of respondents said brand matters."
    ),
    "at least": "At least 40% of the equity, 35% of the bonds and 35% of the cash must be held in escrow.",
}


@pytest.mark.parametrize("name", TABLES_WRONG)
def test_a_table_whose_shares_do_not_add_up_is_found(name: str) -> None:
    table, cell = TABLES_WRONG[name]
    assert [(found.row, found.column) for found in on_table("numbers.percentages", table)] == [cell]
    assert on_table("numbers.footing", table) == ()


@pytest.mark.parametrize("name", TABLES_RIGHT)
def test_a_table_whose_shares_add_up_or_need_not_is_left_alone(name: str) -> None:
    assert [found.message for found in on_table("numbers.percentages", TABLES_RIGHT[name])] == []
    assert [found.message for found in on_table("numbers.footing", TABLES_RIGHT[name])] == []


@pytest.mark.parametrize("name", PROSE_WRONG)
def test_a_sentence_whose_shares_do_not_add_up_is_found(name: str) -> None:
    (found,) = on_text("numbers.percentages", PROSE_WRONG[name])
    assert "%" in found.quote or "percent" in found.quote
    assert found.evidence["total"] == "100"


@pytest.mark.parametrize("name", PROSE_RIGHT)
def test_a_sentence_whose_shares_add_up_or_need_not_is_left_alone(name: str) -> None:
    assert [found.message for found in on_text("numbers.percentages", PROSE_RIGHT[name])] == []


def test_a_wrong_total_of_shares_is_told_once() -> None:
    text = markdown("Area|Share\nNorth|45%\nSouth|35%\nEast|25%\nTotal|100%")
    told = [*on_text("numbers.footing", text), *on_text("numbers.percentages", text)]
    assert [found.check for found in told] == ["use"]
