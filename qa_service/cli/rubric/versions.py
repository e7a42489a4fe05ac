"""`rubric diff`, `publish`, `retire`, `reinstate`: the versions of a rubric."""

from __future__ import annotations

from typing import TYPE_CHECKING

import click

from qa_service.cli.console import FINDINGS, print_json
from qa_service.cli.inputs import naming
from qa_service.cli.rubric.reading import Source, read_source, stored_source

if TYPE_CHECKING:
    from qa_service.cli.opening import Opened
    from qa_service.rubric import Comparison, Rubric
    from qa_service.services.actor import Actor


@click.command()
@click.argument("before", metavar="OLD")
@click.argument("after", metavar="[NEW]", required=False)
@click.option("--format", "form", type=click.Choice(["text", "json"]), default="text", show_default=True)
@click.option("--check", is_flag=True, help="Exit code 1 when NEW's version is too low for what changed.")
def diff(before: str, after: str | None, form: str, check: bool) -> None:
    """Say in words what changed between two versions, and which version number that takes.

    With one RUBRIC, compare it with the newest one of its id that is published in the store.
    """
    new = _read(read_source(after or before))
    old = _read(read_source(before) if after else stored_source(new.id))
    comparison = _compare(old, new)
    if form == "json":
        print_json(comparison.to_dict())
    else:
        click.echo(comparison.summary())
        for change in comparison.changes:
            click.echo(f"  {change.level}: {change.message} [{change.pointer or '/'}]")
    if check and not comparison.sufficient:
        raise click.exceptions.Exit(FINDINGS)


def _compare(old: Rubric, new: Rubric) -> Comparison:
    from qa_service.rubric import compare

    return compare(old.document, new.document)


def _read(source: Source) -> Rubric:
    from qa_service.rubric import read_rubric

    with naming(source.name):
        return read_rubric(source.text)


@click.command()
@click.argument("rubrics", nargs=-1, required=True, metavar="RUBRIC...")
@click.option("--dry-run", is_flag=True, help="Do everything but keep it.")
def publish(rubrics: tuple[str, ...], dry_run: bool) -> None:
    """Publish versions into the store, for ever; the same content again changes nothing."""
    from qa_service.cli.opening import first_admin, opened

    with opened() as store:
        admin = first_admin(store)
        for reference in rubrics:
            source = read_source(reference)
            with naming(source.name):
                click.echo(_rehearsed(store, admin, source) if dry_run else _published(store, admin, source))


def _published(store: Opened, admin: Actor, source: Source) -> str:
    from qa_service.services import rubrics as service

    published, created = store.write(lambda uow: service.publish(uow, admin, source.text))
    name = f"{published.rubric.id}@{published.rubric.version}"
    return f"{name} is published" if created else f"{name} was published before, with the same content"


def _rehearsed(store: Opened, admin: Actor, source: Source) -> str:
    from qa_service.services import rubrics as service

    service.rehearse(store.store, store.tenant_id, admin, source.text)
    return f"{source.name}: could be published"


@click.command()
@click.argument("reference", metavar="ID[@VERSION]")
@click.option("--reason", required=True, help="Why; kept in the audit trail.")
def retire(reference: str, reason: str) -> None:
    """Take a version, or all of a rubric, out of use: no new work under it; what exists is finished."""
    _change("retire", reference, reason)
    click.echo(f"{reference} takes no new deliverables.")


@click.command()
@click.argument("reference", metavar="ID[@VERSION]")
@click.option("--reason", required=True, help="Why; kept in the audit trail.")
def reinstate(reference: str, reason: str) -> None:
    """Bring a retired version, or rubric, back into use."""
    _change("reinstate", reference, reason)
    click.echo(f"{reference} takes new deliverables again.")


def _change(what: str, reference: str, reason: str) -> None:
    from qa_service.cli.opening import first_admin, opened
    from qa_service.services import rubrics as service

    if any("\ud800" <= character <= "\udfff" for character in reason):
        raise click.UsageError("The reason is not UTF-8 text.")
    with opened() as store:
        admin = first_admin(store)
        store.write(lambda uow: getattr(service, what)(uow, admin, reference, reason))
