"""Whether an account is kept at a bank, and whose it is: one of a firm, as payment clauses have it, is nobody's."""

from __future__ import annotations

import re

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
_FORM = (
    r"(?:Inc|LLC|L\.L\.C|LLP|LP|Ltd|Limited|Corp|Corporation|Incorporated|PLC|plc|GmbH|AG|KG|SE|S\.A|SA|S\.p\.A|S\.r\.l"
    r"|N\.V|NV|B\.V|BV|AB|ASA|A/S|ApS|Oy|Oyj|Pty|Company|Partnership|Foundation|University|Association|Society)"
)
# "to Halden Foods, Inc.", "in the name of the Halden Trading Company"
_HOLDER = re.compile(
    r"(?:\b(?i:to|of|for|by|favou?r of|name of|beneficiary|payee|holder|account name|recipient)(?::| is)? (?:the )?)"
    rf"(?P<firm>[A-Z][\w&.'’-]*(?:,? (?:&|and|of|[A-Z][\w&.'’-]*)){{0,6}}?,? {_FORM})\b"
)
# The account is kept at such a firm, and is another's.
_BANK = re.compile(
    r"(?i)\bbank\b|\bcredit union\b|\bbuilding society\b|\btrust company\b|sparkasse|\bbanque\b|\bbanco\b"
)
_SOMEBODY = re.compile(
    r"\b(?:Mrs?|Ms|Miss|Dr|Prof|Frau|Herrn?|Mme)\b|\b(?i:his|her|their own|personal|private|savings|payroll of)\b"
    r"|\b(?:of|for|to|by|holder:?) [A-Z][\w'’-]+ (?:[A-Z]\.? )?[A-Z][\w'’-]+(?=[,;)(]|\s[a-z]|\s*\Z)"
)


def is_at_bank(text: str, start: int, end: int) -> bool:
    """Whether an account's number is one at a bank, and not in the books."""
    before = text[max(0, start - _NEAR) : start].rpartition("\n\n")[2]
    behind = text[end : end + _NEAR].partition("\n\n")[0]
    if (_LEDGER.search(before) or _LEDGER.search(behind[:40])) and not _KEPT_AT_BANK.search(before):
        return False
    return bool(_NUMBERED.search(before) or _BANK_WORDS.search(before) or _BANK_WORDS.search(behind))


def is_of_firm(text: str, start: int) -> bool:
    """Whether the clause before a number says that the account is a firm's, and nothing of a person."""
    clause = _CLAUSE_END.split(text[max(0, start - _REACH) : start])[-1]
    firm = next((found for found in _HOLDER.finditer(clause) if not _BANK.search(found["firm"])), None)
    if firm is None:
        return False
    rest = clause[: firm.start()] + " " + clause[firm.end() :]
    return _SOMEBODY.search(rest) is None
