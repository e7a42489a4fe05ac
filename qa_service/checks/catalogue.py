"""The list of checks that this installation can run, for documentation and for people who write rubrics."""

from __future__ import annotations

from dataclasses import asdict, dataclass

from qa_service.checks.parameters import describe
from qa_service.checks.registry import CheckType, registered

BUILT_IN = "qa-service"


@dataclass(frozen=True, slots=True)
class CheckInfo:
    """One entry of the catalogue; ``parameters`` reads like a JSON Schema.

    ``origin`` is the package that brings the check: this one, or a plug-in with its version.
    """

    name: str
    family: str
    title: str
    description: str
    parameters: dict[str, object]
    severity: str
    example_fires: str
    example_quiet: str
    origin: str = BUILT_IN

    def to_dict(self) -> dict[str, object]:
        """Return the JSON form."""
        return asdict(self)


def catalogue() -> list[CheckInfo]:
    """Return every implemented check, by name."""
    return [_info(kind) for kind in registered().values()]


def _info(kind: CheckType) -> CheckInfo:
    return CheckInfo(
        kind.name,
        kind.family,
        kind.title,
        kind.description,
        describe(kind.params),
        kind.severity,
        kind.fires,
        kind.quiet,
        kind.origin or BUILT_IN,
    )
