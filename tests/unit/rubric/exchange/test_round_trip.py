"""There and back: what a format could say comes back as it was."""

from __future__ import annotations

from fractions import Fraction
from typing import Any

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from qa_service.rubric import Rubric, load_rubric, read_rubric
from qa_service.rubric.exchange import FORMATS, export_rubric, import_rubric
from qa_service.rubric.exchange.texts import one_line, paragraphs

TRAPS = [
    "=1+1",
    "'=a",
    "+x",
    "-",
    "@a",
    "<b>&amp;</b>",
    "]]>",
    'say "so"',
    "a;b,c\td",
    "two\nlines",
    "ünï",
    " 'x",
    "no",
    "10",
]
WORDS = st.one_of(st.sampled_from(TRAPS), st.text(st.characters(exclude_categories=["Cs", "Cc"]), max_size=20))
ANCHORS = st.one_of(
    WORDS.map(lambda text: f"{text} in ten letters"), WORDS.map(lambda text: f"described here as {text}")
)  # fmt: skip
SCORES = st.lists(
    st.sampled_from([0, 0.1, 0.25, 0.333333, 0.4, 0.5, 0.666667, 0.75, 0.8, 1]), min_size=1, max_size=4
).map(lambda scores: [*sorted(scores), 1])
WEIGHTS = st.sampled_from([1, 2, 3, 5, 10, 12.5, 30, 33.3, 50, 0.25, 997])
IDS = st.from_regex(r"[a-z][a-z0-9_]{0,8}", fullmatch=True).filter(
    lambda name: name not in ("yes", "no", "on", "off", "true", "false", "null", "y", "n", "na", "errors", "blank")
)  # fmt: skip


@st.composite
def scales(draw: st.DrawFn) -> dict[str, Any]:
    scores = draw(SCORES)
    names = draw(st.lists(IDS, min_size=len(scores), max_size=len(scores), unique=True))
    labels = draw(st.lists(WORDS, min_size=len(scores), max_size=len(scores)))
    levels = [
        {"id": name, "score": score} | ({"label": label} if label.strip() else {})
        for name, score, label in zip(names, scores, labels, strict=True)
    ]
    return {"type": "ordinal", "levels": levels}


@st.composite
def rubrics(draw: st.DrawFn) -> Rubric:
    shared = draw(st.dictionaries(IDS, scales(), min_size=1, max_size=3))
    names = draw(st.lists(IDS, min_size=1, max_size=5, unique=True))
    criteria = []
    for name in names:
        scale = draw(st.sampled_from(sorted(shared)))
        level_ids = [level["id"] for level in shared[scale]["levels"]]
        criteria.append({
            "id": name, "title": draw(WORDS), "ask": draw(WORDS), "scale": scale, "weight": draw(WEIGHTS),
            "anchors": draw(st.dictionaries(st.sampled_from(level_ids), ANCHORS)),
        })  # fmt: skip
    cut = draw(st.integers(1, len(criteria)))
    parts = [part for part in (criteria[:cut], criteria[cut:]) if part]
    sections = [
        {"id": f"part_{index}", "title": draw(WORDS), "weight": draw(WEIGHTS), "criteria": part}
        for index, part in enumerate(parts)
    ]
    return load_rubric({
        "schema": "kpo-rubric/1", "id": "team.memo", "version": "1.2.3", "title": draw(WORDS), "scales": shared,
        "sections": sections, "scoring": {"method": "weighted_mean", "pass_mark": 50},
    })  # fmt: skip


def shares(rubric: Rubric) -> dict[str, Fraction]:
    sections = sum(Fraction(repr(section.weight)) for section in rubric.sections)
    return {
        one.id: Fraction(repr(section.weight)) / sections
        * Fraction(repr(one.weight)) / sum(Fraction(repr(other.weight)) for other in section.criteria)
        for section in rubric.sections
        for one in section.criteria
    }  # fmt: skip


def said(rubric: Rubric, criterion: str) -> dict[str, object]:
    one = rubric.criterion(criterion)
    levels = rubric.scale_of(criterion).levels
    return {
        "title": one_line(one.title) or one.id,
        "ask": paragraphs(one.ask),
        "labels": [(level.id, one_line(level.label) if level.label != level.id else "") for level in levels],
        "anchors": {name: text for name in one.anchors if len(text := paragraphs(one.anchors[name])) >= 10},
    }


@pytest.mark.parametrize("name", FORMATS)
@given(rubric=rubrics())
@settings(max_examples=120, deadline=None, suppress_health_check=list(HealthCheck))
def test_ids_levels_anchors_and_weights_come_back(name: str, rubric: Rubric) -> None:
    made = export_rubric(rubric, name)
    back = load_rubric(import_rubric(made.text, name).document)
    rounded = {loss.path for loss in made.losses if loss.code in ("weight_rounded", "score_rounded")}
    assert list(back.criteria) == list(rubric.criteria)
    for criterion in rubric.criteria:
        assert said(back, criterion) == said(rubric, criterion)
        scores = [level.score for level in back.scale_of(criterion).levels]
        if not any(path.endswith(f"criterion {criterion}") for path in rounded):
            assert scores == [level.score for level in rubric.scale_of(criterion).levels]
    if not rounded:
        assert shares(back) == shares(rubric)


@given(rubric=rubrics())
@settings(max_examples=60, deadline=None, suppress_health_check=list(HealthCheck))
def test_the_grid_keeps_sections_scales_and_identity(rubric: Rubric) -> None:
    back = load_rubric(import_rubric(export_rubric(rubric, "csv").text, "csv").document)
    assert (back.id, back.version) == (rubric.id, rubric.version)
    assert [(one.id, one.weight) for one in back.sections] == [(one.id, one.weight) for one in rubric.sections]
    assert {one.scale for one in back.criteria.values()} == {one.scale for one in rubric.criteria.values()}


@pytest.mark.parametrize("name", FORMATS)
def test_what_came_back_goes_out_unchanged(levels_only: str, name: str) -> None:
    first = export_rubric(read_rubric(levels_only), name)
    second = import_rubric(first.text, name, rubric_id="team.memo", version="1.2.0")
    assert export_rubric(load_rubric(second.document), name).text == first.text
