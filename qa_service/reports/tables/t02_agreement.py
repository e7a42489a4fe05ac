"""T2: agreement per criterion, plain and chance-corrected side by side, each with its interval."""

from __future__ import annotations

from collections.abc import Sequence

from qa_service.reports.figures import DASH, coefficient_cell, coefficient_fields, coefficient_line, number, percent
from qa_service.reports.measure import ALL_REVIEWERS, Headline
from qa_service.reports.tables.model import Cell, Flag, Line, Section, Table
from qa_service.reports.thresholds import DEFAULT_BAR, PARTED, TARGET_RELIABILITY

VERDICTS: dict[str, tuple[Flag, str]] = {
    "below": ("bad", "below the bar"),
    "unproven": ("warn", "not shown to reach the bar"),
    "likely": ("warn", "reaches it, interval does not rule out less"),
    "reached": ("good", "at or above the bar"),
    "prevalence": ("warn", "cannot tell: little variety"),
    "withheld": ("mute", "withheld"),
}
_FIGURES = ("exact", "adjacent", "kappa", "ac", "alpha")
FIELDS = (
    "criterion", "title", "pool", "n_raters", "n_items", "n_pairs", "coverage",
    *(field for name in _FIGURES for field in coefficient_fields(name)),
    "kappa_method", "ac_method", "alpha_metric", "bar", "bar_source", "verdict", "reviewers_for_080",
)  # fmt: skip
_BEFORE = ("Criterion", "Verdict by α", "n items", "n pairs", "Coverage", "Exact", "Adjacent")
_AFTER = ("Bar", "Reviewers for .80")


def section(rows: Sequence[Headline], min_items: int) -> Section:
    """The headline table: one row per criterion and, where sites have their own reviewers, per site."""
    named = _method_names(rows)
    columns = (*_BEFORE, *(_heading(symbol, names) for symbol, names in named.items()), *_AFTER)
    apart = {symbol for symbol, names in named.items() if len(names) > 1}
    folded = silent_sites(rows)
    shown = [row for row in rows if not is_silent_site(row)]
    cells = tuple(_cells(row, apart, folded.get(row.criterion, "")) for row in shown)
    table = Table("Agreement per criterion", columns, cells)
    own = sorted({row.bar for row in rows if row.own_bar})
    bars = [f"Bar for α: {', '.join(map(number, own))}, set by the rubric."] if own else []
    if any(not row.own_bar for row in rows):
        bars.append(f"Bar for α: {number(DEFAULT_BAR)}, the report's default where the rubric sets none.")
    thresholds = (
        *bars,
        "Below the bar: the whole 95 % interval lies under it. At or above: the whole interval reaches it.",
        f"Withheld: fewer than {min_items} items with two ratings.",
    )
    about = (
        "Do reviewers who score the same work give the same score? Exact and adjacent agreement are plain shares "
        "of pairs; κ, AC and α take off what chance alone would give. Intervals are 95 %."
    )
    return Section("T2", "Agreement", about, FIELDS, tuple(map(_line, rows)), (table,), thresholds, _notes(rows))


def is_silent_site(row: Headline) -> bool:
    """Whether a row is one site's and holds no figure at all."""
    figures = (row.exact, row.adjacent, row.kappa, row.ac, row.alpha)
    return row.pool != ALL_REVIEWERS and all(found is None or found.value is None for found in figures)


def silent_sites(rows: Sequence[Headline]) -> dict[str, str]:
    """Per criterion one line for all sites without a figure: their rows would only repeat that."""
    out = {}
    for criterion in dict.fromkeys(row.criterion for row in rows):
        silent = [row for row in rows if row.criterion == criterion and is_silent_site(row)]
        if silent:
            least, most = min(row.alpha.n_items for row in silent), max(row.alpha.n_items for row in silent)
            n = f"{least:,}" if least == most else f"{least:,}{DASH}{most:,}"
            out[criterion] = f"{', '.join(row.pool for row in silent)}: withheld, n = {n}"
    return out


def _methods(row: Headline) -> dict[str, str]:
    return {"κ": row.kappa_name, "AC": row.ac_name, "α": row.metric}


def _method_names(rows: Sequence[Headline]) -> dict[str, list[str]]:
    return {s: list(dict.fromkeys(m[s] for m in map(_methods, rows) if m[s])) for s in ("κ", "AC", "α")}


def _heading(symbol: str, names: Sequence[str]) -> str:
    """A method that all rows share stands in the heading; where they differ it stands in the cells."""
    if len(names) != 1:
        return symbol
    return names[0] if symbol == "AC" else f"{symbol}, {names[0]}"


def _cells(row: Headline, apart: set[str], folded: str) -> tuple[Cell, ...]:
    method = {symbol: name if symbol in apart else "" for symbol, name in _methods(row).items()}
    flag, words = VERDICTS[row.verdict]
    needed = row.reviewers_needed
    single = "" if row.single.value is None else f"one alone: {number(row.single.value)}"
    pooled = row.pool == ALL_REVIEWERS
    return (
        Cell(row.title if pooled else f"{row.title}: {row.pool}", _under(row, folded)),
        Cell(words, flag=flag),
        Cell(f"{row.alpha.n_items:,}"),
        Cell(f"{row.alpha.n_pairs:,}"),
        Cell(percent(row.alpha.coverage)),
        coefficient_cell(row.exact, as_percent=True),
        coefficient_cell(row.adjacent, as_percent=True),
        _named(coefficient_cell(row.kappa), method["κ"]),
        _named(coefficient_cell(row.ac), method["AC"]),
        _named(coefficient_cell(row.alpha), method["α"]),
        Cell(number(row.bar), "rubric" if row.own_bar else "default"),
        Cell(DASH if needed is None else f"{needed:,}", single),
    )


def _under(row: Headline, folded: str) -> str:
    team = f"{row.raters} reviewers"
    return f"{team}; {folded}" if folded and row.pool == ALL_REVIEWERS else team


def _named(cell: Cell, method: str) -> Cell:
    """A figure with the name of its method under the interval."""
    return Cell(cell.text, f"{cell.detail}; {method}" if method else cell.detail, cell.flag)


def _line(row: Headline) -> Line:
    line: dict[str, str | int | float | bool | None] = {
        "criterion": row.criterion,
        "title": row.title,
        "pool": row.pool,
        "n_raters": row.raters,
        "n_items": row.alpha.n_items,
        "n_pairs": row.alpha.n_pairs,
        "coverage": row.alpha.coverage,
    }
    for name, found in zip(_FIGURES, (row.exact, row.adjacent, row.kappa, row.ac, row.alpha), strict=True):
        line |= coefficient_line(name, found)
    return line | {
        "kappa_method": row.kappa_name or None,
        "ac_method": row.ac_name or None,
        "alpha_metric": row.metric,
        "bar": row.bar,
        "bar_source": "rubric" if row.own_bar else "default",
        "verdict": row.verdict,
        "reviewers_for_080": row.reviewers_needed,
    }


def _notes(rows: Sequence[Headline]) -> tuple[str, ...]:
    notes = []
    paradox = [_name(row) for row in rows if row.prevalence]
    apart = [_name(row) for row in rows if row.parted and not row.prevalence]
    if paradox:
        notes.append(
            f"Prevalence paradox ({', '.join(paradox)}): reviewers agree plainly and by AC, yet κ and α are low. "
            "Nearly "
            "all items sit on one level, so chance alone would agree almost as often, and these items cannot "
            "show whether "
            "reviewers tell the levels apart. Add items of other quality before judging the criterion."
        )
    if apart:
        notes.append(
            f"AC and α part by {number(PARTED)} or more ({', '.join(apart)}): AC measures how near scores are on "
            "the scale, "
            "α how much of the difference between items reviewers share. Scores that crowd together are near without "
            "telling items apart; the verdict follows α."
        )
    notes.append(
        f"Reviewers for .80: how many reviewers' mean reaches a reliability of {number(TARGET_RELIABILITY)} "
        "(Spearman–Brown on the one-way intraclass correlation of a single reviewer)."
    )
    return tuple(notes)


def _name(row: Headline) -> str:
    return row.title if row.pool == ALL_REVIEWERS else f"{row.title} ({row.pool})"
