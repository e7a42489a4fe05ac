"""Words of the anchors: few, and none that everybody reads differently."""

from __future__ import annotations

import re
from collections.abc import Iterator

from qa_service.errors import pointer_to
from qa_service.rubric.lint.context import Context, listed
from qa_service.rubric.lint.finding import Hit, rule
from qa_service.rubric.lint.questions import english

LONG = 60
_VAGUE = re.compile(
    r"\b(?:(?:in)?adequate(?:ly)?|adequacy|(?:in)?appropriate(?:ly|ness)?|(?:in)?sufficient(?:ly)?"
    r"|(?:un)?reasonabl[ey]|good|poor(?:ly)?|well|(?:un)?clear(?:ly|er)?|clarity|(?:un)?acceptabl[ey]"
    r"|(?:un)?satisfactor(?:y|ily)|proper(?:ly)?|decent(?:ly)?|significant(?:ly)?|substantial(?:ly)?|relevant(?:ly)?"
    r"|high[- ]quality|effective(?:ly)?|(?:un)?suitabl[ey]|nice(?:ly)?|excellent(?:ly)?|meaningful(?:ly)?)\b",
    re.IGNORECASE,
)
# What looks vague and is not: terms of a trade, words that mean something else here, and words that are quoted.
_TERMS = re.compile(
    r"\b(?:statistical(?:ly)?[- ]significan\w+|significan(?:t|ce) (?:level|digit|figure|test|other)s?"
    r"|clinical(?:ly)?[- ]significan\w+|substantial(?:ly)? modif\w+|well[- ](?:known|being)"
    r"|good (?:faith|title|standing|cause|law|(?:\w+ )?practice)|as well(?: as)?|(?:oil|gas|water) well"
    r"|clear(?:ed)? (?:of|space|zone|cell|margin|title|day)s?|clear text|all[- ]clear"
    r"|reasonabl[ey] (?:doubt|person|suspicion|efforts?|endeavou?rs?|and customary|care)"
    r"|relevant (?:period|date|party|parties|provision|form)s?|effective (?:dates?|tax|interest|rate|from|until|on)"
    r"|proper (?:name|noun)s?|poor(?:'s| visibility)|adequate intakes?"
    r"|(?:called|rated|graded|labelled|labeled|marked|described as|reported as|coded as) \w+)\b"
    r"|[\"“‘'][^\"”’']{1,60}[\"”’']",
    re.IGNORECASE,
)
# A word is explained by what follows it: in brackets, behind a colon, or by "that is".
_EXPLAINED = re.compile(r"[^.;:()]{0,40}?(?:\([^)]{3,}|:\s*\w|,?\s*(?:that is|i\.e\.|meaning|namely)\b|\s[-–—]\s)")
_NUMBER = r"(?:\d+(?:\.\d+)?|one|two|three|four|five|six|seven|eight|nine|ten|half|all)\b"
_MEASURED = re.compile(
    r"\b(?:at least|at most|no more than|no fewer than|not more than|fewer than|less than|more than|within|up to)"
    rf" {_NUMBER}",
    re.IGNORECASE,
)
_CLAUSE = re.compile(r"[.;]\s|$")


@rule(
    "anchor_vague", "warning", "A vague word in an anchor",
    "Every reviewer has a meaning of their own for it; the level then measures the reviewer.",
)  # fmt: skip
def anchor_vague(context: Context) -> Iterator[Hit]:
    """Yield a hit for each anchor that holds one which neither the anchor nor the guidance explains."""
    if not english(context):
        return
    for place in context.places:
        for level, text in place.criterion.anchors.items():
            found = vague_words(text, place.criterion.guidance)
            if found:
                quoted = listed([f'"{word}"' for word in found])
                suggestion = "Write what a reviewer can point at: how many, which, compared with what."
                yield Hit(pointer_to(place.pointer, "anchors", level), f"Readers differ on {quoted}.", suggestion)


def vague_words(text: str, guidance: str = "") -> list[str]:
    """Return the vague words of an anchor, each once; not those that are explained, measured, or a term of a trade."""
    plain = _TERMS.sub(lambda found: "_" * len(found[0]), text)
    found: dict[str, None] = {}
    for match in _VAGUE.finditer(plain):
        word = match[0].lower()
        if not _explained(plain, match) and not _defined(word, guidance):
            found[word] = None
    return list(found)


def _explained(text: str, match: re.Match[str]) -> bool:
    if _EXPLAINED.match(text, match.end()):
        return True
    start = max(text.rfind(mark, 0, match.start()) for mark in (". ", "; "))
    ends = _CLAUSE.search(text, match.end())
    return bool(_MEASURED.search(text, max(start, 0), ends.start() if ends else len(text)))


def _defined(word: str, guidance: str) -> bool:
    return bool(re.search(rf"\b{re.escape(word)}\b[\"”’']?\s*(?:means?\b|:|=|is when\b)", guidance, re.IGNORECASE))


@rule(
    "anchor_long", "info", "An anchor of more than 60 words",
    "Long anchors are skimmed: what stands at their end does not decide.",
)  # fmt: skip
def anchor_long(context: Context) -> Iterator[Hit]:
    """Yield a hit for each."""
    for place in context.places:
        for level, text in place.criterion.anchors.items():
            count = len(text.split())
            if count > LONG:
                suggestion = "Keep what tells this level from its neighbours; move the rest to guidance."
                yield Hit(pointer_to(place.pointer, "anchors", level), f"The anchor has {count} words.", suggestion)
