"""A thousand wording rules over the same texts: with few matches and with many, as phrases and as patterns."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import pairwise

from benchmarks.checks_speed_running import best, words_of_all
from qa_service.checks import CheckPlan, compile_checks, run_checks
from qa_service.documents import parse_document
from qa_service.rubric import CheckSpec

PATTERNS = 1_000
OCCURRING = 60
MATCHES_PER_KB = 12


@dataclass(frozen=True, slots=True)
class Wording:
    """One way to use a thousand patterns, with the CPU time and the findings on all texts."""

    label: str
    characters: int
    findings: int
    seconds: float

    @property
    def rate(self) -> float:
        """Megabytes (a million characters) a second."""
        return self.characters / self.seconds / 1e6

    @property
    def density(self) -> float:
        """Findings in a thousand characters."""
        return 1e3 * self.findings / self.characters


def measure(texts: Sequence[str], repeats: int, count: int = PATTERNS) -> Iterator[Wording]:
    """Yield a row for each way; the texts are checked whole, with every finding built."""
    rare, common = phrases_of(texts, count)
    for matches, phrases in (("few", rare), ("many", common)):
        for kind in ("phrases", "patterns"):
            for rules in ("one rule", f"{len(phrases)} rules"):
                label = f"{matches} matches, {kind}, {rules}"
                yield _measured(label, plan_of(phrases, kind, rules == "one rule"), texts, repeats)


def phrases_of(texts: Sequence[str], count: int) -> tuple[list[str], list[str]]:
    """Return phrases that occur nowhere, and the same with so many frequent pairs of words that matches are many."""
    words = words_of_all(texts)
    rare = [f"{word}ish {number}th" for number, word in enumerate((sorted(set(words)) * count)[:count])]
    wanted, common = MATCHES_PER_KB * sum(map(len, texts)) / 1e3, list[str]()
    for pair, times in Counter(f"{one} {two}" for one, two in pairwise(words)).most_common():
        if wanted <= 0 or len(common) >= count // 2:
            break
        common.append(pair)
        wanted -= times
    return rare, [*common, *rare[len(common) :]]


def plan_of(phrases: Sequence[str], kind: str, together: bool) -> CheckPlan:
    """Return a plan that refuses these phrases, by one rule or by a rule for each."""
    given = list(phrases) if kind == "phrases" else [r"\b" + phrase.replace(" ", r"\s+") + r"\b" for phrase in phrases]
    name = "tokens" if kind == "phrases" else "raw"
    groups = [given] if together else [[each] for each in given]
    specs = [CheckSpec(f"r{at}", "text.existence", {name: group}, "finding") for at, group in enumerate(groups)]
    return compile_checks(specs)


def _measured(label: str, plan: CheckPlan, texts: Sequence[str], repeats: int) -> Wording:
    found: list[int] = []

    def checked() -> None:
        found.append(sum(len(run_checks(plan, parse_document(text)).findings) for text in texts))

    seconds = best(checked, repeats)
    return Wording(label, sum(map(len, texts)), found[-1], seconds)


def print_wording(name: str, rows: Sequence[Wording]) -> None:
    """Print one row per way."""
    print(f"{'wording rules alone, ' + name[-20:]:44}{'MB/s':>8}{'findings/KB':>13}")
    for row in rows:
        print(f"  {row.label:42}{row.rate:8.2f}{row.density:13.1f}")
    print()
