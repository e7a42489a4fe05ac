"""What changed in the scales: levels, numbers, curves and bands.

A scale that no criterion uses enters no score, so nothing in it is ever major.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Any

from qa_service.rubric.changes_generic import anything, by_id, reordering, whole, words
from qa_service.rubric.changes_parts import BumpLevel, Change, Handler, Keys, Part, number_text, same
from qa_service.rubric.changes_views import Views

Json = Mapping[str, Any]


def scale_changes(scales: Part, views: Views) -> Iterator[Change]:
    """Yield the changes of all scales, by name."""
    for name in sorted(scales.names()):
        scale = scales.at(name, name)
        if scale.differs:
            yield from _one(scale, "major" if views.uses(name) else "patch")


def _one(scale: Part, level: BumpLevel) -> Iterator[Change]:
    if scale.added:
        yield scale.change(level, "scale_added", f"scale `{scale.name}` added ({_kind(scale.after)})")
    elif scale.removed:
        yield scale.change(level, "scale_removed", f"scale `{scale.name}` removed")
    else:
        yield from _keys(level, f"scale `{scale.name}`").changes(scale)


def _keys(level: BumpLevel, scale: str) -> Keys:
    scored = {key: whole(level, f"{what}_changed", f"{what} of {scale}") for key, what in _NUMERIC.items()}
    handlers: dict[str, Handler] = {
        "type": whole(level, "scale_type_changed", f"type of {scale}"),
        "levels": lambda part: _levels(part, level, scale),
        **scored,
        "step": whole("minor", "step_changed", f"step of {scale}"),
        "bands": lambda part: _bands(part, level, scale),
    }
    return Keys(handlers, anything("minor"), {"better": "higher"})


_NUMERIC = {"min": "minimum", "max": "maximum", "better": "direction", "score": "curve"}


def _kind(scale: Json) -> str:
    if scale["type"] == "numeric":
        return f"numeric, {number_text(scale['min'])} to {number_text(scale['max'])}"
    return f"{scale['type']}: {', '.join(level['id'] for level in scale['levels'])}"


def _levels(part: Part, level: BumpLevel, scale: str) -> Iterator[Change]:
    renamed = _renamed(part)
    for item in by_id(part, "id", lambda name: name):
        if not item.differs or item.name in renamed.values():
            continue
        if item.added and item.name in renamed:
            was = renamed[item.name]
            yield item.change(level, "level_renamed", f"level `{was}` of {scale} renamed to `{item.name}`")
        elif item.added:
            score = number_text(item.after["score"])
            yield item.change(level, "level_added", f"level `{item.name}` (score {score}) added to {scale}")
        elif item.removed:
            yield item.change(level, "level_removed", f"level `{item.name}` removed from {scale}")
        else:
            yield from _step_keys("level", level, scale, item.name).changes(item)
    yield from reordering(part, "id", f"levels of {scale}", level)


def _renamed(part: Part) -> dict[str, str]:
    """New level id → old one, where only the id of the level at a place is another."""
    old, new = part.before, part.after
    if part.added or part.removed or len(old) != len(new):
        return {}
    names = {level["id"] for level in old} & {level["id"] for level in new}
    return {
        now["id"]: was["id"]
        for was, now in zip(old, new, strict=True)
        if was["id"] not in names and now["id"] not in names and same({**was, "id": ""}, {**now, "id": ""})
    }


def _step_keys(what: str, level: BumpLevel, scale: str, name: str) -> Keys:
    subject = f"{what} `{name}` of {scale}"
    handlers: dict[str, Handler] = {
        "score": whole(level, f"{what}_rescored", f"score of {subject}"),
        "label": words(f"label of {subject}"),
    }
    return Keys(handlers, anything("minor"))


def _bands(part: Part, level: BumpLevel, scale: str) -> Iterator[Change]:
    """Bands are matched by where they start: that, and not the id, is what the score knows."""
    moved = _moved(part)
    for item in by_id(part, "from", number_text):
        if item.differs and not (item.removed and item.before["id"] in moved):
            yield from _band(item, level, scale, moved)


def _band(item: Part, level: BumpLevel, scale: str, moved: Mapping[str, Json]) -> Iterator[Change]:
    body = item.before if item.removed else item.after
    name, start = body["id"], number_text(body["from"])
    if item.added and name in moved:
        was = moved[name]
        text = f"band `{name}` of {scale} starts at {number_text(was['from'])} → {start}"
        yield item.change(level, "band_moved", text)
        yield from _step_keys("band", level, scale, name).changes(
            Part({**was, "from": body["from"]}, body, item.old, item.new, name)
        )
    elif item.added or item.removed:
        verb, way = ("added", "to") if item.added else ("removed", "from")
        yield item.change(level, f"band_{verb}", f"band `{name}` (from {start}) {verb} {way} {scale}")
    else:
        renamed = whole("minor", "band_renamed", f"id of the band from {start} of {scale}")
        keys = _step_keys("band", level, scale, name)
        yield from Keys({"id": renamed, **keys.handlers}, keys.other).changes(item)


def _moved(part: Part) -> dict[str, Json]:
    """Band id → its old body, for bands that start elsewhere now."""
    old, new = ({band["from"]: band for band in side} if isinstance(side, list) else {}
                for side in (part.before, part.after))  # fmt: skip
    gone = {band["id"]: band for start, band in old.items() if start not in new}
    return {band["id"]: gone[band["id"]] for start, band in new.items() if start not in old and band["id"] in gone}
