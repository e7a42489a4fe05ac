"""Topics and questions of the brief that no section of a deliverable covers."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import cast

from marshmallow import ValidationError, fields, validate, validates_schema

from qa_service.checks.context import CheckContext, FactMissing
from qa_service.checks.finding import Hit
from qa_service.checks.grounding.brief_topics import Topic, topic, topics_of
from qa_service.checks.grounding.retrieval import Best, Stems, beginnings, best_passages, stems_between
from qa_service.checks.parameters import Parameters
from qa_service.checks.registry import check
from qa_service.documents import Document
from qa_service.documents.words import words_of

WINDOW = 4
LONG, MOST = 4, 0.7


class CoverageParams(Parameters):
    """Parameters of grounding.coverage."""

    topics = fields.List(
        fields.Raw(),
        validate=validate.Length(min=1, max=100),
        metadata={"description": "Topics, or lists of a topic and its synonyms; default: those that the brief names."},
    )
    threshold = fields.Float(
        load_default=0.5,
        validate=validate.Range(min=0, max=1),
        metadata={"description": "Share of a topic's weight (rare words weigh more) that one section must hold."},
    )

    @validates_schema
    def _named(self, data: dict[str, Sequence[object]], **kwargs: object) -> None:
        for index, entry in enumerate(data.get("topics", ())):
            names = [entry] if isinstance(entry, str) else entry
            if not isinstance(names, list) or not names or not all(isinstance(n, str) and n.strip() for n in names):
                raise ValidationError({"topics": {index: ["Must be a topic or a list of a topic and synonyms."]}})
            if topic(*names) is None:
                raise ValidationError({"topics": {index: ["Must have a word that tells what it is about."]}})


@check(
    "grounding.coverage",
    title="Topic of the brief is not covered",
    description=(
        "Takes topics from its parameters, or from the brief: its questions, the items of its lists and the objects of"
        " its requests (“assess the title, the rent and the break clause”). A topic is covered when one section, or a"
        " few neighbouring paragraphs, hold most of its words by weight, in any form and order. What the brief says of"
        " length, form and dates is no topic."
    ),
    params=CoverageParams,
    severity="major",
    fires="The title is clean and the rent is fair. (Brief: Assess the title, the rent and the break clause.)",
    quiet="The title is clean. The rent is fair. The clause on breaks is void. (Brief: Assess the break clause.)",
)
def coverage(ctx: CheckContext) -> Iterator[Hit]:
    """Yield every topic that no section covers; without topics and brief the check is skipped."""
    topics = _topics(ctx)
    passages = [beginnings(words) for words in stems_between(words_of(ctx.document), _passages(ctx.document))]
    ways = [(at, way) for at, one in enumerate(topics) for way in one.ways]
    best: dict[int, Best] = {}
    for (at, _), found in zip(ways, best_passages([way for _, way in ways], passages), strict=True):
        if at not in best or found.score > best[at].score:
            best[at] = found
    limit = float(str(ctx.params["threshold"]))
    for at, one in enumerate(topics):
        if best[at].score < limit and not _in_text(one, passages, parsed="topics" not in ctx.params):
            yield _hit(one, best[at], limit)


def _in_text(one: Topic, passages: Sequence[Stems], *, parsed: bool) -> bool:
    """Tell whether the whole text covers a topic: one word anywhere, or most words of a long request of the brief."""
    there = {word for passage in passages for word in passage}
    if any(len(way) == 1 and way[0] in there for way in one.ways):
        return True
    return parsed and any(len(way) >= LONG and sum(w in there for w in way) >= MOST * len(way) for way in one.ways)


def _topics(ctx: CheckContext) -> list[Topic]:
    if "topics" in ctx.params:
        entries = cast(Sequence[str | list[str]], ctx.params["topics"])
        found = [topic(*([entry] if isinstance(entry, str) else entry)) for entry in entries]
        return [one for one in found if one is not None]
    if not ctx.brief.strip():
        raise FactMissing("brief")
    return topics_of(ctx.brief)


def _passages(document: Document) -> list[tuple[int, int]]:
    """Return the sections, each with its heading, and runs of neighbouring blocks; the whole text where it is short."""
    ends = [*(heading.start for heading in document.headings), len(document.text)]
    sections = list(zip([0, *ends[:-1]], ends, strict=True))
    blocks = document.blocks
    starts = range(max(1, len(blocks) - WINDOW + 1)) if blocks else ()
    runs = [(blocks[at].start, blocks[min(at + WINDOW, len(blocks)) - 1].end) for at in starts]
    return [(start, end) for start, end in [*sections, *runs] if end > start]


def _hit(one: Topic, best: Best, limit: float) -> Hit:
    evidence = {
        "topic": one.text,
        "score": f"{best.score:.3f}",
        "threshold": f"{limit:.3f}",
        "missing": list(best.missing),
    }
    return Hit(0, 0, f"No section covers “{one.text}”.", evidence, code="not_covered")
