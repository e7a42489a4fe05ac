"""References in rare notations: "Secton 15", "Artcile IV", "\u00b6 15", "clause 1 bis"."""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import cache, partial

from qa_service.documents.references.lines import opens_line
from qa_service.documents.references.meaning import MEASURE
from qa_service.documents.references.numbers import family_of, normal_number
from qa_service.documents.references.spans import Reference
from qa_service.documents.searching.anchors import BLANK, LETTER_I
from qa_service.documents.searching.rare_signs import Signed, rare_form, rare_sign

PILCROW = "\u00b6"
"""The kind of a paragraph that a sign is printed for."""
_NAMES = ("section", "clause", "article", "schedule", "exhibit", "appendix", "paragraph", "subsection")
# Slips that are words themselves.
_WORDS = frozenset({"cause", "clase", "claus"})


def _slips(name: str) -> Iterator[str]:
    """Yield a word with one letter missing, doubled or exchanged with the next one; the first stays."""
    for at in range(1, len(name)):
        yield name[:at] + name[at + 1 :]
        yield name[:at] + name[at] + name[at:]
        if at + 1 < len(name):
            yield name[:at] + name[at + 1] + name[at] + name[at + 2 :]


_MEANT = {slip: name for name in _NAMES for slip in _slips(name) if slip not in _WORDS and not family_of(slip)}
_SLIPS = "|".join(sorted(_MEANT, key=lambda slip: (-len(slip), slip)))
_NUMBER = (
    r"\d{1,2}(?:\.\d{1,2}){0,3}(?![\w%]|[.,:/-]\d)(?:\s?\([a-z]{1,4}\)|\s?\(\d{1,2}\)){0,3}|"
    r"(?-i:[IVX]{1,5}|[A-Z])(?!\w|['\u2019.-]\w)"
)
_LATIN = "bis|ter|quater|quinquies"
_FORM = rare_form(
    re.compile(
        rf"\b(?P<slip>{_SLIPS})s?\s(?P<number>{_NUMBER})"
        rf"|{PILCROW}{{1,2}}\s?(?P<pilcrow>\d{{1,3}}(?:\.\d{{1,2}}){{0,2}})(?![\w%]|[.,:/-]\d)"
        rf"|\b(?P<word>section|clause|article|paragraph)s?\s(?P<latin>\d{{1,2}}(?:\.\d{{1,2}}){{0,2}})\s?(?P<behind>{_LATIN})\b(?!\s?\d)",
        re.IGNORECASE,
    ),
    rare_sign(
        rf"\b(?:{_SLIPS.replace('i', LETTER_I)})s?{BLANK}(?:\p{{Nd}}|[A-Z])|{PILCROW}{{1,2}}{BLANK}?\p{{Nd}}|"
        rf"\b(?:section|clause|article|paragraph)s?{BLANK}\p{{Nd}}{{1,2}}(?:\.\p{{Nd}}{{1,2}}){{0,2}}{BLANK}?(?:{_LATIN})\b".replace(
            "art" + "i", "art" + LETTER_I
        ),
        ignore_case=True,
    ),
)
# "Compl. \u00b6 19" and "the Complaint, \u00b6 4" are places in a pleading.
_OWN_BEFORE = re.compile(
    r"(?:\b(?:in|of|under|see|also|per|and|or|to|with|by|than|as|from)\s|[(\[]|\n[ \t]*|\b[a-z]+[,;]\s)\Z",
    re.IGNORECASE,
)
_PLEADED = re.compile(r"\b[A-Z][\w.]*,\s\Z")
_SUB = re.compile(r"\((\w{1,4})\)")


def odd_references(subject: Signed) -> Iterator[Reference]:
    """Yield the references whose word is misspelt or a sign, or whose number has a Latin word that heads no part.

    What begins a line may be a misspelt heading.
    """
    heads_part = cache(partial(_heads_part, subject.text))
    for match in _FORM.find_in(subject):
        span, text = match.span(), subject.text
        if match["latin"]:
            number = f"{match['latin']} {match['behind'].lower()}"
            if not heads_part(match["latin"], match["behind"].lower()):
                yield Reference(*span, "section", number, (), span[1], match["word"].lower(), span[0])
        elif match["pilcrow"]:
            before = text[max(0, span[0] - 30) : span[0]]
            if _OWN_BEFORE.search(before) and not _PLEADED.search(before):
                yield Reference(*span, "section", match["pilcrow"], (), span[1], PILCROW, span[0])
        elif MEASURE.match(text, span[1]) is None and not opens_line(text, span[0]):
            yield _misspelt(match)


def _misspelt(match: re.Match[str]) -> Reference:
    kind = _MEANT[match["slip"].lower()]
    family, printed = family_of(kind), re.split(r"\s?\(", match["number"])[0]
    number = printed.upper() if family == "exhibit" and len(printed) == 1 else normal_number(printed)
    return Reference(
        *match.span(), family, number, tuple(_SUB.findall(match["number"])), match.end(), kind, match.start()
    )


def _heads_part(text: str, number: str, behind: str) -> bool:
    """Tell whether a line or a sentence begins with such a number: "1 bis. Notices"."""
    label = rf"{re.escape(number)}\s?{behind}\b"
    return (
        re.search(rf"(?:^[^\w\n]*(?:[A-Za-z]+[ \t]+)?|[.;:]\s+){label}", text, re.MULTILINE | re.IGNORECASE) is not None
    )
