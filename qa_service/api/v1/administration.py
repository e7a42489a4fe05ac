"""People, keys and the audit chain."""

from __future__ import annotations

from typing import Any

from flask import Response

from qa_service.api.blueprint import IDEMPOTENCY_KEY, blueprint
from qa_service.api.context import actor, reply, store
from qa_service.api.idempotency import Made, create
from qa_service.api.schemas import people
from qa_service.api.schemas import reviews as schemas
from qa_service.api.schemas.common import timestamp
from qa_service.services import access, administration, audit
from qa_service.services.access import NewPerson
from qa_service.services.passwords import hash_password
from qa_service.storage.unit_of_work import UnitOfWork

blp = blueprint("administration", "People, keys, the audit chain.")


@blp.get("/me")
@blp.response(200, people.me_shape)
def me() -> Response:
    """Whose key this is, and what it may do."""
    who = actor()
    return reply(
        {"id": who.person_id, "handle": who.handle, "name": who.name, "roles": sorted(who.roles), "site": who.site}
    )


@blp.post("/people")
@blp.arguments(schemas.new_person)
@blp.doc(parameters=[IDEMPOTENCY_KEY])
@blp.response(201, people.person_shape)
def add_person(body: dict[str, Any]) -> Response:
    """Add somebody."""
    actor().require("admin", "lead")
    password = hash_password(body["password"]) if body["password"] else None
    new = NewPerson(body["handle"], body["name"], tuple(body["roles"]), body["site"], password)

    def work(uow: UnitOfWork) -> Made:
        identifier = access.add_person(uow, actor(), new)
        return _person(administration.person(uow, identifier)), 201, {"Location": f"/v1/people/{identifier}"}

    # The key's row keeps a plain hash of the fingerprint, from which a weak password could be guessed.
    return create(work, {**body, "password": body["password"] is not None})


@blp.get("/people")
@blp.response(200, people.person_page)
def list_people() -> Response:
    """Everybody, by handle."""
    with store().read(actor().tenant_id) as uow:
        return reply({"items": [_person(row) for row in administration.people(uow, actor())], "next": None})


@blp.post("/api-keys")
@blp.arguments(schemas.new_key)
@blp.response(201, people.issued_key_shape)
def issue_key(body: dict[str, Any]) -> Response:
    """Make a key for a person; it is shown in this answer and never again, so this call is not replayed."""
    issued = store().transact(
        actor().tenant_id, lambda uow: access.issue_key(uow, actor(), body["person"], body["name"], body["valid_days"])
    )
    shape = {
        "id": issued.id,
        "key": issued.key,
        "person": issued.handle,
        "roles": list(issued.roles),
        "expires_at": timestamp(issued.expires_at),
    }
    return reply(shape, 201)


@blp.delete("/api-keys/<identifier>")
@blp.response(204)
def revoke_key(identifier: str) -> Response:
    """Make a key worthless from now on."""
    store().transact(actor().tenant_id, lambda uow: access.revoke_key(uow, actor(), identifier))
    return Response(status=204)


@blp.get("/audit/verify")
@blp.response(200, people.chain_shape)
def verify_audit() -> Response:
    """Recompute the audit chain."""
    actor().require("admin", "auditor", "lead")
    with store().read(actor().tenant_id) as uow:
        state = audit.verify(uow)
    return reply({"events": state.events, "intact": state.broken_at is None, "broken_at": state.broken_at})


def _person(row: Any) -> dict[str, Any]:
    return {
        "id": row.id,
        "handle": row.handle,
        "name": row.name,
        "roles": row.roles,
        "site": row.site,
        "active": row.active,
    }
