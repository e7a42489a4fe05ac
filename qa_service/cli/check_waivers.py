"""Findings that somebody accepted: a file that says which, who, why, and until when.

```yaml
waivers:
  - fingerprint: 4593176a66d758057fc43c35d0616c31
    who: Ana Diaz
    why: The client wants the digits.
    until: 2026-12-31
```
"""

from __future__ import annotations

import os
import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from datetime import UTC, date, datetime, time, timedelta
from functools import cached_property
from typing import TYPE_CHECKING, Any

from qa_service.cli.check_paths import Excluded
from qa_service.cli.console import FileError
from qa_service.cli.inputs import Data, read_data
from qa_service.errors import DomainError, Problem

if TYPE_CHECKING:
    from qa_service.checks import Finding

KEYS = ("fingerprint", "who", "why", "until", "check", "path")
NEEDED = KEYS[:3]
FINGERPRINT = re.compile(r"[0-9a-f]{32}")


@dataclass(frozen=True, slots=True)
class Waiver:
    """A finding that is accepted; ``until`` is its last day, "" for ever. ``check`` and ``path`` narrow it down."""

    fingerprint: str
    who: str
    why: str
    until: str = ""
    check: str = ""
    path: str = ""

    def to_dict(self) -> dict[str, str]:
        """Return the JSON form, without what says nothing."""
        return {name: getattr(self, name) for name in KEYS if getattr(self, name)}

    def __str__(self) -> str:
        return f"waived by {self.who}{f' until {self.until}' if self.until else ''}: {self.why}"


@dataclass(frozen=True)
class Waivers:
    """The waivers in force, and those that ended; paths in them are those from ``folder`` on."""

    active: tuple[Waiver, ...] = ()
    expired: tuple[Waiver, ...] = ()
    folder: str = ""

    @cached_property
    def _by_fingerprint(self) -> Mapping[str, tuple[Waiver, ...]]:
        out: dict[str, tuple[Waiver, ...]] = {}
        for waiver in self.active:
            out[waiver.fingerprint] = (*out.get(waiver.fingerprint, ()), waiver)
        return out

    def covers(self, file: str, finding: Finding) -> Waiver | None:
        """Return the waiver of a finding in a file, None where there is none."""
        same = self._by_fingerprint.get(finding.fingerprint, ())
        fitting = (w for w in same if w.check in ("", finding.check, finding.uses) and self._speaks_of(w, file))
        return next(fitting, None)

    def _speaks_of(self, waiver: Waiver, file: str) -> bool:
        return not waiver.path or Excluded([waiver.path]).matches(path_from(self.folder, file), False)


def path_from(folder: str, file: str) -> str:
    """A file's path from a folder on, with slashes."""
    return os.path.relpath(os.path.abspath(file), folder).replace(os.sep, "/")


@dataclass(slots=True)
class _Reading:
    data: Data
    problems: list[Problem] = field(default_factory=list)

    def refuse(self, pointer: str, code: str, message: str, allowed: tuple[str, ...] = ()) -> None:
        line, column = self.data.places.of(pointer, code)
        self.problems.append(Problem(pointer, code, message, line, column, allowed))


def read_waivers(path: str | None, now: datetime | None = None) -> Waivers:
    """Read a file of waivers, YAML or JSON; every defect of it is refused with its place."""
    if path is None:
        return Waivers()
    reading = _Reading(read_data(path))
    waivers = [waiver for pointer, entry in _entries(reading) if (waiver := _waiver(reading, pointer, entry))]
    if reading.problems:
        first = reading.problems[0].message
        raise FileError(path, DomainError("invalid_file", "The file cannot be used", first, reading.problems))
    at = now or datetime.now(UTC)
    ended = [_end(waiver.until) <= at for waiver in waivers]
    return Waivers(
        tuple(w for w, over in zip(waivers, ended, strict=True) if not over),
        tuple(w for w, over in zip(waivers, ended, strict=True) if over),
        os.path.dirname(os.path.abspath(path)),
    )


def _entries(reading: _Reading) -> Iterator[tuple[str, Mapping[str, Any]]]:
    value, prefix = reading.data.value, ""
    if isinstance(value, dict):
        for key in value.keys() - {"waivers"}:
            reading.refuse(f"/{key}", "unknown_key", f"A file of waivers has no {key!r}.", ("waivers",))
        value, prefix = value.get("waivers"), "/waivers"
    if not isinstance(value, list):
        reading.refuse("", "wrong_type", "Waivers are a list, alone or under `waivers`.")
        return
    for number, entry in enumerate(value):
        if isinstance(entry, dict):
            yield f"{prefix}/{number}", entry
        else:
            reading.refuse(f"{prefix}/{number}", "wrong_type", "A waiver has fingerprint, who and why.")


def _waiver(reading: _Reading, pointer: str, entry: Mapping[str, Any]) -> Waiver | None:
    before = len(reading.problems)
    for key in sorted(entry.keys() - set(KEYS)):
        reading.refuse(f"{pointer}/{key}", "unknown_key", f"A waiver has no {key!r}.", KEYS)
    for key in NEEDED:
        if key not in entry:
            reading.refuse(pointer, "required", f"The waiver does not say {key}.")
    for key in (key for key in KEYS if key in entry):
        if not isinstance(entry[key], str) or not entry[key].strip():
            reading.refuse(f"{pointer}/{key}", "wrong_type", f"{key} is a text; quote it if it looks like a number.")
    if len(reading.problems) == before:
        _refuse_values(reading, pointer, entry)
    return Waiver(**entry) if len(reading.problems) == before else None


def _refuse_values(reading: _Reading, pointer: str, entry: Mapping[str, Any]) -> None:
    if FINGERPRINT.fullmatch(entry["fingerprint"]) is None:
        message = "A fingerprint has 32 of the characters 0-9 and a-f, as --format json shows it."
        reading.refuse(f"{pointer}/fingerprint", "invalid_value", message)
    try:
        _end(entry.get("until", ""))
    except (ValueError, OverflowError):
        reading.refuse(f"{pointer}/until", "not_a_day", "Write the last day as 2026-12-31.")


def _end(until: str) -> datetime:
    """The first instant at which a waiver no longer holds: the end of its last day in UTC, or the instant it names."""
    if not until:
        return datetime.max.replace(tzinfo=UTC)
    if len(until) == len("2026-12-31"):
        return datetime.combine(date.fromisoformat(until) + timedelta(days=1), time(), UTC)
    at = datetime.fromisoformat(until)
    return at if at.tzinfo is not None else at.replace(tzinfo=UTC)
