"""What a lead should do this week, in plain sentences, each with the figure it rests on."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from qa_service.reports.figures import interval, number, percent, reason, signed
from qa_service.reports.measure import ALL_REVIEWERS, Headline
from qa_service.reports.reviewers import Reviewer
from qa_service.reports.study import Study
from qa_service.reports.tables.t04_standard import Match
from qa_service.reports.tables.t06_pairs import Pairs
from qa_service.reports.tables.t07_reviewers import day

NAMED = 4


@dataclass(frozen=True, slots=True)
class Point:
    """One thing to do or to know: a short head and the sentences behind it."""

    head: str
    text: str
    urgent: bool = False

    @property
    def sentence(self) -> str:
        """Both as one text."""
        return f"{self.head} {self.text}"


@dataclass(frozen=True, slots=True)
class Results:
    """What the summary is drawn from."""

    study: Study
    headlines: tuple[Headline, ...]
    matches: tuple[Match, ...]
    pairs: tuple[Pairs, ...]
    reviewers: tuple[tuple[Reviewer, ...], ...]


def summarise(results: Results) -> tuple[Point, ...]:
    """Most pressing first; what was withheld last."""
    points = [
        *_criteria(results.headlines),
        *_pools(results.headlines),
        *_drifting(results.reviewers),
        *_severe(results.reviewers),
        *_standard(results.matches),
        *_one_sided(results.reviewers),
        *_enough(results.headlines),
        *_withheld(results),
    ]
    if not any(point.urgent for point in points):
        text = "No criterion is clearly under its bar and nobody is flagged."
        points.insert(0, Point("Nothing needs correcting this week.", text))
    return tuple(sorted(points, key=lambda point: not point.urgent))


def _best(rows: Sequence[Headline]) -> list[Headline]:
    """Per real criterion all reviewers, or the site that agrees clearly better: what the anchors allow."""
    best: dict[str, Headline] = {}
    for row in rows:
        if row.criterion.startswith("@") or row.alpha.value is None:
            continue
        known = best.get(row.criterion)
        # A site counts only when it is clearly better, or the best of several would look good by luck.
        if (
            known is None
            or _lowest(row) > _highest(known)
            or (_value(row) > _value(known) and known.pool != ALL_REVIEWERS)
        ):
            best[row.criterion] = row
    return list(best.values())


def _criteria(rows: Sequence[Headline]) -> Iterator[Point]:
    best = _best(rows)
    low = sorted((row for row in best if row.verdict == "below"), key=lambda row: row.alpha.value or 0.0)
    if low:
        others = f" Also clearly under: {_list([_short(row) for row in low[1:]])}." if low[1:] else ""
        whom = "" if low[0].pool == ALL_REVIEWERS else f" even among {low[0].pool}, who agree best,"
        under = f"{_alpha(low[0])} lies clearly under the bar of {number(low[0].bar)}."
        text = f"Reviewers do not share its levels:{whom} {under}{others}"
        yield Point(f"Re-anchor “{low[0].title}”.", text, urgent=True)
    thin = [row for row in best if row.verdict == "prevalence"]
    if thin:
        text = (
            "Reviewers agree, but nearly all items sit on one level, so agreement by chance is as likely (prevalence)."
        )
        yield Point(f"Add more varied items for {_list([_quoted(row) for row in thin])}.", text)
    open_ = [row for row in best if row.verdict in ("unproven", "likely")]
    if open_:
        names = _list([_short(row) for row in open_])
        text = f"{names}: the interval includes the bar. More items scored twice will settle it."
        yield Point("Not settled yet.", text)
    good = [row for row in best if row.verdict == "reached"]
    if good:
        yield Point(
            "Leave as they are:", f"{_list([_short(row) for row in good])}; the whole interval reaches the bar."
        )


def _pools(rows: Sequence[Headline]) -> Iterator[Point]:
    """The pools that agree best and worst, on the criteria where their intervals do not touch."""
    pools: dict[str, dict[str, Headline]] = {}
    for row in rows:
        if row.pool != ALL_REVIEWERS and not row.criterion.startswith("@") and row.alpha.value is not None:
            pools.setdefault(row.pool, {})[row.criterion] = row
    if len(pools) < 2:
        return
    ranked = sorted(
        pools, key=lambda pool: -sum(row.alpha.value or 0.0 for row in pools[pool].values()) / len(pools[pool])
    )
    high, low = pools[ranked[0]], pools[ranked[-1]]
    shared = [key for key in high if key in low]
    apart = [key for key in shared if _lowest(high[key]) > _highest(low[key])]
    if not apart:
        yield Point("The sites agree about equally well.", f"No criterion separates {_list(sorted(pools))} clearly.")
        return
    cases = "; ".join(f"{high[key].title} {_figure(high[key])} against {_figure(low[key])}" for key in apart)
    where = f"On {len(apart)} of {len(shared)} criteria"
    text = f"{where} {ranked[0]} agree among themselves better than {ranked[-1]} do (α): {cases}."
    together = {row.criterion: row for row in rows if row.pool == ALL_REVIEWERS}
    mixed = [
        key
        for key in shared
        if key in together and _highest(together[key]) < min(_lowest(high[key]), _lowest(low[key]))
    ]
    if mixed:
        fallen = _list([_short(together[key]) for key in mixed])
        text += f" Their scores do not mean the same: taken together, α falls to {fallen}."
    low_pool = [key for key in apart if low[key].verdict == "below"]
    advice = f" Do not mix their scores, and train {ranked[-1]} before relying on single ratings." if low_pool else ""
    yield Point(f"{ranked[0].capitalize()} agree better than {ranked[-1]}.", text + advice, urgent=bool(low_pool))


def _drifting(panels: Sequence[Sequence[Reviewer]]) -> Iterator[Point]:
    rows = [row for panel in panels for row in panel if row.drift.state == "drifting"]
    rows.sort(key=lambda row: (row.criterion.startswith("@"), -row.drift.excess))
    for rater in list(dict.fromkeys(row.rater for row in rows))[:NAMED]:
        own = [row for row in rows if row.rater == rater]
        text = "; ".join(_moved(row) for row in own)
        yield Point(f"Calibrate {rater} now: scoring has drifted.", f"{text[0].upper()}{text[1:]}.", urgent=True)
    left = len({row.rater for row in rows}) - NAMED
    if left > 0:
        yield Point(f"{left} more reviewers drift:", "see table T7.", urgent=True)


def _moved(row: Reviewer) -> str:
    size = row.drift.size or 0.0
    word = "more lenient" if size > 0 else "harsher"
    return (
        f"{word} on {row.title} since {day(row.drift.since)} (mean deviation from {row.drift.versus} moved by "
        f"{signed(size)} "
        f"over the last {len(row.drift.times) - (row.drift.after or 0):,} ratings)"
    )


def _severe(panels: Sequence[Sequence[Reviewer]]) -> Iterator[Point]:
    rows = [row for panel in panels for row in panel if row.severe and not row.criterion.startswith("@")]
    rows.sort(key=lambda row: -abs((row.severity.severity if row.severity else None) or 0.0) / (row.limit or 1.0))
    for rater in list(dict.fromkeys(row.rater for row in rows))[:NAMED]:
        own = [row for row in rows if row.rater == rater]
        words = "harsher" if own[0].severe < 0 else "more lenient"
        mixed = len({row.severe for row in own}) > 1
        head = f"Calibrate {rater}: scores {'differently' if mixed else words}."
        yield Point(head, f"{'; '.join(_off(row) for row in own)}.", urgent=True)
    left = len({row.rater for row in rows}) - NAMED
    if left > 0:
        yield Point(
            f"{left} more {'reviewer is' if left == 1 else 'reviewers are'} flagged for severity:", "see table T7."
        )


def _off(row: Reviewer) -> str:
    found = row.severity
    if found is None or found.severity is None:
        return row.title
    side = "below" if found.severity > 0 else "above"
    ends = None if found.ci95 is None else (min(map(abs, found.ci95)), max(map(abs, found.ci95)))
    return f"{row.title} {number(abs(found.severity))} {side} {row.versus} ({interval(ends)}, n = {found.n:,})"


def _standard(rows: Sequence[Match]) -> Iterator[Point]:
    low = sorted((row for row in rows if row.verdict == "below"), key=lambda row: row.exact.value or 0.0)
    if not low:
        return
    cases = [
        f"{row.rater} on {row.title} ({percent(row.exact.value or 0.0)}, {interval(row.exact.ci95, True)}, n = "
        f"{row.exact.total:,})"
        for row in low[:NAMED]
    ]
    more = f" and {len(low) - NAMED} more (table T4)" if len(low) > NAMED else ""
    yield Point("Misses the standard clearly too often:", f"{'; '.join(cases)}{more}.", urgent=True)


def _one_sided(panels: Sequence[Sequence[Reviewer]]) -> Iterator[Point]:
    rows = [row for panel in panels for row in panel if row.flags and not row.criterion.startswith("@")]
    if rows:
        cases = [f"{row.rater} on {row.title} ({row.flags[0]})" for row in rows[:NAMED]]
        more = f", and {len(rows) - NAMED} more in table T7" if len(rows) > NAMED else ""
        yield Point("Talk about the use of the levels with", f"{'; '.join(cases)}{more}.")


def _enough(rows: Sequence[Headline]) -> Iterator[Point]:
    """How many reviewers' mean reaches the target, per criterion and pool."""
    parts = []
    for criterion in dict.fromkeys(row.criterion for row in rows):
        own = [row for row in rows if row.criterion == criterion and row.reviewers_needed is not None]
        pools = [f"{row.pool} {row.reviewers_needed:,}" for row in own if row.pool != ALL_REVIEWERS]
        for row in own[:1]:
            parts.append(f"{row.title} {row.reviewers_needed:,}" if not pools else f"{row.title}: {', '.join(pools)}")
    if parts:
        text = f"{'; '.join(parts)} (Spearman–Brown on a single reviewer's reliability)."
        yield Point("Reviewers whose mean reaches a reliability of .80:", text)


def _withheld(results: Results) -> Iterator[Point]:
    parts = [f"agreement on {_name(row)} ({_why(row)})" for row in results.headlines if row.verdict == "withheld"]
    pairs = [pair for each in results.pairs for pair in each.pairs]
    few = sum(pair.found.value is None for pair in pairs)
    if few:
        parts.append(f"{few:,} of {len(pairs):,} pairs of reviewers (too few common items, or no variation)")
    rows = [row for panel in results.reviewers for row in panel]
    silent = sum(row.severity is not None and row.severity.severity is None for row in rows)
    if silent:
        parts.append(
            f"severity of {silent:,} of {len(rows):,} reviewer and criterion pairs (fewer than "
            f"{_minimum(results)} compared items)"
        )
    parts += _missing(results)
    excluded = sum(count for _, count in results.study.exclusions)
    if excluded:
        parts.append(f"{excluded:,} ratings were left out, with reasons in table T1")
    text = f"{'; '.join(parts)}." if parts else "nothing."
    yield Point("Withheld or left out:", text[0].upper() + text[1:])


def _missing(results: Results) -> Iterator[str]:
    if not results.matches:
        yield "comparison with a standard (no item has one)"
    rows = [row for panel in results.reviewers for row in panel if row.severity is not None]
    reasons = {row.drift.withheld for row in rows}
    if rows and None not in reasons:
        words = sorted(reason(text) for text in reasons if text)
        yield f"drift ({words[0]})"


def _minimum(results: Results) -> int:
    return results.study.inputs.min_items


def _why(row: Headline) -> str:
    return reason(row.alpha.withheld or "no interval")


def _name(row: Headline) -> str:
    return row.title if row.pool == ALL_REVIEWERS else f"{row.title} among {row.pool}"


def _quoted(row: Headline) -> str:
    return f"“{row.title}”"


def _alpha(row: Headline) -> str:
    return f"α = {_figure(row)}, n = {row.alpha.n_items:,}"


def _short(row: Headline) -> str:
    pool = "" if row.pool == ALL_REVIEWERS else f", {row.pool}"
    return f"{row.title} ({number(row.alpha.value or 0.0)}{pool})"


def _figure(row: Headline) -> str:
    return f"{number(row.alpha.value or 0.0)} ({interval(row.alpha.ci95)})"


def _value(row: Headline) -> float:
    return row.alpha.value or 0.0


def _lowest(row: Headline) -> float:
    return row.alpha.ci95[0] if row.alpha.ci95 else -1.0


def _highest(row: Headline) -> float:
    return row.alpha.ci95[1] if row.alpha.ci95 else 1.0


def _list(words: Sequence[str]) -> str:
    if len(words) < 2:
        return "".join(words)
    return f"{', '.join(words[:-1])} and {words[-1]}"
