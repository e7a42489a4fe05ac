"""Results of significance tests as they are printed: "t(28) = 2.20, p = .036", "χ²(1, N = 90) = 3.84; p < .05"."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from decimal import Decimal
from itertools import product

from qa_service.documents.searching.rare_signs import Signed
from qa_service.documents.statistics.notation import (
    BEHIND,
    BETWEEN,
    COMPARISON,
    EQUALS,
    HEADS_ANCHORED,
    INSIDE,
    P_BEFORE,
    P_BEHIND,
    fold_notation,
)

_REACH = 60
_LABELLED = re.compile(r"\b(?:Schedule|Table|Figure|Section|Appendix|Exhibit|Annex|Item|Class|Type|Article) \Z")
_COORDINATE = re.compile(r"\b[xyXY] ?= ?[-+]?[\d.]+ ?[,;] ?(?:and )?\Z")
_CORRELATION = re.compile(r"correlat|pearson|associat|relat(?:ed|ion)|\br\b(?= \()", re.IGNORECASE)
# What stands between a statistic and its p is not another one.
_STATISTICS = [[each] for each in ("p", "P", "ps", "t", "F", "z", "Z", "Q", "χ", "χ2", "chi2", "H", "U", "W")]
# Normal deviates that a formula for a sample size begins with, at the share that asks for most.
_QUANTILES = frozenset(
    map(Decimal, ("1.28", "1.282", "1.64", "1.645", "1.65", "1.96", "2.326", "2.33", "2.576", "2.58"))
)


@dataclass(frozen=True, slots=True)
class Printed:
    """A printed number: its lawful readings, and half a unit of its last decimal."""

    text: str
    readings: tuple[Decimal, ...]
    half: Decimal


@dataclass(frozen=True, slots=True)
class TestResult:
    """A test result in the text.

    ``test`` is t, F, chi2, Q, r or z; ``df`` its degrees of freedom (none for z) and ``other_df`` what they may be read
    as besides; ``relation`` and ``p_relation`` are "=", "<" or ">"; ``p`` is None for "ns". ``tails`` is 1 or 2 where
    the result itself says so, else None.
    """

    start: int
    end: int
    test: str
    df: tuple[Decimal, ...]
    relation: str
    value: Printed
    p_relation: str
    p: Printed | None
    tails: int | None
    other_df: tuple[tuple[Decimal, ...], ...] = ()


@dataclass(frozen=True, slots=True)
class _Statistic:
    """A printed statistic, its p aside."""

    start: int
    end: int
    test: str
    df: tuple[tuple[Decimal, ...], ...]
    relation: str
    value: Printed


def find_test_results(subject: Signed) -> tuple[TestResult, ...]:
    """Return the test results that come with a p value, in order."""
    if not COMPARISON.occurs_in(subject):
        return ()
    text = subject.text
    folded, out, end = fold_notation(text), list[TestResult](), 0
    for statistic in _statistics(folded):
        if statistic.start >= end:
            found = _with_p(folded, text, statistic, end)
            if found is not None:
                out.append(found)
                other = _other_tail(folded, text, statistic, found)
                out += [other] if other else []
                end = out[-1].end
    return tuple(out)


def _other_tail(folded: str, text: str, statistic: _Statistic, first: TestResult) -> TestResult | None:
    """Return the second p of a statistic that is printed with both: "p = .039 one-tailed, p = .078 two-tailed"."""
    p = P_BEHIND.match(folded, first.end) if first.tails else None
    found = _result(text, statistic, p, p.start("named"), p.end()) if p and p["named"] else None
    return found if found is not None and found.tails == 3 - (first.tails or 0) else None


def _statistics(text: str) -> Iterator[_Statistic]:
    for head in HEADS_ANCHORED.finditer(text):
        before = text[max(0, head.start() - _REACH) : head.start()]
        if (before[-1:].isalpha() and head.lastgroup != "chi2") or _LABELLED.search(before):
            continue
        found = _statistic(text, head)
        if found is not None and _is_test(text, found, before):
            yield found


def _statistic(text: str, head: re.Match[str]) -> _Statistic | None:
    kind = head.lastgroup or ""
    inside = INSIDE[kind].match(text, head.end()) if kind in INSIDE else None
    equals = EQUALS.match(text, inside.end() if inside else head.end())
    if equals is None:
        return None
    behind = inside or (BEHIND[kind].match(text, equals.end()) if kind in BEHIND else None)
    if behind is None and kind != "z":
        return None
    end = max(equals.end(), behind.end() if behind else 0)
    df = _degrees(behind) if behind else ((),)
    if any(each <= 0 for each in df[0]):
        return None
    return _Statistic(head.start(), end, kind, df, _relation(equals[1]), _number(equals[2]))


def _degrees(match: re.Match[str]) -> tuple[tuple[Decimal, ...], ...]:
    """Return the readings of the degrees of freedom; those of a correlation are two fewer than its cases."""
    if cases := match.groupdict().get("n"):
        return ((Decimal(cases) - 2,),)
    return tuple(product(*(_number(each).readings for each in match.groups() if each)))


def _is_test(text: str, found: _Statistic, before: str) -> bool:
    """Whether a letter with a number is a statistic by what stands around it."""
    if found.test == "z":
        return not _COORDINATE.search(before)
    if found.test == "r" and "(" not in text[found.start : found.start + 8].partition("=")[0]:
        return _CORRELATION.search(before) is not None
    return True


def _with_p(folded: str, text: str, found: _Statistic, floor: int) -> TestResult | None:
    end = found.end
    for _ in range(5):
        p = P_BEHIND.match(folded, end)
        if p is not None:
            return _result(text, found, p, found.start, p.end())
        between = BETWEEN.match(folded, end)
        if between is None or (between["name"] or "").split()[-1:] in _STATISTICS:
            break
        end = between.end()
    p = P_BEFORE.search(folded, max(floor, found.start - _REACH), found.start)
    if p is None or re.search(r"\d\)?[,;] ?\Z", folded[max(0, p.start() - 4) : p.start()]):
        return None
    return _result(text, found, p, p.start(), found.end)


def _result(text: str, found: _Statistic, p: re.Match[str], start: int, end: int) -> TestResult | None:
    groups = p.groupdict()
    printed = None if groups.get("ns") or groups.get("said") else _p_number(groups)
    if printed is not None and (min(printed.readings) > 1 or _is_formula(found, printed)):
        return None
    told = f"{groups.get('tails') or ''}{groups.get('named') or ''}{groups.get('after') or ''}".lower()
    said = re.search(r"(one|1|single)|(two|2)", told)
    tails = None if said is None else 1 if said[1] else 2
    relation = "ns" if printed is None else _relation(groups["cmp"] or "=")
    return TestResult(
        start, end, found.test, found.df[0], found.relation, found.value, relation, printed, tails, found.df[1:]
    )


def _is_formula(found: _Statistic, p: Printed) -> bool:
    return (
        found.test == "z"
        and p.text in ("0.5", ".5", "0.50", ".50", "0,5", "0,50")
        and found.value.readings[0] in _QUANTILES
    )


def _relation(printed: str) -> str:
    return "<" if "<" in printed else ">" if ">" in printed else "="


def _number(printed: str) -> Printed:
    """Read a number; "1,234" may be a thousand and more, or one and a bit; "0,234" is less than one."""
    bare = printed.replace(" ", "")
    sign, bare = (-1 if bare[0] == "-" else 1), bare.lstrip("-+")
    ways = []
    if re.fullmatch(r"[1-9]\d{0,2}(?:,\d{3})+(?:\.\d+)?", bare):
        ways.append(bare.replace(",", ""))
    if bare.count(",") <= 1 and not ("," in bare and "." in bare):
        ways.append(bare.replace(",", "."))
    halves = [Decimal(5).scaleb(-len(way.partition(".")[2]) - 1) for way in ways]
    return Printed(printed.strip(), tuple(sign * Decimal(way) for way in ways), max(halves))


def _p_number(groups: dict[str, str | None]) -> Printed:
    """Read a p value, which may be a power of ten or have one."""
    digits, exponent = groups.get("bare") or groups["p"] or "", groups.get("exponent") or ""
    if re.match(r"10 *\^? *-", digits):
        bound = Decimal(1).scaleb(-int(re.findall(r"\d+", digits)[-1]))
        return Printed(digits, (bound,), bound / 2)
    plain, power = _number(digits), -int(re.findall(r"\d+", exponent)[-1]) if exponent else 0
    scaled = tuple(each.scaleb(power) for each in plain.readings)
    return Printed(plain.text + exponent, scaled, plain.half.scaleb(power))
