"""The job behind ``POST /v1/agreement``: many ratings, measured."""

from __future__ import annotations

import json

from qa_service.jobs.kinds import Context
from qa_service.services.agreement_of_ratings import read
from qa_service.services.job_runs import Done, Result

_READ, _MEASURED = 0.4, 0.95


def run(context: Context) -> Done:
    """Read what was sent and measure it; the result is the bytes that the call would have answered."""
    parameters = context.claim.parameters
    ratings = read(parameters["media_type"], b"".join(context.input()), parameters["options"])
    context.progress(_READ)
    answer = json.dumps(ratings.measure(), ensure_ascii=False, separators=(",", ":")).encode()
    context.progress(_MEASURED)
    return Done(lambda _uow: Result("application/json", [answer]))
