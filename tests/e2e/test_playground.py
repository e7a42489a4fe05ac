"""The check playground in a browser: paste, drop, keys, small screens, without script, under a strict policy."""

from __future__ import annotations

import base64
from typing import Any

from playwright.sync_api import expect

from tests.api.files import docx_file, pdf_file
from tests.e2e.conftest import LEGAL, MEMO

MARKED = """number => [...document.querySelectorAll(`mark[data-f~="${number}"]`)].map(m => m.textContent).join('')"""
DROP = """([name, data]) => {
  const bytes = Uint8Array.from(atob(data), (sign) => sign.charCodeAt(0));
  const transfer = new DataTransfer();
  transfer.items.add(new File([bytes], name));
  for (const kind of ['dragenter', 'dragover', 'drop'])
    document.getElementById('drop').dispatchEvent(
      new DragEvent(kind, { dataTransfer: transfer, bubbles: true, cancelable: true }));
}"""


def test_a_pasted_text_is_checked_in_place(visit: Any) -> None:
    page = visit("ana", "/checks/try").page
    page.get_by_label("Text", exact=True).fill(MEMO)
    page.get_by_label("The text is").select_option("text/markdown")
    page.get_by_label("Text", exact=True).press("Control+Enter")
    expect(page.locator("#status")).to_contain_text("findings")
    assert page.url.endswith("/checks/try")
    assert page.evaluate("document.getElementById('document').textContent") == MEMO
    quotes = page.locator("#panel .quote a").all_inner_texts()
    assert {"“30 February 2026”", "“[insert client name]”", "“TBD”", "“ninety (60)”"} <= set(quotes)
    for number, quote in enumerate(quotes, 1):
        assert page.evaluate(MARKED, number).strip("*") == quote.strip("“”")


def test_keys_lead_from_finding_to_finding(visit: Any) -> None:
    page = visit("ana", "/checks/try").page
    page.get_by_label("Text", exact=True).fill("The fee is TBD.\n" + "A line.\n" * 80 + "The rent is TBC.")
    page.get_by_role("button", name="Check", exact=True).click()
    expect(page.locator("#found")).to_have_text("2")
    for key, number in (("n", 1), ("n", 2), ("n", 1), ("p", 2)):
        page.keyboard.press(key)
        expect(page.locator("mark.lit")).to_have_attribute("data-f", str(number))
        expect(page.locator("mark.lit")).to_be_in_viewport()
        expect(page.locator(".finding.current .n")).to_have_text(str(number))
    page.locator("mark.f").first.click()
    expect(page.locator("#peek")).to_be_visible()
    page.keyboard.press("Escape")
    expect(page.locator("#peek")).to_be_hidden()


def test_a_dropped_file_is_checked_at_once(visit: Any) -> None:
    page = visit("ana", "/checks/try").page
    for name, data in (
        ("memo.docx", docx_file("The term is twenty-four (25) months.")),
        ("memo.pdf", pdf_file("The term is twenty-four (25) months.")),
    ):
        page.evaluate(DROP, [name, base64.b64encode(data).decode()])
        expect(page.locator("#status")).to_have_text("1 finding.")
        assert page.evaluate(MARKED, 1) == "twenty-four (25)"
    page.evaluate(DROP, ["memo.docx", base64.b64encode(b"PK broken").decode()])
    expect(page.get_by_role("alert")).to_contain_text("cannot be read")


def test_a_rubric_and_single_checks_with_parameters(visit: Any) -> None:
    page = visit("ana", "/checks/try").page
    page.get_by_label("Text", exact=True).fill("Privileged. The fee is TBD.")
    page.get_by_label("Rubric", exact=True).select_option(LEGAL)
    expect(page.get_by_label("The checks of a rubric")).to_be_checked()
    page.get_by_role("button", name="Check", exact=True).click()
    expect(page.locator("#panel")).to_contain_text("placeholders")
    page.locator(".check-picker summary", has_text="Text").first.click()
    page.locator('input[value="text.must_not_contain"]').check()
    expect(page.get_by_label("Single checks")).to_be_checked()
    page.locator('[name="with.text.must_not_contain.any"]').fill("Privileged")
    page.get_by_role("button", name="Check", exact=True).click()
    expect(page.locator("#panel .quote a")).to_have_text("“Privileged”")


def test_it_works_without_script(visit: Any) -> None:
    visitor = visit("ana", "/")
    context = visitor.page.context.browser.new_context(java_script_enabled=False)
    context.add_cookies(visitor.context.cookies())
    page = context.new_page()
    page.goto(visitor.served.url + "/checks/try")
    page.get_by_label("or a file").set_input_files(
        {"name": "memo.docx", "mimeType": "", "buffer": docx_file("The fee is TBD.")}
    )
    page.get_by_role("button", name="Check", exact=True).click()
    expect(page.locator("#found")).to_have_text("1")
    expect(page.locator("mark")).to_have_text("TBD")
    expect(page.get_by_text("Drop one here.")).to_be_hidden()
    page.locator("#panel .quote a").click()
    assert page.url.endswith("#mark-1")
    context.close()


def test_a_small_screen_does_not_scroll_sideways(visit: Any) -> None:
    visitor = visit("ana", "/checks/try", viewport={"width": 360, "height": 700})
    page = visitor.page
    page.get_by_label("Text", exact=True).fill(MEMO + "x" * 400)
    page.get_by_role("button", name="Check", exact=True).click()
    expect(page.locator("#status")).to_contain_text("findings")
    wide = "document.documentElement.scrollWidth - innerWidth"
    assert page.evaluate(wide) <= 0
    for path in ("/checks", "/checks/text.placeholders", "/checks/try?check=names.allowlist"):
        assert visitor.go(path).evaluate(wide) <= 0, path


def test_nothing_that_was_pasted_is_executed(visit: Any) -> None:
    page = visit("ana", "/checks/try").page
    attack = "<script>window.hit = 1</script><img src=x onerror=window.hit=1> TBD"
    page.get_by_label("Text", exact=True).fill(attack)
    page.get_by_label("The text is").select_option("text/html")
    page.get_by_role("button", name="Check", exact=True).click()
    expect(page.locator("#status")).to_contain_text("finding")
    page.get_by_label("The text is").select_option("text/plain")
    page.get_by_role("button", name="Check", exact=True).click()
    expect(page.locator("#document")).to_have_text(attack)
    assert page.evaluate("window.hit") is None


def test_somebody_signed_out_keeps_the_text(visit: Any) -> None:
    visitor = visit("ana", "/checks/try")
    page = visitor.page
    page.get_by_label("Text", exact=True).fill("The fee is TBD.")
    visitor.context.clear_cookies()
    page.get_by_role("button", name="Check", exact=True).click()
    expect(page.get_by_role("alert")).to_contain_text("signed out")
    expect(page.get_by_label("Text", exact=True)).to_have_value("The fee is TBD.")


def test_a_finding_is_waived_and_put_back_in_the_page(served: Any, visit: Any) -> None:
    page = visit("lena", f"/deliverables/{served.submit()}").page
    first = page.locator(".finding").first
    first.get_by_text("Waive", exact=True).first.click()
    first.get_by_label("Why it is accepted").fill("The client insists.")
    first.get_by_label("Until the end of").fill("2099-12-31")
    first.get_by_role("button", name="Waive").click()
    expect(page.locator(".finding").first).to_contain_text("Waived by lena in this deliverable until 31 Dec 2099")
    page.locator(".finding").first.get_by_role("button", name="Revoke the waiver").click()
    expect(page.locator(".finding").first).not_to_contain_text("Waived by")


def test_a_file_that_is_too_large_is_not_sent(visit: Any) -> None:
    page = visit("ana", "/checks/try").page
    page.evaluate("document.getElementById('playground').dataset.limit = 2 << 20")
    large = {"name": "memo.txt", "mimeType": "text/plain", "buffer": b"x" * (3 << 20)}
    page.get_by_label("or a file").set_input_files(large)
    page.get_by_role("button", name="Check", exact=True).click()
    expect(page.get_by_role("alert")).to_have_text("This has 3 MiB; 2 MiB are the most that is read.")
