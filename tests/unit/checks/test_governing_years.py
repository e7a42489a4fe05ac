"""Figures of two years, two things or two bearers are no contradiction; those of one year are."""

from __future__ import annotations

import pytest

from tests.unit.checks.running import run

SAME = [
    (
        "For the year ended 31 December 2023 revenue was strong. Net finance costs of £14.2 million reflected "
        "higher rates. Borrowings fell. Overall, net finance costs of £12.4 million were in line with 2023 "
        "guidance."
    ),
    (
        "In 2024 the society grew. The membership fee of £45 was kept. Volunteers are thanked. The membership fee"
        " of £54 is due in January 2024."
    ),
    (
        "The purchase price of EUR 2,400,000 is payable in 2025. The parties signed in 2025. The seller "
        "acknowledges the purchase price of EUR 2,040,000."
    ),
    (
        "Capital expenditure of $31.5 million in 2022 went into kilns. Working capital improved. Capital "
        "expenditure of $35.1 million in 2022 was funded from cash."
    ),
    (
        "The trust was founded in 1987. The annual grant of £120,000 is paid in April. The board meets in June. "
        "The annual grant of £102,000 covers salaries."
    ),
    (
        "The lease began in 2019. The monthly rent is €3,250. The tenant pays the monthly rent of €3,520 on the "
        "first of each month."
    ),
    (
        "At 31 March 2024 the scheme was in surplus. The pension surplus of £6.3 million is recognised. Later in "
        "2024 nothing changed. The pension surplus of £3.6 million is not recoverable."
    ),
    "The deposit of CHF 18,000 was paid on signing. The deposit of CHF 13,000 bears no interest.",
    (
        "Sales in Norway rose in 2023. The order backlog of NOK 88 million covers nine months. The order backlog "
        "of NOK 83 million gives visibility into 2023."
    ),
    ("The Fund's management fee is 1.25% a year. It is accrued daily. The management fee of 1.52% is paid quarterly."),
    (
        "The company has not paid any dividend since 2015. The director's loan of £64,000 is interest free. The "
        "director's loan of £46,000 is repayable on demand."
    ),
    (
        "In 2022 the pension plan was closed. The closing contribution of $9.1 million was paid. It compares with"
        " nothing in other plans. The closing contribution of $1.9 million was tax deductible in 2022."
    ),
    "The contract sum is £1,284,000. The architect certifies against the contract sum of £1,248,000.",
    (
        "Goodwill impairment of $12 million arose in 2020. Trading was poor in 2020. Goodwill impairment of $21 "
        "million was charged to the retail unit in 2020."
    ),
    (
        "The reserve fund of €77,000 is held at the bank. The owners met in 2023. The reserve fund of €17,000 is "
        "enough for the roof."
    ),
    "The settlement sum of $410,000 is paid within 14 days. The settlement sum of $140,000 includes costs.",
    (
        "For fiscal 2019, research expense of $22.6 million was recorded. Head count was stable. Research expense"
        " of $26.2 million represented 9% of 2019 sales."
    ),
    "The annual premium is €1,180. The broker collects the annual premium of €1,810 by direct debit.",
    (
        "The option price of £3.20 per share was fixed in 2018. Holders may pay the option price of £2.30 per "
        "share in cash."
    ),
    (
        "Phase two starts in 2026. The retention of £38,400 is released at completion. The retention of £34,800 "
        "is held by the employer."
    ),
    ("The claimant's gross salary was £41,500. Loss of earnings is based on the claimant's gross salary of £45,100."),
]
OTHER = [
    (
        "In 2023, cash from operations was $91 million. Other payables of $12.3 million rose. In 2022, cash from "
        "operations was $74 million. Other payables of $8.8 million fell."
    ),
    (
        "2023 vs. 2022 Pension expense rose. Special charges of $14.1 million were booked. 2022 vs. 2021 Pension "
        "expense fell. Special charges of $9.6 million were booked."
    ),
    (
        "Upon classification the group recognised a pre-tax loss of $31 million. On completion it recognised an "
        "additional pre-tax loss of $44 million."
    ),
    (
        "The group booked a write-down of inventory of $5 million. It also recorded reserves for inventory of $9 "
        "million."
    ),
    "Wholesale generated revenues of $41 million. Retail generated revenues of $77 million.",
    "It issued two series, $500 million of 2.10% notes and $300 million of 3.40% notes.",
    "Interest is paid in US dollars at 4.1%. The second swap pays interest in US dollars at 2.9%.",
    (
        "The 2025 notes may be redeemed at any time at the option of the company at par. The 2031 notes may be "
        "redeemed at any time at the option of the company at par."
    ),
    (
        "The US plan was 81% funded at 31 December 2020. This compares to 85% funded at 31 December 2019. The UK "
        "plan was 92% funded at 31 December 2020. This compares to 90% funded at 31 December 2019."
    ),
    (
        "About 24% of sales were made abroad. This segment makes locks. The plants are in Ohio and run three "
        "shifts, and all of the products carry a warranty of ten years that the trade regards as generous. The "
        "plants are in Ohio and run three shifts, and all of the products carry a warranty of ten years that the "
        "trade regards as generous. The plants are in Ohio and run three shifts, and all of the products carry a "
        "warranty of ten years that the trade regards as generous. About 31% of sales were made abroad. This "
        "segment makes faucets."
    ),
    (
        "A contract of December 2006 provided for the repurchase of 120,000 shares. A contract of December 2007 "
        "provided for the repurchase of 67,000 shares."
    ),
    (
        "During 2014 investing activities used cash. Capital expenditures of $148.7 million related to software. "
        "During 2015 investing activities used cash. Capital expenditures of $161.1 million related to shops."
    ),
    (
        "In March 2015 the fund bought a stake. It recognised an increase in capital of $37 million. In June 2016"
        " it bought more. It recognised an increase in capital of $84 million."
    ),
    (
        "For 2010 the new standard reduced the charge, and unrealised losses decreased upon adoption of the "
        "standard. For 2009 another standard raised it, and unrealised losses increased upon adoption of the "
        "standard."
    ),
    ("## 2021\n\nTuition income of £4.1 million was earned.\n\n## 2022\n\nTuition income of £4.6 million was earned."),
    "The 2015 bonds and the 2024 bonds rank equally. Interest on the 2015 bonds is 2%.",
    (
        "At the end of 2018 the provision of €7 million was adequate. By the end of 2020 the provision of €11 "
        "million had been drawn."
    ),
    (
        "The first quarter of 2023 was weak. Freight costs of $3.3 million weighed on it. The first quarter of "
        "2024 was better. Freight costs of $2.9 million were normal."
    ),
    (
        "Fiscal 2017 had 53 weeks. Advertising of $18 million was spent. Fiscal 2018 had 52 weeks. Advertising of"
        " $16 million was spent."
    ),
    ("Compared with 2019, grants of £2.2 million were lower. Compared with 2020, grants of £2.9 million were higher."),
    "Radio reported operating profit of £6 million. Television reported operating profit of £19 million.",
    (
        "An impairment charge for goodwill of €14 million was booked. A tax deduction for goodwill of €3 million "
        "remains."
    ),
    (
        "In April 2020 we drew the facility. Interest expense of $1.4 million followed. In April 2021 we repaid "
        "part of it. Interest expense of $0.9 million followed."
    ),
    (
        "Results for 2022. Staff costs of €31 million included bonuses. Results for 2023. Staff costs of €35 "
        "million included bonuses."
    ),
    (
        "The 2019 plan was open to all. The number of options of 40,000 was granted under it. The 2022 plan is "
        "closed. The number of options of 55,000 was granted in 2022."
    ),
]


@pytest.mark.parametrize("text", SAME, ids=range(len(SAME)))
def test_one_quantity_of_one_time_with_two_values_is_found(text: str) -> None:
    assert run("numbers.restated", text) or run("contradiction.restatements", text)


@pytest.mark.parametrize("text", OTHER, ids=range(len(OTHER)))
@pytest.mark.parametrize("check", ["numbers.restated", "contradiction.restatements"])
def test_the_sentence_before_or_the_heading_tells_of_another_year_or_thing(check: str, text: str) -> None:
    assert run(check, text) == ()


def test_a_year_told_before_governs_only_its_own_paragraph() -> None:
    text = (
        "In 2019 the hall was built. The rent of £900 is paid monthly.{}In 2023 it was sold. The rent of £700 is kept."
    )
    assert run("numbers.restated", text.format(" ")) == ()
    (found,) = run(
        "numbers.restated", "In 2019 the hall was built.\n\nThe rent of £900 is due. The rent of £700 is kept."
    )
    assert found.quote == "£700"
