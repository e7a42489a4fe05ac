"""Agreement of ratings that a caller sends: read strictly, counted, measured. Nothing is stored."""

from __future__ import annotations

import csv
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, replace
from typing import Any, cast

from qa_service.agreement import COEFFICIENTS, AgreementError, Scale, analyse, limit_raters, read_scale
from qa_service.agreement.analysis import Options
from qa_service.agreement.by_site import analyse_by_site
from qa_service.agreement.catalogue import IntervalMethod
from qa_service.agreement.columns import Columns, infer_scales
from qa_service.agreement.csv_columns import read_csv_columns
from qa_service.errors import DomainError, Problem, invalid_request
from qa_service.services.ratings_document import read_document
from qa_service.strict_json import decode, read_json

MAX_RATINGS = 1_000_000
AT_ONCE = 100_000
"""Ratings that are measured while the caller waits; more are a job."""
AT_ONCE_RESAMPLED = {"jackknife": 20_000, "fisher_z": 20_000, "bootstrap": 5_000}
"""The same where intervals are made by resampling."""
MAX_LISTED = 100
CSV = "text/csv"
_NOT_RATERS = {"item", "reference", "criterion"}


@dataclass(frozen=True, slots=True)
class Ratings:
    """Ratings that were read, how many there are, and how they are to be measured."""

    size: int
    columns: Callable[[], Columns]
    scale: Scale | None
    options: Options
    by: str | None
    place: Callable[[Problem], Problem]

    @property
    def light(self) -> bool:
        """Whether they are measured while the caller waits."""
        return self.size <= AT_ONCE_RESAMPLED.get(self.options.interval, AT_ONCE)

    def check(self) -> None:
        """Refuse what could not be measured, as far as that can be told without measuring."""
        self._within(self._prepared)

    def measure(self) -> dict[str, Any]:
        """Every coefficient with its interval: the answer of ``POST /v1/agreement``."""
        how = analyse_by_site if self.by else _whole
        found: dict[str, Any] = self._within(lambda: how(*self._prepared(), self.options))
        return found

    def _prepared(self) -> tuple[Columns, Scale | Mapping[str, Scale]]:
        columns = self.columns()
        scale = infer_scales(columns) if self.scale is None else self.scale
        limit_raters(columns, scale)
        return columns, scale

    def _within(self, work: Callable[[], Any]) -> Any:
        try:
            return work()
        except AgreementError as error:
            raise _listed(error, self.place) from None


def read(media_type: str, raw: bytes, options: Mapping[str, Any]) -> Ratings:
    """Read a request: CSV, whose ``options`` come beside it, or JSON, which holds them itself.

    Raises DomainError; one with status 413 when there are more than ``MAX_RATINGS``.
    """
    try:
        found = _of_csv(decode(raw), options) if media_type == CSV else _of_json(read_json(raw))
    except AgreementError as error:
        raise _listed(error, _as_it_is) from None
    refuse_too_many(found.size)
    return found


def csv_width(header: str) -> int:
    """How many ratings a line under this header holds: one in the long form, one per rater in the wide form."""
    separator = max(",;\t", key=header.count)
    names = {name.strip() for name in next(csv.reader([header], delimiter=separator), [])}
    return 1 if {"rater", "value"} <= names else max(1, len(names - _NOT_RATERS))


def refuse_too_many(number: int) -> None:
    """Refuse more ratings than are measured in one call."""
    if number > MAX_RATINGS:
        detail = f"One call takes up to {MAX_RATINGS} ratings; these are {number}. Send each criterion by itself."
        problem = Problem("/ratings", "too_many_ratings", detail, allowed=(f"1 to {MAX_RATINGS}",))
        raise DomainError("too_many_ratings", "Too many ratings", detail, [problem], status=413)


def check_names(names: Sequence[object] | None) -> None:
    """Refuse names that no coefficient has."""
    wrong = [
        Problem(f"/coefficients/{i}", "unknown_coefficient", f"{n!r} is not a coefficient.", allowed=COEFFICIENTS)
        for i, n in enumerate(names or [])
        if n not in COEFFICIENTS
    ]
    if wrong:
        raise invalid_request(wrong[:MAX_LISTED])


def _of_csv(text: str, options: Mapping[str, Any]) -> Ratings:
    check_names(options.get("coefficients"))
    kind, levels = options.get("scale"), options.get("levels")
    scale = None
    if kind is not None or levels is not None:
        scale = read_scale({"type": kind or "ordinal", **({"levels": levels} if levels else {})})
    columns = read_csv_columns(text)
    return Ratings(
        len(columns),
        lambda: columns,
        scale,
        _options(
            options.get("min_items", 20),
            options.get("coefficients"),
            options.get("interval", "linearised"),
            options.get("weights"),
        ),
        options.get("by"),
        _as_it_is,
    )


def _of_json(document: object) -> Ratings:
    sent = read_document(document)
    check_names(sent.coefficients)
    scale = None if sent.scale is None else read_scale(sent.scale)
    options = _options(sent.min_items, sent.coefficients, sent.interval, sent.weights)
    return Ratings(sent.size, sent.columns, scale, options, sent.by, sent.place)


def _options(min_items: int, names: Sequence[str] | None, interval: str, weights: object) -> Options:
    return Options(min_items, None if names is None else tuple(names), cast("IntervalMethod", interval), weights)


def _whole(columns: Columns, scale: Scale | Mapping[str, Scale], options: Options) -> dict[str, object]:
    return analyse(columns, scale, options=options)


def _as_it_is(problem: Problem) -> Problem:
    return problem


def _listed(error: AgreementError, place: Callable[[Problem], Problem]) -> DomainError:
    """The refusal with at most ``MAX_LISTED`` defects, each where the caller wrote it: a million help nobody."""
    kept = [place(problem) for problem in error.problems[:MAX_LISTED]]
    if len(error.problems) > MAX_LISTED:
        message = f"Only {MAX_LISTED} of {len(error.problems)} problems are listed: put these right first."
        kept.append(replace(kept[-1], code="too_many_problems", message=message, allowed=(), suggestion=None))
    return DomainError(error.code, error.title, error.detail, kept, error.status)
