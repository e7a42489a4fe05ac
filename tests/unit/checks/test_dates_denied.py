"""Dates that the calendar does not have: rightly in a sentence that says so, and wrongly in any other."""

from __future__ import annotations

import pytest

from tests.unit.checks.running import quotes

SAID = (
    "If a term of months would end on a day that does not exist, such as 31 September, it ends a day earlier.",
    "Where the month has no corresponding date (for example, 30 February), the last day of it counts.",
    "Dates which do not exist (e.g. 31 April, 31 June and 31 November) are read as the last of the month.",
    "The form gives an impossible date, namely 31 November 2021, for the survey.",
    "The register shows a non-existent date: June 31, 2022.",
    "He was asked about a date that is not in the calendar, like 30 February.",
    "In a month which does not have such a day, say 31 June, the payment falls on the 30th.",
    "As there will be no such date as 29 February 2027, the review is held on the day after.",
    "There being no 31 June, the licence ended on 30 June 2020.",
    "The calendar has no 31 November.",
    "31 April, 31 June and 31 September do not exist.",
    "The notice names 31 June 2020, a date which does not exist.",
    "The notice dated 31 June 2020 (there is no such day) was not served.",
    "31 September 2021 is a day that no calendar has.",
    "30 February or another date that does not exist may not be typed.",
    "The date in the bill, 31 November 2019, is plainly impossible.",
    'The bill says "31 November 2019", which is not a date.',
    "The minutes say that he came on 31 June 2018 [sic] and left in July.",
    "The bill is dated 31 April 2018 (should read 30 April 2018).",
    "The bill is dated 31 April 2018, an obvious error for 30 April 2018.",
    "A reference to 31 June shall be read as a reference to 30 June.",
    "The anniversary would be 29 February 2027, 2027 not being a leap year.",
    "The anniversary would be 29 February 2027, which is not a leap year.",
    "It cannot be 31 June, as June has only thirty days.",
    "A term that would otherwise end on 31 September ends on the last day of that month.",
    "Ein Datum, das es nicht gibt, wie der 31. Juni, wird auf den Monatsletzten gelegt.",
    "Une date qui n'existe pas, comme le 31 juin, est ramenée au dernier jour du mois.",
)
NOT_SAID = (
    "The term ends on 31 September 2026, the last day of that month.",
    "The letter dated 31 April 2020 does not exist.",
    "If no such notice is given by 31 June 2026, the option lapses.",
    "Tenders received after 31 June 2026 do not count.",
    "Such a date, as agreed, is 31 June 2026.",
    "The lease would otherwise end on 31 June 2026 but goes on until the last day of the month.",
    "The invoice of 31 June 2026 is to be paid to the seller.",
    "Some months have no such day. The rent is due on 31 June 2026.",
    "The rent is due on 31 June 2026. A day that does not exist is read as the day before.",
    "The accounts to 31 June 2026 should be read with the notes.",
    "There is no tenant, and the lease began on 31 June 2026.",
    "The leap year rule is not met, and 29 February 2027 is the date of completion.",
)


@pytest.mark.parametrize("text", SAID)
def test_a_date_that_is_said_not_to_exist_may_stand(text: str) -> None:
    assert quotes("dates.impossible", text) == []


@pytest.mark.parametrize("text", NOT_SAID)
def test_a_date_of_which_nothing_is_said_is_found(text: str) -> None:
    assert len(quotes("dates.impossible", text)) == 1
