"""Statutory clocks as data: how long an insurer has to acknowledge, decide and pay a first-party property claim.

The periods are general rules of the provisions named with them, without extensions, catastrophe rules or special lines.
They were written down from general knowledge and not compared with the texts in force: `VERIFY` goes with every finding
that rests on them, and a lead has to hold them against the law of the state and the time. A rubric that needs other
periods gives its own `clocks`. A state that is not listed gets the model regulation of the National Association of
Insurance Commissioners (Unfair Property/Casualty Claims Settlement Practices, MDL-902), which binds nobody by itself.
"""

from __future__ import annotations

from dataclasses import dataclass

VERIFY = (
    "General period from a built-in table that was not compared with the law in force; a lead has to verify it for"
    " the state, the line and the time of the claim, or give the rubric its own clocks."
)
NOTICE = ("case.notice_date", "case.reported_date")
PROOF = ("case.proof_date", "case.proof_of_loss_date", *NOTICE)
ACKNOWLEDGED = ("case.acknowledged_date",)
DECIDED = ("case.decided_date", "case.decision_date")
PAID = ("case.paid_date", "case.payment_date")


@dataclass(frozen=True, slots=True)
class Clock:
    """One period: what starts and ends it (the first that is given counts), its length, its source.

    ``unit`` is days, weeks, months or years; ``business`` counts days that are neither weekend nor holiday.
    ``verify`` says what a reader has to know before relying on it.
    """

    name: str
    start: tuple[object, ...]
    end: tuple[object, ...]
    length: int
    unit: str = "days"
    business: bool = False
    rule: str = ""
    verify: str = ""


@dataclass(frozen=True, slots=True)
class _Period:
    """A length such as "15" (calendar days) or "15b" (business days), where it starts, and its provision."""

    printed: str
    start: tuple[str, ...]
    rule: str

    def clock(self, name: str, end: tuple[str, ...]) -> Clock:
        days, business = int(self.printed.rstrip("b")), self.printed.endswith("b")
        return Clock(name, self.start, end, days, "days", business, self.rule, VERIFY)


def _state(acknowledge: _Period, decide: _Period, pay: _Period) -> tuple[Clock, ...]:
    return (
        acknowledge.clock("acknowledge", ACKNOWLEDGED),
        decide.clock("decide", DECIDED),
        pay.clock("pay", PAID),
    )


DEFAULT = _state(
    _Period("10b", NOTICE, "NAIC model regulation MDL-902, acknowledgement"),
    _Period("21", PROOF, "NAIC model regulation MDL-902, decision after proof of loss"),
    _Period("30", DECIDED, "NAIC model regulation MDL-902, payment"),
)
STATE_PROMPT_PAY: dict[str, tuple[Clock, ...]] = {
    "CA": _state(
        _Period("15", NOTICE, "Cal. Code Regs. tit. 10, § 2695.5(e)"),
        _Period("40", PROOF, "Cal. Code Regs. tit. 10, § 2695.7(b)"),
        _Period("30", DECIDED, "Cal. Code Regs. tit. 10, § 2695.7(h)"),
    ),
    "FL": _state(
        _Period("7", NOTICE, "Fla. Stat. § 627.70131(1)(a)"),
        _Period("60", NOTICE, "Fla. Stat. § 627.70131(7)(a)"),
        _Period("60", NOTICE, "Fla. Stat. § 627.70131(7)(a)"),
    ),
    "NY": _state(
        _Period("15b", NOTICE, "N.Y. Comp. Codes R. & Regs. tit. 11, § 216.4(a)"),
        _Period("15b", PROOF, "N.Y. Comp. Codes R. & Regs. tit. 11, § 216.6(c)"),
        _Period("5b", DECIDED, "N.Y. Comp. Codes R. & Regs. tit. 11, § 216.6(f)"),
    ),
    "TX": _state(
        _Period("15", NOTICE, "Tex. Ins. Code § 542.055(a)"),
        _Period("15b", PROOF, "Tex. Ins. Code § 542.056(a)"),
        _Period("5b", DECIDED, "Tex. Ins. Code § 542.057(a)"),
    ),
}
CALENDARS = {"state_prompt_pay": STATE_PROMPT_PAY}
_NAMES = {"california": "CA", "florida": "FL", "new york": "NY", "texas": "TX"}


def clocks_of(calendar: str, state: str) -> tuple[Clock, ...]:
    """Return the clocks of a state ("CA", "US-CA", "California"), or the generic default."""
    plain = state.strip().removeprefix("US-")
    return CALENDARS[calendar].get(_NAMES.get(plain.lower(), plain.upper()), DEFAULT)
