"""What a quantity is the quantity of: the noun phrase that names it, and all that narrows it down.

"The deposit of EUR 5,000", "the deposit is EUR 5,000", "the EUR 5,000 deposit", "Deposit: EUR 5,000" and "EUR 5,000
(the “Deposit”)" name one thing. Two of them are compared only where period, place, owner and basis agree.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from itertools import pairwise

from qa_service.checks.numbers.restated.values import Quantity
from qa_service.checks.reading.stems import stem
from qa_service.documents.searching.word_sets import word_set

LEFT, RIGHT, LONGEST, REACH = 150, 90, 4, 6
# How long what the patterns for the left of a quantity match may be, in characters.
LONGEST_FIXED, LONGEST_COPULA, LONGEST_WORD, LONGEST_LABEL = 66, 30, 6, 60
DEFINITE = word_set("the this that these those der die das den dem")
OWNED = word_set("its their our his her my your")
INDEFINITE = word_set("a an any each every some another no ein eine einen einem einer")
PREPOSITIONS = word_set(
    "of for in at on per under during with from by to between within without across among against after before about"
    " via into over through upon towards regarding concerning including excluding plus less minus than"
)
OTHER = word_set(
    "and or but nor so yet as if unless when while where which who whom whose that because since until though although"
    " is are was were be been being has have had do does did shall will would should must may might can could not"
    " i we you he she it they there here then now also only just even both either neither thus hence therefore however"
    " equals reached exceeds exceed applies apply use used uses fixes says notes reports state states"
)
STOPS = PREPOSITIONS | OTHER
PRONOUNS = word_set("i we you he she it they who which")
ASSERTING = word_set("with has have had at apply applies applied use uses used using by bears pays is was of having")
GENERIC = word_set(
    "amount sum total value payment number figure level rest part increase decrease percentage proportion share portion"
    " difference result minimum maximum balance instalment installment invoice remainder item change average mean "
    "median"
    " deviation probability chance range ratio score index factor point line error margin interval one quarter half"
    " discount gain loss rise drop growth stake tax vat weight dollar euro pound franc cent percent day month year"
)
GENERIC_STEMS = frozenset(map(stem, GENERIC))
VERBS = word_set(
    "reports reported deducts deducted applied shows showed posted generates generated achieves achieved earns "
    "earned adds"
    " added pays paid receives received transfers transferred returns returned holds held includes included takes took"
    " gives gave makes made requires required accepts accepted finds found sees saw confirms confirmed charges charged"
    " owes owed needs needed recorded realised realized produces produced delivers delivered carries carried bears bore"
    " grants granted fixed sets calculates calculated orders ordered registered implies implied assumes assumed "
    "follows followed keeps kept gets got has had"
)
OPINION = word_set("opinion view judgment judgement")
TRIVIAL = word_set("said agreed aforementioned aforesaid same above overall stated entire full applicable relevant")
IS = (
    r"(?:is|are|was|were|be|amount(?:s|ed)? to|total(?:s|led|ed)?|st(?:oo|an)ds? at|c[ao]mes? to|reache[sd]|equal"
    r"(?:s|led)?|measure[sd]|"
    r"(?:will |shall )?costs?|(?:is|was|are|were) worth|lasts?|lasted|weighs?|weighed|"
    r"is fixed at|was fixed at|is set at|was set at|betr[\u00e4u]gt?|sich auf|bel\u00e4uft sich auf)"
)
COPULA = re.compile(rf"\b{IS}(?: only| exactly| now)?[ \u00a0\n]\Z")
OF = re.compile(r"\b(?:of|von)[ \u00a0\n]\Z")
JOINT = re.compile(r"[ \n](?:of|for|on|at|in)[ \n]\Z")
# "12 km (7.5 miles)": the bracket repeats the figure before it in another unit.
CONVERTED = re.compile(
    r"\d[\d.,]*[ \u00a0-]?(?:(?:sq|square|cu|cubic)\.? )?[^\W\d_]{1,6}[\u00b2\u00b323]?(?:/[a-z]{1,4})?\.?\Z"
)
FIXED_AT = re.compile(
    r"\b(?:fix(?:es|ed)?|sets?|puts?|calculates?|calculated)[ \n]"
    r"(?P<np>[A-Za-z' -]{3,50})[ \n]at[ \n]\Z"
)
LABEL = re.compile(
    r"(?:\A|\n)[ \t]*(?:[-*\u2022+][ \t]+|\|[ \t]*)?(?:\*\*)?(?P<np>[A-Z][A-Za-z' -]{2,40}?)(?:\*\*)?:(?:\*\*)?[ \t]*\Z"
)
THE = re.compile(r"\b(?P<det>[Tt]he|[Tt]his|[Tt]hat|[Ii]ts|[Tt]heir|[Oo]ur|[Hh]is|[Hh]er)[ \n]\Z")
TERM = re.compile(
    r"(?:,? in words[^()]{0,40})?[ \n]\((?:the|each an?|an?|hereinafter|die|der|den|das)?,?[ \n]?[\"\u201c\u201e]"
    r"(?P<np>[A-Z][A-Za-z' -]{2,40})[\"\u201d\u201c]\)"
)
NUMBER_NEXT = re.compile(r",\s.{0,5}\d")
NAMED_AFTER = re.compile(r"(?:[ \n-])(?P<np>[a-zA-Z]{2,20}(?:[ -][a-zA-Z]{2,20}){0,3})")
TOKEN = re.compile(r"[^\W\d_]+(?:['\u2019-][^\W\d_]+)*['\u2019]?")
NEXT = re.compile(r"p\.a\b|[\w'\u2019-]+")
CLAUSE = re.compile(
    r"[,;:()\u2013\u2014\"\u201c\u201d|]|\b(?:that|which|and|but|while|whereas|because|so|as|whether|where)\b|\d"
)
YEAR = re.compile(r"\b(?:FY ?)?(?:19|20)\d\d(?:[/\u2013-]\d{2,4})?\b|\bFY ?\d\d\b")
PERIOD = re.compile(
    r"\b(?:Q[1-4]|H[12]|[1-4]Q|January|February|March|April|June|July|August|September|October|November|December|"
    r"(?<=in )May|"
    r"(?:last|this|prior|previous|current|next|first|second|third|fourth) (?:year|quarter|month|half)|year[- ]end)\b"
)
BASIS = re.compile(
    r"\b(?:per [a-z]+|p\.a|a (?:month|year|week|day|quarter)|an hour|annually|monthly|yearly|each|net|gross|"
    r"(?:plus|including|incl|"
    r"excluding|excl|before|after|of) (?:vat|tax|gst|interest|fees|tips)|in (?:advance|arrears)?(?=\Z))",
    re.IGNORECASE,
)
ATTACHED = re.compile(
    r"\A,?[ \n]\(?(?P<prep>in|at|for|on|per|under|during|of|from|to|until|since|as|plus|including|excluding|before|"
    r"after|"
    r"net|gross|a|an|with|among|between|if|when|p\.a|"
    r"(?:paid|owed|due|payable|held|made|received|charged) (?:by|to|from|for))\b"
)
DATED = re.compile(r"\A[ \n]\((?:FY ?)?(?:19|20)\d\d\)")
LED = re.compile(r"\s*(?:For|As for|As to) (?P<what>[^,;.\d]{2,40}?)(?:, | (?=(?:an?|the) ))")
PREFIX = re.compile(r"[ \t]*(?:[-*\u2022+][ \t]+)?(?:\*\*)?(?P<label>[A-Z][\w' -]{1,40}):(?:\*\*)? ")


@dataclass(frozen=True, slots=True)
class Phrase:
    """A noun phrase: the stems of its words, its determiner ("" for none), and how the words were bounded."""

    words: tuple[str, ...]
    article: str
    start: int
    closed: bool
    owner: str = ""
    after: tuple[str, ...] = ()
    names: tuple[str, ...] = ()

    @property
    def key(self) -> tuple[str, ...]:
        """Equal for all forms of the phrase."""
        return tuple(map(stem, self.words))


@dataclass(frozen=True, slots=True)
class Mention:
    """A quantity with the phrase that names it; ``form`` is how; the rest narrows it down.

    ``behind`` are the names that its ``pronoun`` ("its", "her") may stand for, ``numbered`` are the numbered
    things that the clause names ("Unit 4").
    """

    quantity: Quantity
    phrase: Phrase
    form: str
    bounds: tuple[int, int]
    periods: frozenset[str] = frozenset()
    names: frozenset[str] = frozenset()
    pronoun: str = ""
    behind: frozenset[str] = frozenset()
    narrowed: frozenset[str] = frozenset()
    limited: frozenset[str] = frozenset()
    basis: frozenset[str] = frozenset()
    label: str = ""
    numbered: frozenset[str] = frozenset()
    section: int = -1

    @property
    def presupposed(self) -> bool:
        """Whether the text speaks of the quantity as known: "the deposit of EUR 5,000"."""
        return self.form in ("of", "bracket", "before", "term") and self.phrase.article != "a"

    @property
    def scope(self) -> tuple[frozenset[str], ...]:
        """Whose the quantity is, when and of what, as far as the text says."""
        return self.names, self.periods, self.narrowed | self.limited, self.basis

    @property
    def start(self) -> int:
        """Where phrase and quantity begin."""
        return min(self.phrase.start, self.quantity.start)

    @property
    def end(self) -> int:
        """Where the quantity, and a phrase behind it, end."""
        return self.quantity.end


def phrases(text: str, found: Quantity, begin: int, end: int) -> Iterator[tuple[str, Phrase]]:
    """Yield (form, phrase) for what names a quantity in its sentence, which is text[begin:end]."""
    start = max(begin, found.start - LEFT)
    left, right = text[start : found.start], text[found.end : min(end, found.end + RIGHT)]
    if not left.rstrip(" \n\u00a0(:*\t|")[-1:].isalpha() and not right.startswith((" (", "\n(", ",")):
        return
    yield from _before(text, found, start, left, right)
    term = TERM.match(right)
    if term:
        words = _content(term["np"].split())
        yield "term", Phrase(tuple(words), "the", found.end + term.start("np"), closed=True)
    the = THE.search(left, _reach(left, LONGEST_WORD))
    if the:
        yield from _behind(found, right, the["det"].lower(), start + the.start())


def _before(text: str, found: Quantity, start: int, left: str, right: str) -> Iterator[tuple[str, Phrase]]:
    fixed = FIXED_AT.search(left, _reach(left, LONGEST_FIXED)) if left[-3:-1] == "at" else None
    if fixed:
        yield from _tagged("is", nearest(left[: fixed.end("np")], start))
        return
    at = OF.search(left, _reach(left, LONGEST_WORD))
    if at:
        yield from _compound("of", left[: at.start()], start)
        return
    copula = COPULA.search(left, _reach(left, LONGEST_COPULA))
    if copula:
        yield from _tagged("is", subject(left[: copula.start()], start))
        return
    if right.startswith(")") and left.endswith((" (", "\u00a0(", "\n(")):
        if " per " not in left[-24:] and not CONVERTED.search(left[-42:-2]):
            yield from _compound("bracket", left[:-2], start)
        return
    # "The allowance, EUR 400, is paid": a bracket between commas, where no list goes on.
    if right.startswith(",") and left.endswith(", ") and found.kind.isupper() and not NUMBER_NEXT.match(right):
        named = nearest(left[:-2], start)
        yield from _tagged("bracket", named if named and named.closed and named.article in ("the", "own") else None)
        return
    begun = max(0, found.start - LONGEST_LABEL)
    colon = text[begun : found.start].rstrip(" \t").endswith((":", ":**"))
    label = LABEL.search(text, begun, found.start) if colon else None
    if label:
        words = _content(label["np"].split())
        if words and len(words) <= LONGEST:
            yield "label", Phrase(tuple(words), "the", label.start("np"), closed=True)


def _reach(left: str, longest: int) -> int:
    """Return where a pattern that stands at the end of a text may begin at the earliest."""
    return max(0, len(left) - longest)


def _tagged(form: str, phrase: Phrase | None) -> Iterator[tuple[str, Phrase]]:
    if phrase is not None:
        yield form, phrase


def _compound(form: str, left: str, start: int) -> Iterator[tuple[str, Phrase]]:
    """Yield what stands before a quantity, and the phrase that it completes: "(insured value) of the yacht"."""
    inner = nearest(left, start)
    if inner is None:
        return
    yield form, inner
    joint = JOINT.search(left, max(0, inner.start - start - 5), inner.start - start)
    outer = nearest(left[: joint.start()], start) if joint else None
    if outer is not None:
        own = [word for word in TOKEN.findall(left[inner.start - start :]) if word.lower() not in DEFINITE | OWNED]
        names = tuple(word.lower() for word in own if word[0].isupper() and inner.article != "the")
        after = tuple(word.lower() for word in own if word.lower() not in names)
        yield form, replace(outer, after=after, names=(*outer.names, *names))


def _behind(found: Quantity, right: str, article: str, start: int) -> Iterator[tuple[str, Phrase]]:
    named = NAMED_AFTER.match(right)
    if named is None:
        return
    words = list[str]()
    for word in re.split(r"[ -]", named["np"]):
        if word.lower() in STOPS or word.lower() in DEFINITE | INDEFINITE:
            break
        words.append(word.lower())
    if words:
        yield "before", Phrase(tuple(words), "the" if article in DEFINITE else "own", start, closed=False)


def attached(right: str, form: str) -> str:
    """Return the words behind a quantity that narrow it down: "for flats", "a month", "in the morning"."""
    if form != "is" and not ATTACHED.match(right):
        return ""
    basis = BASIS.match(right, 1) if form != "is" else None
    if basis:
        return right[: basis.end()]
    count, at, last = 0, 0, ""
    for token in NEXT.finditer(right):
        between = right[at : token.start()].strip(" \n(")
        word = token.group().lower()
        if (between and at) or between in (",", ".", ";", ":") or word in OTHER or count == REACH:
            break
        if form != "is" and count > 1 and word in DEFINITE and last not in PREPOSITIONS:
            break
        last = word
        count, at = count + 1, token.end()
        if form != "is" and token.group()[-1].isdigit():
            break
    return right[:at]


def nearest(left: str, offset: int) -> Phrase | None:
    """Return the noun phrase that ends at the end of ``left``."""
    tokens = list(TOKEN.finditer(left))
    words, at, article, owner, closed, boundary = list[str](), len(left), "", "", False, ""
    for token in reversed(tokens[-LONGEST - 2 :]):
        gap = left[token.end() : at]
        word = token.group().lower().replace("\u2019", "'")
        if gap.strip(" \n\u00a0") or (words and not gap):
            closed = True
            break
        if word in DEFINITE or word in OWNED or word in INDEFINITE:
            article = "the" if word in DEFINITE else "own" if word in OWNED else _indefinite(left, token.start())
            at, closed = token.start(), True
            break
        if word in STOPS or word.endswith(("'s", "s'")):
            owner = token.group()[: -2 if word.endswith("'s") else -1] if word not in STOPS else ""
            boundary, closed = word, word not in PRONOUNS
            break
        words.insert(0, word)
        at = token.start()
        if len(words) > LONGEST:
            break
    else:
        closed = len(tokens) <= LONGEST + 2
    if words and not closed and not article:
        # The word after "we" is a verb.
        words, closed = (words[1:], True) if boundary in PRONOUNS and len(words) > 1 else (words, closed)
    verb = next((at for at in range(len(words) - 2, -1, -1) if words[at] in VERBS), None)
    if verb is not None:
        words, article, owner, closed = words[verb + 1 :], "", "", True
    kept = _content(words)
    if not kept:
        return None
    names = (owner.lower(),) if owner[:1].isupper() else ()
    return Phrase(
        tuple(kept), article or ("own" if owner else ""), offset + at, closed, "" if names else owner, (), names
    )


def _indefinite(left: str, at: int) -> str:
    before = TOKEN.findall(left[:at])
    return "an" if before and before[-1].lower() in ASSERTING else "a"


def subject(left: str, offset: int) -> Phrase | None:
    """Return the subject of the clause that ends at the end of ``left``: a noun phrase, and what narrows it down."""
    cuts = [found.end() for found in CLAUSE.finditer(left)]
    start = cuts[-1] if cuts else 0
    tokens = list(TOKEN.finditer(left, start))
    if not tokens or left[tokens[-1].end() :].strip():
        # The clause ends with a year or a bracket: "revenue in 2023 was".
        return _with_period(left, offset)
    begun = _begins(tokens)
    opening, tokens = [token.group() for token in tokens[:begun]], tokens[begun:]
    words = [token.group().lower().replace("\u2019", "'") for token in tokens]
    lead = next((at for at, word in enumerate(words) if word in PREPOSITIONS), len(words))
    inner = nearest(left if lead == 0 else left[: tokens[lead - 1].end()], offset)
    if inner is None:
        return None
    rest = [token.group() for token in tokens[lead:] if token.start() < inner.start - offset or lead]
    rest = [*_leading(left, cuts), *([] if OPINION & set(opening) else opening), *rest]
    named = [word for before, word in pairwise(rest) if word[0].isupper() and before.lower() not in DEFINITE]
    after = tuple(word.lower() for word in rest if word not in named)
    return replace(inner, after=after, names=(*inner.names, *map(str.lower, named)))


def _begins(tokens: Sequence[re.Match[str]]) -> int:
    """Return where the subject begins after words that lead to it without a comma: "In our opinion the value of"."""
    words = [token.group().lower() for token in tokens]
    if words[0] not in PREPOSITIONS:
        return 0
    return next(
        (at for at in range(2, len(words)) if words[at] in DEFINITE and words[at - 1] not in PREPOSITIONS | OTHER), 0
    )


def _leading(left: str, cuts: Sequence[int]) -> list[str]:
    """Return the words of what stands before the clause and narrows it down: "For wind, the deductible is"."""
    if not cuts or left[cuts[-1] - 1] != ",":
        return []
    words = TOKEN.findall(left, cuts[-2] if len(cuts) > 1 else 0, cuts[-1] - 1)
    return words if words and words[0].lower() in PREPOSITIONS and len(words) <= REACH else []


PERIOD_TAIL = re.compile(
    r"[ \n](?:in|for|at|during|as of|on)(?: the)?(?: (?:year|end of|fiscal|financial|first half of|Q[1-4]|"
    r"[A-Z][a-z]+))*[ \n](?:FY ?)?\d[\d/ A-Za-z]{1,18}[ \n]\Z"
)


def _with_period(left: str, offset: int) -> Phrase | None:
    tail = PERIOD_TAIL.search(left)
    return nearest(left[: tail.start()], offset) if tail else None


def _content(words: Sequence[str]) -> list[str]:
    return [word.lower() for word in words if word.lower() not in TRIVIAL and word.lower() not in DEFINITE]
