"""Terms of a review, which speaks with the words of the paper under review too: a memorandum on a policy."""

from __future__ import annotations

from collections.abc import Sequence

from qa_service.checks.terms.uses import Terms, Use

# A review that names so many things means to name them all.
_OWN_TERMS = 5


def names_its_own(terms: Terms) -> bool:
    """Tell whether a review gives names to things itself: "(the “Late Notice Defense”)"."""
    return terms.spelled >= _OWN_TERMS


def alone_in_review(
    found: Sequence[tuple[Sequence[Use], str | None]], weighed: Sequence[Sequence[Use]]
) -> list[tuple[Sequence[Use], str | None]]:
    """Return what a review surely means for a term of its own, of what was found with the term that each resembles.

    That is the only phrase that stands out, where it resembles a thing that the review itself gave a name, or was
    ``weighed`` and used like one.
    """
    marked = [uses for uses, _ in found if any(use.determiner for use in uses)]
    standing = {uses[0].text for uses in (*marked, *weighed)}
    if len(standing) != 1:
        return []
    alike = [each for each in found if each[1] and any(use.determiner == "the" for use in each[0])]
    return alike or [(uses, None) for uses in weighed]
