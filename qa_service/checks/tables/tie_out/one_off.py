"""Which table figures one slip of the pen parts from a figure of the text, looked up by their digits."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence, Set
from dataclasses import dataclass, field
from decimal import ROUND_HALF_UP, Decimal

from qa_service.checks.tables.tie_out.companions import usual_powers
from qa_service.checks.tables.tie_out.entries import Entries, Entry, entries_of
from qa_service.checks.tables.tie_out.mentions import Mention
from qa_service.checks.tables.tie_out.misses import powers_between
from qa_service.documents import Document

DIGITS = "0123456789"
FEWEST_DIGITS = 2

# What figures have in common that a text prints at the same powers of ten.
Kind = tuple[bool, bool, int | None]


@dataclass(frozen=True, slots=True)
class Slip:
    """A table figure that a figure of the text may have been: ``right`` is what it prints, times a power of ten."""

    entry: Entry
    right: Decimal
    power: int


@dataclass(frozen=True)
class Printed:
    """The figures of a document's tables by the digits that a text would print of them, at a power, to a place."""

    kinds: Mapping[Kind, Sequence[Entry]]
    read: dict[tuple[Kind, int, int], Mapping[int, Sequence[Entry]]] = field(default_factory=dict)

    @classmethod
    def of(cls, entries: Entries) -> Printed:
        """Return the figures of tables, none of them read yet."""
        kinds: dict[Kind, list[Entry]] = {}
        for entry in entries.entries:
            kinds.setdefault((entry.percent, entry.figure.currency, entry.scale), []).append(entry)
        return cls(kinds)

    def like(self, mention: Mention) -> Iterator[tuple[int, Mapping[int, Sequence[Entry]]]]:
        """Yield each power at which a text may print figures as it does one of its own, with these by their digits."""
        for kind, entries in self.kinds.items():
            for power in powers_between(mention, entries[0]):
                yield power, self._by_digits(kind, power, mention.decimals)

    def _by_digits(self, kind: Kind, power: int, decimals: int) -> Mapping[int, Sequence[Entry]]:
        place = (kind, power, decimals)
        if place not in self.read:
            found: dict[int, list[Entry]] = {}
            for entry in self.kinds[kind]:
                exact = abs(entry.figure.value).scaleb(power + decimals)
                found.setdefault(int(exact.quantize(Decimal(1), ROUND_HALF_UP)), []).append(entry)
            self.read[place] = found
        return self.read[place]


def one_slip_off(document: Document, mention: Mention) -> list[Slip]:
    """Return the table figures that another digit, or two in the other order, make of a figure of the text."""
    digits = _digits_of(mention)
    slips = {int(other) for other in _slips_of(str(digits))} - {0}
    order = {-power: at for at, power in enumerate(usual_powers(mention))}
    found = [
        (order[power], digits, abs(entry.figure.value), entry.cell.start, at, Slip(entry, right, power))
        for power, printed in _printed(document).like(mention)
        if power in order
        for digits in slips & printed.keys()
        for right in [Decimal(digits).scaleb(-mention.decimals)]
        for at, entry in enumerate(printed[digits])
    ]
    first: dict[tuple[int, Decimal], Slip] = {}
    for *_, slip in sorted(found, key=lambda each: each[:-1]):
        first.setdefault((id(slip.entry), slip.right), slip)
    return list(first.values())


def one_edit_off(document: Document, mention: Mention) -> Set[int]:
    """Return the identities of the table figures that a slip, a digit left out or one too many may make of a figure."""
    digits = str(_digits_of(mention)).zfill(mention.decimals + 1)
    near = set(map(int, filter(lambda each: _is_printed(each, mention.decimals), _edits_of(digits))))
    return {
        id(entry)
        for _, printed in _printed(document).like(mention)
        for found in near & printed.keys()
        for entry in printed[found]
    }


def _printed(document: Document) -> Printed:
    return document.cached("figures by their digits", lambda given: Printed.of(entries_of(given)))


def _digits_of(mention: Mention) -> int:
    return int(mention.value.scaleb(mention.decimals))


def _is_printed(digits: str, decimals: int) -> bool:
    """Whether digits are as many as a number prints that has these decimals."""
    return str(int(digits)).zfill(decimals + 1) == digits


def _slips_of(digits: str) -> Iterator[str]:
    """Yield what one slip makes of digits: another digit, or two neighbours that change places."""
    for at, own in enumerate(digits):
        before, behind = digits[:at], digits[at + 1 :]
        yield from (f"{before}{other}{behind}" for other in DIGITS if other != own and (before or other != "0"))
        if behind and behind[0] != own and (before or behind[0] != "0"):
            yield f"{before}{behind[0]}{own}{behind[1:]}"


def _edits_of(digits: str) -> Iterator[str]:
    """Yield what one slip makes of digits, one of them left out, or one more of them, of two digits at least."""
    if len(digits) < FEWEST_DIGITS:
        return
    for at in range(len(digits)):
        before, own, behind = digits[:at], digits[at], digits[at + 1 :]
        yield from (f"{before}{other}{behind}" for other in DIGITS)
        yield from (f"{before}{other}{own}{behind}" for other in DIGITS)
        if behind:
            yield f"{before}{behind[0]}{own}{behind[1:]}"
        if len(digits) > FEWEST_DIGITS:
            yield before + behind
    yield from (digits + other for other in DIGITS)
