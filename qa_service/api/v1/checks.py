"""The catalogue with its live precision, shadow modes, waivers."""

from __future__ import annotations

from typing import Any

from flask import Response, request

from qa_service.api.blueprint import IDEMPOTENCY_KEY, IF_MATCH, blueprint
from qa_service.api.context import actor, reply, store
from qa_service.api.idempotency import Made, create
from qa_service.api.pagination import decode, page
from qa_service.api.schemas import checks as schemas
from qa_service.api.schemas.common import timestamp
from qa_service.services import check_modes, check_precision, waivers
from qa_service.services.check_modes import EVERYWHERE, Mode
from qa_service.services.check_precision import CheckFigures
from qa_service.services.waivers import NewWaiver
from qa_service.storage.unit_of_work import UnitOfWork

blp = blueprint("checks", "What checks there are, how good each is, and which of their findings are waived.")
_IF_MATCH = {**IF_MATCH, "required": False}
_MODE_NOTE = "`If-Match` with the ETag is needed where a mode was set before."


@blp.get("/checks")
@blp.response(200, schemas.check_list)
def list_checks() -> Response:
    """Every check of the catalogue; for leads with its mode, what became of its findings, and its live precision."""
    with store().read(actor().tenant_id) as uow:
        found = check_precision.catalogue_figures(uow, actor())
    return reply({"items": [_check(figures) for figures in found], "next": None})


@blp.get("/checks/<name>")
@blp.response(200, schemas.check_detail)
def get_check(name: str) -> Response:
    """One check; for leads also by rubric version."""
    with store().read(actor().tenant_id) as uow:
        figures = check_precision.figures(uow, actor(), name)
    rubrics = [
        {"rubric": part.rubric, "version": part.version, "check": part.check, "mode": part.mode, **part.tally.to_dict()}
        for part in figures.rubrics
    ]
    return reply({**_check(figures), "rubrics": rubrics})


@blp.get("/checks/<name>/mode")
@blp.response(200, schemas.mode_shape)
def get_mode(name: str) -> Response:
    """How a check runs in every rubric that says nothing else."""
    return _mode(EVERYWHERE, name)


@blp.put("/checks/<name>/mode")
@blp.arguments(schemas.mode_body)
@blp.doc(description=_MODE_NOTE, parameters=[_IF_MATCH])
@blp.response(200, schemas.mode_shape)
def put_mode(body: dict[str, Any], name: str) -> Response:
    """Put a check into shadow in every rubric, or make it active again; with a reason."""
    return _set_mode(EVERYWHERE, name, body)


@blp.get("/rubrics/<identifier>/checks/<check>/mode")
@blp.response(200, schemas.mode_shape)
def get_rubric_mode(identifier: str, check: str) -> Response:
    """How one check of a rubric runs."""
    return _mode(identifier, check)


@blp.put("/rubrics/<identifier>/checks/<check>/mode")
@blp.arguments(schemas.mode_body)
@blp.doc(description=_MODE_NOTE, parameters=[_IF_MATCH])
@blp.response(200, schemas.mode_shape)
def put_rubric_mode(body: dict[str, Any], identifier: str, check: str) -> Response:
    """Put one check of a rubric into shadow, or make it active; this goes before what holds everywhere."""
    return _set_mode(identifier, check, body)


@blp.post("/waivers")
@blp.arguments(schemas.new_waiver)
@blp.doc(parameters=[IDEMPOTENCY_KEY])
@blp.response(201, schemas.waiver_shape)
def waive(body: dict[str, Any]) -> Response:
    """Waive a finding, with a reason: in its deliverable, its case or its engagement, for ever or until a day."""
    who = actor()

    def work(uow: UnitOfWork) -> Made:
        made = waivers.create(uow, who, NewWaiver(**body))
        return _waiver(made), 201, {"Location": f"/v1/waivers/{made.id}"}

    return create(work, body)


@blp.get("/waivers")
@blp.arguments(schemas.waiver_query, location="query")
@blp.response(200, schemas.waiver_page)
def list_waivers(query: dict[str, Any]) -> Response:
    """Waivers, newest first, also expired and revoked ones."""
    limit, after, state = query.pop("limit"), decode(query.pop("cursor", None)), query.pop("state", None)
    query["scope_id"] = query.pop("target", None)
    with store().read(actor().tenant_id) as uow:
        rows = waivers.listed(uow, actor(), limit + 1, after, state, query)
    return page(rows, limit, _waiver)


@blp.get("/waivers/<identifier>")
@blp.response(200, schemas.waiver_shape)
def get_waiver(identifier: str) -> Response:
    """One waiver."""
    with store().read(actor().tenant_id) as uow:
        return reply(_waiver(waivers.get(uow, actor(), identifier)))


@blp.delete("/waivers/<identifier>")
@blp.response(204)
def revoke_waiver(identifier: str) -> Response:
    """Revoke a waiver; it stays on record, and its findings count again."""
    who = actor()
    store().transact(who.tenant_id, lambda uow: waivers.revoke(uow, who, identifier))
    return Response(status=204)


def _check(figures: CheckFigures) -> dict[str, Any]:
    tally = figures.tally.to_dict() if figures.tally is not None else None
    return {**figures.info.to_dict(), "mode": figures.mode, "figures": tally}


def _mode(rubric: str, name: str) -> Response:
    with store().read(actor().tenant_id) as uow:
        return _mode_reply(check_modes.get(uow, actor(), rubric, name))


def _set_mode(rubric: str, name: str, body: dict[str, Any]) -> Response:
    who, etag = actor(), request.headers.get("If-Match")
    return _mode_reply(
        store().transact(
            who.tenant_id, lambda uow: check_modes.put(uow, who, rubric, name, body["mode"], body["reason"], etag)
        )
    )


def _mode_reply(mode: Mode) -> Response:
    shape = {
        "rubric": mode.rubric or None,
        "check": mode.name,
        "mode": mode.mode,
        "effective": mode.effective,
        "reason": mode.reason,
        "set_at": timestamp(mode.set_at),
        "set_by": mode.set_by,
    }
    return reply(shape, headers={"ETag": mode.tag} if mode.tag else {})


def _waiver(found: Any) -> dict[str, Any]:
    row = found.row
    return {
        "id": row.id,
        "state": found.state,
        "check": row.check,
        "fingerprint": row.fingerprint,
        "scope": row.scope,
        "target": row.scope_id,
        "finding": row.finding_id,
        "quote": row.quote,
        "message": row.message,
        "reason": found.reason,
        "by": found.by,
        "until": timestamp(row.until),
        "created_at": timestamp(row.created_at),
        "revoked_at": timestamp(row.revoked_at),
    }
