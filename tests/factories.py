"""The people, rubrics and requests that tests work with."""

from __future__ import annotations

import itertools
import json
from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any

from flask import Flask
from flask.testing import FlaskClient
from werkzeug.test import TestResponse

from qa_service.services import access, rubrics
from qa_service.services.access import NewPerson
from qa_service.services.actor import Actor
from qa_service.services.rubrics import Published
from qa_service.storage.engine import Store

MEMO = """\
schema: kpo-rubric/1
id: test.memo
version: 1.0.0
title: Short memo
scales:
  quality:
    type: ordinal
    levels:
      - { id: poor, score: 0.0 }
      - { id: fair, score: 0.5 }
      - { id: good, score: 1.0 }
  met:
    type: binary
    levels:
      - { id: not_met, score: 0 }
      - { id: met, score: 1 }
sections:
  - id: substance
    title: Substance
    weight: 60
    criteria:
      - { id: reasoning, title: Reasoning, scale: quality, weight: 70, checks: [placeholders] }
      - id: sources
        title: Sources
        scale: quality
        weight: 30
        na: { allow: true, reason: required }
  - id: form
    title: Form
    weight: 40
    criteria:
      - id: marking
        title: Marking
        scale: met
        weight: 100
        checks: [marked]
        gate: { below: met, effect: fail, reason: unmarked }
checks:
  - { id: placeholders, uses: text.placeholders, on_fail: finding, severity: major }
  - { id: marked, uses: text.must_contain, with: { any: ["Confidential"] }, on_fail: suggest, level: not_met }
scoring: { method: weighted_mean, pass_mark: 70 }
review:
  reviewers: 2
  blind: { producer: true, other_reviewers: true, model: until_submitted }
tests:
  - { name: best, answers: { reasoning: good, sources: good, marking: met }, expect: { outcome: passed, score: 100.0 } }
"""
GOOD = {"reasoning": "good", "sources": "fair", "marking": "met"}
POOR = {"reasoning": "poor", "sources": "poor", "marking": "not_met"}


def numeric_rubric() -> str:
    """A rubric with one numeric criterion."""
    return """\
schema: kpo-rubric/1
id: test.numeric
version: 1.0.0
title: One number
scales:
  share: { type: numeric, min: 0, max: 10 }
sections:
  - id: all_of_it
    title: All
    weight: 1
    criteria:
      - { id: leakage, title: Leakage, scale: share, weight: 1 }
scoring: { method: weighted_mean, pass_mark: 50 }
"""


@dataclass
class World:
    """A store with one tenant; people are made on first mention."""

    store: Store
    tenant: str
    people: dict[str, Actor] = field(default_factory=dict)

    def person(self, handle: str, *roles: str, site: str | None = None) -> Actor:
        """A person with these roles (a reviewer unless said)."""
        if handle not in self.people:
            new = NewPerson(handle, handle.title(), roles or ("reviewer",), site)
            with self.store.write(self.tenant) as uow:
                identifier = access.add_person(uow, None, new)
                found = access.actor_by_id(uow, identifier)
            assert found is not None
            self.people[handle] = found
        return self.people[handle]

    def key(self, handle: str, *roles: str, site: str | None = None) -> str:
        """A key of a person."""
        self.person(handle, *roles, site=site)
        with self.store.write(self.tenant) as uow:
            return access.issue_key(uow, None, handle).key

    def publish(self, source: str = MEMO) -> Published:
        """Publish a rubric."""
        with self.store.write(self.tenant) as uow:
            return rubrics.publish(uow, None, source)[0]


class Api:
    """The application as its callers see it: one client per person."""

    def __init__(self, app: Flask, world: World) -> None:
        self.app = app
        self.world = world
        self._clients: dict[str, Client] = {}
        self._numbers = itertools.count(1)

    def client(self, handle: str, *roles: str, site: str | None = None) -> Client:
        """The client of a person, made on first mention."""
        if handle not in self._clients:
            self._clients[handle] = Client(self.app.test_client(), self.world.key(handle, *roles, site=site))
        return self._clients[handle]

    @property
    def lead(self) -> Client:
        """A lead, who submits and reads everything."""
        return self.client("lead", "lead", "admin")

    def reviewer(self, handle: str, site: str | None = None) -> Client:
        """A reviewer."""
        return self.client(handle, "reviewer", site=site)

    def rubric(self, source: str = MEMO) -> str:
        """Publish a rubric through the API; return its id."""
        answer = self.lead.post("/v1/rubrics", data=source, content_type="application/yaml")
        assert answer.status_code in (200, 201), answer.text
        return str(answer.json["id"])

    def deliverable(
        self, rubric: str = "test.memo", text: str = "Confidential\n\nThe memo.", **more: Any
    ) -> dict[str, Any]:
        """Hand in a deliverable."""
        body = {"rubric": rubric, "title": f"Memo {next(self._numbers)}", "content": {"text": text}, **more}
        answer = self.lead.post("/v1/deliverables", json=body)
        assert answer.status_code == 201, answer.text
        return dict(answer.json)

    def review(self, deliverable: str, handle: str, answers: Mapping[str, Any] = GOOD, **more: Any) -> TestResponse:
        """Submit a review in one step."""
        body = {"answers": dict(answers), "submit": True, **more}
        return self.reviewer(handle).post(f"/v1/deliverables/{deliverable}/reviews", json=body)


class Client:
    """A test client that sends its person's key."""

    def __init__(self, client: FlaskClient, key: str) -> None:
        self._client = client
        self.key = key

    def open(self, method: str, path: str, headers: Mapping[str, str] | None = None, **more: Any) -> TestResponse:
        """Send a request."""
        sent = {"Authorization": f"Bearer {self.key}", **(headers or {})}
        return self._client.open(path, method=method, headers=sent, **more)

    def get(self, path: str, **more: Any) -> TestResponse:
        """GET."""
        return self.open("GET", path, **more)

    def post(self, path: str, **more: Any) -> TestResponse:
        """POST."""
        return self.open("POST", path, **more)

    def put(self, path: str, **more: Any) -> TestResponse:
        """PUT."""
        return self.open("PUT", path, **more)

    def patch(self, path: str, **more: Any) -> TestResponse:
        """PATCH."""
        return self.open("PATCH", path, **more)

    def delete(self, path: str, **more: Any) -> TestResponse:
        """DELETE."""
        return self.open("DELETE", path, **more)


def ndjson(*rows: object) -> bytes:
    """Rows as NDJSON; a text is taken as it is."""
    return "".join((row if isinstance(row, str) else json.dumps(row)) + "\n" for row in rows).encode()


def problem(answer: TestResponse, status: int, code: str) -> dict[str, Any]:
    """Check that an answer is a problem document of this status and code; return it."""
    assert answer.content_type == "application/problem+json", answer.text
    body = answer.get_json(force=True)
    assert (answer.status_code, body["status"], body["code"]) == (status, status, code), body
    assert body["type"].endswith(f"#{code}")
    assert body["title"]
    assert body["detail"]
    return dict(body)


def pointers(body: Mapping[str, Any]) -> list[str]:
    """The pointers of a problem's errors."""
    return [error["pointer"] for error in body["errors"]]
