"""A strict reader for one YAML document that knows where everything stands.

PyYAML (libyaml where it is installed) splits the text into events; the values are built here, so that
nothing is resolved behind the author's back: no anchors, aliases, tags, merge keys or duplicate keys, one
document, a bounded size and depth. JSON is read too, as it is YAML.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field

import yaml

from qa_service.errors import Problem
from qa_service.rubric.problems import pointer_to
from qa_service.rubric.scalars import AmbiguousScalar, Scalar, resolve_plain

MAX_BYTES = 256 * 1024
MAX_DEPTH = 32
_LOADER: type[yaml.SafeLoader] | type[yaml.CSafeLoader] = getattr(yaml, "CSafeLoader", yaml.SafeLoader)

Place = tuple[int, int]


@dataclass(slots=True)
class Reading:
    """What a text says: ``value``, the problems of the text itself, and places as (line, column) from 1."""

    value: object = None
    problems: list[Problem] = field(default_factory=list)
    keys: dict[str, Place] = field(default_factory=dict)
    values: dict[str, Place] = field(default_factory=dict)


class _Stop(Exception):  # noqa: N818 - ends the reading early, never leaves this module
    """Nothing after this point can be read."""


def read_yaml(source: str | bytes) -> Reading:
    """Read one YAML document; defects of the text are listed in the result, never raised."""
    reading = Reading()
    text = _decode(source, reading)
    if text is not None:
        _Composer(text, reading).run()
    return reading


def _decode(source: str | bytes, reading: Reading) -> str | None:
    try:
        data = source.encode() if isinstance(source, str) else bytes(source)
        if len(data) > MAX_BYTES:
            reading.problems.append(Problem("", "too_large", f"A rubric has at most {MAX_BYTES // 1024} KiB.", 1, 1))
            return None
        return data.decode("utf-8-sig")
    except UnicodeError as error:
        start = getattr(error, "start", 0)
        head = source[:start] if isinstance(source, str) else source[:start].decode("utf-8", "replace")
        line, column = head.count("\n") + 1, start - (head.rfind("\n") + 1) + 1
        if isinstance(source, bytes):
            column = len(head) - (head.rfind("\n") + 1) + 1
        reading.problems.append(Problem("", "not_utf8", "The text is not valid UTF-8.", line, column))
        return None


class _Composer:
    """Builds plain values from the events of one document."""

    def __init__(self, text: str, reading: Reading) -> None:
        self._text = text
        self._reading = reading
        self._events: Iterator[yaml.Event] = iter(())

    def run(self) -> None:
        """Read the whole stream into the reading."""
        try:
            self._events = iter(yaml.parse(self._text, Loader=_LOADER))
            self._document()
        except _Stop:
            return
        except yaml.MarkedYAMLError as error:
            self._syntax_error(error)
        except yaml.reader.ReaderError as error:
            self._bad_character(error)

    def _document(self) -> None:
        next(self._events)
        start = next(self._events)
        if isinstance(start, yaml.StreamEndEvent):
            self._report("", "empty", "The document is empty.", (1, 1))
            return
        self._reading.value = self._node(next(self._events), "", 0)
        next(self._events)
        after = next(self._events)
        if not isinstance(after, yaml.StreamEndEvent):
            self._report("", "several_documents", "A rubric file holds one document.", _place(after))

    def _node(self, event: yaml.Event, pointer: str, depth: int) -> object:
        place = self._reading.values[pointer] = _place(event)
        if isinstance(event, yaml.AliasEvent):
            self._report(pointer, "alias", f"Aliases are not allowed: write *{event.anchor} out.", place)
            return None
        self._refuse_decoration(event, pointer, place)
        if isinstance(event, yaml.ScalarEvent):
            return self._scalar(event, pointer, place)
        if depth >= MAX_DEPTH:
            self._report(pointer, "too_deep", f"Nothing may be nested deeper than {MAX_DEPTH} levels.", place)
            raise _Stop
        if isinstance(event, yaml.MappingStartEvent):
            return self._mapping(pointer, depth)
        return self._sequence(pointer, depth)

    def _refuse_decoration(self, event: yaml.Event, pointer: str, place: Place) -> None:
        anchor, tag = getattr(event, "anchor", None), getattr(event, "tag", None)
        if anchor:
            self._report(pointer, "anchor", f"Anchors are not allowed: remove &{anchor}.", place)
        if tag:
            self._report(pointer, "tag", f"Tags are not allowed: remove {tag}.", place)

    def _scalar(self, event: yaml.ScalarEvent, pointer: str, place: Place) -> Scalar:
        if event.style or event.tag:
            return event.value
        try:
            return resolve_plain(event.value)
        except AmbiguousScalar as refusal:
            self._report(pointer, refusal.code, refusal.message, place)
            return event.value

    def _sequence(self, pointer: str, depth: int) -> list[object]:
        items: list[object] = []
        while not isinstance(event := next(self._events), yaml.SequenceEndEvent):
            items.append(self._node(event, f"{pointer}/{len(items)}", depth + 1))
        return items

    def _mapping(self, pointer: str, depth: int) -> dict[str, object]:
        pairs: dict[str, object] = {}
        while not isinstance(event := next(self._events), yaml.MappingEndEvent):
            place = _place(event)
            key = self._key(event, pointer, place, depth)
            if key is None:
                self._node(next(self._events), f"{pointer}/?", depth + 1)
                continue
            child = pointer_to(pointer, key)
            duplicate = key in pairs
            if duplicate:
                first = self._reading.keys[child]
                self._report(child, "duplicate_key", f'The key "{key}" stands already in line {first[0]}.', place)
            else:
                self._reading.keys[child] = place
            value = self._node(next(self._events), child, depth + 1)
            if not duplicate:
                pairs[key] = value
        return pairs

    def _key(self, event: yaml.Event, pointer: str, place: Place, depth: int) -> str | None:
        if not isinstance(event, yaml.ScalarEvent):
            self._report(pointer, "key_not_a_word", "A key is a word, not a list, a mapping or an alias.", place)
            if not isinstance(event, yaml.AliasEvent):
                self._node(event, f"{pointer}/?", depth + 1)
            return None
        if event.value == "<<" and not event.style:
            self._report(pointer, "merge_key", "Merge keys are not allowed: write the keys out.", place)
            return None
        self._check_plain_key(event, pointer, place)
        return event.value

    def _check_plain_key(self, event: yaml.ScalarEvent, pointer: str, place: Place) -> None:
        child = pointer_to(pointer, event.value)
        self._refuse_decoration(event, child, place)
        value = self._scalar(event, child, place)
        if not isinstance(value, str):
            self._report(child, "key_not_a_word", f'A key is a word: write "{event.value}" in quotes.', place)

    def _report(self, pointer: str, code: str, message: str, place: Place) -> None:
        self._reading.problems.append(Problem(pointer, code, message, *place))

    def _syntax_error(self, error: yaml.MarkedYAMLError) -> None:
        mark = error.problem_mark or error.context_mark
        place = (mark.line + 1, mark.column + 1) if mark else (1, 1)
        context = f" {error.context}" if error.context else ""
        self._report("", "syntax", f"This is not YAML: {error.problem}{context}.", place)

    def _bad_character(self, error: yaml.reader.ReaderError) -> None:
        # Both parsers give only an offset, libyaml counts bytes; the character itself is easier to find again.
        code = error.character if isinstance(error.character, int) else ord(str(error.character)[:1] or "\0")
        offset = max(self._text.find(chr(code)), 0)
        line = self._text.count("\n", 0, offset) + 1
        column = offset - self._text.rfind("\n", 0, offset)
        self._report("", "bad_character", f"The character U+{code:04X} is not allowed in YAML.", (line, column))


def _place(event: yaml.Event) -> Place:
    mark = event.start_mark
    return (mark.line + 1, mark.column + 1) if mark else (1, 1)
