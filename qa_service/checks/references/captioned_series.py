"""Parts that a document heads by a noun of its own and counts: "Finding 1. Late receipts", "TAB 2 – WORKSHEET".

Any noun may be one, but for those that number things of the world: there may be a Phase 4 that nobody describes.
"""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Mapping

from qa_service.checks.references.listed_labels import counts_from_first, style_of
from qa_service.documents.references.numbers import DOTTED, FAMILIES
from qa_service.documents.searching.anchors import match_lines
from qa_service.documents.searching.rare_signs import Signed, rare_sign
from qa_service.documents.searching.word_sets import word_set

_LEAD = r"^[ \t>#*_|\u2022-]{0,12}"
_CAPTION = re.compile(
    rf"{_LEAD}(?P<noun>[^\W\d_]{{3,20}})[ \t](?:(?:No|Nr)\.?[ \t])?(?P<label>\d{{1,2}}|[A-Z])"
    r"(?=[ \t]*(?:[.:|)*_\u2013\u2014]|-[ \t]|$)|[ \t]{2,}[A-Z])",
    re.MULTILINE,
)
# All that is judged counts from the first on.
_FIRST = rare_sign(
    r"(?m:^[ \t>#*_|\x{2022}-]{0,12}\pL{3,20}[ \t](?:(?:No|Nr)\.?[ \t])?"
    r"(?:1|A)(?:[ \t]*(?:[.:|)*_\x{2013}\x{2014}]|-[ \t]|$)|[ \t]{2,}[A-Z]))"
)
# Persons, places, times, grades and goods are counted as well, and so are the parts of laws and registers.
_WORLD = word_set(
    "act apartment applicant area attn band batch bay berth bidder bin block boiler book borehole "
    "borrower building buyer byelaw bylaw car category chambre channel claimant class classe company "
    "course day dear defendant directive director district dock drawing edition expert firm flat floor "
    "gate grade group groupe gruppe haus house investor invoice jahr jour klasse lecture lender lesson "
    "level logement machine member mode model mois monat month niveau number order page participant party "
    "patient period person phase phone pier pillar player plot pump quarter reactor region regulation "
    "release respondent road room round route rule sample scene scope seller semaine series session sheet "
    "shift ship site size specimen stage star state street stufe subject supplier tag tank team teil tel "
    "tenant tier title track truck trustee turbine type unit vehicle vendor verse version volume ward "
    "week well witness woche wohnung year zimmer zone"
)
# "Tab 2" is a tab where no full stop makes a table of it.
_OTHERS = (FAMILIES.keys() - DOTTED - {"item"}) | {"cl", "ex"}
_ENOUGH = 2


def captioned_series(subject: Signed) -> Mapping[str, frozenset[str]]:
    """Return the labels of each noun, in small letters, whose captions count from the first on."""
    if not _FIRST.occurs_in(subject):
        return {}
    found = defaultdict[str, list[str]](list)
    for match in match_lines(_CAPTION, subject.text):
        if match["noun"][0].isupper():
            found[match["noun"].lower()].append(match["label"])
    return {
        noun: frozenset(labels)
        for noun, labels in found.items()
        if noun not in _WORLD and noun not in _OTHERS and _counts(frozenset(labels))
    }


def _counts(labels: frozenset[str]) -> bool:
    return len(labels) >= _ENOUGH and len(set(map(style_of, labels))) == 1 and counts_from_first(labels)
