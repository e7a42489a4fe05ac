"""`worker`: run background jobs until told to stop."""

from __future__ import annotations

import click


@click.command()
def worker() -> None:
    """Run background jobs, one after the other.

    `qa-service serve` starts a worker of its own; more of them, here or on other machines, share the work.
    """
    from qa_service.cli.opening import opened
    from qa_service.config import Settings
    from qa_service.jobs.process import work
    from qa_service.telemetry import configure_logging

    settings = Settings.from_env()
    configure_logging(settings.log_level)
    with opened():
        click.echo("qa-service worker: waiting for jobs")
    work(settings)
