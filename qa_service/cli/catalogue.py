"""`checks`: the catalogue of checks with their parameters."""

from __future__ import annotations

import json
from collections.abc import Iterator

import click

from qa_service.cli.console import print_json


@click.command()
@click.option("--format", "form", type=click.Choice(["text", "json"]), default="text", show_default=True)
def checks(form: str) -> None:
    """List the checks of the catalogue with their parameters."""
    from qa_service.checks import catalogue

    infos = catalogue()
    if form == "json":
        print_json({"checks": [info.to_dict() for info in infos]})
        return
    for info in infos:
        click.echo(f"{click.style(info.name, bold=True)}  {info.title} ({info.severity})")
        click.echo(f"    {info.description}")
        for line in _parameters(info.parameters):
            click.echo(f"    {line}")


def _parameters(schema: dict[str, object]) -> Iterator[str]:
    properties, required = schema.get("properties"), schema.get("required")
    needed = required if isinstance(required, list) else []
    for name, rule in (properties if isinstance(properties, dict) else {}).items():
        yield f"{name}: {_rule(rule)}{', required' if name in needed else ''}"


def _rule(rule: object) -> str:
    if not isinstance(rule, dict):
        return str(rule)
    parts = [str(rule.get("type", "any value"))]
    if "enum" in rule:
        parts.append("one of " + ", ".join(map(str, rule["enum"])))
    if rule.get("default") is not None:
        parts.append(f"default {json.dumps(rule['default'], ensure_ascii=False, default=str)}")
    if rule.get("description"):
        parts.append(str(rule["description"]))
    return ", ".join(parts)
