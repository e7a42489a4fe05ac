"""Products told in prose: equations, so many at so much, rates over a time, and rates of one period as another."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from itertools import chain

from qa_service.checks.numbers.arithmetic.claims import Claim, matches, times
from qa_service.checks.numbers.arithmetic.figures import Figure
from qa_service.checks.numbers.arithmetic.intervals import Interval, exactly
from qa_service.checks.numbers.arithmetic.passages import Passage
from qa_service.checks.numbers.arithmetic.words import LINK, TOTALS, UNIT, WORD
from qa_service.documents.numbers.units import unit_named

OP = r"(?:[x×+/÷]|-(?=[ NM])|plus|minus|times|multiplied by|divided by)"
TERM = (
    r"\(?[NMPF](?: (?!x |plus|minus|times|equals|is|makes|gives|multiplied|divided|and|or|of|in|to|from|by|"
    r"at)[a-z²³.]{1,20}){0,2}\)?"
)
EQUATION = re.compile(
    rf"(?<![\w.,=/:+×°^-])(?P<left>{TERM}(?: ?{OP} ?{TERM}){{1,9}}) ?(?:=|equals|is equal to|makes|gives) (?:ca\. "
    rf")?(?P<r>[NMPF])(?P<ur>{UNIT})"
    r"(?! ?(?:[x×+/÷:^=]|-[NM]|pieces? of|of|times))"
)
UNIT_BEHIND = re.compile(r" ?([a-z²³]+)")
TOKEN = re.compile(r"[NMPF]|[()x×+/÷-]|plus|minus|times|multiplied by|divided by")
SIGNS = {"x": "*", "×": "*", "times": "*", "multiplied by": "*", "÷": "/", "divided by": "/", "plus": "+", "minus": "-"}
EACH = r"(?:,? (?:a|an|per|each|every|/ ?|apiece)(?: ?[a-z]{1,12})?)"
TO_TOTAL = (
    rf"(?:(?:,| \(|;| =| -)(?: ?(?:{TOTALS}|{LINK}))*,? ?|"
    rf",? (?:which |that )?(?:will |would )?(?:costs?|c[ao]mes? to|amounts? to|amounted to|totals?|totalled) )"
)
TOTAL = (
    rf"(?P<t>[NM])(?P<ut>{WORD}{{0,2}})(?: (?:in total|in all|altogether|overall))?(?= ?(?:[.;:,)]|$|are|is|was|were))"
)
PRICED = re.compile(
    rf"(?P<n>N)(?P<un>{UNIT}),? (?:at|of|à|x|×|@)(?: (?:a|the) (?:[a-z]+ )?(?:rate|price|rent|cost|fee) of)? "
    rf"(?P<r>[NM]){EACH}(?P<rest>(?: [a-z]+)?){TO_TOTAL}{TOTAL}"
)
AT_SO_MUCH = re.compile(r"(?P<n>N)[^A-Z.;]{1,30} (?:at|of|à|x|×|@) (?P<r>[NM])")
INSTALMENTS = re.compile(
    rf"(?P<n>N)(?P<un>(?: [a-z-]+){{0,3}} (?:instal?lments?|payments?|rates?|contributions?|tranches?|shares|units|"
    rf"licen[cs]es|tickets|copies|nights|seats|months|hours|days)) (?:of|at|à|for) (?P<r>[NM])"
    rf"(?: each| apiece)?{TO_TOTAL}{TOTAL}"
)
OVER_TIME = re.compile(
    rf"(?P<r>[NM])(?P<ur>{UNIT})(?: (?:a|per|each|every|/) ?(?P<per>[a-z²³]{{2,9}})| (?P<per2>daily|weekly|"
    rf"monthly)),? (?:over|for|in|during|across)(?: (?:the|a period of|all|a total of))? (?P<n>N) "
    rf"(?P<u>[a-z²³]{{2,9}}){TO_TOTAL}{TOTAL}"
)
# "At £900 a month the rent for 5 months comes to £4,500", "£900 a month, that is £4,500 for 5 months"
RATE_AT = re.compile(
    rf"\bat (?P<r>[NM])(?P<ur>{UNIT}) (?:a|per|each|every) (?P<per>[a-z]{{3,9}}),?(?: [a-z]+){{1,5}} (?:for|over) "
    rf"(?P<n>N) (?P<u>[a-z]{{3,9}}){TO_TOTAL}{TOTAL}"
)
RATE_LAST = re.compile(
    rf"(?P<r>[NM])(?P<ur>{UNIT}) (?:a|per|each|every) (?P<per>[a-z]{{3,9}}),? \(?(?:{LINK}) (?P<t>[NM])(?P<ut>{UNIT}) "
    rf"(?:for|over|in) (?P<n>N) (?P<u>[a-z]{{3,9}})(?= ?(?:[.;:,)]|$))"
)
# "In 19 visits 836 parts were counted, an average of 44 parts per visit"
SPREAD_FIRST = re.compile(
    rf"\b(?:in|on|over|during|from|across)(?: the| these)? (?P<n>N)(?P<un>{WORD}{{1,2}}),? "
    rf"(?P<t>[NM])(?P<ut>{WORD}{{0,2}})[^A-Z.;]{{1,40}},? (?:an average of|on average|averaging|or) "
    rf"(?P<r>[NM])(?P<ur>{WORD}{{0,2}}) (?:per|a|an|each|every) (?P<per>[a-z]{{3,12}})"
)
SPREAD = re.compile(
    rf"(?P<t>[NM])(?P<ut>{UNIT}) (?:over|in|for|during|divided by|across|among|spread over|divided among) (?P<n>N)"
    rf"(?P<un>{WORD}{{1,2}}),? ?\(?(?:{LINK}|an average of|averaging|on average|=|making|giving)(?: an average of| "
    rf"on average)? "
    rf"(?P<r>[NM])(?P<ur>{UNIT}) (?:per|a|an|each|every|/) ?(?P<per>[a-z]{{3,9}})"
)
# "5,400 sq ft … sold for £1,890,000, equal to £350 per sq ft"
BY_SIZE = re.compile(
    rf"(?P<n>N) (?P<u>(?:sq |square )?[a-z²³]{{1,12}})\b(?:(?! with )[^A-Z.;]){{1,40}} for (?P<t>M),? "
    rf"\(?(?:{LINK}|=|or) (?P<r>M) (?:per|a|an|/) ?(?P<per>(?:sq |square )?[a-z²³]{{1,12}})(?= ?(?:[.;:,)]|$))"
)
EACH_ONE = re.compile(
    r"\b(?:per|each|a single) [^A-Z.;(]{0,40} (?P<r>[NM])(?: [a-z]+)? \((?P<t>[NM])(?: [a-z]+){0,2} (?:for|/|÷|"
    r"divided by|over) (?P<n>N)[^A-Z)]{0,20}\)"
)
PERIOD = re.compile(
    rf"(?P<a>[NM])(?P<ua>{UNIT}) ?(?:a|an|per|each|every|/) ?(?P<p>month|quarter|half-year|year|annum|day|week|"
    rf"hour)(?: [a-z]+)?(?:,? (?:i\.e\.,?|that is,?|which (?:is|makes)|equivalent to|=|making|equal to)| \((?:or |"
    rf"i\.e\. )?)(?: ?(?:an?|the) (?:[a-z]+ )?(?:of|total of))? ?"
    rf"(?P<b>[NM])(?P<ub>{UNIT}) ?(?:a|an|per|each|every|/) ?(?P<q>month|quarter|half-year|year|annum)(?! if| when|"
    rf" for)"
)
EQUAL = re.compile(r"=|\b(?:equals|equal to|makes|gives)\b")
EQUALS, PERIODS = ("=", "equal", "makes", "gives"), ("month", "quarter", "half-year", "year", "annum")
EACH_OF = re.compile(
    r"(?:\b(?:an?|per|each|every|daily|weekly|monthly|apiece|at)|[/@x×]) |instal|payments|tranches| of [NM]"
)
MONTHS = {
    "monthly": 1,
    "quarterly": 3,
    "annual": 12,
    "yearly": 12,
    "month": 1,
    "quarter": 3,
    "half-year": 6,
    "year": 12,
    "annum": 12,
}
PERIOD_NAMED = re.compile(
    r"\b(?P<p>annual|yearly|monthly|quarterly)(?: [a-z]+){1,3} (?:of|is|was|amounts to|comes to|:) (?P<a>[NM])"
    r"(?:,? (?:i\.e\.,?|that is,?|which (?:is|makes)|equivalent to|=|making|equal to)| \((?:or |i\.e\. )?) ?"
    r"(?P<b>[NM]) ?(?:a|an|per|each|every|/) ?(?P<q>month|quarter|half-year|year|annum)(?! if| when| for)"
)


def products(passage: Passage) -> Iterator[Claim]:
    """Yield what the passage says about products and quotients."""
    seen = set[int]()
    readers = [_equations] if passage.names(EQUALS) and EQUAL.search(passage.text) else []
    several, periods = passage.has("NM", 3), passage.has("NM", 2) and passage.names(PERIODS)
    if (several or periods) and EACH_OF.search(passage.text):
        readers += [_priced, _over_time, _spread, _by_size, _each_one] if several else []
        readers += [_periods] if periods else []
    for claim in (claim for reader in readers for claim in reader(passage)):
        if claim.stated.start not in seen:
            seen.add(claim.stated.start)
            yield claim


def _equations(passage: Passage) -> Iterator[Claim]:
    for found in EQUATION.finditer(passage.text):
        figures = [figure for at, figure in passage.figures.items() if found.start("left") <= at < found.end("left")]
        signs = [SIGNS.get(token, token) for token in TOKEN.findall(_bare(found["left"]))]
        stated = passage.figures[found.start("r")]
        if signs.count("(") != signs.count(")") or not _one_currency(figures, stated):
            continue
        formula = _formula(signs)
        claim = Claim("equation", formula, tuple(figures), stated, _Evaluation(signs, figures, stated))
        units, result = (
            re.findall(r"[NMPF] ([a-z²³.]+)", found["left"]),
            UNIT_BEHIND.match(passage.text, found.end("r")),
        )
        if _converts(claim, [*units, *found["ur"].split()[:1]]):
            continue
        if result is None or not any(_scales(unit, result[1]) for unit in units):
            yield claim


def _bare(left: str) -> str:
    """Drop the units, so that no letter of them is taken for a sign."""
    return re.sub(
        r"(?<=[NMPF]) (?!x |x\Z|plus|minus|times|multiplied|divided)[a-z²³.]+(?: (?!x |plus|minus|times|multiplied|"
        r"divided)[a-z²³.]+)?",
        "",
        left,
    )


def _one_currency(figures: Sequence[Figure], stated: Figure) -> bool:
    return len({figure.currency for figure in (*figures, stated)} - {None}) <= 1


def _formula(signs: Sequence[str]) -> str:
    out, at = list[str](), 0
    for sign in signs:
        if sign in "NMPF":
            out.append(f"{{{at}}}")
            at += 1
        else:
            out.append({"*": " × ", "(": "(", ")": ")"}.get(sign, f" {sign} "))
    return "".join(out)


def _converts(claim: Claim, units: Sequence[str]) -> bool:
    """Whether the sides may be in two units ("250 g x 4 = 1 kg")."""
    return len({unit.rstrip("s") for unit in units}) > 1 and any(sign in claim.formula for sign in "+-")


def _scales(unit: str, result: str) -> bool:
    """Whether a result is in another unit of the same measure: "3 x 40 minutes = 2 hours", "4 x 400 KiB = 1.6 MiB"."""
    if unit == result:
        return False
    one, other = unit_named(unit), unit_named(result)
    if one is not None and other is not None:
        return one.dimension == other.dimension and one.symbol != other.symbol
    return unit[1:] == result[1:] != "" or unit == result[1:] or unit[1:] == result


class _Evaluation:
    """Working out an equation over intervals: multiplication before addition, brackets first."""

    def __init__(self, signs: Sequence[str], figures: Sequence[Figure], stated: Figure) -> None:
        self.signs, self.figures, self.stated = list(signs), list(figures), stated

    def __call__(self, values: Sequence[Interval]) -> list[Interval]:
        self.at, self.taken, self.values = 0, 0, values
        result = self._sum()
        out = [result]
        if self.stated.kind == "P" and not any(figure.kind == "P" for figure in self.figures):
            out = [result * exactly(100), result]
        return out

    def _next(self) -> str:
        return self.signs[self.at] if self.at < len(self.signs) else ""

    def _sum(self) -> Interval:
        left = self._product()
        while self._next() in ("+", "-"):
            plus = self._next() == "+"
            self.at += 1
            share = self._next() == "P" and self.stated.kind != "P"
            right = self._product()
            right = left * right if share else right
            left = left + right if plus else left - right
        return left

    def _product(self) -> Interval:
        left = self._term()
        while self._next() in ("*", "/"):
            times = self._next() == "*"
            self.at += 1
            right = self._term()
            left = left * right if times else left / right
        return left

    def _term(self) -> Interval:
        sign = self._next()
        self.at += 1
        if sign == "(":
            inner = self._sum()
            self.at += 1
            return inner
        if not sign or sign not in "NMPF":
            raise ZeroDivisionError
        figure, value = self.figures[self.taken], self.values[self.taken]
        self.taken += 1
        if figure.kind == "P" and self.stated.kind != "P":
            # A rate in a calculation is the rate that was agreed.
            return exactly(figure.value / 100)
        return value


def _priced(passage: Passage) -> Iterator[Claim]:
    for pattern in (PRICED, INSTALMENTS):
        for found, figures in matches(pattern, passage):
            count, price, stated = figures["n"], figures["r"], figures["t"]
            if _measures(found["ut"], found["un"]) and price.kind == stated.kind and _one_currency((price,), stated):
                earlier = _listed(passage, found.start(), stated)
                yield Claim("product", "{0} × {1}", (count, price), stated, _Priced(earlier))


class _Priced:
    """So many at so much; what stands before in the sentence, or some of it, may be part of the total."""

    def __init__(self, earlier: Sequence[Interval]) -> None:
        self.earlier = earlier

    def __call__(self, values: Sequence[Interval]) -> list[Interval]:
        price = values[0] * values[1]
        out = [price]
        for amount in self.earlier:
            out += [price + amount, out[-1] + amount]
        return out


def _listed(passage: Passage, start: int, stated: Figure) -> list[Interval]:
    """Return the earlier amounts of the sentence, and what so many at so much came to, the nearest first."""
    stop = passage.text.rfind(". ", 0, start)
    places = [at for at, figure in passage.figures.items() if stop < at < start and figure.kind == stated.kind]
    amounts = [passage.figures[at].interval for at in reversed(places)]
    priced = [
        figures["n"].interval * figures["r"].interval
        for found, figures in matches(AT_SO_MUCH, passage)
        if stop < found.start() < start
    ]
    return [*reversed(priced), *amounts]


def _measures(unit: str, given: str) -> bool:
    """Whether a result may be of this unit: one that stands with the operands too, or none."""
    words = unit.split()
    return not words or words[0] in given.split()


def _over_time(passage: Passage) -> Iterator[Claim]:
    for found, figures in chain.from_iterable(matches(each, passage) for each in (OVER_TIME, RATE_AT, RATE_LAST)):
        per = found["per"] or {"daily": "day", "weekly": "week", "monthly": "month"}[found["per2"]]
        if (
            found["u"].rstrip("s") == per.rstrip("s")
            and _measures(found["ut"], found["ur"])
            and figures["r"].kind == figures["t"].kind
        ):
            yield Claim("product", "{0} × {1}", (figures["n"], figures["r"]), figures["t"], lambda v: [v[0] * v[1]])


def _spread(passage: Passage) -> Iterator[Claim]:
    for found, figures in chain.from_iterable(matches(each, passage) for each in (SPREAD, SPREAD_FIRST)):
        if found["per"].rstrip("s") == found["un"].split()[-1].rstrip("s") and figures["r"].kind == figures["t"].kind:
            yield Claim("quotient", "{0} / {1}", (figures["t"], figures["n"]), figures["r"], lambda v: [v[0] / v[1]])


def _by_size(passage: Passage) -> Iterator[Claim]:
    for found, figures in matches(BY_SIZE, passage):
        if found["per"] == found["u"] and _one_currency((figures["t"],), figures["r"]):
            yield Claim("quotient", "{0} / {1}", (figures["t"], figures["n"]), figures["r"], lambda v: [v[0] / v[1]])


def _each_one(passage: Passage) -> Iterator[Claim]:
    for _, figures in matches(EACH_ONE, passage):
        if figures["r"].kind == figures["t"].kind:
            yield Claim("quotient", "{0} / {1}", (figures["t"], figures["n"]), figures["r"], lambda v: [v[0] / v[1]])


def _periods(passage: Passage) -> Iterator[Claim]:
    for found, figures in (*matches(PERIOD, passage), *matches(PERIOD_NAMED, passage)):
        one, other = MONTHS.get(found["p"]), MONTHS.get(found["q"])
        if (
            one
            and other
            and one != other
            and figures["a"].kind == figures["b"].kind
            and _one_currency((figures["a"],), figures["b"])
        ):
            factor = exactly(other) / exactly(one)
            formula = f"{{0}} × {other // one}" if other > one else f"{{0}} / {one // other}"
            yield Claim("period", formula, (figures["a"],), figures["b"], times(factor))
