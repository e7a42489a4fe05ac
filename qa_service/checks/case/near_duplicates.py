"""Work that repeats earlier work: candidates come from MinHash bands in the store, and are compared word by word."""

from __future__ import annotations

from collections.abc import Iterator

import numpy as np
from marshmallow import fields, validate

from qa_service.checks.case.minhash import RUN, resemblance, shingles, shingles_of
from qa_service.checks.context import CheckContext
from qa_service.checks.finding import Hit
from qa_service.checks.parameters import FactName, Parameters
from qa_service.checks.reading.matching import texts
from qa_service.checks.reading.word_runs import Numbers
from qa_service.checks.registry import check
from qa_service.checks.related import Other
from qa_service.documents.words import words_of

MAX_PASSAGES = 5
SCOPES = ("engagement", "organisation")


class NearDuplicateParams(Parameters):
    """Parameters of case.near_duplicate."""

    threshold = fields.Float(
        load_default=0.6,
        validate=validate.Range(min=0.4, max=1),
        metadata={"description": "Share of the runs of five words of both texts together that both have."},
    )
    containment = fields.Float(
        load_default=0.8,
        validate=validate.Range(min=0.5, max=1),
        metadata={"description": "Or: share of the shorter text's runs of five words that the other has."},
    )
    min_words = fields.Integer(
        load_default=60,
        validate=validate.Range(min=RUN),
        metadata={"description": "Texts with fewer words of their own are too alike by nature and are not compared."},
    )
    scope = fields.String(
        load_default="engagement",
        validate=validate.OneOf(SCOPES),
        metadata={
            "description": "Compare within the engagement, or with the whole organisation (the other is not named)."
        },
    )
    template = FactName(
        metadata={"description": "The fact that holds a form's standing text, which may be the same everywhere."}
    )


@check(
    "case.near_duplicate",
    title="Nearly the same as earlier work",
    description=(
        "Another deliverable holds nearly the same text. Candidates are found by MinHash signatures kept in the store"
        " for each deliverable whose rubric has this check; each is then compared by its runs of five words. Words"
        " taken from brief and sources do not count, nor do earlier versions of the same deliverable."
    ),
    params=NearDuplicateParams,
    severity="major",
    fires="A report that repeats an earlier report of the engagement but for a few words.",
    quiet="A report that follows the same outline as an earlier report, in its own words.",
)
def near_duplicate(ctx: CheckContext) -> Iterator[Hit]:
    """Yield one hit for each earlier deliverable that this text repeats, the most alike first."""
    others = [o for o in ctx.around().lookalikes if o.same_engagement or ctx.params["scope"] == "organisation"]
    if not others:
        return
    common = _common(ctx)
    own = _without(shingles_of(ctx.document), common)
    if own.size < int(str(ctx.params["min_words"])) - RUN + 1:
        return
    hits = [hit for other in others if (hit := _compared(ctx, own, common, other)) is not None]
    yield from sorted(hits, key=lambda hit: (str(hit.evidence["jaccard"]), hit.message), reverse=True)


def _compared(ctx: CheckContext, own: Numbers, common: Numbers, other: Other) -> Hit | None:
    theirs = _without(shingles(other.text), common)
    shared, jaccard, containment = resemblance(own, theirs)
    whole = containment >= float(str(ctx.params["containment"])) and theirs.size >= own.size // 2
    if jaccard < float(str(ctx.params["threshold"])) and not whole:
        return None
    evidence: dict[str, object] = {
        "jaccard": f"{jaccard:.3f}",
        "containment": f"{containment:.3f}",
        "shared": shared,
        "runs": int(own.size),
        "threshold": ctx.params["threshold"],
        "passages": _passages(ctx, np.intersect1d(own, theirs, assume_unique=True)),
    }
    if other.same_engagement:
        evidence |= {"deliverable": other.id, "version": other.version}
    return Hit(0, 0, f"The text is nearly the same as {other.name}.", evidence, code=_code(other))


def _code(other: Other) -> str:
    return "same_engagement" if other.same_engagement else "other_engagement"


def _common(ctx: CheckContext) -> Numbers:
    """Return the runs that everybody who has the same material may use."""
    material = [source.cached("shingles", lambda given: np.unique(shingles(given.text))) for source in ctx.given]
    if "template" in ctx.params:
        material += [shingles(text) for text in texts(ctx.require(str(ctx.params["template"])))]
    return np.unique(np.concatenate([np.zeros(0, np.uint64), *material]))


def _without(numbers: Numbers, common: Numbers) -> Numbers:
    return np.setdiff1d(np.unique(numbers), common, assume_unique=True)


def _passages(ctx: CheckContext, shared: Numbers) -> list[list[int]]:
    """Return the longest stretches of this text that both have, as offsets, in the order of the text."""
    words, runs = words_of(ctx.document), shingles_of(ctx.document)
    if len(words.ids) - RUN + 1 != len(runs):
        return []
    inside = np.concatenate([[False], np.isin(runs, shared), [False]])
    edges = np.flatnonzero(inside[1:] != inside[:-1])
    found = sorted(zip(edges[0::2].tolist(), edges[1::2].tolist(), strict=True), key=lambda e: (e[0] - e[1], e[0]))
    return sorted([int(words.starts[a]), int(words.ends[b + RUN - 2])] for a, b in found[:MAX_PASSAGES])
