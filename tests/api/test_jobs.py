"""Jobs over HTTP: asked for, followed, cancelled, and what comes out is what the call would have answered."""

from __future__ import annotations

import json
import re
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest
from werkzeug.test import TestResponse

from qa_service.app import create_app
from qa_service.config import Settings
from qa_service.jobs.kinds import KINDS
from qa_service.jobs.worker import Worker
from qa_service.services import access, jobs
from qa_service.storage.engine import Store
from qa_service.storage.queries import access as people
from tests.factories import Api, Client, World, pointers, problem

ASYNC = {"Prefer": "respond-async"}
SCALE = {"type": "ordinal", "levels": [1, 2, 3]}
MATRIX = [[3, 3, 2], [1, 2, None], [2, 2, 2], [1, 1, 3]]
RATERS = ["ann", "ben", "eva"]
LONG = [
    {"item": str(i), "rater": rater, "value": value}
    for i, row in enumerate(MATRIX, 1)
    for rater, value in zip(RATERS, row, strict=True)
]
FEW = {"min_items": 2, "scale": SCALE}
CSV_LONG = "item,rater,value\n" + "".join(f"{r['item']},{r['rater']},{r['value'] or ''}\n" for r in LONG)
CSV_WIDE = "item,ann,ben,eva\n" + "".join(
    f"{i},{','.join('' if v is None else str(v) for v in row)}\n" for i, row in enumerate(MATRIX, 1)
)
QUERY = "/v1/agreement?scale=ordinal&levels=1,2,3&min_items=2"
MANY = 100_001


def work(api: Api) -> None:
    """Do every job that is due, here and now."""
    worker = Worker(api.world.store, {name: replace(kind, isolated=False) for name, kind in KINDS.items()})
    while worker.step():
        pass


def queued(answer: TestResponse) -> str:
    """The address of the job that an answer tells of."""
    assert answer.status_code == 202, answer.text
    assert answer.json["state"] == "queued"
    assert answer.headers["Location"] == answer.json["links"]["self"] == f"/v1/jobs/{answer.json['id']}"
    return str(answer.headers["Location"])


def result(api: Api, answer: TestResponse, client: Client | None = None) -> Any:
    """What comes out of the job that an answer tells of."""
    path = queued(answer)
    work(api)
    client = client or api.lead
    job = client.get(path).json
    assert (job["state"], job["problem"]) == ("done", None)
    return client.get(job["links"]["result"]).json


def send_csv(api: Api, body: str | bytes, path: str = QUERY, **headers: str) -> TestResponse:
    return api.lead.post(path, data=body, content_type="text/csv", headers=headers)


def many(number: int = MANY, value: str = "3") -> str:
    return "item,rater,value\n" + "".join(f"i{n // 2},r{n % 2},{value}\n" for n in range(number))


def test_every_form_gives_the_same_figures_at_once_and_as_a_job(any_api: Api) -> None:
    post = any_api.lead.post
    wide = {"raters": RATERS, "matrix": MATRIX, "items": ["1", "2", "3", "4"]}
    expected = post("/v1/agreement", json={"ratings": LONG, **FEW})
    assert expected.status_code == 200
    assert expected.json["criteria"]["all"]["n_ratings"] == 11
    for answer in (
        post("/v1/agreement", json={**wide, **FEW}),
        post("/v1/agreement", json={"raters": RATERS, "matrix": MATRIX, **FEW}),
        send_csv(any_api, CSV_LONG),
        send_csv(any_api, CSV_WIDE),
        send_csv(any_api, "\ufeff" + CSV_WIDE.replace(",", ";")),
    ):
        assert answer.json == expected.json, answer.text
    for answer in (
        post("/v1/agreement", json={"ratings": LONG, **FEW}, headers=ASYNC),
        post("/v1/agreement", json={**wide, **FEW}, headers=ASYNC),
        send_csv(any_api, CSV_LONG, **ASYNC),
        send_csv(any_api, CSV_WIDE, **ASYNC),
    ):
        assert answer.headers["Preference-Applied"] == "respond-async"
        assert result(any_api, answer) == expected.json


def test_the_wide_form_has_references_and_a_criterion(api: Api) -> None:
    references = [3, 2, None, 1]
    wide = {"raters": RATERS, "matrix": MATRIX, "criterion": "clarity", "references": references, **FEW}
    by_item = dict(enumerate(references, 1))
    rows = [{**r, "criterion": "clarity", "reference": by_item[int(str(r["item"]))]} for r in LONG]
    answer = api.lead.post("/v1/agreement", json=wide)
    assert answer.json == api.lead.post("/v1/agreement", json={"ratings": rows, **FEW}).json
    assert list(answer.json["criteria"]) == ["clarity"]


@pytest.mark.parametrize(
    ("change", "where"),
    [
        ({"matrix": None}, "/matrix"),
        ({"matrix": []}, "/matrix"),
        ({"matrix": [[3, 3, 2], [1, 2]]}, "/matrix/1"),
        ({"matrix": [[3, 3, 2], "abc"]}, "/matrix/1"),
        ({"matrix": [[3, 3, [2]]]}, "/matrix/0/2"),
        ({"raters": None}, "/raters"),
        ({"raters": ["ann", "ann", "eva"]}, "/raters"),
        ({"raters": ["ann", True, ""]}, "/raters/1"),
        ({"items": ["a", "b"]}, "/items"),
        ({"items": ["a", "b", "c", 1.5]}, "/items/3"),
        ({"items": ["1", 1, "c", "d"]}, "/items"),
        ({"references": [1]}, "/references"),
        ({"references": [1, {}, None, None]}, "/references/1"),
        ({"criterion": ""}, "/criterion"),
        ({"ratings": LONG}, "/ratings"),
        ({"rater": RATERS}, "/rater"),
        ({"min_items": 0}, "/min_items"),
        ({"min_items": True}, "/min_items"),
        ({"coefficients": "fleiss_kappa"}, "/coefficients"),
        ({"scale": {"type": "ordinal", "levels": [[1]]}}, "/scale/levels/0"),
        ({"scale": {"level": [1]}}, "/scale/level"),
        ({"scale": "ordinal"}, "/scale"),
    ],
)
def test_a_wrong_table_is_refused_where_it_is_wrong(api: Api, change: dict[str, Any], where: str) -> None:
    wide = {"raters": RATERS, "matrix": MATRIX, **FEW, **change}
    for headers in ({}, ASYNC):
        found = problem(api.lead.post("/v1/agreement", json=wide, headers=headers), 422, "invalid_request")
        assert where in pointers(found)
    assert api.lead.get("/v1/jobs").json["items"] == []


def test_a_value_outside_the_scale_is_shown_in_its_cell(api: Api) -> None:
    wide = {"raters": RATERS, "matrix": [*MATRIX, [1, 9, 2]], "references": [None, None, None, None, 7], **FEW}
    found = problem(api.lead.post("/v1/agreement", json=wide), 422, "invalid_ratings")
    assert sorted(set(pointers(found))) == ["/matrix/4/1", "/references/4"]


@pytest.mark.parametrize("body", ["[]", '"x"', "{}", '{"ratings": []}', '{"ratings": {}}', '{"ratings": 3}'])
def test_a_body_without_ratings_is_refused(api: Api, body: str) -> None:
    problem(api.lead.post("/v1/agreement", data=body, content_type="application/json"), 422, "invalid_request")


def test_the_query_of_a_csv_is_checked(api: Api) -> None:
    for query, where in (
        ("min_items=0", "/min_items"),
        ("sale=ordinal", "/sale"),
        ("coefficients=x", "/coefficients/0"),
    ):
        found = problem(send_csv(api, CSV_LONG, f"/v1/agreement?{query}"), 422, "invalid_request")
        assert pointers(found) == [where]
    one = send_csv(api, CSV_LONG, f"{QUERY}&coefficients=fleiss_kappa,percent_exact").json
    assert set(one["criteria"]["all"]["coefficients"]) == {"fleiss_kappa", "percent_exact"}


def test_more_than_can_be_waited_for_is_a_job_without_being_asked(api: Api) -> None:
    path = "/v1/agreement?coefficients=percent_exact"
    answer = send_csv(api, many(), path)
    assert "Preference-Applied" not in answer.headers
    assert result(api, answer)["criteria"]["all"]["n_ratings"] == MANY
    wide = {"raters": ["a", "b"], "matrix": [[1, 1]] * 50_001, "coefficients": ["percent_exact"]}
    assert result(api, api.lead.post("/v1/agreement", json=wide))["criteria"]["all"]["n_ratings"] == 100_002


def test_a_fault_among_many_ratings_is_told_by_the_job(api: Api) -> None:
    path = queued(send_csv(api, many(value="9")))
    work(api)
    job = api.lead.get(path).json
    assert (job["state"], job["problem"]["code"], job["problem"]["status"]) == ("failed", "invalid_ratings", 422)
    assert len(job["problem"]["errors"]) == 101
    assert job["problem"]["errors"][-1]["code"] == "too_many_problems"
    assert "result" not in job["links"]
    problem(api.lead.get(f"{path}/result"), 409, "job_without_result")


def test_more_than_a_million_ratings_are_refused(api: Api) -> None:
    limit = 1_000_000
    rows = b"a,b,1\n" * limit
    head = b"item,rater,value\n"
    found = problem(send_csv(api, head + rows + b"a,b,1"), 413, "too_many_ratings")
    assert found["errors"][0]["allowed"] == [f"1 to {limit}"]
    assert send_csv(api, head + b"\n" + rows).status_code == 202, "an empty line is no rating"
    wide = b"item;a;b;c;d;e;f;g;h;i;j\n" + b"x;1;1;1;1;1;1;1;1;1;1\n" * 100_001
    problem(send_csv(api, wide), 413, "too_many_ratings")
    table = {"raters": list(range(20)), "matrix": [[1] * 20] * 50_001}
    problem(api.lead.post("/v1/agreement", json=table), 413, "too_many_ratings")
    # With quoted cells, which may hold line breaks, only the job can count.
    path = queued(send_csv(api, head + b'"a",b,1\n' * (limit + 1)))
    rows_of_json = b'{"ratings": [' + b",".join([b'{"item":1,"rater":1,"value":1}'] * (limit + 1)) + b"]}"
    other = queued(api.lead.post("/v1/agreement", data=rows_of_json, content_type="application/json"))
    api.lead.post(f"{path}/cancel")
    assert api.lead.get(other).json["kind"] == "agreement"


def test_a_body_of_many_things_is_not_read_by_the_web_worker(api: Api) -> None:
    body = b'{"ratings": [' + b",".join([b"[]"] * 300_000) + b"]}"
    path = queued(api.lead.post("/v1/agreement", data=body, content_type="application/json"))
    work(api)
    assert api.lead.get(path).json["problem"]["code"] == "invalid_ratings"


def test_a_large_body_becomes_the_input_of_the_job_as_it_is(any_api: Api) -> None:
    body = (many(200_000) + "\n" * (8 << 20)).encode()
    job = queued(send_csv(any_api, body)).rpartition("/")[2]
    assert b"".join(jobs.input_of(any_api.world.store, any_api.world.tenant, job)) == body


@pytest.fixture
def small(sqlite_url: str, tmp_path: Path) -> Iterator[Api]:
    """A service with small limits."""
    store = Store(sqlite_url)
    settings = Settings(database_url=sqlite_url, data_dir=tmp_path, max_body_mib=1, max_ratings_mib=2, threads=2)
    app = create_app(settings, store)
    with store.read() as uow:
        tenant = access.queries.first_tenant(uow)
    yield Api(app, World(store, tenant or ""))
    store.close()


def test_bodies_of_ratings_have_a_limit_of_their_own(small: Api) -> None:
    body = (CSV_LONG + "\n" * (3 << 19)).encode()
    assert send_csv(small, body).status_code == 200
    found = problem(send_csv(small, CSV_LONG.encode() + b"\n" * (2 << 20)), 413, "body_too_large")
    assert "2 MiB" in found["detail"]
    other = small.lead.post("/v1/score", data=b" " * (3 << 19), content_type="application/json")
    assert "1 MiB" in problem(other, 413, "body_too_large")["detail"]


def test_the_same_key_gives_the_same_job(any_api: Api) -> None:
    once = {**ASYNC, "Idempotency-Key": "once"}
    first = send_csv(any_api, CSV_LONG, **once)
    again = send_csv(any_api, CSV_LONG, **once)
    assert queued(first) == queued(again)
    assert again.headers["Idempotency-Replayed"] == "true"
    problem(send_csv(any_api, CSV_WIDE, **once), 422, "idempotency_mismatch")
    assert len(any_api.lead.get("/v1/jobs").json["items"]) == 1


def test_a_report_is_made_by_a_job_and_refused_at_once(any_api: Api) -> None:
    any_api.rubric()
    item = any_api.deliverable()
    any_api.review(item["id"], "rita")
    body = {"rubric": "test.memo", "title": "March", "from": "2020-01-01T00:00:00Z", "min_items": 1}
    answer = any_api.lead.post("/v1/reports", json=body, headers=ASYNC)
    made = result(any_api, answer)
    assert (made["title"], made["filters"]["from"]) == ("March", "2020-01-01T00:00:00+00:00")
    assert (
        made == any_api.lead.get("/v1/reports").json["items"][0] == any_api.lead.get(f"/v1/reports/{made['id']}").json
    )
    assert any_api.lead.get(made["links"]["html"]).status_code == 200
    problem(any_api.reviewer("rita").post("/v1/reports", json=body, headers=ASYNC), 403, "forbidden")
    assert any_api.lead.post("/v1/reports", json={"rubric": "test.none"}, headers=ASYNC).status_code in (404, 422)
    unknown = any_api.lead.post("/v1/reports", json={**body, "engagement": "south"}, headers=ASYNC)
    problem(unknown, 404, "engagement_not_found")


def test_a_job_of_somebody_who_may_not_come_in_any_more_fails(api: Api) -> None:
    api.rubric()
    boss = api.client("boss", "lead")
    path = queued(boss.post("/v1/reports", json={"rubric": "test.memo"}, headers=ASYNC))
    with api.world.store.write(api.world.tenant) as uow:
        access.set_active(uow, None, "boss", False)
    work(api)
    assert api.lead.get(path).json["problem"]["code"] == "forbidden"


def test_a_job_does_not_exist_for_others(any_api: Api) -> None:
    ann, ben = any_api.reviewer("ann"), any_api.reviewer("ben")
    with any_api.world.store.write() as uow:
        other = uow.new_id("tnt")
        people.add_tenant(uow, other, "other")
    stranger = Client(any_api.app.test_client(), World(any_api.world.store, other).key("zoe", "admin"))
    path = queued(ann.post("/v1/agreement", json={"ratings": LONG, **FEW}, headers=ASYNC))
    for client in (ben, stranger):
        for method, address in (
            ("GET", path),
            ("GET", f"{path}/result"),
            ("GET", f"{path}/events"),
            ("POST", f"{path}/cancel"),
        ):
            problem(client.open(method, address), 404, "job_not_found")
        assert client.get("/v1/jobs").json["items"] == []
    assert any_api.lead.get(path).json["person"] == "ann", "an admin sees it"
    assert [job["id"] for job in any_api.lead.get("/v1/jobs").json["items"]] == [path.rpartition("/")[2]]
    assert any_api.lead.get("/v1/jobs?mine=true").json["items"] == []
    assert any_api.lead.post(f"{path}/cancel").json["state"] == "cancelled"
    assert ann.get(path).json["state"] == "cancelled"


def test_jobs_are_listed_in_pages_newest_first(api: Api) -> None:
    paths = [queued(send_csv(api, CSV_LONG, **ASYNC)) for _ in range(5)]
    api.lead.post(f"{paths[2]}/cancel")
    found, path = [], "/v1/jobs?limit=2"
    while path:
        page = api.lead.get(path)
        found += [job["links"]["self"] for job in page.json["items"]]
        path = page.json["next"]
    assert found == paths[::-1]
    cancelled = api.lead.get("/v1/jobs?state=cancelled&kind=agreement").json["items"]
    assert [job["links"]["self"] for job in cancelled] == [paths[2]]
    assert api.lead.get("/v1/jobs?kind=report").json["items"] == []
    problem(api.lead.get("/v1/jobs?state=lost"), 422, "invalid_request")


def test_a_job_is_cancelled_until_it_is_done(any_api: Api) -> None:
    first, second = (queued(send_csv(any_api, CSV_LONG, **ASYNC)) for _ in range(2))
    problem(any_api.lead.get(f"{first}/result"), 409, "job_not_finished")
    assert "cancel" in any_api.lead.get(first).json["links"]
    for _ in range(2):
        answer = any_api.lead.post(f"{first}/cancel")
        assert (answer.status_code, answer.json["state"]) == (200, "cancelled")
    problem(any_api.lead.get(f"{first}/result"), 409, "job_without_result")
    work(any_api)
    problem(any_api.lead.post(f"{second}/cancel"), 409, "job_finished")
    assert any_api.lead.get("/v1/audit/verify").json["intact"] is True


def test_nobody_queues_without_bounds(api: Api) -> None:
    for _ in range(jobs.MAX_OPEN):
        queued(send_csv(api, CSV_LONG, **ASYNC))
    answer = send_csv(api, CSV_LONG, **ASYNC)
    problem(answer, 429, "too_many_jobs")
    assert int(answer.headers["Retry-After"]) > 0
    assert send_csv(api, CSV_LONG).status_code == 200


def events(answer: TestResponse) -> list[tuple[str, dict[str, Any]]]:
    text = answer.get_data(as_text=True)
    assert text.startswith("retry: ")
    return [(name, json.loads(data)) for name, data in re.findall(r"^event: (\w+)\ndata: (.*)\n\n", text, re.MULTILINE)]


def test_the_events_of_a_job_end_with_its_final_state(api: Api) -> None:
    path = queued(send_csv(api, CSV_LONG, **ASYNC))
    stream = api.lead.get(f"{path}/events")
    assert stream.content_type.startswith("text/event-stream")
    pieces = stream.iter_encoded()
    assert b"retry: " in next(pieces)
    assert b'event: progress\ndata: {"id":' in next(pieces)
    work(api)
    rest = b"".join(pieces)
    assert rest.count(b"event: ") == 1
    assert b"event: end" in rest
    stream.close()
    [(name, job)] = events(api.lead.get(f"{path}/events"))
    assert (name, job) == ("end", api.lead.get(path).json)


def test_many_followers_do_not_take_all_threads(small: Api) -> None:
    path = queued(send_csv(small, CSV_LONG, **ASYNC))
    open_ = small.lead.get(f"{path}/events")
    assert b"retry" in next(iter(open_.iter_encoded()))
    [(name, job)] = events(small.lead.get(f"{path}/events"))
    assert (name, job["state"]) == ("progress", "queued"), "the second is told the present state and hangs up"
    open_.close()
    small.lead.post(f"{path}/cancel")
    again = small.lead.get(f"{path}/events")
    assert [name for name, _ in events(again)] == ["end"]
