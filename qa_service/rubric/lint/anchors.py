"""Anchors: every level described, and described so that it differs from its neighbour."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator
from itertools import pairwise

from rapidfuzz import fuzz

from qa_service.errors import pointer_to
from qa_service.rubric.lint.context import Context, Place, listed
from qa_service.rubric.lint.finding import Hit, rule

ALIKE, NEARLY_EQUAL = 85.0, 95.0
"""Similarity (0 to 100, of the words in sorted order) from which two neighbouring anchors count as alike.

The two levels of a yes-or-no scale are opposites in one word as a rule: there only texts that are nearly equal count.
"""
COPIED = 95.0
_SHORT = 4
_WORD = re.compile(r"[^\W_]+(?:['’][^\W_]+)?|%")
# A difference in one of these is one in kind: numbers, negations, quantities, comparisons, as in "one" and "two".
_TELLING = re.compile(
    r"\d.*|%|no|not|none|never|nothing|without|cannot|any|all|every|each|some|one|two|three|four|five|six|seven|eight"
    r"|nine|ten|twelve|twenty|half|most|more|less|fewer|least|only|both|neither|either|first|before|after|above|below"
    r"|over|under|exceeds?|within|outside|beyond|missing|missed|wrong|right|present|absent|incomplete|complete\w*"
    r"|un\w{3,}|i[mnr]\w{6,}|mis\w{4,}|dis\w{4,}|\w+n['’]t|met|does|true|false|yes|partly|partially|fully|wholly|later|earlier",
    re.IGNORECASE,
)


@rule(
    "anchors_missing", "warning", "An ordinal criterion with levels that nothing describes",
    "Undescribed levels are where reviewers disagree: each fills them in for themselves.",
)  # fmt: skip
def anchors_missing(context: Context) -> Iterator[Hit]:
    """Yield a hit for each criterion on an ordinal scale with a level that has no anchor."""
    for place in context.leveled:
        missing = _missing(place)
        if place.scale.type == "ordinal" and missing:
            yield _missing_hit(place, missing)


@rule(
    "anchors_missing_binary", "info", "A yes-or-no criterion that nothing describes",
    "What exactly has to be there is known to the author only.",
)  # fmt: skip
def anchors_missing_binary(context: Context) -> Iterator[Hit]:
    """Yield a hit for each criterion on a binary or nominal scale with a level that has no anchor."""
    for place in context.leveled:
        missing = _missing(place)
        if place.scale.type in {"binary", "nominal"} and missing:
            yield _missing_hit(place, missing)


def _missing(place: Place) -> list[str]:
    return [level for level in place.scale.level_ids if level not in place.criterion.anchors]


def _missing_hit(place: Place, missing: list[str]) -> Hit:
    pointer = f"{place.pointer}/anchors" if place.criterion.anchors else place.pointer
    message = f"{place.criterion.title}: {listed(missing)} {'has' if len(missing) == 1 else 'have'} no anchor."
    return Hit(pointer, message, f"Describe what a reviewer sees at {listed(missing)}.")


@rule(
    "anchors_alike", "warning", "Two neighbouring levels with nearly the same anchor",
    "Reviewers cannot tell the levels apart, and agreement on them is chance.",
)  # fmt: skip
def anchors_alike(context: Context) -> Iterator[Hit]:
    """Yield a hit for the upper of each such pair."""
    for place in context.places:
        anchors = place.criterion.anchors
        described = [step for step in place.steps if step in anchors]
        bar = NEARLY_EQUAL if len(place.steps) == 2 else ALIKE
        for lower, upper in pairwise(described):
            alike = similarity(anchors[lower], anchors[upper])
            if alike >= bar:
                message = f'"{lower}" and "{upper}" read alike ({alike:.0f} % of the words).'
                suggestion = "Say at the upper level what more it takes: another count, another thing to find."
                yield Hit(pointer_to(place.pointer, "anchors", upper), message, suggestion)


def similarity(first: str, second: str) -> float:
    """Return how alike two anchors are, 0 to 100; 0 where they differ in a word that changes the meaning."""
    words = [Counter(word.lower() for word in _WORD.findall(text)) for text in (first, second)]
    differing = [*(words[0] - words[1]), *(words[1] - words[0])]
    if any(_TELLING.fullmatch(word) for word in differing):
        return 0.0
    plain = [" ".join(sorted(counted.elements())) for counted in words]
    return float(fuzz.ratio(plain[0], plain[1]))


@rule(
    "anchors_copied", "info", "One anchor text on two criteria",
    "Reviewers answer both alike, and the second measures nothing.",
)  # fmt: skip
def anchors_copied(context: Context) -> Iterator[Hit]:
    """Yield a hit for each anchor of more than a few words that an earlier criterion has too."""
    seen: list[tuple[str, str, str]] = []
    for place in context.places:
        own: list[tuple[str, str, str]] = []
        for level, text in place.criterion.anchors.items():
            words = " ".join(word.lower() for word in _WORD.findall(text))
            if words.count(" ") + 1 > _SHORT:
                first = _copied(words, text, seen)
                own.append((place.criterion.id, words, text))
                if first:
                    message = f'"{level}" is described as on {first}.'
                    suggestion = "Describe what this criterion alone looks at."
                    yield Hit(pointer_to(place.pointer, "anchors", level), message, suggestion)
        seen += own


def _copied(words: str, text: str, seen: list[tuple[str, str, str]]) -> str:
    """The earlier criterion with nearly this text, unless the two differ in a word that changes the meaning."""
    for name, other, other_text in seen:
        if fuzz.ratio(words, other, score_cutoff=COPIED) and similarity(text, other_text) >= COPIED:
            return name
    return ""
