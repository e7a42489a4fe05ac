"""Where the runs of digits of a text stand, found in one pass over its code points."""

from __future__ import annotations

import re

import numpy as np

_RUN = re.compile(r"\d+")
# Digits of other scripts begin here; the block of punctuation and signs has none.
_FIRST_ABROAD = 0x660
_SIGNS = 0x2000, 0x3000


def digit_runs(text: str) -> list[tuple[int, int]]:
    """Return where each run of decimal digits begins and ends; most texts have those of ASCII only."""
    codes = np.frombuffer(text.encode("utf-32-le", "surrogatepass"), np.uint32)
    if not text.isascii():
        abroad = codes[codes >= _FIRST_ABROAD]
        if ((abroad < _SIGNS[0]) | (abroad >= _SIGNS[1])).any():
            return [found.span() for found in _RUN.finditer(text)]
    digits = np.zeros(len(codes) + 2, np.bool_)
    np.less(codes - ord("0"), 10, out=digits[1:-1])
    edges = np.flatnonzero(digits[1:] != digits[:-1]).tolist()
    return list(zip(edges[::2], edges[1::2], strict=True))
