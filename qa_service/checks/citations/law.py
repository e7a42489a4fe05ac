"""Legal citations that cannot be right, or that contradict each other."""

from __future__ import annotations

from collections.abc import Iterator

from qa_service.checks.citations.cases import case_hits
from qa_service.checks.citations.europe import european_hits
from qa_service.checks.citations.statutes import statute_hits
from qa_service.checks.citations.unknown import unknown_hits
from qa_service.checks.context import CheckContext
from qa_service.checks.finding import Hit
from qa_service.checks.registry import check
from qa_service.documents.citations.cases import candidates, find_case_citations
from qa_service.documents.searching.anchors import has_digit
from qa_service.documents.searching.lookup import part_at
from qa_service.documents.searching.rare_signs import signed

REFERRING = ("short", "id", "supra")


@check(
    "references.legal_citations",
    title="Legal citation that cannot be right",
    description=(
        "American cases: a reporter that is not known, a volume or page that cannot be, a year that is missing or does"
        " not fit the reporter or the volume, a short form, id. or supra with no full citation before, one case with"
        " two volumes, pages or years. Statutes, federal rules and treaties: a title, rule or article that does not"
        " exist. Europe: the form of ECLI and CELEX numbers, of cases of the Court of Justice and of neutral citations,"
        " and years that contradict each other. Whether a case says what it is cited for is not looked at."
    ),
    severity="major",
    fires="Roe v. Wade, 410 U.S. 113 (1973), was overruled. See Roe v. Wade, 410 U.S. 131 (1973).",
    quiet="Roe v. Wade, 410 U.S. 113, 153 (1973). Id. at 154; Roe, 410 U.S. at 155; 28 U.S.C. § 1332; [2019] UKSC 41.",
)
def legal_citations(ctx: CheckContext) -> Iterator[Hit]:
    """Yield what is wrong with citations, in the order of the text."""
    text = ctx.document.text
    if not has_digit(text) and not any(word in text for word in ("supra", "Id.", "Ibid.")):
        return
    subject = signed(ctx.document)
    places = candidates(subject)
    citations = find_case_citations(text, places)
    cases = [*case_hits(subject, citations), *unknown_hits(text, places, citations)]
    # What is quoted refers to what stands before it elsewhere.
    own = (hit for hit in cases if hit.code not in REFERRING or part_at(ctx.document.quotations, hit.start) is None)
    hits = [*own, *statute_hits(subject), *european_hits(subject)]
    yield from sorted(hits, key=lambda hit: (hit.start, hit.end, hit.code or ""))
