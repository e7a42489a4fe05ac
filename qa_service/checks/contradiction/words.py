"""Words that turn a statement into its opposite, and what is left of a statement without them."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from functools import lru_cache
from hashlib import blake2b
from itertools import chain

import numpy as np

from qa_service.checks.reading.stems import stem
from qa_service.checks.reading.word_runs import Numbers
from qa_service.documents.numbers.numerals import CARDINAL_WORDS
from qa_service.documents.searching.remembered import Remembered
from qa_service.documents.searching.word_sets import word_list, word_set

# A contraction is cut at its apostrophe: "doesn't" is an auxiliary and a "t".
NEGATIONS = word_set("not non never no none neither nor cannot t nobody nothing nowhere without")
DROPPED = word_set(
    "a an the is are was were be been being am do does did done doing have has had having shall will would should"
    " must may might can could ought any each every all either both such hereby thereby also further therefore thus"
    " hence however accordingly moreover furthermore indeed clearly s with and or to doesn didn isn wasn weren aren"
    " don won wouldn shouldn couldn hasn haven hadn mustn needn ain shan"
)
CONDITIONS = word_set(
    "if unless whether until till when whenever where wherever except provided case event should assuming"
    " suppose supposing absent extent once only"
)
# Words of one sense on either side of the stroke.
OPPOSITES = word_list(
    "increase,rise,grow,climb/decrease,fall,decline,shrink,drop higher/lower more/less,fewer before,prior/after"
    " accept,approve,grant,allow,permit,authorise,authorize,confirm,admit/reject,deny,refuse,prohibit,forbid,disallow"
    " include/exclude covered/uncovered affirm,uphold/reverse,overturn agree/disagree"
    " true,correct/false,incorrect least/most minimum/maximum earlier/later improve/worsen,deteriorate pass/fail"
    " succeed/fail win/lose possible/impossible able/unable exceed/undershoot"
    " mandatory,compulsory/optional,voluntary benign/malignant present/absent positive/negative"
    " adequate,sufficient/inadequate,insufficient,deficient strengthen/weaken profitable/unprofitable"
    " solvent/insolvent expand/contract accelerate/slow over,above/under,below enforceable/unenforceable,void"
    " safe/unsafe aware/unaware valid/invalid,void open/closed alive/dead guilty/innocent support/contradict"
)
PREFIXES = ("un", "in", "im", "ir", "il", "non", "dis")
NUMBER = "#"
# All months are one word, and so are all units of time: which of them is said is compared afterwards.
MONTH, SPAN = "#month", "#span"
MONTHS = word_set("january february march april june july august september october november december")
SPANS = {"day": 1, "week": 2, "month": 3, "year": 4}
# So many words in one piece are one statement, even where one of the two is part of a longer sentence.
LONG = 12


@dataclass(frozen=True, slots=True)
class Sense:
    """What a word does in a statement.

    ``stem`` is "" for a word that adds nothing, `NUMBER` for a numeral; a word of a pair of opposites stands for the
    pair, with ``side`` 1 or -1; a unit of time has a side of its own; ``negates`` turns the statement round.
    """

    stem: str
    side: int = 0
    negates: bool = False


def _opposites() -> dict[str, tuple[str, int]]:
    """Map each stem to its pair and its side; the first pair that names a word keeps it."""
    out: dict[str, tuple[str, int]] = {}
    for pair in OPPOSITES:
        for side, words in zip((1, -1), pair.split("/"), strict=True):
            for word in words.split(","):
                out.setdefault(stem(word), (pair, side))
    return out


PAIRS = _opposites()


def _named(word: str) -> str:
    base = stem(word)
    return PAIRS[base][0] if base in PAIRS else base


# What introduces a statement without changing it.
LEADS = frozenset(
    _named(word)
    for word in word_set(
        "as state stated note noted mention mentioned describe described discuss discussed explain explained"
        " set out above earlier below before previously in summary conclusion short sum addition fact on of this"
        " that but so yet now we conclude find it follows clear clearly our view section part paragraph chapter"
        " for these reasons reason result consequently finally overall again also please be"
        " is importantly notably specifically particular generally following indeed hereto herein under per by"
        " consequence balance basis review analysis evidence shows show confirms therefore avoidance doubt"
    )
)
# What may come and go inside a statement.
LOOSE = frozenset(
    _named(word)
    for word in word_set(
        "in on of at by for from as into upon that which this these those it its their his her such so still"
        " already fully entirely always ever thereof therein said aforementioned aforesaid hereunder hereof own"
        " also now then actually simply certainly only required need obliged longer"
    )
)
IDLE = LEADS | LOOSE | {NUMBER, MONTH, ""}


# What the two lowest bits of a word's number say; the others are a hash of its stem.
PREFIXED, COUNTS = 1, 2
# Stems of words that have another sense or none.
RENAMED = frozenset(map(stem, NEGATIONS | DROPPED | CARDINAL_WORDS))


class Senses:
    """The senses of the words (in lower case, without repeats) of one text, and their stems as numbers.

    Words of the same stem have the same number; a word that adds nothing has 0. A prefix such as "un" makes an opposite
    only where the text has the plain word too.
    """

    __slots__ = ("_opposites", "_words", "numbers")

    def __init__(self, words: Sequence[str]) -> None:
        self._words = words
        self._opposites: dict[int, Sense] = {}
        found = np.fromiter(map(NUMBERS.__getitem__, words), np.uint64, len(words))
        prefixed = np.flatnonzero(found & np.uint64(PREFIXED)).tolist()
        found &= ~np.uint64(PREFIXED)
        self.numbers = found.copy()
        known = set(found.tolist()) if prefixed else set()
        for at in (at for at in prefixed if not known.isdisjoint(PLAIN_NUMBERS[words[at]])):
            plain = next((each for each in _plain(words[at]) if _occurs(each, words, found)), None)
            if plain is not None:
                self._opposites[at] = Sense(plain, -1)
                self.numbers[at] = _number(plain)

    def __getitem__(self, at: int) -> Sense:
        return self._opposites.get(at) or _sense(self._words[at])


def _occurs(base: str, words: Sequence[str], numbers: Numbers) -> bool:
    """Tell whether one of these words has this stem."""
    places = (np.flatnonzero(numbers == _number(name)).tolist() for name in _names(base))
    return any(stem(words[at]) == base for at in chain.from_iterable(places))


@lru_cache(maxsize=1 << 16)
def _sense(word: str) -> Sense:
    """Return the sense of a word in any text."""
    base = stem(word)
    if word in NEGATIONS:
        return Sense("", negates=True)
    if word in DROPPED:
        return Sense("")
    if word[0].isdigit() or word in CARDINAL_WORDS:
        return Sense(NUMBER)
    if word in MONTHS:
        return Sense(MONTH)
    if (span := word.removesuffix("s")) in SPANS:
        return Sense(SPAN, SPANS[span])
    return Sense(*PAIRS[base]) if base in PAIRS else Sense(base)


@lru_cache(maxsize=1 << 16)
def _plain(word: str) -> tuple[str, ...]:
    """Return the stems of which a prefix may make the word the opposite."""
    base = stem(word)
    if _sense(word) != Sense(base):
        return ()
    rests = (base.removeprefix(prefix) for prefix in PREFIXES if base.startswith(prefix))
    return tuple(rest for rest in rests if len(rest) >= 5)


def _plain_numbers(word: str) -> frozenset[int]:
    """Return the numbers of which a text must have one, for a prefix to make the word an opposite."""
    return frozenset(_number(name) for base in _plain(word) for name in _names(base))


def _names(base: str) -> tuple[str, ...]:
    """Return what the words of this stem (five letters or more) stand for."""
    if base in PAIRS:
        return (PAIRS[base][0],)
    return ("", NUMBER) if base in RENAMED or base[0].isdigit() else (base,)


@lru_cache(maxsize=1 << 16)
def _number(base: str) -> int:
    """Return a number that stands for a stem, 0 for none, with a bit that says whether the stem has content."""
    if not base:
        return 0
    hashed = int.from_bytes(blake2b(base.encode("utf-8", "surrogatepass"), digest_size=8).digest(), "little")
    return hashed & ~(PREFIXED | COUNTS) | (0 if base in IDLE else COUNTS)


def _flagged_number(word: str) -> int:
    return _number(_sense(word).stem) | (PREFIXED if _plain(word) else 0)


NUMBERS, PLAIN_NUMBERS = Remembered(_flagged_number), Remembered(_plain_numbers)
