"""Running heads and feet: wording that every page shows is looked at, though the text does not hold it."""

from __future__ import annotations

from collections.abc import Mapping

import pytest

from qa_service.checks import Finding, compile_checks, run_checks
from qa_service.documents import Document
from tests.unit.checks.running import Use
from tests.unit.documents.building import at, docx, lines, para, pdf, read

BODY = "The survey of the quay is complete, and its findings follow."
FOREIGN: Mapping[str, object] = {"foreign": ["Brackwater Marine Ltd", "Target"]}


def letter(header: str = "", footer: str = "", body: str = BODY) -> Document:
    parts = {"header": header, "footer": footer}
    return read(docx(para(body), **{kind: para(text) for kind, text in parts.items() if text}), "letter.docx")


def found(document: Document, name: str, **params: object) -> list[Finding]:
    result = run_checks(compile_checks([Use(name, params)]), document)
    assert not result.skipped
    assert result.facts["use"]["hits"] == len(result.findings)
    return list(result.findings)


def told(document: Document, name: str, **params: object) -> list[str]:
    return [finding.message for finding in found(document, name, **params)]


def test_a_field_left_in_the_header_has_no_place_and_says_where_it_stands() -> None:
    (finding,) = found(letter("Client: [insert client name]", "Page 1 of 4"), "text.placeholders")
    assert finding.message == "In the header: Placeholder left over: [insert client name]"
    assert (finding.start, finding.end, finding.quote, finding.suggestion) == (0, 0, "", None)
    assert finding.evidence == {
        "kind": "bracket", "stands_in": "header", "found": "[insert client name]",
        "text": "Client: [insert client name]", "part": "word/header.xml",
    }  # fmt: skip


def test_findings_of_the_text_stand_beside_those_of_the_foot() -> None:
    document = letter("", "Issued on TBD", "The fee is [insert fee] a day.")
    assert told(document, "text.placeholders") == [
        "In the footer: Placeholder left over: TBD",
        "Placeholder left over: [insert fee]",
    ]


@pytest.mark.parametrize(
    ("name", "params"),
    [
        ("names.foreign", FOREIGN),
        ("text.must_not_contain", {"any": ["Brackwater Marine"]}),
        ("text.existence", {"tokens": ["Brackwater Marine"]}),
        ("text.existence", {"raw": [r"Brackwater\s\w+"]}),
        ("text.substitution", {"swap": {"Brackwater Marine": "the client"}}),
    ],
)
def test_wording_is_looked_for_in_heads_alone_too(name: str, params: Mapping[str, object]) -> None:
    (finding,) = found(letter("Prepared for Brackwater Marine Ltd"), name, **params)
    assert finding.message.startswith("In the header: ")
    assert (finding.start, finding.end, finding.suggestion) == (0, 0, None)
    assert found(letter("Prepared for the harbour board"), name, **params) == []


@pytest.mark.parametrize("scope", ["heading", "sentence", "table"])
def test_a_rule_for_one_kind_of_part_leaves_heads_alone(scope: str) -> None:
    assert told(letter("For Brackwater"), "text.must_not_contain", any=["Brackwater"], scope=scope) == []


@pytest.mark.parametrize(
    ("header", "body"),
    [
        ("Target – survey report", "The target was met on time."),
        ("TBC quarterly", "The Bollard Company (TBC) paid."),
        ("Landlord’s initials: ____  Tenant’s initials: ____", BODY),
        ("Page 3 of 12 | v2.1 | 4 May 2031", BODY),
        ("[1] – – – 12345.6", BODY),
    ],
)
def test_what_a_head_lawfully_says_is_left_alone(header: str, body: str) -> None:
    document = letter(header, body=body)
    assert told(document, "text.placeholders") == told(document, "names.foreign", **FOREIGN) == []


def test_what_the_text_is_blamed_for_its_header_is_too() -> None:
    messages = told(
        letter("Brackwater Marine Ltd", body="We act for Brackwater Marine Ltd."), "names.foreign", **FOREIGN
    )
    assert len(messages) == 2


def test_what_many_pages_repeat_is_told_once_with_its_page() -> None:
    pages = [at(72, 760, "Brackwater Marine report TBD") + lines(f"Body of leaf {n}.") + at(280, 30, f"Page {n} of 3")
             for n in (1, 2, 3)]  # fmt: skip
    document = read(pdf(pages), "report.pdf")
    assert told(document, "names.foreign", **FOREIGN) == [
        "In the header (page 1): Brackwater Marine Ltd belongs to another case."
    ]
    assert len(told(document, "text.placeholders")) == 1


def test_a_marking_that_is_demanded_may_stand_in_the_header() -> None:
    for params in ({"all": ["Privileged and confidential"]}, {"any": ["case.marking"]}):
        uses = [Use("text.must_contain", params)]
        facts = {"case": {"marking": "privileged and confidential"}}
        for header, count in (("Privileged and Confidential", 0), ("Public", 1)):
            assert len(run_checks(compile_checks(uses), letter(header), facts=facts).findings) == count


def test_words_and_figures_of_heads_are_no_text() -> None:
    document = letter("The the fee was EUR 5 on 30 February 2031, says jane@brackwater.example")
    for name in ("structure.doubled_words", "dates.impossible", "privacy.identifiers", "text.hedging"):
        assert told(document, name) == []


def test_the_same_finding_keeps_its_fingerprint_when_the_text_changes() -> None:
    one, other = (found(letter("Client: TBD", body=body), "text.placeholders")[0] for body in (BODY, f"Anew. {BODY}"))
    assert one.fingerprint == other.fingerprint
