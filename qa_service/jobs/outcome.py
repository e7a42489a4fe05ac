"""Running the code of a job, whatever it does, to an end that can be written down."""

from __future__ import annotations

import structlog

from qa_service.errors import DomainError
from qa_service.jobs.kinds import Context, Kind
from qa_service.services import job_runs
from qa_service.services.job_runs import Claim, Done, End, Failed, LeaseLostError, problem_of
from qa_service.storage.engine import Store
from qa_service.storage.failures import StoreBusyError, store_failure

log = structlog.get_logger(__name__)


def run(kind: Kind, context: Context) -> Done | Failed:
    """Run a job. A store that does not answer is raised, because the job is not at fault and is tried again."""
    try:
        return kind.run(context)
    except Exception as error:
        return Failed(_problem(error, context.claim))


def write(store: Store, claim: Claim, end: End) -> None:
    """End a job in one transaction; where its changes fail, with the reason. Raises LeaseLostError."""
    try:
        store.transact(claim.tenant_id, lambda uow: job_runs.finish(uow, claim, end))
    except LeaseLostError:
        raise
    except Exception as error:
        failed = Failed(_problem(error, claim))
        store.transact(claim.tenant_id, lambda uow: job_runs.finish(uow, claim, failed))


def _problem(error: Exception, claim: Claim) -> dict[str, object]:
    if isinstance(store_failure(error), StoreBusyError):
        raise error
    if isinstance(error, DomainError):
        return problem_of(error)
    if isinstance(error, MemoryError):
        return _out_of_memory()
    log.error("job_failed", job=claim.id, kind=claim.kind, exc_info=error)
    return _internal(claim.id)


def _out_of_memory() -> dict[str, object]:
    detail = "The job needs more memory than a job may have here. Send less, or raise QA_JOB_MEMORY_MIB."
    return problem_of(DomainError("job_out_of_memory", "The job is too large", detail, status=413))


def _internal(job: str) -> dict[str, object]:
    detail = f"The failure was recorded under the id {job}."
    return problem_of(DomainError("internal", "Something went wrong here", detail, status=500))
