"""Style sheet, scripts and icon, under an address that changes with their content, so that browsers may keep them."""

from __future__ import annotations

import hashlib
from pathlib import Path

_FOLDER = Path(__file__).parent / "static"
_TYPES = {".css": "text/css", ".js": "text/javascript", ".svg": "image/svg+xml"}


class Assets:
    """All static files, read once. They share one digest: modules may then import each other by plain names."""

    def __init__(self, folder: Path = _FOLDER) -> None:
        paths = sorted(p for p in folder.iterdir() if p.suffix in _TYPES)
        self._files = {p.name: (p.read_bytes(), _TYPES[p.suffix]) for p in paths}
        whole = hashlib.sha256()
        for name, (body, _) in self._files.items():
            whole.update(f"{name}\0{len(body)}\0".encode() + body)
        self.digest = whole.hexdigest()[:12]

    def path(self, name: str) -> str:
        """The address of a file. Raises KeyError when there is none."""
        self._files[name]
        return f"/assets/{self.digest}/{name}"

    def get(self, name: str) -> tuple[bytes, str] | None:
        """Body and media type of a file."""
        return self._files.get(name)
