"""The years that a figure of the text may be of: those said beside it, or the one at its place in a list of years."""

from __future__ import annotations

import re

from qa_service.checks.tables.tie_out.mentions import LOOK_BACK, Mention
from qa_service.checks.tables.tie_out.words import YEAR, years_of
from qa_service.documents import Document

ASIDE = re.compile(r"\((?=[^()]{0,40}[:$%\u20ac\u00a3])[^()]{4,60}\)")
YEAR_BEHIND = re.compile(
    r"(?i)[^.;,\d]{0,40}?\b(?:in|for|during|at|of|im|by|on|from|en|ended|ending)\s(?:the\s)?"
    r"(?:(?:fiscal|financial|calendar|same|year|years|period|jahr|end of|ended|ending|months)\s){0,3}"
    rf"(?:[a-z]{{3,9}}\s(?:\d{{1,2}},\s)?|\d{{1,2}}\s[a-z]{{3,9}}\s)?(?:{YEAR.pattern})|[^.;,\d()]{{0,14}}\((?:{YEAR.pattern})\)"
)
# "In 2022 467 permits were granted and in 2023 451": the year before is the nearer.
YEAR_BEFORE = re.compile(rf"(?:{YEAR.pattern}),?\s\Z")
YEARS_APART = re.compile(
    r"(?i)\s?(?:,|and|und|,\sand|or|to|-|\u2013|vs\.?|versus|compared (?:to|"
    r"with))\s?(?:fiscal\s|fy\s)?(?:year\s)?"
)
YEARS_MORE = re.compile(rf"(?:\s?(?:,|and|und|,\sand)\s(?:fiscal\s)?(?:{YEAR.pattern})){{1,4}}")
BEGINNING = re.compile(r"(?i)\b(?:since|seit|depuis|gegen\u00fcber)\s(?:dem jahr\s)?\Z")
EVENT = re.compile(
    r"(?i)\b(?:agreed|adopted|approved|signed|dated|introduced|launched|opened|opening|acquired|commissioned|appointed|founded|built|"
    r"awarded|announced|implemented|installed|bought|merged|closed|eingeweiht|eröffnet|beschlossen|erworben|"
    r"seit)\s(?:(?:in|on|im|am)\s)?(?:(?:early|late|mid|the|spring|summer|autumn|of)[\s-])*(?:\d{1,2}\.?\s)?(?:[^\W\d_]{3,9}\s(?:\d{1,2},\s)?)?\Z"
)
PRIOR = re.compile(r"(?i)\b(?:prior|previous|last|preceding)\s(?:\w+\s)?year|year earlier|year ago|vorjahr\w*")
# "$594 million and $295 million in 2017 and 2016": the first of the figures is of the first of the years.
_JOINED = r"(?:\s?[,;](?:\s(?:and|or|und))?|\s(?:and|or|und|/))\s"
_FIGURE = (
    r"(?:(?:a|an|net|about|approximately|positive|negative)\s)?"
    r"\(?(?:[A-Z]{0,3}[$\u20ac\u00a3]\s?|(?:USD|EUR|GBP|CHF|RMB)\s)?\(?\d(?:[\d.,]*\d)?\)?"
    r"(?:\s?(?:%|per\s?cent|thousand|million|billion|bn|mn|m|k)(?!\w))?\)?"
)
_DATED_YEAR = rf"(?:(?:fiscal|fy)\s)?(?:[A-Za-z]{{3,9}}\s\d{{1,2}},?\s|\d{{1,2}}\s[A-Za-z]{{3,9}}\s)?(?:{YEAR.pattern})"
FIGURES_LISTED = re.compile(rf"(?i){_FIGURE}(?:{_JOINED}{_FIGURE}){{1,7}}")
YEARS_LISTED = re.compile(rf"(?i){_DATED_YEAR}(?:{_JOINED}{_DATED_YEAR}){{1,7}}")
FIGURE_LISTED = re.compile(rf"(?i){_FIGURE}")


def years_beside(document: Document, mention: Mention) -> frozenset[int]:
    """Return the years that a figure may be of, worked out once."""
    known: dict[int, frozenset[int]] = document.cached("years of figures", lambda _: {})
    if mention.start not in known:
        known[mention.start] = nearest_years(document.text, mention)
    return known[mention.start]


def nearest_years(text: str, mention: Mention) -> frozenset[int]:
    """Return the years that a figure may be of: the nearest, those listed with it, the one before a "prior year"."""
    start, end = mention.sentence
    paired = _paired_year(text, mention)
    if paired is not None:
        return frozenset([paired])
    found = _said_years(text, mention)
    around = text[max(start, mention.start - LOOK_BACK) : min(end, mention.end + LOOK_BACK)]
    return found | {year - 1 for year in found} if PRIOR.search(around) else found


def _paired_year(text: str, mention: Mention) -> int | None:
    """Return the year at a figure's place, where the sentence lists as many years as figures."""
    start, end = mention.sentence
    listed = next(
        (run for run in FIGURES_LISTED.finditer(text, start, end) if run.start() <= mention.start < run.end()), None
    )
    if listed is None:
        return None
    places = [each.span() for each in FIGURE_LISTED.finditer(text, *listed.span())]
    at = next((at for at, (first, last) in enumerate(places) if first <= mention.start < last), None)
    years = ([*map(_year, YEAR.finditer(run.group()))] for run in YEARS_LISTED.finditer(text, start, end))
    fitting = [run for run in years if len(run) == len(places)]
    return fitting[0][at] if len(fitting) == 1 and at is not None else None


def _year(found: re.Match[str]) -> int:
    return min(years_of(found.group()))


def _said_years(text: str, mention: Mention) -> frozenset[int]:
    """Return the years said right behind a figure, else the last before it: "2019 and 2018" are two."""
    start, end = mention.sentence
    behind = YEAR_BEHIND.match(text, mention.end, min(end, mention.end + 80))
    if behind is not None and YEAR_BEFORE.search(text, max(start, mention.start - LOOK_BACK), mention.start) is None:
        more = YEARS_MORE.match(text, behind.end(), end)
        return years_of(behind.group() + (more.group() if more else ""))
    aside = _asides(text, start, mention.start)
    before = [
        each
        for each in YEAR.finditer(text, start, mention.start)
        if not any(first < each.start() < last for first, last in aside)
        and not (_is_beginning(text, each) or _is_of_event(text, each))
    ]
    chosen = before[-1:]
    for each in reversed(before[:-1]):
        if YEARS_APART.fullmatch(text, each.end(), chosen[0].start()) is None:
            break
        chosen.insert(0, each)
    return years_of(" ".join(each.group() for each in chosen))


def _is_beginning(text: str, year: re.Match[str]) -> bool:
    """Whether something is told since a year."""
    return BEGINNING.search(text, max(0, year.start() - LOOK_BACK), year.start()) is not None


def _is_of_event(text: str, year: re.Match[str]) -> bool:
    """Whether something began or was agreed then: "the plan agreed in June 2022"."""
    return EVENT.search(text, max(0, year.start() - 2 * LOOK_BACK), year.start()) is not None


def _asides(text: str, start: int, end: int) -> list[tuple[int, int]]:
    """Return the brackets before a figure that tell a year with a figure of their own: "(2022: 38.6)"."""
    return [found.span() for found in ASIDE.finditer(text, start, end)]
