"""`import`: reviews and deliverables made elsewhere, into the store of the settings."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field, replace
from functools import partial
from itertools import groupby
from typing import TYPE_CHECKING, Any, Literal

import click

from qa_service.cli.console import FINDINGS, chunks, hints, progress
from qa_service.cli.inputs import naming, read_text
from qa_service.errors import DomainError, Problem

if TYPE_CHECKING:
    from qa_service.cli.opening import Opened
    from qa_service.services.actor import Actor
    from qa_service.services.check_standing import Ground
    from qa_service.services.imports import ImportResult
    from qa_service.services.rubrics import Published
    from qa_service.services.submissions import Checked
    from qa_service.storage.unit_of_work import UnitOfWork

REVIEWS_AT_ONCE = 5000
DELIVERABLES_AT_ONCE = 500
Kind = Literal["review", "deliverable"]
Refused = tuple[int, DomainError]


@dataclass(frozen=True, slots=True)
class Line:
    """One validated line of the file, or its refusal."""

    number: int
    kind: Kind
    value: dict[str, Any] = field(default_factory=dict)
    error: DomainError | None = None


@dataclass(slots=True)
class _Tally:
    """What became of the lines."""

    path: str
    done: dict[Kind, int] = field(default_factory=lambda: {"review": 0, "deliverable": 0})
    made: int = 0
    refused: int = 0

    def refuse(self, refused: Sequence[Refused]) -> None:
        """Name every refused line on standard error, in the file's order."""
        self.refused += len(refused)
        for number, error in sorted(refused, key=lambda one: one[0]):
            for message, problem in _messages(error):
                pointer = f"{problem.pointer}, " if problem.pointer else ""
                click.echo(f"{self.path}:{number}: {message} [{pointer}{error.code}]", err=True)
                for hint in hints(problem):
                    click.echo(f"  {hint}", err=True)


def _messages(error: DomainError) -> Iterator[tuple[str, Problem]]:
    """One message per problem; the refusal's own sentence where it has no more than one."""
    if len(error.problems) < 2:
        yield error.detail, (*error.problems, Problem("", error.code, error.detail))[0]
        return
    yield from ((problem.message, problem) for problem in error.problems)


@click.command("import")
@click.argument("file", metavar="FILE")
@click.option("--rubric", "reference", metavar="ID", help="The published rubric of deliverables that name none.")
@click.option("--engagement", default="default", show_default=True, help="The engagement of lines that name none.")
@click.option("--create-items", is_flag=True, help="Make an empty deliverable for each item that is none yet.")
def import_file(file: str, reference: str | None, engagement: str, create_items: bool) -> None:
    """Import reviews or deliverables.

    FILE is CSV in long form (item, rater, criterion, value; site, time, engagement, kind, rationale) or NDJSON: lines
    with "answers" are reviews as in `POST /v1/reviews/import`, lines with "content" deliverables as in
    `POST /v1/deliverables`. Exit code 1 when a line was refused; the others are imported all the same.
    """
    from qa_service.cli.opening import first_admin, opened

    if create_items and reference is None:
        raise click.UsageError("--create-items needs --rubric: the rubric of the deliverables to make.")
    lines = list(_lines(file, engagement, reference))
    tally = _Tally(file)
    with opened() as store:
        actor = first_admin(store)
        if create_items and reference is not None:
            tally.made = _create_items(store, actor, reference, lines)
        with progress("importing", len(lines)) as advance:
            for batch in _batches(lines):
                _import(store, actor, batch, tally)
                advance(len(batch))
    _print(tally)
    if tally.refused:
        raise click.exceptions.Exit(FINDINGS)


def _print(tally: _Tally) -> None:
    if tally.made:
        click.echo(f"made {tally.made} deliverables")
    done = [f"{n} {kind}{'' if n == 1 else 's'}" for kind, n in tally.done.items() if n] or ["nothing"]
    click.echo(f"imported {' and '.join(done)}, refused {tally.refused}")


def _lines(path: str, engagement: str, reference: str | None) -> Iterator[Line]:
    """The lines of either form: NDJSON begins with a brace, CSV with the name of a column."""
    text = read_text(path)
    if text.lstrip().startswith("{"):
        defaults = {"engagement": engagement, **({"rubric": reference} if reference else {})}
        return (_ndjson_line(n, raw, defaults) for n, raw in enumerate(text.split("\n"), 1) if raw.strip())
    return _csv_lines(path, text, engagement)


def _csv_lines(path: str, text: str, engagement: str) -> Iterator[Line]:
    from qa_service.services.csv_import import reviews_of_csv

    with naming(path):
        rows = reviews_of_csv(text, engagement)
    return (_validated(row.line, "review", dict(row.values)) for row in rows)


def _ndjson_line(number: int, raw: str, defaults: dict[str, str]) -> Line:
    from qa_service.api.parser import read_json

    try:
        value = read_json(raw.encode(), number)
    except DomainError as error:
        return Line(number, "review", error=error)
    kind: Kind = "deliverable" if isinstance(value, dict) and "content" in value else "review"
    if isinstance(value, dict):
        value = {**{k: v for k, v in defaults.items() if kind == "deliverable" or k == "engagement"}, **value}
    return _validated(number, kind, value)


def _validated(number: int, kind: Kind, value: Any) -> Line:
    from qa_service.api.ndjson import checked_line
    from qa_service.api.schemas.deliverables import new_deliverable
    from qa_service.api.schemas.reviews import import_line

    line = checked_line(number, value, new_deliverable if kind == "deliverable" else import_line)
    return Line(number, kind, line.value or {}, line.error)


def _batches(lines: Iterable[Line]) -> Iterator[Sequence[Line]]:
    """Runs of one kind, in the file's order, so that a review may follow its deliverable."""
    for kind, group in groupby(lines, key=lambda line: line.kind):
        yield from chunks(list(group), REVIEWS_AT_ONCE if kind == "review" else DELIVERABLES_AT_ONCE)


def _import(store: Opened, actor: Actor, batch: Sequence[Line], tally: _Tally) -> None:
    kind = batch[0].kind
    good = [line for line in batch if line.error is None]
    refused = [(line.number, line.error) for line in batch if line.error is not None]
    late = (_import_reviews if kind == "review" else _submit)(store, actor, good)
    tally.done[kind] += len(good) - len(late)
    tally.refuse([*refused, *late])


def _import_reviews(store: Opened, actor: Actor, lines: Sequence[Line]) -> list[Refused]:
    from qa_service.services.imports import ImportedReview, import_reviews

    given = [ImportedReview(**line.value) for line in lines]
    results: list[ImportResult] = store.write(lambda uow: import_reviews(uow, actor, given)) if given else []
    return [(line.number, r.error) for line, r in zip(lines, results, strict=True) if r.error is not None]


def _submit(store: Opened, actor: Actor, lines: Sequence[Line]) -> list[Refused]:
    from qa_service.services import submissions

    checked: list[Checked] = []
    refused: list[Refused] = []
    known: dict[str, tuple[Published, Ground]] = {}
    for line in lines:
        try:
            checked.append(_check(store, line, known))
        except DomainError as error:
            refused.append((line.number, error))
    if checked:
        store.write(lambda uow: submissions.submit(uow, actor, checked))
    return refused


def _check(store: Opened, line: Line, known: dict[str, tuple[Published, Ground]]) -> Checked:
    """Check a line before the lock is taken; ``known`` keeps what holds for all work under a rubric."""
    from qa_service.api.v1.deliverables import submission_of
    from qa_service.services import submissions

    reference = line.value["rubric"]
    if reference not in known:
        known[reference] = store.read(lambda uow: _in_use(uow, reference))
    published, ground = known[reference]
    return submissions.check_beside(store.store, store.tenant_id, published, submission_of(line.value), ground)


def _in_use(uow: UnitOfWork, reference: str) -> tuple[Published, Ground]:
    """Return a rubric that takes work, with what holds for all work under it."""
    from qa_service.services import check_standing, rubrics

    published = _resolved(uow, reference)
    rubrics.refuse_retired(uow, [published.id])
    return published, check_standing.ground(uow, published.rubric)


def _resolved(uow: UnitOfWork, reference: str) -> Published:
    from qa_service.services import rubrics

    try:
        return rubrics.resolve(uow, reference)
    except DomainError as error:
        problem = Problem("/rubric", "unknown_rubric", error.detail, allowed=tuple(rubrics.known_ids(uow)))
        raise DomainError(error.code, error.title, error.detail, [problem], error.status) from None


def _create_items(store: Opened, actor: Actor, reference: str, lines: Sequence[Line]) -> int:
    """Make an empty deliverable, titled by the item, for each item that is none yet; return how many."""
    from qa_service.services import submissions
    from qa_service.services.submissions import Submission

    published = store.read(lambda uow: _resolved(uow, reference))
    given = [line.value for line in lines if line.kind == "review" and line.error is None]
    missing = store.read(lambda uow: list(_missing(uow, given)))
    # An empty text is checked alike whatever its title, so one check does for all of them.
    empty = submissions.check(published, Submission("", ""))
    for part in chunks(missing, DELIVERABLES_AT_ONCE):
        named = [Submission(name, "", engagement=engagement, external_id=name) for engagement, name in part]
        made = [replace(empty, submission=submission) for submission in named]
        store.write(partial(submissions.submit, actor=actor, items=made))
    return len(missing)


def _missing(uow: UnitOfWork, given: Sequence[dict[str, Any]]) -> Iterator[tuple[str, str]]:
    """Engagement and item of the reviews whose deliverable is not there, each once, in the file's order."""
    from qa_service.storage.queries import deliverables as queries

    wanted = dict.fromkeys((value["engagement"], value["deliverable"]) for value in given)
    for engagement, group in groupby(sorted(wanted), key=lambda key: key[0]):
        names = [name for _, name in group]
        identifier = queries.engagement_id(uow, engagement)
        known = queries.by_external_ids(uow, identifier, names) if identifier else {}
        yield from ((engagement, n) for n in names if n not in known and queries.version(uow, n) is None)
