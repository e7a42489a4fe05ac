"""Writing a rubric in the browser: a draft is saved as typed, examined while typing, tried out, published."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from flask import redirect, render_template, request, url_for
from werkzeug.wrappers import Response as AnyResponse

from qa_service.errors import DomainError
from qa_service.rubric import read_rubric
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
    who = actor()
    try:
        etag = write(lambda uow: drafts.save(uow, who, rubric_id, source, etag)).etag
        if request.form.get("action") == "publish":
            published = write(lambda uow: drafts.publish(uow, who, rubric_id, etag))
            name, version = published.rubric.id, published.rubric.version
            return redirect(url_for("web.rubric", rubric_id=name, version=version, published=1), 303)
    except DomainError as error:
        if error.status == 403:
            raise
        stale = error.code == "precondition_failed"
        etag = read(lambda uow: _start(uow, rubric_id))[1] if stale else etag
        notice = Notice("bad", _CONFLICT if stale else error.detail)
        return _editor(rubric_id, source, etag, notice), error.status
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
def try_rubric_draft(rubric_id: str) -> str:
    """The try-it form of the draft as it is saved."""
    drafts.may_write(actor())
    rubric = read_rubric(read(lambda uow: _start(uow, rubric_id))[0])
    back = url_for("web.rubric_draft", rubric_id=rubric_id)
    return render_template("rubric_try.html", rubric=rubric, back=back, **shown(rubric))


def _start(uow: UnitOfWork, rubric_id: str) -> tuple[str, str]:
    """The draft with its entity tag, or the newest version without one."""
    draft = drafts.find(uow, rubric_id)
    return (draft.source, draft.etag) if draft else (rubrics.source_of(uow, rubric_id).source, "")


def _typed() -> str:
    return request.form.get("source", "").replace("\r\n", "\n")


def _examined(rubric_id: str, source: str) -> Examination:
    def work(uow: UnitOfWork) -> Examination:
        return examine(uow, source, rubric_id)

    return read(work)


def _editor(rubric_id: str, source: str, etag: str, notice: Notice | None) -> str:
    examined = _examined(rubric_id, source)
    values: dict[str, Any] = {
        "rubric_id": rubric_id,
        "name": examined.rubric.title if examined.rubric else rubric_id,
        "source": source,
        "etag": etag,
        "examined": examined,
        "notice": notice,
        "snippets": SNIPPETS,
    }
    return render_template("rubric_draft.html", **values)
