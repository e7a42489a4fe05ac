"""How test results are printed: one way to write a text, character for character, and the patterns of its parts.

The style is that of the American Psychological Association and what authors, journals and programs make of it: blanks
anywhere, degrees of freedom in brackets, as an index or behind the statistic, effect sizes between statistic and p,
letters in italics by markup or by their own code points, decimal commas and raised points.
"""

from __future__ import annotations

import re
import unicodedata

from qa_service.documents.document import Document
from qa_service.documents.searching.anchors import Anchored, compile_anchor
from qa_service.documents.searching.rare_signs import rare_sign

_SAME = {
    " ": "\t\n\r\x0b\x0c*_$\\{}|\u00a0\u1680\u2000\u2001\u2002\u2003\u2004\u2005\u2006\u2007\u2008\u2009\u200a\u200b"
    "\u2028\u2029\u202f\u205f\u2060\u3000\ufeff",
    "-": "\u2010\u2011\u2012\u2013\u2014\u2212\u207b\u208b\ufe63\uff0d",
    "<": "≤⩽≦＜",
    ">": "≥⩾≧＞",
    "=": "＝",
    ".": "·∙⋅",
    "(": "[",
    ")": "]",
    "'": "’ʼ",
    "≈": "~∼≃≅",
    "χ": "Χ",
}
_ONE_BY_ONE = [*range(0x1D400, 0x1D800), 0x210E, *map(ord, "⁰¹²³⁴⁵⁶⁷⁸⁹₀₁₂₃₄₅₆₇₈₉")]
_FOLDED = {code: unicodedata.normalize("NFKC", chr(code)).replace("Χ", "χ") for code in _ONE_BY_ONE}
_FOLDED |= {ord(each): kept for kept, others in _SAME.items() for each in others}
# None stands for another of them, so that they can be replaced one by one.
_SIGNS = frozenset(chr(code) for code, kept in _FOLDED.items() if kept != chr(code))
_SHORT = 1_000
# Without one there is no test result.
COMPARISON = rare_sign(r"[=<>≤≥⩽⩾≦≧＝＜＞]")

_ENTITIES = {"&lt;": "<", "&gt;": ">", "&le;": "<", "&ge;": ">"}
_MARKUP = re.compile(r"</?(?:i|em|b|strong|sub|sup)>|&(?:lt|gt|le|ge|nbsp);")

S = " {0,6}"
NUMBER = r"(?:\d{1,3}(?:,\d{3})+(?:\.\d+)?|\d{0,9}[.,]\d{1,12}|\d{1,9})"
SIGNED = rf"(?:[-+]{S})?{NUMBER}"
CMP = rf"(?:=?{S}[=<>]{S}=?)"
EQUALS = re.compile(rf"{S}({CMP}){S}({SIGNED})(?!\d)")

_POINT, _ANY = r"\d{1,7}(?:\.\d{1,6})?", r"\d{1,7}(?:[.,]\d{1,6})?"
_PAIR = rf"({_POINT}(?= ?[,/])|{_ANY}(?= ?;)){S}[,;/]{S}(?:df ?2{S}={S})?(\d{{1,3}}(?:,\d{{3}})+|{_ANY})"
_DEGREES = r"(?:[dD]\.? ?[fF]\.?|degrees? of freedom)"
_OPEN, _CLOSE = rf"{S}\({S}(?:{_DEGREES}(?: ?1)?{S}={S})?", rf"(?: ?{_DEGREES})?{S}\)"
_CASES = rf"{S}[,;]{S}(?:[Nn]{S}={S})?\d(?:[\d,. ]{{0,9}}\d)?"
_NAMED_CASES = rf"[Nn]{S}={S}\d(?:[\d,. ]{{0,9}}\d)?{S}[,;]{S}{_DEGREES}{S}={S}"
_INDEX = r"(\d{1,5}(?:\.\d{1,3})?)(?![\d(])"

# The letter of a statistic, by the name of its distribution.
HEADS = re.compile(
    rf"(?P<F>F(?:[12](?= ?\())?)|(?P<t>[tT](?:[12](?= ?\())?)|(?P<r>[rR])|(?P<z>[zZ])"
    rf"|(?P<Q>Q(?:[- ]{{0,3}}(?:[bBwWeEmM]|within|between|total)\b)?)"
    rf"|(?P<chi2>(?:χ|[cC]hi|X)(?:{S}-?{S}\^?{S}2|{S}-?{S}sq(?:uared?|\.)?)?|G{S}\^?{S}2|(?<![\w.,])2(?=\())"
)
_ANCHOR = compile_anchor(
    r"\b(?:[FtT][12]?|[rRzZ]|Q(?:[- ]{0,3}(?:[bBwWeEmM]|within|between|total))?|2) {0,6}[(=<>\d]"
    r"|(?:χ|\b[cC]hi|\bX|\bG)[- ]{0,7}(?:\^? {0,6}2|sq(?:uared?|\.)?)? {0,6}[(=<>\d]"
)
HEADS_ANCHORED = Anchored(HEADS, _ANCHOR, width=1)
# Degrees of freedom in brackets, or as an index whose place on the line was lost: "t28 = 2.2", "χ21", "F2,57".
INSIDE = {
    "F": re.compile(
        rf"{_OPEN}{_PAIR}{_CLOSE}|"
        rf"{S}(\d{{1,3}}(?:\.\d{{1,3}})?){S},{S}(\d{{1,6}}(?:\.\d{{1,3}})?)(?![\d(])"
    ),
    "t": re.compile(rf"{_OPEN}({_ANY}|\d{{1,3}}(?:,\d{{3}})+){_CLOSE}|{S}{_INDEX}"),
    "r": re.compile(rf"{_OPEN}({_ANY}){_CLOSE}"),
    "Q": re.compile(rf"{_OPEN}({_POINT}){_CLOSE}"),
    "chi2": re.compile(
        rf"{_OPEN}({_POINT})(?:{_CASES})?{_CLOSE}|{S}\({S}{_NAMED_CASES}({_POINT}){S}\)"
        rf"|{S}\({S}({_POINT}){S}\){S}2|(?<=2){S}{_INDEX}"
    ),
}
# Degrees of freedom, or the number of cases, behind the statistic: "t = 2.20, df = 28", "r = .32 (n = 60".
_THEN = rf"{S}[,;(]{{0,2}}{S}{_DEGREES}(?: ?1)?{S}[=:]{S}"
_ONE_BEHIND = re.compile(rf"(?:{_THEN}({_ANY})|{S}\({S}({_POINT}) ?{_DEGREES}{S}\))(?!\d)")
BEHIND = {
    "F": re.compile(rf"{_THEN}{_PAIR}(?!\d)"),
    "t": _ONE_BEHIND,
    "r": re.compile(rf"(?:{_THEN}({_ANY})|{S}[,;(]{{1,2}}{S}[nN]{S}={S}(?P<n>\d{{1,6}}))(?![\d.]*\d)"),
    "Q": _ONE_BEHIND,
    "chi2": _ONE_BEHIND,
}
# "d = 0.45", "95 % CI [0.1, 0.8]", "MSE = 3.2", "partial η² = .12", "Cohen's d = 0.8 [0.1, 1.5]", "I² = 0 %"
BETWEEN = re.compile(
    rf"\)?{S}[,;(]?{S}(?:(?:9[059]|99\.9){S}%?{S}(?:CI|confidence interval){S}[:=]?{S}"
    rf"(?:\([^()\n]{{1,40}}\)|{SIGNED}{S}(?:to|[-,;]){S}{SIGNED})"
    rf"|(?P<name>(?:[^\W\d][\w'.-]{{0,14}} ){{0,2}}[^\W\d][\w'^-]{{0,12}}(?: {{1,3}}\w{{1,2}})?)"
    rf"{S}{CMP}{S}{SIGNED}{S}%?(?:{S}\([^()\n=]{{1,30}}\))?)"
)
_TAILS = r"(?:one|two|1|2|single)[- ]?(?:tailed|sided|tail)"
_POWER = rf"10{S}\^?{S}-{S}\d{{1,3}}"
_PROBABILITY = (
    rf"(?P<cmp>{CMP}){S}(?P<p>{_POWER}|(?:\d{S})?[.,]\d{{1,15}}|\d(?:[.,]\d{{1,15}})?)"
    rf"(?P<exponent>{S}[x×. ]{S}{_POWER}|[eE]{S}-{S}\d{{1,3}})?"
)
# "p", "ps", "p-value", "P value", "p (one-tailed)", "Sig. (2-tailed)"
_NAMED = rf"(?:[pP](?:'?s)?(?:{S}-?{S}values?)?|[sS]ig\.?)(?:{S}\(?{_TAILS}\)?)?"
# A quantity with a unit, a share of something or one of two complements is no p value.
_NO_UNIT = (
    r"(?![\d%]|[.,]\d| ?%| ?(?:[kMGh]?Pa|m?bar|psi|atm|mmHg|mm|cm|EUR|USD|million|of the|of all)\b"
    r"| ?(?:[,;]|and) ?[qQ] ?=)"
)
P_BEHIND = re.compile(
    rf"\)?{S}[,;(]{{0,3}}{S}(?:(?:with|and|at|so|giving){S})?(?:(?:an?|the|its|all|both|exact|associated){S}){{0,2}}"
    rf"(?P<tails>{_TAILS}{S}[,;]?{S})?"
    rf"(?:(?P<ns>(?:[pP]{S}={S})?[nN]\.? ?[sS]\b(?!{S}[=<>]| at\b){S}\.?)"
    rf"|(?<=[,;( ])(?P<said>(?:not|non)[- ]?significant\b)(?={S}(?:[.,;)]|\Z|and\b))"
    rf"|(?P<named>{_NAMED}){S}(?:{_PROBABILITY}|(?::|of|was|is){S}(?P<bare>(?:\d)?[.,]\d{{1,15}}))){_NO_UNIT}"
    rf"(?P<after>{S}[,;]?{S}\(?{S}{_TAILS})?"
)
P_BEFORE = re.compile(
    rf"\b(?P<named>[pP](?:{S}-?{S}values?)?){S}(?:{_PROBABILITY}|(?::|of|was|is){S}(?P<bare>\d?[.,]\d{{1,15}}))"
    rf"{S}[,;(]{{1,2}}{S}\Z"
)


def folded(document: Document) -> str:
    """Return the text of a document in one notation, computed once."""
    return document.cached("folded notation", lambda subject: fold_notation(subject.text))


def fold_notation(text: str) -> str:
    """Return a text of the same length with one way to write blanks, markup, signs, brackets, letters and indices."""
    if "<" in text or "&" in text:
        text = _MARKUP.sub(lambda match: f"{_ENTITIES.get(match[0], '')}".ljust(len(match[0])), text)
    if len(text) < _SHORT:
        return text.translate(_FOLDED)
    # Few signs of a long text are folded, and each is replaced faster than all are looked up.
    for sign in sorted(_SIGNS.intersection(text)):
        text = text.replace(sign, _FOLDED[ord(sign)])
    return text
