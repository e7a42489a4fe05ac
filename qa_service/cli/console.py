"""What every command shares: refusals on standard error, tables, progress."""

from __future__ import annotations

import sys
from collections.abc import Iterable, Iterator, Sequence
from contextlib import contextmanager
from typing import Any, TypeVar

import click

from qa_service.errors import DomainError, Problem

FINDINGS = 1
REFUSED = 2
_SHOWN_ALLOWED = 60
_SHOWN_PROBLEMS = 100
T = TypeVar("T")


class FileError(DomainError):
    """A refusal of something that a file says."""

    def __init__(self, path: str, error: DomainError, problems: Sequence[Problem] | None = None) -> None:
        shown = error.problems if problems is None else problems
        super().__init__(error.code, error.title, error.detail, shown, error.status)
        self.path = path


class Commands(click.Group):
    """The outermost group: a refusal is a message and exit code 2, never a traceback."""

    def invoke(self, ctx: click.Context) -> Any:
        """Run the command that was asked for."""
        try:
            return super().invoke(ctx)
        except (click.exceptions.Exit, click.ClickException, click.Abort, BrokenPipeError):
            raise
        except DomainError as error:
            show_refusal(error)
        except OSError as error:
            click.echo(f"error: {_system_message(error)}", err=True)
        except Exception as error:
            message = _store_message(error)
            if message is None:
                raise
            click.echo(f"error: {message}", err=True)
        raise click.exceptions.Exit(REFUSED)


def _system_message(error: OSError) -> str:
    text = error.strerror or str(error)
    return f"{error.filename}: {text}." if error.filename else f"{text}."


def _store_message(error: Exception) -> str | None:
    # Loaded only when something went wrong that is no refusal, because it brings the database library.
    from qa_service.storage.failures import store_failure

    failure = store_failure(error)
    return None if failure is None else f"The store does not answer as expected: {failure}."


def show_refusal(error: DomainError) -> None:
    """Print a refusal, one ``error:`` line per problem with its place, what is allowed and the nearest word."""
    path = error.path if isinstance(error, FileError) else ""
    if not error.problems:
        click.echo(f"error: {path + ': ' if path else ''}{error.detail}", err=True)
    for problem in error.problems[:_SHOWN_PROBLEMS]:
        click.echo(f"error: {place(path, problem)}{problem.message}{_pointer(problem)}", err=True)
        for line in hints(problem):
            click.echo(f"  {line}", err=True)
    if len(error.problems) > _SHOWN_PROBLEMS:
        click.echo(f"error: and {len(error.problems) - _SHOWN_PROBLEMS} more problems", err=True)


def place(path: str, problem: Problem) -> str:
    """``path:line:column: `` as far as it is known."""
    known = [str(part) for part in (path or None, problem.line, problem.column) if part is not None]
    if path or not known:
        return ":".join(known) + ": " if known else ""
    return f"line {problem.line}, column {problem.column}: "


def hints(problem: Problem) -> Iterator[str]:
    """What would have been accepted, unless the message itself says so."""
    if problem.allowed and "llowed:" not in problem.message:
        more = len(problem.allowed) - _SHOWN_ALLOWED
        yield "allowed: " + ", ".join(problem.allowed[:_SHOWN_ALLOWED]) + (f" and {more} more" if more > 0 else "")
    if problem.suggestion and "id you mean" not in problem.message:
        yield f"did you mean: {problem.suggestion}"


def _pointer(problem: Problem) -> str:
    return f" [{problem.pointer}]" if problem.pointer else ""


def note(text: str) -> None:
    """Say something that is not the command's result."""
    click.echo(text, err=True)


def table(columns: Sequence[str], rows: Sequence[Sequence[str]], right: frozenset[int] = frozenset()) -> None:
    """Print a table: drawn on a terminal, aligned plain text anywhere else. ``right`` names columns of numbers."""
    if sys.stdout.isatty():
        _drawn(columns, rows, right)
        return
    lines = [columns, *rows]
    widths = [max(len(line[i]) for line in lines) for i in range(len(columns))]
    for line in lines:
        cells = [c.rjust(w) if i in right else c.ljust(w) for i, (c, w) in enumerate(zip(line, widths, strict=True))]
        click.echo("  ".join(cells).rstrip())


def _drawn(columns: Sequence[str], rows: Sequence[Sequence[str]], right: frozenset[int]) -> None:
    from rich import box
    from rich.console import Console
    from rich.markup import escape
    from rich.table import Table

    drawn = Table(box=box.SIMPLE_HEAD, pad_edge=False)
    for i, name in enumerate(columns):
        drawn.add_column(name, justify="right" if i in right else "left", overflow="fold", no_wrap=i == 0)
    for row in rows:
        drawn.add_row(*map(escape, row))
    Console().print(drawn)


@contextmanager
def progress(label: str, total: int) -> Iterator[Any]:
    """Yield a function that takes how many more are done; a bar is shown only on a terminal."""
    if not sys.stderr.isatty():
        yield lambda _done: None
        return
    from rich.console import Console
    from rich.progress import BarColumn, MofNCompleteColumn, Progress, TextColumn, TimeRemainingColumn

    columns = (TextColumn("{task.description}"), BarColumn(), MofNCompleteColumn(), TimeRemainingColumn())
    with Progress(*columns, console=Console(stderr=True), transient=True) as bar:
        task = bar.add_task(label, total=total)
        yield lambda done: bar.advance(task, done)


def chunks(items: Sequence[T], size: int) -> Iterator[Sequence[T]]:
    """The items in runs of at most ``size``."""
    return (items[start : start + size] for start in range(0, len(items), size))


def print_json(value: object) -> None:
    """Print a value as JSON for people and programs."""
    import json

    click.echo(json.dumps(value, ensure_ascii=False, indent=2, allow_nan=False, default=str))


def joined(items: Iterable[str]) -> str:
    """Words with commas, or a dash for none."""
    return ", ".join(items) or "-"
