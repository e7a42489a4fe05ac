"""In which years the volumes of a reporter came out, and how many volumes a finished series has.

The years are those of well-known decisions of each volume, or of the volume's title page; between them the volumes
are taken to have come out evenly. They are right to within two years, so that only larger differences count.
"""

from __future__ import annotations

from bisect import bisect_left
from itertools import pairwise

TOLERANCE = 3
# The regional reporters, whose courts differ in how soon they are printed, are known to within six years.
_REGIONAL = 6
_REGIONS = frozenset({"A.2d", "N.E.2d", "N.W.2d", "P.2d", "S.E.2d", "S.W.2d", "So. 2d"})
# Volume and year, in order.
_YEARS = {
    "U.S.": (
        (1, 1790), (5, 1803), (17, 1819), (22, 1824), (36, 1837), (60, 1857), (83, 1873), (100, 1879), (118, 1886),
        (163, 1896), (198, 1905), (249, 1919), (262, 1923), (304, 1938), (323, 1944), (347, 1954), (367, 1961),
        (384, 1966), (410, 1973), (438, 1978), (467, 1984), (477, 1986), (505, 1992), (531, 2001), (539, 2003),
        (558, 2010), (576, 2015), (588, 2019), (597, 2022), (600, 2023),
    ),
    "S. Ct.": ((1, 1882), (40, 1920), (60, 1940), (80, 1960), (93, 1973), (100, 1980), (120, 2000), (140, 2020)),
    "L. Ed. 2d": ((1, 1956), (16, 1966), (35, 1973), (70, 1982), (100, 1988), (120, 1992), (150, 2001), (200, 2018)),
    "F.2d": (
        (1, 1924), (50, 1931), (100, 1939), (150, 1945), (200, 1953), (300, 1962), (400, 1968), (500, 1974),
        (600, 1979), (700, 1983), (800, 1986), (900, 1990), (999, 1993),
    ),
    "F.3d": (
        (1, 1993), (50, 1995), (100, 1996), (200, 2000), (300, 2002), (400, 2005), (500, 2007), (600, 2010),
        (700, 2012), (800, 2015), (900, 2018), (999, 2021),
    ),
    "F. Supp.": (
        (1, 1932), (50, 1943), (100, 1951), (200, 1961), (300, 1969), (400, 1975), (500, 1980), (600, 1985),
        (700, 1988), (800, 1992), (900, 1995), (999, 1998),
    ),
    "F. Supp. 2d": (
        (1, 1998), (100, 2000), (200, 2002), (300, 2004), (400, 2005), (500, 2007), (600, 2009), (700, 2010),
        (800, 2011), (900, 2012), (999, 2014),
    ),
    "A.2d": ((1, 1938), (161, 1960), (300, 1973), (488, 1985), (698, 1996), (900, 2006), (999, 2010)),
    "N.E.2d": ((1, 1936), (100, 1951), (300, 1973), (493, 1986), (700, 1998), (809, 2003), (900, 2009), (999, 2013)),
    "N.W.2d": ((1, 1941), (100, 1960), (200, 1973), (300, 1981), (500, 1993), (600, 1999), (700, 2005), (900, 2017)),
    "P.2d": ((1, 1931), (150, 1944), (199, 1948), (443, 1968), (551, 1976), (700, 1985), (900, 1995), (999, 2000)),
    "S.E.2d": ((1, 1939), (100, 1958), (200, 1974), (400, 1991), (600, 2004), (700, 2010), (800, 2017)),
    "S.W.2d": ((1, 1928), (100, 1937), (300, 1957), (500, 1973), (700, 1985), (900, 1995), (999, 1999)),
    "So. 2d": ((1, 1941), (100, 1958), (300, 1974), (500, 1987), (700, 1997), (900, 2005), (999, 2009)),
}  # fmt: skip
# The last volume of series that ended and went on with another; West closes a series at a round number.
_LAST = {
    "F.": 300, "F.2d": 999, "F.3d": 999, "F. Supp.": 999, "F. Supp. 2d": 999, "A.": 200, "A.2d": 999, "P.": 300,
    "P.2d": 999, "N.E.": 200, "N.E.2d": 999, "N.W.": 300, "S.E.": 200, "S.W.": 300, "S.W.2d": 999, "So.": 200,
    "So. 2d": 999, "N.Y.S.": 300, "N.Y.S.2d": 999, "Cal. Rptr.": 286, "Cal. Rptr. 2d": 135, "Cal.": 220, "Cal. 2d": 71,
    "Cal. 3d": 54, "Cal. App.": 140, "Cal. App. 2d": 276, "Cal. App. 3d": 235, "L. Ed.": 100, "L. Ed. 2d": 999,
    "N.Y.": 309, "A.D.": 286, "A.D.2d": 309, "Ill. 2d": 242, "Wheat.": 12, "Cranch": 9, "Dall.": 4, "Pet.": 16,
    "How.": 24, "Black": 2, "Wall.": 23,
}  # fmt: skip
_NEVER = 10_000


def last_volume(reporter: str) -> int:
    """Return the number of the last volume of a series; far more than any where the series goes on."""
    return _LAST.get(reporter, _NEVER)


def tolerance_of(reporter: str) -> int:
    """Return by how many years a volume may differ from `year_of`."""
    return _REGIONAL if reporter in _REGIONS else TOLERANCE


def last_year(reporter: str) -> int:
    """Return the year of the last volume that is known here; 0 where none is."""
    return _YEARS[reporter][-1][1] if reporter in _YEARS else 0


def year_of(reporter: str, volume: int) -> int | None:
    """Return about when a volume came out; None where that is not known, as behind the last known volume."""
    known = _YEARS.get(reporter)
    if known is None or not known[0][0] <= volume <= known[-1][0]:
        return None
    at = max(1, bisect_left(known, (volume, 0)))
    (low, begun), (high, ended) = list(pairwise(known))[at - 1] if at < len(known) else known[-2:]
    return begun + round((volume - low) * (ended - begun) / (high - low))
