"""Two fingerprints of a rubric: one of all it says, one of what can change a score.

``content_hash`` is the SHA-256 of the whole document as canonical JSON: sorted keys, no spaces, UTF-8, and
whole numbers without a fraction (80 and 80.0 are the same number in JSON).

``scoring_hash`` covers only the keys that can change a score for the same answers, with defaults filled in:

- scales: type, level ids and scores in order; numeric min, max, direction and curve or bands;
- sections and criteria by id (their order does not matter): shares of weight, ``when``, scale, ``advisory``,
  ``na`` (allow, effect), gate (bound, effect, cap), error model (per, tolerance, severities, critical, the
  ids and weights of its types);
- scoring: method, cap, redistribution and the N/A limit.

Weights enter as shares, because scaling all of them changes nothing. The pass mark and the size fact are
left out (they are verdict or intake) unless a criterion counts errors: there the tolerance earns exactly
the pass mark, so both enter the score. Words, reasons, bands, evidence, anchors and policies never do.
"""

from __future__ import annotations

import hashlib
import json
from collections.abc import Mapping
from typing import Any

Json = Mapping[str, Any]
_EXACT_WHOLE = 2.0**53


def content_hash(document: Json) -> str:
    """Return the hash of everything, 64 hexadecimal digits."""
    return _digest(document)


def scoring_hash(document: Json) -> str:
    """Return the hash of what can change a score, 64 hexadecimal digits."""
    return _digest(scoring_view(document))


def scoring_view(document: Json) -> dict[str, Any]:
    """Return the score-changing part of a document, defaults filled in."""
    shares = _shares(document["sections"])
    counts_errors = any(c["scale"] == "errors" for section in document["sections"] for c in section["criteria"])
    return {
        "scales": {name: _scale(scale) for name, scale in _used(document).items()},
        "sections": {section["id"]: _section(section, share) for section, share in shares},
        "scoring": _scoring(document["scoring"], counts_errors),
        "size": document.get("unit", {}).get("size") if counts_errors else None,
    }


def _used(document: Json) -> dict[str, Json]:
    names = {criterion["scale"] for section in document["sections"] for criterion in section["criteria"]}
    return {name: scale for name, scale in document["scales"].items() if name in names}


def _shares(items: list[Json]) -> list[tuple[Json, float]]:
    total = sum(item["weight"] for item in items)
    return [(item, round(item["weight"] / total, 12) if total else 0.0) for item in items]


def _scale(scale: Json) -> list[Any]:
    if scale["type"] == "numeric":
        better = scale.get("better", "higher")
        bands = [[band["from"], band["score"]] for band in scale.get("bands", ())]
        return ["numeric", scale["min"], scale["max"], better, scale.get("score"), *([bands] if bands else ())]
    return [scale["type"], [[level["id"], level["score"]] for level in scale["levels"]]]


def _section(section: Json, share: float) -> dict[str, Any]:
    counted = [criterion for criterion in section["criteria"] if not criterion.get("advisory")]
    advisory = sorted(criterion["id"] for criterion in section["criteria"] if criterion.get("advisory"))
    criteria = {criterion["id"]: _criterion(criterion, part) for criterion, part in _shares(counted)}
    return {"share": share, "when": section.get("when"), "criteria": criteria, "advisory": advisory}


def _criterion(criterion: Json, share: float) -> list[Any]:
    na = criterion.get("na", "never")
    rule = [na["allow"], na.get("effect", "exclude")] if isinstance(na, Mapping) else [False, "exclude"]
    gate = criterion.get("gate", {})
    bar = [gate.get(key) for key in ("below", "above", "effect", "to")]
    return [share, criterion.get("when"), criterion["scale"], rule, bar, _errors(criterion.get("errors"))]


def _errors(model: Json | None) -> list[Any] | None:
    if model is None:
        return None
    types = {kind["id"]: kind.get("weight", 1) for kind in model["types"]}
    return [model["per"], model["tolerance"], model["severities"], model.get("critical", "none"), types]


def _scoring(scoring: Json, counts_errors: bool) -> list[Any]:
    na = scoring.get("na", {})
    rule = [na.get("redistribute", "section"), na.get("max_share", 1)]
    return [scoring["method"], scoring.get("cap"), rule, scoring["pass_mark"] if counts_errors else None]


def canonical_text(value: object) -> str:
    """Return the one text of a JSON value: what both hashes are made of, and what makes two values the same."""
    return json.dumps(_canonical(value), sort_keys=True, separators=(",", ":"), ensure_ascii=False, allow_nan=False)


def _digest(value: object) -> str:
    return hashlib.sha256(canonical_text(value).encode()).hexdigest()


def _canonical(value: object) -> object:
    if isinstance(value, float):
        return int(value) if value.is_integer() and abs(value) < _EXACT_WHOLE else value
    if isinstance(value, Mapping):
        return {key: _canonical(item) for key, item in value.items()}
    if isinstance(value, list | tuple):
        return [_canonical(item) for item in value]
    return value
