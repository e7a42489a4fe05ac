"""The calibration report as a use case: gather, render, keep.

Rendering runs in a process of its own, because it imports the plotting library, which the
web workers must never carry.
"""

from __future__ import annotations

import io
import os
import subprocess
import sys
import zipfile
from typing import Any

from qa_service.reports.inputs import CriterionInfo, Record, ReportInputs
from qa_service.services import reporting
from qa_service.services.actor import Actor
from qa_service.services.ratings import OUTCOME, RAW_SCORE, lower_is_better
from qa_service.services.reporting import FinishedReport, Gathered, ReportFilters
from qa_service.storage.engine import Store

RENDER_SECONDS = 300
_TITLES = {OUTCOME: "Outcome of the review", RAW_SCORE: "Raw score"}
_FILES = {"html": "report.html", "json": "report.json", "csv": "tables.zip"}


def create(store: Store, actor: Actor, filters: ReportFilters) -> str:
    """Make a report and keep it; return its id."""
    finished = make(store, actor, filters)
    return store.transact(actor.tenant_id, lambda uow: reporting.keep(uow, actor, filters, finished))


def make(store: Store, actor: Actor, filters: ReportFilters) -> FinishedReport:
    """Read the inputs in one snapshot and render them."""
    with store.read(actor.tenant_id) as uow:
        gathered = reporting.gather(uow, actor, filters)
    return render(inputs_of(gathered))


def inputs_of(gathered: Gathered) -> ReportInputs:
    """The frozen inputs: plain values that a report can be made from again at any time."""
    return ReportInputs(
        title=gathered.title,
        criteria=tuple(_criterion(gathered, c) for c in gathered.criteria),
        records=tuple(_record(row) for row in gathered.rows),
        scope=gathered.scope,
        exclusions=gathered.exclusions,
        min_items=gathered.min_items,
        rubric=f"{gathered.rubric.id} {gathered.rubric.major}.x",
    )


def render(inputs: ReportInputs) -> FinishedReport:
    """Render in a child process; its failure is ours."""
    text = inputs.to_json()
    done = subprocess.run(
        [sys.executable, "-m", "qa_service.reports.render"],
        input=text.encode(),
        capture_output=True,
        check=False,
        timeout=RENDER_SECONDS,
        # One report is small work; threads of the linear algebra library would only wait for each other.
        env={**os.environ, "OPENBLAS_NUM_THREADS": "1"},
    )
    if done.returncode != 0:
        raise RuntimeError(f"the report could not be rendered: {done.stderr.decode(errors='replace')[-2000:]}")
    summary = file_of(done.stdout, "summary").decode().splitlines()
    return FinishedReport(inputs.title, inputs.digest(), text.encode(), tuple(summary), done.stdout)


def file_of(archive: bytes, form: str) -> bytes:
    """One file of a report's archive: ``html``, ``json`` or ``csv`` (a ZIP of tables)."""
    with zipfile.ZipFile(io.BytesIO(archive)) as files:
        return files.read(_FILES.get(form, f"{form}.txt"))


def _criterion(gathered: Gathered, criterion: str) -> CriterionInfo:
    rubric = gathered.rubric
    if criterion in _TITLES:
        return CriterionInfo(criterion, _TITLES[criterion], gathered.scale(criterion))
    found = rubric.criterion(criterion)
    scale = rubric.scales.get(found.scale)
    levels = (
        tuple((level.id, level.label or level.id.replace("_", " ").capitalize()) for level in scale.levels)
        if scale
        else ()
    )
    turned = lower_is_better(rubric, criterion)
    return CriterionInfo(criterion, found.title, gathered.scale(criterion), levels=levels, lower_is_better=turned)


def _record(row: Any) -> Record:
    name = row.external_id or row.id
    return Record(
        item=name if row.number == 1 else f"{name} v{row.number}",
        rater=row.handle,
        criterion=row.criterion,
        value=row.value,
        site=row.site,
        at=row.submitted_at.isoformat() if row.submitted_at else None,
        kind=row.kind,
        item_title=row.title,
        link=f"/deliverables/{row.id}",
    )
