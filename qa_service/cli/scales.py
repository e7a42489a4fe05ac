"""The scale of ratings from a file: as declared, or inferred and said so."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from typing import TYPE_CHECKING, TypeVar

import click

from qa_service.cli.console import note
from qa_service.errors import DomainError, Problem

if TYPE_CHECKING:
    from qa_service.agreement import Rating, Scale
    from qa_service.agreement.columns import Columns

Command = TypeVar("Command", bound=Callable[..., None])
SCALE_TYPES = ("nominal", "ordinal", "interval", "ratio", "binary")


def scale_options(command: Command) -> Command:
    """The options of every command that measures a file of ratings."""
    for option in (
        click.option(
            "--min-items", type=click.IntRange(1, 1_000_000), default=20, show_default=True,
            help="Figures of fewer items are withheld.",
        ),
        click.option("--levels", metavar="a,b,c", help="All levels, lowest first; those that nobody used count too."),
        click.option("--scale", "kind", type=click.Choice(SCALE_TYPES), help="Default: inferred from the values."),
    ):  # fmt: skip
        command = option(command)
    return command


def scales_of(ratings: Iterable[Rating] | Columns, kind: str | None, levels: tuple[str, ...]) -> Mapping[str, Scale]:
    """The scale of each criterion (``all`` where the file names none)."""
    from qa_service.agreement import infer_scale
    from qa_service.agreement.columns import Columns

    columns = Columns.of(ratings)
    found: dict[str, Scale] = {}
    for criterion, rows in columns.groups().items():
        scale = infer_scale(map(str, columns.values_of(rows)), kind, levels)
        if isinstance(scale, Problem):
            raise DomainError("invalid_scale", "The scale cannot be used", scale.message, [scale])
        found[criterion] = scale
        if not levels and kind not in {"interval", "ratio"}:
            note(f"note: {criterion}: inferred {described(scale)}; --scale and --levels say otherwise")
    return found


def described(scale: Scale) -> str:
    """``ordinal 1 < 2 < 3``, ``nominal a, b``, ``interval``."""
    if not scale.levels:
        return scale.type
    return f"{scale.type} {(' < ' if scale.type == 'ordinal' else ', ').join(scale.levels)}"
