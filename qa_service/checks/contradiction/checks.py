"""Contradictions within one text: a statement made again with the opposite sense or another figure."""

from __future__ import annotations

from collections.abc import Iterator

from marshmallow import fields

from qa_service.checks.context import CheckContext
from qa_service.checks.contradiction.judge import Statement, Verdict, judge, statement
from qa_service.checks.contradiction.pairs import near_restatements
from qa_service.checks.finding import Hit
from qa_service.checks.parameters import Parameters
from qa_service.checks.registry import check
from qa_service.documents import Document

MAX_PAIRS = 20_000


class RestatementsParams(Parameters):
    """Parameters of contradiction.restatements."""

    numbers = fields.Boolean(
        load_default=True, metadata={"description": "Report restatements that differ in one figure too."}
    )


@check(
    "contradiction.restatements",
    title="Statement made again with the opposite sense",
    description=(
        "Two sentences say the same in nearly the same words, but one negates it, uses the opposite word (increased,"
        " decreased) or gives another figure. Conditions (“if the tenant does not pay”), questions and the same"
        " sentence under parallel headings are left alone."
    ),
    params=RestatementsParams,
    severity="major",
    fires=(
        "The policy was in force on the date of the loss. The pipe burst on Friday."
        " In summary, the policy was not in force on the date of the loss."
    ),
    quiet=(
        "If the tenant pays the rent in advance, the deposit is returned."
        " If the tenant does not pay the rent in advance, the deposit is kept."
    ),
)
def restatements(ctx: CheckContext) -> Iterator[Hit]:
    """Yield the later sentence of each pair that contradicts itself."""
    known: dict[int, Statement | None] = {}
    told: set[int] = set()
    for early, late in near_restatements(ctx.document)[:MAX_PAIRS]:
        if late in told:
            continue
        first, second = (_statement(ctx.document, at, known) for at in (early, late))
        if first is None or second is None:
            continue
        verdict = judge(ctx.document, first, second)
        if verdict is not None and (verdict.code != "number" or ctx.params["numbers"]):
            told.add(late)
            yield _hit(ctx.document, first, second, verdict)


def _statement(document: Document, at: int, known: dict[int, Statement | None]) -> Statement | None:
    if at not in known:
        known[at] = statement(document, at)
    return known[at]


def _hit(document: Document, first: Statement, second: Statement, verdict: Verdict) -> Hit:
    evidence = {
        "other": document.text[first.start : first.end].rstrip(),
        "other_start": first.start,
        "other_end": first.end,
        "difference": [verdict.first, verdict.second],
    }
    message = {
        "negation": "This sentence negates what another one states.",
        "opposite": f"This sentence says “{verdict.second}” where another one says “{verdict.first}”.",
        "number": f"This sentence says {verdict.second} where another one says {verdict.first}.",
    }[verdict.code]
    end = second.start + len(document.text[second.start : second.end].rstrip())
    return Hit(second.start, end, message, evidence, code=verdict.code)
