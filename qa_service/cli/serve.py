"""`serve`: a store that is ready, a way in, and the server."""

from __future__ import annotations

import errno
import os
import secrets
import socket
from typing import TYPE_CHECKING

import click

from qa_service.cli import first_sign_in
from qa_service.cli.console import note
from qa_service.cli.first_sign_in import FirstSignIn, SignIn

if TYPE_CHECKING:
    from qa_service.cli.opening import Opened
    from qa_service.config import Settings
    from qa_service.storage.unit_of_work import UnitOfWork

_EVERYWHERE = {"0.0.0.0", "::", "[::]"}  # noqa: S104 - compared with, never bound


@click.command()
@click.option("--demo", is_flag=True, help="Load the living example when the store is empty, and show its sign-ins.")
@click.option("--bind", metavar="HOST:PORT", help="Where to listen. Default: QA_BIND, or 127.0.0.1:8000.")
@click.option("--workers", metavar="N", help="Processes. Default: QA_WORKERS, or 2.")
@click.option("--threads", metavar="N", help="Threads of each process. Default: QA_THREADS, or 4.")
def serve(demo: bool, bind: str | None, workers: str | None, threads: str | None) -> None:
    """Bring the store up to date and serve the API and the pages."""
    from qa_service.config import Settings

    given = {"QA_BIND": bind, "QA_WORKERS": workers, "QA_THREADS": threads}
    settings = Settings.from_env({**os.environ, **{k: v for k, v in given.items() if v is not None}})
    _require_free(settings.bind)
    prepare(settings, demo)
    from qa_service.gunicorn import run

    run(settings)


def _require_free(bind: str) -> None:
    """Refuse an address that cannot be had, before anything is done for it."""
    host, _, port = bind.rpartition(":")
    try:
        found = socket.getaddrinfo(host.strip("[]"), int(port), type=socket.SOCK_STREAM, flags=socket.AI_PASSIVE)
        family, kind, protocol, _, address = found[0]
        with socket.socket(family, kind, protocol) as probe:
            probe.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
            probe.bind(address)
    except OSError as error:
        in_use = error.errno == errno.EADDRINUSE
        reason = "is in use by another program" if in_use else f"cannot be listened on ({error.strerror or error})"
        click.echo(f"error: {bind} {reason}. Choose another address with --bind or QA_BIND.", err=True)
        raise click.exceptions.Exit(1) from None


def prepare(settings: Settings, demo: bool) -> None:
    """Migrate, publish the project's rubrics into a store without any, make a way in, and say how to use it."""
    from qa_service.cli.opening import Opened, connected, upgrade
    from qa_service.services import access

    with connected(settings) as store:
        upgrade(store)
        opened = Opened(store, store.transact("", access.bootstrap))
        opened.write(_publish_rubrics)
        _tell_broken_plugins()
        kept = settings.data_dir / first_sign_in.FILE_NAME
        made = _load_example(opened) if demo else _make_admin(opened)
    if made is not None:
        first_sign_in.keep(kept, made)
    click.echo(f"qa-service on {address_of(settings.bind)}")
    shown = made or (first_sign_in.read(kept) if demo else None)
    if shown is not None:
        first_sign_in.show(shown, kept)
    elif kept.exists():
        click.echo(f"The first sign-in is kept in {kept}.")
    else:
        click.echo("For a way in: `qa-service people password HANDLE`, `qa-service keys create --role admin`.")


def address_of(bind: str) -> str:
    """The address to open in a browser on the same machine."""
    host, _, port = bind.rpartition(":")
    return f"http://{'localhost' if host in _EVERYWHERE else host}:{port}"


def _publish_rubrics(uow: UnitOfWork) -> None:
    from qa_service.paths import data_folder
    from qa_service.services import rubrics

    if not rubrics.known_ids(uow):
        for path in sorted(data_folder("rubrics").glob("*.yaml")):
            rubrics.publish(uow, None, path.read_bytes())


def _tell_broken_plugins() -> None:
    from qa_service.checks import broken_plugins

    for plugin in broken_plugins():
        note(f"note: {plugin}")


def _load_example(opened: Opened) -> FirstSignIn | None:
    from qa_service.example.load import is_empty, load, start_reports

    if not is_empty(opened.store, opened.tenant_id):
        return None
    note("note: loading the example")
    loaded = load(opened.store, opened.tenant_id)
    start_reports(opened.tenant_id)
    return FirstSignIn(tuple(SignIn(s.handle, s.password, s.roles) for s in loaded.sign_ins), loaded.key)


def _make_admin(opened: Opened) -> FirstSignIn | None:
    """A person with the roles of admin and lead, a key and a random password; None when there are people."""
    from qa_service.cli.opening import BOOTSTRAP_ADMIN

    sign_in = SignIn(BOOTSTRAP_ADMIN, secrets.token_urlsafe(12), ("admin", "lead"))
    key = opened.write(lambda uow: _add_admin(uow, sign_in))
    return FirstSignIn((sign_in,), key) if key else None


def _add_admin(uow: UnitOfWork, sign_in: SignIn) -> str | None:
    from qa_service.services import access
    from qa_service.services.access import NewPerson
    from qa_service.storage.queries import access as queries

    if queries.people(uow):
        return None
    access.add_person(uow, None, NewPerson(sign_in.handle, "", sign_in.roles, password=sign_in.password))
    return access.issue_key(uow, None, sign_in.handle, "first key").key
