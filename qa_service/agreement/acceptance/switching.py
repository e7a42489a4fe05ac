"""Switching inspection: how much is inspected follows from how the last lots did (ISO 2859-1:1999, clause 9.3).

A pure state machine: lot results in, state and reason out. The numbers are parameters; the defaults are the standard's.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import asdict, dataclass, field, replace
from typing import Literal

import numpy as np

from qa_service.agreement.acceptance.single import Plan, acceptance

Severity = Literal["normal", "tightened", "reduced", "discontinued"]


@dataclass(frozen=True, slots=True)
class Rules:
    """When inspection changes.

    ``tighten``: this many rejected of the last ``tighten_of`` lots. ``relax``: accepted lots in a row back to normal.
    ``reduce``: switching score for reduced inspection. ``discontinue``: rejected lots under tightened inspection.
    """

    tighten: int = 2
    tighten_of: int = 5
    relax: int = 5
    reduce: int = 30
    discontinue: int = 5

    def __post_init__(self) -> None:
        if min(self.tighten, self.relax, self.reduce, self.discontinue) < 1 or self.tighten_of < self.tighten:
            raise ValueError("every number of a rule is at least 1, and tighten_of is at least tighten")


@dataclass(frozen=True, slots=True)
class Lot:
    """The result of one lot. ``clean`` says that it would have been accepted one step stricter too (clause 9.3.3.2);
    ``regular`` that production is steady, without which there is no reduced inspection."""

    accepted: bool
    clean: bool = True
    regular: bool = True


@dataclass(frozen=True, slots=True)
class State:
    """Where inspection stands: severity, the last results at it, the switching score, rejections while tightened."""

    severity: Severity = "normal"
    recent: tuple[bool, ...] = ()
    score: int = 0
    rejected: int = 0
    reason: str = "inspection begins as normal"

    def to_dict(self) -> dict[str, object]:
        """Return the JSON form."""
        return asdict(self)


@dataclass(frozen=True, slots=True)
class LongRun:
    """Shares of lots under each severity, mean number inspected and share accepted, at one defect rate."""

    rate: float
    shares: Mapping[str, float] = field(default_factory=dict)
    inspected: float = 0.0
    accepted: float = 0.0
    lots_to_discontinue: float | None = None

    def to_dict(self) -> dict[str, object]:
        """Return the JSON form."""
        return {**asdict(self), "shares": dict(self.shares)}


def switch(state: State, lot: Lot, rules: Rules = Rules()) -> State:
    """Return the state after one more lot.

    >>> state = State()
    >>> for accepted in (True, False, True, False):
    ...     state = switch(state, Lot(accepted))
    >>> state.severity, state.reason
    ('tightened', '2 of the last 4 lots were rejected')
    """
    steps = {"normal": _normal, "tightened": _tightened, "reduced": _reduced}
    return state if state.severity == "discontinued" else steps[state.severity](state, lot, rules)


def replay(lots: Iterable[Lot], rules: Rules = Rules()) -> tuple[State, ...]:
    """Return the state after each lot, from the beginning."""
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
    if failed >= rules.tighten:
        return State("tightened", reason=f"{failed} of the last {len(recent)} lots were rejected")
    score = state.score + (3 if lot.clean else 2) if lot.accepted else 0
    if score >= rules.reduce and lot.regular:
        return State("reduced", reason=f"the switching score reached {rules.reduce}")
    return replace(state, recent=recent, score=score, reason="no rule asks for a change")


def _tightened(state: State, lot: Lot, rules: Rules) -> State:
    run = (*state.recent, True) if lot.accepted else ()
    rejected = state.rejected + (not lot.accepted)
    if rejected >= rules.discontinue:
        return State("discontinued", reason=f"{rejected} lots were rejected under tightened inspection")
    if len(run) >= rules.relax:
        return State(reason=f"{len(run)} lots in a row were accepted")
    return replace(state, recent=run, rejected=rejected, reason="no rule asks for a change")


def _reduced(state: State, lot: Lot, rules: Rules) -> State:
    if not lot.accepted:
        return State(reason="a lot was rejected under reduced inspection")
    if not lot.regular:
        return State(reason="production is not steady")
    return replace(state, reason="no rule asks for a change")


def long_run(plans: Mapping[str, Plan], rate: float, rules: Rules = Rules(), clean: Plan | None = None) -> LongRun:
    """Return what switching does in the long run at one defect rate, exactly, by the Markov chain of its states.

    ``plans`` names the plans of normal, tightened and reduced inspection; ``clean`` is the stricter plan that the
    switching score asks about (default: the tightened one). When inspection can be discontinued the shares are those
    until then, and ``lots_to_discontinue`` is the mean number of lots until then.
    """
    chance = {name: acceptance(plan, rate) for name, plan in plans.items()}
    strict = min(acceptance(clean or plans["tightened"], rate), chance["normal"])
    states, moves = _chain(chance, strict, rules)
    visits = _visits(moves, len(states))
    weight = {name: float(sum(v for s, v in zip(states, visits, strict=True) if s.severity == name)) for name in plans}
    total = sum(weight.values())
    shares = {name: w / total for name, w in weight.items()}
    return LongRun(
        rate,
        shares,
        sum(shares[name] * plan.n for name, plan in plans.items()),
        sum(shares[name] * chance[name] for name in plans),
        None if np.allclose(moves.sum(axis=1), 1) else total,
    )


def _chain(
    chance: Mapping[str, float], strict: float, rules: Rules
) -> tuple[list[State], np.ndarray[tuple[int, int], np.dtype[np.float64]]]:
    """Every state that can be reached, and the probabilities of going from one to another in one lot."""
    states, index = [_plain(State())], {_plain(State()): 0}
    found: list[tuple[int, int, float]] = []
    for at, state in enumerate(states):  # grows while it is walked
        p = chance[state.severity]
        clean = strict if state.severity == "normal" else p
        for lot, weight in ((Lot(True, True), clean), (Lot(True, False), p - clean), (Lot(False, False), 1 - p)):
            after = _plain(switch(state, lot, rules))
            if weight <= 0 or after.severity == "discontinued":
                continue
            if after not in index:
                index[after] = len(states)
                states.append(after)
            found.append((at, index[after], weight))
    moves = np.zeros((len(states), len(states)))
    for at, to, weight in found:
        moves[at, to] += weight
    return states, moves


def _plain(state: State) -> State:
    return replace(state, reason="")


def _visits(
    moves: np.ndarray[tuple[int, int], np.dtype[np.float64]], size: int
) -> np.ndarray[tuple[int], np.dtype[np.float64]]:
    """Mean visits of each state until discontinuation; where there is none, the stationary shares."""
    start = np.zeros(size)
    start[0] = 1.0
    if np.allclose(moves.sum(axis=1), 1):
        system = np.vstack([moves.T - np.eye(size), np.ones(size)])
        return np.asarray(np.linalg.lstsq(system, np.append(np.zeros(size), 1.0), rcond=None)[0])
    return np.asarray(np.linalg.solve(np.eye(size) - moves.T, start))
