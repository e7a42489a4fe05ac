"""Two means in the order of two groups: "the means were 4.68 (SD = 1.19) and 4.41 (SD = 1.21), respectively"."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping

from qa_service.documents import Document
from qa_service.documents.lookup import last_begun
from qa_service.documents.statistics_notation import fold_notation

_NUMBER = r"\d{1,2}\.\d{1,3}(?![\d%]|\.\d)"
_SPREAD = r"(?: \(SD = [\d.]{1,6}\))?"
_PAIR = re.compile(
    rf"\b(?:[Mm]eans? (?:scores? |ratings? )?(?:of |were )|Ms = )(?P<first>{_NUMBER}){_SPREAD} and "
    rf"(?P<second>{_NUMBER}){_SPREAD}(?P<whose>[\w, ]{{0,80}}?),? respectively\b"
)
_LONGEST = 600
_SIGN = "respectively"


def paired_means(document: Document, sizes: Mapping[str, int]) -> Iterator[tuple[int, str, str, int]]:
    """Yield where each such mean stands, the mean, the words before it and the size of its group."""
    at = document.text.find(_SIGN) if len(sizes) > 1 else -1
    while at >= 0:
        sentence = last_begun(document.sentences, at)
        if sentence is not None and sentence.end - sentence.start <= _LONGEST:
            said = fold_notation(document.text[sentence.start : sentence.end])
            pair = _PAIR.search(said)
            groups = _groups(said, sizes) or _groups_before(document, sentence.start, sizes) if pair else []
            if pair and len(groups) == 2:
                for part, n in zip(("first", "second"), groups, strict=True):
                    yield sentence.start + pair.start(part), pair[part], said[: pair.start()], n
        at = document.text.find(_SIGN, at + 1)


def _groups_before(document: Document, start: int, sizes: Mapping[str, int]) -> list[int]:
    """Return the sizes of the groups that the sentence before compares, in its order."""
    before = last_begun(document.sentences, start - 1) if start else None
    if before is None or before.end - before.start > _LONGEST or "\n\n" in document.text[before.end : start]:
        return []
    return _groups(fold_notation(document.text[before.start : before.end]), sizes)


def _groups(said: str, sizes: Mapping[str, int]) -> list[int]:
    lowered = said.lower()
    places = sorted((place, n) for name, n in sizes.items() if (place := lowered.find(f" {name} ")) >= 0)
    return [n for _, n in places]
