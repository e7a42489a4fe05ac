"""Deductions told in prose: what is left of an amount, in one sentence or over a few."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

from qa_service.checks.numbers.arithmetic.change import comparable
from qa_service.checks.numbers.arithmetic.claims import Claim, matches, times
from qa_service.checks.numbers.arithmetic.figures import Figure
from qa_service.checks.numbers.arithmetic.intervals import ONE, Interval, exactly
from qa_service.checks.numbers.arithmetic.intervals import total as added
from qa_service.checks.numbers.arithmetic.passages import Passage
from qa_service.checks.numbers.arithmetic.words import ITEM_WORD, LINK

OF_WHAT = r"(?:the |an? |its |your |our |their |his |her )?(?:[a-z-]+ ){0,2}"
TAKEN = (
    r"(?:less|minus|(?:hold(?:ing)?|held|keep|kept) back|subtract(?:ed|ing|s)?|(?:take|taking|taken|took|takes) "
    r"(?:off|away)?|"
    r"deduct(?:ed|ing|s)?|withh(?:o|e)ld|net of|reduced by|abzüglich|"
    rf"after {OF_WHAT}(?:deductible|excess|depreciation|retention|discount|advance|fee|tax|salvage) of|"
    rf"and (?:then )?{OF_WHAT}(?:deductible|excess|depreciation|retention|discount|advance|fee|tax|salvage) of)"
)
AT_ONCE = (
    rf"\)?,? (?:\(?(?:which )?(?:leaves?|leaving|left|gives?|giving|makes?|making|=|{LINK}|c[ao]mes? to|equals?|"
    rf"results? in|"
    r"resulting in|yields?|is|are)(?: only)?|(?:the|your|our) (?:[a-z-]+ ){0,4}(?:payment|payable|claim|loss|amount|"
    r"balance|settlement|due|sum) (?:is|of|comes to|amounts to))(?: (?:the|an?|us with|you with))?(?: [a-z]+){0,4}? "
)
LATER = (
    r"[^A-Z]{0,60}(?:(?:,? so(?: that)?|[.;]) (?:[a-z'-]+ ){0,5}?(?:you|we|he|she|they|insured|claimant)(?: will| "
    r"shall| can| now| then| are)?"
    r" (?:receive|pay|paying|sending|send|get)|[.;] (?:the |a |our |your )?(?:net )?(?:check|cheque|payment|"
    r"settlement|amount payable|"
    r"net payment|net amount)(?: is| of| for| due is| payable is| comes to| amounts to)*)(?: for| of)? "
)
DEDUCTED_ONE = rf"{TAKEN} (?:[a-z'-]+ ){{0,4}}M"
CHAIN = re.compile(
    rf"(?P<m>M)(?! (?:per|each|an?)\b)[^A-Z]{{0,110}}?(?P<taken>\b{DEDUCTED_ONE}"
    rf"(?:[^A-Z.;]{{0,90}}?\b{DEDUCTED_ONE}){{0,4}}"
    rf"(?:,? and (?:your |the |a )?M(?: [a-z]+){{1,3}})?)(?P<behind>[^A-Z=.;,]{{0,24}})(?:{AT_ONCE}|{LATER})"
    rf"(?P<r>M)(?! (?:per|each|an?)\b)"
)
LESS = re.compile(
    rf"(?P<m>[NM])(?! (?:an?|per|each)\b){ITEM_WORD}{{0,6}},? (?:less|minus|after deducting|after deduction of|net "
    rf"of|reduced by|abzüglich)(?: (?:the|a|an|its))?"
    rf"{ITEM_WORD}{{0,4}}(?: of)? (?P<d>[NMP]){ITEM_WORD}{{0,5}},? ?(?:\(?(?:leaves?|leaving|left|gives?|giving|"
    rf"makes?|making|=|{LINK}|comes? to|equals?|"
    rf"results? in|resulting in|yields?|is)(?: only)?)(?: (?:the|an?|us with))?(?:{ITEM_WORD}{{0,4}} of)? ?"
    rf"(?P<r>[NM])(?![a-z])"
)
REST = re.compile(
    r"(?P<m>M)(?:,| \()? of which [^A-Z.;]{0,40}(?P<d>M)[^A-Z]{0,120}? the (?:balance|remainder|rest|remaining amount)"
    r"(?: of| is| was| amounts to| comes to|,)?(?: [a-z]+){0,4}? (?P<r>M)"
)
# "Of 412 patients screened, 96 were excluded, leaving 316", "$12,000 of the $15,000 limit, leaving $3,000"
LEFT_OF = re.compile(
    rf"\bof (?:the |these |those |its |all )?(?P<m>N)(?! (?:per|to)\b)[^A-Z.;]{{1,60}}, (?P<d>N){ITEM_WORD}{{0,3}} "
    rf"(?:were|was|are|had|have)\b[^A-Z.;]{{0,60}}, (?:which )?(?:leaving|leaves|left) (?P<r>N)(?! (?:per|%))"
)
PAID_OF = re.compile(
    r"(?P<d>M) of (?:the|its|his|her|their|our|an?)(?: [a-z]+){0,2} (?P<m>M)(?: [a-z-]+){0,3},? "
    r"(?:which )?(?:leaving|leaves|left) (?:only |just )?(?P<r>M)(?! (?:per|each|an?)\b)"
)
DEDUCTED = re.compile(
    r"\b(?:less|minus|deduct|net of|reduced by|abzüglich|subtract|hold|held|tak(?:e|en|ing)|took|withh|after|of which|"
    r"leaving|leaves|left)"
)


def deductions(passage: Passage) -> Iterator[Claim]:
    """Yield what the passage says is left of amounts."""
    if not passage.has("NMP", 3) or not DEDUCTED.search(passage.text):
        return
    yield from _chains(passage)
    for found, figures in matches(LESS, passage):
        if not _earlier(passage, found.start(), figures["m"]):
            yield from _less(figures["m"], figures["d"], figures["r"])
    for pattern in (REST, LEFT_OF, PAID_OF):
        for _, figures in matches(pattern, passage):
            yield from _less(figures["m"], figures["d"], figures["r"])


def _chains(passage: Passage) -> Iterator[Claim]:
    for found, figures in matches(CHAIN, passage):
        base, rest = figures["m"], figures["r"]
        first, last = found.start("taken"), found.end("taken")
        taken = [figure for at, figure in passage.figures.items() if first <= at < last]
        everything = [base, *taken, rest]
        if any(not comparable(base, figure) for figure in everything) or rest.value > base.value:
            continue
        more = _earlier(passage, found.start(), base)
        formula = " - ".join(f"{{{at}}}" for at in range(1 + len(taken)))
        yield Claim("difference", formula, (base, *taken), rest, _Left(more))


class _Left:
    """What is left; amounts that stand before in the sentence may belong to what is reduced."""

    def __init__(self, more: Sequence[Figure]) -> None:
        self.more = more

    def __call__(self, values: Sequence[Interval]) -> list[Interval]:
        out = [values[0] - added(values[1:])]
        for figure in self.more:
            out.append(out[-1] + figure.interval)
        return out


def _earlier(passage: Passage, start: int, like: Figure) -> list[Figure]:
    """Return the figures of one kind that stand before in the sentence, the nearest first."""
    stop = passage.text.rfind(". ", 0, start) + 1
    places = [at for at, figure in passage.figures.items() if stop < at < start and figure.kind == like.kind]
    return [passage.figures[at] for at in reversed(places)]


def _less(base: Figure, less: Figure, rest: Figure) -> Iterator[Claim]:
    if base.kind != rest.kind or not comparable(base, rest):
        return
    if less.kind == "P":
        yield Claim("difference", "{0} less {1}", (base, less), rest, times(exactly(ONE - less.value / 100)))
    elif less.kind == base.kind and comparable(base, less):
        yield Claim("difference", "{0} - {1}", (base, less), rest, lambda v: [v[0] - v[1]])
