"""What a brief asks for: its questions, the items of its lists, and the objects of its requests."""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Iterator
from dataclasses import dataclass

from qa_service.checks.grounding.retrieval import Stems, beginnings, stems_between
from qa_service.checks.reading.stems import stem
from qa_service.documents.searching.word_sets import word_set
from qa_service.documents.sentences import split_sentences
from qa_service.documents.words import find_words

MAX_TOPICS = 100
ITEM = re.compile(r"^\s*(?:[-*•▪–]|\(?(?:\d{1,2}|[a-z]|[ivx]{1,4})[.)])\s+(?=\S)")
REQUESTS = word_set(
    "analyse analyze assess address advise answer consider cover describe discuss evaluate examine explain identify"
    " include review report compare determine calculate estimate recommend state summarise summarize outline provide"
    " prepare quantify confirm investigate clarify comment deal explore list show test verify check give set look"
    " find establish present propose suggest value settle decide refer draft write study measure map survey interview"
)
VERB = re.compile(
    r"(?i)(?:^|[,;]\s*|\b(?:please|to|and|must|should|shall|then)\s+)(" + "|".join(sorted(REQUESTS)) + r")\b"
)
OPENING = re.compile(r"(?i)^\W*(?:please\s+|kindly\s+)?(?:also\s+|then\s+)?(" + "|".join(sorted(REQUESTS)) + r")\b\s*")
# How the work should look or when it is due, not what it should speak of.
FORMAL = word_set(
    "word words page pages deadline font format pdf docx margin margins spacing language english tone style length"
    " template heading headings headline deliver delivery submit submitted monday tuesday wednesday thursday friday"
    " tomorrow noon email copy copies confidential draft signature signed turnaround cite citations footnotes bullet"
)
EMPTY = word_set(
    "following follow question issue point topic matter item section part report memo memorandum paper document"
    " deliverable client view brief answer detail way regard respect relevant main key short general overall please"
    " possible need needed want like also whether impact effect"
)
CONDITION = re.compile(r"(?i)(?:if|when|unless|where|as soon as|in case)\b|\w+ly$")
LINK = re.compile(r"(?i)^\s*(?:and|or|then|also)\s+")
SPLIT = re.compile(
    r",\s+(?:and\s+)?|;\s+(?:and\s+)?|\s+and\s+(?=(?:the|any|its|their|how|whether|what|why)\b|(?:"
    + "|".join(sorted(REQUESTS))
    + r")\b)"
)


@dataclass(frozen=True, slots=True)
class Topic:
    """One thing that is asked for: as printed, and the ways to say it as beginnings of stems."""

    text: str
    ways: tuple[Stems, ...]


def topic(text: str, *synonyms: str) -> Topic | None:
    """Return a topic with its synonyms; None when no word of it tells anything."""
    ways = tuple(words for words in map(_terms, (text, *synonyms)) if words)
    return Topic(" ".join(text.split()), ways) if ways else None


def topics_of(brief: str) -> list[Topic]:
    """Return the topics that a brief names, in order, each once."""
    out: dict[Stems, Topic] = {}
    for text in _asked(brief):
        found = topic(text)
        if found is not None and not _formal(text):
            out.setdefault(found.ways[0], found)
    return list(out.values())[:MAX_TOPICS]


def _asked(brief: str) -> Iterator[str]:
    for start, end in _units(brief):
        text = brief[start:end].strip()
        item = ITEM.match(text)
        if item:
            yield from _object(text[item.end() :], listed=True)
        elif text.endswith("?"):
            yield text
        else:
            yield from _object(text, listed=False)


def _units(brief: str) -> Iterator[tuple[int, int]]:
    """Yield items of lists by the line and everything else by the sentence."""
    items = [line.span() for line in re.finditer(r"[^\n]+", brief) if ITEM.match(line.group())]
    starts = [start for start, _ in items]
    for sentence in split_sentences(brief):
        at = bisect_right(starts, sentence.start)
        covered = at > 0 and sentence.start < items[at - 1][1]
        if not covered:
            following = starts[at] if at < len(starts) else len(brief)
            yield sentence.start, min(sentence.end, following)
    yield from items


def _object(text: str, *, listed: bool) -> Iterator[str]:
    """Yield what a request is about: "Assess the title, the rent and the break clause" has three objects."""
    if text.rstrip().endswith("?"):
        yield text
        return
    opening = OPENING.match(text)
    asked = VERB.search(text) if opening is None else None
    if opening is None and asked is None:
        if listed:
            yield text.rstrip(" .;,")
        return
    rest = text[opening.end() :] if opening else text[asked.end() :] if asked else ""
    for part in SPLIT.split(rest):
        cleaned = OPENING.sub("", LINK.sub("", part)).strip(" .;:")
        if cleaned and not CONDITION.match(cleaned):
            yield cleaned


def _formal(text: str) -> bool:
    return not FORMAL.isdisjoint(word.lower() for word in re.findall(r"\w+", text))


def _terms(text: str) -> Stems:
    empty = {stem(word) for word in EMPTY | REQUESTS}
    (words,) = stems_between(find_words(text), [(0, len(text))])
    return beginnings(tuple(word for word in words if word not in empty))
