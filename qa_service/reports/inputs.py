"""What a report is made of: frozen inputs, so that the same inputs always give the same bytes."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Literal, cast

from qa_service.agreement import Scale

Kind = Literal["ordinary", "reference"]
RECORD_FIELDS = ("item", "rater", "criterion", "value", "site", "at", "kind", "item_title", "link")
MIN_ITEMS = 20
_ROWS_PER_PART = 4096


@dataclass(frozen=True, slots=True)
class Record:
    """One rating: ``value`` is a level id or a number as text, ``at`` an RFC 3339 time.

    ``kind`` ``reference`` marks the agreed standard of an item; it is compared with, never counted as a rater.
    """

    item: str
    rater: str
    criterion: str
    value: str
    site: str | None = None
    at: str | None = None
    kind: Kind = "ordinary"
    item_title: str | None = None
    link: str | None = None

    def to_row(self) -> tuple[str | None, ...]:
        """The fields in the order of ``RECORD_FIELDS``."""
        return (
            self.item,
            self.rater,
            self.criterion,
            self.value,
            self.site,
            self.at,
            self.kind,
            self.item_title,
            self.link,
        )


@dataclass(frozen=True, slots=True)
class CriterionInfo:
    """A criterion with its full scale, lowest level first.

    ``bar`` is the rubric's own bar for chance-corrected agreement (0..1); ``levels`` pairs level ids with labels.
    ``lower_is_better`` marks a number scale on which a high number is a severe one.
    """

    id: str
    title: str
    scale: Scale
    bar: float | None = None
    levels: tuple[tuple[str, str], ...] = ()
    lower_is_better: bool = False

    def label(self, level: str) -> str:
        """The label of a level, or its id when it has none."""
        return dict(self.levels).get(level) or level

    def to_dict(self) -> dict[str, object]:
        """Return the JSON form."""
        return {
            "id": self.id,
            "title": self.title,
            "scale": {
                "type": self.scale.type,
                "levels": None if self.scale.levels is None else list(self.scale.levels),
            },
            "bar": self.bar,
            "levels": [list(pair) for pair in self.levels],
            **({"lower_is_better": True} if self.lower_is_better else {}),
        }


@dataclass(frozen=True, slots=True)
class ReportInputs:
    """Everything a report depends on.

    ``scope`` lines and ``exclusions`` (reason, count) are printed as given; figures from fewer than
    ``min_items`` items are withheld; ``made_at`` is printed and never read from a clock.
    """

    title: str
    criteria: tuple[CriterionInfo, ...]
    records: tuple[Record, ...]
    scope: tuple[tuple[str, str], ...] = ()
    exclusions: tuple[tuple[str, int], ...] = ()
    min_items: int = MIN_ITEMS
    made_at: str | None = None
    rubric: str | None = None

    def _fixed(self) -> dict[str, object]:
        return {
            "title": self.title,
            "scope": [list(pair) for pair in self.scope],
            "criteria": [criterion.to_dict() for criterion in self.criteria],
            "exclusions": [list(pair) for pair in self.exclusions],
            "min_items": self.min_items,
            "made_at": self.made_at,
            "rubric": self.rubric,
            "record_fields": list(RECORD_FIELDS),
        }

    def to_json(self) -> str:
        """Canonical JSON: sorted keys, no white space; records are rows of ``record_fields``."""
        return "".join(self._canonical())

    def digest(self) -> str:
        """SHA-256 of the canonical JSON, in hexadecimal."""
        found = hashlib.sha256()
        for part in self._canonical():
            found.update(part.encode())
        return found.hexdigest()

    def _canonical(self) -> Iterator[str]:
        """The canonical JSON in parts, so that a large report is never one string when it is hashed."""
        fixed = self._fixed()
        for place, key in enumerate(sorted([*fixed, "records"])):
            yield f"{',' if place else '{'}{_dump(key)}:"
            if key == "records":
                yield from self._rows()
            else:
                yield _dump(fixed[key])
        yield "}"

    def _rows(self) -> Iterator[str]:
        yield "["
        for start in range(0, len(self.records), _ROWS_PER_PART):
            rows = _dump([record.to_row() for record in self.records[start : start + _ROWS_PER_PART]])
            yield f"{',' if start else ''}{rows[1:-1]}"
        yield "]"

    @classmethod
    def from_json(cls, text: str) -> ReportInputs:
        """Read what `to_json` wrote."""
        document = json.loads(text)
        return cls(
            title=document["title"],
            criteria=tuple(map(_criterion, document["criteria"])),
            records=tuple(Record(*row) for row in document["records"]),
            scope=tuple((label, value) for label, value in document["scope"]),
            exclusions=tuple((reason, count) for reason, count in document["exclusions"]),
            min_items=document["min_items"],
            made_at=document["made_at"],
            rubric=document["rubric"],
        )


def _dump(value: object) -> str:
    return json.dumps(value, ensure_ascii=False, sort_keys=True, separators=(",", ":"))


def _criterion(document: Mapping[str, object]) -> CriterionInfo:
    scale = cast("Mapping[str, object]", document["scale"])
    levels = cast("Sequence[str] | None", scale["levels"])
    labels = cast("Sequence[tuple[str, str]]", document["levels"])
    kind = cast("Literal['nominal', 'ordinal', 'interval', 'ratio', 'binary']", scale["type"])
    return CriterionInfo(
        id=str(document["id"]),
        title=str(document["title"]),
        scale=Scale(kind, None if levels is None else tuple(levels)),
        bar=cast("float | None", document["bar"]),
        levels=tuple((level, label) for level, label in labels),
        lower_is_better=bool(document.get("lower_is_better")),
    )
