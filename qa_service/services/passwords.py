"""Passwords at rest: argon2id, at most two at a time."""

from __future__ import annotations

import secrets
import threading
from dataclasses import dataclass
from functools import cache
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from argon2 import PasswordHasher

LONGEST = 200
# Each hashing takes 64 MiB and a core: a burst of sign-ins must not take them all.
_TURNS = threading.BoundedSemaphore(2)


@dataclass(frozen=True, slots=True)
class PasswordHash:
    """A password as it is stored."""

    text: str


def hash_password(password: str) -> PasswordHash:
    """Hash a password with a fresh salt; takes tens of milliseconds, so call it before a transaction begins."""
    with _TURNS:
        return PasswordHash(_hasher().hash(password))


def verify_password(stored: str | None, password: str) -> bool:
    """Whether this is the password; without a stored one it takes as long and is not.

    More than 200 characters are nobody's password, and are not hashed.
    """
    if len(password) > LONGEST:
        return False
    with _TURNS:
        return _matches(stored or _decoy(), password) and stored is not None


def _matches(stored: str, password: str) -> bool:
    from argon2.exceptions import InvalidHashError, VerificationError

    try:
        return _hasher().verify(stored, password)
    except (VerificationError, InvalidHashError):
        return False


@cache
def _hasher() -> PasswordHasher:
    from argon2 import PasswordHasher

    return PasswordHasher()


@cache
def _decoy() -> str:
    return _hasher().hash(secrets.token_hex(16))
