"""Whatever is sent, the answer is a success or a problem document; a refusal changes nothing."""

from __future__ import annotations

import copy
import json
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import Any
from urllib.parse import quote_from_bytes, urlencode

import pytest
import sqlalchemy as sa
import yaml
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from werkzeug.test import TestResponse

from qa_service.storage.tables import AuditHead, Base, FindingRow, Review
from tests.factories import GOOD, MEMO, Api, Client, ndjson, numeric_rubric, problem

FIELDS = {"type", "title", "status", "detail", "instance", "code", "request_id"}
JSON = "application/json"
# What json.dumps cannot write: the text of these takes the place of their names.
RAW = {'"@overflow"': "1e400", '"@digits"': "9" * 5000, '"@minus"': "-0", '"@nan"': "NaN", '"@half"': '"\\ud800"'}

odd_text = st.one_of(
    st.sampled_from(["", " ", "\x00", "\u202e\u0301", "²", "٣", "0", "-1", "1e400", "nan", "inf", "true", "a" * 300]),
    st.sampled_from(["\U0001f600", "\ufeff", "\u2028", "x\r\ny", "../..", "' OR 1=1 --", "%s", "{0}", "@", "@half"]),
    st.text(st.characters(exclude_categories=["Cs"]), max_size=20),
)
odd_number = st.one_of(
    st.sampled_from([0, -1, 2**31, 2**63, 10**30, -(10**30), 10**400, 1e308, -1e308, 5e-324, 0.1, 1.5]),
    st.sampled_from(["@overflow", "@digits", "@minus", "@nan"]),
    st.integers(-3, 30),
)
odd_value = st.recursive(
    st.one_of(st.none(), st.booleans(), odd_number, odd_text),
    lambda inner: st.one_of(st.lists(inner, max_size=3), st.dictionaries(odd_text, inner, max_size=3)),
    max_leaves=6,
)
odd_header = st.text(st.characters(min_codepoint=32, max_codepoint=255, exclude_characters="\x7f"), max_size=30)
headers = st.fixed_dictionaries(
    {},
    optional={
        "If-Match": st.one_of(st.sampled_from(["*", '"1"', 'W/"1"', '"1", "2"', '"']), odd_header),
        "Idempotency-Key": st.one_of(st.sampled_from(["k-1", "k" * 255, "k" * 256]), odd_header),
        "X-Request-Id": odd_header,
        "Accept": st.one_of(st.sampled_from(["application/yaml", "*/*;q=nan", "text/html"]), odd_header),
    },
)
content_types = st.one_of(
    st.sampled_from([JSON, "application/json; charset=utf-16", "application/x-ndjson", "text/csv", "text/yaml", ""]),
    st.sampled_from(["multipart/form-data", "multipart/form-data; boundary=x", "application/x-www-form-urlencoded"]),
    odd_header,
)


@dataclass
class Target:
    """An API with something in it, and the ids of what there is."""

    api: Api
    ids: Mapping[str, str]

    def people(self) -> list[Client]:
        return [self.api.lead, self.api.reviewer("ann"), self.api.client("dan", "submitter")]

    def state(self) -> tuple[object, ...]:
        """The number of rows of every table, the end of the audit chain, and every entity tag added up."""
        counts = [sa.select(sa.func.count()).select_from(t).scalar_subquery() for t in Base.metadata.sorted_tables]
        tags = sa.select(sa.func.sum(Review.etag)).scalar_subquery()
        head = sa.select(AuditHead.hash).scalar_subquery()
        with self.api.world.store.read() as uow:
            return tuple(uow.connection.execute(sa.select(*counts, tags, head)).one())


@pytest.fixture
def target(any_api: Api) -> Target:
    """One deliverable with findings, a draft of ann's and a submitted review of ben's, a report, a key."""
    api = any_api
    api.rubric()
    api.rubric(numeric_rubric())
    item = api.deliverable(text="Confidential. [insert fee] TBD", external_id="X-1")
    api.deliverable("test.numeric", external_id="N-1")
    draft = api.reviewer("ann").post(f"/v1/deliverables/{item['id']}/reviews", json={"answers": GOOD})
    submitted = api.review(item["id"], "ben")
    report = api.lead.post("/v1/reports", json={"rubric": "test.memo"})
    key = api.lead.post("/v1/api-keys", json={"person": "ben"})
    made = {"draft": draft, "review": submitted, "report": report, "key": key}
    assert [a.status_code for a in made.values()] == [201] * 4
    ids = {name: str(answer.json["id"]) for name, answer in made.items()}
    return Target(api, {**ids, "item": item["id"], "finding": item["findings"][0]["id"], "rubric": "test.memo"})


def bodies(target: Target) -> list[tuple[str, str, Any]]:
    """A good body for every operation that takes JSON."""
    ids = target.ids
    content = {"text": "Confidential. TBD", "media_type": "text/plain"}
    table = {"table": [["Item", "Amount"], ["A", 1], [None, 2.5]], "media_type": JSON}
    material = {
        "brief": {"text": "b"},
        "sources": [{"id": "s", "title": "S", "text": "t"}],
        "facts": {"policy": {"a": 1}},
    }
    case = {"external_id": "C-1", "parties": ["A Ltd"], "value": 3}
    ratings = [{"item": i, "rater": r, "value": (i + j) % 3} for i in range(4) for j, r in enumerate("ab")]
    uses = [{"uses": "text.must_contain", "with": {"any": ["x"]}, "severity": "minor", "id": "a"}]
    rubric = yaml.safe_load(MEMO)
    memo = {"engagement": "E", "rubric": "test.memo", "external_id": "F-1", "title": "T", "producer": "P", "site": "S"}
    line = {"deliverable": "X-1", "reviewer": "cy", "answers": GOOD, "submitted_at": "2026-01-01T10:00:00Z"}
    long = {"value": "good", "state": "answered", "rationale": "r", "evidence": [{"start": 0, "end": 4}, {"ref": "x"}]}
    answers = {**GOOD, "reasoning": long}
    number = {"deliverable": "N-1", "reviewer": "cy", "answers": {"leakage": 2.5}, "kind": "reference", "seconds": 2}
    report = {"rubric": "test.memo", "title": "R", "engagement": "default", "site": "S", "min_items": 1}
    return [
        ("POST", "/v1/check", {"rubric": "test.memo", "content": content, **material, "case": case}),
        ("POST", "/v1/check", {"checks": uses, "content": table}),
        ("POST", "/v1/check", {"rubric": rubric, "content": {"base64": "YWJj", "media_type": "text/markdown"}}),
        ("POST", "/v1/score", {"rubric": "test.memo", "answers": answers, "facts": {"a": 1}, "case": case, "size": 9}),
        ("POST", "/v1/score", {"rubric": rubric, "answers": GOOD}),
        ("POST", "/v1/agreement", {"ratings": ratings, "min_items": 1}),
        ("POST", "/v1/agreement", {"scale": {"type": "ordinal", "levels": [0, 1, 2]}, "ratings": ratings,
                                   "coefficients": ["krippendorff_alpha_ordinal"], "min_items": 2}),
        ("POST", "/v1/rubrics/validate", rubric),
        ("POST", "/v1/rubrics", rubric),
        ("POST", "/v1/deliverables", {**memo, "content": content, "case": case, **material}),
        ("POST", "/v1/deliverables", {"rubric": "test.memo", "content": table}),
        ("PATCH", f"/v1/findings/{ids['finding']}", {"state": "dismissed", "reason": "r"}),
        ("POST", "/v1/waivers", {"finding": ids["finding"], "scope": "engagement", "reason": "r",
                                 "until": "2099-01-31"}),
        ("POST", "/v1/waivers", {"check": "c", "fingerprint": "f", "target": ids["item"], "reason": "r"}),
        ("PUT", "/v1/checks/text.placeholders/mode", {"mode": "active", "reason": "r"}),
        ("PUT", "/v1/rubrics/test.memo/checks/marked/mode", {"mode": "shadow", "reason": "r"}),
        ("POST", f"/v1/deliverables/{ids['item']}/reviews", {"answers": answers, "seconds": 5, "submit": True}),
        ("POST", f"/v1/deliverables/{ids['item']}/reviews", {"answers": GOOD, "revises": ids["review"]}),
        ("PUT", f"/v1/reviews/{ids['draft']}", {"answers": answers, "seconds": 5.5}),
        ("POST", "/v1/reviews/import", {"reviews": [line, {**line, "reviewer": "di", "blind": False}, number]}),
        ("POST", "/v1/reports", {**report, "from": "2026-01-01T00:00:00Z", "to": "2027-01-01T00:00:00+02:00"}),
        ("POST", "/v1/people", {"handle": "h", "name": "n", "roles": ["reviewer"], "site": "s"}),
        ("POST", "/v1/api-keys", {"person": "ben", "name": "n", "valid_days": 3}),
    ]  # fmt: skip


@st.composite
def spoilt(draw: st.DrawFn, body: Any) -> Any:
    """A body with one or two places changed, dropped or added."""
    value = copy.deepcopy(body)
    for _ in range(draw(st.integers(1, 2))):
        node = value
        while True:
            keys = list(node) if isinstance(node, dict) else list(range(len(node)))
            key = draw(st.sampled_from(keys)) if keys else None
            inner = node[key] if keys else None
            if not isinstance(inner, dict | list) or draw(st.integers(0, 3)) == 0:
                break
            node = inner
        how = draw(st.integers(0, 5))
        if how == 0 and isinstance(node, dict):
            node[draw(odd_text)] = draw(odd_value)
        elif how == 1 and keys:
            del node[key]
        elif keys:
            node[key] = draw(odd_value)
        if not value:
            break
    return value


def written(value: object) -> bytes:
    text = json.dumps(value)
    for name, raw in RAW.items():
        text = text.replace(name, raw)
    return text.encode()


def unharmed(target: Target, send: Callable[[], TestResponse]) -> TestResponse:
    """Send something; check that it is answered, and that a refusal is a problem and leaves no trace."""
    before = target.state()
    answer = send()
    assert answer.status_code < 500, answer.text
    if answer.status_code >= 400:
        assert answer.content_type == "application/problem+json"
        body = answer.get_json(force=True)
        assert set(body) >= FIELDS
        assert (body["status"], body["instance"][:4]) == (answer.status_code, "/v1/")
        for error in body.get("errors", []):
            assert {"pointer", "code", "message"} <= set(error)
            assert error["pointer"] == "" or error["pointer"].startswith("/")
        assert target.state() == before, answer.text
    return answer


def fuzz(examples: int, *strategies: Any) -> Callable[[Callable[..., None]], None]:
    """Run a function on examples, always the same ones."""

    def run(function: Callable[..., None]) -> None:
        chosen = settings(
            max_examples=examples,
            deadline=None,
            derandomize=True,
            database=None,
            suppress_health_check=list(HealthCheck),
        )
        chosen(given(*strategies)(function))()

    return run


def test_good_bodies_are_good(target: Target) -> None:
    """What the other tests spoil is right before they do."""
    for method, path, body in bodies(target):
        who = "eve" if path.endswith("/reviews") else "ann"
        person = target.api.reviewer(who) if "/reviews" in path and "import" not in path else target.api.lead
        if "revises" in body:
            person = target.api.reviewer("ben")
        answer = person.open(method, path, {"If-Match": "*"}, data=written(body), content_type=JSON)
        assert answer.status_code < 300, (path, answer.text)
        if path.endswith("/import"):
            assert answer.json["refused"] == 0


def test_spoilt_bodies(target: Target) -> None:
    good = bodies(target)

    @fuzz(140, st.data(), st.sampled_from(good), headers)
    def _(data: st.DataObject, case: tuple[str, str, Any], sent: dict[str, str]) -> None:
        method, path, body = case
        raw = written(data.draw(spoilt(body)))
        person = data.draw(st.sampled_from(target.people()[:2]))
        unharmed(target, lambda: person.open(method, path, sent, data=raw, content_type=JSON))


def test_bodies_of_any_kind(target: Target) -> None:
    raw = st.one_of(odd_value.map(written), st.binary(max_size=30), odd_text.map(str.encode))
    routes = sorted({(method, path) for method, path, _ in bodies(target)} | {("POST", "/v1/deliverables/bulk")})

    @fuzz(50, st.sampled_from(routes), raw, content_types, headers)
    def _(route: tuple[str, str], body: bytes, kind: str, sent: dict[str, str]) -> None:
        client = target.api.lead
        unharmed(target, lambda: client.open(*route, sent, data=body, content_type=kind))


def test_forms_of_any_kind(target: Target) -> None:
    """Parts of any name and content, and bodies that only look like forms."""
    names = st.sampled_from(
        ["file", "content", "request", "checks", "rubric", "sources", "brief", "facts", "case", "x"]
    )
    name = st.one_of(names, odd_text)
    value = st.one_of(odd_value.map(written), st.binary(max_size=30), odd_text.map(str.encode))
    part = st.tuples(name, st.one_of(st.none(), odd_text, st.sampled_from(["a.docx", "a.pdf", "a.txt", ".."])), value)
    paths = st.sampled_from(["/v1/check", "/v1/deliverables"])

    @fuzz(80, paths, st.lists(part, max_size=4), st.booleans(), headers)
    def _(path: str, parts: list[tuple[str, str | None, bytes]], whole: bool, sent: dict[str, str]) -> None:
        body = b"".join(
            b'--x\r\nContent-Disposition: form-data; name="%s"%s\r\n\r\n%s\r\n'
            % (key.encode(), b"" if name is None else b'; filename="%s"' % name.encode(), data)
            for key, name, data in parts
        )
        kind = "multipart/form-data; boundary=x"
        end = b"--x--\r\n" if whole else b""
        client = target.api.lead
        unharmed(target, lambda: client.open("POST", path, sent, data=body + end, content_type=kind))


def test_ids_of_any_kind(target: Target) -> None:
    rules = [r for r in target.api.app.url_map.iter_rules() if r.rule.startswith("/v1/") and r.arguments]
    operations = sorted((m, r.rule) for r in rules for m in (r.methods or set()) - {"OPTIONS", "HEAD"})
    known = st.sampled_from(sorted(target.ids.values())).map(str.encode)
    strange = st.one_of(odd_text.filter(bool).map(str.encode), st.binary(min_size=1, max_size=12))

    @fuzz(60, st.sampled_from(operations), st.lists(strange | known, min_size=2, max_size=2), headers, st.data())
    def _(operation: tuple[str, str], ids: list[bytes], sent: dict[str, str], data: st.DataObject) -> None:
        method, path = operation
        for names, given_id in zip((("<identifier>", "<name>"), ("<version>", "<check>")), ids, strict=True):
            for name in names:
                path = path.replace(name, quote_from_bytes(given_id, safe=""))
        if path.endswith("/reviews/" + target.ids["draft"]) and method == "DELETE":
            return
        body = {} if method in {"POST", "PUT", "PATCH"} else None
        client = data.draw(st.sampled_from(target.people()))
        unharmed(target, lambda: client.open(method, path, sent, json=body))


def test_queries_of_any_kind(target: Target) -> None:
    item = f"/v1/deliverables/{target.ids['item']}"
    queries: dict[str, list[str]] = {
        "/v1/deliverables": ["cursor", "limit", "rubric", "state", "engagement", "external_id"],
        "/v1/waivers": ["cursor", "limit", "state", "check", "fingerprint", "scope", "target"],
        f"{item}/findings": ["version", "shadow"],
        "/v1/reviews": ["cursor", "limit", "state", "mine"],
        "/v1/reports": ["cursor", "limit"],
        "/v1/agreement": ["rubric", "criterion", "engagement", "site", "from", "to", "min_items"],
        f"{item}/content": ["version"],
    }
    good = {"rubric": "test.memo", "limit": "1", "mine": "true", "from": "2026-01-01T00:00:00Z"}
    value = st.one_of(
        odd_text, odd_number.map(str), st.sampled_from(["0001-01-01T00:00:00+14:00", "dGVzdA", "9999-12-31"])
    )

    @fuzz(80, st.sampled_from(sorted(queries)), st.data())
    def _(path: str, data: st.DataObject) -> None:
        names = st.sampled_from(queries[path]) if data.draw(st.integers(0, 9)) else odd_text
        pairs = data.draw(st.lists(st.tuples(names, value | st.sampled_from(sorted(good.values()))), max_size=3))
        pairs += [(k, v) for k, v in good.items() if k in queries[path] and data.draw(st.booleans())]
        client = data.draw(st.sampled_from(target.people()))
        query = urlencode([(k.encode("utf-8", "replace"), v.encode("utf-8", "replace")) for k, v in pairs])
        unharmed(target, lambda: client.get(f"{path}?{query}"))


def test_spoilt_spreadsheets(target: Target) -> None:
    heads = [
        "item,rater,criterion,value",
        "item,rater,value,reference,site,time",
        "item,rater,criterion,value,kind,time",
    ]
    cell = st.one_of(st.sampled_from(["X-1", "N-1", "a", "b", "good", "leakage", "reasoning", "1", "2", '"']), odd_text)
    rows = st.lists(st.lists(cell, min_size=3, max_size=6).map(",".join), max_size=6)
    parameters = st.dictionaries(st.sampled_from(["scale", "levels", "min_items"]), odd_text | st.just("1"), max_size=2)

    @fuzz(60, st.sampled_from(heads), rows, parameters, st.sampled_from(["/v1/agreement", "/v1/reviews/import"]))
    def _(head: str, lines: list[str], query: dict[str, str], path: str) -> None:
        text = "\n".join([head, *lines]).encode("utf-8", "surrogatepass")
        address = f"{path}?{urlencode(query)}"
        unharmed(target, lambda: target.api.lead.post(address, data=text, content_type="text/csv"))


def test_spoilt_rubric_files(target: Target) -> None:
    cut = st.tuples(st.integers(0, len(MEMO)), st.integers(0, 40))
    put = st.one_of(
        odd_text, st.sampled_from(["&a", "*a", "!!python/x", "\t", "- ", "? ", "|", ">", "{", "1e400", ".inf"])
    )

    @fuzz(50, cut, put, st.sampled_from(["/v1/rubrics", "/v1/rubrics/validate"]))
    def _(where: tuple[int, int], new: str, path: str) -> None:
        text = MEMO[: where[0]] + new + MEMO[sum(where) :]
        raw = text.encode("utf-8", "surrogatepass")
        unharmed(target, lambda: target.api.lead.post(path, data=raw, content_type="application/yaml"))


def test_spoilt_lines(target: Target) -> None:
    submit = next(body for _, path, body in bodies(target) if path == "/v1/deliverables")
    review = next(body for _, path, body in bodies(target) if path == "/v1/reviews/import")["reviews"][0]

    @fuzz(30, st.data(), st.booleans())
    def _(data: st.DataObject, bulk: bool) -> None:
        path, good = ("/v1/deliverables/bulk", submit) if bulk else ("/v1/reviews/import", review)
        lines = [written(data.draw(spoilt(good))) for _ in range(data.draw(st.integers(1, 3)))]
        answer = unharmed(
            target,
            lambda: target.api.lead.post(path, data=b"\n".join(lines), content_type="application/x-ndjson"),
        )
        results = [json.loads(line) for line in answer.text.split("\n") if line]
        assert len(results) == len(lines)
        assert all(("problem" in r) == (r["status"] >= 400) and r["status"] < 500 for r in results)


@pytest.mark.parametrize("number", ["1e400", "-1e400", "1E+999"])
def test_numbers_beyond_all_bounds_are_refused(any_api: Api, number: str) -> None:
    any_api.rubric()
    raw = f'{{"rubric": "test.memo", "content": {{"text": "x"}}, "facts": {{"a": {number}}}}}'.encode()
    problem(any_api.lead.post("/v1/deliverables", data=raw, content_type=JSON), 400, "invalid_json")
    rows = any_api.lead.post("/v1/deliverables/bulk", data=raw, content_type="application/x-ndjson")
    assert [json.loads(line)["status"] for line in rows.text.splitlines()] == [400]


def test_a_nul_is_refused_wherever_it_stands(any_api: Api) -> None:
    any_api.rubric()
    for path in ("/v1/deliverables/%00", "/v1/rubrics/a%00b", "/v1/deliverables?engagement=%00", "/v1/reviews?x=a%00"):
        problem(any_api.lead.get(path), 400, "bad_request")
    problem(any_api.lead.get("/v1/deliverables?cursor=AAAA"), 422, "invalid_request")
    csv = b"item,rater,criterion,value\nX-1,a\x00b,reasoning,good\n"
    for path in ("/v1/reviews/import", "/v1/agreement"):
        problem(any_api.lead.post(path, data=csv, content_type="text/csv"), 400, "invalid_encoding")


def test_a_line_break_of_another_script_does_not_split_a_line(api: Api) -> None:
    api.rubric()
    body = {"rubric": "test.memo", "title": "a\u2028b", "content": {"text": "Confidential\u0085\u2029 \x0b"}}
    raw = json.dumps(body, ensure_ascii=False).encode()
    answer = api.lead.post("/v1/deliverables/bulk", data=raw + b"\n" + raw, content_type="application/x-ndjson")
    assert [json.loads(line)["status"] for line in answer.text.split("\n") if line] == [201, 201]
    assert ndjson(body, body) != raw


def test_the_same_line_twice_in_one_call_is_one_version(any_api: Api) -> None:
    any_api.rubric()
    body = {"rubric": "test.memo", "external_id": "B-1", "content": {"text": "Confidential. [insert fee] TBD"}}
    answer = any_api.lead.post("/v1/deliverables/bulk", data=ndjson(body, body), content_type="application/x-ndjson")
    rows = [json.loads(line) for line in answer.text.split("\n") if line]
    assert [(r["status"], r["deliverable"]["version"]) for r in rows] == [(201, 1), (200, 1)]
    assert rows[0]["deliverable"]["findings"] == rows[1]["deliverable"]["findings"] != []


def test_a_repeat_names_the_findings_that_were_kept(any_api: Api) -> None:
    """Checks get better: what the version was not found to have when it came is not among its findings."""
    any_api.rubric()
    item = any_api.deliverable(text="Confidential. [insert fee] TBD", external_id="R-1", title="R")
    gone, kept = item["findings"][0]["id"], item["findings"][1]
    with any_api.world.store.write(any_api.world.tenant) as uow:
        uow.delete(FindingRow, FindingRow.id == gone)
    same = {"rubric": "test.memo", "external_id": "R-1", "content": {"text": "Confidential. [insert fee] TBD"}}
    answer = any_api.lead.post("/v1/deliverables", json=same)
    assert (answer.status_code, answer.json["findings"]) == (200, [kept])
