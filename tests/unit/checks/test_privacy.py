"""Personal identifiers, and numbers that are none."""

from __future__ import annotations

import pytest

PERSONAL = [
    ("jane.roe@example.org", "email"),
    ("(415) 555-0132", "phone"),
    ("415.555.0132", "phone"),
    ("+44 20 7946 0958", "phone"),
    ("07700 900123", "phone"),
    ("tel. 0151 496 0000", "phone"),
    ("GB82 WEST 1234 5698 7654 32", "iban"),
    ("DE89370400440532013000", "iban"),
    ("4111 1111 1111 1111", "payment_card"),
    ("3782 822463 10005", "payment_card"),
    ("123-45-6789", "us_ssn"),
    ("SSN: 123456789", "us_ssn"),
    ("943 476 5919", "nhs_number"),
    ("NHS No: 9434765919", "nhs_number"),
    ("AB 12 34 56 C", "uk_nino"),
    ("date of birth: 12 May 1970", "birth_date"),
    ("DOB 5/12/70", "birth_date"),
    ("born on 4 December 1968", "birth_date"),
    ("MRN 00123456", "health_id"),
    ("Passport number: C01X00T47", "passport"),
    ("driver's license D1234567", "driving_licence"),
    ("123.456.789-09", "national_id"),
    ("sort code 20-00-00", "bank_account"),
    ("residing at 12 Elm Street", "home_address"),
    ("192.168.10.55", "ip_address"),
]
OTHER = """invoice no. 4111-2222-3333|invoice no. 123-45-6789|Docket No. 19-cv-01234|docket 415-555-0132|2024-05-17
12/05/1970
ISBN 978-3-16-148410-0|ISBN 0-306-40615-2|Case No. 2:19-cv-01234-ABC|17 C.F.R. 240.10b-5|$1,234,567.89|Section 1.2.3.4
version 10.2.33.4|1234567890|123 456 789|Order #123-4567890-1234567|policy no. AB123456C|info@example.com
1-800-356-9377|patent 7,654,321|ref 943 476 5919|IMEI 356938035643809
CAS 7732-18-5|page 12-34|0.123456789012|Bates 000123-000456
4111 1111 1111 1112|June 30, 2021|10:30-11:45|account for 2019|Purchase order 4111111111111111|EIN 12-3456789"""


@pytest.mark.parametrize(("value", "kind"), PERSONAL)
def test_an_identifier_is_found(run, value: str, kind: str) -> None:
    findings = run("privacy.identifiers", f"Please note {value} in the file.").findings
    assert [finding.code for finding in findings] == [kind]


@pytest.mark.parametrize("value", [item for line in OTHER.splitlines() for item in line.split("|")])
def test_another_number_is_left_alone(run, value: str) -> None:
    assert run("privacy.identifiers", f"Please note {value} in the file.").findings == ()


def test_the_message_does_not_repeat_the_data(run) -> None:
    finding = run("privacy.identifiers", "Write to jane.roe@example.org.").findings[0]
    assert "jane" not in finding.message
    assert finding.quote == "jane.roe@example.org"


def test_values_facts_and_endings_can_be_allowed(run) -> None:
    text = "ann@client.example, ben@other.example, +44 20 7946 0958"
    params = {"allow": ["@client.example", "case.phone"]}
    findings = run("privacy.identifiers", text, params, facts={"case": {"phone": "+442079460958"}}).findings
    assert [finding.quote for finding in findings] == ["ben@other.example"]


def test_kinds_can_be_chosen(run) -> None:
    text = "ann@client.example, +44 20 7946 0958"
    assert [f.code for f in run("privacy.identifiers", text, {"kinds": ["phone"]}).findings] == ["phone"]


def test_an_iban_ends_before_the_next_word(run) -> None:
    assert run("privacy.identifiers", "GB82 WEST 1234 5698 7654 32 AND MORE").findings[0].quote.endswith(" 32")
