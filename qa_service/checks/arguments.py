"""Arguments of checks that may name a fact or hold a value."""

from __future__ import annotations

from qa_service.checks.context import DOTTED, CheckContext
from qa_service.checks.parameters import FACT_NAME


def argument(ctx: CheckContext, name: str) -> object:
    """Return the parameter ``name`` with its facts filled in; a dotted name of a missing fact raises FactMissing."""
    value = ctx.params[name]
    if isinstance(value, str) and DOTTED.fullmatch(value):
        return ctx.require(value)
    return ctx.resolved(value)


def value_of(ctx: CheckContext, given: object) -> object:
    """Return `ctx.resolved(given)`; a bare name such as ``payments`` is the fact of that name at the top, if any.

    For checks whose values are seldom words, so that a fact's bare name can be told from a value.
    """
    if isinstance(given, list | tuple):
        return [value_of(ctx, each) for each in given]
    return ctx.facts[given] if isinstance(given, str) and given in ctx.facts else ctx.resolved(given)


def names_nothing(given: object) -> bool:
    """Tell whether a value that does not fit looks like the name of a fact, which is missing then."""
    return isinstance(given, str) and FACT_NAME.fullmatch(given) is not None
