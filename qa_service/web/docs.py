"""The manual at /docs: the Markdown files beside the code, the catalogue of checks and the API's reference, live."""

from __future__ import annotations

from functools import cache
from typing import Any

from flask import abort, current_app, render_template

from qa_service.checks import CheckInfo, catalogue
from qa_service.paths import data_folder
from qa_service.web.blueprint import blueprint
from qa_service.web.docs_api import Operation, operations
from qa_service.web.docs_text import Page, fields, inline, read_page

PAGES = (
    "index", "getting-started", "concepts", "writing-rubrics", "rubrics", "lint", "checks", "writing-checks",
    "statistics", "agreement-figures", "reviewer-effects", "latent-truth", "generalizability", "drift", "certification",
    "reports", "cli", "api", "problems", "settings", "operations", "benchmarks",
)  # fmt: skip


@blueprint.get("/docs")
def docs() -> str:
    """The first page of the manual."""
    return _shown("index")


@blueprint.get("/docs/<name>")
def docs_page(name: str) -> str:
    """One page of the manual; two of them end with what this installation really has."""
    if name not in PAGES[1:]:
        abort(404, description=f"The manual has no page {name[:100]!r}.")
    if name == "checks":
        return _shown(name, families=_families())
    if name == "api":
        return _shown(name, groups=_groups())
    return _shown(name)


def _shown(name: str, **more: Any) -> str:
    template = f"docs_{name}.html" if more else "docs.html"
    menu = [(other, _page(other).title) for other in PAGES]
    return render_template(template, name=name, page=_page(name), menu=menu, **more)


@cache
def _page(name: str) -> Page:
    return read_page((data_folder("docs") / f"{name}.md").read_text("utf-8"))


@cache
def _families() -> dict[str, list[dict[str, Any]]]:
    out: dict[str, list[dict[str, Any]]] = {}
    for info in catalogue():
        out.setdefault(info.family, []).append(_check(info))
    return out


def _check(info: CheckInfo) -> dict[str, Any]:
    return {"info": info, "description": inline(info.description), "fields": fields(info.parameters, {})}


def _groups() -> dict[str, list[Operation]]:
    api = current_app.extensions["flask-smorest"]["apis"][""]["ext_obj"]
    out: dict[str, list[Operation]] = {}
    for operation in operations(api.spec.to_dict()):
        out.setdefault(operation.group, []).append(operation)
    return out
