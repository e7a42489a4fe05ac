"""Switching inspection: the rules of the standards step by step, and the long run against simulation and formulas."""

from __future__ import annotations

import json
import random

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from qa_service.agreement.acceptance import (
    ANSI_Z1_4,
    ISO_2859_1,
    MIL_STD_105D,
    Lot,
    Plan,
    Rules,
    State,
    acceptance,
    composite_characteristic,
    long_run,
    reinstate,
    replay,
    skip_lot,
    switch,
)

YES, NO = Lot(True), Lot(False)


def path(text, rules=ISO_2859_1, clean=None):
    """Severities after lots written as + (accepted) and - (rejected)."""
    return [state.severity for state in replay([Lot(mark == "+", clean) for mark in text], rules)]


def plain(result):
    """The JSON form, which holds no value that JSON lacks."""
    return json.loads(json.dumps(result.to_dict(), allow_nan=False))


@pytest.mark.parametrize("text", ["--", "-+-", "-++-", "-+++-", "+++++--"])
def test_two_of_five_or_fewer_tighten(text):
    assert path(text)[-2:] == ["normal", "tightened"]


def test_two_of_six_do_not_tighten():
    assert path("-++++-")[-1] == "normal"


def test_five_in_a_row_relax_and_begin_anew():
    assert path("--" + "+++++")[-2:] == ["tightened", "normal"]
    assert path("--" + "++++-+++++")[-2:] == ["tightened", "normal"]
    # The rejections before do not count again.
    assert path("--" + "+++++" + "-")[-1] == "normal"


@pytest.mark.parametrize(("clean", "lots"), [(None, 15), (True, 10)])
def test_a_score_of_thirty_reduces(clean, lots):
    assert path("+" * (lots - 1), clean=clean)[-1] == "normal"
    assert path("+" * lots, clean=clean)[-1] == "reduced"


def test_a_lot_that_a_stricter_plan_rejects_resets_the_score():
    lots = [Lot(True, True)] * 9 + [Lot(True, False)] + [Lot(True, True)] * 9
    states = replay(lots)
    assert (states[8].score, states[9].score, states[-1].score) == (27, 0, 27)
    assert states[-1].severity == "normal"


def test_one_rejected_lot_ends_reduced_inspection():
    assert path("+" * 15 + "+++-")[-2:] == ["reduced", "normal"]
    unsteady = switch(State("reduced"), Lot(True, regular=False))
    assert (unsteady.severity, unsteady.reason) == ("normal", "production is not steady")


def test_unsteady_production_is_not_reduced():
    states = replay([Lot(True, regular=False)] * 40)
    assert {state.severity for state in states} == {"normal"}
    assert switch(states[-1], YES).severity == "reduced"


def test_five_rejected_lots_discontinue_and_mending_resumes():
    assert path("--" + "-----")[-2:] == ["tightened", "discontinued"]
    assert path("--" + "-++-++-+-++-")[-1] == "discontinued"
    stopped = replay([NO] * 9)[-1]
    assert stopped.severity == "discontinued"
    assert switch(stopped, YES).severity == "discontinued"
    resumed = reinstate(stopped)
    assert (resumed.severity, resumed.rejected) == ("tightened", 0)
    with pytest.raises(ValueError, match="discontinued"):
        reinstate(State())


def test_other_standards():
    assert path("+" * 10, ANSI_Z1_4)[-1] == "reduced"
    assert path("+" * 9 + "-" + "+" * 9, ANSI_Z1_4)[-1] == "normal"
    loose = switch(State("reduced"), Lot(True, clean=False), ANSI_Z1_4)
    assert (loose.severity, switch(State("reduced"), Lot(True, clean=False)).severity) == ("normal", "reduced")
    assert path("--" + "+-" * 5, MIL_STD_105D)[-2:] == ["tightened", "discontinued"]
    assert path("--" + "+-" * 2 + "+++++", MIL_STD_105D)[-1] == "normal"


def test_skipped_lots_change_nothing():
    rules = skip_lot(4, 0.25)
    states = replay([YES] * 4 + [Lot(True, inspected=False)] * 3 + [NO], rules)
    assert [state.severity for state in states] == ["normal"] * 3 + ["reduced"] * 4 + ["normal"]
    assert states[5].reason == "the lot was skipped"


def test_every_step_has_its_reason():
    reasons = [state.reason for state in replay([NO, YES, NO, YES, YES, YES, YES, YES])]
    assert reasons[2] == "2 of the last 3 lots were rejected"
    assert reasons[-1] == "5 lots in a row were accepted"
    assert plain(replay([NO])[0])["recent"] == [False]


@given(st.text(alphabet="+-", max_size=60), st.sampled_from([ISO_2859_1, ANSI_Z1_4, MIL_STD_105D, skip_lot(3, 0.5)]))
def test_a_replay_is_its_steps(text, rules):
    lots = [Lot(mark == "+") for mark in text]
    state, states = State(), []
    for lot in lots:
        state = switch(state, lot, rules)
        states.append(state)
    assert tuple(states) == replay(lots, rules)
    for before, after in zip([State(), *states], states, strict=False):
        allowed = {
            "normal": {"normal", "tightened", "reduced"},
            "tightened": {"tightened", "normal", "discontinued"},
            "reduced": {"reduced", "normal"},
            "discontinued": {"discontinued"},
        }
        assert after.severity in allowed[before.severity]


@settings(max_examples=40)
@given(st.integers(1, 12), st.floats(0.05, 1.0), st.floats(0.0, 0.4))
def test_skip_lot_sampling_by_its_formula(run, share, rate):
    # Perry (1973), Journal of Quality Technology 5: SkSP-2.
    plan = Plan(20, 1)
    p = acceptance(plan, rate).value
    found = long_run({"normal": plan}, rate, skip_lot(run, share))
    bottom = share + (1 - share) * p**run
    assert found.accepted == pytest.approx((share * p + (1 - share) * p**run) / bottom)
    assert found.inspected_lots == pytest.approx(share / bottom)
    assert found.inspected == pytest.approx(20 * share / bottom)
    assert found.lots_to_discontinue is None


PLANS = {"normal": Plan(20, 1), "tightened": Plan(20, 0), "reduced": Plan(8, 0)}


@pytest.mark.parametrize(
    ("plans", "rules", "rate"),
    [
        (PLANS, ISO_2859_1, 0.03),
        (PLANS, MIL_STD_105D, 0.05),
        ({"normal": Plan(32, 3), "tightened": Plan(32, 2), "reduced": Plan(13, 1)}, ISO_2859_1, 0.04),
        ({"normal": Plan(32, 3), "tightened": Plan(32, 2), "reduced": Plan(13, 1)}, ANSI_Z1_4, 0.03),
        (PLANS, Rules(share=0.5, reduce=8), 0.02),
    ],
)
def test_the_long_run_by_simulation(plans, rules, rate):
    dice = random.Random(3)  # noqa: S311  seeded test data
    stepped = plans["normal"].c > 1
    state, seen, accepted, inspected, lots = State(), dict.fromkeys(PLANS, 0), 0, 0, 20_000
    for _ in range(lots):
        plan = plans[state.severity]
        seen[state.severity] += 1
        if state.severity == "reduced" and dice.random() >= rules.share:
            accepted += 1
            continue
        defects = int(np.sum([dice.random() < rate for _ in range(plan.n)]))
        strict = plans["tightened"].c if state.severity == "normal" else None
        clean = defects <= strict if strict is not None else True
        if state.severity == "reduced":
            clean = defects <= plan.c and dice.random() < min(
                1.0, acceptance(plans["tightened"], rate).value / acceptance(plan, rate).value
            )
        accepted += defects <= plan.c
        inspected += plan.n
        state = switch(state, Lot(defects <= plan.c, (clean and defects <= plan.c) if stepped else None), rules)
        if state.severity == "discontinued":
            state = reinstate(state)
    found = long_run(plans, rate, rules)
    for name, share in found.shares.items():
        assert seen[name] / lots == pytest.approx(share, abs=0.03)
    assert accepted / lots == pytest.approx(found.accepted, abs=0.02)
    assert inspected / lots == pytest.approx(found.inspected, abs=0.6)


def test_lots_until_inspection_is_discontinued_by_simulation():
    dice = random.Random(9)  # noqa: S311  seeded test data
    lengths = []
    for _ in range(1500):
        state, n = State(), 0
        while state.severity != "discontinued":
            chance = acceptance(PLANS[state.severity], 0.08).value
            state, n = switch(state, Lot(dice.random() < chance)), n + 1
        lengths.append(n)
    found = long_run(PLANS, 0.08)
    assert found.lots_to_discontinue == pytest.approx(np.mean(lengths), rel=0.08)


@settings(max_examples=40)
@given(st.floats(0, 1))
def test_the_long_run_holds_together(rate):
    found = long_run(PLANS, rate)
    assert sum(found.shares.values()) == pytest.approx(1)
    assert min(found.shares.values()) >= 0
    assert 0 <= found.outgoing <= rate + 1e-12
    assert 0 <= found.accepted <= 1 + 1e-12
    assert plain(found)["rate"] == rate


def test_good_and_hopeless_work():
    perfect, hopeless = composite_characteristic(PLANS, [0.0, 1.0])
    assert (perfect.shares["reduced"], perfect.accepted, perfect.inspected) == (1.0, 1.0, 8.0)
    assert (hopeless.shares["tightened"], hopeless.lots_to_discontinue) == (1.0, 7.0)
    # Reached once in 1e20 lots and more: still a number, and the shares still add up.
    rare = long_run(PLANS, 1e-5)
    assert rare.lots_to_discontinue > 1e20
    assert sum(rare.shares.values()) == pytest.approx(1)


def test_two_ends_are_weighed_by_their_chances():
    # Nobody returns from tightened inspection, and nothing is rejected under reduced inspection.
    plans = {"normal": Plan(1, 0), "tightened": Plan(100_000, 0), "reduced": Plan(100_000, 99_999)}
    rules = Rules(tighten=1, tighten_of=1, reduce=None, reduce_run=1, discontinue=None)
    found = long_run(plans, 0.25, rules)
    assert found.shares["tightened"] == pytest.approx(0.25)
    assert found.shares["reduced"] == pytest.approx(0.75)


@pytest.mark.parametrize(
    "call",
    [
        lambda: Rules(relax=0),
        lambda: Rules(tighten=6),
        lambda: Rules(share=0),
        lambda: long_run({"reduced": Plan(2, 0)}, 0.1),
        lambda: long_run(PLANS, 2.0),
    ],
)
def test_wrong_calls_are_refused(call):
    with pytest.raises(ValueError, match=r"[a-z]{3}"):
        call()
