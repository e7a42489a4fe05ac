"""Writing, trying, comparing and publishing rubrics in a real browser."""

from __future__ import annotations

from typing import Any

import pytest
from playwright.sync_api import Page, expect

from qa_service.paths import data_folder
from tests.e2e.conftest import CLAIMS, LEGAL, PASSWORD

FITS = "() => document.documentElement.scrollWidth - document.documentElement.clientWidth"


def replace_in_source(page: Page, old: str, new: str) -> None:
    """Change the text in the editor as typing would."""
    source = page.locator("#source")
    text = source.input_value()
    assert old in text
    source.fill(text.replace(old, new, 1))


def test_a_rubric_is_written_from_a_list_of_criteria_and_published(visit: Any) -> None:
    page = visit("lena", "/rubrics").page
    page.get_by_role("link", name="New rubric").click()
    page.locator("#title").fill("Review of a tender response")
    expect(page.locator("#rubric-id")).to_have_value("review-of-a-tender-response")
    page.get_by_label("Criterion 1", exact=True).fill("The price is complete")
    page.get_by_label("Criterion 2", exact=True).fill("Signed by somebody entitled")
    page.get_by_label("How criterion 2 is answered").select_option("met")
    page.get_by_label("Weight of criterion 2").fill("3")
    page.get_by_role("button", name="Make the draft").click()
    expect(page.get_by_role("heading", level=1)).to_have_text("Draft: Review of a tender response")
    expect(page.locator("#examined")).to_contain_text("Ready to publish")
    expect(page.locator("#examined .tests li")).to_have_count(2)

    replace_in_source(page, "pass_mark: 80", "pas_mark: 80")
    expect(page.locator("#examined")).to_contain_text("to mend")
    expect(page.locator("#state")).to_have_text("Not saved")
    page.locator("#examined .error", has_text="pas_mark").locator(".jump").click()
    assert "pas_mark" in page.evaluate(
        "() => { const s = document.getElementById('source'); return s.value.slice(s.selectionStart, s.selectionEnd); }"
    )
    replace_in_source(page, "pas_mark: 80", "pass_mark: 80")
    expect(page.locator("#examined")).to_contain_text("Ready to publish")
    page.get_by_role("button", name="Publish").click()
    expect(page.locator(".notice.good[role=status]")).to_contain_text("1.0.0 is published")
    expect(page.locator("#c-signed_by_somebody_entitled .share")).to_have_text("75.0 %")


def test_a_change_says_which_number_it_takes(served: Any, visit: Any) -> None:
    page = visit("lena", f"/new-rubric?from={CLAIMS}").page
    page.locator("#title").fill("Claims of ours")
    page.locator("#rubric-id").fill("ours.claims")
    page.get_by_role("button", name="Make the draft").click()
    page.get_by_role("button", name="Publish").click()
    expect(page.locator(".notice.good[role=status]")).to_be_visible()

    page.get_by_role("link", name="Edit a draft").click()
    expect(page.locator("#examined")).to_contain_text("Nothing has changed")
    replace_in_source(page, "pass_mark: 85", "pass_mark: 86")
    expect(page.locator("#examined")).to_contain_text("Another version number is needed")
    expect(page.locator("#examined .notice")).to_contain_text("What changed takes 1.1.0 or a later number.")
    page.keyboard.press("Control+s")
    expect(page.locator(".notice.good[role=status]")).to_have_text("Saved.")
    replace_in_source(page, "version: 1.0.0", "version: 1.1.0")
    expect(page.locator("#examined")).to_contain_text("Ready to publish")
    page.get_by_role("button", name="Publish").click()
    expect(page.locator(".notice.good[role=status]")).to_contain_text("1.1.0 is published")
    page.get_by_role("link", name="what changed").click()
    expect(page.get_by_role("heading", level=1)).to_contain_text("1.0.0 → 1.1.0")
    expect(page.locator(".changes li").first).to_contain_text("85 → 86")


def test_two_windows_on_one_draft_do_not_overwrite_each_other(visit: Any) -> None:
    first = visit("lena", "/new-rubric")
    page = first.page
    page.locator("#title").fill("Two windows")
    page.get_by_label("Criterion 1", exact=True).fill("One")
    page.get_by_role("button", name="Make the draft").click()
    second = first.open_tab()
    second.goto(page.url)
    replace_in_source(second, "Two windows", "Second window")
    second.get_by_role("button", name="Save the draft").click()
    expect(second.locator(".notice.good[role=status]")).to_have_text("Saved.")
    replace_in_source(page, "Two windows", "First window")
    page.get_by_role("button", name="Save the draft").click()
    expect(page.locator(".notice.bad[role=status]")).to_contain_text("was changed in another window")
    assert "First window" in page.locator("#source").input_value()
    expect(page.locator("#state")).to_have_text("Not saved")
    second.goto(page.url)
    second.get_by_text("Throw the draft away").click()
    second.get_by_role("button", name="Discard this draft").click()
    expect(second.get_by_role("heading", level=1)).to_have_text("Rubrics")
    page.get_by_role("button", name="Save the draft").click()
    expect(page.locator(".notice.bad[role=status]")).to_contain_text("Save again to begin a new one")
    page.get_by_role("button", name="Save the draft").click()
    expect(page.locator(".notice.good[role=status]")).to_have_text("Saved.")
    assert "First window" in page.locator("#source").input_value()


def test_what_was_typed_outlives_the_session(served: Any, visit: Any) -> None:
    visitor = visit("lena", "/new-rubric")
    page = visitor.page
    page.locator("#title").fill("Long evening")
    page.get_by_label("Criterion 1", exact=True).fill("One")
    page.get_by_role("button", name="Make the draft").click()
    replace_in_source(page, "Long evening", "Very long evening")
    expect(page.get_by_role("heading", level=2).first).to_have_text("Ready to publish")
    page.context.clear_cookies()
    page.get_by_role("button", name="Save the draft").click()
    expect(page.locator("#state")).to_contain_text("you are signed out")
    expect(page.locator("#examined")).to_contain_text("Ready to publish")
    sign_in_again(visitor.open_tab(), page.url)
    page.get_by_role("button", name="Save the draft").click()
    expect(page.locator(".notice.good[role=status]")).to_have_text("Saved.")
    assert "Very long evening" in page.locator("#source").input_value()
    page.context.set_offline(True)
    page.keyboard.press("Control+s")
    expect(page.locator("#state")).to_contain_text("cannot be reached")
    page.context.set_offline(False)


def sign_in_again(page: Page, url: str) -> None:
    """Begin a new session in another tab."""
    page.goto(url)
    page.get_by_label("Handle").fill("lena")
    page.get_by_label("Password").fill(PASSWORD)
    page.get_by_role("button", name="Sign in").click()
    expect(page.locator("#source")).to_be_visible()


def test_a_new_rubric_takes_no_id_that_is_taken_or_missing(visit: Any) -> None:
    page = visit("lena", "/new-rubric").page
    page.get_by_label("Criterion 1", exact=True).fill("One")
    page.get_by_role("button", name="Make the draft").click()
    expect(page.locator(".notice.bad")).to_contain_text("Give the rubric an id")
    page.locator("#rubric-id").fill(LEGAL)
    page.get_by_role("button", name="Make the draft").click()
    expect(page.locator(".notice.bad")).to_contain_text(f"There is a rubric {LEGAL} already")
    page.locator("#rubric-id").fill("taken.not")
    page.get_by_label("Pass mark").fill("0")
    page.get_by_role("button", name="Make the draft").click()
    expect(page.locator(".notice.bad")).to_have_text("The pass mark is a whole number from 1 to 99, not '0'.")


def test_a_rubric_file_becomes_a_copy_of_the_name_that_was_typed(visit: Any) -> None:
    page = visit("lena", "/new-rubric").page
    page.locator("#title").fill("Memo of ours")
    page.locator("#rubric-id").fill("ours.memo")
    page.locator("#upload").set_input_files(data_folder("rubrics") / f"{LEGAL}.yaml")
    page.get_by_role("button", name="Make the draft").click()
    expect(page.get_by_role("heading", level=1)).to_have_text("Draft: Memo of ours")
    assert "id: ours.memo" in page.locator("#source").input_value()


def test_a_draft_with_mistakes_cannot_be_tried_and_is_shown_again(visit: Any) -> None:
    visitor = visit("lena", "/new-rubric")
    page = visitor.page
    page.locator("#title").fill("Faulty")
    page.get_by_label("Criterion 1", exact=True).fill("One")
    page.get_by_role("button", name="Make the draft").click()
    replace_in_source(page, "pass_mark: 80", "pass_mark: 800")
    page.get_by_role("button", name="Save the draft").click()
    expect(page.locator(".notice.good[role=status]")).to_have_text("Saved.")
    tried = visitor.go("/rubrics/faulty/draft/try")
    expect(tried.locator("#examined")).to_contain_text("800 is above the greatest allowed value")


def test_trying_a_rubric_shows_the_arithmetic_at_once(visit: Any) -> None:
    page = visit("ana", f"/rubrics/{LEGAL}").page
    page.get_by_role("link", name="Try it").click()
    page.get_by_role("link", name="privilege breach keeps its number").click()
    panel = page.locator("#arithmetic")
    expect(panel.locator(".big")).to_have_text("90.0")
    expect(panel).to_contain_text("A gate decides")
    page.locator("#c-privilege input[value='level:met']").check()
    expect(panel.locator(".big")).to_have_text("100.0")
    expect(panel).to_contain_text("20.0 points above the pass mark")
    page.get_by_label("case.instructions.fallbacks").fill("false")
    expect(page.locator("#c-fallback_positions")).to_contain_text("Not triggered")
    errors = page.locator("#c-drafting_errors")
    errors.get_by_role("button", name="Add an error").click()
    errors.get_by_label("Type of error").select_option(label="Contract text misquoted")
    expect(panel).to_contain_text("1 x misquote")
    panel.get_by_text("In words").click()
    expect(panel.locator(".arithmetic")).to_contain_text("Sum:")


def test_trying_works_without_scripts(visit: Any) -> None:
    page = visit("ana", f"/rubrics/{LEGAL}/try?test=0", java_script_enabled=False).page
    expect(page.locator("#arithmetic .big")).to_have_text("90.4")
    page.locator("#c-privilege input[value='level:not_met']").check(force=True)
    page.get_by_role("button", name="Score it").click()
    expect(page.locator("#arithmetic")).to_contain_text("A gate decides")


def test_a_fact_that_is_hardly_json_is_text(visit: Any) -> None:
    page = visit("ana", f"/rubrics/{LEGAL}/try?test=0", java_script_enabled=False).page
    page.get_by_label("case.instructions.fallbacks").fill("[" * 1999)
    page.get_by_role("button", name="Score it").click()
    expect(page.locator("#arithmetic .big")).to_be_visible()


def test_rows_of_errors_fit_a_phone(visit: Any) -> None:
    visitor = visit("lena", "/new-rubric", viewport={"width": 360, "height": 740})
    page = visitor.page
    page.locator("#title").fill("Slips only")
    page.get_by_label("Criterion 1", exact=True).fill("Slips")
    page.get_by_label("How criterion 1 is answered").select_option("errors")
    page.get_by_role("button", name="Make the draft").click()
    tried = visitor.go("/rubrics/slips-only/draft/try?test=1")
    expect(tried.locator(".error-row")).to_have_count(1)
    assert tried.evaluate(FITS) <= 0


def test_an_export_says_what_it_loses(visit: Any) -> None:
    visitor = visit("ana", f"/rubrics/{LEGAL}")
    page = visitor.page
    page.get_by_role("link", name="Export").click()
    card = page.locator("section.card", has=page.get_by_role("heading", name="Open edX"))
    card.locator("summary").click()
    expect(card).to_contain_text("issue_spotting")
    with page.expect_download() as caught:
        card.get_by_role("link", name="Download").click()
    assert caught.value.suggested_filename.startswith(LEGAL)


def test_a_file_of_another_tool_becomes_a_draft(visit: Any, tmp_path: Any) -> None:
    grid = tmp_path / "grid.csv"
    grid.write_text("criterion,level_1,level_2\nSources are named,no sources at all,every source named\n", "utf-8")
    page = visit("lena", "/new-rubric").page
    page.locator("#title").fill("From a grid")
    page.locator("#rubric-id").fill("ours.grid")
    page.locator("#upload").set_input_files(str(grid))
    page.get_by_role("button", name="Make the draft").click()
    expect(page.get_by_text("no pass mark")).to_be_visible()
    page.get_by_role("link", name="Open the draft").click()
    assert "sources_are_named" in page.locator("#source").input_value()


def test_a_retired_rubric_says_so(visit: Any) -> None:
    page = visit("lena", "/new-rubric").page
    page.locator("#title").fill("Short life")
    page.get_by_label("Criterion 1", exact=True).fill("One")
    page.get_by_role("button", name="Make the draft").click()
    page.get_by_role("button", name="Publish").click()
    page.get_by_text("Take it out of use").click()
    page.get_by_label("Why").fill("Replaced by another")
    page.get_by_role("button", name="Retire").click()
    expect(page.locator(".notice.warn")).to_contain_text("Replaced by another")
    page.get_by_text("Bring it back into use").click()
    page.get_by_label("Why").fill("Not yet")
    page.get_by_role("button", name="Reinstate").click()
    expect(page.locator(".notice.warn")).to_have_count(0)


def test_reviewers_read_and_write_nothing(visit: Any) -> None:
    visitor = visit("ana", "/rubrics")
    expect(visitor.page.get_by_role("link", name="New rubric")).to_have_count(0)
    assert visitor.go("/new-rubric").locator(".failure").is_visible()
    assert visitor.go(f"/rubrics/{LEGAL}/draft").locator(".failure").is_visible()


@pytest.mark.parametrize(
    "path", ["/new-rubric", f"/rubrics/{LEGAL}/draft", f"/rubrics/{LEGAL}/try", f"/rubrics/{LEGAL}/export"]
)
def test_the_pages_fit_a_phone(visit: Any, path: str) -> None:
    page = visit("lena", path, viewport={"width": 360, "height": 740}).page
    assert page.evaluate(FITS) <= 0
