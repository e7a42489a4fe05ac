"""The part of the summary that names people: whom to calibrate, and who misses the standard."""

from __future__ import annotations

from collections.abc import Collection, Iterator, Sequence

from qa_service.reports.figures import interval, number, percent, signed
from qa_service.reports.points import Point, count, listed, quoted, some, started
from qa_service.reports.reviewers import Reviewer
from qa_service.reports.tables.t04_standard import ALL, Match
from qa_service.reports.tables.t07_reviewers import day

NAMED = 2
CASES = 4


def people(panels: Sequence[Sequence[Reviewer]], matches: Sequence[Match], unclear: Collection[str]) -> Iterator[Point]:
    """One point for each of the most pressing with all that is flagged, then the others by what is flagged.

    What happens on ``unclear`` criteria, whose levels nobody shares, says nothing about a reviewer's use of them.
    """
    rows = [row for panel in panels for row in panel]
    missed = [m for m in matches if m.verdict == "below" and m.rater != ALL and m.criterion not in unclear]
    missed.sort(key=lambda match: match.exact.value or 0.0)
    uneven = [row for row in rows if row.flags and not row.criterion.startswith("@") and row.criterion not in unclear]
    flagged = [row for row in rows if row.drift.state == "drifting" or _is_severe(row)]
    flagged.sort(key=_weight, reverse=True)
    order = list(dict.fromkeys(row.rater for row in flagged))
    named = order[:NAMED]
    for rater in named:
        own = [row for row in flagged if row.rater == rater]
        more = [_missed(match) for match in missed if match.rater == rater]
        more += [_use(row) for row in uneven if row.rater == rater]
        yield _person(own, more)
    yield from _others(order[NAMED:])
    yield from _standard([match for match in missed if match.rater not in named])
    yield from _one_sided([row for row in uneven if row.rater not in named])


def _is_severe(row: Reviewer) -> bool:
    return bool(row.severe) and not row.criterion.startswith("@")


def _others(left: Sequence[str]) -> Iterator[Point]:
    if left:
        names = listed([*left[:CASES], *([f"{len(left) - CASES} more"] if len(left) > CASES else [])])
        text = f"{names} {'is' if len(left) == 1 else 'are'} flagged for drift or severity; figures in table T7."
        yield Point(f"Calibrate {count(len(left), 'more reviewer')}.", text, urgent=True)


def _weight(row: Reviewer) -> tuple[bool, bool, float]:
    """Drift before severity, real criteria before scores, the largest first."""
    size = abs(row.severity.severity or 0.0) / (row.limit or 1.0) if row.severity else 0.0
    drifting = row.drift.state == "drifting"
    return drifting, not row.criterion.startswith("@"), row.drift.excess if drifting else size


def _person(rows: Sequence[Reviewer], more: Sequence[str]) -> Point:
    drifted = [row for row in rows if row.drift.state == "drifting"]
    severe = [row for row in rows if _is_severe(row)]
    if drifted:
        head = f"Calibrate {rows[0].rater} now: scoring has drifted."
    else:
        words = "harsher" if severe[0].severe < 0 else "more lenient"
        head = f"Calibrate {rows[0].rater}: scores {'differently' if len({r.severe for r in severe}) > 1 else words}."
    first, *cases = map(started, [*map(_moved, drifted), *map(_off, severe), *more])
    return Point(head, f"{first}.", True, some(cases, CASES, "T7"))


def _moved(row: Reviewer) -> str:
    size, n = row.drift.size or 0.0, len(row.drift.times)
    word = "more lenient" if size > 0 else "harsher"
    return (
        f"{word} on {quoted(row.title)} since {day(row.drift.since)}: mean deviation from {row.drift.versus} moved by "
        f"{signed(size)} ({interval(row.drift.ci95)}) over the last {n - (row.drift.after or 0):,} of {n:,} ratings"
    )


def _off(row: Reviewer) -> str:
    found = row.severity
    if found is None or found.severity is None:
        return quoted(row.title)
    side = "below" if found.severity > 0 else "above"
    ends = None if found.ci95 is None else (min(map(abs, found.ci95)), max(map(abs, found.ci95)))
    size = f"{number(abs(found.severity))} {side} {row.versus}"
    return f"over all ratings {size} on {quoted(row.title)} ({interval(ends)}, n = {found.n:,})"


def _missed(match: Match) -> str:
    found = match.exact
    share = f"{percent(found.value or 0.0)} ({interval(found.ci95, True)}, n = {found.total:,})"
    return f"gives the standard's level on {quoted(match.title)} in only {share}"


def _use(row: Reviewer) -> str:
    return f"{row.flags[0]} on {quoted(row.title)} (n = {row.n:,})"


def _standard(missed: Sequence[Match]) -> Iterator[Point]:
    if missed:
        text = "they clearly miss the standard too often:"
        cases = some([f"{match.rater} {_missed(match)}" for match in missed], CASES, "T4")
        yield Point("Go through gold items with these reviewers;", text, True, cases)


def _one_sided(rows: Sequence[Reviewer]) -> Iterator[Point]:
    if rows:
        cases = some([f"{row.rater}: {_use(row)}" for row in rows], CASES, "T7")
        yield Point("Talk about the use of the levels", "with these reviewers:", cases=cases)
