"""When two mentions of a quantity speak of the same thing, and when a text does not assert a quantity at all."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass

from qa_service.checks.numbers.restated.mentions import DEFINITE, INDEFINITE, IS, PERIOD, TOKEN, Mention, Phrase
from qa_service.checks.numbers.restated.values import Quantity
from qa_service.checks.reading.stems import FUNCTION_WORDS, stem
from qa_service.documents import Document
from qa_service.documents.searching.any_case import small
from qa_service.documents.searching.lookup import last_begun, part_at
from qa_service.documents.searching.word_sets import word_set
from qa_service.documents.words import words_of

# Somebody's word, a plan, an alternative, a change or a comparison: the value need not be the true one. Both patterns
# are for small letters, which costs less than to look for words in any case.
SAID = re.compile(
    r"\b(?:claim(?:s|ed)? that|claimant (?:says|states|claims)|claimed|alleg\w+|assert(?:s|ed)|contend\w*|"
    r"argue[sd]?|submits? that|"
    r"says?|said|stated? that|states that|according to|wrote|testif\w+|demand(?:s|ed)|requested|asked|asks|offer"
    r"(?:s|ed)?|propos\w+|"
    r"bid|quoted?|counter-?offer\w*|instead|rather than|compared|versus|vs\.?|elsewhere|comparable|similar|another|"
    r"other|additional|incremental|cumulative|"
    r"neighbou?r\w*|competitor\w*|peers?|rival\w*|rais(?:ed|ing)|lowered|reduc(?:ed|es|ing)|increas(?:ed|es|ing)|"
    r"revis(?:ed|es|ing)|amend(?:ed|s|ing)|chang(?:ed|es|ing)|rose|fell|grew|correct(?:ed|ion)|wrong\w*|"
    r"erroneous\w*|typo\w*|"
    r"original\w*|initial\w*|former\w*|previous\w*|new|respectively|example|e\.g|illustrat\w+|hypothetical\w*|scenario|"
    r"discussed|plausible|rejected|refused|typically|usually|industry)\b"
)
SUPPOSED = re.compile(
    r"\b(?:if|unless|should|would|could|might|may|assum\w+|scenario|case|estimat\w+|expect\w+|forecast\w*|"
    r"budget(?:ed)?:?|"
    r"plan(?:ned|s)?|project(?:ed|ion)|target\w*|not|n't|never|no longer|neither|than|until|till|since|from "
    r"(?:[a-z]|\d|then|now)|"
    r"as of|now|then|later|earlier|before|prior|first|second|third|last|each|every|either|option\w*|alternative\w*|"
    r"where|when|once|during|in the event|upon)\b"
)
HEAD = re.compile(
    r"\b(?!(?:amount|sum|total|level|value|figure|payment|number|rate|balance|size|part)s?\b)(?P<head>[a-z][a-z-]{3,20})"
    r",? (?:of|for) (?:the |its |our |a )?\Z"
)
WHO = re.compile(
    r"(?P<who>[A-Za-z][\w'-]+(?: [\w'-]+)?) (?:generated|reported|recorded|posted|achieved|earned|produced)"
    r"(?: [a-z-]+){1,4} \Z"
)
ANYBODY = word_set("company group firm business management it we they which who also")
IS_BEHIND = re.compile(rf"\s{IS}\b")
SMALL_WORDS = "small_words"
TITLES = frozenset(("mr", "mrs", "ms", "dr", "prof", "sir", "dame"))
PART = re.compile(
    r",? and that |,? and (?=(?:the|its|our|his|her) [a-z ]{3,40} (?:is|was|are|were|has|had)\b)|"
    r", (?:and|but|while|whereas) |;|(?<=[a-z0-9)])\. (?=[A-Z])"
)
QUESTION = re.compile(r"\?\s*\Z")
QUOTES = re.compile(r"[\"\u201c\u201d\u201e]")
RESTRICTIVE = re.compile(r"\A,?\s(?:that|which|who|proposed|asked|offered|claimed|quoted|for the|stated (?:in|by))\b")
SUMMARY = re.compile(
    r"(?i)\b(?:summary|overview|abstract|conclusions?|introduction|highlights|key|results?|executive|findings|"
    r"background|facts|"
    r"decision|recommendation|zusammenfassung|at a glance|in brief|memo|report|valuation)\b"
)
NUMBERED = re.compile(
    r"\b(?:\d+|[A-Z]|[IVX]+)\Z|(?i:\b(?:option|scenario|case|alternative|comparable|site|plan|variant|phase|lot)\b)"
)


def unsure(document: Document, mention: Mention) -> bool:
    """Tell whether the sentence does not assert the quantity as a fact of its own time and thing."""
    text, sentence = document.text, last_begun(document.sentences, mention.quantity.start)
    if sentence is None:
        return True
    begin, end = max(sentence.start, mention.quantity.start - 400), min(sentence.end, mention.quantity.end + 300)
    said = text[begin:end]
    named = " ".join(mention.phrase.words)
    lowered = said.lower()
    rest = small(lowered.replace(named, " ") if named in lowered else said)
    if SAID.search(rest) or QUESTION.search(text[sentence.start : sentence.end][-3:]) or _quoted(text, mention, begin):
        return True
    if RESTRICTIVE.match(text[mention.quantity.end : mention.quantity.end + 24]):
        return True
    if mention.presupposed or mention.form == "label" or SUPPOSED.search(rest) is None:
        return False
    return SUPPOSED.search(small(_own_part(text, mention, begin, end))) is not None


def _own_part(text: str, mention: Mention, begin: int, end: int) -> str:
    """Return the part of a sentence that a quantity stands in, and how the sentence begins, without its name."""
    cuts = [found.span() for found in PART.finditer(text, begin, end)]
    start = max((stop for _, stop in cuts if stop <= mention.start), default=begin)
    stop = min((cut for cut, _ in cuts if cut >= mention.end), default=end)
    comma = text.find(",", begin, start)
    # "Since the price was" gives a reason.
    part = text[start:stop].lower().removeprefix("since ").replace(" ".join(mention.phrase.words), " ")
    return f"{text[begin:comma] if comma >= 0 else text[begin:start]} {part}"


def _quoted(text: str, mention: Mention, begin: int) -> bool:
    """Whether the quantity stands between quotation marks."""
    return len(QUOTES.findall(text, begin, mention.quantity.start)) % 2 == 1


def names_in(
    document: Document, bounds: tuple[int, int], phrase: Phrase, quantity: Quantity, *, loose: bool
) -> frozenset[str]:
    """Return the names in a sentence that may own the quantity: all, or for "the …" only those that belong to it."""
    text, (begin, end) = document.text, bounds
    if not loose:
        after = text[quantity.end : min(end, quantity.end + 60)]
        belongs = re.match(r"[ \n](?:of|in|at|for)(?: the)? ([A-Z]\w+)", after)
        own = {belongs.group(1).lower()} if belongs else set[str]()
        return frozenset(own | set(phrase.names))
    lowered = document.cached(SMALL_WORDS, small_written)
    found, previous = set[str](phrase.names), ""
    for token in TOKEN.finditer(text, max(begin, quantity.start - 300), min(end, quantity.end + 200)):
        word = token.group()
        if word[0].isupper() and previous.lower() not in ("the", "a", "an"):
            inside = phrase.start <= token.start() < quantity.end and word.lower() in phrase.words
            within = quantity.start <= token.start() < quantity.end
            if not (inside or within) and is_name(text, token, begin, lowered):
                found.add(re.sub(r"['\u2019]s?\Z", "", word).lower())
        previous = word
    return frozenset(found)


def small_written(document: Document) -> frozenset[str]:
    """Return the words that the text writes small somewhere: at the start of a sentence they are no names."""
    return frozenset(filter(str.islower, set(words_of(document).printed)))


def is_name(text: str, token: re.Match[str], begin: int, lowered: frozenset[str]) -> bool:
    """Tell whether a word with a capital is a name and no word that begins a sentence."""
    word = token.group()
    lower = word.lower()
    if (
        lower in TITLES
        or lower in FUNCTION_WORDS
        or lower in DEFINITE
        or lower in INDEFINITE
        or PERIOD.search(word)
        or len(word) < 2
    ):
        return False
    if token.start() > begin and not text[max(0, token.start() - 4) : token.start()].rstrip().endswith(
        (".", ":", "!", "?")
    ):
        return True
    return (
        not lower.endswith("s") and lower not in lowered and not IS_BEHIND.match(text[token.end() : token.end() + 16])
    )


@dataclass(frozen=True, slots=True)
class Scopes:
    """The labels, qualifiers and names that the mentions of one quantity have, as far as they have any."""

    labels: frozenset[str]
    narrowed: frozenset[frozenset[str]]
    names: frozenset[frozenset[str]]


def scopes_of(group: Sequence[Mention]) -> Scopes:
    """Gather what narrows the mentions down."""
    return Scopes(
        frozenset(mention.label for mention in group if mention.label),
        frozenset(mention.narrowed for mention in group if mention.narrowed),
        frozenset(mention.names for mention in group if mention.names),
    )


def comparable(one: Mention, other: Mention, known: Scopes) -> bool:
    """Tell whether two mentions of one name speak of one thing.

    What only one of them says may be left out by the other where the text knows no second thing of the name.
    """
    if {one.phrase.article, other.phrase.article} <= {"a", "an"}:
        return False
    late = max(one, other, key=lambda mention: mention.start).phrase
    if late.article == "a" and len(late.words) == 1:
        return False
    if one.numbered and other.numbered and not one.numbered & other.numbered:
        return False
    if one.basis != other.basis or not _same_time(one, other) or not same_possessor(one, other):
        return False
    if one.label != other.label and (bool(one.label and other.label) or len(known.labels) > 1):
        return False
    return _same_narrowing(one, other, known) and _same_names(one, other, known)


def _same_narrowing(one: Mention, other: Mention, known: Scopes) -> bool:
    if one.limited != other.limited and one.limited | one.narrowed != other.limited | other.narrowed:
        return False
    if one.narrowed == other.narrowed or one.limited | one.narrowed == other.limited | other.narrowed:
        return True
    bare = other if one.narrowed else one
    return not bare.narrowed and bare.presupposed and len(known.narrowed) == 1


def _same_names(one: Mention, other: Mention, known: Scopes) -> bool:
    return one.names == other.names or (one.presupposed and other.presupposed and len(known.names) <= 1)


def other_heads(document: Document, one: Mention, other: Mention) -> bool:
    """Tell whether two mentions are of something of it each: "a write-down of goodwill", "charges for goodwill"."""
    heads = [HEAD.search(document.text, max(0, each.phrase.start - 40), each.phrase.start) for each in (one, other)]
    names = [stem(head["head"]) for head in heads if head is not None]
    return len(names) == len(heads) and names[0] != names[1]


def other_subjects(document: Document, one: Mention, other: Mention) -> bool:
    """Tell whether it is said who has each, and they are two: "education generated revenues of"."""
    begins = [(each, max(0, each.quantity.start - 90)) for each in (one, other)]
    subjects = [WHO.search(document.text, begin, each.quantity.start) for each, begin in begins]
    names = [_telling(subject["who"]) for subject in subjects if subject is not None]
    return len(names) == len(subjects) and bool(names[0] and names[1]) and not names[0] & names[1]


def _telling(words: str) -> frozenset[str]:
    return frozenset(stem(word) for word in words.lower().split() if word not in FUNCTION_WORDS | ANYBODY)


def same_possessor(one: Mention, other: Mention) -> bool:
    """Tell whether "its revenue" may be of the same one in both places: his is not hers, and neither are two names'."""
    if {one.pronoun, other.pronoun} == {"his", "her"}:
        return False
    ours, theirs = one.names or one.behind, other.names or other.behind
    return not ((one.behind or other.behind) and ours and theirs) or bool(ours & theirs)


def _same_time(one: Mention, other: Mention) -> bool:
    if one.periods == other.periods:
        return True
    bare = other if one.periods else one
    dated = one if one.periods else other
    return (
        not bare.periods
        and bare.presupposed
        and all(period.isdigit() or period.startswith("year") for period in dated.periods)
    )


def parallel(document: Document, one: Mention, other: Mention) -> bool:
    """Tell whether two mentions stand under headings that head alike parts ("Germany", "France"; "Option 1")."""
    if one.section == other.section or -1 in (one.section, other.section):
        return False
    heads = [part_at(document.headings, mention.section) for mention in (one, other)]
    titles = [head.title if head else "" for head in heads]
    if any(map(SUMMARY.search, titles)):
        return False
    if heads[0] is not None and heads[1] is not None and heads[0].level != heads[1].level:
        return False
    return any(map(NUMBERED.search, titles)) or "" in (one.phrase.article, other.phrase.article)
