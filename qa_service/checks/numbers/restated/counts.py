"""Counts told twice: the staff of a company, and things that are counted once and then spoken of with another count."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from decimal import Decimal
from itertools import chain

from qa_service.checks.finding import Hit
from qa_service.checks.numbers.arithmetic.figures import is_loose
from qa_service.checks.numbers.restated.spelled import years_made
from qa_service.documents import Document, Number
from qa_service.documents.searching.word_sets import word_list, word_set

STAFF = r"(?:employees|staff|workforce|headcount|personnel|workers)"
STAFF_OF = re.compile(rf"(?i)\b(?:(?P<owner>[a-z]+)(?:'s|\u2019s)? )?{STAFF} (?:of|is|was|numbers|totals)\s\Z")
EMPLOYS = re.compile(r"(?i)\b(?P<owner>[a-z]+) (?:employs|employed|has|have|had|with)\s\Z")
WHO = re.compile(r"\s(?P<noun>employees|people|staff|workers|persons)\b(?P<after>.{0,24})", re.DOTALL)
THEIR = re.compile(r"(?i)\b(?:its|the|our|their|all|all the|these|those|all its)\s\Z")
INTRODUCED = re.compile(
    r"(?i)\b(?:enrolled|surveyed|interviewed|reviewed|examined|analysed|analyzed|had|has|have|included|includes|"
    r"comprised|comprises|"
    r"covered|covers|recruited|sampled|received|studied|tested|of|with)\s\Z"
)
# "The 84 buyers interviewed" are those that were introduced as "we interviewed 48 buyers".
ASKED = re.compile(r"\s(enrolled|surveyed|interviewed|examined|recruited|sampled|tested)\b")
WHICH = re.compile(r"\b(?P<owner>[A-Za-z]+), (?:which|who)\Z")
# Every way to lead to a count ends with one of these words.
LEADS = tuple(
    word_list(
        "of is was numbers totals employs employed has have had with its the our their all these those enrolled"
        " surveyed interviewed reviewed examined analysed analyzed included includes comprised comprises covered"
        " covers recruited sampled received studied tested"
    )
)
LONGEST_LEAD = max(map(len, LEADS)) + 1
NOUN = re.compile(r"\s(?P<noun>[a-z]{3,20}s|people)\b(?P<after>.{0,24})", re.DOTALL)
RESTRICTED = re.compile(
    r"\A\s?(?:that|who|which|with|of|in|from|for|whose|to|at|under|per|a|each|left|remaining|[a-z]+ed\b|on|,? of wh)\b"
)
# "The 58 employees elected a council" against "the 58 employees affected".
ACTING = re.compile(r"\s[a-z]+ed (?:an?|the|their|its|no|that)\b|\swork(?:s|ed)?\b")
# All employees "of the company" are all employees.
OF_ALL = re.compile(r"\sof the (?:company|firm|group|business)\b")
NOT_PEOPLE = frozenset(["the", "a", "an", "it", "he", "she", "they", "we", "which", "who", "that", "and"])
NO_THINGS = word_set("days months years weeks hours minutes times is was has points")
YEAR_NAMED = re.compile(r"(?:19|20)\d\d")
CLOSE = Decimal(4)


@dataclass(frozen=True, slots=True)
class Count:
    """So many of something; ``known`` where the text speaks of them as known, ``owner`` whose they are if it says."""

    number: Number
    noun: str
    known: bool
    owner: str = ""
    tense: str = ""
    verb: str = ""


def counts(document: Document) -> Iterator[Hit]:
    """Yield each count that is spoken of as known and differs from the one that was given."""
    text = document.text
    plain = [number for number in document.numbers if not (number.percent or number.currency or number.scale)]
    yield from years_made(document, plain)
    read = [count for number in plain if (count := _read(text, number)) is not None]
    found = [count for count in read if not is_loose(text[max(0, count.number.start - 24) : count.number.start])]
    things = dict[str, list[Count]]()
    for count in found:
        things.setdefault(count.noun, []).append(count)
    for same in chain.from_iterable(map(_owned, things.values())):
        values = {count.number.value for count in same}
        late = next((count for count in same if _contradicts(count, same[0])), None) if len(values) == 2 else None
        if late is not None and _likely(text, late, same):
            yield _hit(text, late, same[0])


def _owned(same: Sequence[Count]) -> Iterable[Sequence[Count]]:
    """Return the counts of one thing, by owner where the text names several."""
    owners = dict.fromkeys(count.owner for count in same if count.owner)
    if len(owners) < 2:
        return [same]
    return [[count for count in same if count.owner == owner] for owner in owners]


def _contradicts(count: Count, first: Count) -> bool:
    """Whether this count, spoken of as known, is another than the first."""
    if count.number.value == first.number.value or count.tense != first.tense:
        return False
    if count.verb and count.verb != first.verb:
        return False
    return count.known or (count.noun == "staff" and first.owner == count.owner)


def _likely(text: str, count: Count, same: Sequence[Count]) -> bool:
    """Whether two counts are near each other, belong to one owner, and do not differ by something that is told."""
    if len({each.owner for each in same if each.owner}) > 1:
        return False
    values = count.number.value, same[0].number.value
    gap = abs(values[0] - values[1])
    if count.noun == "staff":
        return gap * 2 <= max(values)
    swapped = sorted(str(values[0])) == sorted(str(values[1]))
    return (swapped or gap * CLOSE <= max(values)) and not _printed(text, gap)


def _read(text: str, number: Number) -> Count | None:
    after = text[number.end : number.end + 2]
    if not (after[1:].isalpha() or after[:1] in ("", ".", ",", ";")):
        return None
    before = text[max(0, number.start - 40) : number.start]
    if not (before[-1:].isspace() and before[-LONGEST_LEAD:-1].casefold().endswith(LEADS)):
        return None
    if number.decimals or number.value < 3 or text[number.start] == "(":
        return None
    staff = STAFF_OF.search(before)
    if staff:
        known = not re.search(r"(?i)\ba\Z", before[: staff.start()].rstrip()) or " of" not in staff.group()
        return Count(number, "staff", known=known)
    who, employs = WHO.match(text, number.end), EMPLOYS.search(before)
    their = THEIR.search(before)
    if who and (employs or their) and (who["noun"] != "people" or (employs and "employ" in employs.group())):
        if RESTRICTED.match(who["after"]) and not (ACTING.match(who["after"]) or OF_ALL.match(who["after"])):
            return None
        return Count(
            number, "staff", known=their is not None, owner=_owner(before, employs), tense=_tense(text, number, employs)
        )
    return _counted(text, number, before, their)


def _owner(before: str, employs: re.Match[str] | None) -> str:
    if employs is None:
        return ""
    which = WHICH.search(before[: employs.end("owner")])
    owner = (which or employs)["owner"].lower()
    return "" if owner in NOT_PEOPLE else owner


def _tense(text: str, number: Number, employs: re.Match[str] | None) -> str:
    return "past" if employs and re.search(r"(?i)\b(?:had|employed)\s\Z", employs.group()) else ""


def _counted(text: str, number: Number, before: str, their: re.Match[str] | None) -> Count | None:
    noun = NOUN.match(text, number.end)
    # "The 2022 notes" are so called, not so many.
    if noun is None or noun["noun"] in NO_THINGS or YEAR_NAMED.fullmatch(text, number.start, number.end):
        return None
    if their:
        told = RESTRICTED.match(noun["after"]) and not ACTING.match(noun["after"])
        again = ASKED.match(noun["after"]) if told else None
        return None if told and not again else Count(number, noun["noun"], known=True, verb=again[1] if again else "")
    introduced = INTRODUCED.search(before)
    return Count(number, noun["noun"], known=False, verb=introduced.group().strip().lower()) if introduced else None


def _printed(text: str, value: Decimal) -> bool:
    return re.search(rf"(?<![\d.,]){value:,f}(?![\d.,]\d|\d)", text) is not None


def _hit(text: str, count: Count, other: Count) -> Hit:
    shown, said = (text[each.number.start : each.number.end].strip() for each in (count, other))
    evidence = {
        "quantity": count.noun,
        "value": f"{count.number.value:f}",
        "other": f"{other.number.value:f}",
        "difference": f"{abs(count.number.value - other.number.value):f}",
        "unit": "",
        "other_text": said,
        "other_start": other.number.start,
        "other_end": other.number.end,
    }
    message = f"{count.noun.capitalize()}: {shown} here, {said} elsewhere."
    return Hit(count.number.start, count.number.end, message, evidence, f"Write {said} or {shown} in both places.")
