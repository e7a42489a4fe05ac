"""The ledger equals a recount after any history, rebuilds to the same rows, and adds up over engagements."""

from __future__ import annotations

import itertools
from collections import Counter
from collections.abc import Sequence
from functools import partial
from typing import Any

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from qa_service.errors import DomainError
from qa_service.services import imports, ledger, reviews, submissions
from qa_service.services.actor import Actor
from qa_service.services.imports import ImportedReview
from qa_service.services.ratings import RAW_SCORE
from qa_service.services.reviews import Answers
from qa_service.services.submissions import Submission
from qa_service.storage.queries import deliverables as deliverable_queries
from qa_service.storage.queries import ledger as queries
from qa_service.storage.queries import reviews as review_queries
from qa_service.storage.tables import LedgerPair, LedgerPattern, LedgerRater, LedgerScore, RatingRow
from qa_service.storage.unit_of_work import UnitOfWork
from tests.factories import World

TABLES = {
    LedgerPattern: queries.PATTERN_KEYS,
    LedgerPair: queries.PAIR_KEYS,
    LedgerRater: queries.RATER_KEYS,
    LedgerScore: queries.SCORE_KEYS,
}
CLEAN = {"ledger_patterns": 0, "ledger_pairs": 0, "ledger_raters": 0, "ledger_scores": 0}
REVIEWERS = ("ann", "ben", "cy")
answers = st.fixed_dictionaries(
    {
        "reasoning": st.sampled_from(["poor", "fair", "good"]),
        "sources": st.sampled_from(["poor", "good", {"state": "na", "rationale": "none"}]),
        "marking": st.sampled_from(["met", "not_met"]),
    }
)
item, reviewer = st.integers(0, 2), st.sampled_from(REVIEWERS)
step = st.one_of(
    st.tuples(st.sampled_from(["submit", "revise", "withdraw"]), item, reviewer, answers),
    st.tuples(st.sampled_from(["import", "standard", "unblind"]), item, reviewer, answers),
    st.tuples(st.just("version"), item, reviewer, answers),
)
Step = tuple[str, int, str, dict[str, Any]]


class History:
    """Three deliverables in two engagements, and everything that can happen to them."""

    def __init__(self, world: World, number: int) -> None:
        self.world, self.number = world, number
        self.published, self.lead = world.publish(), world.person("lena", "lead")
        self.versions = [0, 0, 0]
        self.items = [self.hand_in(i) for i in range(3)]

    def hand_in(self, index: int) -> str:
        self.versions[index] += 1
        text = f"Confidential {self.versions[index]}."
        name, engagement = self.name(index), self.engagement(index)
        submission = Submission("Memo", text, external_id=name, engagement=engagement)
        checked = submissions.check(self.published, submission)
        with self.world.store.write(self.world.tenant) as uow:
            return submissions.submit(uow, self.lead, [checked])[0].id

    def name(self, index: int) -> str:
        return f"{self.number}-{index}"

    def engagement(self, index: int) -> str:
        return f"client {index % 2}"

    def take(self, step: Step) -> None:
        """Do one step; a refusal is an answer too, and must leave everything as it was."""
        what, index, handle, given_answers = step
        person = self.world.person(handle)
        if what == "version":
            self.hand_in(index)
            return
        try:
            with self.world.store.write(self.world.tenant) as uow:
                self.change(uow, what, index, person, given_answers)
        except DomainError:
            return

    def change(self, uow: UnitOfWork, what: str, index: int, person: Actor, raw: dict[str, Any]) -> None:
        target = self.items[index]
        mine = [r for r in review_queries.of_deliverable(uow, target) if r.reviewer_id == person.person_id]
        live = [r.id for r in mine if r.current and r.state == "submitted"]
        if what == "submit":
            reviews.review_now(uow, person, target, Answers(raw))
        elif what == "revise":
            reviews.review_now(uow, person, target, Answers(raw), live[-1] if live else "rev_none")
        elif what == "withdraw":
            reviews.withdraw(uow, person, live[-1] if live else "rev_none", "*")
        else:
            line = ImportedReview(
                self.name(index), person.handle, raw, self.engagement(index), blind=what != "unblind",
                kind="reference" if what == "standard" else "ordinary",
            )  # fmt: skip
            imports.import_reviews(uow, self.lead, [line])


def rows(uow: UnitOfWork) -> dict[str, dict[tuple[object, ...], tuple[int, ...]]]:
    """The ledger by its keys."""
    return {
        table.__tablename__: {
            tuple(getattr(r, k) for k in keys): tuple(getattr(r, n) for n in counts_of(table))
            for r in queries.everything(uow, table)
        }
        for table, keys in TABLES.items()
    }


def counts_of(table: Any) -> tuple[str, ...]:
    return queries.SUMS if table is LedgerScore else ("n",)


def rated_items(uow: UnitOfWork) -> list[list[Any]]:
    """The ordinary ratings of each item and criterion, straight from the ratings."""
    by_item: dict[tuple[str, str], list[Any]] = {}
    for row in uow.all(uow.select(RatingRow).where(RatingRow.kind == "ordinary")):
        by_item.setdefault((row.version_id, row.criterion), []).append(row)
    return list(by_item.values())


def assert_levels_counted(uow: UnitOfWork) -> None:
    """Ratings by rater and value, pairs of ratings by their values, and rated items."""
    items = [group for group in rated_items(uow) if group[0].criterion != RAW_SCORE]
    stored: Counter[Any] = Counter()
    for r in queries.everything(uow, LedgerRater):
        stored[r.criterion, r.rater, r.value] += r.n
    assert stored == Counter((r.criterion, r.reviewer_id, r.value) for group in items for r in group)
    paired: Counter[Any] = Counter()
    for r in queries.everything(uow, LedgerPair):
        if r.rater_b != ledger.STANDARD:
            paired[r.criterion, *sorted([(r.rater_a, r.value_a), (r.rater_b, r.value_b)])] += r.n
    assert paired == Counter(
        (a.criterion, *sorted([(a.reviewer_id, a.value), (b.reviewer_id, b.value)]))
        for group in items
        for a, b in itertools.combinations(group, 2)
    )
    assert sum(r.n for r in queries.everything(uow, LedgerPattern)) == len(items)


def assert_scores_summed(uow: UnitOfWork) -> None:
    """Number, sum and spread of scores by item, and number and sum by rater."""
    groups = [group for group in rated_items(uow) if group[0].criterion == RAW_SCORE]
    items: Counter[Any] = Counter()
    raters: Counter[Any] = Counter()
    for group in groups:
        units = [round(float(r.value) * 1_000_000) for r in group]
        items[len(group), "n"] += 1
        items[len(group), "s"] += sum(units)
        items[len(group), "dd"] += (len(units) * sum(u * u for u in units) - sum(units) ** 2) ** 2
        for r, u in zip(group, units, strict=True):
            raters[r.reviewer_id, "n"] += 1
            raters[r.reviewer_id, "s"] += u
    stored: Counter[Any] = Counter()
    by_rater: Counter[Any] = Counter()
    for row in queries.everything(uow, LedgerScore):
        for name in ("n", "s", "dd"):
            if not row.rater_a:
                stored[row.size, name] += getattr(row, name)
            elif not row.rater_b and name != "dd":
                by_rater[row.rater_a, name] += getattr(row, name)
    assert +stored == +items
    assert +by_rater == +raters


def assert_right(uow: UnitOfWork) -> None:
    assert dict(ledger.differences(uow)) == CLEAN
    assert_levels_counted(uow)
    assert_scores_summed(uow)
    assert all(counts[0] > 0 for found in rows(uow).values() for counts in found.values())


def assert_rebuilt_the_same(uow: UnitOfWork) -> None:
    before = rows(uow)
    made = ledger.rebuild(uow)
    assert rows(uow) == before
    assert made == sum(map(len, before.values()))


def assert_engagements_add_up(uow: UnitOfWork) -> None:
    clients = [row.id for row in deliverable_queries.engagements(uow)]
    for read in (queries.patterns, queries.pairs, queries.raters, partial(queries.scores, of_pairs=True)):
        size = len(queries.SUMS) if isinstance(read, partial) else 1
        whole = {tuple(r)[:-size]: tuple(r)[-size:] for r in read(uow, ("test.memo", 1, None, None))}
        parts: dict[Any, tuple[int, ...]] = {}
        for client in clients:
            for r in read(uow, ("test.memo", 1, client, None)):
                key, counts = tuple(r)[:-size], tuple(r)[-size:]
                parts[key] = tuple(map(sum, zip(counts, parts.get(key, (0,) * size), strict=True)))
        assert whole == parts


def test_the_ledger_is_right_after_any_history(any_world: World) -> None:
    numbers = itertools.count()
    examples = 12 if any_world.store.engine.dialect.name == "postgresql" else 25

    @settings(max_examples=examples, deadline=None, suppress_health_check=list(HealthCheck), database=None)
    @given(st.lists(step, min_size=3, max_size=14))
    def check(steps: Sequence[Step]) -> None:
        history = History(any_world, next(numbers))
        for taken in steps:
            history.take(taken)
        with any_world.store.write(any_world.tenant) as uow:
            assert_right(uow)
            assert_rebuilt_the_same(uow)
            assert_engagements_add_up(uow)

    check()
    with any_world.store.read(any_world.tenant) as uow:
        assert uow.all(uow.select(RatingRow).limit(1)), "the histories rated something"


def test_a_wrong_row_shows_and_a_rebuild_mends_it(any_world: World) -> None:
    history = History(any_world, 1)
    for handle in REVIEWERS:
        history.take(("submit", 0, handle, {"reasoning": "good", "sources": "good", "marking": "met"}))
    with any_world.store.write(any_world.tenant) as uow:
        right = rows(uow)
        uow.update(LedgerPair, {"criterion": "reasoning"}, {"n": 7})
        uow.delete(LedgerRater, LedgerRater.criterion == "marking")
        assert dict(ledger.differences(uow)) == CLEAN | {"ledger_pairs": 6, "ledger_raters": 3}
        ledger.rebuild(uow)
        assert rows(uow) == right
        assert_right(uow)


def test_an_import_counts_as_if_each_review_was_submitted(any_world: World) -> None:
    """Two deliverables, the same reviews: one by one, and in one call."""
    history = History(any_world, 1)
    given_answers = [{"reasoning": level, "sources": "good", "marking": "met"} for level in ("good", "fair", "good")]
    for handle, raw in zip(REVIEWERS, given_answers, strict=True):
        history.take(("submit", 0, handle, raw))
    with any_world.store.write(any_world.tenant) as uow:
        lines = [
            ImportedReview(history.name(1), handle, raw, history.engagement(1))
            for handle, raw in zip(REVIEWERS, given_answers, strict=True)
        ]
        assert [r.error for r in imports.import_reviews(uow, history.lead, lines)] == [None] * 3
        assert_right(uow)
        for table, keys in TABLES.items():
            where = keys.index("engagement_id")
            found: dict[str, dict[Any, Any]] = {}
            for key, counts in rows(uow)[table.__tablename__].items():
                found.setdefault(str(key[where]), {})[key[:where] + key[where + 1 :]] = counts
            one, other = found.values()
            assert one == other


@pytest.mark.parametrize(
    ("values", "text"),
    [(["good"], "good:1"), (["b", "a", "b"], "a:1,b:2"), (["1.5", "-2"], "-2:1,1.5:1"), (["a:b", "a:b"], "a:b:2")],
)
def test_a_pattern_reads_back_as_it_was_written(values: list[str], text: str) -> None:
    assert ledger.pattern_text(values) == text
    assert ledger.pattern_values(text) == sorted(Counter(values).items())
