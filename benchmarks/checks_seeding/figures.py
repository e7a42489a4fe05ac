"""Figures of the text: a calculation told in prose, one quantity with two values, means that no whole numbers have."""

from __future__ import annotations

from random import Random

from benchmarks.checks_seeding.mechanism import Seed, Seeding, Trial

Pair = tuple[str, str]
TIMES = ("twice", "three times", "four times", "five times", "six times", "seven times", "eight times")
CURRENCIES = ("${}", "EUR {}", "£{}", "{} euros", "USD {}")
QUANTITIES = (
    ("The storage deposit is {}.", "The owner returns the {} storage deposit within a month."),
    ("The visitor pays a key fee of {}.", "The key fee of {} is paid in advance."),
    ("The parking allowance amounts to {}.", "The parking allowance, {}, is paid by the office."),
    ("A cleaning charge of {} is due.", "The cleaning charge is {}."),
    ("The yearly archive fee is {}.", "The yearly archive fee of {} is paid in May."),
)
MEASURES = (
    ("The storage period is {} days.", "Within the storage period of {} days the goods are called for."),
    ("The floor area of the hall is {} sq ft.", "The hall has a floor area of {} sq ft."),
    ("The late charge rate is {}%.", "A late charge rate of {}% applies."),
    ("The visit limit is {} persons.", "The visit limit of {} persons was kept."),
)
OTHERS = (
    "The second cleaning charge is {}.",
    "If the visitor is a company, the key fee is {}.",
    "The monthly archive fee is {}.",
    "The parking allowance shall not exceed {}.",
    "The storage deposit was raised to {} later.",
)


def arithmetic(seeding: Seeding) -> Trial:
    """Put a calculation in whose result is wrong; the right sentence has the right one."""
    return seeding.sentences(seeding.chance.choice(CALCULATIONS)(seeding.chance))


def _money(chance: Random, low: int, high: int, step: int = 1) -> int:
    return chance.randrange(low, high, step)


def _off(value: int, chance: Random) -> int:
    """Return a value with one digit changed."""
    digits = list(str(value))
    at = chance.randrange(len(digits))
    digits[at] = str((int(digits[at]) + chance.randint(2, 7)) % 10)
    changed = int("".join(digits))
    return changed if changed and len(str(changed)) == len(digits) else value + 3 * 10 ** (len(digits) - 1)


def _change(chance: Random) -> Pair:
    start = _money(chance, 200, 9000, 10)
    end = round(start * chance.uniform(0.4, 1.9))
    share = abs(end - start) / start * 100
    of_end = abs(end - start) / end * 100
    wrong = of_end if abs(of_end - share) > 1 else share + 4
    verb, noun = ("rose", "an increase") if end > start else ("fell", "a decrease")
    sentence = f"The number of visits {verb} from {start:,} to {end:,}, {noun} of {{}}%."
    return sentence.format(f"{share:.1f}"), f"⟦{sentence.format(f'{wrong:.1f}')}⟧"


def _share(chance: Random) -> Pair:
    whole = _money(chance, 40, 900)
    part = chance.randrange(3, whole // 2)
    share = round(part / whole * 100, 1)
    sentence = f"Of the {whole} samples {part} ({{}}%) were sent back."
    return sentence.format(share), f"⟦{sentence.format(round(share + chance.choice((3, 7, 10)), 1))}⟧"


def _sum(chance: Random) -> Pair:
    parts = [_money(chance, 100, 9000) for _ in range(3)]
    total, shape = sum(parts), chance.choice(CURRENCIES)
    first, second, third = (shape.format(f"{part:,}") for part in parts)
    sentence = chance.choice(
        (
            f"The fees of {first}, {second} and {third} come to a total of {{}}.",
            f"The total of {{}} consists of {first} for rent, {second} for power and {third} for post.",
        )
    )
    return _both(sentence, shape, total, chance)


def _both(sentence: str, shape: str, value: int, chance: Random) -> Pair:
    """Return a sentence with a value and, marked, with one that is off."""
    right, wrong = (sentence.format(shape.format(f"{each:,}")) for each in (value, _off(value, chance)))
    return right, f"⟦{wrong}⟧"


def _product(chance: Random) -> Pair:
    count, price = chance.randint(3, 60), _money(chance, 12, 900)
    shape = chance.choice(CURRENCIES)
    sentence = chance.choice(
        (
            f"The {count} samples at {shape.format(price)} each cost {{}} in all.",
            f"{count} hours at {shape.format(price)} per hour come to {{}}.",
        )
    )
    return _both(sentence, shape, count * price, chance)


def _tax(chance: Random) -> Pair:
    net, rate = _money(chance, 1000, 9000, 100), chance.choice((5, 10, 19, 20))
    tax = net * rate // 100
    sentence = f"The net price of EUR {net:,} plus {rate}% VAT of EUR {tax:,} comes to {{}}."
    return _both(sentence, "EUR {}", net + tax, chance)


def _difference(chance: Random) -> Pair:
    gross = _money(chance, 3000, 9000, 10)
    off = _money(chance, 100, 2000, 10)
    shape = chance.choice(CURRENCIES[:3])
    sentence = f"The price of {shape.format(f'{gross:,}')} less a rebate of {shape.format(f'{off:,}')} leaves {{}}."
    return _both(sentence, shape, gross - off, chance)


def _mean(chance: Random) -> Pair:
    mean = chance.randint(20, 60)
    first, second = mean - chance.randint(1, 9), mean + chance.randint(1, 9)
    listed = f"{first}, {second} and {3 * mean - first - second}"
    count = chance.randint(3, 40)
    sentence = chance.choice(
        (
            f"The three visits took {listed} minutes, on average {{}} minutes.",
            f"The mean of {listed} is {{}}.",
            f"In {count} visits {count * mean:,} parts were counted, an average of {{}} parts per visit.",
        )
    )
    return sentence.format(mean), f"⟦{sentence.format(mean + chance.choice((-5, -3, 4, 6)))}⟧"


def _rate(chance: Random) -> Pair:
    months, rent = chance.randint(3, 11), _money(chance, 300, 2000, 25)
    shape = chance.choice(CURRENCIES[:3])
    sentence = chance.choice(
        (
            f"At {shape.format(f'{rent:,}')} a month the rent for {months} months comes to {{}}.",
            f"The hall costs {shape.format(f'{rent:,}')} per month, that is {{}} for {months} months.",
            f"The guard was paid {shape.format(f'{rent:,}')} a month for {months} months, {{}} in total.",
        )
    )
    return _both(sentence, shape, months * rent, chance)


def _ratio(chance: Random) -> Pair:
    factor, small = chance.randint(2, 6), chance.randint(12, 90)
    wrong = factor + chance.choice((1, 2))
    if chance.random() < 0.5:
        sentence = f"There were {factor * small} visits by day and {small} by night, a ratio of {{}}:1."
        return sentence.format(factor), f"⟦{sentence.format(wrong)}⟧"
    sentence = f"The first hall holds {factor * small} presses, {{}} as many as the {small} of the second."
    return sentence.format(TIMES[factor - 2]), f"⟦{sentence.format(TIMES[wrong - 2])}⟧"


CALCULATIONS = (_change, _share, _sum, _product, _tax, _difference, _mean, _rate, _ratio)


def restated(seeding: Seeding) -> Trial:
    """State a named quantity with two values; the right form has one value in two notations, or another quantity."""
    chance = seeding.chance
    if chance.random() < 0.3:
        first, second = chance.sample(chance.choice(MEASURES), 2)
        value, off = chance.sample(range(12, 95), 2)
        stated = first.format(value)
        return seeding.sentences((stated, f"⟦{stated}⟧"), (second.format(value), f"⟦{second.format(off)}⟧"))
    first, second = chance.sample(chance.choice(QUANTITIES), 2)
    value, shape = _money(chance, 1000, 9000, 50), chance.choice(CURRENCIES[:3])
    stated = first.format(shape.format(f"{value:,}"))
    written = chance.choice((f"{value:,}", f"{value}", f"{value:,}.00"))
    other = shape.format(f"{_off(value, chance):,}")
    again = (second.format(shape.format(written)), f"⟦{second.format(other)}⟧")
    aside = chance.choice(OTHERS).format(other)
    return seeding.sentences((stated, f"⟦{stated}⟧"), again, (aside, "The list is kept."))


def grim(seeding: Seeding) -> Trial:
    """Put in a mean, or a share of persons, that whole numbers cannot have."""
    chance = seeding.chance
    return seeding.sentences(chance.choice((_rating, _rating, _persons))(chance))


def _rating(chance: Random) -> Pair:
    count = chance.randint(8, 45)
    total = chance.randint(2 * count, 4 * count)
    right, wrong = f"{total / count:.2f}", _impossible(total, count, 1, 2)
    sentence = chance.choice(
        (
            f"The {count} raters gave a mean rating of {{}} on the five-point scale; their mean age was 41.37.",
            f"The mean rating on a scale of 1 to 5 was {{}} (n = {count}).",
            f"On a 5-point Likert scale {count} respondents gave an average score of {{}}.",
        )
    )
    return sentence.format(right), f"⟦{sentence.format(wrong)}⟧"


def _persons(chance: Random) -> Pair:
    count = chance.randint(12, 90)
    part = chance.randint(2, count - 2)
    right, wrong = f"{100 * part / count:.1f}", _impossible(part, count, 100, 1)
    sentence = chance.choice(
        (
            f"Of the {count} respondents, {{}}% agreed.",
            f"{{}}% of the {count} participants came back.",
            f"About 33 % of 20 visitors left, and of {count} employees {{}}% stayed.",
        )
    )
    return sentence.format(right), f"⟦{sentence.format(wrong)}⟧"


def _impossible(total: int, count: int, unit: int, decimals: int) -> str:
    """Return the value halfway to the next that so many whole numbers can have, which rounds to neither."""
    return f"{unit * (total + 0.5) / count:.{decimals}f}"


SEEDS = (
    Seed("calculation_wrong", "numbers.arithmetic", arithmetic),
    Seed("value_restated", "numbers.restated", restated),
    Seed("impossible_mean", "statistics.grim", grim),
)
