"""Addresses of homes: a house and its street count where somebody lives there, or right behind a person's name."""

from __future__ import annotations

import re

from qa_service.checks.privacy.identifier_mail import OFFICE, SOMEBODY
from qa_service.checks.reading.person_names import person_at_end

BEFORE, WORKS_REACH, NAMED_REACH = 160, 25, 50
STREETS = (
    "Road|Street|Lane|Avenue|Drive|Close|Way|Court|Terrace|Crescent|Gardens|Place|Rise|Hill|Grove|Square|Mews|Row|Walk"
    "|View|Park|Boulevard|Parade|Rd|St|Ave|Dr|Ln|Blvd|Cres|Tce|Green|Path|Heights|Ridge|Trail|Circle|Brae|Wynd|Croft|Vale"
    "|Esplanade|Circuit|Quay|Highway|Side"
)
# The town, and its code.
TOWN = r"(?:, [A-Z][\w'’-]*(?: [A-Z0-9][\w'’-]*){0,3}){0,2}"
FRENCH = "(?:rue|avenue|boulevard|place|chemin|impasse|allée|quai)"
ENDINGS = r"(?:straße|strasse|str\.|weg|platz|allee|gasse|straat|laan|plein|dreef)"
OPENINGS = (
    "(?:Calle|Via|Viale|Rua|Avenida|Plaza|Piazza|Praça|Paseo|Travessa|Corso)"
    "(?: (?:da|das|do|dos|de|del|della|delle|dei|degli|di|la|las|los|el))*"
)
# How a house and its street are written, and what every such address holds. Each alone is quick to look for.
HOUSES = (
    (
        rf"(?:(?:Flat|Unit|Apartment|Apt\.?) \w{{1,4}},? )?\b\d{{1,5}}[A-Za-z]? "
        rf"(?:(?:\p{{Lu}}[\pL'’.]+|\d{{1,3}}(?:st|nd|rd|th)) ){{1,3}}"
        rf"(?:{STREETS})\b(?: (?:North|South|East|West|N|S|E|W|NE|NW|SE|SW)\b)?{TOWN}",
        rf" (?:{STREETS})\b",
    ),
    # "Flat 803, 2-17-5 Kamezaki Tokiwa-cho, Handa"
    (
        rf"(?:(?:Flat|Unit|Apartment|Apt\.?|Room) \w{{1,4}},? )?\b\d{{1,4}}-\d{{1,3}}(?:-\d{{1,4}})? "
        rf"\p{{Lu}}[\pL'’-]+(?: \p{{Lu}}[\pL'’-]+){{0,2}}{TOWN}",
        r"\d-\d{1,4} \p{Lu}",
    ),
    (rf"\b\d{{1,4}}(?: bis)?,? {FRENCH} [\pL'’ -]{{3,40}}", rf"\d(?: bis)?,? {FRENCH} \pL"),
    (rf"\b\p{{Lu}}[\pL.-]*{ENDINGS} \d{{1,4}}[a-z]?\b", rf"{ENDINGS} \d"),
    (rf"\b{OPENINGS} \p{{Lu}}[\pL ]{{2,30}},? (?:n[.º°]* ?)?\d{{1,4}}\b", rf"\b{OPENINGS} \p{{Lu}}"),
)
HOUSE = "|".join(written for written, _ in HOUSES)
# A clause ends where a sentence does, and not at a short form.
CLAUSE_END = re.compile(r"(?:(?<!\bM)(?<!\bSt)(?<![MD]r)(?<!\bMs)(?<!Mrs)(?<!Mme)(?<!\b[A-Z])(?<!Tel)[.]|[;!?|])\s")
HOME = r"(?:home|house|flat|apartment|bungalow|cottage|lodgings|residence|dwelling|condominium|condo|townhouse)"
# Where somebody is at home. A home for the old is none, and neither is the home of a club.
AT_HOME = re.compile(
    r"(?i)(?:\b(?:at|his|her|their|my|own|whose|family|private)|['’]s?) "
    r"(?:(?:own|new|old|family|present|current|former|private|personal|principal|primary|permanent|last known|usual) )*"
    rf"(?:{HOME}|place of (?:residence|abode))\b(?! (?:ground|office|of|to|for|page|farm|care|hall|inn|life))"
    rf"|\b{HOME} of (?:(?-i:Mrs?|Ms|Dr)\b|(?:his|her|the) {SOMEBODY}\b)|(?:^|[|;,(])\s*home:"
    r"|\b(?:lives?|lived|living|dwells?|resid(?:es?|ed|ing)|lodg(?:es|ed|ing) with)\b"
    r"|\b(?:zu Hause|daheim|wohnt\w*|wohnhaft|réside\w*|chez (?:lui|elle|moi|eux)|habite\w*|demeurant|domicili\w+|thuis"
    r"|woonachtig|woont|en casa|vive[ns]?|residente)\b"
)
# "14 Fell View, Hull, where she lives"
LIVED_IN = re.compile(
    r"(?:[^.;\n]|\.(?! [A-Z])){0,100}?(?:,? (?:where|in which|at which)"
    r" (?:(?:he|she|they) (?:\w+ )?(?:lived|resided|stayed)"
    rf"|(?:he|she|they|the (?:{SOMEBODY}|tenant|insured|borrower|author|employee|seller|buyer)|(?:Mrs?|Ms|Dr)\.? \w+"
    r"|[A-Z]\w+) (?:\w+ )?(?:lives?|resides?|dwells?|is at home))\b"
    r"|,? \((?:his |her |their )?(?:home|private|residence)(?: address)?\)"
    r"|, (?:wo (?:er|sie) wohnt|où (?:il|elle) (?:habite|réside)|donde vive|onde (?:mora|reside|vive)"
    r"|dove (?:abita|vive|risiede)))"
)
# What may stand between: a number to call, the name of the house, words that lead on.
LEADS_ON = re.compile(
    r"(?:[\s,.:()/–—*-]|\d[\d ()-]*+|\b(?:is|was|at|in|on|or|and|now|still|alone|next door|nearby|number|telephone"
    r"|located|situated|namely|which|mobile|phone|address|drop|by|round|call|the|to|an|der|au|aux|à|en|op|de|la)\b|(?-i:[A-Z][\w'’-]*+))*+",
    re.IGNORECASE,
)
# "Peter Lund of 9 Fell View", "Frau Brandt (Lindenweg 8"
OF = re.compile(r"(?:,? of|,| \(|,? aus der|, demeurant)\s\Z|\s\(\Z")
WORKS = re.compile(
    rf"(?i)\b(?:{OFFICE}|chambers|c/o|care of|solicitors?|counsel|barristers?|[KQ]C|attorneys?|notar\w*"
    r"|kanzlei|cabinet|firm|company|premises|shop|registered|notices?|appoint\w*|between|zwischen|entre|tussen|tra|police|court|museum|church|university|college"
    r"|Inc|LLC|LLP|Ltd|Limited|plc|GmbH|AG|B\.?V|S\.?A|S\.?L)\b"
)
# A party stands in its contract with its address, and somebody who swears with his.
PARTY = re.compile(r"(?:^|\n)[\s*_|]*(?:\(?\d{1,2}[.)]|\([a-z]\))\s[^\n]{0,60}\Z|\bI,? \Z|\bWe,? \Z")
DEFINED = re.compile(
    r"[^\n;()]{0,80}[,\s]\(?(?:hereinafter|hereafter|nachfolgend|im Folgenden|ci-après|en adelante|hierna|di seguito)\b"
    r"|[^\n;()]{0,80}\((?:(?:the|each|together|and|die|der|le|la|el|de|il) )?[\"“„«‘'*]"
)
# Nothing but a town follows on the line of somebody who is written to.
ADDRESSEE = re.compile(r"[,\s]*(?:[A-Z\d][\w'’-]*+[ ,.]*+){0,4}(?:\n|\||\Z)")
# A name without a title or a known given name is a person's behind a role, or before "of".
NAMED = re.compile(r"(?<!& )\b[A-Z][\w'’-]+ (?:[A-Z][\w'’-]*\.? )?[A-Z][\w'’-]+\Z")
ROLE = re.compile(
    rf"(?i)\b(?:{SOMEBODY}|keeper|driver|owner|rider|cyclist|pedestrian|occupier|lodger|beneficiary|executor|heir|nanny"
    r"|carer|cleaner|gardener|zeug\w+|fahrer\w*|halter\w*|témoin|conducteur|testigo|getuige)"
    r"[,:]?(?: (?:is|was|named|called|ist|war|est|era|is|heet))?[:,]? \Z"
)


# "Home address" as the line above, or the label of a form.
LABEL_ABOVE = re.compile(
    r"(?i)(?:^|[\n|])[\s*_]*(?:(?:home|private|residential) address|residence(?: address)?)(?: of \w+)?[\s*_:]*\Z"
)


# "Address: 12 Fell View, Apt. 3B", "Address: Flat 2, 9 Mill Lane": nobody but who lives there has such a one.
LABELLED = re.compile(r"(?i)\b(?:address|anschrift|adresse|residence)\b(?: of [^:\n]{1,40})?[\s*_]*[:|][\s*_]*\Z")
BLOCKS = re.compile(r"(?:(?:Flat|Unit|Apartment|Apt\.?|Room) \w{1,4},? )?\d{1,4}-\d{1,3}(?:-\d{1,4})? [A-Z]")
APARTMENT = re.compile(r"(?i)[,\s]{0,2}(?:\b(?:Apt|Apartment|Condo)\b|\bFlat \d)")


def is_home(text: str, start: int, end: int) -> bool:
    """Whether an address is where somebody lives, and not an office, a shop or what a text is about."""
    if LIVED_IN.match(text, end):
        return True
    above, _, line = text[max(0, start - BEFORE) : start].rpartition("\n")
    if not line.strip() and LABEL_ABOVE.search(above):
        return True
    if LABELLED.search(line) and (APARTMENT.search(text, start, end) or APARTMENT.match(text, end)):
        return True
    clause = CLAUSE_END.split(line)[-1]
    home = next(iter(reversed(list(AT_HOME.finditer(clause)))), None)
    if home is not None and LEADS_ON.fullmatch(clause, home.end()):
        return WORKS.search(clause, max(0, home.start() - WORKS_REACH)) is None
    if BLOCKS.match(text, start):
        # Blocks have no word for a street: "24-7 Security Services" is none.
        return False
    of = OF.search(clause)
    return of is not None and _is_of_person(clause[: of.start()], of[0].strip(), text, end)


def _is_of_person(named: str, of: str, text: str, end: int) -> bool:
    at = person_at_end(named)
    if at is None and (name := NAMED.search(named)):
        before = named[: name.start()]
        at = name.start() if of.endswith("of") or ROLE.search(before) else None
    # A bracket has its own matter: "the fire service (Mrs Ainscough, of 43 Bridgefold Road)".
    if at is None or WORKS.search(named, max(0, at - NAMED_REACH, named.rfind("(", 0, at))) or DEFINED.match(text, end):
        return False
    before = named[:at]
    if PARTY.search(before):
        return False
    return not (len(before.split()) < 2 and ADDRESSEE.match(text, end))
