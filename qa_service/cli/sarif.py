"""Results as SARIF, the form in which code hosts and editors take them in.

Source: Static Analysis Results Interchange Format (SARIF) Version 2.1.0, OASIS Standard.
"""

from __future__ import annotations

import hashlib
import os
from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from typing import Literal
from urllib.parse import quote

from qa_service import __version__

# Code hosts that take the files in ask for it, though the standard does not.
_SCHEMA = "https://json.schemastore.org/sarif-2.1.0.json"
_LEVELS = {"error": "error", "warning": "warning", "info": "note"}


KIND = Literal["inSource", "external"]


@dataclass(frozen=True, slots=True)
class Rule:
    """What a code means: a title, why it matters, the severity it has unless said otherwise, and help at length."""

    title: str
    explanation: str
    severity: Literal["error", "warning", "info"]
    help: str = ""
    properties: Mapping[str, object] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class Extent:
    """Where a result ends: line and column (from 1, the end excluded), and its offset and length in characters."""

    line: int
    column: int
    offset: int
    length: int
    text: str = ""


@dataclass(frozen=True, slots=True)
class Spot:
    """One result at a line and column (from 1, in characters); ``identity`` stays when lines move.

    ``silenced`` is the reason for which nobody wants to hear of it, said in the file itself or elsewhere (``kind``).
    ``fingerprint`` is a stable name that the result has already. ``known`` tells of a result whether a baseline has it.
    """

    file: str
    code: str
    severity: Literal["error", "warning", "info"]
    message: str
    line: int = 1
    column: int = 1
    identity: str = ""
    silenced: str = ""
    kind: KIND = "inSource"
    extent: Extent | None = None
    fingerprint: str = ""
    known: bool | None = None
    properties: Mapping[str, object] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class Notice:
    """Something about the run itself: a file that could not be read, a rule that did not run."""

    code: str
    severity: Literal["error", "warning", "info"]
    message: str
    file: str = ""
    rule: str = ""
    line: int | None = None
    column: int | None = None


def sarif(
    spots: Sequence[Spot],
    rules: Mapping[str, Rule],
    notices: Sequence[Notice] | None = None,
    files: Mapping[str, str] | None = None,
) -> dict[str, object]:
    """Return a SARIF 2.1.0 log of one run; codes without an entry in ``rules`` are rules of their name alone.

    ``files`` maps the files that were read to their media types. A run with ``notices`` says how it went; it went
    well without any error among them.
    """
    codes = tuple(dict.fromkeys((*rules, *(spot.code for spot in spots))))
    places = {code: at for at, code in enumerate(codes)}
    driver = {
        "name": "qa-service",
        "version": __version__,
        "rules": [_rule(code, rules.get(code)) for code in codes],
    }
    seen: Counter[tuple[str, str]] = Counter()
    run: dict[str, object] = {
        "tool": {"driver": driver},
        "columnKind": "unicodeCodePoints",
        "results": [_result(spot, places[spot.code], seen) for spot in spots],
    }
    if files:
        run["artifacts"] = [_artifact(file, kind) for file, kind in files.items()]
    if notices is not None:
        run["invocations"] = [_invocation(notices, places)]
    return {"$schema": _SCHEMA, "version": "2.1.0", "runs": [run]}


def _rule(code: str, rule: Rule | None) -> dict[str, object]:
    if rule is None:
        return {"id": code}
    out: dict[str, object] = {
        "id": code,
        "shortDescription": {"text": rule.title},
        "fullDescription": {"text": rule.explanation},
        "defaultConfiguration": {"level": _LEVELS[rule.severity]},
    }
    if rule.help:
        out["help"] = {"text": rule.help}
    return out | ({"properties": dict(rule.properties)} if rule.properties else {})


def _result(spot: Spot, index: int, seen: Counter[tuple[str, str]]) -> dict[str, object]:
    location = {"artifactLocation": {"uri": _uri(spot.file)}, "region": _region(spot)}
    result: dict[str, object] = {
        "ruleId": spot.code,
        "ruleIndex": index,
        "level": _LEVELS[spot.severity],
        "message": {"text": spot.message},
        "locations": [{"physicalLocation": location}],
        "partialFingerprints": {"qaService/v1": spot.fingerprint or _digest(spot, seen)},
    }
    if spot.known is not None:
        result["baselineState"] = "unchanged" if spot.known else "new"
    if spot.silenced:
        result["suppressions"] = [{"kind": spot.kind, "justification": spot.silenced}]
    return result | ({"properties": dict(spot.properties)} if spot.properties else {})


def _digest(spot: Spot, seen: Counter[tuple[str, str]]) -> str:
    key = (spot.file, spot.identity)
    digest = hashlib.sha256(f"{spot.identity}:{seen[key]}".encode()).hexdigest()[:32]
    seen[key] += 1
    return digest


def _region(spot: Spot) -> dict[str, object]:
    region: dict[str, object] = {"startLine": spot.line, "startColumn": spot.column}
    end = spot.extent
    if end is None:
        return region
    region |= {"endLine": end.line, "endColumn": end.column, "charOffset": end.offset, "charLength": end.length}
    return region | ({"snippet": {"text": end.text}} if end.text else {})


def _artifact(file: str, media_type: str) -> dict[str, object]:
    return {"location": {"uri": _uri(file)}, "mimeType": media_type, "roles": ["analysisTarget"]}


def _invocation(notices: Sequence[Notice], rules: Mapping[str, int]) -> dict[str, object]:
    failed = any(notice.severity == "error" for notice in notices)
    told = [_notification(notice, rules) for notice in notices]
    return {"executionSuccessful": not failed, **({"toolExecutionNotifications": told} if told else {})}


def _notification(notice: Notice, rules: Mapping[str, int]) -> dict[str, object]:
    out: dict[str, object] = {
        "descriptor": {"id": notice.code},
        "level": _LEVELS[notice.severity],
        "message": {"text": notice.message},
    }
    if notice.file:
        place: dict[str, object] = {"artifactLocation": {"uri": _uri(notice.file)}}
        if notice.line is not None:
            place["region"] = {"startLine": notice.line, "startColumn": notice.column or 1}
        out["locations"] = [{"physicalLocation": place}]
    if notice.rule:
        index = {"index": rules[notice.rule]} if notice.rule in rules else {}
        out["associatedRule"] = {"id": notice.rule, **index}
    return out


def _uri(file: str) -> str:
    """Return the path as a relative reference, an absolute one as a file's address."""
    path = quote(os.fsencode(file))
    return f"file://{path}" if path.startswith("/") else path
