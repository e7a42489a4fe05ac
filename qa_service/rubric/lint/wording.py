"""Words of the questions and anchors: one question at a time, and nothing that everybody reads differently."""

from __future__ import annotations

import re
from collections.abc import Iterator

from qa_service.rubric.lint.context import Context, listed
from qa_service.rubric.lint.finding import Hit, rule
from qa_service.rubric.problems import pointer_to

LONG = 60
_VAGUE = re.compile(
    r"\b(?:(?:in)?adequate(?:ly)?|adequacy|(?:in)?appropriate(?:ly|ness)?|(?:in)?sufficient(?:ly)?"
    r"|(?:un)?reasonabl[ey]|good|poor|well|(?:un)?clear(?:ly)?|clarity|acceptabl[ey]|satisfactor(?:y|ily)"
    r"|proper(?:ly)?|decent(?:ly)?|significant(?:ly)?|substantial(?:ly)?|relevant(?:ly)?|high[- ]quality"
    r"|effective(?:ly)?|suitabl[ey]|nice(?:ly)?)\b",
    re.IGNORECASE,
)
# What looks vague and is not: terms of a trade, words that mean something else here, and words that are quoted.
_TERMS = re.compile(
    r"\b(?:statistical(?:ly)?[- ]significan\w+|significan(?:t|ce) (?:level|digit|figure|test)s?"
    r"|substantial(?:ly)? modif\w+|good(?:s\b| faith| title| standing)|well[- ]known|as well(?: as)?|oil well"
    r"|clear (?:of|space|zone|cell|margin)s?|clear text|reasonabl[ey] (?:doubt|person|suspicion)"
    r"|relevant (?:period|date|party|parties|provision|form)s?|effective dates?|proper(?:ty|ties)|proper name"
    r"|(?:called|rated|graded|labelled|labeled|marked|described as|reported as|coded as) \w+)\b"
    r"|[\"“‘'][^\"”’']{1,60}[\"”’']",
    re.IGNORECASE,
)
_AND_OR = re.compile(r"\band\s*/\s*or\b", re.IGNORECASE)
# A second predicate: "and" (or "or") before a verb that asks anew.
_SECOND = re.compile(
    r"\b(?:and|or)\s+(?:is|are|was|were|does|do|did|has|have|can|could|should|will|would)\b(?!\s+not\b)", re.IGNORECASE
)
_ASKS = re.compile(r"^\s*(?:is|are|was|were|does|do|did|has|have|can|could|should|will|would)\b", re.IGNORECASE)


def english(context: Context) -> bool:
    """Whether the rubric is written in English, as far as it says."""
    return context.rubric.language.lower().partition("-")[0] in ("", "en")


@rule(
    "ask_double", "warning", "A question that asks two things",
    "When one half is true and the other is not, each reviewer answers another half.",
)  # fmt: skip
def ask_double(context: Context) -> Iterator[Hit]:
    """Yield a hit for each question with and/or, two question marks, or a second predicate."""
    if not english(context):
        return
    for place in context.places:
        ask = place.criterion.ask
        reason = _doubled(ask)
        if reason:
            suggestion = "Ask one thing; make the other a criterion of its own or a part of the anchors."
            yield Hit(f"{place.pointer}/ask", f"The question {reason}.", suggestion)


def _doubled(ask: str) -> str:
    if _AND_OR.search(ask):
        return 'holds "and/or"'
    if ask.count("?") > 1:
        return f"holds {ask.count('?')} question marks"
    second = _SECOND.search(ask)
    if second and _ASKS.match(ask):
        return f'goes on to ask a second thing ("{second[0]} …")'
    return ""


@rule(
    "anchor_vague", "warning", "A vague word in an anchor",
    "Every reviewer has a meaning of their own for it; the level then measures the reviewer.",
)  # fmt: skip
def anchor_vague(context: Context) -> Iterator[Hit]:
    """Yield a hit for each anchor that holds one, unless the word is a term of a trade."""
    if not english(context):
        return
    for place in context.places:
        for level, text in place.criterion.anchors.items():
            found = list(dict.fromkeys(word.lower() for word in _VAGUE.findall(_TERMS.sub(" ", text))))
            if found:
                quoted = listed([f'"{word}"' for word in found])
                suggestion = "Write what a reviewer can point at: how many, which, compared with what."
                yield Hit(pointer_to(place.pointer, "anchors", level), f"Readers differ on {quoted}.", suggestion)


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
