"""Judges of placeholder candidates: each reads what a candidate holds and what stands beside it.

A judge takes the text and the span of a candidate and tells whether it is a placeholder. Judges look at
`NEAR` characters to each side and no further, so that a text on one line costs no more than one on many.
"""

from __future__ import annotations

import re

from qa_service.checks.placeholder_words import COUNTED, EDITORIAL, FIELDS, ORDERS, TAGS, WITHHELD

SIGNING = re.compile(
    r"(?i)\W*(?:by|its|signature|signed|sign|print(?:ed)? name|name|title|dated?|witness(?:es)?|attest|per|for"
    r"|initials?"
    r"|authori[sz]ed \w+|position|place|company|seal|address|phone|telephone|e-?mail|fax|notary public|ss|no)"
    r"(?:\s*\([^()]*\))?\s*[:.]?\W*"
)
WORD = re.compile(r"[^\W_]+(?:[-'’][^\W_]+)*")
NEAR = 300
UNITS = r"(?:days?|weeks?|months?|years?|hours?|percent|per cent|pages?|shares?|copies|million|billion|units?)"


def always(text: str, start: int, end: int) -> bool:
    """Keep every candidate."""
    return True


def _line(text: str, start: int, end: int) -> tuple[str, str]:
    """Return what stands before and after the span on its line."""
    before, after = text[max(0, start - NEAR) : start], text[end : end + NEAR]
    return before.rpartition("\n")[2], after.partition("\n")[0]


def whole(text: str, start: int, end: int) -> bool:
    """Keep what cuts no word."""
    before, after = text[max(0, start - 1) : start], text[end : end + 1]
    return not (before.isalnum() or before == "_" or after.isalnum() or after == "_")


def marker(text: str, start: int, end: int) -> bool:
    """TBD, TBC …: a word of its own, and not the name of a firm."""
    firm = re.match(r"\s+(?:Bank|Corp|Inc|Ltd|LLC|Group|Holdings|Limited|Company|Plc|plc|GmbH)\b", text[end : end + 20])
    hyphen = text[end : end + 1] in "-/" and text[end + 1 : end + 2].isalnum()
    return whole(text, start, end) and firm is None and not hyphen


def deferred(text: str, start: int, end: int) -> bool:
    """ "to be confirmed" where a value should stand: after a colon, in a cell, alone on its line."""
    before, after = _line(text, start, end)
    opens = not before.strip() or before.rstrip()[-1] in ":|=–—-(\t"
    return opens and re.match(r"\s*(?:[.;)|\t]|$)", after) is not None


def blank(text: str, start: int, end: int) -> bool:
    """A run of underscores, unless it is a rule or a line to sign on."""
    before, after = _line(text, start, end)
    if end - start < 3 and not before[-2:].isdigit():
        return False
    if re.search(r"\w$", before) and re.match(r"\w", after):
        return False
    if re.match(r"[^\W_]+_", after) or re.search(r"_[^\W_]+$", before):
        return False
    rest = re.sub(r"[_\s/.,|]+", " ", f"{before} {after}").strip()
    labels = [part for part in re.split(r"\s{2,}|_{2,}|\t|\|", f"{before}__{after}") if part.strip(" _/.,")]
    return bool(rest) and not all(SIGNING.fullmatch(part) for part in labels)


def dots(text: str, start: int, end: int) -> bool:
    """A dotted blank in a sentence; leaders of a table of contents end in a page number."""
    before, after = _line(text, start, end)
    return bool(before.strip()) and re.match(r"\s+(?:[a-z(]|20\d\d\b)", after) is not None and before[-1:].isspace()


def crosses(text: str, start: int, end: int) -> bool:
    """A run of X: neither a Roman numeral nor a number masked on purpose."""
    if not whole(text, start, end):
        return False
    before, after = text[max(0, start - 30) : start], text[end : end + 30]
    masked = re.match(r"[-\s.*]{0,3}(?:[Xx*]{2,}[-\s.]?)*\d{2,}", after) or re.search(r"\d{2,}[-\s.*]{1,3}$", before)
    if masked and not re.match(r"\s", after):
        return False
    size = end - start
    roman = size == 3 and text[start:end] == "XXX" and re.search(r"(?:\b[A-Z][\w.]*|§+)\s+$", before)
    return not roman and (size >= 3) and not re.match(r"[.]\w", after)


def quantity(text: str, start: int, end: int) -> bool:
    """Keep runs of X that stand for digits."""
    before, after = text[max(0, start - 1) : start], text[end : end + 1]
    return not (before.isalnum() or before in "_-") and not after.isalnum() and after != "_"


def date_mask(text: str, start: int, end: int) -> bool:
    """DD/MM/YYYY stands for a date, unless the text speaks of a format."""
    around = text[max(0, start - 60) : end + 25].lower()
    return whole(text, start, end) and re.search(r"format|notation|pattern|style|iso 8601", around) is None


def bracket(text: str, start: int, end: int) -> bool:
    """Square brackets: blanks, orders and names of fields; not citations, editorial marks, links or boxes."""
    content, before = text[start + 1 : end - 1], text[max(0, start - 1) : start]
    after = text[end : end + 1]
    if after == "(" and content.strip() and re.match(r"\([^()\s]*[/#.@:][^()\s]*", text[end : end + NEAR]):
        return False
    if before.isalnum() and not content.isupper():
        return False
    if not content.strip(" _.\t"):
        return _empty_bracket(text, start, end, content)
    if re.fullmatch(r"[xXyYnN]", content):
        return (before != "" and before in "$£€") or re.match(rf"\s*%|\s+{UNITS}\b", text[end : end + 20]) is not None
    if re.fullmatch(r"[\s●•○◦▪■*?#$£€%]+|[xX]{2,}", content):
        return content.strip("* ") != "" or content.count("*") == 1
    return _names_field(content, quoted=_in_quotation(text, start, end))


def _empty_bracket(text: str, start: int, end: int, content: str) -> bool:
    """[ ] is a box at the head of an item; […] leaves words out."""
    if "." in content:
        return False
    if "_" in content:
        return True
    before, after = _line(text, start, end)
    head = re.fullmatch(r"[\s|]*(?:(?:[-*+•]|\d+[.)])\s*)?(?:.*\[\s?[xX]?\s?\]\s*\w+\s+)?", before) is not None
    return not head and not (before[-1:].isalnum() or before[-1:] in ")]") and not re.match(r"\s*\w+\s*\[\s*\]", after)


def _in_quotation(text: str, start: int, end: int) -> bool:
    before = text[max(0, start - 300) : start].rpartition("\n")[2]
    curly = before.rfind("“") > before.rfind("”")
    return curly or before.count('"') % 2 == 1


def _names_field(content: str, quoted: bool) -> bool:
    words = [word.lower() for word in WORD.findall(content)]
    if not words or (not any(char.isalpha() for char in content)):
        return False
    if words[0] == "note" and not re.match(r"(?i)\s*note(?: to \w+| for \w+)?\s*[:–—-]|\s*note to\b", content):
        return False
    if words[0] in ORDERS or re.match(
        r"\s*(?:to be|to come|to follow|to insert|xx+|xyz|abc)\b", content, re.IGNORECASE
    ):
        return True
    if re.search(
        r"_{2,}|\bto (?:confirm|provide|advise|complete|insert|supply|review|update)\b|\b(?:as|if|where) applicable\b",
        content,
    ):
        return True
    if quoted or words[0] in EDITORIAL or len(words) > 7 or WITHHELD.intersection(words):
        return False
    if re.fullmatch(r"\s*[A-Za-z][\w ]*/\s?[A-Za-z][\w /]*", content) and words != ["and", "or"]:
        return True
    return _head_is_field(words, content)


def _head_is_field(words: list[str], content: str) -> bool:
    """Read "name of client", "Client Name", "EFFECTIVE DATE", "party 1" as names of fields."""
    cut = next(
        (at for at, word in enumerate(words) if at and word in ("of", "in", "for", "to", "at", "on")), len(words)
    )
    core = words[:cut]
    if any(char.isdigit() for char in content) and not COUNTED.intersection(core):
        return False
    while len(core) > 1 and (core[-1].isdigit() or len(core[-1]) == 1 or core[-1] in ("here", "s", "no", "line")):
        core = core[:-1]
    return core[-1] in FIELDS or _shouts(words, content)


def _shouts(words: list[str], content: str) -> bool:
    named = all(word not in EDITORIAL for word in words) and len(words[0]) > 3
    return named and content.isupper() and content.isascii() and len(words) <= 4 and content.replace(" ", "").isalpha()


def angle(text: str, start: int, end: int) -> bool:
    """<client name> but neither a tag, an address nor a comparison."""
    content = text[start + 1 : end - 1].strip(" <>")
    name = re.match(r"/?\s*([\w-]+)", content)
    if not name or re.search(r"[=\"@;]|://|^/|/$", content) or text[max(0, start - 1) : start].isalnum():
        return False
    if text[start : start + 2] == "<<":
        return True
    if content.lower() in TAGS and content.islower():
        return False
    return _names_field(content.replace("_", " "), quoted=False)


def brace(text: str, start: int, end: int) -> bool:
    """{CLIENT_NAME} or {name}, but no set, no formula and no JSON."""
    before = text[max(0, start - 1) : start]
    if before == "$":
        return True
    if before.isalnum() or before in ("\\", "^", "_", "}", "{"):
        return False
    content = text[start + 1 : end - 1]
    return _names_field(re.sub(r"[_.]", " ", content), quoted=False)


def parenthesis(text: str, start: int, end: int) -> bool:
    """(insert date) but not (enter)."""
    words = [word.lower() for word in WORD.findall(text[start:end])]
    return len(words) > 1 and (words[-1] == "here" or any(word in FIELDS for word in words[1:]))


def shout(text: str, start: int, end: int) -> bool:
    """INSERT NAME, ENTER DATE: an order in capitals with a field, outside brackets."""
    words = [word.lower() for word in WORD.findall(text[start:end])]
    return whole(text, start, end) and words[-1] in FIELDS


def hashes(text: str, start: int, end: int) -> bool:
    """#### in a line is a cell too narrow; at its head it is a heading."""
    before, _after = _line(text, start, end)
    return bool(before.strip()) and not before.lstrip().startswith("#") and bool(whole(text, start, end))
