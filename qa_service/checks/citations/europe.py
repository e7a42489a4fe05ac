"""What cannot be right in European citations: ECLI, CELEX, cases of the Court of Justice, neutral citations.

ECLI: Council conclusions 2011/C 127/01, annex. CELEX: "How CELEX numbers are composed", EUR-Lex. Neutral citations:
Practice Direction (Judgments: Form and Citation) [2001] 1 WLR 194.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from qa_service.checks.finding import Hit
from qa_service.documents.searching.anchors import BLANK
from qa_service.documents.searching.rare_signs import Signed, rare_form, rare_sign
from qa_service.documents.searching.word_sets import word_set

_ECLI = rare_form(
    re.compile(r"\bECLI:(?P<rest>[A-Za-z]{1,4}:[A-Za-z0-9:._/-]{0,80}[A-Za-z0-9]|[A-Za-z]{1,4}:)"),
    rare_sign(r"\bECLI:"),
)
_ECLI_PARTS = re.compile(
    r"(?P<country>[A-Z]{2}):(?P<court>[A-Z][A-Z0-9]{0,6}):(?P<year>\d{4}):(?P<ordinal>[A-Z0-9.]{1,25})"
)
_COUNTRIES = word_set(
    "AT BE BG CE CH CY CZ DE DK EE EL EP ES EU FI FR GB GR HR HU IE IT LT LU LV MK MT NL NO PL PT RO SE SI SK TR UK XX"
)
_EU_COURTS = word_set("C T F")
_CELEX = rare_form(
    re.compile(
        r"\bCELEX(?:\s(?:[Nn]umber|[Nn]o\.?|[Nn]r\.?))?[:\s]\s?(?P<number>[0-9CE](?:[0-9A-Z_/-]|\(\d\d\)){5,24})"
    ),
    rare_sign(r"\bCELEX"),
)
_CELEX_PARTS = re.compile(
    r"(?P<sector>[0-9CE])(?P<year>\d{4})(?P<kind>[A-Z]{1,2})(?P<number>\d{3,5})(?:\(\d{2}\)|R\(\d{2}\)|[-_/][0-9A-Z]{1,10}){0,2}"
)
_CASE = rare_form(
    re.compile(r"(?<![\w-])(?P<court>[CTF])[-\u2010\u2011\u2013](?P<number>\d{1,5})/(?P<year>\d{2,4})(?![\w/])"),
    rare_sign(r"[CTF][-\x{2010}\x{2011}\x{2013}]\p{Nd}{1,5}/\p{Nd}{2}"),
)
_SPOKEN = re.compile(
    r"(?:\b[Cc]ases?|\b[Jj]oined|\b[Rr]echtssache(?:n)?|\b[Aa]ffaires?|\b[Rr]s\.|\b[Zz]aa?k|\b[Cc]ausas?|\b[Aa]sunto|and|,)\s\Z"
)
_ECLI_BEHIND = re.compile(r"[^\n;]{0,120}?\b(?:ECLI:)?EU:[CTF]:(?P<year>\d{4}):\d")
# When the courts of the Union began to register cases under their letter.
_SINCE = {"C": 1989, "T": 1989, "F": 2005}
_NEUTRAL = rare_form(
    re.compile(
        r"(?P<open>[\[(])(?P<year>\d{4})(?P<shut>[\])])\s(?P<court>(?:UK|EW|CSI|CSO|NI)[A-Z]{1,6})(?:\s(?P<part>Civ|Crim))?"
        r"(?:\s(?P<number>\d{1,5})(?!\d))?(?:\s(?P<behind>Civ|Crim))?"
    ),
    rare_sign(rf"[\[(]\p{{Nd}}{{4}}[\])]{BLANK}(?:UK|EW|CSI|CSO|NI)[A-Z]"),
)
_NEUTRAL_COURTS = word_set(
    "UKSC UKHL UKPC UKUT UKFTT UKEAT UKAIT UKIAT UKIPTRIB UKIPO UKSIAC UKSPC UKVAT UKCLR UKCAT UKIT EWCA EWHC EWFC"
    " EWCOP EWCR EWLC EWMC EWPCC EWPC EWLVT EWCC EWCH CSIH CSOH NICA NIQB NIKB NICH NIFAM NIMASTER NICC NICT NIIT"
    " NIMAG NIFET NICOMM NIMH NISSCSC NIVT NISCC NIETS"
)
_SEASON = {"UKSC": (2009, None), "UKHL": (None, 2009)}
_NAME = re.compile(r"(?P<name>[A-Z][\w.'\u2019&-]*(?:\s(?:[A-Z][\w.'\u2019&()-]*|v\.?|of|the|and|&|plc)){0,12}),?\s\Z")


def european_hits(subject: Signed) -> Iterator[Hit]:
    """Yield identifiers of the wrong form and those that contradict themselves or each other."""
    for found in _ECLI.find_in(subject):
        yield from _ecli(found)
    for found in _CELEX.find_in(subject):
        if _CELEX_PARTS.fullmatch(found["number"].rstrip("/_-(")) is None or int(found["number"][1:5]) < 1949:
            message = f"CELEX {found['number']} is not sector, year, letters of the kind and number."
            yield _hit(found, message, "celex", {"number": found["number"]})
    yield from _court_cases(subject)
    yield from _neutral(subject)


def _ecli(found: re.Match[str]) -> Iterator[Hit]:
    parts = _ECLI_PARTS.fullmatch(found["rest"].rstrip("."))
    if parts is None:
        message = f"{found.group()} is not ECLI, country, court, year of four digits and number, divided by colons."
        yield _hit(found, message, "ecli", {"ecli": found.group()})
        return
    country, court = parts["country"], parts["court"]
    if country not in _COUNTRIES:
        yield _hit(found, f"{found.group()}: no country or court has the code {country}.", "ecli", {"country": country})
    elif country == "EU" and (court not in _EU_COURTS or int(parts["year"]) < 1953):
        message = f"{found.group()}: the Union has no court {court} with decisions of {parts['year']}."
        yield _hit(found, message, "ecli", {"court": court, "year": parts["year"]})


def _court_cases(subject: Signed) -> Iterator[Hit]:
    text = subject.text
    for found in _CASE.find_in(subject):
        decided = _ECLI_BEHIND.match(text, found.end())
        if not _SPOKEN.search(text, max(0, found.start() - 16), found.start()) and decided is None:
            continue
        year = _full_year(found["year"])
        if len(found["year"]) != 2 or not int(found["number"]) or year < _SINCE[found["court"]]:
            message = f"Case {found.group()}: cases {found['court']}- have a number and a year of two digits,"
            message += f" since {_SINCE[found['court']]}."
            yield _hit(found, message, "eu_case", {"number": found["number"], "year": found["year"]})
        elif decided and not year <= int(decided["year"]) <= year + 25:
            message = f"Case {found.group()} cannot have been decided in {decided['year']}."
            yield _hit(found, message, "eu_case_year", {"registered": year, "decided": int(decided["year"])})


def _full_year(printed: str) -> int:
    """Two digits are of the years from 1940, before the first case of all, to 2039."""
    return int(printed) if len(printed) > 2 else int(printed) + (1900 if int(printed) >= 40 else 2000)


def _short_name(text: str, start: int) -> str:
    """Return the words beside the "v" of the name before a citation, or the last word of a name without one."""
    name = _NAME.search(text, max(0, start - 90), start)
    if name is None:
        return ""
    words = name["name"].replace("v.", "v").split()
    at = words.index("v") if "v" in words[1:-1] else None
    return words[-1] if at is None else f"{words[at - 1]} v {words[at + 1]}"


def _neutral(subject: Signed) -> Iterator[Hit]:
    cited: dict[tuple[str, str, str], str] = {}
    for found in _NEUTRAL.find_in(subject):
        problem = _neutral_problem(found)
        if problem:
            yield _hit(
                found, f"{found.group()}: {problem}.", "neutral", {"court": found["court"], "year": found["year"]}
            )
            continue
        name = _short_name(subject.text, found.start())
        key = (found["court"], found["number"] or "", name)
        if name and (before := cited.setdefault(key, found["year"])) != found["year"]:
            message = f"{found.group()}: the same case is of {before} before."
            yield _hit(found, message, "other_year", {"year": found["year"], "before": before})


def _neutral_problem(found: re.Match[str]) -> str | None:
    court, year = found["court"], int(found["year"])
    if court not in _NEUTRAL_COURTS:
        return f"no court has the abbreviation {court}"
    if found["open"] != "[" or found["shut"] != "]":
        return "the year of a neutral citation stands in square brackets"
    if found["number"] is None or not int(found["number"]):
        return "the number of the judgment is missing"
    if court == "EWCA" and found["part"] is None:
        return "the division, Civ or Crim, is missing before the number"
    first, last = _SEASON.get(court, (None, None))
    if (first and year < first) or (last and year > last):
        return f"{court} gave no judgments in {year}"
    return None


def _hit(found: re.Match[str], message: str, code: str, evidence: dict[str, object]) -> Hit:
    return Hit(found.start(), found.end(), message, evidence, code=code)
