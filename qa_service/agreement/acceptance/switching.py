"""Switching inspection: how much is inspected follows from how the last lots did (ISO 2859-1:1999, clause 9.3).

A pure state machine: lot results in, state and reason out. The numbers are parameters; the defaults are the standard's.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import asdict, dataclass, replace
from typing import Literal

Severity = Literal["normal", "tightened", "reduced", "discontinued"]
_NO_CHANGE = "no rule asks for a change"


@dataclass(frozen=True, slots=True)
class Rules:
    """When inspection changes; None switches a rule off.

    ``tighten``: so many rejected of the last ``tighten_of`` lots under normal inspection. ``relax``: accepted lots in
    a row, under tightened inspection, back to normal. ``reduce``: switching score that leads to reduced inspection;
    ``reduce_run``: accepted lots in a row that do. ``discontinue``: rejected lots in all under one spell of tightened
    inspection; ``stay``: lots in all under it. ``strict_reduced``: under reduced inspection a lot that was accepted,
    but not one step stricter, also leads back to normal. ``share``: the share of lots (0..1) that are inspected under
    reduced inspection; below 1 this is skip-lot sampling, and lots that are skipped change nothing.
    """

    tighten: int | None = 2
    tighten_of: int = 5
    relax: int = 5
    reduce: int | None = 30
    discontinue: int | None = 5
    reduce_run: int | None = None
    stay: int | None = None
    strict_reduced: bool = False
    share: float = 1.0

    def __post_init__(self) -> None:
        numbers = (self.tighten, self.relax, self.reduce, self.discontinue, self.reduce_run, self.stay)
        if any(number is not None and number < 1 for number in numbers) or self.tighten_of < (self.tighten or 1):
            raise ValueError("every number of a rule is at least 1, and tighten_of is at least tighten")
        if not 0 < self.share <= 1:
            raise ValueError("the share of inspected lots lies above 0 and up to 1")


ISO_2859_1 = Rules()
"""ISO 2859-1:1999, 9.3: switching score of 30 to reduced, discontinued after 5 rejected lots."""
ANSI_Z1_4 = Rules(reduce=None, reduce_run=10, strict_reduced=True)
"""ANSI/ASQ Z1.4-2003, without its optional limit numbers: 10 accepted lots in a row to reduced."""
MIL_STD_105D = Rules(reduce=None, reduce_run=10, strict_reduced=True, discontinue=None, stay=10)
"""MIL-STD-105D: discontinued when 10 lots in a row remain under tightened inspection."""


def skip_lot(run: int, share: float) -> Rules:
    """Return the rules of skip-lot sampling SkSP-2 (Dodge 1955; Perry 1973).

    After ``run`` accepted lots in a row only a ``share`` (0..1) of lots is inspected, until one of them is rejected.

    >>> skip_lot(8, 0.25).reduce_run
    8
    """
    return Rules(tighten=None, reduce=None, discontinue=None, reduce_run=run, share=share)


@dataclass(frozen=True, slots=True)
class Lot:
    """The result of one lot.

    ``clean`` says whether it would have been accepted one step stricter too, and is None for plans that accept with at
    most 1 defect, which the switching score treats by a rule of their own (9.3.3.2). ``regular``: production is steady,
    without which there is no reduced inspection. ``inspected`` is False for a lot that was skipped.
    """

    accepted: bool
    clean: bool | None = None
    regular: bool = True
    inspected: bool = True


@dataclass(frozen=True, slots=True)
class State:
    """Where inspection stands, and the reason of the last step.

    ``recent`` holds the last results under normal inspection, ``score`` the switching score, ``rejected`` and ``lots``
    count rejected and all lots of this spell of tightened inspection, ``run`` accepted lots in a row.
    """

    severity: Severity = "normal"
    recent: tuple[bool, ...] = ()
    score: int = 0
    rejected: int = 0
    reason: str = "inspection begins as normal"
    lots: int = 0
    run: int = 0

    def to_dict(self) -> dict[str, object]:
        """Return the JSON form."""
        return {**asdict(self), "recent": list(self.recent)}


def switch(state: State, lot: Lot, rules: Rules = ISO_2859_1) -> State:
    """Return the state after one more lot; its ``reason`` says what rule led there.

    Discontinued inspection stays so until ``reinstate``.

    >>> state = State()
    >>> for accepted in (True, False, True, False):
    ...     state = switch(state, Lot(accepted))
    >>> state.severity, state.reason
    ('tightened', '2 of the last 4 lots were rejected')
    """
    if state.severity == "discontinued":
        return replace(state, reason="inspection is discontinued until corrective action")
    if not lot.inspected:
        return replace(state, reason="the lot was skipped")
    steps = {"normal": _normal, "tightened": _tightened, "reduced": _reduced}
    return steps[state.severity](state, lot, rules)


def replay(lots: Iterable[Lot], rules: Rules = ISO_2859_1) -> tuple[State, ...]:
    """Return the state after each lot, from the beginning.

    >>> [state.severity for state in replay([Lot(False), Lot(False), Lot(True)])]
    ['normal', 'tightened', 'tightened']
    """
    states: list[State] = []
    for lot in lots:
        states.append(switch(states[-1] if states else State(), lot, rules))
    return tuple(states)


def reinstate(state: State) -> State:
    """Resume after mending what was wrong: discontinued inspection begins again as tightened (clause 9.4)."""
    if state.severity != "discontinued":
        raise ValueError("only discontinued inspection is reinstated")
    return State("tightened", reason="resumed after corrective action, as tightened")


def _normal(state: State, lot: Lot, rules: Rules) -> State:
    recent = (*state.recent, lot.accepted)[-rules.tighten_of :]
    failed = recent.count(False)
    if rules.tighten is not None and failed >= rules.tighten:
        return State("tightened", reason=f"{failed} of the last {len(recent)} lots were rejected")
    score, run = _score(state.score, lot), state.run + 1 if lot.accepted else 0
    if lot.regular and rules.reduce is not None and score >= rules.reduce:
        return State("reduced", reason=f"the switching score reached {rules.reduce}")
    if lot.regular and rules.reduce_run is not None and run >= rules.reduce_run:
        return State("reduced", reason=f"{run} lots in a row were accepted")
    # What can no longer matter is dropped, so that the number of states stays small.
    kept = recent[-(rules.tighten_of - 1) :] if rules.tighten is not None and rules.tighten_of > 1 else ()
    return State(
        "normal",
        kept,
        score if rules.reduce is not None else 0,
        reason=_NO_CHANGE,
        run=min(run, rules.reduce_run) if rules.reduce_run is not None else 0,
    )


def _score(score: int, lot: Lot) -> int:
    """The switching score after a lot: 3 more when it passed one step stricter, 2 where plans have no such step."""
    if not lot.accepted or lot.clean is False:
        return 0
    return score + (2 if lot.clean is None else 3)


def _tightened(state: State, lot: Lot, rules: Rules) -> State:
    run, rejected, lots = (state.run + 1 if lot.accepted else 0), state.rejected + (not lot.accepted), state.lots + 1
    if rules.discontinue is not None and rejected >= rules.discontinue:
        return State("discontinued", reason=f"{rejected} lots were rejected under tightened inspection")
    if run >= rules.relax:
        return State(reason=f"{run} lots in a row were accepted")
    if rules.stay is not None and lots >= rules.stay:
        return State("discontinued", reason=f"{lots} lots in a row remained under tightened inspection")
    counted = rejected if rules.discontinue is not None else 0
    return State("tightened", (), 0, counted, _NO_CHANGE, lots if rules.stay is not None else 0, run)


def _reduced(state: State, lot: Lot, rules: Rules) -> State:
    if not lot.accepted:
        return State(reason="a lot was rejected under reduced inspection")
    if rules.strict_reduced and lot.clean is False:
        return State(reason="a lot was accepted under reduced inspection, but not one step stricter")
    if not lot.regular:
        return State(reason="production is not steady")
    return replace(state, reason=_NO_CHANGE)
