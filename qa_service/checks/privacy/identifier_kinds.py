"""The kinds of personal identifiers: a narrow pattern each, and a checksum, a plan or words that confirm it."""

from __future__ import annotations

import re
from collections.abc import Callable
from dataclasses import dataclass
from ipaddress import IPv6Address

import re2
from stdnum import luhn
from stdnum.be import nn
from stdnum.br import cpf
from stdnum.ch import ssn as ahv
from stdnum.cl import rut
from stdnum.cz import rc
from stdnum.de import idnr
from stdnum.es import dni, nie
from stdnum.fi import hetu
from stdnum.fr import nir
from stdnum.gb import nhs
from stdnum.in_ import aadhaar, pan
from stdnum.it import codicefiscale
from stdnum.kr import rrn
from stdnum.mx import curp
from stdnum.se import personnummer
from stdnum.za import idnr as south_african

from qa_service.checks.parameters import compile_pattern
from qa_service.checks.privacy.health_numbers import HEALTH, HEALTH_FORMS, HEALTH_ID, HEALTH_SCHEMES
from qa_service.checks.privacy.home_addresses import HOUSE, HOUSES, TOWN
from qa_service.checks.privacy.identifier_licences import (
    LICENCE,
    LICENCE_FORM,
    LICENCE_ID,
    PLATE,
    PLATE_ID,
    is_british_licence,
    is_plate,
)
from qa_service.checks.privacy.identifier_mail import (
    EMAIL,
    EMAIL_CORE,
    SOMEBODY,
    SPELLED,
    SPELLED_CORE,
    is_personal,
    is_spelled_address,
)
from qa_service.checks.privacy.identifier_north import HETU, KENNITALA, KENNITALA_LABEL, is_of_person_in_iceland
from qa_service.checks.privacy.identifier_schemes import BETWEEN, NZ_HEALTH, SCHEMES, dotted

Confirm = Callable[[str], bool]
CARDS = re.compile(
    r"(?:4(?:\d{12}|\d{15}|\d{18})|5[1-5]\d{14}|2(?:22[1-9]|2[3-9]\d|[3-6]\d\d|7[01]\d|720)\d{12}|3[47]\d{13}"
    r"|3(?:0[0-5]|[689]\d)\d{11}|6(?:011|5\d\d|4[4-9]\d)\d{12}|35(?:2[89]|[3-8]\d)\d{12}|62\d{14,17})"
)
YEARS = re.compile(r"(?:19|20)\d\d(?:[ /-]+(?:19|20)\d\d)+")
EARLIEST_BIRTH = 1905
PRIVATE_NETWORK = re.compile(r"(?:10|192\.168|172\.(?:1[6-9]|2\d|3[01]))\..*\.(?:0|1|254|255)")


@dataclass(frozen=True, slots=True)
class Kind:
    """One identifier; group 1 of the pattern, where there is one, is the identifier itself.

    A ``neutral`` identifier is dropped when a thing's label ("invoice no.") stands in front. ``context`` matches the
    words behind which alone the identifier counts. Every match holds a match of the ``core``, which a screen looks for.
    """

    code: str
    title: str
    pattern: re2._Regexp
    core: re2._Regexp
    confirm: Confirm
    neutral: bool = True
    context: str = ""


def _card(candidate: str) -> bool:
    digits = re.sub(r"\D", "", candidate)
    return CARDS.fullmatch(digits) is not None and len(set(digits)) > 1 and bool(luhn.is_valid(digits))


def _us_ssn(candidate: str) -> bool:
    area, group, serial = re.sub(r"\D", "", candidate)[:3], re.sub(r"\D", "", candidate)[3:5], candidate[-4:]
    if group == "00" or serial == "0000" or area in ("000", "666"):
        return False
    return area[0] != "9" or int(group) >= 50


def _nino(candidate: str) -> bool:
    return candidate[:2].upper() not in {"BG", "GB", "NK", "KN", "TN", "NT", "ZZ"}


def _ip(candidate: str) -> bool:
    octets = [int(part) for part in candidate.split(".")]
    if PRIVATE_NETWORK.fullmatch(candidate):
        return False
    return all(octet <= 255 for octet in octets) and max(octets) > 40 and octets[0] not in (0, 127, 255)


def _ip6(candidate: str) -> bool:
    try:
        address = IPv6Address(candidate)
    except ValueError:
        return False
    return candidate.count(":") > 2 and not address.is_loopback


def _mac(candidate: str) -> bool:
    return any(map(str.isalpha, candidate)) and len(set(candidate)) > 2


def _digits(low: int, high: int = 99) -> Confirm:
    return lambda candidate: low <= sum(map(str.isdigit, candidate)) <= high and not YEARS.fullmatch(candidate)


def _of_the_living(date: str) -> bool:
    """Whether somebody born on a date may be alive."""
    years = re.findall(r"\d{4}", date)
    return not years or int(years[-1]) >= EARLIEST_BIRTH


def _any(candidate: str) -> bool:
    return True


def _kind(
    code: str,
    title: str,
    pattern: str,
    confirm: Confirm = _any,
    context: str = "",
    neutral: bool = True,
    core: str = "",
) -> Kind:
    """Build a kind; an identifier with a ``context`` counts only right behind one of its words.

    A ``core`` spares the screen to count the characters in front of a sign that is seldom there.
    """
    if context:
        pattern = rf"(?i:(?:{context}){LINK})({pattern})"
    whole = compile_pattern(pattern)
    return Kind(code, title, whole, compile_pattern(core) if core else whole, confirm, neutral, context)


def _told_why(context: str) -> str:
    """Widen a context by what a number is for or where it was read: "birth date for enrolment:", "… per passport"."""
    return rf"(?:{context})(?:,? (?:no|nos|number)\b\.?)?(?:{PURPOSE})?"


def _scheme(scheme: tuple[str, str, Confirm], code: str = "national_id", title: str = "national identifier") -> Kind:
    """Build a kind of numbers with check digits, which stand anywhere behind the name of their scheme in its clause."""
    label, number, confirm = dotted(scheme[0]), *scheme[1:]
    pattern = compile_pattern(f"(?i:{label}){BETWEEN}({number})")
    return Kind(code, title, pattern, compile_pattern(f"(?i:{label})"), confirm, neutral=False, context=label)


TITLED = r"(?:Mr|Mrs|Ms|Miss|Mme|Frau|Herrn?)\.?(?: and (?:Mrs?|Ms)\.?)? [^\s\d,;()]+(?: [^\s\d,;()]+)?"
LINK = (
    r"""(?:['’]s)?(?:[\s.:#)(№,"“|=/*–-]|\((?:[A-Za-z. ]{1,20})\))*"""
    r"(?:(?:is|was|no|nos|number|numbers|num|nr|n[º°]|n[uú]mero|n[uú]m|numéro|id|card|code|of|ist|lautet|est|es|reads"
    r"|being|as|the|car|vehicle|holder|und|and|issued|uk|us|usa|her|his|my|their|our|insured|employee|director|driver|guarantor"
    r"|buyer|seller|keeper|tenant|landlord|member|client|customer|nanny|operator|des|der|de la|du|del|van de|von|zeugen"
    r"|klägers|fahrers|mieters|patienten"
    rf"|{SOMEBODY}|{TITLED})"
    r"(?:[\s.:#)(№|=-]|\([A-Za-z. ]{1,20}\))+){0,4}"
)
PURPOSE = (
    r",? \(?(?:for|as|on|per|under|in|according to|given|shown|stated|recorded|registered|used)\b"
    r"(?:,? [a-z'’/-]+){1,8}\)?:"
    r"|,? (?:as )?(?:per|according to|(?:shown|stated|given|recorded) (?:in|on|by)) (?:the |his |her |their )?"
    r"[a-z]+(?: [a-z]+)?,?"
)
PASSPORT = r"\bpassports?|reisepass|\b(?:pass|ausweis)-?(?:nr|nummer)|passeport|pasaporte|passaporto|paspoort"
NATIONAL = dotted(
    r"\bnational (?:id|identity|insurance|identification|registration)|\bNI (?:no|number)|identity (?:card"
    r"|document|no|number)|\b(?:SA|South African) ID\b"
    r"|\bID card|\bID (?:no|number)|personal(?:ausweis(?:-?n(?:umme)?r)?| id| number| code)"
    r"|citizen(?:ship)? (?:id|number|card)"
    r"|resident registration|\bTFN\b|tax file|\bBSN\b|burgerservicenummer|\bPESEL\b|\bPPSN?\b|\bSIN\b|\bNAS\b"
    r"|social insurance"
    r"|\bCURP\b|\bRFC\b|\bsteuer-?id|\bsteuer-?identifikations\w*|steuerlichen? (?:identifikations\w*|id)\b"
    r"|(?:^|[\s(])id-?nr\b"
    r"|\bTIN\b|tax(?:payer)? id\w*|\bITIN\b|\bUTR\b"
    r"|\bNRIC\b|\bFIN\b|\bHKID\b|aadhaar|\bNHS\b|voter id|alien (?:registration )?number|\bA-number"
    r"|\bNIR\b|s[eé]curit[eé] sociale|\bD\.?N\.?I\b|\bN\.?I\.?[EF]\b|codice fiscale|personn(?:umme)?r\b"
    r"|samordningsn(?:umme)?r|personnumret|\bCPR\b|\bCPF\b|\bAHV|\bAVS\b|henkil[oö]tunnus|\bHETU\b"
    r"|rijksregister\w*|registre national|\bRRN\b"
    r"|\bkimlik|\bCNP\b|rodn[eé] [cč][ií]slo|\bEGN\b|\bOIB\b|\bJMBG\b|\bEMŠO\b|\bAMKA\b|kennitala|f[oø]dselsn(?:umme)?r"
    r"|sozialversicherungs\w*|\bSVNR\b|\bSV-?Nr\b|versicherungsnummer|\bRU[TN]\b|c[eé]dula|\bmy number|isikukood"
    r"|asmens kodas"
    r"|\bKTP\b|\bNIK\b|\bMyKad\b"
)
ACCOUNT = (
    r"\baccount(?:s)? ?(?:no|nos|number|numbers|#|nr)|\baccount|\bacct|\bacc\b|\ba/c|\brouting (?:no|number"
    r"|transit|code)"
    r"|\bABA|sort[- ]code|\bIBAN|\bBSB|kontonummer|konto-?nr|\bkonto|\bBLZ|num[eé]ro de compte|\bCLABE"
)
HOME = (
    r"(?:home|residential|private|personal) address|\bresidence(?: of [^\d\n;:,]{2,40}| address)?:"
    r"|resid(?:es|ing|ent)(?: at| of)?|residence (?:is|at)"
    r"|liv(?:es|ed|ing) at|domiciled at|wohnhaft(?: in der)?|wohnt in|(?:privat|wohn)(?:anschrift|adresse)"
    r"|adresse privée|demeurant"
    r"|domicili[eé]e?(?: au| [aà])?"
    r"|residente (?:in|en)|wohnt (?:in der|am|an der|im)|habite(?:nt)?(?: au)?|r[eé]sidant(?:e)? (?:au|[aà])"
    r"|\b(?:his|her|my) (?:postal )?address"
    rf"|\b{SOMEBODY}['’]?s?['’]? (?:home |postal )?address|\baddress of (?:the |our |his |her )?{SOMEBODY}"
    r"|\b(?:anschrift|adresse) (?:des|der) (?:zeug\w+|patient\w+|mieter\w*|kläger\w*|versicherten|verletzten|fahrer\w*)"
    r"|\badresse d(?:u|e la) (?:témoin|victime|patiente?|locataire|conducteur|plaignante?)|con domicilio en"
)
# Where somebody is at home; the street has to be called one.
AT_HOME = (
    rf"(?:\b(?:his|her|their|my)|\b{SOMEBODY}['’]?s?['’]?|\b{TITLED}['’]s?) (?:own |new |old )?"
    r"(?:house|home|flat|apartment|bungalow|cottage)(?: at| in)?|\bat home(?: at|,)?"
    rf"|\b(?:visited|called on) \w+ at|\b{SOMEBODY},? of|\b{TITLED} \("
    rf"|\b{SOMEBODY} \((?:home )?address:?"
    r"|\b(?:lives?|lived|living|resides?)(?: alone| now| still| with (?:his|her|their) \w+)? (?:at|in)"
    r"|\b(?:he|she) (?:has |had )?moved (?:in)?to|\b(?:to|with|on) (?:him|her) at"
    r"|\b(?:ihre|seine)r? wohnung(?: in der)?"
)
SSN = dotted(r"\bSSN\b") + r"|social security|\bsoc\.? sec\.?"
NATIONAL_FORMS: tuple[tuple[str, Confirm], ...] = (
    (r"\b\d{8}-?[A-HJ-NP-TV-Z]\b", dni.is_valid),
    (r"\b[XYZ]-?\d{7}-?[A-Z]\b", nie.is_valid),
    (r"\b[A-Z]{6}\d{2}[A-EHLMPRST]\d{2}[A-Z]\d{3}[A-Z]\b", codicefiscale.is_valid),
    (r"\b[12] ?\d{2} ?(?:0[1-9]|1[0-2]) ?(?:\d{2}|2[AB]) ?\d{3} ?\d{3} ?\d{2}\b", nir.is_valid),
    (r"\b\d{3}\.\d{3}\.\d{3}-\d{2}\b", cpf.is_valid),
    (r"\b[2-9]\d{3} \d{4} \d{4}\b", aadhaar.is_valid),
    (r"\b[A-Z]{3}P[A-Z]\d{4}[A-Z]\b", pan.is_valid),
    (r"\b\d{3}-\d{3}-\d{3}\b", luhn.is_valid),
    (r"\b(?:19|20)?\d{6}[-+]\d{4}\b", personnummer.is_valid),
    (HETU, hetu.is_valid),
    (r"\b\d{2}\.\d{2}\.\d{2}-\d{3}\.\d{2}\b", nn.is_valid),
    (r"\b756\.\d{4}\.\d{4}\.\d{2}\b", ahv.is_valid),
    (r"\b[A-Z]{4}\d{6}[HM][A-Z]{5}[0-9A-Z]\d\b", curp.is_valid),
    (r"\b\d{6}-[1-8]\d{6}\b", rrn.is_valid),
    (r"\b\d{1,2}\.\d{3}\.\d{3}-[\dkK]\b", rut.is_valid),
    (r"\b\d{6}/\d{4}\b", rc.is_valid),
    (r"\b\d{6} ?\d{4} ?\d{3}\b", south_african.is_valid),
    (r"\b[1-9]\d \d{3} \d{3} \d{3}\b", idnr.is_valid),
)
DATE = (
    r"(?:\d{1,2}[/.\-]\d{1,2}[/.\-](?:\d{4}|\d{2})|\d{4}-\d{2}-\d{2}"
    r"|\d{1,2}(?:st|nd|rd|th|er|\.)?(?: of| de)? \pL{3,10}\.?,?(?: de)? \d{4}"
    r"|\pL{3,9}\.? \d{1,2}(?:st|nd|rd|th)?,? \d{4}|\d{1,2}-\pL{3}-\d{2,4})"
)
BORN = (
    r"[,(] ?b\.|\bDOB|\bD\.O\.B|date of birth|birth ?date|birthday|\bborn(?: on)?(?: the)?"
    r"|gebor(?:en|n)(?: am| op)?|\bgeb\.(?: am| op)?|geburtsdatum"
    r"|n[eé](?:e|\(e\))? le|date de naissance|fecha de nacimiento|nacid[oa] el|data di nascita|nat[oa] il|geboortedatum"
    r"|data de nascimento|f[oö]delsedatum|data urodzenia"
)
CARD = r"\b\d{4}(?:[ -]?\d{4}){2}[ -]?\d{1,7}\b|\b3\d{3}[ -]?\d{6}[ -]?\d{4,5}\b"
NINO = r"\b[A-CEGHJ-PR-TW-Z][A-CEGHJ-NPR-TW-Z] ?\d{2} ?\d{2} ?\d{2} ?[A-D]\b"
NATIONAL_ID = (
    r"\b(?:(?:[A-Za-z]{1,3}-?|[A-Z]{1,3} )?\d[\d ./-]{4,20}[\dA-Za-z]\b|[A-Z]{0,3}[- ]?\d[\dA-Z ./-]{4,16}[\dA-Z]\b"
    r"|[A-Z]{3,6}\d{6}[A-Z0-9]{2,9}\b|\d{7}[A-Z]{1,2}\b)"
)
STREET = (
    rf"(?:\b\d{{1,5}}[A-Z]? [A-Z][\w'’.]+(?: [A-Z][\w'’.]+){{1,4}}{TOWN}"
    r"|\b\d{1,4}(?: bis)?,? (?:rue|avenue|boulevard|place|chemin|impasse) [\pL'’ -]{3,40}"
    r"|\b\p{Lu}[\pL.-]*(?:straße|strasse|str\.|weg|platz|allee|gasse|straat|laan) \d{1,4}[a-z]?\b"
    r"|\b(?:Calle|Via|Rua|Avenida|Plaza|Am|An der|Im) \p{Lu}[\pL ]{2,30},? \d{1,4}\b)"
)
KINDS = (
    _kind("email", "e-mail address", EMAIL, is_personal, neutral=False, core=EMAIL_CORE),
    _kind("email", "e-mail address", SPELLED, is_spelled_address, neutral=False, core=SPELLED_CORE),
    _kind("iban", "IBAN", r"(?i:\b[A-Z]{2}\d{2}(?:[ -]?[A-Z0-9]{1,4}){3,9}\b)", neutral=False),
    _kind("payment_card", "payment card number", CARD, _card),
    _kind("birth_date", "date of birth", DATE, _of_the_living, context=_told_why(BORN), neutral=False),
    _kind("us_ssn", "US social security number", r"\b\d{3}-\d{2}-\d{4}\b", _us_ssn),
    _kind(
        "us_ssn",
        "US social security number",
        r"\b\d{3}[ .-]?\d{2}[ .-]?\d{4}\b",
        _us_ssn,
        _told_why(SSN),
        neutral=False,
    ),
    _kind("nhs_number", "NHS number", r"\b\d{3} \d{3} \d{4}\b", nhs.is_valid),
    _kind("nhs_number", "NHS number", r"\b\d{3}[ -]?\d{3}[ -]?\d{4}\b", nhs.is_valid, r"\bNHS", neutral=False),
    _kind("uk_nino", "UK national insurance number", NINO, _nino),
    _kind(
        "passport",
        "passport number",
        r"\b(?:[A-Z0-9]{6,10}|\d{3} \d{3} \d{3}|[A-Z]{1,2} \d{3} ?\d{3,4})\b",
        _digits(4),
        _told_why(PASSPORT),
        neutral=False,
    ),
    _kind("health_id", "health record number", HEALTH_ID, _digits(5), HEALTH, neutral=False),
    _kind("driving_licence", "driving licence or vehicle", LICENCE_ID, _digits(3), LICENCE, neutral=False),
    _kind("driving_licence", "driving licence or vehicle", LICENCE_FORM, is_british_licence),
    _kind("driving_licence", "driving licence or vehicle", PLATE_ID, is_plate, PLATE, neutral=False),
    _kind("national_id", "national identifier", NATIONAL_ID, _digits(6), NATIONAL, neutral=False),
    _kind("bank_account", "bank account", r"\b\d[\d -]{4,18}\d\b", _digits(6, 17), ACCOUNT, neutral=False),
    _kind("home_address", "home address", STREET, context=HOME, neutral=False),
    _kind("home_address", "home address", HOUSE, context=AT_HOME, neutral=False),
    *(_kind("home_address", "home address", house, neutral=False, core=core) for house, core in HOUSES),
    *map(_scheme, SCHEMES),
    _kind("national_id", "national identifier", KENNITALA, is_of_person_in_iceland, KENNITALA_LABEL, neutral=False),
    *(_scheme(scheme, "health_id", "health record number") for scheme in (NZ_HEALTH, *HEALTH_SCHEMES)),
    *(_kind("health_id", "health record number", pattern, confirm) for pattern, confirm in HEALTH_FORMS),
    *(_kind("national_id", "national identifier", pattern, confirm) for pattern, confirm in NATIONAL_FORMS),
    _kind("phone", "telephone number", r"\+?\(?\d[\d ().\x{a0}/-]{5,22}\d"),
    _kind("ip_address", "IP address", r"\b\d{1,3}(?:\.\d{1,3}){3}\b", _ip),
    _kind("ip_address", "IP address", r"(?i)\b[0-9a-f]{1,4}:[0-9a-f:]{4,36}[0-9a-f]\b", _ip6),
    _kind("mac_address", "MAC address", r"(?i)\b[0-9a-f]{2}(?:(?::[0-9a-f]{2}){5}|(?:-[0-9a-f]{2}){5})\b", _mac),
)
CODES = tuple(dict.fromkeys(kind.code for kind in KINDS))
RANK = {code: rank for rank, code in enumerate(CODES)}
