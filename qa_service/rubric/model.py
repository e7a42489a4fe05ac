"""The rubric as frozen values: what a document means, with every default filled in."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Literal

from qa_service.rubric.condition import Condition

ScaleType = Literal["ordinal", "nominal", "binary", "numeric", "errors"]
ERROR_SCALE = "errors"
POLICIES = ("review", "adjudication", "certification", "monitoring", "disputes", "model", "signoff")
"""The blocks that say how reviews are made, watched and settled; none of them can change a score."""


@dataclass(frozen=True, slots=True)
class Unit:
    """What a deliverable is counted in; ``size`` is the dotted name of the fact that holds its size."""

    name: str
    size: str | None = None


@dataclass(frozen=True, slots=True)
class Level:
    """One level; ``score`` in 0..1."""

    id: str
    score: float
    label: str = ""


@dataclass(frozen=True, slots=True)
class ValueBand:
    """A range of numbers that score alike: from ``start`` up to where the next one starts; ``score`` in 0..1."""

    id: str
    start: float
    score: float
    label: str = ""


@dataclass(frozen=True, slots=True)
class Scale:
    """A scale of levels (lowest first), of numbers (min..max), or the built-in error scale.

    A numeric scale has ``points``, the curve (value, score 0..1), strictly rising in value and flat outside, or
    ``bands``, strictly rising and the first at ``min``.
    """

    name: str
    type: ScaleType
    levels: tuple[Level, ...] = ()
    min: float | None = None
    max: float | None = None
    step: float | None = None
    better: Literal["higher", "lower"] = "higher"
    points: tuple[tuple[float, float], ...] = ()
    bands: tuple[ValueBand, ...] = ()

    @property
    def level_ids(self) -> tuple[str, ...]:
        """The level ids, lowest first."""
        return tuple(level.id for level in self.levels)

    def band_of(self, value: float) -> ValueBand | None:
        """Return the band that a number falls into; None where the scale has a curve, or below the first band."""
        return next((band for band in reversed(self.bands) if value >= band.start), None)

    def index(self, level_id: str) -> int:
        """Return the place of a level from 0. Raises KeyError for an unknown one."""
        for place, level in enumerate(self.levels):
            if level.id == level_id:
                return place
        raise KeyError(level_id)

    def level(self, level_id: str) -> Level:
        """Return a level by id. Raises KeyError for an unknown one."""
        return self.levels[self.index(level_id)]


@dataclass(frozen=True, slots=True)
class Gate:
    """A bar: fires when the answer is ``below`` a level or number, or ``above`` a number."""

    effect: Literal["fail", "cap", "fail_section"]
    reason: str
    below: str | float | None = None
    above: float | None = None
    to: float | None = None


@dataclass(frozen=True, slots=True)
class ErrorType:
    """A kind of error; ``weight`` multiplies the severity weight."""

    id: str
    title: str
    weight: float = 1.0
    parent: str | None = None


@dataclass(frozen=True, slots=True)
class ErrorModel:
    """How errors count: ``tolerance`` is the penalty per ``per`` units that earns exactly the pass mark."""

    per: float
    tolerance: float
    severities: Mapping[str, float]
    types: tuple[ErrorType, ...]
    critical: Literal["fail", "cap", "none"] = "none"

    @property
    def type_ids(self) -> tuple[str, ...]:
        """The ids of the error types, in order."""
        return tuple(kind.id for kind in self.types)


@dataclass(frozen=True, slots=True)
class EvidenceRule:
    """What must support an answer: always, never, or ``below_top`` (for any but the best answer)."""

    required: bool | Literal["below_top"] = False
    kind: Literal["span", "document_ref", "worksheet", "any"] = "any"
    min: int = 1


@dataclass(frozen=True, slots=True)
class NaRule:
    """Whether a person may answer N/A (not unless allowed), whether with a reason, and what it does."""

    allow: bool = False
    reason: Literal["required", "optional"] = "required"
    effect: Literal["exclude", "zero", "fail"] = "exclude"


@dataclass(frozen=True, slots=True)
class Criterion:
    """One question; ``scale`` names a scale of the rubric or is "errors"; ``weight`` is relative in its section."""

    id: str
    title: str
    scale: str
    weight: float
    ask: str = ""
    guidance: str = ""
    advisory: bool = False
    when: Condition | None = None
    anchors: Mapping[str, str] = field(default_factory=dict)
    evidence: EvidenceRule = EvidenceRule()
    gate: Gate | None = None
    na: NaRule = NaRule()
    errors: ErrorModel | None = None
    checks: tuple[str, ...] = ()
    model: str = "after_submit"
    compare: Mapping[str, object] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class Section:
    """A group of criteria; ``weight`` is relative among the sections."""

    id: str
    title: str
    weight: float
    criteria: tuple[Criterion, ...]
    when: Condition | None = None


@dataclass(frozen=True, slots=True)
class CheckSpec:
    """A machine check by catalogue name (``uses``) with arguments, and what its failure does."""

    id: str
    uses: str
    params: Mapping[str, object]
    on_fail: Literal["finding", "suggest", "error", "block"]
    level: str | None = None
    type: str | None = None
    severity: str | None = None


@dataclass(frozen=True, slots=True)
class Band:
    """A named range that starts at the score ``start`` (0..100, inclusive)."""

    id: str
    start: float
    label: str = ""


@dataclass(frozen=True, slots=True)
class Scoring:
    """How scores combine; marks and caps in 0..100, ``max_na_share`` in 0..1; ``bands`` from the highest down."""

    method: Literal["weighted_mean", "minimum"] = "weighted_mean"
    pass_mark: float | None = None
    cap: float | None = None
    redistribute: Literal["section", "rubric"] = "section"
    max_na_share: float = 1.0
    bands: tuple[Band, ...] = ()


@dataclass(frozen=True, slots=True)
class RubricTest:
    """A test in the rubric file: answers with facts, and the expected outcome, score, raw score and gates."""

    name: str
    answers: Mapping[str, object]
    expect: Mapping[str, object]
    case: Mapping[str, object] = field(default_factory=dict)
    facts: Mapping[str, object] = field(default_factory=dict)
    size: float | None = None


@dataclass(frozen=True, slots=True, eq=False)
class Rubric:
    """A whole rubric. Two rubrics say the same when their ``content_hash`` is equal.

    ``document`` is the plain document; ``criteria`` holds all criteria in order; ``derived`` keeps what
    other packages precompute once per rubric (it is no part of the value).
    """

    id: str
    version: str
    title: str
    scales: Mapping[str, Scale]
    sections: tuple[Section, ...]
    scoring: Scoring
    document: Mapping[str, object]
    scoring_hash: str
    content_hash: str
    domain: str = ""
    language: str = ""
    owner: str = ""
    purpose: str = ""
    deliverable: str = ""
    applies_to: Condition | None = None
    unit: Unit | None = None
    checks: tuple[CheckSpec, ...] = ()
    review: Mapping[str, object] = field(default_factory=dict)
    adjudication: Mapping[str, object] = field(default_factory=dict)
    certification: Mapping[str, object] = field(default_factory=dict)
    monitoring: Mapping[str, object] = field(default_factory=dict)
    disputes: Mapping[str, object] = field(default_factory=dict)
    model: Mapping[str, object] = field(default_factory=dict)
    signoff: Mapping[str, object] = field(default_factory=dict)
    changes: tuple[Mapping[str, object], ...] = ()
    tests: tuple[RubricTest, ...] = ()
    criteria: Mapping[str, Criterion] = field(default_factory=dict)
    derived: dict[str, object] = field(default_factory=dict, repr=False)

    @property
    def major(self) -> int:
        """The major version: scores of different majors are never pooled."""
        return int(self.version.partition(".")[0])

    def criterion(self, criterion_id: str) -> Criterion:
        """Return a criterion by id. Raises KeyError for an unknown one."""
        return self.criteria[criterion_id]

    def section_of(self, criterion_id: str) -> Section:
        """Return the section that holds a criterion. Raises KeyError for an unknown one."""
        for section in self.sections:
            if any(criterion.id == criterion_id for criterion in section.criteria):
                return section
        raise KeyError(criterion_id)

    def scale_of(self, criterion_id: str) -> Scale:
        """Return the scale of a criterion; the built-in error scale has neither levels nor numbers."""
        name = self.criteria[criterion_id].scale
        return Scale(ERROR_SCALE, "errors") if name == ERROR_SCALE else self.scales[name]
