"""A small arithmetic language over facts: names, decimals, + - * / and parentheses, evaluated exactly."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from decimal import Context, Decimal, localcontext

MAX_LENGTH = 500
MAX_DEPTH = 50
_TOKEN = re.compile(r"\s*(?:(?P<number>\d+(?:\.\d+)?|\.\d+)|(?P<name>[A-Za-z_]\w*(?:\.\w+)*)|(?P<sign>[-+*/()]))")


class FormulaError(Exception):
    """The expression is not arithmetic over facts; the message says where."""


@dataclass(frozen=True, slots=True)
class Literal:
    """A number."""

    value: Decimal


@dataclass(frozen=True, slots=True)
class FactRef:
    """The name of a fact."""

    name: str


@dataclass(frozen=True, slots=True)
class Operation:
    """Two operands and one of + - * /."""

    sign: str
    left: Node
    right: Node


Node = Literal | FactRef | Operation


def parse_formula(text: str) -> Node:
    """Return the expression tree, or raise FormulaError."""
    if len(text) > MAX_LENGTH:
        raise FormulaError(f"The formula is longer than {MAX_LENGTH} characters.")
    parser = _Parser(list(_tokens(text)))
    tree = parser.sum(0)
    if parser.at < len(parser.tokens):
        raise FormulaError(f"Unexpected {parser.tokens[parser.at]!r} in the formula.")
    return tree


def _tokens(text: str) -> Iterator[str]:
    at = 0
    while at < len(text.rstrip()):
        match = _TOKEN.match(text, at)
        if match is None:
            raise FormulaError(
                f"Unexpected {text[at:].strip()[:1]!r} in the formula; allowed are names, numbers, + - * / ( )."
            )
        yield match.group().strip()
        at = match.end()


@dataclass(slots=True)
class _Parser:
    """Recursive descent over the tokens; ``at`` is the next token."""

    tokens: list[str]
    at: int = 0

    def peek(self) -> str:
        return self.tokens[self.at] if self.at < len(self.tokens) else ""

    def take(self) -> str:
        token = self.peek()
        self.at += 1
        return token

    def sum(self, depth: int) -> Node:
        tree = self.product(depth)
        while self.peek() in {"+", "-"}:
            tree = Operation(self.take(), tree, self.product(depth))
        return tree

    def product(self, depth: int) -> Node:
        tree = self.factor(depth)
        while self.peek() in {"*", "/"}:
            tree = Operation(self.take(), tree, self.factor(depth))
        return tree

    def factor(self, depth: int) -> Node:
        if depth > MAX_DEPTH:
            raise FormulaError("The formula is nested too deeply.")
        found = self.take()
        if found == "-":
            return Operation("-", Literal(Decimal(0)), self.factor(depth + 1))
        if found == "(":
            inner = self.sum(depth + 1)
            if self.take() != ")":
                raise FormulaError("A parenthesis is not closed.")
            return inner
        if found[:1].isdigit() or found[:1] == ".":
            return Literal(Decimal(found))
        if found[:1].isalpha() or found[:1] == "_":
            return FactRef(found)
        raise FormulaError(f"Expected a name or a number, found {found or 'the end'!r}.")


def names_in(tree: Node) -> tuple[str, ...]:
    """Return the facts of the expression, each once, in the order of the text."""
    return tuple(dict.fromkeys(_names(tree)))


def _names(tree: Node) -> Iterator[str]:
    if isinstance(tree, FactRef):
        yield tree.name
    elif isinstance(tree, Operation):
        yield from _names(tree.left)
        yield from _names(tree.right)


def evaluate(tree: Node, values: Mapping[str, Decimal]) -> Decimal | None:
    """Return the value with 50 significant digits, or None when it divides by zero."""
    with localcontext(Context(prec=50)):
        return _value(tree, values)


def _value(tree: Node, values: Mapping[str, Decimal]) -> Decimal | None:
    if isinstance(tree, Literal):
        return tree.value
    if isinstance(tree, FactRef):
        return values[tree.name]
    left, right = _value(tree.left, values), _value(tree.right, values)
    if left is None or right is None or (tree.sign == "/" and right == 0):
        return None
    if tree.sign == "+":
        return left + right
    if tree.sign == "-":
        return left - right
    return left * right if tree.sign == "*" else left / right
