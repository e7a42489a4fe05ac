"""Units of measure after a number, and what one unit is in another (SI brochure; NIST Special Publication 811)."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from fractions import Fraction
from functools import lru_cache

METRIC, OTHER = "metric", "other"


@dataclass(frozen=True, slots=True)
class Unit:
    """A unit: what it measures, its symbol, and its size in the base unit, or sizes where a name has several.

    ``zero`` is where its scale begins in the base unit (273.15 K for °C).
    """

    dimension: str
    symbol: str
    sizes: tuple[Fraction, ...]
    system: str = METRIC
    zero: Fraction = Fraction(0)


# dimension, symbol, sizes in the base unit, system, names; a name with a capital or a sign counts as it stands.
_TABLE = r"""
mass|kg|1|metric|kg,kilo,kilos,kilogram,kilograms,kilogramme,kilogrammes
mass|g|0.001|metric|g,gram,grams,gramme,grammes
mass|mg|0.000001|metric|mg,milligram,milligrams
mass|µg|0.000000001|metric|µg,μg,mcg,microgram,micrograms
mass|t|1000|metric|t,tonne,tonnes,metric ton,metric tons
mass|ton|1000 907.18474 1016.0469088|other|ton,tons
mass|short ton|907.18474|other|short ton,short tons,US ton,US tons
mass|long ton|1016.0469088|other|long ton,long tons
mass|lb|0.45359237|other|lb,lbs,pound,pounds
mass|oz|0.028349523125|other|oz,ounce,ounces
mass|st|6.35029318|other|stone,stones
length|km|1000|metric|km,kms,kilometre,kilometres,kilometer,kilometers
length|m|1|metric|m,metre,metres,meter,meters
length|cm|0.01|metric|cm,centimetre,centimetres,centimeter,centimeters
length|mm|0.001|metric|mm,millimetre,millimetres,millimeter,millimeters
length|µm|0.000001|metric|µm,μm,micrometre,micrometres,microns
length|mi|1609.344|other|mi,mile,miles
length|nmi|1852|other|nmi,nautical mile,nautical miles
length|ft|0.3048|other|ft,foot,feet
length|in|0.0254|other|inch,inches,in
length|yd|0.9144|other|yd,yds,yard,yards
area|m²|1|metric|m²,m2,sqm,sq m,sq. m,square metre,square metres,square meter,square meters
area|km²|1000000|metric|km²,km2,sq km,square kilometre,square kilometres,square kilometers
area|cm²|0.0001|metric|cm²,cm2
area|ha|10000|metric|ha,hectare,hectares
area|acre|4046.8564224|other|acre,acres
area|sq ft|0.09290304|other|sq ft,sq. ft,sqft,ft²,ft2,square foot,square feet
area|sq mi|2589988.110336|other|sq mi,sq. mi,square mile,square miles
volume|l|1|metric|l,L,litre,litres,liter,liters
volume|ml|0.001|metric|ml,mL,millilitre,millilitres,milliliter,milliliters
volume|cl|0.01|metric|cl,cL
volume|dl|0.1|metric|dl,dL
volume|hl|100|metric|hl
volume|m³|1000|metric|m³,m3,cubic metre,cubic metres,cubic meter,cubic meters
volume|gal|3.785411784 4.54609|other|gal,gallon,gallons
volume|US gal|3.785411784|other|US gal,US gallon,US gallons
volume|imp gal|4.54609|other|imperial gallon,imperial gallons,UK gallons
volume|pt|0.473176473 0.56826125|other|pint,pints
volume|fl oz|0.0295735295625 0.0284130625|other|fl oz,fl. oz,fluid ounce,fluid ounces
volume|cu ft|28.316846592|other|cu ft,cu. ft,ft³,ft3,cubic foot,cubic feet
volume|bbl|158.987294928|other|bbl,barrel,barrels
temperature|°C|1|metric|°C,° C,degrees Celsius,degrees centigrade
temperature|°F|5/9|other|°F,° F,degrees Fahrenheit
speed|km/h|1|metric|km/h,kph,kmh,kilometres per hour,kilometers per hour
speed|m/s|3.6|metric|m/s,metres per second,meters per second
speed|mph|1.609344|other|mph,miles per hour
speed|kn|1.852|other|kn,knots
pressure|bar|100|metric|bar
pressure|mbar|0.1|metric|mbar
pressure|kPa|1|metric|kPa
pressure|MPa|1000|metric|MPa
pressure|psi|6.894757293168|other|psi
power|W|1|metric|W,watt,watts
power|kW|1000|metric|kW,kilowatt,kilowatts
power|MW|1000000|metric|MW,megawatt,megawatts
power|hp|745.69987158 735.49875|other|hp,bhp,PS,horsepower
energy|Wh|3600|metric|Wh
energy|kWh|3600000|metric|kWh,kilowatt-hours,kilowatt hours
energy|MWh|3600000000|metric|MWh,megawatt-hours,megawatt hours
energy|GWh|3600000000000|metric|GWh
energy|kJ|1000|metric|kJ
energy|MJ|1000000|metric|MJ
energy|GJ|1000000000|metric|GJ
energy|kcal|4184 4186.8|metric|kcal,kilocalories
time|s|1|time|sec,secs,second,seconds
time|min|60|time|min,mins,minute,minutes
time|h|3600|time|h,hr,hrs,hour,hours
time|day|86400|time|day,days
time|week|604800|time|week,weeks
time|month|2629746|time|month,months
time|year|31556952|time|year,years
ratio|%|1|ratio|%,percent,per cent
ratio|bp|0.01|ratio|bp,bps,basis point,basis points
data|MB|1|metric|MB,megabytes
data|GB|1000 1024|metric|GB,gigabytes
data|TB|1000000 1048576|metric|TB,terabytes
"""
_ZEROS = {"°C": Fraction("273.15"), "°F": Fraction("459.67") * Fraction(5, 9)}


def _read() -> dict[str, Unit]:
    out = {}
    for line in _TABLE.split("\n"):
        if line:
            dimension, symbol, sizes, system, names = line.split("|")
            unit = Unit(dimension, symbol, tuple(map(Fraction, sizes.split())), system, _ZEROS.get(symbol, Fraction(0)))
            out.update(dict.fromkeys(names.split(","), unit))
    return out


UNITS = _read()
_NAMES = "|".join(re.escape(name).replace(r"\ ", r"[\s\-]") for name in sorted(UNITS, key=len, reverse=True))
_UNIT = re.compile(rf"[\s\-]?(?P<name>(?i:{_NAMES}))(?![^\W_]|[²³])")
# "in" is a unit only where nothing can follow it.
_CLOSED = re.compile(r"\.?(?:[)\],;]|\s?[x×]|\s?\Z)")
_PER = re.compile(r"\s?(?:/|·|per\s(?!(?:the|our|his|its|their|this|that|order|contract)\b))\s?[a-zµ²³%]|\s?[/·][A-Z]")
# How a name begins: with two characters, or one that stands alone.
_STARTS = frozenset(name[:2].lower() for name in UNITS)
_STARTS_ALONE = frozenset(name[0].lower() for name in UNITS if len(name.split()[0]) == 1)
# How many of the one make one of the other: days of work have fewer hours, and months are not alike.
_COUNTS = {
    ("h", "day"): "24 8 7.5 7 12",
    ("h", "week"): "168 40 35",
    ("day", "week"): "7 5 6",
    ("day", "month"): "30 31 28 29 30.4 20 21 22",
    ("day", "year"): "365 366 360 250 260 220",
    ("week", "month"): "4 4.33 4.345",
    ("week", "year"): "52",
    ("month", "year"): "12",
}
_CASELESS = frozenset(["kg", "km", "lb", "lbs", "cm", "ml", "sqm", "mph", "kph", "kwh", "hp"])


@dataclass(frozen=True, slots=True)
class Found:
    """A unit in a text, with where its name ends."""

    unit: Unit
    end: int


def unit_at(text: str, at: int) -> Found | None:
    """Return the unit that begins at an offset, with or without a blank; None for a compound one ("kg/m²")."""
    if not _may_begin(text, at + text.startswith((" ", "\u00a0", "\u202f", "-"), at)):
        return None
    found = _UNIT.match(text, at)
    unit = unit_named(found["name"]) if found else None
    if found is None or unit is None or _PER.match(text, found.end()):
        return None
    if unit.symbol == "in" and len(found["name"]) == 2 and not _CLOSED.match(text, found.end()):
        return None
    return Found(unit, found.end())


def _may_begin(text: str, at: int) -> bool:
    """Tell at little cost whether the name of a unit may begin here."""
    first = text[at : at + 2].lower()
    return first in _STARTS or (first[:1] in _STARTS_ALONE and not first[1:].isalnum())


@lru_cache(maxsize=1 << 10)
def unit_named(printed: str) -> Unit | None:
    """Return the unit of a name; words may have capitals, symbols of one or two letters may not."""
    name = re.sub(r"[\s\-]", " ", printed).strip()
    return UNITS.get(name) or (UNITS.get(name.lower()) if len(name) > 3 or name.lower() in _CASELESS else None)


def converted(value: Fraction, one: Unit, other: Unit) -> Sequence[Fraction]:
    """Return what a value in one unit is in another of the same dimension, in every meaning that the two may have.

    A temperature may be a difference of temperatures.
    """
    out = [value * factor for factor in _factors(one, other)]
    if one.zero or other.zero:
        out.insert(0, (value * one.sizes[0] + one.zero - other.zero) / other.sizes[0])
    return out


def _factors(one: Unit, other: Unit) -> Sequence[Fraction]:
    for pair, up in (((one.symbol, other.symbol), False), ((other.symbol, one.symbol), True)):
        if pair in _COUNTS:
            return [Fraction(count) if up else 1 / Fraction(count) for count in _COUNTS[pair].split()]
    return list(dict.fromkeys(a / b for a in one.sizes for b in other.sizes))
