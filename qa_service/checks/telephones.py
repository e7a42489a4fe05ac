"""Telephone numbers: told from other digits by a plus sign, a word in front, or the way they are grouped."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass

import phonenumbers
from phonenumbers import PhoneNumberType

from qa_service.checks.identifier_mail import EMAIL, OFFICE, SOMEBODY, is_personal
from qa_service.checks.mailbox_owners import is_persons
from qa_service.checks.person_names import names_person

PHONE_WORDS = re.compile(
    r"(?i)\b(?:tel|telephone|phone|ph|mobile|mob|cell|cellphone|call|calls|called|fax|facsimile|whatsapp|sms|text|dial"
    r"|reach(?:ed)?|telefon|telefoon|handy|mobil|rufnummer|portable)\b[\w\s.:()#-]{0,20}$"
    r"|\b(?:mobile|cellphone|handy|mobil)\b[\w\s.:()#,-]{0,30}$|\b[tmfp]\b[\s.:(]{0,4}$"
)
# Said to be a private one, however its country divides it.
PRIVATE_LINE = re.compile(
    r"(?i)\b(?:(?:private?|priv\u00e9|privat\w{0,3}|home|direct) (?:number|no\.?|nummer|nr\.?|num\u00e9ro)"
    r"|(?:private?|priv\u00e9|privat\w{0,3}|home|direct|personal|own|his|her) (?:line|mobile|cell(?:phone)?"
    r"|(?:tele)?phone(?: number)?|telefon\w{0,8}|telefoon\w{0,8}|t\u00e9l\u00e9phone|tel\.?|handy\w{0,8}))"
    r"[\s.:(,]{0,4}(?:is |was |on |at |under )?$"
    r"|\b(?:at home|(?:out of|after) (?:office )?hours|zu hause(?: an)?|chez (?:lui|elle|moi|eux)|thuis|en casa"
    r"|privat erreichbar)"
    r"[\s.:(,]{0,4}(?:is |on |at |unter |au |op |al )?(?:[A-Z][\w'’-]+ (?:on |at )?)?$"
)
LEAST_PRIVATE, MOST_PRIVATE = 8, 13
# Another label behind a word for telephones: "call us; UID 114 286 503".
OTHER_LABEL = re.compile(r"\b(?!(?:TEL|FAX|PHONE|MOB|MOBILE|CELL|CALL|PH|UK|US|USA|NO|NR)\b)[A-Z]{2,5}[.:]?\s$")
# Few digits want the word right before them: other numbers are as short.
RIGHT_BEHIND = re.compile(
    r"(?i)(?:tel|telephone|phone|ph|mobile|mob|cell|fax|call|dial|telefon|handy)(?:[ .:#-]|no|nr|number|is|me"
    r"|us|him|her|at|on)*$"
)
SHORT = 9
NO_DIGIT = re.compile(r"\D")
BRITISH_MOBILE = re.compile(r"07\d{3}[ -]?\d{3}[ -]?\d{3}")
# Mobile telephones in the notation of their country: a person's, whichever regions are asked for.
MOBILES = (
    ("AU", re.compile(r"04\d\d[ -]\d{3}[ -]\d{3}")),
    ("DE", re.compile(r"01[567]\d{1,2}(?:[ /-]\d{3,4} ?\d{3,5}|(?: \d\d){4})")),
    ("FR", re.compile(r"0[67](?:[ .-]\d\d){4}")),
    ("IE", re.compile(r"08\d[ -]\d{3}[ -]\d{4}")),
    ("CH", re.compile(r"07\d \d{3} \d\d \d\d")),
    ("AT", re.compile(r"06\d\d[ /]\d{3,4} ?\d{3,4}")),
    ("NL", re.compile(r"06[ -](?:\d{8}|\d{4}[ -]\d{4}|\d\d \d{3} \d{3}|\d{3} \d\d \d{3})")),
    ("NZ", re.compile(r"02\d[ -]\d{3}[ -]\d{3,4}")),
    ("BE", re.compile(r"04\d\d(?:[ ./]\d\d){3}")),
    ("SE", re.compile(r"07\d[ -]\d{3} \d\d \d\d")),
    ("ZA", re.compile(r"0[678]\d \d{3} \d{4}")),
)
# As in America, and behind a trunk zero.
GROUPED = re.compile(
    r"(?:1[-. ])?(?:\(\d{3}\) ?|\d{3}[-.])\d{3}[-. ]\d{4}|\(?0\d{2,4}\)?[ -]\d{3,4}[ -]?\d{3,4}|\(?0\d{4}\)?[ -]\d{5,6}"
)
DATE = re.compile(r"\d{1,2}[/.\-]\d{1,2}[/.\-](?:\d{4}|\d{2})|\d{4}-\d{2}-\d{2}")


# A line of an office: a machine, or whoever answers.
OFFICE_LINE = re.compile(
    r"(?i)\b(?:fax|facsimile|telefax|telecopier|telecopy|switchboard|head ?office|headquarters|reception"
    r"|hotline|help ?line"
    r"|help ?desk|main (?:line|number|office)|central(?: office| number)|office (?:number|line|phone)"
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
INSTITUTION = (
    r"(?:tribunal|secretariat|clerk|commission|agency|institute|university|faculty|museum|library|police|practice"
    r"|chamber)"
)
# The same, with an address or other ways to reach it in between; notices go to an office, too.
ADDRESSED = re.compile(
    rf"(?i)\b(?:{OFFICE}|{INSTITUTION}|notices? (?:to|under|for|shall|must|may|are|go|should|will))\b(.{{0,160}})$"
)
# Somebody is spoken of in between.
ABOUT_PERSON = re.compile(rf"(?i)\b(?:she|he|they|I|who|whose|them|us|{SOMEBODY})\b")
# A person: one's own line, or a name that is no office's.
OWN_LINE = re.compile(
    r"\b(?i:his|her|my|me|him|mobile?|mob|cell|private|home|personal|direct|handy|mr|mrs|ms|dr|frau|herrn?)\b"
)
STREET = r"(?:road|street|lane|way|avenue|drive|square|place|court|house|quay|park|close|row)"
NAMED = re.compile(
    rf"\b(?!(?i:{OFFICE}|dear|our|the|please|call|contact|your|for)\b)[A-Z][a-z]+"
    rf" (?!(?i:{OFFICE}|{STREET})\b)[A-Z][a-z]+\b(?! (?i:{OFFICE})\b)"
)
# "9 Rue Cler", "Kongens Gate 9"
HOUSE_BEHIND, HOUSE_BEFORE = re.compile(r",? \d"), re.compile(r"\d[A-Za-z]?,? $")
# Whose number it is stands right before it: "M. Lemoine (06 47 18 92 05)".
OWNER = re.compile(
    r"\b(?:M\.|Mme|Mlle|Mr\.?|Mrs\.?|Ms\.?|Dr\.?|Prof\.?|Frau|Herrn?)\s[A-Z\u00c0-\u00dd][\w'\u2019-]+[\s,(]*\Z"
)
STOP = re.compile(r"(?<!\b[Tt]el)(?<!\b[Tt]lf)(?<!\bSt)(?<!\b[Nn]o)[.;]\s")
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
    answered = OFFICE_BEHIND.match(text, end) is not None or _is_answered(text, start, end, label)
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
    if OWN_LINE.search(said) or OWNER.search(before):
        return False
    answered = ANSWERED.search(said)
    if (
        answered
        and not NAMED.search(said, max(0, answered.start() - NAMED_REACH))
        and not ABOUT_PERSON.search(answered[1])
    ):
        return True
    if _is_addressed(said):
        return True
    behind = text[end : end + BLOCK].partition("\n")[0]
    if len(before) + len(behind) > CONTACT_LINE:
        before, behind = said, STOP.split(behind, maxsplit=1)[0]
    boxes = MAIL.findall(f"{before} {behind}") if "@" in behind or "@" in before else []
    if not any(map(is_personal, boxes)):
        return boxes != []
    return not names_person(f"{before}{behind}") and not any(_is_persons(text, start, box) for box in boxes)


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


@dataclass(frozen=True, slots=True)
class Phone:
    """Digits that read like a telephone number of one of the regions (None: with the code of its country).

    One told by its grouping alone has to be ``strict``ly valid; a ``known`` one needs no plan.
    """

    printed: str
    regions: Sequence[str | None]
    strict: bool = False
    known: bool = False

    def is_in_plan(self, toll_free: bool = False) -> bool:
        """Tell whether a numbering plan holds the number.

        A line that is free of charge for the caller belongs to a firm; it counts only with ``toll_free``.
        """
        return self.known or any(self._fits(region, toll_free) for region in self.regions)

    def _fits(self, region: str | None, toll_free: bool) -> bool:
        try:
            number = phonenumbers.parse(self.printed, region)
        except phonenumbers.NumberParseException:
            return False
        fits = phonenumbers.is_valid_number(number) if self.strict else phonenumbers.is_possible_number(number)
        return fits and (toll_free or phonenumbers.number_type(number) != PhoneNumberType.TOLL_FREE)


def read_phone(candidate: str, before: str, regions: Sequence[str]) -> Phone | None:
    """Return digits as a telephone number: by their plus sign, by a word before, or by their grouping."""
    digits = NO_DIGIT.sub("", candidate)
    # "Pub. L. 104-191 (1996" ends in the year of something else.
    if not 7 <= len(digits) <= 16 or DATE.fullmatch(candidate) or candidate.rfind("(") > max(candidate.find(")"), 0):
        return None
    if candidate.startswith("00"):
        candidate = f"+{candidate[2:]}"
    if candidate.startswith("+"):
        return Phone(candidate, (None,))
    if _is_mobile_abroad(candidate):
        return Phone(candidate, regions, known=True)
    if LEAST_PRIVATE <= len(digits) <= MOST_PRIVATE and PRIVATE_LINE.search(before):
        return Phone(candidate, regions, known=True)
    if any(map(str.isalpha, before[-24:])) and PHONE_WORDS.search(before) and not OTHER_LABEL.search(before):
        short = len(digits) < SHORT and not RIGHT_BEHIND.search(before)
        return None if short else Phone(candidate, regions)
    if BRITISH_MOBILE.fullmatch(candidate):
        return Phone(candidate, regions, known=True) if "GB" in regions else None
    return Phone(candidate, regions, strict=True) if GROUPED.fullmatch(candidate) else None


def _is_mobile_abroad(candidate: str) -> bool:
    if not candidate.startswith("0"):
        return False
    regions = [region for region, notation in MOBILES if notation.fullmatch(candidate)]
    numbers = [phonenumbers.parse(candidate, region) for region in regions]
    return any(
        phonenumbers.is_valid_number(number) and phonenumbers.number_type(number) == PhoneNumberType.MOBILE
        for number in numbers
    )
