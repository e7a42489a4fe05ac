"""What lint sees of the store: the newest blind reviews of a major, and the facts of its cases. On both databases."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from typing import Any

import pytest
import sqlalchemy as sa

from qa_service.rubric import read_rubric
from qa_service.rubric.lint import Usage, lint_rubric
from qa_service.services import imports, reviews, submissions
from qa_service.services.imports import ImportedReview
from qa_service.services.reviews import Answers
from qa_service.services.rubric_usage import usage_of
from qa_service.services.submissions import Submission
from tests.factories import GOOD, MEMO, POOR, World

URGENT = MEMO.replace("weight: 100\n", "weight: 100\n        when: case.urgent == true\n")
NA: dict[str, Any] = {"reasoning": "fair", "sources": {"state": "na", "rationale": "none"}, "marking": "met"}
SECOND = MEMO[: MEMO.index("tests:")].replace("weight: 60", "weight: 61").replace("version: 1.0.0", "version: 2.0.0")


def hand_in(world: World, name: str, *, urgent: bool = True, text: str = "Confidential") -> str:
    published, lead = world.publish(URGENT), world.person("lena", "lead")
    submission = Submission("Memo", text, external_id=name, case={"urgent": urgent})
    with world.store.write(world.tenant) as uow:
        return submissions.submit(uow, lead, [submissions.check(published, submission)])[0].id


def review(world: World, item: str, handle: str, answers: Mapping[str, Any], revises: str | None = None) -> str:
    person = world.person(handle)
    with world.store.write(world.tenant) as uow:
        return str(reviews.review_now(uow, person, item, Answers(dict(answers)), revises).row["id"])


def used(world: World, major: int = 1, **more: int) -> Usage:
    with world.store.read(world.tenant) as uow:
        return usage_of(uow, "test.memo", major, **more)


@contextmanager
def statements(world: World) -> Iterator[list[str]]:
    """What is sent to the database meanwhile."""
    sent: list[str] = []

    def note(*event: Any) -> None:
        sent.append(str(event[2]))

    sa.event.listen(world.store.engine, "before_cursor_execute", note)
    yield sent
    sa.event.remove(world.store.engine, "before_cursor_execute", note)


def test_answers_scores_gates_and_facts_are_those_of_the_reviews(any_world: World) -> None:
    first, second = hand_in(any_world, "a"), hand_in(any_world, "b", urgent=False)
    review(any_world, first, "ann", GOOD)
    review(any_world, first, "ben", POOR)
    review(any_world, second, "ann", {key: value for key, value in NA.items() if key != "marking"})
    found = used(any_world)
    assert found.n_reviews == 3
    assert found.answers["reasoning"] == {"good": 1, "poor": 1, "fair": 1}
    assert found.answers["sources"] == {"fair": 1, "poor": 1, "na": 1}
    assert found.answers["marking"] == {"met": 1, "not_met": 1, "not_triggered": 1}
    assert found.scores["reasoning"] == [0.5, 0.0, 1.0]
    assert found.scores["sources"] == [None, 0.0, 0.5]
    assert list(found.totals) == pytest.approx([50.0, 0.0, 91.0])
    assert found.gates == {"marking": 1}
    assert [facts["case"] for facts in found.cases] == [{"urgent": False}, {"urgent": True}]


def test_revised_and_withdrawn_reviews_drafts_and_standards_do_not_count(any_world: World) -> None:
    item, lead = hand_in(any_world, "a"), any_world.person("lena", "lead")
    ben, cy, *_ = (any_world.person(handle) for handle in ("ben", "cy", "dora", "eve"))
    before = review(any_world, item, "ann", POOR)
    review(any_world, item, "ann", GOOD, revises=before)
    gone = review(any_world, item, "ben", POOR)
    # Made first: a person is added in a transaction of its own, which would wait for this one.
    ben, cy = any_world.person("ben"), any_world.person("cy")
    with any_world.store.write(any_world.tenant) as uow:
        reviews.withdraw(uow, ben, gone, "*")
        reviews.open_review(uow, cy, item)
    elsewhere = [
        ImportedReview(item, "dora", dict(POOR), kind="reference"),
        ImportedReview(item, "eve", dict(POOR), blind=False),
    ]
    with any_world.store.write(any_world.tenant) as uow:
        taken = imports.import_reviews(uow, lead, elsewhere)
    assert [one.error for one in taken] == [None, None]
    assert used(any_world).answers["reasoning"] == {"good": 1}


def test_the_newest_reviews_count_and_majors_are_not_pooled(any_world: World) -> None:
    items = [hand_in(any_world, str(n)) for n in range(3)]
    for item, answers in zip(items, (POOR, GOOD, NA), strict=True):
        review(any_world, item, "ann", answers)
    assert used(any_world, most=2).answers["reasoning"] == {"good": 1, "fair": 1}
    any_world.publish(SECOND)
    assert used(any_world, 2).n_reviews == 0
    assert used(any_world, 2).cases == []
    assert used(any_world, 1).n_reviews == 3


def test_a_deliverable_that_is_handed_in_again_is_one_case(any_world: World) -> None:
    hand_in(any_world, "a", urgent=True)
    hand_in(any_world, "a", urgent=False, text="Confidential, again")
    hand_in(any_world, "b", urgent=True)
    assert [facts["case"]["urgent"] for facts in used(any_world).cases] == [True, False]


def test_what_nobody_published_was_not_used(any_world: World) -> None:
    assert used(any_world, 7) == Usage()
    any_world.publish()
    assert used(any_world, 7) == Usage()
    assert used(any_world, 1).n_reviews == 0


def test_the_number_of_queries_does_not_grow_with_the_reviews(any_world: World) -> None:
    review(any_world, hand_in(any_world, "a"), "ann", GOOD)
    used(any_world)
    with statements(any_world) as few:
        used(any_world)
    for n in range(8):
        item = hand_in(any_world, f"more {n}")
        review(any_world, item, "ann", GOOD)
        review(any_world, item, "ben", POOR)
    with statements(any_world) as many:
        assert used(any_world).n_reviews == 17
    assert len(many) == len(few) <= 6


def test_lint_speaks_from_what_is_in_the_store(any_world: World) -> None:
    for n in range(31):
        review(any_world, hand_in(any_world, str(n), urgent=False), "ann", {"reasoning": "good", "sources": "fair"})
    rubric = read_rubric(URGENT)
    found = {one.code for one in lint_rubric(rubric, used(any_world))} - {one.code for one in lint_rubric(rubric)}
    assert found >= {"level_unused", "level_dominates", "pass_mark_all_one_side", "condition_never_true"}
