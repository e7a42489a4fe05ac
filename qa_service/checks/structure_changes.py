"""What differs between two passages that are nearly the same: edits of the wording, or another matter."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass

from qa_service.checks.stems import FUNCTION_WORDS, stem
from qa_service.documents.word_sets import word_set
from qa_service.documents.words import Words

OPENING = 6
# An edited copy keeps nearly all content words; a parallel has its own where it matters.
OTHER_CONTENT = 0.14
MAN, WOMAN = word_set("he him his himself mr"), word_set("she her hers herself ms mrs miss")


@dataclass(frozen=True, slots=True)
class Change:
    """Words of the original, and those of the copy in their place, as positions; ends exclusive."""

    old: range
    new: range


def changes_between(words: Words, old: range, new: range) -> Iterator[Change]:
    """Yield what an editor would have to change to make the one out of the other."""
    from rapidfuzz.distance import Levenshtein

    before, after = (words.ids[span.start : span.stop].tolist() for span in (old, new))
    for step in Levenshtein.opcodes(before, after):
        if step.tag != "equal":
            yield Change(old[step.src_start : step.src_end], new[step.dest_start : step.dest_end])


@dataclass(frozen=True, slots=True)
class Rewording:
    """The content words that only one of two passages has, as stems, whatever their place, and how many there are."""

    lost: Counter[str]
    gained: Counter[str]
    content: int
    figures: int
    opening: bool
    another_person: bool

    @classmethod
    def of(cls, words: Words, changes: Sequence[Change], old: range) -> Rewording:
        """Compare two passages by what was changed."""
        before = Counter(_stems(words, (place for each in changes for place in each.old)))
        after = Counter(_stems(words, (place for each in changes for place in each.new)))
        lost, gained = before - after, after - before
        content = sum(word not in FUNCTION_WORDS for word in _lower(words, old))
        figures = sum(word.isdigit() for word in _lower(words, old))
        first = _stems(words, (place for each in changes for place in each.old if place - old.start < OPENING))
        opening = any(each in lost and not each.isdigit() for each in first)
        return cls(lost, gained, content, figures, opening, any(_another_person(words, each) for each in changes))

    @property
    def share(self) -> float:
        """The share of the content words that differ."""
        return (self.lost.total() + self.gained.total()) / max(1, 2 * self.content)

    @property
    def tells_other(self) -> bool:
        """Whether content words or figures are other ones, or another subject stands at the beginning."""
        others = sum(count for word, count in self.lost.items() if word.isdigit())
        subject = self.opening and (others > 0 or self.another_person)
        return subject or self.share >= OTHER_CONTENT or 2 * others > max(2, self.figures)


def _another_person(words: Words, change: Change) -> bool:
    one, other = set(_lower(words, change.old)), set(_lower(words, change.new))
    return bool((one & MAN and other & WOMAN) or (one & WOMAN and other & MAN))


def _stems(words: Words, places: Iterable[int]) -> list[str]:
    return [stem(word) for word in _lower(words, places) if word not in FUNCTION_WORDS]


def _lower(words: Words, places: Iterable[int]) -> Iterator[str]:
    return (words.printed[place].lower() for place in places)
