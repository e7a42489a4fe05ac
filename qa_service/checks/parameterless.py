"""The checks that run on a text alone: what is run where nobody has said which."""

from __future__ import annotations

from functools import cache

from qa_service.checks.plan import CheckError, compile_checks
from qa_service.checks.registry import registered
from qa_service.rubric import CheckSpec

_NEEDS_THE_STORE = "case"
# Without a token it looks for doubled words, as structure.doubled_words does, which knows more of the lawful ones.
_SAID_BY_ANOTHER = frozenset({"text.repetition"})


@cache
def ready_checks() -> frozenset[str]:
    """The checks that run without any parameter; some need one of several, which no field says alone."""
    return frozenset(filter(_compiles, registered()))


def text_checks() -> tuple[str, ...]:
    """The checks, by name, that need nothing but a document: no parameter, and no other work of its case.

    Of two that would tell the same place of one fault, there is one.
    """
    ready, kinds = ready_checks() - _SAID_BY_ANOTHER, registered()
    return tuple(name for name in kinds if name in ready and kinds[name].family != _NEEDS_THE_STORE)


def _compiles(name: str) -> bool:
    try:
        compile_checks([CheckSpec(id=name, uses=name, params={}, on_fail="finding")])
    except CheckError:
        return False
    return True
