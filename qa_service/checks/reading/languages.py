"""The language of a text, from its running prose."""

from __future__ import annotations

from functools import lru_cache
from typing import Any, Final

from qa_service.documents import Document

ENOUGH: Final = 120
SAMPLE: Final = 6_000
SURE: Final = 0.95
PARAGRAPH: Final = 40
# Languages that short texts do not tell apart.
ALIKE: Final = (
    frozenset({"no", "nb", "nn", "da"}), frozenset({"hr", "bs", "sr", "sh"}), frozenset({"id", "ms"}),
    frozenset({"gl", "pt"}), frozenset({"cs", "sk"}), frozenset({"zh", "yue"}), frozenset({"hi", "mr", "ne"}),
)  # fmt: skip


def language_of(document: Document) -> str | None:
    """Return the ISO 639-1 code of the language; None for a text that is too short to tell."""
    return document.cached("language", lambda subject: _classify(_sample(subject)))


def same_language(found: str, expected: str) -> bool:
    """Tell whether two codes name one language, or languages that are hard to tell apart."""
    wanted = expected.replace("_", "-").partition("-")[0].lower()
    return found == wanted or any(found in group and wanted in group for group in ALIKE)


def _sample(document: Document) -> str:
    """Return prose: headings, tables and code say little about the language."""
    text, out, size = document.text, [], 0
    for block in document.blocks:
        if block.kind in ("table", "code", "heading") or block.end - block.start < PARAGRAPH:
            continue
        out.append(text[block.start : min(block.end, block.start + SAMPLE - size)])
        size += len(out[-1])
        if size >= SAMPLE:
            break
    return "\n".join(out) if size >= ENOUGH else text[:SAMPLE]


def _classify(sample: str) -> str | None:
    letters = sum(1 if char < "\u2e80" else 4 for char in sample if char.isalpha())
    if letters < ENOUGH:
        return None
    language, share = _identifier().classify(sample)
    return str(language) if share >= SURE else None


@lru_cache(maxsize=1)
def _identifier() -> Any:
    from py3langid.langid import MODEL_FILE, LanguageIdentifier

    return LanguageIdentifier.from_model_file(MODEL_FILE, norm_probs=True)
