"""Long runs of one sign, before prose and behind it: every check reads on to the end.

A pattern that tries each way to cut such a run would need minutes here.
"""

from __future__ import annotations

from functools import cache

import pytest

from qa_service.checks import CheckPlan, compile_checks, run_checks, text_checks
from qa_service.documents import parse_document
from tests.unit.checks.running import Use

SIGNS = (
    "\n",
    " \n",
    "\t",
    "\u00a0",
    "_",
    "*",
    "#",
    "|",
    "-",
    ".",
    "\u2026",
    '"',
    "\u201c",
    "(",
    "[",
    "'",
    ",",
    "1",
    "\u4e00",
)
PROSE = (
    "1. Term\nThe lease ends on 30 February 2031. See Section 1 and Section 2.\n2. Rent\nThe rent is paid monthly.\n"
)
SIZE = 20_000


@cache
def everything() -> CheckPlan:
    """Return the plan of all checks that a text alone suffices for."""
    return compile_checks([Use(name, {}, id=name) for name in text_checks()])


@pytest.mark.parametrize("sign", SIGNS)
def test_a_run_before_prose_and_behind_it_is_read_to_the_end(sign: str) -> None:
    run = sign * (SIZE // len(sign))
    text = f"{run}\n{PROSE}{'Section 1 ' * 200}\n{run}"
    found = run_checks(everything(), parse_document(text)).findings
    assert "30 February 2031" in {finding.quote for finding in found if finding.uses == "dates.impossible"}
