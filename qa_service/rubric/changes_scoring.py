"""What changed in the rules that make one result of many answers: method, marks, caps, N/A, bands, the unit."""

from __future__ import annotations

from collections.abc import Iterator

from qa_service.rubric.changes_generic import anything, by_id, reordering, whole, words
from qa_service.rubric.changes_parts import BumpLevel, Change, Handler, Keys, Part, number_text, verb
from qa_service.rubric.changes_views import Views


def scoring_changes(part: Part, views: Views) -> Iterator[Change]:
    """Yield the changes of the scoring block; the pass mark is major where criteria count errors, and minor elsewhere.

    The tolerance of an error model earns exactly the pass mark, so that there the mark enters the score.
    """
    mark: BumpLevel = "major" if views.counts_errors else "minor"
    handlers: dict[str, Handler] = {
        "method": whole("major", "method_changed", "scoring method"),
        "pass_mark": whole(mark, "pass_mark_changed", "pass mark"),
        "cap": whole("major", "cap_changed", "cap of the score"),
        "na": _na,
        "bands": _bands,
    }
    yield from Keys(handlers, anything("minor")).changes(part)


def unit_changes(part: Part, views: Views) -> Iterator[Change]:
    """Yield the changes of the unit; its size fact enters the score where criteria count errors."""
    size: BumpLevel = "major" if views.counts_errors else "minor"
    handlers: dict[str, Handler] = {
        "name": words("name of the unit"),
        "size": whole(size, "unit_size_changed", "fact that holds the size of the unit"),
    }
    yield from _inside(part, Keys(handlers, anything("minor")), "unit")


def _na(part: Part) -> Iterator[Change]:
    handlers: dict[str, Handler] = {
        "redistribute": whole("major", "redistribution_changed", "place to which the weight of N/A goes"),
        "max_share": whole("major", "na_limit_changed", "largest share of the weight that may be N/A"),
    }
    keys = Keys(handlers, anything("minor"), {"redistribute": "section", "max_share": 1})
    yield from _inside(part, keys, "scoring.na")


def _bands(part: Part) -> Iterator[Change]:
    for band in by_id(part, "id", str):
        if band.added or band.removed:
            start = number_text((band.before if band.removed else band.after)["from"])
            yield band.change("minor", f"score_band_{verb(band)}", f"band `{band.name}` (from {start}) {verb(band)}")
        elif band.differs:
            handlers: dict[str, Handler] = {
                "from": whole("minor", "score_band_changed", f"start of band `{band.name}`"),
                "label": words(f"label of band `{band.name}`"),
            }
            yield from Keys(handlers, anything("minor")).changes(band)
    yield from reordering(part, "id", "bands of the score")


def _inside(part: Part, keys: Keys, name: str) -> Iterator[Change]:
    """Compare a block by its keys even where it is absent on one side, because absent means its defaults."""
    before, after = ({} if side_is_missing else side for side_is_missing, side in (
        (part.added, part.before), (part.removed, part.after)))  # fmt: skip
    found = list(keys.changes(Part(before, after, part.old, part.new, name)))
    yield from found or [part.change("patch", "written_out", f"empty block `{name}` {verb(part)}")]
