"""Settings: read once from the environment, frozen, every key documented in docs/settings.md."""

from __future__ import annotations

import os
from collections.abc import Mapping
from dataclasses import dataclass, fields
from pathlib import Path

from qa_service.errors import DomainError, Problem

_MAY_BE_ZERO = frozenset({"job_workers"})
# Read by the test suite and the tools around the service, never by the service itself.
_FOREIGN = frozenset({"QA_TEST_DATABASE_URL", "QA_CHROMIUM", "QA_CORPUS_DIR"})


@dataclass(frozen=True, slots=True)
class Settings:
    """Everything that can be set; each field is the variable ``QA_`` + its name in capitals."""

    bind: str = "127.0.0.1:8000"
    data_dir: Path = Path("var")
    database_url: str = ""
    workers: int = 2
    threads: int = 4
    max_body_mib: int = 20
    max_ratings_mib: int = 128
    job_workers: int = 1
    job_minutes: int = 30
    job_memory_mib: int = 2048
    job_lease_seconds: int = 30
    job_days: int = 7
    secret_key: str = ""
    secure_cookies: bool = False
    log_level: str = "info"

    @property
    def url(self) -> str:
        """The SQLAlchemy address of the store: an SQLite file in the data folder unless one is set."""
        if self.database_url:
            return self.database_url
        return f"sqlite:///{self.data_dir.resolve() / 'qa.sqlite3'}"

    @classmethod
    def from_env(cls, env: Mapping[str, str] | None = None) -> Settings:
        """Read the ``QA_*`` variables; an unknown one or a bad value is an error that names it."""
        given = {k: v for k, v in (os.environ if env is None else env).items() if k.startswith("QA_")}
        known = {f"QA_{f.name.upper()}": f.name for f in fields(cls)}
        unknown = sorted(set(given) - set(known) - _FOREIGN)
        if unknown:
            problems = [
                Problem(f"/{k}", "unknown_setting", f"{k} is not a setting.", allowed=tuple(known)) for k in unknown
            ]
            raise _refused(f"Unknown settings: {', '.join(unknown)}.", problems)
        return cls(**{known[k]: _convert(k, known[k], v) for k, v in given.items() if k in known})  # type: ignore[arg-type]

    def shown(self) -> dict[str, str]:
        """The settings as text, secrets hidden."""
        hidden = {"secret_key", "database_url"}
        out = {}
        for field in fields(self):
            value = str(getattr(self, field.name))
            out[f"QA_{field.name.upper()}"] = "(set)" if field.name in hidden and value else value
        return out


def _convert(key: str, name: str, text: str) -> object:
    kind = type(getattr(Settings(), name))
    if kind is bool:
        if text.lower() not in {"1", "0", "true", "false", "yes", "no"}:
            raise _bad(key, "is 1 or 0")
        return text.lower() in {"1", "true", "yes"}
    if kind is int:
        least = 0 if name in _MAY_BE_ZERO else 1
        if not (text.isascii() and text.isdigit() and len(text) <= 5 and least <= int(text) <= 10_000):
            raise _bad(key, f"is a whole number from {least} to 10000")
        return int(text)
    if name == "bind" and not _is_address(text):
        raise _bad(key, "is host:port, for example 127.0.0.1:8000")
    return Path(text) if name == "data_dir" else text


def _is_address(text: str) -> bool:
    host, _, port = text.rpartition(":")
    return bool(host) and port.isdigit() and 0 < int(port) < 65536


def _bad(key: str, rule: str) -> DomainError:
    return _refused(f"{key} {rule}.", [Problem(f"/{key}", "bad_setting", f"{key} {rule}.")])


def _refused(detail: str, problems: list[Problem]) -> DomainError:
    return DomainError("invalid_settings", "The settings are not valid", detail, problems)
