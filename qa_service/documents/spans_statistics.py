"""Results of significance tests as they are printed: "t(28) = 2.20, p = .036", "χ²(1, N = 90) = 3.84; p < .05".

The style is that of the American Psychological Association and what authors make of it: blanks anywhere, effect sizes
between statistic and p, a Greek letter lost on the way through a PDF, decimal commas, p before its statistic.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from decimal import Decimal

from qa_service.documents.anchors import BLANK, Anchored, compile_anchor

_S = r"[\s\u00a0\u2009\u202f]{0,3}"
_NUMBER = r"(?:\d{1,3}(?:,\d{3})+(?:\.\d+)?|\d{0,9}[.,]\d{1,12}|\d{1,9})"
_SIGNED = rf"[-\u2212\u2013\u2011]?{_S}{_NUMBER}"
_COMPARED = r"(?:[=≤≥<>]|\u2a7d|\u2a7e)"
_CMP = rf"(?:=?{_S}{_COMPARED}{_S}=?)"
_DF = r"\d{1,7}(?:[.,]\d{1,6})?"
_CHI = r"(?:[χΧ𝜒𝛘]|\b(?:chi|X))"
_SQUARE = rf"(?:{_S}(?:[-\u2013]{_S})?(?:\^?{_S}2|²|sq(?:uared?|\.)?))"
_N = rf"(?:{_S}[,;]{_S}[Nn]{_S}={_S}(?P<n>\d[\d, ]{{0,9}}\d|\d))?"
_OPEN, _CLOSE = rf"{_S}[(\[]{_S}(?:d\.?f\.?{_S}={_S})?", rf"{_S}[)\]]"
_RESULT = re.compile(
    rf"(?:"
    rf"(?P<f>(?<![^\W\d_])F){_OPEN}(?P<df1>{_DF}){_S}[,;]{_S}(?P<df2>{_DF}){_CLOSE}"
    rf"|(?P<t>(?<![^\W\d_])[tT]){_OPEN}(?P<dft>{_DF}){_CLOSE}"
    rf"|(?P<chi>{_CHI}{_SQUARE}?|(?<![^\W\d_])G{_SQUARE}|(?<![\w.,])2(?=[(])){_OPEN}(?P<dfc>{_DF}){_N}{_CLOSE}"
    rf"|(?P<q>(?<![^\W\d_])Q(?:[-_ ]{{0,2}}(?:[bwEM]|within|between|total))?){_OPEN}(?P<dfq>{_DF}){_CLOSE}"
    rf"|(?P<r>(?<![^\W\d_])[rR]){_OPEN}(?P<dfr>{_DF}){_CLOSE}"
    rf"|(?P<z>(?<![^\W\d_])[zZ])"
    rf"){_S}(?P<cmp>{_CMP}){_S}(?P<value>{_SIGNED})(?![\d])"
)
# "d = 0.45", "95 % CI [0.1, 0.8]", "MSE = 3.2", "η²p = .12"
_BETWEEN = re.compile(
    rf"{_S}[,;]?{_S}(?:(?:9[059]|99\.9){_S}%{_S}CI{_S}[:=]?{_S}[(\[][^()\[\]\n]{{1,40}}[)\]]"
    rf"|(?!p\b|ns\b|n\.{_S}s)[A-Za-zηωεφβΔδ²_]{{1,10}}(?:[²2]_?p?)?{_S}{_CMP}{_S}{_SIGNED})"
)
_P = re.compile(
    rf"{_S}[,;(]{{0,2}}{_S}(?:(?:with|and){_S}(?:an?{_S})?)?(?P<tails>(?:one|two|1|2)[- ]?(?:tailed|sided){_S})?"
    rf"(?:(?P<ns>n{_S}\.?{_S}s{_S}\.?(?!\w))"
    rf"|(?:[pP](?:{_S}-?{_S}values?)?|[pP]{_S}\((?:one|two)[- ]tailed\)){_S}"
    rf"(?P<cmp>{_CMP}){_S}(?P<p>(?:\d{_S})?[.,]\d{{1,15}}|\d(?:[.,]\d{{1,15}})?)"
    rf"(?P<exponent>(?:{_S}[x×*·]{_S}10{_S}\^?{_S}|[eE])[-\u2212\u2013]{_S}\d{{1,3}})?)(?![\d%]|\s%)"
    rf"(?P<after>{_S}[,;]?{_S}\(?{_S}(?:one|two|1|2)[- ]?(?:tailed|sided))?"
)
_P_BEFORE = re.compile(
    rf"\b[pP]{_S}(?P<cmp>{_CMP}){_S}(?P<p>\d?[.,]\d{{1,15}})(?P<exponent>(?!))?{_S}[,;(\[]{{1,2}}{_S}\Z"
)
_STARTS = compile_anchor(
    rf"(?:\b[FtTrRzZ]|(?:\b[GQX]|[χΧ𝜒𝛘]|\bchi)(?:[-\x{{2013}}_\pZ\s]{{0,3}}"
    rf"(?:\^?{BLANK}{{0,3}}2|²|sq[a-z.]{{0,6}}|[bwEM]|within|between|total))?|\b2){BLANK}{{0,3}}[(\[=<>≤≥\x{{2a7d}}\x{{2a7e}}]",
)
_RESULTS = Anchored(_RESULT, _STARTS, width=1)
_KINDS = {"f": "F", "t": "t", "chi": "chi2", "q": "Q", "r": "r", "z": "z"}
_REACH = 60


@dataclass(frozen=True, slots=True)
class Printed:
    """A printed number: its lawful readings, and half a unit of its last decimal."""

    text: str
    readings: tuple[Decimal, ...]
    half: Decimal


@dataclass(frozen=True, slots=True)
class TestResult:
    """A test result in the text.

    ``test`` is t, F, chi2, Q, r or z; ``df`` its degrees of freedom (none for z); ``relation`` and ``p_relation`` are
    "=", "<" or ">"; ``p`` is None for "ns". ``tails`` is 1 or 2 where the result itself says so, else None.
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


def find_test_results(text: str) -> tuple[TestResult, ...]:
    """Return the test results that come with a p value, in order."""
    out: list[TestResult] = []
    for match in _RESULTS.finditer(text):
        if not out or match.start() >= out[-1].end:
            found = _with_p(text, match)
            if found is not None:
                out.append(found)
    return tuple(out)


def _with_p(text: str, match: re.Match[str]) -> TestResult | None:
    end = match.end()
    for _ in range(4):
        p = _P.match(text, end)
        if p is not None:
            return _result(text, match, p, match.start(), p.end())
        between = _BETWEEN.match(text, end)
        if between is None:
            break
        end = between.end()
    before = _P_BEFORE.search(text, max(0, match.start() - _REACH), match.start())
    return None if before is None else _result(text, match, before, before.start(), match.end())


def _result(text: str, match: re.Match[str], p: re.Match[str], start: int, end: int) -> TestResult | None:
    groups, p_groups = match.groupdict(), p.groupdict()
    kind = next(name for name in _KINDS if groups[name])
    df = tuple(_number(groups[name]).readings[0] for name in ("df1", "df2", "dft", "dfc", "dfq", "dfr") if groups[name])
    value = _number(groups["value"])
    printed = None if p_groups.get("ns") else _p_number(p_groups)
    if any(each <= 0 for each in df) or (printed is not None and min(printed.readings) > 1):
        return None
    told = f"{p_groups.get('tails') or ''}{p_groups.get('after') or ''}".strip(" ,;(").lower()
    tails = None if not told else 1 if told.startswith(("one", "1")) else 2
    relation = "ns" if printed is None else _relation(p_groups["cmp"])
    return TestResult(start, end, _KINDS[kind], df, _relation(groups["cmp"]), value, relation, printed, tails)


def _relation(printed: str) -> str:
    if any(sign in printed for sign in "<≤⩽"):
        return "<"
    return ">" if any(sign in printed for sign in ">≥⩾") else "="


def _number(printed: str) -> Printed:
    """Read a number; "1,234" may be a thousand and more, or one and a bit."""
    bare = re.sub(r"\s", "", printed)
    sign = -1 if bare[0] in "-\u2212\u2013\u2011" else 1
    bare = bare.lstrip("-\u2212\u2013\u2011")
    ways = []
    if re.fullmatch(r"\d{1,3}(?:,\d{3})+(?:\.\d+)?", bare):
        ways.append(bare.replace(",", ""))
    if bare.count(",") <= 1 and not ("," in bare and "." in bare):
        ways.append(bare.replace(",", "."))
    halves = [Decimal(5).scaleb(-len(way.partition(".")[2]) - 1) for way in ways]
    return Printed(printed.strip(), tuple(sign * Decimal(way) for way in ways), max(halves))


def _p_number(groups: dict[str, str | None]) -> Printed:
    plain = _number(groups["p"] or "")
    exponent = groups.get("exponent")
    power = -int(re.findall(r"\d+", exponent)[-1]) if exponent else 0
    return Printed(
        plain.text + (exponent or ""), tuple(each.scaleb(power) for each in plain.readings), plain.half.scaleb(power)
    )
