"""Shares told in prose: 60 of the 240 claims (25 %), a third of the 90 members, 20 % of EUR 1,200."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

from qa_service.checks.numbers.arithmetic.change import comparable
from qa_service.checks.numbers.arithmetic.claims import Claim, matches
from qa_service.checks.numbers.arithmetic.figures import Figure
from qa_service.checks.numbers.arithmetic.intervals import HUNDRED, ONE, Interval, exactly
from qa_service.checks.numbers.arithmetic.passages import Passage
from qa_service.checks.numbers.arithmetic.words import CHANGE, LINK, TIME, UNIT, WORD

THE = r"(?: (?:the|all|these|those|a total of|our|its|their|those|some|insgesamt|den|der|les?))?"
END = r"(?= ?(?:[),;.:]|$|-))"
PART = rf"(?P<k>[NM])(?P<uk>{UNIT})"
WHOLE = rf"(?P<t>[NM])(?P<ut>{UNIT}){TIME}"
SHARE = r"(?P<c>[PF])"
SAID = rf"(?: \((?:{LINK} )?|,? {LINK} (?:about )?| - |, (?:or |which is )| \[|: )"
# What the whole did: "of the 44 members who answered".
CLAUSE = r"(?:,? (?:who|that|which|whom|whose)(?: [a-z'-]+){1,8}?)?"
OF_WHOLE = re.compile(
    rf"\b(?:of|von|sur){THE} {WHOLE}{CLAUSE},? {PART}(?: (?:was|were|is|are|had|have|has)(?: [a-z]+){{1,3}})?"
    rf" \((?:{LINK} )?{SHARE}{END}"
)
OF_WHOLE_FIRST = re.compile(rf"\bof{THE} {WHOLE}, {SHARE} \({PART}{END}")
PART_OF = re.compile(rf"{PART} (?:out )?(?:of|von|sur){THE} {WHOLE}{SAID}{SHARE}{END}")
PER = re.compile(rf"(?P<k>N) ?/ ?(?P<t>N)(?P<ut>{UNIT}) ?[(=,:\[] ?{SHARE}{END}")
RATE_OF = (
    r", (?:an?|giving an?|for an?|or an?|equal to an?|i\.e\. an?) (?:[a-z-]+ ){0,2}(?:occupancy|margin|yield|"
    r"turnout|rate|share|quota|return)(?: rate)? of "
)
RATED = re.compile(rf"{PART} (?:out )?(?:of|von|sur){THE} {WHOLE}{RATE_OF}{SHARE}{END}")
# "£450,000 against £600,000, a loan-to-value ratio of 75%"
AGAINST = re.compile(
    rf"{PART} against(?: an?)?(?: [a-z]+ of)? {WHOLE}(?:,? (?:which )?(?:gives?|giving|is|means|makes)|,)? "
    rf"an? (?:[a-z-]+ ){{0,2}}ratio of {SHARE}{END}"
)
MARGIN = re.compile(rf"{PART} on(?: [a-z]+){{0,3}} of {WHOLE}{RATE_OF}{SHARE}{END}")
SHARE_FIRST = re.compile(
    rf"{SHARE}{UNIT} [(\[](?:n ?= ?)?(?P<k>[NM])(?P<uk>{UNIT}) ?(?:/ ?|out of{THE} |of{THE} |von ){WHOLE}[)\];,]"
)
IS = r"(?:is|are|=|equals|makes|gives|comes to|came to|amounts to|was|were|would be|will be|i\.e\.)"
LABEL = r"(?:(?: (?:the|a|an|its|our|their|his|her|this|that))?(?: (?!of )[a-z'-]+){1,4} of)?"
SHARE_OF = re.compile(
    rf"(?P<p>[PF]) (?:of|on){LABEL}{THE}{WORD}{{0,2}}? (?P<t>[NM])(?P<ut>{UNIT})(?: (?:{IS})|,? {LINK}|,? \("
    rf"(?:{LINK} )?| =|,)"
    rf"(?: only| "
    rf"just| exactly)?{THE}(?: sum of| amount of)? ?(?P<r>[NM])"
    rf"(?P<ur>{UNIT}){END}"
)
MEANT = re.compile(
    rf"{PART}(?: [a-z]+)? (?:represents?|represented|equals?|is|was|were|are|accounts? for|accounted for|make up|"
    rf"makes up|made up|comes? to|corresponds? to|amounts? to|constitutes?) "
    rf"{SHARE} of(?: [a-z]+){{0,4}} (?P<t>[NM])"
)
# The share is of something that is named, or the figures may be of two kinds.
TWO_KINDS = re.compile(r"\b(?:respectively|of which|of whom|of these|thereof|davon)\b")
NOMINAL = re.compile(
    r"\b(?:vat|tax|gst|duty|discount|rebate|deposit|retention|commission|fee|interest|royalt|premium|deductible|"
    r"excess|levy|"
    r"surcharge|bonus|down payment|mwst|ust|tva|markup|mark-up|margin|holdback|escrow|penalty|allowance|stamp|cap)"
)
ADDED = re.compile(
    rf"(?P<p>P) (?:[a-z]+ )?(?P<what>discount|rebate|reduction|deduction|surcharge|uplift|mark-?up|markup|increase|"
    rf"commission|fee|deposit|tip|premium)"
    rf"(?: (?:on|off|of|to|applied to|from))(?: (?:the|a|an|its))?{WORD}{{0,3}}?(?: (?:of|at))? (?P<t>[NM])(?:,? "
    rf"{LINK}| \((?:{LINK} )?| =|,? which is|,? leaving|,? giving)(?: [a-z]+ of)? (?P<r>[NM])"
)


def shares(passage: Passage) -> Iterator[Claim]:
    """Yield what the passage says about shares."""
    if not (passage.has("PF") and passage.has("NM", 2)):
        return
    seen = set[int]()
    for pattern in (OF_WHOLE, PART_OF, RATED, AGAINST, MARGIN, PER, SHARE_FIRST, OF_WHOLE_FIRST, MEANT):
        for found, figures in matches(pattern, passage):
            part, whole, share = figures["k"], figures["t"], figures["c"]
            if share.start not in seen and _one_kind(passage, found, part, whole):
                seen.add(share.start)
                yield _share(part, whole, share)
    for found, figures in matches(SHARE_OF, passage):
        if comparable(figures["t"], figures["r"]) and (figures["t"].kind == figures["r"].kind):
            yield from _part(passage, found, figures)
    for _, figures in matches(ADDED, passage):
        if figures["t"].kind == figures["r"].kind and comparable(figures["t"], figures["r"]):
            yield _added(figures)


def _one_kind(passage: Passage, found: re.Match[str], part: Figure, whole: Figure) -> bool:
    if part.kind != whole.kind or not comparable(part, whole) or TWO_KINDS.search(found.group()):
        return False
    return abs(part.value) <= abs(whole.value) or part.power != whole.power


def _share(part: Figure, whole: Figure, share: Figure) -> Claim:
    factor = HUNDRED if share.kind == "P" else ONE
    formula, label = ("{0} / {1} × 100", " %") if share.kind == "P" else ("{0} / {1}", "")
    return Claim("share", formula, (part, whole), share, lambda v: [v[0] / v[1] * exactly(factor)], label)


def _part(passage: Passage, found: re.Match[str], figures: dict[str, Figure]) -> Iterator[Claim]:
    """A share of a whole; a rate that was agreed is exact, one that was measured is rounded."""
    share, whole, part = figures["p"], figures["t"], figures["r"]
    around = passage.text[max(0, found.start() - 40) : found.end() + 20]
    exact = NOMINAL.search(around) is not None
    factor = HUNDRED if share.kind == "P" else ONE

    def parts(values: Sequence[Interval]) -> list[Interval]:
        rate = exactly(share.value) if exact else values[0]
        return [rate * values[1] / exactly(factor)]

    yield Claim("part", "{0} × {1}", (share, whole), part, parts)


def _added(figures: dict[str, Figure]) -> Claim:
    rate, base, stated = figures["p"], figures["t"], figures["r"]

    def results(values: Sequence[Interval]) -> list[Interval]:
        part = values[1] * exactly(rate.value) / exactly(100)
        return [values[1] - part, values[1] + part, part]

    return Claim("part", "{1} less or plus {0}", (rate, base), stated, results)


__all__ = ["CHANGE", "shares"]
