"""The persons whom a text names, as far as their names can be told from those of firms, offices and things."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence
from functools import lru_cache

from qa_service.checks.reading.given_names import GIVEN_NAMES
from qa_service.checks.reading.spoken_words import spoken_words
from qa_service.documents.names.legal_forms import PLAIN_FORMS, SHORT_FORMS
from qa_service.plain_letters import without_accents

LEAST, SHORT = 2, 4
_TITLE = (
    r"(?:Mrs?|MRS?|Ms|MS|Miss|Mx|Dr|Prof|Professor|Sir|Dame|Lady|Judge|Justice|Rev|Frau|Herrn?|Mme|Mlle|Madame|Monsieur|M\."
    r"|Se\u00f1ora?|Sra?|Signora?|Dott|Avv|Shri|Smt|Dhr|Mevr|Mevrouw|Heer|Fru|Herra|Pani)"
)
_UPPER = r"[A-Z\u00c0-\u00d6\u00d8-\u00de\u0100-\u017d]"
_WORD = rf"(?!{_TITLE}\.?[ ]){_UPPER}[\w'\u2019-]{{1,30}}"
_CAPITAL_WORD = re.compile(rf"{_UPPER}[^\W\d_]+")
_INITIALS = rf"{_UPPER}\.(?:[ -]?{_UPPER}\.){{0,2}}"
_PARTICLE = r"(?:(?:van|von|de|der|den|del|della|di|da|dos|du|la|le|el|al|bin|ter|ten|zu|af|av)[ ])"
# "Ms Yilmaz", "J. R. Berg", "Anna van den Berg"
_NAME = re.compile(
    rf"(?<![\w@.'\u2019-])(?:(?P<title>{_TITLE})\.?[ ](?:Dr\.?[ ]|Prof\.?[ ])?)?"
    rf"(?P<first>{_INITIALS}|{_WORD})"
    rf"(?P<rest>(?:[ ]{_PARTICLE}{{0,2}}(?:{_INITIALS}|{_WORD})){{0,3}})(?![\w@])"
)
# "Berg, Anna" before an address.
_TURNED = re.compile(rf"(?P<last>{_WORD}), (?P<first>{_WORD})\W*\Z")
# A legal form behind makes it the name of a firm.
_FIRM = re.compile(
    rf",?[ ](?:&|and (?:Sons|Partners|Co)\b|(?:{PLAIN_FORMS}|{SHORT_FORMS}|Company|Group|Holdings?|Bank|Trust)\b)"
)


# "Karl Johans gate 1"
_STREET = re.compile(r"(?:[ ][^\W\d_]+)?[ ]\d{1,4}\b")


def names_owner(text: str, parts: Iterable[str]) -> bool:
    """Whether a text names, with a title, an initial or a given name, a person whose mailbox may be called so."""
    likely = [part for part in parts if _may_be_named(text, part)]
    return likely != [] and not _mailbox_words(text).isdisjoint(likely)


def _may_be_named(text: str, part: str) -> bool:
    """Whether a word begins or ends with one that is printed with a capital, as each that is made of a name does."""
    words = _capital_words(text)
    least = 2 if len(part) <= SHORT else 3
    return any(part[:cut] in words or part[-cut:] in words for cut in range(least, len(part) + 1))


@lru_cache(maxsize=2)
def _capital_words(text: str) -> frozenset[str]:
    words = set(_CAPITAL_WORD.findall(text))
    return frozenset(spelled for word in words for spelled in _spellings(word))


@lru_cache(maxsize=2)
def _mailbox_words(text: str) -> frozenset[str]:
    words: set[str] = set()
    for found in _NAME.finditer(text):
        names = _names(found) if found["title"] else _from_given(_names(found))
        if not names or (not found["title"] and _FIRM.match(text, found.end())):
            continue
        if _may_be_thing(text, found, names):
            words.update(_with_initials(names[:-1], _lasts(names[-1])))
        else:
            words.update(_called(names[:-1], names[-1]))
    return frozenset(words)


def names_person(words: str) -> bool:
    """Whether a title, an initial or a given name stands before a name in a few words."""
    return any(
        found["title"] or (_from_given(_names(found)) and not _STREET.match(words, found.end()))
        for found in _NAME.finditer(words)
    )


# A doctor is as often named with the practice, a judge with the court.
_AT_WORK = ("Dr", "Prof", "Professor", "Judge", "Justice", "Rev", "Dott", "Avv")


def person_at_end(words: str) -> int | None:
    """Return where the name of a person begins that ends a few words, told by its title, an initial or a given name."""
    for found in _NAME.finditer(words, max(0, len(words) - 60)):
        if found.end() == len(words) and found["title"] not in _AT_WORK:
            known = [] if found["title"] else _from_given(_names(found))
            if found["title"]:
                return found.start()
            return found.start() + found[0].index(known[0]) if known else None
    return None


def words_of_name_before(before: str) -> frozenset[str]:
    """Return the same of a name that ends right before an address; only initials tell one without a given name."""
    turned = _TURNED.search(before)
    found = list(_NAME.finditer(before))
    names = [turned["first"], turned["last"]] if turned else _names(found[-1]) if found else []
    if len(names) < LEAST:
        return frozenset()
    if not (known := _from_given(names)):
        return frozenset(_with_initials(names[:-1], _lasts(names[-1])))
    names = known
    return frozenset((*_called(names[:-1], names[-1]), "".join(_folded(name)[:1] for name in names)))


def _from_given(names: list[str]) -> list[str]:
    """Return words from an initial or a given name on, if others follow: "Ask Anna Berg" is "Anna Berg"."""
    opens = (at for at, name in enumerate(names[:-1]) if name[1:2] == "." or _folded(name) in GIVEN_NAMES)
    at = next(opens, None)
    return [] if at is None else names[at:]


def _may_be_thing(text: str, found: re.Match[str], names: Sequence[str]) -> bool:
    """Whether a name may be none: a numbered heading ("B. Leasing", "Annex A. Delivery"), a firm ("Ann Poe Travel")."""
    if found["title"]:
        return False
    spoken = names[-1].lower() in spoken_words(text).printed
    if len(names) > LEAST or len(names[0]) != len("A."):
        return len(names) > LEAST and spoken
    opens = not text[max(0, found.start() - 8) : found.start()].rpartition("\n")[2].strip(" \t#*|(-")
    return opens or spoken or names != _names(found)


def _names(found: re.Match[str]) -> list[str]:
    """Return the words of a name, particles with what they belong to: "M.", "van den Berg"."""
    names, particles = [found["first"]], ""
    if found["title"] == "M.":
        # It may be an initial, too.
        names.insert(0, "M.")
    for word in found["rest"].split():
        if word.islower():
            particles += f"{word} "
        else:
            names.append(f"{particles}{word}")
            particles = ""
    return names


def _called(given: Sequence[str], surname: str) -> Iterator[str]:
    """Yield what a mailbox may be called after a person: by a name, by both, or by one and an initial."""
    lasts = _lasts(surname)
    firsts = {spelled for part in given if "." not in part for spelled in _spellings(part)}
    yield from lasts
    yield from firsts
    yield from _with_initials(given, lasts)
    for first in firsts:
        for last in lasts:
            yield from (f"{first}{last}", f"{last}{first}", f"{first}{last[:1]}")


def _with_initials(given: Sequence[str], lasts: set[str]) -> Iterator[str]:
    for initial in {_folded(part)[:1] for part in given}:
        for last in lasts:
            yield from (f"{initial}{last}", f"{last}{initial}")


def _lasts(surname: str) -> set[str]:
    """Return a surname with its particles and without, and each half of a double one."""
    bare = surname.rpartition(" ")[2]
    return {spelled for part in (surname, bare, *bare.split("-")) for spelled in _spellings(part)}


def _spellings(word: str) -> set[str]:
    """Return a word as mailboxes spell it: without accents, also with two letters for one."""
    small = re.sub(r"['\u2019]s\Z", "", word).lower()
    if small.isascii():
        return {_bare(small)}
    twice = small.replace("\u00e4", "ae").replace("\u00f6", "oe").replace("\u00fc", "ue").replace("\u00df", "ss")
    return {_bare(small), _bare(twice)}


def _folded(word: str) -> str:
    return _bare(word.lower())


def _bare(small: str) -> str:
    if small.isascii():
        return small if small.isalnum() else "".join(filter(str.isalnum, small))
    plain = without_accents(small.replace("\u00f8", "o").replace("\u0142", "l").replace("\u00df", "ss"))
    return "".join(char for char in plain if char.isalnum())
