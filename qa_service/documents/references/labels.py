"""Labels of numbered parts: "Exhibit A" over a page, "Table 2. Readings", a list of exhibits, a note at the end."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

from qa_service.documents.references.lines import Lines
from qa_service.documents.references.numbers import family_of

Label = tuple[int, str, str]
"""Offset, family and the number as printed."""

MAX_LISTED = 200
_KIND = (
    r"Schedule|Exhibit|Annex(?:ure|e)?|Appendix|Attachment|Enclosure|Table|Figure|Fig\.?|Chart|Box|Photo(?:graph)?|Foto|"
    r"Equation|Chapter|Part|Anlage|Anhang|Beilage|Tabelle|Abbildung|Kapitel|Teil|Tableau|Chapitre|Anexo|Allegato|"
    r"Plate|Step|Condition|Recommendation|Empfehlung|Bijlage|Tabla|Tabella|Figura|Figuur|(?:Abb|Tab|Anl|App|Ex|Sched)\."
)
_NUMBER = r"\d{1,3}(?:[.-]\d{1,3})?[A-Z]?|[IVXLC]{1,7}|[A-Z](?:[-.]?\d{1,2})?"
_GAP = r"(?:[ \t\xa0]+(?:No\.?[ \t]*|Nr\.?[ \t]*|n[°º][ \t]*)?|(?<=\.)|[-_])"
_LINE_LABEL = re.compile(
    r"^[ \t>*#_|\[\u201c\"+\u2022\u25cf\u25aa\u25e6\u2013-]*+"
    r"(?:\(?\d{1,2}[.)][ \t]+|\d{1,2}\.\d{1,2}[ \t]+(?=\w+[ \t]\w+:))?[*_\[\u201c\"]*"
    rf"(?P<kind>{_KIND}){_GAP}[*\u201c\"]*"
    rf"(?P<number>{_NUMBER})\**(?=[\s.:,;()|\]\u2014\u2013\u201d\"*_-]|$)",
    re.IGNORECASE | re.MULTILINE,
)
_LABEL = re.compile(
    rf"\b(?P<kind>{_KIND}){_GAP}(?P<number>{_NUMBER})\b(?=[ \t]*(?:[:;,.|()\u2014\u2013-]|and\b|$))",
    re.IGNORECASE | re.MULTILINE,
)
_PLURAL = (
    r"Exhibits|Schedules|Annex(?:ure|e)?s|Appendices|Attachments|Enclosures|Tables|Figures|Photo(?:graph)?s|Charts|"
    r"Anlagen|Anhänge|Beilagen|Tabellen|Abbildungen|Tableaux|Allegati|Anexos|Bijlagen"
)
# A list of exhibits on one line, or under its title.
_LISTING = re.compile(
    rf"^[ \t>*#_\u2022-]*(?:(?:list|index)[ \t]+of[ \t]+)?(?P<kind>{_PLURAL})(?:[ \t]+(?:attached|enclosed))?\**[ ]?:"
    r"\**[ \t]*(?=\S)",
    re.IGNORECASE | re.MULTILINE,
)
_LISTED = re.compile(
    r"(?:^|[;,\n]|\band\b)[ \t]*(?P<number>[IVX]{1,5}|[A-Z]|\d{1,2})(?=[ \t]*(?:[:(=.;,\u2014\u2013-]|$|and\b))",
    re.MULTILINE,
)
_FIRST_LISTED = re.compile(r"(?P<number>[IVX]{1,5}|[A-Z]|\d{1,2})(?=[ \t]*[:(=.;,\u2014\u2013-]|[ \t]*$)", re.MULTILINE)
_LIST_TITLE = re.compile(
    r"^[ \t>*#_]*(?:\d{1,2}(?:\.\d{1,2})?\.?[ \t]+)?(?:(?:list|index|table|log)[ \t]+of[ \t]+)?"
    rf"(?P<kind>{_PLURAL}|(?:Exhibit|Appendix|Annex|Figure|Attachment)[ \t]+(?:list|index|log))[ \t:*_]*$",
    re.IGNORECASE | re.MULTILINE,
)
_LIST_ITEM = re.compile(
    rf"[ \t>*|\u2022\u2013-]*+(?:(?:{_KIND})[ \t]+)?\**(?P<number>\d{{1,2}}(?:[.-]\d{{1,2}})?|[IVX]{{1,4}}|[A-Z])\**"
    r"[ \t]*(?:[.):|\t\u2014\u2013-]|$)",
    re.IGNORECASE,
)
_NOTE = re.compile(r"^[ \t]*(?:\[\^(?P<marked>\d{1,4})\]:|\[(?P<boxed>\d{1,4})\][ \t]+\S)", re.MULTILINE)
_NOTES_TITLE = re.compile(r"^[ \t>*#_]*(?:notes|footnotes|endnotes|fußnoten|anmerkungen)[ \t:*_]*$", re.I | re.M)
BROKEN_LINE = re.compile(r"[a-z,]\s*\Z|\b(?:Sections?|Clauses?|Articles?|and|or|of|to)\s*\Z")
LEADING = re.compile(
    r"(?:\b(?:see|in|to|of|and|or|the|under|per|from|by|with|as|is|are|at|on|this|that|also|both|e\.g\.|i\.e\.|"
    r"nach|gem\u00e4\u00df|siehe|und|\u00e0|de|voir|et)|[,(§])\s*\Z",
    re.IGNORECASE,
)
# A sentence goes on: a verb, a preposition or an adverb in small letters.
_PROSE = re.compile(
    r"[\s,]+(?:shows?|is|are|was|were|sets?|gives?|lists?|and|or|of|to|attached|hereto|shall|will|in|has|have|contains?|"
    r"provides?|may|must|does|that|which|above|below|as|for|on|ist|sind|wird|zeigt|enthält|regelt|gilt|bevat|contient|contiene|und|est|sont|et|à)\b"
)
_SMALL_WORD = re.compile(r"[\s]+[^\W\dA-Z_]")
_ONLY_LABELS = re.compile(r"(?:[\s,;|&.]|and\b)*\Z")


def match_at(pattern: re.Pattern[str], text: str, starts: Sequence[int]) -> Iterator[re.Match[str]]:
    """Yield the matches at these places, without overlaps."""
    reach = 0
    for start in starts:
        if start >= reach and (found := pattern.match(text, start)):
            yield found
            reach = found.end()


def captions(lines: Lines) -> Iterator[re.Match[str]]:
    """Yield the labels that begin a line and name a part there, with their groups "kind" and "number"."""
    text, below = lines.text, -1
    for match in match_at(_LINE_LABEL, text, lines.named):
        if _is_caption(text, match, listed=match.start() == below):
            yield match
            below = line_end(text, match.end()) + 1


def is_index(lines: Lines) -> bool:
    """Tell whether most lines of a text name a part each, as in a list of exhibits."""
    written = sum(1 for line in lines.text.splitlines() if line.strip())
    named = sum(1 for _ in match_at(_LINE_LABEL, lines.text, lines.named))
    return named > 0 and 2 * named >= written


def find_labels(lines: Lines, *, index: bool = False) -> Iterator[Label]:
    """Yield the labelled parts of a text; with ``index`` every part that the text names exists."""
    text, named = lines.text, lines.named
    for match in captions(lines):
        yield match.start(), family_of(match.group("kind")), match.group("number")
        yield from _more_on_line(text, match)
    if index:
        yield from (_label(match) for match in _LABEL.finditer(text))
    for match in match_at(_LISTING, text, named):
        yield from _listed_on_line(text, match)
    for match in match_at(_LIST_TITLE, text, named):
        yield from _listed_below(text, match.end(), family_of(re.split(r"[ \t]", match.group("kind"))[0]))
    for match in match_at(_NOTE, text, lines.numbered):
        yield match.start(), "footnote", match.group("marked") or match.group("boxed")
    for match in match_at(_NOTES_TITLE, text, named):
        yield from _listed_below(text, match.end(), "footnote")


def _label(match: re.Match[str]) -> Label:
    return match.start(), family_of(match.group("kind")), match.group("number")


def line_end(text: str, at: int) -> int:
    """Return where the line ends that ``at`` lies in."""
    end = text.find("\n", at)
    return end if end >= 0 else len(text)


def line_start(text: str, at: int, reach: int) -> int:
    """Return where the line begins that ``at`` lies in, but no place more than ``reach`` before it."""
    near = max(0, at - reach)
    return max(text.rfind("\n", near, at) + 1, near)


def _is_caption(text: str, match: re.Match[str], *, listed: bool) -> bool:
    """Tell whether a label that begins a line names a part, rather than goes on with a sentence.

    A line right below another label is ``listed``.
    """
    line = text.rfind("\n", 0, match.end()) + 1
    apart = listed or text[max(0, line - 2) : line] == "\n\n" or line == 0
    if not apart and LEADING.search(text, max(0, line - 12), line):
        return False
    rest = text[match.end() : min(match.end() + 200, line_end(text, match.end()))]
    bare = rest.lstrip(' *_\u201d"')
    if not rest.strip(' .:*_|)\u201d"-\u2013\u2014]') or bare[:1] in ":\u2013\u2014|\t":
        return True
    if not apart and BROKEN_LINE.search(text, max(0, line - 14), line) and bare[:1] not in "-(.":
        return False
    return _only_labels(text, match) if rest[:1] == "," else rest[:1] not in ";)" and not _goes_on(text, match, rest)


def _goes_on(text: str, match: re.Match[str], rest: str) -> bool:
    """A small word behind the number goes on with a sentence; in a list of parts it is what the part is about."""
    if _PROSE.match(rest):
        return True
    listed = text[match.start() : match.start("kind")].strip(" \t>*#_") != ""
    return not listed and _SMALL_WORD.match(rest) is not None and rest.rstrip().endswith(".")


def _only_labels(text: str, match: re.Match[str]) -> bool:
    line = text[match.start("kind") : line_end(text, match.start("kind"))]
    return _ONLY_LABELS.match(_LABEL.sub("", line + " ")) is not None


def _more_on_line(text: str, match: re.Match[str]) -> Iterator[Label]:
    """Yield further labels on the line of a caption: "Exhibit 1: photos; Exhibit 2: report"."""
    for other in _LABEL.finditer(text, match.end(), line_end(text, match.end())):
        before = text[max(0, other.start() - 6) : other.start()].rstrip("*_")[-3:]
        if before.rstrip()[-1:] in (";", "|", ",", ".", "\u2022", "") or before.endswith(("\t", "  ")):
            yield _label(other)


def _listed_on_line(text: str, match: re.Match[str]) -> Iterator[Label]:
    end, family = line_end(text, match.end()), family_of(match.group("kind"))
    for item in _LISTED.finditer(text, match.end(), end):
        yield item.start(), family, item.group("number")
    if first := _FIRST_LISTED.match(text, match.end(), end):
        yield first.start(), family, first.group("number")
    yield from (_label(label) for label in _LABEL.finditer(text, match.end(), end))


def _listed_below(text: str, at: int, family: str) -> Iterator[Label]:
    at += 1
    for _ in range(MAX_LISTED):
        end = line_end(text, at)
        item = _LIST_ITEM.match(text, at, end)
        if item and text[at:end].strip():
            yield item.start(), family, item.group("number")
        elif text[at:end].strip() and not text[at:end].lstrip().startswith("|"):
            return
        if end >= len(text):
            return
        at = end + 1
