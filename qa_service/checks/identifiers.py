"""Personal identifiers: narrow patterns, each confirmed by a checksum, a numbering plan or words beside it."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass

import re2
from stdnum import iban, luhn
from stdnum.be import nn
from stdnum.br import cpf
from stdnum.ch import ssn as ahv
from stdnum.es import dni, nie
from stdnum.fi import hetu
from stdnum.fr import nir
from stdnum.gb import nhs
from stdnum.in_ import aadhaar, pan
from stdnum.it import codicefiscale
from stdnum.mx import curp
from stdnum.se import personnummer

from qa_service.checks.matching import Screen
from qa_service.checks.parameters import compile_pattern
from qa_service.checks.telephones import is_phone
from qa_service.checks.wordlists import ROLE_MAILBOXES

Confirm = Callable[[str], bool]
BEFORE = 45
# A number with one of these in front of it names a thing, not a person.
THING = re.compile(
    r"(?i)(?:\b(?:invoice|inv|purchase order|docket|dkt|case|isbn(?:-1[03])?|issn|ean|upc|sku|po|serial|batch|lot"
    r"|patent|ref|reference|bates"
    r"|doi|matter|ticket|tracking|consignment|imei|vat|cas|nct)|\b(?:order|part|claim|policy|file|parcel|version|contract"
    r"|agreement|application|registration|reg|receipt|quote|project|item|article|catalog(?:ue)?|model|job|form"
    r"|report"
    r"|transaction|confirmation|booking|company|charity|clause|section|page|shipment|grant|award|bid|tender|protocol|study"
    r"|loan|filing|control|document|doc|certificate|licen[cs]e)\s*(?:no|nos|number|num|nr|id|code|#|№)\b)"
    r"\s*(?:no|nos|number|num|nr|id|code|#|№)?[\s.:#№-]*(?:is|was|of)?\s*[A-Z/-]{0,6}[-/]?$"
    r"|(?:order|part|policy|claim) ?#\s*$"
    r"|(?:\b(?:sections?|clauses?|articles?|paragraphs?|rules?)|§{1,2})\s*$"
)
DATE = (
    r"(?:\d{1,2}[/.\-]\d{1,2}[/.\-](?:\d{4}|\d{2})|\d{4}-\d{2}-\d{2}"
    r"|\d{1,2}(?:st|nd|rd|th)?(?: of)? [A-Za-z]{3,9}\.?,? \d{4}"
    r"|[A-Za-z]{3,9}\.? \d{1,2}(?:st|nd|rd|th)?,? \d{4}|\d{1,2}-[A-Za-z]{3}-\d{2,4})"
)
CARDS = re.compile(
    r"(?:4(?:\d{12}|\d{15}|\d{18})|5[1-5]\d{14}|2(?:22[1-9]|2[3-9]\d|[3-6]\d\d|7[01]\d|720)\d{12}|3[47]\d{13}"
    r"|3(?:0[0-5]|[689]\d)\d{11}|6(?:011|5\d\d|4[4-9]\d)\d{12}|35(?:2[89]|[3-8]\d)\d{12}|62\d{14,17})"
)


@dataclass(frozen=True, slots=True)
class Kind:
    """One identifier; group 1 of the pattern, where there is one, is the identifier itself.

    A ``neutral`` identifier is dropped when a thing's label ("invoice no.") stands in front.
    """

    code: str
    title: str
    pattern: re2._Regexp
    confirm: Confirm
    neutral: bool = True


def find_identifiers(text: str, codes: Sequence[str], regions: Sequence[str]) -> Iterator[tuple[int, int, Kind]]:
    """Yield identifiers of the wanted kinds without overlaps, in the order of the text."""
    taken: list[tuple[int, int, Kind]] = []
    for at in SCREEN.hits(text):
        if KINDS[at].code in codes:
            taken += _matches(KINDS[at], text, regions)
    reach = 0
    for start, end, kind in sorted(taken, key=lambda found: (found[0], RANK[found[2].code])):
        if start >= reach:
            reach = end
            yield start, end, kind


def _matches(kind: Kind, text: str, regions: Sequence[str]) -> Iterator[tuple[int, int, Kind]]:
    for found in kind.pattern.finditer(text):
        start, end = found.span(1) if kind.pattern.groups else found.span()
        if kind.code == "phone":
            end = start + len(text[start:end].rstrip(" .-/("))
            good = is_phone(text[start:end], _before(text, start), regions)
        elif kind.code == "iban":
            end = start + iban_length(text[start:end])
            good = end > start
        else:
            good = kind.confirm(text[start:end])
        if good and not _glued(text, start, end) and not (kind.neutral and THING.search(_before(text, start))):
            yield start, end, kind


def _before(text: str, start: int) -> str:
    return text[max(0, start - BEFORE) : start].rpartition("\n")[2]


def _glued(text: str, start: int, end: int) -> bool:
    """Tell whether the match is a piece of a longer token, such as a path, a decimal or a hash."""
    before, after = text[max(0, start - 1) : start], text[end : end + 2]
    if before.isalnum() or (before != "" and before in "_/=-@#" and text[start].isalnum()):
        return True
    return after[:1].isalnum() or after[:1] == "_" or (after[:1] in ("-", "/") and after[1:].isalnum())


def iban_length(candidate: str) -> int:
    """Return how much of the candidate is a valid IBAN (0 for none): words may follow it."""
    for found in reversed(list(re.finditer(r"[ -]|$", candidate))):
        if found.start() >= 15 and iban.is_valid(candidate[: found.start()]):
            return found.start()
    return 0


def _email(candidate: str) -> bool:
    local, _, domain = candidate.lower().partition("@")
    return (
        local not in ROLE_MAILBOXES
        and ".." not in candidate
        and not domain.endswith((".png", ".jpg", ".gif", ".svg", ".css"))
    )


def _card(candidate: str) -> bool:
    digits = re.sub(r"\D", "", candidate)
    return CARDS.fullmatch(digits) is not None and len(set(digits)) > 1 and bool(luhn.is_valid(digits))


def _us_ssn(candidate: str) -> bool:
    area, group, serial = re.sub(r"\D", "", candidate)[:3], re.sub(r"\D", "", candidate)[3:5], candidate[-4:]
    if group == "00" or serial == "0000" or area in ("000", "666"):
        return False
    return area[0] != "9" or int(group) >= 50


def _nino(candidate: str) -> bool:
    return candidate[:2] not in {"BG", "GB", "NK", "KN", "TN", "NT", "ZZ"}


def _ip(candidate: str) -> bool:
    octets = [int(part) for part in candidate.split(".")]
    return all(octet <= 255 for octet in octets) and max(octets) > 40 and octets[0] not in (0, 127, 255)


def _mac(candidate: str) -> bool:
    digits = re.sub(r"[^0-9A-Fa-f]", "", candidate).upper()
    return any(char.isalpha() for char in digits) and len(set(digits)) > 2


def _digits(low: int, high: int = 99) -> Confirm:
    return lambda candidate: low <= sum(map(str.isdigit, candidate)) <= high


def _any(candidate: str) -> bool:
    return True


def _kind(
    code: str, title: str, pattern: str, confirm: Confirm = _any, context: str | None = None, neutral: bool = True
) -> Kind:
    """Build a kind; an identifier with a ``context`` counts only right behind one of its words."""
    if context is not None:
        pattern = rf"(?i:(?:{context}){LINK})({pattern})"
    return Kind(code, title, compile_pattern(pattern), confirm, neutral)


LINK = r"""['’]?s?[\s.:#)(№,“"]*(?:(?:is|was|no|nos|number|num|nr|id|card|code|of)\b[\s.:#)№]*){0,4}"""
HEALTH = (
    r"\bMRN\b|medical record|\bpatient (?:id|no|number|identifier)|hospital (?:no|number)|\bNHI\b"
    r"|health (?:plan|card|insurance)"
    r"|\bmember id|medicare|medicaid|beneficiary|chart (?:no|number)|subscriber id"
)
LICENCE = (
    r"driver['’]?s? licen[cs]e|driving licen[cs]e|\bDLN?\b|licen[cs]e plate|number plate|registration plate|\bVIN\b"
)
NATIONAL = (
    r"national (?:id|identity|insurance|identification)|identity (?:card|document)|\bID card"
    r"|personal(?:ausweis| id| number)"
    r"|\bTFN\b|tax file|\bBSN\b|\bPESEL\b|\bPPSN?\b|\bSIN\b|social insurance|\bCURP\b|steuer-?id"
    r"|tax(?:payer)? id\w*|\bITIN\b|\bUTR\b"
    r"|\bNRIC\b|\bHKID\b|aadhaar|\bNHS\b|voter id|alien (?:registration )?number|\bA-number"
)
# An "account 88102-4" alone is one of a ledger; a longer number, or one that is called so, is a bank's.
ACCOUNT = (
    r"\b(?:bank|savings|checking|current|giro|deposit) account|\baccount (?:no|number|num|nr)\b|\bacct|\ba/c|routing"
    r"|\bABA|sort[- ]code|\bIBAN|\bBSB"
)
HOME = r"(?:home|residential|private|personal) address|resid(?:es|ing|ent)(?: at| of)?|liv(?:es|ing) at|domiciled at"
SSN = r"\bSSN|social security|\bsoc\.? sec\.?"
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
    (r"\b\d{6}[-+A]\d{3}[0-9A-FHJ-NPR-Y]\b", hetu.is_valid),
    (r"\b\d{2}\.\d{2}\.\d{2}-\d{3}\.\d{2}\b", nn.is_valid),
    (r"\b[A-Z]{4}\d{6}[HM][A-Z]{5}[A-Z0-9]\d\b", curp.is_valid),
    (r"\b756\.\d{4}\.\d{4}\.\d{2}\b", ahv.is_valid),
)
BORN = r"\bDOB|\bD\.O\.B|date of birth|birth ?date|birthday|\bborn(?: on)?(?: the)?|geboren am"
# "anna (dot) weiss (at) firm (dot) org"
WORDED_EMAIL = (
    r"(?i:[\w.+-]{1,40}(?: ?[\[(]dot[\])] ?[\w-]{1,40}){0,3} ?[\[(]at[\])] ?[\w-]{1,40}"
    r"(?: ?[\[(]dot[\])] ?[\w-]{2,40}|\.[\w-]{2,40}){1,4})"
)
EMAIL = r"[A-Za-z0-9][\w.+%'-]{0,63}@(?:[A-Za-z0-9-]{1,63}\.){1,5}[A-Za-z]{2,24}"
CARD = r"\b\d{4}(?:[ -]?\d{4}){2}[ -]?\d{1,7}\b|\b3\d{3}[ -]?\d{6}[ -]?\d{4,5}\b"
NINO = r"\b(?:[A-CEGHJ-PR-TW-Z][A-CEGHJ-NPR-TW-Z]|QQ) ?\d{2} ?\d{2} ?\d{2} ?[A-D]\b"
HEALTH_ID = r"\b[A-Z]{0,4}[- ]?\d[\dA-Z -]{3,14}[\dA-Z]\b"
LICENCE_ID = r"\b[A-Z0-9][A-Z0-9 -]{4,18}[A-Z0-9]\b"
STREET = r"\b\d{1,5}[A-Z]? [A-Z][\w'’.]+(?: [A-Z][\w'’.]+){1,4}(?:, [A-Z][\w ]{2,30}){0,2}"
KINDS = (
    _kind("email", "e-mail address", EMAIL, _email, neutral=False),
    _kind("email", "e-mail address", WORDED_EMAIL, neutral=False),
    _kind("iban", "IBAN", r"\b[A-Z]{2}\d{2}(?:[ -]?[A-Z0-9]{1,4}){3,9}\b", neutral=False),
    _kind("payment_card", "payment card number", CARD, _card),
    _kind("birth_date", "date of birth", DATE, context=BORN, neutral=False),
    _kind("us_ssn", "US social security number", r"\b\d{3}-\d{2}-\d{4}\b", _us_ssn),
    _kind("us_ssn", "US social security number", r"\b\d{3}[ -]?\d{2}[ -]?\d{4}\b", _us_ssn, SSN, neutral=False),
    _kind("nhs_number", "NHS number", r"\b\d{3} \d{3} \d{4}\b", nhs.is_valid),
    _kind("nhs_number", "NHS number", r"\b\d{3}[ -]?\d{3}[ -]?\d{4}\b", nhs.is_valid, r"\bNHS", neutral=False),
    _kind("uk_nino", "UK national insurance number", NINO, _nino),
    _kind("passport", "passport number", r"\b[A-Z0-9]{6,10}\b", _digits(4), r"\bpassport", neutral=False),
    _kind("health_id", "health record number", HEALTH_ID, _digits(5), HEALTH, neutral=False),
    _kind("driving_licence", "driving licence or vehicle", LICENCE_ID, _digits(3), LICENCE, neutral=False),
    _kind(
        "national_id",
        "national identifier",
        r"\b[A-Z]{0,3}[- ]?\d[\dA-Z .-]{4,16}[\dA-Z]\b",
        _digits(6),
        NATIONAL,
        neutral=False,
    ),
    _kind("bank_account", "bank account", r"\b\d[\d -]{4,18}\d\b", _digits(6, 17), ACCOUNT, neutral=False),
    _kind("bank_account", "bank account", r"\b\d[\d -]{4,18}\d\b", _digits(8, 17), r"\baccount", neutral=False),
    _kind("home_address", "home address", STREET, context=HOME, neutral=False),
    *(_kind("national_id", "national identifier", pattern, confirm) for pattern, confirm in NATIONAL_FORMS),
    _kind("phone", "telephone number", r"\+?\(?\d[\d ().\x{a0}/-]{5,22}\d"),
    _kind("ip_address", "IP address", r"\b\d{1,3}(?:\.\d{1,3}){3}\b", _ip),
    _kind("mac_address", "hardware address", r"\b[0-9A-Fa-f]{2}(?:[:-][0-9A-Fa-f]{2}){5}\b", _mac),
)
SCREEN = Screen(kind.pattern for kind in KINDS)
CODES = tuple(dict.fromkeys(kind.code for kind in KINDS))
RANK = {code: rank for rank, code in enumerate(CODES)}
