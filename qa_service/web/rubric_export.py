"""Rubrics in the formats of other tools, each with what it leaves out."""

from __future__ import annotations

from flask import Response, render_template

from qa_service.errors import not_found
from qa_service.rubric.exchange import FORMATS, export_rubric
from qa_service.services import rubrics
from qa_service.web.blueprint import blueprint
from qa_service.web.context import read
from qa_service.web.rubrics import reference_of


@blueprint.get("/rubrics/<rubric_id>/export")
def rubric_export_choice(rubric_id: str) -> str:
    """The formats to choose from, with what is lost in each."""
    reference = reference_of(rubric_id)
    rubric = read(lambda uow: rubrics.resolve(uow, reference)).rubric
    formats = [{"format": form, "losses": export_rubric(rubric, name).losses} for name, form in FORMATS.items()]
    return render_template("rubric_export.html", rubric=rubric, formats=formats)


@blueprint.get("/rubrics/<rubric_id>/export/<format>")
def rubric_export(rubric_id: str, format: str) -> Response:  # noqa: A002 - the word of the address
    """The file of one format, to download."""
    form = FORMATS.get(format)
    if form is None:
        raise not_found("format", format)
    reference = reference_of(rubric_id)
    rubric = read(lambda uow: rubrics.resolve(uow, reference)).rubric
    response = Response(export_rubric(rubric, format).text, content_type=f"{form.media_type}; charset=utf-8")
    response.headers["Content-Disposition"] = f'attachment; filename="{rubric.id}-{rubric.version}{form.suffix}"'
    return response
