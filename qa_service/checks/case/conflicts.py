"""Facts on which the deliverables of one case do not agree."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import cast

from marshmallow import fields

from qa_service.checks.case.facts import CaseFact, conflict, facts_of, label_key
from qa_service.checks.context import CheckContext
from qa_service.checks.finding import Hit
from qa_service.checks.parameters import Parameters, Phrase, phrases
from qa_service.checks.registry import check
from qa_service.checks.related import Other

MAX_OTHERS = 10


class ConflictsParams(Parameters):
    """Parameters of case.conflicts."""

    labels = phrases(metadata={"description": "Compare these labels and facts only, such as “date of loss”."})
    ignore = fields.List(
        Phrase(), load_default=list, metadata={"description": "Labels and facts that may differ within a case."}
    )


@check(
    "case.conflicts",
    title="Facts of one case that differ",
    description=(
        "A date, amount, party or code that another deliverable of the same case states differently, in its submitted"
        " facts or on a labelled line (“Date of loss: 3 May 2024”). Labels are compared by their words in any order."
        " Labels of the paper itself (prepared by, report date) and of what moves on with a case (reserve, status) are"
        " not compared, nor is a label with several values in one text."
    ),
    params=ConflictsParams,
    severity="critical",
    fires="Date of loss: 3 May 2024 (In another deliverable of the case: Date of loss: 4 May 2024)",
    quiet="Date of loss: 3 May 2024 (In another deliverable of the case: Loss date: 2024-05-03)",
)
def conflicts(ctx: CheckContext) -> Iterator[Hit]:
    """Yield one hit per fact of this deliverable that others of its case contradict."""
    others = ctx.around().case
    if not others:
        return
    wanted = {label_key(label) for label in cast(Sequence[str], ctx.params.get("labels") or ())}
    ignored = {label_key(label) for label in cast(Sequence[str], ctx.params["ignore"])}
    ours = facts_of(ctx.document.text, ctx.facts)
    theirs = [(other, facts_of(other.text, other.facts)) for other in others]
    for key, facts in ours.items():
        fact = _single(facts)
        if fact is None or key in ignored or (wanted and key not in wanted):
            continue
        against = [(other, found) for other, known in theirs if (found := _against(fact, known.get(key, ()), other))]
        if against:
            yield _hit(fact, against)


def _against(fact: CaseFact, theirs: Sequence[CaseFact], other: Other) -> CaseFact | None:
    found = _single(theirs)
    if found is None or not conflict(fact, found):
        return None
    producer = other.producer.casefold().strip()
    return None if producer and producer in found.shown.casefold() else found


def _single(facts: Sequence[CaseFact]) -> CaseFact | None:
    """Return the one value of a key; None where a text states several, as a list of payments does."""
    if not facts or any(conflict(facts[0], fact) for fact in facts[1:]):
        return None
    return facts[0]


def _hit(fact: CaseFact, against: Sequence[tuple[Other, CaseFact]]) -> Hit:
    other, first = against[0]
    message = f"{fact.label} is {fact.shown} here and {first.shown} in {other.name}."
    evidence = {
        "key": fact.key,
        "kind": fact.kind,
        "here": fact.shown,
        "others": [
            {"deliverable": o.id, "version": o.version, "label": found.label, "value": found.shown}
            for o, found in against[:MAX_OTHERS]
        ],
    }
    return Hit(fact.start, fact.end, message, evidence, code=fact.kind)
