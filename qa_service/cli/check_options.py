"""The options of `check` that belong together: parameters to their check, files to their ``--sources``."""

from __future__ import annotations

import os
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import click

from qa_service.cli.console import note
from qa_service.cli.inputs import STDIN
from qa_service.errors import DomainError

FORMATS = ("text", "json", "sarif", "html")
ENDINGS = {".json": "json", ".sarif": "sarif", ".html": "html", ".htm": "html"}
SOURCES_RULE = "--sources takes every argument up to the next option: name the documents before it, or after -- ."


@dataclass(frozen=True, slots=True)
class Options:
    """What was asked for on the command line."""

    files: tuple[str, ...]
    rubric: str | None
    checks: tuple[str, ...]
    sources: tuple[str, ...]
    brief: str | None
    facts: str | None
    media_type: str | None
    stdin_filename: str | None
    exclude: tuple[str, ...]
    form: str | None
    output: str | None
    fail_on: str
    shadow: tuple[str, ...]
    waivers: str | None
    baseline: str | None
    write_baseline: bool
    statistics: bool
    jobs: int

    @property
    def companions(self) -> tuple[str, ...]:
        """The files that are read or written for another purpose than to be checked."""
        single = (self.brief, self.facts, self.waivers, self.baseline, self.output)
        return (*self.sources, *(path for path in single if path))

    @property
    def format(self) -> str:
        """The form of the report: as asked, else as the ending of the output says."""
        return self.form or ENDINGS.get(Path(self.output or "").suffix.lower(), "text")


class CheckCommand(click.Command):
    """Lets ``--with`` speak of the ``--check`` before it and ``--sources`` take several files.

    Click's parser alone forgets how options were mixed, and gives an option one value.
    """

    def parse_args(self, ctx: click.Context, args: list[str]) -> list[str]:
        """Write the arguments so that each option has one value, then parse as usual."""
        return super().parse_args(ctx, list(_single_values(args)))


def _single_values(args: Sequence[str]) -> Iterator[str]:
    rest = list(args)
    while rest:
        arg = rest.pop(0)
        name, equals, value = arg.partition("=")
        if arg == "--":
            yield from (arg, *rest)
            return
        if name == "--check" and (equals or rest):
            yield from ("--check", _with_params(value if equals else rest.pop(0), rest))
        elif arg == "--sources" and rest and not _is_option(rest[0]):
            while rest and not _is_option(rest[0]):
                yield from (arg, rest.pop(0))
        else:
            yield arg


def _with_params(name: str, rest: list[str]) -> str:
    """Join the parameters that follow a check to its name, and take them off the other arguments."""
    following, equals, value = rest[0].partition("=") if rest else ("", "", "")
    if following != "--with" or not (equals or len(rest) > 1):
        return name
    del rest[0]
    return f"{name} {value if equals else rest.pop(0)}"


def _is_option(arg: str) -> bool:
    return arg.startswith("-") and arg != STDIN


def named_checks(given: Sequence[str]) -> tuple[tuple[str, dict[str, Any]], ...]:
    """Return name and parameters of each ``--check`` as the parser left it; ``numbers.*`` stands for several."""
    named = [(name, params) for name, _, params in (each.partition(" ") for each in given)]
    plain = {name for name, _ in named}
    out: dict[tuple[str, str], None] = {}
    for name, params in named:
        if "*" in name and params:
            raise click.UsageError(f"--with speaks of one check, and {name} of several.")
        several = [each for each in _matching(name) if each not in plain] if "*" in name else [name]
        out.update(dict.fromkeys((each, params) for each in several))
    return tuple((name, _params(name, params)) for name, params in out)


def _matching(pattern: str) -> list[str]:
    """Return the checks that a pattern means; those that cannot run without parameters are named and left out."""
    from fnmatch import filter as matching

    from qa_service.checks import catalogue, ready_checks

    ready, known = ready_checks(), matching([info.name for info in catalogue()], pattern)
    found, idle = [name for name in known if name in ready], [name for name in known if name not in ready]
    if not found:
        raise click.UsageError(f"No check that runs without parameters is called {pattern}.")
    if idle:
        note(f"note: not among {pattern}, because they need parameters: {', '.join(idle)}")
    return found


def _params(name: str, text: str) -> dict[str, Any]:
    if not text:
        return {}
    from qa_service.strict_json import read_json

    try:
        value = read_json(text.encode("utf-8", "surrogateescape"))
    except DomainError as error:
        raise click.UsageError(f"--with of {name} is not JSON: {error.detail}") from None
    if not isinstance(value, dict):
        raise click.UsageError(f'--with of {name} is not an object, such as {{"name": "value"}}.')
    return value


def media_type(text: str | None) -> str | None:
    """Return the media type that ``--media-type`` names by itself or by an ending such as ``docx``."""
    if text is None:
        return None
    from qa_service.documents import MEDIA_TYPES, media_type_of

    if text.partition(";")[0].strip().lower() in MEDIA_TYPES:
        return text
    known = media_type_of(f"document.{text.lstrip('.')}")
    if known is None:
        raise click.UsageError(f"{text!r} is no media type that is read. Allowed: {', '.join(MEDIA_TYPES)}.")
    return known


def refuse_combinations(options: Options, unpaired: Sequence[str]) -> None:
    """Refuse options that do not go together."""
    if unpaired:
        raise click.UsageError("--with follows the --check that it belongs to.")
    if not options.files:
        raise click.UsageError(f"Name at least one FILE. {SOURCES_RULE if options.sources else ''}".strip())
    if options.rubric is not None and options.checks:
        raise click.UsageError("Give --rubric or --check, not both.")
    if options.write_baseline and options.baseline is None:
        raise click.UsageError("--write-baseline needs --baseline FILE.")
    taken = (*options.files, *options.sources, options.brief, options.facts, options.waivers)
    if sum(path == STDIN for path in taken) > 1:
        raise click.UsageError("Standard input can be read for one purpose only.")
    if options.output and os.path.abspath(options.output) in {os.path.abspath(path) for path in taken if path}:
        raise click.UsageError(f"--output would overwrite {options.output}, which is read.")
