"""What changed in the sections: their weights and conditions, and which criteria stand where."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Any

from qa_service.rubric.changes_criteria import added_text, criterion_changes
from qa_service.rubric.changes_generic import anything, by_id, reordered, reordering, whole, words
from qa_service.rubric.changes_parts import Change, Handler, Keys, Part, listed, number_text, percent, same
from qa_service.rubric.changes_views import Views

Json = Mapping[str, Any]


def section_changes(sections: Part, views: Views) -> Iterator[Change]:
    """Yield the changes of all sections and of their criteria, in the order of the new document, then removed ones."""
    for section in by_id(sections, "id", str):
        if section.added:
            yield _added(section, views)
            yield from _criteria(section.at("criteria"), section.name, views)
        elif section.removed:
            yield _removed(section, views)
        else:
            yield from _keys(section, views).changes(section)
    yield from reordering(sections, "id", "sections")


def _keys(section: Part, views: Views) -> Keys:
    name = section.name
    handlers: dict[str, Handler] = {
        "title": words(f"title of section `{name}`"),
        "weight": lambda part: _weight(part, name, views),
        "when": whole("major", "condition_changed", f"condition of section `{name}`"),
        "criteria": lambda part: _criteria(part, name, views),
    }
    return Keys(handlers, anything("minor"))


def _added(section: Part, views: Views) -> Change:
    names = [criterion["id"] for criterion in section.after["criteria"] if criterion["id"] not in views.old.where]
    weight, share = number_text(section.after["weight"]), percent(views.new.section_share(section.name))
    text = f"section `{section.name}` added (weight {weight}, {share} of the rubric)"
    return section.change("major", "section_added", f"{text} with {listed(names)}" if names else text)


def _removed(section: Part, views: Views) -> Change:
    names = [criterion["id"] for criterion in section.before["criteria"] if criterion["id"] not in views.new.where]
    text = f"section `{section.name}` removed"
    return section.change("major", "section_removed", f"{text} with {listed(names)}" if names else text)


def _weight(part: Part, name: str, views: Views) -> Iterator[Change]:
    old, new = views.old.section_share(name), views.new.section_share(name)
    text = f"weight of section `{name}` {number_text(part.before)} → {number_text(part.after)}"
    if same(old, new):
        yield part.change("patch", "weight_rewritten", f"{text}, with the same share of the rubric")
    else:
        shares = f"{percent(old)} → {percent(new)}"
        yield part.change("major", "weight_changed", f"{text} (share of the rubric {shares})")


def _criteria(part: Part, section: str, views: Views) -> Iterator[Change]:
    """The criteria of one section that both documents, or only the new one, have."""
    new_section = part.added
    after = [(index, criterion) for index, criterion in enumerate(part.after)]
    for index, criterion in after:
        name = criterion["id"]
        pointer = f"{part.new}/{index}"
        if name in views.old.where:
            old, before = views.old.where[name]
            both = Part(before, criterion, old, pointer, name)
            yield from _kept(both, section, views)
        elif not new_section:
            text = f"criterion `{name}` added to section `{section}` ({added_text(criterion, name, views)})"
            yield Change("major", "criterion_added", pointer, text, None, criterion)
    if not new_section:
        yield from _gone(part, section, views)
        yield from _order(part, section, views)


def _kept(both: Part, section: str, views: Views) -> Iterator[Change]:
    home = views.old.home[both.name]
    if home != section:
        shares = f"share of the rubric {views.old.share_text(both.name)} → {views.new.share_text(both.name)}"
        text = f"criterion `{both.name}` moved from section `{home}` to `{section}` ({shares})"
        yield Change("major", "criterion_moved", both.new, text, home, section)
    if both.differs:
        yield from criterion_changes(both, views)


def _gone(part: Part, section: str, views: Views) -> Iterator[Change]:
    for criterion in part.before:
        name = criterion["id"]
        if name not in views.new.where:
            pointer, _ = views.old.where[name]
            text = f"criterion `{name}` removed from section `{section}` (it had {views.old.share_text(name)})"
            yield Change("major", "criterion_removed", pointer, text, criterion, None)


def _order(part: Part, section: str, views: Views) -> Iterator[Change]:
    old, new = ([criterion["id"] for criterion in side] for side in (part.before, part.after))
    if reordered(old, new):
        text = f"criteria of section `{section}` reordered: {listed(new)}"
        yield Change("patch", "reordered", part.new, text, old, new)
