"""Whether two sentences that say nearly the same contradict each other: one difference that nothing explains."""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Sequence
from dataclasses import dataclass
from difflib import SequenceMatcher
from itertools import pairwise

from qa_service.checks.contradiction.figures import figures_apart
from qa_service.checks.contradiction.pairs import statements_of
from qa_service.checks.contradiction.words import (
    CONDITIONS,
    IDLE,
    LEADS,
    LONG,
    LOOSE,
    MONTH,
    NEGATIONS,
    NUMBER,
    SPAN,
    Sense,
)
from qa_service.checks.dates.governing_years import other_years
from qa_service.documents import Document, Heading
from qa_service.documents.searching.lookup import last_begun, part_at
from qa_service.documents.searching.word_sets import word_set
from qa_service.documents.words import words_of

MAX_WORDS = 160
SHORT, FEWEST = 6, 4
MAX_LEAD = 8
REACH, NEAR = 12, 4
LEAD_REACH, YEAR = 3, 4
LIMITS = CONDITIONS | word_set("for but other than beyond after before to until in by as so subject")
VERBS = word_set(
    "is are was were be been am do does did has have had shall will would should must may might can could cannot"
    " isn aren wasn weren doesn didn don hasn haven hadn won wouldn"
)
RELATIVE = word_set("who whom whose that")
DETERMINERS = word_set("the a an our its their his her this that these those each every any")
# Headings of the parts of one account, which speak of the same things.
ACCOUNTS = word_set(
    "summary executive conclusion conclusions key findings facts background account history introduction analysis"
    " assessment discussion opinion advice recommendation recommendations decision reasons results overview and of the"
)


_YEAR = re.compile(r"(?:19|20)\d\d")
_THIS_PART = re.compile(
    r"\b[Tt]his (segment|division|unit|fund|region|plan|site|product|series|class|facility|programme|property)\b"
)
_AROUND = 300
# A sentence that is one quotation, perhaps with the mark of a note behind it.
_QUOTED = re.compile(r"[\"\u201c][^\"\u201c\u201d]*[\"\u201d](?:\s?\[\^[\w-]+\])*\.?")


@dataclass(frozen=True, slots=True)
class Statement:
    """One sentence: its words, the positions of those that count, and the senses of all.

    ``stems`` are those of the words that count, runs of numerals as one; ``content`` those that may not come and go;
    ``section`` is the heading above, if any; ``aside`` are the words of a bracket that points to a proof.
    """

    start: int
    end: int
    first: int
    words: tuple[str, ...]
    kept: tuple[int, ...]
    senses: tuple[Sense, ...]
    stems: list[str]
    content: frozenset[str]
    section: Heading | None
    aside: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Verdict:
    """How two statements differ; ``first`` and ``second`` are the words or figures."""

    code: str
    first: str
    second: str


def statement(document: Document, at: int) -> Statement | None:
    """Return sentence number ``at`` as a statement; None for a question, a table's row or a very long sentence."""
    known, words = statements_of(document), words_of(document)
    start, end = known.spans[at]
    first, last = int(known.first[at]), int(known.first[at + 1])
    if not FEWEST <= last - first <= MAX_WORDS or _in_table(document, start):
        return None
    printed = tuple(map(str.lower, words.printed[first:last]))
    if not _states(document.text[start:end].rstrip(), printed):
        return None
    ids = words.ids[first:last].tolist()
    senses = tuple(Sense("") if at in known.aside else known.sense[i] for at, i in enumerate(ids, first))
    senses = _with_may(printed, senses)
    kept = tuple(
        i
        for i, sense in enumerate(senses)
        if sense.stem and not (sense.stem == NUMBER and i and senses[i - 1].stem == NUMBER)
    )
    stems = [senses[i].stem for i in kept]
    content = frozenset(stems) - IDLE
    aside = tuple(word for at, word in enumerate(printed, first) if at in known.aside)
    return Statement(start, end, first, printed, kept, senses, stems, content, _section(document, start), aside)


def _with_may(printed: Sequence[str], senses: tuple[Sense, ...]) -> tuple[Sense, ...]:
    """Read "may" beside a numeral as the month."""
    if "may" not in printed:
        return senses
    numerals = [sense.stem == NUMBER for sense in (Sense(""), *senses, Sense(""))]
    months = [at for at, word in enumerate(printed) if word == "may" and (numerals[at] or numerals[at + 2])]
    return tuple(Sense(MONTH) if at in months else sense for at, sense in enumerate(senses)) if months else senses


def _states(text: str, words: Sequence[str]) -> bool:
    """Tell a sentence from a question, the head of a list, words of others and a record ("Stable: 40 42.6%")."""
    if text.endswith(("?", ":")) or text.startswith("[^") or _QUOTED.fullmatch(text) is not None:
        return False
    return not VERBS.isdisjoint(words) or (":" not in text and text.endswith((".", "!", ";", ".”", '."')))


def judge(document: Document, first: Statement, second: Statement) -> Verdict | None:
    """Return the one thing in which two statements contradict each other, or None."""
    if first.content - second.content and second.content - first.content:
        return None
    # What is shown by two figures or proved by two exhibits may be two things.
    if first.aside and second.aside and first.aside != second.aside:
        return None
    pairs = _aligned(first, second)
    if pairs is None or _dated(first, pairs[0][0]) or _dated(second, pairs[0][1]):
        return None
    if _parallel(first.section, second.section) or not _long_enough(first, second):
        return None
    opposite = [(a, b) for a, b in pairs if first.senses[a].side != second.senses[b].side]
    negated = _unshared(pairs, _negations(first), _negations(second))
    apart = len(opposite) + len(negated[0]) + len(negated[1])
    figures = figures_apart(document, first, second, pairs) if apart < 2 else []
    if apart + len(figures) != 1:
        return None
    if (figures or opposite) and other_years(document, first.start, second.start):
        return None
    if figures and (_goes_back(first) or _goes_back(second) or _name_things(document, *figures[0])):
        return None
    if figures and _of_two_parts(document, first, second):
        return None
    if figures:
        return Verdict("number", *figures[0])
    if opposite:
        return _opposed(document, first, second, *opposite[0])
    return _negated(document, first, second, *negated)


def _goes_back(one: Statement) -> bool:
    """Tell whether a sentence speaks of what the one before it named: "This compares to 87%"."""
    return one.words[0] in ("this", "that", "these", "those", "it", "they") and one.words[1] not in ("is", "are")


def _of_two_parts(document: Document, first: Statement, second: Statement) -> bool:
    """Tell whether "this segment" is spoken of around both, in two places."""
    spans = [(max(0, one.start - _AROUND), one.end + _AROUND) for one in (first, second)]
    parts = [{found[1] for found in _THIS_PART.finditer(document.text, *span)} for span in spans]
    return bool(parts[0] & parts[1]) and second.start - first.end > _AROUND


def _name_things(document: Document, first: str, second: str) -> bool:
    """Tell whether two years name things that the text speaks of by them: "the 2022 notes", "the 2024 notes"."""
    if not (_YEAR.fullmatch(first) and _YEAR.fullmatch(second)):
        return False
    named = (frozenset(re.findall(rf"\b{year} ([a-z]{{3,20}}s)\b", document.text)) for year in (first, second))
    return bool(frozenset.intersection(*named))


def _opposed(document: Document, first: Statement, second: Statement, a: int, b: int) -> Verdict | None:
    """ "The increase" names a thing; "increased" says something of it. Only counted weeks and months are compared."""
    if first.senses[a].stem == SPAN:
        counted = all(at and s.senses[at - 1].stem == NUMBER for s, at in ((first, a), (second, b)))
        return Verdict("opposite", first.words[a], second.words[b]) if counted else None
    if any(s.words[at - 1] in DETERMINERS for s, at in ((first, a), (second, b)) if at):
        return None
    if _conditional(document, first, a) or _conditional(document, second, b):
        return None
    return Verdict("opposite", first.words[a], second.words[b])


def _negated(
    document: Document, first: Statement, second: Statement, a: Sequence[int], b: Sequence[int]
) -> Verdict | None:
    """A condition and its opposite are no contradiction, unless all else is word for word the same."""
    one, at = (first, a[0]) if a else (second, b[0])
    same = len(first.stems) >= LONG and first.stems == second.stems
    if not same and _conditional(document, one, at):
        return None
    return Verdict("negation", *("".join(s.words[at] for at in found) for s, found in ((first, a), (second, b))))


def _unshared(
    pairs: Sequence[tuple[int, int]], first: Sequence[int], second: Sequence[int]
) -> tuple[list[int], list[int]]:
    """Return the negations of each statement that the other does not have before the same word."""
    ours = _before([a for a, _ in pairs], first)
    theirs = _before([b for _, b in pairs], second)
    return _less(ours, theirs), _less(theirs, ours)


def _before(places: Sequence[int], negations: Sequence[int]) -> list[tuple[int, int]]:
    """Return (number of the shared word that follows, place) of each negation among or just before shared words."""
    return [(bisect_right(places, at), at) for at in negations if places[0] - LEAD_REACH <= at < places[-1]]


def _less(ours: Sequence[tuple[int, int]], theirs: Sequence[tuple[int, int]]) -> list[int]:
    taken = [word for word, _ in theirs]
    out = []
    for word, at in ours:
        if word in taken:
            taken.remove(word)
        else:
            out.append(at)
    return out


def _aligned(first: Statement, second: Statement) -> list[tuple[int, int]] | None:
    """Pair the words of two statements; None when more differs than what introduces or fills in.

    Where many words are shared in one piece, one of the two may be part of a longer sentence.
    """
    a, b = first.stems, second.stems
    if a == b:
        return list(zip(first.kept, second.kept, strict=True))
    matcher = SequenceMatcher(None, a, b, autojunk=False)
    blocks = [block for block in matcher.get_matching_blocks() if block.size]
    pairs = [(first.kept[m.a + i], second.kept[m.b + i]) for m in blocks for i in range(m.size)]
    if not pairs or len(pairs) < 0.7 * min(len(a), len(b)):
        return None
    gaps = ((a[x.a + x.size : y.a], b[x.b + x.size : y.b]) for x, y in pairwise(blocks))
    if not all(_all_in(one, LOOSE) and _all_in(other, LOOSE) for one, other in gaps):
        return None
    lead = first.stems[: blocks[0].a], second.stems[: blocks[0].b]
    tail = a[blocks[-1].a + blocks[-1].size :], b[blocks[-1].b + blocks[-1].size :]
    long = len(pairs) >= LONG
    return pairs if _may_lead(lead, long=long) and _may_trail(tail, long=long) else None


def _dated(one: Statement, start: int) -> bool:
    """Tell whether a year that the other statement does not have leads in: "In 2022 the shops sold"."""
    return any(len(word) == YEAR and word.isdigit() and word[:2] in ("19", "20") for word in one.words[:start])


def _may_lead(stems: tuple[Sequence[str], Sequence[str]], *, long: bool) -> bool:
    if all(len(words) <= MAX_LEAD and all(_leads(word) for word in words) for words in stems):
        return True
    return long and not all(stems) and not any(word in CONDITIONS for words in stems for word in words[-MAX_LEAD:])


def _leads(word: str) -> bool:
    return word in LEADS or word == NUMBER or len(word) == 1


def _may_trail(stems: tuple[Sequence[str], Sequence[str]], *, long: bool) -> bool:
    if _all_in(stems[0], LOOSE) and _all_in(stems[1], LOOSE):
        return True
    return long and not all(stems) and not any(words[0] in LIMITS for words in stems if words)


def _all_in(stems: Sequence[str], allowed: frozenset[str]) -> bool:
    return all(word in allowed for word in stems)


def _negations(one: Statement) -> list[int]:
    """Return the places of words that negate; "not only" and "no later than" negate nothing."""
    return [at for at, word in enumerate(one.words) if word in NEGATIONS and not _empty(one, at)]


def _empty(one: Statement, at: int) -> bool:
    word, following = one.words[at], one.words[at + 1] if at + 1 < len(one.words) else ""
    if following == "only" or (word in ("no", "not") and following in ("later", "less", "more", "fewer", "earlier")):
        return True
    return word == "no" and following[:1].isdigit()


def _conditional(document: Document, one: Statement, at: int) -> bool:
    """Tell whether a condition stands before a word, in the same clause."""
    starts = words_of(document).starts
    for before in range(at - 1, max(-1, at - 1 - REACH), -1):
        word = one.words[before]
        if word in CONDITIONS or (word in RELATIVE and at - before <= NEAR):
            return "," not in document.text[int(starts[one.first + before]) : int(starts[one.first + at])]
    return False


def _long_enough(first: Statement, second: Statement) -> bool:
    """A short sentence may speak of another thing under another heading."""
    size = min(len(first.kept), len(second.kept))
    return size >= SHORT or (size >= FEWEST and (first.section == second.section or _one_account(first, second)))


def _one_account(first: Statement, second: Statement) -> bool:
    """Tell whether one of two statements stands in a part, such as the summary, that speaks of what the others do."""
    titles = (re.findall(r"[a-z]+", one.section.title.lower()) for one in (first, second) if one.section)
    return any(title and ACCOUNTS.issuperset(title) for title in titles)


def _parallel(first: Heading | None, second: Heading | None) -> bool:
    """Tell whether two headings head alike parts ("Left kidney", "Right kidney"; "2022", "2023")."""
    if first is None or second is None or first == second:
        return False
    a, b = (re.findall(r"\w+", heading.title.lower()) for heading in (first, second))
    if len(a) != len(b) or first.level != second.level:
        return False
    apart = [pair for pair in zip(a, b, strict=True) if pair[0] != pair[1]]
    if len(a) == 1 and apart:
        return any(map(str.isdigit, a[0] + b[0]))
    return len(apart) <= 1


def _section(document: Document, offset: int) -> Heading | None:
    return last_begun(document.headings, offset)


def _in_table(document: Document, offset: int) -> bool:
    return part_at(document.tables, offset) is not None
