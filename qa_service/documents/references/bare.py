"""References without a word for the part: "nothing in 3.5", "see 4.1(g)"; and those by marks: "see step (g)"."""

from __future__ import annotations

import re
from collections.abc import Iterator

from qa_service.documents.references.spans import Reference
from qa_service.documents.searching.anchors import BLANK, LETTER_I
from qa_service.documents.searching.rare_signs import Signed, rare_form, rare_sign

BARE = "bare"
"""The kind of a number that only a part can be meant by: "subject to 4.2"."""
LOOSE = "loose"
"""That of a number that could be an amount too: "under 4.2"."""
MARK = "mark"
"""The family of a mark alone."""

_NUMBER = (
    r"(?:\d{1,2}(?:\.\d{1,2}){1,3}(?![\w%/\u2013-]|[.,:]\d)(?:\s?\([a-z]{1,3}\)){0,2}|"
    # "under 4(f)": what counts no part is seldom lettered.
    r"\d{1,2}\s?\([a-z]\)(?:\s?\([ivx]{1,4}\))?)"
)
_LINK = r"(?:,|,?\s(?:and(?:/or)?|or|to))\s"
# What goes on behind a part, and not behind an amount: no noun, no unit.
_BEHIND = (
    r"(?=[.,;:)\]]{1,2}(?:\s|\Z)|\s?\n|\Z|\s(?:above|below|appl(?:y|ies)|shall|is|are|do|does|has|have|affects?|limits?|the|"
    r"this|that|which|it|if|when|may|must|will|to|goes|says|before|after|unless|until|can|also|be|not)\b|"
    # "back under 5.4 in July": an inch has no day or year behind it.
    r"\s(?:in|on|by|for|at)\s(?:[A-Z\d]|the\b|this\b|that\b|any\b|such\b))"
)
# What a part does, and an amount does not: "as 5.2 provides", "if 3.1 is broken".
_TELLS = (
    r"(?=\s(?:(?:is|has\sbeen)\s(?:not\s)?(?:broken|breached|infringed|met|satisfied|observed)|provides|requires|allows|"
    r"permits|says|states|sets\sout|describes|explains|directs|contemplates)\b)"
)
TREATED = (
    r"(?:discussed|addressed|explained|considered|treated|covered|examined|analy[sz]ed|reviewed|answered|summari[sz]ed|"
    r"outlined|described|mentioned|quoted|reproduced|explored|developed|elaborated|assessed|dealt\swith|set\sout|set\sforth|"
    r"referred\sto|taken\sup)"
)
"""What is done with a subject at some place of a text, and never with an amount."""
_FIRM = (
    r"(?:see(?:\salso)?|subject\sto|pursuant\sto|accordance\swith|in\sterms\sof|(?:set\sout|referred\sto|described|defined|specified|"
    r"provided|mentioned|listed|given|nothing|except\sas|save\sas)\s(?:in|by)|refer\sto|notwithstanding|"
    r"as\s(?:stated\s)?in)"
)
# Amounts are under, in and of something as well, but these words speak of them.
_LOOSE = (
    r"(?<!\bfall\s)(?<!\bfell\s)(?<!\bfalls\s)(?<!\bdrops\s)(?<!\bjust\s)(?<!\bwell\s)(?<!\bis\s)(?<!\bare\s)(?<!\bbe\s)"
    r"(?<!\bratio\s)(?<!\bvalue\s)(?<!\brose\s)(?<!\bresults\s)(?<!\bversion\s)(?<!\bscore\s)(?<!\bstay\s)(?<!\bkept\s)"
    r"(?:under|in|per|by|at|(?-i:As))"
)
# Two amounts are above the average, but not "above shall" or "above within ten days".
_HERE_LIST = (
    r"(?=\shere(?:of|in|to)\b|\s(?:above|below)(?:[).,;:]|\s(?:within|shall|must|may|will|is|are|do|does|appl(?:y|ies)|and|or|"
    r"before|after|by|unless|until|if|to\sthe\sextent)\b))"
)
_DOTTED = rf"\p{{Nd}}{{1,2}}(?:(?:\.\p{{Nd}}{{1,2}}){{1,3}}|{BLANK}?\([a-z]\)(?:{BLANK}?\([a-z]+\))?)"
_BARE = rare_form(
    re.compile(
        rf"\b(?:(?P<firm>{_FIRM})|(?P<loose>{_LOOSE}))\s(?P<numbers>{_NUMBER}(?:{_LINK}{_NUMBER}){{0,5}})"
        rf"(?:{_BEHIND}|(?(firm)(?=\s(?:and|or)\b)|(?!)))"
        rf"|\b(?:as|if|unless|where|when|once)\s(?P<told>{_NUMBER}){_TELLS}"
        rf"|(?<=[\s(])(?:(?P<near>{_NUMBER})(?=\s(?:above|below)[).,;:]|\shere(?:of|in|to)\b)|"
        rf"(?P<list>{_NUMBER}(?:{_LINK}{_NUMBER}){{1,5}}){_HERE_LIST})",
        re.IGNORECASE,
    ),
    rare_sign(
        rf"\b(?:see(?:{BLANK}also)?|(?:subject|pursuant){BLANK}to|accordance{BLANK}with|in{BLANK}terms{BLANK}of|"
        rf"(?:(?:set{BLANK}out|referred{BLANK}to|described|defined|specified|provided|mentioned|listed|given|nothing|as)"
        rf"{BLANK}(?:in|by))|at|refer{BLANK}to|notwithstanding|as|if|unless|where|when|once|"
        rf"under|in|per|by)"
        rf"{BLANK}\p{{Nd}}{{1,2}}(?:\.\p{{Nd}}{{1,2}}|{BLANK}?\([a-z])|"
        rf"{_DOTTED}(?:(?:,|,?{BLANK}(?:and(?:/or)?|or|to)){BLANK}{_DOTTED}){{0,5}}{BLANK}"
        r"(?:above|below|hereof|herein|hereto)",
        ignore_case=True,
    ),
    width=None,
)
_TREATED_BEFORE = re.compile(
    rf"\b(?:{TREATED}(?:\s(?:further|below|above|later|again|separately|in\s(?:detail|full)))?|"
    r"comments?|reasons|reasoning|discussion|answers?|remarks|wording|table|list|summary|details|definitions?)\s\Z",
    re.IGNORECASE,
)
_EACH = re.compile(_NUMBER)
_SUBS = re.compile(r"\(([a-z]{1,3})\)")
_MARKED = (
    r"(?:step|item|point|limb|undertaking|covenant|ground|condition|exception|requirement|assumption|event|reason|case|"
    r"question|option)s?"
)
_WORDS = rf"(?:{_MARKED}|(?:sub-?)?paragraphs?|sub-?clauses?|clauses?|sub-?sections?)"
# Any letter but the (i) that begins most lists, and longer numerals; behind "of clause 3" they are looked for there.
_ONE_MARK = r"\((?:[a-hj-z]|[ivx]{2,5})\)"
_ANY_MARK = r"\((?:[a-z]|[ivx]{2,5})\)"
_UP_TO = r"(?:up\sto|(?:to|through|thru)(?:\sand\sincluding)?)"
_MARK_JOINT = rf"(?:,\s|,?\s(?:and(?:/or)?|or|{_UP_TO})\s|\s?[\u2013\u2014-]\s?)"
_LED = r"(?:(?<=\sin\s)|(?<=\sof\s)|(?<=\sby\s)|(?<=\sto\s)|(?<=\ssee\s)|(?<=\sand\s)|(?<=\sor\s)|(?<=\sunder\s))"
_HERE = r"\s(?:above|below|of\sthis\s(?:sub-?)?(?:section|clause|article|paragraph))\b"
# "(a) through (g)" is a range whatever stands before, but for the number whose parts are meant.
_RANGE = rf"{_ANY_MARK}(?:\s{_UP_TO}\s|\s?[\u2013\u2014-]\s?){_ANY_MARK}"
_UP_TO_ANCHOR = _UP_TO.replace("i", LETTER_I).replace(r"\s", BLANK)
_RANGED = rf"(?:(?<=\s)(?<![\d)]\s)(?<!\b[IVX]\s)|(?<=\s\())(?={_RANGE})"
_MARK = rare_form(
    re.compile(
        rf"(?:\b(?P<kind>{_WORDS})\s|{_LED}(?={_ONE_MARK}{_HERE})|{_RANGED})"
        rf"(?P<mark>{_ONE_MARK}|{_ANY_MARK}(?={_MARK_JOINT}\())(?:\((?P<inner>\d{{1,2}}|[ivx]{{1,4}})\)|(?P<more>(?:{_MARK_JOINT}{_ANY_MARK}){{1,8}}))?"
        rf"(?!\s?\((?!inclusive)|{_MARK_JOINT}\(|\w|\s(?:thereof|therein)\b|,?\s(?:of|in|to|under)\s(?!this\b|these\b|which\b|whom\b))",
        re.IGNORECASE,
    ),
    rare_sign(
        rf"\b{_WORDS}{BLANK}\((?:[a-z\x{{130}}\x{{131}}]|[ivx\x{{130}}\x{{131}}]{{2,5}})\)|"
        rf"\([a-z\x{{130}}\x{{131}}]{{1,5}}\)(?:{BLANK}(?:above|below|of{BLANK}th[i\x{{130}}\x{{131}}]s{BLANK})|{BLANK}{_UP_TO_ANCHOR}{BLANK}\(|{BLANK}?[\x{{2013}}\x{{2014}}-]{BLANK}?\()",
        ignore_case=True,
    ),
)
_MARKS, _SURE_MARK = re.compile(r"\(\w{1,5}\)"), re.compile(_ONE_MARK, re.IGNORECASE)
# "the following, items (ii) to (vi) of which he shall prove": of what is named before, unless that is still to come.
_OF_WHICH = re.compile(r",?\s(?:of|in|to|under)\swh")
_TO_COME = re.compile(r"\bfollowing\b[^.;:\n]{0,60}\Z", re.IGNORECASE)

_BOXED = rare_form(
    re.compile(
        r"\b(?P<kind>clause|paragraph|section)\s\((?P<number>\d{1,2})\)\s?\((?P<mark>[a-z])\)"
        r"(?=\shereof\b|\s(?:of|in|to)\sthis\s(?!(?:sub-?)?(?:clause|paragraph|section|article)\b))",
        re.IGNORECASE,
    ),
    rare_sign(rf"\b(?:clause|paragraph|section){BLANK}\(\p{{Nd}}{{1,2}}\)".replace("i", LETTER_I), ignore_case=True),
)


def bare_references(subject: Signed) -> Iterator[Reference]:
    """Yield the dotted numbers that stand where only a part can be meant."""
    for match in _BARE.find_in(subject):
        begin, loose = match.start(), match["loose"]
        treated = loose is not None and _TREATED_BEFORE.search(subject.text, max(0, begin - 40), begin) is not None
        if loose is not None and loose.lower() == "at" and not treated:
            continue  # as most amounts are
        kind = LOOSE if loose and not treated else BARE
        start, end = match.span(next(name for name in ("near", "list", "told", "numbers") if match[name]))
        for found in _EACH.finditer(subject.text, start, end):
            number = re.match(r"[\d.]+", found.group())
            subs = tuple(_SUBS.findall(found.group()))
            if number is not None:
                yield Reference(*found.span(), "section", number.group(), subs, end, kind, start)


def mark_references(subject: Signed) -> Iterator[Reference]:
    """Yield the references by a mark alone, or by one and that of a part of it; the number is the first mark.

    Each mark of a list is a reference: "(i) through (ix) above".
    """
    for match in _MARK.find_in(subject):
        inner, kind = (match["inner"],) if match["inner"] else (), (match["kind"] or MARK).lower()
        if _is_of_another(subject.text, *match.span()):
            continue
        first = match.start(), match.end() if inner else match.end("mark")
        spans = [(first, match["mark"])]
        if match["more"]:
            spans += [(later.span(), later.group()) for later in _MARKS.finditer(subject.text, *match.span("more"))]
        for span, mark in spans:
            if _SURE_MARK.fullmatch(mark):
                yield Reference(*span, MARK, mark.strip("()"), inner, match.end(), kind, match.start())


def boxed_references(subject: Signed) -> Iterator[Reference]:
    """Yield the marks of parts whose numbers are put in brackets: "paragraph (3)(h) of this Agreement" for 3(h).

    Where something is marked "(3)" itself, that may be meant.
    """
    for match in _BOXED.find_in(subject):
        if len(re.findall(rf"(?<![\w)])\({match['number']}\)(?!\()", subject.text)) == 0:
            span, kind = match.span(), match["kind"].lower()
            yield Reference(*span, "section", match["number"], (match["mark"],), span[1], kind, span[0])


def _is_of_another(text: str, start: int, end: int) -> bool:
    """Tell whether "of which" behind a mark means what is named before it, and no list that is to come."""
    return _OF_WHICH.match(text, end) is not None and _TO_COME.search(text, max(0, start - 80), start) is None
