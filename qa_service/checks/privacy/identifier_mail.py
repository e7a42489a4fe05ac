"""E-mail addresses of persons, also spelled out against harvesters, and those of offices and examples."""

from __future__ import annotations

import re

from qa_service.checks.reading.wordlists import ROLE_MAILBOXES
from qa_service.documents.searching.word_sets import word_set

EMAIL = r"[A-Za-z0-9][\w.+%'-]{0,63}@(?:[A-Za-z0-9-]{1,63}\.){1,5}[A-Za-z]{2,24}"
TOP = (
    "com|org|net|edu|gov|info|biz|io|co|eu|example|uk|de|fr|ch|nl|it|es|pt|be|at|dk|se|no|fi|ie|pl|us|ca|au"
    "|nz|in|jp|za|br"
)
SIGN = r"(?: ?[\[({<] ?at ?[\])}>] ?|[ _-]at[ _-])"
DOT = r"(?: ?[\[({<] ?(?:dot|punkt|point) ?[\])}>] ?|[ _-]dot[ _-])"
# With a bare "at" the dot is spelled too; with one in brackets it may be a sign.
SPELLED = (
    rf"(?i)\b[a-z0-9][a-z0-9._+-]{{0,40}}(?:{DOT}[a-z0-9]{{1,30}})?"
    rf"(?:{SIGN}[a-z0-9-]{{1,40}}(?:{DOT}[a-z0-9-]{{1,30}}){{0,2}}{DOT}(?:{TOP})"
    rf"| ?[\[({{<] ?at ?[\])}}>] ?[a-z0-9-]{{1,40}}(?:\.[a-z0-9-]{{2,30}}){{1,3}})\b"
)
# What every address holds, and every spelled one.
EMAIL_CORE = r"@[A-Za-z0-9-]"
SPELLED_CORE = rf"(?i)[\[({{<] ?at ?[\])}}>]|[ _-]at[ _-][a-z0-9-]+{DOT}"
# The sign and the dots of an address, spelled or not.
SPELLED_SIGN = re.compile(rf"(?i){SIGN}")
SPELLED_DOT = re.compile(rf"(?i){DOT}")
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
    "notifications engineers surveyors adjusters assessors nurses pastoral bursar chambers listing cyber hotline "
    "affairs control safety room court ledger section manager officer director agency solicitor engineer inspector "
    "registrar onboarding tickets servizio servicio servico clienti clientes biuro dzial"
)
# Who answers there, whoever it is: a part of a firm, an authority, a place of work.
OFFICE = (
    r"(?:desk|office|branch|department|dept|team|depot|cent(?:re|er)|reservations?|bookings?|appointments?|enquir(?:y|ies)"
    r"|inquir(?:y|ies)|support|registry|registrar|surgery|hospital|clinic|pharmacy|hotel|restaurant|school|embassy"
    r"|consulate|ministry|council|services?|lab(?:oratory)?|ward|gatehouse|lodge|line|bureau|authority|ombudsman"
    r"|kundendienst|kundenservice|\w*verwaltung|\w*büro|\w*stelle|\w*amt|accueil|mairie|secrétariat)"
)
# Who is spoken of as a person.
SOMEBODY = (
    r"(?:patient|claimant|complainant|victim|witness|child|mother|father|parent|wife|husband|partner|resident|applicant"
    r"|caller|pupil|student|deceased|nurse|neighbour|family|couple|girl|boy|woman|man)"
)
# Endings of words for what is done or who does it, which names do not have in such length.
OFFICE_ENDING = re.compile(
    r"\w{5,}ment|\w{4,}(?:tions?|ments|ities|[ct]ial|ional|rial)|\w{5,}(?:ung|ungen|heit|keit|schaft|stelle|amt|dienst)"
    r"|\w{2,}(?:ariat|buero|büro|office|service|support|claims|team|desk|admin|unit|dept|committee|council|clinic|inbox"
    r"|mailbox|hotline|helpline)"
)
A_PART = re.compile(OFFICE)
# Offices and doings that are names too: "mark.post@".
SURNAMES = word_set(
    "post press stock stores sales ward page grant board credit shield price clerk marketing billing lab trial study "
    "archive property case cases abuse list hall line lodge lab labs retail wages bids speaker chair treasurer "
    "court room engineer"
)
# Where anybody may have a mailbox: providers, by the first label of their domains.
PROVIDERS = re.compile(
    r"(?:^|\.)(?:gmail|googlemail|yahoo|ymail|rocketmail|hotmail|outlook|live|msn|icloud|me|mac|aol|aim|gmx|web|t-online"
    r"|freenet|arcor|orange|wanadoo|laposte|sfr|bbox|neuf|free|btinternet|btopenworld|talktalk|virginmedia|ntlworld"
    r"|blueyonder|tiscali|eircom|libero|virgilio|alice|tin|bluewin|sunrise|hispeed|ziggo|kpnmail|xs4all|planet|home|hetnet"
    r"|telenet|skynet|proximus|comcast|verizon|att|sbcglobal|bellsouth|cox|charter|earthlink|optonline|juno|rogers|shaw"
    r"|telus|sympatico|videotron|bigpond|optusnet|iinet|xtra|proton|protonmail|pm|tutanota|tuta|zoho|yandex|mail|inbox|list"
    r"|bk|rambler|ukr|qq|163|126|sina|naver|daum|hanmail|rediffmail|wp|o2|onet|interia|seznam|centrum|email|azet|freemail"
    r"|citromail|abv|telia|comhem|online|luukku|kolumbus|sapo|uol|terra|ig|duck|hey|fastmail|hushmail|posteo|mailbox)"
    r"\.(?:com?\.)?[a-z]{2,7}\Z"
)
# What people add to their names in such a mailbox.
PRIVATE = word_set("personal private privat prive privado perso own")
SHORTEST_OFFICE = 3
# No person is called so.
GROUPS = word_set(
    "team teams desk dept department helpdesk oncall committee council board ops devops admin admins people"
)


def is_personal(address: str) -> bool:
    """Whether an address is that of a person, and not of an office, an example or a file."""
    local, _, domain = address.lower().partition("@")
    if ".." in address or domain.endswith(FILES):
        return False
    parts = words_of(local)
    if len(parts) > 1 and not PRIVATE.isdisjoint(parts) and PROVIDERS.search(domain):
        return True
    if local in OFFICES or (parts and all(map(is_office_word, parts))) or not GROUPS.isdisjoint(parts):
        return False
    if len(parts) > 1 and any(is_office_word(part) and part not in SURNAMES and len(part) > 1 for part in parts):
        return False
    stand_in = all(part in NOBODY for part in parts) and NOWHERE.search(domain)
    return not stand_in and set(local) != {"x"}


def read_address(written: str) -> tuple[str, str]:
    """Return what stands before and behind the sign of an address, which may be spelled out, in small letters."""
    local, _, domain = (written if "@" in written else SPELLED_SIGN.sub("@", written, count=1)).lower().partition("@")
    return SPELLED_DOT.sub(".", local.partition("+")[0]).strip(), SPELLED_DOT.sub(".", domain)


def words_of(local: str) -> list[str]:
    """Return the words before the sign."""
    return [part for part in re.split(r"[._-]|\d+", local) if part]


def is_office_word(part: str) -> bool:
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
    return is_personal(f"{read_address(written)[0]}@host.example")
