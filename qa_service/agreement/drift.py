"""The charts of drift under their old address; they live in ``qa_service.agreement.control``."""

from __future__ import annotations

from qa_service.agreement.control import Cusum, Ewma, cusum, ewma, moving_range_sigma

__all__ = ["Cusum", "Ewma", "cusum", "ewma", "moving_range_sigma"]
