"""What switching inspection does in the long run at one defect rate, exactly, by the Markov chain of its states."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace

import numpy as np
from numpy.typing import NDArray

from qa_service.agreement.acceptance.single import Plan, accept_probability, reject_probability
from qa_service.agreement.acceptance.switching import ISO_2859_1, Lot, Rules, State, reinstate, switch
from qa_service.agreement.json_form import JsonForm

Floats = NDArray[np.float64]


@dataclass(frozen=True, slots=True)
class LongRun(JsonForm):
    """Switching in the long run at one defect rate, per lot.

    ``shares``: of lots under each severity. ``inspected``: mean number of files sampled per lot (whole lots that are
    inspected after a rejection do not count), ``inspected_lots`` the share of lots that are sampled at all,
    ``accepted`` the share of lots that pass (sampled or skipped), ``outgoing`` the mean defect rate after rejected lots
    were inspected in full and mended. ``lots_to_discontinue`` is the mean number of lots from the start of normal
    inspection until it is discontinued, None where that never happens. Discontinued inspection is taken to resume at
    once as tightened.
    """

    rate: float
    shares: Mapping[str, float] = field(default_factory=dict)
    inspected: float = 0.0
    accepted: float = 0.0
    lots_to_discontinue: float | None = None
    inspected_lots: float = 1.0
    outgoing: float = 0.0


def composite_characteristic(
    plans: Mapping[str, Plan], rates: Sequence[float], rules: Rules = ISO_2859_1, clean: Plan | None = None
) -> tuple[LongRun, ...]:
    """Return the composite operating characteristic: ``long_run`` at each defect rate (Schilling and Sheesley 1978)."""
    return tuple(long_run(plans, rate, rules, clean) for rate in rates)


def long_run(plans: Mapping[str, Plan], rate: float, rules: Rules = ISO_2859_1, clean: Plan | None = None) -> LongRun:
    """Return what switching does in the long run.

    ``plans`` names the plans of normal, tightened and reduced inspection; one that is missing is the normal plan.
    ``clean`` is the stricter plan that the switching score asks about (default: the tightened one where the normal plan
    accepts 2 defects or more, else the rule for plans that accept 0 or 1). It is read as the same sample with fewer
    defects allowed, so its chance is at most that of the normal plan.

    >>> from qa_service.agreement.acceptance import skip_lot
    >>> found = long_run({"normal": Plan(20, 0)}, 0.01, skip_lot(4, 0.25))
    >>> round(found.accepted, 4), round(found.inspected_lots, 4)
    (0.9223, 0.4269)
    """
    if "normal" not in plans:
        raise ValueError("plans have at least the one of normal inspection")
    chain = _chain(_chances(plans, rate, clean), rules)
    visits = stationary(chain.moves)
    shares = dict.fromkeys(("normal", "tightened", "reduced"), 0.0)
    for state, share in zip(chain.states, visits.tolist(), strict=True):
        shares[state.severity] += share
    found = LongRun(rate, shares, lots_to_discontinue=_lots_to_discontinue(chain))
    sampled = {"normal": 1.0, "tightened": 1.0, "reduced": rules.share}
    for name, share in shares.items():
        plan = plans.get(name, plans["normal"])
        chance, seen = accept_probability(plan, rate), sampled[name]
        left = 1.0 if plan.lot is None else 1 - plan.n / plan.lot
        found = replace(
            found,
            inspected=found.inspected + share * seen * plan.n,
            accepted=found.accepted + share * (1 - seen + seen * chance),
            outgoing=found.outgoing + share * rate * (1 - seen + seen * chance * left),
        )
    return replace(found, inspected_lots=1 - shares["reduced"] * (1 - rules.share))


@dataclass(frozen=True, slots=True)
class _Chances:
    """Chances of acceptance and rejection by severity, and of acceptance one step stricter (None: no such step)."""

    accept: Mapping[str, float]
    reject: Mapping[str, float]
    clean: Mapping[str, float | None]


@dataclass(frozen=True, slots=True)
class _Chain:
    """Every state that can be reached from the start (index 0), moves in one lot, and moves into discontinuation.

    ``moves`` go on as tightened where inspection is discontinued; ``lost`` is the probability of that by state.
    """

    states: tuple[State, ...]
    moves: Floats
    lost: Floats


def _chances(plans: Mapping[str, Plan], rate: float, clean: Plan | None) -> _Chances:
    every = {name: plans.get(name, plans["normal"]) for name in ("normal", "tightened", "reduced")}
    accept = {name: accept_probability(plan, rate) for name, plan in every.items()}
    reject = {name: reject_probability(plan, rate) for name, plan in every.items()}
    stepped = clean is not None or plans["normal"].c > 1
    strict = accept_probability(clean, rate) if clean is not None else accept["tightened"]
    return _Chances(accept, reject, {name: min(strict, chance) if stepped else None for name, chance in accept.items()})


def _outcomes(chances: _Chances, severity: str, share: float) -> Iterator[tuple[Lot, float]]:
    accept, clean = chances.accept[severity], chances.clean[severity]
    seen = share if severity == "reduced" else 1.0
    yield Lot(True, inspected=False), 1 - seen
    yield Lot(False, False), seen * chances.reject[severity]
    if clean is None:
        yield Lot(True), seen * accept
    else:
        yield Lot(True, True), seen * clean
        yield Lot(True, False), seen * (accept - clean)


def _chain(chances: _Chances, rules: Rules) -> _Chain:
    first = replace(State(), reason="")
    states, index = [first], {first: 0}
    found: list[tuple[int, int, float]] = []
    lost: dict[int, float] = {}
    for at, state in enumerate(states):  # grows while it is walked
        for lot, weight in _outcomes(chances, state.severity, rules.share):
            if weight <= 0:
                continue
            after = switch(state, lot, rules)
            if after.severity == "discontinued":
                lost[at] = lost.get(at, 0.0) + weight
                after = reinstate(after)
            after = replace(after, reason="")
            if after not in index:
                index[after] = len(states)
                states.append(after)
            found.append((at, index[after], weight))
    moves = np.zeros((len(states), len(states)))
    for at, to, weight in found:
        moves[at, to] += weight
    return _Chain(tuple(states), moves, np.array([lost.get(at, 0.0) for at in range(len(states))]))


def _lots_to_discontinue(chain: _Chain) -> float | None:
    """By renewal: were inspection to begin anew as normal each time, it would be discontinued once in so many lots."""
    moves = chain.moves.copy()
    for at in np.flatnonzero(chain.lost).tolist():
        again = next(i for i, state in enumerate(chain.states) if state == State("tightened", reason=""))
        moves[at, again] -= chain.lost[at]
        moves[at, 0] += chain.lost[at]
    rate = float(stationary(np.maximum(moves, 0.0)) @ chain.lost)
    return 1 / rate if rate > 0 else None


def stationary(moves: Floats) -> Floats:
    """Long-run shares of the states of a Markov chain that starts in state 0 (rows of ``moves`` add up to 1).

    Elimination without subtraction (Grassmann, Taksar and Heyman 1985) within each class of states that is never left,
    so that the smallest shares keep their digits; several such classes are weighed by the chance of each.
    """
    reach = _reachable(moves > 0)
    closed = [np.flatnonzero(reach[i] & reach[:, i]) for i in range(len(moves)) if not (reach[i] & ~reach[:, i]).any()]
    classes = {tuple(members.tolist()) for members in closed if reach[0, members[0]]}
    found = np.zeros(len(moves))
    weights = _absorbed(moves, [list(members) for members in classes])
    for members, weight in zip(classes, weights, strict=True):
        inside = np.array(members)
        found[inside] += weight * _eliminate(moves[np.ix_(inside, inside)].copy())
    return found


def _reachable(direct: NDArray[np.bool_]) -> NDArray[np.bool_]:
    reach = direct | np.eye(len(direct), dtype=np.bool_)
    for _ in range(int(np.ceil(np.log2(max(len(direct), 2))))):
        reach = (reach.astype(np.float64) @ reach.astype(np.float64)) > 0
    return reach


def _absorbed(moves: Floats, classes: list[list[int]]) -> list[float]:
    """Probability of ending in each class, from state 0."""
    if len(classes) == 1:
        return [1.0]
    inside = [i for members in classes for i in members]
    transient = [i for i in range(len(moves)) if i not in inside]
    if 0 not in transient:
        return [float(0 in members) for members in classes]
    system = np.eye(len(transient)) - moves[np.ix_(transient, transient)]
    into = np.column_stack([moves[np.ix_(transient, members)].sum(axis=1) for members in classes])
    return [float(p) for p in np.linalg.solve(system, into)[transient.index(0)]]


def _eliminate(p: Floats) -> Floats:
    leaving = np.ones(len(p))
    for n in range(len(p) - 1, 0, -1):
        leaving[n] = p[n, :n].sum()
        if leaving[n] > 0:
            p[:n, :n] += np.outer(p[:n, n], p[n, :n] / leaving[n])
    share = np.zeros(len(p))
    share[0] = 1.0
    for n in range(1, len(p)):
        coming = float(share[:n] @ p[:n, n])
        if coming >= 1e300 * leaving[n]:
            # Next to nothing ever leaves this state for those before it.
            share[:n], share[n] = 0.0, 1.0
        else:
            share[n] = coming / leaving[n]
            share /= share.max()
    return np.asarray(share / share.sum(), dtype=np.float64)
