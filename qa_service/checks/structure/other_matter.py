"""What makes another matter of two passages that share nearly all of their words: who, how much, which, and not.

Names of other persons, other figures, opposites, ordinals and days, a prohibition for a permission; several words of
its own on either side; and two parties that have changed places. A party keeps its place in the passive: what tells is
which words stand beside it.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from itertools import combinations

from qa_service.checks.contradiction.words import MONTHS, PAIRS
from qa_service.checks.reading.stems import stem
from qa_service.checks.structure.matter import MAY, Matter
from qa_service.checks.structure.wording_roots import root
from qa_service.documents.numbers.numerals import ORDINALS
from qa_service.documents.searching.word_sets import word_set

ONE_FIGURE = 1
# So many roots, or such a share of them, each may have of its own.
MOST_OWN, OWN = 2, 0.12
# A copy with so many is none.
OTHERWISE = 0.2
# Where all of the figures are other ones, fewer words make another matter of it.
OWN_BESIDE_FIGURES = 0.08
MOST_PARTIES = 6
_THINGS = frozenset(
    map(
        stem,
        word_set(
            "cost fee charge good service price rent date term work product premise property account notice loan sum"
            " equipment software material site schedule policy"
        ),
    )
)
# Parts of figures that tell nothing: "12,000", "twelve thousand".
SCALES = frozenset(("000", "00", "100", "1000", "1000000", "1000000000"))
# Parties have changed places if that makes the passages so much more alike.
CHANGED_PLACES = 1.12
LEAST_CHANGE = 3
# Words of one kind, of which two tell of two things.
_KINDS = tuple(
    frozenset(map(stem, kind))
    for kind in (
        frozenset(ORDINALS) | word_set("former latter last next"),
        word_set("previous next"),
        MONTHS | {MAY},
        word_set("day week month quarter year"),
        word_set("monday tuesday wednesday thursday friday saturday sunday"),
        word_set("north south east west northern southern eastern western left right upper lower front rear"),
        word_set("he him his man husband father son mr")
        | word_set("she her hers woman wife mother daughter ms mrs miss"),
    )
)


def tells_other(here: Matter, there: Matter) -> bool:
    """Whether two passages of nearly the same words tell of two things."""
    # "Fire … within seven days", "theft … within two days": rules of one series.
    own = min(len(_own(here, there)), len(_own(there, here)))
    one, other = here.figures.keys(), there.figures.keys()
    # A number that one of them has besides may be that of a clause.
    if (own >= MOST_OWN and one - other and other - one) or (own > MOST_OWN and one != other):
        return True
    if _have_other_figures(here, there, own):
        return True
    return _of_others(here, there) or has_own_words(here, there) or _of_the_contrary(here, there)


def copies_other(here: Matter, there: Matter) -> bool:
    """Whether of two passages with the same runs of words, in which figures and names may be edited, one is no copy."""
    own = min(len(_own(here, there)), len(_own(there, here)))
    both = [name for name in here.parties if name in there.parties]
    if own > max(MOST_OWN, OTHERWISE * len(here.roots)) or _have_changed_places(here, there, both):
        return True
    if _have_other_figures(here, there, own) or (own and _denies(here, there)):
        return True
    gained, lost = len(_own(here, there)), len(_own(there, here))
    if min(gained, lost) >= MOST_OWN and max(gained, lost) > 2 * MOST_OWN and _are_of_two_parties(here, there):
        return True
    return has_own_words(here, there) and has_own_details(here, there)


def _have_other_figures(here: Matter, there: Matter, own: int) -> bool:
    """Whether both have figures and none in common, and words of their own: the limits of two covers."""
    # "The Base Rent changes", and "the rent for the parking spaces".
    named = bool(here.names - there.roots.keys() or there.names - here.roots.keys())
    if own < max(1, 0 if named else OWN_BESIDE_FIGURES * len(here.roots)):
        return False
    one, other = (each.figures.keys() - SCALES for each in (here, there))
    return bool(one and other) and not one & other


def _own(here: Matter, there: Matter) -> set[str]:
    return here.roots.keys() - there.roots.keys()


def has_own_words(here: Matter, there: Matter) -> bool:
    """Whether either passage has several words that the other has not, or begins with one that it keeps coming to."""
    gained, lost = _own(here, there), _own(there, here)
    if min(len(gained), len(lost)) > max(MOST_OWN, OWN * len(here.roots)):
        return True
    often = min(sum(here.roots[word] for word in gained), sum(there.roots[word] for word in lost))
    return often > 1 and next(iter(here.roots), "") in gained and next(iter(there.roots), "") in lost


def has_own_details(here: Matter, there: Matter) -> bool:
    """Whether the figures are other ones, or either has names or parties which the other has not."""
    if max((here.figures - there.figures).total(), (there.figures - here.figures).total()) > ONE_FIGURE:
        return True
    if here.names - there.roots.keys() and there.names - here.roots.keys():
        return True
    return _are_of_two_parties(here, there)


def _are_of_two_parties(here: Matter, there: Matter) -> bool:
    return _has_own_party(here, there) and _has_own_party(there, here)


def _has_own_party(here: Matter, there: Matter) -> bool:
    """Whether one has a party that the other does not name at all, be it in small letters."""
    return any(name not in there.parties and name not in there.small for name in here.parties)


def _of_others(here: Matter, there: Matter) -> bool:
    either = tuple(name for name in dict.fromkeys((*here.parties, *there.parties)) if _is_seen_alike(name, here, there))
    labels = here.label and there.label and here.label != there.label
    return bool(labels) or has_own_details(here, there) or _have_changed_places(here, there, either)


def _is_seen_alike(name: str, here: Matter, there: Matter) -> bool:
    """Whether a name is a party wherever it stands: at the beginning of a sentence any word has a capital."""
    return all(name in each.parties or name not in each.stems for each in (here, there))


def _of_the_contrary(here: Matter, there: Matter) -> bool:
    if _denies(here, there):
        return True
    gained, lost = here.stems - there.stems, there.stems - here.stems
    sides = {_side(word, here) for word in gained if word in PAIRS}
    if any((name, -sign) in sides for name, sign in (_side(word, there) for word in lost if word in PAIRS)):
        return True
    return any(kind & gained.keys() and kind & lost.keys() for kind in _KINDS)


def _side(word: str, told: Matter) -> tuple[str, int]:
    """Return a pair of opposites and which of the two a passage means by a stem: "not adequate" is inadequate."""
    name, sign = PAIRS[word]
    return name, -sign if root(word) in told.denial.denied else sign


def _denies(here: Matter, there: Matter) -> bool:
    """Tell whether one of the two says no to what the other says yes to."""
    return here.denial.contradicts(there.denial, there.roots) or there.denial.contradicts(here.denial, here.roots)


def _have_changed_places(here: Matter, there: Matter, parties: Sequence[str]) -> bool:
    """Tell whether the passages would be more alike if two of the parties were exchanged in one of them."""
    as_is = (here.beside & there.beside).total()
    enough = max(CHANGED_PLACES * as_is, as_is + LEAST_CHANGE)
    return any(
        (_exchanged(here.beside, pair) & there.beside).total() > enough
        for pair in combinations(parties[:MOST_PARTIES], 2)
        if _may_change_places(pair, here, there)
    )


def _may_change_places(pair: tuple[str, str], here: Matter, there: Matter) -> bool:
    """Whether two names are of one kind, and not one of them acts in both and the other stands idle in one alone."""
    if (pair[0] in _THINGS) != (pair[1] in _THINGS):
        return False
    for one, other in (pair, pair[::-1]):
        idle = (other in here.parties) != (other in there.parties) and not (here.does(other) or there.does(other))
        if idle and here.does(one) and there.does(one):
            return False
    return True


def _exchanged(beside: Counter[tuple[str, str]], pair: tuple[str, str]) -> Counter[tuple[str, str]]:
    turn = {pair[0]: pair[1], pair[1]: pair[0]}
    return Counter({(turn.get(name, name), turn.get(word, word)): count for (name, word), count in beside.items()})
