"""References by a letter or a Roman number and what is below it, judged by the outline of the text.

"Part IV.G" of a part IV that ends with E, "paragraph F.1(d)", "rule B8" of rules that end with B7, "paragraph (7)" of a
§ with five of them; and the entries of a paper that is named for them: "Condition 9" of "Conditions of the Notes".
"""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Callable, Iterator, Mapping, Sequence
from functools import cache, partial
from typing import NamedTuple

from qa_service.checks.references.others_parts import is_others_part
from qa_service.checks.references.paper_kinds import is_extract
from qa_service.checks.references.part_marks import missing_mark
from qa_service.checks.references.titled_parts import TitledPart
from qa_service.documents import Document
from qa_service.documents.references.meaning import CAPITAL_BEFORE
from qa_service.documents.references.outline import Part, outline_of, values_of
from qa_service.documents.searching.anchors import BLANK, Anchored, compile_anchor
from qa_service.documents.searching.rare_signs import rare_sign, signed

_WORDS = r"section|clause|paragraph|para\.?|part|item|point|condition|rule|bye-?law|chapter|exclusion|recital"
_USED = re.compile(
    rf"(?<![\w.\u00a7/(-])(?:(?P<word>{_WORDS})s?\s{{1,16}}|"
    r"(?:appendix|annex|schedule|part)\s(?P<whole>(?-i:[A-Z])),\s(?=(?P=whole)\.\d)|"
    r"(?=(?-i:[A-Z])\.\d{1,2}(?:\.\d{1,2}|(?:\.\d{1,2})?\([a-z]))|"
    r"(?<=[a-z,]\s)(?<!\d\sto\s)(?=(?-i:[A-Z])\d{1,2}\.\d{1,2}(?![\w.%]|\sto\s(?-i:[A-Z])\d)))"
    r"(?P<label>(?-i:[A-Z])\.?\d{1,2}(?:\.\d{1,2}){0,2}|(?-i:[IVX]{1,5})(?=\s?\([a-z])|"
    r"(?-i:[IVX]{1,5})\.(?:(?-i:[A-Z])(?:\.\d{1,2})?|\d{1,2})|(?-i:[IVX]{2,6})|(?-i:[A-HJ-UWYZ])|\d{1,2})"
    r"(?P<marks>(?:\s?\((?:[a-z]{1,4}|\d{1,2})\)){0,2})"
    r"(?:\s(?:to|and|or|through)\s\((?P<other>[a-z]{1,4})\)|\s(?:to|through)\s(?P<last>(?-i:[A-Z])))?"
    r"(?![\w%(&/\u2013-]|['\u2019]s|[.,:]\d|\.\w)",
    re.IGNORECASE,
)
# What each such reference begins with.
_BEGINS = compile_anchor(
    rf"\b(?:(?i:{_WORDS}|appendix|annex|schedule)(?i:s?){BLANK}|[A-Z]\.\p{{Nd}}{{1,2}}[.(]|"
    r"[A-Z]\p{Nd}{1,2}\.\p{Nd})"
)
_REFERENCE = Anchored(_USED, _BEGINS, width=1)
_PARAGRAPH = Anchored(
    re.compile(r"\b[Pp]ara(?:graph|\.)s?\s{1,16}\((?P<number>\d{1,2})\)(?![\w(])"),
    compile_anchor(rf"\b[Pp]ara(?:graph|\.)s?{BLANK}{{1,16}}\("),
    width=1,
)
_SIGN = rare_sign(
    rf"\b(?:(?i:{_WORDS})s?[ \n](?:[A-Z]|\(\p{{Nd}}|\p{{Nd}})|[A-Z], [A-Z]\.\p{{Nd}}|[A-Z]\.\p{{Nd}}{{1,2}}[.(]|"
    r"[A-Z]\p{Nd}{1,2}\.\p{Nd})"
)
_NUMBERED = re.compile(r"\b(?:\d{1,3}|[IVX]{1,5}|[A-Z])(?:\(\w{1,3}\))?,?\s\Z")
# A line that begins with the word is a head, unless the sentence above goes on in it.
_OPENS = re.compile(r"(?:\A|(?:^|[.:;!?)\]\"\u201d])[ \t]*\n)[ \t>#*_|]*\Z", re.MULTILINE)
_OF = re.compile(
    r",?\s(?:of|in|under)\s(?!this\b|these\b)|,?\sto\s(?=(?:the|that|those|an?|its|their|such)\b|[A-Z\d])|\s(?:thereof|therein)\b"
)
_ONE_OF_MANY = re.compile(r"\b[Aa]n?\s\Z")
_NOUN_BEHIND = re.compile(
    r"\s(?!(?:above|below|appl(?:y|ies)|shall|is|are|has|have|says?|provides?|requires?|allows?|and|or|to|as|which|that|if|the|for|in"
    r"|by|on|with|when|where|may|must|will|does|do|not|before|after|at|from|it|this|these|so|but|unless|until|here\w*)\b)[a-z]"
)
_AMENDED = re.compile(r"(?i)\b(?:amend|chang|alter|replac)")
_TOKEN = re.compile(r"\d+|[A-Z]+")
_MARK = re.compile(r"\(([a-z]{1,4}|\d{1,2})\)")
# Words for the entries of a paper, and those that also lead to parts of the text.
_NAMING = frozenset({"condition", "rule", "byelaw", "exclusion"})
_SHOUTED, _HEAD = {"byelaw": "BYE-?LAW"}, 400
_WHOLE = frozenset({"section", "part", "chapter"})
_FEWEST, _FEWEST_TOPS, _TITLE, _SHORT, _LONGEST = 2, 3, 120, 14, 20_000
# More parts of one mark tell nothing that these do not.
_MOST_ALIKE = 50
_Listed = Callable[[tuple[str, ...], int, int, str], str | None]


def missing_outlined(document: Document) -> Iterator[TitledPart]:
    """Yield such references where the marks beside the missing one count from the first."""
    text = document.text
    if not _SIGN.occurs_in(signed(document)) or is_extract(text):
        return
    outline = document.cached("outline", lambda given: outline_of(given.text))
    if len(outline.below) < _FEWEST:
        return
    parts = document.cached("outline by mark", lambda _: _by_mark(outline))
    listed, looks = cache(partial(_missing_mark, text)), cache(partial(_of_look, outline))
    for found in _REFERENCE.finditer(text):
        # The list of a part is read for marks alone, and only for who means it.
        if found["marks"] and not _is_meant(document, found):
            continue
        gap = _gap(text, outline, parts, looks, listed, found)
        if gap and (found["marks"] or _is_meant(document, found)):
            yield TitledPart(*found.span(), "part", text[found.start("label") : found.end()], gap.known, gap.told)
    for found in _PARAGRAPH.finditer(text):
        if (gap := _gap_around(text, outline, looks, found)) and _is_meant(document, found):
            yield TitledPart(*found.span(), "paragraph", found["number"], gap.known, gap.told)


def _by_mark(outline: Part) -> dict[str, list[Part]]:
    found = defaultdict[str, list[Part]](list)
    for part in outline.walk():
        if len(found[part.mark]) < _MOST_ALIKE:
            found[part.mark].append(part)
    return found


def _of_look(outline: Part, look: str) -> Sequence[Part]:
    """Return the parts of one look in the order of the text, wherever they stand."""
    return [each for each in outline.walk() if each.look == look]


def _missing_mark(text: str, marks: tuple[str, ...], start: int, end: int, name: str) -> str | None:
    """Judge marks by the list of a part; none of one so long that it is no part."""
    return missing_mark(marks, text, (start, end), name, once=False) if end - start <= _LONGEST else None


class _Token(NamedTuple):
    """A mark of a label and what is printed before it: of "B.5.1" the 5 and "B."."""

    mark: str
    before: str = ""


class _Gap(NamedTuple):
    """What there is to say of a part that is not there, and the marks that are."""

    told: str
    known: frozenset[str] = frozenset()


def _is_meant(document: Document, found: re.Match[str]) -> bool:
    """Tell whether no owner stands beside the reference, and it is neither of a name nor a head itself."""
    text, start = document.text, found.start()
    if _OF.match(text, found.end()) or _NUMBERED.search(text, max(0, start - 12), start):
        return False
    if CAPITAL_BEFORE.search(text, max(0, start - 30), start) or _ONE_OF_MANY.search(text, max(0, start - 4), start):
        return False
    # "Section IX powers" are called so.
    bare = text[found.end() - 1] != ")"
    if bare and found.end() - found.start() < _SHORT and _NOUN_BEHIND.match(text, found.end()):
        return False
    return not _OPENS.search(text, max(0, start - 40), start) and not is_others_part(document, *found.span())


def _gap(
    text: str,
    outline: Part,
    parts: Mapping[str, Sequence[Part]],
    looks: Callable[[str], Sequence[Part]],
    listed: _Listed,
    found: re.Match[str],
) -> _Gap | None:
    """Return what is missing for a reference, None where nothing is or may be."""
    word, label = (found["word"] or "").lower().rstrip(".").replace("-", ""), found["label"]
    first, *rest = (_Token(each.group(), label[: each.start()]) for each in _TOKEN.finditer(label))
    told = _MARK.findall(found["marks"])
    marks = [told, [*told[:-1], found["other"]]] if found["other"] else [told]
    if first.mark.isdecimal():
        worded = [each for each in parts.get(first.mark, ()) if each.look == f"{word}1"]
        # "Paragraph 3" is that of the same part of the text, where it has one.
        near = [each for each in worded if any(whole.start <= found.start() < whole.stop for whole in each.around())]
        if worded:
            return _first_gap(listed, near or worded, rest, marks, label)
        if word not in _NAMING:
            return None
        counted = looks(f"{word}1")
        if not counted and _is_titled(text, word):
            # "THE HARBOUR BYELAWS 1998", of which each begins with a number alone.
            counted = [each for each in looks("1") if not any(whole.is_paper for whole in each.around())]
        if counted:
            return _missing(counted, first, "the text")
        papers = [paper for paper in outline.below if paper.is_paper and _is_named(text, paper, word)]
        return _first_gap(listed, papers, [first], marks, label)
    tops = [each for each in parts.get(first.mark, ()) if "(" not in each.look]
    if tops and found["last"]:
        return _first_gap(listed, [each.above for each in tops if each.above], [_Token(found["last"])], [])
    if tops:
        worded = [each for each in tops if each.look.startswith(word)]
        return _first_gap(listed, worded or tops, rest, marks, label)
    kinds = [look for look, _ in values_of(first.mark)]
    beside = [each for each in outline.below if each.look.removeprefix(word) in kinds]
    # "The conditions in paragraph F": where the text calls its lettered parts so.
    called = word == "paragraph" and all(each.below for each in beside) and _are_called_so(text, beside)
    is_whole = bool(rest) or word in _WHOLE or called
    if not word or not is_whole or any(marks) or len(beside) < _FEWEST_TOPS:
        return None
    # A letter heads lines of many kinds: those that head parts have others below them.
    lettered = len(first.mark) == 1 and not all(each.below for each in beside)
    gap = None if lettered else _missing(beside, first, "the text")
    return gap and gap._replace(told=f"there is no part {first.mark}")


def _are_called_so(text: str, parts: Sequence[Part]) -> bool:
    """Whether a sentence calls one of the parts a paragraph, or none speaks of "paragraph F of the guidance"."""
    marks = "|".join(re.escape(each.mark) for each in parts)
    if re.search(rf"\bparagraphs?\s(?:{marks})\b(?!\s(?:of|in|to)\s)", text) is not None:
        return True
    return re.search(r"\bparagraphs?\s[A-Z]\s(?:of|in|to)\s", text) is None


def _is_titled(text: str, word: str) -> bool:
    """Whether a line at the head of a text in capitals says what its entries are called."""
    title = rf"^[ \t#*]*[^a-z\n]{{0,60}}\b{_SHOUTED.get(word, word.upper())}S\b[^a-z\n]{{0,40}}$"
    return re.search(title, text[:_HEAD], re.MULTILINE | re.ASCII) is not None


def _is_named(text: str, paper: Part, word: str) -> bool:
    """Whether the title of a paper is what its entries are called: "Conditions of the Notes"."""
    title = text[paper.head : paper.head + _TITLE].strip(" \t:.*_\n\u2013-").split("\n\n")[0]
    name = word.replace("byelaw", "bye-?law")
    return re.search(rf"(?i)\A(?:[\w'\u2019,-]+\s){{0,3}}{name}s\b", title) is not None and not _AMENDED.search(title)


def _first_gap(
    listed: _Listed, places: Sequence[Part], rest: Sequence[_Token], marks: Sequence[Sequence[str]], label: str = ""
) -> _Gap | None:
    """Return what the first of several parts of the same mark does not have; None where one has it, or may have it."""
    first: _Gap | None = None
    for place in places:
        gap = _gap_below(listed, place, rest, marks, label)
        if gap is None:
            return None
        first = first or gap
    return first


def _gap_below(
    listed: _Listed, place: Part, rest: Sequence[_Token], marks: Sequence[Sequence[str]], label: str
) -> _Gap | None:
    for token in rest:
        inner = place.with_mark(token.mark)
        if inner is None:
            return _missing(place.below, token, f"part {token.before.rstrip('.')}" if token.before else "the list")
        place = inner
    told = (listed(tuple(each), place.head, place.stop, f"part {label or place.mark}") for each in marks)
    return next((_Gap(each) for each in told if each), None)


def _missing(parts: Sequence[Part], token: _Token, whole: str) -> _Gap | None:
    """Miss a mark among parts that count from the first on, where it is not far behind the last."""
    for look, value in values_of(token.mark):
        alike = [each for each in parts if each.look.endswith(look)]
        if not _FEWEST <= len(alike) < value <= 3 * len(alike) + 3:
            continue
        if all(each.value == place for place, each in enumerate(alike, 1)):
            return _Gap(f"{whole} has no {token.mark}", frozenset(token.before + each.mark for each in alike))
    return None


def _gap_around(text: str, outline: Part, looks: Callable[[str], Sequence[Part]], found: re.Match[str]) -> _Gap | None:
    """Miss a paragraph in brackets where the part around, or the whole text, numbers its own so and ends before."""
    number, whole = found["number"], looks("(1")
    if [each.value for each in whole] == list(range(1, len(whole) + 1)):
        # Where a line begins with the number after all, the count goes on unseen.
        begins = re.search(rf"^[ \t>*_]*\({number}\)", text, re.MULTILINE) is not None
        return None if begins else _missing(whole, _Token(number), "the text")
    around = outline
    while (inner := around.part_at(found.start())) is not None:
        if inner.look == "(1":
            return _missing([each for each in around.below if each.look == "(1"], _Token(number), "the part")
        around = inner
    return None
