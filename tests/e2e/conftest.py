"""A real server, a real Chromium, and named people: Lena leads, Ana and Ben review."""

from __future__ import annotations

import os
import shutil
import threading
from collections.abc import Iterator
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

import pytest
from playwright.sync_api import Browser, BrowserContext, ConsoleMessage, Page, expect, sync_playwright
from werkzeug.serving import make_server

from qa_service.app import create_app
from qa_service.checks import Source
from qa_service.config import Settings
from qa_service.paths import data_folder
from qa_service.services import access, rubrics, submissions
from qa_service.services.access import NewPerson
from qa_service.services.actor import Actor
from qa_service.storage.engine import Store
from qa_service.storage.migrate import migrate

# Milliseconds; a page takes some fifty, a busy machine with many test workers takes longer.
PATIENCE = 20_000
expect.set_options(timeout=PATIENCE)
PASSWORD = "correct horse battery"
LAUNCH = (
    "--headless",
    "--no-sandbox",
    "--disable-gpu",
    "--disable-quic",
    "--no-first-run",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
)
LEGAL, CLAIMS = "legal.contract-review-memo", "insurance.claim-decision-file"
# An emoji and a letter beyond the basic plane: offsets in UTF-16 units would be wrong after them.
MEMO = """# Review memo 🙂 𝔸lpha supply agreement

**To:** Rohan Dastane, Corrigan Vale LLP
**Date:** 30 February 2026

## 1. Summary

Clause 9.1 caps liability at EUR 100,000. The client [insert client name] should not accept it before TBD.

| Item | Amount |
|---|---:|
| Licence | 1,200.00 |
| Support | 300.00 |
| **Total** | **1,600.00** |

- The indemnity is *uncapped*.
- Termination needs ninety (60) days' notice.
"""
CLAIM = """Claim CLM-9, water damage.

The loss of February 12 was covered. Coverage was confirmed on 02/30/2026. We paid $1,250.00.
"""


@dataclass
class Served:
    """A running service: its address, its store, and a way to hand something in."""

    url: str
    store: Store
    lead: Actor
    count: int = field(default=0)
    cookies: dict[str, list[Any]] = field(default_factory=dict)

    def submit(self, text: str = MEMO, **more: Any) -> str:
        """Hand in a deliverable and return its id; a legal memo unless told otherwise."""
        self.count += 1
        reference = more.pop("rubric", LEGAL)
        given: dict[str, Any] = {
            "title": f"Memo {self.count}",
            "media_type": "text/markdown",
            "engagement": "Northgate",
            "external_id": f"EXT-{self.count}",
            "producer": "Paulo Producer",
            "brief": "Review against the playbook.",
            "case": {"instructions": {"fallbacks": True}, "parties": ["Corrigan Vale LLP"], "contract_value": 5000},
            "sources": (Source("contract", "Supply agreement", "9.1 Liability is capped at EUR 100,000."),),
        }
        submission = submissions.Submission(content=text, **{**given, **more})
        with self.store.read(self.lead.tenant_id) as uow:
            published = rubrics.resolve(uow, reference)
        checked = submissions.check(published, submission)
        with self.store.write(self.lead.tenant_id) as uow:
            return submissions.submit(uow, self.lead, [checked])[0].id


@pytest.fixture(scope="session")
def served(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Served]:
    folder = tmp_path_factory.mktemp("served")
    store = Store(f"sqlite:///{folder / 'qa.sqlite3'}")
    migrate(store)
    app = create_app(Settings(data_dir=folder, log_level="warning"), store)
    with store.write() as uow:
        tenant = access.bootstrap(uow)
    with store.write(tenant) as uow:
        people = [("lena", ("lead", "admin")), ("ana", ("reviewer",)), ("ben", ("reviewer",)), ("cleo", ("reviewer",))]
        ids = {h: access.add_person(uow, None, NewPerson(h, h.title(), r, password=PASSWORD)) for h, r in people}
        lead = Actor(tenant, ids["lena"], "lena", "Lena", frozenset({"lead", "admin"}))
        for path in sorted(Path(data_folder("rubrics")).glob("*.yaml")):
            rubrics.publish(uow, lead, path.read_text("utf-8"))
    server = make_server("127.0.0.1", 0, app, threaded=True)
    thread = threading.Thread(target=server.serve_forever)
    thread.start()
    yield Served(f"http://127.0.0.1:{server.server_port}", store, lead)
    server.shutdown()
    thread.join()
    server.server_close()
    store.close()


def find_chromium() -> str:
    """The browser that ``QA_CHROMIUM`` names, or the first Chromium on the path; without one nothing is proved."""
    named = os.environ.get("QA_CHROMIUM") or shutil.which("chromium") or shutil.which("chromium-browser")
    found = shutil.which(named) if named else None
    if found is None:
        pytest.fail("The browser tests need Chromium: install it, or let QA_CHROMIUM name its program.", pytrace=False)
    return found


@pytest.fixture(scope="session")
def browser() -> Iterator[Browser]:
    with sync_playwright() as playwright:
        launched = playwright.chromium.launch(executable_path=find_chromium(), args=list(LAUNCH))
        yield launched
        launched.close()


class Visitor:
    """A browser window of one person; what the browser complains about is kept."""

    def __init__(self, context: BrowserContext, served: Served) -> None:
        self.context = context
        self.served = served
        self.complaints: list[str] = []
        self.page = self.open_tab()

    def open_tab(self) -> Page:
        """Another tab of the same person."""
        page = self.context.new_page()
        page.set_default_timeout(PATIENCE)
        page.on("console", self._heard)
        page.on("pageerror", lambda error: self.complaints.append(f"{page.url}: {error}"))
        return page

    def go(self, path: str) -> Page:
        """Open a page of the service."""
        self.page.goto(self.served.url + path)
        return self.page

    def sign_in(self, handle: str, password: str = PASSWORD, path: str = "/") -> Page:
        """Sign in by the form, on the way to ``path``."""
        page = self.go(path)
        page.get_by_label("Handle").fill(handle)
        page.get_by_label("Password").fill(password)
        page.get_by_role("button", name="Sign in").click()
        return page

    def _heard(self, message: ConsoleMessage) -> None:
        # A refused form is answered with 4xx on purpose, and the browser reports that as an error too.
        if message.type in {"error", "warning"} and "Failed to load resource" not in message.text:
            self.complaints.append(f"{message.location.get('url')}: {message.text}")


def _enter(visitor: Visitor, handle: str, path: str) -> None:
    """Sign in by the form the first time, and with that session's cookie from then on: passwords cost time."""
    known = visitor.served.cookies.get(handle)
    if known is None:
        page = visitor.sign_in(handle, path=path)
        # A click does not wait for what it leads to, and keys pressed before the scripts are there are lost.
        page.wait_for_url(visitor.served.url + path)
        visitor.served.cookies[handle] = list(visitor.context.cookies())
    else:
        visitor.context.add_cookies(known)
        visitor.go(path)


@pytest.fixture
def visit(browser: Browser, served: Served, request: pytest.FixtureRequest) -> Any:
    """Make visitors; each has cookies of their own, and none may have met an error in the console."""
    visitors: list[Visitor] = []

    def make(handle: str | None = None, path: str = "/", **options: Any) -> Visitor:
        visitor = Visitor(browser.new_context(**options), served)
        visitors.append(visitor)
        if handle:
            _enter(visitor, handle, path)
        return visitor

    yield make
    complaints = [complaint for visitor in visitors for complaint in visitor.complaints]
    for visitor in visitors:
        visitor.context.close()
    assert complaints == []
