"""What a text itself tells of a deliverable, among the facts that checks and conditions see."""

from __future__ import annotations

from collections.abc import Mapping

from qa_service.documents import Document


def with_measures(facts: Mapping[str, object], document: Document) -> dict[str, object]:
    """Return the facts of ``deliverable`` with the measures of the text; what was sent goes before them."""
    given = facts.get("deliverable")
    measured = {"word_count": document.word_count, "char_count": len(document.text)}
    return {**measured, **(given if isinstance(given, Mapping) else {})}
