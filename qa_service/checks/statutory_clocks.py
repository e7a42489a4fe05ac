"""Statutory clocks as data: how long an insurer has to acknowledge, decide and pay a first-party property claim.

The periods are the general rules of the named provisions, without extensions, catastrophe rules or special lines; a
rubric that needs more declares its own clocks. A state that is not listed gets the model regulation of the National
Association of Insurance Commissioners (Unfair Property/Casualty Claims Settlement Practices, MDL-902).
"""

from __future__ import annotations

from dataclasses import dataclass

NOTICE = ("case.notice_date", "case.reported_date")
PROOF = ("case.proof_date", "case.proof_of_loss_date", *NOTICE)
ACKNOWLEDGED = ("case.acknowledged_date",)
DECIDED = ("case.decided_date", "case.decision_date")
PAID = ("case.paid_date", "case.payment_date")


@dataclass(frozen=True, slots=True)
class Clock:
    """One period: the facts that start and end it (the first one submitted counts), its length and its source."""

    name: str
    start: tuple[str, ...]
    end: tuple[str, ...]
    days: int
    business: bool
    rule: str


def _state(rule: str, acknowledge: str, decide: str, pay: str) -> tuple[Clock, ...]:
    """Build three clocks from periods such as "15" (calendar days) or "15b" (business days)."""
    parts = (
        ("acknowledge", NOTICE, ACKNOWLEDGED, acknowledge),
        ("decide", PROOF, DECIDED, decide),
        ("pay", DECIDED, PAID, pay),
    )
    return tuple(
        Clock(name, start, end, int(days.rstrip("b")), days.endswith("b"), rule) for name, start, end, days in parts
    )


DEFAULT = _state("NAIC model regulation MDL-902", "10b", "21", "30")
STATE_PROMPT_PAY: dict[str, tuple[Clock, ...]] = {
    "CA": _state("10 CCR 2695.5, 2695.7", "15", "40", "30"),
    "FL": _state("Fla. Stat. 627.70131", "7", "60", "60"),
    "NY": _state("11 NYCRR 216.4, 216.6", "15b", "15b", "5b"),
    "TX": _state("Tex. Ins. Code 542.055-542.057", "15", "15b", "5b"),
}
CALENDARS = {"state_prompt_pay": STATE_PROMPT_PAY}
_NAMES = {"california": "CA", "florida": "FL", "new york": "NY", "texas": "TX"}


def clocks_of(calendar: str, state: str) -> tuple[Clock, ...]:
    """Return the clocks of a state ("CA", "US-CA", "California"), or the generic default."""
    plain = state.strip().removeprefix("US-")
    return CALENDARS[calendar].get(_NAMES.get(plain.lower(), plain.upper()), DEFAULT)
