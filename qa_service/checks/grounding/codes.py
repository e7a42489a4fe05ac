"""Identifiers of letters and digits that no brief or source holds: "HO-123456", "S72.001A"."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

from rapidfuzz import process
from rapidfuzz.distance import DamerauLevenshtein

from qa_service.checks.context import Source
from qa_service.checks.finding import Hit
from qa_service.documents import Document

CODE = re.compile(r"(?<![\w./@-])(?=[A-Z]|(?:[\d/-]{0,20}\d){4})[A-Z0-9]+(?:[-/.][A-Z0-9]+){0,5}(?![\w@])")
PERIOD = re.compile(
    r"(?i)(?:FY|CY|H[12]|Q[1-4])[-/ ]?(?:19|20)?\d{2}(?:[-/]\d{2,4})?|(?:19|20)\d{2}[-/]?(?:Q[1-4]|H[12]|FY)?"
    r"|\d+(?:st|nd|rd|th|s|k|m|bn|x|h|kg|km|mm|cm|ml|mg|kwh?|mw|gb|mb)"
)


def unknown_codes(document: Document, given: Sequence[Source]) -> Iterator[Hit]:
    """Yield identifiers that stand in no source, however they are divided there; each once."""
    known = frozenset().union(*(source.cached("codes", _codes) for source in given))
    seen: set[str] = set()
    for found in CODE.finditer(document.text):
        plain = _plain(found.group())
        if plain in seen or plain in known or PERIOD.fullmatch(found.group()) or document.in_code(found.start()):
            continue
        if sum(map(str.isdigit, plain)) < 3 or not any(map(str.isalpha, plain)):
            continue
        seen.add(plain)
        close = _closest_code(plain, known)
        evidence: dict[str, object] = {"closest": close} if close else {}
        message = f"The identifier {found.group()} is in neither brief nor sources."
        yield Hit(found.start(), found.end(), message, evidence, code="code")


def _codes(source: Source) -> frozenset[str]:
    return frozenset(_plain(found.group()) for found in CODE.finditer(source.text))


def _plain(code: str) -> str:
    return re.sub(r"[\W_]", "", code).casefold()


def _closest_code(code: str, known: frozenset[str]) -> str | None:
    found = process.extractOne(code, sorted(known), scorer=DamerauLevenshtein.distance, score_cutoff=2)
    return str(found[0]) if found else None
