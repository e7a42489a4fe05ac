"""A one-line way to run checks over a text."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence

import pytest

from qa_service.checks import CheckResult, Source, compile_checks, run_checks
from qa_service.documents import parse_document
from qa_service.rubric import CheckSpec

Run = Callable[..., CheckResult]


@pytest.fixture(scope="session")
def run() -> Run:
    """Return run(name, text, *, params, facts, sources, brief, media_type) -> CheckResult."""

    def _run(
        name: str,
        text: str,
        params: Mapping[str, object] | None = None,
        facts: Mapping[str, object] | None = None,
        sources: Sequence[str] = (),
        brief: str = "",
        media_type: str = "text/plain",
    ) -> CheckResult:
        plan = compile_checks([CheckSpec("under_test", name, params or {}, "finding")])
        given = [Source(f"s{number}", "", source) for number, source in enumerate(sources)]
        return run_checks(plan, parse_document(text, media_type), facts=facts or {}, sources=given, brief=brief)

    return _run
