"""Changes told in prose: from one figure to another, and what the text says that the change is."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from decimal import Decimal

from qa_service.checks.numbers.arithmetic.claims import Claim, Computation, matches
from qa_service.checks.numbers.arithmetic.figures import Figure
from qa_service.checks.numbers.arithmetic.intervals import HUNDRED, ONE, Interval, exactly
from qa_service.checks.numbers.arithmetic.passages import Passage
from qa_service.checks.numbers.arithmetic.words import (
    BASE,
    CHANGE,
    DOWN,
    ELSE,
    LINK,
    MOVED,
    PRIOR,
    RATE,
    STOP,
    TIME,
    TIME_WORDS,
    UNIT,
    UP,
    WORD,
)

LEAD = r"(?: (?:an?|the|its|their|only|low|high|level|total|peak|value|of)){0,4}"
FROM = rf"\b(?:from|von|de){LEAD} (?P<a>[NMPB])(?P<ua>{RATE}{UNIT}){TIME}"
TO = rf"(?:to|auf|à){LEAD} (?P<b>[NMPB])(?P<ub>{RATE}{UNIT}){TIME}"
FROM_TO = rf"{FROM},? {TO}"
C = r"(?P<c>[PQBNMXF])"
SAID = (
    rf"(?:(?:,|;| -| \(|\.)?(?: ?(?:this|that|it)(?: is| was| means| represents| corresponds to| equals| amounts "
    rf"to))?(?: ?{LINK})?"
    rf"(?: ?(?:with|for|showing|marking|reflecting|and))?(?: ?(?:an?|the|ein|eine|einen|einem|einer|une|un))?"
    rf"(?: (?:overall|total|absolute|relative))? ?{CHANGE}(?: (?:of|by|de|von|um))? \+?|"
    rf"(?:,| -|,? \()?(?: ?{LINK})? ?(?:(?:up|down)(?: by)?|by|um|plus|minus) \+?|"
    rf"(?:,|;| -|:)? \(?[+-]|,? {LINK} |,? \((?:{LINK} )?)"
)
GOVERNED = re.compile(rf"\b(?:{MOVED}|{CHANGE})\b[^A-MP-Z.;]{{0,80}}\Z")
NAMED = re.compile(rf"\b{CHANGE}\b|[+-]\Z")
RANGES = re.compile(r"\b(?:rang(?:e[sd]?|ing)|between|scale|pages?|band|interval|var(?:y|ies|ied)|span)\b")
AFTER = re.compile(rf"{FROM_TO}{SAID}{C}{ELSE}")
# "From 1,000 to 1,400, a 40 % increase": with more behind it, it may be the increase of something else.
NAMED_AFTER = re.compile(
    rf"{FROM_TO},? (?:\(|(?:which|that) (?:is|was) |i\.e\.,? )?an? (?P<c>[PQX])[ -]{CHANGE}"
    rf"(?= ?(?:[.,;:)]|$)| (?:overall|in all|in total)\b| in (?:a|one|the) (?:year|month|quarter|week)\b)"
)
BEFORE = re.compile(
    rf"(?:\b(?:by|um|of|de|up|down|a|an|the|plus|minus) |\b(?:{MOVED}) ){C}(?: {CHANGE})?(?! (?:per|a|an|each|"
    rf"annually|yearly)\b){WORD}{{0,1}}"
    rf"(?: in [a-z]+)?,? {FROM_TO}"
)
TO_FROM = re.compile(
    rf"(?:\b(?:by|up|down|{UP}|{DOWN}) ){C}{UNIT},? to{LEAD} (?P<b>[NMP])(?P<ub>{RATE}{UNIT}){TIME},? from{LEAD} "
    rf"(?P<a>[NMP])"
    rf"(?P<ua>{RATE}{UNIT})"
)
TO_FROM_AFTER = re.compile(
    rf"\bto{LEAD} (?P<b>[NMP])(?P<ub>{RATE}{UNIT}){TIME},? (?:up |down )?from{LEAD} (?P<a>[NMP])"
    rf"(?P<ua>{RATE}{UNIT}){TIME}{SAID}{C}{ELSE}"
)
UP_FROM = re.compile(
    rf"(?P<b>[NMP])(?P<ub>{RATE}{UNIT}){TIME},? (?:\(|which is |a |an )?(?:up|down|{CHANGE})(?: by| of)? {C}"
    rf"(?:{CHANGE})?,? (?:from|on|over|{PRIOR})"
    rf"{LEAD} (?P<a>[NMP])(?P<ua>{RATE}{UNIT})"
)
UP_FROM_AFTER = re.compile(
    rf"(?P<b>[NMP])(?P<ub>{RATE}{UNIT}){TIME},? (?:up|down) from{LEAD} (?P<a>[NMP])"
    rf"(?P<ua>{RATE}{UNIT}){TIME}{SAID}{C}{ELSE}"
)
SIGNED = (
    rf"(?:(?:,|;| -|\)|\),|\);)?(?: ?{LINK})?(?: (?:an?|the|ein|eine))? ?{CHANGE} (?:of|by|von|um) |[,;)]{{0,2}} "
    rf"(?:up|down|plus|minus)(?: by)? |[,;)]{{0,2}} \(?[+-])"
)
COMPARED = re.compile(
    rf"(?P<b>[NMP])(?P<ub>{RATE}{UNIT}){TIME},? \(?{PRIOR}{LEAD} (?P<a>[NMP])"
    rf"(?P<ua>{RATE}{UNIT}){TIME}{SIGNED}{C}{ELSE}"
)
BASED = re.compile(rf"(?P<b>[NMP])(?P<ub>{RATE}{UNIT}){TIME},? {BASE}(?P<a>[NMP])(?P<ua>{UNIT}){SIGNED}{C}{ELSE}")
COMPARED_FIRST = re.compile(
    rf"\bcompared (?:with|to){LEAD} (?P<a>[NMP])(?P<ua>{RATE}{UNIT}){TIME},?[^A-Z.;]{{0,30}} (?P<b>[NMP])"
    rf"(?P<ub>{RATE}{UNIT}){TIME}"
    rf"{SIGNED}{C}{ELSE}"
)
BY_TO_BASED = re.compile(
    rf"\b(?:{MOVED}|by|up|down)(?: by)? {C}(?: [a-z-]+){{0,4}} to{LEAD} (?P<b>[NMP])(?P<ub>{RATE}{UNIT}){TIME},? "
    rf"{BASE}(?P<a>[NMP])(?P<ua>{UNIT})\)"
)
REDUCED_TO = re.compile(
    rf"(?P<a>[NM])(?P<ua>{UNIT})(?: (?:was|were|is|are|(?:has|have|had) been|then))? {MOVED} by (?P<c>P) to{LEAD} "
    rf"(?P<b>[NM])(?P<ub>{UNIT})"
)
ARROW = re.compile(rf"(?P<a>[NMP])(?P<ua>{UNIT}) ?(?:->|=>|→) ?(?P<b>[NMP])(?P<ub>{UNIT}),? \(?[+-]?{C}\)?")
TWO_ENDS = re.compile(
    rf"\b(?:from|von|de|to|{PRIOR})\b[^A-Z]{{0,40}}[NMP]|(?:->|=>|→)|[NMP](?:[^A-Z]{{0,30}}[YO])?[^A-Z]{{0,20}}\("
    rf"(?:[yY]|prior|prev|last|vor|vj|py)"
)
# What a pattern cannot do without: a figure that the change starts from or is compared with, or one of the year before.
START = re.compile(rf"(?:from|von|de){LEAD} [NMPB]")
EARLIER = re.compile(r"\((?:Y|prior|previous|last year|vorjahr|vj|py|year before)")
BY_A_SHARE = re.compile(r" by P to ")
BESIDE = re.compile(rf"(?:from|on|over|{PRIOR}){LEAD} [NMP]")
ARROWS = re.compile(r"[-=]>|→")
PATTERNS = (
    (AFTER, START),
    (NAMED_AFTER, START),
    (BEFORE, START),
    (TO_FROM, START),
    (TO_FROM_AFTER, START),
    (UP_FROM, BESIDE),
    (UP_FROM_AFTER, START),
    (COMPARED, BESIDE),
    (COMPARED_FIRST, BESIDE),
    (BASED, EARLIER),
    (BY_TO_BASED, EARLIER),
    (ARROW, ARROWS),
    (REDUCED_TO, BY_A_SHARE),
)
WEAK = (AFTER, BEFORE)
NEXT_WORD = re.compile(rf" (?!{STOP}\b|{TIME_WORDS}\b)([a-z°µ²³/]{{1,20}})")
CENTS = re.compile(r" (?:cents?|pence|p)\b")
MULTIPLES = {
    "halv": Decimal("0.5"),
    "doubl": Decimal(2),
    "tripl": Decimal(3),
    "trebl": Decimal(3),
    "quadrupl": Decimal(4),
}
MULTIPLIED = re.compile(
    rf"(?P<hedge>(?:[a-z]+ than |almost |nearly |roughly |about |around |virtually |practically |over |some |not )?)"
    rf"\b(?P<verb>halv|doubl|tripl|trebl|quadrupl)(?:ed|es|e|ing){UNIT},? {FROM_TO}"
)
FACTORS = (
    re.compile(rf"\b(?:(?:{MOVED}|by) (?P<x>X)|by a factor of (?P<n>N)),? {FROM_TO}"),
    re.compile(rf"{FROM_TO},? (?:by )?(?:a factor of (?P<n>N)|(?P<x>X))(?![a-z])"),
)
LOOSE = Decimal("0.05")
DIRECTION = re.compile(
    rf"\b(?:(?P<up>{UP})|(?P<down>{DOWN}))(?: (?:again|sharply|slightly|further|strongly|steadily))?,? {FROM_TO}"
)
# What goes down when it gets better, or is counted from the top.
ORDERED = re.compile(
    r"\b(?:rank|place|position|rating|grade|class|league|loss|deficit|negative|spot|handicap|debt|number|no|deadline|"
    r"notice|interest|age|weight|vote[sd]?|shot|price-earnings)"
)
YEARS = r"(?:over|in|within|during)(?: the)?(?: (?:last|past|next))? (?P<n>N)(?:-| )years?(?: period)?"
GROWTH = (
    r"(?:cagr|compound(?:ed)?(?: annual(?:ly|ised|ized)?)?(?: growth)?(?: rate)?|annual(?:ised|ized)? growth(?: "
    r"rate)?|average annual growth(?: rate)?)"
)
CAGR = re.compile(
    rf"\bfrom{LEAD} (?P<a>[NM]){UNIT}(?: (?:in|at|the|end|of|fy)){{0,4}}(?: (?P<y>Y))?,? to{LEAD} (?P<b>[NM]){UNIT}"
    rf"(?: (?:in|at|by|the|end|of|fy)){{0,4}}(?: (?P<z>Y))?(?:,? {YEARS})?[^A-Z.]{{0,40}}(?:{GROWTH}\W{{0,3}}"
    rf"(?:cagr\)?)?[^A-Z.]{{0,12}} (?P<c>P)|"
    rf"(?P<d>P) (?:cagr|a year|per year|per annum|annually|p\.a|compound))"
)


def changes(passage: Passage) -> Iterator[Claim]:
    """Yield what the passage says about changes."""
    there = [need for need in (START, BESIDE, EARLIER, BY_A_SHARE, ARROWS) if need.search(passage.text)]
    if not there or not TWO_ENDS.search(passage.text):
        return
    seen = set[tuple[int, int]]()
    for pattern, need in PATTERNS:
        if need not in there:
            continue
        for found, figures in matches(pattern, passage):
            a, b, c = figures["a"], figures["b"], figures["c"]
            if (a.start, c.start) not in seen and _may_claim(passage, found, pattern):
                seen.add((a.start, c.start))
                yield from _change(a, b, c, passage, found)
    if START in there:
        yield from _multiples(passage)
        yield from _directions(passage)
        yield from _compound(passage)


def _may_claim(passage: Passage, found: re.Match[str], pattern: re.Pattern[str]) -> bool:
    """What is governed by no verb of change may be a range."""
    if not _same_units(found):
        return False
    start = min(found.start("a"), found.start("c"))
    before = passage.text[max(0, found.start() - 90) : start]
    if RANGES.search(before[-60:]):
        return False
    said = passage.text[found.end("ub") : found.start("c")] or passage.text[found.start("c") : found.start("a")]
    return (
        pattern not in WEAK
        or NAMED.search(said) is not None
        or GOVERNED.search(passage.text, max(0, start - 110), start) is not None
    )


def _same_units(found: re.Match[str]) -> bool:
    one, other = ((found[name] or "").split() for name in ("ua", "ub"))
    return not one or not other or one[0].rstrip("s") == other[0].rstrip("s") or one[-1] == other[-1]


def comparable(a: Figure, b: Figure) -> bool:
    """Tell whether two figures may measure one thing: both percentages, or amounts of one currency."""
    if {"P", "B"} & {a.kind, b.kind}:
        return a.kind == b.kind or (a.kind == "N" and b.kind in "PB")
    return a.currency is None or b.currency is None or a.currency == b.currency


def _change(a: Figure, b: Figure, c: Figure, passage: Passage, found: re.Match[str]) -> Iterator[Claim]:
    rule = _rule(a, b, c)
    if rule is None or not comparable(a, b):
        return
    if c.kind == "N" and a.kind == b.kind == "M" and CENTS.match(passage.text, found.start("c") + 1):
        yield Claim(
            "change", f"({rule[0]}) × 100", (a, b), c, lambda v: [abs(v[1] - v[0]) * exactly(HUNDRED)], " cents"
        )
        return
    if c.kind in "NM" and not _absolute(passage, found, c):
        return
    formula, compute, label = rule
    yield Claim("change", formula, (a, b), c, compute, label)


def _absolute(passage: Passage, found: re.Match[str], c: Figure) -> bool:
    """An amount is the change only where it is of the same kind; what follows a bare link may be anything."""
    at = found.start("c")
    behind = passage.text[at + 1 : at + 14]
    lead = passage.text[max(0, at - 40) : at]
    unit = NEXT_WORD.match(behind)
    others = [words for name in ("ua", "ub") if (words := (found[name] or "").split())]
    if (
        unit
        and c.kind == "N"
        and not any(unit[1].rstrip("s") in (words[0].rstrip("s"), words[-1].rstrip("s")) for words in others)
    ):
        return False
    return re.search(
        rf"(?:{CHANGE}(?: of| by|)|by|up|down|um|plus|minus|\(?[+-]|{UP}|{DOWN}) ?\+?\Z", lead
    ) is not None and not behind.startswith(" x")


def _rule(a: Figure, b: Figure, c: Figure) -> tuple[str, Computation, str] | None:
    """Return the formula of a change, how it is worked out, and what follows its result."""
    shares, gap = b.kind == "P", "{1} - {0}" if b.value >= a.value else "{0} - {1}"
    if c.kind == "P":
        return (gap, _points_or_percent, " %") if shares else (f"({gap}) / {{0}} × 100", _percent, " %")
    if b.kind == "B" and c.kind == "B":
        return gap, lambda v: [abs(v[1] - v[0])], " basis points"
    if b.kind == "B" and c.kind not in "PX":
        return None
    if c.kind in "QB":
        factor = ONE if c.kind == "Q" else HUNDRED
        label = " percentage points" if c.kind == "Q" else " basis points"
        return (gap, lambda v: [abs(v[1] - v[0]) * exactly(factor)], label) if shares else None
    if c.kind == "X":
        return ("{1} / {0}", lambda v: [v[1] / v[0], v[1] / v[0] - exactly(1)], "")
    if c.kind == "F":
        return None if shares else (f"({gap}) / {{0}}", lambda v: [abs(v[1] / v[0] - exactly(1))], "")
    if shares or ((c.kind == "M") != (b.kind == "M") and "M" in a.kind + b.kind + c.kind and c.kind == "M"):
        return (gap, lambda v: [abs(v[1] - v[0])], "") if shares and c.kind == "N" else None
    return gap, lambda v: [abs(v[1] - v[0])], ""


def _percent(values: Sequence[Interval]) -> list[Interval]:
    a, b = values
    return [abs(b / a - exactly(1)) * exactly(100)]


def _points_or_percent(values: Sequence[Interval]) -> list[Interval]:
    a, b = values
    return [abs(b - a), abs(b / a - exactly(1)) * exactly(100)]


def _multiples(passage: Passage) -> Iterator[Claim]:
    for found, figures in matches(MULTIPLIED, passage):
        a, b, hedge = figures["a"], figures["b"], found["hedge"].strip()
        if _same_units(found) and comparable(a, b) and not a.about and not b.about:
            yield from _multiple(a, b, MULTIPLES[found["verb"]], hedge)
    for pattern in FACTORS:
        for found, figures in matches(pattern, passage):
            times = figures.get("x") or figures["n"]
            if _same_units(found) and comparable(figures["a"], figures["b"]) and not times.about:
                yield from _multiple(figures["a"], figures["b"], times.value, "")


def _multiple(a: Figure, b: Figure, by: Decimal, hedge: str) -> Iterator[Claim]:
    formula = f"{{0}} × {by}"
    if hedge in ("more than", "over"):

        def beyond(values: Sequence[Interval]) -> bool:
            once = values[0] * exactly(by)
            return values[1].high >= once.low if by > 1 else values[1].low <= once.high

        yield Claim("multiple", formula, (a, b), b, lambda v: [v[0] * exactly(by)], test=beyond)
    elif not hedge:
        # "Doubled" is said of what has nearly doubled too.
        near = Interval(by * (1 - LOOSE), by * (1 + LOOSE))
        yield Claim("multiple", formula, (a,), b, lambda v: [v[0] * near])


def _directions(passage: Passage) -> Iterator[Claim]:
    for found, figures in matches(DIRECTION, passage):
        a, b = figures["a"], figures["b"]
        before = passage.text[max(0, found.start() - 80) : found.start()]
        if not _same_units(found) or not comparable(a, b) or min(a.value, b.value) < 0 or a.about or b.about:
            continue
        if a.kind != b.kind or a.power != b.power or ORDERED.search(before) or ORDERED.search(found.group()):
            continue
        up = found["up"] is not None

        def fits(values: Sequence[Interval], up: bool = up) -> bool:
            return values[1].high >= values[0].low if up else values[1].low <= values[0].high

        verb = found["up"] or found["down"]
        yield Claim("direction", "{1} - {0}", (a, b), b, lambda v: [], test=fits, said=verb)


def _compound(passage: Passage) -> Iterator[Claim]:
    for found, figures in matches(CAGR, passage):
        a, b, stated = figures["a"], figures["b"], figures.get("c") or figures["d"]
        years = _years(figures)
        if not years or not comparable(a, b):
            continue

        compound = "cagr" in found.group() or "compound" in found.group()

        def rates(values: Sequence[Interval], years: int = years, compound: bool = compound) -> list[Interval]:
            ratio = values[1] / values[0]
            each = (ratio - exactly(1)) * exactly(100) / exactly(years)
            yearly = (ratio.root(years) - exactly(1)) * exactly(100)
            return [yearly] if compound else [yearly, each]

        yield Claim("growth", f"(({{1}} / {{0}}) ^ (1 / {years}) - 1) × 100", (a, b), stated, rates, " %")


def _years(figures: dict[str, Figure]) -> int:
    if "y" in figures and "z" in figures:
        return int(figures["z"].value - figures["y"].value)
    return int(figures["n"].value) if "n" in figures else 0
