"""Recall and false alarms on documents of our own:  python -m benchmarks.checks_labelled [--json] [--misses] [FILE ...]

FILE (default: all of ``benchmarks/labelled``) holds JSON lines: a lawful document with faults, each an edit that makes
one thing wrong. Every fault is put into the clean text alone; it is found when a finding that the clean text has not
lies where the fault is, or, for what is told at another place (a total, a later use, the copy of a paragraph), when
there is a new one. Alarms are findings on the clean texts.
"""

from __future__ import annotations

import argparse
import json
import re
import sys
from collections import Counter, defaultdict
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import asdict, dataclass
from pathlib import Path
from typing import Any

from qa_service.checks import CheckPlan, Finding, compile_checks, run_checks
from qa_service.documents import Document, parse_document
from qa_service.rubric import CheckSpec

LABELLED = Path(__file__).parent / "labelled"
# A wrong sum is told at its total, a term at its use, a copy at either, a statistic at its sentence.
ELSEWHERE = frozenset(
    {
        "numbers.footing", "terms.undefined", "terms.unused", "structure.duplicates", "statistics.grim",
        "statistics.p_values",
    }
)  # fmt: skip
MARKDOWN = re.compile(r"^#{1,4} |^\|.*\|\s*$|\*\*", re.MULTILINE)

Row = Mapping[str, Any]


@dataclass
class Tally:
    """What one check found of its faults, and its alarms on the clean texts that hold faults for it."""

    check: str
    found: int = 0
    faults: int = 0
    alarms: int = 0
    alarmed: int = 0
    documents: int = 0


def main(arguments: Sequence[str] | None = None) -> int:
    """Measure and print; 0."""
    parser = argparse.ArgumentParser(prog="checks_labelled", description=(__doc__ or "").split("\n", 1)[0])
    parser.add_argument("files", nargs="*", type=Path, help="files of labelled documents")
    parser.add_argument("--json", action="store_true", help="print JSON")
    parser.add_argument("--misses", action="store_true", help="print what was not found, and each alarm")
    options = parser.parse_args(arguments)
    files = options.files or sorted(LABELLED.glob("*.jsonl"))
    measured = {path.stem: measure(rows(path), told=options.misses) for path in files}
    if options.json:
        print(json.dumps({name: [asdict(tally) for tally in tallies] for name, tallies in measured.items()}, indent=2))
        return 0
    for name, tallies in measured.items():
        print(name)
        for tally in tallies:
            found, alarmed = f"{tally.found}/{tally.faults}", f"{tally.alarms} in {tally.alarmed}/{tally.documents}"
            print(f"  {tally.check:24}{found:>9}  {tally.found / tally.faults:.3f}   alarms {alarmed}")
    return 0


def rows(path: Path) -> list[Row]:
    """Return the documents of a file."""
    with path.open(encoding="utf-8") as lines:
        return [json.loads(line) for line in lines if line.strip()]


def measure(documents: Sequence[Row], *, told: bool = False) -> list[Tally]:
    """Return a tally per check that has faults in these documents, by name."""
    tallies: dict[str, Tally] = {}
    for row in documents:
        wanted = defaultdict[str, list[Row]](list)
        for fault in row["faults"]:
            wanted[fault["check"]].append(fault)
        for check, faults in wanted.items():
            plan, tally = plan_of(check), tallies.setdefault(check, Tally(check))
            clean = run_checks(plan, parsed(row["text"])).findings
            tally.documents += 1
            tally.alarms += len(clean)
            tally.alarmed += bool(clean)
            for finding in clean if told else ():
                print(f"ALARM {row['id']} {check}: {finding.message} | {finding.quote}")
            for fault in faults:
                hit = is_found(plan, row["text"], fault, clean)
                tally.faults += 1
                tally.found += hit
                if told and not hit:
                    print(f"MISS  {row['id']} {check}: {fault['find']!r} -> {fault['replace']!r}")
    return [tallies[name] for name in sorted(tallies)]


def plan_of(check: str) -> CheckPlan:
    """Return the plan of one check at its defaults."""
    return compile_checks([CheckSpec(check, check, {}, "finding")])


def parsed(text: str) -> Document:
    """Read a text as Markdown where it has marks of it."""
    return parse_document(text, "text/markdown" if MARKDOWN.search(text) else "text/plain")


def is_found(plan: CheckPlan, text: str, fault: Row, clean: Sequence[Finding]) -> bool:
    """Put a fault into a text and tell whether the check finds it."""
    known = Counter((each.message, each.quote) for each in clean)
    changed = text.replace(fault["find"], fault["replace"])
    new = [each for each in run_checks(plan, parsed(changed)).findings if (each.message, each.quote) not in known]
    if fault["check"] in ELSEWHERE:
        return bool(new)
    return any(each.start < end and each.end > start for start, end in _places(text, changed, fault) for each in new)


def _places(text: str, changed: str, fault: Row) -> Iterator[tuple[int, int]]:
    start = text.index(fault["find"]) + fault["replace"].index(fault["at"])
    yield start, start + len(fault["at"])
    if use := fault.get("use"):
        at = changed.index(use)
        yield at, at + len(use)


if __name__ == "__main__":
    sys.exit(main())
