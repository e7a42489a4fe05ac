"""What a check yields (`Hit`) and what a reader receives (`Finding`)."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from hashlib import sha256

CONTEXT_CHARS = 80
NEXT_WORDS = re.compile(r"\W*(\w+)?(?:\W+(\w+))?(?:\W+(\w+))?")


@dataclass(frozen=True, slots=True)
class Hit:
    """One place where a check fires; the runner adds quote, severity, criterion and fingerprint.

    Offsets are code points, end exclusive; ``start == end == 0`` speaks of the whole document.
    ``evidence`` holds JSON values (Decimals and dates as strings); ``code`` tells kinds of hit of one check apart.
    """

    start: int
    end: int
    message: str
    evidence: Mapping[str, object] = field(default_factory=dict)
    suggestion: str | None = None
    row: int | None = None
    column: int | None = None
    code: str = ""


@dataclass(frozen=True, slots=True)
class Finding:
    """One result of a check, complete enough to be shown, stored, waived and compared between versions."""

    check: str
    uses: str
    criterion: str | None
    severity: str
    message: str
    start: int
    end: int
    quote: str
    evidence: Mapping[str, object]
    fingerprint: str
    suggestion: str | None = None
    row: int | None = None
    column: int | None = None
    code: str = ""

    def to_dict(self) -> dict[str, object]:
        """Return the JSON form; optional fields appear only when they say something."""
        out: dict[str, object] = {
            "check": self.check,
            "uses": self.uses,
            "severity": self.severity,
            "message": self.message,
            "start": self.start,
            "end": self.end,
            "quote": self.quote,
            "evidence": dict(self.evidence),
            "fingerprint": self.fingerprint,
        }
        optional = ("criterion", "suggestion", "row", "column")
        out |= {name: getattr(self, name) for name in optional if getattr(self, name) is not None}
        if self.code:
            out["code"] = self.code
        return out


def fingerprints(uses: str, text: str, hits: Iterable[Hit]) -> list[str]:
    """Return one stable name per hit: SHA-256 of check, quote, neighbouring words and rank among equals.

    Offsets are left out, so a name survives edits elsewhere in the document.
    """
    seen: dict[str, int] = {}
    return [_numbered(_basis(uses, text, hit), seen) for hit in hits]


def _numbered(basis: str, seen: dict[str, int]) -> str:
    ordinal = seen.get(basis, 0)
    seen[basis] = ordinal + 1
    return sha256(f"{basis}\x1f{ordinal}".encode()).hexdigest()[:32]


def _basis(uses: str, text: str, hit: Hit) -> str:
    if hit.start == hit.end:
        return "\x1f".join((uses, hit.code, hit.message))
    # The words before are read backwards, so that three are found without reading all eighty characters.
    before = (word[::-1] for word in reversed(_three_words(text[max(0, hit.start - CONTEXT_CHARS) : hit.start][::-1])))
    after = _three_words(text[hit.end : hit.end + CONTEXT_CHARS])
    quote = " ".join(text[hit.start : hit.end].casefold().split())
    return "\x1f".join((uses, hit.code, quote, *before, "\x1e", *after))


def _three_words(text: str) -> list[str]:
    found = NEXT_WORDS.match(text)
    return [word for word in found.groups() if word] if found else []
