"""Statements against the source that they speak of, for `benchmarks.checks_quality`.

The labels say whether the source bears a statement out. Rules can tell that a figure or a subject is not in a source;
that a source says the contrary in the same words they cannot, and the recall shows it. What they are made for is
measured by true statements of which one figure is changed to another that the source does not print.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from pathlib import Path

from benchmarks.checks_quality import Result, plan_of, rows
from qa_service.checks import Source, run_checks
from qa_service.documents import parse_document

Case = tuple[str, Source, bool]


def against_sources(data: Path, texts: Mapping[str, str]) -> Iterator[Result]:
    """Yield one result per kind of statement for which there are data."""
    kinds = (
        ("figure_in_table", "grounding.numbers", _table_claims(data)),
        ("figure_in_report", "grounding.numbers", _trial_claims(data)),
        ("name_in_report", "grounding.entities", _trial_claims(data)),
        ("not_mentioned", "grounding.support", _hypotheses(data, texts)),
        ("other_report", "grounding.support", _strangers(data)),
    )
    for fault, check, cases in kinds:
        found = list(cases)
        if found:
            yield _counted(fault, check, found)
    changed = [*_changed_figures([*_table_claims(data), *_trial_claims(data)])]
    if changed:
        yield _counted("figure_changed", "grounding.numbers", changed)


def _counted(fault: str, check: str, cases: list[Case]) -> Result:
    plan = plan_of(check)
    hits = {True: [0, 0, 0], False: [0, 0, 0]}
    for statement, source, wrong in cases:
        findings = run_checks(plan, parse_document(_sentence(statement)), sources=[source]).findings
        counts = hits[wrong]
        counts[0] += 1
        counts[1] += bool(findings)
        counts[2] += len(findings)
    return Result(fault, check, hits[True][1], hits[True][0], hits[False][2], hits[False][1], hits[False][0])


def _sentence(statement: str) -> str:
    plain = statement.strip()
    return plain[:1].upper() + plain[1:] + ("" if plain.endswith((".", "!", "?")) else ".")


def _table_claims(data: Path) -> Iterator[Case]:
    for row in rows(data, "table_claims"):
        lines = row["rows"]
        cells = [row["columns"], *(lines if isinstance(lines, list) else [])]
        text = "\n".join(" | ".join(map(str, line)) for line in cells if isinstance(line, list))
        if _has_digit(row["claim"]) and row["label"] in ("supports", "refutes"):
            yield (
                str(row["claim"]),
                Source(str(row["id"]), "", f"{row['caption']}\n\n{text}"),
                row["label"] == "refutes",
            )


def _trial_claims(data: Path) -> Iterator[Case]:
    reports = _reports(data)
    for row in rows(data, "trials_claims"):
        if _has_digit(row["statement"]):
            source = reports[str(row["source"]), str(row["section"])]
            yield str(row["statement"]), source, row["label"] == "Contradiction"


def _changed_figures(claims: Sequence[Case]) -> Iterator[Case]:
    """Yield each true statement, and it with the first digit of each figure of two and more changed in turn."""
    for claim, source, wrong in claims:
        statement = _sentence(claim)
        telling = [number for number in parse_document(statement).numbers if number.percent or number.decimals]
        if wrong or not telling:
            continue
        yield statement, source, False
        for number in telling:
            digits = statement[number.digits_start : number.digits_end]
            other = f"{int(digits[0]) % 9 + 1}{digits[1:]}" if digits[0].isdecimal() else digits
            if len(digits) > 1 and other not in source.text:
                yield f"{statement[: number.digits_start]}{other}{statement[number.digits_end :]}", source, True


def _strangers(data: Path) -> Iterator[Case]:
    """Each true statement on its own report, and on the same section of the next one."""
    reports = _reports(data)
    names = sorted({name for name, _ in reports})
    for row in rows(data, "trials_claims"):
        if row["label"] == "Entailment":
            name, section = str(row["source"]), str(row["section"])
            following = names[(names.index(name) + 1) % len(names)]
            yield str(row["statement"]), reports[name, section], False
            yield str(row["statement"]), reports[following, section], True


def _reports(data: Path) -> dict[tuple[str, str], Source]:
    out = {}
    for row in rows(data, "trials_sources"):
        sections = row["sections"]
        for name, lines in sections.items() if isinstance(sections, dict) else ():
            out[str(row["id"]), str(name)] = Source(str(row["id"]), "", "\n".join(lines))
    return out


def _hypotheses(data: Path, texts: Mapping[str, str]) -> Iterator[Case]:
    sources = {name: Source(name, "", text) for name, text in texts.items()}
    for row in rows(data, "contracts_nli"):
        if row["label"] in ("Entailment", "NotMentioned") and str(row["doc"]) in sources:
            yield str(row["hypothesis"]), sources[str(row["doc"])], row["label"] == "NotMentioned"


def _has_digit(text: object) -> bool:
    return any(map(str.isdigit, str(text)))
