"""Records to one dense panel of ratings per criterion; whatever cannot be used is counted with its reason."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from datetime import UTC, datetime
from functools import cached_property

import numpy as np
from numpy.typing import NDArray

from qa_service.agreement import Ratings, Scale
from qa_service.agreement.control.monitor import Timeline
from qa_service.agreement.ratings import scored_standard
from qa_service.agreement.records import encode, infer_levels
from qa_service.reports.inputs import CriterionInfo, Record, ReportInputs

Floats = NDArray[np.float64]
READABLE = {"@outcome": "Outcome of the review", "@raw_score": "Raw score"}
OUTSIDE = "Value outside the scale of its criterion"
REPEATED = "Same reviewer rated the same item again (the earliest rating counts)"
UNKNOWN = "Criterion that is not part of this report"


@dataclass(frozen=True, eq=False)
class Panel:
    """Ratings of one criterion, raters x items.

    ``standard`` holds each item's agreed level code or number, NaN unknown; ``timelines`` each rater's items in
    time order; ``sites`` each rater's site, None where unknown or when the rater works on several.
    """

    info: CriterionInfo
    ratings: Ratings
    standard: Floats
    timelines: tuple[Timeline, ...]
    sites: tuple[str | None, ...]

    @property
    def scale(self) -> Scale:
        """The scale with all its levels."""
        return self.ratings.scale

    @property
    def raters(self) -> tuple[str, ...]:
        """Names of the rows."""
        return self.ratings.raters

    @property
    def directed(self) -> bool:
        """Whether higher and lower mean something, so that severity exists."""
        return self.scale.ordered

    @property
    def raw(self) -> Floats:
        """Level codes or numbers, raters x items, made anew from the narrow codes; NaN is missing."""
        if self.ratings.codes is None:
            return self.ratings.scored()
        codes = self.ratings.codes.astype(np.float64)
        codes[codes < 0] = np.nan
        return codes

    @cached_property
    def given(self) -> NDArray[np.bool_]:
        """Which ratings exist, raters x items."""
        codes = self.ratings.codes
        found: NDArray[np.bool_] = ~np.isnan(self.ratings.scored()) if codes is None else codes >= 0
        return found

    @cached_property
    def loads(self) -> NDArray[np.int64]:
        """Number of ratings of each rater."""
        found: NDArray[np.int64] = np.count_nonzero(self.given, axis=1).astype(np.int64)
        return found

    @property
    def has_standard(self) -> bool:
        """Whether any item has an agreed standard."""
        return bool(np.isfinite(self.standard).any())

    @property
    def scored_standard(self) -> Floats | None:
        """The standard as numbers (the scores of the levels), NaN unknown; None where no item has one."""
        return scored_standard(self.standard, self.scale) if self.has_standard else None

    @cached_property
    def lenient_up(self) -> Ratings:
        """The ratings with higher meaning better: turned where a high number is a severe one."""
        return self.ratings.lenient_up(self.info.lower_is_better)

    @property
    def lenient_up_standard(self) -> Floats | None:
        """The standard as numbers in the same direction."""
        scored = self.scored_standard
        turned = self.info.lower_is_better and self.scale.numeric
        return -scored if scored is not None and turned else scored

    @cached_property
    def groups(self) -> tuple[str, ...]:
        """Sites with their own pool of at least two raters, in order of name; empty when there is one pool."""
        sizes = Counter(site for site in self.sites if site)
        return tuple(sorted(site for site, n in sizes.items() if n >= 2)) if len(sizes) >= 2 else ()

    def only(self, site: str) -> Panel:
        """The panel of one site's raters."""
        rows = [i for i, found in enumerate(self.sites) if found == site]
        names = tuple(self.raters[i] for i in rows)
        codes = None if self.ratings.codes is None else self.ratings.codes[rows]
        values = None if self.ratings.values is None else self.ratings.values[rows]
        ratings = Ratings(self.scale, names, self.ratings.items, codes, values)
        timelines = tuple(self.timelines[i] for i in rows)
        return Panel(self.info, ratings, self.standard, timelines, (site,) * len(rows))


@dataclass(frozen=True, eq=False)
class Study:
    """All panels of a report, real criteria first, and what was left out."""

    inputs: ReportInputs
    panels: tuple[Panel, ...]
    exclusions: tuple[tuple[str, int], ...]
    titles: dict[str, str]
    links: dict[str, str]

    def item_name(self, item: str) -> str:
        """The title of an item, or its id."""
        return self.titles.get(item, item)


def build_study(inputs: ReportInputs) -> Study:
    """Sort the records into panels."""
    ordinary: dict[str, list[Record]] = defaultdict(list)
    standards: dict[str, list[Record]] = defaultdict(list)
    titles: dict[str, str] = {}
    links: dict[str, str] = {}
    for record in inputs.records:
        (ordinary if record.kind == "ordinary" else standards)[record.criterion].append(record)
        if record.item_title:
            titles.setdefault(record.item, record.item_title)
        if record.link:
            links.setdefault(record.item, record.link)
    excluded: Counter[str] = Counter()
    clock = _Clock()
    panels = tuple(
        _panel(_readable(info), ordinary[info.id], standards[info.id], excluded, clock)
        for info in _ordered(inputs.criteria)
    )
    excluded[UNKNOWN] = sum(len(rows) for rows in ordinary.values()) - sum(len(ordinary[c.id]) for c in inputs.criteria)
    own = tuple((reason, excluded[reason]) for reason in (OUTSIDE, REPEATED, UNKNOWN) if excluded[reason])
    return Study(inputs, panels, (*inputs.exclusions, *own), titles, links)


def _ordered(criteria: Sequence[CriterionInfo]) -> list[CriterionInfo]:
    return sorted(criteria, key=lambda info: info.id.startswith("@"))


def _readable(info: CriterionInfo) -> CriterionInfo:
    title = READABLE.get(info.id) or info.title or info.id
    return replace(info, title=title)


class _Clock:
    """RFC 3339 texts to seconds; a text that is no time counts as no time."""

    def __init__(self) -> None:
        self._known: dict[str | None, float] = {None: np.nan}

    def seconds(self, rows: Iterable[Record]) -> Floats:
        known = self._known
        for text in {row.at for row in rows} - known.keys():
            known[text] = _seconds(text or "")
        return np.array([known[row.at] for row in rows], dtype=np.float64)


def _seconds(text: str) -> float:
    try:
        found = datetime.fromisoformat(text)
    except ValueError:
        return np.nan
    return (found if found.tzinfo else found.replace(tzinfo=UTC)).timestamp()


def _panel(
    info: CriterionInfo, rows: list[Record], standards: list[Record], excluded: Counter[str], clock: _Clock
) -> Panel:
    scale = infer_levels(info.scale, [row.value for row in (*rows, *standards)])
    values = _encode(rows, scale)
    excluded[OUTSIDE] += int(np.count_nonzero(np.isnan(values)))
    items = {name: i for i, name in enumerate(sorted({row.item for row in rows}))}
    raters = {name: i for i, name in enumerate(sorted({row.rater for row in rows}, key=_natural))}
    row_of = np.array([raters[row.rater] for row in rows], dtype=np.intp)
    item_of = np.array([items[row.item] for row in rows], dtype=np.intp)
    seconds = clock.seconds(rows)
    order = np.argsort(seconds, kind="stable")
    order = order[~np.isnan(values[order])]
    _, first = np.unique(row_of[order] * max(len(items), 1) + item_of[order], return_index=True)
    excluded[REPEATED] += len(order) - len(first)
    kept = order[first]
    grid = np.full((len(raters), len(items)), np.nan)
    grid[row_of[kept], item_of[kept]] = values[kept]
    ratings = _ratings(grid, scale, tuple(raters), tuple(items))
    timed = kept[~np.isnan(seconds[kept])]
    timelines = _timelines(row_of[timed], item_of[timed], seconds[timed], len(raters))
    return Panel(info, ratings, _standard(standards, scale, items), timelines, _sites(rows, raters))


def _timelines(rows: NDArray[np.intp], items: NDArray[np.intp], seconds: Floats, raters: int) -> tuple[Timeline, ...]:
    order = np.lexsort((items, seconds, rows))
    cuts = np.searchsorted(rows[order], np.arange(1, raters))
    parts = zip(np.split(items[order], cuts), np.split(seconds[order], cuts), strict=True)
    return tuple(Timeline(item, at) for item, at in parts)


def _natural(name: str) -> tuple[list[tuple[int, str]], str]:
    """Names in the order people expect: R2 before R10."""
    parts, digits = [], ""
    for char in f"{name.casefold()} ":
        if char.isdecimal():
            digits += char
            continue
        if digits:
            parts.append((int(digits), ""))
            digits = ""
        parts.append((-1, char))
    return parts, name


def _ratings(grid: Floats, scale: Scale, raters: tuple[str, ...], items: tuple[str, ...]) -> Ratings:
    if scale.numeric:
        return Ratings(scale, raters, items, None, grid)
    return Ratings.from_codes(np.where(np.isnan(grid), -1, grid).astype(np.int16), scale, raters, items)


def _encode(rows: Sequence[Record], scale: Scale) -> Floats:
    index = {level: i for i, level in enumerate(scale.levels or ())}
    codes = {value: encode(value, scale, index) for value in {row.value for row in rows}}
    known = {value: np.nan if code is None else float(code) for value, code in codes.items()}
    return np.array([known[row.value] for row in rows], dtype=np.float64)


def _standard(rows: Sequence[Record], scale: Scale, items: dict[str, int]) -> Floats:
    """The standard of each item; of several, the last one given holds."""
    out = np.full(len(items), np.nan)
    for row, value in zip(rows, _encode(rows, scale), strict=True):
        if row.item in items:
            out[items[row.item]] = value
    return out


def _sites(rows: Sequence[Record], raters: dict[str, int]) -> tuple[str | None, ...]:
    found: dict[str, set[str]] = defaultdict(set)
    for rater, site in {(row.rater, row.site) for row in rows}:
        if site:
            found[rater].add(site)
    return tuple(next(iter(found[name])) if len(found[name]) == 1 else None for name in raters)
