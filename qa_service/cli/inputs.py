"""Reading what the commands are given: files, JSON and YAML with places, rubrics by id or path."""

from __future__ import annotations

import json
import sys
from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, field, replace
from pathlib import Path
from typing import TYPE_CHECKING, Any

from qa_service.cli.console import FileError
from qa_service.errors import DomainError, Problem

if TYPE_CHECKING:
    from qa_service.rubric import Rubric

STDIN = "-"
_UNREADABLE = {"syntax", "too_large", "too_deep", "bad_character"}
_WRONG_NAMES = {"unknown_key", "unknown_parameter", "unknown_criterion"}
_SUFFIXES = {".yaml", ".yml", ".json"}
Place = tuple[int, int]


@dataclass(frozen=True, slots=True)
class Places:
    """Line and column of each key and each value of a file, by pointer, as far as they are known."""

    keys: Mapping[str, Place] = field(default_factory=dict)
    values: Mapping[str, Place] = field(default_factory=dict)

    def of(self, pointer: str, code: str = "") -> Place:
        """Where a problem is: at the key when its name is wrong, else at the value or the nearest one around it."""
        if code in _WRONG_NAMES and pointer in self.keys:
            return self.keys[pointer]
        while pointer and pointer not in self.values:
            pointer = pointer.rpartition("/")[0]
        return self.values.get(pointer, (1, 1))

    def under(self, prefix: str) -> Places:
        """The same places for pointers that begin with ``prefix``."""
        keys = {prefix + pointer: at for pointer, at in self.keys.items()}
        return Places(keys, {prefix + pointer: at for pointer, at in self.values.items()})


@dataclass(frozen=True, slots=True)
class Data:
    """A JSON or YAML file: its value and its places."""

    path: str
    value: Any
    places: Places


def read_bytes(path: str) -> bytes:
    """The content of a file, or of standard input for ``-``."""
    if path == STDIN:
        return sys.stdin.buffer.read()
    return Path(path).read_bytes()


def read_text(path: str) -> str:
    """The content of a file as UTF-8 text (a byte order mark is dropped); anything else is refused with its place."""
    raw = read_bytes(path)
    try:
        return raw.decode("utf-8-sig")
    except UnicodeDecodeError as error:
        line = raw.count(b"\n", 0, error.start) + 1
        column = error.start - raw.rfind(b"\n", 0, error.start)
        message = f"The file is not UTF-8: byte {raw[error.start]:#04x}."
        raise refusal(path, "not_utf8", message, line=line, column=column) from None


def refusal(
    path: str,
    code: str,
    message: str,
    *,
    line: int | None = None,
    column: int | None = None,
    allowed: Sequence[str] = (),
) -> FileError:
    """A refusal with one problem."""
    problem = Problem("", code, message, line=line, column=column, allowed=tuple(allowed))
    return FileError(path, DomainError(code, "The file cannot be used", message, [problem]))


@contextmanager
def naming(path: str, places: Places | None = None, inside: str = "") -> Iterator[None]:
    """Refusals of what came from a file name the file and, where known, line and column.

    ``inside`` is the pointer, in the file, of the value that the refusals' pointers start from.
    """
    try:
        yield
    except FileError:
        raise
    except DomainError as error:
        problems = [located(p, places, inside) for p in error.problems] if places else None
        raise FileError(path, error, problems) from error


def located(problem: Problem, places: Places | None, inside: str = "") -> Problem:
    """The problem with the place of its pointer, or of the nearest thing around it."""
    pointer = inside + problem.pointer
    if problem.line is not None or not places or not places.values:
        return replace(problem, pointer=pointer)
    line, column = places.of(pointer, problem.code)
    return replace(problem, pointer=pointer, line=line, column=column)


def read_data(path: str) -> Data:
    """Read a JSON or YAML file; defects of the text are refused with line and column."""
    text = read_text(path)
    if Path(path).suffix.lower() == ".json":
        return Data(path, _json(path, text), _places(text))
    from qa_service.rubric.yaml_reader import read_yaml

    reading = read_yaml(text)
    if reading.problems:
        first = reading.problems[0].message
        raise FileError(path, DomainError("invalid_file", "The file cannot be read", first, reading.problems))
    return Data(path, reading.value, Places(reading.keys, reading.values))


def read_mapping(path: str) -> Data:
    """Read a JSON or YAML file that holds an object."""
    data = read_data(path)
    if not isinstance(data.value, dict):
        raise refusal(path, "wrong_type", "The file holds no object: names with values are expected.", line=1, column=1)
    return data


def read_facts(path: str | None) -> dict[str, Any]:
    """The facts of a file, dotted names such as ``case.amount`` unfolded; none without a file."""
    if path is None:
        return {}
    from qa_service.rubric import expand_facts

    return expand_facts(read_mapping(path).value)


def _json(path: str, text: str) -> Any:
    try:
        return json.loads(text, parse_constant=_no_constant)
    except json.JSONDecodeError as error:
        message = f"This is not JSON: {error.msg}."
        raise refusal(path, "invalid_json", message, line=error.lineno, column=error.colno) from None
    except (ValueError, RecursionError) as error:
        raise refusal(path, "invalid_json", f"This is not JSON: {error}.", line=1, column=1) from None


def _no_constant(name: str) -> None:
    raise ValueError(f"{name} is not a JSON number")


def _places(text: str) -> Places:
    """Places of a JSON text; most JSON is YAML, and where it is not a pointer has to do."""
    from qa_service.rubric.yaml_reader import read_yaml

    reading = read_yaml(text)
    cut_short = any(problem.code in _UNREADABLE for problem in reading.problems)
    return Places() if cut_short else Places(reading.keys, reading.values)


def find_rubric(reference: str) -> Path:
    """The file of a rubric: a path, or the id of one of the project's rubrics."""
    from qa_service.paths import data_folder

    path = Path(reference)
    if path.suffix.lower() in _SUFFIXES or path.is_file():
        return path
    folder = data_folder("rubrics")
    known = {file.stem: file for file in sorted(folder.glob("*.yaml"))}
    if reference in known:
        return known[reference]
    message = f"There is no rubric {reference!r}: name one of the project's rubrics, or give the path of a file."
    raise DomainError("rubric_not_found", "No such rubric", message, [
        Problem("", "rubric_not_found", message, allowed=tuple(known))], status=404)  # fmt: skip


def read_rubric_file(reference: str) -> Rubric:
    """The rubric of a path or id; its defects are refused with line and column."""
    from qa_service.rubric import read_rubric

    path = find_rubric(reference)
    with naming(str(path)):
        return read_rubric(path.read_bytes())


def read_csv_option(text: str | None) -> tuple[str, ...]:
    """``a,b,c`` as words; nothing for nothing."""
    return tuple(part.strip() for part in text.split(",") if part.strip()) if text else ()
