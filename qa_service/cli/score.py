"""`score`: answers in, score, outcome, gates and the arithmetic out."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

import click

from qa_service.cli.console import print_json
from qa_service.cli.inputs import Data, Places, naming, read_facts, read_mapping, read_rubric_file, refusal

if TYPE_CHECKING:
    from qa_service.rubric import Rubric
    from qa_service.services.stateless import ScoreReport

_AROUND = ("answers", "facts", "case", "size")


@dataclass(frozen=True, slots=True)
class _Given:
    """What an answers file says; ``places`` are keyed by pointers that begin with ``/answers``."""

    answers: dict[str, Any]
    facts: dict[str, Any]
    size: float | None
    places: Places


@click.command()
@click.argument("answers_file", metavar="ANSWERS")
@click.option("--rubric", "reference", required=True, metavar="ID|PATH", help="The rubric that was answered.")
@click.option("--facts", metavar="FILE", help="Facts that conditions ask for, JSON or YAML.")
@click.option("--size", type=click.FloatRange(min=0), help="The deliverable's size in the rubric's unit.")
@click.option("--json", "as_json", is_flag=True, help="Print the object that `POST /v1/score` answers.")
def score(answers_file: str, reference: str, facts: str | None, size: float | None, as_json: bool) -> None:
    """Score the answers of a JSON or YAML file.

    Each criterion has a level, a number, a list of errors, `na` or `cannot_assess`. The file holds the answers
    alone, or `answers` beside `facts`, `case` and `size`.
    """
    from qa_service.services.stateless import score_answers

    rubric = read_rubric_file(reference)
    given = _unpack(rubric, read_mapping(answers_file))
    seen = {**given.facts, **read_facts(facts)}
    with naming(answers_file, given.places):
        report = score_answers(rubric, given.answers, seen, given.size if size is None else size)
    if as_json:
        print_json(_shape(rubric, report))
    else:
        _print_text(rubric, report)


def _unpack(rubric: Rubric, data: Data) -> _Given:
    from qa_service.rubric import expand_facts

    whole: dict[str, Any] = data.value
    if "answers" not in whole or "answers" in rubric.criteria:
        return _Given(whole, {}, None, data.places.under("/answers"))
    for key in whole:
        if key not in _AROUND:
            raise _refused(data, key, "unknown_key", f"There is no key {key!r} beside answers.")
    facts = expand_facts(_object(data, "facts"))
    if "case" in whole:
        facts["case"] = _object(data, "case")
    return _Given(_object(data, "answers"), facts, _size(data), data.places)


def _object(data: Data, key: str) -> dict[str, Any]:
    value = data.value.get(key) or {}
    if not isinstance(value, dict):
        raise _refused(data, key, "wrong_type", f"{key} is an object: names with values.")
    return value


def _size(data: Data) -> float | None:
    value = data.value.get("size")
    if value is not None and (isinstance(value, bool) or not isinstance(value, int | float) or value < 0):
        raise _refused(data, "size", "wrong_type", "size is a number from 0.")
    return value


def _refused(data: Data, key: str, code: str, message: str) -> Exception:
    line, column = data.places.of(f"/{key}", code)
    return refusal(data.path, code, message, line=line, column=column, allowed=_AROUND if code == "unknown_key" else ())


def _shape(rubric: Rubric, report: ScoreReport) -> dict[str, object]:
    return {
        "rubric": f"{rubric.id}@{rubric.version}", **report.result.to_dict(), "explain": list(report.explanation),
        "open_problems": list(report.open_problems),
    }  # fmt: skip


def _print_text(rubric: Rubric, report: ScoreReport) -> None:
    result = report.result
    shown = "undefined" if result.score is None else f"{result.score:.1f}"
    raw = f" (raw {result.raw_score:.1f})" if result.raw_score is not None and result.raw_score != result.score else ""
    band = f", band {result.band}" if result.band else ""
    click.echo(f"{rubric.id}@{rubric.version}: {result.outcome}, score {shown}{raw}{band}")
    for gate in result.gates:
        click.echo(f"gate: {gate.criterion} {gate.effect} ({gate.reason})")
    click.echo("")
    for line in report.explanation:
        click.echo(line)
    for problem in report.open_problems:
        click.echo(f"open: {problem['message']} [{problem['pointer']}]")
