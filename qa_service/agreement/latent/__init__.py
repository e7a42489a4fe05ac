"""Latent truth: the probable true level of each item, and how far each rater is to be believed."""

from __future__ import annotations

from qa_service.agreement.latent.dawid_skene import dawid_skene, one_coin
from qa_service.agreement.latent.mace import mace
from qa_service.agreement.latent.result import DawidSkene, LatentTruth, Mace
from qa_service.agreement.latent.trials import RepeatedRatings

__all__ = ["DawidSkene", "LatentTruth", "Mace", "RepeatedRatings", "dawid_skene", "mace", "one_coin"]
