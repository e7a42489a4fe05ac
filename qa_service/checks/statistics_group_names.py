"""Sizes of groups that tables and sentences only name: "Placebo" is the group of "to placebo (n = 24)".

A size in brackets behind a name is that of the group; "15 in 8A" may be a part of it, and counts only where no brackets
tell. "28 in each" is the size of all.
"""

from __future__ import annotations

import re
from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass, field

from qa_service.checks.statistics_averages import ADJECTIVE, COUNT, PEOPLE, count_of

_KIND = r"(?:group|arm|condition|cell|class|team|panel|sample)s?\b"
_EACH = re.compile(
    rf"(?<![\w.,])(?P<n>{COUNT}) (?:{ADJECTIVE}?{PEOPLE} )?(?:were )?"
    rf"(?:(?:in|to|for) each(?! (?:of|case|item|question))|(?:in|to|for) (?:both|either) {_KIND}|"
    rf"(?:per|an?|each) {_KIND})|"
    rf"\b(?:[nN] = ?|of )(?P<of>{COUNT}) (?:(?:in|for) each|(?:per|an?|each) {_KIND})",
    re.IGNORECASE,
)
_PEOPLE = re.compile(
    rf"(?<![\w.,-])(?P<n>{COUNT}) {ADJECTIVE}?{ADJECTIVE}?(?:{PEOPLE}\b|[a-z]{{3,20}}s (?:\([^()]{{1,80}}\) )?"
    r"(?:took part|participated|took the|gave|"
    r"(?:all )?(?:answered|completed|returned|filled in|rated|tasted|tested))\b)",
    re.IGNORECASE,
)
_STAYED = re.compile(
    rf"(?<![\w.,-])(?P<n>{COUNT})(?: (?:and|or|of) (?P<and>{COUNT}))?(?: (?!and\b|or\b)[a-z]{{2,14}}){{0,3}}? "
    r"(?:returned|completed|remained|finished|attended|responded|replied|analy[sz]ed|provided|followed|available|left|evaluable)\b",
    re.IGNORECASE,
)
_STATED = re.compile(rf"(?<![\w.])[nN] ?= ?(?P<n>{COUNT})")
# Between a name and its brackets: "melatonin 0.5 mg as an oral spray (n = 24)"
_BRACKETS = (
    rf"[^().;,:]{{0,40}}\((?:[nN] ?= ?(?P<n>{COUNT})|(?P<people>{COUNT}) {ADJECTIVE}?{PEOPLE}|(?P<bare>\d{{1,4}}))[),;]"
)
_LONGEST_NAME = 40
_ASIDE = re.compile(
    r"\([^()]*\)|<[^<>]{1,8}>|\b(?:M|SD|Mean|mean|average|n|group|condition|class|arm|team|the)\b|[^\w'-]"
)
_FEWEST = 5
# For each name the text is searched; a table of more rows has no groups for them.
_MOST_NAMES = 40


@dataclass
class GroupSizes:
    """The sizes that a folded text tells; ``told`` holds those of heads and labels with their own."""

    text: str
    told: Mapping[str, int] = field(default_factory=dict)
    _found: dict[str, int] = field(default_factory=dict)

    def of(self, head: str) -> int:
        """Return the size of the group that the head of a column, or the label of a row, names; else 0."""
        name = bare_name(head)
        if name not in self._found:
            if len(self._found) >= _MOST_NAMES:
                return self.told.get(name, 0)
            self._found[name] = self.told.get(name, 0) or self._in_text(name)
        return self._found[name]

    def _in_text(self, name: str) -> int:
        if not name or len(name) > _LONGEST_NAME or name.isdecimal():
            return 0
        # One letter, such as that of a lid, is a name as it is printed only.
        flags = re.IGNORECASE if len(name) > 2 else 0
        kind = r"\b(?:[gG]roup|[cC]lass|[tT]eam|[aA]rm|[cC]ondition|[fF]orm|[sS]ection) " if len(name) == 1 else ""
        word = rf"{kind}(?<![\w-]){re.escape(name)}(?![\w-])"
        behind = re.compile(f"{word}{_BRACKETS}", flags)
        before = re.compile(
            rf"(?<![\w.,]){COUNT} (?:[a-z-]{{3,20}} ){{0,3}}?"
            r"(?:(?:in|to|received|had|used|got|for|chose) (?:(?:the|class|group|team) ){0,2}|[a-z]{2,12} (?:the|an?) )"
            f"{word}",
            flags,
        )
        for found in (
            {count_of(each["n"] or each["people"] or each["bare"]) for each in behind.finditer(self.text)},
            {count_of(each.group().split(" ", 1)[0]) for each in before.finditer(self.text)},
        ):
            if found:
                return found.pop() if len(found) == 1 else 0
        return 0

    def of_each(self) -> int:
        """Return the size of every group, where the text says that all have as many."""
        found = {count_of(each["n"] or each["of"]) for each in _EACH.finditer(self.text)}
        return found.pop() if len(found) == 1 else 0

    def of_all(self) -> int:
        """Return the only n of the text, or of how many people it tells at most."""
        found = {count_of(each["n"]) for each in _STATED.finditer(self.text)}
        if found:
            return found.pop() if len(found) == 1 else 0
        return people_told(self.text)


def people_told(said: str) -> int:
    """Return the largest number of people that words tell of; 0 for none."""
    return max((n for each in _PEOPLE.finditer(said) if (n := count_of(each["n"])) >= _FEWEST), default=0)


def fewer_answered(text: str, sizes: Collection[int]) -> bool:
    """Whether a text tells how many answered or stayed, and they are others than all of the groups."""
    if not sizes:
        return False
    whole = {*sizes, sum(sizes), *(2 * n for n in sizes)}
    return any(
        _FEWEST <= n < max(whole) and n not in whole
        for match in _STAYED.finditer(text)
        for n in (count_of(match["n"]), count_of(match["and"]) if match["and"] else 0)
    )


def bare_name(head: str) -> str:
    """Return the name of a group without what a head adds to it: "Visible timer M (SD)" is "visible timer"."""
    name = " ".join(_ASIDE.sub(" ", head).split())
    return name if len(name) <= 2 else name.lower()


def names_of(labels: Iterable[tuple[str, int]]) -> dict[str, int]:
    """Return the sizes of heads that have their own, by name; none for a name with two."""
    found: dict[str, set[int]] = {}
    for label, n in labels:
        found.setdefault(bare_name(label), set()).add(n)
    return {name: sizes.pop() for name, sizes in found.items() if name and len(sizes) == 1}
