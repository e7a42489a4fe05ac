"""Recall and false alarms of the checks:  python -m benchmarks.checks_quality [--data DIR] [--json]

DIR (default: $QA_CORPUS_DIR, else ../shared/corpus/checks beside the project) holds JSON lines: contracts with seeded
faults, memos with quotations, and tables with changed cells. A fault is found when a finding of its check overlaps it.
Alarms are findings on the unedited texts, which may themselves hold real faults. Without data nothing is measured.
Checks for which the data hold no faults get theirs from `benchmarks.checks_seeding`.
"""

from __future__ import annotations

import argparse
import json
import os
import sys
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import asdict, dataclass
from pathlib import Path
from typing import Any

from qa_service.checks import CheckPlan, Finding, Source, catalogue, compile_checks, run_checks
from qa_service.documents import Document, parse_document, parse_table
from qa_service.rubric import CheckSpec

BESIDE = Path(__file__).parents[1].parent / "shared" / "corpus" / "checks"
SEEDED = {
    "number_words_digits": "numbers.words_digits",
    "impossible_date": "dates.impossible",
    "placeholder": "text.placeholders",
    "pii": "privacy.identifiers",
    "duplicate_paragraph": "structure.duplicates",
    "dangling_xref": "references.dangling",
    "defined_term_undefined": "terms.undefined",
    "defined_term_unused": "terms.unused",
    "defined_term_variant": "terms.variant",
    "name_misspelt": "names.variants",
    "negated_restatement": "contradiction.restatements",
    "clause_missing": "structure.numbering",
}

Row = Mapping[str, object]


@dataclass(frozen=True, slots=True)
class Result:
    """Counts for one check on one kind of fault; ``clean`` counts what could raise a false alarm."""

    fault: str
    check: str
    found: int
    seeded: int
    alarms: int
    alarmed: int
    clean: int

    @property
    def recall(self) -> float | None:
        """Share of seeded faults that were found."""
        return self.found / self.seeded if self.seeded else None

    @property
    def alarm_rate(self) -> float | None:
        """Share of clean items with at least one finding."""
        return self.alarmed / self.clean if self.clean else None

    def to_dict(self) -> dict[str, object]:
        """Return counts and shares."""
        return asdict(self) | {"recall": self.recall, "alarm_rate": self.alarm_rate}


def main(arguments: Sequence[str] | None = None) -> int:
    """Measure every built check for which the data hold faults."""
    parser = argparse.ArgumentParser(prog="benchmarks.checks_quality", description=__doc__)
    parser.add_argument("--data", type=Path, default=Path(os.environ.get("QA_CORPUS_DIR", BESIDE)))
    parser.add_argument("--json", action="store_true")
    options = parser.parse_args(arguments)
    if not (options.data / "contracts_docs.jsonl").is_file():
        print(f"No labelled data in {options.data}; set QA_CORPUS_DIR or --data.", file=sys.stderr)
        return 0
    results = list(measure(options.data))
    if options.json:
        print(json.dumps([result.to_dict() for result in results], indent=2))
    else:
        print_table(results)
    return 0


def measure(data: Path) -> Iterator[Result]:
    """Yield one result per kind of fault whose check is built."""
    built = {info.name for info in catalogue()}
    texts = {str(row["id"]): str(row["text"]) for row in rows(data, "contracts_docs")}
    documents = {name: parse_document(text) for name, text in texts.items()}
    faults = list(rows(data, "contracts_faults"))
    for fault, check in SEEDED.items():
        if check in built:
            yield seeded(fault, check, documents, [row for row in faults if row["fault"] == fault])
    if "names.foreign" in built:
        # Its module needs what stands below.
        from benchmarks.checks_names import foreign_names

        yield from foreign_names(data)
    if "grounding.quotes" in built:
        yield quotations(rows(data, "memo_quotes"), texts)
        # Their module needs what stands below.
        from benchmarks.checks_grounding import against_sources

        yield from against_sources(data, texts)
    if "statistics.p_values" in built:
        yield test_results(rows(data, "apa_statistics"))
    if "numbers.footing" in built:
        yield tables("footing", "numbers.footing", list(rows(data, "tables_footing")))
    if "numbers.units" in built:
        from benchmarks.checks_units import mixed_units

        yield from mixed_units(list(rows(data, "tables_footing")))
    if "numbers.percentages" in built:
        yield tables("percentages", "numbers.percentages", list(rows(data, "tables_percent")))
    if "numbers.tie_out" in built:
        yield tie_out(list(rows(data, "tables_tieout")))
    from benchmarks.checks_seeding import put_in

    yield from put_in(data)


def rows(data: Path, name: str) -> Iterator[Row]:
    """Yield the rows of a file; none if it is absent."""
    path = data / f"{name}.jsonl"
    if path.is_file():
        with path.open(encoding="utf-8") as lines:
            yield from map(json.loads, lines)


def plan_of(check: str) -> CheckPlan:
    """Return a plan with this check alone, at its defaults."""
    return compile_checks([CheckSpec(check, check, {}, "finding")])


def seeded(fault: str, check: str, documents: Mapping[str, Document], faults: Sequence[Row]) -> Result:
    """Run a check on clean contracts, then on each with one seeded fault."""
    plan = plan_of(check)
    clean = [len(run_checks(plan, document).findings) for document in documents.values()]
    found = sum(is_found(plan, documents[str(row["doc"])].text, row) for row in faults)
    return Result(fault, check, found, len(faults), sum(clean), sum(map(bool, clean)), len(clean))


def is_found(plan: CheckPlan, text: str, row: Row) -> bool:
    """Apply the edit and tell whether a finding overlaps the fault or a place related to it."""
    related = row.get("related")
    spans = [row["span"], *(related if isinstance(related, list) else [])]
    findings = run_checks(plan, parse_document(edited(text, row["edit"]))).findings
    return any(overlaps(finding, span) for finding in findings for span in spans)


def edited(text: str, edit: object) -> str:
    """Return the text with [start, end, new] applied."""
    start, end, new = edit if isinstance(edit, list) else (0, 0, "")
    return f"{text[:start]}{new}{text[end:]}"


def overlaps(finding: Finding, span: object) -> bool:
    """Tell whether a finding touches [start, end]."""
    start, end = span if isinstance(span, list) and len(span) == 2 else (0, 0)
    return bool(finding.start < end and finding.end > start)


def quotations(memos: Iterator[Row], texts: Mapping[str, str]) -> Result:
    """Count changed quotations found and verbatim ones flagged."""
    plan, counts = plan_of("grounding.quotes"), {True: [0, 0], False: [0, 0]}
    for memo in memos:
        source = Source(str(memo["source"]), "", texts[str(memo["source"])])
        findings = run_checks(plan, parse_document(str(memo["memo"])), sources=[source]).findings
        quotes = memo["quotes"]
        for quote in quotes if isinstance(quotes, list) else []:
            hit = any(overlaps(finding, quote["span"]) for finding in findings)
            counts[quote["verbatim"]][0] += hit
            counts[quote["verbatim"]][1] += 1
    (alarmed, clean), (found, changed) = counts[True], counts[False]
    return Result("quotation", "grounding.quotes", found, changed, alarmed, alarmed, clean)


def test_results(given: Iterator[Row]) -> Result:
    """Run the check on printed test results; a fault is a p that does not follow, by people's judgment."""
    plan, found, seeded, alarms, clean = plan_of("statistics.p_values"), 0, 0, 0, 0
    for row in given:
        tails = " Tests were one-tailed." if row["one_tailed_in_text"] else ""
        told = bool(run_checks(plan, parse_document(f"We found {row['raw']}.{tails}")).findings)
        if row["error"]:
            found, seeded = found + told, seeded + 1
        else:
            alarms, clean = alarms + told, clean + 1
    return Result("p_value", "statistics.p_values", found, seeded, alarms, alarms, clean)


def tables(fault: str, check: str, data: Sequence[Row]) -> Result:
    """Run a check on clean tables, then on those with one changed cell."""
    plan = plan_of(check)
    clean = [len(run_checks(plan, parse_table(row["table"])).findings) for row in data]
    changed = [row for row in data if isinstance(row.get("fault"), dict)]
    found = sum(bool(run_checks(plan, parse_table(changed_table(row))).findings) for row in changed)
    return Result(fault, check, found, len(changed), sum(clean), sum(map(bool, clean)), len(clean))


def changed_table(row: Row) -> list[list[object]]:
    """Return the table with the faulty cell put in."""
    table, fault = row["table"], row["fault"]
    if not isinstance(table, list) or not isinstance(fault, dict):
        return []
    out = [list(cells) for cells in table]
    line, column = fault["cell"]
    out[line][column] = fault["injected"]
    return out


def tie_out(data: Sequence[Row]) -> Result:
    """Run the check on paragraph and table together, then with one digit of the paragraph changed."""
    plan = plan_of("numbers.tie_out")
    clean = [len(run_checks(plan, with_table(str(row["text"]), row["table"])).findings) for row in data]
    found = 0
    for row in data:
        fault = row["fault"]
        edit: list[Any] = fault["edit"] if isinstance(fault, dict) else [0, 0, ""]
        findings = run_checks(plan, with_table(edited(str(row["text"]), edit), row["table"])).findings
        found += any(overlaps(finding, [edit[0], edit[0] + len(edit[2])]) for finding in findings)
    return Result("tie_out", "numbers.tie_out", found, len(data), sum(clean), sum(map(bool, clean)), len(clean))


def with_table(text: str, table: object) -> Document:
    """Return a Markdown document: the paragraph, then the table."""
    cells_of = table if isinstance(table, list) else []
    lines: list[list[str]] = [[str(cell).replace("|", "\\|") for cell in row] for row in cells_of]
    printed = ["| " + " | ".join(cells) + " |" for cells in lines]
    rule = "|" + "---|" * (len(lines[0]) if lines else 1)
    return parse_document("\n".join([text, "", *printed[:1], rule, *printed[1:], ""]), "text/markdown")


def print_table(results: Sequence[Result]) -> None:
    """Print one line per kind of fault."""
    print(f"{'fault':24}{'check':26}{'found':>12}{'recall':>8}{'alarms':>8}{'items with alarms':>20}")
    for result in results:
        recall = "-" if result.recall is None else f"{result.recall:.3f}"
        rate = "-" if result.alarm_rate is None else f"{result.alarm_rate:.3f}"
        found, alarmed = f"{result.found}/{result.seeded}", f"{result.alarmed}/{result.clean} {rate}"
        print(f"{result.fault:24}{result.check:26}{found:>12}{recall:>8}{result.alarms:>8}{alarmed:>20}")


if __name__ == "__main__":
    sys.exit(main())
