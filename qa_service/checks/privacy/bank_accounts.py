"""Whether an account is kept at a bank, and whose it is: one of a firm, as payment clauses have it, is nobody's."""

from __future__ import annotations

import re

from qa_service.checks.privacy.firm_holders import BODIES, firm_in
from qa_service.documents.names.legal_forms import PLAIN_FORMS, SHORT_FORMS

_REACH, _NEAR = 180, 90
# What is told of an account at a bank, and of one in the books.
_BANK_WORDS = re.compile(
    r"(?i)\b(?:banks?|iban|bic|swift|sort[- ]code|routing|aba|bsb|blz|clabe|savings|checking|chequing"
    r"|current account|wire"
    r"|deposit account|transfers?|beneficiary|payee|payable to|account (?:holder|name)|in the name of|konto\w*"
    r"|compte)\b"
)
_NUMBERED = re.compile(
    r"(?i)(?:\b(?:no|nos|number|numbers|nr|num)\b\.?|#|\bacct\b\.?|\bbsb\b|code|\baba\b|kontonummer)[\s:#.(-]*$"
)
_LEDGER = re.compile(
    r"(?i)\b(?:ledger|g/l|gl|debits?|credits?|debited|credited|posted|posting|trial balance|chart of accounts"
    r"|cost cent(?:er|re)"
    r"|nominal|journal|reconcil\w*|accruals?|expense|revenue)\b"
)
# An account that only a bank keeps, also where a sum is credited to it.
_KEPT_AT_BANK = re.compile(
    r"(?i)\b(?:savings|checking|chequing|current|personal|private|bank|deposit|giro)\s(?:\w+\s)?(?:account|acct)"
    r"|\brouting\b|\bABA\b|\bsort[- ]code\b|\bIBAN\b|\bBIC\b|\bSWIFT\b|\bBSB\b"
)
_CLAUSE_END = re.compile(
    r"[;!?]\s|\n\s*\n|(?<![A-Z])(?<!\b(?:no|Co))(?<!\b(?:Inc|Ltd|nos))(?<!\b(?:Corp|acct))\.\s(?=[A-Z])"
)
# Bodies without a legal form bear what they are in their names.
_FIRM = (
    r"(?P<firm>[A-Z\d][\w&.'’-]*(?:,? (?:&|and|of|und|et|y|e|de|og|och|ja|[A-Z\d][\w&.'’-]*)){0,6}?,? "
    rf"(?:{PLAIN_FORMS}|{SHORT_FORMS}|PC|UC|DA|AD|Company|Partnership|Foundation|University|Association|Society|Council"
    rf"|Authority|College|Institute|{BODIES}))(?![\w/])"
)
_HOLDS = (
    r"(?i:to|of|for|favou?r of|name of|beneficiary|payee|holder|account name|recipient|held by|an(?: die)?"
    r"|auf den namen(?: der)?|kontoinhaber(?:in)?|begünstigter?|zugunsten(?: der)?|konto (?:der|des)|compte de"
    r"|cuenta de|conto di|rekening van|au nom de|l['’]ordre de|titulaire|bénéficiaire|titular|a nombre de|intestatario"
    r"|beneficiario|ten name van|rekeninghouder)(?:\s?[:|]| is)?\s{1,3}(?:the )?"
)
# "to Halden Foods, Inc.", "in the name of the Halden Trading Company", "Account holder | Halden DAC"
_HOLDER = re.compile(rf"(?<!\w){_HOLDS}{_FIRM}")
# "(BIC COBADEFF, account holder: Halden DAC)"
_HOLDER_BEHIND = re.compile(
    r"[\s,;(|–—-]{0,4}(?:(?i:BIC|SWIFT)(?: code)?[:\s]{1,2}\w{8,11}[\s,;(|]{1,3})?"
    rf"(?:(?i:account|in the|and|the|is|held|kept)\s){{0,3}}{_HOLDS}{_FIRM}"
)
# The account is kept at such a firm, and is another's.
_BANK = re.compile(
    r"(?i)\bbank\b|\bcredit union\b|\bbuilding society\b|\btrust company\b|sparkasse|\bbanque\b|\bbanco\b"
)
_SOMEBODY = re.compile(
    r"\b(?:Mrs?|Ms|Miss|Dr|Prof|Frau|Herrn?|Mme)\b|\b(?i:his|her|their own|personal|private|savings|payroll of|employee"
    r"|worker|consultant['’]s|tenant['’]s|chairman|heirs?|widow|salary|wages)\b"
    r"|\b(?:of|for|to|by|holder:?) [A-Z][\w'’-]+ (?:[A-Z]\.? )?[A-Z][\w'’-]+(?=[,;)(]|\s[a-z]|\s*\Z)"
)


def is_at_bank(text: str, start: int, end: int) -> bool:
    """Whether an account's number is one at a bank, and not in the books."""
    before = text[max(0, start - _NEAR) : start].rpartition("\n\n")[2]
    behind = text[end : end + _NEAR].partition("\n\n")[0]
    if (_LEDGER.search(before) or _LEDGER.search(behind[:40])) and not _KEPT_AT_BANK.search(before):
        return False
    return bool(_NUMBERED.search(before) or _BANK_WORDS.search(before) or _BANK_WORDS.search(behind))


def is_of_firm(text: str, start: int, end: int) -> bool:
    """Whether the clause around a number says that the account is a firm's, and nothing of a person."""
    clause = _CLAUSE_END.split(text[max(0, start - _REACH) : start])[-1]
    firm = next((found for found in _HOLDER.finditer(clause) if not _BANK.search(found["firm"])), None)
    if _SOMEBODY.search(_CLAUSE_END.split(text[end : end + _NEAR], maxsplit=1)[0]):
        return False
    held = firm.span() if firm else firm_in(clause, text)
    if held is None:
        named = _HOLDER_BEHIND.match(text, end)
        return named is not None and not _BANK.search(named["firm"]) and _SOMEBODY.search(clause) is None
    rest = clause[: held[0]] + " " + clause[held[1] :]
    return _SOMEBODY.search(rest) is None
