"""What a label, a caption or the part on methods tells of a measure: that it is counted or answered once, or not."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from enum import IntEnum

from qa_service.checks.statistics_mean_words import COUNTED_LABEL, RATE
from qa_service.checks.statistics_whole_means import MEASURED_LABEL, is_other
from qa_service.checks.statistics_whole_said import others_named
from qa_service.documents import Document
from qa_service.documents.statistics_notation import fold_notation
from qa_service.documents.word_sets import word_set


class Told(IntEnum):
    """How surely a measure is of whole numbers."""

    OTHERWISE = 0
    NOT_AT_ALL = 1
    BY_ITS_SCALE = 2
    BY_THE_TEXT = 3
    BY_ITS_LABEL = 4


_ONE = r"\b(?:single|one)[- ](?:[a-z]+-[a-z]+ )?(?:items?|questions?|statements?|marks?|ratings?|scores?|answers?)\b"
_SINGLE = re.compile(_ONE, re.IGNORECASE)
_LABEL = re.compile(rf"{_ONE}|\bnumber of\b|\bno\. of\b|\bhow many\b|\bcounts?\b", re.IGNORECASE)
# A label that is a sentence is what people were asked: "I like maths", "The staff were kind".
_ASKED = re.compile(
    r"^\W*(?:[SQI]|item |statement |question )\d{1,2}\b|^\W*[\"“][^\"”]{8,}[\"”]|\?\W*$|"
    r"^\W*(?:\d{1,2}[.)]? )?(?:(?:I|my|we|our) [a-z]+|how|what|"
    r"[a-z' -]{4,40} (?:was|were|is|are|would|can|could|will|had|did)) [a-z]+",
    re.IGNORECASE,
)
# A line that sums up the others; "overall liking" is a question of its own.
_ALL = re.compile(
    r"\W*(?:overall|total|mean|average|all|sum|combined)"
    r"(?: (?:scores?|means?|average|samples?|ratings?|groups?|index))?\W*",
    re.IGNORECASE,
)
_TIMED = re.compile(r"\btime\b|\b(?:fast|slow|long|soon|quick)er\b", re.IGNORECASE)
# "Words recalled", "Problems solved (0-8)"; "Strategies used (1-5)" are rated.
_THINGS_DONE = re.compile(
    r"\b[a-z]{2,}s (?:solved|recalled|completed|finished|correct|right|read|found|missed|attended|eaten|smoked|"
    r"taken|used|sold|won|scored|caught|produced|written|remembered|recogni[sz]ed|identified|named|detected|answered|"
    r"opened|spelt)\b",
    re.IGNORECASE,
)
# The table as a whole: "Mean ratings of single statements", a column "Statement".
_CAPTION = re.compile(rf"{_ONE}|\b(?:item|statement|question)[- ](?:ratings?|means?)\b", re.IGNORECASE)
_COLUMN = re.compile(r"\W*(?:statements?|questions?|items?)\W*", re.IGNORECASE)
_ENDS = re.compile(r"(?<![\d.,-])(?P<low>[01]) ?(?:to|-) ?(?P<high>\d{1,2})(?![\d.,-]|\d)")
# What is counted is named right behind the words; what is rated, anywhere beside them.
_COUNTED = re.compile(
    r"\b(?:number of|counts? of|counted)\b(?P<what>(?: [\w'-]+){1,5})|"
    r"(?P<before>(?:[\w-]+ ){1,3})(?:was|were) (?:[a-z]+ )?counted\b",
    re.IGNORECASE,
)
_RATED = re.compile(
    rf"{_ONE}|\b(?:each|every) (?:statement|item|question) (?:was|were)\b|"
    r"\bwhole (?:number|point|mark)s?\b|\bintegers?\b|\bnumeric(?:al)? (?:rating )?scales?\b|\bNRS\b",
    re.IGNORECASE,
)
_SCALE = re.compile(r"\b[a-z0-9]+-point\b|\b(?:from )?[01] (?:\([^()]{1,40}\) )?to \d{1,2}\b", re.IGNORECASE)
_SEVERAL = re.compile(
    r"\bitems\b|-item\b|\bsub-?scales?\b|\bcomposite|\baverag|\bsum\b|\btotal\b|\bindex\b|\bcontinuous|\bhalf|\bslider|"
    r"\bvisual analog|\bVAS\b|\bpercent|\b(?:minutes|seconds|hours)\b|\bmeans? of\b|\bquestionnaire|\binventory",
    re.IGNORECASE,
)
_ITEMS = re.compile(
    r"\bitems\b|-item\b|\bsub-?scales?\b|\bcomposite|\baverag|\b(?:means?|sum) of\b|\bindex\b|\bquestionnaire|"
    r"\binventory",
    re.IGNORECASE,
)
# "The number of slips was on average 2.47", "the rating averaged 3.1"
_AVERAGED = re.compile(r"\bon average\b|\baverage[ds]? (?=\d)", re.IGNORECASE)
_SEGMENT = re.compile(r"[.;:!?](?= |$)|, and\b|\band (?=[a-z]{2,12}ed\b)|\b(?:while|whereas|but)\b")
_WORD = re.compile(r"[^\W\d_]{4,}")
_STEM = 5
_COMMON = word_set(
    "their these those other scale scales score scores scored group groups condition conditions participant "
    "participants patients students people each every both with that this were from item items point points single "
    "question questions statement statements answer answers rating ratings rated mark marks marked measure measures "
    "after before during same than then they much very once asked whole number numbers counted would there which "
    "could another overall mean means week weeks last first times table"
)


@dataclass(frozen=True, slots=True)
class ToldWhole:
    """Beginnings of words for what a text counts or rates once, rates on a scale, or takes of several items."""

    once: frozenset[str]
    scaled: frozenset[str]
    several: frozenset[str]
    others: frozenset[str]

    def of(self, label: str, mean: float, caption: str = "", column: str = "", *, is_sentence: bool = False) -> Told:
        """Return what is told of the measure that a label, or the beginning of a sentence, names.

        A table may tell it by its ``caption`` and its first ``column`` too.
        """
        if is_other(label, self.others) or MEASURED_LABEL.search(label) or _ALL.fullmatch(label):
            return Told.OTHERWISE
        if is_sentence and _TIMED.search(label):
            return Told.OTHERWISE
        if RATE.search(label) or RATE.search(column):
            return Told.OTHERWISE
        if _LABEL.search(label) or COUNTED_LABEL.search(label) or _CAPTION.search(caption) or _COLUMN.fullmatch(column):
            return Told.BY_ITS_LABEL
        if not is_sentence and _ASKED.search(label):
            return Told.BY_ITS_LABEL
        ends = _ENDS.search(label)
        if _THINGS_DONE.search(label) and (ends is None or ends["low"] == "0"):
            return Told.BY_ITS_LABEL
        said = _stems(label)
        if said & self.once:
            return Told.BY_THE_TEXT
        if said & self.several:
            return Told.OTHERWISE
        if ends is not None and int(ends["low"]) <= mean <= int(ends["high"]):
            return Told.BY_ITS_SCALE
        return Told.BY_ITS_SCALE if said & self.scaled else Told.NOT_AT_ALL


def told_whole(document: Document) -> ToldWhole:
    """Read what the sentences of a text tell of its measures."""
    text = fold_notation(document.text)
    once, scaled, several = set[str](), set[str](), set[str]()
    for segment in _segments(text):
        plain = _SINGLE.sub(" ", _AVERAGED.sub(" ", segment))
        for counted in _COUNTED.finditer(segment):
            once |= _stems(counted["what"] or counted["before"])
        if _SEVERAL.search(plain):
            several |= _stems(plain) if _ITEMS.search(plain) else frozenset()
        elif _RATED.search(segment):
            once |= _stems(plain)
        elif _SCALE.search(segment):
            scaled |= _stems(plain)
    return ToldWhole(frozenset(once), frozenset(scaled), frozenset(several), others_named(document))


def _segments(text: str) -> Iterator[str]:
    """Cut a text into clauses, and leave out the longest ones: those of tables."""
    at = 0
    for match in _SEGMENT.finditer(text):
        if match.start() - at <= _LONGEST:
            yield text[at : match.start()]
        at = match.end()
    if len(text) - at <= _LONGEST:
        yield text[at:]


_LONGEST = 400


def _stems(said: str) -> frozenset[str]:
    return frozenset(word[:_STEM] for word in _WORD.findall(said.lower()) if word not in _COMMON)
