"""Judges of markers, crosses and masks that stand without brackets.

A judge takes the text and the span of a candidate and tells whether it is a placeholder.
"""

from __future__ import annotations

import re

from qa_service.checks.placeholders.brackets import WORD
from qa_service.checks.placeholders.numbers import MEASURES, UNIT_SIGNS, counts_plural, line_around
from qa_service.checks.placeholders.words import FIELDS, OTHER_FIELDS
from qa_service.documents.searching.word_sets import word_set

BEFORE_NAMES = word_set(
    "Dear Mr Mrs Ms Dr Messrs Attn To From By For At In Of On The Between And Re Herr Herrn Frau Company Client"
    " Customer"
)
FIELD_LIKE = re.compile(r"[a-z][A-Z]|[A-Za-z]\d+\Z")
ENDS = re.compile(r"\s*(?:[.;)|\]\t*]|$)")
OTHER_LEAD = re.compile(r"(?:[:|(\[\t]\**|\s[–—-]|\b(?:ist|sind|wird|werden|est|reste|sont|queda|is|zijn|è)) ?\Z")
TOLD_AFTER = re.compile(r"\s?:")
# "Status: draft, "
STATUS_LEAD = re.compile(r"(?:^|[:–—-](?: [^:.;|]{1,30}[,–—-])?) ?\Z")
# Crosses grade drinks, and brands are named by them.
GRADED = re.compile(
    r"(?i)\s+(?:(?:double|imperial|oatmeal|milk|pale|dark) )?(?:stout|ale|beer|gin|rum|lager|porter|bitter|tequila"
    r"|vodka|whiske?y|cider|mints?|films?|movies?|videos?|cinemas?|corps|army|congress)\b"
)
BRANDED = re.compile(r"(?i)\b(?:brands?|trade ?marks?|marks?|labels?|logos?|band|film)(?: name)?\s+[\"“‘']?\Z")
# A card number of which the last four digits are shown.
FOURS = re.compile(r"(?:[Xx]{4}[ -]){1,3}\d{4}\b")
MASKING = re.compile(r"(?i)\bmask\w*(?: \w+)? \Z")
# "xxx-xx-xxxx (masked)"
MASKED = re.compile(
    r"(?i)[-xX*. ]{0,24}[\s([–—,-]{1,3}(?:name )?(?:masked|redacted|anonymi[sz]ed|withheld|maskiert|geschwärzt|masqué)"
)
_TOLD_WITHIN = 80
RATED = re.compile(r"\b(?:rated|rating of) [\"\u201c'\u2018]?\Z")
# Two runs divided by a stroke are no Roman numbers: "XXX/XX".
DIVIDED = re.compile(r"[/-][Xx]{2}")
KARYOTYPE = re.compile(r"4[5-9],X+")
FACTOR = re.compile(
    r"(?i)[ -](?:fast|slow|more|less|larg|small|high|low|bigg|cheap|long|short|great|bett|magnif|zoom|speed|improv|as "
    r"|the |over|increase|gain|objective|leverage|return|revenue|earnings|coverage|oversampl)"
)
MAGNIFIED = re.compile(r"(?i)\b(?:magnif\w+|zoom\w*|enlarged?)\b")
# A round number may be a factor, so words must show that it is a year.
YEAR_LED = re.compile(
    r"(?:\b(?i:in|since|until|till|during|years?|FY|before|after|im|seit|bis|Jahre?|en|depuis|of|January"
    r"|February|March|April|May|June|July|August|September|October|November|December|Q[1-4])|[–/-]) ?\Z"
)
NAN_MEASURED = re.compile(rf"\s?%|\s(?:{MEASURES}|{UNIT_SIGNS})(?!\w)")
NAN_ALONE = re.compile(r"(?:^|[|:\t])[ \t*]*\Z")
VOLUME_LED = re.compile(
    r"(?:[Vv]ol(?:ume|s)?\.?|[Bb]ook|[Cc]hapter|[Pp]art|[Tt]itle|[Ss]ection|[Aa]rticle|[Bb]and|[Tt]ome) \Z"
)
SEXED = 150
NAME_BEHIND = re.compile(r"\s?[A-Z]")
# "TODO, DOING or DONE" are states of a task, and a list of tasks is no task.
AMONG_STATES = re.compile(
    r"(?:, [A-Z]{3,}){0,6},? (?:and|or|und|oder|et|ou) [A-Z]{3,}\b|, [A-Z]{3,}, [A-Z]{3,}\b| (?:lists?|items?)\b"
)
# What is traded before it is known: "TBA (to-be-announced) mortgage-backed securities".
TRADED = re.compile(
    r"(?i)(?: ?\(to[- ]be[- ]announced\))?[ -](?:\w+[ -]){0,2}(?:markets?|mortgage|securit\w+|trad\w+|MBS|pools?"
    r"|contracts?|forwards?|transactions?|eligible|pass-?throughs?)\b|(?-i: ?\(to-be-announced\))"
)
FIRM = re.compile(
    r"\s+(?:[A-Z][\w&'’-]+\s+){0,3}(?:Bank|Corp|Inc|Ltd|LLC|LLP|Pte|Pty|Group|Holdings|Limited|Company|Plc|"
    r"plc|GmbH|AG|SA|NV|BV|Partners|Associates)\b"
)


def always(text: str, start: int, end: int) -> bool:
    """Keep every candidate."""
    return True


# What is said of what stands here.
STATED = re.compile(r"\s(?:is|are|was|were|has|have|can|may|will|shall|must|does|do)\b")


# "We do not print the whole number here for your safety."
TOLD_HERE = re.compile(r"\b(?:not|never|can|could|will|would|we|they|he|she|I)\s(?:\w+\s){0,3}\Z")


def whole(text: str, start: int, end: int) -> bool:
    """Keep what cuts no word."""
    before, after = text[max(0, start - 1) : start], text[end : end + 1]
    return not (before.isalnum() or before == "_" or after.isalnum() or after == "_")


def filler(text: str, start: int, end: int) -> bool:
    """ "Name here", "the name goes here", but not "the content here is licensed"."""
    told = TOLD_HERE.search(text, max(0, start - 40), start)
    return whole(text, start, end) and STATED.match(text, end) is None and told is None


def not_discussed(text: str, start: int, end: int) -> bool:
    """Filler text, unless something is said of it: "dummy text is used in tests"."""
    return STATED.match(text, end) is None


def marker(text: str, start: int, end: int) -> bool:
    """TBD, TBC …: a word of its own, and not the name of a firm."""
    if text[start] == "N" and text[start + 1] == ".":
        return whole(text, start, end) and NAME_BEHIND.match(text, end) is None
    if AMONG_STATES.match(text, end) or (text.startswith("TBA", start) and TRADED.match(text, end)):
        return False
    hyphen = text[end : end + 1] in "-/" and text[end + 1 : end + 2].isalnum()
    return whole(text, start, end) and FIRM.match(text[end : end + 60]) is None and not hyphen


def order_here(text: str, start: int, end: int) -> bool:
    """ "Insert the table here", but not "the insert is of use here"."""
    noun = re.search(r"(?i)\b(?:the|an|this|that|each|its|of|no|to)\s+\Z", text[max(0, start - 8) : start])
    says = re.match(r"(?i)insert (?:is|was|are|has|will|can|may|that|which|and|of)\b", text[start:end])
    return whole(text, start, end) and not noun and not says


def deferred(text: str, start: int, end: int) -> bool:
    """ "to be confirmed" where a value should stand: after a colon, in a cell or brackets, alone on its line."""
    before, after = line_around(text, start, end)
    bracketed = re.search(r"[(\[](?:[\w'’]+ ){0,4}\Z", before) and re.match(r"[)\]]", after)
    opens = not before.strip() or before.rstrip()[-1] in ":|=–—-(\t"
    return bracketed is not None or (opens and re.match(r"\s*(?:[.;)|\t]|$)", after) is not None)


def deferred_abroad(text: str, start: int, end: int) -> bool:
    """ "noch zu ergänzen" where a value should stand, also behind its verb, or "à compléter : fin"."""
    before, after = line_around(text, start, end)
    if ENDS.match(after):
        return not before.strip() or OTHER_LEAD.search(before) is not None
    return TOLD_AFTER.match(after) is not None and STATUS_LEAD.search(before) is not None


def ends_there(text: str, start: int, end: int) -> bool:
    """ "Delete before sending", but not "delete before sending any file"."""
    return ENDS.match(line_around(text, start, end)[1]) is not None


# "Text to follow from the Harbour Master's office."
FOLLOWS_FROM = re.compile(r"\s(?:from|by|on|in|after|before|prior\sto|at)\s[^.\n]{3,60}\.?\s*")


def to_follow(text: str, start: int, end: int) -> bool:
    """ "Text to follow." as a sentence or a line of its own."""
    before, after = line_around(text, start, end)
    ends = ENDS.match(after) is not None or FOLLOWS_FROM.fullmatch(after) is not None
    return ends and (not before.strip() or before.rstrip()[-1] in ".:|(*")


def noted_aside(text: str, start: int, end: int) -> bool:
    """ "(Figures to follow from the school - EP to chase.)" as a sentence of its own, of what its author waits for."""
    before = text[max(0, start - 2) : start]
    return before in ("", ". ", "\n\n", ".\n", " \n") and text[end - 2] == "."


def variable(text: str, start: int, end: int) -> bool:
    """$CLIENT or $CLIENT_NAME, but neither $PATH nor a share's $TICKER."""
    return whole(text, start, end) and text[start + 1 : end].lower().rpartition("_")[2] in FIELDS


def shouted_task(text: str, start: int, end: int) -> bool:
    """ "HR TO CONFIRM" amid words in small letters: a heading says "DUTY TO REVIEW" in a line of its own."""
    before, after = line_around(text, start, end)
    return any(map(str.islower, before + after)) and re.match(r"\W*(?:\n|\Z|[.;)\]*])", text[end : end + 8]) is not None


BRANDED_WORD = re.compile(r"-[A-Z]{5,}(?:,|,?\s(?:and|or))\s[A-Z]{4,}\b")
EXPLAINED = re.compile(
    r"\b(?:where|in which)\s(?:the\s)?[\"“‘']?(?P<mark>X+)[\"”’']?\s(?:is|are|stands?|denotes?|means?|represents?)\b"
)


def crosses(text: str, start: int, end: int) -> bool:
    """A run of X: neither a Roman numeral nor a number masked on purpose."""
    if not whole(text, start, end) or KARYOTYPE.fullmatch(text, max(0, start - 3), end):
        return False
    before, after = text[max(0, start - 30) : start], text[end : end + 30]
    if _is_explained(text, start, end):
        return False
    if FOURS.match(text, start) or MASKING.search(before) or MASKED.match(text, end) or RATED.search(before):
        return False
    # "XXX-TRACTION and ROWMASTER" are trade marks.
    if BRANDED_WORD.match(after):
        return False
    masked = re.match(r"[-\s.*]{0,3}(?:[Xx*]{2,}[-\s.]?)*\d{2,}", after) or re.search(r"\d{2,}[-\s.*]{1,3}$", before)
    if masked and not re.match(r"\s", after):
        return False
    named = re.search(r"(\b[A-Z][\w.]*|§+)\s+$", before) if text[start:end] == "XXX" else None
    if text[start:end] == "XXX" and (GRADED.match(after) or (BRANDED.search(before) and NAME_BEHIND.match(after))):
        return False
    roman = named is not None and named[1].strip("X") != "" and not _is_named(named[1].strip("."))
    roman = roman and DIVIDED.match(text, end) is None
    return not roman and not re.match(r"[.]\w", after)


def _is_explained(text: str, start: int, end: int) -> bool:
    """Whether the text says beside it what the letters stand for: "QA-XXX, where XXX is the number"."""
    told = EXPLAINED.search(text, max(0, start - _TOLD_WITHIN), end + _TOLD_WITHIN)
    return told is not None and told["mark"] == text[start:end]


def _is_named(word: str) -> bool:
    """Whether a name, and no number, follows a word."""
    return word in BEFORE_NAMES or word.lower() in OTHER_FIELDS


def quantity(text: str, start: int, end: int) -> bool:
    """Keep runs of X that stand for digits, but not a karyotype ("47,XXX")."""
    if KARYOTYPE.fullmatch(text, start, end):
        return False
    before, after = text[max(0, start - 1) : start], text[end : end + 1]
    joined = before.isalnum() or before in "_-" or after.isalnum() or after == "_"
    return not joined and _counts_no_volume(text, start, end) and not _is_variable(text, start, end)


def _is_variable(text: str, start: int, end: int) -> bool:
    """Whether the text says at once what a lone letter stands for: "$X, where X is the number of days"."""
    lone = text[start:end].strip("$£€ %")
    if len(lone) != 1:
        return False
    told = rf"[^.\n]{{0,40}}\b(?:where|with|and)\s{lone}\s(?:is|being|means|equals|=|stands)"
    return re.match(told, text[end : end + _TOLD_WITHIN]) is not None


def _counts_no_volume(text: str, start: int, end: int) -> bool:
    """Whether what looks like two digits is no Roman number: "Volume XX pages 3 to 9"."""
    return VOLUME_LED.search(text, max(0, start - 10), start) is None


def crossed_number(text: str, start: int, end: int) -> bool:
    """ "a total of XX applications", but neither chromosomes nor a Roman number."""
    if text[start] == "x" and text[max(0, start - 3) : start] == "he ":
        return False
    near = text[max(0, start - SEXED) : end + SEXED]
    return (
        counts_plural(text, start, start + 2)
        and "XY" not in near
        and "chromo" not in near
        and _counts_no_volume(text, start, end)
    )


def crossed_year(text: str, start: int, end: int) -> bool:
    """ "by the end of 202X", but not "200x faster"."""
    if not quantity(text, start, end) or FACTOR.match(text, end):
        return False
    before = text[max(0, start - 20) : start]
    if text[start + 2] != "0":
        return True
    return YEAR_LED.search(before) is not None if text[end - 1] == "x" else MAGNIFIED.search(before) is None


def not_a_number(text: str, start: int, end: int) -> bool:
    """NaN where a figure should stand: with its unit, or alone in a cell or behind a label."""
    if not whole(text, start, end):
        return False
    if text[max(0, start - 2) : start].strip()[-1:] in ("$", "£", "€") or NAN_MEASURED.match(text, end):
        return True
    before, after = line_around(text, start, end)
    return NAN_ALONE.search(before) is not None and ENDS.match(after) is not None and not after.startswith(")")


def decimals(text: str, start: int, end: int) -> bool:
    """ "xx,xx m", but no piece of an address or of a name with dots."""
    near = text[max(0, start - 1) : start], text[end : end + 1]
    return not any(sign in "/@\\" and sign for sign in near) and near[0] != "." and quantity(text, start, end)


def shout(text: str, start: int, end: int) -> bool:
    """INSERT NAME, ENTER DATE: an order in capitals with a field, outside brackets."""
    words = [word.lower() for word in WORD.findall(text[start:end])]
    return whole(text, start, end) and (words[-1] in FIELDS or words[-1] == "here")


def example_name(text: str, start: int, end: int) -> bool:
    """Name Surname, Your Company Name: where a name should stand, and neither a label nor part of a title."""
    after = text[end : end + 30]
    return whole(text, start, end) and re.match(r"[ \t]*:|[ \t]+[A-Z][a-z]", after) is None


def guillemets(text: str, start: int, end: int) -> bool:
    """«Client_Name» and «First Name» are fields; a French or Swiss quotation is none."""
    inner = text[start + 1 : end - 1]
    if "_" in inner or FIELD_LIKE.search(inner):
        return True
    words = WORD.findall(inner)
    return bool(words) and words[-1].lower() in {*FIELDS, "field"} and all(word[0].isupper() for word in words)


def hashes(text: str, start: int, end: int) -> bool:
    """#### in a line is a cell too narrow; at its head it is a heading."""
    before, _after = line_around(text, start, end)
    return bool(before.strip()) and not before.lstrip().startswith("#") and whole(text, start, end)
