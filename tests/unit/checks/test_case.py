"""Checks between deliverables, with what a store would know given by hand."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from qa_service.checks import CheckResult, compile_checks, run_checks
from qa_service.checks.case.minhash import BANDS, bands, resemblance, shingles, shingles_of
from qa_service.checks.related import EarlierVersion, Other, Past, Related
from qa_service.documents import parse_document
from qa_service.rubric import CheckSpec

SAME = [
    ("Date of loss: 3 May 2024", "Loss date: 2024-05-03"),
    ("Date of loss: 3 May 2024", "**Date of Loss:** May 3, 2024"),
    ("Date of loss: 03/05/2024", "Date of loss: 3 May 2024"),
    ("Date of loss: 03/05/2024", "Date of loss: 5 March 2024"),
    ("Policy no.: HO-123456", "Policy number: HO 123456"),
    ("Policy No: HO-123456", "| Policy number | HO/123456 |"),
    ("Claimant: Ann Lee", "Claimant: Ms. A. Lee"),
    ("Claimant: Ann Lee", "Claimant: LEE, Ann"),
    ("Insured: Kestrel Marine Ltd", "Insured: Kestrel Marine Limited"),
    ("Insured: Kestrel Marine Ltd", "Insured: Kestrel Marine"),
    ("Claimants: Ann Lee and Joe Park", "Claimants: Joe Park; Ann Lee"),
    ("Claimants: Ann Lee and Joe Park", "Claimant: Ann Lee"),
    ("Sum insured: $250,000", "Sum insured: USD 250,000.00"),
    ("Sum insured: $1.25 million", "Sum insured: $1,250,000"),
    ("Sum insured: $1.3 million", "Sum insured: $1,250,000"),
    ("Deductible: $1,000", "Deductible: $1,000 per occurrence"),
    ("Diagnosis code: S72.001A", "Diagnosis code: S72001A"),
    ("Diagnosis codes: S72.001A, W19.XXXA", "Diagnosis code: S72.001A"),
    ("Report date: 3 May 2024", "Report date: 9 May 2024"),
    ("Date: 3 May 2024", "Date: 9 May 2024"),
    ("Prepared by: Ann Lee", "Prepared by: Joe Park"),
    ("Adjuster: Ann Lee", "Adjuster: Joe Park"),
    ("Version: 1.2", "Version: 1.3"),
    ("Reserve: $5,000", "Reserve: $9,000"),
    ("Paid to date: $5,000", "Paid to date: $9,000"),
    ("Total: $5,000", "Total: $9,000"),
    ("Estimated repair cost: $5,000", "Estimated repair cost: $9,000"),
    ("Date of inspection: 3 May 2024", "Date of inspection: 9 May 2024"),
    ("Date of loss: TBD", "Date of loss: 3 May 2024"),
    ("Date of loss: about 3 May 2024", "Date of loss: 5 May 2024"),
    ("Sum insured: approx. $250,000", "Sum insured: $240,000"),
    ("Invoice no.: 4711", "Invoice no.: 4712"),
    ("Claim number: A-100\nClaim number: A-101", "Claim number: A-102"),
    ("The loss occurred: on a Friday", "The loss occurred: on a Monday"),
    ("Note: see page 3", "Note: see page 4"),
    ("Conclusion: The claim is covered.", "Conclusion: The claim is not covered."),
    ("Phone: 555-0100", "Phone: 555-0199"),
    ("Hours: 12", "Hours: 14"),
    ("**Loss date** 02/14/2026 **Notice** 02/17/2026", "**Loss date:** February 14, 2026"),
    ("**Adjuster ID** 5108", "**Adjuster ID** 5109"),
    ("The **loss** was on 3 May 2024", "The **loss** was on 4 May 2024"),
]
DIFFERENT = [
    ("Date of loss: 3 May 2024", "Date of loss: 4 May 2024", "date"),
    ("Date of loss: 3 May 2024", "Loss date: 2023-05-03", "date"),
    ("Date of loss: 03/05/2024", "Date of loss: 4 May 2024", "date"),
    ("| Date of loss | 3 May 2024 |", "Date of loss: 13 May 2024", "date"),
    ("Date of birth: 1 March 1971", "DOB: 1 March 1917", "date"),
    ("Policy inception: 1 January 2024", "Policy inception: 1 June 2024", "date"),
    ("Policy no.: HO-123456", "Policy number: HO-123465", "code"),
    ("VIN: 1HGCM82633A004352", "VIN: 1HGCM82633A004325", "code"),
    ("Docket No. : 22-cv-01234", "Docket number: 22-cv-01243", "code"),
    ("Diagnosis code: S72.001A", "Diagnosis code: S72.002A", "code"),
    ("Claimant: Ann Lee", "Claimant: Joe Park", "name"),
    ("Claimant: Ann Lee", "Claimant: Ann Leigh", "name"),
    ("Insured: Kestrel Marine Ltd", "Insured: Kestral Marine Ltd", "name"),
    ("Defendant: Orbis Freight GmbH", "Defendant: Orbis Logistics GmbH", "name"),
    ("Sum insured: $250,000", "Sum insured: $205,000", "amount"),
    ("Sum insured: $250,000", "Sum insured: €250,000", "amount"),
    ("Sum insured: $1.3 million", "Sum insured: $1,420,000", "amount"),
    ("Purchase price: EUR 1,250,000", "| Purchase price | EUR 1,520,000 |", "amount"),
    ("Interest rate: 4.25%", "Interest rate: 4.52%", "amount"),
    ("- Deductible: $1,000", "Deductible: $500", "amount"),
    ("**Loss date** 02/14/2026", "**Loss date:** 02/15/2026", "date"),
    ("**Claim number** BK-4518-26", "Claim number: BK-4581-26", "code"),
    ("**Insured** Ann Lee **Claim number** BK-4518-26", "**Insured** Ann Lee **Claim number** BK-4519-26", "code"),
]  # fmt: skip


def check(
    name: str,
    text: str,
    related: Related | None,
    params: Mapping[str, object] | None = None,
    facts: Mapping[str, object] | None = None,
    also: Sequence[CheckSpec] = (),
) -> CheckResult:
    plan = compile_checks([CheckSpec("case", name, params or {}, "finding"), *also])
    return run_checks(plan, parse_document(text, "text/markdown"), related=related, facts=facts or {})


def other(text: str, **more: object) -> Other:
    return Other("dlv_1", "First memo", 2, text, **more)  # type: ignore[arg-type]


@pytest.mark.parametrize(("ours", "theirs"), [*SAME, *((b, a) for a, b in SAME)])
def test_statements_that_agree_or_may_differ_are_quiet(ours: str, theirs: str) -> None:
    text = f"# Memo\n\n{ours}\n\nAll is well.\n"
    assert check("case.conflicts", text, Related(case=(other(f"# Memo\n\n{theirs}\n"),))).findings == ()


@pytest.mark.parametrize(("ours", "theirs", "kind"), [*DIFFERENT, *((b, a, kind) for a, b, kind in DIFFERENT)])
def test_statements_that_differ_are_found_where_they_stand(ours: str, theirs: str, kind: str) -> None:
    text = f"# Memo\n\n{ours}\n\nAll is well.\n"
    found = check("case.conflicts", text, Related(case=(other(f"# Memo\n\n{theirs}\n"),))).findings
    assert [(f.code, f.evidence["others"][0]["deliverable"]) for f in found] == [(kind, "dlv_1")]  # type: ignore[index]
    assert found[0].quote in ours
    assert "First memo" in found[0].message


@pytest.mark.parametrize(
    ("ours", "theirs", "differ"),
    [
        ({"case": {"date_of_loss": "2024-05-03"}}, {"case": {"date_of_loss": "2024-05-04"}}, True),
        ({"case": {"date_of_loss": "2024-05-03"}}, {"case": {"dateOfLoss": "3 May 2024"}}, False),
        ({"policy": {"number": "HO-1234"}}, {"policy": {"number": "HO-1243"}}, True),
        ({"policy": {"limit": 50000}}, {"policy": {"limit": 50000.0}}, False),
        ({"policy": {"limit": 50000}}, {"policy": {"limit": "60,000"}}, True),
        ({"case": {"parties": ["Ann Lee", "Kestrel Ltd"]}}, {"case": {"parties": ["Kestrel Limited"]}}, False),
        ({"case": {"parties": ["Ann Lee"]}}, {"case": {"parties": ["Joe Park"]}}, True),
        ({"case": {"jurisdiction": "New York"}}, {"case": {"jurisdiction": "new york"}}, False),
        ({"case": {"jurisdiction": "New York"}}, {"case": {"jurisdiction": "New Jersey"}}, True),
        ({"case": {"status": "open"}}, {"case": {"status": "closed"}}, False),
        ({"deliverable": {"word_count": 5}}, {"deliverable": {"word_count": 9}}, False),
        ({"loss_amount": 1200}, {"loss_amount": 2100}, True),
        ({"payments": [1, 2]}, {"payments": [1, 3]}, False),
        ({"case": {"urgent": True}}, {"case": {"urgent": False}}, False),
        ({"checks": {"a": {"hits": 1}}}, {"checks": {"a": {"hits": 2}}}, False),
    ],
)
def test_submitted_facts_are_compared_by_key_and_kind(ours: object, theirs: object, differ: bool) -> None:
    result = check("case.conflicts", "Text.", Related(case=(other("Text.", facts=theirs),)), facts=ours)  # type: ignore[arg-type]
    assert len(result.findings) == differ


def test_a_label_and_a_submitted_fact_are_one_fact() -> None:
    related = Related(case=(other("Text.", facts={"loss": {"date": "2024-05-04"}}),))
    assert len(check("case.conflicts", "Date of loss: 3 May 2024", related).findings) == 1
    assert check("case.conflicts", "Date of loss: 4 May 2024", related).findings == ()


def test_labels_can_be_chosen_and_left_out() -> None:
    related = Related(case=(other("Date of loss: 4 May 2024\n\nClaimant: Ann Lee"),))
    text = "Date of loss: 3 May 2024\n\nClaimant: Joe Park"
    assert len(check("case.conflicts", text, related).findings) == 2
    assert [f.code for f in check("case.conflicts", text, related, {"labels": ["loss date"]}).findings] == ["date"]
    assert [f.code for f in check("case.conflicts", text, related, {"ignore": ["date of loss"]}).findings] == ["name"]


def test_nobody_who_produced_another_deliverable_is_named() -> None:
    related = Related(case=(other("Expert: Zelda Quill\n\nPatient: Ann Lee", producer="Zelda Quill"),))
    found = check("case.conflicts", "Expert: Ben Okafor\n\nPatient: Joe Park", related).findings
    assert [f.code for f in found] == ["name"]
    titled = Other("dlv_9", "Memo by Zelda Quill", 1, "Patient: Ann Lee", producer="zelda quill")
    message = check("case.conflicts", "Patient: Joe Park", Related(case=(titled,))).findings[0].message
    assert "Zelda" not in message
    assert "dlv_9" in message


WORDS = [f"w{number}" for number in range(400)]


def test_near_duplicates_are_verified_by_their_words() -> None:
    text = " ".join(WORDS)
    near = " ".join([*WORDS[:200], "other", *WORDS[201:]])
    half = " ".join([*WORDS[:150], *(f"x{number}" for number in range(250))])
    part = " ".join(WORDS[:300])
    lookalikes = tuple(Other(f"dlv_{at}", f"Memo {at}", 1, other) for at, other in enumerate((near, half, part)))
    found = check("case.near_duplicate", text, Related(lookalikes=lookalikes)).findings
    assert {f.evidence["deliverable"] for f in found} == {"dlv_0", "dlv_2"}
    strict = check("case.near_duplicate", text, Related(lookalikes=lookalikes), {"threshold": 0.9, "containment": 1})
    assert {f.evidence["deliverable"] for f in strict.findings} == {"dlv_0", "dlv_2"}


def test_short_texts_and_what_everybody_was_given_do_not_count() -> None:
    text = " ".join(WORDS)
    related = Related(lookalikes=(other(text),))
    assert (
        check("case.near_duplicate", " ".join(WORDS[:40]), Related(lookalikes=(other(" ".join(WORDS[:40])),))).findings
        == ()
    )
    assert len(check("case.near_duplicate", text, related).findings) == 1
    facts = {"case": {"form": " ".join(WORDS[:380])}}
    assert check("case.near_duplicate", text, related, {"template": "case.form"}, facts).findings == ()


def test_the_passages_in_the_evidence_are_places_of_the_text() -> None:
    text = " ".join(["new", "words", "first,", *WORDS, "and", "last"])
    found = check("case.near_duplicate", text, Related(lookalikes=(other(" ".join(WORDS)),))).findings[0]
    (start, end), *rest = found.evidence["passages"]  # type: ignore[misc]
    assert text[start:end] == " ".join(WORDS)
    assert rest == []


def test_a_signature_is_the_same_everywhere() -> None:
    text = "The quick brown fox jumps over the lazy dog, and the Straße naïve ﬁnal ２０２４ word."
    assert shingles(text)[:3].tolist() == SHINGLES
    assert bands(parse_document(text))[:3] == tuple(BAND_VALUES)
    assert len(bands(parse_document(text))) == BANDS
    assert bands(parse_document("too few words here")) == ()


SHINGLES = [12327514169205513661, 17876429348876310839, 4613693428282416105]
BAND_VALUES = [-5313179604248126300, -4560731775286899271, -5670494823977684680]


@settings(max_examples=50, deadline=None)
@given(st.lists(st.sampled_from(WORDS[:30]), min_size=5, max_size=80), st.text("abc ", max_size=20))
def test_resemblance_is_exact(words: list[str], tail: str) -> None:
    first, second = (
        sorted(set(shingles_of(parse_document(" ".join(w))).tolist())) for w in (words, [*words[5:], tail])
    )
    import numpy as np

    shared, jaccard, containment = resemblance(np.array(first, np.uint64), np.array(second, np.uint64))
    assert shared == len(set(first) & set(second))
    assert jaccard == (shared / len(set(first) | set(second)))
    assert containment == (shared / min(len(first), len(second)) if second else 0)


PLACEHOLDERS = CheckSpec("left", "text.placeholders", {}, "finding")


def version(number: int, text: str, *, dismissed: bool = False) -> EarlierVersion:
    result = run_checks(compile_checks([PLACEHOLDERS]), parse_document(text))
    past = tuple(Past(f.check, f.quote, f.message, f.fingerprint, dismissed) for f in result.findings)
    return EarlierVersion(number, past, frozenset(result.facts))


def back(text: str, *versions: EarlierVersion, **params: object) -> list[tuple[object, object]]:
    related = Related(versions=versions)
    found = check("case.regression", text, related, params, also=[PLACEHOLDERS]).findings
    return [(f.evidence["seen_in"], f.evidence["gone_in"]) for f in found if f.check == "case"]


BAD, GOOD = "The fee is TBD for now.", "The fee is 300 for now."


def test_a_finding_is_back_only_after_it_was_gone() -> None:
    assert back(BAD, version(1, BAD), version(2, GOOD)) == [([1], [2])]
    assert back(BAD, version(1, BAD), version(2, GOOD), version(3, GOOD)) == [([1], [2, 3])]
    assert back(BAD, version(1, BAD), version(2, GOOD), version(3, BAD)) == []
    assert back(BAD, version(1, BAD), version(2, BAD)) == []
    assert back(BAD, version(1, GOOD), version(2, GOOD)) == []
    assert back(BAD, version(1, BAD), version(2, "Every fee of theirs is still TBD, they say.")) == []
    assert back(GOOD, version(1, BAD), version(2, GOOD)) == []
    assert back(BAD) == []


def test_a_version_that_was_not_checked_proves_nothing() -> None:
    silent = EarlierVersion(2, (), frozenset())
    assert back(BAD, version(1, BAD), silent) == []
    capped = EarlierVersion(2, (Past("left", "", "only the first 200", "x", capped=True),), frozenset({"left"}))
    assert back(BAD, version(1, BAD), capped) == []


def test_dismissed_findings_can_be_left_out() -> None:
    versions = (version(1, BAD, dismissed=True), version(2, GOOD))
    assert back(BAD, *versions) == [([1], [2])]
    assert back(BAD, *versions, dismissed=False) == []


@pytest.mark.parametrize("name", ["case.conflicts", "case.near_duplicate", "case.regression"])
def test_without_a_store_the_check_says_why_it_did_not_run(name: str) -> None:
    result = check(name, "Date of loss: 3 May 2024", None)
    assert "stored" in result.skipped["case"]
    assert check(name, "Date of loss: 3 May 2024", Related()).findings == ()


@settings(max_examples=60, deadline=None)
@given(st.text(alphabet=st.sampled_from("Date of loss: 3.|$\t\n*CODE-1é"), max_size=120), st.text(max_size=60))
def test_no_text_breaks_a_comparison(ours: str, theirs: str) -> None:
    related = Related(case=(other(ours + "1"), other(theirs)), lookalikes=(other(theirs),))
    for name in ("case.conflicts", "case.near_duplicate", "case.regression"):
        result = check(name, ours, related)
        assert not result.failed
        assert all(ours[f.start : f.end] == f.quote for f in result.findings)
