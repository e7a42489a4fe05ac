"""A new rubric in the browser: one's own criteria, a copy, or a file of another tool, as a draft to go on from."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import get_args

from flask import redirect, render_template, request, url_for
from werkzeug.wrappers import Response as AnyResponse

from qa_service.errors import DomainError
from qa_service.rubric import exchange, read_rubric
from qa_service.rubric.starter import NO_WORDS, SCALE_KINDS, ScaleKind, StarterCriterion, renamed, rubric_id_of, starter
from qa_service.services import pages, rubrics
from qa_service.services import rubric_drafts as drafts
from qa_service.web.blueprint import blueprint
from qa_service.web.context import actor, read, write

_ROWS = 6
_MAX_LOSSES = 40


@dataclass(frozen=True, slots=True)
class Row:
    """One line of the list of criteria, as typed."""

    title: str = ""
    scale: str = "levels"
    weight: str = "1"


@dataclass(frozen=True, slots=True)
class Given:
    """The form, as typed."""

    title: str = ""
    rubric_id: str = ""
    start: str = "own"
    origin: str = ""
    mark: str = "80"
    rows: tuple[Row, ...] = (Row(),) * _ROWS


@dataclass(frozen=True, slots=True)
class Made:
    """A first text under its id, and what could not be carried into it."""

    rubric_id: str
    text: str
    losses: Sequence[str] = ()


@blueprint.get("/new-rubric")
def new_rubric() -> str:
    """The form; ``?from=ID`` has the copy of a rubric chosen."""
    drafts.may_write(actor())
    origin = request.args.get("from", "")
    return _form(Given(start="copy", origin=origin) if origin else Given(), ())


@blueprint.post("/new-rubric")
def make_rubric() -> AnyResponse | tuple[str, int]:
    """Make the draft and open it in the editor; whatever is refused stays to be seen."""
    who = actor()
    drafts.may_write(who)
    given = _posted()
    try:
        made = _made(given)
        write(lambda uow: drafts.start(uow, who, made.rubric_id, made.text))
    except DomainError as error:
        if error.status == 403:
            raise
        problems = [problem.message for problem in error.problems] or [error.detail]
        return _form(given, problems), error.status
    if made.losses:
        return _lost(made), 200
    return redirect(url_for("web.rubric_draft", rubric_id=made.rubric_id), 303)


def _made(given: Given) -> Made:
    if given.start == "file":
        return _of_file(given)
    name = _new_id(given)
    if given.start == "copy":
        origin = given.origin
        source = read(lambda uow: rubrics.source_of(uow, origin)).source
        return Made(name, renamed(source, name, given.title))
    mark = _whole("The pass mark", given.mark, 99)
    return Made(name, starter(name, given.title or name, _criteria(given.rows), pass_mark=mark))


def _new_id(given: Given) -> str:
    """The id of a rubric that is not here yet: the one typed, or else the one that the title suggests."""
    name = given.rubric_id or rubric_id_of(given.title)
    if not given.rubric_id and name == NO_WORDS and NO_WORDS not in given.title.lower():
        detail = "Give the rubric an id: lower-case words joined by dots, such as sales.tender-response."
        raise DomainError("no_id", "An id is missing", detail)
    if any(row.rubric_id == name for row in read(pages.rubrics_listed)):
        detail = f"There is a rubric {name} already: edit a draft of it, or choose another id."
        raise DomainError("rubric_exists", "The id is taken", detail, status=409)
    return name


def _of_file(given: Given) -> Made:
    upload = request.files.get("file")
    content = upload.read() if upload else b""
    if upload is None or not content:
        raise DomainError("no_file", "A file is missing", "Choose the file to start from.")
    form = exchange.guess_format(content, upload.filename or "")
    if form is None:
        return _of_rubric(content, given)
    made = exchange.import_rubric(content, form, rubric_id=given.rubric_id, title=given.title)
    return Made(made.document["id"], made.yaml, [f"{loss.path}: {loss.message}" for loss in made.losses])


def _of_rubric(content: bytes, given: Given) -> Made:
    """A rubric file as it is, or as a copy where another id, or a title, was typed."""
    rubric, text = read_rubric(content), content.decode("utf-8-sig")
    if given.rubric_id in ("", rubric.id) and not given.title:
        return Made(rubric.id, text)
    name = _new_id(given)
    return Made(name, renamed(text, name, given.title))


def _posted() -> Given:
    form = request.form
    columns = (form.getlist("criterion"), form.getlist("kind"), form.getlist("weight"))
    rows = tuple(Row(title.strip(), kind, weight.strip() or "1") for title, kind, weight in zip(*columns, strict=False))
    return Given(
        form.get("title", "").strip(), form.get("rubric_id", "").strip(), form.get("start", "own"),
        form.get("origin", ""), form.get("pass_mark", "80").strip(), rows or Given().rows,
    )  # fmt: skip


def _criteria(rows: Sequence[Row]) -> list[StarterCriterion]:
    return [
        StarterCriterion(row.title, _kind(row.scale), _whole(f"The weight of {row.title!r}", row.weight, 1000))
        for row in rows
        if row.title
    ]


def _kind(text: str) -> ScaleKind:
    return next((kind for kind in get_args(ScaleKind) if kind == text), "levels")


def _whole(name: str, text: str, most: int) -> int:
    if not (text.isascii() and text.isdecimal() and len(text) <= len(str(most)) and 1 <= int(text) <= most):
        detail = f"{name} is a whole number from 1 to {most}, not {text[:20]!r}."
        raise DomainError("bad_number", "A number is expected", detail)
    return int(text)


def _form(given: Given, problems: Sequence[str]) -> str:
    return render_template(
        "rubric_new.html", given=given, problems=problems, kinds=SCALE_KINDS, origins=read(pages.rubrics_listed)
    )


def _lost(made: Made) -> str:
    more = len(made.losses) - _MAX_LOSSES
    return render_template("rubric_losses.html", made=made, losses=made.losses[:_MAX_LOSSES], more=max(more, 0))
