"""Where a name's word stands, and whether its neighbours say that two spellings are one name or two."""

from __future__ import annotations

import re
from bisect import bisect
from collections.abc import Collection, Iterable, Sequence
from dataclasses import dataclass
from typing import Protocol

from qa_service.checks.names.words import Pair, fold, plain, tokens
from qa_service.documents.searching.anchors import places_of
from qa_service.documents.searching.word_sets import word_list, word_set

Span = tuple[int, int]
REACH = 60
# So many words are looked for one by one.
FEW = 40
JOINTS = "'\u2019-"
TITLES = word_set(
    "mr mrs ms miss mx dr prof professor sir dame lord lady judge justice hon rev capt captain herr frau mme mlle"
)
WOMEN, MEN = word_set("mrs ms miss dame lady frau mme mlle"), word_set("mr sir lord herr")
SAME_FORM = {"limited": "ltd", "incorporated": "inc", "corporation": "corp", "company": "co"}
FORMS = SAME_FORM | {
    form: form
    for form in word_list("ltd inc corp co llc llp lp plc gmbh ag se kg sa sas spa srl nv bv ab asa oy oyj pty pte")
}
# Words that begin a sentence or a line and are no part of a name.
OPENERS = word_set(
    "the a an in on at for of to by from with and or but if when then so as after before since while although because "
    "this that these those his her its their our my your both each any all no not dear re attn attention under near "
    "between later also who what where client claimant insured patient buyer seller plaintiff defendant signed"
)
LEFT = re.compile(r"([^\W_][\w'\u2019.-]*)(?:,? |(?: &| and) |-)$")
RIGHT = re.compile(r"(?: & | and (?=[A-Z])|,? |-)([^\W_][\w'\u2019.-]*)")
# Who writes these in the sentence of a name knows that there are two.
TOLD_APART = re.compile(
    r"(?i)\b(?:sic|formerly|previously|renamed|n[e\u00e9]e|[fand]/?k/?a|d/b/a|also (?:known|spell\w*)|alias|trading as"
    r"|unrelated|not (?:related|to be confused)|differs?|different|distinct|another|the other|misspell\w*|misspelt"
    r"|typo\w*|instead of)\b"
)
RELATIVE = (
    r"(?:sister|brother|mother|father|son|daughter|wife|husband|cousin|aunt|uncle|niece|nephew|twin|siblings?|widow|heir"
    r"|subsidiary|subsidiaries|parent|affiliates?|predecessor|successor|namesake)"
)
RELATIVE_BEFORE = re.compile(rf"\b{RELATIVE}(?: (?:company|firm|named|called))?[,:]? (?:[A-Z][\w.'\u2019-]* ){{0,2}}$")
RELATIVE_BEHIND = re.compile(rf"(?: [A-Z][\w.'\u2019-]*){{0,3}},? \(?(?:\w+ ){{0,2}}{RELATIVE}\b")
# An author, who may well have another's name but for a letter.
CITED = re.compile(r" et al| (?:&|and) [A-Z][\w-]+,? \(?(?:19|20)\d\d|,? \(?(?:19|20)\d\d|, [A-Z]\.")
STOP = re.compile(r"[.!?;](?:\s|$)|\n")
ABBREVIATED = re.compile(r"\b(?:Mr|Mrs|Ms|Dr|Prof|St|Hon|Rev|Capt|Inc|Ltd|Co|Corp|v|vs|[A-Z])\.")


@dataclass(frozen=True, slots=True)
class Place:
    """A printed word with the words of its name on either side ("" for none) and the title in front."""

    start: int
    end: int
    printed: str
    word: str
    left: str
    right: str
    title: str
    opens: bool

    @property
    def form(self) -> str:
        """The legal form right behind the word."""
        return FORMS.get(self.right, "")


def find_places(text: str, printed: Iterable[str], words: set[str]) -> dict[str, list[Place]]:
    """Return where the folded words stand, in order; ``printed`` are all capitalised words of the text."""
    found: dict[str, list[Place]] = {word: [] for word in sorted(words)}
    folded = {token: word for token in printed if (word := fold(token)) in words}
    for start, end in _spans(text, folded):
        word = folded[text[start:end]]
        found[word].append(_place(text, start, end, word))
    return found


def _spans(text: str, wanted: Collection[str]) -> list[Span]:
    """Return where capitalised words stand, in order; the text is read as a whole only where it must be."""
    places = set(places_of(text, wanted)) if len(wanted) <= FEW else None
    # Behind a hyphen or an apostrophe a word may be part of another one.
    if places is None or any(at and text[at - 1] in JOINTS for at in places):
        return [match.span() for match in tokens(text).finditer(text) if match.group() in wanted]
    found = (tokens(text).match(text, at) for at in sorted(places))
    return [match.span() for match in found if match is not None and match.group() in wanted]


def _place(text: str, start: int, end: int, word: str) -> Place:
    bare = re.sub(r"(?:['\u2019][sS]?|-)+$", "", text[start:end])
    before, end = text[max(0, start - REACH) : start], start + len(bare)
    left, title, opens = _left(before)
    right = RIGHT.match(text, end)
    following = right.group(1).rstrip(".-'\u2019") if right and right.group(1)[0].isupper() else ""
    if right and "," in right.group()[:2] and following.replace(".", "").lower() not in FORMS:
        following = ""
    return Place(start, end, bare, word, left, plain(fold(following.replace(".", ""))), title, opens)


def _left(before: str) -> tuple[str, str, bool]:
    """Return the word of the name in front, the title in front of it, and whether the name opens a sentence."""
    left, title, cut = "", "", before
    while match := LEFT.search(cut):
        token = match.group(1).rstrip(".")
        if token.lower() in TITLES:
            title = token.lower()
        elif not token[0].isupper() or token.lower() in OPENERS or "," in match.group() or ". " in match.group():
            break
        elif not left and len(token) > 1:
            left = plain(fold(token))
        cut = cut[: match.start()]
        if title:
            break
    rest = cut.rstrip(" ")
    return left, title, rest == "" or rest[-1] in '.!?:\n|*#>\u2022\u201c"'


def one_name(pair: Pair, rare: Sequence[Place], frequent: Sequence[Place], text: str, known: bool, free: bool) -> bool:
    """Whether the rarer word of a likely pair is the other one misspelt.

    ``known`` says that the frequent word is part of a company's name, ``free`` that words without a title or a
    neighbour in common count too.
    """
    if not rare or not frequent or any(_apart(place, frequent, text) for place in rare):
        return False
    if pair.kind == "accent" and all(place.printed.isupper() for place in rare):
        return False
    lefts, rights = {place.left for place in frequent}, {place.right for place in frequent}
    shared = all(_shares(place, lefts, rights) for place in rare)
    if not shared and any(_strays(place, lefts, rights) for place in rare):
        return False
    titled = all(place.title for place in rare) and any(place.title for place in frequent)
    if shared or titled:
        return True
    quiet = not any(place.opens or place.printed.isupper() for place in rare)
    if not quiet or any(CITED.match(text, place.end) for place in rare):
        return False
    if _is_person(frequent):
        return pair.kind not in ("first", "two")
    if known or any(place.title for place in frequent):
        return pair.kind not in ("last", "first", "two")
    return free and sum(not place.opens for place in frequent) >= 1 and _likely_anywhere(pair)


def _is_person(frequent: Sequence[Place]) -> bool:
    """Whether a word stands behind another name in some places and alone in others, as surnames do."""
    return (
        len({place.left for place in frequent} - {""}) == 1
        and any(not place.left for place in frequent)
        and not any(place.right for place in frequent)
    )


def _shares(place: Place, lefts: set[str], rights: set[str]) -> bool:
    left, right = place.left and place.left in lefts, place.right and place.right in rights
    if place.form and not right and any(name in FORMS for name in rights):
        return False
    return bool(left or (right and (not place.form or len(place.word) > 5)))


def _strays(place: Place, lefts: set[str], rights: set[str]) -> bool:
    """Whether the place has a neighbour where the frequent word has only others."""
    return bool((place.left and lefts != {""} and place.left not in lefts) or (place.right and rights != {""}))


def likely(pair: Pair) -> bool:
    """Whether one name explains two spellings if their neighbours agree."""
    much = pair.other_count >= 3 * pair.count
    if pair.kind in ("accent", "swap", "double"):
        return True
    if pair.kind == "inner":
        return much or (pair.count == 1 and pair.size > 5)
    if pair.kind == "last":
        return (much or pair.count == 1) and pair.size > 3
    return much and pair.size > (6 if pair.kind == "first" else 7)


def _likely_anywhere(pair: Pair) -> bool:
    """Whether a misspelling explains a word that stands once, without a title or a neighbour in common."""
    if pair.count > 1 or pair.other_count < 3:
        return False
    return (
        pair.kind == "accent"
        or (pair.kind in ("swap", "double") and pair.size > 4)
        or (pair.kind == "inner" and pair.size > 5)
    )


def _apart(place: Place, frequent: Sequence[Place], text: str) -> bool:
    """Whether the text itself tells two names apart at this place."""
    if told_apart(text, place.start, place.end):
        return True
    sexes = {_sex(other) for other in frequent} - {0}
    if _sex(place) and sexes == {-_sex(place)}:
        return True
    at = bisect(frequent, place.start, key=lambda other: other.start)
    return any(beside(text, place, other) for other in frequent[max(0, at - 1) : at + 1])


def told_apart(text: str, start: int, end: int) -> bool:
    """Whether a word in the same sentence says that a name is another one, or an old or wrong form."""
    before, behind = _last_part(text[max(0, start - REACH) : start]), _first_part(text[end : end + REACH])
    return bool(
        TOLD_APART.search(before)
        or TOLD_APART.search(behind)
        or RELATIVE_BEFORE.search(before)
        or RELATIVE_BEHIND.match(behind)
    )


def _sex(place: Place) -> int:
    return (place.title in WOMEN) - (place.title in MEN)


class Stretch(Protocol):
    """A part of a text."""

    @property
    def start(self) -> int: ...  # noqa: D102

    @property
    def end(self) -> int: ...  # noqa: D102


def beside(text: str, place: Stretch, other: Stretch) -> bool:
    """Whether two spellings stand in one sentence."""
    start, end = min(place.end, other.end), max(place.start, other.start)
    return end - start <= 2 * REACH and not STOP.search(ABBREVIATED.sub(_blank, text[start:end]))


def _last_part(text: str) -> str:
    return text[max((match.end() for match in STOP.finditer(ABBREVIATED.sub(_blank, text))), default=0) :]


def _first_part(text: str) -> str:
    match = STOP.search(ABBREVIATED.sub(_blank, text))
    return text[: match.start()] if match else text


def _blank(match: re.Match[str]) -> str:
    return " " * len(match.group())
