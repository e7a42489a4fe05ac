"""Sums told in prose: a total and its parts, net and tax, what a deduction leaves, means, ratios and differences."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

from qa_service.checks.numbers.arithmetic.change import comparable
from qa_service.checks.numbers.arithmetic.claims import Claim, matches, named, times
from qa_service.checks.numbers.arithmetic.figures import Figure
from qa_service.checks.numbers.arithmetic.intervals import ONE, Interval, exactly
from qa_service.checks.numbers.arithmetic.intervals import total as added
from qa_service.checks.numbers.arithmetic.passages import Passage
from qa_service.checks.numbers.arithmetic.words import IN_ALL, ITEM_WORD, LINK, TIME, TOTALS, UNIT, WORD
from qa_service.documents.searching.word_sets import word_set

ITEM = rf"\(?[NMP]\)?{ITEM_WORD}{{0,6}}"
NEXT = rf"(?:,|;| plus| \+){ITEM_WORD}{{0,5}} {ITEM}"
LAST = rf"(?:,|;)?(?: and| plus| \+| &| sowie| und| et){ITEM_WORD}{{0,5}} {ITEM}"
LIST = rf"(?P<items>{ITEM}(?:{NEXT}){{0,14}}{LAST})"
PARTS_FIRST = re.compile(
    rf"{LIST}(?:,|;|:| -| \()?(?: ?{TOTALS}(?: {WORD}{{0,2}}(?:of|is|:))?|(?: ?{LINK})) ?(?P<t>[NMP])(?P<ut>{UNIT})"
)
PARTS_THEN = re.compile(
    rf"{LIST}(?:,|;|:| -| \()(?: (?:or|i\.e\.|so|making))?(?: a)? ?(?P<t>[NMP])(?P<ut>{UNIT}) {IN_ALL}\b"
)
WHOLE_FIRST = re.compile(
    rf"(?P<t>[NM])(?P<ut>{ITEM_WORD}{{0,4}}) ?(?::|\(|-|,? (?:namely|i\.e\.|consist(?:s|ed|ing)? of|compris(?:es?|"
    rf"ed|ing)|"
    rf"(?:is |was |are )?made up of|"
    rf"(?:is |was |are )?composed of|(?:is |was )?the sum of|(?:is |was |are )?broken down (?:into|as follows:?)|"
    rf"(?:is |was |are )?split into|being):?)"
    rf"{ITEM_WORD}{{0,4}} ?{LIST} ?(?=[.;)]|$)"
)
SEVERAL = re.compile(
    r"\b(?:overlap\w*|multiple|several|both|respectively|at least|not exclusive|each|(?<!add )(?<!adds )up to|also|"
    r"may|points?|out of|of (?:them|whom|which|these|those)|thereof|davon|"
    r"or)\b"
)
# What a list begins with may be the total of another one.
TOTAL_BEFORE = re.compile(r"\b(?:totals?|totall?ing|total of|sum of|together|altogether|in all) \Z")
PRICE_BEFORE = re.compile(r"(?:\bat|[@x×à]) \Z")
MEASURES = re.compile(
    r"^(?:years?|months?|weeks?|days?|hours?|minutes?|pages?|people|persons|members|kg|km|m|miles?|clauses?|%|"
    r"euros?|dollars?)\b"
)
TAXED = re.compile(
    rf"(?P<m>[NM])(?P<um>{WORD}{{0,3}})(?: \([a-z ]{{1,16}}\))?,? (?:plus|\+|and|zuzüglich|zzgl\.) (?P<p>P)"
    rf"(?P<tax>(?: [a-z]{{2,9}}){{1,3}})"
    rf"(?:(?: \(| of|, i\.e\.,?|,| =| amounting to|:)? ?(?P<v>[NM])\)?)?(?:,|;| -| =)?(?P<all>[^A-Z.;]{{0,30}})"
    rf"(?P<g>[NM])?(?P<end>[^A-Z.;]{{0,14}})"
)
TAX = re.compile(
    r"\b(?:vat|tax|gst|mwst|ust|tva|iva|duty|service charge|surcharge|levy|hst|umsatzsteuer|mehrwertsteuer)"
)
WITH_ALL = re.compile(rf"\b(?:{IN_ALL}|{TOTALS}|{LINK}|brutto)(?![a-z])|=")
MEAN = re.compile(
    rf"\b(?P<what>mean|average|sum|total|product)(?: value)? of(?: the)?(?: [a-z]+)? (?P<items>[NMP](?:, "
    rf"[NMP]){{0,14}},? and [NMP])(?P<u>{WORD}{{0,3}}) (?:is|was|=|equals|comes to|"
    r"gives|amounts to)(?: therefore| thus)? (?P<r>[NMP])"
)
AVERAGED = re.compile(
    rf"(?P<items>[NMP](?:, [NMP]){{0,14}},? and [NMP])(?P<u>{WORD}{{0,2}}),? (?:which |on |an )?(?P<what>average)d? "
    rf"(?:of |out at )?(?P<r>[NMP])(?!{WORD}{{0,1}} (?:per|an?|each)\b)"
)
DIFFERENCE = re.compile(
    rf"\bdifference between(?: the)?{WORD}{{0,4}}?(?: of)? (?P<a>[NMP])(?P<ua>{UNIT}) and(?: the)?{WORD}{{0,4}}?"
    rf"(?: of)? (?P<b>[NMP])(?P<ub>{UNIT})"
    r"(?: is| was|,| =| amounts to| comes to) (?P<c>[NMPQB])"
)
DIFFERENCE_LAST = re.compile(
    rf"(?P<c>[NMP]) is the difference between(?: the)?{WORD}{{0,4}}?(?: of)? (?P<a>[NMP])(?P<ua>{UNIT}) and(?: "
    rf"the)?{WORD}{{0,4}}?(?: of)? (?P<b>[NMP])"
)
DIFFERENCE_BEHIND = re.compile(
    rf"(?P<a>[NMP])(?P<ua>{UNIT}){TIME}[^A-Z.;]{{0,40}}? (?:and|but|against|versus|vs\.?|compared (?:with|to))"
    rf"[^A-Z.;]{{0,40}} (?P<b>[NMP])(?P<ub>{UNIT}){TIME}[^A-Z.;]{{0,20}}, an? "
    rf"(?:difference|surplus|shortfall|gap) of (?P<c>[NMPQB])"
    r"(?= ?(?:[.,;)]|$)| [a-z]+[.,;)])"
)
RESOLD = re.compile(
    r"\b(?:bought|acquired|purchased)\b[^A-Z.;]{0,30} for (?P<a>M)[^A-Z.;]{0,60}\bsold\b[^A-Z.;]{0,30} for (?P<b>M),? "
    r"(?:at |with |making |for )?an? (?:profit|gain|loss) of (?P<c>M)(?= ?(?:[.,;)]|$))"
)
EXCEEDS = re.compile(
    rf"(?P<b>[NM])(?P<ub>{UNIT}) (?:exceed(?:s|ed)?|is above|was above|beat|overshot|surpass(?:es|ed)?|fell short "
    rf"of|falls short of|is below|was below|undercut)"
    rf"(?: (?:the|its|our|their|an?))?{WORD}{{0,4}}?(?: of)? (?P<a>[NM])(?P<ua>{UNIT}) by (?P<c>[NMP])(?! ?"
    rf"(?:points|a|per))"
)
RATIO = re.compile(
    rf"(?P<a>[NM])(?P<ua>{UNIT})(?: (?:by|at|in) [a-z]+)? (?:and|to|versus|vs\.?|against|on|for)"
    rf"(?: (?:every|each|[a-z]+ of))? (?P<b>[NM])(?P<ub>{UNIT})(?: (?:by|at|in) [a-z]+)?"
    rf"(?:,| -| \()?(?: ?{LINK})? ?(?:an?|the|in an?|with an?|at an?|(?:gives?|giving|yields?|making|"
    rf"makes?) an?)? ?"
    r"(?:[a-z-]+ ){0,2}ratio of (?P<c>[N])(?: ?: ?| to | zu )(?P<d>N)"
)
# "The ratio of claims to premium was 2:1 (£40,000 to £20,000)"
RATIO_FIRST = re.compile(
    r"(?P<c>N) ?: ?(?P<d>N) \((?P<a>[NM])(?P<ua>(?: [a-z]+){0,2}) (?:to|against|and) "
    r"(?P<b>[NM])(?P<ub>(?: [a-z]+){0,2})\)"
)
TWICE = re.compile(
    rf"(?P<b>[NM])(?P<ub>{UNIT}),? (?:[a-z]+ ){{0,3}}(?P<by>twice|double|half|X|F of)(?: as (?:many|much|high|"
    rf"large) as)?(?: of)?(?: (?:the|last year's))?"
    r"(?: (?!in|out|of|per|a|an|from|to|at|on|by|for)[a-z]+){0,2}? (?P<a>[NM])(?! ?[%x×])(?P<ua>(?: [a-z]+)?)"
)
# "Men gave 4.10 (n = 20) and women 3.90 (n = 20)": how many there are is no sum.
GROUP_SIZE = re.compile(r"[(,;] ?[nN] ?= ?\Z")
PLUS = ("plus", "+", "and", "zuzüglich", "zzgl")
OF_ALL = ("mean of", "average", "sum of", "total of", "product of", "value of")
# The last part of a list.
JOINED = re.compile(rf"(?:and|plus|\+|&|sowie|und|et){ITEM_WORD}{{0,5}} \(?[NMP]")
PAIRED = re.compile(
    r"\b(?:difference|surplus|shortfall|gap|ratio|"
    r"twice|double|half|exceed|above|beat|overshot|surpass|short of|below|undercut|sold)|X|F of"
)
PAIRING = word_set(
    "difference surplus shortfall gap ratio twice double half"
    " exceed above beat overshot surpass short below undercut sold X F"
)
MULTIPLES = {"twice": 2, "double": 2}


def sums(passage: Passage) -> Iterator[Claim]:
    """Yield what the passage says about sums."""
    seen = set[int]()
    several, text = passage.has("NMP", 3), passage.text
    readers = [
        _taxed if several and passage.has("P") and passage.names(PLUS) else None,
        _lists if several and JOINED.search(text) else None,
        _means if several and passage.names(OF_ALL) else None,
        _pairs if passage.names(PAIRING) and PAIRED.search(text) else None,
    ]
    for claim in (claim for reader in readers if reader for claim in reader(passage)):
        if claim.stated.start not in seen:
            seen.add(claim.stated.start)
            yield claim


def _lists(passage: Passage) -> Iterator[Claim]:
    for pattern in (PARTS_FIRST, PARTS_THEN, WHOLE_FIRST):
        for found in pattern.finditer(passage.text):
            whole = passage.figures[found.start("t")]
            items = [
                figure for at, figure in passage.figures.items() if found.start("items") <= at < found.end("items")
            ]
            items = items[1:] if _counts(items) else items
            if _adds_up(passage, found, whole, items, first=pattern is WHOLE_FIRST):
                yield _sum(passage, found, whole, items, first=pattern is WHOLE_FIRST)


def _adds_up(passage: Passage, found: re.Match[str], whole: Figure, items: Sequence[Figure], *, first: bool) -> bool:
    """Tell whether parts and whole are of one kind and may be meant to add up."""
    if any(item.kind != whole.kind or not comparable(item, whole) or item.about for item in items) or whole.about:
        return False
    if SEVERAL.search(passage.text[max(0, found.start() - 30) : found.end() + 24]):
        return False
    if TOTAL_BEFORE.search(passage.text, max(0, found.start("items") - 24), found.start("items")):
        return False
    if GROUP_SIZE.search(passage.text, 0, found.start("t")):
        return False
    if PRICE_BEFORE.search(passage.text, max(0, found.start("items") - 6), found.start("items")):
        return False
    measured = MEASURES.match(found["ut"].strip())
    if not first and measured and measured.group().rstrip("s") not in found["items"]:
        return False
    listed = sum(item.value for item in items)
    largest = max(item.value for item in items)
    return not first or (largest < whole.value and abs(listed - whole.value) * 3 <= whole.value)


def _counts(items: Sequence[Figure]) -> bool:
    """Tell whether the first number counts the others: "two copses, of 1.2 and 0.8 acres"."""
    first = items[0]
    return first.kind == "N" and first.value == len(items) - 1 and first.value >= 2 and first.shown.isalpha()


def _sum(passage: Passage, found: re.Match[str], whole: Figure, items: Sequence[Figure], *, first: bool) -> Claim:
    before = [] if first else _before(passage, found.start("items"), whole)

    def results(values: Sequence[Interval]) -> list[Interval]:
        out = [added(values)]
        for figure in before:
            out.append(out[-1] + figure.interval)
        return out

    return Claim("sum", " + ".join(f"{{{at}}}" for at in range(len(items))), tuple(items), whole, results)


def _before(passage: Passage, start: int, whole: Figure) -> list[Figure]:
    """Return the figures of the same kind that stand before the list in its sentence: they may belong to it."""
    stop = passage.text.rfind(". ", 0, start)
    places = [at for at in passage.figures if stop < at < start]
    return [passage.figures[at] for at in reversed(places) if passage.figures[at].kind == whole.kind]


def _taxed(passage: Passage) -> Iterator[Claim]:
    """Net, a rate of tax, the tax and the gross amount: each of the last two may be wrong."""
    for found, figures in matches(TAXED, passage):
        net, rate, tax, gross = figures["m"], figures["p"], figures.get("v"), figures.get("g")
        if not TAX.search(found["tax"]):
            continue
        if gross is not None and not (WITH_ALL.search(found["all"]) or WITH_ALL.search(found["end"])):
            gross = None
        share, whole = exactly(rate.value / 100), exactly(ONE + rate.value / 100)
        if tax is not None:
            yield Claim("tax", "{0} × {1}", (net, rate), tax, times(share, whole))
            if gross is not None:
                yield Claim("sum", "{0} + {1}", (net, tax), gross, added_up)
        elif gross is not None:
            yield Claim("tax", "{0} plus {1}", (net, rate), gross, times(whole, share))


def _means(passage: Passage) -> Iterator[Claim]:
    for found in (*MEAN.finditer(passage.text), *AVERAGED.finditer(passage.text)):
        items = [figure for at, figure in passage.figures.items() if found.start("items") <= at < found.end("items")]
        stated = passage.figures[found.start("r")]
        if all(item.kind == stated.kind for item in items):
            plus = " + ".join(f"{{{at}}}" for at in range(len(items)))
            if found["what"] in ("mean", "average"):
                yield Claim("mean", f"({plus}) / {len(items)}", tuple(items), stated, _mean)
            elif found["what"] in ("sum", "total"):
                yield Claim("sum", plus, tuple(items), stated, added_up)


def added_up(values: Sequence[Interval]) -> list[Interval]:
    """Return the sum of all operands."""
    return [added(values)]


def _mean(values: Sequence[Interval]) -> list[Interval]:
    return [added(values) / exactly(len(values))]


def _pairs(passage: Passage) -> Iterator[Claim]:
    for pattern in (DIFFERENCE, DIFFERENCE_LAST, DIFFERENCE_BEHIND, RESOLD, EXCEEDS):
        for _, figures in matches(pattern, passage):
            yield from _gap(figures["a"], figures["b"], figures["c"])
    for found in (*RATIO.finditer(passage.text), *RATIO_FIRST.finditer(passage.text)):
        yield from _ratio(named(found, passage))
    for found in TWICE.finditer(passage.text):
        yield from _twice(passage, found)


def _gap(a: Figure, b: Figure, c: Figure) -> Iterator[Claim]:
    if a.kind != b.kind or not comparable(a, b):
        return
    if c.kind == "P" and a.kind != "P":
        yield Claim(
            "difference", "({1} - {0}) / {0} × 100", (a, b), c, lambda v: [abs(v[1] - v[0]) / v[0] * exactly(100)], " %"
        )
    elif c.kind in (a.kind, "Q") or (c.kind == "N" and a.kind == "P"):
        yield Claim("difference", "{1} - {0}", (a, b), c, lambda v: [abs(v[1] - v[0])])


def _ratio(figures: dict[str, Figure]) -> Iterator[Claim]:
    a, b, c, d = (figures[name] for name in "abcd")
    if d.value == 0 or not comparable(a, b):
        return

    def ratios(values: Sequence[Interval]) -> list[Interval]:
        near = Interval(d.value * 95 / 100, d.value * 105 / 100)
        return [values[0] / values[1] * near, values[1] / values[0] * near]

    yield Claim("ratio", "{0} / {1}", (a, b), c, ratios)


def _twice(passage: Passage, found: re.Match[str]) -> Iterator[Claim]:
    b, a = passage.figures[found.start("b")], passage.figures[found.start("a")]
    if a.kind != b.kind or not comparable(a, b) or found["by"] == "half" or found["by"].startswith("F"):
        return
    factor = passage.figures[found.start("by")].value if found["by"] == "X" else MULTIPLES[found["by"]]
    near = Interval(factor * (ONE - ONE / 20), factor * (ONE + ONE / 20))
    yield Claim("multiple", f"{{0}} × {factor}", (a,), b, times(near))
