"""What a gage study returns."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field

from qa_service.agreement.json_form import JsonForm
from qa_service.agreement.result import Figure


@dataclass(frozen=True, slots=True)
class Source:
    """One source of variation.

    ``variance`` in squared units, ``sd`` and ``study_variation`` (``sd`` times the study factor) in units of the
    scores; ``percent_contribution`` of the total variance, ``percent_study`` of the total standard deviation,
    ``percent_tolerance`` study variation in percent of the tolerance (None without one).
    """

    name: str
    variance: Figure
    sd: Figure
    study_variation: float
    percent_contribution: Figure
    percent_study: Figure
    percent_tolerance: Figure | None

    def to_dict(self) -> dict[str, object]:
        """Return the JSON form."""
        names = ("variance", "sd", "percent_contribution", "percent_study")
        figures = {name: getattr(self, name).to_dict() for name in names}
        share = None if self.percent_tolerance is None else self.percent_tolerance.to_dict()
        return {"name": self.name, "study_variation": self.study_variation, **figures, "percent_tolerance": share}


@dataclass(frozen=True, slots=True)
class AnovaLine(JsonForm):
    """One line of the analysis of variance; ``f`` and ``p_value`` are None for the last line or a zero divisor."""

    name: str
    df: int
    ss: float
    ms: float
    f: float | None
    p_value: float | None


@dataclass(frozen=True, slots=True)
class GageRR(JsonForm):
    """A gage study: sources gage_rr, repeatability, reproducibility, (operator, interaction,) part and total.

    ``anova`` is the table with the interaction, before any pooling; ``pooled`` tells whether the interaction went into
    repeatability. ``ranges`` holds the work of the range method: the mean range of trials, the ranges of operator and
    of part averages, and the factors k1, k2, k3. ``ndc`` is the number of distinct categories as computed,
    ``categories`` its whole part, at least 1.
    """

    method: str
    n_parts: int
    n_operators: int
    n_trials: float
    sources: tuple[Source, ...]
    ndc: Figure
    categories: int | None
    anova: tuple[AnovaLine, ...] = ()
    ranges: Mapping[str, float] = field(default_factory=dict)
    pooled: bool = False
    notes: tuple[str, ...] = ()
    withheld: str | None = None

    def source(self, name: str) -> Source:
        """Return a source by name; KeyError lists the names."""
        for source in self.sources:
            if source.name == name:
                return source
        raise KeyError(f"{name!r} is not one of {', '.join(source.name for source in self.sources)}")
