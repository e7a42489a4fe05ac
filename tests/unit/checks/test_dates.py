from __future__ import annotations

from datetime import date

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from tests.unit.checks.running import quotes, run, skipped

IMPOSSIBLE = [
    "31-11-2020 (\u00a7 4)",
    "31/04/2023",
    "2023-02-29",
    "April 31st, 2022",
    "31st day of June 2021",
    "29 Feb 2023",
    "13/25/2021",
    "30 February",
    "2023-13-01",
    "31.04.2023",
    "04-31-2023",
    "February 29, 2023",
    "29-Feb-2023",
    "31-Apr-23",
    "the 31st of September",
    "thirty-first day of June, 2021",
    "31/04/23",
    "1900-02-30T10:00:00",
    "29–31 April 2022",
    "February the 30th",
    "NOVEMBER 31, 2020",
    "30th day of February in the year 2021",
    "December 32, 2005",
    "Sept. 31, 2019",
    "2/29/2021",
    "Feb-30-2023",
]
REAL = [
    "<https://files.example/Screen%20Shot%202021-07-23%20at%2010.40.32.png>",
    "analytics.go?L37:29-37:40",
    "Cal. Civ. Code \u00a7 1785.20.5",
    "T.C.A. \u00a7\u00a7 47-25-1701 to 47-25-1709",
    "<https://law.example/displaySection?lawCode=CIV&sectionNum=1785.20.5>",
    "28/02/2023",
    "2024-02-29",
    "Section 4.31.2",
    "1/2/3",
    "50/30/20",
    "24/7/365",
    "555-31-2023",
    "version 2023.13.45",
    "In May 32 people",
    "in April 31 people attended",
    "April 2023",
    "29 Feb 2024",
    "29 February",
    "Vol. 45 March 2020",
    "10.20.2020.1",
    "Tel 31-45-2020",
    "you may 31 times",
    "ratio 30/40/2020",
    "31 December",
    "clause 31.2.2020",
    "CVE-2023-45-12",
    "99/100",
    "00/00/0000",
    "12-34-56",
    "May 99%",
]


@pytest.mark.parametrize("text", IMPOSSIBLE)
def test_days_that_do_not_exist(text: str) -> None:
    (found,) = run("dates.impossible", f"It was signed on {text} by both.")
    assert found.evidence["reason"]


@pytest.mark.parametrize("text", REAL)
def test_real_days_and_what_is_no_date(text: str) -> None:
    assert not run("dates.impossible", f"It says {text} here.")


# Years of fewer digits are printed without zeros, and "31-02-01" is read as a day of 2001.
@given(day=st.dates(min_value=date(1000, 1, 1)))
@settings(deadline=None, max_examples=60)
def test_no_real_day_is_impossible(day) -> None:
    forms = (
        f"{day:%Y-%m-%d}",
        f"{day:%d/%m/%Y}",
        f"{day:%m/%d/%Y}",
        f"{day:%d %B %Y}",
        f"{day:%B %d, %Y}",
        f"{day:%d-%b-%Y}",
    )
    assert not run("dates.impossible", "Dated " + "; dated ".join(forms) + ".")


def test_between_includes_both_ends_and_reads_notations() -> None:
    params = {"value": "case.date_of_loss", "from": "policy.inception", "to": "policy.expiry"}
    policy = {"inception": "1 January 2023", "expiry": "2023-12-31"}
    assert not run("dates.between", "x", params, {"case": {"date_of_loss": "2023-12-31"}, "policy": policy})
    (found,) = run("dates.between", "x", params, {"case": {"date_of_loss": "2024-01-01T08:00:00Z"}, "policy": policy})
    assert found.evidence == {"value": "2024-01-01", "from": "2023-01-01", "to": "2023-12-31"}
    assert skipped("dates.between", params, {"policy": policy})


def test_order_reads_facts_and_phrases() -> None:
    events = [{"name": "admission", "phrases": ["admitted on"]}, {"name": "discharge", "phrases": ["discharged on"]}]
    text = "Admitted on 5 March 2024. Discharged on 2 March 2024."
    assert quotes("dates.order", text, params={"events": events}) == ["2 March 2024"]
    assert not run("dates.order", text, {"events": events[::-1]})
    facts = {"case": {"a": "2024-01-02", "b": "2024-01-01"}}
    assert run("dates.order", "x", {"events": ["case.a", "case.b"]}, facts)
    assert not run("dates.order", "x", {"events": ["case.a", "case.c"]}, facts)


def test_deadline_of_its_own_in_days_and_business_days() -> None:
    facts = {"case": {"a": "2024-03-01", "b": "2024-03-11"}}
    params = {"from": "case.a", "to": "case.b", "days": 6}
    assert run("dates.deadlines", "x", params, facts)[0].evidence["days_late"] == 4
    assert not run("dates.deadlines", "x", {**params, "business_days": True}, facts)
    assert run("dates.deadlines", "x", {**params, "business_days": True, "days": 5}, facts)


def test_statutory_clocks_by_state_with_a_generic_default() -> None:
    params = {"calendar": "state_prompt_pay", "state": "policy.state"}
    case = {"notice_date": "2024-01-02", "acknowledged_date": "2024-01-14"}
    assert not run("dates.deadlines", "x", params, {"case": case, "policy": {"state": "TX"}})
    assert run("dates.deadlines", "x", params, {"case": case, "policy": {"state": "Florida"}})
    late = {**case, "acknowledged_date": "2024-02-14"}
    assert run("dates.deadlines", "x", params, {"case": late, "policy": {"state": "WY"}})[0].code == "acknowledge"
    assert skipped("dates.deadlines", params, {"case": {}, "policy": {"state": "TX"}})
    assert skipped("dates.deadlines", params, {"case": case})
