"""Drift control: charts designed for a wanted false-alarm rate, change points and changes of distribution."""

from __future__ import annotations

from qa_service.agreement.control.change_point import ChangePoint, change_point, pettitt
from qa_service.agreement.control.counts import CountChart, p_chart, u_chart
from qa_service.agreement.control.cusum import Cusum, cusum
from qa_service.agreement.control.design import (
    CusumDesign,
    EwmaDesign,
    FleetDesign,
    design_cusum,
    design_ewma,
    design_fleet,
)
from qa_service.agreement.control.distribution import (
    KolmogorovSmirnov,
    Stability,
    kolmogorov_smirnov,
    population_stability,
)
from qa_service.agreement.control.ewma import Ewma, ewma
from qa_service.agreement.control.run_length import cusum_arl, ewma_arl
from qa_service.agreement.control.signals import Signal, moving_range_sigma

__all__ = [
    "ChangePoint",
    "CountChart",
    "Cusum",
    "CusumDesign",
    "Ewma",
    "EwmaDesign",
    "FleetDesign",
    "KolmogorovSmirnov",
    "Signal",
    "Stability",
    "change_point",
    "cusum",
    "cusum_arl",
    "design_cusum",
    "design_ewma",
    "design_fleet",
    "ewma",
    "ewma_arl",
    "kolmogorov_smirnov",
    "moving_range_sigma",
    "p_chart",
    "pettitt",
    "population_stability",
    "u_chart",
]
