"""E-mail addresses of persons, also spelled out against harvesters, and those of offices and examples."""

from __future__ import annotations

import re
from collections.abc import Iterator

from qa_service.checks.wordlists import ROLE_MAILBOXES
from qa_service.documents.word_sets import word_set

EMAIL = r"[A-Za-z0-9][\w.+%'-]{0,63}@(?:[A-Za-z0-9-]{1,63}\.){1,5}[A-Za-z]{2,24}"
TOP = (
    "com|org|net|edu|gov|info|biz|io|co|eu|example|uk|de|fr|ch|nl|it|es|pt|be|at|dk|se|no|fi|ie|pl|us|ca|au"
    "|nz|in|jp|za|br"
)
SIGN = r"(?: ?[\[({<] ?at ?[\])}>] ?|[ _-]at[ _-])"
DOT = r"(?: ?[\[({<] ?(?:dot|punkt|point) ?[\])}>] ?|[ _-]dot[ _-])"
# With a bare "at" the dot is spelled too; with one in brackets it may be a sign.
SPELLED = (
    rf"(?i)\b[a-z0-9][a-z0-9._+-]{{0,40}}(?: dot [a-z0-9]{{1,30}})?"
    rf"(?:{SIGN}[a-z0-9-]{{1,40}}(?:{DOT}[a-z0-9-]{{1,30}}){{0,2}}{DOT}(?:{TOP})"
    rf"| ?[\[({{<] ?at ?[\])}}>] ?[a-z0-9-]{{1,40}}(?:\.[a-z0-9-]{{2,30}}){{1,3}})\b"
)
# What every address holds, and every spelled one.
EMAIL_CORE = r"@[A-Za-z0-9-]"
SPELLED_CORE = rf"(?i)[\[({{<] ?at ?[\])}}>]|[ _-]at[ _-][a-z0-9-]+{DOT}"
# Words behind "at" that make it a preposition.
NO_DOMAIN = re.compile(
    r"(?i)[ _-]at[ _-](?:the|a|an|any|all|this|that|these|each|every|his|her|its|our|your|no|one)[ _-]"
)
FILES = (".png", ".jpg", ".gif", ".svg", ".css")
# Who has no name: stand-ins of forms and manuals.
NOBODY = word_set(
    "user username name yourname someone somebody you me mail email e-mail firstname lastname first last test foo bar "
    "example your my address recipient sender customer jdoe placeholder anyone client"
)
NOWHERE = re.compile(r"(?:^|\.)(?:example|domain|yourdomain|mydomain|company|yourcompany|email|mail|test|xxx+)\.")
OFFICES = ROLE_MAILBOXES | word_set(
    "payable receivable counsel gc generalcounsel notices notice investors investor ir relations pr it helpdesk "
    "reception "
    "orders returns events secretary secretariat procurement purchasing finance treasury tax board "
    "general main mailbox corporate company group request requests care us mailroom "
    "communications operations ops dpo privacyofficer complaints claim invoice "
    "invoices ap ar privacy copyright trademark trademarks dmca abuse questions scanning secret cybersecurity "
    "security compliance ethics dsr dsar appeal appeals report reports dpa speaker chair chairman chairperson "
    "president treasurer cro feedback shield equity records record archive archives personnel recruitment "
    "careers vacancies training education library labs study studies trial trials "
    "nursing practice research editor editors editorial newsroom events visits tours "
    "lettings rentals repairs maintenance facilities estates property properties valuations surveys planning licensing "
    "permits grants donations membership members volunteers commercial trade trading retail wholesale export exports "
    "imports shipping freight logistics dispatch delivery deliveries warehouse stores stock quality production "
    "engineering technical technology digital data web hosting network infrastructure sre devops siu fraud crime "
    "fincrime aml kyc risk audit underwriting policy policies renewals pensions payroll wages expenses deposits "
    "mortgages loans lending credit collections arrears recoveries offers tenders bids contracts projects programme "
    "programs consultation consultations representations objections correspondence post central switchboard "
    # The same in German, French, Spanish, Italian and Dutch.
    "buero sekretariat empfang zentrale kanzlei praxis redaktion buchhaltung vertrieb einkauf verkauf "
    "personal bewerbung bewerbungen rechnung rechnungen datenschutz technik werkstatt "
    "vorstand schaden schadenmeldung anfrage anfragen "
    "comptabilite comptabilité direction juridique sav presse recrutement reclamations réclamations devis "
    "factures sinistres gestion greffe administracion administración ventas compras facturacion atencion "
    "direccion rrhh amministrazione segreteria ufficio vendite acquisti protocollo administratie verkoop inkoop "
    "secretariaat klantenservice firmenkunden privatkunden kundenbetreuung rh recouvrement "
    "sec hon benefits revenues results readings "
    "disputes speakup whistleblowing whistleblower clerk clerks casework cases governance notify notification "
    "website webshop shop store welcome hi ask enq quotes foi cosec parking waste bins trees roads highways streets "
    "headteacher principal matron warden captain doctor dentist vet ward clinic caldicott safeguarding wellbeing "
    "widerspruch vergabe baurecht bauantrag ordnungsamt fundbuero bibliothek museum kasse archiv leitung pforte "
    "urgences syndic marches marchés scolarite scolarité voirie cantine bibliotheque bibliothèque copropriete location "
    # And in the languages of the North.
    "dataskydd registrator personuppgifter personvern databeskyttelse tietosuoja kundtjanst kundeservice okonomi "
    "notifications engineers surveyors adjusters assessors nurses pastoral bursar chambers listing cyber hotline"
)
# Who answers there, whoever it is: a part of a firm, an authority, a place of work.
OFFICE = (
    r"(?:desk|office|branch|department|dept|team|depot|cent(?:re|er)|reservations?|bookings?|appointments?|enquir(?:y|ies)"
    r"|inquir(?:y|ies)|support|registry|registrar|surgery|hospital|clinic|pharmacy|hotel|restaurant|school|embassy"
    r"|consulate|ministry|council|services?|lab(?:oratory)?|ward|gatehouse|lodge|line|bureau|authority|ombudsman"
    r"|kundendienst|kundenservice|\w*verwaltung|\w*büro|\w*stelle|\w*amt|accueil|mairie|secrétariat)"
)
# Endings of words for what is done or who does it, which names do not have in such length.
OFFICE_ENDING = re.compile(
    r"\w{4,}(?:tions?|ments|ities|[ct]ial|ional|rial)|\w{5,}(?:ung|ungen|heit|keit|schaft|stelle|amt|dienst)"
    r"|\w{2,}(?:ariat|buero|büro|office|service|support|claims|team|desk|admin|unit|dept|committee|council|clinic|inbox"
    r"|mailbox|hotline|helpline)"
)
A_PART = re.compile(OFFICE)
# Offices and doings that are names too: "mark.post@".
SURNAMES = word_set(
    "post press stock stores sales ward page grant board credit shield price clerk marketing billing lab trial study "
    "archive property case cases abuse list hall line lodge lab labs retail wages bids speaker chair treasurer"
)
SHORTEST_OFFICE, SHORTEST_PLURAL, SHORTEST_THING, LONGEST_ACRONYM = 3, 5, 6, 4
# Words for people are surnames: "turner@", "goodman@".
DOER = re.compile(r"(?:er|or|ar|man|son|ard|ian)\Z")
GERMAN_ARTICLE = re.compile(
    r"\b(?:[Dd](?:ie|er|as|en|em|es)|[Ee]ine[rnms]?|[Dd]iese[rnms]?|[Uu]nsere[rnms]?|[Zz]u[rm])(?:\s\w+)?\Z"
)
NAME_BEFORE = re.compile(r"\b[A-Z][\w.'\u2019-]*\Z")
MOST_PLACES, REACH = 20, 40
# The last word of the name of an office, which its mailbox abbreviates.
DOING = (
    r"(?:\w{5,}ment|\w{3,}tions?|\w{4,}it(?:y|ies)|Finance|Compliance|Insurance|Services?|Unit|Team|Office|Department|Board"
    r"|Council|Committee|Centre|Center|Division|Directorate)\b"
)
LEAST_INITIALS, MOST_INITIALS = 3, 5
# Signs that join words in addresses.
JOINS = ("@", "_", "-", "/")
# No person is called so.
GROUPS = word_set(
    "team teams desk dept department helpdesk oncall committee council board ops devops admin admins people"
)


def is_personal(address: str) -> bool:
    """Whether an address is that of a person, and not of an office, an example or a file."""
    local, _, domain = address.lower().partition("@")
    if ".." in address or domain.endswith(FILES):
        return False
    parts = _parts(local)
    if local in OFFICES or (parts and all(map(_is_office, parts))) or not GROUPS.isdisjoint(parts):
        return False
    if len(parts) > 1 and any(_is_office(part) and part not in SURNAMES and len(part) > 1 for part in parts):
        return False
    stand_in = all(part in NOBODY for part in parts) and NOWHERE.search(domain)
    return not stand_in and set(local) != {"x"}


def is_office_here(address: str, text: str) -> bool:
    """Whether an address is called as its firm, or a text tells that it is an office's: of "grants", or the "SIU"."""
    local, _, domain = address.lower().partition("@")
    if local == domain.partition(".")[0] and _is_firm(text, local):
        return True
    parts = _parts(local)
    others = [part for part in parts if not _is_office(part)]
    if len(others) < len(parts):
        return all(len(part) >= SHORTEST_OFFICE and _speaks_of(text, part) for part in others)
    if len(parts) == 1 and (_is_thing(text, parts[0]) or _are_initials(text, parts[0])):
        return True
    return all(_is_spoken_of(text, part) for part in others) and bool(others)


def _is_thing(text: str, word: str) -> bool:
    """Whether a text has the one word before the sign as an ordinary noun, too long to be a first name as well."""
    if len(word) < SHORTEST_THING or not word.isalpha() or word in SURNAMES or DOER.search(word):
        return False
    if _speaks_of(text, word):
        return not any(NAME_BEFORE.search(before) for before, _ in _places(text, f" {word.capitalize()}"))
    singular = word.removesuffix("s").removesuffix("n").capitalize()
    if any(GERMAN_ARTICLE.search(before) for before, _ in _places(text, f" {singular}")):
        return True
    # "occhealth": a word cut short, and the one behind it.
    cuts = range(SHORTEST_OFFICE, len(word) - SHORTEST_OFFICE + 1)
    return any(_is_compound(text, word[:cut], word[cut:]) for cut in cuts)


def _is_firm(text: str, word: str) -> bool:
    """Whether a text has the word as the first of a longer name: "Halden Mills"."""
    return re.search(rf"\b{re.escape(word.capitalize())} (?:&|[A-Z])", text) is not None


def _are_initials(text: str, word: str) -> bool:
    """Whether a text has an office in full of which the word is the initials: "scm", "Supply Chain Management"."""
    if not LEAST_INITIALS <= len(word) <= MOST_INITIALS or not word.isalpha():
        return False
    *leading, last = (re.escape(letter) for letter in word.upper())
    words = "".join(rf"{letter}[a-z][\w-]* (?:(?:and|of|for|the|&) )?" for letter in leading)
    return re.search(rf"\b{words}(?={last}){DOING}", text) is not None


def _is_compound(text: str, cut_short: str, word: str) -> bool:
    places = _places(text, f" {word}")
    return any(before.rpartition(" ")[2].startswith(cut_short) and not after[:1].isalpha() for before, after in places)


def _places(text: str, word: str) -> Iterator[tuple[str, str]]:
    """Yield what stands right before and behind each of the first places of a word."""
    at = text.find(word)
    for _ in range(MOST_PLACES):
        if at < 0:
            return
        yield text[max(0, at - REACH) : at], text[at + len(word) : at + len(word) + 3]
        at = text.find(word, at + 1)


def _parts(local: str) -> list[str]:
    return [part for part in re.split(r"[._-]|\d+", local) if part]


def _is_spoken_of(text: str, part: str) -> bool:
    """Whether a word is an ordinary one in the plural, which no first name is, or an acronym."""
    plural = len(part) >= SHORTEST_PLURAL and part.endswith("s") and not part.endswith("ss")
    acronym = SHORTEST_OFFICE <= len(part) <= LONGEST_ACRONYM and _speaks_of(text, part.upper())
    return acronym or (plural and (_speaks_of(text, part) or _speaks_of(text, part[:-1])))


def _speaks_of(text: str, word: str) -> bool:
    """Whether a word stands in a text, outside addresses and longer words."""
    at = text.find(word)
    while at >= 0:
        before, after = text[max(0, at - 1) : at], text[at + len(word) : at + len(word) + 2]
        inside = before.isalnum() or before in (*JOINS, ".") or after[:1].isalnum() or after[:1] in JOINS
        if not inside and not (after[:1] == "." and after[1:].isalnum()):
            return True
        at = text.find(word, at + 1)
    return False


def _is_office(part: str) -> bool:
    """Whether a word is that of an office, or two such run together: "privacyquestions"."""
    cuts = range(SHORTEST_OFFICE, len(part) - SHORTEST_OFFICE + 1)
    singular = f"{part[:-3]}y" if part.endswith("ies") else part.removesuffix("s")
    if part in OFFICES or singular in OFFICES or OFFICE_ENDING.fullmatch(part) or A_PART.fullmatch(part):
        return True
    return any(part[:cut] in OFFICES and part[cut:] in OFFICES for cut in cuts)


def is_spelled_address(written: str) -> bool:
    """Whether words with "at" and "dot" are a person's address."""
    if NO_DOMAIN.search(written):
        return False
    local = re.split(r"(?i)[ _-]at[ _-]|[\[({<]", written, maxsplit=1)[0].strip().lower()
    return is_personal(f"{local.replace(' dot ', '.')}@host.example")
