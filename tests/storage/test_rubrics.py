"""Published versions are beyond change; drafts and retirements; publishing takes turns. On both databases."""

from __future__ import annotations

import threading

import pytest
import sqlalchemy as sa

from qa_service.errors import DomainError
from qa_service.services import audit, rubric_drafts, rubrics, submissions
from qa_service.services.submissions import Submission
from qa_service.storage.failures import StoreConflictError, store_failure
from qa_service.storage.tables import RubricVersion
from tests.factories import MEMO, World

WORDS = MEMO.replace("Short memo", "A short memo").replace("version: 1.0.0", "version: 1.0.1")
HEAVIER = MEMO[: MEMO.index("tests:")].replace("weight: 60", "weight: 61")


def numbered(source: str, version: str) -> str:
    return source.replace("version: 1.0.0", f"version: {version}")


def publish(world: World, source: str) -> bool:
    lead = world.person("lead", "lead")
    return world.store.transact(world.tenant, lambda uow: rubrics.publish(uow, lead, source))[1]


def actions(world: World) -> list[str]:
    with world.store.read(world.tenant) as uow:
        assert audit.verify(uow).broken_at is None
        return [event.action for event in audit.queries.events(uow) if event.action.startswith("rubric.")]


@pytest.mark.parametrize(
    "statement",
    [
        "UPDATE rubric_versions SET title = 'Other'",
        "UPDATE rubric_versions SET source = source",
        "DELETE FROM rubric_versions",
        "DELETE FROM rubric_versions WHERE id = 'nothing' OR version = '1.0.0'",
    ],
)
def test_the_database_refuses_to_change_or_delete_a_version(any_world: World, statement: str) -> None:
    any_world.publish()
    with pytest.raises(sa.exc.IntegrityError, match="never change") as caught, any_world.store.write() as uow:
        uow.connection.execute(sa.text(statement))
    assert isinstance(store_failure(caught.value), StoreConflictError)
    with any_world.store.read(any_world.tenant) as uow:
        assert rubrics.source_of(uow, "test.memo@1.0.0").title == "Short memo"


def test_the_unit_of_work_is_refused_too_and_other_rows_are_not_touched(any_world: World) -> None:
    any_world.publish()
    with pytest.raises(sa.exc.IntegrityError), any_world.store.write(any_world.tenant) as uow:
        uow.update(RubricVersion, {"version": "1.0.0"}, {"title": "Other"})
    assert publish(any_world, WORDS)


def test_postgresql_refuses_to_empty_the_table(postgres_url: str) -> None:
    engine = sa.create_engine(postgres_url)
    with pytest.raises(sa.exc.IntegrityError, match="never change"), engine.begin() as connection:
        connection.execute(sa.text("TRUNCATE rubric_versions CASCADE"))
    engine.dispose()


def test_a_draft_is_kept_as_typed_and_counts_its_changes(any_world: World) -> None:
    lead, store = any_world.person("lead", "lead"), any_world.store
    broken = "schema: [\n  'half"
    with store.write(any_world.tenant) as uow:
        first = rubric_drafts.start(uow, lead, "test.memo", broken)
    assert (first.source, first.base_version, first.updated_by) == (broken, None, lead.person_id)
    with store.write(any_world.tenant) as uow:
        same = rubric_drafts.save(uow, lead, "test.memo", broken, first.etag)
        assert same == first
        second = rubric_drafts.save(uow, lead, "test.memo", MEMO, first.etag)
    assert second.etag != first.etag
    for etag, code in (
        (first.etag, "precondition_failed"),
        (None, "precondition_required"),
        ("", "precondition_failed"),
    ):
        with pytest.raises(DomainError) as refused, store.write(any_world.tenant) as uow:
            rubric_drafts.save(uow, lead, "test.memo", WORDS, etag)
        assert refused.value.code == code
    with store.write(any_world.tenant) as uow:
        rubric_drafts.discard(uow, lead, "test.memo", second.etag)
        assert rubric_drafts.find(uow, "test.memo") is None
        # A draft that is begun anew is another one: the tag of the old one opens nothing.
        again = rubric_drafts.save(uow, lead, "test.memo", MEMO, None)
        assert again.etag != first.etag
        assert [row.rubric_id for row in rubric_drafts.listed(uow)] == ["test.memo"]
    assert actions(any_world) == [
        "rubric.draft_saved", "rubric.draft_saved", "rubric.draft_discarded", "rubric.draft_saved"
    ]  # fmt: skip


def test_publishing_a_draft_removes_it_or_does_neither(any_world: World) -> None:
    any_world.publish()
    lead, store = any_world.person("lead", "lead"), any_world.store
    with store.write(any_world.tenant) as uow:
        red = rubric_drafts.start(uow, lead, "test.memo", WORDS.replace("score: 100.0", "score: 1.0"))
    assert red.base_version == "1.0.0"
    with pytest.raises(DomainError, match="expected") as refused, store.write(any_world.tenant) as uow:
        rubric_drafts.publish(uow, lead, "test.memo", red.etag)
    assert refused.value.code == "rubric_tests_failed"
    with store.write(any_world.tenant) as uow:
        green = rubric_drafts.save(uow, lead, "test.memo", WORDS, red.etag)
        published = rubric_drafts.publish(uow, lead, "test.memo", green.etag)
        assert published.rubric.version == "1.0.1"
        assert rubric_drafts.find(uow, "test.memo") is None
    assert actions(any_world)[-2:] == ["rubric.draft_saved", "rubric.published"]


def test_a_draft_is_bounded_storable_and_filed_under_an_id(any_world: World) -> None:
    lead = any_world.person("lead", "lead")
    wrong = [("test.memo", "x" * (256 * 1024 + 1)), ("test.memo", "a\0b"), ("Not An Id", "x"), ("a" * 101, "x")]
    for name, source in wrong:
        with pytest.raises(DomainError) as refused, any_world.store.write(any_world.tenant) as uow:
            rubric_drafts.start(uow, lead, name, source)
        assert refused.value.status == 422
    with any_world.store.write(any_world.tenant) as uow:
        rubric_drafts.start(uow, lead, "test.memo", "x" * (256 * 1024))


def test_a_retired_version_takes_no_new_work_and_is_read_as_before(any_world: World) -> None:
    first = any_world.publish()
    second = any_world.publish(WORDS)
    lead, sam, store = any_world.person("lead", "lead"), any_world.person("sam", "submitter"), any_world.store

    def submit(published: rubrics.Published, name: str, text: str = "Confidential") -> bool:
        checked = submissions.check(published, Submission("Memo", text, external_id=name))
        with store.write(any_world.tenant) as uow:
            return submissions.submit(uow, sam, [checked])[0].created

    assert submit(first, "M-1")
    with store.write(any_world.tenant) as uow:
        assert rubrics.retire(uow, lead, "test.memo@1.0.0", "Replaced.")
        assert not rubrics.retire(uow, lead, "test.memo@1.0.0", "Again.")
        assert rubrics.retirement_of(uow, "test.memo", "1.0.0").reason == "Replaced."
    assert not submit(first, "M-1"), "what is there already is answered, not refused"
    with pytest.raises(DomainError, match=r"Use test\.memo@1\.0\.1") as refused:
        submit(first, "M-2")
    assert (refused.value.code, refused.value.problems[0].allowed) == ("rubric_retired", ("test.memo@1.0.1",))
    assert submit(second, "M-2")
    with store.write(any_world.tenant) as uow:
        assert rubrics.retire(uow, lead, "test.memo@1.0.1", "Wrong.")
        assert rubrics.resolve(uow, "test.memo").rubric.version == "1.0.1"
        assert rubrics.reinstate(uow, lead, "test.memo@1.0.0", "Needed.")
        assert not rubrics.reinstate(uow, lead, "test.memo@1.0.0", "Needed.")
        assert rubrics.resolve(uow, "test.memo").rubric.version == "1.0.0"
        assert [row.version for row in rubrics.newest(uow)] == ["1.0.0"]
        assert [(row.version, bool(row.retired)) for row in rubrics.versions(uow, "test.memo")] == [
            ("1.0.1", True), ("1.0.0", False)
        ]  # fmt: skip
    assert submit(first, "M-3")
    assert [name for name in actions(any_world) if name != "rubric.published"] == [
        "rubric.retired", "rubric.retired", "rubric.reinstated"
    ]  # fmt: skip


def test_a_rubric_is_retired_as_a_whole(any_world: World) -> None:
    published = any_world.publish()
    lead, store = any_world.person("lead", "lead"), any_world.store
    with store.write(any_world.tenant) as uow:
        rubrics.retire(uow, lead, "test.memo", "No longer done.")
        with pytest.raises(DomainError, match="No version of it is in use"):
            rubrics.refuse_retired(uow, [published.id])
    with pytest.raises(DomainError, match="as a whole"), store.write(any_world.tenant) as uow:
        rubrics.reinstate(uow, lead, "test.memo@1.0.0", "One only.")
    with store.write(any_world.tenant) as uow:
        assert rubrics.reinstate(uow, lead, "test.memo", "Done again.")
        rubrics.refuse_retired(uow, [published.id])
    for reference, code in (("test.other", "rubric_not_found"), ("test.memo@9.0.0", "rubric_not_found")):
        with pytest.raises(DomainError) as refused, store.write(any_world.tenant) as uow:
            rubrics.retire(uow, lead, reference, "Why.")
        assert refused.value.code == code
    with pytest.raises(DomainError, match="reason"), store.write(any_world.tenant) as uow:
        rubrics.retire(uow, lead, "test.memo", "  ")


def test_an_older_major_is_mended_and_no_number_is_slipped_in_below(any_world: World) -> None:
    any_world.publish()
    assert publish(any_world, numbered(HEAVIER, "2.0.0"))
    assert publish(any_world, WORDS), "a patch of 1.0.0 after 2.0.0"
    for source, code in (
        (numbered(HEAVIER, "1.0.2"), "major_required"),
        (numbered(MEMO.replace("pass_mark: 70", "pass_mark: 60"), "1.0.2"), "bump_too_low"),
        (MEMO.replace("Short", "Long"), "version_published"),
    ):
        with pytest.raises(DomainError) as refused:
            publish(any_world, source)
        assert refused.value.code == code
    lower, lowest = (MEMO.replace("pass_mark: 70", f"pass_mark: {mark}") for mark in (60, 50))
    assert publish(any_world, numbered(lower, "1.2.0"))
    assert publish(any_world, numbered(MEMO, "1.1.0")), "it fits between two others"
    assert publish(any_world, numbered(lower, "1.3.1"))
    with pytest.raises(DomainError) as refused:
        publish(any_world, numbered(lowest, "1.3.0"))
    assert (refused.value.code, refused.value.problems[0].suggestion) == ("version_overtaken", "1.3.2")
    assert not publish(any_world, MEMO), "the same content again"


def test_a_rehearsal_keeps_nothing(any_world: World) -> None:
    lead = any_world.person("lead", "lead")
    rubrics.rehearse(any_world.store, any_world.tenant, lead, MEMO)
    with any_world.store.read(any_world.tenant) as uow:
        assert list(rubrics.known_ids(uow)) == []
    any_world.publish()
    with pytest.raises(DomainError, match="2\\.0\\.0"):
        rubrics.rehearse(any_world.store, any_world.tenant, lead, numbered(HEAVIER, "1.0.1"))


def test_versions_published_at_once_are_compared_with_each_other(any_world: World) -> None:
    """Each alone would be a lawful first patch; together they could pool scores that do not compare."""
    any_world.publish()
    light = numbered(MEMO.replace("Short", "Brief"), "1.0.1")
    heavy = {f"2.0.{i}": numbered(HEAVIER.replace("weight: 61", f"weight: {61 + i}"), f"2.0.{i}") for i in range(3)}
    gate = threading.Barrier(4)
    outcomes: dict[str, str] = {}

    def run(name: str, source: str) -> None:
        gate.wait()
        try:
            outcomes[name] = "new" if publish(any_world, source) else "same"
        except DomainError as error:
            outcomes[name] = error.code

    any_world.person("lead", "lead")
    threads = [threading.Thread(target=run, args=pair) for pair in (("1.0.1", light), *heavy.items())]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join(60)
    assert outcomes["1.0.1"] == "new"
    with any_world.store.read(any_world.tenant) as uow:
        hashes = {row.scoring_hash for row in rubrics.versions(uow, "test.memo") if row.major == 2}
    assert len(hashes) == 1, "one major, one scoring"
    assert sorted(outcomes[name] for name in heavy).count("new") == 1
    assert set(outcomes.values()) <= {"new", "major_required", "version_overtaken"}
