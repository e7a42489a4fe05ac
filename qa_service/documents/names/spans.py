"""Names of companies and of titled persons, found by the forms that law and custom give them."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from functools import lru_cache

from qa_service.documents.searching.anchors import BLANK, Anchored, compile_anchor, spans
from qa_service.documents.searching.word_sets import word_set

_FORMS = (
    r"Inc|INC|Incorporated|INCORPORATED|LLC|L\.L\.C|LLP|L\.L\.P|LP|L\.P|Ltd|LTD|Limited|LIMITED|Corp|"
    r"CORP|Corporation|CORPORATION|"
    r"Co|CO|PLC|plc|P\.L\.C|GmbH|GMBH|AG|SE|KG|S\.A\.S|SAS|S\.A|SA|S\.p\.A|SpA|S\.r\.l|S\.R\.L|Srl|"
    r"S\.\u00e0\s?r\.l|N\.V|NV|B\.V|BV|"
    r"A/S|ApS|AB|ASA|Oy|Oyj|Pty|PTY|Pte|PTE|Pvt|PVT|K\.K|Sdn|Bhd|LLLP|N\.A"
)
_WEAK_FORMS = "Trust|Bank|Holdings|Group|Partners|Company|COMPANY"
_SUFFIX = (
    rf"(?:{_FORMS}|(?:{_WEAK_FORMS})(?!,?\s(?:Inc|INC|LLC|L\.L\.C|Ltd|LTD|LP|L\.P|"
    r"LLP|Corp|Limited|LIMITED)\b))"
)
_WORD = r"(?:[A-Z0-9][\w&'\u2019/-]{0,40}(?:\.(?:com|net|io|ai|org))?|St\.|[A-Z]\.(?:[A-Z]\.){0,6})"
# The same word; `re` skips quickly to a known first character, behind which the look-behinds stand.
_FIRST_WORD = (
    r"[A-Z0-9](?<![\w&/.'-].)"
    r"(?:[\w&'\u2019/-]{0,40}(?:\.(?:com|net|io|ai|org))?|(?<=S)t\.|(?<=[A-Z])\.(?:[A-Z]\.){0,6})"
)
COMPANY = re.compile(
    rf"(?P<stem>{_FIRST_WORD}(?:\s(?:of|and|the|for|de|&)\s{_WORD}|[ ]{_WORD}|\s&\s{_WORD}){{0,6}}?)"
    rf"(?:[ ]&)?,?[ ](?P<suffix>{_SUFFIX}(?:\.?[ ](?:Ltd|LTD|Limited|LIMITED|Inc|LLC|Co|KG|Bhd|Corp|LP|"
    rf"L\.P))*)\b\.?(?![\w&])"
)
_STRICT = re.compile(
    r"(?:Inc|Incorporated|LLC|L\.L\.C|LLP|L\.L\.P|LP|L\.P|LLLP|Ltd|Limited|Corp|Corporation|PLC|plc|"
    r"P\.L\.C|GmbH|AG|SE|KG|SAS|S\.A\.S|S\.A|SA|S\.p\.A|"
    r"SpA|S\.r\.l|S\.R\.L|Srl|N\.V|NV|B\.V|BV|A/S|ApS|AB|ASA|Oy|Oyj|Pty|Pte|Pvt|K\.K|Bhd|N\.A|Co)\b.*",
    re.IGNORECASE | re.DOTALL,
)
_LEADING = word_set(
    "the this that between and or by of to for with from in on at if each any such a an as per re dear "
    "whereas both neither "
    "either party company seller buyer purchaser client attention attn among than is are was hereby "
    "herein name parent then when while after before since later also thus our their his her its"
)
_GENERIC_STEMS = word_set(
    "the this that such each any a an our your their its parent holding public private listed target "
    "limited liability "
    "trust stock united delaware maryland nevada california texas florida english german new york "
    "section article agreement whereas insurance operating party disclosing receiving"
)
_NAMELESS = _GENERIC_STEMS | _LEADING
_LEAD = re.compile(
    r"(?=(\w+))(?:(?:\w+\s){0,3}?(President|Director|Officer|Counsel|Secretary|Subsidiary|Division|Member|"
    r"Manager)\sof\s|\w+[,\s]+)"
)
_DOCKET = re.compile(r"\d{1,4}-[A-Z]{1,4}-\d{2,}\s")
# The last word of a stem and the legal form behind it; a stem is never longer than REACH.
_NAMED_FORM = compile_anchor(
    rf"[A-Z0-9][\pL\p{{N}}_&'\x{{2019}}/.-]*(?: &)?,? (?:{_FORMS}|{_WEAK_FORMS})\b".replace(
        r"S\.\u00e0\s?r\.l", rf"S\.\x{{e0}}{BLANK}?r\.l"
    )
)
_REACH = 400
_TAIL = 60
_INNER = word_set("of and the for de & ,")
PERSON = Anchored(
    re.compile(
        r"\b(?:Mr|Mrs|Ms|Miss|Dr|Prof|Professor|Sir|Dame|Judge|Justice|"
        r"Hon)\.?\s(?P<name>[A-Z][a-z'\u2019-]+(?:\s(?:[A-Z]\.\s?)?[A-Z][a-z'\u2019-]+){0,2})"
    ),
    compile_anchor(r"\b(?:Mr|Ms|Miss|Dr|Prof|Sir|Dame|Judge|Justice|Hon)"),
    width=1,
)
_STEM_WORD = re.compile(r"\w+")
_ORDINARY = re.compile(r"limited|company", re.IGNORECASE)
_SHORT_FORM = re.compile(r"SE|AB|AG|AS|KG|NV|BV|Oy")
_SUFFIX_WORDS = word_set(
    "inc incorporated llc llp lp ltd limited corp corporation company co plc gmbh ag se kg sa sas spa srl "
    "nv bv as aps ab asa "
    "oy oyj pty pte pvt kk sdn bhd lllp na the"
)


@dataclass(frozen=True, slots=True)
class Name:
    """A name as printed; ``stem`` is the name without its legal form."""

    start: int
    end: int
    text: str
    stem: str
    kind: str = "company"


@lru_cache(maxsize=1 << 12)
def name_key(name: str) -> str:
    """Fold a name for comparison: case, punctuation, "&", legal forms."""
    plain = re.sub(r"(?<=\b\w)\.(?=\w\b)", "", name.lower()).replace("&", " and ")
    words = re.findall(r"[\w]+", re.sub(r"['\u2019]s?\b|(?<=\b\w)\.", "", plain))
    kept = [word for word in words if word not in _SUFFIX_WORDS]
    return " ".join(kept or words)


def find_companies(text: str) -> tuple[Name, ...]:
    """Return the company names of ``text`` in order; the legal form is part of the name."""
    return tuple(
        name
        for start, end in _around_forms(text)
        for match in COMPANY.finditer(text, start, end)
        if (name := _company(text, match)) is not None
    )


def _around_forms(text: str) -> Iterator[tuple[int, int]]:
    """Yield the stretches of the text that can hold a company's name, apart from each other."""
    first = last = 0
    for start, end in spans(_NAMED_FORM, text):
        begin = _stem_start(text, start)
        if begin > last:
            if last:
                yield first, last
            first = begin
        last = _word_end(text, end + _TAIL)
    if last:
        yield first, last


def _word_end(text: str, at: int) -> int:
    """Return the end of the word in which an offset lies."""
    while text[at : at + 1].isalnum():
        at += 1
    return at


def _stem_start(text: str, last_word: int) -> int:
    """Return where the words in front of a stem's last word can begin: names hold few small words and no line end."""
    floor = max(0, last_word - _REACH)
    start = last_word
    for word in reversed(text[max(floor, text.rfind("\n", floor, last_word) + 1) : last_word].split(" ")[:-1]):
        start -= len(word) + 1
        if not (word[:1].isupper() or word[:1].isdigit() or word in _INNER):
            break
    return max(floor, start)


def _company(text: str, match: re.Match[str]) -> Name | None:
    number = _DOCKET.match(match.group("stem"))
    skipped = number.end() if number else 0
    start, stem = match.start() + skipped, match.group("stem")[skipped:]
    while (found := _LEAD.match(stem)) and (found.group(1).lower() in _LEADING or found.group(2)):
        start += found.end()
        stem = stem[found.end() :]
    words = [word.lower() for word in _STEM_WORD.findall(stem)]
    weak = not _STRICT.match(match.group("suffix"))
    if not words or all(word.isdigit() or word in _NAMELESS for word in words) or (weak and len(words) < 2):
        return None
    if _ORDINARY.fullmatch(match.group("suffix")) and stem.split()[-1].lower() in {"and", "permitted", "not"}:
        return None
    if _SHORT_FORM.fullmatch(match.group("suffix")) and "," in text[match.end("stem") : match.end()]:
        return None
    if not any(char.isalpha() for char in stem) or "\n" in text[start : match.end()]:
        return None
    return Name(start, match.end(), text[start : match.end()], stem)


def find_persons(text: str) -> tuple[Name, ...]:
    """Return persons named with a title ("Mr Smith", "Dr. Ann Lee"), without the title."""
    return tuple(
        Name(match.start("name"), match.end("name"), match.group("name"), match.group("name"), "person")
        for match in PERSON.finditer(text)
    )
