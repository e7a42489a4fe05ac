"""What those who draft a text tell each other between brackets: questions, doubts, sums still to be done."""

from __future__ import annotations

import re

from qa_service.checks.placeholders.numbers import counts, line_around
from qa_service.checks.placeholders.orders import TASKS
from qa_service.checks.placeholders.words import CALENDAR, EDITORIAL, FIELDS, OTHER_FIELDS, SPEAKERS, WITHHELD

WORD = re.compile(r"[^\W\d_]+(?:['’][^\W_]+)*")
# A shorter question may be a doubtful reading: "[Harris?]".
LEAST_ASKED, LEAST_NOTED = 3, 3
# "[completion date + 10 working days]"
SUM = re.compile(
    r"(?i)\b(?:date|day|today|now|deadline|completion|signing|closing|start|end|datum|heute|tag|fecha|hoy|jour)\b"
    r"[^\d]{0,20}(?:[+–−-]|\bplus|\bminus|\bless)\s?\d+"
)
# "[KM – is 30 days right?]": who asks, and then what.
SIGNED_BY = re.compile(r"\s*@?(?:[A-Z]{2,3}|[A-Z]\.? ?[A-Z]\.)\s?[–—:,-]+\s")
# How nobody writes in a text that is finished.
SPOKEN = re.compile(
    rf"(?i)\A\s*@?(?-i:[A-Z]{{2,3}}) to [a-z-]+ (?:this|these|here)\b"
    r"|\A\s*(?:maybe|ask|check|chase)\b|\b(?:pls|hmm?|tb[acd]|not sure"
    r"|I think|I['’]m|I['’]ve|let['’]s|don['’]t|won['’]t|can['’]t|isn['’]t"
    rf"|doesn['’]t|didn['’]t)\b|(?:[.;?!]|\s[–—-])\s+(?:{TASKS}|check)\b"
)
OPENS_NOTE = re.compile(
    r"(?i)\s*(?:needs?\b(?! not\b)|still (?:need|wait|to\b|miss|open)\w*|hmm?\b|(?:I|we)(?: still|['’]ll)? (?:need"
    r"|have to|must ask|should|could)\b|someone\b|somebody (?:should|to|must)\b|can (?:someone|somebody|we)\b"
    r"|à voir\b"
    r"|rücksprache\b|mit \w+ (?:klären|abstimmen)\b|wer (?:macht|klärt|liefert|weiß)\b|overleg(?:gen)? met\b)"
)
# "[source? Petra's email says four]"
ASKED_FIRST = re.compile(r"\s*[^\W\d_]{3,}\?\s[^?]*[a-z]")
# What other languages say of what is not there; a page may be lost.
MISSING = re.compile(
    r"(?i)\b(?:fehl(?:t|en)|faltan?|manqu(?:e|ent)|ontbre(?:ekt|ken)|manca(?:no)?|puuttu(?:u|vat)|saknas|mangler"
    r"|brak(?:uje)?|chyb[íi])\b"
)
LOST = re.compile(r"(?i)\b(?:seiten?|bl[aä]tt\w*|wort|wörter|zeilen?|pages?|páginas?|lignes?|mots?|woord\w*|regels?)\b")
# What a sentence cannot end with, and how it goes on behind what is lacking.
LACKS = re.compile(
    r"(?:\b(?:of|at|by|for|from|with|on|until|about|between|under|von|mit|bei|für|de|du|par|pour|con) |[$£€])\Z"
)
GOES_ON = re.compile(r"[.,;:)]|\s*(?:\n|\Z)|\s(?:of|and|or|in|on|at|for|to|per|plus|und|et|y|en|[a-z]+s)\b")
MOST_WORDS = 5
ADDED = frozenset(
    ("not", "more", "less", "then", "now", "so", "about", "some", "all", "both", "what", "which", "who", "said")
)
# Figures that parties agree on stand behind these, the number of a source behind what it says.
AGREED = re.compile(
    r"(?i)\b(?:within|of|than|least|most|every|for|is|be|exceed|exceeding|to|binnen|von|innert|sous|de) \Z"
)
# An interview prints its questions so: "[Why did you leave?] I was ill."
ANSWERED = re.compile(r"[ \t]*[A-Z“\"]")

# "Priya to confirm", "to be supplied", "tbc"
TO_DO = re.compile(
    r"(?i)^(?:[\w.&'’]+ ){0,3}to (?:be )?[a-z]{3,}|\btb[acd]\b|\?$|\b(?:folgt|nachtragen|nachreichen|ergänzen|einfügen"
    r"|à (?:compléter|confirmer|préciser|fournir)|por (?:confirmar|definir)|invullen|aanvullen)\b"
)
ASKED_VALUE = re.compile(r"([^\W\d_]+) ?\?(?=\s|\Z)")
DEFERRED_VALUE = re.compile(r"((?:[^\W\d_]+ ){1,3})to be \w+")
VALUE_LED = re.compile(
    r"(?i)(?:\b(?:by|on|is|are|was|of|at|from|until|about|am|bis|vom|um|beträgt|ist|war|le|est|de|du|au|el|es|del|op|van|voor"
    r"|il|è)|[:|])[* ]*\Z"
)


def is_query(text: str, start: int, end: int) -> bool:
    """Whether words between brackets, outside a quotation, are a question or a remark among those who draft."""
    content = text[start + 1 : end - 1]
    words = [word.lower() for word in WORD.findall(content)]
    if not words or words[0] in SPEAKERS or words[0] in ("question", "answer"):
        return False
    if len(words) > 1 and text[max(0, start - 1) : start] in ("$", "£", "€"):
        return True
    if SUM.search(content) or ASKED_FIRST.match(content):
        return True
    if words[0] in EDITORIAL and words[0] not in ("i", "we"):
        return False
    if _is_missing(content):
        return True
    if len(words) >= LEAST_NOTED and (OPENS_NOTE.match(content) or SPOKEN.search(content)):
        return not WITHHELD.intersection(words)
    if _fills_gap(text, start, end, words):
        return True
    if len(words) < LEAST_ASKED or "?" not in content:
        return False
    return SIGNED_BY.match(content) is not None or not _is_interviewers(text, start, end)


def _is_interviewers(text: str, start: int, end: int) -> bool:
    before, after = line_around(text, start, end)
    return (not before.strip(" \t*_-") or before.rstrip(" *").endswith(":")) and (
        not after.strip() or ANSWERED.match(after) is not None
    )


def _fills_gap(text: str, start: int, end: int, words: list[str]) -> bool:
    """Whether a sentence lacks what the words say, as in "a sample of [sample size] cows": they are no addition."""
    if not 1 < len(words) <= MOST_WORDS or not text[start + 1].islower() or words[0].endswith("ly"):
        return False
    led = LACKS.search(text, max(0, start - 12), start)
    return (
        led is not None
        and words[0] not in ADDED
        and WITHHELD.isdisjoint(words)
        and GOES_ON.match(text, end) is not None
    )


def _is_missing(content: str) -> bool:
    return MISSING.search(content) is not None and LOST.search(content) is None


def is_unsettled(text: str, start: int, end: int) -> bool:
    """Whether a figure between brackets is one that is not agreed yet: "within [14] days"."""
    led = AGREED.search(text, max(0, start - 12), start)
    return text[end : end + 1] == "%" or (led is not None and counts(text, start, end))


def is_part_of_date(text: str, start: int, end: int) -> bool:
    """Whether a day, month or year is asked for in another language; at the head of a column it is a unit."""
    return text[start + 1 : end - 1].strip().lower() in CALENDAR and "|" not in line_around(text, start, end)[0]


def stands_for_value(content: str, before: str) -> bool:
    """Read "(date – Ewan to fill in)", where words before ask for a value or those behind the dash for a deed."""
    if asked := ASKED_VALUE.match(content):
        return _names_value([asked[1].lower()])
    if deferred := DEFERRED_VALUE.match(content):
        return VALUE_LED.search(before) is not None and _names_value(deferred[1].lower().split())
    label, _, rest = re.sub(r"\s?[–—:]\s|\s-\s", "\0", content, count=1).partition("\0")
    words = [word.lower() for word in WORD.findall(label)]
    if not words or not rest or not _names_value(words):
        return False
    return TO_DO.search(rest) is not None or (VALUE_LED.search(before) is not None and not re.search(r"\d", rest))


def _names_value(words: list[str]) -> bool:
    head = words[
        : next((at for at, word in enumerate(words) if at and word in ("of", "for", "des", "der", "du")), None)
    ]
    return head[-1] in FIELDS or head[-1] in OTHER_FIELDS or head[0] in OTHER_FIELDS or head[-1] in CALENDAR
