"""The report as files: one page, JSON, CSV and ZIP; self-contained, escaped and the same every time."""

from __future__ import annotations

import csv
import hashlib
import io
import json
import os
import re
import subprocess
import sys
import zipfile
from html.parser import HTMLParser

import pytest

from qa_service.reports import Record, build_report
from qa_service.reports.page import safe_link
from tests.unit.reports.panels import inputs, rate

EVIL = '<script>alert("1")</script>'
_PRINT_DIGEST = """
import hashlib
from qa_service.reports import build_report
from tests.unit.reports.panels import inputs, rate
report = build_report(inputs([*rate("AB", 40, .5, site="x"), *rate("CD", 40, .9, site="y")]))
print(hashlib.sha256((report.html() + report.json()).encode() + report.csv_zip()).hexdigest())
"""


class Page(HTMLParser):
    """Collects what a browser would see."""

    def __init__(self, text: str) -> None:
        super().__init__()
        self.tags: list[tuple[str, dict[str, str | None]]] = []
        self.open: list[str] = []
        self.feed(text)

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.tags.append((tag, dict(attrs)))

    def all(self, name: str) -> list[dict[str, str | None]]:
        return [attributes for tag, attributes in self.tags if tag == name]


@pytest.fixture(scope="module")
def records() -> list[Record]:
    drift = rate(("Ann", "Bob", EVIL), 70, 0.6, shift=lambda r, i: -1.5 if r == "Bob" and i > 45 else 0.0)
    return [
        Record(r.item, r.rater, r.criterion, r.value, at=r.at, item_title=EVIL, link="javascript:alert(1)")
        for r in drift
    ]


@pytest.fixture(scope="module")
def page(records: list[Record]) -> str:
    return build_report(inputs(records, made_at="2026-04-01")).html()


def test_page_needs_nothing_from_outside(page: str) -> None:
    assert not re.search(r"(https?:)?//[a-z]", page)
    assert "@import" not in page
    found = Page(page)
    assert not any(found.all(name) for name in ("script", "link", "img", "iframe"))


def test_names_of_people_are_text(page: str) -> None:
    assert "<script" not in page
    assert "&lt;script&gt;" in page
    assert "javascript:" not in page


def test_ids_are_unique_and_every_reference_is_met(page: str) -> None:
    found = Page(page)
    ids = [attributes["id"] for _, attributes in found.tags if attributes.get("id")]
    assert len(ids) == len(set(ids))
    targets = {str(a["href"])[1:] for a in found.all("a") + found.all("use") if str(a.get("href")).startswith("#")}
    targets |= set(re.findall(r"url\(#([^)]+)\)", page))
    labels = {word for _, a in found.tags for word in (a.get("aria-labelledby") or "").split()}
    assert (targets | labels) <= set(ids)


def test_tables_and_figures_are_accessible(page: str) -> None:
    found = Page(page)
    assert len(found.all("caption")) == len(found.all("table"))
    assert all(th.get("scope") in {"row", "col"} for th in found.all("th"))
    figures = found.all("svg")
    assert len(figures) == page.count("<desc id=")
    assert all(svg.get("role") == "img" for svg in figures)
    assert found.all("html")[0]["lang"] == "en"


def test_every_promised_part_is_there(page: str) -> None:
    for key in ("T1", "T2", "T4", "T6", "T7", "T8"):
        assert f'<section id="{key.lower()}"' in page
    for key in ("P1", "P3", "P5", "P6"):
        assert f"<b>{key}</b>" in page
    assert "prefers-color-scheme: dark" in page
    assert "@media print" in page


def test_json_and_csv_hold_the_same_figures(records: list[Record]) -> None:
    report = build_report(inputs(records))
    document = json.loads(report.json(), parse_constant=lambda name: pytest.fail(f"{name} in JSON"))
    assert document["inputs_digest"] == report.inputs.digest()
    lines = list(csv.DictReader(io.StringIO(report.csv()["t2-agreement.csv"])))
    assert float(lines[0]["alpha"]) == document["tables"]["T2"]["rows"][0]["alpha"]
    assert len(report.csv()) == 6
    assert document["summary"] == list(report.summary)


def test_zip_holds_every_csv_file(records: list[Record]) -> None:
    report = build_report(inputs(records))
    with zipfile.ZipFile(io.BytesIO(report.csv_zip())) as archive:
        assert {name: archive.read(name).decode() for name in archive.namelist()} == report.csv()


def test_spreadsheets_do_not_run_names_as_formulas() -> None:
    report = build_report(inputs(list(rate(("=1+1", "B"), 30, 0.4))))
    assert {row["first"] for row in csv.DictReader(io.StringIO(report.csv()["t6-pairs-of-reviewers.csv"]))} == {"'=1+1"}


def test_same_inputs_give_the_same_bytes_in_every_process() -> None:
    seeds = ("0", "12345")
    runs = [
        subprocess.run(
            [sys.executable, "-c", _PRINT_DIGEST],
            env={**os.environ, "PYTHONHASHSEED": seed},
            capture_output=True,
            text=True,
            check=True,
        ).stdout
        for seed in seeds
    ]
    report = build_report(inputs([*rate("AB", 40, 0.5, site="x"), *rate("CD", 40, 0.9, site="y")]))
    here = hashlib.sha256((report.html() + report.json()).encode() + report.csv_zip()).hexdigest()
    assert {run.strip() for run in runs} == {here}


def test_importing_the_package_does_not_import_the_plotting_library() -> None:
    code = "import sys, qa_service.reports; print('matplotlib' in sys.modules)"
    found = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    assert found.stdout.strip() == "False"


@pytest.mark.parametrize(
    ("address", "safe"),
    [
        ("/deliverables/1", True),
        ("https://example.org/1", True),
        ("javascript:alert(1)", False),
        ("data:text/html,x", False),
        ("//elsewhere", False),
        (" java\nscript:x", False),
        ("", False),
    ],
)
def test_only_plain_links_are_links(address: str, safe: bool) -> None:
    assert (safe_link(address) is not None) is safe
