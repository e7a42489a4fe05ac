"""The store of the settings, opened for one command."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from typing import TYPE_CHECKING, TypeVar

from qa_service.cli.console import note
from qa_service.errors import DomainError

if TYPE_CHECKING:
    from qa_service.config import Settings
    from qa_service.services.actor import Actor
    from qa_service.storage.engine import Store
    from qa_service.storage.unit_of_work import UnitOfWork

T = TypeVar("T")
BOOTSTRAP_ADMIN = "admin"


@dataclass(frozen=True, slots=True)
class Opened:
    """A store at the newest revision, with its first tenant."""

    store: Store
    tenant_id: str

    def read(self, work: Callable[[UnitOfWork], T]) -> T:
        """Run something that changes nothing."""
        with self.store.read(self.tenant_id) as uow:
            return work(uow)

    def write(self, work: Callable[[UnitOfWork], T]) -> T:
        """Run something as one transaction."""
        return self.store.transact(self.tenant_id, work)


@contextmanager
def connected(settings: Settings) -> Iterator[Store]:
    """The store as it is, perhaps empty or old."""
    from qa_service.storage.engine import Store

    try:
        store = Store(settings.url)
    except OSError:
        raise
    except Exception as error:
        # The address or its driver is wrong; the library has a dozen ways to say so.
        detail = f"QA_DATABASE_URL cannot be used: {error}."
        raise DomainError("bad_database_url", "The store cannot be opened", detail) from error
    try:
        yield store
    finally:
        store.close()


def upgrade(store: Store, revision: str = "head") -> None:
    """Bring the store to a revision and, at the newest, its ledgers to the form that this version reads."""
    from qa_service.services.ledger import refresh
    from qa_service.storage.migrate import current_revision, migrate, newest_revision

    migrate(store, revision)
    if current_revision(store) == newest_revision() and refresh(store):
        note("note: the agreement ledger was counted anew")


@contextmanager
def opened() -> Iterator[Opened]:
    """The store that the settings name: made where there is none, refused where it needs a migration first."""
    from qa_service.config import Settings
    from qa_service.services import access
    from qa_service.storage.migrate import current_revision, newest_revision

    settings = Settings.from_env()
    with connected(settings) as store:
        at, newest = current_revision(store), newest_revision()
        if at is None:
            upgrade(store)
            note(f"note: made a new store{'' if settings.database_url else f' in {settings.data_dir}'}")
        elif at != newest:
            detail = f"The store is at revision {at}, this version needs {newest}. Run `qa-service migrate` first."
            raise DomainError("migration_needed", "The store needs a migration", detail)
        yield Opened(store, store.transact("", access.bootstrap))


def first_admin(opened: Opened) -> Actor:
    """The oldest active admin, who answers for what is done here; made when there is none."""
    return opened.write(_first_admin)


def _first_admin(uow: UnitOfWork) -> Actor:
    from qa_service.services import access
    from qa_service.services.access import NewPerson
    from qa_service.storage.queries import access as queries

    admins = [row for row in queries.people(uow) if row.active and "admin" in row.roles]
    if admins:
        identifier = min(admins, key=lambda row: (row.created_at, row.id)).id
    else:
        identifier = access.add_person(uow, None, NewPerson(BOOTSTRAP_ADMIN, roles=("admin",)))
    actor = access.actor_by_id(uow, identifier)
    if actor is None:
        raise DomainError("no_admin", "There is no admin", "The store has no active admin.")
    return actor
