"""A strict reader for one YAML document that knows where everything stands.

PyYAML (libyaml where it is installed) splits the text into events; the values are built here, so that
nothing is resolved behind the author's back: no anchors, aliases, tags, directives, merge keys or duplicate
keys, one document, a bounded size and depth. JSON is read too. Time and memory grow with the size of the text
and with nothing else.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, field

import yaml

from qa_service.errors import Problem, pointer_to
from qa_service.rubric.json_text import NOT_IN_YAML, Rewritten, as_yaml
from qa_service.rubric.problems import MAX_PROBLEMS, shown
from qa_service.rubric.scalars import AmbiguousScalar, Scalar, resolve_plain
from qa_service.rubric.spots import Place, Spot, Spots

MAX_BYTES = 256 * 1024
MAX_DEPTH = 32
_LOADER: type[yaml.SafeLoader] | type[yaml.CSafeLoader] = getattr(yaml, "CSafeLoader", yaml.SafeLoader)
_BAD_CHARACTER = re.compile(NOT_IN_YAML)
_LINE_END = re.compile(r"\r\n?|\n")
_BEFORE_NEXT_TOKEN = re.compile(r"(?:[ \t\r\n]|(?<=[ \t\r\n])#[^\r\n]*)*")


@dataclass(slots=True)
class Reading:
    """What a text says: ``value``, the problems of the text itself, and places as (line, column) from 1.

    ``problems`` holds the first hundred, in the order of the text, and ``more`` counts the others. A reading that is
    ``cut_short`` knows the value only in part.
    """

    text: str = ""
    value: object = None
    problems: list[Problem] = field(default_factory=list)
    more: int = 0
    keys: Spots = field(default_factory=Spots)
    values: Spots = field(default_factory=Spots)
    cut_short: bool = False

    def lines(self) -> list[str]:
        """Return the lines of the text, without their ends."""
        return _LINE_END.split(self.text)


class _Stop(Exception):  # noqa: N818 - ends the reading early, never leaves this module
    """Nothing after this point can be read."""


def read_yaml(source: str | bytes, *, pure: bool = False) -> Reading:
    """Read one YAML document; defects of the text are listed in the result, never raised.

    ``pure`` reads without libyaml, as is done where it is not installed.
    """
    reading = Reading()
    try:
        reading.text = _decode(source, reading)
        _Composer(as_yaml(reading.text), reading).run(yaml.SafeLoader if pure else _LOADER)
    except _Stop:
        reading.cut_short = True
    return reading


def _decode(source: str | bytes, reading: Reading) -> str:
    try:
        data = source.encode() if isinstance(source, str) else bytes(source)
        if len(data) > MAX_BYTES:
            reading.problems.append(Problem("", "too_large", f"A rubric has at most {MAX_BYTES // 1024} KiB.", 1, 1))
            raise _Stop
        return data.decode("utf-8-sig")
    except UnicodeError as error:
        start = getattr(error, "start", 0)
        head = source[:start] if isinstance(source, str) else source[:start].decode("utf-8-sig", "replace")
        place = _place_in(head, len(head))
        reading.problems.append(Problem("", "not_utf8", "The text is not valid UTF-8.", *place))
        raise _Stop from error


def _place_in(text: str, offset: int) -> Place:
    ends = [found.end() for found in _LINE_END.finditer(text, 0, offset)]
    return len(ends) + 1, offset - (ends[-1] if ends else 0) + 1


class _Composer:
    """Builds plain values, and the tree of their places, from the events of one document."""

    def __init__(self, source: Rewritten, reading: Reading) -> None:
        self._source = source
        self._reading = reading
        self._events: Iterator[yaml.Event] = iter(())
        self._path: list[str | int] = []
        self._flow_depth = 0

    def run(self, loader: type[yaml.SafeLoader] | type[yaml.CSafeLoader]) -> None:
        """Read the whole stream into the reading. Raises _Stop when it cannot be read to its end."""
        bad = _BAD_CHARACTER.search(self._source.text)
        if bad:
            self._bad_character(bad)
        try:
            self._events = iter(yaml.parse(self._source.text, Loader=loader))
            self._document()
        except yaml.YAMLError as error:
            self._syntax_error(error)

    def _document(self) -> None:
        next(self._events)
        start = next(self._events)
        if isinstance(start, yaml.StreamEndEvent):
            self._report((), "empty", "The document is empty.", (1, 1))
            raise _Stop
        if getattr(start, "version", None) or getattr(start, "tags", None):
            # A %TAG would be written out at each tag: such a text is not read any further.
            self._report((), "directive", "Directives are not allowed: remove the lines with %.", self._place(start))
            raise _Stop
        self._reading.value, root = self._node(next(self._events), 0)
        self._reading.keys, self._reading.values = Spots(root, of_keys=True), Spots(root)
        next(self._events)
        after = next(self._events)
        if not isinstance(after, yaml.StreamEndEvent):
            self._report((), "several_documents", "A rubric file holds one document.", self._place(after))

    def _node(self, event: yaml.Event, depth: int) -> tuple[object, Spot]:
        spot = Spot(self._place(event))
        if isinstance(event, yaml.AliasEvent):
            self._report((), "alias", f"Aliases are not allowed: write *{shown(str(event.anchor))} out.", spot.at)
            return None, spot
        self._refuse_decoration(event, (), spot.at)
        if isinstance(event, yaml.ScalarEvent):
            return self._scalar(event, (), spot.at), spot
        if depth >= MAX_DEPTH:
            self._report((), "too_deep", f"Nothing may be nested deeper than {MAX_DEPTH} levels.", spot.at)
            raise _Stop
        read = self._mapping if isinstance(event, yaml.MappingStartEvent) else self._sequence
        in_brackets = bool(getattr(event, "flow_style", False))
        self._flow_depth += in_brackets
        value = read(spot, depth)
        self._flow_depth -= in_brackets
        return value, spot

    def _refuse_decoration(self, event: yaml.Event, steps: tuple[str, ...], place: Place) -> None:
        anchor, tag = getattr(event, "anchor", None), getattr(event, "tag", None)
        if anchor:
            self._report(steps, "anchor", f"Anchors are not allowed: remove &{shown(anchor)}.", place)
        if tag:
            self._report(steps, "tag", f"Tags are not allowed: remove {shown(tag)}.", place)

    def _scalar(self, event: yaml.ScalarEvent, steps: tuple[str, ...], place: Place) -> Scalar:
        if event.style or event.tag:
            return str(event.value)
        try:
            return resolve_plain(event.value)
        except AmbiguousScalar as refusal:
            self._report(steps, refusal.code, refusal.message, place)
            return str(event.value)

    def _sequence(self, spot: Spot, depth: int) -> list[object]:
        items: list[object] = []
        parts: list[Spot] = []
        while not isinstance(event := next(self._events), yaml.SequenceEndEvent):
            value, part = self._below(len(items), event, depth)
            items.append(value)
            parts.append(part)
        spot.parts = parts or None
        return items

    def _mapping(self, spot: Spot, depth: int) -> dict[str, object]:
        pairs: dict[str, object] = {}
        parts: dict[str, Spot] = {}
        while not isinstance(event := next(self._events), yaml.MappingEndEvent):
            place = self._place(event)
            key = self._key(event, place, depth)
            first = None if key is None else parts.get(key)
            if first and first.key:
                message = f'The key "{shown(str(key))}" stands already in line {first.key[0]}.'
                self._report((str(key),), "duplicate_key", message, place)
            value, part = self._below("?" if key is None else key, next(self._events), depth)
            part.key = place
            if key is not None and not first:
                pairs[key], parts[key] = value, part
        spot.parts = parts or None
        return pairs

    def _below(self, step: str | int, event: yaml.Event, depth: int) -> tuple[object, Spot]:
        self._path.append(step)
        found = self._node(event, depth + 1)
        self._path.pop()
        return found

    def _key(self, event: yaml.Event, place: Place, depth: int) -> str | None:
        """Return the key, or None for what cannot be one; its value is read all the same."""
        if not isinstance(event, yaml.ScalarEvent):
            self._report((), "key_not_a_word", "A key is a word, not a list, a mapping or an alias.", place)
            if not isinstance(event, yaml.AliasEvent):
                self._below("?", event, depth)
            return None
        if event.value == "<<" and not event.style:
            self._report((), "merge_key", "Merge keys are not allowed: write the keys out.", place)
            return None
        steps = (str(event.value),)
        self._refuse_decoration(event, steps, place)
        if not isinstance(self._scalar(event, steps, place), str):
            self._report(steps, "key_not_a_word", f'A key is a word: write "{event.value}" in quotes.', place)
        return str(event.value)

    def _report(self, steps: tuple[str, ...], code: str, message: str, place: Place) -> None:
        if len(self._reading.problems) < MAX_PROBLEMS:
            pointer = pointer_to("", *self._path, *steps)
            self._reading.problems.append(Problem(pointer, code, message, *place))
        else:
            self._reading.more += 1

    def _place(self, event: yaml.Event) -> Place:
        mark = event.start_mark
        left_out = isinstance(event, yaml.ScalarEvent) and not event.value and not event.style
        return self._next_token(mark) if mark and left_out and self._flow_depth else self._marked(mark)

    def _next_token(self, mark: yaml.Mark | yaml._yaml.Mark) -> Place:
        """Where a value is left out between brackets, libyaml names the place of what comes next, PyYAML does not."""
        blank = _BEFORE_NEXT_TOKEN.match(self._source.text, mark.index)
        skipped = _LINE_END.split(blank[0] if blank else "")
        column = len(skipped[-1]) + (mark.column if len(skipped) == 1 else 0)
        return self._source.place(mark.line + len(skipped), column + 1)

    def _marked(self, mark: yaml.Mark | yaml._yaml.Mark | None) -> Place:
        return self._source.place(mark.line + 1, mark.column + 1) if mark else (1, 1)

    def _syntax_error(self, error: yaml.YAMLError) -> None:
        context = f" {shown(str(error.context))}" if isinstance(error, yaml.MarkedYAMLError) and error.context else ""
        mark = getattr(error, "problem_mark", None) or getattr(error, "context_mark", None)
        self._path.clear()
        message = f"This is not YAML: {shown(str(getattr(error, 'problem', error)))}{context}."
        place, lines = self._marked(mark), self._reading.lines()
        # What is missing at the end is reported a line below it when no line end follows.
        self._report((), "syntax", message, place if place[0] <= len(lines) else (len(lines), len(lines[-1]) + 1))
        raise _Stop from error

    def _bad_character(self, found: re.Match[str]) -> None:
        code, place = ord(found[0]), _place_in(self._source.text, found.start())
        message = f"The character U+{code:04X} is not allowed in YAML: leave it out, or write \\u{code:04x} in quotes."
        self._report((), "bad_character", message, place)
        raise _Stop
