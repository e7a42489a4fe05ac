"""What a lead should do this week, in plain sentences, each with the figure it rests on."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from qa_service.reports.figures import number
from qa_service.reports.measure import ALL_REVIEWERS, Headline
from qa_service.reports.people import people
from qa_service.reports.points import (
    Point,
    Results,
    alpha,
    case,
    count,
    figure,
    highest,
    listed,
    lowest,
    quoted,
    value,
)
from qa_service.reports.remarks import enough, unknown, withheld
from qa_service.reports.tables.t04_standard import ALL, Match

__all__ = ["Point", "Results", "summarise"]

_QUIET = "No criterion is clearly under its bar and nobody is flagged."


def summarise(results: Results) -> tuple[Point, ...]:
    """Most pressing first; what was withheld last."""
    best = best_pools(results.headlines)
    unclear = {row.criterion for row in best if row.verdict == "below"}
    points = [
        *_unclear(best, results.matches),
        *people(results.reviewers, results.matches, unclear),
        *_pools(results.headlines),
        *_open(best),
        *enough(results.headlines, unclear),
        *withheld(results),
    ]
    if not any(point.urgent for point in points):
        points.insert(0, unknown(results) or Point("Nothing needs correcting this week.", _QUIET))
    return tuple(sorted(points, key=lambda point: not point.urgent))


def best_pools(rows: Sequence[Headline]) -> list[Headline]:
    """Per real criterion all reviewers, or the site that agrees clearly better: what the anchors allow."""
    best: dict[str, Headline] = {}
    for row in rows:
        if row.criterion.startswith("@") or row.alpha.value is None:
            continue
        known = best.get(row.criterion)
        # A site counts only when it is clearly better, or the best of several would look good by luck.
        if known is None or lowest(row) > highest(known) or (value(row) > value(known) and known.pool != ALL_REVIEWERS):
            best[row.criterion] = row
    return list(best.values())


def _unclear(best: Sequence[Headline], matches: Sequence[Match]) -> Iterator[Point]:
    low = sorted((row for row in best if row.verdict == "below"), key=value)
    if not low:
        return
    first = low[0]
    whom = "" if first.pool == ALL_REVIEWERS else f" even among {first.pool}, who agree best,"
    others = f" Also clearly under their bars: {'; '.join(map(case, low[1:]))}." if low[1:] else ""
    text = (
        f"Reviewers do not share its levels:{whom} {alpha(first)} lies clearly under the bar of {number(first.bar)}. "
        f"Rewrite its anchors together on the items of table T8.{_all_miss(first, matches)}{others}"
    )
    yield Point(f"Re-anchor {quoted(first.title)}.", text, urgent=True)


def _all_miss(row: Headline, matches: Sequence[Match]) -> str:
    """Who misses the standard on an unclear criterion is not to blame."""
    own = [match for match in matches if match.criterion == row.criterion and match.rater != ALL]
    judged = [match for match in own if match.verdict not in ("withheld", "unjudged")]
    missed = sum(match.verdict == "below" for match in judged)
    if not missed:
        return ""
    who = f"{missed} of {count(len(judged), 'reviewer')}"
    return f" {who} clearly miss the standard there too (table T4): no case for training yet."


def _open(best: Sequence[Headline]) -> Iterator[Point]:
    thin = [row for row in best if row.verdict == "prevalence"]
    if thin:
        text = (
            "Reviewers agree, but nearly all items sit on one level, so agreement by chance is as likely (prevalence):"
        )
        yield Point("Add more varied items.", text, cases=tuple(map(case, thin)))
    unsettled = [row for row in best if row.verdict in ("unproven", "likely")]
    if unsettled:
        text = f"the interval includes the bar of {_bars(unsettled)} on:"
        yield Point("Have more items scored twice:", text, cases=tuple(map(case, unsettled)))
    good = [row for row in best if row.verdict == "reached"]
    if good:
        text = f"the whole interval reaches the bar of {_bars(good)} on:"
        yield Point("Leave as they are:", text, cases=tuple(map(case, good)))


def _bars(rows: Sequence[Headline]) -> str:
    return " or ".join(number(bar) for bar in sorted({row.bar for row in rows}))


def _pools(rows: Sequence[Headline]) -> Iterator[Point]:
    """The pools that agree best and worst, on the criteria where their intervals do not touch."""
    pools: dict[str, dict[str, Headline]] = {}
    for row in rows:
        if row.pool != ALL_REVIEWERS and not row.criterion.startswith("@") and row.alpha.value is not None:
            pools.setdefault(row.pool, {})[row.criterion] = row
    if len(pools) < 2:
        return
    ranked = sorted(pools, key=lambda pool: -sum(map(value, pools[pool].values())) / len(pools[pool]))
    high, low = pools[ranked[0]], pools[ranked[-1]]
    shared = [key for key in high if key in low]
    apart = [key for key in shared if lowest(high[key]) > highest(low[key])]
    if not apart:
        yield Point("The sites agree about equally well.", f"No criterion separates {listed(sorted(pools))} clearly.")
        return
    together = {row.criterion: row for row in rows if row.pool == ALL_REVIEWERS}
    weak = any(low[key].verdict == "below" for key in apart)
    advice = f"Do not mix their scores, and train {ranked[-1]} before relying on single ratings. " if weak else ""
    where = f"On {len(apart)} of {len(shared)} criteria {ranked[0]} agree among themselves better than {ranked[-1]} do"
    cases = tuple(_against(high[key], low[key], together.get(key)) for key in apart)
    yield Point(f"{ranked[0].capitalize()} agree better than {ranked[-1]}.", f"{advice}{where} (α):", weak, cases)


def _against(high: Headline, low: Headline, together: Headline | None) -> str:
    text = f"{quoted(high.title)} {figure(high)} against {figure(low)}, n = {high.alpha.n_items:,}"
    mixed = together is not None and together.alpha.value is not None and highest(together) < lowest(low)
    return f"{text}; taken together it falls to {figure(together)}" if together and mixed else text
