"""Sentences of a deliverable that no passage of the sources supports."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

from marshmallow import fields, validate

from qa_service.checks.context import CheckContext, FactMissing, Source
from qa_service.checks.finding import Hit
from qa_service.checks.grounding.languages import readable
from qa_service.checks.grounding.retrieval import Best, Stems, beginnings, best_passages, stems_between
from qa_service.checks.parameters import Parameters
from qa_service.checks.reading.stems import stem
from qa_service.checks.registry import check
from qa_service.documents import Document, Sentence
from qa_service.documents.searching.lookup import part_at
from qa_service.documents.searching.word_sets import word_set
from qa_service.documents.words import find_words, words_of

WIDTH, STEP = 3, 2
MAX_SHOWN = 300
# Opinions, advice, and what a paper says of itself are the author's own.
OWN = word_set(
    "we our us i my me recommend recommends recommended recommendation suggest suggests advise advises advice"
    " propose proposes should ought believe opinion view views conclude conclusion therefore accordingly report memo"
    " memorandum paper analysis section table figure appendix chapter annex assume assumes assumed assuming"
    " assumption likely unlikely perhaps question questions summary reader you your"
)
# Words that say nothing of the matter, whatever the sources say.
LIGHT = frozenset(
    stem(word)
    for word in word_set(
        "themselves itself himself herself whenever wherever whatever whichever whoever everything everybody everyone"
        " anything anybody anyone something somebody someone nothing nobody none otherwise together already still yet"
        " even often always never ever instead rather quite well mainly mostly namely like unlike along across towards"
        " around without beyond despite besides meanwhile merely simply either regardless moreover furthermore indeed"
    )
)
WORD = re.compile(r"\w+")


class SupportParams(Parameters):
    """Parameters of grounding.support."""

    threshold = fields.Float(
        load_default=0.25,
        validate=validate.Range(min=0, max=1),
        metadata={"description": "Share of a sentence's weight (rare words weigh more) that one passage must hold."},
    )
    min_words = fields.Integer(
        load_default=6,
        validate=validate.Range(min=2),
        metadata={"description": "Sentences with fewer words of content are not checked."},
    )


@check(
    "grounding.support",
    title="Sentence without support",
    description=(
        "Finds statements of fact whose words no passage of brief or sources holds. Three neighbouring sentences are a"
        " passage; words count by their rarity in the sources (tf-idf), in any order and form. Opinions, advice,"
        " questions and what the paper says of itself are left alone. It finds statements that come from nowhere;"
        " whether a source says the contrary it cannot tell."
    ),
    params=SupportParams,
    fires=(
        "The vessel was chartered to a Norwegian salmon exporter under a bareboat arrangement."
        " (Source: the warehouse was let to the tenant for five years.)"
    ),
    quiet="The warehouse was let to the tenant for a term of five years. (Source: the tenant rents the warehouse …)",
)
def support(ctx: CheckContext) -> Iterator[Hit]:
    """Yield every statement of fact without a passage that supports it; without sources the check is skipped."""
    if not any(source.text.strip() for source in ctx.sources):
        raise FactMissing("sources")
    held = readable(ctx.document, ctx.sources, ctx.given)
    passages = [passage for source in held.passages for passage in source.cached("passages", _passages)]
    sentences = [s for s in ctx.document.sentences if _states(ctx.document, s)]
    found = stems_between(words_of(ctx.document), [(s.start, s.end) for s in sentences])
    least, limit = int(str(ctx.params["min_words"])), float(str(ctx.params["threshold"]))
    weighed = [tuple(word for word in words if word not in LIGHT) for words in found]
    checked = [(s, words) for s, words in zip(sentences, weighed, strict=True) if len(words) >= least]
    best = best_passages(
        [beginnings(words) for _, words in checked], [beginnings(words) for _, _, words in passages], strict=True
    )
    for (sentence, words), one in zip(checked, best, strict=True):
        if one.score < limit and not held.speaks_elsewhere(ctx.document, sentence):
            yield _hit(sentence, words, one, passages, limit)


def _passages(source: Source) -> list[tuple[Source, tuple[int, int], Stems]]:
    """Cut a source into overlapping runs of sentences."""
    sentences = source.document.sentences
    starts = range(0, max(1, len(sentences) - WIDTH + STEP), STEP)
    spans = [(sentences[at].start, sentences[min(at + WIDTH, len(sentences)) - 1].end) for at in starts if sentences]
    return [
        (source, span, words) for span, words in zip(spans, stems_between(find_words(source.text), spans), strict=True)
    ]


def _states(document: Document, sentence: Sentence) -> bool:
    text = document.text[sentence.start : sentence.end]
    if text.endswith(("?", ":")) or document.in_code(sentence.start) or _in(document, sentence.start):
        return False
    return OWN.isdisjoint(map(str.lower, WORD.findall(text)))


def _in(document: Document, offset: int) -> bool:
    """Tell whether a sentence stands in a heading or a table."""
    block = part_at(document.blocks, offset)
    return block is not None and block.kind in ("heading", "table")


def _hit(
    sentence: Sentence,
    words: Stems,
    best: Best,
    passages: Sequence[tuple[Source, tuple[int, int], Stems]],
    limit: float,
) -> Hit:
    evidence: dict[str, object] = {"score": f"{best.score:.3f}", "threshold": f"{limit:.3f}"}
    if best.passage >= 0:
        source, (start, end), _ = passages[best.passage]
        evidence |= {"source": source.id, "nearest": source.text[start:end][:MAX_SHOWN]}
    lacking = set(best.missing)
    evidence["missing"] = [word for word in words if not lacking.isdisjoint(beginnings((word,)))][:20]
    return Hit(sentence.start, sentence.end, "No passage of the sources supports this sentence.", evidence)
