"""Twenty deterministic rules on documents of 2 KB: documents a second, and whether the engines agree."""

from __future__ import annotations

import random
import re
import time
from collections.abc import Callable, Sequence
from dataclasses import dataclass

from benchmarks.checks_speed_running import best
from qa_service.checks import CheckPlan, compile_checks, run_checks
from qa_service.documents import parse_document
from qa_service.documents.searching.word_sets import word_list
from qa_service.rubric import CheckSpec

Rule = tuple[str, str, str]
# Name, kind, argument; kinds are contains, icontains, regex, their opposites with "not-", min-words and max-chars.
RULES: tuple[Rule, ...] = (
    ("heading", "regex", r"Memo no\. \d+"),
    ("question", "contains", "Question:"),
    ("answer", "contains", "Short answer:"),
    ("facts", "contains", "Facts:"),
    ("authority", "regex", r"§ ?\d+"),
    ("dated", "regex", r"\b\d{1,2} (?:March|June|November) 20\d\d\b"),
    ("writer", "regex", r"From: [A-Z][a-z]+"),
    ("reader", "icontains", "for the attention of"),
    ("file_number", "regex", r"\bF-\d{5}\b"),
    ("money", "regex", r"EUR \d{1,3}(?:,\d{3})*\.\d{2}"),
    ("no_marker", "not-contains", "TBC"),
    ("no_filler", "not-icontains", "lorem ipsum"),
    ("no_card", "not-regex", r"\b\d{4} \d{4} \d{4} \d{4}\b"),
    ("no_mail", "not-regex", r"\b[a-z.]+@[a-z.]+\.[a-z]{2,4}\b"),
    ("no_hedge", "not-icontains", "it seems that"),
    ("no_wide_gap", "not-contains", "    "),
    ("law", "icontains", "governing law"),
    ("long_enough", "min-words", "120"),
    ("short_enough", "max-chars", "6000"),
    ("marked", "contains", "PRIVILEGED"),
)
BREAKING: dict[str, Callable[[str], str]] = {
    "question": lambda text: text.replace("Question:", "Issue:"),
    "authority": lambda text: text.replace("§", "sec."),
    "dated": lambda text: text.replace(" March 20", "/03/20"),
    "file_number": lambda text: text.replace("F-", "F "),
    "no_marker": lambda text: text + "The fee is TBC.\n",
    "no_card": lambda text: text + "4111 1111 1111 1111\n",
    "no_mail": lambda text: text + "ada.king@example.org\n",
    "no_hedge": lambda text: text + "It seems that this is so.\n",
    "marked": lambda text: text.replace("PRIVILEGED", "OPEN"),
}
FRAME = (
    "Memo no. {n}\nPRIVILEGED\nFrom: Ada\nFor the attention of: Bo\nF-{n:05} of 5 March 2024, EUR 1,250.00\n"
    "Governing law: England\nQuestion: {a}\nShort answer: {b}\nFacts: {c} See § 12.\n"
)
WORDS = word_list(
    "claim policy notice court party clause loss report evidence finding tenant premium review basis of the"
)
PARTS = (60, 80, 160)
SHARE = 0.15


@dataclass(frozen=True, slots=True)
class Verdicts:
    """CPU seconds, and for each text the names of the rules that it breaks."""

    seconds: float
    broken: list[frozenset[str]]


@dataclass(frozen=True, slots=True)
class Engine:
    """Something that judges texts by rules."""

    name: str
    judge: Callable[[Sequence[Rule], Sequence[str]], Verdicts]


def texts_with_faults(count: int) -> tuple[list[str], list[frozenset[str]]]:
    """Return documents of about 2 KB, and the rules that each breaks."""
    texts, broken = [], []
    for number in range(count):
        rng = random.Random(number)
        a, b, c = (" ".join(rng.choices(WORDS, k=size)) for size in PARTS)
        text, faults = FRAME.format(n=number, a=a, b=b, c=c), [name for name in BREAKING if rng.random() < SHARE]
        for name in faults:
            text = BREAKING[name](text)
        texts.append(text)
        broken.append(frozenset(faults))
    return texts, broken


def plan_of_rules(rules: Sequence[Rule] = RULES) -> CheckPlan:
    """Return the same rules as checks, which say where."""
    return compile_checks([_spec(*rule) for rule in rules])


def _spec(name: str, kind: str, argument: str) -> CheckSpec:
    plain = kind.removeprefix("not-")
    if kind == "min-words":
        return CheckSpec(name, "structure.length", {"min": int(argument)}, "finding")
    raw = argument if plain == "regex" else re.escape(argument)
    if kind == "max-chars":
        return CheckSpec(name, "text.metric", {"formula": "characters", "condition": f"> {argument}"}, "finding")
    params: dict[str, object] = {"raw": [raw], "ignore_case": plain == "icontains", "scope": "raw"}
    if kind.startswith("not-"):
        return CheckSpec(name, "text.existence", params, "finding")
    return CheckSpec(name, "text.occurrence", params | {"min": 1}, "finding")


def ours() -> Engine:
    """Return the checks of this project as an engine."""
    plan = plan_of_rules()

    def judge(rules: Sequence[Rule], texts: Sequence[str]) -> Verdicts:
        broken: list[frozenset[str]] = []

        def work() -> None:
            results = [run_checks(plan, parse_document(text)) for text in texts]
            broken[:] = [frozenset(finding.check for finding in result.findings) for result in results]

        return Verdicts(best(work, 3), broken)

    return Engine("this", judge)


def plain() -> Engine:
    """Return the plain meaning of the rules, without spans: what a script of ten lines does."""

    def judge(rules: Sequence[Rule], texts: Sequence[str]) -> Verdicts:
        start = time.process_time()
        broken = [
            frozenset(name for name, kind, argument in rules if not holds(kind, argument, text)) for text in texts
        ]
        return Verdicts(time.process_time() - start, broken)

    return Engine("plain Python", judge)


def holds(kind: str, argument: str, text: str) -> bool:
    """Tell whether a text fulfils a rule."""
    if kind.startswith("not-"):
        return not holds(kind.removeprefix("not-"), argument, text)
    if kind == "min-words":
        return len(text.split()) >= int(argument)
    if kind == "max-chars":
        return len(text) <= int(argument)
    if kind == "regex":
        return re.search(argument, text) is not None
    return argument.lower() in text.lower() if kind == "icontains" else argument in text


def compare(engines: Sequence[Engine], count: int, fewer: int) -> list[tuple[str, int, float, int]]:
    """Return for each engine: texts, CPU seconds, texts with a wrong verdict; peers get ``fewer`` texts."""
    texts, expected = texts_with_faults(count)
    rows = []
    for engine in engines:
        size = count if engine.name in ("this", "plain Python") else min(fewer, count)
        found = engine.judge(RULES, texts[:size])
        wrong = sum(one != two for one, two in zip(found.broken, expected, strict=False))
        rows.append((engine.name, size, found.seconds, wrong))
    return rows


def print_engines(rows: Sequence[tuple[str, int, float, int]]) -> None:
    """Print documents a second of each engine."""
    best_rate = rows[0][1] / rows[0][2]
    print(f"{'20 rules, documents of 2 KB':30}{'documents/s':>13}{'wrong':>7}{'this is x':>11}")
    for name, size, seconds, wrong in rows:
        print(f"  {name:28}{size / seconds:13.0f}{wrong:7}{best_rate * seconds / size:11.1f}")
    print()
