"""Where folded terms stand in a document."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterator, Mapping
from itertools import islice, pairwise

from qa_service.documents import Document
from qa_service.documents.definitions.definition import Definition, singular, term_key
from qa_service.documents.definitions.folded_words import fold_words

FEW = 6
_FOLDED_WORD = re.compile(r"\w+")
_PRINTED_WORD = re.compile(r"\w+(?:['\u2019]s\b)?")
# "Part B: the Properties" names a part and no term.
_PART_NAME = re.compile(
    r"(?:Part|Section|Schedule|Annex|Appendix|Exhibit|Table|Figure|Step|Stage|Phase|Option|Lot|Chapter|Teil|Anlage)"
    r"[ ](?:[A-Z]|\d{1,3}|[IVX]{1,4})"
)
_STOP = re.compile(r"[.;!?:]\s|\n\s*\n")


def occurrences(document: Document, keys: Mapping[str, object]) -> dict[str, list[int]]:
    """Return the offsets of folded terms, in order."""
    small = document.text.lower()
    if len(keys) <= FEW and len(small) == len(document.text):
        return {key: list(_few_occurrences(small, key)) for key in keys}
    folded = document.cached("folded_words", fold_words)
    found: dict[str, list[int]] = defaultdict(list)
    for key in keys:
        parts = [folded.number.get(word) for word in _FOLDED_WORD.findall(key)]
        wanted = [part for part in parts if part is not None]
        if wanted and len(wanted) == len(parts):
            found[key] = folded.places(wanted)
    return found


def _few_occurrences(text: str, key: str) -> Iterator[int]:
    """Yield the offsets of a folded term in a text of small letters, looked for by the beginning of its first word."""
    words = _FOLDED_WORD.findall(key)
    if not words:
        return
    beginning = words[0].removesuffix("y") or words[0]
    at = text.find(beginning)
    while at >= 0:
        if not text[at - 1 : at].isalnum() or not at:
            near = islice(_PRINTED_WORD.finditer(text, at, at + 3 * len(key) + 60), len(words))
            if [singular(each.group()) for each in near] == words:
                yield at
        at = text.find(beginning, at + 1)


def in_one_sentence(text: str, at: int, key: str) -> bool:
    """Whether the words of a term that begins here stand within one sentence."""
    count = len(_FOLDED_WORD.findall(key))
    words = islice(_PRINTED_WORD.finditer(text, at), count)
    return not any(_STOP.search(text, left.end(), right.start()) for left, right in pairwise(words))


def is_countable(definition: Definition) -> bool:
    """Whether the definition surely is one, so that its term has to be used, and used in one sense."""
    return (
        definition.formal
        and not definition.plain
        and definition.term[:1].isupper()
        and len(term_key(definition.term)) > 1
        and _PART_NAME.fullmatch(definition.term) is None
    )
