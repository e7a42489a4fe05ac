"""Files come in forms or as base64; what cannot be read is refused with its place; nothing of a check is kept."""

from __future__ import annotations

import base64
import io
import json
from typing import Any

import pytest
from werkzeug.test import TestResponse

from qa_service.storage.queries import deliverables as queries
from qa_service.storage.tables import Base
from tests.api.files import docx_file, pdf_file, xlsx_file, zip_bomb
from tests.factories import Api, pointers, problem

DOCX = "application/vnd.openxmlformats-officedocument.wordprocessingml.document"
WORDS = "The term is twenty-four (25) months."
ROWS = [["Item", "Amount"], ["Licence", "1,200.00"], ["Support", "300.00"], ["Total", "1,600.00"]]
SHEET: list[list[object]] = [["Item", "Amount"], ["Licence", 1200], ["Support", 300], ["Total", 1600]]
FILES: dict[str, tuple[str, bytes, str, str]] = {
    "text": ("memo.txt", WORDS.encode(), "numbers.words_digits", "text/plain"),
    "markdown": ("memo.md", f"# Memo\n\n{WORDS}\n".encode(), "numbers.words_digits", "text/markdown"),
    "html": ("memo.html", f"<h1>Memo</h1><p>{WORDS}</p>".encode(), "numbers.words_digits", "text/html"),
    "docx": ("memo.docx", docx_file(WORDS), "numbers.words_digits", DOCX),
    "docx table": ("memo.DOCX", docx_file("Costs:", table=ROWS), "numbers.footing", DOCX),
    "xlsx": ("costs.xlsx", xlsx_file(SHEET), "numbers.footing",
             "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"),
    "csv": ("costs.csv", b'Item,Amount\nLicence,"1,200"\nSupport,300\nTotal,"1,600"\n', "numbers.footing", "text/csv"),
    "json": ("costs.json", json.dumps({"table": SHEET}).encode(), "numbers.footing", "application/json"),
    "pdf": ("memo.pdf", pdf_file(WORDS), "numbers.words_digits", "application/pdf"),
}  # fmt: skip


def form(api: Api, path: str, name: str, data: bytes, **fields: Any) -> TestResponse:
    return api.lead.post(path, data={"file": (io.BytesIO(data), name), **fields})


def checks(*names: str) -> str:
    return json.dumps([{"uses": name} for name in names])


def row_counts(api: Api) -> dict[str, int]:
    with api.world.store.read() as uow:
        return {
            t.name: uow.connection.exec_driver_sql(f'SELECT count(*) FROM "{t.name}"').scalar_one()  # noqa: S608
            for t in Base.metadata.sorted_tables
        }


@pytest.mark.parametrize("kind", FILES)
def test_every_kind_of_file_is_checked_in_a_form_and_as_base64(api: Api, kind: str) -> None:
    name, data, check, media_type = FILES[kind]
    before = row_counts(api) if api.lead else {}
    answer = form(api, "/v1/check", name, data, checks=checks(check))
    assert answer.status_code == 200, answer.text
    assert answer.json["media_type"] == media_type
    assert [f["check"] for f in answer.json["findings"]] == [check]
    content = {"base64": base64.b64encode(data).decode(), "filename": name}
    same = api.lead.post("/v1/check", json={"content": content, "checks": [{"uses": check}]})
    assert same.json == answer.json
    typed = {"base64": content["base64"], "media_type": media_type}
    assert api.lead.post("/v1/check", json={"content": typed, "checks": [{"uses": check}]}).json == answer.json
    assert row_counts(api) == before


def test_a_form_takes_everything_that_a_body_does(api: Api) -> None:
    api.rubric()
    source = (io.BytesIO(docx_file("The supplier charges EUR 500 a month for support.")), "contract.docx")
    more = (io.BytesIO(b"Rent is EUR 700."), "lease.txt")
    answer = form(
        api, "/v1/check", "memo.md", b"The fee is EUR 500, the rent EUR 700, the deposit EUR 9,000.",
        checks=checks("grounding.numbers"), sources=[source, more], brief="Review the fees.",
        facts='{"case": {"parties": ["A Ltd"]}}', case='{"ref": 7}',
    )  # fmt: skip
    assert [f["quote"] for f in answer.json["findings"]] == ["EUR 9,000"]
    whole = form(api, "/v1/check", "memo.md", b"TBD", request='{"rubric": "test.memo", "facts": {"a": 1}}')
    assert whole.json["rubric"] == "test.memo@1.0.0"
    inline = (io.BytesIO(b"schema: kpo-rubric/1\nid: x"), "rubric.yaml")
    problem(form(api, "/v1/check", "memo.md", b"TBD", rubric=inline), 422, "invalid_rubric")


def test_a_file_is_kept_with_all_it_takes_to_show_it_again(any_api: Api) -> None:
    any_api.rubric()
    data = docx_file("Confidential. " + WORDS, table=ROWS, author="J. Doe")
    fields = {"rubric": "test.memo", "engagement": "north", "external_id": "M-1"}
    made = form(any_api, "/v1/deliverables", "tmp/memo.docx", data, **fields)
    assert made.status_code == 201, made.text
    assert made.json["title"] == "M-1"
    version = any_api.lead.get(f"/v1/deliverables/{made.json['id']}/versions").json["items"][0]
    assert (version["media_type"], version["filename"]) == (DOCX, "memo.docx")
    text = any_api.lead.get(f"/v1/deliverables/{made.json['id']}/content").text
    assert WORDS in text
    for found in made.json["findings"]:
        assert text[found["start"] : found["end"]] == found["quote"]
    with any_api.world.store.read(any_api.world.tenant) as uow:
        stored = queries.version(uow, made.json["id"])
    assert stored is not None
    assert stored.file["properties"]["author"] == "J. Doe"
    (start, end, _) = stored.file["tables"][0]
    assert stored.text[start:end].startswith("Item\tAmount")
    assert [stored.text[a:b] for a, b, _ in stored.file["headings"]] == ["Summary"]
    again = form(any_api, "/v1/deliverables", "memo.docx", data, **fields)
    assert (again.status_code, again.json["version"]) == (200, 1)
    other = docx_file("Confidential. " + WORDS, table=ROWS, author="Somebody else")
    assert form(any_api, "/v1/deliverables", "memo.docx", other, **fields).json["version"] == 2


def test_a_retried_form_is_answered_once(api: Api) -> None:
    api.rubric()
    key = {"Idempotency-Key": "upload"}

    def send(data: bytes) -> TestResponse:
        body = {"file": (io.BytesIO(data), "memo.txt"), "rubric": "test.memo"}
        return api.lead.post("/v1/deliverables", data=body, headers=key)

    first = send(b"Confidential. One.")
    assert send(b"Confidential. One.").json == first.json
    problem(send(b"Confidential. Two."), 422, "idempotency_mismatch")


@pytest.mark.parametrize(
    ("name", "data", "status", "code"),
    [
        ("memo.exe", b"MZ", 415, "invalid_document"),
        ("memo", b"\x00\x01", 415, "invalid_document"),
        ("memo.docx", b"not a zip", 422, "invalid_document"),
        ("memo.docx", docx_file("x")[:400], 422, "invalid_document"),
        ("memo.pdf", docx_file("x"), 422, "invalid_document"),
        ("memo.xlsx", docx_file("x"), 422, "invalid_document"),
        ("memo.pdf", b"%PDF-1.4\n", 422, "invalid_document"),
        ("memo.docx", zip_bomb(), 422, "invalid_document"),
        ("memo.txt", b"abc\x00def", 422, "invalid_document"),
        ("data.json", b'{"table": [[', 422, "invalid_document"),
    ],
)
def test_what_cannot_be_read_is_refused_with_its_place(
    api: Api, name: str, data: bytes, status: int, code: str
) -> None:
    answer = form(api, "/v1/check", name, data, checks=checks("text.placeholders"))
    body = problem(answer, status, code)
    assert pointers(body)[0].startswith("/file")
    content = {"base64": base64.b64encode(data).decode(), "filename": name}
    uses = [{"uses": "text.placeholders"}]
    body = problem(api.lead.post("/v1/check", json={"content": content, "checks": uses}), status, code)
    assert pointers(body)[0].startswith("/content/")


def test_a_source_that_cannot_be_read_is_named(api: Api) -> None:
    bad = [(io.BytesIO(b"fine"), "a.txt"), (io.BytesIO(b"PK"), "b.docx")]
    answer = form(api, "/v1/check", "m.txt", b"x", checks=checks("text.placeholders"), sources=bad)
    assert pointers(problem(answer, 422, "invalid_document")) == ["/sources/1"]
    content = {"base64": base64.b64encode(b"PK").decode(), "filename": "b.docx"}
    body = {"content": {"text": "x"}, "checks": [{"uses": "text.placeholders"}], "sources": [content]}
    assert pointers(problem(api.lead.post("/v1/check", json=body), 422, "invalid_document")) == ["/sources/0/base64"]


def test_too_large_is_413(api: Api) -> None:
    api.app.config["MAX_CONTENT_LENGTH"] = 10_000
    answer = form(api, "/v1/check", "memo.txt", b"x" * 20_000, checks=checks("text.placeholders"))
    problem(answer, 413, "body_too_large")


@pytest.mark.parametrize(
    ("fields", "pointer"),
    [
        ({"checks": "[{"}, "/checks"),
        ({"checks": '[{"uses": "text.nothing"}]'}, "/checks/0/uses"),
        ({"checks": '[{"uses": "text.must_contain"}]'}, "/checks/0/with"),
        ({"cheks": "[]"}, "/cheks"),
        ({"facts": "[]"}, "/facts"),
        ({"request": "[]"}, "/request"),
        ({}, ""),
    ],
)
def test_a_field_that_is_wrong_is_named(api: Api, fields: dict[str, str], pointer: str) -> None:
    answer = form(api, "/v1/check", "memo.txt", b"x", **fields)
    body = problem(answer, 422, answer.get_json(force=True)["code"])
    assert any(p.startswith(pointer) for p in pointers(body)), body


def test_a_form_without_a_file_or_with_two_is_refused(api: Api) -> None:
    empty = api.lead.post("/v1/check", data={"checks": "[]"}, content_type="multipart/form-data")
    assert "/content" in pointers(problem(empty, 422, "invalid_request"))
    two = {"file": [(io.BytesIO(b"a"), "a.txt"), (io.BytesIO(b"b"), "b.txt")], "checks": checks("text.placeholders")}
    assert pointers(problem(api.lead.post("/v1/check", data=two), 422, "invalid_request")) == ["/file"]
    for body in (b"", b"--x\r\ngarbage", b"--x--"):
        broken = api.lead.post("/v1/check", data=body, content_type="multipart/form-data; boundary=x")
        problem(broken, 422, "invalid_request")
    problem(api.lead.post("/v1/score", data={"a": (io.BytesIO(b"a"), "a")}), 415, "unsupported_media_type")


def test_the_type_that_is_said_goes_before_the_ending(api: Api) -> None:
    fields = {"checks": checks("numbers.words_digits"), "media_type": "text/markdown"}
    answer = form(api, "/v1/check", "memo.dat", WORDS.encode(), **fields)
    assert answer.json["media_type"] == "text/markdown"
    windows = {"file": (io.BytesIO("naïve – TBD".encode("cp1252")), "memo.txt", "text/plain; charset=windows-1252")}
    found = api.lead.post("/v1/check", data={**windows, "checks": checks("text.placeholders")})
    assert [(f["quote"], f["start"]) for f in found.json["findings"]] == [("TBD", 8)]


def test_the_answer_explains_itself(api: Api) -> None:
    api.rubric()
    body = {"rubric": "test.memo", "content": {"text": "The fee is TBD."}}
    answer = api.lead.post("/v1/check", json=body).json
    assert [s["criterion"] for s in answer["suggestions"]] == ["marking"]
    automatic = answer["scores"]["automatic"]
    assert {c["id"]: c["value"] for c in automatic["criteria"]}["marking"] == "not_met"
    assert automatic["outcome"] in {"incomplete", "failed_gate"}
    assert answer["explanation"][:2] == [
        "placeholders (text.placeholders): 1 finding.", "marked (text.must_contain): 1 finding.",
    ]  # fmt: skip
    assert len(answer["explanation"]) > 2
    quiet = api.lead.post("/v1/check", json={**body, "content": {"text": "Confidential."}}).json
    assert (quiet["scores"]["automatic"], quiet["suggestions"]) == (None, [])
    alone = {"checks": [{"uses": "names.allowlist", "with": {"from": "case.parties"}}], "content": {"text": "x"}}
    skipped = api.lead.post("/v1/check", json=alone).json
    assert "fact case.parties is missing" in skipped["explanation"][0]
    assert skipped["checks"]["skipped"]


def test_a_name_whose_ending_is_unknown_is_refused_where_it_stands(api: Api) -> None:
    body = {"content": {"base64": base64.b64encode(b"All is well.").decode(), "filename": "memo.exe"}}
    refused = problem(
        api.lead.post("/v1/check", json={**body, "checks": [{"uses": "text.placeholders"}]}), 415, "invalid_document"
    )
    assert [(each["pointer"], each["code"]) for each in refused["errors"]] == [
        ("/content/filename", "unsupported_media_type")
    ]
    assert "memo.exe" in refused["detail"]


def test_a_cell_that_is_none_is_refused_with_its_row_and_column(api: Api) -> None:
    content = {"table": [["Item", "Cost"], ["Rent", {"amount": 120}]]}
    body = {"content": content, "checks": [{"uses": "numbers.footing"}]}
    refused = problem(api.lead.post("/v1/check", json=body), 422, "invalid_document")
    assert "row 1, column 1" in refused["detail"]
