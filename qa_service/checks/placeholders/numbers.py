"""Where a number should stand: before a measure or a unit, behind a currency, or before things in the plural."""

from __future__ import annotations

import re

NEAR = 300
MEASURES = (
    r"(?:[Dd]ays?|weeks?|months?|years?|hours?|minutes?|seconds|percent|per cent|pages?|shares?|copies|million|billion"
    r"|units?|(?:kilo|centi|milli)?met(?:re|er)s?|miles|feet|acres|hectares|lit(?:re|er)s|tonnes|points|pounds|dollars"
    r"|[Ee]uros?|(?:Werkt|Arbeitst|Kalendert|T)agen?|Wochen?|Monaten?|Jahren?|Stunden?|Minuten?|Sekunden?|(?:Kilom|Zentim|Millim|M)etern?|Prozent"
    r"|Franken|Seiten|jours?|semaines?|mois|ans|heures?|secondes|(?:kilo|centi|milli)?mètres?|pour cent|francs)"
)
UNIT_SIGNS = (
    r"(?:mg|µg|mmHg|mm|cm|km|m|m²|m³|kg|g|t|kN|kPa|MPa|kW|kWh|MW|Hz|l|ml|°C|ha|[mµμn]mol|[nμ]g|m[lL]|dL|IU|ppm|dB|rpm|GB|MB"
    r"|kVA|MWh|GWh)"
)
# What may stand between a number and its measure.
MEASURED_IN = r"(?:(?:square|cubic|nautical|[Ww]orking|[Bb]usiness|[Bb]anking|[Cc]alendar|clear|full) )?"
# What opens an item of a list, also in a cell.
ITEM_HEAD = re.compile(r"[\s|]*(?:(?:[-*+•]|\d+[.)])\s*)?")
# "a team of [x] engineers", but not "of [x] is"
NUMBER_LED = re.compile(
    r"(?i)\b(?:of|within|about|approximately|around|nearly|some|over|under|than|least|most|by|for|after|every|with|to|from"
    r"|between|and|the|is|are|was|were|has|have|had|took|takes|employs?|carries|holds|seats|serves|covers|lasts|contains|needs|made|found|sold|\w{2,}ed|includes?|included)\s\Z"
)
COUNTED_THINGS = re.compile(
    r"\s(?!(?:is|was|has|as|its|this|thus|does|always|equals|plus|minus|less|yes|us|values|elements|entries|axes|variables|terms|denotes|gives)\b)[a-z]{2,}s\b"
)
SIGN_AFTER = re.compile(rf"\s{UNIT_SIGNS}(?!\w)")
MEASURED = re.compile(rf"\s*%|\s+{MEASURED_IN}{MEASURES}\b")


def counts(text: str, start: int, end: int) -> bool:
    """Tell whether an amount should stand here: behind a currency, or before a unit."""
    before = text[max(0, start - 1) : start]
    return (before != "" and before in "$£€") or MEASURED.match(text, end) is not None


def counts_things(text: str, start: int, end: int) -> bool:
    """Tell whether a letter stands for an amount or a number of things, and ticks no item of a list."""
    if ITEM_HEAD.fullmatch(line_around(text, start, end)[0]):
        return False
    return counts(text, start, end) or SIGN_AFTER.match(text, end) is not None or counts_plural(text, start, end)


def counts_plural(text: str, start: int, end: int) -> bool:
    """Tell whether a number should stand between what leads to one and things in the plural."""
    led = NUMBER_LED.search(text, max(0, start - 20), start) is not None
    return (led or _opens_sentence(text, start)) and COUNTED_THINGS.match(text, end) is not None


def _opens_sentence(text: str, start: int) -> bool:
    """Whether a bracket stands first in a sentence of running text, as a number may: "[X] rounds were held"."""
    before = text[max(0, start - NEAR) : start].rpartition("\n")[2]
    return text[start] == "[" and before.endswith((". ", ", ", "; ")) and "[" not in before


def line_around(text: str, start: int, end: int) -> tuple[str, str]:
    """Return what stands before and after the span on its line."""
    before, after = text[max(0, start - NEAR) : start], text[end : end + NEAR]
    return before.rpartition("\n")[2], after.partition("\n")[0]
