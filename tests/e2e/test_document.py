"""The document as it is shown: every code point in place, findings exactly where they are, nothing executed."""

from __future__ import annotations

from typing import Any

import pytest
from playwright.sync_api import expect

from qa_service.services import submissions
from qa_service.storage.queries import deliverables as queries
from tests.e2e.conftest import CLAIM, CLAIMS, MEMO

MARKED = """number => [...document.querySelectorAll(`mark[data-f~="${number}"]`)].map(m => m.textContent).join('')"""
SHOWN = "document.getElementById('document').textContent"


def findings(served: Any, identifier: str) -> list[Any]:
    with served.store.read(served.lead.tenant_id) as uow:
        return list(queries.findings(uow, submissions.version_of(uow, identifier).id))


@pytest.mark.parametrize(
    ("text", "more"),
    [
        (MEMO, {}),
        (CLAIM, {"media_type": "text/plain", "rubric": CLAIMS}),
        ("a\r\nb\n\n\n  indented\ttab\n| not | a table", {"media_type": "text/markdown"}),
        ("```\n| code |\n**x**\n```\n> quote **bold\n\\| *a* __b__ ***\n", {"media_type": "text/markdown"}),
        ('{"table": [["Item", "Amount"], ["<b>A</b>", 12.5], [], ["Sum", null]]}', {"media_type": "application/json"}),
    ],
    ids=["memo", "plain", "blanks", "syntax", "table"],
)
def test_the_shown_text_is_the_text(served: Any, visit: Any, text: str, more: dict[str, Any]) -> None:
    identifier = served.submit(text, **more)
    with served.store.read(served.lead.tenant_id) as uow:
        stored = submissions.version_of(uow, identifier).text
    page = visit("lena", f"/deliverables/{identifier}").page
    assert page.evaluate(SHOWN) == stored
    for number, finding in enumerate(findings(served, identifier), 1):
        assert page.evaluate(MARKED, number) == finding.quote


def test_findings_beyond_the_basic_plane_are_marked_exactly(served: Any, visit: Any) -> None:
    identifier = served.submit()
    found = [f for f in findings(served, identifier) if f.end]
    assert found, "the memo's faults are meant to be found"
    page = visit("lena", f"/deliverables/{identifier}").page
    for number, finding in enumerate(findings(served, identifier), 1):
        assert page.evaluate(MARKED, number) == finding.quote == MEMO[finding.start : finding.end]


def test_overlapping_findings_are_split_and_each_is_whole(served: Any, visit: Any) -> None:
    identifier = served.submit()
    text = "Clause 9.1 caps liability at EUR 100,000."
    start = MEMO.index(text)
    rows = [(start, start + 20), (start + 7, start + 30), (start + 7, start + 10), (start + 20, start + len(text))]
    with served.store.write(served.lead.tenant_id) as uow:
        version = submissions.version_of(uow, identifier)
        known = queries.findings(uow, version.id)
        extra = [
            {
                **known[0]._mapping, "id": uow.new_id("fnd"), "position": 100 + i, "start": a, "end": b,
                "quote": MEMO[a:b], "message": f"Overlap {i}", "state": "open",
            }
            for i, (a, b) in enumerate(rows)
        ]  # fmt: skip
        uow.insert(queries.FindingRow, [{k: v for k, v in row.items() if k != "tenant_id"} for row in extra])
    page = visit("lena", f"/deliverables/{identifier}").page
    for number, finding in enumerate(findings(served, identifier), 1):
        assert page.evaluate(MARKED, number) == finding.quote
    assert page.evaluate(SHOWN) == MEMO
    assert page.locator("mark mark").count() == 0
    page.locator("mark.several").first.click()
    expect(page.locator("#peek li")).to_have_count(3)


def test_a_finding_jumps_to_its_place_and_a_mark_tells_its_finding(served: Any, visit: Any) -> None:
    page = visit("lena", f"/deliverables/{served.submit()}").page
    page.locator("[data-jump]").first.click()
    expect(page.locator("mark.lit").first).to_be_in_viewport()
    page.locator("mark[data-label]").first.click()
    expect(page.locator("#peek")).to_be_visible()
    assert page.locator("#peek .message").first.inner_text() in page.locator(".finding-list").inner_text()


def test_a_finding_is_dismissed_with_a_reason_only(served: Any, visit: Any) -> None:
    page = visit("lena", f"/deliverables/{served.submit()}").page
    page.get_by_text("Decide", exact=True).first.click()
    page.get_by_role("button", name="Dismiss").first.click()
    expect(page.get_by_role("heading", level=1)).to_have_text("The decision is not valid")
    page.go_back()
    first = page.locator(".finding").first
    first.get_by_text("Decide", exact=True).click()
    first.get_by_label("Reason").fill("The date is meant ironically.")
    first.get_by_role("button", name="Dismiss").click()
    expect(page.locator(".finding").first).to_contain_text("Dismissed by lena: The date is meant ironically.")


def test_nothing_that_was_handed_in_is_executed(served: Any, visit: Any) -> None:
    attack = "<script>window.hit = 1</script><img src=x onerror=window.hit=1>"
    identifier = served.submit(
        f"# {attack}\n\n| {attack} | b |\n\nTBD {attack} [insert name]\n",
        title=attack, brief=attack, engagement=attack[:60], producer=attack[:60], case={"note": attack},
    )  # fmt: skip
    visitor = visit("lena", f"/deliverables/{identifier}")
    expect(visitor.page.get_by_role("heading", level=1)).to_have_text(attack)
    for path in ("/", "/deliverables", "/reports"):
        visitor.go(path)
        assert visitor.page.evaluate("window.hit") is None
    assert visitor.go(f"/deliverables/{identifier}").evaluate("window.hit") is None
    assert visitor.page.locator("#document script, #document img").count() == 0
