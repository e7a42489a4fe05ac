"""What a label, a caption or the part on methods tells of a measure: that it is counted or answered once, or not."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from enum import IntEnum

from qa_service.checks.statistics.mean_words import COUNTED_LABEL, RATE
from qa_service.checks.statistics.other_measures import MEASURED_LABEL, is_other, others_named
from qa_service.checks.statistics.samples import parts_of
from qa_service.documents import Document
from qa_service.documents.searching.word_sets import word_set
from qa_service.documents.statistics.notation import folded


class Told(IntEnum):
    """How surely a measure is of whole numbers."""

    OTHERWISE = 0
    NOT_AT_ALL = 1
    BY_ITS_SCALE = 2
    BY_THE_TEXT = 3
    BY_ITS_LABEL = 4
    SURELY = 5


_ONE = (
    r"\b(?:single|one)[- ](?:[a-z0-9]+-[a-z]+ )?"
    r"(?:items?|questions?|statements?|marks?|ratings?|scores?|answers?|scales?)\b"
)
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
# "Missed appointments", "Broken cups"; what is perceived or scored is no count.
_DONE = re.compile(
    r"^\W*(?!(?:perceived|felt|expected|estimated|adjusted|experienced|combined|weighted|reported|related|need|mixed|"
    r"standardi[sz]ed|speed|self-[a-z]+)\b)(?:[a-z]{3,}ed|lost|broken|taken|sold|won|eaten|written|unmet) "
    r"(?!(?:scores|points|hours|minutes|days|times|costs|ratings|marks|levels|values|intentions|emotions|attitudes|"
    r"means)\b)[a-z]{3,}(?<![sui])s\b(?! of\b)",
    re.IGNORECASE,
)
# The table as a whole: "Mean ratings of single statements", a column "Statement".
_CAPTION = re.compile(rf"{_ONE}|\b(?:item|statement|question)[- ](?:ratings?|means?)\b", re.IGNORECASE)
_COLUMN = re.compile(r"\W*(?:statements?|questions?|items?)\W*", re.IGNORECASE)
_ENDS = re.compile(r"(?<![\d.,-])(?P<low>[01]) ?(?:to|-) ?(?P<high>\d{1,2})(?!\d|[.,-]\d)")
# What is counted is named right behind the words; what is rated, anywhere beside them.
_COUNTED = re.compile(
    r"\b(?:number of|counts? of|counted)\b(?P<what>(?: [\w'-]+){1,5})|"
    r"(?P<before>(?:[\w-]+ ){1,3})(?:was|were) (?:[a-z]+ )?counted\b",
    re.IGNORECASE,
)
_RATED = re.compile(
    rf"{_ONE}|\b(?:each|every) (?:statement|item|question) (?:was|were)\b|"
    r"\bhow [a-z]{3,}|\bganze[nr]? (?:Punkt|Zahl|Note|Stufe)|\beine[rm] (?:einzelnen |einzigen )?(?:Frage|Item)|"
    r"\bEinzelitem|"
    r"\b(?:points|notes|nombres) (?:entiers|enti[èe]res)\b|\b(?:item|question) unique\b|\bseule? (?:item|question)\b|"
    r"\b(?:puntos|números) enteros\b|\b(?:punti|numeri) interi\b|\bwhole (?:number|point|mark|step|star)s?\b|"
    r"\bintegers?\b|\bnumeric(?:al)? (?:rating )?scales?\b|\bNRS\b",
    re.IGNORECASE,
)
_SCALE = re.compile(
    r"\b[a-z0-9]+-point\b|\b(?:from |von )?[01] (?:\([^()]{1,40}\) )?(?:to|bis|à) \d{1,2}\b|stufigen? Skala",
    re.IGNORECASE,
)
# One answer of each: what is said so is beyond doubt.
_ONLY = re.compile(
    rf"{_ONE}|\beine[rm] (?:einzelnen |einzigen )?(?:Frage|Item)\b|\bEinzelitem|\b(?:item|question) unique\b|"
    r"\bseule? (?:item|question)\b|\bwhole (?:number|point|mark|step|star)s?\b",
    re.IGNORECASE,
)
_WHAT = re.compile(
    r"\A\W*+(?P<what>[^.;:()]{3,60}?) (?:was|were|is|are|wurden?|ist|war|est|était)\b|"
    r"\b(?:rated|marked|judged|graded|scored) (?:their|its|the|his or her|how) (?P<whose>[^.;:(),]{3,60}?)"
    r"(?= (?:in|on|from|with|by|as)\b|[.;:(),]|\Z)|[\"“„«](?P<asked>[^\"”“»]{8,200})"
)
# "Each criterion was marked in whole points": what is said of every measure.
_OF_EVERY = re.compile(
    r"\b(?:each|every|all)(?: of the)?(?: [a-z]+)? (?:criteri|question|statement|rating|aspect|answer|mark|dimension|"
    r"judg)",
    re.IGNORECASE,
)
_OF_ITEMS = re.compile(
    r"\b(?:two|three|four|five|six|seven|eight|nine|ten|twelve|\d{1,2})[- ]items?\b|\balpha\b|α|cronbach|"
    r"\bsub-?scales?\b|"
    r"\bcomposite\b|\bquestionnaires?\b|\binventor(?:y|ies)\b|\b(?:means?|averages?|sum) (?:of|over|across) (?:the|"
    r"its|their|all|"
    r"several) |\baveraged (?:over|across|into|to|per)\b|\bitems\b|\bper item\b|\bindex\b|\bSkalen\b",
    re.IGNORECASE,
)
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
_AVERAGED = re.compile(
    r"\bon average\b|\b(?:average[ds]?|means?)(?: [a-z]+){0,2}?(?: of| was| were)? (?=\d)", re.IGNORECASE
)
_SEGMENT = re.compile(r"[.;:!?](?= |$)|, and\b|\band (?=[a-z]{2,12}ed\b)|\b(?:while|whereas|but)\b")
_WORD = re.compile(r"[^\W\d_]{4,}")
# No single question has more answers.
_HIGHEST = 11
_STEM = 5
_ASIDE = re.compile(r" \([^()]*\)")
_COMMON = word_set(
    "four five seven eight nine twelve feel felt person "
    "their these those other scale scales score scores scored group groups condition conditions participant "
    "participants patients students people each every both with that this were from item items point points single "
    "question questions statement statements answer answers rating ratings rated mark marks marked measure measures "
    "after before during same than then they much very once asked whole number numbers counted would there which "
    "could another overall mean means week weeks last first times table"
)


@dataclass(frozen=True, slots=True)
class ToldWhole:
    """Beginnings of words for what a text counts or rates once, rates on a scale, or takes of several items."""

    surely: frozenset[str]
    once: frozenset[str]
    scaled: frozenset[str]
    several: frozenset[str]
    others: frozenset[str]
    counts: bool
    speaks_of_items: bool
    of_every: tuple[int, int] | None

    def of(self, label: str, mean: float, caption: str = "", column: str = "", *, is_sentence: bool = False) -> Told:
        """Return what is told of the measure that a label, or the beginning of a sentence, names.

        A table may tell it by its ``caption`` and its first ``column`` too.
        """
        if is_other(label, self.others) or MEASURED_LABEL.search(label) or _ALL.fullmatch(label):
            return Told.OTHERWISE
        if RATE.search(label) or RATE.search(column) or (is_sentence and _TIMED.search(label)):
            return Told.OTHERWISE
        ends = _ENDS.search(label)
        if _CAPTION.search(caption) or _COLUMN.fullmatch(column) or _by_its_label(label, ends, is_sentence=is_sentence):
            return Told.BY_ITS_LABEL
        if ends is not None and int(ends["high"]) > _HIGHEST:
            return Told.NOT_AT_ALL
        return self._by_the_text(label, mean, ends)

    def _by_the_text(self, label: str, mean: float, ends: re.Match[str] | None) -> Told:
        said = _stems(label)
        if said & self.surely and not said & self.several:
            return Told.SURELY
        if said & self.once:
            return Told.BY_THE_TEXT
        if said & self.several:
            return Told.OTHERWISE
        if said & self.scaled:
            # Where nothing is made of several items, a scale is answered once.
            return Told.BY_ITS_SCALE if self.speaks_of_items else Told.BY_THE_TEXT
        if self.of_every and self.of_every[0] <= mean <= self.of_every[1]:
            return Told.BY_THE_TEXT
        return Told.BY_ITS_SCALE if ends and int(ends["low"]) <= mean <= int(ends["high"]) else Told.NOT_AT_ALL


class _Anything(ToldWhole):
    """Takes every measure for one of whole numbers."""

    def of(self, label: str, mean: float, caption: str = "", column: str = "", *, is_sentence: bool = False) -> Told:
        """Return the surest."""
        del label, mean, caption, column, is_sentence
        return Told.SURELY


_NOTHING = frozenset[str]()
# Where even so no mean is impossible, what the text tells of its measures need not be read.
ANYTHING = _Anything(
    _NOTHING, _NOTHING, _NOTHING, _NOTHING, _NOTHING, counts=True, speaks_of_items=False, of_every=None
)


def _by_its_label(label: str, ends: re.Match[str] | None, *, is_sentence: bool) -> bool:
    """Whether a label, or the beginning of a sentence, tells of a count, or is what people were asked."""
    if _LABEL.search(label) or COUNTED_LABEL.search(label):
        return True
    if _THINGS_DONE.search(label) and (ends is None or ends["low"] == "0"):
        return True
    return not is_sentence and (_ASKED.search(label) is not None or _DONE.search(label) is not None)


def told_whole(document: Document) -> ToldWhole:
    """Read what the sentences of a text tell of its measures."""
    text = folded(document)
    of_every: tuple[int, int] | None = None
    surely, once, scaled, several = set[str](), set[str](), set[str](), set[str]()
    for segment in _segments(document):
        plain = _SINGLE.sub(" ", _AVERAGED.sub(" ", segment))
        for counted in _COUNTED.finditer(segment):
            once |= _stems(counted["what"] or counted["before"])
        if _SEVERAL.search(plain):
            several |= _stems(plain) if _ITEMS.search(plain) else frozenset()
        elif _RATED.search(segment):
            once |= _stems(plain)
            surely |= _named(segment) if _ONLY.search(segment) else frozenset()
            of_every = _ends_of(segment) if _ONLY.search(segment) and _OF_EVERY.search(segment) else of_every
        elif _SCALE.search(segment):
            scaled |= _stems(plain)
    counts = _COUNTED.search(text) is not None
    return ToldWhole(
        surely=frozenset(surely),
        once=frozenset(once),
        scaled=frozenset(scaled),
        several=frozenset(several),
        others=others_named(document),
        counts=counts,
        speaks_of_items=_OF_ITEMS.search(text) is not None,
        of_every=of_every,
    )


def _ends_of(segment: str) -> tuple[int, int]:
    ends = _ENDS.search(_ASIDE.sub("", segment))
    return (int(ends["low"]), int(ends["high"])) if ends else (0, _HIGHEST)


def _named(segment: str) -> frozenset[str]:
    """Return the beginnings of the words for what a clause says was rated, which stand before its verb, or after it."""
    found = [each["what"] or each["whose"] or each["asked"] for each in _WHAT.finditer(segment)]
    return _stems(" ".join(found))


def _segments(document: Document) -> Iterator[str]:
    """Cut a text, without its tables, into clauses, and leave out the longest ones."""
    for part in parts_of(document):
        yield from (segment for segment in _SEGMENT.split(part) if segment and len(segment) <= _LONGEST)


_LONGEST = 400


def _stems(said: str) -> frozenset[str]:
    return frozenset(word[:_STEM] for word in _WORD.findall(said.lower()) if word not in _COMMON)
