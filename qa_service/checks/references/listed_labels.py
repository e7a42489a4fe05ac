"""The labels of the list below a title: "1.", "(a)", "E1", each at the beginning of a line."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import NamedTuple

from qa_service.documents.references.labels import line_end

_LABEL = re.compile(
    r"[ \t>#*_|-]*(?:\((?P<boxed>\d{1,2}|[A-Za-z])\)|(?P<stopped>\d{1,2}|[A-Z])(?:[.):]|(?=[*_ \t]*\|))|"
    r"(?P<lettered>[A-Z]\d{1,2})[.):]?)[*_]*(?=\s|\|)"
)
_HEADED = re.compile(r"[ \t>]*#{1,6}[ \t]+[*_]*(?P<label>[A-Z]?\d{1,2}|[A-Z])[.):]?[*_]*(?=\s|\Z)")
_LEAD, _BARE = re.compile(r"(?P<indent>[ \t>]*)(?P<marks>#{0,6})"), " \t#*_>:"
_WHOLE_BOLD = re.compile(r"[ \t>]*\*\*[^*\n]+\*\*[ \t:.]*\Z")
_MAX_LINES, _SHORT = 400, 3


class _Line(NamedTuple):
    """A line: its label, what all labels of its list have alike, and how deep a heading it is (None: no heading)."""

    label: str
    look: tuple[str, bool, int]
    depth: int | None


def style_of(label: str) -> str:
    """Return what labels of one series have in common: "1", "A", "a", or the letter before a number ("E1")."""
    if label[0].isdecimal():
        return "1"
    return label[0] + "1" if len(label) > 1 else "A" if label.isupper() else "a"


def value_of(label: str) -> int:
    """Return the place of a label in its series, from one."""
    if label[-1].isdecimal():
        return int(label if label[0].isdecimal() else label[1:])
    return ord(label.lower()) - ord("a") + 1


def counts_from_first(labels: frozenset[str]) -> bool:
    """Tell whether the labels of one style leave none out."""
    return {value_of(label) for label in labels} == set(range(1, len(labels) + 1))


def labels_below(text: str, start: int) -> frozenset[str]:
    """Return the labels of the list below the title at ``start``.

    None when there is no list, or when it may go on behind the next heading or hold another that begins anew.
    """
    level = _depth(text, start)
    look, seen, parted = None, set[str](), False
    for line in _lines(text, line_end(text, start) + 1):
        if line.depth is not None and (not level or 0 < line.depth <= level):
            parted = True
            if look is None:
                return frozenset()
        if not line.label or (look is not None and line.look != look):
            continue
        if look is None:
            if value_of(line.label) != 1:
                return frozenset()
            look = line.look
        if parted:
            return frozenset() if value_of(line.label) == len(seen) + 1 else frozenset(seen)
        if line.label in seen:
            return frozenset()
        seen.add(line.label)
    return frozenset(seen)


def _lines(text: str, at: int) -> Iterator[_Line]:
    for _ in range(_MAX_LINES):
        if at >= len(text):
            return
        end = line_end(text, at)
        lead, depth = _LEAD.match(text, at), _depth(text, at)
        found = _HEADED.match(text, at, end) if depth else _LABEL.match(text, at, end)
        label = next(filter(None, found.groups()), "") if found else ""
        indent = len(lead["indent"]) if lead else 0
        heads = depth if depth else 0 if not label and _is_heading(text, at, end) else None
        yield _Line(label, (style_of(label) if label else "", depth > 0, indent), heads)
        at = end + 1


def _depth(text: str, at: int) -> int:
    lead = _LEAD.match(text, at)
    return len(lead["marks"]) if lead else 0


def _is_heading(text: str, at: int, end: int) -> bool:
    """Tell whether a line is bold or in capitals, or a word or two between a blank line and the first of a list."""
    line = text[at:end]
    if _WHOLE_BOLD.match(line) is not None or line.strip(_BARE).isupper():
        return True
    first = _LABEL.match(text, end + 1) if text[max(0, at - 2) : at] == "\n\n" else None
    return first is not None and len(line.split()) <= _SHORT and value_of(next(filter(None, first.groups()))) == 1
