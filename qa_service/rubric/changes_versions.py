"""Version numbers: their order and the next one of each level."""

from __future__ import annotations

from qa_service.rubric.changes_parts import BumpLevel

Version = tuple[int, int, int]


def version_key(version: str) -> Version:
    """Return the parts of ``1.10.0`` as numbers, which sort as versions do. Raises ValueError for anything else."""
    major, minor, patch = (int(part) for part in version.split("."))
    return major, minor, patch


def bump(version: str, level: BumpLevel) -> str:
    """Return the next version of a level: bump("1.4.2", "minor") is "1.5.0"."""
    major, minor, patch = version_key(version)
    if level == "major":
        return f"{major + 1}.0.0"
    if level == "minor":
        return f"{major}.{minor + 1}.0"
    return f"{major}.{minor}.{patch + 1}"
