"""Places in the entries of lists of sources: "References: (1) Guide to sampling, section 8; (2) …, Table 4"."""

from __future__ import annotations

import re
from collections.abc import Sequence

from qa_service.checks.references.emphasis import unmarked

_READ = r"(?:seen|read|reviewed|considered|consulted|examined|inspected|cited|used|relied\s(?:up)?on)"
_SOURCES = (
    r"(?:(?:list|table)\sof\s)?(?:(?:normative|related|further|key|other|main)\s)?"
    rf"(?:references?(?:\slist)?|(?:works|cases|documents?|materials?|papers|literature|authorities|sources?)\s{_READ}|"
    r"(?:applicable|reference|related)\sdocuments|bibliography|literature|authorities|sources?(?:\sof\sinformation)?|"
    r"(?:further|recommended)\sreading|(?:rechts|text)?quellen?(?:verzeichnis|angaben)?|literatur(?:verzeichnis|hinweise)?|"
    r"bibliographi?e|r\u00e9f\u00e9rences|bibliograf[\u00eda]a|referencias|fuentes?|fonti?|riferimenti|bronn?en|literatuur)"
)
_HEAD = re.compile(
    r"^[ \t>#*_|]*(?:(?:Appendix|Annex(?:e|ure)?|Schedule|Part|Anlage|Anhang|Bijlage)\s\w{1,4}[*_]*[.:]?"
    rf"(?:\s[\u2013\u2014-])?[ \t]+[*_]*)?(?:\d{{1,2}}(?:\.\d{{1,2}})?\.?[ \t]+)?{_SOURCES}"
    r"(?:(?P<line>[*_]*:[*_]*[ \t]+(?=\S))|[*_: \t]*$)",
    re.IGNORECASE | re.MULTILINE,
)
_NEXT_HEAD = re.compile(
    r"^(?:#{1,6}[ \t]|\*\*[^*\n]+\*\*[ \t:]*$|[A-Z][A-Z ]{5,60}$|(?:Appendix|Annex|Exhibit|Schedule)\b)", re.MULTILINE
)
# Where an entry begins on its line, and what stands before the place in the work that it names.
_ENTRY = re.compile(r"[;|]|\(\d{1,2}\)|(?<=\s)\[\d{1,3}\]|:\s")
_PLACE = re.compile(r"[.,:(\])]\s?(?:(?:at|see|in)\s)?\Z")
_LONGEST, _LONGEST_LIST = 300, 6000


def source_lists(text: str) -> Sequence[tuple[int, int]]:
    """Return where the lists of sources stand, each below its heading or behind its word on one line."""
    return [(head.end(), _end(text, head)) for head in _HEAD.finditer(text)]


def _end(text: str, head: re.Match[str]) -> int:
    if head["line"]:
        end = text.find("\n", head.end())
        return end if end >= 0 else len(text)
    last = min(len(text), head.end() + _LONGEST_LIST)
    following = _NEXT_HEAD.search(text, head.end() + 1, last)
    return following.start() if following else last


def is_place_in_source(text: str, start: int, lists: Sequence[tuple[int, int]]) -> bool:
    """Tell whether a reference stands in an entry of such a list behind the title of a work."""
    within = next((begin for begin, end in lists if begin <= start < end), None)
    if within is None:
        return False
    line = max(within, text.rfind("\n", 0, start) + 1, start - _LONGEST)
    entry = unmarked(_ENTRY.split(text[line:start])[-1])
    return len(entry.split()) > 1 and _PLACE.search(entry) is not None
