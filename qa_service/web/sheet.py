"""The rubric form as the page shows it: what is asked, what applies, what was entered, what is wrong with it."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from qa_service.errors import DomainError, Problem
from qa_service.rubric import Criterion, EvidenceRule, Rubric, Scale, Section
from qa_service.scoring import Answer, parse_answers, score
from qa_service.services.pages import DeliverablePage
from qa_service.web.forms import Entry, by_criterion, raw_answers
from qa_service.web.show import level, words

_EVIDENCE = {
    "span": ("passage", "passages"),
    "document_ref": ("document reference", "document references"),
    "worksheet": ("worksheet reference", "worksheet references"),
    "any": ("piece of evidence", "pieces of evidence"),
}


@dataclass(frozen=True, slots=True)
class Passage:
    """A piece of evidence from the text; ``value`` is its field's value."""

    value: str
    quote: str


@dataclass(frozen=True, slots=True)
class Hint:
    """What machine checks suggest, and why."""

    text: str
    reason: str


@dataclass(frozen=True, slots=True)
class Question:
    """One criterion of the form. ``applies`` is false when its condition is; ``note`` says why or what was unknown."""

    criterion: Criterion
    scale: Scale
    entry: Entry
    applies: bool
    note: str
    passages: tuple[Passage, ...]
    hints: tuple[Hint, ...]
    problems: tuple[Problem, ...]

    @property
    def evidence_rule(self) -> str:
        """What evidence is asked for, in one phrase."""
        return evidence_words(self.criterion.evidence)

    @property
    def takes_spans(self) -> bool:
        """Whether passages of the text count as evidence."""
        return self.criterion.evidence.kind in {"span", "any"}

    @property
    def takes_refs(self) -> bool:
        """Whether references to other documents count as evidence."""
        return self.criterion.evidence.kind != "span"


@dataclass(frozen=True, slots=True)
class Part:
    """A section with its questions."""

    section: Section
    questions: tuple[Question, ...]


@dataclass(frozen=True, slots=True)
class Sheet:
    """The whole form; ``asked`` and ``answered`` count the criteria that apply."""

    parts: tuple[Part, ...]
    etag: str
    general: tuple[Problem, ...] = ()

    @property
    def questions(self) -> list[Question]:
        """Every criterion in order."""
        return [q for part in self.parts for q in part.questions]

    @property
    def asked(self) -> int:
        """How many criteria apply."""
        return sum(q.applies for q in self.questions)

    @property
    def answered(self) -> int:
        """How many of those have an answer."""
        return sum(q.applies and q.entry.answered for q in self.questions)

    @property
    def wrong(self) -> list[Question]:
        """The criteria with problems."""
        return [q for q in self.questions if q.problems]


def build(
    page: DeliverablePage, entries: Mapping[str, Entry], etag: str = "", problems: Sequence[Problem] = ()
) -> Sheet:
    """Lay out the form of a deliverable."""
    states = _states(page, entries)
    sorted_problems = by_criterion(problems)
    hints = _hints(page)
    parts = tuple(
        Part(
            section,
            tuple(
                _question(page, c, entries.get(c.id, Entry()), states, hints, sorted_problems) for c in section.criteria
            ),
        )
        for section in page.rubric.sections
    )
    return Sheet(parts, etag, tuple(sorted_problems.get("", ())))


def evidence_words(rule: EvidenceRule) -> str:
    """An evidence rule in one phrase; empty when nothing is required."""
    if rule.required is False:
        return ""
    noun = _EVIDENCE[rule.kind][rule.min > 1]
    return f"{rule.min} {noun} required" + (" below the top answer" if rule.required == "below_top" else "")


def _question(
    page: DeliverablePage, criterion: Criterion, entry: Entry, states: Mapping[str, tuple[bool, str]],
    hints: Mapping[str, list[Hint]], problems: Mapping[str, list[Problem]],
) -> Question:  # fmt: skip
    applies, note = states[criterion.id]
    text = page.version.text
    passages = tuple(Passage(f"{a}-{b}", text[a:b]) for a, b in entry.spans if b <= len(text))
    return Question(
        criterion, page.rubric.scale_of(criterion.id), entry, applies, note, passages,
        tuple(hints.get(criterion.id, ())), tuple(problems.get(criterion.id, ())),
    )  # fmt: skip


def _states(page: DeliverablePage, entries: Mapping[str, Entry]) -> dict[str, tuple[bool, str]]:
    result = score(page.rubric, _valid(page.rubric, entries), facts=page.scoring_facts, size=page.size, complete=False)
    return {c.id: (c.state != "not_triggered", c.note) for c in result.criteria}


def _valid(rubric: Rubric, entries: Mapping[str, Entry]) -> dict[str, Answer]:
    raw = raw_answers(entries)
    try:
        return parse_answers(rubric, raw)
    except DomainError as error:
        # Conditions may look at other answers: those that can be read decide, the others count as not given.
        wrong = by_criterion(error.problems)
        return parse_answers(rubric, {c: v for c, v in raw.items() if c not in wrong})


def _hints(page: DeliverablePage) -> dict[str, list[Hint]]:
    out: dict[str, list[Hint]] = {}
    for found in page.found.suggestions:
        suggestion: dict[str, Any] = found.to_dict()
        names = ", ".join(suggestion["checks"])
        value = _suggested(page.rubric, suggestion)
        verb = "check suggests" if len(suggestion["checks"]) == 1 else "checks suggest"
        hint = Hint(f"{names}: {verb} “{value}”", suggestion.get("reason", ""))
        out.setdefault(suggestion["criterion"], []).append(hint)
    return out


def _suggested(rubric: Rubric, suggestion: Mapping[str, Any]) -> str:
    value = suggestion["value"]
    return level(rubric, suggestion["criterion"], value) if suggestion["criterion"] in rubric.criteria else words(value)
