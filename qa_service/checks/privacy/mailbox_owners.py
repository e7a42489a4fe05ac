"""Whose mailbox an address is: of one word a person's only on evidence, of two unless one of them names a function."""

from __future__ import annotations

import re
from functools import lru_cache

from qa_service.checks.privacy.identifier_mail import (
    OFFICE,
    PROVIDERS,
    SOMEBODY,
    SURNAMES,
    is_office_word,
    read_address,
    words_of,
)
from qa_service.checks.reading.given_names import GIVEN_NAMES
from qa_service.checks.reading.person_names import names_owner, words_of_name_before
from qa_service.checks.reading.spoken_words import spoken_words

BEFORE, BESIDE = 90, 40
PAPER = r"(?:e-?mails?|mail|mailbox|inbox|address|account|adresse|Adresse|correo)"
TITLED = r"(?:Mrs?|Ms|Miss|Mme|Frau|Herrn?|Dr)\.? [^\s\d,;()]+(?: [^\s\d,;()]+)?"
# What says that a mailbox is private or somebody's.
OWNED = re.compile(
    rf"(?i)\b(?:(?:his|her|my|ihre?|seine?|meine?|son|sa|mon|ma|su|suo|sua) (?:\w+[ -]){{0,2}}{PAPER}\b"
    rf"|(?:private?|personal|personnel(?:le)?|privat|personale?|own|home)[ -]?{PAPER}\b"
    r"|(?:writ(?:e|ten) to|contact(?:ed)?|reach(?:ed)?|e-?mail|mail|ask|told) (?:him|her|me) (?:at|on|by|via|under)\b"
    r"|(?:he|she) (?:can be|may be|is|was) (?:reached|contacted|available)\b"
    rf"|(?:{SOMEBODY}|{TITLED})['\u2019]?s?['\u2019]? (?:\w+[ -])?{PAPER}\b)[^.;\n]{{0,30}}\Z"
    # "a copy to the patient (by e-mail, ...)"
    rf"|\b{SOMEBODY}[,(:]?\s?[,(:](?: ?(?:by )?{PAPER}[,:]?)?\s?\Z"
)
FIRST_OF_NAME = re.compile(r"\b([A-Z][\w-]{1,40}) (?=&|[A-Z])")
AGED = re.compile(r"[a-z](?!20[12]\d|24\Z|365)(?:\d\d|19\d\d)\Z")
# Before an office's name: "Office of", "the ... Unit".
OFFICE_NAMED = re.compile(rf"(?i)\b{OFFICE}\b")
# No name ends so, but what is done does.
DONE = re.compile(r"\w{3,}(?:ing|ment|tions?|ity|ities|ance|ence|ship|ics|als|logy|ungs?|keit|heit|schaft)\Z")
LEAST, SHORTEST_WORD, SHORTEST_ACRONYM, LONGEST_ACRONYM = 2, 4, 3, 4
MOST_INITIALS = 4


def is_persons(text: str, start: int, end: int) -> bool:
    """Whether an address that is no known office's belongs to a person."""
    local, domain = read_address(text[start:end])
    if local == domain.partition(".")[0] and _is_firm(text, local):
        return False
    parts = words_of(local)
    if len(parts) < LEAST and local in spoken_words(text).before_offices:
        # As a branch is called: "harrogate", "our Harrogate branch".
        return False
    if len(parts) < LEAST:
        return PROVIDERS.search(domain) is not None or _is_told(text, start, end, local)
    return PROVIDERS.search(domain) is not None or not _is_function(text, parts)


def _is_firm(text: str, word: str) -> bool:
    """Whether a text has the word as the first of a longer name: "Halden Mills"."""
    return word.capitalize() in _first_words(text)


@lru_cache(maxsize=2)
def _first_words(text: str) -> frozenset[str]:
    return frozenset(FIRST_OF_NAME.findall(text))


def _is_told(text: str, start: int, end: int, local: str) -> bool:
    """Whether a mailbox of one word is called by a name, or said to be somebody's."""
    before = text[max(0, start - BEFORE) : start].rpartition("\n")[2]
    if AGED.search(local) or OWNED.search(before):
        return True
    word = "".join(char for char in local if char.isalpha())
    if word in GIVEN_NAMES or names_owner(text, (word,)):
        return True
    near = re.split(r"[.;] (?=[A-Z])|\|", before)[-1] if before[-1:] != "|" else before
    return word in words_of_name_before(near) and not _names_office(near, word, text)


def _names_office(before: str, word: str, text: str) -> bool:
    """Whether the words before an address are those of an office or a thing: "Office of Technology Transfer"."""
    return (
        OFFICE_NAMED.search(before) is not None
        or any(DONE.match(printed) for printed in before.split()[-3:])
        or (len(word) >= SHORTEST_WORD and word in spoken_words(text).printed)
    )


def _is_function(text: str, parts: list[str]) -> bool:
    """Whether words before the sign name an office, a thing or what is done, and none of them a person."""
    if any(len(part) == 1 or part in GIVEN_NAMES for part in parts) or names_owner(text, parts):
        return False
    return 2 * sum(_is_thing(text, part) for part in parts) >= len(parts)


def _is_thing(text: str, part: str) -> bool:
    """Whether a word is one of offices, an acronym, or one that the text also has in small letters or of an office."""
    if part in SURNAMES or is_office_word(part):
        return True
    spoken = spoken_words(text)
    if SHORTEST_ACRONYM <= len(part) <= LONGEST_ACRONYM and part.upper() in spoken.printed:
        return True
    if len(part) < SHORTEST_WORD:
        return False
    singular = part.removesuffix("s")
    if part in spoken.printed or (len(singular) >= SHORTEST_WORD and singular in spoken.printed):
        return True
    return part in spoken.before_offices
