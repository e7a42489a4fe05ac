"""Account holders that are firms without a legal form beside them: solicitors, escrow agents, and roles of firms.

"The trust account of the Builder's solicitors", "the Supplier's account", where "Harrow Mills Ltd (the “Supplier”)".
"""

from __future__ import annotations

import re
from functools import lru_cache

from qa_service.documents.names.legal_forms import PLAIN_FORMS, SHORT_FORMS
from qa_service.documents.searching.word_sets import word_set

# What bodies without a legal form call themselves.
BODIES = (
    r"Lawyers|Solicitors|Attorneys|Advocates|Barristers|Conveyancers|Notaries|Accountants|Auditors|Bookkeepers|Actuaries"
    r"|Surveyors|Architects|Brokers|Associates|Partners|Chambers|Legal|Law|Holdings|Group|Trustees|Sons|Brothers"
    r"|University|Institute|Foundation|College|Museum|Hospital|Society|Association"
)
# Whose trade it is to hold the money of others.
_TRADES = (
    r"(?:solicitors|lawyers|attorneys|law firm|legal (?:advisers|advisors|representatives)|conveyancers|notaries"
    r"|accountants|auditors|bankers|brokers|insurers?|escrow (?:agent|holder)|stakeholder|title company|registry"
    r"|(?:paying|collecting|managing|letting|estate) agents?|fund administrator|liquidators?|receivers?)"
)
_OWNER = r"(?:(?:the|its|their|his|her|our|your|such|both|that) )?(?:[\w-]+(?:['’]s?)? ){0,2}"
_HELD_BY_TRADE = re.compile(
    r"\b(?i:account (?:of|for|held by|kept by|in the name of)|held by"
    r"|(?:paid|pay|transferred|payable|remitted|wired) to)"
    rf" (?P<holder>{_OWNER}(?i:{_TRADES})\b(?:, [A-Z][\w&'’-]+(?: (?:&|and|[A-Z][\w&'’-]*)){{0,5}})?)"
    rf"|(?P<owner>{_OWNER}(?i:{_TRADES})['’]s? )(?:[\w-]+ ){{0,3}}(?i:account|acct)\b"
)
# Which of their accounts that is: nobody keeps one of these at home.
_OF_BUSINESS = re.compile(
    r"(?i)\b(?:IOLTA|escrow|(?:solicitors?|attorneys?|lawyers?|law firm)['’]s? (?:trust|client)"
    r"|(?:general|office) trust|collection|operating|corporate|concentration|lockbox|merchant|business"
    r"|stakeholder['’]?s?)"
    r" (?:bank )?account\b"
)
_FORM = rf"(?:{PLAIN_FORMS}|{SHORT_FORMS}|{BODIES})(?![\w/])"
_FIRM = re.compile(rf"(?<=[\w,.)&] )(?:{_FORM})|\b(?:University|Institute|Museum|College) (?:of|for) [A-Z]")
_WHO = r"[A-Z][A-Za-z]+(?: [A-Z][A-Za-z]+)?"
_ROLE = rf"(?P<role>{_WHO})"
_CALLED = re.compile(rf"[“\"](?:[Tt]he )?{_ROLE}[”\"]|\((?:[Tt]he |THE )?(?P<plain>[A-Z][A-Za-z]+)\)")
# Between a party and what it is called stand its register and its address.
_BACK = 400
_LABEL = re.compile(rf"(?m)^[ \t*_|]*(?:[Tt]he )?{_ROLE}[ *_]*[:|][ \t*_]*(?P<name>[A-Z][^\n|;]{{0,90}})")
_OF_ROLE = re.compile(
    rf"\b(?:[Tt]he |THE )?{_ROLE}['’]s? (?:[\w-]+ ){{0,3}}(?i:account|acct)\b"
    r"|\b(?i:account (?:of|for|held by|in the name of)|(?:paid|pay|payable|transferred|remitted|wired) to)"
    rf" (?:the )?(?P<holder>{_WHO})\b(?!['’])"
)
# These are firms in every paper.
_ALWAYS = word_set("Company Corporation Bank Partnership Fund Council University Authority Insurer")


def firm_in(clause: str, text: str) -> tuple[int, int] | None:
    """Return where a clause says that an account is a firm's without its legal form, None where it does not."""
    for pattern in (_HELD_BY_TRADE, _OF_BUSINESS):
        if found := pattern.search(clause):
            return found.span()
    for found in _OF_ROLE.finditer(clause):
        role = found["role"] or found["holder"]
        if role in _ALWAYS or role.upper() in firm_roles(text):
            return found.span()
    return None


@lru_cache(maxsize=4)
def firm_roles(text: str) -> frozenset[str]:
    """Return what a text calls the parties of it that bear a legal form, in capitals."""
    roles, reach = set[str](), 0
    for called in _CALLED.finditer(text):
        named = text[max(reach, called.start() - _BACK) : called.start()].rpartition("\n\n")[2]
        if _FIRM.search(named):
            roles.add((called["role"] or called["plain"]).upper())
        reach = called.end()
    roles.update(found["role"].upper() for found in _LABEL.finditer(text) if _FIRM.search(found["name"]))
    return frozenset(roles)
