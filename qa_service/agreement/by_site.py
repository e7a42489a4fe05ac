"""The same analysis for the raters of each site, and whether sites rate the same items alike."""

from __future__ import annotations

from collections.abc import Iterable, Mapping

import numpy as np

from qa_service.agreement.analysis import Options, analyse
from qa_service.agreement.columns import Columns
from qa_service.agreement.rasch.sites import SiteDifference, paired_differences
from qa_service.agreement.records import Rating, encode, infer_levels
from qa_service.agreement.scale import Scale

NO_SITES = "no_sites: the ratings name no site"


def analyse_by_site(
    records: Iterable[Rating] | Columns, scale: Scale | Mapping[str, Scale], options: Options | None = None
) -> dict[str, object]:
    """Return what ``analyse`` returns, with ``sites`` (its criteria, for the ratings of each site) beside it.

    ``site_differences`` holds, per criterion, the mean difference of every two sites on the items that both rated,
    with Student's t over items and p values adjusted over the pairs (Benjamini and Hochberg 1995).
    """
    columns, options = Columns.of(records), options or Options()
    # Levels that one site never used stay in its scale.
    scales = _scales(columns, scale)
    whole = analyse(columns, scales, options=options)
    codes = columns.site.codes
    found = {
        str(columns.site.names[code]): analyse(columns.only(np.flatnonzero(codes == code)), scales, options=options)
        for code in np.unique(codes[codes >= 0]).tolist()
    }
    sites = {name: found[name]["criteria"] for name in sorted(found)}
    return {**whole, "sites": sites, "site_differences": _differences(columns, scales)}


def _scales(columns: Columns, scale: Scale | Mapping[str, Scale]) -> dict[str, Scale]:
    own = {name: scale if isinstance(scale, Scale) else scale.get(name) for name in columns.groups()}
    rows = columns.groups()
    return {name: infer_levels(found, columns.values_of(rows[name])) for name, found in own.items() if found}


def _differences(columns: Columns, scales: Mapping[str, Scale]) -> dict[str, object]:
    out: dict[str, object] = {}
    for name, rows in columns.groups().items():
        scale = scales[name]
        if not scale.ordered or not (columns.site.codes[rows] >= 0).any():
            reason = "needs_ordered_levels: a difference of scores needs levels in order"
            out[name] = {"pairs": [], "withheld": NO_SITES if scale.ordered else reason}
            continue
        scores = _scores(columns, scale)[columns.value.codes[rows]]
        kept = rows[(columns.site.codes[rows] >= 0) & columns.blind[rows] & ~np.isnan(scores)]
        names, site = np.unique(columns.site.codes[kept], return_inverse=True)
        sites = [str(columns.site.names[code]) for code in names.tolist()]
        items = columns.item.codes[kept].astype(np.intp)
        values = _scores(columns, scale)[columns.value.codes[kept]]
        pairs: tuple[SiteDifference, ...] = paired_differences(sites, items, site.astype(np.intp), values)
        out[name] = {"pairs": [pair.to_dict() for pair in pairs], "withheld": None}
    return out


def _scores(columns: Columns, scale: Scale) -> np.ndarray[tuple[int], np.dtype[np.float64]]:
    """The number of each distinct value of the column; the last entry, for none, is NaN."""
    index = {level: i for i, level in enumerate(scale.levels or ())}
    codes = [encode(name, scale, index) for name in columns.value.names]
    if scale.numeric:
        return np.array([*(np.nan if c is None else float(c) for c in codes), np.nan])
    return np.array([*(np.nan if c is None else scale.scores[int(c)] for c in codes), np.nan])
