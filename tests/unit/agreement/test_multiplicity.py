"""Adjusted p values follow their definitions."""

from __future__ import annotations

import pytest

from qa_service.agreement.multiplicity import benjamini_hochberg, holm


def test_adjusted_p_values_by_definition():
    p = [0.01, 0.2, 0.03, 0.5, 0.04]
    ordered = sorted(p)
    for value, q in zip(p, benjamini_hochberg(p), strict=True):
        rank = ordered.index(value)
        assert q == pytest.approx(min(1, min(ordered[j] * 5 / (j + 1) for j in range(rank, 5))))
    assert benjamini_hochberg([]) == []
    assert benjamini_hochberg([None, 0.2]) == [None, 0.2]
    with pytest.raises(ValueError, match="between 0 and 1"):
        benjamini_hochberg([1.2])


def test_holm_by_definition():
    p = [0.01, 0.2, 0.03, None, 0.04]
    ordered = sorted(one for one in p if one is not None)
    for value, adjusted in zip(p, holm(p), strict=True):
        if value is None:
            assert adjusted is None
        else:
            steps = [min(1, (4 - j) * ordered[j]) for j in range(ordered.index(value) + 1)]
            assert adjusted == pytest.approx(max(steps))
