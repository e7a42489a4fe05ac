"""The same said the other way round: what the one text says of one party, the other says of the other.

Parties are roles, names and persons of grammar. Who is meant is compared by what stands beside: "you agree" and "the
Company agrees", "the securities of the Company" and "your securities". "It" is whichever third party was named.
"""

from __future__ import annotations

import re
from bisect import bisect_right
from collections import Counter, defaultdict
from collections.abc import Callable, Iterator, Sequence
from itertools import combinations, product

import numpy as np

from qa_service.checks.reading.stems import FUNCTION_WORDS, stem
from qa_service.documents import Document
from qa_service.documents.searching.lookup import last_begun
from qa_service.documents.searching.word_sets import word_set
from qa_service.documents.words import Words

# The head of a sentence, which names who has the duty, has few words more.
LONGEST_EDGE = 40
LONGEST = 400
LONGEST_NAME = 4
THIRD = "it"
_PERSONS = {
    **dict.fromkeys(word_set("you your yours yourself"), "you"),
    **dict.fromkeys(word_set("we us our ours ourselves"), "we"),
    **dict.fromkeys(word_set("i me my mine myself"), "i"),
    **dict.fromkeys(word_set("it its itself they them their theirs he him his she her hers"), THIRD),
}
_SPEAKING = frozenset(("you", "we", "i"))
_OWNERS = word_set("your our my its their his her s")
_ARTICLES = word_set("the a an said such")
_BEFORE_VERBS = word_set("shall will may must can could would should not also hereby further")
# "Notified by the Recipient upon discovery", "tells the Owner of it": what follows is not what the party does.
_NO_VERBS = word_set("of by to from for with upon on in at under within without after before during and or nor as than")
_SENTENCE_END = re.compile(r"[.;?!]\W*\s")

IsParty = Callable[[range], bool]
Frame = tuple[str, ...]


def have_exchanged_parties(document: Document, words: Words, spans: tuple[range, range], is_party: IsParty) -> bool:
    """Tell whether two parties have changed places between original and copy, read with the heads of their sentences.

    ``is_party`` tells whether words name a party of the document.
    """
    old, new = (_whole_sentences(document, words, span) for span in spans)
    if max(len(old), len(new)) > LONGEST:
        return False
    before, after = (_in_frames(document, words, span, is_party) for span in (old, new))
    turned = {
        (one, other)
        for frame in before.keys() & after.keys()
        # What only the one has and only the other: sentences in another order exchange nobody.
        for one, other in product(before[frame] - after[frame], after[frame] - before[frame])
        if not _same(one, other)
    }
    return any(_same(one, back) and _same(other, new) for (one, other), (new, back) in combinations(sorted(turned), 2))


def _same(one: str, other: str) -> bool:
    """Whether two may be the same party: "it" is anybody who neither speaks nor is spoken to."""
    return one == other or (THIRD in (one, other) and _SPEAKING.isdisjoint((one, other)))


def _in_frames(document: Document, words: Words, span: range, is_party: IsParty) -> dict[Frame, Counter[str]]:
    """Return who is named beside the same words: in front of a verb or of a thing owned, or behind what leads on.

    The words of another sentence are not beside.
    """
    found = defaultdict[Frame, Counter[str]](Counter)
    low = [words.vocabulary[word] for word in words.ids[span.start : span.stop].tolist()]
    edges = [0, *_sentence_starts(document, words, span), len(low)]
    for start, stop, party in _mentions(low, span.start, is_party):
        at = bisect_right(edges, start)
        first = edges[at - 1]
        for frame in _frames(low[first : edges[at]], start - first, stop - first):
            found[frame][party] += 1
    return found


def _sentence_starts(document: Document, words: Words, span: range) -> list[int]:
    """Return where in a passage a sentence begins, but for the first."""
    starts, ends = words.starts[span.start : span.stop].tolist(), words.ends[span.start : span.stop].tolist()
    gaps = (document.text[end:start] for end, start in zip(ends[:-1], starts[1:], strict=True))
    return [at for at, gap in enumerate(gaps, start=1) if _SENTENCE_END.search(gap)]


def _mentions(low: Sequence[str], first: int, is_party: IsParty) -> Iterator[tuple[int, int, str]]:
    """Yield each mention of a party by its place in a passage, end exclusive, and who is meant.

    ``first`` is the position of the passage among all words.
    """
    reach = 0
    for at, word in enumerate(low):
        if at < reach:
            continue
        if word in _PERSONS:
            yield at, at + 1, _PERSONS[word]
        elif word not in FUNCTION_WORDS:
            # The longest run of words of a name that begins here.
            places = range(at, min(len(low), at + LONGEST_NAME))
            reach = next(
                (place for place in places if not is_party(range(first + place, first + place + 1))), places.stop
            )
            if reach > at:
                yield at, reach, " ".join(low[at:reach])


def _frames(low: list[str], start: int, stop: int) -> Iterator[Frame]:
    """Yield what stands beside a mention: what is done or owned behind it, what leads to it before."""
    after = [word for word in low[stop : stop + 5] if word not in _BEFORE_VERBS]
    lead = [word for word in low[max(0, start - 4) : start] if word not in _ARTICLES]
    owns = low[start] in _OWNERS or after[:1] == ["s"]
    if owns and (owned := [word for word in after if word != "s"]):
        yield "owns", stem(owned[0])
    elif len(after) > 1 and after[0] not in _NO_VERBS:
        yield "does", stem(after[0]), stem(after[1])
    if lead[-1:] == ["of"] and len(lead) > 1:
        yield "owns", stem(lead[-2])
    # "To the owner and to the board" is "to the board and to the owner".
    elif len(lead) > 1 and lead[-2] not in ("and", "or"):
        yield "led", stem(lead[-2]), stem(lead[-1])


def _whole_sentences(document: Document, words: Words, span: range) -> range:
    """Return a passage with the rest of the sentences that it begins and ends in, if that is not long."""
    first, last = (_sentence(document, words, place) for place in (span.start, span.stop - 1))
    start = first.start if span.start - first.start <= LONGEST_EDGE else span.start
    stop = last.stop if last.stop - span.stop <= LONGEST_EDGE else span.stop
    return range(min(start, span.start), max(stop, span.stop))


def _sentence(document: Document, words: Words, place: int) -> range:
    sentence = last_begun(document.sentences, int(words.starts[place]))
    if sentence is None:
        return range(place, place + 1)
    first, end = np.searchsorted(words.starts, (sentence.start, sentence.end)).tolist()
    return range(first, end)
