"""Slowing down guesses."""

from __future__ import annotations

from qa_service.web.throttle import Allowance, Throttle


class Clock:
    def __init__(self) -> None:
        self.now = 1000.0

    def __call__(self) -> float:
        return self.now


def test_the_first_tries_are_free_and_then_each_waits_longer() -> None:
    clock = Clock()
    throttle = Throttle(clock)
    waits = []
    for _ in range(14):
        waits.append(throttle.wait("a"))
        throttle.failed("a")
    assert waits[:5] == [0.0] * 5
    assert waits[5:] == [1.0, 2.0, 4.0, 8.0, 16.0, 32.0, 60.0, 60.0, 60.0]
    assert throttle.wait("b") == 0.0


def test_waiting_success_and_time_forgive() -> None:
    clock = Clock()
    throttle = Throttle(clock)
    for _ in range(6):
        throttle.failed("a")
    clock.now += 2
    assert throttle.wait("a") == 0.0
    throttle.failed("a")
    assert throttle.wait("a") > 0
    clock.now += 1000
    throttle.failed("a")
    assert throttle.wait("a") == 0.0
    for _ in range(6):
        throttle.failed("a")
    throttle.passed("a")
    assert throttle.wait("a") == 0.0


def test_an_address_has_so_many_tries_in_a_minute() -> None:
    clock = Clock()
    allowance = Allowance(clock, tries=3, seconds=60)
    for _ in range(3):
        assert allowance.take("a") == 0.0
        clock.now += 10
    assert allowance.take("a") == 30.0
    assert allowance.take("b") == 0.0
    clock.now += 30
    assert allowance.take("a") == 0.0
    assert allowance.take("a") > 0


def test_what_succeeds_costs_nothing() -> None:
    allowance = Allowance(Clock(), tries=2)
    for _ in range(10):
        assert allowance.take("a") == 0.0
        allowance.give_back("a")
