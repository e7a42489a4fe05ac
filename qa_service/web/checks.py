"""The checks of the catalogue: for everybody what they are, for leads how good they are and how they run."""

from __future__ import annotations

from flask import redirect, render_template, request, url_for
from werkzeug.wrappers import Response as AnyResponse

from qa_service.services import check_modes, check_precision
from qa_service.services.check_modes import EVERYWHERE
from qa_service.services.check_precision import CheckFigures
from qa_service.web.blueprint import blueprint
from qa_service.web.context import actor, read, write


@blueprint.get("/checks")
def check_list() -> str:
    """Every check by family; for leads with its mode and its live precision."""
    who = actor()
    found = read(lambda uow: check_precision.catalogue_figures(uow, who))
    families: dict[str, list[CheckFigures]] = {}
    for figures in found:
        families.setdefault(figures.info.family, []).append(figures)
    return render_template("checks.html", families=families, sees=who.sees_everything)


@blueprint.get("/checks/<name>")
def check_page(name: str) -> str:
    """One check: its examples; for leads its figures by rubric version, and what it found lately."""
    who = actor()
    figures = read(lambda uow: check_precision.figures(uow, who, name))
    if not who.sees_everything:
        return render_template("check.html", figures=figures, sees=False)
    everywhere = read(lambda uow: check_modes.get(uow, who, EVERYWHERE, name))
    named = dict.fromkeys((part.rubric, part.check) for part in figures.rubrics)
    modes = read(lambda uow: check_modes.of_rubrics(uow, who, list(named)))
    recent = read(lambda uow: check_precision.undecided(uow, who, name))
    return render_template(
        "check.html", figures=figures, sees=True, everywhere=everywhere, modes=modes, recent=recent,
        may_set=bool(who.roles & {"lead", "admin"}),
    )  # fmt: skip


@blueprint.post("/checks/<name>/mode")
def set_mode(name: str) -> AnyResponse:
    """Put a check into shadow or make it active: everywhere, or one check of a rubric."""
    form = request.form
    rubric, check = form.get("rubric", EVERYWHERE), form.get("check", name)
    mode, reason, tag = form.get("mode", ""), form.get("reason", ""), form.get("etag") or None
    write(lambda uow: check_modes.put(uow, actor(), rubric, check, mode, reason, tag))
    return redirect(url_for("web.check_page", name=name), 303)
