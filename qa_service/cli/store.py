"""`migrate`, `config`, `ledger`, `audit`: care of the store."""

from __future__ import annotations

import click

from qa_service.cli.console import FINDINGS
from qa_service.errors import DomainError, Problem


@click.command()
@click.option("--to", "revision", default="head", show_default=True, metavar="REVISION", help="A number, head or base.")
def migrate(revision: str) -> None:
    """Bring the store to the newest revision, or to another one."""
    from qa_service.cli.opening import connected, upgrade
    from qa_service.config import Settings
    from qa_service.storage.migrate import current_revision

    _check_revision(revision)
    with connected(Settings.from_env()) as store:
        before = current_revision(store)
        if before != revision and not (revision == "base" and before is None):
            upgrade(store, revision)
        after = current_revision(store)
    if before == after:
        click.echo(f"The store is at revision {after or 'base'} already.")
    else:
        click.echo(f"The store went from revision {before or 'base'} to {after or 'base'}.")


def _check_revision(revision: str) -> None:
    from qa_service.paths import data_folder

    files = (data_folder("migrations") / "versions").glob("[0-9]*_*.py")
    known = ("head", "base", *sorted(path.name.split("_")[0] for path in files))
    if revision not in known:
        message = f"There is no revision {revision!r}."
        problem = Problem("", "unknown_revision", message, allowed=known)
        raise DomainError(problem.code, "No such revision", message, [problem])


@click.command()
def config() -> None:
    """Print the settings that are in force, secrets hidden."""
    from qa_service.config import Settings

    for name, value in Settings.from_env().shown().items():
        click.echo(f"{name}={value}")


@click.group()
def ledger() -> None:
    """Verify or rebuild the counts of the ratings."""


@ledger.command("verify")
def verify_ledger() -> None:
    """Recount the ledger from the raw ratings and compare; exit code 1 when it differs."""
    from qa_service.cli.opening import opened
    from qa_service.services.ledger import differences

    with opened() as store:
        found = {name: n for name, n in store.read(differences).items() if n}
    if not found:
        click.echo("The ledger agrees with the ratings.")
        return
    for name, n in found.items():
        click.echo(f"{name}: {n} rows differ from the ratings")
    click.echo("Run `qa-service ledger rebuild` to count it anew.", err=True)
    raise click.exceptions.Exit(FINDINGS)


@ledger.command("rebuild")
def rebuild_ledger() -> None:
    """Count the ledger anew from the raw ratings, in one transaction."""
    from qa_service.cli.opening import opened
    from qa_service.services.ledger import rebuild

    with opened() as store:
        rows = store.write(rebuild)
    click.echo(f"The ledger was counted anew: {rows} rows.")


@click.group()
def audit() -> None:
    """Verify the record of every change."""


@audit.command("verify")
def verify_audit() -> None:
    """Recompute the chain of audit events; exit code 1 when it is broken."""
    from qa_service.cli.opening import opened
    from qa_service.services.audit import verify

    with opened() as store:
        state = store.read(verify)
    if state.broken_at is None:
        click.echo(f"The chain is intact: {state.events} events.")
        return
    click.echo(f"The chain is broken at event {state.broken_at}.")
    raise click.exceptions.Exit(FINDINGS)
