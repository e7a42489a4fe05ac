"""Running heads and feet: every page shows them, and the text of the document does not hold them.

Checks of wording read them as a text of their own. A finding there has no place in the document, so it says in words
where it stands; what many pages repeat is told once.
"""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, replace
from typing import Final

from qa_service.checks.finding import Hit
from qa_service.checks.reading.matching import contains
from qa_service.documents import Document, Hidden
from qa_service.documents.formats.media_types import PLAIN
from qa_service.documents.formats.plain import read_plain

KINDS: Final = ("header", "footer")
# The scopes of a rule that do not ask for a part which a running head cannot be.
SCOPES: Final = (None, "text", "raw")
# Blanks in a running head are for a pen: both parties initial each page.
FOR_A_PEN: Final = frozenset({"blank", "form"})
GAP: Final = "\n\n"


@dataclass(frozen=True, slots=True, eq=False)
class RunningHeads:
    """The different heads and feet of a file in one text; ``starts`` says where each begins in it."""

    document: Document
    found: tuple[Hidden, ...]
    starts: tuple[int, ...]

    def hits(self, hits: Iterable[Hit], body: Document, own: Iterable[Hit]) -> Iterator[Hit]:
        """Yield hits in the heads as hits on the whole document, each sentence once.

        Wording that also stands in the body, where the check left it alone (``own`` are its hits there), is lawful.
        """
        told: set[tuple[str, str, str]] = set()
        refused = {body.text[hit.start : hit.end].casefold() for hit in own}
        for hit in hits:
            quote = self.document.text[hit.start : hit.end]
            head = self.found[bisect_right(self.starts, hit.start) - 1]
            once = (hit.message, quote.casefold(), head.kind)
            if once in told or hit.code in FOR_A_PEN or (once[1] not in refused and contains(body, quote)):
                continue
            told.add(once)
            yield _told(hit, head, quote)


def running_heads(document: Document) -> RunningHeads | None:
    """Return the running heads and feet of a document; None where it has none."""
    return document.cached("running_heads", _read)


def look_there(params: Mapping[str, object]) -> bool:
    """Tell whether the scope of a check leaves room for running heads."""
    return params.get("scope") in SCOPES


def _read(document: Document) -> RunningHeads | None:
    found = {(each.kind, each.text): each for each in reversed(document.hidden) if each.kind in KINDS and each.text}
    if not found:
        return None
    heads = tuple(reversed(found.values()))
    starts, length = [], 0
    for head in heads:
        starts.append(length)
        length += len(head.text) + len(GAP)
    text = GAP.join(head.text for head in heads)
    return RunningHeads(Document(text, PLAIN, read_plain), heads, tuple(starts))


def _told(hit: Hit, head: Hidden, quote: str) -> Hit:
    page = f" ({head.part})" if head.part.startswith("page ") else ""
    place = {"stands_in": head.kind, "found": quote[:1_000], "text": head.text[:1_000], "part": head.part}
    message = f"In the {head.kind}{page}: {hit.message}"
    return replace(hit, start=0, end=0, message=message, evidence={**hit.evidence, **place}, suggestion=None)
