"""`checks`: the catalogue of checks with their parameters, examples and origin."""

from __future__ import annotations

import json
from collections.abc import Iterable, Iterator
from textwrap import indent
from typing import TYPE_CHECKING

import click

from qa_service.cli.console import note, print_json
from qa_service.errors import DomainError, Problem

if TYPE_CHECKING:
    from qa_service.checks import CheckInfo

EXAMPLE = 100


@click.command()
@click.argument("name", required=False)
@click.option("--json", "as_json", is_flag=True, help="Print JSON.")
@click.option("--format", "form", type=click.Choice(["text", "json"]), default="text", help="The same: --format json.")
def checks(name: str | None, as_json: bool, form: str) -> None:
    """List the checks of the catalogue with their parameters; NAME is one check or a family."""
    from qa_service.checks import broken_plugins, catalogue

    infos = _named(name, catalogue())
    broken = broken_plugins()
    if as_json or form == "json":
        found = {"broken": [plugin.to_dict() for plugin in broken]} if broken else {}
        print_json({"checks": [info.to_dict() for info in infos], **found})
        return
    whole = len(infos) == 1 and infos[0].name == name
    for info in infos:
        click.echo("\n".join(_whole(info) if whole else _short(info)))
    for plugin in broken:
        note(f"note: {plugin}")


def _named(name: str | None, infos: list[CheckInfo]) -> list[CheckInfo]:
    found = [info for info in infos if name in (None, info.name, info.family)]
    if found:
        return found
    from difflib import get_close_matches

    from qa_service.checks import broken_plugins

    names = [*dict.fromkeys(info.family for info in infos), *(info.name for info in infos)]
    message = " ".join((f"There is no check or family {name!r}.", *(f"The {plugin}." for plugin in broken_plugins())))
    near = next(iter(get_close_matches(name or "", names, n=1)), None)
    problem = Problem("", "unknown_check", message, allowed=tuple(names), suggestion=near)
    raise DomainError("check_not_found", "No such check", message, [problem], status=404)


def _head(info: CheckInfo) -> Iterator[str]:
    from qa_service.checks.catalogue import BUILT_IN

    yield f"{click.style(info.name, bold=True)}  {info.title} ({info.severity})"
    if info.origin != BUILT_IN:
        yield f"    from {info.origin}"
    yield f"    {info.description}"
    yield from (f"    {line}" for line in _parameters(info.parameters))


def _short(info: CheckInfo) -> Iterator[str]:
    yield from _head(info)
    yield f"    fires: {_one_line(info.example_fires)}"
    yield f"    quiet: {_one_line(info.example_quiet)}"


def _whole(info: CheckInfo) -> Iterator[str]:
    yield from _head(info)
    for label, example in (("Fires:", info.example_fires), ("Does not fire:", info.example_quiet)):
        yield from ("", f"    {label}", "", indent(example.strip("\n"), " " * 8))


def _parameters(schema: dict[str, object]) -> Iterator[str]:
    properties, required = schema.get("properties"), schema.get("required")
    needed: Iterable[str] = required if isinstance(required, list) else ()
    for name, rule in (properties if isinstance(properties, dict) else {}).items():
        yield f"{name}: {_rule(rule)}{', required' if name in needed else ''}"


def _rule(rule: object) -> str:
    if not isinstance(rule, dict):
        return str(rule)
    kind = rule.get("type", "any value")
    parts = [" or ".join(kind) if isinstance(kind, list) else str(kind)]
    if "enum" in rule:
        parts.append("one of " + ", ".join(map(str, rule["enum"])))
    if rule.get("default") is not None:
        parts.append(f"default {json.dumps(rule['default'], ensure_ascii=False, default=str)}")
    if rule.get("description"):
        parts.append(str(rule["description"]))
    return ", ".join(parts)


def _one_line(text: str) -> str:
    flat = " ".join(text.split())
    return flat if len(flat) <= EXAMPLE else flat[: EXAMPLE - 1] + "…"
