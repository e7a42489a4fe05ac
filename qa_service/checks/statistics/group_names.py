"""Sizes of groups that tables and sentences only name: "Placebo" is the group of "to placebo (n = 24)".

"28 in each" is the size of all.
"""

from __future__ import annotations

import re
from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass, field

from qa_service.checks.statistics.averages import ADJECTIVE, COUNT, PEOPLE, count_of
from qa_service.checks.statistics.samples import Samples

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
    rf"(?<![\w.,-])(?P<n>{COUNT})(?: (?:and|or|of(?: the)?) (?P<and>{COUNT}))?(?: (?!and\b|or\b)[a-z]{{2,14}}){{0,3}}? "
    r"(?:returned|completed|remained|finished|attended|responded|replied|answered|analy[sz]ed|provided|followed|available|"
    r"left|evaluable)\b",
    re.IGNORECASE,
)
_STATED = re.compile(rf"(?<![\w.])[nN] ?= ?(?P<n>{COUNT})")
_ASIDE = re.compile(
    r"\([^()]*\)|<[^<>]{1,8}>|\b(?:M|SD|Mean|mean|average|n|group|condition|class|arm|team|the)\b|[^\w'-]"
)
_FEWEST = 5


@dataclass
class GroupSizes:
    """The sizes that a folded text tells; ``told`` holds those of heads and labels with their own."""

    text: str
    told: Mapping[str, int] = field(default_factory=dict)
    samples: Samples = field(default_factory=lambda: Samples([]))

    def of(self, label: str) -> int:
        """Return the size of the group that the label of a row names, with all its words; else 0."""
        name = bare_name(label)
        return self.told.get(name, 0) or self.samples.named(name)

    def of_column(self, head: str) -> int:
        """Return the same of a column, whose head may name its group in some other words too."""
        if n := self.of(head):
            return n
        found = self.samples.of(head)
        return found[0] if len(found) == 1 else 0

    def of_only_one(self) -> int:
        """Return the number of the only group that the text tells of."""
        return self.samples.groups[0] if len(self.samples.groups) == 1 else 0

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
