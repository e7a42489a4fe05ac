"""Turn an accepted document into the frozen model."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from qa_service.rubric.condition import Condition, compile_condition
from qa_service.rubric.hashing import content_hash, scoring_hash
from qa_service.rubric.model import (
    POLICIES,
    Band,
    CheckSpec,
    Criterion,
    ErrorModel,
    ErrorType,
    EvidenceRule,
    Gate,
    Level,
    NaRule,
    Rubric,
    RubricTest,
    Scale,
    Scoring,
    Section,
    Unit,
    ValueBand,
)

Json = Mapping[str, Any]
_WORDS = ("domain", "language", "owner", "purpose")


def build_rubric(document: dict[str, Any]) -> Rubric:
    """Build the model of a document that schema and semantic rules accept."""
    applies_to = document.get("applies_to", {})
    sections = tuple(_section(section) for section in document["sections"])
    return Rubric(
        id=document["id"],
        version=document["version"],
        title=document["title"],
        scales={name: _scale(name, scale) for name, scale in document["scales"].items()},
        sections=sections,
        scoring=_scoring(document["scoring"]),
        document=document,
        scoring_hash=scoring_hash(document),
        content_hash=content_hash(document),
        deliverable=applies_to.get("deliverable", ""),
        applies_to=_condition(applies_to),
        unit=_unit(document["unit"]) if "unit" in document else None,
        checks=tuple(_check(check) for check in document.get("checks", [])),
        changes=tuple(document.get("changes", [])),
        tests=tuple(_test(test) for test in document.get("tests", [])),
        criteria={criterion.id: criterion for section in sections for criterion in section.criteria},
        **{name: document[name] for name in (*_WORDS, *POLICIES) if name in document},
    )


def _unit(unit: Json) -> Unit:
    return Unit(unit["name"], unit.get("size"))


def _condition(holder: Json) -> Condition | None:
    return compile_condition(holder["when"]) if "when" in holder else None


def _scale(name: str, scale: Json) -> Scale:
    if scale["type"] != "numeric":
        levels = tuple(Level(one["id"], float(one["score"]), one.get("label", "")) for one in scale["levels"])
        return Scale(name, scale["type"], levels)
    better = scale.get("better", "higher")
    low, high = float(scale["min"]), float(scale["max"])
    step = float(scale["step"]) if "step" in scale else None
    bands = tuple(
        ValueBand(band["id"], float(band["from"]), float(band["score"]), band.get("label", ""))
        for band in scale.get("bands", ())
    )
    default = [(low, 0.0), (high, 1.0)] if better == "higher" else [(low, 1.0), (high, 0.0)]
    points = () if bands else tuple((float(at), float(score)) for at, score in scale.get("score", default))
    return Scale(name, "numeric", (), low, high, step, better, points, bands)


def _section(section: Json) -> Section:
    criteria = tuple(_criterion(criterion) for criterion in section["criteria"])
    return Section(section["id"], section["title"], float(section["weight"]), criteria, _condition(section))


def _criterion(criterion: Json) -> Criterion:
    texts = {name: criterion[name] for name in ("ask", "guidance", "advisory", "anchors", "model", "compare")
             if name in criterion}  # fmt: skip
    return Criterion(
        id=criterion["id"],
        title=criterion["title"],
        scale=criterion["scale"],
        weight=float(criterion["weight"]),
        when=_condition(criterion),
        evidence=_evidence(criterion.get("evidence", {})),
        gate=_gate(criterion["gate"]) if "gate" in criterion else None,
        na=_na(criterion.get("na", "never")),
        errors=_errors(criterion["errors"]) if "errors" in criterion else None,
        checks=tuple(criterion.get("checks", ())),
        **texts,
    )


def _evidence(rule: Json) -> EvidenceRule:
    return EvidenceRule(rule.get("required", False), rule.get("kind", "any"), int(rule.get("min", 1)))


def _gate(gate: Json) -> Gate:
    return Gate(gate["effect"], gate["reason"], gate.get("below"), gate.get("above"), gate.get("to"))


def _na(rule: str | Json) -> NaRule:
    return (
        NaRule()
        if isinstance(rule, str)
        else NaRule(rule["allow"], rule.get("reason", "required"), rule.get("effect", "exclude"))
    )


def _errors(model: Json) -> ErrorModel:
    types = tuple(
        ErrorType(kind["id"], kind["title"], float(kind.get("weight", 1)), kind.get("parent"))
        for kind in model["types"]
    )
    severities = {name: float(weight) for name, weight in model["severities"].items()}
    return ErrorModel(float(model["per"]), float(model["tolerance"]), severities, types, model.get("critical", "none"))


def _check(check: Json) -> CheckSpec:
    return CheckSpec(
        check["id"], check["uses"], check.get("with", {}), check["on_fail"],
        check.get("level"), check.get("type"), check.get("severity"),
    )  # fmt: skip


def _scoring(scoring: Json) -> Scoring:
    na = scoring.get("na", {})
    bands = (Band(band["id"], float(band["from"]), band.get("label", "")) for band in scoring.get("bands", []))
    return Scoring(
        scoring["method"],
        float(scoring["pass_mark"]),
        float(scoring["cap"]) if "cap" in scoring else None,
        na.get("redistribute", "section"),
        float(na.get("max_share", 1)),
        tuple(sorted(bands, key=lambda band: -band.start)),
    )


def _test(test: Json) -> RubricTest:
    return RubricTest(
        test["name"], test["answers"], test["expect"], test.get("case", {}), test.get("facts", {}), test.get("size")
    )
