"""What a check yields (`Hit`) and what a reader receives (`Finding`)."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from hashlib import sha256

CAPPED = "capped"
"""The code of a finding that says that a limit was reached; it is no hit."""
CONTEXT_CHARS = 400
BEHIND_CHARS = 1_000
# An underscore at the edge of a word is emphasis in one format and nothing in another.
NEXT_WORDS = re.compile(r"[\W_]*+([^\W_]\w*)?(?:[\W_]+([^\W_]\w*))?(?:[\W_]+([^\W_]\w*))?")
WORD = re.compile(r"[^\W_]+")
FIGURES = re.compile(r"\d+(?:[.,]\d+)*")
PARAGRAPH_END = re.compile(r"\n[^\S\n]*\n")


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
    """Return one stable name per hit, given in the order of the text: SHA-256 of check, quote and neighbouring words.

    The words are up to three on either side within the paragraph, so a name survives edits anywhere else, and does not
    depend on line ends. Of hits that are equal in this the last keeps the plain name; one before it is told apart by
    the rest of its paragraph and the text before that, and by how many more like it follow. So a name outlives the
    hits before it, which are those that people mend first.
    """
    listed = list(hits)
    seen: dict[str, int] = {}
    names = [""] * len(listed)
    for at in reversed(range(len(listed))):
        basis = _basis(uses, text, listed[at])
        names[at] = _numbered(f"{basis}\x1d{_surroundings(text, listed[at])}" if basis in seen else basis, seen)
    return names


def _numbered(basis: str, seen: dict[str, int]) -> str:
    ordinal = seen.get(basis, 0)
    seen[basis] = ordinal + 1
    return sha256(f"{basis}\x1f{ordinal}".encode("utf-8", "surrogatepass")).hexdigest()[:32]


def _basis(uses: str, text: str, hit: Hit) -> str:
    if hit.start == hit.end:
        # What is said of a whole document counts something in it, and a count changes with edits anywhere.
        return "\x1f".join((uses, hit.code, FIGURES.sub("0", hit.message)))
    before, after = _paragraph_around(text, hit)
    # The words before are read backwards, so that three are found without reading all characters.
    words = (word[::-1] for word in reversed(_three_words(before[::-1])))
    quote = " ".join(text[hit.start : hit.end].casefold().split())
    return "\x1f".join((uses, hit.code, quote, *words, "\x1e", *_three_words(after)))


def _three_words(text: str) -> list[str]:
    found = NEXT_WORDS.match(text)
    return [word.rstrip("_") for word in found.groups() if word] if found else []


def _paragraph_around(text: str, hit: Hit) -> tuple[str, str]:
    """Return what stands before and behind a hit in its paragraph, at most 400 characters each."""
    before = _unix(text[max(0, hit.start - 2 * CONTEXT_CHARS) : hit.start])[-CONTEXT_CHARS:]
    after = _unix(text[hit.end : hit.end + 2 * CONTEXT_CHARS])[:CONTEXT_CHARS]
    return PARAGRAPH_END.split(before)[-1], PARAGRAPH_END.split(after, maxsplit=1)[0]


def _unix(text: str) -> str:
    return text.replace("\r\n", "\n").replace("\r", "\n") if "\r" in text else text


def _surroundings(text: str, hit: Hit) -> str:
    """Return the words of a hit's paragraph and of the nearest other one before it, or the whole message."""
    if hit.start == hit.end:
        return hit.message
    before, after = _paragraph_around(text, hit)
    own = (before + _unix(text[hit.start : hit.end]) + after).strip()
    other = next((part for part in _paragraphs_before(text, hit) if part.strip() not in (own, "")), "")
    return " ".join((*WORD.findall(own), "\x1e", *WORD.findall(other)))


def _paragraphs_before(text: str, hit: Hit) -> list[str]:
    """Return the whole paragraphs among the 1,000 characters before that of a hit, the nearest first."""
    start = max(0, hit.start - BEHIND_CHARS)
    parts = PARAGRAPH_END.split(_unix(text[start : hit.start]))[:-1]
    return parts[::-1] if start == 0 else parts[:0:-1]
