"""Every page: no complaint from the browser, no sideways scrolling, a report that opens, a rubric that can be read."""

from __future__ import annotations

from typing import Any

import pytest
from playwright.sync_api import expect

from tests.e2e.conftest import CLAIMS, LEGAL

WIDE = "() => document.documentElement.scrollWidth - document.documentElement.clientWidth"
NAMELESS = """() => [...document.querySelectorAll('input:not([type=hidden]), select, textarea, button, iframe')]
  .filter(e => !(e.labels?.length || e.getAttribute('aria-label') || e.textContent.trim() || e.title))
  .map(e => e.outerHTML)"""

# WCAG 2.2, 1.4.3: the contrast of every visible text with the nearest solid background behind it.
CONTRAST = """() => {
  const parse = text => (text.match(/[\\d.]+/g) ?? [0, 0, 0, 0]).map(Number);
  const part = v => (v /= 255) <= 0.04045 ? v / 12.92 : ((v + 0.055) / 1.055) ** 2.4;
  const light = ([r, g, b]) => 0.2126 * part(r) + 0.7152 * part(g) + 0.0722 * part(b);
  const behind = e => {
    for (; e; e = e.parentElement) {
      const colour = parse(getComputedStyle(e).backgroundColor);
      if (colour.length === 3 || colour[3] === 1) return colour;
    }
    return [255, 255, 255];
  };
  const out = [];
  const walker = document.createTreeWalker(document.body, NodeFilter.SHOW_TEXT);
  for (let node = walker.nextNode(); node; node = walker.nextNode()) {
    const e = node.parentElement;
    const style = getComputedStyle(e);
    const size = parseFloat(style.fontSize);
    if (!node.data.trim() || !size || !e.checkVisibility() || e.closest('script, style, template')) continue;
    const [a, b] = [light(parse(style.color)), light(behind(e))];
    const ratio = (Math.max(a, b) + 0.05) / (Math.min(a, b) + 0.05);
    if (ratio < (size >= 24 || (size >= 18.66 && style.fontWeight >= 600) ? 3 : 4.5)) {
      out.push(`${ratio.toFixed(2)} ${e.className}: ${node.data.trim().slice(0, 40)}`);
    }
  }
  return out;
}"""


@pytest.fixture(scope="module")
def paths(served: Any) -> tuple[str, ...]:
    identifier = served.submit(title="A memo with a title that goes on and on, as titles of agreements are apt to do")
    return (
        "/",
        "/deliverables",
        "/deliverables?q=nothing-like-this",
        f"/deliverables/{identifier}",
        "/reports",
        "/rubrics",
        f"/rubrics/{LEGAL}",
        f"/rubrics/{CLAIMS}",
        f"/rubrics/{LEGAL}/source",
        "/checks",
        "/checks/text.placeholders",
        "/checks/try?check=text.must_contain",
        "/deliverables/dlv_0",
        "/docs",
        "/docs/checks",
        "/docs/api",
    )


@pytest.mark.parametrize("scheme", ["light", "dark"])
@pytest.mark.parametrize("handle", ["cleo", "lena"])
def test_every_page_fits_a_phone_names_its_fields_and_can_be_read(
    visit: Any, paths: Any, handle: str, scheme: str
) -> None:
    visitor = visit(handle, viewport={"width": 360, "height": 740}, color_scheme=scheme)
    for path in paths:
        page = visitor.go(path)
        assert page.evaluate(WIDE) <= 0, path
        assert page.evaluate(NAMELESS) == [], path
        assert page.evaluate(CONTRAST) == [], path
        assert page.locator("h1").count() == 1, path


def test_the_sign_in_page_fits_a_phone(visit: Any) -> None:
    page = visit(viewport={"width": 360, "height": 740}).go("/sign-in")
    assert page.evaluate(WIDE) <= 0


def test_pages_forbid_foreign_and_inline_code_and_are_not_kept(visit: Any) -> None:
    visitor = visit("lena")
    headers = visitor.context.request.get(f"{visitor.served.url}/").headers
    assert headers["content-security-policy"].startswith("default-src 'self';")
    assert "unsafe" not in headers["content-security-policy"]
    assert headers["cache-control"] == "no-store"
    style = visitor.page.locator("link[rel=stylesheet]").get_attribute("href")
    assert "immutable" in visitor.context.request.get(f"{visitor.served.url}{style}").headers["cache-control"]


def test_a_report_is_made_opened_and_downloaded(visit: Any) -> None:
    visitor = visit("lena", "/reports")
    page = visitor.page
    page.get_by_label("Rubric").select_option(LEGAL)
    page.get_by_label("Title").fill("First calibration")
    page.get_by_role("button", name="Make the report").click()
    expect(page.get_by_role("heading", level=1)).to_have_text("First calibration", timeout=60_000)
    expect(page.frame_locator("iframe.report").locator("h1").first).to_contain_text("First calibration")
    for name, kind in (("HTML", "text/html"), ("JSON", "application/json"), ("CSV tables", "application/zip")):
        href = page.get_by_role("link", name=name).get_attribute("href")
        answer = visitor.context.request.get(f"{visitor.served.url}{href}")
        assert answer.headers["content-type"].startswith(kind)
        assert "sandbox" in answer.headers["content-security-policy"]
    expect(visitor.go("/").get_by_role("link", name="First calibration")).to_be_visible()


def test_a_rubric_reads_as_a_tree_with_its_tests(visit: Any) -> None:
    visitor = visit("ana", f"/rubrics/{LEGAL}")
    page = visitor.page
    expect(page.locator("#c-privilege")).to_contain_text("outcome fails")
    expect(page.locator("#c-issue_spotting .share")).to_have_text("30.0 %")
    expect(page.locator(".tests li").first).to_contain_text("Green")
    assert page.locator(".tests .bad").count() == 0
    page.get_by_role("link", name="Source", exact=True).click()
    expect(page.locator("ol.code li").nth(1)).to_have_text("schema: kpo-rubric/1")
    download = visitor.context.request.get(f"{page.url}&download=1")
    assert download.text().splitlines()[1] == "schema: kpo-rubric/1"


def test_filters_narrow_the_list(served: Any, visit: Any) -> None:
    served.submit(title="The only quince memo")
    page = visit("lena", "/deliverables").page
    page.get_by_label("Title or external id").fill("QUINCE")
    page.get_by_role("button", name="Filter").click()
    expect(page.locator("tbody tr")).to_have_count(1)
    page.get_by_label("State").select_option("reviewed")
    page.get_by_role("button", name="Filter").click()
    expect(page.get_by_text("Nothing matches these filters.")).to_be_visible()
