"""Example rubrics, and a way to build small ones."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from qa_service.rubric import Rubric, load_rubric, read_rubric

RUBRICS = Path(__file__).parents[3] / "rubrics"
Build = Callable[..., Rubric]
SCALES: dict[str, Any] = {
    "grade": {
        "type": "ordinal",
        "levels": [{"id": name, "score": score} for name, score in (("low", 0), ("mid", 0.5), ("high", 1))],
    },
    "amount": {"type": "numeric", "min": 0, "max": 10},
    "days": {
        "type": "numeric",
        "min": 0,
        "max": 90,
        "bands": [
            {"id": name, "from": start, "score": score}
            for name, start, score in (("on_time", 0, 1), ("late", 3, 0.5), ("lost", 10.5, 0))
        ],
    },
    "loss": {"type": "numeric", "min": 0, "max": 100, "better": "lower", "score": [[0, 1], [2, 0.9], [10, 0]]},
}
ERRORS: dict[str, Any] = {
    "per": 1000,
    "tolerance": 8,
    "severities": {"minor": 1, "major": 5, "critical": 25},
    "types": [{"id": "typo", "title": "Typo"}, {"id": "quote", "title": "Quote", "weight": 2}],
}


@pytest.fixture(scope="session")
def legal() -> Rubric:
    return read_rubric((RUBRICS / "legal.contract-review-memo.yaml").read_bytes())


@pytest.fixture(scope="session")
def insurance() -> Rubric:
    return read_rubric((RUBRICS / "insurance.claim-decision-file.yaml").read_bytes())


@pytest.fixture(scope="session")
def build() -> Build:
    """Return ``build(sections, **scoring)``; sections are (weight, {criterion: keys}) pairs."""

    def make(*sections: tuple[float, dict[str, dict[str, Any]]], unit: object = None, **scoring: object) -> Rubric:
        document: dict[str, Any] = {
            "schema": "kpo-rubric/1",
            "id": "test.built",
            "version": "1.0.0",
            "title": "Built",
            "scales": SCALES,
            "sections": [
                {
                    "id": f"s{place}",
                    "title": "S",
                    "weight": weight,
                    "criteria": [
                        {"id": name, "title": name.upper(), "scale": "grade", "weight": 1} | keys
                        for name, keys in criteria.items()
                    ],
                }
                for place, (weight, criteria) in enumerate(sections)
            ],
            "scoring": {"method": "weighted_mean", "pass_mark": 80} | scoring,
        }
        return load_rubric(document | ({"unit": unit} if unit else {}))

    return make


@pytest.fixture(scope="session")
def errors() -> dict[str, Any]:
    return ERRORS
