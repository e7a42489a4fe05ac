"""Questions: one at a time."""

from __future__ import annotations

import re
from collections.abc import Iterator

from qa_service.rubric.lint.context import Context
from qa_service.rubric.lint.finding import Hit, rule

_BE = r"is|are|was|were|does|do|did|has|have|can|could|should|will|would|must"
_SUBJECT = r"it|they|he|she|there|the|a|an|this|that|these|those|its|their|each|every|all|any|both"
_AND_OR = re.compile(r"\band\s*/\s*or\b", re.IGNORECASE)
_QUOTED = re.compile(r"[\"“][^\"”]{1,80}[\"”]")
# "and" before a verb with its subject asks anew; without a subject it may belong to a clause ("that are and were").
_SECOND = re.compile(rf"\b(?:and|or)\s+(?:{_BE})\s+(?:{_SUBJECT})\b", re.IGNORECASE)
_ASKS = re.compile(rf"^\s*(?:{_BE})\b", re.IGNORECASE)
_WHICH = r"how|what|why|which|who|where|when"
_SECOND_WHICH = re.compile(
    rf"^\s*(?:{_WHICH})\b.*\b(and\s+(?:{_WHICH}))\s+(?:{_BE}|many|much|well|often|far)\b", re.IGNORECASE
)
_JUDGED = (
    r"accurate|adequate|appropriate|clear|coherent|complete|concise|consistent|correct|courteous|credible|current|detailed"
    r"|easy to (?:read|follow|understand)|effective|empathetic|factual|fair|feasible|justified|legible|logical|neutral"
    r"|objective|persuasive|plausible|polite|precise|professional|readable|realistic|reasonable|relevant|reliable|sound"
    r"|specific|sufficient|thorough|timely|transparent|true|up to date|useful|valid"
    r"|well[- ](?:argued|founded|organi[sz]ed|reasoned|sourced|structured|supported|written)"
)
# Two judgments that end the question: "Is the advice complete and correct?"
_TWO_JUDGED = re.compile(
    rf"^\s*(?:is|are|was|were)\b.*?\b({_JUDGED})(?:,\s*(?:{_JUDGED}))*,?\s+(?:and|or)\s+({_JUDGED})\s*\?\s*$",
    re.IGNORECASE,
)


def english(context: Context) -> bool:
    """Whether the rubric is written in English, as far as it says."""
    return context.rubric.language.lower().partition("-")[0] in ("", "en")


@rule(
    "ask_double", "warning", "A question that asks two things",
    "When one half is true and the other is not, each reviewer answers another half.",
)  # fmt: skip
def ask_double(context: Context) -> Iterator[Hit]:
    """Yield a hit for each question with and/or, two question marks, a second verb, or two judgments."""
    if not english(context):
        return
    for place in context.places:
        reason = _doubled(_QUOTED.sub(" ", place.criterion.ask))
        if reason:
            suggestion = "Ask one thing; make the other a criterion of its own or a part of the anchors."
            yield Hit(f"{place.pointer}/ask", f"The question {reason}.", suggestion)


def _doubled(ask: str) -> str:
    if _AND_OR.search(ask):
        return 'holds "and/or"'
    if ask.count("?") > 1:
        return f"holds {ask.count('?')} question marks"
    second = _SECOND.search(ask) if _ASKS.match(ask) else None
    if second:
        return f'goes on to ask a second thing ("{second[0]} …")'
    which = _SECOND_WHICH.match(ask)
    if which:
        return f'goes on to ask a second thing ("{which[1]} …")'
    judged = _TWO_JUDGED.match(ask)
    return f'asks for two judgments ("{judged[1]}" and "{judged[2]}")' if judged else ""
