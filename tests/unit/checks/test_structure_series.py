"""Clauses of one series, which differ in their object and figure, and short clauses that stand twice, turned round."""

from __future__ import annotations

import pytest

from tests.unit.checks.running import quotes
from tests.unit.checks.test_structure_second_drafts import HOST

SERIES = [
    (
        "We will pay for stock in the Warehouse which is damaged by water from a burst pipe, up to £60,000 (sixty"
        " thousand pounds).",
        "We will pay for furniture in the Office which is damaged by water from a burst pipe, up to £15,000 (fifteen"
        " thousand pounds).",
    ),
    (
        "We will pay the cost of hiring a vehicle while the Van is being repaired, for up to 21 days and up to £1,200.",
        "We will pay the cost of hiring a generator while the Boiler is being repaired, for up to 14 days and up to"
        " £3,500.",
    ),
    (
        "You must pay the first £250 of each claim for theft, and We will pay the rest up to the limit.",
        "You must pay the first £1,000 of each claim for subsidence, and We will pay the rest up to the limit.",
    ),
    (
        "The Executive receives a bonus of ten per cent of salary if sales in the year exceed $4 million, to be paid"
        " in March.",
        "The Executive receives a bonus of five per cent of salary if staff turnover in the year is below 8%, to be"
        " paid in March.",
    ),
    (
        "The Employee is entitled to twenty-five days' paid holiday in each year, to be taken at times agreed with the"
        " manager.",
        "The Employee is entitled to five days' paid study leave in each year, to be taken at times agreed with the"
        " college.",
    ),
    (
        "The Processor shall pay the Controller up to EUR 500,000 for all claims in a year which arise from a Breach.",
        "The Processor shall pay the Controller up to EUR 50,000 for all claims in a year which arise from a late"
        " answer.",
    ),
    (
        "The Supplier may make use of subcontractors only with the Buyer's consent and answers for their acts as for"
        " its own.",
        "The Supplier may make use of its affiliates without the Buyer's consent but answers for their acts as for its"
        " own.",
    ),
]
TWICE = [
    (
        "Section 4.02  Accidents. Each party shall promptly tell the other of any accident on the Site of which it"
        " becomes aware. HALDEN alone shall decide whether to close the Site.",
        "Section 9.01  Notice of Accidents. Where a party becomes aware of an accident on the Site, it shall promptly"
        " inform the other party of it. Whether the Site is closed shall be decided by HALDEN alone.",
    ),
    (
        "The Borrower shall take reasonable measures to guard the Plant. The Lender’s plates shall be shown by"
        " the Borrower on each machine in the manner in which they were set on it. The Lender shall be notified at"
        " once by"
        " the Borrower upon discovery of any loss of a machine.",
        "The Borrower agrees to take reasonable measures to guard the Plant. The Borrower shall show the Lender’s"
        " plates on each machine in the same manner in which they were set on it. The Borrower shall immediately"
        " notify the"
        " Lender upon discovery of any loss of a machine.",
    ),
    (
        "The Buyer may reject any Goods which do not meet the Specification by telling the Supplier within ten days of"
        " delivery.",
        "Goods that fail to meet the Specification may be rejected by the Buyer, who must inform the Supplier within"
        " ten days after they are delivered.",
    ),
    (
        "The Insured shall give notice of a claim in writing within fourteen days, shall keep the damaged goods for"
        " inspection, and shall not settle without our consent.",
        "The Insured shall give notice of a claim in writing within thirty days, shall keep the damaged goods for"
        " inspection, and shall not settle without our consent.",
    ),
]


def _between(first: str, second: str) -> str:
    return "\n\n".join([*HOST[:2], first, *HOST[2:], second])


@pytest.mark.parametrize("pair", SERIES, ids=range(len(SERIES)))
@pytest.mark.parametrize("turned", [False, True])
def test_clauses_of_a_series_are_no_copies(pair: tuple[str, str], turned: bool) -> None:
    first, second = reversed(pair) if turned else pair
    assert quotes("structure.duplicates", _between(first, second)) == []


@pytest.mark.parametrize("pair", TWICE, ids=range(len(TWICE)))
@pytest.mark.parametrize("turned", [False, True])
def test_a_clause_that_stands_twice_is_found(pair: tuple[str, str], turned: bool) -> None:
    first, second = reversed(pair) if turned else pair
    assert len(quotes("structure.duplicates", _between(first, second))) == 1
