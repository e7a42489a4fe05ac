"""`keys` and `people`: who may use the service."""

from __future__ import annotations

import secrets
import sys
from typing import TYPE_CHECKING, Any

import click

from qa_service.cli.console import joined, note, table
from qa_service.errors import DomainError, Problem, invalid

if TYPE_CHECKING:
    from datetime import datetime

    from qa_service.services.access import IssuedKey, NewPerson
    from qa_service.storage.unit_of_work import UnitOfWork

ROLE_HELP = "submitter, reviewer, adjudicator, lead, approver, admin or auditor; repeat it for several."
PASSWORD_CHARS = 10
STDIN_HELP = "Read the password from the first line of standard input."


@click.group()
def keys() -> None:
    """Make, list and revoke API keys."""


@keys.command("create")
@click.option("--role", "roles", multiple=True, help=ROLE_HELP)
@click.option("--handle", help="Whose key it is; who is not known yet is added. Default: a new person.")
@click.option("--site", help="The site of a new person.")
@click.option("--days", type=click.IntRange(1, 3650), help="How long it lasts. Default: until revoked.")
def create_key(roles: tuple[str, ...], handle: str | None, site: str | None, days: int | None) -> None:
    """Make an API key and print it, and nothing else, on standard output: it cannot be shown again."""
    from qa_service.cli.opening import opened

    if handle is None and not roles:
        raise click.UsageError("Give --role for a new person, or --handle for somebody who is known.")
    name = handle or f"{roles[0]}-{secrets.token_hex(3)}"
    with opened() as store:
        issued = store.write(lambda uow: _issue(uow, name, roles, site, days))
    until = f", until {issued.expires_at:%Y-%m-%d}" if issued.expires_at else ""
    note(f"note: key {issued.id} for {issued.handle} ({joined(issued.roles)}){until}")
    click.echo(issued.key)


def _issue(uow: UnitOfWork, handle: str, roles: tuple[str, ...], site: str | None, days: int | None) -> IssuedKey:
    from qa_service.services import access
    from qa_service.services.access import NewPerson
    from qa_service.services.actor import ROLES
    from qa_service.storage.queries import access as queries

    person = queries.person(uow, handle)
    if person is None and not roles:
        message = f"{handle!r} is not known yet: say with --role what they may do."
        problem = Problem("", "role_required", message, allowed=ROLES)
        raise DomainError(problem.code, "A role is needed", message, [problem])
    if person is None:
        _add(uow, NewPerson(handle, roles=roles, site=site))
    elif not set(roles) <= set(person.roles):
        detail = f"{handle} is known, with the roles {joined(person.roles)}; a key gives no others."
        raise DomainError("roles_differ", "The roles differ", detail, [
            Problem("/roles", "roles_differ", detail, allowed=tuple(person.roles))])  # fmt: skip
    return access.issue_key(uow, None, handle, valid_days=days)


@keys.command("list")
def list_keys() -> None:
    """List the keys: whose they are and how long they last, never the keys themselves."""
    from qa_service.cli.opening import opened
    from qa_service.storage.queries import access as queries

    with opened() as store:
        rows, now = store.read(lambda uow: (queries.keys(uow), uow.now()))
    shown = [(r.id, r.handle, joined(r.roles), _day(r.created_at), _day(r.expires_at), _state(r, now)) for r in rows]
    table(("ID", "PERSON", "ROLES", "MADE", "EXPIRES", "STATE"), shown)


def _day(at: datetime | None) -> str:
    return f"{at:%Y-%m-%d}" if at else "-"


def _state(row: Any, now: datetime) -> str:
    if row.revoked_at is not None:
        return "revoked"
    return "expired" if row.expires_at is not None and row.expires_at <= now else "valid"


@keys.command("revoke")
@click.argument("identifier", metavar="ID")
def revoke_key(identifier: str) -> None:
    """Make the key with this ID worthless from now on."""
    from qa_service.cli.opening import opened
    from qa_service.services import access

    with opened() as store:
        store.write(lambda uow: access.revoke_key(uow, None, identifier))
    click.echo(f"{identifier} is revoked.")


@click.group()
def people() -> None:
    """Add and list people, set their passwords, let them in or keep them out."""


@people.command("add")
@click.argument("handle")
@click.option("--role", "roles", multiple=True, required=True, help=ROLE_HELP)
@click.option("--name", default="", help="The name to show; the handle unless given.")
@click.option("--site", help="Where the person works.")
@click.option("--password-stdin", is_flag=True, help=STDIN_HELP)
def add_person(handle: str, roles: tuple[str, ...], name: str, site: str | None, password_stdin: bool) -> None:
    """Add somebody; without a password they cannot sign in to the pages yet."""
    from qa_service.cli.opening import opened
    from qa_service.services.access import NewPerson
    from qa_service.services.passwords import hash_password

    with opened() as store:
        password = _password_line() if password_stdin else None
        _require_fit(handle, name, site, password)
        new = NewPerson(handle, name, roles, site, hash_password(password) if password else None)
        identifier = store.write(lambda uow: _add(uow, new))
    click.echo(f"{identifier} {handle} ({joined(roles)})")


@people.command("list")
def list_people() -> None:
    """List everybody, by handle."""
    from qa_service.cli.opening import opened
    from qa_service.storage.queries import access as queries

    with opened() as store:
        rows = store.read(queries.people)
    answer = {True: "yes", False: "no"}
    shown = [
        (r.handle, r.name, joined(r.roles), r.site or "-", answer[bool(r.password_hash)], answer[r.active])
        for r in rows
    ]
    table(("HANDLE", "NAME", "ROLES", "SITE", "PASSWORD", "ACTIVE"), shown)


@people.command("password")
@click.argument("handle")
@click.option("--password-stdin", is_flag=True, help=STDIN_HELP)
def set_password(handle: str, password_stdin: bool) -> None:
    """Set the password with which HANDLE signs in to the pages."""
    from qa_service.cli.opening import opened
    from qa_service.services import access
    from qa_service.services.passwords import hash_password

    with opened() as store:
        password = _password_line() if password_stdin else _asked()
        _require_fit(handle, password=password)
        hashed = hash_password(password)
        store.write(lambda uow: access.set_password(uow, handle, hashed))
    click.echo(f"{handle} has a new password; whoever was signed in with the old one is signed out.")


@people.command("deactivate")
@click.argument("handle")
def deactivate(handle: str) -> None:
    """Keep HANDLE out: signed out at once, keys of no use. What they scored stays."""
    _set_active(handle, False)


@people.command("activate")
@click.argument("handle")
def activate(handle: str) -> None:
    """Let HANDLE in again."""
    _set_active(handle, True)


def _set_active(handle: str, active: bool) -> None:
    from qa_service.cli.opening import opened
    from qa_service.services import access

    with opened() as store:
        store.write(lambda uow: access.set_active(uow, None, handle, active))
    click.echo(f"{handle} is {'active' if active else 'not active any more'}.")


def _asked() -> str:
    return str(click.prompt("Password", hide_input=True, confirmation_prompt=True))


def _password_line() -> str:
    return sys.stdin.readline().rstrip("\r\n")


def _add(uow: UnitOfWork, new: NewPerson) -> str:
    from qa_service.services import access

    _require_fit(new.handle, new.name, new.site)
    return access.add_person(uow, None, new)


def _require_fit(handle: str, name: str = "", site: str | None = None, password: str | None = None) -> None:
    """The lengths are those of `POST /v1/people`, whose packages take seconds to load and are not needed here."""
    problems = [
        Problem(f"/{field}", "invalid_value", f"The {field} has {low} to {high} characters.")
        for field, value, low, high in (
            ("handle", handle, 1, 200), ("name", name, 0, 200), ("site", site or "-", 1, 100),
            ("password", password or "-" * PASSWORD_CHARS, PASSWORD_CHARS, 200),
        )
        if not low <= len(value) <= high or not value.isprintable()
    ]  # fmt: skip
    if password == "":
        problems.append(Problem("/password", "required", f"The password has {PASSWORD_CHARS} to 200 characters."))
    if problems:
        raise invalid("invalid_person", "The person is not valid", problems)
