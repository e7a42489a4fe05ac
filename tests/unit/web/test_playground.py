"""The playground, the checks' pages and decisions on findings, as a browser without script meets them."""

from __future__ import annotations

import io
import re
from html import unescape
from typing import Any

import pytest

from qa_service.checks import catalogue
from tests.api.files import docx_file, xlsx_file
from tests.api.test_waivers import GATED, TBD, placeholder

WORDS = "The term is twenty-four (25) months, and the fee is TBD."


def text_of(html: str) -> str:
    """The text of the shown document."""
    body = html.partition('id="document"')[2].partition(">")[2].partition("</article>")[0]
    return unescape(re.sub(r"<[^>]+>", "", body))


def quotes(html: str) -> list[str]:
    return re.findall(r'data-jump="\d+">“([^<]*)”', html)


def test_a_pasted_text_is_shown_with_its_findings(api: Any, visit: Any) -> None:
    ana = visit("ana")
    page = ana.go("/checks/try")
    assert page.status_code == 200
    assert "<script>" not in page.text
    assert page.text.count("<script") == page.text.count('<script type="module" src="/assets/')
    sent = ana.send("/checks/try", {"text": WORDS, "kind": "text/plain", "by": "all"})
    assert sent.status_code == 200
    assert quotes(sent.text) == ["twenty-four (25)", "TBD"]
    assert text_of(sent.text) == WORDS
    assert unescape(sent.text.partition('name="text"')[2].partition(">")[2].partition("</textarea>")[0]) == WORDS


@pytest.mark.parametrize(
    ("name", "data", "quote"),
    [
        ("memo.docx", docx_file(WORDS), "TBD"),
        ("memo.md", f"# Memo\n\n{WORDS}".encode(), "TBD"),
        ("costs.xlsx", xlsx_file([["Item", "Amount"], ["A", 1200], ["B", 300], ["Total", 1600]]), "1600"),
    ],
)
def test_a_file_goes_before_the_text(visit: Any, name: str, data: bytes, quote: str) -> None:
    fields: dict[str, Any] = {"text": "nothing here", "file": (io.BytesIO(data), name), "by": "all"}
    page = visit("ana").send("/checks/try", fields)
    assert page.status_code == 200, page.text
    assert quote in quotes(page.text)
    assert "nothing here" not in text_of(page.text)


def test_single_checks_with_parameters(visit: Any) -> None:
    ana = visit("ana")
    fields = {"text": "Confidential. Secret.", "by": "chosen", "check": "text.must_not_contain"}
    wrong = ana.send("/checks/try", fields)
    assert wrong.status_code == 422
    assert "A check is not set up right" in wrong.text
    page = ana.send("/checks/try", {**fields, "with.text.must_not_contain.any": "Secret\r\nHidden"})
    assert quotes(page.text) == ["Secret"]
    assert ">Secret\nHidden</textarea>" in page.text


def test_brief_sources_and_facts(visit: Any) -> None:
    fields = {
        "text": "The fee is EUR 500 and the rent EUR 700.", "by": "chosen", "check": "grounding.numbers",
        "source": "A fee of EUR 500 is due.", "facts": '{"a": 1}',
    }  # fmt: skip
    ana = visit("ana")
    assert quotes(ana.send("/checks/try", fields).text) == ["EUR 700"]
    file = {**fields, "sources": (io.BytesIO(b"Rent: EUR 700"), "lease.txt")}
    assert quotes(ana.send("/checks/try", file).text) == []
    for bad in ("[1]", "{"):
        assert ana.send("/checks/try", {**fields, "facts": bad}).status_code == 422


def test_the_checks_of_a_rubric(api: Any, visit: Any) -> None:
    api.rubric(GATED)
    page = visit("ana").send("/checks/try", {"text": TBD, "by": "rubric", "rubric": "test.gated"})
    assert quotes(page.text) == ["TBD"]
    assert "Suggestions" in page.text


@pytest.mark.parametrize(
    ("fields", "status", "words"),
    [
        ({"by": "all"}, 422, "Paste a text"),
        ({"text": "x", "by": "rubric"}, 422, "Choose a rubric"),
        ({"text": "x", "by": "chosen"}, 422, "at least one check"),
        ({"text": "x", "by": "rubric", "rubric": "no.such"}, 422, "no.such"),
        ({"file": (io.BytesIO(b"PK"), "memo.docx")}, 422, "cannot be read"),
        ({"file": (io.BytesIO(b"MZ"), "memo.exe")}, 415, "cannot be read"),
        ({"file": (io.BytesIO(b""), "blank.md")}, 422, "blank.md is empty"),
        ({"text": "x", "sources": (io.BytesIO(b"PK"), "b.docx")}, 422, "b.docx"),
    ],
)
def test_what_cannot_be_checked_is_said(visit: Any, fields: dict[str, Any], status: int, words: str) -> None:
    page = visit("ana").send("/checks/try", fields)
    assert page.status_code == status
    assert words in page.text
    assert 'role="alert"' in page.text


def test_nothing_that_was_sent_is_executed(visit: Any) -> None:
    attack = "</textarea><script>alert(1)</script> TBD"
    page = visit("ana").send("/checks/try", {"text": attack, "by": "all", "brief": attack, "facts": attack})
    assert "<script>alert" not in page.text
    page = visit("ana").send("/checks/try", {"text": attack, "by": "all"})
    assert "<script>alert" not in page.text
    assert text_of(page.text) == attack


def test_a_form_without_its_token_is_refused(visit: Any) -> None:
    assert visit("ana").client.post("/checks/try", data={"text": "x"}).status_code == 403


def test_a_link_fills_in_an_example(visit: Any) -> None:
    ana = visit("ana")
    for info in catalogue():
        page = ana.go(f"/checks/try?check={info.name}")
        assert f'value="{info.name}" checked' in page.text
        assert unescape(page.text.partition('name="text"')[2].partition(">")[2].partition("</textarea>")[0]).strip(
            "\n"
        ) == info.example_fires.strip("\n")
    assert ana.go("/checks/try?check=nothing").status_code == 200


def test_the_list_of_checks_has_figures_for_leads_alone(api: Any, visit: Any) -> None:
    api.rubric(GATED)
    found = placeholder(api.deliverable("test.gated", TBD))
    api.lead.patch(f"/v1/findings/{found['id']}", json={"state": "confirmed"}, headers={"If-Match": "*"})
    ana, luis = visit("ana"), visit("luis", "lead")
    for info in catalogue():
        assert info.name in ana.go("/checks").text
    assert "Precision" not in ana.go("/checks").text
    assert "100 %" in luis.go("/checks").text
    page = luis.go("/checks/text.placeholders").text
    assert "open_points" in page
    assert "Put into shadow" in page
    assert "Put into shadow" not in ana.go("/checks/text.placeholders").text
    assert ana.go("/checks/text.nothing").status_code == 404


def test_a_lead_puts_a_check_into_shadow_on_its_page(api: Any, visit: Any) -> None:
    api.rubric(GATED)
    made = api.deliverable("test.gated", TBD)
    luis, ana = visit("luis", "lead"), visit("ana")
    path = "/checks/text.placeholders"
    fields = {"rubric": "test.gated", "check": "open_points", "mode": "shadow", "reason": "Noisy.", "etag": ""}
    assert ana.send(f"{path}/mode", fields).status_code == 403
    assert luis.send(f"{path}/mode", fields).status_code == 303
    assert luis.send(f"{path}/mode", fields).status_code == 428
    assert "Noisy." in luis.go(path).text
    page = luis.go(f"/deliverables/{made['id']}").text
    assert 'id="shadow-1"' in page
    assert "TBD" not in ana.go(f"/deliverables/{made['id']}").text.partition("<article")[0]


def test_a_finding_is_waived_and_the_waiver_revoked_on_its_page(api: Any, visit: Any) -> None:
    api.rubric(GATED)
    made = api.deliverable("test.gated", TBD)
    found, luis = placeholder(made), visit("luis", "lead")
    path = f"/deliverables/{made['id']}"
    form = f"{path}/findings/{found['id']}"
    assert luis.send(f"{form}/waive", {"reason": "", "version": "1"}).status_code == 422
    assert luis.send(f"{form}/waive", {"reason": "x", "until": "tomorrow", "version": "1"}).status_code == 422
    fields = {"reason": "Client knows.", "until": "2099-06-30", "scope": "engagement", "version": "1"}
    answer = luis.send(f"{form}/waive", fields)
    assert (answer.status_code, answer.headers["Location"].partition("#")[2][:8]) == (303, "finding-")
    page = luis.go(path).text
    assert "Waived by luis in this engagement until 30 Jun 2099: Client knows." in re.sub(r"\s+", " ", page)
    waiver = re.search(r'name="waiver" value="([^"]+)"', page)
    assert waiver is not None
    assert luis.send(f"{form}/unwaive", {"waiver": waiver[1], "version": "1"}).status_code == 303
    assert "Client knows." not in luis.go(path).text


def test_a_decision_on_what_has_changed_is_refused(api: Any, visit: Any) -> None:
    api.rubric(GATED)
    made = api.deliverable("test.gated", TBD)
    form = f"/deliverables/{made['id']}/findings/{placeholder(made)['id']}"
    luis, lena = visit("luis", "lead"), visit("lena", "lead")
    fields = {"state": "confirmed", "version": "1", "etag": '"1"'}
    assert luis.send(form, fields).status_code == 303
    late = lena.send(form, {**fields, "state": "dismissed", "reason": "No."})
    assert late.status_code == 412
    assert "It has changed" in late.text
    assert lena.send(form, {"state": "confirmed", "version": "1"}).status_code == 428


def test_a_file_is_shown_as_its_text_with_tables_and_headings(api: Any, visit: Any) -> None:
    api.rubric()
    data = docx_file("Confidential. " + WORDS, table=[["Item", "Amount"], ["Rent", "120"]])
    body = {"file": (io.BytesIO(data), "memo.docx"), "rubric": "test.memo", "title": "Memo"}
    made = api.lead.post("/v1/deliverables", data=body).json
    page = visit("luis", "lead").go(f"/deliverables/{made['id']}").text
    assert text_of(page) == api.lead.get(f"/v1/deliverables/{made['id']}/content").text
    assert 'class="ln h1"' in page
    assert 'class="grid"' in page
    assert "memo.docx" in page


def test_who_made_a_file_is_hidden_until_the_own_review_is_in(api: Any, visit: Any) -> None:
    api.rubric()
    data = docx_file("Confidential. Fine.", author="Paulo Producer")
    body = {"file": (io.BytesIO(data), "paulo.docx"), "rubric": "test.memo", "title": "Memo", "producer": "paulo"}
    made = api.lead.post("/v1/deliverables", data=body).json
    path = f"/deliverables/{made['id']}"
    ana = visit("ana")
    for secret in ("Paulo Producer", "paulo.docx"):
        assert secret not in ana.go(path).text
        assert secret not in api.reviewer("ana").get(f"/v1{path}/versions").text
        assert secret not in api.reviewer("ana").get(f"/v1{path}").text
        assert secret in api.lead.get(f"/v1{path}").text
        assert secret in visit("luis", "lead").go(path).text
    api.review(made["id"], "ana")
    assert "Paulo Producer" in ana.go(path).text
    assert "paulo.docx" in api.reviewer("ana").get(f"/v1{path}/versions").text


def test_a_form_that_is_too_large_is_a_page_that_says_so(api: Any, visit: Any) -> None:
    ana = visit("ana")
    api.app.config["MAX_CONTENT_LENGTH"] = 200_000
    page = ana.send("/checks/try", {"file": (io.BytesIO(b"x" * 300_000), "memo.txt")})
    assert page.status_code == 413
    assert "at the most, files included" in page.text
    assert 'data-limit="200000"' in ana.go("/checks/try").text
