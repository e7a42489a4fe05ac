"""Telephones and mailboxes of offices: fax lines, switchboards, and whoever answers in the address of a firm."""

from __future__ import annotations

import re

import phonenumbers
from phonenumbers import PhoneNumberType

from qa_service.checks.parameters import compile_pattern
from qa_service.checks.privacy.identifier_mail import EMAIL, OFFICE, SOMEBODY, is_personal
from qa_service.checks.privacy.mailbox_owners import is_persons
from qa_service.checks.privacy.telephone_firms import is_of_firm
from qa_service.checks.reading.person_names import names_person
from qa_service.documents.names.legal_forms import PLAIN_FORMS

# A line of an office: a machine, or whoever answers.
OFFICE_LINE = re.compile(
    r"(?i)\b(?:fax|facsimile|telefax|telecopier|telecopy|switchboard|head ?office|headquarters|reception"
    r"|hotline|help ?line"
    r"|help ?desk|main (?:line|number|office)|central(?: office| number)|office (?:number|line|(?:tele)?phone|tel)"
    r"|zentrale)\b(?:\s(?:no|nos|nr)\.)?[^\n.;]{0,45}$|\boffice[ :.]{0,3}$"
)
# The extension of a switchboard in Germany.
GERMAN_CENTRE = "-0"
# "048 801 5000 (switchboard)"
OFFICE_BEHIND = re.compile(
    r"(?i)[ ,]{0,2}\(?(?:switchboard|reception|main (?:line|number)|board line|office(?: hours)?|zentrale|24 hours"
    r"|(?!(?:direct|private|home|personal|own|mobile|his|her|my)\b)[\w'\u2019-]+ (?:line|enquiries|desk|office|room)\b"
    r"|hotline|weekdays|mon(?:day)?[ –-]|mo[ .–-]{1,3}(?:bis )?(?:fr|do)|lines? open)"
)
# Rooms and posts where somebody is on duty.
POST = (
    r"(?:(?:control|operations|operating|incident|plant|post|press|guard|engine|dispatch|watch|common|staff)[ -]?rooms?"
    r"|guardhouse|guard ?post|front ?desk|station|security|concierge|dispatch(?:er)?|harbour ?master|coastguard"
    r"|duty (?:\w+ )?(?:engineer|manager|officer|solicitor|nurse|doctor|clerk))"
)
ANSWERED = re.compile(rf"(?i)\b(?:{OFFICE}|{POST})\b([^\n.;]{{0,40}})$")
# "HR department, direct line 09 555 01 72", and who answers for others: "Secretary: 01752 555 0133".
CLERK = (
    r"(?:secretar(?:y|ies)|clerks?|receptionists?|administrators?|admin|registrars?|porters?|bursar|matron|dispatchers?"
    r"|coordinators?|sekretari\w+|sekretär\w*|assistenz|secrétaire|secretaria|segreteria)"
)
DESK = re.compile(
    rf"(?i)\b(?:{OFFICE}|{POST})\b[\s,:(–-]{{1,4}}(?:direct|own) (?:line|dial|number|tel\w*|phone|extension)[\s.:]*$"
    r"|(?:^|[|·•;,])[\s*_(]*(?:(?:medical|clinic|department\w*|team|practice|court|parish|school|club|general|duty"
    r"|ward) )?"
    rf"{CLERK}(?: (?:tel(?:ephone)?|phone|number|line))?[\s.:*_–-]{{1,4}}$"
)
INSTITUTION = (
    r"(?:tribunal|secretariat|clerk|commission|agency|institute|university|faculty|museum|library|police|practice"
    r"|chamber)"
)
# The same, with an address or other ways to reach it in between; notices go to an office, too.
ADDRESSED = re.compile(
    rf"(?i)\b(?:{OFFICE}|{INSTITUTION}|notices? (?:to|under|for|shall|must|may|are|go|should|will))\b(.{{0,160}})$"
)
# What each of these holds: a text without offices is told by one quick look, also when it is all numbers.
ANY_OFFICE = compile_pattern(rf"{OFFICE}|{POST}|{INSTITUTION}|{CLERK}|notices?", ignore_case=True, capture=False)
# Somebody is spoken of in between.
ABOUT_PERSON = re.compile(rf"(?i)\b(?:she|he|they|I|who|whose|them|us|{SOMEBODY})\b")
# A person: one's own line, or a name that is no office's.
OWN_LINE = re.compile(
    r"\b(?i:his|her|my|me|him|mobile?|mob|cell|private|home|personal|direct|handy|mr|mrs|ms|dr|frau|herrn?)\b"
)
STREET = r"(?:road|street|lane|way|avenue|drive|square|place|court|house|quay|park|close|row)"
NAMED = re.compile(
    rf"\b(?!(?i:{OFFICE}|dear|our|the|please|call|contact|your|for)\b)[A-Z][a-z]+"
    rf" (?!(?i:{OFFICE}|{STREET})\b)[A-Z][a-z]+\b(?! (?:[a-z]+ )?(?i:{OFFICE})\b)"
)
# "9 Rue Cler", "Kongens Gate 9"
HOUSE_BEHIND, HOUSE_BEFORE = re.compile(r",? \d"), re.compile(r"\d[A-Za-z]?,? $")
# Whose number it is stands right before it: "M. Lemoine (06 47 18 92 05)".
OWNER = re.compile(
    r"\b(?:M\.|Mme|Mlle|Mr\.?|Mrs\.?|Ms\.?|Dr\.?|Prof\.?|Frau|Herrn?)\s[A-Z\u00c0-\u00dd][\w'\u2019-]+[\s,(]*\Z"
)
# `re` looks for the sign first, and then behind it.
STOP = re.compile(r"[.;](?<!\b[Tt]el.)(?<!\b[Tt]lf.)(?<!\bSt.)(?<!\b[Nn]o.)\s")
MAIL = re.compile(EMAIL)
LABEL = re.compile(
    r"(?i)^[\W_]*(?:tel(?:ephone)?|phone|ph|t|p|f|fon|telefon)(?:[ .-]?(?:no|nr|number|numbers))?[\s.:()-]*$"
)
# What stands above a telephone number in the address of a firm; a person's name alone does not make one.
FIRM = re.compile(
    r"\b(?:Attention|Attn|ATTN|ATTENTION|Suite|Ste\.|Esq|General Counsel|Legal Department|P\.?O\.? Box"
    r"|Registered Office"
    r"|Inc|Incorporated|LLC|L\.L\.C|LLP|L\.L\.P|L\.P|Ltd|Limited|LTD|INC|Corp|Corporation|PLC|plc|GmbH|AG|N\.V"
    r"|B\.V|S\.A"
    r"|P\.A|P\.C|PLLC)\b"
    # Others may be words, but where a name stands before.
    rf"|(?:(?<=[\w)] )|(?<=[\w)], ))(?:{PLAIN_FORMS})(?!\w)"
)
OWN = re.compile(
    r"(?i)\b(?:name|patient|claimant|insured|employee|tenant|applicant|mobile|cell|home|private|direct)\b[^\n]*$"
)
NAMED_REACH = 40
BOX_LABEL = re.compile(rf"(?i)\b{OFFICE}[:,]?\s{{0,2}}(?:(?:at|on|by|via|to|e-?mail)\s){{0,2}}$")
BEFORE_BOX = 60
# A line that only tells how to reach somebody; in a longer one each sentence speaks for itself.
CONTACT_LINE = 160
BLOCK = 320
LINES = 7


def is_office(text: str, start: int, end: int) -> bool:
    """Whether a number is a fax line, a switchboard, or a labelled line in the address block of a firm."""
    above = text[max(0, start - BLOCK) : start].rpartition("\n\n")[2]
    *lines, label = above.split("\n")
    if OFFICE_LINE.search(label if label.strip() or not lines else lines[-1]):
        return True
    answered = (
        OFFICE_BEHIND.match(text, end) is not None
        or _is_answered(text, start, end, label)
        or is_of_firm(STOP.split(above)[-1])
    )
    if answered and not _is_mobile(text[start:end]):
        return True
    if text[start:end].endswith(GERMAN_CENTRE):
        return True
    block = lines[-LINES:]
    if not LABEL.fullmatch(label) or any(OWN.search(line) for line in block[-2:]):
        return False
    return any(len(line) < 100 and FIRM.search(line) for line in block) and _fits_office(text[start:end])


def _is_answered(text: str, start: int, end: int, before: str) -> bool:
    """Whether a line names an office and no person before a number, or the mailboxes of offices beside it."""
    *told, said = STOP.split(before)
    if LABEL.fullmatch(said) and told:
        said = told[-1]
    named = ANY_OFFICE.search(said) is not None
    if named and DESK.search(said) and not NAMED.search(said) and not names_person(said):
        return True
    if OWN_LINE.search(said) or OWNER.search(before):
        return False
    if named and (_is_at_post(said) or _is_addressed(said)):
        return True
    behind = text[end : end + BLOCK].partition("\n")[0]
    if len(before) + len(behind) > CONTACT_LINE:
        before, behind = said, STOP.split(behind, maxsplit=1)[0]
    boxes = MAIL.findall(f"{before} {behind}") if "@" in behind or "@" in before else []
    if not any(map(is_personal, boxes)):
        return boxes != []
    return not names_person(f"{before}{behind}") and not any(_is_persons(text, start, box) for box in boxes)


def _is_at_post(said: str) -> bool:
    """Whether an office or a post is named before a number, and no person with it."""
    answered = ANSWERED.search(said)
    if answered is None or NAMED.search(said, max(0, answered.start() - NAMED_REACH)):
        return False
    return ABOUT_PERSON.search(answered[1]) is None


def _is_persons(text: str, start: int, box: str) -> bool:
    """Whether a mailbox beside a number is somebody's."""
    at = text.find(box, max(0, start - BLOCK))
    return at >= 0 and is_personal(box) and is_persons(text, at, at + len(box))


def _is_addressed(said: str) -> bool:
    """Whether nothing but an address stands between an office and its number: "our desk at 9 Quay Row, Hull (tel."."""
    addressed = ADDRESSED.search(said)
    if addressed is None or ABOUT_PERSON.search(addressed[1]) or names_person(addressed[1]):
        return False
    named = (found.span() for found in NAMED.finditer(said, 0, addressed.start(1)))
    return all(HOUSE_BEHIND.match(said, end) or HOUSE_BEFORE.search(said, 0, start) for start, end in named)


def is_box_of_office(text: str, start: int, end: int) -> bool:
    """Whether a mailbox of one word stands behind the name of an office."""
    local = text[start:end].partition("@")[0]
    if not local.isalpha():
        return False
    before = text[max(0, start - BEFORE_BOX) : start].rpartition("\n")[2].rpartition(". ")[2]
    return BOX_LABEL.search(before) is not None and not (OWN_LINE.search(before) or NAMED.search(before))


def _is_mobile(candidate: str) -> bool:
    region = None if candidate.startswith("+") else "GB" if candidate.lstrip("(").startswith("0") else "US"
    try:
        number = phonenumbers.parse(candidate, region)
    except phonenumbers.NumberParseException:
        return False
    return phonenumbers.number_type(number) == PhoneNumberType.MOBILE


def _fits_office(candidate: str) -> bool:
    try:
        number = phonenumbers.parse(candidate, None if candidate.startswith("+") else "US")
    except phonenumbers.NumberParseException:
        return True
    return phonenumbers.number_type(number) != PhoneNumberType.MOBILE
