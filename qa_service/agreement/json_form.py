"""The JSON form of results whose fields are what they say."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, fields


@dataclass(frozen=True, slots=True)
class JsonForm:
    """A result that is written field by field, with the results in it written likewise and tuples as lists."""

    def to_dict(self) -> dict[str, object]:
        """Return the JSON form."""
        return {field.name: _plain(getattr(self, field.name)) for field in fields(self)}


def _plain(value: object) -> object:
    if isinstance(value, str | int | float | None):
        return value
    if isinstance(value, tuple | list):
        return [_plain(each) for each in value]
    if isinstance(value, Mapping):
        return {key: _plain(each) for key, each in value.items()}
    to_dict = getattr(value, "to_dict", None)
    return to_dict() if to_dict else value
