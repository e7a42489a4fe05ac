"""Where the files beside the code are: in a checkout at the top, in an installed wheel inside the package."""

from __future__ import annotations

from pathlib import Path

_PACKAGE = Path(__file__).resolve().parent


def data_folder(name: str) -> Path:
    """Return the folder ``rubrics``, ``migrations`` or ``docs``."""
    packed = _PACKAGE / "_data" / name
    return packed if packed.is_dir() else _PACKAGE.parent / name


def example_folder() -> Path:
    """Return the folder of the living example's deliverables."""
    return _PACKAGE / "example"
