"""Every table of the store, one module per aggregate."""

from __future__ import annotations

from qa_service.storage.tables.access import ApiKey, Person, ServiceSecret, Tenant
from qa_service.storage.tables.base import Base, TenantRow
from qa_service.storage.tables.checks import CheckMode, CheckTally, FindingDecision, Waiver
from qa_service.storage.tables.deliverables import Case, Deliverable, DeliverableVersion, Engagement, FindingRow
from qa_service.storage.tables.duplicates import DuplicateBand
from qa_service.storage.tables.jobs import Job, JobPart
from qa_service.storage.tables.ledger import LedgerFormat, LedgerPair, LedgerPattern, LedgerRater, LedgerScore
from qa_service.storage.tables.records import AuditEvent, AuditHead, IdempotencyKey, ReportRow
from qa_service.storage.tables.reviews import RatingRow, Review
from qa_service.storage.tables.rubrics import RubricDraft, RubricRetirement, RubricVersion

__all__ = [
    "ApiKey",
    "AuditEvent",
    "AuditHead",
    "Base",
    "Case",
    "CheckMode",
    "CheckTally",
    "Deliverable",
    "DeliverableVersion",
    "DuplicateBand",
    "Engagement",
    "FindingDecision",
    "FindingRow",
    "IdempotencyKey",
    "Job",
    "JobPart",
    "LedgerFormat",
    "LedgerPair",
    "LedgerPattern",
    "LedgerRater",
    "LedgerScore",
    "Person",
    "RatingRow",
    "ReportRow",
    "Review",
    "RubricDraft",
    "RubricRetirement",
    "RubricVersion",
    "ServiceSecret",
    "Tenant",
    "TenantRow",
    "Waiver",
]
