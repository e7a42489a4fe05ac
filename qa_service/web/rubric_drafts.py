"""Writing a rubric in the browser: a draft is saved as typed, examined while typing, tried out, published."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from flask import redirect, render_template, request, url_for
from werkzeug.wrappers import Response as AnyResponse

from qa_service.errors import DomainError
from qa_service.rubric import RubricError, read_rubric
from qa_service.rubric.snippets import SNIPPETS
from qa_service.services import rubric_drafts as drafts
from qa_service.services import rubrics
from qa_service.services.rubric_examination import examine
from qa_service.services.rubric_file import Examination
from qa_service.storage.unit_of_work import UnitOfWork
from qa_service.web.blueprint import blueprint
from qa_service.web.context import actor, read, write
from qa_service.web.rubric_try import shown

_CONFLICT = "This draft was changed in another window or by somebody else. Save again to keep what you see here."
_GONE = "This draft was published or discarded in the meantime. Save again to begin a new one with what you see here."


@dataclass(frozen=True, slots=True)
class Notice:
    """A line above the form."""

    tone: str
    text: str


@blueprint.get("/rubrics/<rubric_id>/draft")
def rubric_draft(rubric_id: str) -> str:
    """The editor; a rubric that is published and has no draft starts one from its newest version."""
    drafts.may_write(actor())
    source, etag = read(lambda uow: _start(uow, rubric_id))
    return _editor(rubric_id, source, etag, Notice("good", "Saved.") if request.args.get("saved") else None)


@blueprint.post("/rubrics/<rubric_id>/draft")
def save_rubric_draft(rubric_id: str) -> AnyResponse | tuple[str, int]:
    """Save what was typed, or save and publish it; whatever is refused stays to be seen."""
    source, etag = _typed(), request.form.get("etag", "")
    who, kept = actor(), False
    try:
        etag = write(lambda uow: drafts.save(uow, who, rubric_id, source, etag)).etag
        kept = True
        if request.form.get("action") == "publish":
            published = write(lambda uow: drafts.publish(uow, who, rubric_id, etag))
            name, version = published.rubric.id, published.rubric.version
            return redirect(url_for("web.rubric", rubric_id=name, version=version, published=1), 303)
    except DomainError as error:
        if error.status == 403:
            raise
        if error.code == "precondition_failed":
            etag, kept = read(lambda uow: _tag(uow, rubric_id)), False
            return _editor(rubric_id, source, etag, Notice("bad", _CONFLICT if etag else _GONE), kept), error.status
        return _editor(rubric_id, source, etag, Notice("bad", error.detail), kept), error.status
    return redirect(url_for("web.rubric_draft", rubric_id=rubric_id, saved=1), 303)


@blueprint.post("/rubrics/<rubric_id>/draft/check")
def check_rubric_draft(rubric_id: str) -> str:
    """What publishing the text as typed would meet, as the part of the page that says so; nothing is kept."""
    drafts.may_write(actor())
    return render_template("_draft_examined.html", examined=_examined(rubric_id, _typed()))


@blueprint.post("/rubrics/<rubric_id>/draft/discard")
def discard_rubric_draft(rubric_id: str) -> AnyResponse:
    """Throw the draft away."""
    who, etag = actor(), request.form.get("etag", "")
    if etag:
        write(lambda uow: drafts.discard(uow, who, rubric_id, etag))
    return redirect(url_for("web.rubric_list"), 303)


@blueprint.route("/rubrics/<rubric_id>/draft/try", methods=["GET", "POST"])
def try_rubric_draft(rubric_id: str) -> AnyResponse | str:
    """The try-it form of the draft as it is saved; one with mistakes goes back to the editor, which names them."""
    drafts.may_write(actor())
    back = url_for("web.rubric_draft", rubric_id=rubric_id)
    source, _ = read(lambda uow: _start(uow, rubric_id))
    try:
        rubric = read_rubric(source)
    except RubricError:
        return redirect(back, 303)
    return render_template("rubric_try.html", rubric=rubric, back=back, **shown(rubric))


def _start(uow: UnitOfWork, rubric_id: str) -> tuple[str, str]:
    """The draft with its entity tag, or the newest version without one."""
    draft = drafts.find(uow, rubric_id)
    return (draft.source, draft.etag) if draft else (rubrics.source_of(uow, rubric_id).source, "")


def _tag(uow: UnitOfWork, rubric_id: str) -> str:
    """The entity tag of the draft; none when there is no draft any more."""
    draft = drafts.find(uow, rubric_id)
    return draft.etag if draft else drafts.ABSENT


def _typed() -> str:
    return request.form.get("source", "").replace("\r\n", "\n")


def _examined(rubric_id: str, source: str) -> Examination:
    def work(uow: UnitOfWork) -> Examination:
        return examine(uow, source, rubric_id)

    return read(work)


def _editor(rubric_id: str, source: str, etag: str, notice: Notice | None, kept: bool = True) -> str:
    examined = _examined(rubric_id, source)
    values: dict[str, Any] = {
        "rubric_id": rubric_id,
        "name": examined.rubric.title if examined.rubric else rubric_id,
        "source": source,
        "etag": etag,
        "kept": kept,
        "examined": examined,
        "notice": notice,
        "snippets": SNIPPETS,
    }
    return render_template("rubric_draft.html", **values)
