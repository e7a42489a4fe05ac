"""Files as other systems write them, and a small rubric of levels."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest

SAMPLES = Path(__file__).parent / "samples"

LEVELS = """\
schema: kpo-rubric/1
id: team.memo
version: 1.2.0
title: Memo & more
scales:
  grade:
    type: ordinal
    levels: [ { id: low, score: 0 }, { id: mid, score: 0.5, label: So-so }, { id: high, score: 1 } ]
  met: { type: binary, levels: [ { id: not_met, score: 0 }, { id: met, score: 1, label: "=Met" } ] }
sections:
  - id: substance
    title: Substance
    weight: 1
    criteria:
      - id: issues
        title: Issues <found>
        ask: Are all issues found?
        scale: grade
        weight: 2
        anchors: { low: "Some are missing & more.", high: "All of them, \\"quoted\\"." }
      - { id: sources, title: Sources, scale: met, weight: 1, anchors: { met: "- Each one is named." } }
scoring: { method: weighted_mean, pass_mark: 60 }
"""


@pytest.fixture(scope="session")
def levels_only() -> str:
    return LEVELS


@pytest.fixture(scope="session")
def sample() -> Callable[[str], bytes]:
    return lambda name: (SAMPLES / name).read_bytes()
