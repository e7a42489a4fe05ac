"""References to a part by its heading that no part of a contract has: 'under the heading "Permitted Hires" below'."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence, Set
from functools import cache, partial
from itertools import chain, islice

from qa_service.checks.references.emphasis import unmarked
from qa_service.checks.references.foreign_signs import OWN_AFTER, TEXT_NAMED
from qa_service.checks.references.missing.in_series import is_elsewhere
from qa_service.checks.references.ownership import is_instrument
from qa_service.checks.references.paper_kinds import is_extract
from qa_service.checks.references.titled_parts import TitledPart
from qa_service.documents import Document
from qa_service.documents.references.labels import line_end, line_start
from qa_service.documents.searching.anchors import BLANK, LETTER_I
from qa_service.documents.searching.rare_signs import rare_form, rare_sign, signed

_TEXT = r"(?:section|clause|paragraph|article|sub-?section|sub-?clause)s?"
_PART = rf"(?:{_TEXT}|parts?|provisions?|schedule|annex|appendix|exhibit|table|box)"
_TITLED = r"(?:entitled|titled|headed|captioned)"
_LED = (
    rf"(?:(?:under|below|beneath|in|see)\s(?:the\s)?(?:heading|caption|sub-?heading|title)|"
    rf"{_PART}\s(?:above\s|below\s)?(?:(?:which|that)\sis\s)?{_TITLED}|{_TEXT}\s(?:called|named))"
)
# What a part of a text does to a subject, where it is called by its heading alone: "dealt with under "Faulty Meters"".
_TELLS = re.compile(
    r"\b(?:described|said|set\sout|dealt\swith|explained|stated|told|provided\sfor|given|listed|mentioned)\s\Z"
)
_OPEN, _CLOSE = "[\u201c\u2018\"'*_]", "[\u201d\u2019\"'*_]"
# The words as a title has them: in quotation marks or emphasis, or each with a capital.
_WORDS = (
    rf"(?:{_OPEN}{{1,3}}(?P<quoted>[A-Za-z][^\n\u201c\u201d\"*_]{{2,70}}?)[,.]?{_CLOSE}{{1,3}}(?!\w)|"
    r"(?P<plain>(?-i:[A-Z][\w&-]+(?:\s(?:(?:and|of|for|to|on|the)\s)?[A-Z][\w&-]+){0,6})))"
)
_REFERENCE = rare_form(
    re.compile(
        rf"\b(?P<led>{_LED})\s{_WORDS}|"
        rf"\b(?:see|in|under)\s(?P<placed>[\u201c\"*_]{{1,3}}[A-Z][^\n\u201c\u201d\"*_]{{2,70}}?[,.]?[\u201d\"*_]{{1,3}})"
        r"(?=\s(?:above|below)\b)|"
        r"\b(?:in|under)\s(?P<told>[\u201c\"][A-Z][^\n\u201c\u201d\"]{2,70}?[,.]?[\u201d\"])",
        re.IGNORECASE,
    ),
    rare_sign(
        rf"\b(?:(?:under|below|beneath|{LETTER_I}n|see){BLANK}(?:the{BLANK})?(?:sub-?)?"
        rf"(?:head{LETTER_I}ng|capt{LETTER_I}on|t{LETTER_I}tle)|"
        + _PART.replace("i", LETTER_I)
        + rf"{BLANK}(?:[a-z]{{5}}{BLANK})?(?:[a-z]{{4,5}}{BLANK}{LETTER_I}s{BLANK})?"
        rf"(?:ent{LETTER_I}tled|t{LETTER_I}tled|headed|capt{LETTER_I}oned|called|named))|"
        rf"\b(?:see|{LETTER_I}n|under){BLANK}[\x{{201c}}\"*_]{{1,3}}\pL",
        ignore_case=True,
    ),
)
_CLAUSE = re.compile(rf"{_TEXT}\s", re.IGNORECASE)
_OWN_BEFORE = re.compile(r"\b(?:in|of)\sthis\s[A-Z]\w+,?\s\Z|\bherein,?\s\Z")
# "in a paragraph headed …": where another text has it was said before.
_ONE = re.compile(r"\b[Aa]n?\s\Z")
_SITE = re.compile(r"\b(?:web)?sites?\b|\b(?:portal|app|page|screen|folder|intranet)\b", re.IGNORECASE)
_MARKS = "\u201c\u201d\u2018\u2019\"'*_,. "
_LEAD = re.compile(
    r"[\s>*#_|(\u201c\"'-]*+(?:(?:section|clause|article|part|schedule)\s)?(?:\(?[\w.]{1,8}[).:]?\s+)?[*_\u201c\"']*",
    re.IGNORECASE,
)
_NUMBER_BEFORE = re.compile(r"(?:\b\d{1,2}(?:\.\d{1,2})*[.)]?|\([a-z\d]{1,4}\)|[.;:])\s{1,3}[*_\u201c\"']*\Z")
_TITLE_END = re.compile(r"[*_\u201d\"']*\s?(?:[.:\u2014\u2013*_]|-\s|\n|\Z)")
_STOP = re.compile(r"\s?(?:[.;:)]|,\s|\n|\Z)")
_OF_ANOTHER = re.compile(r",?\s(?:of|in|on|to)\s(?!this\b)", re.IGNORECASE)
_NAMES = ("quoted", "plain", "placed", "told")
# A title on a line of its own, above a paragraph.
_TITLE_LINE = re.compile(r"(?:\A|\n\n)[*_]{0,2}[A-Z][a-z][^\n.;:,!?\d|]{2,60}\n\n(?=[^\n|]{60})")
_LINE, _TITLE, _NEAR, _HABIT, _PLAIN, _MOST_TITLES = 300, 100, 30, 2, 3, 40


def missing_headings(document: Document) -> Iterator[TitledPart]:
    """Yield the references by a heading that is nowhere, where nothing says that another paper has it."""
    found = list(_REFERENCE.find_in(signed(document)))
    if not found or is_extract(document.text):
        return
    text, ours = document.text, is_instrument(document)
    mentions = {each.start(name) for each in found for name in _NAMES if each[name]}
    stands = cache(partial(_stands, text, mentions))
    titles = [next(each[name] for name in _NAMES if each[name]).strip(_MARKS) for each in found]
    # Who speaks of two parts by their headings does so of the third.
    habit = cache(lambda: _has_plain_headings(document) or _has_habit(text, tuple(dict.fromkeys(titles))))
    for each, title in zip(found, titles, strict=True):
        here = OWN_AFTER.match(text, each.end()) is not None
        own = not each["told"] and (here or (ours and _is_own(text, each)))
        own = own or (_may_be_own(text, each) and habit())
        if own and not stands(title, each["placed"] is not None):
            yield TitledPart(*each.span(), "heading", title, frozenset(), "no part is headed so")


def _has_habit(text: str, titles: Sequence[str]) -> bool:
    headings = (title for title in titles[:_MOST_TITLES] if _is_heading(text, title))
    return sum(1 for _ in islice(headings, _HABIT)) == _HABIT


def _has_plain_headings(document: Document) -> bool:
    """Tell whether headings without numbers lead through a text, so that its parts have no other names."""
    plain = (each for each in document.headings if not each.number and not each.title.isupper())
    lines = chain(plain, _TITLE_LINE.finditer(document.text)) if "\n\n" in document.text else plain
    return sum(1 for _ in islice(lines, _PLAIN)) == _PLAIN


def _is_heading(text: str, title: str) -> bool:
    """Tell whether a line is headed by these words alone."""
    form = rf"^[ \t>#*_]{{0,12}}(?:\(?[\w.]{{1,6}}[).:]?[ \t]{{1,8}})?{re.escape(title)}[*_.:]{{0,8}}[ \t]*$"
    return re.search(form, text, re.IGNORECASE | re.MULTILINE) is not None


def _may_be_own(text: str, found: re.Match[str]) -> bool:
    """Tell whether nothing beside a quoted title speaks of another text."""
    start, end = found.span()
    if found["plain"] or is_elsewhere(text, start, end) or _OF_ANOTHER.match(text, end):
        return False
    if _ONE.search(text, max(0, start - 4), start):
        return False
    if found["told"] and not _TELLS.search(text, max(0, start - _NEAR), start):
        return False
    before = unmarked(text[max(0, start - _NEAR) : start]).rstrip()
    return found["told"] is not None or not any(each.end() == len(before) for each in TEXT_NAMED.finditer(before))


def _is_own(text: str, found: re.Match[str]) -> bool:
    """Tell whether the words beside say that the part is here, or it is a clause and no other text is spoken of."""
    start, end = found.span()
    if OWN_AFTER.match(text, end) or _OWN_BEFORE.search(text, max(0, start - 40), start):
        return True
    if found["plain"] or _CLAUSE.match(text, start) is None:
        return False
    if is_elsewhere(text, start, end) or _STOP.match(text, end) is None:
        return False
    line = line_start(text, start, _LINE)
    before = unmarked(text[line:start])
    return TEXT_NAMED.search(before) is None and _SITE.search(before) is None


def _stands(text: str, mentions: Set[int], title: str, anywhere: bool) -> bool:
    """Tell whether a line is headed by these words or holds them in a title, or they open a paragraph with a stop.

    Words that may be a defined term may stand ``anywhere``.
    """
    words = re.findall(r"[^\W_]+", title)
    if not words:
        return True
    form = re.compile(r"[^\w\n]{1,4}".join(map(re.escape, words)) + r"(?:s|es)?\b", re.IGNORECASE)
    places = (found for found in form.finditer(text) if not _is_mention(found, mentions))
    return any(_heads(text, *found.span()) or (anywhere and found.group()[0].isupper()) for found in places)


def _is_mention(found: re.Match[str], mentions: Set[int]) -> bool:
    return any(found.start() - by in mentions for by in range(4))


def _heads(text: str, start: int, end: int) -> bool:
    line = text.rfind("\n", 0, start) + 1
    if start - line <= _TITLE and _LEAD.fullmatch(text, line, start):
        return True
    if _TITLE_END.match(text, end) and _NUMBER_BEFORE.search(text, max(0, start - 12), start):
        return True
    printed = text[line : line_end(text, end)].strip()
    return len(printed) <= _TITLE and not printed.endswith((".", ";", ","))
