"""Letters that stand for a thing nobody has named, names that are told in a sentence, and labels nobody uses again."""

from __future__ import annotations

import pytest

from tests.unit.checks.running import quotes

TENDER = (
    "TENDER REPORT\n\nThe harbour authority (the “Authority”) had four tenders. They were judged by the Invitation to"
    " Tender of 3 March 2025{}. The firm that won (the “Winner”) is Hale Ltd. The notice of the Authority came out with"
    " the {used}. The Winner kept to {used}, and the Authority asked it under paragraph 6 of the {used} to stand by its"
    " price. The panel (the “Panel”) agreed, and the Panel told the Winner so.\n"
)


@pytest.mark.parametrize(
    ("given", "used", "found"),
    [
        ("", "ITT", ["ITT"]),
        (" (the “ITT”)", "ITT", []),
        (" (ITT)", "ITT", []),
        (", which I call the ITT", "ITT", []),
        ("", "VAT", []),
        ("", "ITT Board", []),
    ],
)
def test_letters_that_nothing_introduces(given: str, used: str, found: list[str]) -> None:
    assert quotes("terms.undefined", TENDER.format(given, used=used)) == found


@pytest.mark.parametrize("told", ["“Banking Day” means", "References in this letter to a Banking Day are to"])
def test_a_reference_to_a_word_tells_what_it_is(told: str) -> None:
    text = (
        "FACILITY LETTER\n\nHale Bank (the “Lender”) lends to Mill Ltd (the “Borrower”). The Borrower draws on a"
        f" Banking Day. {told} a day on which banks are open. The Lender pays on the next Banking Day."
        " “Facility” means the loan. The Facility ends in May, on a Banking Day that the Borrower tells the Lender.\n"
    )
    assert quotes("terms.undefined", text) == []


@pytest.mark.parametrize(
    ("text", "found"),
    [
        (
            "She left her employer, a school (the School), in June. She says that schools were short of staff.",
            ["School"],
        ),
        ("She left a school (the School), in June. The school was short of staff.", []),
        (
            "They went to the laboratory of Maritima NV\n    (“the Laboratory”). Its certificate is here.",
            ["Laboratory"],
        ),
        (
            "It sends a copy of its audited accounts (the “Accounts”). Payment is made to the account of the bank.",
            ["Accounts"],
        ),
        (
            "The lease was changed by a first amendment (the “First Amendment”). See the Lease, with first amendment.",
            ["First Amendment"],
        ),
        ("They went to the laboratory of Maritima NV (“the Laboratory”). The Laboratory answered.", []),
    ],
)
def test_a_label_is_used_where_its_thing_is_meant(text: str, found: list[str]) -> None:
    scheme = " The plan (the Plan) paid. The trustees (the Trustees) of the Plan met. The Trustees agreed."
    assert quotes("terms.unused", f"# Decision\n\n{text}{scheme}\n") == found


def test_single_marks_define_as_double_ones_do() -> None:
    policy = (
        "# Speaking up\n\nIn this policy 'Worker' means an employee. 'Wrongdoing' means a crime. A Worker who sees"
        " Wrongdoing says so.{}\n"
    )
    line = " A 'Line Manager' is the person to whom a Worker answers."
    assert quotes("terms.unused", policy.format(line)) == ["Line Manager"]
    assert quotes("terms.unused", policy.format(f"{line} A Line Manager listens.")) == []
