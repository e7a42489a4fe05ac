"""Parts without any marks, of which there can be no sub-part: "Clause 6.1(c)"."""

from __future__ import annotations

import re
from collections.abc import Sequence

from qa_service.documents.numbers.numerals import cardinal

# "(c)", "c)", "c.", "(ii)" or a bullet, wherever they stand, which may mark a sub-part, but not in "5.1(c)" or "U.S.".
_ANY_MARK = re.compile(
    r"(?<![\w)])\(\w{1,4}\)|(?<![\w.(])(?:[A-Za-z]|[ivx]{1,4}|\d)[).](?=\s(?!above\b|below\b))|[\u2022\u25cf\u25aa\u25e6]"
)
# "under Section 6 (c)" marks nothing, and neither does the figure of "thirty (30)" nor a short name, "(UHS)".
_REFERRED = re.compile(
    r"\b(?:sections?|clauses?|articles?|paragraphs?)\s\d[\d.]*(?:\s?\(\w{1,4}\))+|\u00a7+\s?\d[\d.]*(?:\s?\(\w{1,4}\))+",
    re.IGNORECASE,
)
_FIGURE = re.compile(r"\b(?P<word>[A-Za-z]+)\s\(\d{1,4}\)")
_WORD_BEFORE = re.compile(r"\b[A-Za-z]+\s?\Z")
_SHORT_NAME = re.compile(r"\((?![IVX]{1,4}\)|(?P<one>[A-Z])(?P=one)?\))[A-Z][A-Z\d]{1,3}\)")
_SENTENCE_END = re.compile(r"[\w)\]%][.;][)\"\u201d*_]{0,3}\Z")
_OPENING = re.compile(r"[ \t>*#_|]*(?:[A-Za-z]+[ \t]+)?(?:[\d.]+|[IVXLC]{1,7})[.):]?[*_]*\s")
# What may be a list that has lost its marks.
_LIST_END = re.compile(r"(?:[;,:\u2014\u2013-]|\b(?:and|or))[*_ \t]*\Z")
_DOTTED_LINE = re.compile(r"[ \t>*_-]*\d{1,2}\.\d{1,2}")
_MARKED = re.compile(r"(?:^|[\s;:,])\((?:a|i)\)\s|^[ \t]*(?:a|i)\)\s", re.MULTILINE)
_LINE_MARK = re.compile(r"[ \t>*_-]*\(?\w{1,4}\)\s")
_TITLE_AND_LEAD = 2
# Where the part ends that is the last one: "IN WITNESS WHEREOF", "By: /s/ …".
_SIGNING = re.compile(
    r"\n[ \t*_]*(?:in\switness\b|signed\b|signature|by:|dated?\b|name:|/s/|[^\n]{0,40}_{5})", re.IGNORECASE
)
# A number of a table of contents is one word or two without a stop.
_FEWEST_WORDS, _WHOLE_WORDS, _LONGEST = 6, 20, 6000
# What is no sentence and this short is a heading, or stands below one for signing.
_HEADING = 80


def is_undivided(text: str, start: int, end: int, number: str) -> bool:
    """Tell whether the part between these places is without a mark, a list or a table.

    A part that goes over several paragraphs may be what has been cut into parts, so it is judged only where the text
    has marks elsewhere, and no paragraph leads into a list.
    """
    if end - start > _LONGEST:
        return False
    body = text[start:end].strip()
    if signing := _SIGNING.search(body):
        body = body[: signing.start()].rstrip()
    opening = _OPENING.match(body)
    if opening is None or _is_marked(body[opening.end() :]):
        return False
    lines = _paragraphs(body)
    if not lines:
        return False
    words = sum(len(line.split()) for line in lines)
    if len(lines) == 1 and words >= _WHOLE_WORDS:
        return lines[0][-1] not in ":-\u2013\u2014"
    if words < _FEWEST_WORDS or not _SENTENCE_END.search(lines[-1]):
        return False
    return len(lines) == 1 or (not _leads_into_list(lines) and _MARKED.search(text) is not None)


def _is_marked(body: str) -> bool:
    """Tell whether anything in a part may be the mark of one of its own parts."""
    plain = _SHORT_NAME.sub("", _REFERRED.sub("", body))
    return _ANY_MARK.search(_FIGURE.sub(_without_figure, plain)) is not None


def tells_figure(text: str, bracket: int) -> bool:
    """Tell whether a bracket says in figures what stands before in words: "thirty (30)"."""
    word = _WORD_BEFORE.search(text, max(0, bracket - 24), bracket)
    return word is not None and cardinal([word.group().strip().lower()]) is not None


def _without_figure(found: re.Match[str]) -> str:
    """Return a number in words without what says it in figures."""
    return found["word"] if cardinal([found["word"].lower()]) is not None else found.group()


def is_listed_otherwise(text: str, start: int, end: int, mark: str) -> bool:
    """Tell whether a part that has a list of another style than the mark's has no paragraph that may have lost it.

    The mark itself is nowhere in it, with whatever brackets.
    """
    if end - start > _LONGEST:
        return False
    body = text[start:end].strip()
    if signing := _SIGNING.search(body):
        body = body[: signing.start()].rstrip()
    if re.search(rf"(?<!\w){mark}[).]", body, re.IGNORECASE) is not None:
        return False
    plain = [line for line in body.split("\n") if line.strip() and _LINE_MARK.match(line) is None]
    return len(plain) <= _TITLE_AND_LEAD


def _leads_into_list(lines: Sequence[str]) -> bool:
    """Tell whether a paragraph ends as before an entry of a list, and no dotted number begins the next one."""
    return any(
        _LIST_END.search(line) is not None and _DOTTED_LINE.match(following) is None
        for line, following in zip(lines, [*lines[1:], ""], strict=True)
    )


def _paragraphs(body: str) -> list[str]:
    """Return the lines of a part without its title, and without the headings and rules that end it."""
    lines = [line.strip() for line in body.split("\n") if line.strip()]
    while lines and not _SENTENCE_END.search(lines[-1]) and (len(lines[-1]) <= _HEADING or lines[-1][:1] == "#"):
        lines.pop()
    titled = len(lines) > 1 and len(lines[0]) <= _HEADING and not _SENTENCE_END.search(lines[0])
    return lines[1:] if titled and lines[0][-1] not in ":;," else lines
