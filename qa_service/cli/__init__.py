"""The command line: `qa-service`, one module per group of commands.

Modules import what they need inside their commands, so that asking for help costs nothing.
"""

from __future__ import annotations

import os

import click

from qa_service import __version__
from qa_service.cli.access import keys, people
from qa_service.cli.agreement import agreement
from qa_service.cli.catalogue import checks
from qa_service.cli.check import check
from qa_service.cli.console import Commands
from qa_service.cli.importing import import_file
from qa_service.cli.report import report
from qa_service.cli.rubric import rubric
from qa_service.cli.score import score
from qa_service.cli.serve import serve
from qa_service.cli.store import audit, config, ledger, migrate
from qa_service.cli.worker import worker

__all__ = ["main"]


@click.group(cls=Commands, context_settings={"help_option_names": ["-h", "--help"], "max_content_width": 110})
@click.version_option(__version__, prog_name="qa-service")
def main() -> None:
    """Judgment, made repeatable: rubric scoring, checks, blind review and agreement statistics.

    check, checks, score, agreement, report and rubric need no server and no store; the other commands work on the
    store that the QA_* settings name.
    """
    # Our matrices are small: threads of the linear algebra library would cost more in waiting than they compute.
    # Read when NumPy is first imported, which no command has done yet.
    os.environ.setdefault("OPENBLAS_NUM_THREADS", "1")


for _command in (
    serve, worker, check, checks, score, agreement, report, rubric, import_file, keys, people, migrate, config, ledger,
    audit,
):  # fmt: skip
    main.add_command(_command)
