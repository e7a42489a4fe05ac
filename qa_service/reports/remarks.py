"""The closing part of the summary: how many reviewers are enough, and what was withheld."""

from __future__ import annotations

from collections.abc import Collection, Iterator, Sequence

from qa_service.reports.figures import DASH, interval, number, reason
from qa_service.reports.measure import ALL_REVIEWERS, Headline
from qa_service.reports.points import Point, Results, count, highest, listed, lowest, quoted, started
from qa_service.reports.thresholds import TARGET_RELIABILITY

NAMED = 6
TOO_FEW = "too_few_items"


def enough(rows: Sequence[Headline], unclear: Collection[str]) -> Iterator[Point]:
    """How many reviewers' mean reaches the target: one number per criterion, by group only where groups differ."""
    cases = []
    for criterion in dict.fromkeys(row.criterion for row in rows):
        own = [row for row in rows if row.criterion == criterion and row.reviewers_needed is not None]
        pools = [row for row in own if row.pool != ALL_REVIEWERS]
        if _apart(pools):
            cases.append(f"{quoted(own[0].title)}: {', '.join(f'{row.pool} {_needed(row)}' for row in pools)}")
        elif own:
            cases.append(
                f"{quoted(own[0].title)}: {_needed(own[0], ' (re-anchor first)' if criterion in unclear else '')}"
            )
    if cases:
        text = f"for a mean with a reliability of {number(TARGET_RELIABILITY)} (reliability of one alone in brackets):"
        yield Point("Plan this many reviewers per item", text, cases=tuple(cases))


def _needed(row: Headline, note: str = "") -> str:
    single = row.single
    if single.value is None:
        return f"{row.reviewers_needed:,}{note}"
    ends = f", {interval(single.ci95)}" if single.ci95 else ""
    return f"{row.reviewers_needed:,}{note} [{number(single.value)}{ends}, n = {single.n_items:,}]"


def _apart(pools: Sequence[Headline]) -> bool:
    """Whether two groups differ clearly: their intervals do not touch."""
    return len(pools) > 1 and max(map(lowest, pools)) > min(map(highest, pools))


def unknown(results: Results) -> Point | None:
    """What is needed before anything can be said, when every figure was withheld."""
    severe = (row.severity for panel in results.reviewers for row in panel if row.severity)
    known = (
        any(row.verdict != "withheld" for row in results.headlines)
        or any(match.verdict not in ("withheld", "unjudged") for match in results.matches)
        or any(found.severity is not None for found in severe)
    )
    if known:
        return None
    least = results.min_items
    most = max((row.alpha.n_items for row in results.headlines), default=0)
    if most < least:
        so_far = f"so far no criterion has more than {most:,}" if most else "so far there are none"
        text = f"Have at least {least} items of a criterion rated by two or more reviewers each; {so_far}."
    else:
        found = dict.fromkeys(reason(row.alpha.withheld or "no interval") for row in results.headlines)
        text = f"Enough items were rated twice, but figures need ratings that differ ({listed(list(found))})."
    return Point("Nothing can be said yet.", text)


def withheld(results: Results) -> Iterator[Point]:
    """What was withheld, condensed; tables T1 and T2 hold the rest."""
    parts = [*_agreement(results), *_pairs(results), *_reviewers(results), *_missing(results)]
    excluded = sum(n for _, n in results.study.exclusions)
    if excluded:
        parts.append(f"{count(excluded, 'rating was', 'ratings were')} left out (reasons in table T1)")
    yield Point("Withheld or left out:", started(f"{'; '.join(parts)}." if parts else "nothing."))


def _agreement(results: Results) -> Iterator[str]:
    """Whole criteria by name, sites as a count."""
    none = [row for row in results.headlines if row.verdict == "withheld"]
    whole = [row for row in none if row.pool == ALL_REVIEWERS]
    few = [row for row in whole if _too_few(row)]
    if few:
        names = [f"{quoted(row.title)} (n = {row.alpha.n_items:,} < {results.min_items})" for row in few[:NAMED]]
        more = [count(len(few) - NAMED, "more criterion", "more criteria")] if len(few) > NAMED else []
        yield f"agreement on {listed([*names, *more])}, too few items rated twice"
    for row in whole:
        if not _too_few(row):
            yield f"agreement on {quoted(row.title)} ({reason(row.alpha.withheld or 'no interval')})"
    gone = {row.criterion for row in whole}
    sites = [row for row in none if row.pool != ALL_REVIEWERS and row.criterion not in gone]
    small = [row.alpha.n_items for row in sites if _too_few(row)]
    if small:
        what = count(len(small), "pair of criterion and site has", "pairs of criterion and site have")
        yield f"agreement within one site: {what} too few items (n = {span(small)} < {results.min_items}), see table T2"
    if len(sites) > len(small):
        rest = count(len(sites) - len(small), "pair of criterion and site has", "pairs of criterion and site have")
        yield f"agreement within one site: {rest} no figure for other reasons, see table T2"


def _too_few(row: Headline) -> bool:
    return (row.alpha.withheld or "").startswith(TOO_FEW)


def span(numbers: Collection[int]) -> str:
    """The range of some numbers."""
    low, high = min(numbers), max(numbers)
    return f"{low:,}" if low == high else f"{low:,}{DASH}{high:,}"


def _pairs(results: Results) -> Iterator[str]:
    pairs = [pair for each in results.pairs for pair in each.pairs]
    few = sum(pair.found.value is None for pair in pairs)
    if few:
        yield f"{few:,} of {len(pairs):,} pairs of reviewers (too few common items or no variation, table T6)"


def _reviewers(results: Results) -> Iterator[str]:
    rows = [row for panel in results.reviewers for row in panel]
    silent = sum(row.severity is not None and row.severity.severity is None for row in rows)
    if silent:
        least = f"fewer than {results.min_items} compared items"
        yield f"severity of {silent:,} of {len(rows):,} pairs of reviewer and criterion ({least}, table T7)"


def _missing(results: Results) -> Iterator[str]:
    if not results.matches:
        yield "comparison with a standard (no item has one)"
    rows = [row for panel in results.reviewers for row in panel if row.severity is not None]
    reasons = {row.drift.withheld for row in rows}
    if rows and None not in reasons:
        words = sorted(reason(text) for text in reasons if text)
        yield f"drift ({words[0]})"
