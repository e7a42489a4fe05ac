"""Words beside a reference that say that its paper is attached to this text: "annexed hereto as Exhibit C"."""

from __future__ import annotations

import re

from qa_service.documents.references.labels import line_start

_DONE = r"(?:attached|annexed|appended|affixed|enclosed|subjoined)"
_HERE = r"(?:hereto|herewith|hereunder|below|to\sthis\s(?:[A-Z]\w+|document|letter))"
# "and incorporated herein by reference", "and marked": what else is done with the paper before it is named.
_ALSO = (
    r"(?:,?\s(?:and\s)?(?:made\sa\spart\shereof|incorporated\sherein(?:\sby\s(?:this\s)?reference)?|marked|labell?ed|"
    r"designated|identified|numbered))"
)
_AFTER = re.compile(
    rf"[\u201d\"')*_]*(?:\s\([^()\n]{{1,60}}\))?(?:,?\s\(?(?:(?:which|that)\s)?(?:(?:is|are)\s)?(?:a\scopy\sof\swhich\sis\s)?"
    rf"(?:as\s)?{_DONE}(?:\s{_HERE}|(?=[),.;:]|\sand\s(?:incorporated|made)\b|\sat\sthe\s(?:end|back|foot)\b)))",
    re.IGNORECASE,
)
_BEFORE = re.compile(
    rf"\b{_DONE}(?P<here>\s{_HERE})?{_ALSO}{{0,2}}\s"
    r"(?:(?:as|at|in|on|under|by\sway\sof|marked)\s(?:the\s)?)?[\u201c\"'(*_]{0,3}\Z",
    re.IGNORECASE,
)
# What may yet come, or need not: "to be attached as Exhibit C", "Exhibit C hereto, if any".
_COMING = re.compile(
    r"\b(?:(?:to|may|shall|will|must|can|should)\s(?:later\s|then\s|also\s)?be\s(?:later\s|then\s|mutually\s)?"
    r"(?:attached|annexed|appended|added)|to\sbe\s(?:mutually\s)?agreed|not\s(?:attached|annexed)|omitted)\b",
    re.IGNORECASE,
)
_IF_ANY = re.compile(
    r"[^.;\n]{0,25}?\b(?:if\s(?:any|so\sattached|attached|applicable)|(?:where|as)\sapplicable|where\sattached)\b",
    re.IGNORECASE,
)
_ANY = re.compile(r"\b(?:any|each|every|no|such|an?|further|additional|future|other)\s\Z", re.IGNORECASE)
_FAR, _NEAR = 110, 90


def is_attached(text: str, start: int, end: int, *, plainly: bool = False) -> bool:
    """Tell whether the words around the reference between these places say that it is attached to this text.

    They do so ``plainly`` where nothing behind can make it another text's: "attached hereto as Exhibit C".
    """
    if _AFTER.match(text, end) is not None:
        return True
    before = _BEFORE.search(text, max(0, start - _FAR), start)
    return before is not None and not (plainly and before["here"] is None)


def is_left_open(text: str, start: int, end: int) -> bool:
    """Tell whether the words around say that the paper may be missing or is still to come."""
    line = line_start(text, start, _NEAR)
    behind = text.find("\n", end, end + _NEAR)
    if _ANY.search(text, max(0, start - 14), start) or _IF_ANY.match(text, end):
        return True
    return _COMING.search(text, line, behind if behind >= 0 else end + _NEAR) is not None
