"""References to clauses, exhibits, tables, figures and notes that do not exist; registers the family."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import replace
from functools import cache, partial

from marshmallow import fields

from qa_service.checks.citations import author_years, law
from qa_service.checks.context import CheckContext, FactMissing
from qa_service.checks.finding import Hit
from qa_service.checks.parameters import Parameters
from qa_service.checks.references.absent.kinds import absent_kinds
from qa_service.checks.references.absent.notes import absent_notes
from qa_service.checks.references.foreign_references import foreign_references
from qa_service.checks.references.foreign_signs import CITING_HEAD, CITING_LINE
from qa_service.checks.references.missing.boxed import missing_boxed
from qa_service.checks.references.missing.civil import missing_civil
from qa_service.checks.references.missing.column_notes import missing_column_notes
from qa_service.checks.references.missing.counted import missing_counted
from qa_service.checks.references.missing.headings import missing_headings
from qa_service.checks.references.missing.in_papers import missing_in_papers
from qa_service.checks.references.missing.in_series import missing_in_series
from qa_service.checks.references.missing.lettered import missing_lettered
from qa_service.checks.references.missing.letters import missing_letters
from qa_service.checks.references.missing.marks import missing_inner_marks, missing_marks
from qa_service.checks.references.missing.mixed import missing_mixed
from qa_service.checks.references.missing.note_marks import missing_note_marks
from qa_service.checks.references.missing.outlined import missing_outlined
from qa_service.checks.references.missing.papers import missing_papers
from qa_service.checks.references.missing.paragraphs import missing_paragraphs
from qa_service.checks.references.missing.parts import missing_part, unsure_references
from qa_service.checks.references.missing.pilcrows import missing_pilcrows, pilcrow_numbers
from qa_service.checks.references.missing.places import missing_places
from qa_service.checks.references.missing.recitals import missing_recitals
from qa_service.checks.references.missing.sentences import MissingPlace, missing_sentences
from qa_service.checks.references.missing.specified import missing_specified
from qa_service.checks.references.missing.table_notes import missing_table_notes
from qa_service.checks.references.ownership import is_instrument, is_named_own, ownership
from qa_service.checks.references.paper_kinds import is_extract
from qa_service.checks.references.reference_wholes import Papers, find_wholes
from qa_service.checks.references.titled_parts import TitledPart, missing_titled_parts
from qa_service.checks.registry import check
from qa_service.documents.document import Document
from qa_service.documents.references.bare import bare_references, boxed_references, mark_references
from qa_service.documents.references.labels import is_index
from qa_service.documents.references.lines import Lines
from qa_service.documents.references.numbers import PARAGRAPHS
from qa_service.documents.references.odd import PILCROW, odd_references
from qa_service.documents.references.spans import Reference, find_references
from qa_service.documents.references.targets import Targets, find_targets
from qa_service.documents.references.titled import titled_references
from qa_service.documents.searching.lookup import part_at
from qa_service.documents.searching.rare_signs import Signed, signed

__all__ = ["author_years", "dangling", "law"]


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
        " references whose target is not in the document (or in the text or list named by `against`), and those to"
        " entries of its own numbered lists and columns (exclusions, recitals, items) that count from the first."
        " References to statutes, standards and other instruments are left alone, and so is a kind of numbering that"
        " the document does not use, unless a contract says that the part is its own (attached hereto as Annex B)."
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
    reach = 0
    # A part of what is told already is not told again: "(5)" of "§ 1 paragraph (5)".
    for hit in sorted(_dangling(ctx), key=lambda each: (each.start, -each.end)):
        if hit.end > reach:
            reach = hit.end
            yield hit


def _dangling(ctx: CheckContext) -> Iterator[Hit]:
    text = ctx.document.text
    lines = ctx.document.cached("reference lines", lambda document: Lines(signed(document)))
    titled: list[TitledPart] = []
    counted: Mapping[Reference, MissingPlace] = {}
    other = None if ctx.params.get("against") is None else referenced_text(ctx)
    if other is None:
        titled = list({part.start: part for find in _TITLED for part in find(ctx.document)}.values())
        yield from map(_titled_hit, titled)
    references = _references(ctx.document, lines) if other is None else find_references(lines)
    if not references:
        return

    def own() -> Targets:
        return ctx.document.cached("targets", lambda document: find_targets(lines, citing=_citing(document)))

    judged_in = lines if other is None else Lines(Signed(other))
    targets = own() if other is None else _listed(judged_in)
    place = text if other is None else other
    wholes = find_wholes(text, references)
    problems = {
        reference: missing_part(reference, targets, place, text[reference.end - 1 : reference.end])
        for reference in references
    }
    papers = Papers(judged_in, targets, wholes)
    problems |= {part: papers.missing(part) for part in wholes}
    problems |= {**missing_marks(ctx.document, references, targets), **missing_inner_marks(text, references, targets)}
    if other is None:
        problems |= missing_letters(ctx.document, references, targets)
        problems |= missing_mixed(ctx.document, references, targets)
        problems |= missing_paragraphs(ctx.document, references, targets)
        counted = missing_sentences(text, references, targets)
        problems |= {reference: place.told for reference, place in counted.items()}
        problems = _of_extract(text, problems | absent_kinds(ctx.document, references, targets))
        resolved = {reference: not problem for reference, problem in problems.items()}
        here = [*missing_in_papers(ctx.document, papers, targets, references, resolved)]
        # What is told of the paper that is named beside it is told once.
        of_named = {part.start for part in here if part.told}
        problems = {part: None if part.start in of_named else told for part, told in problems.items()}
        places = {part.start for part in titled} | {r.start for r, problem in problems.items() if problem}
        yield from (_titled_hit(part) for part in here if part.start not in places)
    else:
        problems = {reference: _beside_other(text, reference, own, told) for reference, told in problems.items()}
    if not any(problems.values()):
        return
    long = any(top.isdecimal() and int(top) >= 100 for top in targets.tops())
    kinds, numbers = (targets.kinds, targets.of("section")) if other is None else ((), ())
    owner = ownership(
        text, lent=other is not None, long=long, kinds=kinds, numbers=numbers, quotations=ctx.document.quotations
    )
    resolved = {reference: not problem for reference, problem in problems.items()}
    foreign = foreign_references(owner, references, resolved, wholes)
    told = {part.start for part in titled}
    # "Paragraph 16" is the one that begins with "¶16".
    marked = pilcrow_numbers(ctx.document)
    told |= {each.start for each in problems if each.kind in PARAGRAPHS and each.number in marked}
    left = foreign | unsure_references(text, foreign, problems, targets)
    heads_line = cache(partial(_heads_line, text))
    for reference, problem in problems.items():
        if (
            problem
            and reference not in left
            and reference.start not in told
            and not _is_there(text, reference, heads_line)
        ):
            judged = own() if owner.is_own(reference) else targets
            begins = counted[reference].start if reference in counted else _begins(text, reference)
            yield _dangling_hit(text, replace(reference, start=begins), judged, problem)


# "clause (d) of Section 8.01"
_MARK_BEFORE = re.compile(
    r"\b(?:(?:sub-?)?(?:clause|section|paragraph|item|point|limb)|para\.?)s?\s\((?P<mark>\w{1,4})\)(?:\s?\(\w{1,4}\)){0,2}"
    r"\s(?:of|in|to|under)\s\Z",
    re.IGNORECASE,
)
_LONGEST_MARK = 40
_FILED = re.compile(r"[ \u00a0]\d\d[ \u00a0]?\d\d(?:\.\d\d)?(?![\w.]\d)")


def _is_there(text: str, reference: Reference, heads_line: Callable[[str], bool]) -> bool:
    """Tell whether a line is headed by the very words ("Part Four: Tax"), or they name a section of a whole manual.

    "Section 07 62 00" is one of the three pairs of digits by which specifications of buildings are filed.
    """
    if _FILED.match(text, reference.end):
        return True
    alone = not reference.subs and reference.start == reference.group_start
    return alone and heads_line(text[reference.start : reference.end])


def _heads_line(text: str, printed: str) -> bool:
    head = rf"^[ \t#*]*{re.escape(printed)}[ \t*]*(?:[:\u2013\u2014]|[.-][ \t]|$)"
    return re.search(head, text, re.IGNORECASE | re.MULTILINE) is not None


def _begins(text: str, reference: Reference) -> int:
    """Return where a reference begins, with the mark that stands before its number."""
    near = max(0, reference.start - _LONGEST_MARK)
    found = _MARK_BEFORE.search(text, near, reference.start) if reference.subs else None
    return found.start() if found and found["mark"] == reference.subs[0] else reference.start


# What finds the parts that a text names by a word of its own.
_TITLED = (
    missing_titled_parts,
    missing_in_series,
    missing_lettered,
    missing_boxed,
    missing_pilcrows,
    missing_specified,
    missing_civil,
    missing_table_notes,
    missing_column_notes,
    missing_outlined,
    missing_note_marks,
    absent_notes,
    missing_recitals,
    missing_headings,
    missing_papers,
    missing_places,
    missing_counted,
)


def _references(document: Document, lines: Lines) -> Sequence[Reference]:
    """Return the references in order, those without a word for the part too."""
    named: Sequence[Reference] = document.cached("references", lambda _: find_references(lines))
    titled = list(titled_references(lines.subject))
    if titled:
        named = [each for each in named if part_at(titled, each.start) is None]
    # A number with a word before it is the reference of that word: "Section 4.2 hereof".
    bare = (each for each in bare_references(lines.subject) if part_at(named, each.start) is None)
    # "3(b)" may be a picture in a report.
    bare = (each for each in bare if "." in each.number or len(each.subs) > 1 or is_instrument(document))
    odd = (each for each in odd_references(lines.subject) if each.kind != PILCROW or is_instrument(document))
    marks = (each for each in mark_references(lines.subject) if part_at(named, each.start) is None)
    rest = [*bare, *marks, *boxed_references(lines.subject), *odd, *titled]
    return sorted((*named, *rest), key=lambda reference: reference.start) if rest else named


def _of_extract(text: str, problems: dict[Reference, str | None]) -> dict[Reference, str | None]:
    """Leave out the parts that are not there at all where the text says that it is an extract."""
    if not is_extract(text):
        return problems
    return {reference: None if told and told.startswith("no ") else told for reference, told in problems.items()}


def _citing(document: Document) -> list[tuple[int, int]]:
    """Return the spans of tables that go through the parts of another text: "| Clause | Subject | Rating |".

    A contract may itself be printed as such a table.
    """
    if not CITING_LINE.occurs_in(signed(document)):
        return []
    tables = [t for t in document.tables if t.rows and t.rows[0] and CITING_HEAD.fullmatch(t.rows[0][0].text.strip())]
    if not tables or is_instrument(document):
        return []
    return [(table.start, table.end) for table in tables]


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


def _titled_hit(part: TitledPart) -> Hit:
    evidence = {"reference": part.number, "family": part.family, "exists": sorted(part.known, key=_natural)}
    told = part.told or f"no {part.family} has that number"
    # "Art. 14 para. 6" says itself what it is.
    named = part.number if part.number[:1].isalpha() and " " in part.number else f"{part.family} {part.number}"
    message = f"{named[:1].upper()}{named[1:]}: {told}."
    return Hit(part.start, part.end, message, evidence, code=part.family)


def _natural(number: str) -> tuple[tuple[int, str], ...]:
    return tuple((int(part), "") if part.isdecimal() else (10**6, part) for part in re.split(r"[.-]", number))


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
