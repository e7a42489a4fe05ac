"""Figures of a passage: what each measures, how exactly it is printed, and which take no part in arithmetic."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from decimal import Decimal
from fractions import Fraction
from itertools import product
from typing import NamedTuple

from qa_service.checks.numbers.arithmetic.intervals import ONE, ZERO, Interval
from qa_service.documents import Number
from qa_service.documents.numbers.numerals import DENOMINATORS, ONES, TENS, WORD_SCALES, cardinal
from qa_service.documents.searching.anchors import places_of
from qa_service.documents.searching.any_case import small
from qa_service.documents.searching.word_sets import word_set

MONTHS = (
    "jan(?:uary)?|feb(?:ruary)?|mar(?:ch)?|apr(?:il)?|may|june?|july?|aug(?:ust)?|sept?(?:ember)?|oct(?:ober)?|nov"
    "(?:ember)?|"
    "dec(?:ember)?|januar|februar|märz|mai|juni|juli|oktober|dezember"
)
MONTH_STARTS = word_set("jan feb mar apr may jun jul aug sep oct nov dec mär mai okt dez")
DAY_BEFORE = re.compile(rf"(?i)\b(?:{MONTHS})\.?\s\Z")
DAY_AFTER = re.compile(rf"(?i)(?:st|nd|rd|th|\.)?\s(?:of\s)?(?:{MONTHS})\b(?!\s(?:not|be|have|also|only)\b)")
POINTERS = word_set(
    "section sections clause clauses article articles page pages para paras paragraph paragraphs figure figures "
    "table tables"
    " exhibit exhibits no nos p pp number numbers rule rules form forms part parts chapter chapters schedule schedules"
    " appendix annex note notes line lines room rooms route routes version versions art sec vol see phase stage "
    "step level"
    " grade class category q fy h # § ¶"
)
MARK_BEFORE, MARK_AFTER = re.compile(r"(?:\A|\n)[ \t]*\(?\Z"), re.compile(r"[.)]\s")
LISTED = re.compile(r"(?:,|\s(?:and|or|to|und|bis)|\s?[-\u2013])\s?\Z")
ABOUT = re.compile(
    r"(?i)(?:\b(?:about|approximately|approx\.?|roughly|around|some|circa|ca\.?|c\.|rund|etwa|environ|close to)\s*|"
    r"[~≈]\s?)\Z"
)
ABOUT_ENDS = word_set("about approximately approx approx. roughly around some circa ca ca. c. rund etwa environ to")
LIMIT_ENDS = word_set(
    "than over under above below least most to nearly almost of just well as zu mindestens höchstens über fast "
    "knapp index"
    " maximum minimum between a an the (over (under (nearly (almost (above (below"
)
LIMIT = re.compile(
    r"(?i)\b(?:(?:more|less|fewer|greater|lower|higher|better) than|over|under|above|below|at (?:least|most)|"
    r"(?<!add )(?<!adds )(?<!added )(?<!went )(?<!go )(?<!goes )(?<!going )(?<!gone )up to|"
    r"nearly|almost|"
    r"no more than|in excess of|just|well|(?<!times )(?<!twice )as (?:many|much|few|little) as|"
    r"bis zu|mindestens|höchstens|über|fast|"
    r"knapp|index|"
    r"maximum(?: of)?|minimum(?: of)?|(?<!difference )between)\s(?:an?\s|the\s)?\Z"
)
SPAN_OF_TIME = re.compile(
    r"(?:-|\s)?(?:\w+\s)?(?:years?|months?|weeks?|days?|hours?|quarters?|minutes?|Jahren?|Monaten?|sites?)\b"
)
UNIT_AFTER = re.compile(
    r"(?i)(?P<B>\s?(?:basis points?|bps?)\b)|(?P<Q>\s?(?:ppts?|pp|%-points?)\b)|(?P<X>[x×](?!\s?[\d(])|-?fold\b|"
    r"\stimes\b)"
)
UNIT_STARTS = frozenset("bp%x×-ft")
ORDINAL, POINT = re.compile(r"(?i)(?:st|nd|rd|th|[ao])\b"), re.compile(r"(?i)point|punkt")
NUMERALS = frozenset([*ONES, *TENS, *WORD_SCALES]) | word_set(
    "hundred dozen half halves quarter quarters third thirds fifth fifths sixth sixths tenth tenths"
)
WORDS = re.compile(r"\w+")
NUMERAL = re.compile(rf"(?i)\b(?:(?:{'|'.join(sorted(NUMERALS))})\b(?:[- ](?:and )?(?=\w))?)+")
# "A third" is said of what is nearly one.
LOOSE_FRACTION = Decimal("0.02")
LEAD_OF_FRACTION = re.compile(r"(?i)\b(?:an?|one)\s\Z")
FOLD = re.compile(r"(?i)\b(two|three|four|five|six|seven|eight|nine|ten)fold\b")


def is_loose(before: str) -> bool:
    """Tell whether what stands before a number says that it is approximate or a limit."""
    last = _last_word(before)
    return _is_about(before, last) or _limit_of(before, last) is not None


def _is_about(before: str, last: str) -> bool:
    return (last in ABOUT_ENDS or last[-1:] in ("~", "≈")) and ABOUT.search(before) is not None


def _limit_of(before: str, last: str) -> re.Match[str] | None:
    """Return the words before a number that make it a limit, none where it is none."""
    return LIMIT.search(before) if last in LIMIT_ENDS else None


def _points(before: str, last: str) -> bool:
    """Whether the number names a place, a rank or a version: "Section 4", "§ 4"."""
    return last.strip("(.") in POINTERS or before.endswith(("#", "§", "¶"))


def _last_word(before: str) -> str:
    words = before[-20:].rsplit(None, 1)
    return words[-1].lower() if words else ""


class Figure(NamedTuple):
    """A figure of a passage; ``unit`` is the last printed place (0: exact), ``others`` are further lawful values."""

    kind: str
    start: int
    end: int
    value: Decimal
    unit: Decimal
    shown: str
    about: bool = False
    currency: str | None = None
    power: int = 0
    others: tuple[Decimal, ...] = ()

    @property
    def interval(self) -> Interval:
        """The values that the figure may stand for as an operand."""
        half = self.unit / 2
        if self.about:
            half = max(half, abs(self.value) / 5)
        return Interval(self.value - half, self.value + half)

    def allows(self, computed: Interval) -> bool:
        """Tell whether a result may be printed as this figure: rounded or cut off."""
        step = self.unit or ONE
        slack = abs(self.value) / 5 if self.about else ZERO
        low = abs(self.value) - max(step / 2, slack)
        high = abs(self.value) + max(step, slack)
        found = abs(computed)
        return found.high >= low and found.low < high

    def coarse(self) -> Figure:
        """Return the figure as it is in a text that gives its amounts in thousands or millions."""
        return self._replace(unit=ONE) if self.kind in "NM" and not self.unit else self

    def readings(self) -> tuple[Figure, ...]:
        """Return the figure with each of its lawful values."""
        return (self, *(self._replace(value=other, others=()) for other in self.others))

    def lifted(self, power: int) -> Figure:
        """Return the figure with the scale word of its neighbour: the "1.2" of "from 1.2 to 1.5 million"."""
        value, unit = self.value.scaleb(power), (self.unit or ONE).scaleb(power)
        return self._replace(value=value, unit=unit, power=power, others=tuple(v.scaleb(power) for v in self.others))


def together(figures: Sequence[Figure]) -> Iterator[tuple[Figure, ...]]:
    """Yield every way in which figures can be read together, the plainest first."""
    power = max((figure.power for figure in figures), default=0)
    yield from product(*(figure.readings() for figure in figures))
    if power and any(_lacks_scale(figure) for figure in figures):
        filled = [figure.lifted(power) if _lacks_scale(figure) else figure for figure in figures]
        yield from product(*(figure.readings() for figure in filled))


def _lacks_scale(figure: Figure) -> bool:
    return figure.power == 0 and figure.kind in "NM"


def printed_figures(text: str, run: Sequence[Number]) -> Iterator[Figure]:
    """Yield the numbers in digits of a run as figures."""
    listed = False
    for number in run:
        before = text[max(0, number.start - 24) : number.start]
        last, measured = _last_word(before), number.currency or number.percent
        pointing = not measured and _points(before, last)
        listed = pointing or (listed and not measured and LISTED.search(before) is not None)
        yield _figure(text, number, before, last, listed=listed)


def _figure(text: str, number: Number, before: str, last: str, *, listed: bool) -> Figure:
    kind, end = _kind(text, number, before, last)
    if kind == "N" and (listed or (MARK_AFTER.match(text, number.digits_end) and MARK_BEFORE.search(before))):
        kind = "O"
    limited = _limit_of(before, last)
    if limited and not (limited.group().lower().startswith("over") and SPAN_OF_TIME.match(text, number.end)):
        kind = "O"
    exact = not (number.decimals or number.exponent or number.percent) or kind in "XBY"
    return Figure(
        kind=kind,
        start=number.start + (text[number.start] == "("),
        end=end - (text[end - 1] == ")"),
        value=number.amount,
        unit=ZERO if exact else ONE.scaleb(number.exponent - number.decimals),
        shown=text[number.start : number.end].strip("() \n"),
        about=_is_about(before, last),
        currency=number.currency,
        power=number.exponent,
        others=() if number.other is None else (number.other.scaleb(number.exponent),),
    )


def _kind(text: str, number: Number, before: str, last: str) -> tuple[str, int]:
    end = number.end
    if number.percent:
        return ("Q" if POINT.search(text, number.start, end) else "P"), end
    if number.currency:
        return "M", end
    unit = UNIT_AFTER.match(text, end) if text[end : end + 2].strip()[:1].lower() in UNIT_STARTS else None
    if unit is not None and unit.lastgroup:
        return unit.lastgroup, unit.end()
    if (text[end : end + 1].isalpha() and ORDINAL.match(text, end)) or _is_day(text, number, before, last):
        return "O", end
    plain = number.digits_end - number.digits_start == 4 and number.decimals == 0 and not number.scale
    return ("Y" if plain and 1900 <= number.value <= 2100 else "N"), end


def _is_day(text: str, number: Number, before: str, last: str) -> bool:
    """Whether the number is the day of a month that is named beside it."""
    if number.decimals:
        return False
    if last[:3] in MONTH_STARTS and DAY_BEFORE.search(before):
        return True
    end = number.end + 16
    near = [word[:3] for word in small(text[number.end : end]).split(None, 3)]
    return not MONTH_STARTS.isdisjoint(near) and DAY_AFTER.match(text, number.end, end) is not None


def worded_figures(text: str, run: Sequence[Number], start: int, end: int) -> Iterator[Figure]:
    """Yield numerals and fractions in words ("twelve", "a third")."""
    lowered = text[start:end].lower()
    if "fold" in lowered:
        for found in FOLD.finditer(text, start, end):
            yield Figure("X", found.start(), found.end(), Decimal(ONES[found[1].lower()]), Decimal(0), found.group())
    named = NUMERALS.intersection(WORDS.findall(lowered))
    places = sorted(places_of(small(text[start:end]), named)) if named else ()
    for found in _numerals(text, start, end, places):
        printed = found.group().rstrip(" -")
        words = [word for word in re.split(r"[\s-]+", printed.lower()) if word]
        if words[-1] == "and":
            printed, words = printed[: -len("and")].rstrip(" -"), words[:-1]
        if words:
            yield from _numeral(text, found.start(), printed, words)


def _numerals(text: str, start: int, end: int, places: Sequence[int]) -> Iterator[re.Match[str]]:
    """Yield the runs of numerals that begin at some of the places, which count from ``start``."""
    reach = 0
    for at in places:
        found = NUMERAL.match(text, start + at, end) if at >= reach else None
        if found is not None:
            reach = found.end() - start
            yield found


def _numeral(text: str, start: int, printed: str, words: Sequence[str]) -> Iterator[Figure]:
    before = text[max(0, start - 24) : start]
    last = _last_word(before)
    kind = "O" if _limit_of(before, last) and not SPAN_OF_TIME.match(text, start + len(printed)) else ""
    about = _is_about(before, last)
    if words[-1] in DENOMINATORS:
        value = _fraction(words)
        lead = LEAD_OF_FRACTION.search(before) if len(words) == 1 else None
        first = start - len(lead.group()) if lead else start
        if value is not None and (lead or len(words) > 1 or words[-1] == "half"):
            before = text[max(0, first - 24) : first]
            about = _is_about(before, _last_word(before))
            yield Figure(
                kind or "F",
                first,
                start + len(printed),
                value,
                LOOSE_FRACTION,
                text[first : start + len(printed)],
                about,
            )
        return
    number = cardinal(words)
    if number is None or re.match(
        r"(?i)[- ](?:thirds?|quarters?|half|fifths?)\b", text[start + len(printed) : start + len(printed) + 10]
    ):
        return
    if words == ["one"] or (text[start - 1 : start].isalnum()):
        return
    if re.match(r"(?i)\stimes\b", text[start + len(printed) : start + len(printed) + 7]):
        yield Figure("X", start, start + len(printed) + 6, Decimal(number), Decimal(0), printed)
        return
    yield Figure(kind or "N", start, start + len(printed), Decimal(number), Decimal(0), printed, about)


def _fraction(words: Sequence[str]) -> Decimal | None:
    count = 1 if len(words) == 1 else cardinal(words[:-1])
    if count is None:
        return None
    value = Fraction(count, DENOMINATORS[words[-1]])
    return Decimal(value.numerator) / Decimal(value.denominator) if value < 1 else None
