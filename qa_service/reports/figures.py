"""How a figure is written: its value, its interval, or why it is withheld."""

from __future__ import annotations

from qa_service.agreement import Coefficient
from qa_service.reports.tables.model import Cell, Flag, Scalar

MINUS = "\u2212"
DASH = "\u2013"


def number(value: float, places: int = 2) -> str:
    """A number with a true minus sign; what rounds to zero has no sign."""
    text = f"{value:,.{places}f}"
    if float(text.replace(",", "")) == 0:
        text = text.lstrip("-")
    return text.replace("-", MINUS)


def signed(value: float, places: int = 2) -> str:
    """A deviation, with its sign."""
    text = number(value, places)
    return text if text.startswith(MINUS) or value <= 0 else f"+{text}"


def percent(share: float, places: int = 1) -> str:
    """A share (0..1) in percent."""
    return f"{number(100 * share, places)} %"


def interval(ci95: tuple[float, float] | None, as_percent: bool = False, places: int | None = None) -> str:
    """A 95 % interval in words."""
    if ci95 is None:
        return "no interval"
    if as_percent:
        low, high = (number(100 * end, 1 if places is None else places) for end in ci95)
        return f"{low} to {high} %"
    low, high = (number(end, 2 if places is None else places) for end in ci95)
    return f"{low} to {high}"


def reason(withheld: str) -> str:
    """The words of a withheld figure: ``code: details`` to details, a bare code to words."""
    code, _, details = withheld.partition(": ")
    return details or code.replace("_", " ")


def too_few(n: int, min_items: int) -> str | None:
    """Why a figure from ``n`` items is withheld, or None."""
    return f"too_few_items: n = {n} < {min_items}" if n < min_items else None


def coefficient_cell(found: Coefficient | None, as_percent: bool = False, flag: Flag = "") -> Cell:
    """A coefficient with its interval, or ``withheld`` and the reason."""
    if found is None:
        return Cell(DASH, "not defined on this scale", "mute")
    if found.value is None:
        return Cell("withheld", reason(found.withheld or "undefined"), "mute")
    text = percent(found.value) if as_percent else number(found.value)
    return Cell(text, interval(found.ci95, as_percent), flag)


def coefficient_fields(name: str) -> tuple[str, ...]:
    """Names of the CSV columns of one coefficient."""
    return (name, f"{name}_low", f"{name}_high", f"{name}_withheld")


def coefficient_line(name: str, found: Coefficient | None) -> dict[str, Scalar]:
    """The CSV columns of one coefficient."""
    low, high = (None, None) if found is None or found.ci95 is None else found.ci95
    why = "not defined on this scale" if found is None else found.withheld
    values: tuple[Scalar, ...] = (None if found is None else found.value, low, high, why)
    return dict(zip(coefficient_fields(name), values, strict=True))
