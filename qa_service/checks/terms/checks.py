"""Capitalised phrases that no definition covers; registers the family."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence

from qa_service.checks.context import CheckContext
from qa_service.checks.finding import Hit
from qa_service.checks.references.ownership import is_instrument
from qa_service.checks.references.paper_kinds import is_extract, is_review
from qa_service.checks.registry import check
from qa_service.checks.terms import mentioned, unused, variant
from qa_service.checks.terms.acronyms import acronym_uses
from qa_service.checks.terms.bold import bold_terms
from qa_service.checks.terms.evidence import MANY, MIN_LONE, MIN_USES, Surroundings, is_used_like_term
from qa_service.checks.terms.french import FrenchUse, french_terms, is_french
from qa_service.checks.terms.laws import unnamed_laws
from qa_service.checks.terms.likeness import (
    FREQUENT,
    PROSPECTIVE,
    covered,
    heads_of,
    is_english,
    look_alike,
    may_qualify,
)
from qa_service.checks.terms.names import HEAD_CHARS, begins_with_name, is_name, is_own_title, shortens_company
from qa_service.checks.terms.nouns import (
    CUSTOMARY,
    EVENTS,
    HOLIDAYS,
    LONE_THINGS,
    PART_NAMES,
    ROLES,
    STATES,
    may_stand_alone,
    names_part,
    names_state,
    qualifies,
)
from qa_service.checks.terms.owed import owed_terms
from qa_service.checks.terms.particulars import particular_labels
from qa_service.checks.terms.parties import PARTIES, is_given, unnamed_parties
from qa_service.checks.terms.plain import MANY_DEFINED, defines_some, in_midst, is_plain_term, is_told, may_be_plain
from qa_service.checks.terms.reviews import alone_in_review, names_its_own
from qa_service.checks.terms.rich import left_over, may_be_rich, rich_suspects
from qa_service.checks.terms.small_forms import opens_gloss
from qa_service.checks.terms.uses import (
    GENERIC,
    SmallWords,
    Terms,
    Use,
    as_defined,
    in_capitals,
    is_of_statute,
    runs_of,
    terms_of,
    uses_of,
)
from qa_service.checks.terms.weighed import weighed_suspects, weighed_terms
from qa_service.documents import Document
from qa_service.documents.definitions.definition import term_key
from qa_service.documents.definitions.lines import defers_to
from qa_service.documents.names.capital_runs import run_key
from qa_service.documents.numbers.numerals import CARDINAL_WORDS
from qa_service.documents.searching.anchors import match_lines
from qa_service.documents.searching.lookup import part_at

__all__ = ["mentioned", "undefined", "unused", "variant"]

# "section 40a of the German Medicinal" and, on the next line, "Products Act".
_WRAPPED = re.compile(r"(?:\s(?:and|of|for)\s[A-Z][\w-]*)?\n[ \t]{0,12}(?=[A-Z][a-z])")
_JOINED_BEFORE = re.compile(r"(?:[A-Z][\w'\u2019-]*\s){1,3}(?:for|of|to|in|on)\s(?:the\s)?\Z")
_LONGEST_BEGINNING = 60
# Who builds is named in the contract that a specification of works goes with.
_SPECIFIED = frozenset({"contractor", "employer", "engineer", "architect", "tenderer", "supervisor"})
_SPECIFICATION = re.compile(r"\b(?:specification|schedule of works|bill of quantities|scope of works?)\b")
# "A Phase II investigation"
_NUMERAL = re.compile(r"[ivx]{1,4}")
# "3. Commencement Date": the rows of particulars are counted.
_COUNTED = re.compile(r"\A\(?\w{1,3}[.)]\s+")
# Words that a verb ends, looked at from each "A" on.
_TOLD_THING = re.compile(r"\bAn? (?=((?:\S+\s){0,11}?\S+) (?:is|means|occurs|happens)\b)")
_BOLD_LABEL = re.compile(r"^[ \t>|-]*\*\*(?P<label>[A-Z][\w '\u2019-]{1,40})(?::\*\*|\*\*:)[ \t]*\S", re.MULTILINE)
# "the Storage Credit (being the sum …)"
_MEANT = re.compile(r",?\s\(?(?:being|meaning|that\sis|i\.e\.),?\s(?:the|any|an?|all|each|those|such)\s")
HABIT, QUOTED_AT_LENGTH, LONGEST_CELL = 6, 60, 60


@check(
    "terms.undefined",
    title="Term that is never defined",
    description=(
        "A capitalised phrase used like a defined term although the document never defines it: a look-alike of a"
        " defined term, or a term used again and again behind an article. Names, offices and headings are left out."
    ),
    severity="major",
    fires=(
        "\u201cConfidential Information\u201d means all data. The Recipient shall protect the"
        " Confidential Information and shall not copy any Covered Information."
    ),
    quiet="\u201cConfidential Information\u201d means all data. The Recipient keeps the Confidential Information.",
)
def undefined(ctx: CheckContext) -> Iterator[Hit]:
    """Yield the first uses of each undefined term; evidence counts its uses and names the term it resembles."""
    document = ctx.document
    runs = runs_of(document)
    if is_french(document):
        for named in french_terms(document):
            yield _hit(named[0], len(named), None)
        return
    if not runs.counts or not is_english(document) or is_extract(document.text):
        return
    around = Surroundings(
        document.text, terms_of(document), SmallWords(document.text), document.text[:HEAD_CHARS].lower()
    )
    # Letters are nobody's habit, and stand for a thing in reports as well.
    letters = () if elsewhere(document) else list(acronym_uses(document, around.terms, runs.printed))
    review = is_review(document.text)
    if review and not names_its_own(around.terms):
        for uses in letters:
            yield from _hits(document.text, uses, None)
        return
    suspects, bold = _suspects(around.terms, runs.counts), bold_terms(document, around.terms)
    suspects.update(dict.fromkeys(bold & runs.counts.keys()))
    cells = _cells(document)
    rich, weighed, owed = set[str](), set[str](), frozenset[str]()
    if elsewhere(document) is None:
        weighed = set(weighed_suspects(around.terms, runs.counts))
    if elsewhere(document) is None and not review:
        rich = set(rich_suspects(around.terms, runs.counts)) if _is_rich(document, around.terms) else rich
        owed = owed_terms(document, around.terms, runs.printed)
        owed |= unnamed_parties(document, around.terms) - cells
    used = {
        key: [use for use in uses if key in owed or (key not in cells and not _is_told(document, around.terms, use))]
        for key, uses in uses_of(document, suspects.keys() | rich | weighed | owed).items()
        # "Step One" is one of a series.
        if key.rpartition(" ")[2] not in CARDINAL_WORDS
        and not (" " in key and _NUMERAL.fullmatch(key.rpartition(" ")[2]))
        and key not in HOLIDAYS
        # "This Specification" is the text itself.
        and not (" " not in key and key not in owed and 2 * sum(use.determiner == "this" for use in uses) > len(uses))
        and not any(_MEANT.match(document.text, use.end) for use in uses)
    }
    found: list[tuple[Sequence[Use], str | None]] = [
        (used[key], model)
        for key, model in suspects.items()
        if used.get(key) and key not in owed and _is_found(document, around, key, used[key], model, bold)
    ]
    if not review and (rich or weighed or owed):
        known = {uses[0].start for uses, _ in found}
        rest = {key: used[key] for key in used if key in rich and not _has_heading(document, used[key])}
        stands = {key: used[key] for key in used if key in weighed}
        left = {**left_over(around, rest), **weighed_terms(around, stands)}
        left.update((key, used[key]) for key in owed if used.get(key))
        found += [(uses, None) for uses in left.values() if uses[0].start not in known]
    found += [(uses, None) for uses in unnamed_laws(document, around.terms)]
    found = [(uses, model) for uses, model in found if not _is_explained(document.text, uses[0].text)]
    if review:
        alone = weighed_terms(around, {key: used[key] for key in used if key in weighed})
        found = alone_in_review(found, [uses for uses in alone.values() if any(use.determiner for use in uses)])
    known = {uses[0].start for uses, _ in found}
    found += [(uses, None) for uses in letters if uses[0].start not in known]
    found.sort(key=lambda each: each[0][0].start)
    # Where so many have no definition, capitals are the habit of the text: bodies, offices and forms of an institution.
    habit = sum(model is None for _, model in found) > max(HABIT, len(around.terms.defined) // 3)
    for uses, model in found:
        if model or not habit:
            yield from _hits(document.text, uses, model)


def _is_explained(text: str, printed: str) -> bool:
    """Whether a gloss tells what a phrase is, or a party is said to be what the role says: "Osprey plc, as Buyer"."""
    return opens_gloss(text, printed) or (run_key(printed) in PARTIES and is_given(text, printed))


def _is_found(
    document: Document, around: Surroundings, key: str, uses: Sequence[Use], model: str | None, bold: frozenset[str]
) -> bool:
    """Whether a suspect is used like a term, and names neither a part of the document nor a thing with a name."""
    if elsewhere(document) not in (None, key) or not (key in bold or _is_term(around, key, uses, model)):
        return False
    if _is_told_small(document, uses[0].text):
        return False
    if key in _SPECIFIED and _SPECIFICATION.search(around.head):
        return False
    return not (_names_own_part(document, key, uses[0].text) or begins_with_name(around, key, uses[0].text))


def _is_told_small(document: Document, printed: str) -> bool:
    """Whether a sentence says what the thing is, and writes it small: "A change of control is a sale of …"."""
    return " " in printed and printed.lower() in document.cached("things told", _things_told)


def _things_told(document: Document) -> frozenset[str]:
    """Return what a text says of each thing that it is or means, read once for all its terms."""
    return frozenset(found[1] for found in _TOLD_THING.finditer(document.text))


def _has_heading(document: Document, uses: Sequence[Use]) -> bool:
    return bool(uses) and _is_heading(document, uses[0].text)


def _cells(document: Document) -> frozenset[str]:
    """Return what stands in a cell below the head of a table, or as a label in bold, as the particulars of a lease."""
    return document.cached("cells of terms", lambda each: frozenset(map(run_key, _particulars(each))))


def _particulars(document: Document) -> Iterator[str]:
    rows = (row for table in document.tables for row in table.rows[1:])
    yield from (
        _COUNTED.sub("", cell.text.strip(" *_")) for row in rows for cell in row if len(cell.text) <= LONGEST_CELL
    )
    yield from (label["label"] for label in match_lines(_BOLD_LABEL, document.text))
    yield from particular_labels(document)


def _is_told(document: Document, terms: Terms, use: Use) -> bool:
    """Whether a use is a definition, a heading in capitals, words of a longer name, or quoted at length."""
    if as_defined(document.text, use) or in_capitals(document.text, use):
        return True
    if is_of_statute(document.text, use):
        return True
    if _WRAPPED.match(document.text, use.end) or _ends_defined(document.text, terms, use):
        return True
    quoted = part_at(document.quotations, use.start)
    if quoted is None or quoted.end - quoted.start <= QUOTED_AT_LENGTH:
        return False
    return not is_instrument(document)


def _ends_defined(text: str, terms: Terms, use: Use) -> bool:
    """Whether a use is the end of a defined term with a small word in it: "the Date for Completion"."""
    before = _JOINED_BEFORE.search(text, max(0, use.start - _LONGEST_BEGINNING), use.start)
    if before is None:
        return False
    words = text[before.start() : use.end].split()
    return any(term_key(" ".join(words[at:])) in terms.defined for at in range(len(words) - 2))


def _is_rich(document: Document, terms: Terms) -> bool:
    if not may_be_rich(terms, contract=True):
        return False
    return may_be_rich(terms, contract=False) or is_instrument(document)


def _names_own_part(document: Document, key: str, printed: str) -> bool:
    """Whether a heading has these words, and they name a part of a paper: "Cover Terms", "Order Form"."""
    return key.rpartition(" ")[2] in PART_NAMES and _is_heading(document, printed)


def _is_heading(document: Document, printed: str) -> bool:
    return any(heading.title.lower() == printed.lower() for heading in document.headings)


def elsewhere(document: Document) -> str | None:
    """Return the folded name of the paper that defines what this document does not, unless it is a part of it."""
    return document.cached("terms_elsewhere", _elsewhere)


def _elsewhere(document: Document) -> str | None:
    paper = run_key(defers_to(document.text) or "")
    if not paper or paper in {run_key(heading.title) for heading in document.headings}:
        return None
    return paper


def _suspects(terms: Terms, counts: Mapping[str, int]) -> dict[str, str | None]:
    """Return the phrases that may be undefined terms, each with the term that it resembles."""
    heads = heads_of(terms.defined | {key for key, count in counts.items() if count >= FREQUENT and " " in key})
    found: dict[str, str | None] = {}
    some = defines_some(terms)
    for key, count in counts.items():
        if key in terms.defined:
            continue
        if " " not in key:
            often = count >= MIN_LONE or (some and (key in LONE_THINGS or key in STATES or count > 1))
            parts = () if count >= MANY and key in ROLES else terms.heads
            if often and (may_stand_alone(key, parts) or key in EVENTS):
                found[key] = None
            continue
        model = look_alike(key, heads)
        if not (model or count > 1 or key in terms.promised):
            first, _, last = key.partition(" ")
            if not (
                (last in terms.defined and qualifies(first)) or first in PROSPECTIVE or may_be_plain(terms, key)
            ) and not (some and names_state(key)):
                continue
        customary = key in CUSTOMARY and not (key.endswith(" day") and _counts_days(terms, count))
        if not customary and not names_part(key.split()) and not covered(key, terms.defined):
            found[key] = model
    return found


def _counts_days(terms: Terms, count: int) -> bool:
    """Whether a text that defines what it speaks of sets terms again and again in days that it does not define."""
    return count >= MIN_USES and len(terms.defined) >= MANY_DEFINED


def _is_term(around: Surroundings, key: str, uses: Sequence[Use], model: str | None) -> bool:
    if is_own_title(around, key, uses[0].text.lower()) or is_name(around, key, uses):
        return False
    if (
        names_state(key)
        and defines_some(around.terms)
        and any(in_midst(around.text, use) and not is_told(around.text, use) for use in uses)
    ):
        return True
    if " " not in key:
        often = len(uses) >= MANY and len(around.terms.defined) >= MANY_DEFINED
        return is_used_like_term(around, key, uses) or (often and _is_short_form(around, uses))
    words = key.split()
    if words[0] in PROSPECTIVE and " ".join(words[1:]) in around.terms.defined:
        return True
    if len(uses) < FREQUENT and key in around.terms.parts and not _begins_another(around.terms, key):
        return False
    generic = sum(use.determiner in GENERIC for use in uses)
    if model and len(uses) < FREQUENT and (generic or may_qualify(key, model, around.small)):
        return True
    if generic and words[-1] in around.terms.defined and qualifies(words[0]):
        return True
    if key in around.terms.mentioned and len(uses) < MANY:
        return False
    if len(uses) < FREQUENT and all(is_told(around.text, use) for use in uses):
        return False
    if is_plain_term(around.text, around.terms, key, uses):
        return True
    return is_used_like_term(around, key, uses) or _is_short_form(around, uses)


def _begins_another(terms: Terms, key: str) -> bool:
    """Whether the phrase is part of a term for what is not yet such a thing: a "Potential Event of Default"."""
    return any(f"{word} {key}" in terms.defined for word in PROSPECTIVE)


def _is_short_form(around: Surroundings, uses: Sequence[Use]) -> bool:
    """Whether the short form of a company's name is used without article again and again."""
    marked = sum(use.marked for use in uses)
    return len(uses) >= MIN_USES and marked * 4 < len(uses) and shortens_company(around.text, uses[0].text)


def _shown(text: str, uses: Sequence[Use]) -> Iterator[Use]:
    """Yield the first use and, of a frequent term, one in a later paragraph: the first may precede a definition."""
    yield uses[0]
    if len(uses) >= FREQUENT and " " in uses[0].text:
        yield from [use for use in uses if "\n" in text[uses[0].end : use.start]][:1]


def _hits(text: str, uses: Sequence[Use], model: str | None) -> Iterator[Hit]:
    for use in _shown(text, uses):
        yield _hit(use, len(uses), model)


def _hit(use: Use | FrenchUse, count: int, model: str | None) -> Hit:
    evidence: dict[str, object] = {"term": use.text, "uses": count}
    if model:
        evidence["resembles"] = model
    message = f"\u201c{use.text}\u201d is used like a defined term but is not defined."
    return Hit(use.start, use.end, message, evidence)
