"""What of two documents enters the score: the ground on which a change is called major."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from functools import cached_property
from typing import Any

from qa_service.rubric.changes_parts import percent, same
from qa_service.rubric.hashing import scoring_view

Json = Mapping[str, Any]
SHARE, WHEN, SCALE, NA, GATE, ERRORS = range(6)
"""The places of a counted criterion's parts in the scoring view."""


class Side:
    """One document with its scoring view, by criterion."""

    def __init__(self, document: Json) -> None:
        self.view = scoring_view(document)
        self.counted: dict[str, list[Any]] = {}
        self.home: dict[str, str] = {}
        self.where: dict[str, tuple[str, Json]] = {}
        for s, section in enumerate(document["sections"]):
            self.counted |= self.view["sections"][section["id"]]["criteria"]
            for c, criterion in enumerate(section["criteria"]):
                self.home[criterion["id"]] = section["id"]
                self.where[criterion["id"]] = (f"/sections/{s}/criteria/{c}", criterion)

    def section_share(self, section_id: str) -> float:
        """The share of a section in the rubric, 0..1."""
        return float(self.view["sections"][section_id]["share"])

    def share(self, criterion_id: str) -> float:
        """The share of a criterion in the rubric, 0..1; 0 for an advisory one."""
        if criterion_id not in self.counted:
            return 0.0
        return self.section_share(self.home[criterion_id]) * float(self.counted[criterion_id][SHARE])

    def share_text(self, criterion_id: str) -> str:
        """The share of a criterion in the rubric, as a percentage."""
        return percent(self.share(criterion_id)) if criterion_id in self.counted else "advisory"

    @cached_property
    def counts_errors(self) -> bool:
        """Whether any criterion counts errors, so that pass mark and size enter the score."""
        return any(criterion["scale"] == "errors" for _, criterion in self.where.values())


@dataclass(frozen=True)
class Views:
    """Both sides, and what of them differs."""

    old: Side
    new: Side

    @property
    def differ(self) -> bool:
        """Whether the two scoring hashes differ."""
        return not same(self.old.view, self.new.view)

    @property
    def counts_errors(self) -> bool:
        """Whether either side counts errors."""
        return self.old.counts_errors or self.new.counts_errors

    def uses(self, scale: str) -> bool:
        """Whether a criterion of either side is answered on a scale."""
        return scale in self.old.view["scales"] or scale in self.new.view["scales"]

    def part_differs(self, criterion_id: str, part: int) -> bool:
        """Whether a part of a criterion enters the score and is not the same on both sides."""
        old, new = (side.counted.get(criterion_id) for side in (self.old, self.new))
        if old is None or new is None:
            # On one side only: that alone changes the score. On neither (advisory): nothing of it does.
            return old is not new
        return not same(old[part], new[part])

    def scale_sets_differ(self) -> bool:
        """Whether another set of scales is in use, counted errors among them."""
        old, new = self.old, self.new
        return set(old.view["scales"]) != set(new.view["scales"]) or old.counts_errors != new.counts_errors
