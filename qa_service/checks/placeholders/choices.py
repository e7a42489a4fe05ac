"""Alternatives of which nobody chose one: "English / Scots law (delete as applicable)", "[two][three] years"."""

from __future__ import annotations

import re

from qa_service.checks.placeholders.binding import is_binding
from qa_service.checks.placeholders.forms import is_head_of_form
from qa_service.checks.placeholders.numbers import MEASURES, NEAR, line_around
from qa_service.documents.numbers.numerals import CARDINAL_WORDS
from qa_service.documents.searching.word_sets import word_set

_APT = r"(?:applicable|appropriate|necessary|required|relevant|needed|apt|desired)"
_STRIKE = r"(?:delete|strike(?: out| through)?|cross (?:out|through)|score out|remove|amend|keep|retain)"
_UNAPT = (
    r"(?:(?:which(?:ever)?|what(?:ever)?|(?:any|the) \w+(?: (?:that|which))?) (?:(?:is|are|does|do) )?(?:not |in)"
    rf"(?:apply\b|{_APT})|(?:the )?(?:inapplicable|other)\b)"
)
_ONE = r"(?:one|either|(?:the )?(?:right|correct|preferred|applicable|appropriate) \w+|whichever|as applicable)"
ABROAD = (
    r"(?:(?:nicht ?|un)zutreffendes (?:bitte )?(?:durch)?(?:streichen|löschen)|(?:rayer|biffer|supprimer) (?:la|les)"
    r" mentions? inutiles?|choisir l['’]une? (?:des|ou) \w+|(?:doorhalen|schrappen|doorstrepen) (?:wat"
    r"|hetgeen) niet van"
    r" toepassing is|(?:tách[ea]se|tachar|táchar) lo que no (?:proceda|corresponda)|(?:cancellare"
    r"|barrare) la voce che non"
    r" interessa|(?:riscar|eliminar) o que não (?:interess[ae]|se aplica))"
)
STRIKE_OUT = (
    rf"(?:please )?(?:{_STRIKE}(?: \w+)? (?:as|where|if) (?:not |in)?{_APT}|{_STRIKE} {_UNAPT}|(?:only )?(?:delete"
    rf"|select|choose|pick|circle|keep|retain) (?:only )?{_ONE}\b|(?:one|either|the other) to be (?:deleted|struck out"
    rf"|chosen|selected)|as (?:applicable|appropriate); (?:delete|strike)\b|{ABROAD})"
)
# In brackets, behind a sign or a dash, or at the end of what it is about.
OPEN = rf"[(\[]\*?(?i:{STRIKE_OUT})[^()\[\]\n]{{0,60}}[)\]]|(?:\*+ ?| [–—-] |[,;] )(?i:{STRIKE_OUT})"
_FIELD = re.compile(r"_{4,}|\.{8,}|\[ {3,}\]|☐")
_PERSONAL = re.compile(r"\b(?:I|I/[Ww]e|[Ww]e|my|our|ich|je)\b|\bdo(?:es)? not\b|\b(?:[Yy]es ?/ ?[Nn]o|please)\b")
_EITHER = re.compile(r"[^\W_] ?\*?/ ?\*?[^\W_]|\bor\b|\b(?:oder|ou|of|o)\b")
_MODALS = word_set("shall may must will can should is are was were does")
_BESIDE = re.compile(r"\s?(?:/|or|and/or)?\s?\[([^\[\]\n]{1,60})\](?![(:\[])")
_BEFORE = re.compile(r"(?<![)\w])\[([^\[\]\n]{1,60})\]\s?(?:/|or|and/or)?\s?\Z")
_NAMES = re.compile(
    r"(?:either )?[A-Z][\w.&’']*(?: (?:[A-Z]|of|and|the)[\w.&’']*){0,3}(?:(?:,| or| OR)+ [A-Z][\w ]{2,30})+"
)
# "is a [company, partnership or trust] of Ohio"
_KINDS = re.compile(r"[\w -]{2,40}(?:, [\w -]{2,40})* or (?:an? )?[\w -]{2,40}")
_IS_A = re.compile(r"\b(?:is|are|being) an?\s\Z")
# What says when a wording is meant, or which of several it is.
_LABELLED = re.compile(
    r"(?i)(?:option|alternative|variant) (?:\d|[a-d]|one|two|three)\b.{0,200}|or|and/or|if applicable\b.{0,200}"
    r"|(?:use|include|insert|delete|keep|remove) (?:(?:this|the) [\w ]{2,20})?(?:if|where|only|when)\b.{0,200}"
    r"|(?:guidance|internal|instructions?)(?: notes?)?:.{0,200}"
)
_COUNTS = re.compile(r"(?:either )?[\w-]+(?:(?:,| or| /|/)+ ?[\w-]+)+")
_LED = re.compile(
    r"(?i)\b(?:of|by|in|to|under|within|is|be|for|than|least|most|every|from|with)\s\Z|\bthe (?:state|laws?) of \Z"
)
# "[five (5)] [ten (10)] days"
_TWICE = re.compile(r"(?<=\w)\s?\(\d+(?:\.\d+)?\s?%?\)\Z")
_TOLD_TWICE = re.compile(r"(?<=\w)\s?\(\d+\)(?=\s?/|\sor\b|,|\Z)")
# "[two-thirds] [three-quarters] of the members"
_SHARE = re.compile(
    r"(?:an? )?(?:(?:simple|absolute|special|qualified|bare) )?majority|(?:one[ -]|an? )?half|\d+(?:\.\d+)?\s?%|\d/\d|"
    r"(?:[a-z]+-)?[a-z]+ per ?cent|"
    r"(?:an?|one|two|three|four|five|seven|nine)[ -](?:thirds?|quarters?|fourths?|fifths?|sixths?|eighths?|tenths?)",
    re.IGNORECASE,
)
# "[16-inch] [20-inch]"
_SIZE = re.compile(r"(?P<size>\d[\d.,]*)(?P<unit>[-\s]?[a-z]{1,12}|\s?%)")
_COUNTED = re.compile(rf"(?:\s?\[[^\]]*\])?\s(?:(?:working|business|banking|calendar|clear|full)\s)?{MEASURES}\b")
_MEASURED = re.compile(rf"\s?%|\s(?:\(\w+\) )?{MEASURES}\b")
_EDITED = word_set("sic emphasis citation citations omitted redacted signature seal footnote exhibit page")


def left_open(text: str, start: int, end: int) -> bool:
    """Whether alternatives stand before an order to strike one out, in a text that no one else is to fill in."""
    before, after = line_around(text, start, end)
    bracketed = text[start] in "(["
    if not bracketed and (not _closes(after) or (before.strip() and _EITHER.search(before[-120:]) is None)):
        return False
    if not bracketed and not before.strip() and _EITHER.search(text[max(0, start - NEAR) : start]) is None:
        return False
    if bracketed and not re.search(r"(?i)as|where|if|not|in", text[start:end]) and not _EITHER.search(before[-120:]):
        return False
    return is_binding(text, start, end) and not _is_in_form(text, start, end, before, after)


def is_clause(text: str, start: int, end: int) -> bool:
    """Whether a sentence of a contract stands around, and none that somebody signs for himself or fills in."""
    before, after = line_around(text, start, end)
    return is_binding(text, start, end) and not _is_in_form(text, start, end, before, after)


def _closes(after: str) -> bool:
    return re.match(r"\s*(?:[.;)*]|[–—-]\s|\Z)", after) is not None


def _is_in_form(text: str, start: int, end: int, before: str, after: str) -> bool:
    sentence = before.rpartition(". ")[2] + after.partition(". ")[0]
    if len(before) + len(after) < NEAR // 6 and not before.strip():
        # A note by itself: what it is about stands above.
        return _FIELD.search(text[max(0, start - NEAR) : end + NEAR]) is not None
    if _PERSONAL.search(sentence) or _FIELD.search(text[max(0, start - NEAR) : start]) or _FIELD.search(sentence):
        return True
    return is_head_of_form(text, start, end) and len(sentence.split()) < 12


def is_open_choice(text: str, start: int, end: int) -> bool:
    """Whether a bracket of a contract holds one of several wordings, or all of them: "[Delaware or Ohio]"."""
    content = text[start + 1 : end - 1].strip()
    after, before = _BESIDE.match(text, end), _BEFORE.search(text, max(0, start - 70), start)
    other = (after or before or [""])[1].strip() if after or before else ""
    if other and _are_counts_in_words(content, other) and _is_alternative(content, other, text[end : end + 90]):
        return True
    if not is_binding(text, start, end) or not _EDITED.isdisjoint(content.lower().split()):
        return False
    if _LABELLED.fullmatch(content):
        return True
    if _KINDS.fullmatch(content) and _IS_A.search(text, max(0, start - 10), start):
        return True
    content = _TOLD_TWICE.sub("", content)
    led = _LED.search(text, max(0, start - 20), start) is not None
    if led and _NAMES.fullmatch(content):
        return True
    if led and _is_counts(content) and _MEASURED.match(text, end):
        return True
    return bool(other) and _is_alternative(content, other, text[end : end + 90])


def _are_counts_in_words(one: str, other: str) -> bool:
    """Whether two brackets hold a number in words each, as no citations do: "[three][five] days"."""
    return all(each.isascii() and each.replace("-", "").isalpha() and _is_count(each.lower()) for each in (one, other))


def _is_counts(content: str) -> bool:
    words = re.findall(r"[\w-]+", content.lower())
    counts = [_is_count(word) for word in words if word not in ("or", "either")]
    return len(counts) > 1 and all(counts) and _COUNTS.fullmatch(content.lower()) is not None


def _is_count(word: str) -> bool:
    """Whether a word is a number: "45", "sixty", "forty-five"."""
    return word.isdigit() or all(part in CARDINAL_WORDS for part in word.split("-"))


def _is_alternative(one: str, other: str, after: str) -> bool:
    """Whether two brackets side by side hold two modal verbs, two numbers of things, or two names."""
    one, other = (_TWICE.sub("", each) for each in (one, other))
    pair = one.lower().removeprefix("or ").split(), other.lower().removeprefix("or ").split()
    if all(words[:1] and words[0] in _MODALS for words in pair):
        return True
    if all(len(words) == 1 and _is_count(words[0]) for words in pair):
        return _COUNTED.match(after) is not None
    if (_SHARE.fullmatch(one) and _SHARE.fullmatch(other)) or _are_sizes(one, other):
        return True
    names = (each.removeprefix("or ") for each in (one, other))
    return all(len(each) > 3 and each[0].isupper() and not each.isupper() and each[-1].isalpha() for each in names)


def _are_sizes(one: str, other: str) -> bool:
    """Whether two brackets hold two sizes in one unit."""
    here, there = _SIZE.fullmatch(one), _SIZE.fullmatch(other)
    return here is not None and there is not None and here["unit"] == there["unit"] and here["size"] != there["size"]
