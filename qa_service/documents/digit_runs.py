"""Where the runs of digits of a text begin, found in one pass over its code points."""

from __future__ import annotations

import re

import numpy as np

_RUN = re.compile(r"\d+")
# Digits of other scripts begin here; the block of punctuation and signs has none.
_FIRST_ABROAD = 0x660
_SIGNS = 0x2000, 0x3000


def digit_runs(text: str) -> list[int]:
    """Return where each run of decimal digits begins; most texts have those of ASCII only."""
    codes = np.frombuffer(text.encode("utf-32-le", "surrogatepass"), np.uint32)
    if not text.isascii():
        abroad = codes[codes >= _FIRST_ABROAD]
        if ((abroad < _SIGNS[0]) | (abroad >= _SIGNS[1])).any():
            return [found.start() for found in _RUN.finditer(text)]
    places = np.flatnonzero(codes - ord("0") < 10)
    begun: list[int] = places[np.diff(places, prepend=-2) > 1].tolist()
    return begun
