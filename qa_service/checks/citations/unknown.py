"""Citations of cases whose reporter nobody knows: "Roe v. Wade, 410 U.Z. 113 (1973)"."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

from qa_service.checks.finding import Hit
from qa_service.documents.citations.cases import CaseCitation, Place
from qa_service.documents.citations.reporters import known_abbreviations, reporter_names
from qa_service.documents.searching.word_sets import word_set

_CITED = re.compile(
    r"(?<![\w.])(?P<volume>\d{1,4})\s(?P<reporter>[A-Z](?:[A-Za-z.'\u2019 ]|[2-9][a-z]{1,2}){0,40}?)\s"
    r"(?P<page>\d{1,5})(?:,\s\d{1,5}(?:[-\u2013]\d{1,5})?){0,3}\s\((?P<court>[A-Z0-9][\w.' ]{0,24}\s)?"
    r"(?P<year>1[6-9]\d\d|20\d\d)\)"
)
_NAMED = re.compile(r"\sv\.\s[A-Z][^;:()\n]{0,80},\s\Z|\b(?:In\sre|Ex\sparte)\s[A-Z][^;:()\n]{0,80},\s\Z")
_COURT = re.compile(r"(?:Cir|App|Bankr|D|[NSEWMC]\.\s?D)\.|[NSEWMC]\.?D\.")
# Reporters of other countries and territories, and words of dockets, journals and dates that stand between numbers too.
_ABROAD = word_set(
    "AC KB QB Ch App Cas AppCas ER EngRep WLR AllER Lloyd'sRep LloydsRep CLR DLR SCR OR WWR NZLR ECR EHRR CMLR FSR RPC"
    " ICR IRLR SLR IR SLT SC FLR FCR ALR ALJR VR NSWLR SA AllSA AIR SCC ILM ICJ PCIJ RIAA BCLC CrAppR Ex Exch Cox LR"
    " LRQB LREx LRHL ONSC ONCA BCCA BCR AR SR NBR NSR FC FCA FTR CCC RFL BLR ITR ITLR BGHZ BVerfGE BGE RGZ"
    " ASR ASR2d ASR3d"
)
_NONE = re.compile(
    r"\b(?:Nos?|Civ|Cv|CV|Cr|CR|Crim|Misc|Adv|Art|Sec|Stat|Fed\.?\s?Reg|Cong|Rec|L\.?\s?Rev|L\.?\s?J|Rev|J|Law|Doc|Dkt|"
    r"January|February|March|April|May|June|July|August|September|October|November|December|Jan|Feb|Mar|Apr|Jun|Jul|Aug|"
    r"Sept?|Oct|Nov|Dec)\b"
)
_SPARE = re.compile(r"[^A-Za-z0-9']")
_WINDOW = 100


def unknown_hits(text: str, places: Sequence[Place], citations: Sequence[CaseCitation]) -> Iterator[Hit]:
    """Yield what has the form of a case's citation, by its names or its court, and a reporter that is in no table."""
    starts = {citation.start for citation in citations}
    for start, end in places:
        found = _CITED.match(text, start, min(len(text), end + _WINDOW))
        if found is not None and start not in starts and _is_unknown(text, found):
            near = _nearest(found["reporter"])
            message = (
                f"{found['volume']} {found['reporter'].strip()} {found['page']}: no reporter of that name is known."
            )
            evidence = {"reporter": found["reporter"].strip(), "volume": found["volume"], "page": found["page"]}
            hint = None if near is None else f"{found['volume']} {near} {found['page']}"
            yield Hit(found.start(), found.end("page"), message, evidence, hint, code="reporter")


def _is_unknown(text: str, found: re.Match[str]) -> bool:
    bare = _SPARE.sub("", found["reporter"])
    if bare in _ABROAD or _NONE.search(found["reporter"]) or bare.lower() in known_abbreviations():
        return False
    if found["court"] and _COURT.match(
        found["court"].split(" ", 1)[-1] if found["court"][0].isdigit() else found["court"]
    ):
        return True
    return _NAMED.search(text, max(0, found.start() - 130), found.start()) is not None


def _nearest(reporter: str) -> str | None:
    from rapidfuzz.distance import Levenshtein

    bare = _SPARE.sub("", reporter)
    pairs = [(Levenshtein.distance(bare, _SPARE.sub("", name), score_cutoff=1), name) for name in reporter_names()]
    close = [name for distance, name in pairs if distance <= 1]
    return close[0] if len(close) == 1 else None
