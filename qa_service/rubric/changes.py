"""Compare two versions of a rubric: every difference in words, and the version number that they take.

*major*: the same answers could score differently (the scoring hashes differ, and only then). *minor*: the verdict, a
check or a policy. *patch*: words and order. What this program does not know is minor.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import Any

from qa_service.rubric.changes_generic import anything, by_id, reordering, whole, words
from qa_service.rubric.changes_parts import BumpLevel, Change, Handler, Keys, Part, verb
from qa_service.rubric.changes_scales import scale_changes
from qa_service.rubric.changes_scoring import scoring_changes, unit_changes
from qa_service.rubric.changes_sections import section_changes
from qa_service.rubric.changes_versions import bump, version_key
from qa_service.rubric.changes_views import Side, Views
from qa_service.rubric.model import POLICIES

_LEVELS: tuple[BumpLevel, ...] = ("major", "minor", "patch")


@dataclass(frozen=True, slots=True)
class Comparison:
    """What changed between two versions of a rubric.

    ``level`` is that of the gravest change, None when nothing changed but the number; ``required_version`` the lowest
    version after ``before_version`` that may carry the changes; ``sufficient`` whether ``after_version`` is as high.
    """

    before_version: str
    after_version: str
    level: BumpLevel | None
    changes: tuple[Change, ...]
    required_version: str
    sufficient: bool

    def summary(self) -> str:
        """Return one sentence: how much changed, and whether the version number does."""
        versions = f"{self.before_version} → {self.after_version}"
        if self.level is None:
            return f"{versions}: nothing changed but the number."
        counts = Counter(change.level for change in self.changes)
        kinds = ", ".join(f"{counts[level]} {level}" for level in _LEVELS if counts[level])
        total = f"{len(self.changes)} change{'s' if len(self.changes) > 1 else ''} ({kinds})"
        verdict = "" if self.sufficient else f", so {self.after_version} is too low"
        return f"{versions}: {total}; {self.required_version} or later is needed{verdict}."

    def to_dict(self) -> dict[str, object]:
        """Return the JSON form, with the summary."""
        return {
            "before_version": self.before_version,
            "after_version": self.after_version,
            "level": self.level,
            "required_version": self.required_version,
            "sufficient": self.sufficient,
            "summary": self.summary(),
            "changes": [change.to_dict() for change in self.changes],
        }


def compare(before: Mapping[str, Any], after: Mapping[str, Any]) -> Comparison:
    """Compare two valid documents; the changes come gravest first, and within a level in the order of the file."""
    changes = tuple(sorted(_changes(before, after), key=lambda change: _LEVELS.index(change.level)))
    level = changes[0].level if changes else None
    old, new = before["version"], after["version"]
    required = bump(old, level) if level else old
    return Comparison(old, new, level, changes, required, version_key(new) >= version_key(required))


def _changes(before: Mapping[str, Any], after: Mapping[str, Any]) -> list[Change]:
    views = Views(Side(before), Side(after))
    changes = list(_document_keys(views).changes(Part(before, after)))
    if views.differ and not any(change.level == "major" for change in changes):
        # A part of the hash that has no rule here yet: told without detail rather than called minor.
        changes.append(Change("major", "scoring_changed", "", "the same answers could score differently"))
    return changes


def _document_keys(views: Views) -> Keys:
    handlers: dict[str, Handler] = {
        "schema": anything("minor"),
        "id": whole("minor", "id_changed", "id of the rubric"),
        "version": _nothing,
        "title": words("title"),
        "domain": words("domain"),
        "language": words("language"),
        "owner": words("owner"),
        "purpose": words("purpose"),
        "applies_to": _applies_to,
        "unit": lambda part: unit_changes(part, views),
        "scales": lambda part: scale_changes(part, views),
        "sections": lambda part: section_changes(part, views),
        "checks": _checks,
        "scoring": lambda part: scoring_changes(part, views),
        **{name: anything("minor") for name in POLICIES},
        "changes": anything("patch"),
        "tests": anything("patch"),
    }
    return Keys(handlers, anything("minor"))


def _nothing(_: Part) -> Iterator[Change]:
    """The number of a version is no change of its own."""
    yield from ()


def _applies_to(part: Part) -> Iterator[Change]:
    handlers: dict[str, Handler] = {
        "deliverable": words("deliverable that the rubric is for"),
        "when": whole("minor", "condition_changed", "condition of the rubric"),
    }
    if part.added or part.removed:
        yield from anything("minor")(part)
    else:
        yield from Keys(handlers, anything("minor")).changes(part)


def _checks(part: Part) -> Iterator[Change]:
    for check in by_id(part, "id", str):
        if check.added or check.removed:
            uses = (check.before if check.removed else check.after)["uses"]
            text = f"check `{check.name}` ({uses}) {verb(check)}"
            yield check.change("minor", f"check_{verb(check)}", text)
        elif check.differs:
            yield from Keys(_check_keys(check.name), anything("minor")).changes(check)
    yield from reordering(part, "id", "checks")


def _check_keys(name: str) -> dict[str, Handler]:
    plain = ("uses", "on_fail", "level", "type", "severity")
    handlers: dict[str, Handler] = {key: whole("minor", "check_changed", f"check `{name}`, {key}") for key in plain}
    return handlers | {"with": anything("minor", ordered=True)}
