"""Shares of one whole listed in a sentence: "split between licences (52 %), services (31 %) and hardware (27 %)".

A list counts as exhaustive when the sentence says that a whole is split or what the rest is, or when three shares or
more of the people asked stand side by side and exclude each other. Growth, rates, several answers, parts of parts,
shares of different years or of different wholes are no such list.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from decimal import Decimal
from itertools import groupby, pairwise

from qa_service.checks.tables.footing.shares import LAST_KIND, PARTIAL
from qa_service.documents import Document
from qa_service.documents.searching.anchors import BLANK, compile_anchor
from qa_service.documents.searching.lookup import last_begun, part_at
from qa_service.documents.searching.rare_signs import rare_sign, signed
from qa_service.documents.sentences import Sentence

HUNDRED = Decimal(100)
NEAR, FAR = Decimal(15), Decimal(30)
LONGEST_LIST, MANY = 12, 4
# Where every way begins with one known sign, `re` skips to it.
SIGN = re.compile(r"%|p(?i:er\s?cent\b|rozent\b)|P(?i:er\s?cent\b|rozent\b)")
ANY_SIGN = rare_sign(rf"%|(?i:per{BLANK}?cent|prozent)")
BEHIND = re.compile(r"(?<![\w.,/-])(\d{1,2}(?:[.,]\d{1,2})?)[\s\u00a0]?\Z")
SPLIT = re.compile(
    r"(?i)\b(?:split|divided|broken down|breaks? down|breakdown|distribut(?:ed|ion)|composed|"
    r"composition|consist(?:s|ed)?|"
    r"compris(?:es|ed)|made up|makes? up|allocat(?:ed|ion)|apportioned|verteil\w+|aufgeteilt|réparti\w*|divides?|"
    r"besteht|setzt sich|glieder[tn]|(?:comes?|came|derives?|stems?) from|nach \w+ entfallen)\b"
)
# What stands right before the first share: "Reinsurance is placed 40% with Munich, 35% with Zurich".
PLACED = re.compile(r"(?i)\b(?:is|are|was|were)\s(?:placed|invested|shared|funded|financed|owned|held)\s\Z")
BY_KIND = re.compile(r"(?i)\W*by\s(?!contrast|comparison|then|now|far|default|law|nature)[a-z]+(?:\s[a-z]+)?,\s*\Z")
# Of these everyone has one of two.
TWO_KINDS = re.compile(
    r"(?i)\s(?P<are>(?:are|were)\s)?(?:(?P<a>females?|women|girls)|(?P<b>males?|men|boys)|(?P<c>full-time)|"
    r"(?P<d>part-time)|(?P<e>permanent)|(?P<f>temporary)|(?P<g>urban)|(?P<h>rural))\b"
)
ARE = re.compile(r"(?i)\b(?:is|are|was|were)\s\Z")
MADE_OF = re.compile(r"(?i)\b(?:is|are|was|were|compris\w+|contains?|contained)\s\Z")
# Stuff is named in the singular: "40% engineers and 65% graduates", "75% secured and 40% repaid" may overlap.
_NOUN = r"\s(?!(?:of|in|on|among|for|to|at|from|with|by|per|as|\w+(?:s|ed|id|ly|ive|able))\b)[a-z]+"
MATERIAL, MATERIAL_LAST = re.compile(rf"{_NOUN}(?:{_NOUN})?,?\sand\s"), re.compile(_NOUN)
# Of things that "were paid, declined and withdrawn" each is one of the three: the verb is said once.
STATE = re.compile(r"\s(?:were|are)\s[a-z]+,\s")
NEXT_STATE = re.compile(r"\s[a-z]+,?(?:\sand)?\s")
NAMED_SHARE = re.compile(r",\s(?:and\s)?[a-z]+(?:\s[a-z]+)?\s")
WEIGHED = re.compile(r"(?i)\b(?:probabilities|weights|weightings)(?:\s[a-z]+){0,2}\s(?:are|were|of)\b")
PAIRS = ({"a", "b"}, {"c", "d"}, {"e", "f"}, {"g", "h"})
EXCLUSIVE = re.compile(r"(?i)\b(?:main(?:ly)?|primar(?:y|ily)|preferred|favou?rite|most often|first choice)\b")
# Behind these another list begins: ", while the subsidiary is owned", "; previously", ", the other".
NEXT_LIST = re.compile(
    r"(?i);|,\s(?:while|whereas|w\u00e4hrend|tandis que|previously|formerly|earlier|fr\u00fcher|zuvor|the other|"
    r"(?:and\s)?last year|and\sof\sthe|im vorjahr|auparavant)\b"
)
REST = re.compile(r"(?i)\b(?:remaining|remainder|the rest|the balance|all others?|restlichen?|übrigen?)\b")
PEOPLE = re.compile(
    r"(?i)\bof (?:all |the |our )?(?:\d[\d,.]* )?(?:respondents|participants|answers|those (?:asked|"
    r"surveyed)|voters|customers|patients|"
    r"interviewees|users|households|companies|members|employees|students|sample)\b|\bder befragten\b"
)
ANSWER = re.compile(
    r"(?i)\b(?:yes|no|agreed?|disagreed?|undecided|approved?|disapproved?|against|abstain(?:ed)?|abstentions?|neutral|"
    r"ja|nein|enthaltungen|enthalten|oui|non|contre|s'abstiennent|d['’]abstentions?)\b"
)
TELLING_MORE = re.compile(
    r"(?i)\bby [a-z]+(?: [a-z]+)?,|\b(?:placed|invested|shared|funded|financed|owned|held)\b|"
    r"\b(?:women|male|female|part-time|temporary|rural)\b|\b(?:probabilities|weight)|"
    r"%\s[a-z]+\sand\s\d|%,\s[a-z]+\s\d|%\s(?:were|are)\s[a-z]+,\s\d"
)
# What a list of shares needs around it, for one quick pass.
TELLING = compile_anchor(
    "|".join(each.pattern.removeprefix("(?i)") for each in (SPLIT, REST, PEOPLE, ANSWER, TELLING_MORE))
    + r"|\brespondents\b",
    ignore_case=True,
)
NO_LIST = re.compile(
    r"(?i)\b(?:grew|grow(?:th|ing)?|ris(?:e|en|ing)|rose|fell|fall(?:en)?|increas\w+|"
    r"decreas\w+|declin\w+|chang\w+|margins?|"
    r"rates?|interest|discounts?|confidence|CI|probabilit\w+|"
    r"of (?:whom|which|these|those(?!\s(?:asked|surveyed|polled)))|"
    r"of the (?:remaining|rest|others?)|"
    r"compared|versus|vs|"
    r"from \d[\d.]* ?%? to|at least|at most|up to|no more than|more than one|points?|yields?|among others|such as|e\.g|"
    r"including|multiple|several|mehrfach\w*|davon|each of the years|accuracy|average|per annum)\b"
)
SEVERAL_ANSWERS = re.compile(
    r"(?i)\b(?:mention\w*|named?|cit(?:ed|e)|report\w*|us(?:e|es|ed|ing)|own(?:s|ed)?|bought|"
    r"buy|select\w*|said|say|listed?|"
    r"experienc\w*|heard|know|knew|visit\w*|consider\w*|think|thought|believ\w*|want\w*)\b"
)
YEAR_BESIDE = re.compile(r"(?i)\b(?:in|for|during|by|im jahr)\s(?:fy\s?)?(?:19|20)\d\d\b")
OF_WHAT = re.compile(r"\s?(?:of|der)\s(?:the\s|all\s|our\s)?(\w+)")


@dataclass(frozen=True, slots=True)
class Share:
    """A percentage in a sentence."""

    start: int
    end: int
    value: Decimal
    half: Decimal


# Shares of one whole stand no farther apart; sentences are looked for only where some do.
CLOSE = 250
SURE_END = re.compile(r"[a-z]{3}\.\s+[A-Z]|\n\s*\n")


@dataclass(frozen=True, slots=True)
class ShareList:
    """Shares of one sentence that do not add up to the whole; it stands from the first to the last of them."""

    start: int
    end: int
    values: tuple[Decimal, ...]
    whole: Decimal
    tolerance: Decimal


def list_misses(document: Document) -> Iterator[ShareList]:
    """Yield the lists of shares that do not add up to a hundred, in the order of the text."""
    if not ANY_SIGN.occurs_in(signed(document)):
        return
    signs = [found.end() for found in SIGN.finditer(document.text)]
    if not any(_may_share_a_sentence(document.text, before, after) for before, after in pairwise(signs)):
        return
    if not TELLING.search(document.text):
        return
    shares = [share for end in signs if (share := _share(document.text, end)) is not None]
    outside = [share for share in shares if part_at(document.tables, share.start) is None]
    for sentence, group in groupby(outside, key=lambda share: last_begun(document.sentences, share.start)):
        listed = list(group)
        if sentence is not None and len(listed) >= 2:
            yield from _judge_clauses(document.text, sentence, listed)


def _judge_clauses(text: str, sentence: Sentence, shares: Sequence[Share]) -> Iterator[ShareList]:
    """Judge the shares of each clause by themselves: another list may follow, if it is not the rest."""
    whole = REST.search(text, sentence.start, sentence.end) is not None
    cuts = [] if whole else [found.start() for found in NEXT_LIST.finditer(text, sentence.start, sentence.end)]
    bounds = [sentence.start, *(cut + 1 for cut in cuts), sentence.end]
    for start, stop in pairwise(bounds):
        listed = [share for share in shares if start <= share.start < stop]
        if 2 <= len(listed) <= LONGEST_LIST:
            yield from _judge(text[start:stop], start, listed, text[max(0, start - 200) : start])


def _may_share_a_sentence(text: str, before: int, after: int) -> bool:
    """Whether no sentence surely ends between two places; to find sentences takes longer."""
    return after - before <= CLOSE and SURE_END.search(text, before, after) is None


def _share(text: str, end: int) -> Share | None:
    sign = max(end - 12, 0)
    number = BEHIND.search(text[sign:end].rstrip("%percntoz PERCNTOZ\n"))
    if number is None:
        return None
    value = Decimal(number[1].replace(",", "."))
    start = sign + number.start(1)
    return Share(start, end, value, Decimal(5).scaleb(int(value.as_tuple().exponent) - 1))


def _judge(text: str, offset: int, shares: Sequence[Share], before: str) -> Iterator[ShareList]:
    shares = _up_to_the_rest(text, offset, shares)
    values = tuple(share.value for share in shares)
    gap = sum(values, Decimal(0)) - HUNDRED
    slack = sum((share.half for share in shares), Decimal(0))
    if len(shares) > 1 and not _apart(gap, slack, len(shares)):
        return
    told = _whole_before(shares)
    if told:
        yield from _judge(text, offset, shares[told:], before)
        return
    if len(shares) < 2 or abs(gap) > FAR or _is_no_list(text, offset, shares):
        return
    vote, repeated = _is_vote(text, shares, gap), re.search(r"(?i)more than one|multiple|several", before)
    if vote or (not repeated and _is_whole(text, offset, shares, gap)):
        yield ShareList(shares[0].start, shares[-1].end, values, HUNDRED, slack)


def _apart(gap: Decimal, slack: Decimal, count: int) -> bool:
    """Whether rounding does not explain a gap: that all of many shares end on a half and go one way does not happen."""
    return abs(gap) > slack or (abs(gap) == slack and count >= MANY)


def _whole_before(shares: Sequence[Share]) -> int:
    """Return how many shares make up a whole before another list of at least two begins, 0 for none."""
    total, slack = Decimal(0), Decimal(0)
    for at, share in enumerate(shares[:-2], 1):
        total, slack = total + share.value, slack + share.half
        if at > 1 and abs(total - HUNDRED) < slack:
            return at
    return 0


def _is_whole(text: str, offset: int, shares: Sequence[Share], gap: Decimal) -> bool:
    return (
        _is_split(text, shares[0].start - offset, len(shares), gap)
        or _is_poll(text, offset, shares, gap)
        or _is_of_two_kinds(text, offset, shares, gap)
        or _is_made_of(text, offset, shares, gap)
        or _is_weighed(text, shares[0].start - offset, gap)
    )


def _is_made_of(text: str, offset: int, shares: Sequence[Share], gap: Decimal) -> bool:
    """Whether a thing is so much of this and so much of that: "is 70% copper and 40% zinc"."""
    if not 0 < gap <= NEAR:
        return False
    gaps = [text[one.end - offset : other.start - offset] for one, other in pairwise(shares)]
    if len(shares) == 2:
        verb = MADE_OF.search(text, 0, shares[0].start - offset)
        last = MATERIAL_LAST.match(text, shares[1].end - offset)
        stuff = last is not None and MATERIAL.fullmatch(gaps[0]) is not None
        return verb is not None and stuff and " than " not in text
    if STATE.fullmatch(gaps[0]) and all(map(NEXT_STATE.fullmatch, gaps[1:])):
        return True
    return all(map(NAMED_SHARE.fullmatch, gaps)) and OF_WHAT.match(text, shares[-1].end - offset) is not None


def _is_weighed(text: str, first: int, gap: Decimal) -> bool:
    """Whether the shares are the weights or probabilities of all cases."""
    return 0 < gap <= NEAR and WEIGHED.search(text, 0, first) is not None


def _up_to_the_rest(text: str, offset: int, shares: Sequence[Share]) -> Sequence[Share]:
    """Return the shares up to the one that is called the rest: what follows speaks of something else."""
    rest = REST.search(text)
    if rest is None:
        return shares
    behind = next((at for at, share in enumerate(shares) if share.start - offset > rest.start()), len(shares) - 1)
    return shares[: behind + 1]


def _is_no_list(text: str, offset: int, shares: Sequence[Share]) -> bool:
    if NO_LIST.search(WEIGHED.sub(" ", text)) or PARTIAL.search(text):
        return True
    if len(YEAR_BESIDE.findall(text)) > 1:
        return True
    wholes = {found[1].lower() for share in shares if (found := OF_WHAT.match(text, share.end - offset))}
    return len(wholes) > 1


def _is_split(text: str, first: int, count: int, gap: Decimal) -> bool:
    """Whether the sentence says that a whole is split, or what the rest of it is."""
    rest = REST.search(text)
    if rest is not None:
        return first < rest.start() and abs(gap) <= FAR
    if abs(gap) > NEAR:
        return False
    apart = PLACED.search(text, 0, first) or BY_KIND.match(text, 0, first)
    return SPLIT.search(text, 0, first) is not None or (count > 2 and apart is not None)


def _is_poll(text: str, offset: int, shares: Sequence[Share], gap: Decimal) -> bool:
    """Whether at least three shares of the people asked stand side by side that exclude each other."""
    asked = PEOPLE.search(text) is not None or re.match(r"(?i)respondents\b", text) is not None
    if not asked or len(shares) < 3:
        return False
    if SEVERAL_ANSWERS.search(text) and not EXCLUSIVE.search(text):
        return False
    complete = gap > 0 or LAST_KIND.search(text) is not None
    return complete and _side_by_side(shares) and abs(gap) <= NEAR


def _is_of_two_kinds(text: str, offset: int, shares: Sequence[Share], gap: Decimal) -> bool:
    """Whether two shares, too much together, are of the two kinds of one whole: "the jury is 62% women and 48% men"."""
    if len(shares) != 2 or gap < 0 or not _side_by_side(shares):
        return False
    found = [TWO_KINDS.match(text, share.end - offset) for share in shares]
    first = found[0]
    said = first is not None and (first["are"] or ARE.search(text, 0, shares[0].start - offset))
    return bool(said) and {each.lastgroup for each in found if each is not None} in PAIRS


def _is_vote(text: str, shares: Sequence[Share], gap: Decimal) -> bool:
    """Whether too much is made up by three shares or more, side by side, of answers of which everyone gives one."""
    answers = {found.group().lower() for found in ANSWER.finditer(text)}
    return len(shares) > 2 and len(answers) > 1 and _side_by_side(shares) and 0 < gap <= NEAR


def _side_by_side(shares: Sequence[Share]) -> bool:
    return all(after.start - prior.end <= 60 for prior, after in pairwise(shares))
