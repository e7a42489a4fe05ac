"""Wording that stands twice in a row."""

from __future__ import annotations

from collections.abc import Iterator
from itertools import pairwise
from typing import ClassVar

from marshmallow import fields, post_load, validate

from qa_service.checks.context import CheckContext
from qa_service.checks.finding import Hit
from qa_service.checks.reading.encoded import Span
from qa_service.checks.reading.matching import fold
from qa_service.checks.reading.scopes import within
from qa_service.checks.reading.wordlists import LAWFUL_DOUBLES
from qa_service.checks.registry import check
from qa_service.checks.text.fields import TokenParams, matches, message_field, say, shorten
from qa_service.documents.words import doubles, words_of

NEAR = 200


class RepetitionParams(TokenParams):
    """Parameters of text.repetition."""

    # Without tokens every word is looked at.
    quiet_without_match: ClassVar[bool] = False

    max = fields.Integer(
        load_default=1,
        validate=validate.Range(min=1, max=100),
        metadata={"description": "How often in a row the same wording may stand."},
    )
    message = message_field("“%s” is repeated.", "%s stands for the repeated wording.")

    @post_load
    def _any_word(self, data: dict[str, object], **kwargs: object) -> dict[str, object]:
        return data | {"any_word": not data["tokens"] and not data["raw"]}


@check(
    "text.repetition",
    title="Wording repeated in a row",
    description=(
        "Finds the same match of a token or pattern several times in a row, divided by blanks only; without tokens and"
        " patterns, the same word, but for words that English lawfully doubles (had had, that that)."
    ),
    params=RepetitionParams,
    fires="The tenant shall pay the the rent.",
    quiet="He had had the notice, and all that that implies.\n\nRent\n\nRent is due monthly.",
    reads="source",
)
def repetition(ctx: CheckContext) -> Iterator[Hit]:
    """Yield each run of equal wording that is longer than allowed."""
    text, limit, found = ctx.document.text, int(str(ctx.params["max"])), _candidates(ctx)
    for run in _runs(ctx, found):
        if len(run) > limit and not _columns(text, run[0][0], run[-1][1]):
            quote = text[run[0][0] : run[0][1]]
            span = (run[0][0], run[-1][1])
            yield Hit(*span, say(str(ctx.params["message"]), shorten(quote)), {"times": len(run)}, suggestion=quote)


def _candidates(ctx: CheckContext) -> list[Span]:
    return _doubled_words(ctx) if ctx.params["any_word"] else list(matches(ctx))


def _doubled_words(ctx: CheckContext) -> list[Span]:
    """Return the words that equal a neighbour, without comparing strings."""
    words = words_of(ctx.document)
    at = sorted({place + step for place in doubles(ctx.document) for step in (0, 1)})
    spans = [(int(words.starts[i]), int(words.ends[i])) for i in at if _counts(words.printed[i])]
    return list(within(ctx.document, str(ctx.params["scope"]), spans))


def _counts(word: str) -> bool:
    """Figures and single letters stand side by side in tables and sums; some words are doubled lawfully."""
    return len(word) > 1 and word.isalpha() and word.lower() not in LAWFUL_DOUBLES


def _runs(ctx: CheckContext, spans: list[Span]) -> Iterator[list[Span]]:
    """Yield runs of equal wording with blanks between, and no blank line."""
    text, run = ctx.document.text, spans[:1]
    for before, span in pairwise(spans):
        gap = text[before[1] : span[0]]
        if _joined(gap, text[span[0]]) and _same(ctx, text[slice(*before)], text[slice(*span)]):
            run.append(span)
            continue
        yield run
        run = [span]
    if run:
        yield run


def _joined(gap: str, following: str) -> bool:
    """Blanks, and at most the end of one line; a capital on the next line begins something new."""
    if gap and not gap.isspace():
        return False
    return "\t" not in gap and gap.count("\n") < 2 and not ("\n" in gap and following.isupper())


def _columns(text: str, start: int, end: int) -> bool:
    """Labels of two columns: alone on their line ("Date    Date") or before a colon."""
    before = text[max(0, start - NEAR) : start].rpartition("\n")[2]
    after = text[end : end + NEAR].partition("\n")[0]
    return after.lstrip().startswith(":") or not (before.strip(" |:._") or after.strip(" |:._"))


def _same(ctx: CheckContext, first: str, second: str) -> bool:
    return fold(first) == fold(second) if ctx.params["ignore_case"] else first == second
