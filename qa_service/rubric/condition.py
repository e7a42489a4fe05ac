"""Conditions: CEL expressions over the facts of a case, three-valued.

A fact that is missing or of the wrong type makes the result *unknown* (None), never an exception: the
caller treats unknown as "applies" and shows the reviewer why. Source: Common Expression Language
specification (https://cel.dev), as implemented by the ``common-expression-language`` package.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any

from qa_service.rubric.cel_engine import cel
from qa_service.rubric.condition_limits import CHEAP_PATTERN, LOOP, LimitExceeded, check_limits, pattern_cost
from qa_service.rubric.condition_work import Loops, loops_of
from qa_service.rubric.problems import did_you_mean, nearest

ROOTS = ("case", "deliverable", "policy", "checks", "answers")
MAX_LENGTH = 500
_FUNCTIONS = frozenset({
    "size", "contains", "startsWith", "endsWith", "matches", "int", "uint", "double", "string", "bool", "bytes",
    "timestamp", "duration", "type", "dyn", "getFullYear", "getMonth", "getDate", "getDayOfMonth", "getDayOfWeek",
    "getDayOfYear", "getHours", "getMinutes", "getSeconds", "getMilliseconds", "min", "max",
})  # fmt: skip
_TYPE_NAMES = frozenset({"int", "uint", "double", "string", "bool", "bytes", "list", "map", "null_type", "type"})
_RAW = r"(?:[rR][bB]?|[bB][rR])"
_HIDDEN = re.compile(
    rf"//[^\n]*|(?<!\w){_RAW}(?:\"{{3}}.*?\"{{3}}|'{{3}}.*?'{{3}}|\"[^\"]*\"|'[^']*')"
    r"|\"{3}(?:\\.|[^\\])*?\"{3}|'{3}(?:\\.|[^\\])*?'{3}|\"(?:\\.|[^\"\\])*\"|'(?:\\.|[^'\\])*'",
    re.DOTALL,
)
"""Comments and texts: what stands in them is no part of the expression."""
_PATH = re.compile(rf"(?<![\w.])(?:{'|'.join(ROOTS)})(?:\s*\.\s*[A-Za-z_]\w*(?!\w|\s*\())*")
_UNUSUAL = re.compile(r"\"{3}|'{3}|\b[rRbB]{1,2}[\"']|//|`")
"""Raw strings and comments, which the search for paths does not follow: there nothing is left out."""
_KINDS = {str: "a text", int: "a number", float: "a number", list: "a list", dict: "a mapping", type(None): "null"}
_PLAIN = frozenset({str, int, float, bool})
_MAX_REMEMBERED = 1024
_MAX_REMEMBERED_TEXT = 100
_PARSE_ERROR = re.compile(r"ERROR: <input>:(\d+):(\d+): (?:Syntax error: )?([^\n]*)")


class ConditionError(ValueError):
    """An expression that cannot be used; ``line`` and ``column`` count from 1 inside the expression."""

    def __init__(self, message: str, line: int = 1, column: int = 1) -> None:
        super().__init__(message)
        self.message = message
        self.line = line
        self.column = column


@dataclass(frozen=True, slots=True)
class ConditionResult:
    """Outcome of one evaluation: ``value`` None is unknown, because of ``missing`` facts or another ``reason``."""

    value: bool | None
    missing: tuple[str, ...] = ()
    reason: str = ""


TRUE, FALSE = ConditionResult(True), ConditionResult(False)


@dataclass(frozen=True, slots=True, eq=False)
class Condition:
    """A compiled expression. ``roots`` are the fact roots it reads, ``paths`` the dotted names it mentions."""

    source: str
    roots: tuple[str, ...]
    paths: tuple[str, ...]
    _steps: tuple[tuple[str, ...], ...]
    _reads: tuple[tuple[str, str], ...]
    _program: Any
    _loops: Loops | None = None
    _memory: dict[tuple[object, ...], ConditionResult] = field(default_factory=dict, repr=False)

    def evaluate(self, facts: Mapping[str, object]) -> ConditionResult:
        """Evaluate over nested facts with the roots case, deliverable, policy, checks and answers.

        Expressions have no clock and no randomness, so results over the same few plain values are remembered.
        """
        key = self._key(facts)
        if key is None:
            return self._evaluate(facts)
        result = self._memory.get(key)
        if result is None:
            result = self._evaluate(facts)
            if len(self._memory) < _MAX_REMEMBERED:
                self._memory[key] = result
        return result

    def _key(self, facts: Mapping[str, object]) -> tuple[object, ...] | None:
        if any(not name for _, name in self._reads):
            return None
        key: list[object] = []
        for path in self._steps:
            value: object = facts
            for step in path:
                if not isinstance(value, dict) or step not in value:
                    return None
                value = value[step]
            kind = type(value)
            if kind not in _PLAIN or (kind is str and len(str(value)) > _MAX_REMEMBERED_TEXT):
                return None
            key += (kind, value)
        return tuple(key)

    def _evaluate(self, facts: Mapping[str, object]) -> ConditionResult:
        context = self._context(facts)
        excess = self._loops.excess(context) if self._loops else ""
        if excess:
            return ConditionResult(None, (), excess)
        try:
            value = self._program.execute(context)
        except Exception as error:
            return self._unknown(facts, error)
        if value is True:
            return TRUE
        if value is False:
            return FALSE
        return ConditionResult(None, (), f"the condition gives {type(value).__name__}, not true or false")

    def _context(self, facts: Mapping[str, object]) -> dict[str, object]:
        # Only what is read is handed over: converting all facts of a case costs more than the evaluation.
        context: dict[str, object] = {}
        for root, name in self._reads:
            holder = facts.get(root)
            if not name or not isinstance(holder, Mapping):
                if root in facts:
                    context[root] = holder
                continue
            part = context.setdefault(root, {})
            if name in holder and isinstance(part, dict):
                part[name] = holder[name]
        return context

    def _unknown(self, facts: Mapping[str, object], error: Exception) -> ConditionResult:
        missing = tuple(path for path in self.paths if _is_missing(facts, path))
        if missing:
            return ConditionResult(None, missing, "missing: " + ", ".join(missing))
        return ConditionResult(None, (), _first_sentence(error))

    def __eq__(self, other: object) -> bool:
        return isinstance(other, Condition) and other.source == self.source

    def __hash__(self) -> int:
        return hash(self.source)

    def __reduce__(self) -> tuple[object, ...]:
        return compile_condition, (self.source,)


def compile_condition(source: str) -> Condition:
    """Compile an expression of at most 500 characters. Raises ConditionError with the place inside it."""
    if len(source) > MAX_LENGTH:
        raise ConditionError(f"An expression has at most {MAX_LENGTH} characters.", 1, MAX_LENGTH + 1)
    bare = _HIDDEN.sub(_blank, source)
    try:
        check_limits(source, bare)
    except LimitExceeded as found:
        raise ConditionError(found.message, *_place(bare, found.index)) from found
    program = _compile(source)
    _refuse_unknown_functions(program, bare)
    roots = _roots(program, bare)
    paths = tuple(dict.fromkeys(re.sub(r"\s", "", found[0]) for found in _PATH.finditer(bare)))
    steps = tuple(tuple(path.split(".")) for path in paths)
    reads = _reads(roots, steps, bool(_UNUSUAL.search(source)))
    if pattern_cost(source, bare) <= CHEAP_PATTERN:
        _refuse_ill_typed(program, roots)
    return Condition(source, roots, paths, steps, reads, program, loops_of(bare, _PATH))


def _blank(found: re.Match[str]) -> str:
    """As long and on as many lines as before; a text stays a text."""
    blank = re.sub(r"[^\n]", " ", found[0])
    return blank if found[0].startswith("//") else f'"{blank[1:-1]}"'


def _refuse_ill_typed(program: Any, roots: tuple[str, ...]) -> None:
    """Evaluate without any facts: an expression that already fails for another reason can never decide."""
    try:
        value = program.execute({root: {} for root in roots})
    except KeyError as error:
        if not roots:
            raise ConditionError(f"The expression can never be true or false: there is no key {error}.") from error
    except Exception as error:
        raise ConditionError(f"The expression can never be true or false: {_first_sentence(error)}.") from error
    else:
        if not isinstance(value, bool):
            kind = _KINDS.get(type(value), type(value).__name__)
            raise ConditionError(f"A condition is true or false; this expression gives {kind}.")


def _reads(roots: tuple[str, ...], paths: tuple[tuple[str, ...], ...], unusual: bool) -> tuple[tuple[str, str], ...]:
    """Return (root, first name below it); the name is empty where the whole root is handed over."""
    if unusual:
        return tuple((root, "") for root in roots)
    whole = {path[0] for path in paths if len(path) == 1} | set(roots) - {path[0] for path in paths}
    named = dict.fromkeys((path[0], path[1]) for path in paths if path[0] not in whole)
    return (*((root, "") for root in roots if root in whole), *named)


def _compile(source: str) -> Any:
    try:
        program = cel.compile(source)
    except Exception as error:
        found = _PARSE_ERROR.search(str(error))
        if not found:
            raise ConditionError("The expression cannot be read: it may be nested too deeply.") from error
        message = found[3].split(" expecting ")[0].replace("<EOF>", "end of expression")
        if "Recursion limit" in message:
            message = "it is nested too deeply"
        raise ConditionError(f"Not a CEL expression: {message}.", int(found[1]), int(found[2])) from error
    return program


def _refuse_unknown_functions(program: Any, bare: str) -> None:
    for name in program.functions():
        if name[0] in "_!-@" or name in _FUNCTIONS:
            continue
        place = _place(bare, bare.find(name))
        raise ConditionError(f"There is no function {name}." + did_you_mean(nearest(name, _FUNCTIONS)), *place)


def _roots(program: Any, bare: str) -> tuple[str, ...]:
    bound = {found[2] for found in LOOP.finditer(bare)}
    for name in program.variables():
        if name in ROOTS or name in bound or name in _TYPE_NAMES:
            continue
        found = re.search(rf"(?<![\w.]){re.escape(name)}\b", bare)
        hint = did_you_mean(nearest(name, ROOTS)) or f" Facts start with {', '.join(ROOTS)}."
        raise ConditionError(f"There are no facts named {name}.{hint}", *_place(bare, found.start() if found else 0))
    return tuple(name for name in program.variables() if name in ROOTS)


def _place(text: str, index: int) -> tuple[int, int]:
    return text.count("\n", 0, index) + 1, index - text.rfind("\n", 0, index)


def _is_missing(facts: Mapping[str, object], path: str) -> bool:
    value: object = facts
    for step in path.split("."):
        if not isinstance(value, Mapping) or value.get(step) is None:
            return True
        value = value[step]
    return False


def _first_sentence(error: Exception) -> str:
    return str(error).split(". ")[0].split("\n")[0][:200] or type(error).__name__
