"""Fit the weights of the tie-out anew:  python -m benchmarks.tie_out_weights [--clean DIR] [--hard DIR] [FILE ...]

Each labelled document gives its own faults, and, put by turns into the figures that its text cites from its tables,
slips and the figures of other cells; the figures of the clean texts, and of the ``.md`` and ``.txt`` files of the
folders, are what must not be told, those of the folder of hard ones above all. A logistic regression learns from them.
The documents are left out by turns to print how many faults would be found, and in how many clean documents something
right would be told. What follows are the tables of ``tie_out/weights.py``.
"""

from __future__ import annotations

import argparse
import random
import sys
from collections.abc import Callable, Iterator, Mapping, Sequence, Set
from dataclasses import dataclass, field
from decimal import ROUND_HALF_UP, Decimal
from itertools import pairwise
from pathlib import Path
from typing import Any

import numpy as np
from numpy.typing import NDArray
from sklearn.linear_model import LogisticRegression
from sklearn.model_selection import GroupKFold
from sklearn.preprocessing import StandardScaler

from benchmarks.checks_labelled import LABELLED, parsed, rows
from qa_service.checks.tables.reading import read_tables
from qa_service.checks.tables.tie_out.companions import all_mentions, cited_by, is_held
from qa_service.checks.tables.tie_out.entries import Entries, entries_of
from qa_service.checks.tables.tie_out.mentions import Mention
from qa_service.checks.tables.tie_out.other_measures import KINDS as OTHER_MEASURES
from qa_service.checks.tables.tie_out.weighed_cell import weighable_cells
from qa_service.checks.tables.tie_out.weighed_slip import weighable_slips
from qa_service.checks.tables.tie_out.weights import CELL, SLIP, Signs, Weights

MOST_CHANGED, SWAPS = 12, 0.3
# A right figure that is told costs more than a wrong one that is not, and the texts written to be hard to tell more.
COST, COST_OF_HARD = 5.0, 20.0
FOLDS, STRENGTH = 8, 0.3
BARS = (-500, 0, 300, 600, 1_000, 1_500)
OBJECTIONS = frozenset({f"said_{kind}" for kind in OTHER_MEASURES}) | {
    "other_time", "no_money", "other_period", "part", "other_measure", "strange", "other_unit", "foreign_unit",
    "said_limit", "summand", "from_before", "foreign", "unlike", "told", "cell_said", "right_said", "aimed", "ranged",
}  # fmt: skip
KINDS = ("fault", "change", "clean")

Matrix = NDArray[np.float64]
Changed = Callable[[str, Mention, Entries, random.Random], str | None]


@dataclass
class Figure:
    """One figure of a text: the signs for each table figure that it may stand for, and the right one's, if any."""

    group: str
    kind: str
    signs: list[Signs] = field(default_factory=list)
    right: list[bool] = field(default_factory=list)
    cost: float = COST


@dataclass(frozen=True)
class Kind:
    """One way to be wrong: what is weighed, how a figure comes to be so, and whether a table then holds it."""

    name: str
    weights: Weights
    weighable: Callable[..., Iterator[tuple[Any, Signs]]]
    changed: Changed
    held: bool


def main(arguments: Sequence[str] | None = None) -> int:
    """Fit and print; 0."""
    parser = argparse.ArgumentParser(prog="tie_out_weights", description=(__doc__ or "").split("\n", 1)[0])
    parser.add_argument("files", nargs="*", type=Path, help="files of labelled documents")
    parser.add_argument("--clean", type=Path, help="a folder of more texts with tables")
    parser.add_argument("--hard", type=Path, help="a folder of texts written to be hard to tell from wrong ones")
    options = parser.parse_args(arguments)
    more = [(path, COST) for path in sorted(options.clean.glob("*.*"))] if options.clean else []
    more += [(path, COST_OF_HARD) for path in sorted(options.hard.glob("*.*"))] if options.hard else []
    for kind in (
        Kind("SLIP", SLIP, weighable_slips, _slip, held=False),
        Kind("CELL", CELL, weighable_cells, _other_cell, held=True),
    ):
        figures = [each for path in options.files or sorted(LABELLED.glob("*.jsonl")) for each in _of_file(kind, path)]
        for path, cost in more:
            figures += filter(_is_telling, _of_text(kind, path.stem, path.read_text(encoding="utf-8"), cost))
        names = sorted({name for each in figures for signs in each.signs for name in signs})
        _print_quality(figures, names)
        base, weights = _fitted(figures, names)
        print(f"{kind.name} = Weights(\n    {base},\n    {{")
        for name, weight in weights.items():
            print(f'        "{name}": {weight},')
        print(f"    }},\n    bar={kind.weights.bar:_},\n)")
    return 0


def _of_file(kind: Kind, path: Path) -> Iterator[Figure]:
    for row in rows(path):
        faults = [fault for fault in row["faults"] if fault["check"] == "numbers.tie_out"]
        if not faults:
            continue
        yield from _of_text(kind, row["id"], row["text"])
        clean = all_mentions(parsed(row["text"]))
        for fault in faults:
            start = row["text"].index(fault["find"])
            changed = row["text"].replace(fault["find"], fault["replace"])
            place = start + fault["replace"].index(fault["at"])
            told = {each.value for each in clean if start <= each.start < start + len(fault["find"])}
            yield from _of_fault(kind, row["id"], "fault", changed, (place, place + len(fault["at"])), told)


def _is_telling(figure: Figure) -> bool:
    """Whether a changed figure is one whose sentence names its row: in texts at large many stand there by accident."""
    named = (signs.get("row_sentence", 1) or signs.get("rowless") for signs in figure.signs)
    return not figure.right or any(
        is_right and is_named for is_right, is_named in zip(figure.right, named, strict=True)
    )


def _of_text(kind: Kind, group: str, text: str, cost: float = COST) -> Iterator[Figure]:
    """Yield the figures of a clean text, and changes of those that it cites from its tables."""
    document = parsed(text)
    if not read_tables(document):
        return
    entries = entries_of(document)
    for mention in all_mentions(document):
        yield Figure(group, "clean", [signs for _, signs in kind.weighable(document, mention, entries)], cost=cost)
    if document.text != text:
        return
    chance = random.Random(group)
    cited = [each for each in all_mentions(document) if each.digits > 1 and is_held(each, entries)]
    for mention in chance.sample(cited, min(len(cited), MOST_CHANGED)):
        if (other := kind.changed(text[mention.start : mention.end], mention, entries, chance)) is not None:
            changed = text[: mention.start] + other + text[mention.end :]
            place = (mention.start, mention.start + len(other))
            yield from _of_fault(kind, group, "change", changed, place, {mention.value})


def _of_fault(
    kind: Kind, group: str, how: str, text: str, place: tuple[int, int], told: Set[Decimal]
) -> Iterator[Figure]:
    """Yield the figure of a text at a place, which was to be one of the ``told``."""
    document = parsed(text)
    entries = entries_of(document)
    for mention in all_mentions(document):
        if mention.start < place[1] and mention.end > place[0] and is_held(mention, entries) == kind.held:
            found = list(kind.weighable(document, mention, entries))
            yield Figure(group, how, [signs for _, signs in found], [meant.right in told for meant, _ in found])
            return


def _slip(printed: str, mention: Mention, entries: Entries, chance: random.Random) -> str | None:
    """Return printed digits with one slip, None where the digits are all alike."""
    places = [at for at, sign in enumerate(printed) if sign.isdigit()]
    signs = list(printed)
    if chance.random() < SWAPS:
        pairs = [(a, b) for a, b in pairwise(places) if signs[a] != signs[b]]
        pairs = [(a, b) for a, b in pairs if a != places[0] or signs[b] != "0"]
        if not pairs:
            return None
        first, second = chance.choice(pairs)
        signs[first], signs[second] = signs[second], signs[first]
    else:
        at = chance.choice(places)
        signs[at] = chance.choice([digit for digit in "123456789" if digit != signs[at]])
    return "".join(signs)


def _other_cell(printed: str, mention: Mention, entries: Entries, chance: random.Random) -> str | None:
    """Return the figure of another cell of the row or the column, printed alike; None where none is like it."""
    holders = list(cited_by(mention, entries))
    if len(holders) != 1 or not printed.replace(",", "").replace(".", "").isdigit():
        return None
    own = holders[0]
    power = next(
        (at for at in (0, 3, 6, -3, -6) if abs(abs(own.figure.value).scaleb(-at) - mention.value) <= mention.half), None
    )
    if power is None or (mention.decimals and "," in printed and "." not in printed):
        return None
    unit = Decimal(1).scaleb(-mention.decimals)
    beside = [
        abs(each.figure.value).scaleb(-power).quantize(unit, ROUND_HALF_UP)
        for each in entries.of_table(own.table)
        if (each.cell.row == own.cell.row) != (each.cell.column == own.cell.column)
        and each.percent == own.percent
        and each.figure.decimals == own.figure.decimals
    ]
    like = [value for value in beside if value != mention.value and mention.value / 10 < value < mention.value * 10]
    if not like:
        return None
    return f"{chance.choice(like):,}" if "," in printed else f"{chance.choice(like)}"


def _table(figures: Sequence[Figure], names: Sequence[str]) -> tuple[Matrix, NDArray[np.bool_], NDArray[np.float64]]:
    """Return a row of signs for each figure and candidate, whether it is right, and what it costs to be wrong of it.

    The wrong candidates of a slip teach nothing: the figure is wrong all the same.
    """
    taught = [
        (signs, right, 1.0 if right else each.cost)
        for each in figures
        for signs, right in zip(each.signs, each.right or [False] * len(each.signs), strict=True)
        if right or not each.right
    ]
    signs = np.array([[signs.get(name, 0) for name in names] for signs, _, _ in taught], dtype=float)
    return signs, np.array([right for _, right, _ in taught]), np.array([cost for *_, cost in taught])


def _fitted(figures: Sequence[Figure], names: Sequence[str]) -> tuple[int, dict[str, int]]:
    """Return the base and the weight of each sign, in thousandths; what speaks against a figure never speaks for it."""
    wrong = set[str]()
    while True:
        base, weights = _regressed(figures, [name for name in names if name not in wrong])
        more = {name for name in OBJECTIONS if weights.get(name, 0) > 0}
        if not more:
            return base, weights
        wrong |= more


def _regressed(figures: Sequence[Figure], names: Sequence[str]) -> tuple[int, dict[str, int]]:
    signs, right, costs = _table(figures, names)
    scaler = StandardScaler().fit(signs)
    model = LogisticRegression(C=STRENGTH, max_iter=4_000).fit(scaler.transform(signs), right, sample_weight=costs)
    weights = model.coef_[0] / scaler.scale_
    base = float(model.intercept_[0] - weights @ scaler.mean_)
    rounded = {name: round(weight * 1_000) for name, weight in zip(names, weights, strict=True)}
    return round(base * 1_000), {name: weight for name, weight in rounded.items() if weight}


def _print_quality(figures: Sequence[Figure], names: Sequence[str]) -> None:
    """Print what is found in documents that were not learnt from."""
    groups = np.array([each.group for each in figures], dtype=object)
    best = np.full(len(figures), -np.inf)
    for taught, left in GroupKFold(FOLDS).split(groups, groups=groups):
        base, weights = _fitted([figures[at] for at in taught], names)
        for at in left:
            best[at] = max((base + _sum(weights, signs) for signs in figures[at].signs), default=-np.inf)
    for bar in BARS:
        told = best >= bar
        found = {kind: [hit for hit, each in zip(told, figures, strict=True) if each.kind == kind] for kind in KINDS}
        alarmed = {each.group for hit, each in zip(told, figures, strict=True) if hit and each.kind == "clean"}
        shares = "  ".join(
            f"{kind} {sum(hits)}/{len(hits)}" for kind, hits in found.items() if hits and kind != "clean"
        )
        print(f"bar {bar}: {shares}  alarms in {len(alarmed)}/{len(set(groups))} documents")


def _sum(weights: Mapping[str, int], signs: Signs) -> int:
    return sum(weights.get(name, 0) * count for name, count in signs.items())


if __name__ == "__main__":
    sys.exit(main())
