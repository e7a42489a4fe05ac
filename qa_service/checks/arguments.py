"""Arguments of checks that may name a fact or hold a value."""

from __future__ import annotations

from qa_service.checks.context import DOTTED, CheckContext


def argument(ctx: CheckContext, name: str) -> object:
    """Return the parameter ``name`` with its facts filled in; a dotted name of a missing fact raises FactMissing."""
    value = ctx.params[name]
    if isinstance(value, str) and DOTTED.fullmatch(value):
        return ctx.require(value)
    return ctx.resolved(value)
