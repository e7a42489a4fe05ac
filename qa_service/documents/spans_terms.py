"""Defined terms: where a document defines them, and the capitalised phrases that are used like them."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from functools import lru_cache

from qa_service.documents.anchors import BLANK, Anchored, compile_anchor, match_lines
from qa_service.documents.word_sets import word_set

_OPEN = '\u201c\u201e\u00ab"\u2018'
_TERM = r"(?P<term>[A-Z0-9][^\"\u201c\u201d\u201e\u00ab\u00bb\n;()]{0,78}?)"
_QUOTED = Anchored(
    re.compile(
        rf"(?:\*\*)?[\u201c\u201d\u201e\u00ab\"](?:\*\*)?\s?{_TERM}\s?,?(?:\*\*)?[\u201d\u201c\u00bb\"](?:\*\*)?"
    ),
    compile_anchor(r"(?:\*\*)?[\x{201c}\x{201d}\x{201e}\x{ab}\"]"),
)
_MEANS = re.compile(
    r"\s{0,6}(?:\([^)\n]{0,80}\)\s{0,6})?,?\s{0,6}(?:(?:as used|when used|for (?:the )?purposes?|in relation to|with "
    r"respect to)[^\"\u201c\n;.]{0,80}?,?\s{0,6})?"
    r"(?:(?:shall|will|does|do|is|are|has|have|each|also|together|collectively)\s{1,6}(?:not\s{1,6})?){0,3}"
    r"(?:means?|mean and include|includes?|refers?\s{1,6}to|refer\s{1,6}to|denotes?|defined\s{1,6}(?:as|to|in)|(?:have|"
    r"has|having|bear|bears|carry)?\s{0,6}the\s{1,6}(?:same\s{1,6})?(?:meaning|respective meaning)|"
    r"is any|is the|are the|is a|is all|:|=|\u2013|\u2014|-\s)",
    re.IGNORECASE,
)
_BARE_MEANS = re.compile(
    r"^[ \t]{0,12}(?:\(?[a-z0-9.]{1,6}\)|\d[\d.]*)?[ \t*-]{0,6}(?P<term>[A-Z][\w&'\u2019/-]*(?:[ \t](?:of|and|or|"
    r"the|to|[A-Z][\w&'\u2019/-]*)){0,5})\**[ \t]{0,12}:?[ \t]{0,12}"
    r"(?:shall\s{1,6}mean|means|mean|has\s{1,6}the\s{1,6}meaning|refers\s{1,6}to|is\s{1,6}defined\s{1,6}as)\b",
    re.MULTILINE,
)
# A glossary's entry or a label: "- Service Charge: …", "| Service Charge | … |"
_LISTED = re.compile(
    r"^[ \t]{0,8}(?:[-*\u2022][ \t]{1,3}|\|[ \t]*)?(?:\*\*)?(?P<term>[A-Z][\w'\u2019-]*(?:[ ][A-Z][\w'\u2019-]*){1,4})"
    r"(?:\*\*)?[ \t]*(?:[:|\u2013\u2014]|-[ ])[ \t]*[a-z]",
    re.MULTILINE,
)
_MEANING_WORDS = ("mean", "refers", "defined")
_INTRODUCED = re.compile(
    r"(?:\(|\b(?:the|a|an|each|collectively|together|individually|hereinafter|hereafter|herein|called|as|"
    r"or|and|to as|known as|defined as|jointly|both|either|any)|,)\s{0,6}"
    r"(?:called\s{1,6}|to as\s{1,6}|the\s{1,6}|a\s{1,6}|an\s{1,6}|each\s{1,6}|as\s{1,6}|,\s{0,6})*\Z",
    re.IGNORECASE,
)
_HEREINAFTER = Anchored(
    re.compile(
        r"(?:hereinafter|hereafter|referred\s{1,6}to|herein)\s{1,6}(?:(?:collectively|individually|together|each|"
        r"jointly|be|also|as|to|called|referred|known|"
        r"or)\s{1,6}){0,6}(?:the\s{1,6}|a\s{1,6}|an\s{1,6})?(?P<term>[A-Z][\w&-]*(?:[ ][A-Z][\w&-]*){0,4})"
    ),
    compile_anchor("herein|hereafter|referred"),
    width=1,
)
_PHRASE = re.compile(
    # The look-behind stands behind the first letter because `re` skips quickly to a known first character only.
    r"[A-Z](?<![\w.].)(?:[A-Z]{1,5}[ ][A-Z][a-z]+|[a-z]+)(?:[\u2019']s)?(?:[-\u2013][A-Z]?[a-z]+)*"
    r"(?:[ ](?:of[ ])?[A-Z][a-z]+(?:[-\u2013][A-Z]?[a-z]+)*){1,4}(?![\w.]*@)(?!\w)"
)
_SENTENCE_END = re.compile(r"(?:[.!?:;\u2022]|\n|\A|[\u201c\"(]|\d[.)]|\([a-z]{1,4}\))[\s*_#>]*\Z")
_LINE_NUMBER = re.compile(r"(?:\A|\n)[\s*#]*\(?\d[\d.]{0,6}[.)]?\s+\Z")
_SUBJECT = re.compile(r"\s[a-z]")
_NUMBERED_TITLE = re.compile(
    r"[\s*#]*(?:\(?\w{1,4}[.)]|\d[\d.]*|[A-Z]\.)\s+(?:(?:[A-Z][\w'\u2019-]*|of|and|or|the|to|for|in)(?:[ ,&/]+|\Z))*\Z"
)
_FUNCTION_WORDS = word_set(
    "The A An Such Each Any No This That These Those All If In To By For From Upon On At Neither Either "
    "Both Every Its Their Our "
    "Your His Her When Where While Unless Until After Before During Except Under Without With As Of Other "
    "And Or But Nor Said "
    "Nothing Notwithstanding Provided Whereas Should Once Since Because However Pursuant"
)


@dataclass(frozen=True, slots=True)
class Definition:
    """A place that defines a term; ``start`` and ``end`` bound the term without its quotation marks.

    ``formal`` is False for a term that only stands in quotation marks; ``means`` marks "X means …"; ``plain`` a term
    that stands in brackets without quotation marks or article, which may be a mere remark.
    """

    start: int
    end: int
    term: str
    formal: bool = True
    means: bool = False
    plain: bool = False


@dataclass(frozen=True, slots=True)
class Phrase:
    """A capitalised phrase of two or more words; ``inside`` tells that it does not open a sentence or line."""

    start: int
    end: int
    text: str
    inside: bool


@lru_cache(maxsize=1 << 14)
def term_key(term: str) -> str:
    """Fold a term for comparison: case, blanks, hyphens, possessive and plural of the last word, leading article."""
    words = [word.lower() for word in re.split(r"[\s\u2010-\u2014-]+", term.strip(" .,;:'\u2019\u2018*")) if word]
    if len(words) > 1 and words[0] in {"the", "a", "an", "such", "each", "any", "our", "your"}:
        words = words[1:]
    return " ".join(singular(word) for word in words)


def singular(word: str) -> str:
    """Return the singular of a lower-case English noun, and drop a possessive ending."""
    if "'" in word or "\u2019" in word:
        word = re.sub(r"['\u2019]s?\Z", "", word)
    if not word.endswith("s"):
        return word
    if word.endswith("ies") and len(word) > 4:
        return word[:-3] + "y"
    if word.endswith(("sses", "xes", "ches", "shes")):
        return word[:-2]
    return word[:-1] if not word.endswith(("ss", "us", "is")) and len(word) > 3 else word


def find_definitions(text: str) -> tuple[Definition, ...]:
    """Return the definitions of ``text`` in order: quoted with "means", in brackets, after "hereinafter", or bare."""
    found = [*_quoted(text), *_unquoted(text)]
    out: dict[int, Definition] = {}
    for definition in sorted(found, key=lambda item: (item.start, not item.formal)):
        out.setdefault(definition.start, definition)
    return tuple(out.values())


def _quoted(text: str) -> Iterator[Definition]:
    for match in _QUOTED.finditer(text):
        term = match.group("term")
        if len(term.split()) > 8:
            continue
        start, end = match.span("term")
        means = _MEANS.match(text, match.end())
        denied = means is not None and " not " in means.group()
        if (means and not denied) or _introduced(text, match):
            yield Definition(start, end, term, means=means is not None and "mean" in means.group().lower())
        elif not denied and not _is_line(text, match.start(), match.end()):
            yield Definition(start, end, term, formal=False)


def _is_line(text: str, start: int, end: int) -> bool:
    """Whether nothing else stands on the line: the name of a party over its signature defines nothing."""
    before, after = text.rfind("\n", 0, start) + 1, text.find("\n", end)
    return not text[before:start].strip() and not text[end : after if after >= 0 else len(text)].strip(" :.,")


def _introduced(text: str, match: re.Match[str]) -> bool:
    before = text[max(0, match.start() - 160) : match.start()]
    bracketed = before.rfind("(") > before.rfind(")")
    if bracketed and re.match(
        r"[\s.,;]*(?:and/or|and|or)?[\s.,;]*(?:\)|each|the|a|any|all|collectively|[\u201c\"])",
        text[match.end() : match.end() + 20],
    ):
        return True
    return _INTRODUCED.search(before) is not None and (
        bracketed
        or re.search(r"\b(?:called|hereinafter|hereafter|referred|known|defined)\b", before, re.IGNORECASE) is not None
    )


_SINGLE = Anchored(
    re.compile(
        r"(?<!\w)['\u2018](?P<term>[A-Z][^'\u2018\u2019\n]{1,60})['\u2019]\s{1,6}(?:shall\s{1,6}mean|means?|"
        r"refers?\s{1,6}to|has\s{1,6}the\s{1,6}meaning|includes?)\b"
        r"|\((?:the|each|a)?\s?['\u2018](?P<other>[A-Z][^'\u2018\u2019\n]{1,60})['\u2019]\)"
    ),
    compile_anchor(rf"(?:\((?:the|each|a)?{BLANK}?)?['\x{{2018}}][A-Z]"),
)


_BRACKETED = re.compile(
    r"\((?:the\s|an?\s|each\s(?:an?\s)?|collectively,?\s(?:the\s)?|"
    r"hereinafter,?\s(?:the\s)?)?(?P<term>[A-Z][a-z]+(?:[ ][A-Z][a-z]+){1,3})\)"
)
_BY_REFERENCE = Anchored(
    re.compile(
        r"\b(?P<term>[A-Z][a-z]+(?:[ ][A-Z][a-z]+){1,3})\s{1,6}(?:is|are|shall be|being)\s{1,6}(?:as\s{1,6})?defined\b"
        r"|(?:meanings?|definitions?)\s{1,6}(?:of|for|given "
        r"to)\s{1,6}(?P<other>[A-Z][a-z]+(?:[ ][A-Z][a-z]+){1,3})\s{1,6}(?:in|under|set)"
    ),
    compile_anchor(
        rf"[A-Z][a-z]+(?: [A-Z][a-z]+){{1,3}}{BLANK}{{1,6}}(?:is|are|shall be|being){BLANK}{{1,6}}"
        rf"(?:as{BLANK}{{1,6}})?defined"
        rf"|(?:meanings?|definitions?){BLANK}{{1,6}}(?:of|for|given to){BLANK}{{1,6}}[A-Z]"
    ),
)


# "For purposes of this Agreement, Covered Data shall mean …", "The Testing Period includes …"
_WITHIN = Anchored(
    re.compile(
        r"(?:(?<=, )|(?<=\. )|(?<=\n)|\bthe\sterms?\s|\bThe\s)(?P<term>[A-Z][a-z]+(?:[ ][A-Z][a-z]+){0,3})\s"
        r"(?:shall\smean|will\smean|means|(?<=\s)includes|consists\sof|comprises)\b"
    ),
    compile_anchor(
        rf"(?:, |\. |\n|\bthe{BLANK}terms?{BLANK}|\bThe{BLANK})[A-Z][a-z]+(?: [A-Z][a-z]+){{0,3}}{BLANK}"
        rf"(?:shall{BLANK}mean|will{BLANK}mean|means|includes|consists{BLANK}of|comprises)\b"
    ),
)
# A bracket whose quotation marks are lost on one side: (“Receiving Party), (collectively, the Parties")
_HALF_QUOTED = Anchored(
    re.compile(
        r"\((?:[a-z, ]{1,40}\s)?(?:[\u201c\"](?P<term>[A-Z][\w&'\u2019-]*(?:[ ][A-Z][\w&'\u2019-]*){0,4})"
        r"|(?P<other>[A-Z][\w&'\u2019-]*(?:[ ][A-Z][\w&'\u2019-]*){0,4})[\u201d\"])\)"
    ),
    compile_anchor(r"\((?:[a-z, ]{1,40}[\pZ\s])?[\x{201c}\"A-Z]"),
    width=1,
)


def _unquoted(text: str) -> Iterator[Definition]:
    meant = any(word in text for word in _MEANING_WORDS)
    bare = match_lines(_BARE_MEANS, text) if meant else ()
    for match in (*bare, *_HEREINAFTER.finditer(text), *_BRACKETED.finditer(text), *_WITHIN.finditer(text)):
        plain = text[match.start()] == "(" and match.start("term") == match.start() + 1
        yield Definition(match.start("term"), match.end("term"), match.group("term"), plain=plain)
    for match in match_lines(_LISTED, text):
        yield Definition(match.start("term"), match.end("term"), match.group("term"), formal=False)
    for pattern in (_SINGLE, _BY_REFERENCE, _HALF_QUOTED):
        for match in pattern.finditer(text):
            name = "term" if match.group("term") else "other"
            yield Definition(match.start(name), match.end(name), match.group(name))


def find_phrases(text: str) -> tuple[Phrase, ...]:
    """Return the capitalised phrases of ``text`` in order; an article that opens a sentence is not part of one."""
    return tuple(phrase for match in _PHRASE.finditer(text) if (phrase := _phrase(text, match)) is not None)


def _phrase(text: str, match: re.Match[str]) -> Phrase | None:
    start, words = match.start(), match.group()
    if _titles(text, match):
        return None
    first, _, rest = words.partition(" ")
    if first in _FUNCTION_WORDS:
        if " " not in rest:
            return None
        return Phrase(start + len(first) + 1, match.end(), rest, inside=True)
    if _LINE_NUMBER.search(text, max(0, start - 12), start):
        return Phrase(start, match.end(), words, inside=False)
    inside = _SUBJECT.match(text, match.end()) is not None or not _SENTENCE_END.search(text, max(0, start - 12), start)
    return Phrase(start, match.end(), words, inside)


def _titles(text: str, match: re.Match[str]) -> bool:
    """Whether the phrase is (the end of) a numbered title: "13. No Implied Agreement."."""
    if text[match.end() : match.end() + 1] not in {".", ":", "\n", ""}:
        return False
    line = max(text.rfind("\n", 0, match.start()) + 1, match.start() - 80)
    return _NUMBERED_TITLE.match(text[line : match.end()]) is not None
