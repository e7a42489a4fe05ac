"""What differs between two passages that are nearly the same: edits of the wording, or another matter."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass

from qa_service.checks.reading.stems import FUNCTION_WORDS, stem
from qa_service.documents.numbers.numerals import NUMERAL_WORDS, ORDINALS
from qa_service.documents.numbers.numerals_abroad import may_end_numeral
from qa_service.documents.searching.word_sets import word_set
from qa_service.documents.words import Words

OPENING = 6
NEIGHBOURS = 0.1
# "Die Beklagte zu 1", "flat no 3"
BEFORE_NUMBER = ("zu", "no", "nr", "number", "numéro")
# The number of a thing, and an amount of its own.
LEAST_OWN = 2
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


def tells_of_another(words: Words, changes: Sequence[Change], old: range, changed: float) -> bool:
    """Tell whether a neighbour tells of another matter in the same frame, of which a share was changed."""
    rewording = Rewording.of(words, changes, old)
    return rewording.tells_other and (changed > NEIGHBOURS or rewording.opening)


def tells_of_next(words: Words, changes: Sequence[Change], old: range) -> bool:
    """Tell whether the same is told of the next thing of its kind: "The tenant of Flat 3 pays £1,385"."""
    first = next((place for place in old if not words.printed[place].isdigit()), old.stop)
    changes = [each for each in changes if each.old.start >= first]
    if len(changes) < LEAST_OWN:
        return False
    lead, *others = changes
    label = words.printed[lead.old.start - 1] if lead.old.start > old.start else ""
    if lead.old.start - first >= OPENING or not (_is_place(words, lead.old) and _is_place(words, lead.new)):
        return False
    own = [words.printed[place] for each in others for span in (each.old, each.new) for place in span]
    named = label[:1].isupper() or label in BEFORE_NUMBER or not words.printed[lead.old.start].isdigit()
    return named and any(map(_is_numeral, own)) and all(map(_is_own, own))


def _is_place(words: Words, span: range) -> bool:
    """Whether one word tells which of several things is meant: "3", "second"."""
    return len(span) == 1 and (words.printed[span.start].isdigit() or words.printed[span.start].lower() in ORDINALS)


def _is_numeral(word: str) -> bool:
    low = word.lower()
    return word.isdigit() or low in NUMERAL_WORDS or may_end_numeral(low)


def _is_own(word: str) -> bool:
    """Whether a word is part of an amount, or a name."""
    return word == "and" or word[0].isupper() or _is_numeral(word)


def _another_person(words: Words, change: Change) -> bool:
    one, other = set(_lower(words, change.old)), set(_lower(words, change.new))
    return bool((one & MAN and other & WOMAN) or (one & WOMAN and other & MAN))


def _stems(words: Words, places: Iterable[int]) -> list[str]:
    return [stem(word) for word in _lower(words, places) if word not in FUNCTION_WORDS]


def _lower(words: Words, places: Iterable[int]) -> Iterator[str]:
    return (words.printed[place].lower() for place in places)
