"""``python -m tests.e2e.screenshots [FOLDER]``: a picture of every page, light and dark, on a phone and on a desk."""

from __future__ import annotations

import sys
import tempfile
import threading
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path

from playwright.sync_api import Browser, Page, sync_playwright
from werkzeug.serving import make_server

from qa_service.app import create_app
from qa_service.config import Settings
from qa_service.example.load import SignIn, load
from qa_service.example.reports import make
from qa_service.services import access
from qa_service.storage.engine import Store
from qa_service.storage.migrate import migrate
from tests.e2e.conftest import LAUNCH, MEMO, find_chromium

SCHEMES = ("light", "dark")
WIDTHS = {1280: 900, 360: 740}
Step = Callable[[Page, str], None]


def main(folder: Path) -> None:
    """Write the pictures into ``folder``, named page-scheme-width.png."""
    folder.mkdir(parents=True, exist_ok=True)
    with serve() as (url, (lead, reviewer)), sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=find_chromium(), args=list(LAUNCH))
        shots = [(None, PUBLIC), (reviewer, REVIEWER), (lead, LEAD)]
        for who, pages in shots:
            for scheme in SCHEMES:
                for width, height in WIDTHS.items():
                    picture(browser, folder, url, who, pages, scheme, (width, height))
        browser.close()


@contextmanager
def serve() -> Iterator[tuple[str, tuple[SignIn, ...]]]:
    """Serve the example from a store of its own, its reports made."""
    with tempfile.TemporaryDirectory() as name:
        store = Store(f"sqlite:///{Path(name) / 'qa.sqlite3'}")
        migrate(store)
        app = create_app(Settings(data_dir=Path(name), log_level="warning"), store)
        with store.write() as uow:
            tenant = access.bootstrap(uow)
        sign_ins = load(store, tenant).sign_ins
        make(store, tenant)
        server = make_server("127.0.0.1", 0, app, threaded=True)
        thread = threading.Thread(target=server.serve_forever)
        thread.start()
        try:
            yield f"http://127.0.0.1:{server.server_port}", sign_ins
        finally:
            server.shutdown()
            thread.join()
            server.server_close()
            store.close()


def picture(
    browser: Browser,
    folder: Path,
    url: str,
    who: SignIn | None,
    pages: dict[str, Step],
    scheme: str,
    size: tuple[int, int],
) -> None:
    """Take the pictures of one person's pages in one scheme and size."""
    viewport = {"width": size[0], "height": size[1]}
    context = browser.new_context(color_scheme=scheme, viewport=viewport)  # type: ignore[arg-type]
    page = context.new_page()
    if who is not None:
        page.goto(f"{url}/sign-in")
        page.get_by_label("Handle").fill(who.handle)
        page.get_by_label("Password").fill(who.password)
        page.get_by_role("button", name="Sign in").click()
    for name, step in pages.items():
        step(page, url)
        page.wait_for_load_state("networkidle")
        page.screenshot(path=folder / f"{name}-{scheme}-{size[0]}.png")
        # The reviewing page scrolls inside itself on a desk; everything else is shown from top to bottom.
        if not name.startswith(("scoring", "report-")):
            page.screenshot(path=folder / f"{name}-{scheme}-{size[0]}-full.png", full_page=True)
    context.close()


def at(path: str) -> Step:
    """Open a page by its path."""

    def step(page: Page, url: str) -> None:
        page.goto(url + path)

    return step


def at_listed(query: str) -> Step:
    """Open the first deliverable of a filtered list."""

    def step(page: Page, url: str) -> None:
        page.goto(f"{url}/deliverables?{query}")
        page.locator("tbody th a").first.click()

    return step


def at_form(page: Page, url: str) -> None:
    """Open a deliverable to score, answer something, and submit too early."""
    at_listed("mine=to_score")(page, url)
    page.locator(".question:not(:disabled) .choices input").nth(2).check()
    page.locator("textarea:enabled").first.fill("Every clause on the red list is covered.")
    page.get_by_role("button", name="Submit review").click()


def at_report(page: Page, url: str) -> None:
    """Open the newest report."""
    page.goto(f"{url}/reports")
    page.locator("tbody th a").first.click()


def at_playground(page: Page, url: str) -> None:
    """Try checks on a text."""
    page.goto(f"{url}/checks/try")
    page.get_by_label("Text", exact=True).fill(MEMO)
    page.get_by_label("The text is").select_option("text/markdown")
    page.get_by_role("button", name="Check", exact=True).click()
    page.locator("#found").wait_for()


PUBLIC: dict[str, Step] = {"sign-in": at("/sign-in")}
REVIEWER: dict[str, Step] = {
    "home-reviewer": at("/"),
    "deliverables-reviewer": at("/deliverables"),
    "scoring-fresh": at_listed("mine=to_score"),
    "scoring-incomplete": at_form,
    "scoring-done": at_listed("mine=scored"),
    "not-allowed": at("/reports"),
}
LEAD: dict[str, Step] = {
    "home-lead": at("/"),
    "deliverables-lead": at("/deliverables"),
    "scoring-lead": at_listed("state=reviewed"),
    "reports": at("/reports"),
    "report-open": at_report,
    "rubrics": at("/rubrics"),
    "rubric": at("/rubrics/legal.contract-review-memo"),
    "rubric-source": at("/rubrics/legal.contract-review-memo/source"),
    "checks": at("/checks"),
    "check": at("/checks/text.placeholders"),
    "playground": at_playground,
    "not-found": at("/nowhere"),
    "manual": at("/docs"),
}

if __name__ == "__main__":
    main(Path(sys.argv[1] if len(sys.argv) > 1 else "screenshots"))
