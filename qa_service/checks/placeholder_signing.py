"""Lines to be signed that hold several blanks: roles, dates and places beside, behind or below them."""

from __future__ import annotations

import re

from qa_service.checks.placeholder_lines import DATE_TO_FILL, GAP, PARTS, line_of, lines_around

LEAST = 2
# A label ends with the sentence before it; what others sign or fill in may be said before a colon.
SENTENCE_END = re.compile(r"(?<![.…])[.;!?]\**\s+(?=[^\W\d_])")
TO_BE_SIGNED = re.compile(
    r"(?i)\b(?:to be (?:signed|dated|executed|completed|filled in|countersigned|returned)|please sign|zu unterzeichnen"
    r"|à signer|da firmare)\b[^.:_\n]{0,60}: ?"
)
STRIPPED = " \t:.|()#*-/\\"
# What only somebody who signs writes.
SIGNED = re.compile(
    r"(?i)(?:signature|signed|sign|countersigned|unterschrift|unterzeichnet|signé|firma|firmado|handtekening|getekend"
    r"|underskrift|podpis|allekirjoitus|stamp|seal|stempel|cachet|timbro|initials"
    r"|(?:adopted|approved|executed|passed|sealed|ratified|witnessed|attested|sworn|confirmed|done|read|minuted|certified)"
    r"(?: and (?:adopted|signed|approved|agreed|sealed))?)(?: (?:on|at|in|by|this|am|le|for|of|and date|,? ?date)\b.*)?"
)
# What anybody fills in then, too.
BESIDE_SIGNATURE = re.compile(
    r"(?i)(?:(?:full |print(?:ed)? )?name(?: in (?:block )?(?:capitals|letters))?|dated?|the|place|time|title|position"
    r"|capacity|place (?:and|,|&) date|date (?:and|,|&) place"
    r"|ort|datum|ort(?:,| und| /) ?datum|nom|lieu|à|le|qualité|luogo|data|lugar|fecha|nombre|nome|plaats|naam|sted"
    r"|dato|navn|paikka|miejsce|on|at|in|and|this|day of|20|20\d\d)"
)
# "Leipzig, ....", "Lyon, le ____"
TOWN = re.compile(r"[^\W\d_][\w./' -]{1,30},(?: (?:den|le|am|on|il|el|the|dne|dnia))?")
# Who holds an office or is a party.
OFFICER = re.compile(
    r"(?i)(?:for |für |pour |per |p\. ?p\. )?(?:the |die |den |le |la |l['\u2019])?(?:[\w-]+ ){0,2}"
    r"(?:chair(?:\w{0,6})?|president|secretary|clerk|mayor|head|notary|judge|witness(?:es)?|guardian|member|party"
    r"|company|bank|landlord|consultant|agent|client|tenant|applicant|claimant|defendant|respondent|accountant|assistant"
    r"|parent|student|patient|resident|firm|vorsitz\w*|schriftführ\w*|protokoll\w*|präsident\w*|président\w*|secrétaire"
    r"|trésori\w+|locataire|gérant\w*|presidente|segretari\w+|voorzitter|secretaris|ordförande|sekreterare|justerare"
    r"|(?!number|order|letter|quarter|register|paper|meter|floor|error|fee\b|factor|other|water|power|color)"
    r"\w{3,}(?:er|or|ee|eur|euse|ore|rice|erin|ist))"
    r"(?: of (?:the )?[\w-]+(?: [\w-]+)?| [A-Z\d]{1,2})?"
)
LABELS = re.compile(r"[\s*_]*(?:\([^()\n]{2,40}\)[\s*_]*){2,}")
BRACKETED = re.compile(r"\([^()\n]{2,40}\)")
# A block ends the text, or the part before what is appended.
APPENDED = re.compile(
    r"(?i)[#*_ \t]*(?:schedule|annex(?:e|ure|ures|es)?|appendi(?:x|ces)|exhibit|attachment|enclosures?|encl?\.|anlagen?"
    r"|anhang|allegat[oi]|bijlagen?|bilag[ao]?|distribution|copies|copy to|cc)\b"
)
WINDOW = 400


def is_to_sign(text: str, start: int, end: int) -> bool:
    """Whether a blank is one of several on a line that holds but what people write when they sign."""
    line, at = line_of(text, start, end)
    line, ordered = _own_part(line, at, at + end - start)
    if len(GAP.findall(DATE_TO_FILL.sub("____", line))) < LEAST:
        return False
    labels = [label for label in _labels(line) if label.strip(STRIPPED)]
    above, below = lines_around(text, start, end)
    if not above and not ordered:
        # Nothing is there yet that could be signed.
        return False
    if labels and all(map(TOWN.fullmatch, map(str.strip, labels))):
        return len(labels) >= LEAST or (bool(below) and LABELS.fullmatch(below[0]) is not None)
    named = [label.strip(STRIPPED) for label in labels]
    signed = [label for label in named if SIGNED.fullmatch(label)]
    officers = [name for label, name in zip(labels, named, strict=True) if name not in signed and _is_officer(label)]
    if not all(label in signed or label in officers or BESIDE_SIGNATURE.fullmatch(label) for label in named):
        return False
    if ordered or signed:
        return True
    return bool(officers) and (not _asks(labels) or _ends_part(text, end))


def _own_part(line: str, start: int, end: int) -> tuple[str, bool]:
    """Return what stands in one sentence with a blank, and whether words before it say that it is to be signed."""
    begin = max((found.end() for found in SENTENCE_END.finditer(line, 0, start)), default=0)
    ordered = max((found.end() for found in TO_BE_SIGNED.finditer(line, begin, start)), default=0)
    behind = SENTENCE_END.search(line, end)
    return line[max(begin, ordered) : behind.start() if behind else len(line)], ordered > 0


def _labels(line: str) -> list[str]:
    """Return the labels on a line, those in brackets without what else stands between two blanks."""
    return [
        label for gap in GAP.split(line) for part in PARTS.split(gap) for label in BRACKETED.findall(part) or [part]
    ]


def _is_officer(label: str) -> bool:
    name = label.strip(STRIPPED)
    return (name[0].isupper() or "(" in label) and OFFICER.fullmatch(name) is not None


def _asks(labels: list[str]) -> bool:
    """Whether labels stand in front of their blanks, as those of the particulars of a contract do."""
    return any(label.rstrip().endswith(":") for label in labels)


def _ends_part(text: str, end: int) -> bool:
    """Whether a text ends with the lines that hold blanks, or goes on with an annex."""
    for line in text[end : end + WINDOW].split("\n")[1:]:
        if line.strip(" \t_*-|") and not GAP.search(line) and not LABELS.fullmatch(line):
            return APPENDED.match(line) is not None
    return len(text) - end <= WINDOW
