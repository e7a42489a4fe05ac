"""Placeholders that a text speaks of: quoted as words, or shown in a span of code."""

from __future__ import annotations

import re

from qa_service.checks.placeholders.numbers import line_around
from qa_service.checks.placeholders.prescribed import is_prescribed

CODE_SPAN = re.compile(r"(`+)[^`]+\1")
OPENING, CLOSING = "\"“„«‘'", "\"”“»’'"
BLANKS = "_.…"
LONGEST_LIST = 100
SPACES = " \u00a0\u202f"
# A noun that says that words are meant, and not what they stand for.
NAMED = re.compile(
    r"(?i)\b(?:words?|placeholders?|strings?|tokens?|tags?|markers?|fields?|masks?|phrases?|notations?|wordings?|legends?"
    r"|stamps?|inscriptions?|prompts?|buttons?|tabs?|icons?|menu items?|check ?box(?:es)?"
    r"|Schaltflächen?|Knopf|boutons?|onglets?|bot[oó]n|pulsante|knop"
    r"|Platzhaltern?|Feld(?:er)?|Wort|Wörter|Zeichenfolge|Eintrag|champs?|mots?|balises?|mentions?),? ?\Z"
)
# What names or looks for a quotation that is nothing but the placeholder.
LED = re.compile(
    r"(?i)\b(?:notes?|errors?|codes?|abbreviations?|acronyms?|entry|entries|cells?|texts?|labels?|letters|marks?|marked|labell?ed|writes?|wrote|written"
    r"|such as|like|for (?:example|instance),?|e\.g\.,?|in place of|instead of|bear(?:s|ing)?|stamped|endorsed"
    r"|(?:search\w*|look\w*|grep|filter\w*)(?: [\w-]+){0,3} for|finds?|replac\w+|contain\w*|types?|typed"
    r"|leaves?|left|(?:click|press|tap|klick|cliqu)\w*(?: on| auf| sur)?) \Z"
)
# What one sees on a screen: "the “[Insert Message]” button", "choose “[Add Date]” from the menu".
CONTROL = re.compile(
    r"(?i) (?:(?:radio|push|text|input|web|on-?screen|drop-?down) )?(?:buttons?|fields?|links?|hyperlinks?|tabs?|menus?"
    r"|menu items?|box|boxes|check-? ?box(?:es)?|tick-? ?box(?:es)?|icons?|keys?|options?|commands?|tiles?|toggles?"
    r"|prompts?|placeholders?|drop-?downs?|screens?|dialog(?:ue)?s?|watermarks?)\b"
)
CHOSEN = re.compile(r"(?i)\b(?:choos|select)\w* \Z")
FROM_MENU = re.compile(r"(?i) (?:from|in|on|under|at) (?:the|a|an|its|your)\b")
# Without quotation marks, nothing but a thing to press.
PRESSED = re.compile(r"(?i) (?:(?:radio|push) )?(?:buttons?|icons?|check-? ?box|tick-? ?box|drop-?down|menu item)\b")
# "a dimension shown as “TBD” or “XX”": how something is written, and what else it may be.
SHOWN_AS = re.compile(
    r"(?i)\b(?:shown|given|marked|entered|recorded|stated|described|designated|noted|listed|flagged|identified|reported"
    r"|treated|displayed|printed|written|read|coded|bezeichnet|gekennzeichnet|angegeben|indiqué\w*|marqué\w*|noté\w*)"
    r" (?:(?:on|in) (?:[\w-]+ ){1,4})?(?:only |merely |simply |either |still )?(?:as|with|by|als|mit|par|comme) \Z"
)
# "they may describe the ship as “TBN”"
SHOWS_AS = re.compile(
    r"(?i)\b(?:may|can|must|shall|will|should|to|who|which|we|they|you) (?:describe|show|mark|enter|record|state"
    r"|designate|note|list|identify|report|name|print|write)s? [^.;:\"“”„\n]{2,50} as \Z"
)
OTHERS_QUOTED = re.compile(r"(?:[\"“„«‘'][^\"“”„«»‘’'\n]{1,30}[\"”“»’'],?(?: or| and| oder| und| ou| et)? ){1,6}\Z")
# "entries still read “TBD” or “[insert]”": nobody leaves one gap twice, and says that it is still there.
STILL_READS = re.compile(
    r"(?i)\bstill (?:reads?|says?|shows?|contains?|bears?|has|have|carry|carries|states?|prints?)(?: only| just)? \Z"
)
MARK = (
    r"(?:\[(?:insert|enter|complete|tb[acd]|date|name|amount|to be \w+|[●•*_ x#?]+)\]|TB[ACDN]|[Xx]{2,}|\?{2,}|_{2,}"
    r"|N/A|DRAFT|[Tt]o be \w+)"
)
OR_MARK = re.compile(rf"(?i)(?:,? or |, )[\"“„«‘']{MARK}[\"”“»’']")
BEFORE_OR = re.compile(rf"(?i)[\"“„«‘']{MARK}[\"”“»’'](?:,? or |, )\Z")
READS = re.compile(r"(?i)\b(?:reads?|says?|said|shows?|showed|prints?|printed|displays?|displayed) \Z")
TOLD = re.compile(
    r"(?i) ?(?:means?|meant|indicates?|denotes?|appears?|stands? for|stood for|marks|still|where"
    r"|(?:is|are|was|were) (?:replaced|merely|left|still|searched)"
    r"|in (?:the |its |a |an )?(?:\w+ )?(?:cells?|columns?|logs?|fields?|templates?|drafts?)\b|must not|wird|bedeutet"
    r"|steht für|est remplac|signifie)\b"
)

# Words without quotation marks: "the abbreviation TBC means", "we write TBC".
UNQUOTED = re.compile(
    r"\b(?:abbreviation|acronym|marker|placeholder|letters|entry|entries"
    r"|marked|labelled|(?:[Ww]e|[Tt]hey|[Yy]ou) (?:write|enter|put|use)) \Z"
)
# "words in brackets such as [insert] or [date]"
LISTED = re.compile(
    r"(?i)\b(?:entries|brackets|placeholders|prompts|marks|markers|blanks|notes|words|labels|legends|tags|wording|text)\b"
    rf"[^.;:\n]{{0,20}}\b(?:such as|like|e\.g\.,?|for example,?|including) (?:{MARK}(?:,? or|,? and|,) ){{0,3}}\Z"
)
WRITTEN = re.compile(r"(?:write|enter|put|use|marked|labelled) \Z")


# A field that a program fills, and a text explains: "a tag such as {{name}}", "{{name}} is replaced by".
MACHINE_FIELD = re.compile(
    r"(?i)\b(?:fields?|tags?|placeholders?|variables?|tokens?|platzhaltern?|variablen?|champs?|balises?)[ ,:]"
    r"(?:(?:such as|like|called|named|wie|namens|comme|tel que) )?\Z|\b(?:such as|e\.g\.|z\. ?B\.) \Z"
)
NAMED_FIELD = re.compile(
    r"(?i)\b(?:the|a|das|im|le|la|each|this)(?: \w+)? (?:field|tag|placeholder|words?|feld|champ) \Z"
)
FILLED_IN = re.compile(
    r"(?i) (?:(?:is|are|gets?|will be|was|were)(?: then| always| automatically)? (?:replaced|filled|substituted|swapped"
    r"|merged|expanded|populated|resolved)|becomes|turns into|stands for|wird (?:durch|ersetzt|automatisch)"
    r"|est remplacée?)\b"
)
# What a letter is said to have held: 'it began "Dear {{name}}"'.
SAID_TO_HOLD = re.compile(
    r"(?i)\b(?:begins?|began|opens?|opened|starts?|started|headed|addressed|greeted|greeting|salutation"
    r"|subject(?: line)?|saying|begann|beginnt|anrede|commen[cç]ait)(?: with| as| to| mit| par)?[ ,:]*\Z"
)


def is_spoken_of(text: str, start: int, end: int) -> bool:
    """Tell whether a candidate stands in a span of code, or is quoted as words."""
    if text[start] in BLANKS:
        # Their judge has read their quotations.
        return text[max(0, start - 1) : start] == "`" and text[end : end + 1] == "`"
    before, after = line_around(text, start, end)
    if "`" in before and "`" in after and "`" in CODE_SPAN.sub("", before):
        return True
    if before.endswith("[") and after.startswith("]"):
        # Its bracket is a candidate of its own, and both are spoken of alike.
        return is_spoken_of(text, start - 1, end + 1)
    if text[start] in "Xx" and is_prescribed(text, start, end):
        return True
    opened, closed = before.rstrip(SPACES), after.lstrip(SPACES)
    if opened and opened[-1] in OPENING and closed and closed[0] in CLOSING:
        return _is_quoted(opened[:-1], closed[1:], text[start])
    if text[start].isalpha() and UNQUOTED.search(before):
        return TOLD.match(after) is not None or WRITTEN.search(before) is not None
    if LISTED.search(before[-LONGEST_LIST:]):
        return True
    if text[start] in "{<%$#@*«" and (MACHINE_FIELD.search(before[-40:]) or FILLED_IN.match(after)):
        return True
    if text[start] == "[" and (NAMED_FIELD.search(before[-40:]) or PRESSED.match(after)):
        return True
    if text[start] == "#" and READS.search(before):
        return True
    return _in_named_quotation(before, after)


def _is_quoted(lead: str, behind: str, first: str) -> bool:
    """Tell whether words around a quotation of a candidate alone are about the words: 'the word "XXX" in the log'."""
    if OR_MARK.match(behind) or BEFORE_OR.search(lead):
        return True
    if others := OTHERS_QUOTED.search(lead):
        lead = lead[: others.start()]
    if STILL_READS.search(lead) or CONTROL.match(behind) or (CHOSEN.search(lead) and FROM_MENU.match(behind)):
        return True
    if first not in "[<{" and any(told.search(lead) for told in (READS, SHOWN_AS, SHOWS_AS)):
        return True
    return (NAMED.search(lead) or LED.search(lead) or TOLD.match(behind)) is not None


def _in_named_quotation(before: str, after: str) -> bool:
    """Tell whether a candidate stands among words quoted as words: 'the words "Dear {{name}}"'."""
    if before.count('"') % 2 and '"' in after:
        at = before.rindex('"')
    elif before.rfind("“") > before.rfind("”") and "”" in after:
        at = before.rindex("“")
    else:
        return False
    return NAMED.search(before[:at]) is not None or SAID_TO_HOLD.search(before[:at]) is not None
