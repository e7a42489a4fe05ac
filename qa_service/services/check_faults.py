"""Checks that broke off by a fault of their own, told to the operator's log."""

from __future__ import annotations

from traceback import format_tb

import structlog

from qa_service.checks import CheckResult

log = structlog.get_logger(__name__)


def told(result: CheckResult) -> CheckResult:
    """Log each fault with the place in the code, and without its message, which may quote the document."""
    for name, fault in result.failed.items():
        log.error("check_failed", check=name, fault=type(fault).__name__, place="".join(format_tb(fault.__traceback__)))
    return result
