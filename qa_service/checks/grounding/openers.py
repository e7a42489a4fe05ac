"""Names that begin a sentence, where every word has a capital: told by what stands in them and behind them."""

from __future__ import annotations

import re
from collections.abc import Sequence

from qa_service.checks.grounding.entity_runs import BODIES, COMMON
from qa_service.checks.reading.given_names import GIVEN_NAMES
from qa_service.documents.searching.word_sets import word_set
from qa_service.plain_letters import without_accents

# What persons and firms do to something, and things do not.
_DID = (
    r"(?:(?:counter)?signed|paid|acquired|bought|purchased|sold|guaranteed|witnessed|wrote|told|hired|employed|appointed"
    r"|founded|leased|rented|sued|audited|visited|refused|denied|promised|asked|owned|drafted|instructed|notified"
    r"|borrowed|lent|accepted|terminated|negotiated|notari[sz]ed|dismissed|inspected|interviewed|inherited|invoiced"
    r"|manufactured|chartered|underwrote)"
)
_DOES = r"(?:owns|employs|buys|sells|hires|leases|rents|denies|refuses|manufactures|undertakes|agrees)"
_SAID = (
    r"(?:(?:said|says|argue[sd]|stated|states|claim(?:s|ed)|confirmed|replied|complained|warned|testified|agreed|agrees"
    r"|promised|insisted|admitted)[ ](?:that|to|on|with|in)\b|(?:testified|resigned|complained|refused[ ]to)\b)"
)
_AUX = r"(?:(?:has|had|also|then|later|never|recently|duly|jointly|subsequently|already)[ ])"
_OBJECT = r"(?:(?:the|a|an|its|his|her|their|all|both|it|them|him|no|some|any|two|three)\b|[A-Z\d$€£])"
ACTS = re.compile(rf"[ ](?:{_AUX}{{1,2}}{_DID}\b|{_AUX}{{0,2}}(?:{_DID}|{_DOES})[ ]{_OBJECT}|{_AUX}{{0,2}}{_SAID})")
ONE_DOES = re.compile(rf"[ ](?:has|{_DOES})[ ]")
# The sentence goes on: no heading, no line of a form.
GOES_ON = re.compile(r"(?:['\u2019]s)?,?[ ](?:[a-z]|\()|['\u2019]s?[ ]")
LABELS = (":", "|")
# Given names that are words, too.
WORDS_TOO = word_set(
    "mark will rose grace dawn frank max bill rob pat guy gene sue rex pia art rich drew jack don ray lee lou miles"
    " stella victoria charlotte florence regina sally penny holly ivy melody gloria norma"
)
# Bodies, departments and people that are spoken of without an article.
GROUPS = word_set(
    "counsel congress parliament government police staff landlord plaintiff client company bank board court state"
    " nobody everyone everybody somebody someone anybody anyone people labour industry society press nature law history"
    " mankind practice cabinet senate personnel crew family mother father grandmother uncle aunt wife husband spouse"
    " neighbour sales support procurement finance legal marketing compliance purchasing treasury hr it accounts parent"
    " tenant licensee guarantor landowner freeholder leaseholder lessor lessee buyer seller vendor customer host heir"
    " guest bride groom mankind headquarters crown union church army navy town city county village local nothing"
    " everything something anything none others whoever labor trustee payee holder today tomorrow yesterday tonight"
    " money cash credit debt capital demand supply trade business stock steel software hardware winter summer spring"
    " autumn weather data research evidence"
)
ADJECTIVES = word_set(
    "former sole local private outside senior joint prime lead new old first second third chief head main another"
    " foreign future current previous present late young good bad big small major minor key next last selling buying"
    " real human artificial working climate global national royal digital"
    " existing independent external internal public junior many few several most other early high low long short"
)
COUNTRIES = word_set(
    "afghanistan|albania|algeria|argentina|armenia|australia|austria|azerbaijan|bangladesh|belarus|belgium|bolivia"
    "|brazil|bulgaria|cambodia|cameroon|canada|chile|china|colombia|congo|costa rica|croatia|cuba|cyprus|czechia"
    "|denmark|ecuador|egypt|estonia|ethiopia|finland|france|georgia|germany|ghana|great britain|britain|england"
    "|scotland|wales|ireland|northern ireland|greece|guatemala|haiti|honduras|hong kong|hungary|iceland|india"
    "|indonesia|iran|iraq|israel|italy|jamaica|japan|jordan|kazakhstan|kenya|korea|south korea|north korea|kosovo"
    "|kuwait|latvia|lebanon|libya|liechtenstein|lithuania|luxembourg|malaysia|malta|mexico|moldova|monaco"
    "|montenegro|morocco|mozambique|namibia|nepal|netherlands|new zealand|nicaragua|nigeria|norway|oman|pakistan"
    "|panama|paraguay|peru|philippines|poland|portugal|qatar|romania|russia|rwanda|saudi arabia|senegal|serbia"
    "|singapore|slovakia|slovenia|somalia|south africa|spain|sri lanka|sudan|sweden|switzerland|syria|taiwan"
    "|tanzania|thailand|tunisia|turkey|uganda|ukraine|united arab emirates|united kingdom|united states|uruguay"
    "|uzbekistan|venezuela|vietnam|yemen|zambia|zimbabwe|europe|european union|asia|africa|america|north america"
    "|south america|latin america|eastern europe|western europe|scandinavia",
    "|",
)
TIMES = word_set("today yesterday tomorrow meanwhile moreover furthermore instead later then soon now afterwards")
# Surnames end like words for persons at work.
AT_WORK = re.compile(r"(?:er|or|ant|ent|man|ist)\Z")
PLURAL = re.compile(r"(?<![siu])s\Z")
# Endings of what is no person or firm, and of roles.
ABSTRACT = re.compile(
    r"(?:ments?|tions?|sions?|ances?|ences?|ity|ities|ness|ships?|isms?|ings?|ures?|ages?|ics|ology|ies)\Z"
)
ROLE = re.compile(r"(?:er|or|ee|ant|ent)s?\Z")
ACCORDING = re.compile(r"(?i)\b(?:according to|(?:reported|quoted|cited|published) by)\s\Z")
TAKEN = re.compile(r"\b(?:acquired|acquires|bought|sued|hired|merged with|took over)\s\Z")
BEFORE, BEHIND = 24, 60


def is_opening_name(run: Sequence[str], text: str, end: int, over: int) -> bool:
    """Tell whether the words with which a sentence begins, up to ``end``, name a person or a firm.

    ``over`` is where the neighbours end that "and" joins to them: "Anna Berg and Northgate Homes agreed to".
    """
    low = [word.lower() for word in run]
    if is_country(run) or (low[-1] in GROUPS and (len(low) == 1 or low[-1] not in BODIES)):
        return False
    acts = ACTS.match(text, over, over + BEHIND) is not None
    if len(low) == 1:
        plural = PLURAL.search(low[0]) and not ONE_DOES.match(text, end, end + BEHIND)
        return acts and not plural and not COMMON.search(low[0])
    if _plain(low[0]) in GIVEN_NAMES and not ABSTRACT.search(low[-1]):
        return acts or (low[0] not in WORDS_TOO and goes_on(text, end))
    if low[-1] in BODIES:
        return acts or (not COMMON.search(low[0]) and ONE_DOES.match(text, end, end + BEHIND) is not None)
    surname = not (COMMON.search(low[-1]) or PLURAL.search(low[-1])) or AT_WORK.search(low[-1]) is not None
    return acts and surname and not COMMON.search(low[0]) and low[0] not in ADJECTIVES


def is_country(run: Sequence[str]) -> bool:
    """Tell whether words name a country or a continent."""
    return " ".join(run).lower() in COUNTRIES


def leads(word: str) -> bool:
    """Tell whether a word that begins a sentence is an adverb before the name: "Finally Anna Berg signed"."""
    low = word.lower()
    return low in TIMES or (low.endswith("ly") and _plain(low) not in GIVEN_NAMES)


def goes_on(text: str, end: int) -> bool:
    """Tell whether a sentence goes on behind the words with which it begins, as no heading does."""
    return GOES_ON.match(text, end, end + BEHIND) is not None


def is_value(text: str, start: int) -> bool:
    """Tell whether words are the value of a label, or begin a cell: "Carrier: Penrose Lines"."""
    return text[max(0, start - BEFORE) : start].rstrip(" \t\u00a0*_")[-1:] in LABELS


def is_told_of(word: str, text: str, start: int) -> bool:
    """Tell whether a word inside a sentence names a firm by what is said of it: "according to", "acquired"."""
    low, begin = word.lower(), max(0, start - BEFORE)
    if low in GROUPS or low in BODIES:
        return False
    if ACCORDING.search(text, begin, start):
        return ABSTRACT.search(low) is None
    return TAKEN.search(text, begin, start) is not None and not ROLE.search(low) and not PLURAL.search(low)


def is_person(run: Sequence[str], titles: frozenset[str]) -> bool:
    """Tell whether words are a title or a given name with a name behind."""
    return len(run) > 1 and (run[0].lower() in titles or _plain(run[0].lower()) in GIVEN_NAMES)


def _plain(low: str) -> str:
    return low if low.isascii() else without_accents(low)
