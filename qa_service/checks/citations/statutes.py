"""What cannot be right in citations of statutes, rules and treaties: titles, rules and articles that do not exist.

The numbers of titles are those of the Office of the Law Revision Counsel and of the Office of the Federal Register.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from qa_service.checks.finding import Hit
from qa_service.documents.searching.anchors import BLANK
from qa_service.documents.searching.rare_signs import Signed, rare_form, rare_sign

_TITLES = {"USC": 54, "CFR": 50}
_CODE = rare_form(
    re.compile(
        r"(?:(?<![\w.,-])(?P<title>\d{1,5})\s)?(?P<code>U\.?\s?S\.?\s?C\.?(?:\s?[AS]\.)?|C\.\s?F\.\s?R\.|CFR)(?![A-Za-z])"
        r"(?P<rest>,?\s?(?P<sign>§§?|[Ss]ections?|[Ss]ec\.|[Pp]arts?)?(?:\s{0,3}(?P<section>\d[\w.-]*))?)"
    ),
    rare_sign(rf"(?:\p{{Nd}}{{1,5}}{BLANK})?(?:U\.?{BLANK}?S\.?{BLANK}?C\b|C\.{BLANK}?F\.{BLANK}?R\.|\bCFR\b)"),
    width=None,
)
_TITLE_BEFORE = re.compile(r"(?:\b[Tt]itles?\s\w+|\btit\.\s\d+|\bthe|\bof|\d\s?(?:and|,|&)),?\s(?:of\s(?:the\s)?)?\Z")
_BARE = re.compile(r"[.;,)]|\s[a-z]{2,}|\s?\Z|\n")
_RULES = {"Civ": (1, 86), "Crim": (1, 61), "App": (1, 48), "Evid": (101, 1103), "Bankr": (1001, 9037)}
_RULE = rare_form(
    re.compile(
        r"(?:\bFed\.\s?R\.\s?(?P<kind>Civ|Crim|App|Bankr|Evid)\.?(?:\s?P\.)?|\bFR(?P<letters>CP|E|AP|CrP)\b)\s(?:Rule\s)?"
        r"(?P<rule>\d{1,5})(?!\.?\d)"
    ),
    rare_sign(rf"\b(?:Fed\.{BLANK}?R\.|FR(?:CP|E|AP|CrP)\b)"),
)
_LETTERS = {"CP": "Civ", "E": "Evid", "AP": "App", "CrP": "Crim"}
_TREATIES = {
    "GDPR": 99, "DSGVO": 99, "DS-GVO": 99, "RGPD": 99, "AVG": 99, "TFEU": 358, "AEUV": 358, "TFUE": 358, "TEU": 55,
    "EUV": 55, "TUE": 55, "ECHR": 59, "EMRK": 59, "CEDH": 59,
}  # fmt: skip
_TREATY = rare_form(
    re.compile(
        r"\b(?:[Aa]rticles?|[Aa]rtikel|[Aa]rt\.?)\s(?P<article>\d{1,4})(?:\s?\(\w{1,3}\)){0,3}"
        rf"(?:\s(?:Abs\.|of\sthe|of|der|des|du|de\sla)\s?\d?){{0,2}}\s(?P<treaty>{'|'.join(_TREATIES)})\b"
        rf"|\b(?P<named>{'|'.join(_TREATIES)})(?:'s|\u2019s)?\s[Aa]rt(?:icle|\.)?\s(?P<behind>\d{{1,4}})\b"
    ),
    rare_sign(
        rf"\b(?:[Aa]rt(?:icles?|ikel|\.)?{BLANK}\p{{Nd}}|(?:{'|'.join(_TREATIES)})(?:,|'s|\x{{2019}}s)?{BLANK}[Aa]rt)"
    ),
    # "Article 6 GDPR Article 7": the second begins within the sign of "GDPR Art".
    width=None,
)


def statute_hits(subject: Signed) -> Iterator[Hit]:
    """Yield citations of titles, rules and articles that do not exist, and those that lack their number."""
    for found in _CODE.find_in(subject):
        yield from _code(subject.text, found)
    for found in _RULE.find_in(subject):
        kind = found["kind"] or _LETTERS[found["letters"]]
        low, high = _RULES[kind]
        if not low <= int(found["rule"]) <= high:
            message = f"{found.group()}: these rules run from {low} to {high}."
            yield _hit(found, message, "rule", {"rule": found["rule"], "first": low, "last": high})
    for found in _TREATY.find_in(subject):
        treaty, article = found["treaty"] or found["named"], found["article"] or found["behind"]
        if not 0 < int(article) <= _TREATIES[treaty]:
            message = f"{found.group()}: the last article of the {treaty} is {_TREATIES[treaty]}."
            yield _hit(found, message, "article", {"article": article, "last": _TREATIES[treaty]})


def _code(text: str, found: re.Match[str]) -> Iterator[Hit]:
    code = re.sub(r"[.\s]", "", found["code"])[:3]
    printed = " ".join(found.group().rstrip(" ,\n").split())
    title, section = found["title"], found["section"]
    if title and not 0 < int(title) <= _TITLES[code]:
        message = f"{printed}: titles run from 1 to {_TITLES[code]}."
        yield _hit(found, message, "title", {"title": title, "last": _TITLES[code]})
    elif section and re.fullmatch(r"0+\.?", section):
        yield _hit(found, f"{printed}: there is no section 0.", "section", {"section": section})
    elif found["sign"] and not section and _BARE.match(text, found.end()):
        yield _hit(found, f"{printed}: the number of the section is missing.", "section", {"section": None})
    elif not title and found["sign"] in {"§", "§§"} and section and not _titled(text, found.start()):
        yield _hit(found, f"{printed}: the number of the title is missing.", "title", {"title": None})


def _titled(text: str, start: int) -> bool:
    before = text[max(0, start - 24) : start]
    return _TITLE_BEFORE.search(before) is not None or before[-2:-1].isdecimal()


def _hit(found: re.Match[str], message: str, code: str, evidence: dict[str, object]) -> Hit:
    end = found.start() + len(found.group().rstrip(" ,\n"))
    return Hit(found.start(), end, " ".join(message.split()), evidence, code=code)
