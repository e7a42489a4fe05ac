"""How a number is printed in a cell: the number formats of a workbook, in English notation.

Follows ECMA-376 part 1, 18.8.31: up to four sections for positive, negative, zero and text. Numeric dates are printed
as in ISO 8601, which no reader takes for another day.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from datetime import datetime, timedelta
from decimal import ROUND_HALF_UP, Context, Decimal, InvalidOperation
from functools import lru_cache
from typing import Final

BUILT_IN: Final = {
    1: "0", 2: "0.00", 3: "#,##0", 4: "#,##0.00", 9: "0%", 10: "0.00%", 11: "0.00E+00", 14: "yyyy-mm-dd",
    15: "d-mmm-yy", 16: "d-mmm", 17: "mmm-yy", 18: "h:mm AM/PM", 19: "h:mm:ss AM/PM", 20: "h:mm", 21: "h:mm:ss",
    22: "yyyy-mm-dd h:mm", 37: "#,##0;(#,##0)", 38: "#,##0;(#,##0)", 39: "#,##0.00;(#,##0.00)",
    40: "#,##0.00;(#,##0.00)", 41: "#,##0;(#,##0);-", 42: "$#,##0;($#,##0);-", 43: "#,##0.00;(#,##0.00);-",
    44: "$#,##0.00;($#,##0.00);-", 45: "mm:ss", 46: "[h]:mm:ss", 47: "mm:ss", 48: "0.0E+0", 49: "@",
}  # fmt: skip
GENERAL: Final = "General"
LONGEST: Final = 255
# A quoted or escaped literal, a bracket, a blank of another sign's width, a filler, or one sign.
TOKEN = re.compile(r'"([^"]*)"|\\(.)|\[([^\]]*)\]|_(.)|\*(.)|(.)', re.DOTALL)
DATE_PART = re.compile(r"(y+|m+|d+|h+|s+|AM/PM|A/P|[^ymdhs])", re.IGNORECASE)
MONTHS: Final = ("January", "February", "March", "April", "May", "June", "July", "August", "September", "October",
                 "November", "December")  # fmt: skip
DAYS: Final = ("Monday", "Tuesday", "Wednesday", "Thursday", "Friday", "Saturday", "Sunday")
EXCEL_DIGITS: Final = Context(prec=15, rounding=ROUND_HALF_UP)
LARGEST_PLAIN: Final = 20
LAST_DAY: Final = 2_958_466


@dataclass(frozen=True, slots=True)
class Section:
    """One section of a format; ``pattern`` holds only placeholders, with literals moved to prefix and suffix."""

    prefix: str
    suffix: str
    pattern: str
    date: str = ""
    empty: bool = False

    @property
    def percent(self) -> int:
        """How often the value is multiplied by a hundred."""
        return self.pattern.count("%")


@lru_cache(maxsize=512)
def sections(code: str) -> tuple[Section, ...]:
    """Cut a format into sections; formats longer than a workbook may have are General."""
    if not code or len(code) > LONGEST:
        return sections(GENERAL)
    parts: list[list[tuple[str, bool]]] = [[]]
    for found in TOKEN.finditer(code):
        quoted, escaped, bracket, blank, _, sign = found.groups()
        if sign == ";":
            parts.append([])
        elif quoted is not None or escaped is not None:
            parts[-1].append((quoted if quoted is not None else escaped, True))
        elif bracket is not None:
            parts[-1] += _bracket(bracket)
        elif blank is None and sign is not None:
            parts[-1].append((sign, False))
    return tuple(map(_section, parts[:4]))


def _bracket(inner: str) -> list[tuple[str, bool]]:
    if inner.startswith("$"):
        return [(inner[1:].partition("-")[0], True)]
    return [(inner, False)] if inner and not inner.strip("hmsHMS") else []


def _section(tokens: list[tuple[str, bool]]) -> Section:
    bare = "".join(sign for sign, literal in tokens if not literal)
    whole = "".join(sign for sign, _ in tokens)
    if re.fullmatch(r"\s*general\s*", bare, re.IGNORECASE) or "@" in bare:
        return Section("", "", GENERAL)
    if re.search(r"[ymdhs]", re.sub(r"E[+-]|general", "", bare, flags=re.IGNORECASE), re.IGNORECASE):
        return Section("", "", "", date=whole)
    places = [at for at, (sign, literal) in enumerate(tokens) if not literal and sign in "0#?.,%/E"]
    if not any(not literal and sign in "0#?" for sign, literal in tokens):
        return Section(whole, "", "", empty=not whole.strip())
    first, last = places[0], places[-1]
    if tokens[first][0] == "%":
        first = next(at for at, (sign, literal) in enumerate(tokens) if not literal and sign in "0#?")
    prefix = "".join(sign for sign, _ in tokens[:first])
    suffix = "".join(sign for sign, _ in tokens[last + 1 :])
    inside = "".join(sign for sign, literal in tokens[first : last + 1] if literal or sign in "0#?.,%/E+- ")
    return Section(prefix, suffix, inside)


def print_number(raw: str, code: str, *, from_1904: bool = False) -> str:
    """Return what a cell with this value and format shows."""
    try:
        value = EXCEL_DIGITS.create_decimal(raw)
    except InvalidOperation:
        return raw
    if not value.is_finite():
        return raw
    parts = sections(code)
    section, sign = _choose(parts, value)
    if section.date:
        return _print_date(value, section.date, from_1904) or general(value)
    if not section.pattern:
        return f"{sign}{section.prefix}{section.suffix}".strip()
    if section.pattern == GENERAL:
        return general(value)
    printed = _print_pattern(abs(value), section)
    return f"{sign if printed.strip('0.,% ') else ''}{section.prefix}{printed}{section.suffix}".strip()


def hides(code: str) -> bool:
    """Tell whether a format such as ";;;" shows nothing at all."""
    parts = sections(code)
    return len(parts) > 1 and all(part.empty for part in parts[:3])


def _choose(parts: tuple[Section, ...], value: Decimal) -> tuple[Section, str]:
    if value < 0:
        return (parts[1], "") if len(parts) > 1 else (parts[0], "-")
    if value == 0 and len(parts) > 2:
        return parts[2], ""
    return parts[0], ""


def general(value: Decimal) -> str:
    """Print a number in full, without an exponent where twenty digits do."""
    if value == 0:
        return "0"
    value = value.normalize()
    if value.adjusted() > LARGEST_PLAIN or value.adjusted() < -LARGEST_PLAIN:
        return str(value)
    return f"{value:f}"


def _print_pattern(value: Decimal, section: Section) -> str:
    pattern = section.pattern
    if "/" in pattern or "E" in pattern:
        return general(value)
    value = value.scaleb(2 * section.percent)
    digits = pattern.replace("%", "").rstrip()
    while digits.endswith(","):
        digits, value = digits[:-1], value.scaleb(-3)
    whole, _, fraction = digits.partition(".")
    places = sum(sign in "0#?" for sign in fraction)
    needed = sum(sign == "0" for sign in fraction)
    if value.adjusted() > LARGEST_PLAIN:
        return general(value)
    rounded = value.quantize(Decimal(1).scaleb(-places), ROUND_HALF_UP, Context(prec=LARGEST_PLAIN + places + 8))
    printed = f"{rounded:,f}" if "," in whole else f"{rounded:f}"
    while places > needed and printed.endswith("0"):
        printed, places = printed[:-1], places - 1
    if "0" not in whole and printed.startswith("0"):
        printed = printed[1:]
    return printed.rstrip(".") + "%" * section.percent


def _print_date(value: Decimal, code: str, from_1904: bool) -> str:
    if not 0 <= value < LAST_DAY:
        return ""
    # Workbooks count a 29 February 1900 that never was.
    epoch = datetime(1904, 1, 1) if from_1904 else datetime(1899, 12, 30) + timedelta(days=value < 60)
    try:
        moment = epoch + timedelta(seconds=round(float(value) * 86_400))
    except OverflowError:
        return ""
    lowered = code.lower()
    if "y" not in lowered and "d" not in lowered and ("h" in lowered or "s" in lowered):
        return f"{moment:%H:%M:%S}" if "s" in lowered else f"{moment:%H:%M}"
    if "mmm" not in lowered and "d" in lowered and "y" in lowered:
        clock = " %H:%M:%S" if "s" in lowered else " %H:%M" if "h" in lowered else ""
        return format(moment, f"%Y-%m-%d{clock}")
    return "".join(_date_part(part, moment) for part in DATE_PART.findall(code)).strip()


def _date_part(part: str, moment: datetime) -> str:
    sign, length = part[0].lower(), len(part)
    if sign == "y":
        return f"{moment.year:04d}" if length > 2 else f"{moment.year % 100:02d}"
    if sign == "m":
        name = MONTHS[moment.month - 1]
        return (f"{moment.month}", f"{moment.month:02d}", name[:3], name, name[:1])[min(length, 5) - 1]
    if sign == "d":
        name = DAYS[moment.weekday()]
        return (f"{moment.day}", f"{moment.day:02d}", name[:3], name)[min(length, 4) - 1]
    if sign == "h":
        return f"{moment.hour:02d}"
    if sign == "s":
        return f"{moment.second:02d}"
    return "" if part.upper() in ("AM/PM", "A/P") else part
