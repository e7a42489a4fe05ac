"""Where a text writes the word of a term in small letters, and where a line begins with a phrase as its label."""

from __future__ import annotations

import re
from collections.abc import Iterator

from qa_service.documents.searching.anchors import places_of

_ENDING = re.compile(r"(?:y|ies|es|s|)(?![^\W_])")
_ARTICLES = ("the ", "any ", "each ", "such ", "this ")
_OF = " of "
_LONGEST_LEAD = 24
_LEAD = re.compile(r"[ \t>#*_|\u2022(-]*+(?:\w{1,4}[.)][ \t]+)?[*_\"\u201c]*")
# "Storage Credit. The sum that the Supplier allows …": no verb of its own, so that it says what is meant.
_GLOSSED = re.compile(
    r"[*_\"\u201d]*\.[*_\"\u201d]*[ \t]+(?:The|An?|Any|Each|All|Those)(?:[ ][a-z-]+){1,4}?[ ](?:that|which|who|whose|"
    r"whom|other than|when|set out|listed|described|specified|shown|stated|named|payable|falling|between|from|"
    r"for which|on which)\b"
)
_TITLE = re.compile(r"s?[*_\"\u201d]*[ \t]*(?:[:|.\u2013\u2014\t\n]|-\s|\Z)")
_LABEL = re.compile(r"s?[*_\"\u201d]*[ \t]*(?:[:|\u2013\u2014\t\n]|-\s|\Z)")


def small_forms(text: str, word: str, start: int, end: int) -> Iterator[tuple[int, int]]:
    """Yield the spans of a folded word, singular or plural, between two places."""
    stem = word.removesuffix("y")
    at = text.find(stem, start, end)
    while at >= 0:
        ending = _ENDING.match(text, at + len(stem))
        if ending is not None and not text[max(0, at - 1) : at].isalnum():
            yield at, ending.end()
        at = text.find(stem, at + 1, end)


def is_pointed_at(text: str, start: int, end: int) -> bool:
    """Tell whether "the", "any" or the like stands before a word, and no "of" behind it."""
    return text[max(0, start - 5) : start].endswith(_ARTICLES) and not text.startswith(_OF, end)


def opens_entry(text: str, phrase: str) -> bool:
    """Tell whether a line begins with the phrase as a label, which tells what it is: "**Term:** five years"."""
    return any(
        _is_label(text, at, at + len(phrase)) for at in places_of(text, {phrase, phrase.upper(), phrase.capitalize()})
    )


def opens_gloss(text: str, phrase: str) -> bool:
    """Tell whether a paragraph is headed by the phrase and says what it is: "Storage Credit. The sum that …"."""
    return any(_is_label(text, at, at + len(phrase), _GLOSSED) for at in places_of(text, {phrase}))


def opens_paragraph(text: str, phrase: str) -> bool:
    """Tell whether a line begins with the phrase as its label or title: "4. Fee. The sum that …"."""
    places = places_of(text, {phrase, phrase.upper()})
    return any(_is_label(text, at, at + len(phrase), _TITLE) for at in places)


def _is_label(text: str, start: int, end: int, closes: re.Pattern[str] = _LABEL) -> bool:
    line = text.rfind("\n", max(0, start - _LONGEST_LEAD), start) + 1
    if not line and start > _LONGEST_LEAD:
        return False
    return _LEAD.fullmatch(text, line, start) is not None and closes.match(text, end) is not None
