"""The answer of an agreement analysis as text: what was measured, every figure with its interval, and how."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from string import ascii_lowercase
from typing import TYPE_CHECKING, Any

from qa_service.cli.scales import described

if TYPE_CHECKING:
    from qa_service.agreement import Scale

_FAMILIES: tuple[tuple[str, tuple[str, ...]], ...] = (
    ("Plain agreement", ("percent",)),
    ("Corrected for chance, each rater's own level shares", ("cohen_", "conger_", "light_")),
    ("Corrected for chance, pooled or equal level shares", ("scott_", "fleiss_", "brennan_", "gwet_")),
    ("Krippendorff's alpha", ("krippendorff_",)),
    ("Ranks", ("kendall_", "mean_tau")),
    ("Intraclass correlation", ("icc_",)),
)
_HEAD = ("", "VALUE", "SE", "95 % CI", "ITEMS", "PAIRS", "BENCHMARK", "NOTE")
_MOST_RATERS = 60
_BENCHMARK = (
    "the highest band of Landis and Koch (1977) that holds with 95 % probability (Gwet 2014), not the value's own"
)
Row = tuple[str, ...]


def agreement_text(name: str, figures: Mapping[str, Any], scale: Scale) -> Iterator[str]:
    """The lines about one criterion."""
    yield f"Criterion {name}" if name != "all" else "All ratings"
    yield (
        f"{figures['n_items']} items, {figures['n_raters']} raters, {figures['n_ratings']} ratings; "
        f"{figures['n_pairable_items']} items rated at least twice (coverage {figures['coverage']:.1%}), "
        f"{figures['n_pairs']} pairs"
    )
    yield f"scale: {described(scale)}"
    for key, what in (("n_not_blind", "not blind"), ("n_repeats", "repeats by the same rater")):
        if figures.get(key):
            yield f"left out: {figures[key]} ratings, {what}"
    used = _levels_used(figures, scale)
    if used:
        yield used
    yield ""
    yield from _coefficients(_all_coefficients(figures))
    for remark in figures.get("remarks", ()):
        yield f"remark: {remark}"
    yield from _raters(figures.get("raters", {}))


def site_text(differences: Mapping[str, Mapping[str, Any]]) -> Iterator[str]:
    """How far sites differ on the items that both rated; nothing where no difference can be formed."""
    rows = [(name, pair) for name, found in differences.items() for pair in found["pairs"]]
    if not rows:
        return
    yield "Sites, on the items that both rated"
    head = ("", "FIRST", "SECOND", "DIFFERENCE", "95 % CI", "ITEMS", "P (ADJUSTED)")
    lines = [head, *(_site_row(name, pair) for name, pair in rows)]
    widths = [max(len(line[i]) for line in lines) for i in range(len(head))]
    for line in lines:
        yield "  ".join(cell.ljust(width) for cell, width in zip(line, widths, strict=True)).rstrip()
    yield "difference: mean score at the first site less that at the second; p adjusted over the pairs of sites"


def _site_row(name: str, pair: Mapping[str, Any]) -> Row:
    found, p = pair["difference"], pair["p_adjusted"]
    value = "withheld" if found["value"] is None else f"{found['value']:+.3f}"
    shown = "-" if p is None else "< 0.001" if p < 0.001 else f"{p:.3f}"
    return name, pair["first"], pair["second"], value, _interval(found["ci95"]), str(found["n"]), shown


def _levels_used(figures: Mapping[str, Any], scale: Scale) -> str:
    """How often each level was used, over all raters."""
    counts = [rater.get("levels") or {} for rater in figures.get("raters", {}).values()]
    total = sum(sum(each.values()) for each in counts)
    if not scale.levels or not total or len(scale.levels) > 20:
        return ""
    shares = [(level, sum(each.get(level, 0) for each in counts) / total) for level in scale.levels]
    return "levels: " + ", ".join(f"{level} {share:.1%}" for level, share in shares)


def _all_coefficients(figures: Mapping[str, Any]) -> Mapping[str, Mapping[str, Any]]:
    """The usual coefficients, and those with weights of one's own under their family's name."""
    own = figures.get("weighted")
    if not own:
        return dict(figures["coefficients"])
    named = {f"{family} ({own['weights']})": one for family, one in own["coefficients"].items()}
    return {**figures["coefficients"], **named}


def _coefficients(found: Mapping[str, Mapping[str, Any]]) -> Iterator[str]:
    methods: dict[str, str] = {}
    sections: list[tuple[str, list[Row]]] = []
    for title, prefixes in _FAMILIES:
        rows = [_line(name, one, methods) for name, one in found.items() if name.startswith(prefixes)]
        if rows:
            sections.append((title, rows))
    widths = [max(len(row[i]) for _, rows in sections for row in (_HEAD, *rows)) for i in range(len(_HEAD))]
    yield _aligned(_HEAD, widths)
    for title, rows in sections:
        yield title
        for row in rows:
            yield _aligned((f"  {row[0]}", *row[1:]), widths)
    yield ""
    for method, letter in methods.items():
        yield f"{letter}  {method}"
    yield f"benchmark: {_BENCHMARK}"


def _aligned(row: Row, widths: Sequence[int]) -> str:
    first = row[0].ljust(widths[0] + 2)
    numbers = [cell.rjust(width) for cell, width in zip(row[1:3], widths[1:3], strict=True)]
    counts = [cell.rjust(width) for cell, width in zip(row[4:6], widths[4:6], strict=True)]
    return "  ".join([first, *numbers, row[3].ljust(widths[3]), *counts, row[6].ljust(widths[6]), row[7]]).rstrip()


def _line(name: str, one: Mapping[str, Any], methods: dict[str, str]) -> Row:
    counts = (str(one["n_items"]), str(one["n_pairs"]))
    if one["withheld"]:
        return (name, "-", "-", "-", *counts, "", f"withheld: {one['withheld']}")
    letter = methods.setdefault(one["method"], _letter(len(methods)))
    error = "-" if one["se"] is None else f"{one['se']:.3f}"
    band = (one.get("benchmark") or "").replace("_", " ")
    return (name, f"{one['value']:.3f}", error, _interval(one["ci95"]), *counts, band, letter)


def _letter(n: int) -> str:
    return ascii_lowercase[n % 26] * (n // 26 + 1)


def _interval(bounds: Sequence[float] | None) -> str:
    return "-" if bounds is None else f"[{bounds[0]:.3f}, {bounds[1]:.3f}]"


def _raters(raters: Mapping[str, Mapping[str, Any]]) -> Iterator[str]:
    """Number of ratings, mean and severity of each rater; positive severity is harsher than the others."""
    if not raters:
        return
    head = ("RATER", "RATINGS", "MEAN", "SEVERITY", "95 % CI", "NOTE")
    rows = [_rater(name, one) for name, one in list(raters.items())[:_MOST_RATERS]]
    widths = [max(len(row[i]) for row in (head, *rows)) for i in range(len(head))]
    yield ""
    for row in (head, *rows):
        cells = [row[0].ljust(widths[0]), *(c.rjust(w) for c, w in zip(row[1:4], widths[1:4], strict=True))]
        yield "  ".join([*cells, row[4].ljust(widths[4]), row[5]]).rstrip()
    if len(raters) > _MOST_RATERS:
        yield f"and {len(raters) - _MOST_RATERS} raters more; --json has all of them"
    yield "severity: mean of the others' ratings of the same items less the rater's own, in scale units"


def _rater(name: str, one: Mapping[str, Any]) -> Row:
    severity = one.get("severity") or {}
    value, mean = severity.get("value"), one.get("mean")
    return (
        name,
        str(one["n"]),
        "-" if mean is None else f"{mean:.3f}",
        "-" if value is None else f"{value:+.3f}",
        _interval(severity.get("ci95")),
        f"withheld: {severity['withheld']}" if severity.get("withheld") else "",
    )
