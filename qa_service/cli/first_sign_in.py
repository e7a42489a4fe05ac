"""The first sign-in of an installation: made at random, kept in one file that only its owner can read."""

from __future__ import annotations

import json
import os
from collections.abc import Sequence
from dataclasses import asdict, dataclass
from pathlib import Path

import click

FILE_NAME = "first-sign-in.json"
OWNER_ONLY = 0o600


@dataclass(frozen=True, slots=True)
class SignIn:
    """A way into the pages."""

    handle: str
    password: str
    roles: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class FirstSignIn:
    """Everything that opens a fresh installation."""

    sign_ins: tuple[SignIn, ...]
    key: str


def keep(path: Path, made: FirstSignIn) -> None:
    """Write the file, readable by nobody else from its first byte on."""
    path.parent.mkdir(parents=True, exist_ok=True)
    path.unlink(missing_ok=True)
    descriptor = os.open(path, os.O_WRONLY | os.O_CREAT | os.O_EXCL, OWNER_ONLY)
    with os.fdopen(descriptor, "w", encoding="utf-8") as file:
        json.dump(asdict(made), file, ensure_ascii=False, indent=2)
        file.write("\n")


def read(path: Path) -> FirstSignIn | None:
    """What was kept; None when the file is gone or somebody has changed it beyond reading."""
    try:
        document = json.loads(path.read_text("utf-8"))
        sign_ins = tuple(SignIn(s["handle"], s["password"], tuple(s["roles"])) for s in document["sign_ins"])
        return FirstSignIn(sign_ins, str(document["key"]))
    except (OSError, ValueError, KeyError, TypeError):
        return None


def show(made: FirstSignIn, path: Path) -> None:
    """Print the sign-ins and the key, and where they are kept."""
    for line in _lines(made.sign_ins):
        click.echo(line)
    click.echo(f"  API key   {made.key}")
    click.echo(f"  kept in   {path} (delete it when everybody has a password of their own)")


def _lines(sign_ins: Sequence[SignIn]) -> list[str]:
    width = max(len(s.handle) for s in sign_ins)
    return [f"  sign in   {s.handle.ljust(width)}  password {s.password}  ({', '.join(s.roles)})" for s in sign_ins]
