"""References by the word that a text has for its title: "rule 8.1" of the rules of a plan, whose headings say "8.1"."""

from __future__ import annotations

import re
from collections.abc import Iterator

from qa_service.documents.references.lines import opens_line
from qa_service.documents.references.spans import Reference
from qa_service.documents.searching.rare_signs import Signed, rare_form, rare_sign

_HEAD, _FEWEST = 600, 3
_TITLE = re.compile(
    r"^[ \t#*_]*(?:(?:THE|The)[ ])?(?:[A-Z][\w&'\u2019-]*[ ](?:[\w&'\u2019-]+[ ]){0,5})??"
    r"(?P<title>(?i:rules|bye-?laws|conditions))"
    r"(?:[ ](?i:of|for|and)[ ][^\n.:;]{2,70})?[ \t*_]*$",
    re.MULTILINE,
)
_WORDS = {"rules": "rule", "bye-laws": "bye-law", "byelaws": "byelaw", "bylaws": "bylaw", "conditions": "condition"}
_NUMBER = r"\d{1,2}(?:\.\d{1,2}){0,2}(?![\w%]|[.,:/-]\d)(?:\([a-z]{1,4}\)|\(\d{1,2}\)){0,2}"
_FORM = rare_form(
    re.compile(
        rf"\b(?P<kind>rule|bye-?law|condition)s?\s(?P<first>{_NUMBER})(?P<more>(?:(?:,\s|,?\s(?:and|or|to)\s){_NUMBER}){{0,6}})",
        re.IGNORECASE,
    ),
    rare_sign(r"\b(?i:rule|bye-?law|cond[i\x{130}\x{131}]t[i\x{130}\x{131}]on)s?[ \x{a0}\n]\p{Nd}"),
)
_SINGLE = re.compile(_NUMBER)
_SUB = re.compile(r"\((\w{1,4})\)")


def titled_references(subject: Signed) -> Iterator[Reference]:
    """Yield the references to "rule 8.1" and the like where the title has the word and no heading does."""
    text = subject.text
    titled = {_WORDS[found["title"].lower()] for found in _TITLE.finditer(text, 0, _HEAD)}
    if not titled:
        return
    found = [each for each in _FORM.find_in(subject) if each["kind"].lower() in titled]
    if len(found) < _FEWEST or any(opens_line(text, each.start()) for each in found):
        return
    for each in found:
        for number in _SINGLE.finditer(text, each.start("first"), each.end()):
            start = each.start() if number.start() == each.start("first") else number.start()
            label = number.group().partition("(")[0]
            subs = tuple(_SUB.findall(number.group()))
            yield Reference(start, number.end(), "section", label, subs, each.end(), each["kind"].lower(), each.start())
