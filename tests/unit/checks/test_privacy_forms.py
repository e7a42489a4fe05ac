"""Personal data of more kinds and countries, and numbers that only look like them."""

from __future__ import annotations

import pytest

from tests.unit.checks.running import quotes

PERSONAL = (
    "write to privatsupporter@harrow-mill.com",
    "call (020) 7946 0018 or the clerk",
    "Card 4012 8888 8888 1881, exp 09/27",
    "Visa ending: 4111-1111-1111-1111",
    "IBAN DE89 3704 0044 0532 0130 00",
    "His IBAN is GB29NWBK60161331926819.",
    "SSN: 078-05-1120",
    "social security number 536-90-4399",
    "NINO AB 12 34 56 C",
    "National Insurance number QQ123456B",
    "NHS number 943 476 5919",
    "SIN 046 454 286",
    "Steuer-ID 86 095 742 719",
    "Personnummer 811218-9876",
    "BSN 111222333",
    "DNI 12345678Z",
    "NIE X1234567L",
    "codice fiscale RSSMRA85T10A562S",
    "PESEL 44051401359",
    "CPF 111.444.777-35",
    "Aadhaar 2341 2341 2346",
    "AHV 756.9217.0769.85",
    "passport no. C01X00T47",
    "Passport number: 912803456",
    "driver's license D1234-56789-01234",
    "email: anna.weiss@meridian-legal.co.uk",
    "anna (dot) weiss (at) meridian (dot) org",
    "call her at +44 20 7946 0958",
    "Mobile: 0171 2345678",
    "phone (212) 555-0142",
    "Tel. +63 917 555 1234",
    "date of birth: 4 March 1971",
    "DOB 03/04/1971",
    "born on 12.05.1980 in Graz",
    "MRN 00482913",
    "Medical record number: 7710234",
    "Medicare number 1EG4-TE5-MK73",
    "IP address 203.0.113.77",
    "MAC 00:1A:2B:3C:4D:5E",
    "licence plate B-MW 4242",
    "sort code 20-00-00, account 55779911",
    "routing number 021000021, account number 123456789012",
    "CURP HEGG560427MVZRRL04",
    "Patient ID: P-4471-88",
    "policyholder lives at 14 Rosewood Lane, Flat 3, Leeds LS6 2AB",
)
IMPERSONAL = (
    "write to people-ops@harrow-mill.com, gcp-admin-oncall@harrow-mill.com or deal.desk@harrow-mill.com",
    "the Health Insurance Portability and Accountability Act, P.L. 104-191 (1996), applies",
    "write to privacyquestions@harrow-mill.com, copyright@harrow-mill.com or cybersecurityoperations@harrow-mill.com",
    "Invoice 4012-8888-8888-1882",
    "Order no. 4111111111111112",
    "ISBN 978-3-16-148410-0",
    "Patent US 7,654,321 B2",
    "Section 078-05-1120 of the code",
    "tracking number 1Z999AA10123456784",
    "commit 9fceb02d0ae598e95dc970b74767f19372d61af8",
    "Account 88102-4 was charged with postage.",
    "version 192.168.1",
    "build 2023.10.4.1",
    "VAT ID DE136695976",
    "company number 01234567",
    "HRB 123456 Amtsgericht München",
    "amounts 1,234,567.89 and 987 654 321",
    "date 12.05.2023",
    "phone extension 4411",
    "Case No. 21-cv-10345",
    "docket 943-476-5910",
    "info@example.com",
    "https://example.com/a@b",
    "call 911",
    "at 10:30 (at) noon",
    "Rev. 12-34-56",
    "serial 86095742718",
    "SKU 111222334",
    "Table 2: 111 222 333 444",
    "$ 4,111,111,111",
    "ratio 1:2:3:4:5:6",
    "Article 6(1)(f)",
    "room 212-555",
    "**** **** **** 1234",
    "xxx-xx-1234",
    "member since 1971",
    "the contract of 4 March 1971",
    "born of necessity in 2010",
    "10.0.0.0/8 network",
    "ISO 9001:2015",
    "reference 2024-0171-2345",
    "claim CLM-078-05-1120",
)


@pytest.mark.parametrize("text", PERSONAL)
def test_personal_data_are_found(text: str) -> None:
    assert quotes("privacy.identifiers", text)


@pytest.mark.parametrize("text", IMPERSONAL)
def test_numbers_of_things_are_left_alone(text: str) -> None:
    assert quotes("privacy.identifiers", text) == []
