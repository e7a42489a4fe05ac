"""References to clauses, exhibits, tables and figures that do not exist; registers the family with `citations`."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping

from marshmallow import fields

from qa_service.checks import citations
from qa_service.checks.context import CheckContext, FactMissing
from qa_service.checks.finding import Hit
from qa_service.checks.parameters import Parameters
from qa_service.checks.registry import check
from qa_service.documents.anchors import BLANK, Anchored, compile_anchor
from qa_service.documents.spans_references import Reference, Targets, find_references, find_targets

__all__ = ["citations", "dangling"]

_INSTRUMENT = (
    r"(?:Acts?|Agreements?|Code|Laws?|Regulations?|Rules?|Statutes?|Contracts?|Leases?|Polic(?:y|ies)|"
    r"By-?laws?|Charter|"
    r"Constitution|Deeds?|Directive|Treaty|Plans?|Indenture|Ordinance|Convention|Memorandum|Articles|"
    r"Decree|Title|Chapter|"
    r"Licen[cs]e|Form|Schedule|Annex|Order|Bill|Report|Prospectus|Registration|Tariff|Protocol|Standard|Guidelines?)"
)
_FOREIGN_AFTER = re.compile(
    rf"[\s,)]*(?:thereof|therein|thereto\b|C\.\s?F\.\s?R|U\.\s?S\.\s?C|(?:of|to|under|in|from)\s+(?:(?:the|"
    rf"that|such|said|its|their|an?|any|certain|"
    rf"[a-z]{{2,14}})\s+){{0,4}}(?:[\w.&'\u2019-]+\s+){{0,6}}?{_INSTRUMENT}\b|"
    rf"(?:[A-Z][\w.&]*\s+){{0,4}}(?:Act|Code|Regulations?)\b)",
)
_FOREIGN_LOWER = re.compile(
    r"[\s,)]*of\s+(?:the|that|such|said|its|their|an?|another)\s+(?:[a-z]+\s+){0,4}?"
    r"(?:agreement|act|code|law|regulations?|statute|contract|lease|policy|bylaws|constitution|deed|"
    r"directive|treaty|plan)\b"
)
_FOREIGN_OF = re.compile(r"[\s,)]*of\s+(?:the\s+|that\s+certain\s+|its\s+)?(?!this\b|these\b)[A-Z]")
_FOREIGN_NAME = re.compile(r"\s(?:\([^)]{1,30}\)\s)?(?!(?:AND|OR|OF|THE|TO|SHALL|IS)\b)[A-Z]{3,}\b")
_FOREIGN_BEFORE = re.compile(
    r"(?:\b(?:Acts?|Code|Rules?|Regulations?|Law|Ordinance|Constitution|Directive|Statutes?|Stat|Ann|"
    r"Title\s\d{1,3}|GDPR|RCW)|"
    r"U\.\s?S\.\s?C|C\.\s?F\.\s?R|USC|CFR|tit\.\s\d{1,3})[.,'\u2019s]*\s*\Z"
)
_OWN_AFTER = re.compile(
    r"[\s,)]*(?:above\b|below\b|(?:of|to|in|under)\s+(?:this|these|the\s+present)\b|hereof|herein|hereto)",
    re.IGNORECASE,
)
_OWN_TITLE = Anchored(
    re.compile(r"\bthis\s+(?:[A-Z][\w-]*\s+){0,4}?(?P<title>[A-Z][a-z]+|[A-Z]{4,})\b"),
    compile_anchor(rf"\bthis{BLANK}+[A-Z]"),
    width=1,
)
_SUB_MARKER = re.compile(r"(?:^|[\s;:.,])\((?P<letter>[a-z]{1,4})\)\s", re.MULTILINE)


class DanglingParameters(Parameters):
    """Where the references of the document point."""

    against = fields.Raw(
        load_default=None,
        metadata={"description": "Fact or source with the text the references point into; absent: this document."},
    )


@check(
    "references.dangling",
    title="Reference to a part that does not exist",
    description=(
        "Section, clause, article, schedule, exhibit, annex, appendix, table and figure references whose "
        "target is not"
        " in the document (or in the text named by `against`). References to statutes and other instruments are left"
        " alone, and so is a kind of numbering that the document does not use."
    ),
    params=DanglingParameters,
    severity="major",
    fires="1. Term\nAs set out in Section 9, the term is one year.\n2. Notices\nBy post.\n3. Law\nEngland.",
    quiet="1. Term\nSee Section 7 of the Exchange Act and Section 2.\n2. Notices\nBy post.\n3. Law\nEngland.",
)
def dangling(ctx: CheckContext) -> Iterator[Hit]:
    """Yield each reference whose target is missing; evidence names the numbers that exist."""
    text = ctx.document.text
    references = ctx.document.cached("references", lambda document: find_references(document.text))
    other = None if ctx.params.get("against") is None else referenced_text(ctx)
    target_text = text if other is None else other
    if not references:
        return
    targets = (
        find_targets(other) if other is not None else ctx.document.cached("targets", lambda d: find_targets(d.text))
    )
    titles = _own_titles(text)
    foreign = {
        (reference.family, reference.number)
        for reference in references
        if is_foreign(text, reference, titles, lent=other is not None)
    }
    for reference in references:
        own = _OWN_AFTER.match(text, reference.group_end) is not None
        if other is not None and own:
            continue
        if not own and (reference.family, reference.number) in foreign:
            continue
        if problem := missing_part(reference, targets, target_text):
            yield _dangling_hit(text, reference, targets, problem)


def _own_titles(text: str) -> frozenset[str]:
    return frozenset(match.group("title").lower() for match in _OWN_TITLE.finditer(text))


def _dangling_hit(text: str, reference: Reference, targets: Targets, problem: str) -> Hit:
    known = sorted(targets.of(reference.family), key=_natural)
    evidence = {"reference": reference.number, "family": reference.family, "exists": known[:60]}
    printed = " ".join(text[reference.start : reference.end].split())
    return Hit(reference.start, reference.end, f"{printed}: {problem}.", evidence, code=reference.family)


def _natural(number: str) -> tuple[tuple[int, str], ...]:
    return tuple((int(part), "") if part.isdecimal() else (10**6, part) for part in re.split(r"[.-]", number))


def is_foreign(text: str, reference: Reference, titles: frozenset[str], *, lent: bool = False) -> bool:
    """Tell whether a reference points into another instrument ("Section 12 of the Exchange Act").

    With ``lent`` the references belong to another text anyway, so "of the Agreement" is no sign.
    """
    end = reference.group_end
    if _OWN_AFTER.match(text, end):
        return False
    if _statute_number(reference) or _FOREIGN_BEFORE.search(text, max(0, reference.start - 24), reference.start):
        return True
    for pattern in (_FOREIGN_AFTER, _FOREIGN_OF, _FOREIGN_LOWER):
        after = pattern.match(text, end)
        if after and not _own_instrument(text, after, titles, lent=lent):
            return True
    named = _FOREIGN_NAME.match(text, end)
    return (
        named is not None
        and text[reference.start : reference.start + 7] != text[reference.start : reference.start + 7].upper()
    )


def _statute_number(reference: Reference) -> bool:
    top = reference.number.partition(".")[0]
    return reference.family == "section" and (
        (top.isdecimal() and int(top) >= 100) or (not top.isdecimal() and len(top) > 2)
    )


def _own_instrument(text: str, after: re.Match[str], titles: frozenset[str], *, lent: bool) -> bool:
    tail = text[after.start() : after.end() + 40]
    words = re.match(r"[\s,)]*(?:of|to|under|in|from)\s+the\s+(?P<title>[A-Za-z]+)(?![\w'\u2019]|\s+[A-Z])", tail)
    if words is None:
        return False
    title = words.group("title").lower()
    return title in titles or (
        lent and title in {"agreement", "contract", "lease", "policy", "deed", "document", "terms"}
    )


def missing_part(reference: Reference, targets: Targets, text: str) -> str | None:
    """Return why the target of a reference does not exist, or None when it exists or cannot be judged."""
    known = targets.of(reference.family)
    if reference.family != "section":
        return None if not known or reference.number in known else f"no {reference.family} of that number"
    if len(targets.tops()) < 2 or not reference.number[0].isdecimal():
        return None
    if reference.number not in known:
        return _missing_number(reference.number, targets)
    return _missing_sub(reference, targets, text)


def _missing_number(number: str, targets: Targets) -> str | None:
    if number.partition(".")[0] not in targets.tops():
        return "no part has that number"
    parent = number.rpartition(".")[0]
    return f"part {parent} has no {number}" if parent and targets.has_parts(parent) else None


def _missing_sub(reference: Reference, targets: Targets, text: str) -> str | None:
    if not reference.subs or not re.fullmatch(r"[a-z]", reference.subs[0]):
        return None
    start, end = targets.extent(reference.number)
    letters = {match.group("letter") for match in _SUB_MARKER.finditer(text, start, end)}
    complete = {"a", "b"} <= letters
    return (
        f"part {reference.number} has no ({reference.subs[0]})"
        if complete and reference.subs[0] not in letters
        else None
    )


def referenced_text(ctx: CheckContext) -> str:
    """Return the text that the parameter ``against`` names: a fact, or a source by id or title."""
    name = ctx.params["against"]
    value = ctx.resolve(name)
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
