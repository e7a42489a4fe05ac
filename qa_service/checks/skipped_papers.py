"""Attached papers that a text speaks of once by a label far behind those it speaks of elsewhere.

A contract that has its papers elsewhere names each of them: "Annexure C", where all else is about an Annexure A and
nothing about a B, is a slip.
"""

from __future__ import annotations

import re
from collections import Counter, defaultdict
from collections.abc import Iterator, Sequence

from qa_service.checks.listed_labels import counts_from_first, style_of, value_of
from qa_service.documents.reference_targets import ATTACHED
from qa_service.documents.spans_references import Reference

_LABEL = re.compile(r"(?<!\w)(?:[A-Z]|\d{1,2})[\"'\u201d\u2019]?\Z")
# How often the others are spoken of before they are surely all that there are.
_OFTEN = 3


def skipped_papers(text: str, references: Sequence[Reference]) -> Iterator[Reference]:
    """Yield such references among those to kinds of papers that the text has none of."""
    kinds = defaultdict[str, list[tuple[Reference, str]]](list)
    for reference in references:
        if reference.family in ATTACHED:
            kinds[reference.family].append((reference, _label(text, reference)))
    for spoken in kinds.values():
        times = Counter(label for _, label in spoken)
        if len({style_of(label) if label else "" for label in times}) == 1 and "" not in times:
            yield from (reference for reference, label in spoken if times[label] == 1 and _skips(label, times))


def _label(text: str, reference: Reference) -> str:
    """Return a letter or a number as it is printed; nothing for a longer label."""
    found = _LABEL.search(text[reference.start : reference.end])
    return found.group().rstrip("\"'\u201d\u2019") if found else ""


def _skips(label: str, times: Counter[str]) -> bool:
    """Tell whether the labels but this one count from the first, and this one leaves some out behind them."""
    others = frozenset(times.keys() - {label})
    if not others or times.total() - 1 < _OFTEN:
        return False
    return counts_from_first(others) and value_of(label) > len(others) + 1
