"""Running the code of a job, whatever it does, to an end that can be written down."""

from __future__ import annotations

import structlog

from qa_service.errors import DomainError
from qa_service.jobs.kinds import Context, Kind
from qa_service.services.job_runs import Done, Failed, problem_of
from qa_service.storage.failures import StoreBusyError, store_failure

log = structlog.get_logger(__name__)


def run(kind: Kind, context: Context) -> Done | Failed:
    """Run a job. A store that does not answer is raised, because the job is not at fault and is tried again."""
    try:
        return kind.run(context)
    except DomainError as error:
        return Failed(problem_of(error))
    except MemoryError:
        return Failed(_out_of_memory())
    except Exception as error:
        if isinstance(store_failure(error), StoreBusyError):
            raise
        log.exception("job_failed", job=context.claim.id, kind=context.claim.kind)
        return Failed(_internal(context.claim.id))


def _out_of_memory() -> dict[str, object]:
    detail = "The job needs more memory than a job may have here. Send less, or raise QA_JOB_MEMORY_MIB."
    return problem_of(DomainError("job_out_of_memory", "The job is too large", detail, status=413))


def _internal(job: str) -> dict[str, object]:
    detail = f"The failure was recorded under the id {job}."
    return problem_of(DomainError("internal", "Something went wrong here", detail, status=500))
