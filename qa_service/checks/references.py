"""References to clauses, exhibits, tables, figures and notes that do not exist; registers the family."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Mapping

from marshmallow import fields

from qa_service.checks import citations, legal_citations
from qa_service.checks.context import CheckContext, FactMissing
from qa_service.checks.finding import Hit
from qa_service.checks.foreign_references import foreign_references, is_named_own, ownership
from qa_service.checks.parameters import Parameters
from qa_service.checks.reference_wholes import find_wholes, missing_within
from qa_service.checks.registry import check
from qa_service.documents.rare_signs import Signed, signed
from qa_service.documents.reference_labels import is_index
from qa_service.documents.reference_lines import Lines
from qa_service.documents.reference_targets import Targets, find_targets
from qa_service.documents.spans_references import Reference, find_references

__all__ = ["citations", "dangling", "legal_citations"]

_SUB_MARKER = re.compile(r"(?:^|[\s;:.,])\((?P<mark>[a-z]{1,4}|\d{1,2})\)(?=\s|$)", re.MULTILINE)
_ROMAN_MARK = re.compile(r"[ivx]{1,4}")
_ARTICLE = frozenset({"article", "art", "artikel", "artículo", "articolo"})
# "Exhibit 10.2", "Schedule 13D" and "Schedule K-1" are numbers of registers and forms.
_ODD_NUMBER = re.compile(r"\d+[.-]\d+|\d+[A-Z]|[A-Z][-.]?\d+|\d{4}")
# Words that also mean something else are judged only where the document uses them for its parts.
_COMMON_WORDS = frozenset({"part", "chapter", "box", "photo", "chart"})
_BANKRUPTCY = re.compile(r"bankrupt|insolven|debtor|reorgani[sz]ation", re.IGNORECASE)


class DanglingParameters(Parameters):
    """Where the references of the document point."""

    against = fields.Raw(
        load_default=None,
        metadata={
            "description": (
                "Fact or source with the text that the references point into, or with a list of exhibits; absent: this"
                " document."
            )
        },
    )


@check(
    "references.dangling",
    title="Reference to a part that does not exist",
    description=(
        "Section, clause, article, schedule, exhibit, annex, appendix, attachment, table, figure, chapter and footnote"
        " references whose target is not in the document (or in the text or list named by `against`). References to"
        " statutes, standards and other instruments are left alone, and so is a kind of numbering that the document"
        " does not use."
    ),
    params=DanglingParameters,
    severity="major",
    fires="1. Term\nAs set out in Section 9, the term is one year.\n2. Notices\nBy post.\n3. Law\nEngland.",
    quiet=(
        "1. Term\nSee Section 7 of the Exchange Act, Clause 9 of the Head Lease and Section 2.\n2. Notices\nBy post.\n"
        "3. Law\nEngland."
    ),
)
def dangling(ctx: CheckContext) -> Iterator[Hit]:
    """Yield each reference whose target is missing; evidence names the numbers that exist."""
    text = ctx.document.text
    lines = ctx.document.cached("reference lines", lambda document: Lines(signed(document)))
    references = ctx.document.cached("references", lambda _: find_references(lines))
    other = None if ctx.params.get("against") is None else referenced_text(ctx)
    if not references:
        return

    def own() -> Targets:
        return ctx.document.cached("targets", lambda _: find_targets(lines))

    judged_in = lines if other is None else Lines(Signed(other))
    targets = own() if other is None else _listed(judged_in)
    place = text if other is None else other
    wholes = find_wholes(text, references)
    problems = {
        reference: missing_part(reference, targets, place, text[reference.end - 1 : reference.end])
        for reference in references
    }
    problems |= {part: missing_within(judged_in, targets, part, wholes) for part in wholes}
    if other is not None:
        problems = {reference: _beside_other(text, reference, own, told) for reference, told in problems.items()}
    if not any(problems.values()):
        return
    long = any(top.isdecimal() and int(top) >= 100 for top in targets.tops())
    kinds, numbers = (targets.kinds, targets.of("section")) if other is None else ((), ())
    owner = ownership(text, lent=other is not None, long=long, kinds=kinds, numbers=numbers)
    resolved = {reference: not problem for reference, problem in problems.items()}
    foreign = foreign_references(owner, references, resolved, wholes)
    for reference, problem in problems.items():
        if problem and reference not in foreign:
            judged = own() if owner.is_own(reference) else targets
            yield _dangling_hit(text, reference, judged, problem)


def _listed(other: Lines) -> Targets:
    return find_targets(other, index=is_index(other))


def _beside_other(text: str, reference: Reference, own: Callable[[], Targets], told: str | None) -> str | None:
    """Judge a reference of a text about another one: "section 4 below" is its own, and "section 3" may be either's.

    Clauses are the other's: a memorandum has sections.
    """
    printed, named_own = text[reference.end - 1 : reference.end], is_named_own(text, reference)
    if named_own or (told and reference.kind != "clause" and reference.number in own().of(reference.family)):
        here = missing_part(reference, own(), text, printed)
        return here if named_own or here is None else told
    return told


def _dangling_hit(text: str, reference: Reference, targets: Targets, problem: str) -> Hit:
    known = sorted(targets.of(reference.family), key=_natural)
    evidence = {"reference": reference.number, "family": reference.family, "exists": known[:60]}
    printed = " ".join(text[reference.start : reference.end].split())
    return Hit(reference.start, reference.end, f"{printed}: {problem}.", evidence, code=reference.family)


def _natural(number: str) -> tuple[tuple[int, str], ...]:
    return tuple((int(part), "") if part.isdecimal() else (10**6, part) for part in re.split(r"[.-]", number))


def missing_part(reference: Reference, targets: Targets, text: str, printed: str) -> str | None:
    """Return why the target of a reference does not exist, or None when it exists or cannot be judged."""
    known = targets.of(reference.family)
    if reference.family == "part" and not known and printed.isupper() and len(targets.of("roman")) > 1:
        return None if reference.number in targets.of("roman") else _no_such("part")
    if reference.family != "section":
        return None if reference.number in known or not _judged(reference, known, text) else _no_such(reference.family)
    articles = targets.of("article")
    if reference.kind in _ARTICLE and len(articles) > 1:
        return _missing_sub(reference, targets, text, "article") if reference.number in articles else _no_such("article")
    if len(targets.tops()) < (1 if targets.spoken else 2) or not reference.number[0].isdecimal():
        return None
    return _missing_sub(reference, targets, text) if reference.number in known else _missing_number(reference, targets)


def _no_such(family: str) -> str:
    return f"no {family} has that number"


def _judged(reference: Reference, known: Mapping[str, int], text: str) -> bool:
    if len(known) < (2 if reference.family in _COMMON_WORDS else 1):
        return False
    if reference.family == "chapter" and _BANKRUPTCY.search(text):
        return False
    odd = _ODD_NUMBER.fullmatch(reference.number) is not None
    return not odd or any(_ODD_NUMBER.fullmatch(number) for number in known)


def _missing_number(reference: Reference, targets: Targets) -> str | None:
    number = reference.number
    if number.partition(".")[0] not in targets.tops():
        return "no part has that number"
    parent = number.rpartition(".")[0]
    return f"part {parent} has no {number}" if parent and targets.has_parts(parent) else None


def _missing_sub(reference: Reference, targets: Targets, text: str, family: str = "section") -> str | None:
    """A sub-clause is missed only where there is a list of its style, known by the first two marks."""
    start, end = targets.extent(reference.number, family)
    place = f"{'article' if family == 'article' else 'part'} {reference.number}"
    for mark in reference.subs:
        marks = [(found["mark"], found.start()) for found in _SUB_MARKER.finditer(text, start, end)]
        if not _is_listed(mark, {name for name, _ in marks}):
            return None
        at = next((offset for name, offset in marks if name == mark), None)
        if at is None:
            return f"{place} has no ({mark})"
        end = next((offset for name, offset in marks if offset > at and name == _next(mark)), end)
        start, place = at + 1, f"{place}({mark})"
    return None


def _is_listed(mark: str, marks: set[str]) -> bool:
    """Tell whether there is a list that the mark could belong to: 1, i or a."""
    if mark.isdecimal():
        return {"1", "2"} <= marks
    if _ROMAN_MARK.fullmatch(mark) and {"i", "ii"} <= marks:
        return True
    return len(mark) == 1 and mark.islower() and {"a", "b"} <= marks


def _next(mark: str) -> str:
    """Return the mark behind this one in its list; no mark at all for a numeral of letters."""
    if mark.isdecimal():
        return str(int(mark) + 1)
    return chr(ord(mark) + 1) if len(mark) == 1 else ""


def referenced_text(ctx: CheckContext) -> str:
    """Return the text that the parameter ``against`` names: a fact, a list of facts, or a source by id or title."""
    name = ctx.params["against"]
    value = ctx.resolve(name)
    if isinstance(value, list | tuple):
        value = "\n".join(_entry(item) for item in value)
    if isinstance(value, Mapping):
        value = value.get("text") or value.get("content") or value.get("id")
    source = next(
        (item.text for item in ctx.sources if value in (item.id, item.title) or name in (item.id, item.title)), None
    )
    if source is not None:
        return source
    if not isinstance(value, str) or not value.strip():
        raise FactMissing(str(name))
    return value


def _entry(item: object) -> str:
    """Return one line for an entry of a list: its number or name, and what stands beside it."""
    if isinstance(item, Mapping):
        return ": ".join(str(item[key]) for key in ("id", "number", "name", "label", "title", "text") if item.get(key))
    return str(item)
