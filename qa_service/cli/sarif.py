"""Results as SARIF, the form in which code hosts and editors take them in.

Source: Static Analysis Results Interchange Format (SARIF) Version 2.1.0, OASIS Standard.
"""

from __future__ import annotations

import hashlib
import os
from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Literal
from urllib.parse import quote

from qa_service import __version__

# Code hosts that take the files in ask for it, though the standard does not.
_SCHEMA = "https://json.schemastore.org/sarif-2.1.0.json"
_LEVELS = {"error": "error", "warning": "warning", "info": "note"}


@dataclass(frozen=True, slots=True)
class Rule:
    """What a code means: a title, why it matters, and the severity it has unless said otherwise."""

    title: str
    explanation: str
    severity: Literal["error", "warning", "info"]


@dataclass(frozen=True, slots=True)
class Spot:
    """One result at a line and column (from 1, in characters); ``identity`` stays when lines move.

    ``silenced`` is the reason for which the author does not want to hear of it.
    """

    file: str
    code: str
    severity: Literal["error", "warning", "info"]
    message: str
    line: int = 1
    column: int = 1
    identity: str = ""
    silenced: str = ""


def sarif(spots: Sequence[Spot], rules: Mapping[str, Rule]) -> dict[str, object]:
    """Return a SARIF 2.1.0 log of one run; codes without an entry in ``rules`` are rules of their name alone."""
    codes = tuple(dict.fromkeys((*rules, *(spot.code for spot in spots))))
    driver = {
        "name": "qa-service",
        "version": __version__,
        "rules": [_rule(code, rules.get(code)) for code in codes],
    }
    seen: Counter[tuple[str, str]] = Counter()
    return {
        "$schema": _SCHEMA,
        "version": "2.1.0",
        "runs": [
            {
                "tool": {"driver": driver},
                "columnKind": "unicodeCodePoints",
                "results": [_result(spot, codes.index(spot.code), seen) for spot in spots],
            }
        ],
    }


def _rule(code: str, rule: Rule | None) -> dict[str, object]:
    if rule is None:
        return {"id": code}
    return {
        "id": code,
        "shortDescription": {"text": rule.title},
        "fullDescription": {"text": rule.explanation},
        "defaultConfiguration": {"level": _LEVELS[rule.severity]},
    }


def _result(spot: Spot, index: int, seen: Counter[tuple[str, str]]) -> dict[str, object]:
    key = (spot.file, spot.identity)
    digest = hashlib.sha256(f"{spot.identity}:{seen[key]}".encode()).hexdigest()[:32]
    seen[key] += 1
    region = {"startLine": spot.line, "startColumn": spot.column}
    location = {"artifactLocation": {"uri": quote(os.fsencode(spot.file))}, "region": region}
    result: dict[str, object] = {
        "ruleId": spot.code,
        "ruleIndex": index,
        "level": _LEVELS[spot.severity],
        "message": {"text": spot.message},
        "locations": [{"physicalLocation": location}],
        "partialFingerprints": {"qaService/v1": digest},
    }
    if spot.silenced:
        result["suppressions"] = [{"kind": "inSource", "justification": spot.silenced}]
    return result
