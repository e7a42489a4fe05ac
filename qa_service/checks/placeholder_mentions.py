"""Placeholders that a text speaks of: quoted as words, or shown in a span of code."""

from __future__ import annotations

import re

from qa_service.checks.placeholder_numbers import line_around

CODE_SPAN = re.compile(r"(`+)[^`]+\1")
OPENING, CLOSING = "\"“„«‘'", "\"”“»’'"
# A noun that says that words are meant, and not what they stand for.
NAMED = re.compile(
    r"(?i)\b(?:words?|placeholders?|strings?|tokens?|tags?|markers?|fields?|masks?|phrases?|notations?|wordings?"
    r"|Platzhaltern?|Feld(?:er)?|Wort|Wörter|Zeichenfolge|Eintrag|champs?|mots?|balises?|mentions?),? ?\Z"
)
# What names or looks for a quotation that is nothing but the placeholder.
LED = re.compile(
    r"(?i)\b(?:notes?|errors?|codes?|abbreviations?|acronyms?|entry|entries|cells?|texts?|labels?|letters|marks?|marked|labell?ed|writes?|wrote|written"
    r"|such as|like"
    r"|(?:search\w*|look\w*|grep|filter\w*)(?: [\w-]+){0,3} for|finds?|replac\w+|contain\w*|types?|typed"
    r"|leaves?|left) \Z"
)
READS = re.compile(r"(?i)\b(?:reads?|says?|said|shows?|showed|prints?|printed|displays?|displayed) \Z")
TOLD = re.compile(
    r"(?i) ?(?:means?|meant|stands? for|stood for|marks|(?:is|are|was|were) (?:replaced|merely|left|still"
    r"|searched)|still|where"
    r"|in (?:the |its |a |an )?(?:\w+ )?(?:cells?|columns?|logs?|fields?|templates?|drafts?)\b|must not|wird|bedeutet"
    r"|steht für|est remplac|signifie)\b"
)

# Words without quotation marks: "the abbreviation TBC means", "we write TBC".
UNQUOTED = re.compile(
    r"\b(?:abbreviation|acronym|marker|placeholder|letters|entry|entries"
    r"|(?:[Ww]e|[Tt]hey|[Yy]ou) (?:write|enter|put|use)) \Z"
)
WRITTEN = re.compile(r"(?:write|enter|put|use) \Z")


def in_span_of_code(text: str, start: int, end: int) -> bool:
    """Tell whether a span of code in Markdown holds a candidate: what stands there is quoted as subject matter."""
    before, after = line_around(text, start, end)
    return "`" in before and "`" in after and "`" in CODE_SPAN.sub("", before)


def is_mentioned(text: str, start: int, end: int) -> bool:
    """Tell whether a candidate is quoted as words: 'the word "XXX" in the log', 'the words "Dear {{name}}"'."""
    before, after = line_around(text, start, end)
    opened = before.rstrip(" \u00a0\u202f")
    if opened[-1:] in OPENING and opened and after.lstrip(" \u00a0\u202f")[:1] in CLOSING and after:
        lead, behind = opened[:-1], after.lstrip(" \u00a0\u202f")[1:]
        if text[start] not in "[<{" and READS.search(lead):
            return True
        return (NAMED.search(lead) or LED.search(lead) or TOLD.match(behind)) is not None
    if text[start].isalpha() and UNQUOTED.search(before):
        return TOLD.match(after) is not None or WRITTEN.search(before) is not None
    return _in_named_quotation(before, after)


def _in_named_quotation(before: str, after: str) -> bool:
    """Tell whether a candidate stands among words that the text quotes as words."""
    if before.count('"') % 2 and '"' in after:
        at = before.rindex('"')
    elif before.rfind("“") > before.rfind("”") and "”" in after:
        at = before.rindex("“")
    else:
        return False
    return NAMED.search(before[:at]) is not None
