"""Personal identifiers in a text: candidates of narrow patterns, judged by what stands around them."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from stdnum import iban

from qa_service.checks.privacy.bank_accounts import is_at_bank, is_of_firm
from qa_service.checks.privacy.health_numbers import is_of_named
from qa_service.checks.privacy.home_addresses import is_home
from qa_service.checks.privacy.identifier_kinds import CODES, KINDS, RANK, Kind
from qa_service.checks.privacy.identifier_tables import Found, has_tables, in_columns, is_figure
from qa_service.checks.privacy.mailbox_owners import is_persons
from qa_service.checks.privacy.telephone_offices import is_box_of_office, is_office
from qa_service.checks.privacy.telephones import PHONE_WORDS, read_phone
from qa_service.checks.reading.encoded import Encoded, encoded_joined
from qa_service.checks.reading.matching import Screen
from qa_service.documents import Document
from qa_service.documents.searching.word_sets import word_set

__all__ = ["CODES", "Options", "find_identifiers"]

BEFORE = 45
CLAUSE_REACH = 90
# A number with one of these in front of it names a thing, not a person.
THING = re.compile(
    r"(?i)(?:\b(?:invoice|inv|purchase order|docket|dkt|case|isbn(?:-1[03])?|issn|ean|gtin(?:-1[234])?|upc|sku|po"
    r"|serial|batch|lot|patent|ref|reference|bates|quotation|quote|estimate"
    # Numbers in the registers of firms and of taxes.
    r"|p\.? ?iva|partita iva|org(?:anisations?)?[ .-]{0,2}(?:nr|no|nummer)|uid|mwst(?:-nr)?|ust-?id(?:-?nr)?"
    r"|kvk(?:-?nummer)?|cvr(?:-nr)?|btw(?:-nummer)?|tva|cui|cif|nip|regon|krs|i\u010do|di\u010d|gst(?:in)?|y-tunnus|eori"
    r"|cnpj|uen|nzbn|steuer-?n(?:umme)?r|tax (?:no|id|number|code)|n\u00b0 tva|handelsregister"
    r"|doi|matter|ticket|tracking|consignment|imei|vat|cas|nct|siren|siret|abn|acn|ein|crn|duns|lei|hrb)"
    r"|\b(?:order|part"
    r"|claim|policy|file|parcel|version|contract"
    r"|agreement|application|registration|reg|receipt|project|item|article|catalog(?:ue)?|model|job|form"
    r"|report"
    r"|transaction|confirmation|booking|company|charity|clause|section|page|shipment|grant|award|bid|tender"
    r"|protocol|study"
    r"|loan|filing|control|document|doc|certificate|licen[cs]e)\s*(?:no|nos|number|num|nr|id|code|#|№)\b)"
    r"\s*(?:no|nos|numbers?|num|nr|id|code|#|№)?[\s.:#№-]*(?:is|was|of)?\s*[A-Z/-]{0,6}[-/]?$"
    r"|(?:order|part|policy|claim) ?#\s*$"
    r"|(?:bestell|artikel|art\.|rechnungs|kunden|vorgangs|auftrags|beleg|serien|schaden)-?n(?:umme)?r\.?:?\s*$"
    r"|\b(?:facture|commande|dossier|article|lot) n[°o]\s*$"
    r"|(?:\b(?:sections?|clauses?|articles?|paragraphs?|rules?)|§{1,2})\s*$"
)
# "VAT ID No. DE 813 529 479": the number of a business.
OF_BUSINESS = re.compile(
    r"(?i)\b(?:vat|u\.?st|umsatzsteuer|mwst|gst|tva|iva|btw|moms|sales[ -]tax|value[ -]added[ -]tax)[ .-]{0,2}"
    r"(?:(?:registration|reg|identification|ident|payer)\.?[ -]?)?(?:id(?:nr)?\.?[ -]?)?"
    r"(?:no|nr|number|code|nummer)?[.:#\s]*\Z"
)
# Any noun may have numbers: "drawing no. 604-31-2287"; those of persons are called by these.
NUMBERED_NOUN = re.compile(r"\b([A-Z]?[a-zäöü]{3,})[.,]? (?:[Nn]os?|[Nn]umbers?|[Nn]r|[Nn]um)\b[.:#]?\s*$")
OF_PERSONS = word_set(
    "identity identification ident security insurance national personal person citizen citizenship taxpayer fiscal"
    " patient employee staff payroll member health medical hospital medicare medicaid passport resident insured birth"
    " policyholder subscriber student pupil pension pensioner civil service military soldier licence license their"
    " whose your this that with under same full whole correct following file"
)
# "FILE: 402-17-0006" at the head of a memorandum; a patient's file is spoken of in sentences.
FILE_HEAD = re.compile(r"\s*(?:OUR |YOUR )?(?:FILE|MATTER|REF)\s*:\s*\Z")
# "tax parcel 504-21-0731": things whose numbers stand behind them without more.
NAMED_THING = re.compile(
    r"(?i)\b(?:parcels?|parcel id|apn|folios?|tracts?|plats?|plots?|lots?|tax map|deed|dockets?|parts?|items?|models?"
    r"|drawings?|catalog(?:ue)?|permits?|warrants?|asset|tags?|serial|batch|sku|stock|meters?|exhibits?|invoices?"
    r"|purchase orders?|samples?|specimens?|gauges?|valves?|pumps?)(?:[\s#]{1,2}|\b[^.;\n]{0,30}\bno\.\s)\Z"
)
# "serial numbers 516-42-7781 to 516-42-7784"
RANGE_BEFORE = re.compile(r"[\w-]*\d[\w-]*,?\s(?:to|and|or|through|[\u2013-])\s\Z")
# Digits in the midst of an account number, which is judged as one.
IN_IBAN = re.compile(r"\b[A-Z]{2}\d{2}\s?(?:[\dA-Z]{4}\s){0,7}\Z")
COUNTRY_CODE = re.compile(r"\+\d{1,3}[ -]\Z")
CURRENCY = "$€£¥"
# What programs are tried out with.
FOR_MACHINES = ("payment_card", "iban", "nhs_number", "national_id", "us_ssn", "uk_nino", "health_id", "ip_address")
FOR_TESTS = re.compile(
    r"(?i)\b(?:test(?:ing)?|dummy|sample|specimen|example|fictitious|documentation)[\s-](?:\w+[\s-])?"
    r"(?:number|card|account|pan|iban|patient|address|addresse|range|network)s?\b"
    r"|(?:\bnot|n['’]t|\bfails?|\bwrong|\bbad|\binvalid)\b[\w ]{0,20} check[- ]?(?:digit|sum)|\bmade[- ]up\b"
    r"|\binvented\b|\bfictitious\b|\breserved for (?:tests|testing|documentation|examples)\b"
    r"|\bbelongs? to (?:nobody|no ?one)\b"
)
# Their labels are also the ends of other words (signé le, nominato il, presiding at); elsewhere compounds are meant.
WHOLE_LABELS = ("birth_date", "home_address")


@dataclass(frozen=True, slots=True)
class Options:
    """What counts: kinds by code, countries of telephone numbers, and lines that anybody may call."""

    codes: Sequence[str] = CODES
    regions: Sequence[str] = ("US", "GB")
    toll_free: bool = False
    offices: bool = False


def find_identifiers(document: Document, options: Options) -> Iterator[Found]:
    """Yield identifiers of the wanted kinds without overlaps, in the order of the text."""
    subject, taken = encoded_joined(document, hanging=True), list[Found]()
    for kind in likely_kinds(subject.data):
        taken += _wanted(kind, subject, options)
    if has_tables(document):
        taken = [found for found in taken if not (_is_bare(found[2]) and is_figure(document, found[0], found[1]))]
        taken += in_columns(document, lambda kind, part: _wanted(kind, Encoded(part), options))
    reach = 0
    for start, end, kind in sorted(taken, key=lambda found: (found[0], RANK[found[2].code], -found[1])):
        if start >= reach:
            reach = end
            yield start, end, kind


def _wanted(kind: Kind, subject: Encoded, options: Options) -> Iterator[Found]:
    return _matches(kind, subject, options) if kind.code in options.codes else iter(())


def _is_bare(kind: Kind) -> bool:
    """Whether digits alone make the identifier, without a word in front."""
    return kind.neutral and not kind.context and kind.code in ("nhs_number", "phone", "national_id", "us_ssn")


def _matches(kind: Kind, subject: Encoded, options: Options) -> Iterator[Found]:
    text = subject.text
    for found in kind.pattern.finditer(subject.data):
        start, end = subject.code_points(found.span(1) if kind.pattern.groups else found.span())
        start, end = _within_sentence(kind, text, start, end)
        start, end = _begin(kind, text, start, end), _end(kind, text, start, end)
        good = end > start and not _glued(text, start, end) and _confirmed(kind, text, start, end, options)
        if good and kind.code in WHOLE_LABELS:
            good = not _is_ending(text, subject.code_points(found.span())[0])
        if good and not _is_of_thing(kind, _before(text, start)):
            yield start, end, kind


def _is_of_thing(kind: Kind, before: str) -> bool:
    """Whether words before a number say that it is a thing's; what looks like a person's may be a telephone's."""
    if kind.code == "national_id" and OF_BUSINESS.search(before):
        return True
    if kind.code != "iban" and IN_IBAN.search(before):
        return True
    if not kind.neutral:
        return False
    if THING.search(before) or THING.search(RANGE_BEFORE.sub("", before)):
        return True
    if not _is_bare(kind) or kind.code == "phone":
        return False
    if kind.code == "us_ssn" and NAMED_THING.search(before):
        return True
    if FILE_HEAD.match(before):
        return True
    noun = NUMBERED_NOUN.search(before) or NUMBERED_NOUN.search(RANGE_BEFORE.sub("", before))
    return (noun is not None and noun[1].lower() not in OF_PERSONS) or PHONE_WORDS.search(before) is not None


def _is_ending(text: str, at: int) -> bool:
    """Whether a label is the end of a longer word, as "né le" is in "signé le"."""
    return at > 0 and text[at - 1].isalpha() and text[at].isalpha()


def _within_sentence(kind: Kind, text: str, start: int, end: int) -> tuple[int, int]:
    """Return the span of a candidate, of a telephone number its longest part in one sentence: "7-9. 020 7946"."""
    if kind.code != "phone" or ". " not in text[start:end]:
        return start, end
    longest = max(text[start:end].split(". "), key=len)
    at = text.index(longest, start)
    return at, at + len(longest)


def _begin(kind: Kind, text: str, start: int, end: int) -> int:
    """Return where the identifier begins: a bracket may open before a telephone number."""
    return start + 1 if kind.code == "phone" and text[start] == "(" and ")" not in text[start:end] else start


def _end(kind: Kind, text: str, start: int, end: int) -> int:
    """Return where the identifier ends: patterns also take signs or words behind it."""
    if kind.code == "phone":
        return start + len(text[start:end].rstrip(" .-/("))
    return start + iban_length(text[start:end]) if kind.code == "iban" else end


def _confirmed(kind: Kind, text: str, start: int, end: int, options: Options) -> bool:
    if kind.code == "phone":
        number = read_phone(text[start:end], _before(text, start), options.regions)
        if number is None or (not options.offices and is_office(text, start, end)):
            return False
        return number.is_in_plan(options.toll_free)
    if kind.code == "home_address" and not kind.context:
        return is_home(text, start, end)
    if kind.code == "health_id" and not kind.context and not is_of_named(text, start, end):
        return False
    if kind.code == "bank_account" and not is_at_bank(text, start, end):
        return False
    if kind.code in ("bank_account", "iban") and is_of_firm(text, start, end):
        return False
    good = kind.confirm(text[start:end])
    if good and kind.code in FOR_MACHINES and _is_for_tests(text, start, end):
        return False
    if good and kind.code == "email":
        return not is_box_of_office(text, start, end) and is_persons(text, start, end)
    return good


def _is_for_tests(text: str, start: int, end: int) -> bool:
    """Whether the sentence calls a number one for tests, which is nobody's card."""
    behind = re.split(r"[.;]\s|\n", text[end : end + CLAUSE_REACH], maxsplit=1)[0]
    return FOR_TESTS.search(_before(text, start)) is not None or FOR_TESTS.search(behind) is not None


def _before(text: str, start: int) -> str:
    return text[max(0, start - BEFORE) : start].rpartition("\n")[2]


def _glued(text: str, start: int, end: int) -> bool:
    """Tell whether the match is a piece of a longer token, such as a path, a decimal, an amount or a hash."""
    before, after = text[max(0, start - 1) : start], text[end : end + 2]
    if before in (" ", "-") and COUNTRY_CODE.search(text, max(0, start - 6), start):
        return True
    if before.isalnum() or (before != "" and before in "_/=-@#" + CURRENCY and text[start].isalnum()):
        return True
    return after[:1].isalnum() or after[:1] == "_" or (after[:1] in ("-", "/") and after[1:].isalnum())


def iban_length(candidate: str) -> int:
    """Return how much of the candidate is a valid IBAN (0 for none): words may follow it."""
    for found in reversed(list(re.finditer(r"[ -]|$", candidate))):
        if found.start() >= 15 and iban.is_valid(candidate[: found.start()]):
            return found.start()
    return 0


def likely_kinds(data: bytes) -> list[Kind]:
    """Return the kinds whose cores occur, in their order."""
    found = [places[hit] for places, screen in SCREENS for hit in screen.hits(data)]
    return [KINDS[at] for at in sorted(found)]


def _screen_of(places: list[int]) -> tuple[list[int], Screen]:
    return places, Screen(KINDS[at].core for at in places)


# Words and digits in one screen would have to be told apart in every combination.
SCREENS = (
    _screen_of([at for at, kind in enumerate(KINDS) if kind.context]),
    _screen_of([at for at, kind in enumerate(KINDS) if not kind.context]),
)
