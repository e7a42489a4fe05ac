"""How a fault is put into a contract, and how its check is measured on the form with it and the form without.

A trial is one contract in two forms. The faulty form has one fault; the right form has at the same places the same
sentences without it, or what looks like a fault and is none. Both forms hold the contract's own text, so that a check
that takes exception to it raises a false alarm here.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, field, replace
from functools import cached_property
from random import Random
from typing import TypeVar

from benchmarks.checks_quality import Result, Row, overlaps
from qa_service.checks import CheckResult, Finding, Source, compile_checks, run_checks
from qa_service.checks.related import Related
from qa_service.documents import Document, parse_document
from qa_service.rubric import CheckSpec

# In a template, the marks around what a finding has to touch.
MARKED = re.compile("⟦(.*?)⟧", re.DOTALL)
# A sentence goes behind a paragraph that ends as one, and not behind a heading or an item that goes on.
PARAGRAPH = re.compile(r"(?m)^.{60,}[.!?]$")
PLAIN = "text/plain"
Span = tuple[int, int]
T = TypeVar("T")
U = TypeVar("U")
Params = Mapping[str, object]


@dataclass(frozen=True)
class Contract:
    """A contract of the folder."""

    id: str
    text: str
    parties: tuple[str, ...] = ()

    @cached_property
    def document(self) -> Document:
        """The contract as a plain text."""
        return parse_document(self.text)

    @cached_property
    def places(self) -> tuple[int, ...]:
        """Where something may be put in: behind paragraphs, or at the end of a text that has none."""
        return tuple(found.end() for found in PARAGRAPH.finditer(self.text)) or (len(self.text),)


@dataclass(frozen=True, slots=True)
class Form:
    """One form of a document, with what a check is given beside it."""

    document: Document
    facts: Mapping[str, object] = field(default_factory=dict)
    sources: Sequence[Source] = ()
    brief: str = ""
    related: Related | None = None


@dataclass(frozen=True, slots=True)
class Trial:
    """The right and the faulty form of one document.

    A finding tells the fault when it overlaps one of ``spans`` (where there is none: when it speaks of the whole
    document; where they are None: wherever it stands) and says ``says``. ``beside`` are further checks of the plan,
    which are not measured.
    """

    params: Params
    right: Form
    wrong: Form
    spans: Sequence[Span] | None = ()
    says: str = ""
    beside: Mapping[str, Params] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class Seeding:
    """A contract that gets a fault, the other contracts of the folder, and what chance decides."""

    contract: Contract
    others: Sequence[Contract]
    chance: Random

    def put_in(self, *sentences: tuple[str, str]) -> tuple[str, str, list[Span]]:
        """Put sentences, each in its right and its faulty form, into the contract, in order, at places of chance.

        Returns the right text, the faulty text, and the spans that are marked in the faulty one.
        """
        right, wrong, before = [], [], 0
        for place, (good, bad) in zip(self._places(len(sentences)), sentences, strict=True):
            own = self.contract.text[before:place]
            gap = self.chance.choice(("\n", " ")) if own else ""
            right.append(f"{own}{gap}{good}")
            wrong.append(f"{own}{gap}{bad}")
            before = place
        rest = self.contract.text[before:]
        faulty, spans = unmarked("".join(wrong) + rest)
        return "".join(right) + rest, faulty, spans

    def _places(self, count: int) -> list[int]:
        places = self.contract.places
        if len(places) < count:
            return sorted(self.chance.choices(places, k=count))
        return sorted(self.chance.sample(places, count))

    def sentences(self, *sentences: tuple[str, str], params: Params | None = None, kind: str = PLAIN) -> Trial:
        """Return the trial in which these sentences are put into the contract."""
        right, wrong, spans = self.put_in(*sentences)
        return Trial(params or {}, *both(lambda text: Form(parse_document(text, kind)), right, wrong), spans)

    def facts(self, right: Mapping[str, object], wrong: Mapping[str, object], params: Params, says: str = "") -> Trial:
        """Return the trial in which the contract stays as it is and the submitted facts are faulty."""
        document = self.contract.document
        return Trial(params, Form(document, right), Form(document, wrong), says=says)


@dataclass(frozen=True, slots=True)
class Seed:
    """One kind of fault; ``make`` returns None for a contract that cannot have it."""

    fault: str
    check: str
    make: Callable[[Seeding], Trial | None]


def both(make: Callable[[T], U], right: T, wrong: T) -> tuple[U, U]:
    """Make the right and the faulty form in the same way."""
    return make(right), make(wrong)


def whole(trial: Trial, says: str = "") -> Trial:
    """Return the trial for a check that speaks of the whole document."""
    return replace(trial, spans=(), says=says)


def unmarked(text: str) -> tuple[str, list[Span]]:
    """Return a text without its marks, and the spans between them."""
    parts, spans, before, length = [], list[Span](), 0, 0
    for found in MARKED.finditer(text):
        parts += [text[before : found.start()], found[1]]
        start = length + found.start() - before
        length = start + len(found[1])
        spans.append((start, length))
        before = found.end()
    return "".join(parts) + text[before:], spans


def contracts_of(rows: Iterable[Row]) -> list[Contract]:
    """Return the contracts of the rows of a folder."""
    out = []
    for row in rows:
        parties = row.get("parties")
        named = tuple(map(str, parties)) if isinstance(parties, list) else ()
        out.append(Contract(str(row["id"]), str(row["text"]), named))
    return out


def trials(seed: Seed, contracts: Sequence[Contract]) -> list[Trial]:
    """Return the trials of one kind of fault; chance is drawn from contract and kind, so that each run has the same."""
    made = (
        seed.make(Seeding(each, [other for other in contracts if other is not each], Random(f"{each.id} {seed.fault}")))
        for each in contracts
    )
    return [trial for trial in made if trial is not None]


def measured(seed: Seed, contracts: Sequence[Contract]) -> Result:
    """Count the faults that are found, and the findings on the right forms."""
    made = trials(seed, contracts)
    clean = [len(findings(seed.check, trial, trial.right)) for trial in made]
    found = sum(is_told(seed.check, trial) for trial in made)
    return Result(seed.fault, seed.check, found, len(made), sum(clean), sum(map(bool, clean)), len(made))


def is_told(check: str, trial: Trial) -> bool:
    """Tell whether a finding on the faulty form speaks of the fault."""
    told = (each for each in findings(check, trial, trial.wrong) if trial.says in each.message)
    return any(_touches(each, trial.spans) for each in told)


def _touches(finding: Finding, spans: Sequence[Span] | None) -> bool:
    if not spans:
        return spans is None or finding.start == finding.end
    return any(overlaps(finding, list(span)) for span in spans)


def findings(check: str, trial: Trial, form: Form) -> list[Finding]:
    """Run the trial's plan on one form and return what the measured check finds."""
    result = run(check, trial, form)
    if check in result.skipped:
        # A check that could not run would look like one that is never wrong.
        raise RuntimeError(f"{check}: {result.skipped[check]}")
    return [each for each in result.findings if each.check == check]


def run(check: str, trial: Trial, form: Form) -> CheckResult:
    """Run the trial's plan on one form."""
    wanted = {**trial.beside, check: trial.params}
    plan = compile_checks([CheckSpec(name, name, dict(params), "finding") for name, params in wanted.items()])
    given = {"facts": form.facts, "sources": form.sources, "brief": form.brief, "related": form.related}
    return run_checks(plan, form.document, **given)  # type: ignore[arg-type]
