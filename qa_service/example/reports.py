"""``python -m qa_service.example.reports TENANT``: the example's calibration reports, one per rubric."""

from __future__ import annotations

import sys

from qa_service.config import Settings
from qa_service.example.load import LEAD
from qa_service.example.material import DOMAINS
from qa_service.reports import service
from qa_service.services import access
from qa_service.services.administration import person
from qa_service.services.reporting import ReportFilters
from qa_service.storage.engine import Store


def make(store: Store, tenant_id: str) -> list[str]:
    """Make the reports; return their ids."""
    with store.read(tenant_id) as uow:
        lead = access.actor_by_id(uow, person(uow, LEAD[0]).id)
    return [service.create(store, lead, ReportFilters(rubric)) for rubric, _ in DOMAINS.values()] if lead else []


if __name__ == "__main__":
    make(Store(Settings.from_env().url), sys.argv[1])
