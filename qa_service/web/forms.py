"""The rubric form: from fields to answers and from stored answers to fields; what is wrong stays to be seen."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from werkzeug.datastructures import MultiDict

from qa_service.errors import Problem
from qa_service.rubric import ERROR_SCALE, Rubric

_DECIMAL = re.compile(r"[-+]?(?:[0-9]+(?:[.,][0-9]*)?|[.,][0-9]+)(?:[eE][-+]?[0-9]{1,4})?")
NON_ANSWERS = ("na", "cannot_assess")
_QUOTE_NOT_FOUND = "This passage is not in the document word for word."


@dataclass(frozen=True, slots=True)
class MarkFields:
    """One row of the error list, as typed."""

    type: str
    severity: str
    count: str = "1"


@dataclass(frozen=True, slots=True)
class Entry:
    """One criterion's fields. ``choice`` is "", ``na``, ``cannot_assess``, ``value`` or ``level:<id>``."""

    choice: str = ""
    number: str = ""
    marks: tuple[MarkFields, ...] = ()
    rationale: str = ""
    spans: tuple[tuple[int, int], ...] = ()
    refs: tuple[str, ...] = ()
    quote: str = ""

    @property
    def answered(self) -> bool:
        """Whether there is an answer or non-answer."""
        return bool(self.choice)

    @property
    def level(self) -> str:
        """The chosen level, or nothing."""
        return self.choice.removeprefix("level:") if self.choice.startswith("level:") else ""

    @property
    def noted(self) -> bool:
        """Whether there are notes that only an answer could carry."""
        return bool(self.rationale or self.spans or self.refs)

    def raw(self) -> dict[str, Any]:
        """The answer in the form of the API, unchecked."""
        evidence = [{"start": a, "end": b} for a, b in self.spans] + [{"ref": ref} for ref in self.refs]
        state = self.choice if self.choice in NON_ANSWERS else "answered"
        value = self._value() if state == "answered" else None
        return {"value": value, "state": state, "rationale": self.rationale, "evidence": evidence}

    def _value(self) -> Any:
        if self.level:
            return self.level
        if self.number:
            return _number(self.number)
        return [{"type": m.type, "severity": m.severity, "count": _number(m.count)} for m in self.marks]


def posted(form: MultiDict[str, str], rubric: Rubric, text: str) -> tuple[dict[str, Entry], list[Problem]]:
    """Read the form: an entry per criterion, and passages that were quoted and are not in the text."""
    entries: dict[str, Entry] = {}
    problems: list[Problem] = []
    for criterion in rubric.criteria.values():
        entry = _posted(form, criterion.id, rubric.scale_of(criterion.id).type)
        if entry.quote:
            at = text.find(entry.quote)
            if at < 0:
                problems.append(Problem(f"/answers/{criterion.id}/evidence", "quote_not_found", _QUOTE_NOT_FOUND))
            else:
                entry = _with_span(entry, (at, at + len(entry.quote)))
        entries[criterion.id] = entry
    return entries, problems


def stored(answers: Mapping[str, Any], rubric: Rubric) -> dict[str, Entry]:
    """The entries of a saved draft."""
    return {c: _stored(answers[c]) if c in answers else Entry() for c in rubric.criteria}


def raw_answers(entries: Mapping[str, Entry]) -> dict[str, Any]:
    """The answers that are given, in the form of the API."""
    return {c: entry.raw() for c, entry in entries.items() if entry.answered}


def pending(entries: Mapping[str, Entry]) -> list[str]:
    """Criteria with notes and no answer: these notes are not kept until there is one."""
    return [c for c, entry in entries.items() if entry.noted and not entry.answered]


def by_criterion(problems: Sequence[Problem]) -> dict[str, list[Problem]]:
    """Problems by the criterion that their pointer names."""
    out: dict[str, list[Problem]] = {}
    for problem in problems:
        parts = problem.pointer.split("/")
        out.setdefault(parts[2] if len(parts) > 2 else "", []).append(problem)
    return out


def _posted(form: MultiDict[str, str], cid: str, scale: str) -> Entry:
    choice, number = form.get(f"answer.{cid}", ""), form.get(f"number.{cid}", "").strip()
    marks = _marks(form, cid) if scale == ERROR_SCALE else ()
    if scale == "numeric" and choice not in NON_ANSWERS:
        choice = "value" if number else ""
    if marks and choice not in NON_ANSWERS:
        choice = "value"
    rationale = form.get(f"rationale.{cid}", "").replace("\r\n", "\n").strip()
    quote = form.get(f"quote.{cid}", "").replace("\r\n", "\n").strip()
    refs = tuple(dict.fromkeys(ref.strip() for ref in form.getlist(f"ref.{cid}") if ref.strip()))
    spans = tuple(dict.fromkeys(span for text in form.getlist(f"span.{cid}") if (span := _span(text)) is not None))
    return Entry(choice, number, marks, rationale, spans, refs, quote)


def _marks(form: MultiDict[str, str], cid: str) -> tuple[MarkFields, ...]:
    columns = [form.getlist(f"error.{cid}.{name}") for name in ("type", "severity", "count")]
    rows = zip(*columns, strict=False)
    return tuple(MarkFields(kind, severity, count.strip() or "1") for kind, severity, count in rows if kind)


def _stored(answer: Mapping[str, Any]) -> Entry:
    value, state = answer.get("value"), answer.get("state", "answered")
    evidence = answer.get("evidence") or []
    spans = tuple((e["start"], e["end"]) for e in evidence if e.get("start") is not None)
    refs = tuple(e["ref"] for e in evidence if e.get("ref"))
    choice, number = state, ""
    marks: tuple[MarkFields, ...] = ()
    if state == "answered" and isinstance(value, str):
        choice = f"level:{value}"
    elif state == "answered":
        choice = "value"
        errors = value if isinstance(value, list) else []
        number = "" if isinstance(value, list) else f"{value:.12g}"
        marks = tuple(MarkFields(m["type"], m["severity"], str(m.get("count", 1))) for m in errors)
    return Entry(choice, number, marks, answer.get("rationale", ""), spans, refs)


def _with_span(entry: Entry, span: tuple[int, int]) -> Entry:
    spans = entry.spans if span in entry.spans else (*entry.spans, span)
    return Entry(entry.choice, entry.number, entry.marks, entry.rationale, spans, entry.refs)


def _span(text: str) -> tuple[int, int] | None:
    start, _, end = text.partition("-")
    if not (start.isascii() and start.isdigit() and end.isascii() and end.isdigit()) or len(text) > 24:
        return None
    return (int(start), int(end)) if int(start) < int(end) else None


def _number(text: str) -> int | float | str:
    if not _DECIMAL.fullmatch(text):
        return text
    value = float(text.replace(",", "."))
    if value != value or value in (float("inf"), float("-inf")):
        return text
    return int(value) if value.is_integer() else value
