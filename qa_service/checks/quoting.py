"""Is a quotation verbatim? Comparison of quoted words with a source, with the changes that editors may make.

Both sides are squeezed to their letters and digits in lower case, which makes blanks, line ends, hyphenation,
quotation marks, capitals and punctuation irrelevant. What an editor marked ([brackets], ellipses, [sic])
cuts the quotation into parts that must follow each other in the source.
"""

from __future__ import annotations

import re
import unicodedata
from bisect import bisect_left
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from difflib import SequenceMatcher
from functools import cached_property
from itertools import islice

from rapidfuzz.distance import DamerauLevenshtein

WORD = re.compile(r"[^\W_]+")
REMARK = re.compile(
    r"(?i)[\[(]\s*(?:sic|emphasis|italics|underlining|bold|citations?|footnotes?|internal quotation|original emphasis"
    r"|my emphasis)"
    r"[^\])]*[\])]"
)
CUT = re.compile(r"\[\s*(?:…|\.(?:\s?\.)+|\*+)\s*\]|…|\.\s?\.\s?\.(?:\s?\.)*|\*\s?\*\s?\*|\[[^\[\]]*\]")
LETTERS = re.compile(r"(?<![^\W_])\[([^\W\d_]{1,3})\](?=[^\W_])")
VOTES = 40
MARGIN = 6
MAX_STARTS = 200


@dataclass(frozen=True, slots=True)
class Part:
    """A run of quoted letters; ``gap`` bounds the letters that may be left out before it (None: any number)."""

    letters: str
    gap: int | None = None
    whole_start: bool = True
    whole_end: bool = True


@dataclass
class Original:
    """A source prepared for comparison."""

    id: str
    text: str
    words: list[re.Match[str]] = field(init=False)

    def __post_init__(self) -> None:
        self.words = list(WORD.finditer(self.text))

    @cached_property
    def folded(self) -> list[str]:
        """The words in lower case."""
        return [squeeze(word.group()) for word in self.words]

    @cached_property
    def letters(self) -> str:
        """All words without anything between them."""
        return "".join(self.folded)

    @cached_property
    def starts(self) -> list[int]:
        """Where each word begins in ``letters``, and the end."""
        out = [0]
        for word in self.folded:
            out.append(out[-1] + len(word))
        return out

    @cached_property
    def places(self) -> dict[str, list[int]]:
        """The positions of each word."""
        out: dict[str, list[int]] = {}
        for position, word in enumerate(self.folded):
            out.setdefault(word, []).append(position)
        return out

    def at_edge(self, offset: int) -> bool:
        """Tell whether an offset into ``letters`` lies between two words."""
        at = bisect_left(self.starts, offset)
        return at < len(self.starts) and self.starts[at] == offset


@dataclass(frozen=True, slots=True)
class Nearest:
    """The passage of a source most like a quotation; ``changes`` pair quoted words with the source's."""

    source: str
    text: str
    similarity: float
    changes: tuple[tuple[str, str], ...]


def squeeze(text: str) -> str:
    """Return letters and digits in lower case, compatibility forms (ligatures, wide letters) replaced."""
    plain = text if text.isascii() else unicodedata.normalize("NFKC", text)
    return "".join(WORD.findall(plain)).lower()


def parts_of(quoted: str) -> list[Part]:
    """Cut a quotation at the marks of its editor."""
    text = LETTERS.sub(r"\1", REMARK.sub(" ", quoted))
    out: list[Part] = []
    gap: int | None = 0
    position, whole_start = 0, True
    for cut in [*CUT.finditer(text), None]:
        end = cut.start() if cut else len(text)
        glued = cut is not None and cut.group()[0] == "[" and text[end - 1 : end].isalnum() and end > 0
        letters = squeeze(text[position:end])
        if letters:
            out.append(Part(letters, gap, whole_start, not glued))
            gap = 0
        if cut is None:
            break
        bracket = cut.group()[0] == "[" and any(map(str.isalnum, cut.group()))
        # A bracketed word stands for a few words of the source; an ellipsis for any number.
        gap = None if not bracket or gap is None else gap + 60
        position = cut.end()
        whole_start = not text[position : position + 1].isalnum() or not bracket
    return out


def is_verbatim(quoted: str, original: Original) -> bool:
    """Tell whether all parts of the quotation occur in the source, in order."""
    parts = parts_of(quoted)
    if not parts:
        return True
    begins = islice(_places(parts[0], original, 0), MAX_STARTS)
    return any(_follow(parts[1:], original, begin + len(parts[0].letters)) for begin in begins)


def _follow(parts: Sequence[Part], original: Original, position: int) -> bool:
    for part in parts:
        limit = None if part.gap is None else position + part.gap + 12
        begin = next(_places(part, original, position), None)
        if begin is None or (limit is not None and begin > limit):
            return False
        position = begin + len(part.letters)
    return True


def _places(part: Part, original: Original, position: int) -> Iterator[int]:
    begin = original.letters.find(part.letters, position)
    while begin >= 0:
        end = begin + len(part.letters)
        if (not part.whole_start or original.at_edge(begin)) and (not part.whole_end or original.at_edge(end)):
            yield begin
        begin = original.letters.find(part.letters, begin + 1)


def nearest(quoted: str, original: Original) -> Nearest:
    """Return the passage of the source most like the quotation, found by votes of shared words."""
    words = [squeeze(word) for word in WORD.findall(LETTERS.sub(r"\1", CUT.sub(" ", REMARK.sub(" ", quoted))))]
    window = _window(words, original)
    matcher = SequenceMatcher(None, words, original.folded[window], autojunk=False)
    blocks = [block for block in matcher.get_matching_blocks() if block.size]
    if not blocks:
        return Nearest(original.id, "", 0.0, ())
    low = max(0, blocks[0].b - blocks[0].a)
    high = min(window.stop - window.start, blocks[-1].b + blocks[-1].size + len(words) - blocks[-1].a - blocks[-1].size)
    found = range(window.start + low, window.start + high)
    folded = original.folded[found.start : found.stop]
    matcher = SequenceMatcher(None, words, folded, autojunk=False)
    text = original.text[original.words[found.start].start() : original.words[found.stop - 1].end()]
    changes = tuple(
        (" ".join(words[a:b]), " ".join(folded[c:d])) for tag, a, b, c, d in matcher.get_opcodes() if tag != "equal"
    )
    return Nearest(original.id, text, matcher.ratio(), changes)


def _window(words: Sequence[str], original: Original) -> slice:
    """Let the words that are rare in the source vote for where the quotation would begin."""
    known = sorted((len(original.places[word]), at, word) for at, word in enumerate(words) if word in original.places)
    votes: dict[int, int] = {}
    for count, at, word in known[:VOTES]:
        for place in original.places[word][:VOTES]:
            for bucket in {(place - at) // 8, (place - at + 4) // 8}:
                votes[bucket] = votes.get(bucket, 0) + 1000 // count
    best = max(votes, key=lambda bucket: (votes[bucket], -bucket), default=0)
    begin = max(0, best * 8 - MARGIN)
    return slice(begin, min(len(original.words), max(begin, best * 8 + len(words) + 8 + MARGIN)))


def misspelt_share(near: Nearest, original: Original) -> float | None:
    """Return the share of letters changed when every change is a slip of the pen, else None.

    A slip is a word of five or more letters, one letter away from the source's word (two from nine letters
    on), that is no word of the source itself.
    """
    total = sum(len(word) for word in near.text.split())
    edits = 0
    for quoted, source in near.changes:
        distance = DamerauLevenshtein.distance(quoted, source)
        slip = quoted.isalpha() and source.isalpha() and min(len(quoted), len(source)) >= 5
        if not slip or distance > (2 if len(source) >= 9 else 1) or quoted in original.places:
            return None
        edits += distance
    return edits / total if total else None


def count_words(quoted: str) -> int:
    """Count the words that the quotation takes from its source."""
    return len(WORD.findall(CUT.sub(" ", REMARK.sub(" ", quoted))))
