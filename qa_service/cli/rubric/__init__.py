"""`rubric`: rubric files written, checked, compared and published like source code."""

from __future__ import annotations

import click

from qa_service.cli.rubric.exchange import export, import_rubric, schema
from qa_service.cli.rubric.lint import lint
from qa_service.cli.rubric.new import new
from qa_service.cli.rubric.tests import test
from qa_service.cli.rubric.validate import validate
from qa_service.cli.rubric.versions import diff, publish, reinstate, retire


@click.group()
def rubric() -> None:
    """Write, check, compare and publish rubric files.

    A RUBRIC is the path of a file, the id of one of the project's rubrics, or id@version of one that is published in
    the store.
    """


for _command in (new, validate, lint, test, diff, publish, retire, reinstate, export, import_rubric, schema):
    rubric.add_command(_command)
