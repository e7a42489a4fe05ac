"""Published tables with published results, by name."""

from __future__ import annotations

import json
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest


@pytest.fixture(scope="session")
def known() -> Callable[[str], dict[str, Any]]:
    """Return a reader of ``known/NAME.json``."""
    folder = Path(__file__).with_name("known")
    return lambda name: json.loads((folder / f"{name}.json").read_text(encoding="utf-8"))
