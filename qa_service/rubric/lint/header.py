"""The head of the file: what a reader of the rubric needs to know of it, and what the author silences."""

from __future__ import annotations

from collections.abc import Iterator

from qa_service.rubric.lint.context import Context, listed
from qa_service.rubric.lint.finding import Hit, rule


@rule(
    "description_missing", "info", "The head leaves something open",
    "Who owns a rubric, what it is for and in which language it is meant decide how people read it.",
)  # fmt: skip
def description_missing(context: Context) -> Iterator[Hit]:
    """Yield one hit that names the keys."""
    missing = [key for key in ("purpose", "owner", "language") if not context.document.get(key)]
    if missing:
        yield Hit("", f"The file does not say its {listed(missing)}.", f"Add {listed(missing)} below the title.")


@rule(
    "change_not_logged", "info", "The version is not in the change log",
    "Reviewers and clients read the log to know whether old scores still compare.",
)  # fmt: skip
def change_not_logged(context: Context) -> Iterator[Hit]:
    """Yield a hit when `changes` is silent about this version."""
    version = context.rubric.version
    if all(change.get("version") != version for change in context.rubric.changes):
        suggestion = f"Add {{ version: {version}, level: …, note: … }} to changes."
        yield Hit("/version", f"changes has no entry for {version}.", suggestion)


@rule(
    "criteria_many", "warning", "More than 20 criteria",
    "Reviewers stop reading anchors; agreement falls on the last third.",
)  # fmt: skip
def criteria_many(context: Context) -> Iterator[Hit]:
    """Yield a hit for a rubric that asks too much."""
    if len(context.places) > 20:
        message = f"The rubric asks {len(context.places)} questions."
        yield Hit("/sections", message, "Merge criteria that always fall together, or split the rubric by deliverable.")


@rule(
    "titles_repeat", "warning", "Two criteria with one title",
    "Reports and pages show titles: nobody can tell the two apart.",
)  # fmt: skip
def titles_repeat(context: Context) -> Iterator[Hit]:
    """Yield a hit for each title that was used before."""
    seen: dict[str, str] = {}
    for place in context.places:
        title = " ".join(place.criterion.title.lower().split())
        first = seen.setdefault(title, place.criterion.id)
        if first != place.criterion.id:
            message = f'"{place.criterion.title}" is the title of {first} too.'
            yield Hit(f"{place.pointer}/title", message, "Say in the titles what tells them apart.")


def _nothing(_: Context) -> Iterator[Hit]:
    """Found by the engine itself, which alone knows what was silenced."""
    yield from ()


rule(
    "ignore_unused", "info", "A silenced finding that is gone",
    "An entry that silences nothing may one day silence something that matters.",
)(_nothing)  # fmt: skip
rule(
    "ignore_malformed", "warning", "An entry of x-lint that cannot be used",
    "What the author meant to silence is not silenced.",
)(_nothing)  # fmt: skip
