"""Which files a command means: files, folders with everything in them that can be read, standard input."""

from __future__ import annotations

import os
import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field

from qa_service.cli.inputs import STDIN

# What word processors keep beside an open document.
LOCK_FILE = "~$"


@dataclass(frozen=True, slots=True)
class Selection:
    """The files to read, in order and each once; folders that could not be listed, and those without a document."""

    files: tuple[str, ...]
    unreadable: tuple[tuple[str, str], ...] = ()
    empty: tuple[str, ...] = ()


def select(named: Sequence[str], exclude: Sequence[str] = (), companions: Sequence[str] = ()) -> Selection:
    """Return the files that are meant: those named, and in a named folder all documents by their ending.

    In a folder, hidden files and folders are passed over, ``companions`` (files that serve another purpose), and what
    ``exclude`` matches, see `Excluded`. A link to a folder is not followed.
    """
    excluded = Excluded(exclude)
    others = {os.path.abspath(path) for path in companions}
    found: dict[str, str] = {}
    unreadable: list[tuple[str, str]] = []
    empty: list[str] = []
    for path in named:
        folder = path != STDIN and os.path.isdir(path)
        inside = _itself(path, excluded)
        if folder:
            inside = [each for each in _inside(path, excluded, unreadable) if os.path.abspath(each) not in others]
        if folder and not inside:
            empty.append(path)
        for each in inside:
            found.setdefault(os.path.normpath(each), each)
    return Selection(tuple(found.values()), tuple(unreadable), tuple(empty))


def _itself(path: str, excluded: Excluded) -> list[str]:
    return [] if path != STDIN and excluded.matches(os.path.normpath(path).lstrip("/"), False) else [path]


def _inside(folder: str, excluded: Excluded, unreadable: list[tuple[str, str]]) -> Iterator[str]:
    from qa_service.documents import media_type_of

    top = os.path.normpath(folder)

    def fail(error: OSError) -> None:
        unreadable.append((str(error.filename), error.strerror or str(error)))

    for here, folders, files in os.walk(top, onerror=fail):
        below = os.path.relpath(here, top)
        prefix = "" if below == os.curdir else below.replace(os.sep, "/") + "/"
        folders[:] = sorted(f for f in folders if not _hidden(f) and not excluded.matches(prefix + f, True))
        for name in sorted(files):
            if _hidden(name) or media_type_of(name) is None or excluded.matches(prefix + name, False):
                continue
            path = os.path.normpath(os.path.join(here, name))
            if os.path.isfile(path):
                yield path


def _hidden(name: str) -> bool:
    return name.startswith((".", LOCK_FILE))


@dataclass(frozen=True, slots=True)
class Excluded:
    """Patterns as in a .gitignore: the last that matches a path decides, ``!`` takes back.

    ``*``, ``?`` and ``[…]`` stay within a name, ``**`` goes over folders, a slash at the end means folders only. A
    pattern with a slash elsewhere is matched from the folder that was named on, another at any depth.
    """

    patterns: Sequence[str]
    _rules: list[tuple[bool, bool, re.Pattern[str]]] = field(init=False, repr=False)

    def __post_init__(self) -> None:
        """Compile the patterns."""
        object.__setattr__(self, "_rules", [_rule(pattern) for pattern in self.patterns if pattern.strip("!/ ")])

    def matches(self, path: str, folder: bool) -> bool:
        """Tell whether a path, with slashes and below the named folder, is left out, or a folder above it is."""
        if not self._rules:
            return False
        parts = path.split("/")
        above = ("/".join(parts[: n + 1]) for n in range(len(parts) - 1))
        return any(self._decides(each, True) for each in above) or self._decides(path, folder)

    def _decides(self, path: str, folder: bool) -> bool:
        fitting = (out for out, folders, regex in self._rules if (folder or not folders) and regex.fullmatch(path))
        return list(fitting)[-1:] == [True]


def _rule(pattern: str) -> tuple[bool, bool, re.Pattern[str]]:
    out = not pattern.startswith("!")
    body = pattern if out else pattern[1:]
    folders = body.endswith("/")
    body = body.rstrip("/").removeprefix("./")
    anywhere = "/" not in body
    regex = "".join(_translated(_pieces(body.lstrip("/"))))
    return out, folders, re.compile(("(?:.*/)?" if anywhere else "") + regex, re.DOTALL)


def _pieces(body: str) -> list[str]:
    """Split a pattern into its signs; what is none of them is one character."""
    return re.findall(r"\*\*/|/\*\*$|\*+|\?|\[!?\]?[^\]]*\]|.", body, re.DOTALL)


def _translated(pieces: Iterable[str]) -> Iterator[str]:
    for piece in pieces:
        if piece == "**/":
            yield "(?:.*/)?"
        elif piece == "/**":
            yield "/.*"
        elif piece.startswith("*"):
            yield "[^/]*"
        elif piece == "?":
            yield "[^/]"
        elif len(piece) > 1:
            yield _class(piece)
        else:
            yield re.escape(piece)


def _class(piece: str) -> str:
    inner = piece[1:-1]
    negated, inner = inner.startswith("!"), inner.removeprefix("!")
    body = inner.replace("\\", "\\\\").replace("[", "\\[").replace("]", "\\]").replace("^", "\\^")
    try:
        re.compile(f"[{body}]")
    except re.error:  # a range that runs backwards
        return re.escape(piece)
    return f"(?!/)[{'^' if negated else ''}{body}]"
