"""Background jobs, and the query of ratings that come as CSV."""

from __future__ import annotations

from marshmallow import Schema, fields, validate

from qa_service.agreement.weights import WEIGHTS
from qa_service.api.schemas.common import Instant, PageQuery, Strict, page_of
from qa_service.services.jobs import STATES
from qa_service.services.ratings_document import BY, INTERVALS


class JobQuery(PageQuery):
    """Filters of the list of jobs."""

    mine = fields.Boolean(load_default=False)
    state = fields.String(validate=validate.OneOf(STATES))
    kind = fields.String()


class JobShape(Schema):
    """A job; `problem` says why one failed, `links.result` leads to what came out of one that is done."""

    id = fields.String(required=True)
    kind = fields.String(required=True)
    state = fields.String(required=True, validate=validate.OneOf(STATES))
    progress = fields.Float(required=True, metadata={"minimum": 0, "maximum": 1})
    attempts = fields.Integer(required=True)
    cancel_requested = fields.Boolean(required=True)
    person = fields.String(required=True, allow_none=True, metadata={"description": "The handle of who submitted it."})
    created_at = Instant(required=True)
    started_at = Instant(required=True, allow_none=True)
    finished_at = Instant(required=True, allow_none=True)
    problem = fields.Dict(required=True, allow_none=True)
    links = fields.Dict(keys=fields.String(), values=fields.String(), required=True)


class RatingsQuery(Strict):
    """What goes with ratings that come as CSV."""

    scale = fields.String()
    levels = fields.String()
    min_items = fields.Integer(load_default=20, validate=validate.Range(1, 1_000_000))
    coefficients = fields.String()
    interval = fields.String(validate=validate.OneOf(INTERVALS))
    weights = fields.String(validate=validate.OneOf(WEIGHTS))
    by = fields.String(validate=validate.OneOf(BY))


job_query = JobQuery()
job_shape = JobShape()
job_page = page_of(JobShape())
ratings_query = RatingsQuery()
