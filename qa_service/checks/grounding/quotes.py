"""Quotations against the texts that they are taken from."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

from marshmallow import fields, validate

from qa_service.checks.context import CheckContext, FactMissing
from qa_service.checks.finding import Hit
from qa_service.checks.grounding.quoted import MIN_WORDS, block_quotations, quotations
from qa_service.checks.grounding.quoting import (
    Nearest,
    Original,
    is_verbatim,
    misspelt_share,
    most_alike,
    nearest,
    quoted_words,
    squeeze,
)
from qa_service.checks.parameters import FactName, Parameters
from qa_service.checks.reading.matching import texts
from qa_service.checks.registry import check
from qa_service.documents import Document, Quotation
from qa_service.documents.headings import is_title_case

SHORT, LONG_TITLE = 6, 8
NEARLY = 0.75
# What nobody wrote yet, and what everybody says, is in no source: "a clause such as", "it is trite that".
UNWRITTEN = re.compile(
    r"(?i)(?:\b(?:clause|wording|provision|formula(?:tion)?|sentence|language|drafting|undertaking|something|answer"
    r"|reply|argument) (?:such as|like)|\b(?:would|could|should|might) (?:then |also |have |better |simply |well )*"
    r"(?:read|say|said|run|argue|argued|reply|replied|answer|answered|object|provide|provided|state|stated)(?: that)?"
    r"|\b(?<!that )(?:is|be) to (?:say|argue|plead|reply|answer|object)(?: that)?"
    r"|\bis (?:now |well[- ])?(?:trite|axiomatic|elementary|settled)(?: law)? that"
    r")[\s,:]*\Z"
)
SAYING = re.compile(r"(?i)\b(?:maxim|adage|proverb)(?: is)?(?: that)?[\s,:]*\Z")
LONGEST_LEAD, ALIKE = 60, 0.9
# With more text than this, only the likeliest sources are searched for the nearest passage.
MUCH = 2_000_000


class QuoteParams(Parameters):
    """Parameters of grounding.quotes."""

    against = FactName(metadata={"description": "The fact that holds the quoted text; default: all sources."})
    max_edit = fields.Float(
        load_default=0.0,
        validate=validate.Range(min=0, max=0.2),
        metadata={
            "description": "Share of letters that slips of the pen may change; another word is always a misquotation."
        },
    )
    min_similarity = fields.Float(
        load_default=0.6,
        validate=validate.Range(min=0, max=1),
        metadata={"description": "Shorter quotations less like the source than this are taken for titles or irony."},
    )


@check(
    "grounding.quotes",
    title="Quotation is not verbatim",
    description=(
        "Compares every quotation of three or more words with brief and sources. Ellipses, [brackets], [sic], [emphasis"
        " added], hyphenation, line and page breaks, footnote marks, the style of quotation marks, capitals and"
        " punctuation at the edges may differ. Blocks set apart as quotations are compared where they are nearly a"
        " passage of a source."
    ),
    params=QuoteParams,
    severity="major",
    fires="The lease says “the tenant may pay the rent in advance”. (Source: the tenant shall pay the rent …)",
    quiet="The lease says “[t]he tenant shall pay … in advance”. (Source: the tenant shall pay the rent in advance.)",
)
def quotes(ctx: CheckContext) -> Iterator[Hit]:
    """Yield every quotation that no source holds; without any source the check is skipped."""
    originals = _originals(ctx)
    own = _own_titles(ctx.document)
    for quotation in quotations(ctx.document):
        if not _found(quotation, originals) and squeeze(quotation.text) not in own:
            near, original = _nearest(quotation, originals)
            if not _excused(ctx, quotation, near, original):
                yield _misquotation(quotation, near)
    for quotation in block_quotations(ctx.document):
        if not _found(quotation, originals):
            near, _ = _nearest(quotation, originals)
            if near.similarity >= NEARLY:
                yield _misquotation(quotation, near)


def _found(quotation: Quotation, originals: list[Original]) -> bool:
    """Look in every source, first in the one that held the quotation before."""
    for at, original in enumerate(originals):
        if is_verbatim(quotation.text, original):
            originals.insert(0, originals.pop(at))
            return True
    return False


def _nearest(quotation: Quotation, originals: Sequence[Original]) -> tuple[Nearest, Original]:
    likely = most_alike(quotation.text, originals) if sum(len(o.printed) for o in originals) > MUCH else originals
    found = ((nearest(quotation.text, original), original) for original in likely)
    return max(found, key=lambda pair: (pair[0].similarity, pair[0].source, pair[0].text))


def _originals(ctx: CheckContext) -> list[Original]:
    if "against" in ctx.params:
        name = str(ctx.params["against"])
        found = [Original(name, text) for text in texts(ctx.require(name))]
    else:
        given = [source for source in ctx.given if any(other.text.strip() for other in ctx.sources)]
        found = [source.cached("original", lambda s: Original(s.id, s.text)) for source in given]
    if not found:
        raise FactMissing(str(ctx.params.get("against", "sources")))
    return found


def _own_titles(document: Document) -> frozenset[str]:
    return frozenset(squeeze(heading.title) for heading in document.headings)


def _excused(ctx: CheckContext, quotation: Quotation, near: Nearest, original: Original) -> bool:
    """Leave out titles, irony, names of terms and, if asked, slips of the pen."""
    words = quoted_words(quotation.text)
    if len(words) < MIN_WORDS:
        return True
    unlike = near.similarity < float(str(ctx.params["min_similarity"]))
    if len(words) < SHORT and unlike and not _reorders(words, near):
        return True
    if near.similarity < ALIKE and _is_unwritten(ctx.document.text, quotation):
        return True
    # What is nearly a passage of a source comes from there.
    if near.similarity < NEARLY and _is_saying(ctx.document.text, quotation):
        return True
    if len(words) <= LONG_TITLE and is_title_case(quotation.text) and not quotation.text.rstrip().endswith("."):
        return True
    share = misspelt_share(near, original)
    slip = share is not None and share <= float(str(ctx.params["max_edit"]))
    return slip or _introduces_term(ctx.document.text, quotation)


def _reorders(words: Sequence[str], near: Nearest) -> bool:
    """Whether the words are those of one passage in another order; words of grammar alone stand near everywhere."""
    telling = {word for word in words if len(word) > 4}
    moved = any(quoted for quoted, _ in near.changes)
    return moved and len(words) > MIN_WORDS and len(telling) > 2 and set(words) <= set(quoted_words(near.text))


def _is_unwritten(text: str, quotation: Quotation) -> bool:
    """Whether the words in front say that the quoted words are proposed or supposed."""
    return UNWRITTEN.search(_lead(text, quotation)) is not None


def _is_saying(text: str, quotation: Quotation) -> bool:
    """Whether the words in front say that it is a maxim, which no source need hold."""
    return SAYING.search(_lead(text, quotation)) is not None


def _lead(text: str, quotation: Quotation) -> str:
    return text[max(0, quotation.start - LONGEST_LEAD) : quotation.start]


def _introduces_term(text: str, quotation: Quotation) -> bool:
    """(the “Term”) and “Term” means … name something and quote nobody."""
    before = text[max(0, quotation.start - 30) : quotation.start].rstrip()
    after = text[quotation.end : quotation.end + 12].lstrip()
    opens = before.rpartition("(")[2].split() if "(" in before else None
    named = opens is not None and len(opens) <= 3 and after[:1] in (")", ",", ";")
    return quotation.text[:1].isupper() and (named or after.startswith(("means", "shall mean", "refers")))


def _misquotation(quotation: Quotation, near: Nearest) -> Hit:
    evidence: dict[str, object] = {"source": near.source, "similarity": f"{near.similarity:.3f}"}
    reordered = near.similarity < NEARLY and _reorders(quoted_words(quotation.text), near)
    if near.similarity < 0.5 and not reordered:
        return Hit(quotation.start, quotation.end, "The quotation is in none of the sources.", evidence, code="absent")
    changes = [{"quoted": quoted, "source": source} for quoted, source in near.changes]
    evidence |= {"best_match": near.text, "changes": changes[:20]}
    told = "" if reordered else "; ".join(_change(quoted, source) for quoted, source in near.changes[:3])
    shown = told or "the order of words differs"
    message = f"The quotation differs from its source: {shown}."
    return Hit(quotation.start, quotation.end, message, evidence, suggestion=near.text, code="differs")


def _change(quoted: str, source: str) -> str:
    if not source:
        return f"“{quoted}” was added"
    return f"“{quoted}” for “{source}”" if quoted else f"“{source}” was left out"
