"""Is a quotation verbatim? Comparison of quoted words with a source, with the changes that editors may make.

Both sides are squeezed to their letters, digits, decimal points and currency signs in lower case, which makes blanks,
line ends, hyphenation, quotation marks, capitals and other punctuation irrelevant. What an editor marked ([brackets],
ellipses, [sic]) cuts the quotation into parts that must follow each other in the source.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from difflib import SequenceMatcher
from functools import cached_property

import numpy as np
from numpy.typing import NDArray
from rapidfuzz.distance import DamerauLevenshtein

WORD = re.compile(r"[^\W_]+(?:(?<=\d)\.(?=\d)[^\W_]+)*|[$€£¥₹%]")
REMARK = re.compile(
    r"(?i)[\[(]\s*(?:sic|recte|emphas[ie]s|italics|underlining|underline|bold|citations?|footnotes?|cites?|quotation"
    r"|internal (?:quotation|citation|reference)|original emphasis|my emphasis|our emphasis|hereinafter|translation"
    r"|ed\.|note:|alterations?|brackets|capitali[sz]ation|paragraph breaks?|headings?)[^\])]{0,200}[\])]"
)
CUT = re.compile(
    r"(?i)\[\s*(?:…|\.(?:\s?\.)+|\*+|–|—|omitted|omissis|snip|cut)\s*\]|…|\.\s?\.\s?\.(?:\s?\.)*|\*\s?\*\s?\*|\[[^\[\]]*\]"
)
OMITTED = re.compile(r"(?i)\[\s*(?:–|—|omitted|omissis|snip|cut)\s*\]")
LETTERS = re.compile(r"(?<![^\W_])\[([^\W\d_]{1,3})\](?=[^\W_])")
# A letter put right in the middle of a word: rec[e]ived.
CORRECTED = re.compile(r"([^\W\d_]+)\[([^\W\d_]{1,3})\]([^\W\d_]+)")
SUPERSCRIPTS = re.compile("[⁰¹²³⁴⁵⁶⁷⁸⁹]")
# What a page or a footnote leaves in the middle of a sentence when the text is taken out of a file.
FURNITURE = re.compile(
    r"(?m)^[ \t]*(?:(?:[Pp]age|PAGE|[Ss]eite)[ \t]{1,3})?[-–—\[(]{0,2}[ \t]{0,3}\d{1,4}"
    r"(?:[ \t]{0,3}(?:of|/|von|sur)[ \t]{0,3}\d{1,4})?[ \t]{0,3}[-–—\])]{0,2}[ \t]*$|\f"
    r"|\[\d{1,3}\]|(?<=[^\W\d_A-Z]{3})\d{1,3}(?![\w.])|(?<=[^\W\d_]{3}[.,;])\d{1,3}(?=\s)"
)
VOTES = 40
MARGIN = 6
BUDGET = 20_000
SAMPLE = 8
BRACKET_GAP, ELLIPSIS_GAP, SHORT_PART = 72, 800, 20


@dataclass(frozen=True, slots=True)
class Part:
    """A run of quoted letters; ``gap`` bounds the letters that may be left out before it (None: any number).

    ``whole_start`` and ``whole_end`` ask for the edge of a word; ``ends_on_stop``: a digit and a full stop end it.
    """

    letters: str
    gap: int | None = None
    whole_start: bool = True
    whole_end: bool = True
    ends_on_stop: bool = False


@dataclass(frozen=True, slots=True)
class Run:
    """The words of a text without anything between them; ``edges`` are the offsets at which words begin or end."""

    letters: str
    edges: NDArray[np.int64]

    def at_edge(self, offset: int) -> bool:
        """Tell whether an offset lies between two words."""
        at = int(np.searchsorted(self.edges, offset))
        return at < len(self.edges) and int(self.edges[at]) == offset


def _run(text: str) -> Run:
    words = WORD.findall(text)
    joined = "".join(words)
    low = joined.lower()
    # A capital I with a dot becomes two characters in lower case.
    words = words if len(low) == len(joined) else list(map(str.lower, words))
    edges = np.zeros(len(words) + 1, np.int64)
    np.cumsum(np.fromiter(map(len, words), np.int64, len(words)), out=edges[1:])
    return Run(low, edges)


@dataclass
class Original:
    """A source prepared for comparison."""

    id: str
    printed: str

    @cached_property
    def text(self) -> str:
        """The source with compatibility forms (ligatures, wide letters) replaced, without superscripts."""
        return normal(self.printed)

    @cached_property
    def run(self) -> Run:
        """The source as it is."""
        return _run(self.text)

    @cached_property
    def plain_run(self) -> Run | None:
        """The source without page numbers and footnote marks; None where it has none."""
        plain = FURNITURE.sub(" ", self.text)
        return None if plain == self.text else _run(plain)

    @cached_property
    def spans(self) -> list[tuple[int, int]]:
        """Where the words stand."""
        return [found.span() for found in WORD.finditer(self.text)]

    @cached_property
    def folded(self) -> list[str]:
        """The words in lower case."""
        return list(map(str.lower, WORD.findall(self.text)))

    @cached_property
    def places(self) -> dict[str, list[int]]:
        """The positions of each word."""
        out: dict[str, list[int]] = {}
        for position, word in enumerate(self.folded):
            out.setdefault(word, []).append(position)
        return out


@dataclass(frozen=True, slots=True)
class Nearest:
    """The passage of a source most like a quotation; ``changes`` pair quoted words with the source's."""

    source: str
    text: str
    similarity: float
    changes: tuple[tuple[str, str], ...]


def normal(text: str) -> str:
    """Return the text in NFKC without superscript digits."""
    return text if text.isascii() else unicodedata.normalize("NFKC", SUPERSCRIPTS.sub("", text))


def squeeze(text: str) -> str:
    """Return what of a text counts in a comparison."""
    return "".join(WORD.findall(normal(text))).lower()


def parts_of(quoted: str) -> list[Part]:
    """Cut a quotation at the marks of its editor."""
    text = LETTERS.sub(r"\1", REMARK.sub(" ", normal(quoted)))
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
        bracket = cut.group()[0] == "[" and any(map(str.isalnum, cut.group())) and not OMITTED.fullmatch(cut.group())
        empty = cut.group() == "[]"
        # A bracketed word stands for a few words of the source; an ellipsis for any number.
        gap = None if not (bracket or empty) or gap is None else gap + BRACKET_GAP
        position = cut.end()
        whole_start = not text[position : position + 1].isalnum() or not (bracket or empty)
    if out and text.rstrip().endswith("."):
        out[-1] = replace(out[-1], ends_on_stop=out[-1].letters[-1].isdigit())
    return [_bounded(part, before) for part, before in zip(out, [None, *out], strict=False)]


def _bounded(part: Part, before: Part | None) -> Part:
    """A word or two stand everywhere, so they have to stand near."""
    short = before is not None and min(len(part.letters), len(before.letters)) < SHORT_PART
    return replace(part, gap=ELLIPSIS_GAP) if short and part.gap is None else part


def is_verbatim(quoted: str, original: Original) -> bool:
    """Tell whether all parts of the quotation occur in the source, in order."""
    parts = parts_of(quoted)
    if not parts or _fits(parts, original.run):
        return True
    if original.plain_run is not None and _fits(parts, original.plain_run):
        return True
    as_written = CORRECTED.sub(lambda found: _uncorrected(found, original), quoted) if "[" in quoted else quoted
    return as_written != quoted and is_verbatim(as_written, original)


def _uncorrected(found: re.Match[str], original: Original) -> str:
    """Return the misspelt word of the source that an editor put right within brackets, else the word as quoted."""
    head, amended, tail = map(str.lower, found.groups())
    near = (word for word in original.places if word.startswith(head) and word.endswith(tail[1:]))
    slips = (word for word in near if DamerauLevenshtein.distance(head + amended + tail, word, score_cutoff=1) == 1)
    return min(slips, default=found[0])


def _fits(parts: Sequence[Part], run: Run) -> bool:
    budget = [BUDGET]
    return any(_follow(parts, 1, run, end, budget) for end in _ends(parts[0], run, 0, None, budget))


def _follow(parts: Sequence[Part], at: int, run: Run, position: int, budget: list[int]) -> bool:
    if at == len(parts):
        return True
    part = parts[at]
    ends = _ends(part, run, position, part.gap, budget)
    if part.gap is None:
        # What follows an ellipsis may stand anywhere, so its first place leaves the most room for the rest.
        ends = iter([end for end in [next(ends, None)] if end is not None])
    return any(_follow(parts, at + 1, run, end, budget) for end in ends)


def _ends(part: Part, run: Run, position: int, gap: int | None, budget: list[int]) -> Iterator[int]:
    """Yield where the part ends, for each of its places from ``position`` on."""
    limit = len(run.letters) if gap is None or position == 0 else position + gap + len(part.letters)
    begin = run.letters.find(part.letters, position, limit)
    while begin >= 0 and budget[0] > 0:
        budget[0] -= 1
        end = begin + len(part.letters)
        if (not part.whole_start or run.at_edge(begin)) and _may_end(part, run, end):
            yield end
        begin = run.letters.find(part.letters, begin + 1, limit)


def _may_end(part: Part, run: Run, end: int) -> bool:
    """A quotation that ends on "Paragraph 1." may stop inside the source's "Paragraph 1.6"."""
    return not part.whole_end or run.at_edge(end) or (part.ends_on_stop and run.letters[end : end + 1] == ".")


def most_alike(quoted: str, originals: Sequence[Original]) -> list[Original]:
    """Return the two sources that hold the most of a few runs of three words of the quotation."""
    words = quoted_words(quoted)
    runs = ["".join(words[at : at + 3]) for at in range(max(1, len(words) - 2))]
    sample = runs[:: max(1, len(runs) // SAMPLE)]
    held = [-sum(run in original.run.letters for run in sample) for original in originals]
    best = sorted(range(len(originals)), key=lambda at: (held[at], originals[at].id))
    return [originals[at] for at in best[:2]]


def nearest(quoted: str, original: Original) -> Nearest:
    """Return the passage of the source most like the quotation, found by votes of shared words."""
    words = quoted_words(quoted)
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
    text = original.text[original.spans[found.start][0] : original.spans[found.stop - 1][1]]
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
            for bucket in sorted({(place - at) // 8, (place - at + 4) // 8}):
                votes[bucket] = votes.get(bucket, 0) + 1000 // count
    best = max(votes, key=lambda bucket: (votes[bucket], -bucket), default=0)
    begin = max(0, best * 8 - MARGIN)
    return slice(begin, min(len(original.folded), max(begin, best * 8 + len(words) + 8 + MARGIN)))


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


def quoted_words(quoted: str) -> list[str]:
    """Return the words, in lower case, that the quotation takes from its source."""
    text = LETTERS.sub(r"\1", REMARK.sub(" ", normal(quoted)))
    return [word.lower() for word in WORD.findall(CUT.sub(" ", text))]
