"""A review from the first key to the score, and what guards it on the way."""

from __future__ import annotations

import re
from typing import Any

from playwright.sync_api import Locator, Page, expect

from tests.e2e.conftest import CLAIM, CLAIMS, MEMO

SELECT = """text => {
  const paper = document.getElementById('document');
  const walker = document.createTreeWalker(paper, NodeFilter.SHOW_TEXT);
  for (let node = walker.nextNode(); node; node = walker.nextNode()) {
    const at = node.data.indexOf(text);
    if (at < 0) continue;
    const range = document.createRange();
    range.setStart(node, at);
    range.setEnd(node, at + text.length);
    getSelection().removeAllRanges();
    getSelection().addRange(range);
    return true;
  }
  return false;
}"""


def answer(page: Page, criterion: str, value: str) -> Locator:
    """The button of an answer."""
    return page.locator(f'#c-{criterion} input[type=radio][value="{value}"]')


def settled(page: Page) -> None:
    """Wait until nothing is left to be saved."""
    expect(page.locator("#sheet")).to_have_attribute("data-saved", "yes")


def press(page: Page, *keys: str) -> None:
    for key in keys:
        page.keyboard.press(key)


def score_by_keys(page: Page) -> None:
    """The whole legal rubric without the mouse, evidence included."""
    press(page, "j", "3")
    assert page.evaluate(SELECT, "caps liability")
    press(page, "e", "j", "4", "j", "4", "j", "2", "j", "n", "r")
    page.keyboard.type("Nothing turns on it.")
    press(page, "Escape", "j", "1")
    expect(page.locator("#answered")).to_have_text("6")


def test_a_whole_review_by_keyboard(served: Any, visit: Any) -> None:
    identifier = served.submit()
    page = visit("ana", f"/deliverables/{identifier}").page
    expect(page.get_by_text("producer hidden until your review is in")).to_be_visible()
    score_by_keys(page)
    settled(page)
    at = MEMO.index("caps liability")
    expect(page.locator('input[name="span.issue_spotting"]')).to_have_value(f"{at}-{at + len('caps liability')}")
    page.get_by_role("button", name="Submit review").focus()
    page.keyboard.press("Enter")
    expect(page.locator(".notice.good[role=status]")).to_contain_text("Your review is in")
    panel = page.locator("#panel")
    expect(panel.locator(".big")).to_have_text(re.compile(r"\d+\.\d"))
    expect(panel).to_contain_text("Nothing turns on it.")
    expect(panel).to_contain_text("Outcome:")
    expect(page.locator("#sheet")).to_have_count(0)
    expect(page.get_by_text("by Paulo Producer")).to_be_visible()


def test_a_draft_saves_itself_and_survives_a_reload(served: Any, visit: Any) -> None:
    page = visit("ana", f"/deliverables/{served.submit()}").page
    answer(page, "issue_spotting", "level:sound").check()
    page.locator("#r-issue_spotting").fill("Found all of them.")
    settled(page)
    page.locator("#c-drafting_errors").get_by_role("button", name="Add an error").click()
    row = page.locator("#c-drafting_errors .error-row")
    row.get_by_label("Type of error").select_option("wrong_citation")
    row.get_by_label("Severity").select_option("major")
    row.get_by_label("How many").fill("2")
    expect(page.locator("#answered")).to_have_text("2")
    settled(page)
    page.reload()
    expect(answer(page, "issue_spotting", "level:sound")).to_be_checked()
    expect(page.locator("#r-issue_spotting")).to_have_value("Found all of them.")
    expect(page.locator("#c-drafting_errors").get_by_label("How many")).to_have_value("2")
    expect(page.locator("#answered")).to_have_text("2")


def test_an_incomplete_review_says_what_is_missing_and_loses_nothing(served: Any, visit: Any) -> None:
    page = visit("ana", f"/deliverables/{served.submit()}").page
    answer(page, "issue_spotting", "level:rework").check()
    page.locator("#r-risk_rating").fill("A note without an answer")
    page.get_by_role("button", name="Submit review").click()
    summary = page.locator("#problems")
    expect(summary).to_contain_text("Not submitted yet")
    expect(summary.get_by_role("link", name="Material issues are found")).to_have_attribute("href", "#c-issue_spotting")
    expect(page.locator("#c-issue_spotting .problems")).to_contain_text("needs a marked passage")
    expect(page.locator("#c-privilege .problems")).to_contain_text("has no answer yet")
    expect(page.locator("#r-risk_rating")).to_have_value("A note without an answer")
    expect(answer(page, "issue_spotting", "level:rework")).to_be_checked()


def test_a_change_in_another_tab_is_not_overwritten_unasked(served: Any, visit: Any) -> None:
    visitor = visit("ana", f"/deliverables/{served.submit()}")
    first, second = visitor.page, visitor.open_tab()
    second.goto(first.url)
    answer(first, "issue_spotting", "level:sound").check()
    settled(first)
    answer(second, "issue_spotting", "level:exemplary").check()
    expect(second.locator("#conflict")).to_be_visible()
    second.get_by_role("button", name="Keep what I see").click()
    settled(second)
    first.reload()
    expect(answer(first, "issue_spotting", "level:exemplary")).to_be_checked()


def test_a_newer_version_stops_the_review_of_the_old_one_and_keeps_its_answers(served: Any, visit: Any) -> None:
    identifier = served.submit(external_id="EXT-superseded")
    visitor = visit("ana", f"/deliverables/{identifier}")
    page = visitor.page
    answer(page, "issue_spotting", "level:sound").check()
    settled(page)
    assert served.submit(MEMO + "\nAmended.\n", external_id="EXT-superseded") == identifier
    page.locator("#r-issue_spotting").fill("Typed before it arrived.")
    expect(page.locator("#conflict")).to_contain_text("A newer version arrived")
    page.get_by_role("button", name="Submit review").click()
    expect(page.locator("#superseded")).to_contain_text("Your answers are kept")
    expect(page.locator("#r-issue_spotting")).to_have_value("Typed before it arrived.")
    with visitor.context.expect_page() as opened:
        page.locator("#superseded").get_by_role("link", name="Open the newest version").click()
    expect(opened.value.locator("#document")).to_contain_text("Amended.")
    expect(opened.value.locator("#answered")).to_have_text("0")


def test_signing_in_again_elsewhere_loses_nothing_that_was_typed(served: Any, visit: Any) -> None:
    visitor = visit("ana", f"/deliverables/{served.submit()}")
    first = visitor.page
    visitor.context.clear_cookies()
    answer(first, "issue_spotting", "level:sound").check()
    expect(first.locator("#status")).to_contain_text("You are signed out")
    visitor.page = visitor.open_tab()
    visitor.sign_in("ana")
    answer(first, "risk_rating", "level:sound").check()
    settled(first)
    first.reload()
    expect(answer(first, "issue_spotting", "level:sound")).to_be_checked()


def test_numbers_conditions_and_references(served: Any, visit: Any) -> None:
    case = {"decision": "paid", "third_party_possible": False}
    identifier = served.submit(CLAIM, rubric=CLAIMS, media_type="text/plain", case=case)
    page = visit("ana", f"/deliverables/{identifier}").page
    expect(page.locator("#c-coverage_letter")).to_contain_text("Not asked here")
    expect(page.locator("#c-coverage_letter")).to_have_attribute("disabled", "")
    leakage = page.locator("#c-leakage")
    leakage.get_by_role("spinbutton").fill("250")
    expect(leakage.locator(".problems")).to_contain_text("not between 0 and 100")
    leakage.get_by_role("spinbutton").fill("1.5")
    leakage.get_by_label("New reference").fill("Worksheet 3")
    settled(page)
    page.reload()
    expect(leakage.get_by_role("spinbutton")).to_have_value("1.5")
    expect(leakage.get_by_label("Reference 1")).to_have_value("Worksheet 3")


def test_a_check_hints_and_chooses_nothing(served: Any, visit: Any) -> None:
    page = visit("ana", f"/deliverables/{served.submit()}").page
    privilege = page.locator("#c-privilege")
    expect(privilege.locator(".hint").first).to_contain_text("suggest")
    assert privilege.locator("input:checked").count() == 0


def test_the_form_works_without_script(served: Any, visit: Any) -> None:
    page = visit("ana", f"/deliverables/{served.submit()}", java_script_enabled=False).page
    answer(page, "issue_spotting", "level:sound").check()
    page.locator("#q-issue_spotting").fill("caps liability")
    page.get_by_role("button", name="Save draft").click()
    expect(page.locator("#status")).to_have_text("Draft saved.")
    expect(answer(page, "issue_spotting", "level:sound")).to_be_checked()
    expect(page.locator("#c-issue_spotting q")).to_have_text("caps liability")
    page.locator("#q-issue_spotting").fill("words that are not there")
    page.get_by_role("button", name="Save draft").click()
    expect(page.locator("#c-issue_spotting .problems")).to_contain_text("not in the document")
    for criterion, value in (("risk_rating", "level:exemplary"), ("fallback_positions", "level:exemplary")):
        answer(page, criterion, value).check()
    answer(page, "privilege", "level:met").check()
    answer(page, "governing_law", "level:met").check()
    answer(page, "drafting_errors", "value").check()
    page.locator("#q-issue_spotting").fill("")
    page.get_by_role("button", name="Submit review").click()
    expect(page.locator(".notice.good[role=status]")).to_contain_text("Your review is in")


def test_a_revision_starts_from_the_submitted_answers_and_replaces_them(served: Any, visit: Any) -> None:
    page = visit("ana", f"/deliverables/{served.submit()}").page
    score_by_keys(page)
    settled(page)
    page.get_by_role("button", name="Submit review").click()
    before = page.locator(".big").inner_text()
    page.get_by_role("button", name="Revise").click()
    expect(page.locator("#answered")).to_have_text("6")
    answer(page, "risk_rating", "level:unacceptable").check()
    page.locator("#q-risk_rating").fill("caps liability")
    page.get_by_role("button", name="Submit review").click()
    expect(page.locator(".notice.good[role=status]")).to_contain_text("Your review is in")
    assert float(page.locator(".big").inner_text()) < float(before)


def test_one_reviewer_sees_nothing_of_another_until_their_own_review_is_in(served: Any, visit: Any) -> None:
    title = "Blind memo"
    identifier = served.submit(title=title)
    ana = visit("ana", f"/deliverables/{identifier}").page
    score_by_keys(ana)
    settled(ana)
    ana.get_by_role("button", name="Submit review").click()
    score = ana.locator(".big").inner_text()

    ben = visit("ben", f"/deliverables/{identifier}")
    seen = [ben.page.content()]
    for path in (f"/deliverables?q={title}", "/", f"/deliverables/{identifier}?edit=1"):
        seen.append(ben.go(path).content())
    for content in seen:
        for secret in ("Nothing turns on it", "Paulo Producer", f">{score}<", "Reviewed", "Other reviews"):
            assert secret not in content
    row = ben.go(f"/deliverables?q={title}").locator("tbody tr")
    expect(row).to_contain_text("To score")
    expect(row).to_contain_text("hidden")

    ben.go(f"/deliverables/{identifier}")
    score_by_keys(ben.page)
    settled(ben.page)
    ben.page.get_by_role("button", name="Submit review").click()
    others = ben.page.locator("#panel")
    expect(others).to_contain_text("Other reviews 1")
    expect(others.locator(".compare")).to_contain_text("ana")
    expect(ben.page.get_by_text("by Paulo Producer")).to_be_visible()
