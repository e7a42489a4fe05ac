"""Speed of the checks:  python -m benchmarks.checks_speed [--data DIR] [--peers-python P] [--peers-node D] [--tiny]

Tables: twenty rules on memos of 2 KB (documents a second of one core), every check that needs no parameters on
contracts of 10 KB to 1 MB (MB a second, and the cost of a megabyte relative to the smallest contract), each of those
checks alone, a thousand wording rules alone, and peers. All texts are generated here; DIR adds real ones
(``contracts_docs.jsonl``, one ``text`` a line), which then are what wording rules and peers are measured on.

Peers run on the same texts in the same run: proselint and deepeval from the environment of the interpreter P,
write-good, alex, textlint (with textlint-rule-write-good) and promptfoo from the ``node_modules`` of D. Those
that are not there are named.

Times are CPU times of the process, the best of several. Machines differ, so each figure also stands as a multiple of
the time that one plain search for words (``\\w+`` of `re`) needs for the same text in the same run.
"""

from __future__ import annotations

import argparse
import json
import random
import re
import sys
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path

from benchmarks.checks_speed_peers import engines, lint, linters, print_linters
from benchmarks.checks_speed_rules import compare, ours, plain, print_engines
from benchmarks.checks_speed_running import best
from benchmarks.checks_speed_wording import PATTERNS, measure, phrases_of, print_wording
from benchmarks.checks_speed_wording import plan_of as plan_of_phrases
from qa_service.checks import CheckError, CheckPlan, catalogue, compile_checks, run_checks
from qa_service.documents import parse_document
from qa_service.documents.searching.word_sets import word_list
from qa_service.rubric import CheckSpec

WORD = re.compile(r"\w+")
KB = 1_000
RULES: tuple[tuple[str, dict[str, object]], ...] = (
    ("text.placeholders", {}),
    ("text.must_contain", {"any": ["claim", "policy", "evidence", "result"]}),
    ("text.must_not_contain", {"any": ["best guess", "lorem ipsum"]}),
    ("text.hedging", {}),
    ("text.existence", {"tokens": ["obviously", "clearly", "needless to say"]}),
    ("text.substitution", {"swap": {"utilise": "use", "prior to": "before"}}),
    ("text.indicators", {"list": "fraud_indicators"}),
    ("structure.duplicates", {}),
    ("structure.doubled_words", {}),
    ("structure.length", {"min": 20, "max": 2000}),
    ("numbers.words_digits", {}),
    ("numbers.footing", {}),
    ("numbers.percentages", {}),
    ("numbers.tie_out", {}),
    ("dates.impossible", {}),
    ("references.dangling", {}),
    ("references.citations", {}),
    ("terms.undefined", {}),
    ("names.variants", {}),
    ("privacy.identifiers", {}),
)
WORDS = word_list(
    "claim policy insured evidence statute precedent liability revenue forecast diagnosis finding source exhibit the "
    "of clause party risk estimate margin sample method result therefore however and to according material review in"
)
CLAUSES = (
    "The {a} shall deliver the {b} to the {c} within {words} ({number}) days after {date}.",
    "Subject to Section {number}.1, the Receiving Party keeps the Confidential Information and each {a} in {b}.",
    "The fee is ${number},{number:0>3}.50, of which {number} % falls due on {date}; see Exhibit {letter}.",
    "“{A} {B}” means the {a} of the {b}, together with every {c} that the parties agree in writing.",
    "Harbour Light Marine Ltd and Mr. Peter Quayle bear the {a} of the {b} in equal shares.",
    "No {a} or {b} may be assigned, and neither party is bound by a {c} that it has not signed.",
)
SPELLED = {7: "seven", 12: "twelve", 15: "fifteen", 21: "twenty-one", 30: "thirty"}


@dataclass(frozen=True, slots=True)
class Speed:
    """CPU time for a body of text, and that of a plain search for words in it."""

    label: str
    documents: int
    characters: int
    seconds: float
    floor: float

    @property
    def rate(self) -> float:
        """Megabytes (a million characters) a second."""
        return self.characters / self.seconds / 1e6

    @property
    def multiple(self) -> float:
        """How many plain searches for words the work costs."""
        return self.seconds / self.floor


def main(arguments: Sequence[str] | None = None) -> int:
    """Print the three tables."""
    parser = argparse.ArgumentParser(prog="benchmarks.checks_speed", description=__doc__)
    parser.add_argument("--data", type=Path, help="a folder with contracts_docs.jsonl")
    parser.add_argument("--tiny", action="store_true", help="a few small texts, once: shows that it runs")
    parser.add_argument("--peers-python", help="an interpreter that has proselint and deepeval")
    parser.add_argument("--peers-node", type=Path, help="a folder with write-good, alex, textlint and promptfoo")
    options = parser.parse_args(arguments)
    sizes = [2 * KB, 4 * KB] if options.tiny else [10 * KB, 100 * KB, 1000 * KB]
    repeats = 1 if options.tiny else 5
    full = plan_of(free_checks())
    memos = [memo(seed) for seed in range(3 if options.tiny else 200)]
    print_rules(speed("memos of 2 KB", rules_plan(), memos, repeats))
    grown = [
        speed(f"contract of {size // KB} KB", full, [contract(size)] * (sizes[-1] // size), repeats) for size in sizes
    ]
    bodies = [("generated", [contract(sizes[0], seed) for seed in range(2 if options.tiny else 20)])]
    if options.data is not None:
        bodies.append((str(options.data), list(texts_of(options.data))))
    print_growth([*grown, *(speed(name, full, texts, repeats) for name, texts in bodies[1:] if texts)])
    for name, texts in bodies:
        if texts:
            print_checks(name, [speed(check, plan_of([check]), texts, repeats) for check in free_checks()])
    name, texts = next((name, texts) for name, texts in reversed(bodies) if texts)
    print_wording(name, list(measure(texts, repeats, 40 if options.tiny else PATTERNS)))
    beside_peers(texts, full, options.peers_python, options.peers_node, tiny=options.tiny)
    return 0


def beside_peers(texts: Sequence[str], full: CheckPlan, python: str | None, node: Path | None, *, tiny: bool) -> None:
    """Run the linters and rule engines that are there; say loudly which are not."""
    found, absent = linters(python, node)
    judges, missing = engines(python, node)
    if absent or missing:
        print(f"NOT MEASURED, because not there: {', '.join([*absent, *missing])} (--peers-python, --peers-node)\n")
    wording = plan_of_phrases(phrases_of(texts, 40 if tiny else PATTERNS)[1], "phrases", together=False)
    own = [_own("all checks", full, texts), _own("1,000 wording rules", wording, texts)]
    print_linters([lint(each, texts, node) for each in found], own)
    print_engines(compare([ours(), plain(), *judges], 3 if tiny else 1000, 200))


def _own(name: str, plan: CheckPlan, texts: Sequence[str]) -> tuple[str, float, int]:
    findings = sum(len(run_checks(plan, parse_document(text)).findings) for text in texts)
    return name, speed(name, plan, texts, 2).rate, findings


def rules_plan() -> CheckPlan:
    """Return the plan of the twenty rules."""
    return compile_checks([CheckSpec(uses, uses, params, "finding") for uses, params in RULES])


def free_checks() -> list[str]:
    """Return the names of the checks that need no parameters."""
    return [info.name for info in catalogue() if _compiles(info.name)]


def _compiles(name: str) -> bool:
    try:
        plan_of([name])
    except CheckError:
        return False
    return True


def plan_of(names: Sequence[str]) -> CheckPlan:
    """Return a plan of these checks at their defaults."""
    return compile_checks([CheckSpec(name, name, {}, "finding") for name in names])


def memo(seed: int, size: int = 2 * KB) -> str:
    """Return running text of trade words, with now and then a figure or a date."""
    rng, parts, length = random.Random(seed), [], 0
    while length < size:
        extra = rng.choice(("", "", "", f" of {rng.randint(2, 90)} %", " on 5 March 2024"))
        parts.append(" ".join(rng.choices(WORDS, k=12)).capitalize() + extra + ". ")
        length += len(parts[-1])
    return "".join(parts)[:size]


def contract(size: int, seed: int = 1) -> str:
    """Return numbered clauses with definitions, references, figures, dates and names."""
    rng, parts, length, number = random.Random(seed), [], 0, 0
    while length < size:
        number += 1
        clauses = " ".join(_clause(rng) for _ in range(4))
        parts.append(f"{number}. {rng.choice(WORDS).title()} and {rng.choice(WORDS).title()}\n\n{clauses}\n\n")
        length += len(parts[-1])
    return "".join(parts)[:size]


def _clause(rng: random.Random) -> str:
    a, b, c = (rng.choice(WORDS) for _ in range(3))
    number = rng.choice(tuple(SPELLED))
    date = f"{rng.randint(1, 28)} {rng.choice(('March', 'June', 'November'))} {rng.randint(2015, 2026)}"
    values = {"a": a, "b": b, "c": c, "A": a.title(), "B": b.title(), "date": date, "letter": rng.choice("ABC")}
    return rng.choice(CLAUSES).format(number=number, words=SPELLED[number], **values)


def texts_of(folder: Path) -> Iterator[str]:
    """Yield the contracts of a folder; none, with a remark, when it has no such file."""
    path = folder / "contracts_docs.jsonl"
    if not path.is_file():
        print(f"No contracts_docs.jsonl in {folder}.", file=sys.stderr)
        return
    with path.open(encoding="utf-8") as lines:
        yield from (str(json.loads(line)["text"]) for line in lines)


def speed(label: str, plan: CheckPlan, texts: Sequence[str], repeats: int) -> Speed:
    """Measure a plan on fresh documents of these texts."""

    def checked() -> None:
        for text in texts:
            run_checks(plan, parse_document(text))

    def searched() -> None:
        for text in texts:
            WORD.findall(text)

    return Speed(label, len(texts), sum(map(len, texts)), best(checked, repeats), best(searched, repeats))


def print_rules(found: Speed) -> None:
    """Print the documents a second."""
    each = found.seconds / found.documents
    print(f"{len(RULES)} rules, {found.documents} {found.label}")
    print(f"  {1 / each:.0f} documents/s, {each * 1e6:.0f} us each, {found.multiple:.1f} x a search for words\n")


def print_growth(found: Sequence[Speed]) -> None:
    """Print the rate of the whole suite by size."""
    print(f"{'all checks without parameters':34}{'MB/s':>8}{'x words':>9}{'cost of a MB':>14}")
    for row in found:
        print(f"  {row.label[-32:]:32}{row.rate:8.2f}{row.multiple:9.1f}{found[0].rate / row.rate:14.2f}")
    print()


def print_checks(name: str, found: Sequence[Speed]) -> None:
    """Print what each check costs alone; parsing and shared views are counted anew for each."""
    print(f"{'each alone, ' + name[-20:]:34}{'MB/s':>8}{'x words':>9}")
    for row in sorted(found, key=lambda row: row.rate):
        print(f"  {row.label:32}{row.rate:8.2f}{row.multiple:9.1f}")
    print()


if __name__ == "__main__":
    sys.exit(main())
