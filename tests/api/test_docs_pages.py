"""The manual at /docs: open to everybody, without script, complete, and with examples that work."""

from __future__ import annotations

import io
import re
import shlex
from html import unescape
from pathlib import Path
from typing import Any

import pytest
from werkzeug.test import TestResponse

from qa_service.checks import catalogue
from qa_service.web.docs import PAGES
from qa_service.web.docs_text import read_page
from tests.factories import Api, problem

ROOT = Path(__file__).resolve().parents[2]
ADDRESSES = ["/docs", *(f"/docs/{name}" for name in PAGES if name != "index")]


def shown(api: Api, path: str) -> str:
    """A page as somebody who is not signed in gets it."""
    answer = api.app.test_client().get(path)
    assert answer.status_code == 200, answer.text
    return answer.text


@pytest.mark.parametrize("path", ADDRESSES)
def test_a_page_needs_no_sign_in_no_script_and_no_other_host(api: Api, path: str) -> None:
    page = shown(api, path)
    assert "<script" not in page
    assert " style=" not in page
    assert re.findall(r'(?:href|src)="(?![/#])', page) == []
    assert page.count('aria-current="page"') == 1
    ids = re.findall(r' id="([^"]+)"', page)
    assert len(ids) == len(set(ids))


def test_every_link_within_the_manual_leads_somewhere(api: Api) -> None:
    pages = {path: shown(api, path) for path in ADDRESSES}
    for path, page in pages.items():
        for target in re.findall(r'href="(/docs[^"]*|#[^"]+)"', page):
            address, _, anchor = target.partition("#")
            there = pages[address or path]
            assert not anchor or f'id="{anchor}"' in there, f"{path}: {target}"


def test_every_check_is_shown_with_its_parameters_and_examples(api: Api) -> None:
    page = unescape(shown(api, "/docs/checks"))
    for info in catalogue():
        entry = page.partition(f'id="{info.name}"')[2].partition("</section>")[0]
        assert info.example_fires in entry
        assert info.example_quiet in entry
        assert [name for name in info.parameters["properties"] if f"<code>{name}</code>" not in entry] == []


def test_every_call_is_shown_with_method_and_summary(api: Api) -> None:
    page = unescape(shown(api, "/docs/api"))
    document = api.app.test_client().get("/v1/openapi.json").get_json()
    plain = re.sub(r"</?code>", "", page)
    entries = set(re.findall(r">([A-Z]+)</span> (/v1[^<]*)</h3>", plain))
    for path, item in document["paths"].items():
        for method in set(item) & {"get", "post", "put", "patch", "delete"}:
            assert (method.upper(), path) in entries
            assert f"<p>{item[method]['summary'].replace('`', '')}</p>" in plain


def test_the_reference_lists_fields_inside_of_fields(api: Api) -> None:
    page = shown(api, "/docs/api").partition('id="post-v1-deliverables"')[2].partition("</section>")[0]
    row = re.search(r"<tr><td><code>rubric</code></td><td>string</td><td>yes</td>", page)
    assert row is not None
    for name in ("content.media_type", "sources[].id", "brief.text", "Idempotency-Key"):
        assert f"<code>{name}</code>" in page


@pytest.mark.parametrize("name", ["nothing", "index", "settings.md", "..%2Fconfig"])
def test_an_unknown_page_is_a_page_that_says_so(api: Api, name: str) -> None:
    answer = api.app.test_client().get(f"/docs/{name}", headers={"Accept": "text/html"})
    assert answer.status_code == 404
    assert answer.content_type.startswith("text/html")


def test_the_type_of_a_problem_is_the_address_of_its_explanation(api: Api) -> None:
    body = problem(api.lead.post("/v1/score", json={"rubric": "nope", "answers": {}}), 422, "invalid_request")
    path, _, anchor = body["type"].partition("#")
    assert f'id="{anchor}"' in shown(api, path)


def test_html_in_a_page_is_shown_and_not_obeyed() -> None:
    page = read_page("# Title\n\n<script>alert(1)</script> [x](javascript:alert(1))\n\n```\n<b>\n```\n")
    assert "<script" not in page.html
    assert "href" not in page.html
    assert "&lt;b&gt;" in page.html


def test_equal_headings_have_different_anchors() -> None:
    page = read_page("# A\n\n## Same `code_word`\n\n## Same `code_word`\n")
    assert page.title == "A"
    assert page.contents == (("same-code_word", "Same code_word"), ("same-code_word-2", "Same code_word"))


def send(api: Api, block: str, variables: dict[str, str]) -> TestResponse:
    """Send what a curl command of the manual says."""
    command = block.replace("\\\n", " ").replace("$QA", "")
    for name in sorted(variables, key=len, reverse=True):
        command = command.replace(f"${name}", variables[name])
    words = shlex.split(command)
    assert words[:2] == ["curl", "-s"]
    method, path, headers, body = "", "", {}, None
    form: dict[str, Any] = {}
    rest = iter(words[2:])
    for word in rest:
        if word == "-H":
            key, _, value = next(rest).partition(": ")
            headers[key] = value
        elif word == "-X":
            method = next(rest)
        elif word == "-F":
            name, _, value = next(rest).partition("=")
            file = ROOT / value[1:]
            form[name] = (io.BytesIO(file.read_bytes()), file.name) if value.startswith("@") else value
        elif word in {"-d", "--data-binary"}:
            given = next(rest)
            body = (ROOT / given[1:]).read_text("utf-8") if given.startswith("@") else given
        else:
            path = word
    return api.app.test_client().open(
        path, method=method or ("POST" if form or body is not None else "GET"), headers=headers, data=form or body
    )


@pytest.mark.parametrize("name", ["README.md", "docs/getting-started.md", "docs/checks.md", "docs/api.md"])
def test_the_curl_examples_work(api: Api, name: str) -> None:
    for path in sorted((ROOT / "rubrics").glob("*.yaml")):
        api.rubric(path.read_text("utf-8"))
    variables = {"KEY": api.lead.key, "REVIEWER_KEY": api.reviewer("rita").key}
    blocks = re.findall(r"^```curl\n(.*?)^```", (ROOT / name).read_text("utf-8"), re.MULTILINE | re.DOTALL)
    assert blocks
    for block in blocks:
        answer = send(api, block, variables)
        assert answer.status_code in (200, 201), f"{block}\n{answer.text}"
        body = answer.get_json()
        assert not body.get("problems")
        if "findings" in body and "links" in body:
            variables |= {"DELIVERABLE": body["id"], "FINDING": body["findings"][0]["id"]}
        if "reviewer" in body and "id" in body:
            variables["REVIEW"] = body["id"]
