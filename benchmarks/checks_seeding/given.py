"""Submitted facts: two that differ, a record twice, a rule or a schema not kept, sums and formulas that are off."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from random import Random

from benchmarks.checks_seeding.mechanism import Seed, Seeding, Trial, both

Facts = Mapping[str, object]
NAMES = ("Harbour Freight Line", "Northgate Mills", "Oak & Reed", "Tern Shipping")
SCHEMA: dict[str, object] = {
    "type": "object",
    "required": ["limit", "form"],
    "additionalProperties": False,
    "properties": {
        "limit": {"type": "number", "minimum": 1000},
        "form": {"enum": ["HO-3", "HO-5", "HO-6"]},
        "number": {"type": "string", "pattern": "^[A-Z]{2}-[0-9]{6}$"},
        "riders": {"type": "array", "uniqueItems": True, "items": {"type": "string"}},
    },
}
# What is changed in facts that fit, and what the finding has to name.
BREACHES: tuple[tuple[dict[str, object], str], ...] = (
    ({"limit": "much"}, "limit"),
    ({"limit": 900}, "limit"),
    ({"form": "HO-8"}, "form"),
    ({"form": "ho-3"}, "form"),
    ({"number": "HO-44321"}, "number"),
    ({"riders": ["flood", "flood"]}, "riders"),
    ({"riders": ["flood", 7]}, "riders"),
    ({"deductible": 500}, "deductible"),
)
# A rule, facts that keep it and, of those, what breaks it.
RULES: tuple[tuple[str, Facts, Facts], ...] = (
    ("deliverable.payment <= policy.limit", {"payment": 80}, {"payment": 101}),
    ("deliverable.payment <= policy.limit || case.approved", {"payment": 120, "approved": True}, {"approved": False}),
    ("size(case.parties) >= 2", {"parties": ["A", "B"]}, {"parties": ["A"]}),
    ("case.kind in ['fire', 'water', 'theft']", {"kind": "water"}, {"kind": "hail"}),
    ("!(case.closed && case.reserve > 0)", {"closed": True, "reserve": 0}, {"reserve": 10}),
    ("case.form == policy.form", {"form": "HO-3"}, {"form": "HO-5"}),
    ("case.parties.exists(p, p == 'Northgate Mills')", {"parties": ["Northgate Mills"]}, {"parties": ["Northgate"]}),
    ("case.code.startsWith('HO')", {"code": "HO-3"}, {"code": "DP-3"}),
)
Work = Callable[[int, int, int], float]
FORMULAS: tuple[tuple[str, Work], ...] = (
    ("rcv - depreciation - deductible", lambda a, b, c: a - b - c),
    ("rcv * 0.8 - (depreciation + deductible)", lambda a, b, c: a * 8 / 10 - (b + c)),
    ("deliverable.rcv / 4 + case.depreciation * 2 - deductible", lambda a, b, c: a / 4 + b * 2 - c),
)


def equal(seeding: Seeding) -> Trial:
    """Submit two facts that differ; right are those equal but for case, blanks or notation."""
    chance = seeding.chance
    name = chance.choice(seeding.contract.parties or NAMES)
    amount = chance.randrange(1000, 9000, 50)
    right, wrong = chance.choice(
        (
            (_respelled(name, chance), chance.choice([each for each in NAMES if each != name])),
            (_respelled(name, chance), name[:-1] + ("x" if name[-1] != "x" else "y")),
            (name, f"{name} II"),
        )
    )
    if chance.random() < 0.5:
        noted = chance.choice((float(amount), f"{amount}.00", f" {amount} ", str(amount)))
        return _two(seeding, amount, noted, chance.choice((amount + 1, f"{amount}.01", f"0{amount}")))
    return _two(seeding, name, right, wrong)


def _respelled(name: str, chance: Random) -> str:
    return chance.choice((name.upper(), name.lower(), f"  {name}", name.replace(" ", "  ")))


def _two(seeding: Seeding, left: object, right: object, wrong: object) -> Trial:
    forms = both(lambda each: {"case": {"insured": left}, "policy": {"insured": each}}, right, wrong)
    return seeding.facts(*forms, {"left": "case.insured", "right": "policy.insured"})


def duplicates(seeding: Seeding) -> Trial:
    """Pay one invoice twice, the second time perhaps in another notation; right are two invoices of one payee."""
    chance = seeding.chance
    records = [_payment(at, chance) for at in range(chance.randint(3, 8))]
    one = chance.choice(records)
    again = one | {
        "payee": _respelled(str(one["payee"]), chance),
        "amount": f"{one['amount']}.00",
        "paid": "2024-06-01",
    }
    at = chance.randrange(len(records) + 1)
    forms = both(lambda each: {"payments": [*records[:at], each, *records[at:]]}, again | {"invoice": "R-99"}, again)
    return seeding.facts(*forms, {"over": "payments", "key": ["payee", "amount", "invoice"]}, str(one["invoice"]))


def _payment(at: int, chance: Random) -> dict[str, object]:
    payee, amount = chance.choice(NAMES), chance.randrange(100, 400, 100)
    return {"payee": payee, "amount": amount, "invoice": f"R-{at + 10}", "paid": "2024-05-01"}


def expression(seeding: Seeding) -> Trial:
    """Break a rule over the facts."""
    rule, right, change = seeding.chance.choice(RULES)
    policy = {"limit": 100, "form": "HO-3"}
    forms = both(lambda each: {"case": each, "deliverable": each, "policy": policy}, right, {**right, **change})
    return seeding.facts(*forms, {"expr": rule, "message": "The rule is broken."}, "The rule is broken.")


def schema(seeding: Seeding) -> Trial:
    """Submit a policy that does not fit its schema in one place."""
    change, place = seeding.chance.choice(BREACHES)
    right: dict[str, object] = {"limit": 5000, "form": "HO-5", "number": "HO-443210", "riders": ["flood", "quake"]}
    wrong: dict[str, object] = {**right, **change}
    if seeding.chance.random() < 0.2:
        place = seeding.chance.choice(("limit", "form"))
        wrong = {name: value for name, value in right.items() if name != place}
    return seeding.facts({"policy": right}, {"policy": wrong}, {"schema": SCHEMA, "over": "policy"}, place)


def formula(seeding: Seeding) -> Trial:
    """State a result that a formula over the facts does not have; figures may be numbers or printed amounts."""
    chance = seeding.chance
    source, work = chance.choice(FORMULAS)
    values = [chance.randrange(4000, 9000, 20), chance.randrange(100, 900, 10), chance.randrange(100, 900, 10)]
    result = work(values[0], values[1], values[2])
    names = ("rcv", "depreciation", "deductible")
    case = {name: _noted(value, chance) for name, value in zip(names, values, strict=True)}
    off = result + chance.choice((-200, -10, 0.02, 1, 90, 1000))
    forms = both(
        lambda paid: {"case": case, "deliverable": {"rcv": case["rcv"], "payment": _noted(paid, chance)}}, result, off
    )
    return seeding.facts(*forms, {"expr": source, "equals": "deliverable.payment"})


def _noted(value: float, chance: Random) -> object:
    return chance.choice((value, f"${value:,.2f}", f"{value:,.2f}", f"{value:.2f}"))


def reconcile(seeding: Seeding) -> Trial:
    """State a total that the parts do not add up to: a part left out, a digit changed, or some cents off."""
    chance = seeding.chance
    parts = [chance.randrange(1000, 90000) / 100 for _ in range(chance.randint(3, 9))]
    total = round(sum(parts), 2)
    off = chance.choice((total - parts[0], total + 0.05, total + 90, total * 2))
    shape = chance.choice((lambda value: value, lambda value: {"amount": value}, lambda value: f"${value:,.2f}"))
    listed = [shape(part) for part in parts]
    forms = both(lambda each: {"case": {"paid": listed, "total": _noted(round(each, 2), chance)}}, total, off)
    return seeding.facts(*forms, {"parts": "case.paid", "total": "case.total"})


SEEDS = (
    Seed("facts_differ", "facts.equal", equal),
    Seed("record_twice", "facts.duplicates", duplicates),
    Seed("rule_broken", "facts.expression", expression),
    Seed("schema_not_kept", "facts.schema", schema),
    Seed("formula_off", "numbers.formula", formula),
    Seed("total_off", "numbers.reconcile", reconcile),
)
