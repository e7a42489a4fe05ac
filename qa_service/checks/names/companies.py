"""Companies with a legal form: two that are one name by their words, and names whose letters changed places."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence

from qa_service.checks.names.places import FORMS, beside, told_apart
from qa_service.checks.names.words import difference, plain
from qa_service.documents.names.spans import Name, name_key

BUCKET = 30
MOST_NAMES = 200
LONG_NAME = 8
# In a name that is no longer than this only its beginning and its last letters are anchors.
LONGEST_WHOLE = 13
SHORT_HEAD = 4

Groups = Mapping[str, Sequence[Name]]


def grouped(names: Sequence[Name]) -> dict[str, list[Name]]:
    """Return the names by their words, hyphens kept, without accents in names that are printed in capitals."""
    groups: dict[str, list[Name]] = defaultdict(list)
    for name in names:
        groups[_key(name)].append(name)
    return groups


def _key(name: Name) -> str:
    return name_key(name.text.replace("-", "_"))


def one_company(groups: Groups, text: str) -> Iterator[tuple[str, str]]:
    """Yield the keys of two spellings of one name, the wrong one first."""
    seen: set[str] = set()
    for keys in _buckets(groups) if len(groups) > 1 else ():
        for at, key in enumerate(keys):
            for other in keys[:at]:
                rare, frequent = _ordered(groups, key, other)
                if rare not in seen and _same(groups[rare], groups[frequent], rare, frequent, text):
                    seen.add(rare)
                    yield rare, frequent


def _buckets(groups: Groups) -> Iterator[list[str]]:
    """Yield small groups of names that have all words but one, or all letters, in common."""
    buckets: dict[str, list[str]] = defaultdict(list)
    for key in groups:
        words = key.split()
        buckets["".join(sorted(plain(squash(key))))].append(key)
        if len(words) > 1:
            for at in range(min(len(words), 8)):
                buckets[" ".join((*words[:at], "*", *words[at + 1 :]))].append(key)
    for keys in buckets.values():
        if len(keys) > 1:
            yield keys[:BUCKET]


def _ordered(groups: Groups, key: str, other: str) -> tuple[str, str]:
    """Return the rarer key first; of two that are equally frequent the later one is the rarer."""
    both = sorted((key, other), key=lambda item: (len(groups[item]), -groups[item][0].start))
    return both[0], both[1]


def _same(rare: Sequence[Name], frequent: Sequence[Name], key: str, other: str, text: str) -> bool:
    if any(told_apart(text, name.start, name.end) for name in rare) or not _forms(rare) & _forms(frequent):
        return False
    if squash(key) == squash(other):
        return _divided(rare, frequent)
    words, others = key.split(), other.split()
    if len(words) != len(others):
        return sorted(squash(key)) == sorted(squash(other)) and len(squash(key)) >= LONG_NAME and _near(key, other)
    changed = [(a, b) for a, b in zip(words, others, strict=True) if a != b]
    if len(changed) != 1:
        return False
    kind = difference(*changed[0]) or _plural(*changed[0])
    if kind == "accent" and all(name.stem.isupper() for name in rare):
        return False
    if any(beside(text, name, near) for name in rare for near in frequent[:BUCKET]) and kind not in ("swap", "double"):
        return False
    size = min(map(len, changed[0]))
    return _likely(kind, size, len(rare), len(frequent), len(words))


def _likely(kind: str, size: int, count: int, other_count: int, words: int) -> bool:
    """Whether so many letters and places tell a slip from another name."""
    much = count == 1 and other_count >= 3
    if kind == "accent" or kind == "swap":
        return size > 3
    if kind == "double":
        return other_count > count if words > 1 or size > 4 else size > 6
    if kind == "inner":
        return much or (size > 5 and (other_count > count or (size > 6 and words > 1)))
    if kind == "two":
        return size > 7 and (other_count > count or (words > 1 and size > 8))
    return bool(kind) and much and size > (5 if kind != "first" else 6)


def _plural(word: str, other: str) -> str:
    """Return the kind "plural" for two words that differ by an ending of the plural."""
    return "plural" if _singular(word) == _singular(other) else ""


def _singular(word: str) -> str:
    return re.sub(r"(?:ies|ys|y)$|(?<=[^s])s$", "", word)


def _divided(rare: Sequence[Name], frequent: Sequence[Name]) -> bool:
    """Whether a name that is written with another hyphen or blank is a slip."""
    printed_in_capitals = all(name.stem.isupper() for name in rare)
    return len(frequent) > len(rare) and not printed_in_capitals


def _near(key: str, other: str) -> bool:
    return difference(squash(key), squash(other)) == "swap"


def _forms(names: Sequence[Name]) -> set[str]:
    """Return the legal forms of a name in one spelling each; "" when it has none."""
    found = set()
    for name in names:
        last = name.text.rstrip(".").replace(".", "").replace(",", " ").lower().split()[-1]
        found.add(FORMS.get(last, ""))
    return found


def squash(key: str) -> str:
    """Return a key without blanks."""
    return key.replace(" ", "").replace("_", "")


def displaced(text: str, groups: Groups) -> Iterator[tuple[int, int, str]]:
    """Yield runs with the letters of a known name of two words and more, of which neighbours changed places.

    A blank counts as a letter ("Halden Pape rCo. Limited"), so that words need not begin with a capital.
    """
    names = _printed(groups)
    wanted = [printed for printed in list(names)[:MOST_NAMES] if len(printed) > LONG_NAME and " " in printed]
    small = text.lower() if wanted else ""
    if len(small) != len(text):
        return
    for printed in wanted:
        for start, end in _windows(small, printed):
            key, other = names[printed], names.get(small[start:end])
            if other is None or _ordered(groups, key, other)[0] == other:
                yield start, end, key


def _printed(groups: Groups) -> dict[str, str]:
    """Return the keys by the printed names in small letters, and by what stands behind an "of" in them."""
    names: dict[str, str] = {}
    for key, found in groups.items():
        printed = " ".join(found[0].text.lower().split())
        names[printed] = key
        names.setdefault(printed.rpartition(" of ")[2], key)
    return names


def _windows(small: str, printed: str) -> Iterator[tuple[int, int]]:
    """Yield the runs that begin or end as the name does, with two neighbouring signs in the other order."""
    for anchor, offset in _anchors(printed):
        at = small.find(anchor)
        while at >= 0:
            start = at - offset
            if start >= 0 and not small.startswith(printed, start) and _is_swapped(small, start, printed):
                yield start, start + len(printed)
            at = small.find(anchor, at + 1)


def _anchors(printed: str) -> Iterator[tuple[str, int]]:
    """Yield what a swap leaves whole of a name, and where in the name it stands; long anchors are found quickly."""
    size, half = len(printed), len(printed) // 2
    halved = size > LONGEST_WHOLE
    yield printed[: half if halved else SHORT_HEAD], 0
    tail = half + 1 if halved else size - LONG_NAME
    yield printed[tail:], tail


def _is_swapped(small: str, start: int, printed: str) -> bool:
    """Whether exactly two neighbouring signs of a name, which does not stand here itself, changed places."""
    window = small[start : start + len(printed)]
    if len(window) != len(printed) or small[start - 1 : start].isalnum():
        return False
    at = next(at for at, (left, right) in enumerate(zip(window, printed, strict=True)) if left != right)
    return window[at : at + 2] == printed[at : at + 2][::-1] and window[at + 2 :] == printed[at + 2 :]
